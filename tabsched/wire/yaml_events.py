"""What stands where in a YAML text? As PyYAML tells it: its parser gives events with marks.

PyYAML is an extra. Of its two parsers the one in C is taken where it is there: it is ten times as
fast. PyYAML is not asked what a scalar means, and no object is ever made from a tag.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from tabsched.wire.quoting import named
from tabsched.wire.text import BYTE_ORDER_MARK
from tabsched.wire.unreadable import Unreadable, last_written
from tabsched.wire.yaml_faults import fault_at

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import ModuleType

# What neither parser takes, not even between quotes.
_REFUSED = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
REST_OF_LINE = "[^\r\n\x85\u2028\u2029]*"  # where PyYAML, as YAML 1.1 says, sees a line end
# An anchor and a tag, in any order, and the white space and comments behind them.
_PROPERTIES = re.compile(rf"(?:[&!]\S*(?:\s+(?:#{REST_OF_LINE}\s*)*)?){{0,2}}")
_NOT_INSTALLED = (
    "YAML is read by the package PyYAML, which is not installed: "
    "python -m pip install 'tabsched[yaml]'"
)


class Event(NamedTuple):
    """One step through a text.

    Attributes:
        start: the offset at which what it tells of begins, its anchor and tag counted.
        end: the offset behind it; of an object or a list, behind its bracket.
        anchor: the name of its anchor; of an alias, the name that it stands for.
        tag: the whole name of its tag.
        text: what a scalar says.
        style: the character that opens a scalar: a quotation mark, | or >; "" without one.
    """

    kind: Literal["document", "object", "list", "end", "scalar", "alias"]
    start: int
    end: int
    anchor: str | None = None
    tag: str | None = None
    text: str = ""
    style: str = ""


def events(text: str) -> Iterator[Event]:
    """The steps through a text, to its end or to its first fault.

    Raises:
        Unreadable: yaml-not-installed, malformed-yaml or too-deep.
    """
    yaml = _library()
    refused = _REFUSED.search(text)
    if refused:
        message = f"{named(refused[0])} stands in the text: YAML holds no control characters"
        raise Unreadable.at("malformed-yaml", message, text, refused.start())
    bare = text.lstrip(BYTE_ORDER_MARK)  # the parser in C would not count it
    skipped = len(text) - len(bare)
    end = skipped
    given = yaml.parse(bare, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    try:
        for one in given:
            end = skipped + one.end_mark.index
            event = _event(yaml, one, skipped + one.start_mark.index, end)
            if event is not None:
                yield event
    except yaml.MarkedYAMLError as error:
        marks = (error.problem_mark, error.context_mark)
        at, since = (end if mark is None else skipped + mark.index for mark in marks)
        raise fault_at(f"{error.context}: {error.problem}", text, at, since) from None
    except (yaml.YAMLError, ValueError, OverflowError):
        # the parser in Python stumbles over an escape or a version that is too large
        message = "an escape or a number that YAML does not know stands here"
        raise Unreadable.at("malformed-yaml", message, text, min(end, last_written(text))) from None


def beginning(text: str, event: Event) -> int:
    """The offset of the first character of what an event tells of, behind its anchor and tag.

    A text in quotes begins inside them. A scalar that is empty has the offset of its tag, or of the
    character before it: a colon, a dash.
    """
    at = event.start
    if event.anchor is not None or event.tag is not None:
        found = _PROPERTIES.match(text, at)
        at = found.end() if found else at
    if event.kind != "scalar" or event.style in {"|", ">"}:
        return at
    if event.style:
        return at + 1
    if at < event.end:
        return at
    return event.start if event.start < event.end else max(at - 1, 0)


def _library() -> ModuleType:
    """The package PyYAML."""
    try:
        import yaml  # noqa: PLC0415 an extra, which only a text in YAML needs
    except ImportError:
        raise Unreadable("yaml-not-installed", _NOT_INSTALLED) from None
    return yaml


def _event(yaml: ModuleType, given: Any, start: int, end: int) -> Event | None:  # noqa: ANN401 PyYAML's
    """An event of PyYAML; None for what says nothing, as the end of the text."""
    match given:
        case yaml.ScalarEvent():
            said = (given.anchor, given.tag, given.value, given.style or "")
            return Event("scalar", start, end, *said)
        case yaml.MappingStartEvent():
            return Event("object", start, end, given.anchor, given.tag)
        case yaml.SequenceStartEvent():
            return Event("list", start, end, given.anchor, given.tag)
        case yaml.CollectionEndEvent():
            return Event("end", start, end)
        case yaml.AliasEvent():
            return Event("alias", start, end, given.anchor)
        case yaml.DocumentStartEvent():
            return Event("document", start, end)
    return None
