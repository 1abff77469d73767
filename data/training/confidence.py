"""Learn the weights of `kg.relations.confidence` from the gold.

    python -m data.training.confidence [--write]

Candidates are the relations found in data/gold; right are those the gold owes or allows, with
their type. Weights are fitted on the open split only, by logistic regression that is drawn towards
weights set by hand (PRIOR); how strongly, cross-validation over texts decides. With --write,
kg/relations/weights.json gets the weights learnt if they predict the blind split better (Brier
score) than those set by hand, else the latter. The result depends on nothing but the gold and the
program.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import numpy as np

from kg.evaluation import Claim, GoldText, claim_of, compare, matches, read_gold
from kg.gazetteer import load_gazetteer
from kg.lang import load_pack
from kg.mentions import MentionFinder
from kg.nlp import load_pipeline, parse_many
from kg.ontology import load_ontology
from kg.records import Article, Document, Relation
from kg.relations import RelationExtractor
from kg.relations.confidence import features
from kg.relations.extractor import Candidate

__all__ = ["Example", "brier", "choose_penalty", "examples", "fit", "main", "reliability"]

ROOT = Path(__file__).parents[2]
GOLD = tuple(sorted((ROOT / "data" / "gold").glob("*.jsonl")))
WEIGHTS = ROOT / "kg" / "relations" / "weights.json"
COMMAND = "python -m data.training.confidence --write"

#: Features that may have a weight, with what an engineer would give them before any data: few, none
#: of them a type or a word, so that little is learnt by heart from a small gold.
PRIOR = {
    "bias": 2.2,
    "pos=noun": 0.0,
    "distance": -0.25,
    "source inside noun": -0.5,
    "target inside noun": -0.4,
    "co-ordinated": -0.2,
    "reciprocal": 0.0,
    "sentence length": -0.2,
    "source=near": -1.2,
    "source=far": -1.2,
    "target=near": -1.2,
    "target=far": -1.2,
    "target=loc": -0.5,
    "target=preposition": 0.0,
    "modality=planned": 0.0,
}
COLUMNS = tuple(PRIOR)
PENALTIES = (1.0, 3.0, 10.0, 30.0, 100.0)
FOLDS = 5
#: Edges of the reliability table.
BINS = (0.0, 0.6, 0.7, 0.8, 0.9, 1.0)


@dataclass(frozen=True)
class Example:
    """A relation found: its features, whether it is right, its text and split."""

    text: str
    split: str
    lang: str
    features: dict[str, float]
    right: bool


def examples(texts: Sequence[GoldText]) -> list[Example]:
    """Return the relations found in `texts`, but for those the gold neither allows nor forbids."""
    gazetteer, found = load_gazetteer(), []
    for lang in sorted({text.lang for text in texts if text.lang}):
        mine = [text for text in texts if text.lang == lang]
        pack = load_pack(lang)
        finder = MentionFinder(pack, gazetteer)
        extractor = RelationExtractor(pack, gazetteer, load_ontology())
        docs = parse_many(load_pipeline(lang), [text.text for text in mine])
        for text, doc in zip(mine, docs, strict=True):
            article = Article(id=text.id, uri=text.id, text=text.text, published=text.published)
            document = Document(article=article, lang=lang)
            finder.find(doc, text.published)
            relations = extractor.extract(doc, document)
            candidates = {
                _key(c.match.span, c.type, (c.source.actor, c.target.actor)): c
                for _, decisions in extractor.decide(doc, document)
                for decision in decisions
                for c in decision.candidates
            }
            for relation in relations:
                claim = claim_of(relation, gazetteer, text.published)
                right = _judged(claim, text)
                candidate = candidates.get(_key_of(relation))
                if right is not None and candidate is not None:
                    found.append(_example(text, lang, candidate, right))
    return found


def _example(text: GoldText, lang: str, candidate: Candidate, right: bool) -> Example:
    c = candidate
    named = features(c.match, c.frame, c.source, c.target, c.reading)
    return Example(text.id, text.split, lang, named, right)


def _key(span: tuple[int, int], kind: str, actors: Iterable[str]) -> tuple[object, ...]:
    return span, kind, frozenset(actors)


def _key_of(relation: Relation) -> tuple[object, ...]:
    return _key(
        relation.evidence.trigger, relation.type, (relation.source_actor, relation.target_actor)
    )


def _judged(claim: Claim, text: GoldText) -> bool | None:
    """Right, wrong, or None where it does not count."""
    if claim.negated:
        return None
    if any(matches(claim, gold, "type") and not gold.negated for gold in text.relations):
        return True
    return False if compare(text.relations, [claim], "type").wrong else None


def fit(data: Sequence[Example], penalty: float) -> dict[str, float]:
    """Return weights by name: logistic regression drawn towards PRIOR, by Newton's method.

    `penalty` is per squared distance from PRIOR; features are not scaled, the bias is free.
    """
    x, y = _matrix(data), np.array([e.right for e in data], dtype=float)
    ridge = np.full(len(COLUMNS), penalty)
    ridge[COLUMNS.index("bias")] = 1e-6
    prior = np.array(list(PRIOR.values()))
    weights = np.zeros(len(COLUMNS))
    for _ in range(50):
        chance = 1 / (1 + np.exp(-x @ weights))
        slope = x.T @ (chance - y) + ridge * (weights - prior)
        curve = (x * (chance * (1 - chance))[:, None]).T @ x + np.diag(ridge)
        step = np.linalg.solve(curve, slope)
        weights -= step
        if np.abs(step).max() < 1e-9:
            break
    return {name: round(float(w), 3) for name, w in zip(COLUMNS, weights, strict=True)}


def _matrix(data: Sequence[Example]) -> np.ndarray:
    rows = [[e.features.get(name, 0.0) for name in COLUMNS] for e in data]
    return np.array(rows, dtype=float).reshape(-1, len(COLUMNS))


def predicted(data: Sequence[Example], weights: dict[str, float]) -> np.ndarray:
    """Return the confidence that `weights` give each example."""
    vector = np.array([weights.get(name, 0.0) for name in COLUMNS])
    return np.asarray(1 / (1 + np.exp(-_matrix(data) @ vector)))


def brier(chances: Iterable[float], data: Sequence[Example]) -> float:
    """Return the mean squared distance of confidence from the truth: 0 is best."""
    pairs = zip(chances, data, strict=True)
    return float(np.mean([(chance - example.right) ** 2 for chance, example in pairs]))


def reliability(
    chances: Sequence[float], data: Sequence[Example]
) -> list[tuple[str, int, float, float]]:
    """Return, for each band of confidence: its name, relations, mean confidence, share right."""
    rows = []
    for low, high in pairwise(BINS):
        top = high + (high == BINS[-1])
        inside = [(c, e.right) for c, e in zip(chances, data, strict=True) if low <= c < top]
        if inside:
            mean, share = np.mean(inside, axis=0)
            rows.append((f"{low:.1f} to {high:.1f}", len(inside), float(mean), float(share)))
    return rows


def _losses(data: Sequence[Example], penalty: float) -> np.ndarray:
    """Squared error of each example, learnt without its fold; one text is in one fold."""
    place = {text: n % FOLDS for n, text in enumerate(sorted({e.text for e in data}))}
    losses = np.zeros(len(data))
    for fold in range(FOLDS):
        inside = [e for e in data if place[e.text] != fold]
        outside = [n for n, e in enumerate(data) if place[e.text] == fold]
        chances = predicted([data[n] for n in outside], fit(inside, penalty))
        losses[outside] = [(c - data[n].right) ** 2 for c, n in zip(chances, outside, strict=True)]
    return losses


def choose_penalty(data: Sequence[Example]) -> float:
    """Return the strongest penalty within one standard error of the one that validates best.

    The rule of one standard error keeps a small gold from pulling weights far from PRIOR.
    """
    losses = {penalty: _losses(data, penalty) for penalty in PENALTIES}
    best = min(losses.values(), key=lambda loss: float(loss.mean()))
    limit = best.mean() + best.std() / len(data) ** 0.5
    return max(penalty for penalty, loss in losses.items() if loss.mean() <= limit)


def main(say: Callable[[str], None] = print) -> None:
    """Fit, compare on the blind split, and write when asked and better."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--write", action="store_true", help="write weights.json if better")
    write = parser.parse_args().write
    data = examples(read_gold(GOLD))
    known = [e for e in data if e.split == "open"]
    unseen = [e for e in data if e.split == "blind"]
    penalty = choose_penalty(known)
    weights = fit(known, penalty)
    say(f"open {len(known)} relations, blind {len(unseen)}; penalty {penalty}")
    say(f"cross-validated Brier on open: {_losses(known, penalty).mean():.4f}")
    base = sum(e.right for e in known) / len(known)
    scores = {
        "share of right ones": [base] * len(unseen),
        "weights by hand": list(predicted(unseen, PRIOR)),
        "weights learnt": list(predicted(unseen, weights)),
    }
    for name, chances in scores.items():
        say(f"blind Brier, {name}: {brier(chances, unseen):.4f}")
        if name != "share of right ones":
            for band, count, mean, share in reliability(chances, unseen):
                say(f"  {band}  {count:4}  said {mean:.2f}  right {share:.2f}")
    for name, weight in weights.items():
        say(f"  {name:22} {weight:+.3f}")
    better = brier(scores["weights learnt"], unseen) < brier(scores["weights by hand"], unseen)
    say(f"{'learnt' if better else 'set by hand'}: better on the blind split")
    if write:
        kept = weights if better else PRIOR
        row = {"made by": COMMAND, "weights": {name: w for name, w in kept.items() if w}}
        WEIGHTS.write_text(json.dumps(row, indent=1) + "\n", encoding="utf-8")
        say(f"written {WEIGHTS.relative_to(ROOT)}")


if __name__ == "__main__":
    main()
