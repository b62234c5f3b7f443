"""The command line: arguments in, results to stdout, messages to stderr, an exit code out."""

from tabsched.cli.main import main

__all__ = ["main"]
