"""The loop that a worker process runs: take a shard, send back what became of it."""

from __future__ import annotations

import os
import pickle
import signal
from collections.abc import Callable
from multiprocessing.connection import Connection
from typing import Any

__all__ = ["serve"]


def serve(
    pipe: Connection,
    fn: Callable[[Any], Any],
    initializer: Callable[..., object] | None,
    initargs: tuple[Any, ...],
) -> None:
    """Answer shards on `pipe` until it closes.

    Sends ``("ready", None)`` or ``("broken", exception)``, then for each shard
    ``("value", result)`` or ``("error", message)``.
    """
    # Ctrl-C reaches the whole group of processes; only the parent decides what it means.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        if initializer is not None:
            initializer(*initargs)
    except Exception as error:
        pipe.send(("broken", _sendable(error)))
        return
    pipe.send(("ready", None))
    while True:
        try:
            shard = pipe.recv_bytes()
        except EOFError:
            return
        pipe.send_bytes(_answer(fn, shard))


def _answer(fn: Callable[[Any], Any], shard: bytes) -> bytes:
    try:
        return pickle.dumps(("value", fn(pickle.loads(shard))))
    except Exception as error:
        return pickle.dumps(("error", f"{type(error).__name__}: {error}"))


def _sendable(error: Exception) -> Exception:
    """Return `error`, or its description when it cannot be sent to another process."""
    try:
        pickle.loads(pickle.dumps(error))
    except Exception:
        return RuntimeError(f"worker {os.getpid()}: {type(error).__name__}: {error}")
    return error
