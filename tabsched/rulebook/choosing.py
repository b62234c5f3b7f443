"""Which rules are meant where somebody chooses some, and which can be chosen?"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Final

from tabsched.rulebook import RULES
from tabsched.rulebook.rule import CONFIGURATIONS, EVERYWHERE, TEXTS

if TYPE_CHECKING:
    from tabsched.rulebook.rule import Subject

_NEVER_HIDDEN: Final[frozenset[Subject]] = TEXTS | CONFIGURATIONS

# Whatever is selected, these show: something was not judged, or not as it was meant to be.
ALWAYS_SHOWN: Final = frozenset(rule.code for rule in RULES if rule.subjects & _NEVER_HIDDEN)
# What can be suppressed says something of a place in a document.
SUPPRESSIBLE: Final = frozenset(rule.code for rule in RULES if rule.subjects & EVERYWHERE)
# The profile "documented" leaves the others out.
DOCUMENTED: Final = frozenset(rule.code for rule in RULES if rule.documented)


@lru_cache(maxsize=256)
def codes_meant(word: str) -> frozenset[str]:
    """The codes that a code, the beginning of codes, or a name stands for; none for another word.

    Codes and names may be in any case.
    """
    if not word:
        return frozenset()
    code, name = word.upper(), word.lower()
    return frozenset(rule.code for rule in RULES if rule.name == name or rule.code.startswith(code))
