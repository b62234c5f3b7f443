"""Under which path does a child element stand?"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tabsched.wire.node import Node


def local(name: str) -> str:
    """A name without what tells its namespace: neither `prefix:` nor `{namespace}`."""
    return name.rpartition("}")[2].rpartition(":")[2]


def steps(node: Node) -> Iterator[tuple[Node, str]]:
    """The child elements of an XML element, each with the step of a path that leads to it.

    A step is the local name, with an index from 1 where siblings bear the same local name:
    `schedule`, `interval[2]`.
    """
    names = [local(child.name) for child in node.elements()]
    borne = Counter(names)
    seen: Counter[str] = Counter()
    for child, name in zip(node.elements(), names, strict=True):
        seen[name] += 1
        yield child, f"{name}[{seen[name]}]" if borne[name] > 1 else name
