"""The schedule as callers hold it."""

from __future__ import annotations

import pickle
from collections.abc import Generator
from datetime import UTC, datetime, time, timedelta
from typing import TYPE_CHECKING

import pytest

import tabsched
from tabsched import Interval, InvalidSchedule, NoTimetable, Schedule, read_answer

if TYPE_CHECKING:
    from collections.abc import Callable

LOS_ANGELES = "America/Los_Angeles"
MONDAY_NOON = datetime(2026, 6, 1, 12, tzinfo=UTC)


def details(schedule: Schedule) -> dict[str, object]:
    found: dict[str, object] = schedule.to_dict()["frequencyDetails"]
    return found


def test_hourly_repeats_every_hour_unless_told_otherwise() -> None:
    schedule = Schedule.hourly(start="08:00", end="18:00", on=["Monday", "Friday"])
    assert schedule.to_dict() == {
        "frequency": "Hourly",
        "frequencyDetails": {
            "start": "08:00:00",
            "end": "18:00:00",
            "intervals": {
                "interval": [{"hours": "1"}, {"weekDay": "Monday"}, {"weekDay": "Friday"}]
            },
        },
    }
    by_minutes = Schedule.hourly(start="08:00", end="18:00", on="Monday", minutes=60)
    assert by_minutes.intervals[0] == Interval(minutes="60")


def test_daily_runs_once_unless_told_otherwise_and_ends_where_it_starts() -> None:
    schedule = Schedule.daily(start=time(6, 5), on="Sunday")
    assert (schedule.start, schedule.end) == ("06:05:00", "06:05:00")
    assert schedule.intervals == (Interval(hours="24"), Interval(week_day="Sunday"))


def test_daily_on_server_holds_a_start_alone() -> None:
    schedule = Schedule.daily(start="04:45", platform="server", name="Early", priority=50)
    assert schedule.to_dict() == {
        "name": "Early",
        "priority": "50",
        "frequency": "Daily",
        "frequencyDetails": {"start": "04:45:00"},
    }


def test_weekly_names_one_day_on_cloud_and_several_on_server() -> None:
    assert Schedule.weekly(start="21:50", on="Wednesday").end is None
    several = Schedule.weekly(start="09:15", on=["Monday", "Friday"], platform="server")
    assert [item.week_day for item in several.intervals] == ["Monday", "Friday"]
    with pytest.raises(InvalidSchedule, match="TAB402"):
        Schedule.weekly(start="09:15", on=["Monday", "Friday"])


@pytest.mark.parametrize(
    ("given", "intervals"),
    [
        ({"on": [1, 15]}, [{"monthDay": "1"}, {"monthDay": "15"}]),
        ({"on": 31}, [{"monthDay": "31"}]),
        ({"on": "LastDay"}, [{"monthDay": "LastDay"}]),
        ({"nth": ("Third", "Thursday")}, [{"monthDay": "Third", "weekDay": "Thursday"}]),
        ({"nth": [("LastDay", "Friday")]}, [{"monthDay": "LastDay", "weekDay": "Friday"}]),
    ],
)
def test_monthly_names_days_or_occurrences(
    given: dict[str, object], intervals: list[dict[str, str]]
) -> None:
    schedule = Schedule.monthly(start="06:00", **given)  # type: ignore[arg-type] # a table of calls
    assert details(schedule)["intervals"] == {"interval": intervals}


@pytest.mark.parametrize(
    ("code", "build"),
    [
        ("TAB104", lambda: Schedule.weekly(start="6:00", on="Monday")),
        ("TAB105", lambda: Schedule.weekly(start="06:00:00Z", on="Monday")),
        ("TAB107", lambda: Schedule.weekly(start="06:01", on="Monday")),
        ("TAB104", lambda: Schedule.weekly(start=time(6, 0, 0, 5), on="Monday")),
        ("TAB111", lambda: Schedule.weekly(start="06:00", on="monday")),
        ("TAB112", lambda: Schedule.daily(start="06:00")),
        ("TAB302", lambda: Schedule.daily(start="06:00", end="18:00", hours=3, on="Monday")),
        ("TAB304", lambda: Schedule.daily(start="06:00", hours=4, on="Monday")),
        ("TAB203", lambda: Schedule.hourly(start="06:00", end="18:00", hours=2, on="Monday")),
        ("TAB116", lambda: Schedule.hourly(start="18:30", end="23:00", on="Monday")),
        ("TAB501", lambda: Schedule.monthly(start="06:00")),
        ("TAB502", lambda: Schedule.monthly(start="06:00", on=32)),
        ("TAB507", lambda: Schedule.monthly(start="06:00", on="Last")),
        (
            "TAB127",
            lambda: Schedule.daily(start="06:00", platform="server", priority=101),
        ),
    ],
)
def test_a_constructor_refuses_what_check_calls_an_error(code: str, build: object) -> None:
    with pytest.raises(InvalidSchedule, match=code) as caught:
        build()  # type: ignore[operator] # a table of calls
    assert code in {finding.code for finding in caught.value.findings}
    assert isinstance(caught.value, ValueError)


def test_the_refusal_survives_pickling() -> None:
    with pytest.raises(InvalidSchedule) as caught:
        Schedule.daily(start="06:00")
    again = pickle.loads(pickle.dumps(caught.value))  # noqa: S301 our own bytes
    assert (str(again), again.findings) == (str(caught.value), caught.value.findings)


def test_replace_changes_a_copy_and_judges_nothing() -> None:
    schedule = Schedule.weekly(start="06:00", on="Monday")
    assert schedule.replace(start="07:00").start == "07:00:00"
    assert schedule.replace(start=time(7)).start == "07:00:00"
    assert schedule.replace(start="25:00").start == "25:00"
    assert schedule.replace(frequency="Yearly").frequency == "Yearly"
    assert schedule.start == "06:00:00"
    with pytest.raises(TypeError):
        schedule.replace(begin="07:00")


def test_a_schedule_is_immutable_hashable_and_picklable() -> None:
    schedule = Schedule.weekly(start="06:00", on="Monday")
    with pytest.raises(AttributeError):
        schedule.start = "07:00:00"  # type: ignore[misc] # the point of the test
    schedule.next_run(MONDAY_NOON, "UTC")
    again = pickle.loads(pickle.dumps(schedule))  # noqa: S301 our own bytes
    assert again == schedule
    assert hash(again) == hash(schedule)
    assert type(again) is Schedule
    assert again.next_run(MONDAY_NOON, "UTC") == schedule.next_run(MONDAY_NOON, "UTC")


def nested(shape: str, levels: int) -> str:
    """A schedule in which something unknown nests so deep, the schedule itself counted."""
    inner = levels - 1
    if shape == "elements":
        strange = "<a>" * inner + "</a>" * inner
        return f'<schedule frequency="Weekly">{strange}<frequencyDetails/></schedule>'
    opening, closing = ("[", "]") if shape == "lists" else ('{"a": ', "}")
    return f'{{"frequency": "Weekly", "a": {opening * inner}1{closing * inner}}}'


WORK: dict[str, Callable[[Schedule], object]] = {
    "check": lambda schedule: tabsched.check(schedule, max_depth=100),
    "describe": Schedule.describe,
    "to_dict": Schedule.to_dict,
    "to_json": Schedule.to_json,
    "to_xml": Schedule.to_xml,
    "replace": lambda schedule: schedule.replace(start="07:00").to_json(),
    "pickle": lambda schedule: pickle.loads(pickle.dumps(schedule)).to_json(),  # noqa: S301 our own
}


@pytest.mark.parametrize("work", WORK)
@pytest.mark.parametrize("shape", ["elements", "objects", "lists"])
def test_whatever_is_read_can_be_worked_on(shape: str, work: str) -> None:
    schedule = tabsched.parse(nested(shape, 100), max_depth=100)
    assert WORK[work](schedule) is not None
    assert schedule == schedule.replace(name="a")
    assert "Weekly" in repr(schedule)
    assert hash(schedule) == hash(schedule.replace(name="a"))


@pytest.mark.parametrize("read", [tabsched.check, tabsched.parse, tabsched.parse_all, read_answer])
@pytest.mark.parametrize("most", [101, 5000])
def test_a_limit_beyond_what_python_follows_is_refused_in_one_sentence(
    read: Callable[..., object], most: int
) -> None:
    task = "<task><extractRefresh><schedule/></extractRefresh></task>"
    answer = f"<tsResponse>{task}</tsResponse>"
    with pytest.raises(ValueError, match=r"^max_depth is at most 100: ") as refusal:
        read(answer, max_depth=most)
    assert type(refusal.value) is ValueError
    assert read(answer, max_depth=100)


def test_equality_is_by_meaning() -> None:
    one = tabsched.parse(
        '<schedule id="a" frequency="Daily" nextRunAt="2026-01-01T00:00:00Z"><frequencyDetails '
        'start="06:00:00" end="06:00:00"><intervals><interval weekDay="Monday"/>'
        '<interval hours="24"/></intervals></frequencyDetails></schedule>'
    )
    other = tabsched.parse(
        '{"frequency": "Daily", "x": 1, "frequencyDetails": {"start": "06:00:00", '
        '"end": "06:00:00", "intervals": {"interval": [{"hours": 24}, {"weekDay": "Monday"}]}}}'
    )
    assert one == other
    assert hash(one) == hash(other)
    assert one != other.replace(end=None)
    assert one != other.replace(end="")
    assert one != other.replace(intervals=other.intervals * 2)
    assert one != "Daily"


def test_values_as_written_survive_and_nothing_is_coerced() -> None:
    body = {
        "id": "7",
        "frequency": "daily",
        "own": [1, {"a": None}],
        "frequencyDetails": {
            "start": "6:00",
            "end": None,
            "intervals": {"interval": [{"hours": 4, "note": "kept"}, {"hours": "4.0"}]},
        },
    }
    schedule = tabsched.parse(body)
    assert schedule.to_dict() == body
    assert [item.hours for item in schedule.intervals] == ["4", "4.0"]


def test_strangers_survive_a_change_elsewhere() -> None:
    schedule = tabsched.parse(
        '<schedule frequency="Weekly" own="1"><!-- why --><frequencyDetails start="06:00:00">'
        '<intervals><interval weekDay="Monday" own="2"/></intervals><extra><deep/></extra>'
        "</frequencyDetails></schedule>"
    )
    assert schedule.replace(start="07:00").to_xml() == (
        '<schedule frequency="Weekly" own="1"><frequencyDetails start="07:00:00">'
        '<intervals><interval weekDay="Monday" own="2"/></intervals><extra><deep/></extra>'
        "</frequencyDetails><!-- why --></schedule>"
    )


def test_schedules_come_in_document_order_however_deep_they_stand() -> None:
    inside = '<schedule id="{}" frequency="Weekly"><frequencyDetails start="06:00:00"/></schedule>'
    body = (
        f"<tsResponse><tasks><task><extractRefresh>{inside.format('a')}</extractRefresh></task>"
        f"</tasks>{inside.format('b')}<x><y>{inside.format('c')}</y></x></tsResponse>"
    )
    for found in (tabsched.parse_all(body), tabsched.check(body).schedules):
        assert [schedule.id for schedule in found] == ["a", "b", "c"]


def test_misspelt_names_are_written_as_meant() -> None:
    schedule = tabsched.parse(
        '<schedule Frequency="Weekly"><frequencyDetail start="06:00:00"><interval '
        'weekday="Monday"/></frequencyDetail></schedule>'
    )
    assert schedule == Schedule.weekly(start="06:00", on="Monday")
    assert schedule.to_xml() == Schedule.weekly(start="06:00", on="Monday").to_xml()


@pytest.mark.parametrize(
    ("schedule", "text"),
    [
        (
            Schedule.daily(start="18:30", end="22:30", hours=4, on=["Sunday", "Wednesday"]),
            "Every 4 hours from 18:30 to 22:30 on Sunday and Wednesday",
        ),
        (Schedule.daily(start="06:00", on="Sunday"), "Once a day at 06:00 on Sunday"),
        (Schedule.daily(start="06:00", platform="server"), "Once a day at 06:00 every day"),
        (
            Schedule.hourly(start="06:00", end="06:00", on="Sunday"),
            "Every hour around the clock from 06:00 on Sunday",
        ),
        (
            Schedule.hourly(start="06:00", end="07:30", minutes=30, platform="server"),
            "Every 30 minutes from 06:00 to 07:30",
        ),
        (Schedule.weekly(start="06:00", on="Sunday"), "Every week at 06:00 on Sunday"),
        (Schedule.monthly(start="06:00", on=[1, 15]), "Every month at 06:00 on day 1 and day 15"),
        (
            Schedule.monthly(start="06:00", nth=("LastDay", "Friday")),
            "Every month at 06:00 on the last Friday",
        ),
        (Schedule.monthly(start="06:00", on="LastDay"), "Every month at 06:00 on the last day"),
        (Schedule(), "A schedule without a frequency"),
        (Schedule(frequency="Yearly", start="x"), "Yearly from x"),
    ],
)
def test_a_schedule_describes_itself_in_plain_english(schedule: Schedule, text: str) -> None:
    assert schedule.describe() == text


def test_next_run_is_strictly_after_and_in_the_zone() -> None:
    schedule = Schedule.weekly(start="02:30", on="Sunday")
    first = schedule.next_run(datetime(2026, 3, 7, 8, tzinfo=UTC), LOS_ANGELES)
    assert first is not None
    assert first.isoformat() == "2026-03-08T03:30:00-07:00"
    second = schedule.next_run(first, LOS_ANGELES)
    assert second is not None
    assert second.isoformat() == "2026-03-15T02:30:00-07:00"
    skipped = schedule.next_run(datetime(2026, 3, 7, 8, tzinfo=UTC), LOS_ANGELES, gap="skip")
    assert skipped == second


def test_a_suppression_changes_no_timetable() -> None:
    said = Schedule.weekly(start="06:00", on=["Monday", "Friday"], platform="server").to_dict()
    schedule = tabsched.parse(said | {"$comment": "tabsched: ignore[TAB402] as agreed"})
    assert tabsched.check(schedule, platform="cloud").ok
    with pytest.raises(InvalidSchedule, match="TAB402"):
        schedule.next_run(MONDAY_NOON, "UTC", platform="cloud")
    assert schedule.next_run(MONDAY_NOON, "UTC") == datetime(2026, 6, 5, 6, tzinfo=UTC)


def test_runs_end_where_they_are_closed_and_none_are_before_their_start() -> None:
    schedule = Schedule.hourly(start="00:00", end="00:00", on="Monday")
    early, late = datetime(2, 1, 1, tzinfo=UTC), datetime(9999, 1, 1, tzinfo=UTC)
    for ask in (schedule.runs, schedule.explain_runs):
        assert list(ask(late, early, LOS_ANGELES)) == []
        assert list(ask(early, early, LOS_ANGELES)) == []
        found = ask(early, late, LOS_ANGELES)
        assert isinstance(found, Generator)
        next(found)
        found.close()
        assert list(found) == []


def test_runs_are_lazy_and_arguments_are_checked_at_the_call() -> None:
    schedule = Schedule.daily(start="06:00", on="Monday")
    week = timedelta(days=7)
    assert [run.hour for run in schedule.runs(MONDAY_NOON, MONDAY_NOON + week, "UTC")] == [6]
    naive = MONDAY_NOON.replace(tzinfo=None)
    with pytest.raises(ValueError, match="naive"):
        schedule.runs(naive, MONDAY_NOON, "UTC")
    with pytest.raises(ValueError, match="America/New_York"):
        schedule.runs(MONDAY_NOON, MONDAY_NOON, "Eastern Standard Time")
    with pytest.raises(ValueError, match="gap"):
        schedule.runs(MONDAY_NOON, MONDAY_NOON, "UTC", gap="jump")  # type: ignore[arg-type] # wrong
    with pytest.raises(ValueError, match="end"):
        schedule.next_run(MONDAY_NOON, "UTC", end="halt")  # type: ignore[arg-type] # wrong


def test_explained_runs_tell_what_moved() -> None:
    schedule = Schedule.weekly(start="02:30", on="Sunday")
    start = datetime(2026, 3, 7, 8, tzinfo=UTC)
    (run,) = schedule.explain_runs(start, start + timedelta(days=3), LOS_ANGELES)
    assert run.utc == datetime(2026, 3, 8, 10, 30, tzinfo=UTC)
    assert [(note.kind, note.text) for note in run.notes] == [
        ("moved", "02:30 does not exist on this day: moved to 03:30")
    ]


class TestWhatAnyPlatformWouldRun:
    """Section 5, point 10."""

    def test_a_server_hourly_of_eight_hours_runs(self) -> None:
        schedule = Schedule.hourly(start="02:30", end="23:00", hours=8, platform="server")
        assert schedule.next_run(MONDAY_NOON, "UTC") == MONDAY_NOON.replace(hour=18, minute=30)
        with pytest.raises(InvalidSchedule, match="TAB203"):
            schedule.next_run(MONDAY_NOON, "UTC", platform="cloud")

    def test_a_server_weekly_of_three_days_runs(self) -> None:
        days = ["Monday", "Wednesday", "Friday"]
        schedule = Schedule.weekly(start="13:00", on=days, platform="server")
        assert schedule.next_run(MONDAY_NOON, "UTC") == MONDAY_NOON.replace(hour=13)
        with pytest.raises(InvalidSchedule, match="TAB402"):
            schedule.next_run(MONDAY_NOON, "UTC", platform="cloud")

    def test_a_daily_without_any_interval_runs_as_servers(self) -> None:
        schedule = Schedule.daily(start="13:00", platform="server")
        assert schedule.next_run(MONDAY_NOON, "UTC") == MONDAY_NOON.replace(hour=13)

    def test_a_daily_with_a_day_and_without_hours_has_no_timetable(self) -> None:
        schedule = Schedule.daily(start="13:00", on="Monday").replace(
            intervals=(Interval(week_day="Monday"),)
        )
        with pytest.raises(InvalidSchedule, match="every hour"):
            schedule.next_run(MONDAY_NOON, "UTC")
        on_server = schedule.next_run(MONDAY_NOON, "UTC", platform="server")
        assert on_server == MONDAY_NOON.replace(hour=13)

    @pytest.mark.parametrize(
        ("hours", "end", "code"), [("3", "18:00:00", "TAB302"), ("4", None, "TAB304")]
    )
    def test_a_daily_that_neither_runs_as_written_is_refused(
        self, hours: str, end: str | None, code: str
    ) -> None:
        intervals = (Interval(hours=hours), Interval(week_day="Monday"))
        schedule = Schedule("Daily", "06:00:00", end, intervals)
        with pytest.raises(InvalidSchedule, match=code):
            schedule.next_run(MONDAY_NOON, "UTC")

    def test_what_no_platform_takes_carries_the_findings(self) -> None:
        with pytest.raises(InvalidSchedule, match="TAB102") as caught:
            Schedule("Yearly", "06:00:00").next_run(MONDAY_NOON, "UTC")
        assert [finding.code for finding in caught.value.findings] == ["TAB102"]

    def test_customized_monthly_says_why_it_has_none(self) -> None:
        answer = Schedule("Customized Monthly", "06:00:00", next_run_at="2026-06-02T06:00:00Z")
        with pytest.raises(NoTimetable, match="Customized Monthly"):
            answer.next_run(MONDAY_NOON, "UTC")

    def test_last_in_an_answer_counts_as_last_day(self) -> None:
        answer = Schedule(
            "Monthly",
            "06:00:00",
            intervals=(Interval(month_day="Last"),),
            name="Month end",
            next_run_at="2026-06-30T06:00:00Z",
        )
        assert answer.next_run(MONDAY_NOON, "UTC") == MONDAY_NOON.replace(day=30, hour=6)


def test_to_rrule_is_the_wall_clock_plan() -> None:
    schedule = Schedule.daily(start="22:00", end="02:00", hours=2, on="Sunday")
    start = datetime(2026, 6, 7)  # noqa: DTZ001 the plan is wall clock
    plan = schedule.to_rrule(start)
    assert [moment.isoformat() for moment in plan.xafter(start, count=4)] == [
        "2026-06-07T22:00:00",
        "2026-06-08T00:00:00",
        "2026-06-08T02:00:00",
        "2026-06-14T22:00:00",
    ]
    with pytest.raises(ValueError, match="aware"):
        schedule.to_rrule(MONDAY_NOON)
