"""What a long answer of plain tasks is taken apart into, in either syntax.

An answer of a large site holds a hundred thousand tasks of one shape and a few hundred distinct
schedules. Its readers, `xml_answer` and `json_answer`, take the schedules out and leave what is
inside them to be read once for each distinct text, and what stands beside them once for each kind
of task; they refuse whatever is not of that shape.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterator


class NotPlain(Exception):  # noqa: N818 nothing is wrong with such a document
    """The document is no answer of plain tasks, and is read as every other one is."""


class Found(NamedTuple):
    """The schedule of one task.

    Attributes:
        attributes: its names and values.
        content: what is inside it, as its reader tells two apart.
        start: the byte at which its start tag begins (XML).
        inside: the byte at which that tag has ended (XML).
        task: the task in which it stands, as its reader has matched it.
    """

    attributes: dict[str, str]
    content: Hashable
    start: int
    inside: int
    task: Any


class Beside(NamedTuple):
    """What stands beside the schedule in a task.

    Attributes:
        kind: all of it but the values: where it is the same, two tasks differ in those alone.
        values: what its values say; of a JSON null, true or false, which belong to the kind, too.
    """

    kind: Hashable
    values: list[str]


class Framed(NamedTuple):
    """The tasks of an answer, and the text around them.

    Attributes:
        head: what stands before the first task.
        tail: what ends the answer behind the last.
        found: the schedules, one a task, in order; NotPlain may come of it until the last.
    """

    head: str
    tail: str
    found: Iterator[Found]
