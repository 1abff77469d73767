"""Names that are parties although what stands before them mostly says where, or that nobody acts.

"Se tourner vers Séoul", "rendre à Tripoli une statue", "l'aide des Américains", "les experts de
l'ONU", "vers Moscou, qui lui a livré des chasseurs".
"""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from kg.lang.words import Words
from kg.mentions.found import Found
from kg.mentions.text import Text, WordSet, begins, fold, stems_of, words_of

__all__ = ["Parties"]

_NEAR = 4  # words from "confidence" to whom it is in
_CLIMB = 4  # heads from a name to the verb it depends on


class Parties:
    """Knows verbs and nouns that make a party of the name they govern; nothing without a parse."""

    def __init__(self, words: Words, deeds: frozenset[str] = frozenset()) -> None:
        self.turn_words = WordSet(words.turn_words)
        self.turns = stems_of(words.turn_stems)
        self.gives = stems_of(words.give_stems)
        self.visits = stems_of(words.visited_stems)
        self.toward, self.locative = WordSet(words.toward), WordSet(words.locative)
        self.bare, self.determiners = WordSet(words.locative_bare), WordSet(words.determiners)
        self.joins, self.stakes = stems_of(words.join_stems), words_of(words.stake_nouns)
        self.staff = words_of(words.staff_nouns)
        self.help_nouns = words_of(words.help_nouns)
        self.despite, self.deeds = WordSet(words.despite), deeds

    def turned_to(self, text: Text, hit: Found) -> bool:
        """Whether one turns or gives something to it, or a relative clause says what it did."""
        if not text.parsed or hit.kind == "city" or hit.being not in ("state", "organisation"):
            return False
        token = text.head(hit.first, hit.end - 1)
        cases = [child for child in token.children if child.dep_ == "case"]
        verbs = list(_verbs_above(token))
        if any(self.turn_words.has(case.text) for case in cases) and any(
            begins(verb, self.turns) for verb in verbs
        ):
            return True
        given = len(cases) == 1 and self.toward.has(cases[0].text)
        if given and verbs and verbs[0].i < token.i and self._gives(verbs[0], token):
            return True
        if any(self.locative.has(case.text) for case in cases):
            # Not "à Vienne, en Autriche, qui frappe": mostly about what happens there.
            return self._joined(token, hit.being)
        return self._relative(token)

    def _joined(self, token: Token, being: str) -> bool:
        """ "Confidence in China", "sa participation à l'Otan", "entrer dans l'Union"."""
        head = token.head
        if head.pos_ == "VERB":
            if being == "organisation" and begins(head, self.joins):
                return True
            objects = [child for child in head.children if child.dep_ == "obj"]
            return any(fold(o.text) in self.stakes and 0 < token.i - o.i <= _NEAR for o in objects)
        return fold(head.text) in self.stakes

    def _gives(self, verb: Token, token: Token) -> bool:
        """ "Rendre à Tripoli la Vénus", "cut the gas to Belgrade"; not "rendre visite à Kiev"."""
        direct = token.head.i == verb.i or token.head.dep_ == "obj"
        if not (direct and begins(verb, self.gives)):
            return False
        objects = [child for child in verb.children if child.dep_ == "obj"]
        return any(o.pos_ in ("NOUN", "PROPN") and not begins(o, self.visits) for o in objects)

    def _relative(self, token: Token) -> bool:
        """ "Vers Moscou, qui lui a livré": subject of a clause that tells a deed."""
        for verb in token.children:
            if not (verb.dep_.startswith("acl") and verb.pos_ == "VERB" and verb.i > token.i):
                continue
            subjects = [child for child in verb.children if child.dep_ == "nsubj"]
            who = [c for c in subjects if "Rel" in c.morph.get("PronType", [])] == subjects != []
            told = any(child.dep_ in ("obj", "iobj", "obl", "ccomp") for child in verb.children)
            if who and told and fold(verb.lemma_) in self.deeds:
                return True
        return False

    def unlisted(self, text: Text, previous: Found, hit: Found) -> bool:
        """ "En Suède, et l'Italie …": with an article where such a list of places has none."""
        before = text.atoms[previous.first - 1].text if previous.first else ""
        article = text.atoms[hit.first - 1].text
        bare = self.bare.has(before) and self.determiners.has(article)
        return bare and not self.locative.has(article)

    def staffed(self, hit: Found, noun: str) -> bool:
        """ "Les experts de l'ONU" act for it, experts of a state for nobody."""
        return hit.being == "organisation" and noun in self.staff

    def deed(self, text: Text, at: int) -> bool:
        """ "Malgré l'opposition de la Chine": what it does, not who opposes it at home."""
        start = at - 1
        if start > 0 and self.determiners.has(text.atoms[start].text):
            start -= 1
        return (
            start >= 0
            and text.keys[at] in self.help_nouns
            and self.despite.has(text.atoms[start].text)
        )

    def helping(self, text: Text, hit: Found) -> bool:
        """ "Avec l'aide des Américains et des Britanniques": a nation's deed, not some people's."""
        if not text.parsed or hit.number != "pl":
            return False
        token = text.head(hit.first, hit.end - 1)
        for _ in range(_CLIMB):
            if token.dep_ not in ("conj", "nmod") or token.head.i == token.i:
                return False
            token = token.head
            if fold(token.text) in self.help_nouns:
                return True
        return False


def _verbs_above(token: Token) -> Iterator[Token]:
    for _ in range(_CLIMB):
        if token.head.i == token.i:
            return
        token = token.head
        if token.pos_ == "VERB":
            yield token
        elif token.pos_ not in ("NOUN", "PROPN"):
            return
