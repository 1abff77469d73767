"""The SQL that shows shards as tables: newest rows of each article, judgements applied."""

from __future__ import annotations

from collections.abc import Mapping

import duckdb

from kg.store.columns import COLUMNS
from kg.store.judging import Rulings

__all__ = ["VIEWS", "create_empty", "fill_rulings", "fill_superseded"]

_NEWEST = """
SELECT * FROM {table}_shards t
WHERE NOT EXISTS (FROM superseded s WHERE s.article = t.{article} AND s.seq = t.seq)
"""

# A name the analyst gave another actor is found by the words that evidence quotes.
_MEANT = """
WITH quoted AS (
    SELECT r.*, if(r.field = 'title', a.title, a.text) AS words
    FROM extracted_relations r LEFT JOIN articles a ON a.id = r.article)
SELECT r.* EXCLUDE (words) REPLACE (
    coalesce(s.actor, r.source_actor) AS source_actor, coalesce(s.rolled, r.source) AS source,
    coalesce(t.actor, r.target_actor) AS target_actor, coalesce(t.rolled, r.target) AS target)
FROM quoted r
LEFT JOIN ruled_names s
    ON s.surface = substr(r.words, r.source_start + 1, r.source_end - r.source_start)
LEFT JOIN ruled_names t
    ON t.surface = substr(r.words, r.target_start + 1, r.target_end - r.target_start)
"""

_RULED = f"""
SELECT m.* REPLACE (
    coalesce(s.same_as, m.source) AS source, coalesce(t.same_as, m.target) AS target,
    coalesce(fs.same_as, m.source_actor) AS source_actor,
    coalesce(ft.same_as, m.target_actor) AS target_actor,
    coalesce(k.same_as, m.speaker) AS speaker,
    if(v.verdict = 'right', 1.0, m.confidence) AS confidence)
FROM ({_MEANT}) m
LEFT JOIN ruled_actors s ON s.actor = m.source
LEFT JOIN ruled_actors t ON t.actor = m.target
LEFT JOIN ruled_actors fs ON fs.actor = m.source_actor
LEFT JOIN ruled_actors ft ON ft.actor = m.target_actor
LEFT JOIN ruled_actors k ON k.actor = m.speaker
LEFT JOIN ruled_verdicts v ON v.relation = m.id
WHERE v.verdict IS DISTINCT FROM 'wrong'
  AND (m.source = m.target OR coalesce(s.same_as, m.source) <> coalesce(t.same_as, m.target))
"""

_RULED_MENTIONS = """
SELECT m.* REPLACE (
    list_transform(
        if(n.actor IS NULL, m.actors, [n.actor]), lambda x: coalesce(k.names[x], x)) AS actors)
FROM extracted_mentions m
LEFT JOIN ruled_names n ON n.surface = m.surface
CROSS JOIN (SELECT map(list(actor), list(same_as)) AS names FROM ruled_actors) k
"""

#: View → its query. The shards of each table stand behind it as ``<table>_shards``.
VIEWS: Mapping[str, str] = {
    "articles": _NEWEST.format(table="articles", article="id"),
    "extracted_mentions": _NEWEST.format(table="mentions", article="article"),
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


def fill_rulings(
    connection: duckdb.DuckDBPyConnection, rulings: Rulings, rolled: Mapping[str, str]
) -> None:
    """Fill the tables that `relations` and `mentions` join with."""
    meant = rulings.meant
    tables: Mapping[str, Mapping[str, list[str]]] = {
        "ruled_actors": {"actor": [*rulings.merged], "same_as": [*rulings.merged.values()]},
        "ruled_verdicts": {
            "relation": [*rulings.verdicts],
            "verdict": [*rulings.verdicts.values()],
        },
        "ruled_names": {
            "surface": [*meant],
            "actor": [*meant.values()],
            "rolled": [rolled[surface] for surface in meant],
        },
    }
    for name, columns in tables.items():
        select = ", ".join(f"unnest(${i}::VARCHAR[]) AS {c}" for i, c in enumerate(columns, 1))
        connection.execute(
            f"CREATE OR REPLACE TEMP TABLE {name} AS SELECT {select}", [*columns.values()]
        )
