"""Where something stands in a document: paths in the words of its syntax."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING

from tabsched.wire.paths import local, steps

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tabsched.wire.node import Node


class Syntax(Enum):
    """How a document is written; a dict, a list or a Schedule counts as JSON.

    YAML says what JSON says, and its paths are those of JSON: only a text is YAML, what is read of
    it is JSON.
    """

    XML = "XML"
    JSON = "JSON"
    YAML = "YAML"


def _pointer(name: str) -> str:
    """One step of an RFC 6901 pointer."""
    return "/" + name.replace("~", "~0").replace("/", "~1")


def attribute_path(parent: str, name: str, syntax: Syntax) -> str:
    """The path of a value of an element: `…/@start` or `…/start`."""
    return f"{parent}/@{name}" if syntax is Syntax.XML else parent + _pointer(name)


def element_path(parent: str, name: str, syntax: Syntax) -> str:
    """The path of an element that stands once, or would: `…/intervals`."""
    return f"{parent}/{local(name)}" if syntax is Syntax.XML else parent + _pointer(name)


def children_paths(node: Node, path: str, syntax: Syntax) -> Iterator[tuple[Node, str]]:
    """The child elements with their paths; XML counts siblings of one name, JSON list items."""
    if syntax is Syntax.XML:
        for child, step in steps(node):
            yield child, f"{path}/{step}"
        return
    for child in node.elements():
        step = "" if node.name == "" and child.name == "" else _pointer(child.name)
        item = "" if child.item is None else f"/{child.item}"
        yield child, f"{path}{step}{item}"


def parent_of(path: str) -> str:
    """The path one step up."""
    return path.rpartition("/")[0]
