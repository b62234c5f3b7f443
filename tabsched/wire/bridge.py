"""XML to JSON and back, as Tableau's REST API says the same in both: what gets lost is told.

Section "The wire" of the specification: attributes are keys, the root is left out and put back
by what stands in it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tabsched.names import WRITTEN_BY_TABLEAU
from tabsched.wire.node import TABLEAU_NAMESPACES, Comment, Node
from tabsched.wire.paths import local, steps
from tabsched.wire.quoting import shown
from tabsched.wire.xml import XmlDocument
from tabsched.wire.xml_names import FORBIDDEN, XML_NAMESPACE, is_declaration, is_xml_name

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Mapping

    from tabsched.wire.json_values import JsonValue

REQUEST, RESPONSE = "tsRequest", "tsResponse"
RESPONSE_NAMESPACE = "http://tableau.com/api"
_LISTS = frozenset({"interval", "task"})
# JSON may leave out the elements inside these
_WRAPPED = {"schedules": "schedule", "tasks": "task"}
_ONLY_IN_RESPONSES = frozenset(
    {"extracts", "job", "pagination", "schedules", "task", "tasks", "warnings"}
)
_IN_ANY_DOCUMENT = _ONLY_IN_RESPONSES | {"extractRefresh", "schedule"}
_OF_A_SCHEDULE = frozenset({"frequency", "frequencydetails"})


def xml_to_json(document: XmlDocument) -> tuple[JsonValue, list[str]]:
    """A document as the API's JSON says it, and a sentence for each thing that JSON cannot say."""
    told: list[str] = []
    root = document.root
    name = local(root.name)
    path = f"/{name}"
    _tell_rest([*document.before, *document.after], "the document", told)
    value: JsonValue
    if name == "schedules":
        value = _bare_schedules(root, path, told)
    else:
        if name in {REQUEST, RESPONSE}:
            root = _without_attributes(root, path, told)
        value = _object(root, path, told)
    back = json_to_xml(value)[0].root
    if name not in {"schedule", "schedules", REQUEST, RESPONSE}:
        told.append(f"the root <{name}> is left out: it comes back as <{back.name}>")
    elif (back.name, _child_names(back)) != (name, _child_names(root)):
        told.append(f"nothing in it says that the root is <{name}>: it comes back as <{back.name}>")
    return value, told


def json_to_xml(value: JsonValue) -> tuple[XmlDocument, list[str]]:
    """A JSON document as the API's XML says it, and a sentence for each thing that XML cannot say.

    The root is put back by what stands in the document; a response has Tableau's namespace, a
    request none.
    """
    told: list[str] = []
    if isinstance(value, list):
        root = _root_of_list(value, told)
    elif isinstance(value, dict):
        root = _root_of_object(value, told)
    else:
        told.append("the document is neither an object nor a list: XML has no such document")
        root = Node(REQUEST)
    if root.name == RESPONSE:
        root.attributes = {"xmlns": RESPONSE_NAMESPACE, **root.attributes}
    return XmlDocument(root), told


def node_to_json(node: Node) -> dict[str, JsonValue]:
    """The object that one element of an XML document becomes; what gets lost is not told."""
    return _object(node, "", [])


def _object(node: Node, path: str, told: list[str]) -> dict[str, JsonValue]:
    """An element as an object of its attributes and children."""
    value = _attributes(node, path, told)
    children: dict[str, list[JsonValue]] = {}
    last, in_order = "", True
    for child, step in steps(node):
        name = local(child.name)
        in_order = in_order and (name == last or name not in children)
        children.setdefault(name, []).append(_item(child, f"{path}/{step}", told))
        last = name
    if not in_order:
        told.append(f"the order of the elements in {path} changes: JSON puts equal names together")
    for name, items in children.items():
        if name in value:
            told.append(f"{path}/@{name} is left out: a child of that name stands beside it")
            del value[name]
        if name in _WRAPPED and len(items) > 1:
            told.append(f"that there are {len(items)} <{name}> in {path} gets lost")
        alone = len(items) == 1 and isinstance(items[0], dict) and name not in _LISTS
        value[name] = items[0] if alone else items
    _tell_rest(node.content, path, told)
    return value


def _item(node: Node, path: str, told: list[str]) -> JsonValue:
    """A child as an object, or as a text where it holds nothing else."""
    if node.name.startswith(f"{{{XML_NAMESPACE}}}"):
        told.append(f"the prefix xml of {path} is left out")
    texts = [text for text in node.content if isinstance(text, str)]
    declarations = all(map(is_declaration, node.attributes))
    if not declarations or not "".join(texts).strip() or any(True for _ in node.elements()):
        return _object(node, path, told)
    told.append(f"the text {shown(''.join(texts))} of {path} becomes a list of texts")
    _attributes(node, path, told)
    _tell_rest([child for child in node.content if isinstance(child, Comment)], path, told)
    return "".join(texts)


def _attributes(node: Node, path: str, told: list[str]) -> dict[str, JsonValue]:
    """The attributes of an element as keys."""
    value: dict[str, JsonValue] = {}
    for name, text in node.attributes.items():
        if is_declaration(name):
            if text and text not in TABLEAU_NAMESPACES:
                told.append(f"the namespace {shown(text)} of {path} is left out")
            continue
        prefix, _, key = name.rpartition(":")
        if prefix in {"", "xml"}:
            value[name] = text
        elif key in node.attributes or key in value:
            told.append(f"{path}/@{name} is left out: {key} stands beside it")
        else:
            told.append(f"the prefix of {path}/@{name} is left out")
            value[key] = text
    return value


def _without_attributes(root: Node, path: str, told: list[str]) -> Node:
    """A root that has no attributes in JSON, the declarations apart, which are told elsewhere."""
    declarations = {name: uri for name, uri in root.attributes.items() if is_declaration(name)}
    told.extend(
        f"{path}/@{name} is left out: a root has no attributes in JSON"
        for name in root.attributes
        if name not in declarations
    )
    return Node(root.name, declarations, root.content, root.tag)


def _bare_schedules(root: Node, path: str, told: list[str]) -> list[JsonValue]:
    """A `<schedules>` root as a list of bare objects."""
    attributes = _attributes(root, path, told)
    told.extend(f"{path}/@{key} is left out: a list has no attributes" for key in attributes)
    items: list[JsonValue] = []
    for child, step in steps(root):
        if local(child.name) == "schedule":
            items.append(_item(child, f"{path}/{step}", told))
        else:
            told.append(f"{path}/{step} is left out: a list of schedules holds nothing else")
    _tell_rest(root.content, path, told)
    return items


def _tell_rest(content: Iterable[Node | Comment | str], path: str, told: list[str]) -> None:
    """Tell of comments and of texts, for which the API's JSON has no place."""
    for child in content:
        if isinstance(child, Comment):
            what = "comment" if child.target is None else "processing instruction"
            told.append(f"the {what} {shown(child.target or child.text)} in {path} is left out")
        elif isinstance(child, str) and child.strip():
            told.append(f"the text {shown(child.strip())} in {path} is left out")


def _child_names(node: Node) -> list[str]:
    """The names of an element's children, in an order of their own."""
    return sorted(local(child.name) for child in node.elements())


def _root_of_list(value: list[JsonValue], told: list[str]) -> Node:
    """The root of a top-level list."""
    name = "schedule"
    root = Node("schedules")
    if not any(map(_is_bare, value)) and any(
        isinstance(item, dict) and "extractRefresh" in item for item in value
    ):
        name = "task"
        root = Node(RESPONSE if _is_written_by_tableau(value) else "tasks")
    if root.name == "tasks" or (value and name == "schedule" and not any(map(_is_bare, value))):
        told.append(f"nothing says what the list is: it becomes <{root.name}>")
    for index, item in enumerate(value):
        _append(root, name, item, f"/{index}", told)
    return root


def _root_of_object(value: dict[str, JsonValue], told: list[str]) -> Node:
    """The root of a top-level object."""
    for name in (REQUEST, RESPONSE):
        spelled_out = value.get(name)
        if isinstance(spelled_out, dict):
            _tell_others(value, [name], "", told)
            return _element(name, spelled_out, f"/{name}", told)
    if _is_bare(value):
        return _element("schedule", value, "", told)
    schedules = _schedules(value, told)
    if schedules:
        root = Node("schedules")
        for pointer, item in schedules.items():
            _append(root, "schedule", item, pointer, told)
        return root
    response = not _ONLY_IN_RESPONSES.isdisjoint(value) or _is_written_by_tableau(value)
    return _element(RESPONSE if response else REQUEST, value, "", told)


def _schedules(value: dict[str, JsonValue], told: list[str]) -> dict[str, JsonValue]:
    """The bare schedules of a list or mapping of them, by pointer; none of anything else."""
    for key in ("schedules", "schedule"):
        inner = value.get(key)
        if not _IN_ANY_DOCUMENT.isdisjoint(value.keys() - {key}):
            continue
        if isinstance(inner, dict) and not _is_bare(inner):
            found = _mapping(inner, f"/{key}", told)
        elif isinstance(inner, list) and any(map(_is_bare, inner)):
            if key == "schedule" and _is_written_by_tableau(value):
                continue  # answers hold several schedules so
            found = {f"/{key}/{index}": item for index, item in enumerate(inner)}
        else:
            continue
        if found:
            _tell_others(value, [key], "", told)
            return found
    return _mapping(value, "", told)


def _mapping(value: dict[str, JsonValue], pointer: str, told: list[str]) -> dict[str, JsonValue]:
    """The bare schedules of a mapping of names to them, by pointer."""
    if not _IN_ANY_DOCUMENT.isdisjoint(value):
        return {}
    named = {key: item for key, item in value.items() if _is_bare(item)}
    if named:
        told.extend(f"the name {shown(key)} of a schedule is left out" for key in named)
        _tell_others(value, named, pointer, told)
    return {f"{pointer}/{_escaped(key)}": item for key, item in named.items()}


def _is_bare(value: JsonValue) -> bool:
    """Whether a value is a schedule by itself."""
    return isinstance(value, dict) and any(key.lower() in _OF_A_SCHEDULE for key in value)


def _is_written_by_tableau(value: JsonValue) -> bool:
    """Whether something stands anywhere in a value that only Tableau writes."""
    pending = [value]
    while pending:
        item = pending.pop()
        if isinstance(item, dict):
            if not WRITTEN_BY_TABLEAU.isdisjoint(item):
                return True
            pending.extend(item.values())
        elif isinstance(item, list):
            pending.extend(item)
    return False


def _element(name: str, value: Mapping[str, JsonValue], pointer: str, told: list[str]) -> Node:
    """An object as an element: scalars are attributes, objects and lists are children."""
    node = Node(name)
    for key, item in value.items():
        where = f"{pointer}/{_escaped(key)}"
        if not can_be_a_name(key):
            told.append(f"{shown(where)} is left out: {shown(key)} is no name in XML")
        elif isinstance(item, dict):
            node.content.append(_element(key, item, where, told))
        elif isinstance(item, list):
            _append_all(node, key, item, where, told)
        else:
            text = _text(item, where, told)
            if text is not None:
                node.attributes[key] = text
    return node


def _append_all(
    node: Node, key: str, items: list[JsonValue], pointer: str, told: list[str]
) -> None:
    """Add the items of a list as children."""
    name = key
    if key in _WRAPPED or (not items and key not in _LISTS):
        wrapper = Node(key)
        node.content.append(wrapper)
        node, name = wrapper, _WRAPPED.get(key, key)
    for index, item in enumerate(items):
        _append(node, name, item, f"{pointer}/{index}", told)


def _append(node: Node, name: str, item: JsonValue, pointer: str, told: list[str]) -> None:
    """Add an item of a list as a child."""
    if isinstance(item, dict):
        node.content.append(_element(name, item, pointer, told))
    elif isinstance(item, list):
        what = "a list inside a list" if item else "an empty list"
        told.append(f"{shown(pointer)} is left out: {what} says nothing in XML")
    else:
        text = _text(item, pointer, told)
        if text is not None and not text.strip():
            told.append(f"{shown(pointer)} is left out: white space says nothing in XML")
            text = ""
        if text is not None:
            node.content.append(Node(name, content=[text] if text else []))


def _text(value: JsonValue, pointer: str, told: list[str]) -> str | None:
    """The text of a scalar, None where XML cannot carry it."""
    if value is None:
        told.append(f"{shown(pointer)} is left out: XML has no null")
        return None
    text = str(value) if isinstance(value, str) else "true" if value else "false"
    if FORBIDDEN.search(text):
        told.append(f"{shown(pointer)} is left out: XML cannot carry {shown(text)}")
        return None
    return text


def can_be_a_name(key: str) -> bool:
    """Whether a key can be a name in XML that means the same."""
    prefix, colon, _ = key.partition(":")
    return is_xml_name(key) and (prefix == "xml" if colon else key != "xmlns")


def _tell_others(
    value: dict[str, JsonValue], written: Container[str], pointer: str, told: list[str]
) -> None:
    """Tell of the keys beside what becomes the document."""
    told.extend(
        f"{shown(f'{pointer}/{_escaped(key)}')} is left out: only schedules, or a root, are written"
        for key in value
        if key not in written
    )


def _escaped(key: str) -> str:
    """A key as a step of a pointer."""
    return key.replace("~", "~0").replace("/", "~1")
