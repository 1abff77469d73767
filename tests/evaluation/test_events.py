"""How clusters are scored, and the floor under the quality of ours."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.cli import run
from kg.errors import InputError
from kg.evaluation import evaluate_events, holds_events
from kg.evaluation.events import compare, read_event_gold

FOLDER = Path(__file__).parents[2] / "data" / "gold" / "events"
FILES = sorted(FOLDER.glob("*.jsonl"))

#: Pairs: precision and recall; B-cubed F. A little under what was measured last.
FLOORS = {"open": (0.96, 0.90, 0.96), "blind": (0.80, 0.83, 0.92)}


@pytest.mark.parametrize("name", FLOORS)
def test_quality_does_not_fall(name: str) -> None:
    report = evaluate_events([FOLDER / f"{name}.jsonl"])
    measured = (report.pairs.precision, report.pairs.recall, report.f1)
    assert all(value >= floor for value, floor in zip(measured, FLOORS[name], strict=True)), (
        measured
    )


def test_the_gold_is_as_large_and_as_hard_as_its_page_says() -> None:
    gold = read_event_gold(FILES)
    sizes = [list(gold.events.values()).count(event) for event in {*gold.events.values()}]
    assert (len(gold.relations), len(sizes), len(gold.articles)) == (141, 60, 84)
    assert {article.lang for article in gold.articles.values()} == {"fr", "en"}
    for relation in gold.relations:
        article = gold.articles[relation.evidence.article]
        field = article.title if relation.evidence.field == "title" else article.text
        start, end = relation.evidence.sentence
        for span in (relation.evidence.trigger, relation.evidence.source, relation.evidence.target):
            assert start <= span[0] < span[1] <= end <= len(field)


def test_all_in_one_and_all_alone_are_scored_as_defined() -> None:
    gold = read_event_gold(FILES[:1])
    ids = [relation.id for relation in gold.relations]
    right = compare(gold, gold.events)
    assert (right.precision, right.recall, right.f1, right.pairs.f1) == (1, 1, 1, 1)
    assert right.joined == right.parted == ()
    alone = compare(gold, {id_: id_ for id_ in ids})
    assert (alone.precision, alone.pairs.precision, alone.found) == (1, 0, len(ids))
    assert alone.recall == pytest.approx(len({*gold.events.values()}) / len(ids))
    one = compare(gold, dict.fromkeys(ids, "all"))
    assert (one.recall, one.pairs.recall, one.found) == (1, 1, 1)
    assert one.precision < 0.2


def test_claims_that_the_program_finds_are_put_together_as_well() -> None:
    given, found = (evaluate_events(FILES[1:], extract=extract) for extract in (False, True))
    assert 0.5 * given.claims < found.claims < given.claims
    assert found.pairs.precision >= 0.85
    assert found.f1 >= 0.93


def test_mistakes_are_shown_by_their_sentences() -> None:
    gold = read_event_gold(FILES[:1])
    first, second = (relation.id for relation in gold.relations[:2])
    found = {**gold.events, first: gold.events[second]}
    report = compare(gold, found)
    assert report.joined
    assert report.parted
    assert all(isinstance(text, str) and text for pair in report.joined for text in pair)


def test_a_file_of_events_is_told_from_others(tmp_path: Path) -> None:
    assert holds_events(FILES[0])
    assert not holds_events(FOLDER.parent / "fr.jsonl")
    assert not holds_events(tmp_path / "none.jsonl")


@pytest.mark.parametrize("line", ["{}", "[]", '{"id": "a"}', "no json"])
def test_what_is_no_gold_is_named(tmp_path: Path, line: str) -> None:
    (tmp_path / "bad.jsonl").write_text(line, encoding="utf-8")
    with pytest.raises(InputError, match="line 1"):
        read_event_gold([tmp_path / "bad.jsonl"])


def test_the_command_measures_and_shows_mistakes(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["evaluate", str(FILES[1]), "--errors"]) == 0
    out = capsys.readouterr().out
    assert "69 claims of 41 articles" in out
    assert "B-cubed  P " in out
    assert "parted by mistake:" in out
    assert run(["evaluate", *map(str, FILES), "--json"]) == 0
    assert '"f1": 0.9' in capsys.readouterr().out
