"""What happened, as told by all the claims that tell it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from datetime import date

from kg.records.base import Record
from kg.records.relation import Aspect, Modality, Precision

__all__ = ["Event", "event_id"]


class Event(Record):
    """Claims that tell of one act, or of one standing relation (`aspect` ``state``), put together.

    `source` does `type` to `target`; of a `reciprocal` event the ends are in order of their ids.
    `type` is the one most claims have, `types` are all, commonest first, `quad` is the class they
    share (``""`` for a type the ontology lacks). `start` and `end` are None when no claim has a
    date; `precision` says what they are known from.

    `relations` are the ids of the claims that count, oldest first; `copies` those of claims printed
    again word for word; `against` those that deny it. `claims`, `articles` and `outlets` count
    `relations` alone: what is one text counts once, wherever it was printed. `article_ids` and
    `printed_by` name them all, copies too. `modalities` says how many claims assert, plan or report
    it. `title` is the sentence that tells it best, of the claim `best`. An event without claims is
    one that is only denied.
    """

    id: str
    source: str
    target: str
    reciprocal: bool
    type: str
    types: tuple[str, ...]
    quad: str
    aspect: Aspect
    start: date | None
    end: date | None
    precision: Precision | None
    claims: int
    articles: int
    outlets: int
    modalities: dict[Modality, int]
    relations: tuple[str, ...]
    copies: tuple[str, ...] = ()
    against: tuple[str, ...] = ()
    article_ids: tuple[str, ...]
    printed_by: tuple[str, ...]
    title: str
    best: str

    @property
    def members(self) -> tuple[str, ...]:
        """Ids of all its claims: those that count, copies, denials."""
        return (*self.relations, *self.copies, *self.against)


def event_id(members: Iterable[str]) -> str:
    """Return a stable id of 16 hexadecimal digits: the same claims, in any order, give the same.

    >>> event_id(["a", "b"]) == event_id(["b", "a"]), event_id(["a"]) == event_id(["b"])
    (True, False)
    """
    return hashlib.sha256("\x1f".join(sorted(set(members))).encode()).hexdigest()[:16]
