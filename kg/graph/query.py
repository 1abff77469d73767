"""Questions to a graph that `build_graph` made."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator
from typing import Any

import networkx as nx

from kg.errors import UnknownActorError
from kg.records import Edge

__all__ = ["between", "edges", "ego", "strongest_ties"]


def edges(graph: nx.MultiDiGraph[str]) -> Iterator[Edge]:
    """Yield the edges as records, in the graph's order."""
    for _, _, attributes in graph.edges(data=True):
        yield _record(attributes)


def ego(graph: nx.MultiDiGraph[str], actor: str, hops: int = 1) -> nx.MultiDiGraph[str]:
    """Return a copy of what lies within `hops` ties of `actor`, whatever their direction.

    Raises UnknownActorError for an id that is not in the graph.
    """
    _check(graph, actor)
    near = nx.single_source_shortest_path_length(
        graph.to_undirected(as_view=True), actor, cutoff=hops
    )
    return graph.subgraph(near).copy()


def strongest_ties(graph: nx.MultiDiGraph[str], n: int = 10) -> list[Edge]:
    """Return the `n` edges with the highest weight, highest first."""
    return _ranked(edges(graph))[:n]


def between(graph: nx.MultiDiGraph[str], a: str, b: str) -> list[Edge]:
    """Return all edges from `a` to `b` and back, highest weight first.

    Raises UnknownActorError for an id that is not in the graph.
    """
    _check(graph, a)
    _check(graph, b)
    pairs = [(a, b), (b, a)] if a != b else [(a, b)]
    found = [graph[s][t] for s, t in pairs if graph.has_edge(s, t)]
    return _ranked(_record(attributes) for group in found for attributes in group.values())


def _ranked(found: Iterable[Edge]) -> list[Edge]:
    return sorted(found, key=lambda e: (-e.weight, e.source, e.target, e.type))


def _record(attributes: dict[str, Any]) -> Edge:
    fields = {name: attributes[name] for name in Edge.model_fields}
    return Edge.model_validate(
        {**fields, "first": fields["first"] or None, "last": fields["last"] or None}
    )


def _check(graph: nx.MultiDiGraph[str], actor: str) -> None:
    if actor in graph:
        return
    labels = {str(label): str(id_) for id_, label in graph.nodes(data="label")}
    near = difflib.get_close_matches(actor, [*map(str, graph), *labels], n=1)
    hint = f"did you mean {labels.get(near[0], near[0])}?" if near else "list(graph) names them all"
    raise UnknownActorError(f"no actor {actor!r} in the graph", hint=hint)
