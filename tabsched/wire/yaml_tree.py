"""Which values does a YAML text hold, and where does each begin?

They are the values of JSON. What an alias stands for is there as often as the alias, and what a
merge key (`<<`) names stands among the keys beside it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from tabsched.wire.places import place_at
from tabsched.wire.quoting import shown
from tabsched.wire.unreadable import Unreadable
from tabsched.wire.yaml_events import beginning, events
from tabsched.wire.yaml_scalars import MERGE, is_number, plain

if TYPE_CHECKING:
    from tabsched.wire.json_values import JsonValue
    from tabsched.wire.unreadable import Kind
    from tabsched.wire.yaml_events import Event

# So many values may aliases and merge keys repeat: no file of schedules comes near.
_REPEATED: Final = 100_000
_CORE: Final = "tag:yaml.org,2002:"
_TEXT: Final = frozenset({"!", f"{_CORE}str"})
_COLLECTIONS: Final = {"object": f"{_CORE}map", "list": f"{_CORE}seq"}
_NAMED: Final = {"object": "a mapping", "list": "a list"}


@dataclass(slots=True)
class Part:
    """One value of a text, with all that stands in it.

    Attributes:
        at: the offset of its first character; between the quotes, where it has some.
        value: what it is in JSON.
        inside: of an object its parts by key, of a list its items; None where it is neither.
        names: the offsets of an object's keys, likewise.
        size: how many values it holds, itself counted.
        height: how deep objects and lists nest in it, itself counted.
    """

    at: int
    value: JsonValue
    inside: dict[str, Part] | list[Part] | None = None
    names: dict[str, int] = field(default_factory=dict)
    size: int = 1
    height: int = 0

    def put(self, key: str, key_at: int, part: Part) -> None:
        """Add what stands under a key of an object."""
        assert isinstance(self.inside, dict)  # noqa: S101 only an object has keys
        assert isinstance(self.value, dict)  # noqa: S101 likewise
        self.inside[key], self.names[key], self.value[key] = part, key_at, part.value
        self._grow(part)

    def append(self, part: Part) -> None:
        """Add an item to a list."""
        assert isinstance(self.inside, list)  # noqa: S101 only a list has items
        assert isinstance(self.value, list)  # noqa: S101 likewise
        self.inside.append(part)
        self.value.append(part.value)
        self._grow(part)

    def merge(self, other: Part) -> None:
        """Add to an object what another one has under keys that it lacks."""
        assert isinstance(self.inside, dict)  # noqa: S101 only an object has merge keys
        assert isinstance(other.inside, dict)  # noqa: S101 and they name nothing else
        for key, part in other.inside.items():
            if key not in self.inside:
                self.put(key, other.names[key], part)

    def _grow(self, part: Part) -> None:
        self.size += part.size
        self.height = max(self.height, part.height + 1)


def compose(text: str, max_depth: int | None = None) -> Part:
    """The value that a text is, nested to any depth where no limit is given.

    Raises:
        Unreadable: as `tabsched.wire.yaml.loads` tells.
    """
    composer = _Composer(text, max_depth)
    for event in events(text):
        composer.take(event)
    if composer.root is None:
        raise Unreadable("empty", "the text holds no value of YAML", 1, 1)
    return composer.root


@dataclass(slots=True)
class _Open:
    """An object or a list that has not ended yet.

    Attributes:
        anchor: the name of its anchor.
        key: the key whose value comes next, and its offset.
        merges: whether that is a merge key.
        merged: the objects that a merge key names, None where there is no such key.
    """

    part: Part
    anchor: str | None
    key: tuple[str, int] | None = None
    merges: bool = False
    merged: list[Part] | None = None

    @property
    def wants_key(self) -> bool:
        """Whether a key comes next."""
        return self.key is None and isinstance(self.part.inside, dict)


class _Composer:
    """Puts values together, event by event.

    Attributes:
        root: the value that no other holds, once it has ended.
    """

    def __init__(self, text: str, max_depth: int | None) -> None:
        self.root: Part | None = None
        self._text = text
        self._max_depth = max_depth
        self._open: list[_Open] = []
        # None as long as the value has not ended
        self._anchors: dict[str, Part | None] = {}
        self._repeated = 0

    def take(self, event: Event) -> None:
        """Go on by one event."""
        match event.kind:
            case "scalar":
                self._scalar(event)
            case "alias":
                self._alias(event)
            case "end":
                self._leave()
            case "document":
                self._document(event)
            case _:
                self._enter(event)

    def _document(self, event: Event) -> None:
        """Refuse a second document."""
        if self.root is not None:
            message = (
                "a second document begins here, and one is read: put several schedules into a list"
            )
            raise self._fault(message, event.start, "trailing-text")

    def _scalar(self, event: Event) -> None:
        """Take a key, or a value that holds no other."""
        at = beginning(self._text, event)
        part = Part(at, self._said(event, at))
        if event.anchor is not None:
            self._anchors[event.anchor] = part
        if not self._open or not self._open[-1].wants_key:
            self._put(part)
        elif part.value is None:
            raise self._fault("null stands where a key is needed: keys are texts", at)
        elif not event.style and event.text.startswith("\xa0"):
            message = (
                "a no-break space (U+00A0), which comes from pasting, stands before a key, where "
                "YAML takes ordinary ones"
            )
            raise self._fault(message, at, "no-break-space")
        else:
            merges = event.text == MERGE and event.tag is None and not event.style
            self._key(event.text, at, merges=merges)

    def _said(self, event: Event, at: int) -> JsonValue:
        """What a scalar says, by its tag if it has one."""
        text, tag = event.text, event.tag
        if tag is None:
            return text if event.style else plain(text)
        if tag in _TEXT:
            return text
        value = plain(text)
        fits = {"int": is_number(text), "float": is_number(text), "null": value is None}
        fits["bool"] = isinstance(value, bool)
        kind = tag.removeprefix(_CORE)
        if kind not in fits:
            raise self._bad_tag(tag, event.start)
        if not fits[kind]:
            raise self._fault(f"{shown(text)} is what its tag !!{kind} does not say", at)
        return value

    def _bad_tag(self, tag: str, at: int) -> Unreadable:
        """The fault of a tag."""
        written = tag.replace(_CORE, "!!", 1)
        message = (
            f"the tag {shown(written)} stands here: only !!str, !!int, !!float, !!bool, !!null, "
            "!!map and !!seq are read, each before what it names"
        )
        return self._fault(message, at)

    def _enter(self, event: Event) -> None:
        """Begin an object or a list."""
        at = beginning(self._text, event)
        if event.tag not in {None, "!", _COLLECTIONS[event.kind]}:
            raise self._bad_tag(event.tag or "", event.start)
        if self._open and self._open[-1].wants_key:
            what = _NAMED[event.kind]
            raise self._fault(f"{what} stands where a key is needed: keys are texts", at)
        part = Part(at, {}, {}) if event.kind == "object" else Part(at, [], [])
        part.height = 1
        self._refuse_depth(part, at)
        if event.anchor is not None:
            self._anchors[event.anchor] = None
        self._open.append(_Open(part, event.anchor))

    def _leave(self) -> None:
        """End an object or a list."""
        opened = self._open.pop()
        part = opened.part
        for merged in opened.merged or ():
            part.merge(merged)
        if opened.anchor is not None:
            self._anchors[opened.anchor] = part
        self._put(part)

    def _alias(self, event: Event) -> None:
        """Take what an alias stands for."""
        name = event.anchor or ""
        part = self._anchors.get(name)
        if part is None:
            why = (
                "stands inside the value that it stands for"
                if name in self._anchors
                else f"stands for nothing: no anchor &{name} is before it"
            )
            raise self._fault(f"the alias {shown(f'*{name}')} {why}", event.start)
        if self._open and self._open[-1].wants_key:
            if not isinstance(part.value, str):
                message = f"the alias {shown(f'*{name}')} stands where a key is needed: keys are"
                raise self._fault(f"{message} texts", event.start)
            self._key(str(part.value), event.start)
            return
        self._repeat(part, event.start)
        self._refuse_depth(part, event.start)
        self._put(part)

    def _key(self, key: str, at: int, *, merges: bool = False) -> None:
        """Take a key of the innermost object."""
        opened = self._open[-1]
        twice = opened.merged is not None if merges else key in opened.part.names
        if twice:
            message = f"the key {shown(key)} stands twice in one mapping"
            raise self._fault(message, at, "duplicate-key")
        opened.key, opened.merges = (key, at), merges

    def _put(self, part: Part) -> None:
        """Put a value that has ended where it belongs."""
        if not self._open:
            self.root = part
            return
        opened = self._open[-1]
        if opened.merges:
            opened.merged = self._objects(part)
        elif opened.key is not None:
            opened.part.put(*opened.key, part)
        else:
            opened.part.append(part)
        opened.key = None

    def _objects(self, part: Part) -> list[Part]:
        """The objects that a merge key names: one, or a list of them."""
        objects = part.inside if isinstance(part.inside, list) else [part]
        for each in objects:
            if not isinstance(each.inside, dict):
                message = "a merge key (<<) takes a mapping, or a list of mappings"
                raise self._fault(message, each.at)
        return objects

    def _repeat(self, part: Part, at: int) -> None:
        """Count what is there once more."""
        self._repeated += part.size
        if self._repeated > _REPEATED:
            message = f"aliases repeat more than {_REPEATED} values, the limit"
            raise self._fault(message, at, "too-large")

    def _refuse_depth(self, part: Part, at: int) -> None:
        """Refuse a value with which objects and lists nest too deep."""
        if self._max_depth is not None and len(self._open) + part.height > self._max_depth:
            limit = self._max_depth
            message = f"mappings and lists nest deeper than {limit}, the limit (max_depth)"
            raise self._fault(message, at, "too-deep")

    def _fault(self, message: str, at: int, kind: Kind = "malformed-yaml") -> Unreadable:
        """A fault at an offset."""
        return Unreadable(kind, message, *place_at(self._text, at))
