"""From what rules would mend to fixes of a text, and to the text with all of them."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections import Counter
from datetime import UTC, datetime
from typing import TYPE_CHECKING, NamedTuple

from tabsched.checking import judge_all
from tabsched.documents import find_units
from tabsched.finding import TextFix
from tabsched.names import COMMENT_KEY
from tabsched.opening import DEEPEST, open_text
from tabsched.place import Syntax
from tabsched.rulebook import READING
from tabsched.timetable import NoTimetable, compile_plan
from tabsched.timetable.runs import instants
from tabsched.wire.changes import ChangeError, moved_to, paths_of
from tabsched.wire.edits import Edit, applied
from tabsched.wire.excerpts import Excerpt, json_excerpts, xml_excerpts
from tabsched.wire.json_edits import json_edits
from tabsched.wire.node import Comment
from tabsched.wire.text import mark_of
from tabsched.wire.unreadable import Unreadable
from tabsched.wire.xml_edits import xml_edits

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from tabsched.audience import Operation, PlatformName
    from tabsched.checking import Asked, Judged, Verdict
    from tabsched.finding import Finding, Fix
    from tabsched.model import Written
    from tabsched.rulebook.rule import Mend
    from tabsched.wire.node import Node

# Any week, and any year that is no leap year: the plan alone counts, without clock changes.
_WEEK = (datetime(2026, 1, 5, tzinfo=UTC), datetime(2026, 1, 12, tzinfo=UTC))
_YEAR = (datetime(2026, 1, 1, tzinfo=UTC), datetime(2027, 1, 1, tzinfo=UTC))
_UNKNOWN = "TAB120"
_UNREADABLE = frozenset(rule.code for rule in READING.values())
# So many fixes of one schedule or request are worked out, and fewer of a long one, since for each
# of them all of it is checked again; the others come when these are applied. The second number is
# how many pieces of so many letters are checked at most.
_MOST_FIXES = 50
_MOST_PIECES = 5000
_LETTERS = 40


def fixes_of(
    units: Sequence[Judged],
    text: str | None,
    syntax: Syntax,
    asked: Asked,
    suppressed: Iterable[str] = (),
) -> dict[int, Fix]:
    """The fixes of what is said about units, by the identity of the verdicts that have one.

    A verdict has none where the change cannot be made in the text, or would take a comment away,
    or where more would be found afterwards: what is malformed may hide what else is wrong. Without
    a text, and in YAML, none has. What is `suppressed`, by the codes of its rules, stays as it is,
    so that no suppression is left without use.
    """
    fixes: dict[int, Fix] = {}
    if text is None or syntax is Syntax.YAML:
        return fixes
    curable = [(verdict, judged) for judged in units for verdict in judged.verdicts if verdict.cure]
    mender = _Mender(text, syntax, units, asked, {_path_of(*one) for one in curable})
    mender.kept.update(suppressed)
    left: dict[str, int] = {}
    for verdict, judged in curable:
        path = _path_of(verdict, judged)
        if left.setdefault(path, mender.most(path)):
            left[path] -= 1
            fix = mender.fix(verdict, judged)
            if fix is not None:
                fixes[id(verdict)] = fix
    return fixes


def _path_of(verdict: Verdict, judged: Judged) -> str:
    """The path of what a verdict is about: of a schedule, or of all that is judged with it."""
    about = verdict.about
    return judged.unit.scope.path if about is None else about.survey.path


class _State(NamedTuple):
    """What is said of an excerpt, and in it.

    Attributes:
        codes: how often each rule speaks.
        remarks: the comments, each as often as it stands there.
        schedules: its schedules, each with its platform and what it was judged as.
    """

    codes: Counter[str]
    remarks: Counter[tuple[str | None, str]]
    schedules: list[tuple[Written, PlatformName, Operation]]


class _Mender:
    """Finds fixes of a text; those of a schedule without looking at the rest of the text.

    Attributes:
        kept: the rules of which only a fix of their own takes anything away.
    """

    def __init__(
        self,
        text: str,
        syntax: Syntax,
        units: Sequence[Judged],
        asked: Asked,
        paths: Iterable[str],
    ) -> None:
        self._text = text
        self._is_xml = syntax is Syntax.XML
        self._units = units
        self._asked = asked
        self._excerpts = (xml_excerpts if self._is_xml else json_excerpts)(text, paths)
        self._whole = Excerpt("", 0, len(text))
        self._states: dict[str, _State | None] = {}
        self.kept = {_UNKNOWN}

    def most(self, path: str) -> int:
        """How many fixes of what stands at a path are worked out."""
        excerpt = self._excerpts.get(path, self._whole)
        pieces = (excerpt.end - excerpt.begin) // _LETTERS + 1
        return max(1, min(_MOST_FIXES, _MOST_PIECES // pieces))

    def fix(self, verdict: Verdict, judged: Judged) -> TextFix | None:
        """The fix of what a verdict says; None where there is none that helps."""
        mend = verdict.cure() if verdict.cure else None
        if mend is None:
            return None
        excerpt = self._excerpt(mend, _path_of(verdict, judged))
        edits = self._edits(mend, excerpt)
        if edits is None:
            return None
        asked = self._asked_of(verdict, judged, excerpt)
        if excerpt.path not in self._states:
            self._states[excerpt.path] = _state(excerpt, self._in(excerpt), asked)
        old = self._states[excerpt.path]
        new = _state(excerpt, applied(self._in(excerpt), edits), asked)
        if old is None or new is None or not _helps(verdict.rule.code, old, new, self.kept):
            return None
        description = mend.description
        if not mend.safe:
            at = self._index(verdict, judged, excerpt)
            description += _effect(old.schedules[at], new.schedules[at], mend)
        begin = excerpt.begin
        moved = tuple(Edit(each.start + begin, each.end + begin, each.text) for each in edits)
        return TextFix(mend.safe, description, moved)

    def _excerpt(self, mend: Mend, path: str) -> Excerpt:
        """The part of the text in which all changes are."""
        excerpt = self._excerpts.get(path, self._whole)
        # The name of a JSON value stands before it.
        inside = f"{path}/"
        changed = [at for change in mend.changes for at in paths_of(change)]
        if all(at.startswith(inside) or (self._is_xml and at == path) for at in changed):
            return excerpt
        return self._whole

    def _in(self, excerpt: Excerpt) -> str:
        return self._text[excerpt.begin : excerpt.end]

    def _edits(self, mend: Mend, excerpt: Excerpt) -> tuple[Edit, ...] | None:
        """What makes the changes in an excerpt; None where they cannot be made."""
        changes = mend.changes
        if excerpt is not self._whole:
            last = excerpt.path.rpartition("/")[2].partition("[")[0]
            root = f"/{last}" if self._is_xml else ""
            changes = tuple(moved_to(change, excerpt.path, root) for change in changes)
        try:
            return (xml_edits if self._is_xml else json_edits)(self._in(excerpt), changes)
        except ChangeError:
            return None

    def _asked_of(self, verdict: Verdict, judged: Judged, excerpt: Excerpt) -> Asked:
        """As what an excerpt is judged: what stands around a schedule tells, and is not in it."""
        unit, about = judged.unit, verdict.about
        if about is None or unit.holder is None or excerpt is self._whole:
            return self._asked
        asked = self._asked._replace(operation=judged.operation)
        if unit.refreshes:
            pairs = zip(unit.schedules, judged.platforms, strict=True)
            platform = next(platform for placed, platform in pairs if placed is about)
            asked = asked._replace(platform=platform)
        return asked

    def _index(self, verdict: Verdict, judged: Judged, excerpt: Excerpt) -> int:
        """Which schedule of an excerpt a verdict is about."""
        units = [each.unit for each in self._units]
        if excerpt is not self._whole:
            if verdict.about is not None:
                return 0
            units = [unit for unit in units if unit.scope is judged.unit.scope]
        placed = [id(each) for unit in units for each in unit.schedules]
        return placed.index(id(verdict.about or judged.unit.schedules[0]))


def _state(excerpt: Excerpt, text: str, asked: Asked) -> _State | None:
    """What is said of an excerpt with that text; None where it cannot be read."""
    try:
        opened = open_text(excerpt.opening + text + excerpt.closing, max_depth=DEEPEST)
    except Unreadable:
        return None
    units = judge_all(find_units(opened.root, opened.syntax), asked)
    return _State(
        Counter(verdict.rule.code for judged in units for verdict in judged.verdicts),
        Counter(_comments(opened.root)),
        [
            (placed.survey.written, platform, judged.operation)
            for judged in units
            for placed, platform in zip(judged.unit.schedules, judged.platforms, strict=True)
        ],
    )


def _comments(node: Node) -> Iterator[tuple[str | None, str]]:
    """The comments and processing instructions below an element, and what JSON has for them."""
    for inner in node.below():
        if COMMENT_KEY in inner.attributes:
            yield COMMENT_KEY, inner.attributes[COMMENT_KEY]
        for part in inner.content:
            if isinstance(part, Comment):
                yield part.target, part.text


def _helps(code: str, old: _State, new: _State, kept: Iterable[str]) -> bool:
    """Whether a rule speaks less often, none more often, and nobody's own words are lost."""
    allowed = old.codes.copy()
    allowed[code] -= 1
    return (
        new.codes <= allowed
        and all(new.codes[each] >= allowed[each] for each in kept)
        and old.remarks <= new.remarks
        and len(old.schedules) == len(new.schedules)
    )


def _effect(
    old: tuple[Written, PlatformName, Operation],
    new: tuple[Written, PlatformName, Operation],
    mend: Mend,
) -> str:
    """What a change does to the runs, in brackets."""
    monthly = "Monthly" in {old[0].frequency, new[0].frequency}
    between, per = (_YEAR, "a year") if monthly else (_WEEK, "a week")
    before, after = (_runs(*each, between) for each in (old, new))
    then = "no timetable" if after is None else f"{_counted(after)} {per}"
    if before is None:
        if after is None and mend.before is None:
            return " (still no timetable)"
        return f" ({mend.before or 'no timetable'} → {then})"
    if before == after:
        return f" (still {then})"
    if after is None:
        return f" ({_counted(before)} {per} → {then})"
    if len(before) == len(after):
        return f" (still {then}, at other times)"
    return f" ({_counted(before)} {per} → {len(after)})"


def _counted(runs: list[int]) -> str:
    return "1 run" if len(runs) == 1 else f"{len(runs)} runs"


def _runs(
    written: Written,
    platform: PlatformName,
    operation: Operation,
    between: tuple[datetime, datetime],
) -> list[int] | None:
    """The runs in a stretch of time, None where the schedule has no timetable."""
    kept = platform == "server" and operation != "response"
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
    """How often each rule speaks."""
    return Counter(finding.code for finding in findings)


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
