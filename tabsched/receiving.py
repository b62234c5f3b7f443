"""From the text of an answer to what it says, or to the sentence about what is wrong with it."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, Any

from tabsched.arguments import wrong_type
from tabsched.finding import ParseError
from tabsched.lint import open_long
from tabsched.opening import MAX_DEPTH, MAX_SIZE, open_body, refuse_limits
from tabsched.parts import Misread
from tabsched.place import Syntax, attribute_path, children_paths, parent_of
from tabsched.placing import locate
from tabsched.task_kinds import read_long
from tabsched.telling import answer_of
from tabsched.wire.paths import local
from tabsched.wire.plain import NotPlain
from tabsched.wire.unreadable import Unreadable

if TYPE_CHECKING:
    from tabsched.opening import Opened
    from tabsched.responses import Answer
    from tabsched.wire.node import Node


def read_answer(
    text: str | bytes | dict[str, Any] | list[Any],
    *,
    max_depth: int = MAX_DEPTH,
    max_size: int = MAX_SIZE,
) -> Answer:
    """What an answer of Tableau's REST API about extract refreshes says; judges nothing.

    The schedules of the tasks are those that `parse_all` gives for the same text.

    Args:
        text: XML or JSON as text or bytes, or the dict or list that JSON gives.
        max_depth: how deep it may nest, at most 100.
        max_size: how many bytes a text may have.

    Raises:
        ParseError: it cannot be read, or is no answer of these methods: a request, a list of
            schedules, an answer about something else.
        ValueError: a limit is less than 1, or `max_depth` more than 100.
        TypeError: `text` is of no such type.
    """
    refuse_limits(max_depth, max_size)
    if not isinstance(text, str | bytes | dict | list):
        raise wrong_type("an answer", "a str, bytes, dict or list", text)
    try:
        if max_depth >= MAX_DEPTH:
            with suppress(NotPlain):
                return read_long(open_long(text, max_size))
        opened = open_body(text, max_depth=max_depth, max_size=max_size)
    except Unreadable as fault:
        raise ParseError(fault.with_place) from None
    try:
        return answer_of(opened)
    except Misread as fault:
        raise ParseError(_with_place(fault, opened)) from None


def _with_place(fault: Misread, opened: Opened) -> str:
    """What is wrong, and where: in a text by line and column, else by path."""
    path = _path(fault.node, opened)
    if fault.name:
        path = attribute_path(path, fault.name, opened.syntax)
    elif fault.in_list:
        path = parent_of(path)
    if opened.text is None:
        return f"{path}: {fault}" if path else str(fault)
    line, column = locate(opened.text, opened.syntax, {path})[path]
    return f"line {line}, column {column}: {fault}"


def _path(wanted: Node, opened: Opened) -> str:
    """Where an element stands; only asked of a fault, so that nothing else pays for it."""
    root = opened.root
    pending = [(root, f"/{local(root.name)}" if opened.syntax is Syntax.XML else "")]
    while True:
        node, path = pending.pop()
        if node is wanted:
            return path
        pending.extend(children_paths(node, path, opened.syntax))
