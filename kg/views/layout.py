"""Where actors stand: computed here, so that a page opens at once and always looks the same."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from typing import Any

import networkx as nx
import numpy as np

__all__ = ["Point", "Tie", "place"]

Point = tuple[int, int]
#: Source, target, pull: friends pull each other closer than opponents do.
Tie = tuple[str, str, float]

SEED = 7
#: From here on the spring model of networkx wants scipy; ForceAtlas2 does with numpy.
SPRING_LIMIT = 500
#: Both models are quadratic; beyond this, actors are laid out by rank alone.
FORCE_LIMIT = 2500
_GAP = 60


def place(widths: Mapping[str, float], ties: Iterable[Tie]) -> dict[str, Point]:
    """Return a position in pixels for every actor.

    `widths` says how much room an actor's label takes, in pixels. The same input gives the same
    positions whatever its order; labels do not cover one another in graphs that fit the screen.

    >>> place({"CHN": 50, "PRK": 90}, [("CHN", "PRK", 1.0)]) == place(
    ...     {"PRK": 90, "CHN": 50}, [("CHN", "PRK", 1.0)])
    True
    """
    graph: Any = nx.Graph()
    graph.add_nodes_from(sorted(widths))
    for source, target, pull in sorted(ties):
        if source != target:
            before = graph.get_edge_data(source, target, {"weight": 0.0})["weight"]
            graph.add_edge(source, target, weight=before + pull)
    if len(graph) > FORCE_LIMIT:
        return _sunflower(graph)
    parts = sorted(nx.connected_components(graph), key=lambda part: (-len(part), min(part)))
    blocks = [_place_connected(graph.subgraph(sorted(part)), widths) for part in parts]
    return _pack(blocks, widths)


def _place_connected(graph: Any, widths: Mapping[str, float]) -> dict[str, tuple[float, float]]:
    """Return positions for a connected graph, its centre at the origin."""
    # A subgraph's view keeps the order of a set, which differs from run to run.
    ordered: Any = nx.Graph()
    ordered.add_nodes_from(sorted(graph))
    ordered.add_weighted_edges_from(sorted(graph.edges(data="weight")))
    size = len(ordered)
    if size == 1:
        return {next(iter(ordered)): (0.0, 0.0)}
    found: Any
    if size < SPRING_LIMIT:
        found = nx.spring_layout(ordered, k=1.9 / math.sqrt(size), iterations=200, seed=SEED)
    else:
        found = nx.forceatlas2_layout(ordered, max_iter=60, seed=SEED, weight="weight")
    points = np.array([found[node] for node in ordered], dtype=float)
    points -= points.mean(axis=0)
    points = _lie_down(points)
    # Hubs crowd the middle: stretch it.
    radius = np.linalg.norm(points, axis=1, keepdims=True)
    points /= np.maximum(radius / max(float(radius.max()), 1e-9), 0.02) ** 0.3
    reach = np.maximum(np.percentile(np.abs(points), 95, axis=0), 1e-9)
    # Nor may one stray actor shrink the rest: what lies beyond the 95th percentile is drawn in.
    units = points / reach
    beyond = np.maximum(np.abs(units) - 1, 0)
    units = np.sign(units) * (np.minimum(np.abs(units), 1) + 0.3 * np.tanh(beyond))
    points = units * np.array([66.0, 46.0]) * math.sqrt(size)
    half = np.array([widths[node] / 2 for node in ordered])
    points = _part(points, half)
    return {node: (float(x), float(y)) for node, (x, y) in zip(ordered, points, strict=True)}


def _lie_down(points: Any) -> Any:
    """Return the points turned so that their longest stretch is horizontal, as screens are."""
    _, vectors = np.linalg.eigh(np.cov(points.T))
    turned = points @ vectors[:, ::-1]
    # An eigenvector's direction is arbitrary: fix it, or the picture could come out mirrored.
    return turned * np.where(turned[np.argmax(np.abs(turned), axis=0), [0, 1]] < 0, -1.0, 1.0)


def _part(points: Any, half_width: Any, rounds: int = 80) -> Any:
    """Return the points pushed apart until labels (and the dots above them) no longer overlap."""
    # Few actors can afford room for the edges between them as well.
    few = max(0.0, 1 - len(points) / 70)
    need_x = half_width[:, None] + half_width[None] + 14 + 70 * few
    need_y = 54.0 + 56 * few
    rank = np.arange(len(points))
    for _ in range(rounds if len(points) <= 300 else rounds // 4):
        gap = points[:, None] - points[None]
        over_x, over_y = need_x - np.abs(gap[..., 0]), need_y - np.abs(gap[..., 1])
        hit = (over_x > 0) & (over_y > 0) & (rank[:, None] != rank[None])
        if not hit.any():
            break
        # Points on the very same spot part by rank.
        side = np.where(gap == 0, np.sign(rank[:, None] - rank[None])[..., None], np.sign(gap))
        flat = over_x < over_y
        push_x = np.where(hit & flat, over_x * side[..., 0], 0.0).sum(axis=1)
        push_y = np.where(hit & ~flat, over_y * side[..., 1], 0.0).sum(axis=1)
        points = points + np.clip(np.stack([push_x, push_y], axis=1) * 0.35, -60, 60)
    return points


def _pack(
    blocks: list[dict[str, tuple[float, float]]], widths: Mapping[str, float]
) -> dict[str, Point]:
    """Return all blocks side by side in rows, none over another, the whole centred."""
    boxes = []
    for block in blocks:
        left = min(x - widths[node] / 2 for node, (x, _) in block.items())
        right = max(x + widths[node] / 2 for node, (x, _) in block.items())
        low, high = min(y for _, y in block.values()), max(y for _, y in block.values())
        boxes.append((left, low, right - left + _GAP, high - low + _GAP))
    area = sum(width * height for *_, width, height in boxes)
    row_width = max([math.sqrt(area * 1.5), *(width for _, _, width, _ in boxes)], default=0.0)
    placed: dict[str, tuple[float, float]] = {}
    at_x = at_y = row_height = 0.0
    for block, (left, low, width, height) in zip(blocks, boxes, strict=True):
        if at_x and at_x + width > row_width:
            at_x, at_y, row_height = 0.0, at_y + row_height, 0.0
        for node, (x, y) in block.items():
            placed[node] = (x - left + at_x, y - low + at_y)
        at_x, row_height = at_x + width, max(row_height, height)
    if not placed:
        return {}
    middle_x = (min(x for x, _ in placed.values()) + max(x for x, _ in placed.values())) / 2
    middle_y = (min(y for _, y in placed.values()) + max(y for _, y in placed.values())) / 2
    return {node: (round(x - middle_x), round(y - middle_y)) for node, (x, y) in placed.items()}


def _sunflower(graph: Any) -> dict[str, Point]:
    """Return positions on a spiral, the most connected actors in the middle."""
    ranked = sorted(graph, key=lambda node: (-graph.degree(node, weight="weight"), node))
    turn = math.pi * (3 - math.sqrt(5))
    return {
        node: (
            round(70 * math.sqrt(i) * math.cos(i * turn)),
            round(52 * math.sqrt(i) * math.sin(i * turn)),
        )
        for i, node in enumerate(ranked)
    }
