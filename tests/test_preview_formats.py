"""`preview --format csv` and `ics`: every run stands there once, whatever names documents carry."""

from __future__ import annotations

import csv
import io
import json
import re
import subprocess
import sys
from datetime import UTC, datetime
from itertools import islice
from typing import TYPE_CHECKING, Any, NamedTuple
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from icalendar import Calendar
from valid_schedules import LUID, OTHER_LUID, Element, Platform, render, valid_schedules

import tabsched
from tabsched.cli import main
from tabsched.cli.escaping import in_file

if TYPE_CHECKING:
    from pathlib import Path

FORMATS = ("text", "json", "csv", "ics")
LOS_ANGELES = "America/Los_Angeles"
HEADER = "file,path,id,name,target,description,suspended,local,utc,notes,assumptions,problem"
NO_HOURS = (
    "TAB301 hours is missing: Tableau Cloud takes a Daily schedule without hours and refreshes "
    "every hour; write hours 2, 4, 6, 8, 12 or 24: 24 runs once a day; "
    "--platform server would accept it"
)


class Ran(NamedTuple):
    """What a command said; its output in bytes."""

    code: int
    out: bytes
    err: str


def preview(
    form: str, *options: str, body: str = "", zone: str = LOS_ANGELES, newline: str = ""
) -> Ran:
    """Preview standard input, or the paths among the options; `newline` as of a system's stdout."""
    out, err = io.BytesIO(), io.StringIO()
    paths = [] if any(option.endswith((".xml", ".json")) for option in options) else ["-"]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(body.encode())))
        patch.setattr(sys, "stdout", io.TextIOWrapper(out, encoding="utf-8", newline=newline))
        patch.setattr(sys, "stderr", err)
        code = main(["preview", "--zone", zone, "--format", form, *options, *paths])
        return Ran(code, out.getvalue(), err.getvalue())


def rows_of(ran: Ran) -> list[dict[str, str]]:
    """The lines of a CSV output under the names of their columns."""
    rows = list(csv.DictReader(io.StringIO(ran.out.decode(), newline=""), strict=True))
    assert all(",".join(row) == HEADER and None not in row.values() for row in rows)
    return rows


def events_of(ran: Ran) -> list[dict[str, Any]]:
    """The events of an iCalendar output, read by a library of its own."""
    calendar = Calendar.from_ical(ran.out)
    assert isinstance(calendar, Calendar)
    assert (calendar["version"], calendar.errors) == ("2.0", [])
    assert len(calendar.events) == len(calendar.subcomponents)
    return [
        {
            "uid": str(event["uid"]),
            "stamp": event.DTSTAMP,
            "utc": event.DTSTART,
            "summary": str(event["summary"]),
            "lines": str(event["description"]).split("\n"),
        }
        for event in calendar.events
    ]


def shown_in(cell: str) -> str:
    """The value of a cell, as docs/interface.md tells to have it back."""
    return cell.removeprefix("'")


def weekly(**named: str) -> dict[str, Any]:
    details = {"start": "02:30:00", "intervals": {"interval": [{"weekDay": "Sunday"}]}}
    return {**named, "frequency": "Weekly", "frequencyDetails": details}


BROKEN = {
    "frequency": "Daily",
    "frequencyDetails": {
        "start": "07:00:00",
        "intervals": {"interval": [{"weekDay": "Monday"}]},
    },
}
SERVER = weekly(id=LUID, name='Night, "big"; C:\\New\\nacht … größte', state="Suspended")
TEAM = json.dumps({"=1+1": weekly(), "held": SERVER, "broken": BROKEN})
MARCH = ("--after", "2026-03-01T12:00", "--count", "2")


def test_csv_is_one_line_a_run_and_one_for_a_schedule_without() -> None:
    ran = preview("csv", *MARCH, body=TEAM)
    moved = "02:30 does not exist on this day: moved to 03:30"
    name = '"Night, ""big""; C:\\New\\nacht … größte"'
    says = "Every week at 02:30 on Sunday"
    assert ran.out.decode() == (
        HEADER + "\n"
        f"-,/=1+1,,,,{says},false,2026-03-08T03:30:00-07:00,2026-03-08T10:30:00Z,{moved},,\n"
        f"-,/=1+1,,,,{says},false,2026-03-15T02:30:00-07:00,2026-03-15T09:30:00Z,,,\n"
        f"-,/held,{LUID},{name},,{says},true,"
        f"2026-03-08T03:30:00-07:00,2026-03-08T10:30:00Z,{moved},,\n"
        f"-,/held,{LUID},{name},,{says},true,"
        "2026-03-15T02:30:00-07:00,2026-03-15T09:30:00Z,,,\n"
        '-,/broken,,,,"Daily from 07:00 on Monday, without hours",false,,,,,'
        f'"{NO_HOURS}"\n'
    )
    assert (ran.code, ran.err) == (1, "")


def test_ics_is_one_event_a_run_and_tells_of_a_schedule_without_on_stderr() -> None:
    body = json.dumps({"held": SERVER, "broken": BROKEN})
    ran = preview("ics", "--after", "2026-03-01T12:00", "--count", "1", body=body)
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//tabsched//tabsched preview//EN",
        "BEGIN:VEVENT",
        'SUMMARY:Suspended: Night\\, "big"\\; C:\\\\New\\\\nacht … größte: Every week',
        "  at 02:30 on Sunday",
        "DTSTART:20260308T103000Z",
        "DTSTAMP:20260301T200000Z",
        "UID:589e8cfc-501f-5aa8-bd69-4e5354b46378",
        "DESCRIPTION:2026-03-08T03:30:00-07:00 in America/Los_Angeles\\n02:30 does n",
        " ot exist on this day: moved to 03:30\\nsuspended: it does not run until it ",
        f" is resumed\\n- /held\\nid {LUID}",
        "TRANSP:TRANSPARENT",
        "END:VEVENT",
        "END:VCALENDAR",
        "",
    ]
    assert ran.out.decode().split("\r\n") == lines
    assert ran.err == f"tabsched preview: - /broken: no runs: {NO_HOURS}\n"
    assert ran.code == 1


def test_what_does_not_run_in_the_time_is_told() -> None:
    range_ = ("--after", "2026-03-02", "--until", "2026-03-03")
    ran = preview("csv", *range_, body=json.dumps(weekly()))
    (row,) = rows_of(ran)
    assert (row["local"], row["utc"], row["problem"]) == ("", "", "")
    assert row["notes"] == "no runs in this time"
    ran = preview("ics", *range_, body=json.dumps({"a": weekly()}))
    assert events_of(ran) == []
    assert (ran.code, ran.err) == (0, "tabsched preview: - /a: no runs in this time\n")


@pytest.mark.parametrize(
    ("body", "code"),
    [
        (json.dumps(weekly()), 0),
        (json.dumps({"a": weekly(), "b": BROKEN}), 1),
        ("<tsResponse><extracts/></tsResponse>", 1),
        ("<schedule", 2),
        ("{}", 2),
    ],
)
def test_every_format_has_the_same_exit_code_and_messages(body: str, code: int) -> None:
    text, *others = [preview(form, "--after", "2026-01-01", body=body) for form in FORMATS]
    for ran in (text, *others):
        assert ran.code == code
    assert text.err == others[0].err == others[1].err
    rest = [line for line in others[2].err.splitlines() if ": no runs" not in line]
    assert rest == text.err.splitlines()
    assert events_of(others[2]) if "frequency" in body else events_of(others[2]) == []


def test_what_a_run_rests_on_is_told_with_it() -> None:
    body = (
        '{"frequency": "Daily", "frequencyDetails": {"start": "18:30:00", "end": "22:30:00", '
        '"intervals": {"interval": [{"hours": "4"}, {"weekDay": "Sunday"}]}}}'
    )
    note = "a run at the very end of the window is assumed"
    whole = "the run exactly at end (22:30) is assumed: Tableau's texts lean both ways"
    rows = rows_of(preview("csv", *MARCH, body=body))
    assert [row["notes"] for row in rows] == ["", note]
    assert [row["assumptions"] for row in rows] == [whole, whole]
    events = events_of(preview("ics", *MARCH, body=body))
    assert [event["lines"][1:-1] for event in events] == [[whole], [note, whole]]


# What a schedule refreshes


def task(*targets: str, inside: bool = True) -> str:
    details = (
        "<frequencyDetails start='21:50:00'><intervals><interval weekDay='Monday'/></intervals>"
        "</frequencyDetails>"
    )
    schedule = f"<schedule frequency='Weekly'>{details}</schedule>"
    named = "".join(targets)
    if inside:
        return f"<task><extractRefresh>{schedule}{named}</extractRefresh></task>"
    return f"<extractRefresh type='FullRefresh'>{named}</extractRefresh>{schedule}"


@pytest.mark.parametrize(
    ("tasks", "targets"),
    [
        ([task(f"<workbook id='{LUID}'/>")], [f"workbook {LUID}"]),
        ([task(f"<workbook id='{LUID}' name='Sales'/>")], ["workbook Sales"]),
        ([task("<datasource name=''/>")], [""]),
        ([task()], [""]),
        (
            [task(f"<workbook id='{LUID}'/>"), task(f"<datasource id='{OTHER_LUID}'/>")],
            [f"workbook {LUID}", f"datasource {OTHER_LUID}"],
        ),
        # Eleven, so that the path of one is the beginning of another's.
        (
            [task(f"<view name='{number}'/>") for number in range(11)],
            [f"view {number}" for number in range(11)],
        ),
        ([task(f"<datasource id='{LUID}'/>", inside=False)], [f"datasource {LUID}"]),
        ([task("<workbook name='a'/>", inside=False) + "<extractRefresh/>"], [""]),
    ],
)  # fmt: skip
def test_the_target_is_that_of_the_task(tasks: list[str], targets: list[str]) -> None:
    body = f"<tsResponse><tasks>{''.join(tasks)}</tasks></tsResponse>"
    once = ("--after", "2026-01-01", "--count", "1")
    assert [row["target"] for row in rows_of(preview("csv", *once, body=body))] == targets
    says = "Every week at 21:50 on Monday"
    summaries = [f"{target}: {says}" if target else says for target in targets]
    assert [event["summary"] for event in events_of(preview("ics", *once, body=body))] == summaries


# Hostile names


WIDE = "\uff1d\uff0b\uff0d\uff20"
PIECES = st.sampled_from(
    [
        *"=+-@'\",;:\\|~/%^nN \n\r\t\v\f\0\x1b\x7f\x85\x9b",
        *"aé€😀\u2028\u2029\u202e\u200d\ufeff\ud800",
        *WIDE,
        "\r\n",
        "\\n",
        "\\N",
        "END:VEVENT",
        "\r\nBEGIN:VEVENT\r\n",
        "=cmd|' /C calc'!A1",
        "x" * 80,
        "ß" * 80,
    ]
)
HOSTILE = st.lists(PIECES, min_size=1, max_size=8).map("".join)
ZONES = st.sampled_from([LOS_ANGELES, "Europe/Berlin", "Australia/Lord_Howe", "Asia/Kathmandu"])
# Days before clock changes of these zones, and any other.
DAYS = st.sampled_from(["2026-03-07", "2026-03-28", "2026-04-04", "2026-10-03", "2026-10-31"])


class Case(NamedTuple):
    """A schedule in a document by its key, what is called so in it, and for which platform."""

    key: str
    written: dict[str, Any]
    platform: Platform

    @property
    def path(self) -> str:
        """Its JSON pointer (RFC 6901) in a mapping."""
        return "/" + self.key.replace("~", "~0").replace("/", "~1")


def as_json(element: Element) -> dict[str, Any]:
    value: dict[str, Any] = render(element, "json").value
    return value


@st.composite
def cases(draw: st.DrawFn) -> Case:
    """A sound schedule; of a Daily for Server a preview and explain_runs say different things."""
    if draw(st.booleans()):
        written = as_json(draw(valid_schedules("cloud"))) | {"id": draw(HOSTILE)}
        return Case(draw(HOSTILE), written, "cloud")
    often = draw(st.sampled_from(["Hourly", "Weekly", "Monthly"]))
    written = as_json(draw(valid_schedules("server", often))) | {"name": draw(HOSTILE)}
    return Case(draw(HOSTILE), written, "server")


@given(
    st.lists(cases(), min_size=1, max_size=4, unique_by=lambda case: case.key),
    ZONES,
    DAYS,
    st.integers(1, 4),
)
@example([Case("=\\N", weekly(id="'-\r\n\ud800"), "cloud")], LOS_ANGELES, "2026-03-07", 2)
def test_every_run_stands_in_csv_and_ics_exactly_once_and_in_order(
    drawn: list[Case], zone: str, day: str, count: int
) -> None:
    body = json.dumps({case.key: case.written for case in drawn})
    options = ("--after", day, "--count", str(count))
    after = datetime.fromisoformat(day).replace(tzinfo=ZoneInfo(zone))
    end = datetime(2100, 1, 1, tzinfo=UTC)
    wanted = []
    for case, schedule in zip(drawn, tabsched.parse_all(body), strict=True):
        runs = schedule.explain_runs(after, end, zone, platform=case.platform)
        later = (run for run in runs if run.utc > after)
        wanted += [(case, schedule, run) for run in islice(later, count)]

    ran = preview("csv", *options, body=body, zone=zone)
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.count(b"\n") == len(wanted) + 1
    for row, (case, schedule, run) in zip(rows_of(ran), wanted, strict=True):
        assert not any(re.match(rf"[=+@{WIDE}]|-.", cell) for cell in row.values())
        assert {name: shown_in(cell) for name, cell in row.items() if name != "assumptions"} == {
            "file": "-",
            "path": in_file(case.path),
            "id": in_file(schedule.id or ""),
            "name": in_file(schedule.name or ""),
            "target": "",
            "description": schedule.describe(),
            "suspended": "true" if schedule.state == "Suspended" else "false",
            "local": run.local.isoformat(),
            "utc": f"{run.utc:%Y-%m-%dT%H:%M:%SZ}",
            "notes": "; ".join(note.text for note in run.notes),
            "problem": "",
        }

    ran = preview("ics", *options, body=body, zone=zone)
    assert (ran.code, ran.err) == (0, "")
    lines = ran.out.split(b"\r\n")
    assert lines.pop() == b""
    for line in lines:
        assert len(line) <= 75
        assert not re.search(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]", line.decode())
    assert lines.count(b"BEGIN:VEVENT") == lines.count(b"END:VEVENT") == len(wanted)
    events = events_of(ran)
    assert len({event["uid"] for event in events}) == len(events)
    for event, (case, schedule, run) in zip(events, wanted, strict=True):
        assert (event["utc"], event["stamp"]) == (run.utc, after)
        assert event["summary"].endswith(schedule.describe())
        assert in_file(schedule.name or "") in event["summary"]
        lines_of_event = event["lines"]
        assert lines_of_event[0] == f"{run.local.isoformat()} in {zone}"
        assert lines_of_event[1 : 1 + len(run.notes)] == [note.text for note in run.notes]
        assert f"- {in_file(case.path)}" in lines_of_event
        if schedule.id:
            assert lines_of_event[-1] == f"id {in_file(schedule.id)}"


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ('Größte \\ "x"', 'Größte \\ "x"'),
        ("a\nb\r\tc\0", "a\\nb\\r\\tc\\x00"),
        ("\x1b[31m\x9b", "\\x1b[31m\\x9b"),
        ("\u2028\u2029\x85", "\\u2028\\u2029\\x85"),
        ("\ud800\ufeff", "\\ud800\\ufeff"),
        # Names need them: French spaces, families of emoji, the direction of a script.
        ("12\u00a0h", "12\u00a0h"),
        ("👩\u200d👧", "👩\u200d👧"),
        ("\u202e", "\u202e"),
    ],
)
def test_what_ends_or_breaks_a_line_is_escaped(text: str, written: str) -> None:
    assert in_file(text) == written


@pytest.mark.parametrize(
    ("name", "cell"),
    [
        ("=1+1", "'=1+1"),
        ("+1", "'+1"),
        ("-1", "'-1"),
        ("@A1", "'@A1"),
        (f"{WIDE[0]}1", f"'{WIDE[0]}1"),
        ("'=1", "''=1"),
        ("'tis", "''tis"),
        ("-", "-"),
        ("=", "'="),
        ("'", "''"),
        ("a=1", "a=1"),
        (" =1", " =1"),
        ("\t=1", "\\t=1"),
    ],
)  # fmt: skip
def test_no_cell_begins_as_a_formula_and_each_gives_its_value_back(name: str, cell: str) -> None:
    (row,) = rows_of(preview("csv", "--count", "1", body=json.dumps(weekly(name=name))))
    assert row["name"] == cell
    assert in_file(name) == (name if cell == name else shown_in(cell))


def test_text_and_messages_bring_no_control_character_to_a_terminal() -> None:
    broken = BROKEN | {"frequency": "\x1b[2J\u202e"}
    body = json.dumps({"\x1b[31m\r\u202e": weekly(), "\x1b]0;": broken})
    for form in ("text", "ics"):
        ran = preview(form, "--after", "2026-01-01", body=body)
        for line in (ran.out.decode() if form == "text" else ran.err).split("\n"):
            assert line.isprintable(), line
    assert "- /\\x1b[31m\\r\\u202e\n" in preview("text", body=body).out.decode()


# The same everywhere and every time


def test_ics_ends_its_lines_in_crlf_and_csv_as_the_system_does() -> None:
    body = json.dumps({"a\nb": SERVER, "c": weekly()})
    for form in ("csv", "ics"):
        here = preview(form, *MARCH, body=body).out
        windows = preview(form, *MARCH, body=body, newline="\r\n").out
        assert windows == (here if form == "ics" else here.replace(b"\n", b"\r\n"))
        assert b"\r\r" not in windows


def test_an_event_stays_the_same_in_whatever_preview_it_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("a.json", "b.json"):
        (tmp_path / name).write_text(json.dumps({"x": weekly(), "y": weekly()}))
    (tmp_path / "c.json").write_text(json.dumps({"x": weekly(id="1"), "y": weekly(id="2")}))

    def uids(*options: str) -> list[str]:
        return [event["uid"] for event in events_of(preview("ics", *options))]

    early = uids("--after", "2026-03-01T12:00", "--count", "3", "a.json")
    late = uids("--after", "2026-03-08T12:00", "--count", "2", "b.json", "a.json")
    assert late[4:6] == early[1:3]
    assert late[6:8] == early[4:6]
    names = ("a.json", "b.json", "c.json")
    everything = uids("--after", "2026-03-01", "--count", "3", *names)
    assert len(set(everything)) == len(everything) == 18


@pytest.mark.parametrize("zone", ["UTC", "Asia/Tokyo", LOS_ANGELES])
@pytest.mark.parametrize(
    ("options", "runs"),
    [
        (["--after", "0001-01-01"], 5),
        (["--after", "0001-01-01T00:00+14:00"], 5),
        (["--after", "9999-12-31T23:59:59.999999"], 0),
        (["--after", "9999-12-31T23:00-12:00"], 0),
    ],
)
def test_the_ends_of_the_calendar_are_previewed(zone: str, options: list[str], runs: int) -> None:
    body = json.dumps({"a": weekly()})
    events = events_of(preview("ics", *options, body=body, zone=zone))
    rows = [row for row in rows_of(preview("csv", *options, body=body, zone=zone)) if row["utc"]]
    assert [datetime.fromisoformat(row["utc"]) for row in rows] == [one["utc"] for one in events]
    assert len(events) == runs
    text = preview("text", *options, body=body, zone=zone).out.decode()
    assert [row["utc"] for row in rows] == re.findall(r"[0-9]{4}-\S+Z", text)


@pytest.mark.parametrize("form", FORMATS)
def test_a_run_at_the_very_time_of_after_is_left_out(form: str) -> None:
    at = ("--after", "2026-03-15T02:30", "--until", "2026-03-23")
    out = preview(form, *at, body=json.dumps(weekly())).out.decode()
    assert "2026-03-15T09:30" not in out
    assert ("20260322T093000Z" if form == "ics" else "2026-03-22T09:30:00Z") in out


# The extra


def test_without_icalendar_ics_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "icalendar", None)
    monkeypatch.delitem(sys.modules, "tabsched.cli.preview_ics", raising=False)
    ran = preview("ics", body=json.dumps(weekly()))
    assert (ran.code, ran.out) == (2, b"")
    assert ran.err == (
        "tabsched preview: --format ics needs the package icalendar: "
        "python -m pip install 'tabsched[ics]'\n"
    )


def test_only_ics_loads_icalendar(tmp_path: Path) -> None:
    file = tmp_path / "a.json"
    file.write_text(json.dumps(weekly()))
    code = (
        "import sys; from tabsched.cli import main; "
        "[main(['preview', '--zone', 'UTC', '--format', form, sys.argv[1]]) "
        "for form in ('text', 'json', 'csv')]; print('icalendar' in sys.modules)"
    )
    output = subprocess.run(  # noqa: S603 our own interpreter and our own line
        [sys.executable, "-I", "-c", code, str(file)], capture_output=True, text=True, check=True
    ).stdout
    assert output.splitlines()[-1] == "False"
