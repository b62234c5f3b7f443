"""For whom and as what is a unit judged: which platform, which operation, and what decided?

Section 3 of the specification, `operation="auto"` and `platform="auto"`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple, get_args

from tabsched.names import SERVER_ATTRIBUTES

if TYPE_CHECKING:
    from tabsched.documents import Placed, Unit
    from tabsched.model import Written

PlatformName = Literal["cloud", "server"]
PlatformChoice = Literal["auto", "cloud", "server"]
Operation = Literal["create", "update", "response"]
OperationChoice = Literal["auto", "create", "update", "response"]
PLATFORM_CHOICES: tuple[str, ...] = get_args(PlatformChoice)


class Guess(NamedTuple):
    """What alone decided, where the document could as well be a Cloud create.

    Attributes:
        path: where that stands.
        reason: what it is, in words.
        decided: what it decided.
        option: the command-line option that would say it instead.
    """

    path: str
    reason: str
    decided: str
    option: str


def operation_of(unit: Unit, chosen: OperationChoice) -> Operation:
    """As what a unit is judged."""
    if chosen != "auto":
        return chosen
    if unit.root == "tsResponse" or (unit.root is None and unit.scope.answered_by is not None):
        return "response"
    if unit.refreshes:
        return "update" if _is_update(unit) else "create"
    if unit.root is None:
        return "create"
    has_frequency = any("frequency" in placed.survey.schedule.values for placed in unit.schedules)
    return "create" if has_frequency else "update"


def _is_update(unit: Unit) -> bool:
    """Whether a request with an extractRefresh is an update: a create is the stricter reading."""
    holder = unit.holder
    if not unit.schedules and not (holder and holder.has("schedule")):
        return True
    incremental = any(
        refresh.values.get("type") == "IncrementalRefresh" for refresh in unit.refreshes
    )
    return incremental and not any(
        refresh.has("workbook") or refresh.has("datasource") for refresh in unit.refreshes
    )


def platform_of(
    placed: Placed, unit: Unit, operation: Operation, chosen: PlatformChoice
) -> PlatformName:
    """For which platform a schedule is judged."""
    if chosen != "auto":
        return chosen
    if unit.refreshes and operation != "response":
        return "cloud"
    if _server_attributes(placed) or _stands_in_schedules(unit):
        return "server"
    in_answer = operation == "response" and unit.holder is not None and not unit.parents
    return "server" if in_answer and not unit.refreshes else "cloud"


def _server_attributes(placed: Placed) -> list[str]:
    element = placed.survey.schedule
    return [name for name in SERVER_ATTRIBUTES if element.has(name)]


def _stands_in_schedules(unit: Unit) -> bool:
    return unit.parents[-1:] == ("schedules",)


def audience_of_plain(
    written: Written, operation: OperationChoice, platform: PlatformChoice
) -> tuple[Operation, PlatformName] | None:
    """As what and for whom a plain schedule by itself is judged, None where that is a guess.

    The same as the functions here say of the unit that its dict would be.
    """
    if operation == "auto":
        times = (written.created_at, written.updated_at, written.next_run_at)
        operation = "create" if times == (None, None, None) else "response"
    if platform == "auto":
        others = (written.state, written.priority, written.execution_order, written.type)
        if others != (None, None, None, None):
            platform = "server"
        elif written.name is None:
            platform = "cloud"
        else:
            return None
    return operation, platform


def guess_of(
    unit: Unit, operation: Operation, platform: PlatformChoice, chosen: OperationChoice
) -> Guess | None:
    """What alone made a unit something else than a Cloud create, None where more speaks for it."""
    if chosen == "auto" and unit.root is None and operation == "response" and unit.refreshes:
        beside = any(not placed.inside for placed in unit.schedules)
        path = unit.scope.answered_by
        if beside and path is not None:
            reason = "extractRefresh stands beside schedule with a value that only Tableau writes"
            return Guess(path, reason, "an answer", "--operation")
    if platform != "auto" or unit.root == "tsResponse":
        return None
    if unit.refreshes and operation != "response":
        return None
    for placed in unit.schedules:
        if placed.is_reference:
            continue
        element = placed.survey.schedule
        if _server_attributes(placed) == ["name"]:
            return Guess(element.place("name"), "the schedule has a name", "Server's", "--platform")
        if _stands_in_schedules(unit) and not _server_attributes(placed):
            return Guess(element.path, "it stands in schedules", "Server's", "--platform")
    return None
