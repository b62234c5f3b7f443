"""Which edits of a JSON text do changes of its document come to?

Each object and list to which a path leads is put together from pieces of the text; only what
is no such piece becomes an edit.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from tabsched.wire.json_layout import Layout
from tabsched.wire.json_plans import MovedMember, NewItem, NewList, Plan, Plans
from tabsched.wire.json_spans import key_span
from tabsched.wire.json_values import dumps
from tabsched.wire.pieces import (
    LINE_END,
    Group,
    Span,
    edits_of,
    indented_anew,
    joined,
    put_together,
    space_before,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from tabsched.wire.changes import Change
    from tabsched.wire.edits import Edit
    from tabsched.wire.json_plans import Item, Member
    from tabsched.wire.json_spans import Value
    from tabsched.wire.pieces import Part, Piece


def json_edits(text: str, changes: Sequence[Change]) -> tuple[Edit, ...]:
    """The edits that do all changes of a document together, and leave all else as it stands.

    Args:
        text: a text that `tabsched.wire.json.loads` reads. Offsets are those in it.
        changes: what changes; their paths are those of this text. What several of them put
            behind the same stands in their order.

    Returns:
        The edits in the order of the text; none overlaps another.

    Raises:
        ChangeError: a path leads to nothing, or to nothing of the kind; a key would stand
            twice, two changes contradict each other, or one changes what another one takes
            away.
    """
    plans = Plans(text, changes)
    top = plans.top
    if top is None:
        return ()
    writer = _Writer(text, plans)
    pieces = put_together((Span(0, top.start), writer.item(top), Span(top.end, len(text))))
    plans.check_reached(writer.reached)
    return edits_of(text, pieces)


class _Writer:
    """Puts values together as they are when all changes are done.

    Attributes:
        reached: the values that have been put together.
    """

    def __init__(self, text: str, plans: Plans) -> None:
        self.reached: set[Value] = set()
        self._text = text
        self._plans = plans
        self._layout = Layout(text)

    def item(self, value: Value) -> Part:
        """A value, with its key where it has one, that stays or stands elsewhere."""
        if self._plans.of(value) is None and not value.items:
            self.reached.add(value)
            return Span(value.begin, value.end)
        return Group(partial(self._with_key, value))

    def _with_key(self, value: Value) -> Iterator[Part]:
        """A value, with its key where it has one."""
        if value.name is not None:
            key = key_span(self._text, value)
            plan = self._plans.of(value)
            yield dumps(plan.rename.name) if plan is not None and plan.rename else key
            yield Span(key.end, value.start)
        yield from self._value(value)

    def _value(self, value: Value) -> Iterator[Part]:
        """A value, in its new object where it gets one."""
        self.reached.add(value)
        plan = self._plans.of(value) or Plan()
        if plan.wrap is None:
            yield from self._listed(value, plan)
            return
        key = dumps(plan.wrap) + self._layout.colon(value)
        inner = partial(self._listed, value, plan)
        if not self._layout.is_spread(value):
            yield from ("{" + key, Group(inner), "}")
            return
        base = self._layout.base(value)
        line = self._layout.line_end + base
        unit = self._layout.unit(value)
        yield "{" + line + unit + key
        yield Group(inner, partial(self._indented, base, base + unit))
        yield line + "}"

    def _listed(self, value: Value, plan: Plan) -> Iterator[Part]:
        """A value, or a list of it and of what comes to it, where something does."""
        if not plan.joined or self._text[value.start] == "[":
            yield from self._plain(value, plan)
            return
        empty = not value.items
        spread = self._layout.is_alone(value) if empty else self._layout.is_spread(value)
        base = self._layout.base(value)
        line = self._layout.line_end + base if spread else ""
        inner = line + self._layout.unit(value) if spread else ""
        indent = inner.lstrip("\r\n") if spread else base
        items: list[Part] = []
        if self._text[value.start] == "{":
            own = partial(self._plain, value, plan)
            items.append(Group(own, partial(self._indented, base, indent)))
        items += self._items(value, plan.joined, indent, spread=spread)
        yield "[" + inner
        yield from _between("," + inner if spread else self._layout.comma(value), items)
        yield line + "]"

    def _plain(self, value: Value, plan: Plan) -> Iterator[Part]:
        """A value as such: its new text, or what stands in it and comes to it."""
        kept = self._plans.kept(value) if plan.merged else []
        if plan.text is not None:
            yield plan.text
        elif len(kept) == 1 and not plan.joined:
            own = partial(self._value, kept[0])
            bases = self._layout.base(kept[0]), self._layout.base(value)
            yield Group(own, partial(self._indented, *bases))
        elif self._text[value.start] in "[{":
            yield from self._container(value, plan)
        else:
            yield Span(value.start, value.end)

    def _container(self, value: Value, plan: Plan) -> Iterator[Part]:
        """An object or a list."""
        yield Span(value.start, value.start + 1)
        previous: Value | None = None
        gone: Span | None = None
        for item in value.items:
            before = Span(item.before, item.begin)
            if gone is not None:
                before = space_before(self._text, gone, before, first=previous is None)
            if self._plans.goes(item):
                gone = before
                continue
            if previous is not None:
                yield Span(previous.end, previous.after + 1)
            gone, previous = None, item
            yield before
            yield self.item(item)
        added = list(self._added(value, plan, first=previous is None))
        yield from added
        if value.items and (added or previous is not None):
            yield Span(value.items[-1].end, value.items[-1].after)
        elif not added and not value.items:
            yield Span(value.start + 1, value.end - 1)
        yield Span(value.end - 1, value.end)

    def _added(self, value: Value, plan: Plan, *, first: bool) -> Iterator[Part]:
        """What comes into an object or a list, with what stands before and between it."""
        if not plan.appended and not plan.joined:
            return
        room = self._layout.room(value)
        spread = LINE_END.search(room.separator) is not None
        new = [self._member(value, entry, room.indent, spread=spread) for entry in plan.appended]
        if self._text[value.start] == "[":
            near = value.items[-1] if value.items else value
            new = list(self._items(near, plan.joined, room.indent, spread=spread))
        if new:
            yield room.lead if first else room.separator
            yield from _between(room.separator, new)
            yield "" if value.items else room.closing

    def _member(self, holder: Value, entry: Member, indent: str, *, spread: bool) -> Part:
        """A member that comes into an object."""
        if isinstance(entry, MovedMember):
            base = self._layout.base(entry.value)
            return Group(partial(self._with_key, entry.value), partial(self._moved, base, indent))
        key = dumps(entry.name) + self._layout.colon(holder)
        if not isinstance(entry, NewList):
            return key + dumps(entry.value)
        line = self._layout.line_end + indent if spread else ""
        unit = self._layout.unit(holder) if spread else ""
        separator = f",{line}{unit}" if spread else self._layout.comma(holder)
        objects = (
            self._layout.new_object(holder, item.values, indent + unit, spread=spread)
            for item in entry.items
        )
        return f"{key}[{line}{unit}{separator.join(objects)}{line}]"

    def _items(
        self, near: Value, entries: Iterable[Item], indent: str, *, spread: bool
    ) -> Iterator[Part]:
        """The items that come into a list; new ones are laid out as what stands near."""
        pending = list(reversed(list(entries)))
        while pending:
            entry = pending.pop()
            if isinstance(entry, NewItem):
                yield self._layout.new_object_like(near, entry.values, indent, spread=spread)
                continue
            value = entry.value
            self.reached.add(value)
            plan = self._plans.of(value) or Plan()
            pending.extend(reversed(plan.joined))
            if self._text[value.start] == "[":
                moved = [(item, partial(self._value, item)) for item in self._plans.kept(value)]
            else:
                moved = [(value, partial(self._plain, value, plan))]
            for item, parts in moved:
                yield Group(parts, partial(self._moved, self._layout.base(item), indent))

    def _indented(self, old: str, new: str, pieces: list[Piece]) -> list[Piece]:
        """Pieces that stay and stand further in, or less far."""
        return indented_anew(self._text, pieces, old, new, _lines)

    def _moved(self, old: str, new: str, pieces: list[Piece]) -> list[Piece]:
        """Pieces that stand elsewhere now, and so are no pieces of the old text any more."""
        return [joined(self._text, self._indented(old, new, pieces))]


def _lines(text: str) -> Iterator[int]:
    """Where lines begin: no string of JSON goes over a line's end."""
    return (found.end() for found in LINE_END.finditer(text))


def _between(separator: str, parts: Iterable[Part]) -> Iterator[Part]:
    """Parts with a separator between any two."""
    for index, part in enumerate(parts):
        if index:
            yield separator
        yield part
