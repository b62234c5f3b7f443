"""Long answers are skimmed: whatever that gives, reading the whole document gives as well."""

from __future__ import annotations

import json
from io import BytesIO
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

import tabsched
from tabsched.answers import open_answer, reader_of
from tabsched.lint import examine, examine_whole
from tabsched.long_texts import LongText
from tabsched.rendering import LongSource, TextSource
from tabsched.skimming import skim
from tabsched.wire.byte_places import byte_places
from tabsched.wire.places import places_at
from tabsched.wire.plain import NotPlain

if TYPE_CHECKING:
    from tabsched.finding import Finding

HEAD = '<tsResponse xmlns="http://tableau.com/api"><tasks>'
TAIL = "</tasks></tsResponse>"
times = st.sampled_from(["06:00:00", "22:30:00", "6:00", "", "24:00:00", "06:03:00"])
items = st.sampled_from(
    [
        {"hours": "1"},
        {"hours": "4"},
        {"hours": "24"},
        {"hours": "3"},
        {"minutes": "60"},
        {"weekDay": "Monday"},
        {"weekDay": "Sunday"},
        {"weekDay": "monday"},
        {"monthDay": "31"},
        {"monthDay": "Last"},
        {"monthDay": "Third", "weekDay": "Friday"},
        {},
    ]
)
stamps = st.sampled_from(["2026-06-08T04:50:00Z", "2026-06-08T04:50:00-0700", "soon", "2026"])
named = st.fixed_dictionaries(
    {
        "frequency": st.sampled_from(["Hourly", "Daily", "Weekly", "Monthly", "Yearly", "é"]),
        "nextRunAt": stamps,
    },
    optional={
        "id": st.text(alphabet="abé", max_size=3),
        "name": st.sampled_from(["Nightly", "ü"]),
        "state": st.just("Active"),
        "createdAt": stamps,
    },
)
details = st.fixed_dictionaries({"start": times}, optional={"end": times})


@st.composite
def plain_tasks(draw: st.DrawFn) -> list[dict[str, object]]:
    """Tasks as their JSON says them, from a few distinct schedules."""
    inside = st.tuples(details, st.lists(items, max_size=4))
    distinct = draw(st.lists(inside, min_size=1, max_size=3))
    tasks: list[dict[str, object]] = []
    for _ in range(draw(st.integers(0, 6))):
        times_of, intervals = draw(st.sampled_from(distinct))
        schedule: dict[str, object] = dict(draw(named))
        if draw(st.booleans()):
            schedule["frequencyDetails"] = {**times_of, "intervals": {"interval": intervals}}
        elif draw(st.booleans()):
            schedule["frequencyDetails"] = dict(times_of)
        refresh: dict[str, object] = {"id": "a", "consecutiveFailedCount": "0"}
        refresh["schedule"] = schedule
        if draw(st.booleans()):
            refresh["workbook"] = {"id": "ß", "name": "> & <"}
        tasks.append({"extractRefresh": refresh})
    return tasks


def as_xml(name: str, value: dict[str, object], space: str) -> str:
    """An object as its element, white space between elements."""
    attributes = ""
    inner = ""
    for key, item in value.items():
        if isinstance(item, str):
            escaped = item.replace("&", "&amp;").replace("<", "&lt;")
            attributes += f' {key}="{escaped}"'
        elif isinstance(item, list):
            inner += "".join(space + as_xml(key, one, space) for one in item)
        elif isinstance(item, dict):
            inner += space + as_xml(key, item, space)
    return f"<{name}{attributes}>{inner}{space}</{name}>" if inner else f"<{name}{attributes}/>"


def rendered(tasks: list[dict[str, object]], space: str) -> str:
    return HEAD + "".join(space + as_xml("task", task, space) for task in tasks) + TAIL


def the_same(body: str | bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    """Skimmed, if it can be, and read whole, a body gives the same."""
    with monkeypatch.context() as patch:
        patch.setattr("tabsched.lint.LONG", 0)
        skimmed = examine(body)
        whole = examine_whole(body)
        assert skimmed.findings == whole.findings
        assert [repr(one) for one in skimmed.schedules] == [repr(one) for one in whole.schedules]
        if whole.readable:
            assert [repr(one) for one in tabsched.parse_all(body)] == [
                repr(one).replace("Written(", "Schedule(") for one in whole.schedules
            ]


spaces = st.sampled_from(["", "\n  ", "\r\n\t", " "])


@given(plain_tasks(), spaces, st.sampled_from([HEAD, HEAD.replace(' xmlns="', ' xmlns=\'x" y="')]))
def test_xml_answers_of_plain_tasks_are_skimmed_and_say_the_same(
    tasks: list[dict[str, object]], space: str, head: str
) -> None:
    monkeypatch = pytest.MonkeyPatch()
    body = rendered(tasks, space)
    skim(LongText(BytesIO(body.encode())), "auto", "observed")
    the_same(body, monkeypatch)
    the_same(body.encode("utf-8-sig"), monkeypatch)
    the_same(body.replace(HEAD, head), monkeypatch)


@given(plain_tasks())
def test_json_answers_of_plain_tasks_are_skimmed_and_say_the_same(
    tasks: list[dict[str, object]],
) -> None:
    monkeypatch = pytest.MonkeyPatch()
    body = json.dumps({"tasks": {"task": tasks}}, ensure_ascii=False)
    if tasks:
        skim(body, "auto", "observed")
    the_same(body, monkeypatch)
    the_same(json.dumps({"tasks": {"task": tasks}}, indent=1), monkeypatch)


SPOILT = [
    ("<intervals>", "<intervals><!-- why -->"),
    ("<intervals>", "<intervals>text"),
    ("<intervals>", "<intervals>\u00a0"),
    ("<intervals>", "<intervals/><intervals>"),
    ("<intervals>", '<intervals own="1">'),
    ("<intervals>", "<intervals><![CDATA[ ]]>"),
    ("<intervals>", "<intervals><?go on?>"),
    ("<intervals>", "<intervals><own/>"),
    ("<frequencyDetails", '<frequencyDetails own="1"'),
    ("<frequencyDetails", '<frequencyDetails xmlns="urn:x"'),
    ("<frequencyDetails", "<!-- </schedule> --><frequencyDetails"),
    ("<frequencyDetails", "<schedule/><frequencyDetails"),
    ("frequencyDetails", "frequencyDetail"),
    ("<schedule ", '<schedule own="1" '),
    ("<schedule ", '<schedule xmlns:a="urn:a" a:b="1" '),
    ("<schedule ", '<schedule a:b="1" '),
    ("<schedule ", '<schedule xmlns="urn:a" '),
    ("<schedule ", '<schedule note="a &gt; b" '),
    ("<schedule ", "<schedule\n\t"),
    ("<schedule ", "<Schedule "),
    ("<schedule ", "<x:schedule "),
    ("<task>", "<task><!-- here -->"),
    ("<task>", "<task>text"),
    ("<task>", "<Task>"),
    ("<task>", '<task own="1">'),
    ("</task>", "</task><schedule frequency='Daily'><frequencyDetails/></schedule>"),
    ("</tasks>", "</tasks><!-- end -->"),
    ("</tasks>", "</tasks><schedule frequency='Daily'><frequencyDetails/></schedule>"),
    ("</tsResponse>", "</tsResponse>x"),
    ("</tsResponse>", "</tsResponse>\n<!-- end -->\n"),
    ("<extractRefresh", "<extractRefresh a='/>' "),
    ("<extractRefresh ", "<extractRefresh/><extractRefresh "),
    ("<tasks>", "<pagination pageNumber='1'/><tasks>"),
    ("<tsResponse", "<!DOCTYPE x><tsResponse"),
    ("<tsResponse", "<?xml version='1.0' encoding='utf-8'?><tsResponse"),
    ("<tsResponse", "<?xml version='1.0' encoding='iso-8859-1'?><tsResponse"),
    ("<tsResponse xmlns", "<tsResponse a:b='1' xmlns"),
    ("<tsResponse xmlns", "<tsResponse xmlns:a='urn:a' a:b='1' xmlns"),
    ("http://tableau.com/api", "http://tableausoftware.com/api"),
    ("http://tableau.com/api", "urn:x"),
    ("tsResponse", "tsRequest"),
    ("Monday", "Mon&#100;ay"),
    ("Weekly", "Week&#108;y"),
    ("06:00:00", "06:00:00\u00e9"),
    ("06:00:00", "\ud800"),
    ("06:00:00", "\x00"),
]
TASK = (
    '<task><extractRefresh consecutiveFailedCount="0"><schedule frequency="Weekly" '
    'nextRunAt="2026-06-08T04:50:00Z"><frequencyDetails start="06:00:00"><intervals>'
    '<interval weekDay="Monday"/></intervals></frequencyDetails></schedule></extractRefresh></task>'
)


@pytest.mark.parametrize(("found", "instead"), SPOILT)
@pytest.mark.parametrize("count", [1, -1])
def test_an_answer_that_is_not_plain_is_read_whole(
    found: str, instead: str, count: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    body = HEAD + TASK * 3 + TAIL
    assert found in body
    the_same(body.replace(found, instead, count), monkeypatch)


@pytest.mark.parametrize(
    ("found", "instead"),
    [
        ('"hours": "4"', '"hours": 4'),
        ('"hours": "4"', '"hours": 4.0'),
        ('"hours": "4"', '"hours": true'),
        ('"hours": "4"', '"hours": null'),
        ('"hours": "4"', '"hours": ["4"]'),
        ('"hours": "4"', '"hours": "4", "hours": "8"'),
        ('"hours": "4"', '"hours" : "4", "hours": "8"'),
        ('"hours": "4"', '"hours": "\\":", "hours": "8"'),
        ('"hours": "4"', '"hours": NaN'),
        ('"hours": "4"', '"own": "4"'),
        ('"Daily"', "7"),
        ('"Daily"', '{"a": "b"}'),
        ('"nextRunAt"', '"own"'),
        ('"nextRunAt": "2026', '"nextRunAt": "x2026'),
        ('"interval"', '"Interval"'),
        ('"schedule"', '"Schedule"'),
        ('"task"', '"tasks"'),
        ('{"tasks"', '{"more": 1, "tasks"'),
        ('{"tasks"', '\u00a0{"tasks"'),
        ("]}}", "]}}}"),
        ("]}}", "]}"),
        ('"frequencyDetails": {', '"frequencyDetails": {"own": {}, '),
        ('"extractRefresh": {', '"extractRefresh": {"view": [], '),
        ('"extractRefresh": {', '"extractRefresh": {"own": {"a": "b"}, '),
        ('"consecutiveFailedCount": "0", ', ""),
    ],
)
def test_json_that_is_not_plain_is_read_whole(
    found: str, instead: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    inside = {"start": "06:00:00", "end": "18:00:00", "intervals": {"interval": [{"hours": "4"}]}}
    schedule = {
        "frequency": "Daily",
        "nextRunAt": "2026-06-08T04:50:00Z",
        "frequencyDetails": inside,
    }
    task = {"extractRefresh": {"consecutiveFailedCount": "0", "schedule": schedule}}
    body = json.dumps({"tasks": {"task": [task, task]}})
    assert found in body
    the_same(body.replace(found, instead, 1), monkeypatch)
    the_same(body.replace(found, instead), monkeypatch)


@given(st.data())
def test_a_broken_answer_is_the_same_fault_either_way(data: st.DataObject) -> None:
    body = HEAD + TASK * 2 + TAIL
    at = data.draw(st.integers(0, len(body)))
    stop = data.draw(st.integers(at, min(len(body), at + 12)))
    piece = data.draw(st.text(alphabet="<>/&\"'= ab!-?[é\r\n", max_size=6))
    the_same(body[:at] + piece + body[stop:], pytest.MonkeyPatch())


@pytest.mark.parametrize("size", [3, 4, 7, 64, 1000])
def test_the_size_of_chunks_does_not_matter(size: int, monkeypatch: pytest.MonkeyPatch) -> None:
    body = ("\ufeff" + HEAD + ("\r\n" + TASK.replace("Monday", "é")) * 3 + TAIL).encode()
    monkeypatch.setattr("tabsched.long_texts._CHUNK", size)
    text = LongText(BytesIO(body))
    skimmed = skim(text, "auto", "observed", tabsched.Schedule)
    found = [finding for finding, _ in skimmed.findings()]
    assert found == list(tabsched.check(body).findings)
    assert len(found) == 3


def shown(findings: list[Finding], source: LongSource | TextSource) -> list[object]:
    return [source.excerpt(one.line or 0, one.column or 0) for one in findings]


@given(plain_tasks(), spaces)
def test_a_long_source_shows_what_a_text_in_memory_shows(
    tasks: list[dict[str, object]], space: str
) -> None:
    body = rendered(tasks, space)
    text = LongText(BytesIO(body.encode()))
    skimmed = skim(text, "auto", "observed")
    source = LongSource("-", text)
    by_bytes = []
    findings = []
    for found in source.seen(skimmed.findings()):
        findings.append(found)
        by_bytes.append(source.excerpt(found.line or 0, found.column or 0))
    assert by_bytes == shown(findings, TextSource("-", body))


@given(st.text(alphabet="aé😀\r\n", max_size=40), st.integers(1, 9))
def test_byte_places_are_the_places_of_the_text(text: str, size: int) -> None:
    # A place between \r and \n is none of a character that anything is found at.
    offsets = [at for at in range(len(text)) if text[at - 1 : at + 1] != "\r\n"]
    data = text.encode()
    chunks = [data[at : at + size] for at in range(0, len(data), size)]
    in_bytes = [len(text[:at].encode()) for at in offsets]
    expected = places_at(text, offsets)
    assert list(byte_places(chunks, in_bytes)) == [expected[at] for at in offsets]


def test_what_differs_from_task_to_task_is_read_of_each() -> None:
    body = (HEAD + TASK * 2 + TAIL).replace("04:50", "05:50", 1).encode()
    answer = open_answer([body])
    read = reader_of(answer, tabsched.Schedule)
    assert [read(found).next_run_at for found in answer.found] == [
        "2026-06-08T05:50:00Z",
        "2026-06-08T04:50:00Z",
    ]


def test_a_request_is_no_answer() -> None:
    body = (HEAD + TASK + TAIL).replace("tsResponse", "tsRequest").encode()
    with pytest.raises(NotPlain):
        list(open_answer([body]).found)
