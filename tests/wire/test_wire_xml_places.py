from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tabsched.wire import xml, xml_places
from tabsched.wire.node import Node
from tabsched.wire.paths import steps

SPACES = st.sampled_from([" ", "\n", "\r\n", "\t", "\n\n  ", "\r"])


def place(text: str, offset: int) -> tuple[int, int]:
    """The place of an offset, counted by other means than those that are tested."""
    before = text[:offset].replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return len(before), len(before[-1]) + 1


@st.composite
def marked(draw: st.DrawFn) -> tuple[str, dict[str, str], dict[str, str]]:
    """A text; by the paths of its values, and of its names, a mark that stands once in it."""
    values: dict[str, str] = {}
    names: dict[str, str] = {}
    number = 0

    def element(path: str, tag: str, depth: int) -> str:
        nonlocal number
        pieces = [f"<{tag}"]
        for prefix in draw(st.lists(st.sampled_from(["", "p:"]), max_size=3)):
            number += 1
            quote = draw(st.sampled_from("\"'"))
            filling = draw(st.sampled_from(["", "é😀", "a\tb", "x='>'"])).replace(quote, "")
            values[f"{path}/@n{number}x"] = f"«{number}»"
            names[f"{path}/@n{number}x"] = f"{prefix}n{number}x"
            pieces.append(draw(SPACES))
            equals = draw(st.sampled_from(["=", " =", "= ", "\n=\n"]))
            pieces.append(f"{prefix}n{number}x{equals}{quote}«{number}»{filling}{quote}")
        children = draw(st.lists(st.sampled_from(["a", "b", "p:a"]), max_size=3)) if depth else []
        pieces.append(draw(st.sampled_from(["", "\n"])) + ">")
        text_at = draw(st.integers(0, len(children)))
        counts: dict[str, int] = {}
        for index, child in enumerate([*children, ""]):
            if index == text_at and draw(st.booleans()):
                number += 1
                values[f"{path}/text()"] = f"«{number}»"
                opening = draw(st.sampled_from(["", "<![CDATA[", "é", "\r\n&#32;"]))
                if opening == "é":
                    values[f"{path}/text()"] = f"é«{number}»"
                text = f"\u00a0 \n{opening}«{number}»"
                pieces.append(text + ("]]>" if "CDATA" in opening else ""))
            if child:
                pieces.append(draw(st.sampled_from(["", "\n  ", "\r\n", "<!-- <a n0='' -->"])))
                local = child[-1]
                counts[local] = counts.get(local, 0) + 1
                pieces.append(element(f"{path}/{local}[{counts[local]}]", child, depth - 1))
        return "".join([*pieces, f"</{tag}>"])

    text = element("/r", "r", 3)
    text = text.replace("<r", "<r xmlns:p='urn:p'", 1)
    return text, values, names


@given(marked(), st.sampled_from(["", "<!-- é\r\n -->", "<?xml version='1.0'?>\n"]))
def test_each_value_and_each_name_is_found_where_it_stands(
    document: tuple[str, dict[str, str], dict[str, str]], before: str
) -> None:
    text, values, names = document
    text = before + text
    assert xml.loads(text)
    assert xml_places.locate(text, values) == {
        path: place(text, text.index(mark)) for path, mark in values.items()
    }
    assert xml_places.locate(text, [], names) == {
        path: place(text, text.index(mark)) for path, mark in names.items()
    }


TEXT = """<t:tsRequest xmlns:t='http://tableau.com/api'>
  <schedule frequency = "Daily" é='😀' name=''><x/>
    <interval hours='4'/><interval
      weekDay='Sunday'/> stray
  </schedule>
</t:tsRequest>"""


@pytest.mark.parametrize(
    ("path", "marker", "shift"),
    [
        ("/tsRequest", "<t:ts", 0),
        ("/tsRequest/schedule", "<schedule", 0),
        ("/tsRequest/schedule/@frequency", "Daily", 0),
        ("/tsRequest/schedule[1]/@frequency", "Daily", 0),
        ("/tsRequest/schedule/@name", "name=''", 6),
        ("/tsRequest/schedule/interval[2]", "<interval\n", 0),
        ("/tsRequest/schedule/interval[2]/@weekDay", "Sunday", 0),
        ("/tsRequest/schedule/interval/@hours", "4'", 0),
        ("/tsRequest/schedule/text()", "stray", 0),
        ("/tsRequest/schedule/interval[1]/text()", "<interval hours", 0),
        ("/tsRequest/schedule/interval[3]", "<schedule", 0),
        ("/tsRequest/schedule/interval[3]/@hours", "<schedule", 0),
        ("/tsRequest/schedule/frequencyDetails/intervals/interval[9]", "<schedule", 0),
        ("/tsRequest/schedule/@end", "<schedule", 0),
        ("/tsRequest/schedule/x/@y", "<x/>", 0),
        ("/tsResponse/schedule", "<t:ts", 0),
        ("", "<t:ts", 0),
    ],
)
def test_a_path_leads_to_its_value_or_to_its_nearest_existing_parent(
    path: str, marker: str, shift: int
) -> None:
    offset = TEXT.index(marker) + shift
    assert xml_places.locate(TEXT, [path]) == {path: place(TEXT, offset)}
    crlf = TEXT.replace("\n", "\r\n")
    assert xml_places.locate(crlf, [path]) == {path: place(TEXT, offset)}


@pytest.mark.parametrize(
    ("path", "marker"),
    [
        ("/tsRequest", "t:tsRequest"),
        ("/tsRequest/schedule/interval[2]", "interval\n"),
        ("/tsRequest/schedule/interval[2]/@weekDay", "weekDay"),
        ("/tsRequest/schedule/@missing", "<schedule"),
        ("/tsRequest/missing", "<t:tsRequest"),
    ],
)
def test_the_place_of_a_name_may_be_asked_for(path: str, marker: str) -> None:
    assert xml_places.locate(TEXT, [], [path]) == {path: place(TEXT, TEXT.index(marker))}


def test_an_attribute_with_a_prefix_gives_way_to_the_one_without() -> None:
    text = "<a xmlns:p='u' p:b='1' b='2' p:c='3'/>"
    found = xml_places.locate(text, ["/a/@b", "/a/@p:b", "/a/@c"])
    assert found == {"/a/@b": (1, 27), "/a/@p:b": (1, 21), "/a/@c": (1, 35)}


def test_of_two_attributes_with_prefixes_the_first_is_found() -> None:
    text = "<a xmlns:p='u' xmlns:q='v' p:b='1' q:b='2'/>"
    assert xml_places.locate(text, ["/a/@b"]) == {"/a/@b": (1, 33)}


def test_special_spaces_before_a_text_are_passed_over() -> None:
    assert xml_places.locate("<a>\u00a0\u2003 é</a>", ["/a/text()"]) == {"/a/text()": (1, 7)}


def test_steps_are_paths_that_lead_back_to_the_children() -> None:
    root = xml.loads("<r xmlns:p='urn:p'><a/>t<p:a/><b/></r>").root
    assert [step for _, step in steps(root)] == ["a[1]", "a[2]", "b"]
    assert [child for child, _ in steps(root)] == list(root.elements())
    assert list(steps(Node("x"))) == []


def test_thousands_of_paths_in_one_line_of_megabytes_are_found() -> None:
    items = 120_000
    text = f"<r>{'<interval é=«» hours=«4»/>' * items}</r>".replace("«", '"').replace("»", '"')
    assert len(text.encode()) > 3_000_000
    wanted = range(1, items + 1, 20)
    width = len('<interval é="" hours="4"/>')
    found = xml_places.locate(text, [f"/r/interval[{index}]/@hours" for index in wanted])
    assert found == {
        f"/r/interval[{index}]/@hours": (1, 4 + (index - 1) * width + 22) for index in wanted
    }
