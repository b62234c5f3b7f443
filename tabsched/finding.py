"""What one rule says about one place of a document."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from tabsched.arguments import wrong_type
from tabsched.wire.edits import applied

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tabsched.rulebook.rule import Severity
    from tabsched.wire.edits import Edit


_TOLD = 3


class Fix(Protocol):
    """How a text can be mended. A value, as its finding is: immutable, hashable and picklable."""

    @property
    def safe(self) -> bool:
        """Whether the fix never changes a run of a schedule that had runs."""

    @property
    def description(self) -> str:
        """What it does."""

    @property
    def edits(self) -> tuple[Edit, ...]:
        """What changes, in the order of the text, without a byte order mark."""

    def apply(self, text: str) -> str:
        """This fix alone, on the text that was checked."""


@dataclass(frozen=True, slots=True)
class TextFix:
    """A fix as edits of the text that was checked.

    Attributes:
        safe: see Fix.
        description: see Fix.
        edits: in the order of the text; none overlaps another.
    """

    safe: bool
    description: str
    edits: tuple[Edit, ...]

    def apply(self, text: str) -> str:
        """See Fix. A byte order mark at the beginning stays.

        Raises:
            ValueError: it is another text, and too short.
            TypeError: it is no text.
        """
        if not isinstance(text, str):
            raise wrong_type("text", "a str", text)
        mark = "\ufeff" if text.startswith("\ufeff") else ""
        return mark + applied(text[len(mark) :], self.edits)


@dataclass(frozen=True, slots=True)
class Finding:
    """One fault, doubt or remark, with its place, its evidence and what it brings.

    A value: immutable, hashable and picklable; two are equal if all of it is.

    Attributes:
        code: "TAB301"; stable for ever.
        name: "daily-without-hours"; stable for ever.
        severity: "error", "warning" or "info".
        message: what is wrong, what was found, what is allowed.
        path: an XML path, or a JSON pointer; "" for what cannot be read.
        line: 1-based; None for a dict, a list or a Schedule.
        column: 1-based, in code points; None likewise.
        evidence: who says so.
        api_error: the code of the REST error that it brings ("409004"), or None.
        fix: how to mend it, or None.
    """

    code: str
    name: str
    severity: Severity
    message: str
    path: str
    line: int | None
    column: int | None
    evidence: str
    api_error: str | None = None
    fix: Fix | None = None


class InvalidSchedule(ValueError):  # noqa: N818 the name is promised
    """A schedule that a rule calls an error; carries the findings.

    Attributes:
        findings: all that was found, the errors among them.
    """

    def __init__(self, message: str, findings: tuple[Finding, ...] = ()) -> None:
        super().__init__(message)
        self.findings = findings

    def __reduce__(self) -> tuple[type[InvalidSchedule], tuple[str, tuple[Finding, ...]]]:
        return type(self), (str(self), self.findings)


class ParseError(ValueError):
    """A text that cannot be read, or that does not hold exactly one schedule."""


def summary(findings: Iterable[Finding]) -> str:
    """The first findings as one sentence, for an exception."""
    every = list(findings)
    told = [f"{found.code} {found.message}" for found in every[:_TOLD]]
    more = len(every) - len(told)
    return "; ".join(told) + (f"; and {more} more" if more else "")
