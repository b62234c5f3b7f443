"""From a schedule back to the element that says it, with all that reading did not understand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tabsched.names import ATTRIBUTES, ELEMENTS, meant
from tabsched.place import Syntax
from tabsched.reading import Element, survey
from tabsched.wire.bridge import can_be_a_name, node_to_json
from tabsched.wire.json_tree import from_node
from tabsched.wire.node import Comment, Literal, Node
from tabsched.wire.paths import local
from tabsched.wire.quoting import shown
from tabsched.wire.xml_moving import OUTERMOST, add_attributes, moved, prefixes_in, walk

if TYPE_CHECKING:
    from tabsched.model import Interval, Written
    from tabsched.wire.json_values import JsonValue
    from tabsched.wire.xml_moving import Prefixes

_ATTRIBUTES = (
    ("id", "id"),
    ("name", "name"),
    ("state", "state"),
    ("priority", "priority"),
    ("createdAt", "created_at"),
    ("updatedAt", "updated_at"),
    ("type", "type"),
    ("frequency", "frequency"),
    ("nextRunAt", "next_run_at"),
    ("endScheduleAt", "end_schedule_at"),
    ("executionOrder", "execution_order"),
)


def to_value(written: Written) -> dict[str, JsonValue]:
    """The bare JSON object that says what a schedule says."""
    node = _write(written)
    if written.source is not None and written.source[1] is Syntax.XML:
        return node_to_json(_without_look_alikes(node, "schedule"))
    return from_node(node)


def to_element(written: Written) -> Node:
    """The `schedule` element of XML that says what a schedule says.

    Raises:
        ValueError: a key of JSON would be a name with a prefix that means nothing.
    """
    node = _write(written)
    if written.source is not None and written.source[1] is not Syntax.XML:
        for inner, _ in walk(node, {}):
            for name in (inner.name, *inner.attributes):
                if not can_be_a_name(name):
                    raise ValueError(f"{shown(name)} is no name that XML can carry")
    return node


def _without_look_alikes(node: Node, kind: str) -> Node:
    """An element less what in JSON would be read as something else than in XML.

    JSON has neither prefixes nor two places for an attribute and a child of one name.
    """
    values, children = ATTRIBUTES[kind], ELEMENTS[kind]
    less = Node(node.name)
    for name, value in node.attributes.items():
        prefix, _, key = name.rpartition(":")
        known = meant(kind, key)
        if prefix == "xml" or not (known in children or (prefix and known in values)):
            less.attributes[name] = value
    for part in node.content:
        if not isinstance(part, Node):
            continue
        known = meant(kind, local(part.name))
        if kind == "frequencyDetails" and known.lower() == "interval":
            continue  # in JSON it would be read as one that stands in the wrong place
        if known not in children:
            less.content += [part] if known not in values else []
        elif not part.name.startswith("{"):
            less.content.append(_without_look_alikes(part, known))
    return less


def _write(written: Written) -> Node:
    """The `schedule` element that says what a schedule says."""
    named = {name: getattr(written, attribute) for name, attribute in _ATTRIBUTES}
    schedule = _node("schedule", named)
    details = _node("frequencyDetails", {"start": written.start, "end": written.end})
    items = [_interval(index, item) for index, item in enumerate(written.intervals)]
    intervals = Node("intervals", content=[*items])
    if written.source is not None:
        _add_strangers(written.source, written, schedule, details, intervals)
    if intervals.content or intervals.attributes:
        details.content.insert(0, intervals)
    if details.content or details.attributes:
        schedule.content.insert(0, details)
    return schedule


def _node(name: str, values: dict[str, str | None]) -> Node:
    """An element of the values that are written and are values."""
    return Node(
        name,
        {
            key: value
            for key, value in values.items()
            if value is not None and not (isinstance(value, Literal) and value[:1] in "[{")
        },
    )


def _interval(index: int, item: Interval) -> Node:
    """An item of the list of intervals, monthDay before weekDay as in the reference's sample."""
    node = _node(
        "interval",
        {
            "hours": item.hours,
            "minutes": item.minutes,
            "monthDay": item.month_day,
            "weekDay": item.week_day,
        },
    )
    node.item = index
    return node


def _add_strangers(
    source: tuple[Node, Syntax], written: Written, schedule: Node, details: Node, intervals: Node
) -> None:
    """Put back what the schedule was read with and does not know."""
    node, syntax = source
    read = survey(node, "", syntax)
    copier = _Copier(node, syntax)
    around = copier.copy(read.schedule, schedule, OUTERMOST)
    for second, _ in read.schedule.named("frequencyDetails")[1:]:
        schedule.content.append(copier.moved(second, read.schedule, around))
    if read.details is None:
        return
    around = copier.copy(read.details, details, around)
    within = around
    for group in read.groups:
        within = copier.copy(group, intervals, around)
    nodes = list(intervals.elements())
    for old, item, new, node in zip(
        read.intervals, read.written.intervals, written.intervals, nodes, strict=False
    ):
        if item == new:
            copier.copy(old, node, within)


class _Copier:
    """Copies what the elements of a schedule hold beside their known values and children."""

    def __init__(self, schedule: Node, syntax: Syntax) -> None:
        self._is_xml = syntax is Syntax.XML
        every = walk(schedule) if self._is_xml else ()
        self._prefixes = {id(node): inside for node, inside in every}

    def copy(self, read: Element, to: Node, around: Prefixes) -> Prefixes:
        """Copy it to the element that takes the place of one; what prefixes mean in that then."""
        known = {read.written.get(name, name) for name in read.values}
        attributes = {
            name: value for name, value in read.node.attributes.items() if name not in known
        }
        there = around
        if self._is_xml:
            add_attributes(to, attributes, self._prefixes[id(read.node)], around)
            there = prefixes_in(to.attributes, around)
        else:
            to.attributes |= {
                name: value for name, value in attributes.items() if name not in to.attributes
            }
        children = {id(node) for _, node, _ in read.children}
        for part in read.node.content:
            if isinstance(part, Node) and id(part) not in children:
                to.content.append(self.moved(part, read, there))
            elif isinstance(part, Comment) or (isinstance(part, str) and part.strip()):
                to.content.append(part)
        return there

    def moved(self, node: Node, read: Element, there: Prefixes) -> Node:
        """A child of an element that was read, as it is written in another one."""
        return moved(node, self._prefixes[id(read.node)], there) if self._is_xml else node
