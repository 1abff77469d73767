"""Events of a store: listed, filtered, counted, as a table; from Python and on the command line."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

import kg
from kg.cli import run
from kg.errors import InputError, UnknownActorError, UnknownTypeError
from kg.evaluation.events import read_event_gold
from kg.records import Document, Mention, Relation, Unresolved
from kg.store import open_store

FILE = Path(__file__).parents[2] / "data" / "gold" / "events" / "open.jsonl"


@dataclass(frozen=True)
class Extracted:
    document: Document
    relations: tuple[Relation, ...]
    mentions: tuple[Mention, ...] = ()
    unresolved: tuple[Unresolved, ...] = ()


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a store with the claims of a gold file."""
    path = tmp_path_factory.mktemp("events") / "world.kg"
    gold = read_event_gold([FILE])
    with open_store(path, "w", version="1") as store:
        store.add(
            Extracted(
                Document(article=article, lang=article.lang or "fr"),
                tuple(r for r in gold.relations if r.evidence.article == article.id),
            )
            for article in gold.articles.values()
        )
    return path


def test_events_come_newest_first_with_their_counts(world: Path) -> None:
    found = kg.find_events(world, ("Cédéao", "Niger"))
    assert [one.event.start for one in found] == [
        date(2024, 2, 24), date(2023, 7, 30), date(2023, 7, 30), date(2023, 7, 1),
    ]  # fmt: skip
    blockade = next(one for one in found if one.event.claims == 2 and one.event.copies)
    assert (blockade.event.source, blockade.type, blockade.target) == (
        "org:ECOWAS",
        "sanctionne",
        "Niger",
    )
    assert (blockade.event.articles, blockade.event.outlets) == (2, 2)
    assert len(blockade.event.printed_by) == 4


def test_a_pair_has_the_same_events_alone_and_among_all(world: Path) -> None:
    pair = {"RUS", "UKR"}
    everything = [
        one for one in kg.find_events(world) if {one.event.source, one.event.target} == pair
    ]
    assert [*kg.find_events(world, ("RUS", "UKR"))] == [
        *kg.find_events(world, ("Ukraine", "Russie"))
    ]
    assert [*kg.find_events(world, ("RUS", "UKR"))] == everything
    assert len(everything) >= 4


def test_filters_choose_events_and_do_not_cut_them(world: Path) -> None:
    strikes = kg.find_events(world, ("RUS", "UKR"), "assault", since="2024-03-10", until="2024-03")
    (second,) = (one.event for one in strikes)
    assert (second.start, second.claims) == (date(2024, 3, 11), 2)
    assert len(kg.find_events(world, ("RUS", "UKR"), ["AID", "ACCUSE"])) == 0
    assert len(kg.find_events(world, limit=3)) == 3


def test_standing_relations_are_listed_on_demand(world: Path) -> None:
    acts, all_ = (
        kg.find_events(world, ("CHN", "PRK")),
        kg.find_events(world, ("CHN", "PRK"), states=True),
    )
    assert {one.event.aspect for one in acts} == {"act"}
    (state,) = (one.event for one in all_ if one.event.aspect == "state")
    assert state.claims == 2


def test_a_denial_is_shown_beside_what_it_denies(world: Path) -> None:
    found = [one.event for one in kg.find_events(world, ("RUS", "UKR")) if one.event.against]
    assert [(event.start, len(event.against)) for event in found] == [(date(2024, 3, 4), 1)]


def test_events_are_rows_and_a_frame(world: Path) -> None:
    found = kg.find_events(world, ("Londres", "Moscou"), lang="en")
    frame = found.to_frame()
    assert list(frame.columns) == list(found.rows()[0])
    assert len(frame) == len(found) == len(found.events)
    assert set(frame["source_label"]) == {"United Kingdom", "Russia"}
    assert frame["claims"].sum() <= frame["relations"].map(len).sum()
    assert found[0] == found[:1][0]


def test_what_is_mistyped_is_an_error(world: Path) -> None:
    with pytest.raises(UnknownActorError):
        kg.find_events(world, ("Atlantis", "RUS"))
    with pytest.raises(UnknownTypeError, match="SANCTON"):
        kg.find_events(world, type="SANCTON")
    with pytest.raises(InputError, match="swap"):
        kg.find_events(world, since="2025", until="2024")


def test_graph_and_exports_know_the_same_events(world: Path, tmp_path: Path) -> None:
    listed = kg.find_events(world, ("JPN", "PHL"))
    graph = kg.to_networkx(world)
    counted = {kind: edge["events"] for kind, edge in graph["JPN"]["PHL"].items()}
    assert sum(counted.values()) == len(listed)
    lines = kg.export(world, "jsonl", tmp_path / "claims.jsonl").read_text("utf-8").splitlines()
    rows = [json.loads(line) for line in lines]
    named = {row["event"] for row in rows if {row["source"], row["target"]} == {"JPN", "PHL"}}
    assert named == {one.event.id for one in listed}


def test_the_command_prints_a_line_for_each(
    world: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["events", str(world), "--between", "JPN", "Philippines", "--lang", "en"]) == 0
    out, err = capsys.readouterr()
    loan = next(line for line in out.splitlines() if "3 claims" in line).split("\t")
    assert loan[:6] == [
        "2023-02-09", "Japan → Philippines", "aids", "3 claims", "3 articles", "3 outlets",
    ]  # fmt: skip
    assert err == ""


def test_the_command_prints_json_and_says_when_there_is_nothing(
    world: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["events", str(world), "--type", "SANCTION", "--limit", "2", "--json"]) == 0
    rows = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [row["type"] for row in rows] == ["SANCTION", "SANCTION"]
    assert all(row["relations"] and row["title"] for row in rows)
    assert run(["events", str(world), "--since", "2031"]) == 0
    assert capsys.readouterr().err == "no event passes these filters\n"
