"""What a check found: findings and schedules together."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from tabsched.arguments import refuse_no_flag, wrong_type
from tabsched.finding import InvalidSchedule, summary
from tabsched.fixing import fixed
from tabsched.rendering import TextSource, finding_lines

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tabsched.checking import Profile
    from tabsched.finding import Finding
    from tabsched.schedule import Schedule

# Which profile a merged report has: the first of these that a part has, otherwise "observed".
_PREVAILING: tuple[Profile, ...] = ("strict", "documented")


@dataclass(frozen=True, init=False)
class Report:
    """The findings on a body and the schedules that it holds, both in document order.

    A value: immutable, hashable, picklable, and put together by `merge`. Two are equal by
    findings, schedules (by meaning) and profile; the text does not count.

    Attributes:
        findings: every finding.
        schedules: every schedule, judged or not.
        profile: what was asked; under `strict` a warning makes `ok` false.
        text: the text that was checked, without a byte order mark, None where there was none (a
            dict, a list).
    """

    findings: tuple[Finding, ...] = ()
    schedules: tuple[Schedule, ...] = ()
    profile: Profile = "observed"
    text: str | None = field(default=None, repr=False, compare=False)
    _again: Callable[[str], Report] | None = field(
        default=None, init=False, repr=False, compare=False
    )
    _mark: str = field(default="", init=False, repr=False, compare=False)

    def __init__(
        self,
        findings: tuple[Finding, ...] = (),
        schedules: tuple[Schedule, ...] = (),
        profile: Profile = "observed",
        text: str | None = None,
        again: Callable[[str], Report] | None = None,
        mark: str = "",
    ) -> None:
        # As dataclass would, but past the __setattr__ that freezes it: that takes twice as long.
        said = self.__dict__
        said["findings"] = findings
        said["schedules"] = schedules
        said["profile"] = profile
        said["text"] = text
        said["_again"] = again
        said["_mark"] = mark

    @property
    def ok(self) -> bool:
        """Whether nothing is an error; under the profile `strict` no warning either."""
        return not self._failing()

    def _failing(self) -> list[Finding]:
        """The findings for which `ok` is false."""
        bad = {"error", "warning"} if self.profile == "strict" else {"error"}
        return [finding for finding in self.findings if finding.severity in bad]

    def __iter__(self) -> Iterator[Finding]:
        return iter(self.findings)

    def __len__(self) -> int:
        return len(self.findings)

    def __bool__(self) -> bool:
        return True

    def __str__(self) -> str:
        source = TextSource("-", self.text)
        return "\n".join("\n".join(finding_lines(found, source)) for found in self.findings)

    def raise_for_errors(self) -> None:
        """Raise InvalidSchedule where something is an error (strict: or a warning)."""
        failing = self._failing()
        if failing:
            raise InvalidSchedule(summary(failing), self.findings)

    def fixed(self, *, unsafe: bool = False) -> str:
        """The checked text with every fix applied, the unsafe ones too where asked.

        So are the fixes that show only then, until none is left. The rest of the text stays as it
        is, a byte order mark at its beginning too; that of bytes belongs to their encoding. A fix
        after which the text would have a finding more is left out.

        Raises:
            ValueError: no text was checked (a dict, a list, a Schedule, a merged report).
            TypeError: `unsafe` is neither True nor False.
        """
        refuse_no_flag("unsafe", unsafe)
        if self.text is None:
            raise ValueError("no text was checked, so there is none to fix: give check() a text")
        again = self._again
        checked = None if again is None else (lambda text: again(text).findings)
        return self._mark + fixed(self.text, self.findings, checked, unsafe=unsafe)


def merge(reports: Iterable[Report]) -> Report:
    """One report of many parts: findings and schedules in the order given, and no text.

    The result is strict where any part is, otherwise documented where any part is. So parts may
    be merged in any groups that keep the order, and `merge([])` changes nothing.

    Raises:
        TypeError: `reports` is no iterable of reports.
    """
    parts = list(_reports(reports))
    asked = {part.profile for part in parts}
    return Report(
        tuple(found for part in parts for found in part.findings),
        tuple(schedule for part in parts for schedule in part.schedules),
        next((profile for profile in _PREVAILING if profile in asked), "observed"),
    )


def _reports(reports: Iterable[Report]) -> Iterator[Report]:
    if not isinstance(reports, Iterable):
        raise wrong_type("reports", "an iterable of Reports", reports)
    for part in reports:
        if not isinstance(part, Report):
            raise wrong_type("one of reports", "a Report", part)
        yield part
