"""How fast all runs of one year come, hourly on all days, as aware datetimes."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from benchmarks import shapes
from benchmarks.peers import peer
from benchmarks.shapes import EVERY_HOUR, ZONE, exists
from benchmarks.suite import OURS, Benchmark, Scale, interleaved, time_table, timed

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from benchmarks.shapes import Next

    Year = Callable[[], list[datetime]]

_START, _STOP = datetime(2026, 1, 1, tzinfo=ZONE), datetime(2027, 1, 1, tzinfo=ZONE)
_BEFORE = _START - timedelta(seconds=1)
_LAST = _STOP - timedelta(seconds=1)
_ENOUGH = 20_000


def ours() -> Year:
    """`Schedule.runs`, to its end."""
    schedule = EVERY_HOUR.schedule
    return lambda: list(schedule.runs(_START, _STOP, ZONE))


def cronsim() -> Year | None:
    """Its iterator, made anew."""
    module = peer("cronsim")
    return module and (lambda: _until_stop(module.CronSim(EVERY_HOUR.cron, _BEFORE)))


def croniter() -> Year | None:
    """Its iterator, made anew."""
    module = peer("croniter")
    return module and (
        lambda: _until_stop(module.croniter(EVERY_HOUR.cron, _BEFORE).all_next(datetime))
    )


def croniter_rs() -> Year | None:
    """Its iterator, made anew; the zone is put on each answer."""
    module = peer("croniter_rs")
    if module is None:
        return None
    stop = _STOP.replace(tzinfo=None)

    def year() -> list[datetime]:
        found: list[datetime] = []
        for run in module.croniter(EVERY_HOUR.cron, _BEFORE).all_next(datetime):
            if run >= stop:
                break
            found.append(run.replace(tzinfo=ZONE))
        return found

    return year


def dateutil() -> Year | None:
    """The bare iterator of its rule, which gives aware datetimes."""
    module = peer("dateutil.rrule")
    if module is None:
        return None
    arguments = shapes.rule_arguments(EVERY_HOUR, module)
    return lambda: list(module.rrule(dtstart=_START, until=_LAST, **arguments))


def rust_rrule() -> Year | None:
    """The one way that the Rust package has: all between two instants."""
    module = peer("rrule")
    if module is None:
        return None
    hours = ",".join(map(str, range(24)))
    rule = f"RRULE:FREQ=DAILY;BYHOUR={hours};BYMINUTE=0;BYSECOND=0"
    return lambda: module.build_rruleset(_START, [rule]).between(_START, _LAST, _ENOUGH)


def _stepping(prepare: Callable[[shapes.Shape], Next | None]) -> Year | None:
    """One run after the other, for those that offer no more."""
    ask = prepare(EVERY_HOUR)
    if ask is None:
        return None

    def year() -> list[datetime]:
        found: list[datetime] = []
        run = ask(_BEFORE)
        while run is not None and run < _STOP:
            found.append(run)
            run = ask(run)
        return found

    return year


CONTENDERS: dict[str, Callable[[], Year | None]] = {
    OURS: ours,
    "cronsim": cronsim,
    "croniter": croniter,
    "APScheduler CronTrigger": lambda: _stepping(shapes.apscheduler),
    "dateutil.rrule": dateutil,
    "celery crontab": lambda: _stepping(shapes.celery),
    "croniter-rs (Rust)": croniter_rs,
    "rrule (Rust)": rust_rrule,
}


def check(_scale: Scale) -> Iterator[str]:
    """How the runs of a contender differ from tabsched's, and which are none at all."""
    right = ours()()
    instants = {run.astimezone(UTC) for run in right}
    for name, make in CONTENDERS.items():
        if (year := make()) is None:
            continue
        runs = year()
        unreal = [run for run in runs if not exists(run)]
        found = [run.astimezone(UTC) for run in runs if exists(run)]
        remarks = [
            _remark("more", set(found) - instants),
            _remark("missing", instants - {run.astimezone(UTC) for run in runs}),
            _remark("twice", {run for run, times in Counter(found).items() if times > 1}),
            f"WRONG: {unreal[0]:%Y-%m-%d %H:%M}, which no clock shows" if unreal else "",
        ]
        differs = "; ".join(filter(None, remarks))
        yield f"{name} gives {len(runs):,} runs{f': {differs}' if differs else ''}"


def measure(scale: Scale) -> Iterator[str]:
    """The time of a whole year."""
    contenders = {name: year for name, make in CONTENDERS.items() if (year := make()) is not None}
    measured = interleaved(
        {name: timed(year) for name, year in contenders.items()}, scale.of(25, 5)
    )
    yield time_table(f"{len(ours()()):,} runs of a year", measured)


def _until_stop(runs: Iterator[datetime]) -> list[datetime]:
    found: list[datetime] = []
    for run in runs:
        if run >= _STOP:
            break
        found.append(run)
    return found


def _remark(word: str, instants: set[datetime]) -> str:
    if not instants:
        return ""
    shown = ", ".join(f"{run.astimezone(ZONE):%Y-%m-%d %H:%M%z}" for run in sorted(instants)[:2])
    return f"{len(instants)} {word} ({shown}{', …' if len(instants) > 2 else ''})"  # noqa: PLR2004


BENCHMARK = Benchmark("year", "All runs of one year, every hour of every day", check, measure)
