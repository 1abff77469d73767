"""What the model looks at, on parses written by hand."""

from __future__ import annotations

import pytest

from kg.relations.judging import Judged
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

#: An act that neither slot nor neighbourhood gives an actor: two sides are missing.
ASIDE = """
Moscou   Moscou   PROPN nsubj 2
dort     dormir   VERB root 0 VerbForm=Fin
,        ,        PUNCT punct 6
les      le       DET det 5
frappes  frappe   NOUN nsubj 6
choquent choquer  VERB conj 2 VerbForm=Fin
Kiev     Kiev     PROPN obj 6
"""

#: An act with its subject; what could be its object stands in another clause.
NEARBY = """
Moscou  Moscou   PROPN nsubj 2
attaque attaquer VERB root 0 VerbForm=Fin
,       ,        PUNCT punct 6
et      et       CCONJ cc 6
Kiev    Kiev     PROPN nsubj 6
dort    dormir   VERB conj 2 VerbForm=Fin
"""


def judged(table: str) -> list[Judged]:
    """Everything the model gets to judge in a parse of one sentence."""
    doc = mark(parse(table))
    return [j for _, _, found in extractor().propose(doc, documented(doc)) for j in found]


def only(table: str) -> dict[str, float]:
    """The features of the only proposal of a parse."""
    (one,) = judged(table)
    return one.features


@pytest.mark.parametrize(
    ("table", "present", "absent"),
    [
        (
            ATTACK,
            {"origin=rule", "pos=verb", "type=ASSAULT", "slot source=subj", "slot target=obj"},
            {"mutual", "has genitive"},
        ),
        (TALKS, {"origin=rule", "mutual", "label target=conj"}, {"directed"}),
        (
            STRIKES,
            {"pos=noun", "filled source=gen", "filled target=preposition"},
            {"target=contre"},
        ),
    ],
    ids=["verb", "mutual", "noun"],
)
def test_features_name_the_construction(table: str, present: set[str], absent: set[str]) -> None:
    found = only(table)
    assert present <= found.keys()
    assert found.keys().isdisjoint(absent)


def test_a_pair_that_no_rule_relates_is_proposed_in_both_directions() -> None:
    found = {(j.candidate.source.rolled, j.candidate.target.rolled): j for j in judged(ASIDE)}
    assert found.keys() == {("RUS", "UKR"), ("UKR", "RUS")}
    assert not any(j.by_rule for j in found.values())
    straight, crossed = found["RUS", "UKR"].features, found["UKR", "RUS"].features
    assert straight["origin=pair"] == straight["slot source=none"] == straight["source first"] == 1
    assert crossed["target first"] == 1
    assert "source first" not in crossed


def test_an_act_with_one_side_is_completed_by_a_guess() -> None:
    found = only(NEARBY)
    assert found["origin=guess"] == found["slot source=subj"] == found["filled target=far"] == 1


def test_what_stands_between_is_counted() -> None:
    found = only(NEARBY)
    assert found["commas to target"] == found["commas in pair"] == 1
    assert found["distance target"] == 3
    assert found["pair distance"] == 4
    assert found["triggers in pair"] == 1
    assert "finite verbs to target" not in found
    assert found["finite verbs in pair"] == 1


def test_steps_and_clauses_are_counted_in_the_tree() -> None:
    found = only(NEARBY)
    assert found["steps down source"] == 1
    assert found["steps down target"] == 2
    assert found["clauses down target"] == 1
    assert found["pair top is this trigger"] == 1


def test_nouns_between_a_slot_and_its_actor_are_counted() -> None:
    assert only(STRIKES)["filled steps target"] == 1
    assert "filled steps target" not in only(ATTACK)


def test_what_the_reading_found_is_a_feature() -> None:
    found = only(ATTACK + "peut-être peut-être ADV advmod 2\n")
    assert found["effect=conditional"] == found["modality=conditional"] == 1


def test_who_stands_for_nobody_is_told() -> None:
    table = """
    Moscou   Moscou   PROPN nsubj 2
    attaque  attaquer VERB root 0 VerbForm=Fin
    des      un       DET det 4
    touristes touriste NOUN obj 2
    de       de       ADP case 6
    Kiev     Kiev     PROPN nmod 4
    """
    found = next(j.features for j in judged(table) if j.candidate.source.rolled == "RUS")
    assert found["has somebody else"] == found["has object"] == 1
    assert "has somebody else" not in only(ATTACK)
