"""The list of a store's shards; what it does not name does not exist."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from kg.errors import StoreError
from kg.records import Record
from kg.store.columns import TABLES
from kg.store.files import TEMPORARY, write_atomically

__all__ = ["SCHEMA", "Manifest", "Shard", "check_shard", "digest", "load_manifest", "save_manifest"]

#: Version of folder layout and columns; a store with a higher one is refused.
SCHEMA = 2
_NAME = "manifest.json"
_LOCK = "writer.lock"


class Shard(Record):
    """One Parquet file: `seq` is the batch it belongs to, `replaces` the articles it supersedes."""

    table: str
    file: str
    rows: int
    bytes: int
    sha256: str
    seq: int
    replaces: int = 0


class Manifest(Record):
    """What a store holds. `extractor` is the version that wrote last, `next_seq` the next batch."""

    format: str = "kg-store"
    schema_version: int = SCHEMA
    extractor: str = ""
    next_seq: int = 1
    shards: tuple[Shard, ...] = ()

    def of(self, table: str) -> tuple[Shard, ...]:
        """Return the shards of one table, oldest first."""
        return tuple(shard for shard in self.shards if shard.table == table)

    @property
    def has_replaced(self) -> bool:
        """Whether any article was stored more than once."""
        return any(shard.replaces for shard in self.shards)


def load_manifest(folder: Path) -> Manifest | None:
    """Return the manifest in `folder`, None when there is nothing there yet.

    Raises StoreError for a folder of something else, a damaged manifest and a newer schema.
    """
    path = folder / _NAME
    try:
        raw = json.loads(path.read_text("utf-8"))
    except FileNotFoundError:
        _refuse_other(folder)
        return None
    except NotADirectoryError as error:
        raise _no_store(folder) from error
    except (OSError, ValueError) as error:
        raise StoreError(
            f"cannot be read: {error}",
            where=str(path),
            hint="restore it from a backup; the shards beside it are whole",
        ) from error
    return _checked(raw, folder)


def _checked(raw: Any, folder: Path) -> Manifest:
    if not isinstance(raw, dict) or raw.get("format") != "kg-store":
        raise _no_store(folder)
    schema = raw.get("schema_version")
    if isinstance(schema, int) and schema > SCHEMA:
        raise StoreError(
            f"written by a newer program (schema {schema}, this one reads up to {SCHEMA})",
            where=str(folder),
            hint="upgrade kg",
        )
    known = {name: raw[name] for name in Manifest.model_fields if name in raw}
    try:
        return Manifest.model_validate(known)
    except ValidationError as error:
        raise StoreError(
            f"breaks its schema: {error.errors()[0]['msg']}",
            where=str(folder / _NAME),
            hint="restore it from a backup; the shards beside it are whole",
        ) from error


def _refuse_other(folder: Path) -> None:
    """Raise unless `folder` may become a store: absent, empty, or a creation cut short."""
    if not folder.exists():
        return
    if not folder.is_dir():
        raise _no_store(folder)
    ours = {*TABLES, _LOCK, _NAME + TEMPORARY}
    if any(found.name not in ours for found in folder.iterdir()):
        raise _no_store(folder)


def _no_store(folder: Path) -> StoreError:
    hint = "name the folder that `kg` made, or one that does not exist yet"
    return StoreError("is not a store", where=str(folder), hint=hint)


def save_manifest(folder: Path, manifest: Manifest) -> None:
    """Make `manifest` the truth in one step. Raises OSError, leaving the former one."""
    text = json.dumps(manifest.model_dump(), indent=1) + "\n"
    write_atomically(folder / _NAME, text.encode())


def digest(path: Path) -> str:
    """Return the SHA-256 of a file as hexadecimal digits. Raises OSError."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def check_shard(folder: Path, shard: Shard) -> None:
    """Raise StoreError unless the shard is there, byte for byte as it was written."""
    path = folder / shard.file
    try:
        whole = path.stat().st_size == shard.bytes and digest(path) == shard.sha256
        what = "is damaged: its content is not what was written"
    except OSError as error:
        whole, what = False, f"cannot be read: {error.strerror}"
        if isinstance(error, FileNotFoundError):
            what += "; if the store was written since it was opened, refresh() will do"
    if not whole:
        raise StoreError(
            what,
            where=str(path),
            hint="restore the file from a backup, or set its batch aside with repair() and run the "
            "extraction again",
        )
