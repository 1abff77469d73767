"""Relations in a pipeline of the user's own."""

from __future__ import annotations

from datetime import date

import pytest
import spacy
from spacy.language import Language
from spacy.tokens import Doc

import kg.mentions
import kg.relations
from kg.records import Article, Document
from tests.relations.parses import parse

#: Importing a stage makes its component known to spaCy.
STAGES = kg.mentions.MentionFinder, kg.relations.RelationExtractor

TABLE = """
Moscou   Moscou   PROPN nsubj 2
soutient soutenir VERB root 0 VerbForm=Fin
Téhéran  Téhéran  PROPN obj 2
"""


@pytest.fixture(scope="module")
def nlp() -> Language:
    """A pipeline that parses nothing; the Docs that it is given are parsed by hand."""
    pipeline = spacy.blank("fr")
    pipeline.add_pipe("kg_mentions")
    pipeline.add_pipe("kg_relations")
    return pipeline


@pytest.fixture
def doc() -> Doc:
    return parse(TABLE)


def test_relations_are_left_in_the_doc(nlp: Language, doc: Doc) -> None:
    (relation,) = nlp(doc)._.relations
    assert (relation.source, relation.target, relation.type) == ("RUS", "IRN", "SUPPORT")
    assert doc.text[slice(*relation.evidence.source)] == "Moscou"


def test_a_document_gives_its_id_and_date(nlp: Language, doc: Doc) -> None:
    article = Article(id="a7", uri="a", text=doc.text, published=date(2021, 3, 4))
    doc._.document = Document(article=article, lang="fr")
    (relation,) = nlp(doc)._.relations
    assert relation.evidence.article == "a7"
    assert relation.date is not None
    assert relation.date.start == date(2021, 3, 4)


def test_without_a_document_there_is_no_date(nlp: Language, doc: Doc) -> None:
    (relation,) = nlp(doc)._.relations
    assert relation.date is None


def test_a_text_without_relations_leaves_none(nlp: Language) -> None:
    doc = nlp(parse(TABLE.replace("soutient soutenir", "longe longer")))
    assert doc._.relations == ()


def test_without_mentions_there_are_no_relations(doc: Doc) -> None:
    pipeline = spacy.blank("fr")
    pipeline.add_pipe("kg_relations")
    assert pipeline(doc)._.relations == ()


def test_an_article_in_another_language_has_its_own_pack() -> None:
    pipeline = spacy.blank("en")
    pipeline.add_pipe("kg_mentions")
    pipeline.add_pipe("kg_relations")
    table = """
    Moscow Moscow PROPN nsubj 2
    supports support VERB root 0 VerbForm=Fin
    Tehran Tehran PROPN obj 2
    """
    (relation,) = pipeline(parse(table))._.relations
    assert (relation.source, relation.target) == ("RUS", "IRN")
