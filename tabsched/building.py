"""What do the arguments of a constructor, or of a change, say in a schedule?"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import fields
from datetime import time
from typing import TYPE_CHECKING

from tabsched.arguments import digits_of, each_of, str_of, text_of, wrong_type
from tabsched.model import Interval
from tabsched.values import seconds_of

if TYPE_CHECKING:
    from collections.abc import Iterator

_WEEK_DAYS = "a day of the week, or several"
_MONTH_DAYS = "a day of the month, or several"
_PAIR = 'a pair such as ("Third", "Thursday")'
_PAIR_LENGTH = 2
_VALUES = tuple(one.name for one in fields(Interval))


def written_time(name: str, value: object) -> str | None:
    """A time as Tableau writes it; a text that is no time stays as it is, for a rule to judge.

    Raises:
        TypeError: it is neither text nor time nor None.
        ValueError: it is a time with a zone.
    """
    if value is None:
        return None
    if isinstance(value, time):
        if value.tzinfo is not None:
            raise ValueError(
                f"{name} is a time with a zone, but a schedule's time is the site's wall clock: "
                f"give {name}.replace(tzinfo=None) if that is the local time"
            )
        value = value.isoformat()
    text = str_of(name, value, "a datetime.time or a str")
    seconds = f"{text}:00"
    return seconds if seconds_of(seconds) is not None else text


def every(hours: object, minutes: object = None) -> Interval:
    """The interval that says how far apart runs are.

    Raises:
        TypeError: one of them is no whole number.
    """
    return Interval(
        hours=None if hours is None else digits_of("hours", hours),
        minutes=None if minutes is None else digits_of("minutes", minutes),
    )


def week_days(on: object) -> Iterator[Interval]:
    """An interval for each day of the week.

    Raises:
        TypeError: it is no text, and no texts.
        ValueError: it goes on for more than a thousand.
    """
    for day in [on] if isinstance(on, str) else each_of("on", _WEEK_DAYS, on):
        yield Interval(week_day=str_of("a day of on", day))


def month_days(on: object) -> Iterator[Interval]:
    """An interval for each day of the month.

    Raises:
        TypeError: it is no number or text, and none of them.
        ValueError: it goes on for more than a thousand, or a number has too many digits.
    """
    if isinstance(on, str) or not isinstance(on, Iterable):
        yield Interval(month_day=text_of("on", on, _MONTH_DAYS))
        return
    for day in each_of("on", _MONTH_DAYS, on):
        yield Interval(month_day=text_of("a day of on", day))


def occurrences(nth: object) -> Iterator[Interval]:
    """An interval for each weekday of a month: of a pair of texts, or of several pairs.

    Raises:
        TypeError: it is no such pair, and none of them.
        ValueError: a pair is none, or it goes on for more than a thousand.
    """
    pairs = list(each_of("nth", f"{_PAIR}, or several", nth))
    if pairs and isinstance(pairs[0], str):
        pairs = [pairs]
    for pair in pairs:
        words = [str_of("a word of nth", word) for word in each_of("one of nth", _PAIR, pair)]
        if len(words) != _PAIR_LENGTH:
            raise ValueError(f"one of nth is {_PAIR}, not {len(words)} words")
        ordinal, week_day = words
        yield Interval(week_day=week_day, month_day=ordinal)


def changed(name: str, value: object) -> object:
    """What an attribute of a schedule becomes.

    Raises:
        TypeError: the value is of another type.
        ValueError: it is a time with a zone, or has too much to it.
    """
    if name in {"start", "end"}:
        return written_time(name, value)
    if name == "intervals":
        return tuple(map(_sound, each_of(name, "several Intervals", value)))
    return None if value is None else text_of(name, value)


def _sound(interval: object) -> Interval:
    """An interval whose values are texts: unlike this one, making one asks for no types."""
    if not isinstance(interval, Interval):
        raise wrong_type("one of intervals", "an Interval", interval)
    for name in _VALUES:
        value = getattr(interval, name)
        if value is not None and not isinstance(value, str):
            raise wrong_type(f"{name} of one of intervals", "a str or None", value)
    return interval
