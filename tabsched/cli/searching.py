"""Which files does the search of a folder find?"""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from tabsched.cli.patterns import Patterns, PatternsIn, parts_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    # What stands further down says more.
    Layers = tuple[PatternsIn, ...]

_IGNORE_FILE = ".gitignore"


def files_in(
    folder: str,
    suffixes: tuple[str, ...],
    excluded: PatternsIn | None,
    shut: list[OSError],
) -> Iterator[str]:
    """The files below a folder by their suffix, in order.

    Left out are hidden folders, what a .gitignore tells to, tracked or not, and what is excluded.
    The folder itself is searched whatever says otherwise. The faults of folders that cannot be
    searched are added to the list.
    """
    top = parts_of(folder)
    places = {folder: (top, _layers_above(top))}
    for here, folders, files in os.walk(folder, onerror=shut.append):
        parts, layers = places.pop(here)
        layers += _layer(parts, Path(here, _IGNORE_FILE))
        kept = [name for name in folders if not name.startswith(".")]
        folders[:] = sorted(
            name for name in kept if not _is_left_out((*parts, name), layers, excluded, folder=True)
        )
        for name in folders:
            places[os.path.join(here, name)] = (*parts, name), layers  # noqa: PTH118 as walk does
        for name in sorted(files):
            if name.lower().endswith(suffixes) and not _is_left_out(
                (*parts, name), layers, excluded, folder=False
            ):
                yield os.path.join(here, name)  # noqa: PTH118 keeps the path as the user wrote it


def _is_left_out(
    path: tuple[str, ...], layers: Layers, excluded: PatternsIn | None, *, folder: bool
) -> bool:
    if excluded is not None and excluded.decide(path, is_folder=folder):
        return True
    decided = (layer.decide(path, is_folder=folder) for layer in reversed(layers))
    return next((verdict for verdict in decided if verdict is not None), False)


def _layers_above(folder: tuple[str, ...]) -> Layers:
    """What git's files above a folder say, up to the top of its work tree."""
    paths = [Path(*folder[:end]) for end in range(len(folder), 0, -1)]
    depth = next((at for at, path in enumerate(paths) if os.path.lexists(path / ".git")), None)
    if depth is None:
        return ()
    top, *between = reversed(paths[: depth + 1])
    layers = _layer(top.parts, top / ".git" / "info" / "exclude")
    for path in [top, *between][:-1]:
        layers += _layer(path.parts, path / _IGNORE_FILE)
    return layers


def _layer(folder: tuple[str, ...], file: Path) -> Layers:
    """What a file of patterns says; nothing where there is none, or none that can be read."""
    patterns = Patterns(())
    with suppress(OSError, ValueError):
        if file.is_file():
            text = file.read_bytes().removeprefix(b"\xef\xbb\xbf")
            lines = text.decode(errors="surrogateescape").split("\n")
            patterns = Patterns(line.removesuffix("\r") for line in lines)
    return (PatternsIn(folder, patterns),) if patterns else ()
