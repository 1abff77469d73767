"""Writes files so that a crash leaves either the old one or the new one, never half of one."""

from __future__ import annotations

import os
from pathlib import Path

__all__ = ["TEMPORARY", "publish", "sync_folder", "write_atomically"]

#: Ending of files that are being written; the next writer removes what a crash left of them.
TEMPORARY = ".tmp"


def publish(temporary: Path, final: Path) -> None:
    """Force `temporary` to the disk, then give it its name."""
    # fsync needs write access to the descriptor on some systems, hence r+b.
    with temporary.open("r+b") as stream:
        os.fsync(stream.fileno())
    os.replace(temporary, final)
    sync_folder(final.parent)


def write_atomically(path: Path, content: bytes) -> None:
    """Replace `path` by `content` in one step. Raises OSError, and then leaves `path` as it was."""
    temporary = path.with_name(path.name + TEMPORARY)
    try:
        temporary.write_bytes(content)
        publish(temporary, path)
    except OSError:
        temporary.unlink(missing_ok=True)
        raise


def sync_folder(folder: Path) -> None:
    """Force the names in `folder` to the disk, where the system lets folders be synced."""
    if os.name != "posix":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
