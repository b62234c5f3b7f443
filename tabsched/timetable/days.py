"""Which days does a schedule choose? A day is its number of days since 1970-01-01."""

from __future__ import annotations

from calendar import isleap
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Literal, TypeAlias

from tabsched.values import Nth

if TYPE_CHECKING:
    from collections.abc import Iterator

_EPOCH = date(1970, 1, 1).toordinal()
FIRST_DAY = date.min.toordinal() - _EPOCH
LAST_DAY = date.max.toordinal() - _EPOCH
_THURSDAY = 3
_LENGTHS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_LONGEST = 31
_ORDER = {nth: index for index, nth in enumerate(Nth)}


@dataclass(frozen=True, slots=True)
class Weekdays:
    """The days that fall on one of these weekdays, Monday 0."""

    weekdays: frozenset[int]

    def __post_init__(self) -> None:
        if not self.weekdays or not self.weekdays <= set(range(7)):
            raise ValueError(f"weekdays are some of 0 to 6, found {set(self.weekdays)}")


@dataclass(frozen=True, slots=True)
class NthWeekday:
    """One weekday of a month: its first, …, fifth or last Friday. Monday is 0."""

    nth: Nth
    weekday: int

    def __post_init__(self) -> None:
        if self.weekday not in range(7):
            raise ValueError(f"a weekday is 0 to 6, found {self.weekday}")


MonthDay: TypeAlias = int | NthWeekday | Literal[Nth.LAST]
"""One choice of a month's day: its number, one of its weekdays, or its last day."""


@dataclass(frozen=True, slots=True)
class MonthDays:
    """The days of every month that are one of these choices; a month may have none."""

    choices: frozenset[MonthDay]

    def __post_init__(self) -> None:
        if not self.choices:
            raise ValueError("days of a month are at least one, found none")
        for choice in self.choices:
            if isinstance(choice, int) and not 1 <= choice <= _LONGEST:
                raise ValueError(f"a day of a month is 1 to 31, found {choice}")

    def since(self, day: int) -> Iterator[int]:
        """These days from `day` on, in order, to the end of year 9999."""
        if day > LAST_DAY:
            return
        given = date.fromordinal(max(day, FIRST_DAY) + _EPOCH)
        year, month = given.year, given.month
        first = max(day, FIRST_DAY) - given.day + 1
        while year <= date.max.year:
            length = 29 if month == 2 and isleap(year) else _LENGTHS[month - 1]  # noqa: PLR2004 February
            for number in _days_of_month(self.choices, length, (first + _THURSDAY) % 7):
                if first + number > day:
                    yield first + number - 1
            first += length
            year, month = (year, month + 1) if month < len(_LENGTHS) else (year + 1, 1)


def _days_of_month(choices: frozenset[MonthDay], length: int, first: int) -> tuple[int, ...]:
    """The chosen days, in order, of a month so long whose first day is the weekday `first`."""
    days: set[int] = set()
    for choice in choices:
        match choice:
            case Nth.LAST:
                days.add(length)
            case int(number):
                days.add(number)
            case NthWeekday(nth, weekday):
                found = range(1 + (weekday - first) % 7, length + 1, 7)
                days.update(found[-1:] if nth is Nth.LAST else found[_ORDER[nth] :][:1])
    return tuple(sorted(day for day in days if day <= length))
