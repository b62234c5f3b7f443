"""Schedules, findings, reports and runs are values, and reports of parts make one of the whole."""

from __future__ import annotations

import copy
import multiprocessing
import os
import pickle
import subprocess
import sys
from concurrent.futures import ProcessPoolExecutor
from dataclasses import fields, replace
from datetime import UTC, datetime, timedelta
from itertools import chain, pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from valid_schedules import DAYS, Element, Syntax, render, valid_schedules

import tabsched
from tabsched import (
    Finding,
    Interval,
    InvalidSchedule,
    Note,
    NoTimetable,
    ParseError,
    Report,
    Run,
    Schedule,
)

if TYPE_CHECKING:
    from tabsched.checking import Profile

EXAMPLES = sorted(
    path
    for path in (Path(__file__).parents[1] / "examples").rglob("*")
    if path.suffix in {".json", ".xml"}
)
PROTOCOLS = range(2, pickle.HIGHEST_PROTOCOL + 1)
PROFILES: tuple[Profile, ...] = ("documented", "observed", "strict")
# Some days before the clock changes there, or a day is left out.
CHANGES = (
    ("America/Los_Angeles", datetime(2026, 3, 5, tzinfo=UTC)),
    ("America/Los_Angeles", datetime(2026, 10, 29, tzinfo=UTC)),
    ("Australia/Lord_Howe", datetime(2026, 4, 1, tzinfo=UTC)),
    ("Pacific/Apia", datetime(2011, 12, 27, tzinfo=UTC)),
    ("UTC", datetime(2026, 3, 5, tzinfo=UTC)),
)
WRONG_TIMES = ("6:00", "25:00:00", "06:01:00", "06:00:00Z", "")
SYNTAXES: st.SearchStrategy[Syntax] = st.sampled_from(("xml", "json"))
TEXTS = st.none() | st.text(max_size=5)


# What is drawn


@st.composite
def elements(draw: st.DrawFn) -> Element:
    """A schedule as Tableau might answer it, or with a fault, or with a name that nobody knows."""
    element = draw(valid_schedules())
    match draw(st.sampled_from(("sound", "time", "frequency", "stranger"))):
        case "time":
            wrong = draw(st.sampled_from(WRONG_TIMES))
            element.child("frequencyDetails").values["start"] = wrong
        case "frequency":
            element.values["frequency"] = draw(st.sampled_from(("Yearly", "daily")))
        case "stranger":
            element.values["own"] = draw(st.sampled_from(("", "1")))
    return element


def answer(schedules: list[Element], syntax: Syntax) -> str:
    """The answer that lists a task for each schedule."""
    tasks = [
        Element(
            "task",
            children=[Element("extractRefresh", {"consecutiveFailedCount": "0"}, [schedule])],
        )
        for schedule in schedules
    ]
    root = Element("tsResponse", children=[Element("tasks", children=tasks)])
    return render(root, syntax, rooted=True).text


@st.composite
def answers(draw: st.DrawFn) -> str:
    return answer(draw(st.lists(elements(), max_size=3)), draw(SYNTAXES))


@st.composite
def read_schedules(draw: st.DrawFn) -> Schedule:
    return tabsched.parse(render(draw(elements()), draw(SYNTAXES)).text)


def intervals() -> st.SearchStrategy[Interval]:
    return st.builds(Interval, TEXTS, TEXTS, TEXTS, TEXTS)


def schedules() -> st.SearchStrategy[Schedule]:
    """Read or built, sound or not."""
    bags = st.lists(intervals(), max_size=3).map(tuple)
    built = st.builds(Schedule, TEXTS, TEXTS, TEXTS, bags, TEXTS, name=TEXTS, state=TEXTS)
    return read_schedules() | built


def reports(
    profiles: st.SearchStrategy[Profile] = st.sampled_from(PROFILES),  # noqa: B008 a value as well
) -> st.SearchStrategy[Report]:
    """On answers, and on what cannot be read."""
    bodies = answers() | st.sampled_from(("", "<a", "[]", "{}"))
    return st.builds(tabsched.check, bodies, profile=profiles)


@st.composite
def runs(draw: st.DrawFn) -> Run:
    """A run of the days around a change of the clock."""
    frequency = draw(st.sampled_from(("Hourly", "Daily")))
    schedule = tabsched.parse(render(draw(valid_schedules(frequency=frequency)), "xml").text)
    zone, day = draw(st.sampled_from(CHANGES))
    start = day + timedelta(hours=draw(st.integers(0, 96)))
    return next(schedule.explain_runs(start, start + timedelta(days=8), zone))


def findings() -> st.SearchStrategy[Finding]:
    numbers = st.none() | st.integers(1)
    severities = st.sampled_from(("error", "warning", "info"))
    words = st.text(max_size=5)
    return st.builds(
        Finding, words, words, severities, words, words, numbers, numbers, words, TEXTS
    )


KINDS: dict[str, st.SearchStrategy[Any]] = {
    "Finding": findings(),
    "Interval": intervals(),
    "Note": st.builds(Note, st.sampled_from(("moved", "assumed")), st.text(max_size=5)),
    "Report": reports(),
    "Run": runs(),
    "Schedule": schedules(),
}
every_kind = pytest.mark.parametrize("kind", KINDS)


def said(value: object) -> object:
    """All that a value says, also what does not count when two are compared."""
    if isinstance(value, Schedule):
        return repr(value), value.to_dict()
    if isinstance(value, Report):
        return value, [said(schedule) for schedule in value.schedules], value.text
    return repr(value)


def merged_said(report: Report) -> object:
    """The same, but for the text, which a merged report does not have."""
    return said(replace(report, text=None))


# Values


@every_kind
@given(data=st.data())
def test_what_arrives_is_equal_to_what_was_sent(kind: str, data: st.DataObject) -> None:
    value = data.draw(KINDS[kind])
    sent = [pickle.loads(pickle.dumps(value, protocol)) for protocol in PROTOCOLS]  # noqa: S301 our own bytes
    for again in (*sent, copy.copy(value), copy.deepcopy(value)):
        assert type(again) is type(value)
        assert again == value
        assert hash(again) == hash(value)
        assert said(again) == said(value)


@every_kind
@given(data=st.data())
def test_equal_values_have_equal_hashes(kind: str, data: st.DataObject) -> None:
    one, other = data.draw(KINDS[kind]), data.draw(KINDS[kind])
    assert (one == other) is (other == one)
    assert (one != other) is not (one == other)
    assert len({one, other}) == 1 + (one != other)
    assert one != "another type"


@every_kind
@given(data=st.data())
def test_nothing_of_a_value_can_be_changed(kind: str, data: st.DataObject) -> None:
    value = data.draw(KINDS[kind])
    before = said(value)
    for one in fields(value):
        with pytest.raises(AttributeError):
            setattr(value, one.name, None)
        with pytest.raises(AttributeError):
            delattr(value, one.name)
    assert said(value) == before


@pytest.mark.parametrize("kind", ["Finding", "Interval", "Note", "Run"])
@given(data=st.data())
def test_such_values_are_equal_if_all_of_them_is(kind: str, data: st.DataObject) -> None:
    value = data.draw(KINDS[kind])
    for one in fields(value):
        assert replace(value, **{one.name: "something else"}) != value


@given(schedule=schedules(), data=st.data())
def test_schedules_are_equal_by_frequency_times_and_bag_of_intervals(
    schedule: Schedule, data: st.DataObject
) -> None:
    shuffled = tuple(data.draw(st.permutations(schedule.intervals)))
    other = schedule.replace(intervals=shuffled, id="other", name="other", state="Suspended")
    assert other == schedule
    assert hash(other) == hash(schedule)
    assert schedule.replace(intervals=(*schedule.intervals, Interval("1"))) != schedule
    for name in ("frequency", "start", "end"):
        assert schedule.replace(**{name: "something else"}) != schedule


@given(report=reports(), data=st.data())
def test_reports_are_equal_by_findings_schedules_and_profile(
    report: Report, data: st.DataObject
) -> None:
    other = replace(report, text=data.draw(TEXTS))
    assert other == report
    assert hash(other) == hash(report)
    finding, schedule = data.draw(findings()), data.draw(schedules())
    assert replace(report, findings=(*report.findings, finding)) != report
    assert replace(report, schedules=(*report.schedules, schedule)) != report
    for profile in set(PROFILES) - {report.profile}:
        assert replace(report, profile=profile) != report


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.name)
def test_reports_on_the_examples_are_values_their_fixes_too(path: Path) -> None:
    report = tabsched.check(path.read_bytes())
    again = pickle.loads(pickle.dumps(report))  # noqa: S301 our own bytes
    assert said(again) == said(report)
    assert hash(again) == hash(report)
    assert again.fixed(unsafe=True) == report.fixed(unsafe=True)


@pytest.mark.parametrize("seed", ["1", "2"])
def test_a_report_of_a_process_that_hashes_otherwise_is_found_in_a_set(seed: str) -> None:
    """Hashes differ between processes, so no value may carry its own along."""
    body = "\n".join(["<tsResponse><tasks>", *three_schedules(), "</tasks></tsResponse>"])
    code = (
        "import pickle, sys, tabsched\n"
        "report = tabsched.check(sys.stdin.buffer.read())\n"
        "hash(report)\n"
        "sys.stdout.buffer.write(pickle.dumps(report))\n"
    )
    done = subprocess.run(  # noqa: S603 our own interpreter and our own lines
        [sys.executable, "-c", code],
        input=body.encode(),
        capture_output=True,
        check=True,
        env={**os.environ, "PYTHONHASHSEED": seed},
    )
    report = tabsched.check(body)
    again = pickle.loads(done.stdout)  # noqa: S301 our own bytes
    assert {again: "found"}[report] == "found"
    assert set(again.schedules) == set(report.schedules)
    assert set(again.findings) == set(report.findings)


def three_schedules() -> list[str]:
    return [
        f"<task><extractRefresh>{one.to_xml()}</extractRefresh></task>"
        for one in (
            Schedule.weekly(start="06:00", on="Monday"),
            Schedule.daily(start="06:00", on=DAYS).replace(start="6:00"),
            Schedule.monthly(start="06:00", on="LastDay"),
        )
    ]


@pytest.mark.parametrize(
    ("kind", "schedule"),
    [
        (InvalidSchedule, Schedule("Yearly", "06:00:00")),
        (NoTimetable, Schedule("Customized Monthly", "06:00:00", next_run_at="2026-06-02")),
    ],
)
def test_the_errors_of_a_schedule_survive_the_way_from_a_worker(
    kind: type[ValueError], schedule: Schedule
) -> None:
    with pytest.raises(kind) as caught:
        schedule.next_run(datetime(2026, 1, 1, tzinfo=UTC), "UTC")
    assert_arrives(caught.value)


def test_the_error_of_a_text_survives_the_way_from_a_worker() -> None:
    with pytest.raises(ParseError) as caught:
        tabsched.parse("<a")
    assert_arrives(caught.value)


def assert_arrives(error: ValueError) -> None:
    again = pickle.loads(pickle.dumps(error))  # noqa: S301 our own bytes
    assert type(again) is type(error)
    assert str(again) == str(error)
    assert getattr(again, "findings", ()) == getattr(error, "findings", ())


@given(report=reports())
def test_the_rule_of_a_finding_is_found_by_its_code(report: Report) -> None:
    """A rule belongs to its process and is not sent."""
    names = {rule.code: rule.name for rule in tabsched.rules()}
    assert all(names[finding.code] == finding.name for finding in report)


# Merging


@given(parts=st.lists(reports(), max_size=4))
def test_merging_keeps_every_finding_and_schedule_in_order(parts: list[Report]) -> None:
    whole = tabsched.merge(part for part in parts)
    assert whole.findings == tuple(chain.from_iterable(parts))
    pairs = zip(whole.schedules, chain.from_iterable(p.schedules for p in parts), strict=True)
    assert all(one is other for one, other in pairs)
    assert whole.text is None


@given(parts=st.lists(reports(), max_size=5), data=st.data())
def test_merging_is_associative(parts: list[Report], data: st.DataObject) -> None:
    """Parts may be merged in any groups, empty ones among them, that keep the order."""
    cuts = data.draw(st.lists(st.integers(0, len(parts)), max_size=4).map(sorted))
    groups = [parts[low:high] for low, high in pairwise([0, *cuts, len(parts)])]
    by_groups = tabsched.merge(tabsched.merge(group) for group in groups)
    assert merged_said(by_groups) == merged_said(tabsched.merge(parts))


@given(report=reports())
def test_merging_nothing_changes_nothing(report: Report) -> None:
    nothing = tabsched.merge([])
    assert nothing == Report()
    for parts in ([report], [nothing, report], [report, nothing]):
        assert merged_said(tabsched.merge(parts)) == merged_said(report)


@given(parts=st.lists(reports(), min_size=1, max_size=4))
def test_a_merged_report_is_strict_where_any_part_is(parts: list[Report]) -> None:
    asked = {part.profile for part in parts}
    whole = tabsched.merge(parts)
    assert whole.profile in asked
    assert (whole.profile == "strict") is ("strict" in asked)
    assert (whole.profile == "observed") is (asked == {"observed"})
    assert not whole.ok or all(part.ok for part in parts)


@given(profile=st.sampled_from(PROFILES), data=st.data())
def test_the_whole_is_fine_where_every_part_is(profile: Profile, data: st.DataObject) -> None:
    parts = data.draw(st.lists(reports(st.just(profile)), max_size=4))
    assert tabsched.merge(parts).ok is all(part.ok for part in parts)


# Parts of a whole


@given(listed=st.lists(elements(), max_size=5), syntax=SYNTAXES, data=st.data())
def test_the_pages_of_an_answer_say_what_the_whole_answer_says(
    listed: list[Element], syntax: Syntax, data: st.DataObject
) -> None:
    """But for places: paths, lines and columns are those of the page."""
    size = data.draw(st.integers(1, 5))
    pages = [listed[at : at + size] for at in range(0, len(listed), size)]
    whole = tabsched.check(answer(listed, syntax))
    merged = tabsched.merge(tabsched.check(answer(page, syntax)) for page in pages)

    assert [said(one) for one in merged.schedules] == [said(one) for one in whole.schedules]
    assert [without_place(one) for one in merged] == [without_place(one) for one in whole]


def without_place(finding: Finding) -> Finding:
    return replace(finding, path="", line=None, column=None)


def test_the_reports_of_other_processes_make_the_report_of_one() -> None:
    """With the standard library's pool; `test_cluster` does it with an engine."""
    bodies = [path.read_bytes() for path in EXAMPLES]
    # A fork of a process with threads could hang.
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(2, mp_context=context) as pool:
        merged = tabsched.merge(pool.map(tabsched.check, bodies, chunksize=8))
    assert merged_said(merged) == merged_said(tabsched.merge(map(tabsched.check, bodies)))
    assert not merged.ok
