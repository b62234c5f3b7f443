"""The formats in which findings are written: a module each, loaded only where it is used."""

from __future__ import annotations

FORMATS = ("text", "json", "github", "sarif", "junit", "gitlab")
# The formats that have a place for how often each rule spoke.
COUNTING = ("text", "json")
