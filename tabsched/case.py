"""What a rule judges: a schedule with its readable values, for a platform and an operation."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Final

from tabsched import facts
from tabsched.names import WRITTEN_BY_TABLEAU
from tabsched.platforms import DAILY_HOURS
from tabsched.readable import READERS, client_number, values_of
from tabsched.reading import open_element
from tabsched.values import DAY, FREQUENCIES, clock_text, seconds_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from tabsched.audience import Guess, Operation
    from tabsched.documents import Unit
    from tabsched.plain import PlainSurvey
    from tabsched.platforms import Platform
    from tabsched.readable import Readable
    from tabsched.reading import Remark, Survey

_WHOLE_DAY = 24
_HOUR = 3600
_FIVE_MINUTES = 300
# The times of day on a 5-minute mark: nearly all that are ever written.
_MARKS: Final[dict[str | None, int]] = {
    f"{clock_text(seconds)}:00": seconds for seconds in range(0, DAY, _FIVE_MINUTES)
}


def facts_of(survey: Survey) -> int:
    """What about the writing of a schedule can make a rule speak."""
    found = 0 if survey.details is None else facts.DETAILS
    if survey.remarks or len(survey.groups) > 1 or len(survey.details_paths) > 1:
        found |= facts.REMARK
    if not survey.schedule.values.keys() <= {"frequency", "id"}:
        found |= facts.ATTRIBUTE
    return found


class Case:
    """One schedule to judge.

    Attributes:
        survey: the schedule, its places and remarks.
        platform: what is offered.
        operation: create, update or response.
        is_request: whether it stands in a whole request, where frequencyDetails may be missed.
        frequency: one of the four, None where it is missing or no such name.
        start: seconds from midnight, None where missing or unreadable; `end` likewise.
        window: seconds from start to end, over midnight where end is earlier; None where unknown.
        intervals: every interval with readable values.
        faulty: the index of every interval in which something of the wrong kind stands.
        sound: those of a kind that the frequency takes, with their index.
        steps: those that say hours or minutes: index, name and value.
        hours: those of a Daily schedule that say hours: index and value.
        counts: whether intervals can be counted: none might be the one that is missing.
        repeats: whether runs repeat within a day: Hourly, or Daily with fewer than 24 hours.
        facts: what about it can make a rule speak.
    """

    __slots__ = (
        "counts",
        "end",
        "facts",
        "faulty",
        "frequency",
        "hours",
        "intervals",
        "is_request",
        "operation",
        "platform",
        "reader",
        "remarks",
        "repeats",
        "sound",
        "start",
        "steps",
        "survey",
        "window",
        "written",
    )

    def __init__(
        self,
        survey: Survey | PlainSurvey,
        platform: Platform,
        operation: Operation,
        written_facts: int,
        *,
        is_request: bool,
    ) -> None:
        written = survey.written
        self.survey = survey
        self.written = written
        self.remarks = survey.remarks
        self.platform = platform
        self.operation = operation
        self.is_request = is_request
        self.frequency = written.frequency if written.frequency in FREQUENCIES else None
        self.reader = READERS[platform.name, self.frequency]
        found = written_facts | self._read_times() | self._read_intervals(written_facts)
        if self.frequency is not None:
            found |= facts.FREQUENCY
        elif written.frequency is not None:
            found |= facts.ODD_FREQUENCY
        if written.intervals or found & (facts.START | facts.END):
            found |= facts.DETAILS
        self.facts = found

    def _read_times(self) -> int:
        """Read start and end; what about them can make a rule speak."""
        written, found = self.written, 0
        start, end = _MARKS.get(written.start), _MARKS.get(written.end)
        if written.start is not None:
            found = facts.START
            if start is None:
                found |= facts.ODD_TIME
                start = seconds_of(written.start)
        if written.end is not None:
            found |= facts.END
            if end is None:
                found |= facts.ODD_TIME
                end = seconds_of(written.end)
        self.start, self.end, self.window = start, end, None
        if start is not None and end is not None:
            self.window = (end - start) % DAY
            if end <= start or self.window % _HOUR:
                found |= facts.ODD_WINDOW
        return found

    def _read_intervals(self, written_facts: int) -> int:
        """Read the intervals; what about them can make a rule speak."""
        values = list(map(values_of, self.written.intervals))
        items = self.intervals = list(map(self.reader.__getitem__, values))
        found = 0
        for item in items:
            found |= item.facts
        self.faulty = self._faulty() if written_facts & facts.REMARK else frozenset()
        if found & facts.ODD_INTERVAL or self.faulty:
            self.sound = [
                (index, item)
                for index, item in enumerate(items)
                if item.is_sound and index not in self.faulty
            ]
            found = facts.ODD_INTERVAL | facts.REPEATED
            for _, item in self.sound:
                found |= item.facts
        else:
            self.sound = list(enumerate(items))
        self.counts = len(self.sound) == len(items) and not self.survey.faulty_intervals
        if not self.counts:
            found |= facts.IN_DOUBT
        if len(items) > 1:
            found |= facts.SEVERAL
            if len(set(values)) != len(values):
                found |= facts.REPEATED
        self._read_steps(found)
        return found | facts.SEVERAL_STEPS if len(self.steps) > 1 else found

    def _read_steps(self, found: int) -> None:
        """Gather how often it runs within a day."""
        steps = self.steps = [
            (index, *item.step)
            for index, item in (self.sound if found & facts.STEP else ())
            if item.step is not None
        ]
        self.hours: list[tuple[int, int | str]] = []
        self.repeats = self.frequency == "Hourly"
        if self.frequency == "Daily":
            self.hours = [(index, value) for index, name, value in steps if name == "hours"]
            if self.counts and len(self.hours) == 1:
                ((_, value),) = self.hours
                self.repeats = value in DAILY_HOURS and value != _WHOLE_DAY

    def _faulty(self) -> frozenset[int]:
        elements = enumerate(self.survey.intervals)
        return frozenset(index for index, element in elements if element.faulty)

    def takes(self, item: Readable) -> bool:
        """Whether the frequency takes an interval of that kind; Server's Daily takes any."""
        return self.reader.takes(item.kinds)

    def offered(self, name: str) -> tuple[int, ...]:
        """The numbers that the platform takes for hours or minutes of the frequency."""
        return self.reader.offered(name)

    def is_client_number(self, name: str, value: int | str) -> bool:
        """Whether a value would be taken, were it written as plain digits."""
        return isinstance(value, str) and client_number(value) in self.offered(name)

    def written_by_tableau(self) -> Iterator[tuple[str, str]]:
        """What only Tableau writes, with the place where it stands."""
        for name in self.survey.schedule.values:
            if name in WRITTEN_BY_TABLEAU:
                yield name, self.survey.place(name)


class Request:
    """One unit as a whole: what stands around its schedules.

    Attributes:
        unit: the unit.
        operation: create, update or response.
        platform: what is offered.
        is_request: whether a root or an extractRefresh tells that it is a whole request.
        guessed: whether the operation was left to us.
        guess: what alone decided that it is no Cloud create, None where more speaks for it
            or where it would be a sound one.
        remarks: what is odd about the writing around the schedules.
        targets: the opened workbook, datasource and view elements.
        facts: what about it can make a rule speak.
    """

    frequency: ClassVar[None] = None
    __slots__ = (
        "facts",
        "guess",
        "guessed",
        "is_request",
        "operation",
        "platform",
        "remarks",
        "targets",
        "unit",
    )

    def __init__(
        self,
        unit: Unit,
        platform: Platform,
        operation: Operation,
        *,
        guessed: bool,
        remarks: Iterable[Remark] = (),
    ) -> None:
        self.unit = unit
        self.platform = platform
        self.operation = operation
        self.guessed = guessed
        self.guess: Guess | None = None
        self.is_request = operation != "response" and unit.is_request
        self.targets = [
            [
                open_element(kind, node, path, unit.scope.syntax)
                for kind, node, path in refresh.children
                if kind != "schedule"
            ]
            for refresh in unit.refreshes
        ]
        around = [remark for remark in unit.remarks if remark.kind != "unknown"]
        opened = [*unit.refreshes, *(target for group in self.targets for target in group)]
        inside = [remark for element in opened for remark in element.remarks]
        self.remarks = [*remarks, *around, *inside]
        self.facts = facts.REMARK if self.remarks else 0
        if unit.refreshes:
            self.facts |= facts.ATTRIBUTE

    def written_by_tableau(self) -> Iterator[tuple[str, str]]:
        """What only Tableau writes, with the place where it stands."""
        for refresh in self.unit.refreshes:
            for name in refresh.values:
                if name in WRITTEN_BY_TABLEAU:
                    yield name, refresh.place(name)
