"""Teaching the program: from names nobody knows to a file, and from there to the graph."""

from __future__ import annotations

import contextlib
import json
import re
import shutil
import tomllib
from pathlib import Path

import pytest
import typer.main

import kg
from kg.cli import app, run
from kg.errors import ExportError, GazetteerError, InputError, StoreError, UnknownActorError
from kg.gazetteer import load_gazetteer
from kg.store import open_store

FIRST = """Le vice-ministre chinois des Affaires étrangères Li Weiming soutient Pyongyang.

Le Front du Kazamar a condamné la France. La Chine a condamné le Front du Kazamar."""
SECOND = "Le Front du Kazamar attaque le Mali. Emmanuel Macron a condamné Vladimir Poutine."
FRONT = "grp:KAZAMAR"

Capture = pytest.CaptureFixture[str]


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with two articles, and a store of what the real pipeline found in them."""
    folder = tmp_path_factory.mktemp("actors")
    rows = [
        {"id": "a", "published": "2025-09-28", "text": FIRST},
        {"id": "b", "published": "2025-09-29", "text": SECOND},
    ]
    lines = "\n".join(json.dumps(row, ensure_ascii=False) for row in rows)
    (folder / "in.jsonl").write_text(lines, encoding="utf-8")
    with contextlib.chdir(folder):
        report = kg.build("in.jsonl", "world.kg", lang="fr")
    assert report.unresolved == 4
    return folder


@pytest.fixture(autouse=True)
def world(built: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    shutil.copytree(built, tmp_path, dirs_exist_ok=True)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("KG_AUTHOR", "ana")
    monkeypatch.setenv("KG_LANG", "fr")
    return tmp_path


def ties(**filters: object) -> set[tuple[str, str, str]]:
    found = kg.query("world.kg", min_confidence=0, **filters)
    return {(r.source, r.type, r.target) for r in found.relations}


def test_what_is_not_known_is_listed_with_a_sentence(capsys: Capture) -> None:
    assert run(["actors", "unknown", "world.kg"]) == 0
    front, person = (line.split("\t") for line in capsys.readouterr().out.splitlines())
    assert front[:3] == ["3", "2", "Front du Kazamar"]
    assert "Front du Kazamar" in front[5]
    assert person[:5] == ["1", "1", "Li Weiming", "person", "CHN"]
    run(["actors", "unknown", "world.kg", "--json", "-n", "1"])
    (row,) = map(json.loads, capsys.readouterr().out.splitlines())
    assert (row["id"].partition(":")[2], row["articles"]) == ("FRONT_DU_KAZAMAR", 2)
    assert kg.unknown_actors("world.kg", min_count=4) == []


def test_a_file_filled_in_teaches_the_program(capsys: Capture) -> None:
    assert run(["actors", "unknown", "world.kg", "-o", "mine.toml"]) == 0
    written = Path("mine.toml").read_text(encoding="utf-8")
    head, table = written.split("[[actor]]", 1)
    filled = re.sub(r'^id = ".*"$', f'id = "{FRONT}"', table, count=1, flags=re.M)
    filled = re.sub(r'^type = ".*"$', 'type = "group"', filled, count=1, flags=re.M)
    Path("mine.toml").write_text(f"{head}[[actor]]{filled}", encoding="utf-8")
    assert (FRONT, "ASSAULT", "MLI") not in ties()

    assert run(["build", "in.jsonl", "--actors", "mine.toml"]) == 0
    out, err = capsys.readouterr()
    assert "2 known already" in out
    assert "2 articles were read before and not again; --again does that" in err
    assert run(["build", "in.jsonl", "--actors", "mine.toml", "--again"]) == 0
    assert "2 added" in capsys.readouterr().out
    assert {(FRONT, "ASSAULT", "MLI"), ("CHN", "ACCUSE", FRONT)} <= ties(actors="mine.toml")
    run(["query", "world.kg", "--actors", "mine.toml", "-s", "Front du Kazamar", "-t", "MLI"])
    assert "Front du Kazamar → Mali" in capsys.readouterr().out
    run(["actors", "unknown", "world.kg", "--actors", "mine.toml"])
    assert capsys.readouterr().out == ""


def test_the_file_written_holds_what_was_found() -> None:
    names = kg.unknown_actors("world.kg")
    kg.write_unknown(names, "a.toml")
    tables = tomllib.loads(Path("a.toml").read_text(encoding="utf-8"))["actor"]
    assert [table["names"]["any"] for table in tables] == [[name.name] for name in names]
    person = load_gazetteer(["a.toml"]).get("per:LI_WEIMING")
    assert (person.type, person.affiliation) == ("person", "CHN")
    with pytest.raises(ExportError, match="is there already"):
        kg.write_unknown(names, "a.toml")
    with pytest.raises(ExportError, match=r"no \.toml"):
        kg.write_unknown(names, "a.csv")


def test_names_that_would_break_the_file_do_not(world: Path) -> None:
    (name, _) = kg.unknown_actors("world.kg")
    evil = name.model_copy(
        update={
            "name": 'A "B" \\ ]\n\x1b\x7f',
            "sentence": 'x\n[[actor]]\nid="FRA"',
            "kind": "person",
        }
    )
    kg.write_unknown([evil], "b.toml")
    (table,) = tomllib.loads(Path("b.toml").read_text(encoding="utf-8"))["actor"]
    assert table["names"]["any"] == ['A "B" \\ ]   ']
    assert table["affiliation"] == ""


def test_same_moves_all_claims_and_is_signed(capsys: Capture) -> None:
    assert run(["actors", "same", "Macron", "Sahra Wagenknecht"]) == 1
    assert "no actor is called" in capsys.readouterr().err
    assert run(["actors", "same", "Emmanuel Macron", "Olaf Scholz"]) == 0
    assert "per:EMMANUEL_MACRON is read as per:OLAF_SCHOLZ (ana, " in capsys.readouterr().out
    assert ("DEU", "ACCUSE", "RUS") in ties()
    assert ("per:OLAF_SCHOLZ", "ACCUSE", "per:VLADIMIR_PUTIN") in ties(fine=True)
    assert ("FRA", "ACCUSE", "RUS") not in ties()
    assert not {"FRA"} & {edge[0] for edge in kg.to_networkx("world.kg").edges}
    kg.export("world.kg", "csv", "claims.csv")
    assert "per:OLAF_SCHOLZ" in Path("claims.csv").read_text(encoding="utf-8")
    assert "per:OLAF_SCHOLZ" in kg.view("world.kg", "page.html").read_text(encoding="utf-8")
    assert (
        run(["actors", "same", "Olaf Scholz", "Emmanuel Macron", "--undo", "--author", "bob"]) == 0
    )
    assert ("FRA", "ACCUSE", "RUS") in ties()
    capsys.readouterr()
    run(["actors", "judgements", "world.kg"])
    assert capsys.readouterr().out == ""
    run(["actors", "judgements", "world.kg", "--all"])
    cells = capsys.readouterr().out.rstrip("\n").split("\t")
    assert cells[1:5] == ["ana", "same", "per:EMMANUEL_MACRON", "per:OLAF_SCHOLZ"]
    assert cells[5].startswith("undone 2")
    assert cells[5].endswith(" bob")


def test_the_known_actor_is_kept_whichever_is_named_first() -> None:
    Path("mine.toml").write_text(
        f'[[actor]]\nid = "{FRONT}"\ntype = "group"\nnames.fr = ["Front du Kazamar"]\n',
        encoding="utf-8",
    )
    kg.build("in.jsonl", "world.kg", again=True, actors="mine.toml")
    judgement = kg.same_actors("world.kg", "MLI", FRONT)
    assert (judgement.about, judgement.other) == (FRONT, "MLI")
    assert ("CHN", "ACCUSE", "MLI") in ties()


def test_a_circle_and_a_contradiction_are_refused() -> None:
    kg.same_actors("world.kg", "CHN", "RUS")
    kg.same_actors("world.kg", "RUS", "USA")
    for pair in (("USA", "CHN"), ("CHN", "CHN"), ("RUS", "CHN")):
        with pytest.raises(InputError, match="one actor already"):
            kg.same_actors("world.kg", *pair)
    kg.different_actors("world.kg", "FRA", "USA")
    with pytest.raises(StoreError, match=r"ana said on .* that FRA and USA are different"):
        kg.same_actors("world.kg", "FRA", "CHN")
    kg.different_actors("world.kg", "FRA", "USA", undo=True)
    kg.same_actors("world.kg", "FRA", "CHN")
    with pytest.raises(StoreError, match="nobody said that FRA and USA are different"):
        kg.different_actors("world.kg", "FRA", "USA", undo=True)


def test_a_spelling_can_be_parted_from_its_actor_and_described(capsys: Capture) -> None:
    poutine = "per:VLADIMIR_PUTIN.VLADIMIR_POUTINE"
    assert run(["actors", "different", "Poutine", "Vladimir Poutine"]) == 0
    assert f"it is read as {poutine}" in capsys.readouterr().out
    assert ("FRA", "ACCUSE", poutine) in ties()
    Path("mine.toml").write_text(
        f'[[actor]]\nid = "{poutine}"\ntype = "person"\naffiliation = "UKR"\n'
        'names.fr = ["V. Poutine"]\n',
        encoding="utf-8",
    )
    assert ("FRA", "ACCUSE", "UKR") in ties(actors="mine.toml")
    with pytest.raises(InputError, match="written 'Vladimir Poutine'"):
        kg.different_actors("world.kg", "per:VLADIMIR_PUTIN", "Putin")
    with pytest.raises(UnknownActorError):
        kg.different_actors("world.kg", "USA", "Nobody Atall")
    run(["actors", "different", "Poutine", "Vladimir Poutine", "--undo"])
    assert ("FRA", "ACCUSE", "RUS") in ties()


def test_persons_are_rolled_up_to_whom_they_acted_for_that_day() -> None:
    """What a file says of an affiliation counts at once, without reading the articles again."""
    Path("mine.toml").write_text(
        '[[actor]]\nid = "per:EMMANUEL_MACRON"\naffiliation = "BEL"\n'
        "offices = [\n"
        '  { office = "other", of = "org:EU", start = "2025-09-01", end = "2025-09-29" },\n'
        "]\n",
        encoding="utf-8",
    )
    assert ("FRA", "ACCUSE", "RUS") in ties()
    assert ("FRA", "ACCUSE", "RUS") in ties(actors="mine.toml")  # president that day
    Path("mine.toml").write_text(
        '[[actor]]\nid = "per:LI_WEIMING"\ntype = "person"\nnames.fr = ["Li Weiming"]\n'
        'offices = [{ office = "other", of = "JPN", end = "2025-09-29" },\n'
        '           { office = "other", of = "KOR", start = "2025-09-29" }]\n',
        encoding="utf-8",
    )
    kg.build("in.jsonl", "world.kg", again=True, actors="mine.toml")
    assert ("JPN", "SUPPORT", "PRK") in ties(actors="mine.toml")


def test_fine_actors_in_answers_page_and_exports(capsys: Capture) -> None:
    pair = ("per:EMMANUEL_MACRON", "per:VLADIMIR_PUTIN")
    run(["query", "world.kg", "--source", "FRA", "--fine", "--json"])
    (row,) = map(json.loads, capsys.readouterr().out.splitlines())
    assert (row["source"], row["target"]) == pair
    assert kg.to_networkx("world.kg", fine=True).has_edge(*pair)
    assert not kg.to_networkx("world.kg").has_node(pair[0])
    assert run(["export", "world.kg", "-o", "g.graphml", "--fine"]) == 0
    assert run(["view", "world.kg", "-o", "page.html", "--fine"]) == 0
    assert f'id="{pair[0]}"' in Path("g.graphml").read_text(encoding="utf-8")
    page = Path("page.html").read_text(encoding="utf-8")
    assert f'"s":"{pair[0]}"' in page.replace(" ", "")
    assert kg.show("world.kg", "Emmanuel Macron", fine=True).page


@pytest.mark.parametrize(
    "command",
    [
        ["query", "world.kg"],
        ["view", "world.kg"],
        ["export", "world.kg", "-o", "g.csv"],
        ["build", "in.jsonl"],
        ["extract", "in.jsonl"],
        ["explain", "Pékin soutient Moscou."],
        ["actors", "find", "Chine"],
        ["actors", "show", "CHN"],
        ["actors", "unknown", "world.kg"],
        ["actors", "same", "CHN", "RUS"],
        ["actors", "different", "CHN", "RUS"],
    ],
    ids=" ".join,
)
def test_a_bad_file_of_actors_is_named_by_every_command(
    command: list[str], capsys: Capture
) -> None:
    Path("bad.csv").write_text("id,affiliation\nHKG,CHNN\n", encoding="utf-8")
    Path("good.csv").write_text("id,affiliation\nHKG,CHN\n", encoding="utf-8")
    assert run([*command, "--actors", "good.csv", "--actors", "bad.csv"]) == 1
    assert "kg: bad.csv:2: there is no actor CHNN (did you mean CHN?)" in capsys.readouterr().err


def test_every_command_that_names_actors_takes_a_file_of_them() -> None:
    group = typer.main.get_command(app)
    without = {"failures", "check", "version"}
    for name, command in group.commands.items():
        if name not in without and not hasattr(command, "commands"):
            assert any("--actors" in param.opts for param in command.params), name


def test_show_tells_offices_memberships_and_where_from(capsys: Capture) -> None:
    run(["actors", "show", "per:URSULA_VON_DER_LEYEN"])
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "per:URSULA_VON_DER_LEYEN\tperson"
    assert any(
        line.startswith("office\tdefence_minister\tDEU\t2013-12-17 – 2019") for line in lines
    )
    assert any("(as of 2" in line for line in lines)
    assert lines[-1] == "from\tthe gazetteer of kg"
    run(["actors", "show", "GBR", "--json"])
    row = json.loads(capsys.readouterr().out)
    brexit = [m for m in row["memberships"] if m["org"] == "org:EU"]
    assert brexit[0]["end"] == "2020-02-01"
    Path("mine.csv").write_text("id,names_fr\nGBR,Perfide Albion\n", encoding="utf-8")
    run(["actors", "show", "Perfide Albion", "--actors", "mine.csv"])
    assert capsys.readouterr().out.splitlines()[-1] == "from\tmine.csv:2"
    with pytest.raises(GazetteerError, match=r"gone\.csv"):
        kg.find_actors("Chine", actors="gone.csv")


def test_a_judgement_waits_for_no_other_writer() -> None:
    with open_store("world.kg", "w"), pytest.raises(StoreError, match="being written by"):
        kg.same_actors("world.kg", "CHN", "RUS")
    assert kg.judgements("world.kg") == []
