"""A user's own actors: TOML or CSV files that add to the gazetteer or correct it.

In TOML an actor is a table; a name is a string, or a table with its kind:

    [[actor]]
    id = "grp:NEW_FRONT"
    type = "group"
    affiliation = "MLI"
    names.fr = ["Front nouveau", { text = "FN", kind = "acronym", case_sensitive = true }]
    names.any = ["Jabha Jadida"]
    offices = [{ office = "head_of_state", of = "MLI", start = "2027-01-01" }]

In CSV it is a row with columns `id`, `type`, `affiliation`, `start`, `end`, `successor` and
`names_fr`, `names_en`, `names_any` … with names parted by `;`. The first name in a language is the
label. A row for an id that exists adds its names, offices and memberships and replaces the rest.

A table whose `id`, `type` or `affiliation` is the empty string is passed over: it is not filled in
yet (`kg actors unknown -o` writes such tables).
"""

from __future__ import annotations

import csv
import io
import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, TypeVar, get_args

from pydantic import BaseModel, ValidationError
from rapidfuzz import fuzz, process

from kg.errors import GazetteerError
from kg.records import Actor, Name
from kg.records.actor import ActorType

__all__ = ["read_extra"]

Model = TypeVar("Model", bound=BaseModel)

_FIELDS = ("id", "type", "affiliation", "start", "end", "successor")
_TABLES = ("names", "offices", "memberships", "external", "label")
_PLAIN_NAME = {"text", "lang", "kind"}
_ID = re.compile(r"[A-Z]{3}|[a-z]{2,8}:[A-Z0-9]+(?:[._][A-Z0-9]+)*")


def read_extra(path: Path, actors: Mapping[str, Actor]) -> tuple[dict[str, Actor], dict[str, str]]:
    """`actors` with those of the file added or corrected, and ``file:line`` of each of these.

    `actors` itself is left as it is. Raises GazetteerError naming file and line, what is wrong and
    what may have been meant.
    """
    rows = list(_read(path))
    ids = set(actors) | {str(row.get("id")) for _, row in rows}
    merged = dict(actors)
    places: dict[str, str] = {}
    for where, row in rows:
        actor = _actor(row, merged, where)
        _check_references(actor, ids, where)
        merged[actor.id] = actor
        places[actor.id] = where
    return merged, places


def _read(path: Path) -> Iterator[tuple[str, dict[str, Any]]]:
    """Rows with ``file:line``, a CSV row in the form of a TOML table."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise GazetteerError(
            f"cannot be read: {error.strerror or error}", where=str(path), hint="check the path"
        ) from error
    except UnicodeDecodeError as error:
        raise GazetteerError(
            "is no UTF-8 text", where=str(path), hint="save it as UTF-8"
        ) from error
    readers = {".toml": _read_toml, ".csv": _read_csv}
    if path.suffix.lower() not in readers:
        raise GazetteerError("is neither .toml nor .csv", where=str(path), hint="convert it")
    yield from readers[path.suffix.lower()](path, text)


def _read_toml(path: Path, text: str) -> Iterator[tuple[str, dict[str, Any]]]:
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise GazetteerError("is not valid TOML", where=str(path), hint=str(error)) from error
    for key in data:
        _known(key, ("actor",), "table", str(path))
    lines = [n for n, line in enumerate(text.splitlines(), 1) if line.strip() == "[[actor]]"]
    tables = data.get("actor", [])
    if not isinstance(tables, list) or not all(isinstance(table, dict) for table in tables):
        raise GazetteerError("'actor' is not a list of tables", where=str(path), hint="[[actor]]")
    for place, table in enumerate(tables):
        where = f"{path}:{lines[place]}" if place < len(lines) else str(path)
        for key in table:
            _known(key, (*_FIELDS, *_TABLES), "field", where)
        if "" not in (table.get("id"), table.get("type"), table.get("affiliation")):
            yield where, table


def _read_csv(path: Path, text: str) -> Iterator[tuple[str, dict[str, Any]]]:
    reader = csv.DictReader(io.StringIO(text, newline=""))
    for column in reader.fieldnames or ():
        if not re.fullmatch(r"names_[a-z]{2,3}", column):
            _known(column, (*_FIELDS, "names_fr", "names_en", "names_any"), "column", f"{path}:1")
    for cells in reader:
        where = f"{path}:{reader.line_num}"
        if None in cells or None in cells.values():
            raise GazetteerError("row is longer or shorter than the header", where=where)
        row: dict[str, Any] = {key: cells[key] for key in _FIELDS if cells.get(key)}
        row["names"] = {
            column.removeprefix("names_"): [t.strip() for t in cell.split(";") if t.strip()]
            for column, cell in cells.items()
            if column.startswith("names_")
        }
        yield where, row


def _actor(row: dict[str, Any], actors: Mapping[str, Actor], where: str) -> Actor:
    id = str(row.get("id", ""))
    old = actors.get(id)
    if not _ID.fullmatch(id):
        hint = "an ISO code such as MLI, or a namespace and a slug such as grp:NEW_FRONT"
        raise GazetteerError(f"{id!r} is no id", where=where, hint=hint)
    if old is None and "type" not in row:
        near = _near(id, actors)
        raise GazetteerError(f"no actor {id} and no type to make one", where=where, hint=near)
    if "type" in row:
        _known(str(row["type"]), get_args(ActorType), "type", where)
    given = {k: v for k, v in row.items() if k != "names"}
    if old is not None:
        known = {key: getattr(old, key) for key in Actor.model_fields}
        for key in ("offices", "memberships"):
            given[key] = (*getattr(old, key), *given.get(key, ()))
        given = {**known, **given}
    names = dict.fromkeys(old.names) if old is not None else {}
    label = dict(given.get("label") or {})
    plain = "full" if given.get("type") == "person" else "short"
    for lang, cells in _names(row, where):
        for place, cell in enumerate(cells):
            first = place == 0 and not any(name.lang == lang for name in names)
            name = _name(cell, lang, plain if first or plain == "full" else "alias", where)
            if first:
                label.setdefault("en" if lang == "any" else lang, name.text)
            names.setdefault(name)
    if not names:
        raise GazetteerError(f"{id} has no name", where=where, hint='names.fr = ["…"]')
    given |= {"names": tuple(names), "label": label}
    if plain == "full" and given.get("affiliation") is None and given.get("offices"):
        given["affiliation"] = dict(given["offices"][-1])["of"]
    return _validated(Actor, given, where)


def _names(row: dict[str, Any], where: str) -> list[tuple[str, list[Any]]]:
    tables = row.get("names", {})
    if not isinstance(tables, dict) or not all(isinstance(v, list) for v in tables.values()):
        hint = 'names.fr = ["first name", "second name"]'
        raise GazetteerError("names are not lists by language", where=where, hint=hint)
    return list(tables.items())


def _name(cell: Any, lang: str, kind: str, where: str) -> Name:
    if cell == "":
        raise GazetteerError("a name is empty", where=where, hint="write it or leave it out")
    if isinstance(cell, str):
        # Nothing is left to validate; the fields set are shared, which saves much with many names.
        return Name.model_construct(_fields_set=_PLAIN_NAME, text=cell, lang=lang, kind=kind)
    given = cell if isinstance(cell, dict) else {"text": cell}
    return _validated(Name, {"kind": kind, **given, "lang": lang}, where)


def _validated(model: type[Model], given: dict[str, Any], where: str) -> Model:
    try:
        return model.model_validate(given)
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(map(str, first["loc"]))
        value = f" {first['input']!r}" if isinstance(first["input"], str) else ""
        raise GazetteerError(f"{place}{value}: {first['msg']}", where=where) from error


def _check_references(actor: Actor, ids: set[str], where: str) -> None:
    used = [actor.affiliation, actor.successor, *(office.of for office in actor.offices)]
    for id in [*used, *(membership.org for membership in actor.memberships)]:
        if id is not None and id not in ids:
            raise GazetteerError(f"there is no actor {id}", where=where, hint=_near(id, ids))


def _known(word: str, words: Iterable[str], what: str, where: str) -> None:
    if word not in set(words):
        raise GazetteerError(f"unknown {what} {word!r}", where=where, hint=_near(word, words))


def _near(word: str, words: Iterable[str]) -> str:
    found = process.extractOne(word, list(words), scorer=fuzz.WRatio, score_cutoff=60)
    return f"did you mean {found[0]}?" if found else f"one of {', '.join(sorted(words)[:12])}"
