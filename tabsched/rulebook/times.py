"""Rules on the frequency and on start and end: TAB101-TAB119."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tabsched import facts
from tabsched.rulebook.mending import leave_out, write
from tabsched.rulebook.rule import ALWAYS, CLOUD_ONLY, Problem, error, info, warning
from tabsched.rulebook.wording import listed, shown
from tabsched.values import DAY, FREQUENCIES, clock_text, seconds_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tabsched.case import Case

_OFFSET = re.compile(r"([0-9:]{4,8})(?:Z|[+-][0-9]{2}:?[0-9]{2})", re.ASCII)
_NEARLY = re.compile(r"\s*([0-9]{1,2}):([0-9]{2})(?::([0-9]{2})(?:\.0*)?)?\s*", re.ASCII)
_FIVE_MINUTES = 300
_HOUR = 3600
# 23:55; midnight would be another day.
_LAST_MARK = DAY - _FIVE_MINUTES


def _times(case: Case) -> Iterator[tuple[str, str]]:
    """The times that are written, with the names under which they stand."""
    details = case.survey.details
    for name, text in (("start", case.written.start), ("end", case.written.end)):
        if text is not None and details is not None and name not in details.faulty:
            yield name, text


def plain_time(text: str) -> str | None:
    """The time `HH:MM:SS` that a text means without doubt, or None."""
    found = _NEARLY.fullmatch(text)
    if not found:
        return None
    plain = f"{int(found[1]):02}:{found[2]}:{found[3] or '00'}"
    return plain if seconds_of(plain) is not None else None


# [ref] Create Cloud Extract Refresh Task, Request Attributes: schedule frequency.
@error(
    "TAB101",
    evidence="[ref] Create Cloud Extract Refresh Task, Request Attributes: schedule frequency",
    api_error="409004",
    documented=True,
    missing=True,
    needs_details=False,
    unless=facts.FREQUENCY | facts.ODD_FREQUENCY,
)
def frequency_missing(case: Case) -> Iterator[Problem]:
    """A schedule says no frequency.

    ## Why
    The frequency decides what `start`, `end` and the intervals mean, so without it the rest says
    nothing. The REST reference requires one of Hourly, Daily, Weekly and Monthly, and Tableau
    answers a missing one with error 409004. Such a schedule comes about when a body is put together
    from parts and the attribute of `schedule` itself is forgotten. No other rule on a frequency
    speaks until it is there.

    ## Bad
    ```xml
    <schedule>
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
    if not case.survey.schedule.has("frequency"):
        yield Problem(("frequency",), f"frequency is missing: say {listed(FREQUENCIES)}")


@error(
    "TAB102",
    evidence="[ref] Create Cloud Extract Refresh Task, Request Attributes: schedule frequency",
    api_error="409004",
    documented=True,
    needs_details=False,
    when=facts.ODD_FREQUENCY,
    fix="safe",
)
def frequency_unknown(case: Case) -> Iterator[Problem]:
    """A frequency is none of the four names.

    ## Why
    The REST reference lists four names, Hourly, Daily, Weekly and Monthly, and names in this API
    are case-sensitive. Any other word, such as `daily` from a configuration file or `Customized
    Monthly` from an answer of Tableau Server, is an invalid parameter value, error 409004. Write
    the name as the reference spells it.

    ## Bad
    ```xml
    <schedule frequency="weekly">
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
    text = case.written.frequency
    if text is None or case.frequency or "frequency" in case.survey.schedule.faulty:
        return
    meant = frequency_meant(text)
    hint = f": write {meant}" if meant else f": say {listed(FREQUENCIES)}"
    mend = write(case, "frequency", meant) if meant else None
    yield Problem(("frequency",), f"{shown(text)} is no frequency{hint}", mend)


def frequency_meant(text: str) -> str | None:
    """The frequency whose name a text is, in any case and with spaces around."""
    return next((name for name in FREQUENCIES if name.lower() == text.strip().lower()), None)


# [ref] start is the time of day on which jobs run, or from which on; [sdk] both validators.
@error(
    "TAB103",
    evidence="[ref] Request Attributes: frequencyDetails start; [sdk] CloudScheduleValidator",
    api_error="409004",
    documented=True,
    missing=True,
    needs_details=False,
    unless=facts.START,
)
def start_missing(case: Case) -> Iterator[Problem]:
    """A schedule says no start.

    ## Why
    `start` is the time of day at which a Daily, Weekly or Monthly schedule runs, and the beginning
    of the window of an Hourly one. The REST reference requires it for every frequency, and so does
    the validator of Tableau's Migration SDK; no source knows a default. Write the site's wall-clock
    time as HH:MM:SS. In an update of Cloud everything is optional, but a schedule that is given is
    replaced whole, so there a missing start is a warning.

    ## Bad
    ```xml
    <schedule frequency="Weekly">
      <frequencyDetails>
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
    survey = case.survey
    if survey.details is not None:
        if not survey.details.has("start"):
            yield Problem(("start",), "start is missing: a time HH:MM:SS such as 06:00:00")
    elif not case.is_request and "frequencyDetails" not in survey.schedule.faulty:
        yield Problem(("start",), "start is missing, and frequencyDetails with it: a time HH:MM:SS")


# [ref] "The valid format is HH:MM:SS", for start and for end.
@error(
    "TAB104",
    evidence="[ref] Request Attributes: frequencyDetails start and end, HH:MM:SS",
    api_error="409004",
    documented=True,
    when=facts.ODD_TIME,
    fix="safe",
)
def time_malformed(case: Case) -> Iterator[Problem]:
    """A time is not written HH:MM:SS.

    ## Why
    The REST reference gives one valid format for `start` and `end`, HH:MM:SS, and Tableau answers
    an invalid value with error 409004. Times without seconds or without the leading zero come from
    people; fractions and stray line ends come from programs. 24:00:00 is no time of day either:
    midnight is 00:00:00. Write two digits for each part, from 00:00:00 to 23:59:59.

    ## Bad
    ```xml
    <schedule frequency="Weekly">
      <frequencyDetails start="06:00">
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
    for name, text in _times(case):
        if seconds_of(text) is None and not _has_offset(text):
            plain = plain_time(text)
            hint = f"write {plain}" if plain else "HH:MM:SS from 00:00:00 to 23:59:59"
            mend = write(case, name, plain) if plain else None
            yield Problem((name,), f"{name} {shown(text)} is no time of day: {hint}", mend)


def _has_offset(text: str) -> bool:
    found = _OFFSET.fullmatch(text)
    return found is not None and plain_time(found[1]) is not None


# [mcp] refuses an offset; the sample of TSC #1508 sends one.
@error(
    "TAB105",
    evidence="[ref] Request Attributes: HH:MM:SS; [mcp] schedule schema; [tsc] #1508",
    api_error="409004",
    documented=True,
    when=facts.ODD_TIME,
    fix="unsafe",
)
def time_with_offset(case: Case) -> Iterator[Problem]:
    """A time carries an offset from UTC.

    ## Why
    A schedule's time is wall-clock time in the zone of the site, and nothing in a request can name
    another zone. The format that the REST reference gives, HH:MM:SS, has no room for an offset, and
    the schema of Tableau's MCP server refuses one. The request of tableauserverclient #1508 sends
    `05:40:00+00:00`, since its time was made with a zone. Convert the time to the site's zone and
    leave the offset out; where the time is local already, only the offset has to go.

    ## Bad
    ```json
    {
      "frequency": "Weekly",
      "frequencyDetails": {
        "start": "06:00:00+00:00",
        "intervals": {"interval": [{"weekDay": "Monday"}]}
      }
    }
    ```

    ## Good
    ```json
    {
      "frequency": "Weekly",
      "frequencyDetails": {
        "start": "06:00:00",
        "intervals": {"interval": [{"weekDay": "Monday"}]}
      }
    }
    ```
    """
    for name, text in _times(case):
        if _has_offset(text):
            plain = plain_time(_OFFSET.sub(r"\1", text))
            yield Problem(
                (name,),
                f"{name} {shown(text)} carries an offset: a schedule's time is the site's wall "
                f"clock, write {plain} if that is the local time",
                write(case, name, plain, safe=False) if plain else None,
            )


def _off_the_mark(case: Case, name: str, seconds: int | None) -> Iterator[Problem]:
    if seconds is not None and seconds % _FIVE_MINUTES:
        nearest = min(round(seconds / _FIVE_MINUTES) * _FIVE_MINUTES, _LAST_MARK)
        near = f"{clock_text(nearest)}:00"
        text = getattr(case.written, name)
        yield Problem(
            (name,),
            f"{name} {shown(text)} is on no 5-minute mark: the minutes are 00, 05, 10 … 55 "
            f"and the seconds 00, such as {near}",
            write(case, name, near, safe=False),
        )


# [ref] end "should be specified in 5 minute increments".
@error(
    "TAB106",
    evidence="[ref] Request Attributes: frequencyDetails end, 5 minute increments",
    api_error="409004",
    documented=True,
    when=facts.ODD_TIME,
    fix="unsafe",
)
def end_off_five_minutes(case: Case) -> Iterator[Problem]:
    """An end is not on a 5-minute mark.

    ## Why
    The REST reference asks for times in steps of five minutes where it describes `end`, and a live
    Tableau refuses a `start` between the marks. An invalid schedule parameter is error 409004.
    Write :00, :05, :10 and so on, with seconds 00.

    ## Bad
    ```xml
    <schedule frequency="Hourly">
      <frequencyDetails start="08:00:00" end="18:02:00">
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
    yield from _off_the_mark(case, "end", case.end)


# [live] 409004 "Schedule minute must be on a 5-minute boundary".
@error(
    "TAB107",
    evidence='[live] 409004 "Schedule minute must be on a 5-minute boundary"',
    api_error="409004",
    when=facts.ODD_TIME,
    fix="unsafe",
)
def start_off_five_minutes(case: Case) -> Iterator[Problem]:
    """A start is not on a 5-minute mark.

    ## Why
    A live Tableau answered such a start with error 409004 and the words "Schedule minute must be on
    a 5-minute boundary". The REST reference says so of `end` only, so a body written by the book
    can still run into it. Spreading jobs over odd minutes, as one does in crontab, is therefore not
    possible: choose :00, :05, :10 and so on, with seconds 00.

    ## Bad
    ```xml
    <schedule frequency="Weekly">
      <frequencyDetails start="06:02:00">
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
    yield from _off_the_mark(case, "start", case.start)


# [ref] "the difference between start and end times should be increments of 60 minutes";
# [live] "Minute intervals should be similar".
@error(
    "TAB116",
    evidence='[ref] Errors, 409004; [live] "Minute intervals should be similar"',
    api_error="409004",
    documented=True,
    frequencies=("Hourly", "Daily"),
    platforms=CLOUD_ONLY,
    when=facts.ODD_WINDOW,
    fix="unsafe",
)
def window_not_whole_hours(case: Case) -> Iterator[Problem]:
    """The time from start to end is no whole number of hours.

    ## Why
    The REST reference wants the time from `start` to `end` to be a multiple of 60 minutes, and
    names error 409004 for anything else. A live Tableau words it as "Minute intervals should be
    similar". The reference breaks its own rule in its cURL example, which goes from 18:30 to 23:00,
    so bodies pasted from there are refused. Move `end` to the same minute of the hour as `start`.

    ## Bad
    ```xml
    <schedule frequency="Daily">
      <frequencyDetails start="18:30:00" end="23:00:00">
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
    if window is not None and window % _HOUR and case.start is not None and case.end is not None:
        earlier = clock_text(case.end - window % _HOUR)
        later = clock_text(case.end - window % _HOUR + _HOUR)
        yield Problem(
            ("end",),
            f"{clock_text(case.start)}-{clock_text(case.end)} is no whole number of hours but "
            f"{_duration(window)}: end at {earlier} or {later}",
            write(case, "end", f"{later if window < _HOUR else earlier}:00", safe=False),
        )


def _duration(seconds: int) -> str:
    hours, minutes = divmod(seconds // 60, 60)
    return f"{hours} h {minutes:02} min"


# [sdk] refuses an end there; [ref] does not speak of it.
@warning(
    "TAB117",
    evidence="[sdk] CloudScheduleValidator refuses it; [ref] is silent",
    frequencies=("Weekly", "Monthly"),
    when=facts.END,
    fix="safe",
)
def end_not_used(case: Case) -> Iterator[Problem]:
    """A Weekly or Monthly schedule says an end.

    ## Why
    A Weekly or Monthly schedule runs once on each of its days, at `start`, and so an `end` has
    nothing to end. The REST reference does not speak of it, but the validator of Tableau's
    Migration SDK refuses such a Cloud schedule, and Tableau Server ignores the value. It mostly
    stays behind when an Hourly or Daily schedule is rewritten. Leave it out.

    ## Bad
    ```xml
    <schedule frequency="Weekly">
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
      <frequencyDetails start="06:00:00">
        <intervals>
          <interval weekDay="Monday"/>
        </intervals>
      </frequencyDetails>
    </schedule>
    ```
    """
    if case.end is not None:
        server = case.platform.name == "server"
        why = "ignores it" if server else "has no use for it, and Tableau's own client refuses it"
        yield Problem(
            ("end",),
            f"a {case.frequency} schedule runs once on each of its days, at start: leave end out, "
            f"{case.platform.title} {why}",
            leave_out(case, "end"),
        )


# [sdk] accepts both, [mcp] refuses them.
@info(
    "TAB118",
    evidence="[sdk] accepts it, [mcp] refuses it",
    frequencies=("Hourly", "Daily"),
    operations=ALWAYS,
    counting=True,
    when=facts.LONG_WINDOW,
)
def window_crosses_midnight(case: Case) -> Iterator[Problem]:
    """The end is earlier than the start, so the window crosses midnight.

    ## Why
    Nothing is wrong here, but sources disagree: Tableau's Migration SDK takes an end before the
    start, its MCP server refuses it. No source says either to which day the runs after midnight
    belong. They are assumed to belong to the day on which the window opens, so that Friday 22:00 to
    02:00 runs into Saturday whether or not Saturday is named. Where this matters, end the window
    before midnight, or watch the first runs.

    ## Bad
    ```xml
    <schedule frequency="Hourly">
      <frequencyDetails start="22:00:00" end="02:00:00">
        <intervals>
          <interval hours="1"/>
          <interval weekDay="Friday"/>
        </intervals>
      </frequencyDetails>
    </schedule>
    ```

    ## Good
    ```xml
    <schedule frequency="Hourly">
      <frequencyDetails start="22:00:00" end="23:00:00">
        <intervals>
          <interval hours="1"/>
          <interval weekDay="Friday"/>
        </intervals>
      </frequencyDetails>
    </schedule>
    ```
    """
    if case.repeats and case.start is not None and case.end is not None and case.end < case.start:
        yield Problem(
            ("end",),
            f"end {clock_text(case.end)} is before start {clock_text(case.start)}: the window "
            "crosses midnight and is assumed to belong to the day on which it opens",
        )


@info(
    "TAB119",
    evidence="[sdk] accepts it, [mcp] refuses it",
    frequencies=("Hourly", "Daily"),
    operations=ALWAYS,
    counting=True,
    when=facts.LONG_WINDOW,
)
def window_of_a_full_day(case: Case) -> Iterator[Problem]:
    """The end is the start, so the window lasts a full day.

    ## Why
    An end equal to the start is read as a window of 24 hours, not as one of none. Tableau's
    Migration SDK takes it, its MCP server refuses it, and the REST reference does not mention it.
    Nothing is wrong as long as round the clock is what is meant. From midnight, an end one step
    earlier says the same runs without the question.

    ## Bad
    ```xml
    <schedule frequency="Hourly">
      <frequencyDetails start="00:00:00" end="00:00:00">
        <intervals>
          <interval hours="1"/>
          <interval weekDay="Friday"/>
        </intervals>
      </frequencyDetails>
    </schedule>
    ```

    ## Good
    ```xml
    <schedule frequency="Hourly">
      <frequencyDetails start="00:00:00" end="23:00:00">
        <intervals>
          <interval hours="1"/>
          <interval weekDay="Friday"/>
        </intervals>
      </frequencyDetails>
    </schedule>
    ```
    """
    if case.repeats and case.start is not None and case.end == case.start:
        yield Problem(
            ("end",), f"start and end are both {clock_text(case.start)}: the window is a full day"
        )
