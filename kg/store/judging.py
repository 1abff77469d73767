"""Turns an analyst's judgements into lookup tables that reading joins with."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from kg.errors import UnknownActorError
from kg.records import Judgement
from kg.store.base import RollUp

__all__ = ["Rulings", "rule"]


class Rulings(NamedTuple):
    """What the judgements in force come to.

    `verdicts`: relation id → ``right`` or ``wrong``; `merged`: actor → the actor it is read as;
    `meant`: surface form → the actor it means.
    """

    verdicts: dict[str, str]
    merged: dict[str, str]
    meant: dict[str, str]

    def mapped(self, change: Callable[[str], str]) -> Rulings:
        """Return the same rulings with `change` made to every name."""
        return Rulings(*({change(k): change(v) for k, v in part.items()} for part in self))

    def meant_rolled(self, roll_up: RollUp | None) -> dict[str, str]:
        """Return surface form → the state or organisation that the meant actor acts for."""
        return {surface: _rolled(actor, roll_up) for surface, actor in self.meant.items()}


def _rolled(actor: str, roll_up: RollUp | None) -> str:
    try:
        return (roll_up and roll_up(actor)) or actor
    except UnknownActorError:
        # The gazetteer may have changed since the judgement; the store must stay readable.
        return actor


def rule(judgements: Iterable[Judgement]) -> Rulings:
    """Add up judgements; where two contradict each other, the later (by `time`) holds.

    ``same`` reads `about` as `other`, and follows chains; ``different`` ends a ``same`` of the same
    two actors.

    >>> same = Judgement(id="1", verdict="same", about="A", other="B", author="", time="2024")
    >>> then = Judgement(id="2", verdict="same", about="B", other="C", author="", time="2025")
    >>> rule([same, then]).merged
    {'A': 'C', 'B': 'C'}
    """
    verdicts: dict[str, str] = {}
    meant: dict[str, str] = {}
    same: dict[frozenset[str], tuple[str, str]] = {}
    for j in sorted(judgements, key=lambda j: j.time):
        if j.verdict in ("right", "wrong"):
            verdicts[j.about] = j.verdict
        elif j.other is None:
            continue
        elif j.verdict == "means":
            meant[j.about] = j.other
        else:
            pair = frozenset((j.about, j.other))
            same.pop(pair, None)
            if j.verdict == "same" and len(pair) == 2:
                same[pair] = (j.about, j.other)
    return Rulings(verdicts, _merge(list(same.values())), meant)


def _merge(pairs: Sequence[tuple[str, str]]) -> dict[str, str]:
    into: dict[str, str] = {}

    def head(actor: str) -> str:
        while actor in into:
            actor = into[actor]
        return actor

    for about, other in pairs:
        first, last = head(about), head(other)
        if first != last:
            into[first] = last
    return {actor: head(actor) for actor in sorted(into)}
