"""A small graph with its evidence."""

from __future__ import annotations

from datetime import date

import pytest

from kg.exports.common import Export
from kg.graph import build_graph
from kg.ontology import load_ontology
from kg.records import Actor, Article, EventDate, Evidence, Relation

TEXT = "Pékin soutient Pyongyang. Washington accuse Pékin."


class Gazetteer:
    actors = {
        "CHN": Actor(id="CHN", type="state", label={"fr": "Chine", "en": "China"}),
        "PRK": Actor(id="PRK", type="state", label={"fr": "Corée du Nord"}),
        "USA": Actor(id="USA", type="state", label={"fr": "États-Unis"}),
    }


def make_claim(id_, source, kind, target, sentence, trigger, **changes):
    words = {"source": sentence, "target": sentence, "sentence": sentence, "trigger": trigger}
    fields = {
        "id": id_, "source": source, "target": target, "source_actor": source,
        "target_actor": target, "type": kind, "rule": "verb", "confidence": 0.5,
        "evidence": Evidence(article="a", **words), **changes,
    }  # fmt: skip
    return Relation.model_validate(fields)


@pytest.fixture
def articles():
    fields = {"title": "L'axe", "outlet": "Le Fil", "url": "https://lefil.example/1"}
    article = Article(id="a", uri="a.txt", text=TEXT, published=date(2024, 5, 1), **fields)
    return {"a": article}


@pytest.fixture
def relations():
    day = EventDate(start=date(2024, 4, 30), end=date(2024, 4, 30), precision="day")
    return [
        make_claim("r1", "CHN", "SUPPORT", "PRK", (0, 25), (6, 14), date=day),
        make_claim("r2", "CHN", "SUPPORT", "PRK", (0, 25), (6, 14), confidence=0.25),
        make_claim("r3", "CHN", "AID", "PRK", (0, 25), (6, 14)),
        make_claim("r4", "USA", "ACCUSE", "CHN", (26, 50), (37, 43), mode="allege"),
    ]


@pytest.fixture
def graph(relations, articles):
    return build_graph(relations, Gazetteer(), load_ontology(), articles=articles)


@pytest.fixture
def source(graph, relations, articles):
    return Export(graph, tuple(relations), articles)
