"""JSON text to values and back, nothing judged and nothing lost.

The standard library's scanner reads what can be read; only where it fails does a slower one
look for the first fault.
"""

from __future__ import annotations

import re
from functools import lru_cache
from json import JSONDecoder
from typing import TYPE_CHECKING, Final, NoReturn

from tabsched.wire.json_tree import from_node, to_node
from tabsched.wire.json_values import JsonValue, dumps, from_python, to_python
from tabsched.wire.node import Literal

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tabsched.wire.unreadable import Unreadable

__all__ = [
    "JsonValue",
    "dumps",
    "from_node",
    "from_python",
    "loads",
    "to_node",
    "to_python",
]


_CONTAINERS: Final = (dict, list)
_END_OF_KEY: Final = re.compile(r'"[ \t\n\r]*+:')


def loads(text: str, max_depth: int = 64) -> JsonValue:
    """The value that a JSON text says; numbers stay texts, as Literal.

    Args:
        text: a text as `tabsched.wire.text.decode` gives it.
        max_depth: how deep objects and lists may nest; one alone is one.

    Raises:
        Unreadable: empty, malformed-json, duplicate-key, not-a-number, trailing-text,
            no-break-space or too-deep.
    """
    # the same few numbers come again and again, and a look-up is quicker than a Literal
    number = lru_cache(maxsize=None)(Literal)
    decoder = JSONDecoder(parse_float=number, parse_int=number, parse_constant=_refuse)
    try:
        value: JsonValue = decoder.decode(text)
    except (ValueError, RecursionError):
        raise _first_fault(text, max_depth) from None
    depth, keys = _extent(value, max_depth)
    # what looks like the end of a key is one, or stands in a string: never too few are counted,
    # and the scanner has dropped one for each key that stands twice
    if depth > max_depth or (keys != len(_END_OF_KEY.findall(text)) and _has_duplicates(text)):
        raise _first_fault(text, max_depth)
    return value


def _first_fault(text: str, max_depth: int) -> Unreadable:
    from tabsched.wire.json_faults import first_fault  # noqa: PLC0415 most texts have none

    return first_fault(text, max_depth)


def _extent(value: JsonValue, max_depth: int) -> tuple[int, int]:
    """How deep objects and lists nest, to one more than the limit; and how many keys there are."""
    depth = keys = 0
    level = [value] if isinstance(value, _CONTAINERS) else []
    while level and depth <= max_depth:
        depth += 1
        inner = []
        for outer in level:
            keys += len(outer) if isinstance(outer, dict) else 0
            items: Iterable[JsonValue] = outer.values() if isinstance(outer, dict) else outer
            inner += [item for item in items if isinstance(item, _CONTAINERS)]
        level = inner
    return depth, keys


def _has_duplicates(text: str) -> bool:
    """Whether an object of a readable text has a key twice."""
    try:
        _DECODE_UNIQUE(text)
    except _DuplicateKeyError:
        return True
    return False


class _DuplicateKeyError(ValueError):
    """An object has a key twice."""


def _unique(pairs: list[tuple[str, JsonValue]]) -> None:
    """Refuse an object whose keys are not all different."""
    if len(dict(pairs)) != len(pairs):
        raise _DuplicateKeyError


def _refuse(constant: str) -> NoReturn:
    """Refuse NaN and Infinity, which the standard library reads."""
    raise ValueError(constant)


_DECODE_UNIQUE: Final = JSONDecoder(
    object_pairs_hook=_unique, parse_float=str, parse_int=str
).decode
