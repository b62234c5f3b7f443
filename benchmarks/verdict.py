"""How fast one parsed schedule is judged: every rule, against the structure alone elsewhere.

`tabsched.check(schedule)` is the public call: it works out platform and operation, asks every
rule that may speak, and makes a report. The schedules are sound; one with a fault takes longer,
since its finding is made and placed. The peers are given the dict ready-made and look at required
names, enumerations and patterns only: a Daily without hours, or a window that is no whole number
of hours, is beyond them. In a second row tabsched is given the dict too, which it then reads.

No schedule is given to tabsched twice, so a remembered verdict would not help it. What it does
remember is how the values of one interval are read, and which rules may speak about what.
"""

from __future__ import annotations

from random import Random
from types import GenericAlias
from typing import TYPE_CHECKING, Annotated, Any, Literal

import tabsched
from benchmarks import made_up_site
from benchmarks.peers import peer
from benchmarks.suite import OURS, Benchmark, Scale, interleaved, time_table, timed

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    Judge = Callable[[dict[str, Any]], bool]

_SEED = 5
_GIVEN_THE_DICT = f"{OURS}, given the dict"
_TIME = r"^([01][0-9]|2[0-3]):[0-5][05]:00$"
_HOURS = ("1", "2", "4", "6", "8", "12", "24")
_FREQUENCIES = ("Hourly", "Daily", "Weekly", "Monthly")
_ORDINALS = ("First", "Second", "Third", "Fourth", "Fifth", "LastDay")
_MONTH_DAYS = (*(str(day) for day in range(1, 32)), *_ORDINALS)
SCHEMA: dict[str, Any] = {
    "$schema": "http://json-schema.org/draft-07/schema#",
    "type": "object",
    "required": ["frequency", "frequencyDetails"],
    "properties": {
        "frequency": {"enum": list(_FREQUENCIES)},
        "frequencyDetails": {
            "type": "object",
            "required": ["start"],
            "additionalProperties": False,
            "properties": {
                "start": {"type": "string", "pattern": _TIME},
                "end": {"type": "string", "pattern": _TIME},
                "intervals": {
                    "type": "object",
                    "required": ["interval"],
                    "additionalProperties": False,
                    "properties": {
                        "interval": {
                            "type": "array",
                            "items": {
                                "type": "object",
                                "additionalProperties": False,
                                "minProperties": 1,
                                "properties": {
                                    "hours": {"enum": list(_HOURS)},
                                    "minutes": {"enum": ["15", "30", "60"]},
                                    "weekDay": {"enum": list(made_up_site.DAYS)},
                                    "monthDay": {"enum": list(_MONTH_DAYS)},
                                },
                            },
                        }
                    },
                },
            },
        },
    },
}


def pydantic_judge() -> Judge | None:
    """Models in Rust, strangers forbidden."""
    pydantic = peer("pydantic")
    if pydantic is None:
        return None
    model, strict = pydantic.create_model, {"extra": "forbid"}
    time = Annotated[str, pydantic.StringConstraints(pattern=_TIME)]
    interval = model(
        "Interval",
        __config__=strict,
        hours=(Literal[_HOURS] | None, None),
        minutes=(Literal["15", "30", "60"] | None, None),
        weekDay=(Literal[made_up_site.DAYS] | None, None),
        monthDay=(Literal[_MONTH_DAYS] | None, None),
    )
    intervals = model("Intervals", __config__=strict, interval=(GenericAlias(list, interval), ...))
    details = model(
        "Details",
        __config__=strict,
        start=(time, ...),
        end=(time | None, None),
        intervals=(intervals | None, None),
    )
    schedule = model(
        "Schedule", frequency=(Literal[_FREQUENCIES], ...), frequencyDetails=(details, ...)
    )
    return _accepts(schedule.model_validate, pydantic.ValidationError)


def fastjsonschema_judge() -> Judge | None:
    """The schema compiled to Python."""
    module = peer("fastjsonschema")
    if module is None:
        return None
    return _accepts(module.compile(SCHEMA), module.JsonSchemaException)


def jsonschema_judge() -> Judge | None:
    """The schema interpreted; the validator is made once."""
    module = peer("jsonschema")
    if module is None:
        return None
    return module.Draft7Validator(SCHEMA).is_valid  # type: ignore[no-any-return]


PEERS: dict[str, Callable[[], Judge | None]] = {
    "pydantic, structure only": pydantic_judge,
    "fastjsonschema, structure only": fastjsonschema_judge,
    "jsonschema, structure only": jsonschema_judge,
}


def check(_scale: Scale) -> Iterator[str]:
    """Whether all accept sound schedules and refuse a broken one of each kind."""
    sound = _fresh(Random(_SEED), 500)
    good = sound[0].to_dict()
    details = good["frequencyDetails"]
    broken: list[dict[str, Any]] = [
        {**good, "frequency": "daily"},
        {"frequency": good["frequency"]},
        {**good, "frequencyDetails": {**details, "start": "6:00:00"}},
        {**good, "frequencyDetails": {**details, "start": "06:03:00"}},
        {**good, "frequencyDetails": {**details, "intervals": {"interval": [{"weekDay": "Sun"}]}}},
    ]
    judges: dict[str, Judge | None] = {OURS: lambda body: tabsched.check(body).ok}
    judges |= {name: make() for name, make in PEERS.items()}
    for name, judge in judges.items():
        if judge is None:
            continue
        accepted = sum(judge(schedule.to_dict()) for schedule in sound)
        refused = sum(not judge(body) for body in broken)
        agrees = accepted == len(sound) and refused == len(broken)
        yield (
            f"{name} accepts {accepted} of {len(sound)} sound schedules, refuses {refused} of "
            f"{len(broken)} broken ones{'' if agrees else ': DIFFERS'}"
        )


def measure(scale: Scale) -> Iterator[str]:
    """Every contender judges schedules of all frequencies; each of tabsched's rounds new ones."""
    number = 100
    fresh = _endless(Random(_SEED))
    bodies = [schedule.to_dict() for schedule in _fresh(Random(_SEED), number)]

    def ours() -> float:
        schedules = [next(fresh) for _ in range(number)]
        return timed(lambda: [tabsched.check(one) for one in schedules], number)()

    def given_the_dict() -> float:
        dicts = [next(fresh).to_dict() for _ in range(number)]
        return timed(lambda: [tabsched.check(one) for one in dicts], number)()

    contenders: dict[str, Callable[[], float]] = {OURS: ours, _GIVEN_THE_DICT: given_the_dict}
    for name, make in PEERS.items():
        judge = make()
        if judge is not None:
            contenders[name] = timed(_all(judge, bodies), number)
    yield time_table("the verdict on one schedule", interleaved(contenders, scale.of(101, 15)))


def _all(judge: Judge, bodies: list[dict[str, Any]]) -> Callable[[], object]:
    return lambda: [judge(body) for body in bodies]


def _endless(random: Random) -> Iterator[tabsched.Schedule]:
    """Parsed schedules, none twice."""
    for plan in made_up_site.plans(random):
        yield tabsched.parse({"frequency": plan.frequency, "frequencyDetails": plan.details()})


def _fresh(random: Random, number: int) -> list[tabsched.Schedule]:
    endless = _endless(random)
    return [next(endless) for _ in range(number)]


def _accepts(validate: Callable[[Any], object], fault: type[Exception]) -> Judge:
    def judge(body: dict[str, Any]) -> bool:
        try:
            validate(body)
        except fault:
            return False
        return True

    return judge


BENCHMARK = Benchmark("verdict", "The whole verdict on one parsed schedule", check, measure)
