"""How rules say what would mend a schedule.

Each function gives a cure: what it takes to mend is worked out only where somebody wants to know.
"""

from __future__ import annotations

from functools import partial, wraps
from typing import TYPE_CHECKING, ParamSpec

from tabsched.place import parent_of
from tabsched.rulebook.rule import Mend
from tabsched.wire.changes import Add, AddChild, Remove, SetValue

if TYPE_CHECKING:
    from collections.abc import Callable

    from tabsched.case import Case
    from tabsched.rulebook.rule import Cure
    from tabsched.wire.changes import Change

_Said = ParamSpec("_Said")


def at_need(make: Callable[_Said, Mend | None]) -> Callable[_Said, Cure]:
    """A function that gives a cure, from one that gives what it comes to."""

    @wraps(make)
    def cure(*args: _Said.args, **kwargs: _Said.kwargs) -> Cure:
        return partial(make, *args, **kwargs)

    return cure


@at_need
def mend(description: str, *changes: Change) -> Mend:
    """Write otherwise what is read as it is meant already."""
    return Mend(safe=True, description=description, changes=changes)


@at_need
def write(case: Case, name: str, value: str, *, safe: bool = True) -> Mend:
    """Write another value in place of that of the schedule or of its frequencyDetails."""
    change = SetValue(case.survey.place(name), value)
    return Mend(safe=safe, description=f"write {value}", changes=(change,))


@at_need
def write_in_interval(case: Case, index: int, name: str, value: str) -> Mend:
    """Write another value in place of that of an interval, which reads it so already."""
    change = SetValue(case.survey.place("intervals", index, name), value)
    return Mend(safe=True, description=f"write {value}", changes=(change,))


@at_need
def leave_out(case: Case, name: str) -> Mend:
    """Leave out a value of the schedule or of its frequencyDetails."""
    change = Remove(case.survey.place(name))
    return Mend(safe=True, description=f"leave {name} out", changes=(change,))


@at_need
def leave_out_interval(case: Case, index: int) -> Mend:
    """Leave out an interval."""
    change = Remove(case.survey.place("intervals", index))
    return Mend(safe=True, description="leave this interval out", changes=(change,))


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
    return Mend(
        safe=False,
        description="write hours 24, and end as start",
        changes=tuple(changes),
        before=before,
    )


@at_need
def end_as_start(case: Case) -> Mend | None:
    """Write end as start; None where start cannot be read."""
    start = case.written.start
    if case.start is None or start is None:
        return None
    changes = tuple(_end_at(case, start))
    return Mend(safe=True, description=f"write end {start}", changes=changes)


def _end_at(case: Case, start: str) -> list[Change]:
    """What makes end the same as start."""
    place = case.survey.place("end")
    if case.written.end is None:
        return [Add(parent_of(place), "end", start)]
    return [] if case.written.end == start else [SetValue(place, start)]


@at_need
def leave_out_in_interval(case: Case, index: int, name: str) -> Mend:
    """Leave out a value of an interval, which is another interval without it."""
    change = Remove(case.survey.place("intervals", index, name))
    return Mend(safe=False, description=f"leave {name} out", changes=(change,))
