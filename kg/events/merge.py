"""Joins claims to groups, the likeliest pair first, as long as the whole group holds together."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from kg.events.likeness import NEVER
from kg.events.telling import Telling

__all__ = ["Link", "merge"]

#: Likeness of two claims, then their places.
Link = tuple[float, int, int]
Liken = Callable[[int, int], float]

#: Two claims are joined above the first; two groups when the mean between them is not below the
#: second: a chain of claims, each like the next, is no event.
_JOIN, _MEAN = 0.0, -0.4
#: Claims of each group that are looked at for the mean.
_SAMPLE = 4
#: Links that each claim brings in, its strongest ones.
_LINKS = 6


class _Group:
    """Claims that have been joined, and what they all allow."""

    __slots__ = ("forward", "high", "low", "places", "sentences")

    def __init__(self, place: int, told: Telling) -> None:
        evidence = told.relation.evidence
        self.places = [place]
        self.low, self.high, self.forward = told.low, told.high, told.forward
        sentence = (evidence.article, evidence.field, evidence.sentence)
        self.sentences = {sentence: told.relation.type}

    def allows(self, other: _Group) -> bool:
        """Whether some day, some direction, and every sentence, would suit both."""
        if max(self.low, other.low) > min(self.high, other.high):
            return False
        both = self.forward is not None and other.forward is not None
        if both and self.forward != other.forward:
            return False
        few, many = sorted((self.sentences, other.sentences), key=len)
        return all(types == many.get(place, types) for place, types in few.items())

    def take(self, other: _Group) -> None:
        """Join the other group to this one."""
        self.low, self.high = max(self.low, other.low), min(self.high, other.high)
        self.forward = other.forward if self.forward is None else self.forward
        self.places += other.places
        self.sentences.update(other.sentences)


def merge(block: Sequence[Telling], links: Sequence[Link], liken: Liken) -> list[list[int]]:
    """Return the places of `block` in groups, each sorted, the groups by their first place.

    Links are taken from the strongest to the weakest, equal ones in order of their places. Two
    groups are joined when a day is left on which all their claims may have been, no claim goes the
    other way, no sentence tells two types of acts in one group, and they are alike on the whole.
    """
    groups = [_Group(place, told) for place, told in enumerate(block)]
    home = list(range(len(block)))

    def find(place: int) -> int:
        while home[place] != place:
            home[place] = home[home[place]]
            place = home[place]
        return place

    refused: dict[tuple[int, int], int] = {}
    for _, one, other in _strongest(links, len(block)):
        # The larger one takes the smaller, so that many joins stay quick.
        a, b = sorted((find(one), find(other)), key=lambda g: (-len(groups[g].places), g))
        size = len(groups[a].places) + len(groups[b].places)
        # Two groups once refused are looked at again when they have grown, not at each link.
        if a == b or size < 1.5 * refused.get((a, b), 0):
            continue
        if groups[a].allows(groups[b]) and _mean(groups[a], groups[b], liken) >= _MEAN:
            groups[a].take(groups[b])
            home[b] = a
        else:
            refused[a, b] = size
    return sorted(sorted(groups[p].places) for p in range(len(block)) if home[p] == p)


def _strongest(links: Sequence[Link], claims: int) -> list[Link]:
    """Return, strongest first, the links that are among the few strongest of one of their ends."""
    ordered = sorted(links, key=lambda link: (-link[0], link[1], link[2]))
    taken = [0] * claims
    kept = []
    for link in ordered:
        strength, one, other = link
        if strength > _JOIN and min(taken[one], taken[other]) < _LINKS:
            kept.append(link)
            taken[one] += 1
            taken[other] += 1
    return kept


def _mean(one: _Group, other: _Group, liken: Liken) -> float:
    if len(one.places) == len(other.places) == 1:
        return 0.0
    marks = [liken(a, b) for a in _sample(one.places) for b in _sample(other.places)]
    return sum(max(mark, NEVER / 2) for mark in marks) / len(marks)


def _sample(places: list[int]) -> list[int]:
    """Return a few, spread over all in the order in which they joined."""
    if len(places) <= _SAMPLE:
        return places
    return [places[i * (len(places) - 1) // (_SAMPLE - 1)] for i in range(_SAMPLE)]
