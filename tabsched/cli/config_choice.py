"""Which configuration holds for a command, and what does it decide?"""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Final

from tabsched.cli.config import Config
from tabsched.cli.patterns import parts_of
from tabsched.cli.usage import UsageError
from tabsched.wire.unreadable import reason_of

if TYPE_CHECKING:
    import argparse

_OWN_FILE: Final = "tabsched.toml"
_PROJECT_FILE: Final = "pyproject.toml"
# What holds for a word that neither the command line nor a file says.
_DEFAULTS: Final = {"platform": "auto", "profile": "observed"}


def config_for(options: argparse.Namespace) -> Config:
    """The configuration that holds for a command.

    It is that of `--config`, or else of the nearest file from the working directory upwards, and
    with `--isolated` none. What the command line leaves open, it decides: the options that are None
    are set.

    Raises:
        UsageError: there is no such file, or it cannot be read.
    """
    config = _read(options)
    for name in ("platform", "profile", "fail_on", "zone"):
        if getattr(options, name, "") is None:
            setattr(options, name, getattr(config, name) or _DEFAULTS.get(name))
    for name in ("select", "ignore"):
        words = getattr(config, name)
        if getattr(options, name, "") is None and words is not None:
            setattr(options, name, ",".join(words))
    return config


def sound_config_for(options: argparse.Namespace) -> Config:
    """As `config_for`, for a command that has no findings.

    Raises:
        UsageError: also where something is wrong with the configuration.
    """
    config = config_for(options)
    for finding in config.findings:
        if finding.severity == "error":
            place = f":{finding.line}:{finding.column}" if finding.line else ""
            raise UsageError(f"{config.name}{place}: {finding.message}")
    return config


def _read(options: argparse.Namespace) -> Config:
    if options.isolated:
        if options.config is not None:
            raise UsageError("--isolated leaves every configuration out: give no --config with it")
        return Config()
    file = _nearest() if options.config is None else Path(options.config)
    if file is None:
        return Config()
    from tabsched.cli.config_file import LARGEST, read_config  # noqa: PLC0415 most runs need none

    name = os.path.relpath(file) if options.config is None else options.config
    try:
        with file.open("rb") as opened:
            body = opened.read(LARGEST + 1)
    except (OSError, ValueError) as error:
        raise UsageError(f"{name}: {reason_of(error)}") from None
    return read_config(body, name, parts_of(file)[:-1])


def _nearest() -> Path | None:
    """The first file from the working directory upwards that configures this program."""
    try:
        here = Path.cwd()
    except OSError:
        return None
    for folder in (here, *here.parents):
        own, project = folder / _OWN_FILE, folder / _PROJECT_FILE
        # What may not be looked into is no folder of whoever looks.
        if os.path.isfile(own):  # noqa: PTH113 see above
            return own
        if os.path.isfile(project) and _configures(project):  # noqa: PTH113 see above
            return project
    return None


def _configures(project: Path) -> bool:
    """Whether a pyproject.toml configures this program, be it wrongly.

    Raises:
        UsageError: it cannot be read.
    """
    try:
        body = project.read_bytes()
    except OSError as error:
        name = os.path.relpath(project)
        raise UsageError(f"{name}: {reason_of(error)}: --isolated does without it") from None
    if b"tabsched" not in body:
        return False
    from tabsched.cli.config_file import holds_config  # noqa: PLC0415 most runs need none

    return holds_config(body)
