"""From what the rules say to findings with a line and a column."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tabsched.finding import Finding
from tabsched.place import Syntax
from tabsched.wire import json, xml

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from tabsched.checking import Verdict
    from tabsched.wire.places import Place


def placed(
    verdicts: list[Verdict], syntax: Syntax, text: str | None, value: json.JsonValue = None
) -> tuple[Finding, ...]:
    """The verdicts as findings, in the order of the document: a text, or else a JSON value."""
    if text is None:
        order = _order_in_value(value)
        return tuple(
            finding_of(verdict, None)
            for verdict in sorted(verdicts, key=lambda verdict: order(verdict.path))
        )
    values = {verdict.path for verdict in verdicts if not verdict.rule.at_name}
    names = {verdict.path for verdict in verdicts if verdict.rule.at_name}
    places = locate(text, syntax, values)
    name_places = locate(text, syntax, names, of_names=True)
    found = [finding_of(v, (name_places if v.rule.at_name else places)[v.path]) for v in verdicts]
    return tuple(sorted(found, key=lambda one: (one.line or 0, one.column or 0)))


def locate(
    text: str, syntax: Syntax, paths: Iterable[str], *, of_names: bool = False
) -> dict[str, Place]:
    """The places of values, or of names, by their paths."""
    if not paths:
        return {}
    reader = xml.locate if syntax is Syntax.XML else json.locate
    return reader(text, (), paths) if of_names else reader(text, paths)


def _order_in_value(value: json.JsonValue) -> Callable[[str], tuple[int, ...]]:
    """How far into a JSON value a pointer leads, as a key to sort by."""
    orders: dict[int, dict[str, int]] = {}

    def key(path: str) -> tuple[int, ...]:
        inner, steps = value, []
        for step in path.split("/")[1:]:
            name = step.replace("~1", "/").replace("~0", "~")
            if isinstance(inner, dict) and name in inner:
                order = orders.get(id(inner))
                if order is None:
                    order = orders[id(inner)] = {key: at for at, key in enumerate(inner)}
                steps.append(order[name])
                inner = inner[name]
            elif isinstance(inner, list) and name.isdigit() and int(name) < len(inner):
                steps.append(int(name))
                inner = inner[int(name)]
            else:
                break
        return tuple(steps)

    return key


def finding_of(verdict: Verdict, place: Place | None) -> Finding:
    """A verdict with its place, for callers."""
    rule = verdict.rule
    line, column = place or (None, None)
    return Finding(
        rule.code,
        rule.name,
        verdict.severity,
        verdict.message,
        verdict.path,
        line,
        column,
        rule.evidence,
        rule.api_error if verdict.severity == "error" else None,
    )
