"""Which schedules stand in a long JSON answer? Taken off its text, task by task.

Reading all the values of such an answer costs more than all that is done with them. So the first
task of a kind is read, and its keys in their order make a pattern. What matches it is a task that
differs in its scalars and in what is inside its schedule alone: no other key, and none twice.
That inside may be anything with as many braces; its reader refuses what is not plain. Where it
can be read it was cut where it ends, since no JSON object is the beginning of another.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from json import JSONDecoder
from typing import TYPE_CHECKING, Final

from tabsched.names import ELEMENTS, WRITTEN_BY_TABLEAU
from tabsched.wire import json
from tabsched.wire.plain import Beside, Found, Framed, NotPlain
from tabsched.wire.unreadable import Unreadable

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from tabsched.wire.node import Node

_INSIDE = "frequencyDetails"
_TARGETS: Final = ELEMENTS["extractRefresh"] - {"schedule"}
# More kinds than a site has; each costs every task a try.
_MOST_KINDS = 16
# What is longer is no task of Tableau's, and takes long to compile.
_LONGEST_PATTERN = 2**13
_SPACE = r"[ \t\n\r]*+"
_TEXT = r'[^"\\\x00-\x1f]*+(?:\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})[^"\\\x00-\x1f]*+)*+'
_NUMBER = r"-?(?:0|[1-9][0-9]*+)(?:\.[0-9]++)?(?:[eE][+-]?[0-9]++)?"
_SCALAR = f'(?:"{_TEXT}"|null|true|false|{_NUMBER})'
_OTHER = "[^{}]*+"
_INTERVAL = rf"\{{{_OTHER}\}}{_OTHER}"
_INTERVALS = rf"\{{{_OTHER}(?:{_INTERVAL})*+\}}{_OTHER}"
_CUT = rf"(\{{{_OTHER}(?:{_INTERVALS})*+\}})"
_SAID = f'"({_TEXT})"'
_BESIDE = f"({_SCALAR})"
# They belong to the kind of a task: a text may stand where another task has none.
_LITERALS = frozenset({"null", "true", "false"})
_BEGIN = re.compile(_SPACE.join(["", r"\{", '"tasks"', ":", r"\{", '"task"', ":", r"\[", ""]))
# The comma before another task, or the end of the list before its bracket.
_NEXT = _SPACE.join(["", rf"(?:,{_SPACE}(?=\{{)|(?=\]))"])
_TAIL = "]}}"
_END = re.compile(_SPACE.join([r"\]", r"\}", r"\}", ""]))
_DECODE: Final = JSONDecoder(parse_int=str).raw_decode


@dataclass(frozen=True, slots=True, eq=False)
class _Kind:
    """A kind of task.

    Attributes:
        match: matches such a task, with a group for each value.
        inside: the keys of its schedule, each with its group.
        outside: the groups of the values beside the schedule.
        answered: whether it has a key that only Tableau writes.
    """

    match: Callable[[str, int], re.Match[str] | None]
    inside: tuple[tuple[str, int], ...]
    outside: tuple[int, ...]
    answered: bool


def tasks_in(text: str) -> Framed:
    """The tasks of an answer `{"tasks": {"task": […]}}`.

    Raises:
        NotPlain: the document is to be read as every other one; forget what came until then.
    """
    begin = _BEGIN.match(text)
    if begin is None:
        raise NotPlain
    return Framed(begin[0], _TAIL, _found_in(text, begin.end()))


def _found_in(text: str, at: int) -> Iterator[Found]:
    """The schedules of the tasks that begin at an offset."""
    escaped = "\\" in text
    kinds: list[_Kind] = []
    while not text.startswith("]", at):
        for kind in kinds:
            if found := kind.match(text, at):
                break
        else:
            kind = _kind_of(text, at)
            kinds.append(kind)
            found = kind.match(text, at)
            if found is None or len(kinds) > _MOST_KINDS:
                raise NotPlain
        attributes = {name: found[group] for name, group in kind.inside}
        content = attributes.pop(_INSIDE, "")
        if escaped:
            attributes = {name: _said(value) for name, value in attributes.items()}
        yield Found(attributes, content, 0, 0, (kind, found))
        at = found.end()
    # Without a word that only Tableau writes it would be judged as a request.
    if not _END.fullmatch(text, at) or not any(kind.answered for kind in kinds):
        raise NotPlain


def content_of(content: str) -> list[Node]:
    """The elements inside a schedule.

    Raises:
        NotPlain: the text is no whole object, or a key stands in it twice.
    """
    if not content:
        return []
    try:
        details = json.loads(content)
    except Unreadable:
        raise NotPlain from None
    return list(json.to_node({_INSIDE: details}).elements())


def beside(found: Found) -> Beside:
    """What stands beside a schedule in its task."""
    kind, match = found.task
    written = [match[group] for group in kind.outside]
    values = [one[1:-1] if one[0] == '"' else one for one in written]
    if "\\" in match[0]:
        values = [_said(value) for value in values]
    return Beside((kind, *[one if one in _LITERALS else "" for one in written]), values)


def with_values(found: Found, values: Sequence[str]) -> str:
    """The task around a schedule, with other values for its texts and numbers."""
    kind, match = found.task
    pieces = []
    at = match.start()
    for group, value in zip(kind.outside, values, strict=True):
        if match[group] not in _LITERALS:
            pieces += [match.string[at : match.start(group)], f'"{value}"']
            at = match.end(group)
    pieces.append(match.string[at : match.end()])
    return "".join(pieces).rstrip(", \t\n\r")


def _kind_of(text: str, at: int) -> _Kind:
    """The kind of the task that begins at an offset.

    Where it is another than its pattern says, the pattern does not match.
    """
    try:
        task, _ = _DECODE(text, at)
    except (ValueError, RecursionError):
        raise NotPlain from None
    match task:
        case {"extractRefresh": {"schedule": dict(schedule)} as refresh}:
            inside = {name: _CUT if name == _INSIDE else _SAID for name in schedule}
            members = {name: _beside(name, value) for name, value in refresh.items()}
            members["schedule"] = f"(?P<schedule>{_object(inside)})"
        case _:
            raise NotPlain
    pattern = _object({"extractRefresh": _object(members)}) + _NEXT
    if len(pattern) > _LONGEST_PATTERN:
        raise NotPlain
    answered = not WRITTEN_BY_TABLEAU.isdisjoint({*refresh, *schedule})
    compiled = re.compile(pattern)
    at = compiled.groupindex["schedule"]
    within = range(at, at + 1 + len(schedule))
    outside = tuple(group for group in range(1, compiled.groups + 1) if group not in within)
    return _Kind(compiled.match, tuple(zip(schedule, within[1:], strict=True)), outside, answered)


def _beside(name: str, value: object) -> str:
    """The pattern of what stands beside a schedule: a target, or a scalar."""
    if name in _TARGETS and isinstance(value, dict):
        return _object(dict.fromkeys(value, _BESIDE))
    return _BESIDE


def _object(members: dict[str, str]) -> str:
    """The pattern of an object with these keys, each with the pattern of its value."""
    pairs = [_SPACE.join([re.escape(f'"{key}"'), ":", value]) for key, value in members.items()]
    return _SPACE.join([r"\{", _SPACE.join([f"{_SPACE},{_SPACE}".join(pairs)]), r"\}"])


def _said(text: str) -> str:
    """What a string says."""
    said: str = _DECODE(f'"{text}"', 0)[0] if "\\" in text else text
    return said
