"""What can be configured?"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from datetime import date

    from tabsched.cli.patterns import PatternsIn
    from tabsched.finding import Finding
    from tabsched.wire.places import Place


class Entry(NamedTuple):
    """One entry of `suppress`.

    Attributes:
        codes: what it suppresses.
        files: in which files; None in every one.
        has_reason: whether it says why.
        until: the last day on which it suppresses, None where it has no end.
        path: its pointer.
        place: its line and column.
    """

    codes: frozenset[str]
    files: PatternsIn | None
    has_reason: bool
    until: date | None
    path: str
    place: Place


class Config(NamedTuple):
    """What is configured; None or empty is what is left out.

    Attributes:
        name: the file, as messages name it; "" where there is none.
        text: what stands in it.
        folder: the parts of the folder to which its patterns are relative.
        select: words for rules, as `--select` takes them; `ignore` likewise.
        per_file_ignores: files, and the codes that are ignored in them.
        exclude: what folder searches leave out.
        suppress: its suppressions, in the order written.
        findings: what is wrong with it, in the order of the text.
    """

    name: str = ""
    text: str = ""
    folder: tuple[str, ...] = ()
    platform: str | None = None
    profile: str | None = None
    fail_on: str | None = None
    zone: str | None = None
    select: tuple[str, ...] | None = None
    ignore: tuple[str, ...] | None = None
    per_file_ignores: tuple[tuple[PatternsIn, frozenset[str]], ...] = ()
    exclude: PatternsIn | None = None
    suppress: tuple[Entry, ...] = ()
    findings: tuple[Finding, ...] = ()

    @property
    def is_faulty(self) -> bool:
        """Whether nobody knows what was meant, so that nothing is judged."""
        return any(finding.severity == "error" for finding in self.findings)
