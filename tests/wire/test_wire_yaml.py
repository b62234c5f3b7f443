"""YAML: what is read, where it stands, what is refused, and what is written."""

from __future__ import annotations

import json as standard
import re
from typing import TYPE_CHECKING

import pytest
import yaml as pyyaml
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st
from wire_documents import JSON_VALUES, json_text

from tabsched.wire import json, json_places, yaml
from tabsched.wire.node import Literal
from tabsched.wire.unreadable import Unreadable

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tabsched.wire.json_values import JsonValue


@pytest.fixture(params=["parser in C", "parser in Python"])
def parser(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """Either parser of PyYAML; a test that asks for it runs with both."""
    if request.param == "parser in Python":
        monkeypatch.delattr(pyyaml, "CSafeLoader", raising=False)
    elif not hasattr(pyyaml, "CSafeLoader"):
        pytest.skip("PyYAML was built without libyaml")
    return str(request.param)


def fault_of(text: str, max_depth: int = 64) -> Unreadable | None:
    """The fault of a text, None where it can be read."""
    try:
        yaml.loads(text, max_depth)
    except Unreadable as fault:
        return fault
    return None


def typed(value: JsonValue) -> object:
    """A value in which a number is told from the text of its digits."""
    if isinstance(value, dict):
        return {key: typed(item) for key, item in value.items()}
    if isinstance(value, list):
        return [typed(item) for item in value]
    return (type(value).__name__, value)


# Reading

NUMBER, TEXT = "a number", "a text"
SCALARS = [
    ("06:00:00", TEXT),  # to the base 60 in YAML 1.1
    ("18:30:00", TEXT),
    ("18:30", TEXT),
    ("2024-02-21T02:20:00Z", TEXT),
    ("2024-02-21", TEXT),
    ("yes", TEXT),
    ("No", TEXT),
    ("on", TEXT),
    ("off", TEXT),
    ("y", TEXT),
    ("4", NUMBER),
    ("-4", NUMBER),
    ("0", NUMBER),
    ("4.0", NUMBER),
    ("1e3", NUMBER),
    ("9" * 5000, NUMBER),
    # numbers of YAML that JSON does not write: they keep their text
    ("010", TEXT),
    ("0o7", TEXT),
    ("0x1F", TEXT),
    ("+4", TEXT),
    ("1_000", TEXT),
    (".5", TEXT),
    ("4.", TEXT),
    (".inf", TEXT),
    ("-.INF", TEXT),
    (".nan", TEXT),
    ("0b1", TEXT),
    ("Monday", TEXT),
    ("\xa0Monday", TEXT),
    ("Weekday early mornings", TEXT),
    ("=", TEXT),
    ("<<", TEXT),
]


@pytest.mark.usefixtures("parser")
@pytest.mark.parametrize(("text", "kind"), SCALARS, ids=[text[:20] for text, _ in SCALARS])
def test_a_scalar_without_quotes_keeps_its_text(text: str, kind: str) -> None:
    value = yaml.loads(f"start: {text}")
    assert value == {"start": text}
    assert isinstance(value, dict)
    assert isinstance(value["start"], Literal) == (kind == NUMBER)


@pytest.mark.usefixtures("parser")
@pytest.mark.parametrize(
    ("text", "value"),
    [
        *((word, True) for word in ("true", "True", "TRUE")),
        *((word, False) for word in ("false", "False", "FALSE")),
        *((word, None) for word in ("null", "Null", "NULL", "~", "", "# comment", "&a")),
        ("tRue", "tRue"),
        ('"true"', "true"),
        ("'4'", "4"),
        ('"06:00:00"', "06:00:00"),
        ("!!str 4", "4"),
        ("! 4", "4"),
        ("!!str true", "true"),
        ("!!str", ""),
        ('!!int "4"', Literal("4")),
        ("!!int 0x1F", "0x1F"),
        ('!!float "4.0"', Literal("4.0")),
        ("!!bool 'true'", True),
        ("!!null ''", None),
        ("!!null", None),
        ("!!map {}", {}),
        ("!!seq []", []),
        ("!<tag:yaml.org,2002:str> 4", "4"),
        ("|\n  4\n", "4\n"),
        (">-\n  a\n  b\n", "a b"),
        ("a\n  b", "a b"),
        ("[1, a, {b: c}, [], {}]", [Literal("1"), "a", {"b": "c"}, [], {}]),
        ("{a, b: }", {"a": None, "b": None}),
        ("\n- a\n- - b\n  -\n", ["a", ["b", None]]),
        ("\n  ? a\n  : b", {"a": "b"}),
        ("{'\xa0a': b}", {"\xa0a": "b"}),
        ("{4: a, true: b, 06:00:00: c}", {"4": "a", "true": "b", "06:00:00": "c"}),
        ('{"<<": 1}', {"<<": Literal("1")}),
    ],
)
def test_a_value_is_read_as_yaml_1_2_says(text: str, value: JsonValue) -> None:
    found = yaml.loads(f"k: {text}")
    assert typed(found) == typed({"k": value})


@pytest.mark.usefixtures("parser")
@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("- &a x\n- *a", ["x", "x"]),
        ("- &a {b: c}\n- *a", [{"b": "c"}, {"b": "c"}]),
        ("- &a x\n- &a y\n- *a", ["x", "y", "y"]),
        ("- &a k\n- {*a : v}", ["k", {"k": "v"}]),
        ("- &a {b: 1, c: 2}\n- <<: *a\n  b: 3", [{"b": "1", "c": "2"}, {"b": "3", "c": "2"}]),
        ("- &a {b: 1}\n- b: 3\n  <<: *a", [{"b": "1"}, {"b": "3"}]),
        (
            "- &a {b: 1}\n- &b {b: 2, c: 3}\n- <<: [*a, *b]",
            [{"b": "1"}, {"b": "2", "c": "3"}, {"b": "1", "c": "3"}],
        ),
        ("<<: {a: 1}", {"a": "1"}),
        ("<<: []", {}),
        ("- &a {b: 1}\n- &c {<<: *a}\n- {<<: *c}", [{"b": "1"}] * 3),
        ("--- # the one\na: b\n...\n", {"a": "b"}),
        ("%YAML 1.2\n---\na: b", {"a": "b"}),
        ("%TAG !s! tag:yaml.org,2002:\n---\n!s!str 4", "4"),
        ("\ufeff\ufeffa: b", {"a": "b"}),
        ("a: b\r\nc: d\r\n", {"a": "b", "c": "d"}),
    ],
)
def test_a_document_is_read_as_its_value(text: str, value: JsonValue) -> None:
    assert yaml.loads(text) == value


@given(JSON_VALUES)
def test_json_is_read_as_the_same_value(value: object) -> None:
    text = json_text(value)
    # an escape names a character of its own in YAML, and half of a pair is none
    assume("\\ud" not in text)
    assert typed(yaml.loads(text)) == typed(json.loads(text))


@pytest.mark.parametrize(
    "text",
    [
        "frequency: Daily",
        "Sales dashboard: {frequency: Daily}",
        "Anna's books, a/b~c (v1.2)!: {frequency: Daily}",
        "# by hand\n\n  frequency:\n",
        "---\n{frequency: Daily}",
        "---",
        "%YAML 1.2\n---\na: b",
        "- frequency: Daily",
        "-\n  frequency: Daily",
        "\ufeffa: b",
        "2024: x",
        "'frequency': 'Daily'",
        "frequency : Daily",
        "? frequency\n: Daily",
    ],
)
def test_what_begins_as_block_style_does_is_meant_as_yaml(text: str) -> None:
    assert yaml.is_yaml(text)


@pytest.mark.parametrize(
    "text",
    [
        "frequency",
        'hours=“1"',
        'curl -H "Content-Type: application/xml"',
        "curl --header Content-Type:application/json",
        "HTTP/1.1 200 OK\nContent-Type: application/json",
        "#!/bin/sh\ncurl 'a: b'",
        "12",
        "NaN",
        "-1",
        "// comment\na: b",
        "'frequency'",
        "2026-03-08 12:00:00 ERROR: x",
        "http://example.com",
        "x = {a: b}",
        "",
    ],
)
def test_what_begins_otherwise_is_not_meant_as_yaml(text: str) -> None:
    assert not yaml.is_yaml(text)


# Refusing

FAULTS = [
    ("", "empty", 1, 1),
    ("# nothing\n", "empty", 1, 1),
    ("a: b: c", "malformed-yaml", 1, 5),
    ("a: 1\n b: 2", "malformed-yaml", 2, 3),
    ("a:\n  b: 1\n c: 2", "malformed-yaml", 3, 2),
    (" a: 1\nb: 2", "malformed-yaml", 2, 1),
    ("- a\nb: 2", "malformed-yaml", 2, 1),
    ("a:\n  - b\n c", "malformed-yaml", 3, 2),
    ("- a\nb", "malformed-yaml", 2, 1),
    ("a:\n\tb: 1", "malformed-yaml", 2, 1),
    ("a: 1\n\tb: 2", "malformed-yaml", 2, 1),
    ("a: 'x", "malformed-yaml", 1, 5),
    ('a: "x\n', "malformed-yaml", 1, 5),
    ("a: 'x\n---\ny'", "malformed-yaml", 2, 1),
    ("a: [1, 2", "malformed-yaml", 1, 8),
    ("a: {b: 1\n", "malformed-yaml", 1, 8),
    ("a: [1, 2}", "malformed-yaml", 1, 9),
    ("a: {b: 1]", "malformed-yaml", 1, 9),
    ("a: ]", "malformed-yaml", 1, 4),
    ("a: @x", "malformed-yaml", 1, 4),
    ('"\\q"', "malformed-yaml", 1, 2),
    ('"\\x4"', "malformed-yaml", 1, 2),
    ("a: - b", "malformed-yaml", 1, 4),
    ("a: ? b", "malformed-yaml", 1, 4),
    ("&a &b x", "malformed-yaml", 1, 4),
    ("key: |x\n a", "malformed-yaml", 1, 7),
    ("%YAML 2.0\n---\na: 1", "malformed-yaml", 1, 1),
    ("a: \x01", "malformed-yaml", 1, 4),
    ("a: '\x7f'", "malformed-yaml", 1, 5),
    ("a: *x", "malformed-yaml", 1, 4),
    ("a: &x [*x]", "malformed-yaml", 1, 8),
    ("a: &x {<<: *x}", "malformed-yaml", 1, 12),
    ("<<: 4", "malformed-yaml", 1, 5),
    ("<<: [4]", "malformed-yaml", 1, 6),
    ("{[a]: b}", "malformed-yaml", 1, 2),
    ("? {a: b}\n: c", "malformed-yaml", 1, 3),
    ("- &a [b]\n- *a : c", "malformed-yaml", 2, 3),
    ("~: a", "malformed-yaml", 1, 1),
    ("{: a}", "malformed-yaml", 1, 2),
    ("a: !!python/object/apply:os.system [x]", "malformed-yaml", 1, 4),
    ("a: !Ref x", "malformed-yaml", 1, 4),
    ("a: !!timestamp 2024-02-21", "malformed-yaml", 1, 4),
    ("a: !!binary aGk=", "malformed-yaml", 1, 4),
    ("a: !!set {b}", "malformed-yaml", 1, 4),
    ("a: !!str [b]", "malformed-yaml", 1, 4),
    ("a: !!map b", "malformed-yaml", 1, 4),
    ("a: !!int b", "malformed-yaml", 1, 10),
    ("a: !!bool 'yes'", "malformed-yaml", 1, 12),
    ("a: !!null b", "malformed-yaml", 1, 11),
    ("a: 1\na: 2", "duplicate-key", 2, 1),
    ("a: 1\n'a': 2", "duplicate-key", 2, 2),
    ("{4: 1, '4': 2}", "duplicate-key", 1, 9),
    ("<<: {}\n<<: {}", "duplicate-key", 2, 1),
    ("a: 1\n---\nb: 2", "trailing-text", 2, 1),
    ("--- a\n--- b", "trailing-text", 2, 1),
    ("a: 1\n---\n", "trailing-text", 2, 1),
    ("a: 1\n... x", "malformed-yaml", 2, 5),
    ("\xa0\xa0a: 1", "no-break-space", 1, 1),
    ("a:\n\xa0\xa0b: 1", "no-break-space", 2, 1),
    ("a: {\xa0b: c}", "no-break-space", 1, 5),
    ("[" * 65, "too-deep", 1, 65),
    ("- " * 65, "too-deep", 1, 129),
    ("\n".join(f"{'  ' * n}a:" for n in range(70)), "too-deep", 65, 129),
    ("a: &a " + "[" * 40 + "]" * 40 + "\nb: " + "[" * 30 + "*a" + "]" * 30, "too-deep", 2, 34),
    ("\ufeff\ufeffa: [", "malformed-yaml", 1, 6),
]


@pytest.mark.usefixtures("parser")
@pytest.mark.parametrize(("text", "kind", "line", "column"), FAULTS)
def test_a_fault_is_one_sentence_at_its_place(text: str, kind: str, line: int, column: int) -> None:
    fault = fault_of(text)
    assert fault is not None
    assert (fault.kind, fault.line, fault.column) == (kind, line, column)
    assert fault.message.isprintable()


@pytest.mark.parametrize("before", ["", "- &a b\n"])
def test_an_alias_inside_its_own_value_is_told_as_that(before: str) -> None:
    fault = fault_of(f"{before}- &a [*a]")
    assert fault is not None
    assert "inside the value that it stands for" in fault.message


def test_what_pyyaml_finds_too_deep_is_too_deep(parser: str) -> None:
    fault = fault_of("[" * 1500 + "]" * 1500, 2000)
    assert (fault.kind if fault else None) == ("too-deep" if parser == "parser in C" else None)


def laughs(levels: int) -> str:
    """A list of nine, nine of them in a list, nine of these in a list …."""
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x]"]
    lines += [
        f"a{level}: &a{level} [{', '.join([f'*a{level - 1}'] * 9)}]" for level in range(1, levels)
    ]
    return "\n".join(lines)


MERGES = "\n".join(
    [
        f"a: &a {{{', '.join(f'k{n}: x' for n in range(1000))}}}",
        "b: [" + ", ".join(["{<<: *a}"] * 200) + "]",
    ]
)


@pytest.mark.usefixtures("parser")
@pytest.mark.parametrize("text", [laughs(30), MERGES], ids=["billion laughs", "merge keys"])
def test_aliases_that_blow_up_are_too_large(text: str) -> None:
    fault = fault_of(text)
    assert fault is not None
    assert fault.kind == "too-large"
    assert fault.line is not None


def test_aliases_that_repeat_a_schedule_or_two_thousand_are_fine() -> None:
    assert isinstance(yaml.loads("- &a {b: [c, d, e]}\n" + "- *a\n" * 2000), list)
    assert isinstance(yaml.loads(laughs(4)), dict)


@pytest.mark.parametrize("depth", [1, 2, 5, 900])
def test_depth_is_counted_as_in_json(depth: int) -> None:
    for text in ("[" * depth + "]" * depth, "- " * depth + "x"):
        fault = fault_of(text, depth - 1)
        assert fault is not None
        assert fault.kind == "too-deep"
    assert fault_of("- " * depth + "x", depth) is None


FRAGMENTS = st.lists(
    st.sampled_from(
        [
            *[
                "a",
                "b: ",
                "c:",
                "- ",
                "-",
                "? ",
                ": ",
                "[",
                "]",
                "{",
                "}",
                ",",
                "\n",
                "\n  ",
                "\n ",
            ],
            *[
                "'",
                '"',
                "\\",
                "\\u",
                "\\ud83d",
                "\\U99999999",
                "|",
                ">",
                "|2\n",
                "|+\n",
                "#",
                " # ",
            ],
            *["&a ", "*a", "*a ", "<<: ", "!!str ", "!!int ", "!x ", "!<", "!!map ", "%YAML 1.2\n"],
            *["---\n", "---", "...\n", "%TAG ! x\n", "06:00:00", "4", "true", "~", "null", "010"],
            *[
                "\t",
                "\r",
                "\r\n",
                "\0",
                "\x85",
                "\u2028",
                "\xa0",
                "é",
                "😀",
                "\ufeff",
                "\ufffe",
                "@",
            ],
        ]
    ),
    max_size=25,
).map("".join)


@pytest.mark.usefixtures("parser")
@settings(max_examples=settings().max_examples * 5)
@given(st.text() | FRAGMENTS | FRAGMENTS.map(lambda text: f"a:\n- {text}"))
@example('"\\U99999999"')
@example("!!int #\x85|")
@example("%YAML 1." + "9" * 5000 + "\n---\na")
@example("\ufeff")
def test_any_text_is_a_value_or_unreadable_at_a_place_inside_it(text: str) -> None:
    fault = fault_of(text)
    if fault is None:
        assert json.dumps(yaml.loads(text))
        yaml.tell_losses(text)
        return
    assert fault.message.isprintable()
    assert fault.line is not None
    assert fault.column is not None
    lines = re.findall(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+", text) or [""]
    assert 1 <= fault.line <= len(lines)
    assert 1 <= fault.column <= max(len(lines[fault.line - 1]), 1)


@settings(max_examples=settings().max_examples * 5)
@given(FRAGMENTS)
def test_both_parsers_of_pyyaml_read_the_same(text: str) -> None:
    if not hasattr(pyyaml, "CSafeLoader"):
        pytest.skip("PyYAML was built without libyaml")
    assume("\ufeff" not in text.lstrip("\ufeff"))  # one within the text only that in C skips
    read = []
    with pytest.MonkeyPatch.context() as patch:
        for _ in range(2):
            fault = fault_of(text)
            read.append(None if fault else typed(yaml.loads(text)))
            patch.delattr(pyyaml, "CSafeLoader", raising=False)
    if None not in read:
        assert read[0] == read[1]


def test_without_pyyaml_a_text_is_unreadable_and_says_how_to_install_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(__import__("sys").modules, "yaml", None)
    fault = fault_of("a: b")
    assert fault is not None
    assert fault.kind == "yaml-not-installed"
    assert "pip install 'tabsched[yaml]'" in fault.message
    assert yaml.dumps({"a": "b"}) == ("a: b", [])


# Places


def pointers(value: JsonValue, pointer: str = "") -> Iterator[tuple[str, JsonValue]]:
    """Every pointer into a value, with what it leads to."""
    yield pointer, value
    items = value.items() if isinstance(value, dict) else ()
    items = enumerate(value) if isinstance(value, list) else items  # type: ignore[assignment] # its keys are indexes
    for key, item in items:
        step = str(key).replace("~", "~0").replace("/", "~1")
        yield from pointers(item, f"{pointer}/{step}")


@given(JSON_VALUES, st.sampled_from(["", " "]))
def test_places_in_a_text_that_is_json_too_are_those_of_json(value: object, space: str) -> None:
    text = json_text(value, space)
    assume("\\ud" not in text)
    every = [pointer for pointer, _ in pointers(json.loads(text))]
    every += [f"{pointer}/missing/0" for pointer in every]
    assert yaml.locate(text, every) == json_places.locate(text, every)
    assert yaml.locate(text, (), every) == json_places.locate(text, (), every)


@given(JSON_VALUES)
def test_a_place_in_block_style_is_that_of_the_value(value: object) -> None:
    text, _ = yaml.dumps(json.loads(json_text(value)))
    every = dict(pointers(yaml.loads(text)))
    places = yaml.locate(text, every)
    lines = text.split("\n")
    for pointer, said in every.items():
        line, column = places[pointer]
        rest = lines[line - 1][column - 1 :]
        if isinstance(said, str):
            assert rest.startswith(yaml.dumps(said)[0].strip('"')[:1])
        elif not isinstance(said, dict | list) or not said:
            assert rest.startswith(standard.dumps(said))
        else:
            first = "-" if isinstance(said, list) else yaml.dumps(next(iter(said)))[0]
            assert rest.removeprefix("? ").startswith(first[:1])


PLACES = """\
defaults: &base   # what all share
  start: 06:00:00
  end: &end "18:00:00"
nightly:
  <<: *base
  name: 'closing'
  empty:
  list:
  - hours: !!str 4
  - {weekDay: Monday}
  text: |
    a
  tagged: !!map
    x: &none
same: *base
"""


@pytest.mark.usefixtures("parser")
@pytest.mark.parametrize(
    ("pointer", "value", "name"),
    [
        ("", (1, 1), (1, 1)),
        ("/defaults", (2, 3), (1, 1)),
        ("/defaults/start", (2, 10), (2, 3)),
        ("/defaults/end", (3, 14), (3, 3)),
        ("/defaults/missing/more", (2, 3), (2, 3)),
        ("/nightly", (5, 3), (4, 1)),
        ("/nightly/start", (2, 10), (2, 3)),
        ("/nightly/name", (6, 10), (6, 3)),
        ("/nightly/empty", (7, 8), (7, 3)),
        ("/nightly/list", (9, 3), (8, 3)),
        ("/nightly/list/0", (9, 5), (9, 5)),
        ("/nightly/list/0/hours", (9, 18), (9, 5)),
        ("/nightly/list/1", (10, 5), (10, 5)),
        ("/nightly/list/1/weekDay", (10, 15), (10, 6)),
        ("/nightly/list/2", (9, 3), (9, 3)),
        ("/nightly/text", (11, 9), (11, 3)),
        ("/nightly/tagged", (14, 5), (13, 3)),
        ("/nightly/tagged/x", (14, 8), (14, 5)),
        ("/same", (2, 3), (15, 1)),
        ("/same/end", (3, 14), (3, 3)),
    ],
)
def test_a_place_is_where_the_value_or_its_key_is_written(
    pointer: str, value: tuple[int, int], name: tuple[int, int]
) -> None:
    assert yaml.locate(PLACES, [pointer])[pointer] == value
    assert yaml.locate(PLACES, (), [pointer])[pointer] == name


# Writing


@given(JSON_VALUES)
@example({"k" * 2000: {"a": ["b"]}})
@example({"k" * 2000: "a"})
@example({"a": {"b": [[], {}, [[{"c": None}]]]}})
def test_what_is_written_is_read_as_the_same_value(value: object) -> None:
    read = json.loads(json_text(value))
    text, told = yaml.dumps(read)
    assert bool(told) == any("\ud800" in pointer for pointer, _ in pointers(read))
    if not told:
        assert typed(yaml.loads(text)) == typed(read)


@given(st.recursive(st.text(), lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner)))
def test_a_reader_of_yaml_1_1_takes_what_is_written_for_the_same_texts(value: JsonValue) -> None:
    assert pyyaml.safe_load(yaml.dumps(value)[0]) == value


@pytest.mark.parametrize(
    "text",
    [
        *[
            "06:00:00",
            "18:30",
            "1:2:3.4",
            "4",
            "010",
            "0o7",
            "0x1f",
            "0b1",
            "1_000",
            "1,000",
            "1e3",
        ],
        *[".5", "5.", "+4", "-.inf", ".NaN", "y", "No", "ON", "off", "true", "NULL", "~", "", "<<"],
        *["=", "2024-02-21", "2024-02-21T02:20:00Z", "2001-12-14 21:59:43.10 -5"],
    ],
)
def test_a_text_that_others_misread_is_written_in_quotes(text: str) -> None:
    assert yaml.dumps({text: text})[0] == f'---\n"{text}": "{text}"'


@pytest.mark.parametrize(
    "text",
    [
        "Monday",
        "LastDay",
        "Weekday early mornings",
        "a946d998-2ead-4894",
        "Größe",
        "yesterday",
        "a",
    ],
)
def test_a_plain_text_is_written_without_quotes(text: str) -> None:
    assert yaml.dumps({text: text})[0] == f"{text}: {text}"


def test_lists_and_objects_are_written_in_block_style() -> None:
    value = json.loads('{"a": [{"b": 4, "c": [[true], {}]}, []], "d": {"e": null}}')
    assert yaml.dumps(value)[0] == (
        "a:\n  - b: 4\n    c:\n      - - true\n      - {}\n  - []\nd:\n  e: null"
    )


@pytest.mark.parametrize(
    ("value", "text", "told"),
    [
        ({"a": "\ud800", "b": "c"}, "b: c", ['"/a" is left out']),
        ({"\udfff/": {"x": "y"}}, "{}", ['"/\\udfff~1" is left out']),
        (["\ud800", "b"], "- b", ['"/0" is left out']),
        ("\ud800", "null", ["the document is left out"]),
    ],
)
def test_half_of_a_surrogate_pair_is_told(value: JsonValue, text: str, told: list[str]) -> None:
    written, found = yaml.dumps(value)
    assert written == text
    assert [line.partition(":")[0] for line in found] == told


WRITTEN_BY_HAND = """\
%YAML 1.2
---
# the window
on: &times   # when
  start: 18:30:00
  end: !!str 22:30:00
  <<: {hours: 4, weekDay: no}
  note: "18:30:00"
2024-02-21: *times
list: [06:00, 4, yes, Monday, &x 0x1F]
"""


def test_quotes_are_put_where_others_misread_and_nothing_else_changes() -> None:
    quoted = yaml.quoted(WRITTEN_BY_HAND)
    assert quoted == (
        WRITTEN_BY_HAND.replace("on:", '"on":')
        .replace("start: 18:30:00", 'start: "18:30:00"')
        .replace("weekDay: no", 'weekDay: "no"')
        .replace("2024-02-21:", '"2024-02-21":')
        .replace("[06:00, 4, yes, Monday, &x 0x1F]", '["06:00", 4, "yes", Monday, &x "0x1F"]')
    )
    assert typed(yaml.loads(quoted)) == typed(yaml.loads(WRITTEN_BY_HAND))
    assert yaml.quoted(quoted) == quoted


def test_a_value_stands_behind_its_anchor_its_tag_and_their_comments() -> None:
    text = "a: &x !!str # one\n  # two\n  b\nc: !!str &y d\ne: !!map &z\n  f: g"
    places = yaml.locate(text, ["/a", "/c", "/e"])
    assert places == {"/a": (3, 3), "/c": (4, 13), "/e": (6, 3)}


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r", "\x85", "\u2028"])
def test_a_comment_ends_where_pyyaml_ends_its_line(line_end: str) -> None:
    lines = ["a: |  # one", "  # no comment", "b: c # two", "d: e"]
    told = yaml.tell_losses(line_end.join(lines))
    assert [line.partition(": ")[2] for line in told] == [
        'the comment "one" is left out',
        'the comment "two" is left out',
    ]


def test_byte_order_marks_move_nothing() -> None:
    text = "\ufeff\ufeffa: no # because"
    assert yaml.quoted(text) == '\ufeff\ufeffa: "no" # because'
    assert yaml.locate(text, ["/a"]) == {"/a": (1, 6)}
    assert yaml.tell_losses(text) == ['line 1: the comment "because" is left out']


@pytest.mark.skipif(not hasattr(pyyaml, "CSafeLoader"), reason="the other takes no tab there")
@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("010\n\t", '"010"\n'),
        ("a: no\n  \t \nb: 1", 'a: "no"\n   \nb: 1'),
        ("a: no\x85 \t", 'a: "no"\x85 '),
        ("a: no\t\nb: 1", 'a: "no"\t\nb: 1'),
        ("a: one\n  \t\nb: 1", "a: one\n  \t\nb: 1"),
    ],
)
def test_tabs_that_indent_go_where_quotes_come(text: str, expected: str) -> None:
    assert yaml.quoted(text) == expected
    assert typed(yaml.loads(expected)) == typed(yaml.loads(text))


@settings(max_examples=settings().max_examples * 5)
@given(FRAGMENTS)
def test_a_text_with_its_quotes_says_the_same_and_to_others_too(text: str) -> None:
    assume("\ufeff" not in text)
    assume(fault_of(text) is None)
    quoted = yaml.quoted(text)
    value = yaml.loads(text)
    assert typed(yaml.loads(quoted)) == typed(value)
    assert yaml.tell_losses(quoted) == yaml.tell_losses(text)
    if isinstance(value, str) and not isinstance(value, Literal) and "!!" not in text:
        loader = getattr(pyyaml, "CSafeLoader", pyyaml.SafeLoader)
        assert pyyaml.load(quoted, Loader=loader) == value  # noqa: S506 both are safe


@pytest.mark.usefixtures("parser")
def test_comments_and_aliases_are_told_as_what_another_syntax_loses() -> None:
    text = """\
# first
a: &x b # second
c: "# no comment" # third
d: |  # fourth
  # no comment
# fifth
e: [*x,   # sixth
  *x, a#b]
f: 'x'
#last"""
    told = yaml.tell_losses(text)
    alias = 'line 7: the alias "*x" is written out: it becomes what it stands for'
    comments = [
        (1, "first"),
        (2, "second"),
        (3, "third"),
        (4, "fourth"),
        (6, "fifth"),
        (7, "sixth"),
        (10, "last"),
    ]
    expected = [f'line {line}: the comment "{said}" is left out' for line, said in comments]
    expected.insert(5, alias)
    assert told == expected
