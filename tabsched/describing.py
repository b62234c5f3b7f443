"""What a schedule says, in plain English."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tabsched.values import clock_text, seconds_of

if TYPE_CHECKING:
    from tabsched.model import Interval, Written

_EVERY_DAY = 7


def describe(written: Written) -> str:
    """One sentence without a full stop; what cannot be read is quoted as written."""
    match written.frequency:
        case "Hourly":
            return f"{_every(written)} {_window(written)}{_on_days(written)}"
        case "Daily" if (hours := _first(written, "hours")) and hours != "24" and written.end:
            return f"{_every(written)} {_window(written)}{_on_days(written)}"
        case "Daily" if written.intervals and _first(written, "hours") is None:
            return f"Daily from {_time(written.start)}{_on_days(written)}, without hours"
        case "Daily":
            return f"Once a day at {_time(written.start)}{_on_days(written) or ' every day'}"
        case "Weekly":
            return f"Every week at {_time(written.start)}{_on_days(written)}"
        case "Monthly":
            days = [_month_day(item) for item in written.intervals if item.month_day]
            on = f" on {_joined(days)}" if days else ""
            return f"Every month at {_time(written.start)}{on}"
        case None:
            return "A schedule without a frequency"
        case other:
            return f"{other} from {_time(written.start)}"


def _first(written: Written, name: str) -> str | None:
    return next((v for item in written.intervals if (v := getattr(item, name)) is not None), None)


def _every(written: Written) -> str:
    hours, minutes = _first(written, "hours"), _first(written, "minutes")
    if hours is not None:
        return "Every hour" if hours == "1" else f"Every {hours} hours"
    if minutes is not None:
        return "Every hour" if minutes == "60" else f"Every {minutes} minutes"
    return "Several times a day"


def _window(written: Written) -> str:
    if written.start == written.end:
        return f"around the clock from {_time(written.start)}"
    return f"from {_time(written.start)} to {_time(written.end)}"


def _time(text: str | None) -> str:
    seconds = seconds_of(text)
    return clock_text(seconds) if seconds is not None else (text or "an unknown time")


def _on_days(written: Written) -> str:
    days = [item.week_day for item in written.intervals if item.week_day is not None]
    if len(set(days)) == _EVERY_DAY:
        return " every day"
    return f" on {_joined(days)}" if days else ""


def _month_day(item: Interval) -> str:
    day = str(item.month_day)
    if item.week_day is not None:
        ordinal = "last" if day.lower() in {"lastday", "last"} else day.lower()
        return f"the {ordinal} {item.week_day}"
    return "the last day" if day.lower() in {"lastday", "last"} else f"day {day}"


def _joined(parts: list[str]) -> str:
    *rest, last = parts
    return f"{', '.join(rest)} and {last}" if rest else last
