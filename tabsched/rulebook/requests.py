"""Rules on what stands around a schedule in a request: TAB6xx."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tabsched import facts
from tabsched.place import parent_of
from tabsched.rulebook.mending import at_need, mend
from tabsched.rulebook.rule import (
    ALWAYS,
    CLOUD_ONLY,
    CREATES,
    WHOLE_REQUESTS,
    Mend,
    Problem,
    error,
    warning,
)
from tabsched.rulebook.wording import listed, no_luid, shown
from tabsched.values import is_luid
from tabsched.wire.changes import Move, SetValue
from tabsched.wire.paths import local

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tabsched.case import Case, Request
    from tabsched.documents import Placed
    from tabsched.reading import Element

_TARGETS = ("workbook", "datasource")
_TYPES = {
    "create": ("FullRefresh", "IncrementalExtract"),
    "update": ("FullRefresh", "IncrementalRefresh"),
}
_ALL_TYPES = ("FullRefresh", "IncrementalExtract", "IncrementalRefresh")


def _types(case: Request) -> tuple[str, ...]:
    """The types that a request may say; both names where the operation is a guess."""
    return _ALL_TYPES if case.guessed else _TYPES[case.operation]


# [ref] extractRefresh type, in create and in update: two tables that differ in one name.
@error(
    "TAB601",
    evidence="[ref] Create Cloud Extract Refresh Task, Request Attributes: extractRefresh type",
    documented=True,
    subjects=WHOLE_REQUESTS,
    platforms=CLOUD_ONLY,
    operations=CREATES,
    missing=True,
)
def refresh_type_missing(case: Request) -> Iterator[Problem]:
    """A create does not say what kind of refresh it schedules.

    ## Why
    A create says what kind of refresh it schedules: the REST reference lists FullRefresh and
    IncrementalExtract and calls every attribute of the table required. There is no default that one
    could rely on. Most schedules want FullRefresh; an incremental one needs an extract that was set
    up for it.

    ## Bad
    ```xml
    <tsRequest>
      <extractRefresh>
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
    for refresh in case.unit.refreshes:
        if not refresh.has("type") and not refresh.is_empty:
            yield Problem(refresh.place("type"), f"type is missing: say {listed(_types(case))}")


@error(
    "TAB602",
    evidence="[ref] Create and Update Cloud Extract Refresh Task: extractRefresh type",
    documented=True,
    subjects=WHOLE_REQUESTS,
    platforms=CLOUD_ONLY,
    fix="safe",
)
def refresh_type_unknown(case: Request) -> Iterator[Problem]:
    """The type of a refresh is none that Tableau names.

    ## Why
    The REST reference names FullRefresh, and for the incremental kind IncrementalExtract in a
    create and IncrementalRefresh in an update. Shorter words such as Full or Incremental are
    guesses at these, and names of jobs such as RefreshExtract belong elsewhere in the API.

    ## Bad
    ```xml
    <tsRequest>
      <extractRefresh type="Incremental"/>
    </tsRequest>
    ```

    ## Good
    ```xml
    <tsRequest>
      <extractRefresh type="IncrementalRefresh"/>
    </tsRequest>
    ```
    """
    for place, text in _said_types(case):
        if text not in _ALL_TYPES:
            meant = next((name for name in _types(case) if name.lower() == text.lower()), None)
            yield Problem(
                place,
                f"{shown(text)} is no type of refresh: say {listed(_types(case))}",
                mend(f"write {meant}", SetValue(place, meant)) if meant else None,
            )


@warning(
    "TAB603",
    evidence="[ref] create says IncrementalExtract, update IncrementalRefresh",
    documented=True,
    subjects=WHOLE_REQUESTS,
    platforms=CLOUD_ONLY,
    fix="safe",
)
def refresh_type_of_other_operation(case: Request) -> Iterator[Problem]:
    """The type of a refresh is the one that the other operation names.

    ## Why
    The REST reference calls one thing by two names: IncrementalExtract in the table of the create
    and IncrementalRefresh in that of the update, and its sample answer to a create says
    IncrementalRefresh. Whether Tableau takes either name in both is not recorded. Say what the
    table of the operation says. While the operation is left to be guessed, both names pass.

    ## Bad
    ```xml operation=update
    <tsRequest>
      <extractRefresh type="IncrementalExtract"/>
    </tsRequest>
    ```

    ## Good
    ```xml operation=update
    <tsRequest>
      <extractRefresh type="IncrementalRefresh"/>
    </tsRequest>
    ```
    """
    for place, text in _said_types(case):
        if text in _ALL_TYPES and text not in _types(case):
            mine = _TYPES[case.operation][1]
            yield Problem(
                place,
                f"{text} is what the other operation says: {mine} is the name in this one",
                mend(f"write {mine}", SetValue(place, mine)),
            )


def _said_types(case: Request) -> Iterator[tuple[str, str]]:
    for refresh in case.unit.refreshes:
        text = refresh.values.get("type")
        if text is not None and "type" not in refresh.faulty:
            yield refresh.place("type"), text


def _named_targets(refresh: Element) -> list[tuple[str, str]]:
    """The targets under an extractRefresh, right or wrong: name and path."""
    named = [(name, path) for name, _, path in refresh.children if name in _TARGETS]
    return named + [(name, refresh.place(name)) for name in _TARGETS if name in refresh.faulty]


# [ref] "The LUID of the workbook or datasource that is the target".
@error(
    "TAB604",
    evidence="[ref] Create Cloud Extract Refresh Task, Request Attributes: workbook or datasource",
    api_error="400000",
    documented=True,
    subjects=WHOLE_REQUESTS,
    platforms=CLOUD_ONLY,
    operations=CREATES,
    missing=True,
)
def target_missing(case: Request) -> Iterator[Problem]:
    """A create names neither a workbook nor a datasource.

    ## Why
    A create has to say what is refreshed: the REST reference requires the id of a workbook or of a
    datasource. Without it the body is incomplete, which Tableau answers with error 400000. The id
    stands in an element of its own inside extractRefresh, not in an attribute of it.

    ## Bad
    ```xml
    <tsRequest>
      <extractRefresh type="FullRefresh"/>
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
    unit, holder = case.unit, case.unit.holder
    if not case.is_request or holder is None or unit.other_task:
        return
    if not holder.has("extractRefresh"):
        yield Problem(
            holder.place("extractRefresh"),
            "extractRefresh is missing: a create names its type and one workbook or datasource",
        )
    for refresh in unit.refreshes:
        if not _named_targets(refresh):
            nulls = [remark.path for remark in refresh.remarks if remark.kind == "null"]
            datasource = refresh.place("datasource")
            yield Problem(
                datasource if datasource in nulls else refresh.place("workbook"),
                "the target is missing: a create names one workbook or datasource by its id",
            )


@error(
    "TAB605",
    evidence="[ref] Create Cloud Extract Refresh Task, Request Attributes: workbook or datasource",
    api_error="400000",
    documented=True,
    subjects=WHOLE_REQUESTS,
    platforms=CLOUD_ONLY,
)
def several_targets(case: Request) -> Iterator[Problem]:
    """A request names several targets.

    ## Why
    A refresh task has one target: the REST reference asks for the id of a workbook or of a
    datasource. With two of them it is not said which one is refreshed, and no sample shows such a
    body. Send one request for each target.

    ## Bad
    ```xml
    <tsRequest>
      <extractRefresh>
        <workbook id="9a8b7c6d-5e4f-3a2b-1c0d-9e8f7a6b5c4d"/>
        <datasource id="0b1c2d3e-4f50-4162-8374-95a6b7c8d9e0"/>
      </extractRefresh>
    </tsRequest>
    ```

    ## Good
    ```xml
    <tsRequest>
      <extractRefresh>
        <workbook id="9a8b7c6d-5e4f-3a2b-1c0d-9e8f7a6b5c4d"/>
      </extractRefresh>
    </tsRequest>
    ```
    """
    named = [target for refresh in case.unit.refreshes for target in _named_targets(refresh)]
    if len(named) > 1:
        yield Problem(
            named[1][1], f"{len(named)} targets stand here: name one workbook or one datasource"
        )


@error(
    "TAB606",
    evidence="[ref] Create Cloud Extract Refresh Task, Request Attributes: LUID of the target",
    api_error="400000",
    documented=True,
    subjects=WHOLE_REQUESTS,
    platforms=CLOUD_ONLY,
    missing=True,
    stands=True,
)
def target_without_id(case: Request) -> Iterator[Problem]:
    """A workbook or datasource is named without its id.

    ## Why
    The REST reference identifies the target by its LUID. A name, a content URL or an empty id does
    not tell Tableau which workbook or datasource is meant, and the body counts as incomplete,
    error 400000. An empty id usually comes from a variable that was not set. Query the workbooks or
    data sources of the site for the id.

    ## Bad
    ```xml
    <tsRequest>
      <extractRefresh>
        <workbook id=""/>
      </extractRefresh>
    </tsRequest>
    ```

    ## Good
    ```xml
    <tsRequest>
      <extractRefresh>
        <workbook id="9a8b7c6d-5e4f-3a2b-1c0d-9e8f7a6b5c4d"/>
      </extractRefresh>
    </tsRequest>
    ```
    """
    for target in (target for group in case.targets for target in group):
        if target.kind in _TARGETS and not target.values.get("id") and "id" not in target.faulty:
            what = "empty" if "id" in target.values else "missing"
            yield Problem(
                target.place("id"), f"the id of the {target.kind} is {what}: its LUID belongs here"
            )


# [ref] every id is a LUID; the reference's own samples write seven digits first.
@warning(
    "TAB607",
    evidence="[ref] Request Attributes: LUID; its own samples break the form",
    documented=True,
    subjects=WHOLE_REQUESTS,
    platforms=CLOUD_ONLY,
)
def id_no_luid(case: Request) -> Iterator[Problem]:
    """An id does not look like a LUID.

    ## Why
    Tableau identifies content by LUIDs, written as 8-4-4-4-12 hexadecimal digits. The samples of
    the REST reference break that form themselves, with first groups of seven digits or with a
    letter r, so this is a warning and no error. On a real site such an id finds nothing. Query the
    workbooks or data sources of the site for the id.

    ## Bad
    ```xml
    <tsRequest>
      <extractRefresh>
        <workbook id="a8b7c6d-5e4f-3a2b-1c0d-9e8f7a6b5c4d"/>
      </extractRefresh>
    </tsRequest>
    ```

    ## Good
    ```xml
    <tsRequest>
      <extractRefresh>
        <workbook id="9a8b7c6d-5e4f-3a2b-1c0d-9e8f7a6b5c4d"/>
      </extractRefresh>
    </tsRequest>
    ```
    """
    targets = [target for group in case.targets for target in group]
    for element in (*case.unit.refreshes, *targets):
        text = element.values.get("id")
        if text and "id" not in element.faulty and not is_luid(text):
            yield Problem(element.place("id"), no_luid(shown(text)))


# [ref] every sample of a create holds one schedule with one frequencyDetails.
@error(
    "TAB608",
    evidence="[ref] Create Cloud Extract Refresh Task, Request Body",
    api_error="400000",
    documented=True,
    subjects=WHOLE_REQUESTS,
    operations=CREATES,
    missing=True,
)
def schedule_missing(case: Request) -> Iterator[Problem]:
    """A create holds no schedule.

    ## Why
    A create makes a refresh task together with its custom schedule, so one schedule has to be in
    the body. Without it the body is incomplete, error 400000. Only an update may leave the schedule
    out, and then changes what else it names.

    ## Bad
    ```xml operation=create
    <tsRequest>
      <extractRefresh type="FullRefresh">
        <workbook id="9a8b7c6d-5e4f-3a2b-1c0d-9e8f7a6b5c4d"/>
      </extractRefresh>
    </tsRequest>
    ```

    ## Good
    ```xml operation=create
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
    unit, holder = case.unit, case.unit.holder
    if not case.is_request or holder is None or unit.other_task:
        return
    if not unit.schedules and not holder.has("schedule"):
        yield Problem(holder.place("schedule"), "schedule is missing: a create holds exactly one")


@error(
    "TAB609",
    evidence="[ref] Create Cloud Extract Refresh Task, Request Body",
    api_error="400000",
    documented=True,
    missing=True,
    needs_details=False,
    unless=facts.DETAILS,
)
def frequency_details_missing(case: Case) -> Iterator[Problem]:
    """The schedule of a request holds no frequencyDetails.

    ## Why
    frequencyDetails holds start, end and the intervals, all that says when a schedule runs. A
    create without it is incomplete, error 400000. In an update of Cloud its absence is a warning:
    the schedule is replaced whole by what the update says, so that a frequency alone is no small
    change.

    ## Bad
    ```xml
    <tsRequest>
      <extractRefresh type="FullRefresh">
        <workbook id="9a8b7c6d-5e4f-3a2b-1c0d-9e8f7a6b5c4d"/>
      </extractRefresh>
      <schedule frequency="Weekly"/>
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
    if case.is_request and not case.survey.schedule.has("frequencyDetails"):
        yield Problem(
            ("frequencyDetails",), "frequencyDetails is missing: it holds start, end and intervals"
        )


@error(
    "TAB610",
    evidence="[ref] Create Cloud Extract Refresh Task, Request Body",
    api_error="400000",
    documented=True,
    subjects=WHOLE_REQUESTS,
    operations=CREATES,
)
def several_schedules(case: Request) -> Iterator[Problem]:
    """A create holds several schedules.

    ## Why
    A task of Tableau Cloud has one custom schedule: every sample of the REST reference holds one.
    With two of them it is not said which one counts. Send one create for each schedule, or write
    one schedule that covers the runs of both.

    ## Bad
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
      <schedule frequency="Weekly">
        <frequencyDetails start="06:00:00">
          <intervals>
            <interval weekDay="Friday"/>
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
    schedules = case.unit.schedules
    inside = any(placed.inside for placed in schedules)
    if case.is_request and len(schedules) > 1 and not inside:
        yield Problem(
            schedules[1].survey.path,
            f"{len(schedules)} schedules stand here: a create holds exactly one",
        )


@error(
    "TAB611",
    evidence="[ref] Create Cloud Extract Refresh Task, Request Body",
    api_error="400000",
    documented=True,
    needs_details=False,
    when=facts.REMARK,
)
def several_frequency_details(case: Case) -> Iterator[Problem]:
    """A schedule holds several frequencyDetails.

    ## Why
    A schedule has one frequencyDetails: every sample of the REST reference holds one. A second one
    does not add further times of day, and it is not said which of the two Tableau would take. Other
    rules judge the first only. Keep one; two times of day are two schedules.

    ## Bad
    ```xml
    <schedule frequency="Weekly">
      <frequencyDetails start="06:00:00">
        <intervals>
          <interval weekDay="Monday"/>
        </intervals>
      </frequencyDetails>
      <frequencyDetails start="18:00:00">
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
    paths = case.survey.details_paths
    if len(paths) > 1:
        yield Problem(
            paths[1], f"{len(paths)} frequencyDetails stand in one schedule: it holds exactly one"
        )


# [ref] the sample bodies; [live] Cloud answers HTTP 500 to a schedule inside extractRefresh.
@error(
    "TAB612",
    evidence="[ref] Create Cloud Extract Refresh Task, Request Body; [live] HTTP 500",
    documented=True,
    subjects=WHOLE_REQUESTS,
    platforms=CLOUD_ONLY,
    fix="safe",
)
def schedule_inside_refresh(case: Request) -> Iterator[Problem]:
    """The schedule of a request stands inside extractRefresh.

    ## Why
    In answers to get and list, the schedule of a task stands inside extractRefresh; in a request it
    stands beside it. A request that copies the form of an answer is not refused with a word of
    explanation: Tableau Cloud is recorded to answer HTTP 500. It is read here as it is meant, so
    that the schedule is judged all the same. Move the schedule out.

    ## Bad
    ```xml
    <tsRequest>
      <extractRefresh type="FullRefresh">
        <workbook id="9a8b7c6d-5e4f-3a2b-1c0d-9e8f7a6b5c4d"/>
        <schedule frequency="Weekly">
          <frequencyDetails start="06:00:00">
            <intervals>
              <interval weekDay="Monday"/>
            </intervals>
          </frequencyDetails>
        </schedule>
      </extractRefresh>
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
    if case.unit.root is not None or not case.guessed:
        for placed in case.unit.schedules:
            if placed.inside:
                yield Problem(
                    placed.survey.path,
                    "schedule stands inside extractRefresh, which Tableau Cloud answers with HTTP "
                    "500: in a request it stands beside it",
                    _moved_out(case, placed),
                )


@warning(
    "TAB613",
    evidence="[ref] Create Cloud Extract Refresh Task, Request Body; [live] HTTP 500",
    documented=True,
    subjects=WHOLE_REQUESTS,
    platforms=CLOUD_ONLY,
    fix="unsafe",
)
def schedule_perhaps_inside_refresh(case: Request) -> Iterator[Problem]:
    """A schedule stands inside extractRefresh, and nothing tells a request from an answer.

    ## Why
    JSON has no root, so that this may be an answer, in which a schedule stands inside
    extractRefresh, or a request, in which it must not. It is judged as a request, the stricter of
    the two, and Tableau Cloud is recorded to answer HTTP 500 to such a request. Move the schedule
    out to send it; say `--operation response` to check an answer.

    ## Bad
    ```json
    {
      "extractRefresh": {
        "type": "FullRefresh",
        "workbook": {"id": "9a8b7c6d-5e4f-3a2b-1c0d-9e8f7a6b5c4d"},
        "schedule": {
          "frequency": "Weekly",
          "frequencyDetails": {
            "start": "06:00:00",
            "intervals": {"interval": [{"weekDay": "Monday"}]}
          }
        }
      }
    }
    ```

    ## Good
    ```json
    {
      "extractRefresh": {
        "type": "FullRefresh",
        "workbook": {"id": "9a8b7c6d-5e4f-3a2b-1c0d-9e8f7a6b5c4d"}
      },
      "schedule": {
        "frequency": "Weekly",
        "frequencyDetails": {
          "start": "06:00:00",
          "intervals": {"interval": [{"weekDay": "Monday"}]}
        }
      }
    }
    ```
    """
    if case.unit.root is None and case.guessed:
        for placed in case.unit.schedules:
            if placed.inside:
                yield Problem(
                    placed.survey.path,
                    "schedule stands inside extractRefresh as in an answer, and is judged as a "
                    "request, where it stands beside it: say --operation response if it is one",
                    _moved_out(case, placed, safe=False),
                )


@at_need
def _moved_out(case: Request, placed: Placed, *, safe: bool = True) -> Mend | None:
    """Out of the extractRefresh, into what stands around it; not where others stand there too."""
    if len(case.unit.schedules) > 1:
        return None
    path = placed.survey.path
    change = Move(path, parent_of(parent_of(path)))
    return Mend(safe=safe, description="move it beside extractRefresh", changes=(change,))


@warning(
    "TAB614",
    evidence="[assumed] a name or a pasted answer must not hide a Daily schedule without hours",
    documented=True,
    subjects=WHOLE_REQUESTS,
    operations=ALWAYS,
)
def audience_guessed(case: Request) -> Iterator[Problem]:
    """One thing alone decides what a document is judged as, and a Cloud create has errors.

    ## Why
    A schedule with a name is taken for one of Tableau Server's, and on Server the one below is
    sound. On Cloud it would have errors, and a name in a configuration file must not hide that
    Cloud refreshes a Daily schedule without hours every hour. The same holds for a document without
    a root that looks like an answer because of one value. Say for which platform or operation the
    document is meant; then this warning goes and the rules of that choice speak. A frequency in
    another case is taken for what it means here, so that mending it brings nothing new to light.

    ## Bad
    ```json
    {
      "name": "Nightly",
      "frequency": "Daily",
      "frequencyDetails": {"start": "02:00:00"}
    }
    ```

    ## Good
    ```json platform=server
    {
      "name": "Nightly",
      "frequency": "Daily",
      "frequencyDetails": {"start": "02:00:00"}
    }
    ```
    """
    guess = case.guess
    if guess is not None:
        choice = "cloud or server" if guess.option == "--platform" else "create or response"
        yield Problem(
            guess.path,
            f"judged as {guess.decided} only because {guess.reason}, and as a Cloud create it "
            f"would have errors: say {guess.option} {choice}",
        )


# [ref] the bodies of create and update know these two names; what stands under any other is lost.
@error(
    "TAB633",
    evidence="[ref] Create and Update Cloud Extract Refresh Task, Request Body",
    documented=True,
    subjects=WHOLE_REQUESTS,
    at_name=True,
    when=facts.REMARK,
)
def part_misnamed(case: Request) -> Iterator[Problem]:
    """A schedule or an extractRefresh of a request stands under a name that is none of theirs.

    ## Why
    A request names its parts schedule and extractRefresh, and an update may leave either out. So a
    slip in such a name takes the part out of the request without a word: nothing in it is judged
    here, and what Tableau does with such a body is not documented. Where a part is missing, what
    counts is a name that is all but one of the two, or any that something with frequencyDetails in
    it bears. In a create the finding of what is missing says so.

    ## Bad
    ```xml
    <tsRequest>
      <extractRefresh type="FullRefresh">
        <workbook id="9a8b7c6d-5e4f-3a2b-1c0d-9e8f7a6b5c4d"/>
      </extractRefresh>
      <shedule frequency="Weekly">
        <frequencyDetails start="06:00:00">
          <intervals>
            <interval weekDay="Monday"/>
          </intervals>
        </frequencyDetails>
      </shedule>
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
    for remark in case.remarks:
        if remark.kind == "misnamed":
            yield Problem(
                remark.path,
                f"{shown(local(remark.name))} stands there and no {remark.text}, so that nothing "
                f"in it is judged: write {remark.text} if that is meant",
            )
        elif remark.kind == "outside":
            yield Problem(
                remark.path,
                f"{shown(remark.name)} stands there and no schedule around it, so that nothing in "
                "it is judged: put it into a schedule",
            )
