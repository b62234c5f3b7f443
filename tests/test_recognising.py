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
        "jobs": dict.fromkeys(("job", "tasks", "scheduled", "schedule", "extract", "error"), STEPS),
    },
    "one whose job has the name of a value": {"jobs": {"id": STEPS}},
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
SOUND: dict[str, Any] = {
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
    "tasks of which one is null": {"tasks": {"task": None}},
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


REFRESH = {"type": "FullRefresh", "workbook": {"id": LUID}}
# Both of its names are misspelt.
MISSPELT = {"frequncy": "Weekly", "frequencyDetals": SOUND["frequencyDetails"]}
NO_FREQUENCY = {"frequncy": "Weekly", "frequencyDetails": SOUND["frequencyDetails"]}
XML = {
    "refresh": f'type="FullRefresh"><workbook id="{LUID}"/>',
    "schedule": 'frequency="Weekly"><frequencyDetails start="06:00:00"><intervals>'
    '<interval weekDay="Monday"/></intervals></frequencyDetails>',
}


def element(name: str, kind: str) -> str:
    return f"<{name} {XML[kind]}</{name}>"


def request(*parts: str) -> str:
    return f"<tsRequest>{''.join(parts)}</tsRequest>"


def places(body: Any, **options: Any) -> list[str]:  # noqa: ANN401 whatever check takes
    return [
        f"{found.code} {found.severity} {found.path}" for found in tabsched.check(body, **options)
    ]


HIDDEN: dict[str, tuple[Any, list[str]]] = {
    # beside an extractRefresh
    "a schedule": (
        request(element("extractRefresh", "refresh"), element("shedule", "schedule")),
        ["TAB633 error /tsRequest/shedule"],
    ),
    "a schedule in JSON": (
        {"extractRefresh": REFRESH, "shedule": SOUND},
        ["TAB633 error /shedule"],
    ),
    "a schedule under another name": (
        {"extractRefresh": REFRESH, "timing": SOUND},
        ["TAB633 error /timing"],
    ),
    "schedules in a list": (
        {"extractRefresh": REFRESH, "schedules": [SOUND, SOUND]},
        ["TAB633 error /schedules"],
    ),
    "schedules by name": (
        {"extractRefresh": REFRESH, "schedules": {"nightly": SOUND}},
        ["TAB633 error /schedules/nightly"],
    ),
    "an empty one": (
        "<tsRequest><extractRefresh type='FullRefresh'/><shedule/></tsRequest>",
        ["TAB633 error /tsRequest/shedule"],
    ),
    # by itself in a request
    "an extractRefresh": (
        f"<tsRequest>{element('extractRefrsh', 'refresh')}</tsRequest>",
        ["TAB633 error /tsRequest/extractRefrsh"],
    ),
    "an extractRefresh in JSON": (
        {"tsRequest": {"extractRefrsh": REFRESH}},
        ["TAB633 error /tsRequest/extractRefrsh"],
    ),
    "both": (
        {"tsRequest": {"extractRefrsh": REFRESH, "shedule": SOUND}},
        ["TAB633 error /tsRequest/extractRefrsh", "TAB633 error /tsRequest/shedule"],
    ),
    "an extractRefresh beside a schedule": (
        {"extractRefrsh": REFRESH, "schedule": SOUND},
        ["TAB633 error /extractRefrsh"],
    ),
    "a schedule without details": (
        '<tsRequest><shedule frequency="Daily"/></tsRequest>',
        ["TAB633 error /tsRequest/shedule"],
    ),
    "a schedule without the element": (
        {"tsRequest": SOUND},
        ["TAB633 error /tsRequest/frequencyDetails"],
    ),
    # deeper
    "a schedule in a task": (
        '<tsRequest><task><shedule frequency="Daily"/></task></tsRequest>',
        ["TAB633 error /tsRequest/task/shedule"],
    ),
    "a schedule in a task in JSON": (
        {"tsRequest": {"task": {"shedule": SOUND}}},
        ["TAB633 error /tsRequest/task/shedule"],
    ),
    "an extractRefresh in a task": (
        f"<tsRequest><task>{element('extractRefrsh', 'refresh')}</task></tsRequest>",
        ["TAB633 error /tsRequest/task/extractRefrsh"],
    ),
    "the details straight in a task": (
        {"tsRequest": {"task": SOUND}},
        ["TAB633 error /tsRequest/task"],
    ),
    "one of two": (
        {
            "tsRequest": {
                "tasks": {
                    "task": [
                        {"extractRefresh": REFRESH, "schedule": SOUND},
                        {"extractRefresh": REFRESH, "shedule": SOUND},
                    ]
                }
            }
        },
        ["TAB633 error /tsRequest/tasks/task/1/shedule"],
    ),
    # without a root
    "a schedule in a task without a root": (
        {"task": {"shedule": SOUND}},
        ["TAB633 error /task/shedule"],
    ),
    "an extractRefresh in a list of tasks": (
        {"tasks": {"task": [{"extractRefrsh": REFRESH}]}},
        ["TAB633 error /tasks/task/0/extractRefrsh"],
    ),
    "a schedule in a list of some": (
        f"<schedules>{element('schedule', 'schedule')}{element('shedule', 'schedule')}</schedules>",
        ["TAB633 error /schedules/shedule"],
    ),
}


@pytest.mark.parametrize("name", HIDDEN)
def test_what_a_misspelt_name_hides_is_told_at_that_name(name: str) -> None:
    body, wanted = HIDDEN[name]
    assert places(body) == wanted
    for found in tabsched.check(body if isinstance(body, str) else json.dumps(body)):
        assert found.line == 1
        assert found.message
    assert places(body, profile="documented") == wanted
    assert places(body, operation="update") == wanted
    assert places(body, operation="response") == []


COLLECTED: dict[str, tuple[Any, list[str]]] = {
    "one by itself": ({"schedules": NO_FREQUENCY}, ["TAB101 error /schedules/frequency"]),
    "one by itself without a known name": (
        {"schedules": MISSPELT},
        ["TAB101 error /schedules/frequency", "TAB103 error /schedules/frequencyDetails/start"],
    ),
    "a member": ({"schedules": {"a": NO_FREQUENCY}}, ["TAB101 error /schedules/a/frequency"]),
    "a member without a known name": (
        {"schedules": {"a": MISSPELT}},
        ["TAB101 error /schedules/a/frequency", "TAB103 error /schedules/a/frequencyDetails/start"],
    ),
    "one member of two": (
        {"schedules": {"a": SOUND, "b": MISSPELT}},
        ["TAB101 error /schedules/b/frequency", "TAB103 error /schedules/b/frequencyDetails/start"],
    ),
    "one by itself with a frequency in the wrong place": (
        {"schedules": {"frequencyDetails": {**SOUND["frequencyDetails"], "frequency": "Weekly"}}},
        [
            "TAB101 error /schedules/frequency",
            "TAB120 warning /schedules/frequencyDetails/frequency",
        ],
    ),
    "a text": ({"schedules": {"a": SOUND, "b": "x"}}, ["TAB124 error /schedules/b"]),
    "a number": ({"schedules": {"a": SOUND, "b": 5}}, ["TAB124 error /schedules/b"]),
    "true": ({"schedules": {"b": True, "a": SOUND}}, ["TAB124 error /schedules/b"]),
    "a text in a list": (
        {"schedules": {"a": SOUND, "b": [SOUND, "x"]}},
        ["TAB124 error /schedules/b/1"],
    ),
    "null": ({"schedules": {"a": SOUND, "b": None}}, ["TAB125 warning /schedules/b"]),
    "a comment": ({"schedules": {"a": SOUND, "$comment": "x"}}, []),
    "an empty list": ({"schedules": {"a": SOUND, "b": []}}, []),
    "a whole request": (
        {"schedules": {"a": {"extractRefresh": REFRESH, "schedule": SOUND}}},
        [],
    ),
    "a mapping in a mapping": ({"schedules": {"a": {"b": SOUND}}}, []),
}


@pytest.mark.parametrize("name", COLLECTED)
@pytest.mark.parametrize("key", ["schedules", "Schedules"])
def test_whatever_stands_among_schedules_is_judged_as_one_or_told(name: str, key: str) -> None:
    body, wanted = COLLECTED[name]
    body = {key: body["schedules"]}
    wanted = [line.replace("/schedules", f"/{key}") for line in wanted]
    assert places(body) == wanted
    assert places(json.dumps(body)) == wanted


@pytest.mark.parametrize(
    "body",
    [
        "<tsRequest><credentials name='a'><site/></credentials></tsRequest>",
        "<tsRequest><refresh type='FullRefresh'/></tsRequest>",
        "<tsRequest>text</tsRequest>",
        "<tsRequest><dataAlert frequency='daily'/></tsRequest>",
        {"tsRequest": {"credentials": {"name": "a"}}},
        {"tsRequest": {"a": "b"}},
        {"tsRequest": {"a": []}},
    ],
)
def test_a_request_of_which_nothing_is_known_is_no_schedule_document(body: Any) -> None:  # noqa: ANN401 whatever check takes
    assert codes(body) == codes(body, operation="update") == ["TAB912"]
    # Who says that it is a create hears what it lacks.
    said = tabsched.check(body, operation="create")
    assert [found.code for found in said] == ["TAB604", "TAB608"]
    with pytest.raises(tabsched.ParseError):
        tabsched.parse_all(body)


@pytest.mark.parametrize(
    "body",
    [
        "<tsRequest/>",
        "<tsRequest xmlns:a='urn:a' a:b='c'> </tsRequest>",
        {"tsRequest": {"$comment": "a"}},
        "<tsRequest><datasources includeAll='true'/></tsRequest>",
        f"<tsRequest><datasources><datasource id='{LUID}'/></datasources></tsRequest>",
        "<tsRequest><subscription subject='a'><content/></subscription></tsRequest>",
        "<tsRequest><linkedTask><linkedTaskSteps/></linkedTask></tsRequest>",
        "<tsRequest><extractRefresh type='FullRefresh'/><stranger/></tsRequest>",
        request("<extractRefreshes>", element("extractRefresh", "refresh"), "</extractRefreshes>"),
        {"extractRefresh": REFRESH, "schedule": SOUND, "oldSchedule": SOUND, "note": "a"},
        {"extractRefresh": REFRESH, "scheduled": {"by": "me"}},
        {"schedule": SOUND, "scheduled": True},
        {"nightly": SOUND, "other": MISSPELT},
    ],
)
def test_what_hides_nothing_is_as_fine_as_before(body: Any) -> None:  # noqa: ANN401 whatever check takes
    assert places(body) == []


@pytest.mark.parametrize("operation", ["auto", "create", "update", "response"])
def test_in_an_answer_of_tableau_nothing_is_misspelt(operation: str) -> None:
    for body in ({"tsResponse": {"task": {"shedule": SOUND}}}, {"tsResponse": SOUND}):
        assert "TAB633" not in codes(body, operation=operation)


def test_beside_a_schedule_nothing_is_in_its_place() -> None:
    body = {"tsRequest": {"schedule": {"frequency": "Weekly"}, **SOUND}}
    assert codes(body, operation="update") == ["TAB609"]


@pytest.mark.parametrize(
    ("body", "wanted"),
    [
        (
            {"extractRefresh": REFRESH, "shedule": SOUND},
            [("TAB608", "/schedule", '"shedule" stands there and is not known')],
        ),
        (
            {"tsRequest": {"extractRefrsh": REFRESH, "schedule": SOUND}},
            [("TAB604", "/tsRequest/extractRefresh", '"extractRefrsh" stands there and is not')],
        ),
    ],
)
def test_in_a_create_what_is_missing_tells_it_alone(
    body: Any,  # noqa: ANN401 whatever check takes
    wanted: list[tuple[str, str, str]],
) -> None:
    found = tabsched.check(body, operation="create").findings
    assert [(one.code, one.path) for one in found] == [(code, path) for code, path, _ in wanted]
    for one, (_, _, words) in zip(found, wanted, strict=True):
        assert words in one.message


def test_preflight_tells_what_the_body_of_an_update_hides() -> None:
    url = f"/api/3.24/sites/{LUID}/tasks/extractRefreshes/{LUID}"
    body = {"extractRefresh": REFRESH, "shedule": SOUND}
    assert [one.code for one in tabsched.preflight("POST", url, body)] == ["TAB633"]
    url = f"/api/3.24/sites/{LUID}/tasks/extractRefreshes"
    assert [one.code for one in tabsched.preflight("POST", url, body)] == ["TAB608"]
