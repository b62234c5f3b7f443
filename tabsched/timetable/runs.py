"""At which instants does a plan run in a zone?

Planned wall time that the clock skips moves later by the length of the gap, or is left out;
wall time that occurs twice runs at its first occurrence; two planned times on one instant are
one run. All of it [assumed]: no source records what Tableau does when clocks change.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Literal, TypeAlias

from tabsched.timetable.clock import (
    FIRST_INSTANT,
    LAST_SPAN,
    STOP_INSTANT,
    Clock,
    Piece,
    clock_of,
    span_of,
)
from tabsched.values import DAY, clock_text

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import tzinfo

    from tabsched.timetable.plan import Plan

Gap: TypeAlias = Literal["move", "skip"]
Kind: TypeAlias = Literal["moved", "repeated", "merged", "assumed"]

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)
_TWICE = 2


@dataclass(frozen=True, slots=True)
class Note:
    """What is worth telling of a run.

    Attributes:
        kind: "moved" out of a gap, "repeated" (its wall time occurs again later), "merged"
            with another planned time, or "assumed" (nobody recorded that Tableau runs here).
        text: the same as a sentence with the times in it.
    """

    kind: Kind
    text: str


@dataclass(frozen=True, slots=True)
class Run:
    """One run: its time in the zone, the same instant in UTC, and its notes."""

    local: datetime
    utc: datetime
    notes: tuple[Note, ...]


def next_run(plan: Plan, after: datetime, zone: tzinfo, *, gap: Gap = "move") -> datetime | None:
    """The first run strictly after an instant, in the zone; None where it is after year 9999.

    Args:
        plan: what the schedule means on the wall clock.
        after: an instant, as an aware datetime of any zone.
        zone: the zone whose wall clock the schedule follows.
        gap: whether a wall time that does not exist moves later or is left out.

    Raises:
        ValueError: `after` is naive, `gap` is no such word, or the zone's offset from UTC is
            no whole number of seconds.
    """
    instant = next_instant(plan, zone, _floor("after", after), gap=_checked(gap))
    return None if instant is None else _utc(instant).astimezone(zone)


def runs(
    plan: Plan, start: datetime, stop: datetime, zone: tzinfo, *, gap: Gap = "move"
) -> Iterator[datetime]:
    """The runs with start <= run < stop, in the zone and in order; lazily, but checked at once.

    Args and Raises are those of `next_run`; `start` and `stop` are aware datetimes.
    """
    found = instants(plan, zone, _ceiling("start", start), _ceiling("stop", stop), gap=gap)
    return (_utc(instant).astimezone(zone) for instant in found)


def explain_runs(
    plan: Plan, start: datetime, stop: datetime, zone: tzinfo, *, gap: Gap = "move"
) -> Iterator[Run]:
    """The runs that `runs` gives, each with what is worth telling of it."""
    found = instants(plan, zone, _ceiling("start", start), _ceiling("stop", stop), gap=gap)
    return (
        Run(_utc(instant).astimezone(zone), _utc(instant), notes_of(plan, zone, instant, gap=gap))
        for instant in found
    )


def next_instant(plan: Plan, zone: tzinfo, after: int, *, gap: Gap = "move") -> int | None:
    """The first run strictly after an instant, both in seconds of Unix time, or None.

    The cost depends neither on how far away the run is nor on the year: one span of the clock,
    seldom two, is worked out and remembered.
    """
    after = max(after, FIRST_INSTANT - 1)
    for span in range(span_of(after + 1), LAST_SPAN + 1):
        found = _next_within(plan, clock_of(zone, span), after, gap)
        if found is not None:
            return found
    return None


def instants(
    plan: Plan, zone: tzinfo, start: int, stop: int, *, gap: Gap = "move"
) -> Iterator[int]:
    """The runs with start <= run < stop, in seconds of Unix time, strictly increasing.

    Raises:
        ValueError: `gap` is no such word; said at the call.
    """
    return _instants(plan, zone, start, stop, _checked(gap))


def notes_of(plan: Plan, zone: tzinfo, instant: int, *, gap: Gap = "move") -> tuple[Note, ...]:
    """What is worth telling of the run at an instant, by kind: moved, repeated, merged, assumed."""
    clock = clock_of(zone, span_of(instant))
    pieces = [
        piece
        for piece in clock.pieces
        if piece.start <= instant < piece.stop
        and (gap == "move" or not piece.moved)
        and plan.has(instant + piece.offset)
    ]
    moved = [
        _moved(instant + piece.offset, clock.shown(instant)) for piece in pieces if piece.moved
    ]
    return (
        *moved,
        *_repeated(clock, pieces, instant),
        *_merged(pieces, instant),
        *_assumed(plan, pieces, instant),
    )


def _next_within(plan: Plan, clock: Clock, after: int, gap: Gap) -> int | None:
    """The first run after an instant that lies in the clock's span."""
    best = STOP_INSTANT
    # Pieces overlap where moved times land, so a later piece may hold the earlier run.
    for start, stop, offset, moved in clock.pieces[bisect_right(clock.reach, after) :]:
        if start >= best:
            break
        if moved and gap == "skip":
            continue
        wall = plan.next_wall(max(after, start - 1) + offset)
        if wall is not None:
            instant = wall - offset
            if instant < stop and instant < best:
                best = instant
    return best if best < STOP_INSTANT else None


def _instants(plan: Plan, zone: tzinfo, start: int, stop: int, gap: Gap) -> Iterator[int]:
    """The runs from start on, one after the other."""
    instant = next_instant(plan, zone, start - 1, gap=gap)
    while instant is not None and instant < stop:
        yield instant
        instant = next_instant(plan, zone, instant, gap=gap)


def _moved(planned: int, shown: int) -> Note:
    """The note of a time that the clock skips."""
    if planned // DAY == shown // DAY:
        text = f"{clock_text(planned)} does not exist on this day: moved to {clock_text(shown)}"
    else:
        text = f"{_date_text(planned)} does not exist: moved to {_date_text(shown)}"
    return Note("moved", text)


def _repeated(clock: Clock, pieces: list[Piece], instant: int) -> Iterator[Note]:
    """The note of a time that the clock shows again later; one that it skips it never shows."""
    for piece in pieces:
        wall = instant + piece.offset
        times = clock.occurrences(wall)
        if times >= _TWICE:
            count = "twice" if times == _TWICE else f"{times} times"
            text = f"{clock_text(wall)} occurs {count} on this day: runs at the first"
            yield Note("repeated", text)


def _merged(pieces: list[Piece], instant: int) -> Iterator[Note]:
    """The note of a run that is several planned times at once."""
    if len(pieces) > 1:
        walls = sorted(instant + piece.offset for piece in pieces)
        name = clock_text if walls[0] // DAY == walls[-1] // DAY else _date_text
        times = " and ".join(name(wall) for wall in walls)
        yield Note("merged", f"{times} fall on one instant: one run")


def _assumed(plan: Plan, pieces: list[Piece], instant: int) -> Iterator[Note]:
    """The notes of a run that would not be there without an assumption."""
    reasons = [plan.assumed(instant + piece.offset) for piece in pieces]
    if all(reasons):
        for text in dict.fromkeys(text for texts in reasons for text in texts):
            yield Note("assumed", text)


def _date_text(wall: int) -> str:
    """A wall second as a date and a time, for the reader."""
    return f"{_utc(wall).date()} {clock_text(wall)}"


def _utc(instant: int) -> datetime:
    """The UTC datetime of an instant."""
    return _EPOCH + timedelta(seconds=instant)


def _floor(name: str, moment: datetime) -> int:
    """The last whole second that is not after a moment."""
    if moment.utcoffset() is None:
        raise ValueError(
            f"{name} is a naive datetime, {moment}, which names no instant: give it a zone, "
            f"for example {name}.replace(tzinfo=ZoneInfo('Europe/Berlin'))"
        )
    since = moment - _EPOCH
    return since.days * DAY + since.seconds


def _ceiling(name: str, moment: datetime) -> int:
    """The first whole second that is not before a moment."""
    seconds = _floor(name, moment)
    return seconds + ((moment - _EPOCH) % timedelta(seconds=1) >= _MICROSECOND)


def _checked(gap: Gap) -> Gap:
    """The word that says what becomes of times that do not exist, if it is one."""
    if gap not in ("move", "skip"):
        raise ValueError(f"gap is 'move' or 'skip', found {gap!r}")
    return gap
