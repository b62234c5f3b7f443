"""What a long answer of plain tasks is taken apart into, in either syntax.

An answer of a large site holds a hundred thousand tasks of one shape and a few hundred distinct
schedules. Its readers, `xml_answer` and `json_answer`, take the schedules out and leave what is
inside them to be read once for each distinct text; they refuse whatever is not of that shape.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Hashable


class NotPlain(Exception):  # noqa: N818 nothing is wrong with such a document
    """The document is no answer of plain tasks, and is read as every other one is."""


class Found(NamedTuple):
    """The schedule of one task.

    Attributes:
        attributes: its names and values.
        content: what is inside it, as its reader tells two apart.
        start: the byte at which its start tag begins (XML).
        inside: the byte at which that tag has ended (XML).
    """

    attributes: dict[str, str]
    content: Hashable
    start: int = 0
    inside: int = 0
