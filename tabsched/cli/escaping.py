"""How does a text of a document look in one line of a file that other programs read?"""

from __future__ import annotations

from unicodedata import category

from tabsched.wire.quoting import shown

# Control characters, line ends of every kind, and halves of a surrogate pair.
_UNFIT = frozenset({"Cc", "Zl", "Zp", "Cs"})
_BYTE_ORDER_MARK = "\ufeff"


def in_file(text: str) -> str:
    r"""A text that any reader of lines gives back: what ends or breaks a line is escaped (`\n`).

    Joiners, marks of direction and no-break spaces, which names need, stay.
    """
    if text.isprintable():
        return text
    return "".join(shown(sign)[1:-1] if _breaks_a_line(sign) else sign for sign in text)


def _breaks_a_line(sign: str) -> bool:
    return category(sign) in _UNFIT or sign == _BYTE_ORDER_MARK
