"""How far long work has come, shown on a terminal where tqdm is installed."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from tabsched.cli.files import Search, size_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from types import TracebackType
    from typing import NoReturn, Self

    from tqdm import tqdm

# Less than so many bytes is done before a bar could be read.
_LONG = 2**22


class Progress:
    """A bar on stderr that counts bytes; nothing where nobody would see it.

    A context manager, inside which the bar stands.
    """

    def __init__(self, paths: Sequence[str], search: Search = Search()) -> None:  # noqa: B008 frozen
        self._bar = _bar(paths, search)
        self._before = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._bar is not None:
            self._bar.close()

    def reach(self, position: int) -> None:
        """So many bytes of the file at hand are done; what has been told before counts once."""
        if self._bar is not None:
            ahead = self._before + position - self._bar.n
            if ahead > 0:
                self._bar.update(ahead)

    def finish(self, size: int) -> None:
        """The file at hand, of so many bytes, is done, and the line free for what is printed."""
        self.reach(size)
        self._before += size
        if self._bar is not None:
            self._bar.clear()


def _bar(paths: Sequence[str], search: Search) -> tqdm[NoReturn] | None:
    if not sys.stderr.isatty():
        return None
    total = size_of(paths, search)
    if total < _LONG:
        return None
    try:
        from tqdm import tqdm  # noqa: PLC0415 an extra, and only where it is used
    except ImportError:
        return None
    # With a delay, however short, nothing is drawn before the first bytes are done.
    return tqdm(total=total, unit="B", unit_scale=True, leave=False, delay=1e-9, file=sys.stderr)
