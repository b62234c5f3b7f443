from __future__ import annotations

import datetime as dt
import decimal
import enum
import json as standard
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from wire_documents import JSON_VALUES, Number, json_text

from tabsched.wire import json
from tabsched.wire.node import Literal, Node
from tabsched.wire.unreadable import Unreadable

if TYPE_CHECKING:
    from tabsched.wire.json import JsonValue


def unreadable(text: str, max_depth: int = 64) -> Unreadable:
    with pytest.raises(Unreadable) as caught:
        json.loads(text, max_depth)
    return caught.value


def same(read: JsonValue, drawn: object) -> bool:
    """Whether a value that was read is the one drawn: kinds, number texts and key order too."""
    if isinstance(drawn, dict):
        return (
            isinstance(read, dict)
            and list(read) == list(drawn)
            and all(same(read[key], drawn[key]) for key in drawn)
        )
    if isinstance(drawn, list):
        return isinstance(read, list) and len(read) == len(drawn) and all(map(same, read, drawn))
    if isinstance(drawn, Number):
        return isinstance(read, Literal) and str(read) == str(drawn)
    return not isinstance(read, Literal) and read == drawn and type(read) is type(drawn)


@given(JSON_VALUES, st.sampled_from(["", " ", "\r\n\t"]))
def test_reading_gives_every_value_with_its_kind_and_the_text_of_its_numbers(
    value: object, space: str
) -> None:
    assert same(json.loads(json_text(value, space)), value)


@given(JSON_VALUES, st.sampled_from([None, 0, 2]))
def test_reading_what_was_written_gives_the_same_value(value: object, indent: int | None) -> None:
    written = json.dumps(json.loads(json_text(value)), indent)
    assert same(json.loads(written), value)
    written.encode()


PLAIN_VALUES = st.recursive(
    st.none() | st.booleans() | st.text('aé"\\\n', max_size=3),
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(st.text("ab", max_size=2), inner, max_size=4)
    ),
)


@given(PLAIN_VALUES, st.sampled_from([None, 0, 2, 5]))
def test_writing_is_laid_out_as_the_standard_library_does(
    value: JsonValue, indent: int | None
) -> None:
    assert json.dumps(value, indent) == standard.dumps(value, indent=indent, ensure_ascii=False)


def test_writing_looks_as_expected() -> None:
    value = json.loads('{"a":[1,{},[],{"b":null}],"\\ud800":"\\u0000\\u007f\\n\\u00e9"}')
    assert json.dumps(value) == (
        '{\n  "a": [\n    1,\n    {},\n    [],\n    {\n      "b": null\n    }\n  ],\n'
        '  "\\ud800": "\\u0000\\u007f\\né"\n}'
    )
    assert json.dumps(value, None) == (
        '{"a": [1, {}, [], {"b": null}], "\\ud800": "\\u0000\\u007f\\né"}'
    )
    assert json.dumps(Literal("-0.0")) == "-0.0"
    assert json.dumps("1") == '"1"'


@pytest.mark.parametrize(
    ("text", "kind", "place", "words"),
    [
        ("", "empty", (None, None), "no value"),
        (" \n", "empty", (1, 1), "no value"),
        ('{"a": 1,\n "é": {"x": 1, "x": 2}}', "duplicate-key", (2, 17), '"x" stands twice'),
        ('{"\\u0061": 1, "a": 2}', "duplicate-key", (1, 16), '"a" stands twice'),
        ('[{"a":1},{"b":1 , "b"\n:2}]', "duplicate-key", (1, 20), '"b" stands twice'),
        ('{"a":{"b":[1,{}],"b":1}}', "duplicate-key", (1, 19), '"b" stands twice'),
        ('{"":1,"":2}', "duplicate-key", (1, 8), '"" stands twice'),
        ("[1, NaN]", "not-a-number", (1, 5), '"NaN"'),
        ("[\n-Infinity]", "not-a-number", (2, 1), '"-Infinity"'),
        ("[1] x", "trailing-text", (1, 5), "follows the end"),
        ("{}\n{}", "trailing-text", (2, 1), "follows the end"),
        ("{}\x00", "trailing-text", (1, 3), "U+0000"),
        ("1 2", "trailing-text", (1, 3), "follows the end"),
        ('{\n\u00a0\u00a0"a": 1}', "no-break-space", (2, 1), "comes from pasting"),
        ('{"a":\u20031}', "no-break-space", (1, 6), "U+2003"),
        ("\ufeff{}", "no-break-space", (1, 1), "U+FEFF"),
        ("{}\u00a0", "no-break-space", (1, 3), "ordinary spaces"),
        ("{“a”: 1}", "malformed-json", (1, 2), "typographic"),
        ('{"a": \u2018b\u2019}', "malformed-json", (1, 7), "typographic"),
        ("{'a': 1}", "malformed-json", (1, 2), "double quotes"),
        ("['a']", "malformed-json", (1, 2), "double quotes"),
        ('{"a": 1,}', "malformed-json", (1, 8), "after the last item of an object"),
        ("[1,\n2,\n]", "malformed-json", (2, 2), "after the last item of a list"),
        ("// c\n{}", "malformed-json", (1, 1), "comment"),
        ("[1 /* c */]", "malformed-json", (1, 4), "comment"),
        ('{"a": # c\n1}', "malformed-json", (1, 7), "comment"),
        ('{# c\n"a": 1}', "malformed-json", (1, 2), "comment"),
        ('{"a": 1\n "b": 2}', "malformed-json", (2, 2), "a comma or } is missing"),
        ("[1 2]", "malformed-json", (1, 4), "a comma or ] is missing"),
        ('{"a" 1}', "malformed-json", (1, 6), 'after the key "a": a : is missing'),
        ('{"a"= 1}', "malformed-json", (1, 5), "a : is missing"),
        ("{a: 1}", "malformed-json", (1, 2), "a key is needed"),
        ("{ab: 1}", "malformed-json", (1, 2), '"ab" stands where a key is needed'),
        ('{"a": 1,, "b": 2}', "malformed-json", (1, 9), "a key is needed"),
        ("[1, , 2]", "malformed-json", (1, 5), "where a value is needed"),
        ('{"a":}', "malformed-json", (1, 6), "where a value is needed"),
        ("[True]", "malformed-json", (1, 2), "written true"),
        ("[tru]", "malformed-json", (1, 2), '"tru" is no value'),
        ("[01]", "malformed-json", (1, 2), "leading zero"),
        ("[1.]", "malformed-json", (1, 2), "no number"),
        ("[+1]", "malformed-json", (1, 2), "no +"),
        ("[18:30:00]", "malformed-json", (1, 2), '"18:30:00" is no value'),
        ("[1}", "malformed-json", (1, 3), "} stands where ] is needed: [ is open since line 1"),
        ('["a\nb"]', "malformed-json", (1, 4), "a line ends inside a string"),
        ('["😀\tb"]', "malformed-json", (1, 4), "written \\t"),
        ('["a\x00b"]', "malformed-json", (1, 4), "written \\u0000"),
        ('["a\\x"]', "malformed-json", (1, 4), "no escape"),
        ('["a\\u12"]', "malformed-json", (1, 4), "no escape"),
        ('{"a": "b', "malformed-json", (1, 8), "inside a string that begins on line 1, column 7"),
        ('{"a": "b\\', "malformed-json", (1, 9), "inside a string"),
        ('{"a": {"b": 1}\n', "malformed-json", (1, 14), "a closing } is missing"),
        ('{"a": [1', "malformed-json", (1, 8), "a closing ] is missing"),
        ("[nul", "malformed-json", (1, 4), 'inside the word "nul"'),
        ("\x00", "malformed-json", (1, 1), "U+0000 is no value"),
    ],
)
def test_a_fault_is_told_in_our_words_at_its_place(
    text: str, kind: str, place: tuple[int | None, int | None], words: str
) -> None:
    fault = unreadable(text)
    assert (fault.kind, (fault.line, fault.column)) == (kind, place)
    assert words in fault.message


def test_only_nesting_deeper_than_the_limit_is_refused() -> None:
    assert json.loads("[" * 64 + "]" * 64)
    assert json.loads('{"a":' * 63 + '"[[[[["' + "}" * 63)
    for opening, closing in (("[", "]"), ('{"a":', "}"), ('[{"b":', "}]")):
        times = 65 // opening.count("[") if opening == "[" else 65
        fault = unreadable(opening * times + "1" + closing * times)
        assert fault.kind == "too-deep"
        assert fault.line == 1
    assert unreadable("\n[" * 65 + "]" * 65).line == 66
    assert json.loads("[" * 65 + "]" * 65, 65)
    assert json.loads('"[[["', 0) == "[[["
    assert unreadable("[]", 0).kind == "too-deep"


@pytest.mark.parametrize("opening", ["[", '{"a":'])
def test_depth_that_python_cannot_follow_is_refused_too(opening: str) -> None:
    closing = "]" if opening == "[" else "}"
    text = opening * 100_000 + "1" + closing * 100_000
    assert unreadable(text).kind == "too-deep"
    assert unreadable(text, 10**9).kind == "too-deep"
    assert unreadable(opening * 100_000).kind == "too-deep"


def test_strings_that_look_like_keys_do_not_matter() -> None:
    text = '{"a": ":", "b": "\\":", "c": {"a": "\\u003a\\" :", "x\\":": 1}}'
    assert json.loads(text) == standard.loads(text, parse_int=str)
    assert unreadable(text.replace('"c"', '"a"', 1)).kind == "duplicate-key"


@given(JSON_VALUES, st.data())
def test_a_key_that_stands_twice_is_always_found(value: object, data: st.DataObject) -> None:
    inner = json_text(value)
    key = standard.dumps(data.draw(st.text(max_size=3)))
    space = data.draw(st.sampled_from(["", " ", "\n"]))
    text = f"[{{{key}{space}:{inner}, {key} :{space}{inner}}}, {inner}]"
    fault = unreadable(text)
    assert fault.kind == "duplicate-key"


class Colour(enum.StrEnum):
    RED = "red"


class Many(enum.IntEnum):
    TWO = 2


def test_python_values_become_those_of_json() -> None:
    value = json.from_python(
        {"a": 1, "b": 1.5, "c": True, "d": None, "e": (1, "x"), Colour.RED: Many.TWO, "f": 1e400**0}
    )
    assert value == {
        "a": Literal("1"),
        "b": Literal("1.5"),
        "c": True,
        "d": None,
        "e": [Literal("1"), "x"],
        "red": Literal("2"),
        "f": Literal("1.0"),
    }
    assert isinstance(value, dict)
    assert isinstance(value["a"], Literal)
    assert isinstance(value["red"], Literal)
    assert [type(key) for key in value] == [str] * 7


def test_integers_of_any_length_become_their_digits() -> None:
    assert json.from_python(-(10**9_999)) == "-1" + "0" * 9_999


@pytest.mark.parametrize(
    ("value", "kind", "words"),
    [
        ({"a": [dt.time(8)]}, "malformed-json", 'a value of type datetime.time stands at "/a/0"'),
        (
            {"a/b~": decimal.Decimal(1)},
            "malformed-json",
            'a value of type decimal.Decimal stands at "/a~1b~0"',
        ),
        (b"x", "malformed-json", "a value of type bytes stands at the top"),
        ({"a": {1: 2}}, "malformed-json", 'a key at "/a" is a int'),
        ({"a": float("nan")}, "not-a-number", 'nan stands at "/a"'),
        ([float("-inf")], "not-a-number", '-inf stands at "/0"'),
    ],
)
def test_what_json_lacks_is_refused_with_its_pointer_and_type(
    value: object, kind: str, words: str
) -> None:
    with pytest.raises(Unreadable) as caught:
        json.from_python(value)
    assert (caught.value.kind, caught.value.line, caught.value.column) == (kind, None, None)
    assert words in caught.value.message


@pytest.mark.parametrize("max_depth", [64, 10**9])
def test_a_value_inside_itself_is_too_deep(max_depth: int) -> None:
    inside: list[object] = []
    inside.append({"a": inside})
    with pytest.raises(Unreadable) as caught:
        json.from_python(inside, max_depth)
    assert caught.value.kind == "too-deep"


def test_python_values_may_nest_as_deep_as_the_limit() -> None:
    value: list[object] = []
    for _ in range(63):
        value = [value]
    assert json.from_python(value) == value
    with pytest.raises(Unreadable):
        json.from_python([value])


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("15", 15),
        ("-3", -3),
        ("1.0", 1.0),
        ("0.1", 0.1),
        ("1e2", 100.0),
        ("-0", -0.0),
        ("1e400", "1e400"),
        ("1e-99999999999999999999999", "1e-99999999999999999999999"),
        ("0.1000000000000000055511151231257827", "0.1000000000000000055511151231257827"),
        ("9" * 10_000, "9" * 10_000),
        ("12345678901234567890", 12345678901234567890),
    ],
)
def test_numbers_become_pythons_where_nothing_of_them_gets_lost(text: str, value: object) -> None:
    found = json.to_python([Literal(text)])
    assert repr(found) == repr([value])


@given(JSON_VALUES)
def test_python_values_say_the_same_as_the_text_they_come_from(value: object) -> None:
    read = json.loads(json_text(value))
    back = json.from_python(json.to_python(read))
    assert json.to_python(back) == json.to_python(read)


def test_the_tree_of_a_value_is_as_described() -> None:
    value = json.loads(
        '{"s":"x","n":1,"t":true,"z":null,"o":{"k":"v"},"e":[],"l":[{"a":"b"},"x",2,[],[1,[2]],null]}'
    )
    assert json.to_node(value) == Node(
        "",
        {"s": "x", "n": Literal("1"), "t": Literal("true"), "z": Literal("null")},
        [
            Node("o", {"k": "v"}),
            Node("e", content=[Literal("[]")]),
            Node("l", {"a": "b"}, item=0),
            Node("l", content=["x"], item=1),
            Node("l", content=[Literal("2")], item=2),
            Node("l", content=[Literal("[]")], item=3),
            Node("l", content=[Literal("[1, [2]]")], item=4),
            Node("l", content=[Literal("null")], item=5),
        ],
    )
    assert json.to_node([{}, "x"]) == Node(
        "", content=[Node("", item=0), Node("", content=["x"], item=1)]
    )
    assert json.to_node(None) == Node("", content=[Literal("null")])
    assert json.to_node("x") == Node("", content=["x"])


def test_in_the_tree_a_text_is_no_literal_and_a_number_is_one() -> None:
    node = json.to_node(json.loads('{"a": "1", "b": 1, "c": true}'))
    assert [isinstance(value, Literal) for value in node.attributes.values()] == [
        False,
        True,
        True,
    ]


@given(JSON_VALUES)
def test_the_tree_of_an_object_leads_back_to_it(value: object) -> None:
    read = json.loads(json_text({"top": value}))
    assert isinstance(read, dict)
    assert sorted_keys(json.from_node(json.to_node(read))) == sorted_keys(read)


def sorted_keys(value: JsonValue) -> str:
    """The text of a value that does not depend on the order of its keys."""
    if isinstance(value, dict):
        items = sorted((key, sorted_keys(item)) for key, item in value.items())
        return f"{{{items}}}"
    if isinstance(value, list):
        return f"[{','.join(map(sorted_keys, value))}]"
    return f"{type(value).__name__} {json.dumps(value)}"
