"""Confidence: a probability, from features that can be named, the same for every language."""

from __future__ import annotations

import math
from dataclasses import replace

import pytest

from kg.relations import Candidate
from kg.relations.confidence import features, score
from tests.relations.parses import parse
from tests.relations.world import documented, extractor, mark

ATTACK = """
Moscou  Moscou   PROPN nsubj 2
attaque attaquer VERB root 0 VerbForm=Fin
Kiev    Kiev     PROPN obj 2
"""

TALKS = """
Moscou  Moscou   PROPN nsubj 4
et      et       CCONJ cc 3
Kiev    Kiev     PROPN conj 1
discutent discuter VERB root 0 VerbForm=Fin
"""

STRIKES = """
des     un       DET det 2
frappes frappe   NOUN root 0
russe   russe    ADJ amod 2
contre  contre   ADP case 6
le      le       DET det 6
port    port     NOUN nmod 2
de      de       ADP case 8
Kiev    Kiev     PROPN nmod 6
"""


def candidate(table: str) -> Candidate:
    """The only candidate of a parse."""
    doc = mark(parse(table))
    decisions = [d for _, group in extractor().decide(doc, documented(doc)) for d in group]
    (found,) = [c for d in decisions for c in d.candidates]
    return found


def named(c: Candidate) -> dict[str, float]:
    """Features of a candidate."""
    return features(c.match, c.frame, c.source, c.target, c.reading)


@pytest.mark.parametrize(
    ("table", "present", "absent"),
    [
        (ATTACK, {"pos=verb", "type=ASSAULT", "source=subj", "target=obj"}, {"reciprocal"}),
        (TALKS, {"reciprocal", "co-ordinated"}, {"target=obj"}),
        (STRIKES, {"pos=noun", "source=gen", "target=preposition"}, {"target=contre"}),
    ],
)
def test_features_name_the_construction(table: str, present: set[str], absent: set[str]) -> None:
    found = {name for name, value in named(candidate(table)).items() if value}
    assert present <= found
    assert found.isdisjoint(absent)


def test_distance_is_in_tens_of_words_and_has_an_end() -> None:
    near = candidate(ATTACK)
    assert named(near)["distance"] == pytest.approx(0.2)
    far = replace(near, target=replace(near.target, token=1000))
    assert named(far)["distance"] == pytest.approx(4.0)


def test_nouns_between_a_slot_and_its_actor_are_counted() -> None:
    assert named(candidate(STRIKES))["target inside noun"] == 1
    assert named(candidate(ATTACK))["target inside noun"] == 0


def test_what_the_reading_found_is_a_feature() -> None:
    table = ATTACK + "peut-être peut-être ADV advmod 2\n"
    found = named(candidate(table))
    assert found["effect=conditional"] == found["modality=conditional"] == 1


@pytest.mark.parametrize("table", [ATTACK, TALKS, STRIKES])
def test_a_score_is_a_probability_of_three_decimals(table: str) -> None:
    c = candidate(table)
    value = score(c.match, c.frame, c.source, c.target, c.reading)
    assert 0 <= value <= 1
    assert value == round(value, 3) == c.confidence


def test_weights_add_up_before_they_become_a_probability(monkeypatch: pytest.MonkeyPatch) -> None:
    weights = {"bias": 1.0, "source=subj": 0.5, "distance": -1.0, "never seen": 9.0}
    monkeypatch.setattr("kg.relations.confidence._weights", lambda: weights)
    c = candidate(ATTACK)
    expected = 1 / (1 + math.exp(-(1.0 + 0.5 - 0.2)))
    assert score(c.match, c.frame, c.source, c.target, c.reading) == pytest.approx(
        expected, abs=0.001
    )
