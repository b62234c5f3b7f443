"""A long text by its bytes: read in pieces, and looked into where something was found."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, BinaryIO

if TYPE_CHECKING:
    from collections.abc import Iterator

_CHUNK = 2**18


@dataclass(frozen=True, slots=True)
class LongText:
    """A text in a file, or in memory as its bytes."""

    file: BinaryIO

    def chunks(self) -> Iterator[bytes]:
        """The bytes from the first to the last."""
        at = 0
        while chunk := self.read(at, at + _CHUNK):
            yield chunk
            at += len(chunk)

    def read(self, start: int, stop: int) -> bytes:
        """The bytes between two offsets, as far as there are any."""
        start = max(start, 0)
        self.file.seek(start)
        return self.file.read(max(stop - start, 0))
