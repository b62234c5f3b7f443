"""Where in a TOML text do its keys and values stand?

The standard library reads TOML and forgets places; this walks through a text that it could read.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from tabsched.wire.places import place_at, places_at

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tabsched.wire.places import Place

_BLANK = re.compile(r"(?:[ \t\r\n]+|#[^\n]*)*+")
_STRING = re.compile(
    r'"""(?:[^\\]|\\.)*?"""(?:"{0,2})|\'\'\'.*?\'\'\'(?:\'{0,2})|"(?:[^"\\]|\\.)*+"|\'[^\']*+\'',
    re.DOTALL,
)
_QUOTES = re.compile(r'"""|\'\'\'|"|\'|')
_BARE_KEY = re.compile(r"[A-Za-z0-9_-]+")
# A date and its time of day may have a space between them.
_SCALAR = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2} [0-9]{2}:[^\s,\]}#]*+|[^\s,\]}#]++")

# How many parts a key may have; the configuration knows none of more than a few.
_MOST_PARTS = 64
_PART = r"""(?:"(?:[^"\\\n]|\\.)*+"?|'[^'\n]*+'?|[A-Za-z0-9_-]++)"""
_NEXT_PART = rf"[ \t]*+\.[ \t]*+{_PART}"
# What is no key, a key of too many parts, and any other; a text that lacks its end is gone through
# only once.
_KEYS = re.compile(
    r'#[^\n]*+|"""(?:[^"\\]|\\.|"(?!""))*+(?:""")?'
    r"|'''(?:[^']|'(?!''))*+(?:''')?"
    rf"|(?P<long>{_PART}(?:{_NEXT_PART}){{{_MOST_PARTS},}}+)|{_PART}(?:{_NEXT_PART})*+",
    re.DOTALL,
)


class Spot(NamedTuple):
    """Where a value stands, by line and column.

    Attributes:
        key: its key; for an item of a list the item.
        value: the value's first character, of a text the first inside its quotes; for a table
            with a header the header.
    """

    key: Place
    value: Place


def long_key_in(text: str) -> Place | None:
    """Where a key of more parts stands than anybody writes, in a text that may be no TOML at all.

    The standard library reads one in a time that grows as the square of its length.
    """
    found = next((key for key in _KEYS.finditer(text) if key["long"]), None)
    return None if found is None else place_at(text, found.start())


def spots_in(text: str) -> dict[str, Spot]:
    """Every key and every item of a list by its RFC 6901 pointer.

    Args:
        text: a text that `tomllib.loads` reads.
    """
    walk = _Walk(text)
    walk.whole()
    offsets = [offset for pair in walk.found.values() for offset in pair]
    places = places_at(text, offsets)
    return {
        pointer: Spot(places[key], places[value]) for pointer, (key, value) in walk.found.items()
    }


def pointer_to(steps: Iterable[str | int]) -> str:
    """The RFC 6901 pointer to what stands under keys and indexes."""
    return "".join(f"/{str(step).replace('~', '~0').replace('/', '~1')}" for step in steps)


@dataclass(slots=True)
class _Walk:
    """A walk through a text from its first to its last character.

    Attributes:
        at: how far it has come.
        found: the offsets of key and value, by pointer.
        last: of each list that grows by headers the index of its last table.
    """

    text: str
    at: int = 0
    found: dict[str, tuple[int, int]] = field(default_factory=dict)
    last: dict[str, int] = field(default_factory=dict)

    def whole(self) -> None:
        """Walk through all of it."""
        table = ""
        self._skip()
        while self.at < len(self.text):
            if self.text.startswith("[", self.at):
                table = self._header()
            else:
                self._pair(table)
            self._skip()

    def _skip(self) -> None:
        """Pass white space, ends of lines and comments."""
        blank = _BLANK.match(self.text, self.at)
        self.at = blank.end() if blank else self.at

    def _header(self) -> str:
        """Walk through the header of a table; return the pointer to the table."""
        begun = self.at
        grows = self.text.startswith("[[", begun)
        self.at += 2 if grows else 1
        pointer = ""
        for key, key_at in self._keys():
            pointer = self._entered(pointer) + pointer_to([key])
            self.found.setdefault(pointer, (key_at, begun))
        self.at += 2 if grows else 1
        if grows:
            self.last[pointer] = self.last.get(pointer, -1) + 1
            self.found[self._entered(pointer)] = begun, begun
        return self._entered(pointer)

    def _entered(self, pointer: str) -> str:
        """The pointer to the table that a header means: of a list that grows the last one."""
        return f"{pointer}/{self.last[pointer]}" if pointer in self.last else pointer

    def _keys(self) -> list[tuple[str, int]]:
        """Walk through keys with dots between them; each with its offset."""
        keys: list[tuple[str, int]] = []
        while True:
            self._skip()
            begun = self.at
            quoted = _STRING.match(self.text, begun)
            found = quoted or _BARE_KEY.match(self.text, begun)
            assert found is not None  # noqa: S101 the standard library has read it
            key = tomllib.loads(f"key = {found[0]}")["key"] if quoted else found[0]
            keys.append((key, begun))
            self.at = found.end()
            self._skip()
            if not self.text.startswith(".", self.at):
                return keys
            self.at += 1

    def _pair(self, table: str) -> None:
        """Walk through keys, the sign between and the value."""
        keys = self._keys()
        self.at += 1
        self._skip()
        pointer = table
        for key, key_at in keys:
            pointer += pointer_to([key])
            self.found.setdefault(pointer, (key_at, self._inside()))
        self._value(pointer)

    def _inside(self) -> int:
        """The offset of the value that begins here, of a text inside its quotes."""
        quotes = _QUOTES.match(self.text, self.at)
        return quotes.end() if quotes else self.at

    def _value(self, pointer: str) -> None:
        """Walk through a value."""
        opening = self.text[self.at]
        if opening not in "[{":
            found = _STRING.match(self.text, self.at) or _SCALAR.match(self.text, self.at)
            self.at = found.end() if found else len(self.text)
            return
        self.at += 1
        index = 0
        while True:
            self._skip()
            if self.text.startswith(("]", "}"), self.at):
                self.at += 1
                return
            if self.text.startswith(",", self.at):
                self.at += 1
            elif opening == "{":
                self._pair(pointer)
            else:
                item = f"{pointer}/{index}"
                self.found[item] = self._inside(), self._inside()
                self._value(item)
                index += 1
