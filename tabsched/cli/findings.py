"""How findings are chosen, printed and counted, and which exit code they make."""

from __future__ import annotations

import json
import sys
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from tabsched.cli.usage import USAGE, UsageError
from tabsched.rendering import finding_lines
from tabsched.rulebook import READING, RULES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from tabsched.finding import Finding
    from tabsched.rendering import Source

    Found = Iterable[tuple[Source, Iterable[Finding]]]

_SEVERITIES = ("info", "warning", "error")
_READING_CODES = frozenset(rule.code for rule in READING.values())


@dataclass(slots=True)
class Tally:
    """What was met on the way.

    Attributes:
        wanted: which findings are shown and counted.
        subject: in what was looked, where it is no file.
        unreadable: whether something could not be read.
    """

    wanted: Callable[[Finding], bool]
    subject: str | None = None
    files: int = 0
    schedules: int = 0
    passed_over: int = 0
    unreadable: bool = False
    severities: Counter[str] = field(default_factory=Counter)

    def counted(self, findings: Iterable[Finding]) -> Iterator[Finding]:
        """The findings that are wanted, each counted as it comes."""
        for finding in findings:
            if self.wanted(finding):
                self.severities[finding.severity] += 1
                yield finding

    def exit_code(self, fail_on: str) -> int:
        """What the findings counted come to."""
        if self.unreadable:
            return USAGE
        if fail_on == "never":
            return 0
        failing = _SEVERITIES[_SEVERITIES.index(fail_on) :]
        return 1 if any(self.severities[severity] for severity in failing) else 0


def wanted_by(select: str | None, ignore: str | None) -> Callable[[Finding], bool]:
    """Which findings to show; what cannot be read shows always."""
    selected, ignored = _codes("--select", select), _codes("--ignore", ignore)

    def wanted(finding: Finding) -> bool:
        if finding.code in _READING_CODES:
            return True
        return (select is None or finding.code in selected) and finding.code not in ignored

    return wanted


def _codes(option: str, text: str | None) -> frozenset[str]:
    """The codes that codes, prefixes and names stand for."""
    found: set[str] = set()
    for word in filter(None, (part.strip() for part in (text or "").split(","))):
        meant = {
            rule.code
            for rule in RULES
            if rule.name == word.lower() or rule.code.startswith(word.upper())
        }
        if not meant:
            raise UsageError(f"{option} {word!r} is no code, prefix or name of a rule")
        found |= meant
    return frozenset(found)


def show(found: Found, tally: Tally, form: str) -> None:
    """Print the findings, those of each source together, and what they come to."""
    if form == "json":
        _show_json(found, tally)
    else:
        _show_text(found, tally)


def _show_text(found: Found, tally: Tally) -> None:
    for source, findings in found:
        for finding in tally.counted(findings):
            sys.stdout.write("\n".join(finding_lines(finding, source)) + "\n\n")
    if tally.files or tally.passed_over or not tally.unreadable:
        sys.stdout.write(_summary(tally) + "\n")


def _summary(tally: Tally) -> str:
    """What was found where, in one line."""
    found = [
        _counted(tally.severities[severity], severity)
        for severity in reversed(_SEVERITIES)
        if tally.severities[severity]
    ]
    where = tally.subject or _counted(tally.files, "file")
    over = f", {_counted(tally.passed_over, 'file')} passed over" if tally.passed_over else ""
    what = f"{' and '.join(found) or 'Nothing'} found"
    return f"{what}: {_counted(tally.schedules, 'schedule')} in {where}{over}"


def _counted(count: int, word: str) -> str:
    plural = word if word == "info" or count == 1 else f"{word}s"
    return f"{count} {plural}"


def _show_json(found: Found, tally: Tally) -> None:
    findings = [
        as_json(source.name, finding)
        for source, of_source in found
        for finding in tally.counted(of_source)
    ]
    document = {
        "version": 1,
        "files": tally.files,
        "schedules": tally.schedules,
        "findings": findings,
    }
    json.dump(document, sys.stdout, indent=2, ensure_ascii=False)
    sys.stdout.write("\n")


def as_json(name: str, finding: Finding) -> dict[str, object]:
    """A finding in the file of that name, as `--format json` gives it."""
    fix = finding.fix
    return {
        "file": name,
        "line": finding.line,
        "column": finding.column,
        "path": finding.path,
        "code": finding.code,
        "name": finding.name,
        "severity": finding.severity,
        "message": finding.message,
        "evidence": finding.evidence,
        "api_error": finding.api_error,
        "fix": None if fix is None else {"safe": fix.safe, "description": fix.description},
    }
