"""The files that others run tabsched from: hooks, examples of pipelines, the problem matcher."""

from __future__ import annotations

import json
import re
import shutil
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

import tabsched
from tabsched.cli import main

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parents[1]
CI = ROOT / "examples" / "ci"
HOWTO = ROOT / "docs" / "howto"
HOOKS = ROOT / ".pre-commit-hooks.yaml"
BAD = sorted((ROOT / "examples" / "bad").iterdir())
FENCE = re.compile(r"^```\w+[^\n]*\n(.*?)^```$", re.MULTILINE | re.DOTALL)
# The severities of the runner of GitHub Actions, which passes over a line with any other.
SEVERITIES = {"error", "warning", "notice"}
needs_hooks = pytest.mark.skipif(not HOOKS.exists(), reason="a source archive leaves the hooks out")


def matchers() -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(
        (CI / "tabsched-matcher.json").read_text(encoding="utf-8")
    )["problemMatcher"]
    return found


def matched(line: str) -> list[dict[str, str | None]]:
    """What the matchers make of a line of a log: what each of their groups holds, by its name."""
    found = []
    for matcher in matchers():
        (pattern,) = matcher["pattern"]
        match = re.search(pattern["regexp"], line)
        if match:
            groups = {name: match[group] for name, group in pattern.items() if name != "regexp"}
            found.append({"severity": matcher.get("severity"), **groups})
    return found


def findings(paths: list[str], capsys: pytest.CaptureFixture[str]) -> list[dict[str, str | None]]:
    """The findings as a matcher is to give them, from the JSON that `lint` prints."""
    main(["lint", "--isolated", "--format", "json", *paths])
    return [
        {
            "file": found["file"],
            "line": found["line"] and str(found["line"]),
            "column": found["column"] and str(found["column"]),
            "severity": {"info": "notice"}.get(found["severity"], found["severity"]),
            "code": found["code"],
            "message": f"{found['name']}: {found['message']}",
        }
        for found in json.loads(capsys.readouterr().out)["findings"]
    ]


@pytest.mark.parametrize("path", BAD, ids=lambda path: path.name)
def test_the_matcher_finds_every_finding_and_nothing_else(
    path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    expected = findings([str(path)], capsys)
    assert expected

    main(["lint", "--isolated", "--statistics", str(path)])

    lines = capsys.readouterr().out.splitlines()
    assert [found for line in lines for found in matched(line)] == expected


def test_the_examples_have_findings_of_every_severity(capsys: pytest.CaptureFixture[str]) -> None:
    found = findings([str(ROOT / "examples" / "bad")], capsys)

    assert {one["severity"] for one in found} == SEVERITIES


@pytest.mark.parametrize("name", ["a b.json", "ä.json", "a:1.json", "a: b.json", "12.json"])
def test_the_matcher_finds_files_of_any_name(
    name: str,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(tmp_path)
    shutil.copy(ROOT / "examples" / "bad" / "every-three-hours.json", name)

    main(["lint", name])

    lines = capsys.readouterr().out.splitlines()
    found = [found for line in lines for found in matched(line)]
    assert [(one["file"], one["line"], one["code"]) for one in found] == [(name, "13", "TAB302")]


def test_the_matcher_finds_what_has_no_line(capsys: pytest.CaptureFixture[str]) -> None:
    main(["preflight", "POST", "/nowhere"])

    lines = capsys.readouterr().out.splitlines()
    (found,) = [found for line in lines for found in matched(line)]
    assert (found["file"], found["line"], found["severity"]) == ("request", None, "error")


@given(st.text(alphabet=st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp"])))
def test_no_line_matches_twice_or_without_its_code(line: str) -> None:
    for text in (line, f"a.xml:1:2: error TAB301 name: {line}", f"  1 | {line}"):
        found = matched(text)
        assert len(found) <= 1
        assert all(re.fullmatch(r"TAB\d{3}", one["code"] or "") for one in found)
        assert not (found and text.startswith(" "))


def test_the_matchers_are_what_github_reads() -> None:
    """Its own rules: owners of their own, groups of the expression, a message in the last line."""
    assert len({matcher["owner"] for matcher in matchers()}) == len(matchers())
    for matcher in matchers():
        assert matcher.get("severity", "error") in SEVERITIES
        (pattern,) = matcher["pattern"]
        groups = [group for name, group in pattern.items() if name != "regexp"]
        assert sorted(groups) == list(range(1, re.compile(pattern["regexp"]).groups + 1))
        assert "message" in pattern


@pytest.mark.parametrize(
    ("page", "file"),
    [
        ("ci.md", "github.yml"),
        ("ci.md", "gitlab.yml"),
        ("ci.md", "tabsched-matcher.json"),
        ("pre-commit.md", "pre-commit.yaml"),
    ],
)
def test_a_page_shows_the_file_as_it_is(page: str, file: str) -> None:
    blocks = FENCE.findall((HOWTO / page).read_text(encoding="utf-8"))

    assert (CI / file).read_text(encoding="utf-8") in blocks


def commands(value: object) -> Iterator[list[str]]:
    """The calls of tabsched in a pipeline, at any depth of it."""
    if isinstance(value, dict):
        for inside in value.values():
            yield from commands(inside)
    elif isinstance(value, list):
        for inside in value:
            yield from commands(inside)
    elif isinstance(value, str) and value.startswith("tabsched "):
        yield value.split()[1:]


@pytest.mark.parametrize("file", ["github.yml", "gitlab.yml"])
def test_the_pipeline_runs_and_writes_the_reports_that_it_uploads(
    file: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = (CI / file).read_text(encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    shutil.copytree(ROOT / "examples" / "good", "schedules")

    calls = list(commands(yaml.safe_load(text)))

    assert calls
    for call in calls:
        assert main(call) == 0
    uploaded = re.findall(r"(?:sarif_file|codequality|junit): (\S+)", text)
    assert uploaded
    for name in uploaded:
        assert Path(name).stat().st_size


def hooks() -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = yaml.safe_load(HOOKS.read_text(encoding="utf-8"))
    return found


@needs_hooks
def test_the_hooks_do_what_their_names_say(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("unrelated.json").write_text('{"name": "a package"}', encoding="utf-8")
    bad = Path(shutil.copy(ROOT / "examples" / "bad" / "misspelt-names.xml", "bad.xml"))
    lint, fix = (hook["entry"].split()[1:] for hook in hooks())
    paths = ["unrelated.json", "bad.xml"]

    assert main([*lint, *paths]) == 1
    assert main([*fix, *paths]) == 0
    assert tabsched.check(bad.read_bytes()).ok
    assert main([*lint, *paths]) == 0


@needs_hooks
def test_the_hooks_install_what_yaml_needs() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]

    for hook in hooks():
        assert hook["additional_dependencies"] == project["optional-dependencies"]["yaml"]


@needs_hooks
def test_the_page_names_every_hook() -> None:
    page = (HOWTO / "pre-commit.md").read_text(encoding="utf-8")

    for hook in hooks():
        assert f"`{hook['id']}`" in page
    used = yaml.safe_load((CI / "pre-commit.yaml").read_text(encoding="utf-8"))["repos"][0]["hooks"]
    assert {hook["id"] for hook in used} == {hook["id"] for hook in hooks()}
