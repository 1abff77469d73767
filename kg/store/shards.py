"""Writes the rows of a batch as Parquet files, and finds what a crash left of earlier ones."""

from __future__ import annotations

import re
import uuid
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import duckdb

from kg.store.columns import COLUMNS, TABLES
from kg.store.files import TEMPORARY, publish
from kg.store.manifest import Manifest, Shard, digest

__all__ = ["merge_shards", "orphans", "write_shard"]

_OURS = re.compile(r"\d{8}-[0-9a-f]{8}\.parquet(\.tmp)?")


def write_shard(
    connection: duckdb.DuckDBPyConnection,
    folder: Path,
    table: str,
    rows: Sequence[tuple[Any, ...]],
    seq: int,
    replaces: int = 0,
) -> Shard:
    """Write `rows` of batch `seq` to a new file of `table`, safe on disk when this returns.

    `folder` is the path DuckDB is allowed to write under. Raises OSError or duckdb.Error when the
    disk refuses; no file is left then.
    """
    columns = COLUMNS[table]
    whole = [(*row, seq, n) for n, row in enumerate(rows)]
    # Lists bound as parameters, unnested side by side: many times as fast as row-wise executemany.
    values = [list(column) for column in zip(*whole, strict=True)]
    select = ", ".join(
        f'unnest(${i}::{kind}[]) AS "{column}"'
        for i, (column, kind) in enumerate(columns.items(), start=1)
    )
    try:
        connection.execute(f"CREATE OR REPLACE TEMP TABLE batch AS SELECT {select}", values)
        relation = connection.table("batch")
        return _published(relation, folder, table, len(rows), seq, replaces)
    finally:
        connection.execute("DROP TABLE IF EXISTS batch")


def merge_shards(
    connection: duckdb.DuckDBPyConnection,
    folder: Path,
    table: str,
    shards: Sequence[Shard],
    seq: int,
) -> Shard:
    """Write the rows of `shards` to one new file that belongs to batch `seq`; see `write_shard`."""
    relation = connection.read_parquet(
        [str(folder / shard.file) for shard in shards], union_by_name=True
    )
    rows = sum(shard.rows for shard in shards)
    replaces = sum(shard.replaces for shard in shards)
    return _published(relation, folder, table, rows, seq, replaces)


def _published(
    relation: duckdb.DuckDBPyRelation, folder: Path, table: str, rows: int, seq: int, replaces: int
) -> Shard:
    name = f"{table}/{seq:08d}-{uuid.uuid4().hex[:8]}.parquet"
    final = folder / name
    final.parent.mkdir(exist_ok=True)
    temporary = final.with_name(final.name + TEMPORARY)
    try:
        relation.write_parquet(str(temporary), compression="zstd")
        shard = Shard(
            table=table,
            file=name,
            rows=rows,
            bytes=temporary.stat().st_size,
            sha256=digest(temporary),
            seq=seq,
            replaces=replaces,
        )
        publish(temporary, final)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
    return shard


def orphans(folder: Path, manifest: Manifest) -> list[Path]:
    """Return files that a crash or a refused write left behind: ours by name, but not listed."""
    listed = {shard.file for shard in manifest.shards}
    found = [folder / ("manifest.json" + TEMPORARY)]
    for table in TABLES:
        found += sorted((folder / table).glob("*.parquet*"))
    return [
        path
        for path in found
        if path.exists()
        and path.relative_to(folder).as_posix() not in listed
        and (_OURS.fullmatch(path.name) or path.name.startswith("manifest.json"))
    ]
