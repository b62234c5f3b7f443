"""Does a path match patterns that are written as in a .gitignore?

Source: git's documentation of gitignore, section "Pattern format".
"""

from __future__ import annotations

import os
import re
from itertools import takewhile
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from tabsched.cli.usage import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

# The pieces of a part between two slashes: a star, any one character, a set of them, itself.
_TOKEN = re.compile(r"(\*+)|(\?)|\[([!^]?)(\]?+(?:\\.|[^\\\]])*+)\]|\\(.)|([^\\\[])", re.DOTALL)
_IN_SET = re.compile(r"\\(.)|(.)", re.DOTALL)
_TRAILING_SPACES = re.compile(r"(?<!\\) +$")
_ANYTHING = re.compile(".+", re.DOTALL)


class _Token(NamedTuple):
    """A piece of a pattern, of which one of these stands there: "*", "?", a set or a sign."""

    stars: str | None
    one: str | None
    negation: str | None
    members: str | None
    escaped: str | None
    plain: str | None

    @property
    def sign(self) -> str:
        """The sign that it is, "" where it is more than one."""
        return self.escaped or self.plain or ""


class _Pattern(NamedTuple):
    """One line.

    Attributes:
        parts: what each part of a path must match, None for any number of folders.
        base: the parts with which all begins that it matches, as far as they are plain names.
        only_folders: whether it matches folders only (and so all that is in them).
        negated: whether what it matches is taken back.
    """

    parts: tuple[re.Pattern[str] | None, ...]
    base: tuple[str, ...]
    only_folders: bool
    negated: bool

    def matches(self, path: Sequence[str], *, is_folder: bool) -> bool:
        """Whether it matches a path, given by its parts."""
        return (is_folder or not self.only_folders) and _fits(self.parts, path)


def _fits(parts: Sequence[re.Pattern[str] | None], path: Sequence[str]) -> bool:
    """Whether a path matches from its first to its last part.

    Where a part does not fit, only the last "any number of folders" need take one more.
    """
    at = here = 0
    resume: tuple[int, int] | None = None
    while here < len(path):
        if at < len(parts) and parts[at] is None:
            resume = at + 1, here
            at += 1
        elif at < len(parts) and _is_like(parts[at], path[here]):
            at, here = at + 1, here + 1
        elif resume is not None:
            at, here = resume[0], resume[1] + 1
            resume = at, here
        else:
            return False
    return all(part is None for part in parts[at:])


def _is_like(part: re.Pattern[str] | None, name: str) -> bool:
    return part is not None and part.fullmatch(name) is not None


class Patterns:
    """A list of patterns, of which the last that matches decides."""

    def __init__(self, lines: Iterable[str]) -> None:
        self._patterns = [*reversed(list(_read(lines)))]

    def __bool__(self) -> bool:
        return bool(self._patterns)

    @property
    def bases(self) -> list[tuple[str, ...]]:
        """For each pattern the folder or file in which all lies that it matches."""
        return [pattern.base for pattern in self._patterns if not pattern.negated]

    def decide(self, path: Sequence[str], *, is_folder: bool) -> bool | None:
        """Whether a path, given by its parts, matches; None where no pattern says so.

        What lies in a folder that matches is not asked: ask for the folder first.
        """
        for pattern in self._patterns:
            if pattern.matches(path, is_folder=is_folder):
                return not pattern.negated
        return None

    def match(self, path: Sequence[str]) -> bool:
        """Whether a file, given by its parts, matches, or a folder in which it lies."""
        folders = range(1, len(path))
        return any(self.decide(path[:end], is_folder=True) for end in folders) or bool(
            self.decide(path, is_folder=False)
        )


class PatternsIn(NamedTuple):
    """Patterns that stand in a folder, and speak of paths below it.

    Attributes:
        folder: the parts of its absolute path.
    """

    folder: tuple[str, ...]
    patterns: Patterns

    def decide(self, path: tuple[str, ...], *, is_folder: bool) -> bool | None:
        """As `Patterns.decide`, of the parts of an absolute path."""
        return self.patterns.decide(self._below(path), is_folder=is_folder)

    @property
    def bases(self) -> list[tuple[str, ...]]:
        """As `Patterns.bases`, as the parts of absolute paths."""
        return [self.folder + base for base in self.patterns.bases]

    def match(self, path: tuple[str, ...]) -> bool:
        """As `Patterns.match`, of the parts of an absolute path."""
        return self.patterns.match(self._below(path))

    def _below(self, path: tuple[str, ...]) -> tuple[str, ...]:
        """The path from the folder on; of one elsewhere all that names can be looked for in."""
        depth = len(self.folder)
        return path[depth:] if path[:depth] == self.folder else path[1:]


def parts_of(path: str | os.PathLike[str]) -> tuple[str, ...]:
    """The parts of a path, made absolute; links are not followed.

    Raises:
        UsageError: it is relative, and the working folder is gone.
    """
    return absolute(path).parts


def absolute(path: str | os.PathLike[str]) -> Path:
    """A path made absolute; links are not followed.

    Raises:
        UsageError: it is relative, and the working folder is gone.
    """
    try:
        return Path(os.path.abspath(path))  # noqa: PTH100 resolve() would follow links
    except OSError as error:
        message = f"the working folder cannot be told: {error.strerror}"
        raise UsageError(message) from None


def _read(lines: Iterable[str]) -> Iterator[_Pattern]:
    """The patterns that lines say; blank lines and comments say none."""
    for line in lines:
        text = _TRAILING_SPACES.sub("", line)
        negated = text.startswith("!")
        text = text.removeprefix("!")
        only_folders = text.endswith("/")
        text = text.removesuffix("/")
        if not text or line.startswith("#"):
            continue
        written = _tokens(text)
        if written is None:
            continue
        if "/" not in text:
            # A name alone may stand in any folder.
            yield _Pattern((None, _compiled(written[0])), (), only_folders, negated)
            continue
        if text.startswith("/"):
            del written[0]
        parts = [None if _is_any_folders(part) else _compiled(part) for part in written]
        if parts[-1] is None:
            # All that is in it, and not the folder itself.
            parts.append(_ANYTHING)
        names = takewhile(bool, map(_name, written))
        yield _Pattern(tuple(parts), tuple(names), only_folders, negated)


def _name(part: list[_Token]) -> str:
    """The name that alone matches a part of a pattern, "" where there is more than one."""
    signs = [token.sign for token in part]
    return "".join(signs) if all(signs) else ""


def _tokens(text: str) -> list[list[_Token]] | None:
    """The tokens of each part of a pattern; None where a set in it does not end."""
    parts: list[list[_Token]] = [[]]
    at = 0
    while at < len(text):
        found = _TOKEN.match(text, at)
        if found is None:
            return None
        at = found.end()
        token = _Token(*found.groups())
        if token.sign == "/":
            parts.append([])
        else:
            parts[-1].append(token)
    return parts


def _is_any_folders(part: list[_Token]) -> bool:
    return len(part) == 1 and len(part[0].stars or "") > 1


def _compiled(part: list[_Token]) -> re.Pattern[str]:
    """A part of a pattern as a regular expression for a name."""
    # What stands between stars. The first place where it fits is as good as any other.
    pieces = [""]
    for token in part:
        if token.stars:
            pieces.append("")
        elif token.members is not None:
            pieces[-1] += _set(token.members, negated=bool(token.negation))
        else:
            pieces[-1] += "." if token.one else re.escape(token.sign)
    first, *rest = pieces
    if rest:
        *middle, last = rest
        first += "".join(f"(?>.*?{piece})" for piece in middle) + f".*{last}"
    return re.compile(first, re.DOTALL)


def _set(members: str, *, negated: bool) -> str:
    """A set of characters as a regular expression."""
    signs = [escaped or plain for escaped, plain in _IN_SET.findall(members)]
    is_escaped = [bool(escaped) for escaped, _ in _IN_SET.findall(members)]
    items: list[str] = []
    at = 0
    while at < len(signs):
        if at + 2 < len(signs) and signs[at + 1] == "-" and not is_escaped[at + 1]:
            # A range that runs backwards is its first sign.
            last = max(signs[at], signs[at + 2])
            items.append(f"{re.escape(signs[at])}-{re.escape(last)}")
            at += 3
        else:
            items.append(re.escape(signs[at]))
            at += 1
    if not items:
        return "." if negated else "(?!)"
    return f"[{'^' if negated else ''}{''.join(items)}]"
