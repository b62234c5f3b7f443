"""Rules on Hourly schedules: TAB2xx."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tabsched import facts
from tabsched.rulebook.mending import leave_out_interval
from tabsched.rulebook.rule import SERVER_ONLY, Problem, error, warning
from tabsched.rulebook.wording import listed, shown

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tabsched.case import Case
    from tabsched.platforms import Platform

_HOURLY = ("Hourly",)


def _offer(platform: Platform) -> str:
    """What a platform takes, as a phrase."""
    if platform.name == "cloud":
        return 'hours="1" or minutes="60"'
    return f"hours {listed(platform.hourly_hours)}, or minutes {listed(platform.hourly_minutes)}"


# [ref] Hourly: "end is the time of day on which scheduled jobs should stop being run".
@error(
    "TAB201",
    evidence="[ref] Request Attributes: frequencyDetails end; [sdk] CloudScheduleValidator",
    api_error="409004",
    documented=True,
    frequencies=_HOURLY,
    missing=True,
    unless=facts.END,
)
def hourly_without_end(case: Case) -> Iterator[Problem]:
    """An Hourly schedule says no end.

    ## Why
    An Hourly schedule repeats within a window, and the REST reference requires `end` as the time at
    which that window closes. The validator of Tableau's Migration SDK refuses a schedule without
    it, and a missing schedule parameter is error 409004. Write the time at which the window closes;
    on Cloud it is a whole number of hours after `start`.

    ## Bad
    ```xml
    <schedule frequency="Hourly">
      <frequencyDetails start="08:00:00">
        <intervals>
          <interval hours="1"/>
          <interval weekDay="Monday"/>
        </intervals>
      </frequencyDetails>
    </schedule>
    ```

    ## Good
    ```xml
    <schedule frequency="Hourly">
      <frequencyDetails start="08:00:00" end="18:00:00">
        <intervals>
          <interval hours="1"/>
          <interval weekDay="Monday"/>
        </intervals>
      </frequencyDetails>
    </schedule>
    ```
    """
    if case.survey.details is not None and not case.survey.details.has("end"):
        yield Problem(
            ("end",), "end is missing: an Hourly schedule runs from start to end, HH:MM:SS"
        )


# [ref] Hourly: only one of hours="1" and minutes="60"; [sdk] Server's own choices.
@error(
    "TAB202",
    evidence="[ref] Request Attributes: interval, Hourly; [sdk] ServerScheduleValidator",
    api_error="409004",
    documented=True,
    frequencies=_HOURLY,
    missing=True,
    counting=True,
    unless=facts.STEP,
)
def hourly_without_interval(case: Case) -> Iterator[Problem]:
    """An Hourly schedule does not say how often it runs.

    ## Why
    Hourly does not by itself mean every hour: an interval has to say so. The REST reference wants
    `hours="1"` or `minutes="60"` among the intervals, and the validators of Tableau's Migration SDK
    refuse a schedule with neither. Tableau Server takes more steps than Cloud, but also needs one.
    Add the interval beside the days.

    ## Bad
    ```xml
    <schedule frequency="Hourly">
      <frequencyDetails start="08:00:00" end="18:00:00">
        <intervals>
          <interval weekDay="Monday"/>
        </intervals>
      </frequencyDetails>
    </schedule>
    ```

    ## Good
    ```xml
    <schedule frequency="Hourly">
      <frequencyDetails start="08:00:00" end="18:00:00">
        <intervals>
          <interval hours="1"/>
          <interval weekDay="Monday"/>
        </intervals>
      </frequencyDetails>
    </schedule>
    ```
    """
    if not case.steps:
        days = ", and a weekDay" if not case.intervals and case.platform.name == "cloud" else ""
        yield Problem(
            ("intervals",),
            f"an Hourly schedule says how often it runs: an interval {_offer(case.platform)} "
            f"is missing{days}",
        )


@error(
    "TAB203",
    evidence="[ref] Request Attributes: interval, Hourly; [sdk] ServerScheduleValidator",
    api_error="409004",
    documented=True,
    frequencies=_HOURLY,
    counting=True,
    when=facts.ODD_NUMBER,
)
def hourly_interval_not_offered(case: Case) -> Iterator[Problem]:
    """An Hourly schedule repeats after a time that Tableau does not offer.

    ## Why
    On Tableau Cloud an Hourly schedule runs every hour: the REST reference calls 1 the only valid
    value of hours, and 60 that of minutes. Tableau Server offers hours 1, 2, 4, 6, 8 and 12 and
    minutes 15 and 30, so a schedule taken over from Server can fail with error 409004. For every
    two hours or more on Cloud, write a Daily schedule with those hours; more often than every hour
    is not offered there.

    ## Bad
    ```xml
    <schedule frequency="Hourly">
      <frequencyDetails start="08:00:00" end="18:00:00">
        <intervals>
          <interval hours="2"/>
          <interval weekDay="Monday"/>
        </intervals>
      </frequencyDetails>
    </schedule>
    ```

    ## Good
    ```xml
    <schedule frequency="Hourly">
      <frequencyDetails start="08:00:00" end="18:00:00">
        <intervals>
          <interval hours="1"/>
          <interval weekDay="Monday"/>
        </intervals>
      </frequencyDetails>
    </schedule>
    ```
    """
    for index, name, value in case.steps:
        if value not in case.offered(name) and not case.is_client_number(name, value):
            yield Problem(
                ("intervals", index, name),
                f"{name} {shown(str(value))} is not offered in an Hourly schedule: "
                f"{case.platform.title} takes {_offer(case.platform)}",
            )


@error(
    "TAB204",
    fix="safe",
    evidence="[ref] Request Attributes: interval, Hourly, only one of",
    api_error="409004",
    documented=True,
    frequencies=_HOURLY,
    counting=True,
    when=facts.SEVERAL_STEPS,
)
def hourly_interval_twice(case: Case) -> Iterator[Problem]:
    """An Hourly schedule says more than once how often it runs.

    ## Why
    The REST reference allows only one of `hours="1"` and `minutes="60"` in an Hourly schedule. The
    two mean the same, yet both together are an invalid interval parameter, error 409004. On Tableau
    Server the values differ, but there too one of them has to be chosen. Keep one.

    ## Bad
    ```xml
    <schedule frequency="Hourly">
      <frequencyDetails start="08:00:00" end="18:00:00">
        <intervals>
          <interval hours="1"/>
          <interval minutes="60"/>
          <interval weekDay="Monday"/>
        </intervals>
      </frequencyDetails>
    </schedule>
    ```

    ## Good
    ```xml
    <schedule frequency="Hourly">
      <frequencyDetails start="08:00:00" end="18:00:00">
        <intervals>
          <interval hours="1"/>
          <interval weekDay="Monday"/>
        </intervals>
      </frequencyDetails>
    </schedule>
    ```
    """
    steps = case.steps
    if len(steps) > 1:
        index, name, _ = steps[1]
        yield Problem(
            ("intervals", index, name),
            f"{len(steps)} intervals say how often an Hourly schedule runs: keep one, "
            f"{_offer(case.platform)}",
            leave_out_interval(case, index) if _all_the_same(case) else None,
        )


def _all_the_same(case: Case) -> bool:
    """Whether all intervals say the same: on Cloud hours 1 and minutes 60 do."""
    said = {(name, value) for _, name, value in case.steps}
    offered = all(value in case.offered(name) for name, value in said)
    return len(said) == 1 or (offered and case.platform.name == "cloud")


@warning(
    "TAB205",
    evidence="[tsc] HourlyInterval takes them, [sdk] ServerScheduleValidator does not",
    frequencies=_HOURLY,
    platforms=SERVER_ONLY,
    counting=True,
    when=facts.ODD_NUMBER,
)
def hourly_interval_disputed(case: Case) -> Iterator[Problem]:
    """An Hourly server schedule repeats after 24 hours or 60 minutes.

    ## Why
    tableauserverclient builds Hourly schedules of 24 hours or 60 minutes for Tableau Server, and
    the validator of Tableau's Migration SDK for Server refuses them. No live answer settles it.
    Both can be said without the doubt: 60 minutes as 1 hour, and 24 hours as a Daily schedule.

    ## Bad
    ```xml platform=server
    <schedule frequency="Hourly">
      <frequencyDetails start="08:00:00" end="18:00:00">
        <intervals>
          <interval minutes="60"/>
        </intervals>
      </frequencyDetails>
    </schedule>
    ```

    ## Good
    ```xml platform=server
    <schedule frequency="Hourly">
      <frequencyDetails start="08:00:00" end="18:00:00">
        <intervals>
          <interval hours="1"/>
        </intervals>
      </frequencyDetails>
    </schedule>
    ```
    """
    disputed = {"hours": case.platform.disputed_hours, "minutes": case.platform.disputed_minutes}
    instead = {"hours": "a Daily schedule", "minutes": 'hours="1"'}
    for index, name, value in case.steps:
        if value in disputed[name]:
            yield Problem(
                ("intervals", index, name),
                f"sources disagree whether Tableau Server takes {name} {value} in an Hourly "
                f"schedule: {instead[name]} says the same",
            )
