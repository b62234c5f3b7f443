"""Rules on Daily schedules: TAB3xx."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tabsched import facts
from tabsched.platforms import DAILY_HOURS
from tabsched.rulebook.mending import at_need, end_as_start, leave_out_interval, once_a_day
from tabsched.rulebook.rule import (
    ALWAYS,
    CLOUD_ONLY,
    SERVER_ONLY,
    Mend,
    Problem,
    error,
    info,
    warning,
)
from tabsched.rulebook.wording import listed, shown
from tabsched.values import clock_text
from tabsched.wire.changes import Remove

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tabsched.case import Case

_DAILY = ("Daily",)
_HOUR = 3600
_WHOLE_DAY = 24


# [ref] "An hours interval is required"; without it [live] the request is taken and runs hourly.
@error(
    "TAB301",
    evidence="[ref] Request Attributes: interval, Daily; [live] migration-sdk #83, #89, TSC #1508",
    documented=True,
    frequencies=_DAILY,
    platforms=CLOUD_ONLY,
    operations=ALWAYS,
    missing=True,
    counting=True,
    stands=True,
    unless=facts.HOURS,
    fix="unsafe",
)
def daily_without_hours(case: Case) -> Iterator[Problem]:
    """A Daily schedule says no hours, so Tableau refreshes every hour.

    ## Why
    Tableau Cloud takes a Daily schedule without hours and then refreshes every hour instead of once
    a day. Migrations of thousands of schedules were bitten by it, since the Migration SDK left
    hours 24 out (migration-sdk #83 and #89), and so was a request made with tableauserverclient
    (#1508). Tableau's own pages went on to describe such a schedule as once a day. The REST
    reference calls the hours interval required, but Cloud does not insist. For once a day write
    hours 24 with `end` equal to `start`; for several runs a day write 2, 4, 6, 8 or 12.

    ## Bad
    ```xml
    <schedule frequency="Daily">
      <frequencyDetails start="06:00:00" end="06:00:00">
        <intervals>
          <interval weekDay="Monday"/>
        </intervals>
      </frequencyDetails>
    </schedule>
    ```

    ## Good
    ```xml
    <schedule frequency="Daily">
      <frequencyDetails start="06:00:00" end="06:00:00">
        <intervals>
          <interval hours="24"/>
          <interval weekDay="Monday"/>
        </intervals>
      </frequencyDetails>
    </schedule>
    ```
    """
    if not case.hours:
        days = "" if case.intervals else ", and at least one weekDay"
        advice = f"; write hours {listed(DAILY_HOURS)}{days}: 24 runs once a day"
        if case.operation == "response":
            advice = ""
        yield Problem(
            ("intervals",),
            "hours is missing: Tableau Cloud takes a Daily schedule without hours and refreshes "
            f"every hour{advice}",
            None if case.operation == "response" else once_a_day(case, before="every hour"),
        )


@error(
    "TAB302",
    evidence="[ref] Request Attributes: interval, Daily, hours",
    api_error="409004",
    documented=True,
    frequencies=_DAILY,
    platforms=CLOUD_ONLY,
    counting=True,
    when=facts.ODD_NUMBER,
)
def daily_hours_not_offered(case: Case) -> Iterator[Problem]:
    """A Daily schedule repeats after hours that Tableau does not offer.

    ## Why
    The REST reference offers hours 2, 4, 6, 8, 12 and 24 in a Daily schedule; 3 is not among them,
    although it divides a day. Anything else is an invalid interval parameter, error 409004. For
    every hour write an Hourly schedule, for other steps one that is offered.

    ## Bad
    ```xml
    <schedule frequency="Daily">
      <frequencyDetails start="18:30:00" end="22:30:00">
        <intervals>
          <interval hours="3"/>
          <interval weekDay="Sunday"/>
        </intervals>
      </frequencyDetails>
    </schedule>
    ```

    ## Good
    ```xml
    <schedule frequency="Daily">
      <frequencyDetails start="18:30:00" end="22:30:00">
        <intervals>
          <interval hours="4"/>
          <interval weekDay="Sunday"/>
        </intervals>
      </frequencyDetails>
    </schedule>
    ```
    """
    for index, value in case.hours:
        if value not in DAILY_HOURS and not case.is_client_number("hours", value):
            yield Problem(
                ("intervals", index, "hours"),
                f"hours {shown(str(value))} is not offered in a Daily schedule: write "
                f"{listed(DAILY_HOURS)}",
            )


@error(
    "TAB303",
    fix="safe",
    evidence="[ref] Request Attributes: interval, Daily, only one hours declaration",
    api_error="409004",
    documented=True,
    frequencies=_DAILY,
    platforms=CLOUD_ONLY,
    counting=True,
    when=facts.SEVERAL_STEPS,
)
def daily_hours_twice(case: Case) -> Iterator[Problem]:
    """A Daily schedule says hours more than once.

    ## Why
    A Daily schedule has one step for all its days: the REST reference allows several weekDay
    intervals but only one with hours. A second one does not give some of the days another step, it
    makes the body invalid, error 409004. Schedules with two steps have to be two schedules.

    ## Bad
    ```xml
    <schedule frequency="Daily">
      <frequencyDetails start="18:30:00" end="22:30:00">
        <intervals>
          <interval hours="4"/>
          <interval hours="2"/>
          <interval weekDay="Sunday"/>
        </intervals>
      </frequencyDetails>
    </schedule>
    ```

    ## Good
    ```xml
    <schedule frequency="Daily">
      <frequencyDetails start="18:30:00" end="22:30:00">
        <intervals>
          <interval hours="4"/>
          <interval weekDay="Sunday"/>
        </intervals>
      </frequencyDetails>
    </schedule>
    ```
    """
    hours = case.hours
    if len(hours) > 1:
        yield Problem(
            ("intervals", hours[1][0], "hours"),
            f"{len(hours)} intervals say hours: a Daily schedule takes one",
            leave_out_interval(case, hours[1][0])
            if len({each for _, each in hours}) == 1
            else None,
        )


# [ref] "if the interval value of a daily schedule is less than 24, … end time must be supplied".
@error(
    "TAB304",
    evidence="[ref] Request Attributes: interval, Daily, hours; [sdk] CloudScheduleValidator",
    api_error="409004",
    documented=True,
    frequencies=_DAILY,
    platforms=CLOUD_ONLY,
    missing=True,
    counting=True,
    unless=facts.END,
)
def daily_without_end(case: Case) -> Iterator[Problem]:
    """A Daily schedule of fewer than 24 hours says no end.

    ## Why
    A Daily schedule of fewer than 24 hours repeats within a window, and the REST reference says
    that an end must be supplied then. The validator of Tableau's Migration SDK for Cloud refuses a
    schedule without it, and a missing schedule parameter is error 409004. Write the time at which
    the window closes, a whole number of hours after `start`.

    ## Bad
    ```xml
    <schedule frequency="Daily">
      <frequencyDetails start="18:30:00">
        <intervals>
          <interval hours="4"/>
          <interval weekDay="Sunday"/>
        </intervals>
      </frequencyDetails>
    </schedule>
    ```

    ## Good
    ```xml
    <schedule frequency="Daily">
      <frequencyDetails start="18:30:00" end="22:30:00">
        <intervals>
          <interval hours="4"/>
          <interval weekDay="Sunday"/>
        </intervals>
      </frequencyDetails>
    </schedule>
    ```
    """
    details = case.survey.details
    if case.repeats and details is not None and not details.has("end"):
        hours = case.hours[0][1]
        yield Problem(
            ("end",),
            f"end is missing: a Daily schedule of every {hours} hours runs from start to end, "
            "HH:MM:SS",
        )


# [ref] asks for an end below 24 hours only; [sdk] "testing has shown" that it is refused.
@warning(
    "TAB305",
    evidence="[sdk] CloudScheduleValidator, testing has shown; [ref] allows it",
    frequencies=_DAILY,
    platforms=CLOUD_ONLY,
    missing=True,
    counting=True,
    unless=facts.END,
    fix="safe",
)
def daily_24_without_end(case: Case) -> Iterator[Problem]:
    """A Daily schedule of 24 hours says no end, which the reference allows and Cloud may refuse.

    ## Why
    By the REST reference an end is needed below 24 hours only, so this body should be fine. The
    validator of Tableau's Migration SDK refuses it all the same and remarks that testing has shown
    so, and every recorded Cloud schedule of 24 hours has an end equal to its start. Write it like
    that: the schedule still runs once a day, at `start`.

    ## Bad
    ```xml
    <schedule frequency="Daily">
      <frequencyDetails start="06:00:00">
        <intervals>
          <interval hours="24"/>
          <interval weekDay="Monday"/>
        </intervals>
      </frequencyDetails>
    </schedule>
    ```

    ## Good
    ```xml
    <schedule frequency="Daily">
      <frequencyDetails start="06:00:00" end="06:00:00">
        <intervals>
          <interval hours="24"/>
          <interval weekDay="Monday"/>
        </intervals>
      </frequencyDetails>
    </schedule>
    ```
    """
    details = case.survey.details
    once = [value for _, value in case.hours] == [_WHOLE_DAY]
    if once and details is not None and not details.has("end"):
        end = f": write end {clock_text(case.start)}:00" if case.start is not None else ""
        yield Problem(
            ("end",),
            "end is missing: the reference allows that with hours 24, but tests of the Migration "
            "SDK saw it refused, and every recorded Cloud schedule of 24 hours ends where it "
            f"starts{end}",
            end_as_start(case),
        )


@info(
    "TAB306",
    evidence="[assumed] the grid starts at start and its second run would be after end",
    frequencies=_DAILY,
    operations=ALWAYS,
    counting=True,
    when=facts.SHORT_WINDOW,
)
def daily_window_too_short(case: Case) -> Iterator[Problem]:
    """The window of a Daily schedule is shorter than its hours, so it runs once a day.

    ## Why
    A run comes at `start` and then every so many hours until `end`. Where the window is shorter
    than that step, the second run would fall after `end`, and the schedule runs once a day. That
    may be what is meant, but hours 24 would say it plainly. Otherwise widen the window.

    ## Bad
    ```xml
    <schedule frequency="Daily">
      <frequencyDetails start="18:30:00" end="20:30:00">
        <intervals>
          <interval hours="4"/>
          <interval weekDay="Sunday"/>
        </intervals>
      </frequencyDetails>
    </schedule>
    ```

    ## Good
    ```xml
    <schedule frequency="Daily">
      <frequencyDetails start="18:30:00" end="22:30:00">
        <intervals>
          <interval hours="4"/>
          <interval weekDay="Sunday"/>
        </intervals>
      </frequencyDetails>
    </schedule>
    ```
    """
    window = case.window
    if not case.repeats or not window:
        return
    index, hours = case.hours[0]
    if isinstance(hours, int) and window < hours * _HOUR:
        yield Problem(
            ("intervals", index, "hours"),
            f"the window is shorter than {hours} hours: the schedule runs once a day, at start",
        )


# [live] `end` is dropped on create; Server runs a Daily schedule once a day, at start.
@warning(
    "TAB307",
    evidence="[live] Tableau Server drops end; [tsc] DailyInterval on create",
    frequencies=_DAILY,
    platforms=SERVER_ONLY,
    fix="unsafe",
)
def daily_details_ignored(case: Case) -> Iterator[Problem]:
    """Tableau Server ignores the intervals and the end of a Daily schedule.

    ## Why
    A Daily schedule of Tableau Server runs once a day, at `start`, on every day of the week. Server
    is recorded to drop an `end` that a create sends, and intervals have no effect there either. Who
    wants working days only therefore finds runs on Sunday. Leave intervals and end out, and write a
    Weekly schedule for some of the days or an Hourly one for several runs a day.

    ## Bad
    ```xml platform=server
    <schedule frequency="Daily">
      <frequencyDetails start="06:00:00">
        <intervals>
          <interval weekDay="Monday"/>
        </intervals>
      </frequencyDetails>
    </schedule>
    ```

    ## Good
    ```xml platform=server
    <schedule frequency="Daily">
      <frequencyDetails start="06:00:00"/>
    </schedule>
    ```
    """
    has_end = case.written.end is not None
    if case.intervals or has_end:
        where = ("intervals",) if case.intervals else ("end",)
        what = "intervals and end" if has_end and case.intervals else where[0]
        verb = "is" if what == "end" else "are"
        yield Problem(
            where,
            f"{what} {verb} ignored by Tableau Server in a Daily schedule: it runs once a day, "
            "at start, on every day; Weekly runs on chosen days, Hourly several times a day",
            _without_details(case),
        )


@at_need
def _without_details(case: Case) -> Mend:
    """Leave out what Server ignores. A guess of the platform may be wrong, so it is not safe."""
    changes = [Remove(group.path) for group in case.survey.groups]
    if case.written.end is not None:
        changes.append(Remove(case.survey.place("end")))
    what = "leave out what Tableau Server ignores"
    return Mend(safe=False, description=what, changes=tuple(changes))
