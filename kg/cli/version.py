"""``kg version``."""

from __future__ import annotations

from kg.cli.output import say
from kg.version import __version__

__all__ = ["version"]


def version() -> None:
    """Print the version of the program.

    \b
    Example:
      kg version
    """
    say(f"kg {__version__}")
