"""The spaCy components put around a trained pipeline, and around a user's own.

kg_paragraphs  before the parser: sentence boundaries that layout and punctuation give away
kg_labels      after it: labels and trees as the rules expect them
kg_lemmas      after the lemmatizer: lemmas by table, and verbs tagged as verbs
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from spacy.language import Language

from kg.nlp.boundaries import mark_boundaries
from kg.nlp.clearnlp import to_universal
from kg.nlp.labels import apply_labels, read_labels
from kg.nlp.lemmas import read_forms
from kg.nlp.repairs import repair
from kg.nlp.trees import cut_sentences

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

__all__ = ["SENTENCE_LIMIT", "Labels", "Lemmas", "Paragraphs"]

#: Tokens in a sentence at most. The longest of the corpora has 160; nothing that follows need fear
#: 10 MB without a stop.
SENTENCE_LIMIT = 400

_VERBS = frozenset({"VERB", "AUX"})
#: Letters up to which a capitalised word may well be the name of somebody.
_NAME = 4
_NOMINAL = frozenset({"NOUN", "ADJ", "ADV"})
_OF_VERBS = frozenset(
    {"nsubj", "nsubj:pass", "obj", "aux", "aux:pass", "expl:subj", "expl:comp", "expl:pass"}
)
_OF_NOUNS = frozenset({"cop", "det", "case", "nmod", "nmod:poss", "amod", "nummod", "compound"})


class Paragraphs:
    """Marks where sentences must and must not start (see boundaries.py), before the parser."""

    def __init__(self, limit: int = SENTENCE_LIMIT) -> None:
        self.limit = limit

    def __call__(self, doc: Doc) -> Doc:
        return mark_boundaries(doc, self.limit)


class Labels:
    """Brings a parse to the labels of a labels.toml at `path`, and mends it.

    Sentences still over `limit` tokens are cut.
    """

    def __init__(self, nlp: Language, path: str, limit: int = SENTENCE_LIMIT) -> None:
        self.map, self.limit = read_labels(path), limit
        parser = dict(nlp.pipeline).get("parser")
        # A label of a lifted arc is "label||head's label" inside the parser.
        self.given = {label.partition("||")[0] for label in getattr(parser, "labels", ())}
        self.scheme = self.map.scheme(self.given)

    def __call__(self, doc: Doc) -> Doc:
        if self.scheme == "clearnlp" and self.map.clearnlp:
            doc = to_universal(doc, self.map.clearnlp)
        return self._cut(repair(apply_labels(doc, self.map.labels)))

    def _cut(self, doc: Doc) -> Doc:
        if not any(sent.end - sent.start > self.limit for sent in doc.sents):
            return doc
        return cut_sentences(doc, self.limit)


class Lemmas:
    """Gives verbs and nouns the lemmas that verbs.tsv and nouns.tsv in the folder `path` know.

    Taggers take rarer verbs for nouns ("cautionnent", "dénonce") while the parser knows better, and
    rules look for verbs: a word that must be one, or is treated as one, is tagged so.
    """

    def __init__(self, path: str) -> None:
        self.verbs = read_forms(Path(path) / "verbs.tsv")
        self.nouns = read_forms(Path(path) / "nouns.tsv")

    def __call__(self, doc: Doc) -> Doc:
        for token in doc:
            if token.pos_ not in _VERBS and self._is_finite(token):
                token.pos_ = "VERB"
                token.set_morph("VerbForm=Fin")  # type: ignore[attr-defined]
            elif token.pos_ in _NOMINAL and self._behaves_as_verb(token):
                token.pos_ = "VERB"
            if token.pos_ in _VERBS:
                token.lemma_ = self.verbs.lemma(token.text, token.lemma_)
            elif token.pos_ == "NOUN":
                token.lemma_ = self.nouns.lemma(token.text, token.lemma_)
        return doc

    def _is_finite(self, token: Token) -> bool:
        """Whether a word can only be a finite verb; names have capitals, but so do openings."""
        opens = token.is_title and bool(token.is_sent_start) and len(token) > _NAME
        return (token.is_lower or opens) and self.verbs.is_finite(token.lower_)

    def _behaves_as_verb(self, token: Token) -> bool:
        found = {child.dep_ for child in token.children}
        shaped = bool(found & _OF_VERBS) and not found & _OF_NOUNS
        return shaped and bool(self.verbs.lemmas(token.lower_))


@Language.factory(
    "kg_paragraphs", default_config={"limit": SENTENCE_LIMIT}, assigns=["token.is_sent_start"]
)
def _paragraphs(nlp: Language, name: str, limit: int) -> Paragraphs:
    return Paragraphs(limit)


@Language.factory(
    "kg_labels",
    default_config={"limit": SENTENCE_LIMIT},
    requires=["token.dep"],
    assigns=["token.dep"],
)
def _labels(nlp: Language, name: str, path: str, limit: int) -> Labels:
    return Labels(nlp, path, limit)


@Language.factory(
    "kg_lemmas", requires=["token.pos", "token.dep"], assigns=["token.pos", "token.lemma"]
)
def _lemmas(nlp: Language, name: str, path: str) -> Lemmas:
    return Lemmas(path)
