"""Gold files: JSON lines of texts with the relations they owe."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any, get_args

from kg.errors import InputError, KGError
from kg.gazetteer import Gazetteer, load_gazetteer
from kg.ontology import load_ontology
from kg.records import Modality

__all__ = ["Claim", "GoldText", "bare", "read_gold"]

_MODALITIES = frozenset(get_args(Modality))


def bare(actor: str) -> str:
    """Return an actor's id without its namespace, in capitals: files differ in both.

    >>> bare("org:NATO") == bare("nato")
    True
    """
    return actor.rsplit(":", 1)[-1].upper()


@dataclass(frozen=True)
class Claim:
    """A relation as it is compared: owed by the gold, or predicted.

    `sources` and `targets` hold bare ids, any of which will do; so do `types`, of which `primary`
    is the first choice. `speaker` is a bare id or words, `date` ISO, cut to what is known.
    """

    sources: frozenset[str]
    targets: frozenset[str]
    types: frozenset[str]
    reciprocal: bool = False
    modality: str = "asserted"
    optional: bool = False
    speaker: str | None = None
    date: str | None = None
    rule: str = ""
    confidence: float = 1.0
    primary: str = ""

    @cached_property
    def quads(self) -> frozenset[str]:
        """Quad classes of the types."""
        ontology = load_ontology()
        return frozenset(ontology.get(name).quad for name in self.types)

    @property
    def negated(self) -> bool:
        """Whether the text denies it: such claims are neither owed nor counted."""
        return self.modality == "negated"

    def __str__(self) -> str:
        sign = "=" if self.reciprocal else ">"
        sides = ["|".join(sorted(side)) for side in (self.sources, self.targets)]
        mood = "" if self.modality == "asserted" else f" ({self.modality})"
        return f"{sides[0]} {sign} {sides[1]} {'/'.join(sorted(self.types))}{mood}"


@dataclass(frozen=True)
class GoldText:
    """A text and what it owes."""

    id: str
    text: str
    lang: str | None
    relations: tuple[Claim, ...]
    split: str = ""
    construction: str = ""
    published: date | None = None

    @property
    def owes(self) -> bool:
        """Whether anything must be found in it."""
        return any(not r.optional and not r.negated for r in self.relations)


def read_gold(paths: Iterable[Path], gazetteer: Gazetteer | None = None) -> list[GoldText]:
    """Return the texts of gold files, in order.

    Each line needs "id", "text" and "relations", each of these "source", "target" and "type";
    keys that are not known are passed over. Actors are rolled up as predictions are. Raises
    InputError naming file and line.
    """
    actors = gazetteer or load_gazetteer()
    ids = {bare(id): id for id in reversed(tuple(actors.actors))}
    texts: dict[str, GoldText] = {}
    for path in paths:
        try:
            lines = path.read_text(encoding="utf-8").splitlines()
        except (OSError, UnicodeDecodeError) as error:
            raise InputError(
                "cannot be read", where=str(path), hint="pass a file of JSON lines"
            ) from error
        for number, line in enumerate(lines, 1):
            if not line.strip():
                continue
            where = f"{path}:{number}"
            text = _text(line, where, actors, ids)
            if text.id in texts:
                raise InputError(f"id {text.id!r} comes twice", where=where, hint="rename one")
            texts[text.id] = text
    if not texts:
        raise InputError("no gold texts", hint="pass a file of JSON lines with text and relations")
    return list(texts.values())


def _text(line: str, where: str, actors: Gazetteer, ids: dict[str, str]) -> GoldText:
    try:
        row: dict[str, Any] = json.loads(line)
        published = date.fromisoformat(row["published"]) if row.get("published") else None
        return GoldText(
            id=str(row["id"]),
            text=row["text"],
            lang=row.get("lang"),
            split=row.get("split", ""),
            construction=row.get("construction", ""),
            published=published,
            relations=tuple(_claim(r, actors, ids, published) for r in row["relations"]),
        )
    except KGError as error:
        raise InputError(error.what, where=where, hint=error.hint) from error
    except (ValueError, TypeError, AttributeError) as error:
        raise InputError(f"not a gold text: {error}", where=where, hint="see the docs") from error
    except KeyError as error:
        raise InputError(f"{error} is missing", where=where, hint="add it") from error


def _claim(row: dict[str, Any], actors: Gazetteer, ids: dict[str, str], on: date | None) -> Claim:
    ontology = load_ontology()
    modality = row.get("modality") or "asserted"
    if modality not in _MODALITIES:
        known = ", ".join(sorted(_MODALITIES))
        raise InputError(f"unknown modality {modality!r}", hint=f"one of: {known}")

    def side(name: str) -> frozenset[str]:
        options = [ids.get(bare(one), one) for one in str(row[name]).split("|")]
        return frozenset(
            bare(actors.roll_up(one, on) if one in actors.actors else one) for one in options
        )

    speaker = row.get("speaker")
    known_speaker = ids.get(bare(speaker)) if speaker else None
    return Claim(
        sources=side("source"),
        targets=side("target"),
        types=frozenset(
            ontology.get(str(name).upper()).id for name in (row["type"], *row.get("type_alt", ()))
        ),
        reciprocal=bool(row.get("reciprocal")),
        modality=modality,
        optional=bool(row.get("optional")),
        speaker=bare(actors.roll_up(known_speaker, on)) if known_speaker else speaker,
        date=row.get("date"),
        primary=str(row["type"]).upper(),
    )
