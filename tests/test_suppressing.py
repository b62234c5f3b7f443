"""Suppression in documents: what a comment covers, and what is said of a faulty one."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

import tabsched
from tabsched.cli import main
from tabsched.place import Syntax
from tabsched.suppressing import annotations_of
from tabsched.wire import json as wire_json

if TYPE_CHECKING:
    from tabsched import Report

BAD = sorted((Path(__file__).parents[1] / "examples" / "bad").iterdir())
READABLE = [
    path
    for path in BAD
    if path.read_bytes().lstrip().startswith((b"<", b"{"))
    and tabsched.check(path.read_bytes()).schedules
]
WEEKLY = """\
<schedule frequency="Weekly">
  <frequencyDetails start="06:00:00" end="07:00:00">
    <intervals>
      <interval weekDay="Monday"/>
    </intervals>
  </frequencyDetails>
</schedule>
"""


def codes(report: Report) -> list[str]:
    return [finding.code for finding in report]


def commented(body: str, comment: str) -> str:
    """A document with a comment before its frequencyDetails."""
    return body.replace("<frequencyDetails", f"<!--{comment}--><frequencyDetails")


def weekly(**more: Any) -> dict[str, Any]:  # noqa: ANN401 any JSON
    """A weekly schedule whose end is not used, as a dict."""
    details = {
        "start": "06:00:00",
        "end": "07:00:00",
        "intervals": {"interval": [{"weekDay": "Monday"}]},
    }
    return {**more, "frequency": "Weekly", "frequencyDetails": details}


@pytest.mark.parametrize("path", READABLE, ids=lambda path: path.name)
def test_a_comment_on_the_whole_document_suppresses_what_it_names_and_no_more(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    before = codes(tabsched.check(text))
    for named in ([before[0]], before):
        said = f"tabsched: ignore[{', '.join(dict.fromkeys(named))}] as an example"
        after = codes(tabsched.check(with_comment(text, said)))
        assert after == [code for code in before if code not in named]


def with_comment(text: str, said: str) -> str:
    """A document with a comment on all of it."""
    if text.lstrip().startswith("{"):
        return text.replace("{", f'{{"$comment": "{said}", ', 1)
    return re.sub(r"(?=<[a-zA-Z])", f"<!-- {said} -->", text, count=1)


class TestCoverage:
    def test_an_xml_comment_covers_the_next_element_with_all_in_it(self) -> None:
        assert codes(tabsched.check(commented(WEEKLY, "tabsched: ignore[TAB117] kept"))) == []

    def test_it_covers_neither_what_is_before_it_nor_what_is_around(self) -> None:
        inside = WEEKLY.replace("<interval ", "<!-- tabsched: ignore[TAB117] kept --><interval ")
        assert codes(tabsched.check(inside)) == ["TAB117", "TAB811"]
        behind = WEEKLY.replace("</schedule>", "<!-- tabsched: ignore[TAB117] x --></schedule>")
        assert codes(tabsched.check(behind)) == ["TAB117", "TAB811"]

    def test_it_covers_one_of_several_siblings(self) -> None:
        two = WEEKLY.replace("<intervals>", '<intervals><interval weekDay="monday"/>')
        two = two.replace('weekDay="Monday"', 'weekDay="Tuesdays"')
        two = two.replace(' end="07:00:00"', "")
        assert codes(tabsched.check(two)) == ["TAB111", "TAB111"]
        said = "<!-- tabsched: ignore[TAB111] kept -->"
        second = two.replace('<interval weekDay="T', f'{said}<interval weekDay="T')
        (left,) = tabsched.check(second)
        assert "monday" in left.message

    def test_comments_before_one_element_cover_it_together(self) -> None:
        body = commented(WEEKLY.replace("Monday", "monday"), " tabsched: ignore[TAB111] a ")
        body = commented(body, " tabsched: ignore[TAB117] b ")
        assert codes(tabsched.check(body)) == []

    def test_a_json_comment_covers_the_object_in_which_it_stands(self) -> None:
        said = "tabsched: ignore[TAB117] kept"
        assert codes(tabsched.check(weekly(**{"$comment": said}))) == []
        body = weekly()
        body["frequencyDetails"]["intervals"]["$comment"] = said
        assert codes(tabsched.check(body)) == ["TAB117", "TAB811"]

    def test_a_key_that_needs_escapes_is_covered_too(self) -> None:
        item = weekly(**{"$comment": "tabsched: ignore[TAB117] kept"})
        assert codes(tabsched.check({"a/b~c": item, "other": weekly()})) == ["TAB117"]
        assert codes(tabsched.check(json.dumps({"a/b~c": item, "other": weekly()}))) == ["TAB117"]

    def test_the_closest_comment_is_the_one_that_is_used(self) -> None:
        body = commented(WEEKLY, " tabsched: ignore[TAB117] kept ")
        (left,) = tabsched.check(f"<!-- tabsched: ignore[TAB117] kept -->{body}")
        assert (left.code, left.line, left.column) == ("TAB811", 1, 1)

    def test_of_two_comments_on_one_element_the_first_is_used(self) -> None:
        body = commented(WEEKLY, " tabsched: ignore[TAB117] second ")
        body = body.replace("<!--", "<!-- tabsched: ignore[TAB117] first --><!--")
        (left,) = tabsched.check(body)
        assert (left.code, left.column) == (
            "TAB811",
            3 + len("<!-- tabsched: ignore[TAB117] first -->"),
        )

    @pytest.mark.parametrize(
        ("yaml", "left"),
        [
            ("  # tabsched: ignore[TAB117] kept\n  end: '07:00:00'\n", []),
            ("  end: '07:00:00'  # tabsched: ignore[TAB117] kept\n", []),
            ("  # tabsched: ignore[TAB117] kept\n\n  # more\n  end: '07:00:00'\n", []),
            ("  end: '07:00:00'\n  # tabsched: ignore[TAB117] kept\n", ["TAB117", "TAB811"]),
            ("  end: '07:00:00'\n  x: '# tabsched: ignore[TAB117] kept'\n", ["TAB117", "TAB120"]),
            ("  $comment: 'tabsched: ignore[TAB117] kept'\n  end: '07:00:00'\n", []),
            ("  end: '07:00:00'\n  $comment: |\n    # tabsched: ignore[TAB117] x\n", ["TAB117"]),
        ],
    )
    def test_a_yaml_comment_covers_the_next_key_or_its_own_line(
        self, yaml: str, left: list[str]
    ) -> None:
        text = (
            f"frequency: Weekly\nfrequencyDetails:\n  start: '06:00:00'\n{yaml}"
            "  intervals:\n    interval:\n    - weekDay: Monday\n"
        )
        assert codes(tabsched.check(text)) == left

    def test_a_yaml_comment_before_an_item_covers_the_item(self) -> None:
        item = (
            "  frequency: Weekly\n  frequencyDetails: {start: '6:00', intervals: {interval: [%s]}}"
        )
        item = f"-{item[1:]}\n" % "{weekDay: Monday}"
        text = f"{item}# tabsched: ignore[TAB104] kept\n{item}{item}"
        assert [finding.path for finding in tabsched.check(text)] == [
            "/0/frequencyDetails/start",
            "/2/frequencyDetails/start",
        ]


class TestFaults:
    @pytest.mark.parametrize(
        ("said", "told"),
        [
            ("tabsched: ignore[TAB117] kept", []),
            ("tabsched:ignore [ TAB117 ]\n kept\n as it is", []),
            ("tabsched: ignore[end-not-used] kept", []),
            ("tabsched: ignore[tab11] kept", []),
            ("tabsched: ignore[TAB] kept", []),
            ("about tabsched: ignore[TAB402]", ["TAB117"]),
            ("tabsched: ignore[TAB117]", ["TAB813"]),
            ("tabsched: ignore[TAB117]  \n ", ["TAB813"]),
            ("tabsched: ignore[TAB402] x", ["TAB811", "TAB117"]),
            ("tabsched: ignore[TAB402]", ["TAB811", "TAB117"]),
            ("tabsched: ignore[TAB117, TAB402] x", ["TAB811"]),
            ("tabsched: ignore[TAB117, TAB402]", ["TAB811", "TAB813"]),
            ("tabsched: ignore[TAB117, end-not-used] x", ["TAB811"]),
            ("tabsched: ignore[TAB117, TAB999] x", ["TAB815"]),
            ("tabsched: ignore[TAB117, TAB901, TAB811] x", ["TAB815"]),
            ("tabsched: ignore[TAB999, TAB9] x", ["TAB815", "TAB815", "TAB117"]),
            ("tabsched: ignore", ["TAB814", "TAB117"]),
            ("tabsched: ignore[] x", ["TAB814", "TAB117"]),
            ("tabsched: ignore[TAB117,] x", ["TAB814", "TAB117"]),
            ("tabsched: ignore[[TAB117]] x", ["TAB814", "TAB117"]),
            ("tabsched: ignore TAB117 x", ["TAB814", "TAB117"]),
            ("tabsched: disable[TAB117] x", ["TAB814", "TAB117"]),
            ("tabsched: ignore[TAB117", ["TAB814", "TAB117"]),
        ],
    )
    def test_what_a_comment_suppresses_and_what_is_wrong_with_it(
        self, said: str, told: list[str]
    ) -> None:
        report = tabsched.check(commented(WEEKLY, f" {said} "))
        assert codes(report) == told
        assert codes(tabsched.check(weekly(**{"$comment": said}))) == told
        assert codes(tabsched.check(json.dumps(weekly(**{"$comment": said})))) == told

    def test_the_place_is_that_of_the_comment(self) -> None:
        text = commented(WEEKLY, " tabsched: ignore[TAB402] ü ").replace("<!--", "ü<!--")
        (found,) = [found for found in tabsched.check(text) if found.code == "TAB811"]
        assert (found.line, found.column) == (2, 4)
        assert found.path == "/schedule/frequencyDetails"
        text = json.dumps(weekly(**{"$comment": "tabsched: ignore[TAB402] x"}))
        (found, _) = tabsched.check(text)
        assert (found.line, found.column, found.path) == (1, 15, "/$comment")

    def test_a_long_list_of_words_is_told_in_part(self) -> None:
        words = ", ".join(f"no-{number}" for number in range(1000))
        (found, _) = tabsched.check(commented(WEEKLY, f"tabsched: ignore[{words}] x"))
        assert len(found.message) < 200
        assert "995 more" in found.message

    def test_of_a_rule_that_the_profile_leaves_out_nobody_knows_whether_it_is_used(self) -> None:
        body = commented(WEEKLY, "tabsched: ignore[TAB117, TAB402] kept")
        assert codes(tabsched.check(body, profile="documented")) == ["TAB811"]
        assert "TAB402" in tabsched.check(body, profile="documented").findings[0].message
        assert "TAB117" not in tabsched.check(body, profile="documented").findings[0].message

    def test_what_cannot_be_read_is_never_suppressed(self) -> None:
        broken = f"<!-- tabsched: ignore[TAB] x -->{WEEKLY}<"
        assert codes(tabsched.check(broken)) == ["TAB901"]
        assert codes(tabsched.check("<!-- tabsched: ignore[TAB] x --><html/>")) == ["TAB912"]

    def test_strict_takes_a_faulty_suppression_for_a_failure(self) -> None:
        body = commented(WEEKLY, "tabsched: ignore[TAB117]")
        assert tabsched.check(body).ok
        assert not tabsched.check(body, profile="strict").ok


class TestCommentKey:
    @given(st.recursive(st.text() | st.none() | st.booleans(), st.lists))
    def test_it_is_no_unknown_key_wherever_it_stands(self, said: object) -> None:
        body = {
            "$comment": said,
            "extractRefresh": {
                "$comment": said,
                "type": "FullRefresh",
                "workbook": {"$comment": said, "id": "9a8b7c6d-5e4f-3a2b-1c0d-9e8f7a6b5c4d"},
            },
            "schedule": {
                "$comment": said,
                "frequency": "Weekly",
                "frequencyDetails": {
                    "$comment": said,
                    "start": "06:00:00",
                    "intervals": {
                        "$comment": said,
                        "interval": [{"$comment": said, "weekDay": "Monday"}],
                    },
                },
            },
        }
        assert codes(tabsched.check(body)) == []
        assert codes(tabsched.check(json.dumps(body))) == []

    def test_an_object_in_it_is_a_comment_too(self) -> None:
        assert codes(tabsched.check(weekly(**{"$comment": {"a": 1}}))) == ["TAB117"]

    @pytest.mark.parametrize("said", ["why", {"who": "we"}, ["a", "b"], None])
    def test_it_survives_the_round_trip(self, said: object) -> None:
        body = weekly()
        for place in (body, body["frequencyDetails"]):
            commented_body = json.loads(json.dumps(body))
            there = commented_body if place is body else commented_body["frequencyDetails"]
            there["$comment"] = said
            assert tabsched.parse(commented_body).to_dict() == commented_body

    def test_a_reference_to_a_server_schedule_stays_one(self) -> None:
        assert codes(tabsched.check({"schedule": {"id": "1", "name": "a", "$comment": "x"}})) == []


class TestLongAnswers:
    TASK = (
        '<task><extractRefresh consecutiveFailedCount="0"><schedule frequency="Hourly" '
        'nextRunAt="2024-02-21T02:20:00Z">%s<frequencyDetails start="22:00:00" end="01:00:00">'
        '<intervals><interval hours="1"/></intervals></frequencyDetails></schedule>'
        "</extractRefresh></task>"
    )

    @pytest.mark.parametrize("operation", ["auto", "response"])
    def test_a_comment_in_a_long_answer_suppresses_in_its_own_task(
        self,
        operation: Literal["auto", "response"],
        tmp_path: Path,
        capsys: pytest.CaptureFixture[str],
    ) -> None:
        said = "<!-- tabsched: ignore[TAB118] kept -->"
        tasks = [self.TASK % (said if number == 150 else "") for number in range(300)]
        text = f"<tsResponse><tasks>{''.join(tasks)}</tasks></tsResponse>"
        report = tabsched.check(text, operation=operation)
        plain = tabsched.check(text.replace(said, ""), operation=operation)
        assert len(plain) == 300
        assert len(report) == 299
        assert not any("/task[151]/" in found.path for found in report)
        file = tmp_path / "answer.xml"
        file.write_text(text)
        main(["lint", "--format", "json", "--operation", operation, str(file)])
        assert len(json.loads(capsys.readouterr().out)["findings"]) == 299

    def test_a_comment_between_tasks_covers_the_next_one(self) -> None:
        tasks = [self.TASK % "" for _ in range(300)]
        tasks[7] = f"<!-- tabsched: ignore[TAB118] kept -->{tasks[7]}"
        report = tabsched.check(f"<tsResponse><tasks>{''.join(tasks)}</tasks></tsResponse>")
        assert len(report) == 299
        assert not any("/task[8]/" in found.path for found in report)

    def test_a_comment_in_a_long_json_answer_suppresses(self) -> None:
        def task(said: str | None) -> dict[str, Any]:
            details = {
                "start": "22:00:00",
                "end": "01:00:00",
                "intervals": {"interval": [{"hours": "1"}]},
            }
            schedule = {"frequency": "Hourly", "nextRunAt": "2024-02-21T02:20:00Z"}
            comment = {} if said is None else {"$comment": said}
            return {
                "extractRefresh": {**comment, "schedule": {**schedule, "frequencyDetails": details}}
            }

        said = "tabsched: ignore[TAB118] kept"
        tasks = [task(said if number == 3 else None) for number in range(300)]
        report = tabsched.check(json.dumps({"tasks": {"task": tasks}}))
        assert len(report) == 299
        assert not any("/task/3/" in found.path for found in report)


def test_comments_are_found_in_the_order_of_the_document() -> None:
    text = (
        '{"b": [{"$comment": "tabsched: 1"}, {"c": {"$comment": "tabsched: 2"}}],'
        '"a": {"$comment": " tabsched: 3"}}'
    )
    found = annotations_of(Syntax.JSON, text, wire_json.loads(text))
    assert [one.path for one in found] == ["/b/0/$comment", "/b/1/c/$comment", "/a/$comment"]
    assert [one.place for one in found] == sorted(one.place or (0, 0) for one in found)


def test_many_comments_take_no_longer_than_they_are_many() -> None:
    said = "<!-- tabsched: ignore[TAB117] x -->" * 20_000
    report = tabsched.check(WEEKLY.replace("<frequencyDetails", f"{said}<frequencyDetails"))
    assert codes(report) == ["TAB811"] * 19_999


def test_no_fix_leaves_a_suppression_without_use() -> None:
    days = '<interval weekDay="Monday"/><interval weekDay="Friday"/>'
    body = '<schedule frequency="Weekly">{}<frequencyDetails start="06:00:00" end="07:00:00">'
    body += f"<intervals>{days}</intervals></frequencyDetails></schedule>"
    bare = body.format("")
    assert [found.code for found in tabsched.check(bare) if found.fix] == ["TAB117", "TAB402"]
    # A Daily schedule has use for an end, so that nothing would be left to suppress.
    suppressed = body.format("<!-- tabsched: ignore[TAB117] Server gave it -->")
    (finding,) = tabsched.check(suppressed)
    assert (finding.code, finding.fix) == ("TAB402", None)
