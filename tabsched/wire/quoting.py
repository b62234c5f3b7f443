"""How does a piece of a document look inside a message, on any terminal?"""

from __future__ import annotations

_SHORT_ESCAPES = {"\n": "\\n", "\r": "\\r", "\t": "\\t", "\\": "\\\\", '"': '\\"'}


def shown(text: str, limit: int = 60) -> str:
    r"""A text of the document in double quotes, safe to print.

    Args:
        text: any text, lone surrogates and control characters included.
        limit: how many of its characters are shown; what is cut off is told by an ellipsis.

    Returns:
        One printable line: what does not print is escaped (`\n`, `\x1b`, `\u202e`).
    """
    rest = "…" if len(text) > limit else ""
    return f'"{"".join(map(_escaped, text[:limit]))}{rest}"'


def named(character: str) -> str:
    """One character as a message names it: as itself where anybody can type it, else by number."""
    if character.isascii() and _prints(character):
        return character
    code_point = f"U+{ord(character):04X}"
    return f"{character} ({code_point})" if _prints(character) else code_point


def _escaped(character: str) -> str:
    """One character as it is printed between double quotes."""
    if character in _SHORT_ESCAPES:
        return _SHORT_ESCAPES[character]
    if _prints(character):
        return character
    number = ord(character)
    if number < 0x100:  # noqa: PLR2004 - the highest number that \x can say
        return f"\\x{number:02x}"
    return f"\\u{number:04x}" if number < 0x10000 else f"\\U{number:08x}"  # noqa: PLR2004 - likewise \u


def _prints(character: str) -> bool:
    """Whether a terminal shows a character as a mark of its own."""
    return character.isprintable()
