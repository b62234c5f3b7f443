from __future__ import annotations

import json as standard
import pickle
import re
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from hypothesis import assume, event, given
from hypothesis import strategies as st

from tabsched.wire import json
from tabsched.wire.changes import (
    Add,
    AddChild,
    Change,
    ChangeError,
    Merge,
    Move,
    Remove,
    Rename,
    SetValue,
    Wrap,
)
from tabsched.wire.edits import applied
from tabsched.wire.json_edits import json_edits

if TYPE_CHECKING:
    from collections.abc import Callable

KEYS = ["interval", "interval", "intervals", "a", "b/c", "d~1", "é", "", '"\\']
SCALARS = st.sampled_from(['"4"', '""', r'"]}\"{[\\"', r'"\u00e9😀"', "7", "-0.5", "1e9", "true"])
NEW_NAMES = st.sampled_from(["interval", "intervals", "a", "x/y", "\ud800\n"])
NEW_VALUES = st.sampled_from(["4", "-12", "04", "4.0", "+1", "", '"\\\n', "é", "1" * 5000])
SPACES = st.sampled_from(["", "", " ", "\n", "\r\n  ", "\t", "\n\n    ", "\r", "  "])


def edited(text: str, *changes: Change) -> str:
    edits = json_edits(text, changes)
    assert all(one.end <= other.start for one, other in pairwise(edits))
    assert all(text[edit.start : edit.end] != edit.text for edit in edits)
    return applied(text, edits)


def read(text: str) -> object:
    """What a text says, each number as its own text."""
    assert json.loads(text) is not None or text.strip() == "null"
    return standard.loads(text, parse_int=number, parse_float=number)


def number(text: str) -> object:
    return ("number", text)


def outcome(text: str, several: list[Change]) -> str | ChangeError:
    try:
        return edited(text, *several)
    except ChangeError as error:
        return error


# What changes mean, told by a tree: nothing here knows of texts and places.


class RefusedError(Exception):
    """The model refuses a change."""


@dataclass(eq=False)
class Value:
    """A value: an object or a list of slots, or a scalar."""

    kind: str
    slots: list[Slot] = field(default_factory=list)
    scalar: object = None

    def python(self) -> object:
        if self.kind == "list":
            return [slot.value.python() for slot in self.slots]
        if self.kind == "object":
            if len({slot.key for slot in self.slots}) < len(self.slots):
                raise RefusedError
            return {slot.key: slot.value.python() for slot in self.slots}
        return self.scalar

    def holds(self, other: Value) -> bool:
        return self is other or any(slot.value.holds(other) for slot in self.slots)


@dataclass(eq=False)
class Slot:
    """Where a value stands."""

    key: str | None
    value: Value
    wrapped: bool = False

    def items(self) -> list[Slot]:
        """What its value adds to a list under the same key."""
        if self.value.kind == "scalar" or self.wrapped:
            raise RefusedError
        return self.value.slots if self.value.kind == "list" else [Slot(None, self.value)]


class Model:
    """The tree of a value, changed by identity."""

    def __init__(self, value: object) -> None:
        self.slots: dict[str, Slot] = {}
        self.values: dict[str, Value] = {}
        self.holders: dict[str, str] = {}
        self.top = self.read(None, value, "")

    def read(self, key: str | None, value: object, path: str) -> Slot:
        kind = "object" if isinstance(value, dict) else "list"
        if isinstance(value, dict):
            named = [(name, name.replace("~", "~0").replace("/", "~1")) for name in value]
            items = [(name, step, value[name]) for name, step in named]
        elif isinstance(value, list):
            items = [(None, str(index), item) for index, item in enumerate(value)]
        else:
            kind, items = "scalar", []
        self.values[path] = Value(kind, scalar=value)
        self.slots[path] = Slot(key, self.values[path])
        for name, step, item in items:
            self.holders[f"{path}/{step}"] = path
            self.values[path].slots.append(self.read(name, item, f"{path}/{step}"))
        return self.slots[path]

    def changed(self, changes: list[Change]) -> object:
        for change in changes:
            self.note(change)
        for change in changes:
            self.append(change)
        for change in changes:
            if isinstance(change, Merge):
                self.unlist(change)
        return self.top.value.python()

    def note(self, change: Change) -> None:
        match change:
            case SetValue(path, new):
                value = self.values[path]
                if value.kind != "scalar":
                    raise RefusedError
                is_number = isinstance(value.scalar, tuple)
                whole = is_number and re.fullmatch("-?(0|[1-9][0-9]*)", new)
                value.scalar = number(new) if whole else new
            case Rename(path, name):
                if self.slots[path].key is None:
                    raise RefusedError
                self.slots[path].key = name
            case Remove(path) | Move(path) | Merge(path):
                if path not in self.holders:
                    raise RefusedError
                holder = self.values[self.holders[path]]
                holder.slots = [slot for slot in holder.slots if slot is not self.slots[path]]
            case Wrap(paths, name):
                if len(set(paths)) != 1:
                    raise RefusedError
                slot = self.slots[paths[0]]
                slot.value = Value("object", [Slot(name, slot.value)])
                slot.wrapped = True

    def append(self, change: Change) -> None:
        match change:
            case Add(path, name, value):
                self.object(path).slots.append(Slot(name, Value("scalar", scalar=value)))
            case AddChild(path, name, values):
                members = [Slot(key, Value("scalar", scalar=value)) for key, value in values]
                self.add_child(path, name, Slot(None, Value("object", members)))
            case Move(path, to):
                if self.slots[path].key is None:
                    raise RefusedError
                self.put(path, to, [self.slots[path]])
            case Merge(path, into):
                self.put(path, into, self.object(path).slots)

    def add_child(self, path: str, name: str, new: Slot) -> None:
        if self.values[path].kind == "list":
            self.values[path].slots.append(new)
            return
        target = self.object(path)
        found = [slot for slot in target.slots if slot.key == name]
        if not found:
            target.slots.append(Slot(name, Value("list", [new])))
        elif found[0].value.kind == "scalar" and found[0].value.scalar is None:
            found[0].value = Value("list", [new])
        else:
            self.join(found[0], [new])

    def put(self, path: str, to: str, members: list[Slot]) -> None:
        target = self.object(to)
        if self.values[path].holds(target):
            raise RefusedError
        for member in members:
            found = [slot for slot in target.slots if slot.key == member.key]
            if found:
                self.join(found[0], member.items())
            else:
                target.slots.append(member)

    def join(self, slot: Slot, items: list[Slot]) -> None:
        """Put items behind those of a list, in place: more may come."""
        if slot.value.kind != "list":
            slot.value = Value("list", slot.items())
        if slot.wrapped:
            raise RefusedError
        slot.value.slots += items

    def object(self, path: str) -> Value:
        if self.values[path].kind != "object":
            raise RefusedError
        return self.values[path]

    def unlist(self, change: Merge) -> None:
        holder = self.values[self.holders[change.path]]
        both = self.holders.get(change.into) == self.holders[change.path]
        if both and holder.kind == "list" and len(holder.slots) == 1:
            left = holder.slots[0].value
            holder.kind, holder.slots, holder.scalar = left.kind, left.slots, left.scalar


@st.composite
def texts(draw: st.DrawFn, depth: int = 3) -> str:
    """A text with any layout; some keys are written with escapes."""
    kind = draw(st.sampled_from(["scalar", "list", "object", "object"])) if depth else "scalar"
    if kind == "scalar":
        return draw(SCALARS | st.just("null"))
    parts = []
    for key in draw(st.lists(st.sampled_from(KEYS), unique=kind == "object", max_size=3)):
        item = draw(texts(depth - 1))
        if kind == "object":
            written = standard.dumps(key, ensure_ascii=draw(st.booleans()))
            escaped = written.replace("i", r"\u0069") if draw(st.booleans()) else written
            item = f"{escaped}{draw(SPACES)}:{draw(SPACES)}{item}"
        parts.append(draw(SPACES) + item + draw(SPACES))
    opening, closing = ("{", "}") if kind == "object" else ("[", "]")
    return opening + ",".join(parts or [draw(SPACES)]) + closing


DOCUMENTS = st.builds("{}{}{}".format, SPACES, texts(), SPACES)


@st.composite
def changes(draw: st.DrawFn, value: object) -> Change:
    """A change of a value, with pointers that lead to something."""
    model = Model(value)
    path = st.sampled_from(sorted(model.values))
    some = {kind: sorted(p for p, v in model.values.items() if v.kind == kind) for kind in KINDS}
    scalar, objects = (
        st.sampled_from(some[kind]) if some[kind] else path for kind in ("scalar", "object")
    )
    new_values = st.lists(
        st.tuples(NEW_NAMES, NEW_VALUES), max_size=2, unique_by=lambda one: one[0]
    )
    containers = st.sampled_from(some["list"]) | objects if some["list"] else objects
    kinds: list[st.SearchStrategy[Change]] = [
        st.builds(SetValue, scalar | path, NEW_VALUES),
        st.builds(Rename, path, NEW_NAMES),
        st.builds(Remove, path),
        st.builds(Add, objects | path, NEW_NAMES, NEW_VALUES),
        st.builds(AddChild, containers | path, NEW_NAMES, new_values.map(tuple)),
        st.builds(Move, path, objects),
        st.builds(Move, path, objects),
        st.builds(Merge, objects, objects),
        st.builds(Wrap, path.map(lambda one: (one,)), NEW_NAMES),
    ]
    return draw(st.one_of(kinds))


KINDS = ("scalar", "list", "object")


@given(st.data())
def test_a_change_of_the_text_is_that_change_of_the_value_and_is_refused_only_if_it_must_be(
    data: st.DataObject,
) -> None:
    text = data.draw(DOCUMENTS)
    change = data.draw(changes(read(text)))
    try:
        value = Model(read(text)).changed([change])
    except RefusedError:
        with pytest.raises(ChangeError) as caught:
            json_edits(text, [change])
        assert caught.value.change == change
    else:
        assert standard.dumps(read(edited(text, change))) == standard.dumps(value)


@given(st.data())
def test_changes_of_one_text_are_done_together(data: st.DataObject) -> None:
    text = data.draw(DOCUMENTS)
    several = data.draw(st.lists(changes(read(text)), min_size=2, max_size=5, unique=True))
    after = outcome(text, several)
    if isinstance(after, ChangeError):
        assert after.change in several
        event("refused")
        return
    event(f"{len(several)} done")
    value = Model(read(text)).changed(several)
    assert standard.dumps(read(after)) == standard.dumps(value)


@given(st.data())
def test_what_is_removed_is_the_value_its_comma_and_white_space_beside_it(
    data: st.DataObject,
) -> None:
    text = data.draw(DOCUMENTS)
    model = Model(read(text))
    path = data.draw(st.sampled_from(sorted(model.values)))
    assume(path)
    edits = json_edits(text, [Remove(path)])
    assert not any(edit.text for edit in edits)
    lost = "".join(text[edit.start : edit.end] for edit in edits)
    alone = lost.strip(" \t\r\n,")
    slot = model.slots[path]
    if slot.key is None:
        assert read(alone) == slot.value.python()
    else:
        assert read(f"{{{alone}}}") == {slot.key: slot.value.python()}


# Laid out by one hand before, laid out by the same hand afterwards.

HANDS: dict[str, Callable[[object], str]] = {
    "two spaces": lambda value: standard.dumps(value, indent=2),
    "four spaces": lambda value: standard.dumps(value, indent=4).replace("\n", "\r\n"),
    "tabs": lambda value: standard.dumps(value, indent="\t", separators=(",", " : ")),
    "one line": standard.dumps,
    "compact": lambda value: standard.dumps(value, separators=(",", ":")),
}
LAID_OUT = st.recursive(
    st.sampled_from(["4", "", None, True]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["interval", "intervals", "a"]), inner, max_size=3)
    ),
    max_leaves=8,
)


@given(
    st.dictionaries(st.sampled_from(["interval", "b", "a"]), LAID_OUT, min_size=1),
    st.sampled_from(sorted(HANDS)),
    st.data(),
)
def test_a_change_is_laid_out_as_all_else_is(
    value: dict[str, object], hand: str, data: st.DataObject
) -> None:
    write = HANDS[hand]
    several = data.draw(st.lists(changes(value), min_size=1, max_size=2, unique=True))
    assume(str(several).isascii())
    for change in several:
        # what takes one line alone may stay on it
        if isinstance(change, Wrap):
            assume(Model(value).values[change.paths[0]].slots)
    text = write(value)
    after = outcome(text, several)
    if isinstance(after, str):
        assert after == write(Model(value).changed(several))


REQUEST = """\
{
  "extractRefresh": {
    "type": "FullRefresh",
    "schedule": {
      "st\\u0061te": "Active", "frequency" : "daily",
      "frequencyDetails": {
        "start": "06:00:00",
        "a/b~": null,

        "end": 22,
        "intervals": [
          {"hours": "4"},
          { "weekDay": "Sunday" }
        ],
        "x": [], "y": {}
      }
    }
  }
}
"""
SCHEDULE = "/extractRefresh/schedule"
DETAILS = f"{SCHEDULE}/frequencyDetails"


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize(
    ("several", "before", "after"),
    [
        ([SetValue(f"{SCHEDULE}/frequency", "Daily")], '"daily"', '"Daily"'),
        ([SetValue(f"{SCHEDULE}/frequency", '"\\\n')], '"daily"', r'"\"\\\n"'),
        ([SetValue(f"{SCHEDULE}/frequency", "24")], '"daily"', '"24"'),
        ([SetValue(f"{DETAILS}/end", "23")], "22", "23"),
        ([SetValue(f"{DETAILS}/end", "023")], "22", '"023"'),
        ([SetValue(f"{DETAILS}/end", "23.0")], "22", '"23.0"'),
        ([SetValue(f"{DETAILS}/a~1b~0", "1")], "null", '"1"'),
        ([SetValue(f"{SCHEDULE}/state", "1")], '"Active"', '"1"'),
        ([Rename(f"{SCHEDULE}/state", "é")], '"st\\u0061te"', '"é"'),
        ([Rename(f"{DETAILS}/a~1b~0", "a/b")], '"a/b~"', '"a/b"'),
        ([Remove(f"{SCHEDULE}/state")], '"st\\u0061te": "Active", ', ""),
        ([Remove(f"{SCHEDULE}/frequency")], ', "frequency" : "daily"', ""),
        ([Remove(f"{DETAILS}/start")], '        "start": "06:00:00",\n', ""),
        ([Remove(f"{DETAILS}/a~1b~0")], '        "a/b~": null,\n', ""),
        ([Remove(f"{DETAILS}/end")], '        "end": 22,\n', ""),
        (
            [Remove(f"{DETAILS}/x"), Remove(f"{DETAILS}/y")],
            ',\n        "x": [], "y": {}\n',
            "\n",
        ),
        ([Remove(f"{DETAILS}/x")], '"x": [], ', ""),
        ([Remove(f"{DETAILS}/intervals/0")], '          {"hours": "4"},\n', ""),
        ([Remove(f"{DETAILS}/intervals/1")], ',\n          { "weekDay": "Sunday" }', ""),
        (
            [Remove(f"{DETAILS}/intervals/1"), Remove(f"{DETAILS}/intervals/0")],
            '[\n          {"hours": "4"},\n          { "weekDay": "Sunday" }\n        ]',
            "[]",
        ),
        ([Add(SCHEDULE, "id", "1")], "      }\n    }", '      },\n      "id": "1"\n    }'),
        ([Add(DETAILS, "id", "1")], '"y": {}', '"y": {}, "id": "1"'),
        ([Add(f"{DETAILS}/y", "id", "1")], '"y": {}', '"y": {"id": "1"}'),
        (
            [AddChild(f"{DETAILS}/intervals", "interval", (("a", "1"), ("b", "2")))],
            '"Sunday" }',
            '"Sunday" },\n          { "a": "1", "b": "2" }',
        ),
        ([AddChild(DETAILS, "x")], '"x": []', '"x": [{}]'),
        ([AddChild(DETAILS, "y", (("a", "1"),))], '"y": {}', '"y": [{}, {"a": "1"}]'),
        (
            [AddChild(DETAILS, "a/b~", (("a", "1"),)), AddChild(DETAILS, "a/b~")],
            "null",
            '[\n          {\n            "a": "1"\n          },\n          {}\n        ]',
        ),
        (
            [AddChild(SCHEDULE, "new", (("a", "1"),)), AddChild(SCHEDULE, "new")],
            "      }\n    }",
            '      },\n      "new": [\n        {"a": "1"},\n        {}\n      ]\n    }'.replace(
                '{"a": "1"}', '{\n          "a": "1"\n        }'
            ),
        ),
        (
            [AddChild(DETAILS, "new", (("a", "1"),))],
            '"y": {}',
            '"y": {}, "new": [{"a": "1"}]',
        ),
        (
            [Wrap((f"{DETAILS}/intervals/0",), "interval")],
            '{"hours": "4"}',
            '{"interval": {"hours": "4"}}',
        ),
        ([Wrap((f"{DETAILS}/x",), "a")], "[]", '{"a": []}'),
        ([Wrap((f"{DETAILS}/end",), "a")], "22", '{"a": 22}'),
    ],
)
def test_a_change_is_no_more_than_this(
    several: list[Change], before: str, after: str, end: str
) -> None:
    assert REQUEST.count(before) == 1
    text = REQUEST.replace("\n", end)
    assert edited(text, *several) == REQUEST.replace(before, after).replace("\n", end)


def test_a_schedule_is_moved_out_mended_and_laid_out() -> None:
    several: list[Change] = [
        Move(SCHEDULE, ""),
        SetValue(f"{SCHEDULE}/frequency", "Daily"),
        Wrap((f"{DETAILS}/intervals",), "interval"),
        AddChild(f"{DETAILS}/intervals", "interval", (("weekDay", "Monday"),)),
        Remove(f"{DETAILS}/a~1b~0"),
        Rename("/extractRefresh/type", "Type"),
    ]
    assert (
        edited(REQUEST, *several)
        == """\
{
  "extractRefresh": {
    "Type": "FullRefresh"
  },
  "schedule": {
    "st\\u0061te": "Active", "frequency" : "Daily",
    "frequencyDetails": {
      "start": "06:00:00",

      "end": 22,
      "intervals": {
        "interval": [
          {"hours": "4"},
          { "weekDay": "Sunday" },
          { "weekDay": "Monday" }
        ]
      },
      "x": [], "y": {}
    }
  }
}
"""
    )


@pytest.mark.parametrize(
    ("before", "several", "after"),
    [
        # SetValue, Rename
        ('"a"', [SetValue("", "b")], '"b"'),
        (" 1 ", [SetValue("", "-0")], " -0 "),
        ("true", [SetValue("", "1")], '"1"'),
        ('{"a": 1, "b": 2}', [Rename("/a", "b"), Rename("/b", "a")], '{"b": 1, "a": 2}'),
        ('{"a": 1, "b": 2}', [Rename("/a", "b"), Remove("/b")], '{"b": 1}'),
        ('{"a": 1}', [Rename("/a", "\ud800")], r'{"\ud800": 1}'),
        # Remove
        ('{"a": 1, "b": 2, "c": 3}', [Remove("/a")], '{"b": 2, "c": 3}'),
        ('{"a": 1, "b": 2, "c": 3}', [Remove("/b")], '{"a": 1, "c": 3}'),
        ('{"a": 1, "b": 2, "c": 3}', [Remove("/c")], '{"a": 1, "b": 2}'),
        ('{"a": 1, "b": 2, "c": 3}', [Remove("/c"), Remove("/a")], '{"b": 2}'),
        ("[ 1,2 , 3 ]", [Remove("/0"), Remove("/1")], "[ 3 ]"),
        ("[ 1,2 , 3 ]", [Remove("/2"), Remove("/1")], "[ 1 ]"),
        ("[\n  1\n]", [Remove("/0")], "[]"),
        ('{ "a": [ ] }', [Remove("/a")], "{}"),
        ('[{"a": 1},\n {"b": 2}]', [Remove("/0")], '[{"b": 2}]'),
        ("[\n  1, 2,\n  3\n]", [Remove("/0")], "[\n  2,\n  3\n]"),
        ("[\n  1, 2,\n  3\n]", [Remove("/2")], "[\n  1, 2\n]"),
        ("[\n  1,\n  2, 3\n]", [Remove("/1")], "[\n  1,\n  3\n]"),
        ("[\n 1,\n  2,\n   3\n]", [Remove("/1")], "[\n 1,\n   3\n]"),
        ("[\n  1,\n  2,\n\n  3\n]", [Remove("/1")], "[\n  1,\n\n  3\n]"),
        ("[ 1\n, 2\n, 3\n]", [Remove("/0")], "[ 2\n, 3\n]"),
        ("[ 1\n, 2\n, 3\n]", [Remove("/2")], "[ 1\n, 2\n]"),
        ('{"a": {"b": 1}}', [Remove("/a"), Remove("/a/b"), Remove("/a")], "{}"),
        # Add
        ("{}", [Add("", "a", "1"), Add("", "b", "2")], '{"a": "1", "b": "2"}'),
        ("{ }", [Add("", "a", "1")], '{ "a": "1" }'),
        ("{\n}", [Add("", "a", "1"), Add("", "b", "2")], '{\n  "a": "1",\n  "b": "2"\n}'),
        ('{"a":1}', [Add("", "b", "2")], '{"a":1,"b":"2"}'),
        ('{"a" : 1}', [Add("", "b", "2")], '{"a" : 1, "b" : "2"}'),
        ('{"a":\n1}', [Add("", "b", "2")], '{"a":\n1, "b": "2"}'),
        ('{ "a": 1\n, "c": 1\n}', [Add("", "b", "2")], '{ "a": 1\n, "c": 1\n, "b": "2"\n}'),
        ('{\n\t"a": {}\n}', [Add("/a", "b", "2")], '{\n\t"a": {\n\t\t"b": "2"\n\t}\n}'),
        ('{\n\n  "a": 1\n\n}', [Add("", "b", "2")], '{\n\n  "a": 1,\n  "b": "2"\n\n}'),
        ('{"a": 1}', [Remove("/a"), Add("", "a", "2")], '{"a": "2"}'),
        ('{\n  "a": 1\n}', [Remove("/a"), Add("", "b", "2")], '{\n  "b": "2"\n}'),
        ("{}\n", [Add("", "a", "1")], '{"a": "1"}\n'),
        ('{\n "a": 1,\n\n "b": 2\n}', [Add("", "c", "")], '{\n "a": 1,\n\n "b": 2,\n "c": ""\n}'),
        ('{"a": {\n   }}', [Add("/a", "b", "1")], '{"a": {\n     "b": "1"\n   }}'),
        # AddChild
        ("[]", [AddChild("", "a", (("b", "c"),))], '[{"b": "c"}]'),
        ("[[]]", [AddChild("/0", "a")], "[[{}]]"),
        (
            '[{"b":"c"}]',
            [AddChild("", "a", (("b", "c"), ("d", "")))],
            '[{"b":"c"},{"b":"c","d":""}]',
        ),
        (
            '{"a": [{\n  "b": 1\n}]}',
            [AddChild("", "a", (("b", "2"), ("c", "3")))],
            '{"a": [{\n  "b": 1\n}, {\n  "b": "2",\n  "c": "3"\n}]}',
        ),
        (
            '{\n "a": {\n  "b": 1\n }\n}',
            [AddChild("", "a", (("b", "2"),)), AddChild("", "a")],
            '{\n "a": [\n  {\n   "b": 1\n  },\n  {\n   "b": "2"\n  },\n  {}\n ]\n}',
        ),
        ('{"A": [1]}', [AddChild("", "a"), Rename("/A", "a")], '{"a": [1, {}]}'),
        ('{"a": 1}', [AddChild("", "a"), Remove("/a")], '{"a": [{}]}'),
        ("[[ 1 ]]", [AddChild("", "a", (("b", "1"),))], '[[ 1 ], {"b": "1"}]'),
        ('{"a": 1}', [AddChild("", "b"), AddChild("", "b")], '{"a": 1, "b": [{}, {}]}'),
        ('{\n "a": {"b": 1}\n}', [AddChild("", "a")], '{\n "a": [{"b": 1}, {}]\n}'),
        ("{}", [AddChild("", "a"), AddChild("", "b")], '{"a": [{}], "b": [{}]}'),
        # Move
        ('{"a": {"b": 1}}', [Move("/a/b", "")], '{"a": {}, "b": 1}'),
        ('{"a": 1, "b": 2}', [Move("/a", "")], '{"b": 2, "a": 1}'),
        ('{"a": 1, "b": 2}', [Move("/b", "")], '{"a": 1, "b": 2}'),
        (
            '{\n  "a": {\n    "b" :{\n\n      "c": 1\n    }\n  }\n}',
            [Move("/a/b", "")],
            '{\n  "a": {},\n  "b" :{\n\n    "c": 1\n  }\n}',
        ),
        (
            '{"interval": [{"a": 1}], "intervals": {"interval": {"b": 2}}}',
            [Move("/interval", "/intervals")],
            '{"intervals": {"interval": [{"b": 2}, {"a": 1}]}}',
        ),
        (
            '{"Interval": {"a": 1}, "intervals": {"interval": [{"b": 2}]}}',
            [Move("/Interval", "/intervals"), Rename("/Interval", "interval")],
            '{"intervals": {"interval": [{"b": 2}, {"a": 1}]}}',
        ),
        (
            '{"a": {"i": [1]}, "b": {"i": [2]}}',
            [Move("/a/i", "/b"), AddChild("/a/i", "x")],
            '{"a": {}, "b": {"i": [2, 1, {}]}}',
        ),
        (
            '{\n "a": {"i": {"x": 1}},\n "b": {"i": {\n  "y": 2\n }}\n}',
            [Move("/b/i", "/a")],
            '{\n "a": {"i": [{"x": 1}, {\n  "y": 2\n }]},\n "b": {}\n}',
        ),
        # Merge
        ('[{"a": 1}, {"b": 2}]', [Merge("/1", "/0")], '{"a": 1, "b": 2}'),
        ('[{"a": 1}, {"b": 2}]', [Merge("/0", "/1")], '{"b": 2, "a": 1}'),
        ('[{}, {"b": 2}, {}]', [Merge("/2", "/1")], '[{}, {"b": 2}]'),
        ('{"a": {"b": 1}, "c": {}}', [Merge("/a", "/c")], '{"c": {"b": 1}}'),
        ('{"a": {"b": 1}, "c": 2}', [Merge("/a", "")], '{"c": 2, "b": 1}'),
        (
            '[{"i": [1]}, {"i": {}}, {"i": []}, {"i": [2, 3], "j": 4}]',
            [Merge("/1", "/0"), Merge("/2", "/0"), Merge("/3", "/0"), SetValue("/3/i/1", "5")],
            '{"i": [1, {}, 2, 5], "j": 4}',
        ),
        (
            '[{}, {"i": [1]}, {"i": [2]}]',
            [Merge("/1", "/0"), Merge("/2", "/0")],
            '{"i": [1, 2]}',
        ),
        (
            '{\n "a": [\n  {\n   "i": [\n    1\n   ]\n  },\n  { "i": { "x":\n   2 } }\n ]\n}',
            [Merge("/a/1", "/a/0")],
            '{\n "a": {\n  "i": [\n   1,\n   { "x":\n    2 }\n  ]\n }\n}',
        ),
        ('{"a": {}, "b": {}}', [Merge("/a", "/b")], '{"b": {}}'),
        ('[[{"a": 1}], [{}]]', [Merge("/0/0", "/1/0")], '[[], [{"a": 1}]]'),
        ("[{}, {}]", [Merge("/1", "/0"), AddChild("", "a")], "[{}, {}]"),
        # Wrap
        ('\n {\n  "a": 1\n }', [Wrap(("",), "b")], '\n {\n  "b": {\n   "a": 1\n  }\n }'),
        ('[{"a": 1}]', [Wrap(("",), "b")], '{"b": [{"a": 1}]}'),
        ('{"a":[]}', [Wrap(("/a",), "b"), Wrap(("/a",), "b")], '{"a":{"b":[]}}'),
        ('{"a": [1]}', [Wrap(("/a",), "b"), Rename("/a", "c")], '{"c": {"b": [1]}}'),
        (
            '{\n\t"a": [\n\t\t1\n\n\t]\n}',
            [Wrap(("/a",), "b")],
            '{\n\t"a": {\n\t\t"b": [\n\t\t\t1\n\n\t\t]\n\t}\n}',
        ),
        (
            '{"a": [{\n    "b": 1\n}]}',
            [Wrap(("/a",), "b")],
            '{"a": {\n    "b": [{\n        "b": 1\n    }]\n}}',
        ),
    ],
)
def test_the_layout_that_stands_there_is_kept(
    before: str, several: list[Change], after: str
) -> None:
    assert edited(before, *several) == after


@pytest.mark.parametrize(
    ("text", "several", "words"),
    [
        ("{}", [SetValue("/a", "")], 'no value stands at "/a"'),
        ("{}", [SetValue("a", "")], 'no value stands at "a"'),
        ("[1]", [Remove("/1")], "no value stands at"),
        ("[1]", [Remove("/-")], "no value stands at"),
        ("[1]", [Remove("/00")], "no value stands at"),
        ('{"a": 1}', [Remove("/a/b")], "no value stands at"),
        ('{"a": {}}', [SetValue("/a", "1")], 'no text or number stands at "/a"'),
        ("1", [Remove("")], "at the top stays"),
        ("{}", [Move("", "")], "at the top stays"),
        ("[1]", [Rename("/0", "a")], '"/0" has no key'),
        ("1", [Rename("", "a")], '"" has no key'),
        ('[{"a": 1}, {}]', [Move("/0", "/1")], '"/0" has no key'),
        ("[]", [Add("", "a", "1")], 'no object stands at ""'),
        ('{"a": 1}', [AddChild("/a", "b")], 'no object stands at "/a"'),
        ('{"a": 1, "b": []}', [Move("/a", "/b")], 'no object stands at "/b"'),
        ('{"a": [], "b": {}}', [Merge("/a", "/b")], 'no object stands at "/a"'),
        ('{"a": {}, "b": []}', [Merge("/a", "/b")], 'no object stands at "/b"'),
        ("[1, 2]", [Wrap(("/0", "/1"), "a")], "one value alone"),
        ("[1, 2]", [Wrap((), "a")], "one value alone"),
        ('{"a": 1}', [Add("", "a", "1")], 'the key "a" would stand twice'),
        ('{"a": 1, "b": 2}', [Rename("/a", "b")], 'the key "b" would stand twice'),
        ("{}", [Add("", "a", "1"), AddChild("", "a")], 'the key "a" would stand twice'),
        ("{}", [AddChild("", "a", (("b", ""), ("b", "")))], 'the key "b" would stand twice'),
        ('{"a": 1}', [AddChild("", "a")], 'something else stands under the key "a"'),
        ('{"a": {"b": 1}, "b": []}', [Move("/a/b", "")], "something else stands under"),
        ('{"a": {"b": []}, "b": null}', [Move("/a/b", "")], "something else stands under"),
        ('[{"a": []}, {"a": "x"}]', [Merge("/1", "/0")], "something else stands under"),
        ('{"a": []}', [AddChild("", "a"), Wrap(("/a",), "b")], "something else stands under"),
        ('{"a": null}', [AddChild("", "a"), SetValue("/a", "b")], "something else stands under"),
        (
            '{"a": {"b": []}, "b": []}',
            [Move("/a/b", ""), Wrap(("/a/b",), "c")],
            "something else stands under",
        ),
        ('{"a": {}}', [Move("/a", "/a")], '"/a" is in what is taken away'),
        ('{"a": {"b": {}}}', [Merge("/a", "/a/b")], "is in what is taken away"),
        ('{"a": {}, "b": {}}', [Move("/a", "/b"), Move("/b", "/a")], "is in what is taken away"),
        ('{"a": {"b": 1}}', [Remove("/a"), SetValue("/a/b", "2")], "is in what is taken away"),
        ('{"a": {}}', [Remove("/a"), Add("/a", "b", "")], "is in what is taken away"),
        ("[{}, {}, {}]", [Merge("/2", "/1"), Merge("/1", "/0")], "is in what is taken away"),
        ("[{}, {}]", [Merge("/1", "/0"), AddChild("/1", "a")], "is in what is taken away"),
        ('{"a": {}}', [Remove("/a"), Move("/a", "")], "by Remove and by Move"),
        ('{"a": 1}', [SetValue("/a", "1"), SetValue("/a", "2")], "by SetValue and by SetValue"),
        ('{"a": 1}', [Rename("/a", "b"), Rename("/a", "c")], "by Rename and by Rename"),
        ('{"a": 1}', [Wrap(("/a",), "b"), Wrap(("/a",), "c")], "by Wrap and by Wrap"),
    ],
)
def test_what_cannot_be_done_is_refused_with_a_sentence(
    text: str, several: list[Change], words: str
) -> None:
    with pytest.raises(ChangeError) as caught:
        json_edits(text, several)
    assert words in str(caught.value) == caught.value.message
    assert caught.value.change in several
    copy = pickle.loads(pickle.dumps(caught.value))  # noqa: S301 - our own
    assert (str(copy), copy.change) == (str(caught.value), caught.value.change)


def test_no_change_is_no_edit() -> None:
    assert json_edits("{}", []) == ()
    assert json_edits('{"a": 1}', [SetValue("/a", "1"), Rename("/a", "a")]) == ()


def test_an_edit_is_as_small_as_what_changes() -> None:
    edits = json_edits('{"a": [1, 2]}', [SetValue("/a/1", "3"), Wrap(("/a",), "b")])
    assert edits == ((6, 6, '{"b": '), (10, 11, "3"), (12, 12, "}"))
    edits = json_edits('{\n "a": [\n  1\n ]\n}', [Wrap(("/a",), "b")])
    assert edits == ((8, 8, '{\n  "b": '), (11, 11, " "), (15, 15, " "), (16, 16, "\n }"))


def test_depth_has_no_other_limit_than_the_readers() -> None:
    depth = 10_000
    text = '{"a":' * depth + '{"c": 1}' + "}" * depth
    path = "/a" * depth
    after = edited(text, SetValue(f"{path}/c", "2"), Add(path, "d", "3"), Rename(path, "b"))
    last = '{"b":{"c": 2, "d": "3"}}'
    assert after == '{"a":' * (depth - 1) + last + "}" * (depth - 1)


def test_thousands_of_changes_in_megabytes_are_done_together() -> None:
    items = 20_000
    text = "[\n" + ",\n".join(['  {"é": "x", "hours": 4}'] * items) + "\n]"
    several: list[Change] = []
    for index in range(0, items, 4):
        several += [
            SetValue(f"/{index}/hours", "6"),
            Remove(f"/{index + 1}"),
            AddChild(f"/{index + 2}", "interval", (("a", "1"),)),
            Wrap((f"/{index + 3}",), "b"),
        ]
    block = (
        '  {"é": "x", "hours": 6},\n'
        '  {"é": "x", "hours": 4, "interval": [{"a": "1"}]},\n'
        '  {"b": {"é": "x", "hours": 4}}'
    )
    assert edited(text, *several) == "[\n" + ",\n".join([block] * (items // 4)) + "\n]"
