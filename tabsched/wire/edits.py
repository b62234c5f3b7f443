"""What is put in place of which piece of a text?"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable


class Edit(NamedTuple):
    """A piece of a text and what takes its place.

    Attributes:
        start: the offset of its first character, in code points.
        end: the offset behind its last one; `start` where something is put in.
        text: what stands there afterwards.
    """

    start: int
    end: int
    text: str


def applied(text: str, edits: Iterable[Edit]) -> str:
    """The text with every edit done; what is put in at one offset stands in the order given.

    Raises:
        ValueError: two edits overlap, or one lies outside of the text.
    """
    ordered = sorted(edits, key=lambda edit: (edit.start, edit.end))
    parts: list[str] = []
    done = 0
    for edit in ordered:
        if not done <= edit.start <= edit.end <= len(text):
            raise ValueError(f"an edit at {edit.start} overlaps another one or the end of the text")
        parts += [text[done : edit.start], edit.text]
        done = edit.end
    return "".join([*parts, text[done:]])
