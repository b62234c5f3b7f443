"""The baseline: what is known stays quiet, what is new shows."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sites import Site

from tabsched.cli.baseline import NewBaseline, read_baseline
from tabsched.cli.formats import FORMATS
from tabsched.finding import Finding

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def site(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Site:
    return Site(tmp_path, capsys, monkeypatch)


def weekly(start: str = "06:00:00") -> dict[str, Any]:
    details = {"start": start, "intervals": {"interval": [{"weekDay": "Monday"}]}}
    return {"frequency": "Weekly", "frequencyDetails": details}


def put(site: Site, name: str, *starts: str) -> None:
    site.put(name, json.dumps([weekly(start) for start in starts], indent=1))


def test_what_is_written_down_does_not_show_again(site: Site) -> None:
    put(site, "a.json", "6:00", "06:01:00")
    put(site, "sub/b.json", "6:00")
    ran = site("lint", "--write-baseline", "known.json", ".")
    told = "3 findings written to known.json"
    assert (ran.code, ran.out, ran.err) == (0, f"{told}: 3 schedules in 2 files\n", "")
    ran = site("lint", "--baseline", "known.json", ".")
    over = "1 file passed over, 3 known findings left out"
    assert (ran.code, ran.err) == (0, "")
    assert ran.out == f"Nothing found: 3 schedules in 2 files, {over}\n"
    assert site("lint", ".").code == 1


def test_the_file_is_sorted_and_holds_neither_lines_nor_indexes(site: Site) -> None:
    put(site, "b.json", "6:00", "06:01:00", "7:00")
    site.write(a='<schedule frequency="Weekly"><frequencyDetails start="6:00"/></schedule>')
    site("lint", "--write-baseline", "known.json", "b.json", "a.xml")
    text = (site.folder / "known.json").read_text(encoding="utf-8")
    assert json.loads(text) == {
        "version": 1,
        "findings": [
            {"file": "a.xml", "code": "TAB104", "path": "/schedule/frequencyDetails/@start"}
            | {"count": 1},
            {"file": "a.xml", "code": "TAB401", "path": "/schedule/frequencyDetails/intervals"}
            | {"count": 1},
            {"file": "b.json", "code": "TAB104", "path": "/frequencyDetails/start", "count": 2},
            {"file": "b.json", "code": "TAB107", "path": "/frequencyDetails/start", "count": 1},
        ],
    }
    assert text.endswith("}\n")
    site("lint", "--write-baseline", "again.json", "a.xml", "b.json")
    assert (site.folder / "again.json").read_text(encoding="utf-8") == text


def test_edits_elsewhere_change_nothing_and_new_findings_show(site: Site) -> None:
    put(site, "a.json", "06:00:00", "6:00")
    site("lint", "--write-baseline", "known.json", ".")
    put(site, "a.json", "07:00:00", "08:00:00", "06:00:00", "6:00", "09:00:00")
    assert site("lint", "--baseline", "known.json", ".").codes == []
    put(site, "a.json", "06:00:00", "6:00", "7:00", "06:01:00")
    ran = site("lint", "--baseline", "known.json", ".")
    assert (ran.code, ran.codes) == (1, ["TAB104", "TAB107"])
    assert '"7:00"' in ran.out


def test_a_file_counts_by_itself(site: Site) -> None:
    put(site, "a.json", "6:00")
    site("lint", "--write-baseline", "known.json", ".")
    put(site, "b.json", "6:00")
    assert site("lint", "--baseline", "known.json", ".").codes == ["TAB104"]


def test_files_are_named_from_the_folder_of_the_baseline(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(site, "docs/a.json", "6:00")
    (site.folder / "etc").mkdir()
    site("lint", "--write-baseline", "etc/known.json", ".")
    (known,) = json.loads((site.folder / "etc/known.json").read_text(encoding="utf-8"))["findings"]
    assert known["file"] == "../docs/a.json"
    monkeypatch.chdir(site.folder / "docs")
    assert site("lint", "--baseline", "../etc/known.json", "a.json").codes == []
    body = json.dumps([weekly("6:00")])
    name = ("--stdin-filename", "a.json")
    assert site("lint", "--baseline", "../etc/known.json", "-", *name, stdin=body).code == 0


def test_what_is_gone_is_told_of_files_that_were_looked_at(site: Site) -> None:
    put(site, "a.json", "6:00", "7:00")
    put(site, "b.json", "6:00")
    site("lint", "--write-baseline", "known.json", ".")
    put(site, "a.json", "06:00:00", "7:00")
    told = "tabsched lint: 1 finding of known.json is gone: "
    ran = site("lint", "--baseline", "known.json", ".")
    over = "1 file passed over, 2 known findings left out"
    assert (ran.code, ran.out) == (0, f"Nothing found: 3 schedules in 2 files, {over}\n")
    assert ran.err == f"{told}write it anew with --write-baseline\n"
    assert site("lint", "--baseline", "known.json", "b.json").err == ""
    assert site("lint", "--baseline", "known.json", "--select", "TAB3", ".").err == ""
    assert site("lint", "--baseline", "known.json", "--ignore", "TAB104", ".").err == ""


def test_what_the_profile_leaves_out_is_not_gone(site: Site) -> None:
    put(site, "a.json", "06:01:00")
    site("lint", "--write-baseline", "known.json", ".")
    assert site("lint", "--baseline", "known.json", "--profile", "documented", ".").err == ""


def test_what_cannot_be_read_is_neither_written_down_nor_known(site: Site) -> None:
    site.write(a="<schedule")
    ran = site("lint", "--write-baseline", "known.json", "a.xml")
    assert (ran.code, ran.codes, ran.err) == (2, ["TAB901"], "")
    told = "1 error found, 0 findings written to known.json: 0 schedules in 1 file\n"
    assert ran.out.endswith(told)
    item = {"file": "a.xml", "code": "TAB901", "path": "", "count": 1}
    site.put("known.json", json.dumps({"version": 1, "findings": [item]}))
    assert site("lint", "--baseline", "known.json", "a.xml").codes == ["TAB901"]


def test_nothing_is_written_down_where_a_path_is_missing(site: Site) -> None:
    put(site, "a.json", "6:00", "06:01:00")
    ran = site("lint", "--write-baseline", "known.json", "a.json", "missing.json")
    assert (ran.code, ran.codes) == (2, ["TAB913"])
    assert ran.out.endswith("1 error found, 2 findings not written: 2 schedules in 1 file\n")
    assert ran.err == "tabsched lint: known.json is not written: not all could be looked at\n"
    assert not (site.folder / "known.json").exists()


@pytest.mark.parametrize("text", ['[{"frequency": "Daily"}]', "<schedule/>", "<<<<<<< ours", " "])
def test_what_is_no_baseline_is_not_overwritten(site: Site, text: str) -> None:
    put(site, "a.json", "6:00")
    site.put("b.json", text)
    ran = site("lint", "--write-baseline", "b.json", "a.json")
    told = "b.json holds something else already: delete it, or name another file"
    assert (ran.code, ran.out, ran.err) == (2, "", f"tabsched lint: {told}\n")
    assert (site.folder / "b.json").read_text(encoding="utf-8") == text


def test_a_baseline_and_an_empty_file_are_written_anew(site: Site) -> None:
    put(site, "a.json", "6:00")
    site.put("known.json", "")
    for starts in (["6:00"], ["6:00", "7:00"], ["06:00:00"]):
        put(site, "a.json", *starts)
        assert site("lint", "--write-baseline", "known.json", "a.json").code == 0
        assert site("lint", "--baseline", "known.json", "a.json").code == 0


@pytest.mark.parametrize("form", sorted({*FORMATS} - {"text"}))
def test_a_format_for_programs_leaves_it_to_standard_error_what_was_written(
    site: Site, form: str
) -> None:
    put(site, "a.json", "6:00")
    ran = site("lint", "--write-baseline", "known.json", "--format", form, "a.json")
    assert ran.err == "tabsched lint: 1 finding written to known.json\n"


def test_only_what_would_show_is_written_down(site: Site) -> None:
    put(site, "a.json", "6:00", "06:01:00")
    site.put("tabsched.toml", "[[suppress]]\ncodes = ['TAB107']\nreason = 'why'")
    site("lint", "--write-baseline", "known.json", "--ignore", "TAB104", "a.json")
    assert json.loads((site.folder / "known.json").read_text(encoding="utf-8"))["findings"] == []


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "the text is empty"),
        ("{", "line 1, column 1: "),
        ("[]", "this is no baseline: write one with --write-baseline"),
        ("{}", "this is no baseline"),
        ('{"version": 2, "findings": []}', "this is no baseline"),
        ('{"version": 1, "findings": {}}', "this is no baseline"),
        ('{"version": 1, "findings": [1]}', "/findings/0 is no finding of a baseline"),
        (
            '{"version": 1, "findings": [{"file": "a", "code": "b", "path": "c", "count": "1"}]}',
            "/findings/0 is no finding",
        ),
        (
            '{"version": 1, "findings": [{"file": "a", "code": "b", "path": "c", "count": -1}]}',
            "/findings/0 is no finding",
        ),
        (f'{{"version": 1, "findings": {"[" * 100_000}', "line 1, column "),
    ],
    ids=lambda value: value[:50],
)
def test_what_is_no_baseline_is_a_usage_error(site: Site, text: str, told: str) -> None:
    put(site, "a.json", "06:00:00")
    site.put("known.json", text)
    ran = site("lint", "--baseline", "known.json", "a.json")
    assert (ran.code, ran.out, ran.err.count("\n")) == (2, "", 1)
    assert ran.err.startswith(f"tabsched lint: known.json: {told}")


def test_what_cannot_be_read_or_written_is_a_usage_error(site: Site) -> None:
    put(site, "a.json", "06:00:00")
    for options in (
        ["--baseline", "none.json"],
        ["--baseline", "."],
        ["--write-baseline", "none/known.json"],
        ["--write-baseline", "known.json", "--baseline", "known.json"],
    ):
        ran = site("lint", *options, "a.json")
        assert ran.code == 2
        assert "written to" not in ran.out
        assert ran.err.startswith("tabsched lint: ")
        assert ran.err.count("\n") == 1


FINDINGS = st.lists(
    st.builds(
        Finding,
        st.sampled_from(["TAB104", "TAB117"]),
        st.just("name"),
        st.just("error"),
        st.text(max_size=3),
        st.sampled_from(["", "/a", "/a/0/b", "/a/1/b", "/a[2]/@b", "/a[10]/@b"]),
        st.integers(1, 9),
        st.integers(1, 9),
        st.just("evidence"),
    )
)


@given(FINDINGS, FINDINGS, st.text('abé/\ud800"', max_size=5))
def test_what_is_known_never_shows_and_what_is_added_always_does(
    tmp_path_factory: pytest.TempPathFactory,
    known: list[Finding],
    added: list[Finding],
    name: str,
) -> None:
    file = str(tmp_path_factory.mktemp("known") / "known.json")
    new = NewBaseline(file)
    assert list(new.left(name, known)) == []
    assert new.count == len(known)
    new.write()
    assert list(read_baseline(file).left(name, known)) == []
    shown = list(read_baseline(file).left(name, [*known, *added]))
    assert shown == added
    old = read_baseline(file)
    assert list(old.left(name, known[1:])) == []
    assert old.gone(frozenset({"TAB104", "TAB117"}), "observed") == len(known[:1])
