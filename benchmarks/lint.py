"""How fast a whole site is linted, and in how much memory: whole processes.

The peers do less: they only read the file.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from benchmarks import made_up_site, reader
from benchmarks.process import costs, python, run
from benchmarks.reading import WALL_AND_PROCESSOR, cost_table, read_command
from benchmarks.suite import OURS, Benchmark, Scale, interleaved, memory_text, table

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_FOUND = (1,)  # the exit code where findings are


def check(scale: Scale) -> Iterator[str]:
    """Whether lint finds the faults that were put into a site, and nothing else."""
    number = 5_000
    path = made_up_site.write_xml(scale.folder / "linted.xml", number)
    summary = run(_command(path), scale.folder, _FOUND).output.rstrip().rpartition("\n")[2]
    wanted = f"{made_up_site.FAULTY} errors found: {number} schedules in 1 file"
    right = summary.replace(",", "") == wanted
    yield f"tabsched lint says {summary!r}{'' if right else f', DIFFERS from {wanted!r}'}"
    for name, make in reader.XML.items():
        if make() is not None:
            read = int(run(read_command(name, path), scale.folder).output.split()[1])
            yield f"{name} reads {read:,} tasks"


def measure(scale: Scale) -> Iterator[str]:
    """Time and peak memory; with `--huge` the peak for ten times the tasks too."""
    number = scale.of(100_000, 10_000)
    path = made_up_site.write_xml(scale.folder / "site.xml", number)
    contenders = {OURS: costs(_command(path), scale.folder, _FOUND)}
    for name, make in reader.XML.items():
        if name != OURS and make() is not None:
            contenders[f"{name}, reading"] = costs(read_command(name, path), scale.folder)
    measured = interleaved(contenders, scale.of(5, 3), warm=False)
    yield cost_table(f"`tabsched lint`, {number:,} tasks", measured, WALL_AND_PROCESSOR)
    if scale.huge:
        yield _huge(scale, [cost.peak for cost in measured[OURS]], number)


def _huge(scale: Scale, peaks: list[float], number: int) -> str:
    """The peak for ten times the tasks, once."""
    path = made_up_site.write_xml(scale.folder / "huge.xml", 10 * number)
    cost = run(_command(path), scale.folder, _FOUND)
    path.unlink()
    growth = cost.peak / sorted(peaks)[len(peaks) // 2]
    return table(
        ("`tabsched lint`", "peak of the process", "growth"),
        [
            (f"{number:,} tasks", memory_text(peaks), "1"),
            (f"{10 * number:,} tasks", memory_text([cost.peak]), f"{growth:.2f}"),
        ],
    )


def _command(path: Path) -> list[str]:
    return python("-m", "tabsched", "lint", str(path))


BENCHMARK = Benchmark("lint", "Linting a whole site", check, measure)
