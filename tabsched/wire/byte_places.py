"""Where in a document stand its bytes, by line and column, without holding it?"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from tabsched.wire.places import Place

_LINE_END = re.compile(rb"\r\n|\r|\n")
_RETURN = 0x0D
_MARK = b"\xef\xbb\xbf"


def byte_places(chunks: Iterable[bytes], offsets: Sequence[int]) -> Iterator[Place]:
    """The places of bytes of a UTF-8 text, its byte order mark not counted.

    Args:
        chunks: the text.
        offsets: in increasing order, each the first byte of a character.
    """
    line = column = 1
    gone = 0
    wanted = iter(offsets)
    offset = next(wanted, None)
    rest = b""
    first = True
    for chunk in chunks:
        text = rest + chunk
        if first and text.startswith(_MARK):
            column = 0
        first = False
        at = 0
        while offset is not None and offset - gone < len(text):
            line, column = _moved(text[at : offset - gone], line, column)
            at = offset - gone
            yield line, column
            offset = next(wanted, None)
        if offset is None:
            return
        # Neither a character nor the two signs of a line's end may be cut in two.
        end = _whole(text)
        if end > at:
            line, column = _moved(text[at:end], line, column)
            at = end
        rest = text[at:]
        gone += at


def _whole(text: bytes) -> int:
    """How much of a text is sure to end between two characters and not within a line's end."""
    end = len(text)
    while end and text[end - 1] & 0xC0 == 0x80:  # noqa: PLR2004 a byte that continues a character
        end -= 1
    end = max(end - 1, 0)
    return end - 1 if end and text[end - 1] == _RETURN else end


def _moved(text: bytes, line: int, column: int) -> Place:
    """Where one stands after a piece of text."""
    ends = list(_LINE_END.finditer(text))
    if ends:
        return line + len(ends), 1 + len(text[ends[-1].end() :].decode())
    return line, column + len(text.decode())
