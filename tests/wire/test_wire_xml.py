from __future__ import annotations

from xml.etree import ElementTree as ET

import pytest
from hypothesis import given, reject
from hypothesis import strategies as st
from wire_documents import xml_documents

from tabsched.wire import xml
from tabsched.wire.node import Comment, Node
from tabsched.wire.unreadable import Unreadable
from tabsched.wire.xml import XmlDocument


def canonical(text: str) -> str:
    # ElementTree decodes a str by itself, and a declared encoding does not count
    return ET.canonicalize(text, with_comments=True)


def accepted(text: str) -> XmlDocument:
    """The document that a drawn text says; a text that says none is drawn again."""
    try:
        return xml.loads(text)
    except Unreadable:
        reject()


def unreadable(text: str, max_depth: int = 64) -> Unreadable:
    with pytest.raises(Unreadable) as caught:
        xml.loads(text, max_depth)
    return caught.value


@given(xml_documents())
def test_writing_what_was_read_gives_the_same_canonical_document(text: str) -> None:
    document = accepted(text)
    written = xml.dumps(document)
    assert canonical(written) == canonical(text)
    assert ET.canonicalize(written) == ET.canonicalize(text)


@given(xml_documents())
def test_reading_what_was_written_gives_the_same_tree(text: str) -> None:
    document = accepted(text)
    assert xml.loads(xml.dumps(document)) == document
    assert xml.loads(xml.dumps(document.root)).root == document.root


@given(xml_documents())
def test_what_another_reader_of_namespaces_refuses_is_refused(text: str) -> None:
    try:
        ET.fromstring(text)  # noqa: S314 - no declarations are drawn
    except ET.ParseError:
        with pytest.raises(Unreadable) as caught:
            xml.loads(text)
        assert caught.value.kind == "malformed-xml"
    else:
        xml.loads(text)


def test_everything_that_stands_in_a_document_is_kept() -> None:
    text = (
        "<!--1--><?p 2?><r xmlns='http://tableau.com/api' xmlns:x='urn:x' x:a='1' b='2'>\n t"
        "<x:s/>u<![CDATA[<]]>&#65;<!--3--><y xmlns='urn:y'/><?q?> </r><!--4-->"
    )
    assert xml.loads(text) == XmlDocument(
        Node(
            "r",
            {
                "xmlns": "http://tableau.com/api",
                "xmlns:x": "urn:x",
                "x:a": "1",
                "b": "2",
            },
            [
                "\n t",
                Node("{urn:x}s", tag="x:s"),
                "u<A",
                Comment("3"),
                Node("{urn:y}y", {"xmlns": "urn:y"}, tag="y"),
                Comment("", "q"),
                " ",
            ],
        ),
        [Comment("1"), Comment("2", "p")],
        [Comment("4")],
    )


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("<r xmlns='urn:x'><a/></r>", "a"),
        ("<r><a xmlns='http://tableausoftware.com/api'/></r>", "a"),
        ("<r xmlns:t='http://tableau.com/api'><t:a/></r>", "a"),
        ("<r xmlns='urn:x'><a xmlns=''/></r>", "a"),
        ("<r xmlns='urn:x'><a xmlns='urn:y'/></r>", "{urn:y}a"),
        ("<r><xml:a/></r>", "{http://www.w3.org/XML/1998/namespace}a"),
    ],
)
def test_the_name_tells_a_stranger_from_what_is_tableaus(text: str, name: str) -> None:
    (child,) = xml.loads(text).root.elements()
    assert child.name == name


def test_a_prefix_means_what_the_innermost_declaration_says() -> None:
    text = "<r xmlns:p='urn:1'><a xmlns:p='urn:2'><p:x/></a><p:x/></r>"
    first, second = xml.loads(text).root.elements()
    assert [child.name for child in first.elements()] == ["{urn:2}x"]
    assert second.name == "{urn:1}x"


TYPOGRAPHIC = "<a>\n <interval hours=“1”/></a>"


@pytest.mark.parametrize(
    ("text", "place", "words"),
    [
        (
            "<a>\n <b>\n</a>",
            (3, 1),
            '"</a>" stands where "</b>" is needed: "<b>" is open since line 2, column 2',
        ),
        ("<é>😀<b></c></é>", (1, 8), '"<b>" is open since line 1, column 5'),
        ("<a>\n<b/>\n", (2, 4), 'the text ends inside "<a>"'),
        ("<!-- x -->", (1, 10), "no element"),
        ("<a>&nbsp;</a>", (1, 4), '"&nbsp;" is not defined'),
        ("<a b='&lt;&x;'/>", (1, 11), '"&x;" is not defined'),
        ("<a>&#65;&#0;</a>", (1, 9), '"&#0;" is no character'),
        ("<a b=\n'&#xD800;'/>", (2, 2), "no character"),
        ("<a>x & y</a>", (1, 6), "written &amp;"),
        ("<a b='c", (1, 1), "a tag begins here"),
        ("<a>x<!-- y", (1, 5), "a comment begins here"),
        ("<a>x<![CDATA[ y", (1, 5), "a CDATA section begins here"),
        ("<a>x<?y", (1, 5), "a processing instruction begins here"),
        ("<a>x</a", (1, 5), "an end tag begins here"),
        ("<a>x&am", (1, 5), "a reference begins here"),
        ("<a/>\n<b/>", (2, 1), "a second root element"),
        ("<a/>\n  x", (2, 3), "text stands after the end"),
        ("<a b='1'\n b='2'/>", (2, 2), '"b" stands twice'),
        (TYPOGRAPHIC, (2, 18), "typographic"),
        ("<p:a/>", (1, 2), '"p" of "p:a" is not bound'),
        ("<a>\n<b é='1' p:c='2'/></a>", (2, 10), '"p" of "p:c" is not bound'),
        ("<a xmlns:p='u' xmlns:q='u' p:b='1' q:b='2'/>", (1, 36), "stands twice"),
        ("<a><b:c:d/></a>", (1, 5), "no name"),
        ("<a xmlns:xml='u'/>", (1, 4), "reserved"),
        ("<a xmlns:p=''/>", (1, 4), "to nothing"),
        ("<a><?b:c?></a>", (1, 4), "colon"),
        ("<a>\x00</a>", (1, 4), "U+0000"),
        ("<a b='é\x1b'/>", (1, 8), "U+001B"),
        ("<a>\ufffe</a>", (1, 4), "U+FFFE"),
        ("<a b=1/>", (1, 6), "without quotation marks"),
        ("<a b/>", (1, 5), "no value"),
        ("<a b='1'c='2'/>", (1, 9), "white space is missing"),
        ("<a b='<c/>'/>", (1, 7), "inside a tag"),
        ("<a><intervals/>\n</intervals/></a>", (2, 12), "not with />"),
        ("<a\u00a0b='1'/>", (1, 3), "special space"),
        ("<a><intervals>\n</intervals/></a>", (2, 12), "ends with >, not with />"),
        ("</a>", (1, 1), "no element is open"),
        ("<a>]]></a>", (1, 6), "]]>"),
        ("<!-- a -- b --><a/>", (1, 8), "inside a comment"),
        ("<a>1 < 2</a>", (1, 6), "written &lt;"),
        ("\n<?xml version='1.0'?><a/>", (2, 1), "very beginning"),
        ("\u00a0<a/>", (1, 1), "before the root"),
        ("x<a/>", (1, 1), "before the root"),
        ("<a>\n  <b ,/></a>", (2, 6), "cannot stand here"),
    ],
)
def test_a_fault_is_told_in_our_words_at_its_place(
    text: str, place: tuple[int, int], words: str
) -> None:
    fault = unreadable(text)
    assert (fault.kind, (fault.line, fault.column)) == ("malformed-xml", place)
    assert words in fault.message


@pytest.mark.parametrize("text", ["", " \n"])
def test_a_text_without_anything_is_empty(text: str) -> None:
    assert unreadable(text).kind == "empty"


def test_a_lone_surrogate_is_a_bad_encoding() -> None:
    fault = unreadable("<a>\n\ud800</a>")
    assert (fault.kind, fault.line, fault.column) == ("bad-encoding", 2, 1)


def test_only_nesting_deeper_than_the_limit_is_refused() -> None:
    deep = "<a>\n" * 64 + "</a>" * 64
    assert xml.dumps(xml.loads(deep)) == deep.replace("</a>", "</a>")
    fault = unreadable("<a>\n" * 65 + "</a>" * 65)
    assert (fault.kind, fault.line, fault.column) == ("too-deep", 65, 1)
    assert xml.loads("<a>\n" * 65 + "</a>" * 65, 65)
    assert unreadable("<a>" * 100_000).kind == "too-deep"


def test_depth_has_no_other_limit_than_the_callers() -> None:
    deep = "<a>" * 20_000 + "<b/>" + "</a>" * 20_000
    assert xml.dumps(xml.loads(deep, 100_000)) == deep


@pytest.mark.parametrize(
    "node",
    [
        Node("a b"),
        Node("a", {"<": "1"}),
        Node("a", {"": "1"}),
        Node("a", {"b:c:d": "1"}),
        Node("a", {"\ud800": "1"}),
        Node("a", {"b": "\x00"}),
        Node("a", content=["\ud800"]),
        Node("a", content=[Comment("--")]),
        Node("a", content=[Comment("x-")]),
        Node("a", content=[Comment("?>", "t")]),
        Node("a", content=[Comment("\x01")]),
    ],
)
def test_what_xml_cannot_carry_is_not_written(node: Node) -> None:
    with pytest.raises(ValueError, match=r"cannot|carry"):
        xml.dumps(node)


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=30))
def test_any_text_and_value_is_written_so_that_it_is_read_again_or_refused(text: str) -> None:
    node = Node("a", {"b": text}, [text] if text else [])
    try:
        written = xml.dumps(node)
    except ValueError:
        with pytest.raises(Unreadable):
            xml.loads(f"<a>{text.replace('&', '').replace('<', '')}</a>")
    else:
        assert xml.loads(written).root == node
