"""Which documents are Tableau's, and what hides a schedule in one of them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import yaml
from valid_schedules import LUID

import tabsched
from tabsched.cli import main

WORKFLOW = Path(__file__).parent.parent / "examples" / "ci" / "github.yml"
CRON = [{"cron": "0 6 * * 1"}]
STEPS = {"runs-on": "ubuntu-latest", "steps": [{"id": "a", "run": "make"}]}
# What other programs write under names that Tableau's API has too.
OTHERS: dict[str, Any] = {
    "a workflow of GitHub": {"name": "CI", "on": {"push": None}, "jobs": {"build": STEPS}},
    "a nightly one": {"on": {"schedule": CRON}, "jobs": {"build": STEPS}},
    "one whose job has a name of the API": {
        "on": "push",
        "jobs": {name: STEPS for name in ("job", "task", "tasks", "scheduled", "schedule", "extract", "error")},
    },
    "a pipeline of Azure": {
        "schedules": [{"cron": "0 6 * * 1", "displayName": "Nightly", "always": True}],
        "jobs": [{"job": "A", "steps": [{"script": "make"}]}],
    },
    "a pipeline of CircleCI": {"version": 2.1, "jobs": {"build": {"docker": [{"image": "a"}]}}},
    "tasks of an editor": {"tasks": [{"label": "a", "command": "b", "group": {"kind": "build"}}]},
    "a Taskfile": {"version": "3", "tasks": {"build": {"cmds": ["make"]}}},
    "a playbook": [{"hosts": "all", "tasks": [{"name": "a", "copy": {"src": "b"}}]}],
    "updates of Dependabot": {"updates": [{"schedule": {"interval": "weekly", "day": "monday"}}]},
    "Renovate": {"extends": ["a"], "schedule": ["before 6am on monday"]},
    "schedules of cron": {"schedules": {"nightly": "0 6 * * 1"}},
    "an error": {"error": "it failed"},
    "another error": {"error": {"reason": "it failed"}},
    "warnings": {"warnings": ["deprecated"]},
    "pages": {"pagination": {"next": "/2"}},
    "a root that is none": {"tsRequest": "x"},
}
SOUND = {
    "frequency": "Weekly",
    "frequencyDetails": {"start": "06:00:00", "intervals": {"interval": [{"weekDay": "Monday"}]}},
}
TASK = {"id": LUID, "priority": 50}
# Answers and requests of Tableau's API in which no schedule stands.
TABLEAUS: dict[str, Any] = {
    "a job": {"job": {"id": LUID, "mode": "Asynchronous", "type": "RefreshExtract"}},
    "jobs": {"jobs": {"job": [{"id": LUID, "type": "CreateExtract"}]}},
    "a list of jobs": {"jobs": [{"id": LUID}]},
    "a list of jobs by name": {"jobs": [{"job": {"id": LUID}}, []]},
    "no jobs": {"jobs": []},
    "jobs that are none": {"jobs": {}},
    "jobs that are null": {"jobs": None},
    "a job of which nothing is told": {"job": {}},
    "tasks of a kind that nobody knows": {"tasks": {"task": [{"newKind": TASK}]}},
    "one such task": {"task": {"newKind": TASK}},
    "a task by itself": {"task": TASK},
    "a flow": {"tasks": {"task": {"flowRun": TASK}}},
    "no tasks": {"tasks": {"task": []}},
    "tasks with an empty one": {"tasks": [{"extractRefresh": TASK}, []]},
    "extracts": {"extracts": {"extract": [{"id": LUID, "type": "FullRefresh"}, []]}},
    "extracts of which nothing is told": {"extracts": {"extract": [[], {}]}},
    "warnings": {"warnings": {"warning": [{"message": "a"}]}},
    "a list of warnings": {"warnings": [{"message": "a"}]},
    "pages": {"pagination": {"pageNumber": "1"}},
    "an error": {"error": {"code": "409004", "summary": "a", "detail": "b"}},
    "an error in another case": {"error": {"Code": "409004"}},
    "data sources": {"datasources": {"includeAll": "true"}},
    "schedules of Server": {"schedules": {"schedule": [{"id": LUID, "name": "a"}]}},
    "no schedules": {"schedules": {}},
    "an empty list of schedules": {"schedules": []},
    "schedules that are null": {"schedules": None},
    "references": {"schedules": [{"id": LUID, "name": "a"}]},
    "an empty request": {"tsRequest": {}},
    "an answer that says nothing": {"tsResponse": {"stranger": {"a": "b"}}},
}


def codes(body: Any, **options: Any) -> list[str]:  # noqa: ANN401 whatever check takes
    return [found.code for found in tabsched.check(body, **options)]


@pytest.mark.parametrize("name", OTHERS)
def test_what_others_write_under_a_name_of_the_api_is_no_schedule_document(name: str) -> None:
    body = OTHERS[name]
    for text in (body, json.dumps(body), yaml.safe_dump(body)):
        assert codes(text) == ["TAB912"]
        with pytest.raises(tabsched.ParseError, match="no schedule document"):
            tabsched.parse_all(text)


@pytest.mark.parametrize("name", TABLEAUS)
def test_an_answer_or_a_request_without_a_schedule_is_fine(name: str) -> None:
    body = TABLEAUS[name]
    for text in (body, json.dumps(body)):
        assert codes(text) == []
        assert tabsched.parse_all(text) == tabsched.check(text).schedules


@pytest.mark.parametrize(
    "body",
    [
        "<jobs><job class='a'/></jobs>",
        "<tasks><copy to='a'/></tasks>",
        "<error>it failed</error>",
        "<project task='a'/>",
    ],
)
def test_xml_of_others_is_no_schedule_document(body: str) -> None:
    assert codes(body) == ["TAB912"]


@pytest.mark.parametrize(
    "body",
    [
        f"<job id='{LUID}' mode='Asynchronous'/>",
        "<error code='409004'><summary>a</summary></error>",
        "<error><code>409004</code></error>",
        "<tasks/>",
        f"<task><newKind id='{LUID}'/></task>",
    ],
)
def test_a_part_of_an_answer_in_xml_is_fine(body: str) -> None:
    assert codes(body) == []


def test_a_workflow_is_passed_over_in_a_folder_and_refused_where_it_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    workflow = WORKFLOW.read_text(encoding="utf-8")
    Path("ci.yml").write_text(workflow, encoding="utf-8")
    nightly = workflow.replace("on:\n", "on:\n  schedule:\n    - cron: '0 6 * * 1'\n")
    assert nightly != workflow
    Path("nightly.yml").write_text(nightly, encoding="utf-8")
    Path("good.json").write_text(json.dumps(SOUND))
    assert main(["lint", "."]) == 0
    assert capsys.readouterr().out.endswith("1 schedule in 1 file, 2 files passed over\n")
    for name in ("ci.yml", "nightly.yml"):
        assert main(["lint", name]) == 2
        assert "TAB912 not-a-schedule-document" in capsys.readouterr().out
        assert main(["preview", "--zone", "UTC", name]) == 2
        capsys.readouterr()


@pytest.mark.parametrize("name", OTHERS)
def test_what_others_write_is_no_answer(name: str) -> None:
    with pytest.raises(tabsched.ParseError):
        tabsched.read_answer(OTHERS[name])
