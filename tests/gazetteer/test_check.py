"""The rules of the data, each seen to catch what breaks it; and how much there is."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

import kg.gazetteer
from data.gazetteer.build import TABLES, main
from data.gazetteer.check import problems, source_problems
from kg.gazetteer import Gazetteer, load_gazetteer
from kg.lang import available_languages
from kg.records import Actor

SHIPPED = Path(kg.gazetteer.__file__).parent
Rows = list[dict[str, Any]]


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return load_gazetteer()


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    shutil.copy(SHIPPED / "actors.jsonl", tmp_path)
    shutil.copytree(SHIPPED / "names", tmp_path / "names")
    return tmp_path


def change(path: Path, change: Callable[[Rows], object]) -> None:
    table = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    change(table)
    path.write_text("\n".join(map(json.dumps, table)), encoding="utf-8")


def row(table: Rows, id: str) -> dict[str, Any]:
    return next(row for row in table if row["id"] == id)


def renamed(table: Rows, id: str, kind: str) -> None:
    """Take the names of one kind from an actor."""
    names = row(table, id)["names"]
    row(table, id)["names"] = [name for name in names if name["kind"] != kind]


def test_what_is_shipped_is_right() -> None:
    assert problems(SHIPPED) == []
    assert source_problems(TABLES) == []


@pytest.mark.parametrize(
    ("file", "breaking", "complaint"),
    [
        ("actors", lambda t: t.append(row(t, "FRA")), "actors.jsonl: FRA is there 2 times"),
        ("names/fr", lambda t: t.append(row(t, "FRA")), "names/fr.jsonl: FRA is there 2 times"),
        ("actors", lambda t: t.remove(row(t, "grp:HAMAS")), "there is no actor grp:HAMAS"),
        (
            "actors",
            lambda t: row(t, "per:XI_JINPING").update(affiliation="CHNN"),
            "per:XI_JINPING: there is no actor CHNN",
        ),
        (
            "actors",
            lambda t: row(t, "xdf:USSR").update(successor="xdf:RUSSIA"),
            "xdf:USSR: there is no actor xdf:RUSSIA",
        ),
        (
            "actors",
            lambda t: row(t, "per:XI_JINPING")["offices"][0].update(of="org:CPC2"),
            "there is no actor org:CPC2",
        ),
        (
            "actors",
            lambda t: row(t, "FRA")["memberships"].append({"org": "org:EUU"}),
            "FRA: there is no actor org:EUU",
        ),
        (
            "actors",
            lambda t: row(t, "xdf:USSR").update(start="1999"),
            "xdf:USSR: ends 1991-12-26 before it starts 1999",
        ),
        (
            "actors",
            lambda t: row(t, "FRA")["memberships"][0].update(start="1958-13-01"),
            "FRA: start '1958-13-01' is no date",
        ),
        (
            "actors",
            lambda t: row(t, "FRA")["memberships"][0].update(start="1/1/58"),
            "FRA: start '1/1/58' is no date",
        ),
        (
            "actors",
            lambda t: row(t, "gov:RUS.PRES").update(affiliation="gov:RUS.PRES"),
            "affiliations run in a circle",
        ),
        ("actors", lambda t: row(t, "FRA").update(type="country"), "FRA: type: Input should be"),
        (
            "names/fr",
            lambda t: row(t, "FRA")["names"].append({"text": "France", "kind": "short"}),
            "FRA: 'France' (fr, short) is there 2 times",
        ),
        *(
            (f"names/{lang}", lambda t, k=kind: renamed(t, "TUV", k), f"TUV: no {kind} in {lang}")
            for lang in available_languages()
            for kind in ("short", "demonym", "capital")
        ),
    ],
)
def test_each_rule_catches_what_breaks_it(
    copy: Path, file: str, breaking: Callable[[Rows], object], complaint: str
) -> None:
    change(copy / f"{file}.jsonl", breaking)
    assert any(complaint in line for line in problems(copy)), problems(copy)


def test_a_pack_without_names_of_states_is_noticed(copy: Path) -> None:
    (copy / "names" / "fr.jsonl").unlink()
    assert "FRA: no short in fr" in problems(copy)


@pytest.mark.parametrize(
    ("before", "after", "complaint"),
    [
        ("\tPDDL\t", "\tCC-BY-SA-4.0\t", "licence 'CC-BY-SA-4.0' of datasets/country-codes"),
        ("https://www.wikidata.org/", "", "Wikidata has no url"),
        (", persons_es.tsv", "", "sources.tsv: persons_es.tsv has no source"),
        ("cities.tsv", "towns.tsv", "sources.tsv: there is no table towns.tsv"),
    ],
)
def test_sources_and_their_licences(
    tmp_path: Path, before: str, after: str, complaint: str
) -> None:
    shutil.copytree(TABLES, tmp_path / "tables", ignore=shutil.ignore_patterns("__pycache__"))
    path = tmp_path / "tables" / "sources.tsv"
    text = path.read_text(encoding="utf-8")
    assert before in text
    path.write_text(text.replace(before, after), encoding="utf-8")
    assert any(complaint in line for line in source_problems(tmp_path / "tables"))


def test_the_command_reports_what_is_wrong(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("data.gazetteer.build.problems", lambda folder: ["FRA: no short in fr"])
    assert main(["--check"]) == 1
    assert capsys.readouterr().err == "FRA: no short in fr\n"


# How much there is at the least.


def named(actor: Actor, lang: str, kind: str | None = None) -> bool:
    return any(n.lang in (lang, "any") and kind in (None, n.kind) for n in actor.names)


def of_type(gazetteer: Gazetteer, *types: str) -> list[Actor]:
    return [actor for actor in gazetteer.actors.values() if actor.type in types]


def test_all_states_and_de_facto_states(gazetteer: Gazetteer) -> None:
    assert len(of_type(gazetteer, "state")) == 197
    here = {actor.id for actor in of_type(gazetteer, "de_facto_state")}
    assert {
        *("xdf:ABKHAZIA", "xdf:SOUTH_OSSETIA", "xdf:TRANSNISTRIA", "xdf:SOMALILAND"),
        *("xdf:NORTHERN_CYPRUS", "xdf:NAGORNO_KARABAKH", "xdf:WESTERN_SAHARA"),
    } <= here


def test_organisations_in_both_languages_with_acronyms(gazetteer: Gazetteer) -> None:
    organisations = of_type(gazetteer, "organisation")
    both = [o for o in organisations if named(o, "fr") and named(o, "en")]
    short = [o for o in both if named(o, "fr", "acronym") and named(o, "en", "acronym")]
    assert len(both) >= 190
    assert len(short) >= 150


def test_groups_organs_and_residences(gazetteer: Gazetteer) -> None:
    assert len([a for a in of_type(gazetteer, "group") if named(a, "fr") and named(a, "en")]) >= 75
    assert len(of_type(gazetteer, "organ")) >= 60
    homes = [a for a in gazetteer.actors.values() if any(n.kind == "residence" for n in a.names)]
    assert len([a for a in homes if named(a, "fr", "residence")]) >= 60


@pytest.mark.parametrize("office", ["head_of_state", "head_of_government"])
def test_every_state_has_a_head_of_state_and_of_government(
    gazetteer: Gazetteer, office: str
) -> None:
    on = date(2025, 12, 1)
    without = {a.id for a in of_type(gazetteer, "state") if not gazetteer.holders(office, a.id, on)}
    assert without == set()


#: The states most named in the relations of data/gold, in that order, that have a minister of
#: defence.
MOST_REPORTED = (
    *("USA", "RUS", "CHN", "FRA", "GBR", "IRN", "DEU", "UKR", "ISR", "TUR", "IND", "SAU", "EGY"),
    *("HUN", "PRK", "JPN", "VEN", "RWA", "AUS", "KOR", "COD", "SYR", "PAK", "QAT", "POL", "IRQ"),
    *("SRB", "ETH", "MLI", "ESP", "VNM", "GRC", "NER", "SDN", "ITA", "AZE", "DZA", "ARE", "SWE"),
    "COL",
)


@pytest.mark.parametrize("office", ["foreign_minister", "defence_minister"])
def test_ministers_of_the_most_reported_states_with_their_dates(
    gazetteer: Gazetteer, office: str
) -> None:
    for state in MOST_REPORTED:
        posts = [
            post
            for actor in gazetteer.actors.values()
            for post in actor.offices
            if (post.office, post.of) == (office, state)
        ]
        assert posts, (state, office)
        assert all(post.start and (post.end or post.as_of) for post in posts), (state, office)


@pytest.mark.parametrize(
    ("org", "least"),
    [
        ("org:EU", 28), ("org:NATO", 32), ("org:BRICS", 10), ("org:SCO", 10), ("org:AU", 54),
        ("org:ASEAN", 10), ("org:G7", 7), ("org:G20", 19), ("org:OPEC", 14),
    ],
)  # fmt: skip
def test_memberships_have_dates(gazetteer: Gazetteer, org: str, least: int) -> None:
    found = [
        each
        for actor in gazetteer.actors.values()
        for each in actor.memberships
        if (each.org, each.status) == (org, "member")
    ]
    assert len(found) >= least
    assert all(each.start for each in found)


@pytest.mark.parametrize(
    ("name", "lang", "id"),
    [
        ("URSS", "fr", "xdf:USSR"),
        ("Soviet Union", "en", "xdf:USSR"),
        ("Yougoslavie", "fr", "xdf:YUGOSLAVIA"),
        ("Birmanie", "fr", "MMR"),
        ("Burma", "en", "MMR"),
        ("Swaziland", "fr", "SWZ"),
        ("Zaïre", "fr", "xdf:ZAIRE"),
    ],
)
def test_former_states_and_names(gazetteer: Gazetteer, name: str, lang: str, id: str) -> None:
    assert [found.actor_id for found in gazetteer.lookup(name, lang)] == [id]
