"""From a body to its report: read, find units, judge, and place what was found."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from io import BytesIO
from typing import TYPE_CHECKING

from tabsched.answers import open_answer, reader_of
from tabsched.checking import Asked, Verdict, judge_all
from tabsched.documents import find_units
from tabsched.finding import TextFix
from tabsched.long_texts import LongText
from tabsched.model import Written
from tabsched.opening import MAX_DEPTH, MAX_SIZE, is_like_json, open_body, text_of
from tabsched.placing import finding_of, in_order, locate, placed
from tabsched.rulebook import READING
from tabsched.skimming import skim
from tabsched.suppressing import MARK, annotations_of, without_suppressed
from tabsched.wire.edits import Edit
from tabsched.wire.plain import NotPlain
from tabsched.wire.text import decode, is_xml
from tabsched.wire.unreadable import Unreadable

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from tabsched.answers import Answer
    from tabsched.audience import OperationChoice, PlatformChoice
    from tabsched.checking import Judged, Profile
    from tabsched.documents import Document
    from tabsched.finding import Finding, Fix
    from tabsched.opening import Body, Opened
    from tabsched.wire.annotations import Annotation

# From so many bytes or characters on, a text is tried as a long answer first.
LONG = 2**15
_BEGINS_AS_XML = re.compile(rb"(?:\xef\xbb\xbf)?\s*+<")


@dataclass(slots=True)
class Examined:
    """All that is known about a body after it was checked.

    Attributes:
        schedules: every schedule, in document order.
        findings: in document order.
        judged: its units, each with what is said about it; empty where it cannot be read, and
            for a long answer of which no more than the findings was asked.
        readable: whether it could be read and is a schedule document.
    """

    text: str | None
    schedules: list[Written] = field(default_factory=list)
    findings: tuple[Finding, ...] = ()
    judged: list[Judged] = field(default_factory=list)
    readable: bool = True


def _schedules_of(document: Document) -> list[Written]:
    return [placed.survey.written for placed in document.schedules]


def examine(
    body: Body,
    *,
    platform: PlatformChoice = "auto",
    operation: OperationChoice = "auto",
    profile: Profile = "observed",
    is_yaml: bool | None = None,
    max_depth: int = MAX_DEPTH,
    max_size: int = MAX_SIZE,
    make: Callable[..., Written] = Written,
    heeds_suppressions: bool = True,
) -> Examined:
    """Check a body; of a long answer the units are not kept.

    `is_yaml` is what the name of a text tells, see `syntax_of`.
    """
    if operation in {"auto", "response"} and max_depth >= MAX_DEPTH:
        try:
            text = _long(body, max_size)
            long = LongText(BytesIO(text.encode())) if is_xml(text) else text
            skimmed = skim(long, platform, profile, make)
        except (NotPlain, Unreadable):
            pass
        else:
            findings = tuple(finding for finding, _ in skimmed.findings())
            return Examined(text, skimmed.schedules, findings)
    return examine_whole(
        body,
        platform=platform,
        operation=operation,
        profile=profile,
        is_yaml=is_yaml,
        max_depth=max_depth,
        max_size=max_size,
        make=make,
        heeds_suppressions=heeds_suppressions,
    )


def _long(body: Body, max_size: int) -> str:
    """The text of a body that may be a long answer, and suppresses nothing."""
    if not isinstance(body, str | bytes) or len(body) < LONG:
        raise NotPlain
    text = decode(body, max_size)
    if MARK in text:
        raise NotPlain
    return text


def open_long(body: Body, max_size: int) -> Answer:
    """A body that may be a long answer, opened.

    Raises:
        NotPlain: it is to be read as every other one.
        Unreadable: it cannot be read.
    """
    if isinstance(body, bytes) and LONG <= len(body) <= max_size and _BEGINS_AS_XML.match(body):
        # The parser checks that it is UTF-8, so that a large text is not copied for that.
        return open_answer(LongText(BytesIO(body)).chunks())
    text = _long(body, max_size)
    return open_answer([text.encode()] if is_xml(text) else text)


def read_schedules(
    body: Body, make: Callable[..., Written], *, max_depth: int, max_size: int
) -> list[Written]:
    """The schedules of a body, none of them judged.

    Raises:
        Unreadable: it cannot be read, or is no schedule document.
    """
    if max_depth >= MAX_DEPTH:
        try:
            answer = open_long(body, max_size)
            read = reader_of(answer, make)
            return [read(found) for found in answer.found]
        except NotPlain:
            pass
    opened = open_body(body, is_yaml=None, max_depth=max_depth, max_size=max_size)
    document = find_units(opened.root, opened.syntax, make)
    if not document.known:
        raise _no_schedule_document(opened, document)
    return _schedules_of(document)


def examine_whole(
    body: Body,
    *,
    platform: PlatformChoice = "auto",
    operation: OperationChoice = "auto",
    profile: Profile = "observed",
    is_yaml: bool | None = None,
    max_depth: int = MAX_DEPTH,
    max_size: int = MAX_SIZE,
    make: Callable[..., Written] = Written,
    heeds_suppressions: bool = True,
) -> Examined:
    """Read a body, judge every unit in it, and place the findings.

    Suppressions that it does not heed are comments as any other: nothing is said of them either.
    """
    try:
        opened = open_body(body, is_yaml=is_yaml, max_depth=max_depth, max_size=max_size)
    except Unreadable as fault:
        return unread(fault, text_of(body))
    document = find_units(opened.root, opened.syntax, make)
    # Who says that a request is a create wants to hear what it lacks.
    if not document.known and not (document.units and operation == "create"):
        return unread(_no_schedule_document(opened, document), opened.text, document.root)
    asked = Asked(platform, operation, profile)
    judged = judge_all(document, asked)
    verdicts = [verdict for unit in judged for verdict in unit.verdicts]
    annotations = (
        annotations_of(opened.text_syntax, opened.text, opened.value) if heeds_suppressions else []
    )
    fixes: dict[int, Fix] = {}
    if any(verdict.cure is not None for verdict in verdicts):
        from tabsched.fixing import fixes_of  # noqa: PLC0415 what is sound does without it

        kept = _suppressed(verdicts, opened, annotations, profile) if annotations else ()
        fixes = fixes_of(judged, opened.text, opened.text_syntax, asked, kept)
    findings = placed(verdicts, opened.text_syntax, opened.text, opened.value, fixes)
    if annotations:
        left = without_suppressed(findings, annotations, profile)
        findings = in_order(left, opened.text, opened.value)
    return Examined(opened.text, _schedules_of(document), findings, judged)


def _suppressed(
    verdicts: list[Verdict],
    opened: Opened,
    annotations: Sequence[Annotation],
    profile: Profile,
) -> set[str]:
    """The rules of which something is suppressed."""
    findings = placed(verdicts, opened.text_syntax, opened.text, opened.value, {})
    left = set(without_suppressed(findings, annotations, profile))
    return {finding.code for finding in findings if finding not in left}


def _no_schedule_document(opened: Opened, document: Document) -> Unreadable:
    if opened.text is None:
        return Unreadable("not-a-schedule-document", _NO_DOCUMENT)
    places = locate(opened.text, opened.text_syntax, {document.root})
    return Unreadable("not-a-schedule-document", _NO_DOCUMENT, *places[document.root])


_NO_DOCUMENT = (
    "this is no schedule document: neither a request or an answer of Tableau's REST API about "
    "schedules, tasks or extracts, nor a schedule with frequency and frequencyDetails, nor a list "
    "or mapping of such"
)


def unread(fault: Unreadable, text: str | None, path: str = "") -> Examined:
    """The one finding on a body that cannot be read."""
    rule = READING[fault.kind]
    verdict = Verdict(rule, path, fault.message, rule.severity, about=None, of_interval=False)
    place = None if fault.line is None or fault.column is None else (fault.line, fault.column)
    fix = None
    if fault.kind == "no-break-space" and text is not None and is_like_json(text):
        from tabsched.wire.json_faults import special_spaces  # noqa: PLC0415 few texts hold them

        edits = tuple(Edit(at, at + 1, " ") for at in special_spaces(text))
        fix = TextFix(safe=True, description="write ordinary spaces", edits=edits)
    return Examined(text, findings=(finding_of(verdict, place, fix),), readable=False)
