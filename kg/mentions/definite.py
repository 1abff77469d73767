""" "La Commission", "les rebelles": common nouns with an article that name one actor by themselves.

They do so only where nothing else says which one is meant: not in "la Commission électorale", nor
after it in the same text.
"""

from __future__ import annotations

from kg.lang.words import Aggregate, Words
from kg.mentions.discourse import Discourse
from kg.mentions.found import Found
from kg.mentions.link import Linker
from kg.mentions.text import Text, WordSet, key_of

__all__ = ["Definite"]


class Definite:
    """Tells whether such a phrase has its own meaning, and which group is the one of a text."""

    def __init__(self, words: Words, linker: Linker) -> None:
        self.linker = linker
        self.genitive = {key_of(phrase)[0] for phrase in words.genitive}
        self.determiners = WordSet(words.determiners)
        self.indefinite = WordSet(words.indefinite)
        self.locative = WordSet(words.locative)
        self.join_before = words.affiliation_before

    def alone(self, talk: Discourse, at: int, end: int, actor: str) -> bool:
        """Whether nothing qualifies the phrase, and no other of its noun was spoken of before.

        Nor may the text have spoken of other organisations and not of this one: they have
        commissions too.
        """
        if self.qualified(talk, end):
            return False
        spoken = {self.linker.rolled(a, talk.on) for hit in talk.hits if hit.end <= at
                  for a in hit.actors}  # fmt: skip
        if actor not in spoken and any(name.startswith("org:") for name in spoken):
            return False
        text = talk.text
        same = (i for i in range(at) if text.keys[i] == text.keys[end - 1])
        return not any(self._another(talk, i, actor) for i in same)

    def qualified(self, talk: Discourse, end: int) -> bool:
        """Whether what follows says which one: an adjective, a genitive, a name."""
        text, after = talk.text, talk.text.after(end - 1)
        if after is None:
            return False
        noun, token = text.token(end - 1), text.token(end)
        if not text.parsed:
            return after.key in self.genitive or after.capital or not talk.free(end, end + 1)
        if token.i == noun.i:
            return False  # "Commission's"
        if token.pos_ == "ADP" and not self.locative.has(token.text):
            return token.head.dep_.startswith("nmod") and token.head.head.i == noun.i
        if after.key in self.genitive and token.head.pos_ not in ("VERB", "AUX"):
            return token.head.head.i == noun.i
        named = after.capital and token.pos_ == "PROPN" and token.head.i == noun.i
        return named or (token.dep_ == "amod" and token.head.i == noun.i)

    def _another(self, talk: Discourse, at: int, actor: str) -> bool:
        """Whether the same noun at atom `at` is that of somebody else: "commission d'enquête"."""
        text = talk.text
        for hit in talk.hits:
            if hit.first <= at < hit.end:
                return {self.linker.rolled(a, talk.on) for a in hit.actors} != {actor}
        before = text.before(at)
        if before is not None and self.indefinite.has(before.text):
            return True
        longer = self.join_before and before is not None and not self.determiners.has(before.text)
        return longer or self.qualified(talk, at + 1)

    def definite(self, text: Text, at: int) -> bool:
        """Whether the phrase at atom `at` begins with a definite article: not "des rebelles"."""
        token = text.token(at)
        return not (self.indefinite.has(text.atoms[at].text) and token.pos_ == "DET")

    def group(self, talk: Discourse, at: int, end: int, spec: Aggregate) -> Found | None:
        """The group that "les rebelles" names: the only one of them in the text, else that of
        the only state in it which has one.
        """
        if self.qualified(talk, end) or not self.definite(talk.text, at):
            return None
        before, everywhere = self._spoken(talk, at), self._spoken(talk, len(talk.text.atoms))
        groups = everywhere & {*spec.among, *spec.homes.values()}
        for spoken in (before, everywhere):
            states = spoken & set(spec.homes)
            groups = groups or {spec.homes[s] for s in states if self._there(talk, spec.homes[s])}
        if len(groups) != 1:
            return None
        found = Found(at, end, "name", actors=tuple(groups), method="of its state", score=0.8)
        found.being, found.number = "group", "pl"
        return found

    def _spoken(self, talk: Discourse, stop: int) -> set[str]:
        """Actors named before atom `stop`, and what they count for."""
        named = {actor for hit in talk.hits if hit.first < stop for actor in hit.actors}
        return named | {self.linker.rolled(actor, talk.on) for actor in named}

    def _there(self, talk: Discourse, group: str) -> bool:
        actor = self.linker.actor(group)
        if actor is None:
            return False
        day = talk.on.isoformat() if talk.on else ""
        started = not (day and actor.start) or actor.start <= day[: len(actor.start)]
        return started and not (day and actor.end and actor.end <= day[: len(actor.end)])
