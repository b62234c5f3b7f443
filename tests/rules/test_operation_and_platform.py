"""Section 3 of the specification, `operation="auto"`, `platform="auto"`, Update and Response."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from rule_tables import expected, judged, read, table, told
from valid_schedules import LUID, Element, Syntax, render, request, schedule

import tabsched

if TYPE_CHECKING:
    from rule_tables import Row

# An Hourly without end tells what it is judged as by the severity of TAB201: an error in a
# create, a warning in an update, nothing in a response.
PROBE = "Hourly 08:00:00 hours=1 weekDay=Monday"
OPERATIONS = {"create": ["error"], "update": ["warning"], "response": []}
WORKBOOK = ("workbook", LUID)
STAMP = "2024-02-21T02:20:00Z"
UNREADABLE_STAMPS = (
    "",
    "2024",
    "2024-02-21",
    "2024-02-21T02:20:00",
    "2024-02-21 02:20:00Z",
    "2024-13-21T02:20:00Z",
    "02:20",
    "yesterday",
)
# An Hourly of 8 hours tells for whom it is judged: Server takes it, Cloud does not.
SERVER_PROBE = "Hourly 08:00:00..16:00:00 hours=8 weekDay=Monday"
PLATFORMS = {"cloud": ["TAB203"], "server": []}


def operations(body: str | dict[str, Any] | list[Any], **options: Any) -> list[str]:  # noqa: ANN401 check's options
    """What a body whose schedules are PROBEs was judged as, each."""
    report = tabsched.check(body, **options)
    return [found.severity for found in report if found.code == "TAB201"]


def platforms(body: str | dict[str, Any] | list[Any], **options: Any) -> list[str]:  # noqa: ANN401 check's options
    """What TAB203 says about a body whose schedules are SERVER_PROBEs."""
    return [found.code for found in tabsched.check(body, **options) if found.code == "TAB203"]


def probe(line: str = PROBE, **attributes: str) -> Element:
    """A bare schedule with attributes."""
    tree = read(line)
    tree.values.update(attributes)
    return tree


def under(root: str, *children: Element) -> Element:
    """A document with another root."""
    return Element(root, {}, list(children))


def refresh(kind: str | None = "FullRefresh", *targets: tuple[str, str]) -> Element:
    """An extractRefresh."""
    return request(None, kind, *targets).children[0]


def bare(line: str = PROBE) -> dict[str, Any]:
    """A bare schedule as JSON."""
    value: dict[str, Any] = render(read(line), "json").value
    return value


# What operation="auto" takes a document for


@pytest.mark.parametrize(
    ("name", "tree"),
    [
        # the root decides first
        ("response", under("tsResponse", refresh("FullRefresh", WORKBOOK), probe())),
        ("response", under("tsResponse", probe())),
        ("create", under("tsRequest", refresh("FullRefresh", WORKBOOK), probe(createdAt=STAMP))),
        ("create", under("tsRequest", probe(nextRunAt=STAMP))),
        # a request that holds both
        ("create", under("tsRequest", refresh("FullRefresh", WORKBOOK), probe())),
        ("create", under("tsRequest", refresh("FullRefresh"), probe())),
        ("create", under("tsRequest", refresh("IncrementalExtract", WORKBOOK), probe())),
        ("create", under("tsRequest", refresh("IncrementalExtract"), probe())),
        ("create", under("tsRequest", refresh("IncrementalRefresh", WORKBOOK), probe())),
        (
            "create",
            under("tsRequest", refresh("IncrementalRefresh", ("datasource", LUID)), probe()),
        ),
        ("create", under("tsRequest", refresh(None), probe())),
        ("update", under("tsRequest", refresh("IncrementalRefresh"), probe())),
        # only a schedule, with a frequency
        ("create", under("tsRequest", probe())),
    ],
)
def test_the_root_and_what_stands_under_it_tell_the_operation(name: str, tree: Element) -> None:
    assert operations(render(tree, "xml").text) == OPERATIONS[name]
    assert operations(render(tree, "json", rooted=True).text) == OPERATIONS[name]


@pytest.mark.parametrize(
    ("name", "tree"),
    [
        ("create", probe()),
        ("response", probe(createdAt=STAMP)),
        ("response", probe(updatedAt=STAMP)),
        ("response", probe(nextRunAt=STAMP)),
        ("create", probe(id=LUID)),
        ("create", probe(endScheduleAt=STAMP)),
    ],
)
@pytest.mark.parametrize("syntax", ["xml", "json"])
def test_a_bare_schedule_is_a_create_unless_only_tableau_writes_what_it_holds(
    name: str, tree: Element, syntax: Syntax
) -> None:
    assert operations(render(tree, syntax).text) == OPERATIONS[name]


@pytest.mark.parametrize(
    ("name", "tree"),
    [
        ("create", under("tsRequest", refresh("FullRefresh", WORKBOOK), probe())),
        ("create", under("tsRequest", refresh("IncrementalRefresh", WORKBOOK), probe())),
        ("update", under("tsRequest", refresh("IncrementalRefresh"), probe())),
        (
            "response",
            under("tsRequest", refresh("IncrementalRefresh", WORKBOOK), probe(createdAt=STAMP)),
        ),
    ],
)
def test_json_without_a_root_tells_the_operation_by_what_it_holds(name: str, tree: Element) -> None:
    assert operations(render(tree, "json").text) == OPERATIONS[name]


def test_a_failed_count_of_tableau_makes_a_rootless_document_a_response() -> None:
    tree = under("tsRequest", refresh("FullRefresh", WORKBOOK), probe())
    tree.children[0].values["consecutiveFailedCount"] = "0"
    assert operations(render(tree, "json").text) == OPERATIONS["response"]
    assert operations(render(tree, "xml").text) == OPERATIONS["create"]


def test_only_extract_refresh_inside_a_request_is_an_update() -> None:
    tree = under("tsRequest", refresh("IncrementalRefresh"))
    assert told(tabsched.check(render(tree, "xml").text)) == []
    tree = under("tsRequest", refresh("FullRefresh"))
    assert told(tabsched.check(render(tree, "json", rooted=True).text)) == []


def test_only_a_schedule_without_frequency_inside_a_request_is_an_update() -> None:
    sparse = "- 08:00:00 hours=1 weekDay=Monday"
    report = tabsched.check(render(under("tsRequest", read(sparse)), "xml").text)
    assert told(report) == ["TAB101 warning /tsRequest/schedule/@frequency"]


def test_only_a_named_schedule_inside_a_request_is_a_create_for_server() -> None:
    tree = under("tsRequest", probe(SERVER_PROBE, name="A", state="Active", type="Extract"))
    assert told(tabsched.check(render(tree, "xml").text)) == []
    tree = under("tsRequest", probe(name="A", type="Extract"))
    assert operations(render(tree, "xml").text) == OPERATIONS["create"]


@pytest.mark.parametrize(
    "body",
    [
        bare(),
        [bare()],
        {"every hour": bare()},
        {"schedule": bare()},
        {"schedule": [bare()]},
        {"schedules": [bare()]},
        {"schedule": {"every hour": bare()}},
        {"schedules": {"every hour": bare()}},
    ],
    ids=[
        "bare",
        "list",
        "mapping",
        "schedule",
        "schedule list",
        "schedules list",
        "schedule mapping",
        "schedules mapping",
    ],
)
def test_a_bare_schedule_alone_in_a_list_or_in_a_mapping_is_a_create(body: Any) -> None:  # noqa: ANN401 any JSON value
    assert operations(body) == OPERATIONS["create"]
    assert operations(json.dumps(body)) == OPERATIONS["create"]


def test_each_item_of_a_list_or_mapping_has_an_operation_of_its_own() -> None:
    answer, fresh = bare() | {"createdAt": STAMP}, bare()
    for body in ([answer, fresh], [fresh, answer]):
        assert operations(body) == ["error"]
    assert operations({"a": answer, "b": fresh}) == ["error"]
    assert operations({"schedules": [answer, fresh]}) == ["error"]


def test_each_item_of_a_list_or_mapping_has_a_platform_of_its_own() -> None:
    server, cloud = bare(SERVER_PROBE) | {"name": "A", "state": "Active"}, bare(SERVER_PROBE)
    assert platforms([server, cloud]) == ["TAB203"]
    assert platforms([server, server]) == []
    assert platforms({"a": server, "b": cloud}) == ["TAB203"]


def test_the_other_keys_of_a_list_or_mapping_are_not_judged() -> None:
    sound = bare("Weekly 08:00:00 weekDay=Monday")
    assert told(tabsched.check({"nightly": sound, "owner": "me", "retries": 3})) == []
    assert told(tabsched.check({"schedules": [sound], "version": 2})) == []
    assert told(tabsched.check({"schedule": sound, "note": "x"})) == []


def test_json_that_spells_the_root_out_is_read_as_that_root() -> None:
    answer = {"extractRefresh": {"type": "FullRefresh"}, "schedule": bare()}
    assert operations({"tsResponse": answer}) == OPERATIONS["response"]
    assert operations({"tsRequest": answer}) == OPERATIONS["create"]


@pytest.mark.parametrize("operation", ["create", "update", "response"])
def test_the_operation_that_is_said_holds(operation: str) -> None:
    for tree in (
        under("tsRequest", refresh("FullRefresh", WORKBOOK), probe()),
        under("tsResponse", refresh("FullRefresh", WORKBOOK), probe()),
        probe(createdAt=STAMP),
    ):
        found = operations(render(tree, "xml").text, operation=operation)
        assert found == OPERATIONS[operation]


# What platform="auto" takes a schedule for


@pytest.mark.parametrize(
    ("name", "tree"),
    [
        # a request with extractRefresh is Cloud's, whatever its schedule carries
        ("cloud", under("tsRequest", refresh("FullRefresh", WORKBOOK), probe(SERVER_PROBE))),
        (
            "cloud",
            under(
                "tsRequest",
                refresh("FullRefresh", WORKBOOK),
                probe(SERVER_PROBE, name="A", state="Active", priority="50"),
            ),
        ),
        ("server", probe(SERVER_PROBE, name="A")),
        ("server", probe(SERVER_PROBE, state="Active")),
        ("server", probe(SERVER_PROBE, priority="50")),
        ("server", probe(SERVER_PROBE, executionOrder="Serial")),
        ("server", probe(SERVER_PROBE, type="Extract")),
        ("server", under("tsRequest", probe(SERVER_PROBE, name="A"))),
        # else Cloud's; an id says nothing
        ("cloud", probe(SERVER_PROBE)),
        ("cloud", probe(SERVER_PROBE, id=LUID)),
        ("cloud", under("tsRequest", probe(SERVER_PROBE))),
    ],
)
def test_attributes_and_extract_refresh_tell_the_platform(name: str, tree: Element) -> None:
    assert platforms(render(tree, "xml").text) == PLATFORMS[name]
    rooted = tree.name == "tsRequest"
    assert platforms(render(tree, "json", rooted=rooted).text) == PLATFORMS[name]


# In a response TAB301 tells the platform: only Cloud's Daily without hours runs every hour.
DAILY_PROBE = "Daily 08:00:00..16:00:00 weekDay=Monday"
ANSWERED = {"cloud": ["TAB301"], "server": []}


@pytest.mark.parametrize(
    ("name", "tree"),
    [
        ("server", under("tsResponse", probe(DAILY_PROBE))),
        ("server", under("tsResponse", under("schedules", probe(DAILY_PROBE)))),
        (
            "server",
            under("tsResponse", under("schedules", probe(DAILY_PROBE), probe(DAILY_PROBE))),
        ),
        ("server", under("tsResponse", refresh(), probe(DAILY_PROBE, state="Active"))),
        ("cloud", under("tsResponse", refresh(), probe(DAILY_PROBE))),
        ("cloud", under("tsResponse", refresh(), probe(DAILY_PROBE, id=LUID))),
    ],
)
def test_where_a_schedule_stands_in_a_response_tells_the_platform(name: str, tree: Element) -> None:
    report = tabsched.check(render(tree, "xml").text)
    assert [found.code for found in report] == ANSWERED[name]


@pytest.mark.parametrize(
    ("name", "attributes"),
    [("cloud", {}), ("server", {"name": "A"}), ("server", {"state": "Active"})],
)
def test_a_schedule_inside_an_extract_refresh_of_a_response(
    name: str, attributes: dict[str, str]
) -> None:
    inside = refresh("FullRefresh", WORKBOOK)
    inside.children.append(probe(DAILY_PROBE, **attributes))
    tree = under("tsResponse", under("tasks", under("task", inside)))
    report = tabsched.check(render(tree, "xml").text)
    assert [found.code for found in report] == ANSWERED[name]


@pytest.mark.parametrize("syntax", ["xml", "json"])
def test_a_schedule_of_id_and_name_alone_is_a_reference_and_not_judged(syntax: Syntax) -> None:
    inside = refresh("FullRefresh", WORKBOOK)
    inside.children.append(Element("schedule", {"id": LUID, "name": "Weekday early mornings"}))
    tree = under("tsResponse", under("tasks", under("task", inside)))
    text = render(tree, syntax, rooted=syntax == "json").text
    assert told(tabsched.check(text)) == []
    reference = Element("schedule", {"id": LUID, "name": "A"})
    assert told(tabsched.check(render(under("tsRequest", reference), "xml").text)) == []


@pytest.mark.parametrize("platform", ["cloud", "server"])
def test_the_platform_that_is_said_holds(platform: str) -> None:
    options: dict[str, Any] = {"platform": platform}
    for tree in (probe(SERVER_PROBE), probe(SERVER_PROBE, name="A", state="Active")):
        assert platforms(render(tree, "xml").text, **options) == PLATFORMS[platform]


def test_rules_28_to_30_36_and_39_speak_only_of_requests() -> None:
    for line in ("Weekly 06:00:00 weekDay=Monday", "Monthly 06:00:00 monthDay=1"):
        for syntax in ("xml", "json"):
            text = render(read(line), "xml" if syntax == "xml" else "json").text
            assert told(tabsched.check(text, operation="create")) == []


# Update


@table(
    # what stands is checked as in a create
    ("Weekly 6:00 weekDay=Monday", "TAB104 error start 409004"),
    ("Weekly 06:01:00 weekDay=Monday", "TAB107 error start 409004"),
    ("Hourly 06:00:00..07:30:00 hours=1 weekDay=Monday", "TAB116 error end 409004"),
    ("Hourly 06:00:00..07:00:00 hours=2 weekDay=Monday", "TAB203 error interval1.hours 409004"),
    (
        "Hourly 06:00:00..09:00:00 hours=1 hours=1 weekDay=Monday",
        "TAB204 error interval2.hours 409004",
    ),
    ("Daily 06:00:00..12:00:00 hours=5 weekDay=Monday", "TAB302 error interval1.hours 409004"),
    (
        "Daily 06:00:00..14:00:00 hours=4 hours=8 weekDay=Monday",
        "TAB303 error interval2.hours 409004",
    ),
    ("Weekly 06:00:00 weekDay=Monday weekDay=Friday", "TAB402 error interval2.weekDay 409004"),
    ("Weekly 06:00:00 weekDay=monday", "TAB111 error interval1.weekDay 409004"),
    ("Monthly 06:00:00 monthDay=32", "TAB502 error interval1.monthDay 409004"),
    ("Monthly 06:00:00 monthDay=1,weekDay=Monday", "TAB505 error interval1.monthDay 409004"),
    ("yearly 06:00:00", "TAB102 error frequency 409004"),
    ("Weekly 06:00:00 hours=4", "TAB108 error interval1 409004"),
    ("Weekly 06:00:00 hours=4,weekDay=Monday", "TAB110 error interval1 409004"),
    # an ordinal stands, though not with its weekDay
    ("Monthly 06:00:00 monthDay=First", "TAB504 error interval1.weekDay 409004"),
    # what is missing inside a given schedule is a warning
    ("- 06:00:00 weekDay=Monday", "TAB101 warning frequency"),
    ("Weekly .. weekDay=Monday", "TAB103 warning start"),
    ("Hourly 06:00:00 hours=1 weekDay=Monday", "TAB201 warning end"),
    ("Hourly 06:00:00..07:00:00 weekDay=Monday", "TAB202 warning intervals"),
    ("Hourly 06:00:00..07:00:00 hours=1", "TAB112 warning intervals"),
    ("Daily 06:00:00..10:00:00 hours=4", "TAB112 warning intervals"),
    ("Daily 06:00:00 hours=4 weekDay=Monday", "TAB304 warning end"),
    ("Daily 06:00:00 hours=24 weekDay=Monday", "TAB305 warning end"),
    ("Weekly 06:00:00", "TAB401 warning intervals"),
    ("Monthly 06:00:00", "TAB501 warning intervals"),
    # except 8, which stays an error
    ("Daily 06:00:00..10:00:00 weekDay=Monday", "TAB301 error intervals"),
    ("Daily 06:00:00", "TAB301 error intervals"),
)
def test_update_checks_what_stands_and_warns_of_what_is_missing(row: Row, syntax: Syntax) -> None:
    assert judged(row, syntax, operation="update", platform="cloud") == expected(row, syntax)


@pytest.mark.parametrize("platform", ["cloud", "server"])
@pytest.mark.parametrize("syntax", ["xml", "json"])
def test_update_an_interval_that_says_nothing_stands(platform: str, syntax: Syntax) -> None:
    tree = schedule("Weekly", "06:00:00", None, [{"weekDay": "Monday"}, {}])
    row = (tree, ("TAB109 error interval2 409004",))
    assert judged(row, syntax, operation="update", platform=platform) == expected(row, syntax)


@pytest.mark.parametrize("frequency", ["Hourly", "Daily", "Weekly", "Monthly"])
@pytest.mark.parametrize("syntax", ["xml", "json"])
def test_update_a_missing_frequency_details_is_one_warning(frequency: str, syntax: Syntax) -> None:
    tree = Element("schedule", {"frequency": frequency})
    row = (request(tree, "IncrementalRefresh"), ("TAB609 warning details",))
    assert judged(row, syntax) == expected(row, syntax)


def test_update_a_missing_schedule_extract_refresh_or_target_is_fine() -> None:
    line = "Weekly 06:00:00 weekDay=Monday"
    for tree in (
        request(None, "IncrementalRefresh"),
        request(None, "FullRefresh", WORKBOOK),
        request(read(line), "FullRefresh"),
        under("tsRequest", read(line)),
    ):
        text = render(tree, "xml").text
        assert told(tabsched.check(text, operation="update", platform="cloud")) == []


@table(
    ("- 06:00:00",),
    ("Hourly ..",),
    ("Hourly 06:00:00",),
    ("Weekly 06:00:00",),
    ("Monthly 06:00:00",),
    ("Daily ..",),
)
def test_update_for_server_misses_nothing(row: Row, syntax: Syntax) -> None:
    assert judged(row, syntax, operation="update", platform="server") == expected(row, syntax)


# Response


@table(
    # 8, where frequencyDetails stands
    ("Daily 06:00:00..10:00:00 weekDay=Monday", "TAB301 error intervals"),
    ("Daily 06:00:00", "TAB301 error intervals"),
    (Element("schedule", {"frequency": "Daily"}),),
    # 31 to 33
    ("Monthly 06:00:00 monthDay=31", "TAB510 info interval1.monthDay"),
    ("Monthly 06:00:00 monthDay=Fifth,weekDay=Monday", "TAB510 info interval1.monthDay"),
    ("Hourly 22:00:00..01:00:00 hours=1 weekDay=Monday", "TAB118 info end"),
    ("Hourly 22:00:00..22:00:00 minutes=60 weekDay=Monday", "TAB119 info end"),
    ("Daily 08:00:00..10:00:00 hours=8 weekDay=Monday", "TAB306 info interval1.hours"),
    # a value that no rule of either platform knows
    ("Yearly 06:00:00", "TAB128 info frequency"),
    ("Weekly 6:00 weekDay=Monday", "TAB128 info start"),
    ("Weekly 06:00:00..7 weekDay=Monday", "TAB128 info end"),
    ("Daily 06:00:00..12:00:00 hours=5 weekDay=Monday", "TAB128 info interval1.hours"),
    ("Hourly 06:00:00..10:00:00 minutes=7 weekDay=Monday", "TAB128 info interval1.minutes"),
    ("Weekly 06:00:00 weekDay=Funday", "TAB128 info interval1.weekDay"),
    ("Monthly 06:00:00 monthDay=32", "TAB128 info interval1.monthDay"),
    # what Tableau itself writes is no finding
    ("Hourly 06:00:00..10:30:00 minutes=15",),
    ("Hourly 06:00:00 hours=8",),
    ("Daily 06:02:00..06:02:00 hours=24 weekDay=Monday",),
    ("Weekly 06:00:00..06:00:00 weekDay=Monday weekDay=Friday",),
    ("Monthly 06:00:00 monthDay=1 monthDay=1 monthDay=LastDay",),
    ("Monthly 06:00:00 monthDay=First,weekDay=Monday monthDay=15",),
    ("Monthly 06:00:00 monthDay=Last",),
    ("- 06:00:00",),
    ("Weekly ..",),
)
def test_response_only_a_few_rules_speak(row: Row, syntax: Syntax) -> None:
    assert judged(row, syntax, operation="response", platform="cloud") == expected(row, syntax)


@table(
    ("Daily 06:00:00..10:00:00 weekDay=Monday",),
    ("Daily 06:00:00",),
    ("Daily 02:30:00..23:00:00 hours=8 weekDay=Monday",),
    ("Monthly 06:00:00 monthDay=31", "TAB510 info interval1.monthDay"),
    ("Monthly 06:00:00 monthDay=1 monthDay=15",),
    ("Monthly 06:00:00 monthDay=First,weekDay=Monday",),
    ("Hourly 22:00:00..01:00:00 hours=1", "TAB118 info end"),
)
def test_response_of_server(row: Row, syntax: Syntax) -> None:
    assert judged(row, syntax, operation="response", platform="server") == expected(row, syntax)


@pytest.mark.parametrize("name", ["createdAt", "updatedAt", "nextRunAt", "endScheduleAt"])
@pytest.mark.parametrize("syntax", ["xml", "json"])
def test_response_a_timestamp_that_cannot_be_read_is_an_info(name: str, syntax: Syntax) -> None:
    line = "Weekly 06:00:00 weekDay=Monday"
    for stamp in UNREADABLE_STAMPS:
        row = (probe(line, **{name: stamp}), (f"TAB129 info {name}",))
        assert judged(row, syntax, operation="response") == expected(row, syntax)
    for stamp in (STAMP, "2023-08-17T15:36:37-0700", "2023-08-17T15:36:37-07:00"):
        assert judged((probe(line, **{name: stamp}), ()), syntax, operation="response") == []


def test_response_unknown_names_are_no_finding() -> None:
    tree = schedule("Weekly", "06:00:00", None, [{"weekDay": "Monday", "shade": "red"}], hue="1")
    inside = refresh("RefreshExtractTask", ("workbook", "42"))
    inside.values["id"] = "42"
    text = render(under("tsResponse", inside, tree), "xml").text
    assert told(tabsched.check(text)) == []
