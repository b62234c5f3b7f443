"""How is an XML text laid out, and how is something new laid out in it?

White space is what str.isspace takes for it: samples are indented with no-break spaces.
"""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING, NamedTuple

from tabsched.wire.pieces import LINE_END, Span, indentation, last_line, line_end_of
from tabsched.wire.xml_spans import Element, attributes_of

if TYPE_CHECKING:
    from tabsched.wire.xml_spans import Attribute, Markup

_UNIT = "  "


class Room(NamedTuple):
    """How a new child is put behind all that stands in an element.

    Attributes:
        lead: the white space before it.
        closing: the white space between the last child and the end tag, None where what
            stands there stays.
    """

    lead: str
    closing: str | None


class Layout:
    """The layout of one text."""

    def __init__(self, text: str) -> None:
        self._text = text
        self.line_end = line_end_of(text)

    def indent(self, markup: Markup) -> str | None:
        """The white space from the beginning of the line, None where more stands there.

        The root begins a line wherever it stands.
        """
        before = self._space_before(markup)
        found = indentation(before)
        if found is None and isinstance(markup, Element) and markup.parent is None:
            return before if len(before) == markup.start else ""
        return found

    def base(self, element: Element) -> str:
        """The indentation of the line of an element, or of the nearest parent that begins one."""
        found = (self.indent(one) for one in element.ancestors())
        return next((indent for indent in found if indent is not None), "")

    def unit(self, element: Element) -> str:
        """How much further in a child stands than its parent, as it does near an element."""
        sibling = self._sibling(element)
        inner = ""
        for one in chain(() if sibling is None else (sibling,), element.ancestors()):
            indent = self.indent(one)
            if indent is not None and inner.startswith(indent) and inner != indent:
                return inner[len(indent) :]
            inner = inner if indent is None else indent
        return _UNIT

    def room(self, element: Element) -> Room:
        """How a new child is put behind all that stands in an element."""
        sibling = self._sibling(element)
        if sibling is not None:
            before = self._space_before(sibling)
            return Room(last_line(before) or before, None)
        space = _trailing(self._text[element.inside : element.outside])
        line = last_line(space)
        if line is not None:
            return Room(line + self.unit(element), None)
        indent = self.indent(element)
        blank = len(space) == element.outside - element.inside
        if indent is None or element.parent is None or not blank:
            return Room(space, None)
        line = self.line_end + indent
        return Room(line + self.unit(element), line)

    def new_attribute(self, element: Element, attributes: list[Attribute]) -> tuple[str, str, str]:
        """What stands before a new attribute, between name and value, and around the value."""
        if not attributes:
            return " ", "=", self.quote(element)
        last = attributes[-1]
        before = self._text[last.begin : last.start]
        equals = self._text[last.start + len(last.name) : last.value.start - 1]
        return (
            last_line(before) or " ",
            "=" if LINE_END.search(equals) else equals,
            self._text[last.value.end],
        )

    def quote(self, element: Element) -> str:
        """The quotation mark around the values of an element, or of the nearest parent with any."""
        for one in (self._sibling(element), *element.ancestors()):
            if isinstance(one, Element):
                attributes = attributes_of(self._text, one)
                if attributes:
                    return self._text[attributes[-1].value.end]
        return '"'

    def closing_space(self, element: Element) -> str:
        """The white space before /> in the last child of an element, or in the element itself."""
        sibling = self._sibling(element)
        for one in (sibling, element):
            if isinstance(one, Element) and one.is_closed:
                space = _trailing(self._text[one.start : one.inside - 2])
                return "" if LINE_END.search(space) else space
        return ""

    def _sibling(self, element: Element) -> Markup | None:
        """Like what a new child is laid out: the last child element, or the last comment."""
        children = (one for one in reversed(element.content) if isinstance(one, Element))
        return next(children, element.content[-1] if element.content else None)

    def _space_before(self, markup: Markup) -> str:
        """The white space before an element or the like."""
        return _trailing(self._text[markup.before : markup.start])


def _trailing(text: str) -> str:
    """The white space at the end of a text."""
    return text[len(text.rstrip()) :]


def space_left(text: str, left: Span, right: Span, *, first: bool, last: bool) -> tuple[Span, Span]:
    """What is left of the texts before and behind something that goes.

    A line on which nothing else stands goes wholly; within a line, one of the two spaces goes.

    Args:
        text: the whole text.
        left: the text before it.
        right: the text behind it.
        first: whether nothing but text stands between the start tag and it.
        last: whether the end tag follows the text behind it.

    Returns:
        Two texts; the second one is what may be told apart if what follows goes too.
    """
    before, behind = text[left.start : left.end], text[right.start : right.end]
    left_ink = left.start + len(before.rstrip())
    right_ink = right.end - len(behind.lstrip())
    line = last_line(text[left_ink : left.end])
    found = LINE_END.search(text, right.start, right_ink)
    if line is not None and found is not None:
        left, right = Span(left.start, left.end - len(line)), Span(found.start(), right.end)
    elif line is not None or (first and not before and found is None):
        right = Span(right_ink, right.end)
    elif right_ink > right.start or (last and not behind):
        left = Span(left.start, left_ink)
    return (left, right) if right.start < right.end else (Span(left.start, left.start), left)
