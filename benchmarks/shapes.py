"""Six schedules, and how each peer says the same: the next run after an instant, prepared.

Each contender is prepared outside the clock as far as its public interface allows, and is then
asked for an aware datetime in the zone, strictly after an aware datetime in the zone.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import tabsched
from benchmarks.made_up_site import DAYS
from benchmarks.peers import peer
from benchmarks.suite import OURS

if TYPE_CHECKING:
    from collections.abc import Callable

    Next = Callable[[datetime], datetime | None]

ZONE = ZoneInfo("America/Los_Angeles")


@dataclass(frozen=True)
class Shape:
    """A schedule, said in every peer's language.

    Attributes:
        cron: five fields; celery, which knows no `#` and no `L`, is left out where they stand.
        trigger: APScheduler's fields.
        rule: dateutil's arguments; freq by its name, nth a day of the week and its ordinal.
    """

    name: str
    schedule: tabsched.Schedule
    cron: str
    trigger: dict[str, Any]
    rule: dict[str, Any] = field(default_factory=dict)


HOURLY_WINDOW = Shape(
    "hourly, 08:00 to 18:00 on working days",
    tabsched.Schedule.hourly(start="08:00", end="18:00", on=DAYS[1:6]),
    "0 8-18 * * 1-5",
    {"minute": 0, "hour": "8-18", "day_of_week": "mon-fri"},
    {"freq": "WEEKLY", "byweekday": range(5), "byhour": range(8, 19)},
)
EVERY_FOUR_HOURS = Shape(
    "every 4 hours on two days",
    tabsched.Schedule.daily(start="18:30", end="22:30", hours=4, on=["Sunday", "Wednesday"]),
    "30 18,22 * * 0,3",
    {"minute": 30, "hour": "18,22", "day_of_week": "sun,wed"},
    {"freq": "WEEKLY", "byweekday": (6, 2), "byhour": (18, 22), "byminute": 30},
)
WEEKLY = Shape(
    "weekly",
    tabsched.Schedule.weekly(start="21:50", on="Wednesday"),
    "50 21 * * 3",
    {"minute": 50, "hour": 21, "day_of_week": "wed"},
    {"freq": "WEEKLY", "byweekday": 2, "byhour": 21, "byminute": 50},
)
THIRD_THURSDAY = Shape(
    "third Thursday",
    tabsched.Schedule.monthly(start="06:00", nth=("Third", "Thursday")),
    "0 6 * * 4#3",
    {"minute": 0, "hour": 6, "day": "3rd thu"},
    {"freq": "MONTHLY", "nth": (3, 3), "byhour": 6},
)
THE_31ST = Shape(
    "31st",
    tabsched.Schedule.monthly(start="06:00", on=31),
    "0 6 31 * *",
    {"minute": 0, "hour": 6, "day": 31},
    {"freq": "MONTHLY", "bymonthday": 31, "byhour": 6},
)
LAST_DAY = Shape(
    "LastDay",
    tabsched.Schedule.monthly(start="23:00", on="LastDay"),
    "0 23 L * *",
    {"minute": 0, "hour": 23, "day": "last"},
    {"freq": "MONTHLY", "bymonthday": -1, "byhour": 23},
)
SHAPES = (HOURLY_WINDOW, EVERY_FOUR_HOURS, WEEKLY, THIRD_THURSDAY, THE_31ST, LAST_DAY)
# At a time that a spring night skips; only the check asks it.
AT_HALF_PAST_TWO = Shape(
    "daily at 02:30",
    tabsched.Schedule.daily(start="02:30", on=DAYS),
    "30 2 * * *",
    {"minute": 30, "hour": 2},
    {"freq": "DAILY", "byhour": 2, "byminute": 30},
)
EVERY_HOUR = Shape(
    "every hour of every day",
    tabsched.Schedule.hourly(start="00:00", end="00:00", on=DAYS),
    "0 0-23 * * *",
    {"minute": 0, "hour": "*"},
    {"freq": "DAILY", "byhour": range(24)},
)


def ours(shape: Shape) -> Next:
    """The public method; its timetable is compiled at the first call."""
    ask = shape.schedule.next_run
    return lambda after: ask(after, ZONE)


def cronsim(shape: Shape) -> Next | None:
    """An iterator made anew: its public interface offers no other way."""
    module = peer("cronsim")
    if module is None:
        return None
    make, cron = module.CronSim, shape.cron
    return lambda after: next(make(cron, after))


def cronsim_prepared(shape: Shape) -> Next | None:
    """One iterator whose clock is set by hand, as its own __init__ sets it: no public interface."""
    module = peer("cronsim")
    if module is None:
        return None
    iterator = module.CronSim(shape.cron, datetime(2026, 1, 1, tzinfo=ZONE))

    def ask(after: datetime) -> datetime:
        iterator.dt = after.replace(tzinfo=None, microsecond=0)
        return next(iterator)  # type: ignore[no-any-return]

    return ask


def croniter(shape: Shape) -> Next | None:
    """One iterator, told where to start."""
    module = peer("croniter")
    if module is None:
        return None
    ask = module.croniter(shape.cron, datetime(2026, 1, 1, tzinfo=ZONE)).get_next
    return lambda after: ask(datetime, start_time=after)


def croniter_rs(shape: Shape) -> Next | None:
    """One iterator; it answers without a zone, which is put on here."""
    module = peer("croniter_rs")
    if module is None:
        return None
    iterator = module.croniter(shape.cron, datetime(2026, 1, 1, tzinfo=ZONE))
    place, ask = iterator.set_current, iterator.get_next

    def answer(after: datetime) -> datetime:
        place(after)
        return ask(datetime).replace(tzinfo=ZONE)  # type: ignore[no-any-return]

    return answer


def apscheduler(shape: Shape) -> Next | None:
    """One trigger; told that it fired at the instant, it answers what comes after."""
    module = peer("apscheduler.triggers.cron")
    if module is None:
        return None
    ask = module.CronTrigger(**shape.trigger, timezone=ZONE).get_next_fire_time
    return lambda after: ask(after, after)


def dateutil(shape: Shape) -> Next | None:
    """A rule made anew from the instant on: cheaper than one that counts from long ago."""
    module = peer("dateutil.rrule")
    if module is None:
        return None
    make, rule = module.rrule, rule_arguments(shape, module)
    return lambda after: make(dtstart=after, **rule).after(after)


def celery(shape: Shape) -> Next | None:
    """One crontab; it says how long to wait from `nowfun`. None for # and L, which it lacks."""
    module = peer("celery")
    schedules = peer("celery.schedules")
    if module is None or schedules is None or "#" in shape.cron or "L" in shape.cron:
        return None
    minute, hour, day_of_month, month, day_of_week = shape.cron.split()
    app = module.Celery(set_as_current=False)
    app.conf.timezone = ZONE.key
    now = [datetime(2026, 1, 1, tzinfo=ZONE)]
    crontab = schedules.crontab(
        minute, hour, day_of_week, day_of_month, month, app=app, nowfun=lambda: now[0]
    )
    ask = crontab.remaining_estimate

    def answer(after: datetime) -> datetime:
        now[0] = after
        return (after.astimezone(UTC) + ask(after)).astimezone(ZONE)  # type: ignore[no-any-return]

    return answer


def rule_arguments(shape: Shape, module: Any) -> dict[str, Any]:  # noqa: ANN401 dateutil.rrule
    """The shape's rule as dateutil takes it."""
    said = {"byminute": 0, "bysecond": 0, **shape.rule}
    if nth := said.pop("nth", None):
        said["byweekday"] = module.weekday(*nth)
    return {**said, "freq": getattr(module, shape.rule["freq"])}


CONTENDERS: dict[str, Callable[[Shape], Next | None]] = {
    OURS: ours,
    "cronsim": cronsim,
    "cronsim, clock set by hand": cronsim_prepared,
    "croniter, prepared": croniter,
    "APScheduler CronTrigger, prepared": apscheduler,
    "dateutil.rrule": dateutil,
    "celery crontab": celery,
    "croniter-rs (Rust), prepared": croniter_rs,
}


def exists(local: datetime) -> bool:
    """Whether a wall-clock time is one that the clocks of its zone show."""
    shown = local.astimezone(UTC).astimezone(local.tzinfo)
    return shown.replace(tzinfo=None) == local.replace(tzinfo=None)
