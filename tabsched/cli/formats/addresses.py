"""Under which path does the service that shows findings know a file?"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from tabsched.cli.patterns import absolute

if TYPE_CHECKING:
    from tabsched.rendering import Source


class Addresses:
    """The paths of files from the root of the repository around the current folder.

    Where there is no repository, the current folder takes its place.
    """

    def __init__(self) -> None:
        here = absolute(".")
        # What may not be looked into is no repository of whoever looks.
        repositories = (
            folder
            for folder in (here, *here.parents)
            if os.path.exists(folder / ".git")  # noqa: PTH110 see above
        )
        self._root = next(repositories, here)

    def path(self, source: Source) -> str:
        """The path of a file with forward slashes, absolute where it lies outside of the root.

        What is no file keeps its name.
        """
        if not source.is_file:
            return source.name
        file = absolute(source.name)
        return (
            file.relative_to(self._root) if file.is_relative_to(self._root) else file
        ).as_posix()
