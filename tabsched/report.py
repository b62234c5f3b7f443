"""What a check found: findings and schedules together."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from tabsched.finding import InvalidSchedule, summary
from tabsched.rendering import Source, finding_lines

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from tabsched.checking import Profile
    from tabsched.finding import Finding
    from tabsched.schedule import Schedule


@dataclass(frozen=True)
class Report:
    """The findings on a body and the schedules that it holds, both in document order.

    Attributes:
        findings: every finding.
        schedules: every schedule, judged or not.
        profile: what was asked; under `strict` a warning makes `ok` false.
        text: the text that was checked, None where there was none (a dict, a list).
    """

    findings: tuple[Finding, ...] = ()
    schedules: tuple[Schedule, ...] = ()
    profile: Profile = "observed"
    text: str | None = field(default=None, repr=False)

    @property
    def ok(self) -> bool:
        """Whether nothing is an error; under the profile `strict` no warning either."""
        bad = {"error", "warning"} if self.profile == "strict" else {"error"}
        return not any(finding.severity in bad for finding in self.findings)

    def __iter__(self) -> Iterator[Finding]:
        return iter(self.findings)

    def __len__(self) -> int:
        return len(self.findings)

    def __bool__(self) -> bool:
        return True

    def __str__(self) -> str:
        source = Source("-", self.text)
        return "\n".join("\n".join(finding_lines(found, source)) for found in self.findings)

    def raise_for_errors(self) -> None:
        """Raise InvalidSchedule where something is an error (strict: or a warning)."""
        if not self.ok:
            bad = {"error", "warning"} if self.profile == "strict" else {"error"}
            raise InvalidSchedule(
                summary([found for found in self.findings if found.severity in bad]),
                self.findings,
            )

    def fixed(self, *, unsafe: bool = False) -> str:
        """The checked text with every fix applied, the unsafe ones too where asked.

        Raises:
            ValueError: no text was checked (a dict, a list, a Schedule, a merged report).
        """
        if self.text is None:
            raise ValueError("no text was checked, so there is none to fix: give check() a text")
        text = self.text
        for finding in reversed(self.findings):
            if finding.fix is not None and (finding.fix.safe or unsafe):
                text = finding.fix.apply(text)
        return text


def merge(reports: Iterable[Report]) -> Report:
    """One report of many parts: findings and schedules in the order given.

    The result is strict where any part is, and holds no text.
    """
    parts = list(reports)
    strict = any(part.profile == "strict" for part in parts)
    profile = "strict" if strict else parts[0].profile if parts else "observed"
    return Report(
        tuple(found for part in parts for found in part.findings),
        tuple(schedule for part in parts for schedule in part.schedules),
        profile,
    )
