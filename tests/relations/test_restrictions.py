"""Senses of a trigger that are no act: what excludes an occurrence, and what does not."""

from __future__ import annotations

import pytest

from kg.relations.restrictions import excluded_by
from kg.relations.tree import Tree
from kg.relations.triggers import TriggerMatch, TriggerMatcher
from kg.relations.words import Text
from tests.relations.parses import parse
from tests.relations.world import SYNTAX, make_pack, trigger

OBJECT = """
Moscou  Moscou  PROPN nsubj 2
frappe  frapper VERB root 0 VerbForm=Fin
une     un      DET det 4
monnaie monnaie NOUN obj 2
de      de      ADP case 6
bronze  bronze  NOUN nmod 4
"""

CLAUSE = """
Moscou  Moscou  PROPN nsubj 2
frappe  frapper VERB root 0 VerbForm=Fin
que     que     SCONJ mark 5
Kiev    Kiev    PROPN nsubj 5
parte   partir  VERB ccomp 2 VerbForm=Fin
"""

INFINITIVE = """
Moscou  Moscou  PROPN nsubj 2
frappe  frapper VERB root 0 VerbForm=Fin
de      de      ADP mark 4
partir  partir  VERB xcomp 2 VerbForm=Inf
"""

REFLEXIVE = """
Moscou  Moscou  PROPN nsubj 3
se      se      PRON obj 3
frappe  frapper VERB root 0 VerbForm=Fin
"""

NOUN = """
la      le      DET det 2
guerre  guerre  NOUN root 0
des     de      ADP case 4
frappes frappe  NOUN nmod 2
"""


def why(table: str, words: str = "verb frapper", **restrictions: object) -> str:
    """Why the trigger in `table` is not the sense meant."""
    entry = trigger(words, "ASSAULT", "subj > obj", **restrictions)
    matcher = TriggerMatcher(make_pack(entry).lexicon)
    (match,) = matcher.triggers(Text(parse(table), SYNTAX).sentences[0])
    return excluded_by(match, Tree(SYNTAX))


@pytest.mark.parametrize(
    ("table", "restrictions", "excluded"),
    [
        (OBJECT, {}, False),
        (OBJECT, {"unless": ("monnaie",)}, True),
        (OBJECT, {"unless": ("Monnaie",)}, True),
        (OBJECT, {"unless": ("pièce",)}, False),
        (OBJECT, {"unless": ("bronze",)}, False),  # two levels down
        (OBJECT, {"only": ("monnaie",)}, False),
        (OBJECT, {"only": ("bronze",)}, False),
        (OBJECT, {"only": ("argent",)}, True),
        (OBJECT, {"only": ("argent", "monnaie")}, False),
        (OBJECT, {"clause": "required"}, True),
        (OBJECT, {"clause": "forbidden"}, False),
        (CLAUSE, {"clause": "required"}, False),
        (CLAUSE, {"clause": "forbidden"}, True),
        (INFINITIVE, {"clause": "required"}, False),
        (INFINITIVE, {"clause": "forbidden"}, False),
        (OBJECT, {"reflexive": "required"}, True),
        (OBJECT, {"reflexive": "forbidden"}, False),
        (REFLEXIVE, {"reflexive": "required"}, False),
        (REFLEXIVE, {"reflexive": "forbidden"}, True),
    ],
)
def test_restrictions(table: str, restrictions: dict[str, object], excluded: bool) -> None:
    assert bool(why(table, **restrictions)) is excluded


def test_what_a_noun_depends_on_counts_too() -> None:
    assert why(NOUN, "noun frappe", unless=("guerre",))
    assert not why(NOUN, "noun frappe", unless=("paix",))


@pytest.mark.parametrize(
    ("table", "restrictions", "named"),
    [
        (OBJECT, {"unless": ("monnaie",)}, "monnaie"),
        (OBJECT, {"only": ("argent",)}, "argent"),
        (OBJECT, {"clause": "required"}, "clause"),
        (REFLEXIVE, {"reflexive": "forbidden"}, "reflexive"),
    ],
)
def test_the_reason_names_what_stands_in_the_way(
    table: str, restrictions: dict[str, object], named: str
) -> None:
    assert named in why(table, **restrictions)


# finding the words of a lexicon


def heads(table: str, *words: str) -> list[tuple[str, ...]]:
    """Words of the triggers found in `table`."""
    pack = make_pack(*(trigger(entry, "ASSAULT", "subj > obj") for entry in words))
    sentence = Text(parse(table), SYNTAX).sentences[0]
    found: list[TriggerMatch] = TriggerMatcher(pack.lexicon).triggers(sentence)
    return [tuple(word.text for word in match.words) for match in found]


PHRASE = """
Moscou  Moscou  PROPN nsubj 2
met     mettre  VERB root 0 VerbForm=Fin
Kiev    Kiev    PROPN obj 2
en      en      ADP case 5
garde   garde   NOUN obl 2
"""


def test_a_longer_trigger_hides_a_shorter_one_with_the_same_head() -> None:
    assert heads(PHRASE, "verb mettre", "verb mettre garde") == [("met", "garde")]
    assert heads(PHRASE, "verb mettre") == [("met",)]


def test_words_of_a_trigger_may_stand_apart_but_not_across_a_comma() -> None:
    assert heads(PHRASE, "verb mettre garde") == [("met", "garde")]
    comma = PHRASE.replace("en      en      ADP", ",       ,       PUNCT")
    assert heads(comma, "verb mettre garde") == []


@pytest.mark.parametrize(("between", "found"), [(1, [("met", "garde")]), (2, [])])
def test_at_most_three_words_stand_between(between: int, found: list[tuple[str, ...]]) -> None:
    more = "".join(f"mot{i} mot{i} ADV advmod 2\n" for i in range(between))
    table = PHRASE.replace("en      en      ADP case 5", f"{more}en en ADP dep 2")
    assert heads(table, "verb mettre garde") == found


def test_the_part_of_speech_must_fit() -> None:
    assert heads(PHRASE, "noun garde") == [("garde",)]
    assert heads(PHRASE, "verb garde") == []
    assert heads(PHRASE, "adj garde") == []


def test_a_participle_taken_for_an_adjective_is_a_verb_when_it_has_an_auxiliary() -> None:
    table = """
    Kiev     Kiev     PROPN nsubj:pass 3
    est      être     AUX aux:pass 3
    soutenue soutenir ADJ root 0
    """
    assert heads(table, "verb soutenir") == [("soutenue",)]
    predicate = table.replace("aux:pass", "cop").replace("nsubj:pass", "nsubj")
    assert heads(predicate, "verb soutenir") == []


@pytest.mark.parametrize(
    ("table", "found"),
    [
        (
            """
            Moscou   Moscou   PROPN nsubj 3
            se       soi      PRON  expl  3
            défend   défendre VERB  root  0 VerbForm=Fin
            d'       de       ADP   mark  6
            avoir    avoir    AUX   aux   6
            attaqué  attaquer VERB  xcomp 3 VerbForm=Part
            """,
            [("défend", "d'")],
        ),
        (
            """
            Moscou   Moscou   PROPN nsubj 2
            défend   défendre VERB  root  0 VerbForm=Fin
            la       le       DET   det   4
            visite   visite   NOUN  obj   2
            de       de       ADP   case  6
            Poutine  Poutine  PROPN nmod  4
            """,
            [],
        ),
    ],
)
def test_a_preposition_that_a_noun_asks_for_is_no_part_of_the_phrase(
    table: str, found: list[tuple[str, ...]]
) -> None:
    assert heads(table, "verb défendre de") == found
