"""What of sentences can be compared, across spellings and languages."""

from __future__ import annotations

import pytest

from kg.events.names import NameTable
from kg.events.words import read_words
from kg.gazetteer import load_gazetteer
from kg.lang import available_languages, load_pack

NAMES = NameTable(load_gazetteer())


@pytest.mark.parametrize(
    ("french", "english"),
    [
        ("Les deux hommes se sont vus à Pékin.", "The two men met in Beijing."),
        ("Un accord soutenu par l'Arabie saoudite.", "A deal backed by Saudi Arabia."),
        ("Il livre des drones aux Russes.", "He ships drones to Russia."),
        ("La frappe sur Odessa.", "The strike on Odesa."),
        ("Un prêt de 1 500 dollars.", "A loan of 1,500 dollars."),
        ("Il aura cinq vedettes.", "Some 5 patrol boats."),
        ("Un quatorzième paquet.", "The 14th package."),
        ("Une base de l'Otan.", "A base of NATO."),
    ],
)
def test_names_and_numbers_survive_translation(french, english):
    one = read_words(french, names=NAMES, lang="fr")
    other = read_words(english, names=NAMES, lang="en")
    assert (one.names | one.numbers) & (other.names | other.numbers)


@pytest.mark.parametrize(
    ("one", "other"),
    [("à Pékin", "à Tokyo"), ("un prêt de 1 500 dollars", "un prêt de 1,5 million")],
)
def test_other_names_and_numbers_differ(one, other):
    first = read_words(f"Il est {one}.", names=NAMES, lang="fr")
    second = read_words(f"Il est {other}.", names=NAMES, lang="fr")
    assert not (first.names | first.numbers) & (second.names | second.numbers)


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("Les deux hommes se sont vus avant le sommet, selon leur entourage.", "fr"),
        ("The two men met before the summit, according to their staff.", "en"),
        ("Bamako, Niamey.", ""),
    ],
)
def test_the_language_of_a_sentence_is_told_by_its_common_words(text, lang):
    assert read_words(text).lang == lang


def test_a_number_word_of_one_language_is_none_in_another():
    assert read_words("Il a un plan.", lang="fr").numbers == frozenset()
    assert read_words("They have six ships.", lang="en").numbers == {"6"}


def test_small_words_are_no_acronyms():
    assert read_words("Ils ont un pacte.", names=NAMES).names == frozenset()
    assert read_words("Ils ont quitté l'ONU.", names=NAMES).names == {"org:UN"}


def test_a_headline_in_capitals_names_nobody_by_its_capitals():
    assert read_words("China Vows Strong Support Against Storms").names == frozenset()


def test_dates_and_actors_are_left_out():
    text = "Moscou a frappé Kharkiv le 4 mars."
    words = read_words(text, [(0, 6), (24, 33)])
    assert (words.names, words.stems, words.numbers) == ({"khar"}, {"frapp"}, frozenset())


def test_a_table_of_megabytes_is_cut():
    assert len(read_words("mot " * 1_000_000).same) < 1000


@pytest.mark.parametrize("lang", available_languages())
def test_each_pack_knows_its_common_words(lang):
    common = load_pack(lang).common
    assert len(common.words) >= 150
    assert len(common.numbers) >= 15
    assert all(word == word.casefold() and word.isascii() for word in common.words)
