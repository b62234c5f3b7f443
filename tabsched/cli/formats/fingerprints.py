"""What tells a finding apart from all others of a run, and stays when lines move?"""

from __future__ import annotations

from collections import Counter
from hashlib import sha256
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tabsched.finding import Finding
    from tabsched.rendering import Source


class Fingerprints:
    """Hashes of the rule, the file and the line; of equal ones each has its number in it."""

    def __init__(self) -> None:
        self._met: Counter[tuple[str, str, str]] = Counter()

    def of(self, finding: Finding, source: Source, path: str) -> str:
        """The fingerprint of a finding in the source that began last, a file of that path."""
        excerpt = None
        if finding.line and finding.column:
            excerpt = source.excerpt(finding.line, finding.column)
        about = finding.code, path, excerpt[0].strip() if excerpt else finding.path
        self._met[about] += 1
        told = "\0".join((*about, str(self._met[about])))
        return sha256(told.encode(errors="surrogateescape")).hexdigest()
