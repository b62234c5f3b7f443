from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from wire_documents import (
    API_XML,
    INTERVALS,
    JSON_KEYS,
    JSON_VALUES,
    REQUESTS,
    RESPONSES,
    SCHEDULES,
    TASKS,
    XML_TEXT,
    json_text,
)

from tabsched.wire import json, xml
from tabsched.wire.bridge import json_to_xml, node_to_json, xml_to_json
from tabsched.wire.node import TABLEAU_NAMESPACES, Node
from tabsched.wire.unreadable import Unreadable

if TYPE_CHECKING:
    from tabsched.wire.json import JsonValue

WRAPPERS = {"schedules": "schedule", "tasks": "task"}


def elements(node: Node) -> tuple[object, ...]:
    """The elements and attributes of a tree, with what stands only in a declaration left out."""
    attributes = {
        name: value
        for name, value in node.attributes.items()
        if not (name.startswith("xmlns") and (not value or value in TABLEAU_NAMESPACES))
    }
    text = "".join(child for child in node.content if isinstance(child, str)).strip()
    return node.name, attributes, text, [elements(child) for child in node.elements()]


def said(value: JsonValue) -> object:
    """What a value says: numbers as texts, a list of one as its item, null as missing."""
    if isinstance(value, dict):
        items = {key: said(_unwrapped(key, item)) for key, item in value.items()}
        return {
            key: item
            for key, item in items.items()
            if item is not None and not (item == {} and key in {"interval", "task"})
        }
    if isinstance(value, list):
        inner = [said(item) for item in value]
        return {} if not inner else inner[0] if len(inner) == 1 else inner
    if isinstance(value, bool):
        return str(value).lower()
    return None if value is None else str(value)


def _unwrapped(key: str, value: JsonValue) -> JsonValue:
    """A list that may stand for an object around it, as that object."""
    if key in WRAPPERS and isinstance(value, list):
        return {WRAPPERS[key]: value} if value else {}
    return value


def to_json(text: str) -> tuple[JsonValue, list[str]]:
    return xml_to_json(xml.loads(text))


def to_xml(text: str) -> tuple[str, list[str]]:
    document, told = json_to_xml(json.loads(text))
    return xml.dumps(document), told


def as_value(drawn: object) -> JsonValue:
    return json.loads(json_text(drawn))


@given(API_XML)
def test_a_document_of_the_api_loses_nothing_on_its_way_through_json(text: str) -> None:
    document = xml.loads(text)
    value, told = xml_to_json(document)
    back, told_back = json_to_xml(value)
    assert told == told_back == []
    assert elements(xml.loads(xml.dumps(back)).root) == elements(document.root)
    # and the JSON is such that it can be written and read
    assert json.loads(json.dumps(value)) == value


def _elements(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    """Some elements, with this inside them."""
    tags = st.sampled_from(
        [
            "schedule",
            "schedules",
            "interval",
            "task",
            "tasks",
            "a",
            "x:a",
            "b",
            "frequency",
            "tsRequest",
            "job",
        ]
    )
    attributes = st.sampled_from(
        [
            *["", "", " a='1'", " a='1' b='3'", " x:a='2'", " xml:lang='de'", " frequency='x'"],
            *[" createdAt='y'", " xmlns:x='http://tableau.com/api'", " xmlns='urn:other'"],
        ]
    )
    text = st.sampled_from(["", "", "text", "<!--c-->", " \n"])
    element = st.builds(
        lambda tag, held, before, content: f"<{tag}{held}>{before}{content}</{tag}>",
        tags,
        attributes,
        text,
        inner,
    )
    return st.lists(element, min_size=1, max_size=3).map("".join)


TREES = st.recursive(st.just(""), _elements, max_leaves=8)


@given(
    st.sampled_from(["tsRequest", "tsResponse", "schedule", "schedules", "tasks", "other"]),
    st.sampled_from(["", " frequency='x'", " nextRunAt='y'", " xmlns='http://tableau.com/api'"]),
    TREES,
    st.sampled_from(["urn:x", "http://tableau.com/api"]),
)
def test_whatever_else_a_document_holds_is_told_or_comes_back(
    root: str, attributes: str, inner: str, uri: str
) -> None:
    document = xml.loads(f"<{root}{attributes} xmlns:x='{uri}'>{inner}</{root}>")
    value, told = xml_to_json(document)
    back, told_back = json_to_xml(value)
    reread = xml.loads(xml.dumps(back))
    if not told and not told_back:
        assert elements(reread.root) == elements(document.root)
    if uri == "urn:x":
        assert any("urn:x" in sentence for sentence in told)


@given(st.one_of(REQUESTS, RESPONSES, st.builds(lambda a: {"schedule": a}, SCHEDULES), SCHEDULES))
def test_json_of_the_api_says_the_same_after_its_way_through_xml(drawn: object) -> None:
    value = as_value(drawn)
    document, told = json_to_xml(value)
    back, told_back = xml_to_json(xml.loads(xml.dumps(document)))
    assert told == told_back == []
    assert said(back) == said(value)


API_LIKE_KEYS = st.sampled_from(
    [
        *["schedule", "schedules", "interval", "intervals", "task", "tasks", "a", "frequency"],
        *["tsRequest", "tsResponse", "extractRefresh", "createdAt", "job", "xml:a", "p:b"],
        *["xmlns", "b"],
    ]
)
API_LIKE_VALUES = st.recursive(
    st.sampled_from(["4", "", " ", "x\x00", "é\r\n\t"]) | st.none() | st.booleans(),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(API_LIKE_KEYS | JSON_KEYS, inner, max_size=3)
    ),
    max_leaves=10,
)


@given(API_LIKE_VALUES | JSON_VALUES)
def test_any_value_becomes_xml_that_can_be_read_and_says_the_same_or_is_told(
    drawn: object,
) -> None:
    value = as_value(drawn)
    document, told = json_to_xml(value)
    reread = xml.loads(xml.dumps(document))
    back, told_back = xml_to_json(reread)
    if not told and not told_back:
        # a root spelled out, and the key of a list of schedules, are what the root says
        plain = said(value)
        alternatives = [plain]
        if isinstance(plain, dict):
            alternatives += plain.values()
            alternatives += [
                inner
                for item in plain.values()
                if isinstance(item, dict)
                for inner in item.values()
            ]
        assert said(back) in alternatives


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("<schedule frequency='Daily'><frequencyDetails start='1'/></schedule>",
         '{"frequency": "Daily", "frequencyDetails": {"start": "1"}}'),
        ("<tsRequest><schedule frequency='Daily'/></tsRequest>",
         '{"schedule": {"frequency": "Daily"}}'),
        ("<tsResponse><schedule frequency='D' createdAt='x'/></tsResponse>",
         '{"schedule": {"frequency": "D", "createdAt": "x"}}'),
        ("<schedules><schedule frequency='A'/><schedule frequency='B'/></schedules>",
         '[{"frequency": "A"}, {"frequency": "B"}]'),
        ("<schedules/>", "[]"),
        ("<tsRequest><a><intervals/></a></tsRequest>", '{"a": {"intervals": {}}}'),
        ("<tsRequest><a><intervals><interval hours='4'/></intervals></a></tsRequest>",
         '{"a": {"intervals": {"interval": [{"hours": "4"}]}}}'),
        ("<tsResponse><task><a/></task></tsResponse>", '{"task": [{"a": {}}]}'),
        ("<tsRequest><a b='1'/>\u00a0<a/>\n</tsRequest>", '{"a": [{"b": "1"}, {}]}'),
        ("<tsRequest><a xml:lang='de'/></tsRequest>", '{"a": {"xml:lang": "de"}}'),
        ("<t:tsRequest xmlns:t='http://tableausoftware.com/api'><t:a/></t:tsRequest>",
         '{"a": {}}'),
    ],
)  # fmt: skip
def test_xml_becomes_the_apis_json(text: str, expected: str) -> None:
    assert to_json(text) == (json.loads(expected), [])


@pytest.mark.parametrize(
    ("text", "expected", "words"),
    [
        ("<!--c--><tsRequest/>", "{}", 'comment "c" in the document'),
        ("<tsRequest><!--c--><?p d?></tsRequest>", "{}", 'instruction "p" in /tsRequest'),
        ("<tsRequest>text<a/></tsRequest>", '{"a": {}}', 'text "text" in /tsRequest'),
        ("<tsRequest><a>t<b/></a></tsRequest>", '{"a": {"b": {}}}', 'text "t" in /tsRequest/a'),
        ("<tsRequest><a b='1'>t</a></tsRequest>", '{"a": {"b": "1"}}', "/tsRequest/a"),
        ("<tsResponse><job><jobLuid>df4</jobLuid></job></tsResponse>",
         '{"job": {"jobLuid": ["df4"]}}', "/tsResponse/job/jobLuid"),
        ("<tsRequest><a/><a>t</a></tsRequest>", '{"a": [{}, "t"]}', "/tsRequest/a[2]"),
        ("<tsRequest xmlns='urn:x'/>", "{}", '"urn:x" of /tsRequest'),
        ("<tsRequest><x:a xmlns:x='urn:x'/></tsRequest>", '{"a": {}}', '"urn:x" of /tsRequest/a'),
        ("<tsRequest><xml:a/></tsRequest>", '{"a": {}}', "prefix xml"),
        ("<tsRequest a='1'/>", "{}", "/tsRequest/@a"),
        ("<tsResponse xmlns:xsi='urn:i' xsi:a='1'><job/></tsResponse>", '{"job": {}}',
         "/tsResponse/@xsi:a"),
        ("<tsRequest><a xmlns:p='urn:p' p:b='1'/></tsRequest>", '{"a": {"b": "1"}}',
         "prefix of /tsRequest/a/@p:b"),
        ("<tsRequest><a xmlns:p='urn:p' p:b='1' b='2'/></tsRequest>", '{"a": {"b": "2"}}',
         "/tsRequest/a/@p:b"),
        ("<tsRequest><a b='1'><b/></a></tsRequest>", '{"a": {"b": {}}}', "/tsRequest/a/@b"),
        ("<tsRequest><a/><b/><a/></tsRequest>", '{"a": [{}, {}], "b": {}}', "order"),
        ("<tsResponse><a/></tsResponse>", '{"a": {}}', "comes back as <tsRequest>"),
        ("<tsRequest><tasks/></tsRequest>", '{"tasks": {}}', "comes back as <tsResponse>"),
        ("<tsRequest><a frequency='1'/></tsRequest>", '{"a": {"frequency": "1"}}',
         "comes back as <schedules>"),
        ("<tsRequest><tsRequest/></tsRequest>", '{"tsRequest": {}}', "nothing in it says"),
        ("<schedule id='1'/>", '{"id": "1"}', "comes back as <tsRequest>"),
        ("<tasks><task/></tasks>", '{"task": [{}]}', "the root <tasks> is left out"),
        ("<schedules a='1'/>", "[]", "/schedules/@a"),
        ("<schedules><x/></schedules>", "[]", "/schedules/x"),
        ("<tsResponse><tasks a='1'/><tasks a='2'/></tsResponse>",
         '{"tasks": [{"a": "1"}, {"a": "2"}]}', "2 <tasks>"),
    ],
)  # fmt: skip
def test_what_json_cannot_carry_is_told_with_its_path(text: str, expected: str, words: str) -> None:
    value, told = to_json(text)
    assert value == json.loads(expected)
    assert any(words in sentence for sentence in told), told


RESPONSE = '<tsResponse xmlns="http://tableau.com/api">'


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('{"frequency": "Daily"}', '<schedule frequency="Daily"/>'),
        ('{"FrequencyDetails": {}}', "<schedule><FrequencyDetails/></schedule>"),
        ('{"schedule": {"frequency": "D", "priority": 5}}',
         '<tsRequest><schedule frequency="D" priority="5"/></tsRequest>'),
        ('{"schedule": {"frequency": "D", "on": true}}',
         '<tsRequest><schedule frequency="D" on="true"/></tsRequest>'),
        ('{"schedule": {"nextRunAt": "x"}}',
         f'{RESPONSE}<schedule nextRunAt="x"/></tsResponse>'),
        ('{"a": [{"b": {"consecutiveFailedCount": 0}}]}',
         f'{RESPONSE}<a><b consecutiveFailedCount="0"/></a></tsResponse>'),
        ('{"pagination": {}}', f"{RESPONSE}<pagination/></tsResponse>"),
        ('{"tasks": [{"a": "1"}, {}]}',
         f'{RESPONSE}<tasks><task a="1"/><task/></tasks></tsResponse>'),
        ('{"tasks": {"task": {"a": "1"}}}',
         f'{RESPONSE}<tasks><task a="1"/></tasks></tsResponse>'),
        ('{"tasks": []}', f"{RESPONSE}<tasks/></tsResponse>"),
        ('{"pagination": {}, "schedules": [{"frequency": "A"}]}',
         f'{RESPONSE}<pagination/><schedules><schedule frequency="A"/></schedules></tsResponse>'),
        ('{"schedules": {"schedule": {"frequency": "A"}}}',
         f'{RESPONSE}<schedules><schedule frequency="A"/></schedules></tsResponse>'),
        ('[{"extractRefresh": {"consecutiveFailedCount": "0"}}]',
         f'{RESPONSE}<task><extractRefresh consecutiveFailedCount="0"/></task></tsResponse>'),
        ('[{"frequency": "A"}, {"frequency": "B"}]',
         '<schedules><schedule frequency="A"/><schedule frequency="B"/></schedules>'),
        ('{"schedules": [{"frequency": "A"}]}',
         '<schedules><schedule frequency="A"/></schedules>'),
        ('{"schedule": [{"frequency": "A"}]}',
         '<schedules><schedule frequency="A"/></schedules>'),
        ('{"schedule": [{"frequency": "A", "createdAt": "x"}]}',
         f'{RESPONSE}<schedule frequency="A" createdAt="x"/></tsResponse>'),
        ('{"tsRequest": {"schedule": {"createdAt": "x"}}}',
         '<tsRequest><schedule createdAt="x"/></tsRequest>'),
        ('{"tsResponse": {"a": {}}}', f"{RESPONSE}<a/></tsResponse>"),
        ('{"a": {"interval": [], "task": [], "b": []}}',
         "<tsRequest><a><b/></a></tsRequest>"),
        ('{"a": ["x", 1, false, {}]}',
         "<tsRequest><a>x</a><a>1</a><a>false</a><a/></tsRequest>"),
        ('{"a": {"b": "x\\r\\n\\ty"}}', '<tsRequest><a b="x&#13;&#10;&#9;y"/></tsRequest>'),
        ("[]", "<schedules/>"),
    ],
)  # fmt: skip
def test_json_becomes_the_apis_xml(text: str, expected: str) -> None:
    assert to_xml(text) == (expected, [])


@pytest.mark.parametrize(
    ("text", "expected", "words"),
    [
        ('{"a": {"b": null}}', "<tsRequest><a/></tsRequest>", '"/a/b" is left out: XML has no'),
        ('{"a": [null, [1], [], " "]}', "<tsRequest><a/></tsRequest>", '"/a/0"'),
        ('{"a": [null, [1], [], " "]}', "<tsRequest><a/></tsRequest>", '"/a/1"'),
        ('{"a": [null, [1], [], " "]}', "<tsRequest><a/></tsRequest>", '"/a/2"'),
        ('{"a": [null, [1], [], " "]}', "<tsRequest><a/></tsRequest>", '"/a/3"'),
        ('{"a b": "1", "1": {}, "": []}', "<tsRequest/>", '"a b" is no name'),
        ('{"p:b": "1"}', "<tsRequest/>", '"p:b" is no name'),
        ('{"xmlns": "1", "xmlns:a": "2"}', "<tsRequest/>", '"xmlns:a" is no name'),
        ('{"a><b": "1"}', "<tsRequest/>", "no name"),
        ('{"x/y~": "1"}', "<tsRequest/>", '"/x~1y~0"'),
        ('{"a": "x\\u0000"}', "<tsRequest/>", '"/a" is left out: XML cannot carry'),
        ('{"a": ["\\ud800"]}', "<tsRequest/>", '"/a/0"'),
        ('{"nightly": {"frequency": "A"}, "other": 1}',
         '<schedules><schedule frequency="A"/></schedules>', 'the name "nightly"'),
        ('{"nightly": {"frequency": "A"}, "other": 1}',
         '<schedules><schedule frequency="A"/></schedules>', '"/other"'),
        ('{"schedules": {"nightly": {"frequency": "A"}}, "other": 1}',
         '<schedules><schedule frequency="A"/></schedules>', 'the name "nightly"'),
        ('{"tsRequest": {}, "other": 1}', "<tsRequest/>", '"/other"'),
        ('[{"extractRefresh": {}}, []]', "<tasks><task><extractRefresh/></task></tasks>",
         "becomes <tasks>"),
        ('[{"extractRefresh": {}}, []]', "<tasks><task><extractRefresh/></task></tasks>", '"/1"'),
        ('[{"a": "1"}]', '<schedules><schedule a="1"/></schedules>', "nothing says"),
        ("12", "<tsRequest/>", "neither an object nor a list"),
        ("null", "<tsRequest/>", "neither an object nor a list"),
    ],
)  # fmt: skip
def test_what_xml_cannot_carry_is_told_with_its_pointer(
    text: str, expected: str, words: str
) -> None:
    written, told = to_xml(text)
    assert written == expected
    assert any(words in sentence for sentence in told), told


@given(st.lists(TASKS, min_size=1, max_size=3))
def test_a_list_of_tasks_says_the_same_however_it_is_written(tasks: list[object]) -> None:
    inside = json_to_xml(as_value({"tasks": {"task": tasks}}))
    assert json_to_xml(as_value({"tasks": tasks})) == inside


@given(INTERVALS | SCHEDULES)
def test_one_element_becomes_an_object_and_back(drawn: object) -> None:
    value = as_value(drawn)
    assert isinstance(value, dict)
    document, _ = json_to_xml({"extractRefresh": {"schedule": value}})
    (refresh,) = document.root.elements()
    (node,) = refresh.elements()
    assert node.name == "schedule"
    assert node_to_json(xml.loads(xml.dumps(node)).root) == value


@given(JSON_KEYS | XML_TEXT)
def test_a_key_is_left_out_or_read_again(key: str) -> None:
    document, told = json_to_xml({key: "1"})
    try:
        written = f"<r {key}='1'/>"
        root = xml.loads(written).root
    except Unreadable:
        assert told
        assert document.root.attributes == {}
    else:
        strange = root.attributes.keys() != {key} or key.partition(":")[0] == "xmlns"
        assert strange or document.root.attributes.get(key) == "1" or not told
