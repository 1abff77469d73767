"""A user's own actors: additions, corrections, and what is said about rows that cannot be used."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from kg.errors import GazetteerError
from kg.gazetteer import load_gazetteer

FRONT = """
[[actor]]
id = "grp:NEW_FRONT"
type = "group"
affiliation = "MLI"
start = "2027-03"
names.fr = ["Front nouveau", { text = "FN", kind = "acronym", case_sensitive = true }]
names.en = ["New Front"]

[[actor]]
id = "per:ADA_DIOP"
type = "person"
names.any = ["Ada Diop"]
offices = [{ office = "leader", of = "grp:NEW_FRONT", start = "2027-03-01" }]

[[actor]]
id = "CHN"
names.fr = ["Atelier du monde"]
"""


def write(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def test_toml_adds_actors_and_names(tmp_path: Path) -> None:
    gazetteer = load_gazetteer([write(tmp_path, "mine.toml", FRONT)])
    assert gazetteer.resolve("New Front").label == {"fr": "Front nouveau", "en": "New Front"}
    assert [found.actor_id for found in gazetteer.lookup("FN", "fr")] == ["grp:NEW_FRONT"]
    assert gazetteer.roll_up("per:ADA_DIOP") == "grp:NEW_FRONT"
    assert gazetteer.holders("leader", "grp:NEW_FRONT", date(2027, 4, 1))[0].id == "per:ADA_DIOP"


def test_names_are_added_and_the_label_stays(tmp_path: Path) -> None:
    china = load_gazetteer([write(tmp_path, "mine.toml", FRONT)]).resolve("Atelier du monde")
    assert (china.id, china.name_in("fr")) == ("CHN", "Chine")
    assert china.memberships == load_gazetteer().get("CHN").memberships


def test_csv_says_the_same(tmp_path: Path) -> None:
    text = "id,type,affiliation,names_fr,names_en\ngrp:X,group,MLI,Front X; FX,X Front\n"
    actor = load_gazetteer([write(tmp_path, "mine.csv", text)]).get("grp:X")
    assert [(name.text, name.lang, name.kind) for name in actor.names] == [
        ("Front X", "fr", "short"),
        ("FX", "fr", "alias"),
        ("X Front", "en", "short"),
    ]


def test_a_row_corrects_what_is_there(tmp_path: Path) -> None:
    text = "id,affiliation\nxdf:SCOTLAND,GBR\n"
    gazetteer = load_gazetteer([write(tmp_path, "mine.csv", text)])
    assert gazetteer.roll_up("xdf:SCOTLAND") == "GBR"
    assert load_gazetteer().roll_up("xdf:SCOTLAND") == "xdf:SCOTLAND"


def test_later_files_see_earlier_ones(tmp_path: Path) -> None:
    first = write(tmp_path, "1.csv", "id,type,names_fr\ngrp:X,group,Front X\n")
    second = write(tmp_path, "2.csv", "id,type,affiliation,names_fr\nper:Y,person,grp:X,Y Z\n")
    assert load_gazetteer([first, second]).roll_up("per:Y") == "grp:X"


def test_the_same_files_are_read_once(tmp_path: Path) -> None:
    path = write(tmp_path, "mine.toml", FRONT)
    assert load_gazetteer([path]) is load_gazetteer([str(path)])


def test_a_file_that_was_written_to_is_read_again(tmp_path: Path) -> None:
    path = write(tmp_path, "mine.csv", "id,type,names_fr\ngrp:X,group,Front X\n")
    assert load_gazetteer([path]).get("grp:X").name_in("fr") == "Front X"
    write(tmp_path, "mine.csv", "id,type,names_fr\ngrp:X,group,Front unique X\n")
    assert load_gazetteer([path]).get("grp:X").name_in("fr") == "Front unique X"


def test_where_an_actor_was_told_of_is_kept(tmp_path: Path) -> None:
    path = write(tmp_path, "mine.toml", FRONT)
    assert load_gazetteer([path]).origins["grp:NEW_FRONT"] == f"{path}:2"
    assert load_gazetteer().origins == {}


@pytest.mark.parametrize("empty", ["id", "type", "affiliation"])
def test_a_table_that_is_not_filled_in_is_passed_over(tmp_path: Path, empty: str) -> None:
    table = {"id": "per:A", "type": "person", "affiliation": "CHN"}
    rows = "\n".join(f'{key} = "{value}"' for key, value in table.items())
    text = f'[[actor]]\n{rows}\nnames.any = ["Ada Ibi"]\n'
    assert "per:A" in load_gazetteer([write(tmp_path, "1.toml", text)]).actors
    unfilled = text.replace(f'{empty} = "{table[empty]}"', f'{empty} = ""')
    gazetteer = load_gazetteer([write(tmp_path, "2.toml", unfilled)])
    assert gazetteer.lookup("Ada Ibi") == []


@pytest.mark.parametrize(
    ("name", "text", "place", "reason"),
    [
        ("a.csv", "id,typ\nFRA,state\n", "a.csv:1", "unknown column 'typ' (did you mean type?)"),
        ("a.csv", "id,type,names_fr\ngrp:X,grup,X\n", "a.csv:2", "did you mean group?"),
        ("a.csv", "id,type,names_fr\nNew Front,group,X\n", "a.csv:2", "is no id"),
        ("a.csv", "id,affiliation\ngrp:HAMMAS,PSE\n", "a.csv:2", "did you mean grp:HAMAS?"),
        ("a.csv", "id,affiliation\nHKG,CHNN\n", "a.csv:2", "there is no actor CHNN"),
        ("a.csv", "id,type,names_fr\ngrp:X,group\n", "a.csv:2", "longer or shorter"),
        ("a.csv", "id,type,names_fr\ngrp:X,group,\n", "a.csv:2", "has no name"),
        ("a.toml", "[[actr]]\n", "a.toml", "did you mean actor?"),
        ("a.toml", "actor = 1\n", "a.toml", "not a list of tables"),
        ("a.toml", "[[actor]]\nid='FRA'\nnames.fr=['']\n", "a.toml:1", "a name is empty"),
        ("a.toml", "[[actor]\n", "a.toml", "is not valid TOML"),
        ("a.toml", "[[actor]]\nid='FRA'\nname='x'\n", "a.toml:1", "did you mean names?"),
        ("a.toml", "[[actor]]\nid='FRA'\nnames='x'\n", "a.toml:1", "not lists by language"),
        (
            "a.toml",
            "\n[[actor]]\nid='FRA'\nnames.fr=[{text='x', kind='nickname'}]\n",
            "a.toml:2",
            "kind 'nickname'",
        ),
        (
            "a.toml",
            "[[actor]]\nid='FRA'\noffices=[{office='head_of_state', of='FR'}]\n",
            "a.toml:1",
            "there is no actor FR",
        ),
        ("a.yaml", "x", "a.yaml", "neither .toml nor .csv"),
    ],
)
def test_rows_that_cannot_be_used(
    tmp_path: Path, name: str, text: str, place: str, reason: str
) -> None:
    with pytest.raises(GazetteerError) as error:
        load_gazetteer([write(tmp_path, name, text)])
    assert error.value.where.endswith(place)
    assert reason in str(error.value)


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(GazetteerError, match=r"gone\.toml: cannot be read: No such file") as error:
        load_gazetteer([tmp_path / "gone.toml"])
    assert "Errno" not in str(error.value)


def test_a_file_that_is_no_text(tmp_path: Path) -> None:
    (tmp_path / "mine.csv").write_bytes(b"id,names_fr\nFRA,Fran\xe7ois\n")
    with pytest.raises(GazetteerError, match=r"mine\.csv: is no UTF-8 text \(save it as UTF-8\)"):
        load_gazetteer([tmp_path / "mine.csv"])
