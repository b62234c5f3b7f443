"""`tabsched rule`: one rule's page, or the list of all."""

from __future__ import annotations

import sys
from difflib import get_close_matches
from typing import TYPE_CHECKING

from tabsched.cli.usage import UsageError
from tabsched.rulebook import RULES
from tabsched.rulebook.wording import shown

if TYPE_CHECKING:
    import argparse

    from tabsched.rulebook.rule import Rule


def rule(options: argparse.Namespace) -> int:
    """Print the page of a rule by its code or name, or a line for each rule."""
    if options.rule is None:
        width = max(len(one.name) for one in RULES)
        for one in RULES:
            summary = one.page.partition("\n")[0]
            sys.stdout.write(f"{one.code}  {one.name:{width}}  {one.severity:7}  {summary}\n")
        return 0
    found = [one for one in RULES if options.rule.lower() in {one.code.lower(), one.name}]
    if not found:
        names = [name for one in RULES for name in (one.code, one.name)]
        begun = options.rule.upper(), options.rule.lower()
        near = [name for name in names if name.startswith(begun)]
        near = near or get_close_matches(options.rule, names, 1, 0.5)
        hint = f", {near[0]} perhaps" if near and options.rule else ""
        raise UsageError(f"there is no rule {shown(options.rule)}{hint}: tabsched rule lists them")
    sys.stdout.write(page(found[0]))
    return 0


def page(one: Rule) -> str:
    """A rule's page as text: what, who says so, and the rest as it stands in the rule."""
    error = f"REST error: {one.api_error}\n" if one.api_error else ""
    fix = f"Fix: {one.fix}\n" if one.fix else ""
    head = f"{one.code} {one.name}\n\nSeverity: {one.severity}\nEvidence: {one.evidence}\n"
    head += error + fix
    return f"{head}\n{one.page}\n"
