"""From the filters of `Store.relations` to one query with bound parameters."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date
from typing import Any

from kg.store.text import encode

__all__ = ["relation_query"]

_CONDITIONS = {
    "source": "(list_contains($source, r.source) OR list_contains($source, r.source_actor))",
    "target": "(list_contains($target, r.target) OR list_contains($target, r.target_actor))",
    "types": "list_contains($types, r.type)",
    "since": "coalesce(r.date_end, a.published) >= $since",
    "until": "coalesce(r.date_start, a.published) <= $until",
    "min_confidence": "r.confidence >= $min_confidence",
    "modality": "list_contains($modality, r.modality)",
    "articles": "r.article IN (SELECT unnest($articles))",
}


def relation_query(
    source: str | Collection[str] | None,
    target: str | Collection[str] | None,
    types: str | Collection[str] | None,
    since: date | None,
    until: date | None,
    min_confidence: float | None,
    modality: str | Collection[str] | None,
    limit: int | None,
    articles: Iterable[str] | None,
) -> tuple[str, dict[str, Any]]:
    """Return the query and the values of its parameters; see `Store.relations`."""
    given: dict[str, Any] = {
        "source": _listed(source),
        "target": _listed(target),
        "types": _listed(types),
        "since": since,
        "until": until,
        "min_confidence": min_confidence,
        "modality": _listed(modality),
        "articles": None if articles is None else _listed(list(articles)),
    }
    values = {name: value for name, value in given.items() if value is not None}
    if "types" in values:
        values["types"] = [name.upper() for name in values["types"]]
    parts = ["SELECT r.* FROM relations r"]
    if "since" in values or "until" in values:
        parts.append("LEFT JOIN articles a ON a.id = r.article")
    if values:
        parts.append("WHERE " + " AND ".join(_CONDITIONS[name] for name in values))
    parts.append("ORDER BY r.seq, r.n")
    if limit is not None:
        parts.append("LIMIT $limit")
        values["limit"] = limit
    return " ".join(parts), values


def _listed(value: str | Collection[str] | None) -> list[str] | None:
    if value is None:
        return None
    return [encode(item) for item in ([value] if isinstance(value, str) else value)]
