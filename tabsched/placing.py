"""From what the rules say to findings with a line and a column."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from tabsched.finding import Finding
from tabsched.place import Syntax

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from tabsched.checking import Verdict
    from tabsched.finding import Fix
    from tabsched.wire.json_values import JsonValue
    from tabsched.wire.places import Place


def placed(
    verdicts: list[Verdict],
    syntax: Syntax,
    text: str | None,
    value: JsonValue = None,
    fixes: Mapping[int, Fix] = MappingProxyType({}),
) -> tuple[Finding, ...]:
    """The verdicts as findings, in the order of the document: a text, or else a JSON value.

    What mends one stands in `fixes` under the identity of the verdict.
    """
    if text is None:
        return in_order([finding_of(verdict, None) for verdict in verdicts], text, value)
    values = {verdict.path for verdict in verdicts if not verdict.rule.at_name}
    names = {verdict.path for verdict in verdicts if verdict.rule.at_name}
    places = locate(text, syntax, values)
    name_places = locate(text, syntax, names, of_names=True)
    found = [
        finding_of(
            verdict,
            (name_places if verdict.rule.at_name else places)[verdict.path],
            fixes.get(id(verdict)),
        )
        for verdict in verdicts
    ]
    return in_order(found, text, value)


def in_order(
    findings: Iterable[Finding], text: str | None, value: JsonValue
) -> tuple[Finding, ...]:
    """Findings in the order of the document: a text, or else a JSON value."""
    if text is None:
        order = _order_in_value(value)
        return tuple(sorted(findings, key=lambda one: order(one.path)))
    return tuple(sorted(findings, key=lambda one: (one.line or 0, one.column or 0)))


def locate(
    text: str, syntax: Syntax, paths: Iterable[str], *, of_names: bool = False
) -> dict[str, Place]:
    """The places of values, or of names, by their paths."""
    if not paths:
        return {}
    values, names = ((), paths) if of_names else (paths, ())
    if syntax is Syntax.YAML:
        from tabsched.wire import yaml  # noqa: PLC0415 a text in XML or JSON does without it

        return yaml.locate(text, values, names)
    if syntax is Syntax.XML:
        from tabsched.wire import xml_places  # noqa: PLC0415 a text in JSON does without it

        return xml_places.locate(text, values, names)
    from tabsched.wire import json_places  # noqa: PLC0415 a text in XML does without it

    return json_places.locate(text, values, names)


def _order_in_value(value: JsonValue) -> Callable[[str], tuple[int, ...]]:
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


def finding_of(verdict: Verdict, place: Place | None, fix: Fix | None = None) -> Finding:
    """A verdict with its place, and with what mends it, for callers."""
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
        fix,
    )
