"""The neutral tree under both syntaxes: what is one element of a document?"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

TABLEAU_NAMESPACES = frozenset({"http://tableau.com/api", "http://tableausoftware.com/api"})


class Literal(str):
    """A JSON value that is no string (a number, true, null, a list …), as its JSON text.

    Being a string, it is read like the text that XML would carry; being its own type,
    it can be told from one and written back without quotes.
    """

    __slots__ = ()

    @property
    def kind(self) -> str:
        """What the value is, in the words of a message: "a number", "true", "a list" …."""
        match self[:1]:
            case "[":
                return "a list"
            case "{":
                return "an object"
            case "t" | "f" | "n":
                return str(self)
            case _:
                return "a number"

    @property
    def is_number(self) -> bool:
        """Whether the value is a JSON number."""
        return self[:1] not in "[{tfn"


@dataclass(slots=True)
class Comment:
    """An XML comment, or with a target a processing instruction."""

    text: str
    target: str | None = None


@dataclass(slots=True)
class Node:
    """One XML element, or one JSON object with the key under which it stands.

    Attributes:
        name: what the element is to a reader: the local name where the namespace is Tableau's,
            the root's or none, otherwise `{namespace}local`. For JSON the key, and "" for
            the top of a document and for the items of a top-level list.
        attributes: names as written (XML: prefixes and xmlns among them) to values.
            In JSON every key whose value is neither an object nor a list of items.
        content: elements, text and comments in the order written. In JSON an item of a
            list that is no object is an element whose content is that item, as text or Literal.
        tag: the qualified name as written in XML, None where it is `name`.
        item: the place in a JSON list, None outside of one.
    """

    name: str
    attributes: dict[str, str] = field(default_factory=dict)
    content: list[Node | Comment | str] = field(default_factory=list)
    tag: str | None = None
    item: int | None = None

    def elements(self) -> Iterator[Node]:
        """The child elements, in the order written."""
        return (child for child in self.content if isinstance(child, Node))

    def below(self) -> Iterator[Node]:
        """This element and all that stand in it, however deep; what stands last comes first."""
        pending = [self]
        while pending:
            inner = pending.pop()
            yield inner
            pending.extend(inner.elements())


def kind_of(value: str) -> str:
    """What a value is, in the words of a message."""
    return value.kind if isinstance(value, Literal) else "a text"


def is_null_value(value: str) -> bool:
    """Whether a value is the null of JSON."""
    return isinstance(value, Literal) and value == "null"
