"""How do the errors of the REST API look as a page of the documentation?"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from method_pages import table
from rule_pages import escaped, named

import tabsched
from tabsched.explaining import _DETAILS as DETAILS

if TYPE_CHECKING:
    from collections.abc import Iterable

INTRODUCTION: Final = """\
# Errors

What the errors of the REST reference mean for extracts and their tasks, code by code, and which
rules find beforehand what brings them. Conditions are the reference's; when they come is told in
our words, and what to look at is our advice. `tabsched explain` says the same in a terminal, and
with `--body` it names what in the body is the likely reason: see
[Requests](requests.md#what-an-error-means).

A code begins with its HTTP status. Where the reference writes a code in another way than elsewhere,
it stands here under the one that is meant.
"""
DETAILS_OF: Final = """\
## Texts of details

Error 409004 has one title for many faults; the detail beside it tells them apart. These were
recorded `[live]`. Only the part that is shown is compared, whatever stands around it.
"""
SILENT: Final = """\
## What brings no code of these

- A `schedule` inside `extractRefresh` is recorded to bring HTTP 500: [TAB612](rules/TAB612.md).
- A Daily schedule without hours brings nothing. Tableau Cloud takes it and refreshes every hour:
  [TAB301](rules/TAB301.md).
- A name that is not known is not known to bring an error: [TAB120](rules/TAB120.md).
"""


def codes() -> list[str]:
    """Every code of the reference, as it is meant."""
    return sorted(
        {error.meant or error.code for method in tabsched.methods() for error in method.errors}
    )


def method_links(names: Iterable[str]) -> str:
    return ", ".join(f"[{name}](methods/{name}.md)" for name in names)


def told(code: str) -> list[str]:
    """The part on one code."""
    explained = tabsched.explain_error(None, code)
    rows = [
        (one.title, escaped(one.meaning), escaped(one.look_at), method_links(one.methods))
        for one in explained.meanings
    ]
    lines = [
        f"## {code}",
        "",
        f"HTTP status {explained.status}.",
        "",
        *table(("Condition", "When", "What to look at", "Methods"), rows),
    ]
    otherwise = [
        f"`{error.code}` in [{method.name}](methods/{method.name}.md)"
        for method in tabsched.methods()
        for error in method.errors
        if error.meant == code != error.code
    ]
    if otherwise:
        lines += ["", f"The reference writes {', '.join(otherwise)}."]
    rules = [rule for rule in tabsched.rules() if rule.api_error == code]
    if rules:
        links = ", ".join(named(rule, "rules/") for rule in rules)
        lines += ["", f"Rules that find what brings it: {links}."]
    return [*lines, ""]


def details() -> list[str]:
    """The known texts of details, and the rules behind them."""
    rules = {rule.code: rule for rule in tabsched.rules()}
    rows = (
        (
            f"`{one.text}`",
            one.means,
            ", ".join(named(rules[code], "rules/") for code in one.codes),
        )
        for one in DETAILS
    )
    return [DETAILS_OF, *table(("The detail says", "That is", "Rules"), rows), ""]


def page() -> str:
    """The page of all errors."""
    parts = [line for code in codes() for line in told(code)]
    return "\n".join([INTRODUCTION, *parts, *details(), SILENT.rstrip("\n")]) + "\n"
