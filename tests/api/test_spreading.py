"""Workers change nothing but the time it takes, not even when one of them dies."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import pytest

from kg.api import spreading
from kg.engines import ShardResult
from kg.errors import PipelineError
from kg.gazetteer import load_gazetteer
from kg.pipeline import Extraction
from kg.records import Article, Failure
from kg.settings import load_settings

TEXT = "Pékin soutient Pyongyang et condamne Washington."


def engine_that_dies(fn: Any, shards: Iterable[Any], **options: Any) -> Iterator[ShardResult]:
    """Stands for an engine whose workers do not survive the text KILLER."""
    options["initializer"](*options["initargs"])
    for index, shard in enumerate(shards):
        if any("KILLER" in item.text for item in shard if isinstance(item, Article)):
            yield ShardResult(index, error="its worker died (exit code -9), 2 times", attempts=2)
        else:
            yield ShardResult(index, fn(shard))


@pytest.fixture
def workers(monkeypatch: pytest.MonkeyPatch, fakes: object) -> None:
    monkeypatch.setattr("kg.engines.get_engine", lambda name: engine_that_dies)


def run(articles: list[Article | Failure]) -> list[Extraction | Failure]:
    settings = load_settings(workers=2, batch_size=4)
    return list(spreading.process(articles, settings, load_gazetteer()))


def article(key: int, text: str = TEXT) -> Article:
    return Article(id=str(key), uri=f"{key}.txt", text=text)


@pytest.mark.usefixtures("workers")
def test_an_article_that_kills_its_worker_fails_alone_and_in_its_place() -> None:
    articles: list[Article | Failure] = [article(i) for i in range(10)]
    articles[5] = article(5, f"{TEXT} KILLER")
    articles[6] = Failure(uri="6.txt", reason="binary data")
    results = run(articles)
    ids = [r.document.article.id if isinstance(r, Extraction) else r.uri for r in results]
    assert ids == ["0", "1", "2", "3", "4", "5.txt", "6.txt", "7", "8", "9"]
    died = results[5]
    assert isinstance(died, Failure)
    assert (died.stage, died.article) == ("worker", "5")
    assert "worker died" in died.reason
    assert results[6] == articles[6]


@pytest.mark.usefixtures("workers")
def test_a_language_that_cannot_be_used_stops_the_run(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(*_: object) -> None:
        raise PipelineError("not installed", where="fr")

    monkeypatch.setattr("kg.pipeline.load_stages", missing)
    with pytest.raises(PipelineError, match="not installed"):
        run([article(1)])
