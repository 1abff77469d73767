"""Worker processes on this machine.

Each worker has a pipe of its own, so that when one dies it is known which shard it had; a pool that
shares one queue loses all shards in flight. Workers are spawned, not forked: a fork of a process
with threads, as DuckDB starts them, may hang.
"""

from __future__ import annotations

import multiprocessing
import os
import pickle
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from typing import Any

from kg.engines.base import ShardResult
from kg.engines.worker import serve
from kg.errors import SettingsError

__all__ = ["map_shards"]

#: How often a shard is begun when its worker dies: once more, in case the cause was not the shard.
_ATTEMPTS = 2
#: Shards taken ahead of the oldest unfinished one, per worker: bounds what waits in memory.
_AHEAD = 4
#: Seconds that workers get to end by themselves.
_PATIENCE = 2.0


@dataclass
class _Task:
    """A shard on its way: pickled, so that sending it twice costs nothing."""

    index: int
    shard: bytes
    attempts: int = 0


def map_shards(
    fn: Callable[[Any], Any],
    shards: Iterable[Any],
    *,
    workers: int | None = None,
    initializer: Callable[..., object] | None = None,
    initargs: tuple[Any, ...] = (),
) -> Iterator[ShardResult]:
    """See `Engine`; `workers` is a number of processes, by default one per core.

    `fn`, `initializer` (run once per process), shards and results cross process borders and must be
    picklable. When a worker dies, its shard is tried once more in a new one, then reported failed.
    Closing the iterator or Ctrl-C ends the workers.

    Raises SettingsError for fewer than one worker and for functions that cannot be pickled, and
    whatever `initializer` raises.
    """
    count = workers if workers is not None else (os.cpu_count() or 1)
    if count < 1:
        raise SettingsError(f"{count} workers", hint="use one at least")
    try:
        pickle.dumps((fn, initializer, initargs))
    except Exception as error:
        raise SettingsError(
            f"cannot be sent to a worker process: {error}",
            where=getattr(fn, "__qualname__", repr(fn)),
            hint="use functions of a module's top level, or the engine 'serial'",
        ) from error
    return _run(_Pool(count, (fn, initializer, initargs)), enumerate(shards))


class _Worker:
    """One process and the shard it has."""

    def __init__(self, call: tuple[Any, ...]) -> None:
        context = multiprocessing.get_context("spawn")
        self.pipe, theirs = context.Pipe()
        # A daemon: ended with its parent, however that ends.
        self.process = context.Process(target=serve, args=(theirs, *call), daemon=True)
        self.process.start()
        theirs.close()
        self.task: _Task | None = None

    def give(self, task: _Task) -> None:
        self.task = task
        task.attempts += 1
        try:
            self.pipe.send_bytes(task.shard)
        except OSError:
            # Dead already: the pipe's end, seen on receiving, says so.
            return

    def end(self) -> None:
        self.pipe.close()
        self.process.join(_PATIENCE if self.task is None else 0)
        if self.process.is_alive():
            self.process.terminate()
            self.process.join(_PATIENCE)
        if self.process.is_alive():
            self.process.kill()
            self.process.join()


class _Pool:
    """The workers, started as there is work for them."""

    def __init__(self, count: int, call: tuple[Any, ...]) -> None:
        self.count, self._call = count, call
        self.workers: list[_Worker] = []

    def idle(self) -> _Worker | None:
        """Return a worker without a shard, a new one if there may be more."""
        for worker in self.workers:
            if worker.task is None:
                return worker
        if len(self.workers) < self.count:
            self.workers.append(_Worker(self._call))
            return self.workers[-1]
        return None

    def results(self) -> Iterator[ShardResult | _Task]:
        """Wait for workers; yield what they finished, and tasks whose worker died."""
        pipes = {worker.pipe: worker for worker in self.workers if worker.task is not None}
        # Waiting for nothing would last for ever.
        for pipe in wait(list(pipes)) if pipes else ():
            assert isinstance(pipe, Connection)
            worker = pipes[pipe]
            task = worker.task
            assert task is not None
            try:
                kind, content = pipe.recv()
            except (EOFError, OSError):
                self.workers.remove(worker)
                worker.end()
                yield self._lost(worker, task)
                continue
            if kind == "broken":
                raise content
            if kind == "ready":
                continue
            worker.task = None
            value, error = (content, None) if kind == "value" else (None, content)
            yield ShardResult(task.index, value, error, task.attempts)

    def _lost(self, worker: _Worker, task: _Task) -> ShardResult | _Task:
        if task.attempts < _ATTEMPTS:
            return task
        how = f"its worker died (exit code {worker.process.exitcode})"
        return ShardResult(task.index, None, f"{how}, {task.attempts} times", task.attempts)

    def end(self) -> None:
        for worker in self.workers:
            worker.end()


def _run(pool: _Pool, shards: Iterator[tuple[int, Any]]) -> Iterator[ShardResult]:
    """Keep workers busy and give results back in order."""
    again: deque[_Task] = deque()
    done: dict[int, ShardResult] = {}
    following, taken, exhausted = 0, 0, False
    try:
        while not (exhausted and following == taken):
            while again and (worker := pool.idle()) is not None:
                worker.give(again.popleft())
            while not exhausted and taken - following < pool.count * _AHEAD:
                worker = pool.idle()
                if worker is None:
                    break
                index, shard = next(shards, (-1, None))
                if index < 0:
                    exhausted = True
                else:
                    taken += 1
                    worker.give(_Task(index, pickle.dumps(shard)))
            for result in pool.results():
                if isinstance(result, _Task):
                    again.append(result)
                else:
                    done[result.index] = result
            while following in done:
                yield done.pop(following)
                following += 1
    finally:
        pool.end()
