"""From a node to the schedule that is written in it, and what is odd about the writing.

Reading never judges: what it cannot place it remarks, and rules turn remarks into findings.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from tabsched.model import Interval, Written
from tabsched.names import ATTRIBUTES, COMMENT_KEY, ELEMENTS, LISTED, meant
from tabsched.place import Syntax, attribute_path, children_paths, element_path, parent_of
from tabsched.wire.node import Comment, Literal, Node, is_null_value, kind_of
from tabsched.wire.xml_names import is_declaration

if TYPE_CHECKING:
    from collections.abc import Callable

FIELDS = {
    "id": "id",
    "name": "name",
    "state": "state",
    "priority": "priority",
    "type": "type",
    "executionOrder": "execution_order",
    "createdAt": "created_at",
    "updatedAt": "updated_at",
    "nextRunAt": "next_run_at",
    "endScheduleAt": "end_schedule_at",
}


class Remark(NamedTuple):
    """Something odd about how an element is written.

    Attributes:
        kind: unknown, misspelt, misplaced, wrong-kind or null; in a request also misnamed, where
            its name hides what it may be meant as, and outside, where that around it is missing.
        path: where it stands.
        name: the name as written.
        text: what is meant (misspelt, misnamed), what was found (wrong-kind), attribute, element,
            key, item or text (unknown).
        wanted: what belongs there (wrong-kind).
    """

    kind: str
    path: str
    name: str
    text: str = ""
    wanted: str = ""

    @property
    def parent(self) -> str:
        """The path of the element in which it stands."""
        return parent_of(self.path)


@dataclass(slots=True)
class Element:
    """One known element, opened: its values and children under the names that are meant.

    Attributes:
        kind: the known name of the element.
        values: known names to values as written; a null is left out.
        written: known names to the names as written, where the two differ.
        faulty: known names under which something of the wrong kind stands.
        children: the known child elements, unopened, with their paths.
        others: child elements that this kind does not know, with their paths.
    """

    kind: str
    node: Node
    path: str
    syntax: Syntax
    values: dict[str, str] = field(default_factory=dict)
    written: dict[str, str] = field(default_factory=dict)
    faulty: set[str] = field(default_factory=set)
    children: list[tuple[str, Node, str]] = field(default_factory=list)
    remarks: dict[Remark, None] = field(default_factory=dict)
    plain: bool = True

    def place(self, name: str) -> str:
        """The path of a value or child of this element, there or missing."""
        name = self.written.get(name, name)
        if name in ELEMENTS[self.kind]:
            return element_path(self.path, name, self.syntax)
        return attribute_path(self.path, name, self.syntax)

    def named(self, *names: str) -> list[tuple[Node, str]]:
        """The children of these names, with their paths."""
        return [(node, path) for name, node, path in self.children if name in names]

    def has(self, name: str) -> bool:
        """Whether something stands under that name, right or wrong."""
        return (
            name in self.values
            or name in self.faulty
            or any(child == name for child, _, _ in self.children)
        )

    @property
    def is_empty(self) -> bool:
        """Whether nothing at all stands in it."""
        return not (self.values or self.faulty or self.children or self.remarks)


def open_element(kind: str, node: Node, path: str, syntax: Syntax) -> Element:
    """Sort what stands in an element into known values, known children and remarks."""
    element = Element(kind, node, path, syntax)
    for name, value in node.attributes.items():
        if name == COMMENT_KEY:
            element.plain = False
        elif syntax is Syntax.JSON or not is_declaration(name):
            _take_value(element, name, value)
    paths = iter(children_paths(node, path, syntax))
    for child in node.content:
        if isinstance(child, Node):
            found = next(paths)
            if child.name == COMMENT_KEY:
                element.plain = False
            else:
                _take_child(element, *found)
        elif isinstance(child, Comment):
            element.plain = False
        elif syntax is Syntax.XML and child.strip():
            _remark(element, Remark("unknown", f"{path}/text()", child.strip(), "text"))
    return element


def _remark(element: Element, remark: Remark) -> None:
    element.plain = False
    # Each item of a JSON list would remark the same of the list as a whole.
    element.remarks.setdefault(remark)


def _accept(element: Element, name: str, written: str, path: str) -> None:
    """Note a name that is known, or written so that it can be read as meant."""
    if name != written:
        element.written[name] = written
        _remark(element, Remark("misspelt", path, written, name))


def _take_value(element: Element, written: str, value: str) -> None:
    name = meant(element.kind, written)
    path = attribute_path(element.path, written, element.syntax)
    if name in ELEMENTS[element.kind] and element.syntax is Syntax.JSON:
        _take_value_for_element(element, name, written, value)
    elif name not in ATTRIBUTES[element.kind] or element.has(name):
        what = "attribute" if element.syntax is Syntax.XML else "key"
        _remark(element, Remark("unknown", path, written, what))
    elif is_null_value(value):
        _accept(element, name, written, path)
        _remark(element, Remark("null", path, written))
    else:
        _accept(element, name, written, path)
        element.values[name] = value
        if isinstance(value, Literal) and not value.is_number:
            element.faulty.add(name)
            _remark(element, Remark("wrong-kind", path, written, value.kind, "a text"))


def no_object(name: str, value: str, path: str) -> Remark:
    """That a plain JSON value stands where an object belongs."""
    if is_null_value(value):
        return Remark("null", path, name)
    return Remark("wrong-kind", path, name, kind_of(value), "an object")


def _take_no_object(element: Element, name: str, remark: Remark) -> None:
    """What is said of such a value; null is no fault of what it stands for."""
    if remark.kind != "null":
        element.faulty.add(name)
    _remark(element, remark)


def _take_value_for_element(element: Element, name: str, written: str, value: str) -> None:
    """A plain JSON value where an object belongs."""
    path = attribute_path(element.path, written, element.syntax)
    _accept(element, name, written, path)
    _take_no_object(element, name, no_object(written, value, path))


def _take_child(element: Element, child: Node, path: str) -> None:
    written = child.name
    name = meant(element.kind, written)
    whole = path if child.item is None else parent_of(path)
    if (
        element.kind == "frequencyDetails"
        and written.lower() == "interval"
        and _holds_interval(child)
    ):
        _accept(element, "intervals", written, whole)
        element.children.append(("intervals", child, path))
    elif element.kind == "frequencyDetails" and written.lower() == "interval":
        if not any(remark.kind == "misplaced" for remark in element.remarks):
            _remark(element, Remark("misplaced", whole, written, "intervals"))
        _take_item(element, "interval", child, path)
    elif name in ELEMENTS[element.kind]:
        _accept(element, name, written, whole)
        _take_known_child(element, name, child, path)
    elif name in ATTRIBUTES[element.kind] and element.syntax is Syntax.JSON:
        _accept(element, name, written, whole)
        element.faulty.add(name)
        found = "an object" if child.item is None and not is_empty_list(child) else "a list"
        element.values.setdefault(name, Literal("{}" if found == "an object" else "[]"))
        _remark(element, Remark("wrong-kind", whole, written, found, "a text"))
    else:
        what = "element" if element.syntax is Syntax.XML else "key"
        _remark(element, Remark("unknown", whole, written, what))


def is_empty_list(node: Node) -> bool:
    """Whether a node stands for the empty JSON list."""
    return node.content == ["[]"] and isinstance(node.content[0], Literal)


def is_null(node: Node) -> bool:
    """Whether a node stands for a JSON null in a list."""
    return node.content == ["null"] and isinstance(node.content[0], Literal)


def _take_known_child(element: Element, name: str, child: Node, path: str) -> None:
    """A child of a known name: an element, in JSON perhaps a list or an item of one."""
    if element.syntax is Syntax.XML or (child.item is None and not is_empty_list(child)):
        element.children.append((name, child, path))
    elif (element.kind, name) in LISTED:
        _take_item(element, name, child, path)
    elif name == "intervals":
        _take_intervals_item(element, child, path)
    else:
        whole = path if child.item is None else parent_of(path)
        element.faulty.add(name)
        _remark(element, Remark("wrong-kind", whole, child.name, "a list", "an object"))


def _holds_interval(node: Node) -> bool:
    names = [*node.attributes, *(inner.name for inner in node.elements())]
    return any(name.lower() == "interval" for name in names)


def _take_intervals_item(element: Element, child: Node, path: str) -> None:
    """An item of a JSON list under `intervals`: an interval, or a whole `intervals` object."""
    if is_empty_list(child):
        element.children.append(("intervals", Node(child.name), path))
    elif _holds_interval(child) or not (child.attributes or child.content):
        element.children.append(("intervals", child, path))
    elif is_null(child):
        _remark(element, Remark("null", path, child.name))
    else:
        _remark(element, Remark("misplaced", parent_of(path), child.name, "interval"))
        _take_item(element, "interval", child, path)


def _take_item(element: Element, name: str, child: Node, path: str) -> None:
    """An item of a list of objects, or what stands where such an item belongs."""
    if is_empty_list(child) and child.item is None:
        return
    if element.syntax is Syntax.JSON and child.content and isinstance(child.content[0], str):
        _take_no_object(element, name, no_object(child.name, child.content[0], path))
        return
    element.children.append((name, child, path))


@dataclass(slots=True)
class Survey:
    """A schedule element as a whole: what it says, where it says it, what is odd about it.

    Attributes:
        details: the (first) frequencyDetails, None where there is none to read.
        intervals: every interval, through all `intervals` elements, in the order written.
        groups: the `intervals` elements.
        remarks: the oddities of all its elements, in document order of the elements.
    """

    schedule: Element
    written: Written
    details: Element | None
    intervals: list[Element]
    groups: list[Element]
    remarks: list[Remark]
    details_paths: list[str]
    faulty_intervals: bool

    @property
    def path(self) -> str:
        """The path of the schedule."""
        return self.schedule.path

    def place(self, *where: str | int) -> str:
        """The path of a part of the schedule: ("end",), ("intervals", 1, "hours") …."""
        match where:
            case ("intervals",):
                return self._intervals_place()
            case ("intervals", int(index)):
                return self.intervals[index].path
            case ("intervals", int(index), str(name)):
                return self.intervals[index].place(name)
            case ("frequencyDetails",):
                return self.schedule.place("frequencyDetails")
            case ("start" | "end" as name,):
                if self.details is not None:
                    return self.details.place(name)
                details = self.schedule.place("frequencyDetails")
                return attribute_path(details, name, self.schedule.syntax)
        return self.schedule.place(str(where[0]))

    def _intervals_place(self) -> str:
        if self.groups:
            return self.groups[0].path
        if self.details is not None:
            return self.details.place("intervals")
        details = self.schedule.place("frequencyDetails")
        return element_path(details, "intervals", self.schedule.syntax)


def survey(node: Node, path: str, syntax: Syntax, make: Callable[..., Written] = Written) -> Survey:
    """Read one schedule element."""
    schedule = open_element("schedule", node, path, syntax)
    details_nodes = schedule.named("frequencyDetails")
    details = None
    groups: list[Element] = []
    intervals: list[Element] = []
    if details_nodes:
        details = open_element("frequencyDetails", *details_nodes[0], syntax)
        for name, child, child_path in details.children:
            if name == "intervals":
                group = open_element("intervals", child, child_path, syntax)
                groups.append(group)
                nodes = group.named("interval")
            else:
                nodes = [(child, child_path)]
            intervals += [open_element("interval", *found, syntax) for found in nodes]
    elements = [schedule, *([details] if details else []), *groups, *intervals]
    plain = all(element.plain for element in elements) and len(groups) <= 1
    return Survey(
        schedule,
        _written(schedule, details, intervals, None if plain else (node, syntax), make),
        details,
        intervals,
        groups,
        [remark for element in elements for remark in element.remarks],
        [found for _, found in details_nodes],
        any(
            element.faulty & {"intervals", "interval"}
            for element in (*groups, *([details] if details else []))
        ),
    )


def _written(
    schedule: Element,
    details: Element | None,
    intervals: list[Element],
    source: tuple[Node, Syntax] | None,
    make: Callable[..., Written],
) -> Written:
    values = schedule.values
    times = details.values if details else {}
    return make(
        frequency=values.get("frequency"),
        start=times.get("start"),
        end=times.get("end"),
        intervals=tuple(
            Interval(
                item.values.get("hours"),
                item.values.get("minutes"),
                item.values.get("weekDay"),
                item.values.get("monthDay"),
            )
            for item in intervals
        ),
        source=source,
        **{FIELDS[name]: value for name, value in values.items() if name in FIELDS},
    )
