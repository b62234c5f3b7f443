"""Which edits of an XML text do changes of its document come to?

Each element to which a path leads is put together from pieces of the text; only what is no
such piece becomes an edit.
"""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING

from tabsched.wire.pieces import (
    LINE_END,
    Group,
    Span,
    edits_of,
    indentation,
    indented_anew,
    joined,
    last_line,
    put_together,
    space_before,
)
from tabsched.wire.xml_layout import Layout, space_left
from tabsched.wire.xml_plans import Content, Moved, New, Plan, Plans
from tabsched.wire.xml_spans import Element, lines_between, lines_in_tags

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tabsched.wire.changes import Change
    from tabsched.wire.edits import Edit
    from tabsched.wire.pieces import Part, Piece
    from tabsched.wire.xml_plans import Entry
    from tabsched.wire.xml_spans import Attribute, Markup

_IN_VALUE = str.maketrans(
    {"&": "&amp;", "<": "&lt;", ">": "&gt;", "\t": "&#9;", "\n": "&#10;", "\r": "&#13;"}
)
_SPECIAL = re.compile(r"[^ \t]")
_TO_LINE_END = re.compile(r"[ \t]*[\r\n]")
_QUOTES = {'"': "&quot;", "'": "&apos;"}


def xml_edits(text: str, changes: Sequence[Change]) -> tuple[Edit, ...]:
    """The edits that do all changes of a document together, and leave all else as it stands.

    Args:
        text: a text that `tabsched.wire.xml.loads` reads. Offsets are those in it.
        changes: what changes; their paths are those of this text. What several of them put
            behind the same stands in their order.

    Returns:
        The edits in the order of the text; none overlaps another.

    Raises:
        ChangeError: a path leads to nothing, XML cannot carry a name or a value, an attribute
            would stand twice or be lost, a namespace would mean another one, two changes
            contradict each other, or one changes what another one takes away.
    """
    plans = Plans(text, changes)
    root = plans.root
    if root is None:
        return ()
    writer = _Writer(text, plans)
    around = Span(0, root.start), Span(root.end, len(text))
    pieces = put_together((around[0], writer.item(root), around[1]))
    plans.check_reached(writer.reached)
    return edits_of(text, pieces)


class _Writer:
    """Puts elements together as they are when all changes are done.

    Attributes:
        reached: the elements that have been put together.
    """

    def __init__(self, text: str, plans: Plans) -> None:
        self.reached: set[Element] = set()
        self._text = text
        self._plans = plans
        self._layout = Layout(text)

    def item(self, markup: Markup) -> Part:
        """An element, a comment or the like that stays, or stands elsewhere."""
        plan = self._plans.of(markup)
        if isinstance(markup, Element) and (plan is not None or markup.content):
            return Group(partial(self._whole, markup, plan or Plan()))
        return Span(markup.start, markup.end)

    def _whole(self, element: Element, plan: Plan) -> Iterator[Part]:
        """An element with its tags."""
        self.reached.add(element)
        opened = element.is_closed and any(map(self._says_something, plan.appended))
        yield from self._start_tag(element, plan, opened=opened)
        yield from self._content(element, plan)
        name_at = element.outside + 2 + len(element.prefix)
        if opened:
            yield f"</{element.prefix}{plan.name or element.tag[len(element.prefix) :]}>"
        elif not element.is_closed:
            name_end = element.outside + 2 + len(element.tag)
            yield Span(element.outside, name_at)
            yield plan.name or Span(name_at, name_end)
            yield Span(name_end, element.end)

    def _start_tag(self, element: Element, plan: Plan, *, opened: bool) -> Iterator[Part]:
        """The start tag of an element, which ends the element no more where it is opened."""
        name_at = element.start + 1 + len(element.prefix)
        name_end = element.start + 1 + len(element.tag)
        yield Span(element.start, name_at)
        yield plan.name or Span(name_at, name_end)
        attributes = self._plans.attributes(element)
        yield from self._attributes(plan, attributes)
        if plan.added:
            before, equals, quote = self._layout.new_attribute(element, attributes)
            for added in plan.added:
                yield f"{before}{added.name}{equals}{_quoted(added.value, quote)}"
        tail = Span(attributes[-1].value.end + 1 if attributes else name_end, element.inside)
        if not opened:
            yield tail
            return
        if LINE_END.search(self._text, *tail):
            yield Span(tail.start, tail.end - len("/>"))
        yield ">"

    def _attributes(self, plan: Plan, attributes: list[Attribute]) -> Iterator[Part]:
        """The attributes that stood in a start tag and stay."""
        gone: Span | None = None
        first = True
        for index, attribute in enumerate(attributes):
            before = Span(attribute.begin, attribute.start)
            if gone is not None:
                before = space_before(self._text, gone, before, first=first)
            if index in plan.removed:
                gone = before
                continue
            gone, first = None, False
            name_at = attribute.start + attribute.name.find(":") + 1
            name_end = attribute.start + len(attribute.name)
            rename = plan.names.get(index)
            value = plan.values.get(index)
            yield before
            yield Span(attribute.start, name_at)
            yield rename.name if rename else Span(name_at, name_end)
            yield Span(name_end, attribute.value.start)
            if value is None:
                yield attribute.value
            else:
                yield _escaped(value, self._text[attribute.value.end])
            yield Span(attribute.value.end, attribute.value.end + 1)

    def _content(self, element: Element, plan: Plan) -> Iterator[Part]:
        """What stands in an element."""
        pending = element.text(0)
        begun = False
        index = 0
        while index < len(element.content):
            if self._goes(element.content[index]):
                following = element.text(index + 1)
                last = index + 1 == len(element.content)
                settled, pending = space_left(
                    self._text, pending, following, first=not begun, last=last
                )
                yield settled
            else:
                yield pending
                stop = self._stop(element, plan, index)
                yield from self._stays(element, plan, index, stop)
                index, begun = stop, True
                pending = element.text(index + 1)
            index += 1
        yield from self._end(element, plan, pending)

    def _goes(self, markup: Markup) -> bool:
        """Whether something does not stay where it stands."""
        plan = self._plans.of(markup)
        return plan is not None and plan.goes

    def _stop(self, element: Element, plan: Plan, index: int) -> int:
        """Up to where what stands in an element belongs together."""
        first = element.content[index]
        if first not in plan.wrapped:
            return index
        stop = element.content.index(plan.wrapped[first][0], index)
        if self._layout.indent(first) is None:
            return stop
        # what is said of the last one at the end of its line goes with it
        remark = stop
        while self._is_remark(element, remark + 1):
            remark += 1
        return remark if _TO_LINE_END.match(self._text, element.text(remark + 1).start) else stop

    def _is_remark(self, element: Element, index: int) -> bool:
        """Whether a comment stands there, on the line of what is before it."""
        before = element.text(index)
        return self._text.startswith("<!--", before.end) and not self._text[
            before.start : before.end
        ].strip(" \t")

    def _stays(self, element: Element, plan: Plan, start: int, stop: int) -> Iterator[Part]:
        """What stays where it stands, with its new parent if it gets one."""
        first = element.content[start]
        if first not in plan.wrapped:
            yield self.item(first)
            return
        tag = element.prefix + plan.wrapped[first][1]
        inner = partial(self._together, element, start, stop)
        indent = self._layout.indent(first)
        if indent is None:
            yield from (f"<{tag}>", Group(inner), f"</{tag}>")
            return
        line = last_line(self._text[first.before : first.start]) or ""
        unit = self._layout.unit(element)
        yield f"<{tag}>{line}{unit}"
        yield Group(inner, partial(self._indented, indent, indent + unit))
        yield f"{line}</{tag}>"

    def _together(self, element: Element, start: int, stop: int) -> Iterator[Part]:
        """What stands beside each other in an element, from one to another."""
        for index in range(start, stop + 1):
            if index > start:
                yield element.text(index)
            yield self.item(element.content[index])

    def _end(self, element: Element, plan: Plan, pending: Span) -> Iterator[Part]:
        """The text before the end tag, and before it what is new in an element."""
        entries = list(filter(self._says_something, plan.appended))
        if not entries:
            yield pending
            return
        room = self._layout.room(element)
        space_at = pending.start + len(self._text[pending.start : pending.end].rstrip())
        yield Span(pending.start, space_at)
        for entry in entries:
            yield from self._entry(element, entry, room.lead)
        yield Span(space_at, pending.end) if room.closing is None else room.closing

    def _says_something(self, entry: Entry) -> bool:
        """Whether anything is put behind what stands in an element."""
        if not isinstance(entry, Content):
            return True
        return bool(self._text[entry.element.inside : entry.element.outside].strip())

    def _entry(self, element: Element, entry: Entry, lead: str) -> Iterator[Part]:
        """What is put behind all that stands in an element."""
        if isinstance(entry, New):
            quote = self._layout.quote(element)
            values = (f" {name}={_quoted(value, quote)}" for name, value in entry.values)
            space = self._layout.closing_space(element)
            yield f"{lead}<{element.prefix}{entry.name}{''.join(values)}{space}/>"
            return
        other = entry.element
        new = indentation(lead)
        new = self._layout.base(element) if new is None else new
        if isinstance(entry, Moved):
            yield lead
            yield Group(
                lambda: (self.item(other),), partial(self._moved, self._layout.base(other), new)
            )
        else:
            old = self._layout.indent(other.content[0]) if other.content else None
            old = self._layout.base(other) if old is None else old
            parts = partial(self._content, other, self._plans.of(other) or Plan())
            yield Group(parts, partial(self._moved_content, lead, old, new))

    def _indented(self, old: str, new: str, pieces: list[Piece]) -> list[Piece]:
        """Pieces that stay and stand further in, or less far."""
        pieces = indented_anew(self._text, pieces, old, new, lines_between)
        # a tag takes no special spaces, which may well stand between tags
        old, new = (_SPECIAL.sub(" ", space) for space in (old, new))
        return indented_anew(self._text, pieces, old, new, lines_in_tags)

    def _moved(self, old: str, new: str, pieces: list[Piece]) -> list[Piece]:
        """Pieces that stand elsewhere now, and so are no pieces of the old text any more."""
        return [joined(self._text, self._indented(old, new, pieces))]

    def _moved_content(self, lead: str, old: str, new: str, pieces: list[Piece]) -> list[Piece]:
        """What stood in an element elsewhere, laid out as children are here."""
        text = joined(self._text, self._moved(old, new, [joined(self._text, pieces).strip()]))
        if not text:
            return []
        is_text = not text.startswith("<") or text.startswith("<![CDATA[")
        return [lead or " " * is_text, text]


def _escaped(value: str, quote: str) -> str:
    """A value as it is written between quotation marks."""
    return value.translate(_IN_VALUE).replace(quote, _QUOTES[quote])


def _quoted(value: str, quote: str) -> str:
    """A value with its quotation marks."""
    return quote + _escaped(value, quote) + quote
