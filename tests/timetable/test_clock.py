"""When clocks change, whatever kind of zone tells it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone, tzinfo
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from dateutil import tz

from tabsched.timetable.clock import FIRST_INSTANT, LAST_SPAN, STOP_INSTANT, clock_of, span_of
from tabsched.timetable.days import Weekdays
from tabsched.timetable.plan import Plan
from tabsched.timetable.runs import next_instant, next_run

DAY = 86_400
EVERY_DAY = Weekdays(frozenset(range(7)))


def instant(text: str) -> int:
    return int(datetime.fromisoformat(text).replace(tzinfo=UTC).timestamp())


class Counting(tzinfo):
    """New York, counting the questions asked of it."""

    def __init__(self) -> None:
        self.asked = 0
        self.zone = ZoneInfo("America/New_York")

    def fromutc(self, utc: datetime, /) -> datetime:
        self.asked += 1
        return self.zone.fromutc(utc.replace(tzinfo=self.zone)).replace(tzinfo=self)

    def utcoffset(self, local: datetime | None, /) -> timedelta | None:
        raise AssertionError(f"only the way from UTC is asked for, not {local}")

    dst = utcoffset

    def tzname(self, _: datetime | None, /) -> str:
        return "counting"


class Unhashable(Counting):
    """The same, without a hash, as dateutil's zones are."""

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Unhashable)

    __hash__ = None  # type: ignore[assignment]  # the subject of the tests


class Fixed(tzinfo):
    """Always the same offset, of any precision."""

    def __init__(self, offset: timedelta) -> None:
        self.offset = offset

    def utcoffset(self, _: datetime | None, /) -> timedelta:
        return self.offset

    def dst(self, _: datetime | None, /) -> timedelta:
        return timedelta(0)

    def tzname(self, _: datetime | None, /) -> str:
        return "fixed"


@pytest.mark.parametrize(
    ("zone", "change", "before", "after"),
    [
        ("America/New_York", "2026-03-08T07:00:00", -5 * 3600, -4 * 3600),
        ("America/New_York", "2026-11-01T06:00:00", -4 * 3600, -5 * 3600),
        ("America/New_York", "1883-11-18T17:00:00", -17762, -5 * 3600),
        ("Australia/Lord_Howe", "2026-10-03T15:30:00", 37800, 39600),
        ("Pacific/Apia", "2011-12-30T10:00:00", -10 * 3600, 14 * 3600),
        # The two closest changes on record since 1970: a week apart.
        ("America/Noronha", "2000-10-08T02:00:00", -2 * 3600, -1 * 3600),
        ("America/Noronha", "2000-10-15T01:00:00", -1 * 3600, -2 * 3600),
        ("Africa/Monrovia", "1972-01-07T00:44:30", -2670, 0),
    ],
)
def test_a_change_is_found_to_the_second(zone: str, change: str, before: int, after: int) -> None:
    at = instant(change)
    clock = clock_of(ZoneInfo(zone), span_of(at))
    assert clock.shown(at - 1) == at - 1 + before
    assert clock.shown(at) == at + after


def test_a_change_that_is_undone_seven_hours_later_is_found() -> None:
    class Excursion(Fixed):
        def utcoffset(self, local: datetime | None, /) -> timedelta:
            assert local is not None
            away = local.date() == datetime(2026, 5, 5, tzinfo=UTC).date() and 9 <= local.hour < 16
            return timedelta(minutes=1) if away else timedelta(0)

    low = instant("2026-05-05T09:00:00")
    clock = clock_of(Excursion(timedelta(0)), span_of(low))
    assert [clock.shown(at) - at for at in (low - 1, low + 60)] == [0, 60]


def test_an_ordinary_clock_is_a_few_pieces_that_leave_no_wall_second_out() -> None:
    clock = clock_of(ZoneInfo("America/New_York"), span_of(instant("2026-05-05T00:00:00")))
    walls = sorted(
        (piece.start + piece.offset, piece.stop + piece.offset) for piece in clock.pieces
    )
    assert len(walls) <= 5
    for (_, stop), (start, _) in pairwise(walls):
        assert stop == start


def test_a_clock_is_worked_out_once() -> None:
    zone = Counting()
    plan = Plan(EVERY_DAY, (7 * 3600,))
    after = datetime(2026, 5, 5, tzinfo=UTC)
    next_run(plan, after, zone)
    first = zone.asked
    for days in range(50):
        next_run(plan, after + timedelta(days=days), zone)
    # One question for each result, to show it in the zone.
    assert zone.asked == first + 50


@pytest.mark.parametrize("year", [1, 2, 1900, 2500, 9998])
def test_the_cost_of_a_run_does_not_depend_on_the_year(year: int) -> None:
    zone = Counting()
    assert next_run(Plan(EVERY_DAY, (0,)), datetime(year, 6, 1, tzinfo=UTC), zone) is not None
    assert zone.asked < 2000


def test_an_instant_before_all_time_costs_no_more() -> None:
    zone = Counting()
    first = next_instant(Plan(EVERY_DAY, (0,)), zone, -(10**18))
    assert first is not None
    assert FIRST_INSTANT <= first < FIRST_INSTANT + DAY
    assert next_instant(Plan(EVERY_DAY, (0,)), zone, 10**18) is None
    assert zone.asked < 2000


def test_a_zone_that_cannot_be_hashed_is_remembered_as_itself() -> None:
    zone, other = Unhashable(), Unhashable()
    span = span_of(instant("2026-05-05T00:00:00"))
    clock = clock_of(zone, span)
    asked = zone.asked
    assert clock_of(zone, span) is clock
    assert zone.asked == asked
    assert clock_of(other, span) is not clock
    assert clock_of(other, span) == clock


def test_a_fault_of_the_zone_itself_is_not_hidden() -> None:
    class Broken(Counting):
        def fromutc(self, utc: datetime, /) -> datetime:
            raise TypeError(f"no idea of {utc.year}")

    with pytest.raises(ValueError, match="a Broken, does not tell its offset") as caught:
        clock_of(Broken(), 3)
    assert str(caught.value.__cause__).startswith("no idea")


def test_all_kinds_of_zones_give_the_same_clock() -> None:
    dateutil_zone = tz.gettz("America/New_York")
    assert dateutil_zone is not None
    span = span_of(instant("2026-05-05T00:00:00"))
    expected = clock_of(ZoneInfo("America/New_York"), span)
    assert clock_of(dateutil_zone, span) == expected
    assert clock_of(Counting(), span) == expected
    assert clock_of(tz.tzstr("EST5EDT,M3.2.0,M11.1.0"), span) == expected
    assert clock_of(timezone.utc, span) == clock_of(ZoneInfo("UTC"), span)  # noqa: UP017 the class
    hours = timedelta(hours=5, minutes=45)
    assert clock_of(timezone(hours), span) == clock_of(Fixed(hours), span)
    assert clock_of(timezone(hours), span) == clock_of(ZoneInfo("Asia/Kathmandu"), span)


def test_a_fraction_of_a_second_is_refused() -> None:
    with pytest.raises(ValueError, match="whole number of seconds"):
        clock_of(Fixed(timedelta(seconds=1, microseconds=5)), 0)
    assert clock_of(Fixed(timedelta(seconds=-1)), 0).shown(0) == -1


@pytest.mark.parametrize("offset", [timedelta(hours=-23, minutes=-59), timedelta(hours=23)])
def test_the_ends_of_time_have_a_clock(offset: timedelta) -> None:
    seconds = offset // timedelta(seconds=1)
    for at in (FIRST_INSTANT, STOP_INSTANT - 1):
        for zone in (timezone(offset), Fixed(offset)):
            clock = clock_of(zone, span_of(at))
            assert clock.shown(at) == at + seconds
    assert clock_of(ZoneInfo("Asia/Tokyo"), span_of(FIRST_INSTANT)).pieces[0].start == FIRST_INSTANT
    assert clock_of(ZoneInfo("Asia/Tokyo"), LAST_SPAN).pieces[-1].stop == STOP_INSTANT
