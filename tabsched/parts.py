"""What does one element of an answer tell: of a task, an extract, a job, a warning, an error?

Values stay as written; what nobody knows, whether an attribute or an element, changes nothing.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tabsched.place import Syntax
from tabsched.responses import ApiError, Extract, Job, Pagination, ResponseWarning, Target, Task
from tabsched.wire.node import Literal, is_null_value, kind_of
from tabsched.wire.quoting import shown

if TYPE_CHECKING:
    from tabsched.schedule import Schedule
    from tabsched.wire.node import Node

# The names of targets, in lower case as all names are compared.
TARGETS = ("workbook", "datasource", "view", "flow")
_WHOLE = re.compile(r"0|-?[1-9][0-9]{0,17}")
_JOB_DETAILS = ("extractcreationjob", "extractrefreshjob")
# What stands in JSON lists where nothing is, the empty list in the reference's own samples.
_EMPTY = ("[]", "null")


class Misread(Exception):  # noqa: N818 it is told as a ParseError, once its place is looked up
    """What does not belong where it stands.

    Attributes:
        node: the element at which it is found.
        name: the name of the value of that element that is meant.
        in_list: whether the whole JSON list is meant of which the element is an item.
    """

    def __init__(self, node: Node, message: str, *, name: str = "", in_list: bool = False) -> None:
        super().__init__(message)
        self.node = node
        self.name = name
        self.in_list = in_list


def number_of(text: str | None) -> int | str | None:
    """The whole number that a text is, or else the text."""
    return int(text) if text is not None and _WHOLE.fullmatch(text) else text


def scalar_of(node: Node, syntax: Syntax) -> str | None:
    """The text or Literal that stands in JSON where an object belongs."""
    if syntax is Syntax.JSON and node.content and isinstance(node.content[0], str):
        return node.content[0]
    return None


def plain(node: Node, name: str) -> str | None:
    """A value of an element that nobody knows, where it is a text or a number."""
    value = _said(node, name)
    if value is None or (isinstance(value, Literal) and not value.is_number):
        return None
    return str(value)


def is_named(node: Node) -> bool:
    """Whether an element that nobody knows tells an id, as the parts of Tableau's answers do."""
    strange = node.item is not None or node.name.startswith("{") or node.name.lower() == "schedule"
    return not strange and plain(node, "id") is not None


def _said(node: Node, name: str) -> str | None:
    """The value under a name, in any case of letters; null is none."""
    value = node.attributes.get(name)
    if value is None:
        lower = name.lower()
        found = (value for key, value in node.attributes.items() if key.lower() == lower)
        value = next(found, None)
    return None if value is None or is_null_value(value) else value


@dataclass(frozen=True, slots=True)
class PartReader:
    """Reads the elements of an answer, one by one; Misread where one cannot be read."""

    syntax: Syntax

    def task(self, node: Node, schedule: Schedule | None) -> Task:
        """An extractRefresh, or what stands in its place."""
        return Task(
            self._text(node, "id"),
            self._text(node, "type"),
            self._number(node, "priority"),
            self._number(node, "consecutiveFailedCount"),
            self._target(node),
            schedule,
        )

    def extract(self, node: Node) -> Extract:
        """An item of the tasks in a server schedule."""
        return Extract(
            self._text(node, "id"),
            self._text(node, "type"),
            self._number(node, "priority"),
            self._target(node),
        )

    def job(self, node: Node) -> Job:
        """A job, and what it works on."""
        details = self._only(node, *_JOB_DETAILS)
        return Job(
            self._text(node, "id"),
            self._text(node, "mode"),
            self._text(node, "type"),
            self._text(node, "createdAt"),
            self._target(details) if details else None,
            self._text(details, "jobLuid") if details else None,
        )

    def warning(self, node: Node) -> ResponseWarning:
        """A warning beside what was taken all the same."""
        return ResponseWarning(
            self._text(node, "message"), self._text(node, "errorCode"), self._text(node, "id")
        )

    def pagination(self, top: Node) -> Pagination | None:
        """Which page the answer is."""
        node = self._only(top, "pagination")
        if node is None:
            return None
        return Pagination(
            self._number(node, "pageNumber"),
            self._number(node, "pageSize"),
            self._number(node, "totalAvailable"),
        )

    def error(self, top: Node) -> ApiError | None:
        """Why Tableau refuses the request."""
        node = self._only(top, "error")
        if node is None:
            return None
        return ApiError(
            self._text(node, "code"), self._text(node, "summary"), self._text(node, "detail")
        )

    def _target(self, node: Node) -> Target | None:
        """What a task or a job names; of what nobody knows, the first that has an id."""
        known = self._only(node, *TARGETS)
        if known is not None:
            return Target(known.name.lower(), self._text(known, "id"), self._text(known, "name"))
        strange = next((child for child in node.elements() if is_named(child)), None)
        if strange is None:
            return None
        return Target(strange.name, plain(strange, "id"), plain(strange, "name"))

    def _text(self, node: Node, name: str) -> str | None:
        """The text under a name: a value, or in XML what stands in an element of that name."""
        value = _said(node, name)
        if value is None:
            lower = name.lower()
            child = next((one for one in node.elements() if one.name.lower() == lower), None)
            if child is None:
                return None
            if child.item is not None:
                raise _listed(child, "a text")
            if self.syntax is Syntax.JSON:
                raise _wrong(child, scalar_of(child, self.syntax) or Literal("{}"), "a text")
            return "".join(part for part in child.content if isinstance(part, str)).strip()
        if isinstance(value, Literal) and not value.is_number:
            raise _wrong(node, value, "a text", name)
        return str(value)

    def _number(self, node: Node, name: str) -> int | str | None:
        return number_of(self._text(node, name))

    def _only(self, node: Node, *names: str) -> Node | None:
        """The one element of one of these names, None where there is none."""
        found = self.objects(node, *names, listed=False)
        if len(found) > 1:
            both = f"{shown(found[0].name)} and {shown(found[1].name)}"
            raise Misread(found[1], f"{both} stand together: one of them belongs there")
        return found[0] if found else None

    def objects(self, node: Node, *names: str, listed: bool = True) -> list[Node]:
        """The elements of these names; an empty list and null are none."""
        found = []
        for child in node.elements():
            if child.name.lower() not in names:
                continue
            scalar = scalar_of(child, self.syntax)
            if scalar is not None and not (isinstance(scalar, Literal) and scalar in _EMPTY):
                raise _wrong(child, scalar, "an object")
            if child.item is not None and not listed:
                raise _listed(child, "an object")
            if scalar is None:
                found.append(child)
        if self.syntax is Syntax.JSON:
            for name, value in node.attributes.items():
                if name.lower() in names and not is_null_value(value):
                    raise _wrong(node, value, "an object", name)
        return found


def _wrong(node: Node, value: str, wanted: str, name: str = "") -> Misread:
    """A JSON value of a kind that does not belong there: an element, or one of its values."""
    what = shown(name or node.name) if name or node.name else "this item"
    return Misread(node, f"{what} is {kind_of(value)}: {wanted} belongs there", name=name)


def _listed(item: Node, wanted: str) -> Misread:
    """A JSON list, of which an item is given, that does not belong there."""
    return Misread(item, f"{shown(item.name)} is a list: {wanted} belongs there", in_list=True)
