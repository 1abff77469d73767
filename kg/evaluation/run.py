"""The program run over gold texts."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from kg.evaluation.choices import check_group, of_split, pick_level
from kg.evaluation.gold import Claim, GoldText, bare, read_gold
from kg.evaluation.matching import LEVELS
from kg.evaluation.scores import Report, build_report
from kg.gazetteer import Gazetteer
from kg.pipeline import Extraction, Pipeline
from kg.records import Article, EventDate, Relation
from kg.settings import Settings

__all__ = ["GROUPS", "claim_of", "evaluate", "predict"]

#: What `evaluate` can group by.
GROUPS = ("type", "rule", "construction", "modality", "split", "lang")


def evaluate(
    paths: Sequence[Path | str],
    *,
    level: str = "ordered",
    by: str | None = None,
    split: str | None = None,
    min_confidence: float = 0.0,
    settings: Settings | None = None,
) -> Report:
    """Return how well the relations of gold files are found.

    `level` is that of groups and mistakes: pair, ordered, quad or type. `by` groups (see GROUPS).
    `split` keeps the texts of one split, `min_confidence` the relations at least so sure. Raises
    InputError for a file that is no gold, SettingsError for a level or group there is not.
    """
    chosen = pick_level(level, LEVELS)
    check_group(by, GROUPS)
    pipeline = Pipeline(settings)
    texts = of_split(read_gold([Path(path) for path in paths], pipeline.gazetteer), split)
    found, failed = predict(texts, pipeline)
    kept = {id: [c for c in claims if c.confidence >= min_confidence] for id, claims in found}
    return build_report(texts, kept, level=chosen, by=by, failed=failed)


def predict(
    texts: Sequence[GoldText], pipeline: Pipeline
) -> tuple[list[tuple[str, list[Claim]]], int]:
    """Return what the program finds, text by text, and how many texts it failed on."""
    articles = [
        Article(id=t.id, uri=t.id, text=t.text, lang=t.lang, published=t.published) for t in texts
    ]
    found: list[tuple[str, list[Claim]]] = []
    failed = 0
    for text, result in zip(texts, pipeline.process(articles), strict=True):
        relations = result.relations if isinstance(result, Extraction) else ()
        failed += not isinstance(result, Extraction)
        claims = [claim_of(relation, pipeline.gazetteer, text.published) for relation in relations]
        found.append((text.id, claims))
    return found, failed


def claim_of(relation: Relation, gazetteer: Gazetteer, on: date | None = None) -> Claim:
    """Return a relation in the form in which it is compared; `on` is the day of its text."""
    speaker = relation.speaker
    if speaker is not None and speaker in gazetteer.actors:
        speaker = bare(gazetteer.roll_up(speaker, on))
    return Claim(
        sources=frozenset({bare(relation.source)}),
        targets=frozenset({bare(relation.target)}),
        types=frozenset({relation.type}),
        reciprocal=relation.reciprocal,
        modality=relation.modality,
        speaker=speaker,
        date=_iso(relation.date),
        rule=relation.rule,
        confidence=relation.confidence,
        primary=relation.type,
    )


def _iso(when: EventDate | None) -> str | None:
    """ISO date cut to its precision, a season to its year; other periods as first and last day."""
    if when is None:
        return None
    lengths = {"day": 10, "publication": 10, "month": 7, "season": 4, "year": 4}
    if when.precision in lengths:
        return when.start.isoformat()[: lengths[when.precision]]
    return f"{when.start}/{when.end}"
