"""Every shortcut on the way to a run gives what the obvious way gives.

The obvious way asks each piece of the clock for its next run and takes the first of them, and
has the zone itself show it. That the pieces are right is what the walk through every minute
tests; here the moments are drawn where a shortcut could go wrong.
"""

from __future__ import annotations

import importlib
from datetime import UTC, date, datetime, timedelta, timezone, tzinfo
from itertools import pairwise, takewhile
from pathlib import Path
from typing import Any, Literal
from zoneinfo import ZoneInfo, available_timezones

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import tabsched
from tabsched.timetable import clock as clocks
from tabsched.timetable.clock import FIRST_INSTANT, LAST_SPAN, STOP_INSTANT, clock_of, span_of
from tabsched.timetable.days import FIRST_DAY, LAST_DAY, MonthDay, MonthDays, NthWeekday, Weekdays
from tabsched.timetable.plan import FIRST_WALL, LAST_WALL, Plan
from tabsched.timetable.runs import instants, next_instant, next_run, runs
from tabsched.values import Nth

HOUR, DAY = 3600, 86_400
FIRST_SPAN = span_of(FIRST_INSTANT)
WEEK, BLOCK = 7 * DAY, 256 * DAY
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
EVERY_DAY = Weekdays(frozenset(range(7)))
SECOND = timedelta(seconds=1)
Gap = Literal["move", "skip"]
GAPS: st.SearchStrategy[Gap] = st.sampled_from(("move", "skip"))


class Stranger(tzinfo):
    """Los Angeles that gives back a fixed zone for each offset, as pytz does."""

    def __init__(self) -> None:
        self.zone = ZoneInfo("America/Los_Angeles")
        self.own = {hours: timezone(timedelta(hours=hours), f"fixed {hours}") for hours in (-7, -8)}

    def fromutc(self, utc: datetime, /) -> datetime:
        local = self.zone.fromutc(utc.replace(tzinfo=self.zone))
        offset = local.replace(tzinfo=None) - utc.replace(tzinfo=None)
        # Its local mean time is of no interest here.
        hours = -7 if offset == timedelta(hours=-7) else -8
        local = utc.replace(tzinfo=None) + timedelta(hours=hours)
        return local.replace(tzinfo=self.own[hours])

    def utcoffset(self, local: datetime | None, /) -> timedelta:
        raise AssertionError(f"only the way from UTC is reliable, not {local}")

    dst = utcoffset

    def tzname(self, _: datetime | None, /) -> str:
        return "stranger"

    def __repr__(self) -> str:
        return "stranger"


class Moment(datetime):
    """A datetime of one's own class."""


IANA = [
    ZoneInfo(name)
    for name in (
        "Africa/Casablanca",
        "Africa/Monrovia",
        "America/Los_Angeles",
        "America/Noronha",
        "Antarctica/Troll",
        "Asia/Kathmandu",
        "Asia/Manila",
        "Australia/Lord_Howe",
        "Europe/Dublin",
        "Pacific/Apia",
        "Pacific/Kiritimati",
        "Pacific/Kwajalein",
        "UTC",
    )
]
FIXED = [UTC, timezone(timedelta(hours=-12)), timezone(timedelta(hours=14, seconds=1))]
ZONES: list[tzinfo] = [*IANA, *FIXED, Stranger()]
MONTH_DAYS: st.SearchStrategy[MonthDay] = st.one_of(
    st.integers(1, 31),
    st.just(Nth.LAST),
    st.builds(NthWeekday, st.sampled_from(list(Nth)), st.integers(0, 6)),
)
TIMES = st.one_of(st.integers(0, DAY - 1), st.integers(0, 4 * 12).map(lambda five: five * 300))
PLANS = st.one_of(
    st.builds(
        lambda days, start, steps: Plan(
            Weekdays(days), tuple(sorted({start} | {start + step for step in steps}))
        ),
        st.frozensets(st.integers(0, 6), min_size=1),
        TIMES,
        st.sets(st.integers(1, DAY // 60 - 1).map(lambda minute: minute * 60), max_size=8),
    ),
    st.builds(
        lambda choices, times: Plan(MonthDays(choices), tuple(sorted(times))),
        st.frozensets(MONTH_DAYS, min_size=1, max_size=3),
        st.sets(TIMES, min_size=1, max_size=3),
    ),
    st.just(Plan(EVERY_DAY, tuple(range(0, DAY, 900)))),
)
# The spans of the last 150 and the next 50 years, where clocks change, and the ends of time.
SPANS = st.one_of(
    st.integers(span_of(-(10**9) * 3), span_of(25 * 10**8)),
    st.sampled_from([FIRST_SPAN, LAST_SPAN]),
)


@st.composite
def zones_and_instants(draw: st.DrawFn) -> tuple[tzinfo, int]:
    """A zone and an instant: mostly about a change of its clock, or where spans meet."""
    zone = draw(st.sampled_from(ZONES))
    clock = clock_of(zone, draw(SPANS))
    edges = [edge for part in clock.parts for edge in (part.start, part.stop)]
    changes = [stretch.start for stretch in clock.stretches]
    near = draw(st.sampled_from([2, 2 * HOUR, DAY, 3 * DAY, 40 * DAY]))
    instant = draw(st.sampled_from(edges + changes)) + draw(st.integers(-near, near))
    return zone, min(max(instant, FIRST_INSTANT), STOP_INSTANT - 1)


def obvious(plan: Plan, zone: tzinfo, after: int, gap: Gap) -> int | None:
    """The first run after an instant: of the next runs of all pieces, the first."""
    for span in range(span_of(max(after + 1, FIRST_INSTANT)), LAST_SPAN + 1):
        found = []
        for start, stop, offset, moved in clock_of(zone, span).pieces:
            wall = plan.next_wall(max(after, start - 1) + offset)
            if wall is not None and wall - offset < stop and not (moved and gap == "skip"):
                found.append(wall - offset)
        if found:
            return min(found)
    return None


def shown(run: datetime) -> tuple[object, ...]:
    """All there is to a datetime, unlike its equality."""
    return type(run), run.replace(tzinfo=None), run.fold, run.tzname(), run.utcoffset()


def in_zone(instant: int, zone: tzinfo) -> datetime:
    return (EPOCH + timedelta(seconds=instant)).astimezone(zone)


@given(plan=PLANS, where=zones_and_instants(), gap=GAPS)
@settings(max_examples=settings().max_examples * 15)
def test_the_next_instant_is_the_first_of_all_pieces(
    plan: Plan, where: tuple[tzinfo, int], gap: Gap
) -> None:
    zone, after = where
    assert next_instant(plan, zone, after, gap=gap) == obvious(plan, zone, after, gap)


@given(
    plan=PLANS,
    where=zones_and_instants(),
    gap=GAPS,
    own=st.sampled_from([None, None, UTC, *IANA, *FIXED]),
    micro=st.sampled_from([0, 1, 999_999]),
    subclass=st.booleans(),
)
@settings(max_examples=settings().max_examples * 15)
def test_the_next_run_from_a_moment_of_any_zone_and_class_is_the_one_of_its_second(
    plan: Plan,
    where: tuple[tzinfo, int],
    gap: Gap,
    own: tzinfo | None,
    micro: int,
    subclass: bool,  # noqa: FBT001 drawn
) -> None:
    zone, second = where
    utc = EPOCH + timedelta(seconds=second, microseconds=micro)
    try:
        after = utc.astimezone(zone if own is None else own)
    except OverflowError:
        after = utc
    if subclass:
        after = Moment.combine(after.date(), after.timetz()).replace(fold=after.fold)
    found = next_run(plan, after, zone, gap=gap)
    expected = obvious(plan, zone, second, gap)
    if found is None or expected is None:
        assert found is None
        assert expected is None
    else:
        assert shown(found) == shown(in_zone(expected, zone))
        assert found.tzinfo is zone or isinstance(zone, Stranger)


@given(
    plan=PLANS,
    where=zones_and_instants(),
    gap=GAPS,
    length=st.sampled_from([1, HOUR, DAY, 9 * DAY, 60 * DAY]),
)
@settings(max_examples=settings().max_examples * 4)
def test_runs_are_one_next_run_after_the_other(
    plan: Plan, where: tuple[tzinfo, int], gap: Gap, length: int
) -> None:
    zone, start = where
    start = min(start, STOP_INSTANT - length - 1)
    expected: list[int] = []
    following = obvious(plan, zone, start - 1, gap)
    while following is not None and following < start + length and len(expected) < 300:
        expected.append(following)
        following = obvious(plan, zone, following, gap)
    # One that is planned in the last second would tell an included end from an excluded one.
    stop = start + length if len(expected) < 300 else expected[-1] + 1
    assert list(instants(plan, zone, start, stop, gap=gap)) == expected
    low, high = (EPOCH + timedelta(seconds=at) for at in (start, stop))
    found = list(runs(plan, low, high, zone, gap=gap))
    assert [shown(run) for run in found] == [shown(in_zone(at, zone)) for at in expected]
    assert all(run.tzinfo is zone for run in found) or isinstance(zone, Stranger)
    if expected:
        assert list(instants(plan, zone, start, expected[-1], gap=gap)) == expected[:-1]


@given(
    plan=PLANS,
    first=st.one_of(
        st.builds(
            lambda edge, number, near: number * edge - 3 * DAY * (edge == WEEK) + near,
            st.sampled_from([WEEK, BLOCK, DAY]),
            st.integers(-100, 100),
            st.integers(-2 * DAY, 2 * DAY),
        ),
        st.integers(-3 * DAY, 3 * DAY).map(lambda near: FIRST_WALL + near),
        st.integers(-40 * DAY, 3 * DAY).map(lambda near: LAST_WALL + near),
    ),
    length=st.one_of(st.integers(-1, 2), st.integers(0, 300 * DAY)),
)
@settings(max_examples=settings().max_examples * 4)
def test_planned_wall_seconds_are_those_of_the_chosen_days(
    plan: Plan, first: int, length: int
) -> None:
    stop = first + length
    expected = sorted(
        {
            wall
            for day in range(first // DAY - 1, stop // DAY + 1)
            # The window of the day before the first may reach into it.
            if FIRST_DAY - 1 <= day <= LAST_DAY and is_chosen(plan, day)
            for wall in (day * DAY + offset for offset in plan.offsets)
            if max(first, FIRST_WALL) <= wall < min(stop, LAST_WALL + 1)
        }
    )
    assert list(plan.walls(first, stop)) == expected
    if expected:
        assert plan.next_wall(first - 1) == expected[0]
        assert plan.has(expected[0])
        assert plan.has(expected[-1])


def is_chosen(plan: Plan, number: int) -> bool:
    """Whether a plan chooses a day, by what the calendar says of it."""
    if isinstance(plan.days, Weekdays):
        return (number + 3) % 7 in plan.days.weekdays
    if number < FIRST_DAY:
        return False
    day = date(1970, 1, 1) + timedelta(days=number)
    ordinal = list(Nth)[(day.day - 1) // 7]
    tomorrow = day.month != 12 or day.day != 31
    is_last = not tomorrow or (day + timedelta(days=1)).month != day.month
    in_last_week = (day.month == 12 and day.day > 24) or (
        (day.month, day.day) < (12, 25) and (day + timedelta(days=7)).month != day.month
    )
    names: set[MonthDay] = {day.day, NthWeekday(ordinal, day.weekday())}
    names |= {Nth.LAST} if is_last else set()
    names |= {NthWeekday(Nth.LAST, day.weekday())} if in_last_week else set()
    return bool(names & plan.days.choices)


@pytest.mark.parametrize(
    "span", [FIRST_SPAN, span_of(0), span_of(10**9), span_of(1_330_000_000), LAST_SPAN]
)
@pytest.mark.parametrize("zone", ZONES, ids=str)
def test_the_parts_of_a_span_leave_no_instant_out(zone: tzinfo, span: int) -> None:
    clock = clock_of(zone, span)
    assert clock.parts[0].start == max(span * clocks.SPAN, FIRST_INSTANT)
    assert clock.parts[-1].stop == min((span + 1) * clocks.SPAN, STOP_INSTANT)
    assert all(earlier.stop == later.start for earlier, later in pairwise(clock.parts))
    assert all(earlier < later for earlier, later in pairwise(clock.calm))
    for start, stop, offset in clock.parts:
        for instant in (start, stop - 1):
            if offset is not None:
                assert clock.shown(instant) == instant + offset
                assert clock.instant_of(instant + offset) == instant
    # What is calm is nearly all of it: a change takes the hours that offsets differ, twice.
    apart = max(s.offset for s in clock.stretches) - min(s.offset for s in clock.stretches)
    restless = sum(stop - start for start, stop, offset in clock.parts if offset is None)
    assert restless <= 2 * apart * (len(clock.stretches) - 1)


def test_a_zone_that_equals_another_is_not_taken_for_it() -> None:
    plan, after = Plan(EVERY_DAY, (HOUR,)), datetime(2026, 5, 5, tzinfo=UTC)
    named = [timezone(timedelta(hours=5), name) for name in ("one", "other")]
    assert named[0] == named[1]
    for zone in named:
        found = next_run(plan, after, zone)
        assert found is not None
        assert found.tzinfo is zone
        (run,) = runs(plan, after, after + timedelta(days=1), zone)
        assert run.tzinfo is zone


def test_a_kind_of_zone_info_that_shows_something_else_is_asked_for_each_run() -> None:
    class Elsewhere(ZoneInfo):
        def fromutc(self, utc: datetime, /) -> datetime:
            return (utc + timedelta(minutes=7)).replace(tzinfo=UTC)

    plan, after = Plan(EVERY_DAY, (HOUR,)), datetime(2026, 5, 5, tzinfo=UTC)
    zone = Elsewhere("Europe/Berlin")
    found = next_run(plan, after, zone)
    assert found == datetime(2026, 5, 5, 1, tzinfo=UTC)
    assert list(runs(plan, after, after + timedelta(days=1), zone)) == [found]


@pytest.mark.parametrize("zone", [ZoneInfo("Europe/Berlin"), UTC, Stranger()], ids=str)
def test_a_zone_without_an_offset_leaves_a_moment_naive(zone: tzinfo) -> None:
    class Nowhere(tzinfo):
        def utcoffset(self, _: datetime | None, /) -> None:
            return None

        dst = utcoffset

        def tzname(self, _: datetime | None, /) -> None:
            return None

    for own in (None, Nowhere()):
        with pytest.raises(ValueError, match="after is a naive datetime"):
            next_run(Plan(EVERY_DAY, (0,)), datetime(2026, 5, 5, tzinfo=own), zone)


@pytest.mark.parametrize("gap", ["move", "skip"])
def test_every_hour_of_a_year_by_the_public_door(gap: Gap) -> None:
    days = ("Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday")
    schedule = tabsched.Schedule.hourly(start="00:00", end="00:00", on=days)
    zone = ZoneInfo("America/Los_Angeles")
    low, high = datetime(2026, 1, 1, tzinfo=zone), datetime(2027, 1, 1, tzinfo=zone)
    hours = [in_zone(int(low.timestamp()) + hour * HOUR, zone) for hour in range(8760)]
    # The hour that the clock shows a second time in autumn is not run again.
    expected = [shown(hour) for hour in hours if not hour.fold]
    for name in (zone, "America/Los_Angeles"):
        assert [shown(run) for run in schedule.runs(low, high, name, gap=gap)] == expected


def test_changes_of_real_zones_lie_further_apart_than_two_probes() -> None:
    # A change that was undone between two probes would not be seen.
    common: Any = importlib.import_module("zoneinfo._common")
    paths: Any = importlib.import_module("zoneinfo._tzpath")
    closest = {}
    for name in available_timezones():
        path = paths.find_tzfile(name)
        with Path(path).open("rb") if path else common.load_tzdata(name) as file:
            kinds, times, offsets, *_ = common.load_data(file)
        changes = [
            after
            for (_, before_kind), (after, kind) in pairwise(zip(times, kinds, strict=True))
            if offsets[before_kind] != offsets[kind]
        ]
        closest[name] = min((b - a for a, b in pairwise(changes)), default=STOP_INSTANT)
    assert min(closest.values()) > 2 * clocks._PROBE_OF_IANA  # noqa: SLF001 the subject


@given(
    choices=st.frozensets(MONTH_DAYS, min_size=1, max_size=3),
    day=st.one_of(
        st.integers(FIRST_DAY - 40, FIRST_DAY + 40),
        st.integers(LAST_DAY - 80, LAST_DAY + 40),
        st.integers(-9999, 9999),
    ),
)
def test_days_since_a_day_begin_with_it_and_end_with_the_year_9999(
    choices: frozenset[MonthDay], day: int
) -> None:
    days = MonthDays(choices)
    plan = Plan(days, (0,))
    expected = [at for at in range(day, min(day + 400, LAST_DAY + 1)) if is_chosen(plan, at)]
    assert list(takewhile(lambda at: at < day + 400, days.since(day))) == expected


def test_the_next_run_beyond_changes_and_spans_needs_no_walk_through_them(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def refuse(*_: object) -> None:
        raise AssertionError("walked")

    monkeypatch.setattr("tabsched.timetable.runs._instants", refuse)
    rare = Plan(MonthDays(frozenset({31})), (6 * HOUR,))
    for zone in (ZoneInfo("America/Los_Angeles"), Stranger()):
        for number in range(0, 5 * 366, 3):
            after = datetime(2026, 1, 1, 12, 34, tzinfo=UTC) + timedelta(days=number)
            found = next_run(rare, after, zone)
            assert found is not None
            assert found.hour == 6
            assert found.day == 31


@pytest.mark.parametrize("years", [1, 10, 50, 7000])
def test_a_far_year_is_asked_for_no_more_often(years: int) -> None:
    class Counting(Stranger):
        asked = 0

        def fromutc(self, utc: datetime, /) -> datetime:
            self.asked += 1
            return super().fromutc(utc)

    zone = Counting()
    rare = Plan(MonthDays(frozenset({31})), (HOUR,))
    after = datetime(2026 + years, 5, 31, 12, tzinfo=UTC)
    assert next_run(rare, after, zone) is not None
    # Two spans of a zone of one's own, and the result.
    assert zone.asked < 2 * 1600
