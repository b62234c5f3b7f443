"""Fixes: applied in place, never for the worse, and safe ones without a change of runs."""

from __future__ import annotations

import json
import pickle
import re
from collections import Counter
from contextlib import suppress
from datetime import UTC, datetime
from itertools import islice
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from schedule_mutations import MUTATIONS, Base, Mutation, Subject
from test_fixing_any import RUNS
from test_one_cause import OPTIONS, valid
from valid_schedules import LUID, render

import tabsched

if TYPE_CHECKING:
    from collections.abc import Iterable

EXAMPLE = re.compile(r"^```(?:xml|json)((?: [a-z_]+=\w+)*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
RULES = {rule.code: rule for rule in tabsched.rules()}
few = settings(
    max_examples=settings().max_examples // 2,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)
START = datetime(2026, 1, 1, tzinfo=UTC)
STOP = datetime(2027, 1, 1, tzinfo=UTC)


def codes(report: Iterable[tabsched.Finding]) -> list[str]:
    return sorted(finding.code for finding in report)


def runs(schedule: tabsched.Schedule, base: Base) -> list[datetime] | None:
    """The first runs of a year, None for a schedule that has no timetable."""
    # What Tableau has written would make it an answer, of which more has a timetable.
    asked = schedule.replace(created_at=None, updated_at=None, next_run_at=None)
    platform = OPTIONS[base]["platform"]
    try:
        return list(islice(asked.runs(START, STOP, "America/New_York", platform=platform), 500))
    except ValueError:
        return None


# Rules whose finding can be mended at times, but not that of their page; and one that can.
SERVER = '<schedule name="a" priority="50" state="{}" frequency="Weekly"><frequencyDetails start='
SERVER += (
    '"06:00:00"><intervals><interval weekDay="Monday"/></intervals></frequencyDetails></schedule>'
)
CREATE = '<tsRequest><extractRefresh type="{}"/></tsRequest>'
TWICE = (
    '<schedule frequency="Daily"><frequencyDetails start="06:00:00" end="18:00:00"><intervals>'
    '<interval hours="4"/>{}<interval weekDay="Monday"/></intervals></frequencyDetails></schedule>'
)
AT_TIMES = {
    "TAB127": (SERVER.format("suspended"), SERVER.format("Suspended")),
    "TAB303": (TWICE.format('<interval hours="4"/>'), TWICE.format("")),
    "TAB602": (CREATE.format("fullrefresh"), CREATE.format("FullRefresh")),
}


@pytest.mark.parametrize(
    ("priority", "mended"),
    [("050", "50"), ("50.0", "50"), (" 7", "7"), ("+100", "100"), ("0101", None), ("00", None)],
)
def test_a_priority_is_written_plainly_where_that_is_one(priority: str, mended: str | None) -> None:
    body = SERVER.format("Active")
    report = tabsched.check(body.replace('"50"', f'"{priority}"'))
    assert codes(report) == ["TAB127"]
    assert report.fixed() == body.replace("50", mended or priority)


@pytest.mark.parametrize("code", AT_TIMES)
def test_what_can_be_mended_at_times_is_mended_then(code: str) -> None:
    body, mended = AT_TIMES[code]
    report = tabsched.check(body)
    assert code in codes(report)
    assert report.fixed() == mended


def page_examples() -> Iterable[tuple[str, str, dict[str, Any]]]:
    """The bad example of each rule that says that it has a fix."""
    for rule in RULES.values():
        if rule.fix is not None:
            words, body = EXAMPLE.findall(rule.page.partition("## Bad")[2])[0]
            yield rule.code, body, dict(word.split("=") for word in words.split())


@pytest.mark.parametrize(("code", "body", "options"), list(page_examples()))
def test_the_bad_example_of_a_rule_with_a_fix_is_mended(
    code: str, body: str, options: dict[str, Any]
) -> None:
    report = tabsched.check(body, **options)
    (finding,) = [found for found in report if found.code == code]
    if code in AT_TIMES:
        assert finding.fix is None
        return
    assert finding.fix is not None
    assert finding.fix.safe == (RULES[code].fix == "safe")
    assert finding.fix.description
    mended = tabsched.check(finding.fix.apply(body), **options)
    assert code not in codes(mended)
    assert report.fixed(unsafe=True) != body
    assert (report.fixed() != body) == finding.fix.safe


def test_no_rule_has_a_fix_that_does_not_say_so() -> None:
    for rule in RULES.values():
        if rule.fix is None and rule.code < "TAB615":
            for words, body in EXAMPLE.findall(rule.page.partition("## Bad")[2]):
                options: dict[str, Any] = dict(word.split("=") for word in words.split())
                for name in options.keys() & {"max_depth", "max_size"}:
                    options[name] = int(options[name])
                found = tabsched.check(body, **options).findings
                assert all(one.fix is None for one in found if one.code == rule.code), rule.code


def test_a_rule_says_where_one_of_its_fixes_is_safe_and_another_is_not() -> None:
    assert RULES["TAB402"].fix == "safe or unsafe"
    for day, safe in (("Monday", True), ("Friday", False)):
        (finding,) = tabsched.check(WEEKLY.format(f'<interval weekDay="{day}"/>'))
        assert finding.code == "TAB402"
        assert finding.fix is not None
        assert finding.fix.safe == safe


UNSAFE = [each for each in page_examples() if "unsafe" in (RULES[each[0]].fix or "")]


@pytest.mark.parametrize(("code", "body", "options"), UNSAFE)
def test_an_unsafe_fix_says_what_it_does_to_the_runs(
    code: str, body: str, options: dict[str, Any]
) -> None:
    report = tabsched.check(body, **options)
    (fix,) = [found.fix for found in report if found.code == code]
    assert fix is not None
    assert RUNS.search(fix.description)


# As it stands in a schedule that runs, and in one that does not.
INSIDE = """{"extractRefresh": {"type": "FullRefresh", "workbook": {"id": "%s"},
"schedule": {"frequency": "Weekly", "frequencyDetails": {"start": "06:00:00",
"intervals": {"interval": [{"weekDay": "%s"}]}}}}}"""


@pytest.mark.parametrize(
    ("day", "effect"), [("Monday", "still 1 run a week"), ("Funday", "still no timetable")]
)
def test_a_schedule_that_is_moved_runs_as_before(day: str, effect: str) -> None:
    report = tabsched.check(INSIDE % (LUID, day))
    (fix,) = [found.fix for found in report if found.code == "TAB613"]
    assert fix is not None
    assert fix.description == f"move it beside extractRefresh ({effect})"


def test_a_fix_is_offered_only_where_it_helps_alone() -> None:
    # The list holds an object that says nothing, which is no interval until it stands among them.
    days = '[{"weekDay": "Monday"}, {}]'
    body = '{"frequency": "Weekly", "frequencyDetails": {"start": "06:00:00", "intervals": %s}}'
    (finding,) = tabsched.check(body % days)
    assert (finding.code, finding.fix) == ("TAB123", None)
    (finding,) = tabsched.check(body % days.replace(", {}", ""))
    assert finding.fix is not None
    assert finding.fix.apply(body % days.replace(", {}", "")) == body % (
        '{"interval": [{"weekDay": "Monday"}]}'
    )


WEEKLY = (
    '<schedule frequency="Weekly"><frequencyDetails start="06:00:00"><intervals>'
    '<interval weekDay="Monday"/>{}</intervals></frequencyDetails></schedule>'
)
IN_JSON = (
    '{{"frequency": "Weekly", "frequencyDetails": {{"start": "06:00:00", "intervals": '
    '{{"interval": [{{"weekDay": "Monday"}}{}]}}}}}}'
)


@pytest.mark.parametrize(
    ("body", "gone", "kept"),
    [
        (WEEKLY, "<interval/>", "<interval><!-- c --></interval>"),
        (WEEKLY, "<interval/>", "<interval><?c c?></interval>"),
        (WEEKLY, '<interval weekDay="Monday"/>', '<interval weekDay="Monday" note="c"/>'),
        (IN_JSON, ", {}", ', {"$comment": "c"}'),
        (IN_JSON, ', {"weekDay": "Monday"}', ', {"weekDay": "Monday", "$comment": "c"}'),
    ],
)
def test_no_fix_takes_a_comment_or_an_unknown_value_away(body: str, gone: str, kept: str) -> None:
    assert tabsched.check(body.format(gone)).fixed() == body.format("")
    report = tabsched.check(body.format(kept))
    assert {finding.code for finding in report} & {"TAB109", "TAB402"}
    assert report.fixed(unsafe=True) == body.format(kept)


def test_a_comment_in_what_is_moved_goes_along() -> None:
    groups = '<intervals><!-- a --><interval hours="4"/></intervals><intervals><!-- b -->'
    body = f'<schedule frequency="Daily"><frequencyDetails start="06:00:00" end="18:00:00">{groups}'
    body += '<interval weekDay="Monday"/></intervals></frequencyDetails></schedule>'
    mended = tabsched.check(body).fixed()
    assert mended == body.replace("</intervals><intervals>", "")


def not_worse(before: tabsched.Report, after: tabsched.Report) -> bool:
    return not Counter(codes(after)) - Counter(codes(before))


@pytest.mark.parametrize("mutation", MUTATIONS, ids=lambda mutation: mutation.name)
@given(data=st.data())
@few
def test_fixing_helps_and_is_done_at_once(mutation: Mutation, data: st.DataObject) -> None:
    base: Base = data.draw(st.sampled_from(mutation.bases))
    frequency = data.draw(st.sampled_from(mutation.frequencies))
    tree = data.draw(valid(base, frequency))
    subject = Subject(data.draw, tree, base)
    mutation.apply(subject)
    able = [one for one in MUTATIONS if base in one.bases and one.syntaxes == mutation.syntaxes]
    if data.draw(st.booleans()):
        with suppress(KeyError, IndexError, ValueError, StopIteration, AttributeError, TypeError):
            data.draw(st.sampled_from(able)).apply(subject)
    # What is left to be guessed from the document is guessed from the mended one as well.
    options = data.draw(st.sampled_from([OPTIONS[base], {}]))
    for syntax in mutation.syntaxes:
        text = render(tree, syntax).text
        report = tabsched.check(text, **options)
        for finding in report:
            if finding.fix is not None:
                alone = tabsched.check(finding.fix.apply(text), **options)
                assert len(alone.findings) < len(report.findings), (finding, text)
                assert not_worse(report, alone), (finding, finding.fix, text)
                if finding.fix.safe:
                    same_runs(report, alone, base)
        for unsafe in (False, True):
            mended = report.fixed(unsafe=unsafe)
            after = tabsched.check(mended, **options)
            assert not_worse(report, after)
            assert after.fixed(unsafe=unsafe) == mended
            assert not [found for found in after if found.fix and (found.fix.safe or unsafe)]
            if not unsafe:
                same_runs(report, after, base)


def same_runs(before: tabsched.Report, after: tabsched.Report, base: Base) -> None:
    assert len(before.schedules) == len(after.schedules)
    for old, new in zip(before.schedules, after.schedules, strict=True):
        planned = runs(old, base)
        if planned is not None:
            assert runs(new, base) == planned


def test_a_report_with_fixes_can_be_pickled() -> None:
    report = tabsched.check('<schedule frequency="daily"/>')
    again = pickle.loads(pickle.dumps(report))  # noqa: S301 our own
    assert again == report
    assert again.fixed() == report.fixed() == '<schedule frequency="Daily"/>'


def test_many_fixes_of_a_long_text_are_all_applied() -> None:
    days = {"interval": [{"weekDay": "Monday"}]}
    one = {"frequency": "weekly", "frequencyDetails": {"start": "06:00", "intervals": days}}
    text = json.dumps([one] * 300)
    mended = tabsched.check(text).fixed()
    assert mended == text.replace("weekly", "Weekly").replace("06:00", "06:00:00")


def test_a_fix_leaves_a_byte_order_mark_where_it_is() -> None:
    text = '\ufeff<schedule frequency="daily"/>'
    (finding,) = [found for found in tabsched.check(text) if found.fix is not None]
    assert finding.fix is not None
    assert finding.fix.apply(text) == text.replace("daily", "Daily")


# More fixes than are worked out at once.
MISSPELT = TWICE.format('<interval weekday="Monday"/>' * 60)


@pytest.mark.parametrize("marks", ["\ufeff", "\ufeff\ufeff"])
def test_the_text_with_every_fix_keeps_its_byte_order_marks(marks: str) -> None:
    bare = tabsched.check(MISSPELT).fixed()
    assert tabsched.check(bare).findings == ()
    report = tabsched.check(marks + MISSPELT)
    assert report.fixed() == marks + bare
    assert pickle.loads(pickle.dumps(report)).fixed() == marks + bare  # noqa: S301 our own
    # Of bytes the first is no part of the text: it tells how they are encoded.
    assert tabsched.check((marks + MISSPELT).encode()).fixed() == marks[1:] + bare


def test_the_fixed_body_of_a_request_keeps_its_byte_order_mark() -> None:
    url = "/api/3.24/sites/x/tasks/extractRefreshes"
    body = f"<tsRequest>{MISSPELT}</tsRequest>"
    bare = tabsched.preflight("POST", url, body).fixed()
    assert bare != body
    assert tabsched.preflight("POST", url, f"\ufeff{body}").fixed() == f"\ufeff{bare}"


@pytest.mark.parametrize("body", ["\ufeff", "\ufeff ", "\ufeff<a", "\ufeff{}", "\ufeff\ud800"])
def test_what_cannot_be_mended_keeps_its_byte_order_mark(body: str) -> None:
    assert tabsched.check(body).fixed() == body


def test_a_request_is_mended_as_its_method_takes_it() -> None:
    body = '<tsRequest><extractRefresh type="FullRefresh"><workbook id="x"/></extractRefresh>'
    body += '<schedule frequency="weekly"/></tsRequest>'
    url = "/api/3.24/sites/x/tasks/extractRefreshes"
    report = tabsched.preflight("POST", url, body, {"X-Tableau-Auth": "s3cr3t"})
    assert report.fixed() == body.replace("weekly", "Weekly")
    assert b"s3cr3t" not in pickle.dumps(report)


def test_a_dict_has_no_fixes() -> None:
    report = tabsched.check({"frequency": "daily"})
    assert [finding.fix for finding in report] == [None] * len(report)
    with pytest.raises(ValueError, match="no text was checked"):
        report.fixed()
