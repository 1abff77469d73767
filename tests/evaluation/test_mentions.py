"""Mentions found against annotated ones: who, as what, where exactly, which finer actor."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from kg.cli import run
from kg.errors import InputError
from kg.evaluation.mentions import Named, compare_mentions, holds_mentions, read_mentions
from kg.gazetteer import load_gazetteer

GOLD = Named(10, 25, "président turc", "role", ("agent",), (frozenset({"TUR"}),))
ROW = {
    "id": "a",
    "lang": "fr",
    "published": "2019-06-14",
    "text": "Le président américain est à Berlin.",
    "mentions": [
        {"start": 3, "end": 22, "kind": "role", "use": "agent", "actors": ["USA"],
         "fine": ["per:DONALD_TRUMP"]},
        {"start": 29, "end": 35, "kind": "capital", "use": "agent", "actors": ["DEU"]},
    ],
}  # fmt: skip


def figures(found: Named, *gold: Named, level: str = "use") -> tuple[int, int, int, int]:
    return compare_mentions(gold, [found], level).row  # type: ignore[arg-type]


def test_overlap_and_actor_make_a_mention_right_and_bounds_count_at_span() -> None:
    wider = replace(GOLD, start=7)
    assert figures(wider, GOLD) == (1, 0, 1, 0)
    assert figures(wider, GOLD, level="span") == (0, 1, 1, 1)
    assert figures(replace(GOLD, start=30, end=40), GOLD) == (0, 1, 1, 1)


def test_another_actor_is_wrong_and_leaves_the_right_one_missed() -> None:
    assert figures(replace(GOLD, actors=(frozenset({"GRC"}),)), GOLD, level="actor") == (0, 1, 1, 1)


def test_use_counts_from_its_level_on_and_either_of_two_will_do() -> None:
    place = replace(GOLD, uses=("place",))
    assert figures(place, GOLD, level="actor") == (1, 0, 1, 0)
    assert figures(place, GOLD) == (0, 1, 1, 1)
    assert figures(place, replace(GOLD, uses=("agent", "place"))) == (1, 0, 1, 0)


def test_one_gold_mention_is_found_once() -> None:
    assert compare_mentions([GOLD], [GOLD, replace(GOLD, start=12)]).row == (1, 1, 1, 0)


def test_optional_mentions_cost_nothing_either_way() -> None:
    optional = replace(GOLD, optional=True)
    assert figures(GOLD, optional) == (0, 0, 0, 0)
    assert compare_mentions([optional], []).row == (0, 0, 0, 0)


def test_the_finer_actor_is_asked_for_only_where_the_gold_gives_it() -> None:
    known = replace(GOLD, fine=frozenset({"RECEP_TAYYIP_ERDOGAN"}))
    state = replace(GOLD, fine=frozenset({"TUR"}))
    assert figures(state, GOLD, level="fine") == (0, 0, 0, 0)
    assert figures(state, known, level="fine") == (0, 1, 1, 1)
    assert figures(known, known, level="fine") == (1, 0, 1, 0)


@pytest.fixture
def gold(tmp_path: Path) -> Path:
    path = tmp_path / "who.jsonl"
    path.write_text(json.dumps(ROW) + "\n", encoding="utf-8")
    return path


def test_the_command_tells_files_of_mentions_by_their_records(
    gold: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert holds_mentions(gold)
    assert run(["evaluate", str(gold), "--json", "--by", "kind"]) == 0
    report = json.loads(capsys.readouterr().out)
    assert report["levels"]["fine"]["counts"]["right"] == 1
    assert report["groups"]["role"]["recall"] == 1
    assert report["groups"]["capital"]["missed"] == 1
    assert run(["evaluate", str(gold), "--errors"]) == 0
    assert "missed  Berlin [capital, agent] DEU" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("change", "complaint"),
    [
        ({"end": 5, "surface": "Berlin"}, "Berlin"),
        ({"use": "agents"}, "agents"),
        ({"kind": "x"}, "x"),
    ],
)
def test_a_mention_that_is_not_there_is_refused(
    tmp_path: Path, change: dict[str, object], complaint: str
) -> None:
    row = {**ROW, "mentions": [{**ROW["mentions"][0], **change}]}  # type: ignore[dict-item]
    path = tmp_path / "bad.jsonl"
    path.write_text(json.dumps(row), encoding="utf-8")
    with pytest.raises(InputError, match=complaint):
        read_mentions([path], load_gazetteer())
