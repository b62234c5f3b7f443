"""The how-to on clusters: its script, run on two processes of this machine.

docs/cluster.md is the source: what is tested here is what stands there. Without the extra `cluster`
this is skipped; what makes it possible is tested in `test_values`, always.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections import Counter
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import pytest
from test_documentation import BLOCK, ROOT, TITLE
from valid_schedules import Element, render

import tabsched
from tabsched.cli import main

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

pytest.importorskip("dask.bag", reason="the extra cluster is not installed")
distributed = pytest.importorskip("distributed", reason="the extra cluster is not installed")

SCRIPT = "site_survey.py"
ZONE = "America/Los_Angeles"
# The clock changes on the Sunday of this week.
MONDAY = datetime(2026, 3, 2, tzinfo=ZoneInfo(ZONE))
FILES = 30


@pytest.fixture(scope="module")
def scheduler() -> Iterator[str]:
    """The address of a cluster of two processes, on this machine alone and without a dashboard."""
    with distributed.LocalCluster(
        n_workers=2,
        threads_per_worker=1,
        host="127.0.0.1",
        dashboard_address="127.0.0.1:0",
        scheduler_kwargs={"dashboard": False},
    ) as cluster:
        yield cluster.scheduler_address


def page() -> str:
    return (ROOT / "docs" / "cluster.md").read_text(encoding="utf-8")


def saved_files() -> dict[str, str]:
    """What a reader of the page saves, by name."""
    blocks = ((TITLE.search(block["rest"]), block["body"]) for block in BLOCK.finditer(page()))
    return {title[1]: body for title, body in blocks if title}


def functions() -> dict[str, Any]:
    """The names of the script, as those of a module that workers cannot import."""
    names: dict[str, Any] = {"__name__": SCRIPT.removesuffix(".py")}
    exec(compile(saved_files()[SCRIPT], SCRIPT, "exec"), names)  # noqa: S102 our own page
    return names


def run_script(folder: Path, *arguments: str) -> str:
    """What the script prints, warnings being errors in it, too."""
    (folder / SCRIPT).write_text(saved_files()[SCRIPT], encoding="utf-8")
    done = subprocess.run(  # noqa: S603 our own interpreter and our own page
        [sys.executable, "-W", "error", SCRIPT, *arguments],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout


@pytest.fixture
def paths(tmp_path: Path) -> list[str]:
    """The answers of a made-up site, some with faults, one empty and one that cannot be read."""
    made = []
    for number in range(FILES):
        tasks = [task(number * 3 + more) for more in range(number % 4)]
        root = Element("tsResponse", children=[Element("tasks", children=tasks)])
        path = tmp_path / f"answer-{number:02}.xml"
        path.write_text(render(root, "xml").text, encoding="utf-8")
        made.append(path.as_posix())
    (tmp_path / "answer-07.xml").write_text("<tsResponse><tasks>", encoding="utf-8")
    return made


def task(number: int) -> Element:
    """A task at one of a few times; each fifth has a fault, each seventh is suspended."""
    start = f"{number % 5:02}:30:00" if number % 5 else "6:00"
    intervals = [{"hours": "24"}, {"weekDay": "Sunday"}, {"weekDay": "Monday"}]
    details = Element("frequencyDetails", {"start": start, "end": start})
    details.children = [
        Element("intervals", children=[Element("interval", dict(one)) for one in intervals])
    ]
    schedule = Element("schedule", {"frequency": "Daily", "id": f"task-{number}"}, [details])
    if number % 7 == 0:
        schedule.values["state"] = "Suspended"
    return Element("task", children=[Element("extractRefresh", {}, [schedule])])


def reports_of(paths: list[str]) -> list[tabsched.Report]:
    """What this process alone says of each file."""
    return [tabsched.check((ROOT / path).read_bytes()) for path in paths]


def runs_of(reports: list[tabsched.Report]) -> Counter[str]:
    """The load of the week, schedule by schedule."""
    load: Counter[str] = Counter()
    for schedule in (one for report in reports for one in report.schedules):
        if schedule.state == "Suspended":
            continue
        try:
            runs = list(schedule.runs(MONDAY, MONDAY + timedelta(days=7), ZONE))
        except ValueError:
            load["no timetable"] += 1
        else:
            load.update(f"{run.hour:02}:00" for run in runs)
    return load


def test_a_cluster_says_what_one_process_says(
    scheduler: str, paths: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    with distributed.Client(scheduler):
        report, lines, load = functions()["survey"](paths, MONDAY, MONDAY + timedelta(days=7), ZONE)

    reports = reports_of(paths)
    whole = tabsched.merge(reports)
    assert report == whole
    # Names do not count when schedules are compared: here they must arrive in order as well.
    assert [one.id for one in report.schedules] == [one.id for one in whole.schedules]
    assert load == runs_of(reports)
    assert load["no timetable"]
    assert load["03:00"] > load["04:00"] > 0, "what the clock skips moves from 02:30 to 03:30"

    main(["lint", "--format", "json", *paths])
    said = json.loads(capsys.readouterr().out)
    assert said["schedules"] == len(report.schedules)
    keys = ("code", "name", "severity", "message", "path", "line", "column", "evidence")
    assert [tuple(getattr(one, key) for key in keys) for one in report] == [
        tuple(one[key] for key in keys) for one in said["findings"]
    ]
    assert lines == [
        f"{one['file']}:{one['line']}:{one['column']}: {one['severity']} {one['name']}"
        for one in said["findings"]
    ]


@pytest.mark.parametrize("count", [0, 1])
def test_few_files_make_a_report_too(scheduler: str, paths: list[str], count: int) -> None:
    with distributed.Client(scheduler):
        report, lines, load = functions()["survey"](
            paths[:count], MONDAY, MONDAY + timedelta(days=7), ZONE
        )
    assert (report, lines, load) == (tabsched.merge(reports_of(paths[:count])), [], Counter())


def test_the_script_prints_what_the_page_shows(tmp_path: Path) -> None:
    """Without a scheduler, so that it starts its own processes."""
    for name, body in saved_files().items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(body, encoding="utf-8")
    bodies = [block["body"] for block in BLOCK.finditer(page()) if block["language"] == "sh"]
    (line,) = (body.split() for body in bodies if body.startswith(f"python {SCRIPT}"))
    (shown,) = (block["body"] for block in BLOCK.finditer(page()) if block["language"] == "text")

    assert run_script(tmp_path, *line[2:]) == shown


def test_the_script_takes_a_cluster_that_is_there(scheduler: str, paths: list[str]) -> None:
    folder = (ROOT / paths[0]).parent
    printed = run_script(folder, str(folder), ZONE, "2026-03-02", scheduler)
    whole = tabsched.merge(reports_of(paths))
    assert f"{FILES} files, {len(whole.schedules)} schedules, ok: False" in printed.splitlines()
