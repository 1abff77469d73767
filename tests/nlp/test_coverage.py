"""What counts as covered: words between two actors, and what the lexicon makes of them."""

from __future__ import annotations

from pathlib import Path

import pytest

from data.training.coverage import Coverage, count, read_verbs
from kg.gazetteer import load_gazetteer
from kg.lang import load_pack
from kg.mentions import MentionFinder
from kg.nlp import load_pipeline, parse_many

TEXTS = [
    "Paris condamne Moscou.",
    "Paris commence à critiquer Moscou.",
    "Paris précède Moscou.",
    "Paris condamne le terrorisme.",
]


@pytest.fixture(scope="module")
def counted() -> Coverage:
    pack = load_pack("fr")
    docs = parse_many(load_pipeline("fr"), TEXTS)
    return count(docs, pack, MentionFinder(pack, load_gazetteer()))


def test_a_word_counts_once_its_sentence_names_two_actors(counted: Coverage) -> None:
    assert counted.near["condamner/verb"] == {"trigger": 1}


def test_an_operator_is_told_from_a_trigger(counted: Coverage) -> None:
    assert counted.near["commencer/verb"] == {"operator": 1}
    assert counted.near["critiquer/verb"] == {"trigger": 1}


def test_what_joins_two_actors_and_is_unknown_comes_first(counted: Coverage) -> None:
    word, joining, near, known = counted.unknown(None, 1)[0]
    assert (word, joining, near, known) == ("précéder/verb", 1, 1, 0)
    assert counted.examples[word] == "Paris précède Moscou."


def test_shares_are_of_the_words_asked_for(counted: Coverage) -> None:
    shares = counted.shares(counted.near, {"condamner", "précéder"})
    assert shares == {
        "occurrences": 2,
        "trigger": 0.5,
        "operator": 0,
        "light": 0,
        "unknown": 0.5,
    }


def test_a_dictionary_gives_its_verbs_and_nothing_else(tmp_path: Path) -> None:
    path = tmp_path / "verbs.txt"
    path.write_text(
        "# comment\n&WEAPON\n+ARROW\n---  HURRY   [---]  ---\nHURRY {HURRIES HURRIED }\n"
        "- * AID [070] # RUSH\nTURN_DOWN\nquicken\n",
        encoding="utf-8",
    )
    assert read_verbs(path) == {"hurry", "quicken"}
