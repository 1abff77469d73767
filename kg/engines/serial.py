"""Everything in this process, one shard after the other: for small jobs and for debugging."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from kg.engines.base import ShardResult

__all__ = ["map_shards"]


def map_shards(
    fn: Callable[[Any], Any],
    shards: Iterable[Any],
    *,
    workers: int | None = None,
    initializer: Callable[..., object] | None = None,
    initargs: tuple[Any, ...] = (),
) -> Iterator[ShardResult]:
    """See `Engine`; `workers` makes no difference."""
    if initializer is not None:
        initializer(*initargs)
    for index, shard in enumerate(shards):
        try:
            yield ShardResult(index, fn(shard))
        except Exception as error:
            yield ShardResult(index, error=f"{type(error).__name__}: {error}")
