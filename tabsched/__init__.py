"""Check, explain and preview Tableau extract refresh schedules before you send them."""

from tabsched._version import __version__
from tabsched.api import check, parse, parse_all, rules
from tabsched.finding import Finding, Fix, InvalidSchedule, ParseError
from tabsched.model import Interval
from tabsched.report import Report, merge
from tabsched.rules.rule import Rule
from tabsched.schedule import Schedule
from tabsched.timetable import NoTimetable
from tabsched.timetable.runs import Note, Run

__all__ = [
    "Finding",
    "Fix",
    "Interval",
    "InvalidSchedule",
    "NoTimetable",
    "Note",
    "ParseError",
    "Report",
    "Rule",
    "Run",
    "Schedule",
    "__version__",
    "check",
    "merge",
    "parse",
    "parse_all",
    "rules",
]
