"""Section 4 of the specification: what Tableau Server takes, where it differs from Cloud."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from rule_tables import expected, judged, read, table, told
from valid_schedules import DAYS, LUID, Element, Syntax, render, schedule

import tabsched

if TYPE_CHECKING:
    from rule_tables import Row

SERVER: dict[str, Any] = {"platform": "server", "operation": "create"}
ANSWER: dict[str, Any] = {"platform": "server", "operation": "response"}
CREATE_SAMPLE = {"name": "Weekday early mornings", "priority": "50", "type": "Extract"}


@table(
    ("- 06:00:00", "TAB101 error frequency 409004"),
    ("yearly 06:00:00", "TAB102 error frequency 409004"),
    ("Weekly .. weekDay=Monday", "TAB103 error start 409004"),
    ("Weekly 6:00:00 weekDay=Monday", "TAB104 error start 409004"),
    ("Weekly 06:00:00Z weekDay=Monday", "TAB105 error start 409004"),
    ("Weekly 06:01:00 weekDay=Monday", "TAB107 error start 409004"),
    ("Hourly 06:00:00..07:01:00 hours=1", "TAB106 error end 409004"),
    ("Hourly 06:00:00 hours=1", "TAB201 error end 409004"),
    ("Hourly 06:00:00..08:00:00 hours=1 monthDay=1", "TAB108 error interval2 409004"),
    ("Weekly 06:00:00 weekDay=Monday hours=4", "TAB108 error interval2 409004"),
    ("Monthly 06:00:00 monthDay=1 weekDay=Monday", "TAB108 error interval2 409004"),
    ("Weekly 06:00:00 weekDay=Monday,hours=4", "TAB110 error interval1 409004"),
    ("Weekly 06:00:00 weekDay=monday", "TAB111 error interval1.weekDay 409004"),
    ("Monthly 06:00:00", "TAB501 error intervals 409004"),
    ("Monthly 06:00:00 monthDay=32", "TAB502 error interval1.monthDay 409004"),
    ("Monthly 06:00:00 monthDay=1 monthDay=LastDay", "TAB503 error interval2.monthDay 409004"),
    ("Monthly 06:00:00 monthDay=First", "TAB504 error interval1.weekDay 409004"),
    ("Monthly 06:00:00 monthDay=1,weekDay=Monday", "TAB505 error interval1.monthDay 409004"),
    ("Monthly 06:00:00 monthDay=lastDay", "TAB506 info interval1.monthDay"),
    ("Monthly 06:00:00 monthDay=Last", "TAB507 error interval1.monthDay 409004"),
    ("Weekly 06:00:00 weekDay=Monday weekDay=Monday", "TAB113 warning interval2"),
    ("Monthly 06:00:00 monthDay=05", "TAB508 error interval1.monthDay 409004"),
    ("Hourly 06:00:00..08:00:00 hours=02", "TAB115 error interval1.hours 409004"),
    ("Monthly 06:00:00 monthDay=31", "TAB510 info interval1.monthDay"),
    ("Hourly 22:00:00..06:00:00 hours=2", "TAB118 info end"),
    ("Hourly 22:00:00..22:00:00 hours=2", "TAB119 info end"),
    ("Weekly 06:00:00 weekday=Monday", "TAB122 error interval1.weekday"),
)
def test_as_on_cloud_1_to_5_14_to_27_and_31_to_38(row: Row, syntax: Syntax) -> None:
    assert judged(row, syntax, **SERVER) == expected(row, syntax)


def test_as_on_cloud_25_and_36_to_38() -> None:
    intervals = "<intervals><interval weekDay='Monday'/></intervals>"
    details = f"<frequencyDetails start='06:00:00'>{intervals}</frequencyDetails>"
    body = f"<schedule frequency='Weekly'>{details}</schedule>"
    two = body.replace("</intervals>", "</intervals><intervals/>")
    path = "/schedule/frequencyDetails"
    for text, want in (
        (two, f"TAB114 warning {path}/intervals[2]"),
        (body.replace(details, details + details), f"TAB611 error {path}[2] 400000"),
        (body.replace("frequencyDetails", "frequencyDetail"), f"TAB122 error {path.rstrip('s')}"),
        (body.replace("start=", "hue='1' start="), f"TAB120 warning {path}/@hue"),
    ):
        assert told(tabsched.check(text, **SERVER)) == [want]
    value: dict[str, Any] = {"frequency": "Weekly", "frequencyDetails": []}
    assert told(tabsched.check(value, **SERVER)) == ["TAB124 error /frequencyDetails"]


def test_as_on_cloud_36_in_a_request() -> None:
    text = "<tsRequest><schedule name='A' state='Active' frequency='Weekly'/></tsRequest>"
    path = "/tsRequest/schedule/frequencyDetails"
    assert told(tabsched.check(text)) == [f"TAB609 error {path} 400000"]


@table(
    # 7
    ("Hourly 06:00:00..10:00:00 hours=1",),
    # 11: recorded is 14:00-15:30 every 30 minutes
    ("Hourly 14:00:00..15:30:00 minutes=30",),
    ("Hourly 14:00:00..15:35:00 hours=1 weekDay=Monday",),
    # 8
    ("Daily 06:00:00",),
)
def test_7_to_11_do_not_hold(row: Row, syntax: Syntax) -> None:
    assert judged(row, syntax, **SERVER) == expected(row, syntax)


def test_28_to_30_39_and_40_do_not_hold() -> None:
    body = (
        "<tsRequest><schedule frequency='Weekly' name='A' state='Active'><frequencyDetails "
        "start='06:00:00'><intervals><interval weekDay='Monday'/></intervals></frequencyDetails>"
        "</schedule></tsRequest>"
    )
    assert told(tabsched.check(body)) == []
    assert told(tabsched.check(body, **SERVER)) == []


@table(
    ("Daily 02:30:00..23:00:00 hours=8 weekDay=Monday",),
    ("Daily 02:30:00..23:00:00 hours=8",),
    ("Daily 06:00:00 weekDay=Monday",),
    ("Daily 06:00:00",),
)
def test_a_recorded_daily_of_a_response_has_no_finding(row: Row, syntax: Syntax) -> None:
    assert judged(row, syntax, **ANSWER) == expected(row, syntax)


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("Hourly 06:00:00..10:00:00 hours=24", "TAB205"),
        ("Daily 06:00:00..10:00:00 hours=4 weekDay=Monday", "TAB307"),
        ("Monthly 06:00:00 monthDay=1 monthDay=2", "TAB512"),
        ("Monthly 06:00:00 monthDay=First,weekDay=Monday", "TAB513"),
    ],
)
def test_in_the_profile_documented_the_warnings_of_this_section_do_not_count(
    line: str, code: str
) -> None:
    text = render(read(line), "xml").text
    assert [found.code for found in tabsched.check(text, **SERVER)] == [code]
    assert told(tabsched.check(text, **SERVER, profile="documented")) == []


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("Hourly 06:00:00..10:00:00 hours=3", "TAB203"),
        ("Hourly 06:00:00..10:00:00 hours=1 hours=2", "TAB204"),
        ("Hourly 06:00:00..10:00:00", "TAB202"),
        ("Weekly 06:00:00", "TAB401"),
    ],
)
def test_in_the_profile_documented_the_errors_of_this_section_count(line: str, code: str) -> None:
    text = render(read(line), "xml").text
    found = tabsched.check(text, **SERVER, profile="documented")
    assert [(one.code, one.severity) for one in found] == [(code, "error")]


# Hourly


@pytest.mark.parametrize(
    "often", [f"hours={n}" for n in (1, 2, 4, 6, 8, 12)] + ["minutes=15", "minutes=30"]
)
@pytest.mark.parametrize("days", ["", " weekDay=Monday", " weekDay=Monday weekDay=Friday"])
@pytest.mark.parametrize("syntax", ["xml", "json"])
def test_hourly_takes_six_numbers_of_hours_and_two_of_minutes(
    often: str, days: str, syntax: Syntax
) -> None:
    row = (f"Hourly 00:00:00..23:00:00 {often}{days}", ())
    assert judged(row, syntax, **SERVER) == []


@table(
    ("Hourly 06:00:00..08:00:00 hours=24", "TAB205 warning interval1.hours"),
    ("Hourly 06:00:00..08:00:00 minutes=60", "TAB205 warning interval1.minutes"),
    ("Hourly 06:00:00..08:00:00 weekDay=Monday", "TAB202 error intervals 409004"),
    ("Hourly 06:00:00..08:00:00", "TAB202 error intervals 409004"),
    *(
        (f"Hourly 06:00:00..08:00:00 hours={n}", "TAB203 error interval1.hours 409004")
        for n in (0, 3, 5, 10, 23, 25, "x")
    ),
    *(
        (f"Hourly 06:00:00..08:00:00 minutes={n}", "TAB203 error interval1.minutes 409004")
        for n in (0, 1, 5, 10, 20, 45, 61, "x")
    ),
    ("Hourly 06:00:00..08:00:00 hours=2 minutes=15", "TAB204 error interval2.minutes 409004"),
    ("Hourly 06:00:00..08:00:00 hours=2 hours=2", "TAB204 error interval2.hours 409004"),
    ("Hourly 06:00:00..08:00:00 hours=2 hours=4", "TAB204 error interval2.hours 409004"),
)
def test_hourly_says_once_how_often(row: Row, syntax: Syntax) -> None:
    assert judged(row, syntax, **SERVER) == expected(row, syntax)


@table(
    ("Hourly 14:00:00..15:30:00 minutes=30",),
    ("Hourly 14:05:00..15:35:00 minutes=15 weekDay=Monday",),
    ("Hourly 14:25:00..18:10:00 hours=1",),
)
def test_hourly_start_and_end_need_not_be_on_the_hour(row: Row, syntax: Syntax) -> None:
    assert judged(row, syntax, **SERVER) == expected(row, syntax)


# Daily


@table(
    ("Daily 06:00:00",),
    ("Daily 06:00:00 weekDay=Monday", "TAB307 warning intervals"),
    ("Daily 06:00:00..22:00:00 hours=4 weekDay=Monday", "TAB307 warning intervals"),
    ("Daily 06:00:00 hours=5", "TAB307 warning intervals"),
    ("Daily 06:00:00 minutes=60", "TAB307 warning intervals"),
    ("Daily 06:00:00 monthDay=1", "TAB307 warning intervals"),
    ("Daily 06:00:00..22:00:00", "TAB307 warning end"),
    # 24 is silent
    ("Daily 06:00:00 weekDay=Monday weekDay=Monday", "TAB307 warning intervals"),
    # 14 does not hold for Daily, 11 and 33 have nothing to speak of
    ("Daily 06:00:00..06:30:00 hours=12 weekDay=Monday", "TAB307 warning intervals"),
)
def test_daily_intervals_and_end_are_ignored_with_one_warning(row: Row, syntax: Syntax) -> None:
    assert judged(row, syntax, **SERVER) == expected(row, syntax)


@table(
    ("Daily 06:00:00 weekDay=Funday", "TAB111 error interval1.weekDay 409004"),
    ("Daily 06:00:00 hours=04", "TAB115 error interval1.hours 409004"),
    ("Daily 06:00:00..7", "TAB104 error end 409004"),
    ("Daily 06:00:00..07:01:00", "TAB106 error end 409004"),
    ("Daily 06:00:00..07:01:00 weekDay=Monday weekDay=Monday", "TAB106 error end 409004"),
    ("Daily 06:00:00 hours=4,weekDay=Monday", "TAB110 error interval1 409004"),
)
def test_daily_a_value_that_cannot_be_read_is_still_an_error(row: Row, syntax: Syntax) -> None:
    found = [line for line in judged(row, syntax, **SERVER) if not line.startswith("TAB307")]
    assert found == expected(row, syntax)


# Weekly


@table(
    ("Weekly 06:00:00", "TAB401 error intervals 409004"),
    ("Weekly 06:00:00 weekDay=Monday",),
    ("Weekly 06:00:00 weekDay=Monday weekDay=Wednesday weekDay=Friday",),
    ("Weekly 06:00:00 " + " ".join(f"weekDay={day}" for day in DAYS),),
)
def test_weekly_names_one_day_or_more(row: Row, syntax: Syntax) -> None:
    assert judged(row, syntax, **SERVER) == expected(row, syntax)


@table(
    ("Weekly 06:00:00..07:00:00 weekDay=Monday", "TAB117 warning end"),
    ("Monthly 06:00:00..07:00:00 monthDay=1", "TAB117 warning end"),
)
def test_weekly_and_monthly_an_end_is_ignored(row: Row, syntax: Syntax) -> None:
    assert judged(row, syntax, **SERVER) == expected(row, syntax)
    (found,) = tabsched.check(render(read(row[0]), syntax).text, **SERVER)
    assert "ignore" in found.message


# Monthly


@table(
    ("Monthly 06:00:00 monthDay=1",),
    ("Monthly 06:00:00 monthDay=28",),
    ("Monthly 06:00:00 monthDay=LastDay",),
    ("Monthly 06:00:00 monthDay=1 monthDay=15", "TAB512 warning intervals"),
    ("Monthly 06:00:00 monthDay=First,weekDay=Monday", "TAB513 warning interval1.monthDay"),
    ("Monthly 06:00:00 monthDay=LastDay,weekDay=Friday", "TAB513 warning interval1.monthDay"),
)
def test_monthly_several_days_and_occurrences_warn_on_create(row: Row, syntax: Syntax) -> None:
    assert judged(row, syntax, **SERVER) == expected(row, syntax)


@table(
    ("Monthly 06:00:00 monthDay=First,weekDay=Monday monthDay=Third,weekDay=Monday",),
    ("Monthly 06:00:00 monthDay=First,weekDay=Monday monthDay=15",),
)
def test_monthly_those_warnings_silence_23(row: Row, syntax: Syntax) -> None:
    found = {line.split()[0] for line in judged(row, syntax, **SERVER)}
    assert found
    assert found <= {"TAB512", "TAB513"}


@table(
    ("Monthly 06:00:00 monthDay=1 monthDay=15",),
    ("Monthly 06:00:00 monthDay=First,weekDay=Monday",),
    ("Monthly 06:00:00 monthDay=First,weekDay=Monday monthDay=Third,weekDay=Monday",),
)
def test_monthly_there_is_no_finding_in_a_response(row: Row, syntax: Syntax) -> None:
    assert judged(row, syntax, **ANSWER) == expected(row, syntax)


# Attributes


ATTRIBUTES = {
    "priority": (["1", "50", "100"], ["0", "101", "-1", "", "high", "1.5"]),
    "state": (["Active", "Suspended"], ["active", "Paused", ""]),
    "executionOrder": (["Parallel", "Serial"], ["parallel", "Random", ""]),
    "type": (
        ["Extract", "Subscription", "Flow", "System", "DataAcceleration", "ActiveDirectorySync"],
        ["extract", "Refresh", ""],
    ),
}


@pytest.mark.parametrize("name", ATTRIBUTES)
@pytest.mark.parametrize("operation", ["create", "update"])
@pytest.mark.parametrize("syntax", ["xml", "json"])
def test_attributes_are_checked_when_present(name: str, operation: str, syntax: Syntax) -> None:
    options: dict[str, Any] = {"platform": "server", "operation": operation}
    good, bad = ATTRIBUTES[name]
    for value in good:
        tree = schedule("Weekly", "06:00:00", None, [{"weekDay": "Monday"}], **{name: value})
        assert judged((tree, ()), syntax, **options) == []
    for value in bad:
        tree = schedule("Weekly", "06:00:00", None, [{"weekDay": "Monday"}], **{name: value})
        row = (tree, (f"TAB127 error {name}",))
        assert judged(row, syntax, **options) == expected(row, syntax)


def test_attributes_are_never_demanded() -> None:
    text = render(read("Weekly 06:00:00 weekDay=Monday"), "xml").text
    assert told(tabsched.check(text, **SERVER)) == []


@pytest.mark.parametrize("name", ATTRIBUTES)
def test_attributes_of_a_response_are_not_checked(name: str) -> None:
    tree = schedule("Weekly", "06:00:00", None, [{"weekDay": "Monday"}], **{name: "0"})
    assert told(tabsched.check(render(tree, "xml").text, **ANSWER)) == []


def test_a_whole_create_and_its_answer() -> None:
    tree = schedule("Weekly", "06:00:00", None, [{"weekDay": "Monday"}], **CREATE_SAMPLE)
    assert told(tabsched.check(render(Element("tsRequest", {}, [tree]), "xml").text)) == []
    tree.values |= {"id": LUID, "state": "Active", "createdAt": "2024-02-21T02:20:00Z"}
    answer = Element("tsResponse", {}, [tree])
    assert told(tabsched.check(render(answer, "xml").text)) == []
    assert told(tabsched.check(render(answer, "json", rooted=True).text)) == []
