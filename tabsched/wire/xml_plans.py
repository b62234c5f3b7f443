"""What becomes of each element of an XML text when changes are done?"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from tabsched.wire.changes import (
    Add,
    AddChild,
    ChangeError,
    Claims,
    Merge,
    Move,
    Remove,
    Rename,
    SetValue,
    different,
    missing,
    paths_of,
)
from tabsched.wire.paths import local
from tabsched.wire.quoting import named, shown
from tabsched.wire.xml_names import FORBIDDEN, is_declaration, is_xml_name
from tabsched.wire.xml_spans import Element, attributes_of, elements_at, steps_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from tabsched.wire.changes import Change, Wrap
    from tabsched.wire.xml_spans import Attribute, Markup

_CDATA = "<![CDATA["


class New(NamedTuple):
    """A new element that holds nothing but attributes."""

    name: str
    values: tuple[tuple[str, str], ...]


class Moved(NamedTuple):
    """An element that stood elsewhere."""

    element: Element


class Content(NamedTuple):
    """What stood in an element elsewhere."""

    element: Element


Entry: TypeAlias = New | Moved | Content


@dataclass(slots=True)
class Plan:
    """What becomes of an element.

    Attributes:
        name: its new local name.
        place: the change that takes it away, or puts a new parent around it.
        names: new local names of its attributes, by their places among them.
        values: their new values.
        removed: which of them go.
        added: new attributes.
        appended: what comes behind all that stands in it.
        wrapped: the last of the elements that get a new parent together, and its name, by
            the first one.
    """

    name: str | None = None
    place: Remove | Move | Merge | Wrap | None = None
    names: dict[int, Rename] = field(default_factory=dict)
    values: dict[int, str] = field(default_factory=dict)
    removed: set[int] = field(default_factory=set)
    added: list[Add] = field(default_factory=list)
    appended: list[Entry] = field(default_factory=list)
    wrapped: dict[Markup, tuple[Markup, str]] = field(default_factory=dict)

    @property
    def goes(self) -> bool:
        """Whether it does not stay where it stands."""
        return isinstance(self.place, Remove | Move | Merge)


class Plans:
    """What becomes of the elements to which the paths of changes lead.

    Attributes:
        root: the root element, None where no path leads to an element.
    """

    def __init__(self, text: str, changes: Iterable[Change]) -> None:
        """Note what each change does.

        Raises:
            ChangeError: one cannot be done, alone or beside the others.
        """
        once = different(changes)
        self._text = text
        self._steps = {path: steps_of(path) for change in once for path in paths_of(change)}
        wanted = [steps for steps, _ in filter(None, self._steps.values())]
        self._elements = elements_at(text, wanted)
        self._attributes: dict[Element, list[Attribute]] = {}
        self._plans: defaultdict[Element, Plan] = defaultdict(Plan)
        self._claims = Claims()
        self._needed: list[tuple[Element, str, Change]] = []
        for change in once:
            self._note(change)
        self._check_attributes()

    @property
    def root(self) -> Element | None:
        """The root element, None where no path leads to an element."""
        found = next(iter(self._elements.values()), None)
        return None if found is None else list(found.ancestors())[-1]

    def of(self, element: Markup) -> Plan | None:
        """What becomes of an element, None where it stays as it is."""
        return self._plans.get(element) if isinstance(element, Element) else None

    def attributes(self, element: Element) -> list[Attribute]:
        """The attributes of an element as they stand."""
        if element not in self._attributes:
            self._attributes[element] = attributes_of(self._text, element)
        return self._attributes[element]

    def check_reached(self, reached: set[Element]) -> None:
        """Refuse a change of what is not in the text when all is done.

        Raises:
            ChangeError: it stands in what another change takes away, or moves into itself.
        """
        for element, path, change in self._needed:
            if element not in reached:
                message = f"{shown(path)} is in what is taken away, so that nothing else is done"
                raise ChangeError(message, change)

    def _note(self, change: Change) -> None:
        """Note what a change does to which element."""
        match change:
            case SetValue(path, value):
                _check_value(value, change)
                element, index = self._attribute(path, change)
                self._claims.take(change, path, (element, "value", index))
                self._plans[element].values[index] = value
            case Rename():
                self._rename(change)
            case Remove():
                self._remove(change)
            case Add(path, name, value):
                _check_values(((name, value),), change)
                self._plans[self._kept(path, change)].added.append(change)
            case AddChild(path, name, values):
                _check_name(name, change)
                _check_values(values, change)
                self._plans[self._kept(path, change)].appended.append(New(name, values))
            case Move(path, to):
                element = self._taken(path, change)
                self._append(Moved(element), list(element.ancestors())[1:], to, change)
            case Merge(path, into):
                element = self._taken(path, change)
                self._append(Content(element), list(element.ancestors()), into, change)
            case _:
                self._wrap(change)

    def _rename(self, change: Rename) -> None:
        """Note the new name of an element or an attribute."""
        _check_name(change.name, change)
        if self._is_attribute(change.path):
            _check_values(((change.name, ""),), change)
            element, index = self._attribute(change.path, change)
            self._claims.take(change, change.path, (element, "name", index))
            self._plans[element].names[index] = change
        else:
            element = self._kept(change.path, change)
            self._claims.take(change, change.path, (element, "name"))
            self._plans[element].name = change.name

    def _remove(self, change: Remove) -> None:
        """Note that an element or an attribute goes; it need not be found in the end."""
        if self._is_attribute(change.path):
            element, index = self._attribute(change.path, change)
            self._needed.pop()
            parts = [(element, "value", index), (element, "name", index)]
            self._claims.take(change, change.path, *parts)
            self._plans[element].removed.add(index)
        else:
            self._taken(change.path, change)

    def _append(self, entry: Entry, stood: list[Element], to: str, change: Change) -> None:
        """Note that something comes behind all that stands in an element.

        Args:
            entry: what comes.
            stood: the elements in which it stands so far, from the innermost on.
            to: the path of the element that gets it.
            change: what changes so.
        """
        target = self._kept(to, change)
        around = list(target.ancestors())
        shared = set(stood).intersection(around)
        for element in (*stood, *around):
            if element not in shared and any(
                is_declaration(attribute.name) for attribute in self.attributes(element)
            ):
                message = (
                    f"{shown(to)} cannot get what stands elsewhere: {shown(f'<{element.tag}>')} "
                    "between the two declares a namespace"
                )
                raise ChangeError(message, change)
        self._plans[target].appended.append(entry)

    def _wrap(self, change: Wrap) -> None:
        """Note the new parent of elements beside each other."""
        _check_name(change.name, change)
        found = {self._child(path, change): path for path in change.paths}
        parent = next((element.parent for element in found), None)
        if parent is None or any(element.parent is not parent for element in found):
            raise ChangeError("only elements beside each other get one new parent", change)
        first, last = min(found, key=_begin), max(found, key=_begin)
        if self._between(parent, first, last) != len(found):
            message = f"something else stands between the elements that get {shown(change.name)}"
            raise ChangeError(message, change)
        for element, path in found.items():
            self._place(element, path, change)
            self._needed.append((element, path, change))
        self._plans[parent].wrapped[first] = last, change.name

    def _between(self, parent: Element, first: Element, last: Element) -> int:
        """How many elements stand from one to another, -1 where text stands between them."""
        start, stop = (bisect_left(parent.content, one.start, key=_begin) for one in (first, last))
        inner = parent.content[start : stop + 1]
        for markup in inner:
            text = self._text[markup.before : markup.start] if markup is not first else ""
            if text.strip() or self._text.startswith(_CDATA, markup.start):
                return -1
        return sum(isinstance(markup, Element) for markup in inner)

    def _is_attribute(self, path: str) -> bool:
        """Whether a path would lead to an attribute."""
        found = self._steps[path]
        return found is not None and bool(found[1])

    def _element(self, path: str, change: Change) -> Element:
        """The element to which a path leads."""
        found = self._steps[path]
        element = None if found is None or found[1] else self._elements.get(found[0])
        if element is None:
            raise missing(path, "element", change)
        return element

    def _kept(self, path: str, change: Change) -> Element:
        """The element to which a path leads, which must be found in the end."""
        element = self._element(path, change)
        self._needed.append((element, path, change))
        return element

    def _child(self, path: str, change: Change) -> Element:
        """The element to which a path leads, which is not the root."""
        element = self._element(path, change)
        if element.parent is None:
            raise ChangeError(f"{shown(path)} is the root element, which stays", change)
        return element

    def _place(self, element: Element, path: str, change: Remove | Move | Merge | Wrap) -> None:
        """Note that an element does not simply stay where it stands."""
        self._claims.take(change, path, (element, "place"))
        self._plans[element].place = change

    def _taken(self, path: str, change: Remove | Move | Merge) -> Element:
        """The element to which a path leads, which goes from where it stands."""
        element = self._child(path, change)
        self._place(element, path, change)
        return element

    def _attribute(self, path: str, change: Change) -> tuple[Element, int]:
        """An element, and which of its attributes a path leads to."""
        found = self._steps[path]
        element = self._elements.get(found[0]) if found else None
        if found is None or element is None:
            raise missing(path, "attribute", change)
        written = [attribute.name for attribute in self.attributes(element)]
        fitting = [found[1]] if found[1] in written else []
        fitting += [one for one in written if local(one) == found[1] and not is_declaration(one)]
        if not fitting:
            raise missing(path, "attribute", change)
        if is_declaration(fitting[0]):
            raise ChangeError(f"{shown(path)} declares a namespace, which stays", change)
        self._needed.append((element, path, change))
        return element, written.index(fitting[0])

    def _check_attributes(self) -> None:
        """Refuse attributes that would stand twice, or be lost."""
        for element, plan in self._plans.items():
            if plan.names or plan.added:
                borne = Counter(name for name, _ in self._names(element, plan))
                for name, change in self._names(element, plan):
                    if change is not None and borne[name] > 1:
                        message = f"the attribute {shown(name[1])} would stand twice"
                        raise ChangeError(f"{message} in {shown(_parent(change.path))}", change)
            if isinstance(plan.place, Merge) and any(self._names(element, plan)):
                message = f"the attributes of {shown(plan.place.path)} would be lost"
                raise ChangeError(message, plan.place)

    def _names(
        self, element: Element, plan: Plan
    ) -> Iterator[tuple[tuple[bool, str], Rename | Add | None]]:
        """The names of an element's attributes in the end, and which change made them.

        Two prefixes may mean one namespace, so that it counts only whether there is one.
        """
        for index, attribute in enumerate(self.attributes(element)):
            if index not in plan.removed:
                change = plan.names.get(index)
                name = attribute.name if is_declaration(attribute.name) else local(attribute.name)
                yield (":" in attribute.name, change.name if change else name), change
        for added in plan.added:
            yield (False, added.name), added


def _begin(markup: Markup) -> int:
    """Where markup begins."""
    return markup.start


def _parent(path: str) -> str:
    """The path of the element, where one leads to its attribute."""
    return path.partition("/@")[0]


def _check_name(name: str, change: Change) -> None:
    """Refuse a name that is none, or has a prefix."""
    if ":" in name or not is_xml_name(name):
        raise ChangeError(f"{shown(name)} is no name of XML without a prefix", change)


def _check_values(values: Iterable[tuple[str, str]], change: Change) -> None:
    """Refuse attributes that cannot be written."""
    seen: set[str] = set()
    for name, value in values:
        _check_name(name, change)
        _check_value(value, change)
        if name == "xmlns":
            raise ChangeError("xmlns declares a namespace, and no change does", change)
        if name in seen:
            raise ChangeError(f"the attribute {shown(name)} would stand twice", change)
        seen.add(name)


def _check_value(value: str, change: Change) -> None:
    """Refuse a value with a character that XML has no way to write."""
    found = FORBIDDEN.search(value)
    if found:
        message = f"XML cannot carry {named(found[0])}, which stands in {shown(value)}"
        raise ChangeError(message, change)
