"""Claims, and the few actors they are about."""

from __future__ import annotations

from datetime import date

import pytest

from kg.graph import build_graph
from kg.ontology import load_ontology
from kg.records import Actor, Article, EventDate, Evidence, Relation, relation_id


class Gazetteer:
    """What building a graph needs of one."""

    actors = {
        "CHN": Actor(id="CHN", type="state", label={"fr": "Chine", "en": "China"}),
        "PRK": Actor(id="PRK", type="state", label={"fr": "Corée du Nord", "en": "North Korea"}),
        "USA": Actor(id="USA", type="state", label={"fr": "États-Unis", "en": "United States"}),
        "per:XI_JINPING": Actor(
            id="per:XI_JINPING", type="person", label={"fr": "Xi Jinping"}, affiliation="CHN"
        ),
    }


@pytest.fixture
def gazetteer():
    return Gazetteer()


@pytest.fixture
def claim():
    """Make a relation out of "CHN SUPPORT PRK"."""
    count = iter(range(1000))

    def make(words: str, day: date | None = None, article: str = "a", **changes: object):
        source, kind, target = words.split()
        at = next(count)
        evidence = Evidence(
            article=article, sentence=(at, at + 9), trigger=(3, 4), source=(0, 1), target=(6, 7)
        )
        fields = {
            "id": relation_id(evidence, kind, source, target),
            "source": source,
            "target": target,
            "source_actor": source,
            "target_actor": target,
            "type": kind,
            "evidence": evidence,
            "date": EventDate(start=day, end=day, precision="day") if day else None,
            "rule": "verb",
            "confidence": 0.5,
            **changes,
        }
        return Relation.model_validate(fields)

    return make


@pytest.fixture
def build(gazetteer):
    def build(relations, **options):
        return build_graph(relations, gazetteer, load_ontology(), **options)

    return build


@pytest.fixture
def graph(build, claim):
    """Make a graph out of claims in words."""
    return lambda *words, **options: build([claim(w) for w in words], **options)


@pytest.fixture
def article():
    def make(id_: str, **fields: object):
        return Article.model_validate({"id": id_, "uri": f"{id_}.txt", "text": "…", **fields})

    return make
