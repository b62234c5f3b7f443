"""`tabsched preview --format csv`: one line a run, for spreadsheets and shells."""

from __future__ import annotations

import csv
import sys
from typing import TYPE_CHECKING

from tabsched.cli.escaping import in_file
from tabsched.cli.previewed import NONE_IN_RANGE, utc_text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tabsched.cli.previewed import Previewed, Range
    from tabsched.timetable.runs import Run

COLUMNS = (
    "file",
    "path",
    "id",
    "name",
    "target",
    "description",
    "suspended",
    "local",
    "utc",
    "notes",
    "assumptions",
    "problem",
)
# What a spreadsheet may run as a formula begins with one of these, OWASP's ASVS says (1.2.10);
# Japanese ones take the wide forms too. The apostrophe is among them so that taking one off
# gives every value back.
_PREFIXED = frozenset("=+-@＝＋－＠'")  # noqa: RUF001 the wide forms are meant


def print_csv(shown: Iterator[Previewed], wanted: Range) -> None:
    """Print every run, and one line without times for a schedule that has none."""
    # The line ends of the system: a shell reads them, and so does every spreadsheet.
    out = csv.writer(sys.stdout, lineterminator="\n")
    out.writerow(COLUMNS)
    for one in shown:
        none = True
        for run in wanted.runs(one.plan):
            none = False
            out.writerow(_line(one, run))
        if none:
            out.writerow(_line(one, None))


def _line(one: Previewed, run: Run | None) -> list[str]:
    if run is not None:
        notes = "; ".join(note.text for note in run.notes)
    else:
        notes = "" if one.problem else NONE_IN_RANGE
    values = (
        one.file,
        one.path,
        one.written.id,
        one.written.name,
        one.target,
        one.description,
        "true" if one.suspended else "false",
        run and run.local.isoformat(),
        run and utc_text(run),
        notes,
        "; ".join(one.assumptions),
        one.problem,
    )
    return [_cell(value or "") for value in values]


def _cell(value: str) -> str:
    """A value that no spreadsheet runs; `-` alone, the name of standard input, is no formula."""
    text = in_file(value)
    return f"'{text}" if text[:1] in _PREFIXED and text != "-" else text
