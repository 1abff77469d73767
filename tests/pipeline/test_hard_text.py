"""Text as newspapers set it, through the real stages: who does what to whom, and where."""

from __future__ import annotations

import tracemalloc

import pytest

from kg.gazetteer import load_gazetteer
from kg.lang import load_pack
from kg.mentions import MentionFinder
from kg.nlp import load_pipeline, parse
from kg.ontology import load_ontology
from kg.pipeline import Extraction, Pipeline
from kg.records import Article, Document
from kg.relations import RelationExtractor
from kg.settings import load_settings


@pytest.fixture(scope="module")
def pipeline() -> Pipeline:
    return Pipeline(load_settings(), run="r1")


def extraction(pipeline: Pipeline, text: str, lang: str) -> Extraction:
    (result,) = pipeline.process([Article(id="1", uri="1.txt", text=text, lang=lang)])
    assert isinstance(result, Extraction)
    return result


@pytest.mark.parametrize(
    ("lang", "text", "expected"),
    [
        ("fr", "WASHINGTON SANCTIONNE TÉHÉRAN", ("USA", "IRN", "SANCTION")),
        ("fr", "LA COREE DU NORD MENACE LES ETATS-UNIS", ("PRK", "USA", "THREATEN")),
        ("fr", "PARIS, 3 mars (Reuters) - La Chine a condamné l’Iran.", ("CHN", "IRN", "ACCUSE")),
        ("fr", "(AFP)\u00a0– La Chine a condamné l’Iran.", ("CHN", "IRN", "ACCUSE")),
        ("fr", "🇨🇳 La Chine a condamné l’Iran 🔥", ("CHN", "IRN", "ACCUSE")),
        ("fr", "• La Chine a condamné l’Iran\n• Hausse des prix", ("CHN", "IRN", "ACCUSE")),
        ("fr", "« La Chine a condamné l’Iran.", ("CHN", "IRN", "ACCUSE")),
        ("fr", "La Chi\u00adne a con\u00addamné l’Iran.", ("CHN", "IRN", "ACCUSE")),
        ("en", "US SANCTIONS TEHRAN OVER DRONES", ("USA", "IRN", "SANCTION")),
        ("en", "BEIJING, March 3 (AP) — China condemned Iran.", ("CHN", "IRN", "ACCUSE")),
    ],
)
def test_relation_survives(
    pipeline: Pipeline, lang: str, text: str, expected: tuple[str, str, str]
) -> None:
    found = extraction(pipeline, text, lang)
    triples = [(r.source, r.target, r.type) for r in found.relations]
    assert triples == [expected]


def test_spans_of_a_line_in_capitals_slice_the_text_given(pipeline: Pipeline) -> None:
    text = "WASHINGTON SANCTIONNE TÉHÉRAN\nParis se tait."
    (relation,) = extraction(pipeline, text, "fr").relations
    spans = (relation.evidence.source, relation.evidence.trigger, relation.evidence.target)
    assert [text[slice(*span)] for span in spans] == ["WASHINGTON", "SANCTIONNE", "TÉHÉRAN"]


def test_memory_of_relations_grows_with_an_enumeration_and_not_its_square() -> None:
    pack, gazetteer = load_pack("fr"), load_gazetteer()
    finder = MentionFinder(pack, gazetteer)
    extractor = RelationExtractor(pack, gazetteer, load_ontology())

    def peak(times: int) -> int:
        text = "la Chine, la Russie, l’Iran et " * times
        doc = parse(load_pipeline("fr"), text)
        finder.find(doc)
        document = Document(article=Article(id="1", uri="1.txt", text=text), lang="fr")
        tracemalloc.start()
        extractor.extract(doc, document)
        most = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return most

    peak(1)
    assert peak(1200) < 8 * peak(300)
