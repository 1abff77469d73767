"""A second string for parses that lost an argument: where the actors stand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.relations.arguments import Argument, ArgumentFinder
from kg.relations.governors import acts_of_help
from kg.relations.tree import MAX_CLIMB, is_participle

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kg.relations.triggers import TriggerMatch
    from kg.relations.words import Word

__all__ = ["CLAUSE_ENDS", "REACH", "Guesses"]

#: Words within which an argument is looked for without the parse.
REACH = 14

#: Words within which the last resort looks.
FAR = 18

CLAUSE_ENDS = frozenset({";", ":", "«", "»", "“", "”", '"'})


class Guesses:
    """Finds arguments by position; everything it finds is marked as reached through ``near``."""

    def __init__(
        self,
        finder: ArgumentFinder,
        triggers: Mapping[int, list[TriggerMatch]],
        time_words: frozenset[str],
    ) -> None:
        self.finder, self.tree = finder, finder.tree
        self._triggers, self._time_words = triggers, time_words

    def subject_of(self, verb: Word) -> list[Argument]:
        """The nearest free agent on the left of a verb that has no subject in the tree."""
        if self.tree.is_passive(verb):
            return []
        finite = "VerbForm=Fin" in verb.morph
        finite = finite or any(c.dep == "aux" for c in verb.children)
        if not finite and (verb.dep != "ROOT" or is_participle(verb, "Past")):
            return []
        for token in reversed(verb.sentence.cut(verb.sentence.start, verb.i)):
            if token.text in CLAUSE_ENDS:
                return []
            mention = self.finder.mention_at(token)
            if mention is None or mention.kind in {"demonym", "pronoun"}:
                continue
            head = self.finder.head_of(mention)
            if head.case or head.dep in {"obj", "nmod", "obl"}:
                continue
            return self.finder.fill(head, "source", "near")
        return []

    def object_of(self, match: TriggerMatch, known: set[str]) -> list[Argument]:
        """The agent in the noun phrase that follows a verb, if it is none of `known`."""
        if match.trigger.pos != "verb":
            return []
        genitive = self.tree.syntax.genitive
        start = max(match.tokens) + 1
        for token in match.head.sentence.cut(start, start + REACH):
            form = self.tree.syntax.prepositions.get(token.lower, token.lower)
            if token.pos in {"VERB", "AUX", "SCONJ"} or token.text in {",", *CLAUSE_ENDS}:
                return []
            if token.pos == "ADP" and form not in genitive and not self._opens_time(token):
                return []
            mention = self.finder.mention_at(token)
            if mention is not None and mention.kind != "pronoun":
                found = self.finder.fill(self.finder.head_of(mention), "target", "near")
                return [a for a in found if a.rolled not in known]
        return []

    def next_right(
        self, match: TriggerMatch, known: set[str], prepositions: tuple[str, ...]
    ) -> list[Argument]:
        """The next agent after a trigger in its sentence that is none of `known`.

        It stands alone, after a weak preposition, or after one of `prepositions`.
        """
        syntax = self.tree.syntax
        open_to = {"", *syntax.governed, *syntax.genitive, *prepositions}
        start = max(match.tokens) + 1
        for token in match.head.sentence.cut(start, start + FAR):
            if token.text in {";", ":"}:
                return []
            found = [a for a in self._free(token, known) if self._case(a) in open_to]
            if found:
                return found
        return []

    def _case(self, argument: Argument) -> str:
        return self.finder.text[argument.token].case

    def next_left(self, match: TriggerMatch, known: set[str]) -> list[Argument]:
        """The last agent before a trigger in its sentence that is none of `known`."""
        before = match.head.sentence.cut(match.head.i - FAR, min(match.tokens))
        for token in reversed(before):
            if token.text in {";", ":"}:
                return []
            found = self._free(token, known)
            if found:
                return found
        return []

    def _free(self, token: Word, known: set[str]) -> list[Argument]:
        mention = self.finder.mention_at(token)
        if mention is None or mention.kind == "pronoun":
            return []
        found = self.finder.fill(self.finder.head_of(mention), "target", "far")
        return [a for a in found if a.rolled not in known]

    def _opens_time(self, preposition: Word) -> bool:
        """ "accuse depuis des années Kiev": an adjunct of time between a verb and its object."""
        after = self.finder.text.cut(preposition.i + 1, preposition.i + 5)
        return any(token.lower in self._time_words for token in after)

    def subject_above(self, match: TriggerMatch, known: set[str]) -> list[Argument]:
        """The subject of a clause the trigger stands in, if it is none of `known`."""
        verb = self.tree.governor(match.head)
        for _ in range(MAX_CLIMB):
            if verb is None or self._asks_for(verb, match.head):
                break
            found = self._helped(verb)
            for token in self.tree.subjects(verb) if not found else ():
                found += self.finder.fill(token, "source", "near")
            if found:
                return [a for a in found if a.rolled not in known]
            verb = self.tree.governor(verb)
        return []

    def _asks_for(self, verb: Word, act: Word) -> bool:
        """Whether the act stands in a clause that somebody named after `verb` is to carry out."""
        if verb.key not in self.tree.syntax.object_control:
            return False
        for clause in self.tree.complements(verb):
            if clause is act or clause in act.ancestors:
                between = verb.sentence.cut(verb.i + 1, clause.first)
                return any(self.finder.mention_at(token) is not None for token in between)
        return False

    def _helped(self, verb: Word) -> list[Argument]:
        """ "soutient Moscou dans la guerre": who is helped does the act that the help is for."""
        if not acts_of_help(self._triggers.get(verb.i, ())):
            return []
        patients = [*self.tree.patients(verb), *self.tree.obliques(verb, self.tree.syntax.governed)]
        found = [a for token in patients for a in self.finder.fill(token, "source", "near")]
        return found
