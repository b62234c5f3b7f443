"""Large and hostile bodies: nothing here may cost more than the size of the body.

No time is measured: were any of it quadratic, this file alone would run for hours.
"""

from __future__ import annotations

import json

import pytest

import tabsched

MANY = 10_000
WEEKLY = (
    '<schedule frequency="Weekly"><frequencyDetails start="06:00:00"><intervals>'
    '<interval weekDay="Monday"/></intervals></frequencyDetails></schedule>'
)
DAILY = {"frequency": "Daily", "frequencyDetails": {"start": "06:00:00"}}


def around(intervals: str, attributes: str = "") -> str:
    return (
        f'<schedule frequency="Weekly"{attributes}><frequencyDetails start="06:00:00">'
        f"<intervals>{intervals}</intervals></frequencyDetails></schedule>"
    )


@pytest.mark.parametrize(
    ("body", "findings"),
    [
        (around('<interval own="1"/>' * MANY), MANY),
        (around("<interval/>" * MANY), MANY),
        (around('<interval weekDay="monday"/>' * MANY), MANY),
        (around('<interval weekDay="Monday"/>' * MANY), 1),
        (around('<own/><interval weekDay="Monday"/>' * MANY), MANY + 1),
        (around("", "".join(f' a{n}="1"' for n in range(MANY))), MANY + 1),
        (f"<tsResponse><tasks>{f'<task>{WEEKLY}</task>' * MANY}</tasks></tsResponse>", 0),
        (f"<tsResponse><schedules>{WEEKLY * MANY}</schedules></tsResponse>", 0),
        (f"<tsRequest>{WEEKLY * MANY}</tsRequest>", 2),
        (json.dumps([DAILY] * MANY), MANY),
        (json.dumps({str(n): DAILY for n in range(MANY)}), MANY),
        (json.dumps({"schedules": [DAILY] * MANY}), MANY),
        (json.dumps({**DAILY, **{str(n): n for n in range(MANY)}}), MANY + 1),
        (json.dumps({"tasks": {"task": [{"extractRefresh": {"schedule": DAILY}}] * MANY}}), None),
        (json.dumps({**DAILY, "frequencyDetails": {"intervals": [None] * MANY}}), 2),
        (json.dumps({**DAILY, "frequencyDetails": {"intervals": [{}] * MANY}}), None),
    ],
)
def test_a_body_of_many_parts_is_checked_as_text_and_as_a_value(
    body: str, findings: int | None
) -> None:
    report = tabsched.check(body)
    assert str(report).count("\n") >= len(report) - 1
    if findings is not None:
        assert len(report) == findings
    if not body.startswith("<"):
        again = tabsched.check(json.loads(body))
        assert [one.path for one in again] == [one.path for one in report]
