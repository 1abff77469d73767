"""Where a text speaks of an actor."""

from __future__ import annotations

from typing import Literal

from kg.records.base import Record

__all__ = ["Mention", "MentionKind", "MentionUse"]

MentionKind = Literal[
    "name",  # Chine, OTAN, Xi Jinping
    "demonym",  # chinois, les Chinois
    "capital",  # Pékin
    "residence",  # le Kremlin
    "role",  # le président américain, la diplomatie allemande
    "person",  # somebody only the text introduces: title + affiliation
    "pronoun",  # il, ce dernier, possessives
    "aggregate",  # les deux pays: stands for several actors
]

MentionUse = Literal[
    "agent",  # the government or body that acts or is acted upon
    "place",  # "à Pékin": only where something happens
    "other",  # named, but no actor here: a citizen, a company, a newspaper
]


class Mention(Record):
    """A stretch of text that names one or more actors.

    `start` and `end` are code points in `Document.full_text`, end excluded. `actors` are the fine
    ids it stands for: one as a rule, several for aggregates ("les deux pays") and compounds, none
    when unresolved; then `candidates` says what it could have been.
    """

    start: int
    end: int
    surface: str
    kind: MentionKind
    use: MentionUse = "agent"
    actors: tuple[str, ...] = ()
    candidates: tuple[str, ...] = ()
    method: str = ""
    score: float = 1.0
