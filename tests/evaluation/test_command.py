"""``kg evaluate`` says what `kg.evaluate` finds."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from kg.cli import run

ROWS = [
    {
        "id": "a",
        "lang": "fr",
        "text": "Paris a condamné l'invasion de l'Ukraine par la Russie.",
        "relations": [
            {"source": "FRA", "target": "RUS", "type": "ACCUSE"},
            {"source": "RUS", "target": "UKR", "type": "ASSAULT"},
            {"source": "FRA", "target": "JPN", "type": "AID"},
        ],
    },
    {"id": "b", "lang": "fr", "text": "Il pleut à Paris.", "relations": []},
]


@pytest.fixture
def gold(tmp_path: Path) -> str:
    path = tmp_path / "gold.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in ROWS), encoding="utf-8")
    return str(path)


def test_json_holds_counts_and_figures(gold: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["evaluate", gold, "--json", "--by", "type"]) == 0
    report = json.loads(capsys.readouterr().out)
    counts = report["levels"]["type"]["counts"]
    assert (counts["right"], counts["wrong"], counts["owed"], counts["missed"]) == (2, 0, 3, 1)
    assert counts["precision"] == 1
    assert report["groups"]["AID"]["recall"] == 0
    assert report["quiet"] == [1, 1]
    assert "mistakes" not in report


def test_errors_show_the_text(gold: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["evaluate", gold, "--errors"]) == 0
    shown = capsys.readouterr().out
    assert f"a  {ROWS[0]['text']}\n   missed  FRA > JPN AID\n" in shown
    assert "Il pleut" not in shown


def test_an_unknown_split_is_named(gold: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["evaluate", gold, "--split", "blind"]) == 1
    assert "no text in split 'blind'" in capsys.readouterr().err
