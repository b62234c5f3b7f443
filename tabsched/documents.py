"""Which requests, answers and bare schedules does a document hold?

Only found here, not judged and not yet assigned to a platform: `audience` does that.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from tabsched import names
from tabsched.model import Written
from tabsched.place import Syntax, attribute_path, children_paths
from tabsched.reading import Element, Remark, Survey, is_empty_list, is_null, open_element, survey
from tabsched.recognising import HELD, is_null_value, is_of_the_api, may_be_schedule, names_in
from tabsched.wire.node import TABLEAU_NAMESPACES, Literal, Node
from tabsched.wire.paths import local
from tabsched.wire.xml_moving import bound, unbound, walk

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    Found = tuple[Node, str]

_ROOTS = {"tsrequest": "tsRequest", "tsresponse": "tsResponse"}
_COLLECTIONS = frozenset({"schedule", "schedules"})


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
    def is_request(self) -> bool:
        """Whether a root or an extractRefresh tells that it is a whole request."""
        at_root = self.root == "tsRequest" and not self.parents
        return at_root or (self.holder is not None and self.holder.has("extractRefresh"))


@dataclass(slots=True)
class Document:
    """All that a document holds.

    Attributes:
        root: the path of its root, "" where JSON leaves it out.
        known: whether it is a schedule document at all.
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
        document = Document(path, known=True, units=list(finder.units(top, path, root)))
        if top.name != root:
            document.remarks.append(Remark("misspelt", path, top.name, root))
    if syntax is Syntax.XML:
        document.remarks += _foreign_namespace(node, path)
    document.schedules = _in_order(document.units, outside)
    if syntax is Syntax.XML:
        _bind(document.schedules, node)
    return document


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


def _is_bare(node: Node) -> bool:
    """Whether an object is a schedule without the name around it."""
    known = {names.meant("schedule", name) for name in names_in(node)}
    return not known.isdisjoint({"frequency", "frequencyDetails"})


def _collects(node: Node) -> str:
    """How bare schedules stand under a key `schedule` or `schedules` of JSON.

    As an item of a list, alone, or by name; "" where there are none, or the API's own elements.
    """
    written = names_in(node)
    if node.name.lower() not in _COLLECTIONS:
        return ""
    if node.item is not None:
        return "item"
    if "schedule" in written or not written:
        return ""
    inner = [child for child in node.elements() if names_in(child)]
    if any(map(_is_bare, inner)) and not _is_bare(node):
        return "by name"
    if may_be_schedule(node):
        return "alone" if node.name.lower() == "schedules" else ""
    return "by name" if any(map(may_be_schedule, inner)) else ""


def _is_like_one(node: Node) -> bool:
    return _is_object(node) and may_be_schedule(node)


def _tells(node: Node) -> bool:
    """Whether a child of a top without a root tells that this is a request or an answer."""
    if node.name.lower() not in names.DOCUMENT_NAMES:
        return False
    if node.name.lower() not in _COLLECTIONS:
        return is_of_the_api(node)
    if is_empty_list(node):
        return True
    return node.item is None and ("schedule" in names_in(node) or may_be_schedule(node))


def _is_object(node: Node) -> bool:
    return not any(isinstance(part, str) and part.strip() for part in node.content)


def _stray(node: Node, path: str) -> Remark:
    """An item of a list of schedules that is none."""
    if _is_object(node):
        return Remark("unknown", path, node.name, "item")
    (value,) = (part for part in node.content if isinstance(part, str))
    return _stray_value("this item" if is_null(node) else node.name, value, path)


def _stray_value(name: str, value: str, path: str) -> Remark:
    """A value of JSON in the place of a schedule."""
    if is_null_value(value):
        return Remark("null", path, name)
    found = value.kind if isinstance(value, Literal) else "a text"
    return Remark("wrong-kind", path, name, found, "an object")


class _Finder(NamedTuple):
    syntax: Syntax
    make: Callable[..., Written]

    def rootless(self, node: Node, path: str) -> Document:
        """A top without a root: a bare schedule, a fragment, a list or a mapping of them."""
        if not _is_object(node):
            return Document(path, known=False)
        if self.syntax is Syntax.JSON and _is_bare(node):
            return Document(path, known=True, units=[self._bare(node, path)])
        children = list(children_paths(node, path, self.syntax))
        if children and all(child.item is not None and not child.name for child, _ in children):
            return self._each(path, children, listed=True)
        collected = self._collected(path, children)
        if collected is not None:
            return collected
        if self._is_of_the_api(node):
            return Document(path, known=True, units=list(self.units(node, path, None)))
        return self._each(path, children)

    def _is_of_the_api(self, node: Node) -> bool:
        """Whether anything in a top without a root tells that this is a request or an answer."""
        if self.syntax is Syntax.XML:
            known = (one for one in node.elements() if one.name.lower() in names.DOCUMENT_NAMES)
            return any(map(is_of_the_api, known))
        return any(map(_tells, node.elements())) or any(
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

    def _collected(self, path: str, children: list[Found]) -> Document | None:
        """What stands under a key `schedule` or `schedules`; None where that is no collection."""
        if self.syntax is Syntax.XML or any(
            child.name.lower() == "extractrefresh" for child, _ in children
        ):
            return None
        found = [(child, where, _collects(child)) for child, where in children]
        if not any(how and (how != "item" or _is_like_one(child)) for child, _, how in found):
            return None
        whole = Document(path, known=True)
        for child, where, how in found:
            if how == "by name":
                self._add_named(whole, child, where)
            elif how:
                self._add_item(whole, child, where)
        return whole

    def _add_item(self, whole: Document, node: Node, path: str) -> None:
        """One schedule of a collection, or what stands in the place of one."""
        if _is_object(node):
            whole.units.append(self._bare(node, path))
        elif not is_empty_list(node):
            whole.remarks.append(_stray(node, path))

    def _add_named(self, whole: Document, node: Node, path: str) -> None:
        """The members of a mapping of schedules."""
        for name, value in node.attributes.items():
            if name != names.COMMENT_KEY:
                place = attribute_path(path, name, self.syntax)
                whole.remarks.append(_stray_value(name, value, place))
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
        holders = self._holders(node, path, ())
        for holder, holder_path, parents in holders:
            yield self._unit(Unit(root, parents, scope), holder, holder_path)

    def _holders(
        self, node: Node, path: str, parents: tuple[str, ...]
    ) -> Iterator[tuple[Node, str, tuple[str, ...]]]:
        """Each element that holds an extractRefresh or a schedule, in document order."""
        children = list(children_paths(node, path, self.syntax))
        written = {name.lower() for name in node.attributes}
        written.update(child.name.lower() for child, _ in children)
        if not parents or not written.isdisjoint(HELD):
            yield node, path, parents
        for child, child_path in children:
            if child.name.lower() not in HELD:
                yield from self._holders(child, child_path, (*parents, child.name.lower()))

    def _unit(self, unit: Unit, node: Node, path: str) -> Unit:
        """Open a holder: its extractRefresh elements and its schedules."""
        holder = open_element("request", node, path, self.syntax)
        unit.holder = holder
        unit.remarks = list(holder.remarks)
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
