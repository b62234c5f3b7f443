"""Schedules in YAML: what is said about them, on the command line and from Python."""

from __future__ import annotations

import io
import json
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from valid_schedules import LUID, Element, render, request, valid_creates, valid_schedules

import tabsched
from tabsched.cli.main import main
from tabsched.wire.json import from_python
from tabsched.wire.yaml import dumps

if TYPE_CHECKING:
    import random
    from collections.abc import Callable, Iterator
    from pathlib import Path

NIGHTLY = """\
# the books close at six
frequency: Daily
frequencyDetails:
  start: 06:00:00
  end: 18:00:00
  intervals:
    interval:
      - hours: 4
      - weekDay: Monday   # and no other day
"""


def block(value: object) -> str:
    text: str = yaml.safe_dump(value, sort_keys=False, allow_unicode=True)
    return f"---\n{text}" if text.startswith(('"', "{", "[")) else text


def flow(value: object) -> str:
    return "---\n" + yaml.safe_dump(value, sort_keys=False, default_flow_style=True, width=60)


def in_quotes(value: object) -> str:
    return "---\n" + yaml.safe_dump(value, sort_keys=False, default_style='"', indent=4)


def ours(value: object) -> str:
    return dumps(from_python(value))[0]


STYLES = (block, flow, in_quotes, ours)


def codes(body: str | bytes) -> list[str]:
    return [finding.code for finding in tabsched.check(body)]


def said(report: tabsched.Report) -> list[tuple[str, str, str, str]]:
    """What a report says, without places: in no order, since those of YAML and JSON may differ."""
    return sorted((one.code, one.severity, one.path, one.message) for one in report)


def inner(value: Any) -> Iterator[tuple[Any, str | int]]:  # noqa: ANN401 any JSON value
    """Each place in a value: what holds it, and the key or index."""
    keys = list(value) if isinstance(value, dict) else range(len(value))
    for key in keys:
        yield value, key
        if isinstance(value[key], dict | list):
            yield from inner(value[key])


ODD = (
    *("true", "false", "null", "[]", "{}", "[true]", "4", "4.0", "0", "-1", '""', '"4"', '"04"'),
    *('"true"', '"null"', '"no"', '"6:00"', '"a b: c"', '"\\u00a0"'),
)
ODD_NAMES = ("weekday", "frequencyDetail", "interval", "on", "4", "~", "createdAt", "a/b~c", "ü: x")


@st.composite
def documents(draw: st.DrawFn) -> Any:  # noqa: ANN401 any JSON value
    """A schedule, a list or mapping of some, or a request, perhaps with something wrong in it."""
    kind = draw(st.sampled_from(("bare", "list", "mapping", "under schedule", "request")))
    if kind == "request":
        value = render(draw(valid_creates()), "json").value
    else:
        some = draw(st.lists(valid_schedules(), min_size=1, max_size=3))
        values = [render(one, "json").value for one in some]
        value = {
            "bare": values[0],
            "list": values,
            "mapping": dict(zip(("nightly", "4", "Sales dashboard"), values, strict=False)),
            "under schedule": {"schedule": values},
        }[kind]
    for _ in range(draw(st.integers(0, 3))):
        places = list(inner(value))
        holder, key = draw(st.sampled_from(places))
        match draw(st.sampled_from(("odd", "gone", "renamed"))):
            case "odd":
                holder[key] = json.loads(draw(st.sampled_from(ODD)))
            case "gone" if len(holder) > 1 or holder is not value:
                del holder[key]
            case "renamed" if isinstance(holder, dict):
                holder[draw(st.sampled_from(ODD_NAMES))] = holder.pop(key)
            case _:
                pass
        if not value or not isinstance(value, dict | list):
            break
    return json.loads(json.dumps(value))


@pytest.mark.parametrize("style", STYLES)
@given(documents())
def test_yaml_is_judged_as_the_json_that_it_says(
    style: Callable[[object], str], value: object
) -> None:
    as_json = tabsched.check(json.dumps(value))
    as_yaml = tabsched.check(style(value))
    if style is not in_quotes:  # there the numbers are texts
        assert said(as_yaml) == said(as_json)
        assert as_yaml.schedules == as_json.schedules
    else:
        texts = tabsched.check(yaml.safe_load(style(value)))
        assert said(as_yaml) == said(texts)


@pytest.mark.parametrize("style", STYLES)
@given(documents())
def test_a_finding_lies_on_a_character_of_the_text(
    style: Callable[[object], str], value: object
) -> None:
    text = style(value)
    lines = text.split("\n")
    for finding in tabsched.check(text):
        assert finding.line is not None
        assert finding.column is not None
        assert lines[finding.line - 1][finding.column - 1 : finding.column] not in {"", " "}


@given(valid_schedules(), st.sampled_from(STYLES), st.data())
def test_a_finding_lies_where_its_value_is_written(
    tree: Element, style: Callable[[object], str], data: st.DataObject
) -> None:
    value = render(tree, "json").value
    times = [name for name in ("start", "end") if name in value["frequencyDetails"]]
    value["frequencyDetails"][data.draw(st.sampled_from(times))] = "ODD"
    text = style(value)
    (finding,) = (one for one in tabsched.check(text) if one.code == "TAB104")
    line = text.split("\n")[(finding.line or 0) - 1]
    assert line[(finding.column or 0) - 1 :].startswith("ODD")


@given(valid_schedules(), st.sampled_from(STYLES))
def test_a_schedule_is_parsed_as_it_is_from_json(
    tree: Element, style: Callable[[object], str]
) -> None:
    value = render(tree, "json").value
    schedule = tabsched.parse(style(value))
    assert schedule == tabsched.parse(json.dumps(value))
    assert tabsched.parse(ours(schedule.to_dict())) == schedule
    assert tabsched.parse_all(style([value, value])) == (schedule, schedule)


def test_values_without_quotes_keep_their_text() -> None:
    schedule = tabsched.parse(NIGHTLY)
    assert (schedule.start, schedule.end) == ("06:00:00", "18:00:00")
    assert schedule.intervals[0].hours == "4"
    assert schedule.to_dict()["frequencyDetails"]["start"] == "06:00:00"
    assert codes(NIGHTLY) == []


@pytest.mark.parametrize(
    ("old", "new", "code", "place"),
    [
        ("start: 06:00:00", "start: 6:00:00", "TAB104", (4, 10)),
        ("start: 06:00:00", "start: &a 06:02:00", "TAB107", (4, 13)),
        ("end: 18:00:00", "end: '18:30:00'", "TAB116", (5, 9)),
        ("hours: 4", "hours: 4.0", "TAB115", (8, 16)),
        ("hours: 4", "hours: 04", "TAB115", (8, 16)),
        ("hours: 4", "hours: true", "TAB124", (8, 16)),
        ("hours: 4", "hours: [4]", "TAB124", (8, 16)),
        ("hours: 4", "hours: 3", "TAB302", (8, 16)),
        ("hours: 4", "hours: .inf", "TAB302", (8, 16)),
        ("weekDay: Monday", "weekday: Monday", "TAB122", (9, 9)),
        ("weekDay: Monday", "weekDay: no", "TAB111", (9, 18)),
        ("weekDay: Monday", "weekDay: !Day Monday", "TAB914", (9, 18)),
        ("frequency: Daily", "frequency: Daily\ncolour: red", "TAB120", (3, 1)),
        ("  end: 18:00:00\n", "", "TAB304", (4, 3)),
        ("  end:", "  start:", "TAB908", (5, 3)),
        ("  intervals", "   intervals", "TAB914", (6, 13)),
        ("hours: 4", "hours: &a [*a]", "TAB914", (8, 20)),
    ],
)
def test_what_is_wrong_is_told_at_its_place(
    old: str, new: str, code: str, place: tuple[int, int]
) -> None:
    assert NIGHTLY.count(old) == 1
    report = tabsched.check(NIGHTLY.replace(old, new))
    assert [(one.code, (one.line, one.column)) for one in report] == [(code, place)]


def test_paths_are_pointers_into_the_same_json() -> None:
    text = f"nightly:\n{''.join(f'  {line}' for line in NIGHTLY.splitlines(keepends=True))}"
    (finding,) = tabsched.check(text.replace("hours: 4", "hours: 5"))
    assert finding.path == "/nightly/frequencyDetails/intervals/interval/0/hours"
    (finding,) = tabsched.check("- " + text.replace("hours: 4", "hours: 5").replace("\n", "\n  "))
    assert finding.path == "/0/nightly/frequencyDetails/intervals/interval/0/hours"


def test_several_schedules_may_share_by_aliases_and_merge_keys() -> None:
    text = """\
nightly: &nightly
  frequency: Weekly
  frequencyDetails: &details
    start: 21:52:00
    intervals: {interval: {weekDay: Monday}}
same: *nightly
later:
  <<: *nightly
  frequencyDetails:
    <<: *details
    start: 23:00:00
"""
    report = tabsched.check(text)
    assert [schedule.start for schedule in report.schedules] == ["21:52:00", "21:52:00", "23:00:00"]
    assert [(one.code, one.path, one.line, one.column) for one in report] == [
        ("TAB107", "/nightly/frequencyDetails/start", 4, 12),
        ("TAB107", "/same/frequencyDetails/start", 4, 12),
    ]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-32-be"])
def test_bytes_are_read_in_the_encodings_of_json(encoding: str) -> None:
    body = NIGHTLY.replace("books", "Bücher").encode(encoding)
    assert codes(body) == []
    assert tabsched.parse(body) == tabsched.parse(NIGHTLY)


# Which texts are YAML?


@pytest.mark.parametrize(
    "body",
    [
        '{"frequency": "Daily"',
        "{frequency: Daily}",
        "[frequency: Daily]",
        '"frequency": "Daily"',
        " \n{'frequency': 'Daily'}",
        "// comment\n{}",
        "# comment\n{}",
        'hours=“1"',
        'curl -H "Content-Type: application/xml"',
        "NaN",
        "Schedule(frequency='Daily')",
    ],
)
def test_a_text_that_does_not_begin_as_yaml_does_stays_broken_json(body: str) -> None:
    (code,) = codes(body)
    assert code in {"TAB902", "TAB909", "TAB910"}


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ("problem: it failed", "TAB912"),
        ("- one\n- two", "TAB912"),
        ("---", "TAB912"),
        ("--- 12", "TAB912"),
        ("problem: it: failed", "TAB914"),
        ("<<: x", "TAB901"),
    ],
)
def test_a_text_that_begins_so_is_yaml_and_may_be_no_schedule(body: str, code: str) -> None:
    assert codes(body) == [code]


def test_what_goes_to_tableau_or_comes_from_it_is_never_yaml() -> None:
    value = render(request(None, "IncrementalRefresh", ("workbook", LUID)), "json").value
    assert codes(block(value)) == []
    url = f"https://example.com/api/3.24/sites/{LUID}/tasks/extractRefreshes/{LUID}"
    assert "TAB902" in [one.code for one in tabsched.preflight("POST", url, block(value))]
    with pytest.raises(tabsched.ParseError, match="JSON"):
        tabsched.read_answer("tasks: []")


def test_a_yaml_text_that_cannot_be_read_is_a_parse_error_with_its_place() -> None:
    with pytest.raises(tabsched.ParseError, match=r"^line 1, column 13: a : stands where"):
        tabsched.parse("frequency: a: b")


def test_limits_hold_in_yaml() -> None:
    assert codes(NIGHTLY) == []
    assert [one.code for one in tabsched.check(NIGHTLY, max_depth=4)] == ["TAB905"]
    assert [one.code for one in tabsched.check(NIGHTLY, max_size=100)] == ["TAB906"]


# The command line


@pytest.fixture
def run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Callable[..., tuple[int, str, str]]:
    """Run a command in an empty folder, perhaps with a standard input."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("NO_COLOR", "1")

    def running(*arguments: str, stdin: str = "") -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin.encode())))
        code = main(arguments)
        captured = capsys.readouterr()
        return code, captured.out, captured.err

    return running


@pytest.mark.parametrize("name", ["nightly.yaml", "nightly.YML", "-"])
def test_lint_and_preview_read_yaml(run: Any, tmp_path: Path, name: str) -> None:  # noqa: ANN401 see run
    (tmp_path / name).write_text(NIGHTLY)
    code, output, _ = run("lint", name, stdin=NIGHTLY)
    assert (code, output) == (0, "Nothing found: 1 schedule in 1 file\n")
    code, output, _ = run("preview", "--zone", "UTC", "--count", "1", name, stdin=NIGHTLY)
    assert code == 0
    assert "Every 4 hours from 06:00 to 18:00 on Monday" in output
    code, output, _ = run("lint", name, stdin=NIGHTLY.replace("4", "5"))


def test_a_folder_is_searched_for_yaml_and_strangers_are_passed_over(
    run: Any,  # noqa: ANN401 see run
    tmp_path: Path,
) -> None:
    (tmp_path / "a.yaml").write_text(NIGHTLY)
    (tmp_path / "b.yml").write_text(NIGHTLY.replace("4", "5"))
    (tmp_path / "compose.yaml").write_text("services:\n  web: {image: x}\n")
    (tmp_path / "template.yaml").write_text("{{ if .Values.x }}\n")
    (tmp_path / "two.yaml").write_text("a: 1\n---\nb: 2\n")
    code, output, _ = run("lint", ".")
    assert code == 1
    assert "./b.yml:8:16: error TAB302" in output
    assert output.endswith("1 error found: 2 schedules in 2 files, 3 files passed over\n")


def test_the_suffix_says_what_a_file_is(run: Any, tmp_path: Path) -> None:  # noqa: ANN401 see run
    in_flow = "{frequency: Weekly, frequencyDetails: {start: 06:00:00, intervals: {interval: "
    in_flow += "{weekDay: Monday}}}}"
    (tmp_path / "flow.YAML").write_text(in_flow)
    assert run("convert", "--to", "json", "flow.YAML")[0] == 0
    assert run("lint", "flow.YAML")[0] == 0
    assert run("preview", "--zone", "UTC", "flow.YAML")[0] == 0
    assert "TAB902" in run("lint", "-", stdin=in_flow)[1]
    (tmp_path / "nightly.json").write_text(NIGHTLY)
    code, output, _ = run("lint", "nightly.json")
    assert (code, output.split()[2]) == (2, "TAB902")
    (tmp_path / "json.yaml").write_text(json.dumps({"frequency": "Daily \U0001f600"}))
    assert "TAB102" in run("lint", "json.yaml")[1]
    (tmp_path / "xml.yaml").write_text("<schedule/>")
    assert "TAB912" in run("lint", "xml.yaml")[1]


def test_without_pyyaml_other_files_are_still_checked(
    run: Any,  # noqa: ANN401 see run
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(sys.modules, "yaml", None)
    (tmp_path / "a.yaml").write_text(NIGHTLY)
    (tmp_path / "b.json").write_text(json.dumps({"frequency": "Never"}))
    (tmp_path / "c.yaml").write_text("services: {}")
    (tmp_path / "d.yaml").write_text('{"frequency": "Never"}')
    code, output, _ = run("lint", ".")
    assert code == 2
    assert "./a.yaml: error TAB915" in output
    assert "./b.json:1:16: error TAB102" in output
    assert "./d.yaml:1:16: error TAB102" in output
    assert "1 file passed over" in output
    assert run("convert", "--to", "json", "a.yaml")[0] == 2
    assert run("preview", "--zone", "UTC", "a.yaml")[0] == 2
    assert run("convert", "--to", "yaml", "b.json")[1] == "frequency: Never\n"


CONVERTED = """\
frequency: Daily
frequencyDetails:
  start: "06:00:00"
  end: "18:00:00"
  intervals:
    interval:
      - hours: "4"
      - weekDay: Monday
"""


def test_convert_turns_each_syntax_into_yaml_and_back(run: Any, tmp_path: Path) -> None:  # noqa: ANN401 see run
    (tmp_path / "a.yaml").write_text(NIGHTLY)
    code, as_xml, told = run("convert", "--to", "xml", "a.yaml")
    assert code == 0
    assert told == (
        'a.yaml: line 1: the comment "the books close at six" is left out\n'
        'a.yaml: line 9: the comment "and no other day" is left out\n'
    )
    assert run("convert", "--to", "yaml", "-", stdin=as_xml) == (0, CONVERTED, "")
    code, as_json, again = run("convert", "--to", "json", "a.yaml")
    assert (code, again) == (0, told)
    assert json.loads(as_json)["frequencyDetails"]["intervals"]["interval"][0] == {"hours": 4}
    code, as_yaml, told = run("convert", "--to", "yaml", "-", stdin=as_json)
    assert (code, told) == (0, "")
    assert as_yaml == CONVERTED.replace('"4"', "4")


def test_convert_from_yaml_to_yaml_puts_quotes_and_keeps_the_rest(run: Any) -> None:  # noqa: ANN401 see run
    quoted = NIGHTLY.replace("06:00:00", '"06:00:00"').replace("18:00:00", '"18:00:00"')
    assert run("convert", "--to", "yaml", "-", stdin=NIGHTLY) == (0, quoted, "")
    assert run("convert", "--to", "yaml", "-", stdin=quoted) == (0, quoted, "")
    kept = "note: |+\n  two lines\n\n\n"
    assert run("convert", "--to", "yaml", "-", stdin=kept) == (0, kept, "")


def test_convert_tells_what_xml_loses_in_yaml_as_in_json(run: Any) -> None:  # noqa: ANN401 see run
    text = "<schedule frequency='Weekly'><!-- at night --><frequencyDetails/></schedule>"
    code, output, told = run("convert", "--to", "yaml", "-", stdin=text)
    assert (code, output) == (0, "frequency: Weekly\nfrequencyDetails: {}\n")
    assert told == '-: the comment " at night " in /schedule is left out\n'


def test_convert_refuses_what_cannot_be_read(run: Any) -> None:  # noqa: ANN401 see run
    code, output, told = run("convert", "--to", "json", "-", stdin="a: b: c\n")
    assert (code, output) == (2, "")
    assert told.startswith("-:1:5: error TAB914 malformed-yaml: a : stands where")


@given(documents(), st.randoms(use_true_random=False))
def test_what_is_converted_from_json_to_yaml_comes_back(
    value: object, chance: random.Random
) -> None:
    capture = io.StringIO()
    text = json.dumps(value, indent=chance.choice([None, 2]))
    with pytest.MonkeyPatch.context() as patch:
        for to in ("yaml", "json"):
            capture = io.StringIO()
            patch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(text.encode())))
            patch.setattr(sys, "stdout", capture)
            assert main(["convert", "--to", to, "-"]) == 0
            text = capture.getvalue()
    assert json.loads(text) == value


def test_json_and_xml_load_nothing_of_yaml() -> None:
    code = (
        "import sys, tabsched;"
        "tabsched.check('{\"frequency\": \"Daily\"}'); tabsched.check('<schedule/>');"
        "print(*[name for name in sys.modules if 'yaml' in name])"
    )
    output = subprocess.run(  # noqa: S603 our own interpreter and our own line
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    ).stdout
    assert output.split() == []
