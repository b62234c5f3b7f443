"""From a schedule back to the element that says it, with all that reading did not understand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tabsched.place import Syntax
from tabsched.reading import Element, survey
from tabsched.wire.bridge import node_to_json
from tabsched.wire.json_tree import from_node
from tabsched.wire.node import Comment, Literal, Node
from tabsched.wire.paths import local

if TYPE_CHECKING:
    from tabsched.model import Interval, Written
    from tabsched.wire.json_values import JsonValue

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
    node = write(written)
    if written.source is not None and written.source[1] is Syntax.XML:
        return node_to_json(node)
    return from_node(node)


def write(written: Written) -> Node:
    """The `schedule` element that says what a schedule says."""
    named = {name: getattr(written, attribute) for name, attribute in _ATTRIBUTES}
    schedule = _node("schedule", named)
    details = _node("frequencyDetails", {"start": written.start, "end": written.end})
    items = [_interval(index, item) for index, item in enumerate(written.intervals)]
    intervals = Node("intervals", content=[*items])
    if written.source is not None:
        _add_strangers(written, schedule, details, intervals)
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


def _add_strangers(written: Written, schedule: Node, details: Node, intervals: Node) -> None:
    """Put back what the schedule was read with and does not know."""
    if written.source is None:
        return
    node, syntax = written.source
    read = survey(node, "", syntax)
    _copy(read.schedule, schedule)
    schedule.content += [node for node, _ in read.schedule.named("frequencyDetails")[1:]]
    if read.details is None:
        return
    _copy(read.details, details)
    for group in read.groups:
        _copy(group, intervals)
    nodes = list(intervals.elements())
    for old, item, new, node in zip(
        read.intervals, read.written.intervals, written.intervals, nodes, strict=False
    ):
        if item == new:
            _copy(old, node)


def _copy(read: Element, to: Node) -> None:
    """Copy what one element holds beside its known values and children."""
    known = {read.written.get(name, name) for name in read.values}
    for name, value in read.node.attributes.items():
        if name not in known:
            to.attributes.setdefault(local(name), value)
    children = {id(node) for _, node, _ in read.children}
    for part in read.node.content:
        if (
            (isinstance(part, Node) and id(part) not in children)
            or isinstance(part, Comment)
            or (isinstance(part, str) and part.strip())
        ):
            to.content.append(part)
