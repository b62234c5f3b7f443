"""What one written value says, where it can be read: a time, a day, a number."""

from __future__ import annotations

import re
from enum import Enum

WEEKDAYS = ("Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday")
FREQUENCIES = ("Hourly", "Daily", "Weekly", "Monthly")
DAY = 86_400
_TIME = re.compile(r"(?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]")
_LUID = re.compile(r"[0-9A-Fa-f]{8}-(?:[0-9A-Fa-f]{4}-){3}[0-9A-Fa-f]{12}")
_WHOLE = re.compile(r"0|[1-9][0-9]{0,5}")
_MONDAY_FIRST = {name: (index - 1) % 7 for index, name in enumerate(WEEKDAYS)}


class Nth(Enum):
    """Which of its kind in a month: an occurrence of a weekday, or the last day."""

    FIRST = "First"
    SECOND = "Second"
    THIRD = "Third"
    FOURTH = "Fourth"
    FIFTH = "Fifth"
    LAST = "LastDay"


ORDINALS = tuple(nth.value for nth in Nth)
_NTH = {nth.value: nth for nth in Nth} | {"lastDay": Nth.LAST}


def seconds_of(text: str | None) -> int | None:
    """Seconds from midnight that `HH:MM:SS` names, None where it is no such text."""
    if text is None or not _TIME.fullmatch(text):
        return None
    return int(text[:2]) * 3600 + int(text[3:5]) * 60 + int(text[6:])


def clock_text(seconds: int) -> str:
    """The wall-clock time so many seconds after a midnight, as people write it: "18:30"."""
    hours, rest = divmod(seconds % DAY, 3600)
    minutes, rest = divmod(rest, 60)
    return f"{hours:02}:{minutes:02}:{rest:02}" if rest else f"{hours:02}:{minutes:02}"


def weekday_of(text: str | None) -> int | None:
    """The day of the week that a name names, Monday 0 as in `datetime`, or None."""
    return None if text is None else _MONDAY_FIRST.get(text)


def whole_of(text: str | None) -> int | None:
    """The number that plain ASCII digits name, None where they are no plain whole number."""
    return int(text) if text is not None and _WHOLE.fullmatch(text) else None


def month_day_of(text: str | None) -> int | Nth | None:
    """The day number 1-31 or the occurrence that a `monthDay` names, or None.

    `lastDay` is read as meant: the reference spells it both ways.
    """
    if text is None:
        return None
    number = whole_of(text)
    if number is not None:
        return number if 1 <= number <= 31 else None  # noqa: PLR2004 the days of a month
    return _NTH.get(text)


def is_luid(text: str) -> bool:
    """Whether a text looks like an id of Tableau: hex digits in groups of 8, 4, 4, 4 and 12."""
    return _LUID.fullmatch(text) is not None
