"""Who says it: the subject of a speech verb, an inverted one, a source named by "selon"."""

from __future__ import annotations

from itertools import dropwhile
from typing import TYPE_CHECKING

from kg.relations.arguments import Argument, ArgumentFinder
from kg.relations.tree import MAX_CLIMB

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from kg.relations.triggers import OperatorMatch
    from kg.relations.words import Sentence, Word

__all__ = ["Speakers", "phrase"]


class Speakers:
    """Finds speakers in one text."""

    def __init__(
        self,
        finder: ArgumentFinder,
        operators: Mapping[int, OperatorMatch],
        attribution: Iterable[str],
    ) -> None:
        self._finder, self._operators = finder, operators
        self._attribution = frozenset(attribution)
        self._sources: dict[int, Word | None] = {}

    def of(self, token: Word) -> list[Argument]:
        """Actors who say the clause that `token` stands in, nearest speech verb first."""
        current = token
        for _ in range(MAX_CLIMB):
            head = current.head
            if head == current:
                break
            if current.dep in {"ccomp", "xcomp", "parataxis"} and self._says(head):
                return self.subjects(head)
            current = head
        beside = self.beside(token)
        if beside is not None:
            return self.subjects(beside)
        source = self.named_source(token.sentence)
        return self._finder.fill(source, "source", "speaker", loose=True) if source else []

    def subjects(self, verb: Word) -> list[Argument]:
        """Actors who are the subject of a speech verb."""
        found: list[Argument] = []
        for token in self._finder.tree.subjects(verb):
            found += self._finder.fill(token, "source", "speaker", loose=True)
        return found

    def beside(self, token: Word) -> Word | None:
        """A speech verb set beside the sentence: "…, a déclaré X"."""
        for child in token.sentence.root.children:
            if child.dep in {"parataxis", "ccomp"} and self._says(child):
                inside = child.first <= token.i <= child.last
                if not inside:
                    return child
        return None

    def named_source(self, sentence: Sentence) -> Word | None:
        """The noun that "selon", "according to" introduces; "selon laquelle" introduces none."""
        if sentence.start not in self._sources:
            named = (
                token.head
                for token in sentence
                if token.lower in self._attribution
                and token.dep in {"case", "mark", "advmod"}
                and "PronType=Rel" not in token.head.morph
            )
            self._sources[sentence.start] = next(named, None)
        return self._sources[sentence.start]

    def _says(self, verb: Word) -> bool:
        operator = self._operators.get(verb.i)
        return operator is not None and operator.operator.effect == "said"


def phrase(noun: Word) -> str:
    """The noun with what stands before it, for sources that are no actors ("des experts")."""
    before = noun.sentence.cut(noun.first, noun.i)
    said = dropwhile(lambda word: word.pos in {"ADP", "PUNCT", "SPACE"}, before)
    return noun.sentence.text_of([*said, noun])
