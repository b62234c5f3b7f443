"""`tabsched preflight`: a request to the REST API, checked before it is sent."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tabsched.calling import preflighted
from tabsched.cli.files import text_of
from tabsched.cli.findings import Tally, codes_wanted, refuse_no_codes, show
from tabsched.cli.usage import UsageError
from tabsched.curl import header_of, joined, read_curl
from tabsched.finding import ParseError
from tabsched.rendering import TextSource
from tabsched.wire.text import decode
from tabsched.wire.unreadable import Unreadable

if TYPE_CHECKING:
    import argparse
    from collections.abc import Mapping

    from tabsched.curl import FileBody

_REQUEST = "request"


def preflight(options: argparse.Namespace) -> int:
    """Check one request, print the findings, and say by the exit code what was found."""
    refuse_no_codes(options)
    verb, url, body, headers = _request(options)
    judged = preflighted(verb, url, body, headers, options.platform)
    tally = Tally(codes_wanted(options.select, options.ignore), subject="1 request")
    tally.schedules = len(judged.body.schedules)
    tally.unreadable = not judged.body.readable
    found = [
        (TextSource(_REQUEST, None, stored=False), judged.called),
        (
            TextSource(options.body or _REQUEST, judged.body.text, options.body is not None),
            judged.body.findings,
        ),
    ]
    show(found, tally, options)
    return tally.exit_code(options.fail_on or "error")


def _request(
    options: argparse.Namespace,
) -> tuple[str, str, str | bytes | FileBody | None, Mapping[str, str] | None]:
    """The request, as a curl line or piece by piece."""
    if options.curl is None:
        return _in_pieces(options)
    if options.verb or options.header or options.body is not None:
        raise UsageError("--curl is the whole request: leave out VERB, URL, --header and --body")
    body = text_of(options.curl)
    try:
        line = decode(body) if body.strip() else ""
        return read_curl(line, open_files=options.open_files)
    except Unreadable as fault:
        raise UsageError(f"{options.curl}: {fault.with_place}") from None
    except ParseError as error:
        raise UsageError(f"{options.curl}: {error}") from None


def _in_pieces(
    options: argparse.Namespace,
) -> tuple[str, str, bytes | None, Mapping[str, str] | None]:
    if options.verb is None or options.url is None:
        raise UsageError("a request is VERB and URL, or --curl with a file")
    if "/" in options.verb:
        raise UsageError("what stands first is an address: write VERB before URL")
    if options.open_files:
        raise UsageError("--open-files is for the files that a curl line names: give --curl too")
    try:
        headers = joined(map(header_of, options.header)) if options.header else None
    except ParseError as error:
        raise UsageError(f"--header: {error}") from None
    return (
        options.verb,
        options.url,
        None if options.body is None else text_of(options.body),
        headers,
    )
