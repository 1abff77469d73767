"""Stages without spaCy, for tests of everything that stands around them: a Doc is its text.

`fakes` puts them in the place of the real ones; what a text must hold to break a stage, or to take
its time, is in `FakeStages`.
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from typing import Any

import pytest

from kg.pipeline import Stages
from kg.records import Document, Evidence, Mention, Relation, relation_id


class FakeStages:
    """Parses texts to themselves, keeps a log, and breaks on the word that names the stage."""

    def __init__(self, lang: str) -> None:
        self.lang = lang
        self.batches: list[list[str]] = []

    def parse_many(self, texts: Sequence[str]) -> Iterator[Any]:
        self.batches.append(list(texts))
        for text in texts:
            if "SLOW" in text:
                time.sleep(0.2)
            if "BREAKPARSE" in text:
                raise RuntimeError("parser fell over")
            yield text

    def find(self, doc: Any, document: Document) -> Sequence[Mention]:
        if "BREAKFIND" in doc:
            raise ValueError("finder fell over")
        return [Mention(start=0, end=5, surface=doc[:5], kind="name", actors=("CHN",))]

    def extract(self, doc: Any, document: Document) -> Sequence[Relation]:
        if "BREAKEXTRACT" in doc:
            raise KeyError("extractor fell over")
        text = document.article.text
        evidence = Evidence(
            article=document.article.id,
            sentence=(0, len(text)),
            trigger=(6, 8),
            source=(0, 5),
            target=(9, 10),
        )
        return [
            Relation(
                id=relation_id(evidence, "SUPPORT", "CHN", "PRK"),
                source="CHN",
                target="PRK",
                source_actor="CHN",
                target_actor="PRK",
                type="SUPPORT",
                evidence=evidence,
                rule=self.lang,
                confidence=0.9,
            )
        ]

    def explain(self, doc: Any, document: Document) -> Any:
        return f"explained {doc}"


class Fakes:
    """Stands for `kg.pipeline.load_stages` and keeps what it made, by language."""

    def __init__(self) -> None:
        self.made: dict[str, FakeStages] = {}

    def __call__(self, lang: str, settings: object, gazetteer: object) -> Stages:
        fake = self.made[lang] = FakeStages(lang)
        return Stages(fake.parse_many, fake.find, fake.extract, fake.explain)


@pytest.fixture
def fakes(monkeypatch: pytest.MonkeyPatch) -> Fakes:
    made = Fakes()
    monkeypatch.setattr("kg.pipeline.load_stages", made)
    return made
