"""A request as it would be sent, taken apart for the rules: what it calls, and with what."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import parse_qsl

from tabsched.place import Syntax, attribute_path, children_paths, element_path
from tabsched.reading import is_empty_list

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tabsched.audience import PlatformChoice
    from tabsched.rest import Match, Method
    from tabsched.wire.node import Node

_ORIGIN = re.compile(r"(?:[A-Za-z][A-Za-z0-9+.-]*:)?//[^/?#]*|(?!/|api/)[^/?#]*")
# No release of Tableau Server, 2024.2; and a version of the API has no zeros in front.
_VERSION = re.compile(r"([1-9][0-9]?)\.(0|[1-9][0-9]{0,2})")


class Datasources(NamedTuple):
    """The datasources of a body: which data sources of a workbook are meant.

    Attributes:
        include_all: its includeAll as written, None where it is missing.
        include_all_path: where that stands or would stand.
        named: the datasource elements with their paths.
    """

    path: str
    include_all: str | None
    include_all_path: str
    named: tuple[tuple[Node, str], ...]


class Held(NamedTuple):
    """Something that stands in a request under a name.

    Attributes:
        name: as written.
        node: the element or object, None where it is a mere value.
        path: where it stands.
    """

    name: str
    node: Node | None
    path: str


class SentBody(NamedTuple):
    """A body that is sent along, and may be empty.

    Attributes:
        syntax: XML or JSON, None where that is not known.
        root: its root node, None where it was not read or cannot be read.
        file: the file in which it stands, where it was not opened.
        is_empty: whether it asks for nothing: no text, a tsRequest or an object without content.
    """

    syntax: Syntax | None = None
    root: Node | None = None
    file: str | None = None
    is_empty: bool = False

    @property
    def names_request(self) -> bool:
        """Whether it is a tsRequest by name; JSON may be one without."""
        if self.root is None or self.syntax is None:
            return False
        holder, _ = request_node(self.root, self.syntax)
        return holder is not None and is_request(holder.name)

    def held(self, name: str) -> tuple[Held, ...]:
        """What stands in the request under that name, in any spelling."""
        if self.root is None or self.syntax is None:
            return ()
        holder, path = request_node(self.root, self.syntax)
        if holder is None:
            return ()
        values = [
            Held(key, None, attribute_path(path, key, self.syntax)) for key in holder.attributes
        ]
        elements = [
            # A text inside is what JSON has where an item of a list is no object.
            Held(node.name, None if self.syntax is Syntax.JSON and _has_text(node) else node, place)
            for node, place in children_paths(holder, path, self.syntax)
        ]
        return tuple(one for one in values + elements if one.name.lower() == name.lower())

    @property
    def datasources(self) -> Datasources | None:
        """The one datasources of the request, None where there is none."""
        found = [
            (one.node, one.path)
            for one in self.held("datasources")
            if one.name == "datasources" and one.node is not None
        ]
        if len(found) != 1 or self.syntax is None:
            return None
        node, place = found[0]
        return Datasources(
            place,
            node.attributes.get("includeAll"),
            attribute_path(place, "includeAll", self.syntax),
            tuple(
                (child, where)
                for child, where in children_paths(node, place, self.syntax)
                if child.name == "datasource" and not is_empty_list(child)
            ),
        )


def is_request(name: str) -> bool:
    """Whether an element is the root of a request, be it misspelt."""
    return name.lower() == "tsrequest"


def _has_text(node: Node) -> bool:
    return any(isinstance(part, str) for part in node.content)


def request_node(root: Node, syntax: Syntax) -> tuple[Node | None, str]:
    """The element in which a request's content stands, with its path; JSON may leave it out."""
    if syntax is Syntax.XML:
        return (root if is_request(root.name) else None), element_path("", root.name, syntax)
    inner = [pair for pair in children_paths(root, "", syntax) if is_request(pair[0].name)]
    return inner[0] if inner else (root, "")


def asks_nothing(root: Node, syntax: Syntax) -> bool:
    """Whether a body is a request without content: `<tsRequest/>`, `{}`, `{"tsRequest": {}}`."""
    holder, _ = request_node(root, syntax)
    if holder is None or any(holder.elements()):
        return False
    if syntax is Syntax.XML:
        return not any(isinstance(part, str) and part.strip() for part in holder.content)
    beside = holder is not root and (root.attributes or len(root.content) > 1)
    return not (holder.attributes or holder.content or beside)


class Call(NamedTuple):
    """One request to the REST API.

    Attributes:
        verb: as given.
        path: of the URL, from the host on.
        match: what both name.
        query: the parameters of the URL, decoded.
        headers: their values by names in small letters; None where headers are not judged.
        platform: which platform was told, "auto" where none was.
        body: None where none is sent.
    """

    verb: str
    path: str
    match: Match
    query: tuple[tuple[str, str], ...]
    headers: Mapping[str, str] | None
    platform: PlatformChoice
    body: SentBody | None

    @property
    def method(self) -> Method | None:
        """The method that it calls, None where it calls none."""
        return self.match.method

    @property
    def version(self) -> tuple[int, int] | None:
        """The version of the API in the path, None where none stands there."""
        return version_of(self.match.values.get("api-version", ""))


def version_of(text: str) -> tuple[int, int] | None:
    """A version of the API as numbers that compare as versions do: 3.9 comes before 3.10."""
    found = _VERSION.fullmatch(text)
    return None if found is None else (int(found[1]), int(found[2]))


def call_of(
    verb: str,
    url: str,
    headers: Mapping[str, str] | None,
    platform: PlatformChoice,
    body: SentBody | None,
) -> Call:
    """Take a request apart. A URL may lack its scheme, or scheme and host."""
    from tabsched.rest import match  # noqa: PLC0415 the table of the methods serves requests alone

    address = url.strip().partition("#")[0]
    address, _, query = address.partition("?")
    origin = _ORIGIN.match(address)
    path = address[origin.end() :] if origin else address
    named = None
    if headers is not None:
        named = {name.strip().lower(): value.strip() for name, value in headers.items()}
    return Call(
        verb.strip(),
        path,
        match(verb.strip(), path),
        tuple(parse_qsl(query, keep_blank_values=True)),
        named,
        platform,
        body,
    )
