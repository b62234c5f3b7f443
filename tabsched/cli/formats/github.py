"""Findings as workflow commands, from which GitHub Actions makes annotations."""

from __future__ import annotations

from typing import IO, TYPE_CHECKING

from tabsched.cli.formats.addresses import Addresses
from tabsched.cli.formats.writer import Writer
from tabsched.rendering import grounds_of, place_of

if TYPE_CHECKING:
    from tabsched.finding import Finding
    from tabsched.rendering import Source

_COMMANDS = {"error": "error", "warning": "warning", "info": "notice"}
# How actions/toolkit escapes in packages/core/src/command.ts: the message, and a property.
_IN_MESSAGE = str.maketrans({"%": "%25", "\r": "%0D", "\n": "%0A"})
_IN_PROPERTY = _IN_MESSAGE | str.maketrans({":": "%3A", ",": "%2C"})


class Form(Writer):
    """Findings as workflow commands."""

    def __init__(self, out: IO[str]) -> None:
        super().__init__(out)
        self._addresses = Addresses()
        self._path = ""

    def begin(self, source: Source) -> None:
        """See Writer."""
        self._path = self._addresses.path(source)

    def add(self, finding: Finding, source: Source) -> None:
        """See Writer."""
        properties = {
            "file": self._path,
            "line": finding.line,
            "col": finding.column,
            "title": f"{finding.code} {finding.name}",
        }
        told = ",".join(
            f"{name}={str(value).translate(_IN_PROPERTY)}"
            for name, value in properties.items()
            if value is not None
        )
        message = _message(finding, source).translate(_IN_MESSAGE)
        self.out.write(f"::{_COMMANDS[finding.severity]} {told}::{message}\n")


def _message(finding: Finding, source: Source) -> str:
    """What the log shows, where the properties do not show."""
    place = place_of(finding, source.name)
    lines = [f"{place}: {finding.code} {finding.name}: {finding.message}"]
    if finding.fix is not None:
        lines.append(f"{'safe' if finding.fix.safe else 'unsafe'} fix: {finding.fix.description}")
    return "\n".join([*lines, grounds_of(finding)])
