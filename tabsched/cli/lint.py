"""`tabsched lint`: every finding in every file, and an exit code."""

from __future__ import annotations

import json
import sys
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from tabsched.cli.files import Input, inputs, unrelated
from tabsched.cli.progress import Progress
from tabsched.cli.usage import USAGE, UsageError
from tabsched.lint import examine, examine_whole, unread
from tabsched.long_texts import LongText
from tabsched.rendering import LongSource, TextSource, finding_lines
from tabsched.rulebook import READING, RULES
from tabsched.skimming import skim
from tabsched.wire.plain import NotPlain

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable, Iterable, Iterator

    from tabsched.finding import Finding
    from tabsched.rendering import Source

_FIRST = 64
_SEVERITIES = ("info", "warning", "error")
_NO_DOCUMENT = READING["not-a-schedule-document"].code
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
    with Progress(options.paths) as progress:
        results = _results(options, tally, wanted, progress)
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


@dataclass(frozen=True, slots=True)
class _Linted:
    """One file, checked: its findings, and how a line of it is shown."""

    source: Source
    findings: Iterable[Finding]
    schedules: int


def _results(
    options: argparse.Namespace,
    tally: _Tally,
    wanted: Callable[[Finding], bool],
    progress: Progress,
) -> Iterator[tuple[Source, Iterator[Finding]]]:
    """Each file that counts, with the findings to show."""
    for given in inputs(options.paths):
        if given.is_missing:
            sys.stderr.write(f"tabsched lint: {given.name}: no such file or folder\n")
            tally.unreadable = True
            continue
        linted = _skimmed(given, options, progress) or _examined(given, options, tally)
        progress.finish(given.size)
        if linted is None:
            tally.passed_over += 1
            continue
        tally.files += 1
        tally.schedules += linted.schedules
        yield linted.source, _counted_findings(linted.findings, tally, wanted)


def _counted_findings(
    findings: Iterable[Finding], tally: _Tally, wanted: Callable[[Finding], bool]
) -> Iterator[Finding]:
    for finding in findings:
        if wanted(finding):
            tally.severities[finding.severity] += 1
            yield finding


def _skimmed(given: Input, options: argparse.Namespace, progress: Progress) -> _Linted | None:
    """A long answer, of which only what was found is kept; None where it is none."""
    if given.file is None or options.operation not in {"auto", "response"}:
        return None
    text = LongText(given.file, progress.reach)
    try:
        skimmed = skim(text, options.platform, options.profile)
    except NotPlain:
        return None
    source = LongSource(given.name, text)
    return _Linted(source, source.seen(skimmed.findings()), skimmed.count)


def _examined(given: Input, options: argparse.Namespace, tally: _Tally) -> _Linted | None:
    """Any other file; None where it has nothing to do with schedules and may be passed over."""
    if given.fault is not None:
        examined = unread(given.fault, None)
    else:
        # XML has been tried as a long answer, chunk by chunk.
        check = examine_whole if given.body[:_FIRST].lstrip().startswith(b"<") else examine
        examined = check(
            given.body,
            platform=options.platform,
            operation=options.operation,
            profile=options.profile,
        )
    if not examined.readable:
        code = examined.findings[0].code
        may_be_passed_over = given.found or options.skip_unrelated
        if may_be_passed_over and (code == _NO_DOCUMENT or unrelated(given)):
            return None
        tally.unreadable = True
    source = TextSource(given.name, examined.text)
    return _Linted(source, examined.findings, len(examined.schedules))


def _print_text(results: Iterator[tuple[Source, Iterator[Finding]]], tally: _Tally) -> None:
    for source, findings in results:
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


def _print_json(results: Iterator[tuple[Source, Iterator[Finding]]], tally: _Tally) -> None:
    findings = [_as_json(source.name, found) for source, of_file in results for found in of_file]
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
