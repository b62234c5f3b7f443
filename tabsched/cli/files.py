"""Which texts do the paths of a command line name?"""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from tabsched.cli.usage import UsageError
from tabsched.lint import MAX_SIZE
from tabsched.wire.unreadable import Unreadable

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

SUFFIXES = (".xml", ".json")
# A file of a folder whose text holds none of these has nothing to do with schedules.
_WORDS = (b"frequency", b"extractRefresh", b"intervals")


@dataclass(frozen=True)
class Input:
    """One text to work on.

    Attributes:
        name: its path as given or found, "-" for standard input.
        file: where it is read from; None where there is no such file, or it cannot be read.
        fault: why it cannot be read by the operating system.
        found: whether it was found in a folder and not named.
    """

    name: str
    file: BinaryIO | None
    fault: Unreadable | None = None
    found: bool = False

    @property
    def is_missing(self) -> bool:
        """Whether there is no such file."""
        return self.file is None and self.fault is None

    @cached_property
    def size(self) -> int:
        """How many bytes it has."""
        return 0 if self.file is None else self.file.seek(0, os.SEEK_END)

    @cached_property
    def body(self) -> bytes:
        """All of its bytes."""
        if self.file is None:
            return b""
        self.file.seek(0)
        return self.file.read()


def inputs(paths: Iterable[str]) -> Iterator[Input]:
    """The texts that files, folders and "-" name; each is open while it is this one's turn."""
    for path in paths:
        if path == "-":
            yield Input("-", BytesIO(sys.stdin.buffer.read()))
        elif os.path.isdir(path):  # noqa: PTH112 keeps the path as the user wrote it
            for name in _in_folder(path):
                yield from _opened(name, found=True)
        else:
            yield from _opened(path, found=False)


def text_of(path: str) -> bytes:
    """The bytes of the one file that a path names, or of standard input.

    Raises:
        UsageError: there is no such file, or it cannot be read.
    """
    if path == "-":
        return sys.stdin.buffer.read()
    try:
        return Path(path).read_bytes()
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        raise UsageError(f"{path}: {reason}") from None


def size_of(path: str) -> int:
    """How many bytes a path of the command line names; 0 where that is not known."""
    names = _in_folder(path) if os.path.isdir(path) else [path]  # noqa: PTH112 as above
    total = 0
    for name in names:
        with suppress(OSError, ValueError):
            total += Path(name).stat().st_size
    return total


def _in_folder(folder: str) -> Iterator[str]:
    """The files below a folder by their suffix, in order; hidden folders are left out."""
    for here, folders, files in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(files):
            if name.lower().endswith(SUFFIXES):
                yield os.path.join(here, name)  # noqa: PTH118 keeps the path as the user wrote it


def _opened(name: str, *, found: bool) -> Iterator[Input]:
    path = Path(name)
    try:
        if not path.exists():
            yield Input(name, None, found=found)
            return
        if path.stat().st_size > MAX_SIZE:
            message = f"the file is larger than {MAX_SIZE} bytes"
            yield Input(name, None, Unreadable("too-large", message), found)
            return
        file = path.open("rb") if path.is_file() else BytesIO(path.read_bytes())
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        fault = Unreadable("file-unreadable", f"the file cannot be read: {reason}")
        yield Input(name, None, fault, found)
        return
    with file:
        yield Input(name, file, found=found)


def unrelated(given: Input) -> bool:
    """Whether a text that is no XML or JSON says nothing of schedules, in any encoding."""
    if given.file is None:
        return False
    plain = given.body.replace(b"\0", b"")
    return not any(word in plain for word in _WORDS)
