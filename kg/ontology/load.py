"""Reads the relation types: one TOML file each in ``types/``.

Types, quad classes, scores and modes are those of PLOVER 2.0 (Open Event Data Alliance), with two
slips of its manual mended: ACCUSE scores −3 and SANCTION is material conflict.
"""

from __future__ import annotations

import difflib
import tomllib
from collections.abc import Mapping
from functools import cache
from importlib import resources
from typing import Literal

from pydantic import ValidationError

from kg.errors import PackError, UnknownTypeError
from kg.records.base import Record

__all__ = ["Mode", "Ontology", "Quad", "RelationType", "Shift", "Sign", "load_ontology"]

Sign = Literal["positive", "negative", "neutral"]
Quad = Literal["verbal_cooperation", "material_cooperation", "verbal_conflict", "material_conflict"]


class Mode(Record):
    """A finer kind of a type, with PLOVER's score for it."""

    id: str
    score: float


class Shift(Record):
    """The type an act becomes when it is `planned`, `refused` or `ended`; None leaves it as it is.

    Planned acts of conflict keep their type: a threat has to be uttered as one.
    """

    planned: str | None = None
    refused: str | None = None
    ended: str | None = None


class RelationType(Record):
    """What one actor can do to another. `score` runs from −10 (war) to +10 (aid)."""

    id: str
    order: int
    quad: Quad
    sign: Sign
    score: float
    label: dict[str, str]
    description: dict[str, str]
    modes: tuple[Mode, ...] = ()
    shift: Shift = Shift()


class Ontology(Record):
    """All relation types, by id, in PLOVER's order from co-operation to conflict."""

    types: dict[str, RelationType]

    def get(self, type_id: str) -> RelationType:
        """Return the type called `type_id`, in any case.

        Raises UnknownTypeError with the nearest name.

        >>> load_ontology().get("support").score
        5.0
        """
        found = self.types.get(type_id.upper())
        if found is None:
            near = difflib.get_close_matches(type_id.upper(), self.types, n=1)
            hint = f"did you mean {near[0]}?" if near else f"one of {', '.join(self.types)}"
            raise UnknownTypeError(f"unknown relation type {type_id!r}", hint=hint)
        return found


@cache
def load_ontology() -> Ontology:
    """Read and check the sixteen types that ship with the program.

    >>> [t.id for t in load_ontology().types.values()][:3]
    ['AGREE', 'CONSULT', 'SUPPORT']
    """
    found: list[RelationType] = []
    for file in resources.files("kg.ontology").joinpath("types").iterdir():
        if file.name.endswith(".toml"):
            raw: Mapping[str, object] = tomllib.loads(file.read_text("utf-8"))
            try:
                found.append(RelationType.model_validate(raw))
            except ValidationError as error:
                raise PackError(
                    f"not a relation type: {error.errors()[0]['msg']}",
                    where=f"kg/ontology/types/{file.name}",
                    hint="compare with another file of that folder",
                ) from error
    found.sort(key=lambda kind: kind.order)
    return Ontology(types={kind.id: kind for kind in found})
