"""Rules on Weekly schedules: TAB4xx."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tabsched import facts
from tabsched.rulebook.mending import leave_out_interval, once_a_day
from tabsched.rulebook.rule import CLOUD_ONLY, Problem, error
from tabsched.rulebook.wording import listed
from tabsched.values import WEEKDAYS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tabsched.case import Case

_WEEKLY = ("Weekly",)


# [ref] weekDay: "the day of the week the schedule should run on".
@error(
    "TAB401",
    evidence="[ref] Request Attributes: interval, Weekly; [sdk] both validators",
    api_error="409004",
    documented=True,
    frequencies=_WEEKLY,
    missing=True,
    counting=True,
    unless=facts.WEEK_DAY,
)
def weekly_without_day(case: Case) -> Iterator[Problem]:
    """A Weekly schedule names no day.

    ## Why
    A Weekly schedule runs on a day of the week, and without a weekDay none is said. The REST
    reference has no default for it, and the validators of Tableau's Migration SDK for Cloud and for
    Server both refuse such a schedule. A missing interval parameter is error 409004. Add an
    interval with the day.

    ## Bad
    ```xml
    <schedule frequency="Weekly">
      <frequencyDetails start="06:00:00"/>
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
    if not case.has("weekDay"):
        one = "one" if case.platform.name == "cloud" else "at least one"
        yield Problem(
            ("intervals",),
            f"weekDay is missing: a Weekly schedule names {one} of {listed(WEEKDAYS)}",
        )


# [ref] "You can only specify a single day for a Weekly schedule".
@error(
    "TAB402",
    evidence="[ref] Request Attributes: interval, Weekly; [sdk] CloudScheduleValidator",
    api_error="409004",
    documented=True,
    frequencies=_WEEKLY,
    platforms=CLOUD_ONLY,
    counting=True,
    when=facts.SEVERAL,
    fix="safe or unsafe",
)
def weekly_several_days(case: Case) -> Iterator[Problem]:
    """A Weekly schedule of Cloud names more than one day.

    ## Why
    On Tableau Cloud a Weekly schedule takes a single day, as the REST reference says in so many
    words. Tableau Server takes several, so this is met when schedules move from Server to Cloud.
    The same runs are a Daily schedule there: hours 24, end equal to start, and an interval for each
    of the days.

    ## Bad
    ```xml
    <schedule frequency="Weekly">
      <frequencyDetails start="06:00:00">
        <intervals>
          <interval weekDay="Monday"/>
          <interval weekDay="Friday"/>
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
          <interval weekDay="Friday"/>
        </intervals>
      </frequencyDetails>
    </schedule>
    ```
    """
    if len(case.sound) > 1:
        days = [str(case.written.intervals[index].week_day) for index, _ in case.sound]
        yield Problem(
            ("intervals", case.sound[1][0], "weekDay"),
            f"a Weekly schedule takes one day, not {len(days)}: for several days write a Daily "
            "schedule with hours 24, end equal to start, and these days",
            once_a_day(case) if len(set(days)) > 1 else leave_out_interval(case, case.sound[1][0]),
        )
