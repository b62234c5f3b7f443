"""What can be changed in a document, told by paths and not by text?

The paths are those of findings: `/tsRequest/schedule/@frequency`, or RFC 6901 pointers.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from tabsched.wire.quoting import shown

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable


class SetValue(NamedTuple):
    """A value becomes another one.

    Attributes:
        path: an XML attribute, or a JSON text, number, true, false or null.
        value: the new value, unescaped. A JSON number stays one where this is a whole number.
    """

    path: str
    value: str


class Rename(NamedTuple):
    """A name becomes another one.

    Attributes:
        path: an XML attribute or element, which keeps its prefix, or a JSON member.
        name: the new name, without prefix.
    """

    path: str
    name: str


class Remove(NamedTuple):
    """Something goes, with all that stands in it.

    Attributes:
        path: an XML attribute or element, or a JSON member or item of a list.
    """

    path: str


class Add(NamedTuple):
    """A value comes behind those that stand there.

    Attributes:
        path: the XML element or the JSON object that gets it.
        name: the name of the attribute, or the key.
        value: the value, unescaped.
    """

    path: str
    name: str
    value: str


class AddChild(NamedTuple):
    """An element that holds nothing but values comes behind those that stand there.

    In JSON a list under the name gets an item. An object under the name becomes such a list
    first; null and nothing become a list of this one.

    Attributes:
        path: the XML element or the JSON object that gets it; a JSON list gets it itself.
        name: the name of the element, without prefix, or the key.
        values: names and values, unescaped.
    """

    path: str
    name: str
    values: tuple[tuple[str, str], ...] = ()


class Move(NamedTuple):
    """Something becomes the last of what stands elsewhere.

    In JSON, objects and lists that meet under one key become one list.

    Attributes:
        path: an XML element, or a JSON member.
        to: the XML element or the JSON object that gets it.
    """

    path: str
    to: str


class Merge(NamedTuple):
    """What stands in one element becomes the last of what stands in another one, and it goes.

    In JSON, objects and lists that meet under one key become one list, and a list of which
    one object is left becomes this object.

    Attributes:
        path: an XML element without attributes, or a JSON object.
        into: the XML element, or the JSON object, that gets what stands in it.
    """

    path: str
    into: str


class Wrap(NamedTuple):
    """Something gets a new element around it.

    Attributes:
        paths: XML elements beside each other, or one JSON value, which becomes the only member
            of a new object.
        name: the name of the new element, without prefix, or the key in the new object.
    """

    paths: tuple[str, ...]
    name: str


Change: TypeAlias = SetValue | Rename | Remove | Add | AddChild | Move | Merge | Wrap


class ChangeError(ValueError):
    """A change that cannot be done, in this text or together with the others.

    Attributes:
        message: one sentence that says why.
        change: the change.
    """

    def __init__(self, message: str, change: Change) -> None:
        # both go into args, so that the error can be pickled
        super().__init__(message, change)
        self.message = message
        self.change = change

    def __str__(self) -> str:
        return self.message


class Claims:
    """Which change has taken what, so that no other one takes it too."""

    def __init__(self) -> None:
        self._taken: dict[Hashable, Change] = {}

    def take(self, change: Change, path: str, *what: Hashable) -> None:
        """Take things of which nobody has taken one.

        Raises:
            ChangeError: another change has.
        """
        for one in what:
            earlier = self._taken.setdefault(one, change)
            if (type(earlier), earlier) != (type(change), change):
                message = (
                    f"what stands at {shown(path)} cannot be changed twice: "
                    f"by {type(earlier).__name__} and by {type(change).__name__}"
                )
                raise ChangeError(message, change)


def different(changes: Iterable[Change]) -> list[Change]:
    """The changes in their order, each once, but that two equal AddChild add two children."""
    kept: list[Change] = []
    seen: set[tuple[type, Change]] = set()
    for change in changes:
        one = (type(change), change)  # changes are tuples: those of two kinds may be equal
        if one not in seen or isinstance(change, AddChild):
            kept.append(change)
        seen.add(one)
    return kept


def paths_of(change: Change) -> tuple[str, ...]:
    """Every path that a change names."""
    match change:
        case Move(path, other) | Merge(path, other):
            return path, other
        case Wrap(paths):
            return paths
    return (change.path,)


def moved_to(change: Change, place: str, new: str) -> Change:
    """The same change in a document of its own that holds what stands at a place of this one.

    Args:
        change: all of its paths lead to the place or below it.
        place: a path.
        new: the path of the same in the other document.
    """
    cut = len(place)
    match change:
        case Move(path, other) | Merge(path, other):
            return type(change)(new + path[cut:], new + other[cut:])
        case Wrap(paths, name):
            return Wrap(tuple(new + path[cut:] for path in paths), name)
    return change._replace(path=new + change.path[cut:])


def missing(path: str, what: str, change: Change) -> ChangeError:
    """The error that a path leads to nothing of the kind."""
    return ChangeError(f"no {what} stands at {shown(path)}", change)
