"""The pages that are made, the navigation, and the built site."""

from __future__ import annotations

import itertools
import os
import re
import shutil
import subprocess
import sys
from importlib.util import find_spec
from typing import TYPE_CHECKING, Final, Literal

import error_pages
import pytest
import reference_pages
import rule_pages
from test_documentation import BLOCK, COMMANDS, ROOT, Reader, prose

import tabsched
from tabsched.cli import main

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

PLATFORMS: Final[tuple[Literal["cloud", "server"], ...]] = ("cloud", "server")
OPERATIONS: Final[tuple[Literal["create", "update", "response"], ...]] = (
    "create",
    "update",
    "response",
)
DOCS: Final = ROOT / "docs"
RULES: Final = rule_pages.pages()
MADE: Final = {
    **{f"rules/{name}": text for name, text in RULES.items()},
    "errors.md": error_pages.page(),
    "reference/python.md": reference_pages.page(),
}


@pytest.mark.parametrize("name", MADE)
def test_a_page_is_what_it_is_made_from(
    name: str,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    made = Reader(tmp_path, capsys, monkeypatch).follow(MADE[name])

    path = DOCS / name
    if os.environ.get("TABSCHED_UPDATE"):
        path.parent.mkdir(exist_ok=True)
        path.write_text(made, encoding="utf-8", newline="\n")
    assert path.read_text(encoding="utf-8").splitlines() == made.splitlines()


def test_every_rule_has_a_page_and_nothing_else_has() -> None:
    codes = {f"{rule.code}.md" for rule in tabsched.rules()}

    assert {path.name for path in rule_pages.FOLDER.iterdir()} == {*codes, "index.md"}
    assert all(rule.code[:4] in rule_pages.GROUPS for rule in tabsched.rules())


@pytest.mark.parametrize("rule", tabsched.rules(), ids=lambda rule: rule.code)
def test_what_a_page_prints_for_the_bad_example_is_about_its_rule(rule: tabsched.Rule) -> None:
    page = (rule_pages.FOLDER / f"{rule.code}.md").read_text(encoding="utf-8")
    bad = page.partition("\n## Bad\n")[2].partition("\n## ")[0]

    if "max_" in bad:
        assert "# -> '" in bad
    else:
        assert f"{rule.code} {rule.name}: " in bad


@pytest.mark.parametrize("rule", tabsched.rules(), ids=lambda rule: rule.code)
def test_a_rule_with_a_fix_shows_what_it_changes(rule: tabsched.Rule) -> None:
    page = (rule_pages.FOLDER / f"{rule.code}.md").read_text(encoding="utf-8")

    assert ("\n@@ " in page or "nobody can tell" in page) == (rule.fix is not None)


@pytest.mark.parametrize("name", MADE)
def test_a_page_holds_no_markup_by_accident(name: str) -> None:
    text = re.sub(r"`[^`]+`", "", BLOCK.sub("", MADE[name]))

    assert not re.search(r"[<>*`]|\b_|_\b", text)


def test_every_public_name_is_in_the_reference() -> None:
    page = MADE["reference/python.md"]

    for name in tabsched.__all__:
        assert f"### tabsched.{name}\n" in page or f"`tabsched.{name}` is" in page


def test_every_code_of_the_reference_is_among_the_errors() -> None:
    headings = re.findall(r"^## (\d+)$", MADE["errors.md"], re.MULTILINE)

    for method in tabsched.methods():
        for error in method.errors:
            assert (error.meant or error.code) in headings


def test_the_help_of_every_command_is_in_the_reference(capsys: pytest.CaptureFixture[str]) -> None:
    main(["--help"])
    listed = re.findall(r"^    (\w+)", capsys.readouterr().out, re.MULTILINE)
    page = (DOCS / "reference" / "command-line.md").read_text(encoding="utf-8")

    assert listed == COMMANDS
    assert re.findall(r"^\$ tabsched (.*)$", page, re.MULTILINE) == [
        "--help",
        *(f"{command} --help" for command in COMMANDS),
    ]


# The table of the rules by platform and frequency

FREQUENCY: Final = re.compile(r'(frequency"?\s*[=:]\s*")(?:Hourly|Daily|Weekly|Monthly)"')
# What the examples of the pages do not bring about, whatever their frequency is.
FURTHER: Final = [
    '<interval hours="1"/><interval weekDay="Monday"/><interval weekDay="Monday"/>',
    '<interval hours="24"/><interval weekDay="Monday"/><interval weekDay="Monday"/>',
    '<interval weekDay="Monday"/><interval weekDay="Monday"/>',
    '<interval monthDay="1"/><interval monthDay="1"/>',
    '<interval monthDay="First" weekDay="Funday"/>',
    '<interval hours="1.0"/><interval weekDay="Monday"/>',
    '<interval hours="1" days="2"/><interval weekDay="Monday"/>',
    '<interval hours="4"/><interval weekDay="Monday"/>',
]
NULL: Final = (
    '{"frequency": "Hourly", "frequencyDetails": {"start": "06:00:00", "end": "06:00:00", '
    '"intervals": {"interval": [{"hours": "1", "minutes": null}, {"weekDay": "Monday"}]}}}'
)


def bodies() -> Iterator[str]:
    """The examples of all pages, and what they leave out."""
    for rule in tabsched.rules():
        for syntax, _, body in rule_pages.FENCE.findall(rule.page):
            if syntax in {"xml", "json"}:
                yield body
    for intervals in FURTHER:
        for end in ("02:00:00", "06:00:00"):
            yield (
                f'<schedule frequency="Daily"><frequencyDetails start="06:00:00" end="{end}">'
                f"<intervals>{intervals}</intervals></frequencyDetails></schedule>"
            )
    yield NULL


def test_the_table_of_the_rules_says_where_they_speak() -> None:
    spoke: dict[str, set[tuple[str, str, str]]] = {"request": set(), "response": set()}
    grid = list(itertools.product(PLATFORMS, rule_pages.FREQUENCIES))
    for body, (platform, frequency) in itertools.product(set(bodies()), grid):
        text = FREQUENCY.sub(rf'\g<1>{frequency}"', body)
        if '"Customized Monthly"' in text and frequency != "Monthly":
            continue
        for operation in OPERATIONS:
            said = spoke["response" if operation == "response" else "request"]
            report = tabsched.check(text, platform=platform, operation=operation)
            said.update((finding.code, platform, frequency) for finding in report)

    for rule in tabsched.rules():
        for platform, frequency in grid if "schedule" in rule.subjects else ():
            letter = rule.severity[0].upper()
            here = (rule.code, platform, frequency)
            seen = f"({letter})" if here in spoke["response"] else "·"
            seen = letter if here in spoke["request"] else seen
            assert rule_pages.cell(rule, platform, frequency) == seen, here


# The navigation and the built site


def in_navigation() -> list[str]:
    """The pages that the navigation names, in its order."""
    text = (ROOT / "mkdocs.yml").read_text(encoding="utf-8")
    return re.findall(r"- (?:.+: )?([\w/-]+\.md)$", text.partition("\nnav:\n")[2], re.MULTILINE)


def test_every_page_stands_in_the_navigation_once() -> None:
    pages = sorted(path.relative_to(DOCS).as_posix() for path in DOCS.rglob("*.md"))

    assert sorted(in_navigation()) == pages


def test_the_rules_stand_in_the_navigation_in_the_order_of_their_codes() -> None:
    codes = [name for name in in_navigation() if name.startswith("rules/TAB")]

    assert codes == [f"rules/{rule.code}.md" for rule in tabsched.rules()]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    if find_spec("mkdocs") is None or find_spec("material") is None:
        pytest.skip("the extra docs is not installed")
    folder = tmp_path_factory.mktemp("site")
    subprocess.run(  # noqa: S603 our own configuration
        [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet", "--site-dir", folder],
        cwd=ROOT,
        check=True,
    )
    yield folder
    shutil.rmtree(folder)


# What a browser loads by itself; a link that a reader follows is none of it.
LOADS: Final = re.compile(
    r"<(?:script|img|iframe|source|video|audio|embed|object)\b[^>]*?\b(?:src|data)=[\"']?(?P<src>[^\"'\s>]+)"
    r"|<link\b(?![^>]*\brel=[\"']?(?:canonical|next|prev|edit))[^>]*?\bhref=[\"']?(?P<href>[^\"'\s>]+)"
    r"|url\([\"']?(?P<url>[^\"')]+)|@import [\"'](?P<sheet>[^\"']+)"
)


def test_no_page_loads_anything_from_another_host(site: Path) -> None:
    pages = [*site.rglob("*.html"), *site.rglob("*.css")]
    assert len(pages) > len(tabsched.rules())

    for page in pages:
        for found in LOADS.finditer(page.read_text(encoding="utf-8")):
            address = next(filter(None, found.groups()))
            assert not re.match(r"(?:\w+:)?//", address), f"{page.name} loads {address}"


def test_the_search_knows_every_rule_by_its_code(site: Path) -> None:
    index = (site / "search" / "search_index.json").read_text(encoding="utf-8")

    for rule in tabsched.rules():
        assert f'"location":"rules/{rule.code}.html"' in index
        assert f'"title":"{rule.code} {rule.name}"' in index


def test_prose_of_pages_names_no_rule_that_is_none() -> None:
    codes = {rule.code for rule in tabsched.rules()}
    for path in DOCS.rglob("*.md"):
        named = set(re.findall(r"\bTAB[0-9]{3}\b", prose(path)))
        assert named <= codes, path.name
