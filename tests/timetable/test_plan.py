"""What schedules mean on the wall clock."""

from __future__ import annotations

import pickle
from datetime import date, datetime, timedelta
from typing import Literal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tabsched.model import Interval, Written
from tabsched.timetable.days import MonthDay, MonthDays, NthWeekday, Weekdays
from tabsched.timetable.plan import FIRST_WALL, LAST_WALL, NoTimetable, Plan, compile_plan
from tabsched.values import Nth

HOUR, DAY = 3600, 86_400
EPOCH = datetime(1970, 1, 1)  # noqa: DTZ001 wall clock
EVERY_DAY = Weekdays(frozenset(range(7)))


def hours(value: str) -> Interval:
    return Interval(hours=value)


def minutes(value: str) -> Interval:
    return Interval(minutes=value)


def on(*names: str) -> tuple[Interval, ...]:
    return tuple(Interval(week_day=name) for name in names)


def in_month(day: str | None, weekday: str | None = None) -> Interval:
    return Interval(month_day=day, week_day=weekday)


def wall(text: str) -> int:
    return (datetime.fromisoformat(text) - EPOCH) // timedelta(seconds=1)


def dates(plan: Plan, after: str, count: int) -> list[str]:
    """The next runs of a plan, as texts."""
    found, current = [], wall(after)
    for _ in range(count):
        following = plan.next_wall(current)
        assert following is not None
        current = following
        found.append(f"{EPOCH + timedelta(seconds=current):%a %Y-%m-%d %H:%M}")
    return found


def monthly(*intervals: Interval, start: str = "06:00:00") -> Plan:
    return compile_plan(Written("Monthly", start, None, intervals), "cloud")


@pytest.mark.parametrize(
    ("start", "end", "step", "mode", "offsets"),
    [
        ("08:00:00", "11:00:00", hours("1"), "run", [8, 9, 10, 11]),
        ("08:00:00", "11:00:00", hours("1"), "stop", [8, 9, 10]),
        ("08:00:00", "11:00:00", minutes("90"), "run", [8, 9.5, 11]),
        ("08:00:00", "11:00:00", minutes("120"), "run", [8, 10]),
        ("08:00:00", "11:00:00", hours("999999"), "run", [8]),
        ("22:00:00", "01:00:00", hours("1"), "run", [22, 23, 24, 25]),
        ("22:00:00", "01:00:00", hours("1"), "stop", [22, 23, 24]),
        ("22:00:00", "00:00:00", hours("2"), "run", [22, 24]),
        ("06:00:00", "06:00:00", hours("8"), "run", [6, 14, 22]),
        ("18:00:00", "18:00:00", hours("12"), "stop", [18, 30]),
        ("14:00:00", "15:30:00", minutes("30"), "run", [14, 14.5, 15, 15.5]),
    ],
)
def test_a_window_is_a_grid_from_start_to_end(
    start: str, end: str, step: Interval, mode: Literal["run", "stop"], offsets: list[float]
) -> None:
    plan = compile_plan(Written("Hourly", start, end, (step,)), "server", end=mode)
    assert [offset / HOUR for offset in plan.offsets] == offsets


@pytest.mark.parametrize(
    ("end", "step", "mode", "at_end"),
    [
        ("11:00:00", "1", "run", True),
        ("11:00:00", "1", "stop", False),
        ("11:30:00", "1", "run", False),
        ("08:00:00", "1", "run", False),
        ("07:00:00", "1", "run", True),
    ],
)
def test_only_a_run_exactly_at_end_is_assumed(
    end: str,
    step: str,
    mode: Literal["run", "stop"],
    at_end: bool,  # noqa: FBT001 a table's column
) -> None:
    plan = compile_plan(Written("Hourly", "08:00:00", end, (hours(step),)), "cloud", end=mode)
    assert plan.runs_at_end is at_end
    assert bool([text for text in plan.assumptions if "exactly at end" in text]) is at_end
    assert bool(plan.assumed(wall("2026-05-05") + plan.offsets[-1])) >= at_end
    assert not plan.assumed(wall("2026-05-05") + plan.offsets[0])


def test_a_run_after_midnight_belongs_to_the_day_that_opened_and_says_so() -> None:
    written = Written("Hourly", "22:00:00", "01:00:00", (hours("1"), *on("Saturday")))
    plan = compile_plan(written, "cloud")
    assert dates(plan, "2026-05-05", 5) == [
        "Sat 2026-05-09 22:00",
        "Sat 2026-05-09 23:00",
        "Sun 2026-05-10 00:00",
        "Sun 2026-05-10 01:00",
        "Sat 2026-05-16 22:00",
    ]
    assert plan.assumed(wall("2026-05-09T23:00")) == ()
    assert plan.assumed(wall("2026-05-10T00:00")) == (
        "a run after midnight counted to the day its window opened is assumed",
    )
    assert plan.assumed(wall("2026-05-10T01:00")) == (
        "a run at the very end of the window is assumed",
        "a run after midnight counted to the day its window opened is assumed",
    )


@pytest.mark.parametrize(
    ("written", "platform", "expected"),
    [
        (Written("Daily", "18:00:00", "22:00:00", (hours("4"),)), "cloud", [18, 22]),
        (Written("Daily", "18:00:00", "22:00:00", (hours("24"),)), "cloud", [18]),
        (Written("Daily", "18:00:00", None, (hours("24"),)), "cloud", [18]),
        (Written("Daily", "18:00:00", "22:00:00", (hours("3"),)), "cloud", [18, 21]),
        (Written("Daily", "18:00:00", "22:00:00", (hours("4"),)), "server", [18, 22]),
        (Written("Daily", "18:00:00", "22:00:00", (hours("24"),)), "server", [18]),
        (Written("Daily", "18:00:00", "10 pm", (hours("24"),)), "cloud", [18]),
        (Written("Daily", "18:00:00", "10 pm", (hours("24"),)), "server", [18]),
        (Written("Daily", "18:00:00", None, (hours("4"),)), "server", [18]),
        (Written("Daily", "18:00:00", "22:00:00"), "server", [18]),
        (Written("Daily", "18:00:00"), "server", [18]),
        (Written("Weekly", "18:00:00", "22:00:00", on("Monday")), "cloud", [18]),
        (Written("Monthly", "18:00:00", None, (in_month("1"),)), "cloud", [18]),
        (
            Written("Hourly", "09:00:00", "10:00:00", (minutes("x"), minutes("60"))),
            "cloud",
            [9, 10],
        ),
    ],
)
def test_the_times_of_each_frequency(
    written: Written, platform: Literal["cloud", "server"], expected: list[int]
) -> None:
    assert [offset / HOUR for offset in compile_plan(written, platform).offsets] == expected


def test_a_daily_of_server_as_kept_is_one_run_at_start_every_day() -> None:
    written = Written("Daily", "18:00:00", "22:00:00", (hours("4"), *on("Monday")))
    plan = compile_plan(written, "server", kept=True)
    assert (plan.days, plan.offsets) == (EVERY_DAY, (18 * HOUR,))
    assert any("keeps" in text for text in plan.assumptions)
    # Only a Daily of Server is kept otherwise than it is written.
    assert compile_plan(written, "cloud", kept=True) == compile_plan(written, "cloud")


@pytest.mark.parametrize(
    ("written", "platform", "words"),
    [
        (Written("Hourly", "08:00:00", "09:30:00", (hours("1"),)), "cloud", []),
        (Written("Hourly", "08:00:00", "09:30:00", (hours("1"),)), "server", ["every day"]),
        (Written("Hourly", "08:00:00", "09:30:00", (hours("1"), *on("Friday"))), "server", []),
        (Written("Hourly", "08:00:00", "09:00:00", (hours("1"),)), "cloud", ["end (09:00)"]),
        (
            Written("Hourly", "23:00:00", "00:00:00", (hours("1"),)),
            "cloud",
            ["end (00:00)", "after midnight"],
        ),
        (Written("Hourly", "23:00:00", "00:00:00", (hours("2"),)), "cloud", []),
        (Written("Daily", "08:00:00"), "server", ["every day"]),
        (Written("Daily", "08:00:00", None, on("Friday")), "server", ["as Server's answers"]),
        (
            Written("Daily", "08:00:00", "10:00:00", (hours("4"),)),
            "server",
            ["as Server's answers", "every day"],
        ),
        (Written("Daily", "08:00:00", "08:00:00", (hours("24"), *on("Friday"))), "cloud", []),
        (Written("Weekly", "08:00:00", None, on("Friday")), "server", []),
        (Written("Monthly", "08:00:00", None, (in_month("28"), in_month("LastDay"))), "cloud", []),
        (
            Written("Monthly", "08:00:00", None, (in_month("31"), in_month("29"))),
            "cloud",
            ["(29, 31) is assumed to be skipped"],
        ),
        (
            Written("Monthly", "08:00:00", None, (in_month("Fifth", "Friday"),)),
            "cloud",
            ["(Fifth)"],
        ),
        (Written("Monthly", "08:00:00", None, (in_month("Fourth", "Friday"),)), "cloud", []),
    ],
)
def test_a_plan_tells_what_it_rests_on_and_nothing_else(
    written: Written, platform: Literal["cloud", "server"], words: list[str]
) -> None:
    assumptions = compile_plan(written, platform).assumptions
    assert len(assumptions) == len(words)
    for word, text in zip(sorted(words), sorted(assumptions), strict=True):
        assert any(word in sentence for sentence in assumptions), (word, text)


def test_a_month_that_lacks_the_day_is_skipped() -> None:
    assert dates(monthly(in_month("29")), "2027-01-30", 3) == [
        "Mon 2027-03-29 06:00",
        "Thu 2027-04-29 06:00",
        "Sat 2027-05-29 06:00",
    ]
    assert dates(monthly(in_month("29")), "2028-01-30", 1) == ["Tue 2028-02-29 06:00"]
    assert dates(monthly(in_month("29")), "2100-01-30", 1) == ["Mon 2100-03-29 06:00"]
    assert dates(monthly(in_month("30")), "2028-01-30T06:00", 1) == ["Thu 2028-03-30 06:00"]
    assert dates(monthly(in_month("31")), "2026-06-01", 3) == [
        "Fri 2026-07-31 06:00",
        "Mon 2026-08-31 06:00",
        "Sat 2026-10-31 06:00",
    ]


def test_ordinals_choose_weekdays_of_the_month() -> None:
    # 2026-05-01 is a Friday, so May has five Fridays, Saturdays and Sundays.
    assert dates(monthly(in_month("First", "Friday")), "2026-04-30", 1) == ["Fri 2026-05-01 06:00"]
    assert dates(monthly(in_month("Third", "Thursday")), "2026-05-01", 1) == [
        "Thu 2026-05-21 06:00"
    ]
    assert dates(monthly(in_month("Fifth", "Friday")), "2026-05-01", 3) == [
        "Fri 2026-05-29 06:00",
        "Fri 2026-07-31 06:00",
        "Fri 2026-10-30 06:00",
    ]
    assert dates(monthly(in_month("LastDay", "Friday")), "2026-05-01", 3) == [
        "Fri 2026-05-29 06:00",
        "Fri 2026-06-26 06:00",
        "Fri 2026-07-31 06:00",
    ]


@pytest.mark.parametrize("name", ["LastDay", "lastDay", "Last"])
def test_the_last_day_is_the_months_last_however_it_is_spelt(name: str) -> None:
    assert dates(monthly(in_month(name)), "2028-01-31T06:00", 3) == [
        "Tue 2028-02-29 06:00",
        "Fri 2028-03-31 06:00",
        "Sun 2028-04-30 06:00",
    ]
    assert dates(monthly(in_month(name, "Monday")), "2028-02-01", 1) == ["Mon 2028-02-28 06:00"]


def test_the_days_of_all_intervals_are_run_once_each() -> None:
    plan = monthly(in_month("1"), in_month("First", "Friday"), in_month("15"), in_month("1"))
    assert dates(plan, "2026-04-30", 3) == [
        "Fri 2026-05-01 06:00",
        "Fri 2026-05-15 06:00",
        "Mon 2026-06-01 06:00",
    ]


@pytest.mark.parametrize(
    ("written", "platform", "words"),
    [
        (Written(None, "08:00:00"), "cloud", "no frequency"),
        (Written("daily", "08:00:00"), "cloud", "'daily' is none of Hourly, Daily"),
        (Written("Customized Monthly", "08:00:00"), "server", "does not hold the run days"),
        (Written("Hourly", "08:00:00", "09:00:00"), "cloud", "needs hours or minutes"),
        (Written("Hourly", "08:00:00", "09:00:00", (hours("0"),)), "server", "needs hours or"),
        (Written("Hourly", "08:00:00", None, (hours("1"),)), "cloud", "needs an end"),
        (Written("Hourly", "8:00", "09:00:00", (hours("1"),)), "cloud", "start '8:00' is no time"),
        (Written("Hourly", "08:00:00", "24:00:00", (hours("1"),)), "cloud", "end '24:00:00' is no"),
        (Written("Hourly", None, "09:00:00", (hours("1"),)), "cloud", "needs a start"),
        (Written("Daily", "08:00:00", "09:00:00", on("Monday")), "cloud", "every hour"),
        (Written("Daily", "08:00:00", "09:00:00", (hours("4.0"),)), "cloud", "'4.0' are no whole"),
        (Written("Daily", "08:00:00", None, (hours("4"),)), "cloud", "needs an end"),
        (Written("Daily", "08:00:00", "9", (hours("4"),)), "server", "end '9' is no time"),
        (Written("Daily", "08:00:00", None, on("Montag")), "server", "'Montag' is no day"),
        (Written("Weekly", "08:00:00", None, (hours("1"),)), "cloud", "needs a weekDay"),
        (Written("Weekly", "08:00:00", None, on("Friday", "")), "cloud", "weekDay '' is no day"),
        (Written("Monthly", "08:00:00"), "cloud", "needs a monthDay"),
        (Written("Monthly", "08:00:00", None, on("Friday")), "cloud", "no monthDay beside it"),
        (Written("Monthly", "08:00:00", None, (in_month("First"),)), "cloud", "no weekDay beside"),
        (
            Written("Monthly", "08:00:00", None, (in_month("3", "Friday"),)),
            "cloud",
            "'3' has a week",
        ),
        (Written("Monthly", "08:00:00", None, (in_month("32"),)), "cloud", "'32' is no day"),
        (
            Written("Monthly", "08:00:00", None, (in_month("1"), in_month("x"))),
            "cloud",
            "'x' is no",
        ),
        (Written("Monthly", "0౮:15:00", None, (in_month("1"),)), "cloud", "is no time"),
    ],
)
def test_what_does_not_tell_when_it_runs_says_why(
    written: Written, platform: Literal["cloud", "server"], words: str
) -> None:
    with pytest.raises(NoTimetable) as caught:
        compile_plan(written, platform)
    message = str(caught.value)
    assert words in message
    assert not message.endswith(".")


def test_unknown_words_of_the_caller_are_no_schedules_fault() -> None:
    written = Written("Daily", "08:00:00")
    with pytest.raises(ValueError, match='platform is one of cloud, server, not "desktop"'):
        compile_plan(written, "desktop")  # type: ignore[arg-type]  # the subject of the test
    with pytest.raises(ValueError, match='end is one of run, stop, not "halt"'):
        compile_plan(written, "server", end="halt")  # type: ignore[arg-type]  # the subject of the test


TIMES = st.sampled_from(["08:00:00", "23:59:59", "00:00:00", "24:00:00", "8:00"])
TEXTS = st.one_of(
    st.none(),
    st.text(st.characters(exclude_categories=())),
    st.sampled_from(
        ["1", "60", "999999", "9" * 5000, "-1", "٣", "Monday", "Fifth", "LastDay", "31"]
    ),
)
ANY_INTERVAL = st.builds(Interval, TEXTS, TEXTS, TEXTS, TEXTS)


@given(
    written=st.builds(
        Written,
        st.one_of(TEXTS, st.sampled_from(["Hourly", "Daily", "Weekly", "Monthly"])),
        st.one_of(TEXTS, TIMES),
        st.one_of(TEXTS, TIMES),
        st.lists(ANY_INTERVAL, max_size=4).map(tuple),
    ),
    platform=st.sampled_from(["cloud", "server"]),
    end=st.sampled_from(["run", "stop"]),
    kept=st.booleans(),
)
@settings(max_examples=settings().max_examples * 5)
def test_any_texts_give_a_plan_or_say_why_there_is_none(
    written: Written,
    platform: Literal["cloud", "server"],
    end: Literal["run", "stop"],
    kept: bool,  # noqa: FBT001 drawn by name
) -> None:
    try:
        plan = compile_plan(written, platform, end=end, kept=kept)
    except NoTimetable as reason:
        message = str(reason)
    else:
        message = " ".join(plan.assumptions)
        assert plan.next_wall(0) is not None
    # What is written may be endless or unprintable, what is said about it is neither.
    message.encode()
    assert len(message) < 500


MONTH_DAYS: st.SearchStrategy[MonthDay] = st.one_of(
    st.integers(1, 31),
    st.just(Nth.LAST),
    st.builds(NthWeekday, st.sampled_from(list(Nth)), st.integers(0, 6)),
)
PLANS = st.one_of(
    st.builds(
        lambda days, start, steps, at_end: Plan(
            Weekdays(days),
            tuple(sorted({start} | {start + step for step in steps})),
            at_end,
        ),
        st.frozensets(st.integers(0, 6), min_size=1),
        st.integers(0, DAY - 1),
        st.sets(st.integers(1, DAY - 1), max_size=5),
        st.booleans(),
    ),
    st.builds(
        lambda choices, start: Plan(MonthDays(choices), (start,)),
        st.frozensets(MONTH_DAYS, min_size=1, max_size=4),
        st.integers(0, DAY - 1),
    ),
)


def opens_on(plan: Plan, day: date) -> bool:
    """Whether a plan's window opens on a day, by the calendar alone."""
    if isinstance(plan.days, Weekdays):
        return day.weekday() in plan.days.weekdays
    last = (day + timedelta(days=1)).day == 1
    last_of_its_weekday = (day + timedelta(days=7)).month != day.month
    for choice in plan.days.choices:
        if isinstance(choice, NthWeekday):
            if choice.weekday != day.weekday():
                continue
            nth = list(Nth)[(day.day - 1) // 7]
            if (last_of_its_weekday and choice.nth is Nth.LAST) or choice.nth is nth:
                return True
        elif choice == day.day or (choice is Nth.LAST and last):
            return True
    return False


@given(plan=PLANS, after=st.datetimes(datetime(1, 3, 1), datetime(9999, 1, 1)))  # noqa: DTZ001 wall clock
@settings(max_examples=settings().max_examples * 3)
def test_the_next_wall_second_is_the_first_that_a_walk_through_the_days_finds(
    plan: Plan, after: datetime
) -> None:
    current = (after - EPOCH) // timedelta(seconds=1)
    day = after.date() - timedelta(days=2)
    expected = None
    while expected is None:
        midnight = (day - EPOCH.date()).days * DAY
        later = [midnight + offset for offset in plan.offsets if midnight + offset > current]
        if later and opens_on(plan, day):
            expected = later[0]
        day += timedelta(days=1)
    assert plan.next_wall(current) == expected


@given(plan=PLANS)
def test_a_plan_is_a_value(plan: Plan) -> None:
    copy = pickle.loads(pickle.dumps(plan))  # noqa: S301 our own bytes
    assert copy == plan
    assert hash(copy) == hash(plan)
    assert copy.next_wall(12_345) == plan.next_wall(12_345)
    assert plan != Plan(plan.days, plan.offsets, plan.runs_at_end, ("another",))


def test_a_plan_cannot_be_built_wrong() -> None:
    for offsets in ((), (-1,), (DAY,), (5, 5), (7, 6), (0, DAY)):
        with pytest.raises(ValueError, match="offsets"):
            Plan(EVERY_DAY, offsets)
    with pytest.raises(ValueError, match="before midnight"):
        Plan(MonthDays(frozenset({1})), (DAY - 1, DAY))
    for weekdays in (frozenset[int](), frozenset({7}), frozenset({-1})):
        with pytest.raises(ValueError, match="weekdays are some of 0 to 6"):
            Weekdays(weekdays)
    with pytest.raises(ValueError, match="at least one"):
        MonthDays(frozenset())
    for number in (0, 32):
        with pytest.raises(ValueError, match="1 to 31"):
            MonthDays(frozenset({number}))
    with pytest.raises(ValueError, match="0 to 6"):
        NthWeekday(Nth.FIRST, 7)


@given(plan=PLANS)
def test_no_wall_second_is_outside_the_years_that_a_date_can_hold(plan: Plan) -> None:
    first = plan.next_wall(FIRST_WALL - 10**15)
    assert first is not None
    assert FIRST_WALL <= first < FIRST_WALL + 400 * DAY
    assert plan.next_wall(LAST_WALL) is None
    assert plan.next_wall(10**15) is None
    last = plan.next_wall(LAST_WALL - 400 * DAY)
    assert last is not None
    assert last <= LAST_WALL


@pytest.mark.parametrize("year", [1, 1900, 2500, 9998])
def test_the_rarest_day_is_a_few_months_away_in_any_year(year: int) -> None:
    rare = monthly(in_month("Fifth", "Monday"))
    after = wall(f"{year:04}-01-01")
    found = rare.next_wall(after)
    assert found is not None
    assert found - after < 4 * 31 * DAY
