""" "Les deux pays", "both sides", "le pays": several actors, or one, taken up by what they are."""

from __future__ import annotations

import re
from collections import Counter

from kg.lang.words import Aggregate, Words
from kg.mentions.clauses import governing_subject, subject_span
from kg.mentions.definite import Definite
from kg.mentions.discourse import Discourse
from kg.mentions.found import Found
from kg.mentions.link import Linker
from kg.mentions.text import Trie, key_of

__all__ = ["AggregateResolver"]

_REACHES = (0, 1, 2, 4)  # sentences looked back, widened until enough actors are found
_CLEAR = 0.6  # the next one must weigh less than this share of the last one chosen


class AggregateResolver:
    """Finds aggregates and chooses the actors they stand for."""

    def __init__(self, words: Words, linker: Linker) -> None:
        self.linker, self.definite = linker, Definite(words, linker)
        self.forms: Trie[tuple[Aggregate, tuple[int, ...]]] = Trie()
        for aggregate in words.aggregates:
            for form in aggregate.forms:
                self.forms.add(key_of(form), (aggregate, _capitals(form)))

    def at(self, talk: Discourse, at: int) -> Found | None:
        """The aggregate that begins at atom `at`: without actors, but candidates, if unclear."""
        text = talk.text
        for end, specs in self.forms.walk(text.keys, at, text.limits[at]):
            for spec, capitals in specs:
                # "l'Alliance" is NATO, "l'alliance" any.
                named = all(text.atoms[at + place].capital for place in capitals)
                if named and talk.free(at, end) and (found := self._resolve(talk, at, end, spec)):
                    return found
        return None

    def _resolve(self, talk: Discourse, at: int, end: int, spec: Aggregate) -> Found | None:
        if spec.homes:
            return self.definite.group(talk, at, end, spec)
        if spec.actors:
            if any(hit.method == "sport" for hit in talk.hits):
                return None
            whole = Found(at, end, "aggregate", actors=spec.actors, method="fixed phrase")
            whole.number, whole.several = "pl", True
            return whole
        if spec.actor:
            if not self._meant(talk, at, end, spec):
                return None
            body = Found(at, end, "name", actors=(spec.actor,), method="fixed phrase")
            body.being = self.linker.being(spec.actor)
            return body
        if (
            not talk.free(end, end + 1)
            and talk.text.after(end - 1) is not None
            and spec.sort == "state"
            and at + 1 == end
        ):
            return None  # "commerce bilatéral indo-européen" says itself between whom
        if spec.among:
            return self._one_among(talk, at, end, spec)
        if spec.count == 1:
            return self._body(talk, at, end, spec)
        found = Found(at, end, "aggregate", number="pl", several=True, method="aggregate")
        actors = self._joined(talk, at, spec) or self._most_present(talk, at, spec)
        found.actors = tuple(self._finest(talk, actor, at, spec) for actor in actors)
        found.score = 0.8 if actors else 0.0
        if not actors:
            found.candidates = tuple(talk.salience.total(talk.text.sentence(at), 2))[:6]
        return found

    def _meant(self, talk: Discourse, at: int, end: int, spec: Aggregate) -> bool:
        """Whether a phrase with one fixed meaning has it here: not in "l'Union cycliste"."""
        if spec.unqualified and not self.definite.alone(talk, at, end, spec.actor or ""):
            return False
        if spec.beside:
            return any(self.linker.rolled(a, talk.on) in spec.beside for a in talk.spoken)
        after = talk.text.after(end - 1)
        if after is None or not talk.text.parsed:
            return True
        token = talk.text.doc[after.token]
        return not (token.dep_ == "amod" and token.head.i == talk.text.token(end - 1).i)

    def _one_among(self, talk: Discourse, at: int, end: int, spec: Aggregate) -> Found | None:
        """ "The emirate": the only one of its kind in the text, else the one spoken of last."""
        there = {self.linker.rolled(a, talk.on) for a in talk.spoken}.intersection(spec.among)
        if len(there) > 1 and (main := self._often(talk, there)):
            there = main
        elif len(there) > 1:
            near = [
                topic
                for topic in talk.salience.near(talk.text.sentence(at), _REACHES[-1])
                if len(topic.whole) == 1 and topic.whole[0] in there
            ]
            last = [topic for topic in near if topic.sentence == near[0].sentence]
            subjects = [topic for topic in last if topic.subject]
            there = {topic.whole[0] for topic in subjects or last}
        if len(there) != 1:
            return None
        actor = there.pop()
        found = Found(at, end, "pronoun", actors=(actor,), method="aggregate", score=0.7)
        found.number, found.being = "sg", self.linker.being(actor)
        return found

    def _often(self, talk: Discourse, there: set[str]) -> set[str]:
        """The one of them that came up twice as often as any other."""
        counts = Counter(
            w for t in talk.salience.topics for w in t.whole if w in there and len(t.whole) == 1
        )
        (best, most), *rest = [*counts.most_common(), ("", 0)][: max(2, len(counts))]
        return {best} if most > 1 and most >= 2 * rest[0][1] else set()

    def _joined(self, talk: Discourse, at: int, spec: Aggregate) -> tuple[str, ...]:
        """Actors joined before, as many as are meant: the last that were a subject, then those
        joined most often so far, then the last of all.
        """
        text, sentence = talk.text, talk.text.sentence(at)
        own = subject_span(text, at)
        fit = [
            topic
            for topic in talk.salience.near(sentence, sentence)
            if len(topic.whole) == spec.count and self._suits(topic.actors, spec)
            if own is None or not own[0] <= topic.token <= own[1]
        ]
        near = [topic for topic in fit if topic.sentence >= sentence - 2]
        subjects = [topic for topic in near if topic.subject]
        if subjects:
            return subjects[0].actors
        counts = Counter(frozenset(topic.whole) for topic in fit)
        often = [topic for topic in fit if counts[frozenset(topic.whole)] > 1]
        if often:
            return max(often, key=lambda topic: counts[frozenset(topic.whole)]).actors
        return near[0].actors if near else ()

    def _most_present(self, talk: Discourse, at: int, spec: Aggregate) -> tuple[str, ...]:
        """The `count` most present actors, where the next one is clearly less so."""
        if spec.joined_only:
            return ()
        sentence = talk.text.sentence(at)
        if main := self._main(talk, spec):
            return main
        spared = governing_subject(talk.text, at, talk.salience.near(sentence, 0))
        for reach, places in (*((r, False) for r in _REACHES), (1, True)):
            weights = talk.salience.total(sentence, reach, places)
            weights = {w: v for w, v in weights.items() if self._suits((w,), spec)}
            for whole in spared:
                if len(weights) > spec.count:
                    weights.pop(whole, None)
            ranked = sorted(weights, key=lambda w: -weights[w])
            chosen, rest = ranked[: spec.count], ranked[spec.count :]
            if len(chosen) < spec.count:
                continue
            if not rest or weights[rest[0]] < _CLEAR * weights[chosen[-1]]:
                return tuple(chosen)
        return ()

    def _main(self, talk: Discourse, spec: Aggregate) -> tuple[str, ...]:
        """The `count` actors a text is about: each comes up twice as often as any other."""
        counts = Counter(
            topic.whole[0]
            for topic in talk.salience.topics
            if len(topic.whole) == 1 and topic.being != "place" and self._suits(topic.whole, spec)
        )
        ranked = counts.most_common()
        chosen, rest = ranked[: spec.count], ranked[spec.count :]
        if len(chosen) < spec.count or not rest:
            return ()
        least = chosen[-1][1]
        return tuple(w for w, _ in chosen) if least > 1 and least >= 2 * rest[0][1] else ()

    def _finest(self, talk: Discourse, whole: str, at: int, spec: Aggregate) -> str:
        """The person last named for `whole` where persons are meant, else `whole`."""
        if spec.sort == "person":
            for topic in talk.salience.near(talk.text.sentence(at), 4):
                if topic.whole == (whole,) and topic.being == "person":
                    return topic.actors[0]
        return whole

    def _suits(self, actors: tuple[str, ...], spec: Aggregate) -> bool:
        """Whether all of `actors` are of the sort that is meant; persons stand for their state."""
        fit = {
            "any": {"state", "organisation", "group", "person"},
            "person": {"person", "state", "organisation"},
            "state": {"state", "person"},
            "organisation": {"organisation"},
        }[spec.sort]
        return {self.linker.being(actor) for actor in actors} <= fit

    def _body(self, talk: Discourse, at: int, end: int, spec: Aggregate) -> Found | None:
        """ "le pays", "l'organisation": the one body of that sort in the nearest sentence with any,
        else that sentence's subject or the one place in it.
        """
        sentence = talk.text.sentence(at)
        near = [
            topic
            for topic in talk.salience.near(sentence, 2)
            if len(topic.whole) == 1 and self.linker.being(topic.whole[0]) == spec.sort
        ]
        if not near:
            return None
        here = [topic for topic in near if topic.sentence == near[0].sentence]
        subjects = [topic for topic in here if topic.subject and topic.sentence != sentence]
        places = [topic for topic in here if topic.being == "place"]
        for pool in (here, subjects, places):
            if len({topic.whole for topic in pool}) == 1:
                found = Found(at, end, "pronoun", actors=pool[0].whole, method="aggregate")
                found.number, found.score = "sg", 0.7
                found.being = self.linker.being(pool[0].whole[0])
                return found
        return None


def _capitals(form: str) -> tuple[int, ...]:
    """Places of the words of `form` that only count with a capital.

    >>> _capitals("l'Alliance"), _capitals("the two countries")
    ((1,), ())
    """
    words = re.split(r"['’ -]+", form)
    return tuple(place for place, word in enumerate(words) if word[:1].isupper())
