"""Who says it: the subject of a speech verb, an inverted one, a source named by "selon"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.relations.arguments import Argument, ArgumentFinder
from kg.relations.tree import MAX_CLIMB, dep

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from spacy.tokens import Span, Token

    from kg.relations.triggers import OperatorMatch

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
        self._sources: dict[int, Token | None] = {}

    def of(self, token: Token) -> list[Argument]:
        """Actors who say the clause that `token` stands in, nearest speech verb first."""
        current = token
        for _ in range(MAX_CLIMB):
            head = current.head
            if head == current:
                break
            if dep(current) in {"ccomp", "xcomp", "parataxis"} and self._says(head):
                return self.subjects(head)
            current = head
        beside = self.beside(token)
        if beside is not None:
            return self.subjects(beside)
        source = self.named_source(token.sent)
        return self._finder.fill(source, "source", "speaker", loose=True) if source else []

    def subjects(self, verb: Token) -> list[Argument]:
        """Actors who are the subject of a speech verb."""
        found: list[Argument] = []
        for token in self._finder.tree.subjects(verb):
            found += self._finder.fill(token, "source", "speaker", loose=True)
        return found

    def beside(self, token: Token) -> Token | None:
        """A speech verb set beside the sentence: "…, a déclaré X"."""
        for child in token.sent.root.children:
            if dep(child) in {"parataxis", "ccomp"} and self._says(child):
                inside = child.left_edge.i <= token.i <= child.right_edge.i
                if not inside:
                    return child
        return None

    def named_source(self, sentence: Span) -> Token | None:
        """The noun that "selon", "according to" introduces."""
        if sentence.start not in self._sources:
            named = (
                token.head
                for token in sentence
                if token.lower_ in self._attribution and dep(token) in {"case", "mark", "advmod"}
            )
            self._sources[sentence.start] = next(named, None)
        return self._sources[sentence.start]

    def _says(self, verb: Token) -> bool:
        operator = self._operators.get(verb.i)
        return operator is not None and operator.operator.effect == "said"


def phrase(noun: Token) -> str:
    """The noun with what stands before it, for sources that are no actors ("des experts")."""
    start = noun.left_edge.i
    while start < noun.i and noun.doc[start].pos_ in {"ADP", "PUNCT", "SPACE"}:
        start += 1
    return str(noun.doc[start : noun.i + 1].text)
