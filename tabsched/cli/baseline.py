"""Which findings are known already, from the file in which a site wrote them down?

A baseline counts the findings of each file by code and by path. Neither lines nor indexes stand in
it: what was known stays known where something else is added to the file or taken out of it.
"""

from __future__ import annotations

import os
import re
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from tabsched.cli.patterns import parts_of
from tabsched.cli.usage import UsageError
from tabsched.rulebook.choosing import ALWAYS_SHOWN, DOCUMENTED
from tabsched.wire import json
from tabsched.wire.node import Literal
from tabsched.wire.text import decode
from tabsched.wire.unreadable import Unreadable, reason_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from tabsched.finding import Finding

_VERSION = "1"
_INDEX = re.compile(r"\[[0-9]+\]|/[0-9]+(?=/|$)")
_COUNT = re.compile(r"[1-9][0-9]{0,8}")


class _Known(NamedTuple):
    """What is counted together.

    Attributes:
        file: relative to the folder of the baseline, with slashes.
        path: the path in the document, without indexes.
    """

    file: str
    code: str
    path: str


def _known(file: str, finding: Finding) -> _Known:
    """As what a finding in a file is counted."""
    return _Known(file, finding.code, _INDEX.sub("", finding.path))


class Baseline:
    """The findings in a baseline, each to be met so many times.

    Attributes:
        met: how many were met.
    """

    def __init__(self, file: str, known: Counter[_Known]) -> None:
        self._folder = parts_of(file)[:-1]
        self._known = known
        self._looked_at: set[str] = set()
        self.met = 0

    def left(self, name: str, findings: Iterable[Finding]) -> Iterator[Finding]:
        """The findings of a file that are not known; where there are more, the first are."""
        file = _relative(parts_of(name), self._folder)
        self._looked_at.add(file)
        for finding in findings:
            known = _known(file, finding)
            if finding.code in ALWAYS_SHOWN or not self._known[known]:
                yield finding
            else:
                self._known[known] -= 1
                self.met += 1

    def gone(self, wanted: frozenset[str], profile: str) -> int:
        """How many known findings were not met in the files looked at.

        Args:
            wanted: the codes that were asked for.
            profile: by which the files were judged.
        """
        asked = wanted & DOCUMENTED if profile == "documented" else wanted
        return sum(
            count
            for known, count in self._known.items()
            if known.file in self._looked_at and known.code in asked
        )


def read_baseline(file: str) -> Baseline:
    """The baseline in a file.

    Raises:
        UsageError: there is no such file, or it holds no baseline.
    """
    try:
        value = json.loads(decode(Path(file).read_bytes()))
    except (OSError, ValueError) as error:
        raise UsageError(f"{file}: {_reason(error)}") from None
    known: Counter[_Known] = Counter()
    match value:
        case {"version": Literal() as version, "findings": list(items)} if version == _VERSION:
            for index, item in enumerate(items):
                match item:
                    case {
                        "file": str(name),
                        "code": str(code),
                        "path": str(path),
                        "count": Literal() as count,
                    } if _COUNT.fullmatch(count):
                        known[_Known(name, code, path)] += int(count)
                    case _:
                        raise UsageError(f"{file}: /findings/{index} is no finding of a baseline")
        case _:
            raise UsageError(f"{file}: this is no baseline: write one with --write-baseline")
    return Baseline(file, known)


def _reason(error: OSError | ValueError) -> str:
    return error.with_place if isinstance(error, Unreadable) else reason_of(error)


class NewBaseline:
    """A baseline that is being written down.

    Raises:
        UsageError: the file holds something else, which stays there.
    """

    def __init__(self, file: str) -> None:
        if os.path.isfile(file) and os.path.getsize(file):  # noqa: PTH113, PTH202 take any name
            try:
                read_baseline(file)
            except UsageError:
                message = f"{file} holds something else already: delete it, or name another file"
                raise UsageError(message) from None
        self._file = file
        self._folder = parts_of(file)[:-1]
        self._known: Counter[_Known] = Counter()

    def left(self, name: str, findings: Iterable[Finding]) -> Iterator[Finding]:
        """Write down the findings of a file; those are left that no baseline can hold."""
        file = _relative(parts_of(name), self._folder)
        for finding in findings:
            if finding.code in ALWAYS_SHOWN:
                yield finding
            else:
                self._known[_known(file, finding)] += 1

    @property
    def count(self) -> int:
        """How many findings are written down."""
        return self._known.total()

    def write(self) -> None:
        """Write the file.

        Raises:
            UsageError: it cannot be written.
        """
        items: list[Any] = [
            {**known._asdict(), "count": Literal(count)}
            for known, count in sorted(self._known.items())
        ]
        text = json.dumps({"version": Literal(_VERSION), "findings": items})
        try:
            Path(self._file).write_text(f"{text}\n", encoding="utf-8", newline="\n")
        except (OSError, ValueError) as error:
            raise UsageError(f"{self._file}: cannot be written: {reason_of(error)}") from None


def _relative(path: tuple[str, ...], folder: tuple[str, ...]) -> str:
    """A path relative to a folder, written alike on every system."""
    shared = 0
    while shared < min(len(path), len(folder)) and path[shared] == folder[shared]:
        shared += 1
    return "/".join([*[".."] * (len(folder) - shared), *path[shared:]])
