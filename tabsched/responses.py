"""What does an answer of Tableau say: which tasks, extracts, jobs and warnings, or which error?

The methods are those of the REST reference's "Extract and Encryption Methods". Values stay as
written; what nobody knows, whether an attribute, an element or a whole task, changes nothing.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar, cast

from tabsched.finding import ParseError
from tabsched.names import WRITTEN_BY_TABLEAU
from tabsched.opening import MAX_DEPTH, MAX_SIZE, open_body
from tabsched.place import Syntax, attribute_path, children_paths, parent_of
from tabsched.placing import locate
from tabsched.reading import survey
from tabsched.schedule import Schedule
from tabsched.wire.node import Literal, Node
from tabsched.wire.paths import local
from tabsched.wire.quoting import shown
from tabsched.wire.unreadable import Unreadable

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from tabsched.opening import Opened

_WHOLE = re.compile(r"0|-?[1-9][0-9]{0,17}")
# All names are compared in lower case.
_CONTENT = ("workbook", "datasource", "view", "flow")
_JOB_DETAILS = ("extractcreationjob", "extractrefreshjob")
# Each of these alone makes a document an answer of these methods.
_TELLING = frozenset(
    {"extractrefresh", "task", "tasks", "extract", "extracts", "job", "jobs", "warnings", "error"}
)
# In JSON they make a document a schedule, or a list of some, whatever else stands in it.
_OF_SCHEDULES = frozenset({"frequency", "frequencydetails", "schedules"})

_STRAY = {"schedule": "a schedule", "extractrefresh": "an extractRefresh"}
# What stands in JSON lists where nothing is, the empty list in the reference's own samples.
_EMPTY = ("[]", "null")

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


@dataclass(frozen=True, slots=True)
class Target:
    """What a task refreshes, or what a job works on.

    Attributes:
        kind: the name of its element: "workbook" or "datasource", the two of the reference;
            "view" and "flow" are those of Tableau's schema beside them, any other is as written.
        id: its LUID, as written; None where the reference's own sample leaves it out.
        name: its name; None where the answer does not tell it.
    """

    kind: str
    id: str | None = None
    name: str | None = None


@dataclass(frozen=True, slots=True)
class Task:
    """One extract refresh task: `extractRefresh`, alone or in `task`, with its schedule.

    A task of another kind (`flowRun` …) is read alike. A text that is no whole number stays as
    it is written, as the "nn" of the reference's samples.

    Attributes:
        id: its LUID.
        type: "RefreshExtractTask" on Cloud, or as written ("FullRefresh" …).
        priority: 1-100; None where missing.
        consecutive_failed_count: how often in a row it has failed; None where missing.
        target: what it refreshes; None for a virtual connection, which answers do not name.
        schedule: when it runs; None where the answer does not tell.
    """

    id: str | None = None
    type: str | None = None
    priority: int | str | None = None
    consecutive_failed_count: int | str | None = None
    target: Target | None = None
    schedule: Schedule | None = None


@dataclass(frozen=True, slots=True)
class Extract:
    """One task in the answer of List Extract Refresh Tasks in Server Schedule.

    Attributes:
        id: the LUID of the task.
        type: "FullRefresh" or "IncrementalRefresh", as written.
        priority: 1-100; a text that is no whole number as written; None where missing.
        target: what it refreshes; the reference's sample gives it no id.
    """

    id: str | None = None
    type: str | None = None
    priority: int | str | None = None
    target: Target | None = None


@dataclass(frozen=True, slots=True)
class Job:
    """A job that a request has started.

    Attributes:
        id: its LUID, with which Query Job tells how it goes.
        mode: "Asynchronous", as written.
        type: "RefreshExtract" or "CreateExtract", as written.
        created_at: when it was made, as written; the answer of a run leaves it out.
        target: what it works on, out of `extractCreationJob` or, in recorded answers of
            refreshes [tsc], `extractRefreshJob`.
        job_luid: the `jobLuid` beside that target: the id again.
    """

    id: str | None = None
    mode: str | None = None
    type: str | None = None
    created_at: str | None = None
    target: Target | None = None
    job_luid: str | None = None


@dataclass(frozen=True, slots=True)
class ResponseWarning:
    """A warning in an answer to a request that Tableau took all the same.

    The message is recorded ([tsc] #550, #551); the other two are in Tableau's schema.

    Attributes:
        message: what Tableau says.
        error_code: the code of the REST error that it is akin to.
        id: of what it speaks.
    """

    message: str | None = None
    error_code: str | None = None
    id: str | None = None


@dataclass(frozen=True, slots=True)
class Pagination:
    """Which page of a list an answer is.

    A text that is no whole number stays as it is written; None is missing.

    Attributes:
        page_number: from 1.
        page_size: how many items a page has at most.
        total_available: how many items all pages have together.
    """

    page_number: int | str | None = None
    page_size: int | str | None = None
    total_available: int | str | None = None


@dataclass(frozen=True, slots=True)
class ApiError:
    """The error with which Tableau answers a request that it refuses.

    Attributes:
        code: six digits, the HTTP status first: "409004".
        summary: its title.
        detail: what is wrong, in a sentence.
    """

    code: str | None = None
    summary: str | None = None
    detail: str | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """All that one answer says, each part in document order.

    A value, as all of its parts are: immutable, hashable and picklable. Schedules are compared
    by meaning, so that a new `next_run_at` alone makes no other task.

    Attributes:
        tasks: of Create, Get, List and Update.
        extracts: of List Extract Refresh Tasks in Server Schedule.
        jobs: of Run and of the methods that create extracts.
        warnings: what Tableau remarks.
        pagination: which page it is; None where it comes whole.
        error: why Tableau refuses the request; None where it does not.
    """

    tasks: tuple[Task, ...] = ()
    extracts: tuple[Extract, ...] = ()
    jobs: tuple[Job, ...] = ()
    warnings: tuple[ResponseWarning, ...] = ()
    pagination: Pagination | None = None
    error: ApiError | None = None


_Item = TypeVar("_Item", Task, Extract, Job, ResponseWarning)


def read_answer(
    text: str | bytes | dict[str, Any] | list[Any],
    *,
    max_depth: int = MAX_DEPTH,
    max_size: int = MAX_SIZE,
) -> Answer:
    """What an answer of Tableau's REST API about extract refreshes says; judges nothing.

    The schedules of the tasks are those that `parse_all` gives for the same text.

    Args:
        text: XML or JSON as text or bytes, or the dict or list that JSON gives.
        max_depth: how deep it may nest.
        max_size: how many bytes a text may have.

    Raises:
        ParseError: it cannot be read, or is no answer of these methods: a request, a list of
            schedules, an answer about something else.
        TypeError: `text` is of no such type.
    """
    if not isinstance(text, str | bytes | dict | list):
        name = type(text).__name__
        raise TypeError(f"an answer is a str, bytes, dict or list, not {name}")
    try:
        opened = open_body(text, max_depth=max_depth, max_size=max_size)
    except Unreadable as fault:
        raise ParseError(fault.with_place) from None
    return _Reader(opened).answer()


def _below(node: Node) -> Iterator[Node]:
    """An element and all that stand in it, however deep."""
    pending = [node]
    while pending:
        inner = pending.pop()
        yield inner
        pending.extend(inner.elements())


def _instead(node: Node, syntax: Syntax) -> str | None:
    """The text or Literal that stands in JSON where an object belongs."""
    if syntax is Syntax.JSON and node.content and isinstance(node.content[0], str):
        return node.content[0]
    return None


def _said(node: Node, name: str) -> str | None:
    """The value under a name, in any case of letters; null is none."""
    value = node.attributes.get(name)
    if value is None:
        lower = name.lower()
        found = (value for key, value in node.attributes.items() if key.lower() == lower)
        value = next(found, None)
    return None if value == "null" and isinstance(value, Literal) else value


def _plain(node: Node, name: str) -> str | None:
    """A value of an element that nobody knows, where it is a text or a number."""
    value = _said(node, name)
    if value is None or (isinstance(value, Literal) and not value.is_number):
        return None
    return str(value)


def _is_named(node: Node) -> bool:
    """Whether an element that nobody knows tells an id, as the parts of Tableau's answers do."""
    strange = node.item is not None or node.name.startswith("{") or node.name.lower() == "schedule"
    return not strange and _plain(node, "id") is not None


def _is_answered(top: Node) -> bool:
    """Whether anything stands in it that only Tableau writes."""
    return any(not WRITTEN_BY_TABLEAU.isdisjoint(node.attributes) for node in _below(top))


def _telling(items: Iterable[_Item]) -> tuple[_Item, ...]:
    """The items that say anything: the reference's lists end with an empty one."""
    return tuple(item for item in items if item != type(item)())


class _Reader:
    """One answer, read from its root down."""

    def __init__(self, opened: Opened) -> None:
        self._opened = opened
        self._syntax = opened.syntax

    def answer(self) -> Answer:
        top = self._top()
        return Answer(
            _telling(task for holder in self._holders(top) for task in self._tasks(holder)),
            _telling(map(self._extract, self._items(top, "extracts", "extract"))),
            _telling(map(self._job, self._items(top, "jobs", "job"))),
            _telling(map(self._warning, self._items(top, "warnings", "warning"))),
            self._pagination(top),
            self._error(top),
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
            raise self._fault(top, _REQUEST)
        self._refuse_another(top, rooted=top.name.lower() == "tsresponse")
        return top

    def _refuse_another(self, top: Node, *, rooted: bool) -> None:
        """Refuse what is no answer of these methods."""
        listed = self._is_list(top)
        holders = list(top.elements()) if listed else [top]
        held = {name for holder in holders for name in self._names(holder)}
        told = held & ({"extractrefresh"} if listed else _TELLING)
        if self._syntax is Syntax.XML and not rooted:
            raise self._fault(top, _NO_ANSWER)
        if held & _OF_SCHEDULES or ("schedule" in held and "extractrefresh" not in held):
            raise self._fault(top, _SCHEDULES)
        if not told and not (rooted and held <= {"pagination"}):
            raise self._fault(top, _NO_ANSWER)
        if not rooted and told == {"extractrefresh"} and not _is_answered(top):
            raise self._fault(top, _UNANSWERED)

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
        inner = self._objects(node, *lists)
        refreshes = self._objects(node, "extractrefresh", listed=False)
        if inner and refreshes:
            raise self._fault(refreshes[0], "extractRefresh stands beside task: in it it belongs")
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
        for item in self._objects(top, ""):
            held = set(self._names(item))
            if held and "extractrefresh" not in held:
                raise self._fault(item, "this item is no task: extractRefresh is missing")
            yield item

    def _tasks(self, holder: Node) -> Iterator[Task]:
        """The task that an element holds; several where several extractRefresh stand in it."""
        schedules = self._objects(holder, "schedule", listed=False)
        refreshes = self._objects(holder, "extractrefresh", listed=False)
        if len(refreshes) > 1 and schedules:
            raise self._fault(schedules[0], f"one schedule stands beside {len(refreshes)} tasks")
        bodies = refreshes or [self._unknown(holder)]
        apart = {id(node) for node in (*schedules, *bodies)}
        self._refuse_strays(child for child in holder.elements() if id(child) not in apart)
        for body in bodies:
            inner = [] if body is holder else self._objects(body, "schedule", listed=False)
            if not refreshes and body is not holder:
                apart = {id(node) for node in inner}
                self._refuse_strays(child for child in body.elements() if id(child) not in apart)
            yield self._task(body, [*inner, *schedules])

    def _unknown(self, holder: Node) -> Node:
        """What tells about a task that is no extractRefresh: the first that has an id."""
        if _plain(holder, "id") is not None:
            return holder
        inner = (node for node in holder.elements() if node.name.lower() not in _CONTENT)
        return next(filter(_is_named, inner), holder)

    def _task(self, node: Node, schedules: list[Node]) -> Task:
        if len(schedules) > 1:
            raise self._fault(schedules[1], f"{len(schedules)} schedules stand with one task")
        read = [survey(one, "", self._syntax, Schedule).written for one in schedules]
        return Task(
            self._text(node, "id"),
            self._text(node, "type"),
            self._number(node, "priority"),
            self._number(node, "consecutiveFailedCount"),
            self._target(node),
            cast("Schedule", read[0]) if read else None,
        )

    def _target(self, node: Node) -> Target | None:
        """What a task or a job names; of what nobody knows, the first that has an id."""
        known = self._only(node, *_CONTENT)
        if known is not None:
            return Target(known.name.lower(), self._text(known, "id"), self._text(known, "name"))
        strange = next((child for child in node.elements() if _is_named(child)), None)
        if strange is None:
            return None
        return Target(strange.name, _plain(strange, "id"), _plain(strange, "name"))

    def _refuse_strays(self, nodes: Iterable[Node]) -> None:
        """Refuse a schedule of which nothing tells to which task it belongs, and a lost task."""
        for node in nodes:
            for inner in _below(node):
                stray = _STRAY.get(inner.name.lower())
                if stray and _instead(inner, self._syntax) is None:
                    raise self._fault(inner, f"{stray} stands outside of the tasks")

    # The other parts

    def _extract(self, node: Node) -> Extract:
        return Extract(
            self._text(node, "id"),
            self._text(node, "type"),
            self._number(node, "priority"),
            self._target(node),
        )

    def _job(self, node: Node) -> Job:
        details = self._only(node, *_JOB_DETAILS)
        return Job(
            self._text(node, "id"),
            self._text(node, "mode"),
            self._text(node, "type"),
            self._text(node, "createdAt"),
            self._target(details) if details else None,
            self._text(details, "jobLuid") if details else None,
        )

    def _warning(self, node: Node) -> ResponseWarning:
        return ResponseWarning(
            self._text(node, "message"), self._text(node, "errorCode"), self._text(node, "id")
        )

    def _pagination(self, top: Node) -> Pagination | None:
        node = self._only(top, "pagination")
        if node is None:
            return None
        return Pagination(
            self._number(node, "pageNumber"),
            self._number(node, "pageSize"),
            self._number(node, "totalAvailable"),
        )

    def _error(self, top: Node) -> ApiError | None:
        node = self._only(top, "error")
        if node is None:
            return None
        return ApiError(
            self._text(node, "code"), self._text(node, "summary"), self._text(node, "detail")
        )

    # Values and elements

    def _text(self, node: Node, name: str) -> str | None:
        """The text under a name: a value, or in XML what stands in an element of that name."""
        value = _said(node, name)
        if value is None:
            lower = name.lower()
            child = next((one for one in node.elements() if one.name.lower() == lower), None)
            if child is None:
                return None
            if child.item is not None:
                raise self._listed(child, "a text")
            if self._syntax is Syntax.JSON:
                raise self._wrong(child, _instead(child, self._syntax) or Literal("{}"), "a text")
            return "".join(part for part in child.content if isinstance(part, str)).strip()
        if isinstance(value, Literal) and not value.is_number:
            raise self._wrong(node, value, "a text", name)
        return str(value)

    def _number(self, node: Node, name: str) -> int | str | None:
        text = self._text(node, name)
        return int(text) if text is not None and _WHOLE.fullmatch(text) else text

    def _items(self, top: Node, container: str, name: str) -> Iterator[Node]:
        """The items of a list: in `container`, which in JSON may be the list, or without it."""
        for outer in self._objects(top, container):
            inner = self._objects(outer, name)
            yield from inner or ([outer] if outer.item is not None else [])
        yield from self._objects(top, name)

    def _only(self, node: Node, *names: str) -> Node | None:
        """The one element of one of these names, None where there is none."""
        found = self._objects(node, *names, listed=False)
        if len(found) > 1:
            both = f"{shown(found[0].name)} and {shown(found[1].name)}"
            raise self._fault(found[1], f"{both} stand together: one of them belongs there")
        return found[0] if found else None

    def _objects(self, node: Node, *names: str, listed: bool = True) -> list[Node]:
        """The elements of these names; an empty list and null are none."""
        found = []
        for child in node.elements():
            if child.name.lower() not in names:
                continue
            instead = _instead(child, self._syntax)
            if instead is not None and not (isinstance(instead, Literal) and instead in _EMPTY):
                raise self._wrong(child, instead, "an object")
            if child.item is not None and not listed:
                raise self._listed(child, "an object")
            if instead is None:
                found.append(child)
        if self._syntax is Syntax.JSON:
            for name, value in node.attributes.items():
                if name.lower() in names and not (isinstance(value, Literal) and value == "null"):
                    raise self._wrong(node, value, "an object", name)
        return found

    # Faults

    def _wrong(self, node: Node, value: str, wanted: str, name: str = "") -> ParseError:
        """A JSON value of a kind that does not belong there: an element, or one of its values."""
        path = self._path(node)
        if name:
            path = attribute_path(path, name, self._syntax)
        what = shown(name or node.name) if name or node.name else "this item"
        found = value.kind if isinstance(value, Literal) else "a text"
        return self._fault_at(path, f"{what} is {found}: {wanted} belongs there")

    def _listed(self, item: Node, wanted: str) -> ParseError:
        """A JSON list, of which an item is given, that does not belong there."""
        message = f"{shown(item.name)} is a list: {wanted} belongs there"
        return self._fault_at(parent_of(self._path(item)), message)

    def _fault(self, node: Node, message: str) -> ParseError:
        return self._fault_at(self._path(node), message)

    def _fault_at(self, path: str, message: str) -> ParseError:
        """What is wrong, and where: in a text by line and column, else by path."""
        if self._opened.text is None:
            return ParseError(f"{path}: {message}" if path else message)
        line, column = locate(self._opened.text, self._syntax, {path})[path]
        return ParseError(f"line {line}, column {column}: {message}")

    def _path(self, wanted: Node) -> str:
        """Where an element stands; only asked of a fault, so that nothing else pays for it."""
        root = self._opened.root
        pending = [(root, f"/{local(root.name)}" if self._syntax is Syntax.XML else "")]
        while True:
            node, path = pending.pop()
            if node is wanted:
                return path
            pending.extend(children_paths(node, path, self._syntax))
