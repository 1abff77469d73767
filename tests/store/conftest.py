"""Small articles with relations, as the pipeline would hand them over."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

from kg.records import (
    Article,
    Document,
    EventDate,
    Evidence,
    Mention,
    Relation,
    Unresolved,
    article_id,
    relation_id,
)
from kg.store import DatasetStore, Store, open_store


@dataclass(frozen=True)
class Extraction:
    """What a pipeline makes of one article."""

    document: Document
    mentions: tuple[Mention, ...] = ()
    relations: tuple[Relation, ...] = ()
    unresolved: tuple[Unresolved, ...] = ()


Extract = Callable[..., Extraction]

#: Every implementation passes the same tests.
IMPLEMENTATIONS = {"dataset": open_store}


@pytest.fixture(params=IMPLEMENTATIONS)
def opener(request: pytest.FixtureRequest) -> Callable[..., Store]:
    return IMPLEMENTATIONS[request.param]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "world.kg"


@pytest.fixture
def store(opener: Callable[..., Store], folder: Path) -> Iterator[Store]:
    with opener(folder, "w", version="1") as opened:
        yield opened


@pytest.fixture
def dataset(folder: Path) -> Iterator[DatasetStore]:
    with open_store(folder, "w", version="1") as opened:
        yield opened


@pytest.fixture
def extract() -> Extract:
    """Make an extraction: "CHN SUPPORT PRK" claims, one sentence each, in one article."""
    return _extract


def _extract(
    *claims: str,
    uri: str = "a.txt",
    day: date | None = date(2024, 5, 1),
    dated: bool = True,
    version: str = "1",
    **changes: object,
) -> Extraction:
    text = " ".join(f"{claim}." for claim in claims) or "Rien."
    article = Article(
        id=article_id(uri, text), uri=uri, text=text, outlet="Le Fil", published=day, lang="fr"
    )
    relations, mentions, start = [], [], 0
    for claim in claims:
        source, kind, target = claim.split()
        middle = start + len(source) + 1
        last = middle + len(kind) + 1
        end = last + len(target)
        evidence = Evidence(
            article=article.id,
            sentence=(start, end + 1),
            trigger=(middle, middle + len(kind)),
            source=(start, start + len(source)),
            target=(last, end),
        )
        when = EventDate(start=day, end=day, precision="day") if day and dated else None
        fields = {
            "id": relation_id(evidence, kind, source, target),
            "source": source,
            "target": target,
            "source_actor": source,
            "target_actor": target,
            "type": kind,
            "date": when,
            "evidence": evidence,
            "rule": "verb",
            "confidence": 0.8,
            "version": version,
            **changes,
        }
        relations.append(Relation.model_validate(fields))
        for name, at in ((source, start), (target, last)):
            mentions.append(
                Mention(start=at, end=at + len(name), surface=name, kind="name", actors=(name,))
            )
        start = end + 2
    document = Document(article=article, lang="fr")
    return Extraction(document, tuple(mentions), tuple(relations))
