"""Resolving the slots of a frame: which phrases of the sentence fill source and target."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.lang import CORE_SLOTS
from kg.relations.arguments import Argument, ArgumentFinder, Role
from kg.relations.attribution import Speakers
from kg.relations.governors import Governors
from kg.relations.guesses import Guesses
from kg.relations.phrases import Phrases

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from kg.lang import Frame, Pack
    from kg.relations.triggers import OperatorMatch, TriggerMatch
    from kg.relations.words import Word

__all__ = ["FilledFrame", "SlotResolver"]

FilledFrame = tuple["Frame", list[Argument], list[Argument]]


class SlotResolver:
    """Fills frames in one text."""

    def __init__(
        self,
        finder: ArgumentFinder,
        pack: Pack,
        triggers: Mapping[int, list[TriggerMatch]],
        operators: Mapping[int, OperatorMatch],
    ) -> None:
        self.finder, self.tree = finder, finder.tree
        self._triggers, self._operators = triggers, operators
        self.governors = Governors(pack, self.tree, operators, triggers)
        self.guesses = Guesses(finder, triggers, pack.calendar.time_words)
        self.speakers = Speakers(finder, operators, pack.scope.attribution)
        self._syntax = pack.syntax
        self._phrases = Phrases(pack.syntax, self.governors)
        self._weak = frozenset((*pack.syntax.genitive, *pack.syntax.governed))
        self._open: set[int] = set()
        self._filled: dict[tuple[tuple[int, ...], str, str, Role], list[Argument]] = {}

    def fill(self, match: TriggerMatch) -> FilledFrame | None:
        """The first frame of `match` both of whose sides are filled, with its arguments."""
        for frame in match.frames:
            source = self.side(match, frame.source, "source")
            if not source:
                continue
            if frame.target:
                target = self.side(match, frame.target, "target")
                target = [a for a in target if not _is_source(a, source, frame)]
            elif len({a.rolled for a in source}) > 1:
                target = source
            else:
                continue
            if target:
                return frame, source, target
        return None

    def missing(self, match: TriggerMatch) -> str:
        """What no frame of `match` finds, in words for an explanation."""
        source = any(self.side(match, frame.source, "source") for frame in match.frames)
        target = any(self.side(match, frame.target, "target") for frame in match.frames)
        side = "source" if target and not source else "target" if source else "source and target"
        return f"no actor for {side}"

    def side(self, match: TriggerMatch, slots: tuple[str, ...], role: Role) -> list[Argument]:
        """What the first filled slot of one side of a frame holds."""
        for slot in slots:
            found = self.slot(match, slot, role)
            if found:
                return found
        return []

    def slot(self, match: TriggerMatch, slot: str, role: Role) -> list[Argument]:
        """What fills one slot; the senses of a word share the answer."""
        if self._open:
            return self._slot(match, slot, role)
        key = (match.tokens, match.trigger.pos, slot, role)
        if key not in self._filled:
            self._filled[key] = self._slot(match, slot, role)
        return self._filled[key]

    def _slot(self, match: TriggerMatch, slot: str, role: Role) -> list[Argument]:
        special = _SPECIAL.get(slot)
        if special is not None:
            return special(self, match, role)
        return self._prepositional(match, slot, role)

    # -- slots of verbs ---------------------------------------------------------------------

    def _slot_stance(self, match: TriggerMatch, role: Role) -> list[Argument]:
        found: list[Argument] = []
        for token in (match.head, *match.head.children):
            mention = self.finder.mention_at(token)
            if mention is not None and mention.method in {"anti", "pro"}:
                found += self.finder.arguments_of(mention, "stance")
        return found

    def _slot_speaker(self, match: TriggerMatch, role: Role) -> list[Argument]:
        return self.speakers.of(match.head)

    def _slot_subj(self, match: TriggerMatch, role: Role) -> list[Argument]:
        head = match.head.head if match.head.dep == "aux" else match.head
        if match.trigger.pos != "verb":
            return self._slot_self(match, role) or self._slot_gov(match, role)
        tokens = self.tree.subjects(head)
        found = self._doers_of(head, tokens, role, "subj")
        return found or (self.guesses.subject_of(head) if not tokens else [])

    def _doers_of(self, verb: Word, tokens: list[Word], role: Role, via: str) -> list[Argument]:
        """Actors among the subjects of a verb; of "leur engagement à agir", who owns the noun."""
        found: list[Argument] = []
        for token in tokens:
            owned = self.finder.mention_at(token) is None and not self._subject_label(token)
            if owned:
                found += self.finder.owners(token, via)
            if not found:
                found += self._phrase(token, role, via)
            if found and owned:
                break
        return found

    @staticmethod
    def _subject_label(token: Word) -> bool:
        return token.dep in {"nsubj", "csubj"} or token.label == "obl:agent"

    def _slot_obj(self, match: TriggerMatch, role: Role) -> list[Argument]:
        found: list[Argument] = []
        tokens = self.tree.patients(match.head)
        if not tokens and not self.tree.is_passive(match.head):
            tokens = self._after_particle(match)
        for token in tokens:
            found += self._phrase(token, role, "obj")
        return found

    def _after_particle(self, match: TriggerMatch) -> list[Word]:
        """ "seal off the border": a particle of the trigger that was parsed as a preposition."""
        return [
            token
            for token in match.head.children
            if any(c.i in match.tokens for c in token.children if c.dep == "case")
        ]

    def _slot_iobj(self, match: TriggerMatch, role: Role) -> list[Argument]:
        found: list[Argument] = []
        for token in self.tree.indirect_objects(match.head):
            found += self._phrase(token, role, "iobj")
        return found

    def _slot_clause(self, match: TriggerMatch, role: Role) -> list[Argument]:
        found: list[Argument] = []
        for clause in self.tree.complements(match.head):
            own = [t for t in clause.children if t.dep == "nsubj"]
            for token in own:
                found += self._phrase(token, role, "clause")
        return found

    def _slot_inner(self, match: TriggerMatch, role: Role) -> list[Argument]:
        found: list[Argument] = []
        for clause in self.tree.complements(match.head):
            for token in self.tree.patients(clause):
                found += self._phrase(token, role, "inner")
        return found

    # -- slots of nouns and adjectives ------------------------------------------------------

    def _slot_gen(self, match: TriggerMatch, role: Role) -> list[Argument]:
        found = self.finder.owners(match.head, "gen")
        return found or self.finder.compounds(match.head, "gen")

    def _slot_adj(self, match: TriggerMatch, role: Role) -> list[Argument]:
        return self.finder.adjectives(match.head, "adj")

    def _slot_poss(self, match: TriggerMatch, role: Role) -> list[Argument]:
        return self.finder.possessors(match.head, "poss")

    def _slot_compound(self, match: TriggerMatch, role: Role) -> list[Argument]:
        return self.finder.compounds(match.head, "compound")

    def _slot_self(self, match: TriggerMatch, role: Role) -> list[Argument]:
        """Who a predicate, apposition or qualifying adjective describes."""
        head = match.head
        subjects = [t for t in head.children if t.dep == "nsubj"]
        if not subjects and self._is_predicate(head):
            subjects = self.tree.subjects(head.head)
        if not subjects and head.dep == "conj":
            subjects = [t for t in head.head.children if t.dep == "nsubj"]
        found: list[Argument] = []
        for token in subjects:
            found += self._phrase(self.tree.antecedent(token, head), role, "self")
        if found:
            return found
        found = self.finder.apposed(head, "self")
        if not found and head.dep in {"appos", "amod", "acl", "nmod"}:
            found = self._phrase(head.head, role, "self")
        if not found and match.trigger.pos == "noun":
            found = (
                self.finder.adjectives(head, "self") if self.finder.possessors(head, "self") else []
            )
        return found or self._named_after(match)

    def _is_predicate(self, noun: Word) -> bool:
        """Whether a noun says of a verb's subject what it is: "reste un allié de", "devient"."""
        verb = noun.head
        if noun.dep == "xcomp":
            return verb.verbal
        return noun.dep in {"obj", "obl"} and verb.verbal and self.governors.lends(verb)

    def _named_after(self, match: TriggerMatch) -> list[Argument]:
        """ "ses alliés, à savoir la Chine": names right after it, set off by punctuation."""
        after = match.head.i + 1
        for token in match.head.sentence.cut(after, match.head.last + 6):
            mention = self.finder.mention_at(token)
            if mention is None or mention.kind not in {"name", "capital", "person"}:
                continue
            head = self.finder.head_of(mention)
            before = match.head.sentence.cut(after, head.i)
            case = head.case
            if any(t.text in {",", ":", "("} for t in before) and (not case or " " in case):
                return self.finder.fill(head, "target", "self")
            return []
        return []

    def _slot_gov(self, match: TriggerMatch, role: Role) -> list[Argument]:
        """The subject of the verb that lends itself to a noun: "A a imposé des sanctions"."""
        for verb, passive in self.governors.of(match.head):
            if not passive:
                return self._doers_of(verb, self.tree.subjects(verb), role, "gov")
        return self._operator_owner(match, role)

    def _slot_helped(self, match: TriggerMatch, role: Role) -> list[Argument]:
        filled = [self.fill(help_) for help_ in self.governors.helps(match.head)]
        return [a.through("helped") for f in filled if f for a in f[2]]

    def _operator_owner(self, match: TriggerMatch, role: Role) -> list[Argument]:
        """ "la levée par Paris des sanctions": who owns the noun that operates on the trigger."""
        noun = match.head.head
        if match.head.dep == "nmod" and noun.i in self._operators:
            owners = self.finder.owners(noun, "gov", 0) or self.finder.fill(noun, "source", "gov")
            agents = self.tree.obliques(noun, self._syntax.agent) if not owners else []
            return owners + [a for t in agents for a in self._phrase(t, role, "gov")]
        return []

    # -- prepositional slots ----------------------------------------------------------------

    def _slot_loc(self, match: TriggerMatch, role: Role) -> list[Argument]:
        below = self._phrases.below(match.head)
        found = [a for token in below for a in self._located(token)]
        if not found and match.trigger.pos == "noun":
            found = [a for token in self._right_after(match) for a in self._located(token)]
        return found

    def _located(self, token: Word) -> list[Argument]:
        if self._phrases.is_locative(token):
            for inner in (token, *token.children):
                mention = self.finder.mention_at(inner, "place") or self.finder.mention_at(inner)
                if mention is not None and mention.kind in {"name", "capital", "demonym"}:
                    return self.finder.arguments_of(mention, "loc")
        return []

    def _right_after(self, match: TriggerMatch) -> list[Word]:
        """ "son effort de guerre en Ukraine": a phrase that the parser hung on the verb before."""
        end = max(match.tokens) + 1
        after = match.head.sentence.cut(end, end + 4)
        return [word for word in after if word.first == end and word.head.i < match.head.i]

    def _prepositional(self, match: TriggerMatch, preposition: str, role: Role) -> list[Argument]:
        heads = [match.head]
        if match.trigger.pos == "noun":
            heads += [verb for verb, _ in self.governors.of(match.head)]
        for head in heads:
            found: list[Argument] = []
            places: list[Argument] = []
            direct = preposition in self._syntax.genitive and match.trigger.pos == "verb"
            for token in self._phrases.introduced(head, preposition):
                if not direct or token.head is head:
                    found += self._phrase(token, role, preposition)
                    places += self._place(token)
            if found or places:
                return found or places
        if role == "target":
            found = self._suffered(match, role)
            if found:
                return found
        return self._further_on(match, preposition, role)

    def _further_on(self, match: TriggerMatch, preposition: str, role: Role) -> list[Argument]:
        """A phrase with this preposition to the right, which the parser gave to another word.

        Up to the next finite verb; not for prepositions that any word may take ("de", "in").
        """
        if preposition in self._weak:
            return []
        token = self._phrases.ahead(match.head, preposition)
        if token is None or any(i in self._triggers for i in range(match.head.i + 1, token.i)):
            return []
        return self._phrase(token, role, preposition) or self._place(token)

    def _place(self, token: Word) -> list[Argument]:
        """A place that the frame itself asks for: "des troupes près de Taïwan"."""
        if token.case in self._syntax.governed and token.complex is None:
            return []
        mention = self.finder.mention_at(token, "place")
        return self.finder.arguments_of(mention, "loc") if mention is not None else []

    def _suffered(self, match: TriggerMatch, role: Role) -> list[Argument]:
        """ "Moscou subit des sanctions": the subject of a passive light verb suffers the act."""
        for verb, passive in self.governors.of(match.head):
            if passive:
                subjects = self.tree.subjects(verb)
                return [a for t in subjects for a in self._phrase(t, role, "suffers")]
        return []

    def _phrase(self, token: Word, role: Role, via: str, loose: bool = False) -> list[Argument]:
        """Actors of a phrase; an act stands for who does it ("condamne les frappes russes")."""
        if self.finder.mention_at(token) is None and token.i in self._triggers:
            doers = self._doers(token)
            if doers:
                return [a.through(token.lemma) for a in doers]
            if role == "source":
                return []
        return self.finder.fill(token, role, via, loose=loose)

    def _doers(self, noun: Word) -> list[Argument]:
        """Who does the act that `noun` names, or is what it names ("son allié, Madrid").

        Acts may name one another, hence the guard.
        """
        if noun.i in self._open:
            return []
        self._open.add(noun.i)
        try:
            matches = self._triggers.get(noun.i, ())
            for match in matches:
                if any("self" in (*f.source, *f.target) for f in match.frames):
                    return self._slot_self(match, "source")
                filled = self.fill(match)
                if filled is not None:
                    return filled[1]
            for match in matches:
                for frame in match.frames:
                    found = self.side(match, frame.source, "source")
                    if found:
                        return found
        finally:
            self._open.discard(noun.i)
        return []


#: How slots are filled that are no prepositions.
_SPECIAL: dict[str, Callable[[SlotResolver, TriggerMatch, Role], list[Argument]]] = {
    slot: getattr(SlotResolver, f"_slot_{slot}") for slot in CORE_SLOTS
}


def _is_source(argument: Argument, source: list[Argument], frame: Frame) -> bool:
    """Whether a target is who acts: the same words, or a pronoun for them ("leur inquiétude")."""
    if argument.token in {s.token for s in source}:
        return True
    refers = argument.mention.kind == "pronoun" and not frame.reciprocal
    return refers and argument.rolled in {s.rolled for s in source}
