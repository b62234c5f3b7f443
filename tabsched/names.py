"""Which names the elements of a schedule document know.

Section 1 of the specification lists them: what the reference's samples, the recorded answers
and Tableau's own client carry on each element.
"""

from __future__ import annotations

from typing import Final

ATTRIBUTES: Final[dict[str, frozenset[str]]] = {
    "request": frozenset(),
    "schedule": frozenset(
        {
            "id",
            "name",
            "state",
            "priority",
            "type",
            "frequency",
            "executionOrder",
            "createdAt",
            "updatedAt",
            "nextRunAt",
            "endScheduleAt",
        }
    ),
    "frequencyDetails": frozenset({"start", "end"}),
    "intervals": frozenset(),
    "interval": frozenset({"hours", "minutes", "weekDay", "monthDay"}),
    "extractRefresh": frozenset({"id", "type", "priority", "consecutiveFailedCount"}),
    "workbook": frozenset({"id", "name"}),
    "datasource": frozenset({"id", "name"}),
    "view": frozenset({"id", "name"}),
}
ELEMENTS: Final[dict[str, frozenset[str]]] = {
    # Whatever holds an extractRefresh or a schedule; other names in it are not judged.
    "request": frozenset({"extractRefresh", "schedule"}),
    "schedule": frozenset({"frequencyDetails"}),
    "frequencyDetails": frozenset({"intervals"}),
    "intervals": frozenset({"interval"}),
    "interval": frozenset(),
    "extractRefresh": frozenset({"schedule", "workbook", "datasource", "view"}),
    "workbook": frozenset(),
    "datasource": frozenset(),
    "view": frozenset(),
}
_MEANT: Final[dict[str, dict[str, str]]] = {
    kind: {name.lower(): name for name in ATTRIBUTES[kind] | ELEMENTS[kind]} for kind in ATTRIBUTES
}
# The reference itself writes `frequencyDetail` in two of its samples.
_MEANT["schedule"]["frequencydetail"] = "frequencyDetails"

# JSON has no comments: schemas and many readers take this key for one. XML has no such name.
COMMENT_KEY: Final = "$comment"
# Of these a JSON document holds lists.
LISTED: Final = frozenset({("request", "schedule"), ("intervals", "interval")})
# Beside a schedule in a request these take the place of extractRefresh.
OTHER_TASKS: Final = frozenset(
    {"task", "tasks", "subscription", "flowrun", "flow", "dataacceleration", "linkedtask"}
)
WRITTEN_BY_TABLEAU: Final = frozenset(
    {"createdAt", "updatedAt", "nextRunAt", "consecutiveFailedCount"}
)
# What makes a schedule one of Server's: Cloud's custom schedules carry none of them.
SERVER_ATTRIBUTES: Final = ("name", "state", "priority", "executionOrder", "type")
TIMESTAMPS: Final = ("createdAt", "updatedAt", "nextRunAt", "endScheduleAt")
# The names at the top of the API's documents; what they hold beside schedules is not judged.
DOCUMENT_NAMES: Final = frozenset(
    {
        "tsrequest",
        "tsresponse",
        "schedule",
        "schedules",
        "extractrefresh",
        "task",
        "tasks",
        "extract",
        "extracts",
        "pagination",
        "job",
        "jobs",
        "warnings",
        "error",
        "datasources",
        "subscription",
        "subscriptions",
        "flowrun",
        "dataacceleration",
        "linkedtask",
        "linkedtasks",
    }
)


def meant(kind: str, written: str) -> str:
    """The known name of an element of that kind that the written one is or stands for."""
    known = _MEANT[kind]
    return known.get(written.lower(), written)
