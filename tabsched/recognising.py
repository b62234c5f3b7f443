"""Is what stands under a name of Tableau's API what belongs there, and what may be misnamed?"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Final

from tabsched.names import (
    ATTRIBUTES,
    COMMENT_KEY,
    DOCUMENT_NAMES,
    ELEMENTS,
    OTHER_TASKS,
    WRITTEN_BY_TABLEAU,
    meant,
)
from tabsched.wire.node import Literal, is_null_value

if TYPE_CHECKING:
    from tabsched.wire.node import Node

# All names are compared in lower case.
HELD: Final = ("schedule", "extractrefresh")
_COLLECTIONS: Final = frozenset({"schedule", "schedules"})
# The lists of the API, whose items may stand in them without a name of their own.
_ITEMS: Final = {"jobs": "job", "tasks": "task", "extracts": "extract", "warnings": "warning"}
_TARGETS: Final = frozenset({"workbook", "datasource", "view"})
_DETAILS_OF_JOBS: Final = frozenset({"extractcreationjob", "extractrefreshjob"})
_OF_ERRORS: Final = frozenset({"code", "summary", "detail"})
_OF_PAGES: Final = frozenset({"pagenumber", "pagesize", "totalavailable"})
# What stands in elements whose names other programs have too. [ref] the answers of its methods,
# [tsc] those with several jobs or warnings.
_INSIDE: Final = {
    "job": frozenset({"id", "mode", "type", "createdat"}) | _DETAILS_OF_JOBS,
    "task": frozenset({"id", "type", "priority", "consecutivefailedcount"}) | _TARGETS,
    "extract": frozenset({"id", "type", "priority"}) | _TARGETS,
    "warning": frozenset({"id", "message", "errorcode"}),
    "error": _OF_ERRORS,
    "pagination": _OF_PAGES,
    **{
        kind.lower(): frozenset(name.lower() for name in ATTRIBUTES[kind] | ELEMENTS[kind])
        for kind in ("schedule", "extractRefresh")
    },
}
# What of that tells, whatever stands beside: hardly anybody else writes it in such a place.
_TELLING: Final = {
    "job": frozenset({"id", "createdat"}) | _DETAILS_OF_JOBS,
    "task": frozenset({"id", "consecutivefailedcount"}),
    "extract": frozenset({"id"}) | _TARGETS,
    "warning": frozenset({"message", "errorcode"}),
    "error": _OF_ERRORS,
    "pagination": _OF_PAGES,
    "schedule": frozenset(
        {"frequency", "frequencydetails", "frequencydetail", "intervals", "executionorder"}
        | {name.lower() for name in WRITTEN_BY_TABLEAU}
    ),
    "extractrefresh": frozenset({"consecutivefailedcount"}) | _TARGETS,
}
# "schedule" and "shcedule" are more alike than that, "schedule" and "reschedules" are less so.
_ALIKE: Final = 0.85
# No longer name is so much like any; and no endless one is remembered.
_LONGEST: Final = 24


def names_in(node: Node) -> frozenset[str]:
    """The names of what stands in an element, in lower case; comments have none."""
    written = {name.lower() for name in node.attributes}
    written.update(child.name.lower() for child in node.elements())
    return frozenset(written - {COMMENT_KEY})


def is_object(node: Node) -> bool:
    """Whether an element is no text, and no value of JSON in a list."""
    return not any(isinstance(part, str) and part.strip() for part in node.content)


def is_of_the_api(node: Node) -> bool:
    """Whether an element with a name of the API is one of it: empty, or with something of it.

    For a schedule see `may_be_schedule`.
    """
    name = node.name.lower()
    kind = _ITEMS.get(name, name)
    if kind not in _INSIDE or kind in HELD:
        return True
    nulls = {name.lower() for name, value in node.attributes.items() if is_null_value(value)}
    if names_in(node) <= nulls:
        return not _says_text(node)
    is_item = name == kind or node.item is not None
    return (is_item and _is_like(kind, node)) or any(map(_is_part, node.elements()))


def _is_part(node: Node) -> bool:
    """Whether an element makes the job, the task or the list around it one of the API."""
    name = node.name.lower()
    if name == "schedule":
        return may_be_schedule(node)
    if name in _INSIDE:
        return is_of_the_api(node)
    # There are kinds of tasks that nobody knows, each with an id.
    return misnamed(node) is not None or (node.item is None and "id" in names_in(node))


def _says_text(node: Node) -> bool:
    """Whether a text stands in it, or a value of JSON that is neither null nor an empty list."""
    texts = [part for part in node.content if isinstance(part, str) and part.strip()]
    return any(not (isinstance(text, Literal) and text in {"[]", "null"}) for text in texts)


def _is_like(kind: str, node: Node) -> bool:
    """Whether the names in an element are those of a kind, or some of them tell that it is one."""
    written = names_in(node)
    return written <= _INSIDE[kind] or not written.isdisjoint(_TELLING[kind])


def may_be_schedule(node: Node) -> bool:
    """Whether an element may be meant as a schedule, by what stands in it, misspelt or not."""
    return _is_like("schedule", node) or any(
        _alike(name, ("frequency", "frequencydetails")) for name in names_in(node)
    )


def is_bare(node: Node) -> bool:
    """Whether an object is a schedule without the name around it."""
    known = {meant("schedule", name) for name in names_in(node)}
    return not known.isdisjoint({"frequency", "frequencyDetails"})


def collects(node: Node) -> str:
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
    if any(map(is_bare, inner)) and not is_bare(node):
        return "by name"
    if may_be_schedule(node):
        return "alone" if node.name.lower() == "schedules" else ""
    return "by name" if any(map(may_be_schedule, inner)) else ""


def tells(node: Node) -> bool:
    """Whether a child of a top without a root tells that this is a request or an answer."""
    if node.name.lower() not in DOCUMENT_NAMES:
        return False
    if node.name.lower() not in _COLLECTIONS:
        return is_of_the_api(node)
    return node.item is None and ("schedule" in names_in(node) or may_be_schedule(node))


def misnamed(node: Node, *, in_request: bool = False) -> str | None:
    """Which of schedule and extractRefresh an element under another name may be meant as.

    It holds frequencyDetails; or its name is all but one of the two, and what stands in it fits.
    In a request it need not fit: hardly anything else there has such a name.
    """
    name = node.name.lower()
    if name in HELD:
        return None
    if _holds_details(node):
        return "schedule"
    found = None if name in DOCUMENT_NAMES or name in OTHER_TASKS else _alike(name, HELD)
    if found is None or _holds_any(node):
        return None
    fits = may_be_schedule(node) if found == "schedule" else _is_like(found, node)
    return meant("request", found) if fits or in_request else None


def _holds_details(node: Node) -> bool:
    """Whether frequencyDetails stands straight in an element."""
    return "frequencyDetails" in {meant("schedule", name) for name in names_in(node)}


def _holds_any(node: Node) -> bool:
    """Whether a schedule or an extractRefresh stands in an element, however deep."""
    return any(not names_in(inner).isdisjoint(HELD) for inner in node.below())


def _alike(name: str, known: tuple[str, ...]) -> str | None:
    """The known name of which another is most likely a misspelling."""
    return _nearest(name, known) if len(name) <= _LONGEST else None


@lru_cache(maxsize=4096)
def _nearest(name: str, known: tuple[str, ...]) -> str | None:
    from difflib import get_close_matches  # noqa: PLC0415 most names are known

    return next(iter(get_close_matches(name, known, 1, _ALIKE)), None)
