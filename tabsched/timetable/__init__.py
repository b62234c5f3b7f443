"""What a sound schedule means on the wall clock, and when it runs in a zone."""

from tabsched.timetable.plan import NoTimetable, Plan, compile_plan

__all__ = ["NoTimetable", "Plan", "compile_plan"]
