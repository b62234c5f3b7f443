"""How a finding looks as text: place, rule, message, and the source line with a caret."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol
from unicodedata import east_asian_width

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from tabsched.finding import Finding
    from tabsched.long_texts import LongText

_LINE_END = re.compile(r"\r\n|\r|\n")
_WIDTH = 96
_BEFORE = 56
_WIDE = frozenset("WF")


class Source(Protocol):
    """A text by its name, of which a part can be shown."""

    @property
    def name(self) -> str:
        """The file, or - for standard input."""

    def excerpt(self, line: int, column: int) -> tuple[str, str] | None:
        """The part of a line around a column that fits a terminal, and the caret under it.

        None where there is no text to show. The work does not grow with the length of the line.
        """


@dataclass(slots=True)
class TextSource:
    """A text in memory, the offsets of its lines worked out once; None where there is none."""

    name: str
    text: str | None
    _starts: list[int] = field(default_factory=list)

    def excerpt(self, line: int, column: int) -> tuple[str, str] | None:
        """See Source."""
        text = self.text
        if not text:
            return None
        if not self._starts:
            self._starts = [0, *(found.end() for found in _LINE_END.finditer(text))]
        start = self._starts[line - 1]
        offset = start + column - 1
        first = max(start, offset - _BEFORE)
        cut = first > start
        return _shown(text[first : first + _WIDTH + 1], offset - first, cut=cut)


@dataclass(slots=True)
class LongSource:
    """A text in a file, of which only what stands around the latest finding is looked at."""

    name: str
    text: LongText
    _offset: int = 0

    def seen(self, findings: Iterable[tuple[Finding, int]]) -> Iterator[Finding]:
        """The findings, each to be shown before the next is asked for."""
        for finding, self._offset in findings:
            yield finding

    def excerpt(self, line: int, column: int) -> tuple[str, str] | None:  # noqa: ARG002 see Source
        """See Source."""
        offset = self._offset
        # A character has four bytes at most; one that is cut in two at the edge is left out.
        before = self.text.read(offset - 4 * _BEFORE, offset).decode(errors="ignore")
        after = self.text.read(offset, offset + 4 * _WIDTH).decode(errors="ignore")
        before = _LINE_END.split(before)[-1].lstrip("\ufeff")[-_BEFORE:]
        rest = _WIDTH + 1 - len(before)
        return _shown(before + after[:rest], len(before), cut=len(before) < column - 1)


def _shown(text: str, at: int, *, cut: bool) -> tuple[str, str]:
    """A piece of text around an offset as one line, and the caret under the offset.

    `cut` tells that the line begins before the piece; it goes on where the piece is too long.
    """
    ended = _LINE_END.search(text, at)
    line = text[: ended.start()] if ended else text[:_WIDTH]
    more = ended is None and len(text) > _WIDTH
    left = ("…" if cut else "") + _printable(line[:at])
    caret = " " * sum(2 if east_asian_width(sign) in _WIDE else 1 for sign in left) + "^"
    return left + _printable(line[at:]) + ("…" if more else ""), caret


def _printable(text: str) -> str:
    """A piece of a source line that cannot spoil a terminal or move the caret."""
    return "".join(sign if sign.isprintable() else " " for sign in text)


def finding_lines(finding: Finding, source: Source) -> Iterator[str]:
    """A finding as the lines that `lint` prints."""
    place = f"{source.name}:{finding.line}:{finding.column}" if finding.line else source.name
    yield f"{place}: {finding.severity} {finding.code} {finding.name}: {finding.message}"
    shown = None
    if finding.line and finding.column:
        shown = source.excerpt(finding.line, finding.column)
    if shown is not None:
        line, caret = shown
        margin = len(str(finding.line))
        yield f"  {finding.line} | {line}"
        yield f"  {' ' * margin} | {caret}"
    elif finding.path:
        yield f"  at {finding.path}"
    api_error = f"; REST error {finding.api_error}" if finding.api_error else ""
    yield f"  = {finding.evidence}{api_error}"
