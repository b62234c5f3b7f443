"""What one change makes of a valid schedule, and where a finding must then point.

A mutation changes one thing of a document in place and returns the fault that it made: the code
of the rule that must speak and the place of what was changed, told by the element and not by a
path. None of them leads to another valid schedule.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal, TypeVar

from hypothesis import strategies as st
from valid_schedules import (
    DAILY_HOURS,
    DAYS,
    LUID,
    OTHER_LUID,
    Element,
    Platform,
    Rendered,
    Syntax,
    clock,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from valid_schedules import Place

Item = TypeVar("Item")
Base = Literal["bare", "create", "update", "server"]
EVERY: tuple[Base, ...] = ("bare", "create", "update", "server")
CLOUD: tuple[Base, ...] = ("bare", "create", "update")
CREATE: tuple[Base, ...] = ("create",)
FOUR = ("Hourly", "Daily", "Weekly", "Monthly")
BOTH: tuple[Syntax, ...] = ("xml", "json")


@dataclass
class Subject:
    """A valid document that is about to be changed.

    Attributes:
        draw: draws from a strategy.
        root: a bare schedule, or a tsRequest.
    """

    draw: Callable[[st.SearchStrategy[Any]], Any]
    root: Element
    base: Base

    def pick(self, items: Sequence[Item]) -> Item:
        """One of some items."""
        chosen: Item = self.draw(st.sampled_from(list(items)))
        return chosen

    @property
    def platform(self) -> Platform:
        """For whom it is valid."""
        return "server" if self.base == "server" else "cloud"

    @property
    def schedule(self) -> Element:
        """The schedule."""
        return self.root if self.root.name == "schedule" else self.root.child("schedule")

    @property
    def frequency(self) -> str:
        """The frequency, while it stands."""
        return str(self.schedule.values["frequency"])

    @property
    def details(self) -> Element:
        """Its frequencyDetails."""
        return self.schedule.child("frequencyDetails")

    @property
    def group(self) -> Element | None:
        """Its intervals element; Server's Daily has none."""
        return next(iter(self.details.children), None)

    @property
    def intervals(self) -> list[Element]:
        """Its intervals."""
        return self.group.children if self.group else []

    @property
    def refresh(self) -> Element:
        """The extractRefresh of a request."""
        return self.root.child("extractRefresh")

    @property
    def target(self) -> Element:
        """The workbook or datasource of a create."""
        return self.refresh.children[0]

    @property
    def elements(self) -> list[Element]:
        """Every element whose names section 1 of the specification lists."""
        opened = [self.schedule, self.details, *self.intervals]
        opened += [self.group] if self.group else []
        if self.root is not self.schedule:
            opened += [self.refresh, *self.refresh.children]
        return opened

    @property
    def values(self) -> list[tuple[Element, str]]:
        """Every value that stands in them."""
        return [(element, name) for element in self.elements for name in element.values]

    def parent(self, inner: Element) -> Element:
        """The element in which another stands."""
        return next(one for one in [self.root, *self.elements] if inner in one.children)

    @property
    def missing_interval(self) -> str:
        """The rule that misses an interval where none stands."""
        codes = {"Hourly": "TAB202", "Daily": "TAB301", "Weekly": "TAB401", "Monthly": "TAB501"}
        return codes[self.frequency]

    @property
    def missing_end(self) -> str:
        """The rule that misses the end."""
        if self.frequency == "Hourly":
            return "TAB201"
        hours = [one.values["hours"] for one in self.intervals if "hours" in one.values]
        return "TAB305" if hours == ["24"] else "TAB304"


@dataclass
class Fault:
    """What must be found.

    Attributes:
        code: the rule that speaks.
        element: where, or in which.
        name: of the value or child of the element that is at fault.
        at: whether the value is at fault, the name, or that it is missing; "within" where the
            specification leaves open which part of the element is meant.
        others: elements that may be pointed at instead.
        mentions: what the message must hold.
        key: whether JSON has one name for a list of such elements.
        child: whether the name is that of a child element.
        auto: whether the document still tells for what it is to be judged.
    """

    code: str
    element: Element
    name: str = ""
    at: Literal["value", "name", "missing", "within"] = "value"
    others: tuple[Element, ...] = ()
    mentions: str = ""
    key: bool = False
    child: bool = False
    auto: bool = True

    def path(self, rendered: Rendered, syntax: Syntax) -> str:
        """Where the finding must point."""
        path = rendered.paths[self.element]
        if self.key and syntax == "json":
            path = path.rpartition("/")[0] if path.rpartition("/")[2].isdigit() else path
        if self.name:
            path += f"/{self.name}" if self.child else f"/@{self.name}"
        return path if syntax == "xml" else path.replace("@", "")

    def points(self, rendered: Rendered, syntax: Syntax, path: str, place: Place) -> bool:
        """Whether a path and a place in the text are those of the fault."""
        if self.at == "within":
            around = [rendered.paths[one] for one in (self.element, *self.others)]
            inside = any(path == one or path.startswith(f"{one}/") for one in around)
            known = {rendered.values.get(path), rendered.names.get(path), rendered.missing(path)}
            return inside and (place in known or path.endswith("/text()"))
        if path != self.path(rendered, syntax):
            return False
        if self.at == "missing":
            return place == rendered.missing(path)
        return place == (rendered.names if self.at == "name" else rendered.values)[path]


@dataclass(frozen=True)
class Mutation:
    """One way to spoil a valid document.

    Attributes:
        frequencies: the schedules that it can spoil.
        bases: the documents in which it can.
        auto: whether the document is told for what it is without options, too.
    """

    name: str
    apply: Callable[[Subject], Fault]
    frequencies: tuple[str, ...]
    bases: tuple[Base, ...]
    syntaxes: tuple[Syntax, ...]
    auto: bool


MUTATIONS: list[Mutation] = []


def mutation(
    *frequencies: str,
    bases: tuple[Base, ...] = CLOUD,
    syntaxes: tuple[Syntax, ...] = BOTH,
    auto: bool = True,
) -> Callable[[Callable[[Subject], Fault]], Callable[[Subject], Fault]]:
    """Put a function on the list."""

    def listed(apply: Callable[[Subject], Fault]) -> Callable[[Subject], Fault]:
        chosen = frequencies or FOUR
        MUTATIONS.append(Mutation(apply.__name__, apply, chosen, bases, syntaxes, auto))
        return apply

    return listed


def rename(element: Element, old: str, new: str) -> None:
    """Give a value another name in the same position."""
    element.values = {new if name == old else name: text for name, text in element.values.items()}


def often(subject: Subject) -> Element:
    """The interval that says how often."""
    return next(one for one in subject.intervals if {"hours", "minutes"} & one.values.keys())


# The frequency


@mutation(bases=EVERY)
def drop_the_frequency(subject: Subject) -> Fault:
    del subject.schedule.values["frequency"]
    return Fault("TAB101", subject.schedule, "frequency", "missing")


@mutation(bases=EVERY)
def give_the_frequency_an_unknown_name(subject: Subject) -> Fault:
    name = subject.pick(("freq", "often", "repeats"))
    rename(subject.schedule, "frequency", name)
    return Fault("TAB101", subject.schedule, "frequency", "missing", mentions=name)


@mutation(bases=EVERY)
def say_an_unknown_frequency(subject: Subject) -> Fault:
    names = ("Yearly", "daily", "HOURLY", "weekly ", "", "Customized Monthly")
    subject.schedule.values["frequency"] = subject.pick(names)
    return Fault("TAB102", subject.schedule, "frequency")


# Start and end


@mutation(bases=EVERY)
def drop_the_start(subject: Subject) -> Fault:
    del subject.details.values["start"]
    return Fault("TAB103", subject.details, "start", "missing")


@mutation(bases=EVERY)
def give_the_start_an_unknown_name(subject: Subject) -> Fault:
    name = subject.pick(("begin", "startTime", "from"))
    rename(subject.details, "start", name)
    return Fault("TAB103", subject.details, "start", "missing", mentions=name)


@mutation("Hourly", "Daily")
def drop_the_end(subject: Subject) -> Fault:
    del subject.details.values["end"]
    return Fault(subject.missing_end, subject.details, "end", "missing")


@mutation("Hourly", "Daily")
def give_the_end_an_unknown_name(subject: Subject) -> Fault:
    name = subject.pick(("until", "endTime", "stop"))
    rename(subject.details, "end", name)
    return Fault(subject.missing_end, subject.details, "end", "missing", mentions=name)


@mutation(bases=EVERY)
def write_a_time_that_is_none(subject: Subject) -> Fault:
    name = subject.pick(list(subject.details.values))
    wrong = ("6:00:00", "18:30", "24:00:00", "0౮:15:00", "08:00:00.5", "", "08:00:00\n", "noon")
    subject.details.values[name] = subject.pick(wrong)
    return Fault("TAB104", subject.details, name)


@mutation(bases=EVERY)
def add_an_offset_to_a_time(subject: Subject) -> Fault:
    name = subject.pick(list(subject.details.values))
    subject.details.values[name] += subject.pick(("+00:00", "-07:00", "Z"))
    return Fault("TAB105", subject.details, name)


@mutation(bases=EVERY)
def move_a_time_off_the_5_minute_mark(subject: Subject) -> Fault:
    name = subject.pick(list(subject.details.values))
    minutes, seconds = subject.pick([(1, 0), (2, 30), (4, 59), (0, 1)])
    text = subject.details.values[name]
    moved = f"{text[:3]}{int(text[3:5]) + minutes:02}:{seconds:02}"
    subject.details.values[name] = moved
    return Fault("TAB106" if name == "end" else "TAB107", subject.details, name)


@mutation("Hourly", "Daily")
def make_the_window_no_whole_number_of_hours(subject: Subject) -> Fault:
    name = subject.pick(("start", "end"))
    hours, minutes = subject.details.values[name].split(":")[:2]
    step = 5 * subject.draw(st.integers(1, 11))
    subject.details.values[name] = clock(int(hours) * 60 + int(minutes) + step)
    return Fault("TAB116", subject.details, "end")


@mutation("Weekly", "Monthly", bases=EVERY)
def say_an_end_where_none_belongs(subject: Subject) -> Fault:
    subject.details.values["end"] = clock(5 * subject.draw(st.integers(0, 287)))
    return Fault("TAB117", subject.details, "end")


# Intervals and their values


@mutation("Hourly", bases=EVERY)
def say_a_time_between_runs_that_is_not_offered(subject: Subject) -> Fault:
    interval = often(subject)
    name = next(iter(interval.values))
    interval.values[name] = subject.pick(("0", "3", "5", "23", "45", "59", "-1", "x", "", "1.5"))
    return Fault("TAB203", interval, name)


@mutation("Daily")
def say_hours_that_are_not_offered(subject: Subject) -> Fault:
    interval = often(subject)
    interval.values["hours"] = subject.pick(("0", "1", "3", "5", "23", "48", "-4", "x", "", "4.5"))
    return Fault("TAB302", interval, "hours")


@mutation(bases=EVERY)
def write_a_number_as_clients_do(subject: Subject) -> Fault:
    names = {"hours", "minutes", "monthDay"}
    numbers = [
        (one, name)
        for one in subject.intervals
        for name, text in one.values.items()
        if name in names and text.isdigit()
    ]
    if not numbers:  # LastDay, or an ordinal, or a Server's Daily
        return say_an_unknown_frequency(subject)
    interval, name = subject.pick(numbers)
    way = subject.pick(("{}.0", "0{}", "+{}", " {}", "{} ", "({},)"))
    interval.values[name] = way.format(interval.values[name])
    return Fault("TAB508" if name == "monthDay" else "TAB115", interval, name)


@mutation("Hourly", "Daily", "Weekly")
def say_a_day_that_is_none(subject: Subject) -> Fault:
    interval = subject.pick([one for one in subject.intervals if "weekDay" in one.values])
    interval.values["weekDay"] = subject.pick(("Funday", "monday", "TUESDAY", "Wed", "", "1"))
    return Fault("TAB111", interval, "weekDay")


@mutation("Monthly", bases=EVERY)
def say_a_month_day_that_is_none(subject: Subject) -> Fault:
    interval = subject.pick(subject.intervals)
    interval.values["monthDay"] = subject.pick(("0", "32", "-1", "Sixth", "1st", "", "1,15"))
    return Fault("TAB502", interval, "monthDay")


@mutation("Monthly", bases=EVERY)
def spell_a_month_day_otherwise(subject: Subject) -> Fault:
    interval = subject.pick(subject.intervals)
    interval.values["monthDay"] = subject.pick(("Last", "last", "LASTDAY", "first", "FIFTH"))
    return Fault("TAB507", interval, "monthDay")


@mutation("Monthly", bases=EVERY)
def take_or_give_a_month_day_its_week_day(subject: Subject) -> Fault:
    interval = subject.pick(subject.intervals)
    day = interval.values["monthDay"]
    if day.isdigit():
        interval.values["weekDay"] = subject.pick(DAYS)
        return Fault("TAB505", interval, at="within")
    if "weekDay" not in interval.values:  # the last day of the month, alone
        interval.values["monthDay"] = subject.pick(("First", "Fifth"))
        return Fault("TAB504", interval, "weekDay", "missing")
    del interval.values["weekDay"]
    if day != "LastDay":
        return Fault("TAB504", interval, "weekDay", "missing")
    if len(subject.intervals) > 1:
        return Fault("TAB503", interval, at="within")
    interval.values["monthDay"] = "Second"
    return Fault("TAB504", interval, "weekDay", "missing")


@mutation(bases=EVERY)
def give_a_value_of_an_interval_an_unknown_name(subject: Subject) -> Fault:
    if not subject.intervals:
        return drop_the_start(subject)
    interval = subject.pick(subject.intervals)
    old, new = subject.pick(list(interval.values)), subject.pick(("hour", "day", "nth"))
    day = interval.values.get("monthDay")
    pair = len(interval.values) > 1
    rename(interval, old, new)
    if not pair:
        return Fault("TAB109", interval, mentions=new)
    if old == "monthDay":
        return Fault("TAB108", interval, mentions=new)
    if day != "LastDay":
        return Fault("TAB504", interval, "weekDay", "missing", mentions=new)
    if len(subject.intervals) > 1:
        return Fault("TAB503", interval, at="within", mentions=new)
    return Fault("TAB120", interval, new, "name")


@mutation(bases=EVERY)
def repeat_an_interval(subject: Subject) -> Fault:
    if not subject.intervals:
        return drop_the_start(subject)
    old = subject.pick(subject.intervals)
    new = old.copy()
    place = subject.intervals.index(old) + 1
    subject.intervals.insert(subject.draw(st.integers(place, len(subject.intervals))), new)
    codes = {"Hourly": "TAB204", "Daily": "TAB303"}
    code = "TAB113"
    if {"hours", "minutes"} & old.values.keys():
        code = codes[subject.frequency]
    elif subject.frequency == "Weekly" and subject.platform == "cloud":
        code = "TAB402"
    elif old.values == {"monthDay": "LastDay"}:
        code = "TAB503"
    return Fault(code, new, at="within", others=(old,))


FOREIGN: dict[str, tuple[dict[str, str], ...]] = {
    "Hourly": ({"monthDay": "1"}, {"monthDay": "First", "weekDay": "Monday"}),
    "Daily": ({"minutes": "60"}, {"monthDay": "LastDay"}),
    "Weekly": ({"hours": "24"}, {"minutes": "60"}, {"monthDay": "1"}),
    "Monthly": ({"weekDay": "Monday"}, {"hours": "24"}, {"minutes": "60"}),
}


def insert(subject: Subject, values: dict[str, Any]) -> Element:
    """A new interval somewhere among the others."""
    new = Element("interval", values)
    subject.intervals.insert(subject.draw(st.integers(0, len(subject.intervals))), new)
    return new


@mutation()
def add_an_interval_that_the_frequency_does_not_take(subject: Subject) -> Fault:
    return Fault("TAB108", insert(subject, dict(subject.pick(FOREIGN[subject.frequency]))))


@mutation("Hourly", "Weekly", "Monthly", bases=("server",))
def add_an_interval_that_the_frequency_does_not_take_on_server(subject: Subject) -> Fault:
    return add_an_interval_that_the_frequency_does_not_take(subject)


@mutation()
def add_an_interval_that_says_nothing(subject: Subject) -> Fault:
    return Fault("TAB109", insert(subject, {}))


@mutation()
def add_an_interval_that_says_nothing_known(subject: Subject) -> Fault:
    return Fault("TAB109", insert(subject, {"shade": "red"}), mentions="shade")


@mutation()
def say_a_second_thing_in_an_interval(subject: Subject) -> Fault:
    interval = subject.pick(subject.intervals)
    interval.values["hours" if "hours" not in interval.values else "minutes"] = "24"
    return Fault("TAB110", interval)


@mutation("Weekly")
def name_a_second_day(subject: Subject) -> Fault:
    (first,) = subject.intervals
    other = subject.pick([day for day in DAYS if day != first.values["weekDay"]])
    new = insert(subject, {"weekDay": other})
    return Fault("TAB402", new, at="within", others=(first,))


@mutation("Hourly")
def say_in_a_second_way_how_often(subject: Subject) -> Fault:
    old = often(subject)
    new = insert(subject, {"minutes": "60"} if "hours" in old.values else {"hours": "1"})
    return Fault("TAB204", new, at="within", others=(old,))


@mutation("Daily")
def say_other_hours_besides(subject: Subject) -> Fault:
    old = often(subject)
    hours = [str(hours) for hours in DAILY_HOURS if str(hours) != old.values["hours"]]
    new = insert(subject, {"hours": subject.pick(hours)})
    return Fault("TAB303", new, at="within", others=(old,))


@mutation("Monthly")
def add_another_way_to_name_days(subject: Subject) -> Fault:
    first = subject.intervals[0]
    if "weekDay" in first.values:
        ordinals = [
            one for one in ("First", "Second", "LastDay") if one != first.values["monthDay"]
        ]
        insert(subject, {"weekDay": "Sunday", "monthDay": subject.pick(ordinals)})
    elif first.values["monthDay"] == "LastDay":
        new = insert(subject, {"monthDay": "15"})
        return Fault("TAB503", new, at="within", others=(first,))
    else:
        insert(subject, {"weekDay": "Sunday", "monthDay": "Second"})
    assert subject.group is not None
    return Fault("TAB509", subject.group)


@mutation("Monthly")
def add_the_last_day(subject: Subject) -> Fault:
    new = insert(subject, {"monthDay": "LastDay"})
    return Fault("TAB503", new, at="within", others=tuple(subject.intervals))


# What holds the intervals


@mutation()
def drop_all_intervals(subject: Subject) -> Fault:
    subject.details.children.clear()
    return Fault(subject.missing_interval, subject.details, "intervals", "missing", child=True)


@mutation("Hourly", "Weekly", "Monthly", bases=("server",))
def drop_all_intervals_on_server(subject: Subject) -> Fault:
    return drop_all_intervals(subject)


@mutation()
def empty_the_intervals(subject: Subject) -> Fault:
    group = subject.details.child("intervals")
    group.children.clear()
    return Fault(subject.missing_interval, group)


@mutation()
def give_the_intervals_an_unknown_name(subject: Subject) -> Fault:
    subject.details.child("intervals").name = "times"
    return Fault(
        subject.missing_interval, subject.details, "intervals", "missing", (), "times", child=True
    )


@mutation("Hourly", "Daily", "Weekly")
def give_the_one_interval_that_is_needed_an_unknown_name(subject: Subject) -> Fault:
    group = subject.details.child("intervals")
    interval = subject.intervals[0] if subject.frequency == "Weekly" else often(subject)
    interval.name = "repeat"
    return Fault(subject.missing_interval, group, mentions="repeat")


@mutation("Hourly", "Daily")
def drop_what_says_how_often(subject: Subject) -> Fault:
    subject.intervals.remove(often(subject))
    return Fault(subject.missing_interval, subject.details.child("intervals"))


@mutation("Hourly", "Daily")
def drop_every_day(subject: Subject) -> Fault:
    group = subject.details.child("intervals")
    group.children = [often(subject)]
    return Fault("TAB112", group)


@mutation()
def write_several_intervals_elements(subject: Subject) -> Fault:
    group = subject.details.child("intervals")
    cut = subject.draw(st.integers(0, len(group.children)))
    second = Element("intervals", {}, group.children[cut:])
    group.children = group.children[:cut]
    subject.details.children.append(second)
    return Fault("TAB114", second)


@mutation("Hourly", "Daily", "Weekly", "Monthly")
def leave_the_intervals_element_out(subject: Subject) -> Fault:
    inner = subject.intervals
    subject.details.children = inner
    return Fault("TAB123", subject.details, at="within")


@mutation(syntaxes=("json",))
def write_the_intervals_as_a_list(subject: Subject) -> Fault:
    group = subject.details.child("intervals")
    group.instead = [one.values for one in group.children]
    return Fault("TAB123", group, at="within")


@mutation(bases=EVERY)
def drop_the_frequency_details(subject: Subject) -> Fault:
    details = subject.details
    subject.schedule.children.clear()
    if subject.root is not subject.schedule:
        return Fault("TAB609", subject.schedule, "frequencyDetails", "missing", child=True)
    details.values.clear()
    return Fault("TAB103", subject.schedule, "frequencyDetails/@start", "missing", child=True)


@mutation(bases=EVERY)
def give_the_frequency_details_an_unknown_name(subject: Subject) -> Fault:
    subject.details.name = "when"
    if subject.root is not subject.schedule:
        name = "frequencyDetails"
        return Fault("TAB609", subject.schedule, name, "missing", (), "when", child=True)
    name = "frequencyDetails/@start"
    return Fault("TAB103", subject.schedule, name, "missing", (), "when", child=True)


@mutation(bases=EVERY, syntaxes=("xml",))
def write_a_second_frequency_details(subject: Subject) -> Fault:
    second = subject.details.copy()
    subject.schedule.children.append(second)
    return Fault("TAB611", second)


# Names, kinds and strangers


@mutation(bases=EVERY)
def misspell_the_name_of_a_value(subject: Subject) -> Fault:
    element, name = subject.pick(subject.values)
    ways = {name.upper(), name.lower(), name[0].upper() + name[1:]} - {name}
    written = subject.pick(sorted(ways))
    rename(element, name, written)
    return Fault("TAB122", element, written, "name")


@mutation(bases=EVERY)
def misspell_the_name_of_an_element(subject: Subject) -> Fault:
    one_alone = len(subject.intervals) == 1
    elements = [
        one
        for one in subject.elements
        if one is not subject.root and (one.name != "interval" or one_alone)
    ]
    element = subject.pick(elements)
    name = element.name
    ways = {name.upper(), name.lower(), name[0].upper() + name[1:]} - {name}
    ways |= {"frequencyDetail"} if name == "frequencyDetails" else set()
    element.name = subject.pick(sorted(ways))
    return Fault("TAB122", element, at="name", key=True)


KINDS: tuple[Any, ...] = (True, False, [], ["x"], {}, {"a": "b"})


@mutation(bases=EVERY, syntaxes=("json",))
def write_a_value_of_the_wrong_kind(subject: Subject) -> Fault:
    element, name = subject.pick(subject.values)
    element.values[name] = subject.pick(KINDS)
    # an update tells that it is one by its type
    told = subject.base != "update" or element is not subject.refresh
    return Fault("TAB124", element, name, auto=told)


@mutation(bases=EVERY, syntaxes=("json",))
def write_something_else_in_the_place_of_an_object(subject: Subject) -> Fault:
    element = subject.pick([one for one in subject.elements if one is not subject.root])
    element.instead = subject.pick(("x", "", 5, 1.5, True, False))
    return Fault("TAB124", element)


@mutation(bases=EVERY, syntaxes=("json",))
def write_null_where_a_value_is_required(subject: Subject) -> Fault:
    name = subject.pick(("frequency", "start"))
    if name == "frequency":
        subject.schedule.values[name] = None
        return Fault("TAB101", subject.schedule, name, "missing")
    subject.details.values[name] = None
    return Fault("TAB103", subject.details, name, "missing")


@mutation("Hourly", "Daily", syntaxes=("json",))
def write_null_for_the_end(subject: Subject) -> Fault:
    subject.details.values["end"] = None
    return Fault(subject.missing_end, subject.details, "end", "missing")


@mutation("Weekly", "Monthly", bases=EVERY, syntaxes=("json",))
def write_null_where_nothing_is_required(subject: Subject) -> Fault:
    element, name = subject.pick([(subject.schedule, "endScheduleAt"), (subject.details, "end")])
    element.values[name] = None
    return Fault("TAB125", element, name, "within")


@mutation("Hourly", "Daily", "Weekly", syntaxes=("json",))
def write_null_for_the_only_value_of_an_interval(subject: Subject) -> Fault:
    interval = subject.pick(subject.intervals)
    interval.values[next(iter(interval.values))] = None
    return Fault("TAB109", interval)


@mutation(syntaxes=("json",))
def write_null_for_the_intervals(subject: Subject) -> Fault:
    subject.details.child("intervals").instead = None
    return Fault(subject.missing_interval, subject.details, "intervals", "missing", child=True)


@mutation(syntaxes=("json",))
def write_null_for_the_frequency_details(subject: Subject) -> Fault:
    subject.details.instead = None
    if subject.root is not subject.schedule:
        return Fault("TAB609", subject.schedule, "frequencyDetails", "missing", child=True)
    name = "frequencyDetails/@start"
    return Fault("TAB103", subject.schedule, name, "missing", child=True)


@mutation(bases=EVERY)
def add_an_unknown_value(subject: Subject) -> Fault:
    element = subject.pick(subject.elements)
    name = subject.pick(("shade", "timezone", "weekDays", "x-note"))
    element.values[name] = subject.pick(("red", "", "1"))
    return Fault("TAB120", element, name, "name")


@mutation(bases=EVERY)
def add_an_unknown_element(subject: Subject) -> Fault:
    element = subject.pick(subject.elements)
    stranger = Element(subject.pick(("shade", "recurrence")), {"a": "b"})
    element.children.append(stranger)
    return Fault("TAB120", stranger, at="name")


@mutation(bases=EVERY, syntaxes=("xml",))
def write_text_where_none_belongs(subject: Subject) -> Fault:
    element = subject.pick(subject.elements)
    element.text = subject.pick(("... additional …", "x", "<>&"))
    return Fault("TAB120", element, at="within")


@mutation(bases=EVERY, auto=False)
def add_what_only_tableau_writes(subject: Subject) -> Fault:
    name = subject.pick(("createdAt", "updatedAt", "nextRunAt"))
    subject.schedule.values[name] = "2024-02-21T02:20:00Z"
    return Fault("TAB121", subject.schedule, name, "name")


@mutation(bases=("create", "update"), auto=False)
def add_the_count_of_failures(subject: Subject) -> Fault:
    subject.refresh.values["consecutiveFailedCount"] = "0"
    return Fault("TAB121", subject.refresh, "consecutiveFailedCount", "name")


# What stands around the schedule of a request


@mutation(bases=CREATE)
def drop_the_type(subject: Subject) -> Fault:
    del subject.refresh.values["type"]
    return Fault("TAB601", subject.refresh, "type", "missing")


@mutation(bases=CREATE)
def give_the_type_an_unknown_name(subject: Subject) -> Fault:
    rename(subject.refresh, "type", "kind")
    return Fault("TAB601", subject.refresh, "type", "missing", mentions="kind")


@mutation(bases=("create", "update"), auto=False)
def say_an_unknown_type(subject: Subject) -> Fault:
    subject.refresh.values["type"] = subject.pick(("Incremental", "fullRefresh", "", "Full"))
    return Fault("TAB602", subject.refresh, "type")


@mutation(bases=("create", "update"), auto=False)
def say_the_type_of_the_other_operation(subject: Subject) -> Fault:
    other = "IncrementalRefresh" if subject.base == "create" else "IncrementalExtract"
    subject.refresh.values["type"] = other
    return Fault("TAB603", subject.refresh, "type")


@mutation(bases=CREATE)
def drop_the_target(subject: Subject) -> Fault:
    subject.refresh.children.clear()
    return Fault("TAB604", subject.refresh, "workbook", "missing", child=True)


@mutation(bases=CREATE)
def give_the_target_an_unknown_name(subject: Subject) -> Fault:
    subject.target.name = "book"
    return Fault("TAB604", subject.refresh, "workbook", "missing", mentions="book", child=True)


@mutation(bases=CREATE, syntaxes=("json",))
def write_null_for_the_target(subject: Subject) -> Fault:
    subject.target.instead = None
    return Fault("TAB604", subject.refresh, subject.target.name, "missing", child=True)


@mutation(bases=CREATE)
def empty_the_extract_refresh(subject: Subject) -> Fault:
    subject.refresh.children.clear()
    subject.refresh.values.clear()
    return Fault("TAB604", subject.refresh, "workbook", "missing", child=True)


@mutation(bases=CREATE, syntaxes=("xml",))
def drop_the_extract_refresh(subject: Subject) -> Fault:
    subject.root.children.remove(subject.refresh)
    return Fault("TAB604", subject.root, at="within")


@mutation(bases=("create", "update"), auto=False)
def name_a_second_target(subject: Subject) -> Fault:
    names = ("workbook", "datasource")
    subject.refresh.children = [Element(name, {"id": LUID}) for name in names]
    if subject.base == "create":
        subject.refresh.children.reverse()
    return Fault("TAB605", subject.refresh, at="within")


@mutation(bases=CREATE)
def drop_the_id_of_the_target(subject: Subject) -> Fault:
    del subject.target.values["id"]
    return Fault("TAB606", subject.target, "id", "missing")


@mutation(bases=CREATE)
def give_the_id_of_the_target_an_unknown_name(subject: Subject) -> Fault:
    rename(subject.target, "id", "luid")
    return Fault("TAB606", subject.target, "id", "missing", mentions="luid")


@mutation(bases=CREATE)
def empty_the_id_of_the_target(subject: Subject) -> Fault:
    subject.target.values["id"] = ""
    return Fault("TAB606", subject.target, "id")


@mutation(bases=CREATE)
def write_an_id_that_is_no_luid(subject: Subject) -> Fault:
    element = subject.pick([subject.target, subject.refresh])
    wrong = ("42", LUID[1:], LUID.replace("-", ""), f"{LUID} ", "g" + OTHER_LUID[1:])
    element.values["id"] = subject.pick(wrong)
    return Fault("TAB607", element, "id")


@mutation(bases=CREATE, auto=False)
def drop_the_schedule(subject: Subject) -> Fault:
    subject.root.children.remove(subject.schedule)
    return Fault("TAB608", subject.root, "schedule", "missing", child=True)


@mutation(bases=CREATE, auto=False)
def give_the_schedule_an_unknown_name(subject: Subject) -> Fault:
    subject.schedule.name = name = subject.pick(("shedule", "when"))
    return Fault("TAB608", subject.root, "schedule", "missing", mentions=name, child=True)


@mutation(bases=("update",))
def give_the_schedule_of_an_update_an_unknown_name(subject: Subject) -> Fault:
    schedule = subject.schedule
    schedule.name = subject.pick(("shedule", "schedul", "when"))
    return Fault("TAB633", schedule, at="name")


@mutation(bases=CREATE, syntaxes=("xml",))
def give_the_extract_refresh_an_unknown_name(subject: Subject) -> Fault:
    subject.refresh.name = "extractRefrsh"
    name = "extractRefresh"
    return Fault("TAB604", subject.root, name, "missing", (), "extractRefrsh", child=True)


@mutation(bases=("update",), syntaxes=("xml",), auto=False)
def give_the_extract_refresh_of_an_update_an_unknown_name(subject: Subject) -> Fault:
    refresh = subject.refresh
    refresh.name = "extractRefrsh"
    return Fault("TAB633", refresh, at="name")


@mutation(bases=CREATE)
def write_a_second_schedule(subject: Subject) -> Fault:
    second = subject.schedule.copy()
    subject.root.children.append(second)
    return Fault("TAB610", second)


@mutation(bases=("create", "update"), auto=False)
def move_the_schedule_inside_the_extract_refresh(subject: Subject) -> Fault:
    inner = subject.schedule
    subject.root.children.remove(inner)
    subject.refresh.children.append(inner)
    return Fault("TAB612", inner)


# What only Server takes


@mutation("Hourly", bases=("server",))
def drop_the_end_on_server(subject: Subject) -> Fault:
    return drop_the_end(subject)


@mutation("Hourly", bases=("server",))
def say_a_time_between_runs_on_which_sources_disagree(subject: Subject) -> Fault:
    interval = often(subject)
    name, text = subject.pick((("hours", "24"), ("minutes", "60")))
    interval.values = {name: text}
    return Fault("TAB205", interval, name)


@mutation("Daily", bases=("server",))
def say_what_server_ignores(subject: Subject) -> Fault:
    if subject.draw(st.booleans()):
        subject.details.values["end"] = clock(5 * subject.draw(st.integers(0, 287)))
        return Fault("TAB307", subject.details, "end")
    interval = subject.pick(({"weekDay": "Monday"}, {"hours": "4"}, {"minutes": "60"}))
    group = Element("intervals", {}, [Element("interval", interval)])
    subject.details.children.append(group)
    return Fault("TAB307", group)


@mutation("Monthly", bases=("server",))
def name_a_second_day_of_the_month(subject: Subject) -> Fault:
    (first,) = subject.intervals
    if first.values["monthDay"] == "LastDay":
        new = insert(subject, {"monthDay": "15"})
        return Fault("TAB503", new, at="within", others=(first,))
    day = subject.pick([str(n) for n in range(1, 29) if str(n) != first.values["monthDay"]])
    insert(subject, {"monthDay": day})
    assert subject.group is not None
    return Fault("TAB512", subject.group)


@mutation("Monthly", bases=("server",))
def name_an_occurrence_of_a_week_day(subject: Subject) -> Fault:
    (first,) = subject.intervals
    first.values = {"weekDay": "Monday", "monthDay": subject.pick(("First", "LastDay"))}
    return Fault("TAB513", first, at="within")


@mutation(bases=("server",))
def say_an_attribute_that_server_does_not_know(subject: Subject) -> Fault:
    name = subject.pick(("priority", "state", "executionOrder", "type"))
    subject.schedule.values[name] = subject.pick(("0", "101", "active", "", "x"))
    return Fault("TAB127", subject.schedule, name)
