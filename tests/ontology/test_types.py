"""The sixteen relation types: PLOVER's, with its two slips mended and what each may turn into."""

from __future__ import annotations

import pytest

from kg.errors import PackError, UnknownTypeError
from kg.lang import available_languages, load_pack
from kg.ontology import RelationType, load_ontology
from kg.views.text import ui_languages

TYPES = load_ontology().types

QUADS = {
    "verbal_cooperation": ["AGREE", "CONSULT", "SUPPORT", "CONCEDE"],
    "material_cooperation": ["COOPERATE", "AID", "RETREAT"],
    "verbal_conflict": ["REQUEST", "ACCUSE", "REJECT", "THREATEN"],
    "material_conflict": ["PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT"],
}


def test_the_types_are_plovers_in_its_order() -> None:
    assert list(TYPES) == [
        *("AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "REQUEST"),
        *("ACCUSE", "REJECT", "THREATEN", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT"),
    ]


@pytest.mark.parametrize(("quad", "types"), QUADS.items())
def test_each_type_is_of_one_quad(quad: str, types: list[str]) -> None:
    assert [kind.id for kind in TYPES.values() if kind.quad == quad] == types


def test_the_slips_of_the_manual_are_mended() -> None:
    assert TYPES["ACCUSE"].score == -3
    assert TYPES["SANCTION"].quad == "material_conflict"


@pytest.mark.parametrize("kind", TYPES.values(), ids=TYPES)
def test_sign_score_and_quad_agree(kind: RelationType) -> None:

    sign = "positive" if kind.score > 0 else "negative" if kind.score < 0 else "neutral"
    assert kind.sign == sign
    assert -10 <= kind.score <= 10
    if sign != "neutral":
        assert ("cooperation" in kind.quad) == (sign == "positive")


def test_asking_is_neither_for_nor_against() -> None:
    assert [kind.id for kind in TYPES.values() if kind.sign == "neutral"] == ["REQUEST"]


def test_modes_have_names_of_their_own_and_scores_on_the_scale() -> None:
    for kind in TYPES.values():
        names = [mode.id for mode in kind.modes]
        assert len(set(names)) == len(names), kind.id
        assert all(-10 <= mode.score <= 10 for mode in kind.modes), kind.id


def test_every_type_is_named_and_described_in_the_languages_of_the_page() -> None:
    for kind in TYPES.values():
        for lang in ui_languages():
            assert kind.label[lang].strip(), (kind.id, lang)
            assert kind.description[lang].strip(), (kind.id, lang)
    for lang in ui_languages():
        labels = [kind.label[lang] for kind in TYPES.values()]
        assert len(set(labels)) == len(labels)


def test_what_an_act_turns_into_exists_and_is_another() -> None:
    for kind in TYPES.values():
        for turned in (kind.shift.planned, kind.shift.refused, kind.shift.ended):
            assert turned is None or (turned in TYPES and turned != kind.id), kind.id


@pytest.mark.parametrize(
    ("kind", "planned", "refused", "ended"),
    [
        ("SUPPORT", "AGREE", "REJECT", "SANCTION"),
        ("CONSULT", "AGREE", "REJECT", "SANCTION"),
        ("ASSAULT", None, None, "RETREAT"),
        ("SANCTION", None, None, "CONCEDE"),
        ("RETREAT", "CONCEDE", "REJECT", None),
    ],
)
def test_what_acts_turn_into(
    kind: str, planned: str | None, refused: str | None, ended: str | None
) -> None:
    shift = TYPES[kind].shift
    assert (shift.planned, shift.refused, shift.ended) == (planned, refused, ended)


def test_ending_an_act_turns_its_sign() -> None:
    for kind in TYPES.values():
        if kind.shift.ended is not None:
            assert TYPES[kind.shift.ended].sign != kind.sign, kind.id


def test_a_planned_conflict_stays_a_conflict() -> None:
    for kind in TYPES.values():
        if kind.sign == "negative":
            assert kind.shift.planned is None, kind.id


def test_types_are_found_in_any_case() -> None:
    assert load_ontology().get("accuse") is TYPES["ACCUSE"]


@pytest.mark.parametrize(
    ("typed", "meant"), [("SUPORT", "SUPPORT"), ("assalt", "ASSAULT"), ("SANCTIONS", "SANCTION")]
)
def test_a_mistyped_type_is_answered_with_the_nearest(typed: str, meant: str) -> None:
    with pytest.raises(UnknownTypeError) as caught:
        load_ontology().get(typed)
    assert typed in str(caught.value)
    assert meant in (caught.value.hint or "")


def test_an_unknown_type_is_answered_with_all_there_are() -> None:
    with pytest.raises(UnknownTypeError) as caught:
        load_ontology().get("xyz")
    assert all(kind in (caught.value.hint or "") for kind in TYPES)


@pytest.mark.parametrize("lang", available_languages())
def test_every_pack_has_words_for_every_type(lang: str) -> None:
    pack = load_pack(lang)
    assert pack.missing_types() == ()
    fewer = [trigger for trigger in pack.lexicon.triggers if trigger.type != "AID"]
    without = pack.lexicon.model_copy(update={"triggers": tuple(fewer)})
    assert pack.model_copy(update={"lexicon": without}).missing_types() == ("AID",)


def test_a_file_that_is_no_type_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kg.ontology.load.tomllib.loads", lambda text: {"id": "AGREE"})
    load_ontology.cache_clear()
    try:
        with pytest.raises(PackError) as caught:
            load_ontology()
    finally:
        load_ontology.cache_clear()
    assert "kg/ontology/types/" in str(caught.value)
