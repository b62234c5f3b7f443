"""Long answers are skimmed: whatever that gives, reading the whole document gives as well.

`tests/test_task_kinds.py` has what stands beside the schedules.
"""

from __future__ import annotations

import json
from copy import deepcopy
from io import BytesIO
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from test_task_kinds import told_both_ways

import tabsched
from tabsched.answers import open_answer, reader_of
from tabsched.lint import examine, examine_whole
from tabsched.long_texts import LongText
from tabsched.rendering import LongSource, TextSource
from tabsched.skimming import skim
from tabsched.wire.byte_places import byte_places
from tabsched.wire.places import places_at
from tabsched.wire.plain import NotPlain
from tabsched.writing import to_value

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tabsched.finding import Finding
    from tabsched.model import Written

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


def said(schedules: Sequence[Written]) -> list[object]:
    """All that schedules say, also what does not count when two are compared."""
    return [(repr(one).partition("(")[2], to_value(one)) for one in schedules]


def the_same(body: str | bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    """Skimmed, if it can be, and read whole, a body gives the same."""
    with monkeypatch.context() as patch:
        patch.setattr("tabsched.lint.LONG", 0)
        skimmed = examine(body)
        whole = examine_whole(body)
        assert skimmed.findings == whole.findings
        assert said(skimmed.schedules) == said(whole.schedules)
        if whole.readable:
            assert said(tabsched.parse_all(body)) == said(whole.schedules)
        else:
            with pytest.raises(tabsched.ParseError):
                tabsched.parse_all(body)
    skimmed_values, values = told_both_ways(body)
    assert skimmed_values == values


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


@given(plain_tasks(), st.sampled_from([{}, {"ensure_ascii": False}, {"indent": "\t"}]))
def test_json_answers_of_plain_tasks_are_skimmed_and_say_the_same(
    tasks: list[dict[str, object]], how: dict[str, Any]
) -> None:
    body = json.dumps({"tasks": {"task": tasks}}, **how)
    if tasks:
        skim(body, "auto", "observed")
    the_same(body, pytest.MonkeyPatch())


ODD: st.SearchStrategy[Any] = st.sampled_from(
    ["", "}", "{", '{"a":"}"}', "},{", '"', '"}}', "\\", "\ud800", 7, None, []]
)
ODD_KEYS = st.sampled_from(
    [
        *("id", "Id", "own", "schedule", "Schedule", "view", "View", "workbook", "type", "name"),
        *("frequency", "frequencyDetails", "FrequencyDetails", "frequencyDetail", "start"),
        *("interval", "intervals", "Intervals", "hours", "nextRunAt", "}", '":', "a.b", "(", ""),
    ]
)


def objects_in(value: object) -> list[dict[str, object]]:
    """An object and all that stand in it, outermost first."""
    if isinstance(value, list):
        return [inner for item in value for inner in objects_in(item)]
    if isinstance(value, dict):
        return [value, *objects_in([*value.values()])]
    return []


@given(st.data())
def test_json_answers_with_anything_anywhere_say_the_same(data: st.DataObject) -> None:
    tasks = deepcopy(data.draw(plain_tasks().filter(bool)))
    for _ in range(data.draw(st.integers(1, 3))):
        where = data.draw(st.sampled_from(objects_in(tasks)))
        odd = data.draw(ODD | st.dictionaries(ODD_KEYS, ODD, max_size=2))
        where[data.draw(ODD_KEYS | st.sampled_from([*where, "own"]))] = deepcopy(odd)
    body = json.dumps({"tasks": {"task": tasks}})
    the_same(body, pytest.MonkeyPatch())


@given(st.data())
def test_json_with_a_piece_of_it_elsewhere_says_the_same(data: st.DataObject) -> None:
    """A key twice, a comma too many, an object that ends too early or too late."""
    body = json.dumps({"tasks": {"task": data.draw(plain_tasks().filter(bool))}})
    ends = [at for at, one in enumerate(body) if one in '{}[]":,']
    first, second, into, upto = (data.draw(st.sampled_from(ends)) for _ in range(4))
    piece = body[min(first, second) : max(first, second)][:200]
    the_same(body[:into] + piece + body[max(into, upto) :], pytest.MonkeyPatch())


def test_json_of_more_kinds_of_tasks_than_a_site_has_is_read_whole(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    schedule = {"frequency": "Weekly", "nextRunAt": "2026-06-08T04:50:00Z"}
    names = [f"name{number}" for number in range(20)]
    body = json.dumps(
        {"tasks": {"task": [{"extractRefresh": {one: "", "schedule": schedule}} for one in names]}}
    )
    with pytest.raises(NotPlain):
        skim(body, "auto", "observed")
    the_same(body, monkeypatch)


def test_json_of_a_task_with_a_huge_name_is_read_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    schedule = {"frequency": "Weekly", "nextRunAt": "2026-06-08T04:50:00Z"}
    refresh = {"x" * 100_000: "", "schedule": schedule}
    body = json.dumps({"tasks": {"task": [{"extractRefresh": refresh}]}})
    with pytest.raises(NotPlain):
        skim(body, "auto", "observed")
    the_same(body, monkeypatch)


@pytest.mark.parametrize("number", [1, 2, 5])
def test_json_without_a_word_of_tableau_is_no_answer(
    number: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    task = {"extractRefresh": {"schedule": {"frequency": "Weekly"}}}
    the_same(json.dumps({"tasks": {"task": [task] * number}}), monkeypatch)


@pytest.mark.parametrize("syntax", ["xml", "json"])
@given(tasks=plain_tasks())
def test_tasks_share_a_schedule_only_where_it_says_the_same(
    syntax: str, tasks: list[dict[str, object]]
) -> None:
    tasks = [task for task in tasks for _ in range(2)]
    body = rendered(tasks, "") if syntax == "xml" else json.dumps({"tasks": {"task": tasks}})
    if tasks:
        answer = open_answer([body.encode()] if syntax == "xml" else body)
        read = reader_of(answer, tabsched.Schedule)
        found = [read(one) for one in answer.found]
        assert all(one is other for one, other in zip(found[::2], found[1::2], strict=True))
        assert said(found) == said(examine_whole(body).schedules)


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
        ('"workbook"', '"Workbook"'),
        ('"workbook": {"id": "a"}', '"workbook": "a"'),
        ('"workbook": {"id": "a"}', '"workbook": null'),
        ('"workbook": {"id": "a"}', '"workbook": {"id": {}}'),
        ('"workbook": {"id": "a"}', '"workbook": {"id": "a", "id": "b"}'),
        ('"workbook": {"id": "a"}', '"datasource": {"id": "a"}'),
        ('"workbook": {"id": "a"}', '"workbook": {"id": "a"}, "workbook": {"id": "b"}'),
        ('"workbook": {"id": "a"}', '"workbook": {"id": "a"}, "Schedule": "b"'),
        ('"workbook": {"id": "a"}', '"workbook": {"id": "a"}, "Schedule": {"frequency": "b"}'),
        ('"workbook": {"id": "a"}', '"workbook": {"id": "a"}, "Schedule": {}'),
        ('"workbook": {"id": "a"}', '"workbook": {"id": "a"}, "(": "b"'),
        ('"workbook": {"id": "a"}', '"workbook": {"id": "a"}}, "schedule": {"id": "a"'),
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
        ('"consecutiveFailedCount": "0"', '"consecutiveFailedCount": 0'),
        ('"consecutiveFailedCount": "0"', '"consecutiveFailedCount": 0012'),
        ('"consecutiveFailedCount": "0"', '"consecutiveFailedCount": -1.5e+3'),
        ('"consecutiveFailedCount": "0"', '"consecutiveFailedCount": 1.'),
        ('"consecutiveFailedCount": "0"', '"consecutiveFailedCount": NaN'),
        ('"consecutiveFailedCount": "0"', '"consecutiveFailedCount": null'),
        ('"consecutiveFailedCount": "0"', '"consecutiveFailedCount": []'),
        ('"consecutiveFailedCount": "0"', f'"own": {"[" * 100_000}{"]" * 100_000}'),
        ('"consecutiveFailedCount"', '"consecutiveFailed\\u0043ount"'),
        ('"consecutiveFailedCount": "0"', '"consecutiveFailedCount": "\\x"'),
        ('"consecutiveFailedCount": "0"', '"consecutiveFailedCount": "\\u12g4"'),
        ('"consecutiveFailedCount": "0"', '"consecutiveFailedCount": "\t"'),
        ('"Daily"', '"D\\u0061ily"'),
        ('"Daily"', '"\\ud800"'),
        ('"Daily"', '"\\"'),
        ('"06:00:00"', '"06:\\u00300:00"'),
        ('"06:00:00"', '"06:00:00}"'),
        ('"06:00:00"', '"{06:00:00"'),
        ('"06:00:00"', '"{"}, "own": {"a": "}"'),
        ('"06:00:00"', '"{"}, "frequencyDetail": {"a": "}"'),
        ('"06:00:00"', '"06:00:00", "end": {"a": {"b": {}}}'),
        ('"06:00:00"', '"06:00:00", "start": "07:00:00"'),
        ('"06:00:00"', '"06:00:00",'),
        ('"06:00:00"', "[" * 80 + "]" * 80),
        ('"06:00:00"', "7"),
        ("[{", '[[{"hours": "4"}], {'),
        ("[{", "[,{"),
        ("}]}}", "},]}}"),
        ("}, {", "} {"),
        ("}, {", "},, {"),
        ("}, {", "}, null, {"),
        ("]}}", "]}} \n"),
        ("]}}", '], "pagination": {}}}'),
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
    refresh = {"consecutiveFailedCount": "0", "schedule": schedule, "workbook": {"id": "a"}}
    task = {"extractRefresh": refresh}
    body = json.dumps({"tasks": {"task": [task, task]}})
    assert found in body
    the_same(body.replace(found, instead, 1), monkeypatch)
    the_same(body.replace(found, instead), monkeypatch)
    the_same(instead.join(body.rsplit(found, 1)), monkeypatch)


@given(st.data())
def test_a_broken_answer_is_the_same_fault_either_way(data: st.DataObject) -> None:
    body = HEAD + TASK * 2 + TAIL
    at = data.draw(st.integers(0, len(body)))
    stop = data.draw(st.integers(at, min(len(body), at + 12)))
    piece = data.draw(st.text(alphabet="<>/&\"'= ab!-?[é\r\n", max_size=6))
    the_same(body[:at] + piece + body[stop:], pytest.MonkeyPatch())
    odd = data.draw(st.binary(max_size=3))
    the_same(body[:at].encode() + odd + body[stop:].encode(), pytest.MonkeyPatch())


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


@pytest.mark.parametrize("body", [(HEAD + TASK * 3 + TAIL).encode(), HEAD + TASK * 3 + TAIL])
def test_a_long_answer_is_refused_where_it_is_too_large(
    body: str | bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tabsched.lint.LONG", 0)
    assert len(tabsched.parse_all(body, max_size=len(body))) == 3
    with pytest.raises(tabsched.ParseError, match="larger than"):
        tabsched.parse_all(body, max_size=len(body) - 1)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_the_encoding_of_an_answer_does_not_matter(
    encoding: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    the_same((HEAD + TASK.replace("Monday", "é") * 2 + TAIL).encode(encoding), monkeypatch)
