"""What Tableau Cloud and Tableau Server offer, as two values."""

from __future__ import annotations

from typing import Final, NamedTuple


class Platform(NamedTuple):
    """What a platform takes.

    Attributes:
        name: "cloud" or "server", as in options.
        title: how messages call it.
        hourly_hours: hours between the runs of an Hourly schedule.
        hourly_minutes: minutes between the runs of an Hourly schedule.
        disputed_hours: hours that only some sources allow there.
        disputed_minutes: minutes that only some sources allow there.
    """

    name: str
    title: str
    hourly_hours: tuple[int, ...]
    hourly_minutes: tuple[int, ...]
    disputed_hours: tuple[int, ...] = ()
    disputed_minutes: tuple[int, ...] = ()


# [ref] Create Cloud Extract Refresh Task, the table of valid interval values.
CLOUD: Final = Platform("cloud", "Tableau Cloud", hourly_hours=(1,), hourly_minutes=(60,))
# [tsc] HourlyInterval and [sdk] ServerScheduleValidator; 24 hours and 60 minutes differ in them.
SERVER: Final = Platform(
    "server",
    "Tableau Server",
    hourly_hours=(1, 2, 4, 6, 8, 12),
    hourly_minutes=(15, 30),
    disputed_hours=(24,),
    disputed_minutes=(60,),
)
PLATFORMS: Final = {"cloud": CLOUD, "server": SERVER}

# [ref] Create Cloud Extract Refresh Task: hours of a Daily schedule.
DAILY_HOURS: Final = (2, 4, 6, 8, 12, 24)
# What answers are recorded or documented to carry on either platform.
KNOWN_HOURS: Final = (1, 2, 4, 6, 8, 12, 24)
KNOWN_MINUTES: Final = (15, 30, 60)
# [tsc] ScheduleItem, [sdk] server schedules.
STATES: Final = ("Active", "Suspended")
EXECUTION_ORDERS: Final = ("Parallel", "Serial")
SCHEDULE_TYPES: Final = (
    "Extract",
    "Subscription",
    "Flow",
    "System",
    "DataAcceleration",
    "ActiveDirectorySync",
)
MOST_PRIORITY: Final = 100
