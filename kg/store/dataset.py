"""The store that is a folder: Parquet shards, a manifest, DuckDB to read them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import date
from itertools import chain
from pathlib import Path
from typing import Any

import duckdb

from kg.errors import StoreError
from kg.records import Article, Document, Failure, Judgement, Mention, Modality, Relation
from kg.records.mention import Unresolved
from kg.store.base import Added, Extracted, Mode, RollUp, Store
from kg.store.batch import Batch
from kg.store.columns import (
    TABLES,
    by_article,
    judgement_row,
    to_article,
    to_failure,
    to_judgement,
    to_mention,
    to_relation,
    to_unresolved,
)
from kg.store.filters import relation_query
from kg.store.lock import WriterLock
from kg.store.manifest import SCHEMA, Manifest, Shard, load_manifest, save_manifest
from kg.store.reader import Reader
from kg.store.shards import orphans, write_shard
from kg.store.text import encode
from kg.store.upkeep import merge_small, set_damaged_aside, small_batches

__all__ = ["DatasetStore", "open_store"]

#: Small batches that may pile up before they are merged: each costs every query a few files.
_MOST_SMALL = 100


class DatasetStore(Store):
    """See `open_store`, which makes one."""

    def __init__(
        self,
        path: Path,
        mode: Mode = "r",
        *,
        version: str = "",
        batch_size: int = 500,
        roll_up: RollUp | None = None,
    ) -> None:
        if mode not in ("r", "w") or batch_size < 1:
            raise StoreError(
                f"cannot be opened with mode {mode!r} and batches of {batch_size}",
                where=str(path),
                hint="mode is 'r' or 'w', a batch has one article at least",
            )
        self.path, self.mode, self.version = path, mode, version
        self._batch_size = batch_size
        self._lock: WriterLock | None = None
        self._reader: Reader | None = None
        self._manifest = self._open(load_manifest(path))
        try:
            self._reader = Reader(path, roll_up)
            self._reader.show(self._manifest)
        except BaseException:
            self.close()
            raise

    def _open(self, manifest: Manifest | None) -> Manifest:
        if self.mode == "r":
            if manifest is None:
                hint = "check the name, or read articles into it first"
                raise StoreError("no store there", where=str(self.path), hint=hint)
            return manifest
        try:
            self.path.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise self._refused(error) from error
        lock = WriterLock(self.path)
        lock.acquire()
        try:
            # Read again: another writer may have come and gone before we had the lock.
            manifest = load_manifest(self.path)
            for path in orphans(self.path, manifest or Manifest()):
                path.unlink()
            if manifest is None:
                manifest = Manifest(extractor=self.version)
                save_manifest(self.path, manifest)
        except OSError as error:
            lock.release()
            raise self._refused(error) from error
        except BaseException:
            lock.release()
            raise
        self._lock = lock
        return manifest

    def _refused(self, error: Exception) -> StoreError:
        reason = getattr(error, "strerror", None) or str(error).strip()
        return StoreError(
            f"cannot be written: {reason}",
            where=str(self.path),
            hint="what was stored before is safe; make room or mend permissions, then run again",
        )

    def _reading(self, *tables: str) -> Reader:
        if self._reader is None:
            raise StoreError("is closed", where=str(self.path), hint="open it again")
        self._reader.need(*tables)
        return self._reader

    def _writing(self) -> Reader:
        reader = self._reading()
        if self._lock is None:
            raise StoreError("is open for reading", where=str(self.path), hint="use mode 'w'")
        return reader

    # Writing

    def add(
        self,
        extractions: Iterable[Extracted | Failure],
        failures: Iterable[Failure] = (),
        *,
        replace: bool = False,
    ) -> Added:
        self._writing()
        total = Added()
        batch = Batch(self.version)
        try:
            for item in chain(extractions, failures):
                batch.take(item, where=str(self.path))
                if len(batch) >= self._batch_size:
                    full, batch = batch, Batch(self.version)
                    total = total.plus(self._flush(full, replace))
        finally:
            # Also when the source broke or Ctrl-C was pressed: what is extracted is worth keeping.
            total = total.plus(self._flush(batch, replace))
        return total

    def _flush(self, batch: Batch, replace: bool) -> Added:
        if not len(batch):
            return Added()
        reader = self._reading("articles", "failures")
        known = reader.select(
            "SELECT id, version FROM articles WHERE id IN (SELECT unnest($ids))",
            {"ids": [encode(i) for i in batch.article_ids]},
        )
        failed = reader.select(
            "SELECT * FROM failures WHERE uri IN (SELECT unnest($uris))",
            {"uris": [encode(uri) for uri in batch.failed_uris]},
        )
        rows, replaced = batch.new_rows(
            {row["id"]: row["version"] for row in known},
            {to_failure(row) for row in failed},
            replace=replace,
        )
        self._commit(rows, replaced)
        return Added(**{table: len(new) for table, new in rows.items()})

    def _commit(self, rows: Mapping[str, list[tuple[Any, ...]]], replaced: int = 0) -> None:
        """Write rows as new shards, then name these in the manifest: all of them or none."""
        reader = self._writing()
        seq = self._manifest.next_seq
        shards: list[Shard] = []
        try:
            for table, new in rows.items():
                if new:
                    replaces = replaced if table == "articles" else 0
                    shards.append(
                        write_shard(reader.connection, reader.folder, table, new, seq, replaces)
                    )
            if not shards:
                return
            manifest = self._manifest.model_copy(
                update={
                    "schema_version": SCHEMA,
                    "extractor": self.version or self._manifest.extractor,
                    "next_seq": seq + 1,
                    "shards": (*self._manifest.shards, *shards),
                }
            )
            save_manifest(self.path, manifest)
        except (OSError, duckdb.Error) as error:
            for shard in shards:
                (self.path / shard.file).unlink(missing_ok=True)
            raise self._refused(error) from error
        self._manifest = manifest
        reader.show(manifest, tuple(shards))
        if small_batches(manifest) > _MOST_SMALL:
            self.compact()

    def add_judgement(self, judgement: Judgement) -> bool:
        self._writing()
        if judgement in self.judgements(undone=True):
            return False
        self._commit({"judgements": [judgement_row(judgement)]})
        return True

    def undo_judgement(
        self, judgement_id: str, *, author: str | None = None, time: str | None = None
    ) -> Judgement:
        self._writing()
        for found in self.judgements():
            if found.id == judgement_id:
                undone = found.model_copy(
                    update={"undone": True, "undone_by": author, "undone_at": time}
                )
                self._commit({"judgements": [judgement_row(undone)]})
                return undone
        raise StoreError(
            f"no judgement {judgement_id!r} in force",
            where=str(self.path),
            hint="judgements() lists them with their ids",
        )

    def repair(self) -> list[str]:
        """Set damaged batches aside and return the files moved, relative to the store.

        All shards of a batch with a damaged one go to the folder ``damaged/``; their articles count
        as not stored, so that the next run extracts them again. Judgements of other batches stay.
        """
        reader = self._writing()
        try:
            self._manifest, moved = set_damaged_aside(self.path, self._manifest)
        except OSError as error:
            raise self._refused(error) from error
        reader.show(self._manifest)
        return moved

    def compact(self) -> int:
        """Merge small shards, which many short runs leave, and return how many batches there are.

        Nothing is dropped, replaced rows neither. Adding does this by itself now and then.
        """
        reader = self._writing()
        written: tuple[Shard, ...] = ()
        try:
            manifest, written = merge_small(reader.connection, reader.folder, self._manifest)
            save_manifest(self.path, manifest)
        except (OSError, duckdb.Error) as error:
            for shard in written:
                (self.path / shard.file).unlink(missing_ok=True)
            raise self._refused(error) from error
        self._manifest = manifest
        reader.show(manifest, written)
        return len({shard.seq for shard in manifest.shards})

    # Reading

    def known_articles(self, version: str | None = None) -> set[str]:
        rows = self._reading("articles").select(
            "SELECT id FROM articles WHERE $version IS NULL OR version = $version",
            {"version": None if version is None else encode(version)},
        )
        return {row["id"] for row in rows}

    def articles(self, ids: Iterable[str] | None = None) -> list[Article]:
        return [to_article(row) for row in self._article_rows(ids)]

    def documents(self, ids: Iterable[str] | None = None) -> list[Document]:
        rows = self._article_rows(ids)
        return [Document(article=to_article(row), lang=row["parsed_lang"]) for row in rows]

    def _article_rows(self, ids: Iterable[str] | None) -> list[dict[str, Any]]:
        return self._reading("articles").select(
            """SELECT * FROM articles
            WHERE $ids IS NULL OR id IN (SELECT unnest($ids))
            ORDER BY seq, n""",
            {"ids": None if ids is None else [encode(i) for i in ids]},
        )

    def mentions(
        self,
        ids: Iterable[str] | None = None,
        *,
        actor: str | None = None,
        resolved: bool | None = None,
    ) -> dict[str, tuple[Mention, ...]]:
        rows = self._reading("mentions").select(
            """SELECT * FROM mentions
            WHERE ($ids IS NULL OR article IN (SELECT unnest($ids)))
              AND ($actor IS NULL OR list_contains(actors, $actor))
              AND ($resolved IS NULL OR (len(actors) > 0) = $resolved)
            ORDER BY seq, n""",
            {
                "ids": None if ids is None else [encode(i) for i in ids],
                "actor": None if actor is None else encode(actor),
                "resolved": resolved,
            },
        )
        return by_article(rows, to_mention)

    def unresolved(self, ids: Iterable[str] | None = None) -> dict[str, tuple[Unresolved, ...]]:
        rows = self._reading("unresolved").select(
            """SELECT * FROM unresolved
            WHERE $ids IS NULL OR article IN (SELECT unnest($ids))
            ORDER BY seq, n""",
            {"ids": None if ids is None else [encode(i) for i in ids]},
        )
        return by_article(rows, to_unresolved)

    def relations(
        self,
        source: str | Collection[str] | None = None,
        target: str | Collection[str] | None = None,
        types: str | Collection[str] | None = None,
        since: date | None = None,
        until: date | None = None,
        min_confidence: float | None = None,
        modality: Modality | Collection[Modality] | None = None,
        limit: int | None = None,
        *,
        articles: Iterable[str] | None = None,
    ) -> list[Relation]:
        query, parameters = relation_query(
            source, target, types, since, until, min_confidence, modality, limit, articles
        )
        rows = self._reading("relations").select(query, parameters)
        return [to_relation(row) for row in rows]

    def failures(self) -> list[Failure]:
        rows = self._reading("failures").select("SELECT * FROM failures ORDER BY seq, n")
        return [to_failure(row) for row in rows]

    def judgements(self, *, undone: bool = False) -> list[Judgement]:
        rows = self._reading("judgements").select(
            "SELECT * FROM judgements WHERE $undone OR NOT undone ORDER BY seq, n",
            {"undone": undone},
        )
        return [to_judgement(row) for row in rows]

    def sql(self, query: str, parameters: Mapping[str, Any] | None = None) -> list[dict[str, Any]]:
        reader = self._reading(*TABLES)
        try:
            statements = reader.connection.extract_statements(query)
        except duckdb.Error as error:
            raise StoreError(f"not SQL: {str(error).strip()}", where=str(self.path)) from error
        if len(statements) != 1 or statements[0].type != duckdb.StatementType.SELECT:
            raise StoreError(
                "only one SELECT can be run",
                where=str(self.path),
                hint="write SELECT …, or FROM table; stores change through add and judgements",
            )
        return reader.select(query, parameters)

    def counts(self) -> dict[str, int]:
        reader = self._reading(*TABLES)
        return {table: reader.select(_COUNTS[table])[0]["n"] for table in TABLES}

    def refresh(self) -> None:
        reader = self._reading()
        manifest = load_manifest(self.path)
        if manifest is None:
            raise StoreError("no store there any more", where=str(self.path))
        self._manifest = manifest
        reader.show(manifest)

    def close(self) -> None:
        if self._reader is not None:
            self._reader.close()
            self._reader = None
        if self._lock is not None:
            self._lock.release()
            self._lock = None


_COUNTS = {table: f"SELECT count(*) AS n FROM {table}" for table in TABLES}
_COUNTS["judgements"] += " WHERE NOT undone"


def open_store(
    path: str | Path,
    mode: Mode = "r",
    *,
    version: str = "",
    batch_size: int = 500,
    roll_up: RollUp | None = None,
) -> DatasetStore:
    """Open the store in folder `path`; mode ``w`` makes it when there is none.

    `version` names the extractor whose results will be added, `batch_size` is the number of
    articles written at a time, `roll_up` serves judgements that give a name another actor.
    Raises StoreError when the folder is no store, has a newer schema, or (``w``) is being written
    by another process.

    >>> import tempfile
    >>> with open_store(tempfile.mkdtemp(), "w") as store:
    ...     store.counts()["articles"]
    0
    """
    return DatasetStore(Path(path), mode, version=version, batch_size=batch_size, roll_up=roll_up)
