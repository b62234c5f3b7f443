"""Rules on Monthly schedules: TAB5xx."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tabsched import facts
from tabsched.readable import client_number
from tabsched.rulebook.mending import leave_out_in_interval, write_in_interval
from tabsched.rulebook.rule import ALWAYS, RESPONSES, SERVER_ONLY, Problem, error, info, warning
from tabsched.rulebook.wording import listed, shown
from tabsched.values import ORDINALS, Nth

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tabsched.case import Case

_MONTHLY = ("Monthly",)
_DAYS = range(1, 32)
_SHORTEST_MONTH = 28
_ORDINALS_BY_CASE = {name.lower(): name for name in ORDINALS} | {"last": "LastDay"}


def _texts(case: Case) -> Iterator[tuple[int, str]]:
    """The values of monthDay that cannot be read as they stand."""
    for index, item in case.sound:
        if isinstance(item.month_day, str):
            yield index, item.month_day


# [ref] Monthly: "There are two ways to define a monthly interval", both by monthDay.
@error(
    "TAB501",
    evidence="[ref] Request Attributes: interval, Monthly; [sdk] both validators",
    api_error="409004",
    documented=True,
    frequencies=_MONTHLY,
    missing=True,
    counting=True,
    unless=facts.MONTH_DAY,
)
def monthly_without_day(case: Case) -> Iterator[Problem]:
    """A Monthly schedule says no day of the month.

    ## Why
    A Monthly schedule needs at least one interval with monthDay. The REST reference gives two ways
    to write it, by the number of the day or by the occurrence of a weekday, and both begin with
    that attribute. The validators of Tableau's Migration SDK refuse a schedule without any, and a
    missing interval parameter is error 409004.

    ## Bad
    ```xml
    <schedule frequency="Monthly">
      <frequencyDetails start="06:00:00"/>
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
    if not case.has("monthDay"):
        yield Problem(
            ("intervals",),
            "monthDay is missing: a Monthly schedule names days 1 to 31, LastDay, or an "
            "occurrence such as Third with a weekDay",
        )


# [ref] Monthly: "Valid values are the whole numbers 1 to 31 or LastDay", and the ordinals.
@error(
    "TAB502",
    evidence="[ref] Request Attributes: interval, Monthly, monthDay",
    api_error="409004",
    documented=True,
    frequencies=_MONTHLY,
    when=facts.ODD_INTERVAL,
)
def month_day_unknown(case: Case) -> Iterator[Problem]:
    """A monthDay is no day of a month.

    ## Why
    The REST reference takes the whole numbers 1 to 31 and LastDay, and beside a weekDay the words
    First to Fifth and LastDay. Anything else, such as 0, 32, -1 or 15th, is an invalid value,
    error 409004. To count from the end of the month there is only LastDay.

    ## Bad
    ```xml
    <schedule frequency="Monthly">
      <frequencyDetails start="06:00:00">
        <intervals>
          <interval monthDay="32"/>
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
    for index, text in _texts(case):
        if text.lower() not in _ORDINALS_BY_CASE and client_number(text) not in _DAYS:
            yield Problem(
                ("intervals", index, "monthDay"),
                f"{shown(text)} is no day of a month: 1 to 31, LastDay, or with a weekDay "
                f"{listed(ORDINALS)}",
            )


# [ref] "If you use LastDay then only one instance of interval can be used".
@error(
    "TAB503",
    evidence="[ref] Request Attributes: interval, Monthly, LastDay",
    api_error="409004",
    documented=True,
    frequencies=_MONTHLY,
    counting=True,
    missing=True,
    stands=True,
    when=facts.NTH_BESIDE,
)
def last_day_not_alone(case: Case) -> Iterator[Problem]:
    """LastDay stands beside other intervals.

    ## Why
    Day numbers may stand beside each other, LastDay may not: the REST reference allows only one
    interval where it is used. Anything beside it makes an invalid interval parameter, error 409004.
    For the fifteenth and the last day of a month, write two schedules.

    ## Bad
    ```xml
    <schedule frequency="Monthly">
      <frequencyDetails start="06:00:00">
        <intervals>
          <interval monthDay="15"/>
          <interval monthDay="LastDay"/>
        </intervals>
      </frequencyDetails>
    </schedule>
    ```

    ## Good
    ```xml
    <schedule frequency="Monthly">
      <frequencyDetails start="06:00:00">
        <intervals>
          <interval monthDay="LastDay"/>
        </intervals>
      </frequencyDetails>
    </schedule>
    ```
    """
    for index, item in case.sound:
        if item.month_day is Nth.LAST and item.week_day is None and len(case.intervals) > 1:
            yield Problem(
                ("intervals", index, "monthDay"),
                f"LastDay stands beside {_others(len(case.intervals) - 1)}: it must be the only "
                "interval of the schedule",
            )
            return


def _others(count: int) -> str:
    return "another interval" if count == 1 else f"{count} other intervals"


# [ref] monthDay="occurrence_of_weekday" Weekday="weekday"; [live] First with Monday on Server.
@error(
    "TAB504",
    evidence="[ref] Request Attributes: interval, Monthly, occurrence of a weekday",
    api_error="409004",
    documented=True,
    frequencies=_MONTHLY,
    missing=True,
    stands=True,
    when=facts.ODD_DAY,
)
def ordinal_without_week_day(case: Case) -> Iterator[Problem]:
    """An ordinal stands without the weekDay that it counts.

    ## Why
    First to Fifth count a weekday within the month, and the weekday has to stand in the same
    interval. Alone, Third means neither the third day of the month nor any Thursday, and Tableau
    has nothing to count: error 409004. Name the weekday, or write the number of the day.

    ## Bad
    ```xml
    <schedule frequency="Monthly">
      <frequencyDetails start="06:00:00">
        <intervals>
          <interval monthDay="Third"/>
        </intervals>
      </frequencyDetails>
    </schedule>
    ```

    ## Good
    ```xml
    <schedule frequency="Monthly">
      <frequencyDetails start="06:00:00">
        <intervals>
          <interval monthDay="Third" weekDay="Thursday"/>
        </intervals>
      </frequencyDetails>
    </schedule>
    ```
    """
    for index, item in case.sound:
        ordinal = isinstance(item.month_day, Nth) and item.month_day is not Nth.LAST
        if ordinal and item.week_day is None:
            name = case.written.intervals[index].month_day
            yield Problem(
                ("intervals", index, "weekDay"),
                f"weekDay is missing beside {name}: {name} of which weekday, such as "
                f'monthDay="{name}" weekDay="Thursday"',
            )


@error(
    "TAB505",
    fix="unsafe",
    evidence="[ref] Request Attributes: interval, Monthly, occurrence of a weekday",
    api_error="409004",
    documented=True,
    frequencies=_MONTHLY,
    when=facts.ODD_DAY,
)
def day_number_with_week_day(case: Case) -> Iterator[Problem]:
    """A day number stands with a weekDay.

    ## Why
    The REST reference knows two ways to say the day: a number, or the occurrence of a weekday. A
    number beside a weekDay is neither, and does not mean "the 15th if it is a Monday". It is an
    invalid interval parameter, error 409004. Leave the weekday out, or replace the number by First
    to Fifth or LastDay.

    ## Bad
    ```xml
    <schedule frequency="Monthly">
      <frequencyDetails start="06:00:00">
        <intervals>
          <interval monthDay="15" weekDay="Monday"/>
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
    for index, item in case.sound:
        if isinstance(item.month_day, int) and item.week_day is not None:
            yield Problem(
                ("intervals", index, "monthDay"),
                f"day {item.month_day} stands with a weekDay: leave the weekDay out, or say which "
                f"one of the month, {listed(ORDINALS)}",
                leave_out_in_interval(case, index, "weekDay"),
            )


# [ref] spells both LastDay and lastDay.
@info(
    "TAB506",
    evidence="[ref] Request Attributes: interval, Monthly, lastDay beside LastDay",
    frequencies=_MONTHLY,
    when=facts.ODD_INTERVAL,
    fix="safe",
)
def last_day_spelling(case: Case) -> Iterator[Problem]:
    """LastDay is written lastDay.

    ## Why
    The REST reference spells this value LastDay where it lists what is valid, and lastDay in its
    sentence on the last occurrence of a weekday. It is read as LastDay, and nothing is wrong with
    it as far as anybody has told. LastDay is the spelling that the list backs.

    ## Bad
    ```xml
    <schedule frequency="Monthly">
      <frequencyDetails start="06:00:00">
        <intervals>
          <interval monthDay="lastDay"/>
        </intervals>
      </frequencyDetails>
    </schedule>
    ```

    ## Good
    ```xml
    <schedule frequency="Monthly">
      <frequencyDetails start="06:00:00">
        <intervals>
          <interval monthDay="LastDay"/>
        </intervals>
      </frequencyDetails>
    </schedule>
    ```
    """
    for index, _ in case.sound:
        if case.written.intervals[index].month_day == "lastDay":
            yield Problem(
                ("intervals", index, "monthDay"),
                "lastDay is read as LastDay: the reference writes both, LastDay more often",
                write_in_interval(case, index, "monthDay", "LastDay"),
            )


# [tsc] and the user interface say Last.
@error(
    "TAB507",
    evidence="[ref] Request Attributes: interval, Monthly; [tsc] MonthlyInterval says Last",
    api_error="409004",
    documented=True,
    frequencies=_MONTHLY,
    when=facts.ODD_INTERVAL,
    fix="safe",
)
def month_day_misspelt(case: Case) -> Iterator[Problem]:
    """LastDay or an ordinal is spelt in another way.

    ## Why
    tableauserverclient and Tableau's own pages say Last where the REST reference says LastDay, and
    the words are case-sensitive, so that `third` is no better. Either is an invalid interval
    parameter, error 409004. Write LastDay, First, Second, Third, Fourth or Fifth. In an answer Last
    is taken for LastDay without a finding.

    ## Bad
    ```xml
    <schedule frequency="Monthly">
      <frequencyDetails start="06:00:00">
        <intervals>
          <interval monthDay="Last"/>
        </intervals>
      </frequencyDetails>
    </schedule>
    ```

    ## Good
    ```xml
    <schedule frequency="Monthly">
      <frequencyDetails start="06:00:00">
        <intervals>
          <interval monthDay="LastDay"/>
        </intervals>
      </frequencyDetails>
    </schedule>
    ```
    """
    for index, text in _texts(case):
        if text.lower() in _ORDINALS_BY_CASE:
            meant = _ORDINALS_BY_CASE[text.lower()]
            yield Problem(
                ("intervals", index, "monthDay"),
                f"{shown(text)} is not how Tableau spells it: write {meant}",
                write_in_interval(case, index, "monthDay", meant),
            )


# [tsc] #1543, #1579: numbers kept as floats or tuples by the client.
@error(
    "TAB508",
    evidence="[tsc] #1543, #1579",
    api_error="409004",
    documented=True,
    frequencies=_MONTHLY,
    when=facts.ODD_INTERVAL,
    fix="safe",
)
def month_day_not_plain(case: Case) -> Iterator[Problem]:
    """A day number is not written as plain digits.

    ## Why
    A day is a whole number written in digits. Clients that keep intervals as floats or tuples send
    `5.0` or `(5,)` instead (tableauserverclient #1543 and #1579). That is an invalid interval
    parameter, error 409004. Write the digits alone.

    ## Bad
    ```json
    {
      "frequency": "Monthly",
      "frequencyDetails": {
        "start": "06:00:00",
        "intervals": {"interval": [{"monthDay": "(5,)"}]}
      }
    }
    ```

    ## Good
    ```json
    {
      "frequency": "Monthly",
      "frequencyDetails": {
        "start": "06:00:00",
        "intervals": {"interval": [{"monthDay": "5"}]}
      }
    }
    ```
    """
    for index, text in _texts(case):
        number = client_number(text)
        if number in _DAYS:
            yield Problem(
                ("intervals", index, "monthDay"),
                f'monthDay {shown(text)} is no plain number: write monthDay="{number}"',
                write_in_interval(case, index, "monthDay", str(number)),
            )


# [ref] speaks of two ways, [sdk] takes a mix.
@warning(
    "TAB509",
    evidence="[ref] Request Attributes: interval, Monthly, two ways; [sdk] takes a mix",
    frequencies=_MONTHLY,
    counting=True,
    when=facts.NTH_BESIDE,
)
def monthly_ways_mixed(case: Case) -> Iterator[Problem]:
    """A Monthly schedule mixes several ordinals, or ordinals and day numbers.

    ## Why
    The REST reference describes two ways to say the days of a month and nowhere shows them in one
    schedule, nor two occurrences such as the first and the third Thursday. The validator of
    Tableau's Migration SDK takes such mixes. Whether Cloud runs them as written is not recorded, so
    one schedule for each occurrence is the safe way.

    ## Bad
    ```xml
    <schedule frequency="Monthly">
      <frequencyDetails start="06:00:00">
        <intervals>
          <interval monthDay="First" weekDay="Thursday"/>
          <interval monthDay="Third" weekDay="Thursday"/>
        </intervals>
      </frequencyDetails>
    </schedule>
    ```

    ## Good
    ```xml
    <schedule frequency="Monthly">
      <frequencyDetails start="06:00:00">
        <intervals>
          <interval monthDay="Third" weekDay="Thursday"/>
        </intervals>
      </frequencyDetails>
    </schedule>
    ```
    """
    ordinals = {item.month_day for _, item in case.sound if isinstance(item.month_day, Nth)}
    numbers = any(isinstance(item.month_day, int) for _, item in case.sound)
    if len(ordinals) > 1 or (ordinals and numbers):
        what = "ordinals and day numbers" if numbers else "several ordinals"
        yield Problem(
            ("intervals",),
            f"{what} stand in one schedule: the reference tells of one way at a time, and only "
            "Tableau's own migration client is known to take more",
        )


@info(
    "TAB510",
    evidence="[assumed] a month without that day has no run",
    frequencies=_MONTHLY,
    operations=ALWAYS,
    when=facts.ODD_DAY,
)
def months_skipped(case: Case) -> Iterator[Problem]:
    """Some months lack the day, and are assumed to be skipped.

    ## Why
    Not every month has a day 29, 30 or 31 or a fifth Thursday. No source says what Tableau does
    then; a month without that day is assumed to have no run, and not to run on its last day
    instead. Where the end of the month is meant, LastDay runs in every one of them.

    ## Bad
    ```xml
    <schedule frequency="Monthly">
      <frequencyDetails start="06:00:00">
        <intervals>
          <interval monthDay="31"/>
        </intervals>
      </frequencyDetails>
    </schedule>
    ```

    ## Good
    ```xml
    <schedule frequency="Monthly">
      <frequencyDetails start="06:00:00">
        <intervals>
          <interval monthDay="LastDay"/>
        </intervals>
      </frequencyDetails>
    </schedule>
    ```
    """
    for index, item in case.sound:
        day = item.month_day
        if isinstance(day, int) and day > _SHORTEST_MONTH and item.week_day is None:
            yield Problem(
                ("intervals", index, "monthDay"),
                f"months without a day {day} are assumed to be skipped: LastDay runs in each",
            )
        elif day is Nth.FIFTH and item.week_day is not None:
            yield Problem(
                ("intervals", index, "monthDay"),
                "months without a fifth such weekday are assumed to be skipped: LastDay runs in "
                "each",
            )


# [live] TSC #1365: Server answers with a frequency that no request takes.
@info(
    "TAB511",
    evidence="[live] TSC #1365",
    operations=RESPONSES,
    needs_details=False,
    when=facts.ODD_FREQUENCY,
)
def customized_monthly(case: Case) -> Iterator[Problem]:
    """An answer says Customized Monthly and leaves the days out.

    ## Why
    In its pages Tableau Server lets people make monthly schedules that its API cannot describe. The
    API answers with the frequency Customized Monthly and leaves the days out
    (tableauserverclient #1365). What the answer does not hold cannot be shown, so such a schedule
    has no timetable here, and no request can create it again. Read the days off the page, and write
    them into a Monthly schedule.

    ## Bad
    ```xml
    <tsResponse>
      <schedule frequency="Customized Monthly">
        <frequencyDetails start="06:00:00"/>
      </schedule>
    </tsResponse>
    ```

    ## Good
    ```xml
    <tsResponse>
      <schedule frequency="Monthly">
        <frequencyDetails start="06:00:00">
          <intervals>
            <interval monthDay="15"/>
          </intervals>
        </frequencyDetails>
      </schedule>
    </tsResponse>
    ```
    """
    if case.written.frequency == "Customized Monthly":
        yield Problem(
            ("frequency",),
            "Customized Monthly is made in Tableau Server's user interface: the answer does not "
            "hold its days, so it has no timetable here",
        )


@warning(
    "TAB512",
    evidence="[sdk] ServerScheduleValidator; several days are made in Server's pages only",
    frequencies=_MONTHLY,
    platforms=SERVER_ONLY,
    counting=True,
    when=facts.SEVERAL,
)
def monthly_several_days(case: Case) -> Iterator[Problem]:
    """A Monthly server schedule names several days.

    ## Why
    A Monthly server schedule with several days can be made in the pages of Tableau Server, and in
    an answer it is no finding. No source shows that a create takes one. Create one schedule for
    each day, or look after the create which days arrived.

    ## Bad
    ```xml platform=server
    <schedule frequency="Monthly">
      <frequencyDetails start="06:00:00">
        <intervals>
          <interval monthDay="1"/>
          <interval monthDay="15"/>
        </intervals>
      </frequencyDetails>
    </schedule>
    ```

    ## Good
    ```xml platform=server
    <schedule frequency="Monthly">
      <frequencyDetails start="06:00:00">
        <intervals>
          <interval monthDay="15"/>
        </intervals>
      </frequencyDetails>
    </schedule>
    ```
    """
    days = {item for _, item in case.sound if "monthDay" in item.kinds}
    if len(days) > 1:
        yield Problem(
            ("intervals",),
            f"{len(days)} days stand in a Monthly server schedule: only Tableau Server's user "
            "interface is known to make that",
        )


@warning(
    "TAB513",
    evidence="[sdk] ServerScheduleValidator; [live] an occurrence is made in Server's pages only",
    frequencies=_MONTHLY,
    platforms=SERVER_ONLY,
    when=facts.MONTH_DAY,
)
def monthly_by_week_day(case: Case) -> Iterator[Problem]:
    """A Monthly server schedule names an occurrence of a weekday.

    ## Why
    Answers of Tableau Server carry occurrences such as the first Monday of a month, made in its
    pages. The validator of Tableau's Migration SDK for Server does not have them, and no create
    with one is recorded. Name the day by its number, or make the schedule in the pages.

    ## Bad
    ```xml platform=server
    <schedule frequency="Monthly">
      <frequencyDetails start="06:00:00">
        <intervals>
          <interval monthDay="Third" weekDay="Thursday"/>
        </intervals>
      </frequencyDetails>
    </schedule>
    ```

    ## Good
    ```xml platform=server
    <schedule frequency="Monthly">
      <frequencyDetails start="06:00:00">
        <intervals>
          <interval monthDay="15"/>
        </intervals>
      </frequencyDetails>
    </schedule>
    ```
    """
    alone = len({item for _, item in case.sound}) == 1
    for index, item in case.sound[:1]:
        if isinstance(item.month_day, Nth) and item.week_day is not None and alone:
            yield Problem(
                ("intervals", index, "monthDay"),
                "an occurrence of a weekday stands in a Monthly server schedule: only Tableau "
                "Server's user interface is known to make that",
            )
