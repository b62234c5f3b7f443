"""What becomes of each value of a JSON text when changes are done?"""

from __future__ import annotations

import re
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
    Wrap,
    different,
    missing,
    paths_of,
)
from tabsched.wire.json_spans import keys_of, look_into, values_at
from tabsched.wire.json_values import dumps
from tabsched.wire.quoting import shown

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tabsched.wire.changes import Change
    from tabsched.wire.json_spans import Value

_WHOLE_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]*)")
_OF_NUMBERS = "-0123456789"


class NewMember(NamedTuple):
    """A new member of an object."""

    name: str
    value: str
    change: Change


class NewList(NamedTuple):
    """A new member of an object: a list of objects."""

    name: str
    items: list[NewItem]
    change: Change


class MovedMember(NamedTuple):
    """A member that stood elsewhere."""

    value: Value
    change: Change


class NewItem(NamedTuple):
    """A new object in a list."""

    values: tuple[tuple[str, str], ...]


class Items(NamedTuple):
    """The items of a list that stood elsewhere, or an object that did, as one item."""

    value: Value


Member: TypeAlias = NewMember | NewList | MovedMember
Item: TypeAlias = NewItem | Items


@dataclass(slots=True)
class Plan:
    """What becomes of a value.

    Attributes:
        rename: the change that gives it a new key.
        text: the text that stands for it.
        place: the change that takes it away.
        wrap: its key in a new object, which takes its place.
        appended: what comes behind the members of an object.
        joined: what comes behind the items of a list, which an object becomes for that.
        merged: whether an item of a list went into another one of it.
    """

    rename: Rename | None = None
    text: str | None = None
    place: Remove | Move | Merge | None = None
    wrap: str | None = None
    appended: list[Member] = field(default_factory=list)
    joined: list[Item] = field(default_factory=list)
    merged: bool = False


class Plans:
    """What becomes of the values to which the paths of changes lead.

    Attributes:
        top: the whole value, None where no path leads to anything.
    """

    def __init__(self, text: str, changes: Iterable[Change]) -> None:
        """Note what each change does.

        Raises:
            ChangeError: one cannot be done, alone or beside the others.
        """
        once = different(changes)
        self._text = text
        self._keys = {path: keys_of(path) for change in once for path in paths_of(change)}
        self._values = values_at(text, (keys for keys in self._keys.values() if keys is not None))
        self._plans: defaultdict[Value, Plan] = defaultdict(Plan)
        self._claims = Claims()
        self._needed: list[tuple[Value, str, Change]] = []
        for change in once:
            self._note(change)
        # only now it is known what stays, and under which key
        for change in once:
            self._append(change)
        self._check_names()

    @property
    def top(self) -> Value | None:
        """The whole value, None where no path leads to anything."""
        found = next(iter(self._values.values()), None)
        return None if found is None else list(found.holders())[-1]

    def of(self, value: Value) -> Plan | None:
        """What becomes of a value, None where it stays as it is."""
        return self._plans.get(value)

    def goes(self, value: Value) -> bool:
        """Whether a value does not stay where it stands."""
        plan = self.of(value)
        return plan is not None and plan.place is not None

    def name(self, value: Value) -> str:
        """The key of a member when all is done."""
        plan = self.of(value)
        return plan.rename.name if plan is not None and plan.rename else value.name or ""

    def kept(self, value: Value) -> list[Value]:
        """What stays in an object or a list."""
        return [item for item in look_into(self._text, value) if not self.goes(item)]

    def check_reached(self, reached: set[Value]) -> None:
        """Refuse a change of what is not in the text when all is done.

        Raises:
            ChangeError: it stands in what another change takes away, or moves into itself.
        """
        for value, path, change in self._needed:
            if value not in reached:
                message = f"{shown(path)} is in what is taken away, so that nothing else is done"
                raise ChangeError(message, change)

    def _note(self, change: Change) -> None:
        """Note what a change does to what stands at its path."""
        match change:
            case SetValue(path, new):
                value = self._kept_at(path, change)
                if self._text[value.start] in "[{":
                    raise missing(path, "text or number", change)
                self._claims.take(change, path, (value, "value"))
                is_number = self._text[value.start] in _OF_NUMBERS and _WHOLE_NUMBER.fullmatch(new)
                self._plans[value].text = new if is_number else dumps(new)
            case Rename(path):
                value = self._kept_at(path, change)
                if value.name is None:
                    raise ChangeError(f"{shown(path)} has no key that could change", change)
                self._claims.take(change, path, (value, "name"))
                self._plans[value].rename = change
            case Remove(path):
                self._take(path, change)
            case Move(path):
                if self._take(path, change).name is None:
                    raise ChangeError(f"{shown(path)} has no key to take along", change)
            case Merge():
                self._merge(change)
            case Wrap():
                self._wrap(change)

    def _merge(self, change: Merge) -> None:
        """Note that an object goes, and what stands in it does not."""
        value = self._take(change.path, change)
        other = self._object_at(change.into, change)
        if self._text[value.start] != "{":
            raise missing(change.path, "object", change)
        holder = other.holder
        if holder is not None and holder is value.holder and value.name is None:
            self._plans[holder].merged = True

    def _wrap(self, change: Wrap) -> None:
        """Note the new object around a value."""
        if len(set(change.paths)) != 1:
            raise ChangeError("in JSON one value alone gets a new object around it", change)
        value = self._kept_at(change.paths[0], change)
        self._claims.take(change, change.paths[0], (value, "wrap"))
        self._plans[value].wrap = change.name

    def _append(self, change: Change) -> None:
        """Note what a change puts behind what stands in an object or a list."""
        match change:
            case Add(path, name, new):
                target = self._object_at(path, change)
                self._plans[target].appended.append(NewMember(name, new, change))
            case AddChild(path, name, values):
                _check_keys(values, change)
                self._add_child(self._kept_at(path, change), name, NewItem(values), change)
            case Move(path, to):
                self._put(self._object_at(to, change), self._at(path, change), change)
            case Merge(path, into):
                target = self._object_at(into, change)
                for member in self.kept(self._at(path, change)):
                    self._put(target, member, change)

    def _add_child(self, target: Value, name: str, item: NewItem, change: AddChild) -> None:
        """Note a new object: in a list, or under a key."""
        if self._text[target.start] == "[":
            self._plans[target].joined.append(item)
            return
        if self._text[target.start] != "{":
            raise missing(change.path, "object", change)
        member = self._member(target, name)
        if member is not None:
            self._join(member, item, change)
            return
        for entry in self._plans[target].appended:
            if isinstance(entry, NewList) and entry.name == name:
                entry.items.append(item)
                return
        self._plans[target].appended.append(NewList(name, [item], change))

    def _put(self, target: Value, member: Value, change: Change) -> None:
        """Note that a member that stood elsewhere comes into an object."""
        other = self._member(target, self.name(member))
        if other is None:
            self._plans[target].appended.append(MovedMember(member, change))
        elif self._plans[member].wrap is None and self._text[member.start] in "[{":
            self._join(other, Items(member), change)
        else:
            raise self._occupied(self.name(member), change)

    def _join(self, value: Value, item: Item, change: Change) -> None:
        """Note that a list gets an item, or an object becomes a list for that."""
        plan = self._plans[value]
        is_null = self._text[value.start] == "n" and isinstance(item, NewItem)
        takes = (self._text[value.start] in "[{" or is_null) and plan.text is None
        if not takes or plan.wrap is not None:
            raise self._occupied(self.name(value), change)
        look_into(self._text, value)
        plan.joined.append(item)

    def _occupied(self, name: str, change: Change) -> ChangeError:
        """The error that something else stands under a key."""
        return ChangeError(f"something else stands under the key {shown(name)} there", change)

    def _member(self, target: Value, name: str) -> Value | None:
        """What has a key in an object when all is done, unless it is new."""
        moved = [entry for entry in self._plans[target].appended if isinstance(entry, MovedMember)]
        members = (*self.kept(target), *(entry.value for entry in moved))
        return next((member for member in members if self.name(member) == name), None)

    def _at(self, path: str, change: Change) -> Value:
        """The value to which a path leads."""
        keys = self._keys[path]
        value = None if keys is None else self._values.get(keys)
        if value is None:
            raise missing(path, "value", change)
        return value

    def _kept_at(self, path: str, change: Change) -> Value:
        """The value to which a path leads, which must be found in the end."""
        value = self._at(path, change)
        self._needed.append((value, path, change))
        return value

    def _object_at(self, path: str, change: Change) -> Value:
        """The object to which a path leads, which must be found in the end."""
        value = self._kept_at(path, change)
        if self._text[value.start] != "{":
            raise missing(path, "object", change)
        return value

    def _take(self, path: str, change: Remove | Move | Merge) -> Value:
        """The value to which a path leads, which goes from where it stands."""
        value = self._at(path, change)
        if value.holder is None:
            raise ChangeError("what stands at the top stays", change)
        self._claims.take(change, path, (value, "place"))
        self._plans[value].place = change
        return value

    def _check_names(self) -> None:
        """Refuse keys that would stand twice."""
        changed = {value.holder: None for value, plan in self._plans.items() if plan.rename}
        changed |= {value: None for value, plan in self._plans.items() if plan.appended}
        for holder in filter(None, changed):
            names = [(self.name(member), self._rename(member)) for member in self.kept(holder)]
            appended = self._plans[holder].appended
            names += [(self._name_of(entry), entry.change) for entry in appended]
            borne = Counter(name for name, _ in names)
            for name, change in names:
                if change is not None and borne[name] > 1:
                    raise ChangeError(f"the key {shown(name)} would stand twice", change)

    def _rename(self, member: Value) -> Change | None:
        """The change that gives a member a new key."""
        plan = self.of(member)
        return None if plan is None else plan.rename

    def _name_of(self, entry: Member) -> str:
        """The key of what comes into an object."""
        return self.name(entry.value) if isinstance(entry, MovedMember) else entry.name


def _check_keys(values: tuple[tuple[str, str], ...], change: Change) -> None:
    """Refuse keys that would stand twice in a new object."""
    for name, count in Counter(name for name, _ in values).items():
        if count > 1:
            raise ChangeError(f"the key {shown(name)} would stand twice", change)
