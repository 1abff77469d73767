"""Learn the relation model from the gold, and say what it is worth.

    python -m data.training.relations [--write]

Learns from the open texts of data/gold, from data/gold/training and from the examples of the
language packs; the blind texts are only measured. Prints, for the blind texts, how rules alone,
the model alone and both do at each level, and how well confidence is calibrated. With --write,
kg/relations/model.json gets the model and docs/images/reliability.svg the diagram. The result
depends on nothing but the gold, the program, and the version of scikit-learn.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.linear_model import LogisticRegression

from data.training.diagram import diagram
from data.training.judged import (
    Chooser,
    Sentence,
    claim_of,
    gold_of_packs,
    label,
    read_all,
    score,
    sentences,
)
from kg.evaluation import LEVELS, GoldText
from kg.lang import available_languages
from kg.relations import Candidate
from kg.relations.candidates import best
from kg.relations.judging import judge
from kg.relations.model import Chances, RelationModel

__all__ = ["brier", "by_rules", "chooser", "export", "learn", "main", "reliability"]

Array = npt.NDArray[np.float64]

ROOT = Path(__file__).parents[2]
GOLD = ROOT / "data" / "gold"
MODEL = ROOT / "kg" / "relations" / "model.json"
DIAGRAM = ROOT / "docs" / "images" / "reliability.svg"
COMMAND = "python -m data.training.relations --write"

SEED = 0
TREES = {
    "max_iter": 120,
    "learning_rate": 0.06,
    "max_leaf_nodes": 8,
    "min_samples_leaf": 20,
    "l2_regularization": 5.0,
    "random_state": SEED,
}
FOLDS = 5
#: Sets of trees whose mean is shipped: each learns from other texts, which steadies the result.
BAGS = 5
#: A feature is learnt from when it holds in at least so many proposals.
RARE = 10
#: What an example of a pack weighs: it is plain, and must come out right.
EXAMPLE = 3.0
#: Limits that are tried: of the chance that a pair is related, and that the type is right. Lower
#: ones find more at the cost of as many false alarms.
THRESHOLDS, LEAST = (0.45, 0.5), (0.1, 0.15, 0.2)
#: Edges of the reliability table.
BINS = (0.0, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0)


def learn(found: Sequence[Sentence], texts: Sequence[GoldText]) -> dict[str, Any]:
    """Return the model as it is stored: trees, limits and calibration.

    Limits and calibration are chosen on chances that each text gets from trees that have not
    seen it.
    """
    pairs = [(sentence.text, j) for sentence in found for j in sentence.judgements]
    judgements = [j for _, j in pairs]
    names, matrix = _matrix([j.judged.features for j in judgements])
    place = {id: n % FOLDS for n, id in enumerate(sorted({text.id for text in texts}))}
    folds = np.array([place[text.id] for text, _ in pairs])
    weights = np.array([EXAMPLE if text.split == "example" else 1.0 for text, _ in pairs])
    stored: dict[str, Any] = {"made by": COMMAND, "features": names}
    unseen: dict[str, Array] = {}
    for key, field in (("pair", "related"), ("type", "typed")):
        marks = [getattr(j, field) for j in judgements]
        unseen[key] = np.zeros(len(marks))
        for fold in range(FOLDS):
            trees = _fit(matrix, marks, folds != fold, weights)
            unseen[key][folds == fold] = trees.predict_proba(matrix[folds == fold])[:, 1]
        stored[key] = export([_fit(matrix, marks, chosen, weights) for chosen in _bags(pairs)])
    chances = [Chances(*map(float, c)) for c in zip(unseen["pair"], unseen["type"], strict=True)]
    known = {id(j.judged.parts): c for j, c in zip(judgements, chances, strict=True)}
    fixed = _limits(found, texts, known)
    stored |= {"threshold": fixed.threshold, "least": fixed.least}
    stored["calibration"] = _calibration(found, fixed)
    return stored


def _bags(pairs: Sequence[tuple[GoldText, Any]]) -> Iterator[npt.NDArray[np.bool_]]:
    """Which proposals each bag learns from: those of four texts in five, drawn by chance."""
    random = np.random.default_rng(SEED)
    ids = sorted({text.id for text, _ in pairs})
    for _ in range(BAGS):
        left_out = set(random.choice(ids, len(ids) // 5, replace=False))
        yield np.array([text.id not in left_out for text, _ in pairs])


def _matrix(rows: Sequence[dict[str, float]]) -> tuple[list[str], Array]:
    """The names of the features that are not rare, and their values in each row."""
    counts = Counter(name for row in rows for name in row)
    names = sorted(name for name, count in counts.items() if count >= RARE)
    columns = {name: n for n, name in enumerate(names)}
    matrix = np.zeros((len(rows), len(names)))
    for n, row in enumerate(rows):
        for name, value in row.items():
            if name in columns:
                matrix[n, columns[name]] = value
    return names, matrix


def _fit(
    matrix: Array, marks: Sequence[bool | None], chosen: npt.NDArray[np.bool_], weights: Array
) -> Any:
    known = np.array([mark is not None for mark in marks]) & chosen
    right = np.array([bool(mark) for mark in marks])[known]
    return HistGradientBoostingClassifier(**TREES).fit(matrix[known], right, weights[known])


def export(bags: Sequence[Any]) -> dict[str, Any]:
    """Return sets of boosted trees of scikit-learn as one `kg.relations.model.Forest`.

    Its logit is the mean of theirs.
    """
    flat: dict[str, list[Any]] = {
        name: [] for name in ("feature", "threshold", "left", "right", "value", "roots")
    }
    deepest = 0
    for (tree,) in (tree for trees in bags for tree in trees._predictors):
        start = len(flat["feature"])
        flat["roots"].append(start)
        for n, node in enumerate(tree.nodes):
            leaf = bool(node["is_leaf"])
            flat["feature"].append(0 if leaf else int(node["feature_idx"]))
            flat["threshold"].append(0.0 if leaf else round(float(node["num_threshold"]), 4))
            flat["left"].append(start + (n if leaf else int(node["left"])))
            flat["right"].append(start + (n if leaf else int(node["right"])))
            flat["value"].append(round(float(node["value"]) / len(bags), 5) if leaf else 0.0)
            deepest = max(deepest, int(node["depth"]))
    bases = [float(np.ravel(trees._baseline_prediction)[0]) for trees in bags]
    return {"base": round(sum(bases) / len(bags), 5), "depth": deepest, **flat}


class _Fixed(RelationModel):
    """A model that gives chances known beforehand, for choosing a threshold."""

    def __init__(self, threshold: float, least: float, chances: dict[int, Chances]) -> None:
        self.threshold, self.least, self._known = threshold, least, chances

    def chances(self, proposals: Sequence[Any]) -> list[Chances]:
        return [self._known[id(parts)] for parts in proposals]

    def confidence(self, chances: Chances) -> float:
        return chances.type


def _limits(
    found: Sequence[Sentence], texts: Sequence[GoldText], known: dict[int, Chances]
) -> _Fixed:
    """The limits with the best F1, the mean of all levels."""

    def f1(model: _Fixed) -> float:
        return sum(score(texts, found, chooser(model), level)[2] for level in LEVELS)

    return max((_Fixed(t, least, known) for t in THRESHOLDS for least in LEAST), key=f1)


def _calibration(found: Sequence[Sentence], model: _Fixed) -> list[float]:
    """Bias and weights of the two chances that tell best whether what is kept has its type."""
    logits, right = [], []
    for sentence in found:
        kept = {(c.match, c.pair, c.type) for c in chooser(model)(sentence)}
        for j in sentence.judgements:
            c = j.judged.candidate
            if j.typed is not None and (c.match, c.pair, c.type) in kept:
                (chance,) = model.chances([j.judged.parts])
                logits.append([_logit(chance.pair), _logit(chance.type)])
                right.append(j.typed)
    line = LogisticRegression(C=10.0).fit(np.array(logits), np.array(right))
    return [round(float(weight), 4) for weight in (line.intercept_[0], *line.coef_[0])]


def _logit(chance: float) -> float:
    return float(np.log(chance / (1 - chance)))


def chooser(model: RelationModel) -> Chooser:
    """What `model` makes of a sentence."""

    def choose(sentence: Sentence) -> list[Candidate]:
        return best(judge(sentence.decisions, [j.judged for j in sentence.judgements], model))

    return choose


def by_rules(sentence: Sentence) -> list[Candidate]:
    """What the rules alone make of a sentence."""
    return best(sentence.decisions)


def brier(chances: Sequence[float], right: Sequence[bool]) -> float:
    """Return the mean squared distance of confidence from the truth: 0 is best."""
    return float(np.mean([(c - r) ** 2 for c, r in zip(chances, right, strict=True)]))


def reliability(
    chances: Sequence[float], right: Sequence[bool]
) -> list[tuple[str, int, float, float]]:
    """Return, for each band of confidence: its name, relations, mean confidence, share right."""
    rows = []
    for low, high in pairwise(BINS):
        top = high + (high == BINS[-1])
        inside = [(c, r) for c, r in zip(chances, right, strict=True) if low <= c < top]
        if inside:
            mean, share = np.mean(inside, axis=0)
            rows.append((f"{low:.1f} to {high:.1f}", len(inside), float(mean), float(share)))
    return rows


def main(say: Callable[[str], None] = print) -> None:
    """Learn, write when asked, and compare on the blind texts."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--write", action="store_true", help="write kg/relations/model.json")
    write = parser.parse_args().write
    gold = read_all(GOLD.glob("*.jsonl"))
    langs = sorted({text.lang for text in gold if text.lang})
    learnt = [t for t in gold if t.split == "open"] + read_all(GOLD.glob("training/*.jsonl"))
    learnt += gold_of_packs(available_languages())
    blind = [text for text in gold if text.split == "blind"]
    stored = learn(sentences(learnt), learnt)
    model = RelationModel(stored)
    say(f"learnt from {len(learnt)} texts; limits {model.threshold}, {model.least}")
    if write:
        MODEL.write_text(json.dumps(stored, separators=(",", ":")) + "\n", encoding="utf-8")
        say(f"written {MODEL.relative_to(ROOT)}")
    unseen = sentences(blind)
    bands = _report_confidence(unseen, model, say)
    if write:
        DIAGRAM.write_text(diagram(bands), encoding="utf-8")
    alone = RelationModel(learn(sentences(learnt, rules=False), learnt))
    ways: list[tuple[str, list[Sentence], Chooser]] = [
        ("rules alone", unseen, by_rules),
        ("model alone", sentences(blind, rules=False), chooser(alone)),
        ("both", unseen, chooser(model)),
    ]
    for lang in langs:
        texts = [text for text in blind if text.lang == lang]
        for name, found, choose in ways:
            mine = [sentence for sentence in found if sentence.text.lang == lang]
            say(f"{lang} {name:12} {_figures(texts, mine, choose)}")


def _figures(texts: Sequence[GoldText], found: Sequence[Sentence], choose: Chooser) -> str:
    """Precision, recall and F1 at each level, in one line."""
    columns = []
    for level in LEVELS:
        precision, recall, f1 = score(texts, found, choose, level)
        columns.append(f"{level} {precision:.2f} {recall:.2f} {f1:.3f}")
    return "  ".join(columns)


def _report_confidence(
    found: Sequence[Sentence], model: RelationModel, say: Callable[[str], None]
) -> list[tuple[str, int, float, float]]:
    """Say how well confidence is calibrated; returns the bands of `reliability`."""
    chances, right = [], []
    for sentence in found:
        for candidate in chooser(model)(sentence):
            mark = label(claim_of(candidate), sentence.text, "type")
            if mark is not None and candidate.reading.modality != "negated":
                chances.append(candidate.confidence)
                right.append(mark)
    share = sum(right) / len(right)
    say(f"confidence on {len(right)} relations: Brier {brier(chances, right):.4f}")
    say(f"  the share of right ones for all alike: {brier([share] * len(right), right):.4f}")
    bands = reliability(chances, right)
    for band, count, mean, part in bands:
        say(f"  {band}  {count:4}  said {mean:.2f}  right {part:.2f}")
    return bands


if __name__ == "__main__":
    main()
