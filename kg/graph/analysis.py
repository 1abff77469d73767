"""What a graph comes to as a whole: numbers, blocs, structural balance."""

from __future__ import annotations

from collections import Counter
from itertools import combinations

import networkx as nx

from kg.graph.query import edges
from kg.records.base import Record

__all__ = ["Balance", "Summary", "balance", "blocs", "summarise"]

#: Partitions are improved until no move helps; this many rounds were never reached in practice.
_MAX_ROUNDS = 1000


class Summary(Record):
    """Numbers of a graph. `claims` counts a reciprocal claim once; days are ISO or ``""``."""

    actors: int
    edges: int
    claims: int
    types: dict[str, int]
    signs: dict[str, int]
    first: str
    last: str
    most_named: tuple[tuple[str, int], ...]


class Balance(Record):
    """Triangles of actors by the product of their ties' signs.

    `balanced`: all friends, or two friends with a common foe. `unbalanced`: all foes, or a friend
    of two foes. `share` is the balanced part, None without triangles.
    """

    balanced: int
    unbalanced: int

    @property
    def share(self) -> float | None:
        """Balanced triangles among all."""
        total = self.balanced + self.unbalanced
        return self.balanced / total if total else None


def summarise(graph: nx.MultiDiGraph[str], most: int = 10) -> Summary:
    """Return numbers: `types` and `signs` count claims, `most_named` has `most` actors at most."""
    types: Counter[str] = Counter()
    signs: Counter[str] = Counter()
    seen: set[str] = set()
    for _, _, kind, attributes in graph.edges(keys=True, data=True):
        new = set(attributes["relations"]) - seen
        seen |= new
        types[kind] += len(new)
        signs[attributes["sign"]] += len(new)
    days = [day for edge in edges(graph) for day in (edge.first, edge.last) if day]
    claims = {actor: int(attributes["claims"]) for actor, attributes in graph.nodes(data=True)}
    named = sorted(claims.items(), key=lambda item: (-item[1], item[0]))
    return Summary(
        actors=len(graph),
        edges=graph.number_of_edges(),
        claims=len(seen),
        types=dict(types.most_common()),
        signs=dict(signs.most_common()),
        first=min(days).isoformat() if days else "",
        last=max(days).isoformat() if days else "",
        most_named=tuple(named[:most]),
    )


def _ties(graph: nx.MultiDiGraph[str]) -> nx.Graph[str]:
    """Return one undirected tie per pair, `tie` its claims' scores weighted by confidence."""
    signed: nx.Graph[str] = nx.Graph()
    signed.add_nodes_from(sorted(graph))
    for edge in edges(graph):
        before = signed.get_edge_data(edge.source, edge.target, default={"tie": 0.0})["tie"]
        signed.add_edge(edge.source, edge.target, tie=before + edge.score * edge.weight)
    signed.remove_edges_from(
        [(a, b) for a, b, found in signed.edges(data=True) if not found["tie"]]
    )
    return signed


def balance(graph: nx.MultiDiGraph[str]) -> Balance:
    """Count balanced and unbalanced triangles (Cartwright and Harary 1956).

    A tie is positive when the scores between two actors, weighted by confidence, add up to more
    than nothing; pairs whose scores cancel out are no tie.
    """
    signed = _ties(graph)
    found = Counter[bool]()
    order = {actor: place for place, actor in enumerate(signed)}
    for actor in signed:
        later = [other for other in signed[actor] if order[other] > order[actor]]
        for a, b in combinations(later, 2):
            if signed.has_edge(a, b):
                ties = (signed[actor][a]["tie"], signed[actor][b]["tie"], signed[a][b]["tie"])
                found[sum(tie < 0 for tie in ties) % 2 == 0] += 1
    return Balance(balanced=found[True], unbalanced=found[False])


def blocs(graph: nx.MultiDiGraph[str]) -> tuple[frozenset[str], ...]:
    """Return groups of actors with friends inside and foes outside, largest first.

    Relocation after Doreian and Mrvar (1996, "A partitioning approach to structural balance"), the
    number of groups left open (Davis 1967): starting from everybody alone, an actor moves to the
    group, or two groups join, while that lowers the sum of negative ties inside groups and positive
    ties between them. Each move takes the greatest gain; equal gains are settled by id, so the same
    graph always gives the same blocs. Actors with no positive tie stay alone.
    """
    signed = _ties(graph)
    group = {actor: place for place, actor in enumerate(signed)}
    for _ in range(_MAX_ROUNDS):
        if not (_join(signed, group) or _move(signed, group)):
            break
    members: dict[int, set[str]] = {}
    for actor, place in group.items():
        members.setdefault(place, set()).add(actor)
    found = [frozenset(actors) for actors in members.values()]
    return tuple(sorted(found, key=lambda actors: (-len(actors), min(actors))))


def _join(signed: nx.Graph[str], group: dict[str, int]) -> bool:
    """Join the two groups with the most to gain; return whether any had."""
    gains: dict[tuple[int, int], float] = {}
    for a, b, found in signed.edges(data=True):
        if group[a] != group[b]:
            pair = (min(group[a], group[b]), max(group[a], group[b]))
            gains[pair] = gains.get(pair, 0.0) + found["tie"]
    if not gains:
        return False
    best = min(gains, key=lambda pair: (-gains[pair], pair))
    if gains[best] <= 1e-9:
        return False
    for actor in group:
        if group[actor] == best[1]:
            group[actor] = best[0]
    return True


def _move(signed: nx.Graph[str], group: dict[str, int]) -> bool:
    """Move the one actor with the most to gain to another group or out; return whether any had."""
    best: tuple[float, str, int] | None = None
    alone = max(group.values(), default=0) + 1
    for actor in signed:
        pull: dict[int, float] = {alone: 0.0, group[actor]: 0.0}
        for other, attributes in signed[actor].items():
            pull[group[other]] = pull.get(group[other], 0.0) + attributes["tie"]
        stay = pull[group[actor]]
        for place in sorted(pull):
            gain = pull[place] - stay
            # Rounding must not make two moves undo each other for ever.
            if gain > 1e-9 and (best is None or gain > best[0]):
                best = (gain, actor, place)
    if best is None:
        return False
    group[best[1]] = best[2]
    return True
