"""Answers of Tableau as values: what is read, what changes nothing, and what is refused."""

from __future__ import annotations

import json
import pickle
from dataclasses import FrozenInstanceError, fields
from pathlib import Path
from typing import Any, NamedTuple

import pytest
import test_reference
from hypothesis import given
from hypothesis import strategies as st
from valid_schedules import LUID, OTHER_LUID, Element, Syntax, render, valid_schedules

import tabsched
from tabsched import (
    Answer,
    ApiError,
    Extract,
    Job,
    Pagination,
    ResponseWarning,
    Target,
    Task,
    read_answer,
)

REFERENCE = Path(__file__).parent / "reference"
SYNTAXES: st.SearchStrategy[Syntax] = st.sampled_from(("xml", "json"))
MANY = 10_000

# What is drawn: a value, and the element that says it.

TEXTS = st.none() | st.text(alphabet="aé😀<&\"'.-", min_size=1, max_size=5)
NUMBERS = st.none() | st.integers(-5, 10**9) | st.sampled_from(("nn", "", "05", "4.0", "1e3", "٣"))
STAMPS = st.none() | st.sampled_from(("2026-06-08T04:50:00Z", "2023-04-06T23:43:12-0700", "soon"))


class Said(NamedTuple):
    """A value and the elements that say it."""

    value: Any
    elements: list[Element]


def element(tag: str, children: list[Element], /, **values: object) -> Element:
    """An element without the values that are None; numbers are written as their digits."""
    written = {key: str(value) for key, value in values.items() if value is not None}
    return Element(tag, written, children)


def text_element(name: str, text: str | None) -> list[Element]:
    """An element of text, which JSON writes as a value."""
    return [] if text is None else [Element(name, text=text, instead=text)]


@st.composite
def targets(draw: st.DrawFn) -> Said:
    if draw(st.booleans()):
        return Said(None, [])
    kind = draw(st.sampled_from(("workbook", "datasource", "view", "flow", "virtualConnection")))
    luid = draw(TEXTS if kind != "virtualConnection" else st.just(LUID))
    name = draw(TEXTS)
    return Said(Target(kind, luid, name), [element(kind, [], id=luid, name=name)])


@st.composite
def schedules(draw: st.DrawFn) -> Said:
    written = draw(valid_schedules(draw(st.sampled_from(("cloud", "server")))))
    stamp = draw(STAMPS)
    if stamp is not None:
        written.values["nextRunAt"] = stamp
    return Said(tabsched.parse(render(written, "xml").text), [written])


@st.composite
def tasks(draw: st.DrawFn, *, schedule: bool | None = None) -> Said:
    """A task as one extractRefresh, with its schedule in it."""
    with_schedule = draw(st.booleans()) if schedule is None else schedule
    read, written = draw(schedules()) if with_schedule else Said(None, [])
    target, named = draw(targets())
    luid, kind, failed = draw(st.just(LUID) | TEXTS), draw(TEXTS), draw(NUMBERS)
    priority = draw(NUMBERS)
    refresh = element(
        "extractRefresh",
        draw(st.permutations([*written, *named])),
        id=luid,
        type=kind,
        priority=priority,
        consecutiveFailedCount=failed,
    )
    return Said(Task(luid, kind, priority, failed, target, read), [refresh])


@st.composite
def extracts(draw: st.DrawFn) -> Said:
    luid, kind, priority = draw(TEXTS), draw(TEXTS), draw(NUMBERS)
    target, named = draw(targets())
    said = element("extract", named, id=luid, type=kind, priority=priority)
    return Said(Extract(luid, kind, priority, target), [said])


@st.composite
def jobs(draw: st.DrawFn) -> Said:
    luid, mode, kind, made = draw(TEXTS), draw(TEXTS), draw(TEXTS), draw(STAMPS)
    details: list[Element] = []
    target, job_luid = None, None
    if draw(st.booleans()):
        target, named = draw(targets())
        job_luid = draw(TEXTS)
        name = draw(st.sampled_from(("extractCreationJob", "extractRefreshJob")))
        details = [Element(name, {}, [*named, *text_element("jobLuid", job_luid)])]
    said = element("job", details, id=luid, mode=mode, type=kind, createdAt=made)
    return Said(Job(luid, mode, kind, made, target, job_luid), [said])


@st.composite
def warnings(draw: st.DrawFn) -> Said:
    message, code, luid = draw(TEXTS), draw(TEXTS), draw(TEXTS)
    said = element("warning", [], message=message, errorCode=code, id=luid)
    return Said(ResponseWarning(message, code, luid), [said])


@st.composite
def errors(draw: st.DrawFn) -> Said:
    code, summary, detail = draw(TEXTS), draw(TEXTS), draw(TEXTS)
    inner = [*text_element("summary", summary), *text_element("detail", detail)]
    return Said(ApiError(code, summary, detail), [element("error", inner, code=code)])


@st.composite
def paginations(draw: st.DrawFn) -> Said:
    number, size, total = draw(NUMBERS), draw(NUMBERS), draw(NUMBERS)
    said = element("pagination", [], pageNumber=number, pageSize=size, totalAvailable=total)
    return Said(Pagination(number, size, total), [said])


def told(items: list[Said]) -> tuple[Any, ...]:
    """The values of a list, without those that say nothing."""
    return tuple(item.value for item in items if item.value != type(item.value)())


def listed(container: str, items: list[Said]) -> Element:
    return Element(container, {}, [one for item in items for one in item.elements])


def in_task(item: Said) -> Said:
    return Said(item.value, [Element("task", {}, item.elements)])


@st.composite
def answers(draw: st.DrawFn) -> Said:
    """An answer of any of the methods, under its root."""
    match draw(st.sampled_from(("list", "get", "create", "extracts", "job", "error"))):
        case "list":
            items = [in_task(item) for item in draw(st.lists(tasks(), max_size=3))]
            value, parts = Answer(tasks=told(items)), [listed("tasks", items)]
        case "get":
            item = in_task(draw(tasks()))
            value, parts = Answer(tasks=told([item])), item.elements
        case "create":
            item = draw(tasks(schedule=True))
            (refresh,) = item.elements
            schedule = refresh.child("schedule")
            refresh.children.remove(schedule)
            # Where JSON leaves the root out, what only Tableau writes tells it from a request.
            schedule.values["createdAt"] = "2023-04-06T23:43:12-0700"
            read = item.value.schedule.replace(created_at="2023-04-06T23:43:12-0700")
            value = Answer(tasks=(replaced(item.value, schedule=read),))
            parts = [refresh, schedule]
        case "extracts":
            items = draw(st.lists(extracts(), max_size=3))
            page = draw(paginations())
            value = Answer(extracts=told(items), pagination=page.value)
            parts = [*page.elements, listed("extracts", items)]
        case "job":
            item = draw(jobs())
            value, parts = Answer(jobs=told([item])), item.elements
        case _:
            item = draw(errors())
            value, parts = Answer(error=item.value), item.elements
    remarks = draw(st.just([]) | st.lists(warnings(), min_size=1, max_size=3))
    if remarks:
        value = replaced(value, warnings=told(remarks))
        parts = [*parts, listed("warnings", remarks)]
    return Said(value, [Element("tsResponse", {}, parts)])


def replaced(value: Any, **changes: object) -> Any:  # noqa: ANN401 any of the values here
    return type(value)(
        **{one.name: changes.get(one.name, getattr(value, one.name)) for one in fields(value)}
    )


def outcome(body: Any) -> str:  # noqa: ANN401 any body
    """What is read of a body, ids and timestamps of schedules too, or the sentence about it."""
    try:
        return repr(read_answer(body))
    except tabsched.ParseError as error:
        sentence = str(error)
    assert "\n" not in sentence
    return sentence


def is_answer(said: str) -> bool:
    return said.startswith("Answer(")


def around(parts: str) -> str:
    return f"<tsResponse>{parts}</tsResponse>"


# What is written is read


@given(answers(), SYNTAXES, st.booleans())
def test_what_an_answer_says_is_read_in_either_syntax(
    said: Said,
    syntax: Syntax,
    rooted: bool,  # noqa: FBT001 drawn
) -> None:
    text = render(said.elements[0], syntax, rooted=rooted).text

    assert repr(read_answer(text)) == repr(said.value)
    assert read_answer(text) == said.value


@given(answers())
def test_the_twins_of_an_answer_are_equal_as_text_as_bytes_and_as_a_value(said: Said) -> None:
    root = said.elements[0]
    xml, twin = render(root, "xml"), render(root, "json")

    from_xml = read_answer(xml.text)
    assert read_answer(twin.text) == from_xml
    assert read_answer(twin.value) == from_xml
    assert read_answer(xml.text.encode("utf-16")) == from_xml
    assert read_answer(twin.text.encode()) == from_xml


@given(answers())
def test_an_answer_is_immutable_hashable_and_picklable(said: Said) -> None:
    answer = read_answer(render(said.elements[0], "xml").text)

    assert hash(answer) == hash(said.value)
    assert repr(pickle.loads(pickle.dumps(answer))) == repr(answer)  # noqa: S301 our own bytes
    with pytest.raises(FrozenInstanceError):
        answer.tasks = ()  # type: ignore[misc]  # that is the point


@given(answers(), SYNTAXES)
def test_the_schedules_of_the_tasks_are_those_that_parse_all_gives(
    said: Said, syntax: Syntax
) -> None:
    text = render(said.elements[0], syntax).text

    assert law_of(text)


def law_of(body: Any) -> bool:  # noqa: ANN401 any body
    """Whether the tasks of an answer carry the schedules of the document, each once, in order."""
    schedules = [task.schedule for task in read_answer(body).tasks if task.schedule is not None]
    return list(map(repr, schedules)) == list(map(repr, tabsched.parse_all(body)))


def test_json_may_write_any_list_as_a_list() -> None:
    body = {
        "tasks": [{"flowRun": {"id": "1"}}, []],
        "extracts": [{"id": "2"}, []],
        "jobs": [{"id": "3"}, {"job": {"id": "4"}}],
        "warnings": [{"message": "5"}],
    }

    assert read_answer(body) == Answer(
        (Task("1"),), (Extract("2"),), (Job("3"), Job("4")), (ResponseWarning("5"),)
    )


@given(st.lists(tasks(), max_size=3), st.sampled_from(("tasks", "list", "bare", "in-list")))
def test_json_may_write_the_list_of_tasks_in_its_other_ways(items: list[Said], way: str) -> None:
    """Server's samples: `"tasks": [{…}, []]`, and a bare list; nothing stands in `[]`."""
    each = [{"extractRefresh": render(item.elements[0], "json").value} for item in items]
    for one in each:
        one["extractRefresh"].setdefault("consecutiveFailedCount", "0")
    body: Any = {
        "tasks": {"tasks": {"task": [*each, []]}},
        "list": {"tasks": [*each, []]},
        "bare": [*each, []],
        "in-list": {"tasks": [{"task": one} for one in each]},
    }[way]
    if way == "bare" and not items:
        assert outcome(body).startswith("this is no answer")
        return
    values = [
        replaced(item.value, consecutive_failed_count=0)
        if item.value.consecutive_failed_count is None
        else item.value
        for item in items
    ]

    assert repr(read_answer(body)) == repr(Answer(tasks=tuple(values)))
    assert repr(read_answer(json.dumps(body))) == repr(read_answer(body))
    assert law_of(body)


# What nobody knows changes nothing

STRANGE_TEXTS = st.text(alphabet="aé<&", max_size=4)
STRANGE_VALUES: st.SearchStrategy[Any] = st.deferred(
    lambda: (
        st.none()
        | st.booleans()
        | st.integers()
        | STRANGE_TEXTS
        | st.lists(STRANGE_VALUES, max_size=2)
        | st.dictionaries(st.sampled_from("ab"), STRANGE_VALUES)
    )
)


@st.composite
def strangers(draw: st.DrawFn, syntax: Syntax) -> Element:
    """An element that nobody knows; in JSON perhaps any other value."""
    inner = [Element("inner", {"own": draw(STRANGE_TEXTS)})] if draw(st.booleans()) else []
    stranger = Element("stranger", {"colour": draw(STRANGE_TEXTS)}, inner)
    if syntax == "json" and draw(st.booleans()):
        stranger.instead = draw(STRANGE_VALUES)
    return stranger


def below(root: Element) -> list[Element]:
    return [root, *(inner for child in root.children for inner in below(child))]


@given(answers(), SYNTAXES, st.data())
def test_attributes_and_elements_that_nobody_knows_change_nothing(
    said: Said, syntax: Syntax, data: st.DataObject
) -> None:
    root = said.elements[0]
    before = outcome(render(root, syntax).text)
    places = [one for one in below(root) if not one.text]
    for place in data.draw(st.lists(st.sampled_from(places), max_size=4, unique_by=id)):
        if data.draw(st.booleans()):
            place.values["own"] = data.draw(STRANGE_TEXTS)
        else:
            at = data.draw(st.integers(0, len(place.children)))
            place.children.insert(at, data.draw(strangers(syntax)))

    assert outcome(render(root, syntax).text) == before


@pytest.mark.parametrize(
    ("task", "read"),
    [
        # A virtual connection is listed, and no element tells it.
        ('<extractRefresh id="1" priority="50"/>', Task("1", priority=50)),
        ('<extractRefresh id="1"><virtualConnection id="2" name="V"/></extractRefresh>',
         Task("1", target=Target("virtualConnection", "2", "V"))),
        ('<extractRefresh id="1"><prism id="2"/><workbook id="3"/></extractRefresh>',
         Task("1", target=Target("workbook", "3"))),
        ('<extractRefresh id="1"><prism/></extractRefresh>', Task("1")),
        ('<extractRefresh id="1"><x:prism xmlns:x="urn:x" id="2"/></extractRefresh>', Task("1")),
        # Other kinds of tasks.
        ('<flowRun id="1" type="RunFlowTask" priority="7"><flow id="2" name="F"/></flowRun>',
         Task("1", "RunFlowTask", 7, target=Target("flow", "2", "F"))),
        ('<dataAcceleration id="1"><workbook id="2"/></dataAcceleration>',
         Task("1", target=Target("workbook", "2"))),
        ('<note/><somethingNew id="1" type="New"/>', Task("1", "New")),
        ("", None),
        ('<workbook id="2"/>', Task(target=Target("workbook", "2"))),
        ("<!-- additional tasks -->", None),
        ("... additional tasks ...", None),
        ("<somethingNew/>", None),
    ],
)  # fmt: skip
def test_a_task_that_nobody_knows_is_read_as_far_as_it_goes(task: str, read: Task | None) -> None:
    body = f"<tsResponse><tasks><task>{task}</task></tasks></tsResponse>"

    assert read_answer(body).tasks == (() if read is None else (read,))


@pytest.mark.parametrize("inner", [[{"id": "2"}], {"id": True}, {"id": None}, {"id": {}}, "2", []])
def test_what_has_no_id_of_its_own_is_no_target(inner: object) -> None:
    refresh = {"id": "1", "stranger": inner}

    assert read_answer({"task": {"extractRefresh": refresh}}).tasks == (Task("1"),)


def test_names_are_read_in_any_case_of_letters() -> None:
    body = '<TSResponse><Tasks><TASK><ExtractRefresh ID="1"><Workbook Id="2"/></ExtractRefresh>'
    read = Answer(tasks=(Task("1", target=Target("workbook", "2")),))

    assert read_answer(f"{body}</TASK></Tasks></TSResponse>") == read
    twin = {"Tasks": {"TASK": {"ExtractRefresh": {"ID": "1", "Workbook": {"Id": "2"}}}}}
    assert read_answer(twin) == read


def test_the_text_null_is_a_text() -> None:
    assert read_answer(around('<task><extractRefresh id="null"/></task>')).tasks == (Task("null"),)


def test_a_task_that_has_an_id_itself_is_what_tells_about_it() -> None:
    """An unknown element beside it has an id too, and may be what the task is about."""
    read = Task("1", "New", target=Target("owner", "2"))
    inner = {"id": "1", "type": "New", "owner": {"id": "2"}}

    assert read_answer(around('<task id="1" type="New"><owner id="2"/></task>')).tasks == (read,)
    assert read_answer({"task": inner}).tasks == (read,)
    assert read_answer({"tasks": {"task": [inner, inner]}}).tasks == (read, read)


@pytest.mark.parametrize("place", ["task", "flowRun", "linkedTask"])
def test_a_schedule_of_another_kind_of_task_is_the_task_s_own(place: str) -> None:
    schedule = '<schedule frequency="Daily" id="9"/>'
    inner = schedule if place == "task" else f'<{place} id="1">{schedule}</{place}>'
    body = f"<tsResponse><tasks><task>{inner}</task></tasks></tsResponse>"

    (task,) = read_answer(body).tasks
    assert task.schedule is not None
    assert task.schedule.id == "9"
    assert law_of(body)


# What is written as it should not be


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("0", 0),
        ("50", 50),
        ("-1", -1),
        ("123456789012345678", 123456789012345678),
        ("nn", "nn"),
        ("", ""),
        (" 5", " 5"),
        ("05", "05"),
        ("5.0", "5.0"),
        ("٣", "٣"),
        ("9" * 5000, "9" * 5000),
    ],
)
def test_a_number_is_a_whole_number_or_stays_the_text_that_it_was(
    text: str, number: int | str
) -> None:
    body = f'<tsResponse><task><extractRefresh priority="{text}"/></task></tsResponse>'
    (task,) = read_answer(body).tasks

    assert task.priority == number
    assert type(task.priority) is type(number)


def test_numbers_of_json_are_numbers_and_null_is_missing() -> None:
    refresh = {"id": 7, "priority": 50, "type": None, "workbook": None, "schedule": None}
    answer = read_answer({"task": {"extractRefresh": refresh}, "pagination": None, "jobs": None})

    assert answer == Answer(tasks=(Task("7", priority=50),))
    assert type(answer.tasks[0].id) is str


REFRESH = '{"task": {"extractRefresh": {"id": "1", %s}}}'
# The place is where ¦ stands.
WRONG = [
    (REFRESH % '"type": ¦true', '"type" is true: a text belongs there'),
    (REFRESH % '"type": ¦{}', '"type" is an object: a text belongs there'),
    (REFRESH % '"type": ¦[]', '"type" is a list: a text belongs there'),
    (REFRESH % '"priority": ¦[5]', '"priority" is a list: a text belongs there'),
    (REFRESH % '"workbook": "¦W"', '"workbook" is a text: an object belongs there'),
    (REFRESH % '"workbook": ¦[{}]', '"workbook" is a list: an object belongs there'),
    (REFRESH % '"schedule": ¦5', '"schedule" is a number: an object belongs there'),
    (
        REFRESH % '"workbook": {}, "view": ¦{}',
        '"workbook" and "view" stand together: one of them belongs there',
    ),
    (REFRESH % '"Workbook": "¦W"', '"Workbook" is a text: an object belongs there'),
    ('{"tasks": "¦none"}', '"tasks" is a text: an object belongs there'),
    ('{"tasks": [¦5]}', '"tasks" is a number: an object belongs there'),
    ('{"task": {"extractRefresh": ¦[{}]}}', '"extractRefresh" is a list: an object belongs there'),
    (
        '[{"extractRefresh": {"createdAt": "0"}}, "¦x"]',
        "this item is a text: an object belongs there",
    ),
    (
        '[{"extractRefresh": {"createdAt": "0"}}, {}, ¦{"flowRun": {}}]',
        "this item is no task: extractRefresh is missing",
    ),
    ('{"error": "¦not found"}', '"error" is a text: an object belongs there'),
    (
        around('<error/>¦<error code="1"/>'),
        '"error" and "error" stand together: one of them belongs there',
    ),
    (
        around("<task><extractRefresh><schedule/>\n¦<schedule/></extractRefresh></task>"),
        "2 schedules stand with one task",
    ),
    (
        around("<extractRefresh><schedule/></extractRefresh>¦<schedule/>"),
        "2 schedules stand with one task",
    ),
    (
        around("<extractRefresh/><extractRefresh/>¦<schedule/>"),
        "one schedule stands beside 2 tasks",
    ),
    (around("<tasks/>¦<extractRefresh/>"), "extractRefresh stands beside task: in it it belongs"),
    (around("<tasks/><note>¦<schedule/></note>"), "a schedule stands outside of the tasks"),
    (around("<tasks>¦<schedule/></tasks>"), "a schedule stands outside of the tasks"),
    (
        around("<task><new id='1'><inner>¦<schedule/></inner></new></task>"),
        "a schedule stands outside of the tasks",
    ),
    (
        around("<task><task>¦<extractRefresh/></task></task>"),
        "an extractRefresh stands outside of the tasks",
    ),
    (
        around("<extracts><extract>¦<schedule/></extract></extracts>"),
        "a schedule stands outside of the tasks",
    ),
]


@pytest.mark.parametrize(("marked", "message"), WRONG)
def test_what_does_not_belong_where_it_stands_is_told_with_its_place(
    marked: str, message: str
) -> None:
    before = marked.partition("¦")[0]
    line, column = before.count("\n") + 1, len(before.rpartition("\n")[2]) + 1

    assert outcome(marked.replace("¦", "")) == f"line {line}, column {column}: {message}"


def test_a_value_has_paths_where_a_text_has_lines() -> None:
    body = {"tasks": {"task": [{"extractRefresh": {"id": "1"}}, {"extractRefresh": {"id": []}}]}}

    assert outcome(body) == '/tasks/task/1/extractRefresh/id: "id" is a list: a text belongs there'


UNANSWERED = (
    "line 1, column 1: this is a request, and no answer of Tableau: none of "
    "consecutiveFailedCount, createdAt, nextRunAt, updatedAt, which only Tableau writes, stands in "
    "it"
)
SCHEDULES = "line 1, column 1: schedules stand here, and no task: tabsched.parse_all reads them"
CUT_OFF = (
    'line 1, column 12: the text ends inside "<tsResponse>", which is open since line 1, column 1: '
    '"</tsResponse>" is missing'
)


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ("<tsRequest/>", "line 1, column 1: this is a request, and no answer of Tableau"),
        ('{"tsRequest": {}}', "line 1, column 15: this is a request, and no answer of Tableau"),
        ('{"extractRefresh": {"type": "FullRefresh", "workbook": {"id": "1"}}}', UNANSWERED),
        ("<tsResponse><schedule/></tsResponse>", SCHEDULES),
        ("<tsResponse><pagination/><schedules/></tsResponse>", SCHEDULES),
        ('{"frequency": "Daily"}', SCHEDULES),
        ("<tsResponse>", CUT_OFF),
        ("", "the text is empty: a schedule document in XML, JSON or YAML is read"),
    ],
)  # fmt: skip
def test_what_is_no_answer_is_told_to_be_what_it_is(body: str, said: str) -> None:
    assert outcome(body) == said


@pytest.mark.parametrize(
    "body",
    [
        "<html/>",
        "<task/>",
        "<schedule/>",
        "<tsResponse><pagination/><workbooks/></tsResponse>",
        "12",
        "null",
        "{}",
        "[]",
        "[[]]",
        '{"workbooks": {}}',
        '{"pagination": {}}',
        '[{"tasks": {}}]',
        '{"monday": {"tasks": {}}}',
    ],
)
def test_an_answer_about_something_else_is_none_of_these(body: str) -> None:
    said = outcome(body)

    assert said.startswith(
        "line 1, column 1: this is no answer about extract refreshes: in a tsRes"
    )
    assert "\n" not in said


@pytest.mark.parametrize(
    "body",
    [
        "<tsResponse/>",
        "<tsResponse><pagination/></tsResponse>",
        "<tsResponse><tasks/></tsResponse>",
        '{"tsResponse": {}}',
        '{"tasks": {}}',
        '{"tasks": []}',
        '{"tasks": null}',
        '{"tasks": {"task": []}}',
        '{"tasks": {"task": null}}',
        '{"extracts": {"extract": [[], {}]}}',
        '{"job": {}}',
        '{"task": {"extractRefresh": []}}',
    ],
)
def test_an_answer_may_hold_nothing(body: str) -> None:
    answer = read_answer(body)

    assert replaced(answer, pagination=None) == Answer()


@pytest.mark.parametrize("body", [None, 5, ("a",), tabsched.Schedule(), bytearray(b"<a/>")])
def test_a_body_of_another_type_is_a_type_error(body: Any) -> None:  # noqa: ANN401 that is the point
    with pytest.raises(TypeError, match="an answer is a str, bytes, dict or list, not "):
        read_answer(body)


def test_the_limits_are_those_of_parse_all() -> None:
    body = "<tsResponse><task><extractRefresh id='1'/></task></tsResponse>"

    assert read_answer(body, max_depth=3, max_size=len(body)).tasks == (Task("1"),)
    with pytest.raises(tabsched.ParseError, match=r"line 1, column 19: .* deeper than 2"):
        read_answer(body, max_depth=2)
    with pytest.raises(tabsched.ParseError, match="larger than"):
        read_answer(body, max_size=len(body) - 1)


# Hostile bodies: an answer or a ParseError, and no schedule is lost

NAMES = (
    "tsResponse", "tsRequest", "tasks", "task", "Task", "extractRefresh", "ExtractRefresh",
    "schedule", "Schedule", "schedules", "frequencyDetails", "frequency", "intervals", "interval",
    "workbook", "datasource", "flowRun", "flow", "extracts", "extract", "job", "extractCreationJob",
    "jobLuid", "warnings", "warning", "pagination", "error", "summary", "id", "type", "priority",
    "consecutiveFailedCount", "nextRunAt", "subscription", "stranger", "",
)  # fmt: skip
NAMED = st.sampled_from(NAMES)
LEAVES = st.none() | st.booleans() | st.integers(0, 9) | st.sampled_from(("", "Daily", "5", "a"))
SOUP: st.SearchStrategy[Any] = st.deferred(
    lambda: LEAVES | st.lists(SOUP, max_size=3) | st.dictionaries(NAMED, SOUP, max_size=4)
)
XML_NAMES = st.sampled_from([name for name in NAMES if name])
XML_LEAVES = st.builds(Element, XML_NAMES, st.dictionaries(XML_NAMES, st.just("1"), max_size=2))
XML_SOUP: st.SearchStrategy[Element] = st.deferred(
    lambda: (
        XML_LEAVES
        | XML_LEAVES
        | st.builds(Element, XML_NAMES, st.just({}), st.lists(XML_SOUP, max_size=4))
    )
)


@st.composite
def tasks_in_soup(draw: st.DrawFn) -> Any:  # noqa: ANN401 any JSON value
    """What is nearly an answer: tasks, and anything beside and inside them."""
    refresh = draw(st.dictionaries(NAMED, SOUP, max_size=3))
    refresh["consecutiveFailedCount"] = "0"
    task = draw(st.dictionaries(NAMED, SOUP, max_size=2)) | {"extractRefresh": refresh}
    top = draw(st.dictionaries(NAMED, SOUP, max_size=2))
    match draw(st.sampled_from(("tasks", "task", "top", "bare"))):
        case "tasks":
            return top | {"tasks": {"task": [task, draw(SOUP)]}}
        case "task":
            return top | {"task": task}
        case "top":
            return top | task
    return [task, draw(SOUP)]


@given(st.text() | st.text(alphabet='<>/="[]{}:, aé\x00\ud800\xa0') | st.binary())
def test_any_text_is_an_answer_or_a_parse_error(body: str | bytes) -> None:
    outcome(body)


@given(tasks_in_soup() | st.dictionaries(NAMED, SOUP) | st.lists(SOUP))
def test_any_value_is_a_parse_error_or_an_answer_that_loses_no_schedule(body: Any) -> None:  # noqa: ANN401 any JSON value
    said = outcome(body)
    if is_answer(said):
        assert law_of(body)
        assert outcome(json.dumps(body)) == said


@given(st.lists(XML_SOUP, max_size=4), XML_SOUP)
def test_any_xml_is_a_parse_error_or_an_answer_that_loses_no_schedule(
    parts: list[Element], task: Element
) -> None:
    tasks = Element("tasks", {}, [Element("task", {}, [task])])
    for children in (parts, [tasks, *parts], [Element("task", {}, parts)]):
        body = render(Element("tsResponse", {}, children), "xml").text
        assert not is_answer(outcome(body)) or law_of(body)


@given(answers(), SYNTAXES, st.data())
def test_an_answer_that_is_cut_off_is_a_parse_error_with_its_place(
    said: Said, syntax: Syntax, data: st.DataObject
) -> None:
    text = render(said.elements[0], syntax).text.rstrip()
    cut = text[: data.draw(st.integers(1, len(text) - 1))]

    with pytest.raises(tabsched.ParseError, match=r"\Aline [0-9]+, column [0-9]+: "):
        read_answer(cut)


TASK = "<task><extractRefresh id='1'><schedule/></extractRefresh></task>"


@pytest.mark.parametrize(
    ("body", "count"),
    [
        (around(f"<tasks>{TASK * MANY}</tasks>"), MANY),
        (around("<extractRefresh id='1'/>" * MANY), MANY),
        (around("<task/>" * MANY), 0),
        (around(f"<task><new id='1'>{'<a/>' * MANY}</new></task>"), 1),
        ({"tasks": [{"extractRefresh": {"id": "1"}}, []] * MANY}, MANY),
        ({"task": {"extractRefresh": {str(n): n for n in range(MANY)} | {"id": "1"}}}, 1),
        ([{"extractRefresh": {"consecutiveFailedCount": "0"}}] * MANY, MANY),
    ],
    ids=range(7),
)
def test_a_long_answer_costs_no_more_than_its_length(body: Any, count: int) -> None:  # noqa: ANN401 any body
    """No time is measured: were any of it quadratic, this would run for minutes."""
    assert len(read_answer(body).tasks) == count


# The reference's own samples

CLOUD_TASK = Task(
    "0ece2369-c4eb-4382-be0f-961039d708a0",
    "RefreshExtractTask",
    50,
    5,
    Target("workbook", "7e766949-7166-4b3d-90ba-784f7575743b"),
)
SERVER_TASK = Task(
    "refresh_task_id", "REFRESH_EXTRACT", "nn", "n", Target("datasource", "datasource_id")
)
CREATED_TASK = Task(
    "13237fd-6365-44d5-925b-644e5281b605",
    "IncrementalRefresh",
    None,
    0,
    Target("datasource", "0057ccac-872a-11e5-bb51-f763326b1350"),
)
MADE_JOB = Job(
    "df410925-feae-481d-bf84-2f37bdf7ce69",
    "Asynchronous",
    "CreateExtract",
    "2019-11-05T00:06:57Z",
    Target("workbook", "e35ec79d-9526-44f1-9a67-7a8b63d265df", "MY_WORKBOOK_NAME"),
    "df410925-feae-481d-bf84-2f37bdf7ce69",
)
# The schedule of a task is compared with parse_all, so it is left out here.
SAMPLES: dict[str, Answer] = {
    "create-task-answer.xml": Answer((CREATED_TASK,)),
    "create-task-answer.json": Answer((CREATED_TASK,)),
    "update-task-answer.json": Answer((CREATED_TASK,)),
    "get-task-cloud-answer.xml": Answer((CLOUD_TASK,)),
    "get-task-cloud-answer.json": Answer((CLOUD_TASK,)),
    "list-tasks-cloud-answer.xml": Answer((CLOUD_TASK,)),
    "list-tasks-cloud-answer.json": Answer((CLOUD_TASK,)),
    "get-task-server-answer.xml": Answer((SERVER_TASK,)),
    "get-task-server-answer.json": Answer((SERVER_TASK,)),
    "list-tasks-server-answer.xml": Answer((SERVER_TASK,)),
    "list-tasks-server-answer.json": Answer((SERVER_TASK,)),
    "list-tasks-in-schedule-answer.xml": Answer(
        extracts=(
            Extract(
                "task-id", "incremental-or-full", "task-priority", Target("workbook", "workbook-id")
            ),
            Extract(
                "task-id",
                "incremental-or-full",
                "task-priority",
                Target("datasource", "datasource-id"),
            ),
        ),
        pagination=Pagination("pageNumber", "page-size", "total-available"),
    ),
    "list-tasks-in-schedule-sample-answer.xml": Answer(
        extracts=(
            Extract(
                "639c7e80-0d11-44b2-9b5b-018ffc5eddb4", "FullRefresh", 60, Target("datasource")
            ),
            Extract("303f6c45-fb48-47aa-88d3-0dd87f5f5c74", "FullRefresh", 50, Target("workbook")),
        ),
        pagination=Pagination(1, 100, 2),
    ),
    "run-task-answer.xml": Answer(jobs=(Job("JOB_ID", "MODE", "RefreshExtract"),)),
    "run-task-sample-answer.xml": Answer(
        jobs=(Job("7b6b59a8-ac3c-4d1d-2e9e-0b5b4ba8a7b6", "Asynchronous", "RefreshExtract"),)
    ),
    "create-workbook-extracts-answer.xml": Answer(
        jobs=(
            Job(
                "job-id",
                "Asynchronous",
                "CreateExtract",
                "date-time",
                Target("workbook", "workbook-id", "workbook-name"),
            ),
        )
    ),
    "create-workbook-extracts-sample-answer.xml": Answer(jobs=(MADE_JOB,)),
    "create-datasource-extract-answer.xml": Answer(
        jobs=(
            Job(
                "job-id",
                "Asynchronous",
                "CreateExtract",
                "date-time",
                Target("datasource", "datasource-id", "datasource-name"),
            ),
        )
    ),
    "create-datasource-extract-sample-answer.xml": Answer(
        jobs=(
            replaced(
                MADE_JOB,
                target=Target(
                    "datasource", "e35ec79d-9526-44f1-9a67-7a8b63d265df", "MY_DATASOURCE_NAME"
                ),
            ),
        )
    ),
}


def read_sample(name: str) -> str:
    """A sample without the faults that keep it from being read."""
    if name in test_reference.MENDED:
        return test_reference.mended(name)
    text = (REFERENCE / name).read_text(encoding="utf-8")
    text = text.replace(" version-and-namespace-settings", "")
    if name == "create-datasource-extract-answer.xml":
        text = text.replace("</extractCreationJob>", "</extractCreationJob></job>")
    return text


def test_every_answer_of_the_reference_is_in_the_table() -> None:
    assert {path.name for path in REFERENCE.iterdir() if "-answer." in path.name} == set(SAMPLES)


@pytest.mark.parametrize("name", SAMPLES)
def test_a_sample_of_the_reference_says_what_it_holds(name: str) -> None:
    text = read_sample(name)
    answer = read_answer(text)

    bare = tuple(replaced(task, schedule=None) for task in answer.tasks)
    assert replaced(answer, tasks=bare) == SAMPLES[name]
    assert all(task.schedule is not None for task in answer.tasks)
    assert law_of(text)


@pytest.mark.parametrize("name", test_reference.AS_PRINTED)
def test_a_sample_is_read_as_printed_or_is_a_parse_error_with_its_place(name: str) -> None:
    body = (REFERENCE / name).read_bytes()
    readable = test_reference.AS_PRINTED[name].readable

    if readable and name in SAMPLES:
        assert law_of(body)
    else:
        with pytest.raises(tabsched.ParseError, match=r"\Aline [0-9]+, column [0-9]+: "):
            read_answer(body)


@pytest.mark.parametrize("name", test_reference.MENDED)
def test_what_is_no_answer_stays_none_when_it_is_mended(name: str) -> None:
    if name not in SAMPLES:
        with pytest.raises(tabsched.ParseError, match=r"this is (a request|no answer)"):
            read_answer(test_reference.mended(name))


@pytest.mark.parametrize("sample", ["get-task-server-answer", "list-tasks-server-answer"])
def test_the_twins_of_a_server_answer_are_equal(sample: str) -> None:
    assert read_answer(read_sample(f"{sample}.xml")) == read_answer(read_sample(f"{sample}.json"))


# Recorded beside the reference


RECORDED = [
    # [tsc] The job of a refresh: its target stands in extractRefreshJob.
    (
        '<job type="RefreshExtract"><extractRefreshJob><view id="2"/></extractRefreshJob></job>',
        Answer(jobs=(Job(type="RefreshExtract", target=Target("view", "2")),)),
    ),
    # [tsc] #551: a warning alone.
    (
        '<warnings><warning message="not attached"/></warnings>',
        Answer(warnings=(ResponseWarning("not attached"),)),
    ),
    # [tsc] A run that is queued already.
    (
        '<error code="409093"><summary>Conflict</summary><detail>\n  Queued.\n</detail></error>',
        Answer(error=ApiError("409093", "Conflict", "Queued.")),
    ),
    ("<error/>", Answer(error=ApiError())),
]


@pytest.mark.parametrize(
    "namespace", ["", "http://tableau.com/api", "http://tableausoftware.com/api"]
)
@pytest.mark.parametrize(("parts", "answer"), RECORDED)
def test_a_recorded_answer_says_what_it_holds(parts: str, answer: Answer, namespace: str) -> None:
    body = around(parts).replace("<tsResponse", f'<tsResponse xmlns="{namespace}"', 1)

    assert read_answer(body) == answer


def test_a_new_next_run_alone_makes_no_other_task() -> None:
    body = (
        f'<tsResponse><task><extractRefresh id="{OTHER_LUID}"><schedule frequency="Weekly" '
        'nextRunAt="2026-06-08T04:50:00Z"/></extractRefresh></task></tsResponse>'
    )
    later = body.replace("06-08", "06-15")

    assert read_answer(body) == read_answer(later)
    assert repr(read_answer(body)) != repr(read_answer(later))
