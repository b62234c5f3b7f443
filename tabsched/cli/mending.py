"""`--fix` and `--diff`: what becomes of one file."""

from __future__ import annotations

from difflib import unified_diff
from pathlib import Path
from typing import IO, TYPE_CHECKING

from tabsched.cli.usage import UsageError
from tabsched.fixing import fixed
from tabsched.wire.text import encoded_as

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable, Sequence

    from tabsched.cli.files import Input
    from tabsched.finding import Finding
    from tabsched.lint import Examined


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
) -> Examined:
    """A file with its fixes applied; with `--diff` they are shown, and the file stays.

    Args:
        given: the file.
        examined: the file, checked.
        options: those of the command.
        check: checks another text as this file was checked.
        left: the findings that count, out of all.
        out: where a diff goes, and standard input once it is mended.

    Returns:
        What remains to be said of the text afterwards.

    Raises:
        UsageError: the file cannot be written.
    """
    text = examined.text
    if text is None or not examined.readable:
        return examined
    result = fixed(
        text,
        left(examined.findings),
        lambda changed: left(check(changed).findings),
        unsafe=options.unsafe,
    )
    if options.diff:
        out.writelines(_diff(given.name, text, result))
    elif given.is_stdin:
        out.write(result)
    elif result != text:
        _write(given, result)
    return examined if result == text else check(result)


def _write(given: Input, text: str) -> None:
    body = encoded_as(given.body, text)
    try:
        Path(given.name).write_bytes(body)
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        raise UsageError(f"{given.name}: cannot be written: {reason}") from None


def _diff(name: str, before: str, after: str) -> list[str]:
    """The change as a unified diff, each line with its end."""
    lines = unified_diff(
        before.splitlines(keepends=True), after.splitlines(keepends=True), name, name
    )
    cut = "\n\\ No newline at end of file\n"
    return [line if line.endswith("\n") else line + cut for line in lines]
