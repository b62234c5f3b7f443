"""How fast a large answer is read, and in how much memory: XML and JSON."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from benchmarks import made_up_site, reader
from benchmarks.process import Cost, python, run
from benchmarks.suite import (
    OURS,
    Benchmark,
    Scale,
    interleaved,
    memory_text,
    ratio,
    table,
    time_text,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from benchmarks.reader import Read

    Contenders = dict[str, Callable[[], Read | None]]
    Said = tuple[str | None, str | None, str | None, tuple[str, ...]]

_CHECKED = 5_000


def check(scale: Scale, syntax: str, contenders: Contenders) -> Iterator[str]:
    """Whether all read the same schedules from a smaller answer."""
    body = _write(syntax, scale.folder / f"checked.{syntax}", _CHECKED).read_bytes()
    wanted = [_planned(task.plan) for task in made_up_site.tasks(_CHECKED)]
    for name, make in contenders.items():
        read = make()
        if read is None:
            continue
        found = [_said(one) for one in _schedules(read(body))]
        if found == wanted:
            yield f"{name} reads all {_CHECKED:,} schedules as written"
            continue
        alike = [_hourly(*one) for one in found] == [_hourly(*one) for one in wanted]
        lost = sum(
            one[2] is None and other[2] is not None
            for one, other in zip(found, wanted, strict=False)
        )
        yield (
            f"{name} reads all {_CHECKED:,} schedules, but takes 60 minutes for 1 hour and loses "
            f"the end of {lost:,} (every Daily's)"
            if alike
            else f"{name} DIFFERS from what is written"
        )


def _hourly(
    frequency: str | None, start: str | None, end: str | None, values: tuple[str, ...]
) -> Said:
    """What is left of a schedule for one who loses a Daily's end and calls 60 minutes an hour."""
    hourly = frequency == "Hourly"
    kept = tuple("1" if hourly and value == "60" else value for value in values)
    return frequency, start, end if hourly else None, kept


def measure(scale: Scale, syntax: str, contenders: Contenders) -> Iterator[str]:
    """Processor time inside the process and the peak of the whole process, each in fresh ones."""
    number = scale.of(100_000, 10_000)
    path = _write(syntax, scale.folder / f"site.{syntax}", number)
    commands = {
        name: partial(run, read_command(name, path), scale.folder)
        for name, make in contenders.items()
        if make() is not None
    }
    measured = interleaved(commands, scale.of(5, 3), warm=False)
    yield cost_table(f"{number:,} tasks, {_size(path)}", measured, {"time": _inside})


def read_command(contender: str, path: Path) -> list[str]:
    """The process in which a contender reads a file."""
    return python("-m", "benchmarks.reader", contender, str(path))


def cost_table(
    work: str, measured: dict[str, list[Cost]], kinds: dict[str, Callable[[Cost], float]]
) -> str:
    """Contender, then each kind of time and the peak, each beside its ratio to tabsched's."""
    columns: dict[str, tuple[Callable[[Cost], float], Callable[[list[float]], str]]] = {
        **{name: (of, time_text) for name, of in kinds.items()},
        "peak of the process": (lambda cost: cost.peak, memory_text),
    }
    rows = []
    for name, costs in measured.items():
        cells = [name]
        for of, text in columns.values():
            theirs, ours = [of(one) for one in costs], [of(one) for one in measured[OURS]]
            cells += [text(theirs), "1" if name == OURS else ratio(theirs, ours)]
        rows.append(cells)
    head = [work]
    for column in columns:
        head += [column, "times tabsched's"]
    return table(head, rows)


WALL_AND_PROCESSOR: dict[str, Callable[[Cost], float]] = {
    "wall": lambda cost: cost.wall,
    "processor": lambda cost: cost.processor,
}


def _inside(cost: Cost) -> float:
    return float(cost.output.split()[0])


def _write(syntax: str, path: Path, number: int) -> Path:
    if path.exists():
        return path
    write = made_up_site.write_xml if syntax == "xml" else made_up_site.write_json
    return write(path, number)


def _size(path: Path) -> str:
    return f"{path.stat().st_size / 1e6:.0f} MB"


def _planned(plan: made_up_site.Plan) -> Said:
    values = tuple(value for interval in plan.intervals for _, value in interval)
    return plan.frequency, plan.start, plan.end, values


def _schedules(read: Any) -> list[Any]:  # noqa: ANN401 whatever a contender makes of an answer
    """The schedules in what a contender read."""
    if isinstance(read, dict):
        return [task["extractRefresh"]["schedule"] for task in read["tasks"]["task"]]
    if hasattr(read, "tasks"):
        dumped = read.model_dump(exclude_none=True)
        return [task["extractRefresh"]["schedule"] for task in dumped["tasks"]["task"]]
    if hasattr(read, "iter"):
        return list(read.iter(f"{{{reader.NAMESPACE}}}schedule"))
    if hasattr(read[0], "schedule"):
        return [task.schedule for task in read]
    return [getattr(one, "schedule_item", one) for one in read]


def _said(one: Any) -> Said:  # noqa: ANN401 a contender's schedule
    """What a contender's schedule says, values in order."""
    if isinstance(one, dict):
        details = one["frequencyDetails"]
        values = (value for item in details["intervals"]["interval"] for value in item.values())
        return one["frequency"], details["start"], details.get("end"), _ordered(values)
    if hasattr(one, "interval_item"):
        item = one.interval_item
        end = getattr(item, "end_time", None)
        values = (str(int(v) if isinstance(v, float) else v) for v in item.interval)
        start, end = item.start_time.isoformat(), end and end.isoformat()
        return item._frequency, start, end, tuple(values)  # noqa: SLF001 it has no other name
    if hasattr(one, "attrib"):
        details = one[0]
        values = (value for item in details[0] for value in item.attrib.values())
        return one.get("frequency"), details.get("start"), details.get("end"), tuple(values)
    parts = [(i.hours, i.minutes, i.week_day, i.month_day) for i in one.intervals]
    values = (value for part in parts for value in part if value is not None)
    return one.frequency, one.start, one.end, tuple(values)


def _ordered(values: Any) -> tuple[str, ...]:  # noqa: ANN401 any iterable
    return tuple(values)


XML = Benchmark(
    "xml",
    "Reading a Cloud list answer in XML",
    partial(check, syntax="xml", contenders=reader.XML),
    partial(measure, syntax="xml", contenders=reader.XML),
)
JSON = Benchmark(
    "json",
    "Reading a Cloud list answer in JSON",
    partial(check, syntax="json", contenders=reader.JSON),
    partial(measure, syntax="json", contenders=reader.JSON),
)
