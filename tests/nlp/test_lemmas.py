"""Infinitives of verb forms, from the packs' tables."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.errors import PackError
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
