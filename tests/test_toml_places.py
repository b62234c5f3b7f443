"""Where keys and values stand in TOML: the walk agrees with the standard library."""

from __future__ import annotations

import json
import re
import tomllib
from datetime import date, datetime, time
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from toml_texts import inline, quoted

from tabsched.cli.toml_places import long_key_in, pointer_to, spots_in

if TYPE_CHECKING:
    from collections.abc import Iterator


class TestPlaces:
    keys = st.text("ab-_ .~/'é#=[", min_size=1, max_size=3)
    scalars = (
        st.text("ab\"'\\#\n]é", max_size=5)
        | st.integers(-9, 99)
        | st.booleans()
        | st.sampled_from([date(2027, 1, 31), datetime(2027, 1, 31, 7), time(7)])  # noqa: DTZ001 TOML's
    )
    values = st.recursive(
        scalars,
        lambda inner: (
            st.lists(inner, max_size=3) | st.dictionaries(st.text("abé", max_size=2), inner)
        ),
        max_leaves=6,
    )
    tables = st.dictionaries(keys, values, max_size=4)

    @given(st.data(), tables)
    def test_every_key_and_every_value_is_found_where_it_stands(
        self, data: st.DataObject, table: dict[str, Any]
    ) -> None:
        text = "\n".join(Drawn(data).lines(table, ()))
        assert tomllib.loads(text) == table
        spots = spots_in(text)
        lines = text.split("\n")
        expected = {pointer_to(steps): value for steps, value in every_value(table, ()) if steps}
        assert spots.keys() == expected.keys()
        for pointer, value in expected.items():
            line, column = spots[pointer].value
            rest = "\n".join([lines[line - 1][column - 1 :], *lines[line:]])
            if isinstance(value, str):
                assert lines[line - 1][: column - 1].endswith(("'", '"'))
            elif isinstance(value, bool | int):
                assert rest.startswith(json.dumps(value))
            elif isinstance(value, list):
                assert rest.startswith("[")
            key_line, key_column = spots[pointer].key
            key = pointer.rpartition("/")[2].replace("~1", "/").replace("~0", "~")
            there = lines[key_line - 1][key_column - 1 :]
            assert there.startswith((key, "'", '"')) or key.isdigit()

    @pytest.mark.parametrize(
        ("text", "pointer", "key", "value"),
        [
            ("a.b . 'c d' = 1", "/a/b/c d", (1, 7), (1, 15)),
            ("[ a . b ]\nc = '''x'''", "/a/b/c", (2, 1), (2, 8)),
            ('[[a]]\n[[a]]\nb = """\n"""""', "/a/1/b", (3, 1), (3, 8)),
            (
                "[[a]]\n[[a.b]]\n[[a]]\n[[a.b]]\nc = [\n # ]\n 'x', ]",
                "/a/1/b/0/c/0",
                (7, 3),
                (7, 3),
            ),
            ("[[a]]\n[a.b]\nc = { d = [1, {e = 2}] }", "/a/0/b/c/d/1/e", (3, 16), (3, 20)),
            ("a = ['''x''''', 1]", "/a/1", (1, 17), (1, 17)),
            ("a = [1979-05-27 07:32:00, 2]", "/a/1", (1, 27), (1, 27)),
        ],
    )
    def test_single_forms(
        self, text: str, pointer: str, key: tuple[int, int], value: tuple[int, int]
    ) -> None:
        assert spots_in(text)[pointer] == (key, value)


LONG = ".".join(["a"] * 65)


class TestLongKeys:
    @pytest.mark.parametrize(
        ("text", "place"),
        [
            (f"{LONG} = 1", (1, 1)),
            (f"b = 1\n[[ {LONG} ]]", (2, 4)),
            (f"b = {{ {LONG} = 1 }}", (1, 7)),
            (f"b = [{{c = 1, {LONG} = 1}}]", (1, 14)),
            ('\'b.\' . "\\"." .\t' * 40 + "c = 1", (1, 1)),
            (f"b = 'open\n{LONG} = 1", (2, 1)),
            (".".join(["a"] * 64) + " = 1", None),
            (f"# {LONG}", None),
            (f'b = "\\"{LONG}"', None),
            (f"b = '{LONG}'", None),
            (f"b = ['''''{LONG}\n{LONG}''''', 1]", None),
            (f'b = ["""""{LONG}\n\\"""{LONG}""""", 1]', None),
        ],
        ids=range(12),
    )
    def test_one_is_found_where_it_is_a_key(self, text: str, place: tuple[int, int] | None) -> None:
        assert long_key_in(text) == place

    @given(st.data(), TestPlaces.tables)
    def test_what_is_written_has_none_until_there_is_one(
        self, data: st.DataObject, table: dict[str, Any]
    ) -> None:
        text = "\n".join(Drawn(data).lines(table, ()))
        assert long_key_in(text) is None
        assert long_key_in(f"{text}\n{LONG} = 1") == (text.count("\n") + 2, 1)

    @pytest.mark.parametrize(
        "part",
        ["a.", "a. ", '"', "'", '\\"', '"""\\', "'''a", "a", ".", "[", "#\n", "a ", " "],
        ids=repr,
    )
    def test_a_long_text_takes_no_longer_by_the_character(self, part: str) -> None:
        # Where the time grew as the square of the length this would take hours.
        for before in ("", "a = ", '"', "'", '"""'):
            long_key_in(before + part * (2**20 // len(part)))


def every_value(value: Any, steps: tuple[str | int, ...]) -> Iterator[tuple[Any, Any]]:  # noqa: ANN401
    """Every value in a value with the keys and indexes that lead to it."""
    yield steps, value
    if isinstance(value, dict | list):
        pairs = value.items() if isinstance(value, dict) else enumerate(value)
        for key, item in pairs:
            yield from every_value(item, (*steps, key))


class Drawn:
    """TOML in a way of writing that is drawn."""

    def __init__(self, data: st.DataObject) -> None:
        self._data = data

    def _one_of(self, *choices: str) -> str:
        return self._data.draw(st.sampled_from(choices))

    def lines(self, table: dict[str, Any], path: tuple[str, ...]) -> list[str]:
        """A table, what has headers of its own last."""
        plain: list[str] = []
        headed: list[str] = []
        for key, value in table.items():
            here = (*path, key)
            name = " . ".join(map(self._key, here)) if self._one_of("", "x") else None
            is_list = bool(isinstance(value, list) and value) and all(
                isinstance(item, dict) for item in value
            )
            if isinstance(value, dict) and name:
                headed += [f"[ {name} ] # ]", *self.lines(value, here)]
            elif is_list and name:
                for item in value:
                    headed += [f"[[{name}]]", *self.lines(item, here)]
            else:
                plain.append(f"{self._key(key)}{self._one_of(' = ', '=')}{self._value(value)}")
        return [*plain, *headed]

    def _key(self, key: str) -> str:
        if re.fullmatch("[A-Za-z0-9_-]+", key) and self._one_of("bare", "quoted") == "bare":
            return key
        return quoted(key)

    def _value(self, value: Any) -> str:  # noqa: ANN401 any value of TOML
        if isinstance(value, list) and value:
            blank = self._one_of("", " ", "\n", " # ]\n")
            return f"[{blank}{f',{blank}'.join(map(self._value, value))}{blank}]"
        if isinstance(value, dict) and value:
            pairs = [f"{self._key(key)} = {self._value(item)}" for key, item in value.items()]
            # No end of a line may stand in it, not even in a list.
            return f"{{ {', '.join(pairs)} }}" if "\n" not in "".join(pairs) else inline(value)
        if isinstance(value, str):
            return self._text(value)
        return inline(value)

    def _text(self, text: str) -> str:
        style = self._one_of("basic", "literal", "long", "long literal")
        if style == "literal" and not set(text) & set("'\n"):
            return f"'{text}'"
        if style == "long literal" and "''" not in text:
            return f"'''\n{text}'''"
        if style == "long":
            return '"""\n' + quoted(text)[1:-1].replace("\\n", "\n").replace('\\"\\', '"\\') + '"""'
        return quoted(text)
