"""What the model looks at: named features of a proposal, the same for every language.

Names read ``<what> <of whom>=<value>``; those with a value are 1 when they hold. Distances are in
words, steps in arcs of the tree. Nothing names a word: what an act means is the lexicon's, what
the model weighs is where actors stand around it.
"""

from __future__ import annotations

from itertools import accumulate
from typing import TYPE_CHECKING

from kg.lang import CORE_SLOTS
from kg.relations.arguments import Role

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kg.relations.arguments import Argument
    from kg.relations.proposals import Proposal, Proposer
    from kg.relations.reading import Reading
    from kg.relations.triggers import TriggerMatch
    from kg.relations.words import Sentence, Word

__all__ = ["FeatureMaker", "Features"]

Features = dict[str, float]

_CLAUSES = frozenset({"ccomp", "advcl", "acl", "parataxis", "csubj", "xcomp", "conj"})
_BREAKS = frozenset(';:«»"()')

#: What is counted between two places.
_COUNTED = ("commas", "breaks", "finite verbs", "actors", "triggers")

_LENGTHS = ("steps up", "steps down", "clauses up", "clauses down", "distance")

#: Names of what is counted for a side, and for a pair.
_SIDE: dict[Role, tuple[str, ...]] = {
    role: (*(f"{name} {role}" for name in _LENGTHS), *(f"{name} to {role}" for name in _COUNTED))
    for role in ("source", "target")
}
_PAIR = (
    *(f"pair {name}" for name in ("steps source", "steps target")),
    *(f"pair {name}" for name in ("clauses source", "clauses target", "distance")),
    *(f"{name} in pair" for name in _COUNTED),
)

#: Beyond this many words one distance is as good as another.
FAR = 40


class FeatureMaker:
    """Features of the proposals of one sentence; what they share is counted once."""

    def __init__(
        self,
        sentence: Sentence,
        proposer: Proposer,
        matches: Sequence[TriggerMatch],
        related: set[frozenset[str]],
        settled: set[int],
    ) -> None:
        self.text, self.start = proposer.finder.text, sentence.start
        self.length = len(sentence)
        self.proposer, self.tree = proposer, proposer.finder.tree
        self.settled = settled
        self.ruled = frozenset(actor for pair in related for actor in pair)
        self.heads = {match.head.i for match in matches}
        self.tokens = {a.token for found in proposer.actors.values() for a in found}
        self.first = min(self.tokens, default=0)
        words = sentence.words
        self._counts = (
            _running([t.text == "," for t in words]),
            _running([t.text in _BREAKS for t in words]),
            _running(["VerbForm=Fin" in t.morph for t in words]),
            _running([t.i in self.tokens for t in words]),
            _running([t.i in self.heads for t in words]),
        )
        self._sides: dict[tuple[tuple[int, ...], Role, str, int], Features] = {}
        self._triggers: dict[int, tuple[Reading, Features]] = {}
        self._pairs: dict[tuple[int, int], Features] = {}
        self._paths: dict[tuple[int, int], tuple[frozenset[int], int]] = {}

    def parts(self, proposal: Proposal, reading: Reading) -> tuple[Features, ...]:
        """The features of a proposal: trigger, source, target, the pair, and what is its own.

        The first four are shared by all proposals that have it, him or them.
        """
        source, target = proposal.source, proposal.target
        if id(reading) not in self._triggers:
            self._triggers[id(reading)] = reading, self._of_trigger(proposal.match, reading)
        sides = self._side(proposal, "source"), self._side(proposal, "target")
        pair = self._pair(source, target)  # finds the path that `_own` looks up
        return (self._triggers[id(reading)][1], *sides, pair, self._own(proposal))

    def _own(self, proposal: Proposal) -> Features:
        """What only this proposal has, and none of its parts."""
        match, _, source, target, _, _ = proposal
        low, high = sorted((source.token, target.token))
        path, top = self._paths[source.token, target.token]
        place = match.head.i
        found: Features = {
            "trigger on pair path": place in path,
            "pair top is this trigger": place == top,
            f"origin={proposal.origin}": 1,
            "trigger has a rule": place in self.settled,
            "source has a rule": source.rolled in self.ruled,
            "target has a rule": target.rolled in self.ruled,
            "trigger between": low < place < high,
            "trigger before": place < low,
        }
        if proposal.origin != "pair":
            found[f"filled source={_slot(source.via[0])}"] = 1
            found[f"filled target={_slot(target.via[0])}"] = 1
            found["filled steps source"] = len(source.via) - 1
            found["filled steps target"] = len(target.via) - 1
        return found

    def _of_trigger(self, match: TriggerMatch, reading: Reading) -> Features:
        trigger = match.trigger
        found: Features = {
            f"pos={trigger.pos}": 1,
            f"type={trigger.type}": 1,
            f"modality={reading.modality}": 1,
            "mutual": any(f.reciprocal for f in match.frames),
            "directed": any(not f.reciprocal for f in match.frames),
            "several words": len(match.tokens) > 1,
            "names its company": bool(trigger.only),
            "state": trigger.aspect == "state",
            "actors in sentence": len(self.proposer.actors),
            "triggers in sentence": len(self.heads),
            "sentence length": self.length,
        }
        found |= self._of_clause(match)
        for effect, _ in reading.effects:
            found[f"effect={effect}"] = 1
        return found

    def _of_clause(self, match: TriggerMatch) -> Features:
        """What the trigger has for dependents, actors or not; some nouns never stand for actors."""
        tree, head = self.tree, match.head
        if match.trigger.pos != "verb":
            owners = [c for c in head.children if c.case in tree.syntax.genitive]
            return {"has genitive": bool(owners), "has copula": head.predicate}
        subjects, objects = tree.subjects(head), tree.patients(head)
        opaque = {token.key for token in (*subjects, *objects)} & tree.opaque
        return {
            "has subject": bool(subjects),
            "has object": bool(objects),
            "has clause": next(tree.complements(head), None) is not None,
            "has somebody else": bool(opaque),
        }

    def _side(self, proposal: Proposal, role: Role) -> Features:
        """Where one actor stands seen from the trigger."""
        argument = proposal.source if role == "source" else proposal.target
        key = (proposal.match.tokens, role, argument.rolled, argument.token)
        if key not in self._sides:
            found = self._seen(proposal.match, argument, role)
            self._sides[key] = found | self._held(proposal, argument, role)
        return self._sides[key]

    def _held(self, proposal: Proposal, argument: Argument, role: Role) -> Features:
        """Which slot of the trigger holds the actor, and whether one holds somebody else."""
        mine = proposal.slots.of(role)
        others = proposal.slots.of("target" if role == "source" else "source")
        held = mine.get(argument.rolled)
        return {
            f"slot {role}={_slot(held[0]) if held else 'none'}": 1,
            f"slot taken {role}": bool(mine) and held is None,
            f"other slot {role}": argument.rolled in others,
        }

    def _seen(self, match: TriggerMatch, argument: Argument, role: Role) -> Features:
        head, seen = match.head, self.text[argument.token]
        ups, downs, top = self.proposer.path(head, seen)
        low, high = (head.i, seen.i) if head.i < seen.i else (seen.i, head.i)
        lengths = len(ups), len(downs), _clauses(ups), _clauses(downs), min(high - low, FAR)
        found: Features = dict(zip(_SIDE[role], (*lengths, *self._between(low, high)), strict=True))
        found[f"right {role}"] = seen.i > head.i
        found[f"label {role}={downs[0].dep if downs else 'self'}"] = 1
        found[f"branch {role}={downs[-1].dep if downs else 'self'}"] = 1
        found[f"preposition {role}={self.tree.class_of(seen.case)}"] = 1
        found[f"kind {role}={argument.mention.kind}"] = 1
        found[f"use {role}={argument.mention.use}"] = 1
        if ups:
            found[f"trigger label {role}={ups[0].dep}"] = 1
        if top is not None:
            found[f"top {role}={top.pos}"] = 1
        return found

    def _pair(self, source: Argument, target: Argument) -> Features:
        """Where the two actors stand seen from one another."""
        key = (source.token, target.token)
        if key not in self._pairs:
            self._pairs[key] = self._related(self.text[key[0]], self.text[key[1]])
        return self._pairs[key]

    def _related(self, source: Word, target: Word) -> Features:
        ups, downs, top = self.proposer.path(source, target)
        low, high = (source.i, target.i) if source.i < target.i else (target.i, source.i)
        lengths = len(ups), len(downs), _clauses(ups), _clauses(downs), min(high - low, FAR)
        found: Features = dict(zip(_PAIR, (*lengths, *self._between(low, high)), strict=True))
        found[f"pair label source={ups[0].dep if ups else 'self'}"] = 1
        found[f"pair label target={downs[0].dep if downs else 'self'}"] = 1
        found[f"pair branch source={ups[-1].dep if ups else 'self'}"] = 1
        found[f"pair branch target={downs[-1].dep if downs else 'self'}"] = 1
        found["source first"] = source.i == self.first
        found["target first"] = target.i == self.first
        path = frozenset(word.i for word in (*ups, *downs))
        if top is not None:
            path |= {top.i}
            found[f"pair top={top.pos}"] = 1
            found["pair top is a trigger"] = top.i in self.heads
            found["triggers on pair path"] = len(path & self.heads)
        self._paths[source.i, target.i] = path, top.i if top is not None else -1
        return found

    def _between(self, low: int, high: int) -> list[int]:
        """What is counted strictly between two places of the text, in the order of `_COUNTED`."""
        last = self.length
        upto, after = min(max(high - self.start, 0), last), min(max(low + 1 - self.start, 0), last)
        return [counts[upto] - counts[after] for counts in self._counts]


def _running(flags: list[bool]) -> list[int]:
    """How many of the first n words have it, for n from 0 on."""
    return [0, *accumulate(flags)]


def _clauses(path: Sequence[Word]) -> int:
    return sum([word.dep in _CLAUSES for word in path])


def _slot(via: str) -> str:
    """Prepositions share one name, so that the model is the same for all languages."""
    return via if via in CORE_SLOTS or via in {"near", "far", "suffers"} else "preposition"
