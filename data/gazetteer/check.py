"""What must hold of the compiled gazetteer and of its sources; `build --check` runs it.

Ids are unique, records valid, references met and free of circles, dates real and in order, no actor
has a name twice, every state has its names in every language pack, and every table comes from
sources whose licence allows to pass facts on without conditions on the whole.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from data.gazetteer.tables import rows
from kg.lang import available_languages
from kg.records import Actor

__all__ = ["LICENCES", "problems", "source_problems"]

#: Licences under which a source may be drawn upon: none asks for the same licence on the result.
LICENCES = frozenset(("Unicode-3.0", "PDDL", "public domain", "CC0-1.0", "MIT", "our own"))
#: Kinds of names without which a state is not recognised in news.
_NEEDED = ("short", "demonym", "capital")
_DATE = re.compile(r"\d{4}(-\d\d){0,2}")

Row = dict[str, Any]


def problems(shipped: Path) -> list[str]:
    """Return what is wrong with the compiled files in `shipped`, one line each; empty if nothing.

    `shipped` holds ``actors.jsonl`` and ``names/xx.jsonl``.
    """
    actors = _read(shipped / "actors.jsonl")
    names = {path.stem: _read(path) for path in sorted((shipped / "names").glob("*.jsonl"))}
    known = {row["id"]: row for row in actors}
    return [
        *_repeated("actors.jsonl", actors),
        *(line for lang, table in names.items() for line in _names_table(lang, table, known)),
        *(line for row in actors for line in _actor(row, known)),
        *_circles(known),
        *_repeated_names(known, names),
        *_incomplete_states(known, names),
    ]


def source_problems(tables: Path) -> list[str]:
    """Return what is wrong with ``sources.tsv``: licences not allowed, tables without a source."""
    found, covered = [], set()
    for where, row in rows(tables / "sources.tsv"):
        if row["licence"] not in LICENCES:
            found.append(f"{where}: licence {row['licence']!r} of {row['source']} is not allowed")
        if not row["url"] and row["licence"] != "our own":
            found.append(f"{where}: {row['source']} has no url")
        covered |= {name.strip() for name in row["tables"].split(",")}
    here = {path.name for path in tables.glob("*.tsv")} - {"sources.tsv"}
    found += [f"sources.tsv: {name} has no source" for name in sorted(here - covered)]
    found += [f"sources.tsv: there is no table {name}" for name in sorted(covered - here)]
    return found


def _read(path: Path) -> list[Row]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def _repeated(name: str, table: list[Row]) -> Iterator[str]:
    for id, count in Counter(row["id"] for row in table).items():
        if count > 1:
            yield f"{name}: {id} is there {count} times"


def _names_table(lang: str, table: list[Row], known: Mapping[str, Row]) -> Iterator[str]:
    yield from _repeated(f"names/{lang}.jsonl", table)
    for row in table:
        if row["id"] not in known:
            yield f"names/{lang}.jsonl: there is no actor {row['id']}"


def _actor(row: Row, known: Mapping[str, Row]) -> Iterator[str]:
    id = row["id"]
    offices, memberships = row.get("offices", []), row.get("memberships", [])
    used = [row.get("affiliation"), row.get("successor")]
    used += [office["of"] for office in offices] + [each["org"] for each in memberships]
    for other in used:
        if other is not None and other not in known:
            yield f"{id}: there is no actor {other}"
    for period in (row, *offices, *memberships):
        yield from (f"{id}: {line}" for line in _dates(period))
    names = [{**name, "lang": "any"} for name in row.get("names", [])]
    try:
        Actor.model_validate({**row, "label": row.get("label", {}), "names": names})
    except ValidationError as error:
        first = error.errors()[0]
        yield f"{id}: {'.'.join(map(str, first['loc']))}: {first['msg']}"


def _dates(period: Row) -> Iterator[str]:
    for key in ("start", "end", "as_of"):
        value = period.get(key)
        if value is not None and not _is_date(value):
            yield f"{key} {value!r} is no date"
    start, end = period.get("start"), period.get("end")
    if start and end and start > end:
        yield f"ends {end} before it starts {start}"


def _is_date(value: str) -> bool:
    if not _DATE.fullmatch(value):
        return False
    try:
        date.fromisoformat(value + "-01-01"[len(value) - 4 :])
    except ValueError:
        return False
    return True


def _circles(known: Mapping[str, Row]) -> Iterator[str]:
    for id in known:
        seen = [id]
        while (above := known.get(seen[-1], {}).get("affiliation")) is not None:
            if above in seen:
                if above == id == min(seen):
                    yield f"{' → '.join([*seen, above])}: affiliations run in a circle"
                break
            seen.append(above)


def _repeated_names(known: Mapping[str, Row], names: Mapping[str, list[Row]]) -> Iterator[str]:
    counted: Counter[tuple[str, str, str, str]] = Counter()
    for id, row in known.items():
        counted.update((id, "any", name["text"], name["kind"]) for name in row.get("names", []))
    for lang, table in names.items():
        for row in table:
            counted.update((row["id"], lang, n["text"], n["kind"]) for n in row["names"])
    for (id, lang, text, kind), count in counted.items():
        if count > 1:
            yield f"{id}: {text!r} ({lang}, {kind}) is there {count} times"


def _incomplete_states(known: Mapping[str, Row], names: Mapping[str, list[Row]]) -> Iterator[str]:
    states = [id for id, row in known.items() if row["type"] == "state"]
    for lang in sorted({*available_languages(), *names}):
        by_id = {row["id"]: row["names"] for row in names.get(lang, [])}
        for id in states:
            shared = known[id].get("names", [])
            kinds = {name["kind"] for name in (*by_id.get(id, []), *shared)}
            for kind in _NEEDED:
                if kind not in kinds:
                    yield f"{id}: no {kind} in {lang}"
