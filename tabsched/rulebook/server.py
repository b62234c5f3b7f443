"""Rules on what only a server schedule carries: TAB127."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tabsched import facts
from tabsched.platforms import EXECUTION_ORDERS, MOST_PRIORITY, SCHEDULE_TYPES, STATES
from tabsched.readable import client_number
from tabsched.rulebook.mending import write
from tabsched.rulebook.rule import SERVER_ONLY, Problem, error
from tabsched.rulebook.wording import listed, shown
from tabsched.values import whole_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tabsched.case import Case

_CHOICES = {"state": STATES, "executionOrder": EXECUTION_ORDERS, "type": SCHEDULE_TYPES}


# [tsc] ScheduleItem: the values that the client knows and sends.
@error(
    "TAB127",
    evidence="[tsc] ScheduleItem: State, ExecutionOrder, Type, priority 1-100",
    documented=True,
    platforms=SERVER_ONLY,
    needs_details=False,
    when=facts.ATTRIBUTE,
    fix="safe",
)
def server_value_not_offered(case: Case) -> Iterator[Problem]:
    """A priority, state, execution order or type is none that Tableau Server knows.

    ## Why
    A server schedule may carry a priority, a state, an execution order and a type, each with a
    fixed choice. The choices are those that tableauserverclient knows and sends: priority 1 to 100,
    Active or Suspended, Parallel or Serial, and six types. None of them has to stand in a request,
    but what stands has to be one of them.

    ## Bad
    ```xml
    <schedule priority="0" frequency="Weekly">
      <frequencyDetails start="06:00:00">
        <intervals>
          <interval weekDay="Monday"/>
        </intervals>
      </frequencyDetails>
    </schedule>
    ```

    ## Good
    ```xml
    <schedule priority="50" frequency="Weekly">
      <frequencyDetails start="06:00:00">
        <intervals>
          <interval weekDay="Monday"/>
        </intervals>
      </frequencyDetails>
    </schedule>
    ```
    """
    element = case.survey.schedule
    for name, text in element.values.items():
        if name in element.faulty:
            continue
        if name == "priority" and not 1 <= (whole_of(text) or 0) <= MOST_PRIORITY:
            number = client_number(text) or 0
            plain = str(number) if 1 <= number <= MOST_PRIORITY else None
            yield Problem(
                (name,),
                f"priority {shown(text)} is none of 1 to {MOST_PRIORITY}",
                write(case, name, plain) if plain else None,
            )
        elif name in _CHOICES and text not in _CHOICES[name]:
            meant = next((one for one in _CHOICES[name] if one.lower() == text.lower()), None)
            yield Problem(
                (name,),
                f"{name} {shown(text)} is none of {listed(_CHOICES[name])}",
                write(case, name, meant) if meant else None,
            )
