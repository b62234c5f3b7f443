"""Around every clock change the runs are those of a walk through every minute.

The walk knows nothing of tabsched's clock: it reads the wall clock of each minute of UTC by
zoneinfo, in order, and applies section 5 of the specification to what it sees.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, tzinfo
from functools import cache
from itertools import pairwise, product
from typing import TYPE_CHECKING, Literal
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tabsched.model import Interval, Written
from tabsched.timetable.plan import compile_plan
from tabsched.timetable.runs import instants, next_instant, next_run

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

MINUTE, HOUR, DAY = 60, 3600, 86_400
ZONES = (
    "Africa/Cairo",
    "Africa/Casablanca",
    "America/Caracas",
    "America/Havana",
    "America/New_York",
    "America/Santiago",
    "America/Sao_Paulo",
    "Antarctica/Troll",
    "Asia/Beirut",
    "Asia/Gaza",
    "Asia/Pyongyang",
    "Asia/Tehran",
    "Australia/Lord_Howe",
    "Europe/Berlin",
    "Europe/Dublin",
    "Pacific/Apia",
)
# Days which skip or repeat whole days or nearly so, long before the others.
OLD_DAYS = {
    "Pacific/Kwajalein": (datetime(1969, 10, 1, tzinfo=UTC), datetime(1993, 8, 21, tzinfo=UTC)),
    "Europe/Dublin": (datetime(1968, 2, 18, tzinfo=UTC), datetime(1971, 10, 31, tzinfo=UTC)),
    "Pacific/Kiritimati": (datetime(1995, 1, 1, tzinfo=UTC),),
}

Landing = tuple[int, int, bool]
"""Where a wall time runs: its wall minute, the minute of UTC, and whether the clock skips it."""


@dataclass(frozen=True)
class Shape:
    """A schedule and, independently of how it is compiled, the minutes that it plans."""

    name: str
    written: Written
    platform: Literal["cloud", "server"]
    planned: Callable[[datetime, bool], bool]


def window(start: int, end: int, step: int, days: set[int]) -> Callable[[datetime, bool], bool]:
    """Minutes of a window that opens on weekdays at minute `start`, each `step` minutes."""

    def planned(wall: datetime, at_end: bool) -> bool:  # noqa: FBT001 a predicate of two facts
        for opened in (wall.date(), wall.date() - timedelta(days=1)):
            midnight = datetime(opened.year, opened.month, opened.day)  # noqa: DTZ001 wall clock
            minutes = (wall - midnight) // timedelta(minutes=1)
            close = end if end > start else end + 24 * 60
            inside = start <= minutes < close or (minutes == close and at_end and start != end)
            if opened.weekday() in days and inside and (minutes - start) % step == 0:
                return True
        return False

    return planned


def monthly(start: int, days: Callable[[datetime], bool]) -> Callable[[datetime, bool], bool]:
    """The minute `start` of the days that a predicate chooses."""
    return lambda wall, _: wall.hour * 60 + wall.minute == start and days(wall)


def is_last(wall: datetime) -> bool:
    return (wall + timedelta(days=1)).day == 1


def each(**kinds: str) -> Interval:
    return Interval(**kinds)


ALL = set(range(7))
SHAPES = (
    Shape(
        "hourly round the clock",
        Written("Hourly", "00:00:00", "00:00:00", (each(hours="1"),)),
        "server",
        window(0, 0, 60, ALL),
    ),
    Shape(
        "hourly at half past on most days",
        Written(
            "Hourly",
            "00:30:00",
            "22:30:00",
            (
                each(week_day="Sunday"),
                each(week_day="Monday"),
                each(minutes="60"),
                each(week_day="Saturday"),
                each(week_day="Thursday"),
            ),
        ),
        "cloud",
        window(30, 22 * 60 + 30, 60, {6, 0, 5, 3}),
    ),
    Shape(
        "every 15 minutes",
        Written("Hourly", "00:00:00", "23:45:00", (each(minutes="15"),)),
        "server",
        window(0, 23 * 60 + 45, 15, ALL),
    ),
    Shape(
        "every 30 minutes across midnight, from a twenty past",
        Written("Hourly", "21:20:00", "04:20:00", (each(minutes="30"), each(week_day="Saturday"))),
        "server",
        window(21 * 60 + 20, 4 * 60 + 20, 30, {5}),
    ),
    Shape(
        "every 2 hours of a night window on all days",
        Written("Daily", "23:05:00", "05:05:00", (each(hours="2"), each(week_day="Sunday"))),
        "cloud",
        window(23 * 60 + 5, 5 * 60 + 5, 120, {6}),
    ),
    Shape(
        "every 4 hours",
        Written("Daily", "02:15:00", "22:15:00", (each(hours="4"),)),
        "server",
        window(135, 22 * 60 + 15, 240, ALL),
    ),
    Shape(
        "every 8 hours with an end off the grid",
        Written("Hourly", "02:30:00", "23:00:00", (each(hours="8"),)),
        "server",
        window(150, 23 * 60, 480, ALL),
    ),
    Shape(
        "daily at midnight",
        Written("Daily", "00:00:00", "00:00:00", (each(hours="24"),)),
        "cloud",
        window(0, 1, 1440, ALL),
    ),
    Shape(
        "weekly inside the usual gap",
        Written("Weekly", "02:30:00", None, (each(week_day="Sunday"),)),
        "cloud",
        window(150, 151, 1440, {6}),
    ),
    Shape(
        "weekly inside a gap at midnight",
        Written("Weekly", "00:15:00", None, (each(week_day="Sunday"), each(week_day="Friday"))),
        "server",
        window(15, 16, 1440, {6, 4}),
    ),
    Shape(
        "on the last day of the month",
        Written("Monthly", "01:45:00", None, (each(month_day="LastDay"),)),
        "cloud",
        monthly(105, is_last),
    ),
    Shape(
        "on the last Sunday, the second Sunday and the 30th",
        Written(
            "Monthly",
            "02:00:00",
            None,
            (
                each(month_day="LastDay", week_day="Sunday"),
                each(month_day="Second", week_day="Sunday"),
                each(month_day="30"),
            ),
        ),
        "cloud",
        monthly(
            120,
            lambda wall: (
                wall.day == 30
                or (
                    wall.weekday() == 6
                    and (8 <= wall.day <= 14 or (wall + timedelta(days=7)).month != wall.month)
                )
            ),
        ),
    ),
)
NAIVE_EPOCH = datetime(1970, 1, 1)  # noqa: DTZ001 wall clock
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def wall_minutes(zone: tzinfo, first: int, count: int) -> list[int]:
    """What the clock shows at each of so many minutes of UTC, as minutes of wall time."""
    return [
        ((EPOCH + timedelta(minutes=minute)).astimezone(zone).replace(tzinfo=None) - NAIVE_EPOCH)
        // timedelta(minutes=1)
        for minute in range(first, first + count)
    ]


def landings(walls: Sequence[int], first: int) -> list[Landing]:
    """Where each wall minute runs that is shown or skipped in a walk from minute `first` on.

    Shown: at the first minute that shows it. Never shown: as if the clock, where it jumped
    over that time, had gone on without jumping; at the first such jump.
    """
    found: dict[int, Landing] = {}
    for minute, wall in enumerate(walls, first):
        found.setdefault(wall, (wall, minute, False))
    for minute, (before, after) in enumerate(pairwise(walls), first):
        for skipped in range(before + 1, after):
            found.setdefault(skipped, (skipped, minute + skipped - before, True))
    return list(found.values())


@cache
def changes(name: str) -> tuple[int, ...]:
    """The minutes of UTC at which a zone's clock changed from 2000 to 2030."""
    zone = ZoneInfo(name)
    found = [int(day.timestamp()) // MINUTE for day in OLD_DAYS.get(name, ())]
    if name not in ZONES:
        return tuple(found)
    day = datetime(2000, 1, 1, tzinfo=UTC)
    while day.year <= 2030:
        following = day + timedelta(days=1)
        if day.astimezone(zone).utcoffset() != following.astimezone(zone).utcoffset():
            first = int(day.timestamp()) // MINUTE
            walls = wall_minutes(zone, first, 24 * 60 + 1)
            jumps = [before + 1 != after for before, after in pairwise(walls)]
            found += [first + index for index, jumped in enumerate(jumps, 1) if jumped]
        day = following
    return tuple(found)


@cache
def planned_week(shape: Shape, at_end: bool) -> frozenset[int]:  # noqa: FBT001 as in window
    """The minutes of a week, counted from a Thursday, that a weekly shape plans."""
    return frozenset(
        minute
        for minute in range(7 * 24 * 60)
        if shape.planned(NAIVE_EPOCH + timedelta(minutes=minute), at_end)
    )


def is_planned(shape: Shape, at_end: bool) -> Callable[[int], bool]:  # noqa: FBT001 as in window
    if shape.written.frequency == "Monthly":
        return lambda wall: shape.planned(NAIVE_EPOCH + timedelta(minutes=wall), at_end)
    week = planned_week(shape, at_end)
    return lambda wall: wall % (7 * 24 * 60) in week


ENDS: tuple[Literal["run", "stop"], ...] = ("run", "stop")
GAPS: tuple[Literal["move", "skip"], ...] = ("move", "skip")
PLANS = [
    (shape, end, compile_plan(shape.written, shape.platform, end=end))
    for shape, end in product(SHAPES, ENDS)
    if end == "run" or shape.written.end is not None
]


@pytest.mark.parametrize("name", [*ZONES, *(name for name in OLD_DAYS if name not in ZONES)])
def test_runs_around_every_clock_change_equal_a_walk_through_every_minute(name: str) -> None:
    zone = ZoneInfo(name)
    assert changes(name)
    for change in changes(name):
        first = change - 50 * 60
        landed = landings(wall_minutes(zone, first, 100 * 60), first)
        # A skipped day lands within 24 hours of its change, and so does a repeated one.
        low, high = change - 26 * 60, change + 26 * 60
        landed = [landing for landing in landed if low <= landing[1] < high]
        for (shape, end, plan), gap in product(PLANS, GAPS):
            planned = is_planned(shape, end == "run")
            expected = sorted(
                {
                    minute * MINUTE
                    for wall, minute, skipped in landed
                    if (gap == "move" or not skipped) and planned(wall)
                }
            )
            found = list(instants(plan, zone, low * MINUTE, high * MINUTE, gap=gap))
            assert found == expected, (shape.name, end, gap, EPOCH + timedelta(minutes=change))
            for after in range((change - 130) * MINUTE, (change + 130) * MINUTE, 19 * MINUTE):
                index = bisect_right(expected, after)
                if index < len(expected):
                    assert next_instant(plan, zone, after, gap=gap) == expected[index]


class Jumpy(tzinfo):
    """A zone with changes of any size at any distance."""

    def __init__(self, steps: Sequence[tuple[int, int]], base: int) -> None:
        self.steps = tuple(steps)
        self.base = base

    def offset(self, minute: int) -> int:
        return next((offset for at, offset in reversed(self.steps) if at <= minute), self.base)

    def fromutc(self, utc: datetime, /) -> datetime:
        minute = (utc.replace(tzinfo=None) - NAIVE_EPOCH) // timedelta(minutes=1)
        return utc + timedelta(minutes=self.offset(minute))

    def utcoffset(self, _: datetime | None, /) -> timedelta:
        raise AssertionError("only the way from UTC is reliable")

    dst = utcoffset

    def tzname(self, _: datetime | None, /) -> str:
        return "jumpy"


# Offsets that no other change has, so that none is undone between two probes of the clock.
JUMPS = st.lists(
    st.tuples(st.integers(0, 3 * 24 * 4), st.integers(-23 * 4, 23 * 4)),
    min_size=1,
    max_size=5,
    unique_by=(lambda jump: jump[0], lambda jump: jump[1]),
)


# In the three days after the second, two of the clock's spans of 366 days meet.
ORIGINS = [datetime(2026, 3, 6, tzinfo=UTC), EPOCH + timedelta(days=56 * 366 - 1)]


@given(
    jumps=JUMPS,
    origin=st.sampled_from([int(moment.timestamp()) // MINUTE for moment in ORIGINS]),
    shape=st.sampled_from(SHAPES),
    gap=st.sampled_from(GAPS),
)
@settings(max_examples=settings().max_examples * 5 // 2)
def test_changes_closer_together_than_their_gaps_equal_a_walk_through_every_minute(
    jumps: list[tuple[int, int]], origin: int, shape: Shape, gap: Literal["move", "skip"]
) -> None:
    steps = [(origin + at * 15, offset * 15) for at, offset in sorted(jumps)]
    zone = Jumpy(steps, base=7)
    first, count = origin - 3 * 24 * 60, 9 * 24 * 60
    low, high = origin - 24 * 60, origin + 4 * 24 * 60
    planned = is_planned(shape, at_end=True)
    walls = [minute + zone.offset(minute) for minute in range(first, first + count)]
    expected = sorted(
        {
            minute * MINUTE
            for wall, minute, skipped in landings(walls, first)
            if low <= minute < high and (gap == "move" or not skipped) and planned(wall)
        }
    )
    plan = compile_plan(shape.written, shape.platform)
    assert list(instants(plan, zone, low * MINUTE, high * MINUTE, gap=gap)) == expected
    for after in range(low * MINUTE, high * MINUTE, 47 * MINUTE):
        index = bisect_right(expected, after)
        if index < len(expected):
            assert next_instant(plan, zone, after, gap=gap) == expected[index]


@given(
    name=st.sampled_from(ZONES),
    shape=st.sampled_from(SHAPES),
    gap=st.sampled_from(GAPS),
    data=st.data(),
)
@settings(max_examples=settings().max_examples * 3 // 2)
def test_next_run_from_any_microsecond_near_a_change_equals_the_walk(
    name: str, shape: Shape, gap: Literal["move", "skip"], data: st.DataObject
) -> None:
    zone = ZoneInfo(name)
    change = data.draw(st.sampled_from(changes(name)))
    distance = data.draw(st.integers(-4 * HOUR * 1_000_000, 4 * HOUR * 1_000_000))
    after = EPOCH + timedelta(minutes=change, microseconds=distance)
    first = change - 36 * 60
    planned = is_planned(shape, at_end=True)
    expected = min(
        (
            EPOCH + timedelta(minutes=minute)
            for wall, minute, skipped in landings(wall_minutes(zone, first, 72 * 60), first)
            if (gap == "move" or not skipped)
            and minute < change + 30 * 60
            and EPOCH + timedelta(minutes=minute) > after
            and planned(wall)
        ),
        default=None,
    )
    found = next_run(compile_plan(shape.written, shape.platform), after, zone, gap=gap)
    assert found is not None
    # In UTC, because times of two zones are never equal where one of them occurs twice.
    utc = found.astimezone(UTC)
    if expected is None:
        assert utc >= EPOCH + timedelta(minutes=change + 30 * 60)
    else:
        assert utc == expected
