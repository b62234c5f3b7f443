"""How is a value of JSON written in YAML, and how is a text in YAML made safe for other readers?

A text stands without quotes where it begins with a letter and no reader takes it for anything but a
text; a reader of YAML 1.1 would take `18:30:00` for a number and `no` for false.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from tabsched.wire.edits import Edit, applied
from tabsched.wire.json_values import dumps as json_text
from tabsched.wire.node import Literal
from tabsched.wire.places import places_at
from tabsched.wire.quoting import shown
from tabsched.wire.yaml_events import REST_OF_LINE, beginning, events
from tabsched.wire.yaml_scalars import MERGE, is_misread, plain

if TYPE_CHECKING:
    from tabsched.wire.json_values import JsonValue

_SAFE = re.compile(r"[^\W\d_](?:[\w ./()+-]*\w)?")
# JSON escapes the rest of what cannot stand in a YAML text, or would be a line break there.
_ESCAPED = re.compile("[\u2028\u2029\ufeff\ufffe\uffff]")
_SURROGATE = re.compile("[\ud800-\udfff]")
_LONGEST_KEY: Final = 1000  # YAML finds a longer one only behind a question mark
_COMMENT = re.compile(rf"(?<!\S)#({REST_OF_LINE})")
_HEAD = re.compile(REST_OF_LINE)
_WHITE_SPACE = re.compile(r"[ \t\r\n\x85\u2028\u2029]*")
_INDENTING_TAB = re.compile(r"(?<=[\r\n\x85\u2028\u2029])[ \t]+")


def dumps(value: JsonValue) -> tuple[str, list[str]]:
    """The text of a value, without a line break at its end, and a sentence for each thing left out.

    YAML can say all that JSON can, but for half of a surrogate pair. A text that would begin as one
    in JSON does begins with `---`.
    """
    told: list[str] = []
    carried = None if _is_torn(value) else _carried(value, "", told)
    if _is_torn(value):
        told.append("the document is left out: YAML cannot carry half of a surrogate pair")
    lines = _lines(carried)
    if carried and isinstance(carried, dict) and lines[0].startswith('"'):
        lines.insert(0, "---")
    return "\n".join(lines), told


def quoted(text: str) -> str:
    """A text in YAML with quotes around each text that a reader of YAML 1.1 would misread.

    Nothing else of it changes: neither comments, nor order, nor what is a number. Only tabs that
    indent the white space behind such a text go, since they may stand behind no quotation mark.

    Raises:
        Unreadable: as `tabsched.wire.yaml.loads` tells.
    """
    edits: list[Edit] = []
    for event in events(text):
        if (
            event.kind == "scalar"
            and event.style + (event.tag or "") == ""
            and event.text != MERGE
            and _is_text(plain(event.text))
            and is_misread(event.text)
        ):
            edits.append(Edit(beginning(text, event), event.end, _quoted(event.text)))
            edits += _without_tabs(text, event.end)
    return applied(text, edits)


def tell_losses(text: str) -> list[str]:
    """A sentence for each thing that a text in YAML says beside its value.

    Raises:
        Unreadable: as `tabsched.wire.yaml.loads` tells.
    """
    told: dict[int, str] = {}
    aliases: set[str] = set()
    gone = 0
    for event in events(text):
        if event.kind == "alias" and event.anchor not in aliases:
            aliases.add(event.anchor or "")
            what = shown(f"*{event.anchor}")
            told[event.start] = f"the alias {what} is written out: it becomes what it stands for"
        if event.kind == "scalar":
            told |= _comments(text, gone, event.start)
            gone = event.end
            if event.style in {"|", ">"}:
                head = _HEAD.match(text, beginning(text, event))
                told |= _comments(text, event.start, head.end() if head else event.start)
    told |= _comments(text, gone, len(text))
    lines = places_at(text, told)
    return [f"line {lines[offset][0]}: {told[offset]}" for offset in sorted(told)]


def _without_tabs(text: str, at: int) -> list[Edit]:
    """What takes the tabs out of the indentation in the white space at an offset."""
    space = _WHITE_SPACE.match(text, at)
    return [
        Edit(one.start(), one.end(), one[0].replace("\t", ""))
        for one in _INDENTING_TAB.finditer(text, at, space.end() if space else at)
        if "\t" in one[0]
    ]


def _comments(text: str, start: int, end: int) -> dict[int, str]:
    """What is told of the comments between two scalars, by offset."""
    found = _COMMENT.finditer(text, start, end)
    return {one.start(): f"the comment {shown(one[1].strip())} is left out" for one in found}


def _is_text(value: JsonValue) -> bool:
    """Whether a value is a text."""
    return isinstance(value, str) and not isinstance(value, Literal)


def _is_torn(value: object) -> bool:
    """Whether a value is a text that holds half of a surrogate pair."""
    return isinstance(value, str) and _SURROGATE.search(value) is not None


def _carried(value: JsonValue, pointer: str, told: list[str]) -> JsonValue:
    """A value without what YAML cannot say."""
    if not isinstance(value, dict | list):
        return value
    items = value.items() if isinstance(value, dict) else enumerate(value)
    kept: dict[str | int, JsonValue] = {}
    for key, item in items:
        where = f"{pointer}/{str(key).replace('~', '~0').replace('/', '~1')}"
        if _is_torn(key) or _is_torn(item):
            told.append(f"{shown(where)} is left out: YAML cannot carry half of a surrogate pair")
        else:
            kept[key] = _carried(item, where, told)
    if isinstance(value, list):
        return list(kept.values())
    return {str(key): item for key, item in kept.items()}


def _lines(value: JsonValue) -> list[str]:
    """The lines of a value, none of them indented."""
    if isinstance(value, dict) and value:
        return [line for key, item in value.items() for line in _entry(_text(key), item)]
    if isinstance(value, list) and value:
        return [line for item in value for line in _behind("-", _lines(item))]
    return [_text(value) if isinstance(value, str) else json_text(value, None)]


def _entry(key: str, item: JsonValue) -> list[str]:
    """The lines of a key and of what stands under it."""
    lines = _lines(item)
    if len(key) > _LONGEST_KEY:
        return [f"? {key}", *_behind(":", lines)]
    if isinstance(item, dict | list) and item:
        return [f"{key}:", *(f"  {line}" for line in lines)]
    return [f"{key}: {lines[0]}"]


def _behind(mark: str, lines: list[str]) -> list[str]:
    """The lines of what stands behind a dash or a colon, on the same line."""
    return [f"{mark} {lines[0]}", *(f"  {line}" for line in lines[1:])]


def _text(text: str) -> str:
    """A text as a scalar, with quotes where it needs them; or a number."""
    if isinstance(text, Literal) or (_SAFE.fullmatch(text) and not is_misread(text)):
        return str(text)
    return _quoted(text)


def _quoted(text: str) -> str:
    """A text between double quotes."""
    written = json_text(text, None)
    return _ESCAPED.sub(lambda found: f"\\u{ord(found[0]):04x}", written)
