"""The SQL that shows shards as tables: newest rows of each article, judgements applied."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

import duckdb

from kg.store.columns import COLUMNS
from kg.store.judging import Rulings

__all__ = ["ACTING", "VIEWS", "create_empty", "fill_rolled", "fill_rulings", "fill_superseded"]

_NEWEST = """
SELECT * FROM {table}_shards t
WHERE NOT EXISTS (FROM superseded s WHERE s.article = t.{article} AND s.seq = t.seq)
"""

# Who each end is now. A name the analyst gave another actor is found by the words that evidence
# quotes; an actor who is not the one extracted is rolled up anew, at the day of publication.
_QUOTED = """
SELECT r.*, a.published AS day, if(r.field = 'title', a.title, a.text) AS words
FROM extracted_relations r LEFT JOIN articles a ON a.id = r.article
"""

_SIDE = """
    coalesce({n}p.apart, {n}n.actor, q.{end}_actor) AS {end}_named,
    coalesce({n}f.same_as, {end}_named) AS {end}_is"""

_SIDE_JOINS = """
LEFT JOIN ruled_names {n}n
    ON {n}n.surface = substr(q.words, q.{end}_start + 1, q.{end}_end - q.{end}_start)
LEFT JOIN ruled_spellings {n}p
    ON {n}p.surface = substr(q.words, q.{end}_start + 1, q.{end}_end - q.{end}_start)
    AND {n}p.actor = q.{end}_actor
LEFT JOIN ruled_actors {n}f ON {n}f.actor = coalesce({n}p.apart, {n}n.actor, q.{end}_actor)"""

_WHOLE = """
    coalesce({n}w.whole, if({end}_is = {end}_actor, {end},
        if({end}_named <> {end}_actor OR {end} = {end}_actor, {end}_is, {end}))) AS {end}_whole"""

_WHOLE_JOIN = """
LEFT JOIN rolled {n}w ON {n}w.actor = {end}_is AND {n}w.day IS NOT DISTINCT FROM i.day"""

_ENDS = ({"n": "s", "end": "source"}, {"n": "t", "end": "target"})


def _both(part: str, by: str = "") -> str:
    return by.join(part.format(**end) for end in _ENDS)


_RULED = f"""
WITH quoted AS ({_QUOTED}),
identified AS (SELECT q.*, {_both(_SIDE, ",")} FROM quoted q {_both(_SIDE_JOINS)}),
summed AS (SELECT i.*, {_both(_WHOLE, ",")} FROM identified i {_both(_WHOLE_JOIN)})
SELECT m.* EXCLUDE (
    day, words, source_named, target_named, source_is, target_is, source_whole, target_whole)
    REPLACE (
    coalesce(s.same_as, source_whole) AS source, coalesce(t.same_as, target_whole) AS target,
    source_is AS source_actor, target_is AS target_actor,
    coalesce(k.same_as, m.speaker) AS speaker,
    if(v.verdict = 'right', 1.0, m.confidence) AS confidence)
FROM summed m
LEFT JOIN ruled_actors s ON s.actor = source_whole
LEFT JOIN ruled_actors t ON t.actor = target_whole
LEFT JOIN ruled_actors k ON k.actor = m.speaker
LEFT JOIN ruled_verdicts v ON v.relation = m.id
WHERE v.verdict IS DISTINCT FROM 'wrong'
  AND (m.source = m.target
       OR coalesce(s.same_as, source_whole) <> coalesce(t.same_as, target_whole))
"""

_RULED_MENTIONS = """
SELECT m.* REPLACE (
    list_transform(
        if(n.actor IS NULL, list_transform(m.actors, lambda x: coalesce(p.apart[x], x)), [n.actor]),
        lambda x: coalesce(k.names[x], x)) AS actors)
FROM extracted_mentions m
LEFT JOIN ruled_names n ON n.surface = m.surface
LEFT JOIN (
    SELECT surface, map(list(actor), list(apart)) AS apart FROM ruled_spellings GROUP BY surface) p
    ON p.surface = m.surface
CROSS JOIN (SELECT map(list(actor), list(same_as)) AS names FROM ruled_actors) k
"""

#: Pairs of fine actor and day, with what the extractor rolled the actor up to.
ACTING = """
SELECT DISTINCT actor, day, whole FROM (
    SELECT source_actor AS actor, a.published AS day, source AS whole
    FROM extracted_relations r LEFT JOIN articles a ON a.id = r.article
    UNION
    SELECT target_actor, a.published, target
    FROM extracted_relations r LEFT JOIN articles a ON a.id = r.article)
ORDER BY ALL
"""

#: View → its query. The shards of each table stand behind it as ``<table>_shards``.
VIEWS: Mapping[str, str] = {
    "articles": _NEWEST.format(table="articles", article="id"),
    "extracted_mentions": _NEWEST.format(table="mentions", article="article"),
    "unresolved": _NEWEST.format(table="unresolved", article="article"),
    "extracted_relations": _NEWEST.format(table="relations", article="article"),
    "judgements": """
        SELECT * FROM judgements_shards
        QUALIFY row_number() OVER (PARTITION BY id ORDER BY seq DESC, n DESC) = 1
    """,
    "failures": """
        SELECT * FROM failures_shards f
        WHERE NOT EXISTS (FROM articles_shards a WHERE a.uri = f.uri AND a.seq > f.seq)
    """,
    "ruled_mentions": _RULED_MENTIONS,
    "ruled_relations": _RULED,
}


def create_empty(connection: duckdb.DuckDBPyConnection, table: str) -> None:
    """Make ``<table>_shards`` for a table that has no shard yet."""
    columns = ", ".join(f'"{name}" {kind}' for name, kind in COLUMNS[table].items())
    connection.execute(f"CREATE TEMP TABLE {table}_none ({columns})")
    connection.execute(f"CREATE OR REPLACE TEMP VIEW {table}_shards AS FROM {table}_none")


def fill_superseded(connection: duckdb.DuckDBPyConnection, has_replaced: bool) -> None:
    """List the rows of articles that a later batch stored again."""
    connection.execute("CREATE OR REPLACE TEMP TABLE superseded (article VARCHAR, seq INTEGER)")
    if has_replaced:
        connection.execute(
            "INSERT INTO superseded SELECT id, seq FROM articles_shards "
            "QUALIFY seq < max(seq) OVER (PARTITION BY id)"
        )


def fill_rulings(connection: duckdb.DuckDBPyConnection, rulings: Rulings) -> None:
    """Fill the tables of judgements that `relations` and `mentions` join with."""
    verdicts, merged, meant, apart = rulings
    tables: Mapping[str, Mapping[str, list[str]]] = {
        "ruled_actors": {"actor": [*merged], "same_as": [*merged.values()]},
        "ruled_verdicts": {"relation": [*verdicts], "verdict": [*verdicts.values()]},
        "ruled_names": {"surface": [*meant], "actor": [*meant.values()]},
        "ruled_spellings": {
            "actor": [actor for actor, _ in apart],
            "surface": [surface for _, surface in apart],
            "apart": [*apart.values()],
        },
    }
    for name, columns in tables.items():
        _fill(connection, name, columns, dict.fromkeys(columns, "VARCHAR"))


def fill_rolled(
    connection: duckdb.DuckDBPyConnection, rolled: Mapping[tuple[str, date | None], str]
) -> None:
    """Fill the table of what (actor, day) counts for, where that is not what was extracted."""
    columns: Mapping[str, list[Any]] = {
        "actor": [actor for actor, _ in rolled],
        "day": [day for _, day in rolled],
        "whole": [*rolled.values()],
    }
    kinds = {"actor": "VARCHAR", "day": "DATE", "whole": "VARCHAR"}
    _fill(connection, "rolled", columns, kinds)


def _fill(
    connection: duckdb.DuckDBPyConnection,
    name: str,
    columns: Mapping[str, list[Any]],
    kinds: Mapping[str, str],
) -> None:
    select = ", ".join(f"unnest(${i}::{kinds[c]}[]) AS {c}" for i, c in enumerate(columns, 1))
    connection.execute(
        f"CREATE OR REPLACE TEMP TABLE {name} AS SELECT {select}", [*columns.values()]
    )
