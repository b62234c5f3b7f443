"""What does a schedule mean on the wall clock? A set of days times a set of times of day.

A "wall second" is a wall-clock time as whole seconds since 1970-01-01T00:00, counted as if
the clock never changed.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import chain, pairwise
from typing import TYPE_CHECKING, Literal, TypeAlias, get_args

from tabsched.arguments import no_choice
from tabsched.timetable.days import FIRST_DAY, LAST_DAY, MonthDay, MonthDays, NthWeekday, Weekdays
from tabsched.values import (
    DAY,
    FREQUENCIES,
    Nth,
    clock_text,
    month_day_of,
    seconds_of,
    weekday_of,
    whole_of,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from tabsched.model import Interval, Written

End: TypeAlias = Literal["run", "stop"]
Platform: TypeAlias = Literal["cloud", "server"]

ENDS: tuple[str, ...] = get_args(End)
_PLATFORMS: tuple[str, ...] = get_args(Platform)
FIRST_WALL = FIRST_DAY * DAY
LAST_WALL = (LAST_DAY + 1) * DAY - 1
_WEEK = 7 * DAY
# From a Monday to 1970-01-01.
_MONDAY = 3 * DAY
# What a monthly plan runs in is remembered in blocks of so many days.
_BLOCK_DAYS = 256
_BLOCK = _BLOCK_DAYS * DAY
_KEPT_BLOCKS = 2048
_HOUR = 3600
_ONCE_A_DAY = 24
_EVERY_DAY = Weekdays(frozenset(range(7)))
_SHOWN = 40

_AS_KEPT = (
    "Server keeps a Daily schedule as one run at start every day, and ignores its end and intervals"
)
_AS_ANSWERED = (
    "a Daily schedule of Server is read as Server's answers write it: "
    "with hours and end as a window, otherwise as one run at start"
)
_EVERY_DAY_ASSUMED = "every day is assumed: answers of Server before 2023.3.5 leave the days out"
_AT_END = "the run exactly at end ({}) is assumed: Tableau's texts lean both ways"
_AFTER_MIDNIGHT = "runs after midnight are assumed to count to the day on which their window opened"
_SHORT_MONTHS = "a month without the chosen day ({}) is assumed to be skipped"


class NoTimetable(ValueError):  # noqa: N818 the interface says "no timetable", which is no mistake of the caller
    """A schedule does not tell when it runs; the text says what is missing or unreadable."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What a schedule means: every offset on every day, in wall-clock time.

    Attributes:
        days: the days on which the window opens.
        offsets: the runs, in seconds after the midnight of the day on which the window
            opens, increasing; less than a day from the first to the last. From 86400 on they
            fall on the next day but belong to the day that opened.
        runs_at_end: the last offset lies exactly at `end`, where a run is assumed.
        assumptions: sentences that tell what the whole plan rests on.

    Raises:
        ValueError: the offsets are no such offsets.
    """

    days: Weekdays | MonthDays
    offsets: tuple[int, ...]
    runs_at_end: bool = False
    assumptions: tuple[str, ...] = ()
    # The runs of a week in seconds after its Monday, and the first of the next; none if monthly.
    _week: tuple[int, ...] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        offsets = self.offsets
        if not offsets or not 0 <= offsets[0] < DAY or offsets[-1] - offsets[0] >= DAY:
            raise ValueError("offsets begin within the day and span less than a day")
        if any(earlier >= later for earlier, later in pairwise(offsets)):
            raise ValueError("offsets increase")
        if isinstance(self.days, MonthDays) and offsets[-1] >= DAY:
            raise ValueError("the runs of a monthly plan lie before midnight")
        object.__setattr__(self, "_week", _week_of(self.days, offsets))

    def next_wall(self, wall: int) -> int | None:
        """The first planned wall second after `wall`, None where that is after year 9999.

        The cost does not depend on how far away it is: a week repeats, and of months a block is
        worked out and remembered.
        """
        if wall < FIRST_WALL:
            wall = FIRST_WALL - 1
        elif wall >= LAST_WALL:
            return None
        within, runs = self._block(wall)
        found = wall - within + runs[bisect_right(runs, within)]
        return found if found <= LAST_WALL else None

    def walls(self, first: int, stop: int) -> Iterator[int]:
        """The planned wall seconds from `first` to before `stop`, in order."""
        return chain.from_iterable(self._walls(max(first, FIRST_WALL), min(stop, LAST_WALL + 1)))

    def _walls(self, first: int, stop: int) -> Iterator[Iterator[int]]:
        """The same, block by block, so that none of it is a loop of Python's."""
        length = _WEEK if isinstance(self.days, Weekdays) else _BLOCK
        while first < stop:
            within, runs = self._block(first)
            origin = first - within
            first = origin + length
            high = bisect_left(runs, min(first, stop) - origin)
            yield map(origin.__add__, runs[bisect_left(runs, within) : high])

    def _block(self, wall: int) -> tuple[int, tuple[int, ...]]:
        """How far into its block a wall second is, and the runs of the block in such seconds.

        After them comes at least one that lies beyond the block, if only after year 9999.
        """
        days = self.days
        if isinstance(days, Weekdays):
            return (wall + _MONDAY) % _WEEK, self._week
        # The choices, because the hash of a frozenset is remembered and that of a dataclass not.
        return wall % _BLOCK, _month_block(days.choices, self.offsets, wall // _BLOCK)

    def has(self, wall: int) -> bool:
        """Whether the wall second is planned."""
        return self.next_wall(wall - 1) == wall

    def assumed(self, wall: int) -> tuple[str, ...]:
        """What a planned wall second rests on beside the whole plan: sentences, mostly none."""
        time = wall % DAY
        offset = time if time >= self.offsets[0] else time + DAY
        reasons = []
        if self.runs_at_end and offset == self.offsets[-1]:
            reasons.append("a run at the very end of the window is assumed")
        if offset >= DAY:
            reasons.append("a run after midnight counted to the day its window opened is assumed")
        return tuple(reasons)


def _week_of(days: Weekdays | MonthDays, offsets: tuple[int, ...]) -> tuple[int, ...]:
    """The runs of a week that repeats, with the first of the next; none if it is months."""
    if isinstance(days, MonthDays):
        return ()
    runs = sorted((day * DAY + offset) % _WEEK for day in days.weekdays for offset in offsets)
    return (*runs, runs[0] + _WEEK)


@lru_cache(maxsize=_KEPT_BLOCKS)
def _month_block(
    choices: frozenset[MonthDay], offsets: tuple[int, ...], number: int
) -> tuple[int, ...]:
    """The runs of a monthly plan in a block of days, and those of the first day after it."""
    first = number * _BLOCK_DAYS
    runs: list[int] = []
    for day in MonthDays(choices).since(first):
        runs += [(day - first) * DAY + offset for offset in offsets]
        if day >= first + _BLOCK_DAYS:
            return tuple(runs)
    return (*runs, LAST_WALL + 1 - first * DAY)


def compile_plan(
    written: Written, platform: Platform, *, end: End = "run", kept: bool = False
) -> Plan:
    """What a schedule means on a platform, as section 5 of the specification reads it.

    Args:
        written: the schedule as written; whatever its values are, only NoTimetable is raised.
        platform: whose reading: only Cloud needs the hours of a Daily schedule [live].
        end: whether a window runs at its very end ("run" [assumed]) or not ("stop").
        kept: read it as what Server is sent and not as what it answers: of a Daily `end` is
            dropped [live] and so are the intervals, and no weekDay plainly means every day.

    Raises:
        NoTimetable: the schedule does not tell when it runs; the text says why.
        ValueError: `end` or `platform` is no such word.
        TypeError: one of them is no text.
    """
    if platform not in _PLATFORMS:
        raise no_choice("platform", platform, _PLATFORMS)
    if end not in ENDS:
        raise no_choice("end", end, ENDS)
    match written.frequency:
        case "Hourly":
            return _hourly(written, end, answered=platform == "server" and not kept)
        case "Daily" if platform == "cloud":
            return _daily_of_cloud(written, end)
        case "Daily":
            return _kept(written) if kept else _daily_of_server(written, end)
        case "Weekly":
            return _weekly(written)
        case "Monthly":
            return _monthly(written)
        case "Customized Monthly":
            raise NoTimetable(
                "the answer does not hold the run days of a Customized Monthly schedule"
            )
        case None:
            raise NoTimetable("the schedule has no frequency")
        case other:
            offered = ", ".join(FREQUENCIES)
            raise NoTimetable(f"the frequency {_shown(other)} is none of {offered}")


def _hourly(written: Written, end: End, *, answered: bool) -> Plan:
    """The grid of a window on the days given, none meaning every day [ref]."""
    step = _first(_step_of, written.intervals)
    if step is None:
        raise NoTimetable("an Hourly schedule needs hours or minutes between runs, found none")
    days = _weekdays(written)
    assumptions = (_EVERY_DAY_ASSUMED,) * (answered and not days)
    return _grid(written, days, step, end, assumptions)


def _daily_of_cloud(written: Written, end: End) -> Plan:
    """The grid of `hours`; what runs without them is Tableau's fault, nobody promises it [live]."""
    hours = _first(_hours_of, written.intervals)
    if hours is None:
        for interval in written.intervals:
            if interval.hours is not None:
                raise NoTimetable(f"the hours {_shown(interval.hours)} are no whole number from 1")
        raise NoTimetable(
            "a Daily schedule without hours has no promised timetable: "
            "Tableau Cloud is reported to refresh every hour then"
        )
    days = _weekdays(written)
    if hours == _ONCE_A_DAY:
        return _once(written, days)
    return _grid(written, days, hours * _HOUR, end, ())


def _daily_of_server(written: Written, end: End) -> Plan:
    """The grid where hours and end are written, else one run at start [assumed]."""
    hours = _first(_hours_of, written.intervals)
    days = _weekdays(written)
    says_more = written.end is not None or bool(written.intervals)
    assumptions = (_AS_ANSWERED,) * says_more + (_EVERY_DAY_ASSUMED,) * (not days)
    if hours is None or hours == _ONCE_A_DAY or written.end is None:
        return _once(written, days, assumptions)
    return _grid(written, days, hours * _HOUR, end, assumptions)


def _kept(written: Written) -> Plan:
    """One run at start every day: what Server makes of any Daily that it is sent [live]."""
    says_more = written.end is not None or bool(written.intervals)
    return _once(written, frozenset(), (_AS_KEPT,) * says_more)


def _weekly(written: Written) -> Plan:
    """One run at start on the days given [ref]."""
    days = _weekdays(written)
    if not days:
        raise NoTimetable("a Weekly schedule needs a weekDay, found none")
    return _once(written, days)


def _monthly(written: Written) -> Plan:
    """One run at start on each day that any of the intervals chooses [ref]."""
    start = _time("start", written.start)
    choices = [
        _month_day(interval)
        for interval in written.intervals
        if interval.month_day is not None or interval.week_day is not None
    ]
    if not choices:
        raise NoTimetable("a Monthly schedule needs a monthDay, found none")
    return Plan(MonthDays(frozenset(choices)), (start,), assumptions=_skipping(choices))


def _month_day(interval: Interval) -> MonthDay:
    """The day of the month that one interval chooses."""
    text, weekday = interval.month_day, _weekday(interval.week_day)
    if text is None:
        raise NoTimetable(f"the weekDay {_shown(interval.week_day)} has no monthDay beside it")
    chosen = Nth.LAST if text == "Last" else month_day_of(text)
    match chosen, weekday:
        case None, _:
            raise NoTimetable(f"the monthDay {_shown(text)} is no day of a month")
        case (int() | Nth.LAST) as day, None:
            return day
        case Nth() as nth, int(named):
            return NthWeekday(nth, named)
        case Nth(), None:
            raise NoTimetable(f"the monthDay {_shown(text)} has no weekDay beside it")
        case _:
            raise NoTimetable(f"the day number {_shown(text)} has a weekDay beside it")


def _skipping(choices: Iterable[MonthDay]) -> tuple[str, ...]:
    """The assumption about months that lack a chosen day, where some month does."""
    numbers = sorted({day for day in choices if isinstance(day, int) and day > 28})  # noqa: PLR2004 February
    fifth = any(isinstance(day, NthWeekday) and day.nth is Nth.FIFTH for day in choices)
    names = [str(number) for number in numbers] + [Nth.FIFTH.value] * fifth
    return (_SHORT_MONTHS.format(", ".join(names)),) if names else ()


def _once(written: Written, days: frozenset[int], assumptions: tuple[str, ...] = ()) -> Plan:
    """One run at start on these weekdays, none meaning every day."""
    start = _time("start", written.start)
    return Plan(Weekdays(days) if days else _EVERY_DAY, (start,), assumptions=assumptions)


def _grid(
    written: Written, days: frozenset[int], step: int, end: End, assumptions: tuple[str, ...]
) -> Plan:
    """The runs of a window, every `step` seconds from start to end, on these weekdays."""
    start, stop = _time("start", written.start), _time("end", written.end)
    full_day = start == stop
    if stop <= start:
        stop += DAY
    runs_at_end = end == "run" and not full_day and (stop - start) % step == 0
    offsets = tuple(range(start, stop + runs_at_end, step))
    if runs_at_end:
        assumptions += (_AT_END.format(clock_text(stop)),)
    if offsets[-1] >= DAY:
        assumptions += (_AFTER_MIDNIGHT,)
    return Plan(Weekdays(days) if days else _EVERY_DAY, offsets, runs_at_end, assumptions)


def _first(reader: Callable[[Interval], int | None], intervals: Iterable[Interval]) -> int | None:
    """What the first interval that can be read so says."""
    return next((found for found in map(reader, intervals) if found is not None), None)


def _hours_of(interval: Interval) -> int | None:
    """The whole hours between runs, at least one."""
    return whole_of(interval.hours) or None


def _step_of(interval: Interval) -> int | None:
    """The seconds between runs that an interval gives in hours or in minutes."""
    return (whole_of(interval.hours) or 0) * _HOUR or (whole_of(interval.minutes) or 0) * 60 or None


def _weekdays(written: Written) -> frozenset[int]:
    """The weekdays that the intervals name, Monday 0."""
    named = (_weekday(interval.week_day) for interval in written.intervals)
    return frozenset(day for day in named if day is not None)


def _weekday(text: str | None) -> int | None:
    """The weekday that a text names, None for no text."""
    day = weekday_of(text)
    if day is None and text is not None:
        raise NoTimetable(f"the weekDay {_shown(text)} is no day of the week")
    return day


def _time(name: str, text: str | None) -> int:
    """The seconds after midnight that start or end name."""
    seconds = seconds_of(text)
    if text is None:
        raise NoTimetable(f"the schedule needs {'an' if name == 'end' else 'a'} {name}, found none")
    if seconds is None:
        raise NoTimetable(
            f"the {name} {_shown(text)} is no time HH:MM:SS from 00:00:00 to 23:59:59"
        )
    return seconds


def _shown(text: str | None) -> str:
    """A value as a message can show it, whatever its length and letters."""
    whole = ascii(text)
    return whole if len(whole) <= _SHOWN else f"{whole[:_SHOWN]}…"
