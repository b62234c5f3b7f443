"""Long answers from text to findings: no tree, and each distinct schedule judged once."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from tabsched.answers import judge_of, open_answer, reader_of
from tabsched.place import Syntax
from tabsched.placing import finding_of, locate, placed
from tabsched.wire.byte_places import byte_places

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tabsched.audience import PlatformChoice
    from tabsched.checking import Profile, Verdict
    from tabsched.finding import Finding
    from tabsched.long_texts import LongText
    from tabsched.model import Written
    from tabsched.wire.plain import Found

_LINE_END = re.compile(r"\r\n|\r|\n")
_BEFORE, _AFTER = "<schedule>", "</schedule>"


@dataclass(slots=True)
class Skimmed:
    """What a long answer holds.

    Attributes:
        count: how many schedules.
        schedules: the schedules, where they were asked for.
        spoken: for each verdict the byte at which it is placed (XML), the task from 0, and the
            verdict, whose path begins in the schedule. All that is kept of a task.
    """

    text: LongText | str
    count: int = 0
    schedules: list[Written] = field(default_factory=list)
    spoken: list[tuple[int, int, Verdict]] = field(default_factory=list)

    def findings(self) -> Iterator[tuple[Finding, int]]:
        """The findings in document order, each with the byte of its place (XML, else 0)."""
        if isinstance(self.text, str):
            inside = "/tasks/task/{}/extractRefresh/schedule"
            verdicts = [
                verdict._replace(path=inside.format(index) + verdict.path)
                for _, index, verdict in self.spoken
            ]
            yield from ((found, 0) for found in placed(verdicts, Syntax.JSON, self.text))
            return
        self.spoken.sort(key=lambda one: one[0])
        places = byte_places(self.text.chunks(), [offset for offset, _, _ in self.spoken])
        for (offset, index, verdict), place in zip(self.spoken, places, strict=True):
            task = f"task[{index + 1}]" if self.count > 1 else "task"
            path = f"/tsResponse/tasks/{task}/extractRefresh/schedule{verdict.path}"
            yield finding_of(verdict._replace(path=path), place), offset


def skim(
    text: LongText | str,
    platform: PlatformChoice,
    profile: Profile,
    make: Callable[..., Written] | None = None,
) -> Skimmed:
    """Judge an answer: XML by its bytes, JSON as text.

    Schedules are made by `make`, and not kept where it is left out.

    Raises:
        NotPlain: it is no answer of plain tasks, and is to be read whole.
    """
    skimmed = Skimmed(text)
    if isinstance(text, str):
        answer, offset_of = open_answer(text), None
    else:
        answer, offset_of = open_answer(text.chunks()), _offsets(text)
    judge = judge_of(answer, platform, profile)
    read = None if make is None else reader_of(answer, make)
    for found in answer.found:
        for verdict in judge(found):
            offset = 0 if offset_of is None else offset_of(found, verdict)
            skimmed.spoken.append((offset, skimmed.count, verdict))
        if read is not None:
            skimmed.schedules.append(read(found))
        skimmed.count += 1
    return skimmed


def _offsets(text: LongText) -> Callable[[Found, Verdict], int]:
    """Tells at which byte a verdict about a schedule is placed."""
    inner: dict[tuple[object, str, bool], int | None] = {}

    def offset_of(found: Found, verdict: Verdict) -> int:
        path, of_name = f"/schedule{verdict.path}", verdict.rule.at_name
        content = found.content
        assert isinstance(content, bytes)  # noqa: S101 as xml_answer gives it
        key = (content, path, of_name)
        if key not in inner:
            offset = _offset_in(f"{_BEFORE}{content.decode()}{_AFTER}", path, of_name=of_name)
            # At or in the start tag itself it differs from task to task.
            inner[key] = offset - len(_BEFORE) if offset >= len(_BEFORE) else None
        at = inner[key]
        if at is not None:
            return found.inside + at
        tag = text.read(found.start, found.inside).decode()
        end = "" if tag.endswith(">") else "/>"
        whole = f"{tag}{end}" if end else f"{tag}{content.decode()}{_AFTER}"
        return found.start + _offset_in(whole, path, of_name=of_name)

    return offset_of


def _offset_in(text: str, path: str, *, of_name: bool) -> int:
    """The byte of a text at which a path is placed."""
    line, column = locate(text, Syntax.XML, {path}, of_names=of_name)[path]
    starts = [0, *(found.end() for found in _LINE_END.finditer(text))]
    return len(text[: starts[line - 1] + column - 1].encode())
