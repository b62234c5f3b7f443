"""The schedule as callers hold it: built, changed, written, described, and asked for its runs."""

from __future__ import annotations

from dataclasses import fields, replace
from typing import TYPE_CHECKING, Any, Self, cast

from tabsched.arguments import no_choice
from tabsched.audience import PLATFORM_CHOICES
from tabsched.building import changed, every, month_days, occurrences, week_days, written_time
from tabsched.describing import describe
from tabsched.finding import Finding, InvalidSchedule, summary
from tabsched.lint import examine
from tabsched.model import Written
from tabsched.platforms import DAILY_HOURS, PLATFORMS
from tabsched.timetable import NoTimetable, Plan, compile_plan
from tabsched.timetable.plan import ENDS
from tabsched.timetable.runs import explain_runs, next_run, runs
from tabsched.timetable.zones import zone_of
from tabsched.values import seconds_of, whole_of
from tabsched.wire import json, xml
from tabsched.wire.quoting import shown
from tabsched.writing import to_element, to_value

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import datetime, time, tzinfo

    from dateutil.rrule import rruleset

    from tabsched.audience import PlatformChoice, PlatformName
    from tabsched.model import Interval
    from tabsched.timetable.plan import End
    from tabsched.timetable.runs import Gap, Run

_ONCE = 24
_NO_TEXT = "a value of the schedule is neither text nor None: write 24 as '24'"
_PLATFORMS = tuple(PLATFORMS)
_NAMED = ("name", "priority", "state", "type", "execution_order")
_FIELDS = tuple(one.name for one in fields(Written) if one.name != "source")


class Schedule(Written):
    """A schedule as written: frequency, start, end and intervals, with id, name and the like.

    Immutable, hashable and picklable. Two schedules are equal by meaning: frequency, start, end
    and the bag of intervals count, ids, names and timestamps do not. It does not remember for
    which platform it was built or read.
    """

    __slots__ = ("_plans",)
    _plans: dict[tuple[str, str], Plan]

    @classmethod
    def hourly(
        cls,
        *,
        start: str | time,
        end: str | time,
        on: str | Iterable[str] = (),
        hours: int | None = None,
        minutes: int | None = None,
        platform: PlatformName = "cloud",
        **named: str | int | None,
    ) -> Self:
        """A schedule that repeats from start to end.

        Args:
            start: wall-clock time: a `datetime.time`, "HH:MM" or "HH:MM:SS".
            end: likewise; a run at it is assumed.
            on: the day or days of the week; on Server they may be left out.
            hours: between runs; 1 unless `minutes` is given. Cloud takes 1, Server more.
            minutes: between runs; Cloud takes 60, Server 15 and 30.
            platform: "cloud" or "server".
            named: name, priority, state, type, execution_order of a server schedule.

        Raises:
            InvalidSchedule: `check` would call the schedule an error.
            TypeError: an argument is of another type, or there is none of that name.
            ValueError: a time has a zone, a number more digits than any that is taken, `on` or
                `nth` goes on for more than a thousand, or `platform` is no such word.
        """
        if hours is None and minutes is None:
            hours = 1
        intervals = [every(hours, minutes), *week_days(on)]
        return cls._checked(platform, "Hourly", start, end, intervals, named)

    @classmethod
    def daily(
        cls,
        *,
        start: str | time,
        end: str | time | None = None,
        on: str | Iterable[str] = (),
        hours: int | None = None,
        platform: PlatformName = "cloud",
        **named: str | int | None,
    ) -> Self:
        """A schedule that runs every few hours of a day, or once.

        Args:
            start: wall-clock time: a `datetime.time`, "HH:MM" or "HH:MM:SS".
            end: likewise; with 24 hours it defaults to `start`.
            on: the day or days of the week; Server runs every day.
            hours: between runs: 2, 4, 6, 8, 12 or 24, on Cloud 24 if left out.
            platform: "cloud" or "server".
            named: name, priority, state, type, execution_order of a server schedule.

        Raises:
            InvalidSchedule: `check` would call the schedule an error.
            TypeError: an argument is of another type, or there is none of that name.
            ValueError: a time has a zone, a number more digits than any that is taken, `on` or
                `nth` goes on for more than a thousand, or `platform` is no such word.
        """
        if hours is None and platform != "server":
            hours = _ONCE
        if end is None and hours == _ONCE:
            end = start
        intervals = [*([] if hours is None else [every(hours)]), *week_days(on)]
        return cls._checked(platform, "Daily", start, end, intervals, named)

    @classmethod
    def weekly(
        cls,
        *,
        start: str | time,
        on: str | Iterable[str],
        platform: PlatformName = "cloud",
        **named: str | int | None,
    ) -> Self:
        """A schedule that runs once on a day of the week, on Server on several.

        Args:
            start: wall-clock time: a `datetime.time`, "HH:MM" or "HH:MM:SS".
            on: the day of the week; for Server a list of them too.
            platform: "cloud" or "server".
            named: name, priority, state, type, execution_order of a server schedule.

        Raises:
            InvalidSchedule: `check` would call the schedule an error.
            TypeError: an argument is of another type, or there is none of that name.
            ValueError: a time has a zone, a number more digits than any that is taken, `on` or
                `nth` goes on for more than a thousand, or `platform` is no such word.
        """
        return cls._checked(platform, "Weekly", start, None, [*week_days(on)], named)

    @classmethod
    def monthly(
        cls,
        *,
        start: str | time,
        on: int | str | Iterable[int | str] = (),
        nth: tuple[str, str] | Iterable[tuple[str, str]] = (),
        platform: PlatformName = "cloud",
        **named: str | int | None,
    ) -> Self:
        """A schedule that runs once on days of the month.

        Args:
            start: wall-clock time: a `datetime.time`, "HH:MM" or "HH:MM:SS".
            on: day numbers 1-31, or "LastDay" alone.
            nth: ("Third", "Thursday"), ("LastDay", "Friday"), or several such.
            platform: "cloud" or "server".
            named: name, priority, state, type, execution_order of a server schedule.

        Raises:
            InvalidSchedule: `check` would call the schedule an error.
            TypeError: an argument is of another type, or there is none of that name.
            ValueError: a time has a zone, a number more digits than any that is taken, `on` or
                `nth` goes on for more than a thousand, or `platform` is no such word.
        """
        intervals = [*month_days(on), *occurrences(nth)]
        return cls._checked(platform, "Monthly", start, None, intervals, named)

    @classmethod
    def _checked(
        cls,
        platform: PlatformName,
        frequency: str,
        start: str | time,
        end: str | time | None,
        intervals: list[Interval],
        named: dict[str, str | int | None],
    ) -> Self:
        """Build, and refuse what a rule calls an error."""
        for name in named:
            if name not in _NAMED:
                raise TypeError(
                    f"{shown(name)} is no argument here: beside those of the frequency there are "
                    f"{', '.join(_NAMED)}"
                )
        if platform not in _PLATFORMS:
            raise no_choice("platform", platform, _PLATFORMS)
        schedule = cls(
            frequency=frequency,
            start=written_time("start", start),
            end=written_time("end", end),
            intervals=tuple(intervals),
            **cast("Any", {name: changed(name, value) for name, value in named.items()}),
        )
        findings = schedule._findings(platform)
        if any(finding.severity == "error" for finding in findings):
            raise InvalidSchedule(summary(findings), findings)
        return schedule

    def _findings(self, platform: PlatformName) -> tuple[Finding, ...]:
        """What is wrong with it, suppressed or not: no comment changes what Tableau runs."""
        return examine(self.to_dict(), platform=platform, heeds_suppressions=False).findings

    def replace(self, **changes: Any) -> Self:  # noqa: ANN401 any attribute, each of its own type
        """A changed copy; judges nothing.

        Args:
            changes: attributes by their names here (start, intervals, next_run_at …). Times may
                be given as in the constructors, and a number for its digits.

        Raises:
            TypeError: an attribute that a schedule does not have, or a value of another type.
            ValueError: a time has a zone, or a number more digits than any that is taken.
        """
        for name in changes:
            if name not in _FIELDS:
                raise TypeError(f"a schedule has no {shown(name)}: it has {', '.join(_FIELDS)}")
        new: dict[str, Any] = {name: changed(name, value) for name, value in changes.items()}
        return replace(self, **new)

    def to_dict(self) -> dict[str, Any]:
        """The bare JSON object: frequency, frequencyDetails, and id, name and the like.

        What was read as XML loses what JSON has no place for: prefixes, comments, texts, and what
        would be read as a value of the schedule without its prefix.
        """
        return cast("dict[str, Any]", json.to_python(to_value(self)))

    def to_json(self) -> str:
        """The bare JSON object as text; values as written, numbers too."""
        return json.dumps(to_value(self))

    def to_xml(self) -> str:
        """The `schedule` element as text, without a namespace.

        What is of another vocabulary takes its namespace along.

        Raises:
            ValueError: a name or a character of it has no place in XML; of a key in JSON with a
                colon nothing says what its prefix would mean.
            TypeError: a value is neither text nor None.
        """
        try:
            return xml.dumps(to_element(self))
        except TypeError:
            raise TypeError(_NO_TEXT) from None

    def describe(self) -> str:
        """What it says in plain English; the wording is not promised."""
        return describe(self)

    def next_run(
        self,
        after: datetime,
        zone: str | tzinfo,
        *,
        end: End = "run",
        gap: Gap = "move",
        platform: PlatformChoice = "auto",
    ) -> datetime | None:
        """The first run strictly after an instant; None where there is none before year 10000.

        Args:
            after: an aware datetime.
            zone: an IANA name or a tzinfo: the zone whose wall clock the schedule follows.
            end: "run" where a run at the very end of a window counts [assumed], else "stop".
            gap: "move" where a wall time that a clock change skips moves later [assumed],
                "skip" where it is left out.
            platform: whose reading; "auto" is any platform that would run it.

        Returns:
            An aware datetime in `zone`.

        Raises:
            ValueError: a naive datetime, an unknown zone, an option that is no such word, or a
                schedule without a timetable (InvalidSchedule with the findings where it has
                errors).
            TypeError: an argument is of another type.
        """
        return next_run(self._plan(platform, end), after, zone_of(zone), gap=gap)

    def runs(
        self,
        start: datetime,
        stop: datetime,
        zone: str | tzinfo,
        *,
        end: End = "run",
        gap: Gap = "move",
        platform: PlatformChoice = "auto",
    ) -> Iterator[datetime]:
        """The runs with start <= run < stop in order, as aware datetimes in `zone`.

        Arguments are those of `next_run` and are checked at the call; the runs come lazily, and
        there is none where `stop` is not after `start`.
        """
        return runs(self._plan(platform, end), start, stop, zone_of(zone), gap=gap)

    def explain_runs(
        self,
        start: datetime,
        stop: datetime,
        zone: str | tzinfo,
        *,
        end: End = "run",
        gap: Gap = "move",
        platform: PlatformChoice = "auto",
    ) -> Iterator[Run]:
        """The runs that `runs` gives, each with `.local`, `.utc` and its `.notes`."""
        return explain_runs(self._plan(platform, end), start, stop, zone_of(zone), gap=gap)

    def to_rrule(self, start: datetime) -> rruleset:
        """The wall-clock plan from a naive start on, for calendar tools.

        Raises:
            ValueError: `start` is aware, or the schedule has no timetable.
            TypeError: `start` is no datetime.
            ImportError: python-dateutil is not installed.
        """
        from tabsched.timetable.calendar import to_rrule  # noqa: PLC0415 an extra, only when used

        return to_rrule(self._plan("auto", "run"), start)

    def _plan(self, platform: PlatformChoice, end: End) -> Plan:
        """The timetable on a platform, remembered.

        Raises:
            InvalidSchedule: neither platform, or not the one named, would run it.
            NoTimetable: it does not tell when it runs (a ValueError).
        """
        try:
            return self._plans[platform, end]
        except Exception:  # noqa: BLE001, S110 no plan yet, or an argument that cannot be looked up
            pass
        return self._planned(platform, end)

    def _planned(self, platform: PlatformChoice, end: End) -> Plan:
        """The timetable on a platform, worked out."""
        if platform not in PLATFORM_CHOICES:
            raise no_choice("platform", platform, PLATFORM_CHOICES)
        if end not in ENDS:
            raise no_choice("end", end, ENDS)
        plan = self._compiled(platform, end)
        try:
            plans = self._plans
        except AttributeError:
            plans = {}
            object.__setattr__(self, "_plans", plans)
        plans[platform, end] = plan
        return plan

    def _compiled(self, platform: PlatformChoice, end: End) -> Plan:
        if platform != "auto":
            return self._compiled_for(platform, end)
        try:
            return self._compiled_for("cloud", end)
        except ValueError:
            if not self._server_would_run_it_as_written():
                raise
        return self._compiled_for("server", end)

    def _compiled_for(self, platform: PlatformName, end: End) -> Plan:
        findings = self._findings(platform)
        if any(finding.severity == "error" for finding in findings):
            errors = [finding for finding in findings if finding.severity == "error"]
            raise InvalidSchedule(f"no timetable: {summary(errors)}", findings)
        try:
            return compile_plan(self, platform, end=end)
        except NoTimetable as reason:
            raise NoTimetable(f"no timetable: {reason}") from None
        except TypeError:
            raise TypeError(_NO_TEXT) from None

    def _server_would_run_it_as_written(self) -> bool:
        """Whether Server's reading of a Daily is more than leaving out what Cloud refuses."""
        if self.frequency != "Daily" or not self.intervals:
            return True
        hours = [whole_of(item.hours) for item in self.intervals if item.hours is not None]
        ended = seconds_of(self.end) is not None
        return len(hours) == 1 and hours[0] in DAILY_HOURS and (ended or hours[0] == _ONCE)
