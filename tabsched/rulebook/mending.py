"""How rules say what would mend a schedule.

Each function gives a cure: what it takes to mend is worked out only where somebody wants to know.
"""

from __future__ import annotations

from dataclasses import replace
from functools import partial, wraps
from typing import TYPE_CHECKING, ParamSpec

from tabsched.case import Case
from tabsched.model import Interval
from tabsched.place import parent_of
from tabsched.reading import FIELDS
from tabsched.rulebook.rule import Mend
from tabsched.wire.changes import Add, AddChild, Remove, SetValue

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from tabsched.case import Request
    from tabsched.model import Written
    from tabsched.rulebook.rule import Cure
    from tabsched.wire.changes import Change

_Said = ParamSpec("_Said")
# The attributes of an interval by their names on the wire.
_OF_INTERVAL = {
    "hours": "hours",
    "minutes": "minutes",
    "weekDay": "week_day",
    "monthDay": "month_day",
}


def at_need(make: Callable[_Said, Mend | None]) -> Callable[_Said, Cure]:
    """A function that gives a cure, from one that gives what it comes to."""

    @wraps(make)
    def cure(*args: _Said.args, **kwargs: _Said.kwargs) -> Cure:
        return partial(make, *args, **kwargs)

    return cure


@at_need
def mend(case: Case | Request, description: str, *changes: Change) -> Mend:
    """Write otherwise what is read as it is meant already."""
    after = case.written if isinstance(case, Case) else None
    return Mend(safe=True, description=description, changes=changes, after=after)


@at_need
def write(case: Case, name: str, value: str, *, safe: bool = True) -> Mend:
    """Write another value in place of that of the schedule or of its frequencyDetails."""
    after = replace(case.written, **_changed(name, value))
    return Mend(
        safe=safe,
        description=f"write {value}",
        changes=(SetValue(case.survey.place(name), value),),
        after=after,
    )


@at_need
def write_in_interval(case: Case, index: int, name: str, value: str) -> Mend:
    """Write another value in place of that of an interval, which reads it so already."""
    intervals = list(case.written.intervals)
    intervals[index] = replace(intervals[index], **{_OF_INTERVAL[name]: value})
    change = SetValue(case.survey.place("intervals", index, name), value)
    return Mend(
        safe=True, description=f"write {value}", changes=(change,), after=_with(case, intervals)
    )


@at_need
def leave_out(case: Case, name: str) -> Mend:
    """Leave out a value of the schedule or of its frequencyDetails."""
    after = replace(case.written, **_changed(name, None))
    return Mend(
        safe=True,
        description=f"leave {name} out",
        changes=(Remove(case.survey.place(name)),),
        after=after,
    )


@at_need
def leave_out_interval(case: Case, index: int) -> Mend:
    """Leave out an interval."""
    intervals = list(case.written.intervals)
    del intervals[index]
    change = Remove(case.survey.place("intervals", index))
    return Mend(
        safe=True,
        description="leave this interval out",
        changes=(change,),
        after=_with(case, intervals),
    )


@at_need
def once_a_day(case: Case, before: str | None = None) -> Mend | None:
    """Make it a Daily schedule of 24 hours, which runs once on each of its days, at start.

    None where its start cannot be read, or where there are no intervals to add to.
    """
    start, groups = case.written.start, case.survey.groups
    if case.start is None or start is None or not groups:
        return None
    changes: list[Change] = [AddChild(groups[0].path, "interval", (("hours", "24"),))]
    if case.frequency != "Daily":
        changes.append(SetValue(case.survey.place("frequency"), "Daily"))
    changes += _end_at(case, start)
    intervals = (*case.written.intervals, Interval(hours="24"))
    after = replace(case.written, frequency="Daily", intervals=intervals, end=start)
    return Mend(
        safe=False,
        description="write hours 24, and end as start",
        changes=tuple(changes),
        after=after,
        before=before,
    )


@at_need
def end_as_start(case: Case) -> Mend | None:
    """Write end as start; None where start cannot be read."""
    start = case.written.start
    if case.start is None or start is None:
        return None
    after = replace(case.written, end=start)
    return Mend(
        safe=True,
        description=f"write end {start}",
        changes=tuple(_end_at(case, start)),
        after=after,
    )


def _end_at(case: Case, start: str) -> list[Change]:
    """What makes end the same as start."""
    place = case.survey.place("end")
    if case.written.end is None:
        return [Add(parent_of(place), "end", start)]
    return [] if case.written.end == start else [SetValue(place, start)]


@at_need
def leave_out_in_interval(case: Case, index: int, name: str) -> Mend:
    """Leave out a value of an interval, which is another interval without it."""
    intervals = list(case.written.intervals)
    intervals[index] = replace(intervals[index], **{_OF_INTERVAL[name]: None})
    return Mend(
        safe=False,
        description=f"leave {name} out",
        changes=(Remove(case.survey.place("intervals", index, name)),),
        after=_with(case, intervals),
    )


def _with(case: Case, intervals: list[Any]) -> Written:
    return replace(case.written, intervals=tuple(intervals))


def _changed(name: str, value: str | None) -> dict[str, Any]:
    return {FIELDS.get(name, name): value}
