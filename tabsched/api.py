"""What callers do with a body: check it, parse it, and list the rules."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from tabsched.documents import find_units
from tabsched.finding import ParseError
from tabsched.lint import MAX_DEPTH, MAX_SIZE, examine, open_body, schedules_of
from tabsched.report import Report
from tabsched.rules import RULES
from tabsched.schedule import Schedule
from tabsched.wire.unreadable import Unreadable

if TYPE_CHECKING:
    from typing import Any

    from tabsched.audience import OperationChoice, PlatformChoice
    from tabsched.checking import Profile
    from tabsched.rules.rule import Rule

    Body = str | bytes | dict[str, Any] | list[Any] | Schedule


def check(
    body: Body,
    *,
    platform: PlatformChoice = "auto",
    operation: OperationChoice = "auto",
    profile: Profile = "observed",
    max_depth: int = MAX_DEPTH,
    max_size: int = MAX_SIZE,
) -> Report:
    """Check a body against every rule. Never raises on what a body says.

    Args:
        body: XML or JSON text or bytes, the dict or list that JSON gives, or a Schedule.
        platform: "cloud", "server", or "auto" to let the body tell, for each schedule.
        operation: "create", "update", "response", or "auto".
        profile: "documented" (what the REST reference says), "observed" (all that is known),
            or "strict" (the same, and a warning makes `ok` false).
        max_depth: how deep a document may nest.
        max_size: how many bytes a text may have.

    Raises:
        TypeError: `body` is of no such type.
        ValueError: an option is no such word.
    """
    _choice("platform", platform, ("auto", "cloud", "server"))
    _choice("operation", operation, ("auto", "create", "update", "response"))
    _choice("profile", profile, ("documented", "observed", "strict"))
    examined = examine(
        _plain(body),
        platform=platform,
        operation=operation,
        profile=profile,
        max_depth=max_depth,
        max_size=max_size,
        make=Schedule,
    )
    return Report(
        examined.findings,
        tuple(cast("Schedule", found) for found in examined.schedules),
        profile,
        examined.text,
    )


def parse_all(
    body: Body, *, max_depth: int = MAX_DEPTH, max_size: int = MAX_SIZE
) -> tuple[Schedule, ...]:
    """Every schedule of a document, in document order; judges nothing.

    Raises:
        ParseError: the body cannot be read, or is no schedule document.
        TypeError: `body` is of no such type.
    """
    try:
        opened = open_body(_plain(body), max_depth=max_depth, max_size=max_size)
    except Unreadable as fault:
        where = f"line {fault.line}, column {fault.column}: " if fault.line else ""
        raise ParseError(where + fault.message) from None
    document = find_units(opened.root, opened.syntax, Schedule)
    if not document.known:
        raise ParseError("this is no schedule document")
    return tuple(cast("Schedule", found) for found in schedules_of(document.units))


def parse(body: Body, *, max_depth: int = MAX_DEPTH, max_size: int = MAX_SIZE) -> Schedule:
    """The one schedule of a document; judges nothing.

    Raises:
        ParseError: the body cannot be read, or holds none or several schedules.
        TypeError: `body` is of no such type.
    """
    found = parse_all(body, max_depth=max_depth, max_size=max_size)
    if len(found) != 1:
        raise ParseError(
            f"the document holds {len(found) or 'no'} schedules, not one: parse_all gives them all"
        )
    return found[0]


def rules() -> tuple[Rule, ...]:
    """Every rule, in the order of the codes."""
    return RULES


def _plain(body: Body) -> str | bytes | dict[str, Any] | list[Any]:
    if isinstance(body, Schedule):
        return body.to_dict()
    if isinstance(body, str | bytes | dict | list):
        return body
    raise TypeError(f"a body is a str, bytes, dict, list or Schedule, not {type(body).__name__}")


def _choice(name: str, value: str, choices: tuple[str, ...]) -> None:
    if value not in choices:
        raise ValueError(f"{name} is one of {', '.join(choices)}, not {value!r}")
