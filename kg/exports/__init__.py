"""Graphs and claims as files for other programs: one module per format, listed in `EXPORTS`."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

import networkx as nx

from kg.errors import ExportError
from kg.exports import csv, gexf, graphml, jsonl
from kg.exports.common import Export, write_atomically
from kg.records import Article, Event, Relation

__all__ = ["EXPORTS", "export"]

#: Format → the function that gives the file's content piece by piece.
EXPORTS: Mapping[str, Callable[[Export], Iterable[str]]] = {
    "graphml": graphml.pieces,
    "gexf": gexf.pieces,
    "csv": csv.pieces,
    "jsonl": jsonl.pieces,
}


def export(
    name: str,
    graph: nx.MultiDiGraph[str],
    relations: Iterable[Relation],
    articles: Mapping[str, Article],
    path: str | Path,
    *,
    events: Mapping[str, Event] | None = None,
) -> Path:
    """Write a graph of `build_graph` and the claims behind it to `path`, and return the path.

    `name` is a key of `EXPORTS`. ``graphml`` and ``gexf`` hold the graph, with evidence as text on
    its edges; ``csv`` and ``jsonl`` hold `relations`, one a line, with their sentences. `articles`,
    by id, are what evidence is quoted from. `events` are those of the claims, by the claim's id (by
    default found by `kg.events`). The file is written under another name first, so that
    `path` is never half a file.

    Raises ExportError for an unknown format and for a file that cannot be written.
    """
    if name not in EXPORTS:
        near = difflib.get_close_matches(name.lower(), EXPORTS, n=1)
        hint = f"did you mean {near[0]}?" if near else f"one of {', '.join(EXPORTS)}"
        raise ExportError(f"unknown format {name!r}", hint=hint)
    content = EXPORTS[name](Export(graph, tuple(relations), articles, events))
    return write_atomically(Path(path), content)
