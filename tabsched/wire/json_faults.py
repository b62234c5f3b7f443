"""What is the first fault of a JSON text that cannot be read, in words and at its place?"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from json import JSONDecodeError, JSONDecoder
from typing import TYPE_CHECKING

from tabsched.wire.places import place_at
from tabsched.wire.quoting import named, shown
from tabsched.wire.unreadable import Unreadable, last_written

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tabsched.wire.unreadable import Kind

_SPACE = re.compile(r"[ \t\n\r]*")
_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?")
_WORD = re.compile(r"[^\s,\[\]{}\"]+")
_LIKE_A_NUMBER = re.compile(r"[-+]?[0-9.][0-9.eE+-]*")
_UNQUOTED_KEY = re.compile(r"[^\s,:\[\]{}\"]+")
_PLAIN = re.compile(r'[^"\\\x00-\x1f]*')
_ESCAPE = re.compile(r'\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})')
_NOT_A_NUMBER = re.compile(r"[+-]?(?:nan|inf(?:inity)?)", re.IGNORECASE)
_LITERALS = ("true", "false", "null")
# as Python and others write them
_MEANT = {"True": "true", "False": "false", "None": "null", "undefined": "null", "nil": "null"}
_TYPOGRAPHIC = "\u201c\u201d\u201e\u201f\u2018\u2019\u201a\u201b\u2033\u2032\u00ab\u00bb"
_STRING_OR_SIGN = re.compile(r'"[^"\\]*+(?:\\.[^"\\]*+)*+"?|([^\x00-\x7f])', re.DOTALL)
_ZERO_WIDTH = "\ufeff\u200b\u2060"
_CLOSING = {"{": "}", "[": "]"}
_NAMED = {"{": "an object", "[": "a list"}
_RAW_DECODE = JSONDecoder().raw_decode


@dataclass(slots=True)
class _Open:
    """An object or a list that has not ended yet.

    Attributes:
        bracket: the bracket with which it begins.
        at: its offset.
        keys: the keys of an object so far.
    """

    bracket: str
    at: int
    keys: set[str] = field(default_factory=set)


def first_fault(text: str, max_depth: int) -> Unreadable:
    """The first fault of a text that the standard library, or the limit of depth, refused."""
    scan = _Scan(text, max_depth)
    try:
        scan.value()
        while scan.open:
            scan.item()
        scan.end()
    except Unreadable as fault:
        return fault
    # nothing is wrong but that Python's own limit of depth is lower than the caller's
    message = "the text nests deeper than Python can read"
    return Unreadable.at("too-deep", message, text, scan.deepest_at)


class _Scan:
    """A strict scanner: each method reads on from `_at`, and raises at what is wrong.

    Attributes:
        open: the objects and lists that have not ended, outermost first.
        deepest_at: the offset of the deepest bracket so far.
    """

    def __init__(self, text: str, max_depth: int) -> None:
        self.open: list[_Open] = []
        self.deepest_at = 0
        self._text = text
        self._max_depth = max_depth
        self._deepest = 0
        self._at = 0

    def value(self) -> None:
        """Read a value, of an object or a list only the bracket."""
        first = self._next()
        if first in _CLOSING:
            self._enter(first)
        elif first == '"':
            self._string()
        else:
            self._word(first)

    def item(self) -> None:
        """Read on in the innermost object or list: its end, or an item and what is before."""
        current = self.open[-1]
        begun = self._at == current.at + 1
        first = self._next()
        if first == _CLOSING[current.bracket]:
            self.open.pop()
            self._at += 1
            return
        if not begun:
            self._comma(first, current)
        if current.bracket == "{":
            self._key(current)
        self.value()

    def end(self) -> None:
        """Read what may follow the whole value: nothing."""
        self._space()
        if self._at < len(self._text):
            what = named(self._text[self._at])
            message = f"{what} follows the end of the JSON value, where nothing may follow"
            raise self._fault(message, kind="trailing-text")

    def _next(self) -> str:
        """The next character that is no white space."""
        self._space()
        if self._at >= len(self._text):
            raise self._cut_off()
        return self._text[self._at]

    def _space(self) -> None:
        """Pass over white space; refuse what only looks like it."""
        match = _SPACE.match(self._text, self._at)
        self._at = match.end() if match else self._at
        character = self._text[self._at : self._at + 1]
        if character > "\x7f" and (character.isspace() or character in _ZERO_WIDTH):
            message = (
                f"{_space_name(character)} stands where JSON allows only ordinary white space: "
                "it comes from pasting (Tableau's reference indents its samples so); replace "
                "all of them by ordinary spaces"
            )
            raise self._fault(message, kind="no-break-space")

    def _enter(self, bracket: str) -> None:
        """Begin an object or a list."""
        self.open.append(_Open(bracket, self._at))
        if len(self.open) > self._max_depth:
            message = f"objects and lists nest deeper than {self._max_depth}, the limit (max_depth)"
            raise self._fault(message, kind="too-deep")
        if len(self.open) > self._deepest:
            self._deepest, self.deepest_at = len(self.open), self._at
        self._at += 1

    def _comma(self, first: str, current: _Open) -> None:
        """Read the comma between two items."""
        closing = _CLOSING[current.bracket]
        if first != ",":
            if first in "]}":
                line, column = place_at(self._text, current.at)
                raise self._fault(
                    f"{first} stands where {closing} is needed: {current.bracket} is open since "
                    f"line {line}, column {column}"
                )
            self._refuse_comment(first)
            raise self._fault(f"a comma or {closing} is missing between a value and {named(first)}")
        comma_at = self._at
        self._at += 1
        if self._next() in "]}":
            self._at = comma_at
            raise self._fault(f"a comma stands after the last item of {_NAMED[current.bracket]}")

    def _key(self, current: _Open) -> None:
        """Read a key and the colon behind it."""
        first = self._next()
        key_at = self._at
        if first != '"':
            self._refuse_quote(first)
            self._refuse_comment(first)
            word = _UNQUOTED_KEY.match(self._text, self._at)
            what = shown(word[0]) if word and len(word[0]) > 1 else named(first)
            raise self._fault(f"{what} stands where a key is needed: keys stand in double quotes")
        key = self._string()
        if key in current.keys:
            self._at = key_at + 1
            message = f"the key {shown(key)} stands twice in one object"
            raise self._fault(message, kind="duplicate-key")
        current.keys.add(key)
        if (found := self._next()) != ":":
            raise self._fault(f"{named(found)} stands after the key {shown(key)}: a : is missing")
        self._at += 1

    def _string(self) -> str:
        """Read a string."""
        try:
            value, self._at = _RAW_DECODE(self._text, self._at)
        except JSONDecodeError:
            raise self._bad_string() from None
        return str(value)

    def _bad_string(self) -> Unreadable:
        """The fault of a string."""
        opened = self._at
        self._at += 1
        while True:
            plain = _PLAIN.match(self._text, self._at)
            self._at = plain.end() if plain else self._at
            escape = _ESCAPE.match(self._text, self._at)
            if escape is None:
                break
            self._at = escape.end()
        rest = self._text[self._at : self._at + 2]
        if len(rest) < 1 or rest == "\\":
            line, column = place_at(self._text, opened)
            return self._cut_off(
                f'a string that begins on line {line}, column {column}: a closing "'
            )
        if rest[0] == "\\":
            return self._fault(f"{shown(rest)} is no escape of JSON: a \\ itself is written \\\\")
        if rest[0] in "\r\n":
            return self._fault(
                'a line ends inside a string: a closing " is missing, or \\n is meant'
            )
        written = "\\t" if rest[0] == "\t" else f"\\u{ord(rest[0]):04x}"
        return self._fault(f"{named(rest[0])} stands in a string, where it is written {written}")

    def _word(self, first: str) -> None:
        """Read a number, true, false or null."""
        self._refuse_quote(first)
        self._refuse_comment(first)
        match = _WORD.match(self._text, self._at)
        word = match[0] if match else first
        number = _NUMBER.fullmatch(word)
        if number is None and word not in _LITERALS:
            raise self._bad_word(first, word)
        self._at += len(word)

    def _bad_word(self, first: str, word: str) -> Unreadable:
        """The fault of a word that is no value."""
        if _NOT_A_NUMBER.fullmatch(word):
            message = f"{shown(word)} is no number of JSON: numbers are finite and in digits"
            return self._fault(message, kind="not-a-number")
        if self._at + len(word) == len(self._text) and any(
            meant.startswith(word) for meant in _LITERALS
        ):
            return self._cut_off(f"the word {shown(word)}: the rest of it")
        if word in _MEANT:
            return self._fault(f"{word} is written {_MEANT[word]} in JSON")
        if first in ",]}:":
            return self._fault(f"{first} stands where a value is needed")
        if _LIKE_A_NUMBER.fullmatch(word):
            return self._fault(
                f"{shown(word)} is no number of JSON: one has no leading zero, no +, and digits "
                "on both sides of its point"
            )
        what = shown(word) if len(word) > 1 else named(first)
        return self._fault(f"{what} is no value of JSON: texts stand in double quotes")

    def _refuse_quote(self, first: str) -> None:
        """Refuse quotation marks other than JSON's."""
        if first == "'":
            raise self._fault("a ' stands where \" is needed: strings stand in double quotes")
        if first in _TYPOGRAPHIC:
            raise self._fault(
                f"the typographic quotation mark {named(first)}, which comes from pasting, stands "
                'where " is needed'
            )

    def _refuse_comment(self, first: str) -> None:
        """Refuse comments."""
        if first == "#" or self._text.startswith(("//", "/*"), self._at):
            raise self._fault("a comment stands here: JSON has none")

    def _cut_off(self, where: str = "") -> Unreadable:
        """The fault of a text that ends too early."""
        if not self._text or self._text.isspace():
            place = (1, 1) if self._text else ()
            return Unreadable("empty", "the text holds no value of JSON", *place)
        if not where and self.open:
            current = self.open[-1]
            line, column = place_at(self._text, current.at)
            where = (
                f"{_NAMED[current.bracket]} that begins on line {line}, column {column}: a closing "
                f"{_CLOSING[current.bracket]}"
            )
        self._at = last_written(self._text)
        return self._fault(f"the text ends inside {where} is missing")

    def _fault(self, message: str, kind: Kind = "malformed-json") -> Unreadable:
        """A fault at the character that is next."""
        return Unreadable.at(kind, message, self._text, self._at)


def special_spaces(text: str) -> Iterator[int]:
    """The offsets of what only looks like white space, outside of strings."""
    for found in _STRING_OR_SIGN.finditer(text):
        sign = found[1]
        if sign is not None and (sign.isspace() or sign in _ZERO_WIDTH):
            yield found.start()


def _space_name(character: str) -> str:
    """What a special white space is called."""
    kind = "no-break" if character == "\xa0" else "special"
    return f"a {kind} space (U+{ord(character):04X})"
