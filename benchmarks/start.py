"""How long it takes to begin: the import, and lint of one small file."""

from __future__ import annotations

import json
from functools import partial
from typing import TYPE_CHECKING

import tabsched
from benchmarks.peers import peer, program
from benchmarks.process import costs, python, run
from benchmarks.reading import WALL_AND_PROCESSOR, cost_table
from benchmarks.suite import OURS, Benchmark, Scale, interleaved, time_table
from benchmarks.verdict import SCHEMA

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_SCHEDULE = tabsched.Schedule.daily(start="18:30", end="22:30", hours=4, on=["Sunday", "Wednesday"])
_TIMED_IMPORT = """\
import time
begun = time.process_time()
import {module}
print(time.process_time() - begun)
"""


def check(scale: Scale) -> Iterator[str]:
    """Whether all find nothing wrong with the small files."""
    for name, command in _commands(scale.folder).items():
        run(command, scale.folder)
        yield f"{name} finds nothing wrong with its small file"


def measure(scale: Scale) -> Iterator[str]:
    """Imports in fresh interpreters, then whole processes."""
    modules = {OURS: "tabsched"} | ({"click": "click"} if peer("click") else {})
    imports = {
        name: partial(_seconds_to_import, module, scale.folder) for name, module in modules.items()
    }
    yield time_table("import, in a fresh interpreter", interleaved(imports, scale.of(41, 7)))
    commands = {
        name: costs(command, scale.folder) for name, command in _commands(scale.folder).items()
    }
    commands["(Python that does nothing)"] = costs(python("-c", ""), scale.folder)
    measured = interleaved(commands, scale.of(21, 5))
    yield cost_table("one small file, whole process", measured, WALL_AND_PROCESSOR)


def _seconds_to_import(module: str, folder: Path) -> float:
    return float(run(python("-c", _TIMED_IMPORT.format(module=module)), folder).output)


def _commands(folder: Path) -> dict[str, list[str]]:
    """Each linter's process on a file of the same size."""
    small, schema = folder / "small.json", folder / "schema.json"
    code = folder / "small.py"
    text = json.dumps(_SCHEDULE.to_dict(), indent=2) + "\n"
    small.write_text(text, encoding="utf-8")
    schema.write_text(json.dumps(SCHEMA), encoding="utf-8")
    code.write_text(_code(len(text)), encoding="utf-8")
    commands = {OURS: python("-m", "tabsched", "lint", str(small))}
    if peer("check_jsonschema") is not None:
        check_jsonschema = python("-m", "check_jsonschema", "--schemafile", str(schema), str(small))
        commands["check-jsonschema"] = check_jsonschema
    if ruff := program("ruff"):
        commands["ruff"] = [ruff, "check", "--isolated", "--no-cache", str(code)]
    return commands


def _code(size: int) -> str:
    """Sound Python of about so many characters."""
    line = 'FREQUENCY = "Daily"\n'
    return line * (size // len(line))


BENCHMARK = Benchmark("start", "Start", check, measure)
