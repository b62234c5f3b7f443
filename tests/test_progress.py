"""Progress: on stderr, on a terminal only, and only where tqdm is installed."""

from __future__ import annotations

import os
import subprocess
import sys
from tempfile import TemporaryFile
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

pty = pytest.importorskip("pty", reason="a terminal of our own is had on POSIX only")
termios = pytest.importorskip("termios")

TASK = (
    '<task><extractRefresh id="{}" priority="50" consecutiveFailedCount="0" '
    'type="RefreshExtractTask"><schedule frequency="Weekly" nextRunAt="2026-06-08T04:50:00Z">'
    '<frequencyDetails start="21:50:00"><intervals><interval weekDay="Wednesday"/></intervals>'
    '</frequencyDetails></schedule><workbook id="7e766949-7166-4b3d-90ba-784f7575743b"/>'
    "</extractRefresh></task>"
)
PREVIEW = ("preview", "--zone", "UTC", "--after", "2026-01-01", "--count", "1")


@pytest.fixture(scope="module")
def long_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An answer of more than 4 MiB."""
    ids = (f"0ece2369-c4eb-4382-be0f-{number:012x}" for number in range(14_000))
    path = tmp_path_factory.mktemp("site") / "site.xml"
    path.write_text(f"<tsResponse><tasks>{''.join(map(TASK.format, ids))}</tasks></tsResponse>")
    assert path.stat().st_size > 2**22
    return path


def on_a_terminal(*arguments: str, before: str = "pass") -> tuple[str, str]:
    """What tabsched writes to a file on stdout, and to a terminal on stderr."""
    ours, theirs = pty.openpty()
    termios.tcsetwinsize(theirs, (24, 80))
    code = f"import sys; {before}; from tabsched.cli import main; sys.exit(main())"
    with (
        TemporaryFile() as out,
        subprocess.Popen(  # noqa: S603 our own interpreter and our own files
            [sys.executable, "-c", code, *arguments], stdout=out, stderr=theirs
        ) as process,
    ):
        os.close(theirs)
        seen = b"".join(iter(lambda: _read(ours), b""))
        os.close(ours)
        process.wait()
        out.seek(0)
        return out.read().decode(), seen.decode()


def _read(terminal: int) -> bytes:
    try:
        return os.read(terminal, 4096)
    except OSError:  # how Linux says that the other end is closed
        return b""


def test_a_long_file_shows_a_bar_that_ends_cleared(long_file: Path) -> None:
    out, err = on_a_terminal("lint", str(long_file))
    assert out == "Nothing found: 14000 schedules in 1 file\n"
    assert "%|" in err
    assert err.endswith("\r")
    assert not err.split("\r")[-2].strip()


def test_a_short_file_shows_no_bar(tmp_path: Path) -> None:
    path = tmp_path / "one.xml"
    path.write_text(f"<tsResponse><tasks>{TASK.format('x')}</tasks></tsResponse>")
    assert on_a_terminal("lint", str(path))[1] == ""


def test_without_tqdm_there_is_no_bar_and_no_complaint(long_file: Path) -> None:
    missing = "sys.modules['tqdm'] = None"
    out, err = on_a_terminal("lint", str(long_file), before=missing)
    assert (out, err) == ("Nothing found: 14000 schedules in 1 file\n", "")


def test_a_pipe_shows_no_bar(long_file: Path) -> None:
    command = [sys.executable, "-m", "tabsched", "lint", str(long_file)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)  # noqa: S603 as above
    assert done.stderr == ""


def test_a_long_preview_into_a_file_shows_a_bar(long_file: Path) -> None:
    assert "%|" in on_a_terminal(*PREVIEW, str(long_file))[1]
