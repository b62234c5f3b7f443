"""What does the tree of an answer tell: which elements of it are its tasks and its other parts?

What nobody knows, whether an element or a whole task, changes nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar, cast

from tabsched.names import WRITTEN_BY_TABLEAU
from tabsched.parts import TARGETS, Misread, PartReader, is_named, plain, scalar_of
from tabsched.place import Syntax
from tabsched.reading import survey
from tabsched.recognising import is_of_the_api
from tabsched.responses import Answer, Extract, Job, ResponseWarning, Task
from tabsched.schedule import Schedule

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from tabsched.opening import Opened
    from tabsched.wire.node import Node

# Names are compared in lower case. Each of these alone makes a document an answer.
_TELLING = frozenset(
    {"extractrefresh", "task", "tasks", "extract", "extracts", "job", "jobs", "warnings", "error"}
)
# In JSON they make a document a schedule, or a list of some, whatever else stands in it.
_OF_SCHEDULES = frozenset({"frequency", "frequencydetails", "schedules"})

_STRAY = {"schedule": "a schedule", "extractrefresh": "an extractRefresh"}

_NO_ANSWER = (
    "this is no answer about extract refreshes: in a tsResponse, or in JSON without that root, "
    "one holds extractRefresh, task, tasks, extracts, job, warnings or error"
)
_REQUEST = "this is a request, and no answer of Tableau"
_UNANSWERED = (
    f"{_REQUEST}: none of {', '.join(sorted(WRITTEN_BY_TABLEAU))}, which only Tableau writes, "
    "stands in it"
)
_SCHEDULES = "schedules stand here, and no task: tabsched.parse_all reads them"

_Item = TypeVar("_Item", Task, Extract, Job, ResponseWarning)


def answer_of(opened: Opened) -> Answer:
    """All that an answer says.

    Raises:
        Misread: it is no answer of these methods, or something in it is not where it belongs.
    """
    return _Reader(opened).answer()


def _is_answered(top: Node) -> bool:
    """Whether anything stands in it that only Tableau writes."""
    return any(not WRITTEN_BY_TABLEAU.isdisjoint(node.attributes) for node in top.below())


def _telling(items: Iterable[_Item]) -> tuple[_Item, ...]:
    """The items that say anything: the reference's lists end with an empty one."""
    return tuple(item for item in items if item != type(item)())


class _Reader:
    """One answer, read from its root down."""

    def __init__(self, opened: Opened) -> None:
        self._opened = opened
        self._syntax = opened.syntax
        self._parts = PartReader(opened.syntax)

    def answer(self) -> Answer:
        top = self._top()
        return Answer(
            _telling(task for holder in self._holders(top) for task in self._tasks(holder)),
            _telling(map(self._parts.extract, self._items(top, "extracts", "extract"))),
            _telling(map(self._parts.job, self._items(top, "jobs", "job"))),
            _telling(map(self._parts.warning, self._items(top, "warnings", "warning"))),
            self._parts.pagination(top),
            self._parts.error(top),
        )

    # What it is an answer about

    def _top(self) -> Node:
        """What holds the parts of the answer: its root, or in JSON what has none."""
        root = self._opened.root
        top = root
        if self._syntax is Syntax.JSON:
            roots = (child for child in root.elements() if child.item is None)
            is_root = ("tsresponse", "tsrequest")
            top = next((child for child in roots if child.name.lower() in is_root), root)
        if top.name.lower() == "tsrequest":
            raise Misread(top, _REQUEST)
        self._refuse_another(top, rooted=top.name.lower() == "tsresponse")
        return top

    def _refuse_another(self, top: Node, *, rooted: bool) -> None:
        """Refuse what is no answer of these methods."""
        listed = self._is_list(top)
        holders = list(top.elements()) if listed else [top]
        held = {name for holder in holders for name in self._names(holder)}
        told = held & ({"extractrefresh"} if listed else _TELLING)
        if not rooted:
            told -= self._of_others(top)
        if self._syntax is Syntax.XML and not rooted:
            raise Misread(top, _NO_ANSWER)
        if held & _OF_SCHEDULES or ("schedule" in held and "extractrefresh" not in held):
            raise Misread(top, _SCHEDULES)
        if not told and not (rooted and held <= {"pagination"}):
            raise Misread(top, _NO_ANSWER)
        if not rooted and told == {"extractrefresh"} and not _is_answered(top):
            raise Misread(top, _UNANSWERED)

    def _of_others(self, top: Node) -> set[str]:
        """The names under which objects stand that other programs write."""
        own = {
            node.name.lower()
            for node in top.elements()
            if scalar_of(node, self._syntax) is not None or is_of_the_api(node)
        }
        return {node.name.lower() for node in top.elements()} - own

    def _is_list(self, top: Node) -> bool:
        return top is self._opened.root and isinstance(self._opened.value, list)

    def _names(self, node: Node) -> Iterator[str]:
        """The names of the parts of an element."""
        yield from (child.name.lower() for child in node.elements())
        if self._syntax is Syntax.JSON:
            yield from map(str.lower, node.attributes)

    # Tasks

    def _holders(self, node: Node, lists: tuple[str, ...] = ("tasks", "task")) -> Iterator[Node]:
        """Each element that holds a task: `task`, an item of a list, or the answer itself."""
        if self._is_list(node):
            yield from self._of_list(node)
            return
        inner = self._parts.objects(node, *lists)
        refreshes = self._parts.objects(node, "extractrefresh", listed=False)
        if inner and refreshes:
            raise Misread(refreshes[0], "extractRefresh stands beside task: in it it belongs")
        if refreshes or (node.item is not None and not inner):
            yield node
        else:
            self._refuse_strays(
                child for child in node.elements() if child.name.lower() not in lists
            )
        for one in inner:
            if one.name.lower() == "tasks":
                yield from self._holders(one, ("task",))
            else:
                yield one

    def _of_list(self, top: Node) -> Iterator[Node]:
        """The tasks of a bare JSON list, the reference's sample of Get on Server."""
        for item in self._parts.objects(top, ""):
            held = set(self._names(item))
            if held and "extractrefresh" not in held:
                raise Misread(item, "this item is no task: extractRefresh is missing")
            yield item

    def _tasks(self, holder: Node) -> Iterator[Task]:
        """The task that an element holds; several where several extractRefresh stand in it."""
        schedules = self._parts.objects(holder, "schedule", listed=False)
        refreshes = self._parts.objects(holder, "extractrefresh", listed=False)
        if len(refreshes) > 1 and schedules:
            raise Misread(schedules[0], f"one schedule stands beside {len(refreshes)} tasks")
        bodies = refreshes or [self._unknown(holder)]
        apart = {id(node) for node in (*schedules, *bodies)}
        self._refuse_strays(child for child in holder.elements() if id(child) not in apart)
        for body in bodies:
            inner = [] if body is holder else self._parts.objects(body, "schedule", listed=False)
            if not refreshes and body is not holder:
                apart = {id(node) for node in inner}
                self._refuse_strays(child for child in body.elements() if id(child) not in apart)
            yield self._task(body, [*inner, *schedules])

    def _unknown(self, holder: Node) -> Node:
        """What tells about a task that is no extractRefresh: the first that has an id."""
        if plain(holder, "id") is not None:
            return holder
        inner = (node for node in holder.elements() if node.name.lower() not in TARGETS)
        return next(filter(is_named, inner), holder)

    def _task(self, node: Node, schedules: list[Node]) -> Task:
        if len(schedules) > 1:
            raise Misread(schedules[1], f"{len(schedules)} schedules stand with one task")
        schedule = None
        if schedules:
            schedule = cast("Schedule", survey(schedules[0], "", self._syntax, Schedule).written)
        return self._parts.task(node, schedule)

    def _refuse_strays(self, nodes: Iterable[Node]) -> None:
        """Refuse a schedule of which nothing tells to which task it belongs, and a lost task."""
        for node in nodes:
            for inner in node.below():
                stray = _STRAY.get(inner.name.lower())
                if stray and scalar_of(inner, self._syntax) is None:
                    raise Misread(inner, f"{stray} stands outside of the tasks")

    def _items(self, top: Node, container: str, name: str) -> Iterator[Node]:
        """The items of a list: in `container`, which in JSON may be the list, or without it."""
        for outer in self._parts.objects(top, container):
            inner = self._parts.objects(outer, name)
            yield from inner or ([outer] if outer.item is not None else [])
        yield from self._parts.objects(top, name)
