"""What is said of an argument that is of another type, or no value that is taken?"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from operator import index
from typing import TYPE_CHECKING, cast

from tabsched.wire.node import Literal
from tabsched.wire.quoting import shown

if TYPE_CHECKING:
    from collections.abc import Iterator

# More days than anybody names; what goes on beyond them may never end.
_MOST = 1000
# Python writes no number of more than some thousand digits, and no rule takes one of so many.
_TOO_LONG = 10**60


def wrong_type(name: str, wanted: str, value: object) -> TypeError:
    """The error that an argument is of another type; the value may be anything, and is not told."""
    return TypeError(f"{name} is {wanted}, not {type(value).__name__}")


def no_choice(name: str, value: object, choices: tuple[str, ...]) -> TypeError | ValueError:
    """The error that an option is none of its words."""
    if not isinstance(value, str):
        return wrong_type(name, f"one of the texts {', '.join(choices)}", value)
    return ValueError(f"{name} is one of {', '.join(choices)}, not {shown(value)}")


def refuse_no_flag(name: str, value: object) -> None:
    """Raise where an argument is neither True nor False: a text such as "no" would count as True.

    Raises:
        TypeError: it is none.
    """
    if not isinstance(value, bool):
        raise wrong_type(name, "True or False", value)


def refuse_no_limit(name: str, value: object) -> None:
    """Raise where an argument is no number of which at least one is allowed.

    Raises:
        TypeError: it is no int.
        ValueError: it is less than 1.
    """
    if isinstance(value, bool) or not isinstance(value, int):
        raise wrong_type(name, "an int", value)
    if value < 1:
        raise ValueError(f"{name} is at least 1")


def str_of(name: str, value: object, wanted: str = "a str") -> str:
    """A text without what a class of its own adds: of an enum's member, or of numpy's.

    Raises:
        TypeError: it is none.
    """
    if not isinstance(value, str):
        raise wrong_type(name, wanted, value)
    return value if isinstance(value, Literal) else str.__str__(value)


def text_of(name: str, value: object, wanted: str = "a str or an int") -> str:
    """A text, or the digits of a whole number.

    Raises:
        TypeError: it is neither.
        ValueError: it is a number of more digits than any that a schedule has.
    """
    return str_of(name, value) if isinstance(value, str) else digits_of(name, value, wanted)


def digits_of(name: str, value: object, wanted: str = "an int") -> str:
    """The digits of a whole number: of an int, or of what can stand for one, such as numpy's.

    Raises:
        TypeError: it is none; True and False, which Python counts as numbers, are none.
        ValueError: it is a number of more digits than any that a schedule has.
    """
    try:
        number = None if isinstance(value, bool) else index(cast("int", value))
    except TypeError:
        number = None
    if number is None:
        raise wrong_type(name, wanted, value)
    if abs(number) >= _TOO_LONG:
        raise ValueError(f"{name} is a number of more digits than any that is taken")
    return str(number)


def each_of(name: str, wanted: str, values: object) -> Iterator[object]:
    """What stands in an argument that is several things; a text is one.

    Raises:
        TypeError: it is nothing that can be gone through.
        ValueError: it goes on beyond a thousand.
    """
    if isinstance(values, str | bytes | bytearray) or not isinstance(values, Iterable):
        raise wrong_type(name, wanted, values)
    for number, value in enumerate(values):
        if number >= _MOST:
            raise ValueError(f"{name} goes on for more than {_MOST}")
        yield value


def moment_of(name: str, value: object) -> datetime:
    """A datetime as one of Python's own class: others, pendulum's or pandas', reckon otherwise.

    Raises:
        TypeError: it is none; a date alone is none.
        ValueError: it names no moment, as pandas' NaT.
    """
    if type(value) is datetime:
        return value
    if not isinstance(value, datetime):
        raise wrong_type(name, "a datetime", value)
    try:
        date = (value.year, value.month, value.day)
        time = (value.hour, value.minute, value.second, value.microsecond)
        return datetime(*date, *time, tzinfo=value.tzinfo, fold=value.fold)
    except (TypeError, ValueError):
        raise ValueError(f"{name} is a {type(value).__name__} that names no moment") from None
