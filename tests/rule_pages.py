"""How does a rule look as a page of the documentation, and how do all of them in lists?

The pages come without outputs: the Reader of test_documentation.py fills them in.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from method_pages import table

import tabsched
from tabsched.platforms import PLATFORMS
from tabsched.rulebook.rule import EVERYWHERE

if TYPE_CHECKING:
    from tabsched.rulebook.rule import Rule

ROOT: Final = Path(__file__).parents[1]
FOLDER: Final = ROOT / "docs" / "rules"
FREQUENCIES: Final = ("Hourly", "Daily", "Weekly", "Monthly")
OPERATIONS: Final = ("create", "update", "response")
SUBJECTS: Final = {
    "schedule": "a schedule",
    "request": "what stands around a schedule",
    "call": "the call of a method",
    "body": "the body of a call",
    "text": "whether a document can be read",
    "config": "the configuration",
    "suppression": "what suppresses findings",
}
GROUPS: Final = {
    "TAB1": "Form, times and intervals",
    "TAB2": "Hourly",
    "TAB3": "Daily",
    "TAB4": "Weekly",
    "TAB5": "Monthly",
    "TAB6": "Requests",
    "TAB8": "Configuration and suppressions",
    "TAB9": "What cannot be read",
}
FENCE: Final = re.compile(r"^```(\w+)([^\n]*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
PARTS: Final = re.compile(r"(^```.*?^```$|`[^`]+`)", re.MULTILINE | re.DOTALL)
MARKUP: Final = str.maketrans({"<": "&lt;", "*": "&#42;"})
# Where a rule is declared for the platform and the frequency and never speaks: another rule speaks
# in its place, such as that Server ignores the intervals of a Daily schedule.
SILENT: Final = {
    ("interval-not-taken", "server", "Daily"),
    ("interval-repeated", "cloud", "Weekly"),
    ("interval-repeated", "server", "Daily"),
    ("hours-not-plain", "cloud", "Weekly"),
    ("hours-not-plain", "cloud", "Monthly"),
    ("hours-not-plain", "server", "Weekly"),
    ("hours-not-plain", "server", "Monthly"),
    ("monthly-ways-mixed", "server", "Monthly"),
}
# "Customized Monthly" is a frequency of answers alone, a kind of Monthly.
CUSTOMIZED: Final = "customized-monthly"
# Where it is so in requests, and the rule speaks of answers.
OF_ANSWERS: Final = {
    ("window-crosses-midnight", "server", "Daily"),
    ("window-of-a-full-day", "server", "Daily"),
    ("daily-window-too-short", "server", "Daily"),
}
# So many methods are named, not counted.
FEW: Final = 3
# Options of `tabsched.check` that the command line does not have.
LIMITS: Final = ("max_depth", "max_size")


def escaped(text: str) -> str:
    """Text of Markdown in which nothing but code is marked up."""
    parts = PARTS.split(text)
    return "".join(part if at % 2 else part.translate(MARKUP) for at, part in enumerate(parts))


def summary(rule: Rule) -> str:
    return escaped(rule.page.partition("\n")[0])


def of(rule: Rule, folder: str = "") -> str:
    """A link to a rule's page."""
    return f"[{rule.code}]({folder}{rule.code}.md)"


def named(rule: Rule, folder: str = "") -> str:
    """A link to a rule's page, and the rule's name."""
    return f"{of(rule, folder)} {rule.name}"


def rest_error(rule: Rule) -> str:
    """The error that a rule names, and the methods that list it."""
    code = rule.api_error
    if code is None:
        return "none is known"
    methods = [
        f"[{method.name}](../methods/{method.name}.md#errors)"
        for method in tabsched.methods()
        if any(code in {error.code, error.meant} for error in method.errors)
    ]
    named = ", ".join(methods)
    if len(methods) > FEW:
        named = f"[{len(methods)} methods](../methods/index.md#errors-by-code)"
    return f"[{code}](../errors.md#{code}), listed by {named}"


def severity(rule: Rule) -> str:
    eased = rule.severity == "error" and rule.missing and not rule.stands
    eased = eased and "update" in rule.operations
    return f"{rule.severity}; a warning in an update" if eased else rule.severity


def facts(rule: Rule) -> list[tuple[str, str]]:
    """What the table of a rule's page says."""
    rows = [
        ("Severity", severity(rule)),
        ("Judges", ", ".join(what for each, what in SUBJECTS.items() if each in rule.subjects)),
    ]
    if rule.subjects & EVERYWHERE:
        titles = [each.title for each in PLATFORMS.values() if each.name in rule.platforms]
        frequencies = [each for each in FREQUENCIES if each in rule.frequencies]
        operations = [each for each in OPERATIONS if each in rule.operations]
        rows += [
            ("Platforms", " and ".join(titles)),
            ("Frequencies", ", ".join(frequencies) or "any"),
            ("Operations", ", ".join(operations)),
        ]
    told = "also in `documented`" if rule.documented else "not in `documented`"
    return [
        *rows,
        ("Profile", f"[{told}](../rules.md#profile)"),
        ("REST error", rest_error(rule)),
        ("Fix", f"[{rule.fix}](../interface.md#tabschedfix)" if rule.fix else "none"),
    ]


def flags(options: dict[str, str]) -> str:
    return "".join(f" --{name} {value}" for name, value in options.items())


def told_by(name: str, options: dict[str, str]) -> list[str]:
    """A block whose output says what is wrong with a file."""
    if options.keys() & set(LIMITS):
        arguments = "".join(f", {name}={value}" for name, value in options.items())
        return [
            "```python",
            "from pathlib import Path",
            "",
            "import tabsched",
            "",
            f'report = tabsched.check(Path("{name}").read_text(encoding="utf-8"){arguments})',
            "report.findings[0].message  # -> None",
            "```",
        ]
    if name.endswith(".sh"):
        line = f"tabsched preflight{flags(options)} --curl {name}"
    elif name.endswith(".toml"):
        line = "tabsched lint examples/good/weekly.json"
    else:
        line = f"tabsched lint{flags(options)} {name}"
    return ["```console", f"$ {line}", "```"]


def mended(rule: Rule, name: str, options: dict[str, str], body: str) -> list[str]:
    """The part that shows a rule's fix."""
    if rule.fix is None:
        return []
    choices: dict[str, Any] = dict(options)
    if not any(finding.fix for finding in tabsched.check(body, **choices)):
        return ["", "Other examples have a fix; for this one nobody can tell what was meant."]
    unsafe = " --unsafe" if "unsafe" in rule.fix else ""
    line = f"tabsched lint --diff{unsafe}{flags(options)} {name}"
    return ["", "## Fix", "", "```console", f"$ {line}", "```"]


def shown(rule: Rule) -> list[str]:
    """The rule's own text, its examples as files, with what is said of the bad one."""
    lines: list[str] = []
    for part in re.split(r"^## ", rule.page, flags=re.MULTILINE)[1:]:
        title, _, text = part.partition("\n")
        lines += ["", f"## {title}", ""]
        end = 0
        for fence in FENCE.finditer(text):
            lines += _paragraph(text[end : fence.start()])
            lines += _example(rule, title, *fence.groups())
            end = fence.end()
        lines += _paragraph(text[end:])
        while not lines[-1]:
            lines.pop()
    return lines


def _paragraph(text: str) -> list[str]:
    return [*escaped(text).strip().splitlines(), ""] if text.strip() else []


def _example(rule: Rule, title: str, syntax: str, words: str, body: str) -> list[str]:
    """One block of a rule's text."""
    options: dict[str, str] = dict(word.split("=") for word in words.split())
    if syntax == "console":
        # What it shows needs a file that no page can hold: another test runs it.
        return ["```text", *body.splitlines(), "```", ""]
    name = "pyproject.toml" if syntax == "toml" else f"{title.lower()}.{syntax}"
    code = [f'```{syntax} title="{name}"', *body.splitlines(), "```", ""]
    if title == "Bad":
        return [*code, *told_by(name, options), *mended(rule, name, options, body), ""]
    if options:
        words = " ".join(f"{each}={value}" for each, value in options.items())
        return [f"With `{words}`:", "", *code]
    return code


def page(rule: Rule) -> str:
    """The page of one rule, outputs left out."""
    lines = [
        f"# {rule.code} {rule.name}",
        "",
        summary(rule),
        "",
        *table(("", rule.code), facts(rule)),
        *shown(rule),
        *("", "## Evidence", "", *(f"- {escaped(each)}" for each in rule.evidence.split("; "))),
        *("", "[What the tags mean](../rules.md#evidence), and [all rules](index.md)."),
    ]
    return "\n".join(lines) + "\n"


INTRODUCTION: Final = """\
# All rules

Every rule by its code, and then [by platform and frequency](#by-platform-and-frequency).
[Rules](../rules.md) says what severity, evidence and profile mean, and for whom a document is
judged. `tabsched rule CODE` shows the text of a page in a terminal.

Rules on what is missing are warnings in an update. Reading errors (TAB9xx) show whatever is
selected.
"""
MATRIX: Final = """\
## By platform and frequency

What a schedule is judged by. E is an error, W a warning, I an info; a dot means that the rule does
not speak there, and brackets that it speaks of answers of Tableau alone.
"""


def lists() -> list[str]:
    """All rules, a table for each hundred."""
    lines: list[str] = []
    for prefix, title in GROUPS.items():
        rows = (
            (of(rule), f"`{rule.name}`", rule.severity, rule.fix or "", summary(rule))
            for rule in tabsched.rules()
            if rule.code.startswith(prefix)
        )
        heads = ("Code", "Name", "Severity", "Fix", "What")
        lines += [f"## {title}", "", *table(heads, rows), ""]
    return lines


def cell(rule: Rule, platform: str, frequency: str) -> str:
    """What a rule is for one frequency of one platform."""
    if platform not in rule.platforms or frequency not in (rule.frequencies or FREQUENCIES):
        return "·"
    if (rule.name, platform, frequency) in SILENT:
        return "·"
    if rule.name == CUSTOMIZED and frequency != "Monthly":
        return "·"
    letter = rule.severity[0].upper()
    alone = rule.operations == {"response"} or (rule.name, platform, frequency) in OF_ANSWERS
    return f"({letter})" if alone else letter


def matrix() -> list[str]:
    """The rules about schedules, a table for each hundred."""
    grid = [(platform, each) for platform in PLATFORMS for each in FREQUENCIES]
    heads = [f"{PLATFORMS[platform].name.title()} {each}" for platform, each in grid]
    lines: list[str] = []
    for prefix, title in GROUPS.items():
        rows = [
            (
                f"{of(rule)} {rule.name}",
                *(cell(rule, *each) for each in grid),
                escaped(rule.evidence),
            )
            for rule in tabsched.rules()
            if rule.code.startswith(prefix) and "schedule" in rule.subjects
        ]
        if rows:
            heads_here = ("Rule", *heads, "Evidence")
            lines += ["", f"### {title}: where", "", *table(heads_here, rows)]
    return lines


def index() -> str:
    """The page that lists all rules."""
    return "\n".join([INTRODUCTION, *lists(), MATRIX.rstrip("\n"), *matrix()]) + "\n"


def pages() -> dict[str, str]:
    """Every page by the name of its file."""
    return {"index.md": index(), **{f"{rule.code}.md": page(rule) for rule in tabsched.rules()}}
