"""Names of zones, and what was meant where there is none."""

from __future__ import annotations

from datetime import timedelta, timezone
from zoneinfo import ZoneInfo, available_timezones

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tabsched.timetable import zones
from tabsched.timetable.windows import IANA_NAMES
from tabsched.timetable.zones import zone_of


def test_a_name_or_a_tzinfo_is_a_zone() -> None:
    assert zone_of("Europe/Berlin") is ZoneInfo("Europe/Berlin")
    zone = timezone(timedelta(hours=5))
    assert zone_of(zone) is zone


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("(UTC-05:00) America/New_York", "America/New_York"),
        ("(UTC) Europe/London", "Europe/London"),
        ("america/new_york", "America/New_York"),
        ("AMERICA/NEW_YORK", "America/New_York"),
        ("America/New York", "America/New_York"),
        (" Europe/Berlin\n", "Europe/Berlin"),
        ("Europe/Berlin\0", "Europe/Berlin"),
        ("Amercia/New_York", "America/New_York"),
        ("Europe/Berln", "Europe/Berlin"),
        ("Berlin", "Europe/Berlin"),
        ("Pacific Standard Time", "America/Los_Angeles"),
        ("pacific standard time", "America/Los_Angeles"),
        ("(UTC-08:00) Pacific Standard Time", "America/Los_Angeles"),
        ("W. Europe Standard Time", "Europe/Berlin"),
    ],
)
def test_the_name_that_was_meant_is_proposed(name: str, meant: str) -> None:
    with pytest.raises(ValueError, match="no time zone is named") as caught:
        zone_of(name)
    assert str(caught.value).endswith(f": write {meant!r}")


@pytest.mark.parametrize(
    "name",
    [
        "",
        " ",
        "\0",
        "../x",
        "..",
        "/etc/passwd",
        "America",
        "America/",
        "x" * 10_000,
        "Europe/Berlin" + " " * 10_000,
        "America/" * 2_000,
        "\ud800",
        "🕰",
        "GMT+5",
        "UTC+05:00",
        "+05:00",
        "zone.tab",
        "tzdata.zi",
        "__init__.py",
    ],
)
def test_a_hostile_or_hopeless_name_is_refused_like_any_other(name: str) -> None:
    with pytest.raises(ValueError, match="no time zone is named") as caught:
        zone_of(name)
    message = str(caught.value)
    message.encode()
    assert len(message) < 1_000
    assert message.endswith("give an IANA name such as 'America/New_York'")


@pytest.mark.parametrize("name", ["localtime", "posixrules", "right/UTC", "posix/Europe/Berlin"])
def test_what_a_machine_calls_a_zone_is_none(name: str) -> None:
    with pytest.raises(ValueError, match="no time zone is named") as caught:
        zone_of(name)
    assert not str(caught.value).endswith(f"write {name!r}")
    assert all(zone[0].isupper() for zone in available_timezones() - {"localtime"})


@given(name=st.text(st.characters(exclude_categories=()), max_size=30))
@settings(max_examples=settings().max_examples * 3 // 5)
def test_any_text_is_a_zone_or_a_value_error(name: str) -> None:
    try:
        zone = zone_of(name)
    except ValueError as error:
        message = str(error)
        message.encode()
    else:
        assert zone is ZoneInfo(name)


def test_what_is_neither_text_nor_zone_is_a_type_error() -> None:
    with pytest.raises(TypeError, match="IANA name or a tzinfo, found int"):
        zone_of(5)  # type: ignore[arg-type]  # the subject of the test


def test_a_missing_database_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(zones, "available_timezones", set)
    with pytest.raises(ValueError, match="pip install tzdata"):
        zone_of("Europe/Nowhere")


def test_every_windows_name_has_a_zone_that_exists() -> None:
    assert set(IANA_NAMES.values()) <= available_timezones()
    assert len(IANA_NAMES) > 130
    assert not set(IANA_NAMES) - {"UTC"} & available_timezones()
