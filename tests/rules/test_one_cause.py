"""One cause, one finding: what is valid has none, and one change of it has exactly one."""

from __future__ import annotations

import json
from contextlib import suppress
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from schedule_mutations import BOTH, MUTATIONS, Base, Mutation, Subject
from valid_schedules import (
    FREQUENCIES,
    Element,
    render,
    valid_creates,
    valid_schedules,
    valid_updates,
)

import tabsched

if TYPE_CHECKING:
    from collections.abc import Iterator

OPTIONS: dict[Base, dict[str, Any]] = {
    "bare": {"operation": "create", "platform": "cloud"},
    "create": {"operation": "create", "platform": "cloud"},
    "update": {"operation": "update", "platform": "cloud"},
    "server": {"operation": "create", "platform": "server"},
}
BARE_NAMES = {"frequency", "frequencydetails", "frequencydetail"}
# Each test of a mutation draws for one frequency only, so a few examples go a long way.
few = settings(
    max_examples=settings().max_examples // 12,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)
many = settings(deadline=None)


def valid(base: Base, frequency: str | None = None) -> st.SearchStrategy[Element]:
    """Valid documents of one shape."""
    if base == "create":
        return valid_creates(frequency)
    if base == "update":
        return valid_updates(frequency)
    return valid_schedules("server" if base == "server" else "cloud", frequency)


def counted(report: tabsched.Report) -> list[tabsched.Finding]:
    """Every finding but the infos."""
    return [found for found in report if found.severity != "info"]


def shown(report: tabsched.Report) -> list[str]:
    """A report as lines, for messages of failures."""
    return [f"{one.code} {one.severity} {one.path} {one.message}" for one in report]


def as_numbers(value: Any) -> Any:  # noqa: ANN401 any JSON value
    """A JSON value with every text of digits as a number, as clients write them."""
    if isinstance(value, dict):
        return {name: as_numbers(inner) for name, inner in value.items()}
    if isinstance(value, list):
        return [as_numbers(inner) for inner in value]
    return int(value) if isinstance(value, str) and value.isdigit() else value


@pytest.mark.parametrize("base", OPTIONS)
@given(data=st.data())
@many
def test_a_valid_document_has_no_error_and_no_warning(base: Base, data: st.DataObject) -> None:
    tree = data.draw(valid(base))
    value = render(tree, "json").value
    rooted = base in {"create", "update"}
    for body in (
        render(tree, "xml").text,
        render(tree, "json").text,
        render(tree, "json", rooted=rooted).text,
        value,
        as_numbers(value),
        json.dumps(as_numbers(value)),
    ):
        assert shown(tabsched.check(body)) == shown(tabsched.check(body, **OPTIONS[base]))
        assert counted(tabsched.check(body)) == []
        assert tabsched.check(body, profile="strict").ok


CASES = [
    pytest.param(mutation, base, frequency, id=f"{mutation.name}-{base}-{frequency}")
    for mutation in MUTATIONS
    for base in mutation.bases
    for frequency in mutation.frequencies
]


@pytest.mark.parametrize(("mutation", "base", "frequency"), CASES)
@given(data=st.data())
@few
def test_one_change_of_a_valid_document_has_one_finding_at_its_place(
    mutation: Mutation, base: Base, frequency: str, data: st.DataObject
) -> None:
    tree = data.draw(valid(base, frequency))
    fault = mutation.apply(Subject(data.draw, tree, base))
    codes = []
    for syntax in mutation.syntaxes:
        rendered = render(tree, syntax)
        report = tabsched.check(rendered.text, **OPTIONS[base])
        codes.append(sorted(one.code for one in report))
        found = counted(report)
        assert [one.code for one in found] == [fault.code], (shown(report), rendered.text)
        (one,) = found
        assert one.line is not None
        assert one.column is not None
        place = (one.line, one.column)
        assert fault.points(rendered, syntax, one.path, place), (one.path, place, rendered.text)
        assert fault.mentions in one.message
    # what is written tells for what it is judged, without options
    for syntax in mutation.syntaxes if mutation.auto and fault.auto else ():
        rooted = syntax == "json" and base in {"create", "update"}
        report = tabsched.check(render(tree, syntax, rooted=rooted).text)
        assert [one.code for one in counted(report)] == [fault.code], shown(report)
    # XML and JSON of the same schedule get the same codes
    assert codes[0] == codes[-1]


@pytest.mark.parametrize("base", OPTIONS)
@given(data=st.data())
@many
def test_a_document_spoilt_twice_has_the_same_codes_in_xml_and_json(
    base: Base, data: st.DataObject
) -> None:
    tree = data.draw(valid(base))
    subject = Subject(data.draw, tree, base)
    frequency = subject.frequency
    able = [
        one
        for one in MUTATIONS
        if frequency in one.frequencies
        and base in one.bases
        and len(one.syntaxes) == 2
        # an empty object in a list of them may be an interval as well
        and one.name != "write_several_intervals_elements"
    ]
    data.draw(st.sampled_from(able)).apply(subject)
    # The second finds what the first left; where it has nothing left to change, one is enough.
    with suppress(LookupError, StopIteration, ValueError, TypeError):
        data.draw(st.sampled_from(able)).apply(subject)
    # A bare object is known by these; in XML the element's name tells.
    names = {*tree.values, *(child.name for child in tree.children)}
    assume(tree.name != "schedule" or any(name.lower() in BARE_NAMES for name in names))
    reports = [tabsched.check(render(tree, syntax).text, **OPTIONS[base]) for syntax in BOTH]
    xml, json_ = ({found.code for found in report} for report in reports)
    assert xml == json_
    for report in reports:
        places = [(found.line or 0, found.column or 0) for found in report]
        assert places == sorted(places)


def relative(report: tabsched.Report, prefix: str) -> list[tuple[str, str, str, str]]:
    """A report on one item of a collection, its paths seen from the item."""
    assert all(found.path.startswith(prefix) for found in report)
    return [
        (found.code, found.severity, found.path.removeprefix(prefix), found.message)
        for found in report
    ]


def collections(body: Any) -> Iterator[tuple[str, Any]]:  # noqa: ANN401 any JSON value
    """All the ways in which bare schedules are collected, with the pointer to the schedule."""
    yield "/0", [body]
    yield "/nightly", {"nightly": body}
    yield "/a~1b", {"a/b": body}
    yield "/schedule", {"schedule": body}
    yield "/schedule/0", {"schedule": [body]}
    yield "/schedules/0", {"schedules": [body]}
    yield "/schedules", {"schedules": body}
    yield "/schedule/nightly", {"schedule": {"nightly": body}}
    yield "/schedules/nightly", {"schedules": {"nightly": body}}


BARE = [one for one in MUTATIONS if "bare" in one.bases and "json" in one.syntaxes]
SERVER = [one for one in MUTATIONS if "server" in one.bases and "json" in one.syntaxes]


@pytest.mark.parametrize("base", ["bare", "server"])
@given(data=st.data())
@many
def test_the_verdict_on_a_bare_schedule_does_not_depend_on_what_collects_it(
    base: Base, data: st.DataObject
) -> None:
    mutation = data.draw(st.sampled_from(SERVER if base == "server" else BARE))
    tree = data.draw(valid(base, data.draw(st.sampled_from(mutation.frequencies))))
    if data.draw(st.booleans()):
        mutation.apply(Subject(data.draw, tree, base))
    body = render(tree, "json").value
    options: dict[str, Any]
    said = OPTIONS[base]
    # In a response where a schedule stands tells the platform, so there it has to be said.
    answer = said | {"operation": "response"}
    for options in ({}, said, answer, {"operation": "update"}):
        alone = relative(tabsched.check(body, **options), "")
        for prefix, collection in collections(body):
            assert relative(tabsched.check(collection, **options), prefix) == alone
            text = json.dumps(collection, indent=1)
            assert relative(tabsched.check(text, **options), prefix) == alone


@given(
    items=st.lists(
        st.tuples(st.sampled_from(["bare", "server"]), st.sampled_from(FREQUENCIES)),
        min_size=2,
        max_size=4,
    ),
    data=st.data(),
)
@many
def test_a_list_has_the_findings_of_its_items_in_order(
    items: list[tuple[Base, str]], data: st.DataObject
) -> None:
    bodies = []
    for base, frequency in items:
        tree = data.draw(valid(base, frequency))
        able = [
            one
            for one in (SERVER if base == "server" else BARE)
            if frequency in one.frequencies and one.auto
        ]
        data.draw(st.sampled_from(able)).apply(Subject(data.draw, tree, base))
        bodies.append(render(tree, "json").value)
    alone = [
        (f"/{index}{found.path}", found.code)
        for index, body in enumerate(bodies)
        for found in tabsched.check(body)
    ]
    assert [(found.path, found.code) for found in tabsched.check(bodies)] == alone
    named = {str(index): body for index, body in enumerate(bodies)}
    assert [(found.path, found.code) for found in tabsched.check(named)] == alone
