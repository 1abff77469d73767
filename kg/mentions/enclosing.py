"""Names of actors inside longer names of somebody else: "Chad Smith", "Air France", "mer de Chine".

The pipeline's recogniser of names (``doc.ents``) says what the longer name is; where the pipeline
has none, nothing changes.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from spacy.tokens import Span

from kg.lang.words import Words
from kg.mentions.found import Found
from kg.mentions.text import Text, words_of

__all__ = ["Enclosing"]

_LABELS = {
    "PER": "person",
    "PERSON": "person",
    "ORG": "organisation",
    "LOC": "place",
    "GPE": "place",
    "FAC": "place",
}
#: Kinds of names that are no person's and take no part in one, unless a person is called so.
_PLACES = frozenset(("short", "alias", "capital", "city", "former"))


class _Whole(NamedTuple):
    """Atoms of a recognised name of several words, and what it names."""

    first: int
    end: int
    what: str


class Enclosing:
    """Takes back what the gazetteer found inside names of others."""

    def __init__(self, words: Words) -> None:
        self.spoken_of = words_of(words.beside) | {
            word for title in words.titles for word in words_of([title])
        }
        self.particles = words_of(words.particles)
        self.head_last = words.attributive_before

    def free(self, text: Text, hits: list[Found]) -> list[Found]:
        """Return `hits` without states and cities that are part of a person's name."""
        persons = [whole for whole in _wholes(text) if whole.what == "person"]
        if not persons:
            return hits
        return [hit for hit in hits if not any(self._of(text, w, hit, hits) for w in persons)]

    def _of(self, text: Text, whole: _Whole, hit: Found, hits: list[Found]) -> bool:
        if not _inside(whole, hit) or not hit.entries or hit.parts:
            return False
        if not all(entry.name.kind in _PLACES for entry in hit.entries):
            return False
        if any(text.atoms[i].text.isupper() for i in range(hit.first, hit.end)):
            return False
        rest = [i for i in range(whole.first, whole.end) if not hit.first <= i < hit.end]
        if any(other is not hit and other.first in rest for other in hits):
            return False  # "Chine Xi Jinping": two names, wrongly taken for one
        return all(self._personal(text, i) for i in rest)

    def _personal(self, text: Text, at: int) -> bool:
        atom = text.atoms[at]
        if atom.key in self.particles:
            return True
        return atom.capital and not atom.text.isupper() and atom.key not in self.spoken_of

    def settle(self, text: Text, hits: list[Found]) -> None:
        """Let names inside those of bodies act for nobody, inside those of places be a place."""
        wholes = [whole for whole in _wholes(text) if whole.what != "person"]
        for hit in hits:
            if hit.fixed or hit.being != "state" or hit.kind not in ("name", "capital", "city"):
                continue
            for whole in wholes:
                if _inside(whole, hit) and text.atoms[whole.first].capital:
                    self._settle(hit, whole)

    def _settle(self, hit: Found, whole: _Whole) -> None:
        if whole.what == "organisation":
            hit.use, hit.fixed, hit.method = "other", True, "part of a name"
            return
        # "Chine populaire" and "mainland China" are China, "mer de Chine" and "China Sea" are not.
        heads = hit.end == whole.end if self.head_last else hit.first == whole.first
        if not heads:
            hit.use, hit.fixed, hit.method = "place", True, "part of a name"


def _inside(whole: _Whole, hit: Found) -> bool:
    longer = whole.end - whole.first > hit.end - hit.first
    return longer and whole.first <= hit.first and hit.end <= whole.end


def _tells(span: Span) -> bool:
    """Whether what the recogniser took for a name is half a sentence: "Union soviétique offrit"."""
    return any(token.pos_ in ("VERB", "AUX") and token.is_lower for token in span)


def _wholes(text: Text) -> Iterator[_Whole]:
    """The recognised names of more than one atom."""
    ents = [span for span in text.doc.ents if span.label_ in _LABELS and not _tells(span)]
    if not ents:
        return
    at = 0
    for span in ents:
        while at < len(text.atoms) and text.atoms[at].start < span.start_char:
            at += 1
        first = at
        while at < len(text.atoms) and text.atoms[at].end <= span.end_char:
            at += 1
        if at - first > 1:
            yield _Whole(first, at, _LABELS[span.label_])
