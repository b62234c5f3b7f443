"""Under which path does the service that shows findings know a file?"""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tabsched.rendering import Source


class Addresses:
    """The paths of files from the root of the repository around the current folder.

    Where there is no repository, the current folder takes its place.
    """

    def __init__(self) -> None:
        here = Path.cwd()
        repositories = (folder for folder in (here, *here.parents) if (folder / ".git").exists())
        self._root = next(repositories, here)

    def path(self, source: Source) -> str:
        """The path of a file with forward slashes, absolute where it lies outside of the root.

        What is no file keeps its name.
        """
        if not source.is_file:
            return source.name
        file = Path(os.path.abspath(source.name))  # noqa: PTH100 resolve() would follow links
        return (
            file.relative_to(self._root) if file.is_relative_to(self._root) else file
        ).as_posix()
