"""Walking a Universal Dependencies tree: voice, subjects, objects, what governs what.

Everything here is language-neutral: it reads labels, features and the pack's function words.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kg.lang import Syntax
    from kg.relations.words import Word

__all__ = ["MAX_CLIMB", "Tree", "is_participle"]

#: How many clauses an argument may be inherited through.
MAX_CLIMB = 6

_CONJOINED = frozenset({"NOUN", "PROPN", "PRON", "NUM", "SYM", "X", "ADJ"})
_OBLIQUE = frozenset(
    {"obl", "nmod", "iobj", "obj", "advcl", "acl", "xcomp", "advmod", "dep", "ccomp"}
)


def is_participle(word: Word, tense: str = "") -> bool:
    """Whether `word` is a participle, of the given tense (``Past``, ``Pres``) if one is named."""
    if tense == "Pres" and "VerbForm=Ger" in word.morph:
        return True
    return "VerbForm=Part" in word.morph and (not tense or f"Tense={tense}" in word.morph)


class Tree:
    """Questions about the parse of one text, answered with the function words of its language.

    What is asked again and again is kept.
    """

    def __init__(self, syntax: Syntax) -> None:
        self.syntax = syntax
        self._classes: dict[str, str] = {}
        for name in ("locative", "governed"):
            self._classes |= dict.fromkeys(getattr(syntax, name), name)
        for name, cases in reversed(syntax.senses.items()):
            self._classes |= dict.fromkeys(cases, name)
        for name in ("among", "agent", "genitive"):
            self._classes |= dict.fromkeys(getattr(syntax, name), name)
        self._passive: dict[Word, bool] = {}
        self._subjects: dict[tuple[Word, int], list[Word]] = {}
        self._patients: dict[Word, list[Word]] = {}
        self._reflexive = frozenset(syntax.reflexive) | frozenset(syntax.reciprocal)
        self._agent = frozenset(syntax.agent)
        self.opaque = frozenset(syntax.opaque)
        self._control = frozenset(syntax.object_control)

    # -- voice ------------------------------------------------------------------------------

    def is_passive(self, verb: Word) -> bool:
        """Whether the subject undergoes the act: passive auxiliary, or bare past participle."""
        if verb not in self._passive:
            self._passive[verb] = self._is_passive(verb)
        return self._passive[verb]

    def _is_passive(self, verb: Word) -> bool:
        labels = {child.label for child in verb.children}
        if "aux:pass" in labels or ("obl:agent" in labels and "obj" not in labels):
            return True
        if "nsubj:pass" in labels and "nsubj" not in labels:
            return True
        has_auxiliary = any(c.dep in {"aux", "nsubj", "obj"} for c in verb.children)
        reduced = verb.label in {"acl", "amod", "advcl", "ROOT", "conj", "parataxis"}
        return (
            reduced and not has_auxiliary and is_participle(verb, "Past") and not self._finite(verb)
        )

    @staticmethod
    def _finite(verb: Word) -> bool:
        return "VerbForm=Fin" in verb.morph

    def is_reflexive(self, verb: Word) -> bool:
        """Whether a reflexive or reciprocal pronoun depends on the verb."""
        return any(child.lower in self._reflexive for child in verb.children)

    # -- arguments of verbs -----------------------------------------------------------------

    def subjects(self, verb: Word, depth: int = 0) -> list[Word]:
        """Heads of who performs `verb`, looked for in its own clause and then in those above."""
        if depth > MAX_CLIMB:
            return []
        if (verb, depth) not in self._subjects:
            self._subjects[verb, depth] = self._performers(verb, depth)
        return self._subjects[verb, depth]

    def _performers(self, verb: Word, depth: int) -> list[Word]:
        if self.is_passive(verb):
            agents = self.agents(verb)
            if agents or verb.label != "conj":
                return agents
        own = [t for t in verb.children if t.dep in {"nsubj", "csubj"} and t.label != "nsubj:pass"]
        own = own or self._subjects_of_auxiliaries(verb)
        if own:
            return [self.antecedent(t, verb) for t in own]
        return self._inherited_subjects(verb, depth)

    @staticmethod
    def _subjects_of_auxiliaries(verb: Word) -> list[Word]:
        """Parsers attach the subject to an auxiliary that an aside parts from its verb."""
        auxiliaries = (c for c in verb.children if c.dep == "aux")
        return [t for a in auxiliaries for t in a.children if t.dep == "nsubj"]

    def _inherited_subjects(self, verb: Word, depth: int) -> list[Word]:
        head, label = verb.head, verb.dep
        if head == verb:
            return []
        if label == "xcomp" or (label in {"ccomp", "advcl", "obl"} and head.verbal):
            if label == "ccomp" and self._finite(verb):
                return []
            return self._controller(head, verb, depth)
        if label == "acl":
            if head.verbal:
                return self._controller(head, verb, depth)
            if verb.infinitive or any(c.dep == "mark" for c in verb.children):
                return self.owners_of_noun(head, depth + 1)
            return [head]
        if label in {"conj", "parataxis"} and head.verbal and not self._finite_clause(verb):
            return (
                self.patients(head)
                if self._passive_subject(verb)
                else self.subjects(head, depth + 1)
            )
        if label == "amod":
            return [head]
        return []

    def _passive_subject(self, verb: Word) -> bool:
        """A conjoined active verb after a passive one inherits what that one's subject is."""
        head = verb.head
        own_passive = any(c.label in {"aux:pass", "auxpass"} for c in head.children)
        return own_passive and not self.is_passive(verb)

    @staticmethod
    def _finite_clause(verb: Word) -> bool:
        return any(child.dep in {"nsubj", "csubj"} for child in verb.children)

    def _controller(self, head: Word, verb: Word, depth: int) -> list[Word]:
        """Who is understood to do an infinitive or participle that hangs on `head`."""
        infinitive = verb.dep in {"xcomp", "ccomp", "obl"} or (
            verb.infinitive and verb.dep == "advcl"
        )
        governed = verb.case in self.syntax.governed and verb.dep == "advcl"
        if (infinitive or governed) and head.key in self._control:
            return self.patients(head) or self.obliques(head, self.syntax.governed)
        if head.verbal or head.predicate:
            if self.is_passive(head) and head.label != "acl":
                return self.passive_subjects(head)
            return self.subjects(head, depth + 1)
        return self.owners_of_noun(head, depth + 1)

    def owners_of_noun(self, noun: Word, depth: int = 0) -> list[Word]:
        """Whose "engagement à …" it is: the noun itself, whose dependents name its owner.

        The noun is returned so that the filler can read its genitives; when it has none, the
        subject of the verb that governs the noun follows.
        """
        governor = self.governor(noun)
        above = self.subjects(governor, depth + 1) if governor is not None else []
        return [noun, *above]

    def agents(self, verb: Word) -> list[Word]:
        """Complements of agent: "par Moscou", "by Moscow"."""
        found = [
            t
            for t in verb.children
            if t.label in {"obl:agent", "agent"} or (t.dep == "obl" and t.case in self._agent)
        ]
        return found

    def passive_subjects(self, verb: Word) -> list[Word]:
        """Heads of the grammatical subject of a passive, antecedents included."""
        own = [self.antecedent(t, verb) for t in verb.children if t.dep in {"nsubj", "csubj"}]
        if own:
            return own
        if verb.dep in {"acl", "amod"}:
            return [verb.head]
        if verb.dep in {"conj", "advcl", "xcomp"} and verb.head != verb:
            head = verb.head
            return self.passive_subjects(head) if self.is_passive(head) else self.subjects(head)
        return []

    def patients(self, verb: Word) -> list[Word]:
        """Heads of who undergoes `verb`: its object, or its subject when it is passive."""
        if verb not in self._patients:
            self._patients[verb] = self._undergoers(verb)
        return self._patients[verb]

    def _undergoers(self, verb: Word) -> list[Word]:
        if self.is_passive(verb):
            return self.passive_subjects(verb)
        # A passive subject beside an active one is an object that the parser mislabelled.
        # So is a bare name taken for a predicate ("soutient Kiev").
        objects = [
            t
            for t in verb.children
            if t.dep == "obj"
            or t.label == "nsubj:pass"
            or (t.dep == "xcomp" and t.pos == "PROPN" and not t.case)
        ]
        found = [self.antecedent(t, verb) for t in objects]
        found = [t for t in found if t.lower not in self._reflexive]
        if not found:
            shared = [c for c in verb.children if c.dep == "conj" and c.verbal]
            for other in shared:
                if not self._finite_clause(other):
                    found += [t for t in other.children if t.dep == "obj"]
        return found

    def antecedent(self, token: Word, verb: Word) -> Word:
        """`token` itself, or the noun a relative pronoun stands for."""
        if "PronType=Rel" not in token.morph:
            return token
        clause: Word = verb
        for _ in range(MAX_CLIMB):
            if clause.dep == "acl":
                return clause.head
            if clause.head == clause:
                break
            clause = clause.head
        return token

    def obliques(self, head: Word, prepositions: tuple[str, ...]) -> list[Word]:
        """Dependents of `head` introduced by one of `prepositions` (canonical forms)."""
        return [t for t in head.children if t.dep in _OBLIQUE and t.case in prepositions]

    def indirect_objects(self, verb: Word) -> list[Word]:
        """Indirect objects without a preposition."""
        return [t for t in verb.children if t.dep == "iobj" and not t.case]

    def complements(self, verb: Word) -> Iterator[Word]:
        """Heads of the complement clauses of `verb`, infinitives after "à", "de", "to" included."""
        for token in verb.children:
            infinitive = token.infinitive and token.case in self.syntax.governed
            if token.dep in {"ccomp", "xcomp"} or (infinitive and token.dep in {"advcl", "obl"}):
                yield token

    def class_of(self, case: str) -> str:
        """What class of preposition it is, in words that no language has for itself."""
        if not case:
            return "none"
        return self._classes.get(case, "other")

    # -- governors and co-ordination ---------------------------------------------------------

    @staticmethod
    def governor(token: Word) -> Word | None:
        """The verb or predicate that `token` depends on, through nouns if need be."""
        current = token
        for _ in range(MAX_CLIMB):
            if current.head == current:
                return None
            current = current.head
            if current.verbal or current.predicate:
                return current
        return None

    def conjuncts(self, token: Word) -> list[Word]:
        """`token` and what is co-ordinated with it under the same preposition, in reading order."""
        found, queue, case = [token], [token], token.case
        while queue:
            current = queue.pop()
            for child in current.children:
                nominal = child.dep == "conj" and child.pos in _CONJOINED
                if nominal and child.case in {"", case}:
                    found.append(child)
                    queue.append(child)
        return sorted(found, key=lambda t: t.i)
