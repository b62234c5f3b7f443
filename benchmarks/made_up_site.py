"""A made-up site: a list answer of any number of tasks, some hundred distinct schedules."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import accumulate
from random import Random
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

DAYS = ("Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday")
DISTINCT = 400
# So many tasks of a site, however large it is, have the fault worth looking for.
FAULTY = 100
_ORDINALS = ("First", "Second", "Third", "Fourth", "LastDay")
_SEED = 3
_BEGIN = datetime(2026, 1, 5, tzinfo=UTC)
_STEP = 7919  # a prime: the timestamps of neighbours lie apart, and none comes twice
_HEAD = (
    '<?xml version="1.0" encoding="UTF-8"?><tsResponse xmlns="http://tableau.com/api" '
    'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:schemaLocation='
    '"http://tableau.com/api https://help.tableau.com/samples/en-us/rest_api/ts-api_3_25.xsd">'
    "<tasks>"
)


@dataclass(frozen=True)
class Plan:
    """A schedule of the site; intervals as the API names them."""

    frequency: str
    start: str
    end: str | None
    intervals: tuple[tuple[tuple[str, str], ...], ...]

    def details(self) -> dict[str, Any]:
        """Its `frequencyDetails` in JSON."""
        end = {} if self.end is None else {"end": self.end}
        intervals = [dict(interval) for interval in self.intervals]
        return {"start": self.start, **end, "intervals": {"interval": intervals}}

    def xml(self) -> str:
        """Its `frequencyDetails` in XML."""
        end = "" if self.end is None else f' end="{self.end}"'
        intervals = "".join(
            f"<interval{''.join(_attribute(*pair) for pair in interval)}/>"
            for interval in self.intervals
        )
        return (
            f'<frequencyDetails start="{self.start}"{end}><intervals>{intervals}</intervals>'
            "</frequencyDetails>"
        )


@dataclass(frozen=True)
class Task:
    """A task of the site."""

    plan: Plan
    luid: str
    target: str
    target_luid: str
    next_run_at: str


def plans(random: Random) -> Iterator[Plan]:
    """Endless sound schedules, none twice: all four frequencies, as Cloud sends them."""
    seen: set[Plan] = set()
    while True:
        plan = random.choice((_hourly, _daily, _once_a_day, _weekly, _days, _nth))(random)
        if plan not in seen:
            seen.add(plan)
            yield plan


def tasks(count: int) -> Iterator[Task]:
    """The tasks of a site; the same count gives the same tasks."""
    random = Random(_SEED)
    fresh = plans(random)
    pool = [next(fresh) for _ in range(DISTINCT)]
    weights = list(accumulate(1 / rank for rank in range(1, DISTINCT + 1)))
    faulty = Plan("Daily", "06:00:00", "20:00:00", _week_days(DAYS[1:6]))
    stride = max(1, count // FAULTY)
    for number in range(count):
        (plan,) = random.choices(pool, cum_weights=weights)
        yield Task(
            faulty if number % stride == stride // 2 else plan,
            _luid(random),
            random.choice(("workbook", "datasource")),
            _luid(random),
            f"{_BEGIN + timedelta(seconds=number * _STEP % (count * 10)):%Y-%m-%dT%H:%M:%SZ}",
        )


def write_xml(path: Path, count: int) -> Path:
    """The answer to "list extract refresh tasks" in XML, on one line as Tableau sends it."""
    with path.open("w", encoding="utf-8") as file:
        file.write(_HEAD)
        for task in tasks(count):
            file.write(
                f'<task><extractRefresh id="{task.luid}" priority="50" consecutiveFailedCount="0" '
                f'type="RefreshExtractTask"><schedule frequency="{task.plan.frequency}" '
                f'nextRunAt="{task.next_run_at}">{task.plan.xml()}</schedule>'
                f'<{task.target} id="{task.target_luid}"/></extractRefresh></task>'
            )
        file.write("</tasks></tsResponse>")
    return path


def write_json(path: Path, count: int) -> Path:
    """The same answer in JSON."""
    with path.open("w", encoding="utf-8") as file:
        file.write('{"tasks":{"task":[')
        for number, task in enumerate(tasks(count)):
            schedule = {
                "frequency": task.plan.frequency,
                "nextRunAt": task.next_run_at,
                "frequencyDetails": task.plan.details(),
            }
            refresh = {
                "id": task.luid,
                "priority": "50",
                "consecutiveFailedCount": "0",
                "type": "RefreshExtractTask",
                "schedule": schedule,
                task.target: {"id": task.target_luid},
            }
            file.write("," if number else "")
            json.dump({"extractRefresh": refresh}, file, separators=(",", ":"))
        file.write("]}}")
    return path


def _hourly(random: Random) -> Plan:
    every = random.choice((("hours", "1"), ("minutes", "60")))
    opens = random.randrange(5, 11)
    minute = random.randrange(0, 60, 5)
    closes = random.randrange(opens + 1, 24)
    intervals = ((every,), *_some_days(random))
    return Plan("Hourly", _clock(opens, minute), _clock(closes, minute), intervals)


def _daily(random: Random) -> Plan:
    hours = random.choice((2, 4, 6, 8, 12))
    minute = random.randrange(0, 60, 5)
    opens = random.randrange(24 - hours)
    closes = random.randrange(opens + hours, 24)
    intervals = ((("hours", str(hours)),), *_some_days(random))
    return Plan("Daily", _clock(opens, minute), _clock(closes, minute), intervals)


def _once_a_day(random: Random) -> Plan:
    start = _any_clock(random)
    return Plan("Daily", start, start, ((("hours", "24"),), *_some_days(random)))


def _weekly(random: Random) -> Plan:
    return Plan("Weekly", _any_clock(random), None, _week_days((random.choice(DAYS),)))


def _days(random: Random) -> Plan:
    days = sorted(random.sample(range(1, 29), random.choice((1, 1, 2, 4))))
    intervals = tuple((("monthDay", str(day)),) for day in days)
    return Plan("Monthly", _any_clock(random), None, intervals)


def _nth(random: Random) -> Plan:
    interval = (("weekDay", random.choice(DAYS)), ("monthDay", random.choice(_ORDINALS)))
    return Plan("Monthly", _any_clock(random), None, (interval,))


def _some_days(random: Random) -> tuple[tuple[tuple[str, str], ...], ...]:
    """The working days, all days, or any."""
    some = sorted(random.sample(range(7), random.randrange(1, 7)))
    chosen = random.choice((range(1, 6), range(7), some))
    return _week_days(tuple(DAYS[day] for day in chosen))


def _week_days(days: tuple[str, ...]) -> tuple[tuple[tuple[str, str], ...], ...]:
    return tuple((("weekDay", day),) for day in days)


def _any_clock(random: Random) -> str:
    return _clock(random.randrange(24), random.randrange(0, 60, 5))


def _clock(hour: int, minute: int) -> str:
    return f"{hour:02}:{minute:02}:00"


def _luid(random: Random) -> str:
    digits = f"{random.getrandbits(128):032x}"
    return "-".join((digits[:8], digits[8:12], digits[12:16], digits[16:20], digits[20:]))


def _attribute(name: str, value: str) -> str:
    return f' {name}="{value}"'
