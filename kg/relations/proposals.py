"""Pairs of actors that a sentence may relate although no frame was filled with both of them.

Rules settle what the tree says plainly. For every other pair of actors of a sentence each trigger
makes a proposal; `kg.relations.model` says how likely it is.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import combinations, permutations, product
from typing import TYPE_CHECKING, Literal, NamedTuple

from kg.relations.arguments import Argument, ArgumentFinder, Role

if TYPE_CHECKING:
    from kg.lang import Frame
    from kg.relations.slots import FilledFrame, SlotResolver
    from kg.relations.triggers import TriggerMatch
    from kg.relations.words import Sentence, Word

__all__ = ["JOINED", "Proposal", "Proposer", "Slotted"]

#: How an argument that no slot of the trigger holds was reached.
JOINED = "joined"

#: Actors that one trigger is tried with, the nearest first: what bounds very long sentences.
MAX_ACTORS = 7


class Slotted(NamedTuple):
    """What the slots of one trigger hold, by role and actor: slot, argument."""

    source: Mapping[str, tuple[str, Argument]]
    target: Mapping[str, tuple[str, Argument]]

    def of(self, role: Role) -> Mapping[str, tuple[str, Argument]]:
        """The side of that role."""
        return self.source if role == "source" else self.target


class Proposal(NamedTuple):
    """Two actors that a trigger might relate.

    `origin` is "rule" when the tree fills a frame with both, "guess" when it fills one side and
    the other was looked for nearby, "pair" when they only stand in the same sentence.
    """

    match: TriggerMatch
    frame: Frame
    source: Argument
    target: Argument
    slots: Slotted
    origin: Literal["rule", "guess", "pair"] = "pair"

    @property
    def pair(self) -> frozenset[str]:
        """The two actors, whatever the direction."""
        return frozenset({self.source.rolled, self.target.rolled})


class Proposer:
    """The actors of one sentence, and what each trigger could make of them."""

    def __init__(self, sentence: Sentence, finder: ArgumentFinder, resolver: SlotResolver) -> None:
        self.finder, self._resolver = finder, resolver
        self.actors: dict[str, list[Argument]] = {}
        self._others: dict[str, list[Argument]] = {}
        for mention in finder.mentions_in(sentence):
            if finder.head_of(mention).sentence is sentence:
                side = self.actors if mention.use == "agent" else self._others
                for argument in finder.arguments_of(mention, JOINED):
                    side.setdefault(argument.rolled, []).append(argument)
        self._others = {a: f for a, f in self._others.items() if a not in self.actors}
        self._chains: dict[int, list[Word]] = {}

    def pairs_left(self, related: set[frozenset[str]]) -> bool:
        """Whether two actors of the sentence are not related yet."""
        count, others = len(self.actors), len(self._others)
        known = self.actors.keys() | self._others.keys()
        inside = sum(pair <= known and not pair.isdisjoint(self.actors) for pair in related)
        return count * (count - 1) // 2 + count * others > inside

    def proposals(
        self, match: TriggerMatch, related: set[frozenset[str]], guess: FilledFrame | None
    ) -> Iterator[Proposal]:
        """What `match` might make of the pairs that are not `related` yet.

        `guess` is the frame that could be completed by what stands nearby, if there is one. Two who
        act together do not act upon one another.
        """
        slots = self.slots(match)
        guessed: set[frozenset[str]] = set()
        frame, sources, targets = guess or (match.frames[0], [], [])
        sides = combinations(sources, 2) if not frame.target else product(sources, targets)
        for source, target in sides:
            proposal = Proposal(match, frame, source, target, slots, "guess")
            if len(proposal.pair) > 1 and proposal.pair not in related:
                guessed.add(proposal.pair)
                yield proposal
        mutual = [f for f in match.frames if f.reciprocal]
        directed = [f for f in match.frames if not f.reciprocal]
        frame = (directed or mutual)[0]
        near = sorted(self._nearest(match))
        known = related | guessed
        placed = {actor: self._sides(match, slots, actor) for actor in near}
        for one, other in permutations(near, 2) if directed else combinations(near, 2):
            together = bool(directed) and one in slots.source and other in slots.source
            acts = one in self.actors or other in self.actors
            if acts and not together and frozenset((one, other)) not in known:
                yield Proposal(match, frame, placed[one][0], placed[other][1], slots)

    def slots(self, match: TriggerMatch) -> Slotted:
        """Everything that any frame of `match` finds for its two sides."""
        sides: dict[Role, dict[str, tuple[str, Argument]]] = {"source": {}, "target": {}}
        for frame in match.frames:
            names: dict[Role, tuple[str, ...]] = {
                "source": frame.source,
                "target": frame.target or frame.source,
            }
            for role, slots in names.items():
                for slot in slots:
                    for argument in self._resolver.slot(match, slot, role):
                        sides[role].setdefault(argument.rolled, (slot, argument))
        return Slotted(sides["source"], sides["target"])

    def path(self, start: Word, end: Word) -> tuple[list[Word], list[Word], Word | None]:
        """Words from `start` up to the first word above both, and from `end` up to it.

        The third is that word, None for two words of different trees.
        """
        ups, downs = self._chain(start), self._chain(end)
        up, down = len(ups), len(downs)
        while up and down and ups[up - 1] is downs[down - 1]:
            up, down = up - 1, down - 1
        return ups[:up], downs[:down], ups[up] if up < len(ups) else None

    def _chain(self, word: Word) -> list[Word]:
        if word.i not in self._chains:
            self._chains[word.i] = [word, *word.ancestors]
        return self._chains[word.i]

    def _steps(self, match: TriggerMatch, argument: Argument) -> tuple[int, int]:
        ups, downs, _ = self.path(match.head, self.finder.text[argument.token])
        return len(ups) + len(downs), abs(argument.token - match.head.i)

    def _nearest(self, match: TriggerMatch) -> list[str]:
        everybody = self.actors | self._others
        if len(everybody) <= MAX_ACTORS:
            return list(everybody)
        gap = {
            actor: min(abs(a.token - match.head.i) for a in found)
            for actor, found in everybody.items()
        }
        return sorted(gap, key=lambda actor: (gap[actor], actor))[:MAX_ACTORS]

    def _sides(self, match: TriggerMatch, slots: Slotted, actor: str) -> tuple[Argument, Argument]:
        """The actor as source and target: as a slot of that side holds it, else as it is nearest.

        That is by its mention nearest in the tree.
        """
        found = slots.source.get(actor), slots.target.get(actor)
        mentions = self.actors.get(actor) or self._others[actor]
        nearest = mentions[0]
        if len(mentions) > 1 and None in found:
            nearest = min(mentions, key=lambda argument: self._steps(match, argument))
        source, target = found
        return source[1] if source else nearest, target[1] if target else nearest
