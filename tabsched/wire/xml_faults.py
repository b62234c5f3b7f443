"""What is wrong with an XML text that cannot be read, in words and at its place?

Expat says that a text is wrong and about where; this module looks at the text there.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from xml.parsers import expat
from xml.parsers.expat import errors

from tabsched.wire.places import place_at
from tabsched.wire.quoting import named, shown
from tabsched.wire.unreadable import Unreadable, last_written
from tabsched.wire.xml_names import FORBIDDEN
from tabsched.wire.xml_places import attributes_at

if TYPE_CHECKING:
    from collections.abc import Callable

    from tabsched.wire.xml_names import BadName

_WINDOW = 80  # characters before a fault that may explain it
_PROLOG = re.compile(r"\ufeff?(?:[ \t\r\n]++|<!--.*?-->|<\?.*?\?>)*+", re.DOTALL)
_DECLARATION = re.compile(r"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_REFERENCE = re.compile(r"&(#?)([^;&<>]{0,80});")
_KNOWN_ENTITIES = ("lt", "gt", "amp", "quot", "apos")
_BLANK = " \t\r\n"
# what stands before a fault, what stands at it, how far before it the fault begins (the
# group "from", where there is one), and what it is
_NOT_WELL_FORMED = [
    (re.compile(before + r"\Z"), re.compile(at), message)
    for before, at, message in (
        (
            "",
            "[\u201c\u201d\u201e\u201f\u2018\u2019\u201a\u201b\u2033\u2032\u00ab\u00bb]",
            "a typographic quotation mark, which comes from pasting, stands for a straight one",
        ),
        (
            "",
            r"[^\S \t\r\n]|[\ufeff\u200b\u2060]",
            "a no-break or other special space, which comes from pasting, stands inside a tag",
        ),
        (r"(?P<start>&[^;\s<>&\"']*)", "", "an & that begins no reference is written &amp;"),
        (r"=\s*", "", "the value of an attribute stands without quotation marks"),
        (r"</[^\s<>]*\s*", "/", "an end tag ends with >, not with />"),
        (r"(?P<start><)", "/", "an end tag stands where no element is open"),
        (r"\]\]", ">", "]]> stands in a text: its > is written &gt;"),
        (r"<!--.*(?P<start>--)", "", "-- stands inside a comment"),
        (r"[\"']", r"[^\s<>\"'/]", "white space is missing between two attributes"),
        (r"<[^<>]*\s[\w:.-]+\s*", "[/>]", "an attribute has no value"),
        (
            r"<[^<>]*",
            "<",
            "a < stands inside a tag: > or a quotation mark is missing, or it is written &lt;",
        ),
        (r"(?P<start><)", "", "a < that begins no tag is written &lt;"),
    )
]


def document_type(text: str) -> Unreadable | None:
    """The refusal of a document type declaration, None where a text has none.

    It may only stand before the root, so that the rest need not be looked at.
    """
    prolog = _PROLOG.match(text)
    offset = prolog.end() if prolog else 0
    return _declaration(text, offset) if _DECLARATION.match(text, offset) else None


def bad_name(text: str, data: bytes, tag_at: int, error: BadName) -> Unreadable:
    """The fault of a name in the start tag at a byte."""
    at = tag_at + 1
    if error.attribute is not None:
        at = attributes_at(data, tag_at)[error.attribute][0]
    return Unreadable.at("malformed-xml", error.message, text, len(data[:at].decode()))


def malformed(text: str, data: bytes, code: int, index: int) -> Unreadable:
    """The fault that expat reports at a byte."""
    # behind a control character expat may point, even into the midst of another one
    offset = len(data[: max(index, 0)].decode(errors="ignore"))
    if offset and FORBIDDEN.match(text, offset - 1):
        offset -= 1
    for start in (offset, offset - 2):
        if start >= 0 and _DECLARATION.match(text, start):
            return _declaration(text, start)
    explain = _EXPLAINED.get(errors.messages.get(code, ""), _anything_else)
    message, offset = explain(text, offset)
    return Unreadable.at("malformed-xml", message, text, offset)


def _declaration(text: str, offset: int) -> Unreadable:
    """The refusal of a declaration."""
    message = (
        "a document type or entity declaration is refused: no schedule document needs one, and "
        "it can be an attack"
    )
    return Unreadable.at("doctype", message, text, offset)


def _mismatched(text: str, offset: int) -> tuple[str, int]:
    """An end tag that does not close the element that is open."""
    start = text.rfind("</", 0, offset + 1)
    tag, opened = _open_tags(text[:start])[-1]
    found = re.compile(r"[^\s>]*").match(text, start + 2)
    closing = shown(f"</{found[0] if found else ''}>")
    line, column = place_at(text, opened)
    message = (
        f"{closing} stands where {shown(f'</{tag}>')} is needed: "
        f"{shown(f'<{tag}>')} is open since line {line}, column {column}"
    )
    return message, start


def _cut_off(text: str, _offset: int) -> tuple[str, int]:
    """A text that ends before its root does."""
    open_tags = _open_tags(text)
    if not open_tags:
        return "the text holds no element", last_written(text)
    tag, opened = open_tags[-1]
    line, column = place_at(text, opened)
    message = (
        f"the text ends inside {shown(f'<{tag}>')}, which is open since line {line}, "
        f"column {column}: {shown(f'</{tag}>')} is missing"
    )
    return message, last_written(text)


def _open_tags(text: str) -> list[tuple[str, int]]:
    """The elements that are open where a text is cut off, and where they begin."""
    parser = expat.ParserCreate("utf-8")
    data = text.encode()
    tags: list[tuple[str, int]] = []
    parser.StartElementHandler = lambda tag, _: tags.append((tag, parser.CurrentByteIndex))
    parser.EndElementHandler = lambda _: tags.pop()
    parser.Parse(data, False)  # noqa: FBT003 - takes no keyword; there is more to come
    return [(tag, len(data[:at].decode())) for tag, at in tags[-1:]]


def _unclosed(text: str, offset: int) -> tuple[str, int]:
    """A tag or the like that begins and does not end."""
    for opening, what, closing in (
        ("<!--", "a comment", "-->"),
        ("<?", "a processing instruction", "?>"),
        ("<![", "a CDATA section", "]]>"),
        ("</", "an end tag", ">"),
        ("<", "a tag", ">"),
        ("&", "a reference", ";"),
    ):
        if text.startswith(opening, offset):
            return f"{what} begins here and does not end: {closing} is missing", offset
    return "the text ends too early", last_written(text)


def _unclosed_cdata(text: str, _offset: int) -> tuple[str, int]:
    """A CDATA section that does not end."""
    return "a CDATA section begins here and does not end: ]]> is missing", text.rfind("<![CDATA[")


def _undefined_entity(text: str, offset: int) -> tuple[str, int]:
    """A reference to an entity that only a declaration could define."""
    for found in _REFERENCE.finditer(text, offset):
        if not found[1] and found[2] not in _KNOWN_ENTITIES:
            message = (
                f"the entity {shown(found[0])} is not defined: &lt; &gt; &amp; &quot; &apos; and "
                "references by number such as &#160; are"
            )
            return message, found.start()
    return "an entity is not defined", offset


def _bad_reference(text: str, offset: int) -> tuple[str, int]:
    """A reference to a number that is no character of XML."""
    for found in _REFERENCE.finditer(text, offset):
        try:
            expat.ParserCreate("utf-8").Parse(f"<a>{found[0]}</a>".encode(), True)  # noqa: FBT003 - takes no keyword
        except expat.ExpatError:
            return f"{shown(found[0])} is no character that XML can carry", found.start()
    return "a reference is to no character that XML can carry", offset


def _after_the_root(text: str, offset: int) -> tuple[str, int]:
    """Something after the root's end."""
    what = "a second root element" if text[offset : offset + 1] == "<" else "text"
    return f"{what} stands after the end of the root element, where only one is allowed", offset


def _twice(text: str, offset: int) -> tuple[str, int]:
    """An attribute that an element has twice."""
    found = re.compile(r"[^\s=]*").match(text, offset)
    return f"the attribute {shown(found[0] if found else '')} stands twice in one element", offset


def _late_declaration(_text: str, offset: int) -> tuple[str, int]:
    """An XML declaration after the beginning."""
    return "the XML declaration <?xml …?> stands elsewhere than at the very beginning", offset


def _anything_else(text: str, offset: int) -> tuple[str, int]:
    """What the characters around the fault tell."""
    first = len(text) - len(text.lstrip(_BLANK))
    if first < len(text) and text[first] != "<" and offset <= first + 1:
        return f"{named(text[first])} stands before the root element", first
    character = text[offset : offset + 1]
    if not character:
        return "the text ends too early", last_written(text)
    if FORBIDDEN.match(character):
        return f"the character {named(character)} is not allowed in XML", offset
    before = text[max(offset - _WINDOW, 0) : offset]
    for earlier, at, message in _NOT_WELL_FORMED:
        match = earlier.search(before)
        if match and at.match(character):
            return message, offset - (len(match["start"]) if "start" in match.groupdict() else 0)
    return f"{named(character)} cannot stand here: this is not well-formed XML", offset


_EXPLAINED: dict[str, Callable[[str, int], tuple[str, int]]] = {
    errors.XML_ERROR_TAG_MISMATCH: _mismatched,
    errors.XML_ERROR_NO_ELEMENTS: _cut_off,
    errors.XML_ERROR_UNCLOSED_TOKEN: _unclosed,
    errors.XML_ERROR_UNCLOSED_CDATA_SECTION: _unclosed_cdata,
    errors.XML_ERROR_UNDEFINED_ENTITY: _undefined_entity,
    errors.XML_ERROR_BAD_CHAR_REF: _bad_reference,
    errors.XML_ERROR_JUNK_AFTER_DOC_ELEMENT: _after_the_root,
    errors.XML_ERROR_DUPLICATE_ATTRIBUTE: _twice,
    errors.XML_ERROR_MISPLACED_XML_PI: _late_declaration,
}
