"""One claim with all that explains it, as a flat mapping."""

from __future__ import annotations

from collections.abc import Iterator

from kg.exports.common import Export, Scalar
from kg.records import Relation

__all__ = ["claims"]


def claims(export: Export) -> Iterator[dict[str, Scalar | None]]:
    """Yield a mapping per relation, with the same keys each; days are ISO, unknown things None."""
    for relation in export.relations:
        yield _claim(export, relation)


def _claim(export: Export, relation: Relation) -> dict[str, Scalar | None]:
    article = export.articles.get(relation.evidence.article)
    date = relation.date
    event = export.event_of.get(relation.id)
    label, sign = export.types.get(relation.type, (relation.type, None))
    return {
        "id": relation.id,
        "source": relation.source,
        "source_label": export.label(relation.source),
        "source_actor": relation.source_actor,
        "type": relation.type,
        "type_label": label,
        "target": relation.target,
        "target_label": export.label(relation.target),
        "target_actor": relation.target_actor,
        "sign": sign,
        "mode": relation.mode,
        "context": relation.context,
        "reciprocal": relation.reciprocal,
        "aspect": relation.aspect,
        "modality": relation.modality,
        "speaker": relation.speaker,
        "date_start": date.start.isoformat() if date else None,
        "date_end": date.end.isoformat() if date else None,
        "date_precision": date.precision if date else None,
        "event": event.id if event else None,
        "confidence": relation.confidence,
        "sentence": export.quoted(relation),
        "trigger": export.quoted(relation, "trigger"),
        "article": relation.evidence.article,
        "title": article.title if article else None,
        "outlet": article.outlet if article else None,
        "url": article.url if article else None,
        "uri": article.uri if article else None,
        "published": article.published.isoformat() if article and article.published else None,
        "rule": relation.rule,
        "version": relation.version,
        "run": relation.run,
    }
