"""What a benchmark is, how its rounds are timed, and how its figures are written down."""

from __future__ import annotations

from dataclasses import dataclass
from statistics import median, quantiles
from time import process_time
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    Rounds = Mapping[str, list[float]]

OURS = "tabsched"
Measured = TypeVar("Measured")
_MEBI = 2**20
_UNITS = ((1.0, "s"), (1e-3, "ms"), (1e-6, "µs"), (1e-9, "ns"))
_TENS, _HUNDREDS = 10, 100


@dataclass(frozen=True)
class Scale:
    """How much work to do, and where generated files go.

    Attributes:
        folder: temporary; gone when the command ends.
        quick: fewer rounds of less work.
        huge: with the work that takes minutes.
    """

    folder: Path
    quick: bool = False
    huge: bool = False

    def of(self, full: int, quick: int) -> int:
        """A count of rounds, tasks or instants."""
        return quick if self.quick else full


@dataclass(frozen=True)
class Benchmark:
    """One table of the suite.

    Attributes:
        name: what `--only` takes.
        title: the heading.
        check: lines that say whether the contenders agree, and where one is wrong.
        measure: the tables, as Markdown.
    """

    name: str
    title: str
    check: Callable[[Scale], Iterable[str]]
    measure: Callable[[Scale], Iterator[str]]


def timed(work: Callable[[], object], calls: int = 1) -> Callable[[], float]:
    """A measurement: the seconds of processor time of one call, where `work` makes so many.

    Not of the clock on the wall: on a busy machine a long turn is interrupted more often than a
    short one, which would flatter the faster contender.
    """

    def seconds() -> float:
        begun = process_time()
        work()
        return (process_time() - begun) / calls

    return seconds


def interleaved(
    contenders: Mapping[str, Callable[[], Measured]],
    rounds: int,
    *,
    warm: bool = True,
    before: Callable[[], object] = lambda: None,
) -> dict[str, list[Measured]]:
    """What each contender measured in each round: they take turns, A B A B.

    Args:
        contenders: measurements by their names.
        rounds: how many count.
        warm: whether one goes before that does not count.
        before: sets up a round for all, outside the clock.
    """
    found: dict[str, list[Measured]] = {name: [] for name in contenders}
    for number in range(-1 if warm else 0, rounds):
        before()
        for name, measure in contenders.items():
            measured = measure()
            if number >= 0:
                found[name].append(measured)
    return found


def ratio(theirs: Sequence[float], ours: Sequence[float]) -> str:
    """The median of the ratios of single rounds, and their middle half."""
    each = [one / other for one, other in zip(theirs, ours, strict=True)]
    if len(each) == 1:
        return _figure(each[0])
    low, middle, high = quantiles(each, n=4, method="inclusive")
    return f"{_figure(middle)} ({_figure(low)} to {_figure(high)})"


def time_text(seconds: Sequence[float]) -> str:
    """The median of some seconds, in the unit that suits it."""
    middle = median(seconds)
    for size, unit in _UNITS:
        if middle >= size:
            return f"{_figure(middle / size)} {unit}"
    return "0"


def memory_text(sizes: Sequence[float]) -> str:
    """The median of some bytes."""
    return f"{median(sizes) / _MEBI:,.0f} MiB"


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table in GitHub's Markdown; the first column is text, the others figures."""
    lines = [head, ["---", *["---:"] * (len(head) - 1)], *rows]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in lines)


def time_table(work: str, measured: Rounds) -> str:
    """The usual table: contender, median time, times tabsched's."""
    return table(
        (work, "time", "times tabsched's"),
        [
            (name, time_text(seconds), "1" if name == OURS else ratio(seconds, measured[OURS]))
            for name, seconds in measured.items()
        ],
    )


def _figure(value: float) -> str:
    """Two or three digits that mean something."""
    if value >= _HUNDREDS:
        return f"{value:,.0f}"
    return f"{value:.1f}" if value >= _TENS else f"{value:.2f}"
