"""When a prediction is right: four levels, from the pair of actors to the type of the act."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from kg.evaluation.gold import Claim

__all__ = ["LEVELS", "Level", "Outcome", "compare", "matches"]

Level = Literal["pair", "ordered", "quad", "type"]

#: From the loosest to the strictest.
LEVELS: tuple[Level, ...] = ("pair", "ordered", "quad", "type")


def matches(found: Claim, gold: Claim, level: Level) -> bool:
    """Whether `found` says what `gold` says, as far as `level` looks.

    pair: the same two actors. ordered: and the same direction, which is free when either claim
    is reciprocal. quad, type: and a quad class or a type in common.

    >>> a, b = frozenset({"FRA"}), frozenset({"DEU"})
    >>> one, other = Claim(a, b, frozenset({"AID"})), Claim(b, a, frozenset({"AID"}))
    >>> matches(one, other, "pair"), matches(one, other, "ordered")
    (True, False)
    """
    straight = found.sources & gold.sources and found.targets & gold.targets
    crossed = found.sources & gold.targets and found.targets & gold.sources
    free = level == "pair" or found.reciprocal or gold.reciprocal
    if not straight and not (crossed and free):
        return False
    if level == "quad":
        return bool(found.quads & gold.quads)
    return level != "type" or bool(found.types & gold.types)


@dataclass(frozen=True)
class Outcome:
    """What one text gives at one level.

    `right` and `wrong` are predictions (those that only an optional relation excuses are in
    neither), `owed` and `missed` gold relations.
    """

    right: tuple[Claim, ...]
    wrong: tuple[Claim, ...]
    owed: tuple[Claim, ...]
    missed: tuple[Claim, ...]


def compare(gold: Sequence[Claim], found: Iterable[Claim], level: Level) -> Outcome:
    """Return what is right, wrong and missed among the claims `found` in one text.

    Claims that `level` cannot tell apart count once. Negated ones are neither owed nor counted.
    """
    owed = _distinct((g for g in gold if not g.optional and not g.negated), level)
    optional = [g for g in gold if g.optional and not g.negated]
    said = _distinct((f for f in found if not f.negated and f.sources != f.targets), level)
    right = [f for f in said if any(matches(f, g, level) for g in owed)]
    wrong = [f for f in said if f not in right and not _excused(f, owed, optional, level)]
    missed = [g for g in owed if not any(matches(f, g, level) for f in said)]
    return Outcome(tuple(right), tuple(wrong), tuple(owed), tuple(missed))


def _excused(found: Claim, owed: list[Claim], optional: list[Claim], level: Level) -> bool:
    """An optional relation excuses whatever type is said of it, unless one is owed beside it."""
    strict = level if any(matches(found, g, "ordered") for g in owed) else "ordered"
    return any(matches(found, g, "pair" if level == "pair" else strict) for g in optional)


def _distinct(claims: Iterable[Claim], level: Level) -> list[Claim]:
    first: dict[tuple[object, ...], Claim] = {}
    for claim in claims:
        sides = (tuple(sorted(claim.sources)), tuple(sorted(claim.targets)))
        free = level == "pair" or claim.reciprocal
        key: tuple[object, ...] = tuple(sorted(sides)) if free else sides
        if level != "pair":
            key += (claim.reciprocal,)
        if level == "quad":
            key += (claim.quads,)
        elif level == "type":
            key += (claim.types,)
        first.setdefault(key, claim)
    return list(first.values())
