"""How a finding looks as text: place, rule, message, the source line with a caret, and the fix."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, field
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple, Protocol
from unicodedata import category, east_asian_width

from tabsched.finding import TextFix
from tabsched.wire.edits import Edit, applied
from tabsched.wire.quoting import shown

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from tabsched.finding import Finding, Fix
    from tabsched.long_texts import LongText

    # Takes what a piece of a finding is (a severity, "code", "-" or "+") and the piece.
    Paint = Callable[[str, str], str]

_LINE_END = re.compile(r"\r\n|\r|\n")
_WIDTH = 96
_BEFORE = 56
_WIDE = frozenset("WF")
_MARKS = frozenset({"Mn", "Me"})
# How many lines a fix shows of what it takes out or puts in at one place, and how much of each.
_LINES = 8
_LONGEST = 240


class Change(NamedTuple):
    """A line that a fix takes out ("-") or puts in ("+"), by its number before or afterwards."""

    number: int
    sign: str
    text: str


class Source(Protocol):
    """A text by its name, of which a part can be shown."""

    @property
    def name(self) -> str:
        """The file, - for standard input, or what is no file."""

    @property
    def is_file(self) -> bool:
        """Whether the name is the path of a file."""

    def excerpt(self, line: int, column: int) -> tuple[str, str] | None:
        """The part of a line around a column that fits a terminal, and the caret under it.

        None where there is no text to show. The work does not grow with the length of the line.
        """


@dataclass(slots=True)
class TextSource:
    """A text in memory, the offsets of its lines worked out once; None where there is none.

    Attributes:
        stored: whether it is found under its name; standard input never is.
    """

    name: str
    text: str | None
    stored: bool = True
    _starts: list[int] = field(default_factory=list)

    @property
    def is_file(self) -> bool:
        """See Source."""
        return self.stored and self.name != "-"

    def excerpt(self, line: int, column: int) -> tuple[str, str] | None:
        """See Source."""
        text = self.text
        if not text:
            return None
        start = self._line_starts(text)[line - 1]
        offset = start + column - 1
        first = max(start, offset - _BEFORE)
        cut = first > start
        return _excerpt(text[first : first + _WIDTH + 1], offset - first, cut=cut)

    def place(self, offset: int) -> tuple[int, int]:
        """The line and the column of an offset in the text, which may be its end."""
        starts = self._line_starts(self.text or "")
        line = bisect_right(starts, offset)
        return line, offset - starts[line - 1] + 1

    def changes(self, edits: Iterable[Edit]) -> Iterator[Change]:
        """The lines that edits of the text change: as they are, then as they will be.

        Of a long line only what stands around an edit is looked at.
        """
        text = self.text or ""
        more = 0
        for first, last, inside in self._windows(text, edits):
            line, column = self.place(first)
            left = "…" if column > 1 else ""
            right = "…" if last < len(text) and not _LINE_END.match(text, last) else ""
            moved = [Edit(start - first, end - first, new) for start, end, new in inside]
            piece = text[first:last]
            old = _LINE_END.split(f"{left}{piece}{right}")
            new = _LINE_END.split(f"{left}{applied(piece, moved)}{right}")
            kept, old, new = _differing(old, new)
            yield from (Change(line + kept + at, "-", gone) for at, gone in enumerate(old))
            yield from (Change(line + kept + at + more, "+", come) for at, come in enumerate(new))
            more += len(new) - len(old)

    def _windows(self, text: str, edits: Iterable[Edit]) -> Iterator[tuple[int, int, list[Edit]]]:
        """Which pieces of the text to show, from one offset to another, and the edits in each."""
        inside: list[Edit] = []
        first = last = 0
        for edit in sorted(edits, key=lambda edit: (edit.start, edit.end)):
            line, _ = self.place(edit.start)
            begin = max(self._starts[line - 1], edit.start - _BEFORE)
            if inside and begin > last:
                yield first, last, inside
                inside = []
            if not inside:
                first = begin
            inside.append(edit)
            end = min(edit.end + _WIDTH - _BEFORE, len(text))
            found = _LINE_END.search(text, edit.end, end)
            last = found.start() if found else end
        if inside:
            yield first, last, inside

    def _line_starts(self, text: str) -> list[int]:
        if not self._starts:
            self._starts = [0, *(found.end() for found in _LINE_END.finditer(text))]
        return self._starts


@dataclass(slots=True)
class LongSource:
    """A text in a file, of which only what stands around the latest finding is looked at."""

    name: str
    text: LongText
    _offset: int = 0

    @property
    def is_file(self) -> bool:
        """See Source."""
        return self.name != "-"

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
        return _excerpt(before + after[:rest], len(before), cut=len(before) < column - 1)


def _excerpt(text: str, at: int, *, cut: bool) -> tuple[str, str]:
    """A piece of text around an offset as one line, and the caret under the offset.

    `cut` tells that the line begins before the piece; it goes on where the piece is too long.
    """
    ended = _LINE_END.search(text, at)
    line = text[: ended.start()] if ended else text[:_WIDTH]
    more = ended is None and len(text) > _WIDTH
    left = ("…" if cut else "") + _printable(line[:at])
    return left + _printable(line[at:]) + ("…" if more else ""), " " * _width(left) + "^"


def _printable(text: str) -> str:
    """A piece of a source line that cannot spoil a terminal or move the caret."""
    if text.isprintable():
        return text
    return "".join(sign if sign.isprintable() else " " for sign in text)


def _width(text: str) -> int:
    """How many columns of a terminal a printable text takes."""
    if text.isascii():
        return len(text)
    return sum(
        0 if category(sign) in _MARKS else 2 if east_asian_width(sign) in _WIDE else 1
        for sign in text
    )


def on_terminal(text: str) -> str:
    r"""A text that cannot spoil a terminal: what does not print is escaped (`\n`, `\x1b`)."""
    if text.isprintable():
        return text
    return "".join(sign if sign.isprintable() else shown(sign)[1:-1] for sign in text)


def _differing(old: list[str], new: list[str]) -> tuple[int, list[str], list[str]]:
    """How many lines are alike at the beginning, and those up to where all are alike again."""
    before = _alike(old, new)
    old, new = old[before:], new[before:]
    after = _alike(old[::-1], new[::-1])
    return before, old[: len(old) - after], new[: len(new) - after]


def _alike(some: Sequence[str], others: Sequence[str]) -> int:
    pairs = enumerate(zip(some, others, strict=False))
    return next((at for at, (one, other) in pairs if one != other), min(len(some), len(others)))


def unpainted(_: str, text: str) -> str:
    """A piece of a finding without colour."""
    return text


def place_of(finding: Finding, name: str) -> str:
    """Where a finding stands in the source of that name, as an editor takes it."""
    place = f":{finding.line}:{finding.column}" if finding.line else ""
    return f"{on_terminal(name)}{place}"


def grounds_of(finding: Finding) -> str:
    """Who says that it is a fault, and which error it brings."""
    api_error = f"; REST error {finding.api_error}" if finding.api_error else ""
    return f"{finding.evidence}{api_error}"


def finding_lines(finding: Finding, source: Source, paint: Paint = unpainted) -> Iterator[str]:
    """A finding as the lines that `lint` prints."""
    severity, code = paint(finding.severity, finding.severity), paint("code", finding.code)
    yield f"{place_of(finding, source.name)}: {severity} {code} {finding.name}: {finding.message}"
    changes = _changes(finding.fix, source)
    margin = max(
        len(str(number)) for number in (finding.line or 0, *(one.number for one in changes))
    )
    excerpt = None
    if finding.line and finding.column:
        excerpt = source.excerpt(finding.line, finding.column)
    if excerpt is not None:
        line, caret = excerpt
        yield f"  {finding.line:{margin}} | {line}"
        yield f"  {'':{margin}} | {caret[:-1]}{paint(finding.severity, caret[-1])}"
    elif finding.path:
        yield f"  at {on_terminal(finding.path)}"
    if finding.fix is not None:
        yield f"  {'safe' if finding.fix.safe else 'unsafe'} fix: {finding.fix.description}"
    for change in changes:
        yield f"  {change.number:{margin}} {paint(change.sign, f'{change.sign} {change.text}')}"
    yield f"  = {grounds_of(finding)}"


def _changes(fix: Fix | None, source: Source) -> list[Change]:
    """The lines that a fix changes, as they are printed; none where the text is not at hand."""
    if not isinstance(fix, TextFix) or not isinstance(source, TextSource) or not source.text:
        return []
    shortened: list[Change] = []
    for _, group in groupby(source.changes(fix.edits), lambda change: change.sign):
        first, *rest = list(group)
        shortened += [first, *rest[: _LINES - 1]]
        if len(rest) >= _LINES:
            left = len(rest) - _LINES + 1
            shortened.append(rest[_LINES - 1]._replace(text=f"… {left} more lines"))
    return [one._replace(text=_clipped(one.text)) for one in shortened]


def _clipped(text: str) -> str:
    """A changed line as it is printed, where a no-break space is not to look like a space."""
    return on_terminal(text[:_LONGEST].replace("\t", " ")) + ("…" if len(text) > _LONGEST else "")
