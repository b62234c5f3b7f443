"""Pasted curl lines: read as a shell and curl would, without running anything."""

from __future__ import annotations

import os
import re
import shlex
from contextlib import suppress
from typing import TYPE_CHECKING, cast

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

import tabsched
from tabsched import FileBody, HttpRequest, ParseError, read_curl
from tabsched.curl import _split

if TYPE_CHECKING:
    from pathlib import Path
    from random import Random

URL = "https://example.com/api/3.24/sites/1/tasks/extractRefreshes"
HUSHED = "s3cr3t-of-the-site"
XML = {"Content-Type": "application/xml"}


@pytest.mark.parametrize(
    ("line", "wanted"),
    [
        (f"curl {URL}", HttpRequest("GET", URL, None, {})),
        (f"$ curl {URL}", HttpRequest("GET", URL, None, {})),
        (f"/usr/bin/curl {URL}", HttpRequest("GET", URL, None, {})),
        (f"curl.exe --url {URL}", HttpRequest("GET", URL, None, {})),
        (f"curl -X DELETE {URL}", HttpRequest("DELETE", URL, None, {})),
        (f"curl -XDELETE -- {URL}", HttpRequest("DELETE", URL, None, {})),
        (f"curl -sSLXPOST {URL}", HttpRequest("POST", URL, None, {})),
        (f"curl --request PUT --location {URL}", HttpRequest("PUT", URL, None, {})),
        (f"curl -I {URL}", HttpRequest("HEAD", URL, None, {})),
        (f"curl -d '<a/>' {URL}", HttpRequest("POST", URL, "<a/>", {})),
        (f"curl -d'<a/>' {URL}", HttpRequest("POST", URL, "<a/>", {})),
        (f"curl --data-raw @a {URL}", HttpRequest("POST", URL, "@a", {})),
        (f"curl -d a=1 -d b=2 {URL}", HttpRequest("POST", URL, "a=1&b=2", {})),
        (f"curl -d @a.xml {URL}", HttpRequest("POST", URL, FileBody("a.xml"), {})),
        (f"curl --data-binary @a.xml {URL}", HttpRequest("POST", URL, FileBody("a.xml"), {})),
        (f"curl -G -d pageSize=5 {URL}", HttpRequest("GET", f"{URL}?pageSize=5", None, {})),
        (f"curl -G -d b=5 {URL}?a=1", HttpRequest("GET", f"{URL}?a=1&b=5", None, {})),
        (f"curl -H 'Content-Type: application/xml' {URL}", HttpRequest("GET", URL, None, XML)),
        (f"curl -HContent-Type:application/xml {URL}", HttpRequest("GET", URL, None, XML)),
        (f"curl -H 'X-Tableau-Auth;' {URL}", HttpRequest("GET", URL, None, {"X-Tableau-Auth": ""})),
        (
            f"curl --json '{{}}' {URL}",
            HttpRequest(
                "POST",
                URL,
                "{}",
                {"Content-Type": "application/json", "Accept": "application/json"},
            ),
        ),
        (
            f"curl --json '{{' --json '}}' -H 'content-type: text/x' -H 'accept: text/y' {URL}",
            HttpRequest("POST", URL, "{}", {"content-type": "text/x", "accept": "text/y"}),
        ),
        (f"curl \\\n  -X POST \\\r\n  '{URL}'", HttpRequest("POST", URL, None, {})),
        (f'curl -d "a\\\nb" {URL}', HttpRequest("POST", URL, "ab", {})),
        (f"curl -d 'a\\\nb' {URL}", HttpRequest("POST", URL, "a\\\nb", {})),
        (f"curl -d 'a\nb' {URL}", HttpRequest("POST", URL, "a\nb", {})),
        (f'curl -d "it\'s \\"so\\"" {URL}', HttpRequest("POST", URL, 'it\'s "so"', {})),
        (f"curl -d $'it\\'s\\n\\u00e9\\x41\\101' {URL}", HttpRequest("POST", URL, "it's\néAA", {})),
        (f"curl -X PUT {URL} \\\n", HttpRequest("PUT", URL, None, {})),
        (f"curl -X PUT # of the night\n{URL} # ('", HttpRequest("PUT", URL, None, {})),
        (
            f'curl "{URL}#a" -d "\\$x \\` \\\\ \\"\\\n\\a"',
            HttpRequest("POST", f"{URL}#a", '$x ` \\ "\\a', {}),
        ),
        (f"curl {URL} -d '#a\\' -d b#c", HttpRequest("POST", URL, "#a\\&b#c", {})),
        (f"curl -o out -w '%{{http_code}}' -k {URL}", HttpRequest("GET", URL, None, {})),
        ("curl https://me:pw@example.com/a", HttpRequest("GET", "https://example.com/a", None, {})),
        ("curl me:pw@example.com/a@b", HttpRequest("GET", "example.com/a@b", None, {})),
        ("curl example.com/a?m=x@y.z", HttpRequest("GET", "example.com/a?m=x@y.z", None, {})),
    ],
)
def test_a_line_is_read_as_curl_would(line: str, wanted: HttpRequest) -> None:
    assert read_curl(line) == wanted


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("", "the line does not begin with curl"),
        ("wget x", "the line does not begin with curl"),
        ("curl", "the curl line names no addresses"),
        ("curl a b", "the curl line names 2 addresses"),
        ("curl $'a\\'", "the curl line ends too early: no closing quotation"),
        ('curl "a\\"', "the curl line ends too early: no closing quotation"),
        ("curl 'a", "the curl line ends too early: no closing quotation"),
        ("curl a -X", "curl's option --request misses its value"),
        ("curl a --dta x", r'curl\'s option "--dta" is not known here: is --data meant\?'),
        ("curl a -y", 'curl\'s option "-y" is not known here'),
        ("curl a -F x=1", "curl's option --form sends a form, which no method"),
        ("curl a -T x", "curl's option --upload-file sends a file with PUT"),
        ("curl a -K x", "curl's option --config reads options from a file"),
        ("curl a --next b", "curl's option --next begins another request"),
        ("curl a | jq .", r'"\|" is for the shell'),
        ("curl a > b", '">" is for the shell'),
        ("curl a 2>&1", '"2>&1" is for the shell'),
        ("curl a -H @headers", 'headers stand in the file "headers", which is opened only with'),
        ("curl a --data=x", r"--data takes no =: a value is a word of its own"),
        ("curl a --dta=x", r'"--dta" is not known here: is --data meant\?; a value is a word of'),
        ("curl a -H $'b: c\\nd: e'", "a header holds the end of a line"),
        ("curl a -H $'b: c\\rd: e'", "a header holds the end of a line"),
        ("curl a -H b", "a header is written as Name: value, and one has no colon"),
        ("curl a -H 'b c: d'", "what one begins with is no name"),
        ("curl a -H 'b c;'", "what one begins with is no name"),
        ("curl a " + "b" * 2**17, "the line is longer than 131072 characters: let -d @FILE name a"),
        ('curl -X DELETE a ^\n -H ^"b: c^"', "is written for Windows' cmd, with \\^: in the br"),
        ("curl -X DELETE a `\n -H b:c", "is written for PowerShell, with `: in the browser choose"),
    ],
)
def test_what_is_no_request_is_told_in_a_sentence(line: str, message: str) -> None:
    with pytest.raises(ParseError, match=message):
        read_curl(line)


# As browsers copy a request for the shells of Windows.
FOR_CMD = f"""\
curl ^"{URL}^" ^
  -X ^"POST^" ^
  -H ^"X-Tableau-Auth: {HUSHED}^" ^
  -b ^"workgroup_session_id={HUSHED}^" ^
  --data-raw ^"^{{^\\^"frequency^\\^":^\\^"Daily^\\^"^}}^"
"""
FOR_POWERSHELL = f"""\
$session = New-Object Microsoft.PowerShell.Commands.WebRequestSession
$session.Cookies.Add((New-Object System.Net.Cookie("workgroup_session_id", "{HUSHED}", "/")))
Invoke-WebRequest -UseBasicParsing -Uri "{URL}" `
-Method "POST" `
-WebSession $session `
-Headers @{{
"X-Tableau-Auth"="{HUSHED}"
}} `
-Body "{{`"frequency`":`"Daily`"}}"
"""


@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize(
    ("line", "message"),
    [
        (FOR_CMD, "the line is written for Windows' cmd, with ^: in the browser choose "),
        (f'curl -H "X: {HUSHED}" ^\n "{URL}"', "the line is written for Windows' cmd, with ^: "),
        (f"curl {URL}?a=1^&b={HUSHED}", "the line is written for Windows' cmd, with ^: "),
        (f"curl {URL}/^%^20{HUSHED}", "the line is written for Windows' cmd, with ^: "),
        (f'curl.exe -H "X: {HUSHED}" `\n "{URL}"', "the line is written for PowerShell, with `: "),
        (FOR_POWERSHELL, "this is a command of PowerShell, not of curl: in the browser choose "),
        (f"invoke-restmethod {URL} -Headers {HUSHED}", "this is a command of PowerShell, not of "),
        (f"irm {URL} -Headers {HUSHED}", "this is a command of PowerShell, not of curl: "),
    ],
)
def test_a_line_for_the_shells_of_windows_is_told_by_its_shell_alone(
    line: str, message: str, end: str
) -> None:
    with pytest.raises(ParseError) as caught:
        read_curl(line.replace("\n", end))
    told = str(caught.value)
    assert told.startswith(message)
    assert "Copy as cURL (bash)" in told
    assert HUSHED not in told


@pytest.mark.parametrize(
    ("word", "body"),
    [
        ("'a^\"b^\n^%'", 'a^"b^\n^%'),
        ('"a^\\"b^\n^%`\n"', 'a^"b^\n^%`\n'),
        ("$'\\'^\\n^\"'", "'^\n^\""),
        ("a^b", "a^b"),
        ('a\\^"b"', "a^b"),
        ("'Invoke-WebRequest `\n'", "Invoke-WebRequest `\n"),
    ],
)
def test_carets_and_backticks_of_a_body_are_the_bodys(word: str, body: str) -> None:
    assert read_curl(f"curl {URL} -d {word}").body == body


def test_files_are_opened_only_where_that_is_asked(tmp_path: Path) -> None:
    body, headers = tmp_path / "body.xml", tmp_path / "headers"
    body.write_bytes(b"<a\n b='1'/>\r\n")
    headers.write_text(f"Content-Type: application/xml\n\nX-Tableau-Auth: {HUSHED}\n")
    line = f"curl {URL} -d @{body}"
    assert read_curl(line).body == FileBody(str(body))
    assert read_curl(line, open_files=True).body == "<a b='1'/>"
    binary = line.replace("-d", "--data-binary")
    assert read_curl(binary, open_files=True).body == "<a\n b='1'/>\r\n"
    given = read_curl(f"curl {URL} -H @{headers}", open_files=True).headers
    assert given == XML | {"X-Tableau-Auth": "(hidden)"}


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (None, "cannot be read: No such file or directory"),
        (b"\xff", "is no text in UTF-8"),
        (b" " * (2**22 + 1), "is larger than 4194304 bytes"),
    ],
)
def test_a_file_that_cannot_be_read_is_told(
    tmp_path: Path, content: bytes | None, message: str
) -> None:
    file = tmp_path / "body"
    if content is not None:
        file.write_bytes(content)
    with pytest.raises(ParseError, match=rf'^the file "[^"]+body" {message}$'):
        read_curl(f"curl {URL} -d @{file}", open_files=True)


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    with pytest.raises(ParseError, match=r'^"[^"]+" is no file$'):
        read_curl(f"curl {URL} -d @{tmp_path}", open_files=True)


@pytest.mark.skipif(os.name != "posix", reason="pipes and devices are files where they are POSIX's")
def test_what_never_ends_is_not_read(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    for name in (tmp_path / "pipe", "/dev/zero"):
        with pytest.raises(ParseError, match="is no file"):
            read_curl(f"curl {URL} -d @{name}", open_files=True)


@pytest.mark.skipif(not os.path.exists("/proc/self/maps"), reason="such files are Linux's")  # noqa: PTH110 short
def test_a_file_that_tells_no_size_is_read() -> None:
    body = read_curl(f"curl {URL} --data-binary @/proc/self/maps", open_files=True).body
    assert body


@pytest.mark.parametrize("line", [None, b"curl a", 1])
def test_a_line_is_a_str(line: object) -> None:
    with pytest.raises(TypeError, match=f"line is a str, not {type(line).__name__}"):
        read_curl(cast("str", line))


def test_standard_input_is_not_opened() -> None:
    with pytest.raises(ParseError, match="reads standard input"):
        read_curl(f"curl {URL} -d @-", open_files=True)


@pytest.mark.parametrize(
    "option",
    [
        f"-H 'X-Tableau-Auth: {HUSHED}'",
        f"-HX-Tableau-Auth:{HUSHED}",
        f"-H 'Authorization: Bearer {HUSHED}'",
        f"--oauth2-bearer {HUSHED}",
        f"-u me:{HUSHED}",
        f"--user me:{HUSHED}",
        f"-b workgroup_session_id={HUSHED}",
        f"-H 'Cookie: workgroup_session_id={HUSHED}'",
        f"-H 'X-Unknown: {HUSHED}'",
        f"-e {HUSHED}",
    ],
)
def test_a_secret_is_not_kept(option: str) -> None:
    assert HUSHED not in repr(read_curl(f"curl {option} https://me:{HUSHED}@example.com/api/"))


@pytest.mark.parametrize("end", ["", " 'open", " --nosuch", " | jq", " b c", " -d @nosuch"])
def test_no_complaint_tells_a_secret(end: str) -> None:
    line = f"curl {URL} -H X-Tableau-Auth: {HUSHED} -u me:{HUSHED}{end}"
    with pytest.raises(ParseError) as caught:
        read_curl(line, open_files=True)
    assert HUSHED not in str(caught.value)


@pytest.mark.parametrize(
    "option",
    [
        f"--header=X-Tableau-Auth:{HUSHED}",
        f"--oauth2-bearer={HUSHED}",
        f"--oauth2={HUSHED}",
        f"--header:{HUSHED}",
        f"-H 'X-Tableau-Auth {HUSHED}'",
        f"-H X-Tableau-Auth={HUSHED}",
        f"-H 'X-Tableau-Auth {HUSHED}: x'",
        f"-H X-Tableau-Auth={HUSHED};",
        f"-H $'Content-Type: text/xml\\nX-Tableau-Auth: {HUSHED}'",
    ],
)
def test_a_secret_in_the_wrong_place_is_not_told(option: str) -> None:
    with pytest.raises(ParseError) as caught:
        read_curl(f"curl {option} {URL}")
    assert HUSHED not in str(caught.value)


@pytest.mark.parametrize(
    "part", ["'a\\'", "a", '\\"', "$'", "$'\\\\'", "\\\n", "-Ha; ", "-da ", '"\\\\"'], ids=repr
)
def test_a_long_line_is_read_like_a_short_one(part: str) -> None:
    # Where a piece was looked for again behind each other one this would take minutes.
    line = part * (2**16 // len(part))
    with suppress(ParseError):
        read_curl(f"curl {URL} -d {line}")


def test_many_headers_are_told_apart() -> None:
    line = " ".join(f"-H 'a{number}: b'" for number in range(2**12))
    assert len(read_curl(f"curl {URL} {line}").headers) == 2**12


def test_a_header_given_again_is_joined_under_its_last_name() -> None:
    line = f"curl {URL} -H 'accept: a' -H 'x: y' -H 'Accept: b'"
    assert list(read_curl(line).headers.items()) == [("x", "(hidden)"), ("Accept", "a, b")]


texts = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"))
plain = st.text(st.characters(categories=["L", "N"]), min_size=1)


@given(
    st.sampled_from(["GET", "POST", "PUT", "DELETE"]),
    st.builds("https://{}/{}?a={}".format, plain, plain, plain),
    texts,
    st.dictionaries(st.sampled_from(["Content-Type", "Accept"]), plain),
    st.randoms(use_true_random=False),
)
def test_what_a_shell_quotes_comes_back(
    verb: str, url: str, body: str, headers: dict[str, str], order: Random
) -> None:
    options = [["-X", verb], [url], ["--data-raw", body]]
    options += [["-H", f"{name}: {value}"] for name, value in headers.items()]
    order.shuffle(options)
    line = shlex.join(["curl", *(word for option in options for word in option)])
    assert read_curl(line) == HttpRequest(verb, url, body, headers)


@given(st.text("ab'\"\\\\ \n\t\r$#|é\x0b\xa0", max_size=20))
def test_words_are_parted_as_shlex_parts_them(line: str) -> None:
    line = line.strip()
    # What it does not know as bash does: $'...', comments, and some of what a backslash does.
    assume(not re.search(r"\$'|(?<!\S)#|\\(?:\r?\n|[$`]|\Z)", line))
    try:
        wanted = shlex.split(f"-- {line}")[1:]
    except ValueError:
        with pytest.raises(ParseError, match="ends too early"):
            read_curl(f"curl a {line}")
        return
    assert list(_split(line)) == wanted


@given(st.text() | st.builds("curl {}".format, st.text("-XdHG@'\"\\$ \nau:=;|", max_size=30)))
def test_any_text_is_a_request_or_told_to_be_none(line: str) -> None:
    try:
        request = read_curl(line)
    except ParseError as error:
        assert str(error)  # noqa: PT017 both ways are fine
    else:
        tabsched.preflight(*request)
