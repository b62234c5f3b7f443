"""Why can a text not be read at all, and where?"""

from __future__ import annotations

from typing import Literal, Self, TypeAlias

from tabsched.wire.places import place_at

Kind: TypeAlias = Literal[
    "empty",
    "malformed-xml",
    "malformed-json",
    "doctype",
    "too-deep",
    "too-large",
    "bad-encoding",
    "duplicate-key",
    "not-a-number",
    "trailing-text",
    "no-break-space",
    "not-a-schedule-document",
    "file-unreadable",
    "malformed-yaml",
    "yaml-not-installed",
]


class Unreadable(ValueError):  # noqa: N818 - says what the text is, as the messages do
    """A text that is no XML and no JSON, or one that is refused to be read.

    Attributes:
        kind: the sort of fault.
        message: one sentence on what was found and what is allowed.
        line: where the fault lies, from 1; None where there is no text.
        column: likewise, in code points.
    """

    def __init__(
        self, kind: Kind, message: str, line: int | None = None, column: int | None = None
    ) -> None:
        # all four go into args, so that the error can be pickled
        super().__init__(kind, message, line, column)
        self.kind = kind
        self.message = message
        self.line = line
        self.column = column

    @classmethod
    def at(cls, kind: Kind, message: str, text: str, offset: int) -> Self:
        """The fault at an offset of a text."""
        return cls(kind, message, *place_at(text, offset))

    @property
    def with_place(self) -> str:
        """The message behind its line and column, where it has one."""
        return (
            f"line {self.line}, column {self.column}: {self.message}" if self.line else self.message
        )

    def __str__(self) -> str:
        return self.message


def reason_of(error: OSError | ValueError) -> str:
    """Why a file could not be read or written, without its name."""
    return (isinstance(error, OSError) and error.strerror) or str(error)


def last_written(text: str) -> int:
    """The offset of the last character that is no white space: where a cut-off text ends."""
    return max(len(text.rstrip()) - 1, 0)
