"""A mention while it is being worked on."""

from __future__ import annotations

from dataclasses import dataclass, field

from kg.mentions.text import Text
from kg.records import Mention, Name
from kg.records.mention import MentionKind, MentionUse

__all__ = ["Entry", "Found"]


@dataclass(frozen=True, slots=True)
class Entry:
    """A name of the gazetteer with the actor that bears it."""

    actor: str
    name: Name


@dataclass(slots=True)
class Found:
    """Atoms `first` to `end` (excluded) of a text, and what is known of them so far."""

    first: int
    end: int
    kind: MentionKind
    entries: list[Entry] = field(default_factory=list)
    actors: tuple[str, ...] = ()
    candidates: tuple[str, ...] = ()
    use: MentionUse = "agent"
    fixed: bool = False  # `use` is decided
    method: str = ""
    score: float = 1.0
    gender: str | None = None
    number: str | None = None
    being: str = "state"  # state, organisation, group, person
    adjective: bool = False  # a demonym that qualifies a noun
    role: int | None = None  # index of the pack's role
    noun: str = ""  # the role noun, folded
    several: bool = False  # joins actors of equal rank: "sino-russe", "les deux pays"
    surname: bool = False
    subject: bool = False  # of pronouns
    parts: list[Found] = field(default_factory=list)  # of a compound of names: "Kim-Xi"

    @property
    def is_adjectival(self) -> bool:
        """Whether it is a demonym, or takes a stance toward one."""
        return self.kind == "demonym"

    @property
    def is_stance(self) -> bool:
        """Whether a prefix makes it an attitude: "anti-américain"."""
        return self.method in ("anti", "pro", "other")

    def mention(self, text: Text) -> Mention:
        """The record handed on."""
        start, end = text.atoms[self.first].start, text.atoms[self.end - 1].end
        return Mention(
            start=start,
            end=end,
            surface=text.string[start:end],
            kind=self.kind,
            use=self.use,
            actors=self.actors,
            candidates=self.candidates,
            method=self.method,
            score=self.score,
        )
