"""From a pasted curl line to the request that curl would send; nothing is run and nothing sent.

Which options there are, and what each does to a request, is told by curl's manual page.
"""

from __future__ import annotations

import re
import shlex
import stat
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

from tabsched.arguments import refuse_no_flag, wrong_type
from tabsched.finding import ParseError
from tabsched.wire.quoting import shown
from tabsched.wire.unreadable import reason_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

HIDDEN: Final = "(hidden)"
# More than anybody pastes, and little enough for a parser that takes four times as long for a word
# of twice the length.
_LONGEST = 2**17
_LONGEST_FILE = 2**22
# Of a path the end tells most.
_LONGEST_NAME = 240
# All that is judged of a header's value; any other may be a secret.
_TOLD_HEADERS = frozenset({"content-type", "accept"})
# What a header's name is made of; a token that was written without its colon is more than that.
_HEADER_NAME = re.compile(r"[A-Za-z0-9!#$%&'*+.^_`|~-]+")
_OPTION_NAME = re.compile(r"[A-Za-z0-9.-]*")
# What the standard library's parser of shell words does not know, and what it is not looked for in:
# ends of lines that a backslash takes away, comments, and the quotation $'…' of bash.
_OF_BASH = re.compile(
    r"""
      \$'(?P<ansi>(?:\\.|[^'\\])*+)(?P<closed>')?
    | '[^']*+'
    | "(?P<double>(?:\\.|[^"\\])*+)"
    | (?P<dropped> \\ (?:\r?\n|\Z) | (?<!\S)\#[^\r\n]*+ )
    | \\.
    """,
    re.DOTALL | re.VERBOSE,
)
_IN_DOUBLE = re.compile(r"""\\(?:\r?\n|([$`])|["\\])""")
_ANSI = re.compile(
    r"\\(?:x([0-9A-Fa-f]{1,2})|u([0-9A-Fa-f]{1,4})|U([0-9A-Fa-f]{1,8})|([0-7]{1,3})|(.))", re.DOTALL
)
_ANSI_LETTERS = {"n": "\n", "t": "\t", "r": "\r", "a": "\a", "b": "\b", "f": "\f", "v": "\v"}
_ANSI_LETTERS |= {"e": "\x1b", "E": "\x1b"}
# Escapes and ends of lines of Windows' shells, where in others no quotation goes on.
_FOR_WINDOWS = re.compile(
    r"""
    (?:
        \\.
      | \$'(?:\\.|[^'\\])*+'
      | '[^']*+'
      | "(?:\\.|[^"\\])*+"
      | \^(?!["%&|<>\r\n])
      | `(?!\r?\n)
      | [^'"\\^`]
    )*+
    (?: (?P<caret>\^) | ` ) ["%&|<>\r\n]
    """,
    re.DOTALL | re.VERBOSE,
)
_POWERSHELL = re.compile(r"\bInvoke-(?:WebRequest|RestMethod)\b|^(?:iwr|irm)\s", re.IGNORECASE)
_COPIED = "in the browser choose Copy as cURL (bash)"
_SHELL = re.compile(r"\|\|?|&&?|;|[0-9]?>{1,2}(?:&[0-9])?|<{1,3}")
_USER = re.compile(r"^((?:[A-Za-z][A-Za-z0-9+.-]*:)?//)?[^/?#@]*@")

_LETTERS = {
    "X": "request",
    "H": "header",
    "d": "data",
    "G": "get",
    "I": "head",
    "L": "location",
    "A": "user-agent",
    "b": "cookie",
    "c": "cookie-jar",
    "D": "dump-header",
    "E": "cert",
    "F": "form",
    "K": "config",
    "T": "upload-file",
    "e": "referer",
    "f": "fail",
    "g": "globoff",
    "i": "include",
    "k": "insecure",
    "m": "max-time",
    "n": "netrc",
    "N": "no-buffer",
    "o": "output",
    "O": "remote-name",
    "q": "disable",
    "s": "silent",
    "S": "show-error",
    "u": "user",
    "v": "verbose",
    "w": "write-out",
    "x": "proxy",
    "#": "progress-bar",
    "0": "http1.0",
    "4": "ipv4",
    "6": "ipv6",
}
_DATA = frozenset({"data", "data-ascii", "data-raw", "data-binary", "json"})
_READ = _DATA | {"request", "header", "get", "head", "url", "oauth2-bearer"}
# What changes nothing in the request that is judged.
_FLAG_WORDS = """
location location-trusted fail fail-with-body globoff include insecure netrc no-buffer remote-name
disable silent show-error verbose progress-bar http1.0 http1.1 http2 ipv4 ipv6 compressed
no-keepalive ssl-reqd tlsv1.2 tlsv1.3 anyauth basic negotiate ntlm
"""
_WORDS_WITH_VALUE = """
user-agent cookie cookie-jar dump-header cert cert-type key key-type pass cacert capath referer
max-time connect-timeout output user write-out proxy proxy-user retry retry-delay retry-max-time
resolve max-redirs limit-rate noproxy interface
"""
_FLAGS = frozenset(_FLAG_WORDS.split())
_WITH_VALUE = frozenset(_WORDS_WITH_VALUE.split())
_REFUSED = {
    "form": "sends a form, which no method of the reference takes",
    "form-string": "sends a form, which no method of the reference takes",
    "data-urlencode": "sends a form, which no method of the reference takes",
    "upload-file": "sends a file with PUT, which no method of the reference takes",
    "config": "reads options from a file, which is not opened",
    "next": "begins another request: give one at a time",
}
_OPTIONS = sorted(_READ | _FLAGS | _WITH_VALUE | _REFUSED.keys())
_BARE = _FLAGS | {"get", "head", "next"}


@dataclass(frozen=True, slots=True)
class FileBody:
    """A body that stands in a file which was not opened.

    Attributes:
        name: the file, as the curl line names it.

    Raises:
        TypeError: `name` is no str.
    """

    name: str

    def __post_init__(self) -> None:
        if not isinstance(self.name, str):
            raise wrong_type("name", "a str", self.name)


class HttpRequest(NamedTuple):
    """A request as it would be sent; in the order of the arguments of `preflight`.

    Attributes:
        verb: "POST".
        url: without a user's name and password.
        body: None where there is none.
        headers: by name as written. Only Content-Type and Accept keep their values: any other may
            be a secret, of which nothing but "(hidden)" stays; an empty one stays empty.
    """

    verb: str
    url: str
    body: str | FileBody | None
    headers: dict[str, str]


def read_curl(line: str, *, open_files: bool = False) -> HttpRequest:
    """The request that a curl line would send. Nothing is run, and no network is touched.

    Args:
        line: as pasted, over several lines too.
        open_files: whether the files that `-d @file` names are opened. Otherwise such a body is
            a FileBody.

    Raises:
        ParseError: it is no curl line, an option is not known, or a file cannot be read.
        TypeError: `line` is no str, or `open_files` neither True nor False.
    """
    if not isinstance(line, str):
        raise wrong_type("line", "a str", line)
    refuse_no_flag("open_files", open_files)
    command = _Command(open_files=open_files)
    words = _words(line)
    for word in words:
        if _SHELL.fullmatch(word):
            raise ParseError(f"{shown(word)} is for the shell: leave out what is not curl's")
        if word.startswith("--") and len(word) > len("--"):
            command.take(word[2:], words)
        elif word.startswith("-") and len(word) > 1 and word != "--":
            _take_letters(word, command, words)
        elif word != "--":
            command.urls.append(word)
    return command.request()


def header_of(line: str) -> tuple[str, str]:
    """The name and value that a header line says, as `HttpRequest` keeps them.

    curl writes a header without a value with a semicolon in place of the colon.

    Raises:
        ParseError: it is no header; nothing of it is told, for it may hold a secret.
    """
    if "\r" in line or "\n" in line:
        raise ParseError("a header holds the end of a line: give one header at a time")
    name, colon, value = (part.strip() for part in line.partition(":"))
    if not colon and name.endswith(";"):
        name, colon = name[:-1], ":"
    if not colon:
        raise ParseError("a header is written as Name: value, and one has no colon")
    if not _HEADER_NAME.fullmatch(name):
        raise ParseError("a header is written as Name: value, and what one begins with is no name")
    return name, HIDDEN if value and name.lower() not in _TOLD_HEADERS else value


def joined(headers: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Headers by their names as last written; what is given again stands behind a comma."""
    found: dict[str, tuple[str, list[str]]] = {}
    for name, value in headers:
        _, values = found.pop(name.lower(), (name, []))
        values.append(value)
        found[name.lower()] = name, values
    return {name: ", ".join(values) for name, values in found.values()}


def _words(line: str) -> Iterator[str]:
    """The words after curl, as a shell would part them."""
    if len(line) > _LONGEST:
        raise ParseError(
            f"the line is longer than {_LONGEST} characters: let -d @FILE name a body that is long"
        )
    line = line.removeprefix("\ufeff").strip().removeprefix("$ ")
    _refuse_other_shells(line)
    words = iter(_split(line))
    first = next(words, "")
    if re.split(r"[/\\]", first)[-1] not in {"curl", "curl.exe"}:
        raise ParseError("the line does not begin with curl")
    return words


def _refuse_other_shells(line: str) -> None:
    """Refuse a line that the shells of Windows read otherwise than the others do."""
    if "curl" not in line.partition(" ")[0] and _POWERSHELL.search(line):
        raise ParseError(f"this is a command of PowerShell, not of curl: {_COPIED}")
    found = _FOR_WINDOWS.match(line)
    if found is not None:
        shell, sign = ("Windows' cmd", "^") if found["caret"] else ("PowerShell", "`")
        raise ParseError(
            f"the line is written for {shell}, with {sign}: {_COPIED}, or write it as for bash"
        )


def _split(line: str) -> list[str]:
    """The words of a line."""
    try:
        return shlex.split(_OF_BASH.sub(_as_shlex_reads, line))
    except ValueError:
        raise ParseError("the curl line ends too early: no closing quotation") from None


def _as_shlex_reads(piece: re.Match[str]) -> str:
    """A piece of a line in the words of the standard library's parser."""
    if piece["ansi"] is not None:
        if not piece["closed"]:
            return "'"
        return shlex.quote(_ANSI.sub(_ansi, piece["ansi"]))
    if piece["double"] is not None:
        return f'"{_IN_DOUBLE.sub(_in_double, piece["double"])}"'
    return "" if piece["dropped"] is not None else piece[0]


def _in_double(escape: re.Match[str]) -> str:
    """What an escape between double quotation marks stands for, where shlex leaves it alone."""
    if escape[1]:
        return escape[1]
    return escape[0] if escape[0][1] in {'"', "\\"} else ""


def _ansi(escape: re.Match[str]) -> str:
    """What an escape between $' and ' stands for."""
    two, four, eight, octal, letter = escape.groups()
    if letter is not None:
        return _ANSI_LETTERS.get(letter, letter)
    number = int(octal, 8) if octal else int(two or four or eight, 16)
    return chr(number) if number < 0x110000 else "\ufffd"  # noqa: PLR2004 the end of Unicode


def _take_letters(word: str, command: _Command, words: Iterator[str]) -> None:
    """Short options: flags may stand together, a value may follow its letter at once."""
    for at, letter in enumerate(word[1:], 2):
        option = _LETTERS.get(letter)
        if option is None:
            raise ParseError(f"curl's option {shown(f'-{letter}')} is not known here")
        if option not in _BARE:
            rest = word[at:]
            command.take(option, iter([rest]) if rest else words)
            return
        command.take(option, words)


class _Command:
    """What the options read so far say."""

    def __init__(self, *, open_files: bool) -> None:
        self.urls: list[str] = []
        self._open_files = open_files
        self._verb: str | None = None
        self._headers: list[tuple[str, str]] = []
        self._data: list[tuple[str, str | FileBody]] = []
        self._in_query = False
        self._head = False

    def take(self, option: str, words: Iterator[str]) -> None:
        """One option, whose value, if it takes one, is the next of the words."""
        if option in _REFUSED:
            raise ParseError(f"curl's option --{option} {_REFUSED[option]}")
        if option not in _READ and option not in _FLAGS and option not in _WITH_VALUE:
            raise ParseError(_unknown(option))
        value = "" if option in _BARE else next(words, None)
        if value is None:
            raise ParseError(f"curl's option --{option} misses its value")
        if option == "request":
            self._verb = value
        elif option == "url":
            self.urls.append(value)
        elif option == "header":
            self._add_headers(value)
        elif option == "oauth2-bearer":
            self._headers.append(header_of(f"Authorization: {value}"))
        elif option in _DATA:
            self._data.append((option, self._data_of(option, value)))
        self._in_query = self._in_query or option == "get"
        self._head = self._head or option == "head"

    def _data_of(self, option: str, value: str) -> str | FileBody:
        if option == "data-raw" or not value.startswith("@"):
            return value
        if not self._open_files:
            return FileBody(value[1:])
        text = _text_of(value[1:])
        # As curl does: only these two keep the ends of the lines of a file.
        return text if option in {"data-binary", "json"} else re.sub(r"[\r\n\0]", "", text)

    def _add_headers(self, value: str) -> None:
        if not value.startswith("@"):
            self._headers.append(header_of(value))
        elif self._open_files:
            lines = _text_of(value[1:]).splitlines()
            self._headers += [header_of(line) for line in lines if line.strip()]
        else:
            name = shown(value[1:], _LONGEST_NAME)
            raise ParseError(
                f"headers stand in the file {name}, which is opened only with --open-files "
                "(open_files=True)"
            )

    def request(self) -> HttpRequest:
        """What all of it comes to."""
        if len(self.urls) != 1:
            raise ParseError(
                f"the curl line names {len(self.urls) or 'no'} addresses, and one is read: does a "
                "value stand without its quotation marks?"
            )
        url = _USER.sub(r"\1", self.urls[0])
        body = self._body()
        if self._in_query:
            if isinstance(body, str):
                url += ("&" if "?" in url else "?") + body
            body = None
        headers = self._headers
        if any(option == "json" for option, _ in self._data):
            given = {name.lower() for name, _ in headers}
            of_json = [(name, "application/json") for name in ("Content-Type", "Accept")]
            headers = headers + [one for one in of_json if one[0].lower() not in given]
        verb = self._verb or ("HEAD" if self._head else "GET" if body is None else "POST")
        return HttpRequest(verb, url, body, joined(headers))

    def _body(self) -> str | FileBody | None:
        """All the data as one body: curl joins it by &, and JSON by nothing."""
        texts: list[str] = []
        for option, part in self._data:
            if isinstance(part, FileBody):
                return part
            if texts and option != "json":
                texts.append("&")
            texts.append(part)
        return "".join(texts) if self._data else None


def _unknown(option: str) -> str:
    """That an option is not known, without what may be a value written into it."""
    name, equals, _ = option.partition("=")
    if equals and name in _OPTIONS:
        return f"curl's option --{name} takes no =: a value is a word of its own"
    # What a name cannot hold begins the value: "--header:secret".
    found = _OPTION_NAME.match(name)
    name = found[0] if found else ""
    near = get_close_matches(name[:60], _OPTIONS, 1)
    hint = f": is --{near[0]} meant?" if near else ""
    if equals:
        hint += "; a value is a word of its own"
    return f"curl's option {shown(f'--{name}')} is not known here{hint}"


def _text_of(name: str) -> str:
    """The text of a file that the line names."""
    if name == "-":
        raise ParseError("the curl line reads standard input, which is not opened: name a file")
    told = shown(name, _LONGEST_NAME)
    content = None
    try:
        path = Path(name)
        # A pipe may never end, and neither does a device such as /dev/zero.
        if stat.S_ISREG(path.stat().st_mode):
            with path.open("rb") as file:
                content = file.read(_LONGEST_FILE + 1)
    except (OSError, ValueError) as error:
        raise ParseError(f"the file {told} cannot be read: {reason_of(error)}") from None
    if content is None:
        raise ParseError(f"{told} is no file")
    if len(content) > _LONGEST_FILE:
        raise ParseError(f"the file {told} is larger than {_LONGEST_FILE} bytes")
    try:
        return content.decode()
    except UnicodeDecodeError:
        raise ParseError(f"the file {told} is no text in UTF-8") from None
