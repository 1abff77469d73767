"""Who acts and who undergoes, construction by construction, on parses written by hand."""

from __future__ import annotations

import pytest

from kg.lang import Syntax
from kg.relations.tree import Tree
from kg.relations.words import Text, Word
from tests.relations.parses import parse

SYNTAX = Syntax(
    prepositions={"à": "à", "aux": "à", "de": "de", "du": "de", "par": "par", "avec": "avec"},
    locative=("à", "en"),
    genitive=("de",),
    among=("entre",),
    agent=("par",),
    reflexive=("se",),
    object_control=("exhorter", "accuser"),
)

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

PARTICIPLE = """
sanctions sanction NOUN root 0
imposées  imposer VERB acl 1 VerbForm=Part|Tense=Past
par       par     ADP case 4
Paris     Paris   PROPN obl:agent 2
"""

RELATIVE = """
Moscou  Moscou  PROPN nsubj 5
,       ,       PUNCT punct 4
qui     qui     PRON nsubj 4 PronType=Rel
attaque attaquer VERB acl:relcl 1 VerbForm=Fin
nie     nier    VERB root 0 VerbForm=Fin
"""

RELATIVE_INFINITIVE = """
Moscou  Moscou  PROPN root 0
qui     qui     PRON nsubj 3 PronType=Rel
veut    vouloir VERB acl:relcl 1 VerbForm=Fin
attaquer attaquer VERB xcomp 3 VerbForm=Inf
Kiev    Kiev    PROPN obj 4
"""

SUBJECT_CONTROL = """
Paris   Paris   PROPN nsubj 2
promet  promettre VERB root 0 VerbForm=Fin
de      de      ADP mark 4
attaquer attaquer VERB xcomp 2 VerbForm=Inf
"""

OBJECT_CONTROL = """
Paris    Paris    PROPN nsubj 2
exhorte  exhorter VERB root 0 VerbForm=Fin
Kiev     Kiev     PROPN obj 2
à        à        ADP mark 5
attaquer attaquer VERB xcomp 2 VerbForm=Inf
"""

PASSIVE_CONTROL = """
Kiev     Kiev     PROPN nsubj:pass 3
est      être     AUX aux:pass 3
exhorté  exhorter VERB root 0 VerbForm=Part|Tense=Past
à        à        ADP mark 5
attaquer attaquer VERB xcomp 3 VerbForm=Inf
"""

CONJOINED = """
Paris    Paris     PROPN nsubj 2
critique critiquer VERB root 0 VerbForm=Fin
Kiev     Kiev      PROPN obj 2
et       et        CCONJ cc 5
attaque  attaquer  VERB conj 2 VerbForm=Fin
Rome     Rome      PROPN obj 5
"""

CONJOINED_OTHER_SUBJECT = """
Paris    Paris     PROPN nsubj 2
hésite   hésiter   VERB root 0 VerbForm=Fin
et       et        CCONJ cc 5
Rome     Rome      PROPN nsubj 5
attaque  attaquer  VERB conj 2 VerbForm=Fin
"""

GERUND = """
Paris     Paris   PROPN nsubj 2
réagit    réagir  VERB root 0 VerbForm=Fin
en        en      ADP mark 4
attaquant attaquer VERB advcl 2 VerbForm=Part|Tense=Pres
Kiev      Kiev    PROPN obj 4
"""

ON_THE_AUXILIARY = """
Paris   Paris   PROPN nsubj 2
a       avoir   AUX aux 4
enfin   enfin   ADV advmod 4
attaqué attaquer VERB root 0 VerbForm=Part|Tense=Past
Kiev    Kiev    PROPN obj 4
"""

SHARED_OBJECT = """
Paris     Paris     PROPN nsubj 2
condamne  condamner VERB root 0 VerbForm=Fin
et        et        CCONJ cc 4
attaque   attaquer  VERB conj 2 VerbForm=Fin
Kiev      Kiev      PROPN obj 4
"""

MISLABELLED_OBJECT = """
Moscou  Moscou  PROPN nsubj 4
n'      ne      ADV advmod 4
a       avoir   AUX aux 4
attaqué attaquer VERB root 0 VerbForm=Part|Tense=Past
Kiev    Kiev    PROPN nsubj:pass 4
"""

SUBJECTS = [
    (ACTIVE, "attaquer", ["Moscou"]),
    (PASSIVE, "attaquer", ["Moscou"]),
    (PARTICIPLE, "imposer", ["Paris"]),
    (RELATIVE, "attaquer", ["Moscou"]),
    (RELATIVE_INFINITIVE, "attaquer", ["Moscou"]),
    (SUBJECT_CONTROL, "attaquer", ["Paris"]),
    (OBJECT_CONTROL, "attaquer", ["Kiev"]),
    (PASSIVE_CONTROL, "attaquer", ["Kiev"]),
    (CONJOINED, "attaquer", ["Paris"]),
    (CONJOINED_OTHER_SUBJECT, "attaquer", ["Rome"]),
    (GERUND, "attaquer", ["Paris"]),
    (ON_THE_AUXILIARY, "attaquer", ["Paris"]),
    (MISLABELLED_OBJECT, "attaquer", ["Moscou"]),
]

PATIENTS = [
    (ACTIVE, "attaquer", ["Kiev"]),
    (PASSIVE, "attaquer", ["Kiev"]),
    (PARTICIPLE, "imposer", ["sanctions"]),
    (CONJOINED, "attaquer", ["Rome"]),
    (SHARED_OBJECT, "condamner", ["Kiev"]),
    (GERUND, "attaquer", ["Kiev"]),
    (MISLABELLED_OBJECT, "attaquer", ["Kiev"]),
]


def words(table: str) -> list[Word]:
    (sentence,) = Text(parse(table), SYNTAX).sentences
    return sentence.words


def verb(table: str, lemma: str) -> Word:
    return next(word for word in words(table) if word.lemma == lemma)


@pytest.mark.parametrize(("table", "lemma", "expected"), SUBJECTS)
def test_subjects(table: str, lemma: str, expected: list[str]) -> None:
    assert [t.text for t in Tree(SYNTAX).subjects(verb(table, lemma))] == expected


@pytest.mark.parametrize(("table", "lemma", "expected"), PATIENTS)
def test_patients(table: str, lemma: str, expected: list[str]) -> None:
    assert [t.text for t in Tree(SYNTAX).patients(verb(table, lemma))] == expected


def test_a_reflexive_pronoun_is_no_patient() -> None:
    found = words(
        """
        Paris PROPN PROPN nsubj 3
        se    se    PRON obj 3
        défend défendre VERB root 0 VerbForm=Fin
        """
    )
    tree = Tree(SYNTAX)
    assert tree.patients(found[2]) == []
    assert tree.is_reflexive(found[2])


def test_a_preposition_is_known_by_its_canonical_form() -> None:
    found = words(
        """
        parle parler VERB root 0
        aux   à      ADP case 3
        Turcs Turc   NOUN obl 1
        """
    )
    assert found[2].case == "à"
    assert Tree(SYNTAX).obliques(found[0], ("à",)) == [found[2]]


def test_inheritance_stops_in_a_circle_of_clauses() -> None:
    chain = "\n".join(
        f"v{i} v{i} VERB {'root' if i == 1 else 'xcomp'} {i - 1}" for i in range(1, 30)
    )
    assert Tree(SYNTAX).subjects(words(chain)[28]) == []
