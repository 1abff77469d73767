"""Whether a city is what somebody strikes or takes: then its state is the one acted upon."""

from __future__ import annotations

from spacy.tokens import Token

from kg.lang.words import Words
from kg.mentions.found import Found
from kg.mentions.text import Text, WordSet, fold, key_of, words_of

__all__ = ["Strikes"]

_REACH = 4  # words looked back for the act without a parse
_CLIMB = 3  # nouns between the city and the act: "les quartiers est de la ville de X"
_JOINED = ("conj", "appos", "flat")


class Strikes:
    """Knows words for acts that hit or take a place: "bombarder", "la prise de", "strikes on"."""

    def __init__(self, words: Words) -> None:
        self.stems = tuple(fold(stem) for stem in words.strike_stems) or ("\0",)
        self.marks = WordSet(words.strike_marks)
        self.genitive_starts = {key_of(phrase)[0] for phrase in words.genitive}
        self.craft = words_of(words.craft)
        self.lands = words_of(words.land_nouns) | words_of(words.place_nouns)

    def hit(self, text: Text, city: Found) -> bool:
        """Whether `city` is object, passive subject or aim of such an act."""
        token = text.head(city.first, city.end - 1)
        return self._aimed_at(token) if text.parsed else self._after_act(text, city.first)

    def seized(self, text: Text, demonym: Found) -> bool:
        """ "Seized a British tanker": what befalls a ship befalls its flag."""
        if not text.parsed:
            return False
        noun = text.head(demonym.first, demonym.end - 1).head
        return fold(noun.text) in self.craft and self._aimed_at(noun)

    def _aimed_at(self, token: Token) -> bool:
        for _ in range(_CLIMB):
            while token.dep_.partition(":")[0] in _JOINED and token.head.i != token.i:
                token = token.head
            label, head = token.dep_, token.head
            if head.i == token.i:
                return False
            if self._acts(head) and self._suffers(token, label):
                return True
            if not (label.startswith("nmod") and fold(head.text) in self.lands):
                return False
            token = head
        return False

    def _suffers(self, token: Token, label: str) -> bool:
        """Whether the place in the clause is that of who is struck, not of where or who strikes."""
        if label in ("obj", "nsubj:pass", "acl", "compound", "nmod:poss"):
            return True
        if label == "nsubj":
            return False
        cases = [child.text for child in token.children if child.dep_ == "case"]
        return any(self.marks.has(case) or fold(case) in self.genitive_starts for case in cases)

    def _acts(self, head: Token) -> bool:
        return fold(head.text).startswith(self.stems) or (
            bool(head.lemma_) and fold(head.lemma_).startswith(self.stems)
        )

    def _after_act(self, text: Text, at: int) -> bool:
        for step in range(1, _REACH + 1):
            if at - step < 0 or not text.atoms[at - step + 1].glued:
                return False
            if text.keys[at - step].startswith(self.stems):
                between = text.atoms[at - step + 1 : at]
                fit = self.genitive_starts | self.lands
                return all(self.marks.has(atom.text) or atom.key in fit for atom in between)
        return False
