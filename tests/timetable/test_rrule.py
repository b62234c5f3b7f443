"""The plan as dateutil's rules, and dateutil as a second opinion on runs in a zone."""

from __future__ import annotations

import sys
from datetime import UTC, datetime, timedelta
from itertools import islice
from zoneinfo import ZoneInfo

import pytest
from dateutil import tz
from hypothesis import given, settings
from hypothesis import strategies as st

from tabsched.timetable.calendar import to_rrule
from tabsched.timetable.days import MonthDay, MonthDays, NthWeekday, Weekdays
from tabsched.timetable.plan import Plan
from tabsched.timetable.runs import runs
from tabsched.values import Nth

HOUR, DAY = 3600, 86_400
EPOCH = datetime(1970, 1, 1)  # noqa: DTZ001 wall clock
SECOND = timedelta(seconds=1)

MONTH_DAYS: st.SearchStrategy[MonthDay] = st.one_of(
    st.integers(1, 31),
    st.just(Nth.LAST),
    st.builds(NthWeekday, st.sampled_from(list(Nth)), st.integers(0, 6)),
)
WEEKLY = st.builds(
    lambda days, start, step, count: Plan(
        Weekdays(days), tuple(range(start, start + min(step * count, DAY - 1) + 1, step))
    ),
    st.frozensets(st.integers(0, 6), min_size=1),
    st.integers(0, DAY - 1),
    st.sampled_from([60 * 7, 900, 1800, HOUR, 4 * HOUR]),
    st.integers(0, 40),
)
MONTHLY = st.builds(
    lambda choices, start: Plan(MonthDays(choices), (start,)),
    st.frozensets(MONTH_DAYS, min_size=1, max_size=4),
    st.integers(0, DAY - 1),
)
PLANS = st.one_of(WEEKLY, MONTHLY)


def planned(plan: Plan, start: datetime, count: int) -> list[datetime]:
    """The first planned wall times that are not before `start`."""
    found: list[datetime] = []
    wall: int | None = -((EPOCH - start) // SECOND) - 1
    while wall is not None and len(found) < count:
        wall = plan.next_wall(wall)
        if wall is not None:
            found.append(EPOCH + timedelta(seconds=wall))
    return found


@given(plan=PLANS, start=st.datetimes(datetime(1, 1, 3), datetime(9990, 1, 1)))  # noqa: DTZ001 wall clock
@settings(max_examples=settings().max_examples * 2)
def test_the_rules_give_the_wall_seconds_of_the_plan(plan: Plan, start: datetime) -> None:
    assert list(islice(to_rrule(plan, start), 40)) == planned(plan, start, 40)


@given(plan=PLANS)
@settings(max_examples=settings().max_examples // 5)
def test_the_rules_end_with_year_9999(plan: Plan) -> None:
    start = datetime(9999, 11, 20, 5, 30)  # noqa: DTZ001 wall clock
    assert list(to_rrule(plan, start)) == planned(plan, start, 10_000)


def test_nothing_before_start_is_in_the_rules() -> None:
    plan = Plan(Weekdays(frozenset({1})), (18 * HOUR,))
    tuesday = datetime(2026, 5, 5, 18)  # noqa: DTZ001 wall clock
    assert to_rrule(plan, tuesday)[0] == tuesday
    assert to_rrule(plan, tuesday - timedelta(microseconds=1))[0] == tuesday
    late = tuesday + timedelta(microseconds=1)
    assert to_rrule(plan, late)[0] == tuesday + timedelta(days=7)
    assert list(to_rrule(plan, datetime.max)) == []  # noqa: DTZ901 wall clock


def test_a_window_across_midnight_moves_to_the_next_weekday() -> None:
    plan = Plan(Weekdays(frozenset({6})), (23 * HOUR, 25 * HOUR))
    found = list(islice(to_rrule(plan, datetime(2026, 5, 5)), 3))  # noqa: DTZ001 wall clock
    assert [f"{moment:%a %H}" for moment in found] == ["Sun 23", "Mon 01", "Sun 23"]


def test_few_rules_are_made() -> None:
    every_five_minutes = Plan(Weekdays(frozenset({0})), tuple(range(8 * HOUR, 18 * HOUR + 1, 300)))
    rules = to_rrule(every_five_minutes, datetime(2026, 5, 5))  # noqa: DTZ001 wall clock
    assert len(rules._rrule) == 2  # type: ignore[attr-defined] # noqa: SLF001 dateutil has no other way to tell


def test_an_aware_start_is_refused() -> None:
    plan = Plan(Weekdays(frozenset({1})), (0,))
    with pytest.raises(ValueError, match="aware datetime"):
        to_rrule(plan, datetime(2026, 5, 5, tzinfo=UTC))


def test_a_missing_dateutil_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "dateutil.rrule", None)
    with pytest.raises(ImportError, match=r"pip install 'tabsched\[rrule\]'"):
        to_rrule(Plan(Weekdays(frozenset({1})), (0,)), EPOCH)


@pytest.mark.parametrize(
    "name", ["America/New_York", "Europe/Berlin", "Australia/Lord_Howe", "America/Havana"]
)
@given(plan=PLANS, start=st.datetimes(datetime(2005, 1, 1), datetime(2030, 1, 1)))  # noqa: DTZ001 wall clock
@settings(max_examples=settings().max_examples * 2 // 5)
def test_runs_in_a_zone_are_the_rules_with_dateutils_reading_of_clock_changes(
    name: str, plan: Plan, start: datetime
) -> None:
    """Each planned wall time, resolved by `resolve_imaginary`, sorted and without doubles.

    dateutil agrees with the specification here: imaginary times move by the gap, fold=0 is the
    first occurrence. By intent it does otherwise where a rule keeps the order of wall times (a
    moved 02:30 would come before 03:00) and lists one instant twice; hence the sorted set.
    """
    zone = ZoneInfo(name)
    days = timedelta(days=60)
    resolved = set()
    for wall in to_rrule(plan, start):
        if wall > start + days:
            break
        resolved.add(tz.resolve_imaginary(wall.replace(tzinfo=zone)).astimezone(UTC))
    # A margin, because times near either end may move across it.
    low = (start + timedelta(days=2)).replace(tzinfo=UTC)
    high = (start + days - timedelta(days=2)).replace(tzinfo=UTC)
    expected = sorted(moment for moment in resolved if low <= moment < high)
    assert [run.astimezone(UTC) for run in runs(plan, low, high, zone)] == expected
