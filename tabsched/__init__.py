"""Check, explain and preview Tableau extract refresh schedules before you send them.

A name loads the part of the library that it needs when it is first used, so that a program
which may never check a schedule pays next to nothing for the import.
"""

from __future__ import annotations

from importlib import import_module

from tabsched._version import __version__

# As typing's, which would cost more than all else here.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from tabsched.api import check, methods, parse, parse_all, rules
    from tabsched.bodies import (
        create_body,
        create_extracts_body,
        delete_extracts_body,
        run_body,
        update_body,
    )
    from tabsched.calling import preflight
    from tabsched.curl import FileBody, HttpRequest, read_curl
    from tabsched.encryption import ExtractEncryptionMode
    from tabsched.explaining import Explanation, Meaning, explain_error
    from tabsched.finding import Finding, Fix, InvalidSchedule, ParseError
    from tabsched.model import Interval
    from tabsched.receiving import read_answer
    from tabsched.report import Report, merge
    from tabsched.responses import (
        Answer,
        ApiError,
        Extract,
        Job,
        Pagination,
        ResponseWarning,
        Target,
        Task,
    )
    from tabsched.rest import Method, Parameter, RestError
    from tabsched.rulebook.rule import Rule
    from tabsched.schedule import Schedule
    from tabsched.timetable import NoTimetable
    from tabsched.timetable.runs import Note, Run

__all__ = [
    "Answer",
    "ApiError",
    "Explanation",
    "Extract",
    "ExtractEncryptionMode",
    "FileBody",
    "Finding",
    "Fix",
    "HttpRequest",
    "Interval",
    "InvalidSchedule",
    "Job",
    "Meaning",
    "Method",
    "NoTimetable",
    "Note",
    "Pagination",
    "Parameter",
    "ParseError",
    "Report",
    "ResponseWarning",
    "RestError",
    "Rule",
    "Run",
    "Schedule",
    "Target",
    "Task",
    "__version__",
    "check",
    "create_body",
    "create_extracts_body",
    "delete_extracts_body",
    "explain_error",
    "merge",
    "methods",
    "parse",
    "parse_all",
    "preflight",
    "read_answer",
    "read_curl",
    "rules",
    "run_body",
    "update_body",
]
_HOMES = {
    "api": ("check", "methods", "parse", "parse_all", "rules"),
    "bodies": (
        "create_body",
        "create_extracts_body",
        "delete_extracts_body",
        "run_body",
        "update_body",
    ),
    "calling": ("preflight",),
    "curl": ("FileBody", "HttpRequest", "read_curl"),
    "encryption": ("ExtractEncryptionMode",),
    "explaining": ("Explanation", "Meaning", "explain_error"),
    "finding": ("Finding", "Fix", "InvalidSchedule", "ParseError"),
    "model": ("Interval",),
    "receiving": ("read_answer",),
    "report": ("Report", "merge"),
    "responses": (
        "Answer",
        "ApiError",
        "Extract",
        "Job",
        "Pagination",
        "ResponseWarning",
        "Target",
        "Task",
    ),
    "rest": ("Method", "Parameter", "RestError"),
    "rulebook.rule": ("Rule",),
    "schedule": ("Schedule",),
    "timetable": ("NoTimetable",),
    "timetable.runs": ("Note", "Run"),
}
_HOME = {name: f"tabsched.{home}" for home, names in _HOMES.items() for name in names}


# Hidden from type checkers, to which it would mean that any name is there.
if not TYPE_CHECKING:

    def __getattr__(name: str) -> object:
        """Load a public name, once."""
        if name not in _HOME:
            raise AttributeError(f"module 'tabsched' has no attribute {name!r}")
        value = getattr(import_module(_HOME[name]), name)
        globals()[name] = value
        return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
