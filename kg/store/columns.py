"""Records as rows: the columns of each table and the way there and back.

Nested fields are flat here (``evidence.sentence`` is ``sentence_start`` and ``sentence_end``), so
that a query needs no unpacking. Each row ends with the number of the batch that wrote it (``seq``)
and its place in that batch (``n``), which keep order and tell an article's newest rows from older.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any, TypeVar

from kg.records import Article, Document, Failure, Judgement, Mention, Relation, Unresolved
from kg.store.text import decode, encode

__all__ = [
    "COLUMNS",
    "TABLES",
    "article_row",
    "by_article",
    "decoded",
    "failure_row",
    "judgement_row",
    "mention_row",
    "relation_row",
    "to_article",
    "to_failure",
    "to_judgement",
    "to_mention",
    "to_relation",
    "to_unresolved",
    "unresolved_row",
]

Row = tuple[Any, ...]
T = TypeVar("T")
_SPANS = ("sentence", "trigger", "source", "target")

_BATCH = {"seq": "INTEGER", "n": "INTEGER"}
COLUMNS: Mapping[str, Mapping[str, str]] = {
    "articles": {
        "id": "VARCHAR",
        "uri": "VARCHAR",
        "title": "VARCHAR",
        "text": "VARCHAR",
        "outlet": "VARCHAR",
        "url": "VARCHAR",
        "lang": "VARCHAR",
        "parsed_lang": "VARCHAR",
        "published": "DATE",
        "retrieved": "VARCHAR",
        "version": "VARCHAR",
        **_BATCH,
    },
    "mentions": {
        "article": "VARCHAR",
        "start_char": "INTEGER",
        "end_char": "INTEGER",
        "surface": "VARCHAR",
        "kind": "VARCHAR",
        "use": "VARCHAR",
        "actors": "VARCHAR[]",
        "candidates": "VARCHAR[]",
        "method": "VARCHAR",
        "score": "DOUBLE",
        **_BATCH,
    },
    "unresolved": {
        "article": "VARCHAR",
        "start_char": "INTEGER",
        "end_char": "INTEGER",
        "surface": "VARCHAR",
        "kind": "VARCHAR",
        "sentence_start": "INTEGER",
        "sentence_end": "INTEGER",
        "why": "VARCHAR",
        "actors": "VARCHAR[]",
        "candidates": "VARCHAR[]",
        **_BATCH,
    },
    "relations": {
        "id": "VARCHAR",
        "article": "VARCHAR",
        "source": "VARCHAR",
        "target": "VARCHAR",
        "source_actor": "VARCHAR",
        "target_actor": "VARCHAR",
        "type": "VARCHAR",
        "mode": "VARCHAR",
        "context": "VARCHAR",
        "reciprocal": "BOOLEAN",
        "aspect": "VARCHAR",
        "modality": "VARCHAR",
        "speaker": "VARCHAR",
        "date_start": "DATE",
        "date_end": "DATE",
        "date_precision": "VARCHAR",
        "date_expression_start": "INTEGER",
        "date_expression_end": "INTEGER",
        "field": "VARCHAR",
        **{f"{span}_{end}": "INTEGER" for span in _SPANS for end in ("start", "end")},
        "rule": "VARCHAR",
        "confidence": "DOUBLE",
        "version": "VARCHAR",
        "run": "VARCHAR",
        **_BATCH,
    },
    "failures": {
        "uri": "VARCHAR",
        "reason": "VARCHAR",
        "hint": "VARCHAR",
        "stage": "VARCHAR",
        "article": "VARCHAR",
        **_BATCH,
    },
    "judgements": {
        "id": "VARCHAR",
        "verdict": "VARCHAR",
        "about": "VARCHAR",
        "other": "VARCHAR",
        "author": "VARCHAR",
        "time": "VARCHAR",
        "undone": "BOOLEAN",
        "spelling": "BOOLEAN",
        "undone_by": "VARCHAR",
        "undone_at": "VARCHAR",
        **_BATCH,
    },
}
TABLES = tuple(COLUMNS)


def _text(value: str | None) -> str | None:
    return None if value is None else encode(value)


def _texts(values: Sequence[str]) -> list[str]:
    return [encode(value) for value in values]


def article_row(document: Document, version: str) -> Row:
    """Return the columns of `articles`, less batch and place."""
    a = document.article
    texts = (a.id, a.uri, a.title, a.text, a.outlet, a.url)
    retrieved = a.retrieved.isoformat() if a.retrieved else None
    langs = (_text(a.lang), encode(document.lang))
    return (*_texts(texts), *langs, a.published, retrieved, encode(version))


def mention_row(article: str, m: Mention) -> Row:
    """Return the columns of `mentions`, less batch and place."""
    lists = (_texts(m.actors), _texts(m.candidates))
    what = (encode(m.surface), m.kind, m.use)
    return (encode(article), m.start, m.end, *what, *lists, encode(m.method), m.score)


def unresolved_row(article: str, u: Unresolved) -> Row:
    """Return the columns of `unresolved`, less batch and place."""
    lists = (_texts(u.actors), _texts(u.candidates))
    return (encode(article), u.start, u.end, encode(u.surface), u.kind, *u.sentence, u.why, *lists)


def relation_row(r: Relation) -> Row:
    """Return the columns of `relations`, less batch and place."""
    e, d = r.evidence, r.date
    ids = (r.id, e.article, r.source, r.target, r.source_actor, r.target_actor, r.type)
    dates = (d.start, d.end, d.precision) if d else (None, None, None)
    expression = d.expression if d and d.expression else (None, None)
    spans = (*e.sentence, *e.trigger, *e.source, *e.target)
    return (
        *_texts(ids),
        _text(r.mode),
        _text(r.context),
        r.reciprocal,
        r.aspect,
        r.modality,
        _text(r.speaker),
        *dates,
        *expression,
        e.field,
        *spans,
        encode(r.rule),
        r.confidence,
        encode(r.version),
        encode(r.run),
    )


def failure_row(f: Failure) -> Row:
    """Return the columns of `failures`, less batch and place."""
    return (*_texts((f.uri, f.reason, f.hint, f.stage)), _text(f.article))


def judgement_row(j: Judgement) -> Row:
    """Return the columns of `judgements`, less batch and place."""
    head = (encode(j.id), j.verdict, encode(j.about), _text(j.other))
    undone = (j.undone, j.spelling, _text(j.undone_by), _text(j.undone_at))
    return (*head, encode(j.author), encode(j.time), *undone)


def decoded(row: Mapping[str, Any]) -> dict[str, Any]:
    """Return a row with every text as it was before it was stored."""
    return {name: _decoded(value) for name, value in row.items()}


def by_article(
    rows: Iterable[Mapping[str, Any]], read: Callable[[Mapping[str, Any]], T]
) -> dict[str, tuple[T, ...]]:
    """Return what `read` makes of the rows, by their `article`, in order."""
    found: dict[str, list[T]] = {}
    for row in rows:
        found.setdefault(row["article"], []).append(read(row))
    return {article: tuple(records) for article, records in found.items()}


def _decoded(value: Any) -> Any:
    if isinstance(value, str):
        return decode(value)
    if isinstance(value, list):
        return [_decoded(item) for item in value]
    return value


def to_article(row: Mapping[str, Any]) -> Article:
    """Return the article of a decoded row."""
    names = ("id", "uri", "title", "text", "outlet", "url", "lang", "published")
    found = row["retrieved"]
    retrieved = datetime.fromisoformat(found) if found else None
    return Article(**{name: row[name] for name in names}, retrieved=retrieved)


def to_mention(row: Mapping[str, Any]) -> Mention:
    """Return the mention of a decoded row."""
    names = ("surface", "kind", "use", "actors", "candidates", "method", "score")
    fields = {name: row[name] for name in names}
    return Mention(start=row["start_char"], end=row["end_char"], **fields)


def to_unresolved(row: Mapping[str, Any]) -> Unresolved:
    """Return the unresolved name of a decoded row."""
    fields = {name: row[name] for name in ("surface", "kind", "why", "actors", "candidates")}
    sentence = (row["sentence_start"], row["sentence_end"])
    return Unresolved(start=row["start_char"], end=row["end_char"], sentence=sentence, **fields)


_PLAIN = (
    *("id", "source", "target", "source_actor", "target_actor", "type", "mode", "context"),
    *("reciprocal", "aspect", "modality", "speaker", "rule", "confidence", "version", "run"),
)


def to_relation(row: Mapping[str, Any]) -> Relation:
    """Return the relation of a decoded row."""
    fields: dict[str, Any] = {name: row[name] for name in _PLAIN}
    evidence = {span: (row[f"{span}_start"], row[f"{span}_end"]) for span in _SPANS}
    fields["evidence"] = {"article": row["article"], "field": row["field"], **evidence}
    if row["date_start"] is not None:
        first, last = row["date_expression_start"], row["date_expression_end"]
        fields["date"] = {
            "start": row["date_start"],
            "end": row["date_end"],
            "precision": row["date_precision"],
            "expression": None if first is None else (first, last),
        }
    return Relation.model_validate(fields)


def to_failure(row: Mapping[str, Any]) -> Failure:
    """Return the failure of a decoded row."""
    return Failure(**{name: row[name] for name in ("uri", "reason", "hint", "stage", "article")})


def to_judgement(row: Mapping[str, Any]) -> Judgement:
    """Return the judgement of a decoded row."""
    names = ("id", "verdict", "about", "other", "author", "time", "undone")
    withdrawn = {name: row[name] for name in ("undone_by", "undone_at")}
    # None in a shard that was written before there was the column.
    spelling = bool(row["spelling"])
    return Judgement(**{name: row[name] for name in names}, spelling=spelling, **withdrawn)
