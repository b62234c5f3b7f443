"""From where to where do the values and keys of a JSON text go?"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from json import JSONDecoder
from typing import TYPE_CHECKING, TypeAlias

from tabsched.wire.pieces import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

Keys: TypeAlias = tuple[str, ...]
"""The keys and indices, as pointers write them, that lead from the top to a value."""

_SPACE = re.compile(r"[ \t\n\r]*+")
_STRING = re.compile(r'"[^"\\]*+(?:\\.[^"\\]*+)*+"')
_SCALAR = re.compile(r'"[^"\\]*+(?:\\.[^"\\]*+)*+"|[^ \t\n\r,\]}]+')
_TO_BRACKET = re.compile(r'[^"\[\]{}]*+(?:"[^"\\]*+(?:\\.[^"\\]*+)*+"[^"\[\]{}]*+)*+[\[\]{}]')
_DECODE = JSONDecoder().decode


@dataclass(slots=True, eq=False)
class Value:
    """A value, with its key where it is a member of an object.

    Attributes:
        before: the offset at which the white space before it, or before its key, begins.
        begin: the offset of its first character, or of its key's.
        start: the offset of its first character.
        end: the offset behind its last one.
        after: the offset of the comma or the bracket that follows it; 0 for the top.
        name: its key, None where it is no member.
        holder: the object or the list in which it stands, None for the top.
        items: what stands in it, as far as somebody has looked into it.
    """

    before: int
    begin: int
    start: int
    name: str | None
    holder: Value | None
    end: int = 0
    after: int = 0
    items: list[Value] = field(default_factory=list)

    def holders(self) -> Iterator[Value]:
        """The value itself, that in which it stands, and so on to the top."""
        value: Value | None = self
        while value is not None:
            yield value
            value = value.holder


@dataclass(slots=True)
class _Wanted:
    """A value to which keys lead, or from which they lead on.

    Attributes:
        keys: the keys that end here.
        inside: the values to which keys lead on.
    """

    keys: Keys | None = None
    inside: dict[str, _Wanted] = field(default_factory=dict)


def keys_of(pointer: str) -> Keys | None:
    """The keys of an RFC 6901 pointer, None where it is none."""
    begin, *steps = pointer.split("/")
    return None if begin else tuple(s.replace("~1", "/").replace("~0", "~") for s in steps)


def values_at(text: str, wanted: Iterable[Keys]) -> dict[Keys, Value]:
    """The values to which keys lead, those that exist, and what stands in them.

    Args:
        text: a text that `tabsched.wire.json.loads` reads.
        wanted: the keys.
    """
    top = _Wanted()
    for keys in wanted:
        reached = top
        for key in keys:
            reached = reached.inside.setdefault(key, _Wanted())
        reached.keys = keys
    return _Walk(text).values(top)


def look_into(text: str, value: Value) -> list[Value]:
    """What stands in a value, whether or not it was asked for."""
    if not value.items and text[value.start] in "[{":
        _Walk(text).fill(value)
    return value.items


class _Walk:
    """A walk through a text, which steps into what is asked for and jumps over the rest."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._found: dict[Keys, Value] = {}
        self._open: list[tuple[Value, _Wanted]] = []

    def values(self, top: _Wanted) -> dict[Keys, Value]:
        """The values that are asked for."""
        start = self._space(0)
        whole = Value(0, start, start, None, None)
        self._walk(whole, top)
        return self._found

    def fill(self, value: Value) -> None:
        """Look into one value."""
        self._walk(value, _Wanted(()))

    def _walk(self, value: Value, wanted: _Wanted) -> None:
        """Walk through one value, or over it where it is not asked for."""
        position = self._enter(value, wanted)
        while self._open:
            position = self._next(position)

    def _enter(self, value: Value, wanted: _Wanted | None) -> int:
        """Meet a value; return where to go on."""
        if wanted is not None and wanted.keys is not None:
            self._found[wanted.keys] = value
        if wanted is not None and self._text[value.start] in "[{":
            self._open.append((value, wanted))
            return value.start + 1
        value.end = self._behind(value.start)
        return value.end

    def _next(self, position: int) -> int:
        """Go on to the next item of what is open, or out of it."""
        holder, wanted = self._open[-1]
        at = self._space(position)
        if holder.items:
            holder.items[-1].after = at
        if self._text[at] in "]}":
            self._open.pop()
            holder.end = at + 1
            return holder.end
        before = at + 1 if self._text[at] == "," else position
        begin = start = self._space(before)
        name = None
        if self._text[holder.start] == "{":
            key = _STRING.match(self._text, begin)
            key_end = key.end() if key else begin
            name = str(_DECODE(self._text[begin:key_end]))
            start = self._space(self._space(key_end) + 1)
        value = Value(before, begin, start, name, holder)
        step = str(len(holder.items)) if name is None else name
        holder.items.append(value)
        return self._enter(value, wanted.inside.get(step))

    def _behind(self, start: int) -> int:
        """The offset behind a value that is jumped over."""
        if self._text[start] not in "[{":
            found = _SCALAR.match(self._text, start)
            return found.end() if found else start + 1
        depth = 0
        position = start
        while found := _TO_BRACKET.match(self._text, position):
            position = found.end()
            depth += 1 if self._text[position - 1] in "[{" else -1
            if not depth:
                break
        return position

    def _space(self, position: int) -> int:
        """The offset after the white space at an offset."""
        found = _SPACE.match(self._text, position)
        return found.end() if found else position


def key_span(text: str, value: Value) -> Span:
    """From where to where the key of a member goes, with its quotation marks."""
    found = _STRING.match(text, value.begin)
    return Span(*found.span()) if found else Span(value.begin, value.begin)
