"""Which text do the bytes of a document say, and is it XML or JSON?"""

from __future__ import annotations

import codecs
import re
from json import detect_encoding

from tabsched.wire.quoting import named, shown
from tabsched.wire.unreadable import Unreadable

BYTE_ORDER_MARK = "\ufeff"
_CHUNK = 2**20
# the longest mark first: UTF-32's begins as UTF-16's does
_MARKS = {
    codecs.BOM_UTF8: "utf-8",
    codecs.BOM_UTF32_LE: "utf-32-le",
    codecs.BOM_UTF32_BE: "utf-32-be",
    codecs.BOM_UTF16_LE: "utf-16-le",
    codecs.BOM_UTF16_BE: "utf-16-be",
}
_DECLARED = re.compile(r"""<\?xml\s[^>]*?\sencoding\s*=\s*(["'])(?P<name>[^"'>]*)\1""")
_OFFERED = "UTF-8, UTF-16, ISO-8859-1 and US-ASCII are read"
# which encodings a name in an XML declaration may stand for
_XML_ENCODINGS = {
    "utf-8": ("utf-8",),
    "utf-16": ("utf-16-le", "utf-16-be"),
    "utf-16le": ("utf-16-le",),
    "utf-16be": ("utf-16-be",),
    "iso-8859-1": ("iso-8859-1",),
    "us-ascii": ("ascii",),
}
_ONE_BYTE = ("iso-8859-1", "ascii")


def decode(body: str | bytes, max_size: int = 2**30) -> str:
    """The text of a document, without a byte order mark.

    Args:
        body: the document. Bytes are UTF-8, UTF-16 or (JSON alone) UTF-32, as a byte order
            mark or the NULs among the first bytes tell (RFC 4627, section 3), or for XML
            what its declaration names of UTF-8, UTF-16, ISO-8859-1 and US-ASCII.
        max_size: how many bytes are read at most; of a str, how many UTF-8 takes for it.

    Returns:
        Text that has a first character other than white space, and no lone surrogates.

    Raises:
        Unreadable: too-large, empty, or bad-encoding at the first byte that is wrong.
    """
    if isinstance(body, str):
        _refuse_size(_utf8_size(body, max_size), max_size)
        text = body.removeprefix(BYTE_ORDER_MARK)
    else:
        _refuse_size(len(body), max_size)
        text = _decoded(body)
    if not text:
        raise Unreadable(
            "empty", "the text is empty: a schedule document in XML, JSON or YAML is read"
        )
    if text.isspace():
        raise Unreadable("empty", "the text is nothing but white space", 1, 1)
    return text


def mark_of(body: object) -> str:
    """The byte order mark that `decode` takes off a text; those of bytes are no part of any."""
    return BYTE_ORDER_MARK if isinstance(body, str) and body.startswith(BYTE_ORDER_MARK) else ""


def is_xml(text: str) -> bool:
    """Whether a text can only be meant as XML: its first character is `<`.

    White space before it does not count, no-break spaces and byte order marks included.
    """
    first = re.search(r"[^\s\ufeff]", text)
    return first is not None and first[0] == "<"


def _refuse_size(size: int, max_size: int) -> None:
    """Refuse a text that is larger than the limit."""
    if size > max_size:
        message = f"the text is larger than {max_size} bytes, the limit (max_size)"
        raise Unreadable("too-large", message, 1, 1)


def _utf8_size(text: str, max_size: int) -> int:
    """How many bytes UTF-8 takes for a text, or more than the limit as soon as that is sure."""
    if text.isascii() or len(text) > max_size:
        return len(text)
    size = 0
    for start in range(0, len(text), _CHUNK):
        try:
            size += len(text[start : start + _CHUNK].encode())
        except UnicodeEncodeError as error:
            offset = start + error.start
            message = f"{named(text[offset])} is half of a surrogate pair, and no character"
            shift = text.startswith(BYTE_ORDER_MARK)
            raise Unreadable.at("bad-encoding", message, text[shift:], offset - shift) from None
        if size > max_size:
            break
    return size


def encoded_as(body: bytes, text: str) -> bytes:
    """A text in the encoding of a body that `decode` reads, with its byte order mark.

    Raises:
        UnicodeEncodeError: the encoding lacks a character of the text.
    """
    mark, encoding = _encoding_of(body)
    return mark + text.encode(encoding)


def _decoded(body: bytes) -> str:
    """The text of bytes whose encoding is found out."""
    mark, encoding = _encoding_of(body)
    body = body[len(mark) :]
    try:
        return body.decode(encoding)
    except UnicodeDecodeError as error:
        before = body[: error.start].decode(encoding)
        wrong = body[error.start : max(error.end, error.start + 1)].hex(" ")
        message = f"the bytes {wrong} are no text in {encoding.upper()}"
        raise Unreadable.at("bad-encoding", message, before, len(before)) from None


def _encoding_of(body: bytes) -> tuple[bytes, str]:
    """The byte order mark at which bytes begin, if any, and the encoding of what follows."""
    mark, found = next(
        ((mark, name) for mark, name in _MARKS.items() if body.startswith(mark)),
        (b"", detect_encoding(body)),
    )
    # a declaration is ASCII, whatever follows it; the slice is cut at a whole character
    head = body[len(mark) :][:1024].decode(found, "replace")
    return mark, _declared(head, found, marked=bool(mark)) if head.startswith("<") else found


def _declared(head: str, found: str, *, marked: bool) -> str:
    """The encoding of an XML text, whose declaration agrees with its bytes."""
    if found.startswith("utf-32"):
        raise Unreadable("bad-encoding", f"XML in UTF-32 cannot be read: {_OFFERED}", 1, 1)
    declaration = _DECLARED.match(head)
    if declaration is None:
        return found
    name = declaration["name"]
    meant = _XML_ENCODINGS.get(name.lower())
    if meant is None:
        message = f"the declaration names the encoding {shown(name)}: {_OFFERED}"
    elif found in meant:
        return found
    elif found == "utf-8" and not marked and meant[0] in _ONE_BYTE:
        return meant[0]
    else:
        told = "its byte order mark says" if marked else "its bytes are"
        message = f"the declaration names {shown(name)}, but {told} {found.upper()}"
    raise Unreadable.at("bad-encoding", message, head, declaration.start("name"))
