"""How the tables of rules are written: a schedule as a line, and findings as words.

A line is `frequency start..end interval …`, with `-` for no frequency and an interval as
`hours=4` or `monthDay=Third,weekDay=Thursday`: `Daily 18:30:00..22:30:00 hours=4 weekDay=Sunday`.
A finding is `code severity place` and, where it brings one, the REST error:
`TAB302 error interval1.hours 409004`. Places are told without regard to the syntax:

    frequency, id …        an attribute of the schedule
    start, end, intervals  in its frequencyDetails
    interval2              the second interval; interval2.hours a value of it
    schedule, details, refresh, workbook, workbook.id, root …
"""

from __future__ import annotations

import re
import shlex
from typing import TYPE_CHECKING, Any

import pytest
from valid_schedules import Element, Syntax, render, schedule

import tabsched

if TYPE_CHECKING:
    from collections.abc import Callable

# What a row holds: a line or a tree, then what is found.
Row = tuple[str | Element, tuple[str, ...]]

_INTERVAL = re.compile(r"interval([0-9]+)")


def read(line: str | Element) -> Element:
    """The schedule that a line tells."""
    if isinstance(line, Element):
        return line
    frequency, times, *rest = shlex.split(line)
    start, _, end = times.partition("..")
    intervals = [dict(pair.split("=", 1) for pair in one.split(",")) for one in rest]
    return schedule(
        None if frequency == "-" else frequency, start or None, end or None, list(intervals)
    )


def table(
    *rows: tuple[str | Element, *tuple[str, ...]], syntaxes: tuple[Syntax, ...] = ("xml", "json")
) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Run a test for each row in each syntax, with `row` and `syntax`."""

    def decorate(test: Callable[..., None]) -> Callable[..., None]:
        split: list[Row] = [(row[0], row[1:]) for row in rows]
        ids = [_title(row[0]) for row in rows]
        by_row = pytest.mark.parametrize("row", split, ids=ids)
        by_syntax = pytest.mark.parametrize("syntax", syntaxes)
        marked: Callable[..., None] = by_row(by_syntax(test))
        return marked

    return decorate


def _title(body: str | Element) -> str:
    """A line, or the JSON of a tree, as pytest can show it in one line."""
    if isinstance(body, str):
        return body
    return " ".join(render(body, "xml").text.split())


def told(report: tabsched.Report) -> list[str]:
    """What a report says, as words with paths."""
    return [
        " ".join(
            filter(None, (found.code, found.severity, found.path or "(root)", found.api_error))
        )
        for found in report
    ]


def judged(row: Row, syntax: Syntax, **options: Any) -> list[str]:  # noqa: ANN401 check's options
    """What is found in a row's body."""
    return told(tabsched.check(render(read(row[0]), syntax).text, **options))


def expected(row: Row, syntax: Syntax) -> list[str]:
    """What a row says is found, with the paths of its syntax."""
    tree = read(row[0])
    lines = []
    for finding in row[1]:
        code, severity, place, *rest = finding.split()
        path = path_of(place, tree, syntax) or "(root)"
        lines.append(" ".join((code, severity, path, *rest)))
    return lines


def path_of(place: str, tree: Element, syntax: Syntax) -> str:
    """The path of a place told in words."""
    holder, _, name = place.partition(".")
    steps = _steps(holder, "" if tree.name == "schedule" else "schedule/")
    if name:
        steps = f"{steps}/@{name}".lstrip("/")
    if syntax == "json":
        steps = steps.replace("@", "")
        steps = re.sub(r"\[([0-9]+)\]", lambda found: f"/{int(found[1]) - 1}", steps)
        return f"/{steps}" if steps else ""
    if holder.startswith("interval") and "[1]" in steps and _only_interval(tree):
        steps = steps.replace("[1]", "")
    return f"/{tree.name}/{steps}".rstrip("/")


def _steps(holder: str, schedule: str) -> str:
    """The steps that lead from the root to an element, or to a value of the schedule."""
    details = f"{schedule}frequencyDetails"
    interval = _INTERVAL.fullmatch(holder)
    if interval:
        return f"{details}/intervals/interval[{interval[1]}]"
    known = {
        "root": "",
        "schedule": schedule.rstrip("/"),
        "details": details,
        "intervals": f"{details}/intervals",
        "start": f"{details}/@start",
        "end": f"{details}/@end",
        "refresh": "extractRefresh",
        "workbook": "extractRefresh/workbook",
        "datasource": "extractRefresh/datasource",
    }
    return known.get(holder, f"{schedule}@{holder}")


def _only_interval(tree: Element) -> bool:
    found = tree if tree.name == "schedule" else tree.child("schedule")
    return len(found.child("frequencyDetails").child("intervals").children) == 1
