"""The small trained model: how likely a proposal is, and how sure a relation may be called.

Two sets of boosted regression trees (Friedman, "Greedy function approximation", 2001) over the
named features of `kg.relations.features`, in ``model.json``: one says whether the source acts upon
the target at all, the other whether by an act of the trigger's type. A logistic function of the two
is the confidence. `data/training/relations.py` learns all of it.
"""

from __future__ import annotations

import json
import math
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from copy import copy
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

import numpy as np
import numpy.typing as npt

__all__ = ["Array", "Chances", "Forest", "RelationModel", "load_model"]

Array = npt.NDArray[np.float64]

#: Leaves that a tree may have: one bit of a byte for each.
LEAVES = 8

#: Rows that are summed up together; more would not fit the caches of a processor.
BATCH = 32

#: The lowest bit that is set, for each byte; none is for 0, which no row of features gives.
_LOWEST = np.array([0, *((n & -n).bit_length() - 1 for n in range(1, 256))], dtype=np.uint8)

_EDGE = 1e-4


class Forest:
    """Sets of boosted trees of at most `LEAVES` leaves over named features.

    No tree is climbed. Each condition that holds of a row strikes off the leaves it turns away
    from, and the first that is left is the row's (Lucchese et al., "QuickScorer", 2015). A mask has
    a byte for each tree and in it a bit for each leaf that is left. None is struck off by a feature
    that is 0 or not given, and masks of parts of a row are joined by "and": what rows share is
    looked up once.
    """

    def __init__(self, names: Sequence[str], *sets: Mapping[str, Any]) -> None:
        """`sets` are stored as flat lists of nodes, in which a leaf has itself for children."""
        trees = [(stored, root) for stored in sets for root in stored["roots"]]
        self._bases = [float(stored["base"]) for stored in sets]
        self._bounds = np.cumsum([0, *(len(stored["roots"]) for stored in sets)]).tolist()
        self._value = np.zeros((len(trees), LEAVES))
        self._first = np.arange(len(trees), dtype=np.intp) * LEAVES
        found: dict[tuple[str, bool], list[tuple[float, int]]] = {}
        for tree, (stored, root) in enumerate(trees):
            leaves = _leaves(stored, root)
            self._value[tree, : len(leaves)] = [stored["value"][leaf] for leaf in leaves]
            for node, struck in _conditions(stored, root, leaves):
                threshold = float(stored["threshold"][node])
                key = names[stored["feature"][node]], threshold < 0
                found.setdefault(key, []).append((abs(threshold), struck << 8 * tree))
        self.whole = (1 << 8 * len(trees)) - 1
        self._above = {name: self._left(c) for (name, below), c in found.items() if not below}
        self._below = {name: self._left(c) for (name, below), c in found.items() if below}

    def _left(self, conditions: list[tuple[float, int]]) -> tuple[list[float], list[int]]:
        """Limits of a feature, ascending, with the mask of what all up to each leave."""
        limits: list[float] = []
        masks: list[int] = []
        mask = self.whole
        for limit, struck in sorted(conditions):
            mask &= ~struck
            if limits and limits[-1] == limit:
                masks[-1] = mask
            else:
                limits.append(limit)
                masks.append(mask)
        return limits, masks

    def mask(self, features: Mapping[str, float]) -> int:
        """The leaves that `features` leave to each tree; what no tree asks for counts nothing."""
        mask, above = self.whole, self._above
        for name, value in features.items():
            if value and name in above:
                limits, masks = above[name]
                passed = bisect_left(limits, value)
                if passed:
                    mask &= masks[passed - 1]
            if value < 0 and name in self._below:
                limits, masks = self._below[name]
                passed = bisect_right(limits, -value)
                if passed:
                    mask &= masks[passed - 1]
        return mask

    def chances(self, masks: Sequence[int]) -> Array:
        """Probabilities for each of `masks`, a column for each set of trees."""
        size, values = len(self._first), self._value.ravel()
        logits = np.empty((len(masks), len(self._bases)))
        for start in range(0, len(masks), BATCH):
            rows = b"".join(m.to_bytes(size, "little") for m in masks[start : start + BATCH])
            left = np.frombuffer(rows, dtype=np.uint8).reshape(-1, size)
            found = values.take(self._first + _LOWEST.take(left))
            for n, base in enumerate(self._bases):
                inside = found[:, self._bounds[n] : self._bounds[n + 1]]
                logits[start : start + BATCH, n] = base + inside.sum(axis=1)
        return np.asarray(1 / (1 + np.exp(-logits)))


def _children(stored: Mapping[str, Any], node: int) -> tuple[int, int]:
    """Where a row goes of which the condition of `node` does not hold, last where it does hold.

    The condition is "feature > threshold", which goes right, or "feature <= threshold", which goes
    left, if 0 would be above the threshold.
    """
    left, right = int(stored["left"][node]), int(stored["right"][node])
    return (right, left) if stored["threshold"][node] < 0 else (left, right)


def _leaves(stored: Mapping[str, Any], root: int) -> list[int]:
    """The leaves below a node in order; raises ValueError when they are too many for a byte."""
    found, stack = [], [root]
    while stack:
        node = stack.pop()
        if stored["left"][node] == node:
            found.append(node)
        else:
            stack += reversed(_children(stored, node))
    if len(found) > LEAVES:
        raise ValueError(f"a tree of {len(found)} leaves; at most {LEAVES} can be evaluated")
    return found


def _conditions(
    stored: Mapping[str, Any], root: int, leaves: Sequence[int]
) -> Iterator[tuple[int, int]]:
    """Each node that asks something, with the leaves it strikes off when it holds, as bits."""
    bits = {leaf: 1 << n for n, leaf in enumerate(leaves)}
    stack = [root]
    while stack:
        node = stack.pop()
        if stored["left"][node] != node:
            children = _children(stored, node)
            yield node, sum(bits[leaf] for leaf in _leaves(stored, children[0]))
            stack += children


@dataclass(frozen=True)
class Chances:
    """What the model says of one proposal: that the pair is related so, that the type is right."""

    pair: float
    type: float

    @property
    def rank(self) -> float:
        """What proposals for one pair are compared by: the type, then that there is anything.

        The weight of the second is set by hand.
        """
        return self.type + 0.3 * self.pair


class RelationModel:
    """The trees with the names of their features, two limits and the calibration.

    A pair that no rule relates needs the chance `threshold` to be related, and the type `least`.
    """

    def __init__(self, stored: Mapping[str, Any]) -> None:
        self.made_by = str(stored.get("made by", ""))
        self.names: tuple[str, ...] = tuple(stored["features"])
        self.threshold, self.least = float(stored["threshold"]), float(stored["least"])
        self._forest = Forest(self.names, stored["pair"], stored["type"])
        self._calibration: tuple[float, float, float] = tuple(stored["calibration"])

    def at(self, threshold: float, least: float = 0.0) -> RelationModel:
        """The same model with other limits; above 1 it adds nothing to what rules find."""
        other = copy(self)
        other.threshold, other.least = threshold, least
        return other

    def chances(self, proposals: Sequence[Sequence[Mapping[str, float]]]) -> list[Chances]:
        """What the model says of each of `proposals`, given by the parts of their features.

        A part that several share is looked up once if it is the same object in each.
        """
        if not proposals:
            return []
        known: dict[int, int] = {}
        masks: list[int] = []
        for parts in proposals:
            mask = self._forest.whole
            for part in parts:
                if id(part) not in known:
                    known[id(part)] = self._forest.mask(part)
                mask &= known[id(part)]
            masks.append(mask)
        return [Chances(pair, kind) for pair, kind in self._forest.chances(masks).tolist()]

    def confidence(self, chances: Chances) -> float:
        """Probability that a careful reader accepts the relation with its type."""
        bias, pair, kind = self._calibration
        logit = bias + pair * _logit(chances.pair) + kind * _logit(chances.type)
        return round(1 / (1 + math.exp(-logit)), 3)


def _logit(chance: float) -> float:
    held = min(max(chance, _EDGE), 1 - _EDGE)
    return math.log(held / (1 - held))


@cache
def load_model() -> RelationModel:
    """The model of the package; the same for all languages.

    >>> 0 < load_model().threshold < 1
    True
    """
    text = resources.files("kg.relations").joinpath("model.json").read_text("utf-8")
    return RelationModel(json.loads(text))
