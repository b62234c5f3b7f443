"""Whether the next run costs the same however far away it is, and for rare days."""

from __future__ import annotations

from datetime import datetime, timedelta
from random import Random
from typing import TYPE_CHECKING, Any

import tabsched
from benchmarks.peers import peer
from benchmarks.shapes import EVERY_HOUR, THE_31ST, ZONE, Shape, rule_arguments
from benchmarks.suite import OURS, Benchmark, Scale, interleaved, ratio, table, time_text, timed

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_SEED = 7
_BEGIN = datetime(2026, 1, 1, tzinfo=ZONE)
_YEARS = (0, 1, 10, 50)
_OURS = 300  # instants of a round; tabsched takes microseconds for one
_THEIRS = 3  # a rule that counts from its beginning takes up to half a second for one
_FIFTH_FRIDAY = Shape(
    "fifth Friday",
    tabsched.Schedule.monthly(start="06:00", nth=("Fifth", "Friday")),
    "0 6 * * 5#5",
    {"minute": 0, "hour": 6, "day": "5th fri"},
    {"freq": "MONTHLY", "nth": (4, 5), "byhour": 6},
)
_SHAPES = (EVERY_HOUR, THE_31ST, _FIFTH_FRIDAY)


def check(_scale: Scale) -> Iterator[str]:
    """Whether the rule that counts from 2026 says the same."""
    module = peer("dateutil.rrule")
    if module is None:
        return
    for shape in _SHAPES:
        rule = _rule(shape, module)
        asked = [after for years in _YEARS for after in _instants(years, _THEIRS)]
        same = all(shape.schedule.next_run(after, ZONE) == rule.after(after) for after in asked)
        yield f"{shape.name}: dateutil.rrule {'agrees' if same else 'DIFFERS'} up to 50 years on"


def measure(scale: Scale) -> Iterator[str]:
    """Each distance from the beginning of the rule, and how the costs grow with it."""
    module = peer("dateutil.rrule")
    for shape in _SHAPES:
        rows = []
        contenders: dict[str, Callable[[], float]] = {}
        for years in _YEARS:
            contenders[f"{OURS} {years}"] = timed(_ours(shape, _instants(years, _OURS)), _OURS)
            if module is not None:
                theirs = _theirs(_rule(shape, module), _instants(years, _THEIRS))
                contenders[f"peer {years}"] = timed(theirs, _THEIRS)
        measured = interleaved(contenders, scale.of(11, 3))
        near = measured[f"{OURS} {_YEARS[0]}"]
        for years in _YEARS:
            mine, other = measured[f"{OURS} {years}"], measured.get(f"peer {years}")
            rows.append(
                (
                    f"{years} year{'s' if years > 1 else ''} on" if years else "the first weeks",
                    time_text(mine),
                    ratio(mine, near),
                    time_text(other) if other else "",
                    ratio(other, measured["peer 0"]) if other else "",
                    ratio(other, mine) if other else "",
                )
            )
        head = (OURS, "grown by", "dateutil.rrule from 2026", "grown by", "times tabsched's")
        yield table((shape.name, *head), rows)


def _instants(years: int, number: int) -> list[datetime]:
    """Instants within a month, so many years after the beginning."""
    random = Random(_SEED)
    begin = _BEGIN.replace(year=_BEGIN.year + years)
    return [begin + timedelta(seconds=random.randrange(1, 2_600_000)) for _ in range(number)]


def _ours(shape: Shape, asked: list[datetime]) -> Callable[[], object]:
    ask = shape.schedule.next_run
    return lambda: [ask(after, ZONE) for after in asked]


def _theirs(rule: Any, asked: list[datetime]) -> Callable[[], object]:  # noqa: ANN401 of dateutil
    return lambda: [rule.after(after) for after in asked]


def _rule(shape: Shape, module: Any) -> Any:  # noqa: ANN401 dateutil.rrule and its rule
    return module.rrule(dtstart=_BEGIN, **rule_arguments(shape, module))


BENCHMARK = Benchmark("far", "Next run far away and on rare days", check, measure)
