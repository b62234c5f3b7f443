"""What is a plan in the terms of dateutil's recurrence rules?"""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, TypedDict

from tabsched.arguments import moment_of
from tabsched.timetable.days import NthWeekday, Weekdays
from tabsched.values import DAY, Nth

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dateutil.rrule import rrule, rruleset

    from tabsched.timetable.days import MonthDays
    from tabsched.timetable.plan import Plan

_EPOCH = datetime(1970, 1, 1)  # noqa: DTZ001 wall-clock time has no zone
_POSITIONS = {nth: index for index, nth in enumerate(Nth, 1)} | {Nth.LAST: -1}


class _Times(TypedDict):
    """Times of day as a rule takes them: every hour with every minute, at one second."""

    byhour: list[int]
    byminute: list[int]
    bysecond: int


def to_rrule(plan: Plan, start: datetime) -> rruleset:
    """The wall-clock plan from a naive `start` on, itself included if it is planned.

    The dates are wall-clock times; what clock changes do to them is not in it.

    Raises:
        ValueError: `start` is aware.
        TypeError: `start` is no datetime.
        ImportError: dateutil is not installed.
    """
    try:
        from dateutil.rrule import rruleset  # noqa: PLC0415 an extra, which most users do not need
    except ImportError as error:
        raise ImportError("to_rrule needs dateutil: pip install 'tabsched[rrule]'") from error
    plain = moment_of("start", start)
    if plain.tzinfo is not None:
        raise ValueError(
            f"start is an aware datetime, {plain.replace(tzinfo=None)} in a zone, but a recurrence "
            "rule is wall-clock time: give start.replace(tzinfo=None)"
        )
    rules = rruleset()
    since = plain - _EPOCH
    seconds = since.days * DAY + since.seconds
    first = plan.next_wall(seconds if since.microseconds else seconds - 1)
    if first is not None:
        for rule in _rules(plan, _EPOCH + timedelta(seconds=first)):
            rules.rrule(rule)
    return rules


def _rules(plan: Plan, first: datetime) -> Iterator[rrule]:
    """The rules whose union is the plan, the first date of which is given."""
    if isinstance(plan.days, Weekdays):
        return _weekly(plan.days, plan.offsets, first)
    return _monthly(plan.days, plan.offsets, first)


def _weekly(days: Weekdays, offsets: tuple[int, ...], first: datetime) -> Iterator[rrule]:
    """One rule for the times before midnight and one for those after, or a few of each."""
    from dateutil.rrule import DAILY, rrule  # noqa: PLC0415 as in to_rrule

    for shift in (0, 1):
        weekdays = [(day + shift) % 7 for day in days.weekdays]
        times = [offset % DAY for offset in offsets if offset // DAY == shift]
        for group in _times(times):
            # WEEKLY would do as well, but dateutil fails with it in the last week of year 9999.
            yield rrule(DAILY, first, byweekday=weekdays, **group)


def _monthly(days: MonthDays, offsets: tuple[int, ...], first: datetime) -> Iterator[rrule]:
    """One rule for the days of the month and one for its weekdays."""
    from dateutil.rrule import MONTHLY, rrule, weekday  # noqa: PLC0415 as in to_rrule

    named = [choice for choice in days.choices if isinstance(choice, NthWeekday)]
    numbers = [
        -1 if choice is Nth.LAST else choice
        for choice in days.choices
        if not isinstance(choice, NthWeekday)
    ]
    weekdays = [weekday(choice.weekday, _POSITIONS[choice.nth]) for choice in named]
    for group in _times(list(offsets)):
        if numbers:
            yield rrule(MONTHLY, first, bymonthday=numbers, **group)
        if weekdays:
            yield rrule(MONTHLY, first, byweekday=weekdays, **group)


def _times(times: list[int]) -> Iterator[_Times]:
    """Times of day as few groups of hours, minutes and a second."""
    hours_of: defaultdict[tuple[int, int], list[int]] = defaultdict(list)
    for time in times:
        hours_of[time // 60 % 60, time % 60].append(time // 3600)
    minutes_of: defaultdict[tuple[tuple[int, ...], int], list[int]] = defaultdict(list)
    for (minute, second), hours in hours_of.items():
        minutes_of[tuple(hours), second].append(minute)
    for (same_hours, second), minutes in minutes_of.items():
        yield _Times(byhour=list(same_hours), byminute=minutes, bysecond=second)
