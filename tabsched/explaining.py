"""What does an error answer of Tableau mean, and what in the body sent is its likely reason?"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from tabsched.api import check_unsuppressed
from tabsched.arguments import wrong_type
from tabsched.calling import body_report
from tabsched.receiving import read_answer
from tabsched.rest import METHODS, method_named
from tabsched.wire.quoting import shown

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tabsched.finding import Finding
    from tabsched.report import Report
    from tabsched.rest import Method, RestError

    Document = str | bytes | dict[str, Any] | list[Any]

# A code begins with its HTTP status.
_CODE = re.compile(r"\s*([1-5][0-9]{2,5})\s*")
_WANTED = "it is the HTTP status, and up to three digits more"
_STATUSES = range(100, 600)
_CODES = range(100, 600_000)
_NAMED = range(-(10**9), 10**9)
_SEVERITIES = ("error", "warning")
_OF_THE_SERVER = 500  # from this status on nothing in the request is known to be at fault
# The codes that a body alone can bring; for any other only what says that it brings it counts.
_ABOUT_BODIES = frozenset({"400000", "409004"})
# [live] What is answered by a status that has no code of its own; the rule names its evidence.
_BY_STATUS: dict[int, tuple[str, ...]] = {500: ("TAB612",)}


@dataclass(frozen=True, slots=True)
class _Detail:
    """A text that Tableau's errors are known to carry."""

    text: str
    means: str
    codes: tuple[str, ...]


# [live] the texts of recorded errors, as section 3 of the specification quotes them.
_DETAILS: Final = (
    _Detail(
        "must be on a 5-minute boundary",
        "start, or end, has minutes that are no multiple of five, or seconds",
        ("TAB106", "TAB107"),
    ),
    _Detail(
        "must have at least one weekday interval",
        "an Hourly or a Daily schedule names no weekDay",
        ("TAB112",),
    ),
    _Detail(
        "minute intervals should be similar",
        "end is no whole number of hours after start",
        ("TAB116",),
    ),
)


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a code means for methods that the reference tells the same of.

    Attributes:
        methods: the names of the methods.
        title: its condition, as the reference writes it.
        meaning: when it comes, a sentence.
        look_at: what to look at then, a sentence.
    """

    methods: tuple[str, ...]
    title: str
    meaning: str
    look_at: str


@dataclass(frozen=True, slots=True)
class Explanation:
    """What is known about an error. `str` of it is what `tabsched explain` prints.

    Attributes:
        code: Tableau's code, digits.
        status: the HTTP status; that of the code where none was given.
        meanings: what it means; empty where no method of the reference lists it.
        notes: what the reference says besides of the method that was named, where it lists no such
            code for it, and the status is one of a faulty request.
        said: the summary and detail of Tableau's error document, None where there was none.
        detail: what a known text in the detail means, None where there is none.
        findings: what in the body is the likely reason, likeliest first.
        report: of the body sent, None where none was given.
    """

    code: str
    status: int
    meanings: tuple[Meaning, ...]
    said: str | None = None
    detail: str | None = None
    findings: tuple[Finding, ...] = ()
    report: Report | None = None
    notes: tuple[str, ...] = ()

    def __str__(self) -> str:
        return "\n".join(self.lines())

    def lines(self) -> Iterable[str]:
        """What is known, without the findings."""
        yield f"{self.code}, HTTP status {self.status}"
        for one in self.meanings:
            yield f"  {', '.join(one.methods)}: {one.title}"
            yield f"    {one.meaning}"
            if one.look_at:
                yield f"    {one.look_at}"
        if not self.meanings:
            yield "  no method of the reference lists this code for extracts and their tasks"
        for note in self.notes:
            yield f"  the reference notes: {note}"
        if self.said is not None:
            yield f"  Tableau says: {shown(self.said, 500)}"
        if self.detail is not None:
            yield f"  That is: {self.detail}"
        if self.report is not None and not self.findings:
            yield "  nothing in the body is known to bring it"


def explain_error(
    status: int | None,
    code: int | Document,
    method: str | None = None,
    body: Document | None = None,
) -> Explanation:
    """Say what an error of the REST API means, and what in the body is its likely reason.

    What a code means is the reference's; which text of a detail means what was recorded.

    Args:
        status: the HTTP status, None where it is not known.
        code: Tableau's code (409004 or "409004"), or the error document that it stands in, XML or
            JSON.
        method: the name of the method that was called ("create-task"), None for any.
        body: the body that was sent, as for `check`. Tableau heeds no suppression in it, and so
            what is suppressed is found too.

    Raises:
        ValueError: no method is called so, the status is none, or `code` is neither a code nor a
            document. What cannot be read as a document is a ParseError.
        TypeError: an argument is of another type.
    """
    _refuse_types(status, code, method)
    called = None if method is None else method_named(method)
    told, said = _told(code)
    if status is None:
        status = int(told[:3])
    if status not in _STATUSES:
        raise ValueError(f"an HTTP status is a number from 100 to 599, not {_named(status)}")
    known = next((each for each in _DETAILS if each.text in (said or "").lower()), None)
    report = None if body is None else _report(body, called)
    meanings = _meanings(told, METHODS if called is None else (called,))
    brought = () if known is None else known.codes
    return Explanation(
        told,
        status,
        meanings,
        said,
        None if known is None else known.means,
        () if report is None else _likely(report, told, brought + _BY_STATUS.get(status, ())),
        report,
        () if meanings or called is None or status >= _OF_THE_SERVER else called.notes,
    )


def _refuse_types(status: object, code: object, method: object) -> None:
    if isinstance(status, bool) or not isinstance(status, int | None):
        raise wrong_type("status", "an int or None", status)
    if isinstance(code, bool) or not isinstance(code, int | str | bytes | dict | list):
        raise wrong_type("code", "an int, str, bytes, dict or list", code)
    if not isinstance(method, str | None):
        raise wrong_type("method", "a str or None", method)


def _told(code: int | Document) -> tuple[str, str | None]:
    """The code, and the summary and detail where a document tells them."""
    if isinstance(code, int):
        # Python writes no number of more than some thousand digits.
        found = _CODE.fullmatch(str(code)) if code in _CODES else None
    else:
        found = _CODE.fullmatch(code) if isinstance(code, str) else None
    if found is not None:
        return found[1], None
    if isinstance(code, int) or (isinstance(code, str) and code.strip().isdigit()):
        raise ValueError(f"{_named(code)} is no code of an error: {_WANTED}")
    error = read_answer(code).error
    if error is None:
        raise ValueError("the document is an answer, but it holds no error")
    found = _CODE.fullmatch(error.code or "")
    if found is None:
        raise ValueError(f"{shown(error.code or '')} is no code of an error: {_WANTED}")
    parts = [text for text in (error.summary, error.detail) if text]
    return found[1], ": ".join(parts) or None


def _named(value: int | str) -> str:
    """What was given in place of a number, as a message names it."""
    if isinstance(value, str):
        return shown(value)
    return str(value) if value in _NAMED else "a number of more digits"


def _meanings(code: str, asked: Iterable[Method]) -> tuple[Meaning, ...]:
    """What the code means for the methods, those told alike together."""
    groups: dict[tuple[str, str, str], list[str]] = {}
    for method in asked:
        for error in method.errors:
            if _is(error, code):
                key = (error.title, error.meaning, error.look_at)
                groups.setdefault(key, []).append(method.name)
    return tuple(Meaning(tuple(names), *texts) for texts, names in groups.items())


def _is(error: RestError, code: str) -> bool:
    return code in {error.code, error.meant}


def _report(body: Document, method: Method | None) -> Report:
    """What is to be said of the body, as the method takes it."""
    if method is None:
        return check_unsuppressed(body)
    return body_report(method, body, heeds_suppressions=False)


def _likely(report: Report, code: str, told: tuple[str, ...]) -> tuple[Finding, ...]:
    """The findings that may be the reason, likeliest first.

    First comes what the detail tells, then what is known to bring the code, then all else.
    """

    def rank(finding: Finding) -> tuple[bool, bool, int]:
        severity = _SEVERITIES.index(finding.severity)
        return finding.code not in told, finding.api_error != code, severity

    candidates = [
        finding
        for finding in report
        if finding.severity in _SEVERITIES
        and (code in _ABOUT_BODIES or finding.api_error == code or finding.code in told)
    ]
    return tuple(sorted(candidates, key=rank))
