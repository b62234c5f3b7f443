"""A long text by its bytes: read in pieces, and looked into where something was found."""

from __future__ import annotations

from typing import TYPE_CHECKING, BinaryIO, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_CHUNK = 2**18


class LongText(NamedTuple):
    """A text in a file, or in memory as its bytes.

    Attributes:
        told: is told how many bytes of it have been read in order, after each piece.
    """

    file: BinaryIO
    told: Callable[[int], None] | None = None

    def chunks(self) -> Iterator[bytes]:
        """The bytes from the first to the last."""
        at = 0
        while chunk := self.read(at, at + _CHUNK):
            yield chunk
            at += len(chunk)
            if self.told is not None:
                self.told(at)

    def read(self, start: int, stop: int) -> bytes:
        """The bytes between two offsets, as far as there are any."""
        start = max(start, 0)
        self.file.seek(start)
        return self.file.read(max(stop - start, 0))
