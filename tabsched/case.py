"""What a rule judges: a schedule with its readable values, for a platform and an operation."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Final

from tabsched import facts
from tabsched.names import WRITTEN_BY_TABLEAU
from tabsched.platforms import DAILY_HOURS
from tabsched.readable import READERS, client_number
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
_NONE: Final[frozenset[int]] = frozenset()
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
        steps: the sound ones that say hours or minutes: index, name and value.
        hours: those of a Daily schedule that say hours: index and value.
        counts: whether intervals can be counted: none might be the one that is missing.
        repeats: whether runs repeat within a day: Hourly, or Daily with fewer than 24 hours.
        facts: what about it can make a rule speak.
    """

    __slots__ = (
        "_sound",
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
        written = self.written = survey.written
        self.survey = survey
        self.remarks = survey.remarks
        self.platform = platform
        self.operation = operation
        self.is_request = is_request
        found = written_facts
        frequency = written.frequency
        if frequency in FREQUENCIES:
            found |= facts.FREQUENCY
        elif frequency is not None:
            found |= facts.ODD_FREQUENCY
            frequency = None
        self.frequency = frequency
        self.reader = READERS[platform.name, frequency]
        found |= self._read_times()
        self.intervals = self.reader.read(written.intervals)
        self.facts = found | self._read_intervals()

    def _read_times(self) -> int:
        """Read start and end; what about them can make a rule speak."""
        written, found = self.written, 0
        start, end = _MARKS.get(written.start), _MARKS.get(written.end)
        if written.start is not None:
            found |= facts.START | facts.DETAILS
            if start is None:
                found |= facts.ODD_TIME
                start = seconds_of(written.start)
        if written.end is not None:
            found |= facts.END | facts.DETAILS
            if end is None:
                found |= facts.ODD_TIME
                end = seconds_of(written.end)
        self.start, self.end = start, end
        self.window = None if start is None or end is None else (end - start) % DAY
        return found | facts.ODD_WINDOW if self.window and self.window % _HOUR else found

    def _read_intervals(self) -> int:
        """Tell what the intervals say together; what about them can make a rule speak."""
        items, found = self.intervals, 0
        for item in items:
            found |= item.facts
        self._sound: list[tuple[int, Readable]] | None = None
        self.faulty = self._faulty() if self.remarks else _NONE
        if found & facts.ODD_INTERVAL or self.faulty:
            found = self._leave_out_unsound()
        self.counts = not (
            self.survey.faulty_intervals
            or (self._sound is not None and len(self._sound) < len(items))
        )
        if not self.counts:
            found |= facts.IN_DOUBT
        if items:
            found |= facts.DETAILS
        if len(items) > 1:
            found |= self._read_several(found)
        self.steps: list[tuple[int, str, int | str]] = []
        self.hours: list[tuple[int, int | str]] = []
        self.repeats = self.frequency == "Hourly"
        if found & facts.STEP:
            self.steps = [(at, *item.step) for at, item in self.sound if item.step is not None]
            if len(self.steps) > 1:
                found |= facts.SEVERAL_STEPS
            if self.frequency == "Daily":
                self.hours = [(at, value) for at, name, value in self.steps if name == "hours"]
                self.repeats = self._is_daily_with_runs()
        return found | self._read_window() if self.repeats else found

    def _read_several(self, found: int) -> int:
        """What about several intervals together can make a rule speak."""
        items, several = self.intervals, facts.SEVERAL
        if found & facts.NTH:
            several |= facts.NTH_BESIDE
        # Of odd ones two that are equal may be two objects, and two spelt differently be equal.
        odd = found & (facts.ODD_NUMBER | facts.ODD_INTERVAL)
        if odd or len(set(map(id, items))) < len(items):
            several |= facts.REPEATED
        return several

    def _leave_out_unsound(self) -> int:
        """Note which intervals are sound; what about them can make a rule speak."""
        self._sound = [
            (index, item)
            for index, item in enumerate(self.intervals)
            if item.is_sound and index not in self.faulty
        ]
        found = facts.ODD_INTERVAL
        for _, item in self._sound:
            found |= item.facts
        return found

    def _is_daily_with_runs(self) -> bool:
        if len(self.hours) != 1 or not self.counts:
            return False
        ((_, value),) = self.hours
        return value in DAILY_HOURS and value != _WHOLE_DAY

    def _read_window(self) -> int:
        """What about the window in which it repeats can make a rule speak."""
        start, end, window = self.start, self.end, self.window
        if start is None or end is None or window is None:
            return 0
        found = facts.LONG_WINDOW if end <= start else 0
        for _, hours in self.hours:
            if isinstance(hours, int) and window < hours * _HOUR:
                found |= facts.SHORT_WINDOW
        return found

    @property
    def sound(self) -> list[tuple[int, Readable]]:
        """The intervals of a kind that the frequency takes, with their index."""
        return list(enumerate(self.intervals)) if self._sound is None else self._sound

    def has(self, name: str) -> bool:
        """Whether any sound interval says a value of that name."""
        return any(name in item.kinds for _, item in self.sound)

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
