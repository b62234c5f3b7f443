"""Which REST methods are there for extracts and their tasks, and which one does a request name?

The facts are those of the REST reference, "Extract and Encryption Methods", in its order and in
our words. What to look at after an error, and what its faults mean, is this project's advice.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from difflib import SequenceMatcher, get_close_matches
from typing import TYPE_CHECKING, Final, Literal, NamedTuple
from urllib.parse import unquote

from tabsched.platforms import CLOUD, SERVER

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

Body = Literal["schedule", "datasources", "empty", "none"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Parameter:
    """One parameter of a method's query.

    Attributes:
        name: as it stands in the URL; every one is optional.
        kind: "boolean" is true or false, "count" a whole number from 1.
        default: what holds where it is left out.
        most: the largest count, None where there is no limit.
        what: what it says, a sentence.
        error: the code of the REST error that a value which is none of its kind brings, None where
            the reference names none.
        error_beyond: the code that a count beyond the largest brings, or None.
    """

    name: str
    kind: Literal["boolean", "count"]
    default: str
    what: str
    most: int | None = None
    error: str | None = None
    error_beyond: str | None = None


@dataclass(frozen=True, slots=True)
class RestError:
    """One error of a method.

    Attributes:
        status: the HTTP status.
        code: Tableau's code, as the reference writes it.
        title: its condition, as the reference writes it.
        meaning: when it comes, a sentence.
        look_at: what to look at then, a sentence.
        meant: the code of six digits that is meant, where the reference writes another for an
            error that it writes right elsewhere; None in all other cases.
    """

    status: int
    code: str
    title: str
    meaning: str
    look_at: str
    meant: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Method:
    """One method of the REST API.

    Attributes:
        name: how this project calls it: "create-task".
        title: how the reference heads it.
        purpose: what it does, a sentence.
        verb: the HTTP method.
        path: its template, from the host on; an id stands in braces: "{site-id}".
        since: the first version of the API that has it: "3.20".
        platforms: "cloud", "server" or both; both where the reference excludes neither.
        query: the parameters of its query.
        body: "schedule" an extractRefresh and its schedule; "datasources" the data sources of a
            workbook; "empty" a tsRequest in which nothing needs to stand; "none".
        caller: who may call it, a sentence.
        scope: what the token (JWT) of a connected app must allow, None where the reference names
            nothing. [ref] Scopes are Tableau Cloud's, from API 3.20.
        success: the HTTP status of success.
        answer: the elements inside the tsResponse of a success, empty where none comes.
        errors: those that the reference lists, in its order.
        notes: what else one should know; Markdown.
        faults: what is wrong in the reference's words on this method; Markdown.
    """

    name: str
    title: str
    purpose: str
    verb: str
    path: str
    since: str
    platforms: frozenset[str] = frozenset({CLOUD.name, SERVER.name})
    query: tuple[Parameter, ...] = ()
    body: Body = "none"
    caller: str
    scope: str | None = None
    success: int = 200
    answer: tuple[str, ...] = ()
    errors: tuple[RestError, ...]
    notes: tuple[str, ...] = ()
    faults: tuple[str, ...]

    @property
    def segments(self) -> tuple[str, ...]:
        """The parts of the path between its slashes."""
        return tuple(self.path.split("/")[1:])


class Match(NamedTuple):
    """What a verb and a path name.

    Attributes:
        method: the method, or None where no method has both.
        values: what stands in the path for each id, decoded: {"site-id": …}; empty where no method
            has this path.
        verbs: the verbs that this path takes; empty where no method has it.
        nearest: the method itself, else the one that is meant most likely.
    """

    method: Method | None
    values: Mapping[str, str]
    verbs: tuple[str, ...]
    nearest: Method


_SITE: Final = "/api/{api-version}/sites/{site-id}"
_TASKS: Final = f"{_SITE}/tasks/extractRefreshes"
_TASK: Final = f"{_TASKS}/{{task-id}}"
_WORKBOOK: Final = f"{_SITE}/workbooks/{{workbook-id}}"
_DATASOURCE: Final = f"{_SITE}/datasources/{{datasource-id}}"
_CLOUD_ONLY: Final = frozenset({CLOUD.name})
_SERVER_ONLY: Final = frozenset({SERVER.name})

_BAD_SCHEDULE_BODY: Final = RestError(
    400,
    "400000",
    "Bad Request",
    "The body is missing or incomplete, or its XML is malformed.",
    "Run tabsched lint on the body: TAB901 to TAB911 say why it cannot be read, TAB604 to TAB606 "
    "and TAB608 to TAB611 which part is missing or stands twice.",
)
_BAD_BODY: Final = replace(
    _BAD_SCHEDULE_BODY,
    title="Bad request",
    look_at="Look whether the body is a tsRequest with one datasources inside: the samples of the "
    "reference open with tsResponse, and one of them closes datasources twice.",
)
_BODY_NOT_WANTED: Final = replace(
    _BAD_BODY,
    look_at="Look whether a body, or a Content-Type without one, was sent along: this method wants "
    "none.",
)
_NO_TOKEN: Final = RestError(
    401,
    "401002",
    "Unauthorized Access",
    "The token in the request's header is invalid or has expired.",
    "Sign in again and send the new token in the header X-Tableau-Auth, which the reference's own "
    "curl line here leaves out.",
)
_NO_SITE: Final = RestError(
    404,
    "404000",
    "Site not found",
    "No site has the id that the path names.",
    "Put the site's id into the path, which signing in answers: its name or content URL is no id.",
)
_NO_TASK: Final = RestError(
    404,
    "404026",
    "Task not found",
    "No extract refresh task has this id.",
    "Take the id from list-tasks, where extractRefresh bears it: the ids of a schedule, a workbook "
    "and a data source are others.",
)
# RFC 9110, sections 15.4.2 and 15.4.3: a client may follow a redirected POST with GET.
_NOT_POST: Final = RestError(
    405,
    "405000",
    "Invalid request method",
    "The request's verb is not POST.",
    "Send POST, and to the https address at once: many clients go on with GET where a server "
    "redirects them.",
)
_NOT_GET: Final = RestError(
    405,
    "40500",
    "Invalid requests method",
    "The request's verb is not GET.",
    "Send GET: with POST this path changes the task, with DELETE it deletes it.",
    meant="405000",
)
_NO_EXTRACT_POSSIBLE: Final = RestError(
    409,
    "409070",
    "Invalid request method",
    "No extract can be made of the data source: it is a file, or of another kind without extracts.",
    "Look at what the data source connects to, and not at the verb, whatever the title says.",
)
_NOT_TO_DELETE: Final = replace(
    _NO_EXTRACT_POSSIBLE,
    look_at="Look whether there is an extract to delete: the text is that of the methods that make "
    "one, and its title says nothing about the verb.",
)
_BAD_SCHEDULE: Final = RestError(
    409,
    "409004",
    "invalid parameter value",
    "The request is malformed, or a value of the schedule or of an interval is missing or not "
    "allowed; so is an end that is no whole number of hours after start.",
    "Run tabsched lint on the body: it names the value, which this error does not; TAB116 is about "
    "the hours between start and end.",
)

_ENCRYPT: Final = Parameter(
    name="encrypt",
    kind="boolean",
    default="false",
    what="Whether to encrypt the new extracts; true is an error where site or workbook disable "
    "encryption, and false does not hold where they enforce it.",
)

# Notes and faults that several sections share.
_LATER: Final = "The answer names a job, which Query Job follows: the work is still to be done."
_MANY_EXTRACTS: Final = (
    "Many or large extracts take much of the server: call it outside business hours."
)
_MODE: Final = (
    "The site's `extractEncryptionMode` is enforced, enabled or disabled: Create Site and Update "
    "Site set it, Query Site tells it."
)
_RUN_NOW: Final = (
    "Where an administrator has disabled the site's RunNow setting it fails; the reference names "
    "no code for that."
)
_VIRTUAL: Final = "Tasks of virtual connections are not served."
_SHORT_405: Final = "A wrong verb has the code 40500, of five digits; elsewhere it is 405000."
_HEADLESS_ERRORS: Final = "The table of errors has lost its headings."
_SITE_LUID: Final = "The path writes `site-luid` where most other methods write `site-id`."
_TASK_LUID: Final = "It writes `task-luid` where get and run write `task-id`."
_NO_CALLER_ERROR: Final = "No error is listed for a caller without the permission."
_NO_TARGET_ERROR: Final = "No error is listed for an id of no workbook or data source."
_NO_CONTENT_TYPE: Final = "The curl line sends a body without a Content-Type."
_NO_CODE_FOR_ENCRYPT: Final = (
    "`encrypt=true` where encryption is disabled is said to be an error, without a code."
)
_MISTITLED: Final = (
    "409070 is titled Invalid request method, as 405000 is, and is not about the verb."
)
_EXTRACTED_BY_DELETE: Final = "409070 says that no extract can be made, in a method that deletes."
_BODY_ERROR_WITHOUT_BODY: Final = (
    "400000, an error about the body, is listed for a method without one."
)
_OTHER_TARGET: Final = "The sample of an answer names another id than the request's."
_JOB_LUID: Final = "It holds a `jobLuid` too, which the description of the answer lacks."
_THURSDAY: Final = (
    "Cloud's sample says Wednesday in XML, and in JSON Thursday, which is the day in UTC."
)
_TWO_TYPES: Final = (
    "A task's type is `REFRESH_EXTRACT` in Server's sample, `RefreshExtractTask` in Cloud's."
)
_SPACES_IN_ANSWERS: Final = (
    "No-break spaces make Server's sample, in XML and JSON, and Cloud's JSON unreadable."
)
_SETTINGS: Final = (
    "The sample of an answer opens with `<tsResponse version-and-namespace-settings>`: no XML."
)
_CLOUD_TASK_FAULTS: Final = (
    "Two names are misspelt in the table of attributes: `frequencyDetail` and `Weekday`.",
    "LastDay is spelt `lastDay` in one place.",
    "`<intervals>` is closed by `<intervals>` in two of the table's samples.",
    "Typographic quotation marks stand in the table's attributes.",
    "Hourly is said to take only one of hours, minutes and weekDay; its sample has two of them.",
    "The curl line's body runs from 18:30 to 23:00, which is no whole number of hours.",
    "The curl line's body has three `<intervals>` where the other samples have one.",
    "The curl line's URL has no scheme, and no token is sent.",
    "The answer to a FullRefresh of a workbook is an IncrementalRefresh of a data source.",
    "The answer's `nextRunAt` equals its `createdAt`.",
    "Ids of the samples have 7 hex digits where 8 belong.",
    "No-break spaces make the JSON of the body, and the answer in XML and JSON, unreadable.",
)
_ENCRYPTION_CALLER: Final = "Tableau Server administrators."
_ENCRYPTION_ERRORS: Final = (_BODY_NOT_WANTED, _NO_SITE, _NOT_POST)
_ENCRYPTION_FAULTS: Final = (
    "Encryption is told as a feature of Tableau Server; whether Cloud has the method is not said.",
    "The page's introduction lets owners call it in the mode enabled; the section does not.",
    _BODY_ERROR_WITHOUT_BODY,
    _NO_CALLER_ERROR,
)
_OWN_TASKS: Final = "Server and site administrators; other users for the tasks that they own."
_DATASOURCE_CALLER: Final = (
    "Server and site administrators, the data source's owner, and owners and leaders of its "
    "project."
)

METHODS: Final = (
    Method(
        name="create-task",
        title="Create Cloud Extract Refresh Task",
        purpose="Creates an extract refresh task of a workbook or data source with a custom "
        "schedule of its own.",
        verb="POST",
        path=_TASKS,
        since="3.20",
        platforms=_CLOUD_ONLY,
        body="schedule",
        caller="Administrators, and users with the Creator role.",
        scope="tableau:tasks:create",
        answer=("extractRefresh", "schedule"),
        errors=(
            _BAD_SCHEDULE_BODY,
            _NO_TOKEN,
            replace(
                _NO_TASK,
                meaning="The extract refresh task was not found.",
                look_at="Look at the ids of the site and of the workbook or data source: a create "
                "names no task that could be missing.",
            ),
            _BAD_SCHEDULE,
        ),
        notes=(
            "API 3.20 came with Tableau Cloud June 2023; no further licence is needed.",
            "It names one workbook or one data source by its id.",
            "The type is FullRefresh or IncrementalExtract.",
            "On Tableau Server, add the data source or workbook to a server schedule instead.",
        ),
        faults=(
            "All attributes are said to be required; by their cells an end is so only at times.",
            "They are said to be required to create a subscription, which this is none.",
            "IncrementalExtract is called IncrementalRefresh in update and in the answer.",
            "The JSON of the body lacks its last brace.",
            "404026, a missing task, is listed though a create names none.",
            _NO_CALLER_ERROR,
            *_CLOUD_TASK_FAULTS,
            _SITE_LUID,
        ),
    ),
    Method(
        name="create-workbook-extracts",
        title="Create Extracts for Embedded Data Sources in a Workbook",
        purpose="Creates extracts of the data sources that a workbook embeds or uses, for this "
        "workbook alone.",
        verb="POST",
        path=f"{_WORKBOOK}/createExtract",
        since="3.5",
        query=(_ENCRYPT,),
        body="datasources",
        caller="Server and site administrators, the workbook's owner, and owners and leaders of "
        "its project.",
        answer=("job",),
        errors=(
            _BAD_BODY,
            _NO_SITE,
            _NOT_POST,
            replace(
                _NO_EXTRACT_POSSIBLE,
                look_at="Look at what the workbook's data sources connect to, and name those that "
                "can be extracted with includeAll false; the title is wrong, the verb is not.",
            ),
        ),
        notes=(
            'The body says `includeAll="true"`, or false beside the `datasource` to extract.',
            "What it makes of a published data source follows that source with each refresh.",
            _RUN_NOW,
            _LATER,
        ),
        faults=(
            _MISTITLED,
            _NO_CODE_FOR_ENCRYPT,
            "The sample of a request opens with `<tsResponse>` and closes with `</tsRequest>`.",
            "It closes `<datasources>` twice.",
            _OTHER_TARGET,
            _JOB_LUID,
            "A workbook data source is said to be created where a workbook's extract is meant.",
            _NO_CONTENT_TYPE,
            _NO_TARGET_ERROR,
            _NO_CALLER_ERROR,
        ),
    ),
    Method(
        name="create-datasource-extract",
        title="Create an Extract for a Data Source",
        purpose="Creates the extract of a published data source, for all workbooks that use it.",
        verb="POST",
        path=f"{_DATASOURCE}/createExtract",
        since="3.5",
        query=(_ENCRYPT,),
        caller=_DATASOURCE_CALLER,
        answer=("job",),
        errors=(_BODY_NOT_WANTED, _NO_SITE, _NOT_POST, _NO_EXTRACT_POSSIBLE),
        notes=(_LATER,),
        faults=(
            _MISTITLED,
            _NO_CODE_FOR_ENCRYPT,
            _BODY_ERROR_WITHOUT_BODY,
            "The description of the answer lacks `</job>`.",
            _OTHER_TARGET,
            _JOB_LUID,
            "The RunNow setting hinders the method for workbooks; of this one it is not said.",
            _NO_TARGET_ERROR,
            _NO_CALLER_ERROR,
        ),
    ),
    Method(
        name="decrypt-extracts",
        title="Decrypt Extracts in a Site",
        purpose="Decrypts all extracts of a site.",
        verb="POST",
        path=f"{_SITE}/decrypt-extracts",
        since="3.5",
        caller=_ENCRYPTION_CALLER,
        errors=_ENCRYPTION_ERRORS,
        notes=(_MODE, _MANY_EXTRACTS),
        faults=_ENCRYPTION_FAULTS,
    ),
    Method(
        name="delete-workbook-extracts",
        title="Delete Extracts of Embedded Data Sources from a Workbook",
        purpose="Deletes all extracts of the data sources that a workbook embeds.",
        verb="POST",
        path=f"{_WORKBOOK}/deleteExtract",
        since="3.5",
        body="datasources",
        caller=_DATASOURCE_CALLER,
        errors=(_BAD_BODY, _NO_SITE, _NOT_POST, _NOT_TO_DELETE),
        notes=(
            'The body says `includeAll="true"`; what false would do is not described.',
            _MANY_EXTRACTS,
        ),
        faults=(
            "The path is written with `/workbookss/`: read here as workbooks.",
            "The path's values list a `datasource-id`, described as the LUID of the workbook.",
            "The permissions are a data source's; create tells those of a workbook.",
            "The curl line goes to a path of `datasources`.",
            "The file of that line is delete-extracts-for-workbook.xml; its caption says create-.",
            "It opens with `<tsResponse>` and closes with `</tsRequest>`.",
            "The values of the request are said to be none, though its body holds includeAll.",
            "Success is 200 without a body; the method for data sources answers 204.",
            _EXTRACTED_BY_DELETE,
            _MISTITLED,
            _NO_CONTENT_TYPE,
            _NO_TARGET_ERROR,
            _NO_CALLER_ERROR,
        ),
    ),
    Method(
        name="delete-datasource-extract",
        title="Delete the Extract from a Data Source",
        purpose="Deletes the extract of a published data source.",
        verb="POST",
        path=f"{_DATASOURCE}/deleteExtract",
        since="3.5",
        caller=_DATASOURCE_CALLER,
        success=204,
        errors=(_BODY_NOT_WANTED, _NO_SITE, _NOT_POST, _NOT_TO_DELETE),
        faults=(
            "Success is 204; the method for workbooks answers 200, without a body either.",
            _EXTRACTED_BY_DELETE,
            _MISTITLED,
            _BODY_ERROR_WITHOUT_BODY,
            _NO_TARGET_ERROR,
            _NO_CALLER_ERROR,
        ),
    ),
    Method(
        name="delete-task",
        title="Delete Extract Refresh Task",
        purpose="Deletes an extract refresh task.",
        verb="DELETE",
        path=_TASK,
        since="3.6",
        caller="Server and site administrators; other users with the permissions Read (view) and "
        "Delete for the task.",
        scope="tableau:tasks:delete",
        success=204,
        errors=(
            _NO_SITE,
            _NO_TASK,
            replace(
                _NOT_POST,
                meaning="The request's verb is not DELETE.",
                look_at="Send DELETE: with GET this path tells the task, with POST it changes it.",
            ),
        ),
        faults=(_NO_CALLER_ERROR, _SITE_LUID, _TASK_LUID),
    ),
    Method(
        name="encrypt-extracts",
        title="Encrypt Extracts in a Site",
        purpose="Encrypts all extracts of a site.",
        verb="POST",
        path=f"{_SITE}/encrypt-extracts",
        since="3.5",
        caller=_ENCRYPTION_CALLER,
        errors=_ENCRYPTION_ERRORS,
        notes=(_MODE, _MANY_EXTRACTS),
        faults=_ENCRYPTION_FAULTS,
    ),
    Method(
        name="get-task",
        title="Get Extract Refresh Task",
        purpose="Tells one extract refresh task with its schedule.",
        verb="GET",
        path=_TASK,
        since="2.6",
        caller=_OWN_TASKS,
        scope="tableau:tasks:read",
        answer=("task",),
        errors=(
            RestError(
                403,
                "403004",
                "Operation unauthorized",
                "The user may not get this task.",
                "Call as an administrator or as the owner of the task.",
            ),
            replace(
                _NO_TASK,
                meaning="No task has this id, or the task refreshes a virtual connection and no "
                "workbook or published data source.",
                look_at="Look the id up with list-tasks: a task that names neither workbook nor "
                "datasource there is a virtual connection's, and cannot be got.",
            ),
            _NOT_GET,
        ),
        notes=(
            "Tableau Cloud answers with the custom schedule, frequencyDetails included.",
            "Tableau Server names the server schedule and leaves its frequencyDetails out.",
            _VIRTUAL,
        ),
        faults=(
            _SHORT_405,
            _HEADLESS_ERRORS,
            "Server's answer about one task holds two.",
            "Server's JSON is a bare list, whose second item is an empty list.",
            "The answers are headed as requests.",
            "Cloud's sample is headed as a response for a server schedule on Tableau Server.",
            _TWO_TYPES,
            _THURSDAY,
            _SPACES_IN_ANSWERS,
            "The permissions speak of a list of tasks.",
        ),
    ),
    Method(
        name="list-tasks",
        title="List Extract Refresh Tasks in Site",
        purpose="Lists the extract refresh tasks of a site with their schedules.",
        verb="GET",
        path=_TASKS,
        since="2.6",
        caller=_OWN_TASKS,
        scope="tableau:tasks:read",
        answer=("tasks",),
        errors=(
            replace(
                _NOT_GET,
                look_at="Send GET: with POST this path creates a task, from API 3.20 on.",
            ),
        ),
        notes=(
            "Tableau Cloud answers with custom schedules, frequencyDetails included.",
            "Tableau Server names the server schedules and leaves their frequencyDetails out.",
            "A virtual connection's task is listed too: it names neither workbook nor datasource.",
            "No paging is told; Tableau's MCP server sends pageSize and pageNumber all the same.",
        ),
        faults=(
            _SHORT_405,
            _HEADLESS_ERRORS,
            "No error is listed but that of a wrong verb.",
            "The JSON of Server's answer ends its list of tasks with an empty list.",
            _TWO_TYPES,
            _THURSDAY,
            _SPACES_IN_ANSWERS,
        ),
    ),
    Method(
        name="list-tasks-in-schedule",
        title="List Extract Refresh Tasks in Server Schedule",
        purpose="Lists the extract refresh tasks that a server schedule runs in a site.",
        verb="GET",
        path=f"{_SITE}/schedules/{{schedule-id}}/extracts",
        since="2.2",
        platforms=_SERVER_ONLY,
        query=(
            Parameter(
                name="pageSize",
                kind="count",
                default="100",
                most=1000,
                what="How many tasks one answer holds.",
                error="400007",
                error_beyond="403014",
            ),
            Parameter(
                name="pageNumber",
                kind="count",
                default="1",
                what="Which page of the list to answer.",
                error="400006",
            ),
        ),
        caller="Server and site administrators; the latter get the tasks of the site that they are "
        "signed in to.",
        answer=("pagination", "extracts"),
        errors=(
            RestError(
                400,
                "400006",
                "Invalid page number",
                "pageNumber is no whole number, less than 1, or beyond the last page.",
                "Begin with pageNumber 1, and stop where pageNumber times pageSize reaches the "
                "answer's totalAvailable.",
            ),
            RestError(
                400,
                "400007",
                "Invalid page size",
                "pageSize is no whole number, or less than 1.",
                "Send a pageSize from 1 to 1000, or none: then it is 100.",
            ),
            RestError(
                400,
                "400047",
                "Invalid schedule type",
                "The schedule does not run extract refreshes but, for instance, subscriptions.",
                "Take a schedule of the type Extract from List Server Schedules.",
            ),
            RestError(
                403,
                "403014",
                "Page size limit exceeded",
                "pageSize is larger than the largest allowed.",
                "Send a pageSize of at most 1000.",
            ),
            _NO_SITE,
            RestError(
                404,
                "404",
                "Schedule not found",
                "No schedule has the id that the path names.",
                "Take the id from List Server Schedules: custom schedules of Tableau Cloud are no "
                "server schedules.",
            ),
            replace(
                _NOT_POST,
                meaning="The request's verb is not GET.",
                look_at="Send GET: this path takes no other verb.",
            ),
        ),
        notes=(
            "Server schedules belong to the whole server: the path that lists them names no site.",
            "No scope lets a connected app call it.",
        ),
        faults=(
            "A missing schedule has the code 404, which is its status: six digits are not told.",
            "A pageSize that is too large brings a 403, any other fault in it a 400.",
            "400006 speaks of pages of data sources.",
            "The example of a version is 2.2, everywhere else 3.24.",
            "The method is called Query Extract Refresh Tasks in one place.",
            "The description of the answer holds `... additional extract refresh tasks ...`.",
            _SETTINGS,
            "That sample's workbook and data source have no ids.",
        ),
    ),
    Method(
        name="reencrypt-extracts",
        title="Reencrypt Extracts in a Site",
        purpose="Encrypts all extracts of a site anew, with new keys.",
        verb="POST",
        path=f"{_SITE}/reencrypt-extracts",
        since="3.5",
        caller=_ENCRYPTION_CALLER,
        errors=_ENCRYPTION_ERRORS,
        notes=(_MODE, _MANY_EXTRACTS),
        faults=(
            "Without a site the default site is said to be meant, but the path always names one.",
            *_ENCRYPTION_FAULTS,
        ),
    ),
    Method(
        name="run-task",
        title="Run Extract Refresh Task",
        purpose="Puts an extract refresh task into the queue at once, whatever its schedule says.",
        verb="POST",
        path=f"{_TASK}/runNow",
        since="2.6",
        body="empty",
        caller=_OWN_TASKS,
        scope="tableau:tasks:run",
        answer=("job",),
        errors=(
            RestError(
                403,
                "403004",
                "Operation unauthorized",
                "The user may not get the task, or its extract is of no workbook or published data "
                "source.",
                "Call as an administrator or as the owner of the task; one that names neither "
                "workbook nor datasource in list-tasks is a virtual connection's, and cannot be "
                "run.",
            ),
            RestError(
                403,
                "403047",
                "Extract refresh error",
                "The task is no extract refresh task.",
                "Take the id from list-tasks, where extractRefresh bears it: tasks of another kind "
                "are run by other methods.",
            ),
            _NO_TASK,
            replace(_NOT_POST, code="40500", title="Invalid requests method", meant="405000"),
            RestError(
                409,
                "409093",
                "Operation already in Queue",
                "A refresh of this task is in the queue already.",
                "Wait for that job, whoever began it: a request, tabcmd or the schedule.",
            ),
        ),
        notes=(
            "A task that is running is refused as one in the queue is.",
            _RUN_NOW,
            _VIRTUAL,
            _LATER,
        ),
        faults=(
            _SHORT_405,
            _HEADLESS_ERRORS,
            "A virtual connection's task brings 403004 here and 404026 in get.",
            "403004 is about a user who may not get the task.",
            "Create Schedule is told as the way to a task; what it makes is a server schedule.",
            "A valid request is demanded, and in the next sentence it may be empty.",
            _SETTINGS,
            _NO_CONTENT_TYPE,
        ),
    ),
    Method(
        name="update-task",
        title="Update Cloud Extract Refresh Task",
        purpose="Changes an extract refresh task, its custom schedule above all.",
        verb="POST",
        path=_TASK,
        since="3.20",
        platforms=_CLOUD_ONLY,
        body="schedule",
        caller="Administrators, and the owner of the custom schedule.",
        # [mcp] asks for this scope; the reference's spelling stands nowhere else.
        scope="tableau:tasks:update",
        answer=("extractRefresh", "schedule"),
        errors=(
            _BAD_SCHEDULE_BODY,
            _NO_TOKEN,
            RestError(
                403,
                "403004",
                "Unauthorized Access",
                "The user may not make this request.",
                "Call as an administrator or as the owner of the custom schedule.",
            ),
            replace(_NO_TASK, meaning="The extract refresh task was not found."),
            _BAD_SCHEDULE,
        ),
        notes=(
            "API 3.20 came with Tableau Cloud June 2023; no further licence is needed.",
            "All of the body is optional.",
            "Tableau's MCP server tells that a schedule in it replaces the old one whole.",
            "The type is FullRefresh or IncrementalRefresh.",
            "On Tableau Server, update the server schedule instead.",
        ),
        faults=(
            "The scope is written `tableau:task:update`; all others begin with `tableau:tasks`.",
            "The attributes are said to update a subscription, which this is none.",
            "IncrementalRefresh is called IncrementalExtract in create.",
            "The answer is create's to the letter.",
            "The id of the body's workbook is the task's in the answer.",
            "The list of tasks is said to find them by name; it holds no names.",
            "The curl line's task has an id that begins with r, which is no hex digit.",
            "The days of the month stand between `<intervals/>` and `</intervals/>`.",
            *_CLOUD_TASK_FAULTS,
            _SITE_LUID,
            _TASK_LUID,
        ),
    ),
)

_NAMES: Final = tuple(method.name for method in METHODS)
# [ref] The longest template has 8 segments, an id 36 characters: no path comes near.
_LONGEST_PATH: Final = 2000
_MOST_SEGMENTS: Final = 16
_HOLE: Final = ""


def method_named(name: str) -> Method:
    """The method that this project calls so: "create-task".

    Raises:
        ValueError: no method is called so; the message lists the names.
    """
    if name not in _NAMES:
        raise ValueError(f"a method is one of {', '.join(_NAMES)}, not {name!r:.80}")
    return METHODS[_NAMES.index(name)]


def match(verb: str, path: str) -> Match:
    """Which method do a verb and the path of a URL name?

    Verbs are read in any case, since clients send them in capitals. Segments are compared as they
    are written, once percent-encoding is undone. [assumed] One slash at the end changes nothing;
    an empty segment, as two slashes or a variable without a value leave it, names nothing, and
    neither do "." and "..", which clients resolve.

    Args:
        verb: the HTTP method.
        path: from the host on, without query. Any text; beyond 2000 characters it names nothing.
    """
    verb = verb.upper()
    segments = _segments(path[:_LONGEST_PATH])
    known = METHODS if len(path) <= _LONGEST_PATH else ()
    fitting = [each for each in known if _fits(each.segments, segments)]
    found = next((each for each in fitting if each.verb == verb), None)
    values = {}
    if fitting:
        pairs = zip(fitting[0].segments, segments, strict=True)
        values = {part[1:-1]: text for part, text in pairs if _is_placeholder(part)}
    verbs = tuple(each.verb for each in fitting)
    return Match(found, values, verbs, found or _nearest(verb, segments, fitting or METHODS))


def _segments(path: str) -> list[str]:
    """The decoded parts of a path between its slashes."""
    return [unquote(part) for part in path.removeprefix("/").removesuffix("/").split("/")]


def _is_placeholder(part: str) -> bool:
    """Whether a part of a template stands for an id."""
    return part.startswith("{")


def _fits(template: Sequence[str], segments: Sequence[str]) -> bool:
    """Whether a path is made as a template says."""
    return len(template) == len(segments) and all(
        text not in {"", ".", ".."} if _is_placeholder(part) else text == part
        for part, text in zip(template, segments, strict=True)
    )


def _words(template: Sequence[str]) -> list[str]:
    """The fixed parts of a template in small letters, and holes where an id stands."""
    return [_HOLE if _is_placeholder(part) else part.lower() for part in template]


_WORDS: Final = {method.name: _words(method.segments) for method in METHODS}
_KNOWN_WORDS: Final = sorted({word for words in _WORDS.values() for word in words} - {_HOLE})


def _nearest(verb: str, segments: Sequence[str], among: Sequence[Method]) -> Method:
    """The method whose path is most like this one, and whose verb is where paths are alike."""
    words = [_word_meant(text) for text in segments[:_MOST_SEGMENTS]]

    def likeness(method: Method) -> tuple[float, float]:
        by_path = SequenceMatcher(None, words, _WORDS[method.name], autojunk=False).ratio()
        by_verb = SequenceMatcher(None, verb[:_MOST_SEGMENTS], method.verb, autojunk=False).ratio()
        return by_path, by_verb

    return max(among, key=likeness)


def _word_meant(text: str) -> str:
    """The fixed part of a path that a segment is or resembles, a hole where there is none."""
    near = get_close_matches(text.lower(), _KNOWN_WORDS, 1)
    return near[0] if near else _HOLE
