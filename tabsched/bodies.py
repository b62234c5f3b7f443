"""Which body does a request send: to create, update or run a refresh task, or about extracts?"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING, cast

from tabsched.api import check
from tabsched.arguments import no_choice, str_of, wrong_type
from tabsched.names import COMMENT_KEY
from tabsched.report import Report
from tabsched.schedule import Schedule
from tabsched.wire import json, xml
from tabsched.wire.bridge import REQUEST, json_to_xml
from tabsched.wire.quoting import shown
from tabsched.writing import to_value

if TYPE_CHECKING:
    from typing import Literal, TypeAlias

    from tabsched.wire.json_values import JsonValue

    To: TypeAlias = Literal["xml", "json"]

_SYNTAXES = ("xml", "json")
_ALL_DATASOURCES: dict[str, JsonValue] = {"datasources": {"includeAll": "true"}}


def create_body(
    schedule: Schedule,
    *,
    type: str,  # noqa: A002 the wire's name
    workbook: str | None = None,
    datasource: str | None = None,
    to: To = "xml",
) -> str:
    """The body that creates a refresh task with a schedule of its own on Tableau Cloud.

    What Tableau itself writes in a schedule (id, createdAt, updatedAt, nextRunAt) is left out, so
    that the schedule of one task can be sent for another. All else goes as `to_dict` gives it,
    names that tabsched does not know too, but numbers as their text, nulls not at all, and no
    `$comment`: what it suppresses is an error all the same, for Tableau heeds none.

    Args:
        schedule: what `check` must find no error in, as a create for Tableau Cloud.
        type: "FullRefresh" or "IncrementalExtract"; the reference has no default.
        workbook: the LUID of the workbook to refresh,
        datasource: or that of the data source.
        to: "xml" or "json".

    Raises:
        InvalidSchedule: `check` calls something in the body an error; the paths of its findings
            are pointers into the JSON body.
        ValueError: none or both of workbook and datasource are given, the schedule says nothing
            but a name or nests too deep, XML cannot carry a name, a value or a character, or `to`
            is no such word.
        TypeError: an argument is not of its type.

    Source: [ref] Create Cloud Extract Refresh Task.
    """
    target = _target(workbook, datasource)
    if not target:
        raise ValueError("a create says what is refreshed: give a workbook or a datasource")
    refresh: dict[str, JsonValue] = {"type": str_of("type", type), **target}
    body: dict[str, JsonValue] = {"extractRefresh": refresh, "schedule": _sent(schedule)}
    return _judged(body, "create", to)


def update_body(
    schedule: Schedule | None = None,
    *,
    type: str | None = None,  # noqa: A002 the wire's name
    workbook: str | None = None,
    datasource: str | None = None,
    to: To = "xml",
) -> str:
    """The body that updates a refresh task of Tableau Cloud: what is given, and nothing else.

    A schedule is left without what Tableau itself writes, as in `create_body`.

    Args:
        schedule: what `check` must find no error in, as an update for Tableau Cloud.
        type: "FullRefresh" or "IncrementalRefresh".
        workbook: the LUID of the workbook to refresh,
        datasource: or that of the data source.
        to: "xml" or "json".

    Raises:
        InvalidSchedule: `check` calls something in the body an error; the paths of its findings
            are pointers into the JSON body.
        ValueError: nothing is given, or both workbook and datasource, the schedule says nothing
            but a name or nests too deep, XML cannot carry a name, a value or a character, or `to`
            is no such word.
        TypeError: an argument is not of its type.

    Source: [ref] Update Cloud Extract Refresh Task.
    """
    body: dict[str, JsonValue] = {}
    refresh = _target(workbook, datasource)
    if type is not None:
        refresh = {"type": str_of("type", type), **refresh}
    if refresh:
        body["extractRefresh"] = refresh
    if schedule is not None:
        body["schedule"] = _sent(schedule)
    if not body:
        raise ValueError(
            "an update changes something: give a schedule, a type, a workbook or a datasource"
        )
    return _judged(body, "update", to)


def run_body(*, to: To = "xml") -> str:
    """The body that runs a refresh task now: an empty request.

    Args:
        to: "xml" or "json".

    Raises:
        ValueError: `to` is no such word.
        TypeError: `to` is no text.

    Source: [ref] Run Extract Refresh Task.
    """
    return _written({}, to)


def create_extracts_body(datasources: Iterable[str] | None = None, *, to: To = "xml") -> str:
    """The body that makes extracts of a workbook's data sources.

    Whether they are encrypted is said in the URI, not here.

    Args:
        datasources: the LUIDs of the data sources; None means all of them.
        to: "xml" or "json".

    Raises:
        ValueError: an id is empty or stands twice, there is none, XML cannot carry a character
            of one, or `to` is no such word.
        TypeError: `datasources` is no list of ids, an id is no text, or `to` is none.

    Source: [ref] Create Extracts for Embedded Data Sources in a Workbook.
    """
    if datasources is None:
        return _written(_ALL_DATASOURCES, to)
    ids = _distinct(datasources)
    named: list[JsonValue] = [{"id": luid} for luid in ids]
    return _written({"datasources": {"includeAll": "false", "datasource": named}}, to)


def delete_extracts_body(*, to: To = "xml") -> str:
    """The body that deletes the extracts of a workbook: always all of them.

    Args:
        to: "xml" or "json".

    Raises:
        ValueError: `to` is no such word.
        TypeError: `to` is no text.

    Source: [ref] Delete Extracts of Embedded Data Sources from a Workbook.
    """
    return _written(_ALL_DATASOURCES, to)


def _target(workbook: str | None, datasource: str | None) -> dict[str, JsonValue]:
    """What is refreshed; empty where nothing is named."""
    named = {"workbook": workbook, "datasource": datasource}
    target: dict[str, JsonValue] = {
        name: {"id": str_of(name, luid)} for name, luid in named.items() if luid is not None
    }
    if len(target) > 1:
        raise ValueError("a task refreshes one thing: give a workbook or a datasource, not both")
    return target


def _distinct(datasources: Iterable[str]) -> list[str]:
    """The ids, all different and none empty."""
    if isinstance(datasources, str | bytes) or not isinstance(datasources, Iterable):
        raise wrong_type("datasources", "ids in a list, a single one too", datasources)
    seen: dict[str, None] = {}
    for given in datasources:
        luid = str_of("an id of datasources", given)
        if not luid:
            raise ValueError(
                "an id of datasources is empty: the LUID of a data source belongs here"
            )
        if luid in seen:
            raise ValueError(f"{shown(luid)} stands twice in datasources")
        seen[luid] = None
    if not seen:
        raise ValueError("datasources holds no id: give at least one, or None for all of them")
    return list(seen)


def _sent(schedule: Schedule) -> dict[str, JsonValue]:
    """A schedule less what Tableau itself writes, and less what it does not read."""
    if not isinstance(schedule, Schedule):
        raise TypeError(
            f"schedule is a Schedule, not {type(schedule).__name__}: parse() makes one of a body"
        )
    kept = schedule.replace(id=None, created_at=None, updated_at=None, next_run_at=None)
    return cast("dict[str, JsonValue]", _uncommented(to_value(kept)))


def _uncommented(value: JsonValue) -> JsonValue:
    """A value without the comments for this program, of which Tableau knows nothing."""
    if isinstance(value, dict):
        return {key: _uncommented(item) for key, item in value.items() if key != COMMENT_KEY}
    if isinstance(value, list):
        return [_uncommented(item) for item in value]
    return value


def _judged(body: dict[str, JsonValue], operation: Literal["create", "update"], to: To) -> str:
    """The text of a body in which `check` finds no error."""
    # With its root it is a request, whatever the schedule in it says; it is sent without.
    found = check({REQUEST: body}, platform="cloud", operation=operation).findings
    placed = (replace(one, path=one.path.removeprefix(f"/{REQUEST}")) for one in found)
    Report(tuple(placed)).raise_for_errors()
    said = cast("dict[str, JsonValue]", _plain(json.from_python(body)))
    # A name alone is how a schedule of Server's is referred to, which `check` lets pass.
    if isinstance(kept := said.get("schedule"), dict) and kept.keys() <= {"name"}:
        raise ValueError(
            "the schedule says neither frequency nor frequencyDetails: it schedules nothing"
        )
    return _written(said, to)


def _plain(value: JsonValue) -> JsonValue:
    """A value as XML and the reference's JSON say it: scalars are texts, and there is no null."""
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items() if item is not None}
    if isinstance(value, list):
        return [_plain(item) for item in value if item is not None]
    if isinstance(value, bool):
        return "true" if value else "false"
    return str.__str__(value)


def _written(body: dict[str, JsonValue], to: To) -> str:
    """A body as text, in XML with its root, in JSON without."""
    if to not in _SYNTAXES:
        raise no_choice("to", to, _SYNTAXES)
    if to == "json":
        return json.dumps(body)
    document, lost = json_to_xml({REQUEST: body})
    if lost:
        raise ValueError(f"XML cannot say all of the body: {lost[0]}")
    return xml.dumps(xml.indented(document.root))
