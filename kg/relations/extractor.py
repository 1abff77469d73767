"""From a parsed text with its mentions to relations."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from itertools import combinations
from typing import TYPE_CHECKING

from kg.gazetteer import Gazetteer
from kg.lang import Frame, Pack
from kg.ontology import Ontology
from kg.records import Document, Evidence, Relation, relation_id
from kg.relations.arguments import Argument, ArgumentFinder
from kg.relations.completion import complete
from kg.relations.confidence import score
from kg.relations.dates import DateFinder
from kg.relations.reading import Reader, Reading
from kg.relations.restrictions import excluded_by
from kg.relations.slots import SlotResolver
from kg.relations.triggers import TriggerMatch, TriggerMatcher
from kg.version import __version__

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from spacy.tokens import Doc, Span

__all__ = ["Candidate", "Decision", "RelationExtractor"]

#: More actors than this on one side are a list, not an act between each two of them.
MAX_SIDE = 6

#: What meetings and co-operation turn into when somebody refuses or ends them.
_ONE_SIDED = frozenset({"REJECT", "SANCTION", "CONCEDE"})


@dataclass(frozen=True)
class Candidate:
    """A pair of actors that one trigger connects, before it becomes a record."""

    match: TriggerMatch
    frame: Frame
    source: Argument
    target: Argument
    type: str
    reading: Reading
    confidence: float

    @property
    def reciprocal(self) -> bool:
        """Whether neither of the two acts more than the other; refusing and breaking takes one."""
        one_sided = self.type in _ONE_SIDED and self.type != self.match.trigger.type
        return self.frame.reciprocal and not (one_sided and self.frame.target)

    @property
    def rule(self) -> str:
        """Name of the construction: part of speech and the slots that were filled."""
        sign = "=" if self.reciprocal else ">"
        return f"{self.match.trigger.pos}:{self.source.via[0]}{sign}{self.target.via[0]}"


@dataclass(frozen=True)
class Decision:
    """What became of a trigger: its candidates, or the reason why there are none."""

    match: TriggerMatch
    candidates: tuple[Candidate, ...]
    known: str = ""
    missing: Callable[[], str] | None = None

    @property
    def open(self) -> bool:
        """Whether no frame was filled, so that a guess may still fill one."""
        return self.missing is not None

    @property
    def reason(self) -> str:
        """Why there is no candidate; found out when it is asked for, which explanations do."""
        return self.missing() if self.missing else self.known


class RelationExtractor:
    """Finds relations of one language; reusable for any number of texts, and picklable."""

    def __init__(self, pack: Pack, gazetteer: Gazetteer, ontology: Ontology) -> None:
        self.pack, self.gazetteer, self.ontology = pack, gazetteer, ontology
        self._matcher = TriggerMatcher(pack.lexicon)
        self._dates = DateFinder(pack)

    def extract(self, doc: Doc, document: Document) -> list[Relation]:
        """Relations of `doc`, in reading order; also left in ``doc._.relations``.

        `doc` is the parse of ``document.full_text`` with its mentions in ``doc._.mentions``.
        """
        records = (
            self._record(candidate, sentence, document, _acts(decisions))
            for sentence, decisions in self.decide(doc, document, brief=True)
            for candidate in _best(decisions)
        )
        found = [relation for relation in records if relation is not None]
        doc._.relations = tuple(found)
        return found

    def decide(
        self, doc: Doc, document: Document, *, brief: bool = False
    ) -> Iterator[tuple[Span, list[Decision]]]:
        """Every trigger of every sentence with what became of it.

        With `brief`, sentences that name no two actors are left out: they can hold no relation.
        """
        on = document.article.published
        finder = ArgumentFinder(
            doc, doc._.mentions, self.pack.syntax, lambda actor: self.gazetteer.roll_up(actor, on)
        )
        operators = self._matcher.operators(doc)
        by_token: dict[int, list[TriggerMatch]] = {}
        resolver = SlotResolver(doc, finder, self.pack, by_token, operators)
        reader = Reader(self.pack, finder, by_token, operators, resolver.speakers)
        for sentence in doc.sents:
            if brief and not finder.has_pair(sentence):
                continue
            matches = self._matcher.triggers(sentence)
            excluded = [
                "part of a name" if finder.names(m.head) else excluded_by(m, finder.tree)
                for m in matches
            ]
            for match, why in zip(matches, excluded, strict=True):
                if not why:
                    by_token.setdefault(match.head.i, []).append(match)
            decisions = [
                Decision(match, (), why) if why else self._decide(match, resolver, reader)
                for match, why in zip(matches, excluded, strict=True)
            ]
            yield sentence, self._completed(decisions, resolver, reader)

    def _completed(
        self, decisions: list[Decision], resolver: SlotResolver, reader: Reader
    ) -> list[Decision]:
        """Give triggers whose head the tree left without a relation a second, guessing, try.

        Nobody is guessed for two actors that another trigger of the sentence relates already.
        """
        settled = {d.match.head.i for d in decisions if d.candidates}
        related = {_pair(c) for d in decisions for c in d.candidates}
        completed: list[Decision] = []
        for decision in decisions:
            match = decision.match
            if match.head.i not in settled and decision.open:
                again = self._decide(match, resolver, reader, guess=True)
                if any(_pair(c) not in related for c in again.candidates):
                    decision = again
            completed.append(decision)
        return completed

    def _decide(
        self, match: TriggerMatch, resolver: SlotResolver, reader: Reader, guess: bool = False
    ) -> Decision:
        """Fill a frame by the tree or, with `guess`, one side by where the actors stand."""
        filled = complete(resolver, match) if guess else resolver.fill(match)
        if filled is None:
            return Decision(match, (), "", partial(resolver.missing, match))
        frame, sources, targets = filled
        if not frame.reciprocal and {t.rolled for t in targets} == {s.rolled for s in sources}:
            return Decision(match, (), "source and target are one")
        inherited = {"gov", "near", "suffers", "speaker"} & {sources[0].via[0], targets[0].via[0]}
        kind = self.ontology.types[match.trigger.type]
        noun = match.trigger.pos == "noun"
        reading = reader.read(match, standing=noun and kind.sign == "negative" and not inherited)
        type_id = reading.resolve(kind, match.trigger.modality)
        if type_id is None:
            words = ", ".join(f"{name}: {word}" for name, word in reading.effects)
            return Decision(match, (), f"not an act that took place ({words})")
        found = [
            Candidate(match, frame, s, t, type_id, reading, score(match, frame, s, t, reading))
            for s, t in _pairs(frame, sources[:MAX_SIDE], targets[:MAX_SIDE])
            if s.rolled != t.rolled
        ]
        return Decision(match, tuple(found), "" if found else "source and target are one")

    def _record(
        self, candidate: Candidate, sentence: Span, document: Document, acts: frozenset[int]
    ) -> Relation | None:
        source, target = candidate.source, candidate.target
        if candidate.reciprocal and source.rolled > target.rolled:
            source, target = target, source
        body = document.body_start
        first, last = _trimmed(sentence)
        in_title = first < body
        shift = 0 if in_title else body
        if in_title and last > body:
            return None

        def span(start: int, end: int) -> tuple[int, int]:
            return start - shift, end - shift

        evidence = Evidence(
            article=document.article.id,
            field="title" if in_title else "text",
            sentence=span(first, last),
            trigger=span(*candidate.match.span),
            source=span(source.mention.start, source.mention.end),
            target=span(target.mention.start, target.mention.end),
        )
        trigger = candidate.match.trigger
        return Relation(
            id=relation_id(evidence, candidate.type, source.actor, target.actor),
            source=source.rolled,
            target=target.rolled,
            source_actor=source.actor,
            target_actor=target.actor,
            type=candidate.type,
            mode=trigger.mode if candidate.type == trigger.type else None,
            context=trigger.context,
            reciprocal=candidate.reciprocal,
            aspect=trigger.aspect,
            modality=candidate.reading.modality,
            speaker=candidate.reading.speaker,
            date=self._dates.date_of(
                candidate.match.head,
                document.article.published,
                shift,
                planned=candidate.reading.modality == "planned",
                acts=acts,
            ),
            evidence=evidence,
            rule=candidate.rule,
            confidence=candidate.confidence,
            version=__version__,
        )


def _trimmed(sentence: Span) -> tuple[int, int]:
    """Where the sentence begins and ends, white space left out."""
    text = sentence.text
    start = sentence.start_char + len(text) - len(text.lstrip())
    return start, sentence.start_char + len(text.rstrip())


def _pairs(
    frame: Frame, sources: list[Argument], targets: list[Argument]
) -> list[tuple[Argument, Argument]]:
    if frame.target:
        return [(s, t) for s in sources for t in targets]
    return list(combinations(sources, 2))


def _best(decisions: list[Decision]) -> list[Candidate]:
    """One candidate for each pair of a trigger, and for each pair and type of a sentence."""
    by_head: dict[tuple[frozenset[str], int], Candidate] = {}
    for candidate in (c for d in decisions for c in d.candidates):
        key = (_pair(candidate), candidate.match.head.i)
        if key not in by_head or _rank(by_head[key]) < _rank(candidate):
            by_head[key] = candidate
    groups: dict[tuple[frozenset[str], str], list[Candidate]] = {}
    for candidate in by_head.values():
        groups.setdefault((_pair(candidate), candidate.type), []).append(candidate)
    kept: list[Candidate] = []
    for group in groups.values():
        group.sort(key=_rank, reverse=True)
        mutual = next((c for c in group if c.reciprocal), None)
        directions = {(c.source.rolled, c.target.rolled): c for c in reversed(group)}
        kept += [mutual] if mutual else directions.values()
    kept.sort(key=lambda c: c.match.head.i)
    return kept


def _acts(decisions: list[Decision]) -> frozenset[int]:
    """Where the acts of a sentence stand that relate somebody."""
    return frozenset(d.match.head.i for d in decisions if d.candidates)


def _pair(candidate: Candidate) -> frozenset[str]:
    return frozenset({candidate.source.rolled, candidate.target.rolled})


def _rank(candidate: Candidate) -> tuple[bool, float]:
    """Senses that name their company ("only") go before general ones, then the surer."""
    return bool(candidate.match.trigger.only), candidate.confidence
