"""From what rules would mend to fixes of a text, and to the text with all of them."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections import Counter
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from tabsched.checking import ask_plain
from tabsched.finding import TextFix
from tabsched.place import Syntax
from tabsched.rulebook import READING
from tabsched.timetable import NoTimetable, compile_plan
from tabsched.timetable.runs import instants
from tabsched.wire.changes import ChangeError, moved_to, paths_of
from tabsched.wire.edits import Edit, applied
from tabsched.wire.json_edits import json_edits
from tabsched.wire.json_spans import keys_of, values_at
from tabsched.wire.text import mark_of
from tabsched.wire.xml_edits import xml_edits
from tabsched.wire.xml_spans import elements_at, steps_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from tabsched.audience import Operation, PlatformName
    from tabsched.checking import Judged, Verdict
    from tabsched.finding import Finding, Fix
    from tabsched.model import Written
    from tabsched.rulebook.rule import Cure, Mend

# Any week, and any year that is no leap year: the plan alone counts, without clock changes.
_WEEK = (datetime(2026, 1, 5, tzinfo=UTC), datetime(2026, 1, 12, tzinfo=UTC))
_YEAR = (datetime(2026, 1, 1, tzinfo=UTC), datetime(2027, 1, 1, tzinfo=UTC))
# The rule that says as what a text was judged, which is no fault of it.
_GUESSED = "TAB614"
_UNREADABLE = frozenset(rule.code for rule in READING.values())
# So many fixes of one schedule are worked out, and fewer of one with very many intervals, each of
# which is looked at for each of them; the others come when these are applied. What stands around
# schedules is found by looking at the whole text, as long as so many letters for an interval.
_MOST_FIXES = 50
_MOST_INTERVALS = 5000
_LETTERS = 200


def fixes_of(units: Sequence[Judged], text: str | None, syntax: Syntax) -> dict[int, Fix]:
    """The fixes of what is said about units, by the identity of the verdicts that have one.

    A verdict has none where the change cannot be made in the text, or where the schedule would be
    worse afterwards: what is malformed may hide what else is wrong. Without a text, and in YAML,
    none has.
    """
    fixes: dict[int, Fix] = {}
    if text is None or syntax is Syntax.YAML:
        return fixes
    curable = list(_curable(units, text))
    if not curable:
        return fixes
    abouts = (verdict.about for verdict, _, _ in curable)
    platforms = {
        id(placed): name
        for judged in units
        for placed, name in zip(judged.unit.schedules, judged.platforms, strict=True)
    }
    mender = _Mender(text, syntax, {one.survey.path for one in abouts if one is not None})
    for verdict, cure, judged in curable:
        mend = cure()
        if mend is None:
            continue
        description = mend.description
        about = verdict.about
        if about is not None and mend.after is not None:
            before = about.survey.written
            hollow = about.survey.details is not None and _is_hollow(before)
            if hollow and mend.after is not before:
                continue  # of an empty frequencyDetails its values do not tell that it stands
            platform = platforms[id(about)]
            if _makes_worse(verdict, before, mend.after, platform, judged.operation):
                continue
            if not mend.safe:
                description += _effect(before, mend.after, mend, platform, judged.operation)
        edits = mender.edits(mend, None if about is None else about.survey.path)
        if edits is not None:
            fixes[id(verdict)] = TextFix(mend.safe, description, edits)
    return fixes


def _curable(units: Iterable[Judged], text: str) -> Iterator[tuple[Verdict, Cure, Judged]]:
    """The verdicts with a cure; of a schedule with very many of them, the first."""
    left: dict[int, int] = {}
    for judged in units:
        for verdict in judged.verdicts:
            if verdict.cure is None:
                continue
            about = verdict.about
            size = len(text) // _LETTERS if about is None else len(about.survey.written.intervals)
            most = max(1, min(_MOST_FIXES, _MOST_INTERVALS // (size + 1)))
            # What stands around schedules shares what there is: each looks at the whole text.
            key = id(about)
            if left.setdefault(key, most):
                left[key] -= 1
                yield verdict, verdict.cure, judged


class _Mender:
    """Finds the edits of a text; those of a schedule without looking at the rest of the text."""

    def __init__(self, text: str, syntax: Syntax, schedules: Iterable[str]) -> None:
        self._text = text
        self._is_xml = syntax is Syntax.XML
        self._spans = _xml_spans(text, schedules) if self._is_xml else _json_spans(text, schedules)

    def edits(self, mend: Mend, schedule: str | None) -> tuple[Edit, ...] | None:
        """What makes the changes; None where they cannot be made."""
        edits_of = xml_edits if self._is_xml else json_edits
        begin, changes, piece = 0, mend.changes, self._text
        within = [path for change in changes for path in paths_of(change)]
        if schedule in self._spans and all(
            f"{path}/".startswith(f"{schedule}/") for path in within
        ):
            begin, end = self._spans[schedule]
            piece = self._text[begin:end]
            root = "/" + schedule.rpartition("/")[2].partition("[")[0] if self._is_xml else ""
            changes = tuple(moved_to(change, schedule, root) for change in changes)
        try:
            edits = edits_of(piece, changes)
        except ChangeError:
            return None
        return tuple(Edit(edit.start + begin, edit.end + begin, edit.text) for edit in edits)


def _xml_spans(text: str, paths: Iterable[str]) -> dict[str, tuple[int, int]]:
    """From where to where the elements go to which paths lead, each with its indentation."""
    wanted = {found[0]: path for path in paths if (found := steps_of(path)) is not None}
    return {
        wanted[steps]: (_line_start(text, element.start), element.end)
        for steps, element in elements_at(text, wanted).items()
    }


def _json_spans(text: str, paths: Iterable[str]) -> dict[str, tuple[int, int]]:
    """The same for JSON values. A member's begins in the middle of its line."""
    wanted = {found: path for path in paths if (found := keys_of(path)) is not None}
    return {
        wanted[keys]: (_line_start(text, value.start), value.end)
        for keys, value in values_at(text, wanted).items()
    }


def _line_start(text: str, offset: int) -> int:
    """Where the white space before an offset begins, in its line, if nothing else stands there."""
    start = offset
    while start and text[start - 1] in " \t":
        start -= 1
    return start if not start or text[start - 1] in "\r\n" else offset


def _is_hollow(written: Written) -> bool:
    return written.start is None and written.end is None and not written.intervals


def _makes_worse(
    verdict: Verdict,
    before: Written,
    after: Written,
    platform: PlatformName,
    operation: Operation,
) -> bool:
    """Whether a rule speaks about a schedule more often than before, or this one as often."""
    if after is before:
        return False
    old, new = (ask_plain(each, platform, operation) for each in (before, after))
    if old is None or new is None:
        return True
    old[verdict.rule.code] = max(old[verdict.rule.code] - 1, 0)
    return bool(new - old)


def _effect(
    before: Written, after: Written, mend: Mend, platform: PlatformName, operation: Operation
) -> str:
    """What a change does to the runs, in brackets; empty where nothing is known of it."""
    monthly = "Monthly" in {before.frequency, after.frequency}
    between, per = (_YEAR, "a year") if monthly else (_WEEK, "a week")
    kept = platform == "server" and operation != "response"
    old, new = (_runs(each, platform, between, kept=kept) for each in (before, after))
    if old is None and new is None:
        return ""
    if old is None:
        return f" ({mend.before or 'no timetable'} → {_counted(new)} {per})"
    if old == new:
        return f" (still {_counted(new)} {per})"
    if new is not None and len(old) == len(new):
        return f" (still {_counted(new)} {per}, at other times)"
    return f" ({_counted(old)} {per} → {'no timetable' if new is None else len(new)})"


def _counted(runs: list[int] | None) -> str:
    count = len(runs or ())
    return "1 run" if count == 1 else f"{count} runs"


def _runs(
    written: Written, platform: PlatformName, between: tuple[datetime, datetime], *, kept: bool
) -> list[int] | None:
    """The runs in a stretch of time, None where the schedule has no timetable."""
    try:
        plan = compile_plan(written, platform, kept=kept)
    except NoTimetable:
        return None
    start, stop = (int(moment.timestamp()) for moment in between)
    return list(instants(plan, UTC, start, stop))


def fixed(
    text: str,
    findings: Sequence[Finding],
    again: Callable[[str], Sequence[Finding]] | None,
    *,
    unsafe: bool,
    wanted: Callable[[Sequence[Finding]], Sequence[Finding]] = tuple,
) -> str:
    """The text with every fix applied, and with those that show only then, until none is left.

    A fix is left out where the text would have a finding more for it. Without `again` the fixes
    are applied once.

    Args:
        text: the text that was checked.
        findings: all that was found in it.
        again: checks another text as this one was checked.
        unsafe: whether unsafe fixes are applied too.
        wanted: the findings that may be mended, out of all.
    """
    while True:
        fixes = [
            found.fix
            for found in wanted(findings)
            if found.fix is not None and (found.fix.safe or unsafe)
        ]
        if again is None or not fixes:
            return _all_applied(text, fixes)
        # A byte order mark that is still there stood behind another, which reading takes away.
        better = _better(text, fixes, findings, lambda changed: again(mark_of(changed) + changed))
        if better is None:
            return text
        # The findings grow fewer each time, so this comes to an end.
        text, findings = better


def _better(
    text: str,
    fixes: Sequence[Fix],
    findings: Sequence[Finding],
    again: Callable[[str], Sequence[Finding]],
) -> tuple[str, Sequence[Finding]] | None:
    """The text after as many of the fixes as help together; None where none does."""
    changed = _all_applied(text, fixes)
    found = again(changed)
    if _is_better(found, findings):
        return changed, found
    if len(fixes) == 1:
        return None
    half = len(fixes) // 2
    first = _better(text, fixes[:half], findings, again)
    return first or _better(text, fixes[half:], findings, again)


def _is_better(after: Sequence[Finding], before: Sequence[Finding]) -> bool:
    """Whether there are fewer findings, and none of a kind that was not there."""
    old, new = _codes(before), _codes(after)
    if old and all(code in _UNREADABLE for code in old):
        # What cannot be read hides all that is wrong in it.
        return not new.keys() & old.keys()
    return new.total() < old.total() and not new - old


def _codes(findings: Iterable[Finding]) -> Counter[str]:
    """How often each rule speaks, but for the one that says only how a text was judged."""
    return Counter(finding.code for finding in findings if finding.code != _GUESSED)


def _all_applied(text: str, fixes: Iterable[Fix]) -> str:
    """Every fix applied whose edits touch none of an earlier one."""
    edits: list[Edit] = []
    taken: list[tuple[int, int]] = []
    for fix in fixes:
        spans = [(edit.start, edit.end) for edit in fix.edits]
        if not any(_touches(taken, span) for span in spans):
            edits += fix.edits
            for span in spans:
                insort(taken, span)
    return applied(text, edits)


def _touches(taken: list[tuple[int, int]], span: tuple[int, int]) -> bool:
    """Whether a span overlaps one of some ordered spans, or ends or begins where one does."""
    at = bisect_left(taken, span)
    return (at > 0 and taken[at - 1][1] >= span[0]) or (at < len(taken) and taken[at][0] <= span[1])
