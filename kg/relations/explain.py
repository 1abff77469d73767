"""Why a sentence gives the relations it gives, and why it gives no others."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.records import Document, Mention, Relation
from kg.records.base import Record

if TYPE_CHECKING:
    from spacy.tokens import Doc

    from kg.relations.candidates import Decision
    from kg.relations.extractor import RelationExtractor

__all__ = ["Explanation", "TokenRow", "TriggerRow", "explain"]


class TokenRow(Record):
    """One word of the parse."""

    index: int
    text: str
    lemma: str
    pos: str
    dep: str
    head: int


class TriggerRow(Record):
    """One trigger that was considered: what it found or why it found nothing."""

    words: str
    start: int
    end: int
    type: str
    frames: tuple[str, ...]
    relations: tuple[str, ...]
    effects: tuple[str, ...]
    reason: str


class Explanation(Record):
    """Everything that was looked at in a text."""

    lang: str
    text: str
    tokens: tuple[TokenRow, ...]
    mentions: tuple[Mention, ...]
    triggers: tuple[TriggerRow, ...]
    relations: tuple[Relation, ...]

    @property
    def verdict(self) -> str:
        """One line: how many relations, or the reason why there is none."""
        if self.relations:
            return f"{len(self.relations)} relation(s)"
        if not any(m.use == "agent" and m.actors for m in self.mentions):
            return "no relation: no actor was recognised"
        if not self.triggers:
            return "no relation: no word of the lexicon names an act"
        reasons = dict.fromkeys(f"{row.words}: {row.reason}" for row in self.triggers if row.reason)
        return "no relation: " + "; ".join(reasons)


def explain(extractor: RelationExtractor, doc: Doc, document: Document) -> Explanation:
    """Extract from `doc` and keep a record of each decision on the way."""
    decisions = [d for _, group in extractor.decide(doc, document) for d in group]
    tokens = tuple(
        TokenRow(index=t.i, text=t.text, lemma=t.lemma_, pos=t.pos_, dep=t.dep_, head=t.head.i)
        for t in doc
        if not t.is_space
    )
    return Explanation(
        lang=document.lang,
        text=document.full_text,
        tokens=tokens,
        mentions=tuple(doc._.mentions),
        triggers=tuple(_row(d) for d in decisions),
        relations=tuple(extractor.extract(doc, document)),
    )


def _row(decision: Decision) -> TriggerRow:
    match = decision.match
    start, end = match.span
    lines: list[str] = []
    effects: tuple[str, ...] = ()
    for candidate in decision.candidates:
        sign = "=" if candidate.reciprocal else "→"
        lines.append(
            f"{candidate.source.rolled} {sign} {candidate.target.rolled} {candidate.type} "
            f"({candidate.reading.modality}, {candidate.confidence:.2f}, {candidate.rule})"
        )
        effects = tuple(f"{name}: {word}" for name, word in candidate.reading.effects)
    return TriggerRow(
        words=" ".join(word.text for word in match.words),
        start=start,
        end=end,
        type=match.trigger.type,
        frames=match.trigger.frames,
        relations=tuple(lines),
        effects=effects,
        reason=decision.reason,
    )
