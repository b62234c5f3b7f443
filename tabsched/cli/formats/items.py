"""The items of a list in a JSON document, written one by one as they come."""

from __future__ import annotations

import json
from typing import IO


class Items:
    """A list that stands so many spaces from the left."""

    def __init__(self, out: IO[str], margin: int) -> None:
        self._out = out
        self._line = "\n" + " " * margin
        self._before = "["

    def add(self, item: object) -> None:
        """One more item."""
        self._out.write(f"{self._before}{self._line}  {written(item, self._line + '  ')}")
        self._before = ","

    def end(self) -> None:
        """There are no more."""
        self._out.write("[]" if self._before == "[" else f"{self._line}]")


def written(item: object, line: str) -> str:
    """An item as JSON, its lines beginning as they are told."""
    return json.dumps(item, indent=2, ensure_ascii=False).replace("\n", line)
