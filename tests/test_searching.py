"""The search of folders: patterns as git has them, what is ignored and what is found."""

from __future__ import annotations

import os
import subprocess
import sys
from io import BytesIO, TextIOWrapper
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tabsched.cli import main
from tabsched.cli.files import inputs, size_of
from tabsched.cli.formats import FORMATS
from tabsched.cli.patterns import Patterns, PatternsIn, parts_of
from tabsched.cli.searching import files_in

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="module")
def repository(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty repository of git."""
    folder = tmp_path_factory.mktemp("repository")
    try:
        git("init", "-q", folder=folder)
    except FileNotFoundError:
        pytest.skip("git is not installed")
    return folder


class TestPatterns:
    names = st.text("ab.", min_size=1, max_size=3).filter(lambda name: name not in {".", ".."})
    paths = st.lists(names, min_size=1, max_size=4)
    signs = st.sampled_from("ab./?*[]!#- \\")
    sets = st.sampled_from(
        ["[ab]", "[!a]", "[^b]", "[a-b]", "[b-a]", "[]a]", "[a/]", "[a-]", "[!]"]
    )
    tokens = signs | sets | st.sampled_from(["**", "***", "\\a", "\\*", "\\ "])
    lines = st.lists(tokens, max_size=6).map("".join)

    @settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
    @given(st.lists(lines, min_size=1, max_size=3), st.lists(paths, min_size=1, max_size=8))
    def test_they_match_what_git_ignores(
        self, repository: Path, lines: list[str], paths: list[list[str]]
    ) -> None:
        (repository / ".gitignore").write_text("\n".join(lines), newline="\n")
        asked = "\0".join("/".join(path) for path in paths)
        ignored = git("check-ignore", "--no-index", "-z", "--stdin", folder=repository, text=asked)
        patterns = Patterns(lines)
        for path in paths:
            assert patterns.match(path) == ("/".join(path) in ignored.split("\0")), path

    @pytest.mark.parametrize(
        ("pattern", "matched", "others"),
        [
            ("a", ["a", "x/a", "a/x", "x/a/y"], ["b", "ab", "x/b"]),
            ("/a", ["a", "a/x"], ["x/a"]),
            ("a/", ["a/x", "x/a/y"], ["a", "x/a"]),
            ("a/b", ["a/b", "a/b/c"], ["x/a/b", "a/c"]),
            ("*.xml", ["a.xml", "x/.xml"], ["a.xmlx"]),
            ("a/*.xml", ["a/b.xml"], ["a/b/c.xml"]),
            ("**/b/*.xml", ["b/c.xml", "a/b/c.xml"], ["b/x/c.xml"]),
            ("a/**", ["a/b", "a/b/c"], ["a"]),
            ("a/**/b", ["a/b", "a/x/y/b"], ["a/bx"]),
            ("[a-c]?", ["ax", "c1"], ["dx", "a"]),
            ("\\!a", ["!a"], ["a"]),
            ("a  ", ["a"], ["a  "]),
            ("a\\ ", ["a "], ["a"]),
            ("a\nb", ["a\nb"], ["a"]),
        ],
    )
    def test_as_the_page_says(self, pattern: str, matched: list[str], others: list[str]) -> None:
        patterns = Patterns([pattern])
        assert [path for path in matched if not patterns.match(path.split("/"))] == []
        assert [path for path in others if patterns.match(path.split("/"))] == []

    def test_no_pattern_takes_long(self) -> None:
        assert not Patterns([f"{'*a' * 60}b"]).match(["a" * 255])
        assert not Patterns([f"{'**/a/' * 60}b"]).match(["a"] * 255)

    @pytest.mark.parametrize(
        ("pattern", "base"),
        [
            ("a/b/*.xml", "a/b"),
            ("a/b.xml", "a/b.xml"),
            ("*.xml", ""),
            ("a", ""),
            ("/a/", "a"),
            ("a/\\b/[c]/d", "a/b"),
            ("**/a", ""),
        ],
    )
    def test_all_that_a_pattern_matches_lies_in_its_base(self, pattern: str, base: str) -> None:
        assert Patterns([pattern]).bases == [tuple(base.split("/")) if base else ()]

    def test_a_path_elsewhere_is_matched_by_its_names(self) -> None:
        patterns = PatternsIn(parts_of("/site"), Patterns(["build", "/site2"]))
        assert patterns.match(parts_of("/site/build/a.xml"))
        assert patterns.match(parts_of("/other/build/a.xml"))
        assert not patterns.match(parts_of("/other/a.xml"))


def git(*arguments: str, folder: Path, text: str = "") -> str:
    """What git says, whatever is configured for the user."""
    command = ["git", "-c", "core.excludesFile=/dev/null", *arguments]
    done = subprocess.run(  # noqa: S603 our own arguments
        command, cwd=folder, input=text, capture_output=True, text=True, check=False
    )
    assert done.returncode in {0, 1}, done.stderr
    return done.stdout


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder, in which one works."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def put(folder: Path, name: str, text: str) -> None:
    """Write a file in a folder of its own or not."""
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8", newline="")


class TestSearch:
    def found(self, folder: str = ".") -> list[str]:
        return sorted(path.replace("\\", "/") for path in files_in(folder, (".xml",), None, []))

    def test_what_git_ignores_is_left_out(self, folder: Path) -> None:
        for name in ("a.xml", "build/b.xml", "sub/c.xml", "sub/d.old.xml", "sub/deep/e.xml"):
            put(folder, name, "")
        assert len(self.found()) == 5
        put(folder, ".gitignore", "build/\r\n*.old.xml\n")
        put(folder, "sub/.gitignore", "/deep\n!*.old.xml\n")
        assert self.found() == ["./a.xml", "./sub/c.xml", "./sub/d.old.xml"]

    def test_hidden_folders_and_other_suffixes_are_left_out(self, folder: Path) -> None:
        for name in ("a.XML", "b.txt", ".hidden/c.xml", "sub/.d.xml"):
            put(folder, name, "")
        assert self.found() == ["./a.XML", "./sub/.d.xml"]

    def test_a_gitignore_above_counts_up_to_the_top_of_the_work_tree(self, folder: Path) -> None:
        put(folder, "work/.git/info/exclude", "b.xml")
        put(folder, ".gitignore", "a.xml")
        put(folder, "work/.gitignore", "c.xml\nsub")
        for name in "abcd":
            put(folder, f"work/sub/{name}.xml", "")
        assert self.found("work/sub") == ["work/sub/a.xml", "work/sub/d.xml"]
        assert self.found("work") == []

    @pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such files")
    def test_a_gitignore_that_is_no_text_is_passed_over(self, folder: Path) -> None:
        put(folder, "a.xml", "")
        (folder / ".gitignore").mkdir()
        assert self.found() == ["./a.xml"]
        (folder / ".gitignore").rmdir()
        (folder / ".gitignore").write_bytes(b"\xef\xbb\xbfa.xml\n\xff*\0\n")
        assert self.found() == []

    @settings(
        max_examples=settings().max_examples // 4,
        suppress_health_check=[HealthCheck.function_scoped_fixture],
    )
    @given(
        st.lists(st.lists(st.sampled_from("ab"), min_size=1, max_size=3), min_size=1, max_size=6),
        st.dictionaries(
            st.sampled_from([".", "a", "a/b"]),
            st.lists(st.sampled_from(["a", "b", "!a", "/a", "b/", "a/b", "*.xml", "!*.xml", "**"])),
        ),
    )
    def test_as_git_does(
        self,
        repository: Path,
        paths: list[list[str]],
        ignored: dict[str, list[str]],
    ) -> None:
        folder = repository
        for file in sorted(folder.rglob("*.xml")) + sorted(folder.rglob(".gitignore")):
            file.unlink()
        for path in paths:
            file = folder.joinpath(*path[:-1], f"{path[-1]}.xml")
            file.parent.mkdir(parents=True, exist_ok=True)
            file.touch()
        for name, lines in ignored.items():
            (folder / name).mkdir(parents=True, exist_ok=True)
            (folder / name / ".gitignore").write_text("\n".join(lines), newline="\n")
        listed = git("ls-files", "-z", "--others", "--exclude-standard", folder=folder)
        there = [str(folder / name) for name in listed.split("\0") if name.endswith(".xml")]
        assert self.found(str(folder)) == sorted(there)


class TestInputs:
    """Which files several paths name, and what is said of those that are not there."""

    @pytest.fixture(autouse=True)
    def _site(self, folder: Path) -> None:
        put(folder, "a.xml", "<a/>")
        put(folder, "sub/b.xml", "<b/>")
        put(folder, "sub/c.json", "{}")

    @pytest.mark.parametrize(
        ("paths", "names"),
        [
            (["a.xml", "a.xml"], ["a.xml"]),
            (["./a.xml", "a.xml", "sub/../a.xml"], ["./a.xml"]),
            (["a.xml", "."], ["a.xml", "./sub/b.xml", "./sub/c.json"]),
            ([".", "a.xml"], ["./a.xml", "./sub/b.xml", "./sub/c.json"]),
            (["sub", "."], ["sub/b.xml", "sub/c.json", "./a.xml"]),
            ([".", ".", "./"], ["./a.xml", "./sub/b.xml", "./sub/c.json"]),
            (["none", "none"], ["none"]),
            (["a\0b", "a\0b"], ["a\0b"]),
        ],
    )
    def test_a_file_comes_once_under_its_first_name(
        self, paths: list[str], names: list[str]
    ) -> None:
        assert [given.name.replace("\\", "/") for given in inputs(paths)] == names

    @pytest.mark.skipif(os.name == "nt", reason="links need a privilege there")
    def test_a_link_and_what_it_leads_to_are_one_file(self, folder: Path) -> None:
        (folder / "link.xml").symlink_to("sub/b.xml")
        (folder / "there").symlink_to("sub")
        names = ["link.xml", "sub/b.xml", "there/b.xml"]
        for paths in (names, names[::-1]):
            assert [given.name for given in inputs(paths)] == paths[:1]

    @given(st.lists(st.sampled_from(["a.xml", "./a.xml", "sub", "sub/b.xml", "."]), max_size=6))
    def test_paths_together_name_what_each_of_them_names(self, paths: list[str]) -> None:
        def places(paths: list[str]) -> list[str]:
            return [os.path.realpath(given.name) for given in inputs(paths)]

        every = places(paths)
        assert len({*every}) == len(every)
        assert {*every} == {place for path in paths for place in places([path])}
        assert size_of(paths) == sum(os.stat(place).st_size for place in every)  # noqa: PTH116 short

    def test_what_is_named_is_judged_whatever_folder_holds_it(self, folder: Path) -> None:
        put(folder, "page.xml", "<html/>")
        for paths in ([".", "page.xml"], ["page.xml", "."], ["page.xml", "./page.xml"]):
            assert main(["lint", *paths]) == 2
        assert main(["lint", "."]) == 0

    def test_standard_input_is_read_once(
        self, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        body = b'{"frequency": "Weekly", "frequencyDetails": {}}'
        monkeypatch.setattr(sys, "stdin", TextIOWrapper(BytesIO(body)))
        assert main(["lint", "-", "-"]) == 1
        assert "TAB903" not in capsys.readouterr().out

    def test_a_file_is_previewed_once(
        self, folder: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        put(folder, "s.json", '{"frequency": "Daily", "frequencyDetails": {"start": "06:00:00"}}')
        main(["preview", "--zone", "UTC", "s.json", ".", "./s.json"])
        assert capsys.readouterr().out.count("s.json") == 1

    @pytest.mark.skipif(os.name == "nt", reason="links need a privilege there")
    @pytest.mark.parametrize(
        ("link", "told"),
        [("none", "this link leads nowhere"), ("link.xml", "the file cannot be read: ")],
    )
    def test_a_link_that_leads_to_no_file_is_told(
        self, link: str, told: str, folder: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        (folder / "link.xml").symlink_to(link)
        for path in ("link.xml", "."):
            assert main(["lint", path]) == 2
            assert f"link.xml: error TAB913 file-unreadable: {told}" in capsys.readouterr().out

    def test_a_folder_that_cannot_be_searched_is_told(
        self, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        scandir = os.scandir

        def refused(path: str) -> object:
            if path.endswith("sub"):
                raise PermissionError(13, "Permission denied", path)
            return scandir(path)

        monkeypatch.setattr(os, "scandir", refused)
        for path, name in ((".", f".{os.sep}sub"), ("sub", "sub")):
            assert main(["lint", path]) == 2
            told = "the folder cannot be searched: Permission denied"
            assert f"{name}: error TAB913 file-unreadable: {told}" in capsys.readouterr().out
            assert main(["preview", "--zone", "UTC", path]) == 2
            assert capsys.readouterr().err == f"tabsched preview: {name}: {told}\n"

    @pytest.mark.skipif(os.name == "nt", reason="pipes are files where they are POSIX's")
    def test_a_pipe_in_a_folder_is_not_waited_for(self, folder: Path) -> None:
        os.mkfifo(folder / "pipe.xml")
        assert [given.name for given in inputs(["."])] == ["./a.xml", "./sub/b.xml", "./sub/c.json"]

    @pytest.mark.skipif(not os.path.exists("/proc/self/mem"), reason="it is Linux's")  # noqa: PTH110 short
    @pytest.mark.parametrize(
        "words", [["lint"], ["lint", "--operation", "create"], ["preview", "--zone", "UTC"]]
    )
    def test_reading_that_stops_halfway_is_told(
        self, words: list[str], capsys: pytest.CaptureFixture[str]
    ) -> None:
        assert main([*words, "/proc/self/mem"]) == 2
        told = "/proc/self/mem: the file cannot be read: Input/output error"
        assert capsys.readouterr() == ("", f"tabsched {words[0]}: {told}\n")

    @pytest.mark.parametrize(
        "words",
        [
            *(["lint", "-"], ["preview", "--zone", "UTC", "-"], ["convert", "--to", "xml", "-"]),
            *(["explain", "-"], ["preflight", "--curl", "-"]),
        ],
        ids=" ".join,
    )
    def test_standard_input_that_cannot_be_read_is_told(
        self,
        words: list[str],
        monkeypatch: pytest.MonkeyPatch,
        capsys: pytest.CaptureFixture[str],
    ) -> None:
        class Broken(BytesIO):
            def read(self, *_: object) -> bytes:
                raise OSError(9, "Bad file descriptor")

        monkeypatch.setattr(sys, "stdin", TextIOWrapper(Broken()))
        assert main(words) == 2
        told = f"tabsched {words[0]}: standard input cannot be read: Bad file descriptor\n"
        assert capsys.readouterr() == ("", told)

    @pytest.mark.parametrize("form", FORMATS)
    def test_a_working_folder_that_is_gone_is_told(
        self, form: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        def gone() -> str:
            raise FileNotFoundError(2, "No such file or directory")

        monkeypatch.setattr(os, "getcwd", gone)
        assert main(["lint", "a.xml", "--format", form]) == 2
        err = capsys.readouterr().err
        assert (
            err == "tabsched lint: the working folder cannot be told: No such file or directory\n"
        )

    def test_folders_above_that_may_not_be_looked_into_do_not_matter(
        self, folder: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        stat = os.stat
        names = (".git", "tabsched.toml", "pyproject.toml")
        above = tuple(str(one / name) for one in folder.parents for name in names)

        def refused(path: str | int, **options: bool) -> os.stat_result:
            if not isinstance(path, int) and str(path).startswith(above):
                raise PermissionError(13, "Permission denied", path)
            return stat(path, **options)

        monkeypatch.setattr(os, "stat", refused)
        for form in FORMATS:
            assert main(["lint", ".", "--format", form]) == 0
