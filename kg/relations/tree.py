"""Walking a Universal Dependencies tree: voice, subjects, objects, what governs what.

Everything here is language-neutral: it reads labels, features and the pack's function words.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Token

    from kg.lang import Syntax

__all__ = ["Tree", "dep", "is_infinitive", "is_participle", "is_verbal"]

#: How many clauses an argument may be inherited through.
MAX_CLIMB = 6

_NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM", "SYM", "X"})
_OBLIQUE = frozenset(
    {"obl", "nmod", "iobj", "obj", "advcl", "acl", "xcomp", "advmod", "dep", "ccomp"}
)


def dep(token: Token) -> str:
    """Dependency label without its subtype: ``nsubj`` for ``nsubj:pass``."""
    return token.dep_.partition(":")[0]


def is_participle(token: Token, tense: str = "") -> bool:
    """Whether `token` is a participle, of the given tense (``Past``, ``Pres``) if one is named."""
    form = token.morph.get("VerbForm", [])
    if tense == "Pres" and ("Ger" in form):
        return True
    return "Part" in form and (not tense or tense in token.morph.get("Tense", []))


def is_infinitive(token: Token) -> bool:
    """Whether `token` is an infinitive, simple or compound ("avoir bombardé", "to have bombed")."""
    if "Inf" in token.morph.get("VerbForm", []):
        return True
    return any("Inf" in c.morph.get("VerbForm", []) for c in token.children if dep(c) == "aux")


def is_verbal(token: Token) -> bool:
    """Whether `token` heads a clause: a verb, or a word of any class that has an auxiliary."""
    return token.pos_ in {"VERB", "AUX"} or any(dep(c) == "aux" for c in token.children)


class Tree:
    """Questions about the parse of a sentence, answered with the function words of one language."""

    def __init__(self, syntax: Syntax) -> None:
        self.syntax = syntax
        self._prepositions = syntax.prepositions
        self._reflexive = frozenset(syntax.reflexive) | frozenset(syntax.reciprocal)
        self._agent = frozenset(syntax.agent)
        self._control = frozenset(syntax.object_control)

    # -- voice ------------------------------------------------------------------------------

    def is_passive(self, verb: Token) -> bool:
        """Whether the subject undergoes the act: passive auxiliary, or bare past participle."""
        labels = {child.dep_ for child in verb.children}
        if "aux:pass" in labels or ("obl:agent" in labels and "obj" not in labels):
            return True
        if "nsubj:pass" in labels and "nsubj" not in labels:
            return True
        has_auxiliary = any(dep(c) in {"aux", "nsubj", "obj"} for c in verb.children)
        reduced = verb.dep_ in {"acl", "amod", "advcl", "ROOT", "conj", "parataxis"}
        return (
            reduced and not has_auxiliary and is_participle(verb, "Past") and not self._finite(verb)
        )

    @staticmethod
    def _finite(verb: Token) -> bool:
        return "Fin" in verb.morph.get("VerbForm", [])

    def is_reflexive(self, verb: Token) -> bool:
        """Whether a reflexive or reciprocal pronoun depends on the verb."""
        return any(child.lower_ in self._reflexive for child in verb.children)

    # -- arguments of verbs -----------------------------------------------------------------

    def subjects(self, verb: Token, depth: int = 0) -> list[Token]:
        """Heads of who performs `verb`, looked for in its own clause and then in those above."""
        if depth > MAX_CLIMB:
            return []
        if self.is_passive(verb):
            agents = self.agents(verb)
            if agents or verb.dep_ != "conj":
                return agents
        own = [t for t in verb.children if dep(t) in {"nsubj", "csubj"} and t.dep_ != "nsubj:pass"]
        own = own or self._subjects_of_auxiliaries(verb)
        if own:
            return [self.antecedent(t, verb) for t in own]
        return self._inherited_subjects(verb, depth)

    @staticmethod
    def _subjects_of_auxiliaries(verb: Token) -> list[Token]:
        """Parsers attach the subject to an auxiliary that an aside parts from its verb."""
        auxiliaries = (c for c in verb.children if dep(c) == "aux")
        return [t for a in auxiliaries for t in a.children if dep(t) == "nsubj"]

    def _inherited_subjects(self, verb: Token, depth: int) -> list[Token]:
        head, label = verb.head, dep(verb)
        if head == verb:
            return []
        if label == "xcomp" or (label in {"ccomp", "advcl", "obl"} and is_verbal(head)):
            if label == "ccomp" and self._finite(verb):
                return []
            return self._controller(head, verb, depth)
        if label == "acl":
            if is_verbal(head):
                return self._controller(head, verb, depth)
            if is_infinitive(verb) or any(dep(c) == "mark" for c in verb.children):
                return self.owners_of_noun(head, depth + 1)
            return [head]
        if label in {"conj", "parataxis"} and is_verbal(head) and not self._finite_clause(verb):
            return (
                self.patients(head)
                if self._passive_subject(verb)
                else self.subjects(head, depth + 1)
            )
        if label == "amod":
            return [head]
        return []

    def _passive_subject(self, verb: Token) -> bool:
        """A conjoined active verb after a passive one inherits what that one's subject is."""
        head = verb.head
        own_passive = any(c.dep_ in {"aux:pass", "auxpass"} for c in head.children)
        return own_passive and not self.is_passive(verb)

    @staticmethod
    def _finite_clause(verb: Token) -> bool:
        return any(dep(child) in {"nsubj", "csubj"} for child in verb.children)

    def _controller(self, head: Token, verb: Token, depth: int) -> list[Token]:
        """Who is understood to do an infinitive or participle that hangs on `head`."""
        infinitive = dep(verb) in {"xcomp", "ccomp", "obl"} or (
            is_infinitive(verb) and dep(verb) == "advcl"
        )
        governed = self.case(verb) in self.syntax.governed and dep(verb) == "advcl"
        if (infinitive or governed) and head.lemma_.lower() in self._control:
            return self.patients(head) or self.obliques(head, self.syntax.governed)
        if is_verbal(head) or self.has_copula(head):
            if self.is_passive(head) and head.dep_ != "acl":
                return self.passive_subjects(head)
            return self.subjects(head, depth + 1)
        return self.owners_of_noun(head, depth + 1)

    def owners_of_noun(self, noun: Token, depth: int = 0) -> list[Token]:
        """Whose "engagement à …" it is: the noun itself, whose dependents name its owner.

        The noun is returned so that the filler can read its genitives; when it has none, the
        subject of the verb that governs the noun follows.
        """
        governor = self.governor(noun)
        above = self.subjects(governor, depth + 1) if governor is not None else []
        return [noun, *above]

    def agents(self, verb: Token) -> list[Token]:
        """Complements of agent: "par Moscou", "by Moscow"."""
        found = [
            t
            for t in verb.children
            if t.dep_ in {"obl:agent", "agent"} or (dep(t) == "obl" and self.case(t) in self._agent)
        ]
        return found

    def passive_subjects(self, verb: Token) -> list[Token]:
        """Heads of the grammatical subject of a passive, antecedents included."""
        own = [self.antecedent(t, verb) for t in verb.children if dep(t) in {"nsubj", "csubj"}]
        if own:
            return own
        if dep(verb) in {"acl", "amod"}:
            return [verb.head]
        if dep(verb) in {"conj", "advcl", "xcomp"} and verb.head != verb:
            head = verb.head
            return self.passive_subjects(head) if self.is_passive(head) else self.subjects(head)
        return []

    def patients(self, verb: Token) -> list[Token]:
        """Heads of who undergoes `verb`: its object, or its subject when it is passive."""
        if self.is_passive(verb):
            return self.passive_subjects(verb)
        # A passive subject beside an active one is an object that the parser mislabelled.
        # So is a bare name taken for a predicate ("soutient Kiev").
        objects = [
            t
            for t in verb.children
            if dep(t) == "obj"
            or t.dep_ == "nsubj:pass"
            or (dep(t) == "xcomp" and t.pos_ == "PROPN" and not self.case(t))
        ]
        found = [self.antecedent(t, verb) for t in objects]
        found = [t for t in found if t.lower_ not in self._reflexive]
        if not found:
            shared = [c for c in verb.children if dep(c) == "conj" and is_verbal(c)]
            for other in shared:
                if not self._finite_clause(other):
                    found += [t for t in other.children if dep(t) == "obj"]
        return found

    def antecedent(self, token: Token, verb: Token) -> Token:
        """`token` itself, or the noun a relative pronoun stands for."""
        if "Rel" not in token.morph.get("PronType", []):
            return token
        clause: Token = verb
        for _ in range(MAX_CLIMB):
            if dep(clause) == "acl":
                return clause.head
            if clause.head == clause:
                break
            clause = clause.head
        return token

    def obliques(self, head: Token, prepositions: tuple[str, ...]) -> list[Token]:
        """Dependents of `head` introduced by one of `prepositions` (canonical forms)."""
        return [t for t in head.children if dep(t) in _OBLIQUE and self.case(t) in prepositions]

    def indirect_objects(self, verb: Token) -> list[Token]:
        """Indirect objects without a preposition."""
        return [t for t in verb.children if dep(t) == "iobj" and not self.case(t)]

    def complements(self, verb: Token) -> Iterator[Token]:
        """Heads of the complement clauses of `verb`, infinitives after "à", "de", "to" included."""
        for token in verb.children:
            infinitive = is_infinitive(token) and self.case(token) in self.syntax.governed
            if dep(token) in {"ccomp", "xcomp"} or (infinitive and dep(token) in {"advcl", "obl"}):
                yield token

    # -- prepositions and governors ---------------------------------------------------------

    def case(self, token: Token) -> str:
        """Canonical preposition of `token` ("aux" → "à"), several words if they are fixed together.

        Empty when it has none.
        """
        for child in token.children:
            if dep(child) in {"case", "mark"} or child.dep_ == "prep":
                form = child.lower_.replace("’", "'")
                fixed = [c.lower_ for c in child.children if dep(c) == "fixed"]
                return " ".join([form, *fixed]) if fixed else self._prepositions.get(form, form)
        return ""

    @staticmethod
    def has_copula(token: Token) -> bool:
        """Whether `token` is a predicate: "est l'allié de"."""
        return any(dep(child) == "cop" for child in token.children)

    @staticmethod
    def governor(token: Token) -> Token | None:
        """The verb or predicate that `token` depends on, through nouns if need be."""
        current = token
        for _ in range(MAX_CLIMB):
            if current.head == current:
                return None
            current = current.head
            if is_verbal(current) or Tree.has_copula(current):
                return current
        return None

    def _same_case(self, token: Token, case: str) -> bool:
        """Whether a conjunct shares the preposition of the first one, repeated or not."""
        return self.case(token) in {"", case}

    def conjuncts(self, token: Token) -> list[Token]:
        """`token` and what is co-ordinated with it under the same preposition, in reading order."""
        found, queue, case = [token], [token], self.case(token)
        while queue:
            current = queue.pop()
            for child in current.children:
                nominal = dep(child) == "conj" and child.pos_ in _NOMINAL | {"ADJ"}
                if nominal and child not in found and self._same_case(child, case):
                    found.append(child)
                    queue.append(child)
        return sorted(found, key=lambda t: t.i)
