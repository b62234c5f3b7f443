"""Fixes of any document: each that is offered keeps its promise, alone and with the others."""

from __future__ import annotations

import re
from collections import Counter
from datetime import UTC, datetime
from itertools import islice
from typing import TYPE_CHECKING, Any

from any_documents import BODIES, OPTIONS, Body
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import tabsched

if TYPE_CHECKING:
    from collections.abc import Iterable

RULES = {rule.code: rule for rule in tabsched.rules()}
RUNS = re.compile(r" \((?:still (?:\d+ runs? a|no timetable)|.+ → ).*\)$")
START = datetime(2026, 1, 1, tzinfo=UTC)
STOP = datetime(2027, 1, 1, tzinfo=UTC)
some = settings(
    max_examples=settings().max_examples * 5,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)


def codes(report: Iterable[tabsched.Finding]) -> Counter[str]:
    return Counter(finding.code for finding in report)


def runs(schedule: tabsched.Schedule, platform: str) -> list[datetime] | None:
    """The first runs of a year, None for a schedule that has no timetable."""
    asked = schedule.replace(created_at=None, updated_at=None, next_run_at=None)
    options: dict[str, Any] = {"platform": platform}
    try:
        return list(islice(asked.runs(START, STOP, "America/New_York", **options), 200))
    except ValueError:
        return None


def holds(body: Body, before: tabsched.Report, after: tabsched.Report, *, safe: bool) -> None:
    """Nothing new is found, no comment is lost, and a safe fix changes no run."""
    assert after.text is not None
    assert codes(after) <= codes(before)
    assert all(after.text.count(each) == body.text.count(each) for each in body.comments)
    assert len(before.schedules) == len(after.schedules)
    for old, new in zip(before.schedules, after.schedules, strict=True) if safe else ():
        for platform in ("cloud", "server"):
            planned = runs(old, platform)
            assert planned is None or runs(new, platform) == planned


@given(body=BODIES, options=st.sampled_from(OPTIONS))
@some
def test_a_fix_that_is_offered_keeps_its_promise_alone(body: Body, options: dict[str, Any]) -> None:
    report = tabsched.check(body.text, **options)
    for finding in report:
        if finding.fix is not None:
            alone = tabsched.check(finding.fix.apply(body.text), **options)
            holds(body, report, alone, safe=finding.fix.safe)
            assert codes(alone)[finding.code] < codes(report)[finding.code]
            kind = "safe" if finding.fix.safe else "unsafe"
            assert kind in (RULES[finding.code].fix or "").split(" or ")
            assert finding.fix.safe or RUNS.search(finding.fix.description)


@given(body=BODIES, options=st.sampled_from(OPTIONS), unsafe=st.booleans())
@some
def test_fixing_leaves_no_fix_undone_and_nothing_to_do_again(
    body: Body, options: dict[str, Any], *, unsafe: bool
) -> None:
    report = tabsched.check(body.text, **options)
    mended = report.fixed(unsafe=unsafe)
    after = tabsched.check(mended, **options)
    holds(body, report, after, safe=not unsafe)
    assert after.fixed(unsafe=unsafe) == mended
    assert not [found for found in after if found.fix and (found.fix.safe or unsafe)]
