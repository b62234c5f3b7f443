"""Which texts do the paths of a command line name?"""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from tabsched.lint import MAX_SIZE
from tabsched.wire.unreadable import Unreadable

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

SUFFIXES = (".xml", ".json")
# A file of a folder whose text holds none of these has nothing to do with schedules.
_WORDS = (b"frequency", b"extractRefresh", b"intervals")


@dataclass(frozen=True, slots=True)
class Input:
    """One text to work on.

    Attributes:
        name: its path as given or found, "-" for standard input.
        body: its bytes; None where there is no such file.
        fault: why it cannot be read by the operating system.
        found: whether it was found in a folder and not named.
    """

    name: str
    body: bytes | None
    fault: Unreadable | None = None
    found: bool = False


def inputs(paths: Iterable[str]) -> Iterator[Input]:
    """The texts that files, folders and "-" name, each read when its turn comes."""
    for path in paths:
        if path == "-":
            yield Input("-", sys.stdin.buffer.read())
        elif os.path.isdir(path):  # noqa: PTH112 keeps the path as the user wrote it
            for name in _in_folder(path):
                yield _read(name, found=True)
        else:
            yield _read(path, found=False)


def _in_folder(folder: str) -> Iterator[str]:
    """The files below a folder by their suffix, in order; hidden folders are left out."""
    for here, folders, files in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(files):
            if name.lower().endswith(SUFFIXES):
                yield os.path.join(here, name)  # noqa: PTH118 keeps the path as the user wrote it


def _read(name: str, *, found: bool) -> Input:
    path = Path(name)
    try:
        if not path.exists():
            return Input(name, None, found=found)
        if path.stat().st_size > MAX_SIZE:
            message = f"the file is larger than {MAX_SIZE} bytes"
            return Input(name, b"", Unreadable("too-large", message), found)
        return Input(name, path.read_bytes(), found=found)
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        fault = Unreadable("file-unreadable", f"the file cannot be read: {reason}")
        return Input(name, b"", fault, found)


def unrelated(given: Input) -> bool:
    """Whether a text that is no XML or JSON says nothing of schedules, in any encoding."""
    if given.body is None or given.fault is not None:
        return False
    plain = given.body.replace(b"\0", b"")
    return not any(word in plain for word in _WORDS)
