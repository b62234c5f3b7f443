"""What does a preview show, in any format? A schedule of a file, and its runs in a range."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import dropwhile, islice
from typing import TYPE_CHECKING

from tabsched.timetable.runs import explain_runs

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime, tzinfo

    from tabsched.documents import Placed
    from tabsched.model import Written
    from tabsched.timetable import Plan
    from tabsched.timetable.runs import Gap, Run

NONE_IN_RANGE = "no runs in this time"
SUSPENDED = "suspended: it does not run until it is resumed"


@dataclass(frozen=True, slots=True)
class Range:
    """Which runs to show, and the zone by the name that was given."""

    zone_name: str
    zone: tzinfo
    after: datetime
    until: datetime
    count: int | None
    gap: Gap

    def runs(self, plan: Plan | None) -> Iterator[Run]:
        """The runs of a plan after the one time and before the other; none without a plan."""
        if plan is None:
            return iter(())
        found = explain_runs(plan, self.after, self.until, self.zone, gap=self.gap)
        later = dropwhile(lambda run: run.utc <= self.after, found)
        return islice(later, self.count)


@dataclass(frozen=True, slots=True)
class Previewed:
    """A schedule of a file, with its plan or the reason why it has none.

    Attributes:
        target: what it refreshes, "workbook" or another kind with its name or id; None where
            the document does not tell.
    """

    file: str
    placed: Placed
    target: str | None
    description: str
    plan: Plan | None
    problem: str | None

    @property
    def path(self) -> str:
        """Where it stands in its file."""
        return self.placed.survey.path

    @property
    def place(self) -> str:
        """Its file and path, as people read it."""
        return f"{self.file} {self.path}" if self.path else self.file

    @property
    def written(self) -> Written:
        """What is written in it."""
        return self.placed.survey.written

    @property
    def suspended(self) -> bool:
        """Whether it stands still until it is resumed."""
        return self.written.state == "Suspended"

    @property
    def assumptions(self) -> tuple[str, ...]:
        """What its runs as a whole rest on."""
        return self.plan.assumptions if self.plan else ()


def utc_text(run: Run) -> str:
    """The instant of a run in UTC, with Z."""
    return run.utc.isoformat().replace("+00:00", "Z")
