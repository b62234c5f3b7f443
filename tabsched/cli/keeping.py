"""Which findings of a file does the configuration leave, and which of its entries are in vain?"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from tabsched.cli.patterns import parts_of
from tabsched.rulebook.choosing import ALWAYS_SHOWN, DOCUMENTED
from tabsched.rulebook.configuring import Complaint
from tabsched.suppressing import finding_on

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from tabsched.cli.config import Config, Entry
    from tabsched.finding import Finding


@dataclass(slots=True)
class Keeping:
    """The configuration at work on one run.

    Attributes:
        today: the day on which `until` is looked at.
        used: the entries that have suppressed something, by their pointers.
    """

    config: Config
    today: date
    used: set[str] = field(default_factory=set)

    def left(self, name: str, findings: Iterable[Finding]) -> Iterator[Finding]:
        """The findings of a file that are neither suppressed nor ignored in it."""
        path = parts_of(name)
        entries = [
            entry for entry in self._valid() if entry.files is None or entry.files.match(path)
        ]
        ignored: frozenset[str] = frozenset()
        for files, codes in self.config.per_file_ignores:
            if files.match(path):
                ignored |= codes - ALWAYS_SHOWN
        for finding in findings:
            entry = next((entry for entry in entries if finding.code in entry.codes), None)
            if entry is not None:
                self.used.add(entry.path)
            elif finding.code not in ignored:
                yield finding

    def _valid(self) -> Iterator[Entry]:
        """The entries that have not run out."""
        return (entry for entry in self.config.suppress if not self._is_expired(entry))

    def _is_expired(self, entry: Entry) -> bool:
        return entry.until is not None and entry.until < self.today

    def on_entries(self, paths: Iterable[str], profile: str) -> Iterator[Finding]:
        """What is to be said of each entry, once every file has been looked at.

        Args:
            paths: what was looked at: files, and folders with all that is in them.
            profile: by which the files were judged.
        """
        looked_at = [parts_of(path) for path in paths]
        for entry in self.config.suppress:
            complaint: Complaint | None = None
            if self._is_expired(entry):
                message = f"this suppression has run out: it was until {entry.until}"
                complaint = Complaint("suppression-expired", entry.path, message)
            elif self._is_unused(entry, looked_at, profile):
                message = "this suppression suppresses nothing: take it out"
                complaint = Complaint("suppression-unused", entry.path, message)
            elif not entry.has_reason:
                message = "this suppression gives no reason: write it under the key reason"
                complaint = Complaint("suppression-without-reason", entry.path, message)
            if complaint is not None:
                yield finding_on(complaint, entry.place)

    def _is_unused(self, entry: Entry, looked_at: list[tuple[str, ...]], profile: str) -> bool:
        """Whether an entry suppresses nothing.

        Nobody knows that of one about files that were not all looked at, nor of rules that the
        profile leaves out.
        """
        if entry.path in self.used or (profile == "documented" and not entry.codes & DOCUMENTED):
            return False
        bases = [self.config.folder] if entry.files is None else entry.files.bases
        return all(_is_in_one_of(base, looked_at) for base in bases)


def _is_in_one_of(path: tuple[str, ...], folders: Iterable[tuple[str, ...]]) -> bool:
    return any(path[: len(folder)] == folder for folder in folders)
