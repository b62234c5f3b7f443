"""Requests checked before they are sent: sound ones built from the table, then one thing broken."""

from __future__ import annotations

import json
import pickle
import shlex
import shutil
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from valid_schedules import render, valid_creates, valid_updates

import tabsched
from tabsched.cli import main

if TYPE_CHECKING:
    from collections.abc import Callable

    from valid_schedules import Element, Syntax

REFERENCE = Path(__file__).parent / "reference"
LUID = "9a8b7c6d-5e4f-3a2b-1c0d-9e8f7a6b5c4d"
HUSHED = "s3cr3t-of-the-site"
METHODS = {method.name: method for method in tabsched.methods()}
EMPTY = {"xml": "<tsRequest/>", "json": "{}"}
ALL = {
    "xml": '<tsRequest><datasources includeAll="true"/></tsRequest>',
    "json": '{"datasources": {"includeAll": "true"}}',
}
SOME = {
    "xml": '<tsRequest><datasources includeAll="false"><datasource id="{}"/></datasources>'
    "</tsRequest>",
    "json": '{{"datasources": {{"includeAll": false, "datasource": [{{"id": "{}"}}]}}}}',
}


@dataclass(frozen=True)
class Request:
    """A request in the pieces that can be broken one by one."""

    method: tabsched.Method
    verb: str
    path: str
    query: dict[str, str]
    headers: dict[str, str] | None
    body: str | None
    syntax: Syntax
    platform: Any
    origin: str = "https://example.com"
    ids: dict[str, str] = field(default_factory=dict)
    version: str = "3.24"

    @property
    def url(self) -> str:
        filled = self.path.replace("{api-version}", self.version)
        for name in ("site", "task", "workbook", "datasource", "schedule"):
            filled = filled.replace(f"{{{name}-id}}", self.ids.get(name, LUID))
        query = "&".join(f"{name}={value}" for name, value in self.query.items())
        return f"{self.origin}{filled}{'?' if query else ''}{query}"

    @property
    def report(self) -> tabsched.Report:
        return tabsched.preflight(self.verb, self.url, self.body, self.headers, self.platform)

    @property
    def codes(self) -> list[str]:
        return [finding.code for finding in self.report if finding.severity != "info"]

    @property
    def line(self) -> str:
        """The request as a curl line."""
        words = ["curl", "-X", self.verb, self.url]
        if self.body is not None:
            words += ["--data-raw", self.body]
        for name, value in (self.headers or {}).items():
            words += ["-H", f"{name}: {value}"]
        return shlex.join(words)


def some(name: str, syntax: Syntax) -> str:
    return SOME[syntax].format(name)


@st.composite
def bodies(draw: st.DrawFn, method: tabsched.Method, syntax: Syntax) -> str | None:
    if method.body == "none":
        return draw(st.sampled_from([None, "", EMPTY[syntax]]))
    if method.body == "empty":
        return EMPTY[syntax]
    if method.body == "datasources":
        every = ALL[syntax]
        if method.name.startswith("delete"):
            return every
        return draw(st.sampled_from([every, some(LUID, syntax)]))
    root: Element = draw(valid_creates() if method.name == "create-task" else valid_updates())
    return render(root, syntax).text


@st.composite
def requests(draw: st.DrawFn, *names: str) -> Request:
    """A sound request to one of the methods."""
    method = METHODS[draw(st.sampled_from(names or tuple(METHODS)))]
    syntax: Syntax = draw(st.sampled_from(["xml", "json"]))
    values = {"encrypt": ["true", "false"], "pageSize": ["1", "1000"], "pageNumber": ["1", "99999"]}
    chosen = draw(st.lists(st.sampled_from(method.query), unique=True)) if method.query else []
    body = draw(bodies(method, syntax))
    headers = {"X-Tableau-Auth": HUSHED, "Content-Type": f"application/{syntax}; charset=utf-8"}
    major, minor = map(int, method.since.split("."))
    later = [method.since, f"{major}.{minor + 1}", f"{major + 1}.0"]
    return Request(
        method,
        verb=method.verb,
        path=method.path,
        query={each.name: draw(st.sampled_from(values[each.name])) for each in chosen},
        headers=draw(st.sampled_from([headers, None])),
        body=body,
        syntax=syntax,
        platform=draw(st.sampled_from(["auto", *sorted(method.platforms)])),
        origin=draw(st.sampled_from(["https://example.com", "http://h:8000", "example.com", ""])),
        version=draw(st.sampled_from(later)),
    )


def with_headers(request: Request, **changed: str | None) -> Request:
    headers = {"X-Tableau-Auth": HUSHED, "Content-Type": f"application/{request.syntax}"}
    for name, value in changed.items():
        header = name.replace("_", "-")
        headers.pop(header, None)
        if value is not None:
            headers[header] = value
    return replace(request, headers=headers)


def other(syntax: Syntax) -> Syntax:
    return "json" if syntax == "xml" else "xml"


def older(version: str) -> str:
    major, minor = map(int, version.split("."))
    return f"{major}.{minor - 1}"


def sends(request: Request) -> bool:
    return bool(request.body)


def wants(*bodies: str) -> Callable[[Request], bool]:
    return lambda request: request.method.body in bodies


def has(parameter: str) -> Callable[[Request], bool]:
    return lambda request: parameter in {each.name for each in request.method.query}


def always(_: Request) -> bool:
    return True


# What is broken, of which requests, how, and the one finding.
BROKEN: dict[str, tuple[Callable[[Request], bool], Callable[[Request], Request], str]] = {
    "another segment": (
        always,
        lambda it: replace(it, path=it.path.replace("sites", "sitess"), body=None),
        "TAB615",
    ),
    "other capitals": (
        lambda it: "/tasks/" in it.path,
        lambda it: replace(it, path=it.path.replace("extractRefreshes", "ExtractRefreshes")),
        "TAB615",
    ),
    "a missing id": (always, lambda it: replace(it, ids={"site": ""}), "TAB615"),
    "no path": (always, lambda it: replace(it, path=""), "TAB615"),
    "another verb": (always, lambda it: replace(it, verb="PATCH"), "TAB616"),
    "a version with a letter": (always, lambda it: replace(it, version="v3.24"), "TAB617"),
    "a version of one number": (always, lambda it: replace(it, version="3"), "TAB617"),
    "the placeholder": (always, lambda it: replace(it, version="api-version"), "TAB617"),
    "a release of Server": (always, lambda it: replace(it, version="2024.2"), "TAB617"),
    "a version with a zero": (always, lambda it: replace(it, version="3.024"), "TAB617"),
    "an older version": (
        always,
        lambda it: replace(it, version=older(it.method.since)),
        "TAB618",
    ),
    "the other platform": (
        lambda it: len(it.method.platforms) == 1,
        lambda it: replace(it, platform="server" if "cloud" in it.method.platforms else "cloud"),
        "TAB619",
    ),
    "encrypt yes": (has("encrypt"), lambda it: replace(it, query={"encrypt": "yes"}), "TAB620"),
    "encrypt empty": (has("encrypt"), lambda it: replace(it, query={"encrypt": ""}), "TAB620"),
    "page size 0": (has("pageSize"), lambda it: replace(it, query={"pageSize": "0"}), "TAB620"),
    "page size 1001": (
        has("pageSize"),
        lambda it: replace(it, query={"pageSize": "1001"}),
        "TAB620",
    ),
    "page size with many digits": (
        has("pageSize"),
        lambda it: replace(it, query={"pageSize": "9" * 5000}),
        "TAB620",
    ),
    "page number 0": (
        has("pageNumber"),
        lambda it: replace(it, query={"pageNumber": "00"}),
        "TAB620",
    ),
    "page number 1.5": (
        has("pageNumber"),
        lambda it: replace(it, query={"pageNumber": "1.5"}),
        "TAB620",
    ),
    "no body": (
        wants("schedule", "datasources", "empty"),
        lambda it: replace(it, body=None),
        "TAB621",
    ),
    "a blank body": (
        wants("schedule", "datasources", "empty"),
        lambda it: replace(it, body=" \n"),
        "TAB621",
    ),
    "an empty request": (
        wants("datasources"),
        lambda it: replace(it, body=EMPTY[it.syntax]),
        "TAB622",
    ),
    "an answer": (
        wants("datasources"),
        lambda it: replace(with_headers(it, Content_Type="text/xml"), body="<tsResponse/>"),
        "TAB622",
    ),
    "datasources in other capitals": (
        wants("datasources"),
        lambda it: replace(it, body=ALL[it.syntax].replace("datasources", "Datasources")),
        "TAB622",
    ),
    "two of them": (
        wants("datasources"),
        lambda it: replace(
            with_headers(it, Content_Type="text/xml"),
            body=f"<tsRequest>{2 * '<datasources/>'}</tsRequest>",
        ),
        "TAB622",
    ),
    "a list": (
        wants("datasources", "schedule"),
        lambda it: replace(with_headers(it, Content_Type="application/json"), body="[]"),
        "TAB622",
    ),
    "a schedule alone": (
        wants("schedule"),
        lambda it: replace(
            with_headers(it, Content_Type="text/xml"),
            body=tabsched.Schedule.weekly(start="06:00", on="Monday").to_xml(),
        ),
        "TAB622",
    ),
    "all and one": (
        wants("datasources"),
        lambda it: replace(it, body=some(LUID, it.syntax).replace("false", "true")),
        "TAB623",
    ),
    "not all and none": (
        wants("datasources"),
        lambda it: replace(it, body=ALL[it.syntax].replace("true", "false")),
        "TAB623",
    ),
    "neither": (
        wants("datasources"),
        lambda it: replace(it, body=ALL[it.syntax].replace("includeAll", "includeSome")),
        "TAB623",
    ),
    "all of them perhaps": (
        wants("datasources"),
        lambda it: replace(it, body=ALL[it.syntax].replace("true", "maybe")),
        "TAB623",
    ),
    "some deleted": (
        lambda it: it.method.name == "delete-workbook-extracts",
        lambda it: replace(it, body=some(LUID, it.syntax)),
        "TAB623",
    ),
    "a data source without id": (
        lambda it: it.method.name == "create-workbook-extracts",
        lambda it: replace(it, body=some("", it.syntax)),
        "TAB624",
    ),
    "an unknown parameter": (always, lambda it: replace(it, query={"x": "1"}), "TAB625"),
    "a parameter in other capitals": (
        has("pageSize"),
        lambda it: replace(it, query={"pagesize": "5"}),
        "TAB625",
    ),
    "no content type": (sends, lambda it: with_headers(it, Content_Type=None), "TAB626"),
    "an empty content type": (sends, lambda it: with_headers(it, Content_Type=""), "TAB626"),
    "the other content type": (
        sends,
        lambda it: with_headers(it, Content_Type=f"application/{other(it.syntax)}"),
        "TAB627",
    ),
    "a form": (
        sends,
        lambda it: with_headers(it, Content_Type="application/x-www-form-urlencoded"),
        "TAB627",
    ),
    "a site by name": (always, lambda it: replace(it, ids={"site": "marketing"}), "TAB628"),
    "a task by number": (
        lambda it: "{task-id}" in it.path,
        lambda it: replace(it, ids={"task": "12"}),
        "TAB628",
    ),
    "a data source by name": (
        lambda it: it.method.name == "create-workbook-extracts",
        lambda it: replace(it, body=some("Orders", it.syntax)),
        "TAB629",
    ),
    "a body too many": (
        wants("none", "empty"),
        lambda it: replace(
            it,
            body={"xml": "<tsRequest><a/></tsRequest>", "json": '{"a": 1}'}[it.syntax],
        ),
        "TAB630",
    ),
    "an unreadable body too many": (
        wants("none", "empty"),
        lambda it: replace(it, body={"xml": "<tsRequest>", "json": "{"}[it.syntax]),
        "TAB630",
    ),
    "no token": (always, lambda it: with_headers(it, X_Tableau_Auth=None), "TAB631"),
    "an empty token": (always, lambda it: with_headers(it, X_Tableau_Auth=""), "TAB631"),
    "broken XML": (
        wants("schedule", "datasources"),
        lambda it: replace(with_headers(it, Content_Type="text/xml"), body="<tsRequest>"),
        "TAB901",
    ),
    "broken JSON": (
        wants("schedule", "datasources"),
        lambda it: replace(with_headers(it, Content_Type="application/json"), body="{"),
        "TAB902",
    ),
}


@given(requests())
def test_a_sound_request_is_sound(request: Request) -> None:
    assert request.codes == []
    assert request.report.ok


@given(st.data())
@pytest.mark.parametrize("name", BROKEN)
def test_one_thing_broken_is_that_finding_and_no_other(name: str, data: st.DataObject) -> None:
    applies, broken, code = BROKEN[name]
    whole = [method.name for method in METHODS.values() if _may_apply(name, method)]
    request = data.draw(requests(*whole).filter(applies))
    assert broken(request).codes == [code]


def _may_apply(name: str, method: tabsched.Method) -> bool:
    """Whether a request to a method can be broken so, whatever else it holds."""
    applies, _, _ = BROKEN[name]
    if applies is sends:
        return method.body != "none"
    body = None if method.body == "none" else "x"
    return applies(Request(method, method.verb, method.path, {}, None, body, "xml", "auto"))


@given(st.data(), st.sampled_from(["create-task", "update-task"]))
def test_a_schedule_is_judged_as_check_judges_it(data: st.DataObject, name: str) -> None:
    request = data.draw(requests(name))
    assert request.body is not None
    body = request.body.replace(":00:00", ":02:00").replace("Monday", "Mon").replace(LUID, "x")
    report = replace(request, body=body).report
    operation: Any = name.removesuffix("-task")
    alone = tabsched.check(body, platform="cloud", operation=operation)
    assert report.findings == alone.findings
    assert report.schedules == alone.schedules


@given(requests(), st.sampled_from(sorted(BROKEN)))
def test_a_curl_line_and_a_dict_say_the_same(request: Request, name: str) -> None:
    applies, broken, _ = BROKEN[name]
    if applies(request):
        request = broken(request)
    if request.headers is None:
        request = with_headers(request)
    pasted = tabsched.read_curl(request.line)
    assert tabsched.preflight(*pasted, platform=request.platform) == request.report


@pytest.mark.parametrize("name", BROKEN)
def test_the_command_line_says_the_same(
    name: str,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(tmp_path)
    applies, broken, code = BROKEN[name]
    method = next(each for each in METHODS.values() if _may_apply(name, each))
    body = {"none": "<tsRequest/>", "empty": "<tsRequest/>", "datasources": ALL["xml"]}.get(
        method.body, '{"extractRefresh": {"type": "FullRefresh"}, "schedule": {}}'
    )
    syntax: Syntax = "json" if body.startswith("{") else "xml"
    sound = Request(method, method.verb, method.path, {}, None, body, syntax, "auto")
    assert applies(sound)
    request = broken(with_headers(sound))
    Path("line.sh").write_text(request.line)
    words = [request.verb, request.url]
    for header, value in (request.headers or {}).items():
        words += ["--header", f"{header}: {value}"]
    if request.body is not None:
        Path("body").write_text(request.body)
        words += ["--body", "body"]
    said = []
    for arguments in (words, ["--curl", "line.sh"]):
        exit_code = main(
            ["preflight", *arguments, "--format", "json", "--platform", request.platform]
        )
        found = json.loads(capsys.readouterr().out)["findings"]
        assert code in {finding["code"] for finding in found}
        assert exit_code == _expected_exit(request.report)
        said.append([{**finding, "file": ""} for finding in found])
    wanted = [(one.code, one.path, one.line, one.column, one.message) for one in request.report]
    for found in said:
        assert wanted == [
            tuple(one[key] for key in ("code", "path", "line", "column", "message"))
            for one in found
        ]


def _expected_exit(report: tabsched.Report) -> int:
    if any(finding.code.startswith("TAB9") for finding in report):
        return 2
    return 0 if report.ok else 1


# The curl lines of the reference, files closed and opened: code and place of each finding.
TOKEN = ("TAB631", "/headers/X-Tableau-Auth")
NO_TYPE = ("TAB626", "/headers/Content-Type")
CLOSED = ("TAB632", "/body")
WINDOW = "/tsRequest/schedule/frequencyDetails/@end"
TWICE = "/tsRequest/schedule/frequencyDetails/intervals[2]"
LINES: dict[str, tuple[list[tuple[str, str]], list[tuple[str, str]]]] = {
    "create-datasource-extract-curl.sh": ([], []),
    "create-task-curl.sh": ([TOKEN, ("TAB116", WINDOW), ("TAB114", TWICE)],) * 2,
    "create-workbook-extracts-curl.sh": ([NO_TYPE, CLOSED], [NO_TYPE, ("TAB901", "")]),
    "delete-datasource-extract-curl.sh": ([], []),
    # It goes to a data source, whose method takes no body.
    "delete-workbook-extracts-curl.sh": ([NO_TYPE, CLOSED], [NO_TYPE, ("TAB630", "/body")]),
    "list-tasks-curl.sh": ([], []),
    "list-tasks-in-schedule-curl.sh": ([], []),
    "run-task-curl.sh": ([NO_TYPE, CLOSED], [NO_TYPE]),
    "update-task-curl.sh": (
        [("TAB628", "/url/task-id"), TOKEN, ("TAB116", WINDOW), ("TAB114", TWICE)],
    )
    * 2,
}
FILES = {
    "create-extracts-for-workbook.xml": "create-workbook-extracts-sample-request.xml",
    "delete-extracts-for-workbook.xml": "delete-workbook-extracts-sample-request.xml",
    "empty_request.xml": "run-task-request.xml",
}


def test_every_curl_line_of_the_reference_has_a_verdict() -> None:
    assert set(LINES) == {path.name for path in REFERENCE.glob("*.sh")}


@pytest.mark.parametrize("name", LINES)
def test_the_curl_lines_of_the_reference(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for file, fixture in FILES.items():
        shutil.copy(REFERENCE / fixture, file)
    line = (REFERENCE / name).read_text(encoding="utf-8")
    for open_files, wanted in zip((False, True), LINES[name], strict=True):
        report = tabsched.preflight(*tabsched.read_curl(line, open_files=open_files))
        assert [(finding.code, finding.path) for finding in report] == wanted


# The bodies of the reference under the method that shows them.
BODIES = {
    "create-task-request.xml": ("create-task", ["TAB607"]),
    "create-task-request.json": ("create-task", ["TAB911"]),
    "create-task-curl-body.xml": ("create-task", ["TAB116", "TAB114"]),
    "create-workbook-extracts-request.xml": ("create-workbook-extracts", ["TAB623", "TAB629"]),
    "create-workbook-extracts-sample-request.xml": ("create-workbook-extracts", ["TAB901"]),
    "delete-workbook-extracts-request.xml": ("delete-workbook-extracts", []),
    "delete-workbook-extracts-sample-request.xml": ("delete-workbook-extracts", ["TAB901"]),
    "run-task-request.xml": ("run-task", []),
    "update-task-request.xml": ("update-task", ["TAB607"]),
    "update-task-request.json": ("update-task", ["TAB911"]),
}


def test_every_request_body_of_the_reference_has_a_verdict() -> None:
    samples = {path.name for path in REFERENCE.glob("*request.*")} | {"create-task-curl-body.xml"}
    assert set(BODIES) == samples


@pytest.mark.parametrize("name", BODIES)
def test_the_bodies_of_the_reference(name: str) -> None:
    method, codes = BODIES[name]
    path = METHODS[method].path.replace("{api-version}", "3.24")
    for placeholder in ("{site-id}", "{task-id}", "{workbook-id}"):
        path = path.replace(placeholder, LUID)
    report = tabsched.preflight("POST", path, (REFERENCE / name).read_bytes())
    assert [finding.code for finding in report] == codes


@given(requests())
def test_the_token_is_in_no_report(request: Request) -> None:
    report = with_headers(request).report
    assert HUSHED not in str(report) + repr(report)
    assert HUSHED.encode() not in pickle.dumps(report)


words = st.text(max_size=40) | st.sampled_from(["/", "/api/3.24/sites", "http://[", "?%%%=;&", "#"])


@given(
    words,
    st.lists(words).map("".join),
    st.none() | words | st.binary() | st.builds(tabsched.FileBody, words),
    st.none() | st.dictionaries(words, words),
    st.sampled_from(["auto", "cloud", "server"]),
)
def test_any_request_gets_a_report(
    verb: str,
    url: str,
    body: str | bytes | tabsched.FileBody | None,
    headers: dict[str, str] | None,
    platform: Literal["auto", "cloud", "server"],
) -> None:
    report = tabsched.preflight(verb, url, body, headers, platform)
    assert all("\n" not in finding.message for finding in report)
    assert report == tabsched.preflight(verb, url, body, headers, platform)


@pytest.mark.parametrize(
    ("body", "instead"),
    [
        ("{}", "missing"),
        ('{"Datasources": {"includeAll": "maybe"}}', '"Datasources" stands there: mind the'),
        ('{"datasources": "x"}', "a value stands there under that name"),
        ('{"datasources": null}', "a value stands there under that name"),
        ('{"datasources": []}', "a value stands there under that name"),
        ('{"datasources": ["x"]}', "a value stands there under that name"),
        ('{"datasources": [{}, {}]}', "2 stand there in place of one"),
        ('<tsRequest datasources="x"/>', "a value stands there under that name"),
        ("<tsRequest><datasources/><datasources/></tsRequest>", "2 stand there in place of one"),
        ("<tsRequest><DataSources/></tsRequest>", '"DataSources" stands there: mind the'),
    ],
)
def test_what_stands_in_place_of_datasources_is_told(body: str, instead: str) -> None:
    url = f"/api/3.24/sites/{LUID}/workbooks/{LUID}/createExtract"
    (finding,) = tabsched.preflight("POST", url, body)
    assert finding.code == "TAB622"
    assert f"datasources is due, and {instead}" in finding.message


@pytest.mark.parametrize(
    ("verb", "headers"),
    [
        (f"X-Tableau-Auth: {HUSHED}", None),
        (HUSHED, None),
        ("POST", {"Content-Type": f"text/x\nX-Tableau-Auth: {HUSHED}"}),
        ("POST", {"Content-Type": f"text/x X-Tableau-Auth={HUSHED}"}),
    ],
)
def test_a_token_in_the_wrong_place_is_in_no_report(
    verb: str, headers: dict[str, str] | None
) -> None:
    url = f"/api/3.24/sites/{LUID}/workbooks/{LUID}/createExtract"
    report = tabsched.preflight(verb, url, ALL["xml"], headers)
    assert {"TAB616", "TAB627"} & {finding.code for finding in report}
    assert HUSHED not in str(report) + repr(report)


@pytest.mark.parametrize("verb", ["put", "TRACE"])
def test_a_verb_of_http_is_shown(verb: str) -> None:
    url = f"/api/3.24/sites/{LUID}/workbooks/{LUID}/createExtract"
    (finding,) = tabsched.preflight(verb, url)
    assert finding.message.startswith(f'"{verb}" is not what this path takes')


def test_a_header_given_twice_is_read_as_curl_reads_it(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    headers = ["Content-Type: application/json", "content-type: text/xml", "X-Tableau-Auth: a"]
    url = f"/api/3.24/sites/{LUID}/tasks/extractRefreshes/{LUID}/runNow"
    (tmp_path / "line.sh").write_text(
        f"curl -X POST {url} -d '<tsRequest/>' {' '.join(f'-H {one!r}' for one in headers)}"
    )
    (tmp_path / "body.xml").write_text("<tsRequest/>")
    pieces = [word for one in headers for word in ("--header", one)]
    body = ["--body", str(tmp_path / "body.xml")]
    codes = [
        main(["preflight", "POST", url, *body, *pieces]),
        main(["preflight", "--curl", str(tmp_path / "line.sh")]),
    ]
    whole, half = capsys.readouterr().out.split("1 request\n")[:2]
    assert "TAB627" in whole
    assert (codes[0], whole) == (codes[1], half)


def test_a_body_that_is_not_judged_is_not_kept() -> None:
    for verb, url in (
        ("POST", "/api/3.24/auth/signin"),
        ("GET", f"/api/3.24/sites/{LUID}/tasks/extractRefreshes"),
    ):
        report = tabsched.preflight(verb, url, '{"credentials": {"password": "hush"}}')
        assert report.text is None
        assert b"hush" not in pickle.dumps(report)


@pytest.mark.parametrize("header", [f"X-Tableau-Auth {HUSHED}", f"a: b\n{HUSHED}", f"a={HUSHED}:"])
def test_what_is_no_header_is_wrong_usage(header: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["preflight", "GET", "/a", "--header", header]) == 2
    told = capsys.readouterr().err
    assert told.startswith("tabsched preflight: --header: a header ")
    assert HUSHED not in told


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_a_curl_line_is_read_in_the_encodings_of_windows(
    encoding: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "line.sh"
    line = f"curl -X POST -H 'X-Tableau-Auth: é' /api/3.24/sites/{LUID}/encrypt-extracts\r\n"
    file.write_bytes(line.encode(encoding))
    assert main(["preflight", "--curl", str(file)]) == 0
    assert capsys.readouterr().out == "Nothing found: 0 schedules in 1 request\n"


@pytest.mark.parametrize(
    ("body", "told"),
    [
        (b"", "the line does not begin with curl"),
        (b" \r\n", "the line does not begin with curl"),
        (b"curl \xff", "line 1, column 6: the bytes ff are no text in UTF-8"),
    ],
)
def test_what_is_no_curl_line_is_wrong_usage(
    body: bytes, told: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "line.sh"
    file.write_bytes(body)
    assert main(["preflight", "--curl", str(file)]) == 2
    assert capsys.readouterr().err == f"tabsched preflight: {file}: {told}\n"


@pytest.mark.parametrize(
    ("body", "codes"),
    [
        ("<tsRequest/>", []),
        ("{}", []),
        ('{"tsRequest": {}}', []),
        ('<tsRequest><datasources includeAll="true"/></tsRequest>', ["TAB622"]),
        ('{"tsRequest": {"datasources": {"includeAll": "true"}}}', ["TAB622"]),
        ('{"datasources": {"includeAll": "true"}}', ["TAB622"]),
        ("<tsRequest><foo/></tsRequest>", ["TAB912"]),
        ('<TsRequest><extractRefresh type="FullRefresh"/></TsRequest>', ["TAB122"]),
    ],
)
def test_an_update_says_nothing_or_what_an_update_says(body: str, codes: list[str]) -> None:
    url = f"/api/3.24/sites/{LUID}/tasks/extractRefreshes/{LUID}"
    assert [one.code for one in tabsched.preflight("POST", url, body)] == codes


def test_an_empty_list_names_no_data_source() -> None:
    url = f"/api/3.24/sites/{LUID}/workbooks/{LUID}/createExtract"
    cases: list[tuple[list[dict[str, str]], list[str]]]
    cases = [([], ["TAB623"]), ([{}], ["TAB624"]), ([{"id": LUID}], [])]
    for named, codes in cases:
        body = {"datasources": {"includeAll": "false", "datasource": named}}
        assert [one.code for one in tabsched.preflight("POST", url, body)] == codes


def test_a_body_that_cannot_be_read_is_counted(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    (tmp_path / "a.xml").write_text("<tsRequest")
    url = f"/api/3.24/sites/{LUID}/tasks/extractRefreshes"
    assert main(["preflight", "POST", url, "--body", str(tmp_path / "a.xml")]) == 2
    last = capsys.readouterr().out.splitlines()[-1]
    assert last == "1 error found: 0 schedules in 1 request"


def test_a_dict_is_judged_as_its_json() -> None:
    url = f"/api/3.24/sites/{LUID}/workbooks/{LUID}/createExtract"
    body: dict[str, Any] = {"datasources": {"includeAll": False}}
    report = tabsched.preflight("POST", url, body)
    assert [(one.code, one.path, one.line) for one in report] == [
        ("TAB623", "/datasources/includeAll", None)
    ]
    text = tabsched.preflight("POST", url, json.dumps(body))
    assert [(one.code, one.path, one.line) for one in text] == [
        ("TAB623", "/datasources/includeAll", 1)
    ]


@pytest.mark.parametrize(
    ("arguments", "error", "message"),
    [
        ((1, "u"), TypeError, "verb is a str, not int"),
        (("GET", None), TypeError, "url is a str, not NoneType"),
        (("GET", "u", 1), TypeError, "body is a str, bytes, dict, list, FileBody or None, not int"),
        (("GET", "u", None, [("a", "b")]), TypeError, "headers is a mapping or None, not list"),
        (("GET", "u", None, {"a": 1}), TypeError, "names and values of headers are str"),
        (("GET", "u", None, None, "both"), ValueError, "platform is one of auto, cloud, server"),
    ],
)
def test_what_is_no_argument_is_told(
    arguments: tuple[Any, ...], error: type[Exception], message: str
) -> None:
    with pytest.raises(error, match=message):
        tabsched.preflight(*arguments)
