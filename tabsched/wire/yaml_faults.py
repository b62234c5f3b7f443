"""What is wrong with a YAML text, in words and at its place, where PyYAML has stopped?

PyYAML's two parsers word some faults differently; both wordings are known here.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from tabsched.wire.places import place_at
from tabsched.wire.quoting import named, shown
from tabsched.wire.unreadable import Unreadable, last_written

if TYPE_CHECKING:
    from collections.abc import Callable

_WORD = re.compile(r"[^\s,:\[\]{}]+")
_LINE = re.compile(r"[^\r\n]*")


class _Stop(NamedTuple):
    """Where PyYAML stopped.

    Attributes:
        at: the offset of what it could not read.
        since: the offset of what it was reading.
    """

    text: str
    at: int
    since: int

    @property
    def found(self) -> str:
        """What stands there, as a message names it."""
        word = _WORD.match(self.text, self.at)
        if word and len(word[0]) > 1:
            return shown(word[0], 20)
        return named(self.text[self.at]) if self.at < len(self.text) else "the end of the text"

    @property
    def opened(self) -> str:
        """Where that began which it was reading."""
        line, column = place_at(self.text, self.since)
        return f"line {line}, column {column}"


def fault_at(problem: str, text: str, at: int, since: int) -> Unreadable:
    """The fault of a text.

    Args:
        problem: PyYAML's words, for what it was reading and for what it found.
        text: the whole text.
        at: the offset at which it stopped.
        since: the offset of what it was reading there.
    """
    stop = _Stop(text, at, since)
    if "maximum nesting depth" in problem:
        message = "the text nests deeper than PyYAML can read"
        return Unreadable.at("too-deep", message, text, min(at, last_written(text)))
    for words, tell in _TOLD:
        if words.search(problem):
            message, offset = tell(stop)
            break
    else:
        message, offset = f"this is no YAML: {shown(problem.removeprefix('None: '), 100)}", at
    return Unreadable.at("malformed-yaml", message, text, min(offset, last_written(text)))


def _value_misplaced(stop: _Stop) -> tuple[str, int]:
    message = (
        "a : stands where no key can end: keys of one mapping stand equally far in, and a text "
        "that holds a : with a space behind it is quoted"
    )
    return message, stop.at


def _no_colon(stop: _Stop) -> tuple[str, int]:
    line = _LINE.match(stop.text, stop.since)
    what = shown(line[0].rstrip() if line else "", 40)
    return f"{what} is neither a key nor an item of a list: a : is missing behind it", stop.since


def _string_cut_off(stop: _Stop) -> tuple[str, int]:
    mark = stop.text[stop.since]
    message = f"the text ends inside a string that begins on {stop.opened}: a closing {mark}"
    return f"{message} is missing", stop.at


def _document_in_string(stop: _Stop) -> tuple[str, int]:
    mark = stop.text[stop.since]
    found = stop.text[stop.at : stop.at + 3]
    message = (
        f"{found} begins a line inside a string that begins on {stop.opened}: a closing {mark}"
    )
    return f"{message} is missing", stop.at


def _flow_not_closed(stop: _Stop) -> tuple[str, int]:
    bracket = stop.text[stop.since]
    what, closing = ("a list", "]") if bracket == "[" else ("a mapping", "}")
    if stop.at > last_written(stop.text):
        message = f"the text ends inside {what} that begins on {stop.opened}: a closing {closing}"
        return f"{message} is missing", stop.at
    message = f"a comma or {closing} is missing before {stop.found}: {bracket} is open since"
    return f"{message} {stop.opened}", stop.at


def _bad_start(stop: _Stop) -> tuple[str, int]:
    character = stop.text[stop.at : stop.at + 1]
    if character == "\t":
        return "a tab stands where YAML takes spaces alone", stop.at
    return f"no text begins with {named(character)} unless it is quoted", stop.at


def _bad_escape(stop: _Stop) -> tuple[str, int]:
    at = stop.text.rfind("\\", stop.since, stop.at + 1)
    escape = stop.text[at : at + 2]
    message = f"what begins with {shown(escape)} is no escape of YAML: between double quotes a \\"
    return f"{message} itself is written \\\\", at


def _no_key(stop: _Stop) -> tuple[str, int]:
    message = f"{stop.found} stands where a key of the mapping is needed that begins on"
    return f"{message} {stop.opened}: its keys stand equally far in, each on a line", stop.at


def _no_item(stop: _Stop) -> tuple[str, int]:
    message = f"{stop.found} stands where an item of the list is needed that begins on"
    return f"{message} {stop.opened}: its items begin with - and stand equally far in", stop.at


def _no_value(stop: _Stop) -> tuple[str, int]:
    return f"{stop.found} stands where a value is needed", stop.at


def _behind_document(stop: _Stop) -> tuple[str, int]:
    message = f"{stop.found} stands behind the end of the document: the keys of one mapping, and"
    return f"{message} the items of one list, stand equally far in", stop.at


def _item_misplaced(stop: _Stop) -> tuple[str, int]:
    return (
        "a - stands where no item of a list can begin: items begin on a line of their own",
        stop.at,
    )


_TOLD: tuple[tuple[re.Pattern[str], Callable[[_Stop], tuple[str, int]]], ...] = tuple(
    (re.compile(words), tell)
    for words, tell in (
        ("mapping values are not allowed", _value_misplaced),
        ("could not find expected ':'", _no_colon),
        ("unexpected end of stream", _string_cut_off),
        ("unexpected document (separator|indicator)", _document_in_string),
        ("expected ',' or", _flow_not_closed),
        ("cannot start any token|found a tab", _bad_start),
        ("escape character|hexdecimal|(?<!URI )escape sequence|escape code", _bad_escape),
        ("block mapping: (did not find expected key|expected <block end>)", _no_key),
        ("block collection: (did not find expected '-'|expected <block end>)", _no_item),
        ("expected (the )?node content", _no_value),
        ("expected '?<document start>", _behind_document),
        ("sequence entries are not allowed", _item_misplaced),
    )
)
