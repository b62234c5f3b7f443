"""What do the keys of a configuration say, and what is wrong with them?"""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Any, Final

from tabsched.cli.config import Entry
from tabsched.cli.patterns import Patterns, PatternsIn
from tabsched.cli.toml_places import pointer_to
from tabsched.rulebook.choosing import codes_meant
from tabsched.rulebook.configuring import Complaint
from tabsched.rulebook.wording import listed, shown
from tabsched.suppressing import finding_on, meant_by, no_rules

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tabsched.cli.config import Config
    from tabsched.cli.toml_places import Spot
    from tabsched.finding import Finding
    from tabsched.rulebook.configuring import ComplaintKind

    Words = tuple[str, ...]
    # The keys and indexes that lead to a value.
    Steps = tuple[str | int, ...]

_WORDS: Final[dict[str, tuple[str, ...]]] = {
    "platform": ("auto", "cloud", "server"),
    "profile": ("documented", "observed", "strict"),
    "fail-on": ("error", "warning", "info", "never"),
}
_RULES: Final = '["TAB301", "weekly-several-days"]'


def read_table(config: Config, table: object, steps: Steps, spots: dict[str, Spot]) -> Config:
    """A configuration with what stands in its table.

    Args:
        config: what is known of the file.
        table: the table, None where there is none.
        steps: the keys that lead to it.
        spots: where every value of the file stands.
    """
    return _Reader(config, spots).read(table, steps)


def _told(value: object) -> str:
    """A value as a message names it."""
    match value:
        case str():
            return shown(value)
        case bool():
            return "true" if value else "false"
        case int() | float():
            return "a number"
        case dict():
            return "a table"
        case list():
            return "a list"
    return "a date" if isinstance(value, date) else "a time"


class _Reader:
    """Reads the table, and notes what is wrong."""

    def __init__(self, config: Config, spots: dict[str, Spot]) -> None:
        self._config = config
        self._spots = spots
        self._findings: list[Finding] = []

    def read(self, table: object, steps: Steps) -> Config:
        """The configuration that stands in a table."""
        values: dict[str, Any] = {}
        if isinstance(table, dict):
            for key, value in self._known(table, steps, _KEYS):
                values[key.replace("-", "_")] = _KEYS[key](self, value, (*steps, key))
        elif table is not None:
            self._wrong(steps, f"{steps[-1]} is {_told(table)}: it is a table of keys")
        self._findings.sort(key=lambda finding: (finding.line or 0, finding.column or 0))
        return self._config._replace(**values, findings=tuple(self._findings))

    def _complain(self, kind: ComplaintKind, steps: Steps, message: str) -> None:
        pointer = pointer_to(steps)
        spot = self._spots[pointer]
        place = spot.key if kind == "config-key-unknown" else spot.value
        self._findings.append(finding_on(Complaint(kind, pointer, message), place))

    def _wrong(self, steps: Steps, message: str) -> None:
        self._complain("config-value-wrong", steps, message)

    def _known(
        self, table: dict[str, Any], steps: Steps, known: dict[str, Any]
    ) -> Iterator[tuple[str, Any]]:
        """The known keys of a table with their values."""
        for key, value in table.items():
            if key in known:
                yield key, value
                continue
            # Loaded here, because it is of use to nobody who knows the keys.
            from difflib import get_close_matches  # noqa: PLC0415 see above

            near = get_close_matches(key.lower().replace("_", "-"), known, 1)
            hint = f"{near[0]} perhaps" if near else f"write {listed(known)}"
            message = f"{shown(key)} is no key of the configuration: {hint}"
            self._complain("config-key-unknown", (*steps, key), message)

    def word(self, value: object, steps: Steps) -> str | None:
        """One of a few words."""
        words = _WORDS[str(steps[-1])]
        if isinstance(value, str) and value in words:
            return value
        self._wrong(steps, f"{steps[-1]} is {_told(value)}: write {listed(words)}, in quotes")
        return None

    def zone(self, value: object, steps: Steps) -> str | None:
        """A time zone by its name."""
        if not isinstance(value, str):
            message = f'zone is {_told(value)}: write an IANA name such as "America/New_York"'
            self._wrong(steps, message)
            return None
        from tabsched.timetable.zones import zone_of  # noqa: PLC0415 few configurations name one

        try:
            zone_of(value)
        except ValueError as error:
            self._wrong(steps, f"zone: {error}")
            return None
        return value

    def _texts(self, value: object, steps: Steps, offered: str) -> dict[str, Steps] | None:
        """The texts of a list, with the places of the items; None where it is no list."""
        if not isinstance(value, list):
            self._wrong(steps, f"{steps[-1]} is {_told(value)}: write a list, {offered}")
            return None
        texts: dict[str, Steps] = {}
        for index, item in enumerate(value):
            if isinstance(item, str):
                texts.setdefault(item, (*steps, index))
            else:
                self._wrong((*steps, index), f"{_told(item)} stands in a list of texts: {offered}")
        return texts

    def rules(self, value: object, steps: Steps) -> Words | None:
        """A list of codes, beginnings of codes and names."""
        texts = self._texts(value, steps, _RULES)
        if texts is None:
            return None
        words = {word: where for word, where in texts.items() if codes_meant(word)}
        for word in texts.keys() - words.keys():
            self._wrong(texts[word], f"{shown(word)} is no code, prefix or name of a rule")
        return tuple(words)

    def patterns(self, value: object, steps: Steps) -> PatternsIn | None:
        """A list of patterns for files."""
        texts = self._texts(value, steps, '["legacy/", "*.old.json"]')
        if texts is None:
            return None
        for text, where in texts.items():
            self._refuse_empty(text, where)
        return PatternsIn(self._config.folder, Patterns(texts))

    def _refuse_empty(self, pattern: str, steps: Steps, *, alone: bool = False) -> None:
        """Complain of a pattern that says nothing: blank, a comment, a set without an end.

        One that takes something back says something only beside others.
        """
        if not Patterns([pattern]) or (alone and pattern.startswith("!")):
            self._wrong(
                steps, f"{shown(pattern)} matches no file: write a pattern as in .gitignore"
            )

    def rules_by_file(
        self, value: object, steps: Steps
    ) -> tuple[tuple[PatternsIn, frozenset[str]], ...]:
        """A table of patterns with lists of rules."""
        if not isinstance(value, dict):
            message = f'{steps[-1]} is {_told(value)}: write a table, {{"legacy/" = ["TAB402"]}}'
            self._wrong(steps, message)
            return ()
        found = []
        for pattern, words in value.items():
            self._refuse_empty(pattern, (*steps, pattern), alone=True)
            codes = self.rules(words, (*steps, pattern)) or ()
            meant = frozenset(code for word in codes for code in codes_meant(word))
            found.append((PatternsIn(self._config.folder, Patterns([pattern])), meant))
        return tuple(found)

    def entries(self, value: object, steps: Steps) -> tuple[Entry, ...]:
        """A list of tables, each a suppression."""
        if not isinstance(value, list):
            message = f"{steps[-1]} is {_told(value)}: write [[{'.'.join(map(str, steps))}]]"
            self._wrong(steps, message)
            return ()
        found = [self._entry(item, (*steps, index)) for index, item in enumerate(value)]
        return tuple(entry for entry in found if entry is not None)

    def _entry(self, table: object, steps: Steps) -> Entry | None:
        """A suppression; None where it suppresses nothing."""
        if not isinstance(table, dict):
            self._wrong(steps, f"{_told(table)} stands in a list of suppressions: write a table")
            return None
        values: dict[str, Any] = {
            key: _ENTRY_KEYS[key](self, value, (*steps, key))
            for key, value in self._known(table, steps, _ENTRY_KEYS)
        }
        if "codes" not in table:
            self._complain("config-key-missing", steps, "codes is missing: name what it suppresses")
        if not values.get("codes"):
            return None
        pointer = pointer_to(steps)
        return Entry(
            codes=values["codes"],
            files=values.get("files"),
            has_reason=bool((values.get("reason") or "").strip()),
            until=values.get("until"),
            path=pointer,
            place=self._spots[pointer].value,
        )

    def suppressed(self, value: object, steps: Steps) -> frozenset[str]:
        """The codes that a list of rules means, as far as they can be suppressed."""
        texts = self._texts(value, steps, _RULES) or {}
        if value == []:
            self._wrong(steps, f"{steps[-1]} is an empty list: name what is suppressed, {_RULES}")
        found: frozenset[str] = frozenset()
        for word, where in texts.items():
            meant = meant_by([word])
            found = found.union(*meant.words.values())
            for message in no_rules(meant):
                self._wrong(where, message)
        return found

    def reason(self, value: object, steps: Steps) -> str | None:
        """A text."""
        if isinstance(value, str):
            return value
        self._wrong(steps, f"{steps[-1]} is {_told(value)}: write a text")
        return None

    def day(self, value: object, steps: Steps) -> date | None:
        """A date, without a time."""
        if isinstance(value, date) and not isinstance(value, datetime):
            return value
        found = "a date with a time" if isinstance(value, datetime) else _told(value)
        self._wrong(steps, f"{steps[-1]} is {found}: write a date, 2027-01-31, without quotes")
        return None


_KEYS: Final[dict[str, Callable[[_Reader, object, Steps], object]]] = {
    "platform": _Reader.word,
    "profile": _Reader.word,
    "select": _Reader.rules,
    "ignore": _Reader.rules,
    "per-file-ignores": _Reader.rules_by_file,
    "exclude": _Reader.patterns,
    "zone": _Reader.zone,
    "fail-on": _Reader.word,
    "suppress": _Reader.entries,
}
_ENTRY_KEYS: Final[dict[str, Callable[[_Reader, object, Steps], object]]] = {
    "codes": _Reader.suppressed,
    "files": _Reader.patterns,
    "reason": _Reader.reason,
    "until": _Reader.day,
}
