"""Claims that one actor does something to another, and the words that say so."""

from __future__ import annotations

import hashlib
from datetime import date
from typing import Literal

from kg.records.base import Record, Span

__all__ = [
    "Aspect",
    "Edge",
    "EventDate",
    "Evidence",
    "Judgement",
    "Modality",
    "Relation",
    "relation_id",
]

Modality = Literal["asserted", "planned", "conditional", "reported", "negated"]
Aspect = Literal["act", "state"]
Precision = Literal["day", "week", "month", "season", "year", "decade", "period", "publication"]


class EventDate(Record):
    """When it happened: first and last day, how precisely that is known, and the words that say it.

    `expression` is the span of those words in the field the evidence lies in; None when the date is
    only that of publication (`precision` is then ``publication``).
    """

    start: date
    end: date
    precision: Precision
    expression: Span | None = None


class Evidence(Record):
    """Where the claim stands. All spans slice `field` ("title" or "text") of the article."""

    article: str
    field: Literal["title", "text"] = "text"
    sentence: Span
    trigger: Span
    source: Span
    target: Span


class Relation(Record):
    """One claim made by one sentence: `source` does `type` to `target`.

    `source` and `target` are rolled up to states and organisations at the article's date;
    `source_actor` and `target_actor` are the fine actors the sentence names.
    """

    id: str
    source: str
    target: str
    source_actor: str
    target_actor: str
    type: str
    mode: str | None = None
    context: str | None = None
    reciprocal: bool = False
    aspect: Aspect = "act"
    modality: Modality = "asserted"
    speaker: str | None = None
    date: EventDate | None = None
    evidence: Evidence
    rule: str
    confidence: float
    version: str = ""
    run: str = ""


def relation_id(evidence: Evidence, relation_type: str, source: str, target: str) -> str:
    """Return a stable id of 16 hexadecimal digits: a hash of article, spans, type and actors.

    The actors belong to it because one mention may stand for several ("les deux pays").

    >>> e = Evidence(article="a", sentence=(0, 9), trigger=(3, 5), source=(0, 2), target=(6, 9))
    >>> relation_id(e, "SUPPORT", "CHN", "PRK") == relation_id(e, "SUPPORT", "CHN", "RUS")
    False
    """
    spans = (evidence.sentence, evidence.trigger, evidence.source, evidence.target)
    key = (evidence.article, evidence.field, spans, relation_type, source, target)
    return hashlib.sha256(repr(key).encode("utf-8", "surrogatepass")).hexdigest()[:16]


class Judgement(Record):
    """An analyst's word, applied when reading, so that it can be undone without extracting again.

    `about` is a relation id for ``right`` and ``wrong``, an actor id for ``same`` and ``different``
    (with `other`), a surface form for ``means`` (with `other` the actor it means). The `other` of
    ``different`` is an actor id, or, with `spelling`, a surface form that is not `about`.
    `undone_by` and `undone_at` tell who withdrew it, and when.
    """

    id: str
    verdict: Literal["right", "wrong", "same", "different", "means"]
    about: str
    other: str | None = None
    author: str
    time: str
    undone: bool = False
    spelling: bool = False
    undone_by: str | None = None
    undone_at: str | None = None


class Edge(Record):
    """All claims of one type from one actor to another, added up.

    `count` is the number of claims, `events` that of the acts they tell of (`kg.events`; standing
    relations are none), `score` the mean PLOVER score of the type's claims, `weight` the sum of
    their confidences.
    """

    source: str
    target: str
    type: str
    count: int
    events: int
    articles: int
    outlets: int
    first: date | None = None
    last: date | None = None
    score: float
    weight: float
    relations: tuple[str, ...]
