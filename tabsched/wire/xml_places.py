"""Where in an XML text does a path lead?"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from xml.parsers import expat

from tabsched.wire.paths import local
from tabsched.wire.places import Place, places_at

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_STEP = re.compile(r"(?P<name>[^\[\]]*)(?:\[(?P<index>[0-9]{1,18})\])?")
_TAG = re.compile(rb"<[^\s/>]*")
_ATTRIBUTE = re.compile(rb"""\s+([^\s=]+)\s*=\s*(?:"([^"]*)"|'([^']*)')""")
_TEXT = "text()"


@dataclass(slots=True)
class _Element:
    """An element to which paths lead, or from which they lead on.

    Attributes:
        ends: for each path that ends here the path, "" for the element itself or the
            attribute with its @ or text(), and whether the name's place is wanted.
        inside: the elements to which paths lead on, by local name and index.
        seen: how many children of a name have begun.
        tag_at: the byte at which the element begins, None while none has been met.
        text_at: the byte at which its text begins.
    """

    ends: list[tuple[str, str, bool]] = field(default_factory=list)
    inside: dict[tuple[str, int], _Element] = field(default_factory=dict)
    seen: dict[str, int] = field(default_factory=dict)
    tag_at: int | None = None
    text_at: int | None = None


def locate(text: str, paths: Iterable[str], names: Iterable[str] = ()) -> dict[str, Place]:
    """The places to which paths lead in an XML text that can be read.

    An index in a path counts the siblings of one local name, and may be missing for the first.
    What does not exist has the place of its nearest existing parent, and at last the root's.

    Args:
        text: a text that `tabsched.wire.xml.loads` reads.
        paths: paths such as `/tsRequest/schedule/@frequency` (the first character of the value),
            `/tsRequest/schedule` (its `<`) or `/tsRequest/text()` (the first character of the
            element's own text that is no white space).
        names: paths whose names are asked for: an attribute's first character, or an element's,
            after its `<`. A path that stands in both is answered as one of these.
    """
    top = _Element()
    for path in paths:
        _add(top, path, as_name=False)
    for path in names:
        _add(top, path, as_name=True)
    data = text.encode()
    root_at = _meet(top, data)
    found = dict(_ends(top, data, root_at))
    offsets = _offsets(text, data, found.values())
    places = places_at(text, offsets.values())
    return {path: places[offsets[at]] for path, at in found.items()}


def attributes_at(data: bytes, tag_at: int) -> dict[str, tuple[int, int]]:
    """Where the names and the values of a start tag's attributes begin, by names as written."""
    found: dict[str, tuple[int, int]] = {}
    tag = _TAG.match(data, tag_at)
    position = tag.end() if tag else tag_at
    while match := _ATTRIBUTE.match(data, position):
        value_at = match.start(2) if match[2] is not None else match.start(3)
        found[match[1].decode()] = match.start(1), value_at
        position = match.end()
    return found


def _add(top: _Element, path: str, *, as_name: bool) -> None:
    """Note a path that is asked for."""
    element, end = top, ""
    for step in path.split("/")[1:]:
        match = _STEP.fullmatch(step)
        if step.startswith("@") or step == _TEXT or match is None:
            end = step
            break
        key = match["name"], int(match["index"] or 1)
        element = element.inside.setdefault(key, _Element())
    element.ends.append((path, end, as_name))


def _meet(top: _Element, data: bytes) -> int:
    """Find the elements asked for, and where the root begins."""
    parser = expat.ParserCreate("utf-8")
    ancestors: list[_Element | None] = [top]
    root_at: list[int] = []

    def start(tag: str, _attributes: dict[str, str]) -> None:
        parent = ancestors[-1]
        element = None
        if parent is not None:
            name = local(tag)
            parent.seen[name] = index = parent.seen.get(name, 0) + 1
            element = parent.inside.get((name, index))
            if element is not None:
                element.tag_at = parser.CurrentByteIndex
            if parent is top:
                root_at.append(parser.CurrentByteIndex)
        ancestors.append(element)

    def end(_tag: str) -> None:
        ancestors.pop()

    def characters(piece: str) -> None:
        parent = ancestors[-1]
        if parent is not None and parent.text_at is None and not piece.isspace():
            blank = piece[: len(piece) - len(piece.lstrip())]
            parent.text_at = parser.CurrentByteIndex + len(blank.encode())

    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = characters
    parser.Parse(data, True)  # noqa: FBT003 - takes no keyword
    return root_at[0]


def _ends(top: _Element, data: bytes, root_at: int) -> Iterator[tuple[str, int]]:
    """Each path with the byte to which it leads."""
    pending = [(top, root_at)]
    while pending:
        element, parent_at = pending.pop()
        at = parent_at if element.tag_at is None else element.tag_at
        attributes = {} if element.tag_at is None else _wanted_attributes(element, data)
        for path, end, as_name in element.ends:
            if end.startswith("@") and end[1:] in attributes:
                name_at, value_at = attributes[end[1:]]
                yield path, name_at if as_name else value_at
            elif end == _TEXT and element.text_at is not None:
                yield path, element.text_at
            else:
                yield path, at + (as_name and not end and element.tag_at is not None)
        pending.extend((child, at) for child in element.inside.values())


def _wanted_attributes(element: _Element, data: bytes) -> dict[str, tuple[int, int]]:
    """Where an element's attributes stand, by names as written and by local names."""
    if element.tag_at is None or not any(end.startswith("@") for _, end, _ in element.ends):
        return {}
    written = attributes_at(data, element.tag_at)
    return {local(name): places for name, places in reversed(written.items())} | written


def _offsets(text: str, data: bytes, found: Iterable[int]) -> dict[int, int]:
    """Offsets in the text by offsets in its UTF-8, counted through once."""
    wanted = sorted(set(found))
    if text.isascii():
        return dict(zip(wanted, wanted, strict=True))
    offsets: dict[int, int] = {}
    counted = offset = 0
    for at in wanted:
        offset += len(data[counted:at].decode())
        offsets[at] = offset
        counted = at
    return offsets
