"""What a verb above a noun lends it: its subject, its negation, whom it helps."""

from __future__ import annotations

import pytest

from tests.relations.world import make_pack, read, trigger

HELP = """
Paris    Paris    PROPN nsubj 2
soutient soutenir VERB root 0 VerbForm=Fin
Moscou   Moscou   PROPN obj 2
dans     dans     ADP  case 6
la       le       DET  det 6
guerre   guerre   NOUN obl 2
contre   contre   ADP  case 8
Kiev     Kiev     PROPN nmod 6
"""
WAR = make_pack(
    trigger("noun guerre", "ASSAULT", "gen > contre", "helped > contre"),
    trigger("verb soutenir", "SUPPORT", "subj > obj"),
    trigger("verb accuser", "ACCUSE", "subj > obj"),
)


@pytest.mark.parametrize(
    ("table", "expected"),
    [
        (HELP, ["FRA > RUS SUPPORT", "RUS > UKR ASSAULT"]),
        (
            HELP.replace("dans     dans", "pour     pour"),
            ["FRA > RUS SUPPORT", "RUS > UKR ASSAULT"],
        ),
        (HELP.replace("dans     dans", "à        à"), ["FRA > RUS SUPPORT"]),
        (HELP.replace("soutient soutenir", "accuse   accuser"), ["FRA > RUS ACCUSE"]),
    ],
    ids=["in the war", "for the war", "another preposition", "no help"],
)
def test_whom_an_act_of_help_is_for_wages_the_war(table: str, expected: list[str]) -> None:
    assert read(table, WAR) == expected


def test_a_light_verb_lends_itself_to_an_oblique_noun_only_without_an_object() -> None:
    """ "mène campagne pour des frappes" is no strike; "mène à des frappes" is."""
    leads = """
    Moscou  Moscou PROPN nsubj 2
    mène    mener  VERB root 0 VerbForm=Fin
    à       à      ADP  case 4
    frappes frappe NOUN obl 2
    contre  contre ADP  case 6
    Kiev    Kiev   PROPN nmod 4
    """
    assert read(leads) == ["RUS > UKR ASSAULT"]
    assert read(f"{leads.rstrip()}\n    réforme réforme NOUN obj 2") == []


@pytest.mark.parametrize(
    ("between", "expected"),
    [("", ["RUS > UKR ASSAULT"]), ("encore encore ADV advmod 2", [])],
    ids=["right after the noun", "a word between"],
)
def test_a_place_right_after_a_noun_is_its_own_though_hung_on_the_verb(
    between: str, expected: list[str]
) -> None:
    """ "soutenir l'effort de Moscou en Ukraine": the verb has got the place."""
    at = 7 if between else 6
    table = f"""
    Paris   Paris   PROPN nsubj 2
    voit    voir    VERB root 0 VerbForm=Fin
    la      le      DET det 5
    russe   russe   ADJ amod 5
    frappe  frappe  NOUN obj 2
    {between}
    en      en      ADP case {at + 1}
    Ukraine Ukraine PROPN obl 2
    """
    table = "\n".join(line for line in table.splitlines() if line.strip())
    strike = trigger("noun frappe", "ASSAULT", "gen > loc")
    assert read(table, make_pack(strike)) == expected


@pytest.mark.parametrize(("case", "modality"), [("à", " negated"), ("pour", "")])
def test_negation_of_a_light_verb_reaches_the_noun_it_governs(case: str, modality: str) -> None:
    """ "has not signed up to the mission" """
    table = f"""
    Moscou  Moscou PROPN nsubj 2
    mène    mener  VERB root 0 VerbForm=Fin
    pas     pas    ADV  advmod 2
    {case}  {case} ADP  case 5
    frappes frappe NOUN obl 2
    contre  contre ADP  case 7
    Kiev    Kiev   PROPN nmod 5
    """
    assert read(table) == [f"RUS > UKR ASSAULT{modality}"]


@pytest.mark.parametrize(
    ("participle", "expected"),
    [("menées mener", ["RUS > UKR ASSAULT"]), ("soutenues soutenir", [])],
)
def test_troops_act_for_who_leads_them_not_for_who_backs_them(
    participle: str, expected: list[str]
) -> None:
    table = f"""
    des     un     DET  det 2
    troupes troupe NOUN nsubj 6
    {participle} VERB acl 2 VerbForm=Part|Tense=Past
    par     par    ADP  case 5
    Moscou  Moscou PROPN obl:agent 3
    attaquent attaquer VERB root 0 VerbForm=Fin
    Kiev    Kiev   PROPN obj 6
    """
    assert read(table, make_pack(trigger("verb attaquer", "ASSAULT", "subj > obj"))) == expected


@pytest.mark.parametrize(
    ("mark", "modality"), [("de de SCONJ mark 4", " reported"), ("hier hier ADV advmod 4", "")]
)
def test_a_gerund_hung_on_the_accused_is_what_he_is_accused_of(mark: str, modality: str) -> None:
    """ "accuse Moscow of attacking Kyiv": the attack is the accuser's word."""
    table = f"""
    Paris   Paris    PROPN nsubj 2
    accuse  accuser  VERB root 0 VerbForm=Fin
    Moscou  Moscou   PROPN obj 2
    attaquant attaquer VERB acl 3 VerbForm=Ger
    Kiev    Kiev     PROPN obj 4
    {mark}
    """
    assert f"RUS > UKR ASSAULT{modality}" in read(table)
