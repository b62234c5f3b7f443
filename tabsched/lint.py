"""From a body to its report: read, find units, judge, and place what was found."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from tabsched.checking import judge
from tabsched.documents import find_units
from tabsched.finding import Finding
from tabsched.model import Written
from tabsched.place import Syntax
from tabsched.rules import READING
from tabsched.wire import json, xml
from tabsched.wire.text import decode, is_xml
from tabsched.wire.unreadable import Unreadable

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from tabsched.audience import OperationChoice, PlatformChoice
    from tabsched.checking import Judged, Profile, Verdict
    from tabsched.documents import Document, Unit
    from tabsched.wire.node import Node
    from tabsched.wire.places import Place

    Body = str | bytes | dict[str, Any] | list[Any]

MAX_DEPTH = 64
MAX_SIZE = 2**30


@dataclass(slots=True)
class Opened:
    """A body, read.

    Attributes:
        root: its root node.
        text: None for a dict, a list or a Schedule.
        value: the JSON value, None for XML.
    """

    root: Node
    syntax: Syntax
    text: str | None
    value: json.JsonValue = None


@dataclass(slots=True)
class Examined:
    """All that is known about a body after it was checked.

    Attributes:
        judged: its units, each with what is said about it; empty where it cannot be read.
        findings: in document order.
        readable: whether it could be read and is a schedule document.
    """

    text: str | None
    judged: list[Judged] = field(default_factory=list)
    findings: tuple[Finding, ...] = ()
    readable: bool = True

    @property
    def schedules(self) -> list[Written]:
        """Every schedule, in document order."""
        return schedules_of(judged.unit for judged in self.judged)


def open_text(body: str | bytes, *, max_depth: int = MAX_DEPTH, max_size: int = MAX_SIZE) -> Opened:
    """Read a text as XML or JSON.

    Raises:
        Unreadable: it is neither.
    """
    text = decode(body, max_size)
    if is_xml(text):
        return Opened(xml.loads(text, max_depth).root, Syntax.XML, text)
    value = json.loads(text, max_depth)
    return Opened(json.to_node(value), Syntax.JSON, text, value)


def open_body(body: Body, *, max_depth: int = MAX_DEPTH, max_size: int = MAX_SIZE) -> Opened:
    """Read a text, or take a dict or a list as the JSON that it would be.

    Raises:
        Unreadable: it cannot be read, or holds what JSON cannot.
    """
    if isinstance(body, str | bytes):
        return open_text(body, max_depth=max_depth, max_size=max_size)
    value = json.from_python(body, max_depth)
    return Opened(json.to_node(value), Syntax.JSON, None, value)


def schedules_of(units: Iterable[Unit]) -> list[Written]:
    """The schedules of units, in document order."""
    return [placed.survey.written for unit in units for placed in unit.schedules]


def examine(
    body: Body,
    *,
    platform: PlatformChoice = "auto",
    operation: OperationChoice = "auto",
    profile: Profile = "observed",
    max_depth: int = MAX_DEPTH,
    max_size: int = MAX_SIZE,
    make: Callable[..., Written] = Written,
) -> Examined:
    """Read a body, judge every unit in it, and place the findings."""
    try:
        opened = open_body(body, max_depth=max_depth, max_size=max_size)
    except Unreadable as fault:
        text = body if isinstance(body, str) else None
        if isinstance(body, bytes):
            text = body.decode("utf-8", errors="replace")
        return unread(fault, text)
    document = find_units(opened.root, opened.syntax, make)
    if not document.known:
        return unread(_no_schedule_document(opened, document), opened.text, document.root)
    judged = [
        judge(
            unit,
            platform=platform,
            operation=operation,
            profile=profile,
            remarks=document.remarks if unit is document.units[0] else (),
        )
        for unit in document.units
    ]
    verdicts = [verdict for unit in judged for verdict in unit.verdicts]
    return Examined(opened.text, judged, _placed(verdicts, opened))


def _no_schedule_document(opened: Opened, document: Document) -> Unreadable:
    if opened.text is None:
        return Unreadable("not-a-schedule-document", _NO_DOCUMENT)
    places = _locate(opened, {document.root}, set())
    return Unreadable("not-a-schedule-document", _NO_DOCUMENT, *places[document.root])


_NO_DOCUMENT = (
    "this is no schedule document: neither a request or an answer of Tableau's REST API, nor a "
    "schedule with frequency and frequencyDetails, nor a list or mapping of such"
)


def unread(fault: Unreadable, text: str | None, path: str = "") -> Examined:
    """The one finding on a body that cannot be read."""
    rule = READING[fault.kind]
    finding = Finding(
        rule.code,
        rule.name,
        rule.severity,
        fault.message,
        path,
        fault.line,
        fault.column,
        rule.evidence,
        rule.api_error,
    )
    return Examined(text, findings=(finding,), readable=False)


def _placed(verdicts: list[Verdict], opened: Opened) -> tuple[Finding, ...]:
    """The verdicts as findings, in the order of the document."""
    if opened.text is None:
        order = _order_in_value(opened.value)
        return tuple(
            finding_of(verdict, None)
            for verdict in sorted(verdicts, key=lambda verdict: order(verdict.path))
        )
    values = {verdict.path for verdict in verdicts if not verdict.rule.at_name}
    names = {verdict.path for verdict in verdicts if verdict.rule.at_name}
    places, name_places = _locate(opened, values, set()), _locate(opened, set(), names)
    found = [finding_of(v, (name_places if v.rule.at_name else places)[v.path]) for v in verdicts]
    return tuple(sorted(found, key=lambda one: (one.line or 0, one.column or 0)))


def _locate(opened: Opened, paths: Iterable[str], names: Iterable[str]) -> dict[str, Place]:
    locate = xml.locate if opened.syntax is Syntax.XML else json.locate
    return locate(opened.text or "", paths, names) if paths or names else {}


def _order_in_value(value: json.JsonValue) -> Callable[[str], tuple[int, ...]]:
    """How far into a JSON value a pointer leads, as a key to sort by."""
    orders: dict[int, dict[str, int]] = {}

    def key(path: str) -> tuple[int, ...]:
        inner, steps = value, []
        for step in path.split("/")[1:]:
            name = step.replace("~1", "/").replace("~0", "~")
            if isinstance(inner, dict) and name in inner:
                order = orders.get(id(inner))
                if order is None:
                    order = orders[id(inner)] = {key: at for at, key in enumerate(inner)}
                steps.append(order[name])
                inner = inner[name]
            elif isinstance(inner, list) and name.isdigit() and int(name) < len(inner):
                steps.append(int(name))
                inner = inner[int(name)]
            else:
                break
        return tuple(steps)

    return key


def finding_of(verdict: Verdict, place: Place | None) -> Finding:
    """A verdict with its place, for callers."""
    rule = verdict.rule
    line, column = place or (None, None)
    return Finding(
        rule.code,
        rule.name,
        verdict.severity,
        verdict.message,
        verdict.path,
        line,
        column,
        rule.evidence,
        rule.api_error if verdict.severity == "error" else None,
    )
