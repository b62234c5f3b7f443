"""Findings as a JUnit report: each file a suite, each finding a case that failed."""

from __future__ import annotations

from typing import IO, TYPE_CHECKING

from tabsched.cli.formats.writer import Writer
from tabsched.rendering import finding_lines
from tabsched.wire import xml
from tabsched.wire.node import Node
from tabsched.wire.quoting import shown
from tabsched.wire.xml_names import FORBIDDEN

if TYPE_CHECKING:
    from tabsched.cli.tally import Tally
    from tabsched.finding import Finding
    from tabsched.rendering import Source


class Form(Writer):
    """Findings as test cases; a file without any is a case that passed."""

    def __init__(self, out: IO[str]) -> None:
        super().__init__(out)
        self._name: str | None = None
        self._failed: list[str] = []
        out.write('<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="tabsched">\n')

    def begin(self, source: Source) -> None:
        """See Writer."""
        # A request and the body that stands in it have one name, and make one suite.
        if source.name != self._name:
            self._finish()
            self._name = source.name

    def add(self, finding: Finding, source: Source) -> None:
        """See Writer."""
        place = f"{finding.line}:{finding.column}" if finding.line else finding.path
        name = f"{finding.code} {finding.name}{f' ({place})' if place else ''}"
        failure = _element("failure", type=finding.severity, message=finding.message)
        failure.content.append(_allowed("\n".join(finding_lines(finding, source))))
        case = _element("testcase", classname=source.name, name=name)
        case.content.append(failure)
        self._failed.append(xml.dumps(xml.indented(case, 2)))

    def end(self, tally: Tally) -> None:  # noqa: ARG002 see Writer
        """See Writer."""
        self._finish()
        self.out.write("</testsuites>\n")

    def _finish(self) -> None:
        """Write the file that began last, now that its findings are counted."""
        if self._name is None:
            return
        tests, failures = str(len(self._failed) or 1), str(len(self._failed))
        suite = _element("testsuite", name=self._name, tests=tests, failures=failures, errors="0")
        passed = xml.dumps(_element("testcase", classname=self._name, name="no findings"))
        self.out.write(f"  {xml.dumps(suite).removesuffix('/>')}>\n")
        for case in self._failed or [passed]:
            self.out.write(f"    {case}\n")
        self.out.write("  </testsuite>\n")
        self._failed = []


def _element(tag: str, **attributes: str) -> Node:
    return Node(tag, {key: _allowed(value) for key, value in attributes.items()})


def _allowed(text: str) -> str:
    r"""A text without the characters that XML cannot carry: they are escaped (`\x1b`)."""
    return FORBIDDEN.sub(lambda found: shown(found[0])[1:-1], text)
