"""Where in a JSON text does a pointer lead?"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from json import JSONDecoder
from typing import TYPE_CHECKING

from tabsched.wire.places import Place, places_at

if TYPE_CHECKING:
    from collections.abc import Iterable

_SPACE = re.compile(r"[ \t\n\r]*")
# numbers are kept as texts: int() refuses thousands of digits
_SKIP = JSONDecoder(parse_int=str, parse_float=str).raw_decode


@dataclass(slots=True)
class _Wanted:
    """A value to which pointers lead, or from which they lead on.

    Attributes:
        values: the pointers that end here and ask for the value.
        names: those that ask for its key.
        inside: the values to which pointers lead on, by key or index as written.
    """

    values: list[str] = field(default_factory=list)
    names: list[str] = field(default_factory=list)
    inside: dict[str, _Wanted] = field(default_factory=dict)


@dataclass(slots=True)
class _Open:
    """An object or a list that is being walked through.

    Attributes:
        wanted: what is asked for inside it.
        at: the offset of its bracket.
        index: how many items have been met, None for an object.
        missing: what has not been found in it yet.
    """

    wanted: _Wanted
    at: int
    index: int | None
    missing: dict[str, _Wanted]


def locate(text: str, pointers: Iterable[str], names: Iterable[str] = ()) -> dict[str, Place]:
    """The places to which RFC 6901 pointers lead in a JSON text that can be read.

    What does not exist has the place of its nearest existing parent.

    Args:
        text: a text that `tabsched.wire.json.loads` reads.
        pointers: pointers whose values are asked for: of a string the first character inside
            its quotes, of an object or a list the bracket, otherwise the first character.
        names: pointers whose keys are asked for: the first character inside the quotes. An
            item of a list, and the top, has none and is answered by its value. A pointer that
            stands in both is answered as one of these.
    """
    top = _Wanted()
    for pointer in pointers:
        _reach(top, pointer).values.append(pointer)
    for pointer in names:
        _reach(top, pointer).names.append(pointer)
    found = _Walk(text).offsets(top)
    places = places_at(text, found.values())
    return {pointer: places[offset] for pointer, offset in found.items()}


def _reach(top: _Wanted, pointer: str) -> _Wanted:
    """The value to which a pointer leads."""
    wanted = top
    for step in pointer.split("/")[1:]:
        key = step.replace("~1", "/").replace("~0", "~")
        wanted = wanted.inside.setdefault(key, _Wanted())
    return wanted


class _Walk:
    """A walk through a text, which steps into what is asked for and jumps over the rest."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._found: dict[str, int] = {}
        self._open: list[_Open] = []

    def offsets(self, top: _Wanted) -> dict[str, int]:
        """The offset to which each pointer leads."""
        position = self._enter(top, self._space(0), None)
        while self._open:
            position = self._next(position)
        return self._found

    def _next(self, position: int) -> int:
        """Go on to the next item of what is open, or out of it."""
        position = self._space(position)
        if self._text[position] == ",":
            position = self._space(position + 1)
        current = self._open[-1]
        if self._text[position] in "]}":
            self._open.pop()
            for missing in current.missing.values():
                self._all_at(missing, current.at)
            return position + 1
        key_at = None
        if current.index is None:
            key_at = position + 1
            key, position = _SKIP(self._text, position)
            position = self._space(self._space(position) + 1)
        else:
            key = str(current.index)
            current.index += 1
        wanted = current.missing.pop(key, None)
        if wanted is None:
            return _SKIP(self._text, position)[1]
        return self._enter(wanted, position, key_at)

    def _enter(self, wanted: _Wanted, position: int, key_at: int | None) -> int:
        """Meet a value that is asked for; return where to go on."""
        first = self._text[position]
        value_at = position + (first == '"')
        self._found |= dict.fromkeys(wanted.values, value_at)
        self._found |= dict.fromkeys(wanted.names, value_at if key_at is None else key_at)
        if first in "[{" and wanted.inside:
            index = 0 if first == "[" else None
            self._open.append(_Open(wanted, position, index, dict(wanted.inside)))
            return position + 1
        for inner in wanted.inside.values():
            self._all_at(inner, value_at)
        return _SKIP(self._text, position)[1]

    def _all_at(self, wanted: _Wanted, offset: int) -> None:
        """Answer all that is asked for in a value that does not exist."""
        pending = [wanted]
        while pending:
            missing = pending.pop()
            self._found |= dict.fromkeys((*missing.values, *missing.names), offset)
            pending.extend(missing.inside.values())

    def _space(self, position: int) -> int:
        """The offset after the white space at an offset."""
        match = _SPACE.match(self._text, position)
        return match.end() if match else position
