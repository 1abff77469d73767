"""How the packs' tokens.toml cut text."""

from __future__ import annotations

from pathlib import Path

import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st
from spacy.tokenizer import Tokenizer

from kg.errors import PackError
from kg.nlp import normalize
from kg.nlp.tokens import make_tokenizer, read_token_settings

LANG = Path(__file__).parents[2] / "kg" / "lang"


def tokenizer(lang: str) -> Tokenizer:
    nlp = spacy.blank(lang)
    return make_tokenizer(nlp, read_token_settings(LANG / lang / "tokens.toml"))


@pytest.fixture(scope="module")
def french() -> Tokenizer:
    return tokenizer("fr")


@pytest.fixture(scope="module")
def english() -> Tokenizer:
    return tokenizer("en")


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("Oui, dit-il.", "Oui , dit -il ."),
        ("A-t-elle cédé ?", "A -t-elle cédé ?"),
        ("Dites-le-lui !", "Dites -le-lui !"),
        ("l’hégémonisme", "l' hégémonisme"),
        ("l’ »hégémonisme »", 'l\' " hégémonisme "'),
        ('d’«amis» et d\'"alliés"', 'd\' " amis " et d\' " alliés "'),
        ("Qu’il s'agisse d'eux, jusqu’à Kiev", "Qu' il s' agisse d' eux , jusqu' à Kiev"),
        ("Kim Jong-un et Kim Jong-il", "Kim Jong-un et Kim Jong-il"),
        ("Choe Son-hui, vice-ministre", "Choe Son-hui , vice-ministre"),
        ("les États-Unis et l’ex-URSS", "les États-Unis et l' ex-URSS"),
        ("les liens sino-russes", "les liens sino-russes"),
        ("M. Macron, Mme Merkel", "M. Macron , Mme Merkel"),
        ("un essai (AFP).", "un essai ( AFP ) ."),
        ("(Reuters)- Pékin", "( Reuters ) - Pékin"),
        ("l’O.N.U. et J.-C.", "l' O.N.U. et J.-C."),
        ("N'Djamena, aujourd’hui", "N'Djamena , aujourd'hui"),
        ("l’accord Pékin/Moscou", "l' accord Pékin / Moscou"),
        ("l’axe Pékin–Moscou", "l' axe Pékin – Moscou"),
        ("12,5% et 50 €", "12,5 % et 50 €"),
        ("Il est parti.Elle reste…", "Il est parti . Elle reste …"),
        ("Victoire 🎉🎉!", "Victoire 🎉🎉 !"),
        ("du ministère des Affaires", "du ministère des Affaires"),
        ("« Jamais, dit Xi", '" Jamais , dit Xi'),
    ],
)
def test_french(french: Tokenizer, text: str, tokens: str) -> None:
    assert [token.text for token in french(normalize(text)) if not token.is_space] == tokens.split(
        " "
    )


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("U.S.-led talks", "U.S. - led talks"),
        ("a Chinese-brokered deal", "a Chinese - brokered deal"),
        ("Kim Jong-un’s aides", "Kim Jong-un 's aides"),
        ("Choe Son-hui, Moon Jae-in", "Choe Son-hui , Moon Jae-in"),
        ("Sino-Russian ties", "Sino-Russian ties"),
        ("al-Assad's pro-Moscow camp", "al-Assad 's pro-Moscow camp"),
        ("US-China talks", "US - China talks"),
        ("They don’t agree—yet.", "They do n't agree — yet ."),
        ("a 5-year plan (AP)", "a 5 - year plan ( AP )"),
        ("on 01-Feb-02, in 1990-1995", "on 01-Feb-02 , in 1990 - 1995"),
        ("call 212-902-3724!!!", "call 212-902-3724 !!!"),
        ("**** Why?! ____", "**** Why ?! ____"),
    ],
)
def test_english(english: Tokenizer, text: str, tokens: str) -> None:
    assert [token.text for token in english(normalize(text)) if not token.is_space] == tokens.split(
        " "
    )


@given(st.text())
def test_tokens_and_spaces_make_up_the_text(text: str) -> None:
    plain = normalize(text)
    assert _FRENCH(plain).text == plain


_FRENCH = tokenizer("fr")


@pytest.mark.parametrize(
    ("content", "complaint"),
    [
        ("prefixs = []", "prefixs"),
        ("keep = 3", "keep"),
        ("infixes = ['(']", "infixes"),
        ("whole = [", "tokens.toml"),
    ],
)
def test_faulty_settings_are_named(tmp_path: Path, content: str, complaint: str) -> None:
    path = tmp_path / "tokens.toml"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(PackError, match=complaint):
        read_token_settings(path)
