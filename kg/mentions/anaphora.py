"""Pronouns, possessives and bare roles: actors taken up inside one article.

An anaphor is resolved only where one antecedent is clearly the best; where two compete it is left
out (pronouns) or kept without actor (aggregates), so that what is resolved can be trusted.
"""

from __future__ import annotations

from datetime import date

from kg.lang.words import Pronoun, Words
from kg.mentions.aggregates import AggregateResolver
from kg.mentions.clauses import (
    before_verb,
    clause_subject,
    controller,
    in_case,
    own_subject,
    rivals,
)
from kg.mentions.discourse import Discourse, Joiner
from kg.mentions.found import Found
from kg.mentions.link import Linker
from kg.mentions.objects import Objects
from kg.mentions.roles import RoleHead
from kg.mentions.salience import Topic
from kg.mentions.text import Text, Trie, WordSet, fold, key_of

__all__ = ["Anaphora"]

_REACH = 2  # sentences looked back for an antecedent
_FAR_SUBJECT, _CLOSE = 25, 15  # tokens from a possessive to its clause's subject, to a nearer actor
_MARGIN = 0.4  # by which the best antecedent has to outweigh the next


class Anaphora:
    """Resolves what takes up an actor named before."""

    def __init__(self, words: Words, linker: Linker) -> None:
        self.words, self.linker = words, linker
        self.aggregates = AggregateResolver(words, linker)
        self.joiner = Joiner(words, linker)
        self.objects = Objects(words)
        self.pronouns: Trie[Pronoun] = Trie()
        for pronoun in words.pronouns:
            for form in pronoun.forms:
                self.pronouns.add(key_of(form), pronoun)
        self.impersonal: Trie[bool] = Trie()
        for phrase in words.impersonal:
            self.impersonal.add(key_of(phrase), True)
        self.determiners, self.singular = (
            WordSet(words.determiners),
            WordSet(words.singular_articles),
        )
        self.orders = tuple(fold(stem) for stem in words.order_stems) or ("\0",)
        self.indefinite = WordSet(words.indefinite)
        self.genitive = frozenset(key_of(phrase)[0] for phrase in words.genitive)

    def resolve(
        self, text: Text, hits: list[Found], bare: list[RoleHead], on: date | None
    ) -> list[Found]:
        """Return the anaphors of the text that were resolved, and aggregates that were not."""
        talk = Discourse(text, hits, on)
        heads = {head.first: head for head in bare}
        starts = {hit.first: hit for hit in hits}
        others = rivals(text, talk.taken)
        out: list[Found] = []
        at = 0
        while at < len(text.atoms):
            found = starts.get(at)
            if found is None and at not in talk.taken:
                found = self._anaphor(talk, at, heads)
                out += [found] if found else []
            if found is not None:
                self._official(talk, found)
                self.joiner.note(talk, found)
                at = found.end
                continue
            if at in others:
                talk.salience.add(others[at])
            at += 1
        return out

    def _anaphor(self, talk: Discourse, at: int, heads: dict[int, RoleHead]) -> Found | None:
        if found := self.aggregates.at(talk, at):
            return found
        if at in heads:
            return self._bare_role(talk, heads[at])
        text = talk.text
        for end, specs in self.pronouns.walk(text.keys, at, text.limits[at]):
            for spec in specs:
                if found := self._pronoun(talk, at, end, spec):
                    return found
            if specs[0].use == "subject" and specs[0].being != "body":
                # Nobody was found for it: then it stands in the way of the next one like it.
                talk.salience.add(Topic.rival_at(text, at, specs[0].gender, specs[0].number))
        return None

    def _official(self, talk: Discourse, hit: Found) -> None:
        """Let "le Hongrois" act for Hungary after its prime minister; not after a tourist of it."""
        text = talk.text
        if hit.kind != "demonym" or hit.adjective or hit.use != "other" or hit.method:
            return
        before, head = text.before(hit.first), text.head(hit.first, hit.end - 1)
        if before is None or self.indefinite.has(before.text):
            return
        if not (self.determiners.has(before.text) and self.singular.has(before.text)):
            return
        if hit.number == "pl" or not head.dep_.startswith("nsubj"):
            return
        same = [o for o in talk.hits if o.first < hit.first and o.actors == hit.actors]
        named = [p for p in talk.persons if self._of(talk, p) == hit.actors]
        if named and not any(other.use == "other" for other in same):
            hit.use, hit.method, hit.being, hit.number = "agent", "official", "person", "sg"

    def _of(self, talk: Discourse, person: Found) -> tuple[str, ...]:
        return tuple(self.linker.rolled(actor, talk.on) for actor in person.actors)

    # pronouns

    def _pronoun(self, talk: Discourse, at: int, end: int, spec: Pronoun) -> Found | None:
        text = talk.text
        token = text.token(at)
        if not in_case(token, spec) or self._impersonal(text, at, end):
            return None
        if spec.needs_verb and (not before_verb(token) or _set_off(text, at, end)):
            return None
        topic = self._antecedent(talk, at, spec)
        if topic is None:
            return None
        found = Found(at, end, "pronoun", actors=topic.actors, method=spec.use, score=0.7)
        found.gender, found.number = spec.gender or topic.gender, spec.number or topic.number
        found.being = topic.being
        found.several = len(topic.whole) > 1
        found.subject = spec.use == "subject"
        return found

    def _impersonal(self, text: Text, at: int, end: int) -> bool:
        """ "il faut", "y a-t-il": a pronoun that stands for nobody."""
        starts = range(max(0, at - 3), at + 1)
        walks = (self.impersonal.walk(text.keys, start, at + 6) for start in starts)
        return any(walk and walk[0][0] >= end for walk in walks)

    def _antecedent(self, talk: Discourse, at: int, spec: Pronoun) -> Topic | None:
        text = talk.text
        sentence = text.sentence(at)
        near = [t for t in talk.salience.near(sentence, _REACH) if _agrees(t, spec)]
        if spec.use == "latter":
            near = [t for t in near if t.sentence == sentence] or near
            return near[0] if near and not near[0].rival else None
        if spec.use == "possessive":
            if (object_ := self.objects.before(text, at, near)) is not None:
                return object_
            if (told := controller(text, at, near, self.orders)) is not None:
                return told
            if (own := clause_subject(text, at, near)) is not None:
                nearer = _nearer(text, at, near, own)
                return nearer or (None if own.rival else own)
            if spec.being != "person" and text.parsed:
                here = [t for t in near if t.sentence == sentence]
                near = here or _subject_before(text, at, near)
        elif spec.use == "object" and text.parsed:
            # "Paris … en lui fournissant": who does it to somebody else is not that somebody.
            own = clause_subject(text, at, near)
            if own is not None and not own_subject(text, at, own):
                return None  # "Ankara a …, ce qui lui a valu": may be the subject further up
            near = [t for t in near if own is None or t.whole != own.whole]
            near = [t for t in near if not t.rival]
            return near[0] if len({t.whole for t in near}) == 1 else None
        else:
            near = [t for t in near if t.subject or t.being in ("person", "joined")]
        return self._best(talk, near, sentence)

    def _best(self, talk: Discourse, near: list[Topic], sentence: int) -> Topic | None:
        """The topic that outweighs all others, if there is one and it names an actor."""
        weights: dict[tuple[str, ...], float] = {}
        latest: dict[tuple[str, ...], Topic] = {}
        for topic in near:
            name = ("", str(topic.at)) if topic.rival else topic.whole
            weights[name] = max(weights.get(name, 0.0), talk.salience.weigh(topic, sentence))
            latest.setdefault(name, topic)
        ranked = sorted(weights, key=lambda name: -weights[name])
        if not ranked or latest[ranked[0]].rival:
            return None
        if len(ranked) > 1 and weights[ranked[1]] > weights[ranked[0]] - _MARGIN:
            return None
        return latest[ranked[0]]

    # roles that stand alone

    def _bare_role(self, talk: Discourse, head: RoleHead) -> Found | None:
        """ "le président", "the ministry": the last one who held that role in the text."""
        role = self.words.roles[head.role]
        source = None
        if role.alone and not head.former and self._definite(talk.text, head):
            source = self._holder(talk, head) or ((role.unique,) if role.unique else None)
        if source is None:
            talk.open_roles[head.role] = head.first
            gender = head.traits[:1] if head.traits[:1] in ("m", "f") else None
            number = "pl" if head.plural else "sg"
            talk.salience.add(Topic.rival_at(talk.text, head.first, gender, number))
            return None
        found = Found(head.start, head.stop, "role", actors=source, method="bare role", score=0.6)
        found.role, found.noun = head.role, head.noun
        found.being = "person" if role.sort == "person" else "organisation"
        found.number = "pl" if head.plural else "sg"
        found.gender = head.traits[0] if head.traits[:1] in ("m", "f") else None
        return found

    def _holder(self, talk: Discourse, head: RoleHead) -> tuple[str, ...] | None:
        role = self.words.roles[head.role]
        last = talk.roles.get((head.role, head.noun))
        if last is None and role.sort == "person":
            held = (p for p in reversed(talk.persons) if self._held(p, role.offices))
            last = next(held, None)
        unknown = talk.open_roles.get(head.role, -1)
        if last is not None:
            return last.actors if last.first > unknown else None
        return self._sole_state(talk, head.first) if unknown < 0 else None

    def _definite(self, text: Text, head: RoleHead) -> bool:
        before, after = text.before(head.start), text.after(head.stop - 1)
        if (
            before is None
            or not self.determiners.has(before.text)
            or self.indefinite.has(before.text)
        ):
            return False
        if after is None:
            return True
        return after.key not in self.genitive and not (after.capital and after.gap.isspace())

    def _held(self, person: Found, offices: tuple[str, ...]) -> bool:
        actor = self.linker.actor(person.actors[0])
        return actor is not None and any(o.office in offices for o in actor.offices)

    def _sole_state(self, talk: Discourse, at: int) -> tuple[str, ...] | None:
        """The only actor spoken of within reach, if it is a state that has acted or comes again."""
        near = [t for t in talk.salience.near(talk.text.sentence(at), _REACH) if not t.rival]
        if len({t.whole for t in near}) != 1 or len(near[0].whole) != 1:
            return None
        active = len(near) > 1 or near[0].subject
        return near[0].whole if active and self.linker.being(near[0].whole[0]) == "state" else None


def _set_off(text: Text, at: int, end: int) -> bool:
    """ "Le Japon, lui, rappelle": a pronoun between commas only stresses its noun."""
    after = text.atoms[end].gap if end < len(text.atoms) else ""
    return "," in text.atoms[at].gap and "," in after


def _subject_before(text: Text, at: int, near: list[Topic]) -> list[Topic]:
    """ "X a construit un barrage. Son voisin proteste": who was subject, for a subject's owner."""
    noun = text.token(at).head
    first = noun.dep_.startswith("nsubj") or noun.head.i == noun.i
    sentence = text.sentence(at) - 1
    before = [t for t in near if t.sentence == sentence and t.subject]
    alone = len({t.whole or t.at for t in before}) == 1
    return before if first and alone else []


def _nearer(text: Text, at: int, near: list[Topic], subject: Topic) -> Topic | None:
    """Whoever stands right before a possessive, when the subject of its clause is far off."""
    token = text.atoms[at].token
    relative = subject.rival and subject.at == at  # the noun a relative clause is about
    if token - subject.token <= _FAR_SUBJECT and not relative:
        return None
    close = [
        t
        for t in near
        if not t.rival
        and 0 < token - t.token <= _CLOSE
        and t.token > subject.token
        and (t.being != "person" or text.doc[t.token].dep_ != "nmod")
    ]
    return max(close, key=lambda t: t.token, default=None)


def _agrees(topic: Topic, spec: Pronoun) -> bool:
    """Whether number, gender and sort allow a pronoun to mean a topic."""
    if topic.being in ("place", "adjective") or (topic.paired and spec.number == "sg"):
        return False
    if spec.number and topic.number and spec.number != topic.number:
        return False
    if spec.number == "pl" and topic.number is None and topic.being not in ("joined", "group"):
        return False
    if topic.rival:
        return not (spec.gender and topic.gender and topic.gender != spec.gender)
    if spec.gender and not _gender_fits(topic, spec):
        return False
    if spec.being == "person":
        return topic.being == "person"
    return spec.being != "body" or topic.being != "person"


def _gender_fits(topic: Topic, spec: Pronoun) -> bool:
    """Somebody not known for a woman is taken for a man; a state of unknown gender fits nothing."""
    if topic.gender is None and spec.number == "sg":
        return topic.being not in ("person", "state") or (
            topic.being == "person" and spec.gender == "m"
        )
    return topic.gender is None or topic.gender == spec.gender
