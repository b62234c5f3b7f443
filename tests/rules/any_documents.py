"""Documents of any kind, right or wrong in several ways at once, with comments in between."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import Any

from hypothesis import strategies as st
from valid_schedules import LUID

OPTIONS: list[dict[str, Any]] = [
    {},
    {},
    {"platform": "server"},
    {"platform": "cloud", "operation": "update"},
    {"profile": "documented"},
]
FREQUENCIES = st.sampled_from(
    ["Hourly", "Daily", "Weekly", "Monthly", "daily", " weekly", "MONTHLY", "nightly"]
)
TIMES = st.sampled_from(
    ["06:00:00", "22:30:00", "18:30:00", "6:00", "08:00:00.5", "05:40:00+00:00", "06:02:00", ""]
)
OF_INTERVAL = {
    "hours": ["4", "24", "04", "4.0", "1", "5"],
    "minutes": ["60", "15", "060"],
    "weekDay": ["Monday", "Monday", "Tuesday", "monday", "Mon", "Funday"],
    "weekday": ["Monday"],
    "monthDay": ["1", "15", "01", "31", "Last", "lastDay", "LastDay", "First"],
    "note": ["a"],
}
ATTRIBUTES = {
    "name": ["x"],
    "priority": ["50", "050", "5.0", "0", "101"],
    "state": ["Active", "suspended"],
    "createdAt": ["2024-02-21T02:20:00Z"],
    "note": ["a"],
}
TYPES = st.sampled_from(
    ["FullRefresh", "IncrementalExtract", "IncrementalRefresh", "fullrefresh", "Incremental"]
)
TAG = re.compile(r"<[a-zA-Z][^<>]*?(/?)>")


@dataclass(frozen=True)
class Body:
    """A text, and the comments that stand in it."""

    text: str
    comments: tuple[str, ...] = ()


def some_of(names: dict[str, list[str]], most: int) -> st.SearchStrategy[dict[str, str]]:
    """Some values under some of these names."""
    one = st.sampled_from(sorted(names)).flatmap(
        lambda name: st.tuples(st.just(name), st.sampled_from(names[name]))
    )
    return st.lists(one, max_size=most).map(dict)


INTERVALS = st.lists(
    st.one_of(
        some_of(OF_INTERVAL, 1),
        some_of(OF_INTERVAL, 2),
        st.just({"weekDay": "Monday"}),
        st.just({"hours": "24"}),
    ),
    max_size=4,
)


@st.composite
def schedules(draw: st.DrawFn) -> tuple[dict[str, str], dict[str, str], list[list[dict[str, str]]]]:
    """The attributes of a schedule, those of its frequencyDetails, and its groups of intervals."""
    attributes = draw(some_of(ATTRIBUTES, 1))
    attributes["frequency"] = draw(FREQUENCIES)
    details = {
        name: draw(TIMES) for name in draw(st.sampled_from([["start"], ["start", "end"], []]))
    }
    return attributes, details, draw(st.lists(INTERVALS, max_size=2))


@st.composite
def json_bodies(draw: st.DrawFn) -> Body:
    """A document in JSON."""
    attributes, times, groups = draw(schedules())
    details: dict[str, Any] = dict(times)
    shape = draw(st.sampled_from(["plain", "plain", "list", "straight", "groups", "one"]))
    first: list[Any] = [dict(each) for each in groups[0]] if groups else []
    if draw(st.integers(0, 4)) == 0:
        first.insert(draw(st.integers(0, len(first))), draw(st.sampled_from([None, {}, "x", []])))
    comments: list[str] = []
    for each in first:
        if isinstance(each, dict) and draw(st.integers(0, 5)) == 0:
            comments.append(f"c{len(comments)}c")
            each["$comment"] = comments[-1]
    if shape == "plain":
        details["intervals"] = {"interval": first}
    elif shape == "list":
        details["intervals"] = first
    elif shape == "straight":
        details["interval"] = first
    elif shape == "groups":
        details["intervals"] = [{"interval": first}, *({"interval": each} for each in groups[1:])]
    elif first:
        details["intervals"] = {"interval": first[0]}
    if draw(st.integers(0, 5)) == 0:
        details[draw(st.sampled_from(["end", "timezone"]))] = None
    name = draw(st.sampled_from(["frequencyDetails"] * 4 + ["frequencydetails"]))
    schedule = {**attributes, name: details}
    refresh = {"type": draw(TYPES), "workbook": {"id": LUID}}
    value: Any = draw(
        st.sampled_from(
            [
                schedule,
                schedule,
                [schedule, schedule],
                {"nightly": schedule},
                {"schedule": schedule},
                {"schedules": {"schedule": [schedule]}},
                {"extractRefresh": refresh, "schedule": schedule},
                {"extractRefresh": {**refresh, "schedule": schedule}},
                {"tsRequest": {"extractRefresh": refresh, "Schedule": schedule}},
                {"tsrequest": {"extractRefresh": {**refresh, "schedule": schedule}}},
            ]
        )
    )
    written = json.dumps(value, indent=draw(st.sampled_from([None, 1])))
    return Body(written, tuple(comments))


def _tag(name: str, values: dict[str, str], inside: str = "") -> str:
    start = "".join([name, *(f' {key}="{value}"' for key, value in values.items())])
    return f"<{start}>{inside}</{name}>" if inside else f"<{start}/>"


@st.composite
def xml_bodies(draw: st.DrawFn) -> Body:
    """A document in XML, with comments and processing instructions wherever they may stand."""
    attributes, times, groups = draw(schedules())
    prefix = draw(st.sampled_from(["", "", "t:"]))
    inner = ""
    for group in groups:
        intervals = "\n".join(_tag(f"{prefix}interval", each) for each in group)
        straight = draw(st.integers(0, 4)) == 0
        inner += intervals if straight else _tag(f"{prefix}intervals", {}, intervals)
    details = _tag(f"{prefix}frequencyDetails", times, inner)
    schedule = _tag(f"{prefix}schedule", attributes, details)
    target = _tag(f"{prefix}workbook", {"id": LUID})
    kind = {"type": draw(TYPES)}
    beside = _tag(f"{prefix}extractRefresh", kind, target) + schedule
    within = _tag(f"{prefix}extractRefresh", kind, target + schedule)
    root = draw(st.sampled_from(["tsRequest", "tsRequest", "tsResponse", "TsRequest"]))
    text = draw(
        st.sampled_from(
            [
                schedule,
                schedule,
                _tag(f"{prefix}schedules", {}, schedule + schedule),
                *(_tag(f"{prefix}{root}", {}, each) for each in (schedule, beside, within)),
            ]
        )
    )
    if prefix:
        text = TAG.sub(
            lambda tag: f'{tag[0][: -1 - len(tag[1])]} xmlns:t="http://tableau.com/api"{tag[1]}>',
            text,
            count=1,
        )
    return _with_comments(draw, text)


def _with_comments(draw: st.DrawFn, text: str) -> Body:
    """Some comments and processing instructions in a text, in elements and between them."""
    comments: list[str] = []
    places = [match for match in TAG.finditer(text) if draw(st.integers(0, 5)) == 0]
    for match in reversed(places):
        form = draw(st.sampled_from(["<!-- c{} -->", "<?c {}?>"]))
        comments.append(form.format(len(comments)))
        start = match[0]
        if match[1]:
            name = re.split(r"[\s/>]", start[1:])[0]
            start = f"{start[:-2]}>{comments[-1]}</{name}>"
        else:
            start += comments[-1]
        text = text[: match.start()] + start + text[match.end() :]
    return Body(text, tuple(comments))


BODIES = st.one_of(json_bodies(), xml_bodies())
