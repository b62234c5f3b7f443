"""Which neutral tree does a JSON value mean, and the reverse?"""

from __future__ import annotations

from json import JSONDecoder
from typing import TYPE_CHECKING, Final

from tabsched.wire.json_values import dumps
from tabsched.wire.node import Literal, Node

if TYPE_CHECKING:
    from tabsched.wire.json_values import JsonValue

_DECODE: Final = JSONDecoder(parse_float=Literal, parse_int=Literal).decode


def to_node(value: JsonValue) -> Node:
    """The neutral tree that a JSON value means, its top an element without a name.

    A key with a text, number, true, false or null is an attribute (what is no text a Literal),
    one with an object a child, one with a list a child for each item. What is neither, an
    item of a list that is no object, or an empty list, is the content of its element.
    """
    top = Node("")
    pending: list[tuple[Node, JsonValue]] = []
    if isinstance(value, list):
        pending.extend(_children(top, "", value))
    else:
        pending.append((top, value))
    while pending:
        node, item = pending.pop()
        if not isinstance(item, dict):
            node.content.append(_as_text(item))
            continue
        for key, inner in item.items():
            if isinstance(inner, dict):
                child = Node(key)
                node.content.append(child)
                pending.append((child, inner))
            elif isinstance(inner, list):
                pending.extend(_children(node, key, inner))
            else:
                node.attributes[key] = _as_text(inner)
    return top


def from_node(node: Node) -> dict[str, JsonValue]:
    """The JSON object that an element of a JSON document's tree stands for.

    The reverse of `to_node`, but that scalars come before objects and lists.
    """
    value: dict[str, JsonValue] = {name: _as_value(text) for name, text in node.attributes.items()}
    lists: dict[str, list[Node]] = {}
    for child in node.elements():
        lists.setdefault(child.name, []).append(child)
    for name, children in lists.items():
        first = children[0]
        if len(children) > 1 or first.item is not None:
            value[name] = [_item(child) for child in children]
        else:
            value[name] = _item(first)
    return value


def _item(node: Node) -> JsonValue:
    """What an element stands for: its scalar content, or itself as an object."""
    texts = [text for text in node.content if isinstance(text, str)]
    return _as_value(texts[0]) if texts else from_node(node)


def _as_value(text: str) -> JsonValue:
    """What a text of the tree stands for, the reverse of `_as_text`."""
    if not isinstance(text, Literal) or text.is_number:
        return text
    value: JsonValue = _DECODE(text)
    return value


def _children(node: Node, key: str, items: list[JsonValue]) -> list[tuple[Node, JsonValue]]:
    """New children of an element for the items of a list, each with its item."""
    if not items:
        children: list[tuple[Node, JsonValue]] = [(Node(key), [])]
    else:
        children = [(Node(key, item=index), item) for index, item in enumerate(items)]
    node.content.extend(child for child, _ in children)
    return children


def _as_text(value: JsonValue) -> str:
    """A value that is no object as a text, or as a Literal where it is none."""
    return value if isinstance(value, str) else Literal(dumps(value, None))
