"""From where to where do the elements, comments and attributes of an XML text go?"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from tabsched.wire.paths import local
from tabsched.wire.pieces import LINE_END, Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

Steps: TypeAlias = tuple[tuple[str, int], ...]
"""The local names of elements, from the root on, and their indices from 1."""

_STEP = re.compile(r"(?P<name>[^\[\]@]+)(?:\[(?P<index>[1-9][0-9]{0,17})\])?")
_MARKUP = re.compile(
    r"<(?:!--.*?-->"
    r"|!\[CDATA\[.*?\]\]>"
    r"|\?.*?\?>"
    r"""|[^!?"'>][^"'>]*+(?:"[^"]*+"[^"'>]*+|'[^']*+'[^"'>]*+)*+>)""",
    re.DOTALL,
)
_TAG = re.compile(r"[^\s/>]+")
_ATTRIBUTE = re.compile(
    r"[ \t\r\n]+(?P<name>[^\s=/>]+)[ \t\r\n]*=[ \t\r\n]*"
    r"""(?P<quote>["'])(?P<value>.*?)(?P=quote)""",
    re.DOTALL,
)
_VALUE = re.compile(r""""[^"]*"|'[^']*'""")


@dataclass(slots=True, eq=False)
class Markup:
    """A comment, a processing instruction or a CDATA section, or an element.

    Attributes:
        before: the offset at which the text before it begins.
        start: the offset of its first character.
        end: the offset behind its last one.
    """

    before: int
    start: int
    end: int


@dataclass(slots=True, eq=False)
class Element(Markup):
    """An element.

    Attributes:
        inside: the offset behind its start tag.
        outside: the offset at which its end tag begins; `end` where it has none.
        tag: its name as written.
        parent: the element in which it stands, None for the root.
        content: what stands in it, but for text; nothing of an element to which no path leads.
    """

    inside: int
    outside: int
    tag: str
    parent: Element | None
    content: list[Markup] = field(default_factory=list)

    @property
    def prefix(self) -> str:
        """The prefix of its name, with the colon, or nothing."""
        return self.tag[: self.tag.find(":") + 1]

    @property
    def is_closed(self) -> bool:
        """Whether its start tag ends it."""
        return self.inside == self.end

    def text(self, index: int) -> Span:
        """From where to where the text goes that stands before a part of its content.

        It may be empty. Behind the last part it goes to the end tag.
        """
        if index < len(self.content):
            return Span(self.content[index].before, self.content[index].start)
        begin = self.content[-1].end if self.content else self.inside
        return Span(begin, max(begin, self.outside))

    def ancestors(self) -> Iterator[Element]:
        """The element itself, its parent, and so on to the root."""
        element: Element | None = self
        while element is not None:
            yield element
            element = element.parent


class Attribute(NamedTuple):
    """An attribute in a start tag.

    Attributes:
        name: its name as written.
        begin: the offset of the white space before it.
        start: the offset of its name.
        value: from where to where its value goes, without quotation marks.
    """

    name: str
    begin: int
    start: int
    value: Span


@dataclass(slots=True)
class _Wanted:
    """An element to which steps lead, or from which they lead on.

    Attributes:
        steps: the steps that end here.
        inside: the elements to which steps lead on.
        seen: how many children of a name have begun.
    """

    steps: Steps | None = None
    inside: dict[tuple[str, int], _Wanted] = field(default_factory=dict)
    seen: dict[str, int] = field(default_factory=dict)


def steps_of(path: str) -> tuple[Steps, str] | None:
    """The steps of a path, and the name of the attribute at its end or nothing.

    None where it is no path of an element or an attribute.
    """
    begin, *parts = path.split("/")
    attribute = parts.pop()[1:] if parts and parts[-1].startswith("@") else ""
    found = [_STEP.fullmatch(part) for part in parts]
    if begin or not found or path.endswith("@"):
        return None
    steps = tuple((step["name"], int(step["index"] or 1)) for step in found if step)
    return (steps, attribute) if len(steps) == len(found) else None


def elements_at(text: str, wanted: Iterable[Steps]) -> dict[Steps, Element]:
    """The elements to which steps lead, those that exist.

    Args:
        text: a text that `tabsched.wire.xml.loads` reads.
        wanted: the steps; an index counts the siblings of one local name.
    """
    top = _Wanted()
    for steps in wanted:
        reached = top
        for step in steps:
            reached = reached.inside.setdefault(step, _Wanted())
        reached.steps = steps
    return _Scan(text).elements(top)


def attributes_of(text: str, element: Element) -> list[Attribute]:
    """The attributes of an element as they stand, declarations of namespaces among them."""
    found: list[Attribute] = []
    position = element.start + 1 + len(element.tag)
    while match := _ATTRIBUTE.match(text, position, element.inside):
        value = Span(*match.span("value"))
        found.append(Attribute(match["name"], position, match.start("name"), value))
        position = match.end()
    return found


def lines_between(text: str) -> Iterator[int]:
    """Where lines begin in whole markup, in the white space that alone stands between tags."""
    done = 0
    for markup in _MARKUP.finditer(text):
        if text[done : markup.start()].isspace():
            yield from _lines(text, done, markup.start())
        done = markup.end()


def lines_in_tags(text: str) -> Iterator[int]:
    """Where lines begin in whole markup, in the white space between attributes."""
    for markup in _MARKUP.finditer(text):
        done, end = markup.span()
        if text[done + 1] not in "!?" and LINE_END.search(text, done, end):
            for value in _VALUE.finditer(text, done, end):
                yield from _lines(text, done, value.start())
                done = value.end()
            yield from _lines(text, done, end)


def _lines(text: str, start: int, end: int) -> Iterator[int]:
    """Where lines begin in a part of a text."""
    return (found.end() for found in LINE_END.finditer(text, start, end))


class _Scan:
    """A walk through a text, which keeps what stands in elements that are asked for."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._found: dict[Steps, Element] = {}
        # the elements that are open, as far as they are asked for, and one more
        self._open: list[tuple[Element, _Wanted | None]] = []

    def elements(self, top: _Wanted) -> dict[Steps, Element]:
        """The elements that are asked for."""
        whole = Element(0, 0, len(self._text), 0, len(self._text), "", None)
        self._open = [(whole, top)]
        deeper = 0
        for markup in _MARKUP.finditer(self._text):
            start, end = markup.span()
            second = self._text[start + 1]
            wanted = self._open[-1][1]
            if second == "/":
                if deeper:
                    deeper -= 1
                else:
                    self._close(start, end)
            elif wanted is None:
                deeper += second not in "!?" and self._text[end - 2] != "/"
            elif second in "!?":
                content = self._open[-1][0].content
                content.append(Markup(self._before(), start, end))
            else:
                self._begin(wanted, start, end)
        return self._found

    def _before(self) -> int:
        """Where the text before what begins now began."""
        parent = self._open[-1][0]
        return parent.content[-1].end if parent.content else parent.inside

    def _begin(self, wanted: _Wanted, start: int, end: int) -> None:
        """An element begins in one that is asked for."""
        parent = self._open[-1][0]
        tag = _TAG.match(self._text, start + 1)
        written = tag[0] if tag else ""
        name = local(written)
        wanted.seen[name] = index = wanted.seen.get(name, 0) + 1
        above = parent if len(self._open) > 1 else None
        element = Element(self._before(), start, end, end, end, written, above)
        parent.content.append(element)
        inside = wanted.inside.get((name, index))
        if inside is not None and inside.steps is not None:
            self._found[inside.steps] = element
        if self._text[end - 2] != "/":
            self._open.append((element, inside))

    def _close(self, start: int, end: int) -> None:
        """The innermost element that is kept ends."""
        element, _ = self._open.pop()
        element.outside, element.end = start, end
