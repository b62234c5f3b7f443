"""The scripts of --print-completion: shells accept them, bash completes by them; closed streams."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from functools import cache
from pathlib import Path
from shutil import which
from typing import IO

import pytest

import tabsched
from tabsched.cli import main

SHELLS = ["bash", "zsh", "tcsh", "fish", "powershell"]
BASH = which("bash")
FULL = Path("/dev/full")
# Calls the function that completes tabsched as bash itself does, and prints what it offers.
ASK = """
source "$1"; shift
COMP_WORDS=("$@") COMP_CWORD=$(($# - 1))
$(complete -p tabsched | sed 's/.* -F \\([^ ]*\\) .*/\\1/') tabsched
printf '%s\\n' "${COMPREPLY[@]}"
"""
needs_bash = pytest.mark.skipif(BASH is None or os.name == "nt", reason="there is no bash")


@cache
def script(shell: str) -> str:
    """What a fresh process prints."""
    command = [sys.executable, "-m", "tabsched", "--print-completion", shell]
    done = subprocess.run(command, capture_output=True, check=True)  # noqa: S603 our own words
    assert not done.stderr
    return done.stdout.decode()


def offered(folder: Path, *words: str) -> set[str]:
    """What bash offers in a folder for the last of the words behind `tabsched`."""
    (folder / ".completion").write_text(script("bash"), encoding="utf-8")
    command = [str(BASH), "--norc", "-c", ASK, "ask", ".completion", "tabsched", *words]
    done = subprocess.run(  # noqa: S603 our own words
        command, cwd=folder, capture_output=True, text=True, check=True
    )
    assert not done.stderr
    return set(done.stdout.split("\n")) - {""}


@pytest.mark.parametrize("shell", SHELLS)
def test_a_shell_accepts_its_script(shell: str, tmp_path: Path) -> None:
    path = tmp_path / "script"
    path.write_text(script(shell), encoding="utf-8")

    found = which(shell)
    if found is None or shell == "powershell":
        pytest.skip(f"{shell} is not installed, or cannot only read a script")
    done = subprocess.run([found, "-n", path], capture_output=True, check=False)  # noqa: S603 our own words

    assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")


@pytest.mark.parametrize("shell", SHELLS)
def test_a_script_knows_every_command_and_the_codes(shell: str) -> None:
    text = script(shell)

    for word in ("lint", "preview", "convert", "preflight", "explain", "rule", "TAB301"):
        assert word in text


@pytest.mark.parametrize(("shell", "spec"), [("zsh", '\n  "*:a file, '), ("tcsh", "'p/*/f/'")])
def test_a_script_completes_each_of_several_paths(shell: str, spec: str) -> None:
    assert spec in script(shell)


def test_in_tcsh_no_list_holds_what_parts_it() -> None:
    lists = re.findall(r"/\(([^()]*)\)/'", script("tcsh"))
    assert any("TAB301" in words for words in lists)
    assert not any("/" in words for words in lists)


def offered_by_fish(folder: Path, *words: str) -> set[str]:
    """As `offered`, by fish."""
    found = which("fish")
    if found is None:
        pytest.skip("there is no fish")
    (folder / ".completion").write_text(script("fish"), encoding="utf-8")
    ask = f"source .completion; complete -C '{' '.join(['tabsched', *words])}'"
    done = subprocess.run(  # noqa: S603 our own words
        [found, "--no-config", "-c", ask],
        cwd=folder,
        env=os.environ | {"HOME": str(folder)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert not done.stderr
    return {line.partition("\t")[0].rstrip("/") for line in done.stdout.splitlines()}


COMPLETED = pytest.mark.parametrize(
    ("words", "expected"),
    [
        (["li"], {"lint"}),
        (["pre"], {"preview", "preflight"}),
        (["--v"], {"--version"}),
        (["lint", "--fo"], {"--format"}),
        (["lint", "--format", "s"], {"sarif"}),
        (["lint", "--fail-on", ""], {"error", "warning", "info", "never"}),
        (["lint", "--select", "TAB301"], {"TAB301"}),
        (["lint", "--baseline", "kn"], {"known.json"}),
        (["lint", "sch"], {"schedules"}),
        (["lint", "known.json", "sch"], {"schedules"}),
        (["preview", "--zone", "America/Los"], {"America/Los_Angeles"}),
        (["convert", "kn"], {"known.json"}),
        (["explain", "kn"], {"known.json"}),
        (["explain", "--method", "create-t"], {"create-task"}),
        (["rule", "daily-without-h"], {"daily-without-hours"}),
        (["rule", "known.js"], set()),
    ],
)


@COMPLETED
def test_fish_offers(words: list[str], expected: set[str], tmp_path: Path) -> None:
    (tmp_path / "schedules").mkdir()
    (tmp_path / "known.json").touch()

    assert offered_by_fish(tmp_path, *words) == expected


@needs_bash
@COMPLETED
def test_bash_offers(words: list[str], expected: set[str], tmp_path: Path) -> None:
    (tmp_path / "schedules").mkdir()
    (tmp_path / "known.json").touch()

    assert offered(tmp_path, *words) == expected


@needs_bash
def test_bash_offers_every_option_of_a_command(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["lint", "--help"])
    told = {word.strip("[],") for word in capsys.readouterr().out.split() if word.startswith("--")}

    assert told <= offered(tmp_path, "lint", "--")


@needs_bash
def test_bash_offers_every_rule(tmp_path: Path) -> None:
    rules = tabsched.rules()

    assert offered(tmp_path, "lint", "--ignore", "") == {rule.code for rule in rules}
    assert offered(tmp_path, "rule", "") == {
        word for rule in rules for word in (rule.code, rule.name)
    }


def test_without_shtab_one_sentence_says_how_to_get_it(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "shtab", None)

    assert main(["--print-completion", "bash"]) == 2

    output = capsys.readouterr()
    assert not output.out
    assert output.err == (
        "tabsched: --print-completion needs the package shtab: "
        "python -m pip install 'tabsched[completion]'\n"
    )


def test_a_shell_that_is_not_known_is_wrong_usage(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--print-completion", "ksh"]) == 2
    assert "invalid choice: 'ksh'" in capsys.readouterr().err


def test_no_other_command_loads_shtab() -> None:
    code = (
        "import json, sys; from tabsched.cli import main; main(['rule', 'TAB301']);"
        "json.dump(sorted(sys.modules), sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True)  # noqa: S603 our own words

    assert not {"shtab", "tabsched.cli.completion"} & set(json.loads(done.stderr))


# What is printed and no command.
PRINTED = [["--print-completion", "bash"], ["--help"], ["--version"]]


def ran(words: list[str], stdout: int | IO[bytes]) -> tuple[int, str]:
    """The exit code, and what is told, where the output goes elsewhere."""
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONUNBUFFERED"}
    done = subprocess.run(  # noqa: S603 our own words
        [sys.executable, "-m", "tabsched", *words],
        stdout=stdout,
        stderr=subprocess.PIPE,
        env=environment,
        check=False,
    )
    return done.returncode, done.stderr.decode()


@pytest.mark.skipif(os.name == "nt", reason="pipes of POSIX")
@pytest.mark.parametrize("words", PRINTED)
def test_a_reader_that_has_gone_ends_it_quietly(words: list[str]) -> None:
    reader, writer = os.pipe()
    os.close(reader)
    try:
        assert ran(words, writer) == (141, "")
    finally:
        os.close(writer)


@pytest.mark.skipif(not FULL.exists(), reason="there is no full device")
@pytest.mark.parametrize("words", [*PRINTED, ["rule"]])
def test_a_full_disk_is_told_in_one_sentence(words: list[str]) -> None:
    with FULL.open("wb") as full:
        code, told = ran(words, full)

    assert code == 2
    assert re.fullmatch(r"tabsched( rule)?: the output cannot be written: [^\n]+\n", told)


@needs_bash
@pytest.mark.parametrize(
    ("line", "code", "told"),
    [
        ("--version >&-", 0, ""),
        ("rule >&-", 0, ""),
        ("rule TAB000 2>&-", 2, ""),
        ("convert --to json - <&-", 2, "-: error TAB903 empty"),
    ],
)
def test_a_stream_that_is_closed_is_empty(line: str, code: int, told: str) -> None:
    command = [str(BASH), "--norc", "-c", f'"$0" -m tabsched {line}', sys.executable]
    done = subprocess.run(command, capture_output=True, check=False)  # noqa: S603 our own words

    assert done.returncode == code
    assert done.stderr.decode().startswith(told)
    assert bool(done.stderr) == bool(told)
