"""When does a zone's clock change, and on which instant does a wall-clock time fall?

Instants are whole seconds of Unix time. Only the way from UTC to local time is ever asked of
a zone: the other way round, zones disagree about times that do not exist or occur twice.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple
from zoneinfo import ZoneInfo

from tabsched.values import DAY

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import tzinfo

_EPOCH = datetime(1970, 1, 1)  # noqa: DTZ001 in UTC, as `fromutc` wants it
# The instants that a UTC datetime can hold: from 0001-01-01 to before 10000-01-01.
FIRST_INSTANT = -62_135_596_800
STOP_INSTANT = 253_402_300_800
# Clocks are worked out for one span of time at a time: a year, of a length that needs no calendar.
SPAN = 366 * DAY
LAST_SPAN = (STOP_INSTANT - 1) // SPAN
# A change that is undone before the next probe is not seen. The closest two in the IANA database
# of 2026 lie 95 hours apart (Freetown in 1939; 167 hours since); a zone of one's own may do more.
_PROBE = DAY // 4
_PROBE_OF_IANA = DAY
# Offsets are less than a day, so all that bears on one wall time happens within two days of it.
_MARGIN = 2 * DAY
_KEPT_CLOCKS = 4096


class Stretch(NamedTuple):
    """The instants from `start` to before `stop`, in which wall time = instant + offset."""

    start: int
    stop: int
    offset: int


class Piece(NamedTuple):
    """The instants from `start` to before `stop`, as the wall times that run there.

    A time that runs at `instant` is planned for the wall second instant + offset. In a piece
    that is `moved` the clock never shows that wall second: the offset is the one before a gap.
    """

    start: int
    stop: int
    offset: int
    moved: bool


class Part(NamedTuple):
    """The instants from `start` to before `stop`; with an offset where it is calm, else None.

    Calm: the offset alone tells which wall second runs at an instant. What falls before a calm
    wall second runs before it, and what falls after it runs after it, on all of the time line.
    """

    start: int
    stop: int
    offset: int | None


@dataclass(frozen=True, slots=True)
class Clock:
    """A zone's clock in one span of time.

    Attributes:
        pieces: in order of their start. Over all spans, every wall second is in exactly one:
            in a regular piece if the clock ever shows it, where it shows it first;
            otherwise in the moved piece of the gap it falls in. So two pieces overlap
            only where moved times land.
        stretches: the constant offsets of the span and of two days on either side.
        parts: what the span is made of, in order: calm, or about a clock change.
        calm: where on the wall clock calm parts start and stop, in turn.
        offsets: the offset of each calm part.
    """

    pieces: tuple[Piece, ...]
    stretches: tuple[Stretch, ...]
    parts: tuple[Part, ...]
    calm: tuple[int, ...]
    offsets: tuple[int, ...]

    def shown(self, instant: int) -> int:
        """The wall second that the clock shows at an instant of the span."""
        return next(instant + offset for _, stop, offset in self.stretches if instant < stop)

    def instant_of(self, wall: int) -> int | None:
        """The instant at which a wall second runs, if it lies in a calm part."""
        index = bisect_right(self.calm, wall)
        return wall - self.offsets[index // 2] if index % 2 else None

    def occurrences(self, wall: int) -> int:
        """How many times the clock shows a wall second that it shows within the span."""
        return sum(start <= wall - offset < stop for start, stop, offset in self.stretches)


def span_of(instant: int) -> int:
    """The number of the span that an instant lies in."""
    return instant // SPAN


def clock_of(zone: tzinfo, span: int) -> Clock:
    """The clock of a zone in a span; the latest 4096 are remembered.

    Raises:
        ValueError: the zone's offset from UTC is none, or no whole number of seconds.
    """
    try:
        return _clock(zone, span)
    except TypeError:
        return _clock(_Unhashable(zone), span)


class _Unhashable:
    """Stands for a zone that cannot be hashed (all of dateutil's): equal if it is the same one."""

    __slots__ = ("zone",)

    def __init__(self, zone: tzinfo) -> None:
        self.zone = zone

    def __hash__(self) -> int:
        return id(self.zone)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Unhashable) and self.zone is other.zone


@lru_cache(maxsize=_KEPT_CLOCKS)
def _clock(key: tzinfo | _Unhashable, span: int) -> Clock:
    """The clock of a zone in a span, found by probing."""
    zone = key.zone if isinstance(key, _Unhashable) else key
    start = max(span * SPAN, FIRST_INSTANT)
    stop = min((span + 1) * SPAN, STOP_INSTANT)
    stretches = tuple(_stretches(zone, start - _MARGIN, stop + _MARGIN))
    pieces = sorted(
        piece._replace(start=max(piece.start, start), stop=min(piece.stop, stop))
        for piece in _pieces(stretches)
        if piece.start < stop and start < piece.stop
    )
    parts = tuple(_parts(stretches, start, stop))
    calm = [(part, part.offset) for part in parts if part.offset is not None]
    return Clock(
        tuple(pieces),
        stretches,
        parts,
        tuple(edge + offset for part, offset in calm for edge in (part.start, part.stop)),
        tuple(offset for _, offset in calm),
    )


def _stretches(zone: tzinfo, start: int, stop: int) -> Iterator[Stretch]:
    """The stretches of constant offset between two instants, in order."""
    step = _PROBE_OF_IANA if type(zone) is ZoneInfo else _PROBE
    epoch = _EPOCH.replace(tzinfo=zone)
    opened = probed = start
    offset = _offset(epoch, start)
    while probed < stop:
        probe = min(probed + step, stop)
        if _offset(epoch, probe) == offset:
            probed = probe
            continue
        probed = _change(epoch, probed, probe, offset)
        yield Stretch(opened, probed, offset)
        opened, offset = probed, _offset(epoch, probed)
    if opened < stop:
        yield Stretch(opened, stop, offset)


def _change(epoch: datetime, before: int, after: int, offset: int) -> int:
    """The second at which the offset changes, between one that has it and one that has not."""
    while after - before > 1:
        middle = (before + after) // 2
        if _offset(epoch, middle) == offset:
            before = middle
        else:
            after = middle
    return after


def _offset(epoch: datetime, instant: int) -> int:
    """What the clock of a zone shows more than UTC at an instant, in seconds.

    The zone is that of `epoch`, which says 1970-01-01 in it. The outermost days of a datetime's
    range count as their neighbours do: local time may lie outside the range there.
    """
    instant = min(max(instant, FIRST_INSTANT + DAY), STOP_INSTANT - DAY - 1)
    utc = epoch + timedelta(0, instant)
    zone = epoch.tzinfo
    try:
        local = zone.fromutc(utc)  # type: ignore[union-attr]  # it has one
        # Of one zone, two times are as far apart as their clocks; pytz gives back another zone.
        offset = local - utc if local.tzinfo is zone else _plain(local) - _plain(utc)
    except Exception as error:
        raise ValueError(
            f"the zone, a {type(zone).__name__}, does not tell its offset from UTC at "
            f"{utc.date()}: give another, for example ZoneInfo('Europe/Berlin')"
        ) from error
    if offset.microseconds:
        raise ValueError(
            f"the zone {zone} is {offset} off UTC at {utc.date()}: "
            "give a zone whose offset is a whole number of seconds"
        )
    return offset.days * DAY + offset.seconds


def _plain(local: datetime) -> datetime:
    return local.replace(tzinfo=None)


def _parts(stretches: Iterable[Stretch], start: int, stop: int) -> Iterator[Part]:
    """The calm parts of a span, from its start to its stop, and what lies between them.

    About a change it is not calm for as long as offsets differ: no wall second that falls
    before, after or in it, shown or moved, runs further away from it.
    """
    stretches = tuple(stretches)
    offsets = [stretch.offset for stretch in stretches]
    apart = max(offsets) - min(offsets)
    for opened, closed, offset in stretches:
        first, end = max(opened + apart, start), min(closed - apart, stop)
        if first < end:
            if start < first:
                yield Part(start, first, None)
            yield Part(first, end, offset)
            start = end
    if start < stop:
        yield Part(start, stop, None)


def _pieces(stretches: Iterable[Stretch]) -> Iterator[Piece]:
    """The stretches without what the clock shows again, and what it never shows."""
    stretches = tuple(stretches)
    seen: list[tuple[int, int]] = []
    for start, stop, offset in stretches:
        shown = (start + offset, stop + offset)
        for first, end in _without(shown, seen):
            yield Piece(first - offset, end - offset, offset, moved=False)
        seen.append(shown)
    for before, after in pairwise(stretches):
        gap = (after.start + before.offset, after.start + after.offset)
        for first, end in _without(gap, seen):
            yield Piece(first - before.offset, end - before.offset, before.offset, moved=True)
        seen.append(gap)


def _without(whole: tuple[int, int], taken: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """What is left of a range, ends excluded, where others are taken out of it."""
    left = [whole] if whole[0] < whole[1] else []
    for first, stop in taken:
        parts = [
            part
            for start, end in left
            for part in ((start, min(end, first)), (max(start, stop), end))
        ]
        left = [part for part in parts if part[0] < part[1]]
    return left
