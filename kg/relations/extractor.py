"""From a parsed text with its mentions to relations."""

from __future__ import annotations

from functools import partial
from itertools import combinations
from typing import TYPE_CHECKING

from kg.gazetteer import Gazetteer
from kg.lang import Frame, Pack
from kg.ontology import Ontology
from kg.records import Document, Evidence, Mention, Relation, relation_id
from kg.relations.arguments import Argument, ArgumentFinder
from kg.relations.candidates import Candidate, Decision, best
from kg.relations.dates import DateFinder
from kg.relations.judging import Judged, judge, propose
from kg.relations.model import RelationModel, load_model
from kg.relations.reading import Reader
from kg.relations.restrictions import excluded_by
from kg.relations.slots import SlotResolver
from kg.relations.triggers import OperatorMatch, TriggerMatch, TriggerMatcher
from kg.relations.words import Text
from kg.version import __version__

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from spacy.tokens import Doc

    from kg.relations.words import Sentence

__all__ = ["RelationExtractor"]

#: More actors than this on one side are a list, not an act between each two of them.
MAX_SIDE = 6


#: Proposals that the model judges together, at least; sentences are not cut.
BATCH = 256

#: A sentence with what rules decide of its triggers and what the model is to judge.
Proposed = tuple["Sentence", list[Decision], list[Judged]]


class RelationExtractor:
    """Finds relations of one language; reusable for any number of texts, and picklable."""

    def __init__(
        self,
        pack: Pack,
        gazetteer: Gazetteer,
        ontology: Ontology,
        model: RelationModel | None = None,
    ) -> None:
        """`model` None takes that of the package."""
        self.pack, self.gazetteer, self.ontology = pack, gazetteer, ontology
        self._model = model
        self._matcher = TriggerMatcher(pack.lexicon)
        self._dates = DateFinder(pack)

    def extract(self, doc: Doc, document: Document) -> list[Relation]:
        """Relations of `doc`, in reading order; also left in ``doc._.relations``.

        `doc` is the parse of ``document.full_text`` with its mentions in ``doc._.mentions``.
        """
        text = Text(doc, self.pack.syntax)
        proposed = self._propose(text, doc._.mentions, document, brief=True)
        records = (
            self._record(candidate, sentence, document, _acts(decisions))
            for sentence, decisions in self._judge(proposed)
            for candidate in best(decisions)
        )
        found = [relation for relation in records if relation is not None]
        text.release()
        doc._.relations = tuple(found)
        return found

    def decide(
        self, doc: Doc, document: Document, *, brief: bool = False
    ) -> Iterator[tuple[Sentence, list[Decision]]]:
        """Every trigger of every sentence with what became of it.

        With `brief`, sentences that name no two actors are left out: they can hold no relation.
        """
        return self._judge(self.propose(doc, document, brief=brief))

    def propose(
        self, doc: Doc, document: Document, *, brief: bool = False, rules: bool = True
    ) -> Iterator[Proposed]:
        """What rules decide of every trigger, and all that the model is to judge.

        Without `rules` it judges every pair, not knowing what rules found.
        """
        text = Text(doc, self.pack.syntax)
        return self._propose(text, doc._.mentions, document, brief=brief, rules=rules)

    def _judge(self, proposed: Iterable[Proposed]) -> Iterator[tuple[Sentence, list[Decision]]]:
        model = self._model or load_model()
        for batch in _batches(proposed):
            chances = model.chances([j.parts for _, _, judged in batch for j in judged])
            for sentence, decisions, judged in batch:
                own, chances = chances[: len(judged)], chances[len(judged) :]
                yield sentence, judge(decisions, judged, model, own)

    def _propose(
        self,
        text: Text,
        mentions: Iterable[Mention],
        document: Document,
        *,
        brief: bool,
        rules: bool = True,
    ) -> Iterator[Proposed]:
        on = document.article.published
        finder = ArgumentFinder(
            text, mentions, self.pack.syntax, lambda actor: self.gazetteer.roll_up(actor, on)
        )
        operators: dict[int, OperatorMatch] = {}
        by_word: dict[int, list[TriggerMatch]] = {}
        resolver = SlotResolver(finder, self.pack, by_word, operators)
        reader = Reader(
            self.pack, finder, by_word, operators, resolver.speakers, resolver.governors
        )
        for sentence in text.sentences:
            if brief and not finder.has_pair(sentence):
                continue
            operators |= self._matcher.operators(sentence)
            matches = self._matcher.triggers(sentence)
            excluded = [
                "part of a name" if finder.names(m.head) else excluded_by(m, finder.tree)
                for m in matches
            ]
            for match, why in zip(matches, excluded, strict=True):
                if not why:
                    by_word.setdefault(match.head.i, []).append(match)
            decisions = [
                Decision(m, (), why, excluded=True) if why else self._decide(m, resolver, reader)
                for m, why in zip(matches, excluded, strict=True)
            ]
            judged = propose(sentence, decisions, finder, resolver, reader, self.ontology, rules)
            yield sentence, decisions, judged

    def _decide(self, match: TriggerMatch, resolver: SlotResolver, reader: Reader) -> Decision:
        """Fill a frame by the tree."""
        filled = resolver.fill(match)
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
            Candidate(match, frame, s, t, type_id, reading)
            for s, t in _pairs(frame, sources[:MAX_SIDE], targets[:MAX_SIDE])
            if s.rolled != t.rolled
        ]
        return Decision(match, tuple(found), "" if found else "source and target are one")

    def _record(
        self, candidate: Candidate, sentence: Sentence, document: Document, acts: frozenset[int]
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


def _batches(proposed: Iterable[Proposed]) -> Iterator[list[Proposed]]:
    """Sentences together until they hold `BATCH` proposals: the model is asked once for all."""
    batch: list[Proposed] = []
    held = 0
    for one in proposed:
        batch.append(one)
        held += len(one[2])
        if held >= BATCH:
            yield batch
            batch, held = [], 0
    yield batch


def _trimmed(sentence: Sentence) -> tuple[int, int]:
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


def _acts(decisions: list[Decision]) -> frozenset[int]:
    """Where the acts of a sentence stand that relate somebody."""
    return frozenset(d.match.head.i for d in decisions if d.candidates)
