"""Long answers, fast: each distinct schedule is read and judged once, wherever it stands.

The readers and rules are those of every document: each distinct schedule goes through them in
an answer of one task. What differs from task to task (ids, and timestamps that can be read)
changes neither what is read of the rest nor what is said about it.
"""

from __future__ import annotations

from dataclasses import dataclass
from sys import intern
from typing import TYPE_CHECKING

from tabsched.checking import judge
from tabsched.documents import find_units
from tabsched.names import TIMESTAMPS
from tabsched.place import Syntax
from tabsched.reading import FIELDS, survey
from tabsched.rulebook.answers import timestamp_of
from tabsched.wire.node import Node
from tabsched.wire.plain import NotPlain

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence

    from tabsched.audience import PlatformChoice
    from tabsched.checking import Profile, Verdict
    from tabsched.model import Interval, Written
    from tabsched.wire.plain import Beside, Found, Framed

_KNOWN = frozenset(FIELDS) | {"frequency"}


@dataclass(slots=True)
class Answer:
    """A long answer, its schedules yet to come.

    Attributes:
        framed: its tasks, and the text around them.
        inside: reads what is inside a schedule.
        beside: tells what stands beside it in its task.
        with_values: the text of that task, with other values beside the schedule.
    """

    syntax: Syntax
    framed: Framed
    inside: Callable[..., list[Node]]
    beside: Callable[[Found], Beside]
    with_values: Callable[[Found, Sequence[str]], str]

    @property
    def found(self) -> Iterator[Found]:
        """Its schedules, in order; NotPlain may come of it until the last."""
        return self.framed.found


def open_answer(text: str | Iterable[bytes]) -> Answer:
    """Take a text as a long answer: XML in chunks of bytes, JSON whole.

    Raises:
        NotPlain: it does not begin as one.
    """
    if isinstance(text, str):
        from tabsched.wire import json_answer  # noqa: PLC0415 an answer in XML does without it

        framed = json_answer.tasks_in(text)
        return Answer(
            Syntax.JSON, framed, json_answer.content_of, json_answer.beside, json_answer.with_values
        )
    from tabsched.wire import xml_answer  # noqa: PLC0415 an answer in JSON does without it

    framed = xml_answer.tasks_in(text)
    return Answer(
        Syntax.XML, framed, xml_answer.content_of, xml_answer.beside, xml_answer.with_values
    )


@dataclass(slots=True)
class _Said:
    """What is inside a distinct schedule, and the last one that was made with it."""

    start: str | None
    end: str | None
    intervals: tuple[Interval, ...]
    attributes: dict[str, str] | None = None
    made: Written | None = None


def reader_of(answer: Answer, make: Callable[..., Written]) -> Callable[[Found], Written]:
    """Reads the schedules of an answer; NotPlain for what must be read in another way.

    Where the last task with the same inside had the same attributes too, both share one value.
    """
    read: dict[Hashable, _Said] = {}

    def reader(found: Found) -> Written:
        attributes, content, _, _, _ = found
        said = read.get(content)
        if said is None:
            written = survey(_schedule({}, content, answer), "", answer.syntax).written
            if written.source is not None:
                raise NotPlain
            said = read[content] = _Said(written.start, written.end, written.intervals)
        if said.made is not None and attributes == said.attributes:
            return said.made
        if not attributes.keys() <= _KNOWN:
            raise NotPlain
        named = {FIELDS[name]: text for name, text in attributes.items() if name in FIELDS}
        # A site has many schedules and four frequencies, so each is kept once.
        frequency = attributes.get("frequency")
        frequency = frequency and intern(frequency)
        said.attributes = attributes
        said.made = made = make(frequency, said.start, said.end, said.intervals, **named)
        return made

    return reader


def judge_of(
    answer: Answer, platform: PlatformChoice, profile: Profile
) -> Callable[[Found], list[Verdict]]:
    """Asks the rules about the schedules of an answer; a verdict's path begins in the schedule.

    NotPlain for what must be judged in another way.
    """
    judged: dict[tuple[object, ...], list[Verdict]] = {}

    def judge_one(found: Found) -> list[Verdict]:
        attributes = found.attributes
        key: tuple[object, ...] = (found.content, attributes.get("frequency"), *attributes)
        if any(name in attributes and not _is_timestamp(attributes[name]) for name in TIMESTAMPS):
            key = (found.content, *attributes.items())
        spoken = judged.get(key)
        if spoken is None:
            spoken = judged[key] = _judged(found, answer, platform, profile)
        return spoken

    return judge_one


def _schedule(attributes: dict[str, str], content: Hashable, answer: Answer) -> Node:
    return Node("schedule", attributes, [*answer.inside(content)])


def _is_timestamp(text: str) -> bool:
    return timestamp_of(text) is not None


def _judged(
    found: Found, answer: Answer, platform: PlatformChoice, profile: Profile
) -> list[Verdict]:
    """What the rules say about a schedule, in an answer of this one task."""
    schedule = _schedule(found.attributes, found.content, answer)
    refresh = Node("extractRefresh", {"consecutiveFailedCount": "0"}, [schedule])
    tasks = Node("tasks", content=[Node("task", content=[refresh])])
    root = Node("tsResponse" if answer.syntax is Syntax.XML else "", content=[tasks])
    units = find_units(root, answer.syntax).units
    (placed,) = (placed for unit in units for placed in unit.schedules)
    if placed.survey.written.source is not None:
        raise NotPlain
    verdicts = [
        verdict
        for unit in units
        for verdict in judge(unit, platform=platform, profile=profile).verdicts
    ]
    outside = len(placed.survey.path)
    return [verdict._replace(path=verdict.path[outside:]) for verdict in verdicts]
