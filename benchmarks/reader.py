"""One contender reads one file, timed inside its own fresh process.

`python -m benchmarks.reader CONTENDER FILE` prints the seconds of processor time and the number of
tasks. Imports and the reading of the file's bytes come before the clock starts.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from time import process_time
from types import GenericAlias
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree as ET

from benchmarks.peers import peer

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    Read = Callable[[bytes], Any]

NAMESPACE = "http://tableau.com/api"
TASKS = f"{{{NAMESPACE}}}tasks"


def tabsched() -> Read:
    """`tabsched.parse_all`, all of its schedules; XML and JSON."""
    import tabsched  # noqa: PLC0415 only the process that measures it loads it

    return tabsched.parse_all


def answer() -> Read:
    """`tabsched.read_answer`, all of its tasks, each with its schedule; XML and JSON."""
    import tabsched  # noqa: PLC0415 only the process that measures it loads it

    return lambda body: tabsched.read_answer(body).tasks


def etree() -> Read:
    """The tree alone: nothing is looked up in it."""
    return ET.fromstring  # made by this suite


def lxml() -> Read | None:
    """The tree alone, in C: nothing is looked up in it."""
    module = peer("lxml.etree")
    return module and module.fromstring  # type: ignore[no-any-return]


def client() -> Read | None:
    """Tableau's own client: `TaskItem.from_response`, as its `tasks.get` calls it."""
    module = peer("tableauserverclient")
    if module is None:
        return None
    return lambda body: module.TaskItem.from_response(body, {"t": NAMESPACE})


def objects() -> Read:
    """Dicts and lists alone."""
    return json.loads


def models() -> Read | None:
    """Models in Rust of the same answer, straight from the bytes."""
    pydantic = peer("pydantic")
    if pydantic is None:
        return None
    model, optional = pydantic.create_model, (str | None, None)
    interval = model(
        "Interval", hours=optional, minutes=optional, weekDay=optional, monthDay=optional
    )
    intervals = model("Intervals", interval=(GenericAlias(list, interval), ...))
    details = model("Details", start=optional, end=optional, intervals=(intervals | None, None))
    schedule = model(
        "Schedule", frequency=optional, nextRunAt=optional, frequencyDetails=(details | None, None)
    )
    target = model("Target", id=optional)
    refresh = model(
        "ExtractRefresh",
        id=optional,
        priority=optional,
        consecutiveFailedCount=optional,
        type=optional,
        schedule=(schedule | None, None),
        workbook=(target | None, None),
        datasource=(target | None, None),
    )
    task = model("Task", extractRefresh=(refresh, ...))
    tasks = model("Tasks", task=(GenericAlias(list, task), ...))
    return model("Answer", tasks=(tasks, ...)).model_validate_json  # type: ignore[no-any-return]


XML: dict[str, Callable[[], Read | None]] = {
    "tabsched": tabsched,
    "tabsched, whole tasks": answer,
    "xml.etree, tree only": etree,
    "lxml, tree only": lxml,
    "tableauserverclient": client,
}
JSON: dict[str, Callable[[], Read | None]] = {
    "tabsched": tabsched,
    "tabsched, whole tasks": answer,
    "json.loads, objects only": objects,
    "pydantic, models": models,
}


def count(read: Any) -> int:  # noqa: ANN401 whatever a contender makes of an answer
    """How many tasks are in what a contender read."""
    if isinstance(read, dict):
        return len(read["tasks"]["task"])
    if hasattr(read, "tasks"):
        return len(read.tasks.task)
    if hasattr(read, "find"):
        return len(read.find(TASKS))
    return len(read)


def main(arguments: Sequence[str]) -> None:
    """Read a file once."""
    contender, path = arguments
    read = {**XML, **JSON}[contender]()
    if read is None:
        raise SystemExit(f"{contender} is not installed")
    body = Path(path).read_bytes()
    begun = process_time()
    found = read(body)
    seconds = process_time() - begun
    sys.stdout.write(f"{seconds} {count(found)}")


if __name__ == "__main__":
    main(sys.argv[1:])
