"""Texts about sport: there a country's name is its team, and acts for no government."""

from __future__ import annotations

from kg.lang.words import Words
from kg.mentions.found import Found
from kg.mentions.text import Text, Trie, key_of

__all__ = ["Sport"]

#: A text is about sport with so many different words of it, in this share of its sentences.
_WORDS, _SHARE = 2, 0.4
_NATIONS = ("name", "demonym")


class Sport:
    """Knows words that only games have: "match nul", "goalkeeper"."""

    def __init__(self, words: Words) -> None:
        self.phrases: Trie[bool] = Trie()
        for phrase in words.sport:
            self.phrases.add(key_of(phrase), True)

    def settle(self, text: Text, hits: list[Found]) -> None:
        """Where the text is about sport, nations in its sentences are teams."""
        if not any(hit.kind in _NATIONS and hit.use == "agent" for hit in hits):
            return
        words, sentences = self._spoken(text)
        total = len(set(text.sentence_of_token))
        if len(words) < _WORDS or len(sentences) < _SHARE * total:
            return
        for hit in hits:
            if hit.kind in _NATIONS and hit.being == "state" and hit.use == "agent":
                hit.use, hit.method = "other", hit.method or "sport"

    def _spoken(self, text: Text) -> tuple[set[str], set[int]]:
        words, sentences = set[str](), set[int]()
        for at in range(len(text.atoms)):
            found = self.phrases.walk(text.keys, at, text.limits[at])
            if found:
                words.add(" ".join(text.keys[at : found[0][0]]))
                sentences.add(text.sentence(at))
        return words, sentences
