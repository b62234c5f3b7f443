"""YAML text to the values of JSON and back, nothing judged.

Decisions: scalars keep their text (`tabsched.wire.yaml_scalars` tells which are numbers), keys are
texts, one document is read, and whatever YAML has beside JSON's values is resolved (aliases, merge
keys) or refused (other tags, other keys).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tabsched.wire.places import places_at
from tabsched.wire.yaml_tree import compose
from tabsched.wire.yaml_writing import dumps, quoted, tell_losses

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tabsched.wire.json_values import JsonValue
    from tabsched.wire.places import Place
    from tabsched.wire.yaml_tree import Part

__all__ = ["dumps", "is_yaml", "loads", "locate", "quoted", "tell_losses"]

# A key without quotes holds a ' only inside of a word, so that no command line looks like one.
_BEGINS = re.compile(
    r"\ufeff?(?:[ \t]*(?:#[^\r\n]*)?(?:\r\n|\r|\n))*"
    r"(?:%YAML[ \t]|(?:---|[-?])(?:\s|\Z)"
    r"|[ ]*(?:\w(?:[^\r\n:'\"#{}\[\]<>=]|(?<=\w)')*|'[^'\r\n]*'[ ]*):(?:\s|\Z))"
)


def is_yaml(text: str) -> bool:
    """Whether a text that is neither XML nor JSON is meant as YAML.

    It begins, comments apart, with `---`, `%YAML`, an item (`- `) or a key without double quotes
    (`frequency: `).
    """
    return _BEGINS.match(text) is not None


def loads(text: str, max_depth: int = 64) -> JsonValue:
    """The value that a YAML text says; numbers stay texts, as Literal.

    Args:
        text: a text as `tabsched.wire.text.decode` gives it.
        max_depth: how deep objects and lists may nest; one alone is one.

    Raises:
        Unreadable: empty, malformed-yaml, duplicate-key, trailing-text, no-break-space, too-deep,
            too-large where aliases repeat too much, or yaml-not-installed.
    """
    return compose(text, max_depth).value


def locate(text: str, pointers: Iterable[str], names: Iterable[str] = ()) -> dict[str, Place]:
    """The places to which RFC 6901 pointers lead in a YAML text that can be read.

    What does not exist has the place of its nearest existing parent, and what an alias stands for
    the place at which it is written.

    Args:
        text: a text that `loads` reads.
        pointers: pointers whose values are asked for: the first character, inside its quotes
            where it has some; of an object or a list the bracket, or else the first key or dash.
        names: pointers whose keys are asked for. An item of a list, and the top, has none and is
            answered by its value. A pointer that stands in both is answered as one of these.
    """
    root = compose(text)
    found = {pointer: _offset(root, pointer)[0] for pointer in pointers}
    found |= {pointer: _offset(root, pointer)[1] for pointer in names}
    places = places_at(text, found.values())
    return {pointer: places[offset] for pointer, offset in found.items()}


def _offset(root: Part, pointer: str) -> tuple[int, int]:
    """The offsets of the value to which a pointer leads, and of its key."""
    part, name_at = root, root.at
    for step in pointer.split("/")[1:]:
        key = step.replace("~1", "/").replace("~0", "~")
        inside = part.inside
        if isinstance(inside, dict) and key in inside:
            part, name_at = inside[key], part.names[key]
        elif isinstance(inside, list) and key.isdecimal() and int(key) < len(inside):
            part = inside[int(key)]
            name_at = part.at
        else:
            return part.at, part.at
    return part.at, name_at
