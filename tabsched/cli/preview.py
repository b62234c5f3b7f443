"""`tabsched preview`: when the schedules of every file will run."""

from __future__ import annotations

import json
import re
import sys
from collections import Counter
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from tabsched.checking import judge
from tabsched.cli.config_choice import sound_config_for
from tabsched.cli.files import Search, complain_of_none, inputs, unrelated
from tabsched.cli.previewed import NONE_IN_RANGE, SUSPENDED, Previewed, Range, utc_text
from tabsched.cli.progress import Progress
from tabsched.cli.usage import USAGE, UsageError, complain
from tabsched.describing import describe
from tabsched.finding import summary
from tabsched.lint import examine_whole, unread
from tabsched.placing import finding_of
from tabsched.reading import open_element
from tabsched.rendering import TextSource, finding_lines, on_terminal
from tabsched.rulebook import READING
from tabsched.timetable import NoTimetable, Plan, compile_plan
from tabsched.timetable.zones import zone_of
from tabsched.wire.quoting import shown

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable, Iterator
    from datetime import tzinfo

    from tabsched.checking import Judged
    from tabsched.cli.files import Input
    from tabsched.documents import Placed, Unit
    from tabsched.finding import Finding
    from tabsched.lint import Examined
    from tabsched.timetable.runs import Run

    Printer = Callable[[Iterator[Previewed], Range], None]

_PROGRAM = "tabsched preview"
_DEFAULT_COUNT = 5
_ISO = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}"
    r"(?:[T ][0-9]{2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]{1,6})?)?(?:Z|[+-][0-9]{2}:?[0-9]{2})?)?"
)


def preview(options: argparse.Namespace) -> int:
    """Show the runs of every schedule in every file, and say by the exit code if all have any."""
    search = Search(sound_config_for(options).exclude)
    wanted = _range(options)
    print_all = _printer(options.format)
    outcome = _Outcome()
    # What is printed on a terminal shows by itself how far the work has come.
    with Progress([] if sys.stdout.isatty() else options.paths, search) as progress:
        print_all(_schedules(options, outcome, progress, search), wanted)
    if outcome.unreadable:
        return USAGE
    return 1 if outcome.failed else 0


@dataclass(slots=True)
class _Outcome:
    """What was met on the way.

    Attributes:
        failed: whether a schedule has no runs, or a document no schedule.
        unreadable: whether something could not be read.
        shown: whether a schedule was.
        passed_over: whether a file was.
        told: how often a file could not be read for a reason that lies outside of it.
    """

    failed: bool = False
    unreadable: bool = False
    shown: bool = False
    passed_over: bool = False
    told: Counter[str] = field(default_factory=Counter)

    def tell(self, finding: Finding, source: TextSource) -> None:
        """Tell why a file cannot be read, and once what is no fault of a file."""
        self.unreadable = True
        if finding.code == READING["yaml-not-installed"].code:
            self.told[finding.message] += 1
        if self.told[finding.message] <= 1:
            sys.stderr.write("\n".join(finding_lines(finding, source)) + "\n")

    def tell_the_rest(self) -> None:
        """Tell how often the same would have been told again."""
        for message, count in self.told.items():
            more = count - 1
            if more:
                complain(_PROGRAM, f"{more} more {'file' if more == 1 else 'files'}: {message}")


def _printer(form: str) -> Printer:
    """What prints that format; each loads only what it needs."""
    if form == "csv":
        from tabsched.cli.preview_csv import print_csv  # noqa: PLC0415 only where it is asked for

        return print_csv
    if form == "ics":
        try:
            from tabsched.cli.preview_ics import print_ics  # noqa: PLC0415 its package is an extra
        except ImportError:
            raise UsageError(
                "--format ics needs the package icalendar: python -m pip install 'tabsched[ics]'"
            ) from None
        return print_ics
    return _print_json if form == "json" else _print_text


def _range(options: argparse.Namespace) -> Range:
    if options.zone is None:
        raise UsageError("a zone is needed: --zone with an IANA name, or zone in the configuration")
    try:
        zone = zone_of(options.zone)
    except ValueError as error:
        raise UsageError(f"--zone: {error}") from None
    if options.count is not None and not 1 <= options.count <= sys.maxsize:
        what = "shows nothing: 1 or more" if options.count < 1 else "is more than anybody can count"
        raise UsageError(f"--count {options.count} {what}")
    after = datetime.now(UTC) if options.after is None else _moment("--after", options.after, zone)
    last = datetime.max.replace(tzinfo=UTC)
    until = last if options.until is None else _moment("--until", options.until, zone)
    count = options.count
    if count is None and options.until is None:
        count = _DEFAULT_COUNT
    return Range(options.zone, zone, after, until, count, options.gap)


def _moment(option: str, text: str, zone: tzinfo) -> datetime:
    """An ISO time; without an offset it is wall clock in the zone, a date alone its midnight."""
    refusal = UsageError(
        f"{option} {shown(text)} is no ISO time such as 2026-03-07, 2026-03-07T08:00 or "
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
    options: argparse.Namespace, outcome: _Outcome, progress: Progress, search: Search
) -> Iterator[Previewed]:
    """Every schedule of every file; what cannot be shown is told on the way."""
    for given in inputs(options.paths, search):
        examined = _examined(given, options, outcome)
        if examined is None:
            continue
        if not examined.schedules:
            complain(_PROGRAM, f"{given.name}: holds no schedule")
            outcome.failed = True
        for number, judged in enumerate(examined.judged, 1):
            progress.reach(given.size * number // len(examined.judged))
            for index, placed in enumerate(judged.unit.schedules):
                plan, problem = _plan(judged, index, options)
                outcome.failed = outcome.failed or plan is None
                target = _target(judged.unit, placed)
                description = _description(judged, index)
                outcome.shown = True
                yield Previewed(given.name, placed, target, description, plan, problem)
        progress.finish(given.size)
    outcome.tell_the_rest()
    if not (outcome.shown or outcome.failed or outcome.unreadable):
        if outcome.passed_over:
            complain(_PROGRAM, "no schedule to show: what the folder holds is about something else")
        else:
            complain_of_none(_PROGRAM, options.paths)


def _examined(given: Input, options: argparse.Namespace, outcome: _Outcome) -> Examined | None:
    """A file, checked; None where it cannot be read, which is told, or may be passed over."""
    if given.fault is not None:
        examined = unread(given.fault, None)
    else:
        examined = examine_whole(given.body, platform=options.platform, is_yaml=given.is_yaml)
    if examined.readable:
        return examined
    is_other = examined.findings[0].code == READING["not-a-schedule-document"].code
    if given.found and (is_other or unrelated(given)):
        outcome.passed_over = True
    elif given.is_absent:
        outcome.unreadable = True
        complain(_PROGRAM, f"{given.name}: {given.fault}")
    else:
        outcome.tell(examined.findings[0], TextSource(given.name, examined.text))
    return None


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


def _target(unit: Unit, placed: Placed) -> str | None:
    """What the one extractRefresh that a schedule belongs to names, by its name or else its id."""
    around = [
        refresh
        for refresh in unit.refreshes
        if not placed.inside or placed.survey.path.startswith(f"{refresh.path}/")
    ]
    for kind, node, path in around[0].children if len(around) == 1 else ():
        if kind != "schedule":
            values = open_element(kind, node, path, unit.scope.syntax).values
            called = values.get("name") or values.get("id")
            if called:
                return f"{kind} {called}"
    return None


def _server_accepts(judged: Judged, placed: Placed) -> bool:
    again = judge(judged.unit, platform="server", operation=judged.operation)
    return not any(v.about is placed and v.severity == "error" for v in again.verdicts)


def _print_text(every: Iterator[Previewed], wanted: Range) -> None:
    for one in every:
        state = f" ({SUSPENDED})" if one.suspended else ""
        sys.stdout.write(f"{on_terminal(one.place)}\n")
        sys.stdout.write(f"{on_terminal(one.description)}, in {wanted.zone_name}{state}\n")
        if one.problem is not None:
            sys.stdout.write(f"  no runs: {one.problem}\n\n")
            continue
        none = True
        for run in wanted.runs(one.plan):
            none = False
            sys.stdout.write(f"  {_run_text(run)}\n")
        if none:
            sys.stdout.write(f"  {NONE_IN_RANGE}\n")
        for assumption in one.assumptions:
            sys.stdout.write(f"  * {assumption}\n")
        sys.stdout.write("\n")


def _run_text(run: Run) -> str:
    # What is assumed stands in full once, below the runs.
    notes = dict.fromkeys("assumed" if n.kind == "assumed" else n.text for n in run.notes)
    note = f"  {'; '.join(notes)}" if notes else ""
    return f"{run.local:%a} {run.local.date()} {run.local:%H:%M %z}  {utc_text(run)}{note}"


def _print_json(every: Iterator[Previewed], wanted: Range) -> None:
    document = {
        "version": 1,
        "zone": wanted.zone_name,
        "schedules": [_as_json(one, wanted) for one in every],
    }
    json.dump(document, sys.stdout, indent=2, ensure_ascii=False)
    sys.stdout.write("\n")


def _as_json(one: Previewed, wanted: Range) -> dict[str, object]:
    return {
        "file": one.file,
        "path": one.path,
        "id": one.written.id,
        "description": one.description,
        "suspended": one.suspended,
        "problem": one.problem,
        "assumptions": list(one.assumptions),
        "runs": [_run_json(run) for run in wanted.runs(one.plan)],
    }


def _run_json(run: Run) -> dict[str, object]:
    told = [note.text for note in run.notes if note.kind != "assumed"]
    return {
        "local": run.local.isoformat(),
        "utc": utc_text(run),
        "note": "; ".join(told) or None,
        "notes": [{"kind": note.kind, "text": note.text} for note in run.notes],
    }
