"""The house: imports run downwards only, and importing tabsched pulls in little."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

import tabsched

PACKAGE = Path(tabsched.__file__).parent
# From the ground up: what stands in a row may import from the rows before it, and within itself.
FLOORS = (
    ("_version",),
    ("values", "platforms", "names", "facts", "long_texts"),
    ("wire",),
    ("place",),
    ("model",),
    ("reading", "readable"),
    ("writing", "documents", "describing", "timetable", "plain"),
    ("audience",),
    ("case",),
    ("rules",),
    ("finding",),
    ("checking",),
    ("answers", "placing"),
    ("skimming",),
    ("lint", "rendering"),
    ("schedule",),
    ("report",),
    ("api",),
    ("cli",),
    ("__init__", "__main__"),
)
HEIGHT = {room: height for height, floor in enumerate(FLOORS) for room in floor}
MODULES = sorted(PACKAGE.rglob("*.py"))


def room_of(module: Path) -> str:
    first = module.relative_to(PACKAGE).parts[0]
    return first.removesuffix(".py")


def imported(module: Path) -> set[str]:
    """Every module of tabsched that a file imports, also inside functions."""
    found = set()
    for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("tabsched"):
            found |= {f"{node.module}.{alias.name}" for alias in node.names}
            assert node.level == 0, f"{module}: a relative import"
        elif isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names if alias.name.startswith("tabsched")}
    return found


def test_every_module_stands_on_a_floor() -> None:
    assert {room_of(module) for module in MODULES} == set(HEIGHT)


@pytest.mark.parametrize("module", MODULES, ids=lambda path: path.relative_to(PACKAGE).as_posix())
def test_imports_run_downwards_only(module: Path) -> None:
    here = room_of(module)
    for name in imported(module):
        parts = name.split(".")
        there = parts[1] if parts[1] in HEIGHT else "__init__"
        if there != here:
            assert HEIGHT[there] < HEIGHT[here], f"{here} imports {name}"


def test_no_two_modules_import_each_other() -> None:
    names = {
        module: ".".join(("tabsched", *module.relative_to(PACKAGE).with_suffix("").parts))
        for module in MODULES
    }
    edges = {
        names[module]: {
            other
            for other in names.values()
            if other != names[module]
            and any(found == other or found.startswith(f"{other}.") for found in imported(module))
            and not other.endswith("__init__")
        }
        for module in MODULES
    }
    done: set[str] = set()

    def visit(name: str, above: tuple[str, ...]) -> None:
        assert name not in above, f"a circle: {' -> '.join((*above, name))}"
        if name not in done:
            for other in edges[name]:
                visit(other, (*above, name))
            done.add(name)

    for name in edges:
        visit(name, ())


def test_rules_and_timetable_do_not_know_each_other() -> None:
    for module in MODULES:
        if room_of(module) in {"rules", "timetable"}:
            other = {"rules": "timetable", "timetable": "rules"}[room_of(module)]
            assert not any(name.startswith(f"tabsched.{other}") for name in imported(module))


def test_importing_tabsched_pulls_in_no_command_line_and_no_extra() -> None:
    code = "import sys, tabsched; print(*sorted(sys.modules))"
    output = subprocess.run(  # noqa: S603 our own interpreter and our own line
        [sys.executable, "-I", "-c", code], capture_output=True, text=True, check=True
    ).stdout.split()
    unwanted = {
        "argparse",
        "dateutil",
        "tabsched.cli",
        "yaml",
        "tabsched.timetable.windows",
    }
    assert not unwanted.intersection(output)


def test_every_module_says_in_one_line_what_it_is() -> None:
    for module in MODULES:
        doc = ast.get_docstring(ast.parse(module.read_text(encoding="utf-8")))
        assert doc, module
        assert doc.splitlines()[0].endswith((".", "?")), module
