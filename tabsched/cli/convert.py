"""`tabsched convert`: a document in another syntax, and what that syntax cannot carry."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from tabsched.cli.files import inputs
from tabsched.cli.usage import USAGE, UsageError
from tabsched.lint import unread
from tabsched.opening import syntax_of, value_of
from tabsched.place import Syntax
from tabsched.rendering import TextSource, finding_lines
from tabsched.wire import json, xml
from tabsched.wire.bridge import json_to_xml, xml_to_json
from tabsched.wire.text import decode
from tabsched.wire.unreadable import Unreadable

if TYPE_CHECKING:
    import argparse

    from tabsched.wire.json_values import JsonValue


def convert(options: argparse.Namespace) -> int:
    """Write the document in the syntax asked for; judge nothing."""
    # The file is open as long as its iterator lives.
    every = inputs([options.path])
    given = next(every, None)
    if given is None or given.found:
        raise UsageError(f"{options.path} is a folder: one file at a time is converted")
    if given.is_absent:
        raise UsageError(f"{given.name}: {given.fault}")
    text = None
    try:
        if given.fault is not None:
            raise given.fault
        text = decode(given.body)
        syntax = syntax_of(text, is_yaml=given.is_yaml)
        converted, losses = _converted(text, syntax, options.to)
    except Unreadable as fault:
        found = unread(fault, text).findings[0]
        sys.stderr.write("\n".join(finding_lines(found, TextSource(given.name, text))) + "\n")
        return USAGE
    for loss in losses:
        sys.stderr.write(f"{given.name}: {loss}\n")
    sys.stdout.write(converted + "\n")
    return 0


def _converted(text: str, syntax: Syntax, to: str) -> tuple[str, list[str]]:
    """The text in the syntax asked for, and what that cannot carry."""
    losses: list[str] = []
    if syntax is Syntax.XML:
        document = xml.loads(text)
        if to == "xml":
            return xml.dumps(document), []
        value, losses = xml_to_json(document)
    else:
        value = value_of(text, syntax)
    if syntax is Syntax.YAML:
        from tabsched.wire import yaml  # noqa: PLC0415 a text in XML or JSON does without it

        if to == "yaml":
            return yaml.quoted(text).removesuffix("\n"), []
        losses = yaml.tell_losses(text)
    written, more = _written(value, to)
    return written, losses + more


def _written(value: JsonValue, to: str) -> tuple[str, list[str]]:
    """A JSON value in the syntax asked for, and what that cannot carry."""
    if to == "yaml":
        from tabsched.wire import yaml  # noqa: PLC0415 as above

        return yaml.dumps(value)
    if to == "json":
        return json.dumps(value), []
    document, losses = json_to_xml(value)
    return xml.dumps(xml.indented(document.root)), losses
