"""Relations as a graph of actors: building it, asking it, adding it up."""

from __future__ import annotations

from kg.graph.analysis import Balance, Summary, balance, blocs, summarise
from kg.graph.build import DEFAULT_MODALITIES, build_graph
from kg.graph.query import between, edges, ego, strongest_ties

__all__ = [
    "DEFAULT_MODALITIES",
    "Balance",
    "Summary",
    "balance",
    "between",
    "blocs",
    "build_graph",
    "edges",
    "ego",
    "strongest_ties",
    "summarise",
]
