"""Whatever another program gives: a result, or one sentence that names what is wrong."""

from __future__ import annotations

import itertools
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo
from decimal import Decimal
from enum import Enum
from fractions import Fraction
from functools import partial
from typing import TYPE_CHECKING, Any, NoReturn, cast
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

import tabsched
from tabsched import Interval, InvalidSchedule, NoTimetable, ParseError, Schedule

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

LUID = "4c8e2b7a-d135-4f96-b0e3-9a61f7d2c584"
NEW_YEAR = datetime(2026, 1, 1, tzinfo=UTC)
WEEKLY = Schedule.weekly(start="21:50", on="Wednesday")
FAULTY = tabsched.check(
    '{"frequency": "Daily", "frequencyDetails":'
    ' {"start": "06:00:00", "intervals": {"interval": [{"weekDay": "Monday"}]}}}'
)


class Silent(tzinfo):
    """A zone that has no offset."""

    def utcoffset(self, _: datetime | None, /) -> None:
        return None

    dst = utcoffset

    def tzname(self, _: datetime | None, /) -> None:
        return None


class Failing(Silent):
    """A zone that fails in a way of its own."""

    def utcoffset(self, _: datetime | None, /) -> NoReturn:
        raise LookupError("no\nidea")


class Mute:
    """Something that cannot even be shown."""

    def __repr__(self) -> str:
        raise RuntimeError("nothing to show")


class Unstable:
    """Something that cannot be looked up."""

    def __hash__(self) -> int:
        raise RuntimeError("no hash")


class Own(datetime):
    """A datetime that reckons in a way of its own, as pendulum's and pandas' do."""

    nanosecond = 0

    def __sub__(self, other: object) -> NoReturn:
        raise AttributeError("_to_microseconds")

    def astimezone(self, _: tzinfo | None = None) -> NoReturn:
        raise AttributeError("_to_microseconds")


class NoTime(datetime):
    """pandas' NaT is a datetime, and all that it has is no number."""

    @property
    def year(self) -> float:  # type: ignore[override] # as pandas' is
        return float("nan")

    def utcoffset(self) -> NoReturn:
        raise ValueError("NaTType does not support utcoffset")


class Day(str, Enum):  # noqa: UP042 the older way, whose str is another text
    """A day of the week."""

    MONDAY = "Monday"


def fix_of(report: tabsched.Report) -> tabsched.Fix:
    return next(found.fix for found in report if found.fix is not None)


def first(runs: Iterator[Any]) -> list[Any]:
    return list(itertools.islice(runs, 3))


# Making an interval asks for no types, since reading makes very many.
BY_HAND = Interval(hours=cast("str", 24))
TIMES = {"start": "08:00", "end": "18:00"}
WHEN = {"zone": "UTC", "end": "run", "gap": "move", "platform": "auto"}
BETWEEN = {"start": NEW_YEAR, "stop": NEW_YEAR + timedelta(days=60)}
LIMITS = {"max_depth": 64, "max_size": 2**30}
SERVER = {"name": "n", "priority": 5, "state": "Active", "type": "Extract", "platform": "server"}
REQUEST = f"curl -X POST https://example.com/api/3.22/sites/{LUID}/tasks/extractRefreshes"
# Each call is right as it stands; a test makes one of its arguments wrong.
CALLS: dict[str, tuple[Callable[..., object], dict[str, Any]]] = {
    "hourly": (Schedule.hourly, TIMES | SERVER | {"on": ["Monday"], "hours": 2, "minutes": None}),
    "daily": (Schedule.daily, TIMES | {"on": ["Monday"], "hours": 2, "platform": "cloud"}),
    "weekly": (Schedule.weekly, {"start": "08:00", "on": "Monday", "execution_order": "Serial"}),
    "monthly": (Schedule.monthly, {"start": "08:00", "on": [], "nth": ("Third", "Thursday")}),
    "replace": (
        WEEKLY.replace,
        TIMES | {"frequency": "Weekly", "intervals": (), "id": "1", "next_run_at": None},
    ),
    "next_run": (WEEKLY.next_run, WHEN | {"after": NEW_YEAR}),
    "runs": (lambda **given: first(WEEKLY.runs(**given)), WHEN | BETWEEN),
    "explain_runs": (lambda **given: first(WEEKLY.explain_runs(**given)), WHEN | BETWEEN),
    "to_rrule": (WEEKLY.to_rrule, {"start": NEW_YEAR.replace(tzinfo=None)}),
    "check": (
        tabsched.check,
        LIMITS | {"body": "{}", "platform": "auto", "operation": "auto", "profile": "strict"},
    ),
    "parse": (tabsched.parse, LIMITS | {"body": WEEKLY.to_json()}),
    "parse_all": (tabsched.parse_all, LIMITS | {"body": WEEKLY.to_json()}),
    "merge": (tabsched.merge, {"reports": [FAULTY]}),
    "fixed": (FAULTY.fixed, {"unsafe": True}),
    "apply": (fix_of(FAULTY).apply, {"text": FAULTY.text}),
    "preflight": (
        tabsched.preflight,
        {"verb": "GET", "url": "/", "body": None, "headers": {}, "platform": "auto"},
    ),
    "FileBody": (tabsched.FileBody, {"name": "body.xml"}),
    "read_curl": (tabsched.read_curl, {"line": REQUEST, "open_files": False}),
    "explain_error": (
        tabsched.explain_error,
        {"status": 409, "code": 409004, "method": None, "body": None},
    ),
    "explain_error for a method": (
        tabsched.explain_error,
        {"code": "409004", "method": "create-task", "body": "{}", "status": None},
    ),
    "create_body": (
        tabsched.create_body,
        {"schedule": WEEKLY, "type": "FullRefresh", "workbook": LUID, "to": "xml"},
    ),
    "update_body": (
        tabsched.update_body,
        {"schedule": None, "type": "FullRefresh", "datasource": LUID, "to": "json"},
    ),
    "run_body": (tabsched.run_body, {"to": "xml"}),
    "create_extracts_body": (tabsched.create_extracts_body, {"datasources": [LUID], "to": "xml"}),
    "delete_extracts_body": (tabsched.delete_extracts_body, {"to": "json"}),
}
PARAMETERS = [(call, name) for call, (_, right) in CALLS.items() for name in right]


def odd_values() -> Iterator[object]:
    """One of every kind, made anew, because iterators are used up."""
    deep: list[Any] = []
    for _ in range(5000):
        deep = [deep]
    endless: list[Any] = []
    endless.append(endless)
    yield from (None, True, False, 0, -1, 5, 10**30, 10**5000, 1.5, float("nan"), 4.0, 1j)
    yield from (Decimal(4), Fraction(4), b"Monday", bytearray(b"x"), "", "rnu", "x" * 10_000)
    yield from ("a\0b", "\ud800", "a\nb", "\u202e", "4", "True", Day.MONDAY, object(), Mute())
    yield from (Unstable(), str, len, [], {}, {"Monday": 1}, {"Monday"}, [["Monday"]], [None])
    yield from ([True], [1.5], [b"Monday"], ("a", "b", "c"), [("Third",)], [("Third", 5)], [5])
    yield from (deep, endless, itertools.count(1), itertools.cycle(["Monday"]), iter([[1]]))
    yield from (datetime(2026, 1, 1), NEW_YEAR, date(2026, 1, 1))  # noqa: DTZ001 one is naive
    yield from (time(6), time(6, tzinfo=UTC), time(6, tzinfo=Failing()), time(6, 0, 0, 5))
    bare: Any = tzinfo
    yield from (timedelta(1), Silent(), Failing(), bare(), timezone(timedelta(microseconds=5)))
    for zone in (Silent(), Failing(), bare()):
        yield datetime(2026, 1, 1, tzinfo=zone)
    yield from (NoTime(2026, 1, 1), Own(2026, 1, 1, tzinfo=UTC), WEEKLY, FAULTY, Interval())


def judge(call: str, name: str, value: object) -> None:
    """A call with one odd argument: its result, or one sentence that names the argument."""
    function, right = CALLS[call]
    try:
        function(**(right | {name: value}))
    except (InvalidSchedule, ParseError, NoTimetable) as refusal:
        # What is said of a schedule or of a document, and not of an argument.
        message = str(refusal)
    except (TypeError, ValueError) as refusal:
        message = str(refusal)
        assert name in message
    else:
        return
    assert message.isprintable()
    assert 10 < len(message) < 1000


@pytest.mark.parametrize(("call", "name"), PARAMETERS)
def test_each_odd_argument_is_taken_or_named_in_one_sentence(call: str, name: str) -> None:
    for value in odd_values():
        judge(call, name, value)


MOMENTS = st.datetimes(timezones=st.none() | st.timezones()) | st.dates() | st.times()
SCALARS = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.decimals()
    | st.text(st.characters(exclude_categories=()))
    | st.binary(max_size=8)
    | st.timedeltas()
    | st.timezones()
    | MOMENTS
    | st.sampled_from(("Monday", "Third", "LastDay", "06:00", "auto", "server", "UTC", LUID))
)
ANYTHING = st.recursive(
    SCALARS,
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.lists(inner, max_size=3).map(tuple)
        | st.lists(inner, max_size=3).map(iter)
        | st.dictionaries(st.text(max_size=3), inner, max_size=2)
    ),
    max_leaves=5,
)


@given(parameter=st.sampled_from(PARAMETERS), value=ANYTHING)
@example(parameter=("next_run", "after"), value="2026-01-01")
@example(parameter=("monthly", "nth"), value="Third")
def test_anything_at_all_is_taken_or_named_in_one_sentence(
    parameter: tuple[str, str], value: object
) -> None:
    judge(*parameter, value)


@pytest.mark.parametrize(
    ("call", "wrong", "error", "message"),
    [
        ("next_run", {"after": "2026-01-01"}, TypeError, "after is a datetime, not str"),
        ("next_run", {"after": date(2026, 1, 1)}, TypeError, "after is a datetime, not date"),
        ("next_run", {"after": time(6, tzinfo=UTC)}, TypeError, "after is a datetime, not time"),
        ("next_run", {"after": NoTime(1, 1, 1)}, ValueError, "after is a NoTime that names no "),
        ("runs", {"stop": None}, TypeError, "stop is a datetime, not NoneType"),
        ("runs", {"start": NEW_YEAR.replace(tzinfo=Failing())}, ValueError, "does not tell its"),
        ("runs", {"start": NEW_YEAR.replace(tzinfo=Silent())}, ValueError, "is a naive datetime"),
        ("runs", {"zone": Silent()}, ValueError, "the zone, a Silent, does not tell its offset"),
        ("to_rrule", {"start": "2026-01-01"}, TypeError, "start is a datetime, not str"),
        ("next_run", {"zone": ""}, ValueError, "no time zone is named ''"),
        ("next_run", {"zone": 5}, TypeError, "a zone is an IANA name or a tzinfo, found int"),
        ("next_run", {"end": "rnu"}, ValueError, 'end is one of run, stop, not "rnu"'),
        ("next_run", {"end": []}, TypeError, "end is one of the texts run, stop, not list"),
        ("next_run", {"gap": None}, TypeError, "gap is one of the texts move, skip, not NoneType"),
        ("next_run", {"platform": None}, TypeError, "platform is one of the texts auto, cloud, "),
        ("runs", {"platform": "x" * 10_000}, ValueError, f'server, not "{"x" * 60}…"$'),
        ("weekly", {"platform": "auto"}, ValueError, 'platform is one of cloud, server, not "auto'),
        ("weekly", {"on": 5}, TypeError, "on is a day of the week, or several, not int"),
        ("weekly", {"on": b"Monday"}, TypeError, "on is a day of the week, or several, not bytes"),
        ("weekly", {"on": []}, InvalidSchedule, "TAB401"),
        ("weekly", {"on": [["Monday"]]}, TypeError, "a day of on is a str, not list"),
        ("weekly", {"on": itertools.cycle(["Monday"])}, ValueError, "on goes on for more than"),
        ("weekly", {"on": itertools.count()}, TypeError, "a day of on is a str, not int"),
        ("monthly", {"on": itertools.count()}, ValueError, "on goes on for more than 1000"),
        ("monthly", {"on": True}, TypeError, "on is a day of the month, or several, not bool"),
        ("monthly", {"on": [1.0]}, TypeError, "a day of on is a str or an int, not float"),
        ("monthly", {"on": [10**5000]}, ValueError, "a day of on is a number of more digits"),
        ("monthly", {"nth": "Third"}, TypeError, r'nth is a pair such as \("Third", .* not str'),
        ("monthly", {"nth": ("Third",)}, ValueError, "one of nth is a pair .* not 1 words"),
        ("monthly", {"nth": ("Third", 5)}, TypeError, "a word of nth is a str, not int"),
        ("monthly", {"nth": [("Third", "Friday"), 5]}, TypeError, "one of nth is a pair .* int"),
        ("daily", {"hours": "4"}, TypeError, "hours is an int, not str"),
        ("daily", {"hours": 4.0}, TypeError, "hours is an int, not float"),
        ("daily", {"hours": 10**5000}, ValueError, "hours is a number of more digits"),
        ("daily", {"hours": -(10**5000)}, ValueError, "hours is a number of more digits"),
        ("hourly", {"minutes": True}, TypeError, "minutes is an int, not bool"),
        ("hourly", {"priority": 1.5}, TypeError, "priority is a str or an int, not float"),
        ("hourly", {"start": NEW_YEAR}, TypeError, "start is a datetime.time or a str, not datet"),
        ("hourly", {"end": time(6, tzinfo=ZoneInfo("UTC"))}, ValueError, "end is a time with a zo"),
        ("hourly", {"start": None}, InvalidSchedule, "TAB103 start is missing"),
        ("hourly", {"until": "x"}, TypeError, '"until" is no argument here: .* name, priority'),
        ("weekly", {"created_at": "2026"}, TypeError, '"created_at" is no argument here'),
        ("replace", {"begin": "x"}, TypeError, 'a schedule has no "begin": it has frequency'),
        ("replace", {"intervals": None}, TypeError, "intervals is several Intervals, not NoneType"),
        ("replace", {"intervals": [{}]}, TypeError, "one of intervals is an Interval, not dict"),
        ("replace", {"frequency": b"Daily"}, TypeError, "frequency is a str or an int, not bytes"),
        ("replace", {"intervals": [BY_HAND]}, TypeError, "hours of one of intervals is a str or"),
        ("check", {"max_depth": "64"}, TypeError, "max_depth is an int, not str"),
        ("check", {"max_depth": True}, TypeError, "max_depth is an int, not bool"),
        ("check", {"max_size": 0}, ValueError, "max_size is at least 1"),
        ("parse", {"max_depth": -1}, ValueError, "max_depth is at least 1"),
        ("check", {"profile": "x"}, ValueError, "profile is one of documented, observed, strict,"),
        ("check", {"body": ()}, TypeError, "body is a str, bytes, dict, list or Schedule, not tup"),
        ("merge", {"reports": FAULTY}, TypeError, "one of reports is a Report, not Finding"),
        ("merge", {"reports": itertools.count()}, TypeError, "one of reports is a Report, not int"),
        ("merge", {"reports": None}, TypeError, "reports is an iterable of Reports, not NoneType"),
        ("fixed", {"unsafe": "no"}, TypeError, "unsafe is True or False, not str"),
        ("read_curl", {"open_files": "no"}, TypeError, "open_files is True or False, not str"),
        ("apply", {"text": b"{}"}, TypeError, "text is a str, not bytes"),
        ("apply", {"text": ""}, ValueError, "the end of the text"),
        ("explain_error", {"status": "409"}, TypeError, "status is an int or None, not str"),
        ("explain_error", {"code": True}, TypeError, "code is an int, str, bytes, dict or list,"),
        ("explain_error", {"method": 5}, TypeError, "method is a str or None, not int"),
        ("create_body", {"to": None}, TypeError, "to is one of the texts xml, json, not NoneType"),
        ("create_extracts_body", {"datasources": 5}, TypeError, "datasources is ids in a list"),
    ],
)
def test_a_wrong_argument_gets_its_sentence(
    call: str, wrong: dict[str, Any], error: type[Exception], message: str
) -> None:
    function, right = CALLS[call]
    with pytest.raises(error, match=message) as refusal:
        function(**(right | wrong))
    assert type(refusal.value) is error
    assert refusal.value.__context__ is None or refusal.value.__suppress_context__


def test_a_schedule_made_by_hand_of_numbers_is_judged_and_told_to_hold_no_text() -> None:
    intervals = (BY_HAND, Interval(week_day="Monday"))
    schedule = Schedule("Daily", "06:00:00", "06:00:00", intervals)
    assert tabsched.check(schedule).ok
    for call in (schedule.to_xml, partial(schedule.next_run, NEW_YEAR, "UTC")):
        with pytest.raises(TypeError, match="a value of the schedule is neither text nor None"):
            call()


def test_every_public_function_is_called() -> None:
    public = {name for name in tabsched.__all__ if name.islower() and not name.startswith("_")}
    # Two take nothing; the argument of read_answer is judged where it is read.
    assert public - {"rules", "methods", "read_answer"} <= set(CALLS)


class Whole:
    """A number of another library, as numpy has them."""

    def __index__(self) -> int:
        return 4


def test_what_stands_for_a_number_or_a_text_is_one() -> None:
    schedule = Schedule.daily(
        start="06:00",
        end="18:00",
        hours=Whole(),  # type: ignore[arg-type] # the subject of the test
        on=(day for day in Day),
    )
    assert schedule.intervals == (Interval(hours="4"), Interval(week_day="Monday"))
    assert type(schedule.intervals[1].week_day) is str
    monthly = Schedule.monthly(start="06:00", on=Whole())  # type: ignore[arg-type] # as above
    assert monthly.intervals == (Interval(month_day="4"),)


def test_a_schedule_is_no_answer_because_of_an_argument() -> None:
    """What only Tableau writes would silence the rules that a constructor asks."""
    with pytest.raises(TypeError):
        Schedule.weekly(start="99:99", on="Someday", next_run_at="2026-01-01T00:00:00Z")


@pytest.mark.parametrize("zone", ["America/New_York", timezone.utc, Silent])  # noqa: UP017 the class
def test_datetimes_of_other_libraries_are_moments_as_any(zone: Any) -> None:  # noqa: ANN401 several
    if zone is Silent:
        zone = type("Fixed", (Silent,), {"utcoffset": lambda *_: timedelta(hours=5)})()
        zone.__class__.dst = lambda *_: timedelta(0)
    for moment in (NEW_YEAR, datetime(1960, 2, 29, 4, 5, 6, 7, tzinfo=UTC), NEW_YEAR.min):
        plain = moment.replace(tzinfo=UTC)
        own = Own.combine(plain, plain.timetz())
        assert type(own) is Own
        assert WEEKLY.next_run(own, zone) == WEEKLY.next_run(plain, zone)
        stop = datetime(9999, 1, 1, tzinfo=UTC)
        assert first(WEEKLY.runs(own, stop, zone)) == first(WEEKLY.runs(plain, stop, zone))
        naive = own.replace(tzinfo=None)
        assert WEEKLY.to_rrule(naive)[0] == WEEKLY.to_rrule(plain.replace(tzinfo=None))[0]


def test_of_an_hour_that_comes_twice_the_second_is_meant_where_it_is_said() -> None:
    zone = ZoneInfo("America/Los_Angeles")
    schedule = Schedule.daily(start="01:45", on=["Sunday", "Monday"])
    first_hour = Own(2026, 11, 1, 1, 30, tzinfo=zone)
    runs = [schedule.next_run(first_hour.replace(fold=fold), zone) for fold in (0, 1)]
    assert [run and run.day for run in runs] == [1, 2]


def test_a_zone_without_an_offset_is_told_at_the_call() -> None:
    for ask in (WEEKLY.runs, WEEKLY.explain_runs):
        with pytest.raises(ValueError, match="the zone, a Silent, does not tell its offset"):
            ask(NEW_YEAR, NEW_YEAR + timedelta(days=60), Silent())


def test_a_nanosecond_after_a_run_is_after_it() -> None:
    class Fine(Own):
        nanosecond = 1

    run = WEEKLY.next_run(NEW_YEAR, "UTC")
    assert run is not None
    own = Fine.combine(run, run.timetz())
    assert first(WEEKLY.runs(run, run + timedelta(days=1), "UTC")) == [run]
    assert first(WEEKLY.runs(own, run + timedelta(days=1), "UTC")) == []
