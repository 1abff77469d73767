"""The running state of one text while its anaphors are resolved."""

from __future__ import annotations

from datetime import date

from kg.lang.words import Words
from kg.mentions.clauses import conjuncts
from kg.mentions.found import Found
from kg.mentions.link import Linker
from kg.mentions.salience import Salience, Topic, is_subject
from kg.mentions.text import Text, WordSet, key_of, words_of

__all__ = ["Discourse", "Joiner"]

_REMEMBERED = 40  # persons remembered for "le président"


class Discourse:
    """Who was spoken of so far, and which roles stood alone."""

    def __init__(self, text: Text, hits: list[Found], on: date | None) -> None:
        self.text, self.hits, self.on = text, hits, on
        self.salience = Salience()
        self.spoken = frozenset(actor for hit in hits for actor in hit.actors)  # in all the text
        self.taken = frozenset(i for hit in hits for i in range(hit.first, hit.end))
        self.last: tuple[Found, Topic] | None = None
        self.roles: dict[tuple[int | None, str], Found] = {}  # last to hold a role, by its noun
        self.persons: list[Found] = []
        self.open_roles: dict[int, int] = {}  # last place where a role stood alone, unresolved

    def free(self, first: int, end: int) -> bool:
        """Whether no mention covers any of these atoms."""
        return self.taken.isdisjoint(range(first, end))


class Joiner:
    """Adds mentions to a discourse, and what they form together."""

    def __init__(self, words: Words, linker: Linker) -> None:
        self.linker = linker
        self.conjunctions = WordSet(words.conjunctions)
        small = {key_of(phrase)[0] for phrase in words.genitive}
        self.small = words_of(words.determiners) | small

    def note(self, talk: Discourse, hit: Found) -> None:
        """Remember `hit` as what later anaphors may mean."""
        if not hit.actors or hit.use == "other" or hit.is_stance:
            return
        topic = self._topic(talk, hit)
        talk.salience.add(topic)
        if hit.role is not None:
            talk.roles[hit.role, hit.noun] = hit
        if hit.being == "person":
            talk.persons = [*talk.persons[-_REMEMBERED:], hit]
        self._join(talk, hit, topic)

    def _topic(self, talk: Discourse, hit: Found) -> Topic:
        text = talk.text
        whole = tuple(dict.fromkeys(self.linker.rolled(a, talk.on) for a in hit.actors))
        being = hit.being if len(whole) == 1 else "joined"
        subject = hit.subject if hit.kind == "pronoun" else is_subject(text, hit)
        if hit.use == "place" or hit.kind == "city":
            being, subject = "place", False
        elif hit.adjective:
            being, subject = ("joined" if hit.several else "adjective"), False
        return Topic(
            actors=hit.actors,
            whole=whole,
            at=hit.first,
            token=text.head(hit.first, hit.end - 1).i,
            sentence=text.sentence(hit.first),
            subject=subject,
            gender=hit.gender,
            number=hit.number or ("pl" if len(hit.actors) > 1 else None),
            being=being,
        )

    def _join(self, talk: Discourse, hit: Found, topic: Topic) -> None:
        """Two mentions joined by "et" are also one topic of several actors."""
        last, talk.last = talk.last, (hit, topic)
        if last is None or not _may_join(last[1], topic):
            return
        before, earlier = last
        if not self._linked(talk.text, before, hit) or not conjuncts(talk.text, before, hit):
            return
        whole = tuple(dict.fromkeys((*earlier.whole, *topic.whole)))
        if len(whole) < 2:
            return
        topic.paired = earlier.paired = True
        joint = Topic(
            actors=tuple(dict.fromkeys((*earlier.actors, *topic.actors))),
            whole=whole,
            at=topic.at,
            token=topic.token,
            sentence=topic.sentence,
            subject=earlier.subject,
            gender=None,
            number="pl",
            being="joined",
            paired=True,
        )
        talk.salience.add(joint)
        talk.last = (hit, joint)

    def _linked(self, text: Text, before: Found, hit: Found) -> bool:
        """Whether only "et", a comma and articles stand between two mentions."""
        between = text.atoms[before.end : hit.first]
        if len(between) > 4:
            return False
        words = [atom for atom in between if atom.key not in self.small]
        if words:
            return len(words) == 1 and self.conjunctions.has(words[0].text)
        return any("," in atom.gap for atom in text.atoms[before.end : hit.first + 1])


def _may_join(earlier: Topic, topic: Topic) -> bool:
    apart = ("place", "adjective")
    same = earlier.sentence == topic.sentence
    return same and earlier.being not in apart and topic.being not in apart
