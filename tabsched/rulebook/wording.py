"""How messages list what is allowed and name what was found."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tabsched.wire.quoting import shown

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["listed", "no_luid", "shown"]


def no_luid(what: str) -> str:
    """The message on an id that is none."""
    return f"{what} does not look like a LUID: 8-4-4-4-12 hexadecimal digits"


def listed(choices: Iterable[object], word: str = "or") -> str:
    """The choices as a phrase: "2, 4 or 6"."""
    *rest, last = [str(choice) for choice in choices]
    return f"{', '.join(rest)} {word} {last}" if rest else last
