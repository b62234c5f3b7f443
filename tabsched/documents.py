"""Which requests, answers and bare schedules does a document hold?

Only found here, not judged and not yet assigned to a platform: `audience` does that.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from tabsched import names
from tabsched.model import Written
from tabsched.place import Syntax, attribute_path, children_paths, parent_of
from tabsched.reading import (
    Element,
    Remark,
    Survey,
    is_empty_list,
    is_null,
    no_object,
    open_element,
    survey,
)
from tabsched.recognising import (
    HELD,
    collects,
    is_bare,
    is_object,
    is_of_the_api,
    may_be_schedule,
    misnamed,
    names_in,
    tells,
)
from tabsched.wire.node import TABLEAU_NAMESPACES, Node, is_null_value
from tabsched.wire.paths import local
from tabsched.wire.xml_moving import bound, unbound, walk

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    Found = tuple[Node, str]

_ROOTS = {"tsrequest": "tsRequest", "tsresponse": "tsResponse"}


@dataclass
class Scope:
    """The part of a document that is an answer if Tableau wrote any of it."""

    node: Node
    path: str
    syntax: Syntax

    @cached_property
    def answered_by(self) -> str | None:
        """The path of the first value in it that only Tableau writes."""
        return _written_by_tableau(self.node, self.path, self.syntax)


def _written_by_tableau(node: Node, path: str, syntax: Syntax) -> str | None:
    for name in node.attributes:
        if name in names.WRITTEN_BY_TABLEAU:
            return attribute_path(path, name, syntax)
    for child, child_path in children_paths(node, path, syntax):
        found = _written_by_tableau(child, child_path, syntax)
        if found is not None:
            return found
    return None


@dataclass(slots=True)
class Placed:
    """A schedule and whether it stands inside an extractRefresh."""

    survey: Survey
    inside: bool = False

    @property
    def is_reference(self) -> bool:
        """Whether nothing but id and name stand: a pointer to a server schedule, not judged."""
        element = self.survey.schedule
        named = element.values.keys()
        return bool(named) and named <= {"id", "name"} and not (element.children or element.remarks)


@dataclass(slots=True)
class Unit:
    """One request, answer or bare schedule: what is judged together.

    Attributes:
        root: tsRequest or tsResponse, None where no root tells what the document is.
        parents: the names above the holder, under the root, in lower case.
        scope: the part of the document to which it belongs.
        holder: the element that holds extractRefresh and schedule; None for a bare schedule.
        refreshes: its extractRefresh elements.
        schedules: its schedules in document order.
        remarks: what is odd about the names in the holder, or about a bare schedule's own.
        other_task: whether another kind of task (a subscription …) stands beside.
    """

    root: str | None
    parents: tuple[str, ...]
    scope: Scope
    holder: Element | None = None
    refreshes: list[Element] = field(default_factory=list)
    schedules: list[Placed] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)
    other_task: bool = False

    @property
    def hides(self) -> bool:
        """Whether something in it may be a schedule or an extractRefresh under another name."""
        return any(remark.kind in {"misnamed", "outside"} for remark in self.remarks)

    @property
    def is_request(self) -> bool:
        """Whether a root or an extractRefresh tells that it is a whole request."""
        at_root = self.root == "tsRequest" and not self.parents
        return at_root or (self.holder is not None and self.holder.has("extractRefresh"))


@dataclass(slots=True)
class Document:
    """All that a document holds.

    Attributes:
        root: the path of its root, "" where JSON leaves it out.
        known: whether it is a schedule document at all; a request is none that is one of another
            method of the API, or of which nothing is known.
        units: what is judged; a holder stands before those that stand deeper in it.
        remarks: what is odd about the document outside of its units.
        schedules: those of all units, in document order.
    """

    root: str
    known: bool
    units: list[Unit] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)
    schedules: list[Placed] = field(default_factory=list)


def find_units(node: Node, syntax: Syntax, make: Callable[..., Written] = Written) -> Document:
    """Read a document from its root node down to its schedules."""
    finder = _Finder(syntax, make)
    if syntax is Syntax.XML:
        top, path = node, f"/{local(node.name)}"
        outside = Node("", content=[node])
    else:
        rooted = (pair for pair in children_paths(node, "", syntax) if pair[0].item is None)
        top, path = next((pair for pair in rooted if pair[0].name.lower() in _ROOTS), (node, ""))
        outside = node
    root = _ROOTS.get(top.name.lower())
    if root is None:
        document = replace(finder.rootless(outside, ""), root=path)
    else:
        units = list(finder.units(top, path, root))
        document = Document(path, known=_is_known(top, root, syntax, units), units=units)
        if top.name != root:
            document.remarks.append(Remark("misspelt", path, top.name, root))
    if syntax is Syntax.XML:
        document.remarks += _foreign_namespace(node, path)
    document.schedules = _in_order(document.units, outside)
    if syntax is Syntax.XML:
        _bind(document.schedules, node)
    return document


def _is_known(top: Node, root: str, syntax: Syntax, units: list[Unit]) -> bool:
    """Whether something in a request is known: its body may be that of any method of the API."""
    if root == "tsResponse":
        return True
    written = names_in(top)
    if syntax is Syntax.XML:
        written -= {name.lower() for name in top.attributes}
    return (
        not (written or not is_object(top))
        or not written.isdisjoint(names.DOCUMENT_NAMES | names.OTHER_TASKS)
        or any(unit.schedules or unit.refreshes or unit.hides for unit in units)
    )


def _in_order(units: list[Unit], root: Node) -> list[Placed]:
    """The schedules of units in document order."""
    found = [placed for unit in units for placed in unit.schedules]
    # Only where some stand deeper than others can the order of units be another.
    if len({len(unit.parents) for unit in units if unit.schedules}) > 1:
        order = {id(node): at for at, node in enumerate(_every_element(root))}
        found.sort(key=lambda placed: order[id(placed.survey.schedule.node)])
    return found


def _bind(schedules: list[Placed], root: Node) -> None:
    """Let those that are kept as they were read have what their prefixes mean around them."""
    kept = {
        id(node): survey
        for survey in (placed.survey for placed in schedules)
        if survey.written.source is not None and unbound(node := survey.schedule.node)
    }
    if kept:
        for node, prefixes in walk(root):
            survey = kept.get(id(node))
            if survey is not None:
                source = (bound(node, prefixes), Syntax.XML)
                survey.written = replace(survey.written, source=source)


def _every_element(node: Node) -> Iterator[Node]:
    for child in node.elements():
        yield child
        yield from _every_element(child)


def _foreign_namespace(root: Node, path: str) -> Iterator[Remark]:
    """The namespace of an XML root that is not Tableau's."""
    prefix = (root.tag or "").rpartition(":")[0]
    declaration = f"xmlns:{prefix}" if prefix else "xmlns"
    namespace = root.attributes.get(declaration)
    if namespace and namespace not in TABLEAU_NAMESPACES:
        yield Remark("namespace", f"{path}/@{declaration}", declaration, namespace)


def _stray(node: Node, path: str) -> Remark:
    """An item of a list of schedules that is none."""
    if is_object(node):
        return Remark("unknown", path, node.name, "item")
    (value,) = (part for part in node.content if isinstance(part, str))
    return no_object("this item" if is_null(node) else node.name, value, path)


def _misnamed(node: Node, children: list[Found], *, in_request: bool) -> list[Remark]:
    """What may be the schedule or the extractRefresh that is missing in an element."""
    # A list of schedules holds nothing else, however many there are.
    found_there = names_in(node) - ({"schedule"} if node.name.lower() == "schedules" else set())
    told: dict[str, Remark] = {}
    for child, child_path in children:
        meant = misnamed(child, in_request=in_request)
        if meant is not None and meant.lower() not in found_there:
            path = child_path if child.item is None else parent_of(child_path)
            told.setdefault(path, Remark("misnamed", path, child.name, meant))
    return list(told.values())


def _outside(children: list[Found]) -> list[Remark]:
    """The frequencyDetails that stand in a request without the schedule around them."""
    return [
        Remark("outside", path, child.name)
        for child, path in children
        if names.meant("schedule", child.name) == "frequencyDetails"
    ]


class _Finder(NamedTuple):
    syntax: Syntax
    make: Callable[..., Written]

    def rootless(self, node: Node, path: str) -> Document:
        """A top without a root: a bare schedule, a fragment, a list or a mapping of them."""
        if not is_object(node):
            return Document(path, known=False)
        if self.syntax is Syntax.JSON and is_bare(node):
            return Document(path, known=True, units=[self._bare(node, path)])
        children = list(children_paths(node, path, self.syntax))
        if children and all(child.item is not None and not child.name for child, _ in children):
            return self._each(path, children, listed=True)
        if self.syntax is Syntax.JSON and "extractrefresh" not in names_in(node):
            collected = self._collected(path, children)
            if collected.known:
                return collected
        if self._is_of_the_api(node):
            return Document(path, known=True, units=list(self.units(node, path, None)))
        return self._each(path, children)

    def _is_of_the_api(self, node: Node) -> bool:
        """Whether anything in a top without a root tells that this is a request or an answer."""
        if self.syntax is Syntax.XML:
            known = (one for one in node.elements() if one.name.lower() in names.DOCUMENT_NAMES)
            return any(map(is_of_the_api, known))
        return any(map(tells, node.elements())) or any(
            name.lower() in HELD or (name.lower() in names.DOCUMENT_NAMES and is_null_value(value))
            for name, value in node.attributes.items()
        )

    def _each(self, path: str, children: list[Found], *, listed: bool = False) -> Document:
        """A list or a mapping of schedules or requests, each by itself.

        What else stands in a list is remarked; the other keys of a mapping are not judged.
        """
        whole = Document(path, known=False)
        for child, child_path in children:
            item = self.rootless(child, child_path)
            whole.known |= item.known
            whole.units += item.units
            if listed and not item.known and not is_empty_list(child):
                whole.remarks.append(_stray(child, child_path))
        return whole

    def _collected(self, path: str, children: list[Found]) -> Document:
        """What stands under a key `schedule` or `schedules`; not known where none may be one."""
        found = [(child, where, collects(child)) for child, where in children]
        whole = Document(path, known=False)
        for child, _, how in found:
            is_like_one = how != "item" or (is_object(child) and may_be_schedule(child))
            whole.known |= bool(how) and is_like_one
        for child, where, how in found if whole.known else ():
            if how == "by name":
                self._add_named(whole, child, where)
            elif how:
                self._add_item(whole, child, where)
        return whole

    def _add_item(self, whole: Document, node: Node, path: str) -> None:
        """One schedule of a collection, or what stands in the place of one."""
        if is_object(node):
            whole.units.append(self._bare(node, path))
        elif not is_empty_list(node):
            whole.remarks.append(_stray(node, path))

    def _add_named(self, whole: Document, node: Node, path: str) -> None:
        """The members of a mapping of schedules."""
        for name, value in node.attributes.items():
            if name != names.COMMENT_KEY:
                place = attribute_path(path, name, self.syntax)
                whole.remarks.append(no_object(name, value, place))
        for child, child_path in children_paths(node, path, self.syntax):
            member = self.rootless(child, child_path)
            if member.known:
                whole.units += member.units
            else:
                self._add_item(whole, child, child_path)

    def _bare(self, node: Node, path: str) -> Unit:
        unit = Unit(None, (), Scope(node, path, self.syntax))
        unit.schedules.append(Placed(survey(node, path, self.syntax, self.make)))
        return unit

    def units(self, node: Node, path: str, root: str | None) -> Iterator[Unit]:
        """The units under a root, or under names of the API without one."""
        if root is None and self.syntax is Syntax.XML and len(node.content) == 1:
            only, only_path = next(children_paths(node, path, self.syntax))
            if only.name.lower() == "schedule":
                unit = self._bare(only, only_path)
                if only.name != "schedule":
                    unit.remarks.append(Remark("misspelt", only_path, only.name, "schedule"))
                yield unit
                return
        scope = Scope(node, path, self.syntax)
        for holder, holder_path, parents, remarks in self._holders(node, path, root):
            unit = Unit(root, parents, scope, remarks=remarks)
            yield self._unit(unit, holder, holder_path)

    def _holders(
        self, node: Node, path: str, root: str | None, parents: tuple[str, ...] = ()
    ) -> Iterator[tuple[Node, str, tuple[str, ...], list[Remark]]]:
        """Each element that holds an extractRefresh or a schedule, or something meant as one.

        In document order; with the names above it and with what is not what it is meant as.
        """
        children = list(children_paths(node, path, self.syntax))
        written = names_in(node)
        remarks: list[Remark] = []
        if root != "tsResponse":  # Tableau misspells nothing
            remarks = _misnamed(node, children, in_request=root is not None)
            if root is not None and not parents and "schedule" not in written:
                remarks += _outside(children)
        if not parents or remarks or not written.isdisjoint(HELD):
            yield node, path, parents, remarks
        for child, child_path in children:
            name = child.name.lower()
            if name not in HELD:
                yield from self._holders(child, child_path, root, (*parents, name))

    def _unit(self, unit: Unit, node: Node, path: str) -> Unit:
        """Open a holder: its extractRefresh elements and its schedules."""
        holder = open_element("request", node, path, self.syntax)
        unit.holder = holder
        unit.remarks += holder.remarks
        unit.other_task = any(child.name.lower() in names.OTHER_TASKS for child in node.elements())
        for name, child, child_path in holder.children:
            if name == "extractRefresh":
                refresh = open_element("extractRefresh", child, child_path, self.syntax)
                unit.refreshes.append(refresh)
                inner = [(*found, True) for found in refresh.named("schedule")]
            else:
                inner = [(child, child_path, False)]
            unit.schedules += [
                Placed(survey(node, path, self.syntax, self.make), inside)
                for node, path, inside in inner
            ]
        return unit
