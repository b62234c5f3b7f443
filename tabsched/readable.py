"""The values of an interval, read where they can be, and what about them can make a rule speak."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, TypeVar

from tabsched import facts
from tabsched.platforms import DAILY_HOURS, KNOWN_HOURS, KNOWN_MINUTES, PLATFORMS
from tabsched.values import FREQUENCIES, Nth, month_day_of, weekday_of, whole_of
from tabsched.wire.node import Literal

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from tabsched.model import Interval
    from tabsched.platforms import Platform

    # hours, minutes, weekDay and monthDay as written
    Values = tuple[str | None, str | None, str | None, str | None]

_CLIENT_NUMBER = re.compile(r"\s*\(?\s*\+?0*([0-9]{1,6})(?:\.0*)?\s*,?\s*\)?\s*", re.ASCII)
_KINDS = {
    "Hourly": frozenset({("hours",), ("minutes",), ("weekDay",)}),
    "Daily": frozenset({("hours",), ("weekDay",)}),
    "Weekly": frozenset({("weekDay",)}),
    "Monthly": frozenset({("monthDay",), ("weekDay", "monthDay")}),
}
# Only these two kinds stand in one interval together.
_PAIR = ("weekDay", "monthDay")
_NAMES: Final = ("hours", "minutes", "weekDay", "monthDay")
_PRESENT: Final = dict(
    zip(_NAMES, (facts.HOURS, facts.MINUTES, facts.WEEK_DAY, facts.MONTH_DAY), strict=True)
)
_SHORTEST_MONTH = 28
# What is so is read anew each time; all the rest are some hundred intervals.
_ANEW: Final = facts.ODD_INTERVAL | facts.ODD_NUMBER
_Key = TypeVar("_Key")


@dataclass(frozen=True, slots=True)
class Readable:
    """An interval whose values are read where they can be; what cannot stays its text.

    Attributes:
        kinds: the names that stand in it.
        is_sound: whether it says one thing, of a kind that the frequency takes.
        step: the name and the value of hours or minutes, where it is sound and says them.
        facts: what about it can make a rule speak.
    """

    hours: int | str | None
    minutes: int | str | None
    week_day: int | str | None
    month_day: int | Nth | str | None
    kinds: tuple[str, ...]
    is_sound: bool = field(compare=False)
    step: tuple[str, int | str] | None = field(compare=False)
    facts: int = field(compare=False)

    @property
    def is_one_kind(self) -> bool:
        """Whether it says one thing: one name, or an occurrence of a weekday in a month."""
        return _is_one_kind(self.kinds)


class _Remembered(dict[_Key, Readable]):
    """Intervals by what is written in them, each read when it is met for the first time.

    A Literal and a text that is equal to it are one: a number is read alike, and nothing else
    that JSON has beside texts is a value of an interval.
    """

    def __init__(self, read: Callable[[_Key], Readable]) -> None:
        super().__init__()
        self._read = read

    def __missing__(self, key: _Key) -> Readable:
        found = self._read(key)
        # Whatever threads do, equal intervals are one object.
        return found if found.facts & _ANEW else self.setdefault(key, found)


class IntervalReader:
    """Reads intervals of one frequency on one platform, and remembers each that is sound."""

    def __init__(self, platform: Platform, frequency: str | None) -> None:
        self._platform = platform
        self._frequency = frequency
        self._days: _Remembered[str | None] = _Remembered(
            lambda day: self._read(None, None, day, None)
        )
        self._others: _Remembered[Values] = _Remembered(lambda values: self._read(*values))

    def read(self, intervals: Iterable[Interval]) -> list[Readable]:
        """Read intervals; equal ones are the same object, unless a fact says that one is odd.

        Raises:
            TypeError: a value is no text.
        """
        days, others = self._days, self._others
        return [
            days[one.week_day]
            if one.hours is None and one.minutes is None and one.month_day is None
            else others[one.hours, one.minutes, one.week_day, one.month_day]
            for one in intervals
        ]

    def takes(self, kinds: tuple[str, ...]) -> bool:
        """Whether the frequency takes an interval of that kind; Server's Daily takes any."""
        if self._frequency is None or (
            self._frequency == "Daily" and self._platform.name == "server"
        ):
            return True
        return kinds in _KINDS[self._frequency]

    def offered(self, name: str) -> tuple[int, ...]:
        """The numbers that the platform takes for hours or minutes of the frequency."""
        platform = self._platform
        if self._frequency == "Hourly":
            if name == "hours":
                return platform.hourly_hours + platform.disputed_hours
            return platform.hourly_minutes + platform.disputed_minutes
        if self._frequency == "Daily" and name == "hours":
            return DAILY_HOURS
        return KNOWN_HOURS if name == "hours" else KNOWN_MINUTES

    def _read(
        self,
        hours_text: str | None,
        minutes_text: str | None,
        week_day_text: str | None,
        month_day_text: str | None,
    ) -> Readable:
        texts = (hours_text, minutes_text, week_day_text, month_day_text)
        if not all(text is None or isinstance(text, str) for text in texts):
            raise TypeError(texts)
        hours, minutes = _number(hours_text), _number(minutes_text)
        week_day, month_day = weekday_of(week_day_text), month_day_of(month_day_text)
        values = (
            hours,
            minutes,
            week_day_text if week_day is None else week_day,
            month_day_text if month_day is None else month_day,
        )
        kinds = tuple(name for name, value in zip(_NAMES, values, strict=True) if value is not None)
        if not (_is_one_kind(kinds) and self.takes(kinds)):
            return Readable(*values, kinds, is_sound=False, step=None, facts=facts.ODD_INTERVAL)
        step = next(
            ((n, v) for n, v in (("hours", hours), ("minutes", minutes)) if v is not None), None
        )
        found = sum(_PRESENT[name] for name in kinds)
        if any(isinstance(value, str) for value in values) or month_day_text == "lastDay":
            found |= facts.ODD_INTERVAL
        if step is not None and not self._is_undisputed(*step):
            found |= facts.ODD_NUMBER
        if isinstance(month_day, Nth):
            found |= facts.NTH
        if _is_odd_day(month_day, with_week_day=week_day_text is not None):
            found |= facts.ODD_DAY
        return Readable(*values, kinds, is_sound=True, step=step, facts=found)

    def _is_undisputed(self, name: str, value: int | str) -> bool:
        platform = self._platform
        disputed = platform.disputed_hours if name == "hours" else platform.disputed_minutes
        return value in self.offered(name) and value not in disputed


def _is_one_kind(kinds: tuple[str, ...]) -> bool:
    return len(kinds) == 1 or kinds == _PAIR


def _is_odd_day(day: int | Nth | None, *, with_week_day: bool) -> bool:
    """Whether not every month has such a day, or what it needs to be one."""
    if isinstance(day, int):
        return with_week_day or day > _SHORTEST_MONTH
    if day is None or day is Nth.LAST:
        return False
    return day is Nth.FIFTH or not with_week_day


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


READERS: Final = {
    (name, frequency): IntervalReader(platform, frequency)
    for name, platform in PLATFORMS.items()
    for frequency in (*FREQUENCIES, None)
}
