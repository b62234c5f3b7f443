"""`tabsched lint`: every finding in every file, and an exit code."""

from __future__ import annotations

import json
import sys
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from tabsched.cli.files import Input, inputs, unrelated
from tabsched.cli.usage import USAGE, UsageError
from tabsched.lint import Examined, examine, unread
from tabsched.rendering import Source, finding_lines
from tabsched.rules import READING, RULES

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable, Iterator

    from tabsched.finding import Finding

_SEVERITIES = ("info", "warning", "error")
_READING_CODES = frozenset(rule.code for rule in READING.values())


@dataclass(slots=True)
class _Tally:
    """What was met on the way."""

    files: int = 0
    schedules: int = 0
    passed_over: int = 0
    unreadable: bool = False
    severities: Counter[str] = field(default_factory=Counter)


def lint(options: argparse.Namespace) -> int:
    """Check every path, print the findings, and say by the exit code what was found."""
    tally = _Tally()
    wanted = _wanted(options.select, options.ignore)
    results = _results(options, tally, wanted)
    if options.format == "json":
        _print_json(results, tally)
    else:
        _print_text(results, tally)
    if tally.unreadable:
        return USAGE
    fail_on = options.fail_on or ("warning" if options.profile == "strict" else "error")
    if fail_on == "never":
        return 0
    failing = _SEVERITIES[_SEVERITIES.index(fail_on) :]
    return 1 if any(tally.severities[severity] for severity in failing) else 0


def _wanted(select: str | None, ignore: str | None) -> Callable[[Finding], bool]:
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


def _results(
    options: argparse.Namespace, tally: _Tally, wanted: Callable[[Finding], bool]
) -> Iterator[tuple[str, Examined, list[Finding]]]:
    """Each file that counts, with what it holds and the findings to show."""
    for given in inputs(options.paths):
        if given.body is None:
            sys.stderr.write(f"tabsched lint: {given.name}: no such file or folder\n")
            tally.unreadable = True
            continue
        examined = _examined(given, given.body, options)
        if not examined.readable and (given.found or options.skip_unrelated):
            code = examined.findings[0].code
            if code == READING["not-a-schedule-document"].code or unrelated(given):
                tally.passed_over += 1
                continue
        tally.files += 1
        tally.schedules += len(examined.schedules)
        tally.unreadable = tally.unreadable or not examined.readable
        findings = [finding for finding in examined.findings if wanted(finding)]
        tally.severities.update(finding.severity for finding in findings)
        yield given.name, examined, findings


def _examined(given: Input, body: bytes, options: argparse.Namespace) -> Examined:
    if given.fault is not None:
        return unread(given.fault, None)
    return examine(
        body, platform=options.platform, operation=options.operation, profile=options.profile
    )


def _print_text(results: Iterator[tuple[str, Examined, list[Finding]]], tally: _Tally) -> None:
    for name, examined, findings in results:
        source = Source(name, examined.text)
        for finding in findings:
            sys.stdout.write("\n".join(finding_lines(finding, source)) + "\n\n")
    if tally.files or tally.passed_over or not tally.unreadable:
        sys.stdout.write(_summary(tally) + "\n")


def _summary(tally: _Tally) -> str:
    """What was found where, in one line."""
    found = [
        _counted(tally.severities[severity], severity)
        for severity in reversed(_SEVERITIES)
        if tally.severities[severity]
    ]
    where = f"{_counted(tally.schedules, 'schedule')} in {_counted(tally.files, 'file')}"
    over = f", {_counted(tally.passed_over, 'file')} passed over" if tally.passed_over else ""
    return f"{' and '.join(found) or 'Nothing'} found: {where}{over}"


def _counted(count: int, word: str) -> str:
    plural = word if word == "info" or count == 1 else f"{word}s"
    return f"{count} {plural}"


def _print_json(results: Iterator[tuple[str, Examined, list[Finding]]], tally: _Tally) -> None:
    findings = [_as_json(name, finding) for name, _, of_file in results for finding in of_file]
    document = {
        "version": 1,
        "files": tally.files,
        "schedules": tally.schedules,
        "findings": findings,
    }
    json.dump(document, sys.stdout, indent=2, ensure_ascii=False)
    sys.stdout.write("\n")


def _as_json(name: str, finding: Finding) -> dict[str, object]:
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
