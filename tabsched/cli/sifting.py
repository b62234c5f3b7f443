"""What is left of the findings of a run, after its configuration and its baseline?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tabsched.cli import clock
from tabsched.cli.baseline import NewBaseline, read_baseline
from tabsched.cli.keeping import Keeping
from tabsched.cli.usage import UsageError, complain
from tabsched.rendering import TextSource, on_terminal

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterable, Iterator

    from tabsched.cli.baseline import Baseline
    from tabsched.cli.config import Config
    from tabsched.cli.tally import Tally
    from tabsched.finding import Finding


class Sieve:
    """Lets through what is to be shown of each file, and knows what it has held back.

    Raises:
        UsageError: a baseline cannot be read, or both options for one are given.
    """

    def __init__(self, options: argparse.Namespace, config: Config, wanted: frozenset[str]) -> None:
        if options.baseline is not None and options.write_baseline is not None:
            raise UsageError("--write-baseline writes all findings: give no --baseline with it")
        self._options = options
        self._config = config
        self._wanted = wanted
        self._keeping = Keeping(config, clock.today())
        self._known: Baseline | NewBaseline | None = None
        if options.baseline is not None:
            self._known = read_baseline(options.baseline)
        elif options.write_baseline is not None:
            self._known = NewBaseline(options.write_baseline)

    def left(self, name: str, findings: Iterable[Finding]) -> Iterable[Finding]:
        """The findings of a file that are let through."""
        kept = self._keeping.left(name, findings)
        if self._known is None:
            return kept
        return self._known.left(name, (found for found in kept if found.code in self._wanted))

    def fixable(self, name: str, findings: Iterable[Finding]) -> list[Finding]:
        """The findings of a file that may be fixed: also those that a baseline knows."""
        kept = self._keeping.left(name, findings)
        return [found for found in kept if found.code in self._wanted]

    def on_config(self) -> Iterator[tuple[TextSource, list[Finding]]]:
        """The configuration and what is to be said of it, once every file has been looked at."""
        config, options = self._config, self._options
        findings = list(config.findings)
        if not config.is_faulty:
            paths = [path for path in options.paths if path != "-"]
            findings += self._keeping.on_entries(paths, options.profile)
        if findings:
            yield TextSource(config.name, config.text), findings

    def finish(self, tally: Tally) -> None:
        """Write the new baseline, or tell what the old one has left out and knows in vain."""
        if isinstance(self._known, NewBaseline):
            self._write(self._known, tally)
        elif self._known is not None:
            tally.known = self._known.met
            gone = self._known.gone(self._wanted, self._options.profile)
            if gone and not tally.is_partial:
                be = "is" if gone == 1 else "are"
                complain(
                    "tabsched lint",
                    f"{_counted(gone)} of {self._options.baseline} {be} gone: write it anew with "
                    "--write-baseline",
                )

    def _write(self, known: NewBaseline, tally: Tally) -> None:
        """Write the new baseline, unless not all was looked at, and note what became of it."""
        name = on_terminal(self._options.write_baseline)
        fault: object = None
        if tally.is_partial:
            fault = f"{name} is not written: not all could be looked at"
        else:
            try:
                known.write()
            except UsageError as error:
                fault = error
        if fault is not None:
            complain("tabsched lint", fault)
            tally.unreadable = True
            tally.written = f"{_counted(known.count)} not written"
            return
        tally.written = f"{_counted(known.count)} written to {name}"
        if self._options.format != "text":
            complain("tabsched lint", tally.written)


def _counted(count: int) -> str:
    return f"{count} finding" if count == 1 else f"{count} findings"
