"""Which schedules stand in a long XML answer? Taken from its bytes as they come.

Building the tree of such an answer costs more than all that is done with it. So expat checks
that the text is well-formed, without telling what it meets, and one pattern takes the tasks off
the text: in well-formed XML a `<` begins a tag, unless it begins a comment, a CDATA section or a
processing instruction, which do not match. What is inside a schedule may be anything up to its
end tag; its reader refuses what is not plain. What stands beside a schedule is nothing but tags,
so that every second piece between quotation marks is a value.
"""

from __future__ import annotations

import re
from itertools import chain
from typing import TYPE_CHECKING
from xml.parsers import expat

from tabsched.wire import xml
from tabsched.wire.node import TABLEAU_NAMESPACES, Node
from tabsched.wire.plain import Beside, Found, Framed, NotPlain
from tabsched.wire.unreadable import Unreadable

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

# Names without a colon: a prefix would have to be looked up. Values as they stand.
_ANY = rb"""(?:\s+(?!xmlns)[A-Za-z]+\s*=\s*(?:"[^"<]*+"|'[^'<]*+'))*+\s*+"""
# Values that mean what stands there: no reference, no white space that would be normalised.
_PLAIN = rb"""(?:\s+(?!xmlns)[A-Za-z]+\s*=\s*(?:"[^"<&\t\n\r]*+"|'[^'<&\t\n\r]*+'))*+\s*+"""
_TARGET = rb"(?:<(?:workbook|datasource|view)" + _ANY + rb"/>\s*+)?"
_TASK = re.compile(
    rb"\s*+<task>\s*+<extractRefresh(" + _ANY + rb">\s*+" + _TARGET + rb")"
    # the schedule: its attributes, and if it is not empty what is inside
    + rb"<schedule(" + _PLAIN + rb")(?:/>|>([^<]*+(?:<(?!/schedule)[^<]*+)*+)</schedule>)\s*+"
    + rb"(" + _TARGET + rb"</extractRefresh>)\s*+</task>"
)  # fmt: skip
_ATTRIBUTE = re.compile(r"""([A-Za-z]+)\s*=\s*(?:"([^"]*)"|'([^']*)')""")
_PROLOG = re.compile(
    rb"""(?:\xef\xbb\xbf)?
    (?:<\?xml\s+version=["']1\.0["'](?:\s+encoding=["'][Uu][Tt][Ff]-8["'])?
    (?:\s+standalone=["'](?:yes|no)["'])?\s*\?>)?
    \s*<tsResponse((?:\s+[A-Za-z][A-Za-z:]*=(?:"[^"<>&]*"|'[^'<>&]*'))*)\s*>
    \s*(?:<pagination"""
    + _ANY
    + rb"""/>\s*)?<tasks>""",
    re.VERBOSE,
)
_ROOT_ATTRIBUTE = re.compile(rb"""([A-Za-z:]+)=(?:"([^"]*)"|'([^']*)')""")
_TAIL = "</tasks></tsResponse>"
_END = re.compile(rb"\s*</tasks>\s*</tsResponse>\s*")
# What means another text than itself between quotation marks.
_ODD = re.compile("[&\t\n\r]")
# No task is larger; where this much holds no whole one, there is none.
_LARGEST_TASK = 2**20
MARK = b"\xef\xbb\xbf"


def tasks_in(chunks: Iterable[bytes]) -> Framed:
    """The tasks of an answer, each when its text has come.

    Args:
        chunks: the bytes of the document, in UTF-8.

    Raises:
        NotPlain: the document is to be read whole; what came until then is to be forgotten.
    """
    checked = _checked(chunks)
    text = b""
    for chunk in checked:
        text += chunk
        at = _after_prolog(text)
        if at:
            return Framed(text[:at].decode(), _TAIL, _found_in(text, at, checked))
    raise NotPlain


def _checked(chunks: Iterable[bytes]) -> Iterator[bytes]:
    """The chunks of a text, as far as it is well-formed."""
    parser = expat.ParserCreate("utf-8")
    # Expat 2.6 would leave a tag that goes on in a short chunk unchecked until more has come.
    if hasattr(parser, "SetReparseDeferralEnabled"):
        parser.SetReparseDeferralEnabled(False)  # noqa: FBT003 - takes no keyword
    try:
        for chunk in chunks:
            parser.Parse(chunk, False)  # noqa: FBT003 - takes no keyword
            yield chunk
        parser.Parse(b"", True)  # noqa: FBT003 - takes no keyword
    except expat.ExpatError:
        raise NotPlain from None


def _found_in(text: bytes, at: int, chunks: Iterator[bytes]) -> Iterator[Found]:
    """The schedules of the tasks that begin at an offset of the text, and go on in chunks."""
    rest = b""
    gone = 0
    ended = False
    for chunk in chain([text], chunks):
        text = rest + chunk if rest else chunk
        if not ended:
            match = _TASK.match
            while found := match(text, at):
                start, head = found.end(1), found.end(2)
                content = found[3]
                inside = gone + (head if content is None else found.start(3))
                yield Found(_attributes(found[2]), content or b"", gone + start, inside, found)
                at = found.end()
            end = _END.match(text, at)
            if end:
                ended = True
                at = end.end()
        rest = text[at:]
        gone += at
        at = 0
        if len(rest) > _LARGEST_TASK or (ended and rest.strip()):
            raise NotPlain
    if not ended:
        raise NotPlain


def _after_prolog(text: bytes) -> int:
    """Where the tasks begin; 0 while that has not come."""
    prolog = _PROLOG.match(text)
    if prolog is None:
        if len(text) > _LARGEST_TASK or not text.lstrip().startswith((b"<", MARK)):
            raise NotPlain
        return 0
    values = {name: one or other for name, one, other in _ROOT_ATTRIBUTE.findall(prolog[1])}
    if values.get(b"xmlns", b"").decode() not in TABLEAU_NAMESPACES | {""}:
        raise NotPlain
    for name in values:
        prefix, colon, rest = name.partition(b":")
        # All that a root is known to carry: one declared prefix with one attribute.
        if colon and prefix != b"xmlns" and (b":" in rest or not values.get(b"xmlns:" + prefix)):
            raise NotPlain
    if len([name for name in values if b":" in name]) > 2:  # noqa: PLR2004 see above
        raise NotPlain
    return prolog.end()


def _attributes(text: bytes) -> dict[str, str]:
    """The attributes of a schedule, names to values."""
    found = _ATTRIBUTE.findall(text.decode())
    return {name: one or other for name, one, other in found}


def content_of(content: bytes) -> list[Node]:
    """The elements inside a schedule.

    Raises:
        NotPlain: text, comments or prefixes stand there too, or it is no whole content.
    """
    try:
        node = xml.loads(f"<schedule>{content.decode()}</schedule>").root
    except Unreadable:
        raise NotPlain from None
    elements = list(node.elements())
    blank = [part for part in node.content if isinstance(part, str) and not part.strip()]
    if len(elements) + len(blank) < len(node.content):
        raise NotPlain
    return elements


def beside(found: Found) -> Beside:
    """What stands beside a schedule in its task."""
    pieces = _pieces(found)
    values = pieces[1::2]
    if _ODD.search("".join(values)):
        values = [_said(value) for value in values]
    return Beside(tuple(pieces[::2]), values)


def with_values(found: Found, values: Sequence[str]) -> str:
    """The task around a schedule, with other values, and the schedule empty.

    Raises:
        NotPlain: it has quotation marks of both sorts, so that a value may hold one of them.
    """
    pieces = _pieces(found)
    if any("'" in piece for piece in pieces[::2]):
        raise NotPlain
    pieces[1::2] = values
    refresh = '"'.join(pieces)
    return f"<task><extractRefresh{refresh}</task>"


def _pieces(found: Found) -> list[str]:
    """What stands between quotation marks beside a schedule, and between their pairs."""
    before, after = found.task.group(1, 4)
    text = b"".join((before, b"<schedule/>", after)).decode()
    return text.split('"' if '"' in text else "'")


def _said(value: str) -> str:
    """What stands between quotation marks, as it is meant."""
    return xml.loads(f'<value of="{value}"/>').root.attributes["of"]
