"""What the model's chances do to what rules found and to what they left."""

from __future__ import annotations

from collections import ChainMap
from collections.abc import Callable, Mapping, Sequence

import pytest

from kg.relations import Candidate, Decision
from kg.relations.judging import judge
from kg.relations.model import Chances, RelationModel, load_model
from tests.relations.parses import parse
from tests.relations.test_features import ASIDE, ATTACK
from tests.relations.world import documented, extractor, mark

Features = Mapping[str, float]


class Told(RelationModel):
    """A model that says what it is told to."""

    def __init__(
        self, tell: Callable[[Features], Chances], threshold: float = 0.5, least: float = 0.0
    ) -> None:
        self.threshold, self.least, self._tell = threshold, least, tell

    def chances(self, proposals: Sequence[Sequence[Features]]) -> list[Chances]:
        return [self._tell(ChainMap(*map(dict, parts))) for parts in proposals]

    def confidence(self, chances: Chances) -> float:
        return chances.type


def decided(table: str, model: RelationModel) -> list[Decision]:
    doc = mark(parse(table))
    (sentence,) = extractor().propose(doc, documented(doc))
    return judge(sentence[1], sentence[2], model)


def found(table: str, model: RelationModel) -> list[tuple[str, str]]:
    candidates: list[Candidate] = [c for d in decided(table, model) for c in d.candidates]
    return [(c.source.rolled, c.target.rolled) for c in candidates]


def typed(table: str, model: RelationModel) -> list[tuple[frozenset[str], str]]:
    return [(c.pair, c.type) for d in decided(table, model) for c in d.candidates]


def straight(features: Features) -> Chances:
    """Sure of those who come first in the sentence."""
    return Chances(0.9, 0.4) if features.get("source first") else Chances(0.1, 0.1)


def test_what_the_tree_says_stands_however_unlikely() -> None:
    never = Told(lambda features: Chances(0.0, 0.0))
    assert found(ATTACK, never) == [("RUS", "UKR")]


def test_the_likeliest_proposal_relates_two_actors_no_rule_relates() -> None:
    assert found(ASIDE, Told(straight)) == [("RUS", "UKR")]


def test_a_proposal_says_that_it_was_joined() -> None:
    (decision,) = decided(ASIDE, Told(straight))
    (candidate,) = decision.candidates
    assert candidate.rule == "noun:joined>joined"
    assert candidate.confidence == 0.4


def test_nothing_unlikely_is_joined_and_the_reason_names_it() -> None:
    model = Told(straight, threshold=0.95)
    assert found(ASIDE, model) == []
    (decision,) = decided(ASIDE, model)
    assert decision.reason.endswith("RUS → UKR is unlikely (0.40)")


def test_a_pair_whose_type_nobody_could_tell_is_not_joined() -> None:
    assert found(ASIDE, Told(straight, least=0.4)) == [("RUS", "UKR")]
    assert found(ASIDE, Told(straight, least=0.5)) == []


def test_further_types_stand_when_more_likely_right_than_wrong() -> None:
    both = Told(lambda features: Chances(0.9, 0.6))
    one = Told(lambda features: Chances(0.9, 0.4))
    assert len(found(ASIDE, both)) == 2
    assert len(found(ASIDE, one)) == 1


@pytest.mark.parametrize("table", [ATTACK, ASIDE])
def test_confidence_is_a_probability_of_three_decimals(table: str) -> None:
    model = load_model().at(0.0, 0.0)
    values = [c.confidence for d in decided(table, model) for c in d.candidates]
    assert values
    assert all(0 < value < 1 and value == round(value, 3) for value in values)


def test_above_every_chance_the_model_adds_nothing() -> None:
    assert found(ASIDE, load_model().at(2.0)) == []
    assert found(ATTACK, load_model().at(2.0)) == [("RUS", "UKR")]


def test_a_place_may_be_one_side_but_two_others_than_agents_are_no_pair() -> None:
    """ "frappes … en Ukraine": who is named as a place can be struck; two places do nothing."""
    always = Told(straight)
    assert found(ASIDE.replace("Kiev     Kiev     PROPN obj", "Ukraine Ukraine PROPN obj"), always)
    nobody = ASIDE.replace("Moscou   Moscou", "Sotchi   Sotchi")
    nobody = nobody.replace("Kiev     Kiev", "Ukraine Ukraine")
    assert found(nobody, always) == []


def test_a_word_that_fills_a_frame_relates_nobody_else() -> None:
    """ "Moscou accuse Kiev d'avoir trompé Paris": nobody accuses Paris."""
    table = """
    Moscou Moscou  PROPN nsubj 2
    accuse accuser VERB root 0 VerbForm=Fin
    Kiev   Kiev    PROPN obj 2
    trompé tromper VERB xcomp 2 VerbForm=Inf
    Paris  Paris   PROPN obj 4
    """
    sure = Told(lambda features: Chances(0.9, 0.9))
    assert found(table, sure) == [("RUS", "UKR")]
    (decision,) = decided(table, sure)
    assert decision.unlikely is not None  # it is told what it would have proposed


def test_it_bears_witness_that_two_are_related_by_another_word() -> None:
    """A pair is related if any word says so; the type is that of a word that is free."""
    table = """
    Moscou  Moscou   PROPN nsubj 2
    attaque attaquer VERB root 0 VerbForm=Fin
    Kiev    Kiev     PROPN obj 2
    ,       ,        PUNCT punct 7
    les     le       DET det 6
    frappes frappe   NOUN nsubj 7
    choquent choquer VERB conj 2 VerbForm=Fin
    Paris   Paris    PROPN obj 7
    """

    def tell(features: Features) -> Chances:
        return Chances(0.9 if features.get("trigger has a rule") else 0.1, 0.4)

    assert {kind for pair, kind in typed(table, Told(tell)) if "FRA" in pair} == {"ASSAULT"}
