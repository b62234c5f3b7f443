"""What does a command say on standard error, where it cannot be carried out as it stands?"""

from __future__ import annotations

import sys

USAGE = 2
_LONGEST = 500


class UsageError(Exception):
    """A command that cannot be carried out, in one sentence."""


def complain(program: str, sentence: object) -> None:
    """Say a sentence on standard error, in one line, and of a huge one not its middle."""
    from tabsched.rendering import on_terminal  # noqa: PLC0415 few runs complain

    text = on_terminal(str(sentence))
    if len(text) > _LONGEST:
        text = f"{text[: _LONGEST // 2]}…{text[-_LONGEST // 2 :]}"
    sys.stderr.write(f"{program}: {text}\n")
