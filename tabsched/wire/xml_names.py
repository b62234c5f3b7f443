"""Which namespace does a prefix mean, and which names and characters can XML carry?

Expat reads names as written here, so that prefixes survive; the rules of "Namespaces in XML 1.0"
that it would watch over otherwise are watched over by this module.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Final
from xml.parsers import expat

from tabsched.wire.node import TABLEAU_NAMESPACES
from tabsched.wire.quoting import shown

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

FORBIDDEN: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
XML_NAMESPACE = "http://www.w3.org/XML/1998/namespace"
XMLNS_NAMESPACE = "http://www.w3.org/2000/xmlns/"
_ASCII_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_.-]*(?::[A-Za-z_][A-Za-z0-9_.-]*)?")
# Told by what is left out: the compiler of patterns walks through every letter of a range.
_LIKE_A_NAME = re.compile(r"[^\x00-@\[-^`{-\x7f][^\x00-,/;-@\[-^`{-\x7f]*")
_UNREADABLE = re.compile("[\ud800-\udfff]")


class BadName(ValueError):  # noqa: N818 - as Unreadable
    """A name that breaks the rules of namespaces.

    Attributes:
        message: what is wrong.
        attribute: the attribute's name as written, None where the element's is at fault.
    """

    def __init__(self, message: str, attribute: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.attribute = attribute


@lru_cache(maxsize=4096)
def is_xml_name(name: str) -> bool:
    """Whether expat reads a name, with a prefix or without, as one."""
    if _ASCII_NAME.fullmatch(name):
        return True
    parts = name.split(":")
    if len(parts) > 2 or not all(map(_LIKE_A_NAME.fullmatch, parts)) or _UNREADABLE.search(name):  # noqa: PLR2004 - prefix, local
        return False
    try:
        # its tables of letters outside ASCII are those of XML 1.0's fourth edition
        for part in parts:
            expat.ParserCreate("utf-8").Parse(f"<{part}/>".encode(), True)  # noqa: FBT003 - takes no keyword
    except expat.ExpatError:
        return False
    return True


def is_declaration(name: str) -> bool:
    """Whether an attribute of that name says what a prefix means, or that there is none."""
    return name == "xmlns" or name.startswith("xmlns:")


class Scope:
    """What the prefixes mean inside one element.

    Attributes:
        root: the namespace of the root element, to which names without `{…}` belong.
    """

    def __init__(self, prefixes: Mapping[str, str], root: str | None = None) -> None:
        self.root = root
        self._prefixes = prefixes
        self._names: dict[str, str] = {}

    @classmethod
    def outermost(cls) -> Scope:
        """The scope around the root element, where no prefix but xml means anything."""
        return cls({"": "", "xml": XML_NAMESPACE})

    def inside(self, attributes: Mapping[str, str]) -> Scope:
        """The scope inside an element with these attributes."""
        declared = {
            name.partition(":")[2]: uri for name, uri in attributes.items() if is_declaration(name)
        }
        if not declared:
            return self
        for prefix, uri in declared.items():
            _check_declaration(prefix, uri)
        return Scope({**self._prefixes, **declared}, self.root)

    def named(self, tag: str) -> str:
        """What an element is to a reader whose tag is written so.

        Raises:
            BadName: it is no qualified name, or its prefix is not bound.
        """
        if tag not in self._names:
            prefix, name = _parted(tag)
            uri = self._namespace(prefix, tag)
            if self.root is None:
                self.root = uri
            plain = not uri or uri == self.root or uri in TABLEAU_NAMESPACES
            self._names[tag] = name if plain else f"{{{uri}}}{name}"
        return self._names[tag]

    def check(self, attributes: Iterable[str]) -> None:
        """Refuse attributes with an unbound prefix, and two of one namespace and name.

        Raises:
            BadName: with the attribute.
        """
        seen: set[tuple[str, str]] = set()
        for written in attributes:
            prefix, name = _parted(written, written)
            if not prefix or prefix == "xmlns":
                continue
            uri = self._namespace(prefix, written, written)
            if (uri, name) in seen:
                message = f"the attribute {shown(written)} stands twice, under two prefixes"
                raise BadName(message, written)
            seen.add((uri, name))

    def _namespace(self, prefix: str, written: str, attribute: str | None = None) -> str:
        """The namespace that a prefix means."""
        if prefix not in self._prefixes:
            message = (
                f"the prefix {shown(prefix)} of {shown(written)} is not bound: "
                f"xmlns:{prefix[:60]} is missing"
            )
            raise BadName(message, attribute)
        return self._prefixes[prefix]


def _parted(written: str, attribute: str | None = None) -> tuple[str, str]:
    """Prefix, empty where there is none, and local name of a qualified name."""
    prefix, colon, name = written.partition(":")
    if not colon:
        return "", written
    if not is_xml_name(written):
        raise BadName(f"{shown(written)} is no name: at most one prefix and a name are", attribute)
    return prefix, name


def _check_declaration(prefix: str, uri: str) -> None:
    """Refuse the declarations that the rules of namespaces forbid."""
    attribute = f"xmlns:{prefix}" if prefix else "xmlns"
    if prefix == "xmlns" or (prefix == "xml") != (uri == XML_NAMESPACE) or uri == XMLNS_NAMESPACE:
        raise BadName(f"{attribute} cannot be bound to {shown(uri)}: it is reserved", attribute)
    if prefix and not uri:
        raise BadName(f"{attribute} binds a prefix to nothing", attribute)
