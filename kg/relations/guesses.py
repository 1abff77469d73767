"""A second string for parses that lost an argument: where the actors stand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.relations.arguments import Argument, ArgumentFinder
from kg.relations.tree import MAX_CLIMB, dep, is_participle

if TYPE_CHECKING:
    from collections.abc import Mapping

    from spacy.tokens import Doc, Token

    from kg.relations.triggers import TriggerMatch

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
        doc: Doc,
        finder: ArgumentFinder,
        triggers: Mapping[int, list[TriggerMatch]],
        time_words: frozenset[str],
    ) -> None:
        self.doc, self.finder, self.tree = doc, finder, finder.tree
        self._triggers, self._time_words = triggers, time_words

    def subject_of(self, verb: Token) -> list[Argument]:
        """The nearest free agent on the left of a verb that has no subject in the tree."""
        if self.tree.is_passive(verb):
            return []
        finite = "Fin" in verb.morph.get("VerbForm", [])
        finite = finite or any(dep(c) == "aux" for c in verb.children)
        if not finite and (dep(verb) != "ROOT" or is_participle(verb, "Past")):
            return []
        for i in range(verb.i - 1, verb.sent.start - 1, -1):
            token = self.doc[i]
            if token.text in CLAUSE_ENDS:
                return []
            mention = self.finder.mention_at(token)
            if mention is None or mention.kind in {"demonym", "pronoun"}:
                continue
            head = self.finder.head_of(mention)
            if self.tree.case(head) or dep(head) in {"obj", "nmod", "obl"}:
                continue
            return self.finder.fill(head, "source", "near")
        return []

    def object_of(self, match: TriggerMatch, known: set[str]) -> list[Argument]:
        """The agent in the noun phrase that follows a verb, if it is none of `known`."""
        if match.trigger.pos != "verb":
            return []
        genitive = self.tree.syntax.genitive
        start = max(match.tokens) + 1
        for token in self.doc[start : min(start + REACH, match.head.sent.end)]:
            form = self.tree.syntax.prepositions.get(token.lower_, token.lower_)
            if token.pos_ in {"VERB", "AUX", "SCONJ"} or token.text in {",", *CLAUSE_ENDS}:
                return []
            if token.pos_ == "ADP" and form not in genitive and not self._opens_time(token):
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
        for token in self.doc[start : min(start + FAR, match.head.sent.end)]:
            if token.text in {";", ":"}:
                return []
            found = [a for a in self._free(token, known) if self._case(a) in open_to]
            if found:
                return found
        return []

    def _case(self, argument: Argument) -> str:
        return self.tree.case(self.doc[argument.token])

    def next_left(self, match: TriggerMatch, known: set[str]) -> list[Argument]:
        """The last agent before a trigger in its sentence that is none of `known`."""
        first = max(match.head.sent.start, match.head.i - FAR)
        for i in range(min(match.tokens) - 1, first - 1, -1):
            if self.doc[i].text in {";", ":"}:
                return []
            found = self._free(self.doc[i], known)
            if found:
                return found
        return []

    def _free(self, token: Token, known: set[str]) -> list[Argument]:
        mention = self.finder.mention_at(token)
        if mention is None or mention.kind == "pronoun":
            return []
        found = self.finder.fill(self.finder.head_of(mention), "target", "far")
        return [a for a in found if a.rolled not in known]

    def _opens_time(self, preposition: Token) -> bool:
        """ "accuse depuis des années Kiev": an adjunct of time between a verb and its object."""
        after = self.doc[preposition.i + 1 : preposition.i + 5]
        return any(token.lower_ in self._time_words for token in after)

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

    def _asks_for(self, verb: Token, act: Token) -> bool:
        """Whether the act stands in a clause that somebody named after `verb` is to carry out."""
        if verb.lemma_.lower() not in self.tree.syntax.object_control:
            return False
        for clause in self.tree.complements(verb):
            if clause == act or clause.is_ancestor(act):
                between = self.doc[verb.i + 1 : clause.left_edge.i]
                return any(self.finder.mention_at(token) is not None for token in between)
        return False

    def _helped(self, verb: Token) -> list[Argument]:
        """ "soutient Moscou dans la guerre": who is helped does the act that the help is for."""
        if not any(m.trigger.type in {"SUPPORT", "AID"} for m in self._triggers.get(verb.i, ())):
            return []
        patients = [*self.tree.patients(verb), *self.tree.obliques(verb, self.tree.syntax.governed)]
        found = [a for token in patients for a in self.finder.fill(token, "source", "near")]
        return found
