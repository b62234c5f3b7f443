"""What does an unquoted scalar of YAML say, to this reader and to others?

A scalar keeps its text. Whether it is a text, a number, true, false or null, the core schema of
YAML 1.2 tells (section 10.3.2), and not YAML 1.1, in which `18:30:00` is the number 66600 and `no`
is false. A number is one where JSON writes it likewise; `010`, `+4`, `0x1F` and `.inf`, on which
readers of YAML disagree, are the texts that they are.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from tabsched.wire.node import Literal

if TYPE_CHECKING:
    from tabsched.wire.json_values import JsonValue

MERGE: Final = "<<"
_OF_JSON = re.compile(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][-+]?[0-9]+)?")
_NUMBER = re.compile(
    r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?"
    r"|0o[0-7]+|0x[0-9a-fA-F]+|[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN)"
)
_WORDS: Final[dict[str, bool | None]] = {
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
    **dict.fromkeys(("null", "Null", "NULL", "~", ""), None),
}
_TYPES = "https://yaml.org/type/"  # the types of YAML 1.1
_MISREAD = re.compile(
    rf"""
      ~?|null|true|false|yes|no|on|off|y|n                      # {_TYPES}null, bool
    | [-+]?(?:0b[01_]+|0o[0-7_]+|0x[0-9a-f_]+)                  # {_TYPES}int
    | [-+]?[0-9][0-9_]*(?::[0-9]+)+(?:\.[0-9_]*)?               # … and float, to the base 60
    | [-+]?(?:[0-9][0-9_,]*(?:\.[0-9_]*)?|\.[0-9_]+)(?:e[-+]?[0-9]+)?
    | [-+]?\.inf|\.nan
    | [0-9]{{4}}-[0-9]{{1,2}}-[0-9]{{1,2}}(?:(?:t|\s+)[0-9].*)? # {_TYPES}timestamp
    | <<|=                                                      # {_TYPES}merge, value
    """,
    re.VERBOSE | re.IGNORECASE,
)


def plain(text: str) -> JsonValue:
    """The value of a scalar that stands without quotes and without a tag."""
    if text in _WORDS:
        return _WORDS[text]
    return Literal(text) if _OF_JSON.fullmatch(text) else text


def is_number(text: str) -> bool:
    """Whether the core schema takes a scalar without quotes for a number."""
    return _NUMBER.fullmatch(text) is not None


def is_misread(text: str) -> bool:
    """Whether a reader of YAML 1.1 takes a text without quotes for something else.

    Generous where its readers differ: to some `06:00:00` is a number, to others a text.
    """
    return _MISREAD.fullmatch(text) is not None
