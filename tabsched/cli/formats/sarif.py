"""Findings as SARIF 2.1.0, which code scanning services and editors read."""

from __future__ import annotations

import os
from pathlib import Path
from typing import IO, TYPE_CHECKING
from urllib.parse import quote

from tabsched._version import __version__
from tabsched.cli.formats.addresses import Addresses
from tabsched.cli.formats.fingerprints import Fingerprints
from tabsched.cli.formats.items import Items, written
from tabsched.cli.formats.writer import Writer
from tabsched.finding import TextFix
from tabsched.rendering import TextSource
from tabsched.rulebook import RULES

if TYPE_CHECKING:
    from tabsched.cli.tally import Tally
    from tabsched.finding import Finding, Fix
    from tabsched.rendering import Source
    from tabsched.rulebook.rule import Rule
    from tabsched.wire.edits import Edit

    Object = dict[str, object]

_LEVELS = {"error": "error", "warning": "warning", "info": "note"}
# The words of GitHub's code scanning for a rule that is not about security.
_PROBLEMS = {"error": "error", "warning": "warning", "info": "recommendation"}
_ROOT = "%SRCROOT%"
# What begins a document; lines end and columns count as in wire.places.
_HEAD = r"""{
  "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
  "version": "2.1.0",
  "runs": [
    {
      "columnKind": "unicodeCodePoints",
      "newlineSequences": ["\r\n", "\n", "\r"],
      "originalUriBaseIds": {
        "%SRCROOT%": {
          "description": { "text": "the root of the repository" }
        }
      },
      "results": """
_LINE = "\n" + " " * 6


class Form(Writer):
    """Findings as SARIF: the results as they come, the rules that spoke in the end."""

    def __init__(self, out: IO[str]) -> None:
        super().__init__(out)
        self._addresses = Addresses()
        self._fingerprints = Fingerprints()
        self._indexes: dict[str, int] = {}
        self._path = ""
        self._artifact: Object = {}
        out.write(_HEAD)
        self._results = Items(out, len(_LINE) - 1)

    def begin(self, source: Source) -> None:
        """See Writer."""
        self._path = self._addresses.path(source)
        self._artifact = _artifact(self._path, source)

    def add(self, finding: Finding, source: Source) -> None:
        """See Writer."""
        result: Object = {
            "ruleId": finding.code,
            "ruleIndex": self._indexes.setdefault(finding.code, len(self._indexes)),
            "level": _LEVELS[finding.severity],
            "message": {"text": finding.message},
            "locations": [_location(finding, self._artifact)],
            # Not primaryLocationLineHash: GitHub's upload works that out by itself, and warns
            # of any other.
            "partialFingerprints": {
                "lineHash/v1": self._fingerprints.of(finding, source, self._path)
            },
        }
        if finding.fix is not None and (change := _change(finding.fix, source, self._artifact)):
            result["fixes"] = [change]
        properties = {"evidence": finding.evidence, "apiError": finding.api_error}
        result["properties"] = {key: value for key, value in properties.items() if value}
        self._results.add(result)

    def end(self, tally: Tally) -> None:
        """See Writer."""
        self._results.end()
        rules = {rule.code: rule for rule in RULES}
        driver = {
            "name": "tabsched",
            "version": __version__,
            "rules": [_described(rules[code]) for code in self._indexes],
        }
        run = {
            "invocations": [{"executionSuccessful": not tally.unreadable}],
            "tool": {"driver": driver},
        }
        for key, value in run.items():
            self.out.write(f',{_LINE}"{key}": {written(value, _LINE)}')
        self.out.write("\n    }\n  ]\n}\n")


def _artifact(path: str, source: Source) -> Object:
    """A file by its URI; what is no file has its name as one, and no place in the repository."""
    if Path(path).is_absolute():
        return {"uri": Path(path).as_uri()}
    uri = quote(os.fsencode(path))
    return {"uri": uri, "uriBaseId": _ROOT} if source.is_file else {"uri": uri}


def _location(finding: Finding, artifact: Object) -> Object:
    """Where a finding stands; what has no line stands at the top, since GitHub requires one."""
    place = finding.line or 1, finding.column or 1
    physical = {"artifactLocation": artifact, "region": _region(place, place)}
    location: Object = {"physicalLocation": physical}
    if finding.path:
        location["logicalLocations"] = [{"fullyQualifiedName": finding.path}]
    return location


def _region(start: tuple[int, int], end: tuple[int, int]) -> Object:
    return {
        "startLine": start[0],
        "startColumn": start[1],
        "endLine": end[0],
        "endColumn": end[1],
    }


def _change(fix: Fix, source: Source, artifact: Object) -> Object | None:
    """A fix as replacements, at least one; None where the text is not at hand."""
    if not isinstance(fix, TextFix) or not fix.edits or not isinstance(source, TextSource):
        return None
    replacements = [_replacement(edit, source) for edit in fix.edits]
    return {
        "description": {"text": fix.description},
        "artifactChanges": [{"artifactLocation": artifact, "replacements": replacements}],
        "properties": {"safe": fix.safe},
    }


def _replacement(edit: Edit, source: TextSource) -> Object:
    deleted: Object = {"deletedRegion": _region(source.place(edit.start), source.place(edit.end))}
    return {**deleted, "insertedContent": {"text": edit.text}} if edit.text else deleted


def _described(rule: Rule) -> Object:
    """A rule with its page."""
    what = rule.page.partition("\n")[0]
    why = rule.page.partition("## Why\n")[2].partition("\n## ")[0]
    error = f"\n\nREST error: {rule.api_error}" if rule.api_error else ""
    page = f"{rule.page}\n\n## Evidence\n{rule.evidence}{error}"
    return {
        "id": rule.code,
        "name": rule.name,
        "shortDescription": {"text": what},
        "fullDescription": {"text": f"{what} {' '.join(why.split())}"},
        "help": {"text": page, "markdown": page},
        "defaultConfiguration": {"level": _LEVELS[rule.severity]},
        "properties": {"problem.severity": _PROBLEMS[rule.severity]},
    }
