"""The settings of one call: those given or of the environment, then the arguments of the call."""

from __future__ import annotations

from collections.abc import Iterable
from os import PathLike, fspath
from typing import Any

from kg.settings import Settings, load_settings

__all__ = ["Files", "chosen"]

#: One file or several.
Files = str | PathLike[str] | Iterable[str | PathLike[str]]


def chosen(settings: Settings | None, actors: Files = (), **given: Any) -> Settings:
    """Return the settings with those `given` (and not None) in place of their own.

    `actors` are files of actors read after those of the settings, which they may correct. Raises
    SettingsError for a value out of range.

    >>> chosen(load_settings(actors="a.toml"), "b.csv", lang="en").actors
    ('a.toml', 'b.csv')
    """
    settings = settings or load_settings()
    files = [actors] if isinstance(actors, str | PathLike) else list(actors)
    every = (*settings.actors, *(fspath(file) for file in files)) if files else None
    return settings.having(actors=every, **given)
