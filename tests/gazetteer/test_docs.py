"""The examples of docs/actors.md are files that work, and its table names all there is."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import get_args

import pytest

from kg.gazetteer import load_gazetteer
from kg.records import Membership, NameKind, Office
from kg.records.actor import ActorType

DOCS = (Path(__file__).parents[2] / "docs" / "actors.md").read_text(encoding="utf-8")


@pytest.fixture
def example(tmp_path: Path, request: pytest.FixtureRequest) -> Path:
    (text,) = re.findall(rf"```{request.param}\n(.*?)```", DOCS, re.S)
    path = tmp_path / f"mine.{request.param}"
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize("example", ["csv"], indirect=True)
def test_the_csv_example(example: Path) -> None:
    gazetteer = load_gazetteer([example])
    assert gazetteer.resolve("FKZ").id == "grp:FRONT_KAZAMAR"
    assert gazetteer.roll_up("per:LI_WEIMING") == "CHN"
    assert gazetteer.resolve("l'atelier du monde").name_in("fr") == "Chine"


@pytest.mark.parametrize("example", ["toml"], indirect=True)
def test_the_toml_example(example: Path) -> None:
    gazetteer = load_gazetteer([example])
    assert gazetteer.roll_up("per:ADA_DIOP", date(2025, 1, 1)) == "grp:FRONT_KAZAMAR"
    assert gazetteer.roll_up("per:ADA_DIOP", date(2025, 8, 1)) == "MLI"
    assert "org:AES" in {m.org for m in gazetteer.get("MLI").memberships}


def test_every_word_a_file_may_use_is_named() -> None:
    offices = get_args(Office.model_fields["office"].annotation)
    statuses = get_args(Membership.model_fields["status"].annotation)
    shorthand = {"combining", "city"}  # kinds for the shipped tables
    words = {*get_args(ActorType), *get_args(NameKind), *offices, *statuses} - shorthand
    assert [word for word in sorted(words) if f"`{word}`" not in DOCS] == []
