"""Slots of nouns and adjectives: whom an act belongs to, and which verbs lend it their subject."""

from __future__ import annotations

import pytest

from tests.relations.world import extract, make_pack, read, trigger

GENITIVE = """
les    le     DET  det 2
frappes frappe NOUN root 0
de     de     ADP  case 4
Moscou Moscou PROPN nmod 2
contre contre ADP  case 6
Kiev   Kiev   PROPN nmod 2
"""

ADJECTIVE = """
les     le     DET  det 2
frappes frappe NOUN root 0
russe   russe  ADJ  amod 2
contre  contre ADP  case 5
Kiev    Kiev   PROPN nmod 2
"""

ADJECTIVE_OF_A_COMPOUND = """
russe   russe  ADJ  amod 2
missile missile NOUN compound 3
frappes frappe NOUN root 0
contre  contre ADP  case 5
Kiev    Kiev   PROPN nmod 3
"""

NAME_IN_A_COMPOUND = ADJECTIVE_OF_A_COMPOUND.replace(
    "russe   russe  ADJ  amod", "Moscou Moscou PROPN compound"
)

ADJECTIVE_OF_A_WORD_BEFORE = """
Un     un     DET  det 2
touriste touriste NOUN nsubj 4
russe  russe  ADJ  amod 2
voit   voir   VERB root 0 VerbForm=Fin
des    un     DET  det 6
frappes frappe NOUN obj 4
contre contre ADP  case 8
Kiev   Kiev   PROPN nmod 6
"""

POSSESSIVE = """
Madrid  Madrid  PROPN nsubj 2
salue   saluer  VERB root 0 VerbForm=Fin
son     son     DET  det 4
soutien soutien NOUN obj 2
à       à       ADP  case 6
Kiev    Kiev    PROPN nmod 4
"""

OF_IS_THE_VICTIM = """
l'       le       DET  det 2
invasion invasion NOUN root 0
de       de       ADP  case 4
Kiev     Kiev     PROPN nmod 2
par      par      ADP  case 6
Moscou   Moscou   PROPN nmod 2
"""

ADJECTIVE_AND_VICTIM = """
l'       le       DET  det 2
invasion invasion NOUN root 0
russe    russe    ADJ  amod 2
de       de       ADP  case 5
Kiev     Kiev     PROPN nmod 2
"""

LIGHT_VERB = """
Moscou    Moscou   PROPN nsubj 2
impose    imposer  VERB root 0 VerbForm=Fin
des       un       DET  det 4
sanctions sanction NOUN obj 2
à         à        ADP  case 6
Kiev      Kiev     PROPN obl 2
"""

LIGHT_VERB_IN_A_PASSIVE = """
Des       un       DET  det 2
sanctions sanction NOUN nsubj:pass 4
sont      être     AUX  aux:pass 4
imposées  imposer  VERB root 0 VerbForm=Part|Tense=Past
à         à        ADP  case 6
Kiev      Kiev     PROPN obl 4
par       par      ADP  case 8
Moscou    Moscou   PROPN obl:agent 4
"""

LIGHT_PARTICIPLE = """
les       le       DET  det 2
sanctions sanction NOUN root 0
imposées  imposer  VERB acl 2 VerbForm=Part|Tense=Past
à         à        ADP  case 5
Kiev      Kiev     PROPN obl 3
par       par      ADP  case 7
Moscou    Moscou   PROPN obl:agent 3
"""

HEAVY_VERB = """
Moscou    Moscou   PROPN nsubj 2
déplore   déplorer VERB root 0 VerbForm=Fin
des       un       DET  det 4
sanctions sanction NOUN obj 2
contre    contre   ADP  case 6
Kiev      Kiev     PROPN nmod 4
"""

SUFFERING = """
Kiev      Kiev     PROPN nsubj 2
subit     subir    VERB root 0 VerbForm=Fin
des       un       DET  det 4
sanctions sanction NOUN obj 2
de        de       ADP  case 6
Moscou    Moscou   PROPN nmod 4
"""

SUFFERING_IN_WORDS = """
Kiev      Kiev     PROPN nsubj 2
fait      faire    VERB root 0 VerbForm=Fin
l'        le       DET  det 4
objet     objet    NOUN obj 2
de        de       ADP  case 6
sanctions sanction NOUN nmod 4
par       par      ADP  case 8
Moscou    Moscou   PROPN nmod 6
"""

THROUGH_A_MEASURE = """
Moscou    Moscou   PROPN nsubj 2
mène      mener    VERB root 0 VerbForm=Fin
une       un       DET  det 4
série     série    NOUN obj 2
de        de       ADP  case 6
frappes   frappe   NOUN nmod 4
contre    contre   ADP  case 8
Kiev      Kiev     PROPN nmod 6
"""

THROUGH_ANOTHER_NOUN = """
Moscou    Moscou   PROPN nsubj 2
mène      mener    VERB root 0 VerbForm=Fin
une       un       DET  det 4
enquête   enquête  NOUN obj 2
de        de       ADP  case 6
frappes   frappe   NOUN nmod 4
contre    contre   ADP  case 8
Kiev      Kiev     PROPN nmod 6
"""

OPERATOR_NOUN = """
la        le       DET  det 2
levée     levée    NOUN root 0
immédiate immédiat ADJ  amod 2
français  français ADJ  amod 2
des       de       ADP  case 6
sanctions sanction NOUN nmod 2
contre    contre   ADP  case 8
Kiev      Kiev     PROPN nmod 6
"""

OPERATOR_NOUN_WITH_AGENT = """
la        le       DET  det 2
levée     levée    NOUN root 0
par       par      ADP  case 4
Paris     Paris    PROPN nmod 2
des       de       ADP  case 6
sanctions sanction NOUN nmod 2
contre    contre   ADP  case 8
Kiev      Kiev     PROPN nmod 6
"""

BETWEEN = """
un     un     DET  det 2
sommet sommet NOUN root 0
entre  entre  ADP  case 4
Moscou Moscou PROPN nmod 2
,      ,      PUNCT punct 6
Kiev   Kiev   PROPN conj 4
et     et     CCONJ cc 8
Paris  Paris  PROPN conj 4
"""

COMPOUND = """
le     le     DET  det 2
sommet sommet NOUN root 0
Moscou Moscou PROPN compound 2
Kiev   Kiev   PROPN compound 2
"""

STANCE = """
la         le         DET  det 2
campagne   campagne   NOUN root 0
anti-russe anti-russe ADJ  amod 2
de         de         ADP  case 5
Paris      Paris      PROPN nmod 2
"""

NO_STANCE = STANCE.replace("anti-russe anti-russe", "russe russe")

LOCATIVE = """
la       le       DET  det 2
présence présence NOUN root 0
russe    russe    ADJ  amod 2
en       en       ADP  case 5
Ukraine  Ukraine  PROPN nmod 2
"""

NOT_LOCATIVE = LOCATIVE.replace("en       en ", "contre   contre ")

SELF_PREDICATE = """
Moscou Moscou PROPN nsubj 4
est    être   AUX  cop 4
l'     le     DET  det 4
allié  allié  NOUN root 0
de     de     ADP  case 6
Kiev   Kiev   PROPN nmod 4
"""

SELF_APPOSITION = """
Moscou Moscou PROPN nsubj 6
,      ,      PUNCT punct 3
allié  allié  NOUN appos 1
de     de     ADP  case 5
Kiev   Kiev   PROPN nmod 3
hésite hésiter VERB root 0 VerbForm=Fin
"""

SELF_NAMED_AFTER = """
Son    son    DET  det 2
allié  allié  NOUN nsubj 6
,      ,      PUNCT punct 4
Madrid Madrid PROPN appos 2
,      ,      PUNCT punct 4
hésite hésiter VERB root 0 VerbForm=Fin
"""

SELF_NAMED_AS_OBJECT = """
Paris  Paris  PROPN nsubj 2
salue  saluer VERB root 0 VerbForm=Fin
son    son    DET  det 4
allié  allié  NOUN obj 2
,      ,      PUNCT punct 6
Madrid Madrid PROPN appos 4
"""

SELF_AS_OBJECT = """
Moscou Moscou PROPN nsubj 2
voit   voir   VERB root 0 VerbForm=Fin
un     un     DET  det 4
allié  allié  NOUN obj 2
de     de     ADP  case 6
Kiev   Kiev   PROPN nmod 4
"""

SELF_UNNAMED = """
Un     un     DET  det 2
allié  allié  NOUN nsubj 5
de     de     ADP  case 4
Kiev   Kiev   PROPN nmod 2
voit   voir   VERB root 0 VerbForm=Fin
Moscou Moscou PROPN obj 5
"""

ADJECTIVE_PREDICATE = """
Moscou  Moscou  PROPN nsubj 3
est     être    AUX  cop 3
hostile hostile ADJ  root 0
à       à       ADP  case 5
Kiev    Kiev    PROPN obl 3
"""

ADJECTIVE_ELSEWHERE = """
Moscou  Moscou  PROPN nsubj 2
connaît connaître VERB root 0 VerbForm=Fin
un      un      DET  det 4
climat  climat  NOUN obj 2
hostile hostile ADJ  amod 4
à       à       ADP  case 7
Kiev    Kiev    PROPN obl 5
"""

CASES = [
    pytest.param(GENITIVE, ["RUS > UKR ASSAULT"], id="of"),
    pytest.param(ADJECTIVE, ["RUS > UKR ASSAULT"], id="adjective"),
    pytest.param(ADJECTIVE_OF_A_COMPOUND, ["RUS > UKR ASSAULT"], id="adjective of a compound"),
    pytest.param(NAME_IN_A_COMPOUND, ["RUS > UKR ASSAULT"], id="name in a compound"),
    pytest.param(ADJECTIVE_OF_A_WORD_BEFORE, [], id="adjective of another noun"),
    pytest.param(OF_IS_THE_VICTIM, ["RUS > UKR ASSAULT"], id="by and of"),
    pytest.param(ADJECTIVE_AND_VICTIM, ["RUS > UKR ASSAULT"], id="adjective and of"),
    pytest.param(POSSESSIVE, ["FRA > UKR SUPPORT"], id="possessive"),
    pytest.param(LIGHT_VERB, ["RUS > UKR SANCTION"], id="light verb"),
    pytest.param(LIGHT_VERB_IN_A_PASSIVE, ["RUS > UKR SANCTION"], id="light verb, passive"),
    pytest.param(LIGHT_PARTICIPLE, ["RUS > UKR SANCTION"], id="light verb, participle"),
    pytest.param(HEAVY_VERB, [], id="a verb that lends no subject"),
    pytest.param(SUFFERING, ["RUS > UKR SANCTION"], id="verb of suffering"),
    pytest.param(SUFFERING_IN_WORDS, ["RUS > UKR SANCTION"], id="phrase of suffering"),
    pytest.param(THROUGH_A_MEASURE, ["RUS > UKR ASSAULT"], id="a series of"),
    pytest.param(THROUGH_ANOTHER_NOUN, [], id="an inquiry into"),
    pytest.param(OPERATOR_NOUN, ["FRA > UKR CONCEDE"], id="owner of the operator"),
    pytest.param(OPERATOR_NOUN_WITH_AGENT, ["FRA > UKR CONCEDE"], id="agent of the operator"),
    pytest.param(
        BETWEEN,
        ["FRA = RUS CONSULT", "FRA = UKR CONSULT", "RUS = UKR CONSULT"],
        id="among three",
    ),
    pytest.param(COMPOUND, ["RUS = UKR CONSULT"], id="compound"),
    pytest.param(STANCE, ["FRA > RUS ACCUSE"], id="stance"),
    pytest.param(NO_STANCE, [], id="no stance"),
    pytest.param(LOCATIVE, ["RUS > UKR MOBILIZE"], id="place"),
    pytest.param(NOT_LOCATIVE, [], id="no place"),
    pytest.param(SELF_PREDICATE, ["RUS > UKR SUPPORT"], id="predicate"),
    pytest.param(SELF_APPOSITION, ["RUS > UKR SUPPORT"], id="apposition"),
    pytest.param(SELF_NAMED_AFTER, ["ESP > FRA SUPPORT"], id="named after it"),
    pytest.param(SELF_NAMED_AS_OBJECT, ["ESP > FRA SUPPORT"], id="named after an object"),
    pytest.param(SELF_AS_OBJECT, [], id="who sees an ally is none"),
    pytest.param(SELF_UNNAMED, [], id="an ally nobody names"),
    pytest.param(ADJECTIVE_PREDICATE, ["RUS > UKR ACCUSE"], id="adjective as predicate"),
    pytest.param(ADJECTIVE_ELSEWHERE, [], id="adjective of a noun that is nobody"),
]


@pytest.mark.parametrize(("table", "expected"), CASES)
def test_slots(table: str, expected: list[str]) -> None:
    assert read(table) == expected


def test_a_demonym_only_slot_takes_no_genitive() -> None:
    pack = make_pack(trigger("noun frappe", "ASSAULT", "adj > contre"))
    assert read(ADJECTIVE, pack) == ["RUS > UKR ASSAULT"]
    assert read(GENITIVE, pack) == []


def test_a_possessive_slot_takes_no_demonym() -> None:
    pack = make_pack(trigger("noun soutien", "SUPPORT", "poss > à"))
    assert read(POSSESSIVE, pack) == ["FRA > UKR SUPPORT"]
    assert read(POSSESSIVE.replace("son     son ", "russe   russe "), pack) == []


@pytest.mark.parametrize(
    ("table", "rule"),
    [
        (GENITIVE, "noun:gen>contre"),
        (LIGHT_VERB, "noun:gov>à"),
        (SUFFERING, "noun:gen>suffers"),
        (LOCATIVE, "noun:adj>loc"),
        (ADJECTIVE_PREDICATE, "adj:self>à"),
    ],
)
def test_a_relation_names_the_slots_it_came_from(table: str, rule: str) -> None:
    assert [r.rule for r in extract(table)] == [rule]


def test_an_act_stands_for_who_does_it() -> None:
    table = """
    Paris    Paris    PROPN nsubj 2
    attaque  attaquer VERB root 0 VerbForm=Fin
    les      le       DET  det 4
    frappes  frappe   NOUN obj 2
    russe    russe    ADJ  amod 4
    contre   contre   ADP  case 7
    Kiev     Kiev     PROPN nmod 4
    """
    assert read(table) == ["FRA > RUS ASSAULT", "RUS > UKR ASSAULT"]


def test_acts_that_name_one_another_end() -> None:
    nouns = "\n".join(
        f"frappes frappe NOUN {'root 0' if i == 1 else f'nmod {i - 2}'}\nde de ADP case {i + 2}"
        for i in range(1, 40, 2)
    )
    table = f"{nouns}\nMoscou Moscou PROPN nmod 39\net et CCONJ cc 43\nKiev Kiev PROPN conj 41"
    assert len(extract(table)) <= 2 * 20
