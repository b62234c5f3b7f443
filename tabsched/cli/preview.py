"""`tabsched preview`: when the schedules of every file will run."""

from __future__ import annotations

import json
import re
import sys
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from itertools import islice
from typing import TYPE_CHECKING

from tabsched.checking import judge
from tabsched.cli.files import inputs, unrelated
from tabsched.cli.progress import Progress
from tabsched.cli.usage import USAGE, UsageError
from tabsched.describing import describe
from tabsched.finding import summary
from tabsched.lint import examine_whole, unread
from tabsched.placing import finding_of
from tabsched.rendering import TextSource, finding_lines
from tabsched.rulebook import READING
from tabsched.timetable import NoTimetable, Plan, compile_plan
from tabsched.timetable.runs import explain_runs
from tabsched.timetable.zones import zone_of

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator
    from datetime import tzinfo

    from tabsched.checking import Judged
    from tabsched.documents import Placed
    from tabsched.timetable.runs import Gap, Run

_DEFAULT_COUNT = 5
_ISO = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}"
    r"(?:[T ][0-9]{2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]{1,6})?)?(?:Z|[+-][0-9]{2}:?[0-9]{2})?)?"
)


@dataclass(frozen=True, slots=True)
class _Range:
    """Which runs to show."""

    zone: tzinfo
    after: datetime
    until: datetime
    count: int | None
    gap: Gap

    def runs(self, plan: Plan) -> Iterator[Run]:
        start = self.after + timedelta(microseconds=1)
        return islice(explain_runs(plan, start, self.until, self.zone, gap=self.gap), self.count)


@dataclass(frozen=True, slots=True)
class _Shown:
    """A schedule of a file, with its plan or the reason why it has none."""

    file: str
    placed: Placed
    description: str
    plan: Plan | None
    problem: str | None

    @property
    def suspended(self) -> bool:
        return self.placed.survey.written.state == "Suspended"


def preview(options: argparse.Namespace) -> int:
    """Show the runs of every schedule in every file, and say by the exit code if all have any."""
    wanted = _range(options)
    outcome = _Outcome()
    # What is printed on a terminal shows by itself how far the work has come.
    with Progress([] if sys.stdout.isatty() else options.paths) as progress:
        shown = _schedules(options, outcome, progress)
        if options.format == "json":
            _print_json(shown, wanted, options.zone)
        else:
            _print_text(shown, wanted, options.zone)
    if outcome.unreadable:
        return USAGE
    return 1 if outcome.failed else 0


@dataclass(slots=True)
class _Outcome:
    """What went wrong on the way."""

    failed: bool = False
    unreadable: bool = False


def _range(options: argparse.Namespace) -> _Range:
    try:
        zone = zone_of(options.zone)
    except ValueError as error:
        raise UsageError(f"--zone: {error}") from None
    if options.count is not None and options.count < 1:
        raise UsageError(f"--count {options.count} shows nothing: 1 or more")
    after = datetime.now(UTC) if options.after is None else _moment("--after", options.after, zone)
    last = datetime.max.replace(tzinfo=UTC)
    until = last if options.until is None else _moment("--until", options.until, zone)
    count = options.count
    if count is None and options.until is None:
        count = _DEFAULT_COUNT
    return _Range(zone, after, until, count, options.gap)


def _moment(option: str, text: str, zone: tzinfo) -> datetime:
    """An ISO time; without an offset it is wall clock in the zone, a date alone its midnight."""
    refusal = UsageError(
        f"{option} {text!r} is no ISO time such as 2026-03-07, 2026-03-07T08:00 or "
        "2026-03-07T08:00:00-08:00"
    )
    if not _ISO.fullmatch(text):
        raise refusal
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise refusal from None
    return moment if moment.tzinfo is not None else moment.replace(tzinfo=zone)


def _schedules(
    options: argparse.Namespace, outcome: _Outcome, progress: Progress
) -> Iterator[_Shown]:
    """Every schedule of every file; what cannot be shown is told on the way."""
    for given in inputs(options.paths):
        if given.is_missing:
            sys.stderr.write(f"tabsched preview: {given.name}: no such file or folder\n")
            outcome.unreadable = True
            continue
        examined = (
            unread(given.fault, None)
            if given.fault
            else examine_whole(given.body, platform=options.platform)
        )
        if not examined.readable:
            code = examined.findings[0].code
            if given.found and (
                code == READING["not-a-schedule-document"].code or unrelated(given)
            ):
                continue
            source = TextSource(given.name, examined.text)
            sys.stderr.write("\n".join(finding_lines(examined.findings[0], source)) + "\n")
            outcome.unreadable = True
            continue
        if not examined.schedules:
            sys.stderr.write(f"tabsched preview: {given.name}: holds no schedule\n")
            outcome.failed = True
        for number, judged in enumerate(examined.judged, 1):
            progress.reach(given.size * number // len(examined.judged))
            for index, placed in enumerate(judged.unit.schedules):
                plan, problem = _plan(judged, index, options)
                outcome.failed = outcome.failed or plan is None
                yield _Shown(given.name, placed, _description(judged, index), plan, problem)
        progress.finish(given.size)


def _plan(
    judged: Judged, index: int, options: argparse.Namespace
) -> tuple[Plan | None, str | None]:
    """The plan of a schedule, or why it has none."""
    placed = judged.unit.schedules[index]
    if placed.is_reference:
        return None, "only a reference to a server schedule stands here, without its times"
    errors = [
        finding_of(verdict, None)
        for verdict in judged.verdicts
        if verdict.about is placed and verdict.severity == "error"
    ]
    platform = judged.platforms[index]
    if errors:
        hint = ""
        if platform == "cloud" and not judged.unit.refreshes and _server_accepts(judged, placed):
            hint = "; --platform server would accept it"
        return None, f"{summary(errors)}{hint}"
    kept = _is_kept(judged, index)
    try:
        return compile_plan(placed.survey.written, platform, end=options.end, kept=kept), None
    except NoTimetable as reason:
        return None, str(reason)


def _is_kept(judged: Judged, index: int) -> bool:
    """Whether a schedule is what Server is sent, and not what it answers."""
    return judged.platforms[index] == "server" and judged.operation != "response"


def _description(judged: Judged, index: int) -> str:
    """What a schedule says; of a Daily for Server what is kept of it."""
    written = judged.unit.schedules[index].survey.written
    if written.frequency == "Daily" and _is_kept(judged, index):
        written = replace(written, intervals=(), end=None)
    return describe(written)


def _server_accepts(judged: Judged, placed: Placed) -> bool:
    again = judge(judged.unit, platform="server", operation=judged.operation)
    return not any(v.about is placed and v.severity == "error" for v in again.verdicts)


def _print_text(shown: Iterator[_Shown], wanted: _Range, zone: str) -> None:
    for one in shown:
        state = " (suspended: it does not run until it is resumed)" if one.suspended else ""
        path = one.placed.survey.path
        sys.stdout.write(f"{one.file}{f' {path}' if path else ''}\n")
        sys.stdout.write(f"{one.description}, in {zone}{state}\n")
        if one.plan is None:
            sys.stdout.write(f"  no runs: {one.problem}\n\n")
            continue
        none = True
        for run in wanted.runs(one.plan):
            none = False
            sys.stdout.write(f"  {_run_text(run)}\n")
        if none:
            sys.stdout.write("  no runs in this time\n")
        for assumption in one.plan.assumptions:
            sys.stdout.write(f"  * {assumption}\n")
        sys.stdout.write("\n")


def _run_text(run: Run) -> str:
    # What is assumed stands in full once, below the runs.
    notes = dict.fromkeys("assumed" if n.kind == "assumed" else n.text for n in run.notes)
    note = f"  {'; '.join(notes)}" if notes else ""
    return f"{run.local:%a %Y-%m-%d %H:%M %z}  {_utc(run)}{note}"


def _utc(run: Run) -> str:
    return f"{run.utc:%Y-%m-%dT%H:%M:%SZ}"


def _print_json(shown: Iterator[_Shown], wanted: _Range, zone: str) -> None:
    document = {
        "version": 1,
        "zone": zone,
        "schedules": [_as_json(one, wanted) for one in shown],
    }
    json.dump(document, sys.stdout, indent=2, ensure_ascii=False)
    sys.stdout.write("\n")


def _as_json(one: _Shown, wanted: _Range) -> dict[str, object]:
    survey = one.placed.survey
    return {
        "file": one.file,
        "path": survey.path,
        "id": survey.written.id,
        "description": one.description,
        "suspended": one.suspended,
        "problem": one.problem,
        "assumptions": list(one.plan.assumptions) if one.plan else [],
        "runs": [_run_json(run) for run in wanted.runs(one.plan)] if one.plan else [],
    }


def _run_json(run: Run) -> dict[str, object]:
    told = [note.text for note in run.notes if note.kind != "assumed"]
    return {
        "local": run.local.isoformat(),
        "utc": _utc(run),
        "note": "; ".join(told) or None,
        "notes": [{"kind": note.kind, "text": note.text} for note in run.notes],
    }
