"""Pronouns, possessives, "les deux pays": actors taken up inside one article.

An anaphor is resolved only where one antecedent is clearly the best; where two compete it is left
out (pronouns) or kept without actor (aggregates), so that what is resolved can be trusted.
"""

from __future__ import annotations

from datetime import date

from spacy.tokens import Token

from kg.lang.words import Aggregate, Pronoun, Words
from kg.mentions.found import Found
from kg.mentions.link import Linker
from kg.mentions.roles import RoleHead
from kg.mentions.salience import Salience, Topic, is_subject
from kg.mentions.text import Text, Trie, WordSet, key_of, words_of

__all__ = ["Anaphora"]


class Anaphora:
    """Resolves what takes up an actor named before."""

    def __init__(self, words: Words, linker: Linker) -> None:
        self.words, self.linker = words, linker
        self.pronouns: dict[str, list[Pronoun]] = {}
        self.long_pronouns: Trie[Pronoun] = Trie()
        for pronoun in words.pronouns:
            for form in pronoun.forms:
                key = key_of(form)
                if len(key) == 1:
                    self.pronouns.setdefault(key[0], []).append(pronoun)
                else:
                    self.long_pronouns.add(key, pronoun)
        self.aggregates: Trie[Aggregate] = Trie()
        for aggregate in words.aggregates:
            for form in aggregate.forms:
                self.aggregates.add(key_of(form), aggregate)
        self.conjunctions = WordSet(words.conjunctions)
        self.determiners = words_of(words.determiners)
        self.indefinite = WordSet(words.indefinite)
        self.genitive = frozenset(key_of(p)[0] for p in words.genitive)
        self.impersonal: Trie[bool] = Trie()
        for phrase in words.impersonal:
            self.impersonal.add(key_of(phrase), True)

    def resolve(
        self, text: Text, hits: list[Found], bare: list[RoleHead], on: date | None
    ) -> list[Found]:
        """Return the anaphors of the text that were resolved, and aggregates that were not."""
        state = _State(text, hits, on)
        heads = {head.first: head for head in bare}
        taken = {i: hit for hit in hits for i in range(hit.first, hit.end)}
        rivals = _rivals(text, taken)
        starts = {hit.first: hit for hit in hits}
        at = 0
        while at < len(text.atoms):
            if hit := starts.get(at):
                self._note(state, hit)
                at = hit.end
                continue
            found = None if at in taken else self._anaphor(state, at, heads)
            if found is not None:
                state.out.append(found)
                self._note(state, found)
                at = found.end
                continue
            if (token := rivals.get(at)) is not None:
                state.salience.add(_rival(text, at, token))
            at += 1
        return state.out

    def _anaphor(self, state: _State, at: int, heads: dict[int, RoleHead]) -> Found | None:
        text = state.text
        for end, entries in self.aggregates.walk(text.keys, at, text.limits[at]):
            if state.free(at, end) and self._written_so(text, end, entries[0]):
                return self._aggregate(state, at, end, entries[0])
        for end, pronouns in self.long_pronouns.walk(text.keys, at, text.limits[at]):
            if found := self._pronoun(state, at, end, pronouns[0]):
                return found
        if at in heads:
            return self._bare_role(state, heads[at])
        for pronoun in self.pronouns.get(text.keys[at], ()):
            if found := self._pronoun(state, at, at + 1, pronoun):
                return found
            if pronoun.use == "subject" and pronoun.being != "body":
                state.salience.add(_unknown(text, at, pronoun))
        return None

    def _written_so(self, text: Text, end: int, spec: Aggregate) -> bool:
        """ "l'Alliance" is NATO, "l'alliance" any."""
        return spec.actor is None or text.atoms[end - 1].capital

    # topics

    def _note(self, state: _State, hit: Found) -> None:
        if not hit.actors or hit.use == "other" or hit.is_stance:
            return
        text = state.text
        whole = tuple(dict.fromkeys(self.linker.rolled(a, state.on) for a in hit.actors))
        subject = not hit.adjective and hit.kind != "pronoun" and is_subject(text, hit)
        if hit.kind == "pronoun":
            subject = hit.subject
        number = hit.number or ("pl" if len(hit.actors) > 1 else None)
        topic = Topic(
            hit.actors, whole, hit.first, text.sentence(hit.first), subject, hit.gender,
            number, hit.being if len(whole) == 1 else "joined",
        )  # fmt: skip
        if hit.use == "place":
            topic.subject, topic.being = False, "place"
        elif hit.adjective and not hit.several:
            topic.being = "adjective"
        state.salience.add(topic)
        self._note_join(state, hit, topic)

    def _note_join(self, state: _State, hit: Found, topic: Topic) -> None:
        """Two mentions joined by "et" are also one topic of several actors."""
        text, last = state.text, state.last
        state.last = (hit, topic)
        if last is None or topic.being in ("place", "adjective"):
            return
        before, earlier = last
        if earlier.sentence != topic.sentence or earlier.being in ("place", "adjective"):
            return
        between = text.atoms[before.end : hit.first]
        words = [a for a in between if a.key not in self.determiners | self.genitive]
        gaps = "".join(a.gap for a in text.atoms[before.end : hit.first + 1])
        joined = (
            "," in gaps if not words else len(words) == 1 and self.conjunctions.has(words[0].text)
        )
        if not joined or len(between) > 4 or not _conjuncts(text, before, hit):
            return
        actors = tuple(dict.fromkeys((*earlier.actors, *topic.actors)))
        whole = tuple(dict.fromkeys((*earlier.whole, *topic.whole)))
        if len(whole) > 1:
            joint = Topic(
                actors, whole, topic.at, topic.sentence, earlier.subject, None, "pl", "joined"
            )
            topic.paired = earlier.paired = True
            state.salience.add(joint)
            state.last = (hit, joint)

    # aggregates

    def _aggregate(self, state: _State, at: int, end: int, spec: Aggregate) -> Found | None:
        text = state.text
        found = Found(at, end, "aggregate", number="pl", method="aggregate", score=0.8)
        if spec.actor:
            found.actors, found.method, found.score = (spec.actor,), "fixed phrase", 1.0
            found.kind, found.being, found.number = "name", "organisation", None
            return found
        if spec.count == 1:
            return self._body(state, found, spec)
        found.several = True
        actors = self._joined_pair(state, at, spec) or self._most_present(state, at, spec)
        actors = tuple(self._finest(state, actor, at, spec) for actor in actors)
        if actors:
            found.actors = actors
        else:
            found.score = 0.0
            found.candidates = tuple(state.salience.total(text.sentence(at), at, 2))[:6]
        return found

    def _joined_pair(self, state: _State, at: int, spec: Aggregate) -> tuple[str, ...]:
        """The last actors joined, if as many as are meant."""
        sentence = state.text.sentence(at)
        for topic in state.salience.near(sentence, at, 2):
            fits = len(topic.whole) == spec.count > 1 and self._suits(topic.actors, spec)
            if fits:
                return topic.actors
        return ()

    def _most_present(self, state: _State, at: int, spec: Aggregate) -> tuple[str, ...]:
        """The `count` most present actors where the next one is clearly less so."""
        if spec.joined_only:
            return ()
        sentence, text = state.text.sentence(at), state.text
        spared = _governing_subject(text, at, state.salience)
        for reach in (0, 1, 2, 4):
            weights = state.salience.total(sentence, at, reach)
            for whole in spared:
                if len(weights) > spec.count:
                    weights.pop(whole, None)
            weights = {w: v for w, v in weights.items() if self._suits((w,), spec, whole=True)}
            ranked = sorted(weights, key=lambda w: -weights[w])
            if len(ranked) < spec.count:
                continue
            chosen = ranked[: spec.count]
            clear = len(ranked) == spec.count or (
                weights[ranked[spec.count]] < 0.6 * weights[chosen[-1]]
            )
            if clear:
                return tuple(chosen)
        return ()

    def _finest(self, state: _State, whole: str, at: int, spec: Aggregate) -> str:
        """The person last named for `whole` where persons are meant, else `whole`."""
        if spec.sort == "person":
            for topic in state.salience.near(state.text.sentence(at), at, 4):
                if topic.whole == (whole,) and topic.being == "person":
                    return topic.actors[0]
        return whole

    def _suits(self, actors: tuple[str, ...], spec: Aggregate, whole: bool = False) -> bool:
        if spec.sort == "any" or (spec.sort == "person" and whole):
            return True
        beings = {self.linker.being(a) for a in actors}
        if spec.sort == "person":
            return beings <= {"person", "state", "organisation"}
        return beings == {"state" if spec.sort == "state" else "organisation"} or (
            spec.sort == "state" and beings <= {"state", "person"} and not whole
        )

    def _body(self, state: _State, found: Found, spec: Aggregate) -> Found | None:
        """ "le pays", "l'organisation": the last such body spoken of."""
        text = state.text
        sentence = text.sentence(found.first)
        near = [
            topic
            for topic in state.salience.near(sentence, found.first, 2)
            if len(topic.whole) == 1 and self.linker.being(topic.whole[0]) == spec.sort
        ]
        for nearest in (sentence, sentence - 1, sentence - 2):
            here = [topic for topic in near if topic.sentence == nearest]
            if not here:
                continue
            subjects = [topic for topic in here if topic.subject and nearest != sentence]
            places = [topic for topic in here if topic.being == "place"]
            for pool in (here, subjects, places):
                if len({topic.whole for topic in pool}) == 1:
                    found.actors, found.kind, found.number = pool[0].whole, "pronoun", "sg"
                    found.being, found.score = self.linker.being(pool[0].whole[0]), 0.7
                    return found
            return None
        return None

    # pronouns

    def _pronoun(self, state: _State, at: int, end: int, spec: Pronoun) -> Found | None:
        text = state.text
        token = text.token(at)
        if not _in_case(token, spec) or self._impersonal(text, at, end):
            return None
        if spec.needs_verb and not _before_verb(text, at, end):
            return None
        if any(end < len(text.keys) and text.keys[end] == word for word in spec.not_before):
            return None
        topic = self._antecedent(state, at, spec)
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
        walks = (self.impersonal.walk(text.keys, start) for start in starts)
        return any(walk and walk[0][0] >= end for walk in walks)

    def _antecedent(self, state: _State, at: int, spec: Pronoun) -> Topic | None:
        text = state.text
        sentence = text.sentence(at)
        near = [t for t in state.salience.near(sentence, at, 2) if _agrees(t, spec)]
        if not near:
            return None
        if spec.use == "latter":
            same = [t for t in near if t.sentence == sentence] or near
            return None if same[0].rival else same[0]
        if spec.use == "possessive" and (own := _clause_subject(text, at, near)) is not None:
            return None if own.rival else own
        if spec.use == "possessive" and spec.being != "person" and text.parsed:
            near = [t for t in near if t.sentence == sentence]
        weights: dict[tuple[str, ...], float] = {}
        best: dict[tuple[str, ...], Topic] = {}
        if spec.use in ("subject", "object"):
            near = [t for t in near if t.subject or t.being in ("person", "joined")]
        for topic in near:
            name = topic.whole if not topic.rival else ("", str(topic.at))
            weights[name] = max(weights.get(name, 0.0), state.salience.weigh(topic, sentence))
            best.setdefault(name, topic)
        if not weights:
            return None
        ranked = sorted(weights, key=lambda name: -weights[name])
        first = best[ranked[0]]
        tied = len(ranked) > 1 and weights[ranked[1]] > weights[ranked[0]] - 0.4
        return None if first.rival or tied else first

    # roles that stand alone

    def _bare_role(self, state: _State, head: RoleHead) -> Found | None:
        """ "le président", "the ministry": the last one who held that role in the text."""
        role, text = self.words.roles[head.role], state.text
        if not role.alone or head.former or not self._definite(text, head):
            state.unknown_roles.setdefault(head.role, []).append(head.first)
            return None
        sentence = text.sentence(head.first)
        source = None
        for hit in reversed([h for h in state.hits if h.first < head.first]):
            same = (hit.role == head.role and hit.noun == head.noun) or (
                role.sort == "person" and hit.being == "person" and self._held(hit, role.offices)
            )
            if same and hit.actors and hit.use == "agent":
                source = hit.actors
                if any(hit.first < at for at in state.unknown_roles.get(head.role, ())):
                    source = None
                break
        if source is None and head.role not in state.unknown_roles:
            source = self._sole_state(state, sentence, head.first)
        if source is None and role.unique:
            source = (role.unique,)
        if source is None:
            state.unknown_roles.setdefault(head.role, []).append(head.first)
            return None
        found = Found(head.start, head.stop, "role", actors=source, method="bare role", score=0.6)
        found.role, found.being = head.role, "person" if role.sort == "person" else "organisation"
        found.number = "pl" if head.plural else "sg"
        found.gender = head.traits[0] if head.traits[:1] in ("m", "f") else None
        return found

    def _definite(self, text: Text, head: RoleHead) -> bool:
        before = text.before(head.start)
        after = text.after(head.stop - 1)
        if before is None or before.key not in self.determiners or self.indefinite.has(before.text):
            return False
        if after is None:
            return True
        return after.key not in self.genitive and not (after.capital and after.gap.isspace())

    def _held(self, hit: Found, offices: tuple[str, ...]) -> bool:
        actor = self.linker.actor(hit.actors[0]) if hit.actors else None
        return actor is not None and any(o.office in offices for o in actor.offices)

    def _sole_state(self, state: _State, sentence: int, at: int) -> tuple[str, ...] | None:
        """The only actor spoken of within reach, if it is a state that has acted or comes again."""
        near = [t for t in state.salience.near(sentence, at, 2) if not t.rival]
        if len({t.whole for t in near}) != 1 or not near[0].whole:
            return None
        active = any(t.subject for t in near) or len(near) > 1
        if any(self.linker.being(whole) != "state" for whole in near[0].whole):
            return None
        return near[0].whole if active and len(near[0].whole) == 1 else None


class _State:
    """What `resolve` carries through one text."""

    def __init__(self, text: Text, hits: list[Found], on: date | None) -> None:
        self.text, self.hits, self.on = text, hits, on
        self.salience = Salience(text)
        self.out: list[Found] = []
        self.taken = {i for hit in hits for i in range(hit.first, hit.end)}
        self.last: tuple[Found, Topic] | None = None
        self.unknown_roles: dict[int, list[int]] = {}  # where roles stand alone, unresolved

    def free(self, first: int, end: int) -> bool:
        """Whether no mention covers any of these atoms."""
        return self.taken.isdisjoint(range(first, end))


def _agrees(topic: Topic, spec: Pronoun) -> bool:
    if topic.being in ("place", "adjective") or (topic.paired and spec.number == "sg"):
        return False
    if spec.number and topic.number and spec.number != topic.number:
        return False
    if spec.number == "pl" and topic.number is None and topic.being not in ("joined", "group"):
        return False
    if spec.gender and not topic.rival and not _gender_fits(topic, spec):
        return False
    if spec.being == "person":
        return topic.being in ("person", "rival")
    if spec.being == "body":
        return topic.being != "person"
    return True


def _gender_fits(topic: Topic, spec: Pronoun) -> bool:
    """Somebody not known for a woman is taken for a man; a state of unknown gender fits nothing."""
    if topic.gender is None and spec.number == "sg":
        return topic.being not in ("person", "state") or (
            topic.being == "person" and spec.gender == "m"
        )
    return topic.gender is None or topic.gender == spec.gender


def _rivals(text: Text, taken: dict[int, Found]) -> dict[int, Token]:
    """Subjects that name no actor, by atom: they may be what a pronoun means."""
    if not text.parsed:
        return {}
    rivals: dict[int, Token] = {}
    for at, atom in enumerate(text.atoms):
        token = text.doc[atom.token]
        if at in taken or token.pos_ not in ("NOUN", "PROPN"):
            continue
        if token.dep_.startswith("nsubj") and atom.token not in {r.i for r in rivals.values()}:
            rivals[at] = token
    return rivals


def _rival(text: Text, at: int, token: Token) -> Topic:
    gender = {"Masc": "m", "Fem": "f"}.get("".join(token.morph.get("Gender", [])[:1]))
    number = {"Sing": "sg", "Plur": "pl"}.get("".join(token.morph.get("Number", [])[:1]))
    return Topic((), (), at, text.sentence(at), True, gender, number, "rival", rival=True)


def _unknown(text: Text, at: int, spec: Pronoun) -> Topic:
    """A pronoun nobody was found for stands in the way of the next one like it."""
    return Topic((), (), at, text.sentence(at), True, spec.gender, spec.number, "rival", rival=True)


def _conjuncts(text: Text, first: Found, second: Found) -> bool:
    """Whether the parse, if any, agrees that two mentions are joined."""
    if not text.parsed:
        return True
    one, two = (text.head(hit.first, hit.end - 1) for hit in (first, second))
    return two.dep_ == "conj" and (two.head.i == one.i or two.head.i == one.head.i)


def _in_case(token: Token, spec: Pronoun) -> bool:
    """Whether the parse, if any, has the pronoun where its form says it stands."""
    if not token.dep_ or spec.use not in ("subject", "object"):
        return True
    return token.dep_.startswith("nsubj") == (spec.use == "subject") and token.dep_[:4] != "expl"


def _before_verb(text: Text, at: int, end: int) -> bool:
    """Whether an ambiguous word ("la", "leur") is the pronoun: tagged so and hung on a verb."""
    token = text.token(at)
    return text.tagged and token.pos_ == "PRON" and token.head.pos_ in ("VERB", "AUX")


def _clause_subject(text: Text, at: int, near: list[Topic]) -> Topic | None:
    """The topic that is subject of the clause in which atom `at` stands."""
    if not text.parsed:
        return None
    by_token = {text.atoms[t.at].token: t for t in near}
    token = text.token(at)
    for _ in range(12):
        if token.head.i == token.i:
            return None
        token = token.head
        for child in token.children:
            if child.dep_.startswith("nsubj") and child.i < text.atoms[at].token:
                span = {child.i, *(d.i for d in child.subtree)}
                inside = [t for i, t in by_token.items() if i in span]
                exact = [t for t in inside if text.atoms[t.at].token == child.i]
                joint = [t for t in inside if t.being == "joined"]
                if exact or joint:
                    return (exact or joint)[0]
    return None


def _governing_subject(text: Text, at: int, salience: Salience) -> tuple[str, ...]:
    """Who is subject of the verb that "les deux pays" depends on, and so cannot be meant by it."""
    if not text.parsed:
        return ()
    token = text.token(at)
    topics = {text.atoms[t.at].token: t for t in salience.topics if not t.rival}
    if token.dep_.startswith("nsubj"):
        return ()
    for _ in range(6):
        if token.head.i == token.i:
            break
        token = token.head
        for child in token.children:
            if child.dep_.startswith("nsubj") and child.i in topics:
                return topics[child.i].whole
    return ()
