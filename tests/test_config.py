"""Configuration: where it is found, what it decides, and what is said of a faulty one."""

from __future__ import annotations

import json
from datetime import date, datetime, time
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from sites import Site
from toml_texts import as_toml

from tabsched.cli import clock
from tabsched.cli.config_file import LARGEST, read_config

if TYPE_CHECKING:
    from tabsched.cli.config import Config

SCHEMA: Final = json.loads(
    (Path(__file__).parents[1] / "docs" / "config.schema.json").read_text(encoding="utf-8")
)
WEEKLY = (
    '<schedule frequency="Weekly"><frequencyDetails start="06:00:00"><intervals>'
    '<interval weekDay="Sunday"/></intervals></frequencyDetails></schedule>'
)
# One error, one warning.
FAULTY = WEEKLY.replace("06:00:00", "6:00")
WARNED = WEEKLY.replace('start="06:00:00"', 'start="06:00:00" end="07:00:00"')


@pytest.fixture
def site(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Site:
    return Site(tmp_path, capsys, monkeypatch)


def read(text: str) -> Config:
    return read_config(text.encode(), "tabsched.toml", ("/",))


class TestFaults:
    @pytest.mark.parametrize(
        ("text", "told"),
        [
            ("", None),
            ("platform = 'cloud'", None),
            ("platform = 'clud'", '1:13 TAB803 /platform platform is "clud": write auto, cloud or'),
            ("platform = 1", "1:12 TAB803 /platform platform is a number: write auto"),
            ("platform = true", "1:12 TAB803 /platform platform is true: write"),
            ("profile = []", "1:11 TAB803 /profile profile is a list: write documented"),
            ("fail-on = {}", "1:11 TAB803 /fail-on fail-on is a table: write error"),
            (
                "fail_on = 'error'",
                '1:1 TAB802 /fail_on "fail_on" is no key of the configuration: f',
            ),
            ('"a\\u0007" = 1', '1:1 TAB802 /a\a "a\\x07" is no key of the configuration: write pl'),
            ("\n\n  Platform = 'x'", '3:3 TAB802 /Platform "Platform" is no key of the conf'),
            ("select = 'TAB301'", '1:11 TAB803 /select select is "TAB301": write a list, ["T'),
            ("select = ['TAB301', 3]", "1:21 TAB803 /select/1 a number stands in a list of texts"),
            ("ignore = ['TAB3',\n 'TABX']", '2:3 TAB803 /ignore/1 "TABX" is no code, prefix or na'),
            ("ignore = ['']", '1:12 TAB803 /ignore/0 "" is no code'),
            ("exclude = 'a'", '1:12 TAB803 /exclude exclude is "a": write a list'),
            ("exclude = ['# a']", '1:13 TAB803 /exclude/0 "# a" matches no file: write a pattern'),
            ("exclude = ['[a']", '1:13 TAB803 /exclude/0 "[a" matches no file'),
            ("exclude = ['a', '!a/b']", None),
            ("per-file-ignores = ['a']", "1:20 TAB803 /per-file-ignores per-file-ignores is a li"),
            ("[per-file-ignores]\n'a/' = 'TAB3'", '2:9 TAB803 /per-file-ignores/a~1 a/ is "TAB3"'),
            ("[per-file-ignores]\n'!a' = []", '2:8 TAB803 /per-file-ignores/!a "!a" matches no f'),
            ("zone = 'Europe/Berlin'", None),
            (
                "zone = 'Berlin'",
                "1:9 TAB803 /zone zone: no time zone is named 'Berlin': write 'Eur",
            ),
            ("zone = 1.5", "1:8 TAB803 /zone zone is a number: write an IANA name"),
            ("suppress = 1", "1:12 TAB803 /suppress suppress is a number: write [[suppress]]"),
            ("suppress = [1]", "1:13 TAB803 /suppress/0 a number stands in a list of suppressio"),
            ("[[suppress]]\ncodes = ['TAB3']", None),
            ("[[suppress]]\nreason = 'x'", "1:1 TAB804 /suppress/0 codes is missing: name what it"),
            ("[[suppress]]\ncodes = []", "2:9 TAB803 /suppress/0/codes codes is an empty list"),
            ("[[suppress]]\ncodes = ['X']", '2:11 TAB803 /suppress/0/codes/0 "X" is no code'),
            ("[[suppress]]\ncodes = ['TAB901']", '2:11 TAB803 /suppress/0/codes/0 "TAB901" cannot'),
            (
                "[[suppress]]\ncodes = ['TAB3']\nuntil = '2027-01-31'",
                "3:10 TAB803 /suppress/0/until",
            ),
            ("[[suppress]]\ncodes = ['TAB3']\nuntil = 2027-01-31", None),
            (
                "[[suppress]]\ncodes = ['TAB3']\nuntil = 2027-01-31T00:00:00",
                "3:9 TAB803 /suppress/0/until until is a date with a time: write a date, 2027-01-",
            ),
            ("[[suppress]]\ncodes = ['TAB3']\nuntil = 07:00:00", "3:9 TAB803 /suppress/0/until"),
            ("[[suppress]]\ncodes = ['TAB3']\nreason = 1", "3:10 TAB803 /suppress/0/reason reason"),
            (
                "[[suppress]]\ncodes = ['TAB3']\ncode = 1",
                '3:1 TAB802 /suppress/0/code "code" is no',
            ),
            ("platform: 'cloud'", "1:9 TAB801  this is no TOML: "),
            ("platform = ", "1:11 TAB801  this is no TOML: "),
            ("a = 1\na = 2", "2:5 TAB801  this is no TOML: "),
            ("a = 'ü\r\n'", "1:7 TAB801  this is no TOML"),
            ("a = " + "[" * 100_000, "None:None TAB801  lists and tables nest too deep"),
            ("a = " + "9" * 5000, "None:None TAB801  this is no TOML: "),
            ("# why\n" + "a." * 500_000 + "a = 1", "2:1 TAB801  a key has more parts with dots "),
            ("b = 1\n[ " + "a." * 500_000 + "a]", "2:3 TAB801  a key has more parts with dots "),
            (
                "#" * LARGEST + "#",
                "None:None TAB801  the configuration is larger than 1048576 byte",
            ),
        ],
        ids=lambda value: str(value)[:60],
    )
    def test_what_is_wrong_has_a_place_a_path_and_a_sentence(
        self, text: str, told: str | None
    ) -> None:
        findings = read(text).findings
        if told is None:
            assert findings == ()
            return
        (found,) = findings
        line = f"{found.line}:{found.column} {found.code} {found.path} {found.message}"
        assert line.startswith(told)
        assert found.severity == "error"

    def test_every_fault_is_told_in_the_order_of_the_text(self) -> None:
        found = read("ignore = ['x', 'y']\nplatform = 1\nfoo = 2\nselect = ['z']").findings
        assert [(one.line, one.code) for one in found] == [
            (1, "TAB803"),
            (1, "TAB803"),
            (2, "TAB803"),
            (3, "TAB802"),
            (4, "TAB803"),
        ]

    def test_bytes_that_are_no_utf_8_have_a_place(self) -> None:
        (found,) = read_config(b"# a\n# \xfc", "tabsched.toml", ()).findings
        assert (found.code, found.line, found.column) == ("TAB801", 2, 3)
        assert found.message == "the bytes fc are no text in UTF-8"

    def test_a_byte_order_mark_does_not_count(self) -> None:
        (found,) = read_config(b"\xef\xbb\xbfplatform = 1", "tabsched.toml", ()).findings
        assert (found.line, found.column) == (1, 12)

    def test_a_table_that_is_none_is_a_wrong_value(self) -> None:
        (found,) = read_config(b"tool.tabsched = 1", "pyproject.toml", ()).findings
        assert (found.code, found.path, found.column) == ("TAB803", "/tool/tabsched", 17)

    @given(st.binary(max_size=40) | st.text(max_size=40).map(str.encode))
    def test_no_bytes_make_it_stumble(self, body: bytes) -> None:
        for name in ("tabsched.toml", "pyproject.toml"):
            for found in read_config(body, name, ()).findings:
                assert found.message
                assert "\n" not in found.message

    @given(st.text(alphabet="abt[]{}='\"\n.,#1 -:T", max_size=60))
    def test_no_toml_makes_it_stumble(self, text: str) -> None:
        read(text)


class TestSchema:
    """docs/config.schema.json, which editors read, and the reader agree."""

    words = st.lists(
        st.sampled_from(["TAB301", "tab3", "end-not-used", "TAB", "x", "", "TAB901"]), max_size=2
    )
    texts = st.lists(st.sampled_from(["a/", "*.json", "", "[a"]), max_size=2)
    junk = st.sampled_from([1, "x", True, [], {}, [1], {"a": 1}, [{}], date(2027, 1, 31)])
    entry = st.fixed_dictionaries(
        {"codes": words | junk},
        optional={
            "files": texts | junk,
            "reason": st.just("why") | junk,
            "until": st.just(date(2027, 1, 31)) | junk,
            "unknown": junk,
        },
    )
    tables = st.fixed_dictionaries(
        {},
        optional={
            "platform": st.sampled_from(["auto", "cloud", "server"]) | junk,
            "profile": st.sampled_from(["documented", "observed", "strict"]) | junk,
            "fail-on": st.sampled_from(["error", "warning", "info", "never"]) | junk,
            "select": words | junk,
            "ignore": words | junk,
            "exclude": texts | junk,
            "per-file-ignores": st.dictionaries(st.sampled_from(["a/", "*"]), words) | junk,
            "zone": st.just("Asia/Tokyo") | junk,
            "suppress": st.lists(entry, max_size=2) | junk,
            "unknown": junk,
        },
    )

    def test_it_is_a_schema(self) -> None:
        Draft202012Validator.check_schema(SCHEMA)

    @given(tables)
    def test_what_is_read_without_a_fault_is_valid(self, table: dict[str, Any]) -> None:
        if not read(as_toml(table)).findings:
            assert Draft202012Validator(SCHEMA).is_valid(as_json(table))

    @given(tables)
    def test_what_is_at_fault_is_invalid_unless_it_takes_knowledge_to_see(
        self, table: dict[str, Any]
    ) -> None:
        """No schema knows the rules, the zones, dates, and which patterns match something."""
        known = (
            "is a date",
            "a date stands",
            "no code",
            "cannot be suppressed",
            "no time zone",
            "matches no file",
            "until is",
        )
        findings = read(as_toml(table)).findings
        if any(not any(word in found.message for word in known) for found in findings):
            assert not Draft202012Validator(SCHEMA).is_valid(as_json(table))


def as_json(value: Any) -> Any:  # noqa: ANN401 any value of TOML
    """A value as a reader of TOML shows it to a schema: a date is a text."""
    if isinstance(value, dict):
        return {key: as_json(item) for key, item in value.items()}
    if isinstance(value, list):
        return [as_json(item) for item in value]
    return value.isoformat() if isinstance(value, date | time) else value


class TestWhereItIs:
    def test_the_nearest_file_upwards_counts(self, site: Site, monkeypatch: Any) -> None:  # noqa: ANN401
        site.put("a/b/c.xml", FAULTY)
        site.configure("ignore = ['TAB104']")
        monkeypatch.chdir(site.folder / "a" / "b")
        assert site("lint", "c.xml").code == 0
        site.put("a/pyproject.toml", "[project]\nname = 'tabsched'")
        assert site("lint", "c.xml").code == 0
        site.put("a/pyproject.toml", "[tool.tabsched]")
        assert site("lint", "c.xml").code == 1

    def test_a_file_of_its_own_goes_before_a_pyproject(self, site: Site) -> None:
        site.write(a=FAULTY)
        site.put("pyproject.toml", "[tool.tabsched]\nignore = ['TAB104']")
        assert site("lint", "a.xml").code == 0
        site.configure("")
        assert site("lint", "a.xml").code == 1

    def test_a_broken_pyproject_counts_only_where_it_is_ours(self, site: Site) -> None:
        site.write(a=WEEKLY)
        site.put("pyproject.toml", "[project]\ndependencies = tabsched")
        assert site("lint", "a.xml").code == 0
        site.put("pyproject.toml", "[tool.tabsched]\nplatform = cloud")
        ran = site("lint", "a.xml")
        assert (ran.code, ran.codes) == (2, ["TAB801"])
        assert ran.out.startswith("pyproject.toml:2:12: error TAB801 config-unreadable: this is no")

    def test_a_pyproject_that_cannot_be_read_may_be_ours(
        self, site: Site, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def refused(path: Path) -> bytes:
            raise PermissionError(13, "Permission denied", path)

        site.write(a=WEEKLY)
        site.put("pyproject.toml", "")
        monkeypatch.setattr(Path, "read_bytes", refused)
        ran = site("lint", "a.xml")
        assert (ran.code, ran.out) == (2, "")
        told = "pyproject.toml: Permission denied: --isolated does without it"
        assert ran.err == f"tabsched lint: {told}\n"
        assert site("lint", "--isolated", "a.xml").code == 0

    def test_a_key_without_an_end_in_a_pyproject_counts_only_where_it_is_ours(
        self, site: Site
    ) -> None:
        site.write(a=WEEKLY)
        key = "a." * 400_000 + "a = 'tabsched'"
        site.put("pyproject.toml", f"[tool.other]\n{key}")
        assert site("lint", "a.xml").code == 0
        site.put("pyproject.toml", f"[tool.tabsched]\n{key}")
        assert site("lint", "a.xml").codes == ["TAB801"]

    def test_a_file_can_be_named_or_none_be_wanted(self, site: Site) -> None:
        site.write(a=FAULTY)
        site.put("other/my.toml", "ignore = ['TAB104']\nexclude = ['x.xml']")
        site.put("other/x.xml", FAULTY)
        assert site("lint", "--config", "other/my.toml", "a.xml").code == 0
        assert site("lint", "--config", "other/my.toml", "other").out.endswith("0 files\n")
        site.configure("ignore = ['TAB104']")
        assert site("lint", "a.xml").code == 0
        assert site("lint", "--isolated", "a.xml").code == 1

    def test_what_cannot_be_is_a_usage_error(self, site: Site) -> None:
        site.write(a=WEEKLY)
        ran = site("lint", "--config", "none.toml", "a.xml")
        assert (ran.code, ran.out) == (2, "")
        assert ran.err == "tabsched lint: none.toml: No such file or directory\n"
        ran = site("lint", "--config", "a.xml", "--isolated", "a.xml")
        assert (ran.code, ran.out, ran.err.count("\n")) == (2, "", 1)
        ran = site("lint", "--stdin-filename", "b.xml", "a.xml")
        assert (ran.code, ran.out, ran.err.count("\n")) == (2, "", 1)


class TestWhatItDecides:
    @pytest.mark.parametrize(
        ("config", "options", "code"),
        [
            ("", [], 0),
            ("fail-on = 'warning'", [], 1),
            ("fail-on = 'warning'", ["--fail-on", "error"], 0),
            ("profile = 'strict'", [], 1),
            ("profile = 'strict'", ["--profile", "observed"], 0),
            ("profile = 'strict'\nfail-on = 'error'", [], 0),
            ("fail-on = 'warning'\nprofile = 'documented'", [], 0),
            ("fail-on = 'warning'\nselect = ['TAB3']", [], 0),
            ("fail-on = 'warning'\nselect = []", [], 0),
            ("fail-on = 'warning'\nselect = ['TAB3']", ["--select", "TAB1"], 1),
            ("fail-on = 'warning'\nignore = ['end-not-used']", [], 0),
            ("fail-on = 'warning'\nignore = ['end-not-used']", ["--ignore", "TAB3"], 1),
            ("fail-on = 'warning'\nplatform = 'server'", [], 1),
            ("fail-on = 'warning'\n[per-file-ignores]\n'*.xml' = ['TAB117']", [], 0),
            ("fail-on = 'warning'\n[per-file-ignores]\n'b.xml' = ['TAB117']", [], 1),
            ("fail-on = 'warning'\n[per-file-ignores]\n'/' = ['TAB117']", [], 2),
        ],
    )
    def test_the_command_line_beats_the_file(
        self, site: Site, config: str, options: list[str], code: int
    ) -> None:
        site.write(a=WARNED)
        site.configure(config)
        assert site("lint", *options, "a.xml").code == code

    def test_the_platform_holds_for_lint_and_preview(self, site: Site) -> None:
        site.put("a.json", '{"frequency": "Daily", "frequencyDetails": {"start": "04:45:00"}}')
        assert site("lint", "a.json").code == 1
        site.configure("platform = 'server'\nzone = 'Asia/Tokyo'")
        assert site("lint", "a.json").code == 0
        assert site("preview", "a.json").out.startswith("a.json\n")
        assert site("lint", "--platform", "auto", "a.json").code == 1

    def test_the_zone_is_that_of_previews(self, site: Site) -> None:
        site.write(a=WEEKLY)
        ran = site("preview", "a.xml")
        assert (ran.code, ran.out, ran.err.count("\n")) == (2, "", 1)
        site.configure("zone = 'Asia/Tokyo'")
        assert "+0900" in site("preview", "a.xml").out
        assert "+0900" not in site("preview", "--zone", "UTC", "a.xml").out
        assert site("preview", "--isolated", "a.xml").code == 2

    def test_a_faulty_configuration_stops_preview_with_a_sentence(self, site: Site) -> None:
        site.write(a=WEEKLY)
        site.configure("zone = 'Tokio'")
        ran = site("preview", "a.xml")
        assert (ran.code, ran.out) == (2, "")
        assert ran.err.startswith(
            "tabsched preview: tabsched.toml:1:9: zone: no time zone is named"
        )

    def test_what_is_excluded_is_left_out_of_folders_only(self, site: Site) -> None:
        site.put("old/a.xml", FAULTY)
        site.put("new/b.xml", FAULTY)
        site.configure("exclude = ['old/']\nzone = 'UTC'")
        assert site("lint", ".").out.count("TAB104") == 1
        assert site("lint", "old/a.xml").code == 1
        assert site("lint", "old").code == 1
        assert "old" not in site("preview", ".").err

    def test_pre_commit_names_every_file_and_gets_what_a_folder_gives(self, site: Site) -> None:
        site.put("old/a.xml", FAULTY)
        site.configure("exclude = ['old/']")
        ran = site("lint", "--skip-unrelated", "old/a.xml")
        assert (ran.code, ran.out) == (0, "Nothing found: 0 schedules in 0 files\n")
        site.put("a.xml", WEEKLY)
        ran = site("lint", "--skip-unrelated", "-", "--stdin-filename", "old/b.xml", stdin=FAULTY)
        assert (ran.code, ran.out) == (0, "Nothing found: 0 schedules in 0 files\n")

    def test_standard_input_has_the_name_that_it_is_given(self, site: Site) -> None:
        site.configure("[per-file-ignores]\n'old/' = ['TAB104']")
        assert site("lint", "-", stdin=FAULTY).code == 1
        assert site("lint", "-", "--stdin-filename", "old/b.xml", stdin=FAULTY).code == 0
        ran = site("lint", "-", "--stdin-filename", "new/b.xml", stdin=FAULTY)
        assert ran.out.startswith("new/b.xml:1:")

    def test_a_fix_of_standard_input_leaves_the_file_of_that_name_alone(self, site: Site) -> None:
        site.write(a="as it was")
        ran = site("lint", "--fix", "-", "--stdin-filename", "a.xml", stdin=FAULTY)
        assert ran.out == WEEKLY
        assert (site.folder / "a.xml").read_text(encoding="utf-8") == "as it was"

    def test_what_is_suppressed_or_ignored_is_not_fixed(self, site: Site) -> None:
        body = f"<!-- tabsched: ignore[TAB104] kept -->{FAULTY}"
        assert site("lint", "--fix", "-", stdin=body).out == body
        for text in ("ignore = ['TAB104']", "[[suppress]]\ncodes = ['TAB104']\nreason = 'why'"):
            site.configure(text)
            assert site("lint", "--fix", "-", stdin=FAULTY).out == FAULTY

    def test_what_cannot_be_read_shows_whatever_is_ignored(self, site: Site) -> None:
        site.write(a="<schedule>")
        site.configure("ignore = ['TAB']\nselect = []\n[per-file-ignores]\n'*' = ['TAB']")
        assert site("lint", "a.xml").codes == ["TAB901"]

    def test_a_faulty_configuration_is_a_finding_in_every_format_and_nothing_is_judged(
        self, site: Site
    ) -> None:
        site.write(a=FAULTY)
        site.configure("ignore = ['TAB']\nplatform = 'clud'\n[[suppress]]\ncodes = ['TAB104']")
        ran = site("lint", "a.xml")
        assert (ran.code, ran.codes) == (2, ["TAB803"])
        told = json.loads(site("lint", "--format", "json", "a.xml").out)
        (found,) = told["findings"]
        assert told["files"] == 0
        assert (found["file"], found["line"], found["column"]) == ("tabsched.toml", 2, 13)
        assert found["path"] == "/platform"


ENTRY = "[[suppress]]\ncodes = ['TAB104']\nfiles = ['old/*.xml']\nreason = 'why'\n"


class TestSuppress:
    def test_it_holds_in_the_files_that_it_names(self, site: Site) -> None:
        site.put("old/a.xml", FAULTY)
        site.configure(ENTRY)
        assert site("lint", ".").codes == []
        site.put("new/a.xml", FAULTY)
        assert site("lint", ".").codes == ["TAB104"]
        site.configure(ENTRY.replace("files = ['old/*.xml']\n", ""))
        assert site("lint", ".").codes == []

    @pytest.mark.parametrize(
        ("day", "told"),
        [
            (date(2027, 1, 30), []),
            (date(2027, 1, 31), []),
            (date(2027, 2, 1), ["TAB104", "TAB812"]),
            (date(9999, 1, 1), ["TAB104", "TAB812"]),
        ],
    )
    def test_until_is_the_last_day_by_a_clock_that_can_be_set(
        self, site: Site, day: date, told: list[str]
    ) -> None:
        site.put("old/a.xml", FAULTY)
        site.configure(f"{ENTRY}until = 2027-01-31\n")
        site.on(day)
        assert site("lint", "old").codes == told

    def test_the_clock_tells_the_day_by_utc(self, monkeypatch: pytest.MonkeyPatch) -> None:
        asked: list[Any] = []

        class Clock(datetime):
            @classmethod
            def now(cls, tz: Any = None) -> Any:  # noqa: ANN401 as datetime has it
                asked.append(tz)
                return datetime(2027, 1, 31, 23, 59, tzinfo=tz)

        monkeypatch.setattr(clock, "datetime", Clock)
        assert clock.today() == date(2027, 1, 31)
        assert [str(zone) for zone in asked] == ["UTC"]

    @pytest.mark.parametrize(
        ("files", "paths", "is_told"),
        [
            ("'old/*.xml'", ["."], True),
            ("'old/*.xml'", ["old"], True),
            ("'old/*.xml'", ["old/a.xml"], False),
            ("'old/*.xml'", ["new"], False),
            ("'old/a.xml'", ["old/a.xml"], True),
            ("'old/a.xml', 'new/b.xml'", ["old"], False),
            ("'old/a.xml', 'new/b.xml'", ["old", "new"], True),
            ("'*.xml'", ["old", "new"], False),
            ("'*.xml'", ["."], True),
            (None, ["old"], False),
            (None, ["."], True),
            (None, ["-"], False),
        ],
    )
    def test_it_is_unused_once_all_was_looked_at_that_it_may_mean(
        self,
        site: Site,
        files: str | None,
        paths: list[str],
        is_told: bool,  # noqa: FBT001 a table
    ) -> None:
        site.put("old/a.xml", WEEKLY)
        site.put("new/b.xml", WEEKLY)
        line = "" if files is None else f"files = [{files}]\n"
        site.configure(f"[[suppress]]\ncodes = ['TAB104']\nreason = 'why'\n{line}")
        ran = site("lint", *paths, stdin=WEEKLY)
        assert ran.codes == (["TAB811"] if is_told else [])
        assert not is_told or ran.out.startswith("tabsched.toml:1:1: warning TAB811 ")

    def test_of_a_rule_that_the_profile_leaves_out_nobody_knows(self, site: Site) -> None:
        site.put("old/a.xml", WARNED)
        site.configure(ENTRY.replace("TAB104", "TAB117"))
        assert site("lint", ".").codes == []
        assert site("lint", "--profile", "documented", ".").codes == []

    def test_a_reason_is_missed_where_it_suppresses(self, site: Site) -> None:
        site.put("old/a.xml", FAULTY)
        for reason in ("", "reason = ' '\n"):
            site.configure(ENTRY.replace("reason = 'why'\n", reason))
            ran = site("lint", ".")
            assert (ran.code, ran.codes) == (0, ["TAB813"])
        assert site("lint", "--ignore", "TAB8", ".").codes == []
        site.put("old/a.xml", WEEKLY)
        assert site("lint", ".").codes == ["TAB811"]

    def test_neither_what_cannot_be_read_nor_a_faulty_suppression_can_be_suppressed(
        self, site: Site
    ) -> None:
        site.configure("[[suppress]]\ncodes = ['TAB']\nreason = 'why'")
        site.write(a="<schedule frequency=''>", b=f"<!-- tabsched: ignore[TAB402] x -->{FAULTY}")
        assert site("lint", ".").codes == ["TAB901", "TAB811"]

    def test_comments_in_documents_come_first(self, site: Site) -> None:
        site.put("old/a.xml", f"<!-- tabsched: ignore[TAB104] kept -->{FAULTY}")
        site.configure(ENTRY)
        assert site("lint", ".").codes == ["TAB811"]
