"""Prepositional slots: simple and complex prepositions, and phrases attached too low."""

from __future__ import annotations

import pytest

from kg.lang import LightVerbs
from tests.relations.world import extract, make_pack, read, trigger

CONTRACTED = """
Paris   Paris   PROPN nsubj 2
demande demander VERB root 0 VerbForm=Fin
aux     à       ADP case 4
Ukrainiens Ukrainien NOUN obl 2
un      un      DET det 6
geste   geste   NOUN obj 2
"""

COMPLEX = """
les     le      DET  det 2
frappes frappe  NOUN root 0
russe   russe   ADJ  amod 2
à       à       ADP  case 8
l'      le      DET  fixed 4
encontre encontre NOUN fixed 4
de      de      ADP  fixed 4
Kiev    Kiev    PROPN nmod 2
"""

COMPLEX_CONTRACTED = COMPLEX.replace("de      de      ADP  fixed", "du      de      ADP  fixed")

COMPLEX_THROUGH_A_NOUN = """
les     le      DET  det 2
frappes frappe  NOUN root 0
russe   russe   ADJ  amod 2
à       à       ADP  case 6
l'      le      DET  det 6
encontre encontre NOUN nmod 2
de      de      ADP  case 8
Kiev    Kiev    PROPN nmod 6
"""

OTHER_COMPLEX = """
les     le      DET  det 2
frappes frappe  NOUN root 0
russe   russe   ADJ  amod 2
face    face    ADV  case 5
à       à       ADP  fixed 4
Kiev    Kiev    PROPN nmod 2
"""

ON_THE_OBJECT = """
Moscou  Moscou  PROPN nsubj 2
donne   donner  VERB root 0 VerbForm=Fin
des     un      DET  det 4
chars   char    NOUN obj 2
à       à       ADP  case 6
Kiev    Kiev    PROPN nmod 4
"""

TOO_DEEP = """
Moscou  Moscou  PROPN nsubj 2
donne   donner  VERB root 0 VerbForm=Fin
des     un      DET  det 4
chars   char    NOUN obj 2
avec    avec    ADP  case 6
freins  frein   NOUN nmod 4
de      de      ADP  case 8
modèle  modèle  NOUN nmod 6
à       à       ADP  case 10
disque  disque  NOUN nmod 8
à       à       ADP  case 12
Kiev    Kiev    PROPN nmod 10
"""

ON_THE_LIGHT_VERB = """
Moscou    Moscou   PROPN nsubj 2
impose    imposer  VERB root 0 VerbForm=Fin
des       un       DET  det 4
sanctions sanction NOUN obj 2
à         à        ADP  case 6
Kiev      Kiev     PROPN obl 2
"""

ON_A_WORD_FURTHER_ON = """
Moscou  Moscou   PROPN nsubj 2
discute discuter VERB root 0 VerbForm=Fin
du      de       ADP  case 4
prix    prix     NOUN obl 2
fort    fort     ADJ  amod 4
avec    avec     ADP  case 7
Kiev    Kiev     PROPN obl 5
"""

BEHIND_ANOTHER_VERB = """
Moscou  Moscou   PROPN nsubj 2
discute discuter VERB root 0 VerbForm=Fin
car     car      SCONJ mark 5
on      on       PRON nsubj 5
joue    jouer    VERB advcl 2 VerbForm=Fin
avec    avec     ADP  case 7
Kiev    Kiev     PROPN obl 5
"""

WRONG_PREPOSITION = """
Moscou  Moscou   PROPN nsubj 2
discute discuter VERB root 0 VerbForm=Fin
par     par      ADP  case 4
Kiev    Kiev     PROPN obl 2
"""

PLACE_THE_FRAME_ASKS_FOR = """
les     le      DET  det 2
frappes frappe  NOUN root 0
russe   russe   ADJ  amod 2
sur     sur     ADP  case 5
Ukraine Ukraine PROPN nmod 2
"""

PLACE_NO_FRAME_ASKS_FOR = PLACE_THE_FRAME_ASKS_FOR.replace("sur     sur ", "en      en  ")

NOT_AN_ACTOR = PLACE_THE_FRAME_ASKS_FOR.replace("Ukraine Ukraine", "Sotchi  Sotchi")

AGENT_OF_A_NOUN = """
des     un      DET  det 2
frappes frappe  NOUN root 0
par     par     ADP  case 4
Moscou  Moscou  PROPN nmod 2
contre  contre  ADP  case 6
Kiev    Kiev    PROPN nmod 2
"""

CASES = [
    pytest.param(COMPLEX, ["RUS > UKR ASSAULT"], id="complex, fixed"),
    pytest.param(COMPLEX_CONTRACTED, ["RUS > UKR ASSAULT"], id="complex, contracted"),
    pytest.param(COMPLEX_THROUGH_A_NOUN, ["RUS > UKR ASSAULT"], id="complex, through its noun"),
    pytest.param(OTHER_COMPLEX, [], id="complex, another"),
    pytest.param(ON_THE_OBJECT, ["RUS > UKR AID"], id="attached to the object"),
    pytest.param(TOO_DEEP, [], id="attached too deep"),
    pytest.param(ON_THE_LIGHT_VERB, ["RUS > UKR SANCTION"], id="attached to the light verb"),
    pytest.param(ON_A_WORD_FURTHER_ON, ["RUS = UKR CONSULT"], id="attached further on"),
    pytest.param(BEHIND_ANOTHER_VERB, [], id="behind another verb"),
    pytest.param(WRONG_PREPOSITION, [], id="another preposition"),
    pytest.param(PLACE_THE_FRAME_ASKS_FOR, ["RUS > UKR ASSAULT"], id="place asked for"),
    pytest.param(PLACE_NO_FRAME_ASKS_FOR, [], id="place not asked for"),
    pytest.param(NOT_AN_ACTOR, [], id="a name that is no actor"),
    pytest.param(AGENT_OF_A_NOUN, ["RUS > UKR ASSAULT"], id="by"),
]


@pytest.mark.parametrize(("table", "expected"), CASES)
def test_slots(table: str, expected: list[str]) -> None:
    assert read(table) == expected


def test_a_contracted_preposition_is_the_one_it_stands_for() -> None:
    names = {"Ukrainiens": ("UKR", "demonym", "agent", "")}
    assert read(CONTRACTED, names=names) == ["FRA > UKR REQUEST"]


def test_a_slot_may_have_several_words() -> None:
    pack = make_pack(trigger("noun frappe", "ASSAULT", "adj > face_à"))
    fixed = OTHER_COMPLEX.replace("ADV  case 5", "ADV  case 6")
    assert read(fixed, pack) == ["RUS > UKR ASSAULT"]
    assert read(COMPLEX, pack) == []


def test_a_light_verb_of_several_words_needs_all_of_them() -> None:
    light = LightVerbs(verbs=("prendre part",))
    pack = make_pack(trigger("noun frappe", "ASSAULT", "gov > contre"), light=light)
    table = """
    Moscou  Moscou  PROPN nsubj 2
    prend   prendre VERB root 0 VerbForm=Fin
    part    part    NOUN obj 2
    aux     à       ADP  case 5
    frappes frappe  NOUN obl 2
    contre  contre  ADP  case 7
    Kiev    Kiev    PROPN nmod 5
    """
    assert read(table, pack) == ["RUS > UKR ASSAULT"]
    assert read(table.replace("part    part", "goût    goût"), pack) == []


def test_both_conjuncts_share_a_preposition() -> None:
    table = AGENT_OF_A_NOUN + "et et CCONJ cc 8\nRome Rome PROPN conj 6\n"
    assert read(table) == ["RUS > ITA ASSAULT", "RUS > UKR ASSAULT"]


def test_a_genitive_does_not_reach_a_name_under_another_preposition() -> None:
    table = """
    le      le      DET  det 2
    soutien soutien NOUN root 0
    de      de      ADP  case 4
    Moscou  Moscou  PROPN nmod 2
    avec    avec    ADP  case 6
    Rome    Rome    PROPN conj 4
    à       à       ADP  case 8
    Kiev    Kiev    PROPN nmod 2
    """
    assert [(r.source, r.target) for r in extract(table)] == [("RUS", "UKR")]
