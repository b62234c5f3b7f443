"""What is written in a schedule, right or wrong: values as their text, nothing judged."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tabsched.place import Syntax
    from tabsched.wire.node import Node


@dataclass(frozen=True, slots=True)
class Interval:
    """One `interval` of a schedule; a value is None where it is not written.

    Attributes:
        hours: hours between runs, as written ("4").
        minutes: minutes between runs, as written ("60").
        week_day: the name of a day of the week, as written ("Sunday").
        month_day: a day number, an ordinal or LastDay, as written ("15", "Third").
    """

    hours: str | None = None
    minutes: str | None = None
    week_day: str | None = None
    month_day: str | None = None


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Written:
    """A schedule as written. Two are equal by meaning: frequency, times and bag of intervals."""

    frequency: str | None = None
    start: str | None = None
    end: str | None = None
    intervals: tuple[Interval, ...] = ()
    id: str | None = None
    name: str | None = None
    state: str | None = None
    priority: str | None = None
    type: str | None = None
    execution_order: str | None = None
    created_at: str | None = None
    updated_at: str | None = None
    next_run_at: str | None = None
    end_schedule_at: str | None = None
    # The element that was read and its syntax, kept only where it holds what the fields cannot.
    source: tuple[Node, Syntax] | None = None

    def _meaning(self) -> tuple[object, ...]:
        bag = frozenset(Counter(self.intervals).items())
        return self.frequency, self.start, self.end, bag

    def __repr__(self) -> str:
        said = [
            f"{one.name}={value!r}"
            for one in fields(self)
            if one.name != "source" and (value := getattr(self, one.name)) not in (None, ())
        ]
        return f"{type(self).__name__}({', '.join(said)})"

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Written):
            return NotImplemented
        return self._meaning() == other._meaning()

    def __hash__(self) -> int:
        return hash(self._meaning())
