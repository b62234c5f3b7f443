"""How does a piece of an XML document read the same in another place? Its prefixes go along."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from tabsched.wire.node import Node
from tabsched.wire.xml_names import XML_NAMESPACE, is_declaration

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    # What prefixes mean in a place; "" is that of elements without a prefix.
    Prefixes = Mapping[str, str]

# What they mean around a root element.
OUTERMOST: Final = {"": "", "xml": XML_NAMESPACE}


def prefixes_in(attributes: Mapping[str, str], around: Prefixes) -> Prefixes:
    """What prefixes mean in an element with these attributes."""
    declared = {
        name.partition(":")[2]: uri for name, uri in attributes.items() if is_declaration(name)
    }
    return {**around, **declared} if declared else around


def walk(node: Node, around: Prefixes = OUTERMOST) -> Iterator[tuple[Node, Prefixes]]:
    """An element and all that stand in it, each with what prefixes mean inside of it."""
    pending = [(node, around)]
    while pending:
        inner, prefixes = pending.pop()
        prefixes = prefixes_in(inner.attributes, prefixes)
        yield inner, prefixes
        pending.extend((child, prefixes) for child in inner.elements())


def unbound(node: Node) -> frozenset[str]:
    """The prefixes of attributes that mean nothing without what stands around an element."""
    return frozenset(
        prefix
        for inner, prefixes in walk(node)
        for prefix in _used(inner.attributes)
        if prefix not in prefixes
    )


def bound(node: Node, around: Prefixes) -> Node:
    """The element with the declarations that it owes to what stands around it."""
    owed = {f"xmlns:{prefix}": around[prefix] for prefix in sorted(unbound(node))}
    return replace(node, attributes=owed | node.attributes)


def moved(node: Node, read: Prefixes, written: Prefixes) -> Node:
    """An element as it is written in another place, to be read there as it was read.

    What a reader finds in no namespace, or in Tableau's or the root's, is written in none.

    Args:
        node: the element.
        read: what prefixes mean around it where it was read.
        written: what they mean around it where it is written.
    """
    read = prefixes_in(node.attributes, read)
    uri, foreign, name = node.name.rpartition("}")
    tag = (node.tag or name) if foreign else name
    kept = {key: value for key, value in node.attributes.items() if key != "xmlns"}
    needed = {tag.rpartition(":")[0]: uri.removeprefix("{")}
    needed |= {prefix: read[prefix] for prefix in _used(kept)}
    there = prefixes_in(kept, written)
    declared = {
        f"xmlns:{prefix}" if prefix else "xmlns": meant
        for prefix, meant in needed.items()
        if there.get(prefix) != meant
    }
    there = prefixes_in(declared, there)
    parts = node.content
    content = [moved(part, read, there) if isinstance(part, Node) else part for part in parts]
    return Node(node.name, declared | kept, content, tag if foreign else None)


def add_attributes(
    to: Node, attributes: Mapping[str, str], read: Prefixes, written: Prefixes
) -> None:
    """Put attributes on another element, each in its namespace, unless it carries them.

    Args:
        to: the element.
        attributes: by their names as written, declarations of prefixes among them.
        read: what prefixes mean where they were read.
        written: what they mean around the element where it is written.
    """
    for name, uri in attributes.items():
        if name.startswith("xmlns:"):
            _bind(to, name.removeprefix("xmlns:"), uri, written)
    carried = set(_expanded(to.attributes, prefixes_in(to.attributes, written)))
    strange = [name for name in attributes if not is_declaration(name)]
    for name, expanded in zip(strange, _expanded(strange, read), strict=True):
        if expanded in carried:
            continue
        carried.add(expanded)
        uri, local = expanded
        prefix = name.rpartition(":")[0]
        while prefix and not _bind(to, prefix, uri, written):
            prefix += "_"
        to.attributes[f"{prefix}:{local}" if prefix else local] = attributes[name]


def _bind(to: Node, prefix: str, uri: str, around: Prefixes) -> bool:
    """Let a prefix mean that namespace in an element; False where it means another there."""
    there = prefixes_in(to.attributes, around)
    if prefix not in there:
        to.attributes[f"xmlns:{prefix}"] = uri
    return there.get(prefix, uri) == uri


def _expanded(names: Iterable[str], prefixes: Prefixes) -> Iterator[tuple[str, str]]:
    """Namespace and local name of attributes; one without a prefix is in none."""
    for name in names:
        if not is_declaration(name):
            prefix, _, local = name.rpartition(":")
            yield prefixes[prefix] if prefix else "", local


def _used(attributes: Iterable[str]) -> set[str]:
    """The prefixes of attributes."""
    prefixes = {name.rpartition(":")[0] for name in attributes if not is_declaration(name)}
    return prefixes - {""}
