"""DuckDB over the shards of a store."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Mapping
from datetime import date
from itertools import product
from pathlib import Path
from typing import Any

import duckdb

from kg.errors import StoreError, UnknownActorError
from kg.store.base import RollUp
from kg.store.columns import COLUMNS, TABLES, decoded, to_judgement
from kg.store.judging import Rulings, rule
from kg.store.manifest import Manifest, Shard, check_shard
from kg.store.text import encode
from kg.store.views import (
    ACTING,
    VIEWS,
    create_empty,
    fill_rolled,
    fill_rulings,
    fill_superseded,
)

__all__ = ["Reader"]

#: Tables whose shards must be there before a table can be read.
_NEEDS: Mapping[str, tuple[str, ...]] = {
    "articles": (),
    "judgements": (),
    "failures": ("articles",),
    "mentions": ("articles", "judgements"),
    "unresolved": ("articles",),
    "relations": ("articles", "judgements"),
}


class Reader:
    """An in-memory DuckDB that sees one store and nothing else of the disk.

    Each shard's hash is checked before its table is read for the first time. DuckDB may neither
    leave the folder nor load extensions.
    """

    def __init__(self, folder: Path, roll_up: RollUp | None) -> None:
        self._folder = folder.resolve()
        self._roll_up = roll_up
        self._scratch = Path(tempfile.mkdtemp(prefix="kg-"))
        self._manifest = Manifest()
        self._whole: set[str] = set()
        self._ready: set[str] = set()
        self._rulings = rule(())
        #: The store's folder as DuckDB sees it, without characters it takes for wildcards.
        self.folder = self._folder
        if any(c in str(self._folder) for c in "*?["):
            self.folder = self._scratch / "store"
            self.folder.symlink_to(self._folder, target_is_directory=True)
        self.connection = duckdb.connect(":memory:")
        for setting, value in (
            ("temp_directory", str(self._scratch / "spill")),
            ("allowed_directories", [str(self.folder)]),
            ("enable_external_access", False),
            ("lock_configuration", True),
        ):
            self.connection.execute(f"SET {setting} = $1", [value])

    def show(self, manifest: Manifest, written: tuple[Shard, ...] = ()) -> None:
        """Read from now on what `manifest` lists; `written` are shards known to be whole."""
        self._manifest = manifest
        self._whole |= {shard.file for shard in written}
        self._ready.clear()

    def select(
        self, query: str, parameters: Mapping[str, Any] | None = None
    ) -> list[dict[str, Any]]:
        """Return the rows of `query`; the tables it names must be `need`ed before."""
        try:
            cursor = self.connection.execute(query, dict(parameters or {}))
            names = [column[0] for column in cursor.description or ()]
            return [decoded(dict(zip(names, row, strict=True))) for row in cursor.fetchall()]
        except duckdb.Error as error:
            rewritten = isinstance(error, duckdb.IOException)
            raise StoreError(
                f"query failed: {str(error).strip()}",
                where=str(self._folder),
                hint="if the store was written since it was opened, refresh()" if rewritten else "",
            ) from error

    def need(self, *tables: str) -> None:
        """Make views of `tables` and of what they rest on. Raises StoreError for damaged shards."""
        for table in tables:
            if table in self._ready:
                continue
            self.need(*_NEEDS[table])
            self._open_shards(table)
            self._make_views(table)
            self._ready.add(table)

    def _open_shards(self, table: str) -> None:
        shards = self._manifest.of(table)
        for shard in shards:
            if shard.file not in self._whole:
                check_shard(self._folder, shard)
                self._whole.add(shard.file)
        # Relations of another name first: DuckDB does not replace a view by a table.
        self.connection.execute(f"DROP VIEW IF EXISTS {table}_shards")
        self.connection.execute(f"DROP TABLE IF EXISTS {table}_none")
        if not shards:
            create_empty(self.connection, table)
            return
        files = [str(self.folder / shard.file) for shard in shards]
        try:
            found = self.connection.read_parquet(files, union_by_name=True)
            # Shards of an older schema lack what came later.
            later = [name for name in COLUMNS[table] if name not in found.columns]
            nulls = (f'NULL::{COLUMNS[table][name]} AS "{name}"' for name in later)
            found.project(", ".join(["*", *nulls])).create_view(f"{table}_shards")
        except duckdb.Error as error:
            raise StoreError(f"cannot be read: {error}", where=str(self._folder)) from error

    def _make_views(self, table: str) -> None:
        if table == "articles":
            fill_superseded(self.connection, self._manifest.has_replaced)
        if table in ("articles", "judgements", "failures", "unresolved"):
            self._view(table, table)
        if table == "judgements":
            self._rulings = self._ruled()
            fill_rulings(self.connection, self._rulings.mapped(encode))
        if table == "mentions":
            self._view("extracted_mentions", "extracted_mentions")
            self._view(table, "ruled_mentions" if any(self._rulings) else "extracted_mentions")
        if table == "relations":
            self._view("extracted_relations", "extracted_relations")
            rolled = self._rolled_anew()
            fill_rolled(self.connection, rolled)
            changed = any(self._rulings) or bool(rolled)
            self._view(table, "ruled_relations" if changed else "extracted_relations")

    def _view(self, name: str, query: str) -> None:
        self.connection.execute(f"CREATE OR REPLACE TEMP VIEW {name} AS {VIEWS[query]}")

    def _ruled(self) -> Rulings:
        rows = self.select("SELECT * FROM judgements WHERE NOT undone ORDER BY seq, n")
        return rule(to_judgement(row) for row in rows)

    def _rolled_anew(self) -> dict[tuple[str, date | None], str]:
        """Return what actors count for, by day, where judgements or gazetteer have changed it."""
        roll_up = self._roll_up
        if roll_up is None:
            return {}
        rolled: dict[tuple[str, date | None], str] = {}
        days: set[date | None] = set()
        for row in self.select(ACTING):
            actor, day = row["actor"], row["day"]
            days.add(day)
            whole = _whole(roll_up, actor, day)
            if whole is not None and whole != row["whole"]:
                rolled[encode(actor), day] = encode(whole)
        for actor, day in product(sorted(self._rulings.read_as), days):
            whole = _whole(roll_up, actor, day)
            if whole is not None:
                rolled[encode(actor), day] = encode(whole)
        return rolled

    def tables(self) -> tuple[str, ...]:
        """Make every table readable and return their names."""
        self.need(*TABLES)
        return TABLES

    def close(self) -> None:
        """Close DuckDB and remove its scratch folder."""
        self.connection.close()
        shutil.rmtree(self._scratch, ignore_errors=True)


def _whole(roll_up: RollUp, actor: str, day: date | None) -> str | None:
    try:
        return roll_up(actor, day)
    except UnknownActorError:
        # The gazetteer may have changed since; the store must stay readable.
        return None
