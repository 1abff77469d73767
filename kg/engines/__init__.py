"""Ways to spread work over workers: one module per engine, listed in `ENGINES`."""

from __future__ import annotations

import difflib
from collections.abc import Mapping

from kg.engines import local, serial
from kg.engines.base import Engine, ShardResult
from kg.errors import SettingsError

__all__ = ["ENGINES", "Engine", "ShardResult", "get_engine"]

#: Name → engine.
ENGINES: Mapping[str, Engine] = {"local": local.map_shards, "serial": serial.map_shards}


def get_engine(name: str) -> Engine:
    """Return the engine called `name`. Raises SettingsError with the nearest name.

    >>> [result.value for result in get_engine("serial")(sum, [[1, 2], [3]])]
    [3, 3]
    """
    if name not in ENGINES:
        near = difflib.get_close_matches(name, ENGINES, n=1)
        hint = f"did you mean {near[0]}?" if near else f"one of {', '.join(ENGINES)}"
        raise SettingsError(f"unknown engine {name!r}", hint=hint)
    return ENGINES[name]
