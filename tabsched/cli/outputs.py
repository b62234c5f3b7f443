"""Into which files are findings written, beside standard output?"""

from __future__ import annotations

import os
from contextlib import contextmanager
from pathlib import Path
from typing import IO, TYPE_CHECKING

from tabsched.cli.formats import FORMATS
from tabsched.cli.usage import UsageError
from tabsched.rulebook.wording import listed
from tabsched.wire.unreadable import reason_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_IN_MEMORY = 2**24


def outputs(words: Iterable[str]) -> dict[str, str]:
    """The format for each path that `--output` names, as FORMAT=FILE.

    Raises:
        UsageError: a word says something else, or it is plain that the file cannot be written.
    """
    found: dict[str, str] = {}
    for word in words:
        form, _, path = word.partition("=")
        if form not in FORMATS:
            raise UsageError(f"--output {word}: it is FORMAT=FILE, the format {listed(FORMATS)}")
        if path in {"", "-"}:
            raise UsageError(f"--output {word}: name a file; --format is for standard output")
        if path in found:
            raise UsageError(f"--output {word}: {path} is named twice")
        if not os.path.isdir(Path(path).parent):  # noqa: PTH112 where a name is too long, too
            raise UsageError(f"--output {word}: there is no folder {Path(path).parent}")
        if os.path.isdir(path):  # noqa: PTH112 the same
            raise UsageError(f"--output {word}: {path} is a folder: name a file")
        found[path] = form
    return found


@contextmanager
def written_to(path: str) -> Iterator[IO[str]]:
    """Where to write what a file is to hold; it gets there in the end, and only if all goes well.

    So a run that reads the file, which may lie in the folder that it searches, reads all of it.

    Raises:
        UsageError: the file cannot be written.
    """
    # Both cost more to load than the rest of a small run, and few runs write into a file.
    from shutil import copyfileobj  # noqa: PLC0415 see above
    from tempfile import SpooledTemporaryFile  # noqa: PLC0415 see above

    with SpooledTemporaryFile(
        _IN_MEMORY, "w+", encoding="utf-8", newline="\n", errors="backslashreplace"
    ) as text:
        yield text
        text.seek(0)
        try:
            with Path(path).open("w", encoding="utf-8", newline="\n") as file:
                copyfileobj(text, file)
        except (OSError, ValueError) as error:
            raise UsageError(f"{path}: cannot be written: {reason_of(error)}") from None
