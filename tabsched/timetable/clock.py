"""When does a zone's clock change, and on which instant does a wall-clock time fall?

Instants are whole seconds of Unix time. Only the way from UTC to local time is ever asked of
a zone: the other way round, zones disagree about times that do not exist or occur twice.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING, NamedTuple

from tabsched.values import DAY

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import tzinfo

_EPOCH = datetime(1970, 1, 1)  # noqa: DTZ001 in UTC, as `fromutc` wants it
# The instants that a UTC datetime can hold: from 0001-01-01 to before 10000-01-01.
FIRST_INSTANT = -62_135_596_800
STOP_INSTANT = 253_402_300_800
# Clocks are worked out for one span of time at a time: a year, of a length that needs no calendar.
_SPAN = 366 * DAY
LAST_SPAN = (STOP_INSTANT - 1) // _SPAN
# A change that is undone before the next probe is not seen; the closest two in the IANA
# database of 2026 lie 167 hours apart.
_PROBE = DAY // 4
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


@dataclass(frozen=True, slots=True)
class Clock:
    """A zone's clock in one span of time.

    Attributes:
        pieces: in order of their start. Over all spans, every wall second is in exactly one:
            in a regular piece if the clock ever shows it, where it shows it first;
            otherwise in the moved piece of the gap it falls in. So two pieces overlap
            only where moved times land.
        reach: for each piece, the latest stop of it and the pieces before it.
        stretches: the constant offsets of the span and of two days on either side.
    """

    pieces: tuple[Piece, ...]
    reach: tuple[int, ...]
    stretches: tuple[Stretch, ...]

    def shown(self, instant: int) -> int:
        """The wall second that the clock shows at an instant of the span."""
        return next(instant + offset for _, stop, offset in self.stretches if instant < stop)

    def occurrences(self, wall: int) -> int:
        """How many times the clock shows a wall second that it shows within the span."""
        return sum(start <= wall - offset < stop for start, stop, offset in self.stretches)


def span_of(instant: int) -> int:
    """The number of the span that an instant lies in."""
    return instant // _SPAN


def clock_of(zone: tzinfo, span: int) -> Clock:
    """The clock of a zone in a span; the latest 4096 are remembered.

    Raises:
        ValueError: the zone's offset from UTC is no whole number of seconds.
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
    start = max(span * _SPAN, FIRST_INSTANT)
    stop = min((span + 1) * _SPAN, STOP_INSTANT)
    stretches = tuple(_stretches(zone, start - _MARGIN, stop + _MARGIN))
    pieces = sorted(
        piece._replace(start=max(piece.start, start), stop=min(piece.stop, stop))
        for piece in _pieces(stretches)
        if piece.start < stop and start < piece.stop
    )
    reach = accumulate((piece.stop for piece in pieces), max)
    return Clock(tuple(pieces), tuple(reach), stretches)


def _stretches(zone: tzinfo, start: int, stop: int) -> Iterator[Stretch]:
    """The stretches of constant offset between two instants, in order."""
    opened = probed = start
    offset = _offset(zone, start)
    while probed < stop:
        probe = min(probed + _PROBE, stop)
        if _offset(zone, probe) == offset:
            probed = probe
            continue
        probed = _change(zone, probed, probe, offset)
        yield Stretch(opened, probed, offset)
        opened, offset = probed, _offset(zone, probed)
    if opened < stop:
        yield Stretch(opened, stop, offset)


def _change(zone: tzinfo, before: int, after: int, offset: int) -> int:
    """The second at which the offset changes, between one that has it and one that has not."""
    while after - before > 1:
        middle = (before + after) // 2
        if _offset(zone, middle) == offset:
            before = middle
        else:
            after = middle
    return after


def _offset(zone: tzinfo, instant: int) -> int:
    """What a zone's clock shows more than UTC at an instant, in seconds.

    The outermost days of a datetime's range count as their neighbours do: local time may lie
    outside the range there.
    """
    instant = min(max(instant, FIRST_INSTANT + DAY), STOP_INSTANT - DAY - 1)
    utc = _EPOCH + timedelta(seconds=instant)
    local = zone.fromutc(utc.replace(tzinfo=zone)).replace(tzinfo=None)
    offset = local - utc
    if offset.microseconds:
        raise ValueError(
            f"the zone {zone} is {offset} off UTC at {utc:%Y-%m-%d}: "
            "give a zone whose offset is a whole number of seconds"
        )
    return offset.days * DAY + offset.seconds


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
