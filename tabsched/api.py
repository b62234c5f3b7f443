"""What callers do with a body: check it, parse it, and list the rules."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, cast

from tabsched.arguments import no_choice, wrong_type
from tabsched.audience import PLATFORM_CHOICES
from tabsched.checking import judge_plain
from tabsched.finding import ParseError
from tabsched.lint import examine, read_schedules
from tabsched.opening import MAX_DEPTH, MAX_SIZE, refuse_limits
from tabsched.place import Syntax
from tabsched.placing import finding_of, placed
from tabsched.report import Report
from tabsched.rest import METHODS
from tabsched.rulebook import RULES
from tabsched.schedule import Schedule
from tabsched.wire.text import mark_of
from tabsched.wire.unreadable import Unreadable
from tabsched.writing import to_value

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from tabsched.audience import OperationChoice, PlatformChoice
    from tabsched.checking import Profile, Verdict
    from tabsched.finding import Finding
    from tabsched.lint import Examined
    from tabsched.rest import Method
    from tabsched.rulebook.rule import Rule

    Body = str | bytes | dict[str, Any] | list[Any] | Schedule

_OPERATIONS = ("auto", "create", "update", "response")
_PROFILES = ("documented", "observed", "strict")
# So deep does the dict of a schedule nest about whose writing nothing is odd.
_DEPTH = 5


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
        body: XML, JSON or YAML text or bytes, the dict or list that JSON gives, or a Schedule.
        platform: "cloud", "server", or "auto" to let the body tell, for each schedule.
        operation: "create", "update", "response", or "auto".
        profile: "documented" (what the REST reference says), "observed" (all that is known),
            or "strict" (the same, and a warning makes `ok` false).
        max_depth: how deep a document may nest, at most 100.
        max_size: how many bytes a text may have.

    Raises:
        TypeError: `body` or an option is of another type.
        ValueError: an option is no such word, a limit is less than 1, or `max_depth` more than 100.
    """
    if platform not in PLATFORM_CHOICES:
        raise no_choice("platform", platform, PLATFORM_CHOICES)
    if operation not in _OPERATIONS:
        raise no_choice("operation", operation, _OPERATIONS)
    if profile not in _PROFILES:
        raise no_choice("profile", profile, _PROFILES)
    refuse_limits(max_depth, max_size)
    if type(body) is Schedule and max_depth >= _DEPTH:
        verdicts = judge_plain(body, platform=platform, operation=operation, profile=profile)
        if verdicts is not None:
            return Report(_found_in(body, verdicts) if verdicts else (), (body,), profile)
    examined = examine(
        _plain(body),
        platform=platform,
        operation=operation,
        profile=profile,
        max_depth=max_depth,
        max_size=max_size,
        make=Schedule,
    )
    again = partial(
        check,
        platform=platform,
        operation=operation,
        profile=profile,
        max_depth=max_depth,
        max_size=max_size,
    )
    return _report(examined, profile, again, mark_of(body))


def check_unsuppressed(body: Body) -> Report:
    """What `check` would find if nothing in the body were suppressed."""
    examined = examine(_plain(body), make=Schedule, heeds_suppressions=False)
    return _report(examined, "observed", check_unsuppressed, mark_of(body))


def _report(
    examined: Examined, profile: Profile, again: Callable[[str], Report], mark: str
) -> Report:
    return Report(
        examined.findings,
        tuple(cast("list[Schedule]", examined.schedules)),
        profile,
        examined.text,
        None if examined.text is None else again,
        mark,
    )


def parse_all(
    body: Body, *, max_depth: int = MAX_DEPTH, max_size: int = MAX_SIZE
) -> tuple[Schedule, ...]:
    """Every schedule of a document, in document order; judges nothing.

    Raises:
        ParseError: the body cannot be read, or is no schedule document.
        TypeError: `body` or a limit is of another type.
        ValueError: a limit is less than 1, or `max_depth` more than 100.
    """
    refuse_limits(max_depth, max_size)
    try:
        found = read_schedules(_plain(body), Schedule, max_depth=max_depth, max_size=max_size)
    except Unreadable as fault:
        raise ParseError(fault.with_place) from None
    return tuple(cast("list[Schedule]", found))


def parse(body: Body, *, max_depth: int = MAX_DEPTH, max_size: int = MAX_SIZE) -> Schedule:
    """The one schedule of a document; judges nothing.

    Raises:
        ParseError: the body cannot be read, or holds none or several schedules.
        TypeError: `body` or a limit is of another type.
        ValueError: a limit is less than 1, or `max_depth` more than 100.
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


def methods() -> tuple[Method, ...]:
    """Every method of the REST reference on extracts and their refresh tasks, in its order."""
    return METHODS


def _plain(body: Body) -> str | bytes | dict[str, Any] | list[Any]:
    if isinstance(body, Schedule):
        return body.to_dict()
    if isinstance(body, str | bytes | dict | list):
        return body
    raise wrong_type("body", "a str, bytes, dict, list or Schedule", body)


def _found_in(schedule: Schedule, verdicts: list[Verdict]) -> tuple[Finding, ...]:
    """The verdicts on a plain schedule as findings, in the order of its dict."""
    if len(verdicts) == 1:
        return (finding_of(verdicts[0], None),)
    return placed(verdicts, Syntax.JSON, None, to_value(schedule))
