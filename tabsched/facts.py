"""What about a schedule can make a rule speak, as bits: a rule is asked only where it may.

A fact chooses which rules are asked and never decides: a rule that is asked may find nothing, and
one that is not asked would have found nothing. `when` and `unless` of a rule name its facts.
"""

from __future__ import annotations

from typing import Final

# It stands there, right or wrong; the first is one of the four frequencies.
FREQUENCY: Final = 1 << 0
ODD_FREQUENCY: Final = 1 << 1
DETAILS: Final = 1 << 2
START: Final = 1 << 3
END: Final = 1 << 4
# Values beside the frequency and the id: name, state, timestamps …
ATTRIBUTE: Final = 1 << 5
# Something is odd about how it is written.
REMARK: Final = 1 << 6

# A time that is no time of day on a 5-minute mark.
ODD_TIME: Final = 1 << 7
# A window that is no whole number of hours; one in which it repeats that is over midnight or of a
# full day, or shorter than its hours.
ODD_WINDOW: Final = 1 << 8
LONG_WINDOW: Final = 1 << 9
SHORT_WINDOW: Final = 1 << 10

# What sound intervals say; those are of a kind that the frequency takes.
HOURS: Final = 1 << 11
MINUTES: Final = 1 << 12
WEEK_DAY: Final = 1 << 13
MONTH_DAY: Final = 1 << 14
# An interval that is not sound, or has a value that is not read as it is spelt.
ODD_INTERVAL: Final = 1 << 15
# Hours or minutes that are not offered without dispute.
ODD_NUMBER: Final = 1 << 16
# A day that some months lack, an ordinal without a weekday, or a number with one.
ODD_DAY: Final = 1 << 17
# An ordinal or the last day, alone or beside other intervals.
NTH: Final = 1 << 18
NTH_BESIDE: Final = 1 << 19

# How many intervals there are: several, several with hours or minutes, equal ones.
SEVERAL: Final = 1 << 20
SEVERAL_STEPS: Final = 1 << 21
REPEATED: Final = 1 << 22
# An interval might be the one that is missing.
IN_DOUBT: Final = 1 << 23

STEP: Final = HOURS | MINUTES
# Values that cannot be read as they stand.
UNREADABLE: Final = ODD_FREQUENCY | ODD_TIME | ODD_INTERVAL
