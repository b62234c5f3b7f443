"""From a request as it would be sent to its report: how it is called, and what its body says."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, Any, cast

from tabsched.arguments import no_choice, wrong_type
from tabsched.audience import PLATFORM_CHOICES
from tabsched.call import Call, SentBody, asks_nothing, call_of
from tabsched.checking import Verdict
from tabsched.curl import FileBody
from tabsched.lint import Examined, examine, unread
from tabsched.opening import Opened, open_body, text_of
from tabsched.place import Syntax
from tabsched.placing import finding_of, placed
from tabsched.report import Report
from tabsched.rulebook import RULES
from tabsched.schedule import Schedule
from tabsched.wire.text import decode, is_xml, mark_of
from tabsched.wire.unreadable import Unreadable

if TYPE_CHECKING:
    from tabsched.audience import Operation, PlatformChoice
    from tabsched.finding import Finding
    from tabsched.rest import Method
    from tabsched.rulebook.rule import Subject

    Sent = str | bytes | dict[str, Any] | list[Any] | FileBody | None

_OPERATIONS: dict[str, Operation] = {"create-task": "create", "update-task": "update"}


@dataclass(frozen=True, slots=True)
class Preflighted:
    """What is said about a request.

    Attributes:
        called: the findings on how it is called; they have no line.
        body: its body, examined; without findings where it is not judged.
        method: the method that it calls, None where it calls none.
        mark: the byte order mark at which the text of the body began.
        heeds_suppressions: whether what the body suppresses is left out.
    """

    called: tuple[Finding, ...]
    body: Examined
    method: Method | None
    mark: str
    heeds_suppressions: bool

    @property
    def report(self) -> Report:
        """Both as one report."""
        schedules = tuple(cast("list[Schedule]", self.body.schedules))
        findings = self.called + self.body.findings
        text, again = self.body.text, None
        if self.method is not None and text is not None:
            again = partial(body_report, self.method, heeds_suppressions=self.heeds_suppressions)
        return Report(findings, schedules, text=text, again=again, mark=self.mark)


def preflight(
    verb: str,
    url: str,
    body: Sent = None,
    headers: Mapping[str, str] | None = None,
    platform: PlatformChoice = "auto",
) -> Report:
    """Check a request to the REST API before it is sent. Nothing is sent, no network is touched.

    The findings on the call come first, each at a path into the request (`/url/query/pageSize`);
    then those on the body, placed in it. Neither a token nor any other value of a header but
    Content-Type stands in the report, nor a body that is not judged.

    Args:
        verb: the HTTP method, in any case.
        url: the address; its scheme, and the host with it, may be left out.
        body: the body, XML or JSON, as text, bytes, or the dict or list that JSON gives; a FileBody
            as `read_curl` gives it is not opened.
        headers: name to value. What concerns headers is judged only where they are given.
        platform: "cloud", "server", or "auto" where it is not known.

    Raises:
        TypeError: an argument is of another type.
        ValueError: `platform` is no such word.
    """
    return preflighted(verb, url, body, headers, platform).report


def body_report(method: Method, body: Sent, *, heeds_suppressions: bool = True) -> Report:
    """What is said of a body alone that a method gets.

    A template is a path too; neither the address nor headers, which may hold a token, are asked.
    """
    judged = preflighted(
        method.verb, method.path, body, None, "auto", heeds_suppressions=heeds_suppressions
    )
    return replace(judged, called=()).report


def preflighted(
    verb: str,
    url: str,
    body: Sent,
    headers: Mapping[str, str] | None,
    platform: PlatformChoice,
    *,
    heeds_suppressions: bool = True,
) -> Preflighted:
    """As `preflight`, the call and the body kept apart."""
    _refuse_types(verb, url, body, headers)
    if platform not in PLATFORM_CHOICES:
        raise no_choice("platform", platform, PLATFORM_CHOICES)
    opened, sent = _opened(body)
    call = call_of(verb, url, headers, platform, sent)
    called = tuple(finding_of(verdict, None) for verdict in _ask(call, "call"))
    judged = _judged_body(call, body, opened, heeds_suppressions=heeds_suppressions)
    return Preflighted(called, judged, call.method, mark_of(body), heeds_suppressions)


def _refuse_types(verb: object, url: object, body: object, headers: object) -> None:
    for name, value in (("verb", verb), ("url", url)):
        if not isinstance(value, str):
            raise wrong_type(name, "a str", value)
    if body is not None and not isinstance(body, str | bytes | dict | list | FileBody):
        raise wrong_type("body", "a str, bytes, dict, list, FileBody or None", body)
    if headers is None:
        return
    if not isinstance(headers, Mapping):
        raise wrong_type("headers", "a mapping or None", headers)
    if not all(isinstance(text, str) for pair in headers.items() for text in pair):
        raise TypeError("names and values of headers are str")


def _opened(body: Sent) -> tuple[Opened | Unreadable | None, SentBody | None]:
    """The body read, or why it cannot be, and what the rules on the call may know of it."""
    if body is None or (isinstance(body, str | bytes) and not body.strip()):
        return None, None
    if isinstance(body, FileBody):
        return None, SentBody(file=body.name)
    try:
        opened = open_body(body)
    except Unreadable as fault:
        return fault, SentBody(_syntax_of(body))
    is_empty = asks_nothing(opened.root, opened.syntax)
    return opened, SentBody(opened.syntax, opened.root, is_empty=is_empty)


def _syntax_of(body: str | bytes | dict[str, Any] | list[Any]) -> Syntax | None:
    """What a body that cannot be read looks like; None where its text is not even had."""
    if isinstance(body, dict | list):
        return Syntax.JSON
    try:
        return Syntax.XML if is_xml(decode(body)) else Syntax.JSON
    except Unreadable:
        return None


def _judged_body(
    call: Call, body: Sent, opened: Opened | Unreadable | None, *, heeds_suppressions: bool
) -> Examined:
    """What is said about the body that a method wants.

    Of any other nothing is, and nothing of it is kept: who signs in sends a secret.
    """
    if opened is None or call.method is None or call.method.body in {"none", "empty"}:
        return Examined(None)
    if isinstance(opened, Unreadable):
        return unread(opened, text_of(body))
    verdicts = _ask(call, "body")
    findings = placed(verdicts, opened.syntax, opened.text, opened.value)
    operation = _OPERATIONS.get(call.method.name)
    if operation is None or isinstance(body, FileBody) or body is None:
        return Examined(opened.text, findings=findings)
    if operation == "update" and call.body is not None and call.body.is_empty:
        return Examined(opened.text)  # an update may leave out all that it could say
    examined = examine(
        body,
        platform="cloud",
        operation=operation,
        make=Schedule,
        heeds_suppressions=heeds_suppressions,
    )
    if findings and not examined.readable:
        # That it is no document with a schedule is said already, in the words of the method.
        return replace(examined, findings=findings, readable=True)
    return replace(examined, findings=findings + examined.findings)


def _ask(call: Call, subject: Subject) -> list[Verdict]:
    """What the rules on calls, or on the bodies sent, say."""
    return [
        Verdict(rule, str(where), message, rule.severity, about=None, of_interval=False)
        for rule in RULES
        if subject in rule.subjects
        for where, message, _ in rule.check(call)
    ]
