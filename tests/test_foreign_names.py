"""Schedules with pieces of other vocabularies: what is written of them reads as they do."""

from __future__ import annotations

import json
import pickle
from collections import Counter
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

import tabsched

if TYPE_CHECKING:
    from collections.abc import Mapping

TABLEAU = "http://tableau.com/api"
URIS = ("urn:a", "urn:b", TABLEAU)
# Some are those of a schedule, and mean something else in another namespace.
NAMES = ("shade", "start", "frequency", "weekDay", "frequencyDetails", "intervals", "interval")
DETAILS = (
    '<frequencyDetails start="06:00:00"><intervals><interval weekDay="Monday"/></intervals>'
    "</frequencyDetails>"
)


def declared(bindings: Mapping[str, str]) -> str:
    return "".join(
        f' xmlns:{prefix}="{uri}"' if prefix else f' xmlns="{uri}"'
        for prefix, uri in bindings.items()
    )


@st.composite
def bindings(draw: st.DrawFn) -> dict[str, str]:
    return draw(st.dictionaries(st.sampled_from("pqr"), st.sampled_from(URIS), max_size=2))


@st.composite
def attributes(draw: st.DrawFn, scope: Mapping[str, str]) -> str:
    """Attributes in namespaces that are bound, no two of them the same."""
    able = sorted(prefix for prefix in scope if prefix)
    if not able:
        return ""
    names = draw(st.lists(st.tuples(st.sampled_from(able), st.sampled_from(NAMES)), max_size=2))
    distinct = {(scope[prefix], name): prefix for prefix, name in names}
    return "".join(f' {prefix}:{name}="é"' for (_, name), prefix in distinct.items())


@st.composite
def strangers(draw: st.DrawFn, scope: Mapping[str, str], depth: int = 0) -> str:
    """Elements of other namespaces, by prefix or by default."""
    made = ""
    for _ in range(draw(st.integers(0, 2 - depth))):
        own = draw(bindings())
        inner = {**scope, **own}
        prefixes = sorted(prefix for prefix, uri in inner.items() if uri != TABLEAU)
        prefix = draw(st.sampled_from(prefixes)) if prefixes else ""
        if not prefix and (inner.get("", TABLEAU) == TABLEAU or draw(st.booleans())):
            # Within another vocabulary what is Tableau's or nobody's is no part of the schedule.
            own[""] = draw(st.sampled_from((*URIS, "") if depth else URIS[:2]))
            inner |= own
        tag = f"{prefix}:{draw(st.sampled_from(NAMES))}" if prefix else draw(st.sampled_from(NAMES))
        text = draw(st.sampled_from(("", "x", "<!--c-->")))
        within = draw(strangers(inner, depth + 1)) if depth < 2 else ""
        said = draw(attributes(inner))
        made += f"<{tag}{declared(own)}{said}>{text}{within}</{tag}>"
    return made


@st.composite
def answers(draw: st.DrawFn) -> str:
    """An answer whose one schedule holds pieces of other vocabularies."""
    prefix = draw(st.sampled_from(("", "t:")))
    scope = {prefix[:-1]: TABLEAU}
    around = draw(bindings())
    root = declared(scope | around)
    scope |= around

    def known(name: str, said: str, within: str, scope: Mapping[str, str], own: Any) -> str:  # noqa: ANN401 bindings
        beside = draw(strangers(scope))
        where = draw(st.booleans())
        held = beside + within if where else within + beside
        strange = draw(attributes(scope))
        return f"<{prefix}{name}{declared(own)}{said}{strange}>{held}</{prefix}{name}>"

    names = ("schedule", "frequencyDetails", "intervals", "interval")
    values = (' id="1" frequency="Weekly"', ' start="06:00:00"', "", ' weekDay="Monday"')
    scopes = []
    for _ in names:
        own = draw(bindings())
        scope = {**scope, **own}
        scopes.append((scope, own))
    within = ""
    for name, said, (scope_here, own) in reversed(list(zip(names, values, scopes, strict=True))):
        within = known(name, said, within, scope_here, own)
    return f"<{prefix}tsResponse{root}>{within}</{prefix}tsResponse>"


def pieces(element: ET.Element) -> Counter[tuple[str, str, frozenset[tuple[str, str]]]]:
    """All elements with their attributes and text; Tableau's namespace is none."""
    return Counter(
        (
            one.tag.removeprefix(f"{{{TABLEAU}}}"),
            "".join([one.text or "", *(child.tail or "" for child in one)]),
            frozenset(one.attrib.items()),
        )
        for one in element.iter()
    )


@given(answers())
def test_what_is_written_of_a_schedule_parses_and_loses_nothing(text: str) -> None:
    schedule = tabsched.parse(text)
    assert (schedule.frequency, schedule.start, schedule.end) == ("Weekly", "06:00:00", None)
    written = schedule.to_xml()
    root = ET.fromstring(written)  # noqa: S314 our own text
    (read,) = ET.fromstring(text)  # noqa: S314 our own text
    assert pieces(root) == pieces(read)
    again = tabsched.parse(written)
    assert again == schedule
    assert repr(again) == repr(schedule)
    assert ET.canonicalize(again.to_xml()) == ET.canonicalize(written)
    assert pickle.loads(pickle.dumps(schedule)).to_xml() == written  # noqa: S301 our own


@given(answers())
def test_a_name_of_another_vocabulary_is_none_of_a_schedule_in_json(text: str) -> None:
    schedule = tabsched.parse(text)
    again = tabsched.parse(schedule.to_dict())
    assert repr(again) == repr(schedule)
    assert {found.severity for found in tabsched.check(schedule)} <= {"warning"}
    assert json.loads(schedule.to_json()) == schedule.to_dict()


@pytest.mark.parametrize(
    ("inside", "written"),
    [
        (f'<schedule q:a="1" frequency="Weekly">{DETAILS}</schedule>', 'xmlns:q="urn:q" q:a="1"'),
        (
            f'<schedule frequency="Weekly">{DETAILS}<q:note q:a="1"><b/></q:note></schedule>',
            'frequency="Weekly" xmlns:q="urn:q"><frequencyDetails',
        ),
        (
            f'<schedule frequency="Weekly">{DETAILS}<q:note><b/></q:note></schedule>',
            '<q:note xmlns:q="urn:q"><b/></q:note>',
        ),
        (
            f'<schedule frequency="Weekly" xml:lang="de">{DETAILS}<note xmlns="urn:n"/></schedule>',
            ' xml:lang="de"><frequencyDetails',
        ),
        (f'<schedule frequency="Weekly">{DETAILS}<note xmlns="{TABLEAU}"/></schedule>', "<note/>"),
        (
            f'<schedule frequency="Weekly">{DETAILS}<n xmlns="urn:n"><m xmlns=""/></n></schedule>',
            '<n xmlns="urn:n"><m xmlns=""/></n>',
        ),
        (f'<t:schedule xmlns:t="{TABLEAU}" frequency="Weekly"><t:note/></t:schedule>', "<note/>"),
    ],
)
def test_a_piece_takes_its_namespace_along(inside: str, written: str) -> None:
    text = f'<tsResponse xmlns="{TABLEAU}" xmlns:q="urn:q">{inside}</tsResponse>'
    assert written in tabsched.parse(text).to_xml()


def test_an_id_of_xml_itself_is_none_of_the_schedule() -> None:
    text = f'<schedule xml:id="x" id="y" frequency="Weekly">{DETAILS}</schedule>'
    said = tabsched.parse(text).to_dict()
    assert (said["xml:id"], said["id"]) == ("x", "y")
    assert tabsched.parse(said).id == "y"


def test_a_prefix_that_two_merged_elements_bind_differently_means_both() -> None:
    groups = "".join(
        f'<intervals xmlns:q="urn:{n}" q:a="{n}"><interval weekDay="Monday"/><q:b/></intervals>'
        for n in (1, 2)
    )
    text = f'<schedule frequency="Weekly"><frequencyDetails>{groups}</frequencyDetails></schedule>'
    (details,) = ET.fromstring(tabsched.parse(text).to_xml())  # noqa: S314 our own text
    (intervals,) = details
    assert intervals.attrib == {"{urn:1}a": "1", "{urn:2}a": "2"}
    assert [one.tag for one in intervals] == ["interval", "interval", "{urn:1}b", "{urn:2}b"]


def test_of_an_attribute_that_two_merged_elements_carry_the_first_stays() -> None:
    groups = (
        '<intervals xmlns:q="urn:1" q:a="1"><interval weekDay="Monday"/></intervals>'
        '<intervals xmlns:r="urn:1" r:a="2"/>'
    )
    text = f'<schedule frequency="Weekly"><frequencyDetails>{groups}</frequencyDetails></schedule>'
    ((intervals,),) = ET.fromstring(tabsched.parse(text).to_xml())  # noqa: S314 our own text
    assert intervals.attrib == {"{urn:1}a": "1"}


@pytest.mark.parametrize("name", ["q:a", "xmlns", "xmlns:q"])
@pytest.mark.parametrize("value", ["1", {"b": "1"}, ["1"]])
def test_a_key_that_would_be_a_prefix_in_xml_is_kept_in_json_and_refused_in_xml(
    name: str, value: object
) -> None:
    body = {"frequency": "Weekly", name: value, "frequencyDetails": {"start": "06:00:00"}}
    for schedule in (tabsched.parse(body), tabsched.parse({**body, name: {"c": {name: value}}})):
        assert tabsched.parse(schedule.to_dict()).to_dict() == schedule.to_dict()
        assert name in schedule.to_dict()
        with pytest.raises(ValueError, match=f'^"{name}" is no name that XML can carry$'):
            schedule.to_xml()
