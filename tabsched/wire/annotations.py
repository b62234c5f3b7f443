"""Which comments of a document begin with a mark, and what do they stand before or in?"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple
from xml.parsers import expat

from tabsched.names import COMMENT_KEY
from tabsched.wire.byte_places import byte_places
from tabsched.wire.paths import local

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tabsched.wire.json_values import JsonValue
    from tabsched.wire.places import Place


class Annotation(NamedTuple):
    """A comment.

    Attributes:
        text: what it says.
        path: the pointer of the key `$comment`; of any other comment the path of what it covers,
            or else of what is around it.
        covers: the path of what it is about: in XML the next element in the same parent, in YAML
            the next key or item, of a `$comment` the object around it; None where there is none.
        place: its line and column; None where no text was read.
    """

    text: str
    path: str
    covers: str | None
    place: Place | None


def in_json(value: JsonValue, mark: str) -> Iterator[Annotation]:
    """The comments of a JSON value, in the order of the document, without their places.

    Args:
        value: the value.
        mark: how the comments begin that are wanted, white space apart.
    """
    pending: list[tuple[str, JsonValue]] = [("", value)]
    while pending:
        pointer, item = pending.pop()
        if isinstance(item, dict):
            said = item.get(COMMENT_KEY)
            if isinstance(said, str) and said.lstrip().startswith(mark):
                yield Annotation(said, f"{pointer}/{COMMENT_KEY}", pointer, None)
        if isinstance(item, dict | list):
            pairs = item.items() if isinstance(item, dict) else enumerate(item)
            inner = [(key, inside) for key, inside in pairs if isinstance(inside, dict | list)]
            for key, inside in reversed(inner):
                step = str(key).replace("~", "~0").replace("/", "~1")
                pending.append((f"{pointer}/{step}", inside))


@dataclass(slots=True)
class _Element:
    """An element that has begun.

    Attributes:
        index: which of the siblings of its name it is, from 1.
        names: how many children of each name it has.
        waiting: the comments in it after which no child has begun yet.
    """

    parent: _Element | None
    name: str
    index: int
    names: Counter[str] = field(default_factory=Counter)
    waiting: list[_Comment] = field(default_factory=list)

    def path(self) -> str:
        """Its path, once all of its siblings have begun."""
        steps: list[str] = []
        element = self
        while element.parent is not None:
            several = element.parent.names[element.name] > 1
            steps.append(f"/{element.name}[{element.index}]" if several else f"/{element.name}")
            element = element.parent
        return "".join(reversed(steps))


@dataclass(slots=True)
class _Comment:
    """A comment, the byte at which it begins, and the elements around it and after it."""

    text: str
    at: int
    inside: _Element
    after: _Element | None = None


def in_xml(text: str, mark: str) -> list[Annotation]:
    """The comments of an XML text, in the order of the document.

    Args:
        text: a text that `tabsched.wire.xml.loads` reads.
        mark: how the comments begin that are wanted, white space apart.
    """
    data = text.encode()
    comments = _comments(data, mark)
    places = byte_places([data], [comment.at for comment in comments])
    annotations: list[Annotation] = []
    for comment, place in zip(comments, places, strict=True):
        covers = None if comment.after is None else comment.after.path()
        path = comment.inside.path() if covers is None else covers
        annotations.append(Annotation(comment.text, path, covers, place))
    return annotations


def _comments(data: bytes, mark: str) -> list[_Comment]:
    parser = expat.ParserCreate("utf-8")
    innermost = _Element(None, "", 1)
    found: list[_Comment] = []

    def start(tag: str, _attributes: dict[str, str]) -> None:
        nonlocal innermost
        name = local(tag)
        innermost.names[name] += 1
        element = _Element(innermost, name, innermost.names[name])
        for comment in innermost.waiting:
            comment.after = element
        innermost.waiting.clear()
        innermost = element

    def end(_tag: str) -> None:
        nonlocal innermost
        assert innermost.parent is not None  # noqa: S101 what ends has begun
        innermost = innermost.parent

    def comment(text: str) -> None:
        if text.lstrip().startswith(mark):
            found.append(_Comment(text, parser.CurrentByteIndex, innermost))
            innermost.waiting.append(found[-1])

    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CommentHandler = comment
    parser.Parse(data, True)  # noqa: FBT003 - takes no keyword
    return found
