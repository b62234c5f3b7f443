"""The one command: check that all contenders agree, then measure them and print tables."""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

from benchmarks import far, lint, next_run, reading, start, verdict, year
from benchmarks.peers import machine, missing, versions
from benchmarks.suite import Benchmark, Scale

BENCHMARKS: tuple[Benchmark, ...] = (
    next_run.BENCHMARK,
    year.BENCHMARK,
    reading.XML,
    reading.JSON,
    verdict.BENCHMARK,
    lint.BENCHMARK,
    far.BENCHMARK,
    start.BENCHMARK,
)
_NAMES = [benchmark.name for benchmark in BENCHMARKS]
_HEAD = """\
Ratios are the peer's figure divided by tabsched's: above 1, tabsched is the faster or the smaller.
Each is the median of the ratios of single rounds, in which the contenders take turns; beside it
stands the middle half of the rounds. Times are the processor's unless a column says wall, and a
rough hint.
"""


def main() -> int:
    """Run what was asked for; the exit code says nothing about speed."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="a smaller run, rougher figures")
    parser.add_argument("--huge", action="store_true", help="lint a file of 1,000,000 tasks too")
    parser.add_argument(
        "--only", action="append", choices=_NAMES, metavar="NAME", help=f"of {', '.join(_NAMES)}"
    )
    options = parser.parse_args()
    chosen = [one for one in BENCHMARKS if not options.only or one.name in options.only]
    with tempfile.TemporaryDirectory(prefix="tabsched-benchmarks-") as folder:
        scale = Scale(Path(folder), quick=options.quick, huge=options.huge)
        _say(f"{machine()}\n\n{versions()}\n\n{_HEAD}")
        _say("## Do all give the same answers?\n")
        for benchmark in chosen:
            for line in benchmark.check(scale):
                _say(f"- {benchmark.name}: {line}")
        for line in missing():
            _say(f"- left out: {line}")
        for benchmark in chosen:
            _say(f"\n## {benchmark.title}\n")
            for table in benchmark.measure(scale):
                _say(f"{table}\n")
    return 0


def _say(text: str) -> None:
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
