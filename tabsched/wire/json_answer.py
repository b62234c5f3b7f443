"""Which schedules stand in a long JSON answer? Taken from the values that the scanner gives.

The scanner keeps the last of two equal keys without a word. Here no pair is looked at for that:
where each key is followed by its colon at once, the text holds as many `":` as keys, or more if
strings hold some, so equal numbers of both tell that no key was lost.
"""

from __future__ import annotations

from json import JSONDecoder
from typing import TYPE_CHECKING, Any, Final, NoReturn

from tabsched.names import WRITTEN_BY_TABLEAU
from tabsched.wire.node import Node
from tabsched.wire.plain import Found, NotPlain

if TYPE_CHECKING:
    from collections.abc import Iterator

_APART = (" :", "\t:", "\n:", "\r:")
_TARGETS = ("workbook", "datasource", "view")


def _refuse(text: str) -> NoReturn:
    """Leave numbers, which are to stay as they are written, to the other reader."""
    raise ValueError(text)


_DECODE: Final = JSONDecoder(parse_float=_refuse, parse_int=_refuse, parse_constant=_refuse).decode


def schedules_in(text: str) -> Iterator[Found]:
    """The schedules of an answer `{"tasks": {"task": […]}}`, one a task, in order.

    Raises:
        NotPlain: the document is to be read as every other one; forget what came until then.
    """
    if any(apart in text for apart in _APART):
        raise NotPlain
    try:
        value = _DECODE(text)
        (tasks,) = _only(value, "tasks")
        (listed,) = _only(tasks, "task")
        keys = 2
        answered = False
        for task in listed:
            (refresh,) = _only(task, "extractRefresh")
            schedule = refresh["schedule"]
            keys += 1 + len(refresh) + len(schedule)
            for target in _TARGETS:
                if target in refresh:
                    keys += len(refresh[target])
            answered = answered or not WRITTEN_BY_TABLEAU.isdisjoint({*refresh, *schedule})
            attributes = dict(schedule)
            details = attributes.pop("frequencyDetails", None)
            content: tuple[tuple[tuple[str, str], ...], ...] = ()
            if details is not None:
                keys += len(details)
                times = tuple(pair for pair in details.items() if pair[0] != "intervals")
                content = (times,)
                if "intervals" in details:
                    (items,) = _only(details["intervals"], "interval")
                    keys += 1 + sum(map(len, items))
                    content = (times, *[tuple(item.items()) for item in items])
            if not all(type(text) is str for text in attributes.values()):
                raise NotPlain
            yield Found(attributes, content)
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        raise NotPlain from None
    # Without a word that only Tableau writes it would be judged as a request.
    if keys != text.count('":') or not answered:
        raise NotPlain


def content_of(content: tuple[tuple[tuple[str, str], ...], ...]) -> list[Node]:
    """The elements inside a schedule.

    Raises:
        NotPlain: some of its values are no texts.
    """
    if not all(type(value) is str for part in content for _, value in part):
        raise NotPlain
    if not content:
        return []
    times, *items = content
    intervals = [Node("interval", dict(pairs), item=at) for at, pairs in enumerate(items)]
    inside = [Node("intervals", content=[*intervals])] if intervals else []
    return [Node("frequencyDetails", dict(times), [*inside])]


def _only(value: dict[str, Any], key: str) -> list[Any]:
    """What stands under the one key of an object."""
    if len(value) != 1:
        raise NotPlain
    return [value[key]]
