"""The small trained model: how likely a proposal is, and how sure a relation may be called.

Two sets of boosted regression trees (Friedman, "Greedy function approximation", 2001) over the
named features of `kg.relations.features`, in ``model.json``: one says whether the source acts upon
the target at all, the other whether by an act of the trigger's type. A logistic function of the two
is the confidence. `data/training/relations.py` learns all of it.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from copy import copy
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

import numpy as np
import numpy.typing as npt

__all__ = ["Chances", "Forest", "RelationModel", "load_model"]

Array = npt.NDArray[np.float64]

_EDGE = 1e-4


class Forest:
    """Boosted trees in flat arrays: a leaf has itself for children."""

    def __init__(self, stored: Mapping[str, Any]) -> None:
        self.base = float(stored["base"])
        self.depth = int(stored["depth"])
        self._feature = np.array(stored["feature"], dtype=np.intp)
        self._threshold = np.array(stored["threshold"], dtype=float)
        # left and right child of node n at 2n and 2n + 1
        children = np.stack([stored["left"], stored["right"]], axis=1)
        self._children = children.ravel().astype(np.intp)
        self._value = np.array(stored["value"], dtype=float)
        self._roots = np.array(stored["roots"], dtype=np.intp)

    def chances(self, rows: Array) -> Array:
        """Probability for each row of feature values."""
        count, width = rows.shape
        values = np.ascontiguousarray(rows).ravel()
        place = np.tile(self._roots, count)
        start = np.repeat(np.arange(count) * width, len(self._roots))
        for _ in range(self.depth):
            goes_right = values.take(start + self._feature.take(place)) > self._threshold.take(
                place
            )
            place = self._children.take(2 * place + goes_right)
        logits = self.base + self._value.take(place).reshape(count, -1).sum(axis=1)
        return np.asarray(1 / (1 + np.exp(-logits)))


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
        self._columns = {name: n for n, name in enumerate(self.names)}
        self._pair, self._type = Forest(stored["pair"]), Forest(stored["type"])
        self._calibration: tuple[float, float, float] = tuple(stored["calibration"])

    def at(self, threshold: float, least: float = 0.0) -> RelationModel:
        """The same model with other limits; above 1 it adds nothing to what rules find."""
        other = copy(self)
        other.threshold, other.least = threshold, least
        return other

    def rows(self, proposals: Sequence[Mapping[str, float]]) -> Array:
        """Feature values in the order of `names`, a row for each proposal."""
        rows = np.zeros((len(proposals), len(self.names)))
        for n, features in enumerate(proposals):
            for name, value in features.items():
                column = self._columns.get(name)
                if column is not None:
                    rows[n, column] = value
        return rows

    def chances(self, proposals: Sequence[Mapping[str, float]]) -> list[Chances]:
        """What the model says of each of `proposals`, given by their features."""
        if not proposals:
            return []
        rows = self.rows(proposals)
        pairs = zip(self._pair.chances(rows), self._type.chances(rows), strict=True)
        return [Chances(float(pair), float(kind)) for pair, kind in pairs]

    def confidence(self, chances: Chances) -> float:
        """Probability that a careful reader accepts the relation with its type."""
        bias, pair, kind = self._calibration
        logit = bias + pair * _logit(chances.pair) + kind * _logit(chances.type)
        return round(float(1 / (1 + np.exp(-logit))), 3)


def _logit(chance: float) -> float:
    held = min(max(chance, _EDGE), 1 - _EDGE)
    return float(np.log(held / (1 - held)))


@cache
def load_model() -> RelationModel:
    """The model of the package; the same for all languages.

    >>> 0 < load_model().threshold < 1
    True
    """
    text = resources.files("kg.relations").joinpath("model.json").read_text("utf-8")
    return RelationModel(json.loads(text))
