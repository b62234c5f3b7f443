"""What is counted while findings are printed, and which exit code comes of it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from tabsched.cli.usage import USAGE

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from tabsched.finding import Finding

SEVERITIES = ("info", "warning", "error")


class Count(NamedTuple):
    """How often a rule spoke, and how many of its findings have a safe fix."""

    code: str
    name: str
    findings: int
    fixable: int


@dataclass(slots=True)
class Tally:
    """What was met on the way.

    Attributes:
        wanted: the codes of which findings are shown and counted.
        subject: in what was looked, where it is no file.
        unreadable: whether something could not be read.
        is_partial: whether a path was missing, so that not all was looked at.
        known: how many findings were left out because a baseline knows them.
        written: what became of the findings for a new baseline, None where none is written.
        mended: how many files `--fix` has changed.
        would_change: whether a diff was shown.
        has_echoed: whether standard input has come out again, mended or not.
        with_statistics: whether it is also told how often each rule spoke.
    """

    wanted: frozenset[str]
    subject: str | None = None
    files: int = 0
    schedules: int = 0
    passed_over: int = 0
    unreadable: bool = False
    is_partial: bool = False
    known: int = 0
    written: str | None = None
    mended: int = 0
    would_change: bool = False
    has_echoed: bool = False
    with_statistics: bool = False
    severities: Counter[str] = field(default_factory=Counter)
    _spoke: Counter[tuple[str, str]] = field(default_factory=Counter)
    _fixable: Counter[str] = field(default_factory=Counter)

    def counted(self, findings: Iterable[Finding]) -> Iterator[Finding]:
        """The findings that are wanted, each counted as it comes."""
        for finding in findings:
            if finding.code in self.wanted:
                self.severities[finding.severity] += 1
                self._spoke[finding.code, finding.name] += 1
                self._fixable[finding.code] += finding.fix is not None and finding.fix.safe
                yield finding

    def statistics(self) -> list[Count]:
        """Each rule that spoke, the most frequent first."""
        counts = [
            Count(code, name, count, self._fixable[code])
            for (code, name), count in self._spoke.items()
        ]
        return sorted(counts, key=lambda one: (-one.findings, one.code))

    def exit_code(self, fail_on: str) -> int:
        """What the findings counted come to."""
        if self.unreadable:
            return USAGE
        if fail_on == "never":
            return 0
        if self.would_change:
            return 1
        failing = SEVERITIES[SEVERITIES.index(fail_on) :]
        return 1 if any(self.severities[severity] for severity in failing) else 0
