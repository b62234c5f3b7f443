"""Rules on intervals as such, whatever the frequency: TAB108-TAB115."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tabsched import facts
from tabsched.platforms import SERVER
from tabsched.readable import client_number
from tabsched.rulebook.mending import leave_out_interval, mend, write_in_interval
from tabsched.rulebook.rule import CLOUD_ONLY, Problem, error, warning
from tabsched.rulebook.wording import listed, shown
from tabsched.values import FREQUENCIES, WEEKDAYS
from tabsched.wire.changes import Merge

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tabsched.case import Case
    from tabsched.readable import Readable
    from tabsched.rulebook.rule import Cure

_TAKEN = {
    "Hourly": "hours, minutes and weekDay",
    "Daily": "hours and weekDay",
    "Weekly": "weekDay",
    "Monthly": "monthDay, or monthDay with weekDay",
}


# [ref] the table "Frequency, Valid interval values".
@error(
    "TAB108",
    evidence="[ref] Request Attributes: interval, the table of valid interval values",
    api_error="409004",
    documented=True,
    frequencies=FREQUENCIES,
    missing=True,
    stands=True,
    when=facts.ODD_INTERVAL,
)
def interval_not_taken(case: Case) -> Iterator[Problem]:
    """An interval is of a kind that the frequency does not take.

    ## Why
    The table of valid interval values in the REST reference names the kinds that each frequency
    takes: hours or minutes and weekDay for Hourly, hours and weekDay for Daily, weekDay for Weekly,
    monthDay with or without weekDay for Monthly. A kind from another row makes the body invalid,
    error 409004. It usually stays behind when the frequency of a schedule is changed and its
    intervals are not. Remove the interval, or choose the frequency that takes it.

    ## Bad
    ```xml
    <schedule frequency="Weekly">
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
    <schedule frequency="Weekly">
      <frequencyDetails start="06:00:00">
        <intervals>
          <interval weekDay="Monday"/>
        </intervals>
      </frequencyDetails>
    </schedule>
    ```
    """
    for index, item in enumerate(case.intervals):
        if item.is_one_kind and not case.takes(item) and index not in case.faulty:
            found = " with ".join(reversed(item.kinds))
            article = "an" if case.frequency == "Hourly" else "a"
            yield Problem(
                ("intervals", index),
                f"{article} {case.frequency} schedule takes no {found} interval: "
                f"it takes {_TAKEN[case.frequency or '']}",
            )


# [ref] "interval {interval type}": one type an interval.
@error(
    "TAB109",
    fix="safe",
    evidence="[ref] Request Attributes: interval {interval type}",
    api_error="409004",
    documented=True,
    missing=True,
    stands=True,
    when=facts.ODD_INTERVAL,
)
def interval_without_kind(case: Case) -> Iterator[Problem]:
    """An interval says nothing that is known.

    ## Why
    An interval carries what it says in an attribute: hours, minutes, weekDay or monthDay. One
    without any of them says nothing, and an invalid interval parameter is error 409004. Programs
    write one when the value that they wanted to put in is empty. Because it may be the very
    interval that is missing, the rules that count intervals are silent until it is mended.

    ## Bad
    ```xml
    <schedule frequency="Monthly">
      <frequencyDetails start="06:00:00">
        <intervals>
          <interval monthDay="15"/>
          <interval/>
        </intervals>
      </frequencyDetails>
    </schedule>
    ```

    ## Good
    ```xml
    <schedule frequency="Monthly">
      <frequencyDetails start="06:00:00">
        <intervals>
          <interval monthDay="15"/>
        </intervals>
      </frequencyDetails>
    </schedule>
    ```
    """
    for index, item in enumerate(case.intervals):
        if not item.kinds and index not in case.faulty:
            elements = case.survey.intervals
            is_empty = index < len(elements) and elements[index].is_empty
            yield Problem(
                ("intervals", index),
                "an interval says nothing: hours, minutes, weekDay or monthDay is missing",
                leave_out_interval(case, index) if is_empty else None,
            )


@error(
    "TAB110",
    evidence="[ref] Request Attributes: interval {interval type}; Monthly, monthDay with weekDay",
    api_error="409004",
    documented=True,
    when=facts.ODD_INTERVAL,
)
def interval_with_two_kinds(case: Case) -> Iterator[Problem]:
    """An interval says two things that do not belong together.

    ## Why
    In the REST reference an interval is of one type, and its samples give hours and each weekDay an
    interval of their own. The one pair that belongs together is monthDay with weekDay, as in the
    third Thursday of a month. Any other pair is an invalid interval parameter, error 409004,
    however clearly it seems to say what is meant. Give each its own interval.

    ## Bad
    ```xml
    <schedule frequency="Daily">
      <frequencyDetails start="18:30:00" end="22:30:00">
        <intervals>
          <interval hours="4" weekDay="Sunday"/>
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
    for index, item in enumerate(case.intervals):
        if len(item.kinds) > 1 and not item.is_one_kind and index not in case.faulty:
            yield Problem(
                ("intervals", index),
                f"{listed(item.kinds, 'and')} stand in one interval: give each an interval of its "
                "own, only monthDay and weekDay may stand together",
            )


# [ref] the names of the days, as the table spells them.
@error(
    "TAB111",
    evidence="[ref] Request Attributes: interval weekDay, Sunday to Saturday",
    api_error="409004",
    documented=True,
    when=facts.ODD_INTERVAL,
    fix="safe",
)
def week_day_unknown(case: Case) -> Iterator[Problem]:
    """A weekDay is no name of a day of the week.

    ## Why
    The REST reference lists the English names Sunday to Saturday, spelt out and with a capital
    letter. Abbreviations, other cases, numbers and the names of other languages are invalid values,
    error 409004. Write the full name, and one interval for each day.

    ## Bad
    ```xml
    <schedule frequency="Weekly">
      <frequencyDetails start="06:00:00">
        <intervals>
          <interval weekDay="Mon"/>
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
    for index, item in case.sound:
        if isinstance(item.week_day, str):
            meant = week_day_meant(item.week_day)
            hint = f"write {meant or listed(WEEKDAYS)}"
            yield Problem(
                ("intervals", index, "weekDay"),
                f"{shown(item.week_day)} is no day of the week: {hint}",
                write_in_interval(case, index, "weekDay", meant) if meant else None,
            )


def week_day_meant(text: str) -> str | None:
    """The one day whose name, in any case, a text is or begins (of at least two letters)."""
    start = text.strip().rstrip(".").lower()
    found = [day for day in WEEKDAYS if len(start) > 1 and day.lower().startswith(start)]
    return found[0] if len(found) == 1 else None


# [live] migration-sdk #41: 409004 with 0x5CE10192, "must have at least one weekDay interval".
@error(
    "TAB112",
    evidence="[live] migration-sdk #41: 409004, 0x5CE10192",
    api_error="409004",
    frequencies=("Hourly", "Daily"),
    platforms=CLOUD_ONLY,
    missing=True,
    counting=True,
    unless=facts.WEEK_DAY,
)
def week_days_missing(case: Case) -> Iterator[Problem]:
    """An Hourly or Daily schedule names no day of the week.

    ## Why
    Tableau Cloud refuses an Hourly or Daily schedule that names no day: a migration from Server
    ended in error 409004 with the code 0x5CE10192 (migration-sdk #41). The REST reference does not
    say that a day is needed, and Tableau Server needs none. For every day of the week, write seven
    intervals.

    ## Bad
    ```xml
    <schedule frequency="Daily">
      <frequencyDetails start="06:00:00" end="06:00:00">
        <intervals>
          <interval hours="24"/>
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
    if case.intervals and not case.has("weekDay"):
        yield Problem(
            ("intervals",),
            f"weekDay is missing: Tableau Cloud wants at least one in {case.frequency} schedules, "
            "an interval for each day on which it runs",
        )


@warning(
    "TAB113",
    evidence="[assumed] a repeated interval adds no run",
    counting=True,
    when=facts.REPEATED,
    fix="safe",
)
def interval_repeated(case: Case) -> Iterator[Problem]:
    """The same interval stands twice.

    ## Why
    Saying a day or a step a second time adds no run, and no source tells what Tableau makes of it.
    It is the trace of two lists that were joined, or of a copied line in which the day was not
    changed, and then a day is missing. Keep one of them, or correct the other.

    ## Bad
    ```xml
    <schedule frequency="Daily">
      <frequencyDetails start="06:00:00" end="06:00:00">
        <intervals>
          <interval hours="24"/>
          <interval weekDay="Monday"/>
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
    if case.frequency == "Daily" and case.platform is SERVER:
        return  # which ignores them all
    seen: set[Readable] = set()
    for index, item in case.sound:
        if item in seen:
            yield Problem(
                ("intervals", index),
                "this interval stands there already: once is enough",
                leave_out_interval(case, index),
            )
        seen.add(item)


# [ref] the cURL example holds three <intervals>, every other sample one.
@warning(
    "TAB114",
    evidence="[ref] cURL Request Example, against its other samples",
    when=facts.REMARK,
    fix="safe",
)
def several_intervals_elements(case: Case) -> Iterator[Problem]:
    """A schedule holds several intervals elements.

    ## Why
    The cURL example of the REST reference wraps every interval in an `intervals` element of its
    own, while all its other samples hold one `intervals` with every interval inside. Here several
    are read as one list; no source tells whether Tableau does the same. Put all intervals into the
    first element.

    ## Bad
    ```xml
    <schedule frequency="Daily">
      <frequencyDetails start="18:30:00" end="22:30:00">
        <intervals>
          <interval hours="4"/>
        </intervals>
        <intervals>
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
    groups = case.survey.groups
    if len(groups) > 1:
        first, *others = groups
        merged = tuple(Merge(other.path, first.path) for other in others)
        yield Problem(
            others[0].path,
            f"{len(others) + 1} intervals elements stand in one frequencyDetails: they are read as "
            "one, put every interval into the first",
            mend("put every interval into the first", *merged)
            if len(set(case.intervals)) == len(case.intervals)
            else None,
        )


# [tsc] #1543, #1579: numbers kept as floats or tuples by the client.
@error(
    "TAB115",
    evidence="[tsc] #1543, #1579",
    api_error="409004",
    documented=True,
    when=facts.ODD_INTERVAL,
    fix="safe",
)
def hours_not_plain(case: Case) -> Iterator[Problem]:
    """Hours or minutes are not written as a plain number.

    ## Why
    The values are whole numbers written in digits. Programs that keep intervals as floats or tuples
    send `4.0` or `(4,)` instead (tableauserverclient #1543 and #1579); others add zeros, a plus
    sign or spaces. That is an invalid interval parameter, error 409004. Write the digits alone.

    ## Bad
    ```json
    {
      "frequency": "Daily",
      "frequencyDetails": {
        "start": "18:30:00",
        "end": "22:30:00",
        "intervals": {"interval": [{"hours": "4.0"}, {"weekDay": "Sunday"}]}
      }
    }
    ```

    ## Good
    ```json
    {
      "frequency": "Daily",
      "frequencyDetails": {
        "start": "18:30:00",
        "end": "22:30:00",
        "intervals": {"interval": [{"hours": "4"}, {"weekDay": "Sunday"}]}
      }
    }
    ```
    """
    ignored = case.frequency == "Daily" and case.platform.name == "server"
    for index, item in case.sound:
        for name, value in (("hours", item.hours), ("minutes", item.minutes)):
            if not isinstance(value, str):
                continue
            number = client_number(value)
            cure: Cure | None = None
            if number in case.offered(name):
                hint = f'write {name}="{number}"'
                cure = write_in_interval(case, index, name, str(number))
            elif ignored:
                hint = f"write {listed(case.offered(name))}"
            else:
                continue
            yield Problem(
                ("intervals", index, name),
                f"{name} {shown(value)} is no plain number: {hint}",
                cure,
            )
