"""What tabsched says to every sample of Tableau's REST reference.

The samples in `tests/reference/` are as the reference prints them, faults included; its README
says where each one stands. The verdicts come from the specification (its sections 3, 4, 6
and 7), not from the code.
"""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import pytest

import tabsched

REFERENCE = Path(__file__).parent / "reference"


class Verdict(NamedTuple):
    """What is to be said: (code, line, column) of each finding, schedules, and readable or not."""

    findings: tuple[tuple[str, int, int], ...] = ()
    schedules: int = 0
    readable: bool = True


class Fill(NamedTuple):
    """Where a fragment is put, so that the schedule in it can be judged."""

    before: str
    after: str


def unreadable(code: str, line: int, column: int) -> Verdict:
    return Verdict(((code, line, column),), readable=False)


def verdict(body: str | bytes) -> Verdict:
    report = tabsched.check(body)
    try:
        tabsched.parse_all(body)
    except tabsched.ParseError:
        readable = False
    else:
        readable = True
    found = tuple((one.code, one.line or 0, one.column or 0) for one in report)
    return Verdict(found, len(report.schedules), readable)


# Every file as it is. The place of a reading error is the first character that cannot be read;
# where a text ends too early, its last character.
NO_BREAK_SPACE = unreadable("TAB911", 2, 1)
NO_DOCUMENT = unreadable("TAB902", 1, 1)
ONE_SCHEDULE = Verdict(schedules=1)
NO_SCHEDULE = Verdict()

AS_PRINTED: dict[str, Verdict] = {
    # Create Cloud Extract Refresh Task. No-break spaces between XML elements are white space,
    # which is why the request can be read. Its workbook's id has 7 hex digits.
    "create-task-request.xml": Verdict((("TAB607", 3, 19),), 1),
    # Its missing brace shows only once the no-break spaces are gone: one cause, one finding.
    "create-task-request.json": NO_BREAK_SPACE,
    "create-task-curl.sh": NO_DOCUMENT,
    # 18:30-23:00 is 4 h 30 min; three <intervals> are one finding, at the second of them.
    "create-task-curl-body.xml": Verdict((("TAB116", 1, 191), ("TAB114", 1, 249)), 1),
    # Unlike the request it breaks a tag over lines: no-break spaces inside a tag are no XML.
    "create-task-answer.xml": unreadable("TAB901", 2, 18),
    "create-task-answer.json": NO_BREAK_SPACE,
    # A root that is no shape of a schedule document, however its name is spelt.
    "create-task-frequency-detail.xml": unreadable("TAB912", 1, 1),
    # The second <intervals> opens another one, and nothing is ever closed.
    "create-task-hourly-intervals.xml": unreadable("TAB901", 5, 15),
    "create-task-daily-intervals.xml": unreadable("TAB901", 5, 15),
    # Well-formed, but an interval alone is no schedule document.
    "create-task-third-thursday-interval.xml": unreadable("TAB912", 1, 5),
    # The attributes that the tables name: neither XML nor JSON by themselves.
    "hourly-hours-attribute.txt": NO_DOCUMENT,
    "hourly-minutes-attribute.txt": NO_DOCUMENT,
    "week-day-attribute.txt": NO_DOCUMENT,
    "daily-hours-attribute.txt": NO_DOCUMENT,
    "monthly-month-day-attribute.txt": NO_DOCUMENT,
    "monthly-occurrence-attribute.txt": NO_DOCUMENT,
    # Create, delete: documents of the API without a schedule are fine.
    "create-workbook-extracts-request.xml": NO_SCHEDULE,
    "create-workbook-extracts-answer.xml": NO_SCHEDULE,
    "create-workbook-extracts-curl.sh": NO_DOCUMENT,
    # <datasources/> is closed in its own tag, so </datasources> closes nothing.
    "create-workbook-extracts-sample-request.xml": unreadable("TAB901", 4, 3),
    "create-workbook-extracts-sample-answer.xml": NO_SCHEDULE,
    # </job> is missing.
    "create-datasource-extract-answer.xml": unreadable("TAB901", 6, 1),
    "create-datasource-extract-curl.sh": NO_DOCUMENT,
    "create-datasource-extract-sample-answer.xml": NO_SCHEDULE,
    "delete-workbook-extracts-request.xml": NO_SCHEDULE,
    "delete-workbook-extracts-curl.sh": NO_DOCUMENT,
    # <tsResponse> closed by </tsRequest>.
    "delete-workbook-extracts-sample-request.xml": unreadable("TAB901", 3, 1),
    "delete-datasource-extract-curl.sh": NO_DOCUMENT,
    # Get, list: Server's samples break tags over lines, Cloud's do not.
    "get-task-server-answer.xml": unreadable("TAB901", 4, 1),
    "get-task-server-answer.json": NO_BREAK_SPACE,
    "get-task-cloud-answer.xml": ONE_SCHEDULE,
    "get-task-cloud-answer.json": NO_BREAK_SPACE,
    "list-tasks-curl.sh": NO_DOCUMENT,
    "list-tasks-server-answer.xml": unreadable("TAB901", 5, 1),
    "list-tasks-server-answer.json": NO_BREAK_SPACE,
    "list-tasks-cloud-answer.xml": ONE_SCHEDULE,
    "list-tasks-cloud-answer.json": NO_BREAK_SPACE,
    # "... additional extract refresh tasks ..." stands in extracts, which is not judged.
    "list-tasks-in-schedule-answer.xml": NO_SCHEDULE,
    "list-tasks-in-schedule-curl.sh": NO_DOCUMENT,
    # <tsResponse version-and-namespace-settings>: an attribute needs a value.
    "list-tasks-in-schedule-sample-answer.xml": unreadable("TAB901", 1, 43),
    # Run: the reference asks for an empty tsRequest, so nothing is missing in it.
    "run-task-request.xml": NO_SCHEDULE,
    "run-task-answer.xml": NO_SCHEDULE,
    "run-task-curl.sh": NO_DOCUMENT,
    "run-task-sample-answer.xml": unreadable("TAB901", 1, 43),
    # Update Cloud Extract Refresh Task: its samples as those of create, where they differ.
    "update-task-request.xml": Verdict((("TAB607", 3, 19),), 1),
    "update-task-request.json": NO_BREAK_SPACE,
    "update-task-curl.sh": NO_DOCUMENT,
    "update-task-answer.json": NO_BREAK_SPACE,
    "update-task-frequency-detail.xml": unreadable("TAB912", 1, 1),
    "update-task-hourly-intervals.xml": unreadable("TAB901", 5, 16),
    # After <intervals/> the document is over: no-break spaces are no white space behind a root.
    "update-task-first-and-fifteenth-intervals.xml": unreadable("TAB901", 2, 5),
}


def test_every_sample_has_a_verdict_and_a_line_in_the_readme() -> None:
    files = {path.name for path in REFERENCE.iterdir()} - {"README.md", ".gitattributes"}
    readme = (REFERENCE / "README.md").read_text(encoding="utf-8")

    assert files == set(AS_PRINTED)
    assert [name for name in sorted(files) if f"`{name}`" not in readme] == []


@pytest.mark.parametrize("name", AS_PRINTED)
def test_a_sample_as_the_reference_prints_it(name: str) -> None:
    assert verdict((REFERENCE / name).read_bytes()) == AS_PRINTED[name]


@pytest.mark.parametrize("name", AS_PRINTED)
def test_no_sample_names_a_real_host(name: str) -> None:
    assert ".lan" not in (REFERENCE / name).read_text(encoding="utf-8")


# The same samples without their typographic faults: no-break spaces are spaces, quotation marks
# straight, what is not closed is closed. A fragment is put into a schedule that needs it.
HOURLY = Fill(
    '<schedule frequency="Hourly"><frequencyDetails start="08:00:00" end="18:00:00">\n',
    "</frequencyDetails></schedule>",
)
DAILY = Fill(
    '<schedule frequency="Daily"><frequencyDetails start="18:30:00" end="22:30:00">\n',
    "</frequencyDetails></schedule>",
)
MONTHLY = Fill(
    '<schedule frequency="Monthly"><frequencyDetails start="06:00:00">\n',
    "</frequencyDetails></schedule>",
)
THIRD_THURSDAY = Fill(MONTHLY.before.rstrip() + "<intervals>\n", "</intervals>" + MONTHLY.after)
FREQUENCY_DETAIL = Fill('<schedule frequency="Hourly">\n', "</schedule>")
EVERY_HOUR = '<intervals><interval hours="1"/><interval weekDay="Sunday"/></intervals>'
CLOUD_ANSWER = ONE_SCHEDULE

MENDED: dict[str, tuple[Fill | None, Verdict]] = {
    # The id of 7 hex digits stays.
    "create-task-request.json": (None, Verdict((("TAB607", 5, 14),), 1)),
    "update-task-request.json": (None, Verdict((("TAB607", 5, 14),), 1)),
    # In an answer Tableau's own ids are not judged, and that nextRunAt equals createdAt neither.
    # Without a root createdAt tells that the JSON is an answer; as a create it has no error, so
    # that rule 40 has nothing to say.
    "create-task-answer.xml": (None, CLOUD_ANSWER),
    "create-task-answer.json": (None, CLOUD_ANSWER),
    "update-task-answer.json": (None, CLOUD_ANSWER),
    # "Only one of": the weekDay beside the hours is what makes it valid.
    "create-task-hourly-intervals.xml": (HOURLY, ONE_SCHEDULE),
    "update-task-hourly-intervals.xml": (HOURLY, ONE_SCHEDULE),
    "create-task-daily-intervals.xml": (DAILY, ONE_SCHEDULE),
    "update-task-first-and-fifteenth-intervals.xml": (MONTHLY, ONE_SCHEDULE),
    "create-task-third-thursday-interval.xml": (THIRD_THURSDAY, ONE_SCHEDULE),
    # The name is misspelt still; it is read as meant, so that nothing else is missing.
    "create-task-frequency-detail.xml": (FREQUENCY_DETAIL, Verdict((("TAB122", 2, 2),), 1)),
    "update-task-frequency-detail.xml": (FREQUENCY_DETAIL, Verdict((("TAB122", 2, 2),), 1)),
    # Placeholders: an answer's frequency "frequency" and its times "DATE_TIME" are infos; its
    # priority "nn" and its state "state" are nothing that is judged in an answer.
    "get-task-server-answer.xml": (
        None,
        Verdict(
            (("TAB129", 11, 22), ("TAB129", 12, 22), ("TAB128", 14, 22), ("TAB129", 15, 22)), 1
        ),
    ),
    "get-task-server-answer.json": (
        None,
        Verdict(
            (("TAB129", 13, 23), ("TAB129", 14, 23), ("TAB128", 16, 23), ("TAB129", 17, 23)), 1
        ),
    ),
    "list-tasks-server-answer.xml": (
        None,
        Verdict(
            (("TAB129", 12, 24), ("TAB129", 13, 24), ("TAB128", 15, 24), ("TAB129", 16, 24)), 1
        ),
    ),
    "list-tasks-server-answer.json": (
        None,
        Verdict(
            (("TAB129", 14, 25), ("TAB129", 15, 25), ("TAB128", 17, 25), ("TAB129", 18, 25)), 1
        ),
    ),
    "get-task-cloud-answer.json": (None, CLOUD_ANSWER),
    "list-tasks-cloud-answer.json": (None, CLOUD_ANSWER),
}


def mended(name: str) -> str:
    text = (REFERENCE / name).read_text(encoding="utf-8").replace("\xa0", " ")
    if name == "create-task-request.json":
        text += "}\n"
    if name.endswith("-intervals.xml"):
        opening, _, rest = text.replace("<intervals/>", "<intervals>").partition("<intervals>")
        body = rest.replace("</intervals/>", "").replace("<intervals>", "")
        text = f"{opening}<intervals>{body}</intervals>\n"
    text = text.replace(". . .", EVERY_HOUR)
    fill = MENDED[name][0]
    return text if fill is None else fill.before + text + fill.after


@pytest.mark.parametrize("name", MENDED)
def test_a_sample_without_its_typographic_faults(name: str) -> None:
    assert verdict(mended(name)) == MENDED[name][1]


def test_what_cannot_be_read_for_its_no_break_spaces_is_mended() -> None:
    for_spaces = {
        name
        for name, said in AS_PRINTED.items()
        if not said.readable and b"\xc2\xa0" in (REFERENCE / name).read_bytes()
    }

    assert for_spaces <= set(MENDED)


# The attributes that the tables name, in an interval of a schedule that takes them.
ATTRIBUTES: dict[str, tuple[Fill, Verdict]] = {
    "hourly-hours-attribute.txt": (HOURLY, ONE_SCHEDULE),
    "hourly-minutes-attribute.txt": (HOURLY, ONE_SCHEDULE),
    # The other values are placeholders.
    "daily-hours-attribute.txt": (DAILY, Verdict((("TAB302", 2, 29),), 1)),
    "week-day-attribute.txt": (HOURLY, Verdict((("TAB111", 2, 31),), 1)),
    "monthly-month-day-attribute.txt": (MONTHLY, Verdict((("TAB502", 2, 32),), 1)),
    # Three causes: two placeholders, and Weekday for weekDay.
    "monthly-occurrence-attribute.txt": (
        MONTHLY,
        Verdict((("TAB502", 2, 32), ("TAB122", 2, 55), ("TAB111", 2, 64)), 1),
    ),
}
BESIDE = {
    "hourly-hours-attribute.txt": '<interval weekDay="Monday"/>',
    "hourly-minutes-attribute.txt": '<interval weekDay="Monday"/>',
    "week-day-attribute.txt": '<interval hours="1"/>',
    "daily-hours-attribute.txt": '<interval weekDay="Monday"/>',
}


def in_an_interval(name: str) -> str:
    fill = ATTRIBUTES[name][0]
    attribute = (REFERENCE / name).read_text(encoding="utf-8").strip()
    intervals = f"<intervals><interval {attribute}/>{BESIDE.get(name, '')}</intervals>"
    return fill.before + intervals + fill.after


@pytest.mark.parametrize("name", ATTRIBUTES)
def test_an_attribute_with_straight_quotation_marks(name: str) -> None:
    straight = in_an_interval(name).replace("\u201c", '"')

    assert verdict(straight) == ATTRIBUTES[name][1]


@pytest.mark.parametrize("name", ATTRIBUTES)
def test_an_attribute_with_the_typographic_quotation_mark_of_the_reference(name: str) -> None:
    pasted = in_an_interval(name)
    column = pasted.splitlines()[1].index("\u201c") + 1

    assert verdict(pasted) == unreadable("TAB901", 2, column)


# What the reference says in prose only, followed to the letter.
def test_last_day_in_the_spelling_of_the_prose_is_read_as_meant() -> None:
    schedule = THIRD_THURSDAY.before + '<interval monthDay="lastDay" weekDay="Friday"/>'

    assert verdict(schedule + THIRD_THURSDAY.after) == Verdict((("TAB506", 2, 21),), 1)


@pytest.mark.parametrize("kind", ["IncrementalExtract", "IncrementalRefresh"])
def test_either_name_of_an_incremental_refresh_is_accepted(kind: str) -> None:
    request = (REFERENCE / "create-task-request.xml").read_text(encoding="utf-8")
    request = request.replace("FullRefresh", kind).replace("54321fd-", "54321fd0-")

    assert verdict(request) == ONE_SCHEDULE


@pytest.mark.parametrize("sample", ["get-task-cloud-answer", "list-tasks-cloud-answer"])
def test_the_twins_of_a_cloud_answer_disagree_about_the_day(sample: str) -> None:
    (xml,) = tabsched.parse_all((REFERENCE / f"{sample}.xml").read_bytes())
    (json,) = tabsched.parse_all(mended(f"{sample}.json"))

    assert xml != json
    assert [str(one.week_day) for one in xml.intervals] == ["Wednesday"]
    assert [str(one.week_day) for one in json.intervals] == ["Thursday"]
