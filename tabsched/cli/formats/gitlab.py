"""Findings as a report of GitLab's Code Quality."""

from __future__ import annotations

from typing import IO, TYPE_CHECKING

from tabsched.cli.formats.addresses import Addresses
from tabsched.cli.formats.fingerprints import Fingerprints
from tabsched.cli.formats.items import Items
from tabsched.cli.formats.writer import Writer
from tabsched.rendering import grounds_of

if TYPE_CHECKING:
    from tabsched.cli.tally import Tally
    from tabsched.finding import Finding
    from tabsched.rendering import Source

_SEVERITIES = {"error": "major", "warning": "minor", "info": "info"}


class Form(Writer):
    """Findings as Code Quality."""

    def __init__(self, out: IO[str]) -> None:
        super().__init__(out)
        self._addresses = Addresses()
        self._fingerprints = Fingerprints()
        self._items = Items(out, 0)
        self._path = ""

    def begin(self, source: Source) -> None:
        """See Writer."""
        self._path = self._addresses.path(source)

    def add(self, finding: Finding, source: Source) -> None:
        """See Writer."""
        self._items.add(
            {
                "description": f"{finding.code}: {finding.message} ({grounds_of(finding)})",
                "check_name": finding.code,
                "fingerprint": self._fingerprints.of(finding, source, self._path),
                "severity": _SEVERITIES[finding.severity],
                # A line is required: what has none stands at the top of its file.
                "location": {"path": self._path, "lines": {"begin": finding.line or 1}},
            }
        )

    def end(self, tally: Tally) -> None:  # noqa: ARG002 see Writer
        """See Writer."""
        self._items.end()
        self.out.write("\n")
