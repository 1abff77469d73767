"""Slots of verbs: who acts, who undergoes it, and who is found through clauses and phrases."""

from __future__ import annotations

import pytest

from tests.relations.world import extract, make_pack, read, trigger

ACTIVE = """
Moscou  Moscou  PROPN nsubj 2
attaque attaquer VERB root 0 VerbForm=Fin
Kiev    Kiev    PROPN obj 2
"""

PASSIVE = """
Kiev    Kiev    PROPN nsubj:pass 3
est     être    AUX  aux:pass 3
attaqué attaquer VERB root 0 VerbForm=Part|Tense=Past
par     par     ADP  case 5
Moscou  Moscou  PROPN obl:agent 3
"""

PASSIVE_WITHOUT_AGENT = """
Kiev    Kiev    PROPN nsubj:pass 3
est     être    AUX  aux:pass 3
attaqué attaquer VERB root 0 VerbForm=Part|Tense=Past
selon   selon   ADP  case 5
Rome    Rome    PROPN obl:mod 3
"""

RELATIVE = """
Moscou  Moscou  PROPN nsubj 5
qui     qui     PRON nsubj 3 PronType=Rel
attaque attaquer VERB acl:relcl 1 VerbForm=Fin
Kiev    Kiev    PROPN obj 3
hésite  hésiter VERB root 0 VerbForm=Fin
"""

RELATIVE_OBJECT = """
Kiev    Kiev    PROPN nsubj 5
que     que     PRON obj 4 PronType=Rel
Moscou  Moscou  PROPN nsubj 4
attaque attaquer VERB acl:relcl 1 VerbForm=Fin
tient   tenir VERB root 0 VerbForm=Fin
"""

PARTICIPLE = """
Kiev     Kiev     PROPN nsubj 5
,        ,        PUNCT punct 3
attaquée attaquer VERB acl 1 VerbForm=Part|Tense=Past
Moscou   Moscou   PROPN obl:agent 3
tient    tenir    VERB root 0 VerbForm=Fin
par      par      ADP  case 4
"""

CO_ORDINATED = """
Moscou    Moscou    PROPN nsubj 4
et        et        CCONJ cc 3
Rome      Rome      PROPN conj 1
soutiennent soutenir VERB root 0 VerbForm=Fin
Kiev      Kiev      PROPN obj 4
et        et        CCONJ cc 7
Madrid    Madrid    PROPN conj 5
"""

FACET_SUBJECT = """
Les     le     DET  det 2
troupes troupe NOUN nsubj 4
russe   russe  ADJ  amod 2
attaquent attaquer VERB root 0 VerbForm=Fin
Kiev    Kiev   PROPN obj 4
"""

OTHER_SUBJECT = """
Les     le       DET  det 2
touristes touriste NOUN nsubj 4
russe   russe    ADJ  amod 2
attaquent attaquer VERB root 0 VerbForm=Fin
Kiev    Kiev     PROPN obj 4
"""

NO_FACET = OTHER_SUBJECT.replace("touristes touriste", "ports port")

OPAQUE_OBJECT = """
Moscou  Moscou   PROPN nsubj 2
attaque attaquer VERB root 0 VerbForm=Fin
le      le       DET  det 4
fils    fils     NOUN obj 2
de      de       ADP  case 6
Kiev    Kiev     PROPN nmod 4
"""

OWNED_OBJECT = """
Moscou  Moscou   PROPN nsubj 2
attaque attaquer VERB root 0 VerbForm=Fin
le      le       DET  det 4
port    port     NOUN obj 2
de      de       ADP  case 6
Kiev    Kiev     PROPN nmod 4
"""

PLACE_OBJECT = """
Moscou  Moscou   PROPN nsubj 2
attaque attaquer VERB root 0 VerbForm=Fin
en      en       ADP  case 4
Ukraine Ukraine  PROPN obl 2
"""

INDIRECT = """
Paris Paris PROPN nsubj 3
leur  lui   PRON iobj 3
donne donner VERB root 0 VerbForm=Fin
des   un    DET  det 5
armes arme  NOUN obj 3
"""

CLAUSE = """
Paris   Paris   PROPN nsubj 2
demande demander VERB root 0 VerbForm=Fin
que     que     SCONJ mark 5
Kiev    Kiev    PROPN nsubj 5
parte   partir  VERB ccomp 2 VerbForm=Fin
"""

INNER = """
Moscou   Moscou   PROPN nsubj 2
menace   menacer  VERB root 0 VerbForm=Fin
de       de       ADP  mark 4
attaquer attaquer VERB xcomp 2 VerbForm=Inf
Kiev     Kiev     PROPN obj 4
"""

SPEAKER = """
Moscou  Moscou   PROPN nsubj 2
trahit  trahir   VERB ccomp 4 VerbForm=Fin
,       ,        PUNCT punct 4
affirme affirmer VERB root 0 VerbForm=Fin
Kiev    Kiev     PROPN nsubj 4
"""

SPEAKER_SAYS_THAT = """
Kiev    Kiev     PROPN nsubj 2
affirme affirmer VERB root 0 VerbForm=Fin
que     que      SCONJ mark 5
Moscou  Moscou   PROPN nsubj 5
trahit  trahir   VERB ccomp 2 VerbForm=Fin
"""

NOBODY_SAYS = """
Moscou  Moscou   PROPN nsubj 2
trahit  trahir   VERB root 0 VerbForm=Fin
avec    avec     ADP case 4
Kiev    Kiev     PROPN obl 2
"""

MUTUAL = """
Moscou   Moscou PROPN nsubj 4
et       et     CCONJ cc 3
Kiev     Kiev   PROPN conj 1
discutent discuter VERB root 0 VerbForm=Fin
"""

WITH = """
Moscou   Moscou   PROPN nsubj 2
discute  discuter VERB root 0 VerbForm=Fin
avec     avec     ADP  case 4
Kiev     Kiev     PROPN obl 2
"""

ALONE = """
Moscou   Moscou   PROPN nsubj 2
discute  discuter VERB root 0 VerbForm=Fin
à        à        ADP  case 4
Rome     Rome     PROPN obl 2
"""

TWO_WORDS = """
Moscou   Moscou   PROPN nsubj 2
met      mettre   VERB root 0 VerbForm=Fin
Kiev     Kiev     PROPN obj 2
en       en       ADP  case 5
garde    garde    NOUN obl 2
"""

ONLY_HALF_OF_THE_WORDS = """
Moscou   Moscou   PROPN nsubj 2
met      mettre   VERB root 0 VerbForm=Fin
Kiev     Kiev     PROPN obj 2
en       en       ADP  case 5
joie     joie     NOUN obl 2
"""

CASES = [
    pytest.param(ACTIVE, ["RUS > UKR ASSAULT"], id="active"),
    pytest.param(PASSIVE, ["RUS > UKR ASSAULT"], id="passive"),
    pytest.param(RELATIVE, ["RUS > UKR ASSAULT"], id="relative, subject"),
    pytest.param(RELATIVE_OBJECT, ["RUS > UKR ASSAULT"], id="relative, object"),
    pytest.param(PARTICIPLE, ["RUS > UKR ASSAULT"], id="participle with agent"),
    pytest.param(
        CO_ORDINATED,
        [f"{a} > {b} SUPPORT" for a in ("ITA", "RUS") for b in ("ESP", "UKR")],
        id="co-ordination on both sides",
    ),
    pytest.param(FACET_SUBJECT, ["RUS > UKR ASSAULT"], id="troops stand for their state"),
    pytest.param(OTHER_SUBJECT, [], id="tourists do not"),
    pytest.param(NO_FACET, [], id="nor do ports"),
    pytest.param(OWNED_OBJECT, ["RUS > UKR ASSAULT"], id="an object stands for its owner"),
    pytest.param(OPAQUE_OBJECT, [], id="an opaque object does not"),
    pytest.param(PLACE_OBJECT, [], id="a place is no object"),
    pytest.param(INNER, ["RUS > UKR THREATEN"], id="object of the infinitive"),
    pytest.param(CLAUSE, ["FRA > UKR REQUEST"], id="subject of the clause"),
    pytest.param(SPEAKER, ["UKR > RUS ACCUSE"], id="speaker after the clause"),
    pytest.param(SPEAKER_SAYS_THAT, ["UKR > RUS ACCUSE"], id="speaker before the clause"),
    pytest.param(NOBODY_SAYS, [], id="no speaker"),
    pytest.param(MUTUAL, ["RUS = UKR CONSULT"], id="reciprocal, in one subject"),
    pytest.param(WITH, ["RUS = UKR CONSULT"], id="reciprocal, with"),
    pytest.param(ALONE, [], id="reciprocal needs two"),
    pytest.param(TWO_WORDS, ["RUS > UKR THREATEN"], id="words apart"),
    pytest.param(ONLY_HALF_OF_THE_WORDS, [], id="half of the words"),
]


@pytest.mark.parametrize(("table", "expected"), CASES)
def test_slots(table: str, expected: list[str]) -> None:
    assert read(table) == expected


def test_a_pronoun_before_the_verb_is_its_indirect_object() -> None:
    names = {"leur": ("UKR", "pronoun", "agent", "")}
    assert read(INDIRECT, names=names) == ["FRA > UKR AID"]


def test_a_passive_without_agent_does_not_take_another_phrase_for_one() -> None:
    assert read(PASSIVE_WITHOUT_AGENT) == []


@pytest.mark.parametrize(
    ("table", "rule"),
    [
        (ACTIVE, "verb:subj>obj"),
        (WITH, "verb:subj=avec"),
        (INNER, "verb:subj>inner"),
        (CLAUSE, "verb:subj>clause"),
        (SPEAKER, "verb:speaker>subj"),
    ],
)
def test_a_relation_names_the_slots_it_came_from(table: str, rule: str) -> None:
    assert [r.rule for r in extract(table)] == [rule]


def test_alternatives_of_a_side_are_tried_in_order() -> None:
    table = """
    Moscou  Moscou PROPN nsubj 2
    livre   livrer VERB root 0 VerbForm=Fin
    Kiev    Kiev   PROPN obj 2
    à       à      ADP case 5
    Paris   Paris  PROPN obl 2
    """
    to_first = make_pack(trigger("verb livrer", "AID", "subj > à|obj"))
    obj_first = make_pack(trigger("verb livrer", "AID", "subj > obj|à"))
    assert read(table, to_first) == ["RUS > FRA AID"]
    assert read(table, obj_first) == ["RUS > UKR AID"]


def test_the_first_frame_with_both_sides_wins() -> None:
    pack = make_pack(trigger("verb attaquer", "ASSAULT", "subj > contre", "subj = obj"))
    assert read(ACTIVE, pack) == ["RUS = UKR ASSAULT"]


# what a parse that lost an argument is mended with


def test_a_verb_without_subject_takes_the_free_actor_on_its_left() -> None:
    table = """
    Moscou   Moscou   PROPN dislocated 4
    ,        ,        PUNCT punct 1
    hier     hier     ADV  advmod 4
    attaque  attaquer VERB root 0 VerbForm=Fin
    Kiev     Kiev     PROPN obj 4
    """
    assert [r.rule for r in extract(table)] == ["verb:near>obj"]


@pytest.mark.parametrize("table", [OTHER_SUBJECT, OPAQUE_OBJECT])
def test_nobody_is_guessed_in_place_of_somebody_who_is_no_actor(table: str) -> None:
    assert extract(table) == []


def test_it_takes_none_across_a_quotation_mark() -> None:
    table = """
    Moscou   Moscou   PROPN dislocated 4
    "        "        PUNCT punct 1
    hier     hier     ADV  advmod 4
    attaque  attaquer VERB root 0 VerbForm=Fin
    Kiev     Kiev     PROPN obj 4
    """
    assert "verb:near>obj" not in [r.rule for r in extract(table)]


def test_a_guessed_argument_makes_a_relation_less_sure() -> None:
    guessed = ACTIVE.replace("PROPN nsubj", "PROPN dislocated")
    (sure,), (unsure,) = extract(ACTIVE), extract(guessed)
    assert unsure.confidence < sure.confidence
