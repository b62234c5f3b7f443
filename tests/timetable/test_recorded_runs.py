"""What real Tableau sites said that they would run next."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from tabsched.model import Interval, Written
from tabsched.timetable.plan import compile_plan
from tabsched.timetable.runs import next_run

RECORDED = json.loads((Path(__file__).parent.parent / "recorded-runs.json").read_text("utf-8"))


def written(schedule: dict[str, Any]) -> Written:
    details = schedule["frequencyDetails"]
    intervals = tuple(
        Interval(
            hours=interval.get("hours"),
            minutes=interval.get("minutes"),
            week_day=interval.get("weekDay"),
            month_day=interval.get("monthDay"),
        )
        for interval in details.get("intervals", {}).get("interval", [])
    )
    return Written(schedule["frequency"], details["start"], details.get("end"), intervals)


@pytest.mark.parametrize("record", RECORDED["runs"], ids=lambda record: record["next_run_at"])
def test_a_recorded_schedule_runs_next_when_tableau_said(record: dict[str, Any]) -> None:
    expected = datetime.fromisoformat(record["next_run_at"])
    if record["after"] is None:
        # Each of these is weekly: any instant less than a week before does.
        distances = (timedelta(microseconds=1), timedelta(hours=5), timedelta(days=6, hours=23))
        moments = [expected - distance for distance in distances]
    else:
        moments = [datetime.fromisoformat(record["after"])]
    plan = compile_plan(written(record["schedule"]), record["platform"])
    for after in moments:
        found = next_run(plan, after, ZoneInfo(record["zone"]))
        assert found is not None
        assert found.astimezone(UTC) == expected
