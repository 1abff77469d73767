"""Relations as a spaCy component, for users who add them to a pipeline of their own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from spacy.language import Language
from spacy.tokens import Doc

from kg.gazetteer import load_gazetteer
from kg.lang import load_pack
from kg.ontology import load_ontology
from kg.records import Article, Document
from kg.relations.extractor import RelationExtractor

if TYPE_CHECKING:
    from spacy.language import PipeCallable

__all__ = ["make_relations"]

for _name in ("mentions", "relations"):
    if not Doc.has_extension(_name):
        Doc.set_extension(_name, default=())
if not Doc.has_extension("document"):
    Doc.set_extension("document", default=None)


@Language.factory("kg_relations", requires=["token.dep"], assigns=["doc._.relations"])
def make_relations(nlp: Language, name: str) -> PipeCallable:
    """Component that reads ``doc._.mentions`` and leaves relations in ``doc._.relations``.

    ``doc._.document`` may carry the article, for its date and id.
    """
    extractor = RelationExtractor(load_pack(nlp.lang), load_gazetteer(), load_ontology())

    def annotate(doc: Doc) -> Doc:
        document = doc._.document or Document(
            article=Article(id="", uri="", text=doc.text), lang=nlp.lang or ""
        )
        extractor.extract(doc, document)
        return doc

    return annotate
