"""Persons: who they are (persons.tsv), how a language spells them (persons_xx.tsv), what they held
(offices.tsv, leaders.tsv)."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from pathlib import Path

from data.gazetteer.notation import TableError, parse_names
from data.gazetteer.tables import Actors, period, rows

__all__ = ["add_people", "slug", "surname"]

_HOLDER = re.compile(r"(?P<name>.+?) (?P<start>\d{4}(?:-\d\d){0,2})")
_PLAIN = str.maketrans({"ı": "i", "ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "đ": "d", "Đ": "D"})
_PARTICLES = {"al", "bin", "da", "de", "del", "della", "di", "dos", "du", "ibn", "van", "von", "zu"}

#: States where the family name comes first.
FAMILY_FIRST = {"CHN", "HKG", "KOR", "PRK", "TWN"}

#: Last day on which offices.tsv was gone through; an office open in it held then.
AS_OF = "2025-12-31"

Names = dict[str, dict[str, list[dict[str, object]]]]


def add_people(tables: Path, actors: Actors, names: Names) -> None:
    """Add persons to `actors`, and their spellings that belong to one language to `names`."""
    offices = _offices(tables, actors)
    seen: dict[str, str] = {}
    for where, row in rows(tables / "persons.tsv"):
        held = offices.pop(row["name"], [])
        affiliation = row["affiliation"] or str(_latest(held, where)["of"])
        if affiliation not in actors:
            raise TableError(f"{where}: affiliation {affiliation} is no actor")
        id = f"per:{slug(row['name'])}"
        if id in seen:
            raise TableError(f"{where}: {id} is there twice, as {seen[id]}")
        seen[id] = row["name"]
        actor: dict[str, object] = {"type": "person", "label": {"en": row["name"]}}
        actor["affiliation"] = affiliation
        family = row["surnames"] or surname(row["name"], affiliation)
        spellings = _spellings(f"{row['name']}; {row['names']}", family)
        actor["names"] = spellings
        if row["wikidata"]:
            actor["external"] = {"wikidata": row["wikidata"]}
        if held:
            actor["offices"] = sorted(held, key=lambda office: office.get("start", ""))
        actors[id] = actor
    if offices:
        raise TableError(f"held an office and is not in persons.tsv: {', '.join(sorted(offices))}")
    for lang, by_id in names.items():
        _add_spellings(tables / f"persons_{lang}.tsv", actors, by_id)


def _add_spellings(path: Path, actors: Actors, by_id: dict[str, list[dict[str, object]]]) -> None:
    """Add the spellings of one language that are not those of all."""
    for where, row in rows(path) if path.exists() else ():
        id = f"per:{slug(row['name'])}"
        if id not in actors:
            raise TableError(f"{where}: {row['name']} is not in persons.tsv")
        if id in by_id:
            raise TableError(f"{where}: {row['name']} is there twice")
        common = actors[id]["names"]
        assert isinstance(common, list)
        taken = {name["text"] for name in common}
        own = [n for n in _spellings(row["names"], row["surnames"]) if n["text"] not in taken]
        if own:
            by_id[id] = own


def _spellings(full: str, family: str) -> list[dict[str, object]]:
    """Full names and surnames; a surname is case-sensitive, many being words: Bush, Rice."""
    found = parse_names(full, "en", plain="full")
    texts = {name["text"] for name in found}
    for text in (part.strip() for part in family.split(";")):
        if text and text != "-" and text not in texts:
            found.append({"text": text, "kind": "surname", "case_sensitive": True})
    return found


def surname(name: str, affiliation: str) -> str:
    """The family name by rule: first where it comes first, else last with its particle.

    >>> surname("Xi Jinping", "CHN"), surname("Thomas de Maizière", "DEU")
    ('Xi', 'de Maizière')
    """
    words = name.split()
    if affiliation in FAMILY_FIRST:
        return words[0]
    first = len(words) - 1
    while first > 1 and words[first - 1] in _PARTICLES:
        first -= 1
    return " ".join(words[first:]) if len(words) > 1 else "-"


def slug(name: str) -> str:
    """Upper-case ASCII with underscores.

    >>> slug("Recep Tayyip Erdoğan"), slug("Kim Jong-un")
    ('RECEP_TAYYIP_ERDOGAN', 'KIM_JONG_UN')
    """
    plain = unicodedata.normalize("NFKD", name.translate(_PLAIN)).encode("ascii", "ignore").decode()
    return re.sub(r"[^A-Z0-9]+", "_", plain.replace("'", "").upper()).strip("_")


def _offices(tables: Path, actors: Actors) -> dict[str, list[dict[str, str]]]:
    held: dict[str, list[dict[str, str]]] = defaultdict(list)
    for where, row in rows(tables / "offices.tsv"):
        for name, dates in _succession(row["holders"], where):
            post = {"of": row["of"], "title": row["title"], **dates}
            held[name] += ({"office": office, **post} for office in row["offices"].split(","))
    for where, row in rows(tables / "leaders.tsv"):
        dates = period(f"{row['start']}..{row['end']}", where)
        post = {"office": row["office"], "of": row["of"], "title": row["title"], **dates}
        if "end" not in post:
            post["as_of"] = row["as_of"]
        held[row["person"]].append(post)
    for name, offices in held.items():
        for office in offices:
            if office["of"] not in actors:
                raise TableError(f"{name}: holds an office of {office['of']}, which is no actor")
    return held


def _succession(holders: str, where: str) -> list[tuple[str, dict[str, str]]]:
    """Holders in order with the dates of each; ``-`` leaves the office vacant from its date."""
    found: list[tuple[str, str]] = []
    for part in (part.strip() for part in holders.split(";")):
        match = _HOLDER.fullmatch(part)
        if match is None:
            raise TableError(f"{where}: {part!r} is no name with a date")
        if found and match["start"] < found[-1][1]:
            raise TableError(f"{where}: {part} comes before {found[-1][0]}")
        found.append((match["name"], match["start"]))
    spans: list[tuple[str, dict[str, str]]] = []
    for place, (name, start) in enumerate(found):
        last = place + 1 == len(found)
        end = {"as_of": AS_OF} if last else {"end": found[place + 1][1]}
        if name != "-":
            spans.append((name, {"start": start, **end}))
    return spans


def _latest(held: list[dict[str, str]], where: str) -> dict[str, str]:
    if not held:
        raise TableError(f"{where}: neither an affiliation nor an office")
    return max(held, key=lambda office: office.get("start", ""))
