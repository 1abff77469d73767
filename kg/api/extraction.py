"""From articles to relations, into a store or one by one."""

from __future__ import annotations

import hashlib
import os
import signal
import threading
import time
import uuid
from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import closing, contextmanager
from itertools import chain
from pathlib import Path
from typing import Any

from kg.api.choices import Files, chosen
from kg.api.reports import BuildReport, Tie
from kg.api.spreading import process
from kg.errors import ExportError, InputError
from kg.gazetteer import load_gazetteer
from kg.pipeline import Extraction
from kg.records import Article, Failure, Relation
from kg.settings import Settings
from kg.sources import READERS, Limits, Notice, read
from kg.store import Store, open_store
from kg.store.text import encode
from kg.version import __version__

__all__ = ["build", "extract", "to_row"]

Paths = str | Path | Iterable[str | Path]
#: Called after each article with the numbers of articles done and failed.
Progress = Callable[[int, int], None]


def extract(
    paths: Paths,
    *,
    settings: Settings | None = None,
    workers: int | None = None,
    notice: Callable[[Notice], None] | None = None,
    skip: Iterable[str | Path] = (),
    actors: Files = (),
) -> Iterator[Extraction | Failure]:
    """Yield what was found in each article under `paths`, or why nothing was, in input order.

    Nothing is stored. `skip` names the files the results go to, which are not read,
    `actors` files of one's own actors (docs/actors.md). Raises GazetteerError for these, InputError
    when there is no article at all or `paths` names such a file, and PackError or PipelineError
    when a language cannot be used.
    """
    settings = chosen(settings, actors, workers=workers)
    found = _articles(paths, settings, [Path(path) for path in skip], notice)
    yield from process(found, settings, load_gazetteer(settings.actors))


def build(
    paths: Paths,
    store: str | Path = "world.kg",
    *,
    html: str | Path | None = None,
    graphml: str | Path | None = None,
    lang: str | None = None,
    workers: int | None = None,
    min_confidence: float | None = None,
    again: bool = False,
    actors: Files = (),
    settings: Settings | None = None,
    progress: Progress | None = None,
) -> BuildReport:
    """Add the articles under `paths` to a store, and write a page or a graph of it if asked.

    A second run over the same articles adds nothing; a run that was stopped goes on where it was.
    `lang` is the language of the page's labels. `again` extracts stored articles anew, as after
    `actors`, files of one's own actors (docs/actors.md), have changed. Raises GazetteerError,
    InputError when there is no article at all or an output would overwrite one, StoreError when the
    store cannot be written, PipelineError when a language cannot be used, ExportError when `html`
    or `graphml` cannot be written; where that can be known, before anything is read.
    """
    from kg.api.answers import write_graph, write_page

    begun = time.monotonic()
    settings = chosen(settings, actors, lang=lang, workers=workers, min_confidence=min_confidence)
    gazetteer = load_gazetteer(settings.actors)
    notices: list[Notice] = []
    own = [Path(path) for path in (store, html, graphml) if path is not None]
    for file in (html, graphml):
        _check_writable(file)
    articles = _articles(paths, settings, own, notices.append)
    with open_store(
        store,
        "w",
        version=__version__,
        batch_size=settings.shard_size,
        roll_up=gazetteer.roll_up,
    ) as opened:
        run = _Run(opened, progress, again)
        results = process(run.fresh(articles), settings, gazetteer, uuid.uuid4().hex[:12])
        with run.storing(), closing(results):
            added = opened.add(run.watched(results), replace=again)
        if run.interrupted:
            raise KeyboardInterrupt
        files = []
        if html is not None:
            files.append(write_page(opened, Path(html), gazetteer, settings))
        if graphml is not None:
            files.append(write_graph(opened, "graphml", Path(graphml), gazetteer, settings))
        count, relations, ties = _summary(opened, settings.min_confidence)
    return BuildReport(
        store=Path(store),
        read=run.read,
        added=added.articles,
        known=run.known,
        failures=tuple(run.failures),
        notices=tuple(notices),
        new_relations=added.relations,
        unresolved=added.unresolved,
        actors=count,
        relations=relations,
        ties=ties,
        files=tuple(files),
        seconds=time.monotonic() - begun,
    )


def _articles(
    paths: Paths,
    settings: Settings,
    skip: Collection[Path],
    notice: Callable[[Notice], None] | None,
) -> Iterator[Article | Failure]:
    """Read `paths` but not `skip`, the run's own output.

    Raises InputError at once when no path exists, nothing lies in them, or one is output too.
    """
    named = [Path(paths)] if isinstance(paths, str | Path) else [Path(path) for path in paths]
    outputs = {os.path.realpath(path) for path in skip}
    for path in named:
        if os.path.realpath(path) in outputs:
            hint = "name another output: this one would overwrite what is to be read"
            raise InputError("input and output are the same", where=str(path), hint=hint)
    limits = Limits(
        max_article_chars=settings.max_article_chars,
        max_line_chars=settings.max_line_chars,
        max_file_bytes=settings.max_file_bytes,
    )
    found = read(named, limits=limits, skip=tuple(skip), notice=notice)
    first = next(found, None)
    where = ", ".join(map(str, named))
    if first is None:
        hint = f"readable: {', '.join(READERS)}"
        raise InputError("no articles found", where=where, hint=hint)
    if isinstance(first, Failure) and not any(path.exists() for path in named):
        raise InputError(first.reason, where=first.uri, hint=first.hint)
    return chain([first], found)


def _check_writable(path: str | Path | None) -> None:
    """Raise ExportError for a file that cannot be written, before the work rather than after it."""
    if path is None:
        return
    folder = Path(path).parent
    if Path(path).is_dir():
        what, hint = "is a folder", "name a file"
    elif not folder.is_dir():
        what, hint = f"cannot be written: no folder {folder}", "make the folder first"
    elif not os.access(folder, os.W_OK):
        what, hint = f"cannot be written: {folder} is read-only", "mend its permissions"
    else:
        return
    raise ExportError(what, where=str(path), hint=hint)


class _Run:
    """Counts what goes by during one build, and knows which articles the store has."""

    def __init__(self, store: Store, progress: Progress | None, again: bool) -> None:
        self.read = self.known = self.done = 0
        self.failures: list[Failure] = []
        self.interrupted = False
        self._working = False
        self._store = store
        self._progress = progress
        self._all = store.known_articles()
        self._current = set() if again else store.known_articles(__version__)
        self._texts: dict[str, str] | None = None
        self._new: dict[str, str] = {}

    def fresh(self, articles: Iterable[Article | Failure]) -> Iterator[Article | Failure]:
        """Pass on what has to be processed: articles not stored yet by this version, failures."""
        for article in articles:
            if isinstance(article, Failure):
                yield article
                continue
            self.read += 1
            digest = _digest(article.text)
            other = self._new.get(article.id) or self._stored(article.id)
            if other is not None and other != digest:
                yield Failure(
                    uri=article.uri,
                    reason=f"id {article.id!r} belongs to another text already",
                    hint="make ids unique over all files, or leave them out",
                )
            elif article.id in self._current or article.id in self._new:
                self.known += 1
                self._tell()
            else:
                self._new[article.id] = digest
                yield article

    def watched(self, results: Iterable[Extraction | Failure]) -> Iterator[Extraction | Failure]:
        """Pass on results, keeping failures; Ctrl-C ends them so that what is done gets stored."""
        try:
            self._working = True
            for result in results:
                if isinstance(result, Failure):
                    self.failures.append(result)
                self._tell()
                self._working = False
                yield result
                if self.interrupted:
                    return
                self._working = True
        except KeyboardInterrupt:
            self.interrupted = True
        finally:
            self._working = False

    @contextmanager
    def storing(self) -> Iterator[None]:
        """Let Ctrl-C break off the work on a text, but never a write to the store.

        DuckDB would turn it into an error of its own in the middle of a query. Signals belong to
        the main thread; in any other they are left alone.
        """
        if threading.current_thread() is not threading.main_thread():
            yield
            return

        def interrupt(*_: object) -> None:
            if self._working:
                raise KeyboardInterrupt
            self.interrupted = True

        before = signal.signal(signal.SIGINT, interrupt)
        try:
            yield
        finally:
            signal.signal(signal.SIGINT, before)

    def _tell(self) -> None:
        self.done += 1
        if self._progress is not None:
            self._progress(self.done, len(self.failures))

    def _stored(self, article: str) -> str | None:
        """Digest of the text stored under an id; all are read at the first id that is known."""
        if article not in self._all:
            return None
        if self._texts is None:
            rows = self._store.sql("SELECT id, md5(text) AS digest FROM articles")
            self._texts = {row["id"]: row["digest"] for row in rows}
        return self._texts.get(article)


def _digest(text: str) -> str:
    """The MD5 of a text as the store keeps it, which is what its SQL computes."""
    return hashlib.md5(encode(text).encode(), usedforsecurity=False).hexdigest()


#: What a graph shows: no denials, nothing an actor does to itself.
_CLAIMS = "FROM relations WHERE confidence >= $least AND modality <> 'negated' AND source <> target"


def _summary(store: Store, least: float) -> tuple[int, int, tuple[Tie, ...]]:
    """Return the numbers of actors and relations, and the five strongest ties."""
    given = {"least": least}
    ends = f"SELECT source AS actor {_CLAIMS} UNION SELECT target {_CLAIMS}"
    (actors,) = store.sql(f"SELECT count(*) AS n FROM ({ends})", given)
    (relations,) = store.sql(f"SELECT count(*) AS n {_CLAIMS}", given)
    ties = store.sql(
        "SELECT source, target, type, bool_and(reciprocal) AS reciprocal, count(*) AS count, "
        f"sum(confidence) AS weight {_CLAIMS} "
        "GROUP BY source, target, type ORDER BY weight DESC, source, target, type LIMIT 5",
        given,
    )
    return actors["n"], relations["n"], tuple(Tie(**tie) for tie in ties)


def to_row(result: Extraction | Failure) -> dict[str, Any]:
    """Return one result as the mapping that a line of JSON holds.

    An article: ``id``, ``lang``, ``relations``; a failure: ``id`` (the place when there is none)
    and ``error``. Spans slice the article's text; evidence in the title says ``"field": "title"``.

    >>> to_row(Failure(uri="a.txt", reason="binary data", hint="pass text"))
    {'id': 'a.txt', 'error': 'binary data (pass text)'}
    """
    if isinstance(result, Failure):
        error = f"{result.reason} ({result.hint})" if result.hint else result.reason
        return {"id": result.article or result.uri, "error": error}
    document = result.document
    relations = [_relation_row(relation) for relation in result.relations]
    return {"id": document.article.id, "lang": document.lang, "relations": relations}


def _relation_row(relation: Relation) -> dict[str, Any]:
    evidence = relation.evidence
    spans: dict[str, Any] = {
        "sentence": list(evidence.sentence),
        "trigger": list(evidence.trigger),
        "source": list(evidence.source),
        "target": list(evidence.target),
    }
    if evidence.field != "text":
        spans["field"] = evidence.field
    when = relation.date
    day = None
    if when is not None:
        first, last = when.start.isoformat(), when.end.isoformat()
        day = first if first == last else f"{first}/{last}"
    return {
        "source": relation.source,
        "target": relation.target,
        "type": relation.type,
        "reciprocal": relation.reciprocal,
        "modality": relation.modality,
        "source_actor": relation.source_actor,
        "target_actor": relation.target_actor,
        "speaker": relation.speaker,
        "date": day,
        "confidence": round(relation.confidence, 4),
        "rule": relation.rule,
        "evidence": spans,
    }
