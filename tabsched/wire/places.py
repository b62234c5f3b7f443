r"""On which line and in which column of a text does an offset lie?

A line ends at `\n`, at `\r\n` or at a `\r` that no `\n` follows.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterable

Place: TypeAlias = tuple[int, int]
"""A line and a column, both from 1; columns count code points."""


def place_at(text: str, offset: int) -> Place:
    """The place of one offset, which may be the text's end."""
    return places_at(text, (offset,))[offset]


def places_at(text: str, offsets: Iterable[int]) -> dict[int, Place]:
    """The places of many offsets, in any order.

    The text is counted through once, however many offsets there are and however long its
    lines.
    """
    places: dict[int, Place] = {}
    line, line_start, counted = 1, 0, 0
    for offset in sorted(set(offsets)):
        # between \r and \n the line has not ended yet
        stop = offset - 1 if offset and text.startswith("\r\n", offset - 1) else offset
        line += _line_ends(text, counted, stop)
        last_end = max(text.rfind("\n", counted, stop), text.rfind("\r", counted, stop))
        line_start = last_end + 1 or line_start
        counted = stop
        places[offset] = line, offset - line_start + 1
    return places


def _line_ends(text: str, start: int, stop: int) -> int:
    r"""How many lines end in a part of the text that cuts no `\r\n` in two."""
    carriage_returns = text.count("\r", start, stop)
    line_feeds = text.count("\n", start, stop)
    return line_feeds + carriage_returns - text.count("\r\n", start, stop)
