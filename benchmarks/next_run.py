"""How fast the next run after a random instant is found: six shapes, a zone with summer time."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from random import Random
from typing import TYPE_CHECKING

from benchmarks.shapes import AT_HALF_PAST_TWO, CONTENDERS, SHAPES, ZONE, exists
from benchmarks.suite import OURS, Benchmark, Scale, interleaved, ratio, table, time_text, timed

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from benchmarks.shapes import Next

_SEED = 1
_BEGIN = datetime(2026, 1, 1, tzinfo=UTC)
_DAYS = 730
_CHANGES = (datetime(2026, 3, 8, 10, tzinfo=UTC), datetime(2026, 11, 1, 9, tzinfo=UTC))
_SPRING_NIGHT = datetime(2026, 3, 8, 0, 30, 7, tzinfo=ZONE)


def check(_scale: Scale) -> Iterator[str]:
    """Whether all answer alike, at random and around clock changes; and what 02:30 is to each."""
    asked = [*instants(Random(_SEED), 1000), *_near_changes(Random(_SEED), 500)]
    right = {
        shape.name: [shape.schedule.next_run(after, ZONE) for after in asked] for shape in SHAPES
    }
    for name, make in CONTENDERS.items():
        wrong: list[str] = []
        lacks: list[str] = []
        for shape in SHAPES:
            if (ask := make(shape)) is None:
                lacks.append(shape.name)
                continue
            pairs = zip(asked, right[shape.name], strict=True)
            misses = [after for after, run in pairs if not _same(ask(after), run)]
            if misses:
                wrong.append(f"{shape.name}: {len(misses)}, first after {misses[0]}")
        if len(lacks) == len(SHAPES):
            continue
        if name == OURS:
            yield f"{name}: {_spring_night(make)}"
            continue
        verdict = f"DIFFERS ({'; '.join(wrong)})" if wrong else "all as tabsched does"
        unable = f"; cannot say {', '.join(lacks)}" if lacks else ""
        yield (
            f"{name}: {len(asked):,} instants of {len(SHAPES) - len(lacks)} shapes, {verdict}"
            f"{unable}; {_spring_night(make)}"
        )


def measure(scale: Scale) -> Iterator[str]:
    """A table for each shape; every round asks for instants of its own, the same of everyone."""
    random, number = Random(_SEED), scale.of(250, 100)
    asked = instants(random, number)

    def draw() -> None:
        asked[:] = instants(random, number)

    for shape in SHAPES:
        contenders = {}
        for name, make in CONTENDERS.items():
            ask = make(shape)
            if ask is not None:
                contenders[name] = timed(_all(ask, asked), len(asked))
        measured = interleaved(contenders, scale.of(61, 9), before=draw)
        yield table(
            (shape.name, "time", "times tabsched's"),
            [
                (name, time_text(of_one), "1" if name == OURS else ratio(of_one, measured[OURS]))
                for name, of_one in measured.items()
            ],
        )


def instants(random: Random, number: int) -> list[datetime]:
    """Random instants of two years in the zone, to the second, none of them on a run."""
    return [
        (
            _BEGIN
            + timedelta(minutes=random.randrange(_DAYS * 1440), seconds=random.randrange(1, 60))
        ).astimezone(ZONE)
        for _ in range(number)
    ]


def _near_changes(random: Random, number: int) -> list[datetime]:
    """Random instants within a day of a clock change."""
    day = 86_400
    return [
        (random.choice(_CHANGES) + timedelta(seconds=random.randrange(-day, day) | 1)).astimezone(
            ZONE
        )
        for _ in range(number)
    ]


def _all(ask: Next, asked: list[datetime]) -> Callable[[], object]:
    return lambda: [ask(after) for after in asked]


def _same(one: datetime | None, other: datetime | None) -> bool:
    """Whether two are one instant; two datetimes of one zone compare by their wall clocks."""
    if one is None or other is None:
        return one is other
    return one.astimezone(UTC) == other.astimezone(UTC)


def _spring_night(make: Callable[..., Next | None]) -> str:
    """What becomes of a run at 02:30 in the night that skips it."""
    ask = make(AT_HALF_PAST_TWO)
    found = ask(_SPRING_NIGHT) if ask else None
    if found is None:
        return "02:30 in the spring night: nothing"
    said = "" if exists(found) else ", WRONG: no clock shows that"
    return f"02:30 in the spring night of 2026-03-08 becomes {found:%H:%M%z}{said}"


BENCHMARK = Benchmark("next-run", "Next run after a random instant", check, measure)
