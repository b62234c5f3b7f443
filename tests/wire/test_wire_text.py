from __future__ import annotations

import codecs
import pickle

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tabsched.wire import text as wire_text
from tabsched.wire.places import place_at, places_at
from tabsched.wire.quoting import named, shown
from tabsched.wire.text import decode, is_xml
from tabsched.wire.unreadable import Unreadable

JSON = '{"é": "😀"}'
XML = '<a b="é😀"/>'


def unreadable(body: str | bytes, max_size: int = 2**30) -> Unreadable:
    with pytest.raises(Unreadable) as caught:
        decode(body, max_size)
    return caught.value


@pytest.mark.parametrize(
    ("encoding", "mark"),
    [
        ("utf-8", codecs.BOM_UTF8),
        ("utf-16-le", codecs.BOM_UTF16_LE),
        ("utf-16-be", codecs.BOM_UTF16_BE),
        ("utf-32-le", codecs.BOM_UTF32_LE),
        ("utf-32-be", codecs.BOM_UTF32_BE),
    ],
)
def test_json_is_read_in_every_encoding_of_unicode_with_and_without_mark(
    encoding: str, mark: bytes
) -> None:
    assert decode(JSON.encode(encoding)) == JSON
    assert decode(mark + JSON.encode(encoding)) == JSON


@pytest.mark.parametrize(
    ("name", "encoding", "mark"),
    [
        ("UTF-8", "utf-8", b""),
        ("utf-8", "utf-8", codecs.BOM_UTF8),
        ("UTF-16", "utf-16-le", codecs.BOM_UTF16_LE),
        ("UTF-16", "utf-16-be", codecs.BOM_UTF16_BE),
        ("UTF-16", "utf-16-be", b""),
        ("UTF-16LE", "utf-16-le", b""),
        ("ISO-8859-1", "iso-8859-1", b""),
        ("iso-8859-1", "iso-8859-1", b""),
    ],
)
def test_xml_is_read_in_the_encoding_that_it_declares(
    name: str, encoding: str, mark: bytes
) -> None:
    text = f'<?xml version="1.0" encoding="{name}"?>\n<a b="é"/>'
    assert decode(mark + text.encode(encoding)) == text


def test_us_ascii_is_read_and_refused_where_a_byte_is_none() -> None:
    head = b"<?xml version='1.0' encoding='US-ASCII'?>\n<a"
    assert decode(head + b"/>") == (head + b"/>").decode()
    fault = unreadable(head + b" b='\xe9'/>")
    assert (fault.kind, fault.line, fault.column) == ("bad-encoding", 2, 7)


@pytest.mark.parametrize(
    ("body", "place"),
    [
        (b'{"a":\n "\xff"}', (2, 3)),
        ('{"é":\n "'.encode() + b"\xc3", (2, 3)),
        (b'{"a": "\xed\xa0\x80"}', (1, 8)),
        ("ab😀\nc".encode("utf-16-le") + b"\x00\xd8x\x00", (2, 2)),
        (codecs.BOM_UTF8 + b"{\xff", (1, 2)),
        ("[1,\n".encode("utf-32-be") + b"\x00\x11\x00\x00", (2, 1)),
        ("<a/>".encode("utf-16-le") + b"x", (1, 5)),
    ],
)
def test_the_first_bad_byte_is_named_by_its_place(body: bytes, place: tuple[int, int]) -> None:
    fault = unreadable(body)
    assert (fault.kind, (fault.line, fault.column)) == ("bad-encoding", place)


@pytest.mark.parametrize(
    "body",
    [
        b"<?xml version='1.0' encoding='UTF-7'?><a/>",
        b"<?xml version='1.0' encoding='windows-1252'?><a/>",
        b"<?xml version='1.0' encoding=''?><a/>",
        b"<?xml version='1.0' encoding='UTF-16'?><a/>",
        codecs.BOM_UTF8 + b"<?xml version='1.0' encoding='ISO-8859-1'?><a/>",
        codecs.BOM_UTF16_LE + "<?xml version='1.0' encoding='UTF-8'?><a/>".encode("utf-16-le"),
        codecs.BOM_UTF16_LE + "<?xml version='1.0' encoding='UTF-16BE'?><a/>".encode("utf-16-le"),
    ],
)
def test_a_declaration_that_is_unknown_or_contradicts_the_bytes_is_refused_at_its_name(
    body: bytes,
) -> None:
    fault = unreadable(body)
    assert (fault.kind, fault.line, fault.column) == ("bad-encoding", 1, 31)


def test_the_bad_bytes_themselves_are_named() -> None:
    assert unreadable(b"[\xff]").message == "the bytes ff are no text in UTF-8"
    assert "61 62" in unreadable("[".encode("utf-32-be") + b"ab").message


def test_xml_in_utf_32_is_refused() -> None:
    assert unreadable("<a/>".encode("utf-32")).kind == "bad-encoding"


def test_a_byte_order_mark_in_a_str_is_no_part_of_the_text() -> None:
    assert decode("\ufeff" + JSON) == JSON


@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_a_lone_surrogate_in_a_str_is_refused_at_its_place(mark: str) -> None:
    fault = unreadable(f'{mark}{{"a":\r\n"😀\ud800"}}')
    assert (fault.kind, fault.line, fault.column) == ("bad-encoding", 2, 3)


def test_a_lone_surrogate_beyond_the_first_chunk_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(wire_text, "_CHUNK", 4)
    fault = unreadable("[\n  'é\udfff'")
    assert (fault.line, fault.column) == (2, 5)


@pytest.mark.parametrize("body", ["é" * 6, ("é" * 6).encode(), "e" * 12, b"e" * 12])
def test_size_counts_the_bytes_of_utf_8(body: str | bytes) -> None:
    assert decode(body, 12)
    assert unreadable(body, 11).kind == "too-large"


@pytest.mark.parametrize("body", ["", b"", "\ufeff", codecs.BOM_UTF8, codecs.BOM_UTF16_LE])
def test_an_empty_text_has_no_place(body: str | bytes) -> None:
    fault = unreadable(body)
    assert (fault.kind, fault.line, fault.column) == ("empty", None, None)


@pytest.mark.parametrize("body", [" ", "\n\t", b"\r\n", "\u00a0"])
def test_white_space_alone_is_empty_too(body: str | bytes) -> None:
    fault = unreadable(body)
    assert (fault.kind, fault.line, fault.column) == ("empty", 1, 1)


@pytest.mark.parametrize("text", ["<a/>", " \n<a/>", "\u00a0\u2003<a/>", "\ufeff<"])
def test_xml_begins_with_an_angle_bracket(text: str) -> None:
    assert is_xml(text)


@pytest.mark.parametrize("text", ["{}", " [", "x<a/>", "", "\u00a0"])
def test_anything_else_is_no_xml(text: str) -> None:
    assert not is_xml(text)


def test_a_reading_error_survives_pickling() -> None:
    fault = Unreadable("empty", "nothing there", 3, 4)
    copy = pickle.loads(pickle.dumps(fault))  # noqa: S301 - our own bytes
    assert (copy.kind, copy.message, copy.line, copy.column) == ("empty", "nothing there", 3, 4)
    assert str(copy) == "nothing there"


@given(st.text("ab\r\n😀", max_size=20))
def test_places_are_those_of_the_lines_that_end_at_every_kind_of_line_end(text: str) -> None:
    found = places_at(text, range(len(text) + 1))
    lines = text.replace("\r\n", "\0\n").replace("\r", "\n")
    for offset in range(len(text) + 1):
        before = lines[:offset]
        line = before.count("\n") + 1
        column = offset - before.rfind("\n")
        assert found[offset] == (line, column) == place_at(text, offset)


def test_what_a_message_shows_cannot_spoil_a_terminal() -> None:
    assert shown('a"\x1b[31m\n\u202e\ud800') == '"a\\"\\x1b[31m\\n\\u202e\\ud800"'
    assert shown("x" * 61) == '"' + "x" * 60 + '…"'
    assert shown("x" * 60) == '"' + "x" * 60 + '"'
    assert named("\x00") == "U+0000"
    assert named("x") == "x"


@given(st.text())
def test_what_a_message_shows_is_one_printable_line(text: str) -> None:
    assert shown(text).isprintable()
