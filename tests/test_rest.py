"""The table of the REST methods: it says what the reference says, and finds what a request means.

After a change of the table, write its pages anew and read the difference:

    TABSCHED_UPDATE=1 pytest tests/test_rest.py
"""

from __future__ import annotations

import os
import re
import shlex
from pathlib import Path
from typing import Final, NamedTuple
from urllib.parse import quote, unquote, urlsplit

import method_pages
import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

import tabsched
from tabsched.rest import METHODS, Match, Method, match, method_named

REFERENCE: Final = Path(__file__).parent / "reference"
NAMES: Final = [method.name for method in METHODS]
BOTH: Final = frozenset({"cloud", "server"})
CLOUD: Final = frozenset({"cloud"})
SERVER: Final = frozenset({"server"})
S: Final = "/api/{api-version}/sites/{site-id}"
R: Final = f"{S}/tasks/extractRefreshes"


class Told(NamedTuple):
    """What the reference tells of a method, typed off it."""

    title: str
    verb: str
    path: str
    since: str
    platforms: frozenset[str]
    scope: str | None
    success: int
    body: str
    answer: str
    errors: str
    query: str = ""


# In the order of the reference. Errors with their status and, after a comma, their condition.
FACTS: Final = {
    "create-task": Told(
        "Create Cloud Extract Refresh Task",
        "POST",
        R,
        "3.20",
        CLOUD,
        "tableau:tasks:create",
        200,
        "schedule",
        "extractRefresh schedule",
        "400 400000 Bad Request, 401 401002 Unauthorized Access, 404 404026 Task not found, "
        "409 409004 invalid parameter value",
    ),
    "create-workbook-extracts": Told(
        "Create Extracts for Embedded Data Sources in a Workbook",
        "POST",
        f"{S}/workbooks/{{workbook-id}}/createExtract",
        "3.5",
        BOTH,
        None,
        200,
        "datasources",
        "job",
        "400 400000 Bad request, 404 404000 Site not found, 405 405000 Invalid request method, "
        "409 409070 Invalid request method",
        "encrypt",
    ),
    "create-datasource-extract": Told(
        "Create an Extract for a Data Source",
        "POST",
        f"{S}/datasources/{{datasource-id}}/createExtract",
        "3.5",
        BOTH,
        None,
        200,
        "none",
        "job",
        "400 400000 Bad request, 404 404000 Site not found, 405 405000 Invalid request method, "
        "409 409070 Invalid request method",
        "encrypt",
    ),
    "decrypt-extracts": Told(
        "Decrypt Extracts in a Site",
        "POST",
        f"{S}/decrypt-extracts",
        "3.5",
        BOTH,
        None,
        200,
        "none",
        "",
        "400 400000 Bad request, 404 404000 Site not found, 405 405000 Invalid request method",
    ),
    "delete-workbook-extracts": Told(
        "Delete Extracts of Embedded Data Sources from a Workbook",
        "POST",
        f"{S}/workbooks/{{workbook-id}}/deleteExtract",  # but for an s too many
        "3.5",
        BOTH,
        None,
        200,
        "datasources",
        "",
        "400 400000 Bad request, 404 404000 Site not found, 405 405000 Invalid request method, "
        "409 409070 Invalid request method",
    ),
    "delete-datasource-extract": Told(
        "Delete the Extract from a Data Source",
        "POST",
        f"{S}/datasources/{{datasource-id}}/deleteExtract",
        "3.5",
        BOTH,
        None,
        204,
        "none",
        "",
        "400 400000 Bad request, 404 404000 Site not found, 405 405000 Invalid request method, "
        "409 409070 Invalid request method",
    ),
    "delete-task": Told(
        "Delete Extract Refresh Task",
        "DELETE",
        f"{R}/{{task-id}}",
        "3.6",
        BOTH,
        "tableau:tasks:delete",
        204,
        "none",
        "",
        "404 404000 Site not found, 404 404026 Task not found, 405 405000 Invalid request method",
    ),
    "encrypt-extracts": Told(
        "Encrypt Extracts in a Site",
        "POST",
        f"{S}/encrypt-extracts",
        "3.5",
        BOTH,
        None,
        200,
        "none",
        "",
        "400 400000 Bad request, 404 404000 Site not found, 405 405000 Invalid request method",
    ),
    "get-task": Told(
        "Get Extract Refresh Task",
        "GET",
        f"{R}/{{task-id}}",
        "2.6",
        BOTH,
        "tableau:tasks:read",
        200,
        "none",
        "task",
        "403 403004 Operation unauthorized, 404 404026 Task not found, "
        "405 40500 Invalid requests method",
    ),
    "list-tasks": Told(
        "List Extract Refresh Tasks in Site",
        "GET",
        R,
        "2.6",
        BOTH,
        "tableau:tasks:read",
        200,
        "none",
        "tasks",
        "405 40500 Invalid requests method",
    ),
    "list-tasks-in-schedule": Told(
        "List Extract Refresh Tasks in Server Schedule",
        "GET",
        f"{S}/schedules/{{schedule-id}}/extracts",
        "2.2",
        SERVER,
        None,
        200,
        "none",
        "pagination extracts",
        "400 400006 Invalid page number, 400 400007 Invalid page size, "
        "400 400047 Invalid schedule type, 403 403014 Page size limit exceeded, "
        "404 404000 Site not found, 404 404 Schedule not found, 405 405000 Invalid request method",
        "pageSize pageNumber",
    ),
    "reencrypt-extracts": Told(
        "Reencrypt Extracts in a Site",
        "POST",
        f"{S}/reencrypt-extracts",
        "3.5",
        BOTH,
        None,
        200,
        "none",
        "",
        "400 400000 Bad request, 404 404000 Site not found, 405 405000 Invalid request method",
    ),
    "run-task": Told(
        "Run Extract Refresh Task",
        "POST",
        f"{R}/{{task-id}}/runNow",
        "2.6",
        BOTH,
        "tableau:tasks:run",
        200,
        "empty",
        "job",
        "403 403004 Operation unauthorized, 403 403047 Extract refresh error, "
        "404 404026 Task not found, 405 40500 Invalid requests method, "
        "409 409093 Operation already in Queue",
    ),
    "update-task": Told(
        "Update Cloud Extract Refresh Task",
        "POST",
        f"{R}/{{task-id}}",
        "3.20",
        CLOUD,
        "tableau:tasks:update",  # but for an s that is missing
        200,
        "schedule",
        "extractRefresh schedule",
        "400 400000 Bad Request, 401 401002 Unauthorized Access, 403 403004 Unauthorized Access, "
        "404 404026 Task not found, 409 409004 invalid parameter value",
    ),
}
# Codes that are none of six digits, and what is meant where the reference says so elsewhere.
SHORT_CODES: Final = {"404": None, "40500": "405000"}


def told(method: Method) -> Told:
    errors = (f"{one.status} {one.code} {one.title}" for one in method.errors)
    return Told(
        method.title,
        method.verb,
        method.path,
        method.since,
        method.platforms,
        method.scope,
        method.success,
        method.body,
        " ".join(method.answer),
        ", ".join(errors),
        " ".join(one.name for one in method.query),
    )


def test_the_methods_stand_in_the_order_of_the_reference() -> None:
    assert list(FACTS) == NAMES


@pytest.mark.parametrize("method", METHODS, ids=NAMES)
def test_a_method_says_what_the_reference_says(method: Method) -> None:
    assert told(method) == FACTS[method.name]


@pytest.mark.parametrize("method", METHODS, ids=NAMES)
def test_a_code_begins_with_its_status_and_has_six_digits(method: Method) -> None:
    for error in method.errors:
        assert error.code.startswith(str(error.status))
        assert error.code in SHORT_CODES or len(error.code) == 6
        assert error.meant == SHORT_CODES.get(error.code)


def test_the_parameters_of_a_query_are_as_the_reference_limits_them() -> None:
    parameters = {(one.name, one.kind, one.default, one.most) for m in METHODS for one in m.query}

    assert parameters == {
        ("encrypt", "boolean", "false", None),
        ("pageSize", "count", "100", 1000),
        ("pageNumber", "count", "1", None),
    }


def test_a_parameter_brings_an_error_of_its_method() -> None:
    brought = {
        one.name: (one.error, one.error_beyond, {error.code for error in method.errors})
        for method in METHODS
        for one in method.query
    }

    assert brought["encrypt"][:2] == (None, None)
    for name in ("pageSize", "pageNumber"):
        *codes, listed = brought[name]
        assert {code for code in codes if code} <= listed
    assert brought["pageSize"][:2] == ("400007", "403014")
    assert brought["pageNumber"][:2] == ("400006", None)


@pytest.mark.parametrize("method", METHODS, ids=NAMES)
def test_what_is_told_is_told_in_sentences(method: Method) -> None:
    errors = [text for one in method.errors for text in (one.meaning, one.look_at)]
    parameters = [one.what for one in method.query]
    for text in (
        *(method.purpose, method.caller),
        *(*errors, *parameters, *method.notes, *method.faults),
    ):
        assert re.fullmatch(r"[A-Z0-9`p]\S*( \S+)*\.", text), text


@pytest.mark.parametrize("method", METHODS, ids=NAMES)
def test_nothing_is_told_twice(method: Method) -> None:
    assert len(set(method.notes + method.faults)) == len(method.notes + method.faults)


def rules_named(text: str) -> set[str]:
    """The codes of rules in a text, with those between "TAB901 to TAB911"."""
    found = set(re.findall(r"TAB\d{3}", text))
    for first, last in re.findall(r"TAB(\d{3}) to TAB(\d{3})", text):
        found |= {f"TAB{number}" for number in range(int(first), int(last) + 1)}
    return found


@pytest.mark.parametrize("method", METHODS, ids=NAMES)
def test_rules_that_an_error_sends_to_bring_this_error(method: Method) -> None:
    brings = {rule.code: rule.api_error for rule in tabsched.rules()}
    for error in method.errors:
        named = rules_named(error.look_at)
        assert {brings[code] for code in named} <= {error.code}
        assert named or method.body != "schedule" or error.code not in {"400000", "409004"}


@pytest.mark.parametrize("method", METHODS, ids=NAMES)
def test_methods_that_a_text_names_are_there(method: Method) -> None:
    texts = [text for one in method.errors for text in (one.meaning, one.look_at)]
    for text in (*texts, *method.notes, *method.faults):
        named = re.findall(r"\b(?:create|update|get|list|run|delete)-(?:task|extract)\w*", text)
        assert set(named) <= {*NAMES, "delete-extracts"}, text


# By name


@pytest.mark.parametrize("method", METHODS, ids=NAMES)
def test_a_method_is_found_by_its_name(method: Method) -> None:
    assert method_named(method.name) is method


@pytest.mark.parametrize("name", ["", "create", "Create-Task", "create-task ", "x" * 10_000])
def test_another_name_is_answered_with_the_names(name: str) -> None:
    with pytest.raises(ValueError, match="a method is one of create-task, create-") as caught:
        method_named(name)

    assert all(f"{each}," in str(caught.value) for each in NAMES)
    assert len(str(caught.value)) < 500


# By verb and path

LUIDS: Final = st.uuids().map(str)
CASES: Final = st.sampled_from([str.upper, str.lower, str.title])
SAMPLED: Final = st.sampled_from(METHODS)
VERBS: Final = st.sampled_from(["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS", ""])
PLACEHOLDER: Final = re.compile(r"\{([a-z-]+)\}")
LITERALS: Final = sorted(
    {part for method in METHODS for part in method.segments if not part.startswith("{")}
)
# Also ids that look like another part of a path.
IDS: Final = st.sampled_from(LITERALS) | st.text(
    st.characters(exclude_categories=["Cs"]), min_size=1, max_size=20
).filter(lambda text: text not in {".", ".."})
LETTERS: Final = st.sampled_from("abcdefghijklmnopqrstuvwxyzE-")


def filled(template: str, ids: st.SearchStrategy[str], data: st.DataObject) -> dict[str, str]:
    """An id for each placeholder."""
    return {name: data.draw(ids, label=name) for name in PLACEHOLDER.findall(template)}


def with_ids(template: str, ids: dict[str, str]) -> str:
    return PLACEHOLDER.sub(lambda found: quote(ids[found[1]], safe=""), template)


def luid_path(method: Method) -> str:
    """A method's path as requests have it."""
    luid = "9a8b7c6d-5e4f-3a2b-1c0d-9e8f7a6b5c4d"
    return PLACEHOLDER.sub(luid, method.path.replace("{api-version}", "3.24"))


def verbs_of(path: str) -> list[str]:
    return [verb for _, verb, each, *_ in FACTS.values() if each == path]


@given(method=SAMPLED, case=CASES, end=st.sampled_from(["", "/"]), data=st.data())
def test_a_method_is_found_by_its_verb_and_path_with_any_ids(
    method: Method, case: type[str], end: str, data: st.DataObject
) -> None:
    ids = filled(method.path, IDS, data)

    found = match(case(method.verb), with_ids(method.path, ids) + end)

    assert found == Match(method, ids, tuple(verbs_of(method.path)), method)


@given(method=SAMPLED, verb=VERBS | st.text(max_size=8), data=st.data())
def test_a_path_with_another_verb_tells_the_verbs_that_it_takes(
    method: Method, verb: str, data: st.DataObject
) -> None:
    verbs = verbs_of(method.path)
    assume(verb.upper() not in verbs)
    ids = filled(method.path, IDS, data)

    found = match(verb, with_ids(method.path, ids))

    assert found.method is None
    assert (found.values, found.verbs) == (ids, tuple(verbs))
    assert found.nearest.path == method.path


@pytest.mark.parametrize(
    ("verb", "path", "nearest"),
    [
        ("PUT", f"{R}/1", "update-task"),
        ("PATCH", f"{R}/1", "update-task"),
        ("HEAD", f"{R}/1", "get-task"),
        ("DEL", f"{R}/1", "delete-task"),
        ("PUT", R, "create-task"),
        ("DELETE", f"{S}/workbooks/1/deleteExtract", "delete-workbook-extracts"),
    ],
)
def test_the_likest_verb_says_which_method_is_nearest(verb: str, path: str, nearest: str) -> None:
    found = match(verb, path)

    assert found.method is None
    assert found.nearest.name == nearest


@st.composite
def edits(draw: st.DrawFn, word: str) -> str:
    """A word after one slip of the keyboard: a letter lost, doubled, changed, added or moved."""
    at = draw(st.integers(0, len(word) - 1))
    rest = word[at + 1 :]
    return draw(
        st.sampled_from([word[:at] + rest, word[: at + 1] + word[at:]])
        | LETTERS.map(lambda letter: word[:at] + letter + rest)
        | LETTERS.map(lambda letter: word[:at] + letter + word[at:])
        | st.just(word[:at] + rest[:1] + word[at] + rest[1:])
    )


def edits_apart(one: str, other: str) -> int:
    """How many letters lost, added or changed make one word the other."""
    row = list(range(len(other) + 1))
    for down, letter in enumerate(one, 1):
        above, row = row, [down]
        for at, wanted in enumerate(other):
            row.append(min(above[at] + (letter != wanted), above[at + 1] + 1, row[at] + 1))
    return row[-1]


@given(method=SAMPLED, verb=VERBS, data=st.data())
def test_a_slip_in_a_path_finds_the_method_that_is_meant(
    method: Method, verb: str, data: st.DataObject
) -> None:
    """But where it comes near to another word: encrypt-extracts with one more e before it."""
    segments = [unquote(part) for part in luid_path(method).split("/")[1:]]
    places = [at for at, part in enumerate(method.segments) if not part.startswith("{")]
    at = data.draw(st.sampled_from(places))
    slip = data.draw(edits(segments[at]))
    others = [word for word in LITERALS if word != segments[at]]
    assume(slip not in {"", segments[at]})
    assume(all(edits_apart(slip.lower(), word.lower()) > 2 for word in others))
    segments[at] = slip

    found = match(method.verb, "/" + "/".join(segments))

    assert (found.method, found.values, found.verbs) == (None, {}, ())
    assert found.nearest is method
    assert match(verb, "/" + "/".join(segments)).nearest.path == method.path


@given(method=SAMPLED, case=CASES, data=st.data())
def test_capitals_are_no_reason_to_miss_the_method_that_is_meant(
    method: Method, case: type[str], data: st.DataObject
) -> None:
    path = case(with_ids(method.path, filled(method.path, LUIDS, data)))

    found = match(method.verb, path)

    assert (found.method is None) is (case(method.path) != method.path)
    assert found.nearest is method


@given(method=SAMPLED, data=st.data())
def test_the_end_of_a_path_alone_finds_the_method_that_is_meant(
    method: Method, data: st.DataObject
) -> None:
    """As clients write it after a base that holds the version, or the site too."""
    path = with_ids(method.path, filled(method.path, LUIDS, data))
    rest = path.split("/")[data.draw(st.sampled_from([3, 5])) :]

    for written in ("/".join(rest), "/" + "/".join(rest), f"/tableau{path}"):
        found = match(method.verb, written)
        assert found.method is None
        assert found.nearest is method


@given(method=SAMPLED, data=st.data())
def test_an_id_that_is_missing_is_told_from_one_that_is_there(
    method: Method, data: st.DataObject
) -> None:
    """A variable without a value leaves two slashes, and a client resolves dots."""
    ids = filled(method.path, LUIDS, data)
    ids[data.draw(st.sampled_from(sorted(ids)))] = data.draw(st.sampled_from(["", ".", ".."]))

    found = match(method.verb, with_ids(method.path, ids))

    # What is empty at the end of a path is one slash there, and the list of tasks is meant.
    if ids.get("task-id") == "" and method.path.endswith("{task-id}"):
        assert found.nearest.path == R
    else:
        assert found.method is None
        assert found.nearest is method


@given(method=SAMPLED, data=st.data())
def test_percent_encoding_does_not_matter(method: Method, data: st.DataObject) -> None:
    path = luid_path(method)
    at = data.draw(st.integers(0, len(path) - 1).filter(lambda at: path[at] != "/"))

    found = match(method.verb, f"{path[:at]}%{ord(path[at]):02X}{path[at + 1 :]}")

    assert found == match(method.verb, path)
    assert found.method is method


def test_an_encoded_slash_is_part_of_an_id() -> None:
    assert match("GET", "/api/3.24/sites/a%2Fb/tasks/extractRefreshes").values == {
        "api-version": "3.24",
        "site-id": "a/b",
    }


PIECES: Final = st.sampled_from([*LITERALS, "3.24", "..", "", "%2F", "%", "{site-id}", "?a=b"])


@given(
    verb=st.text() | VERBS,
    path=st.text(st.characters()) | st.lists(PIECES | st.text(max_size=9)).map("/".join),
)
@example("GET", "")
@example("", "/")
@example("GET", "/\ud800/%ff")
@example("GET", "?\x00#")
def test_any_text_has_a_nearest_method(verb: str, path: str) -> None:
    found = match(verb, path)

    assert found.nearest in METHODS
    assert found.method in {None, found.nearest}
    assert (found.method is not None) is (verb.upper() in found.verbs)
    assert bool(found.verbs) is bool(found.values)


@pytest.mark.parametrize(
    "path",
    [
        "/a" * 1_000_000,
        "/" * 1_000_000,
        "/%" + "%" * 1_000_000,
        f"/api/3.24/sites/{'9' * 1_000_000}/tasks/extractRefreshes",
        f"/api/3.24/sites/1/tasks/extractRefreshes/{'9' * 1_000_000}",
        f"{luid_path(METHODS[0])}{'/' * 1_000_000}",
        f"{luid_path(METHODS[0])}?{'a=b&' * 1_000_000}",
    ],
    ids=["segments", "slashes", "percents", "site", "task", "tail", "query"],
)
def test_a_huge_path_names_nothing(path: str) -> None:
    found = match("POST" * 100_000, path)

    assert (found.method, found.values, found.verbs) == (None, {}, ())
    assert found.nearest in METHODS


def test_slips_of_the_reference_are_understood() -> None:
    found = match("POST", "/api/3.24/sites/1/workbookss/2/deleteExtract")
    assert (found.method, found.nearest.name) == (None, "delete-workbook-extracts")

    found = match("POST", "/api/3.24/sites/1/workbooks/2/createExtracts")
    assert (found.method, found.nearest.name) == (None, "create-workbook-extracts")


# The samples of the reference

# The curl line of delete-workbook-extracts goes to a data source: a fault of the reference.
MISLED: Final = {"delete-workbook-extracts": "delete-datasource-extract"}


@pytest.mark.parametrize("name", sorted(path.name for path in REFERENCE.glob("*-curl.sh")))
def test_a_curl_line_of_the_reference_goes_to_its_method(name: str) -> None:
    words = shlex.split((REFERENCE / name).read_text(encoding="utf-8"))
    verb = words[next(at for at, word in enumerate(words) if word in {"-X", "--request"}) + 1]
    (url,) = (word for word in words if "/api/" in word)
    here = name.removesuffix("-curl.sh")

    # Two of them have no scheme, with which a URL has no host.
    found = match(verb, urlsplit(url if "//" in url else f"//{url}").path)

    assert found.method is method_named(MISLED.get(here, here))


def test_samples_of_the_reference_bear_the_names_of_the_methods() -> None:
    bearing = {name for name in NAMES if any(REFERENCE.glob(f"{name}-*"))}
    without = set(NAMES) - bearing

    # The reference shows nothing of these.
    assert without == {"delete-task", "decrypt-extracts", "encrypt-extracts", "reencrypt-extracts"}


# The pages

PAGES: Final = method_pages.pages()


@pytest.mark.parametrize("name", PAGES)
def test_a_page_shows_the_table(name: str) -> None:
    path = method_pages.FOLDER / name
    if os.environ.get("TABSCHED_UPDATE"):
        path.parent.mkdir(exist_ok=True)
        path.write_text(PAGES[name], encoding="utf-8", newline="\n")

    assert path.read_text(encoding="utf-8").splitlines() == PAGES[name].splitlines()


def test_there_is_no_page_of_anything_else() -> None:
    assert {path.name for path in method_pages.FOLDER.iterdir()} == set(PAGES)


@pytest.mark.parametrize("name", PAGES)
def test_links_of_a_page_lead_somewhere(name: str) -> None:
    links = re.findall(r"\]\(([^)]+)\)", PAGES[name])

    assert all(link in PAGES or (method_pages.FOLDER / link).exists() for link in links)


@pytest.mark.parametrize("name", PAGES)
def test_a_page_holds_no_markup_by_accident(name: str) -> None:
    prose = re.sub(r"^```.*?^```$|`[^`\n]+`", "", PAGES[name], flags=re.DOTALL | re.MULTILINE)

    assert not re.search(r"[<>*_`]", prose)


@pytest.mark.parametrize("name", method_pages.BODIES)
def test_the_bodies_of_a_page_are_sound(name: str) -> None:
    for syntax, body in method_pages.BODIES[name].samples:
        report = tabsched.check(body, profile="strict")
        assert (report.findings, body[0] == "<") == ((), syntax == "xml")
        assert len(report.schedules) == (method_named(name).body == "schedule")


def test_every_body_that_a_method_wants_is_shown() -> None:
    assert set(method_pages.BODIES) == {one.name for one in METHODS if one.body != "none"}
