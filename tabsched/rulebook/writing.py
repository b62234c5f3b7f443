"""Rules on names and kinds, in schedules and around them: TAB120-TAB126."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tabsched import facts
from tabsched.case import Case, Request
from tabsched.place import Syntax
from tabsched.plain import PlainElement
from tabsched.rulebook.mending import mend
from tabsched.rulebook.rule import ALWAYS, EVERYWHERE, WHOLE_REQUESTS, Problem, error, warning
from tabsched.rulebook.wording import shown
from tabsched.wire.changes import Move, Remove, Rename, Wrap
from tabsched.wire.paths import local

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tabsched.reading import Remark
    from tabsched.wire.changes import Change


def _remarks(case: Case | Request, kind: str) -> Iterator[Remark]:
    return (remark for remark in case.remarks if remark.kind == kind)


@warning(
    "TAB120",
    evidence="[ref] its tables and samples know no such name",
    subjects=EVERYWHERE,
    at_name=True,
    needs_details=False,
    when=facts.REMARK,
)
def unknown_name(case: Case | Request) -> Iterator[Problem]:
    """A name or a piece of text that Tableau does not know stands in a schedule.

    ## Why
    The REST reference lists the attributes and elements of a schedule, and this is none of them. A
    zone put there has no effect, for Tableau takes the times as the site's wall clock. The name is
    kept when the document is written again, and Tableau may refuse it. Remove it, or correct it
    where a known name was meant.

    ## Bad
    ```xml
    <schedule frequency="Weekly">
      <frequencyDetails start="06:00:00" timezone="UTC">
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
    for remark in _remarks(case, "unknown"):
        if remark.text == "text":
            yield Problem(remark.path, f"the text {shown(remark.name)} stands where none belongs")
        elif remark.text == "item":
            yield Problem(remark.path, "this item of the list is no schedule")
        else:
            what = f"the {remark.text} {shown(local(remark.name))}"
            yield Problem(
                remark.path, f"{what} is not known here: it is kept, but Tableau may refuse it"
            )


@warning(
    "TAB121",
    evidence="[ref] these stand in its answers only",
    subjects=EVERYWHERE,
    at_name=True,
    needs_details=False,
    when=facts.ATTRIBUTE,
    fix="safe",
)
def written_by_tableau(case: Case | Request) -> Iterator[Problem]:
    """A request carries what only Tableau writes.

    ## Why
    createdAt, updatedAt, nextRunAt and consecutiveFailedCount stand in Tableau's answers and tell
    what has happened; the reference lists none of them for a request. They get there when an answer
    is edited and sent back. Without a root they also make a document look like an answer, on which
    few rules speak. Leave them out.

    ## Bad
    ```json operation=create
    {
      "nextRunAt": "2024-02-21T02:20:00Z",
      "frequency": "Weekly",
      "frequencyDetails": {
        "start": "06:00:00",
        "intervals": {"interval": [{"weekDay": "Monday"}]}
      }
    }
    ```

    ## Good
    ```json operation=create
    {
      "frequency": "Weekly",
      "frequencyDetails": {
        "start": "06:00:00",
        "intervals": {"interval": [{"weekDay": "Monday"}]}
      }
    }
    ```
    """
    for name, path in case.written_by_tableau():
        yield Problem(
            path,
            f"{name} is written by Tableau in its answers: leave it out of a request",
            mend(f"leave {name} out", Remove(path)),
        )


@error(
    "TAB122",
    evidence="[ref] its own samples write Weekday and frequencyDetail; names are case-sensitive",
    documented=True,
    subjects=EVERYWHERE,
    at_name=True,
    needs_details=False,
    when=facts.REMARK,
    fix="safe",
)
def misspelt_name(case: Case | Request) -> Iterator[Problem]:
    """A known name is misspelt in a known way.

    ## Why
    Names in this API are case-sensitive, and the REST reference itself slips: it writes `Weekday`
    in its table and `frequencyDetail` in an example. A name in another case is one that Tableau
    does not know, so that for it the value is missing. It is read here as it is meant, so that the
    other rules still judge the schedule. Write the name as the samples of whole requests do.

    ## Bad
    ```xml
    <schedule frequency="Weekly">
      <frequencyDetails start="06:00:00">
        <intervals>
          <interval weekday="Monday"/>
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
    for remark in _remarks(case, "misspelt"):
        yield Problem(
            remark.path,
            f"{shown(remark.name)} is misspelt: write {remark.text}",
            mend(f"write {remark.text}", Rename(remark.path, remark.text)),
        )


@error(
    "TAB123",
    evidence="[ref] intervals holds interval in its samples, in JSON as a key",
    documented=True,
    subjects=EVERYWHERE,
    at_name=True,
    when=facts.REMARK,
    fix="safe",
)
def misplaced_intervals(case: Case | Request) -> Iterator[Problem]:
    """Intervals stand without the intervals or the interval around them.

    ## Why
    In XML an interval stands within `intervals`, and in JSON within an object under `intervals`
    that has the key `interval`. The wrapper seems to say nothing, and hand-written bodies leave it
    out. Tableau then finds no interval where it looks for one, and the schedule is incomplete. It
    is read here as it is meant; put the missing layer around.

    ## Bad
    ```json
    {
      "frequency": "Weekly",
      "frequencyDetails": {
        "start": "06:00:00",
        "intervals": [{"weekDay": "Monday"}]
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
    for remark in _remarks(case, "misplaced"):
        if remark.text == "intervals":
            gathered = _gathered(case, remark)
            yield Problem(
                remark.path,
                "interval stands straight under frequencyDetails: put intervals around",
                mend("put intervals around", *gathered) if gathered else None,
            )
        else:
            yield Problem(
                remark.path,
                'intervals is a list of intervals: write {"interval": […]} under it',
                mend('write {"interval": […]}', Wrap((remark.path,), "interval"))
                if _is_plain_below(case, remark)
                else None,
            )


def _is_plain_below(case: Case | Request, remark: Remark) -> bool:
    """Whether nothing else is odd in what is misplaced, so that it is what it seems to be."""
    if isinstance(case, Case) and not all(item.kinds for item in case.intervals):
        return False
    return not any(other.path.startswith(f"{remark.path}/") for other in case.remarks)


def _gathered(case: Case | Request, remark: Remark) -> tuple[Change, ...]:
    """What puts intervals around all that stand straight under the same frequencyDetails."""
    details = None if isinstance(case, Request) else case.survey.details
    if details is None or isinstance(details, PlainElement) or details.path != remark.parent:
        return ()
    there = [path for _, path in details.named("intervals")]
    if details.syntax is Syntax.JSON:
        if there:
            return (Move(remark.path, there[0]),)
        return (Rename(remark.path, "intervals"), Wrap((remark.path,), "interval"))
    astray = tuple(path for _, path in details.named("interval"))
    named: list[Change] = [
        Rename(path, "interval")
        for node, path in details.named("interval")
        if node.name != "interval"
    ]
    if there:
        return (*named, *(Move(path, there[0]) for path in astray))
    return (*named, Wrap(astray, "intervals"))


@error(
    "TAB124",
    evidence="[ref] its JSON samples hold texts, objects and lists of intervals",
    documented=True,
    subjects=EVERYWHERE,
    needs_details=False,
    when=facts.REMARK,
)
def wrong_kind(case: Case | Request) -> Iterator[Problem]:
    """A JSON value is of a kind that does not belong there.

    ## Why
    The JSON of this API says what the XML says: values are texts, and schedule, frequencyDetails
    and intervals are objects. Only whole numbers are taken for the texts that they spell. A list of
    days under one weekDay, true, or a text in place of an object cannot be turned into a request
    that the reference knows, and nothing else is said about that value. Write one interval for each
    day.

    ## Bad
    ```json
    {
      "frequency": "Weekly",
      "frequencyDetails": {
        "start": "06:00:00",
        "intervals": {"interval": [{"weekDay": ["Monday"]}]}
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
    for remark in _remarks(case, "wrong-kind"):
        where = f"{shown(remark.name)} is" if remark.name else "this is"
        yield Problem(remark.path, f"{where} {remark.text}: {remark.wanted} belongs there")


@warning(
    "TAB125",
    evidence="[assumed] null counts as missing",
    documented=True,
    subjects=EVERYWHERE,
    needs_details=False,
    when=facts.REMARK,
    fix="safe",
)
def null_value(case: Case | Request) -> Iterator[Problem]:
    """A JSON value is null.

    ## Why
    null is what a serializer writes for a field that is not set. The XML of this API has nothing
    like it, and no sample of the reference shows it; here it counts as missing. A value that must
    be there is then reported as missing, and for one that need not be there this warning says so.
    Drop unset fields before writing the body.

    ## Bad
    ```json
    {
      "frequency": "Weekly",
      "frequencyDetails": {
        "start": "06:00:00",
        "end": null,
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
    for remark in _remarks(case, "null"):
        yield Problem(
            remark.path,
            f"{shown(remark.name)} is null, which counts as missing: leave it out",
            mend(f"leave {shown(remark.name)} out", Remove(remark.path)),
        )


@warning(
    "TAB126",
    evidence="[ref] requests carry no namespace; [live] answers carry Tableau's",
    subjects=WHOLE_REQUESTS,
    operations=ALWAYS,
    when=facts.REMARK,
)
def unknown_namespace(case: Request) -> Iterator[Problem]:
    """The root is in a namespace that is not Tableau's.

    ## Why
    Requests carry no namespace, and Tableau's answers carry http://tableau.com/api, old ones
    http://tableausoftware.com/api. All three are read. Any other means that the elements belong to
    another vocabulary, however much they look alike, and usually it is a mistyped address. Leave
    the declaration out of a request.

    ## Bad
    ```xml
    <tsRequest xmlns="http://tableau.com/API">
      <extractRefresh type="FullRefresh">
        <workbook id="9a8b7c6d-5e4f-3a2b-1c0d-9e8f7a6b5c4d"/>
      </extractRefresh>
      <schedule frequency="Weekly">
        <frequencyDetails start="06:00:00">
          <intervals>
            <interval weekDay="Monday"/>
          </intervals>
        </frequencyDetails>
      </schedule>
    </tsRequest>
    ```

    ## Good
    ```xml
    <tsRequest>
      <extractRefresh type="FullRefresh">
        <workbook id="9a8b7c6d-5e4f-3a2b-1c0d-9e8f7a6b5c4d"/>
      </extractRefresh>
      <schedule frequency="Weekly">
        <frequencyDetails start="06:00:00">
          <intervals>
            <interval weekDay="Monday"/>
          </intervals>
        </frequencyDetails>
      </schedule>
    </tsRequest>
    ```
    """
    for remark in _remarks(case, "namespace"):
        yield Problem(
            remark.path,
            f"the namespace {shown(remark.text)} is not Tableau's: requests carry none, "
            "answers http://tableau.com/api",
        )
