"""Language is settled among the installed packs, foreign text is refused, copies are recognised."""

from __future__ import annotations

import pytest

from kg.documents import copies, identify, prepare
from kg.errors import InputError, LanguageError
from kg.lang import available_languages
from kg.records import Article

PACKS = ("en", "fr")


def article(text: str, **fields: str) -> Article:
    return Article(**{"id": "1", "uri": "a.txt", "text": text, **fields})


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("Pékin soutient Pyongyang.", "fr"),
        ("Beijing supports Pyongyang.", "en"),
        ("Tokyo condemns Pyongyang.", "en"),
        ("L'OTAN a condamné l'attaque.", "fr"),
        ("Xi rencontre Poutine", "fr"),
    ],
)
def test_short_sentences_are_not_taken_for_some_third_language(text: str, lang: str) -> None:
    assert identify(text, PACKS) == (lang, True)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (
            "Die Bundesregierung hat am Dienstag neue Sanktionen gegen Russland beschlossen.",
            "German",
        ),
        ("Кремль обвинил Киев в нападении.", "Russian"),
        ("中国支持朝鲜,谴责美国的制裁。", "Chinese"),
    ],
)
def test_a_language_without_a_pack_is_named_and_so_are_the_installed_ones(
    text: str, name: str
) -> None:
    with pytest.raises(LanguageError) as caught:
        prepare(article(text), PACKS)
    assert name in caught.value.what
    assert caught.value.where == "a.txt"
    assert caught.value.hint == "installed: English (en), French (fr)"


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("Pekín apoya a Pyongyang.", "es"),
        ("El Gobierno español convocó al embajador ruso.", "es"),
        ("Le gouvernement espagnol a convoqué l'ambassadeur russe.", "fr"),
        ("The Spanish government summoned the Russian ambassador.", "en"),
    ],
)
def test_every_language_with_a_pack_is_told_from_its_neighbours(text: str, lang: str) -> None:
    assert prepare(article(text), available_languages()).lang == lang


@pytest.mark.parametrize(
    "text",
    [
        "O Governo português condenou o ataque da Rússia e pediu diálogo às duas partes.",
        "Il governo italiano ha condannato gli attacchi russi contro l'Ucraina.",
    ],
)
def test_a_neighbour_of_a_language_with_a_pack_is_still_foreign(text: str) -> None:
    with pytest.raises(LanguageError):
        prepare(article(text), available_languages())


def test_a_stated_language_is_believed() -> None:
    assert prepare(article("Xi Poutine Kim", lang="en"), PACKS).lang == "en"
    with pytest.raises(LanguageError, match="it says it is in German"):
        prepare(article("Pékin soutient Pyongyang.", lang="de"), PACKS)


@pytest.mark.parametrize("text", ["", "  \n", "12 345 – 6 %"])
def test_a_text_without_a_word_is_refused(text: str) -> None:
    with pytest.raises(InputError, match="no word"):
        prepare(article(text), PACKS)


def test_the_text_is_left_as_it_is() -> None:
    text = "  Pékin\u00a0soutient\r\nPyongyang. "
    assert prepare(article(text), PACKS).article.text == text


LONG = "Les deux ministres se sont rencontrés à Pékin mardi et ont promis de coopérer. " * 3
OTHER = "Le président a reçu hier à Paris son homologue, qui réclame davantage de munitions."


def test_copies_point_to_the_first_and_others_do_not() -> None:
    texts = {"1": LONG, "2": f"{LONG} (Avec agences)", "3": OTHER, "4": LONG.upper()}
    articles = [article(text, id=key, uri=key) for key, text in texts.items()]
    assert copies(articles) == {"2": "1", "4": "1"}


def test_texts_without_words_are_no_copies() -> None:
    assert copies([article("…", id="1"), article("!", id="2")]) == {}
