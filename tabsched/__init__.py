"""Check, explain and preview Tableau extract refresh schedules."""

from tabsched._version import __version__

__all__ = ["__version__"]
