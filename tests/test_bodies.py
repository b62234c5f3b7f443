"""The bodies of requests: sound where they are given, refused where `check` would refuse them."""

from __future__ import annotations

import json
import uuid
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree as ET

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from valid_schedules import (
    DAYS,
    FREQUENCIES,
    LUID,
    OTHER_LUID,
    Element,
    Syntax,
    render,
    request,
    schedule,
    valid_schedules,
)

import tabsched
from tabsched.bodies import (
    create_body,
    create_extracts_body,
    delete_extracts_body,
    run_body,
    update_body,
)
from tabsched.wire import json as wire_json
from tabsched.wire import xml as wire_xml
from tabsched.wire.bridge import json_to_xml, xml_to_json
from tabsched.wire.xml_names import FORBIDDEN

if TYPE_CHECKING:
    from collections.abc import Callable

    from tabsched import Finding, Schedule

REFERENCE = Path(__file__).parent / "reference"
TARGETS = ("workbook", "datasource")
SYNTAXES: tuple[Syntax, ...] = ("xml", "json")
CREATE_TYPES = ("FullRefresh", "IncrementalExtract")
UPDATE_TYPES = ("FullRefresh", "IncrementalRefresh")
WEEKLY = tabsched.Schedule.weekly(start="21:50", on="Wednesday")
# Every character but those that no terminal and no XML takes stand here often.
hostile = st.text(
    st.sampled_from("<>&\"'\t\n\r\x00\x1b\x7f\x85\xa0\u2028\ud800\ufffe😀aé") | st.characters(),
    max_size=6,
)


def reference(name: str) -> str:
    return (REFERENCE / name).read_text(encoding="utf-8")


def canonical(text: str) -> str:
    return ET.canonicalize(text.replace("\N{NO-BREAK SPACE}", " "), strip_text=True)


def read(tree: Element, syntax: Syntax = "xml") -> Schedule:
    """A schedule as it is read from a text."""
    return tabsched.parse(render(Element("tsRequest", children=[tree]), syntax, rooted=True).text)


def errors(findings: tuple[Finding, ...]) -> list[tuple[str, str]]:
    """Codes and messages of the errors, in an order of their own."""
    return sorted((one.code, one.message) for one in findings if one.severity == "error")


def refused(build: Callable[[], str]) -> list[tuple[str, str]]:
    """The errors for which a body is refused, none where it is given."""
    try:
        build()
    except tabsched.InvalidSchedule as refusal:
        found = errors(refusal.findings)
        assert found
        return found
    return []


def assert_twins(as_xml: str, as_json: str) -> None:
    """Each of two bodies is what converting the other gives, and nothing gets lost."""
    document, value = wire_xml.loads(as_xml), wire_json.loads(as_json)
    to_json, lost_in_json = xml_to_json(document)
    to_xml, lost_in_xml = json_to_xml(value)
    assert (to_json, lost_in_json, lost_in_xml) == (value, [], [])
    assert wire_xml.dumps(wire_xml.indented(to_xml.root)) == as_xml


# What is right, and what is right but for one or two values


targets = st.tuples(st.sampled_from(TARGETS), st.just(LUID)).map(lambda pair: {pair[0]: pair[1]})
some_intervals = st.lists(
    st.fixed_dictionaries(
        {},
        optional={
            "hours": st.sampled_from(("1", "4", "24", "3", "4.0")),
            "minutes": st.sampled_from(("60", "15")),
            "weekDay": st.sampled_from((*DAYS, "monday")),
            "monthDay": st.sampled_from(("1", "LastDay", "Third", "Last")),
        },
    ),
    max_size=4,
)


@st.composite
def any_schedules(draw: st.DrawFn) -> Element:
    """A schedule that may be right, but hardly ever is."""
    time = st.sampled_from((None, "06:00:00", "18:30:00", "23:30:00", "6:00", "06:01:00"))
    frequency = draw(st.sampled_from((*FREQUENCIES, "daily", None)))
    attributes = draw(
        st.fixed_dictionaries(
            {},
            optional={
                "id": st.just(OTHER_LUID),
                "priority": st.sampled_from(("50", "500")),
                "state": st.sampled_from(("Active", "Asleep")),
                "colour": st.just("red"),
            },
        )
    )
    result = schedule(frequency, draw(time), draw(time), draw(some_intervals), **attributes)
    details = result.child("frequencyDetails")
    if not (details.values or details.children):
        result.children.clear()  # a Schedule does not tell an empty one from a missing one
    # An id alone refers to a schedule, and is another test's.
    assume(result.children or result.values.keys() - {"id"})
    return result


@given(
    tree=valid_schedules("cloud"),
    kind=st.sampled_from(CREATE_TYPES),
    target=targets,
    to=st.sampled_from(SYNTAXES),
)
def test_a_create_of_a_sound_schedule_is_sound_and_says_it(
    tree: Element, kind: str, target: dict[str, str], to: Syntax
) -> None:
    given_schedule = read(tree)

    body = create_body(given_schedule, type=kind, to=to, **target)

    assert all(one.severity == "info" for one in tabsched.check(body))
    assert tabsched.check(body, platform="cloud", operation="create").ok
    sent = tabsched.parse(body)
    assert sent == given_schedule
    assert sent.intervals == given_schedule.intervals
    assert sent.id is None


@given(
    tree=st.none() | valid_schedules("cloud"),
    kind=st.none() | st.sampled_from(UPDATE_TYPES),
    target=st.just({}) | targets,
    to=st.sampled_from(SYNTAXES),
)
def test_an_update_of_a_sound_schedule_is_sound_and_says_what_was_given(
    tree: Element | None, kind: str | None, target: dict[str, str], to: Syntax
) -> None:
    assume(tree or kind or target)
    given_schedule = read(tree) if tree else None

    body = update_body(given_schedule, type=kind, to=to, **target)

    report = tabsched.check(body, platform="cloud", operation="update")
    assert all(one.severity == "info" for one in report)
    assert report.schedules == ((given_schedule,) if given_schedule else ())
    value = json.loads(update_body(given_schedule, type=kind, to="json", **target))
    refresh = value.pop("extractRefresh", {})
    assert refresh.pop("type", None) == kind
    assert refresh == {name: {"id": luid} for name, luid in target.items()}
    assert list(value) == (["schedule"] if tree else [])


@given(tree=any_schedules(), kind=st.sampled_from((*CREATE_TYPES, "Full")), target=targets)
@pytest.mark.parametrize("syntax", SYNTAXES)
def test_a_create_is_refused_just_where_check_finds_errors_in_it(
    syntax: Syntax, tree: Element, kind: str, target: dict[str, str]
) -> None:
    whole = render(request(tree, kind, *target.items()), syntax).text
    judged = tabsched.check(whole, platform="cloud", operation="create")

    for to in SYNTAXES:
        found = refused(lambda to=to: create_body(read(tree, syntax), type=kind, to=to, **target))  # type: ignore[misc] # a lambda has no types
        assert found == errors(judged.findings)


def test_what_nobody_knows_is_a_part_of_a_request_all_the_same() -> None:
    schedule = tabsched.parse('<tsRequest><schedule colour="red"/></tsRequest>')
    assert json.loads(update_body(schedule, to="json")) == {"schedule": {"colour": "red"}}
    with pytest.raises(tabsched.InvalidSchedule) as refusal:
        create_body(schedule, type="FullRefresh", workbook="a")
    missing = [one.path for one in refusal.value.findings if one.severity == "error"]
    assert missing == ["/schedule/frequency", "/schedule/frequencyDetails"]


@given(tree=any_schedules(), kind=st.sampled_from((*UPDATE_TYPES, "Full", None)))
@pytest.mark.parametrize("syntax", SYNTAXES)
def test_an_update_is_refused_just_where_check_finds_errors_in_it(
    syntax: Syntax, tree: Element, kind: str | None
) -> None:
    whole = Element("tsRequest", children=[tree])
    if kind is not None:
        whole = request(tree, kind)
    judged = tabsched.check(
        render(whole, syntax, rooted=True).text, platform="cloud", operation="update"
    )

    for to in SYNTAXES:
        found = refused(lambda to=to: update_body(read(tree, syntax), type=kind, to=to))  # type: ignore[misc] # a lambda has no types
        assert found == errors(judged.findings)


@given(tree=any_schedules() | valid_schedules("cloud"), target=targets)
@pytest.mark.parametrize("syntax", SYNTAXES)
def test_the_xml_and_the_json_of_a_body_are_each_other_s_conversion(
    syntax: Syntax, tree: Element, target: dict[str, str]
) -> None:
    given_schedule = read(tree, syntax)
    try:
        created = [
            create_body(given_schedule, type="FullRefresh", to=to, **target)
            for to in ("xml", "json")
        ]
    except tabsched.InvalidSchedule:
        return
    assert_twins(*created)
    updated = [update_body(given_schedule, to=to) for to in SYNTAXES]
    assert_twins(*updated)


def test_the_findings_of_a_refusal_point_into_the_json_body() -> None:
    with pytest.raises(tabsched.InvalidSchedule) as refusal:
        create_body(WEEKLY.replace(start="6:00"), type="Full", workbook=LUID)

    assert [(one.code, one.path, one.line) for one in refusal.value.findings] == [
        ("TAB602", "/extractRefresh/type", None),
        ("TAB104", "/schedule/frequencyDetails/start", None),
    ]
    assert str(refusal.value).startswith('TAB602 "Full" is no type of refresh')


# What is sent of a schedule


@pytest.mark.parametrize("name", ["create-task-answer.xml", "get-task-cloud-answer.xml"])
def test_a_schedule_of_an_answer_is_sent_without_what_tableau_wrote(name: str) -> None:
    answered = tabsched.parse(reference(name).replace("\N{NO-BREAK SPACE}", " "))
    assert answered.next_run_at is not None

    for to in SYNTAXES:
        for body in (
            create_body(answered, type="FullRefresh", workbook=LUID, to=to),
            update_body(answered, to=to),
        ):
            sent = tabsched.parse(body)
            assert sent == answered
            assert (sent.id, sent.created_at, sent.updated_at, sent.next_run_at) == (None,) * 4


def test_other_attributes_are_sent_as_they_are() -> None:
    named = WEEKLY.replace(name="A", state="Active", priority=50, execution_order="Serial")

    value = json.loads(create_body(named, type="FullRefresh", workbook=LUID, to="json"))

    assert value["schedule"].items() >= {
        ("name", "A"), ("state", "Active"), ("priority", "50"), ("executionOrder", "Serial"),
    }  # fmt: skip


STRANGE = """{"frequency": "Weekly", "colour": "red", "weight": 1.50, "old": true, "no": null,
    "more": [{"a": 1}, null, {"a": "2"}], "createdAt": null,
    "frequencyDetails": {"start": "06:00:00", "intervals": {"interval": {"weekDay": "Monday"}}}}"""


def test_names_that_nobody_knows_are_sent_as_texts_and_nulls_are_not() -> None:
    strange = tabsched.parse(STRANGE)
    as_json = create_body(strange, type="FullRefresh", workbook=LUID, to="json")

    sent = json.loads(as_json)["schedule"]

    assert {name: value for name, value in sent.items() if "frequency" not in name} == {
        "colour": "red",
        "weight": "1.50",
        "old": "true",
        "more": [{"a": "1"}, {"a": "2"}],
    }
    assert_twins(create_body(strange, type="FullRefresh", workbook=LUID), as_json)


@pytest.mark.parametrize("name", ["a b", "xmlns"])
def test_a_name_that_xml_cannot_carry_is_refused_there_and_sent_in_json(name: str) -> None:
    strange = tabsched.parse(STRANGE.replace("colour", name))

    with pytest.raises(ValueError, match=f'XML cannot say .*"/tsRequest/schedule/{name}"'):
        update_body(strange)
    assert json.loads(update_body(strange, to="json"))["schedule"][name] == "red"


def test_a_list_in_a_list_is_refused_in_xml() -> None:
    strange = tabsched.parse(STRANGE.replace('"red"', "[[]]"))
    with pytest.raises(ValueError, match="an empty list says nothing in XML"):
        update_body(strange)


def test_a_schedule_that_nests_too_deep_is_refused_in_one_sentence() -> None:
    inner = '{"a": ' * 80 + "1" + "}" * 80
    deep = tabsched.parse(STRANGE.replace('"red"', inner), max_depth=100)
    with pytest.raises(ValueError, match="nests deeper than 64"):
        update_body(deep)


# Ids and types


class Kind(str, Enum):  # noqa: UP042 whose str() is another text, the point of the test
    """As clients that support old Pythons write their constants."""

    FULL = "FullRefresh"


def test_a_member_of_an_enum_is_its_text() -> None:
    for to in SYNTAXES:
        assert '"FullRefresh"' in create_body(WEEKLY, type=Kind.FULL, workbook=LUID, to=to)
        assert '"FullRefresh"' in create_extracts_body([Kind.FULL], to=to)


@given(luid=hostile.filter(bool), name=st.sampled_from(TARGETS))
def test_any_id_arrives_or_is_refused_where_xml_cannot_carry_it(luid: str, name: str) -> None:
    target: dict[str, Any] = {name: luid}
    as_json = create_body(WEEKLY, type="FullRefresh", to="json", **target)
    as_json.encode()
    assert json.loads(as_json)["extractRefresh"][name] == {"id": luid}
    if FORBIDDEN.search(luid):
        with pytest.raises(ValueError, match="XML cannot carry") as refusal:
            create_body(WEEKLY, type="FullRefresh", **target)
        assert str(refusal.value).isprintable()
    else:
        as_xml = create_body(WEEKLY, type="FullRefresh", **target)
        found = ET.fromstring(as_xml).find(f"extractRefresh/{name}")  # noqa: S314 our own text
        assert found is not None
        assert found.attrib == {"id": luid}
        assert_twins(as_xml, as_json)


def test_an_id_that_is_no_luid_is_none_of_our_business() -> None:
    assert 'id="abc"' in create_body(WEEKLY, type="FullRefresh", workbook="abc")


@given(kind=hostile)
def test_a_type_that_tableau_does_not_know_is_refused(kind: str) -> None:
    with pytest.raises(tabsched.InvalidSchedule, match="TAB602"):
        create_body(WEEKLY, type=kind, workbook=LUID)
    with pytest.raises(tabsched.InvalidSchedule, match="TAB602"):
        update_body(type=kind)


def test_the_name_of_the_other_operation_is_a_warning_and_no_refusal() -> None:
    body = create_body(WEEKLY, type="IncrementalRefresh", workbook=LUID)
    found = tabsched.check(body, platform="cloud", operation="create")
    assert [one.code for one in found] == ["TAB603"]


def test_an_empty_id_is_refused() -> None:
    with pytest.raises(tabsched.InvalidSchedule, match="TAB606"):
        create_body(WEEKLY, type="FullRefresh", datasource="")
    with pytest.raises(tabsched.InvalidSchedule, match="TAB606"):
        update_body(datasource="")


@pytest.mark.parametrize("to", ["xml", "json"])
def test_a_comment_is_not_sent_and_suppresses_nothing(to: Any) -> None:  # noqa: ANN401 a word
    said = WEEKLY.to_dict()
    said["$comment"] = said["frequencyDetails"]["$comment"] = "tabsched: ignore[TAB402] as agreed"
    commented = tabsched.parse(said)
    for build in (create_body, update_body):
        body = build(commented, type="FullRefresh", workbook=LUID, to=to)
        assert body == build(WEEKLY, type="FullRefresh", workbook=LUID, to=to)
    two = commented.replace(intervals=[*WEEKLY.intervals, tabsched.Interval(week_day="Sunday")])
    assert tabsched.check(two, platform="cloud").ok
    with pytest.raises(tabsched.InvalidSchedule, match="TAB402"):
        create_body(two, type="FullRefresh", workbook=LUID, to=to)


NAMED = tabsched.Schedule(id=LUID, name="Nightly")
FULL = {"type": "FullRefresh", "workbook": LUID}


@pytest.mark.parametrize(
    ("build", "arguments", "options", "error", "words"),
    [
        (create_body, [WEEKLY], {"type": "FullRefresh"}, ValueError, "give a workbook or a data"),
        (create_body, [WEEKLY], FULL | {"datasource": LUID}, ValueError, "not both"),
        (create_body, [NAMED], FULL, ValueError, "says neither frequency nor"),
        (create_body, [{}], FULL, TypeError, r"not dict: parse\(\) makes one"),
        (create_body, [WEEKLY], FULL | {"type": None}, TypeError, "type is a str, not NoneType"),
        (update_body, [], {}, ValueError, "an update changes something"),
        (update_body, [], {"workbook": "", "datasource": ""}, ValueError, "not both"),
        (update_body, [NAMED], {}, ValueError, "says neither frequency nor"),
        (update_body, [tabsched.Schedule(id=LUID)], FULL, ValueError, "says neither frequency nor"),
        (update_body, ["<schedule/>"], {}, TypeError, "not str: parse"),
        (update_body, [], {"type": 1}, TypeError, "type is a str, not int"),
        (update_body, [], {"workbook": uuid.UUID(LUID)}, TypeError, "workbook is a str, not UUID"),
        (update_body, [], {"datasource": b"a"}, TypeError, "datasource is a str, not bytes"),
        (update_body, [WEEKLY], {"to": "yaml"}, ValueError, '^to is one of xml, json, not "yaml"'),
        (run_body, [], {"to": "XML"}, ValueError, '^to is one of xml, json, not "XML"'),
        (
            create_extracts_body,
            [],
            {"to": None},
            TypeError,
            "^to is one of .*, not NoneType",
        ),
        (delete_extracts_body, [], {"to": []}, TypeError, "^to is one of .*, not list"),
        (create_extracts_body, [[]], {}, ValueError, "holds no id: .* None for all"),
        (create_extracts_body, [LUID], {}, TypeError, "ids in a list, a single one too"),
        (create_extracts_body, [b"ab"], {}, TypeError, "ids in a list, a single one too"),
        (create_extracts_body, [[LUID, 3]], {}, TypeError, "an id .* is a str, not int"),
        (create_extracts_body, [[LUID, ""]], {}, ValueError, "an id .* is empty"),
        (create_extracts_body, [["\x1b", "\x1b"]], {}, ValueError, r'^"\\x1b" stands twice'),
    ],
)
def test_what_no_body_can_be_made_of_gets_one_sentence(
    build: Callable[..., str],
    arguments: list[Any],
    options: dict[str, Any],
    error: type[Exception],
    words: str,
) -> None:
    with pytest.raises(error, match=words) as refusal:
        build(*arguments, **options)
    assert type(refusal.value) is error
    assert str(refusal.value).isprintable()


# The other methods


def test_a_run_sends_an_empty_request() -> None:
    assert run_body() == "<tsRequest/>"
    assert run_body(to="json") == "{}"
    assert_twins(run_body(), run_body(to="json"))


def test_all_extracts_are_created_and_deleted_by_one_body() -> None:
    for build in (create_extracts_body, delete_extracts_body):
        assert build() == '<tsRequest>\n  <datasources includeAll="true"/>\n</tsRequest>'
        assert json.loads(build(to="json")) == {"datasources": {"includeAll": "true"}}
        assert_twins(build(), build(to="json"))


@given(ids=st.lists(hostile.filter(bool), min_size=1, max_size=5, unique=True))
def test_the_extracts_of_any_ids_are_named_in_order(ids: list[str]) -> None:
    as_json = create_extracts_body(iter(ids), to="json")
    named = [{"id": luid} for luid in ids]
    assert json.loads(as_json) == {"datasources": {"includeAll": "false", "datasource": named}}
    if FORBIDDEN.search("".join(ids)):
        with pytest.raises(ValueError, match="XML cannot carry"):
            create_extracts_body(ids)
        return
    as_xml = create_extracts_body(ids)
    root = ET.fromstring(as_xml)  # noqa: S314 our own text
    assert [child.attrib for child in root.findall("datasources/datasource")] == named
    assert canonical(as_xml) == canonical(wire_xml.dumps(json_to_xml(wire_json.loads(as_json))[0]))
    if len(ids) > 1:
        assert_twins(as_xml, as_json)


# The reference's samples


SAMPLE = tabsched.Schedule.daily(start="18:30", end="23:30", hours=4, on=["Sunday", "Wednesday"])


def test_bodies_are_those_of_the_reference() -> None:
    created = create_body(
        SAMPLE, type="FullRefresh", workbook="54321fd-6365-44d5-925b-644e5281b605"
    )
    assert canonical(created) == canonical(reference("create-task-request.xml"))
    one = "13237fd-6365-44d5-925b-644e5281b605"
    updated = update_body(SAMPLE, type="FullRefresh", workbook=one)
    assert canonical(updated) == canonical(reference("update-task-request.xml"))
    as_json = update_body(SAMPLE, type="FullRefresh", workbook=one, to="json")
    sample = reference("update-task-request.json").replace("\N{NO-BREAK SPACE}", " ")
    assert json.loads(as_json) == json.loads(sample)
    assert canonical(run_body()) == canonical(reference("run-task-request.xml"))
    pattern = reference("create-workbook-extracts-request.xml")
    assert canonical(create_extracts_body(["datasource-id"])) == canonical(
        pattern.replace("extract-all-datasources-flag", "false")
    )
    assert canonical(delete_extracts_body()) == canonical(
        reference("delete-workbook-extracts-request.xml")
    )


def test_a_body_reads_as_people_write_it() -> None:
    assert update_body(WEEKLY, type="IncrementalRefresh", datasource=LUID) == (
        "<tsRequest>\n"
        '  <extractRefresh type="IncrementalRefresh">\n'
        f'    <datasource id="{LUID}"/>\n'
        "  </extractRefresh>\n"
        '  <schedule frequency="Weekly">\n'
        '    <frequencyDetails start="21:50:00">\n'
        "      <intervals>\n"
        '        <interval weekDay="Wednesday"/>\n'
        "      </intervals>\n"
        "    </frequencyDetails>\n"
        "  </schedule>\n"
        "</tsRequest>"
    )
