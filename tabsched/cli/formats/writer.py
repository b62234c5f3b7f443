"""What a format does with findings, one after the other."""

from __future__ import annotations

from typing import IO, TYPE_CHECKING

if TYPE_CHECKING:
    from tabsched.cli.tally import Tally
    from tabsched.finding import Finding
    from tabsched.rendering import Source


class Writer:
    """Writes findings in one format.

    Each source begins, its findings follow, and in the end it is told what all came to.
    """

    def __init__(self, out: IO[str]) -> None:
        self.out = out

    def begin(self, source: Source) -> None:
        """Another source, also one in which nothing is found."""

    def add(self, finding: Finding, source: Source) -> None:
        """A finding in the source that began last; a line of it can be shown now, not later."""
        raise NotImplementedError

    def end(self, tally: Tally) -> None:
        """There are no more."""
