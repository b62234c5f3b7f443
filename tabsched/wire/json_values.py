"""Which JSON value does a Python value stand for, and the reverse; and how is one written?"""

from __future__ import annotations

import math
import re
from json import JSONEncoder
from typing import TYPE_CHECKING, Final, TypeAlias

from tabsched.wire.node import Literal
from tabsched.wire.quoting import shown
from tabsched.wire.unreadable import Unreadable

if TYPE_CHECKING:
    from collections.abc import Iterable

JsonValue: TypeAlias = "dict[str, JsonValue] | list[JsonValue] | str | bool | None"
"""A value of JSON. A str that is a Literal is a number, as its text; any other is a string."""

_ENCODE: Final = JSONEncoder(ensure_ascii=False).encode
_UNPRINTABLE = re.compile("[\x7f-\x9f\ud800-\udfff]")
_OFFERED = "JSON has objects, lists, strings, numbers, true, false and null"


def dumps(value: JsonValue, indent: int | None = 2) -> str:
    """The text of a JSON value, without a line break at its end.

    Numbers are written as they were read. Letters stay letters; control characters and lone
    surrogates are escaped.

    Args:
        value: what to write.
        indent: how many spaces an item stands further in; None writes all in one line.
    """
    pieces: list[str] = []
    # what is still to be written, the next last: values with their depth, and text as Literal
    pending: list[tuple[JsonValue, int]] = [(value, 0)]
    while pending:
        item, depth = pending.pop()
        if isinstance(item, dict | list) and item:
            pending.extend(reversed(_parts(item, depth + 1, indent)))
        else:
            pieces.append(_scalar(item))
    return "".join(pieces)


def from_python(value: object, max_depth: int = 64) -> JsonValue:
    """The JSON value that a caller's dict, list, text, number, bool or None stands for.

    Args:
        value: the value; a tuple counts as a list.
        max_depth: how deep dicts and lists may nest; one alone is one.

    Raises:
        Unreadable: too-deep (a value inside itself too), not-a-number, or malformed-json
            where JSON has no such value or key. It has no line.
    """
    try:
        return _from_python(value, max_depth, ())
    except RecursionError:
        raise Unreadable("too-deep", "the value nests deeper than Python can follow") from None


def to_python(value: JsonValue) -> object:
    """A JSON value for the callers of Python: numbers are int or float.

    A number that neither can say (`1e400`, thousands of digits) stays its text, as a str.
    """
    if isinstance(value, Literal):
        return _number(str(value))
    if isinstance(value, dict):
        return {key: to_python(item) for key, item in value.items()}
    if isinstance(value, list):
        return [to_python(item) for item in value]
    return value


def _parts(
    value: dict[str, JsonValue] | list[JsonValue], depth: int, indent: int | None
) -> list[tuple[JsonValue, int]]:
    """What writes an object or a list that is not empty: text, and what nests in it."""
    line = "" if indent is None else "\n" + " " * indent * depth
    opening, closing = "{}" if isinstance(value, dict) else "[]"
    parts: list[tuple[JsonValue, int]] = []
    text = opening + line
    for key, item in _items(value):
        text += key
        if isinstance(item, dict | list) and item:
            parts += (Literal(text), depth), (item, depth)
            text = ""
        else:
            text += _scalar(item)
        text += ", " if indent is None else "," + line
    text = text[: -2 if indent is None else -1 - len(line)]
    parts.append((Literal(text + line[: len(line) - (indent or 0)] + closing), depth))
    return parts


def _items(value: dict[str, JsonValue] | list[JsonValue]) -> Iterable[tuple[str, JsonValue]]:
    """The items of an object or a list, each with the text of its key."""
    if isinstance(value, dict):
        return ((f"{_quoted(key)}: ", item) for key, item in value.items())
    return (("", item) for item in value)


def _scalar(value: JsonValue) -> str:
    """The text of a value that holds no other."""
    if isinstance(value, Literal):
        return str(value)
    return _quoted(value) if isinstance(value, str) else _ENCODE(value)


def _quoted(text: str) -> str:
    """The text of a string."""
    return _UNPRINTABLE.sub(lambda found: f"\\u{ord(found[0]):04x}", _ENCODE(text))


def _from_python(value: object, max_depth: int, path: tuple[str | int, ...]) -> JsonValue:
    """The JSON value of what stands at a path."""
    if isinstance(value, dict | list | tuple):
        if len(path) >= max_depth:
            # told without a path, which is long by now, and endless in a value inside itself
            raise Unreadable("too-deep", f"the value nests deeper than {max_depth} (max_depth)")
        if isinstance(value, dict):
            return {
                _key(key, path): _from_python(item, max_depth, (*path, str(key)))
                for key, item in value.items()
            }
        return [_from_python(item, max_depth, (*path, index)) for index, item in enumerate(value)]
    return _scalar_from_python(value, path)


def _scalar_from_python(value: object, path: tuple[str | int, ...]) -> JsonValue:
    """The JSON value of what holds no other."""
    if value is None or isinstance(value, bool | Literal):
        return value
    if isinstance(value, str):
        return str.__str__(value)  # a member of a StrEnum and the like as its text alone
    if isinstance(value, int):
        from decimal import Decimal  # noqa: PLC0415 texts bring no numbers of Python

        # Decimal writes any number of digits, where str(int) refuses thousands of them
        return Literal(Decimal(int(value)))
    if isinstance(value, float):
        if not math.isfinite(value):
            message = f"{value} stands at {_pointer(path)}: a number of JSON is finite"
            raise Unreadable("not-a-number", message)
        return Literal(float.__repr__(value))
    message = f"a value of type {_type_name(value)} stands at {_pointer(path)}: {_OFFERED}"
    raise Unreadable("malformed-json", message)


def _key(key: object, path: tuple[str | int, ...]) -> str:
    """A key of JSON, which is a text."""
    if not isinstance(key, str):
        message = f"a key at {_pointer(path)} is a {_type_name(key)}: keys of JSON are strings"
        raise Unreadable("malformed-json", message)
    return str.__str__(key)


def _pointer(path: tuple[str | int, ...]) -> str:
    """A path as a message names it."""
    steps = (str(step).replace("~", "~0").replace("/", "~1") for step in path)
    return shown("".join(f"/{step}" for step in steps)) if path else "the top"


def _type_name(value: object) -> str:
    """The name of a value's type as one would import it."""
    kind = type(value)
    return kind.__name__ if kind.__module__ == "builtins" else f"{kind.__module__}.{kind.__name__}"


def _number(text: str) -> int | float | str:
    """What a number's text is in Python, the text itself where Python's numbers miss it."""
    try:
        if text.lstrip("-").isdecimal() and str(whole := int(text)) == text:
            return whole
        from decimal import Decimal  # noqa: PLC0415 whole numbers do without it

        number = float(text)
        return number if Decimal(repr(number)) == Decimal(text) else text
    except (ValueError, ArithmeticError):
        return text
