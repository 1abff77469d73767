"""Which phrases belong to a word, by the prepositions that introduce them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.relations.guesses import CLAUSE_ENDS, REACH

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kg.lang import Syntax
    from kg.relations.governors import Governors
    from kg.relations.words import Word

__all__ = ["Phrases"]

#: Steps from a prepositional phrase up to the word it belongs to, when attached too low.
MAX_DETOUR = 2

_LABELS = frozenset({"obl", "nmod", "iobj", "obj", "advmod", "dep", "xcomp", "appos"})
_PASSING = frozenset({"NOUN", "PROPN", "ADP", "ADV"})


class Phrases:
    """The phrases of one text; those of a word are looked for once."""

    def __init__(self, syntax: Syntax, governors: Governors) -> None:
        self._locative = frozenset(syntax.locative)
        self._several = tuple(words for words in syntax.locative if " " in words)
        self._governors = governors
        self._below: dict[Word, list[Word]] = {}
        self._introduced: dict[Word, dict[str, list[Word]]] = {}
        self._ahead: dict[Word, dict[str, Word]] = {}

    def below(self, head: Word) -> Sequence[Word]:
        """Nominals below `head`, directly or through nouns that took their phrase from it."""
        if head not in self._below:
            self._below[head] = self._find_below(head)
        return self._below[head]

    def introduced(self, head: Word, preposition: str) -> Sequence[Word]:
        """Those below `head` that a preposition introduces."""
        if head not in self._introduced:
            found = self._introduced[head] = {}
            for word in self.below(head):
                found.setdefault(_slot(word), []).append(word)
        return self._introduced[head].get(preposition, ())

    def ahead(self, head: Word, preposition: str) -> Word | None:
        """The first word after `head` that a preposition introduces, up to a finite verb."""
        if head not in self._ahead:
            found = self._ahead[head] = {}
            for word in head.sentence.cut(head.i + 1, head.i + REACH):
                if word.text in CLAUSE_ENDS or "VerbForm=Fin" in word.morph:
                    break
                found.setdefault(_slot(word), word)
        return self._ahead[head].get(preposition)

    def is_locative(self, word: Word) -> bool:
        """Whether the words before a phrase place it: "à", "au large de", "near"."""
        if word.case in self._locative:
            return True
        start = word.first
        before = word.sentence.text_of(word.sentence.cut(start - 2, start + 3)).lower()
        return any(f"{words} " in f"{before} " for words in self._several)

    def _find_below(self, head: Word) -> list[Word]:
        found: list[Word] = []
        frontier = [(head, 0)]
        while frontier:
            current, steps = frontier.pop()
            for child in current.children:
                if child.dep in _LABELS:
                    found.append(child)
                    if steps < MAX_DETOUR and child.pos in _PASSING:
                        frontier.append((child, steps + 1))
                elif self._opens(child, current is head):
                    frontier.append((child, steps))
        return sorted(found, key=lambda word: word.i)

    def _opens(self, child: Word, direct: bool) -> bool:
        """Participles ("imposées à B") and nouns inside prepositions carry their head's phrases."""
        if child.dep == "acl":
            return direct and self._governors.lends(child)
        return child.dep in {"fixed", "case"} and child.pos == "NOUN"


def _slot(word: Word) -> str:
    """The slot a phrase is introduced for: that of a complex preposition, else its case."""
    return word.case if word.complex is None else word.complex
