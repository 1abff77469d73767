"""Explanations: what was found and, where nothing was, the first thing that was missing."""

from __future__ import annotations

import pytest

from kg.lang import Pack
from kg.relations import Explanation, explain
from tests.relations.parses import parse
from tests.relations.world import PACK, documented, extractor, make_pack, mark, trigger

ATTACK = """
Moscou  Moscou   PROPN nsubj 2
attaque attaquer VERB root 0 VerbForm=Fin
Kiev    Kiev     PROPN obj 2
"""


def explained(table: str, pack: Pack = PACK) -> Explanation:
    """The explanation of a parse written by hand."""
    doc = mark(parse(table))
    return explain(extractor(pack), doc, documented(doc))


def test_a_relation_is_shown_with_the_rule_it_came_from() -> None:
    found = explained(ATTACK)
    (row,) = found.triggers
    assert (row.words, row.type, row.reason) == ("attaque", "ASSAULT", "")
    assert found.text[row.start : row.end] == "attaque"
    (line,) = row.relations
    for part in ("RUS → UKR ASSAULT", "asserted", "verb:subj>obj"):
        assert part in line
    assert found.verdict == "1 relation(s)"
    assert [r.type for r in found.relations] == ["ASSAULT"]


def test_reciprocal_relations_are_shown_as_such() -> None:
    found = explained(ATTACK.replace("attaque attaquer", "rencontre rencontrer"))
    assert "RUS = UKR CONSULT" in found.triggers[0].relations[0]


def test_words_that_change_an_act_are_named() -> None:
    found = explained(ATTACK + "peut-être peut-être ADV advmod 2\n")
    assert found.triggers[0].effects == ("conditional: peut-être",)


def test_every_word_but_white_space_is_in_the_table() -> None:
    rows = explained(ATTACK).tokens
    assert [(r.index, r.text, r.dep, r.head) for r in rows] == [
        (0, "Moscou", "nsubj", 1),
        (1, "attaque", "ROOT", 1),
        (2, "Kiev", "obj", 1),
    ]


@pytest.mark.parametrize(
    ("table", "verdict"),
    [
        ("Il il PRON nsubj 2\nattaque attaquer VERB root 0", "no actor was recognised"),
        ("Moscou Moscou PROPN nsubj 2\ndort dormir VERB root 0", "no word of the lexicon"),
        ("Moscou Moscou PROPN nsubj 2\nattaque attaquer VERB root 0", "no actor for target"),
        ("attaquer attaquer VERB root 0\nKiev Kiev PROPN obj 1", "no actor for source"),
        (
            ATTACK.replace("Kiev    Kiev ", "Kremlin Kremlin"),
            "source and target are one",
        ),
        (
            """
            Moscou Moscou PROPN nsubj 2
            réclame réclamer VERB root 0 VerbForm=Fin
            de de ADP mark 4
            soutenir soutenir VERB xcomp 2 VerbForm=Inf
            Kiev Kiev PROPN obj 4
            """,
            "requested: réclamer",
        ),
    ],
)
def test_the_verdict_says_what_is_missing(table: str, verdict: str) -> None:
    found = explained(table)
    assert found.relations == ()
    assert found.verdict.startswith("no relation: ")
    assert verdict in found.verdict


def test_the_verdict_names_the_restriction_that_held() -> None:
    pack = make_pack(trigger("verb attaquer", "ASSAULT", "subj > obj", unless=("Kiev",)))
    assert "attaque: other sense: with kiev" in explained(ATTACK, pack).verdict
