"""Tasks of a long answer are read by their kind: as values they are what reading each one gives."""

from __future__ import annotations

import json
from copy import deepcopy
from dataclasses import fields
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import tabsched
from tabsched import Pagination, Target, Task, read_answer
from tabsched.lint import open_long
from tabsched.model import Written
from tabsched.task_kinds import read_long
from tabsched.telling import answer_of
from tabsched.wire.plain import NotPlain
from tabsched.writing import to_value

if TYPE_CHECKING:
    from tabsched.opening import Opened

    Values = dict[str, Any]

HEAD = '<tsResponse xmlns="http://tableau.com/api">{}<tasks>'
TAIL = "</tasks></tsResponse>"


def told(body: str | bytes) -> object:
    """All that is read of a body, each value with its type, or the sentence about it."""
    try:
        return parts_of(read_answer(body))
    except tabsched.ParseError as error:
        return str(error)


def parts_of(value: object) -> object:
    if isinstance(value, Written):
        return repr(value), to_value(value), value.source is None
    if isinstance(value, tuple):
        return [parts_of(item) for item in value]
    if value is None or type(value) in (str, int):
        return type(value), value
    return type(value), [parts_of(getattr(value, one.name)) for one in fields(value)]  # type: ignore[arg-type]  # all others are dataclasses


def told_both_ways(body: str | bytes) -> tuple[object, object]:
    """What is read of a body as a long answer, if it is one; and what is read of it whole."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("tabsched.lint.LONG", 0)
        skimmed = told(body)
        patch.setattr("tabsched.lint.LONG", len(body) + 1)
        return skimmed, told(body)


def is_plain(body: str | bytes) -> bool:
    """Whether a body can be read by the kinds of its tasks."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("tabsched.lint.LONG", 0)
        try:
            read_long(open_long(body, len(body) * 4))
        except NotPlain:
            return False
    return True


# What stands beside a schedule. A value may look as the marks that tell a kind do.
SAID = st.sampled_from(
    [
        *("1", "50", "-1", "007", "nn", "", "null", "true", "#0", "#1", "#4", "RefreshExtractTask"),
        *(
            "a & b",
            "<&amp;>",
            "it's",
            'the "big" one',
            "a\tb",
            " a\nb\r\n ",
            "é😀",
            "{",
            "}}",
            "\\",
        ),
    ]
)
PLAIN_NAMES = ("id", "type", "priority", "consecutiveFailedCount")
NAMES = st.sampled_from([*PLAIN_NAMES, *PLAIN_NAMES, "ID", "Type", "PRIORITY", "own", "name", "a"])
TARGET_NAMES = st.sampled_from(["id", "name", "id", "name", "Id", "NAME", "own"])
KINDS = st.sampled_from(["workbook", "datasource", "view"])
SCHEDULE: Values = {"frequency": "Weekly", "nextRunAt": "2026-06-08T04:50:00Z"}


@st.composite
def kinds(draw: st.DrawFn, names: st.SearchStrategy[str] = NAMES) -> list[str]:
    """The names beside a schedule, in their order; after a slash those of a target."""
    found = draw(st.lists(names, max_size=5, unique=True))
    found.insert(draw(st.integers(0, len(found))), "schedule")
    if draw(st.booleans()):
        inner = draw(st.lists(TARGET_NAMES, max_size=3, unique=True))
        found.insert(draw(st.integers(0, len(found))), "/".join((draw(KINDS), *inner)))
    return found


@st.composite
def tasks_of_kinds(draw: st.DrawFn, said: st.SearchStrategy[Any] = SAID) -> list[Values]:
    """Tasks, several of each kind, that differ in their values."""
    some = draw(st.lists(kinds(), min_size=1, max_size=3))
    tasks = []
    for kind in draw(st.lists(st.sampled_from(some), min_size=1, max_size=8)):
        task: Values = {}
        for name in kind:
            target, slash, inner = name.partition("/")
            if name == "schedule":
                task[name] = dict(SCHEDULE)
            elif target in {"workbook", "datasource", "view"}:
                task[target] = {one: draw(said) for one in inner.split("/") if slash and one}
            else:
                task[name] = draw(said)
        tasks.append(task)
    return tasks


def attribute(name: str, value: str, quote: str) -> str:
    value = value.replace("&", "&amp;").replace("<", "&lt;")
    return f" {name}={quote}{value.replace(quote, f'&#{ord(quote)};')}{quote}"


def in_xml(tasks: list[Values], space: str = "", quote: str = '"', before: str = "") -> str:
    """An answer of tasks: values as attributes, objects as elements."""
    written = []
    for task in tasks:
        outer = [attribute(*one, quote) for one in task.items() if isinstance(one[1], str)]
        inner = [
            f"{space}<{name}{''.join(attribute(*one, quote) for one in value.items())}/>"
            for name, value in task.items()
            if isinstance(value, dict)
        ]
        refresh = f"<extractRefresh{''.join(outer)}>{''.join(inner)}</extractRefresh>"
        written.append(f"{space}<task>{refresh}</task>")
    return HEAD.format(before) + "".join(written) + TAIL


def in_json(tasks: list[Values], **how: Any) -> str:  # noqa: ANN401 options of json.dumps
    return json.dumps({"tasks": {"task": [{"extractRefresh": task} for task in tasks]}}, **how)


@given(tasks_of_kinds(), st.sampled_from(["", "\n  ", "\r\n\t"]), st.sampled_from("\"'"))
def test_tasks_in_xml_are_read_by_their_kind_as_each_by_itself(
    tasks: list[Values], space: str, quote: str
) -> None:
    body = in_xml(tasks, space, quote)
    by_kind, each = told_both_ways(body)

    assert by_kind == each
    assert told_both_ways(body.encode()) == (each, each)
    assert is_plain(body) or (quote == "'" and '"big"' in body)


SAID_IN_JSON = SAID | st.sampled_from(
    [None, True, False, 0, 50, -7, 1.5, 1e300, 12345678901234567890, "\ud83d\ude00"]
)


@given(tasks_of_kinds(SAID_IN_JSON), st.sampled_from([{}, {"ensure_ascii": False}, {"indent": 1}]))
def test_tasks_in_json_are_read_by_their_kind_as_each_by_itself(
    tasks: list[Values], how: dict[str, Any]
) -> None:
    by_kind, each = told_both_ways(in_json(tasks, **how))

    assert by_kind == each


@given(tasks_of_kinds(), st.sampled_from([{}, {"ensure_ascii": False}, {"indent": 1}]))
def test_tasks_of_texts_in_json_are_plain(tasks: list[Values], how: dict[str, Any]) -> None:
    assert is_plain(in_json(tasks, **how))


ODD_ELEMENTS = (
    "<workbook/>", "<view id='2'/>", "<Workbook id='2'/>", "<prism id='2'/>", "<flow id='2'/>",
    "<id>2</id>", "<schedule/>", "<x:prism xmlns:x='urn:x' id='2'/>", "<workbook>W</workbook>",
    "<workbook><schedule/></workbook>", "<extractRefresh id='2'/>", "text", "<!-- <task> -->",
    "<![CDATA[<workbook id='3'/>]]>", "<?go on?>", "&#60;", "<view id='a\"b'/>",
    "</extractRefresh>",
    "</task><task>", "</task><note/><task>", "<extractRefresh", "\u00a0",
)  # fmt: skip


@given(st.data())
def test_xml_with_anything_anywhere_is_told_as_when_it_is_read_whole(data: st.DataObject) -> None:
    body = in_xml(data.draw(tasks_of_kinds()), before=data.draw(st.sampled_from(PAGES)))
    tags = [at for at, one in enumerate(body) if one in '<>/"= ']
    for _ in range(data.draw(st.integers(1, 2))):
        at = data.draw(st.sampled_from(tags))
        piece = data.draw(st.sampled_from(ODD_ELEMENTS) | st.text("<>/&\"' =a#", max_size=4))
        body = body[:at] + piece + body[at + data.draw(st.integers(0, 1)) :]
    by_kind, whole = told_both_ways(body)

    assert by_kind == whole


@given(st.data())
def test_json_with_anything_anywhere_is_told_as_when_it_is_read_whole(
    data: st.DataObject,
) -> None:
    tasks = data.draw(tasks_of_kinds(SAID_IN_JSON))
    odd = SAID_IN_JSON | st.sampled_from([{}, [], {"id": "2"}, [{"id": "2"}], {"id": {}}, [None]])
    names = NAMES | KINDS | st.sampled_from(["schedule", "Schedule", "flow", "Workbook", "prism"])
    for _ in range(data.draw(st.integers(1, 3))):
        task = data.draw(st.sampled_from(tasks))
        inner = [value for value in task.values() if isinstance(value, dict)]
        data.draw(st.sampled_from([task, *inner]))[data.draw(names)] = deepcopy(data.draw(odd))
    by_kind, whole = told_both_ways(in_json(tasks))

    assert by_kind == whole


PAGES = [
    "",
    "<pagination/>",
    '<pagination pageNumber="1" pageSize="100" totalAvailable="nn"/>',
    "\n  <pagination PageNumber='2' own='&amp;' pageSize=' 5'/>\n",
]


@pytest.mark.parametrize("before", PAGES)
@pytest.mark.parametrize("count", [0, 1, 3])
def test_the_page_is_told_with_its_tasks(before: str, count: int) -> None:
    task = {"id": "1", "consecutiveFailedCount": "0", "schedule": SCHEDULE}
    body = in_xml([task] * count, before=before)
    by_kind, whole = told_both_ways(body)

    assert by_kind == whole
    assert is_plain(body)
    answer = read_answer(body)
    assert len(answer.tasks) == count
    assert (answer.pagination == Pagination(1, 100, "nn")) == ("nn" in before)


@pytest.mark.parametrize("write", [in_xml, in_json])
def test_a_task_is_read_once_for_each_kind(write: Any, monkeypatch: pytest.MonkeyPatch) -> None:  # noqa: ANN401 both writers
    """However many tasks there are; no time is measured."""
    read = []

    def counted(opened: Opened) -> tabsched.Answer:
        read.append(opened)
        return answer_of(opened)

    monkeypatch.setattr("tabsched.task_kinds.answer_of", counted)
    monkeypatch.setattr("tabsched.lint.LONG", 0)
    tasks = [
        {
            "id": f"task {number}",
            "priority": str(number),
            "consecutiveFailedCount": "0",
            "schedule": SCHEDULE,
            ("workbook", "view")[number % 2]: {"id": f"target {number}"},
        }
        for number in range(200)
    ]
    found = read_answer(write(tasks)).tasks

    # one more for what stands around the tasks
    assert len(read) == 3
    assert [(task.id, task.priority, task.target) for task in found] == [
        (f"task {number}", number, Target(("workbook", "view")[number % 2], f"target {number}"))
        for number in range(200)
    ]


@pytest.mark.parametrize("size", [3, 20, 130, 1000])
def test_the_size_of_chunks_does_not_matter_to_what_is_told(
    size: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tabsched.long_texts._CHUNK", size)
    task = {"id": "é", "consecutiveFailedCount": "0", "schedule": SCHEDULE, "view": {"id": "😀"}}
    body = in_xml([task] * 3, before=PAGES[2]).encode()
    by_kind, whole = told_both_ways(body)

    assert by_kind == whole
    assert is_plain(body)
    for at in range(0, len(body), 7):
        by_kind, whole = told_both_ways(body[:at] + b"\xff" + body[at:])
        assert by_kind == whole


def test_what_stands_in_one_task_stands_in_no_other() -> None:
    schedule = dict(SCHEDULE)
    tasks = [
        {"id": "1", "consecutiveFailedCount": "5", "schedule": schedule, "view": {"name": "V"}},
        {"id": "2", "consecutiveFailedCount": "0", "schedule": schedule},
        {"id": "3", "consecutiveFailedCount": "nn", "schedule": schedule, "view": {"id": "4"}},
    ]
    for body in (in_xml(tasks), in_json(tasks)):
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr("tabsched.lint.LONG", 0)
            found = read_answer(body).tasks
        weekly = tabsched.parse(json.dumps(schedule))
        assert found == (
            Task("1", None, None, 5, Target("view", None, "V"), weekly),
            Task("2", None, None, 0, None, weekly),
            Task("3", None, None, "nn", Target("view", "4"), weekly),
        )


def test_an_answer_of_more_kinds_than_a_site_has_is_read_whole() -> None:
    tasks = [{"a" * number: "1", "id": "2", "schedule": SCHEDULE} for number in range(1, 80)]
    body = in_xml(tasks)
    by_kind, whole = told_both_ways(body)

    assert not is_plain(body)
    assert is_plain(in_xml(tasks[:60]))
    assert by_kind == whole


def test_an_answer_that_mixes_quotation_marks_is_read_whole() -> None:
    body = in_xml([{"id": "1", "type": "2", "schedule": SCHEDULE}] * 3)
    mixed = body.replace('type="2"', "type='2\"'")
    by_kind, whole = told_both_ways(mixed)

    assert is_plain(body)
    assert not is_plain(mixed)
    assert by_kind == whole


@pytest.mark.parametrize("write", [in_xml, in_json])
def test_a_fault_in_a_long_answer_is_told_with_its_place(write: Any) -> None:  # noqa: ANN401 both writers
    task: Values = {"id": "1", "consecutiveFailedCount": "0", "schedule": SCHEDULE, "view": {}}
    body = write([task] * 300 + [{**task, "workbook": {}}])
    assert len(body) > 2**15

    with pytest.raises(
        tabsched.ParseError, match=r'\Aline 1, column \d+: "view" and "workbook" st'
    ):
        read_answer(body)


def test_the_limits_of_a_long_answer_are_those_of_every_answer() -> None:
    body = in_xml([{"id": "1", "consecutiveFailedCount": "0", "schedule": SCHEDULE}] * 300)
    assert len(body) > 2**15

    assert len(read_answer(body, max_depth=5, max_size=len(body)).tasks) == 300
    with pytest.raises(tabsched.ParseError, match="deeper than 4"):
        read_answer(body, max_depth=4)
    for limited in (body, body.encode(), in_json([{"id": "1"}] * 5000)):
        with pytest.raises(tabsched.ParseError, match="larger than"):
            read_answer(limited, max_size=len(limited) - 1)
