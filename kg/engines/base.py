"""What every engine does: apply a function to shards of work, wherever that runs."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Protocol

__all__ = ["Engine", "ShardResult"]


@dataclass(frozen=True)
class ShardResult:
    """What became of one shard.

    `index` is its place among the shards, `value` what the function returned, `error` why it
    returned nothing (None when it did), `attempts` how often the shard was begun.
    """

    index: int
    value: Any = None
    error: str | None = None
    attempts: int = 1

    @property
    def failed(self) -> bool:
        """Whether there is no value."""
        return self.error is not None


class Engine(Protocol):
    """Applies `fn` to each shard and yields the results in the shards' order.

    A shard is a list of items, `fn` gets the list. What `fn` raises fails its shard alone; what
    `initializer` raises ends everything, since no shard could succeed. Shards are taken from their
    iterable as workers get free, so it may be endless.
    """

    def __call__(
        self,
        fn: Callable[[Any], Any],
        shards: Iterable[Any],
        *,
        workers: int | None = None,
        initializer: Callable[..., object] | None = None,
        initargs: tuple[Any, ...] = (),
    ) -> Iterator[ShardResult]: ...
