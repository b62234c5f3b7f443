"""How a finding looks as text: place, rule, message, and the source line with a caret."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from unicodedata import east_asian_width

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tabsched.finding import Finding

_LINE_END = re.compile(r"\r\n|\r|\n")
_WIDTH = 96
_BEFORE = 56
_WIDE = frozenset("WF")


@dataclass(slots=True)
class Source:
    """A text by its name, with the offsets of its lines worked out once.

    Attributes:
        name: the file, or - for standard input.
        text: None where there is no text to show.
    """

    name: str
    text: str | None
    _starts: list[int] = field(default_factory=list)

    def excerpt(self, line: int, column: int) -> tuple[str, str]:
        """The part of a line around a column that fits a terminal, and the caret under it.

        The work does not grow with the length of the line.
        """
        text = self.text or ""
        if not self._starts:
            self._starts = [0, *(found.end() for found in _LINE_END.finditer(text))]
        start = self._starts[line - 1]
        offset = start + column - 1
        first = max(start, offset - _BEFORE)
        ended = _LINE_END.search(text, offset, first + _WIDTH)
        last = ended.start() if ended else min(len(text), first + _WIDTH)
        more = not ended and last < len(text) and text[last] not in "\r\n"
        left = ("…" if first > start else "") + _printable(text[first:offset])
        caret = " " * sum(2 if east_asian_width(sign) in _WIDE else 1 for sign in left) + "^"
        return left + _printable(text[offset:last]) + ("…" if more else ""), caret


def _printable(text: str) -> str:
    """A piece of a source line that cannot spoil a terminal or move the caret."""
    return "".join(sign if sign.isprintable() else " " for sign in text)


def finding_lines(finding: Finding, source: Source) -> Iterator[str]:
    """A finding as the lines that `lint` prints."""
    place = f"{source.name}:{finding.line}:{finding.column}" if finding.line else source.name
    yield f"{place}: {finding.severity} {finding.code} {finding.name}: {finding.message}"
    if finding.line and finding.column and source.text:
        line, caret = source.excerpt(finding.line, finding.column)
        margin = len(str(finding.line))
        yield f"  {finding.line} | {line}"
        yield f"  {' ' * margin} | {caret}"
    elif finding.path:
        yield f"  at {finding.path}"
    api_error = f"; REST error {finding.api_error}" if finding.api_error else ""
    yield f"  = {finding.evidence}{api_error}"
