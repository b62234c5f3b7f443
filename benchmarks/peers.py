"""Which peers are installed, in which versions, on what kind of machine."""

from __future__ import annotations

import os
import platform
import shutil
import sys
from importlib import import_module, metadata
from pathlib import Path
from typing import Any

# The distribution of each module that a table may use.
DISTRIBUTIONS = {
    "apscheduler.triggers.cron": "APScheduler",
    "celery": "celery",
    "celery.schedules": "celery",
    "check_jsonschema": "check-jsonschema",
    "click": "click",
    "croniter": "croniter",
    "croniter_rs": "croniter-rs",
    "cronsim": "cronsim",
    "dateutil.rrule": "python-dateutil",
    "fastjsonschema": "fastjsonschema",
    "jsonschema": "jsonschema",
    "lxml.etree": "lxml",
    "pydantic": "pydantic",
    "rrule": "rrule",
    "tableauserverclient": "tableauserverclient",
}
_PROGRAMS = {"ruff": "ruff"}
_missing: dict[str, str] = {}


def peer(module: str) -> Any:  # noqa: ANN401 a module of a peer, typed or not, installed or not
    """A peer's module; None, and a line in `missing`, where it does not import."""
    try:
        return import_module(module)
    except Exception as fault:  # noqa: BLE001 whatever a peer raises, the others are measured
        _missing[module] = f"{DISTRIBUTIONS[module]} ({type(fault).__name__}: {fault})"
        return None


def program(name: str) -> str | None:
    """The path of a command beside this Python or on the path; None, and a line, without it."""
    beside = Path(sys.executable).parent / name
    found = str(beside) if beside.exists() else shutil.which(name)
    if found is None:
        _missing[name] = f"{name} (no such command)"
    return found


def missing() -> list[str]:
    """The peers that were asked for and could not be had."""
    return sorted(set(_missing.values()))


def versions() -> str:
    """The contenders with their versions, in a line."""
    names = sorted({*DISTRIBUTIONS.values(), *_PROGRAMS.values()}, key=str.lower)
    return ", ".join(f"{name} {_version(name)}" for name in ["tabsched", *names])


def machine() -> str:
    """The Python and the kind of machine, without its name."""
    return (
        f"{platform.python_implementation()} {platform.python_version()}, {platform.system()}, "
        f"{platform.machine()}, {os.cpu_count()} cores"
    )


def _version(distribution: str) -> str:
    try:
        return metadata.version(distribution)
    except metadata.PackageNotFoundError:
        return "(not installed)"
