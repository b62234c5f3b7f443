"""The command line: what goes where, and the exit codes."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

import tabsched
from tabsched.cli import main
from tabsched.cli.formats import FORMATS
from tabsched.cli.main import _QUOTED, _cut

if TYPE_CHECKING:
    from pathlib import Path

GOOD = (
    '<schedule frequency="Weekly"><frequencyDetails start="02:30:00"><intervals>'
    '<interval weekDay="Sunday"/></intervals></frequencyDetails></schedule>'
)
BAD = GOOD.replace("02:30:00", "2:30")
WARNED = GOOD.replace('start="02:30:00"', 'start="02:30:00" end="03:30:00"')
SERVER_DAILY = '{"frequency": "Daily", "frequencyDetails": {"start": "04:45:00"}}'
TWO = f'[{{"frequency": "Daily", "frequencyDetails": {{}}}}, {SERVER_DAILY}]'


class Ran:
    """What a command said."""

    def __init__(self, code: int, out: str, err: str) -> None:
        self.code, self.out, self.err = code, out, err


class Tabsched:
    """The command line in this process, with a standard input of our own."""

    def __init__(self, capsys: pytest.CaptureFixture[str], patch: pytest.MonkeyPatch) -> None:
        self._capsys, self._patch = capsys, patch

    def __call__(self, *arguments: str, stdin: str | bytes = "") -> Ran:
        body = stdin.encode() if isinstance(stdin, str) else stdin
        self._patch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(body)))
        code = main(arguments)
        out, err = self._capsys.readouterr()
        return Ran(code, out, err)


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Tabsched:
    return Tabsched(capsys, monkeypatch)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


class TestLint:
    def test_a_sound_schedule_exits_0_and_says_what_was_looked_at(self, run: Tabsched) -> None:
        ran = run("lint", "-", stdin=GOOD)
        assert (ran.code, ran.out, ran.err) == (0, "Nothing found: 1 schedule in 1 file\n", "")

    def test_an_error_shows_its_place_its_line_and_its_evidence(self, run: Tabsched) -> None:
        ran = run("lint", "-", stdin=BAD.replace("><", ">\n<"))
        assert ran.out == (
            '-:2:26: error TAB104 time-malformed: start "2:30" is no time of day: write 02:30:00\n'
            '  2 | <frequencyDetails start="2:30">\n'
            "    |                          ^\n"
            "  safe fix: write 02:30:00\n"
            '  2 - <frequencyDetails start="2:30">\n'
            '  2 + <frequencyDetails start="02:30:00">\n'
            "  = [ref] Request Attributes: frequencyDetails start and end, HH:MM:SS; "
            "REST error 409004\n\n"
            "1 error found: 1 schedule in 1 file\n"
        )
        assert ran.code == 1

    @pytest.mark.parametrize(
        ("options", "body", "code"),
        [
            ([], WARNED, 0),
            (["--profile", "strict"], WARNED, 1),
            (["--profile", "strict", "--fail-on", "error"], WARNED, 0),
            (["--profile", "documented"], WARNED, 0),
            (["--fail-on", "warning"], WARNED, 1),
            (["--fail-on", "info"], WARNED, 1),
            (["--fail-on", "info"], GOOD, 0),
            (["--fail-on", "never"], BAD, 0),
            (["--fail-on", "never"], "<", 2),
            (["--platform", "server"], SERVER_DAILY, 0),
            (["--platform", "cloud"], SERVER_DAILY, 1),
            (["--operation", "response"], BAD, 0),
            (["--ignore", "TAB104"], BAD, 0),
            (["--ignore", "time-malformed"], BAD, 0),
            (["--select", "TAB2,TAB3"], BAD, 0),
            (["--select", "tab1"], BAD, 1),
            (["--select", "TAB1", "--ignore", "TAB10"], BAD, 0),
            (["--ignore", "TAB"], "<", 2),
        ],
    )
    def test_the_exit_code_follows_fail_on_and_what_shows(
        self, run: Tabsched, options: list[str], body: str, code: int
    ) -> None:
        assert run("lint", "-", *options, stdin=body).code == code

    @pytest.mark.parametrize("option", ["--select", "--ignore"])
    def test_no_code_at_all_is_a_usage_error(self, run: Tabsched, option: str) -> None:
        ran = run("lint", "-", option, " ,", stdin=BAD)
        assert (ran.code, ran.out) == (2, "")
        assert ran.err.startswith(f"tabsched lint: {option} is empty: ")

    def test_many_unknown_names_are_told_by_a_few(self, run: Tabsched) -> None:
        names = " ".join(f'n{number}=""' for number in range(500))
        ran = run("lint", "-", stdin=f"<schedule {names}/>")
        assert '"n2" and 497 more stands there' in ran.out

    def test_a_code_that_no_rule_has_is_a_usage_error(self, run: Tabsched) -> None:
        ran = run("lint", "-", "--select", "TAB999", stdin=GOOD)
        assert (ran.code, ran.out) == (2, "")
        assert ran.err == 'tabsched lint: --select "TAB999" is no code, prefix or name of a rule\n'

    @pytest.mark.parametrize(
        "options", [["--unsafe"], ["--fix", "--diff"], ["--format", "checkstyle"], ["--wrong"], []]
    )
    def test_what_there_is_not_is_a_usage_error_in_one_line(
        self, run: Tabsched, options: list[str]
    ) -> None:
        ran = run("lint", *(["-", *options] if options else []))
        assert (ran.code, ran.out, ran.err.count("\n")) == (2, "", 1)
        assert ran.err.startswith("tabsched lint: ")

    def test_json_holds_every_field_that_is_promised(self, run: Tabsched) -> None:
        ran = run("lint", "-", "--format", "json", stdin=BAD)
        assert json.loads(ran.out) == {
            "version": 1,
            "files": 1,
            "schedules": 1,
            "findings": [
                {
                    "file": "-",
                    "line": 1,
                    "column": BAD.index("2:30") + 1,
                    "path": "/schedule/frequencyDetails/@start",
                    "code": "TAB104",
                    "name": "time-malformed",
                    "severity": "error",
                    "message": 'start "2:30" is no time of day: write 02:30:00',
                    "evidence": "[ref] Request Attributes: frequencyDetails start and end, "
                    "HH:MM:SS",
                    "api_error": "409004",
                    "fix": {"safe": True, "description": "write 02:30:00"},
                }
            ],
        }

    def test_an_unreadable_document_is_a_finding_and_the_others_are_linted(
        self, run: Tabsched, folder: Path
    ) -> None:
        for name, body in (("a.xml", "<schedule"), ("b.xml", BAD), ("c.json", "{}")):
            (folder / name).write_text(body)
        ran = run("lint", "--format", "json", "a.xml", "b.xml", "c.json", "missing.xml")
        found = json.loads(ran.out)
        codes = [(one["file"], one["code"]) for one in found["findings"]]
        assert codes == [
            *(("a.xml", "TAB901"), ("b.xml", "TAB104"), ("c.json", "TAB912")),
            ("missing.xml", "TAB913"),
        ]
        assert ran.code == 2
        assert ran.err == "tabsched lint: missing.xml: no such file or folder\n"
        assert found["files"] == 3

    def test_in_a_folder_what_holds_no_schedule_is_passed_over_and_counted(
        self, run: Tabsched, folder: Path
    ) -> None:
        (folder / "deep").mkdir()
        (folder / ".hidden").mkdir()
        bodies = {
            "page.xml": "<html/>",
            "settings.json": '{"a": [1, 2]}',
            "broken.json": "{ // a comment",
            "deep/good.XML": GOOD,
            "notes.txt": BAD,
            ".hidden/bad.xml": BAD,
        }
        for name, body in bodies.items():
            (folder / name).write_text(body)
        ran = run("lint", ".")
        assert ran.out == "Nothing found: 1 schedule in 1 file, 3 files passed over\n"
        assert ran.code == 0
        (folder / "meant.json").write_text('{"frequency": ')
        assert run("lint", ".").code == 2
        assert run("lint", "page.xml").code == 2
        assert run("lint", "--skip-unrelated", "page.xml", "broken.json").code == 0
        assert run("lint", "--skip-unrelated", "meant.json").code == 2

    def test_utf_16_is_read_and_its_words_are_seen(self, run: Tabsched, folder: Path) -> None:
        (folder / "wide.xml").write_bytes(BAD.encode("utf-16"))
        (folder / "broken.json").write_bytes('{"frequency" '.encode("utf-16"))
        assert run("lint", "wide.xml").code == 1
        assert run("lint", ".").code == 2

    def test_a_long_line_is_cut_around_the_place(self, run: Tabsched) -> None:
        body = f"[{', '.join([SERVER_DAILY] * 3000)}]"
        lines = run("lint", "-", stdin=body).out.splitlines()
        assert max(map(len, lines)) < 250
        shown = [line for line in lines if line.startswith("  1 | ")]
        carets = [line for line in lines if line.endswith("^")]
        assert len(shown) == len(carets) == 3000
        for line, caret in zip(shown, carets, strict=True):
            assert len(line) <= 110
            assert line[len(caret) - 1] == "{"

    def test_control_characters_do_not_reach_the_terminal(self, run: Tabsched) -> None:
        body = SERVER_DAILY.replace("04:45:00", "\\u001b[31m\u202e")
        out = run("lint", "-", stdin=body).out
        assert "\x1b" not in out
        assert "\u202e" not in out
        assert "\\x1b" in out


class TestPreview:
    def preview(self, run: Tabsched, *more: str, body: str = GOOD) -> Ran:
        after = ("--after", "2026-03-07T00:00:00-08:00")
        return run("preview", "--zone", "America/Los_Angeles", *after, *more, "-", stdin=body)

    def test_runs_show_local_time_utc_and_what_moved(self, run: Tabsched) -> None:
        ran = self.preview(run, "--count", "2")
        assert ran.out == (
            "- /schedule\n"
            "Every week at 02:30 on Sunday, in America/Los_Angeles\n"
            "  Sun 2026-03-08 03:30 -0700  2026-03-08T10:30:00Z  "
            "02:30 does not exist on this day: moved to 03:30\n"
            "  Sun 2026-03-15 02:30 -0700  2026-03-15T09:30:00Z\n"
            "\n"
        )
        assert (ran.code, ran.err) == (0, "")

    def test_json_holds_every_field_that_is_promised(self, run: Tabsched) -> None:
        ran = self.preview(run, "--count", "1", "--format", "json")
        text = "02:30 does not exist on this day: moved to 03:30"
        assert json.loads(ran.out) == {
            "version": 1,
            "zone": "America/Los_Angeles",
            "schedules": [
                {
                    "file": "-",
                    "path": "/schedule",
                    "id": None,
                    "description": "Every week at 02:30 on Sunday",
                    "suspended": False,
                    "problem": None,
                    "assumptions": [],
                    "runs": [
                        {
                            "local": "2026-03-08T03:30:00-07:00",
                            "utc": "2026-03-08T10:30:00Z",
                            "note": text,
                            "notes": [{"kind": "moved", "text": text}],
                        }
                    ],
                }
            ],
        }

    @pytest.mark.parametrize(
        ("options", "runs"),
        [
            ([], 5),
            (["--count", "7"], 7),
            (["--until", "2026-05-01"], 8),
            (["--until", "2026-05-01", "--count", "3"], 3),
            (["--until", "2026-03-15T02:30", "--count", "3"], 1),
            (["--until", "2026-03-15T02:30:01", "--count", "3"], 2),
            (["--until", "2026-03-15T09:30:00Z"], 1),
            (["--until", "2026-03-08"], 0),
            (["--gap", "skip", "--until", "2026-03-16"], 1),
        ],
    )
    def test_count_and_until_end_the_runs(
        self, run: Tabsched, options: list[str], runs: int
    ) -> None:
        ran = self.preview(run, *options, "--format", "json")
        assert len(json.loads(ran.out)["schedules"][0]["runs"]) == runs

    def test_a_run_at_after_itself_is_not_shown(self, run: Tabsched) -> None:
        ran = run(
            *("preview", "--zone", "UTC", "--after", "2026-03-08T02:30", "--format", "json", "-"),
            stdin=GOOD,
        )
        assert json.loads(ran.out)["schedules"][0]["runs"][0]["utc"] == "2026-03-15T02:30:00Z"

    @pytest.mark.parametrize(
        ("options", "word"),
        [
            (["--after", "tomorrow"], "tomorrow"),
            (["--after", "2026"], "2026"),
            (["--after", "2026-W10-1"], "2026-W10-1"),
            (["--after", "2026-02-30"], "2026-02-30"),
            (["--until", "2026-03-07T24:30"], "24:30"),
            (["--count", "0"], "--count"),
            (["--count", "many"], "many"),
            (["--zone", "Pacific Standard Time"], "America/Los_Angeles"),
            (["--zone", "(UTC-05:00) America/New_York"], "America/New_York"),
        ],
    )
    def test_wrong_options_get_one_sentence(
        self, run: Tabsched, options: list[str], word: str
    ) -> None:
        ran = run("preview", "-", "--zone", "UTC", *options, stdin=GOOD)
        assert (ran.code, ran.out, ran.err.count("\n")) == (2, "", 1)
        assert word in ran.err

    def test_the_zone_must_be_named(self, run: Tabsched) -> None:
        ran = run("preview", "-", stdin=GOOD)
        assert ran.code == 2
        assert "--zone" in ran.err

    def test_one_schedule_with_errors_says_why_and_the_others_are_shown(
        self, run: Tabsched
    ) -> None:
        ran = self.preview(run, "--format", "json", body=f"[{BAD_JSON}, {GOOD_JSON}]")
        first, second = json.loads(ran.out)["schedules"]
        assert first["runs"] == []
        assert "TAB104" in first["problem"]
        assert len(second["runs"]) == 5
        assert ran.code == 1

    def test_where_server_would_take_it_the_option_is_named(self, run: Tabsched) -> None:
        ran = self.preview(run, body=SERVER_DAILY)
        assert ran.code == 1
        assert "--platform server would accept it" in ran.out
        assert "every hour" in ran.out
        assert self.preview(run, "--platform", "server", body=SERVER_DAILY).code == 0

    def test_errors_of_the_request_around_do_not_matter(self, run: Tabsched) -> None:
        request = f"<tsRequest><extractRefresh/>{GOOD}</tsRequest>"
        assert run("lint", "-", stdin=request).code == 1
        assert self.preview(run, body=request).code == 0

    def test_a_create_for_server_is_shown_as_server_keeps_it(self, run: Tabsched) -> None:
        body = (
            '<tsRequest><schedule name="a" type="Extract" frequency="Daily"><frequencyDetails '
            'start="06:00:00" end="18:00:00"><intervals><interval hours="4"/></intervals>'
            "</frequencyDetails></schedule></tsRequest>"
        )
        kept = json.loads(self.preview(run, "--format", "json", body=body).out)["schedules"][0]
        assert [one["local"][11:16] for one in kept["runs"]] == ["06:00"] * 5
        assert any("Server" in text for text in kept["assumptions"])
        answer = body.replace("tsRequest", "tsResponse")
        grid = json.loads(self.preview(run, "--format", "json", body=answer).out)["schedules"][0]
        assert [one["local"][11:16] for one in grid["runs"]][:2] == ["06:00", "10:00"]

    def test_a_suspended_schedule_says_so(self, run: Tabsched) -> None:
        body = GOOD.replace("<schedule ", '<schedule state="Suspended" ')
        assert "suspended" in self.preview(run, body=body).out
        found = json.loads(self.preview(run, "--format", "json", body=body).out)
        assert found["schedules"][0]["suspended"] is True

    def test_a_document_without_a_schedule_says_so(self, run: Tabsched) -> None:
        ran = self.preview(run, body="<tsResponse><extracts/></tsResponse>")
        assert (ran.code, ran.out) == (1, "")
        assert ran.err == "tabsched preview: -: holds no schedule\n"

    def test_an_unreadable_document_exits_2(self, run: Tabsched) -> None:
        ran = self.preview(run, body="<schedule")
        assert ran.code == 2
        assert "TAB901" in ran.err

    def test_end_decides_on_the_run_at_the_end(self, run: Tabsched) -> None:
        body = json.dumps(
            tabsched.Schedule.hourly(start="06:00", end="08:00", on="Monday").to_dict()
        )
        for end, times in (("run", ["06:00", "07:00", "08:00"]), ("stop", ["06:00", "07:00"])):
            ran = self.preview(
                run, "--end", end, "--until", "2026-03-10", "--format", "json", body=body
            )
            runs = json.loads(ran.out)["schedules"][0]["runs"]
            assert [one["local"][11:16] for one in runs] == times


GOOD_JSON = json.dumps(tabsched.parse(GOOD).to_dict())
BAD_JSON = json.dumps(tabsched.parse(BAD).to_dict())


class TestConvert:
    def test_xml_becomes_json_and_comes_back(self, run: Tabsched) -> None:
        as_json = run("convert", "--to", "json", "-", stdin=GOOD)
        assert json.loads(as_json.out) == tabsched.parse(GOOD).to_dict()
        back = run("convert", "--to", "xml", "-", stdin=as_json.out)
        assert back.out.startswith('<schedule frequency="Weekly">\n  <frequencyDetails ')
        assert ("".join(map(str.strip, back.out.splitlines())), back.err, back.code) == (
            GOOD,
            "",
            0,
        )

    def test_a_file_is_converted(self, run: Tabsched, folder: Path) -> None:
        (folder / "a.xml").write_text(GOOD)
        ran = run("convert", "--to", "json", "a.xml")
        assert json.loads(ran.out) == tabsched.parse(GOOD).to_dict()

    def test_what_is_wrong_converts_all_the_same(self, run: Tabsched) -> None:
        assert run("convert", "--to", "json", "-", stdin=BAD).code == 0

    def test_what_json_cannot_carry_is_told(self, run: Tabsched) -> None:
        body = GOOD.replace("<intervals>", "<!-- why --><intervals>lost")
        ran = run("convert", "--to", "json", "-", stdin=body)
        assert ran.code == 0
        assert ran.err.count("\n") == 2
        assert "lost" in ran.err
        assert json.loads(ran.out) == tabsched.parse(GOOD).to_dict()

    @pytest.mark.parametrize(
        ("path", "stdin", "word"),
        [
            ("-", "<schedule", "TAB901"),
            ("-", "", "TAB903"),
            ("missing.xml", "", "no such file"),
            (".", "", "folder"),
        ],
    )
    def test_what_cannot_be_read_exits_2(
        self, run: Tabsched, folder: Path, path: str, stdin: str, word: str
    ) -> None:
        (folder / "a.xml").write_text(GOOD)
        ran = run("convert", "--to", "json", path, stdin=stdin)
        assert (ran.code, ran.out) == (2, "")
        assert word in ran.err


class TestRule:
    def test_the_list_has_a_line_a_rule(self, run: Tabsched) -> None:
        lines = run("rule").out.splitlines()
        assert [line.split()[0] for line in lines] == [rule.code for rule in tabsched.rules()]

    def test_a_rule_is_found_by_code_and_by_name(self, run: Tabsched) -> None:
        by_code = run("rule", "tab301")
        assert by_code.code == 0
        assert by_code.out == run("rule", "daily-without-hours").out
        assert by_code.out.startswith("TAB301 daily-without-hours\n\nSeverity: error\nEvidence: ")

    @pytest.mark.parametrize(
        ("name", "hint"),
        [
            ("daily-without-hour", ", daily-without-hours perhaps"),
            ("Daily", ", daily-without-hours perhaps"),
            ("tab30", ", TAB301 perhaps"),
            ("", ""),
            ("?", ""),
        ],
    )
    def test_a_rule_that_is_not_there_names_the_nearest(
        self, run: Tabsched, name: str, hint: str
    ) -> None:
        ran = run("rule", name)
        assert (ran.code, ran.out) == (2, "")
        told = f'there is no rule "{name}"{hint}: tabsched rule lists them'
        assert ran.err == f"tabsched rule: {told}\n"


def test_the_version_is_the_packages(run: Tabsched) -> None:
    assert run("--version").out == f"tabsched {tabsched.__version__}\n"


def test_the_module_is_the_command() -> None:
    ran = subprocess.run(
        [sys.executable, "-m", "tabsched", "lint", "-"],
        input=GOOD.encode(),
        capture_output=True,
        check=True,
    )
    assert ran.stdout == b"Nothing found: 1 schedule in 1 file\n"


@pytest.mark.skipif(os.name != "posix", reason="pipes that break are tried where they are POSIX's")
def test_a_broken_pipe_ends_quietly(tmp_path: Path) -> None:
    (tmp_path / "many.json").write_text(f"[{', '.join([SERVER_DAILY] * 5000)}]")
    command = f"{sys.executable} -m tabsched lint {tmp_path}/many.json | head -n 1"
    ran = subprocess.run(command, shell=True, capture_output=True, check=True)  # noqa: S602 a pipe
    assert ran.stderr == b""
    assert ran.stdout.count(b"\n") == 1


HUGE = "9" * 5000
URL = f"/api/3.24/sites/{'-'.join('0' * n for n in (8, 4, 4, 4, 12))}/tasks/extractRefreshes"


@pytest.mark.parametrize(
    "words",
    [
        [HUGE],
        [f"lint{HUGE}"],
        ["lint", "-", f"--{HUGE}"],
        ["lint", "-", f"--fix={HUGE}"],
        ["lint", "-", "--format", HUGE],
        ["lint", "-", "--format", "a 'b' " * 500],
        ["lint", "-", "--select", HUGE],
        ["lint", "-", "--output", HUGE],
        ["lint", "-", "--output", f"json={HUGE}/a"],
        ["lint", "-", "--output", f"json={HUGE}"],
        ["lint", "-", "--baseline", HUGE],
        ["lint", "-", "--write-baseline", HUGE],
        ["lint", "-", "--config", HUGE],
        ["preview", "-", "--zone", HUGE],
        ["preview", "-", "--zone", "UTC", "--after", HUGE],
        ["preview", "-", "--zone", "UTC", "--count", HUGE],
        ["preview", "-", "--zone", "UTC", "--count", f"-{HUGE}"],
        ["convert", "-", "--to", HUGE],
        ["preflight", "GET", "/a", "--body", HUGE],
        ["preflight", "--curl", HUGE],
        ["explain", HUGE],
        ["explain", "409004", "--status", HUGE],
        ["explain", "409004", "--method", HUGE],
        ["explain", "409004", "--body", HUGE],
        ["rule", HUGE],
    ],
    ids=lambda words: " ".join(words)[:30],
)
def test_a_huge_value_is_told_by_a_part(run: Tabsched, words: list[str]) -> None:
    ran = run(*words, stdin=GOOD)
    assert ran.code == 2
    assert ran.err.count("\n") == 1
    assert HUGE not in ran.err
    assert len(ran.err) < 600


def test_a_huge_parameter_of_a_query_is_told_by_a_part(run: Tabsched) -> None:
    for form in FORMATS:
        ran = run("preflight", "GET", f"{URL}?{HUGE}=1", "--format", form)
        assert "TAB625" in ran.out
        assert "9" * 100 not in ran.out


@pytest.mark.parametrize(
    ("option", "text", "told"),
    [
        ("--count", "many", 'argument --count: "many" is no whole number (see tabsched preview'),
        ("--count", "1.5", 'argument --count: "1.5" is no whole number (see tabsched preview'),
        ("--count", "9" * 19, f'argument --count: "{"9" * 19}" is too long for a number (see '),
        ("--count", "-1", "--count -1 shows nothing: 1 or more"),
    ],
)
def test_what_is_no_number_is_told(run: Tabsched, option: str, text: str, told: str) -> None:
    ran = run("preview", "-", "--zone", "UTC", option, text, stdin=GOOD)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith(f"tabsched preview: {told}")


@given(st.text(max_size=200))
def test_what_argparse_quotes_is_cut_and_the_rest_stays(value: str) -> None:
    message = f"invalid choice: {value!r} (choose from 'a', {'b' * 60!r}, \"c'd\")"
    quote, inside = repr(value)[0], repr(value)[1:-1]
    cut = inside if len(inside) <= 60 else f"{inside[:60]}…"
    assert _QUOTED.sub(_cut, message) == message.replace(inside, cut, 1)
    assert _QUOTED.sub(_cut, message).startswith(f"invalid choice: {quote}{cut}{quote} (choose")


@pytest.mark.parametrize(
    "words",
    [
        ["lint", ""],
        ["lint", "-", ""],
        ["lint", "-", "--config", ""],
        ["lint", "-", "--baseline", ""],
        ["lint", "-", "--write-baseline="],
        ["lint", "-", "--stdin-filename", ""],
        ["preview", "--zone", "UTC", ""],
        ["convert", "--to", "xml", ""],
        ["preflight", "--curl", ""],
        ["preflight", "GET", "/a", "--body", ""],
        ["explain", ""],
        ["explain", "409004", "--body", ""],
    ],
    ids=" ".join,
)
def test_a_name_that_is_empty_is_a_usage_error(run: Tabsched, words: list[str]) -> None:
    ran = run(*words, stdin=GOOD)
    assert (ran.code, ran.out, ran.err.count("\n")) == (2, "", 1)
    assert ": the name is empty: is a variable not set? (see tabsched " in ran.err


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (
            ["convert", "a", "--to", "xml", "b"],
            "there is one word too many: one file at a time is ",
        ),
        (
            ["convert", "a", "b", "--to", "xml"],
            "there is one word too many: one file at a time is ",
        ),
        (["preflight", "/a", "POST"], "what stands first is an address: write VERB before URL"),
        (["preflight", "https://a.example/?token=s3cr3t", "GET"], "what stands first is an "),
    ],
)
def test_words_in_the_wrong_place_are_told(run: Tabsched, words: list[str], told: str) -> None:
    ran = run(*words)
    assert (ran.code, ran.out, ran.err.count("\n")) == (2, "", 1)
    assert ran.err.startswith(f"tabsched {words[0]}: {told}")
    assert "s3cr3t" not in ran.err


def test_paths_may_stand_among_options(run: Tabsched, folder: Path) -> None:
    for name in "abc":
        (folder / f"{name}.xml").write_text(GOOD)
    ran = run(
        "lint", "a.xml", "--fail-on", "error", "b.xml", "-", "--isolated", "c.xml", stdin=GOOD
    )
    assert (ran.code, ran.out) == (0, "Nothing found: 4 schedules in 4 files\n")
    assert run("lint", "a.xml", "--isolated", "b.xml", "--wrong").code == 2


def test_where_there_is_nothing_to_look_at_that_is_said(run: Tabsched, folder: Path) -> None:
    preview = ("preview", "--zone", "UTC")
    (folder / "a.txt").touch()
    for words in (("lint",), preview):
        ran = run(*words, ".")
        assert ran.code == 0
        assert ran.err == (
            f"tabsched {words[0]}: no file to look at: none ends in .xml, .json, .yaml or .yml, or "
            "all are ignored or excluded\n"
        )
        assert run(*words, "missing.xml", ".").err.count("no file to look at") == 0
    (folder / "page.xml").write_text("<html/>")
    assert run("lint", ".").err == ""
    ran = run(*preview, ".")
    assert (ran.code, ran.out) == (0, "")
    assert ran.err.startswith("tabsched preview: no schedule to show: what the folder holds ")


@pytest.mark.parametrize("count", [1, 2, 3])
def test_what_is_no_fault_of_a_file_is_told_once_in_a_preview(
    run: Tabsched, folder: Path, monkeypatch: pytest.MonkeyPatch, count: int
) -> None:
    monkeypatch.setitem(sys.modules, "yaml", None)
    for number in range(count):
        (folder / f"{number}.yaml").write_text("frequency: Daily\n")
        (folder / f"{number}.json").write_text('{"frequency": ')
    ran = run("preview", "--zone", "UTC", ".")
    told = {1: [], 2: ["1 more file: "], 3: ["2 more files: "]}[count]
    lines = ran.err.splitlines()
    assert ran.code == 2
    assert ran.err.count("TAB915") == 1
    assert ran.err.count("TAB902") == count
    assert [line for line in lines if "more file" in line] == [
        f"tabsched preview: {files}YAML is read by the package PyYAML, which is not installed: "
        "python -m pip install 'tabsched[yaml]'"
        for files in told
    ]
    assert run("lint", ".").out.count("TAB915") == count
    for name in ("a.xml", "b.xml"):
        (folder / name).touch()
    assert run("preview", "--zone", "UTC", "a.xml", "b.xml").err.count("TAB903") == 2


def test_what_is_not_installed_is_no_reason_of_an_error(
    run: Tabsched, monkeypatch: pytest.MonkeyPatch, folder: Path
) -> None:
    (folder / "body.yaml").write_text("frequency: Daily\n")
    assert "Likely reasons" in run("explain", "409004", "--body", "body.yaml").out
    monkeypatch.setitem(sys.modules, "yaml", None)
    ran = run("explain", "409004", "--body", "body.yaml")
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith("tabsched explain: body.yaml: YAML is read by the package PyYAML")


def test_a_complaint_is_one_line_that_spoils_no_terminal(run: Tabsched) -> None:
    ran = run("preview", "a\n\x1b[31mb\u202e.xml", "--zone", "UTC")
    assert ran.err == "tabsched preview: a\\n\\x1b[31mb\\u202e.xml: no such file or folder\n"


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["--header", "X-Tableau-Auth:", "s3cr3t"], "there is one word too many: does a value "),
        (["--heading=X-Tableau-Auth: s3cr3t"], "there is no option --heading\n"),
    ],
)
def test_a_word_too_many_is_not_told(
    words: list[str], message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["preflight", "GET", "/a", *words]) == 2
    told = capsys.readouterr().err
    assert told.startswith(f"tabsched preflight: {message}")
    assert "s3cr3t" not in told
