"""What a fresh process costs: time and peak memory."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

ROOT = Path(__file__).resolve().parent.parent
_FORBIDS = "PYTHONDONTWRITEBYTECODE"
_LAUNCHER = str(Path(__file__).with_name("launcher.py"))


@dataclass(frozen=True)
class Cost:
    """What a process took.

    Attributes:
        wall: seconds by the clock, start of the interpreter included.
        processor: seconds of processor time, likewise.
        peak: the most memory it ever held, in bytes.
        output: what it wrote to standard output.
    """

    wall: float
    processor: float
    peak: float
    output: str


def python(*arguments: str) -> list[str]:
    """A command of the Python that runs this."""
    return [sys.executable, *arguments]


def environment(folder: Path) -> dict[str, str]:
    """The environment of every process: compiled modules are kept, in a folder of the suite.

    An environment that forbids to keep them would have a checkout compiled at every start, and
    the peers not, which pip compiled when it installed them.
    """
    kept = {name: value for name, value in os.environ.items() if name != _FORBIDS}
    return {**kept, "PYTHONPYCACHEPREFIX": str(folder / "compiled")}


def run(command: Sequence[str], folder: Path, codes: Sequence[int] = (0,)) -> Cost:
    """Run a command once.

    Raises:
        RuntimeError: it ended with a code that was not expected.
    """
    output = folder / "output.txt"
    launched = subprocess.run(  # noqa: S603 commands of this suite
        python("-I", "-S", _LAUNCHER, str(output), *command),
        cwd=ROOT,
        env=environment(folder),
        check=True,
        stdout=subprocess.PIPE,
        text=True,
    )
    wall, processor, peak, code = launched.stdout.split()
    text = output.read_text(encoding="utf-8")
    if int(code) not in codes:
        raise RuntimeError(f"{' '.join(command)} ended with {code}: {text[-500:]}")
    return Cost(float(wall), float(processor), float(peak), text)


def costs(command: Sequence[str], folder: Path, codes: Sequence[int] = (0,)) -> Callable[[], Cost]:
    """A measurement: one run of a command."""
    return lambda: run(command, folder, codes)
