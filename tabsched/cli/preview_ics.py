"""`tabsched preview --format ics`: every run as an event of a calendar (RFC 5545)."""

from __future__ import annotations

import json
import sys
from datetime import UTC, datetime
from typing import TYPE_CHECKING
from uuid import UUID, uuid5

from icalendar import Calendar, Event, vText

from tabsched.cli.escaping import in_file
from tabsched.cli.previewed import NONE_IN_RANGE, SUSPENDED, utc_text
from tabsched.rendering import on_terminal

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tabsched.cli.previewed import Previewed, Range
    from tabsched.timetable.runs import Run

_PRODUCT = "-//tabsched//tabsched preview//EN"
# Made once, at random: no other program's events have ids of it.
_NAMESPACE = UUID("959b3bcc-404e-4cbf-b080-07945236cb07")
_ESCAPES = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n"})
_FIRST, _LAST = datetime.min.replace(tzinfo=UTC), datetime.max.replace(tzinfo=UTC)


class _Text(vText):
    r"""A text in which `\N`, as in a path of Windows, stays: icalendar makes it a line end."""

    __slots__ = ()

    def to_ical(self) -> bytes:
        """Write it as RFC 5545 says in 3.3.11."""
        return self.translate(_ESCAPES).encode()


def print_ics(shown: Iterator[Previewed], wanted: Range) -> None:
    """Print every run as an event; a schedule that has none is told on stderr."""
    calendar = Calendar()
    calendar.add("version", "2.0")
    calendar.add("prodid", _PRODUCT)
    opening, *closing = calendar.to_ical().rpartition(b"END:VCALENDAR")
    # In bytes: the format ends its lines in CRLF on every system, and is UTF-8 on every terminal.
    write = sys.stdout.buffer.write
    write(opening)
    stamp = _stamp(wanted.after)
    for one in shown:
        none = True
        for run in wanted.runs(one.plan):
            none = False
            write(_event(one, run, wanted.zone_name, stamp).to_ical())
        if none:
            reason = f"no runs: {one.problem}" if one.problem else NONE_IN_RANGE
            sys.stderr.write(f"tabsched preview: {on_terminal(one.place)}: {reason}\n")
    write(b"".join(closing))


def _stamp(after: datetime) -> datetime:
    """The time from which the preview looks, in UTC, or the end of the calendar next to it."""
    return max(_FIRST, min(after, _LAST)).astimezone(UTC)


def _event(one: Previewed, run: Run, zone: str, stamp: datetime) -> Event:
    """An instant that blocks no time: without end or duration, and transparent."""
    event = Event()
    event.add("uid", str(_uid(one, run)))
    event.add("dtstamp", stamp)
    event.add("dtstart", run.utc)
    event.add("summary", _Text(in_file(_summary(one))))
    event.add("description", _Text("\n".join(map(in_file, _description(one, run, zone)))))
    event.add("transp", "TRANSPARENT")
    return event


def _uid(one: Previewed, run: Run) -> UUID:
    """The same for the same run of the same schedule, whenever and among whichever it is shown."""
    return uuid5(_NAMESPACE, json.dumps([one.file, one.path, one.written.id, utc_text(run)]))


def _summary(one: Previewed) -> str:
    who = ", ".join(filter(None, (one.written.name, one.target)))
    state = "Suspended" if one.suspended else None
    return ": ".join(filter(None, (state, who, one.description)))


def _description(one: Previewed, run: Run, zone: str) -> Iterator[str]:
    """What a calendar would not tell: the site's wall clock, the notes, and where it stands."""
    yield f"{run.local.isoformat()} in {zone}"
    yield from (note.text for note in run.notes)
    yield from one.assumptions
    if one.suspended:
        yield SUSPENDED
    yield one.place
    if one.written.id:
        yield f"id {one.written.id}"
