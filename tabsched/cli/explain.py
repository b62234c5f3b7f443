"""`tabsched explain`: what an error answer means, and what in the body is its likely reason."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING

from tabsched.cli.files import text_of
from tabsched.cli.findings import as_json
from tabsched.cli.usage import UsageError
from tabsched.explaining import explain_error
from tabsched.finding import ParseError
from tabsched.rendering import TextSource, finding_lines
from tabsched.rulebook import READING

if TYPE_CHECKING:
    import argparse

    from tabsched.explaining import Explanation

_NO_YAML = READING["yaml-not-installed"].code


def explain(options: argparse.Namespace) -> int:
    """Explain one error."""
    if options.error == options.body == "-":
        raise UsageError("standard input is read once: give a file for the answer or for --body")
    error = options.error if options.error.isdigit() else text_of(options.error)
    body = None if options.body is None else text_of(options.body)
    try:
        explanation = explain_error(options.status, error, options.method, body)
    except ParseError as fault:
        raise UsageError(f"{options.error}: {fault}") from None
    except ValueError as fault:
        raise UsageError(str(fault)) from None
    for finding in explanation.findings:
        if finding.code == _NO_YAML:
            # What keeps the body from being read here was no reason for Tableau.
            raise UsageError(f"{options.body}: {finding.message}")
    if options.format == "json":
        _print_json(explanation, options.body)
    else:
        _print_text(explanation, options.body)
    return 0


def _print_text(explanation: Explanation, name: str | None) -> None:
    sys.stdout.write(f"{explanation}\n")
    if explanation.report is not None and explanation.findings:
        sys.stdout.write("Likely reasons, the likeliest first:\n")
        source = TextSource(name or "-", explanation.report.text)
        for finding in explanation.findings:
            sys.stdout.write("\n".join(finding_lines(finding, source)) + "\n")


def _print_json(explanation: Explanation, name: str | None) -> None:
    document = {
        "version": 1,
        "code": explanation.code,
        "status": explanation.status,
        "meanings": [
            {
                "methods": list(one.methods),
                "title": one.title,
                "meaning": one.meaning,
                "look_at": one.look_at,
            }
            for one in explanation.meanings
        ],
        "notes": list(explanation.notes),
        "said": explanation.said,
        "detail": explanation.detail,
        "findings": [as_json(name or "-", finding) for finding in explanation.findings],
    }
    json.dump(document, sys.stdout, indent=2, ensure_ascii=False)
    sys.stdout.write("\n")
