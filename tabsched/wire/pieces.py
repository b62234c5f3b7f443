r"""Of which pieces of an old text, and of which new ones, is a text put together?

A line ends at `\n`, at `\r\n` or at a `\r` that no `\n` follows.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from tabsched.wire.edits import Edit

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

LINE_END = re.compile(r"\r\n|\r|\n")


class Span(NamedTuple):
    """A piece of the old text, by the offsets of its first character and behind its last one."""

    start: int
    end: int


class Group(NamedTuple):
    """Parts that are put together when they are reached, however deep they nest.

    Attributes:
        parts: gives them.
        finish: what becomes of their pieces, None where nothing does.
    """

    parts: Callable[[], Iterable[Part]]
    finish: Callable[[list[Piece]], list[Piece]] | None = None


Piece: TypeAlias = Span | str
Part: TypeAlias = Piece | Group


def put_together(parts: Iterable[Part]) -> list[Piece]:
    """The pieces of all parts."""
    whole: list[Piece] = []
    pending: list[tuple[Iterator[Part], Group | None, list[Piece]]] = [(iter(parts), None, whole)]
    while pending:
        rest, group, pieces = pending[-1]
        part = next(rest, None)
        if part is None:
            pending.pop()
            if group is not None and group.finish is not None:
                pending[-1][2].extend(group.finish(pieces))
        elif isinstance(part, Group):
            pending.append((iter(part.parts()), part, pieces if part.finish is None else []))
        else:
            pieces.append(part)
    return whole


def edits_of(text: str, pieces: Iterable[Piece]) -> tuple[Edit, ...]:
    """What to put in place of what, so that a text becomes what its pieces say.

    Args:
        text: the old text.
        pieces: its pieces in their order, and new ones.
    """
    edits: list[Edit] = []
    done = 0
    new: list[str] = []
    # what stands at the end is put before a piece that lies behind it
    for piece in (*pieces, Span(len(text), len(text) + 1)):
        if isinstance(piece, str):
            new.append(piece)
        elif piece.start < piece.end:
            put = "".join(new)
            if text[done : piece.start] != put:
                edits.append(Edit(done, piece.start, put))
            done = piece.end
            new.clear()
    return tuple(edits)


def joined(text: str, pieces: Iterable[Piece]) -> str:
    """The text of some pieces."""
    return "".join(
        piece if isinstance(piece, str) else text[piece.start : piece.end] for piece in pieces
    )


def indented_anew(
    text: str,
    pieces: list[Piece],
    old: str,
    new: str,
    lines: Callable[[str], Iterable[int]],
) -> list[Piece]:
    """Pieces whose lines stand further in, or less far.

    Args:
        text: the old text.
        pieces: what is put together.
        old: with what a line that is indented anew begins.
        new: with what it begins afterwards. Blank lines stay as they are.
        lines: gives the offsets in a text at which lines begin that may be indented anew.
    """
    if old == new:
        return pieces
    whole = joined(text, pieces)
    kept = len(min(old, new, key=len)) if old.startswith(new) or new.startswith(old) else 0
    edits = [
        Edit(line + kept, line + len(old), new[kept:])
        for line in lines(whole)
        if whole.startswith(old, line) and not whole.startswith(("\r", "\n"), line + len(old))
    ]
    return _edited(pieces, edits)


def _edited(pieces: list[Piece], edits: list[Edit]) -> list[Piece]:
    """Pieces of which parts are replaced; the offsets are those in all of them."""
    after: list[Piece] = []
    pending = iter((*edits, None))
    edit = next(pending)
    begin = done = 0
    for piece in pieces:
        end = begin + (len(piece) if isinstance(piece, str) else piece.end - piece.start)
        while edit is not None and edit.start < end:
            after += [_part(piece, max(done - begin, 0), edit.start - begin), edit.text]
            done = edit.end
            edit = next(pending)
        after.append(_part(piece, max(done - begin, 0), end - begin))
        begin = end
    return after


def _part(piece: Piece, start: int, end: int) -> Piece:
    """A part of a piece, from one offset in it to another one."""
    if isinstance(piece, str):
        return piece[start:end]
    return Span(piece.start + start, max(piece.start + end, piece.start + start))


def line_end_of(text: str) -> str:
    """How lines end in a text: as its first one does."""
    found = LINE_END.search(text)
    return found[0] if found else "\n"


def last_line(space: str) -> str | None:
    """White space from its last line break on, None where it has none."""
    at = max(space.rfind("\n"), space.rfind("\r"))
    if at < 0:
        return None
    return space[at - 1 :] if space.startswith("\r\n", at - 1) and at else space[at:]


def indentation(space: str) -> str | None:
    """What stands behind the last line break of white space, None where it has none."""
    line = last_line(space)
    return None if line is None else line.lstrip("\r\n")


def space_before(text: str, gone: Span, following: Span, *, first: bool) -> Span:
    """The white space that stands before something once what was before it has gone.

    Args:
        text: the old text.
        gone: the white space before what has gone.
        following: the white space before what follows it.
        first: whether nothing is left before both.
    """
    begun = len(LINE_END.findall(text, *gone)) > len(LINE_END.findall(text, *following))
    return gone if first or begun else following
