"""Findings as text for people: the source line, a caret, the fix, colours on a terminal."""

from __future__ import annotations

from typing import IO, TYPE_CHECKING

from tabsched.cli.colours import paint_for
from tabsched.cli.formats.writer import Writer
from tabsched.cli.tally import SEVERITIES
from tabsched.rendering import finding_lines

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tabsched.cli.tally import Count, Tally
    from tabsched.finding import Finding
    from tabsched.rendering import Source


class Form(Writer):
    """Findings as text."""

    def __init__(self, out: IO[str]) -> None:
        super().__init__(out)
        self._paint = paint_for(out)

    def add(self, finding: Finding, source: Source) -> None:
        """See Writer."""
        self.out.write("\n".join(finding_lines(finding, source, self._paint)) + "\n\n")

    def end(self, tally: Tally) -> None:
        """See Writer."""
        counts = tally.statistics() if tally.with_statistics else []
        if counts:
            self.out.write("\n".join(_table(counts)) + "\n\n")
        if (
            tally.subject
            or tally.files
            or tally.passed_over
            or tally.is_partial
            or not tally.unreadable
        ):
            self.out.write(_summary(tally) + "\n")


def _table(counts: list[Count]) -> Iterator[str]:
    """A line for each rule that spoke; a column for fixes where there are any."""
    width = len(str(counts[0].findings))
    marked = any(one.fixable for one in counts)
    for one in counts:
        mark = f"[{'*' if one.fixable == one.findings else '-' if one.fixable else ' '}] "
        yield f"{one.findings:{width}}  {one.code}  {mark if marked else ''}{one.name}"


def _summary(tally: Tally) -> str:
    """What was found where, in one line."""
    found = [
        _counted(tally.severities[severity], severity)
        for severity in reversed(SEVERITIES)
        if tally.severities[severity]
    ]
    where = tally.subject or _counted(tally.files, "file")
    over = f", {_counted(tally.passed_over, 'file')} passed over" if tally.passed_over else ""
    mended = f", {_counted(tally.mended, 'file')} mended" if tally.mended else ""
    known = f", {_counted(tally.known, 'known finding')} left out" if tally.known else ""
    what = f"{' and '.join(found) or 'Nothing'} found"
    if tally.written is not None:
        what = f"{what}, {tally.written}" if found else tally.written
    return f"{what}: {_counted(tally.schedules, 'schedule')} in {where}{over}{mended}{known}"


def _counted(count: int, word: str) -> str:
    plural = word if word == "info" or count == 1 else f"{word}s"
    return f"{count} {plural}"
