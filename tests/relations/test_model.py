"""The trees of the model, followed by hand and beside those of scikit-learn."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence

import numpy as np
import pytest
from sklearn.ensemble import HistGradientBoostingClassifier

from data.training.relations import COMMAND, brier, export, reliability
from kg.relations.model import Array, Chances, Forest, RelationModel, load_model

#: One tree: the first feature up to 1.5 gives -1, else the second up to 0 gives 0.5, else 2.
STORED = {
    "base": 0.25,
    "depth": 2,
    "feature": [0, 0, 1, 0, 0],
    "threshold": [1.5, 0.0, 0.0, 0.0, 0.0],
    "left": [1, 1, 3, 3, 4],
    "right": [2, 1, 4, 3, 4],
    "value": [0.0, -1.0, 0.0, 0.5, 2.0],
    "roots": [0],
}
MODEL = {
    "features": ["a", "b"],
    "threshold": 0.5,
    "least": 0.2,
    "pair": STORED,
    "type": STORED,
    "calibration": [0.0, 0.0, 1.0],
}


def expit(logit: float) -> float:
    return 1 / (1 + math.exp(-logit))


def chances(forest: Forest, rows: Iterable[Sequence[float]]) -> Array:
    """What `forest` says of rows of values of the features a, b, c."""
    return forest.chances([forest.mask(dict(zip("abc", row, strict=False))) for row in rows])


@pytest.mark.parametrize(
    ("row", "logit"), [((1.5, 9.0), -0.75), ((2.0, 0.0), 0.75), ((2.0, 0.1), 2.25)]
)
def test_a_tree_is_followed_to_its_leaf(row: tuple[float, float], logit: float) -> None:
    ((chance,),) = chances(Forest("ab", STORED), [row])
    assert chance == pytest.approx(expit(logit))


def test_parts_of_a_row_are_worth_as_much_as_the_row() -> None:
    forest = Forest("ab", STORED, STORED | {"base": 1.25})
    parts = forest.mask({"a": 2.0}) & forest.mask({"b": 0.1})
    assert parts == forest.mask({"a": 2.0, "b": 0.1})
    assert forest.chances([parts]).tolist() == [[pytest.approx(expit(2.25)), expit(3.25)]]


def test_more_leaves_than_a_byte_has_bits_are_refused() -> None:
    nodes = range(17)  # eight questions, each leaf on the left of the next question
    left = [n + 1 if n % 2 == 0 and n < 16 else n for n in nodes]
    right = [n + 2 if n % 2 == 0 and n < 16 else n for n in nodes]
    deep = {"left": left, "right": right, "feature": [0] * 17, "value": [0.0] * 17}
    with pytest.raises(ValueError, match="9 leaves"):
        Forest("a", STORED | deep | {"threshold": [float(n) for n in nodes], "roots": [0]})


def test_features_are_found_by_name_and_strangers_passed_over() -> None:
    model = RelationModel(MODEL)
    known, stranger = model.chances([[{"a": 2.0}, {"b": 1.0}], [{"a": 2.0, "b": 1.0}, {"c": 5.0}]])
    assert known == stranger
    assert known.type == pytest.approx(expit(2.25))
    assert model.chances([]) == []


def test_calibration_weighs_both_chances() -> None:
    model = RelationModel(MODEL | {"calibration": [1.0, 0.0, 0.0]})
    assert model.confidence(Chances(0.2, 0.9)) == round(expit(1), 3)
    assert RelationModel(MODEL).confidence(Chances(0.2, 0.9)) == pytest.approx(0.9)


def test_trees_give_what_they_gave_when_they_were_learnt() -> None:
    random = np.random.default_rng(1)
    rows = random.integers(-2, 5, (400, 3)).astype(float)
    marks = rows[:, 0] + rows[:, 1] * random.random(400) > 2
    shapes = [HistGradientBoostingClassifier(max_iter=20, max_leaf_nodes=n) for n in (4, 6)]
    bags = [trees.fit(rows, marks) for trees in shapes]
    ours = chances(Forest("abc", export(bags[:1])), rows)[:, 0]
    assert ours == pytest.approx(bags[0].predict_proba(rows)[:, 1], abs=1e-4)
    mean = np.mean([trees.decision_function(rows) for trees in bags], axis=0)
    both = chances(Forest("abc", export(bags), export(bags[:1])), rows)
    assert both[:, 0] == pytest.approx(1 / (1 + np.exp(-mean)), abs=1e-4)
    assert both[:, 1] == pytest.approx(ours)


def test_brier_is_the_mean_squared_distance() -> None:
    # (0.8 - 1)² = 0.04 and (0.4 - 0)² = 0.16
    assert brier([0.8, 0.4], [True, False]) == pytest.approx(0.10)


def test_reliability_sets_what_was_said_beside_what_was_right() -> None:
    rows = reliability([0.82, 0.88, 1.0], [True, False, True])
    assert [(name, count) for name, count, _, _ in rows] == [("0.8 to 0.9", 2), ("0.9 to 1.0", 1)]
    assert [(said, share) for _, _, said, share in rows] == [(pytest.approx(0.85), 0.5), (1, 1)]


def test_the_shipped_model_names_how_it_was_made() -> None:
    model = load_model()
    assert model.made_by == COMMAND
    assert {"origin=rule", "slot source=subj", "pair distance"} <= set(model.names)
