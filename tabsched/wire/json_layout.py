"""How is a JSON text laid out, and how is something new laid out in it?"""

from __future__ import annotations

import re
from itertools import chain
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from tabsched.wire.json_spans import key_span, look_into
from tabsched.wire.json_values import dumps
from tabsched.wire.pieces import LINE_END, indentation, last_line, line_end_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tabsched.wire.json_spans import Value

Values: TypeAlias = "Iterable[tuple[str, str]]"
"""The keys and the texts of a new object."""

_UNIT = "  "
_TO_LINE_END = re.compile(r"[ \t]*[\r\n]")


class Room(NamedTuple):
    """How a new item is put behind all that stands in an object or a list.

    Attributes:
        lead: the white space before it where nothing is left before it.
        separator: what stands between it and what is before it: a comma and white space.
        closing: the white space between the last item and the bracket.
        indent: how far in its own lines stand.
    """

    lead: str
    separator: str
    closing: str
    indent: str


class Layout:
    """The layout of one text."""

    def __init__(self, text: str) -> None:
        self._text = text
        self.line_end = line_end_of(text)

    def indent(self, value: Value) -> str | None:
        """The white space from the beginning of the line, None where more stands there."""
        before = self._text[value.before : value.begin]
        found = indentation(before)
        return before if found is None and value.holder is None else found

    def base(self, value: Value) -> str:
        """The indentation of the line of a value, or of the nearest holder that begins one."""
        found = (self.indent(one) for one in value.holders())
        return next((indent for indent in found if indent is not None), "")

    def unit(self, value: Value) -> str:
        """How much further in an item stands than what holds it, as it does near a value."""
        last = value.items[-1:]
        inside = [item for one in last for item in look_into(self._text, one)[-1:]]
        inner = ""
        for one in chain(inside, last, value.holders()):
            indent = self.indent(one)
            if indent is not None and inner.startswith(indent) and inner != indent:
                return inner[len(indent) :]
            inner = inner if indent is None else indent
        return _UNIT

    def is_alone(self, value: Value) -> bool:
        """Whether nothing else stands on the lines of a value, unless it is the top."""
        if value.holder is None or self.indent(value) is None:
            return False
        behind = value.after + self._text.startswith(",", value.after)
        return _TO_LINE_END.match(self._text, behind) is not None or (
            LINE_END.search(self._text, value.end, value.after) is not None
        )

    def is_spread(self, value: Value) -> bool:
        """Whether a value goes over several lines."""
        return LINE_END.search(self._text, value.start, value.end) is not None

    def room(self, value: Value) -> Room:
        """How a new item is put behind all that stands in an object or a list."""
        if not value.items:
            return self._room_in_empty(value)
        first, last = value.items[0], value.items[-1]
        before = self._text[last.before : last.begin]
        line = last_line(before)
        if len(value.items) > 1:
            comma = value.items[-2]
            behind = self._text[comma.end : comma.after]
            separator = behind + "," + (before if line is None else line)
        else:
            separator = self.comma(value) if line is None else "," + line
        return Room(
            self._text[first.before : first.begin],
            separator,
            self._text[last.end : last.after],
            self.base(value) if line is None else line.lstrip("\r\n"),
        )

    def colon(self, value: Value) -> str:
        """What stands between a key and its value, as it does near a value."""
        for one in (*value.items[-1:], *value.holders()):
            if look_into(self._text, one) and one.items[-1].name is not None:
                found = self.colon_of(one.items[-1])
                return ": " if LINE_END.search(found) else found
        return ": "

    def colon_of(self, member: Value) -> str:
        """What stands between the key of a member and its value."""
        return self._text[key_span(self._text, member).end : member.start]

    def comma(self, value: Value) -> str:
        """What stands between two items on one line, as between a key and a value."""
        return ", " if self.colon(value).endswith(" ") else ","

    def new_object(
        self, near: Value, values: Values, indent: str, *, spread: bool, space: str = ""
    ) -> str:
        """The text of a new object of texts.

        Args:
            near: a value near it, which tells how far its members stand further in.
            values: its keys and values.
            indent: how far in its lines stand.
            spread: whether it goes over several lines.
            space: what stands inside its brackets where it does not.
        """
        colon = self.colon(near)
        members = [f"{dumps(name)}{colon}{dumps(value)}" for name, value in values]
        if not members:
            return "{}"
        if not spread:
            return "{" + space + self.comma(near).join(members) + space + "}"
        line = self.line_end + indent
        inner = line + self.unit(near)
        return "{" + inner + f",{inner}".join(members) + line + "}"

    def new_object_like(self, near: Value, values: Values, indent: str, *, spread: bool) -> str:
        """The text of a new object, laid out as one near it unless that is none, or empty."""
        space = ""
        if self._text[near.start] == "{" and look_into(self._text, near):
            space = self._text[near.start + 1 : near.items[0].begin]
            spread = LINE_END.search(space) is not None
        return self.new_object(near, values, indent, spread=spread, space=space)

    def _room_in_empty(self, value: Value) -> Room:
        """How a first item is put into an empty object or list."""
        space = self._text[value.start + 1 : value.end - 1]
        line = last_line(space)
        if line is None and not self.is_alone(value):
            return Room(space, self.comma(value), space, self.base(value))
        if line is None:
            line = self.line_end + self.base(value)
        inner = line + self.unit(value)
        return Room(inner, "," + inner, line, inner.lstrip("\r\n"))
