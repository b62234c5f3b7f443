"""Section 3 of the specification, rows 1 to 40: what Tableau Cloud takes, row by row."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from rule_tables import expected, judged, read, table, told
from valid_schedules import (
    DAYS,
    LUID,
    ORDINALS,
    OTHER_LUID,
    Element,
    Syntax,
    render,
    request,
    schedule,
)

import tabsched

if TYPE_CHECKING:
    from rule_tables import Row

HOURLY = "Hourly 08:00:00..18:00:00 hours=1 weekDay=Monday"
DAILY = "Daily 18:30:00..22:30:00 hours=4 weekDay=Sunday weekDay=Wednesday"
DAILY_24 = "Daily 06:00:00..06:00:00 hours=24 weekDay=Monday"
WEEKLY = "Weekly 21:50:00 weekDay=Wednesday"
MONTHLY = "Monthly 06:00:00 monthDay=15"
SOUND = (HOURLY, DAILY, DAILY_24, WEEKLY, MONTHLY)
TARGET = ("workbook", LUID)


def create(line: str = DAILY, kind: str | None = "FullRefresh", *targets: Any) -> Element:  # noqa: ANN401 as request takes them
    """A whole create; without targets named, of a workbook."""
    return request(read(line), kind, *(targets or (TARGET,)))


def update(line: str = DAILY, kind: str | None = "IncrementalRefresh", *targets: Any) -> Element:  # noqa: ANN401 as request takes them
    """A whole update; without targets named, of none."""
    return request(read(line), kind, *targets)


def monthly(day: str, week_day: str | None = None) -> Element:
    """A Monthly schedule of one interval."""
    pair = {} if week_day is None else {"weekDay": week_day}
    return schedule("Monthly", "06:00:00", None, [{"monthDay": day} | pair])


def changed(tree: Element, *steps: str, **values: Any) -> Element:  # noqa: ANN401 any JSON value
    """A copy of a tree with values set on the element to which the steps lead; None drops one."""
    result = tree.copy()
    element = result
    for step in steps:
        element = element.child(step)
    for name, value in values.items():
        if value is None:
            del element.values[name]
        else:
            element.values[name] = value
    return result


def details_of(tree: Element) -> Element:
    """The frequencyDetails of a bare schedule."""
    return tree.child("frequencyDetails")


@table(*((line,) for line in SOUND))
def test_a_sound_schedule_has_no_finding(row: Row, syntax: Syntax) -> None:
    assert judged(row, syntax) == expected(row, syntax)


@table((create(),), (create(WEEKLY),), (update(),), (update(MONTHLY),))
def test_a_sound_request_has_no_finding(row: Row, syntax: Syntax) -> None:
    assert judged(row, syntax) == expected(row, syntax)


# Row 1


@table(
    ("- 06:00:00..06:00:00 hours=24 weekDay=Monday", "TAB101 error frequency 409004"),
    ("- 06:00:00 weekDay=Monday", "TAB101 error frequency 409004"),
)
def test_row_01_a_frequency_is_present(row: Row, syntax: Syntax) -> None:
    assert judged(row, syntax) == expected(row, syntax)


@pytest.mark.parametrize(
    "name", ["daily", "DAILY", "dayly", "Yearly", "Minutely", "", " Daily", "Customized Monthly"]
)
@pytest.mark.parametrize("syntax", ["xml", "json"])
def test_row_01_a_frequency_is_one_of_the_four_names(name: str, syntax: Syntax) -> None:
    tree = schedule(name, "06:00:00", "06:00:00", [{"hours": "24"}, {"weekDay": "Monday"}])
    row = (tree, ("TAB102 error frequency 409004",))
    assert judged(row, syntax) == expected(row, syntax)


# Row 2


@table(
    ("Hourly ..18:00:00 hours=1 weekDay=Monday", "TAB103 error start 409004"),
    ("Daily ..06:00:00 hours=24 weekDay=Monday", "TAB103 error start 409004"),
    ("Weekly .. weekDay=Monday", "TAB103 error start 409004"),
    ("Monthly .. monthDay=1", "TAB103 error start 409004"),
)
def test_row_02_a_start_is_present(row: Row, syntax: Syntax) -> None:
    assert judged(row, syntax) == expected(row, syntax)


# Row 3

MALFORMED = (
    "6:00:00",
    "18:30",
    "24:00:00",
    "0౮:15:00",
    "08:00:00.5",
    "",
    "08:00:00\n",
    "\n08:00:00",
    " 08:00:00",
    "08:60:00",
    "08:00:60",
    "8am",
    "08-00-00",
    "080000",
    "08:00:00 AM",
    "٠٨:00:00",
)


@pytest.mark.parametrize("time", MALFORMED)
@pytest.mark.parametrize("syntax", ["xml", "json"])
@pytest.mark.parametrize("line", [HOURLY, DAILY])
def test_row_03_a_start_or_end_is_written_as_a_time(line: str, time: str, syntax: Syntax) -> None:
    for name in ("start", "end"):
        tree = changed(read(line), "frequencyDetails", **{name: time})
        row = (tree, (f"TAB104 error {name} 409004",))
        assert judged(row, syntax) == expected(row, syntax)


@pytest.mark.parametrize("time", ["05:40:00+00:00", "05:40:00-07:00", "05:40:00Z"])
@pytest.mark.parametrize("syntax", ["xml", "json"])
@pytest.mark.parametrize("line", [HOURLY, DAILY])
def test_row_03_a_time_carries_no_offset(line: str, time: str, syntax: Syntax) -> None:
    for name in ("start", "end"):
        tree = changed(read(line), "frequencyDetails", **{name: time})
        row = (tree, (f"TAB105 error {name} 409004",))
        assert judged(row, syntax) == expected(row, syntax)


@table(
    ("Weekly 00:00:00 weekDay=Monday",),
    ("Weekly 23:55:00 weekDay=Monday",),
    ("Weekly 09:00:00 weekDay=Monday",),
    ("Hourly 00:00:00..23:00:00 hours=1 weekDay=Monday",),
    # well-formed, so it is row 4 that minds the last second of the day
    ("Weekly 23:59:59 weekDay=Monday", "TAB107 error start 409004"),
)
def test_row_03_the_first_and_the_last_time_of_the_day_are_times(row: Row, syntax: Syntax) -> None:
    assert judged(row, syntax) == expected(row, syntax)


# Row 4


@table(
    ("Weekly 06:01:00 weekDay=Monday", "TAB107 error start 409004"),
    ("Weekly 06:04:00 weekDay=Monday", "TAB107 error start 409004"),
    ("Monthly 06:00:01 monthDay=1", "TAB107 error start 409004"),
    ("Monthly 06:00:30 monthDay=1", "TAB107 error start 409004"),
    ("Hourly 08:02:00..18:00:00 hours=1 weekDay=Monday", "TAB107 error start 409004"),
    ("Hourly 08:00:00..18:02:00 hours=1 weekDay=Monday", "TAB106 error end 409004"),
    ("Daily 08:00:00..18:00:01 hours=2 weekDay=Monday", "TAB106 error end 409004"),
    (
        "Hourly 08:03:00..18:03:00 hours=1 weekDay=Monday",
        "TAB107 error start 409004",
        "TAB106 error end 409004",
    ),
    ("Hourly 08:05:00..18:05:00 hours=1 weekDay=Monday",),
    ("Hourly 08:55:00..18:55:00 hours=1 weekDay=Monday",),
)
def test_row_04_start_and_end_are_on_a_5_minute_mark(row: Row, syntax: Syntax) -> None:
    assert judged(row, syntax) == expected(row, syntax)


# Row 5


@table(
    ("Hourly 08:00:00 hours=1 weekDay=Monday", "TAB201 error end 409004"),
    ("Hourly 08:00:00 minutes=60 weekDay=Monday", "TAB201 error end 409004"),
)
def test_row_05_hourly_has_an_end(row: Row, syntax: Syntax) -> None:
    assert judged(row, syntax) == expected(row, syntax)


# Row 6

WINDOW = "Hourly 08:00:00..18:00:00"


@table(
    (f"{WINDOW} hours=1 weekDay=Monday",),
    (f"{WINDOW} minutes=60 weekDay=Monday",),
    (f"{WINDOW} weekDay=Monday weekDay=Friday hours=1",),
    (f"{WINDOW} weekDay=Monday", "TAB202 error intervals 409004"),
)
def test_row_06_hourly_says_how_often(row: Row, syntax: Syntax) -> None:
    assert judged(row, syntax) == expected(row, syntax)


@pytest.mark.parametrize(
    "interval",
    [
        "hours=2",
        "hours=0",
        "hours=24",
        "hours=-1",
        "hours=1.5",
        "hours=one",
        "hours=''",
        "minutes=30",
        "minutes=15",
        "minutes=61",
        "minutes=0",
        "minutes=1",
        "minutes=x",
    ],
)
@pytest.mark.parametrize("syntax", ["xml", "json"])
def test_row_06_hourly_takes_1_hour_or_60_minutes(interval: str, syntax: Syntax) -> None:
    name = interval.partition("=")[0]
    row = (f"{WINDOW} {interval} weekDay=Monday", (f"TAB203 error interval1.{name} 409004",))
    assert judged(row, syntax) == expected(row, syntax)


@table(
    (f"{WINDOW} hours=1 minutes=60 weekDay=Monday", "TAB204 error interval2.minutes 409004"),
    (f"{WINDOW} hours=1 weekDay=Monday hours=1", "TAB204 error interval3.hours 409004"),
    (f"{WINDOW} minutes=60 minutes=60 weekDay=Monday", "TAB204 error interval2.minutes 409004"),
)
def test_row_06_hourly_says_once_how_often(row: Row, syntax: Syntax) -> None:
    assert judged(row, syntax) == expected(row, syntax)


# Row 7


@table(
    (f"{WINDOW} hours=1", "TAB112 error intervals 409004"),
    (f"{WINDOW} minutes=60", "TAB112 error intervals 409004"),
    ("Daily 18:30:00..22:30:00 hours=4", "TAB112 error intervals 409004"),
    ("Daily 06:00:00..06:00:00 hours=24", "TAB112 error intervals 409004"),
    (f"{WINDOW} hours=1 weekDay=Sunday",),
    (f"{WINDOW} hours=1 " + " ".join(f"weekDay={day}" for day in DAYS),),
)
def test_row_07_hourly_and_daily_name_a_week_day(row: Row, syntax: Syntax) -> None:
    assert judged(row, syntax) == expected(row, syntax)


# Row 8


@table(
    ("Daily 18:30:00..22:30:00 weekDay=Sunday", "TAB301 error intervals"),
    ("Daily 18:30:00..18:30:00 weekDay=Sunday weekDay=Monday", "TAB301 error intervals"),
    ("Daily 18:30:00 weekDay=Sunday", "TAB301 error intervals"),
)
def test_row_08_daily_without_hours_is_an_error_that_tableau_does_not_report(
    row: Row, syntax: Syntax
) -> None:
    assert judged(row, syntax) == expected(row, syntax)


def test_row_08_the_message_says_that_tableau_refreshes_every_hour() -> None:
    (found,) = tabsched.check(render(read("Daily 18:30:00 weekDay=Sunday"), "xml").text)
    assert "every hour" in found.message


@pytest.mark.parametrize("hours", ["2", "4", "6", "8", "12", "24"])
@pytest.mark.parametrize("syntax", ["xml", "json"])
def test_row_08_daily_takes_six_numbers_of_hours(hours: str, syntax: Syntax) -> None:
    row = (f"Daily 06:00:00..20:00:00 hours={hours} weekDay=Sunday", ())
    assert judged(row, syntax) == expected(row, syntax)


@pytest.mark.parametrize(
    "hours", ["1", "3", "5", "7", "10", "16", "23", "25", "48", "0", "-2", "4.5", "four", "''"]
)
@pytest.mark.parametrize("syntax", ["xml", "json"])
def test_row_08_daily_takes_no_other_hours(hours: str, syntax: Syntax) -> None:
    row = (
        f"Daily 00:00:00..23:00:00 hours={hours} weekDay=Sunday",
        ("TAB302 error interval1.hours 409004",),
    )
    found = [line for line in judged(row, syntax) if " info " not in line]
    assert found == expected(row, syntax)


@table(
    (
        "Daily 06:00:00..18:00:00 hours=4 hours=6 weekDay=Sunday",
        "TAB303 error interval2.hours 409004",
    ),
    (
        "Daily 06:00:00..18:00:00 hours=4 weekDay=Sunday hours=4",
        "TAB303 error interval3.hours 409004",
    ),
    (
        "Daily 06:00:00..06:00:00 hours=24 hours=24 weekDay=Sunday",
        "TAB303 error interval2.hours 409004",
    ),
)
def test_row_08_daily_says_hours_once(row: Row, syntax: Syntax) -> None:
    assert judged(row, syntax) == expected(row, syntax)


# Rows 9 and 10


@table(
    *(
        (f"Daily 06:00:00 hours={hours} weekDay=Sunday", "TAB304 error end 409004")
        for hours in (2, 4, 6, 8, 12)
    )
)
def test_row_09_daily_of_fewer_than_24_hours_has_an_end(row: Row, syntax: Syntax) -> None:
    assert judged(row, syntax) == expected(row, syntax)


@table(("Daily 06:00:00 hours=24 weekDay=Sunday", "TAB305 warning end"), (DAILY_24,))
def test_row_10_daily_of_24_hours_without_end_is_a_warning(row: Row, syntax: Syntax) -> None:
    assert judged(row, syntax) == expected(row, syntax)


# Row 11


@table(
    ("Hourly 18:30:00..23:00:00 hours=1 weekDay=Monday", "TAB116 error end 409004"),
    ("Hourly 08:00:00..08:30:00 minutes=60 weekDay=Monday", "TAB116 error end 409004"),
    ("Hourly 08:00:00..18:05:00 hours=1 weekDay=Monday", "TAB116 error end 409004"),
    ("Hourly 08:05:00..18:00:00 hours=1 weekDay=Monday", "TAB116 error end 409004"),
    ("Hourly 22:00:00..01:30:00 hours=1 weekDay=Monday", "TAB116 error end 409004"),
    ("Daily 18:30:00..23:00:00 hours=4 weekDay=Monday", "TAB116 error end 409004"),
    ("Daily 18:30:00..20:00:00 hours=4 weekDay=Monday", "TAB116 error end 409004"),
    ("Daily 06:00:00..06:30:00 hours=24 weekDay=Monday", "TAB116 error end 409004"),
    ("Hourly 08:15:00..09:15:00 hours=1 weekDay=Monday",),
    ("Hourly 22:30:00..01:30:00 hours=1 weekDay=Monday", "TAB118 info end"),
    ("Hourly 08:00:00..08:00:00 hours=1 weekDay=Monday", "TAB119 info end"),
    ("Daily 06:00:00..09:00:00 hours=24 weekDay=Monday",),
    # neither has a window, so row 13 alone minds the end
    ("Weekly 06:00:00..06:30:00 weekDay=Monday", "TAB117 warning end"),
    ("Monthly 06:00:00..06:30:00 monthDay=1", "TAB117 warning end"),
)
def test_row_11_a_window_is_a_whole_number_of_hours(row: Row, syntax: Syntax) -> None:
    assert judged(row, syntax) == expected(row, syntax)


# Row 12


@table(
    ("Weekly 21:50:00", "TAB401 error intervals 409004"),
    ("Weekly 21:50:00 weekDay=Monday weekDay=Friday", "TAB402 error interval2.weekDay 409004"),
    ("Weekly 21:50:00 weekDay=Monday weekDay=Monday", "TAB402 error interval2.weekDay 409004"),
    (
        "Weekly 21:50:00 weekDay=Monday weekDay=Friday weekDay=Sunday",
        "TAB402 error interval2.weekDay 409004",
    ),
    *((f"Weekly 21:50:00 weekDay={day}",) for day in DAYS),
)
def test_row_12_weekly_names_one_day(row: Row, syntax: Syntax) -> None:
    assert judged(row, syntax) == expected(row, syntax)


# Row 13


@table(
    ("Weekly 21:50:00..22:50:00 weekDay=Monday", "TAB117 warning end"),
    ("Weekly 21:50:00..21:50:00 weekDay=Monday", "TAB117 warning end"),
    ("Monthly 06:00:00..07:00:00 monthDay=1", "TAB117 warning end"),
    ("Monthly 06:00:00..05:00:00 monthDay=Third,weekDay=Monday", "TAB117 warning end"),
)
def test_row_13_weekly_and_monthly_have_no_end(row: Row, syntax: Syntax) -> None:
    assert judged(row, syntax) == expected(row, syntax)


# Row 14


@table(
    (f"{HOURLY} monthDay=1", "TAB108 error interval3 409004"),
    (f"{HOURLY} monthDay=First,weekDay=Monday", "TAB108 error interval3 409004"),
    (f"{DAILY_24} minutes=60", "TAB108 error interval3 409004"),
    (f"{DAILY_24} monthDay=1", "TAB108 error interval3 409004"),
    (f"{DAILY_24} monthDay=LastDay,weekDay=Monday", "TAB108 error interval3 409004"),
    (f"{WEEKLY} hours=4", "TAB108 error interval2 409004"),
    (f"{WEEKLY} minutes=60", "TAB108 error interval2 409004"),
    (f"{WEEKLY} monthDay=1", "TAB108 error interval2 409004"),
    (f"{WEEKLY} monthDay=First,weekDay=Monday", "TAB108 error interval2 409004"),
    (f"{MONTHLY} weekDay=Monday", "TAB108 error interval2 409004"),
    (f"{MONTHLY} hours=4", "TAB108 error interval2 409004"),
    (f"{MONTHLY} minutes=60", "TAB108 error interval2 409004"),
)
def test_row_14_a_frequency_takes_only_its_own_kinds(row: Row, syntax: Syntax) -> None:
    assert judged(row, syntax) == expected(row, syntax)


# Row 15


@table(
    (f"{HOURLY} hours=1,weekDay=Friday", "TAB110 error interval3 409004"),
    (f"{HOURLY} hours=1,minutes=60", "TAB110 error interval3 409004"),
    ("Daily 06:00:00..06:00:00 hours=24,weekDay=Monday", "TAB110 error interval1 409004"),
    (f"{WEEKLY} hours=24,weekDay=Monday", "TAB110 error interval2 409004"),
    (f"{WEEKLY} minutes=60,weekDay=Monday", "TAB110 error interval2 409004"),
    (f"{MONTHLY} hours=2,monthDay=1", "TAB110 error interval2 409004"),
    (f"{MONTHLY} hours=2,monthDay=First,weekDay=Monday", "TAB110 error interval2 409004"),
)
def test_row_15_an_interval_has_one_kind(row: Row, syntax: Syntax) -> None:
    assert judged(row, syntax) == expected(row, syntax)


@pytest.mark.parametrize("line", SOUND)
@pytest.mark.parametrize("syntax", ["xml", "json"])
def test_row_15_an_interval_has_a_known_attribute(line: str, syntax: Syntax) -> None:
    tree = read(line)
    intervals = details_of(tree).child("intervals").children
    intervals.append(Element("interval"))
    row = (tree, (f"TAB109 error interval{len(intervals)} 409004",))
    assert judged(row, syntax) == expected(row, syntax)


# Row 16


@pytest.mark.parametrize(
    "day",
    [
        "monday",
        "MONDAY",
        "Mon",
        "mon.",
        "Tues",
        "Funday",
        "",
        " Monday",
        "Monday ",
        "1",
        "Montag",
        "Weekday",
        "Monday,Tuesday",
    ],
)
@pytest.mark.parametrize("syntax", ["xml", "json"])
@pytest.mark.parametrize(
    "intervals",
    [
        ("Hourly", "18:00:00", {"hours": "1"}, {}),
        ("Daily", "18:00:00", {"hours": "2"}, {}),
        ("Weekly", None, None, {}),
        ("Monthly", None, None, {"monthDay": "Third"}),
    ],
    ids=["Hourly", "Daily", "Weekly", "Monthly"],
)
def test_row_16_a_week_day_is_one_of_seven_names(
    intervals: tuple[str, str | None, dict[str, str] | None, dict[str, str]],
    day: str,
    syntax: Syntax,
) -> None:
    frequency, end, often, beside = intervals
    day_interval = beside | {"weekDay": day}
    tree = schedule(frequency, "08:00:00", end, [day_interval, *([often] if often else [])])
    row = (tree, ("TAB111 error interval1.weekDay 409004",))
    assert judged(row, syntax) == expected(row, syntax)


# Row 17


@table(("Monthly 06:00:00", "TAB501 error intervals 409004"))
def test_row_17_monthly_names_a_day_of_the_month(row: Row, syntax: Syntax) -> None:
    assert judged(row, syntax) == expected(row, syntax)


# Row 18


@pytest.mark.parametrize(
    "day",
    ["0", "32", "99", "-1", "1st", "1,15", "", "1.5", "Sixth", "Monday", "Last Day", "third one"],
)
@pytest.mark.parametrize("week_day", [None, "Monday"])
@pytest.mark.parametrize("syntax", ["xml", "json"])
def test_row_18_any_other_month_day_is_reported_by_18_and_never_by_20(
    day: str, week_day: str | None, syntax: Syntax
) -> None:
    row = (monthly(day, week_day), ("TAB502 error interval1.monthDay 409004",))
    assert judged(row, syntax) == expected(row, syntax)


@table(
    ("Monthly 06:00:00 monthDay=1",),
    ("Monthly 06:00:00 monthDay=28",),
    ("Monthly 06:00:00 monthDay=31", "TAB510 info interval1.monthDay"),
    ("Monthly 06:00:00 monthDay=LastDay",),
    ("Monthly 06:00:00 " + " ".join(f"monthDay={day}" for day in range(1, 29)),),
)
def test_row_18_the_days_of_a_month_are_1_to_31_and_the_last(row: Row, syntax: Syntax) -> None:
    assert judged(row, syntax) == expected(row, syntax)


# Row 19


@table(
    ("Monthly 06:00:00 monthDay=LastDay monthDay=15", "TAB503 error interval1.monthDay 409004"),
    ("Monthly 06:00:00 monthDay=15 monthDay=LastDay", "TAB503 error interval2.monthDay 409004"),
    (
        "Monthly 06:00:00 monthDay=LastDay monthDay=LastDay",
        "TAB503 error interval1.monthDay 409004",
    ),
    (
        "Monthly 06:00:00 monthDay=Third,weekDay=Monday monthDay=LastDay",
        "TAB503 error interval2.monthDay 409004",
    ),
)
def test_row_19_the_last_day_stands_alone(row: Row, syntax: Syntax) -> None:
    assert judged(row, syntax) == expected(row, syntax)


# Row 20


@pytest.mark.parametrize("ordinal", ORDINALS)
@pytest.mark.parametrize("day", DAYS)
@pytest.mark.parametrize("syntax", ["xml", "json"])
def test_row_20_an_ordinal_stands_with_a_week_day(ordinal: str, day: str, syntax: Syntax) -> None:
    infos = ("TAB510 info interval1.monthDay",) if ordinal == "Fifth" else ()
    row = (monthly(ordinal, day), infos)
    assert judged(row, syntax) == expected(row, syntax)


@table(
    *(
        (f"Monthly 06:00:00 monthDay={ordinal}", "TAB504 error interval1.weekDay 409004")
        for ordinal in ORDINALS[:-1]
    )
)
def test_row_20_an_ordinal_does_not_stand_without_week_day(row: Row, syntax: Syntax) -> None:
    assert judged(row, syntax) == expected(row, syntax)


@table(
    *(
        (
            f"Monthly 06:00:00 monthDay={day},weekDay=Monday",
            "TAB505 error interval1.monthDay 409004",
        )
        for day in (1, 15, 28, 31)
    )
)
def test_row_20_a_number_does_not_stand_with_a_week_day(row: Row, syntax: Syntax) -> None:
    assert judged(row, syntax) == expected(row, syntax)


# Row 21


@table(
    ("Monthly 06:00:00 monthDay=lastDay", "TAB506 info interval1.monthDay"),
    ("Monthly 06:00:00 monthDay=lastDay,weekDay=Friday", "TAB506 info interval1.monthDay"),
    # read as meant: row 19 holds as for LastDay
    (
        "Monthly 06:00:00 monthDay=15 monthDay=lastDay",
        "TAB503 error interval2.monthDay 409004",
        "TAB506 info interval2.monthDay",
    ),
)
def test_row_21_last_day_in_the_other_spelling_is_read_as_meant(row: Row, syntax: Syntax) -> None:
    assert judged(row, syntax) == expected(row, syntax)


# Row 22


@pytest.mark.parametrize(
    "day", ["Last", "last", "LAST", "lastday", "LASTDAY", "Lastday", "first", "SECOND", "fIFTH"]
)
@pytest.mark.parametrize("week_day", [None, "Monday"])
@pytest.mark.parametrize("syntax", ["xml", "json"])
def test_row_22_last_and_ordinals_in_another_case(
    day: str, week_day: str | None, syntax: Syntax
) -> None:
    row = (monthly(day, week_day), ("TAB507 error interval1.monthDay 409004",))
    assert judged(row, syntax) == expected(row, syntax)


# Row 23


@table(
    (
        "Monthly 06:00:00 monthDay=First,weekDay=Monday monthDay=Third,weekDay=Monday",
        "TAB509 warning intervals",
    ),
    (
        "Monthly 06:00:00 monthDay=First,weekDay=Monday monthDay=LastDay,weekDay=Monday",
        "TAB509 warning intervals",
    ),
    ("Monthly 06:00:00 monthDay=First,weekDay=Monday monthDay=15", "TAB509 warning intervals"),
    ("Monthly 06:00:00 monthDay=15 monthDay=LastDay,weekDay=Friday", "TAB509 warning intervals"),
    ("Monthly 06:00:00 monthDay=First,weekDay=Monday monthDay=First,weekDay=Friday",),
    ("Monthly 06:00:00 monthDay=1 monthDay=15",),
)
def test_row_23_ordinals_and_numbers_are_not_mixed(row: Row, syntax: Syntax) -> None:
    assert judged(row, syntax) == expected(row, syntax)


# Row 24


@table(
    (f"{HOURLY} weekDay=Monday", "TAB113 warning interval3"),
    (f"{DAILY_24} weekDay=Friday weekDay=Monday", "TAB113 warning interval4"),
    ("Monthly 06:00:00 monthDay=1 monthDay=15 monthDay=1", "TAB113 warning interval3"),
    (
        "Monthly 06:00:00 monthDay=First,weekDay=Monday monthDay=First,weekDay=Monday",
        "TAB113 warning interval2",
    ),
)
def test_row_24_an_interval_stands_once(row: Row, syntax: Syntax) -> None:
    assert judged(row, syntax) == expected(row, syntax)


# Row 25


def several_intervals(end: str = "22:30:00") -> Element:
    """The shape of the reference's cURL example: each interval in an element of its own."""
    tree = schedule("Daily", "18:30:00", end)
    for one in ({"hours": "4"}, {"weekDay": "Sunday"}, {"weekDay": "Wednesday"}):
        element = Element("intervals", {}, [Element("interval", one, alone=True)])
        details_of(tree).children.append(element)
    return tree


def test_row_25_several_intervals_elements_are_read_as_one() -> None:
    for syntax, path in (
        ("xml", "/schedule/frequencyDetails/intervals[2]"),
        ("json", "/frequencyDetails/intervals/1"),
    ):
        text = render(several_intervals(), "xml" if syntax == "xml" else "json").text
        assert told(tabsched.check(text)) == [f"TAB114 warning {path}"]


def test_row_25_the_curl_example_of_the_reference_is_no_whole_number_of_hours_besides() -> None:
    report = tabsched.check(render(several_intervals(end="23:00:00"), "xml").text)
    assert told(report) == [
        "TAB116 error /schedule/frequencyDetails/@end 409004",
        "TAB114 warning /schedule/frequencyDetails/intervals[2]",
    ]


@pytest.mark.parametrize("full", [0, 1])
def test_row_25_one_of_several_intervals_elements_may_be_empty(full: int) -> None:
    groups = [Element("intervals"), Element("intervals")]
    groups[full].children.append(Element("interval", {"weekDay": "Monday"}))
    tree = schedule("Weekly", "06:00:00", None)
    details_of(tree).children.extend(groups)
    xml, json = render(tree, "xml").text, render(tree, "json").text
    assert told(tabsched.check(xml)) == ["TAB114 warning /schedule/frequencyDetails/intervals[2]"]
    assert told(tabsched.check(json)) == ["TAB114 warning /frequencyDetails/intervals/1"]


# Row 26


@pytest.mark.parametrize("written", ["{}.0", "{}.00", "0{}", "00{}", "+{}", " {}", "{} ", "({},)"])
@pytest.mark.parametrize("syntax", ["xml", "json"])
def test_row_26_numbers_are_written_as_plain_digits(written: str, syntax: Syntax) -> None:
    day = {"weekDay": "Monday"}
    for code, name, tree in (
        ("TAB115", "hours", ("Daily", "20:00:00", [{"hours": written.format(4)}, day])),
        ("TAB115", "hours", ("Hourly", "20:00:00", [{"hours": written.format(1)}, day])),
        ("TAB115", "minutes", ("Hourly", "20:00:00", [{"minutes": written.format(60)}, day])),
        ("TAB508", "monthDay", ("Monthly", None, [{"monthDay": written.format(5)}])),
    ):
        frequency, end, intervals = tree
        row = (
            schedule(frequency, "08:00:00", end, intervals),
            (f"{code} error interval1.{name} 409004",),
        )
        assert judged(row, syntax) == expected(row, syntax)


def test_row_26_a_json_number_with_a_point_is_one_of_them() -> None:
    tree = schedule("Daily", "08:00:00", "20:00:00", [{"hours": 4.0}, {"weekDay": "Monday"}])
    row = (tree, ("TAB115 error interval1.hours 409004",))
    assert judged(row, "json") == expected(row, "json")


# Row 27


@pytest.mark.parametrize(
    ("steps", "xml", "json"),
    [
        (("schedule",), "/tsRequest/schedule/@colour", "/schedule/colour"),
        (
            ("schedule", "frequencyDetails"),
            "/tsRequest/schedule/frequencyDetails/@colour",
            "/schedule/frequencyDetails/colour",
        ),
        (
            ("schedule", "frequencyDetails", "intervals"),
            "/tsRequest/schedule/frequencyDetails/intervals/@colour",
            "/schedule/frequencyDetails/intervals/colour",
        ),
        (
            ("schedule", "frequencyDetails", "intervals", "interval"),
            "/tsRequest/schedule/frequencyDetails/intervals/interval[1]/@colour",
            "/schedule/frequencyDetails/intervals/interval/0/colour",
        ),
        (("extractRefresh",), "/tsRequest/extractRefresh/@colour", "/extractRefresh/colour"),
        (
            ("extractRefresh", "workbook"),
            "/tsRequest/extractRefresh/workbook/@colour",
            "/extractRefresh/workbook/colour",
        ),
    ],
    ids=lambda value: value[-1] if isinstance(value, tuple) else "",
)
def test_row_27_an_unknown_attribute_is_a_warning(
    steps: tuple[str, ...], xml: str, json: str
) -> None:
    tree = changed(create(), *steps, colour="red")
    assert told(tabsched.check(render(tree, "xml").text)) == [f"TAB120 warning {xml}"]
    assert told(tabsched.check(render(tree, "json").text)) == [f"TAB120 warning {json}"]


@pytest.mark.parametrize(
    "steps",
    [
        ("schedule",),
        ("schedule", "frequencyDetails"),
        ("schedule", "frequencyDetails", "intervals"),
        ("schedule", "frequencyDetails", "intervals", "interval"),
        ("extractRefresh",),
        ("extractRefresh", "workbook"),
    ],
    ids=lambda steps: steps[-1],
)
def test_row_27_an_unknown_element_and_a_piece_of_text_are_warnings(steps: tuple[str, ...]) -> None:
    tree = create()
    element = tree
    for step in steps:
        element = element.child(step)
    element.children.append(Element("colours", {"main": "red"}))
    rendered = render(tree, "xml")
    path = rendered.paths[element]
    assert told(tabsched.check(rendered.text)) == [f"TAB120 warning {path}/colours"]
    rendered = render(tree, "json")
    path = rendered.paths[element]
    assert told(tabsched.check(rendered.text)) == [f"TAB120 warning {path}/colours"]
    element.children.pop()
    element.text = "… additional …"
    rendered = render(tree, "xml")
    (found,) = tabsched.check(rendered.text)
    assert (found.code, found.severity, found.api_error) == ("TAB120", "warning", None)
    assert found.path.startswith(rendered.paths[element])


@table(
    (
        changed(create(), "schedule", createdAt="2024-02-21T02:20:00Z"),
        "TAB121 warning createdAt",
    ),
    (
        changed(create(), "schedule", updatedAt="2024-02-21T02:20:00Z"),
        "TAB121 warning updatedAt",
    ),
    (
        changed(create(), "schedule", nextRunAt="2024-02-21T02:20:00Z"),
        "TAB121 warning nextRunAt",
    ),
    (
        changed(create(), "extractRefresh", consecutiveFailedCount="0"),
        "TAB121 warning refresh.consecutiveFailedCount",
    ),
    (changed(create(), "schedule", endScheduleAt="2024-02-21T02:20:00Z"),),
    (changed(create(), "schedule", id=LUID),),
    (changed(create(), "extractRefresh", priority="50"),),
    (changed(create(), "extractRefresh", "workbook", name="Sales"),),
)
def test_row_27_a_request_leaves_out_what_only_tableau_writes(row: Row, syntax: Syntax) -> None:
    assert judged(row, syntax, operation="create") == expected(row, syntax)


def test_row_27_another_namespace_on_the_root_is_a_warning() -> None:
    tree = changed(create(), xmlns="http://example.com/api")
    assert told(tabsched.check(render(tree, "xml").text)) == ["TAB126 warning /tsRequest/@xmlns"]
    for namespace in ("http://tableau.com/api", "http://tableausoftware.com/api"):
        text = render(changed(create(), xmlns=namespace), "xml").text
        assert told(tabsched.check(text)) == []


# Row 28


@table(
    (create(kind="FullRefresh"),),
    (create(kind="IncrementalExtract"),),
    (create(kind="IncrementalRefresh"), "TAB603 warning refresh.type"),
    (create(kind="Incremental"), "TAB602 error refresh.type"),
    (create(kind="fullRefresh"), "TAB602 error refresh.type"),
    (create(kind=""), "TAB602 error refresh.type"),
    (create(kind=None), "TAB601 error refresh.type"),
)
def test_row_28_the_type_of_a_create(row: Row, syntax: Syntax) -> None:
    assert judged(row, syntax, operation="create") == expected(row, syntax)


@table(
    (update(kind="FullRefresh"),),
    (update(kind="IncrementalRefresh"),),
    (update(kind="IncrementalExtract"), "TAB603 warning refresh.type"),
    (update(kind="Incremental"), "TAB602 error refresh.type"),
    (update(kind=None),),
)
def test_row_28_the_type_of_an_update(row: Row, syntax: Syntax) -> None:
    assert judged(row, syntax, operation="update") == expected(row, syntax)


@table((create(kind="IncrementalRefresh"),), (create(kind="IncrementalExtract"),))
def test_row_28_under_auto_both_incremental_names_are_accepted(row: Row, syntax: Syntax) -> None:
    assert judged(row, syntax) == expected(row, syntax)


# Row 29

BOTH = (("workbook", LUID), ("datasource", OTHER_LUID))


@table(
    (create(DAILY, "FullRefresh", ("workbook", LUID)),),
    (create(DAILY, "FullRefresh", ("datasource", LUID)),),
    (create(DAILY, "FullRefresh", *BOTH), "TAB605 error datasource 400000"),
    (request(read(DAILY), "FullRefresh"), "TAB604 error refresh.workbook 400000"),
    (create(DAILY, "FullRefresh", ("view", LUID)), "TAB604 error refresh.workbook 400000"),
    (create(DAILY, "FullRefresh", ("workbook", None)), "TAB606 error workbook.id 400000"),
    (create(DAILY, "FullRefresh", ("datasource", None)), "TAB606 error datasource.id 400000"),
    (create(DAILY, "FullRefresh", ("datasource", "")), "TAB606 error datasource.id 400000"),
)
def test_row_29_a_create_names_one_target_with_an_id(row: Row, syntax: Syntax) -> None:
    want = [line.replace("/@workbook", "/workbook") for line in expected(row, syntax)]
    assert judged(row, syntax) == want


def test_row_29_two_targets_of_one_kind_are_two() -> None:
    tree = create(DAILY, "FullRefresh", ("workbook", LUID), ("workbook", OTHER_LUID))
    assert told(tabsched.check(render(tree, "xml").text)) == [
        "TAB605 error /tsRequest/extractRefresh/workbook[2] 400000"
    ]


def test_row_29_where_extract_refresh_is_empty_or_missing_the_schedule_is_still_judged() -> None:
    sour = "Daily 18:30:00 weekDay=Sunday"
    empty = request(read(sour), None)
    assert told(tabsched.check(render(empty, "xml").text)) == [
        "TAB604 error /tsRequest/extractRefresh/workbook 400000",
        "TAB301 error /tsRequest/schedule/frequencyDetails/intervals",
    ]
    assert told(tabsched.check(render(empty, "json").text)) == [
        "TAB604 error /extractRefresh/workbook 400000",
        "TAB301 error /schedule/frequencyDetails/intervals",
    ]
    missing = Element("tsRequest", {}, [read(sour)])
    found = tabsched.check(render(missing, "xml").text)
    assert [(one.code, one.api_error) for one in found] == [("TAB604", "400000"), ("TAB301", None)]
    assert found.findings[0].path in {
        "/tsRequest/extractRefresh",
        "/tsRequest/extractRefresh/workbook",
    }


@table(
    (update(DAILY, "IncrementalRefresh"),),
    (update(DAILY, "IncrementalRefresh", ("workbook", LUID)),),
    (update(DAILY, "IncrementalRefresh", *BOTH), "TAB605 error datasource 400000"),
    (update(DAILY, "FullRefresh", ("workbook", None)), "TAB606 error workbook.id 400000"),
    (update(DAILY, "FullRefresh", ("workbook", "")), "TAB606 error workbook.id 400000"),
)
def test_row_29_an_update_need_not_name_a_target(row: Row, syntax: Syntax) -> None:
    assert judged(row, syntax, operation="update") == expected(row, syntax)


# Row 30


@table(
    # the reference's own sample has seven digits first
    (
        create(DAILY, "FullRefresh", ("workbook", "54321fd-6365-44d5-925b-644e5281b605")),
        "TAB607 warning workbook.id",
    ),
    (
        create(DAILY, "FullRefresh", ("datasource", "r2345998-872a-11e5-bb51-f763326b1350")),
        "TAB607 warning datasource.id",
    ),
    (create(DAILY, "FullRefresh", ("workbook", "workbook-id")), "TAB607 warning workbook.id"),
    (changed(create(), "extractRefresh", id="42"), "TAB607 warning refresh.id"),
    (create(DAILY, "FullRefresh", ("workbook", LUID.upper())),),
    (changed(create(), "extractRefresh", id=OTHER_LUID),),
    # a schedule's own id is not among them
    (changed(create(), "schedule", id="42"),),
)
def test_row_30_an_id_is_a_luid(row: Row, syntax: Syntax) -> None:
    assert judged(row, syntax, operation="create") == expected(row, syntax)


# Rows 31 to 33


@table(
    ("Monthly 06:00:00 monthDay=28",),
    ("Monthly 06:00:00 monthDay=29", "TAB510 info interval1.monthDay"),
    ("Monthly 06:00:00 monthDay=30", "TAB510 info interval1.monthDay"),
    ("Monthly 06:00:00 monthDay=31", "TAB510 info interval1.monthDay"),
    ("Monthly 06:00:00 monthDay=1 monthDay=31", "TAB510 info interval2.monthDay"),
    ("Monthly 06:00:00 monthDay=Fourth,weekDay=Monday",),
    ("Monthly 06:00:00 monthDay=Fifth,weekDay=Monday", "TAB510 info interval1.monthDay"),
)
def test_row_31_some_months_lack_the_day(row: Row, syntax: Syntax) -> None:
    assert judged(row, syntax) == expected(row, syntax)


@table(
    ("Hourly 22:00:00..01:00:00 hours=1 weekDay=Monday", "TAB118 info end"),
    ("Hourly 08:00:00..08:00:00 hours=1 weekDay=Monday", "TAB119 info end"),
    ("Hourly 08:00:00..09:00:00 hours=1 weekDay=Monday",),
    ("Daily 22:00:00..06:00:00 hours=2 weekDay=Monday", "TAB118 info end"),
    ("Daily 22:00:00..22:00:00 hours=12 weekDay=Monday", "TAB119 info end"),
    ("Daily 22:00:00..06:00:00 hours=24 weekDay=Monday",),
    ("Daily 22:00:00..22:00:00 hours=24 weekDay=Monday",),
)
def test_row_32_a_window_may_cross_midnight(row: Row, syntax: Syntax) -> None:
    assert judged(row, syntax) == expected(row, syntax)


@table(
    ("Daily 08:00:00..11:00:00 hours=4 weekDay=Monday", "TAB306 info interval1.hours"),
    ("Daily 08:00:00..12:00:00 hours=4 weekDay=Monday",),
    (
        "Daily 23:00:00..01:00:00 hours=12 weekDay=Monday",
        "TAB118 info end",
        "TAB306 info interval1.hours",
    ),
    ("Daily 08:00:00..11:00:00 hours=24 weekDay=Monday",),
)
def test_row_33_a_window_shorter_than_its_hours_runs_once(row: Row, syntax: Syntax) -> None:
    assert judged(row, syntax) == expected(row, syntax)


# Row 34


@pytest.mark.parametrize("platform", ["cloud", "server"])
@pytest.mark.parametrize("syntax", ["xml", "json"])
def test_row_34_customized_monthly_in_a_response(platform: Any, syntax: Syntax) -> None:  # noqa: ANN401 one of check's options
    row = (schedule("Customized Monthly", "06:00:00", None), ("TAB511 info frequency",))
    options = {"operation": "response", "platform": platform}
    assert judged(row, syntax, **options) == expected(row, syntax)


# Row 35


@table(
    (f"{WINDOW} hours=1 " + " ".join(f"weekDay={day}" for day in DAYS),),
    (f"{WINDOW} " + " ".join(f"weekDay={day}" for day in DAYS) + " minutes=60",),
    ("Daily 06:00:00..06:00:00 hours=24 " + " ".join(f"weekDay={day}" for day in DAYS),),
    ("Monthly 06:00:00 " + " ".join(f"monthDay={day}" for day in range(1, 9)),),
    ("Monthly 06:00:00 " + " ".join(f"monthDay={day}" for day in range(1, 29)),),
)
def test_row_35_eight_intervals_and_more_are_fine(row: Row, syntax: Syntax) -> None:
    assert judged(row, syntax, profile="strict") == expected(row, syntax)


# Row 36


def without_details(line: str = DAILY) -> Element:
    """A schedule without its frequencyDetails."""
    tree = read(line)
    tree.children.clear()
    return tree


@pytest.mark.parametrize("syntax", ["xml", "json"])
def test_row_36_a_create_holds_a_schedule(syntax: Syntax) -> None:
    text = render(request(None, "FullRefresh", TARGET), syntax).text
    path = "/tsRequest/schedule" if syntax == "xml" else "/schedule"
    report = tabsched.check(text, operation="create")
    assert told(report) == [f"TAB608 error {path} 400000"]


@pytest.mark.parametrize("syntax", ["xml", "json"])
def test_row_36_a_create_holds_no_second_schedule(syntax: Syntax) -> None:
    tree = create()
    tree.children.append(read(WEEKLY))
    path = "/tsRequest/schedule[2]" if syntax == "xml" else "/schedule/1"
    assert told(tabsched.check(render(tree, syntax).text)) == [f"TAB610 error {path} 400000"]


@table((request(without_details(), "FullRefresh", TARGET), "TAB609 error details 400000"))
def test_row_36_the_schedule_of_a_create_holds_frequency_details(row: Row, syntax: Syntax) -> None:
    assert judged(row, syntax) == expected(row, syntax)


@pytest.mark.parametrize("operation", ["create", "update"])
@pytest.mark.parametrize("whole", [True, False], ids=["request", "bare"])
def test_row_36_a_schedule_holds_no_second_frequency_details(operation: Any, whole: Any) -> None:  # noqa: ANN401 one of check's options
    tree = read(DAILY)
    tree.children.append(details_of(read(DAILY)))
    path = "/schedule/frequencyDetails[2]"
    if whole:
        tree, path = request(tree, "FullRefresh", TARGET), f"/tsRequest{path}"
    report = tabsched.check(render(tree, "xml").text, operation=operation)
    assert told(report) == [f"TAB611 error {path} 400000"]


# Row 37


def renamed(tree: Element, name: str, *steps: str) -> tuple[Element, Element]:
    """A copy with the element to which the steps lead under another name, and that element."""
    result = tree.copy()
    element = result
    for step in steps:
        element = element.child(step)
    element.name = name
    return result, element


@pytest.mark.parametrize(
    ("line", "known", "written"),
    [
        (WEEKLY, "weekDay", "weekday"),
        (WEEKLY, "weekDay", "Weekday"),
        (WEEKLY, "weekDay", "WeekDay"),
        (DAILY, "hours", "Hours"),
        ("Hourly 08:00:00..18:00:00 minutes=60 weekDay=Monday", "minutes", "MINUTES"),
        (MONTHLY, "monthDay", "monthday"),
    ],
)
@pytest.mark.parametrize("syntax", ["xml", "json"])
def test_row_37_an_attribute_of_an_interval_in_another_case(
    line: str, known: str, written: str, syntax: Syntax
) -> None:
    tree = read(line)
    first = details_of(tree).child("intervals").children[0]
    first.values = {written: first.values[known]}
    row = (tree, (f"TAB122 error interval1.{written}",))
    assert judged(row, syntax) == expected(row, syntax)


@table(
    (changed(changed(read(DAILY), Frequency="Daily"), frequency=None), "TAB122 error Frequency"),
    (
        changed(
            changed(create(), "extractRefresh", Type="FullRefresh"), "extractRefresh", type=None
        ),
        "TAB122 error refresh.Type",
    ),
    (
        changed(
            changed(create(), "extractRefresh", "workbook", ID=LUID),
            "extractRefresh",
            "workbook",
            id=None,
        ),
        "TAB122 error workbook.ID",
    ),
)
def test_row_37_another_attribute_in_another_case(row: Row, syntax: Syntax) -> None:
    assert judged(row, syntax) == expected(row, syntax)


@pytest.mark.parametrize("name", ["Start", "START", "End"])
@pytest.mark.parametrize("syntax", ["xml", "json"])
def test_row_37_a_start_or_end_in_another_case(name: str, syntax: Syntax) -> None:
    tree = read(HOURLY)
    details_of(tree).values[name] = details_of(tree).values.pop(name.lower())
    rendered = render(tree, syntax)
    path = rendered.paths[details_of(tree)] + ("/@" if syntax == "xml" else "/") + name
    assert told(tabsched.check(rendered.text)) == [f"TAB122 error {path}"]


@pytest.mark.parametrize(
    ("name", "steps"),
    [
        ("frequencyDetail", ("schedule", "frequencyDetails")),
        ("FrequencyDetails", ("schedule", "frequencyDetails")),
        ("frequencydetails", ("schedule", "frequencyDetails")),
        ("Intervals", ("schedule", "frequencyDetails", "intervals")),
        ("Schedule", ("schedule",)),
        ("extractrefresh", ("extractRefresh",)),
        ("ExtractRefresh", ("extractRefresh",)),
        ("Workbook", ("extractRefresh", "workbook")),
    ],
)
@pytest.mark.parametrize("syntax", ["xml", "json"])
def test_row_37_an_element_is_misspelt(name: str, steps: tuple[str, ...], syntax: Syntax) -> None:
    tree, element = renamed(create(), name, *steps)
    rendered = render(tree, syntax)
    report = tabsched.check(rendered.text)
    assert told(report) == [f"TAB122 error {rendered.paths[element]}"]
    found = report.findings[0]
    assert (found.line, found.column) == rendered.names[found.path]


@pytest.mark.parametrize("syntax", ["xml", "json"])
def test_row_37_interval_in_another_case(syntax: Syntax) -> None:
    tree, element = renamed(read(WEEKLY), "Interval", "frequencyDetails", "intervals", "interval")
    rendered = render(tree, syntax)
    path = rendered.paths[element].removesuffix("/0")
    assert told(tabsched.check(rendered.text)) == [f"TAB122 error {path}"]


@pytest.mark.parametrize("line", SOUND)
def test_row_37_interval_straight_under_frequency_details(line: str) -> None:
    tree = read(line)
    details_of(tree).children = details_of(tree).child("intervals").children
    (found,) = tabsched.check(render(tree, "xml").text)
    assert (found.code, found.severity, found.api_error) == ("TAB123", "error", None)
    assert found.path.startswith("/schedule/frequencyDetails/interval")
    (found,) = tabsched.check(render(tree, "json").text)
    assert (found.code, found.severity, found.api_error) == ("TAB123", "error", None)
    assert found.path.startswith("/frequencyDetails/interval")


@pytest.mark.parametrize("line", SOUND)
def test_row_37_a_json_list_of_intervals(line: str) -> None:
    tree = read(line)
    intervals = details_of(tree).child("intervals")
    intervals.instead = [one.values for one in intervals.children]
    report = tabsched.check(render(tree, "json").text)
    assert told(report) == ["TAB123 error /frequencyDetails/intervals"]


def test_row_37_the_other_rules_read_a_misspelt_name_as_meant() -> None:
    tree, _ = renamed(read("Daily 18:30:00 weekDay=Sunday"), "frequencyDetail", "frequencyDetails")
    report = tabsched.check(render(tree, "xml").text)
    assert told(report) == [
        "TAB122 error /schedule/frequencyDetail",
        "TAB301 error /schedule/frequencyDetail/intervals",
    ]
    tree = read("Weekly 18:30:00 weekDay=Funday")
    details_of(tree).child("intervals").children[0].values = {"Weekday": "Funday"}
    path = "/schedule/frequencyDetails/intervals/interval/@Weekday"
    report = tabsched.check(render(tree, "xml").text)
    assert sorted(told(report)) == [f"TAB111 error {path} 409004", f"TAB122 error {path}"]


# Row 38


@pytest.mark.parametrize("value", [True, False, [], ["4"], {}, {"a": "b"}], ids=repr)
@pytest.mark.parametrize(
    ("steps", "name"),
    [
        (("schedule",), "frequency"),
        (("schedule", "frequencyDetails"), "start"),
        (("schedule", "frequencyDetails"), "end"),
        (("schedule", "frequencyDetails", "intervals", "interval"), "hours"),
        (("extractRefresh",), "type"),
        (("extractRefresh", "workbook"), "id"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_row_38_no_truth_list_or_object_where_a_value_belongs(
    steps: tuple[str, ...], name: str, value: object
) -> None:
    tree = changed(create(), *steps, **{name: value})
    element = tree
    for step in steps:
        element = element.child(step)
    rendered = render(tree, "json")
    report = tabsched.check(rendered.text, operation="create")
    assert told(report) == [f"TAB124 error {rendered.paths[element]}/{name}"]


@pytest.mark.parametrize("value", ["x", 5, True, ["x"], [{"start": "06:00:00"}]], ids=repr)
@pytest.mark.parametrize(
    "steps",
    [("schedule", "frequencyDetails"), ("extractRefresh",), ("extractRefresh", "workbook")],
    ids=lambda steps: steps[-1],
)
def test_row_38_no_text_number_or_list_where_an_object_belongs(
    steps: tuple[str, ...], value: object
) -> None:
    tree = create()
    element = tree
    for step in steps:
        element = element.child(step)
    element.instead = value
    rendered = render(tree, "json")
    report = tabsched.check(rendered.text, operation="create")
    assert told(report) == [f"TAB124 error {rendered.paths[element]}"]


@pytest.mark.parametrize("value", ["x", 5, True], ids=repr)
@pytest.mark.parametrize("operation", ["auto", "create"])
def test_row_38_no_text_or_number_where_a_schedule_belongs(operation: Any, value: object) -> None:  # noqa: ANN401 one of check's options
    tree = create()
    tree.child("schedule").instead = value
    report = tabsched.check(render(tree, "json").text, operation=operation)
    assert told(report) == ["TAB124 error /schedule"]


@pytest.mark.parametrize("value", ["x", 5, True], ids=repr)
@pytest.mark.parametrize("line", SOUND)
def test_row_38_no_text_or_number_where_intervals_belong(line: str, value: object) -> None:
    tree = read(line)
    intervals = details_of(tree).child("intervals")
    interval = intervals.children[0]
    interval.instead = value
    path = "/frequencyDetails/intervals"
    report = tabsched.check(render(tree, "json").text)
    assert told(report) == [f"TAB124 error {path}/interval/0"]
    intervals.instead = value
    assert told(tabsched.check(render(tree, "json").text)) == [f"TAB124 error {path}"]
    intervals.instead = {"interval": value}
    assert told(tabsched.check(render(tree, "json").text)) == [f"TAB124 error {path}/interval"]


def test_row_38_a_whole_number_is_read_as_its_digits() -> None:
    body: dict[str, Any] = render(read(DAILY), "json").value
    body["frequencyDetails"]["intervals"]["interval"][0]["hours"] = 4
    assert told(tabsched.check(body)) == []
    body["frequencyDetails"]["intervals"]["interval"][0]["hours"] = 5
    found = [line for line in told(tabsched.check(body)) if " info " not in line]
    assert found == ["TAB302 error /frequencyDetails/intervals/interval/0/hours 409004"]
    assert (
        told(
            tabsched.check(
                render(schedule("Monthly", "06:00:00", None, [{"monthDay": 5}]), "json").text
            )
        )
        == []
    )


NULL = None


@pytest.mark.parametrize(
    ("body", "want"),
    [
        (
            {"frequency": NULL, "frequencyDetails": {"start": "06:00:00"}},
            ["TAB101 error /frequency 409004"],
        ),
        (
            {
                "frequency": "Weekly",
                "frequencyDetails": {
                    "start": NULL,
                    "intervals": {"interval": [{"weekDay": "Monday"}]},
                },
            },
            ["TAB103 error /frequencyDetails/start 409004"],
        ),
        (
            {
                "frequency": "Weekly",
                "frequencyDetails": {
                    "start": "06:00:00",
                    "end": NULL,
                    "intervals": {"interval": [{"weekDay": "Monday"}]},
                },
            },
            ["TAB125 warning /frequencyDetails/end"],
        ),
        (
            {
                "frequency": "Hourly",
                "frequencyDetails": {
                    "start": "06:00:00",
                    "end": NULL,
                    "intervals": {"interval": [{"hours": "1"}, {"weekDay": "Monday"}]},
                },
            },
            ["TAB201 error /frequencyDetails/end 409004"],
        ),
        (
            {
                "frequency": "Weekly",
                "frequencyDetails": {
                    "start": "06:00:00",
                    "intervals": {"interval": [{"weekDay": "Monday", "hours": NULL}]},
                },
            },
            ["TAB125 warning /frequencyDetails/intervals/interval/0/hours"],
        ),
        (
            {
                "frequency": "Weekly",
                "frequencyDetails": {
                    "start": "06:00:00",
                    "intervals": {"interval": [{"weekDay": NULL}]},
                },
            },
            ["TAB109 error /frequencyDetails/intervals/interval/0 409004"],
        ),
        (
            {"frequency": "Weekly", "frequencyDetails": {"start": "06:00:00", "intervals": NULL}},
            ["TAB401 error /frequencyDetails/intervals 409004"],
        ),
        (
            {"frequency": "Weekly", "frequencyDetails": NULL},
            ["TAB103 error /frequencyDetails/start 409004"],
        ),
    ],
    ids=[
        "frequency",
        "start",
        "Weekly end",
        "Hourly end",
        "hours",
        "weekDay",
        "intervals",
        "details",
    ],
)
def test_row_38_null_counts_as_missing_with_a_warning_unless_a_rule_misses_it(
    body: dict[str, Any], want: list[str]
) -> None:
    assert told(tabsched.check(body)) == want


SOUND_JSON: dict[str, Any] = render(read(WEEKLY), "json").value


def with_intervals(intervals: object) -> dict[str, Any]:
    """A bare Weekly with something in the place of its intervals."""
    return {
        "frequency": "Weekly",
        "frequencyDetails": {"start": "06:00:00", "intervals": intervals},
    }


@pytest.mark.parametrize(
    ("body", "want"),
    [
        (
            with_intervals({"interval": None}),
            ["TAB401 error /frequencyDetails/intervals 409004"],
        ),
        (
            with_intervals({"interval": [None]}),
            ["TAB401 error /frequencyDetails/intervals 409004"],
        ),
        (with_intervals([None]), ["TAB401 error /frequencyDetails/intervals 409004"]),
        (
            with_intervals({"interval": [{"weekDay": "Monday"}, None]}),
            ["TAB125 warning /frequencyDetails/intervals/interval/1"],
        ),
        ([SOUND_JSON, None], ["TAB125 warning /1"]),
        # the other keys of a mapping are not judged
        ({"a": SOUND_JSON, "b": None}, []),
    ],
    ids=["interval", "interval item", "intervals item", "one of two", "list", "mapping"],
)
def test_row_38_null_in_the_place_of_an_object_counts_as_missing(
    body: Any,  # noqa: ANN401 any JSON value
    want: list[str],
) -> None:
    assert told(tabsched.check(body)) == want


@pytest.mark.parametrize(
    ("operation", "refresh", "want"),
    [
        ("create", {"type": None, "workbook": {"id": LUID}}, "TAB601 error /extractRefresh/type"),
        (
            "create",
            {"type": "FullRefresh", "workbook": None},
            "TAB604 error /extractRefresh/workbook 400000",
        ),
        (
            "create",
            {"type": "FullRefresh", "workbook": {"id": None}},
            "TAB606 error /extractRefresh/workbook/id 400000",
        ),
        (
            "create",
            {"type": "FullRefresh", "workbook": {"id": LUID}, "datasource": None},
            "TAB125 warning /extractRefresh/datasource",
        ),
        (
            "create",
            {"type": "FullRefresh", "workbook": {"id": LUID}, "id": None},
            "TAB125 warning /extractRefresh/id",
        ),
        ("update", {"type": None}, "TAB125 warning /extractRefresh/type"),
        ("update", {"workbook": None}, "TAB125 warning /extractRefresh/workbook"),
    ],
)
def test_row_38_null_around_the_schedule_of_a_request(
    operation: Any,  # noqa: ANN401 one of check's options
    refresh: dict[str, Any],
    want: str,
) -> None:
    body = {"extractRefresh": refresh, "schedule": SOUND_JSON}
    assert told(tabsched.check(body, operation=operation)) == [want]


@pytest.mark.parametrize(
    ("operation", "want"),
    [("create", "TAB608 error /schedule 400000"), ("update", "TAB125 warning /schedule")],
)
def test_row_38_null_in_the_place_of_the_schedule(operation: Any, want: str) -> None:  # noqa: ANN401 one of check's options
    body = {
        "extractRefresh": {"type": "FullRefresh", "workbook": {"id": LUID}},
        "schedule": None,
    }
    assert told(tabsched.check(body, operation=operation)) == [want]


# Row 39


def moved_inside(tree: Element) -> Element:
    """A request whose schedule stands inside extractRefresh."""
    result = tree.copy()
    inner = result.child("schedule")
    result.children.remove(inner)
    result.child("extractRefresh").children.append(inner)
    return result


@pytest.mark.parametrize("line", SOUND)
def test_row_39_a_schedule_stands_beside_extract_refresh(line: str) -> None:
    tree = moved_inside(create(line))
    xml = "/tsRequest/extractRefresh/schedule"
    json = "/extractRefresh/schedule"
    assert told(tabsched.check(render(tree, "xml").text)) == [f"TAB612 error {xml}"]
    rooted = render(tree, "json", rooted=True).text
    assert told(tabsched.check(rooted)) == [f"TAB612 error /tsRequest{json}"]
    text = render(tree, "json").text
    assert told(tabsched.check(text, operation="create")) == [f"TAB612 error {json}"]
    assert told(tabsched.check(text)) == [f"TAB613 warning {json}"]


def test_row_39_a_schedule_in_the_wrong_place_is_read_as_meant() -> None:
    tree = moved_inside(create("Daily 18:30:00 weekDay=Sunday"))
    path = "/tsRequest/extractRefresh/schedule"
    assert told(tabsched.check(render(tree, "xml").text)) == [
        f"TAB612 error {path}",
        f"TAB301 error {path}/frequencyDetails/intervals",
    ]


def test_row_39_in_an_answer_a_schedule_belongs_inside() -> None:
    tree = moved_inside(create(WEEKLY))
    tree.child("extractRefresh").values["consecutiveFailedCount"] = "0"
    assert told(tabsched.check(render(tree, "json").text)) == []
    tree.name = "tsResponse"
    assert told(tabsched.check(render(tree, "xml").text)) == []


# Row 40


NAMED = changed(read("Daily 18:30:00 weekDay=Sunday"), name="Every evening")


@table((NAMED, "TAB614 warning name"))
def test_row_40_a_name_alone_does_not_hide_row_8(row: Row, syntax: Syntax) -> None:
    found = [line for line in judged(row, syntax) if not line.startswith("TAB307")]
    assert found == expected(row, syntax)
    (told_so,) = (one for one in tabsched.check(render(NAMED, syntax).text) if one.code == "TAB614")
    assert "--platform" in told_so.message


BRIEF = changed(read("Daily 02:00:00"), name="Every night")


@table(
    (BRIEF, "TAB614 warning name"),
    (changed(BRIEF, frequency="daily"), "TAB102 error frequency 409004", "TAB614 warning name"),
)
def test_row_40_is_told_before_the_frequency_is_mended(row: Row, syntax: Syntax) -> None:
    assert judged(row, syntax) == expected(row, syntax)
    mended = tabsched.check(tabsched.check(render(read(row[0]), syntax).text).fixed())
    assert [one.code for one in mended] == ["TAB614"]


@table((changed(read(WEEKLY), name="A", frequency="weekly"), "TAB102 error frequency 409004"))
def test_row_40_is_silent_where_a_cloud_create_would_be_mended(row: Row, syntax: Syntax) -> None:
    assert judged(row, syntax) == expected(row, syntax)


@table(
    (changed(NAMED, state="Active"),),
    (changed(NAMED, priority="50"),),
    (changed(NAMED, executionOrder="Parallel"),),
    (changed(NAMED, type="Extract"),),
)
def test_row_40_is_silent_where_more_than_a_name_says_server(row: Row, syntax: Syntax) -> None:
    found = [line for line in judged(row, syntax) if not line.startswith("TAB307")]
    assert found == expected(row, syntax)


@table((changed(read(WEEKLY), name="A"),), (changed(read(MONTHLY), name="A"),))
def test_row_40_is_silent_where_a_cloud_create_has_no_errors(row: Row, syntax: Syntax) -> None:
    assert judged(row, syntax) == expected(row, syntax)


@table((NAMED,))
def test_row_40_is_silent_where_the_platform_is_said(row: Row, syntax: Syntax) -> None:
    found = judged(row, syntax, platform="server")
    assert not any(line.startswith("TAB614") for line in found)


def test_row_40_a_pasted_answer_does_not_hide_row_8() -> None:
    tree = create("Daily 18:30:00 weekDay=Sunday")
    tree.child("schedule").values["nextRunAt"] = "2024-02-21T02:20:00Z"
    report = tabsched.check(render(tree, "json").text)
    assert [(one.code, one.severity) for one in report if one.code == "TAB614"] == [
        ("TAB614", "warning")
    ]
    (told_so,) = (one for one in report if one.code == "TAB614")
    assert "--operation" in told_so.message
    with_root = tabsched.check(render(tree, "json", rooted=True).text)
    assert not any(one.code == "TAB614" for one in with_root)
    said = tabsched.check(render(tree, "json").text, operation="response")
    assert not any(one.code == "TAB614" for one in said)


def test_row_40_a_sound_pasted_answer_has_no_warning() -> None:
    tree = create(DAILY)
    tree.child("schedule").values["nextRunAt"] = "2024-02-21T02:20:00Z"
    assert told(tabsched.check(render(tree, "json").text)) == []
