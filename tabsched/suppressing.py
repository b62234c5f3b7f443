"""Which findings does a document itself suppress, and which of its suppressions are faulty?

A comment `tabsched: ignore[TAB402, end-not-used] reason` covers the next element, in YAML the next
key or item, and a `"$comment"` of that form the object in which it stands, with all that is inside.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from tabsched.finding import Finding
from tabsched.place import Syntax
from tabsched.placing import locate
from tabsched.rulebook import SETTINGS
from tabsched.rulebook.choosing import DOCUMENTED, SUPPRESSIBLE, codes_meant
from tabsched.rulebook.configuring import Complaint
from tabsched.rulebook.wording import listed, shown
from tabsched.wire.annotations import in_json, in_xml

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from tabsched.checking import Profile
    from tabsched.wire.annotations import Annotation
    from tabsched.wire.json_values import JsonValue
    from tabsched.wire.places import Place

MARK = "tabsched:"
_FORM = re.compile(r"\s*tabsched:\s*ignore\s*\[([^\[\]]*)\](.*)", re.DOTALL)
_OFFERED = "write tabsched: ignore[TAB301] and the reason, with codes or names of rules in brackets"
_MOST_TOLD = 5


class Meant(NamedTuple):
    """What the words of a suppression mean.

    Attributes:
        words: those that name rules which can be suppressed, with the codes of these.
        unknown: those that name no rule.
        fixed: those that only name rules which cannot be suppressed.
    """

    words: dict[str, frozenset[str]]
    unknown: tuple[str, ...]
    fixed: tuple[str, ...]


def meant_by(words: Iterable[str]) -> Meant:
    """What codes, beginnings of codes and names mean in a suppression."""
    known = {word: codes_meant(word) for word in words}
    return Meant(
        {word: codes & SUPPRESSIBLE for word, codes in known.items() if codes & SUPPRESSIBLE},
        tuple(word for word, codes in known.items() if not codes),
        tuple(word for word, codes in known.items() if codes and not codes & SUPPRESSIBLE),
    )


def finding_on(complaint: Complaint, place: Place | None) -> Finding:
    """A complaint about a configuration or a suppression as a finding."""
    rule = SETTINGS[complaint.kind]
    line, column = place or (None, None)
    return Finding(
        rule.code,
        rule.name,
        rule.severity,
        complaint.message,
        complaint.where,
        line,
        column,
        rule.evidence,
    )


def annotations_of(syntax: Syntax, text: str | None, value: JsonValue) -> list[Annotation]:
    """The comments of a document that are meant for this program.

    Args:
        syntax: how it is written.
        text: None for what was given as a value.
        value: its JSON value; not looked at where it is XML.
    """
    if text is None:
        return list(in_json(value, MARK))
    if MARK not in text:
        return []
    if syntax is Syntax.XML:
        return in_xml(text, MARK)
    keys = list(in_json(value, MARK))
    places = locate(text, syntax, [key.path for key in keys])
    keys = [key._replace(place=places[key.path]) for key in keys]
    if syntax is Syntax.JSON:
        return keys
    from tabsched.wire.yaml_annotations import in_yaml  # noqa: PLC0415 XML and JSON need none of it

    return in_yaml(text, MARK) + keys


@dataclass(slots=True)
class _Suppression:
    """A comment that suppresses.

    Attributes:
        words: its words with the codes that they mean.
        has_reason: whether it says why.
        used: the words that have suppressed something.
    """

    annotation: Annotation
    words: dict[str, frozenset[str]]
    has_reason: bool
    used: set[str] = field(default_factory=set)


def without_suppressed(
    findings: Iterable[Finding], annotations: Iterable[Annotation], profile: Profile
) -> list[Finding]:
    """The findings that are left, and behind them those on the suppressions themselves."""
    suppressions: list[_Suppression] = []
    complaints: list[tuple[Complaint, Place | None]] = []
    for annotation in annotations:
        suppression, faults = _read(annotation)
        complaints += [(fault, annotation.place) for fault in faults]
        if suppression is not None:
            suppressions.append(suppression)
    covering = _by_path_and_code(suppressions)
    left = [finding for finding in findings if not _is_suppressed(finding, covering)]
    for suppression in suppressions:
        place = suppression.annotation.place
        complaints += [(fault, place) for fault in _faults(suppression, profile)]
    return left + [finding_on(*complaint) for complaint in complaints]


def _read(annotation: Annotation) -> tuple[_Suppression | None, list[Complaint]]:
    """What a comment suppresses, None where nothing, and what is wrong with how it is written."""
    form = _FORM.fullmatch(annotation.text)
    words = [word.strip() for word in form[1].split(",")] if form else []
    if form is None or not all(words):
        said = f"{shown(annotation.text.strip())} is no suppression: {_OFFERED}"
        return None, [Complaint("suppression-malformed", annotation.path, said)]
    meant = meant_by(words)
    faults = [
        Complaint("suppression-of-no-rule", annotation.path, message) for message in no_rules(meant)
    ]
    if not meant.words:
        return None, faults
    return _Suppression(annotation, meant.words, bool(form[2].strip())), faults


def no_rules(meant: Meant) -> Iterator[str]:
    """What is said about words of a suppression that name nothing which can be suppressed."""
    if meant.unknown:
        words = _told(map(shown, meant.unknown))
        what = "is no code, prefix or name" if len(meant.unknown) == 1 else "are no codes or names"
        yield f"{words} {what} of a rule"
    if meant.fixed:
        yield f"{_told(map(shown, meant.fixed))} cannot be suppressed"


def _told(words: Iterable[str]) -> str:
    """The first words as a phrase."""
    every = list(words)
    told = every[:_MOST_TOLD]
    more = len(every) - len(told)
    return listed([*told, *([f"{more} more"] if more else [])], "and")


def _shown_form(words: Iterable[str]) -> str:
    """A suppression as a message names it."""
    return f"ignore[{shown(', '.join(words))[1:-1]}]"


def _by_path_and_code(
    suppressions: Iterable[_Suppression],
) -> dict[tuple[str, str], tuple[_Suppression, str]]:
    """For each path and code the first suppression, and its word, that covers it."""
    covering: dict[tuple[str, str], tuple[_Suppression, str]] = {}
    for suppression in suppressions:
        covers = suppression.annotation.covers
        if covers is None:
            continue
        for word, codes in suppression.words.items():
            for code in codes:
                covering.setdefault((covers, code), (suppression, word))
    return covering


def _is_suppressed(
    finding: Finding, covering: dict[tuple[str, str], tuple[_Suppression, str]]
) -> bool:
    """Whether a finding is suppressed, by what covers it most closely; that is used then."""
    path = finding.path
    while True:
        found = covering.get((path, finding.code))
        if found is not None:
            suppression, word = found
            suppression.used.add(word)
            return True
        if not path:
            return False
        path = path.rpartition("/")[0]


def _faults(suppression: _Suppression, profile: Profile) -> Iterator[Complaint]:
    """What is wrong with a suppression, once it is known what it has suppressed.

    Of a rule that the profile leaves out nobody knows whether it would have spoken.
    """
    path, words = suppression.annotation.path, suppression.words
    asked = SUPPRESSIBLE & DOCUMENTED if profile == "documented" else SUPPRESSIBLE
    idle = [w for w, codes in words.items() if w not in suppression.used and codes & asked]
    if idle:
        yield Complaint("suppression-unused", path, _said_of_idle(suppression, idle))
    if not suppression.has_reason and len(idle) < len(words):
        message = f"{_shown_form(words)} gives no reason: write it behind the brackets"
        yield Complaint("suppression-without-reason", path, message)


def _said_of_idle(suppression: _Suppression, idle: list[str]) -> str:
    if suppression.annotation.covers is None:
        return f"{_shown_form(suppression.words)} covers nothing: nothing comes after it"
    if len(idle) == len(suppression.words):
        return f"{_shown_form(idle)} suppresses nothing: take the comment out"
    return f"{_shown_form(idle)} suppresses nothing: take {_told(idle)} out of the brackets"
