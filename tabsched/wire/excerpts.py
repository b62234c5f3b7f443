"""Which part of a text can be read by itself, with what holds it and nothing that stands beside?"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from tabsched.wire.json_spans import keys_of, values_at
from tabsched.wire.json_values import dumps
from tabsched.wire.xml_spans import elements_at, steps_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tabsched.wire.json_spans import Value
    from tabsched.wire.xml_spans import Element


class Excerpt(NamedTuple):
    """A part of a text, which can be read by itself.

    Attributes:
        path: where it stands.
        begin: the offset of its first character, of the indentation before it if it has one.
        end: the offset behind its last one.
        opening: what holds it, up to it, without anything else that stands there.
        closing: what holds it, behind it.
    """

    path: str
    begin: int
    end: int
    opening: str = ""
    closing: str = ""


def xml_excerpts(text: str, paths: Iterable[str]) -> dict[str, Excerpt]:
    """The elements to which paths lead, each with its indentation."""
    wanted = {found[0]: path for path in paths if (found := steps_of(path)) is not None}
    return {
        wanted[steps]: _xml_excerpt(text, wanted[steps], element)
        for steps, element in elements_at(text, wanted).items()
    }


def _xml_excerpt(text: str, path: str, element: Element) -> Excerpt:
    around = list(element.ancestors())[1:]
    opening = "".join(text[outer.start : outer.inside] for outer in reversed(around))
    closing = "".join(f"</{outer.tag}>" for outer in around)
    return Excerpt(path, _line_start(text, element.start), element.end, opening, closing)


def json_excerpts(text: str, paths: Iterable[str]) -> dict[str, Excerpt]:
    """The same for JSON values. A member's begins in the middle of its line."""
    wanted = {found: path for path in paths if (found := keys_of(path)) is not None}
    return {
        wanted[keys]: _json_excerpt(text, wanted[keys], value)
        for keys, value in values_at(text, wanted).items()
    }


def _json_excerpt(text: str, path: str, value: Value) -> Excerpt:
    opening = closing = ""
    for inner in value.holders():
        if inner.holder is not None:
            is_item = inner.name is None
            opening = ("[" if is_item else "{" + dumps(inner.name) + ": ") + opening
            closing += "]" if is_item else "}"
    return Excerpt(path, _line_start(text, value.start), value.end, opening, closing)


def _line_start(text: str, offset: int) -> int:
    """Where the white space before an offset begins, in its line, if nothing else stands there."""
    start = offset
    while start and text[start - 1] in " \t":
        start -= 1
    return start if not start or text[start - 1] in "\r\n" else offset
