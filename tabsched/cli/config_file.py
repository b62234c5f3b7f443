"""What does the file of a configuration say?

It is the table `[tool.tabsched]` of a pyproject.toml, or a file of its own with the same keys. A
fault in it is a finding, and what is faulty counts as left out.
"""

from __future__ import annotations

import re
import tomllib
from typing import TYPE_CHECKING, Any, Final

from tabsched.cli.config import Config
from tabsched.cli.config_table import read_table
from tabsched.cli.toml_places import long_key_in, spots_in
from tabsched.rulebook.configuring import Complaint
from tabsched.suppressing import finding_on
from tabsched.wire.places import place_at

if TYPE_CHECKING:
    from tabsched.finding import Finding
    from tabsched.wire.places import Place

LARGEST: Final = 2**20
_PROJECT_FILE: Final = "pyproject.toml"
_TABLE: Final = ("tool", "tabsched")
_MALFORMED = re.compile(r" \(at (?:line ([0-9]+), column ([0-9]+)|end of document)\)$")


def read_config(body: bytes, name: str, folder: tuple[str, ...]) -> Config:
    """The configuration in the bytes of a file.

    Args:
        body: the bytes; more than LARGEST are refused.
        name: the file; in a pyproject.toml a table is read, in any other file all of it.
        folder: the parts of its folder.
    """
    unread = Config(name, "", folder)
    if len(body) > LARGEST:
        message = f"the configuration is larger than {LARGEST} bytes"
        return unread._replace(findings=(_unreadable(message, None),))
    try:
        text = body.decode().removeprefix("\ufeff").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        before = body[: error.start].decode().removeprefix("\ufeff")
        wrong = body[error.start : max(error.end, error.start + 1)].hex(" ")
        message = f"the bytes {wrong} are no text in UTF-8"
        return unread._replace(findings=(_unreadable(message, place_at(before, len(before))),))
    unread = unread._replace(text=text)
    place = long_key_in(text)
    if place is not None:
        message = "a key has more parts with dots between them than any configuration needs"
        return unread._replace(findings=(_unreadable(message, place),))
    try:
        document = tomllib.loads(text)
        spots = spots_in(text)
    except RecursionError:
        return unread._replace(findings=(_unreadable("lists and tables nest too deep", None),))
    except ValueError as error:
        return unread._replace(findings=(_malformed(str(error), text),))
    steps = _TABLE if re.split(r"[/\\]", name)[-1] == _PROJECT_FILE else ()
    return read_table(unread, _under(document, steps), steps, spots)


def holds_config(body: bytes) -> bool:
    """Whether the bytes of a pyproject.toml configure this program, be it wrongly."""
    if b"tabsched" not in body:
        return False
    try:
        text = body.decode()
        if len(body) <= LARGEST and long_key_in(text) is None:
            return _under(tomllib.loads(text), _TABLE) is not None
    except (ValueError, RecursionError):
        pass
    return b"tool.tabsched" in body


def _under(document: dict[str, Any], steps: tuple[str, ...]) -> object:
    """What stands under keys, None where nothing does."""
    value: object = document
    for step in steps:
        value = value.get(step) if isinstance(value, dict) else None
    return value


def _unreadable(message: str, place: Place | None) -> Finding:
    return finding_on(Complaint("config-unreadable", "", message), place)


def _malformed(complaint: str, text: str) -> Finding:
    """What the standard library says about a text that is no TOML, at its place."""
    found = _MALFORMED.search(complaint)
    what = complaint[: found.start()] if found else complaint
    place = None
    if found:
        end = place_at(text, max(len(text) - 1, 0))
        place = (int(found[1]), int(found[2])) if found[1] else end
    return _unreadable(f"this is no TOML: {what[:1].lower()}{what[1:]}", place)
