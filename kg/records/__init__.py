"""The records that stages exchange."""

from __future__ import annotations

from kg.records.actor import Actor, ActorType, Membership, Name, NameKind, Office
from kg.records.article import Article, Document, Failure, article_id
from kg.records.base import Record, Span
from kg.records.event import Event, event_id
from kg.records.mention import Mention, MentionKind, MentionUse, Unresolved
from kg.records.relation import (
    Aspect,
    Edge,
    EventDate,
    Evidence,
    Judgement,
    Modality,
    Relation,
    relation_id,
)

__all__ = [
    "Actor",
    "ActorType",
    "Article",
    "Aspect",
    "Document",
    "Edge",
    "Event",
    "EventDate",
    "Evidence",
    "Failure",
    "Judgement",
    "Membership",
    "Mention",
    "MentionKind",
    "MentionUse",
    "Modality",
    "Name",
    "NameKind",
    "Office",
    "Record",
    "Relation",
    "Span",
    "Unresolved",
    "article_id",
    "event_id",
    "relation_id",
]
