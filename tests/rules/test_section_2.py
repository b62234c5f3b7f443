"""Section 2 of the specification: severities, REST errors, profiles, and one cause, one finding."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Literal

import pytest
from rule_tables import expected, judged, read, table, told
from valid_schedules import LUID, Element, Syntax, render, request, schedule

import tabsched

if TYPE_CHECKING:
    from rule_tables import Row

WORKBOOK = ("workbook", LUID)
NO_ANSWER = {"operation": "create", "platform": "cloud"}
SERVER = {"operation": "create", "platform": "server"}
ANSWER = {"operation": "response"}


def xml(line: str) -> str:
    """A bare schedule."""
    return render(read(line), "xml").text


def bare(frequency: str, times: str, inside: str) -> str:
    """A bare schedule in XML, whose parts are given as XML."""
    details = f"<frequencyDetails {times}>{inside}</frequencyDetails>"
    return f"<schedule frequency='{frequency}'>{details}</schedule>"


def create(inner: str, refresh: str = "", kind: str = "type='FullRefresh'") -> str:
    """A whole request around a schedule, with something on or in its extractRefresh."""
    target = refresh or f"<workbook id='{LUID}'/>"
    return f"<tsRequest><extractRefresh {kind}>{target}</extractRefresh>{inner}</tsRequest>"


D24 = "Daily 06:00:00..06:00:00 hours=24 weekDay=Monday"
SOUND = xml(D24)
JSON = render(read(D24), "json").text
INSIDE = json.dumps(
    {
        "extractRefresh": {
            "type": "FullRefresh",
            "workbook": {"id": LUID},
            "schedule": json.loads(JSON),
        }
    }
)


def carrying(text: str) -> str:
    """The sound schedule with more attributes."""
    return SOUND.replace("frequency=", f"{text} frequency=")


FIRST = "<intervals><interval monthDay='1'/></intervals>"
DETAILS = f"<frequencyDetails start='06:00:00'>{FIRST}</frequencyDetails>"

# For each rule: its row of section 3 (or "s" for section 4, "r" for responses, "u" for what cannot
# be read), its severity, its REST error, a body in which it speaks, and the options for that.
RULES: dict[str, tuple[int | str, str, str | None, str, dict[str, str]]] = {
    "TAB101": (1, "error", "409004", xml("- 06:00:00 weekDay=Monday"), {}),
    "TAB102": (1, "error", "409004", xml("daily 06:00:00 weekDay=Monday"), {}),
    "TAB103": (2, "error", "409004", xml("Weekly .. weekDay=Monday"), {}),
    "TAB104": (3, "error", "409004", xml("Weekly 18:30 weekDay=Monday"), {}),
    "TAB105": (3, "error", "409004", xml("Weekly 05:40:00+00:00 weekDay=Monday"), {}),
    "TAB106": (
        "4 end",
        "error",
        "409004",
        xml("Hourly 06:00:00..07:01:00 hours=1 weekDay=Monday"),
        {},
    ),
    "TAB107": ("4 start", "error", "409004", xml("Weekly 06:01:00 weekDay=Monday"), {}),
    "TAB201": (5, "error", "409004", xml("Hourly 06:00:00 hours=1 weekDay=Monday"), {}),
    "TAB202": (6, "error", "409004", xml("Hourly 06:00:00..07:00:00 weekDay=Monday"), {}),
    "TAB203": (6, "error", "409004", xml("Hourly 06:00:00..07:00:00 hours=3 weekDay=Monday"), {}),
    "TAB204": (
        6,
        "error",
        "409004",
        xml("Hourly 06:00:00..07:00:00 hours=1 minutes=60 weekDay=Monday"),
        {},
    ),
    "TAB112": (7, "error", "409004", xml("Hourly 06:00:00..07:00:00 hours=1"), {}),
    "TAB301": (8, "error", None, xml("Daily 06:00:00..07:00:00 weekDay=Monday"), {}),
    "TAB302": (8, "error", "409004", xml("Daily 06:00:00..07:00:00 hours=3 weekDay=Monday"), {}),
    "TAB303": (
        8,
        "error",
        "409004",
        xml("Daily 06:00:00..10:00:00 hours=2 hours=4 weekDay=Monday"),
        {},
    ),
    "TAB304": (9, "error", "409004", xml("Daily 06:00:00 hours=2 weekDay=Monday"), {}),
    "TAB305": (10, "warning", None, xml("Daily 06:00:00 hours=24 weekDay=Monday"), {}),
    "TAB116": (11, "error", "409004", xml("Hourly 06:00:00..07:30:00 hours=1 weekDay=Monday"), {}),
    "TAB401": (12, "error", "409004", xml("Weekly 06:00:00"), {}),
    "TAB402": (12, "error", "409004", xml("Weekly 06:00:00 weekDay=Monday weekDay=Friday"), {}),
    "TAB117": (13, "warning", None, xml("Weekly 06:00:00..07:00:00 weekDay=Monday"), {}),
    "TAB108": (14, "error", "409004", xml("Weekly 06:00:00 weekDay=Monday hours=4"), {}),
    "TAB109": (15, "error", "409004", SOUND.replace('hours="24"', ""), {}),
    "TAB110": (15, "error", "409004", xml("Weekly 06:00:00 weekDay=Monday,hours=4"), {}),
    "TAB111": (16, "error", "409004", xml("Weekly 06:00:00 weekDay=monday"), {}),
    "TAB501": (17, "error", "409004", xml("Monthly 06:00:00"), {}),
    "TAB502": (18, "error", "409004", xml("Monthly 06:00:00 monthDay=32"), {}),
    "TAB503": (19, "error", "409004", xml("Monthly 06:00:00 monthDay=LastDay monthDay=1"), {}),
    "TAB504": (20, "error", "409004", xml("Monthly 06:00:00 monthDay=First"), {}),
    "TAB505": (20, "error", "409004", xml("Monthly 06:00:00 monthDay=1,weekDay=Monday"), {}),
    "TAB506": (21, "info", None, xml("Monthly 06:00:00 monthDay=lastDay"), {}),
    "TAB507": (22, "error", "409004", xml("Monthly 06:00:00 monthDay=Last"), {}),
    "TAB509": (
        23,
        "warning",
        None,
        xml("Monthly 06:00:00 monthDay=1 monthDay=First,weekDay=Monday"),
        {},
    ),
    "TAB113": (24, "warning", None, xml("Monthly 06:00:00 monthDay=1 monthDay=1"), {}),
    "TAB114": (
        25,
        "warning",
        None,
        bare("Monthly", "start='06:00:00'", FIRST + "<intervals/>"),
        {},
    ),
    "TAB115": (26, "error", "409004", xml("Daily 06:00:00..07:00:00 hours=04 weekDay=Monday"), {}),
    "TAB508": (26, "error", "409004", xml("Monthly 06:00:00 monthDay=01"), {}),
    "TAB120": (27, "warning", None, carrying("colour='red'"), {}),
    "TAB121": (27, "warning", None, carrying("createdAt='2024-02-21T02:20:00Z'"), NO_ANSWER),
    "TAB126": (
        27,
        "warning",
        None,
        create(SOUND).replace("<tsRequest", "<tsRequest xmlns='urn:x'"),
        {},
    ),
    "TAB601": (28, "error", None, create(SOUND, kind=""), {}),
    "TAB602": (28, "error", None, create(SOUND, kind="type='Incremental'"), {}),
    "TAB603": (28, "warning", None, create(SOUND, kind="type='IncrementalRefresh'"), NO_ANSWER),
    "TAB604": (29, "error", "400000", create(SOUND, "<view/>"), {}),
    "TAB605": (
        29,
        "error",
        "400000",
        create(SOUND, f"<workbook id='{LUID}'/><datasource id='{LUID}'/>"),
        {},
    ),
    "TAB606": (29, "error", "400000", create(SOUND, "<workbook/>"), {}),
    "TAB607": (30, "warning", None, create(SOUND, "<workbook id='42'/>"), {}),
    "TAB510": (31, "info", None, xml("Monthly 06:00:00 monthDay=31"), {}),
    "TAB118": (32, "info", None, xml("Hourly 06:00:00..05:00:00 hours=1 weekDay=Monday"), {}),
    "TAB119": (32, "info", None, xml("Hourly 06:00:00..06:00:00 hours=1 weekDay=Monday"), {}),
    "TAB306": (33, "info", None, xml("Daily 06:00:00..07:00:00 hours=2 weekDay=Monday"), {}),
    "TAB511": (34, "info", None, "<schedule frequency='Customized Monthly'/>", ANSWER),
    "TAB608": (36, "error", "400000", create(""), NO_ANSWER),
    "TAB609": (36, "error", "400000", create("<schedule frequency='Daily'/>"), {}),
    "TAB610": (36, "error", "400000", create(SOUND + SOUND), {}),
    "TAB611": (
        36,
        "error",
        "400000",
        f"<schedule frequency='Monthly'>{DETAILS}{DETAILS}</schedule>",
        {},
    ),
    "TAB122": (37, "error", None, xml("Weekly 06:00:00 Weekday=Monday"), {}),
    "TAB123": (
        37,
        "error",
        None,
        xml("Weekly 06:00:00 weekDay=Monday")
        .replace("<intervals>", "")
        .replace("</intervals>", ""),
        {},
    ),
    "TAB124": (38, "error", None, '{"frequency": true, "frequencyDetails": {}}', {}),
    "TAB125": (38, "warning", None, JSON.replace("{", '{"name": null, ', 1), {}),
    "TAB612": (39, "error", None, create("", f"<workbook id='{LUID}'/>{SOUND}"), {}),
    "TAB613": (
        39,
        "warning",
        None,
        INSIDE,
        {},
    ),
    "TAB614": (
        40,
        "warning",
        None,
        xml("Daily 06:00:00 weekDay=Monday").replace("frequency=", "name='A' frequency="),
        {},
    ),
    "TAB633": (37, "error", None, create(SOUND.replace("schedule", "shedule")), {}),
    "TAB128": ("r", "info", None, xml("Sometimes 06:00:00"), ANSWER),
    "TAB129": ("r", "info", None, carrying("createdAt='2024'"), ANSWER),
    "TAB127": ("s error", "error", None, carrying("priority='0'"), SERVER),
    "TAB205": ("s", "warning", None, xml("Hourly 06:00:00..07:00:00 hours=24"), SERVER),
    "TAB307": ("s", "warning", None, xml("Daily 06:00:00 weekDay=Monday"), SERVER),
    "TAB512": ("s", "warning", None, xml("Monthly 06:00:00 monthDay=1 monthDay=2"), SERVER),
    "TAB513": ("s", "warning", None, xml("Monthly 06:00:00 monthDay=First,weekDay=Monday"), SERVER),
    # what cannot be read
    "TAB901": ("u", "error", "400000", "<schedule>", {}),
    "TAB902": ("u", "error", "400000", '{"frequency": ', {}),
    "TAB903": ("u", "error", "400000", "", {}),
    "TAB904": ("u", "error", "400000", "<!DOCTYPE schedule><schedule/>", {}),
    "TAB905": ("u", "error", "400000", "<a>" * 65 + "</a>" * 65, {}),
    "TAB908": ("u", "error", "400000", '{"frequency": "Daily", "frequency": "Daily"}', {}),
    "TAB909": ("u", "error", "400000", '{"frequency": NaN}', {}),
    "TAB910": ("u", "error", "400000", "{} {}", {}),
    "TAB911": ("u", "error", "400000", '{\xa0"frequency": "Daily"}', {}),
}
DOCUMENTED = {1, 2, 3, "4 end", 5, 6, 8, 9, 11, 12, *range(14, 21), 22, 26, 28, 29, 30}
DOCUMENTED |= {36, 37, 38, 39, 40, "s error", "u"}
CODES = sorted(RULES)


def spoken(
    code: str, profile: Literal["documented", "observed", "strict"] = "observed"
) -> list[tabsched.Finding]:
    """What a rule says about its body."""
    *_, body, options = RULES[code]
    chosen: dict[str, Any] = options
    return [one for one in tabsched.check(body, profile=profile, **chosen) if one.code == code]


@pytest.mark.parametrize("code", CODES)
def test_each_rule_has_the_severity_and_the_rest_error_of_the_specification(code: str) -> None:
    _, severity, api_error, *_ = RULES[code]
    found = spoken(code)
    assert [(one.severity, one.api_error) for one in found[:1]] == [(severity, api_error)]


@pytest.mark.parametrize("code", CODES)
def test_each_rule_names_its_evidence(code: str) -> None:
    assert all(found.evidence for found in spoken(code))


@pytest.mark.parametrize("code", CODES)
def test_the_profile_documented_holds_the_rows_that_the_specification_lists(code: str) -> None:
    assert bool(spoken(code, "documented")) == (RULES[code][0] in DOCUMENTED)


@pytest.mark.parametrize("code", CODES)
def test_the_profile_strict_keeps_severities(code: str) -> None:
    assert [one.severity for one in spoken(code, "strict")] == [
        one.severity for one in spoken(code)
    ]


def test_the_profile_strict_is_not_ok_with_a_warning() -> None:
    line = "Weekly 06:00:00..07:00:00 weekDay=Monday"
    assert tabsched.check(xml(line)).ok
    assert not tabsched.check(xml(line), profile="strict").ok
    assert tabsched.check(xml("Monthly 06:00:00 monthDay=31"), profile="strict").ok


def test_the_table_of_this_file_holds_every_rule_on_documents_that_can_be_read() -> None:
    judging = [rule for rule in tabsched.rules() if rule.subjects & {"schedule", "request"}]
    codes = {rule.code for rule in judging}
    assert codes == {code for code in RULES if not code.startswith("TAB9")}


def test_a_rule_outside_the_profile_silences_nothing() -> None:
    body = xml("Hourly 08:02:00..18:00:00 hours=1 weekDay=Monday")
    path = "/schedule/frequencyDetails"
    assert told(tabsched.check(body)) == [f"TAB107 error {path}/@start 409004"]
    assert told(tabsched.check(body, profile="documented")) == [f"TAB116 error {path}/@end 409004"]


# One cause, one finding: each sentence of the list in section 2


@pytest.mark.parametrize("tail", ["<", "</a>", "<!DOCTYPE a>", "&nope;"])
def test_where_the_document_cannot_be_read_nothing_else_is_reported(tail: str) -> None:
    (found,) = tabsched.check(f"<tsRequest>{xml('daily 6:00 hours=5')}</tsRequest>{tail}")
    assert found.code in {"TAB901", "TAB904"}
    assert found.path == ""


@pytest.mark.parametrize("frequency", ["Hourly", "Daily", "Weekly", "Monthly"])
@pytest.mark.parametrize("syntax", ["xml", "json"])
def test_36_silences_everything_below_what_is_missing(frequency: str, syntax: Syntax) -> None:
    bare = Element("schedule", {"frequency": frequency})
    row = (request(bare, "FullRefresh", WORKBOOK), ("TAB609 error details 400000",))
    assert judged(row, syntax) == expected(row, syntax)


@pytest.mark.parametrize("frequency", ["Hourly", "Daily", "Weekly", "Monthly"])
@pytest.mark.parametrize("syntax", ["xml", "json"])
def test_in_a_bare_schedule_without_frequency_details_2_speaks_alone(
    frequency: str, syntax: Syntax
) -> None:
    row = (Element("schedule", {"frequency": frequency}), ("TAB103 error start 409004",))
    assert judged(row, syntax) == expected(row, syntax)


@table(
    ("- 06:00:00 hours=5 hours=6", "TAB101 error frequency 409004"),
    ("- 06:00:00..07:30:00 monthDay=LastDay monthDay=1", "TAB101 error frequency 409004"),
    ("dayly 06:00:00..05:00:00 hours=12", "TAB102 error frequency 409004"),
    ("dayly 06:00:00", "TAB102 error frequency 409004"),
    # what is said of every frequency holds on
    ("dayly 18:30 hours=24", "TAB102 error frequency 409004", "TAB104 error start 409004"),
)
def test_1_silences_every_rule_of_the_frequency(row: Row, syntax: Syntax) -> None:
    assert judged(row, syntax) == expected(row, syntax)


@table(
    ("Hourly 6:01:00..18:00:00 hours=1 weekDay=Monday", "TAB104 error start 409004"),
    ("Weekly 06:01:00Z weekDay=Monday", "TAB105 error start 409004"),
    # for the same time only
    (
        "Hourly 6:01:00..18:01:00 hours=1 weekDay=Monday",
        "TAB104 error start 409004",
        "TAB106 error end 409004",
    ),
)
def test_3_silences_4_for_the_same_time(row: Row, syntax: Syntax) -> None:
    assert judged(row, syntax) == expected(row, syntax)


@table(
    # 11
    ("Hourly 8:00:00..18:30:00 hours=1 weekDay=Monday", "TAB104 error start 409004"),
    ("Hourly 08:00:00..18:31:00 hours=1 weekDay=Monday", "TAB106 error end 409004"),
    ("Hourly 08:01:00..18:30:00 hours=1 weekDay=Monday", "TAB107 error start 409004"),
    # 13
    ("Weekly 08:00:00..9:00:00 weekDay=Monday", "TAB104 error end 409004"),
    ("Weekly 08:00:00..09:00:00Z weekDay=Monday", "TAB105 error end 409004"),
    ("Weekly 08:00:00..09:01:00 weekDay=Monday", "TAB106 error end 409004"),
    ("Monthly 08:01:00..09:00:00 monthDay=1", "TAB107 error start 409004"),
    ("Monthly 8:00:00..09:00:00 monthDay=1", "TAB104 error start 409004"),
    # 32
    ("Hourly 22:00:00..01:01:00 hours=1 weekDay=Monday", "TAB106 error end 409004"),
    ("Hourly 22:01:00..01:00:00 hours=1 weekDay=Monday", "TAB107 error start 409004"),
    (
        "Hourly 22:01:00..22:01:00 hours=1 weekDay=Monday",
        "TAB107 error start 409004",
        "TAB106 error end 409004",
    ),
    # 33
    ("Daily 08:00:00..09:01:00 hours=12 weekDay=Monday", "TAB106 error end 409004"),
    ("Daily 08:01:00..09:00:00 hours=12 weekDay=Monday", "TAB107 error start 409004"),
)
def test_a_time_reported_by_3_or_4_silences_11_13_32_and_33(row: Row, syntax: Syntax) -> None:
    assert judged(row, syntax) == expected(row, syntax)


FUNDAY = "TAB111 error interval{}.weekDay 409004"


@table(
    # 7
    ("Hourly 08:00:00..18:00:00 hours=1 weekDay=Funday", FUNDAY.format(2)),
    ("Daily 08:00:00..18:00:00 hours=2 weekDay=Funday", FUNDAY.format(2)),
    # 12
    ("Weekly 08:00:00 weekDay=Funday", FUNDAY.format(1)),
    ("Weekly 08:00:00 weekDay=Funday weekDay=Monday", FUNDAY.format(1)),
    # 20
    ("Monthly 08:00:00 monthDay=Third,weekDay=Funday", FUNDAY.format(1)),
    ("Monthly 08:00:00 monthDay=15,weekDay=Funday", FUNDAY.format(1)),
    # 24
    (
        "Hourly 08:00:00..18:00:00 hours=1 weekDay=Funday weekDay=Funday",
        FUNDAY.format(2),
        FUNDAY.format(3),
    ),
    (
        "Hourly 08:00:00..18:00:00 hours=1 weekDay=Funday weekDay=Monday weekDay=Monday",
        FUNDAY.format(2),
    ),
)
def test_an_unreadable_week_day_silences_7_12_20_and_24(row: Row, syntax: Syntax) -> None:
    assert judged(row, syntax) == expected(row, syntax)


OFTEN = "TAB115 error interval{}.{} 409004"


@table(
    # 6
    ("Hourly 08:00:00..18:00:00 hours=01 weekDay=Monday", OFTEN.format(1, "hours")),
    ("Hourly 08:00:00..18:00:00 hours=01 minutes=60 weekDay=Monday", OFTEN.format(1, "hours")),
    ("Hourly 08:00:00..18:00:00 minutes=60.0 weekDay=Monday", OFTEN.format(1, "minutes")),
    # 8
    ("Daily 08:00:00..18:00:00 hours=04 weekDay=Monday", OFTEN.format(1, "hours")),
    ("Daily 08:00:00..18:00:00 hours=04 hours=6 weekDay=Monday", OFTEN.format(1, "hours")),
    # 9 and 10
    ("Daily 08:00:00 hours=04 weekDay=Monday", OFTEN.format(1, "hours")),
    ("Daily 08:00:00 hours=24.0 weekDay=Monday", OFTEN.format(1, "hours")),
    # 24
    (
        "Daily 08:00:00..18:00:00 hours=04 weekDay=Monday weekDay=Monday",
        OFTEN.format(1, "hours"),
    ),
    # 32 and 33
    ("Daily 22:00:00..06:00:00 hours=04 weekDay=Monday", OFTEN.format(1, "hours")),
    ("Hourly 22:00:00..22:00:00 hours=01 weekDay=Monday", OFTEN.format(1, "hours")),
    ("Hourly 22:00:00..06:00:00 minutes=+60 weekDay=Monday", OFTEN.format(1, "minutes")),
    ("Daily 08:00:00..09:00:00 hours=04 weekDay=Monday", OFTEN.format(1, "hours")),
)
def test_unreadable_hours_or_minutes_silence_6_8_9_10_24_32_and_33(
    row: Row, syntax: Syntax
) -> None:
    assert judged(row, syntax) == expected(row, syntax)


@pytest.mark.parametrize(
    ("frequency", "end", "name"),
    [
        ("Daily", None, "hours"),
        ("Daily", "09:00:00", "hours"),
        ("Daily", "06:00:00", "hours"),
        ("Hourly", "08:00:00", "hours"),
        ("Hourly", "06:00:00", "minutes"),
    ],
)
def test_hours_or_minutes_of_the_wrong_kind_are_unreadable_too(
    frequency: str, end: str | None, name: str
) -> None:
    tree = schedule(frequency, "08:00:00", end, [{name: True}, {"weekDay": "Monday"}])
    row = (tree, (f"TAB124 error interval1.{name}",))
    assert judged(row, "json") == expected(row, "json")


@table(
    # 17
    ("Monthly 08:00:00 monthDay=32", "TAB502 error interval1.monthDay 409004"),
    ("Monthly 08:00:00 monthDay=Last", "TAB507 error interval1.monthDay 409004"),
    ("Monthly 08:00:00 monthDay=05", "TAB508 error interval1.monthDay 409004"),
    # 19
    ("Monthly 08:00:00 monthDay=LastDay monthDay=32", "TAB502 error interval2.monthDay 409004"),
    ("Monthly 08:00:00 monthDay=LastDay monthDay=Last", "TAB507 error interval2.monthDay 409004"),
    ("Monthly 08:00:00 monthDay=LastDay monthDay=05", "TAB508 error interval2.monthDay 409004"),
    # 23
    (
        "Monthly 08:00:00 monthDay=First,weekDay=Monday monthDay=third,weekDay=Monday monthDay=1",
        "TAB507 error interval2.monthDay 409004",
    ),
    (
        "Monthly 08:00:00 monthDay=First,weekDay=Monday monthDay=Third",
        "TAB504 error interval2.weekDay 409004",
    ),
    (
        "Monthly 08:00:00 monthDay=First,weekDay=Monday monthDay=15,weekDay=Monday",
        "TAB505 error interval2.monthDay 409004",
    ),
    # 24
    (
        "Monthly 08:00:00 monthDay=32 monthDay=32",
        "TAB502 error interval1.monthDay 409004",
        "TAB502 error interval2.monthDay 409004",
    ),
    (
        "Monthly 08:00:00 monthDay=1 monthDay=1 monthDay=32",
        "TAB502 error interval3.monthDay 409004",
    ),
    # 20 for its own interval, and no other
    ("Monthly 08:00:00 monthDay=third", "TAB507 error interval1.monthDay 409004"),
    ("Monthly 08:00:00 monthDay=05,weekDay=Monday", "TAB508 error interval1.monthDay 409004"),
    (
        "Monthly 08:00:00 monthDay=First monthDay=32",
        "TAB504 error interval1.weekDay 409004",
        "TAB502 error interval2.monthDay 409004",
    ),
)
def test_an_unreadable_month_day_silences_17_19_23_24_and_20_for_its_interval(
    row: Row, syntax: Syntax
) -> None:
    assert judged(row, syntax) == expected(row, syntax)


@pytest.mark.parametrize(
    ("body", "want"),
    [
        ({"frequency": True, "frequencyDetails": {"start": "06:00:00"}}, "/frequency"),
        ({"frequency": "Hourly", "frequencyDetails": 5}, "/frequencyDetails"),
        (
            {"frequency": "Monthly", "frequencyDetails": {"start": "06:00:00", "intervals": "x"}},
            "/frequencyDetails/intervals",
        ),
        (
            {
                "frequency": "Monthly",
                "frequencyDetails": {
                    "start": "06:00:00",
                    "intervals": {"interval": [{"monthDay": ["LastDay"]}, {"monthDay": "1"}]},
                },
            },
            "/frequencyDetails/intervals/interval/0/monthDay",
        ),
        (
            {
                "frequency": "Weekly",
                "frequencyDetails": {
                    "start": "06:00:00",
                    "intervals": {"interval": [{"weekDay": ["Monday", "Friday"]}]},
                },
            },
            "/frequencyDetails/intervals/interval/0/weekDay",
        ),
        (
            {
                "frequency": "Hourly",
                "frequencyDetails": {
                    "start": False,
                    "end": "07:00:00",
                    "intervals": {"interval": [{"hours": "1"}, {"weekDay": "Monday"}]},
                },
            },
            "/frequencyDetails/start",
        ),
        # a value of the wrong kind beside another: the interval is not judged by 14 or 15
        (
            {
                "frequency": "Weekly",
                "frequencyDetails": {
                    "start": "06:00:00",
                    "intervals": {"interval": [{"weekDay": "Monday"}, {"hours": []}]},
                },
            },
            "/frequencyDetails/intervals/interval/1/hours",
        ),
        ({"extractRefresh": "x", "schedule": {"frequency": "Daily", "frequencyDetails": []}}, None),
    ],
    ids=["frequency", "details", "intervals", "monthDay", "weekDay", "start", "hours", "two"],
)
def test_38_silences_every_other_rule_about_that_value_and_about_what_it_would_contain(
    body: dict[str, Any], want: str | None
) -> None:
    found = told(tabsched.check(body))
    paths = [want] if want else ["/extractRefresh", "/schedule/frequencyDetails"]
    assert found == [f"TAB124 error {path}" for path in paths]


@pytest.mark.parametrize(
    ("refresh", "want"),
    [
        ("", "TAB604 error /tsRequest/extractRefresh/workbook 400000"),
        ("<workbook/>", "TAB606 error /tsRequest/extractRefresh/workbook/@id 400000"),
        (
            "<workbook id='42'/><datasource id='43'/>",
            "TAB605 error /tsRequest/extractRefresh/datasource 400000",
        ),
    ],
)
def test_29_silences_30(refresh: str, want: str) -> None:
    body = f"<tsRequest><extractRefresh id='42' type='FullRefresh'>{refresh}</extractRefresh>"
    report = tabsched.check(f"{body}{SOUND}</tsRequest>", operation="create")
    assert told(report) == [want]


FOREIGN = "TAB108 error interval{} 409004"
MIXED = "TAB110 error interval{} 409004"


@table(
    # 6
    ("Hourly 08:00:00..18:00:00 weekDay=Monday monthDay=1", FOREIGN.format(2)),
    ("Hourly 08:00:00..18:00:00 hours=1,weekDay=Monday", MIXED.format(1)),
    ("Hourly 08:00:00..18:00:00 hours=3 weekDay=Monday monthDay=1", FOREIGN.format(3)),
    ("Hourly 08:00:00..18:00:00 hours=1 minutes=60 weekDay=Monday monthDay=1", FOREIGN.format(4)),
    # 7
    ("Hourly 08:00:00..18:00:00 hours=1 monthDay=1", FOREIGN.format(2)),
    # 8
    ("Daily 08:00:00..18:00:00 weekDay=Monday minutes=60", FOREIGN.format(2)),
    ("Daily 08:00:00..18:00:00 hours=4,weekDay=Monday", MIXED.format(1)),
    ("Daily 08:00:00..18:00:00 hours=5 weekDay=Monday minutes=60", FOREIGN.format(3)),
    ("Daily 08:00:00..18:00:00 hours=4 hours=6 weekDay=Monday minutes=60", FOREIGN.format(4)),
    # 9 and 10
    ("Daily 08:00:00 hours=4 weekDay=Monday minutes=60", FOREIGN.format(3)),
    ("Daily 08:00:00 hours=24 weekDay=Monday minutes=60", FOREIGN.format(3)),
    # 12
    ("Weekly 08:00:00 hours=24", FOREIGN.format(1)),
    ("Weekly 08:00:00 weekDay=Monday weekDay=Friday hours=24", FOREIGN.format(3)),
    # 17
    ("Monthly 08:00:00 weekDay=Monday", FOREIGN.format(1)),
    ("Monthly 08:00:00 monthDay=1,hours=4", MIXED.format(1)),
    # 19
    ("Monthly 08:00:00 monthDay=LastDay weekDay=Monday", FOREIGN.format(2)),
    ("Monthly 08:00:00 monthDay=LastDay monthDay=1,hours=4", MIXED.format(2)),
    # 23
    (
        "Monthly 08:00:00 monthDay=First,weekDay=Monday monthDay=1 weekDay=Monday",
        FOREIGN.format(3),
    ),
    # 24
    ("Monthly 08:00:00 monthDay=1 monthDay=1 weekDay=Monday", FOREIGN.format(3)),
    # 32 and 33
    ("Hourly 22:00:00..06:00:00 hours=1 weekDay=Monday monthDay=1", FOREIGN.format(3)),
    ("Hourly 22:00:00..22:00:00 hours=1 weekDay=Monday monthDay=1", FOREIGN.format(3)),
    ("Daily 08:00:00..09:00:00 hours=4 weekDay=Monday minutes=60", FOREIGN.format(3)),
)
def test_an_interval_reported_by_14_or_15_silences_all_that_count_intervals(
    row: Row, syntax: Syntax
) -> None:
    assert judged(row, syntax) == expected(row, syntax)


@pytest.mark.parametrize("interval", [{"weekDay": True}, "x"], ids=["value", "interval"])
@pytest.mark.parametrize(
    "line",
    [
        "Hourly 22:00:00..06:00:00 monthDay=0",
        "Daily 08:00:00 monthDay=0",
        "Daily 08:00:00..09:00:00 hours=4 monthDay=0",
        "Weekly 08:00:00 monthDay=0",
        "Monthly 08:00:00 monthDay=0",
        "Monthly 08:00:00 monthDay=LastDay monthDay=0",
        "Monthly 08:00:00 monthDay=1 monthDay=1 monthDay=0",
    ],
)
def test_an_interval_reported_by_38_silences_all_that_count_intervals(
    line: str, interval: object
) -> None:
    tree = read(line)
    intervals = tree.child("frequencyDetails").child("intervals").children
    intervals[-1].instead = interval
    rendered = render(tree, "json")
    path = rendered.paths[intervals[-1]] + ("/weekDay" if isinstance(interval, dict) else "")
    assert told(tabsched.check(rendered.text)) == [f"TAB124 error {path}"]


@table(
    ("Weekly 06:00:00 hours=4,weekDay=Monday", "TAB110 error interval1 409004"),
    ("Daily 06:00:00 minutes=60,monthDay=1", "TAB110 error interval1 409004"),
    ("Monthly 06:00:00 hours=4,weekDay=Monday", "TAB110 error interval1 409004"),
)
def test_where_15_reports_an_interval_14_does_not(row: Row, syntax: Syntax) -> None:
    assert judged(row, syntax) == expected(row, syntax)


@table(
    (
        "Hourly 08:00:00..18:00:00 weekDay=Monday weekDay=Monday",
        "TAB202 error intervals 409004",
    ),
    (
        "Hourly 08:00:00..18:00:00 hours=3 weekDay=Monday weekDay=Monday",
        "TAB203 error interval1.hours 409004",
    ),
    (
        "Hourly 08:00:00..18:00:00 hours=1 hours=1 weekDay=Monday",
        "TAB204 error interval2.hours 409004",
    ),
    ("Daily 08:00:00..18:00:00 weekDay=Monday weekDay=Monday", "TAB301 error intervals"),
    (
        "Daily 08:00:00..18:00:00 hours=5 weekDay=Monday weekDay=Monday",
        "TAB302 error interval1.hours 409004",
    ),
    (
        "Daily 08:00:00..18:00:00 hours=4 hours=4 weekDay=Monday",
        "TAB303 error interval2.hours 409004",
    ),
    ("Weekly 08:00:00 weekDay=Monday weekDay=Monday", "TAB402 error interval2.weekDay 409004"),
    (
        "Monthly 08:00:00 monthDay=LastDay monthDay=LastDay",
        "TAB503 error interval1.monthDay 409004",
    ),
)
def test_where_6_8_12_or_19_reports_24_does_not(row: Row, syntax: Syntax) -> None:
    assert judged(row, syntax) == expected(row, syntax)


def test_where_25_reports_24_does_not() -> None:
    body = bare("Monthly", "start='06:00:00'", FIRST + FIRST)
    assert told(tabsched.check(body)) == ["TAB114 warning /schedule/frequencyDetails/intervals[2]"]


@table(
    (
        "Monthly 08:00:00 monthDay=LastDay monthDay=Third",
        "TAB503 error interval1.monthDay 409004",
    ),
    (
        "Monthly 08:00:00 monthDay=LastDay monthDay=3,weekDay=Monday",
        "TAB503 error interval1.monthDay 409004",
    ),
    (
        "Monthly 08:00:00 monthDay=LastDay monthDay=Third,weekDay=Monday monthDay=1",
        "TAB503 error interval1.monthDay 409004",
    ),
)
def test_19_silences_20_and_23(row: Row, syntax: Syntax) -> None:
    assert judged(row, syntax) == expected(row, syntax)


@table(
    ("Hourly 22:00:00..01:30:00 hours=1 weekDay=Monday", "TAB116 error end 409004"),
    ("Daily 22:00:00..01:30:00 hours=2 weekDay=Monday", "TAB116 error end 409004"),
    ("Daily 08:00:00..08:30:00 hours=12 weekDay=Monday", "TAB116 error end 409004"),
)
def test_11_silences_32_and_33(row: Row, syntax: Syntax) -> None:
    assert judged(row, syntax) == expected(row, syntax)


@table(
    ("Daily 08:00:00 hours=5 weekDay=Monday", "TAB302 error interval1.hours 409004"),
    ("Daily 08:00:00 hours=48 weekDay=Monday", "TAB302 error interval1.hours 409004"),
    ("Daily 08:00:00 hours=x weekDay=Monday", "TAB302 error interval1.hours 409004"),
)
def test_hours_that_8_calls_not_offered_silence_9_and_10(row: Row, syntax: Syntax) -> None:
    assert judged(row, syntax) == expected(row, syntax)


@table(
    ("Hourly 08:00:00..18:00:00", "TAB202 error intervals 409004"),
    ("Daily 08:00:00..18:00:00", "TAB301 error intervals"),
    ("Daily 08:00:00", "TAB301 error intervals"),
)
def test_without_any_interval_6_or_8_speaks_alone_and_names_week_day_too(
    row: Row, syntax: Syntax
) -> None:
    assert judged(row, syntax) == expected(row, syntax)
    assert all(
        "weekDay" in found.message for found in tabsched.check(render(read(row[0]), syntax).text)
    )


H = "hours='1'"
DAY = "<interval weekDay='Monday'/>"


@pytest.mark.parametrize(
    ("code", "body"),
    [
        ("TAB101", f"<schedule strange='Monthly'>{DETAILS}</schedule>"),
        (
            "TAB103",
            f"<schedule frequency='Monthly'>{DETAILS}</schedule>".replace("start=", "strange="),
        ),
        (
            "TAB201",
            bare(
                "Hourly",
                "start='06:00:00' strange='07:00:00'",
                f"<intervals><interval {H}/>{DAY}</intervals>",
            ),
        ),
        (
            "TAB304",
            bare(
                "Daily",
                "start='06:00:00' strange='10:00:00'",
                f"<intervals><interval hours='4'/>{DAY}</intervals>",
            ),
        ),
        (
            "TAB305",
            bare(
                "Daily",
                "start='06:00:00' strange='06:00:00'",
                f"<intervals><interval hours='24'/>{DAY}</intervals>",
            ),
        ),
        (
            "TAB109",
            bare(
                "Daily",
                "start='06:00:00' end='10:00:00'",
                f"<intervals><interval strange='4'/>{DAY}</intervals>",
            ),
        ),
        ("TAB202", bare("Hourly", "start='06:00:00' end='10:00:00'", "<strange/>")),
        (
            "TAB202",
            bare(
                "Hourly",
                "start='06:00:00' end='10:00:00'",
                f"<intervals><strange {H}/>{DAY}</intervals>",
            ),
        ),
        (
            "TAB112",
            bare(
                "Hourly",
                "start='06:00:00' end='10:00:00'",
                f"<intervals><interval {H}/><strange weekDay='Monday'/></intervals>",
            ),
        ),
        ("TAB301", bare("Daily", "start='06:00:00' end='10:00:00'", "<strange/>")),
        ("TAB401", bare("Weekly", "start='06:00:00'", "<strange/>")),
        ("TAB501", bare("Monthly", "start='06:00:00'", "<strange/>")),
        (
            "TAB504",
            bare(
                "Monthly",
                "start='06:00:00'",
                "<intervals><interval monthDay='Third' strange='Monday'/></intervals>",
            ),
        ),
        (
            "TAB503",
            bare(
                "Monthly",
                "start='06:00:00'",
                "<intervals><interval monthDay='LastDay' strange='Sunday'/>"
                "<interval monthDay='LastDay' weekDay='Monday'/></intervals>",
            ),
        ),
        # the ordinal of a weekday goes astray: 14 calls the weekday foreign because of it
        (
            "TAB108",
            bare(
                "Monthly",
                "start='06:00:00'",
                "<intervals><interval strange='Third' weekDay='Monday'/></intervals>",
            ),
        ),
        ("TAB103", "<schedule frequency='Monthly'><strange/></schedule>"),
        ("TAB601", create(SOUND, kind="strange='FullRefresh'")),
        ("TAB604", create(SOUND, f"<strange id='{LUID}'/>")),
        ("TAB606", create(SOUND, f"<workbook strange='{LUID}'/>")),
        ("TAB609", create("<schedule frequency='Monthly'><strange start='06:00:00'/></schedule>")),
    ],
)
def test_what_is_missing_mentions_the_unknown_name_beside_it_and_27_is_silent(
    code: str, body: str
) -> None:
    report = tabsched.check(body, operation="create")
    assert [found.code for found in report] == [code]
    assert "strange" in report.findings[0].message


def test_an_unknown_name_beside_nothing_missing_is_reported_by_27() -> None:
    body = f"<schedule frequency='Monthly' strange='1'>{DETAILS}</schedule>"
    assert told(tabsched.check(body)) == ["TAB120 warning /schedule/@strange"]
    # what is missing elsewhere does not mention it
    body = (
        "<schedule frequency='Monthly' strange='1'><frequencyDetails start='06:00:00'/></schedule>"
    )
    assert [found.code for found in tabsched.check(body)] == ["TAB120", "TAB501"]


@pytest.mark.parametrize(
    ("frequency", "intervals", "code"),
    [
        ("Weekly", [{}, {"weekDay": "Monday"}], "TAB109"),
        ("Monthly", [{"weekDay": "Monday"}, {"monthDay": "1"}], "TAB108"),
    ],
)
@pytest.mark.parametrize("syntax", ["xml", "json"])
def test_an_unknown_name_on_intervals_is_not_beside_what_an_interval_misses(
    frequency: str, intervals: list[dict[str, str]], code: str, syntax: Syntax
) -> None:
    tree = schedule(frequency, "06:00:00", None, intervals)
    group = tree.child("frequencyDetails").child("intervals")
    group.values["strange"] = "1"
    rendered = render(tree, syntax)
    path = f"{rendered.paths[group]}/{'@' if syntax == 'xml' else ''}strange"
    found = [(one.code, one.path) for one in tabsched.check(rendered.text)]
    assert sorted(found) == sorted([("TAB120", path), (code, rendered.paths[group.children[0]])])
