from __future__ import annotations

import json as standard
import re
from typing import TYPE_CHECKING, AnyStr

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tabsched.wire import json, xml
from tabsched.wire.text import decode, is_xml
from tabsched.wire.unreadable import Unreadable

if TYPE_CHECKING:
    from collections.abc import Callable

XML_SAMPLE = """<?xml version='1.0' encoding='UTF-8'?>
<!-- é --><tsRequest xmlns:x="urn:x">
  <extractRefresh type="FullRefresh"><workbook id='54321fd' /></extractRefresh>
  <schedule frequency="Daily" x:a="😀&amp;&#65;"><![CDATA[ <x> ]]>\r
    <frequencyDetails start="18:30:00"><intervals/><?p q?></frequencyDetails>
  </schedule>
</tsRequest>"""
JSON_SAMPLE = """{
  "extractRefresh": {"type": "FullRefresh", "workbook": {"id": "54321fd"}},\r
  "schedule": {"frequency": "Daily", "é": ["😀\\u0041\\n", -1.5e+10, true, false, null, []]}
}"""


def read(body: str | bytes) -> str:
    """Read a document and write it again, as the command line would."""
    text = decode(body)
    if is_xml(text):
        return xml.dumps(xml.loads(text))
    return json.dumps(json.loads(text))


def check_place(fault: Unreadable, text: str) -> None:
    """A fault's place lies on a character of the text."""
    lines = re.findall(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+", text)
    assert fault.line is not None
    assert fault.column is not None
    assert 1 <= fault.line <= len(lines)
    assert 1 <= fault.column <= len(lines[fault.line - 1])


@pytest.mark.parametrize("sample", [XML_SAMPLE, JSON_SAMPLE], ids=["xml", "json"])
def test_a_text_cut_off_at_any_byte_is_unreadable_at_a_place_inside_it(sample: str) -> None:
    body = sample.encode()
    for length in range(1, len(body)):
        with pytest.raises(Unreadable) as caught:
            read(body[:length])
        if caught.value.kind == "bad-encoding":
            with pytest.raises(UnicodeDecodeError):
                body[:length].decode()
        else:
            check_place(caught.value, body[:length].decode())


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-32", "utf-32-be"])
def test_a_cut_off_text_is_unreadable_in_every_encoding(encoding: str) -> None:
    body = JSON_SAMPLE.encode(encoding)
    assert read(body) == read(JSON_SAMPLE)
    for length in range(1, len(body)):
        with pytest.raises(Unreadable):
            read(body[:length])


LAUGHS = "".join(
    f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">\n' if n else '<!ENTITY l0 "ha">\n' for n in range(30)
)
ATTACKS = {
    "billion laughs": f"<!DOCTYPE a [\n{LAUGHS}]>\n<a>&l29;</a>",
    "quadratic blow-up": f'<!DOCTYPE a [<!ENTITY x "{"x" * 50_000}">]><a>{"&x;" * 50_000}</a>',
    "external entity": '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>',
    "parameter entity": '<!DOCTYPE a [<!ENTITY % x SYSTEM "http://example.com/x.dtd">%x;]><a/>',
    "external subset": '<!DOCTYPE a SYSTEM "http://example.com/x.dtd"><a/>',
    "web page": "<!doctype html>\n<html></html>",
    "cut off": "<!DOCTYPE a [<!ENTITY",
}


@pytest.mark.parametrize("attack", ATTACKS.values(), ids=ATTACKS)
@pytest.mark.parametrize(
    ("before", "place"),
    [("", (1, 1)), ("<?xml version='1.0'?>\n", (2, 1)), ("<!-- <!DOCTYPE x> --> <?p ?>", (1, 29))],
)
def test_a_document_type_is_refused_at_its_place(
    attack: str, before: str, place: tuple[int, int]
) -> None:
    with pytest.raises(Unreadable) as caught:
        xml.loads(before + attack)
    assert (caught.value.kind, (caught.value.line, caught.value.column)) == ("doctype", place)


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("<!ENTITY x 'y'><a/>", (1, 1)),
        ("<a>\n<!DOCTYPE b></a>", (2, 1)),
        ("<a/>\n<!DOCTYPE a>", (2, 1)),
        ("<a><!ENTITY x 'y'></a>", (1, 4)),
    ],
)
def test_a_declaration_where_none_may_stand_is_refused_as_one(
    text: str, place: tuple[int, int]
) -> None:
    with pytest.raises(Unreadable) as caught:
        xml.loads(text)
    assert (caught.value.kind, (caught.value.line, caught.value.column)) == ("doctype", place)


@pytest.mark.parametrize(
    "text", ["<a><!-- <!DOCTYPE a> --></a>", "<a><![CDATA[<!DOCTYPE a>]]></a>"]
)
def test_a_declaration_that_is_only_quoted_is_read(text: str) -> None:
    assert xml.loads(text)


@pytest.mark.parametrize("sample", [XML_SAMPLE, JSON_SAMPLE], ids=["xml", "json"])
def test_a_nul_anywhere_is_refused_at_its_place(sample: str) -> None:
    for offset in range(4, len(sample)):  # the first four tell the encoding
        text = f"{sample[:offset]}\0{sample[offset:]}"
        with pytest.raises(Unreadable) as caught:
            read(text.encode())
        check_place(caught.value, text)


@pytest.mark.parametrize("sample", [XML_SAMPLE, JSON_SAMPLE], ids=["xml", "json"])
@pytest.mark.parametrize("rest", ["x", "<a/>", "{}", "\0", "]"])
def test_text_behind_the_end_is_refused_at_its_place(sample: str, rest: str) -> None:
    with pytest.raises(Unreadable) as caught:
        read(f"{sample}\n\n  {rest}")
    lines = sample.count("\n") + 3
    assert (caught.value.line, caught.value.column) == (lines, 3)


FRAGMENTS = st.lists(
    st.sampled_from(
        [
            *["<", ">", "/", "</", "/>", "<a", "<a>", "</a>", " b=", "'", '"', "&", ";", "#"],
            *["xmlns:p=", "p:", "<!--", "-->", "<?", "?>", "<![CDATA[", "]]>", "<!DOCTYPE", "]"],
            *["[", "{", "}", ":", ",", "\\", "u", "12", "-", ".", "e", "true", "null", "NaN", " "],
            *["\n", "\r", "\0", "\u00a0", "é", "😀", "\ud800", "“", "\ufeff", "\ufffe", "x"],
        ]
    ),
    max_size=25,
).map("".join)


def fault_of(reader: Callable[[AnyStr], object], body: AnyStr) -> Unreadable | None:
    """The fault that a reader finds, None where there is none."""
    try:
        reader(body)
    except Unreadable as fault:
        return fault
    return None


@settings(max_examples=settings().max_examples * 4)
@given(
    st.text()
    | FRAGMENTS
    | FRAGMENTS.map(lambda text: f"<a>{text}</a>")
    | FRAGMENTS.map(lambda text: f"<a {text}/>")
    | FRAGMENTS.map(lambda text: f"[{text}]")
)
@example("<a>\r\r\n</a")
@example("<a><b\ufffe")
@example("\ufeff\ufeff<a/>")
@example("\x00\x9f\x80")
@example("<\x00é")
def test_any_text_is_a_document_or_unreadable_and_what_was_read_is_written(text: str) -> None:
    fault = fault_of(read, text)
    rest = text.removeprefix("\ufeff")
    if fault is not None and rest:
        check_place(fault, rest)
    for reader in (read, xml.loads, json.loads):
        fault = fault_of(reader, text)
        assert fault is None or fault.message.isprintable()


@settings(max_examples=settings().max_examples * 4)
@given(
    st.binary(max_size=40)
    | st.builds(
        lambda text, encoding: text.encode(encoding, "surrogatepass"),
        FRAGMENTS,
        st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "utf-16-be", "utf-32"]),
    )
    | st.builds(
        lambda name, inner: b"<?xml version='1.0' encoding='" + name + b"'?><a>" + inner + b"</a>",
        st.sampled_from([b"utf-8", b"utf-16", b"ISO-8859-1", b"us-ascii", b"x", b"utf-7"]),
        st.binary(max_size=10),
    )
)
def test_any_bytes_are_a_document_or_unreadable_and_nothing_else(body: bytes) -> None:
    fault = fault_of(read, body)
    assert fault is None or fault.message.isprintable()


@given(FRAGMENTS, st.integers(0, 3))
def test_what_python_reads_of_json_is_read_unless_a_rule_forbids_it(text: str, depth: int) -> None:
    body = "[" * depth + text + "]" * depth
    fault = fault_of(json.loads, body)
    try:
        standard.loads(body)
    except ValueError:
        assert fault is not None
    else:
        assert fault is None or fault.kind in {"duplicate-key", "not-a-number"}
