"""Lines in capitals, in the case of prose for the parser alone."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.gazetteer import load_gazetteer
from kg.nlp.casing import true_case

LINES = st.lists(st.text(st.characters(categories=["Lu", "Lt", "Lm", "Po", "Zs"])), max_size=4)


@settings(deadline=None)
@given(LINES.map("\n".join))
def test_length_is_kept_whatever_the_capitals(text: str) -> None:
    assert len(true_case(text, "fr")) == len(text)


@given(st.text())
def test_prose_is_left_alone(text: str) -> None:
    line = text.replace("\n", " ") + " a dit"
    assert true_case(line, "fr") == line


@pytest.mark.parametrize(
    ("capitals", "prose"),
    [
        ("WASHINGTON SANCTIONNE TÉHÉRAN", "Washington sanctionne Téhéran"),
        ("LES ETATS-UNIS AIDENT LA COREE DU SUD", "Les États-Unis aident la Corée du Sud"),
        ("L'ONU ET L'UE CONDAMNENT", "L'ONU et l'UE condamnent"),
        ("VLADIMIR POUTINE REÇOIT XI JINPING", "Vladimir Poutine reçoit Xi Jinping"),
        ("BENOÎT XVI ET LE G20 À ROME", "Benoît XVI et le G20 à Rome"),
        ("LES IRANIENS CÈDENT. LE KREMLIN RIT", "Les iraniens cèdent. Le Kremlin rit"),
        ("LE PREMIER MINISTRE DU ROYAUME\nUNI", "Le premier ministre du Royaume\nUni"),
        ("LA CGT ET LE PKK MENACENT", "La CGT et le PKK menacent"),
    ],
)
def test_french(capitals: str, prose: str) -> None:
    assert true_case(capitals, "fr") == prose


@pytest.mark.parametrize(
    ("capitals", "prose"),
    [
        ("US SANCTIONS TEHRAN OVER DRONES", "US sanctions Tehran over drones"),
        ("WHO WILL STOP NORTH KOREA?", "Who will stop North Korea?"),
        ("J. BIDEN SAYS I WARNED RUSSIA", "J. Biden says I warned Russia"),
        ("CHINESE ENVOY MEETS PUTIN", "Chinese envoy meets Putin"),
    ],
)
def test_english(capitals: str, prose: str) -> None:
    assert true_case(capitals, "en") == prose


@pytest.mark.parametrize("text", ["PARIS (AFP)", "ONU, OTAN, UE. Paris a dit non.", "G7", "", "\n"])
def test_signs_and_datelines_are_left_alone(text: str) -> None:
    assert true_case(text, "fr") == text


def test_names_of_ones_own_actors_are_names(tmp_path: Path) -> None:
    mine = tmp_path / "mine.csv"
    mine.write_text("id,type,names_fr\ngrp:K,group,Front du Kazamar;FKAZ\n", encoding="utf-8")
    text = "LE FRONT DU KAZAMAR (FKAZ) ATTAQUE"
    assert true_case(text, "fr") == "Le front du kazamar (fkaz) attaque"
    own = load_gazetteer([mine])
    assert true_case(text, "fr", own) == "Le Front du Kazamar (FKAZ) attaque"


def test_only_the_lines_in_capitals_change() -> None:
    text = "LA CHINE MENACE TAÏWAN\nL’ONU et l’OTAN ont réagi."
    assert true_case(text, "fr") == "La Chine menace Taïwan\nL’ONU et l’OTAN ont réagi."
