"""What a trigger connects, and which of it a sentence is taken to say."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from kg.lang import Frame
    from kg.relations.arguments import Argument
    from kg.relations.reading import Reading
    from kg.relations.triggers import TriggerMatch

__all__ = ["Candidate", "Decision", "best"]

#: What meetings and co-operation turn into when somebody refuses or ends them.
_ONE_SIDED = frozenset({"REJECT", "SANCTION", "CONCEDE"})


class Candidate(NamedTuple):
    """A pair of actors that one trigger connects, before it becomes a record."""

    match: TriggerMatch
    frame: Frame
    source: Argument
    target: Argument
    type: str
    reading: Reading
    confidence: float = 0.0

    @property
    def reciprocal(self) -> bool:
        """Whether neither of the two acts more than the other; refusing and breaking takes one."""
        one_sided = self.type in _ONE_SIDED and self.type != self.match.trigger.type
        return self.frame.reciprocal and not (one_sided and self.frame.target)

    @property
    def rule(self) -> str:
        """Name of the construction: part of speech and the slots that were filled."""
        sign = "=" if self.reciprocal else ">"
        return f"{self.match.trigger.pos}:{self.source.via[0]}{sign}{self.target.via[0]}"

    @property
    def pair(self) -> frozenset[str]:
        """The two actors, whatever the direction."""
        return frozenset({self.source.rolled, self.target.rolled})


@dataclass(frozen=True)
class Decision:
    """What became of a trigger: its candidates, or the reason why there are none.

    `excluded` triggers stand for nothing here: another sense of the word, part of a name.
    `unlikely` gives the best that the model turned down.
    """

    match: TriggerMatch
    candidates: tuple[Candidate, ...]
    known: str = ""
    missing: Callable[[], str] | None = None
    excluded: bool = False
    unlikely: Callable[[], Candidate] | None = None

    @property
    def reason(self) -> str:
        """Why there is no candidate; found out when it is asked for, which explanations do."""
        why = self.missing() if self.missing else self.known
        if self.candidates or self.unlikely is None:
            return "" if self.candidates else why
        c = self.unlikely()
        sign = "=" if c.reciprocal else "→"
        doubt = f"{c.source.rolled} {sign} {c.target.rolled} is unlikely ({c.confidence:.2f})"
        return f"{why}; {doubt}" if why else doubt


def best(decisions: Iterable[Decision]) -> list[Candidate]:
    """One candidate for each pair of a trigger, and for each pair and type of a sentence."""
    by_head: dict[tuple[frozenset[str], int], Candidate] = {}
    for candidate in (c for d in decisions for c in d.candidates):
        key = (candidate.pair, candidate.match.head.i)
        if key not in by_head or _rank(by_head[key]) < _rank(candidate):
            by_head[key] = candidate
    groups: dict[tuple[frozenset[str], str], list[Candidate]] = {}
    for candidate in by_head.values():
        groups.setdefault((candidate.pair, candidate.type), []).append(candidate)
    kept: list[Candidate] = []
    for group in groups.values():
        group.sort(key=_rank, reverse=True)
        mutual = next((c for c in group if c.reciprocal), None)
        directions = {(c.source.rolled, c.target.rolled): c for c in reversed(group)}
        kept += [mutual] if mutual else directions.values()
    kept.sort(key=lambda c: c.match.head.i)
    return kept


def _rank(candidate: Candidate) -> tuple[bool, float]:
    """Senses that name their company ("only") go before general ones, then the surer."""
    return bool(candidate.match.trigger.only), candidate.confidence
