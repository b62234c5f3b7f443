"""Facts only choose which rules are asked: one that is left out would have found nothing.

And a schedule by itself gets the verdict of its dict, valid or spoilt.
"""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from schedule_mutations import MUTATIONS, Base, Subject
from test_one_cause import OPTIONS, as_numbers, valid
from valid_schedules import Element, render

import tabsched
from tabsched import facts
from tabsched.case import Case, facts_of
from tabsched.checking import judge_plain
from tabsched.documents import find_units
from tabsched.place import Syntax
from tabsched.plain import PlainSurvey
from tabsched.platforms import PLATFORMS
from tabsched.wire import json, xml

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tabsched.audience import Operation
    from tabsched.rulebook.rule import Rule
    from tabsched.wire.node import Node

OPERATIONS: tuple[Operation, ...] = ("create", "update", "response")
PROFILES = ("documented", "observed", "strict")
RULES = [rule for rule in tabsched.rules() if "schedule" in rule.subjects]
# What Tableau writes beside a schedule, well and badly.
BESIDE = {
    "id": ("a", "12", 12, 12345678),
    "name": ("Nightly",),
    "state": ("Active", "On"),
    "priority": ("50", 50, "500", 5.5),
    "executionOrder": ("Serial", "serial"),
    "type": ("Extract", "extract"),
    "createdAt": ("2026-06-08T04:50:00Z", "soon"),
    "updatedAt": ("2026-06-08T04:50:00Z",),
    "nextRunAt": ("2026-06-08T04:50:00Z", ""),
    "endScheduleAt": ("2026-06-08", "2026-06-08T04:50:00Z"),
}


def documents(base: Base, *, most: int) -> st.SearchStrategy[Element]:
    """Documents of one shape, spoilt up to so many times."""

    @st.composite
    def drawn(draw: st.DrawFn) -> Element:
        tree = draw(valid(base))
        for _ in range(draw(st.integers(0, most))):
            subject = Subject(draw, tree, base)
            # What one change has left may be too little for the next.
            with suppress(LookupError, StopIteration, ValueError, TypeError, AttributeError):
                able = [
                    one
                    for one in MUTATIONS
                    if base in one.bases and subject.frequency in one.frequencies
                ]
                draw(st.sampled_from(able)).apply(subject)
        return tree

    return drawn()


def readings(tree: Element) -> Iterator[tuple[Node, Syntax]]:
    """A document in both syntaxes, in JSON with texts and with numbers."""
    value: Any = render(tree, "json").value
    for body in (value, as_numbers(value)):
        yield json.to_node(json.from_python(body)), Syntax.JSON
    with suppress(ValueError, TypeError, AttributeError):  # JSON alone can be spoilt so
        yield xml.loads(render(tree, "xml").text, 64).root, Syntax.XML


def may_find(rule: Rule, case: Case) -> bool:
    """Whether a rule is asked, as far as the facts go."""
    found = case.facts
    return (not rule.when or bool(found & rule.when)) and not found & rule.unless


def holds(rule: Rule, case: Case) -> bool:
    """Whether a rule is about such a schedule on such a platform at all."""
    return case.platform.name in rule.platforms and (
        not rule.frequencies or case.frequency in rule.frequencies
    )


def assert_that_facts_choose_well(case: Case) -> None:
    for rule in RULES:
        if holds(rule, case) and not may_find(rule, case):
            assert list(rule.check(case)) == [], rule.code


@pytest.mark.parametrize("base", OPTIONS)
@given(data=st.data())
def test_a_rule_that_is_left_out_for_a_fact_would_find_nothing(
    base: Base, data: st.DataObject
) -> None:
    tree = data.draw(documents(base, most=3))
    for node, syntax in readings(tree):
        for unit in find_units(node, syntax).units:
            for placed in unit.schedules:
                survey = placed.survey
                for platform in PLATFORMS.values():
                    for operation in OPERATIONS:
                        for is_request in (False, True):
                            case = Case(
                                survey,
                                platform,
                                operation,
                                facts_of(survey),
                                is_request=is_request,
                            )
                            assert_that_facts_choose_well(case)


def bare(draw: st.DrawFn, base: Base) -> dict[str, Any]:
    """The dict of a schedule, as written somewhere, with anything beside it."""
    tree = draw(documents(base, most=2))
    tree = next((one for one in tree.children if one.name == "schedule"), tree)
    written = render(tree, "json").value
    value: dict[str, Any] = written if isinstance(written, dict) else {"frequency": written}
    if draw(st.booleans()):
        value |= as_numbers(value)
    for name in draw(st.lists(st.sampled_from(sorted(BESIDE)), max_size=2)):
        value = {**value, name: draw(st.sampled_from(BESIDE[name]))}
    return value


@st.composite
def parsed_schedules(draw: st.DrawFn, base: Base) -> tabsched.Schedule | None:
    """A schedule as parsed, sound or not; None where there is none in what was drawn."""
    try:
        return tabsched.parse(bare(draw, base))
    except tabsched.ParseError:
        return None


def said(schedule: tabsched.Schedule) -> tuple[object, ...]:
    """All that a schedule says, number or text."""
    return tuple(
        (name, type(value), value)
        for name in (*BESIDE_FIELDS, "frequency", "start", "end", "intervals")
        for value in (getattr(schedule, name),)
    )


BESIDE_FIELDS = (
    "id",
    "name",
    "state",
    "priority",
    "execution_order",
    "type",
    "created_at",
    "updated_at",
    "next_run_at",
    "end_schedule_at",
)


@pytest.mark.parametrize("base", ["bare", "create", "server"])
@given(data=st.data())
def test_a_parsed_schedule_gets_the_verdict_of_its_dict(base: Base, data: st.DataObject) -> None:
    schedule = data.draw(parsed_schedules(base))
    if schedule is None:
        return
    body = schedule.to_dict()
    for platform in ("auto", *PLATFORMS):
        for operation in ("auto", *OPERATIONS):
            for profile in PROFILES:
                options: dict[str, Any] = {
                    "platform": platform,
                    "operation": operation,
                    "profile": profile,
                }
                by_itself = tabsched.check(schedule, **options)
                by_dict = tabsched.check(body, **options)
                assert by_itself.findings == by_dict.findings
                assert by_itself == by_dict
                for one, other in zip(by_itself.schedules, by_dict.schedules, strict=True):
                    assert said(one) == said(other)
                    assert (one.source is None) == (other.source is None)
                assert str(by_itself) == str(by_dict)
                assert by_itself.text is by_dict.text is None


@pytest.mark.parametrize("base", ["bare", "server"])
@given(data=st.data())
def test_a_valid_schedule_needs_no_dict(base: Base, data: st.DataObject) -> None:
    schedule = tabsched.parse(render(data.draw(valid(base)), "json").text)
    verdicts = judge_plain(schedule)
    assert verdicts is not None
    assert all(verdict.severity == "info" for verdict in verdicts)


@pytest.mark.parametrize("base", ["bare", "server"])
@given(data=st.data())
def test_a_plain_survey_is_the_survey_of_the_dict(base: Base, data: st.DataObject) -> None:
    schedule = data.draw(parsed_schedules(base))
    if schedule is None or schedule.source is not None:
        return
    node = json.to_node(json.from_python(schedule.to_dict()))
    units = find_units(node, Syntax.JSON).units
    if not units:
        return
    whole, plain = units[0].schedules[0].survey, PlainSurvey(schedule)
    assert plain.path == whole.path
    assert plain.schedule.values == whole.schedule.values
    assert (plain.details and plain.details.values) == (whole.details and whole.details.values)
    places: list[tuple[str | int, ...]] = [("start",), ("end",), ("intervals",), ("frequency",)]
    places += [("frequencyDetails",), *((name,) for name in plain.schedule.values)]
    for index, interval in enumerate(whole.intervals):
        places += [("intervals", index), *(("intervals", index, name) for name in interval.values)]
    assert [plain.place(*where) for where in places] == [whole.place(*where) for where in places]
    for platform in PLATFORMS.values():
        attribute = facts_of(whole) & facts.ATTRIBUTE
        mine = Case(plain, platform, "create", attribute, is_request=False)
        other = Case(whole, platform, "create", facts_of(whole), is_request=False)
        assert mine.facts == other.facts


# What the types forbid, and what a dict says otherwise than it was given.
STRANGE: tuple[Any, ...] = (24, 4.0, True, ["4"], {"hours": "4"}, ("4", None, None, None))


@pytest.mark.parametrize("strange", STRANGE, ids=repr)
@pytest.mark.parametrize("name", ["start", "end", "id", "priority", "next_run_at", "frequency"])
def test_a_value_that_is_no_text_gets_the_verdict_of_the_dict(name: str, strange: Any) -> None:  # noqa: ANN401 anything
    said: dict[str, Any] = {"frequency": "Daily", "start": "06:00:00", name: strange}
    assert_the_same_verdict(tabsched.Schedule(**said))


@pytest.mark.parametrize("strange", STRANGE, ids=repr)
@pytest.mark.parametrize("name", ["hours", "minutes", "week_day", "month_day"])
@pytest.mark.parametrize("frequency", ["Hourly", "Daily", "Weekly", "Monthly"])
def test_an_interval_of_no_text_gets_the_verdict_of_the_dict(
    frequency: str,
    name: str,
    strange: Any,  # noqa: ANN401 anything
) -> None:
    intervals = (tabsched.Interval(**{name: strange}), tabsched.Interval(week_day="Monday"))
    assert_the_same_verdict(tabsched.Schedule(frequency, "06:00:00", "07:00:00", intervals))


@pytest.mark.parametrize("max_depth", [1, 2, 3, 4, 5])
def test_a_dict_that_nests_too_deep_is_too_deep_as_a_schedule(max_depth: int) -> None:
    schedule = tabsched.Schedule.weekly(start="06:00", on="Monday")
    report = tabsched.check(schedule, max_depth=max_depth)
    assert report == tabsched.check(schedule.to_dict(), max_depth=max_depth)
    assert report.ok == (max_depth == 5)


def assert_the_same_verdict(schedule: tabsched.Schedule) -> None:
    by_itself, by_dict = tabsched.check(schedule), tabsched.check(schedule.to_dict())
    assert by_itself.findings == by_dict.findings
    assert repr(by_itself.schedules) == repr(by_dict.schedules)
