"""What the relation model learns from: proposals of the program, marked by the gold."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from kg.evaluation import Claim, GoldText, Level, compare, matches, read_gold
from kg.evaluation.gold import bare
from kg.gazetteer import load_gazetteer
from kg.lang import Example, load_pack
from kg.mentions import MentionFinder
from kg.nlp import load_pipeline, parse_many
from kg.ontology import load_ontology
from kg.records import Article, Document
from kg.relations import Candidate, Decision, RelationExtractor
from kg.relations.judging import Judged

__all__ = [
    "Judgement",
    "Sentence",
    "claim_of",
    "gold_of_packs",
    "label",
    "read_all",
    "score",
    "sentences",
]

#: What is found in a text, chosen from its sentences.
Chooser = Callable[["Sentence"], Iterable[Candidate]]


@dataclass(frozen=True)
class Judgement:
    """A proposal and whether it is right, None where the gold leaves that open."""

    judged: Judged
    related: bool | None
    typed: bool | None


@dataclass(frozen=True)
class Sentence:
    """The decisions and judgements of one sentence of a gold text."""

    text: GoldText
    decisions: tuple[Decision, ...]
    judgements: tuple[Judgement, ...]


def gold_of_packs(langs: Sequence[str]) -> list[GoldText]:
    """Return the examples of language packs as gold texts."""
    return [
        GoldText(f"{lang}-{n}", example.text, lang, tuple(_claims(example)), "example")
        for lang in langs
        for n, example in enumerate(load_pack(lang).examples)
    ]


def _claims(example: Example) -> Iterable[Claim]:
    for line in example.relations:
        source, sign, target, kind = line.split()
        yield Claim(
            frozenset({bare(source)}),
            frozenset({bare(target)}),
            frozenset({kind}),
            reciprocal=sign == "=",
            primary=kind,
        )


def sentences(texts: Sequence[GoldText], *, rules: bool = True) -> list[Sentence]:
    """Return what the program proposes in `texts`; without `rules`, for every pair alike."""
    gazetteer, found = load_gazetteer(), []
    ordered = sorted(texts, key=lambda text: text.lang or "")
    for lang, group in groupby(ordered, key=lambda text: text.lang or ""):
        mine, pack = list(group), load_pack(lang)
        finder = MentionFinder(pack, gazetteer)
        extractor = RelationExtractor(pack, gazetteer, load_ontology())
        docs = parse_many(load_pipeline(lang), [text.text for text in mine])
        for text, doc in zip(mine, docs, strict=True):
            article = Article(id=text.id, uri=text.id, text=text.text, published=text.published)
            finder.find(doc, text.published)
            parts = extractor.propose(doc, Document(article=article, lang=lang), rules=rules)
            for _, decisions, judged in parts:
                judgements = tuple(_judgement(one, text) for one in judged)
                found.append(Sentence(text, tuple(decisions), judgements))
    return found


def _judgement(judged: Judged, text: GoldText) -> Judgement:
    claim = claim_of(judged.candidate)
    return Judgement(judged, label(claim, text, "ordered"), label(claim, text, "type"))


def claim_of(candidate: Candidate) -> Claim:
    """A candidate in the form in which it is compared."""
    return Claim(
        frozenset({bare(candidate.source.rolled)}),
        frozenset({bare(candidate.target.rolled)}),
        frozenset({candidate.type}),
        reciprocal=candidate.reciprocal,
        modality=candidate.reading.modality,
        confidence=candidate.confidence,
        primary=candidate.type,
    )


def label(claim: Claim, text: GoldText, level: Level) -> bool | None:
    """Whether the text owes `claim`, None where it only allows it or says it is denied."""
    if any(matches(claim, g, level) for g in text.relations if not (g.optional or g.negated)):
        return True
    return None if any(matches(claim, g, level) for g in text.relations) else False


def score(
    texts: Sequence[GoldText], found: Iterable[Sentence], choose: Chooser, level: Level
) -> tuple[float, float, float]:
    """Return precision, recall and F1 over `texts` of what `choose` takes from each sentence."""
    claims: dict[str, list[Claim]] = {}
    for sentence in found:
        claims.setdefault(sentence.text.id, []).extend(map(claim_of, choose(sentence)))
    outcomes = [compare(text.relations, claims.get(text.id, []), level) for text in texts]
    right, wrong = (sum(len(getattr(o, name)) for o in outcomes) for name in ("right", "wrong"))
    owed, missed = (sum(len(getattr(o, name)) for o in outcomes) for name in ("owed", "missed"))
    precision = right / (right + wrong) if right + wrong else 0.0
    recall = (owed - missed) / owed if owed else 0.0
    both = precision + recall
    return precision, recall, 2 * precision * recall / both if both else 0.0


def read_all(paths: Iterable[Path]) -> list[GoldText]:
    """Return the texts of gold files in a fixed order."""
    return read_gold(sorted(paths))
