"""At which instants does a plan run in a zone?

Planned wall time that the clock skips moves later by the length of the gap, or is left out;
wall time that occurs twice runs at its first occurrence; two planned times on one instant are
one run. All of it [assumed]: no source records what Tableau does when clocks change.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, timezone
from functools import lru_cache
from heapq import merge
from itertools import groupby
from typing import TYPE_CHECKING, Literal, TypeAlias, get_args
from zoneinfo import ZoneInfo

from tabsched.arguments import moment_of, no_choice
from tabsched.timetable.clock import (
    FIRST_INSTANT,
    SPAN,
    STOP_INSTANT,
    Clock,
    Part,
    Piece,
    clock_of,
    span_of,
)
from tabsched.values import DAY, clock_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import tzinfo

    from tabsched.timetable.plan import Plan

Gap: TypeAlias = Literal["move", "skip"]
Kind: TypeAlias = Literal["moved", "repeated", "merged", "assumed"]

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_SECOND = timedelta(seconds=1)
_EPOCH_DAY = _EPOCH.toordinal()
# Looked up once: this is most of what a call of them costs.
_combine = datetime.combine
_date_of = date.fromordinal
# Zones that are known to give back themselves, and to say of a time what they said from UTC.
_SOUND_ZONES = (ZoneInfo, timezone)
# Within these years no zone carries a time out of the range of a datetime.
_FIRST_YEAR, _LAST_YEAR = 2, 9998
_GAPS: tuple[str, ...] = get_args(Gap)
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
            none, or no whole number of seconds.
        TypeError: `after` is no datetime, or `gap` no text.
    """
    if type(after) is datetime and type(zone) in _SOUND_ZONES and gap in _GAPS:
        now = _wall(after, zone)
        wall = None if now is None else _next_calm_wall(plan, zone, now)
        if wall is not None:
            day, second = divmod(wall, DAY)
            return _combine(_date_of(day + _EPOCH_DAY), _time_of(second), zone)
    instant = next_instant(plan, zone, _floor("after", after), gap=_checked(gap))
    return None if instant is None else _utc(instant).astimezone(zone)


def runs(
    plan: Plan, start: datetime, stop: datetime, zone: tzinfo, *, gap: Gap = "move"
) -> Iterator[datetime]:
    """The runs with start <= run < stop, in the zone and in order; lazily, but checked at once.

    Args and Raises are those of `next_run`; `start` and `stop` are aware datetimes.
    """
    low, high = _ceiling("start", start), _ceiling("stop", stop)
    _refuse_unsound(zone, low)
    return _local_runs(plan, zone, low, high, _checked(gap))


def explain_runs(
    plan: Plan, start: datetime, stop: datetime, zone: tzinfo, *, gap: Gap = "move"
) -> Iterator[Run]:
    """The runs that `runs` gives, each with what is worth telling of it."""
    low, high = _ceiling("start", start), _ceiling("stop", stop)
    _refuse_unsound(zone, low)
    found = instants(plan, zone, low, high, gap=gap)
    return (
        Run(_utc(instant).astimezone(zone), _utc(instant), notes_of(plan, zone, instant, gap=gap))
        for instant in found
    )


def next_instant(plan: Plan, zone: tzinfo, after: int, *, gap: Gap = "move") -> int | None:
    """The first run strictly after an instant, both in seconds of Unix time, or None.

    The cost depends neither on how far away the run is nor on the year: one span of the clock,
    seldom two, is worked out and remembered.
    """
    if FIRST_INSTANT <= after < STOP_INSTANT:
        now = clock_of(zone, span_of(after)).shown(after)
        wall = _next_calm_wall(plan, zone, now)
        instant = None if wall is None else clock_of(zone, wall // SPAN).instant_of(wall)
        # Its wall second may lie in the next span and the instant not: the way below is as good.
        if instant is not None:
            return instant
    return next(_instants(plan, zone, after + 1, STOP_INSTANT, gap), None)


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


def _next_calm_wall(plan: Plan, zone: tzinfo, now: int) -> int | None:
    """The first planned wall second after another, if no clock change is near either.

    Then it is the next run, however often clocks change between the two.
    """
    calm = clock_of(zone, now // SPAN).calm
    index = bisect_right(calm, now)
    if index % 2 == 0:
        return None
    wall = plan.next_wall(now)
    if wall is None or wall < calm[index]:
        return wall
    return wall if bisect_right(clock_of(zone, wall // SPAN).calm, wall) % 2 else None


def _wall(moment: datetime, zone: tzinfo) -> int | None:
    """The last whole wall second of a sound zone that is not after a moment, where it has one."""
    if moment.tzinfo is not zone:
        try:
            if moment.utcoffset() is None or not _FIRST_YEAR <= moment.year <= _LAST_YEAR:
                return None
            moment = moment.astimezone(zone)
        except Exception:  # noqa: BLE001 what a zone of one's own raises is told elsewhere
            return None
    days = moment.toordinal() - _EPOCH_DAY
    return days * DAY + moment.hour * 3600 + moment.minute * 60 + moment.second


@lru_cache(maxsize=4096)
def _time_of(second: int) -> time:
    """The time of day so many seconds after midnight: making one takes longer than a look-up."""
    return time(second // 3600, second // 60 % 60, second % 60)


def _local_runs(plan: Plan, zone: tzinfo, start: int, stop: int, gap: Gap) -> Iterator[datetime]:
    """The runs between two instants, in the zone."""
    epoch = datetime(1970, 1, 1, tzinfo=zone) if type(zone) in _SOUND_ZONES else None
    for offset, found in _found(plan, zone, start, stop, gap):
        if epoch is None or offset is None:
            for instant in _shifted(found, offset):
                yield _utc(instant).astimezone(zone)
        else:
            # Times of one zone add up by its wall clock.
            yield from map(epoch.__add__, map(_SECOND.__mul__, found))


def _instants(plan: Plan, zone: tzinfo, start: int, stop: int, gap: Gap) -> Iterator[int]:
    """The runs between two instants."""
    for offset, found in _found(plan, zone, start, stop, gap):
        yield from _shifted(found, offset)


def _shifted(found: Iterable[int], offset: int | None) -> Iterable[int]:
    """The instants of what runs in a part of the clock."""
    return found if offset is None else map((-offset).__add__, found)


def _found(
    plan: Plan, zone: tzinfo, start: int, stop: int, gap: Gap
) -> Iterator[tuple[int | None, Iterable[int]]]:
    """What runs between two instants: wall seconds with their offset, or instants without."""
    start, stop = max(start, FIRST_INSTANT), min(stop, STOP_INSTANT)
    for span in range(span_of(start), span_of(stop - 1) + 1):
        clock = clock_of(zone, span)
        for part in clock.parts:
            low, high = max(part.start, start), min(part.stop, stop)
            if low < high:
                if part.offset is None:
                    yield None, _about_change(plan, clock.pieces, Part(low, high, None), gap)
                else:
                    yield part.offset, plan.walls(low + part.offset, high + part.offset)


def _about_change(plan: Plan, pieces: Iterable[Piece], part: Part, gap: Gap) -> Iterator[int]:
    """The instants of runs in a part where pieces may overlap: moved times land among others."""
    found = [
        map(
            (-offset).__add__,
            plan.walls(max(start, part.start) + offset, min(stop, part.stop) + offset),
        )
        for start, stop, offset, moved in pieces
        if start < part.stop and part.start < stop and (gap == "move" or not moved)
    ]
    return (instant for instant, _ in groupby(merge(*found)))


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


def _since(name: str, moment: datetime) -> timedelta:
    """How long after 1970-01-01T00:00Z a moment is."""
    plain = moment_of(name, moment)
    try:
        offset = plain.utcoffset()
    except Exception as error:
        raise ValueError(f"{name} has a zone that does not tell its offset from UTC") from error
    if offset is None:
        raise ValueError(
            f"{name} is a naive datetime, {plain}, which names no instant: give it a zone, "
            f"for example {name}.replace(tzinfo=ZoneInfo('Europe/Berlin'))"
        )
    return plain.replace(tzinfo=UTC) - _EPOCH - offset


def _floor(name: str, moment: datetime) -> int:
    """The last whole second that is not after a moment."""
    since = _since(name, moment)
    return since.days * DAY + since.seconds


def _ceiling(name: str, moment: datetime) -> int:
    """The first whole second that is not before a moment."""
    since = _since(name, moment)
    # Only pandas' datetimes know of nanoseconds.
    beyond = since.microseconds > 0 or getattr(moment, "nanosecond", 0) > 0
    return since.days * DAY + since.seconds + beyond


def _refuse_unsound(zone: tzinfo, instant: int) -> None:
    """Ask a zone of one's own for its clock at once: what runs come is asked later.

    Raises:
        ValueError: as `clock_of` does.
    """
    if type(zone) not in _SOUND_ZONES:
        clock_of(zone, span_of(min(max(instant, FIRST_INSTANT), STOP_INSTANT - 1)))


def _checked(gap: Gap) -> Gap:
    """The word that says what becomes of times that do not exist, if it is one."""
    if gap not in _GAPS:
        raise no_choice("gap", gap, _GAPS)
    return gap
