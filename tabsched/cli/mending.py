"""`--fix` and `--diff`: what becomes of one file."""

from __future__ import annotations

import io
import re
import stat
from difflib import unified_diff
from pathlib import Path
from typing import IO, TYPE_CHECKING

from tabsched.cli.usage import UsageError
from tabsched.fixing import fixed
from tabsched.wire.quoting import shown
from tabsched.wire.text import encoded_as
from tabsched.wire.unreadable import reason_of

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable, Sequence

    from tabsched.cli.files import Input
    from tabsched.finding import Finding
    from tabsched.lint import Examined

_LINES = re.compile(r"[^\n]*\n|[^\n]+")


def refuse_odd_options(options: argparse.Namespace) -> None:
    """Refuse options on fixes that say nothing together.

    Raises:
        UsageError: they do.
    """
    if options.unsafe and not (options.fix or options.diff):
        raise UsageError("--unsafe goes with --fix or --diff")
    if options.fix and options.diff:
        raise UsageError("--diff shows what --fix would do: give one of them")


def mended(
    given: Input,
    examined: Examined,
    options: argparse.Namespace,
    check: Callable[[str], Examined],
    left: Callable[[Sequence[Finding]], Sequence[Finding]],
    out: IO[str],
) -> tuple[Examined, bool]:
    """A file with its fixes applied; with `--diff` they are shown, and the file stays.

    Args:
        given: the file.
        examined: the file, checked.
        options: those of the command.
        check: checks another text as this file was checked.
        left: the findings that count, out of all.
        out: where a diff goes, and standard input once it is mended.

    Returns:
        What is to be said of the text that stands there now, and whether the fixes change it.

    Raises:
        UsageError: the file cannot be written.
    """
    text = examined.text
    result = text
    if text is not None:
        result = fixed(
            text,
            examined.findings,
            lambda changed: check(changed).findings,
            unsafe=options.unsafe,
            wanted=left,
        )
    is_changed = result != text
    if options.diff:
        if text is not None and result is not None:
            out.writelines(_diff(given.name, text, result))
        return examined, is_changed
    body = given.body
    if is_changed and result is not None:
        body = _encoded(given, result)
    if given.is_stdin:
        echo(body, out)
    elif is_changed:
        _write(given.name, body)
    return check(result) if is_changed and result is not None else examined, is_changed


def echo(body: bytes, out: IO[str]) -> None:
    """Write bytes to standard output as they are."""
    out.flush()
    if isinstance(out, io.TextIOWrapper):
        out.buffer.write(body)
        out.buffer.flush()
    else:
        out.write(body.decode("utf-8", errors="replace"))


def _encoded(given: Input, text: str) -> bytes:
    try:
        return encoded_as(given.body, text)
    except UnicodeEncodeError as error:
        raise UsageError(f"{given.name}: cannot be written in its encoding: {error}") from None


def _write(name: str, body: bytes) -> None:
    """Put the new file in the place of the old one, which stays whole until then."""
    path = Path(name).resolve()
    beside = path.with_name(f".{path.name}.tabsched")
    try:
        beside.write_bytes(body)
        beside.chmod(stat.S_IMODE(path.stat().st_mode))
        beside.replace(path)
    except (OSError, ValueError) as error:
        beside.unlink(missing_ok=True)
        raise UsageError(f"{name}: cannot be written: {reason_of(error)}") from None


def _diff(name: str, before: str, after: str) -> list[str]:
    """The change as a unified diff, each line with its end; a line ends at a line feed alone."""
    # As git does, so that a name takes no second line.
    told = name if name.isprintable() else shown(name, len(name))
    lines = unified_diff(_LINES.findall(before), _LINES.findall(after), told, told)
    cut = "\n\\ No newline at end of file\n"
    return [line if line.endswith("\n") else line + cut for line in lines]
