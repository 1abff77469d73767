"""How an act is read: asserted, planned, doubted, denied, turned into another; and who says so."""

from __future__ import annotations

import pytest

from tests.relations.world import extract, make_pack, read, trigger

PLAIN = """
Moscou  Moscou   PROPN nsubj 2
attaque attaquer VERB root 0 VerbForm=Fin
Kiev    Kiev     PROPN obj 2
"""


def under(verb: str, act: str = "soutenir") -> str:
    """ "Moscou {verb} (de) {act} Kiev" """
    return f"""
    Moscou Moscou PROPN nsubj 2
    {verb} {verb} VERB root 0 VerbForm=Fin
    de     de     ADP mark 4
    {act}  {act}  VERB xcomp 2 VerbForm=Inf
    Kiev   Kiev   PROPN obj 4
    """


def says_that(verb: str, *, negated: bool = False) -> str:
    """ "Rome {verb} (pas) que Moscou attaque Kiev" """
    table = f"""
    Rome    Rome     PROPN nsubj 2
    {verb}  {verb}   VERB root 0 VerbForm=Fin
    que     que      SCONJ mark 5
    Moscou  Moscou   PROPN nsubj 5
    attaque attaquer VERB ccomp 2 VerbForm=Fin
    Kiev    Kiev     PROPN obj 5
    """
    return f"{table}\n    pas pas ADV advmod 2" if negated else table


def with_word(line: str, table: str = PLAIN) -> str:
    """`table` with one word more at its end."""
    return f"{table}{line}\n"


OPERATORS = [
    pytest.param(under("vouloir", "attaquer"), ["RUS > UKR ASSAULT planned"], id="planned"),
    pytest.param(under("vouloir"), ["RUS > UKR AGREE planned"], id="planned, becomes another"),
    pytest.param(under("refuser"), ["RUS > UKR REJECT"], id="refused"),
    pytest.param(under("refuser", "attaquer"), ["RUS > UKR ASSAULT negated"], id="refused attack"),
    pytest.param(under("cesser", "attaquer"), ["RUS > UKR RETREAT"], id="ended attack"),
    pytest.param(under("cesser"), ["RUS > UKR SANCTION"], id="ended support"),
    pytest.param(under("envisager"), ["RUS > UKR SUPPORT conditional"], id="conditional"),
    pytest.param(under("réclamer"), [], id="requested"),
    pytest.param(under("nier"), ["RUS > UKR SUPPORT negated"], id="denied"),
    pytest.param(under("affirmer"), ["RUS > UKR SUPPORT"], id="said"),
    pytest.param(under("soupçonner"), ["RUS > UKR SUPPORT reported"], id="reported"),
    pytest.param(under("empêcher"), ["RUS > UKR SUPPORT negated"], id="prevented"),
    pytest.param(under("commencer"), ["RUS > UKR SUPPORT"], id="transparent"),
    pytest.param(under("nager"), ["RUS > UKR SUPPORT"], id="no operator"),
]


@pytest.mark.parametrize(("table", "expected"), OPERATORS)
def test_what_an_operator_makes_of_the_act_under_it(table: str, expected: list[str]) -> None:
    assert read(table) == expected


@pytest.mark.parametrize("verb", ["refuser", "cesser", "nier", "empêcher"])
def test_a_denial_that_is_denied_leaves_the_act(verb: str) -> None:
    assert read(with_word("pas pas ADV advmod 2", under(verb))) == ["RUS > UKR SUPPORT"]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("pas pas ADV advmod 2", ["RUS > UKR ASSAULT negated"]),
        ("pas pas ADV conj 2", ["RUS > UKR ASSAULT"]),
        ("aucune aucun DET det 3", ["RUS > UKR ASSAULT negated"]),
        ("plus plus ADV advmod 2", ["RUS > UKR ASSAULT"]),
        ("peut-être peut-être ADV advmod 2", ["RUS > UKR ASSAULT conditional"]),
        ("prétendument prétendument ADV advmod 2", ["RUS > UKR ASSAULT reported"]),
        ("si si SCONJ mark 2", ["RUS > UKR ASSAULT conditional"]),
        ("comme comme SCONJ mark 2", ["RUS > UKR ASSAULT"]),
        ("? ? PUNCT punct 2", ["RUS > UKR ASSAULT conditional"]),
        ("! ! PUNCT punct 2", ["RUS > UKR ASSAULT"]),
    ],
)
def test_words_beside_the_verb(line: str, expected: list[str]) -> None:
    assert read(with_word(line)) == expected


def test_not_only_denies_nothing() -> None:
    table = with_word("pas pas ADV advmod 2\nseulement seulement ADV advmod 2")
    assert read(table) == ["RUS > UKR ASSAULT"]


def test_a_conjunction_of_several_words_opens_a_condition() -> None:
    condition = "à à ADP mark 2\ncondition condition NOUN fixed 4\nque que SCONJ fixed 4"
    other = condition.replace("condition", "mesure")
    assert read(with_word(condition)) == ["RUS > UKR ASSAULT conditional"]
    assert read(with_word(other)) == ["RUS > UKR ASSAULT"]


@pytest.mark.parametrize(
    ("features", "expected"),
    [
        ("VerbForm=Fin|Tense=Fut", "planned"),
        ("VerbForm=Fin|Mood=Cnd", "reported"),
        ("VerbForm=Fin|Tense=Pres", "asserted"),
        ("VerbForm=Fin|Tense=Past", "asserted"),
    ],
)
def test_tense_and_mood(features: str, expected: str) -> None:
    (relation,) = extract(PLAIN.replace("VerbForm=Fin", features))
    assert relation.modality == expected


@pytest.mark.parametrize(
    ("modal", "features", "expected"),
    [
        ("pouvoir", "VerbForm=Fin", "conditional"),
        ("pouvoir", "VerbForm=Fin|Mood=Cnd", "conditional"),
        ("devoir", "VerbForm=Fin", "planned"),
        ("devoir", "VerbForm=Fin|Mood=Cnd", "planned"),
        ("savoir", "VerbForm=Fin", "asserted"),
    ],
)
def test_modal_verbs(modal: str, features: str, expected: str) -> None:
    table = under(modal, "attaquer").replace("VerbForm=Fin", features)
    (relation,) = extract(table)
    assert relation.modality == expected


def test_modal_auxiliaries_read_like_modal_verbs() -> None:
    table = """
    Moscou   Moscou   PROPN nsubj 3
    va       aller    AUX aux 3 VerbForm=Fin
    attaquer attaquer VERB root 0 VerbForm=Inf
    Kiev     Kiev     PROPN obj 3
    """
    assert read(table) == ["RUS > UKR ASSAULT planned"]


def test_the_future_is_no_plan_where_a_language_says_so() -> None:
    pack = make_pack()
    scope = pack.scope.model_copy(update={"future_is_planned": False})
    future = PLAIN.replace("VerbForm=Fin", "VerbForm=Fin|Tense=Fut")
    assert read(future, pack.model_copy(update={"scope": scope})) == ["RUS > UKR ASSAULT"]


# speech, belief, accusation


@pytest.mark.parametrize(
    ("verb", "modality", "speaker"),
    [
        ("affirmer", "asserted", "ITA"),
        ("soupçonner", "reported", "ITA"),
        ("nier", "negated", "ITA"),
        ("songer", "asserted", None),
    ],
)
def test_who_says_a_clause_and_how_far_it_is_to_be_believed(
    verb: str, modality: str, speaker: str | None
) -> None:
    (relation,) = extract(says_that(verb))
    assert (relation.modality, relation.speaker) == (modality, speaker)


def test_what_is_not_denied_stands() -> None:
    (relation,) = extract(says_that("nier", negated=True))
    assert relation.modality == "asserted"


def test_a_speaker_that_is_no_actor_is_kept_in_its_own_words() -> None:
    table = says_that("affirmer").replace("Rome    Rome     PROPN", "experts expert NOUN")
    (relation,) = extract(table)
    assert relation.speaker == "experts"


ACCORDING_TO = """
selon   selon    ADP case 2
Rome    Rome     PROPN obl 5
,       ,        PUNCT punct 2
Moscou  Moscou   PROPN nsubj 5
attaque attaquer VERB root 0 VerbForm=Fin
Kiev    Kiev     PROPN obj 5
"""


def test_a_named_source_makes_a_report() -> None:
    (relation,) = extract(ACCORDING_TO)
    assert (relation.modality, relation.speaker) == ("reported", "ITA")


def test_a_source_that_is_no_actor_is_named_by_its_words() -> None:
    table = ACCORDING_TO.replace("Rome    Rome     PROPN", "experts expert NOUN")
    (relation,) = extract(table)
    assert (relation.modality, relation.speaker) == ("reported", "experts")


def test_another_preposition_names_no_source() -> None:
    (relation,) = extract(ACCORDING_TO.replace("selon   selon ", "sauf    sauf  "))
    assert (relation.modality, relation.speaker) == ("asserted", None)


SAID_BESIDE = """
Moscou  Moscou   PROPN nsubj 2
attaque attaquer VERB root 0 VerbForm=Fin
Kiev    Kiev     PROPN obj 2
,       ,        PUNCT punct 5
affirme affirmer VERB parataxis 2 VerbForm=Fin
Rome    Rome     PROPN nsubj 5
"""


def test_who_speaks_after_the_sentence() -> None:
    (relation,) = extract(SAID_BESIDE)
    assert relation.speaker == "ITA"


def test_a_verb_beside_the_sentence_that_is_not_speech_names_no_speaker() -> None:
    (relation,) = extract(SAID_BESIDE.replace("affirme affirmer", "tremble trembler"))
    assert relation.speaker is None


ACCUSED = """
Paris    Paris    PROPN nsubj 2
accuse   accuser  VERB root 0 VerbForm=Fin
Moscou   Moscou   PROPN obj 2
d'       de       ADP mark 5
attaquer attaquer VERB xcomp 2 VerbForm=Inf
Kiev     Kiev     PROPN obj 5
"""


def test_what_somebody_is_accused_of_is_a_report() -> None:
    assert read(ACCUSED) == ["FRA > RUS ACCUSE", "RUS > UKR ASSAULT reported"]


def test_an_accusation_hung_on_its_object_reads_the_same() -> None:
    table = ACCUSED.replace("xcomp 2", "acl 3")
    assert read(table) == ["FRA > RUS ACCUSE", "RUS > UKR ASSAULT reported"]


def test_what_is_asked_for_is_no_act() -> None:
    table = """
    Paris    Paris    PROPN nsubj 2
    demande  demander VERB root 0 VerbForm=Fin
    à        à        ADP case 4
    Moscou   Moscou   PROPN obl 2
    de       de       ADP mark 6
    soutenir soutenir VERB xcomp 2 VerbForm=Inf
    Kiev     Kiev     PROPN obj 6
    """
    assert read(table) == ["FRA > RUS REQUEST"]


def test_what_is_threatened_is_told_by_the_threat() -> None:
    assert read(under("menacer", "attaquer")) == ["RUS > UKR THREATEN"]


# nouns


def nominal(verb: str, noun: str = "sanction") -> str:
    """ "Paris {verb} les {noun} russes contre Kiev" """
    return f"""
    Paris  Paris  PROPN nsubj 2
    {verb} {verb} VERB root 0 VerbForm=Fin
    les    le     DET det 4
    {noun} {noun} NOUN obj 2
    russe  russe  ADJ amod 4
    contre contre ADP case 7
    Kiev   Kiev   PROPN nmod 4
    """


@pytest.mark.parametrize("verb", ["réclamer", "vouloir", "envisager"])
def test_a_conflict_that_names_both_sides_is_there_whatever_is_wished_about_it(verb: str) -> None:
    assert read(nominal(verb)) == ["RUS > UKR SANCTION"]


def test_it_is_over_when_it_is_ended() -> None:
    assert read(nominal("cesser")) == ["RUS > UKR CONCEDE"]


def test_an_act_whose_doer_is_who_wishes_it_is_only_wished() -> None:
    table = """
    Paris     Paris    PROPN nsubj 2
    envisage  envisager VERB root 0 VerbForm=Fin
    des       un       DET det 4
    sanctions sanction NOUN obj 2
    contre    contre   ADP case 6
    Kiev      Kiev     PROPN nmod 4
    """
    assert read(table) == ["FRA > UKR SANCTION conditional"]


def test_peaceful_acts_are_not_there_before_they_happen() -> None:
    table = """
    Paris   Paris   PROPN nsubj 2
    veut    vouloir VERB root 0 VerbForm=Fin
    un      un      DET det 4
    sommet  sommet  NOUN obj 2
    entre   entre   ADP case 6
    Moscou  Moscou  PROPN nmod 4
    et      et      CCONJ cc 8
    Kiev    Kiev    PROPN conj 6
    """
    assert read(table) == ["RUS = UKR AGREE planned"]


@pytest.mark.parametrize(
    ("adjective", "expected"),
    [
        ("futur", "RUS = UKR AGREE planned"),
        ("éventuel", "RUS = UKR CONSULT conditional"),
        ("présumé", "RUS = UKR CONSULT reported"),
        ("bref", "RUS = UKR CONSULT"),
    ],
)
def test_adjectives_of_the_noun(adjective: str, expected: str) -> None:
    table = f"""
    un      un      DET det 3
    {adjective} {adjective} ADJ amod 3
    sommet  sommet  NOUN root 0
    entre   entre   ADP case 5
    Moscou  Moscou  PROPN nmod 3
    et      et      CCONJ cc 7
    Kiev    Kiev    PROPN conj 5
    """
    assert read(table) == [expected]


def test_without_denies_its_noun() -> None:
    table = """
    sans   sans   ADP case 2
    sommet sommet NOUN root 0
    entre  entre  ADP case 4
    Moscou Moscou PROPN nmod 2
    et     et     CCONJ cc 6
    Kiev   Kiev   PROPN conj 4
    """
    assert read(table) == ["RUS = UKR CONSULT negated"]


def test_refusing_a_meeting_takes_one_side() -> None:
    table = """
    Moscou    Moscou   PROPN nsubj 2
    refuse    refuser  VERB root 0 VerbForm=Fin
    de        de       ADP mark 4
    discuter  discuter VERB xcomp 2 VerbForm=Inf
    avec      avec     ADP case 6
    Kiev      Kiev     PROPN obl 4
    """
    assert read(table) == ["RUS > UKR REJECT"]


# what the reading of one clause does not reach


def test_negation_of_a_main_clause_does_not_reach_an_adverbial_one() -> None:
    table = """
    Rome    Rome     PROPN nsubj 2
    tremble trembler VERB root 0 VerbForm=Fin
    pas     pas      ADV advmod 2
    quand   quand    SCONJ mark 6
    Moscou  Moscou   PROPN nsubj 6
    attaque attaquer VERB advcl 2 VerbForm=Fin
    Kiev    Kiev     PROPN obj 6
    """
    assert read(table) == ["RUS > UKR ASSAULT"]


def test_what_stands_beside_an_act_does_not_change_it() -> None:
    table = """
    Moscou  Moscou   PROPN nsubj 2
    attaque attaquer VERB root 0 VerbForm=Fin
    Kiev    Kiev     PROPN obj 2
    et      et       CCONJ cc 6
    Rome    Rome     PROPN nsubj 6
    soutient soutenir VERB conj 2 VerbForm=Fin
    pas     pas      ADV advmod 6
    Madrid  Madrid   PROPN obj 6
    """
    assert read(table) == ["ITA > ESP SUPPORT negated", "RUS > UKR ASSAULT"]


def test_a_plan_above_both_of_two_co_ordinated_verbs_is_a_plan_for_both() -> None:
    table = under("vouloir", "attaquer") + (
        "et et CCONJ cc 7\nsoutenir soutenir VERB conj 4 VerbForm=Inf\nMadrid Madrid PROPN obj 7\n"
    )
    assert read(table) == ["RUS > ESP AGREE planned", "RUS > UKR ASSAULT planned"]


def test_a_preset_modality_yields_to_what_the_sentence_says() -> None:
    pack = make_pack(trigger("verb attaquer", "ASSAULT", "subj > obj", modality="planned"))
    assert read(PLAIN, pack) == ["RUS > UKR ASSAULT planned"]
    assert read(with_word("pas pas ADV advmod 2"), pack) == ["RUS > UKR ASSAULT negated"]
