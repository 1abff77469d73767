"""The shipped data: every record valid, every reference met, every state complete."""

from __future__ import annotations

from collections import Counter
from datetime import date
from pathlib import Path

import pytest

import kg.gazetteer
from data.gazetteer.build import main
from data.gazetteer.notation import TableError, parse_names
from data.gazetteer.people import slug
from data.gazetteer.tables import rows
from kg.gazetteer import Gazetteer, load_gazetteer
from kg.records import Actor

FOLDER = Path(kg.gazetteer.__file__).parent
LANGUAGES = sorted(path.stem for path in (FOLDER / "names").glob("*.jsonl"))


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return load_gazetteer()


@pytest.fixture(scope="module")
def states(gazetteer: Gazetteer) -> list[Actor]:
    return [actor for actor in gazetteer.actors.values() if actor.type == "state"]


def test_shipped_files_are_what_the_tables_give() -> None:
    assert main(["--check"]) == 0


def test_shipped_files_are_small() -> None:
    assert sum(path.stat().st_size for path in FOLDER.rglob("*.jsonl")) < 3_000_000


def test_every_record_is_valid(gazetteer: Gazetteer) -> None:
    for actor in gazetteer.actors.values():
        assert Actor.model_validate(actor.model_dump()) == actor


def test_every_reference_is_met(gazetteer: Gazetteer) -> None:
    used = {
        id
        for actor in gazetteer.actors.values()
        for id in (
            actor.affiliation,
            actor.successor,
            *(office.of for office in actor.offices),
            *(membership.org for membership in actor.memberships),
        )
    }
    assert used - {None} <= set(gazetteer.actors)


def test_everybody_rolls_up_to_somebody_who_counts(gazetteer: Gazetteer) -> None:
    ends = {gazetteer.actors[gazetteer.roll_up(id)].type for id in gazetteer.actors}
    assert "person" not in ends


def test_dates_are_in_order(gazetteer: Gazetteer) -> None:
    for actor in gazetteer.actors.values():
        for period in (actor, *actor.offices, *actor.memberships):
            assert not (period.start and period.end and period.start > period.end), actor.id


def test_no_actor_has_a_name_twice(gazetteer: Gazetteer) -> None:
    for actor in gazetteer.actors.values():
        counted = Counter((name.text, name.lang, name.kind) for name in actor.names)
        assert counted.most_common(1)[0][1] == 1, (actor.id, counted.most_common(1))


def test_everybody_has_a_label_and_names(gazetteer: Gazetteer) -> None:
    for actor in gazetteer.actors.values():
        assert actor.names, actor.id
        assert "en" in actor.label, actor.id
        assert actor.type == "person" or set(LANGUAGES) <= set(actor.label), actor.id


def test_members_of_the_united_nations_and_four_more_are_states(
    gazetteer: Gazetteer, states: list[Actor]
) -> None:
    members = {actor.id for actor in gazetteer.members("org:UN", date(2024, 1, 1))}
    assert len(members) == 193
    assert {actor.id for actor in states} - members == {"TWN", "XKX", "PSE", "VAT"}


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("kind", ["short", "demonym", "capital"])
def test_every_state_has_its_names(states: list[Actor], lang: str, kind: str) -> None:
    lacking = [
        actor.id
        for actor in states
        if not any(name.kind == kind and name.lang == lang for name in actor.names)
    ]
    assert lacking == []


# San Marino changes its two captains regent twice a year; nobody keeps them.
@pytest.mark.parametrize("year", [2015, 2018, 2021, 2024, 2025])
def test_every_state_has_a_head(gazetteer: Gazetteer, states: list[Actor], year: int) -> None:
    heads = ("head_of_state", "head_of_government", "leader")
    headless = {
        actor.id
        for actor in states
        if not any(gazetteer.holders(office, actor.id, date(year, 9, 1)) for office in heads)
    }
    assert headless <= {"SMR"}


def test_there_is_one_president_of_the_united_states_at_a_time(gazetteer: Gazetteer) -> None:
    for year in range(1993, 2026):
        assert len(gazetteer.holders("head_of_state", "USA", date(year, 6, 1))) == 1


def test_names_of_the_same_actor_do_not_hide_one_another(gazetteer: Gazetteer) -> None:
    """Every name that is shipped finds its own actor again."""
    for name, id in gazetteer.names():
        found = {candidate.actor_id for candidate in gazetteer.lookup(name.text, name.lang)}
        assert id in found, (id, name.text)


@pytest.mark.parametrize(
    ("cell", "forms"),
    [
        ("%turc", {"turc", "turque", "turcs", "turques"}),
        ("%grec", {"grec", "grecque", "grecs", "grecques"}),
        ("%letton", {"letton", "lettonne", "lettons", "lettonnes"}),
        ("%français", {"français", "française", "françaises"}),
        ("%ouzbek/ouzbèke", {"ouzbek", "ouzbèke", "ouzbeks", "ouzbèkes"}),
        ("%sud-coréen", {"sud-coréen", "sud-coréenne", "sud-coréens", "sud-coréennes"}),
        ("%suisse/suisse/suisses/suisses", {"suisse", "suisses"}),
    ],
)
def test_french_demonyms_are_inflected(cell: str, forms: set[str]) -> None:
    assert {name["text"] for name in parse_names(cell, "fr")} == forms


@pytest.mark.parametrize(
    ("cell", "forms"),
    [
        ("%German", {"German", "Germans"}),
        ("%East German", {"East German", "East Germans"}),
        ("%Irishwoman", {"Irishwoman", "Irishwomen"}),
        ("%Czech", {"Czech", "Czechs"}),
        ("%Polish", {"Polish"}),
        ("%Greenlandic/", {"Greenlandic"}),
    ],
)
def test_english_demonyms_are_inflected(cell: str, forms: set[str]) -> None:
    assert {name["text"] for name in parse_names(cell, "en")} == forms


@pytest.mark.parametrize(
    ("cell", "forms"),
    [
        ("%chino", {"chino", "china", "chinos", "chinas"}),
        ("%francés", {"francés", "francesa", "franceses", "francesas"}),
        ("%alemán", {"alemán", "alemana", "alemanes", "alemanas"}),
        ("%español", {"español", "española", "españoles", "españolas"}),
        ("%iraní", {"iraní", "iraníes"}),
        ("%belga", {"belga", "belgas"}),
        ("%estadounidense", {"estadounidense", "estadounidenses"}),
    ],
)
def test_spanish_demonyms_are_inflected(cell: str, forms: set[str]) -> None:
    assert {name["text"] for name in parse_names(cell, "es")} == forms


def test_a_language_without_rules_of_inflection_is_named() -> None:
    with pytest.raises(TableError, match="xx"):
        parse_names("%word", "xx")


def test_a_short_row_in_a_table_is_named(tmp_path: Path) -> None:
    table = tmp_path / "actors.tsv"
    table.write_text("id\ttype\nFRA\tstate\nDEU\n", encoding="utf-8")
    with pytest.raises(TableError, match=r"actors\.tsv:3"):
        list(rows(table))


def test_ids_of_persons_are_plain_letters() -> None:
    assert slug("Viktor Orbán") == "VIKTOR_ORBAN"
    assert slug("Binali Yıldırım") == "BINALI_YILDIRIM"
