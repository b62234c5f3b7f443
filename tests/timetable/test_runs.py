"""Runs in a zone: tables that a human can check, and laws."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone, tzinfo
from itertools import pairwise
from typing import Literal
from zoneinfo import ZoneInfo

import pytest
from dateutil import tz
from hypothesis import given, settings
from hypothesis import strategies as st

from tabsched.model import Interval, Written
from tabsched.timetable.days import MonthDays, NthWeekday, Weekdays
from tabsched.timetable.plan import Plan, compile_plan
from tabsched.timetable.runs import (
    Run,
    explain_runs,
    instants,
    next_run,
    notes_of,
    runs,
)
from tabsched.values import Nth

HOUR, DAY = 3600, 86_400
NEW_YORK = ZoneInfo("America/New_York")
LOS_ANGELES = ZoneInfo("America/Los_Angeles")
BERLIN = ZoneInfo("Europe/Berlin")
EVERY_DAY = Weekdays(frozenset(range(7)))
EVERY_HOUR = Plan(EVERY_DAY, tuple(range(0, DAY, HOUR)))
SUNDAY = Weekdays(frozenset({6}))


def at(text: str, zone: tzinfo = UTC) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=zone)


def explained(plan: Plan, zone: tzinfo, start: str, stop: str) -> list[Run]:
    return list(explain_runs(plan, at(start, zone), at(stop, zone), zone))


def told(run: Run) -> str:
    """A run as one line of a table."""
    line = f"{run.local:%H:%M} {run.utc:%H:%M}Z"
    return " | ".join([line, *(f"{note.kind}: {note.text}" for note in run.notes)])


def test_the_short_day_of_new_york_written_out() -> None:
    found = explained(EVERY_HOUR, NEW_YORK, "2026-03-08", "2026-03-09")
    assert [told(run) for run in found[:5]] == [
        "00:00 05:00Z",
        "01:00 06:00Z",
        (
            "03:00 07:00Z | moved: 02:00 does not exist on this day: moved to 03:00 | "
            "merged: 02:00 and 03:00 fall on one instant: one run"
        ),
        "04:00 08:00Z",
        "05:00 09:00Z",
    ]
    assert len(found) == 23


def test_the_long_day_of_new_york_written_out() -> None:
    found = explained(EVERY_HOUR, NEW_YORK, "2026-11-01", "2026-11-02")
    assert [told(run) for run in found[:4]] == [
        "00:00 04:00Z",
        "01:00 05:00Z | repeated: 01:00 occurs twice on this day: runs at the first",
        "02:00 07:00Z",
        "03:00 08:00Z",
    ]
    assert len(found) == 24
    assert [run.local.fold for run in found] == [0] * 24


def test_a_weekly_run_inside_the_gap_moves_by_an_hour() -> None:
    written = Written("Weekly", "02:30:00", None, (Interval(week_day="Sunday"),))
    plan = compile_plan(written, "cloud")
    (run,) = explained(plan, LOS_ANGELES, "2026-03-08", "2026-03-09")
    assert told(run) == ("03:30 10:30Z | moved: 02:30 does not exist on this day: moved to 03:30")
    assert run.local.isoformat() == "2026-03-08T03:30:00-07:00"
    assert run.local.tzinfo is LOS_ANGELES
    skipped = next_run(plan, at("2026-03-07"), LOS_ANGELES, gap="skip")
    assert skipped is not None
    assert skipped.isoformat() == "2026-03-15T02:30:00-07:00"


def test_a_moved_run_may_come_after_a_later_one() -> None:
    plan = Plan(SUNDAY, (2 * HOUR + 1800, 3 * HOUR))
    found = explained(plan, NEW_YORK, "2026-03-08", "2026-03-09")
    assert [told(run) for run in found] == [
        "03:00 07:00Z",
        "03:30 07:30Z | moved: 02:30 does not exist on this day: moved to 03:30",
    ]
    # Between the skipped time and its moved run: after 03:00, the 02:30 is still to come.
    following = next_run(plan, at("2026-03-08T07:00"), NEW_YORK)
    assert following == at("2026-03-08T07:30")


def test_the_day_that_apia_skipped_runs_on_the_next() -> None:
    apia = ZoneInfo("Pacific/Apia")
    plan = Plan(EVERY_DAY, (6 * HOUR,))
    found = explained(plan, apia, "2011-12-29", "2012-01-01")
    assert [(f"{run.local:%m-%d %H:%M}", [note.text for note in run.notes]) for run in found] == [
        ("12-29 06:00", []),
        (
            "12-31 06:00",
            [
                "2011-12-30 06:00 does not exist: moved to 2011-12-31 06:00",
                "2011-12-30 06:00 and 2011-12-31 06:00 fall on one instant: one run",
            ],
        ),
    ]
    friday = Plan(Weekdays(frozenset({4})), (6 * HOUR,))
    moved = next_run(friday, at("2011-12-25"), apia)
    assert moved == at("2011-12-31T06:00", apia)
    left_out = next_run(friday, at("2011-12-25"), apia, gap="skip")
    assert left_out == at("2012-01-06T06:00", apia)


def test_a_clock_that_jumps_half_an_hour_moves_by_half_an_hour() -> None:
    lord_howe = ZoneInfo("Australia/Lord_Howe")
    plan = Plan(SUNDAY, (2 * HOUR + 600,))
    (run,) = explained(plan, lord_howe, "2026-10-04", "2026-10-05")
    assert told(run) == "02:40 15:40Z | moved: 02:10 does not exist on this day: moved to 02:40"


def test_a_day_without_midnight_runs_at_one() -> None:
    havana = ZoneInfo("America/Havana")
    (run,) = explain_runs(
        Plan(EVERY_DAY, (0,)), at("2026-03-08T04:00"), at("2026-03-09T04:00"), havana
    )
    assert told(run) == "01:00 05:00Z | moved: 00:00 does not exist on this day: moved to 01:00"


def test_runs_that_rest_on_an_assumption_say_so() -> None:
    written = Written("Hourly", "23:00:00", "01:00:00", (Interval(hours="1"),))
    plan = compile_plan(written, "cloud")
    found = explained(plan, BERLIN, "2026-05-05T12:00", "2026-05-06T12:00")
    assert [[note.kind for note in run.notes] for run in found] == [
        [],
        ["assumed"],
        ["assumed", "assumed"],
    ]
    assert [note.text for note in found[-1].notes] == [
        "a run at the very end of the window is assumed",
        "a run after midnight counted to the day its window opened is assumed",
    ]


def test_a_run_that_would_be_there_anyway_is_not_assumed() -> None:
    written = Written("Hourly", "01:00:00", "03:00:00", (Interval(hours="1"),))
    plan = compile_plan(written, "cloud")
    short = explained(plan, NEW_YORK, "2026-03-08", "2026-03-09")
    assert [note.kind for note in short[-1].notes] == ["moved", "merged"]
    ordinary = explained(plan, NEW_YORK, "2026-03-09", "2026-03-10")
    assert [note.kind for note in ordinary[-1].notes] == ["assumed"]


def test_times_left_out_leave_no_notes() -> None:
    low, high = at("2026-03-08", NEW_YORK), at("2026-03-08T06:00", NEW_YORK)
    found = explain_runs(EVERY_HOUR, low, high, NEW_YORK, gap="skip")
    assert [told(run) for run in found] == [
        "00:00 05:00Z",
        "01:00 06:00Z",
        "03:00 07:00Z",
        "04:00 08:00Z",
        "05:00 09:00Z",
    ]


@pytest.mark.parametrize(
    ("after", "expected"),
    [
        ("2026-11-01T05:00:00", "2026-11-01T07:00:00"),
        ("2026-11-01T04:59:59.999999", "2026-11-01T05:00:00"),
        ("2026-11-01T06:30:00", "2026-11-01T07:00:00"),
        ("2026-05-05T12:00:00.000001", "2026-05-05T13:00:00"),
        ("2026-05-05T12:00:00", "2026-05-05T13:00:00"),
    ],
)
def test_the_next_run_is_strictly_after(after: str, expected: str) -> None:
    found = next_run(EVERY_HOUR, at(after), NEW_YORK)
    assert found is not None
    # In UTC, because times of two zones are never equal where one of them occurs twice.
    assert found.astimezone(UTC) == at(expected)


def test_start_is_included_and_stop_is_not() -> None:
    def hours(start: str, stop: str) -> list[int]:
        return [run.hour for run in runs(EVERY_HOUR, at(start), at(stop), UTC)]

    assert hours("2026-05-05T01:00", "2026-05-05T03:00") == [1, 2]
    assert hours("2026-05-05T01:00:00.000001", "2026-05-05T03:00:00.000001") == [2, 3]
    assert hours("2026-05-05T01:00", "2026-05-05T01:00") == []
    assert hours("2026-05-05T03:00", "2026-05-05T01:00") == []


@pytest.mark.parametrize("function", [runs, explain_runs])
def test_arguments_are_checked_at_the_call(function: object) -> None:
    naive, aware = datetime(2026, 5, 5), at("2026-05-05")  # noqa: DTZ001 the subject of the test
    assert callable(function)
    with pytest.raises(ValueError, match=r"start is a naive datetime.*give it a zone"):
        function(EVERY_HOUR, naive, aware, UTC)
    with pytest.raises(ValueError, match="stop is a naive datetime"):
        function(EVERY_HOUR, aware, naive, UTC)
    with pytest.raises(ValueError, match='gap is one of move, skip, not "jump"'):
        function(EVERY_HOUR, aware, aware, UTC, gap="jump")


def test_the_arguments_of_next_run_are_checked() -> None:
    with pytest.raises(ValueError, match="after is a naive datetime"):
        next_run(EVERY_HOUR, datetime(2026, 5, 5), UTC)  # noqa: DTZ001 the subject of the test
    with pytest.raises(ValueError, match='not "jump"'):
        next_run(EVERY_HOUR, at("2026-05-05"), UTC, gap="jump")  # type: ignore[arg-type]  # the subject


class NewYork(tzinfo):
    """New York as a class of one's own might have it, in 2026 only."""

    def fromutc(self, utc: datetime, /) -> datetime:
        return utc + self._offset(utc.replace(tzinfo=None))

    def _offset(self, utc: datetime) -> timedelta:
        summer = datetime(2026, 3, 8, 7) <= utc < datetime(2026, 11, 1, 6)  # noqa: DTZ001 UTC
        return timedelta(hours=-4 if summer else -5)

    def utcoffset(self, local: datetime | None, /) -> timedelta | None:
        raise AssertionError(type(local))

    def dst(self, _: datetime | None, /) -> None:
        return None

    def tzname(self, _: datetime | None, /) -> None:
        return None


@pytest.mark.parametrize("plan", [EVERY_HOUR, Plan(SUNDAY, (HOUR + 1800, 2 * HOUR + 1800))])
@pytest.mark.parametrize("day", ["2026-03-07", "2026-10-31", "2026-06-30"])
def test_every_kind_of_zone_gives_the_same_runs(plan: Plan, day: str) -> None:
    dateutil_zone = tz.gettz("America/New_York")
    assert dateutil_zone is not None
    low = at(day)
    high = low + timedelta(days=3)
    expected = [(run.utc, str(run.local)) for run in explain_runs(plan, low, high, NEW_YORK)]
    for zone in (dateutil_zone, tz.tzstr("EST5EDT,M3.2.0,M11.1.0")):
        found = list(explain_runs(plan, low, high, zone))
        assert [(run.utc, str(run.local)) for run in found] == expected
        assert {run.local.tzinfo for run in found if run.local.tzinfo is not zone} == set()
    assert [run.utc for run in explain_runs(plan, low, high, NewYork())] == [
        utc for utc, _ in expected
    ]


class BackAgain(tzinfo):
    """UTC that goes from 02:00 to 04:00 and, half an hour later, from 04:30 back to 03:30."""

    def fromutc(self, utc: datetime, /) -> datetime:
        day = datetime(2026, 5, 5, tzinfo=self)
        ahead = 0 if utc < day.replace(hour=2) else 2 if utc < day.replace(hour=2, minute=30) else 1
        again = day.replace(hour=3) <= utc < day.replace(hour=3, minute=30)
        return (utc + timedelta(hours=ahead)).replace(fold=int(again))

    def utcoffset(self, _: datetime | None, /) -> timedelta:
        return timedelta(0)

    def dst(self, _: datetime | None, /) -> None:
        return None

    def tzname(self, _: datetime | None, /) -> None:
        return None


@pytest.mark.parametrize(
    ("planned", "runs_at", "line"),
    [
        ("01:59", "01:59", "01:59 fold 0, []"),
        ("02:15", "02:15", "04:15 fold 0, ['02:15 does not exist on this day: moved to 04:15']"),
        ("02:45", "02:45", "03:45 fold 0, ['02:45 does not exist on this day: moved to 03:45']"),
        ("03:15", "03:15", "04:15 fold 1, ['03:15 does not exist on this day: moved to 04:15']"),
        ("03:45", "02:45", "03:45 fold 0, []"),
        ("04:15", "02:15", "04:15 fold 0, ['04:15 occurs twice on this day: runs at the first']"),
        ("04:45", "03:45", "04:45 fold 0, []"),
    ],
)
def test_two_changes_closer_together_than_the_gap_written_out(
    planned: str, runs_at: str, line: str
) -> None:
    hour, minute = map(int, planned.split(":"))
    plan = Plan(EVERY_DAY, (hour * HOUR + minute * 60,))
    (run,) = explain_runs(plan, at("2026-05-05"), at("2026-05-05T12:00"), BackAgain())
    assert f"{run.utc:%H:%M}" == runs_at
    texts = [note.text for note in run.notes]
    assert f"{run.local:%H:%M} fold {run.local.fold}, {texts}" == line


ZONES = st.sampled_from(
    [
        *map(
            ZoneInfo,
            (
                "America/New_York",
                "Australia/Lord_Howe",
                "Pacific/Apia",
                "Asia/Gaza",
                "Africa/Casablanca",
                "Antarctica/Troll",
                "Europe/Dublin",
                "Asia/Manila",
            ),
        ),
        timezone(timedelta(hours=5, minutes=30)),
    ]
)
PLANS = st.one_of(
    st.builds(
        lambda days, start, steps: Plan(
            Weekdays(days), tuple(sorted({start} | {start + step for step in steps}))
        ),
        st.frozensets(st.integers(0, 6), min_size=1),
        st.integers(0, 4 * HOUR),
        st.sets(st.integers(1, DAY - 1), max_size=8),
    ),
    st.builds(
        lambda choices, start: Plan(MonthDays(choices), (start,)),
        st.frozensets(
            st.one_of(
                st.integers(1, 31),
                st.just(Nth.LAST),
                st.builds(NthWeekday, st.sampled_from(list(Nth)), st.integers(0, 6)),
            ),
            min_size=1,
            max_size=3,
        ),
        st.integers(0, DAY - 1),
    ),
)
MOMENTS = st.datetimes(
    datetime(1, 1, 1),  # noqa: DTZ001 a bound
    datetime(9999, 12, 31),  # noqa: DTZ001 a bound
    timezones=st.just(UTC),
)
GAPS = st.sampled_from(["move", "skip"])


@given(plan=PLANS, zone=ZONES, start=MOMENTS, gap=GAPS)
@settings(max_examples=settings().max_examples * 3 // 2)
def test_runs_only_move_forward_and_restart_anywhere_the_same(
    plan: Plan, zone: tzinfo, start: datetime, gap: Literal["move", "skip"]
) -> None:
    stop = min(start, at("9999-11-01")) + timedelta(days=40)
    found = list(runs(plan, start, stop, zone, gap=gap))
    moments = [run.astimezone(UTC) for run in found]
    assert all(earlier < later for earlier, later in pairwise(moments))
    assert all(start <= moment < stop for moment in moments)
    for index, run in enumerate(found[:-1]):
        following = next_run(plan, run, zone, gap=gap)
        assert following is not None
        assert following.astimezone(UTC) == moments[index + 1]
    if found:
        middle = len(found) // 2
        assert list(runs(plan, found[middle], stop, zone, gap=gap)) == found[middle:]
        explained_runs = list(explain_runs(plan, start, stop, zone, gap=gap))
        assert [run.utc for run in explained_runs] == moments
        assert [run.local for run in explained_runs] == found


@given(plan=PLANS, zone=ZONES, after=MOMENTS, gap=GAPS)
@settings(max_examples=settings().max_examples * 2)
def test_the_next_run_is_after_and_nothing_is_planned_between(
    plan: Plan, zone: tzinfo, after: datetime, gap: Literal["move", "skip"]
) -> None:
    found = next_run(plan, after, zone, gap=gap)
    if found is None:
        assert after.year == 9999
    else:
        assert found.astimezone(UTC) > after
        assert found.microsecond == 0
        assert found.astimezone(UTC).astimezone(zone).fold == found.fold


@given(plan=PLANS, minutes=st.integers(-14 * 60, 14 * 60), start=st.integers(-(10**10), 10**11))
def test_where_clocks_never_change_the_runs_are_the_plan(
    plan: Plan, minutes: int, start: int
) -> None:
    offset = minutes * 60
    zone = timezone(timedelta(seconds=offset))
    stop = start + 30 * DAY
    expected, wall = [], plan.next_wall(start + offset - 1)
    while wall is not None and wall < stop + offset:
        expected.append(wall - offset)
        wall = plan.next_wall(wall)
    assert list(instants(plan, zone, start, stop)) == expected
    for instant in expected[:20]:
        kinds = {note.kind for note in notes_of(plan, zone, instant)}
        assert kinds <= {"assumed"}


@pytest.mark.parametrize("name", ["America/New_York", "Asia/Tokyo", "UTC", "Pacific/Kiritimati"])
def test_the_ends_of_time_are_no_error(name: str) -> None:
    zone = ZoneInfo(name)
    ends = (timezone(timedelta(hours=14)), timezone(timedelta(hours=-14)), UTC, zone)
    for own in ends:
        first = next_run(EVERY_HOUR, datetime.min.replace(tzinfo=own), zone)
        assert first is not None
        assert first.year == 1
        assert next_run(EVERY_HOUR, datetime.max.replace(tzinfo=own), zone) is None or own in (
            ends[0],
            zone,
        )
    low, high = (
        datetime.max.replace(tzinfo=UTC) - timedelta(days=3),
        datetime.max.replace(tzinfo=UTC),
    )
    found = list(runs(EVERY_HOUR, low, high, zone))
    assert all(run.year == 9999 for run in found)
    assert all(run.utc.year == 9999 for run in explain_runs(EVERY_HOUR, low, high, zone))
    assert next_run(EVERY_HOUR, found[-1], zone) is None
    assert 57 <= len(found) <= 72


@pytest.mark.parametrize(
    ("after", "expected"),
    [
        ("1700-05-05T00:00:00", "1700-05-05T04:00:00-04:56:02"),
        ("2500-07-01T00:00:00", "2500-07-01T04:00:00-04:00"),
        ("9999-07-01T00:00:00", "9999-07-01T04:00:00-04:00"),
    ],
)
def test_far_years_have_runs_with_the_clock_of_their_time(after: str, expected: str) -> None:
    found = next_run(Plan(EVERY_DAY, (4 * HOUR,)), at(after), NEW_YORK)
    assert found is not None
    assert found.isoformat() == expected
