"""The shipped examples say what `examples/README.md` shows.

After a change of wording, write the README's blocks anew:

    TABSCHED_UPDATE=1 pytest tests/test_examples.py

and read the difference before it is committed.
"""

from __future__ import annotations

import os
import re
import shlex
from pathlib import Path

import pytest

import tabsched
from tabsched.cli.main import main

ROOT = Path(__file__).parent.parent
EXAMPLES = ROOT / "examples"
README = EXAMPLES / "README.md"
BLOCK = re.compile(
    r"(?<=```console\n)\$ tabsched (?P<arguments>[^\n]+)\n(?P<output>.*?)(?=```\n)", re.DOTALL
)

# What is wrong with each bad file, and nothing else is.
FAULTS = {
    "client-style-hours.xml": ["TAB115"],
    "daily-without-hours.json": ["TAB301"],
    "every-three-hours.json": ["TAB302"],
    "intervals-closed-at-once.xml": ["TAB901"],
    "intervals-closed-by-intervals.xml": ["TAB901"],
    "last-day-among-others.xml": ["TAB503"],
    "last-day-in-small-letters.xml": ["TAB506"],
    "last-for-last-day.json": ["TAB507"],
    "lost-brace.json": ["TAB902"],
    "misspelt-names.xml": ["TAB122", "TAB122"],
    "nested-schedule.xml": ["TAB612"],
    "no-break-spaces-in-tags.xml": ["TAB901"],
    "no-week-day.xml": ["TAB112"],
    "pasted-with-no-break-spaces.json": ["TAB911"],
    "start-off-five-minutes.json": ["TAB107"],
    "third-without-week-day.xml": ["TAB504"],
    "time-with-offset.json": ["TAB105"],
    "type-incremental.json": ["TAB602"],
    "typographic-quotes.xml": ["TAB901"],
    "weekly-two-days.json": ["TAB402"],
    "window-not-whole-hours.xml": ["TAB116", "TAB114"],
    "workbook-id-of-seven-digits.xml": ["TAB607"],
}


@pytest.fixture(autouse=True)
def _at_the_root(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    monkeypatch.setenv("NO_COLOR", "1")


def output(arguments: str, capsys: pytest.CaptureFixture[str]) -> str:
    main(shlex.split(arguments))
    said = capsys.readouterr()
    assert said.err == ""
    return said.out


# One test for all blocks: several that run at once could not write one file.
def test_the_readme_shows_what_tabsched_prints(capsys: pytest.CaptureFixture[str]) -> None:
    readme = README.read_text(encoding="utf-8")

    def anew(block: re.Match[str]) -> str:
        arguments = block["arguments"]
        return f"$ tabsched {arguments}\n{output(arguments, capsys)}"

    printed = BLOCK.sub(anew, readme)
    if os.environ.get("TABSCHED_UPDATE"):
        README.write_text(printed, encoding="utf-8", newline="\n")
    else:
        assert readme == printed


def test_every_console_block_of_the_readme_is_run() -> None:
    readme = README.read_text(encoding="utf-8")

    assert len(BLOCK.findall(readme)) == readme.count("```console")


def test_every_example_is_in_the_readme() -> None:
    readme = README.read_text(encoding="utf-8")
    shown = {block["arguments"] for block in BLOCK.finditer(readme)}

    for bad in (EXAMPLES / "bad").iterdir():
        assert f"lint examples/bad/{bad.name}" in shown
    for good in (EXAMPLES / "good").iterdir():
        assert f"`{good.name}`" in readme


def test_every_bad_file_has_its_faults_told() -> None:
    assert {path.name for path in (EXAMPLES / "bad").iterdir()} == set(FAULTS)


@pytest.mark.parametrize("name", FAULTS)
def test_a_bad_file_has_the_faults_that_it_shows_and_no_others(name: str) -> None:
    report = tabsched.check((EXAMPLES / "bad" / name).read_bytes())

    assert [finding.code for finding in report] == FAULTS[name]


@pytest.mark.parametrize("path", sorted((EXAMPLES / "good").iterdir()), ids=lambda path: path.name)
def test_a_good_file_has_no_finding_at_all(path: Path) -> None:
    report = tabsched.check(path.read_bytes())

    assert report.findings == ()
    assert report.schedules


def test_lint_finds_nothing_in_the_good_folder() -> None:
    assert main(["lint", "--profile", "strict", "examples/good"]) == 0


def test_preview_shows_runs_of_every_good_schedule(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["preview", "--zone", "America/Los_Angeles", "examples/good"]) == 0
    assert capsys.readouterr().err == ""
