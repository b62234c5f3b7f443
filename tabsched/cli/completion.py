"""Which script completes the command line in a shell?"""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING
from zoneinfo import available_timezones

from tabsched.cli.usage import UsageError
from tabsched.rest import METHODS
from tabsched.rulebook import RULES

if TYPE_CHECKING:
    from collections.abc import Iterator

# What is completed by files, as the help names it.
_FILES = frozenset({"PATH", "FILE", "CODE|FILE"})

# What shtab writes where several paths may stand, and what completes each of them.
_SEVERAL = {"zsh": ('"(*):', '"*:'), "tcsh": ("'p/*/()/'", "'p/*/f/'")}


def script_for(shell: str, parser: argparse.ArgumentParser) -> str:
    """The script of a shell for all commands of a parser, which is of no other use afterwards.

    Raises:
        UsageError: shtab, which writes it, is not installed.
    """
    try:
        import shtab  # noqa: PLC0415 an extra
    except ImportError:
        message = (
            "--print-completion needs the package shtab: "
            "python -m pip install 'tabsched[completion]'"
        )
        raise UsageError(message) from None
    words = _words()
    if shell == "tcsh":
        # It parts words at slashes, and its lists of words, too.
        del words["zone"]
    for action in _actions(parser):
        if action.metavar in _FILES:
            # shtab reads this attribute, which argparse does not know.
            vars(action)["complete"] = shtab.FILE
        elif action.choices is None:
            action.choices = words.get(action.dest)
    script = shtab.complete(parser, shell)
    if shell in _SEVERAL:
        script = script.replace(*_SEVERAL[shell])
    return f"{script}\n"


def _words() -> dict[str, list[str]]:
    """What may stand where argparse knows no choices, by the attribute of the option."""
    codes = [rule.code for rule in RULES]
    return {
        "select": codes,
        "ignore": codes,
        "rule": [*codes, *(rule.name for rule in RULES)],
        "method": [method.name for method in METHODS],
        "zone": sorted(available_timezones()),
    }


def _actions(parser: argparse.ArgumentParser) -> Iterator[argparse.Action]:
    """Every option and argument, those of the commands included."""
    for action in parser._actions:  # noqa: SLF001 argparse has no other list of them, nor has shtab
        if isinstance(action, argparse._SubParsersAction):  # noqa: SLF001 the same
            for command in action.choices.values():
                yield from _actions(command)
        else:
            yield action
