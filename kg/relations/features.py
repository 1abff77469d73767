"""What the model looks at: named features of a proposal, the same for every language.

Names read ``<what> <of whom>=<value>``; those with a value are 1 when they hold. Distances are in
words, steps in arcs of the tree. Nothing names a word: what an act means is the lexicon's, what
the model weighs is where actors stand around it.
"""

from __future__ import annotations

from itertools import accumulate
from typing import TYPE_CHECKING

from kg.lang import CORE_SLOTS

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from kg.lang import Syntax
    from kg.relations.arguments import Argument, Role
    from kg.relations.proposals import Proposal, Proposer
    from kg.relations.reading import Reading
    from kg.relations.triggers import TriggerMatch
    from kg.relations.words import Sentence, Word

__all__ = ["FeatureMaker", "Features"]

Features = dict[str, float]

_CLAUSES = frozenset({"ccomp", "advcl", "acl", "parataxis", "csubj", "xcomp", "conj"})
_BREAKS = frozenset(';:«»"()')

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
        self._opaque = frozenset(self.tree.syntax.opaque)
        self.heads = {match.head.i for match in matches}
        self.tokens = {a.token for found in proposer.actors.values() for a in found}
        self.first = min(self.tokens, default=0)
        words = sentence.words
        self._counts = {
            "commas": _running(t.text == "," for t in words),
            "breaks": _running(t.text in _BREAKS for t in words),
            "finite verbs": _running("VerbForm=Fin" in t.morph for t in words),
            "actors": _running(t.i in self.tokens for t in words),
            "triggers": _running(t.i in self.heads for t in words),
        }
        self._sides: dict[tuple[tuple[int, ...], str, int], Features] = {}
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
        return (
            self._triggers[id(reading)][1],
            *sides,
            self._pair(source, target),
            self._own(proposal),
        )

    def _own(self, proposal: Proposal) -> Features:
        """What only this proposal has, and none of its parts."""
        match, source, target = proposal.match, proposal.source, proposal.target
        low, high = sorted((source.token, target.token))
        path, top = self._paths[source.token, target.token]
        found = {
            "trigger on pair path": float(match.head.i in path),
            "pair top is this trigger": float(match.head.i == top),
            f"origin={proposal.origin}": 1.0,
            "trigger has a rule": float(match.head.i in self.settled),
            "source has a rule": float(source.rolled in self.ruled),
            "target has a rule": float(target.rolled in self.ruled),
            "trigger between": float(low < match.head.i < high),
            "trigger before": float(match.head.i < low),
        }
        if proposal.origin != "pair":
            found[f"filled source={_slot(source.via[0])}"] = 1.0
            found[f"filled target={_slot(target.via[0])}"] = 1.0
            found["filled steps source"] = float(len(source.via) - 1)
            found["filled steps target"] = float(len(target.via) - 1)
        return found

    def _of_trigger(self, match: TriggerMatch, reading: Reading) -> Features:
        trigger = match.trigger
        found = {
            f"pos={trigger.pos}": 1.0,
            f"type={trigger.type}": 1.0,
            f"modality={reading.modality}": 1.0,
            "mutual": float(any(f.reciprocal for f in match.frames)),
            "directed": float(any(not f.reciprocal for f in match.frames)),
            "several words": float(len(match.tokens) > 1),
            "names its company": float(bool(trigger.only)),
            "state": float(trigger.aspect == "state"),
            "actors in sentence": float(len(self.proposer.actors)),
            "triggers in sentence": float(len(self.heads)),
            "sentence length": float(self.length),
        }
        found |= self._of_clause(match)
        for effect, _ in reading.effects:
            found[f"effect={effect}"] = 1.0
        return found

    def _of_clause(self, match: TriggerMatch) -> Features:
        """What the trigger has for dependents, actors or not; some nouns never stand for actors."""
        tree, head = self.tree, match.head
        if match.trigger.pos != "verb":
            owners = [c for c in head.children if c.case in tree.syntax.genitive]
            return {"has genitive": float(bool(owners)), "has copula": float(head.predicate)}
        subjects, objects = tree.subjects(head), tree.patients(head)
        opaque = {token.key for token in (*subjects, *objects)} & self._opaque
        return {
            "has subject": float(bool(subjects)),
            "has object": float(bool(objects)),
            "has clause": float(next(tree.complements(head), None) is not None),
            "has somebody else": float(bool(opaque)),
        }

    def _side(self, proposal: Proposal, role: Role) -> Features:
        """Where one actor stands seen from the trigger."""
        argument = proposal.source if role == "source" else proposal.target
        key = (proposal.match.tokens, f"{role} {argument.rolled}", argument.token)
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
            f"slot {role}={_slot(held[0]) if held else 'none'}": 1.0,
            f"slot taken {role}": float(bool(mine) and held is None),
            f"other slot {role}": float(argument.rolled in others),
        }

    def _seen(self, match: TriggerMatch, argument: Argument, role: Role) -> Features:
        head, seen = match.head, self.text[argument.token]
        ups, downs, top = self.proposer.path(head, seen)
        low, high = sorted((head.i, seen.i))
        found = {
            f"steps up {role}": float(len(ups)),
            f"steps down {role}": float(len(downs)),
            f"clauses up {role}": _clauses(ups),
            f"clauses down {role}": _clauses(downs),
            f"label {role}={downs[0].dep if downs else 'self'}": 1.0,
            f"branch {role}={downs[-1].dep if downs else 'self'}": 1.0,
            f"preposition {role}={_preposition(self.tree.syntax, seen.case)}": 1.0,
            f"kind {role}={argument.mention.kind}": 1.0,
            f"use {role}={argument.mention.use}": 1.0,
            f"distance {role}": float(min(high - low, FAR)),
            f"right {role}": float(seen.i > head.i),
        }
        if ups:
            found[f"trigger label {role}={ups[0].dep}"] = 1.0
        if top is not None:
            found[f"top {role}={top.pos}"] = 1.0
        for name, counts in self._counts.items():
            found[f"{name} to {role}"] = self._between(counts, low, high)
        return found

    def _pair(self, source: Argument, target: Argument) -> Features:
        """Where the two actors stand seen from one another."""
        key = (source.token, target.token)
        if key not in self._pairs:
            self._pairs[key] = self._related(self.text[key[0]], self.text[key[1]])
        return self._pairs[key]

    def _related(self, source: Word, target: Word) -> Features:
        ups, downs, top = self.proposer.path(source, target)
        low, high = sorted((source.i, target.i))
        found = {
            "pair steps source": float(len(ups)),
            "pair steps target": float(len(downs)),
            "pair clauses source": _clauses(ups),
            "pair clauses target": _clauses(downs),
            f"pair label source={ups[0].dep if ups else 'self'}": 1.0,
            f"pair label target={downs[0].dep if downs else 'self'}": 1.0,
            f"pair branch source={ups[-1].dep if ups else 'self'}": 1.0,
            f"pair branch target={downs[-1].dep if downs else 'self'}": 1.0,
            "pair distance": float(min(high - low, FAR)),
            "source first": float(source.i == self.first),
            "target first": float(target.i == self.first),
        }
        path = frozenset(t.i for t in (*ups, *downs))
        if top is not None:
            path |= {top.i}
            found[f"pair top={top.pos}"] = 1.0
            found["pair top is a trigger"] = float(top.i in self.heads)
            found["triggers on pair path"] = float(len(path & self.heads))
        self._paths[source.i, target.i] = path, top.i if top is not None else -1
        for name, counts in self._counts.items():
            found[f"{name} in pair"] = self._between(counts, low, high)
        return found

    def _between(self, counts: list[int], low: int, high: int) -> float:
        """Words counted strictly between two places of the text."""
        last = self.length
        upto, after = high - self.start, low + 1 - self.start
        return float(counts[min(max(upto, 0), last)] - counts[min(max(after, 0), last)])


def _running(flags: Iterable[bool]) -> list[int]:
    """How many of the first n words have it, for n from 0 on."""
    return [0, *accumulate(map(int, flags))]


def _clauses(path: Sequence[Word]) -> float:
    return float(sum(token.dep in _CLAUSES for token in path))


def _slot(via: str) -> str:
    """Prepositions share one name, so that the model is the same for all languages."""
    return via if via in CORE_SLOTS or via in {"near", "far", "suffers"} else "preposition"


def _preposition(syntax: Syntax, case: str) -> str:
    """What class of preposition it is, in words that no language has for itself."""
    if not case:
        return "none"
    for name in ("genitive", "agent", "among"):
        if case in getattr(syntax, name):
            return name
    for name, cases in syntax.senses.items():
        if case in cases:
            return name
    for name in ("governed", "locative"):
        if case in getattr(syntax, name):
            return name
    return "other"
