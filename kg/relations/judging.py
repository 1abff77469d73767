"""The model's part: how sure rules are, and which pairs they left are related after all."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from kg.relations.candidates import Candidate, Decision
from kg.relations.completion import complete
from kg.relations.features import FeatureMaker, Features
from kg.relations.model import Chances, RelationModel
from kg.relations.proposals import Proposal, Proposer

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kg.ontology import Ontology
    from kg.relations.arguments import ArgumentFinder
    from kg.relations.reading import Reader
    from kg.relations.slots import SlotResolver
    from kg.relations.words import Sentence

__all__ = ["Judged", "judge", "propose"]


#: Triggers of one sentence for which pairs are proposed, and a chance that speaks for itself.
MAX_TRIGGERS, LIKELY = 40, 0.5


class Judged(NamedTuple):
    """A candidate, by rule or proposed, of the decision at `place`, with parts of its features.

    A `spare` one is proposed by a word that fills a frame with others: it is learnt from, and
    bears witness that two are related, but is wrong itself more often than right.
    """

    place: int
    candidate: Candidate
    by_rule: bool
    parts: tuple[Features, ...]
    spare: bool = False

    @property
    def features(self) -> Features:
        """All its features; absent ones are 0."""
        return {name: value for part in self.parts for name, value in part.items() if value}


def propose(
    sentence: Sentence,
    decisions: Sequence[Decision],
    finder: ArgumentFinder,
    resolver: SlotResolver,
    reader: Reader,
    ontology: Ontology,
    rules: bool = True,
) -> list[Judged]:
    """Everything the model has to judge in a sentence: what rules found, and what they left.

    Without `rules` every pair is left, and no feature tells what slots hold.
    """
    live = [(place, d) for place, d in enumerate(decisions) if not d.excluded]
    ruled = [(place, c) for place, d in live for c in d.candidates if rules]
    related = {c.pair for _, c in ruled}
    proposer = Proposer(sentence, finder, resolver)
    if not live or not (ruled or proposer.pairs_left(related)):
        return []
    matches = [d.match for _, d in live]
    settled = {c.match.head.i for _, c in ruled}
    maker = FeatureMaker(sentence, proposer, matches, related, settled)
    judged: list[Judged] = []
    for place, c in ruled:
        slots = proposer.slots(c.match)
        proposal = Proposal(c.match, c.frame, c.source, c.target, slots, "rule")
        judged.append(Judged(place, c, True, maker.parts(proposal, c.reading)))
    if not proposer.pairs_left(related):
        return judged
    for place, decision in live[:MAX_TRIGGERS]:
        match, spare = decision.match, decision.match.head.i in settled
        reading = reader.read(match)
        kind = reading.resolve(ontology.types[match.trigger.type], match.trigger.modality)
        if kind is None:
            continue
        guess = complete(resolver, match) if rules and not spare else None
        for p in proposer.proposals(match, related, guess):
            candidate = Candidate(p.match, p.frame, p.source, p.target, kind, reading)
            parts = maker.parts(p, reading) if rules else _unslotted(maker.parts(p, reading))
            judged.append(Judged(place, candidate, False, parts, spare))
    return judged


def _unslotted(parts: tuple[Features, ...]) -> tuple[Features, ...]:
    """The parts without what slots hold."""
    return tuple({k: v for k, v in part.items() if "slot " not in k} for part in parts)


def judge(
    decisions: Sequence[Decision],
    judged: Sequence[Judged],
    model: RelationModel,
    chances: Sequence[Chances] | None = None,
) -> list[Decision]:
    """The decisions with the confidence of their candidates, and with what the model adds.

    `chances` are what the model says of each of `judged`; it is asked when they are not given.

    What the tree says stands, however unsure. Two actors that no rule relates are related by the
    likeliest proposal for them, if they are likely enough to be related at all, and by every
    other whose type is more likely right than wrong. Spare proposals never do.
    """
    if chances is None:
        chances = model.chances([j.parts for j in judged])
    kept: dict[int, list[int]] = {}
    proposed: dict[frozenset[str], list[int]] = {}
    for n, j in enumerate(judged):
        if j.by_rule:
            kept.setdefault(j.place, []).append(n)
        else:
            proposed.setdefault(j.candidate.pair, []).append(n)
    refused: dict[int, list[int]] = {}
    for places in proposed.values():
        able = [n for n in places if not judged[n].spare]
        top = max(able, key=lambda n: chances[n].rank, default=-1)
        related = max(chances[n].pair for n in places) >= model.threshold
        related = related and top >= 0 and chances[top].type >= model.least
        for n in places:
            place = judged[n].place
            likely = n == top or chances[n].type >= LIKELY
            if related and likely and not judged[n].spare:
                kept.setdefault(place, []).append(n)
            else:
                refused.setdefault(place, []).append(n)

    def sure(n: int) -> Candidate:
        return judged[n].candidate._replace(confidence=model.confidence(chances[n]))

    def likeliest(places: list[int]) -> Candidate:
        return max(map(sure, places), key=lambda candidate: candidate.confidence)

    return [
        replace(
            d,
            candidates=tuple(map(sure, kept.get(place, ()))),
            unlikely=partial(likeliest, refused[place]) if place in refused else None,
        )
        for place, d in enumerate(decisions)
    ]
