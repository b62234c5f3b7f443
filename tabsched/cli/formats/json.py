"""Findings as one JSON document, with every field of each."""

from __future__ import annotations

import json
from typing import IO, TYPE_CHECKING

from tabsched.cli.findings import as_json
from tabsched.cli.formats.writer import Writer

if TYPE_CHECKING:
    from tabsched.cli.tally import Tally
    from tabsched.finding import Finding
    from tabsched.rendering import Source


class Form(Writer):
    """Findings as JSON."""

    def __init__(self, out: IO[str]) -> None:
        super().__init__(out)
        self._findings: list[dict[str, object]] = []

    def add(self, finding: Finding, source: Source) -> None:
        """See Writer."""
        self._findings.append(as_json(source.name, finding))

    def end(self, tally: Tally) -> None:
        """See Writer."""
        document: dict[str, object] = {
            "version": 1,
            "files": tally.files,
            "schedules": tally.schedules,
            "findings": self._findings,
        }
        if tally.with_statistics:
            document["statistics"] = [
                {
                    "code": one.code,
                    "name": one.name,
                    "count": one.findings,
                    "fixable": one.fixable > 0,
                    "fixable_count": one.fixable,
                }
                for one in tally.statistics()
            ]
        json.dump(document, self.out, indent=2, ensure_ascii=False)
        self.out.write("\n")
