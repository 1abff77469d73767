"""Demonyms that are nouns: "les Russes" act for their state, "deux Russes" and who flees do not."""

from __future__ import annotations

from spacy.tokens import Token

from kg.lang.words import Words
from kg.mentions.found import Found
from kg.mentions.text import Text, WordSet, fold, key_of
from kg.records.mention import MentionUse

__all__ = ["Nationals"]


class Nationals:
    """Tells a nation that stands for its government from some of its people."""

    def __init__(self, words: Words) -> None:
        self.indefinite = WordSet(words.indefinite)
        self.singular = WordSet(words.singular_articles)
        self.locative = WordSet(words.locative)
        self.genitive = {key_of(phrase) for phrase in words.genitive}
        self.crowd = tuple(fold(stem) for stem in words.crowd_stems) or ("\0",)
        self.victims = tuple(fold(stem) for stem in words.victim_stems) or ("\0",)
        self.before_noun = words.attributive_before

    def use(self, text: Text, hit: Found) -> MentionUse:
        """Agent or other; a deed or a fate that only people have settles it."""
        if text.parsed and self._as_people(text.head(hit.first, hit.end - 1)):
            return "other"
        before = text.before(hit.first)
        if before is None:
            return "agent" if hit.number != "sg" else "other"
        if self.indefinite.has(before.text) or before.text.isdigit():
            return "other"
        if self._some_of_them(text, hit.first):
            return "other"
        if self.singular.has(before.text) and hit.number != "pl":
            return "other"
        if hit.number == "sg" and not self.before_noun:
            return "other"
        return "other" if self.locative.has(before.text) else "agent"

    def _as_people(self, token: Token) -> bool:
        """ "Syrians fled", "les Américains enlevés": what a government does not do or suffer."""
        while token.dep_ == "conj" and token.head.i != token.i:
            token = token.head
        deeds = self.victims if token.dep_ == "nsubj:pass" else self.crowd
        if token.dep_.startswith("nsubj") and _begins(token.head, deeds):
            return True
        return any(c.dep_.startswith("acl") and _begins(c, self.victims) for c in token.children)

    def _some_of_them(self, text: Text, first: int) -> bool:
        """ "Des milliers d'Afghans", "thousands of Afghans"."""
        for size in (2, 1):
            start = first - size
            if start < 1 or not all(text.atoms[i].glued for i in range(start, first + 1)):
                continue
            if tuple(text.keys[start:first]) in self.genitive:
                return self.indefinite.has(text.atoms[start - 1].text)
        return False


def _begins(token: Token, stems: tuple[str, ...]) -> bool:
    return fold(token.text).startswith(stems) or fold(token.lemma_).startswith(stems)
