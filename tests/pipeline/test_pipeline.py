"""Order is kept, languages are parted, and one bad article never takes another with it."""

from __future__ import annotations

import pytest

from kg import __version__
from kg.errors import PipelineError
from kg.pipeline import BATCH_CHARS, Extraction, Pipeline
from kg.records import Article, Failure
from kg.settings import load_settings


@pytest.fixture
def pipeline(fakes) -> Pipeline:
    return Pipeline(load_settings(batch_size=4), run="r1")


FR = "Pékin soutient Pyongyang et condamne Washington."
EN = "Beijing supports Pyongyang and condemns Washington."


def article(key: str, text: str, **fields: str) -> Article:
    return Article(id=key, uri=f"{key}.txt", text=text, **fields)


def ids(results: list[Extraction | Failure]) -> list[str | None]:
    return [
        result.document.article.id if isinstance(result, Extraction) else result.article
        for result in results
    ]


def test_order_is_kept_whatever_the_languages(pipeline: Pipeline) -> None:
    articles = [article(str(i), FR if i % 3 else EN) for i in range(11)]
    results = list(pipeline.process(articles))
    assert ids(results) == [str(i) for i in range(11)]
    rules = [r.relations[0].rule for r in results if isinstance(r, Extraction)]
    assert rules == ["fr" if i % 3 else "en" for i in range(11)]


def test_texts_of_one_language_are_parsed_together(pipeline: Pipeline, fakes) -> None:
    list(pipeline.process([article("1", FR), article("2", EN), article("3", FR)]))
    assert fakes.made["fr"].batches == [[FR, FR]]


def test_letters_written_apart_are_parsed_whole_and_spans_hold_in_the_text_stored(
    pipeline: Pipeline, fakes
) -> None:
    apart = "Pe\u0301kin a sou\u00adtenu Pyongyang."
    (result,) = pipeline.process([article("1", apart)])
    assert fakes.made["fr"].batches == [["Pékin a soutenu Pyongyang."]]
    assert isinstance(result, Extraction)
    assert result.document.article.text == apart
    assert (result.mentions[0].end, result.mentions[0].surface) == (6, "Pe\u0301kin")
    evidence = result.relations[0].evidence
    assert (evidence.sentence, evidence.source, evidence.target) == ((0, 28), (0, 6), (10, 11))


def test_long_articles_do_not_share_a_batch(pipeline: Pipeline, fakes) -> None:
    long = (FR + "\n") * (BATCH_CHARS // len(FR))
    list(pipeline.process([article("1", long), article("2", long)]))
    assert [len(batch) for batch in fakes.made["fr"].batches] == [1, 1]


@pytest.mark.parametrize(
    ("word", "stage"),
    [("BREAKPARSE", "parse"), ("BREAKFIND", "mentions"), ("BREAKEXTRACT", "relations")],
)
def test_a_broken_article_is_a_failure_in_its_place(
    pipeline: Pipeline, word: str, stage: str
) -> None:
    texts = [FR, f"{FR} {word}", FR, FR, FR]
    results = list(pipeline.process([article(str(i), text) for i, text in enumerate(texts)]))
    assert ids(results) == ["0", "1", "2", "3", "4"]
    assert [isinstance(result, Failure) for result in results] == [False, True, False, False, False]
    failed = results[1]
    assert isinstance(failed, Failure)
    assert (failed.stage, failed.uri) == (stage, "1.txt")
    assert "fell over" in failed.reason
    assert failed.hint


def test_foreign_and_empty_texts_fail_and_earlier_failures_pass_through(pipeline: Pipeline) -> None:
    german = "Die Bundesregierung hat am Dienstag neue Sanktionen gegen Russland beschlossen."
    read = Failure(uri="x.txt", reason="binary data")
    results = list(
        pipeline.process([article("1", german), read, article("2", "12"), article("3", FR)])
    )
    assert results[1] is read
    assert [type(result) for result in results] == [Failure, Failure, Failure, Extraction]
    first = results[0]
    assert isinstance(first, Failure)
    assert "German" in first.reason
    assert first.stage == "language"


def test_relations_say_which_version_and_run_found_them(pipeline: Pipeline) -> None:
    (result,) = pipeline.process([article("1", FR)])
    assert isinstance(result, Extraction)
    assert (result.relations[0].version, result.relations[0].run) == (__version__, "r1")


def test_a_language_that_cannot_be_used_stops_the_run() -> None:
    def missing(*_: object) -> None:
        raise PipelineError("not installed", where="fr")

    with pytest.raises(PipelineError):
        list(Pipeline(loader=missing).process([article("1", FR)]))


def test_articles_are_taken_as_they_are_needed(pipeline: Pipeline) -> None:
    taken = []

    def endless():
        for i in range(1_000):
            taken.append(i)
            yield article(str(i), FR)

    next(pipeline.process(endless()))
    assert len(taken) <= pipeline.settings.batch_size + 1


def test_explaining_gives_document_doc_and_reasons(pipeline: Pipeline) -> None:
    document, doc, why, unresolved = pipeline.explain(article("1", FR))
    assert (document.lang, doc, why) == ("fr", FR, f"explained {FR}")
    assert unresolved == ()
