"""Which rules speak about a unit: every rule that applies, less what another finding explains."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache
from operator import attrgetter
from typing import TYPE_CHECKING, Final, Literal, NamedTuple

from tabsched import facts
from tabsched.audience import (
    Guess,
    Operation,
    OperationChoice,
    PlatformChoice,
    PlatformName,
    audience_of_plain,
    guess_of,
    operation_of,
    platform_of,
)
from tabsched.case import Case, Request, facts_of
from tabsched.place import parent_of
from tabsched.plain import PlainSurvey
from tabsched.platforms import PLATFORMS
from tabsched.reading import FIELDS
from tabsched.rulebook import RULES
from tabsched.rulebook.times import frequency_meant
from tabsched.rulebook.wording import listed, shown
from tabsched.values import whole_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tabsched.documents import Document, Placed, Unit
    from tabsched.model import Written
    from tabsched.reading import Remark
    from tabsched.rulebook.rule import Cure, Rule, Severity, Subject

Profile = Literal["documented", "observed", "strict"]

_MOST_NAMES = 3
_TIMES = ("TAB116", "TAB117", "TAB118", "TAB119", "TAB306")
_WEEK_DAYS = ("TAB112", "TAB401", "TAB402", "TAB504", "TAB505", "TAB113")
_HOURS = ("TAB202", "TAB203", "TAB204", "TAB205", "TAB301", "TAB302", "TAB303", "TAB304", "TAB305")
_MONTH_DAYS = ("TAB501", "TAB503", "TAB509", "TAB113", "TAB512", "TAB513")
_IGNORED = ("TAB307",)

# Section 2 of the specification, "One cause, one finding": where the first speaks about a
# schedule or a request, the others do not. Earlier rows win; a silenced rule silences nothing.
# What is silent because a value cannot be read, or because the frequency is unknown, is not
# here: rules match readable values only.
SILENCES: Final[dict[str, tuple[str, ...]]] = {
    "TAB104": (*_TIMES, *_IGNORED),
    "TAB105": (*_TIMES, *_IGNORED),
    "TAB106": (*_TIMES, *_IGNORED),
    "TAB107": _TIMES,
    "TAB109": _IGNORED,
    "TAB110": _IGNORED,
    "TAB124": _IGNORED,
    "TAB111": (*_WEEK_DAYS, *_IGNORED),
    "TAB115": (*_HOURS, "TAB113", "TAB118", "TAB119", "TAB306", *_IGNORED),
    "TAB502": _MONTH_DAYS,
    "TAB507": _MONTH_DAYS,
    "TAB508": _MONTH_DAYS,
    "TAB503": ("TAB504", "TAB505", "TAB509", "TAB113", "TAB512"),
    "TAB504": _MONTH_DAYS,
    "TAB505": _MONTH_DAYS,
    "TAB204": ("TAB203", "TAB205", "TAB113"),
    "TAB202": ("TAB113",),
    "TAB203": ("TAB113",),
    "TAB303": ("TAB302", "TAB304", "TAB305", "TAB113"),
    "TAB301": ("TAB113",),
    "TAB302": ("TAB304", "TAB305", "TAB113"),
    "TAB401": ("TAB113",),
    "TAB402": ("TAB113",),
    "TAB114": ("TAB113",),
    "TAB116": ("TAB118", "TAB119", "TAB306"),
    "TAB307": ("TAB118", "TAB119", "TAB306"),
    "TAB512": ("TAB509",),
    "TAB513": ("TAB509",),
    "TAB604": ("TAB607", "TAB633"),
    "TAB605": ("TAB607",),
    "TAB606": ("TAB607",),
    "TAB608": ("TAB633",),
}


class Verdict(NamedTuple):
    """One rule speaking about one place.

    Attributes:
        rule: the rule.
        path: where.
        message: what is wrong, what was found, what is allowed.
        severity: the rule's, or warning where an update leaves something out.
        about: the schedule that it is about, None for what stands around and for one by itself.
        of_interval: whether the place is an interval as a whole.
        cure: what it takes to mend the document, None where nobody can tell.
    """

    rule: Rule
    path: str
    message: str
    severity: Severity
    about: Placed | None
    of_interval: bool
    cure: Cure | None = None


@dataclass(slots=True)
class Judged:
    """A unit with all that is said about it.

    Attributes:
        operation: what it was judged as.
        platforms: for which platform each of its schedules was judged.
        verdicts: what the rules say, in code order.
    """

    unit: Unit
    operation: Operation
    platforms: list[PlatformName]
    verdicts: list[Verdict]


class Asked(NamedTuple):
    """What whoever asks says of a document, and how much they want to hear.

    Attributes:
        platform: for which platform it is.
        operation: what it is.
        profile: which rules speak.
    """

    platform: PlatformChoice = "auto"
    operation: OperationChoice = "auto"
    profile: Profile = "observed"


def judge_all(document: Document, asked: Asked) -> list[Judged]:
    """Ask every rule about each unit of a document."""
    return [
        judge(
            unit,
            platform=asked.platform,
            operation=asked.operation,
            profile=asked.profile,
            remarks=document.remarks if unit is document.units[0] else (),
        )
        for unit in document.units
    ]


def judge(
    unit: Unit,
    *,
    platform: PlatformChoice = "auto",
    operation: OperationChoice = "auto",
    profile: Profile = "observed",
    remarks: Iterable[Remark] = (),
) -> Judged:
    """Ask every rule about a unit; `remarks` are those on the document around it."""
    decided = operation_of(unit, operation)
    platforms = [platform_of(placed, unit, decided, platform) for placed in unit.schedules]
    around = platforms[0] if platforms else ("cloud" if platform == "auto" else platform)
    request = Request(
        unit, PLATFORMS[around], decided, guessed=operation == "auto", remarks=remarks
    )
    judged = Judged(unit, decided, platforms, _verdicts(request, platforms, profile))
    guess = guess_of(unit, decided, platform, operation)
    if guess is None:
        return judged
    meant = [judged]
    if any(map(_frequency_meant, unit.schedules)):
        as_meant = replace(unit, schedules=[_as_meant(placed) for placed in unit.schedules])
        meant.append(judge(as_meant, platform=platform, operation=operation, profile=profile))
    if any(_hides(each, guess, profile) for each in meant):
        request.guess = guess
        judged.verdicts = _verdicts(request, platforms, profile)
    return judged


def _frequency_meant(placed: Placed) -> str | None:
    """The frequency that is meant where another text stands, which hides what is wrong with it."""
    written = placed.survey.written.frequency
    meant = None if written is None else frequency_meant(written)
    return None if meant == written else meant


def _as_meant(placed: Placed) -> Placed:
    """A schedule with the frequency that is meant."""
    meant, survey = _frequency_meant(placed), placed.survey
    if meant is None:
        return placed
    return replace(placed, survey=replace(survey, written=replace(survey.written, frequency=meant)))


def _hides(judged: Judged, guess: Guess, profile: Profile) -> bool:
    """Whether a Cloud create would have errors; for a platform, others than are found anyway."""
    strict = judge(judged.unit, platform="cloud", operation="create", profile=profile)
    errors = [verdict for verdict in strict.verdicts if verdict.severity == "error"]
    if guess.option == "--operation":
        return bool(errors)
    found = {(verdict.rule, verdict.path) for verdict in judged.verdicts}
    # A server schedule has no target to miss: only what is about the schedule counts.
    return any(
        verdict.about is not None and (verdict.rule, verdict.path) not in found
        for verdict in errors
    )


def _verdicts(request: Request, platforms: list[PlatformName], profile: Profile) -> list[Verdict]:
    """What the rules say about a unit, each of its schedules for its platform."""
    unit = request.unit
    verdicts = _ask("request", request, None, profile)
    for placed, name in zip(unit.schedules, platforms, strict=True):
        if not placed.is_reference:
            survey = placed.survey
            case = Case(
                survey,
                PLATFORMS[name],
                request.operation,
                facts_of(survey),
                is_request=request.is_request,
            )
            verdicts += _ask("schedule", case, placed, profile)
    remarks = [remark for placed in unit.schedules for remark in placed.survey.remarks]
    return _explained(verdicts, [*remarks, *request.remarks, *unit.remarks])


_attributes = attrgetter(*FIELDS.values())
_NO_ATTRIBUTES = (None,) * len(FIELDS)


def judge_plain(
    written: Written,
    *,
    platform: PlatformChoice = "auto",
    operation: OperationChoice = "auto",
    profile: Profile = "observed",
) -> list[Verdict] | None:
    """Ask the rules about a schedule by itself, about whose writing nothing is odd.

    The same as `judge` says of the unit that its dict would be, in rule order, but straight from
    its values. None where only the whole way tells: something about the writing is odd, a value
    cannot be read or is no text, or what it is judged as is a guess.
    """
    if written.source is not None:
        return None
    attributes = _attributes(written)
    written_facts = 0
    if attributes != _NO_ATTRIBUTES:
        if not all(map(_is_plain, attributes)):
            return None
        audience = audience_of_plain(written, operation, platform)
        if audience is None:
            return None
        operation, platform = audience
        written_facts = facts.ATTRIBUTE
    decided: Operation = "create" if operation == "auto" else operation
    offer = PLATFORMS["cloud" if platform == "auto" else platform]
    try:
        survey = PlainSurvey(written)
        case = Case(survey, offer, decided, written_facts, is_request=False)
    except TypeError:  # a value that is no text
        return None
    if case.frequency is None or case.facts & facts.UNREADABLE:
        return None
    return _ask("schedule", case, None, profile)


def _is_plain(text: object) -> bool:
    """Whether a value is written as its dict would be read: a number may be spelt otherwise."""
    return (
        text is None or type(text) is str or (isinstance(text, str) and whole_of(text) is not None)
    )


@lru_cache(maxsize=4096)
def _selected(
    subject: Subject,
    platform: PlatformName,
    operation: Operation,
    frequency: str | None,
    found: int,
    documented: bool,  # noqa: FBT001 by position: it is asked for every schedule
) -> tuple[Rule, ...]:
    """The rules that can speak about such a case, by the facts found on it, in code order."""
    details, counts = bool(found & facts.DETAILS), not found & facts.IN_DOUBT
    return tuple(
        rule
        for rule in RULES
        if subject in rule.subjects
        and platform in rule.platforms
        and operation in rule.operations
        and (rule.documented or not documented)
        and (not rule.frequencies or frequency in rule.frequencies)
        and not (platform == "server" and _left_out(rule, operation))
        and (subject != "schedule" or details or not rule.needs_details)
        and (counts or not rule.counting)
        and (not rule.when or found & rule.when)
        and not found & rule.unless
    )


def _left_out(rule: Rule, operation: Operation) -> bool:
    """Whether a rule misses what an update may leave out."""
    return operation == "update" and rule.missing and not rule.stands


def _ask(
    subject: Subject, case: Case | Request, about: Placed | None, profile: Profile
) -> list[Verdict]:
    """What the rules say about one schedule, or about what stands around."""
    verdicts: list[Verdict] = []
    for rule in _selected(
        subject,
        case.platform.name,
        case.operation,
        case.frequency,
        case.facts,
        profile == "documented",
    ):
        for where, message, cure in rule.check(case):
            path = where if isinstance(where, str) else _place(case, where)
            severity = "warning" if _left_out(rule, case.operation) else rule.severity
            of_interval = not isinstance(where, str) and len(where) == len(("intervals", 0))
            verdicts.append(Verdict(rule, path, message, severity, about, of_interval, cure))
    return _unsilenced(verdicts) if len(verdicts) > 1 else verdicts


def _place(case: Case | Request, where: tuple[str | int, ...]) -> str:
    if isinstance(case, Request):
        raise TypeError(where)
    return case.survey.place(*where)


def _unsilenced(verdicts: list[Verdict]) -> list[Verdict]:
    """Leave out what another verdict on the same subject explains."""
    spoken = {verdict.rule.code for verdict in verdicts}
    for speaker, silenced in SILENCES.items():
        if speaker in spoken:
            spoken.difference_update(silenced)
    return [verdict for verdict in verdicts if verdict.rule.code in spoken]


def _explained(verdicts: list[Verdict], remarks: list[Remark]) -> list[Verdict]:
    """Let what is missing mention the unknown name beside it, and the null in its place."""
    if not remarks or not verdicts:
        return verdicts
    unknown: dict[str, list[Remark]] = {}
    nulls: set[str] = set()
    for remark in remarks:
        if remark.kind == "unknown" and remark.text in {"attribute", "element", "key"}:
            unknown.setdefault(remark.parent, []).append(remark)
        elif remark.kind == "null":
            nulls.add(remark.path)
    told: set[str] = set()
    result = []
    for verdict in verdicts:
        names: dict[str, None] = {}
        for place in _beside(verdict) if verdict.rule.missing else ():
            for remark in unknown.get(place, ()):
                names[shown(remark.name)] = None
                told.add(remark.path)
        more = len(names) - _MOST_NAMES
        shorter = [*names][:_MOST_NAMES] + ([f"{more} more"] if more > 0 else [])
        hint = f" ({listed(shorter, 'and')} stands there and is not known)" if names else ""
        if hint:
            # What stands there is what is meant, more likely than what a fix would write beside it.
            verdict = verdict._replace(message=verdict.message + hint, cure=None)  # noqa: PLW2901 it is the same, told better
        result.append(verdict)
    missed = {verdict.path for verdict in verdicts if verdict.rule.missing}
    told |= {path for path in nulls if _is_missed(path, missed)}
    explained = {"TAB120", "TAB125"}
    return [v for v in result if not (v.rule.code in explained and v.path in told)]


def _beside(verdict: Verdict) -> tuple[str, ...]:
    """The elements in which an unknown name may be what is missing at a verdict's place."""
    path = verdict.path
    if verdict.of_interval:
        return (path,)
    if verdict.about is None or verdict.about.survey.details is not None:
        return path, parent_of(path)
    return path, parent_of(path), verdict.about.survey.path


def _is_missed(null: str, missed: set[str]) -> bool:
    """Whether a rule misses what is null, what it would hold, or what the list holds."""
    parent = parent_of(null)
    grandparent = parent_of(parent)
    return (
        not missed.isdisjoint({null, parent})
        or (null.rpartition("/")[2].isdigit() and grandparent in missed)
        or f"{null}/start" in missed
    )
