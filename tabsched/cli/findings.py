"""How findings are chosen and printed."""

from __future__ import annotations

import sys
from contextlib import ExitStack
from importlib import import_module
from typing import IO, TYPE_CHECKING

from tabsched.cli.formats import COUNTING
from tabsched.cli.outputs import outputs, written_to
from tabsched.cli.tally import Tally
from tabsched.cli.usage import UsageError
from tabsched.rulebook import RULES
from tabsched.rulebook.choosing import ALWAYS_SHOWN, codes_meant
from tabsched.rulebook.wording import listed, shown

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterable

    from tabsched.cli.formats.writer import Writer
    from tabsched.finding import Finding
    from tabsched.rendering import Source

    Found = Iterable[tuple[Source, Iterable[Finding]]]

__all__ = ["Tally", "as_json", "codes_wanted", "refuse_no_codes", "show"]


def refuse_no_codes(options: argparse.Namespace) -> None:
    """Refuse an option that names no code at all: a variable was not set, more likely than not.

    Raises:
        UsageError: there is one.
    """
    for option, text in (("--select", options.select), ("--ignore", options.ignore)):
        if text is not None and not text.strip(" ,"):
            raise UsageError(f"{option} is empty: name a code, a prefix or a rule, or leave it out")


def codes_wanted(select: str | None, ignore: str | None) -> frozenset[str]:
    """Of which codes findings show; what could not be judged shows always."""
    selected, ignored = _codes("--select", select), _codes("--ignore", ignore)
    if select is None:
        selected = frozenset(rule.code for rule in RULES)
    return (selected - ignored) | ALWAYS_SHOWN


def _codes(option: str, text: str | None) -> frozenset[str]:
    """The codes that codes, prefixes and names stand for."""
    found: frozenset[str] = frozenset()
    for word in filter(None, (part.strip() for part in (text or "").split(","))):
        meant = codes_meant(word)
        if not meant:
            raise UsageError(f"{option} {shown(word)} is no code, prefix or name of a rule")
        found |= meant
    return found


def show(found: Found, tally: Tally, options: argparse.Namespace) -> None:
    """Print the findings, those of each source together, and what they come to."""
    if options.statistics and options.format not in COUNTING:
        raise UsageError(f"--statistics goes with --format {listed(COUNTING)}")
    tally.with_statistics = options.statistics
    with ExitStack() as stack:
        writers = [
            _writer(form, stack.enter_context(written_to(path)))
            for path, form in outputs(options.output).items()
        ]
        writers.append(_writer(options.format, sys.stdout))
        for source, findings in found:
            for writer in writers:
                writer.begin(source)
            for finding in tally.counted(findings):
                for writer in writers:
                    writer.add(finding, source)
        for writer in writers:
            writer.end(tally)


def _writer(form: str, out: IO[str]) -> Writer:
    """A writer of a format, whose module is loaded only here."""
    writer: Writer = import_module(f"tabsched.cli.formats.{form}").Form(out)
    return writer


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
