"""A body, read: how is a text written, and what does it or a value say?"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, NamedTuple

from tabsched.arguments import refuse_no_limit
from tabsched.place import Syntax
from tabsched.wire import json
from tabsched.wire.text import BYTE_ORDER_MARK, decode, is_xml
from tabsched.wire.unreadable import Unreadable

if TYPE_CHECKING:
    from tabsched.wire.node import Node

    Body = str | bytes | dict[str, Any] | list[Any]

MAX_DEPTH = 64
# To pickle what nests so deep takes two thirds of the calls within calls that Python allows.
DEEPEST = 100
MAX_SIZE = 2**30
_LIKE_JSON = re.compile(r'[\s\ufeff]*[{\["]')


class Opened(NamedTuple):
    """A body, read.

    Attributes:
        root: its root node.
        syntax: that of its nodes and paths: XML or JSON.
        text: None for a dict, a list or a Schedule.
        value: the JSON value, None for XML.
        text_syntax: how the text is written.
    """

    root: Node
    syntax: Syntax
    text: str | None
    value: json.JsonValue = None
    text_syntax: Syntax = Syntax.JSON


def refuse_limits(max_depth: int, max_size: int) -> None:
    """Refuse a limit that is none, or within which Python could not follow what was read.

    Raises:
        TypeError: one is no int.
        ValueError: one is less than 1, or `max_depth` is more than 100.
    """
    # Mostly both are left out, and a check of a schedule is short.
    if max_depth is MAX_DEPTH and max_size is MAX_SIZE:
        return
    refuse_no_limit("max_depth", max_depth)
    refuse_no_limit("max_size", max_size)
    if max_depth > DEEPEST:
        why = "the deepest known answer nests eight levels"
        raise ValueError(f"max_depth is at most {DEEPEST}: {why}")


def syntax_of(text: str, *, is_yaml: bool | None) -> Syntax:
    """How a text is written, whether or not it can be read.

    What begins with `<` is XML, what begins with a bracket or a double quotation mark is JSON, and
    what begins as YAML in block style does is YAML. All else is JSON, if anything.

    Args:
        text: a text as `tabsched.wire.text.decode` gives it.
        is_yaml: whether its name says that it is YAML, which then may be written as JSON is; None
            where nothing says so but the text.
    """
    like_json = is_like_json(text)
    if is_yaml:
        return Syntax.JSON if like_json and _is_json(text) else Syntax.YAML
    if is_xml(text):
        return Syntax.XML
    if is_yaml is None and not like_json:
        from tabsched.wire import yaml  # noqa: PLC0415 a text in XML or JSON does without it

        return Syntax.YAML if yaml.is_yaml(text) else Syntax.JSON
    return Syntax.JSON


def is_like_json(text: str) -> bool:
    """Whether a text begins as JSON does, with a bracket or a double quotation mark."""
    return _LIKE_JSON.match(text) is not None


def _is_json(text: str) -> bool:
    try:
        json.loads(text)
    except Unreadable:
        return False
    return True


def value_of(text: str, syntax: Syntax, max_depth: int = MAX_DEPTH) -> json.JsonValue:
    """The JSON value that a text in JSON or YAML says.

    Raises:
        Unreadable: it cannot be read.
    """
    if syntax is Syntax.YAML:
        from tabsched.wire import yaml  # noqa: PLC0415 a text in XML or JSON does without it

        return yaml.loads(text, max_depth)
    return json.loads(text, max_depth)


def open_text(
    body: str | bytes,
    *,
    is_yaml: bool | None = False,
    max_depth: int = MAX_DEPTH,
    max_size: int = MAX_SIZE,
) -> Opened:
    """Read a text as XML or JSON, or as YAML where that is allowed; see `syntax_of`.

    Raises:
        Unreadable: it is none of them.
    """
    text = decode(body, max_size)
    syntax = syntax_of(text, is_yaml=is_yaml)
    if syntax is Syntax.XML:
        from tabsched.wire import xml  # noqa: PLC0415 a text in JSON does without it

        return Opened(xml.loads(text, max_depth).root, syntax, text, text_syntax=syntax)
    value = value_of(text, syntax, max_depth)
    return Opened(json.to_node(value), Syntax.JSON, text, value, syntax)


def open_body(
    body: Body,
    *,
    is_yaml: bool | None = False,
    max_depth: int = MAX_DEPTH,
    max_size: int = MAX_SIZE,
) -> Opened:
    """Read a text, or take a dict or a list as the JSON that it would be.

    What is sent to Tableau, or comes from it, is never YAML: so YAML is read only where asked.

    Raises:
        Unreadable: it cannot be read, or holds what JSON cannot.
    """
    if isinstance(body, str | bytes):
        return open_text(body, is_yaml=is_yaml, max_depth=max_depth, max_size=max_size)
    value = json.from_python(body, max_depth)
    return Opened(json.to_node(value), Syntax.JSON, None, value)


def text_of(body: object) -> str | None:
    """The text of a body without its byte order mark, as well as it can be told.

    None where it is no text at all.
    """
    if not isinstance(body, str | bytes):
        return None
    try:
        return decode(body)
    except Unreadable:
        if isinstance(body, str):
            return body.removeprefix(BYTE_ORDER_MARK)
        return body.decode("utf-8", errors="replace")
