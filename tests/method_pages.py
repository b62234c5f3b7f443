"""How does a method of `tabsched.rest` look as a page of the documentation?"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

from tabsched.platforms import PLATFORMS
from tabsched.rest import METHODS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tabsched.rest import Method, Parameter

ROOT: Final = Path(__file__).parents[1]
FOLDER: Final = ROOT / "docs" / "methods"
REFERENCE: Final = ROOT / "tests" / "reference"

CREATE_XML: Final = """\
<tsRequest>
  <extractRefresh type="FullRefresh">
    <workbook id="6f1c0d52-3a0e-4d0b-9a57-2f5be7f1c9e4"/>
  </extractRefresh>
  <schedule frequency="Daily">
    <frequencyDetails start="18:30:00" end="22:30:00">
      <intervals>
        <interval hours="4"/>
        <interval weekDay="Sunday"/>
        <interval weekDay="Wednesday"/>
      </intervals>
    </frequencyDetails>
  </schedule>
</tsRequest>
"""
CREATE_JSON: Final = """\
{
  "extractRefresh": {
    "type": "FullRefresh",
    "workbook": { "id": "6f1c0d52-3a0e-4d0b-9a57-2f5be7f1c9e4" }
  },
  "schedule": {
    "frequency": "Daily",
    "frequencyDetails": {
      "start": "18:30:00",
      "end": "22:30:00",
      "intervals": {
        "interval": [
          { "hours": "4" },
          { "weekDay": "Sunday" },
          { "weekDay": "Wednesday" }
        ]
      }
    }
  }
}
"""
UPDATE_XML: Final = """\
<tsRequest>
  <extractRefresh type="IncrementalRefresh"/>
  <schedule frequency="Weekly">
    <frequencyDetails start="21:50:00">
      <intervals>
        <interval weekDay="Wednesday"/>
      </intervals>
    </frequencyDetails>
  </schedule>
</tsRequest>
"""
UPDATE_JSON: Final = """\
{
  "extractRefresh": { "type": "IncrementalRefresh" },
  "schedule": {
    "frequency": "Weekly",
    "frequencyDetails": {
      "start": "21:50:00",
      "intervals": { "interval": [{ "weekDay": "Wednesday" }] }
    }
  }
}
"""
ONE_DATASOURCE: Final = """\
<tsRequest>
  <datasources includeAll="false">
    <datasource id="6b4cf715-c90b-49d6-be85-920a47bae433"/>
  </datasources>
</tsRequest>
"""
NONE: Final = "None."


def of_the_reference(name: str) -> str:
    """One of its samples, for the few that are right."""
    return (REFERENCE / name).read_text(encoding="utf-8").strip() + "\n"


class Bodies(NamedTuple):
    """The sentence on a method's body, and bodies by syntax."""

    sentence: str
    samples: tuple[tuple[str, str], ...]


# The reference's own bodies of create and update, and of the extracts of single data sources, are
# faulty or hold placeholders.
BODIES: Final = {
    "create-task": Bodies(
        "An `extractRefresh` that names its target, and a `schedule` beside it, as the "
        "[rules](../rules.md) want them.",
        (("xml", CREATE_XML), ("json", CREATE_JSON)),
    ),
    "update-task": Bodies(
        "As in [create-task](create-task.md), but the target may be left out, and so may all else "
        "that does not change. A schedule is given whole.",
        (("xml", UPDATE_XML), ("json", UPDATE_JSON)),
    ),
    "create-workbook-extracts": Bodies(
        "The `datasources` to extract: all of them, or those whose ids are named.",
        (("xml", ONE_DATASOURCE),),
    ),
    "delete-workbook-extracts": Bodies(
        "All `datasources` of the workbook. The reference's sample:",
        (("xml", of_the_reference("delete-workbook-extracts-request.xml")),),
    ),
    "run-task": Bodies(
        "A `tsRequest`, in which nothing needs to stand. The reference's sample:",
        (("xml", of_the_reference("run-task-request.xml")),),
    ),
}


def table(heads: Iterable[str], rows: Iterable[Iterable[str]]) -> list[str]:
    """A table of Markdown."""
    names = list(heads)
    lines = [names, ["---"] * len(names), *rows]
    return [f"| {' | '.join(cell.replace('|', '&#124;') for cell in line)} |" for line in lines]


def bullets(items: Iterable[str]) -> list[str]:
    return [f"- {item}" for item in items]


def link(method: Method) -> str:
    return f"[{method.name}]({method.name}.md)"


def platforms(method: Method) -> str:
    return " and ".join(each.title for each in PLATFORMS.values() if each.name in method.platforms)


def answer(method: Method) -> str:
    """What a success answers with."""
    if not method.answer:
        return f"{method.success}, without a body."
    elements = " and ".join(f"`{name}`" for name in method.answer)
    return f"{method.success}, and a `tsResponse` that holds {elements}."


def values(parameter: Parameter) -> str:
    """What a parameter of a query may be."""
    if parameter.kind == "boolean":
        return "true or false"
    return f"1 to {parameter.most}" if parameter.most else "from 1"


def query(method: Method) -> list[str]:
    if not method.query:
        return [NONE]
    return table(
        ("Name", "Values", "Without it", "What"),
        ((f"`{one.name}`", values(one), one.default, one.what) for one in method.query),
    )


def body(method: Method) -> list[str]:
    if method.body == "none":
        return [NONE]
    sentence, samples = BODIES[method.name]
    lines = [sentence]
    for syntax, text in samples:
        lines += ["", f"```{syntax}", *text.splitlines(), "```"]
    return lines


def errors(method: Method) -> list[str]:
    rows = (
        (
            str(one.status),
            f"{one.code} (read {one.meant})" if one.meant else one.code,
            one.title,
            one.meaning,
            one.look_at,
        )
        for one in method.errors
    )
    return table(("Status", "Code", "Condition", "When", "What to look at"), rows)


def page(method: Method) -> str:
    """The page of one method."""
    others = [one for one in METHODS if one.path == method.path and one is not method]
    facts = [
        ("First version", f"API {method.since}"),
        ("Platforms", platforms(method)),
        ("Who may call it", method.caller),
        ("Scope", f"`{method.scope}`" if method.scope else "the reference names none"),
        ("Other verbs here", ", ".join(f"{one.verb}: {link(one)}" for one in others) or "none"),
    ]
    lines = [
        f"# {method.title}",
        "",
        method.purpose,
        "",
        "```text",
        f"{method.verb} {method.path}",
        "```",
        "",
        *table(("", method.name), facts),
        *("", "## Query", "", *query(method)),
        *("", "## Body", "", *body(method)),
        *("", "## Answer", "", answer(method)),
        *("", "## Errors", "", *errors(method)),
    ]
    if method.notes:
        lines += ["", "## Notes", "", *bullets(method.notes)]
    lines += ["", "## Faults of the reference", "", *bullets(method.faults)]
    return "\n".join(lines) + "\n"


INTRODUCTION: Final = """\
# Methods

The fourteen methods of Tableau's REST reference, "Extract and Encryption Methods", in its order:
what to send, who may send it, what comes back, and what to look at when an error does. The facts
are the reference's, in our words; what to look at is our advice.

In a path, an id stands in braces: `{site-id}` is the LUID that signing in answers. `{api-version}`
is a version such as 3.24, the method's first or a later one. The scope is what the token (JWT) of a
connected app must allow; scopes are Tableau Cloud's, from API 3.20, and `tableau:tasks` includes
them all.
"""
CODES: Final = """\
## Errors by code

Every code that the reference lists, as it writes it. What to look at is told on the methods' pages.
"""


def index() -> str:
    """The page that lists all methods, and all codes."""
    methods = (
        (link(one), one.purpose, f"`{one.verb} {one.path}`", one.since, platforms(one))
        for one in METHODS
    )
    rows = []
    for code in sorted({error.code for method in METHODS for error in method.errors}):
        bearing = [
            (method, error) for method in METHODS for error in method.errors if error.code == code
        ]
        titles = dict.fromkeys(error.title.capitalize() for _, error in bearing)
        rows.append(
            (
                code,
                str(bearing[0][1].status),
                ", ".join(titles),
                ", ".join(link(method) for method, _ in bearing),
            )
        )
    lines = [
        INTRODUCTION,
        *table(("Method", "What it does", "Request", "Since", "Platforms"), methods),
        "",
        CODES,
        *table(("Code", "Status", "Condition", "Methods"), rows),
    ]
    return "\n".join(lines) + "\n"


def pages() -> dict[str, str]:
    """Every page by the name of its file."""
    return {"index.md": index(), **{f"{one.name}.md": page(one) for one in METHODS}}
