"""When has text colours, and which?"""

from __future__ import annotations

import os
import sys
from typing import IO, TYPE_CHECKING

from tabsched.rendering import unpainted

if TYPE_CHECKING:
    from tabsched.rendering import Paint

_BOLD = "1"
_RED, _GREEN, _YELLOW, _CYAN = "31", "32", "33", "36"
_COLOURS = {
    "error": f"{_BOLD};{_RED}",
    "warning": f"{_BOLD};{_YELLOW}",
    "info": f"{_BOLD};{_CYAN}",
    "code": _BOLD,
    "-": _RED,
    "+": _GREEN,
}


def paint_for(out: IO[str]) -> Paint:
    """How pieces of a finding are printed there: with colours on a terminal that can show them."""
    return _painted if _shows_colours(out) else unpainted


def _shows_colours(out: IO[str]) -> bool:
    if os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb" or not out.isatty():
        return False
    # An older console of Windows shows the codes themselves.
    return sys.platform != "win32" or "WT_SESSION" in os.environ


def _painted(piece: str, text: str) -> str:
    return f"\033[{_COLOURS[piece]}m{text}\033[0m"
