"""Valid schedules as a neutral tree, written as XML or as JSON, and strategies that draw them.

The renderers know nothing of tabsched: while they write they note, by the path that section 6 of
the specification prescribes, where each value, name and element begins. So a test can tell where
a finding must point without asking the code under test.
"""

from __future__ import annotations

import json
from collections import Counter
from copy import deepcopy
from dataclasses import dataclass, field
from typing import Any, Literal
from xml.sax.saxutils import escape, quoteattr

from hypothesis import strategies as st

Syntax = Literal["xml", "json"]
Platform = Literal["cloud", "server"]
Place = tuple[int, int]

LUID = "54321fda-6365-44d5-925b-644e5281b605"
OTHER_LUID = "0057ccac-872a-11e5-bb51-f763326b1350"
DAYS = ("Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday")
ORDINALS = ("First", "Second", "Third", "Fourth", "Fifth", "LastDay")
FREQUENCIES = ("Hourly", "Daily", "Weekly", "Monthly")
DAILY_HOURS = (2, 4, 6, 8, 12, 24)
SERVER_HOURS = (1, 2, 4, 6, 8, 12)
SERVER_MINUTES = (15, 30)
AN_OBJECT: Any = object()


@dataclass(eq=False, repr=False)
class Element:
    """An element: attributes and children in XML, an object in JSON.

    Attributes:
        values: texts, or any JSON value where only JSON is written.
        text: character data, where only XML is written.
        instead: the JSON value that stands in the place of the object.
        alone: whether JSON writes it as an object where a list of one is usual.
    """

    name: str
    values: dict[str, Any] = field(default_factory=dict)
    children: list[Element] = field(default_factory=list)
    text: str = ""
    instead: Any = AN_OBJECT
    alone: bool = False

    def __repr__(self) -> str:
        return " ".join(render(self, "xml").text.split())

    def _repr_pretty_(self, printer: Any, _cycle: bool) -> None:  # noqa: ANN401, FBT001 hypothesis's protocol
        printer.text(repr(self))

    def child(self, name: str) -> Element:
        """The first child of that name."""
        return next(child for child in self.children if child.name == name)

    def copy(self) -> Element:
        """A deep copy, whose parts are other elements."""
        instead = self.instead if self.instead is AN_OBJECT else deepcopy(self.instead)
        children = [child.copy() for child in self.children]
        return Element(
            self.name, deepcopy(self.values), children, self.text, instead, alone=self.alone
        )


# The notation of the tables


def schedule(
    frequency: str | None,
    start: str | None,
    end: str | None,
    intervals: list[dict[str, Any]] | None = None,
    **attributes: str,
) -> Element:
    """A schedule; what is None is left out, `intervals` too where there are none."""
    times = {"start": start, "end": end}
    details = Element(
        "frequencyDetails", {n: text for n, text in times.items() if text is not None}
    )
    if intervals:
        details.children = [
            Element("intervals", children=[Element("interval", dict(one)) for one in intervals])
        ]
    written: dict[str, Any] = dict(attributes)
    if frequency is not None:
        written["frequency"] = frequency
    return Element("schedule", written, [details])


def request(
    schedule: Element | None, kind: str | None, *targets: tuple[str, str | None]
) -> Element:
    """A whole request: extractRefresh of a type (None: none) with targets, and a schedule."""
    refresh = Element("extractRefresh", {} if kind is None else {"type": kind})
    for name, luid in targets:
        refresh.children.append(Element(name, {} if luid is None else {"id": luid}))
    return Element("tsRequest", {}, [refresh, *([schedule] if schedule else [])])


# Writing, and noting where everything stands


@dataclass
class Rendered:
    """A text with the places of all that stands in it, by path.

    Attributes:
        here: the place of the next character.
        paths: each element's path.
        values: where each value and each element begins.
        names: where each name begins.
        value: for JSON, what the text says.
    """

    pieces: list[str] = field(default_factory=list)
    paths: dict[Element, str] = field(default_factory=dict)
    values: dict[str, Place] = field(default_factory=dict)
    names: dict[str, Place] = field(default_factory=dict)
    value: Any = None
    here: Place = (1, 1)

    @property
    def text(self) -> str:
        """All that is written."""
        return "".join(self.pieces)

    def write(self, piece: str) -> None:
        """Write on, and note the place of the next character."""
        self.pieces.append(piece)
        line, column = self.here
        before, broken, last = piece.rpartition("\n")
        if broken:
            self.here = (line + before.count("\n") + 1, len(last) + 1)
        else:
            self.here = (line, column + len(piece))

    def within(self) -> Place:
        """The place of the character after the next: past a quotation mark."""
        line, column = self.here
        return line, column + 1

    def missing(self, path: str) -> Place:
        """The place of what is missing: that of its nearest existing parent."""
        while path not in self.values:
            path = path.rpartition("/")[0]
        return self.values[path]


def render(root: Element, syntax: Syntax, *, rooted: bool = False) -> Rendered:
    """Write a tree; JSON leaves the root out, but not a tsRequest where `rooted`."""
    result = Rendered()
    if syntax == "xml":
        _write_xml(result, root, f"/{root.name}", "")
    else:
        prefix = f"/{root.name}" if rooted else ""
        result.value = _json_value(result, root, prefix)
        if rooted:
            result.value = {root.name: result.value}
        _write_json(result, result.value, "", "")
    return result


def _write_xml(out: Rendered, element: Element, path: str, indent: str) -> None:
    out.paths[element] = path
    out.write(indent)
    out.values[path] = out.here
    out.write("<")
    out.names[path] = out.here
    out.write(element.name)
    for name, value in element.values.items():
        out.write(" ")
        out.names[f"{path}/@{name}"] = out.here
        out.write(f"{name}=")
        out.values[f"{path}/@{name}"] = out.within()
        out.write(quoteattr(str(value), {"\n": "&#10;"}))
    if not element.children and not element.text:
        out.write("/>\n")
        return
    out.write(f">{escape(element.text)}\n")
    counts = Counter(child.name for child in element.children)
    seen: Counter[str] = Counter()
    for child in element.children:
        seen[child.name] += 1
        index = f"[{seen[child.name]}]" if counts[child.name] > 1 else ""
        _write_xml(out, child, f"{path}/{child.name}{index}", indent + "  ")
    out.write(f"{indent}</{element.name}>\n")


def _json_value(out: Rendered, element: Element, path: str) -> Any:  # noqa: ANN401 any JSON value
    out.paths[element] = path
    if element.instead is not AN_OBJECT:
        return element.instead
    result: dict[str, Any] = dict(element.values)
    groups: dict[str, list[Element]] = {}
    for child in element.children:
        groups.setdefault(child.name, []).append(child)
    for name, group in groups.items():
        if len(group) > 1 or (name.lower() == "interval" and not group[0].alone):
            result[name] = [
                _json_value(out, child, f"{path}/{name}/{index}")
                for index, child in enumerate(group)
            ]
        else:
            result[name] = _json_value(out, group[0], f"{path}/{name}")
    return result


def _write_json(out: Rendered, value: Any, path: str, indent: str) -> None:  # noqa: ANN401 any JSON value
    out.values[path] = out.within() if isinstance(value, str) else out.here
    deeper = indent + "  "
    if isinstance(value, dict):
        out.write("{")
        for index, (name, inner) in enumerate(value.items()):
            out.write(f"{',' if index else ''}\n{deeper}")
            out.names[f"{path}/{name}"] = out.within()
            out.write(f"{json.dumps(name)}: ")
            _write_json(out, inner, f"{path}/{name}", deeper)
        out.write(f"\n{indent}}}" if value else "}")
    elif isinstance(value, list):
        out.write("[")
        for index, inner in enumerate(value):
            out.write(", " if index else "")
            _write_json(out, inner, f"{path}/{index}", deeper)
        out.write("]")
    else:
        out.write(json.dumps(value))


# Strategies: schedules without error and without warning, infos apart


def clock(minutes: int) -> str:
    """A time of day so many minutes after a midnight."""
    return f"{minutes // 60 % 24:02}:{minutes % 60:02}:00"


def _days(draw: st.DrawFn, least: int = 1) -> list[dict[str, Any]]:
    days = draw(st.lists(st.sampled_from(DAYS), unique=True, min_size=least, max_size=7))
    return [{"weekDay": day} for day in days]


def _month_days(draw: st.DrawFn) -> list[dict[str, Any]]:
    """Day numbers, the last day, or one occurrence of some weekdays."""
    way = draw(st.sampled_from(("numbers", "last", "weekday")))
    if way == "numbers":
        days = draw(st.lists(st.integers(1, 31), unique=True, min_size=1, max_size=9))
        return [{"monthDay": str(day)} for day in days]
    if way == "last":
        return [{"monthDay": "LastDay"}]
    ordinal = draw(st.sampled_from(ORDINALS))
    return [day | {"monthDay": ordinal} for day in _days(draw)[:3]]


def _cloud(draw: st.DrawFn, frequency: str, start: int) -> tuple[str | None, list[dict[str, Any]]]:
    """End and intervals of a schedule that Tableau Cloud takes."""
    end = clock(start + 60 * draw(st.integers(0, 23)))
    if frequency == "Hourly":
        often = draw(st.sampled_from(({"hours": "1"}, {"minutes": "60"})))
        return end, draw(st.permutations([often, *_days(draw)]))
    if frequency == "Daily":
        hours = draw(st.sampled_from(DAILY_HOURS))
        return end, draw(st.permutations([{"hours": str(hours)}, *_days(draw)]))
    if frequency == "Weekly":
        return None, [{"weekDay": draw(st.sampled_from(DAYS))}]
    return None, _month_days(draw)


def _server(draw: st.DrawFn, frequency: str) -> tuple[str | None, list[dict[str, Any]]]:
    """End and intervals of a schedule that Tableau Server takes and makes by its API."""
    if frequency == "Hourly":
        end = clock(5 * draw(st.integers(0, 287)))
        hours = [{"hours": str(number)} for number in SERVER_HOURS]
        minutes = [{"minutes": str(number)} for number in SERVER_MINUTES]
        often = draw(st.sampled_from(hours + minutes))
        return end, draw(st.permutations([often, *_days(draw, least=0)]))
    if frequency == "Daily":
        return None, []
    if frequency == "Weekly":
        return None, _days(draw)
    day = draw(st.integers(1, 31).map(str) | st.just("LastDay"))
    return None, [{"monthDay": day}]


@st.composite
def valid_schedules(
    draw: st.DrawFn, platform: Platform = "cloud", frequency: str | None = None
) -> Element:
    """A bare schedule to create; Server's say so by their attributes."""
    often = frequency or draw(st.sampled_from(FREQUENCIES))
    start = 5 * draw(st.integers(0, 287))
    attributes: dict[str, str] = {}
    if platform == "server":
        end, intervals = _server(draw, often)
        attributes = {
            "name": draw(st.sampled_from(("Weekday early mornings", "A"))),
            "priority": str(draw(st.integers(1, 100))),
            "type": draw(st.sampled_from(("Extract", "Subscription", "Flow", "System"))),
            "executionOrder": draw(st.sampled_from(("Parallel", "Serial"))),
        }
        if draw(st.booleans()):
            attributes["state"] = draw(st.sampled_from(("Active", "Suspended")))
    else:
        end, intervals = _cloud(draw, often, start)
        if draw(st.booleans()):
            attributes["id"] = OTHER_LUID
    result = schedule(often, clock(start), end, intervals, **attributes)
    if len(intervals) == 1:
        result.child("frequencyDetails").child("intervals").children[0].alone = draw(st.booleans())
    return result


@st.composite
def valid_creates(draw: st.DrawFn, frequency: str | None = None) -> Element:
    """A request that creates a task on Tableau Cloud."""
    kind = draw(st.sampled_from(("FullRefresh", "IncrementalExtract")))
    target = draw(st.sampled_from(("workbook", "datasource")))
    return request(draw(valid_schedules("cloud", frequency)), kind, (target, LUID))


@st.composite
def valid_updates(draw: st.DrawFn, frequency: str | None = None) -> Element:
    """A request that updates a task on Tableau Cloud, and that tells so without an option."""
    return request(draw(valid_schedules("cloud", frequency)), "IncrementalRefresh")
