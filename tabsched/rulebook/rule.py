"""What a rule is: a value made from one generator, its requirement and its page."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from inspect import cleandoc
from typing import TYPE_CHECKING, Any, Literal, NamedTuple, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tabsched.audience import Operation
    from tabsched.wire.changes import Change

Severity = Literal["error", "warning", "info"]
Fixing = Literal["safe", "unsafe", "safe or unsafe"]
# A path, or a place within the schedule: ("intervals", 0, "hours").
Where = str | tuple[str | int, ...]
Subject = Literal["schedule", "request", "text", "call", "body", "config", "suppression"]


class Mend(NamedTuple):
    """How what a rule finds can be mended in the document.

    Attributes:
        safe: whether no run of a schedule that had runs changes.
        description: what it does: "write 06:00:00".
        changes: what changes in the document, all of it together.
        before: how it runs until then, where that is known of a schedule without a timetable.
    """

    safe: bool
    description: str
    changes: tuple[Change, ...]
    before: str | None = None


# What it takes to mend, worked out where it is wanted; None where it cannot be done.
Cure: TypeAlias = "Callable[[], Mend | None]"


class Problem(NamedTuple):
    """Where a rule finds what: a path or a place within the schedule, the message, and a cure."""

    where: Where
    message: str
    cure: Cure | None = None


REQUESTS: frozenset[Operation] = frozenset({"create", "update"})
CREATES: frozenset[Operation] = frozenset({"create"})
RESPONSES: frozenset[Operation] = frozenset({"response"})
ALWAYS: frozenset[Operation] = REQUESTS | RESPONSES
SCHEDULES: frozenset[Subject] = frozenset({"schedule"})
WHOLE_REQUESTS: frozenset[Subject] = frozenset({"request"})
TEXTS: frozenset[Subject] = frozenset({"text"})
CALLS: frozenset[Subject] = frozenset({"call"})
SENT_BODIES: frozenset[Subject] = frozenset({"body"})
CONFIGURATIONS: frozenset[Subject] = frozenset({"config"})
SUPPRESSIONS: frozenset[Subject] = frozenset({"suppression"})
EVERYWHERE = SCHEDULES | WHOLE_REQUESTS
CLOUD_ONLY = frozenset({"cloud"})
SERVER_ONLY = frozenset({"server"})
BOTH = CLOUD_ONLY | SERVER_ONLY


@dataclass(frozen=True, slots=True, eq=False)
class Rule:
    """One rule, as `tabsched.rules()` gives it.

    Attributes:
        code: "TAB301"; stable for ever.
        name: "daily-without-hours"; stable for ever.
        severity: "error", "warning" or "info"; what is missing is a warning in an update.
        evidence: who says so: a tag of the specification and a pointer.
        api_error: the REST error that the fault brings ("409004"), or None.
        documented: whether the REST reference alone supports it.
        fix: "safe", "unsafe" or "safe or unsafe" where what it finds can be mended, at least at
            times; else None.
        subjects: what it judges: schedules, what stands around them, texts that cannot be read,
            how a method of the REST API is called, the body that is sent to it, a configuration,
            or what suppresses findings.
        frequencies: the frequencies that it speaks about, empty for any.
        platforms: the platforms on which it holds.
        operations: the operations in which it speaks.
        missing: whether it says that something required is missing.
        stands: whether it judges what stands there all the same, so that an update is no excuse.
        at_name: whether the fault is in a name and not in a value.
        needs_details: whether it judges what a frequencyDetails holds.
        counting: whether it counts intervals or misses one; silent where one is in doubt.
        when: facts of which one must hold for it to find anything, 0 where it may at any time.
        unless: facts with any of which it finds nothing.
    """

    code: str
    name: str
    severity: Severity
    evidence: str
    api_error: str | None
    check: Callable[[Any], Iterator[Problem]]
    documented: bool
    fix: Fixing | None
    subjects: frozenset[Subject]
    frequencies: frozenset[str]
    platforms: frozenset[str]
    operations: frozenset[Operation]
    missing: bool
    stands: bool
    at_name: bool
    needs_details: bool
    counting: bool
    when: int
    unless: int

    @property
    def page(self) -> str:
        """What the rule says, why, a bad and a good example; Markdown."""
        return cleandoc(self.check.__doc__ or "")


def rule(  # noqa: PLR0913 a rule is declared in one place
    severity: Severity,
    code: str,
    *,
    evidence: str,
    api_error: str | None = None,
    documented: bool = False,
    fix: Fixing | None = None,
    subjects: frozenset[Subject] = SCHEDULES,
    frequencies: tuple[str, ...] = (),
    platforms: frozenset[str] = BOTH,
    operations: frozenset[Operation] = REQUESTS,
    missing: bool = False,
    stands: bool = False,
    at_name: bool = False,
    needs_details: bool = True,
    counting: bool = False,
    when: int = 0,
    unless: int = 0,
) -> Callable[[Callable[[Any], Iterator[Problem]]], Rule]:
    """Turn a generator of (where, message) into a Rule; its docstring is the rule's page."""

    def made(check: Callable[[Any], Iterator[Problem]]) -> Rule:
        return Rule(
            code=code,
            name=check.__name__.replace("_", "-"),
            severity=severity,
            evidence=evidence,
            api_error=api_error,
            check=check,
            documented=documented,
            fix=fix,
            subjects=subjects,
            frequencies=frozenset(frequencies),
            platforms=platforms,
            operations=operations,
            missing=missing,
            stands=stands,
            at_name=at_name,
            needs_details=needs_details,
            counting=counting,
            when=when,
            unless=unless,
        )

    return made


error = partial(rule, "error")
warning = partial(rule, "warning")
info = partial(rule, "info")
