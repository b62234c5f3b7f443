from __future__ import annotations

import json as standard

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tabsched.wire import json_places

SPACES = st.sampled_from(["", "", " ", "\n", "\r\n", "\t", "\n\n  ", "\r"])


def place(text: str, offset: int) -> tuple[int, int]:
    """The place of an offset, counted by other means than those that are tested."""
    before = text[:offset].replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return len(before), len(before[-1]) + 1


@st.composite
def marked(draw: st.DrawFn) -> tuple[str, dict[str, str], dict[str, str]]:
    """A text; by the pointers of its values, and of its keys, a mark that stands once in it."""
    values: dict[str, str] = {}
    names: dict[str, str] = {}
    number = 1000

    def value(pointer: str, depth: int) -> str:
        nonlocal number
        number += 1
        kind = draw(st.sampled_from(["text", "number", "list", "object"][: 4 if depth else 2]))
        if kind == "text":
            values[pointer] = f"«{number}»"
            return f'"«{number}»{draw(st.sampled_from(["", "😀", chr(92) + chr(34), "]}"]))}"'
        if kind == "number":
            values[pointer] = f"{number}.5"
            return f"{number}.5"
        parts: list[str] = []
        for index in range(draw(st.integers(0, 3))):
            number += 1
            key = f"k{number}" + draw(st.sampled_from(["/", "~", "é", ""]))
            step = key.replace("~", "~0").replace("/", "~1") if kind == "object" else str(index)
            item = draw(SPACES) + value(f"{pointer}/{step}", depth - 1) + draw(SPACES)
            if kind == "object":
                names[f"{pointer}/{step}"] = key
                item = f'{draw(SPACES)}"{key}"{draw(SPACES)}:{item}'
            parts.append(item)
        opening, closing = ("{", "}") if kind == "object" else ("[", "]")
        return opening + ",".join(parts or [draw(SPACES)]) + closing

    return draw(SPACES) + value("", 3) + draw(SPACES), values, names


@given(marked(), st.data())
def test_each_value_and_each_key_is_found_where_it_stands(
    document: tuple[str, dict[str, str], dict[str, str]], data: st.DataObject
) -> None:
    text, values, names = document
    assert standard.loads(text, strict=False) is not None
    some = data.draw(st.lists(st.sampled_from(sorted(values)), unique=True)) if values else []
    assert json_places.locate(text, values) == {
        pointer: place(text, text.index(mark)) for pointer, mark in values.items()
    }
    marks = {pointer: values[pointer] for pointer in some} | names
    assert json_places.locate(text, some, names) == {
        pointer: place(text, text.index(mark)) for pointer, mark in marks.items()
    }


TEXT = """ {
  "schedule": {"frequency": "Daily", "end": "", "n": -1.5e3, "t": true, "a/b~": null,
    "intervals": {"interval": [{"hours": "4"}, {"weekDay": "😀"}, [], {}, "x"]}},
  "": {"": 7}
}"""


@pytest.mark.parametrize(
    ("pointer", "marker", "shift"),
    [
        ("", "{\n", 0),
        ("/schedule", '{"freq', 0),
        ("/schedule/frequency", "Daily", 0),
        ("/schedule/end", '"", "n"', 1),
        ("/schedule/n", "-1.5", 0),
        ("/schedule/t", "true", 0),
        ("/schedule/a~1b~0", "null", 0),
        ("/schedule/intervals/interval", "[{", 0),
        ("/schedule/intervals/interval/0", '{"hours', 0),
        ("/schedule/intervals/interval/1/weekDay", "😀", 0),
        ("/schedule/intervals/interval/2", "[],", 0),
        ("/schedule/intervals/interval/2/0", "[],", 0),
        ("/schedule/intervals/interval/3/hours", "{},", 0),
        ("/schedule/intervals/interval/4", 'x"]', 0),
        ("/schedule/intervals/interval/4/deep/er", 'x"]', 0),
        ("/schedule/intervals/interval/5", "[{", 0),
        ("/schedule/intervals/interval/00", "[{", 0),
        ("/schedule/intervals/interval/-", "[{", 0),
        ("/schedule/start", '{"freq', 0),
        ("/extractRefresh/workbook/id", "{\n", 0),
        ("/", '{"": 7', 0),
        ("//", "7", 0),
    ],
)
def test_a_pointer_leads_to_its_value_or_to_its_nearest_existing_parent(
    pointer: str, marker: str, shift: int
) -> None:
    offset = TEXT.index(marker) + shift
    assert json_places.locate(TEXT, [pointer]) == {pointer: place(TEXT, offset)}


@pytest.mark.parametrize(
    ("pointer", "marker"),
    [
        ("/schedule", 'schedule":'),
        ("/schedule/intervals/interval/1/weekDay", "weekDay"),
        ("/schedule/a~1b~0", "a/b~"),
        ("/schedule/intervals/interval/0", '{"hours'),
        ("/schedule/missing", '{"freq'),
        ("", "{\n"),
    ],
)
def test_the_place_of_a_key_may_be_asked_for(pointer: str, marker: str) -> None:
    assert json_places.locate(TEXT, [], [pointer]) == {pointer: place(TEXT, TEXT.index(marker))}


def test_an_escaped_tilde_before_a_digit_is_no_slash() -> None:
    assert json_places.locate('{"/": 1, "~1": 2}', ["/~01"]) == {"/~01": (1, 16)}


def test_a_lone_value_has_a_place() -> None:
    assert json_places.locate('\n "x"', ["", "/a"]) == {"": (2, 3), "/a": (2, 3)}


def test_numbers_of_thousands_of_digits_are_passed_over() -> None:
    assert json_places.locate(f"[{'9' * 10_000}, 1]", ["/1"]) == {"/1": (1, 10_004)}


def test_thousands_of_pointers_in_one_line_of_megabytes_are_found() -> None:
    items = 200_000
    item = '{"hours": "4", "é": "x"}'
    text = f'{{"a": [{",".join([item] * items)}]}}'
    assert len(text) > 4_900_000
    wanted = range(0, items, 20)
    found = json_places.locate(text, [f"/a/{index}/é" for index in wanted])
    assert found == {
        f"/a/{index}/é": (1, 8 + index * (len(item) + 1) + item.index("x")) for index in wanted
    }
