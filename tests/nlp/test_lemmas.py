"""Infinitives of verb forms, from the packs' tables."""

from __future__ import annotations

from pathlib import Path

import pytest
import spacy
from spacy.tokens import Doc

from kg.errors import PackError
from kg.nlp.components import Lemmas
from kg.nlp.lemmas import read_forms

LANG = Path(__file__).parents[2] / "kg" / "lang"


@pytest.mark.parametrize(
    ("lang", "form", "guess", "lemma"),
    [
        ("fr", "perçoit", "perçoiver", "percevoir"),
        ("fr", "suggère", "suggèrer", "suggérer"),
        ("fr", "convenus", "convenir", "convenir"),
        ("fr", "Soutiennent", "Soutienner", "soutenir"),
        ("fr", "menaça", "menacer", "menacer"),
        ("fr", "suis", "suivre", "suivre"),
        ("fr", "élisent", "éliser", "élire"),
        ("fr", "rompt", "rompt", "rompre"),
        ("fr", "normalisèrent", "normalisèrer", "normaliser"),
        ("fr", "cyberattaque", "cyberattaquer", "cyberattaquer"),
        ("en", "met", "met", "meet"),
        ("en", "struck", "struck", "strike"),
        ("en", "accuses", "accus", "accuse"),
        ("en", "found", "found", "found"),
    ],
)
def test_table(lang: str, form: str, guess: str, lemma: str) -> None:
    assert read_forms(LANG / lang / "verbs.tsv").lemma(form, guess) == lemma


@pytest.mark.parametrize(
    ("lang", "form", "guess", "lemma"),
    [
        ("fr", "TENSIONS", "TENSIONS", "tension"),
        ("fr", "rivaux", "rivau", "rival"),
        ("fr", "Exercices", "éxercice", "exercice"),
        ("fr", "pays", "pay", "pays"),
        ("fr", "Alliés", "Alliés", "allié"),
        ("en", "Allies", "Ally", "ally"),
        ("en", "clashes", "clashe", "clash"),
        ("en", "countries", "Country", "country"),
    ],
)
def test_nouns(lang: str, form: str, guess: str, lemma: str) -> None:
    assert read_forms(LANG / lang / "nouns.tsv").lemma(form, guess) == lemma


@pytest.mark.parametrize(
    ("form", "finite"),
    [
        ("cautionnent", True),
        ("pouvait", True),
        ("rompront", True),
        ("limogea", True),
        ("opéra", False),
        ("cela", False),
        ("président", False),
        ("relations", False),
        ("content", False),
        ("rompre", False),
        ("blablabla", False),
    ],
)
def test_what_only_a_finite_verb_can_be(form: str, finite: bool) -> None:
    assert read_forms(LANG / "fr" / "verbs.tsv").is_finite(form) is finite


def test_line_of_another_shape_is_named(tmp_path: Path) -> None:
    path = tmp_path / "verbs.tsv"
    path.write_text("# comment\nchanter\n", encoding="utf-8")
    with pytest.raises(PackError, match="line 2"):
        read_forms(path)


@pytest.mark.parametrize(
    ("text", "verb"),
    [
        ("limogea son ministre", True),
        ("Limogea son ministre", True),
        ("le ministre Limogea", False),
        ("opéra son ministre", False),
    ],
)
def test_a_word_that_only_a_verb_can_be_is_one_and_a_capital_inside_is_a_name(
    text: str, verb: bool
) -> None:
    words = text.split()
    doc = Doc(spacy.blank("fr").vocab, words, pos=["NOUN"] * 3, sent_starts=[True, False, False])
    done = Lemmas(str(LANG / "fr"))(doc)
    assert ["limoger"] * verb == [token.lemma_ for token in done if token.pos_ == "VERB"]


def test_what_has_an_auxiliary_is_a_verb_even_for_a_tagger_that_sees_an_adverb() -> None:
    doc = Doc(
        spacy.blank("fr").vocab, ["Delhi", "a", "tapé"], pos=["PROPN", "AUX", "ADV"],
        heads=[2, 2, 2], deps=["nsubj", "aux", "ROOT"],
    )  # fmt: skip
    done = Lemmas(str(LANG / "fr"))(doc)
    assert (done[2].pos_, done[2].lemma_) == ("VERB", "taper")
