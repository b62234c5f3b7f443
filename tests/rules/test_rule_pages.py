"""Every rule's page: its sections stand in order, and each of its examples is true."""

from __future__ import annotations

import re
import socket
import sys
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import pytest

import tabsched
from tabsched.cli import clock, main
from tabsched.cli.config_file import read_config
from tabsched.cli.keeping import Keeping

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tabsched.rulebook.rule import Rule

RULES: Final = {rule.code: rule for rule in tabsched.rules()}
# Codes whose bad example cannot be shown as a text, with the reason.
NOT_AS_TEXT: Final = {
    "TAB907": "a page is text, and this is about bytes that are none",
    "TAB913": "what is wrong is the file, not what it holds",
    "TAB915": "what is wrong is what is installed, not the text",
}
AS_TEXT: Final = sorted(RULES.keys() - NOT_AS_TEXT.keys())
OPTIONS: Final[dict[str, type[str | int]]] = {
    "platform": str,
    "operation": str,
    "profile": str,
    "max_depth": int,
    "max_size": int,
}
FIRST = {"xml": "<", "json": "{", "yaml": "frequency: ", "sh": "curl ", "toml": "["}
SECTION = re.compile(r"^## (.+)$", re.MULTILINE)
EXAMPLE = re.compile(
    r"^```(xml|json|yaml|sh|toml)((?: [a-z_]+=\w+)*)\n(.*?)^```$", re.MULTILINE | re.DOTALL
)
CONSOLE = re.compile(r"^```console\n((?:\$ .*\n)+)(.*)\n```$", re.MULTILINE)


class Example(NamedTuple):
    """A document of a page, a curl line or a pyproject.toml, and the options of its check."""

    syntax: str
    options: dict[str, Any]
    body: str

    @property
    def codes(self) -> list[str]:
        if self.syntax == "sh":
            request = tabsched.read_curl(self.body)
            return [finding.code for finding in tabsched.preflight(*request, **self.options)]
        if self.syntax == "toml":
            config = read_config(self.body.encode(), "pyproject.toml", ())
            said = Keeping(config, clock.today()).on_entries([], "observed")
            return [finding.code for finding in (*config.findings, *said)]
        return [finding.code for finding in tabsched.check(self.body, **self.options)]


def section(rule: Rule, title: str) -> str:
    """The text under a heading of a rule's page."""
    parts = SECTION.split(rule.page)
    return dict(zip(parts[1::2], parts[2::2], strict=True))[title]


def examples(rule: Rule, title: str) -> list[Example]:
    """The documents in a section of a rule's page."""
    return [
        Example(syntax, dict(_options(words.split())), body)
        for syntax, words, body in EXAMPLE.findall(section(rule, title))
    ]


def _options(words: list[str]) -> Iterator[tuple[str, str | int]]:
    for word in words:
        name, _, value = word.partition("=")
        yield name, OPTIONS[name](value)


def example(rule: Rule, title: str) -> Example:
    """The one document in a section of a rule's page."""
    (found,) = examples(rule, title)
    return found


def shown(rule: Rule, title: str) -> str:
    """The first line of output in a section of a rule's page."""
    ((_, output),) = CONSOLE.findall(section(rule, title))
    return str(output)


def test_codes_are_unique_and_ascend() -> None:
    codes = [rule.code for rule in tabsched.rules()]
    assert codes == sorted(set(codes))


def test_names_are_unique() -> None:
    assert len({rule.name for rule in tabsched.rules()}) == len(tabsched.rules())


@pytest.mark.parametrize("code", RULES)
def test_a_code_is_tab_and_three_digits(code: str) -> None:
    assert re.fullmatch(r"TAB[1-9][0-9]{2}", code)


@pytest.mark.parametrize("code", RULES)
def test_a_rule_is_named_like_its_function(code: str) -> None:
    assert RULES[code].name == RULES[code].check.__name__.replace("_", "-")


@pytest.mark.parametrize("code", RULES)
def test_a_rule_says_who_says_so(code: str) -> None:
    assert RULES[code].evidence.strip()


@pytest.mark.parametrize("code", RULES)
def test_a_page_begins_with_one_line_that_is_a_sentence(code: str) -> None:
    summary, _, rest = RULES[code].page.partition("\n")
    assert summary.endswith(".")
    assert rest.startswith("\n## Why\n")


@pytest.mark.parametrize("code", RULES)
def test_a_page_says_why_and_shows_bad_and_good(code: str) -> None:
    rule = RULES[code]
    assert SECTION.findall(rule.page) == ["Why", "Bad", "Good"]
    for title in ("Why", "Bad", "Good"):
        assert section(rule, title).strip()


@pytest.mark.parametrize("code", RULES)
def test_a_page_names_no_rest_error_but_that_of_its_rule(code: str) -> None:
    rule = RULES[code]
    assert set(re.findall(r"error ([0-9]{6})", rule.page)) <= {rule.api_error}


@pytest.mark.parametrize("code", RULES)
def test_every_fence_of_a_page_is_an_example_that_is_run(code: str) -> None:
    rule = RULES[code]
    fences = re.findall(r"^```.+$", rule.page, re.MULTILINE)
    run = [found for title in ("Bad", "Good") for found in examples(rule, title)]
    assert len(fences) == len(run) + len(CONSOLE.findall(rule.page))
    assert (code in NOT_AS_TEXT) == bool(CONSOLE.search(rule.page))


@pytest.mark.parametrize("code", AS_TEXT)
def test_the_bad_example_gives_this_finding_and_no_other(code: str) -> None:
    assert example(RULES[code], "Bad").codes == [code]


@pytest.mark.parametrize("code", AS_TEXT)
def test_the_good_example_gives_no_finding(code: str) -> None:
    assert example(RULES[code], "Good").codes == []


@pytest.mark.parametrize("code", AS_TEXT)
def test_an_example_is_in_the_syntax_that_it_says(code: str) -> None:
    for title in ("Bad", "Good"):
        found = example(RULES[code], title)
        assert found.body.startswith(FIRST[found.syntax]) or not found.body


@pytest.mark.parametrize("code", AS_TEXT)
def test_bad_and_good_are_not_the_same(code: str) -> None:
    assert example(RULES[code], "Bad") != example(RULES[code], "Good")


def linted(name: str, capsys: pytest.CaptureFixture[str]) -> tuple[int, str]:
    """The exit code of `tabsched lint`, and the first line that it prints."""
    code = main(["lint", name])
    return code, capsys.readouterr().out.partition("\n")[0]


def test_bytes_in_another_encoding_are_a_bad_encoding(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    rule = RULES["TAB907"]
    good = example(rule, "Good")
    declared = good.body.encode("iso-8859-1")
    bare = declared.partition(b"\n")[2]
    assert good.codes == [finding.code for finding in tabsched.check(declared)] == []
    assert [finding.code for finding in tabsched.check(bare)] == ["TAB907"]
    monkeypatch.chdir(tmp_path)
    (tmp_path / "nightly.xml").write_bytes(bare)
    assert linted("nightly.xml", capsys) == (2, shown(rule, "Bad"))


def test_without_pyyaml_a_yaml_text_is_one_finding_that_says_how_to_install_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    rule = RULES["TAB915"]
    monkeypatch.chdir(tmp_path)
    (tmp_path / "nightly.yaml").write_text(example(RULES["TAB914"], "Good").body)
    assert linted("nightly.yaml", capsys) == (0, shown(rule, "Good"))
    monkeypatch.setitem(sys.modules, "yaml", None)
    assert linted("nightly.yaml", capsys) == (2, shown(rule, "Bad"))


def test_a_file_that_can_be_read_has_the_output_of_the_page(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    good = example(RULES["TAB907"], "Good")
    (tmp_path / "nightly.xml").write_bytes(good.body.encode("iso-8859-1"))
    assert linted("nightly.xml", capsys) == (0, shown(RULES["TAB913"], "Good"))


@pytest.mark.skipif(sys.platform == "win32", reason="a socket has no name among the files there")
def test_a_name_that_cannot_be_opened_is_an_unreadable_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    # root reads any file, whatever its mode, but not even root opens a socket as a file
    monkeypatch.chdir(tmp_path)
    with socket.socket(socket.AF_UNIX) as bound:
        bound.bind("nightly.xml")
        code, line = linted("nightly.xml", capsys)
    expected = shown(RULES["TAB913"], "Bad")
    assert code == 2
    assert line.rpartition(": ")[0] == expected.rpartition(": ")[0]
