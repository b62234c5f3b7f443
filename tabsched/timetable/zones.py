"""Which time zone does a name mean, and what was meant where there is none?"""

from __future__ import annotations

import re
from datetime import tzinfo
from zoneinfo import ZoneInfo, available_timezones

# Longer texts are no misspelt name, and comparing them would take long.
_LONGEST_NAME = 64
# How Tableau's pages show a zone: "(UTC-05:00) America/New_York".
_OFFSET = re.compile(r"\((?:UTC|GMT)[^()]*\)\s*")
# No proposal for "GMT+5": Etc/GMT+5 lies five hours behind UTC, the opposite of what is meant.
_BARE_OFFSET = re.compile(r"(?:utc|gmt)?_?[+-]?[0-9:]+")
_ALIKE = 0.85
# No IANA name begins with a small letter. What does is a file of this machine: its own zone
# ("localtime"), one with leap seconds ("right/..."), or a name in a file system without capitals.
_SMALL_LETTERS = "a"


def zone_of(zone: str | tzinfo) -> tzinfo:
    """The time zone that an IANA name names; a tzinfo is given back as it is.

    Raises:
        ValueError: no zone has that name; the text proposes the name that was meant.
        TypeError: neither a text nor a tzinfo.
    """
    if isinstance(zone, tzinfo):
        return zone
    if not isinstance(zone, str):
        raise TypeError(f"a zone is an IANA name or a tzinfo, found {type(zone).__name__}")
    try:
        found = ZoneInfo(zone)
    except (KeyError, ValueError, OSError, ImportError):
        # Folders, null characters, overlong names and lone surrogates each fail in their own way.
        raise ValueError(_advice(zone)) from None
    if zone >= _SMALL_LETTERS:
        raise ValueError(_advice(zone))
    return found


def _advice(name: str) -> str:
    """What to write instead of a name that names no zone."""
    known = {zone for zone in available_timezones() if zone < _SMALL_LETTERS}
    if not known:
        return "there is no time zone database here: pip install tzdata"
    shown = ascii(name) if len(name) <= _LONGEST_NAME else f"{name[:_LONGEST_NAME]!a}…"
    meant = _meant(name, known) if len(name) <= _LONGEST_NAME else []
    if not meant:
        return f"no time zone is named {shown}: give an IANA name such as 'America/New_York'"
    return f"no time zone is named {shown}: write {' or '.join(map(repr, meant))}"


def _meant(name: str, known: set[str]) -> list[str]:
    """The names of zones that a text which names none may mean, the likeliest first."""
    # Loaded here, because both are of use to nobody who knows the name.
    from difflib import get_close_matches  # noqa: PLC0415 see above

    from tabsched.timetable.windows import IANA_NAMES  # noqa: PLC0415 see above

    plain = _OFFSET.sub("", name).strip()
    folded = plain.replace(" ", "_").casefold()
    by_letters = {zone.casefold(): zone for zone in known}
    if folded in by_letters:
        return [by_letters[folded]]
    by_windows = {windows.casefold(): zone for windows, zone in IANA_NAMES.items()}
    if plain.casefold() in by_windows:
        return [by_windows[plain.casefold()]]
    if not folded or _BARE_OFFSET.fullmatch(folded):
        return []
    same_city = sorted(zone for zone in known if zone.casefold().rpartition("/")[2] == folded)
    close = get_close_matches(folded, sorted(by_letters), n=1, cutoff=_ALIKE)
    return same_city[:3] or [by_letters[match] for match in close]
