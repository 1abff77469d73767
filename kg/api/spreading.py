"""Spreads extraction over worker processes; order is kept, and one article takes no other along."""

from __future__ import annotations

import gc
from collections.abc import Generator, Iterable, Iterator, Sequence
from itertools import islice

from kg.errors import KGError, PackError, PipelineError
from kg.gazetteer import Gazetteer
from kg.pipeline import Extraction, Pipeline
from kg.records import Article, Failure
from kg.settings import Settings

__all__ = ["collect_seldom", "process"]

Item = Article | Failure
Result = Extraction | Failure


def process(
    articles: Iterable[Item], settings: Settings, gazetteer: Gazetteer, run: str = ""
) -> Generator[Result, None, None]:
    """Yield what `kg.pipeline.Pipeline.process` yields, from ``settings.workers`` processes.

    An article that kills its worker is a failure; those that shared a batch with it are done again
    one by one. Raises PackError or PipelineError when a language cannot be used.
    """
    if settings.workers == 1:
        yield from Pipeline(settings, gazetteer, run=run).process(articles)
        return
    for shard, results in _spread(_shards(articles, settings.batch_size), settings, run):
        if not isinstance(results, str):
            yield from results
        elif len(shard) == 1:
            yield _lost(shard[0], results)
        else:
            for (item,), alone in _spread(([item] for item in shard), settings, run):
                yield from [_lost(item, alone)] if isinstance(alone, str) else alone


def _shards(articles: Iterable[Item], size: int) -> Iterator[list[Item]]:
    source = iter(articles)
    while shard := list(islice(source, size)):
        yield shard


def _spread(
    shards: Iterable[Sequence[Item]], settings: Settings, run: str
) -> Iterator[tuple[Sequence[Item], Sequence[Result] | str]]:
    """Yield each shard with its results, or with why its worker gave none."""
    from kg.engines import get_engine

    pending: list[Sequence[Item]] = []

    def taken() -> Iterator[Sequence[Item]]:
        for shard in shards:
            pending.append(shard)
            yield shard

    results = get_engine("local")(
        _work, taken(), workers=settings.workers, initializer=_start, initargs=(settings, run)
    )
    for result in results:
        shard = pending.pop(0)
        if result.error is not None:
            yield shard, result.error
        elif isinstance(result.value, KGError):
            raise result.value
        else:
            yield shard, result.value


def _lost(item: Item, why: str) -> Failure:
    if isinstance(item, Failure):
        return item
    hint = "give the machine more memory or the text fewer words"
    return Failure(uri=item.uri, reason=why, hint=hint, stage="worker", article=item.id)


#: The pipeline of a worker process, made when it starts.
_own: list[Pipeline] = []


def collect_seldom() -> None:
    """Have Python look for garbage in this process less often.

    With its own figures a twentieth of the time of reading goes into walking the gazetteer. For
    processes that are ours alone: the command, and workers.
    """
    gc.set_threshold(50_000, 20, 50)


def _start(settings: Settings, run: str) -> None:
    collect_seldom()
    _own[:] = [Pipeline(settings, run=run)]


def _work(shard: Sequence[Item]) -> Sequence[Result] | KGError:
    """Process a shard in a worker; an error no shard could survive is returned, to be raised."""
    try:
        return list(_own[0].process(shard))
    except (PackError, PipelineError) as error:
        return error
