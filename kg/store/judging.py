"""Turns an analyst's judgements into lookup tables that reading joins with."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Callable, Iterable
from typing import NamedTuple

from kg.records import Judgement

__all__ = ["Rulings", "apart_id", "rule"]

_Pair = frozenset[str]


class Rulings(NamedTuple):
    """What the judgements in force come to.

    `verdicts`: relation id → ``right`` or ``wrong``; `merged`: actor → the actor it is read as;
    `meant`: surface form → the actor it means; `apart`: (actor, surface form) → the actor that
    form is read as where it was linked to the first.
    """

    verdicts: dict[str, str]
    merged: dict[str, str]
    meant: dict[str, str]
    apart: dict[tuple[str, str], str]

    def mapped(self, change: Callable[[str], str]) -> Rulings:
        """Return the same rulings with `change` made to every name."""
        parts = (self.verdicts, self.merged, self.meant)
        plain = [{change(k): change(v) for k, v in part.items()} for part in parts]
        apart = {(change(a), change(b)): change(to) for (a, b), to in self.apart.items()}
        return Rulings(plain[0], plain[1], plain[2], apart)

    @property
    def read_as(self) -> frozenset[str]:
        """Actors that stand for others after these rulings."""
        return frozenset((*self.merged.values(), *self.meant.values(), *self.apart.values()))


def apart_id(actor: str, spelling: str) -> str:
    """Return the id under which `spelling` is read once it is said not to mean `actor`.

    >>> apart_id("per:KIM_JONG_UN", "Kim"), apart_id("CHN", "Pékin")
    ('per:KIM_JONG_UN.KIM', 'act:CHN.PEKIN')
    """
    plain = unicodedata.normalize("NFKD", spelling).encode("ascii", "ignore").decode().upper()
    slug = re.sub(r"[^A-Z0-9]+", "_", plain).strip("_")
    slug = slug or hashlib.sha256(spelling.encode("utf-8", "surrogatepass")).hexdigest()[:8].upper()
    space, _, name = actor.rpartition(":")
    return f"{space or 'act'}:{name}.{slug}"


def rule(judgements: Iterable[Judgement]) -> Rulings:
    """Add up judgements; where two contradict each other, the later (by `time`) holds.

    ``same`` reads `about` as `other`, and follows chains; a ``same`` that would close a circle, or
    join by way of others two actors that are said to be different, has no effect. ``different``
    ends a ``same`` of the same two actors, and the latest one that joins them by way of others; of
    a spelling it gives the spelling an id of its own (`apart_id`).

    >>> same = Judgement(id="1", verdict="same", about="A", other="B", author="", time="2024")
    >>> then = Judgement(id="2", verdict="same", about="B", other="C", author="", time="2025")
    >>> rule([same, then]).merged
    {'A': 'C', 'B': 'C'}
    """
    verdicts: dict[str, str] = {}
    meant: dict[str, str] = {}
    apart: dict[tuple[str, str], str] = {}
    joins = _Joins()
    for j in sorted(judgements, key=lambda j: j.time):
        if j.verdict in ("right", "wrong"):
            verdicts[j.about] = j.verdict
        elif j.other is None:
            continue
        elif j.verdict == "means":
            apart = {key: to for key, to in apart.items() if key[1] != j.about}
            meant[j.about] = j.other
        elif j.spelling:
            meant.pop(j.other, None)
            apart[j.about, j.other] = apart_id(j.about, j.other)
        elif j.verdict == "same":
            joins.same(j.about, j.other)
        else:
            joins.different(j.about, j.other)
    return Rulings(verdicts, joins.heads(), meant, apart)


class _Joins:
    """Actors said to be the same, as ties in the order they were said: never a circle."""

    def __init__(self) -> None:
        self._ties: dict[_Pair, tuple[str, str]] = {}
        self._different: set[_Pair] = set()

    def same(self, about: str, other: str) -> None:
        pair = frozenset((about, other))
        self._ties.pop(pair, None)
        self._different.discard(pair)
        if self._path(about, other) is not None:
            return
        self._ties[pair] = (about, other)
        if any(self._path(*apart) is not None for apart in self._different):
            del self._ties[pair]

    def different(self, about: str, other: str) -> None:
        pair = frozenset((about, other))
        self._ties.pop(pair, None)
        if about == other:
            return
        self._different.add(pair)
        while (path := self._path(about, other)) is not None:
            del self._ties[max(path, key=list(self._ties).index)]

    def heads(self) -> dict[str, str]:
        """Return each actor that is read as another, and that other, chains followed."""
        into: dict[str, str] = {}

        def head(actor: str) -> str:
            while actor in into:
                actor = into[actor]
            return actor

        for about, other in self._ties.values():
            into[head(about)] = head(other)
        return {actor: head(actor) for actor in sorted(into)}

    def _path(self, start: str, end: str) -> list[_Pair] | None:
        """Return the ties that lead from one actor to another, None where none do."""
        ties: dict[str, list[str]] = {}
        for a, b in self._ties.values():
            ties.setdefault(a, []).append(b)
            ties.setdefault(b, []).append(a)
        ways: dict[str, list[_Pair]] = {start: []}
        waiting = [start]
        while waiting and end not in ways:
            actor = waiting.pop()
            for near in ties.get(actor, ()):
                if near not in ways:
                    ways[near] = [*ways[actor], frozenset((actor, near))]
                    waiting.append(near)
        return ways.get(end)
