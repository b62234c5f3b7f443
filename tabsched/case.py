"""What a rule judges: a schedule with its readable values, for a platform and an operation."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from tabsched.names import WRITTEN_BY_TABLEAU
from tabsched.platforms import DAILY_HOURS, KNOWN_HOURS, KNOWN_MINUTES
from tabsched.reading import open_element
from tabsched.values import DAY, FREQUENCIES, Nth, month_day_of, seconds_of, weekday_of, whole_of
from tabsched.wire.node import Literal

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from tabsched.audience import Guess, Operation
    from tabsched.documents import Unit
    from tabsched.model import Interval
    from tabsched.platforms import Platform
    from tabsched.reading import Element, Remark, Survey

_CLIENT_NUMBER = re.compile(r"\s*\(?\s*\+?0*([0-9]{1,6})(?:\.0*)?\s*,?\s*\)?\s*", re.ASCII)
_KINDS = {
    "Hourly": frozenset({("hours",), ("minutes",), ("weekDay",)}),
    "Daily": frozenset({("hours",), ("weekDay",)}),
    "Weekly": frozenset({("weekDay",)}),
    "Monthly": frozenset({("monthDay",), ("weekDay", "monthDay")}),
}
_WHOLE_DAY = 24
# Only these two kinds stand in one interval together.
_PAIR = ("weekDay", "monthDay")


@dataclass(frozen=True, slots=True)
class Readable:
    """An interval whose values are read where they can be; what cannot stays its text.

    Attributes:
        kinds: the names that stand in it.
    """

    hours: int | str | None
    minutes: int | str | None
    week_day: int | str | None
    month_day: int | Nth | str | None
    kinds: tuple[str, ...]

    @property
    def is_one_kind(self) -> bool:
        """Whether it says one thing: one name, or an occurrence of a weekday in a month."""
        return len(self.kinds) == 1 or self.kinds == _PAIR


@lru_cache(maxsize=4096)
def readable(interval: Interval) -> Readable:
    """Read the values of an interval."""
    kinds = {
        "hours": interval.hours,
        "minutes": interval.minutes,
        "weekDay": interval.week_day,
        "monthDay": interval.month_day,
    }
    week_day, month_day = weekday_of(interval.week_day), month_day_of(interval.month_day)
    return Readable(
        _number(interval.hours),
        _number(interval.minutes),
        interval.week_day if week_day is None else week_day,
        interval.month_day if month_day is None else month_day,
        tuple(name for name, value in kinds.items() if value is not None),
    )


def _number(text: str | None) -> int | str | None:
    number = whole_of(text)
    return text if number is None else number


def client_number(text: str) -> int | None:
    """The whole number that a client wrote in a way of its own (`4.0`, `(5,)`), or None.

    Source: [tsc] #1543, #1579: intervals kept as floats and tuples reach the request as text.
    """
    if isinstance(text, Literal) and not text.is_number:
        return None
    found = _CLIENT_NUMBER.fullmatch(text)
    return int(found[1]) if found else None


class Case:
    """One schedule to judge.

    Attributes:
        survey: the schedule, its places and remarks.
        platform: what is offered.
        operation: create, update or response.
        is_request: whether it stands in a whole request, where frequencyDetails may be missed.
        frequency: one of the four, None where it is missing or no such name.
        start: seconds from midnight, None where missing or unreadable; `end` likewise.
        intervals: every interval with readable values.
        sound: those of a kind that the frequency takes, with their index.
    """

    __slots__ = (
        "end",
        "frequency",
        "intervals",
        "is_request",
        "operation",
        "platform",
        "remarks",
        "sound",
        "start",
        "survey",
        "written",
    )

    def __init__(
        self, survey: Survey, platform: Platform, operation: Operation, *, is_request: bool
    ) -> None:
        self.survey = survey
        self.platform = platform
        self.operation = operation
        self.is_request = is_request
        self.remarks = survey.remarks
        written = self.written = survey.written
        self.frequency = written.frequency if written.frequency in FREQUENCIES else None
        self.start = seconds_of(written.start)
        self.end = seconds_of(written.end)
        self.intervals = [readable(interval) for interval in written.intervals]
        self.sound = [
            (index, item)
            for index, item in enumerate(self.intervals)
            if item.is_one_kind and self.takes(item) and not survey.intervals[index].faulty
        ]

    def takes(self, item: Readable) -> bool:
        """Whether the frequency takes an interval of that kind; Server's Daily takes any."""
        if self.frequency is None or (self.frequency == "Daily" and self.platform.name == "server"):
            return True
        return item.kinds in _KINDS[self.frequency]

    @property
    def counts(self) -> bool:
        """Whether intervals can be counted: none might be the one that is missing."""
        return len(self.sound) == len(self.intervals) and not self.survey.faulty_intervals

    @property
    def has_week_day(self) -> bool:
        """Whether any interval names a day of the week."""
        return any("weekDay" in item.kinds for _, item in self.sound)

    @property
    def window(self) -> int | None:
        """Seconds from start to end, over midnight where end is earlier; None where unknown."""
        if self.start is None or self.end is None:
            return None
        return (self.end - self.start) % DAY

    @property
    def repeats(self) -> bool:
        """Whether runs repeat within a day: Hourly, or Daily with fewer than 24 hours."""
        if self.frequency == "Hourly":
            return True
        hours = [item.hours for _, item in self.sound if item.hours is not None]
        return (
            self.counts and len(hours) == 1 and hours[0] in DAILY_HOURS and hours[0] != _WHOLE_DAY
        )

    def offered(self, name: str) -> tuple[int, ...]:
        """The numbers that the platform takes for hours or minutes of the frequency."""
        platform = self.platform
        if self.frequency == "Hourly":
            if name == "hours":
                return platform.hourly_hours + platform.disputed_hours
            return platform.hourly_minutes + platform.disputed_minutes
        if self.frequency == "Daily" and name == "hours":
            return DAILY_HOURS
        return KNOWN_HOURS if name == "hours" else KNOWN_MINUTES

    def is_client_number(self, name: str, value: int | str) -> bool:
        """Whether a value would be taken, were it written as plain digits."""
        return isinstance(value, str) and client_number(value) in self.offered(name)

    def written_by_tableau(self) -> Iterator[tuple[str, str]]:
        """What only Tableau writes, with the place where it stands."""
        return _written_by_tableau([self.survey.schedule])


class Request:
    """One unit as a whole: what stands around its schedules.

    Attributes:
        unit: the unit.
        operation: create, update or response.
        platform: what is offered.
        is_request: whether a root or an extractRefresh tells that it is a whole request.
        guessed: whether the operation was left to us.
        guess: what alone decided that it is no Cloud create, None where more speaks for it
            or where it would be a sound one.
        remarks: what is odd about the writing around the schedules.
        targets: the opened workbook, datasource and view elements.
    """

    __slots__ = (
        "guess",
        "guessed",
        "is_request",
        "operation",
        "platform",
        "remarks",
        "targets",
        "unit",
    )

    def __init__(
        self,
        unit: Unit,
        platform: Platform,
        operation: Operation,
        *,
        guessed: bool,
        remarks: Iterable[Remark] = (),
    ) -> None:
        self.unit = unit
        self.platform = platform
        self.operation = operation
        self.guessed = guessed
        self.guess: Guess | None = None
        self.is_request = operation != "response" and unit.is_request
        self.targets = [
            [
                open_element(kind, node, path, unit.scope.syntax)
                for kind, node, path in refresh.children
                if kind != "schedule"
            ]
            for refresh in unit.refreshes
        ]
        around = [remark for remark in unit.remarks if remark.kind != "unknown"]
        opened = [*unit.refreshes, *(target for group in self.targets for target in group)]
        inside = [remark for element in opened for remark in element.remarks]
        self.remarks = [*remarks, *around, *inside]

    def written_by_tableau(self) -> Iterator[tuple[str, str]]:
        """What only Tableau writes, with the place where it stands."""
        return _written_by_tableau(self.unit.refreshes)


def _written_by_tableau(elements: Iterable[Element]) -> Iterator[tuple[str, str]]:
    for element in elements:
        for name in element.values:
            if name in WRITTEN_BY_TABLEAU:
                yield name, element.place(name)
