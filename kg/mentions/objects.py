"""Possessives that take up whom a deed is done to: "livrer des obus à la Russie pour sa guerre"."""

from __future__ import annotations

from collections.abc import Iterable

from spacy.tokens import Token

from kg.lang.words import Words
from kg.mentions.salience import Topic
from kg.mentions.text import Text, WordSet, begins, fold, stems_of, words_of

__all__ = ["Objects"]

_OBJECTS = ("obj", "iobj", "obl")
_CLIMB = 4  # heads from the possessive's noun to the verb it belongs to


class Objects:
    """Knows verbs whose object is what a possessive after them means, and verbs where it is not."""

    def __init__(self, words: Words) -> None:
        self.own = stems_of(words.own_stems)
        self.helps = stems_of(words.help_stems)
        self.reproaches = stems_of(words.reproach_stems)
        self.purpose = WordSet(words.purpose)
        self.toward = WordSet(words.toward)
        self.partners = words_of(words.partner_nouns)

    def before(self, text: Text, at: int, near: Iterable[Topic]) -> Topic | None:
        """The object or recipient before atom `at` that the possessive there takes up, if any.

        "Aider Kiev dans sa lutte", "lui fournir des obus pour soutenir son effort"; not "utiliser
        Minsk dans sa guerre", where the means is not the one at war.
        """
        noun = text.token(at).head
        if not text.parsed or noun.i < text.atoms[at].token:
            return None
        topics = {topic.token: topic for topic in near if not topic.rival}
        verb = self._governor(noun)
        if verb is None or begins(verb, self.own):
            return None
        for _ in range(_CLIMB):
            found = self._arguments(verb, noun.i, topics)
            if found or not _of_pronoun(verb) or verb.head.i == verb.i:
                return found[-1] if found else None
            verb = verb.head  # "helps Moscow by supplying it with shells for its war"
        return None

    def _governor(self, noun: Token) -> Token | None:
        """The verb whose object the possessive on `noun` may take up."""
        label = noun.dep_.partition(":")[0]
        if label == "obl":
            return noun.head
        if label == "nmod" and any(self.purpose.has(c.text) for c in _cases(noun)):
            return _verb_above(noun)
        if label != "obj":
            return None
        if begins(noun.head, self.reproaches):
            return noun.head
        dependent = noun.head.dep_.partition(":")[0] in ("advcl", "xcomp", "acl")
        helps = dependent and begins(noun.head, self.helps) and not _has_subject(noun.head)
        return _verb_above(noun.head) if helps and fold(noun.text) not in self.partners else None

    def _arguments(self, verb: Token, stop: int, topics: dict[int, Topic]) -> list[Topic]:
        """Objects and recipients of `verb` before token `stop`, also one hung on an object."""
        found: list[Topic] = []
        for child in verb.children:
            if child.i >= stop or child.dep_.partition(":")[0] not in (*_OBJECTS, "nmod"):
                continue
            if child.i in topics:
                found.append(topics[child.i])
                continue
            found += [
                topics[below.i]
                for below in child.children
                if below.i in topics and below.i < stop and self._toward(below)
            ]
        return found

    def _toward(self, token: Token) -> bool:
        cases = [case.text for case in _cases(token)]
        return any(self.toward.has(case) and not self.purpose.has(case) for case in cases)


def _cases(token: Token) -> Iterable[Token]:
    return (child for child in token.children if child.dep_ == "case")


def _verb_above(token: Token) -> Token | None:
    for _ in range(_CLIMB):
        if token.head.i == token.i:
            return None
        token = token.head
        if token.pos_ in ("VERB", "AUX"):
            return token
    return None


def _of_pronoun(verb: Token) -> bool:
    """Whether a pronoun that was not resolved is the object of `verb`."""
    return any(c.pos_ == "PRON" and c.dep_ in ("obj", "iobj") for c in verb.children)


def _has_subject(verb: Token) -> bool:
    return any(child.dep_.startswith("nsubj") for child in verb.children)
