"""Reading the shipped files, and those of a user, into a Gazetteer.

The shipped files are read without validation, for speed: `python -m data.gazetteer.build` writes
them and the tests validate every record. A user's files are validated (`kg.gazetteer.extra`).
"""

from __future__ import annotations

import gc
import json
import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import lru_cache
from importlib.resources import files
from os import PathLike, fspath
from pathlib import Path
from typing import Any

from kg.gazetteer.extra import read_extra
from kg.gazetteer.index import Gazetteer
from kg.records import Actor, Membership, Name, Office

__all__ = ["load_gazetteer", "without_collection"]


def load_gazetteer(extra: Sequence[str | PathLike[str]] = ()) -> Gazetteer:
    """The gazetteer, with the actors and corrections of `extra`, TOML or CSV files.

    The result is kept: asking again for the same files does not read them again, unless they were
    written to since. Raises GazetteerError, with file and line, for a row that cannot be used.

    >>> load_gazetteer().get("CHN").name_in("fr")
    'Chine'
    """
    return _load(tuple((fspath(path), _stamp(fspath(path))) for path in extra))


@lru_cache(maxsize=8)
def _load(extra: tuple[tuple[str, tuple[int, int]], ...]) -> Gazetteer:
    with without_collection():
        actors = dict(_shipped())
        origins: dict[str, str] = {}
        for path, _ in extra:
            actors, places = read_extra(Path(path), actors)
            origins |= places
        return Gazetteer(actors, origins)


@contextmanager
def without_collection() -> Iterator[None]:
    """Keep the garbage collector from going through all actors again and again while they come."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


def _stamp(path: str) -> tuple[int, int]:
    """What changes when a file is written; nothing for one that is not there, which is said on
    reading it.
    """
    try:
        found = os.stat(path)
    except OSError:
        return 0, 0
    return found.st_mtime_ns, found.st_size


@lru_cache(maxsize=1)
def _shipped() -> Mapping[str, Actor]:
    return dict(_read())


def _read() -> Iterator[tuple[str, Actor]]:
    folder = files("kg.gazetteer")
    by_lang: dict[str, dict[str, list[dict[str, Any]]]] = {}
    for entry in sorted(folder.joinpath("names").iterdir(), key=lambda path: path.name):
        lang = entry.name.removesuffix(".jsonl")
        rows = map(json.loads, entry.read_text(encoding="utf-8").splitlines())
        by_lang[lang] = {row["id"]: row["names"] for row in rows}
    for line in folder.joinpath("actors.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        label = row.get("label", {})
        names = [Name.model_construct(lang="any", **name) for name in row.get("names", ())]
        for lang, by_id in by_lang.items():
            found = by_id.get(row["id"], ())
            if found:
                label = {**label, lang: found[0]["text"]}
            names += [Name.model_construct(lang=lang, **name) for name in found]
        row["label"], row["names"] = label, tuple(names)
        row["offices"] = tuple(Office.model_construct(**o) for o in row.get("offices", ()))
        row["memberships"] = tuple(
            Membership.model_construct(**m) for m in row.get("memberships", ())
        )
        yield row["id"], Actor.model_construct(**row)
