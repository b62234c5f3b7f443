"""The house: imports run downwards only, and importing tabsched pulls in little."""

from __future__ import annotations

import ast
import subprocess
import sys
from importlib import import_module
from pathlib import Path

import pytest

import tabsched

PACKAGE = Path(tabsched.__file__).parent
# From the ground up: what stands in a row may import from the rows before it, and within itself.
FLOORS = (
    ("_version",),
    ("values", "platforms", "names", "facts", "long_texts", "encryption"),
    ("wire", "rest"),
    ("place", "arguments"),
    ("model", "opening"),
    ("reading", "readable", "recognising"),
    ("writing", "documents", "describing", "timetable", "plain", "building"),
    ("audience",),
    ("case", "call"),
    ("rulebook",),
    ("finding",),
    ("checking", "curl"),
    ("answers", "placing", "fixing"),
    ("skimming", "suppressing"),
    ("lint", "rendering"),
    ("schedule",),
    ("report", "responses"),
    ("api", "calling", "parts"),
    ("bodies", "telling"),
    ("task_kinds",),
    ("receiving",),
    ("explaining",),
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
    imports = {module: imported(module) for module in MODULES}
    edges = {
        names[module]: {
            other
            for other in names.values()
            if other != names[module]
            and any(found == other or found.startswith(f"{other}.") for found in imports[module])
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


def test_rulebook_and_timetable_do_not_know_each_other() -> None:
    for module in MODULES:
        if room_of(module) in {"rulebook", "timetable"}:
            other = {"rulebook": "timetable", "timetable": "rulebook"}[room_of(module)]
            assert not any(name.startswith(f"tabsched.{other}") for name in imported(module))


def loaded_by(line: str) -> set[str]:
    """The modules that a line of Python leaves loaded in a fresh interpreter."""
    code = f"import sys; {line}; print(*sys.modules)"
    output = subprocess.run(  # noqa: S603 our own interpreter and our own line
        [sys.executable, "-I", "-c", code], capture_output=True, text=True, check=True
    ).stdout
    return set(output.split())


def test_importing_tabsched_loads_no_part_of_it() -> None:
    loaded = {name for name in loaded_by("import tabsched") if name.startswith("tabsched")}
    assert loaded == {"tabsched", "tabsched._version"}


def test_using_all_of_tabsched_pulls_in_no_command_line_and_no_extra() -> None:
    loaded = loaded_by("from tabsched import *; check('{}')")
    assert "tabsched.schedule" in loaded
    unwanted = {"argparse", "dateutil", "tabsched.cli", "yaml", "tabsched.timetable.windows"}
    assert not unwanted.intersection(loaded)


def test_every_public_name_is_what_type_checkers_take_it_for() -> None:
    stated = {
        alias.name: node.module
        for node in ast.walk(ast.parse((PACKAGE / "__init__.py").read_text(encoding="utf-8")))
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("tabsched")
        for alias in node.names
    }
    assert set(stated) == set(tabsched.__all__) <= set(dir(tabsched))
    for name, module in stated.items():
        assert getattr(tabsched, name) is getattr(import_module(module or ""), name)


def test_a_name_that_tabsched_does_not_have_is_no_attribute() -> None:
    with pytest.raises(AttributeError, match="no attribute 'chekc'"):
        _ = tabsched.chekc  # type: ignore[attr-defined]  # that is the point
