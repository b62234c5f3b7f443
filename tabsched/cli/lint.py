"""`tabsched lint`: every finding in every file, and an exit code."""

from __future__ import annotations

import sys
from codecs import BOM_UTF8
from contextlib import redirect_stdout
from functools import partial
from typing import IO, TYPE_CHECKING, NamedTuple

from tabsched.cli.config_choice import config_for
from tabsched.cli.files import (
    Input,
    Search,
    complain_of_none,
    inputs,
    place_of,
    search_for,
    stdin_bytes,
    unrelated,
)
from tabsched.cli.findings import Tally, codes_wanted, refuse_no_codes, show
from tabsched.cli.outputs import outputs
from tabsched.cli.progress import Progress
from tabsched.cli.sifting import Sieve
from tabsched.cli.usage import UsageError, complain
from tabsched.lint import examine, examine_whole, unread
from tabsched.long_texts import LongText
from tabsched.rendering import LongSource, TextSource
from tabsched.rulebook import READING
from tabsched.skimming import skim
from tabsched.wire.plain import NotPlain

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterable, Iterator

    from tabsched.finding import Finding
    from tabsched.rendering import Source

_FIRST = 64
_NO_DOCUMENT = READING["not-a-schedule-document"].code


def lint(options: argparse.Namespace) -> int:
    """Check every path, print the findings, and say by the exit code what was found."""
    refuse_no_codes(options)
    _refuse_overwriting(options)
    config = config_for(options)
    search = search_for(options, config)
    wanted = codes_wanted(options.select, options.ignore)
    if options.fix or options.diff or options.unsafe:
        from tabsched.cli.mending import refuse_odd_options  # noqa: PLC0415 few runs mend

        refuse_odd_options(options)
    tally = Tally(wanted)
    sieve = Sieve(options, config, wanted)
    # With a text on it, standard output holds nothing else.
    out = sys.stdout
    aside = options.diff or (options.fix and "-" in options.paths)
    with redirect_stdout(sys.stderr if aside else out), Progress(options.paths, search) as progress:
        if config.is_faulty:
            # What was meant to be judged, and how, nobody knows.
            tally.unreadable = True
            show(sieve.on_config(), tally, options)
        else:
            results = _results(options, tally, progress, search, sieve, out)
            show(results, tally, options)
            if options.fix and "-" in options.paths and not tally.has_echoed:
                # Excluded by its name, it comes out as it went in.
                from tabsched.cli.mending import echo  # noqa: PLC0415 as above

                echo(stdin_bytes(), out)
    return tally.exit_code(
        options.fail_on or ("warning" if options.profile == "strict" else "error")
    )


def _refuse_overwriting(options: argparse.Namespace) -> None:
    """Refuse to write a report into a file that is named to be judged.

    Raises:
        UsageError: one would be.
    """
    reports = outputs(options.output)
    judged = {place_of(path) for path in options.paths if reports}
    for path, form in reports.items():
        if place_of(path) in judged:
            raise UsageError(f"--output {form}={path}: that file is to be judged: name another")


class _Linted(NamedTuple):
    """One file, checked: its findings, and how a line of it is shown."""

    source: Source
    findings: Iterable[Finding]
    schedules: int


def _results(
    options: argparse.Namespace,
    tally: Tally,
    progress: Progress,
    search: Search,
    sieve: Sieve,
    out: IO[str],
) -> Iterator[tuple[Source, Iterable[Finding]]]:
    """Each file that counts, with its findings, and the configuration where it has some."""
    for given in inputs(options.paths, search):
        if given.is_absent and options.format != "text":
            # Where a report is written for programs, the log says it, too.
            complain("tabsched lint", f"{given.name}: {given.fault}")
        linted = _skimmed(given, options, progress) or _examined(given, options, tally, sieve, out)
        progress.finish(given.size)
        if linted is None:
            tally.passed_over += 1
            continue
        tally.is_partial |= given.is_absent
        tally.files += not given.is_absent
        tally.schedules += linted.schedules
        yield linted.source, sieve.left(given.name, linted.findings)
    if not (tally.files or tally.passed_over or tally.is_partial):
        complain_of_none("tabsched lint", options.paths)
    yield from sieve.on_config()
    sieve.finish(tally)


def _skimmed(given: Input, options: argparse.Namespace, progress: Progress) -> _Linted | None:
    """A long answer, of which only what was found is kept; None where it is none."""
    if given.file is None or options.operation not in {"auto", "response"}:
        return None
    if options.fix and given.is_stdin:
        return None  # all of it is to come out again
    text = LongText(given.file, progress.reach)
    try:
        if not _is_like_xml(text.read(0, _FIRST)):
            return None
        skimmed = skim(text, options.platform, options.profile)
    except NotPlain:
        return None
    except OSError as error:
        raise given.broken(error) from None
    source = LongSource(given.name, text)
    return _Linted(source, source.seen(skimmed.findings()), skimmed.count)


def _is_like_xml(start: bytes) -> bool:
    """Whether a text may be XML, as far as its first bytes tell."""
    return start.removeprefix(BOM_UTF8).lstrip().startswith(b"<")


def _examined(
    given: Input, options: argparse.Namespace, tally: Tally, sieve: Sieve, out: IO[str]
) -> _Linted | None:
    """Any other file; None where it has nothing to do with schedules and may be passed over."""
    if given.fault is not None:
        examined = unread(given.fault, None)
    else:
        # XML has been tried as a long answer, chunk by chunk.
        check = partial(
            examine_whole if _is_like_xml(given.body[:_FIRST]) else examine,
            platform=options.platform,
            operation=options.operation,
            profile=options.profile,
            is_yaml=given.is_yaml,
        )
        examined = check(given.body)
        if options.fix or options.diff:
            from tabsched.cli.mending import mended  # noqa: PLC0415 as above

            left = partial(sieve.fixable, given.name)
            tally.has_echoed |= given.is_stdin
            try:
                examined, changes = mended(given, examined, options, check, left, out)
                tally.would_change |= options.diff and changes
                tally.mended += options.fix and changes
            except UsageError as fault:
                complain("tabsched lint", fault)
                tally.unreadable = True
    if not examined.readable:
        code = examined.findings[0].code
        may_be_passed_over = given.found or options.skip_unrelated
        if may_be_passed_over and (code == _NO_DOCUMENT or unrelated(given)):
            return None
        tally.unreadable = True
    source = TextSource(given.name, examined.text)
    return _Linted(source, examined.findings, len(examined.schedules))
