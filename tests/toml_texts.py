"""TOML, written."""

from __future__ import annotations

import json
from datetime import date, datetime, time
from typing import Any


def as_toml(table: dict[str, Any]) -> str:
    return "\n".join(f"{quoted(key)} = {inline(value)}" for key, value in table.items())


def inline(value: Any) -> str:  # noqa: ANN401 any value of TOML
    """A value in one line."""
    match value:
        case dict():
            pairs = [f"{quoted(key)} = {inline(item)}" for key, item in value.items()]
            return f"{{{', '.join(pairs)}}}"
        case list():
            return f"[{', '.join(map(inline, value))}]"
        case datetime() | date() | time():
            return value.isoformat(" ") if isinstance(value, datetime) else value.isoformat()
    return quoted(value) if isinstance(value, str) else json.dumps(value)


def quoted(text: str) -> str:
    return json.dumps(text).replace("\x7f", "\\u007f")
