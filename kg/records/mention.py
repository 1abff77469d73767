"""Where a text speaks of an actor."""

from __future__ import annotations

from typing import Literal

from kg.records.base import Record, Span

__all__ = ["Mention", "MentionKind", "MentionUse", "Unresolved"]

MentionKind = Literal[
    "name",  # Chine, OTAN, Xi Jinping
    "demonym",  # chinois, les Chinois
    "capital",  # Pékin
    "city",  # Kharkiv: speaks for nobody, but what strikes it strikes its state
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


class Unresolved(Record):
    """A name in a text that stands for nobody known, kept so that the program can be taught.

    `start`, `end` and `sentence` are code points in `Document.full_text`. `why`: ``introduced``
    by a title ("le ministre chinois Li Wei"), ``undecided`` between known actors (`candidates`),
    ``argument`` of a word that relates actors, ``entity`` found by the pipeline. `actors` are those
    it seems to act for.

    >>> Unresolved(start=20, end=26, surface="Li Wei", kind="person", sentence=(0, 40),
    ...            why="introduced", actors=("CHN",)).surface
    'Li Wei'
    """

    start: int
    end: int
    surface: str
    kind: Literal["person", "organisation", "unknown"]
    sentence: Span
    why: Literal["introduced", "undecided", "argument", "entity"]
    actors: tuple[str, ...] = ()
    candidates: tuple[str, ...] = ()
