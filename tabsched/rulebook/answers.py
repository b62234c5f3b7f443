"""Rules on what Tableau sends back: TAB128, TAB129."""

from __future__ import annotations

import re
from datetime import datetime
from typing import TYPE_CHECKING

from tabsched import facts
from tabsched.names import TIMESTAMPS
from tabsched.platforms import KNOWN_HOURS, KNOWN_MINUTES
from tabsched.rulebook.rule import RESPONSES, Problem, info
from tabsched.rulebook.wording import shown
from tabsched.values import FREQUENCIES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tabsched.case import Case

_FREQUENCIES = (*FREQUENCIES, "Customized Monthly")
_TIMESTAMP = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(?:\.[0-9]{1,6})?"
    r"(?:Z|[+-][0-9]{2}:?[0-9]{2})"
)


@info(
    "TAB128",
    evidence="[ref] and [live] know no such value on either platform",
    operations=RESPONSES,
    needs_details=False,
    when=facts.UNREADABLE | facts.ODD_NUMBER,
)
def answer_value_unknown(case: Case) -> Iterator[Problem]:
    """An answer holds a value that neither platform is known to write.

    ## Why
    What Tableau itself answers is no fault, whatever it says. But this value stands in no answer
    that is documented or recorded, on either platform, so it may be new, damaged on the way, or
    edited by hand. No timetable can be built on it. If Tableau really sends it, an issue with the
    answer is welcome.

    ## Bad
    ```xml
    <tsResponse>
      <schedule frequency="Hourly">
        <frequencyDetails start="08:00:00" end="20:00:00">
          <intervals>
            <interval hours="3"/>
          </intervals>
        </frequencyDetails>
      </schedule>
    </tsResponse>
    ```

    ## Good
    ```xml
    <tsResponse>
      <schedule frequency="Hourly">
        <frequencyDetails start="08:00:00" end="20:00:00">
          <intervals>
            <interval hours="2"/>
          </intervals>
        </frequencyDetails>
      </schedule>
    </tsResponse>
    ```
    """
    written = case.written
    if written.frequency is not None and written.frequency not in _FREQUENCIES:
        yield Problem(("frequency",), f"no known answer says frequency {shown(written.frequency)}")
    if written.start is not None and case.start is None:
        yield Problem(("start",), f"no known answer says start {shown(written.start)}")
    if written.end is not None and case.end is None:
        yield Problem(("end",), f"no known answer says end {shown(written.end)}")
    for index, item in enumerate(case.intervals):
        values = (
            ("hours", item.hours, item.hours in KNOWN_HOURS),
            ("minutes", item.minutes, item.minutes in KNOWN_MINUTES),
            ("weekDay", item.week_day, isinstance(item.week_day, int)),
            (
                "monthDay",
                item.month_day,
                item.month_day == "Last" or not isinstance(item.month_day, str),
            ),
        )
        for name, value, known in values:
            if value is not None and not known:
                text = getattr(written.intervals[index], _FIELDS[name])
                yield Problem(
                    ("intervals", index, name), f"no known answer says {name} {shown(text)}"
                )


_FIELDS = {"hours": "hours", "minutes": "minutes", "weekDay": "week_day", "monthDay": "month_day"}


def timestamp_of(text: str) -> datetime | None:
    """The instant that an answer's timestamp names, None where it is no whole one."""
    if not _TIMESTAMP.fullmatch(text):
        return None
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        return None


# [ref] its answers carry 2023-06-08T04:50:00Z and 2023-04-06T23:43:12-0700.
@info(
    "TAB129",
    evidence="[ref] the answers' samples: 2023-06-08T04:50:00Z, 2023-04-06T23:43:12-0700",
    operations=RESPONSES,
    needs_details=False,
    when=facts.ATTRIBUTE,
)
def timestamp_unreadable(case: Case) -> Iterator[Problem]:
    """An answer holds a timestamp that cannot be read.

    ## Why
    Answers carry instants such as 2023-06-08T04:50:00Z or 2023-04-06T23:43:12-0700, complete and
    with an offset. A partial one, or one without an offset, names no instant, and is not guessed
    at. Tableau does not write it so; it was changed on the way. The schedule itself is not
    affected.

    ## Bad
    ```xml
    <tsResponse>
      <schedule nextRunAt="2023-06-08 04:50" frequency="Weekly">
        <frequencyDetails start="06:00:00">
          <intervals>
            <interval weekDay="Monday"/>
          </intervals>
        </frequencyDetails>
      </schedule>
    </tsResponse>
    ```

    ## Good
    ```xml
    <tsResponse>
      <schedule nextRunAt="2023-06-08T04:50:00Z" frequency="Weekly">
        <frequencyDetails start="06:00:00">
          <intervals>
            <interval weekDay="Monday"/>
          </intervals>
        </frequencyDetails>
      </schedule>
    </tsResponse>
    ```
    """
    element = case.survey.schedule
    for name, text in element.values.items():
        if name in TIMESTAMPS and timestamp_of(text) is None:
            yield Problem(
                (name,), f"{name} {shown(text)} is no timestamp such as 2023-06-08T04:50:00Z"
            )
