"""Plain typography, with offsets that hold."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.nlp import normalize

ANY_TEXT = st.text(st.characters(exclude_categories=()))


@given(ANY_TEXT)
def test_length_is_kept_whatever_the_text(text: str) -> None:
    assert len(normalize(text)) == len(text)


@given(ANY_TEXT)
def test_result_can_be_encoded_and_is_stable(text: str) -> None:
    plain = normalize(text)
    plain.encode("utf-8")
    assert normalize(plain) == plain


@given(st.text(st.characters(categories=["Lu", "Ll", "Lt", "Lo", "Mn", "Nd"])))
def test_letters_and_digits_are_left_alone(text: str) -> None:
    assert normalize(text) == text


@pytest.mark.parametrize(
    ("given_text", "plain"),
    [
        ("l’« hégémonisme »", 'l\'" hégémonisme "'),
        ("“Non”, dit‑il", '"Non", dit-il'),
        ("3\u202f000 hommes\u00a0!", "3 000 hommes !"),
        ("Moscou – selon Kiev — nie", "Moscou - selon Kiev - nie"),
        ("l’axe Moscou–Téhéran", "l'axe Moscou–Téhéran"),
        ("2014–2015", "2014-2015"),
        ("un\r\ndeux\u2028trois", "un\n\ndeux\ntrois"),
        ("tab\tNUL\x00fin", "tab NUL fin"),
        ("\ufeffDébut \u200bfin\ud800", " Début  fin\ufffd"),
        ("gouver\u00adnement", "gouver\u00adnement"),
        ("• La Chine\n- la Russie\n  — Kiev", "\n La Chine\n\n la Russie\n  \n Kiev"),
        ("AFP • Pékin • -5 °C", "AFP \n Pékin \n -5 °C"),
    ],
)
def test_table(given_text: str, plain: str) -> None:
    assert normalize(given_text) == plain
