"""Rules on how a method of the REST API is called: TAB6xx from 615 on.

A place is a path into the request: /verb, /url/path, /url/api-version, /url/task-id,
/url/query/pageSize, /headers/Content-Type, /body; or a path into the body itself.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tabsched.call import version_of
from tabsched.place import Syntax, attribute_path, element_path
from tabsched.platforms import PLATFORMS
from tabsched.rulebook.rule import CALLS, SENT_BODIES, Problem, error, info, warning
from tabsched.rulebook.wording import listed, no_luid, shown
from tabsched.values import is_luid

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tabsched.call import Call, Datasources, SentBody
    from tabsched.rest import Method, Parameter

_LONGEST_NAME = 60
_BOOLEANS = ("true", "false")
_TOKEN_HEADERS = ("x-tableau-auth", "authorization")
_XML_TYPES = ("application/xml", "text/xml")
_JSON_TYPES = ("application/json",)
# The methods of HTTP. What is none of them may be anything, a token that slipped there too.
_VERBS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "CONNECT"})
_MEDIA_TYPE = re.compile(r"[\w.+/-]+", re.ASCII)


def _called(method: Method) -> str:
    """A method as messages name it."""
    return f"{method.verb} {method.path} ({method.name})"


@error(
    "TAB615",
    evidence="[ref] the URI of each of its fourteen methods",
    documented=True,
    subjects=CALLS,
)
def path_unknown(call: Call) -> Iterator[Problem]:
    r"""No method of the REST reference has this path.

    ## Why
    Tableau answers a path that it does not know with a bare 404, which names neither the method
    that was meant nor the part that is wrong. Usual causes are a part left out (`/sites/` and its
    id), a plural, other capitals (`extractrefreshes`), and a variable that was empty. The reference
    itself writes `/workbookss/` once. Only the methods on extracts and their refresh tasks are
    known here; nothing else of such a request is judged.

    ## Bad
    ```sh
    curl -X DELETE -H 'X-Tableau-Auth: TOKEN' \
      https://example.com/api/3.24/sites/9a8b7c6d-5e4f-3a2b-1c0d-9e8f7a6b5c4d/tasks/extractrefreshes/9f8e7d6c-5b4a-3f2e-1d0c-9b8a7f6e5d4c
    ```

    ## Good
    ```sh
    curl -X DELETE -H 'X-Tableau-Auth: TOKEN' \
      https://example.com/api/3.24/sites/9a8b7c6d-5e4f-3a2b-1c0d-9e8f7a6b5c4d/tasks/extractRefreshes/9f8e7d6c-5b4a-3f2e-1d0c-9b8a7f6e5d4c
    ```
    """
    if not call.match.verbs:
        yield Problem(
            "/url/path",
            f"{shown(call.path, 200)} is the path of no method on extracts: the nearest is "
            f"{_called(call.match.nearest)}",
        )


@error(
    "TAB616",
    evidence="[ref] the URI of each method; error 405000",
    api_error="405000",
    documented=True,
    subjects=CALLS,
)
def verb_not_taken(call: Call) -> Iterator[Problem]:
    r"""A path is called with a verb that it does not take.

    ## Why
    The same path is another method under another verb: POST on a task changes it, GET tells it,
    DELETE removes it. A verb that the path does not take brings error 405000; the reference also
    writes it 40500. Mind that an update is a POST, where other APIs want PUT, and that curl sends
    POST as soon as it has data and GET otherwise.

    ## Bad
    ```sh
    curl -X PUT -H 'X-Tableau-Auth: TOKEN' \
      https://example.com/api/3.24/sites/9a8b7c6d-5e4f-3a2b-1c0d-9e8f7a6b5c4d/encrypt-extracts
    ```

    ## Good
    ```sh
    curl -X POST -H 'X-Tableau-Auth: TOKEN' \
      https://example.com/api/3.24/sites/9a8b7c6d-5e4f-3a2b-1c0d-9e8f7a6b5c4d/encrypt-extracts
    ```
    """
    if call.match.verbs and call.method is None:
        taken = listed(call.match.verbs)
        is_verb = call.verb.upper() in _VERBS
        given = shown(call.verb) if is_verb else "what stands as the verb"
        yield Problem(
            "/verb",
            f"{given} is not what this path takes: {taken}; the nearest is "
            f"{_called(call.match.nearest)}",
        )


@error(
    "TAB617",
    evidence="[ref] URI Parameter Values: api-version",
    documented=True,
    subjects=CALLS,
)
def api_version_malformed(call: Call) -> Iterator[Problem]:
    r"""What stands in the path as the version of the API is no version.

    ## Why
    Behind `/api/` stands the version of the REST API, two numbers with a dot between: 3.24. It is
    no release of Tableau Server (2024.2), and no placeholder left from an example.

    ## Bad
    ```sh
    curl -H 'X-Tableau-Auth: TOKEN' \
      https://example.com/api/v3.24/sites/9a8b7c6d-5e4f-3a2b-1c0d-9e8f7a6b5c4d/tasks/extractRefreshes
    ```

    ## Good
    ```sh
    curl -H 'X-Tableau-Auth: TOKEN' \
      https://example.com/api/3.24/sites/9a8b7c6d-5e4f-3a2b-1c0d-9e8f7a6b5c4d/tasks/extractRefreshes
    ```
    """
    if call.match.verbs and call.version is None:
        text = call.match.values["api-version"]
        yield Problem(
            "/url/api-version", f"{shown(text)} is no version of the API: write two numbers as 3.24"
        )


@error(
    "TAB618",
    evidence="[ref] the first version of each method",
    documented=True,
    subjects=CALLS,
)
def api_version_too_old(call: Call) -> Iterator[Problem]:
    r"""The version of the API in the path is older than the method.

    ## Why
    A server knows a method only under the versions of the API that have it, even if it knows newer
    ones itself: the version in the path counts. Create and update of a task on Tableau Cloud came
    with API 3.20, extracts and encryption with 3.5. Versions compare by their numbers: 3.9 is older
    than 3.20.

    ## Bad
    ```sh
    curl -X POST -H 'X-Tableau-Auth: TOKEN' \
      https://example.com/api/3.4/sites/9a8b7c6d-5e4f-3a2b-1c0d-9e8f7a6b5c4d/encrypt-extracts
    ```

    ## Good
    ```sh
    curl -X POST -H 'X-Tableau-Auth: TOKEN' \
      https://example.com/api/3.5/sites/9a8b7c6d-5e4f-3a2b-1c0d-9e8f7a6b5c4d/encrypt-extracts
    ```
    """
    if call.method is None or call.version is None:
        return
    since = version_of(call.method.since)
    if since is not None and call.version < since:
        text = call.match.values["api-version"]
        yield Problem(
            "/url/api-version",
            f"API {text} is older than {call.method.name}, which came with API "
            f"{call.method.since}: write that or a later one",
        )


@error(
    "TAB619",
    evidence="[ref] Create and Update Cloud Extract Refresh Task: not available for Tableau "
    "Server; List Extract Refresh Tasks in Server Schedule: not available for Tableau Cloud",
    documented=True,
    subjects=CALLS,
)
def method_of_other_platform(call: Call) -> Iterator[Problem]:
    r"""A method is called on a platform that does not have it.

    ## Why
    Custom schedules are Tableau Cloud's: Tableau Server can neither create nor update an extract
    refresh task with one, but adds a workbook or data source to a server schedule. Server schedules
    in turn are Tableau Server's, so only it lists their tasks. This rule speaks where the platform
    is told (`--platform`); a URL does not tell it.

    ## Bad
    ```sh platform=cloud
    curl -H 'X-Tableau-Auth: TOKEN' \
      https://example.com/api/3.24/sites/9a8b7c6d-5e4f-3a2b-1c0d-9e8f7a6b5c4d/schedules/59a8a7b6-be3a-4d2d-1e9e-08a7b6b5b4ba/extracts
    ```

    ## Good
    ```sh platform=cloud
    curl -H 'X-Tableau-Auth: TOKEN' \
      https://example.com/api/3.24/sites/9a8b7c6d-5e4f-3a2b-1c0d-9e8f7a6b5c4d/tasks/extractRefreshes
    ```
    """
    method = call.method
    if method is not None and call.platform != "auto" and call.platform not in method.platforms:
        there = listed(PLATFORMS[name].title for name in sorted(method.platforms))
        here = PLATFORMS[call.platform].title
        yield Problem("/url/path", f"{here} does not have {method.name}: it is a method of {there}")


@error(
    "TAB620",
    evidence="[ref] Parameter Values: encryption-flag, page-size and page-number",
    documented=True,
    subjects=CALLS,
)
def query_value_not_taken(call: Call) -> Iterator[Problem]:
    r"""A parameter of the query has a value that the method does not take.

    ## Why
    `encrypt` is true or false. `pageSize` is a whole number from 1 to 1000, `pageNumber` one from 1
    on; other values bring the errors 400007, 403014 and 400006 in place of a page.

    ## Bad
    ```sh
    curl -H 'X-Tableau-Auth: TOKEN' \
      'https://example.com/api/3.24/sites/9a8b7c6d-5e4f-3a2b-1c0d-9e8f7a6b5c4d/schedules/59a8a7b6-be3a-4d2d-1e9e-08a7b6b5b4ba/extracts?pageSize=5000'
    ```

    ## Good
    ```sh
    curl -H 'X-Tableau-Auth: TOKEN' \
      'https://example.com/api/3.24/sites/9a8b7c6d-5e4f-3a2b-1c0d-9e8f7a6b5c4d/schedules/59a8a7b6-be3a-4d2d-1e9e-08a7b6b5b4ba/extracts?pageSize=1000'
    ```
    """
    if call.method is None:
        return
    known = {parameter.name: parameter for parameter in call.method.query}
    for name, value in call.query:
        if name in known and not _is_taken(known[name], value):
            parameter = known[name]
            if parameter.kind == "boolean":
                wanted = "true or false"
            elif parameter.most is None:
                wanted = "a whole number from 1 on"
            else:
                wanted = f"a whole number from 1 to {parameter.most}"
            yield Problem(
                f"/url/query/{name}", f"{name} {shown(value)} is not taken: write {wanted}"
            )


def _is_taken(parameter: Parameter, value: str) -> bool:
    if parameter.kind == "boolean":
        return value in _BOOLEANS
    if not (value.isascii() and value.isdigit()):
        return False
    # A number of more digits than the largest is beyond it, and is not worked out.
    digits = value.lstrip("0")
    most = parameter.most
    return bool(digits) and (
        most is None or (len(digits) <= len(str(most)) and int(digits) <= most)
    )


@error(
    "TAB621",
    evidence="[ref] Request Body of create, update, run and of the extracts of a workbook",
    api_error="400000",
    documented=True,
    subjects=CALLS,
)
def body_missing(call: Call) -> Iterator[Problem]:
    r"""A method that wants a body is called without one.

    ## Why
    Create and update carry the schedule in their body, and the methods on the extracts of a
    workbook name the data sources there. Run wants a valid request as well, though nothing needs to
    stand in it: an empty tsRequest. A missing body brings error 400000.

    ## Bad
    ```sh
    curl -X POST -H 'X-Tableau-Auth: TOKEN' \
      https://example.com/api/3.24/sites/9a8b7c6d-5e4f-3a2b-1c0d-9e8f7a6b5c4d/tasks/extractRefreshes/9f8e7d6c-5b4a-3f2e-1d0c-9b8a7f6e5d4c/runNow
    ```

    ## Good
    ```sh
    curl -X POST -H 'X-Tableau-Auth: TOKEN' -H 'Content-Type: application/xml' -d '<tsRequest/>' \
      https://example.com/api/3.24/sites/9a8b7c6d-5e4f-3a2b-1c0d-9e8f7a6b5c4d/tasks/extractRefreshes/9f8e7d6c-5b4a-3f2e-1d0c-9b8a7f6e5d4c/runNow
    ```
    """
    if call.method is None or call.body is not None:
        return
    wanted = {
        "schedule": "an extractRefresh and its schedule",
        "datasources": "a tsRequest with datasources",
        "empty": "a tsRequest, in which nothing needs to stand",
    }
    if call.method.body in wanted:
        yield Problem(
            "/body", f"{call.method.name} is sent without a body: {wanted[call.method.body]} is due"
        )


@error(
    "TAB622",
    evidence="[ref] Request Body of create and update of a task, and of the extracts of a workbook",
    api_error="400000",
    documented=True,
    subjects=SENT_BODIES,
)
def body_of_other_method(call: Call) -> Iterator[Problem]:
    r"""A method gets a body that is not the one that it wants.

    ## Why
    A create holds an extractRefresh beside its schedule, an update one of them or both, in a
    tsRequest; JSON may leave that out. A schedule alone is no request, though tabsched lint judges
    it. The methods on the extracts of a workbook want a tsRequest with one datasources in it; the
    reference's own sample opens with tsResponse, which is the root of an answer. Where what is
    wanted is missing the body counts as incomplete, error 400000.

    ## Bad
    ```sh
    curl -X POST -H 'X-Tableau-Auth: TOKEN' -H 'Content-Type: application/xml' -d '<tsRequest/>' \
      https://example.com/api/3.24/sites/9a8b7c6d-5e4f-3a2b-1c0d-9e8f7a6b5c4d/workbooks/abcd7c6d-5e4f-3a2b-1c0d-9e8f7a6b1234/deleteExtract
    ```

    ## Good
    ```sh
    curl -X POST -H 'X-Tableau-Auth: TOKEN' -H 'Content-Type: application/xml' \
      -d '<tsRequest><datasources includeAll="true"/></tsRequest>' \
      https://example.com/api/3.24/sites/9a8b7c6d-5e4f-3a2b-1c0d-9e8f7a6b5c4d/workbooks/abcd7c6d-5e4f-3a2b-1c0d-9e8f7a6b1234/deleteExtract
    ```
    """
    body, method = call.body, call.method
    if body is None or method is None or body.syntax is None or body.root is None:
        return
    updates = method.name == "update-task"
    if updates and body.is_empty:
        return  # an update may leave out all that it could say
    is_other = updates and bool(body.held("datasources"))
    if method.body == "schedule" and body.names_request and not is_other:
        return  # what is missing in a create has rules of its own
    due = _due(method)
    if method.body == "datasources":
        is_due = body.datasources is None
    else:
        is_due = bool(due) and not any(body.held(name) for name in due)
    if is_due:
        where = element_path("", body.root.name, body.syntax) if body.syntax is Syntax.XML else ""
        inside = "in a tsRequest, " if body.syntax is Syntax.XML else ""
        instead = _instead(body) if method.body == "datasources" else "missing"
        yield Problem(
            where, f"this is no body of {method.name}: {inside}{listed(due)} is due, and {instead}"
        )


def _instead(body: SentBody) -> str:
    """What stands there where one datasources is due."""
    held = body.held("datasources")
    exact = [one for one in held if one.name == "datasources"]
    if len(exact) > 1:
        return f"{len(exact)} stand there in place of one"
    if exact:
        return "a value stands there under that name"
    if held:
        return f"{listed((shown(one.name) for one in held), 'and')} stands there: mind the capitals"
    return "missing"


def _due(method: Method) -> tuple[str, ...]:
    """What of which one at least stands in the body of a method; empty where that is told else."""
    if method.body == "datasources":
        return ("datasources",)
    if method.body == "schedule":
        return (
            ("extractRefresh",) if method.name == "create-task" else ("extractRefresh", "schedule")
        )
    return ()


def _wants_datasources(call: Call) -> bool:
    return call.method is not None and call.method.body == "datasources"


def _datasources(call: Call) -> Iterator[Datasources]:
    """The datasources of a call that wants them."""
    if _wants_datasources(call) and call.body is not None:
        found = call.body.datasources
        if found is not None:
            yield found


@error(
    "TAB623",
    evidence="[ref] Create Extracts for Embedded Data Sources in a Workbook, Request Parameter "
    "Values; Delete Extracts of Embedded Data Sources from a Workbook, Request Body",
    api_error="400000",
    documented=True,
    subjects=SENT_BODIES,
)
def include_all_at_odds(call: Call) -> Iterator[Problem]:
    r"""The includeAll of a workbook's extracts does not go with the data sources named.

    ## Why
    `includeAll="true"` means every data source of the workbook, so that none is named beside it;
    with false at least one `datasource` must be named. Deleting knows only true: it always deletes
    all extracts of the workbook. What Tableau does with a body that says both is not documented.

    ## Bad
    ```sh
    curl -X POST -H 'X-Tableau-Auth: TOKEN' -H 'Content-Type: application/xml' \
      -d '<tsRequest><datasources includeAll="false"/></tsRequest>' \
      https://example.com/api/3.24/sites/9a8b7c6d-5e4f-3a2b-1c0d-9e8f7a6b5c4d/workbooks/abcd7c6d-5e4f-3a2b-1c0d-9e8f7a6b1234/createExtract
    ```

    ## Good
    ```sh
    curl -X POST -H 'X-Tableau-Auth: TOKEN' -H 'Content-Type: application/xml' \
      -d '<tsRequest>
            <datasources includeAll="false">
              <datasource id="6b4cf715-c90b-49d6-be85-920a47bae433"/>
            </datasources>
          </tsRequest>' \
      https://example.com/api/3.24/sites/9a8b7c6d-5e4f-3a2b-1c0d-9e8f7a6b5c4d/workbooks/abcd7c6d-5e4f-3a2b-1c0d-9e8f7a6b1234/createExtract
    ```
    """
    for sent in _datasources(call):
        message = _at_odds(sent, deletes=call.match.nearest.name == "delete-workbook-extracts")
        if message is not None:
            yield Problem(sent.include_all_path if sent.include_all else sent.path, message)


def _at_odds(sent: Datasources, *, deletes: bool) -> str | None:
    """What is wrong about includeAll, None where nothing is."""
    if not sent.include_all:
        return "includeAll is missing: write true for all data sources, or false and name some"
    if sent.include_all not in _BOOLEANS:
        return f"includeAll {shown(sent.include_all)} is not taken: write true or false"
    if deletes and sent.include_all == "false":
        return "includeAll false is not taken: this method deletes all extracts of a workbook"
    if sent.include_all == "true" and sent.named:
        count = "a datasource is" if len(sent.named) == 1 else f"{len(sent.named)} are"
        return f"includeAll is true, and {count} named all the same: leave out one or the other"
    if sent.include_all == "false" and not sent.named:
        return "includeAll is false, and no datasource is named: name one, or write true"
    return None


@error(
    "TAB624",
    evidence="[ref] Create Extracts for Embedded Data Sources in a Workbook: LUID of the data "
    "source",
    api_error="400000",
    documented=True,
    subjects=SENT_BODIES,
)
def datasource_without_id(call: Call) -> Iterator[Problem]:
    r"""A data source of a workbook is named without its id.

    ## Why
    The reference identifies the embedded data source by its LUID. Without one the body counts as
    incomplete, error 400000. Query the workbook's connections for the id.

    ## Bad
    ```sh
    curl -X POST -H 'X-Tableau-Auth: TOKEN' -H 'Content-Type: application/xml' \
      -d '<tsRequest>
            <datasources includeAll="false">
              <datasource name="Orders"/>
            </datasources>
          </tsRequest>' \
      https://example.com/api/3.24/sites/9a8b7c6d-5e4f-3a2b-1c0d-9e8f7a6b5c4d/workbooks/abcd7c6d-5e4f-3a2b-1c0d-9e8f7a6b1234/createExtract
    ```

    ## Good
    ```sh
    curl -X POST -H 'X-Tableau-Auth: TOKEN' -H 'Content-Type: application/xml' \
      -d '<tsRequest>
            <datasources includeAll="false">
              <datasource id="6b4cf715-c90b-49d6-be85-920a47bae433"/>
            </datasources>
          </tsRequest>' \
      https://example.com/api/3.24/sites/9a8b7c6d-5e4f-3a2b-1c0d-9e8f7a6b5c4d/workbooks/abcd7c6d-5e4f-3a2b-1c0d-9e8f7a6b1234/createExtract
    ```
    """
    for sent in _datasources(call):
        for node, path in sent.named:
            if not node.attributes.get("id"):
                yield Problem(path, "the id of a datasource is missing: write its LUID")


@warning(
    "TAB625",
    evidence="[ref] the parameters of each method's URI; what others do is not documented",
    subjects=CALLS,
)
def query_unknown(call: Call) -> Iterator[Problem]:
    r"""The query has a parameter that the method does not have.

    ## Why
    A parameter that a method does not have is ignored at best. `pagesize` for `pageSize` looks as
    if it worked, and a list stays cut at 100. Most methods on extracts have no parameter at all.

    ## Bad
    ```sh
    curl -X POST -H 'X-Tableau-Auth: TOKEN' \
      'https://example.com/api/3.24/sites/9a8b7c6d-5e4f-3a2b-1c0d-9e8f7a6b5c4d/datasources/abcd7c6d-5e4f-3a2b-1c0d-9e8f7a6b1234/createExtract?encrypted=true'
    ```

    ## Good
    ```sh
    curl -X POST -H 'X-Tableau-Auth: TOKEN' \
      'https://example.com/api/3.24/sites/9a8b7c6d-5e4f-3a2b-1c0d-9e8f7a6b5c4d/datasources/abcd7c6d-5e4f-3a2b-1c0d-9e8f7a6b1234/createExtract?encrypt=true'
    ```
    """
    if call.method is None:
        return
    known = [parameter.name for parameter in call.method.query]
    for name in dict.fromkeys(name for name, _ in call.query):
        if name not in known:
            has = f"its parameters are {listed(known, 'and')}" if known else "it has none"
            yield Problem(
                attribute_path("/url/query", _begun(name), Syntax.JSON),
                f"{call.method.name} has no parameter {shown(name)}: {has}",
            )


def _begun(name: str) -> str:
    """A name, and of a huge one its beginning."""
    return f"{name[:_LONGEST_NAME]}…" if len(name) > _LONGEST_NAME else name


@warning(
    "TAB626",
    evidence="[ref] cURL Request Example of create and update: Content-Type: application/xml",
    subjects=CALLS,
)
def content_type_missing(call: Call) -> Iterator[Problem]:
    r"""A body is sent without a Content-Type.

    ## Why
    The Content-Type says whether a body is XML or JSON. Without one clients add their own: curl
    sends data as a form. Whether Tableau looks into the body then is not documented; some samples
    of the reference leave it out.

    ## Bad
    ```sh
    curl -X POST -H 'X-Tableau-Auth: TOKEN' -d '<tsRequest/>' \
      https://example.com/api/3.24/sites/9a8b7c6d-5e4f-3a2b-1c0d-9e8f7a6b5c4d/tasks/extractRefreshes/9f8e7d6c-5b4a-3f2e-1d0c-9b8a7f6e5d4c/runNow
    ```

    ## Good
    ```sh
    curl -X POST -H 'X-Tableau-Auth: TOKEN' -H 'Content-Type: application/xml' -d '<tsRequest/>' \
      https://example.com/api/3.24/sites/9a8b7c6d-5e4f-3a2b-1c0d-9e8f7a6b5c4d/tasks/extractRefreshes/9f8e7d6c-5b4a-3f2e-1d0c-9b8a7f6e5d4c/runNow
    ```
    """
    if call.headers is None or call.body is None or call.headers.get("content-type"):
        return
    due = {Syntax.XML: "application/xml", Syntax.JSON: "application/json"}
    meant = due.get(call.body.syntax) if call.body.syntax else "application/xml or application/json"
    yield Problem("/headers/Content-Type", f"Content-Type is missing: write {meant}")


@warning(
    "TAB627",
    evidence="[ref] cURL Request Example of create and update: an XML body as application/xml",
    subjects=CALLS,
)
def content_type_at_odds(call: Call) -> Iterator[Problem]:
    r"""The Content-Type says something else than the body.

    ## Why
    Tableau reads a body as its Content-Type says. JSON under application/xml, or XML under
    application/json, is malformed to it.

    ## Bad
    ```sh
    curl -X POST -H 'X-Tableau-Auth: TOKEN' -H 'Content-Type: application/xml' -d '{}' \
      https://example.com/api/3.24/sites/9a8b7c6d-5e4f-3a2b-1c0d-9e8f7a6b5c4d/tasks/extractRefreshes/9f8e7d6c-5b4a-3f2e-1d0c-9b8a7f6e5d4c/runNow
    ```

    ## Good
    ```sh
    curl -X POST -H 'X-Tableau-Auth: TOKEN' --json '{}' \
      https://example.com/api/3.24/sites/9a8b7c6d-5e4f-3a2b-1c0d-9e8f7a6b5c4d/tasks/extractRefreshes/9f8e7d6c-5b4a-3f2e-1d0c-9b8a7f6e5d4c/runNow
    ```
    """
    if call.headers is None or call.body is None or call.body.syntax is None:
        return
    said = call.headers.get("content-type", "")
    kind = said.partition(";")[0].strip().lower()
    due = _XML_TYPES if call.body.syntax is Syntax.XML else _JSON_TYPES
    if kind and kind not in due:
        # A header that was put together wrongly may hold a token, and is not shown.
        told = shown(kind) if _MEDIA_TYPE.fullmatch(kind) else "what is no media type"
        yield Problem(
            "/headers/Content-Type",
            f"Content-Type says {told}, and the body is {call.body.syntax.value}: write {due[0]}",
        )


@warning(
    "TAB628",
    evidence="[ref] URI Parameter Values: ids are LUIDs",
    subjects=CALLS,
)
def path_id_no_luid(call: Call) -> Iterator[Problem]:
    r"""An id in the path does not look like one.

    ## Why
    Ids of Tableau are LUIDs: hex digits in groups of 8, 4, 4, 4 and 12. A name, a content URL or a
    placeholder left from an example finds nothing, error 404. One of the reference's own ids begins
    with an r.

    ## Bad
    ```sh
    curl -X POST -H 'X-Tableau-Auth: TOKEN' \
      https://example.com/api/3.24/sites/marketing/encrypt-extracts
    ```

    ## Good
    ```sh
    curl -X POST -H 'X-Tableau-Auth: TOKEN' \
      https://example.com/api/3.24/sites/9a8b7c6d-5e4f-3a2b-1c0d-9e8f7a6b5c4d/encrypt-extracts
    ```
    """
    for name, text in call.match.values.items():
        if name != "api-version" and not is_luid(text):
            yield Problem(f"/url/{name}", no_luid(f"the {name} {shown(text)}"))


@warning(
    "TAB629",
    evidence="[ref] Create Extracts for Embedded Data Sources in a Workbook: LUID of the data "
    "source",
    subjects=SENT_BODIES,
)
def datasource_id_no_luid(call: Call) -> Iterator[Problem]:
    r"""The id of a data source in the body does not look like one.

    ## Why
    The reference identifies the embedded data source by its LUID: hex digits in groups of 8, 4, 4,
    4 and 12. A name finds nothing.

    ## Bad
    ```sh
    curl -X POST -H 'X-Tableau-Auth: TOKEN' -H 'Content-Type: application/xml' \
      -d '<tsRequest>
            <datasources includeAll="false">
              <datasource id="Orders"/>
            </datasources>
          </tsRequest>' \
      https://example.com/api/3.24/sites/9a8b7c6d-5e4f-3a2b-1c0d-9e8f7a6b5c4d/workbooks/abcd7c6d-5e4f-3a2b-1c0d-9e8f7a6b1234/createExtract
    ```

    ## Good
    ```sh
    curl -X POST -H 'X-Tableau-Auth: TOKEN' -H 'Content-Type: application/xml' \
      -d '<tsRequest>
            <datasources includeAll="false">
              <datasource id="6b4cf715-c90b-49d6-be85-920a47bae433"/>
            </datasources>
          </tsRequest>' \
      https://example.com/api/3.24/sites/9a8b7c6d-5e4f-3a2b-1c0d-9e8f7a6b5c4d/workbooks/abcd7c6d-5e4f-3a2b-1c0d-9e8f7a6b1234/createExtract
    ```
    """
    for sent in _datasources(call):
        syntax = Syntax.XML if "@" in sent.include_all_path else Syntax.JSON
        for node, path in sent.named:
            text = node.attributes.get("id")
            if text and not is_luid(text):
                yield Problem(
                    attribute_path(path, "id", syntax),
                    no_luid(f"the id {shown(text)}"),
                )


@warning(
    "TAB630",
    evidence="[ref] Request Body: None; clients send an empty tsRequest all the same",
    subjects=CALLS,
)
def body_not_wanted(call: Call) -> Iterator[Problem]:
    r"""A method that takes no content gets some.

    ## Why
    What a body says to a method that takes none is ignored at best: the reference lists an error
    about the body even for methods without one. Often the request is another one than was meant: a
    schedule sent to runNow changes no schedule. An empty tsRequest is always fine: clients send it.

    ## Bad
    ```sh
    curl -X POST -H 'X-Tableau-Auth: TOKEN' -H 'Content-Type: application/xml' \
      -d '<tsRequest><schedule frequency="Weekly"/></tsRequest>' \
      https://example.com/api/3.24/sites/9a8b7c6d-5e4f-3a2b-1c0d-9e8f7a6b5c4d/tasks/extractRefreshes/9f8e7d6c-5b4a-3f2e-1d0c-9b8a7f6e5d4c/runNow
    ```

    ## Good
    ```sh
    curl -X POST -H 'X-Tableau-Auth: TOKEN' -H 'Content-Type: application/xml' -d '<tsRequest/>' \
      https://example.com/api/3.24/sites/9a8b7c6d-5e4f-3a2b-1c0d-9e8f7a6b5c4d/tasks/extractRefreshes/9f8e7d6c-5b4a-3f2e-1d0c-9b8a7f6e5d4c/runNow
    ```
    """
    method, body = call.method, call.body
    if method is None or body is None or body.file is not None or body.is_empty:
        return
    if method.body in {"none", "empty"}:
        yield Problem(
            "/body", f"{method.name} takes no content: leave it out, or send an empty tsRequest"
        )


@warning(
    "TAB631",
    evidence="[ref] cURL examples: X-Tableau-Auth; error 401002",
    api_error="401002",
    subjects=CALLS,
)
def token_missing(call: Call) -> Iterator[Problem]:
    r"""No authentication token is sent.

    ## Why
    Every method on extracts wants the token that signing in answers, in the header X-Tableau-Auth.
    Without a valid one the answer is error 401002. The reference's curl lines for create and update
    leave it out. What the token is, is neither shown nor kept.

    ## Bad
    ```sh
    curl -X POST \
      https://example.com/api/3.24/sites/9a8b7c6d-5e4f-3a2b-1c0d-9e8f7a6b5c4d/encrypt-extracts
    ```

    ## Good
    ```sh
    curl -X POST -H 'X-Tableau-Auth: TOKEN' \
      https://example.com/api/3.24/sites/9a8b7c6d-5e4f-3a2b-1c0d-9e8f7a6b5c4d/encrypt-extracts
    ```
    """
    if call.headers is not None and not any(call.headers.get(name) for name in _TOKEN_HEADERS):
        yield Problem(
            "/headers/X-Tableau-Auth", "no token is sent: sign in, and send it as X-Tableau-Auth"
        )


@info(
    "TAB632",
    evidence="what is not opened cannot be judged",
    subjects=CALLS,
)
def body_not_opened(call: Call) -> Iterator[Problem]:
    r"""The body stands in a file that was not opened.

    ## Why
    A curl line may name a file for the body (`-d @file`). A pasted line is no reason to open files,
    so that is done only where it is asked for: `--open-files`, or `open_files=True` in Python.
    Until then nothing is said of the body.

    ## Bad
    ```sh
    curl -X POST -H 'X-Tableau-Auth: TOKEN' -H 'Content-Type: application/xml' \
      -d @empty_request.xml \
      https://example.com/api/3.24/sites/9a8b7c6d-5e4f-3a2b-1c0d-9e8f7a6b5c4d/tasks/extractRefreshes/9f8e7d6c-5b4a-3f2e-1d0c-9b8a7f6e5d4c/runNow
    ```

    ## Good
    ```sh
    curl -X POST -H 'X-Tableau-Auth: TOKEN' -H 'Content-Type: application/xml' -d '<tsRequest/>' \
      https://example.com/api/3.24/sites/9a8b7c6d-5e4f-3a2b-1c0d-9e8f7a6b5c4d/tasks/extractRefreshes/9f8e7d6c-5b4a-3f2e-1d0c-9b8a7f6e5d4c/runNow
    ```
    """
    if call.body is not None and call.body.file is not None:
        yield Problem(
            "/body",
            f"the body stands in the file {shown(call.body.file, 240)}, which was not opened: "
            "--open-files (open_files=True) opens it",
        )
