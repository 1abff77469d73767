"""Keeps a store quick and whole: merges small shards, sets damaged ones aside."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import duckdb

from kg.errors import StoreError
from kg.store.columns import TABLES
from kg.store.manifest import Manifest, Shard, check_shard, save_manifest
from kg.store.shards import merge_shards

__all__ = ["merge_small", "set_damaged_aside", "small_batches"]

#: Articles in a shard from which on it is left as it is.
LARGE = 50_000


def small_batches(manifest: Manifest) -> int:
    """Return how many batches have fewer articles than `LARGE`."""
    rows = {shard.seq: shard.rows for shard in manifest.of("articles")}
    return sum(rows.get(seq, 0) < LARGE for seq in {shard.seq for shard in manifest.shards})


def merge_small(
    connection: duckdb.DuckDBPyConnection, folder: Path, manifest: Manifest
) -> tuple[Manifest, tuple[Shard, ...]]:
    """Write runs of small batches as one batch each; return the manifest that lists these instead.

    The new shards are returned too. The old ones stay where they are for those who read them now;
    the next writer removes them. Raises OSError or duckdb.Error, StoreError for a damaged shard.
    """
    kept: list[Shard] = []
    written: list[Shard] = []
    for run in _runs(manifest):
        inside = [shard for shard in manifest.shards if shard.seq in run]
        if len(run) == 1:
            kept += inside
            continue
        for table in TABLES:
            shards = [shard for shard in inside if shard.table == table]
            for shard in shards:
                check_shard(folder, shard)
            if shards:
                # One number for all tables, so that they are still one batch.
                written.append(merge_shards(connection, folder, table, shards, max(run)))
                kept.append(written[-1])
    return manifest.model_copy(update={"shards": tuple(kept)}), tuple(written)


def _runs(manifest: Manifest) -> Iterator[set[int]]:
    """Yield numbers of batches that belong together, in order."""
    articles = {shard.seq: shard.rows for shard in manifest.of("articles")}
    run: set[int] = set()
    rows = 0
    for seq in sorted({shard.seq for shard in manifest.shards}):
        new = articles.get(seq, 0)
        if run and rows + new > LARGE:
            yield run
            run, rows = set(), 0
        run.add(seq)
        rows += new
    if run:
        yield run


def set_damaged_aside(folder: Path, manifest: Manifest) -> tuple[Manifest, list[str]]:
    """Move batches with a damaged shard to ``damaged/``; return what is left and the files moved.

    Raises OSError.
    """
    bad: set[int] = set()
    for shard in manifest.shards:
        try:
            check_shard(folder, shard)
        except StoreError:
            bad.add(shard.seq)
    aside = [shard.file for shard in manifest.shards if shard.seq in bad]
    if not aside:
        return manifest, []
    # Copies first: a crash in between must not leave a manifest that lists files moved away.
    for file in aside:
        copy = folder / "damaged" / file
        copy.parent.mkdir(parents=True, exist_ok=True)
        if (folder / file).exists():
            copy.write_bytes((folder / file).read_bytes())
    kept = tuple(shard for shard in manifest.shards if shard.seq not in bad)
    manifest = manifest.model_copy(update={"shards": kept})
    save_manifest(folder, manifest)
    for file in aside:
        (folder / file).unlink(missing_ok=True)
    return manifest, aside
