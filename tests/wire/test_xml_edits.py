from __future__ import annotations

import pickle
import re
from itertools import pairwise
from typing import TYPE_CHECKING, TypeAlias

import pytest
from hypothesis import assume, event, given
from hypothesis import strategies as st

from tabsched.wire import xml
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
from tabsched.wire.node import Comment, Node
from tabsched.wire.paths import local, steps
from tabsched.wire.xml_edits import xml_edits

if TYPE_CHECKING:
    from collections.abc import Iterator

Tree: TypeAlias = "tuple[str, list[tuple[str, str]], list[Tree | Comment | str]]"

TAGS = ["schedule", "interval", "interval", "a", "p:a", "é"]
NAMES = ["hours", "weekDay", "a", "p:a", "q:b"]
VALUES = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff")
    | st.sampled_from(" \n\t\r&<>\"'é😀\xa0"),
    max_size=6,
)
NEW_NAMES = st.sampled_from(["hours", "a", "b", "interval", "ü"])
BETWEEN = st.sampled_from(
    ["", "", "\n", "\n  ", "\n\n    ", " ", "  ", "\r\n\t", "\r ", "\n\u00a0 ", " \n"]
)
IN_TAG = st.sampled_from([" ", " ", "\n    ", "\r\n\t", "  ", "\n\n"])
STRANGERS = st.sampled_from(
    [
        "<!-- c -->",
        "<!--\n  <a b='1'>\n-->",
        "<?t d?>",
        "<![CDATA[ <a>\n x]]>",
        "t",
        "x\n y",
        "&#32;x",
    ]
)


def edited(text: str, *changes: Change) -> str:
    edits = xml_edits(text, changes)
    assert all(one.end <= other.start for one, other in pairwise(edits))
    assert all(text[edit.start : edit.end] != edit.text for edit in edits)
    return applied(text, edits)


def outcome(text: str, several: list[Change]) -> str | ChangeError:
    try:
        return edited(text, *several)
    except ChangeError as error:
        return error


# What changes mean, told by a tree: nothing here knows of texts and places.


class RefusedError(Exception):
    """The model refuses a change."""


class Model:
    """The tree of a text, changed by identity; the slots of attributes too."""

    def __init__(self, text: str) -> None:
        self.root = xml.loads(text).root
        self.needed: list[Node] = []
        self.parents: dict[int, Node] = {}
        self.elements: dict[str, Node] = {f"/{local(self.root.name)}": self.root}
        pending = list(self.elements.items())
        while pending:
            path, node = pending.pop()
            for child, step in steps(node):
                self.elements[f"{path}/{step}"] = child
                self.parents[id(child)] = node
                pending.append((f"{path}/{step}", child))
        self.slots = {
            id(node): [[name, value] for name, value in node.attributes.items()]
            for node in self.elements.values()
        }
        self.attributes = {
            f"{path}/@{slot[0]}": slot
            for path, node in self.elements.items()
            for slot in self.slots[id(node)]
            if not slot[0].startswith("xmlns")
        }
        # the last of the comments that end the line of an element
        self.remarks: dict[int, Comment] = {}
        # the elements that begin a line
        self.begun: set[int] = set()
        for node in self.elements.values():
            self.look_at_lines(node.content)

    def look_at_lines(self, content: list[Node | Comment | str]) -> None:
        element, remark, begins = None, None, False
        for one in [*content, ""]:
            if isinstance(one, Node):
                element, remark = one, None
                self.begun.update([id(one)] if begins else [])
            elif isinstance(one, Comment):
                remark = one if one.target is None else None
                element = element if remark else None
            elif one.strip(" \t"):
                if element and remark and re.match("[ \t]*\n", one):
                    self.remarks[id(element)] = remark
                element = remark = None
            begins = isinstance(one, str) and "\n" in one[len(one.rstrip()) :]

    def change(self, change: Change) -> None:
        match change:
            case SetValue(path, value):
                self.attributes[path][1] = value
            case Rename(path, name) if path in self.attributes:
                slot = self.attributes[path]
                slot[0] = slot[0][: slot[0].find(":") + 1] + name
            case Remove(path) if path in self.attributes:
                owner = self.elements[path.rpartition("/")[0]]
                slots = self.slots[id(owner)]
                slots[:] = [slot for slot in slots if slot is not self.attributes[path]]
            case Add(path, name, value):
                self.slots[id(self.elements[path])].append([name, value])
            case Wrap(paths, name):
                self.wrap([self.elements[path] for path in paths], name)
            case _:
                self.change_element(change, self.elements[change.path])

    def change_element(self, change: Change, node: Node) -> None:
        match change:
            case Rename(_, name):
                node.name = node.name[: node.name.find("}") + 1] + name
            case Remove():
                self.take(node)
            case AddChild(_, name, values):
                node.content.append(self.new(node, name, values))
            case Move(_, to):
                target = self.elements[to]
                self.take(node)
                self.needed += [node, target]
                target.content.append(node)
                self.parents[id(node)] = target
            case Merge(_, into):
                target = self.elements[into]
                if self.slots[id(node)]:
                    raise RefusedError
                self.take(node)
                self.needed.append(target)
                target.content += [" ", *node.content]
                for child in node.elements():
                    self.parents[id(child)] = target

    def new(self, parent: Node, name: str, values: tuple[tuple[str, str], ...]) -> Node:
        node = Node(parent.name[: parent.name.find("}") + 1] + name)
        self.slots[id(node)] = [[*pair] for pair in values]
        self.elements[f"new {len(self.elements)}"] = node
        return node

    def take(self, node: Node) -> None:
        if id(node) not in self.parents:
            raise RefusedError
        parent = self.parents[id(node)]
        del self.parents[id(node)]
        parent.content = [one for one in parent.content if one is not node]

    def wrap(self, nodes: list[Node], name: str) -> None:
        parents = {id(self.parents.get(id(node))): self.parents.get(id(node)) for node in nodes}
        (parent,) = parents.values() if len(parents) == 1 else [None]
        if parent is None:
            raise RefusedError
        wanted = {id(node) for node in nodes}
        places = [at for at, one in enumerate(parent.content) if id(one) in wanted]
        inner = parent.content[places[0] : places[-1] + 1]
        for one in inner:
            stranger = one.strip() if isinstance(one, str) else isinstance(one, Node)
            if id(one) not in wanted and stranger:
                raise RefusedError
        stop = places[-1]
        if id(parent.content[places[0]]) in self.begun:
            remark = self.remarks.get(id(parent.content[stop]))
            while remark and parent.content[stop] is not remark:
                stop += 1
        node = self.new(parent, name, ())
        node.content = parent.content[places[0] : stop + 1]
        parent.content[places[0] : stop + 1] = [node]
        self.parents[id(node)] = parent
        for one in nodes:
            self.parents[id(one)] = node

    def tree(self) -> Tree:
        reached = [self.root]
        for node in reached:
            reached += node.elements()
        # what moves into itself is nowhere any more
        if not {id(node) for node in self.needed} <= {id(node) for node in reached}:
            raise RefusedError
        return self.tree_of(self.root)

    def tree_of(self, node: Node) -> Tree:
        slots = [(slot[0], slot[1]) for slot in self.slots[id(node)]]
        names = [(":" in name, local(name)) for name, _ in slots if not name.startswith("xmlns")]
        if len(set(names)) < len(names):
            raise RefusedError
        return node.name, slots, list(self.plain(node))

    def plain(self, node: Node) -> Iterator[Tree | Comment | str]:
        """The content without the white space that does not count."""
        text = ""
        for one in [*node.content, Comment("")]:
            if isinstance(one, str):
                text += one
                continue
            if text.split():
                yield " ".join(text.split())
            text = ""
            if isinstance(one, Node):
                yield self.tree_of(one)
            elif one != Comment(""):
                yield one


def tree_of(text: str) -> Tree:
    return Model(text).tree()


@st.composite
def elements(draw: st.DrawFn, depth: int, tag: str) -> str:
    pieces = [f"<{tag}"]
    if tag == "r":
        pieces.append(" xmlns:p='urn:p' xmlns:q='urn:q'")
    for name in draw(st.lists(st.sampled_from(NAMES), unique_by=local, max_size=3)):
        quote = draw(st.sampled_from("\"'"))
        value = draw(st.sampled_from(["4", "", "é&#10;&lt;", "a\n b", "x='>", "/"]))
        equals = draw(st.sampled_from(["=", "=", " = ", "\n="]))
        pieces.append(draw(IN_TAG) + name + equals + quote + value.replace(quote, "") + quote)
    children = draw(st.lists(st.sampled_from(TAGS), max_size=3)) if depth else []
    pieces.append(draw(st.sampled_from(["", "", " ", "\n"])))
    if not children and draw(st.booleans()):
        return "".join([*pieces, "/>"])
    pieces += [">", draw(BETWEEN)]
    for child in children:
        for stranger in draw(st.lists(STRANGERS, max_size=1)):
            pieces += [stranger, draw(BETWEEN)]
        pieces += [draw(elements(depth - 1, child)), draw(BETWEEN)]
    pieces += draw(st.lists(STRANGERS, max_size=1))
    return "".join([*pieces, draw(BETWEEN), f"</{tag}", draw(st.sampled_from(["", "\n"])), ">"])


DOCUMENTS = st.builds(
    lambda before, root, after: before + root + after,
    st.sampled_from(["", "<?xml version='1.0'?>\r\n", "<!-- <r a='1'/> -->"]),
    elements(3, "r"),
    st.sampled_from(["", "\n", "<!-- x -->"]),
)


@st.composite
def changes(draw: st.DrawFn, text: str) -> Change:
    """A change of a text, with paths that lead to something."""
    model = Model(text)
    path = st.sampled_from(sorted(model.elements))
    attribute = st.sampled_from(sorted(model.attributes)) if model.attributes else st.nothing()
    new_values = st.lists(st.tuples(NEW_NAMES, VALUES), max_size=2, unique_by=lambda one: one[0])
    some: list[st.SearchStrategy[Change]] = [
        st.builds(SetValue, attribute, VALUES),
        st.builds(Rename, attribute | path, NEW_NAMES),
        st.builds(Remove, attribute | path),
        st.builds(Remove, path),
        st.builds(Add, path, NEW_NAMES, VALUES),
        st.builds(AddChild, path, NEW_NAMES, new_values.map(tuple)),
        st.builds(Move, path, path),
        st.builds(Merge, path, path),
        st.builds(Wrap, st.lists(path, min_size=1, max_size=2).map(tuple), NEW_NAMES),
    ]
    parent = draw(path)
    children = [f"{parent}/{step}" for _, step in steps(model.elements[parent])]
    if children:
        start = draw(st.integers(0, len(children) - 1))
        stop = draw(st.integers(start, len(children) - 1))
        inner = st.just(tuple(children[start : stop + 1]))
        some += [st.builds(Wrap, inner, NEW_NAMES)] * 2
    return draw(st.one_of(some))


@st.composite
def texts_and_changes(draw: st.DrawFn, most: int) -> tuple[str, list[Change]]:
    text = draw(DOCUMENTS)
    return text, draw(st.lists(changes(text), min_size=1, max_size=most))


@given(texts_and_changes(1))
def test_a_change_of_the_text_is_that_change_of_the_tree_and_is_refused_only_if_it_must_be(
    drawn: tuple[str, list[Change]],
) -> None:
    text, (change,) = drawn
    model = Model(text)
    try:
        model.change(change)
        tree = model.tree()
    except RefusedError:
        with pytest.raises(ChangeError) as caught:
            xml_edits(text, [change])
        assert caught.value.change == change
    else:
        assert tree_of(edited(text, change)) == tree


@given(texts_and_changes(5))
def test_changes_of_one_text_are_done_together(drawn: tuple[str, list[Change]]) -> None:
    text, several = drawn
    several = list(dict.fromkeys(several))
    after = outcome(text, several)
    if isinstance(after, ChangeError):
        assert after.change in several
        event("refused")
        return
    event(f"{len(several)} done")
    model = Model(text)
    for change in several:
        # what stands in what goes cannot be found any more, and need not
        model.change(change)
    assert tree_of(after) == model.tree()


@given(st.data())
def test_what_is_removed_is_the_element_and_white_space_beside_it(data: st.DataObject) -> None:
    text = data.draw(DOCUMENTS)
    model = Model(text)
    path = data.draw(st.sampled_from(sorted(model.elements)))
    node = model.elements[path]
    assume(node is not model.root)
    edits = xml_edits(text, [Remove(path)])
    assert not any(edit.text for edit in edits)
    lost = "".join(text[edit.start : edit.end] for edit in edits)
    alone = Model(f"<r xmlns:p='urn:p' xmlns:q='urn:q'>{lost}</r>")
    assert [alone.tree_of(child) for child in alone.root.elements()] == [model.tree_of(node)]
    assert len(alone.tree()[2]) == 1


# Laid out by one hand before, laid out by the same hand afterwards.


@st.composite
def nodes(draw: st.DrawFn, depth: int = 3) -> Node:
    names = st.lists(st.sampled_from(["a", "hours", "b"]), unique=True, max_size=2)
    children = st.lists(nodes(depth - 1), max_size=3) if depth else st.just([])
    return Node(
        draw(st.sampled_from(["interval", "a", "schedule"])),
        dict.fromkeys(draw(names), "4"),
        [*draw(children)],
    )


def in_lines(node: Node, depth: int = 0) -> str:
    """The text of a tree, two spaces a level, by other means than those that are tested."""
    indent = "  " * depth
    attributes = "".join(f' {name}="{value}"' for name, value in node.attributes.items())
    children = [in_lines(child, depth + 1) for child in node.elements()]
    if not children:
        return f"{indent}<{node.name}{attributes}/>"
    tag = f"{indent}<{node.name}{attributes}>"
    return "\n".join([tag, *children, f"{indent}</{node.name}>"])


def in_one_line(node: Node) -> str:
    return re.sub(r"\n *", "", in_lines(node))


def in_one_line_with_spaces(node: Node) -> str:
    return re.sub(r"\n *", " ", in_lines(node))


HANDS = {
    "lines": in_lines,
    "tabs": lambda node: in_lines(node).replace("  ", "\t").replace('"', "'"),
    "wide": lambda node: in_lines(node).replace("\n", "\r\n").replace("  ", "    "),
    "special": lambda node: in_lines(node).replace("  ", "\u00a0 ").replace("/>", " />"),
    "one line": in_one_line,
    "one line with spaces": in_one_line_with_spaces,
}


def without_empty(text: str) -> str:
    """Elements without anything in one way: emptied ones keep both their tags."""
    return re.sub(r"<(\w+)([^<>/]*?)\s*(?:/>|>\s*</\1>)", r"<\1\2/>", text)


@given(st.lists(nodes(), min_size=1, max_size=2), st.sampled_from(sorted(HANDS)), st.data())
def test_a_change_is_laid_out_as_all_else_is(
    inner: list[Node], hand: str, data: st.DataObject
) -> None:
    root = Node("r", {"x": "1"}, [*inner])
    write = HANDS[hand]
    text = write(root)
    several = data.draw(st.lists(changes(text), min_size=1, max_size=2, unique=True))
    values = [change.value for change in several if isinstance(change, SetValue | Add)]
    values += [v for one in several if isinstance(one, AddChild) for _, v in one.values]
    assume(all(value.isalnum() for value in values))
    model = Model(text)
    try:
        for change in several:
            model.change(change)
        model.tree()
        after = edited(text, *several)
    except (RefusedError, ChangeError):
        return
    for node in model.elements.values():
        node.attributes = {slot[0]: slot[1] for slot in model.slots[id(node)]}
        node.content = list(node.elements())
    if hand == "one line with spaces":
        # whether there is space in what had nothing in it, is open
        after, wanted = (re.sub(r"> (?=<)", ">", one) for one in (after, write(model.root)))
    else:
        wanted = write(model.root)
    assert without_empty(after) == without_empty(wanted)


REQUEST = """\
<?xml version="1.0" encoding="UTF-8"?>
<!-- sent every night -->
<tsRequest>
  <extractRefresh type='FullRefresh' >
    <workbook id="1"/>
    <schedule frequency="daily">
      <!-- hours -->
      <frequencyDetails start="06:00:00"
                        end = '22:00:00'>
        <interval hours="4" /> <!-- four -->
        <interval
            weekDay="Sunday"
            weekday="Monday"
        />
      </frequencyDetails>
    </schedule>
  </extractRefresh>
</tsRequest>
"""
SCHEDULE = "/tsRequest/extractRefresh/schedule"
DETAILS = f"{SCHEDULE}/frequencyDetails"


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize(
    ("several", "before", "after"),
    [
        ([SetValue(f"{SCHEDULE}/@frequency", "Daily")], '"daily"', '"Daily"'),
        (
            [SetValue(f"{DETAILS}/@end", "'\"<&>\t")],
            "'22:00:00'",
            "'&apos;\"&lt;&amp;&gt;&#9;'",
        ),
        ([SetValue(f"{DETAILS}/@start", "'\"")], '"06:00:00"', '"\'&quot;"'),
        ([Rename(f"{DETAILS}/interval[2]/@weekday", "weekDay2")], "weekday=", "weekDay2="),
        (
            [Rename("/tsRequest/extractRefresh/workbook", "datasource")],
            '<workbook id="1"/>',
            '<datasource id="1"/>',
        ),
        ([Remove(f"{DETAILS}/@start")], 'start="06:00:00"\n                        ', ""),
        ([Remove(f"{DETAILS}/@end")], "\n                        end = '22:00:00'", ""),
        ([Remove(f"{DETAILS}/interval[2]/@weekDay")], '            weekDay="Sunday"\n', ""),
        ([Remove(f"{DETAILS}/interval[2]/@weekday")], '            weekday="Monday"\n', ""),
        (
            [Remove(f"{DETAILS}/interval[2]/@weekday"), Remove(f"{DETAILS}/interval[2]/@weekDay")],
            '\n            weekDay="Sunday"\n            weekday="Monday"',
            "",
        ),
        ([Remove("/tsRequest/extractRefresh/@type")], " type='FullRefresh'", ""),
        ([Remove(f"{DETAILS}/interval[1]")], '<interval hours="4" /> ', ""),
        (
            [Remove("/tsRequest/extractRefresh/workbook")],
            '    <workbook id="1"/>\n',
            "",
        ),
        (
            [Add("/tsRequest/extractRefresh", "priority", "5")],
            "'FullRefresh' ",
            "'FullRefresh' priority='5' ",
        ),
        (
            [Add(DETAILS, "a", "1"), Add(DETAILS, "b", '"')],
            "'22:00:00'",
            "'22:00:00'\n                        a = '1'\n                        b = '\"'",
        ),
        (
            [Add(f"{DETAILS}/interval[2]", "a", "1")],
            '"Monday"\n',
            '"Monday"\n            a="1"\n',
        ),
        ([Add("/tsRequest", "a", "1")], "<tsRequest>", "<tsRequest a='1'>"),
        (
            [AddChild(DETAILS, "interval", (("hours", "4"), ("a", "&")))],
            "        />\n",
            '        />\n        <interval hours="4" a="&amp;"/>\n',
        ),
        (
            [AddChild(f"{DETAILS}/interval[1]", "x")],
            '<interval hours="4" />',
            '<interval hours="4">\n          <x />\n        </interval>',
        ),
        (
            [AddChild(f"{DETAILS}/interval[2]", "x", (("y", "z"),))],
            "        />\n",
            '        >\n          <x y="z"/>\n        </interval>\n',
        ),
    ],
)
def test_a_change_is_no_more_than_this(
    several: list[Change], before: str, after: str, end: str
) -> None:
    assert REQUEST.count(before) == 1
    text = REQUEST.replace("\n", end)
    assert edited(text, *several) == REQUEST.replace(before, after).replace("\n", end)


def test_a_schedule_is_moved_out_mended_and_laid_out() -> None:
    intervals = (f"{DETAILS}/interval[1]", f"{DETAILS}/interval[2]")
    several: list[Change] = [
        Wrap(intervals, "intervals"),
        Move(SCHEDULE, "/tsRequest"),
        SetValue(f"{SCHEDULE}/@frequency", "Daily"),
        Remove(f"{DETAILS}/interval[2]/@weekday"),
        Rename("/tsRequest/extractRefresh/workbook", "datasource"),
    ]
    assert (
        edited(REQUEST, *several)
        == """\
<?xml version="1.0" encoding="UTF-8"?>
<!-- sent every night -->
<tsRequest>
  <extractRefresh type='FullRefresh' >
    <datasource id="1"/>
  </extractRefresh>
  <schedule frequency="Daily">
    <!-- hours -->
    <frequencyDetails start="06:00:00"
                      end = '22:00:00'>
      <intervals>
        <interval hours="4" /> <!-- four -->
        <interval
            weekDay="Sunday"
        />
      </intervals>
    </frequencyDetails>
  </schedule>
</tsRequest>
"""
    )


@pytest.mark.parametrize(
    ("before", "several", "after"),
    [
        # SetValue, Rename
        ("<a b=''/>", [SetValue("/a/@b", "\n\r")], "<a b='&#10;&#13;'/>"),
        ("<a b='&lt;x&gt;'/>", [SetValue("/a/@b", "x")], "<a b='x'/>"),
        ("<a b='1'/>", [SetValue("/a/@b", "1")], "<a b='1'/>"),
        (
            "<p:a xmlns:p='u' p:b='1' b='2'><p:c>x</p:c ></p:a>",
            [Rename("/a", "d"), Rename("/a/@p:b", "e"), Rename("/a/c", "f"), Remove("/a/@b")],
            "<p:d xmlns:p='u' p:e='1'><p:f>x</p:f ></p:d>",
        ),
        ("<a xmlns:b='u' b:c='1'/>", [SetValue("/a/@c", "2")], "<a xmlns:b='u' b:c='2'/>"),
        (
            "<a b='1' c='2'/>",
            [Rename("/a/@b", "c"), Rename("/a/@c", "b")],
            "<a c='1' b='2'/>",
        ),
        ("<a b='1'/>", [Remove("/a/@b"), Add("/a", "b", "2")], "<a b='2'/>"),
        ("<a xmlns:b='u' b:c='1'/>", [Rename("/a/@c", "b")], "<a xmlns:b='u' b:b='1'/>"),
        (
            "<r><x><a/><x><a><!-- <a> --><?a ?></a></x></x><a b='1'/></r>",
            [SetValue("/r/a/@b", "2")],
            "<r><x><a/><x><a><!-- <a> --><?a ?></a></x></x><a b='2'/></r>",
        ),
        ("<a b\n=\n'1'/>", [Add("/a", "c", "2")], "<a b\n=\n'1' c='2'/>"),
        # Remove
        ("<r><a/> <b/> <c/></r>", [Remove("/r/a")], "<r><b/> <c/></r>"),
        ("<r><a/> <b/> <c/></r>", [Remove("/r/b")], "<r><a/> <c/></r>"),
        ("<r><a/> <b/> <c/></r>", [Remove("/r/c")], "<r><a/> <b/></r>"),
        ("<r><a/> <b/> <c/></r>", [Remove("/r/a"), Remove("/r/b")], "<r><c/></r>"),
        ("<r><a/> <b/> <c/></r>", [Remove("/r/b"), Remove("/r/c")], "<r><a/></r>"),
        ("<r> <a/> <b/> </r>", [Remove("/r/a")], "<r> <b/> </r>"),
        ("<r> <a/> <b/> </r>", [Remove("/r/b")], "<r> <a/> </r>"),
        ("<r> <a/> <b/> </r>", [Remove("/r/b"), Remove("/r/a")], "<r> </r>"),
        ("<r> <a/><b/> <c/></r>", [Remove("/r/a"), Remove("/r/b")], "<r> <c/></r>"),
        ("<r><a/><b/></r>", [Remove("/r/a")], "<r><b/></r>"),
        ("<r>x <a/> y</r>", [Remove("/r/a")], "<r>x y</r>"),
        ("<r>x<a/> y</r>", [Remove("/r/a")], "<r>x y</r>"),
        ("<r>x <a/>y</r>", [Remove("/r/a")], "<r>x y</r>"),
        ("<r><![CDATA[x]]><a/> y</r>", [Remove("/r/a")], "<r><![CDATA[x]]> y</r>"),
        ("<r>\n  <a/>\n</r>", [Remove("/r/a")], "<r>\n</r>"),
        ("<r>\n\n  <a/>\n\n  <b/>\n</r>", [Remove("/r/a")], "<r>\n\n\n  <b/>\n</r>"),
        ("<r>\n  <a/> \n  <b/>\n</r>", [Remove("/r/a")], "<r>\n  <b/>\n</r>"),
        ("<r>\n  <a/> <b/>\n</r>", [Remove("/r/b")], "<r>\n  <a/>\n</r>"),
        ("<r>\n  <a/> <b/>\n</r>", [Remove("/r/a")], "<r>\n  <b/>\n</r>"),
        ("<r>\n  <a/> <b/>\n</r>", [Remove("/r/a"), Remove("/r/b")], "<r>\n</r>"),
        (
            "<r>\n  <!-- 1 --> <a/>\n  <b/> <!-- 2 -->\n</r>",
            [Remove("/r/a"), Remove("/r/b")],
            "<r>\n  <!-- 1 -->\n  <!-- 2 -->\n</r>",
        ),
        ("<r>\n  <a>\n  </a>\n</r>", [Remove("/r/a"), Remove("/r/a")], "<r>\n</r>"),
        ("<r><a b='1'/></r>", [Remove("/r/a"), Remove("/r/a/@b")], "<r></r>"),
        ("<r><a><b/></a></r>", [Remove("/r/a"), Remove("/r/a/b")], "<r></r>"),
        ("<a b='1' c='2'\n   d='3'/>", [Remove("/a/@b"), Remove("/a/@c")], "<a d='3'/>"),
        ("<a b='1'\n  c='2' d='3'/>", [Remove("/a/@c")], "<a b='1'\n  d='3'/>"),
        # AddChild
        ("<r/>", [AddChild("/r", "a")], "<r><a/></r>"),
        ("<r />", [AddChild("/r", "a")], "<r><a /></r>"),
        ("<r></r>", [AddChild("/r", "a"), AddChild("/r", "a")], "<r><a/><a/></r>"),
        ("<r> </r>", [AddChild("/r", "a")], "<r> <a/> </r>"),
        ("<r>x</r>", [AddChild("/r", "a")], "<r>x<a/></r>"),
        ("<r>\n</r>", [AddChild("/r", "a")], "<r>\n  <a/>\n</r>"),
        ("<r>\n\t<a/>\n</r>", [AddChild("/r/a", "b")], "<r>\n\t<a>\n\t\t<b/>\n\t</a>\n</r>"),
        (
            "<r>\n  <a> </a>\n</r>",
            [AddChild("/r/a", "b")],
            "<r>\n  <a>\n    <b/>\n  </a>\n</r>",
        ),
        (
            "<r>\n  <a/> <!-- 1 -->\n\n</r>",
            [AddChild("/r", "b")],
            "<r>\n  <a/> <!-- 1 -->\n  <b/>\n\n</r>",
        ),
        ("<r>\n   <!-- 1 -->\n</r>", [AddChild("/r", "b")], "<r>\n   <!-- 1 -->\n   <b/>\n</r>"),
        (
            "<p:r xmlns:p='u'/>",
            [AddChild("/r", "a", (("b", "'"),))],
            "<p:r xmlns:p='u'><p:a b='&apos;'/></p:r>",
        ),
        ("<r>\n  <a/>\n</r>", [Remove("/r/a"), AddChild("/r", "b")], "<r>\n  <b/>\n</r>"),
        ("<r> <a/> </r>", [Remove("/r/a"), AddChild("/r", "b")], "<r> <b/> </r>"),
        ("<r>\n  <a/></r>", [AddChild("/r", "b")], "<r>\n  <a/>\n  <b/></r>"),
        (
            "<?xml version='1.0'?><r>\n    <a/>\n</r>",
            [AddChild("/r/a", "b")],
            "<?xml version='1.0'?><r>\n    <a>\n        <b/>\n    </a>\n</r>",
        ),
        (
            "<?xml version='1.0'?> <r>\n    <a/>\n</r>",
            [AddChild("/r/a", "b")],
            "<?xml version='1.0'?> <r>\n    <a>\n        <b/>\n    </a>\n</r>",
        ),
        (
            "  <r>\n    <a/>\n  </r>",
            [AddChild("/r/a", "b")],
            "  <r>\n    <a>\n      <b/>\n    </a>\n  </r>",
        ),
        (
            "\n  <r>\n    <a/>\n  </r>",
            [AddChild("/r/a", "b")],
            "\n  <r>\n    <a>\n      <b/>\n    </a>\n  </r>",
        ),
        ("<r>\n\n <a/>\n</r>", [AddChild("/r", "b")], "<r>\n\n <a/>\n <b/>\n</r>"),
        ("<r>\n <a>x</a>\n</r>", [AddChild("/r/a", "b")], "<r>\n <a>x<b/></a>\n</r>"),
        ("<r><a  ></a></r>", [AddChild("/r", "b")], "<r><a  ></a><b/></r>"),
        ("<r ></r >", [AddChild("/r", "b")], "<r ><b/></r >"),
        ("<r/>", [AddChild("/r", "b"), Rename("/r", "s")], "<s><b/></s>"),
        # Move
        ("<r><a/><b/></r>", [Move("/r/a", "/r/b")], "<r><b><a/></b></r>"),
        ("<r><a/><b/></r>", [Move("/r/a", "/r")], "<r><b/><a/></r>"),
        ("<r>\n  <a/>\n</r>", [Move("/r/a", "/r")], "<r>\n  <a/>\n</r>"),
        (
            "<r>\n  <a>\n    <b c='1\n    2'>\n      <!-- x\n      y -->\n    </b>\n  </a>\n</r>",
            [Move("/r/a/b", "/r")],
            "<r>\n  <a>\n  </a>\n  <b c='1\n    2'>\n    <!-- x\n      y -->\n  </b>\n</r>",
        ),
        (
            "<r>\n  <a>\n    <b>\n      x\n      y\n\n    </b>\n  </a>\n</r>",
            [Move("/r/a/b", "/r")],
            "<r>\n  <a>\n  </a>\n  <b>\n      x\n      y\n\n    </b>\n</r>",
        ),
        (
            "<r>\n  <a><b/></a> <c/>\n</r>",
            [Move("/r/a/b", "/r/c"), Move("/r/c", "/r/a")],
            "<r>\n  <a><c><b/></c></a>\n</r>",
        ),
        (
            "<r>\n\u2003<a\n    b='1'/>\n\u2003<c/>\n</r>",
            [Move("/r/a", "/r/c")],
            "<r>\n\u2003<c>\n\u2003\u2003<a\n     b='1'/>\n\u2003</c>\n</r>",
        ),
        ("<r xmlns='u'><a/><b/></r>", [Move("/r/a", "/r/b")], "<r xmlns='u'><b><a/></b></r>"),
        (
            "<r>\n  <a>\n    <b\n      c='1'\n    />\n  </a>\n</r>",
            [Move("/r/a/b", "/r")],
            "<r>\n  <a>\n  </a>\n  <b\n    c='1'\n  />\n</r>",
        ),
        (
            "<r>\n\t<a>\n\t\t<b/>\n\t</a>\n  <c>\n    <d/>\n  </c>\n</r>",
            [Move("/r/a", "/r/c")],
            "<r>\n  <c>\n    <d/>\n    <a>\n    \t<b/>\n    </a>\n  </c>\n</r>",
        ),
        # Merge
        ("<r><a><b/></a><a/></r>", [Merge("/r/a[2]", "/r/a[1]")], "<r><a><b/></a></r>"),
        ("<r><a/><a><b/></a></r>", [Merge("/r/a[2]", "/r/a[1]")], "<r><a><b/></a></r>"),
        ("<r><a/><a> </a></r>", [Merge("/r/a[2]", "/r/a[1]")], "<r><a/></r>"),
        ("<r><a>x</a><a>y</a></r>", [Merge("/r/a[2]", "/r/a[1]")], "<r><a>x y</a></r>"),
        (
            "<r><a>x</a><a><![CDATA[y]]></a></r>",
            [Merge("/r/a[2]", "/r/a[1]")],
            "<r><a>x <![CDATA[y]]></a></r>",
        ),
        (
            "<r><a>x</a><a b='1'>y</a></r>",
            [Merge("/r/a[2]", "/r/a[1]"), Remove("/r/a[2]/@b"), Merge("/r/a[2]", "/r/a[1]")],
            "<r><a>x y</a></r>",
        ),
        (
            "<r>\n  <a>\n    <b/>\n  </a>\n  <a> <c/> <!-- 1 --> </a>\n  <d/>\n</r>",
            [Merge("/r/a[2]", "/r/a[1]")],
            "<r>\n  <a>\n    <b/>\n    <c/> <!-- 1 -->\n  </a>\n  <d/>\n</r>",
        ),
        (
            "<r>\n  <a/>\n  <x>\n    <a>\n      <!-- 1 -->\n      <b/>\n    </a>\n  </x>\n</r>",
            [Merge("/r/x/a", "/r/a")],
            "<r>\n  <a>\n    <!-- 1 -->\n    <b/>\n  </a>\n  <x>\n  </x>\n</r>",
        ),
        ("<r><a><b/></a><c/></r>", [Merge("/r/a", "/r")], "<r><c/><b/></r>"),
        (
            "<r><a><b/></a><a><c/></a><a><d/></a></r>",
            [Merge("/r/a[3]", "/r/a[1]"), Merge("/r/a[2]", "/r/a[1]"), Rename("/r/a[3]/d", "e")],
            "<r><a><b/><e/><c/></a></r>",
        ),
        (
            "<r><a/><a><b/></a></r>",
            [Merge("/r/a[2]", "/r/a[1]"), Wrap(("/r/a[2]/b",), "c")],
            "<r><a><c><b/></c></a></r>",
        ),
        (
            "<r><a/><a><b/></a></r>",
            [Merge("/r/a[2]", "/r/a[1]"), Remove("/r/a[2]/b")],
            "<r><a></a></r>",
        ),
        # Wrap
        ("<r><a/><!-- 1 -->\n</r>", [Wrap(("/r/a",), "c")], "<r><c><a/></c><!-- 1 -->\n</r>"),
        (
            "<r>\n<a>\n\n<b/>\n</a>\n</r>",
            [Wrap(("/r/a",), "c")],
            "<r>\n<c>\n  <a>\n\n  <b/>\n  </a>\n</c>\n</r>",
        ),
        ("<r><a/><b/></r>", [Wrap(("/r/a", "/r/b"), "c")], "<r><c><a/><b/></c></r>"),
        ("<r> <a/> <b/> </r>", [Wrap(("/r/b",), "c")], "<r> <a/> <c><b/></c> </r>"),
        (
            "<p:r xmlns:p='u'><a/></p:r>",
            [Wrap(("/r/a",), "c")],
            "<p:r xmlns:p='u'><p:c><a/></p:c></p:r>",
        ),
        (
            "<r>\n <a>\n  <d/>\n\n </a>\n <!--\n 1 -->\n <b/> <!--2-->\n</r>",
            [Wrap(("/r/b", "/r/a"), "c")],
            "<r>\n <c>\n  <a>\n   <d/>\n\n  </a>\n  <!--\n 1 -->\n  <b/> <!--2-->\n </c>\n</r>",
        ),
        (
            "<r>\n <a/> <!--1--> <!--2-->\t\r <!--3-->\n</r>",
            [Wrap(("/r/a",), "c")],
            "<r>\n <c>\n  <a/> <!--1--> <!--2-->\n </c>\t\r <!--3-->\n</r>",
        ),
        (
            "<r>\n <a/> <?d?>\n</r>",
            [Wrap(("/r/a",), "c")],
            "<r>\n <c>\n  <a/>\n </c> <?d?>\n</r>",
        ),
        (
            "<r>\n  <a/> <!-- 1 --> <b/>\n</r>",
            [Wrap(("/r/a",), "c")],
            "<r>\n  <c>\n    <a/>\n  </c> <!-- 1 --> <b/>\n</r>",
        ),
        (
            "<r>\n  <a/>\n  <b/>\n</r>",
            [Wrap(("/r/a",), "c"), Wrap(("/r/b",), "d"), AddChild("/r/a", "e")],
            "<r>\n  <c>\n    <a>\n      <e/>\n    </a>\n  </c>\n  <d>\n    <b/>\n  </d>\n</r>",
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
        ("<a/>", [SetValue("/a/@b", "")], 'no attribute stands at "/a/@b"'),
        ("<a b='1'/>", [SetValue("/a", "")], 'no attribute stands at "/a"'),
        ("<a b='1'/>", [SetValue("/a/@", "")], "no attribute stands at"),
        ("<a b='1'/>", [Remove("/a/b")], 'no element stands at "/a/b"'),
        ("<a b='1'/>", [Remove("")], 'no element stands at ""'),
        ("<a b='1'/>", [Remove("a")], "no element stands at"),
        ("<a><b/></a>", [Remove("/a/b[2]")], "no element stands at"),
        ("<a><b/></a>", [Remove("/a/b[0]")], "no element stands at"),
        ("<a><b/></a>", [Remove("/a/text()")], "no element stands at"),
        ("<a><b/></a>", [Remove("/c/b")], "no element stands at"),
        ("<a b='1'/>", [Add("/a/@b", "c", "")], "no element stands at"),
        ("<a><b/></a>", [Move("/a/@b", "/a")], "no element stands at"),
        ("<r><a/></r>", [Remove("/r/a/@")], "no element stands at"),
        ("<a b='1'/>", [SetValue("x/a/@b", "")], "no attribute stands at"),
        ("<r><a><b/></a></r>", [Remove("/r/a"), Wrap(("/r/a/b",), "c")], "is in what is taken"),
        ("<a/>", [Remove("/a")], "the root element, which stays"),
        ("<a><b/></a>", [Move("/a", "/a/b")], "the root element, which stays"),
        ("<a/>", [Wrap(("/a",), "b")], "the root element, which stays"),
        ("<a/>", [Wrap((), "b")], "beside each other"),
        ("<a><b/><c><d/></c></a>", [Wrap(("/a/b", "/a/c/d"), "e")], "beside each other"),
        ("<a><b/><c/><d/></a>", [Wrap(("/a/b", "/a/d"), "e")], "something else stands between"),
        ("<a><b/>x<c/></a>", [Wrap(("/a/b", "/a/c"), "e")], "something else stands between"),
        (
            "<a><b/><![CDATA[]]><c/></a>",
            [Wrap(("/a/b", "/a/c"), "e")],
            "something else stands between",
        ),
        ("<a b='1'/>", [Add("/a", "b", "2")], 'the attribute "b" would stand twice in "/a"'),
        ("<a b='1' c='2'/>", [Rename("/a/@b", "c")], 'the attribute "c" would stand twice in "/a"'),
        (
            "<a xmlns:p='u' xmlns:q='u' p:b='1' q:c='2'/>",
            [Rename("/a/@c", "b")],
            'the attribute "b" would stand twice',
        ),
        ("<a/>", [AddChild("/a", "b", (("c", ""), ("c", "")))], 'the attribute "c" would stand'),
        ("<a/>", [Add("/a", "b c", "")], '"b c" is no name'),
        ("<a/>", [AddChild("/a", "p:b")], '"p:b" is no name'),
        ("<a/>", [AddChild("/a", "b", (("", ""),))], '"" is no name'),
        ("<a/>", [Rename("/a", "1")], '"1" is no name'),
        ("<a><b/></a>", [Wrap(("/a/b",), "<")], '"<" is no name'),
        ("<a b=''/>", [SetValue("/a/@b", "\x00")], "XML cannot carry U+0000"),
        ("<a/>", [Add("/a", "b", "\ud800")], "XML cannot carry U+D800"),
        ("<a/>", [Add("/a", "xmlns", "u")], "xmlns declares a namespace"),
        ("<a b='1'/>", [Rename("/a/@b", "xmlns")], "xmlns declares a namespace"),
        ("<a xmlns='u'/>", [SetValue("/a/@xmlns", "v")], "declares a namespace, which stays"),
        ("<a xmlns:p='u'/>", [Remove("/a/@xmlns:p")], "declares a namespace, which stays"),
        ("<a xmlns:p='u'/>", [Remove("/a/@p")], "no attribute stands at"),
        (
            "<a><b xmlns:p='u'><p:c/></b></a>",
            [Move("/a/b/c", "/a")],
            '"<b>" between the two declares a namespace',
        ),
        ("<a><b xmlns='u'/><c/></a>", [Move("/a/c", "/a/b")], "declares a namespace"),
        ("<a><b xmlns='u'/><c/></a>", [Merge("/a/b", "/a/c")], "declares a namespace"),
        ("<a><b c='1'/><d/></a>", [Merge("/a/b", "/a/d")], 'attributes of "/a/b" would be lost'),
        (
            "<a><b/><d/></a>",
            [Merge("/a/b", "/a/d"), Add("/a/b", "c", "1")],
            'attributes of "/a/b" would be lost',
        ),
        ("<a><b/></a>", [Move("/a/b", "/a/b")], '"/a/b" is in what is taken away'),
        ("<a><b><c/></b></a>", [Move("/a/b", "/a/b/c")], "is in what is taken away"),
        ("<a><b><c/></b></a>", [Merge("/a/b", "/a/b/c")], "is in what is taken away"),
        (
            "<a><b/><c/></a>",
            [Move("/a/b", "/a/c"), Move("/a/c", "/a/b")],
            "is in what is taken away",
        ),
        (
            "<a><b c='1'/></a>",
            [Remove("/a/b"), SetValue("/a/b/@c", "2")],
            '"/a/b/@c" is in what is taken away',
        ),
        ("<a><b/></a>", [Remove("/a/b"), AddChild("/a/b", "c")], "is in what is taken away"),
        ("<a><b/></a>", [Remove("/a/b"), Rename("/a/b", "c")], "is in what is taken away"),
        (
            "<a><b/><b/><b/></a>",
            [Merge("/a/b[3]", "/a/b[2]"), Merge("/a/b[2]", "/a/b[1]")],
            "is in what is taken away",
        ),
        (
            "<a><b/></a>",
            [Remove("/a/b"), Move("/a/b", "/a")],
            'what stands at "/a/b" cannot be changed twice: by Remove and by Move',
        ),
        ("<a><b/></a>", [Wrap(("/a/b",), "c"), Wrap(("/a/b",), "d")], "by Wrap and by Wrap"),
        ("<a><b/></a>", [Rename("/a/b", "c"), Rename("/a/b", "d")], "by Rename and by Rename"),
        (
            "<a b='1'/>",
            [SetValue("/a/@b", "2"), SetValue("/a[1]/@b", "3")],
            "by SetValue and by SetValue",
        ),
        ("<a b='1'/>", [Remove("/a/@b"), Rename("/a/@b", "c")], "by Remove and by Rename"),
    ],
)
def test_what_cannot_be_done_is_refused_with_a_sentence(
    text: str, several: list[Change], words: str
) -> None:
    with pytest.raises(ChangeError) as caught:
        xml_edits(text, several)
    assert words in str(caught.value) == caught.value.message
    assert caught.value.change in several
    copy = pickle.loads(pickle.dumps(caught.value))  # noqa: S301 - our own
    assert (str(copy), copy.change) == (str(caught.value), caught.value.change)


def test_no_change_is_no_edit() -> None:
    assert xml_edits("<a/>", []) == ()
    assert xml_edits("<a b='1'/>", [SetValue("/a/@b", "1"), Rename("/a", "a")]) == ()


def test_an_edit_is_as_small_as_what_changes() -> None:
    edits = xml_edits("<a>\n <b c='1'/>\n</a>", [SetValue("/a/b/@c", "2"), Rename("/a/b/@c", "d")])
    assert edits == ((8, 9, "d"), (11, 12, "2"))
    edits = xml_edits("<a>\n <b>\n  <c/>\n </b>\n</a>", [Wrap(("/a/b",), "d")])
    assert edits == ((5, 5, "<d>\n  "), (10, 10, " "), (17, 17, " "), (21, 21, "\n </d>"))


def test_a_byte_order_mark_before_the_text_is_a_character_of_it() -> None:
    text = "\ufeff<a b='1'/>"
    assert xml.loads(text)
    assert edited(text, SetValue("/a/@b", "2")) == "\ufeff<a b='2'/>"


def test_depth_has_no_other_limit_than_the_readers() -> None:
    depth = 20_000
    text = "<a>" * depth + "<b c='1'/>" + "</a>" * depth
    path = "/a" * depth + "/b"
    after = edited(text, SetValue(f"{path}/@c", "2"), AddChild(path, "d"), Move(path, "/a"))
    assert after == "<a>" * depth + "</a>" * (depth - 1) + "<b c='2'><d/></b></a>"


def test_thousands_of_changes_in_megabytes_are_done_together() -> None:
    items = 20_000
    moved = "  <interval é='x' hours='4'/>\n"
    text = f"<r>\n{moved * items}</r>"
    several: list[Change] = []
    for index in range(1, items, 4):
        several += [
            SetValue(f"/r/interval[{index}]/@hours", "6"),
            Remove(f"/r/interval[{index + 1}]"),
            AddChild(f"/r/interval[{index + 2}]", "x"),
            Move(f"/r/interval[{index + 3}]", "/r"),
        ]
    after = edited(text, *several)
    block = "  <interval é='x' hours='6'/>\n  <interval é='x' hours='4'>\n    <x/>\n  </interval>\n"
    assert after == f"<r>\n{block * (items // 4)}{moved * (items // 4)}</r>"
