"""What the tests of the wire draw: documents in XML and JSON, and schedules among them."""

from __future__ import annotations

import json
from xml.sax.saxutils import escape, quoteattr

from hypothesis import strategies as st

XML_TEXT = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff")
    | st.sampled_from(" \n\t\r&<>\"'é😀\xa0"),
    max_size=12,
)
TAGS = ["schedule", "interval", "a", "é", "p:a", "q:schedule", "tsResponse"]
NAMES = ["hours", "a", "p:a", "q:a", "xml:lang", "ü", "xmlns", "xmlns:q", "xmlns:p"]
URIS = ["http://tableau.com/api", "http://tableausoftware.com/api", "urn:x", "urn:y"]


@st.composite
def start_tags(draw: st.DrawFn) -> tuple[str, str]:
    """A start tag without its closing bracket, and the tag's name."""
    tag = draw(st.sampled_from(TAGS))
    pieces = [f"<{tag}"]
    for name in draw(st.lists(st.sampled_from(NAMES), unique=True, max_size=4)):
        value = draw(st.sampled_from(URIS) if name.startswith("xmlns") else XML_TEXT)
        space = draw(st.sampled_from([" ", "\n", "\t ", "\r\n  "]))
        around = draw(st.sampled_from(["=", " = ", "\n="]))
        # line breaks and tabs stay only as references
        quoted = quoteattr(value, {"\n": "&#10;", "\t": "&#9;", "\r": "&#13;"})
        pieces.append(f"{space}{name}{around}{quoted}")
    return "".join(pieces), tag


@st.composite
def elements(draw: st.DrawFn, depth: int = 3) -> str:
    """An element with all that XML can hold."""
    start, tag = draw(start_tags())
    inner = st.one_of(
        XML_TEXT.map(lambda text: escape(text, {"\r": "&#13;"})),
        st.sampled_from(["<!-- c -->", "<?target data?>", "<![CDATA[ <&> ]]>", "\n ", "&#65;"]),
    )
    if depth:
        inner |= elements(depth - 1)
    content = draw(st.lists(inner, max_size=4))
    if not content and draw(st.booleans()):
        return f"{start}/>"
    return f"{start}>{''.join(content)}</{tag}>"


@st.composite
def xml_documents(draw: st.DrawFn) -> str:
    """A document in XML whose prefixes may be bound or not."""
    around = st.sampled_from(["", "\n", "<!-- x -->", "<?y z?>\n"])
    declaration = draw(st.sampled_from(["", "<?xml version='1.0' encoding='UTF-8'?>"]))
    root = draw(elements())
    if draw(st.booleans()):
        root = root.replace(
            root.split()[0].split(">")[0].rstrip("/"), "<r xmlns:p='u:p' xmlns:q='u:q'", 1
        )
        root = (
            root
            if root.endswith("/>") and root.count("<") == 1
            else f"{root[: root.rfind('</')]}</r>"
        )
    return f"{declaration}{draw(around)}{root}{draw(around)}"


NUMBERS = st.one_of(
    st.integers().map(str),
    st.sampled_from(["-0", "1.0", "1e400", "1E+2", "0.10", "9" * 10_000, "-0.0e-0"]),
    st.floats(allow_nan=False, allow_infinity=False).map(repr),
)


class Number(str):
    """A number of JSON as its text."""

    __slots__ = ()


JSON_KEYS = st.text(max_size=6) | st.sampled_from(["a", "interval", "é", "x/y~", "\ud800"])
JSON_SCALARS = st.none() | st.booleans() | st.text(max_size=8) | NUMBERS.map(Number)
JSON_VALUES = st.recursive(
    JSON_SCALARS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(JSON_KEYS, inner, max_size=4),
    max_leaves=15,
)


def json_text(value: object, space: str = " ") -> str:
    """The text of a value, written by other means than those that are tested."""
    if isinstance(value, Number):
        return str(value)
    if isinstance(value, dict):
        inner = (
            f"{json.dumps(key)}{space}:{json_text(item, space)}" for key, item in value.items()
        )
        return "{" + space + f",{space}".join(inner) + "}"
    if isinstance(value, list):
        return "[" + f"{space},".join(json_text(item, space) for item in value) + space + "]"
    return json.dumps(value)


# the API's vocabulary, as JSON: every key and value that its documents hold
_VALUES = st.sampled_from(
    ["4", "Sunday", "18:30:00", "LastDay", "0057ccac-872a", "Größe & <x>", ""]
)


def _some(*names: str) -> st.SearchStrategy[dict[str, object]]:
    """An object with some of these attributes."""
    return st.fixed_dictionaries({}, optional=dict.fromkeys(names, _VALUES))


INTERVALS = _some("hours", "minutes", "weekDay", "monthDay")
DETAILS = st.builds(
    lambda scalars, intervals: {**scalars, **intervals},
    _some("start", "end"),
    st.fixed_dictionaries(
        {},
        optional={
            "intervals": st.just({})
            | st.lists(INTERVALS, min_size=1, max_size=4).map(lambda items: {"interval": items})
        },
    ),
)
SCHEDULES = st.builds(
    lambda scalars, frequency, details: {**scalars, "frequency": frequency, **details},
    _some("id", "name", "state", "priority", "type", "unknown"),
    _VALUES,
    st.fixed_dictionaries({}, optional={"frequencyDetails": DETAILS}),
)
REFRESHES = st.builds(
    lambda scalars, target: {**scalars, **target},
    _some("id", "type", "priority"),
    st.fixed_dictionaries({}, optional={"workbook": _some("id", "name"), "view": _some("id")}),
)
REQUESTS = st.fixed_dictionaries({"extractRefresh": REFRESHES, "schedule": SCHEDULES})
WRITTEN = SCHEDULES.map(lambda schedule: {**schedule, "nextRunAt": "2024-02-21T02:20:00Z"})
TASKS = st.fixed_dictionaries(
    {"extractRefresh": st.builds(lambda a, b: {**a, "schedule": b}, REFRESHES, WRITTEN)}
)
RESPONSES = st.one_of(
    st.fixed_dictionaries({"extractRefresh": REFRESHES, "schedule": WRITTEN}),
    st.lists(TASKS, min_size=1, max_size=3).map(lambda tasks: {"tasks": {"task": tasks}}),
    st.lists(TASKS, min_size=1, max_size=3).map(lambda tasks: {"task": tasks}),
    st.builds(
        lambda page, schedules: {"pagination": page, "schedules": {"schedule": schedules}},
        _some("pageNumber", "totalAvailable"),
        st.lists(SCHEDULES, min_size=2, max_size=3),
    ),
    st.lists(WRITTEN, min_size=2, max_size=3).map(lambda schedules: {"schedule": schedules}),
    st.just({"extracts": {"extract": {"id": "1"}}}),
)


def as_xml(name: str, value: object) -> str:
    """A value of the API as an element, written by other means than those that are tested."""
    if isinstance(value, list):
        return "".join(as_xml(name, item) for item in value)
    assert isinstance(value, dict)
    attributes = "".join(
        f" {key}={quoteattr(item)}" for key, item in value.items() if isinstance(item, str)
    )
    inner = "".join(as_xml(key, item) for key, item in value.items() if not isinstance(item, str))
    return f"<{name}{attributes}>\n{inner}\u00a0</{name}>"


API_XML = st.one_of(
    SCHEDULES.map(lambda value: as_xml("schedule", value)),
    st.lists(SCHEDULES, max_size=3).map(lambda value: as_xml("schedules", {"schedule": value})),
    REQUESTS.map(lambda value: as_xml("tsRequest", value)),
    SCHEDULES.map(lambda value: as_xml("tsRequest", {"schedule": value})),
    REFRESHES.map(lambda value: as_xml("tsRequest", {"extractRefresh": value})),
    RESPONSES.map(lambda value: as_xml("tsResponse", value)),
    RESPONSES.map(lambda value: as_xml("tsResponse", value)).map(
        lambda text: text.replace("<tsResponse", "<tsResponse xmlns='http://tableau.com/api'", 1)
    ),
)
