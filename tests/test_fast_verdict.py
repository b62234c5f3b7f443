"""A schedule by itself is judged without a detour through its dict: the verdicts are the same."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

import tabsched
from tabsched import Interval, Schedule

numbers = st.sampled_from(
    [None, "1", "2", "4", "8", "24", "3", "4.0", " 4", "(5,)", "", "60", "15"]
)
days = st.sampled_from([None, None, "Monday", "Sunday", "monday", ""])
month_days = st.sampled_from(
    [None, None, "1", "31", "32", "01", "LastDay", "lastDay", "Last", "Third", "Fifth", "third"]
)
times = st.sampled_from([None, "06:00:00", "18:00:00", "18:30:00", "06:03:00", "6:00", "06:00:00Z"])
intervals = st.lists(st.builds(Interval, numbers, numbers, days, month_days), max_size=4)
one_kind = st.lists(
    st.one_of(
        st.builds(Interval, hours=numbers),
        st.builds(Interval, minutes=numbers),
        st.builds(Interval, week_day=days),
        st.builds(Interval, month_day=month_days, week_day=days),
    ),
    max_size=4,
)
schedules = st.builds(
    Schedule,
    frequency=st.sampled_from(["Hourly", "Daily", "Weekly", "Monthly", "daily", "Yearly", None]),
    start=times,
    end=times,
    intervals=st.one_of(intervals, one_kind).map(tuple),
    id=st.sampled_from([None, "a"]),
    name=st.sampled_from([None, None, "Nightly"]),
    state=st.sampled_from([None, None, "Active", "On"]),
    priority=st.sampled_from([None, None, "50", "500"]),
    next_run_at=st.sampled_from([None, None, "2026-06-08T04:50:00Z", "soon"]),
)


@given(
    schedules,
    st.sampled_from(["auto", "cloud", "server"]),
    st.sampled_from(["auto", "create", "update", "response"]),
    st.sampled_from(["documented", "observed", "strict"]),
)
def test_a_schedule_and_its_dict_get_the_same_findings(
    schedule: Schedule,
    platform: str,
    operation: str,
    profile: str,
) -> None:
    options = {"platform": platform, "operation": operation, "profile": profile}
    by_itself = tabsched.check(schedule, **options)  # type: ignore[arg-type] # words of the options
    by_dict = tabsched.check(schedule.to_dict(), **options)  # type: ignore[arg-type] # the same
    assert by_itself.findings == by_dict.findings
    assert by_itself.schedules == by_dict.schedules
    assert by_itself.ok == by_dict.ok
