"""A folder with documents and a configuration, in which commands run."""

from __future__ import annotations

import re
import sys
from io import BytesIO, TextIOWrapper
from typing import TYPE_CHECKING

from tabsched.cli import clock, main

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    import pytest


class Ran:
    """What a command said."""

    def __init__(self, code: int, out: str, err: str) -> None:
        self.code, self.out, self.err = code, out, err

    @property
    def codes(self) -> list[str]:
        return re.findall(r"^\S+: (?:error|warning|info) (TAB[0-9]{3})", self.out, re.MULTILINE)


class Site:
    """A folder with documents, in which commands run on a day of our own."""

    def __init__(
        self, folder: Path, capsys: pytest.CaptureFixture[str], patch: pytest.MonkeyPatch
    ) -> None:
        self.folder, self._capsys, self._patch = folder, capsys, patch
        patch.chdir(folder)

    def write(self, **texts: str) -> None:
        for name, text in texts.items():
            self.put(f"{name}.xml", text)

    def put(self, name: str, text: str) -> None:
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")

    def configure(self, text: str) -> None:
        self.put("tabsched.toml", text)

    def on(self, day: date) -> None:
        self._patch.setattr(clock, "today", lambda: day)

    def __call__(self, *arguments: str, stdin: str = "") -> Ran:
        self._patch.setattr(sys, "stdin", TextIOWrapper(BytesIO(stdin.encode())))
        code = main(arguments)
        out, err = self._capsys.readouterr()
        return Ran(code, out, err)
