"""What day is it?"""

from __future__ import annotations

from datetime import UTC, date, datetime


def today() -> date:
    """The day by UTC, so that it is the same on every machine."""
    return datetime.now(UTC).date()
