"""Which texts do the paths of a command line name?"""

from __future__ import annotations

import os
import stat
import sys
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Final, NamedTuple

from tabsched.cli.patterns import PatternsIn, parts_of
from tabsched.cli.searching import files_in
from tabsched.cli.usage import UsageError, complain
from tabsched.opening import MAX_SIZE
from tabsched.rulebook.wording import listed
from tabsched.wire.unreadable import Unreadable, reason_of

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterable, Iterator

    from tabsched.cli.config import Config

_YAML = (".yaml", ".yml")
SUFFIXES = (".xml", ".json", *_YAML)
# A file of a folder whose text holds none of these has nothing to do with schedules.
_WORDS = (b"frequency", b"extractRefresh", b"intervals")


@dataclass(frozen=True)
class Input:
    """One text to work on.

    Attributes:
        name: its path as given or found, "-" for standard input.
        file: where it is read from; None where there is a fault.
        fault: why it cannot be read by the operating system.
        found: whether it was found in a folder and not named.
        is_stdin: whether it is standard input, whatever its name.
        is_absent: whether no file is there: nothing of that name, or a folder that is shut.
    """

    name: str
    file: BinaryIO | None
    fault: Unreadable | None = None
    found: bool = False
    is_stdin: bool = False
    is_absent: bool = False

    @property
    def is_yaml(self) -> bool | None:
        """Whether its suffix says that it is YAML; None where it says nothing."""
        name = self.name.lower()
        return name.endswith(_YAML) if name.endswith(SUFFIXES) else None

    @cached_property
    def size(self) -> int:
        """How many bytes it has."""
        return 0 if self.file is None else self.file.seek(0, os.SEEK_END)

    @cached_property
    def body(self) -> bytes:
        """All of its bytes.

        Raises:
            UsageError: reading stops halfway.
        """
        if self.file is None:
            return b""
        try:
            self.file.seek(0)
            return self.file.read()
        except OSError as error:
            raise self.broken(error) from None

    def broken(self, error: OSError) -> UsageError:
        """That reading stops halfway."""
        return UsageError(f"{self.name}: the file cannot be read: {reason_of(error)}")


class Search(NamedTuple):
    """How the paths of a command line are looked up.

    Attributes:
        excluded: what the configuration leaves out of folders; None nothing.
        excludes_named: whether that is left out where it is named, too.
        stdin_name: what standard input is called.
    """

    excluded: PatternsIn | None = None
    excludes_named: bool = False
    stdin_name: str = "-"

    def leaves_out(self, path: str) -> bool:
        """Whether a file is left out although it is named."""
        excluded = self.excluded if self.excludes_named else None
        return excluded is not None and excluded.match(parts_of(path))


def search_for(options: argparse.Namespace, config: Config) -> Search:
    """How the paths of `lint` are looked up.

    Raises:
        UsageError: a name is given for standard input, which is not read.
    """
    name = options.stdin_filename
    if name is not None and "-" not in options.paths:
        raise UsageError("--stdin-filename names standard input: give - as a path")
    return Search(config.exclude, options.skip_unrelated, "-" if name is None else name)


_EVERYTHING: Final = Search()


def inputs(paths: Iterable[str], search: Search = _EVERYTHING) -> Iterator[Input]:
    """The texts that files, folders and "-" name, each once, and open while it is its turn."""
    shut: list[OSError] = []
    for name, found in _names(paths, search, shut):
        if name == "-":
            body = BytesIO(stdin_bytes())
            if not search.leaves_out(search.stdin_name):
                yield Input(search.stdin_name, body, is_stdin=True)
        elif found or not search.leaves_out(name):
            yield from _opened(name, found=found)
    for error in shut:
        message = f"the folder cannot be searched: {reason_of(error)}"
        fault = Unreadable("file-unreadable", message)
        yield Input(error.filename, None, fault, found=True, is_absent=True)


def _names(paths: Iterable[str], search: Search, shut: list[OSError]) -> Iterator[tuple[str, bool]]:
    """Every file by the first of its names, and whether it was found in a folder and never named.

    The faults of folders that cannot be searched are added to the list.
    """
    paths = list(paths)
    folders = {path for path in paths if os.path.isdir(path)}  # noqa: PTH112 as it was written
    named = {place_of(path) for path in paths if path not in folders}
    met: set[str] = set()
    for path in paths:
        names = [path] if path not in folders else files_in(path, SUFFIXES, search.excluded, shut)
        for name in names:
            place = place_of(name)
            if place not in met:
                met.add(place)
                yield name, place not in named


def complain_of_none(program: str, paths: Iterable[str]) -> None:
    """Say that nothing was found to look at, where a folder was searched for it."""
    if any(os.path.isdir(path) for path in paths):  # noqa: PTH112 as it was written
        complain(
            program,
            f"no file to look at: none ends in {listed(SUFFIXES)}, or all are ignored or excluded",
        )


def place_of(name: str) -> str:
    """The path of a file without links, by which it is the same under any name."""
    if name == "-":
        return name
    try:
        return os.path.realpath(name)
    except (OSError, ValueError):
        return name


def stdin_bytes() -> bytes:
    """All that comes on standard input.

    Raises:
        UsageError: it cannot be read.
    """
    try:
        return sys.stdin.buffer.read()
    except OSError as error:
        raise UsageError(f"standard input cannot be read: {error.strerror}") from None


def text_of(path: str) -> bytes:
    """The bytes of the one file that a path names, or of standard input.

    Raises:
        UsageError: there is no such file, or it cannot be read.
    """
    if path == "-":
        return stdin_bytes()
    try:
        with Path(path).open("rb") as file:
            body = file.read(MAX_SIZE + 1)
    except (OSError, ValueError) as error:
        raise UsageError(f"{path}: {reason_of(error)}") from None
    if len(body) > MAX_SIZE:
        raise UsageError(f"{path}: larger than {MAX_SIZE} bytes")
    return body


def size_of(paths: Iterable[str], search: Search = _EVERYTHING) -> int:
    """How many bytes the paths of the command line name, as far as that is known."""
    total = 0
    for name, _ in _names(paths, search, []):
        with suppress(OSError, ValueError):
            total += Path(name).stat().st_size
    return total


def _opened(name: str, *, found: bool) -> Iterator[Input]:
    path = Path(name)
    try:
        too_large = Unreadable("too-large", f"the file is larger than {MAX_SIZE} bytes")
        status = path.stat()
        if found and not stat.S_ISREG(status.st_mode):
            return  # a pipe that lies there, on which one would wait for ever
        if status.st_size > MAX_SIZE:
            yield Input(name, None, too_large, found)
            return
        file: BinaryIO = path.open("rb")
        if not path.is_file():
            # A pipe cannot be read twice, and a device may never end.
            with file:
                body = file.read(MAX_SIZE + 1)
            if len(body) > MAX_SIZE:
                yield Input(name, None, too_large, found)
                return
            file = BytesIO(body)
    except (FileNotFoundError, NotADirectoryError):
        is_link = os.path.islink(name)  # noqa: PTH114 as it was written
        message = "this link leads nowhere" if is_link else "no such file or folder"
        yield Input(name, None, Unreadable("file-unreadable", message), found, is_absent=True)
        return
    except (OSError, ValueError) as error:
        fault = Unreadable("file-unreadable", f"the file cannot be read: {reason_of(error)}")
        yield Input(name, None, fault, found)
        return
    with file:
        yield Input(name, file, found=found)


def unrelated(given: Input) -> bool:
    """Whether a text that cannot be read says nothing of schedules, in any encoding."""
    if given.file is None:
        return False
    plain = given.body.replace(b"\0", b"")
    return not any(word in plain for word in _WORDS)
