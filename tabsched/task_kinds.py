"""Long answers as values, fast: one task of each kind is read, and tells how to read the others.

Tasks of a kind differ in their values alone. So the first of them is read as every answer is, with
a mark in the place of each value; where the mark comes out, the value of another task belongs.
"""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from sys import intern
from typing import TYPE_CHECKING, NamedTuple, cast

from tabsched.answers import reader_of
from tabsched.opening import open_text
from tabsched.parts import Misread, number_of
from tabsched.responses import Answer, Target, Task
from tabsched.schedule import Schedule
from tabsched.telling import answer_of
from tabsched.wire.plain import NotPlain
from tabsched.wire.unreadable import Unreadable

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Sequence

    from tabsched.answers import Answer as LongAnswer
    from tabsched.wire.plain import Found

# More kinds than a site has; each costs as much as some hundred tasks.
_MOST_KINDS = 64


class _Kind(NamedTuple):
    """Where each part of a Task stands among the values of a task: as the how manieth, from 0.

    Attributes:
        target: the kind of its target, None where it has none.
    """

    id: int
    type: int
    priority: int
    failed: int
    target_id: int
    target_name: int
    target: str | None


def read_long(long: LongAnswer) -> Answer:
    """What a long answer says.

    Raises:
        NotPlain: it is to be read as every other one.
    """
    told = _told(long, "")
    schedule_of = reader_of(long, Schedule)
    # A site has many tasks, and few numbers.
    number = lru_cache(maxsize=None)(number_of)
    kinds: dict[Hashable, _Kind] = {}
    tasks = []
    for found in long.found:
        schedule = cast("Schedule", schedule_of(found))
        key, said = long.beside(found)
        kind = kinds.get(key)
        if kind is None:
            if len(kinds) == _MOST_KINDS:
                raise NotPlain
            kind = kinds[key] = _kind_of(long, found, len(said))
        tasks.append(_task(kind, (*said, None), schedule, number))
    return replace(told, tasks=tuple(tasks))


def _task(
    kind: _Kind,
    values: Sequence[str | None],
    schedule: Schedule,
    number: Callable[[str | None], int | str | None],
) -> Task:
    """A task of a kind; the last of its values is None, for what is not told."""
    id_at, type_at, priority_at, failed_at, target_id_at, target_name_at, of = kind
    type_ = values[type_at]
    return Task(
        values[id_at],
        type_ and intern(type_),
        number(values[priority_at]),
        number(values[failed_at]),
        None if of is None else Target(of, values[target_id_at], values[target_name_at]),
        schedule,
    )


def _kind_of(long: LongAnswer, found: Found, count: int) -> _Kind:
    """The kind of a task beside whose schedule stand so many values."""
    marks = [f"#{at}" for at in range(count)]
    (task,) = _told(long, long.with_values(found, marks)).tasks
    target = task.target or Target("")
    at: dict[object, int] = {None: count} | {mark: at for at, mark in enumerate(marks)}
    return _Kind(
        at[task.id],
        at[task.type],
        at[task.priority],
        at[task.consecutive_failed_count],
        at[target.id],
        at[target.name],
        target.kind or None,
    )


def _told(long: LongAnswer, tasks: str) -> Answer:
    """What a long answer would tell if it held these tasks."""
    try:
        return answer_of(open_text(f"{long.framed.head}{tasks}{long.framed.tail}"))
    except (Misread, Unreadable):
        raise NotPlain from None
