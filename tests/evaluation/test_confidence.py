"""Learning how sure relations are."""

from __future__ import annotations

import json
from importlib import resources

import pytest

from data.training.confidence import PRIOR, Example, brier, fit, predicted, reliability


def example(right: bool, **features: float) -> Example:
    named = {"bias": 1.0} | {name.replace("_", " "): value for name, value in features.items()}
    return Example("a", "open", "fr", named, right)


def test_weights_follow_the_data() -> None:
    good, bad = [example(True)] * 40, [example(False, distance=2.0)] * 40
    weights = fit([*good, *bad], penalty=0.1)
    assert weights["distance"] < PRIOR["distance"]
    near, far = predicted([good[0], bad[0]], weights)
    assert near > 0.8
    assert far < 0.2


def test_a_strong_penalty_keeps_what_was_set_by_hand() -> None:
    weights = fit([example(True, distance=3.0)] * 5 + [example(False)] * 5, penalty=1e6)
    assert weights["distance"] == PRIOR["distance"]


def test_what_never_occurs_keeps_its_weight() -> None:
    weights = fit([example(True), example(False)], penalty=1.0)
    assert weights["source=near"] == PRIOR["source=near"]


def test_brier_is_the_mean_squared_distance() -> None:
    # (0.8 - 1)² = 0.04 and (0.4 - 0)² = 0.16
    assert brier([0.8, 0.4], [example(True), example(False)]) == pytest.approx(0.10)


def test_reliability_sets_what_was_said_beside_what_was_right() -> None:
    data = [example(True), example(False), example(True)]
    rows = reliability([0.82, 0.88, 1.0], data)
    assert [(name, count) for name, count, _, _ in rows] == [("0.8 to 0.9", 2), ("0.9 to 1.0", 1)]
    assert [(said, share) for _, _, said, share in rows] == [(pytest.approx(0.85), 0.5), (1, 1)]


def test_the_shipped_weights_name_how_they_were_made() -> None:
    file = resources.files("kg.relations").joinpath("weights.json")
    shipped = json.loads(file.read_text("utf-8"))
    assert shipped["made by"] == "python -m data.training.confidence --write"
    assert set(shipped["weights"]) <= set(PRIOR)
