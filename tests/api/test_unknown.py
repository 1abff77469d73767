"""Which names are listed as unknown, under which id, and what the file to fill in says of them."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import pytest

import kg
from kg.gazetteer import load_gazetteer
from kg.pipeline import Extraction
from kg.records import Article, Document, Unresolved
from kg.store import open_store


def name(surface: str, text: str, **fields: object) -> Unresolved:
    start = text.index(surface)
    given = {"kind": "unknown", "why": "argument", "sentence": (0, len(text)), **fields}
    return Unresolved(start=start, end=start + len(surface), surface=surface, **given)


def stored(folder: Path, texts: Iterable[tuple[str, list[Unresolved]]]) -> Path:
    with open_store(folder / "world.kg", "w") as store:
        for number, (text, names) in enumerate(texts):
            article = Article(id=str(number), uri=f"{number}.txt", text=text, title="")
            document = Document(article=article, lang="fr")
            store.add([Extraction(document=document, unresolved=tuple(names))])
    return folder / "world.kg"


TITLE = "Le ministre chinois Li Weiming parle."
BOTH = "Le Congo menace Johnson et 李伟."


@pytest.fixture
def world(tmp_path: Path) -> Path:
    person = {"kind": "person", "why": "introduced", "actors": ("CHN",)}
    two = ("COD", "COG")
    return stored(
        tmp_path,
        [
            (TITLE, [name("Li Weiming", TITLE, **person, candidates=("per:LI_WEIMING",))]),
            (TITLE, [name("Li", TITLE, **person, candidates=("per:LI_WEIMING",))]),
            ("Li Weiming part.", [name("Li Weiming", "Li Weiming part.", kind="person")]),
            (BOTH, [name("Congo", BOTH, why="undecided", candidates=two), name("李伟", BOTH)]),
            ("France seule.", [name("France", "France seule.")]),
        ],
    )


def test_spellings_of_one_name_are_counted_together(world: Path) -> None:
    first, *rest = kg.unknown_actors(world)
    assert (first.name, first.id, first.kind) == ("Li Weiming", "per:LI_WEIMING", "person")
    assert (first.count, first.articles) == (3, 3)
    assert first.spellings == ("Li Weiming", "Li")
    assert first.acts_for == ("CHN",)
    assert first.sentence == TITLE
    assert [each.count for each in rest] == [1, 1]


def test_who_is_known_by_now_is_left_out(world: Path, tmp_path: Path) -> None:
    assert "France" not in {each.name for each in kg.unknown_actors(world)}
    mine = tmp_path / "mine.csv"
    mine.write_text("id,type,names_fr\nper:LW,person,Li Weiming\n", encoding="utf-8")
    assert {each.name for each in kg.unknown_actors(world, actors=mine)} == {"Congo", "李伟"}


def test_a_name_of_several_gets_no_id_and_one_without_letters_a_number(world: Path) -> None:
    found = {each.name: each for each in kg.unknown_actors(world)}
    assert (found["Congo"].id, found["Congo"].candidates) == ("", ("COD", "COG"))
    assert found["李伟"].id.startswith("act:")
    assert len(found["李伟"].id) == len("act:") + 8


def test_the_file_is_read_as_it_is_and_once_filled_in(world: Path, tmp_path: Path) -> None:
    path = kg.write_unknown(kg.unknown_actors(world), tmp_path / "mine.toml")
    text = path.read_text(encoding="utf-8")
    assert "# may mean COD, COG: put the id of the right one" in text
    gazetteer = load_gazetteer([path])
    assert set(gazetteer.origins) == {"per:LI_WEIMING"}
    path.write_text(
        text.replace('id = ""', 'id = "COD"').replace('type = ""', 'type = "person"'),
        encoding="utf-8",
    )
    gazetteer = load_gazetteer([path])
    assert {"COD", "per:LI_WEIMING"} < set(gazetteer.origins)
    assert [found.actor_id for found in gazetteer.lookup("李伟")] == [
        each.id for each in kg.unknown_actors(world) if each.name == "李伟"
    ]


def test_a_store_without_names_has_nobody_to_list(tmp_path: Path) -> None:
    assert kg.unknown_actors(stored(tmp_path, [("Rien.", [])])) == []
