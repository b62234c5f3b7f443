"""Errors of the REST API explained: by code, by document, and by the body that was sent."""

from __future__ import annotations

import json
import pickle
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import tabsched
from tabsched import explain_error
from tabsched.cli import main

if TYPE_CHECKING:
    from pathlib import Path

BODY = (
    '<tsRequest><extractRefresh type="FullRefresh">'
    '<workbook id="9a8b7c6d-5e4f-3a2b-1c0d-9e8f7a6b5c4d"/></extractRefresh>'
    '<schedule frequency="Daily"><frequencyDetails start="18:30:00" end="23:30:00"><intervals>'
    '<interval hours="4"/><interval weekDay="Sunday"/></intervals></frequencyDetails></schedule>'
    "</tsRequest>"
)
SOUND = BODY.replace("23:30:00", "22:30:00")
LISTED = [
    (method.name, error.code, error) for method in tabsched.methods() for error in method.errors
]


def document(code: str, detail: str) -> str:
    return (
        f'<tsResponse xmlns="http://tableau.com/api"><error code="{code}">'
        f"<summary>Conflict</summary><detail>{detail}</detail></error></tsResponse>"
    )


def likely(explanation: tabsched.Explanation) -> list[str]:
    return [finding.code for finding in explanation.findings]


@pytest.mark.parametrize(("name", "code", "error"), LISTED)
def test_every_error_of_the_table_is_explained(
    name: str, code: str, error: tabsched.RestError
) -> None:
    explanation = explain_error(error.status, code, name)
    assert [(one.title, one.meaning, one.look_at) for one in explanation.meanings] == [
        (error.title, error.meaning, error.look_at)
    ]
    assert explanation.meanings[0].methods == (name,)
    assert error.meaning in str(explanation)
    assert error.look_at in str(explanation)


def test_a_code_without_a_method_is_explained_for_each_that_lists_it() -> None:
    explanation = explain_error(None, 409004)
    assert explanation.status == 409
    assert [one.methods for one in explanation.meanings] == [("create-task", "update-task")]
    every = {name for one in explain_error(None, "404026").meanings for name in one.methods}
    assert every == {name for name, code, _ in LISTED if code == "404026"}


def test_the_short_code_and_the_one_that_is_meant_are_one() -> None:
    assert explain_error(405, "40500", "run-task").meanings
    assert explain_error(405, "405000", "run-task").meanings


def test_a_code_that_no_method_lists_is_told_to_be_none() -> None:
    explanation = explain_error(500, 500000)
    assert explanation.meanings == ()
    assert "no method of the reference lists this code" in str(explanation)


@pytest.mark.parametrize(
    ("detail", "broken", "first"),
    [
        (
            "Schedule minute must be on a 5-minute boundary",
            SOUND.replace("18:30:00", "18:32:00").replace("22:30:00", "22:32:00"),
            ["TAB106", "TAB107"],
        ),
        (
            "Daily schedules must have at least one weekDay interval",
            SOUND.replace('<interval weekDay="Sunday"/>', ""),
            ["TAB112"],
        ),
        ("Minute intervals should be similar", BODY.replace("23:30", "23:00"), ["TAB116"]),
    ],
)
def test_a_known_detail_puts_its_rule_first(detail: str, broken: str, first: list[str]) -> None:
    # A bad id alone is a warning, and stands before the schedule in the document.
    broken = broken.replace("9a8b7c6d", "x")
    explanation = explain_error(409, document("409004", detail), "create-task", broken)
    assert explanation.detail is not None
    assert explanation.detail in str(explanation)
    assert sorted(likely(explanation)[: len(first)]) == first
    assert likely(explanation)[-1] == "TAB607"


def test_what_brings_the_code_comes_before_what_does_not() -> None:
    broken = SOUND.replace(' type="FullRefresh"', "").replace('<interval hours="4"/>', "")
    by_document = [finding.code for finding in tabsched.check(broken, operation="create")]
    assert by_document == ["TAB601", "TAB301"]
    api_errors = {finding.code: finding.api_error for finding in tabsched.check(broken)}
    assert api_errors == {"TAB601": None, "TAB301": None}
    broken = broken.replace("18:30:00", "18:31:00").replace("22:30:00", "22:31:00")
    codes = likely(explain_error(409, 409004, "create-task", broken))
    assert codes == ["TAB107", "TAB106", "TAB601", "TAB301"]


def test_a_sound_body_is_told_to_be_no_reason() -> None:
    explanation = explain_error(409, 409004, "create-task", SOUND)
    assert explanation.findings == ()
    assert "nothing in the body is known to bring it" in str(explanation)


def test_what_is_answered_by_a_status_alone_is_a_reason() -> None:
    body = (
        '<tsRequest><extractRefresh type="FullRefresh"><workbook id="a"/>'
        '<schedule frequency="Weekly"><frequencyDetails start="06:00:00"><intervals>'
        '<interval weekDay="Monday"/></intervals></frequencyDetails></schedule>'
        "</extractRefresh></tsRequest>"
    )
    for code in ("500", 500000):
        found = tabsched.explain_error(None, code, "create-task", body).findings
        assert [one.code for one in found] == ["TAB612"]
    assert not tabsched.explain_error(404, 404001, "create-task", body).findings


def test_where_the_reference_lists_no_code_its_notes_on_the_method_are_told() -> None:
    said = tabsched.explain_error(None, 403132, "run-task")
    assert "RunNow" in str(said)
    assert any("RunNow" in note for note in said.notes)
    for listed in (
        tabsched.explain_error(None, 403132),
        tabsched.explain_error(None, 403004, "run-task"),
        tabsched.explain_error(None, 500, "run-task"),
    ):
        assert listed.notes == ()


def test_an_error_that_is_not_about_the_body_finds_nothing_in_it() -> None:
    assert likely(explain_error(401, 401002, "create-task", BODY)) == []


def test_the_body_of_a_method_is_judged_as_that_method_takes_it() -> None:
    body = '<tsRequest><datasources includeAll="false"/></tsRequest>'
    explanation = explain_error(400, 400000, "create-workbook-extracts", body)
    assert likely(explanation) == ["TAB623"]
    assert likely(explain_error(400, 400000, "create-task", body)) == ["TAB604", "TAB608"]


SUPPRESSED = {
    "xml": SOUND.replace("<schedule", "<!-- tabsched: ignore[TAB] as agreed --><schedule").replace(
        "22:30:00", "23:00:00"
    ),
    "json": json.dumps(
        {
            "extractRefresh": {"type": "FullRefresh", "workbook": {"id": "x"}},
            "schedule": {
                "$comment": "tabsched: ignore[TAB] as agreed",
                "frequency": "Weekly",
                "frequencyDetails": {"start": "25:00:00"},
            },
        }
    ),
}


@pytest.mark.parametrize("method", [None, "create-task"])
@pytest.mark.parametrize(("syntax", "codes"), [("xml", {"TAB116"}), ("json", {"TAB104", "TAB401"})])
def test_what_a_body_suppresses_is_a_reason_all_the_same(
    method: str | None, syntax: str, codes: set[str]
) -> None:
    body = SUPPRESSED[syntax]
    assert not codes & {found.code for found in tabsched.check(body)}
    explanation = explain_error(409, 409004, method, body)
    assert codes <= set(likely(explanation))
    report = explanation.report
    assert report is not None
    assert codes <= {found.code for found in report}
    # No suppression is told to be idle, either.
    assert not {found.code for found in report if found.code.startswith("TAB8")}


def test_a_report_of_what_was_sent_is_mended_as_it_was_judged() -> None:
    body = SUPPRESSED["xml"].replace("23:00:00", "22:30:00").replace("Sunday", "sunday")
    assert tabsched.check(body).fixed() == body
    for method in (None, "create-task"):
        report = explain_error(409, 409004, method, body).report
        assert report is not None
        assert report.fixed() == body.replace("sunday", "Sunday")
        assert pickle.loads(pickle.dumps(report)).fixed() == report.fixed()  # noqa: S301 our own


TWIN = {"error": {"code": "409004", "summary": "Conflict", "detail": "d", "extra": 1}}


@pytest.mark.parametrize("body", [document("409004", "d"), json.dumps(TWIN), TWIN])
def test_both_syntaxes_of_the_error_document_say_the_same(body: str | dict[str, Any]) -> None:
    explanation = explain_error(None, body)
    assert (explanation.code, explanation.status) == ("409004", 409)
    assert explanation.said == "Conflict: d"
    assert '  Tableau says: "Conflict: d"' in explanation.lines()


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ((409, 409004, "creat-task"), "a method is one of create-task, "),
        ((99, 409004), "an HTTP status is a number from 100 to 599, not 99"),
        ((None, 9), "9 is no code of an error: it is the HTTP status, and up to three digits more"),
        ((None, 10**5000), "a number of more digits is no code of an error"),
        ((None, -(10**5000)), "a number of more digits is no code of an error"),
        ((None, "9" * 5000), f'^"{"9" * 60}…" is no code of an error: it is the HTTP status, and '),
        ((10**5000, 409004), "from 100 to 599, not a number of more digits"),
        ((None, "1234567"), '"1234567" is no code of an error'),
        ((None, document("x", "d")), '"x" is no code of an error'),
        ((None, "<tsResponse><tasks/></tsResponse>"), "the document is an answer, but it holds no"),
    ],
)
def test_what_is_no_error_is_told(arguments: tuple[Any, ...], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        explain_error(*arguments)


@given(st.none() | st.integers(), st.text() | st.integers() | st.binary())
def test_anything_is_explained_or_told_to_be_no_error(status: int | None, code: str | int) -> None:
    try:
        explanation = explain_error(status, code)
    except ValueError as error:
        assert str(error)  # noqa: PT017 both ways are fine
    else:
        assert str(explanation).startswith(explanation.code)


def test_the_command_line_shows_the_likely_reasons(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "answer.xml").write_text(document("409004", "Minute intervals should be similar"))
    (tmp_path / "sent.xml").write_text(BODY.replace("23:30", "23:00"))
    asked = ["explain", "answer.xml", "--method", "create-task", "--body", "sent.xml"]
    assert main(asked) == 0
    out = capsys.readouterr().out
    assert out.startswith("409004, HTTP status 409\n")
    assert "That is: end is no whole number of hours after start\n" in out
    assert "Likely reasons, the likeliest first:\nsent.xml:1:" in out
    assert main([*asked, "--format", "json"]) == 0
    document_ = json.loads(capsys.readouterr().out)
    assert [one["code"] for one in document_["findings"]] == ["TAB116"]
    assert document_["meanings"][0]["methods"] == ["create-task"]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["no-such-file"], "tabsched explain: no-such-file: No such file or directory\n"),
        (["12"], 'tabsched explain: "12" is no code of an error: '),
        (["-", "--body", "-"], "tabsched explain: standard input is read once: "),
        (["409004", "--method", "x"], "tabsched explain: a method is one of "),
        (["409004", "--body", "no-such-file"], "tabsched explain: no-such-file: No such file"),
        (["list.json"], "tabsched explain: list.json: line 1, column 1: "),
    ],
)
def test_what_cannot_be_explained_is_exit_2(
    arguments: list[str],
    message: str,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "list.json").write_text("[]")
    assert main(["explain", *arguments]) == 2
    assert capsys.readouterr().err.startswith(message)


def test_a_code_that_no_method_lists_is_no_fault_of_the_command_line(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["explain", "499999"]) == 0
    assert "no method of the reference lists this code" in capsys.readouterr().out
