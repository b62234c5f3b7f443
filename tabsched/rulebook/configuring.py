"""Rules on configuration and suppression: TAB8xx. They judge the complaint of who reads them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple

from tabsched.rulebook.rule import ALWAYS, CONFIGURATIONS, SUPPRESSIONS, Problem, error, warning

if TYPE_CHECKING:
    from collections.abc import Iterator

_KEYS = "tabsched, Configuration: keys"
_SUPPRESSION = "tabsched, Configuration: suppression"

ComplaintKind = Literal[
    "config-unreadable",
    "config-key-unknown",
    "config-value-wrong",
    "config-key-missing",
    "suppression-unused",
    "suppression-expired",
    "suppression-without-reason",
    "suppression-malformed",
    "suppression-of-no-rule",
]


class Complaint(NamedTuple):
    """What is wrong with a configuration or a suppression.

    Attributes:
        kind: the name of the rule.
        where: its path.
        message: what was found, and what is offered.
    """

    kind: ComplaintKind
    where: str
    message: str


def _of_kind(complaint: Complaint, kind: ComplaintKind) -> Iterator[Problem]:
    if complaint.kind == kind:
        yield Problem(complaint.where, complaint.message)


@error(
    "TAB801",
    evidence="TOML 1.0",
    documented=True,
    subjects=CONFIGURATIONS,
    operations=ALWAYS,
)
def config_unreadable(complaint: Complaint) -> Iterator[Problem]:
    """The configuration is no TOML, or cannot be read at all.

    ## Why
    Where the configuration cannot be read, nobody knows which rules and files were meant. So no
    document is judged, and the exit code is 2. TOML differs from JSON in small things: a key stands
    before an equals sign, texts need quotes, and dates need none. The finding names the first
    fault.

    ## Bad
    ```toml
    [tool.tabsched]
    platform: "cloud"
    ```

    ## Good
    ```toml
    [tool.tabsched]
    platform = "cloud"
    ```
    """
    yield from _of_kind(complaint, "config-unreadable")


@error(
    "TAB802",
    evidence=_KEYS,
    documented=True,
    subjects=CONFIGURATIONS,
    operations=ALWAYS,
    at_name=True,
)
def config_key_unknown(complaint: Complaint) -> Iterator[Problem]:
    """The configuration has a key that means nothing.

    ## Why
    A misspelt key would be a setting that somebody relies on and that is not in force: with
    `fail_on` in place of `fail-on` a pipeline stays green. So no document is judged, and the exit
    code is 2. Keys are written in small letters, with hyphens.

    ## Bad
    ```toml
    [tool.tabsched]
    fail_on = "warning"
    ```

    ## Good
    ```toml
    [tool.tabsched]
    fail-on = "warning"
    ```
    """
    yield from _of_kind(complaint, "config-key-unknown")


@error(
    "TAB803",
    evidence=_KEYS,
    documented=True,
    subjects=CONFIGURATIONS,
    operations=ALWAYS,
)
def config_value_wrong(complaint: Complaint) -> Iterator[Problem]:
    """A key of the configuration has a value that it cannot have.

    ## Why
    Each key takes values of one kind: one of a few words, a list of rules, a list of patterns, an
    IANA time zone, a date. Rules are named by code, by the beginning of codes, or by name, each in
    quotes. What was meant by another value is not guessed: no document is judged, and the exit code
    is 2.

    ## Bad
    ```toml
    [tool.tabsched]
    ignore = "weekly-several-days"
    ```

    ## Good
    ```toml
    [tool.tabsched]
    ignore = ["weekly-several-days"]
    ```
    """
    yield from _of_kind(complaint, "config-value-wrong")


@error(
    "TAB804",
    evidence=_KEYS,
    documented=True,
    subjects=CONFIGURATIONS,
    operations=ALWAYS,
)
def config_key_missing(complaint: Complaint) -> Iterator[Problem]:
    """A suppression in the configuration does not say what it suppresses.

    ## Why
    An entry of `suppress` names its rules under `codes`. Without them it would suppress either
    nothing or everything, and neither is what somebody meant who wrote down files and a reason. No
    document is judged, and the exit code is 2.

    ## Bad
    ```toml
    [[tool.tabsched.suppress]]
    files = ["legacy/*.xml"]
    reason = "kept as they are until the move to Cloud"
    ```

    ## Good
    ```toml
    [[tool.tabsched.suppress]]
    codes = ["daily-hours-not-offered"]
    files = ["legacy/*.xml"]
    reason = "kept as they are until the move to Cloud"
    ```
    """
    yield from _of_kind(complaint, "config-key-missing")


@warning(
    "TAB811",
    evidence=_SUPPRESSION,
    documented=True,
    subjects=SUPPRESSIONS,
    operations=ALWAYS,
)
def suppression_unused(complaint: Complaint) -> Iterator[Problem]:
    """A suppression suppresses nothing.

    ## Why
    What it was written for has been mended, or it stands in the wrong place: a comment covers the
    element or the key that comes next, a `$comment` the object in which it stands. Left there, it
    hides the next fault of that kind from everybody. Take it out, or put it where the finding is.

    ## Bad
    ```xml
    <schedule frequency="Weekly">
      <!-- tabsched: ignore[weekly-several-days] Server takes several days -->
      <frequencyDetails start="06:00:00">
        <intervals>
          <interval weekDay="Monday"/>
        </intervals>
      </frequencyDetails>
    </schedule>
    ```

    ## Good
    ```xml
    <schedule frequency="Weekly">
      <frequencyDetails start="06:00:00">
        <intervals>
          <interval weekDay="Monday"/>
        </intervals>
      </frequencyDetails>
    </schedule>
    ```
    """
    yield from _of_kind(complaint, "suppression-unused")


@warning(
    "TAB812",
    evidence=_SUPPRESSION,
    documented=True,
    subjects=SUPPRESSIONS,
    operations=ALWAYS,
)
def suppression_expired(complaint: Complaint) -> Iterator[Problem]:
    """A suppression in the configuration has run out.

    ## Why
    `until` is the last day on which an entry suppresses. From the next day on, by UTC, its findings
    show again, and this one says why they do. Mend what they are about and remove the entry, or
    agree on a new date.

    ## Bad
    ```toml
    [[tool.tabsched.suppress]]
    codes = ["daily-hours-not-offered"]
    files = ["legacy/*.xml"]
    reason = "kept as they are until the move to Cloud"
    until = 2024-01-31
    ```

    ## Good
    ```toml
    [[tool.tabsched.suppress]]
    codes = ["daily-hours-not-offered"]
    files = ["legacy/*.xml"]
    reason = "kept as they are until the move to Cloud"
    until = 9999-12-31
    ```
    """
    yield from _of_kind(complaint, "suppression-expired")


@warning(
    "TAB813",
    evidence=_SUPPRESSION,
    documented=True,
    subjects=SUPPRESSIONS,
    operations=ALWAYS,
)
def suppression_without_reason(complaint: Complaint) -> Iterator[Problem]:
    """A suppression gives no reason.

    ## Why
    Whoever comes later cannot tell a decision from an oversight, and dares neither to remove the
    suppression nor to trust it. One sentence is enough: who takes the schedule as it is, or which
    ticket ends it. The suppression holds all the same.

    ## Bad
    ```xml
    <schedule frequency="Weekly">
      <!-- tabsched: ignore[end-not-used] -->
      <frequencyDetails start="06:00:00" end="07:00:00">
        <intervals>
          <interval weekDay="Monday"/>
        </intervals>
      </frequencyDetails>
    </schedule>
    ```

    ## Good
    ```xml
    <schedule frequency="Weekly">
      <!-- tabsched: ignore[end-not-used] as Tableau's answer had it -->
      <frequencyDetails start="06:00:00" end="07:00:00">
        <intervals>
          <interval weekDay="Monday"/>
        </intervals>
      </frequencyDetails>
    </schedule>
    ```
    """
    yield from _of_kind(complaint, "suppression-without-reason")


@warning(
    "TAB814",
    evidence=_SUPPRESSION,
    documented=True,
    subjects=SUPPRESSIONS,
    operations=ALWAYS,
)
def suppression_malformed(complaint: Complaint) -> Iterator[Problem]:
    """A comment begins as a suppression does, and is none.

    ## Why
    A comment that begins with `tabsched:` is meant for this program. It understands one form: the
    word ignore, the rules in square brackets with commas between them, and the reason. Anything
    else suppresses nothing; a comment that means everything at once is not offered.

    ## Bad
    ```json
    {
      "$comment": "tabsched: ignore end-not-used",
      "frequency": "Weekly",
      "frequencyDetails": {
        "start": "06:00:00",
        "intervals": {"interval": [{"weekDay": "Monday"}]}
      }
    }
    ```

    ## Good
    ```json
    {
      "$comment": "tabsched: ignore[end-not-used] as Tableau's answer had it",
      "frequency": "Weekly",
      "frequencyDetails": {
        "start": "06:00:00",
        "end": "07:00:00",
        "intervals": {"interval": [{"weekDay": "Monday"}]}
      }
    }
    ```
    """
    yield from _of_kind(complaint, "suppression-malformed")


@warning(
    "TAB815",
    evidence=_SUPPRESSION,
    documented=True,
    subjects=SUPPRESSIONS,
    operations=ALWAYS,
)
def suppression_of_no_rule(complaint: Complaint) -> Iterator[Problem]:
    """A suppression names what is no rule, or one that cannot be suppressed.

    ## Why
    In the brackets stand codes, beginnings of codes, or names, as for `--ignore`; `tabsched rule`
    lists them. What cannot be read has no place that a comment could cover, and findings about the
    configuration or about suppressions are mended by mending those. The other rules in the same
    brackets are suppressed.

    ## Bad
    ```json
    {
      "$comment": "tabsched: ignore[end-not-needed] as Tableau's answer had it",
      "frequency": "Weekly",
      "frequencyDetails": {
        "start": "06:00:00",
        "intervals": {"interval": [{"weekDay": "Monday"}]}
      }
    }
    ```

    ## Good
    ```json
    {
      "$comment": "tabsched: ignore[end-not-used] as Tableau's answer had it",
      "frequency": "Weekly",
      "frequencyDetails": {
        "start": "06:00:00",
        "end": "07:00:00",
        "intervals": {"interval": [{"weekDay": "Monday"}]}
      }
    }
    ```
    """
    yield from _of_kind(complaint, "suppression-of-no-rule")
