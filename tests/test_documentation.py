"""The documentation: what it shows is what happens.

How the pages are written, README.md and those in docs/ alike:

    ```console             a session. `$ tabsched …` and below it what a terminal shows, without
                           blank lines at its end;
                           `$ echo $?` shows the exit code of the command above it, which is 0
                           where it is not asked for. Standard input: `$ echo '…' | tabsched …`
                           or `$ tabsched … < file`.
    ```xml title="a.xml"   a file that the reader saves, for the sessions below it.
    ```python              is run; `expression  # -> value` shows the value's repr, in the line
                           below where it is long. The blocks of a page share their names.

A page's blocks run one after the other in a folder of its own that holds a copy of examples/.
TABSCHED_UPDATE=1 writes outputs and values anew. Pages that are made from the rules, the methods
and the docstrings are the matter of test_docs_pages.py and test_rest.py.
"""

from __future__ import annotations

import ast
import inspect
import io
import os
import re
import shlex
import shutil
import sys
from pathlib import Path
from typing import NamedTuple

import pytest

import tabsched
from tabsched.cli import main

ROOT = Path(__file__).parents[1]
README = ROOT / "README.md"
CHECKS = ROOT / ".ci" / "run"
PAGES = [README, *sorted((ROOT / "docs").rglob("*.md"))]
NAMES = [page.relative_to(ROOT).as_posix() for page in PAGES]
# The page of a rule is run where it is made: test_docs_pages.py.
RUN = [name for name in NAMES if not name.startswith("docs/rules/TAB")]
# What `--help` prints, which argparse lays out in another way in other versions of Python.
HELP = "docs/reference/command-line.md"

BLOCK = re.compile(
    r"^(?P<fence>`{3,})(?P<language>\w+)(?P<rest>[^\n`]*)\n(?P<body>.*?)^(?P=fence)$",
    re.MULTILINE | re.DOTALL,
)
TITLE = re.compile(r'title="([^"]+)"')
VALUE = re.compile(r"^(?:(?P<code>.*\S)  |[ ]*)# -> .*$")
WIDTH = 100
LINK = re.compile(r"\[[^\]]+\]\(([^)\s]+)\)")


class Command(NamedTuple):
    """One line of a session: the arguments of tabsched, and its standard input."""

    arguments: list[str]
    stdin: str


def command(line: str) -> Command:
    """What a line of a session after its `$` means."""
    words = shlex.split(line)
    stdin = ""
    if words[0] == "echo" and words[2] == "|":
        stdin, words = words[1] + "\n", words[3:]
    if words[-2:-1] == ["<"]:
        stdin, words = Path(words[-1]).read_text(encoding="utf-8"), words[:-2]
    assert words[0] == "tabsched", f"a session runs nothing but tabsched: {line}"
    return Command(words[1:], stdin)


class Reader:
    """Someone who does what a page says, in an empty folder beside a copy of examples/."""

    def __init__(
        self, folder: Path, capsys: pytest.CaptureFixture[str], patch: pytest.MonkeyPatch
    ) -> None:
        shutil.copytree(ROOT / "examples", folder / "examples")
        patch.chdir(folder)
        patch.setenv("NO_COLOR", "1")
        patch.setenv("COLUMNS", str(WIDTH))
        self._folder, self._capsys, self._patch = folder, capsys, patch
        self._names: dict[str, object] = {}

    def follow(self, page: str) -> str:
        """The page as it should read: every block done, and its output as it is now."""
        return BLOCK.sub(lambda block: self._block(page, block), page)

    def _block(self, page: str, block: re.Match[str]) -> str:
        body, title = block["body"], TITLE.search(block["rest"])
        if title:
            (self._folder / title[1]).parent.mkdir(parents=True, exist_ok=True)
            (self._folder / title[1]).write_text(body, encoding="utf-8")
        elif block["language"] == "console":
            body = self._session(body)
        elif block["language"] == "python":
            body = self._python(body, page.count("\n", 0, block.start("body")))
        assert block["fence"] not in body, "the output holds a fence: take one more backquote"
        return f"{block['fence']}{block['language']}{block['rest']}\n{body}{block['fence']}"

    def _session(self, body: str) -> str:
        assert body.startswith("$ "), f"a session begins with a command: {body}"
        lines: list[str] = []
        code = 0
        for line in body.splitlines():
            if not line.startswith("$ "):
                continue
            if line == "$ echo $?":
                lines += [line, str(code)]
                code = 0
                continue
            if code:
                lines += ["$ echo $?", str(code)]
            code, output = self._run(command(line.removeprefix("$ ")))
            lines += [line, *output.rstrip("\n").splitlines()]
        if code:
            lines += ["$ echo $?", str(code)]
        return "\n".join(lines) + "\n"

    def _run(self, given: Command) -> tuple[int, str]:
        """The exit code and what a terminal shows: both streams as they come."""
        self._patch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(given.stdin.encode())))
        self._patch.setattr(sys, "stderr", sys.stdout)
        code = main(given.arguments)
        return code, self._capsys.readouterr().out

    def _python(self, body: str, line: int) -> str:
        """The block with its values as they are."""
        lines: list[str] = []
        marked: set[int] = set()
        for text in body.splitlines():
            found = VALUE.match(text)
            if not found or found["code"]:
                lines.append(found["code"] if found else text)
            if found:
                marked.add(len(lines))
        values: dict[int, object] = {}
        self._names["note"] = values.__setitem__
        tree = Noting(marked).visit(ast.parse("\n".join(lines)))
        code = compile(ast.fix_missing_locations(tree), f"<the block below line {line}>", "exec")
        exec(code, self._names)  # noqa: S102 our own pages
        assert values.keys() == marked, "a marked line is no expression, or was never reached"
        return "".join(
            shown(text, values[number]) if number in marked else f"{text}\n"
            for number, text in enumerate(lines, 1)
        )


class Noting(ast.NodeTransformer):
    """Lets each marked expression note its value, by the number of its last line."""

    def __init__(self, marked: set[int]) -> None:
        self._marked = marked

    def visit_Expr(self, node: ast.Expr) -> ast.Expr:
        if node.end_lineno not in self._marked:
            return node
        note = ast.parse("note(0, 0)", mode="eval").body
        assert isinstance(note, ast.Call)
        note.args = [ast.Constant(node.end_lineno), node.value]
        return ast.copy_location(ast.Expr(note), node)


def shown(code: str, value: object) -> str:
    """An expression's last line with its value behind it, or below it where that is too long."""
    line = f"{code}  # -> {value!r}"
    if len(line) <= WIDTH:
        return f"{line}\n"
    indent = code[: len(code) - len(code.lstrip())]
    return f"{code}\n{indent}# -> {value!r}\n"


def prose(page: Path) -> str:
    """A page without its blocks."""
    return BLOCK.sub("", page.read_text(encoding="utf-8"))


def anchors(page: Path) -> set[str]:
    """What a link to a part of a page may name: its headings, as the docs are built."""
    headings = re.findall(r"^#+ (.+)$", prose(page), re.MULTILINE)
    words = (re.sub(r"[^\w\s-]", "", heading).strip().lower() for heading in headings)
    return {re.sub(r"[-\s]+", "-", heading) for heading in words}


@pytest.fixture(autouse=True)
def _plain_output(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")


@pytest.mark.parametrize("name", RUN)
def test_what_a_page_shows_is_what_happens(
    name: str,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    if name == HELP and sys.version_info[:2] != (3, 11):
        pytest.skip("the page shows what Python 3.11 prints")
    page = (ROOT / name).read_text(encoding="utf-8")

    done = Reader(tmp_path, capsys, monkeypatch).follow(page)

    if os.environ.get("TABSCHED_UPDATE"):
        (ROOT / name).write_text(done, encoding="utf-8", newline="\n")
    else:
        assert page.splitlines() == done.splitlines()


@pytest.mark.parametrize("name", NAMES)
def test_every_block_is_found(name: str) -> None:
    """A block that is indented, or a fence that is not closed, would never be run."""
    assert "```" not in prose(ROOT / name)


@pytest.mark.parametrize("name", [*NAMES, "CHANGELOG.md", "CONTRIBUTING.md"])
def test_links_between_pages_lead_somewhere(name: str) -> None:
    page = ROOT / name
    for link in LINK.findall(prose(page)):
        if link.startswith("https://"):
            continue
        path, _, anchor = link.partition("#")
        there = (page.parent / path).resolve() if path else page
        assert there.exists(), link
        assert not anchor or anchor in anchors(there), link


def test_every_public_name_is_explained() -> None:
    page = (ROOT / "docs" / "interface.md").read_text(encoding="utf-8")

    for name in tabsched.__all__:
        assert f"`tabsched.{name}" in page, name


def told(node: ast.FunctionDef) -> list[tuple[str, object]]:
    """The parameters of a signature as a page tells it, with their defaults."""
    arguments = node.args
    plain = [*arguments.posonlyargs, *arguments.args]
    missing = [None] * (len(plain) - len(arguments.defaults))
    pairs = zip(plain, [*missing, *arguments.defaults], strict=True)
    keywords = zip(arguments.kwonlyargs, arguments.kw_defaults, strict=True)
    found = [
        (argument.arg, inspect.Parameter.empty if default is None else ast.literal_eval(default))
        for argument, default in (*pairs, *keywords)
    ]
    rest = [(argument.arg, inspect.Parameter.empty) for argument in (arguments.kwarg,) if argument]
    return [*found, *rest]


def test_signatures_are_told_as_they_are() -> None:
    page = (ROOT / "docs" / "interface.md").read_text(encoding="utf-8")
    blocks = [block["body"] for block in BLOCK.finditer(page) if block["language"] == "py"]
    assert blocks

    for body in blocks:
        for node in ast.parse(body).body:
            owner: object = tabsched
            defs = [node]
            if isinstance(node, ast.ClassDef):
                owner, defs = getattr(tabsched, node.name), node.body
            for each in defs:
                assert isinstance(each, ast.FunctionDef)
                real = inspect.signature(getattr(owner, each.name)).parameters.values()
                assert told(each) == [(one.name, one.default) for one in real], each.name


COMMANDS = ["lint", "preview", "convert", "preflight", "explain", "rule"]


@pytest.mark.parametrize("words", [[], *([command] for command in COMMANDS)])
def test_every_option_is_explained(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    page = (ROOT / "docs" / "interface.md").read_text(encoding="utf-8")
    main([*words, "--help"])

    for option in re.findall(r"--[a-z-]+", capsys.readouterr().out):
        assert re.search(rf"`[^`\n]*{option}\b", page), option


def first_commands() -> list[str]:
    """The two lines with which the README opens."""
    blocks = [block["body"] for block in BLOCK.finditer(README.read_text(encoding="utf-8"))]
    return [body.rstrip("\n") for body in blocks[:2]]


def test_the_first_command_of_the_readme_works(monkeypatch: pytest.MonkeyPatch) -> None:
    install, *rest = first_commands()[0].split(" && ")

    assert install == "python -m pip install ."
    assert rest
    monkeypatch.chdir(ROOT)
    for line in rest:
        assert main(command(line).arguments) == 0


@pytest.mark.skipif(not CHECKS.exists(), reason="a source archive leaves .ci out")
def test_the_second_command_of_the_readme_is_the_one_that_the_checks_run() -> None:
    lines = CHECKS.read_text(encoding="utf-8").splitlines()

    assert first_commands()[1] in lines
