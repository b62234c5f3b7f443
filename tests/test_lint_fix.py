"""`lint --fix`, `--unsafe` and `--diff`: what becomes of files, and what is printed where."""

from __future__ import annotations

import io
import os
import sys
from codecs import BOM_UTF8, BOM_UTF16_LE
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tabsched.cli import main
from tabsched.wire.text import decode, encoded_as

if TYPE_CHECKING:
    from pathlib import Path

HEAD = '<?xml version="1.0" encoding="{}"?>\r\n<!-- é -->\r\n'
BAD = (
    '<schedule frequency="weekly">\r\n\t<frequencyDetails start="06:00:00"><intervals>\r\n'
    '\t\t<interval weekDay="Mon"/>\t<!-- every week -->\r\n'
    "\t</intervals></frequencyDetails>\r\n</schedule>"
)
GOOD = BAD.replace("weekly", "Weekly").replace("Mon", "Monday")
UNSAFE = '{"frequency": "Weekly", "frequencyDetails": {"start": "06:02:00", "intervals": '
UNSAFE += '{"interval": [{"weekDay": "Monday"}]}}}'


@pytest.fixture(autouse=True)
def _in_a_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (BAD.encode(), GOOD.encode()),
        (BOM_UTF8 + BAD.encode(), BOM_UTF8 + GOOD.encode()),
        (
            (HEAD.format("iso-8859-1") + BAD).encode("iso-8859-1"),
            (HEAD.format("iso-8859-1") + GOOD).encode("iso-8859-1"),
        ),
        (
            BOM_UTF16_LE + (HEAD.format("utf-16") + BAD).encode("utf-16-le"),
            BOM_UTF16_LE + (HEAD.format("utf-16") + GOOD).encode("utf-16-le"),
        ),
    ],
    ids=["utf-8", "byte order mark", "latin-1", "utf-16"],
)
def test_a_file_is_mended_byte_for_byte(
    before: bytes, after: bytes, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "a.xml"
    path.write_bytes(before)
    assert main(["lint", "--fix", "a.xml"]) == 0
    assert path.read_bytes() == after
    assert capsys.readouterr().out == "Nothing found: 1 schedule in 1 file, 1 file mended\n"
    assert main(["lint", "--fix", "a.xml"]) == 0
    assert path.read_bytes() == after


def test_an_unsafe_fix_is_applied_only_where_asked(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "a.json"
    path.write_text(UNSAFE)
    assert main(["lint", "--fix", "a.json"]) == 1
    assert path.read_text() == UNSAFE
    assert "TAB107" in capsys.readouterr().out
    assert main(["lint", "--fix", "--unsafe", "a.json"]) == 0
    assert path.read_text() == UNSAFE.replace("06:02:00", "06:00:00")


def test_a_diff_changes_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "a.xml"
    path.write_bytes(BAD.replace("\r\n", "\n").encode())
    assert main(["lint", "--diff", "a.xml"]) == 1
    assert path.read_bytes() == BAD.replace("\r\n", "\n").encode()
    out, err = capsys.readouterr()
    assert out == (
        "--- a.xml\n+++ a.xml\n@@ -1,5 +1,5 @@\n"
        '-<schedule frequency="weekly">\n+<schedule frequency="Weekly">\n'
        ' \t<frequencyDetails start="06:00:00"><intervals>\n'
        '-\t\t<interval weekDay="Mon"/>\t<!-- every week -->\n'
        '+\t\t<interval weekDay="Monday"/>\t<!-- every week -->\n'
        " \t</intervals></frequencyDetails>\n </schedule>\n\\ No newline at end of file\n"
    )
    assert "a.xml:1:22: error TAB102" in err
    assert err.endswith("2 errors found: 1 schedule in 1 file\n")
    main(["lint", "--fix", "a.xml"])
    capsys.readouterr()
    assert main(["lint", "--diff", "a.xml"]) == 0
    assert capsys.readouterr().out == ""


def test_a_diff_fails_unless_nothing_fails(tmp_path: Path) -> None:
    file = tmp_path / "a.json"
    file.write_text('{"frequency": "weekly", "frequencyDetails": {"start": "06:00:00"}}')
    assert main(["lint", "--diff", str(file)]) == 1
    assert main(["lint", "--diff", "--fail-on", "never", str(file)]) == 0


@pytest.mark.skipif(os.name == "nt", reason="no name of Windows holds them")
@pytest.mark.parametrize(
    ("name", "told"),
    [("a b é.xml", "a b é.xml"), ("a\n+b.xml", '"a\\n+b.xml"'), ('"\t.xml', '"\\"\\t.xml"')],
)
def test_in_a_diff_a_name_takes_one_line(
    name: str, told: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / name).write_text(BAD)
    assert main(["lint", "--diff", name]) == 1
    assert capsys.readouterr().out.splitlines()[:2] == [f"--- {told}", f"+++ {told}"]


def test_standard_input_comes_out_mended_and_findings_aside(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    text = UNSAFE.replace("Monday", "Mon")
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(text.encode())))
    assert main(["lint", "--fix", "-"]) == 1
    out, err = capsys.readouterr()
    assert out == UNSAFE
    assert err.startswith("-:1:")
    assert err.endswith("1 error found: 1 schedule in 1 file, 1 file mended\n")


def test_what_is_not_selected_is_not_fixed(tmp_path: Path) -> None:
    path = tmp_path / "a.xml"
    path.write_bytes(BAD.encode())
    main(["lint", "--fix", "--select", "frequency-unknown", "a.xml"])
    assert path.read_bytes() == BAD.replace("weekly", "Weekly").encode()


def test_standard_input_comes_out_in_its_encoding_whatever_it_is(
    capfdbinary: pytest.CaptureFixture[bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    answer = b"<tsResponse><tasks/></tsResponse>\r\n"
    latin = (HEAD.format("iso-8859-1") + BAD).encode("iso-8859-1")
    mended = (HEAD.format("iso-8859-1") + GOOD).encode("iso-8859-1")
    for body, after, code in (
        (answer, answer, 0),
        (latin, mended, 0),
        (b"<schedule", b"<schedule", 2),
        (b"\xff\x00\xfe", b"\xff\x00\xfe", 2),
    ):
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(body)))
        with io.TextIOWrapper(io.BytesIO()) as out:
            monkeypatch.setattr(sys, "stdout", out)
            assert main(["lint", "--fix", "-"]) == code
            out.flush()
            assert out.buffer.getvalue() == after
    capfdbinary.readouterr()


def test_a_mended_file_never_loses_its_content(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    first, second = tmp_path / "a.xml", tmp_path / "b.xml"
    first.write_bytes(BAD.encode())
    second.write_bytes(BAD.encode())

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr("pathlib.Path.write_bytes", full)
        assert main(["lint", "--fix", "a.xml", "b.xml"]) == 2
    assert first.read_bytes() == second.read_bytes() == BAD.encode()
    assert sorted(tmp_path.iterdir()) == [first, second]
    out, err = capsys.readouterr()
    assert err.count("cannot be written: No space left on device") == 2
    assert "4 errors found: 2 schedules in 2 files" in out


def test_a_link_stays_a_link_and_a_mode_its_mode(tmp_path: Path) -> None:
    target, link = tmp_path / "real.xml", tmp_path / "link.xml"
    target.write_bytes(BAD.encode())
    target.chmod(0o640)
    link.symlink_to(target)
    assert main(["lint", "--fix", "link.xml"]) == 0
    assert link.is_symlink()
    assert target.read_bytes() == GOOD.encode()
    assert target.stat().st_mode & 0o777 == 0o640


def test_special_spaces_become_ordinary_ones_outside_of_texts(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    path.write_text(UNSAFE.replace("06:02", "06:00").replace(": ", ":\u00a0"), encoding="utf-8")
    assert main(["lint", "--fix", "a.json"]) == 0
    assert path.read_text() == UNSAFE.replace("06:02", "06:00")


def test_only_selected_fixes_are_applied_and_none_brings_another_finding(tmp_path: Path) -> None:
    twice = '<intervals><interval weekDay="Monday"/></intervals>'
    text = f'<schedule frequency="Weekly"><frequencyDetails start="06:00:00">{twice}{twice}'
    text += "</frequencyDetails></schedule>"
    path = tmp_path / "a.xml"
    path.write_text(text)
    main(["lint", "--fix", "--select", "TAB114", "a.xml"])
    assert path.read_text() == text


def test_a_named_schedule_is_mended_though_its_name_then_decides(tmp_path: Path) -> None:
    path = tmp_path / "a.xml"
    path.write_text('<schedule name="N" frequency="daily"/>')
    main(["lint", "--fix", "a.xml"])
    assert path.read_text() == '<schedule name="N" frequency="Daily"/>'


def test_what_cannot_be_read_stays(tmp_path: Path) -> None:
    path = tmp_path / "a.xml"
    path.write_bytes(b"<schedule")
    assert main(["lint", "--fix", "a.xml"]) == 2
    assert path.read_bytes() == b"<schedule"


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (["--unsafe"], "--unsafe goes with --fix or --diff"),
        (["--fix", "--diff"], "--diff shows what --fix would do: give one of them"),
    ],
)
def test_options_that_say_nothing_together_are_refused(
    options: list[str], message: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "a.xml").write_text(BAD)
    assert main(["lint", *options, "a.xml"]) == 2
    assert capsys.readouterr().err == f"tabsched lint: {message}\n"


@pytest.mark.skipif(getattr(os, "geteuid", int)() == 0, reason="root writes anywhere")
def test_a_file_that_cannot_be_written_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "a.xml"
    path.write_text(BAD)
    path.chmod(0o444)
    assert main(["lint", "--fix", "a.xml"]) == 2
    assert "cannot be written" in capsys.readouterr().err


@given(
    st.text(st.characters(exclude_categories=["Cs"]), min_size=1).filter(
        lambda text: not text.isspace() and "\ufeff" not in text and "\0" not in text
    ),
    st.sampled_from([(b"", "utf-8"), (BOM_UTF8, "utf-8"), (BOM_UTF16_LE, "utf-16-le")]),
)
def test_a_text_goes_back_into_its_encoding(text: str, encoding: tuple[bytes, str]) -> None:
    mark, name = encoding
    text = f"[{text}"
    body = mark + text.encode(name)
    assert decode(body) == text
    assert encoded_as(body, text) == body
