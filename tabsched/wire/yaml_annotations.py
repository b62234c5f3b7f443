"""Which comments of a YAML text begin with a mark, and which key or item does each stand before?"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from tabsched.wire.annotations import Annotation
from tabsched.wire.places import places_at
from tabsched.wire.yaml_events import events

if TYPE_CHECKING:
    from tabsched.wire.yaml_events import Event

_WHITE = " \t"


def in_yaml(text: str, mark: str) -> list[Annotation]:
    """The comments of a YAML text, in the order of the document.

    One covers the next key or item of a list; behind a value the first that begins in its line.

    Args:
        text: a text that `tabsched.wire.yaml.loads` reads.
        mark: how the comments begin that are wanted, white space apart.
    """
    walk = _Walk([], [], [])
    for event in events(text):
        walk.take(event)
    comments = list(re.finditer(rf"#[ \t]*(?={re.escape(mark)})[^\r\n]*", text))
    comments = [found for found in comments if walk.is_comment(text, found.start())]
    places = places_at(text, [found.start() for found in comments])
    annotations: list[Annotation] = []
    for found in comments:
        covers = walk.covered(text, found.start())
        said = found[0].lstrip("# \t")
        annotations.append(Annotation(said, covers or "", covers, places[found.start()]))
    return annotations


class _Entry(NamedTuple):
    """A key, or an item of a list."""

    at: int
    pointer: str


@dataclass(slots=True)
class _Open:
    """An object or a list that has not ended yet.

    Attributes:
        index: of a list how many items have begun, None for an object.
        key: of an object the key whose value comes next.
    """

    pointer: str
    index: int | None
    key: str | None = None


@dataclass(slots=True)
class _Walk:
    """A walk through a text, event by event.

    Attributes:
        entries: the keys and items met, in the order of the text.
        scalars: where each scalar begins and ends, likewise.
    """

    entries: list[_Entry]
    scalars: list[tuple[int, int]]
    _open: list[_Open]

    def take(self, event: Event) -> None:
        """Go on by one event."""
        if event.kind == "end":
            self._open.pop()
            return
        if event.kind == "document":
            return
        if event.kind == "scalar":
            self.scalars.append((event.start, event.end))
        pointer = self._entered(event)
        if pointer is not None and event.kind in {"object", "list"}:
            self._open.append(_Open(pointer, 0 if event.kind == "list" else None))

    def _entered(self, event: Event) -> str | None:
        """The pointer of the value that begins, None where it is a key."""
        if not self._open:
            return ""
        around = self._open[-1]
        if around.index is not None:
            pointer = f"{around.pointer}/{around.index}"
            around.index += 1
            self.entries.append(_Entry(event.start, pointer))
            return pointer
        if around.key is None:
            around.key = event.text.replace("~", "~0").replace("/", "~1")
            self.entries.append(_Entry(event.start, f"{around.pointer}/{around.key}"))
            return None
        pointer = f"{around.pointer}/{around.key}"
        around.key = None
        return pointer

    def is_comment(self, text: str, at: int) -> bool:
        """Whether the sign # at an offset begins a comment."""
        if at and text[at - 1] not in f"{_WHITE}\r\n":
            return False
        before = bisect_right(self.scalars, (at, len(text))) - 1
        return before < 0 or self.scalars[before][1] <= at

    def covered(self, text: str, at: int) -> str | None:
        """The pointer of what a comment at an offset covers, None where nothing comes."""
        begun = max(text.rfind("\n", 0, at), text.rfind("\r", 0, at)) + 1
        stands_alone = not text[begun:at].strip(_WHITE)
        found = self._first_from(at if stands_alone else begun)
        return None if found is None else found.pointer

    def _first_from(self, at: int) -> _Entry | None:
        """The first key or item that begins at an offset or behind it, the outermost of them."""
        index = bisect_left(self.entries, at, key=lambda entry: entry.at)
        return self.entries[index] if index < len(self.entries) else None
