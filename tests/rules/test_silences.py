"""The table SILENCES of checking: every row of it is needed, and is about rules that exist.

For each pair there is a body in which the silenced rule has something to say: with the pair taken
out of the table it says that, with it the speaker speaks alone.
"""

from __future__ import annotations

import pytest
from rule_tables import read
from valid_schedules import LUID, render

import tabsched
from tabsched.checking import SILENCES

PAIRS = {(speaker, silenced) for speaker, row in SILENCES.items() for silenced in row}

# speaker, silenced, platform, body
LINES = (
    ("TAB104", "TAB117", "cloud", "Monthly 8:00..18:00:00 monthDay=1"),
    ("TAB104", "TAB307", "server", "Daily 22:00:00..1:00"),
    ("TAB105", "TAB117", "cloud", "Weekly 08:00:00Z..09:00:00 weekDay=Monday"),
    ("TAB105", "TAB307", "server", "Daily 08:00:00..9:00Z"),
    ("TAB106", "TAB116", "cloud", "Daily 22:00:00..01:01:00 hours=4 weekDay=Monday"),
    ("TAB106", "TAB117", "cloud", "Monthly 22:00:00..01:01:00 monthDay=1"),
    ("TAB106", "TAB118", "server", "Daily 22:00:00..01:01:00 hours=4"),
    ("TAB106", "TAB306", "server", "Daily 22:00:00..01:01:00 hours=4"),
    ("TAB106", "TAB307", "server", "Daily 22:00:00..01:01:00"),
    ("TAB107", "TAB116", "cloud", "Daily 22:01:00..01:00:00 hours=4 weekDay=Monday"),
    ("TAB107", "TAB117", "cloud", "Monthly 22:01:00..01:00:00 monthDay=1"),
    ("TAB107", "TAB118", "server", "Hourly 22:01:00..01:00:00 hours=1"),
    ("TAB107", "TAB306", "cloud", "Daily 22:01:00..01:00:00 hours=4 weekDay=Monday"),
    ("TAB110", "TAB307", "server", "Daily 08:00:00 hours=4,weekDay=Monday"),
    ("TAB111", "TAB113", "server", "Weekly 08:00:00 weekDay=Funday weekDay=Funday"),
    ("TAB111", "TAB307", "server", "Daily 08:00:00 weekDay=Funday"),
    ("TAB111", "TAB402", "cloud", "Weekly 08:00:00 weekDay=Monday weekDay=Funday"),
    ("TAB111", "TAB504", "cloud", "Monthly 08:00:00 monthDay=First monthDay=First,weekDay=Funday"),
    ("TAB111", "TAB505", "cloud", "Monthly 08:00:00 monthDay=1,weekDay=Funday"),
    ("TAB115", "TAB113", "server", "Hourly 08:00:00..16:00:00 hours=04 hours=04"),
    ("TAB115", "TAB118", "server", "Hourly 22:00:00..06:00:00 hours=01"),
    ("TAB115", "TAB119", "server", "Hourly 08:00:00..08:00:00 hours=01"),
    ("TAB115", "TAB203", "server", "Hourly 08:00:00..08:30:00 hours=3 hours=01"),
    ("TAB115", "TAB204", "server", "Hourly 08:00:00..08:30:00 hours=1 hours=01"),
    ("TAB115", "TAB205", "server", "Hourly 08:00:00..08:30:00 hours=24 hours=01"),
    ("TAB115", "TAB302", "cloud", "Daily 08:00:00 hours=5 hours=04 weekDay=Monday"),
    ("TAB115", "TAB303", "cloud", "Daily 08:00:00 hours=4 hours=04 weekDay=Monday"),
    ("TAB115", "TAB307", "server", "Daily 08:00:00 hours=04"),
    ("TAB116", "TAB118", "cloud", "Daily 22:00:00..01:30:00 hours=4 weekDay=Monday"),
    ("TAB116", "TAB306", "cloud", "Daily 08:00:00..08:30:00 hours=4 weekDay=Monday"),
    ("TAB202", "TAB113", "server", "Hourly 08:00:00..08:30:00 weekDay=Monday weekDay=Monday"),
    (
        "TAB203",
        "TAB113",
        "cloud",
        "Hourly 08:00:00..18:00:00 hours=3 weekDay=Monday weekDay=Monday",
    ),
    ("TAB204", "TAB113", "server", "Hourly 08:00:00..08:30:00 hours=1 hours=1"),
    ("TAB204", "TAB203", "server", "Hourly 08:00:00..08:30:00 hours=1 hours=3"),
    ("TAB204", "TAB205", "server", "Hourly 08:00:00..08:30:00 hours=1 hours=24"),
    ("TAB301", "TAB113", "cloud", "Daily 08:00:00 weekDay=Monday weekDay=Monday"),
    ("TAB302", "TAB113", "cloud", "Daily 08:00:00 hours=5 weekDay=Monday weekDay=Monday"),
    ("TAB303", "TAB113", "cloud", "Daily 08:00:00 hours=4 hours=4 weekDay=Monday"),
    ("TAB303", "TAB302", "cloud", "Daily 08:00:00 hours=4 hours=5 weekDay=Monday"),
    ("TAB307", "TAB118", "server", "Daily 22:00:00..06:00:00 hours=4"),
    ("TAB307", "TAB119", "server", "Daily 08:00:00..08:00:00 hours=4"),
    ("TAB307", "TAB306", "server", "Daily 08:00:00..08:30:00 hours=4"),
    ("TAB402", "TAB113", "cloud", "Weekly 08:00:00 weekDay=Monday weekDay=Monday"),
    ("TAB502", "TAB113", "cloud", "Monthly 08:00:00 monthDay=32 monthDay=32"),
    ("TAB502", "TAB503", "cloud", "Monthly 08:00:00 monthDay=32 monthDay=LastDay"),
    ("TAB502", "TAB509", "cloud", "Monthly 08:00:00 monthDay=1 monthDay=32 monthDay=LastDay"),
    ("TAB502", "TAB512", "server", "Monthly 08:00:00 monthDay=1 monthDay=32"),
    ("TAB503", "TAB113", "cloud", "Monthly 08:00:00 monthDay=LastDay monthDay=LastDay"),
    ("TAB503", "TAB504", "cloud", "Monthly 08:00:00 monthDay=LastDay monthDay=First"),
    ("TAB503", "TAB505", "cloud", "Monthly 08:00:00 monthDay=LastDay monthDay=1,weekDay=Monday"),
    ("TAB503", "TAB509", "cloud", "Monthly 08:00:00 monthDay=1 monthDay=LastDay"),
    ("TAB503", "TAB512", "server", "Monthly 08:00:00 monthDay=1 monthDay=LastDay"),
    ("TAB504", "TAB113", "cloud", "Monthly 08:00:00 monthDay=First monthDay=First"),
    ("TAB504", "TAB509", "cloud", "Monthly 08:00:00 monthDay=1 monthDay=First"),
    ("TAB504", "TAB512", "server", "Monthly 08:00:00 monthDay=1 monthDay=First"),
    (
        "TAB505",
        "TAB113",
        "cloud",
        "Monthly 08:00:00 monthDay=1,weekDay=Monday monthDay=1,weekDay=Monday",
    ),
    (
        "TAB505",
        "TAB509",
        "cloud",
        "Monthly 08:00:00 monthDay=First,weekDay=Monday monthDay=1,weekDay=Monday",
    ),
    ("TAB505", "TAB512", "server", "Monthly 08:00:00 monthDay=1 monthDay=1,weekDay=Monday"),
    ("TAB507", "TAB113", "cloud", "Monthly 08:00:00 monthDay=Last monthDay=Last"),
    ("TAB507", "TAB503", "cloud", "Monthly 08:00:00 monthDay=Last monthDay=LastDay"),
    ("TAB507", "TAB509", "cloud", "Monthly 08:00:00 monthDay=1 monthDay=Last monthDay=LastDay"),
    ("TAB507", "TAB512", "server", "Monthly 08:00:00 monthDay=1 monthDay=Last"),
    ("TAB508", "TAB113", "cloud", "Monthly 08:00:00 monthDay=05 monthDay=05"),
    ("TAB508", "TAB503", "cloud", "Monthly 08:00:00 monthDay=05 monthDay=LastDay"),
    ("TAB508", "TAB509", "cloud", "Monthly 08:00:00 monthDay=1 monthDay=05 monthDay=LastDay"),
    ("TAB508", "TAB512", "server", "Monthly 08:00:00 monthDay=1 monthDay=05"),
    ("TAB512", "TAB509", "server", "Monthly 08:00:00 monthDay=1 monthDay=First,weekDay=Monday"),
)
GROUP = "<intervals><interval monthDay='1'/></intervals>"
DETAILS = f"<frequencyDetails start='06:00:00'>{GROUP}{GROUP}</frequencyDetails>"
TWO = f"<schedule frequency='Monthly'>{DETAILS}</schedule>"
WEEKLY = render(read("Weekly 06:00:00 weekDay=Monday"), "xml").text
DAILY = '{"frequency": "Daily", "frequencyDetails": {"start": "06:00:00", "intervals": %s}}'
REQUEST = (
    f"<tsRequest><extractRefresh id='42' type='FullRefresh'>%s</extractRefresh>{WEEKLY}</tsRequest>"
)
BODIES = (
    *((a, b, platform, render(read(line), "xml").text) for a, b, platform, line in LINES),
    ("TAB109", "TAB307", "server", DAILY % '{"interval": [{}]}'),
    ("TAB124", "TAB307", "server", DAILY % '{"interval": [{"hours": true}]}'),
    ("TAB114", "TAB113", "cloud", TWO),
    ("TAB604", "TAB607", "cloud", REQUEST % ""),
    ("TAB605", "TAB607", "cloud", REQUEST % f"<workbook id='{LUID}'/><datasource id='{LUID}'/>"),
    ("TAB606", "TAB607", "cloud", REQUEST % "<workbook/>"),
    (
        "TAB604",
        "TAB633",
        "cloud",
        f"<tsRequest><extractRefrsh type='FullRefresh'/>{WEEKLY}</tsRequest>",
    ),
    (
        "TAB608",
        "TAB633",
        "cloud",
        (REQUEST % f"<workbook id='{LUID}'/>")
        .replace("id='42'", "")
        .replace("schedule", "shedule"),
    ),
)
# Section 2 names these pairs, yet no body shows them: where the speaker speaks, the silenced rule
# finds nothing to judge even without the table.
NEVER_TOGETHER = {
    # a time that is no time has no window
    *(
        (time, rule)
        for time in ("TAB104", "TAB105")
        for rule in ("TAB116", "TAB118", "TAB119", "TAB306")
    ),
    # where end is start, both are off the mark, and a full day is a whole number of hours
    ("TAB106", "TAB119"),
    ("TAB107", "TAB119"),
    ("TAB116", "TAB119"),
    # a value that cannot be read is there all the same, so nothing is missing
    ("TAB111", "TAB112"),
    ("TAB111", "TAB401"),
    ("TAB115", "TAB202"),
    ("TAB115", "TAB301"),
    *((day, "TAB501") for day in ("TAB502", "TAB504", "TAB505", "TAB507", "TAB508")),
    # hours that cannot be read, stand twice or are not offered are not fewer than 24, nor 24
    *((hours, rule) for hours in ("TAB115", "TAB302", "TAB303") for rule in ("TAB304", "TAB305")),
    ("TAB115", "TAB306"),
    # an occurrence is one only with a value that can be read, and beside nothing else
    *((day, "TAB513") for day in ("TAB502", "TAB504", "TAB505", "TAB507", "TAB508")),
    ("TAB513", "TAB509"),
    # 19 speaks first, and silences 20
    ("TAB504", "TAB503"),
    ("TAB505", "TAB503"),
    # a Weekly that names no day has no interval that could stand twice
    ("TAB401", "TAB113"),
}


def speakers(platform: str, body: str) -> set[str]:
    """The rules that speak, infos apart."""
    named: tabsched.Report = tabsched.check(
        body, operation="create", platform="cloud" if platform == "cloud" else "server"
    )
    return {found.code for found in named if found.severity != "info"}


def every(platform: str, body: str) -> set[str]:
    """The rules that speak."""
    named: tabsched.Report = tabsched.check(
        body, operation="create", platform="cloud" if platform == "cloud" else "server"
    )
    return {found.code for found in named}


def test_every_code_in_the_table_is_that_of_a_rule() -> None:
    codes = {rule.code for rule in tabsched.rules()}
    assert {code for pair in PAIRS for code in pair} <= codes


def test_no_rule_silences_itself_or_one_rule_twice() -> None:
    assert all(len(row) == len(set(row)) for row in SILENCES.values())
    assert not any(speaker == silenced for speaker, silenced in PAIRS)


def test_every_pair_has_a_body_or_can_have_none() -> None:
    shown = {(speaker, silenced) for speaker, silenced, *_ in BODIES}
    assert PAIRS - shown - NEVER_TOGETHER == set()
    assert shown & NEVER_TOGETHER == set()


@pytest.mark.parametrize(("speaker", "silenced", "platform", "body"), BODIES)
def test_the_speaker_speaks_alone(
    speaker: str,
    silenced: str,
    platform: str,
    body: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert speakers(platform, body) == {speaker}
    assert silenced not in every(platform, body)
    row = tuple(code for code in SILENCES.get(speaker, ()) if code != silenced)
    monkeypatch.setitem(SILENCES, speaker, row)
    assert silenced in every(platform, body)
