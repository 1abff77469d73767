"""One writer at a time.

The operating system holds the lock and frees it when its owner dies, however it dies; the file's
content only names the owner. A lock left by a dead process of this machine is therefore taken over
at once. One left by another machine is not, since not every shared file system tells machines of
each other's locks.
"""

from __future__ import annotations

import contextlib
import json
import os
import socket
import sys
from datetime import UTC, datetime
from pathlib import Path

from kg.errors import StoreError

__all__ = ["WriterLock"]

if sys.platform == "win32":
    import msvcrt

    # A byte far behind the content: Windows hides locked bytes from readers.
    _FAR = 1 << 30

    def _try_lock(descriptor: int) -> None:
        os.lseek(descriptor, _FAR, os.SEEK_SET)
        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
else:
    import fcntl

    def _try_lock(descriptor: int) -> None:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)


class WriterLock:
    """The right to write in `folder`, held from `acquire` to `release`."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / "writer.lock"
        self._descriptor: int | None = None

    def acquire(self) -> None:
        """Take the lock and write our name in it. Raises StoreError that names another owner."""
        try:
            descriptor = os.open(self.path, os.O_RDWR | os.O_CREAT, 0o666)
        except OSError as error:
            raise StoreError(
                f"cannot be written: {error.strerror}",
                where=str(self.path.parent),
                hint="check its permissions, or open it with mode 'r'",
            ) from error
        try:
            self._take(descriptor)
        except BaseException:
            os.close(descriptor)
            raise
        self._descriptor = descriptor

    def _take(self, descriptor: int) -> None:
        owner = self._owner()
        try:
            _try_lock(descriptor)
        except BlockingIOError as error:
            raise self._held(owner, "wait until it ends, or open the store for reading") from error
        except OSError as error:
            raise StoreError(
                f"its file system cannot lock files: {error.strerror}",
                where=str(self.path),
                hint="move the store to a local disk",
            ) from error
        # Read again: the owner may have changed between reading and locking.
        owner = self._owner()
        if owner and owner.get("host") != socket.gethostname():
            raise self._held(owner, f"if that process is dead, delete {self.path}")
        now = datetime.now(UTC).isoformat(timespec="seconds")
        name = {"pid": os.getpid(), "host": socket.gethostname(), "time": now}
        os.ftruncate(descriptor, 0)
        os.lseek(descriptor, 0, os.SEEK_SET)
        os.write(descriptor, json.dumps(name).encode())

    def _held(self, owner: dict[str, object], hint: str) -> StoreError:
        who = "another process"
        if owner:
            who = f"process {owner.get('pid')} on {owner.get('host')} since {owner.get('time')}"
        return StoreError(f"being written by {who}", where=str(self.path.parent), hint=hint)

    def _owner(self) -> dict[str, object]:
        with contextlib.suppress(OSError, ValueError):
            found = json.loads(self.path.read_text("utf-8"))
            return found if isinstance(found, dict) else {}
        return {}

    def release(self) -> None:
        """Give the lock back; the file stays, empty: no two writers ever lock different files."""
        if self._descriptor is not None:
            os.ftruncate(self._descriptor, 0)
            os.close(self._descriptor)
            self._descriptor = None
