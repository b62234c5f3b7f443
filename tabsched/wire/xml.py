"""XML text to the neutral tree and back, nothing judged and nothing lost.

Expat itself is driven, not ElementTree: prefixes, comments, processing instructions and the
order of everything survive. No document type declaration gets as far as expat, so that no
entity is ever expanded.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING
from xml.parsers import expat

from tabsched.wire.node import Comment, Node
from tabsched.wire.quoting import named, shown
from tabsched.wire.unreadable import Unreadable
from tabsched.wire.xml_names import FORBIDDEN, BadName, Scope, is_xml_name

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tabsched.wire.unreadable import Kind

_SPECIAL_IN_TEXT = re.compile(f"[&<>\r{FORBIDDEN.pattern[1:]}")
_SPECIAL_IN_VALUE = re.compile(f'[&<>"\t\n\r{FORBIDDEN.pattern[1:]}')
_IN_TEXT = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", "\r": "&#13;"})
_IN_VALUE = _IN_TEXT | str.maketrans({'"': "&quot;", "\t": "&#9;", "\n": "&#10;"})
_BUFFER = 2**16


@dataclass(frozen=True, slots=True)
class XmlDocument:
    """An XML document.

    Attributes:
        root: its root element.
        before: comments and processing instructions before the root.
        after: those after it.
    """

    root: Node
    before: list[Comment] = field(default_factory=list)
    after: list[Comment] = field(default_factory=list)


def loads(text: str, max_depth: int = 64) -> XmlDocument:
    """The document that a text says, all of it.

    Args:
        text: a text as `tabsched.wire.text.decode` gives it; an encoding that it declares
            does not count any more.
        max_depth: how deep elements may nest; the root alone is one.

    Raises:
        Unreadable: empty, malformed-xml, doctype or too-deep, or bad-encoding for a surrogate.
    """
    if not text or text.isspace():
        raise Unreadable("empty", "the text holds no element", *((1, 1) if text else ()))
    if "<!" in text:
        from tabsched.wire.xml_faults import document_type  # noqa: PLC0415 most texts hold none

        doctype = document_type(text)
        if doctype is not None:
            raise doctype
    try:
        data = text.encode()
    except UnicodeEncodeError as error:
        message = f"{named(text[error.start])} is half of a surrogate pair, and no character"
        raise Unreadable.at("bad-encoding", message, text, error.start) from None
    return _Reader(text, data, max_depth).document()


def indented(node: Node, depth: int = 0) -> Node:
    """A copy with white space between elements, two spaces a level, where nothing else stands."""
    children = list(node.elements())
    if not children or len(children) != len(node.content):
        return node
    content: list[Node | Comment | str] = []
    for child in children:
        content += ["\n" + "  " * (depth + 1), indented(child, depth + 1)]
    return replace(node, content=[*content, "\n" + "  " * depth])


def dumps(document: XmlDocument | Node) -> str:
    r"""The text of a document or of one element, without declaration.

    Reading it again gives what was written: line breaks and tabs in values, and `\r` anywhere,
    are written as character references.

    Raises:
        ValueError: XML cannot carry a name, a character, or a comment with `--` in it.
    """
    if isinstance(document, Node):
        return _written([document])
    return _written([*document.before, document.root, *document.after])


class _Reader:
    """What has been read of one document."""

    def __init__(self, text: str, data: bytes, max_depth: int) -> None:
        self._text = text
        self._data = data
        self._max_depth = max_depth
        self._top = Node("")
        self._open = [self._top]
        self._scopes = [Scope.outermost()]
        # names of attributes that have nothing to do with namespaces: nearly all
        self._plain: set[str] = set()
        self._pieces: list[str] = []
        self._parser = expat.ParserCreate("utf-8")

    def document(self) -> XmlDocument:
        """The whole document."""
        parser = self._parser
        parser.buffer_text = True
        parser.buffer_size = _BUFFER
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._pieces.append
        parser.CommentHandler = self._comment
        parser.ProcessingInstructionHandler = self._instruction
        try:
            parser.Parse(self._data, True)  # noqa: FBT003 - takes no keyword
        except expat.ExpatError as error:
            from tabsched.wire.xml_faults import malformed  # noqa: PLC0415 most texts have no fault

            raise malformed(self._text, self._data, error.code, parser.ErrorByteIndex) from None
        return self._parted()

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        """Open an element."""
        if self._pieces:
            self._flush()
        scope = self._scopes[-1]
        try:
            if not attributes.keys() <= self._plain:
                scope = self._scope(scope, attributes)
            name = scope.named(tag)
        except BadName as error:
            from tabsched.wire.xml_faults import bad_name  # noqa: PLC0415 as above

            # after an error expat reads on, so that only here it knows where it is
            here = self._parser.CurrentByteIndex
            raise bad_name(self._text, self._data, here, error) from None
        node = Node(name, attributes, [], None if tag == name else tag)
        self._open[-1].content.append(node)
        self._open.append(node)
        self._scopes.append(scope)
        if len(self._open) - 1 > self._max_depth:
            message = f"elements nest deeper than {self._max_depth}, the limit (max_depth)"
            raise self._fault("too-deep", message)

    def _scope(self, scope: Scope, attributes: dict[str, str]) -> Scope:
        """The scope inside an element that has attributes not seen before, or with a colon."""
        special = [name for name in attributes if ":" in name or name == "xmlns"]
        self._plain.update(attributes.keys() - special)
        if special:
            scope = scope.inside(attributes)
            scope.check(special)
        return scope

    def _end(self, _tag: str) -> None:
        """Close the innermost element."""
        if self._pieces:
            self._flush()
        self._open.pop()
        self._scopes.pop()

    def _comment(self, text: str) -> None:
        """Keep a comment."""
        if self._pieces:
            self._flush()
        self._open[-1].content.append(Comment(text))

    def _instruction(self, target: str, text: str) -> None:
        """Keep a processing instruction."""
        if ":" in target:
            message = f"the processing instruction {shown(target)} has a colon in its name"
            raise self._fault("malformed-xml", message)
        if self._pieces:
            self._flush()
        self._open[-1].content.append(Comment(text, target))

    def _flush(self) -> None:
        """Put the pieces of a text, which expat gives one by one, together."""
        self._open[-1].content.append("".join(self._pieces))
        self._pieces.clear()

    def _fault(self, kind: Kind, message: str) -> Unreadable:
        """A fault in what expat has just met."""
        offset = len(self._data[: self._parser.CurrentByteIndex].decode())
        return Unreadable.at(kind, message, self._text, offset)

    def _parted(self) -> XmlDocument:
        """The document, once it has ended."""
        before: list[Comment] = []
        after: list[Comment] = []
        (root,) = self._top.elements()
        side = before
        for child in self._top.content:
            if child is root:
                side = after
            elif isinstance(child, Comment):
                side.append(child)
        return XmlDocument(root, before, after)


class _EndTag(str):
    """An end tag that waits until what stands before it is written."""

    __slots__ = ()


def _written(content: Sequence[Node | Comment | str]) -> str:
    """The text of elements, comments and texts, however deep they nest."""
    pieces: list[str] = []
    pending = list(reversed(content))
    while pending:
        item = pending.pop()
        if isinstance(item, Node):
            start, end = _tags(item)
            pieces.append(start)
            if end:
                pending.append(end)
                pending.extend(reversed(item.content))
        elif isinstance(item, Comment):
            pieces.append(_comment_text(item))
        else:
            pieces.append(item if isinstance(item, _EndTag) else _escaped_text(item))
    return "".join(pieces)


def _tags(node: Node) -> tuple[str, _EndTag | None]:
    """The start tag of an element, and its end tag where the start does not end it too."""
    tag = _name(node.tag or node.name)
    values = [
        f' {_name(name)}="{_escaped_value(value)}"' for name, value in node.attributes.items()
    ]
    inner = "".join((tag, *values))
    return (f"<{inner}>", _EndTag(f"</{tag}>")) if node.content else (f"<{inner}/>", None)


def _name(name: str) -> str:
    """A name that XML can carry."""
    if not is_xml_name(name):
        raise ValueError(f"{shown(name)} is no name that XML can carry")
    return name


def _escaped_text(text: str) -> str:
    """A text between tags, as it is written."""
    if not _SPECIAL_IN_TEXT.search(text):
        return text
    _refuse_forbidden(text)
    return text.translate(_IN_TEXT)


def _escaped_value(value: str) -> str:
    """A value between double quotes, as it is written."""
    if not _SPECIAL_IN_VALUE.search(value):
        return value
    _refuse_forbidden(value)
    return value.translate(_IN_VALUE)


def _comment_text(comment: Comment) -> str:
    """A comment or a processing instruction, as it is written."""
    _refuse_forbidden(comment.text)
    if comment.target is not None:
        if "?>" in comment.text:
            raise ValueError(f"{shown(comment.text)} cannot stand in a processing instruction")
        return f"<?{_name(comment.target)} {comment.text}?>"
    if "--" in comment.text or comment.text.endswith("-"):
        raise ValueError(f"{shown(comment.text)} cannot stand in a comment")
    return f"<!--{comment.text}-->"


def _refuse_forbidden(text: str) -> None:
    """Refuse a text with a character that XML has no way to write."""
    found = FORBIDDEN.search(text)
    if found:
        raise ValueError(f"XML cannot carry {named(found[0])}, which stands in {shown(text)}")
