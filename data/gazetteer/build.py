"""Compile the tables of this folder into the files that ``kg.gazetteer`` ships.

    python -m data.gazetteer.build           write kg/gazetteer/actors.jsonl and names/*.jsonl
    python -m data.gazetteer.build --check   exit 1 if they are not what the tables give, or if
                                             they or the sources break a rule of check.py

Same tables, same bytes: nothing is fetched, and no library's data is used.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterable
from pathlib import Path

from data.gazetteer.check import problems, source_problems
from data.gazetteer.notation import TableError, parse_names
from data.gazetteer.people import add_people
from data.gazetteer.tables import Actors, period, rows

__all__ = ["compile_tables", "main"]

TABLES = Path(__file__).parent
SHIPPED = TABLES.parents[1] / "kg" / "gazetteer"


def compile_tables(tables: Path = TABLES) -> dict[str, str]:
    """Shipped files by path below ``kg/gazetteer``, with their text.

    Raises TableError where a table has a mistake.
    """
    actors: Actors = {}
    paths = {path.stem.removeprefix("names_"): path for path in sorted(tables.glob("names_*.tsv"))}
    names: dict[str, dict[str, list[dict[str, object]]]] = {lang: {} for lang in paths}
    _add_actors(tables, actors)
    for lang, path in paths.items():
        _add_names(path, lang, actors, names[lang])
    _add_cities(tables / "cities.tsv", actors, names)
    add_people(tables, actors, names)
    _add_memberships(tables, actors)
    _check_references(actors)
    files = {"actors.jsonl": _lines({"id": id, **actor} for id, actor in actors.items())}
    for lang, by_id in names.items():
        kept: Iterable[dict[str, object]]
        kept = ({"id": id, "names": by_id[id]} for id in actors if id in by_id)
        files[f"names/{lang}.jsonl"] = _lines(kept)
    return files


def _add_actors(tables: Path, actors: Actors) -> None:
    for where, row in rows(tables / "actors.tsv"):
        if row["id"] in actors:
            raise TableError(f"{where}: {row['id']} is there twice")
        actor: dict[str, object] = {"type": row["type"]}
        for key in ("affiliation", "start", "end", "successor"):
            if row[key]:
                actor[key] = row[key]
        external = {key: row[key] for key in ("iso2", "wikidata") if row[key]}
        if external:
            actor["external"] = external
        actors[row["id"]] = actor


def _add_names(
    path: Path, lang: str, actors: Actors, names: dict[str, list[dict[str, object]]]
) -> None:
    for where, row in rows(path):
        if row["id"] not in actors:
            raise TableError(f"{where}: no actor {row['id']} in actors.tsv")
        if row["id"] in names:
            raise TableError(f"{where}: {row['id']} is there twice")
        names[row["id"]] = parse_names(row["names"], lang)


def _add_cities(
    path: Path, actors: Actors, names: dict[str, dict[str, list[dict[str, object]]]]
) -> None:
    """Cities and regions as names of their state: `names` in any language, `names_xx` in one."""
    for where, row in rows(path):
        if row["of"] not in actors:
            raise TableError(f"{where}: no actor {row['of']} in actors.tsv")
        if common := _cities(row["names"]):
            actors[row["of"]]["names"] = common
        for lang, by_id in names.items():
            if row["of"] in by_id:
                by_id[row["of"]] += _cities(row.get(f"names_{lang}", ""))


def _cities(cell: str) -> list[dict[str, object]]:
    texts = (text.strip() for text in cell.split(";"))
    return [{"text": text, "kind": "city"} for text in texts if text]


def _add_memberships(tables: Path, actors: Actors) -> None:
    for where, row in rows(tables / "memberships.tsv"):
        for group in row["members"].split(";"):
            ids, _, dates = group.strip().partition(" ")
            for id in ids.split(","):
                if id not in actors or row["org"] not in actors:
                    raise TableError(f"{where}: no actor {id} or {row['org']} in actors.tsv")
                membership = {"org": row["org"], "status": row["status"], **period(dates, where)}
                if row["status"] == "member":
                    del membership["status"]
                if row["as_of"]:
                    membership["as_of"] = row["as_of"]
                kept = actors[id].setdefault("memberships", [])
                assert isinstance(kept, list)
                kept.append(membership)


def _check_references(actors: Actors) -> None:
    for id, actor in actors.items():
        for key in ("affiliation", "successor"):
            other = actor.get(key)
            if other is not None and other not in actors:
                raise TableError(f"{id}: {key} {other} is no actor")


def _lines(records: Iterable[dict[str, object]]) -> str:
    dump = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
    return "".join(dump(record) + "\n" for record in records)


def main(arguments: list[str] | None = None) -> int:
    """Write or check the shipped files; 1 where `--check` finds them stale or wrong."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--check", action="store_true", help="compare, write nothing")
    check = parser.parse_args(arguments).check
    stale = []
    for name, text in compile_tables().items():
        path = SHIPPED / name
        if path.exists() and path.read_text(encoding="utf-8") == text:
            continue
        stale.append(name)
        if not check:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
    if check and stale:
        print(f"stale: {', '.join(stale)}; run python -m data.gazetteer.build", file=sys.stderr)
    wrong = [*problems(SHIPPED), *source_problems(TABLES)]
    for line in wrong:
        print(line, file=sys.stderr)
    return int(check and bool(stale or wrong))


if __name__ == "__main__":
    sys.exit(main())
