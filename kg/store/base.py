"""What every store does, whatever holds its bytes."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from datetime import date
from types import TracebackType
from typing import Any, Literal, NamedTuple, Protocol, Self

from kg.records import Article, Document, Failure, Judgement, Mention, Modality, Relation
from kg.records.mention import Unresolved

__all__ = ["Added", "Extracted", "Mode", "RollUp", "Store"]

#: ``r``: read only, any number at once. ``w``: read and write, one at a time.
Mode = Literal["r", "w"]
#: From a fine actor to the state or organisation it acts for on a day (None: it has none).
RollUp = Callable[[str, date | None], str | None]


class Added(NamedTuple):
    """How many rows an `add` wrote; what the store had already does not count."""

    articles: int = 0
    mentions: int = 0
    relations: int = 0
    failures: int = 0
    unresolved: int = 0

    def plus(self, other: Added) -> Added:
        """Return the sum, field by field.

        >>> Added(1, 2, 3).plus(Added(1)).articles
        2
        """
        return Added(*(mine + theirs for mine, theirs in zip(self, other, strict=True)))


class Extracted(Protocol):
    """What the pipeline makes of one article."""

    @property
    def document(self) -> Document: ...

    @property
    def mentions(self) -> Sequence[Mention]: ...

    @property
    def unresolved(self) -> Sequence[Unresolved]: ...

    @property
    def relations(self) -> Sequence[Relation]: ...


class Store(ABC):
    """Articles and what was found in them, read with an analyst's judgements applied.

    A store opened for reading shows the moment it was opened; `refresh` shows what came since.
    """

    # Writing

    @abstractmethod
    def add(
        self,
        extractions: Iterable[Extracted | Failure],
        failures: Iterable[Failure] = (),
        *,
        replace: bool = False,
    ) -> Added:
        """Store extractions and failures as they come, and return how many rows were new.

        An article the store has is passed over, unless another extractor version found its
        relations or `replace` is true: the new rows then stand for the article, the old ones stay
        in their shards. A failure among the `extractions` is stored as one.

        Batches are written one by one: whatever stops the run, the store holds all batches before,
        and the run can be repeated. Raises StoreError when the store is read-only, when the disk
        refuses, or when a relation's evidence lies in another article.
        """

    @abstractmethod
    def add_judgement(self, judgement: Judgement) -> bool:
        """Store an analyst's word; return False when it is there already, word for word."""

    @abstractmethod
    def undo_judgement(
        self, judgement_id: str, *, author: str | None = None, time: str | None = None
    ) -> Judgement:
        """Withdraw a judgement and return it as withdrawn, by `author` at `time` if given.

        It stays in the log. Raises StoreError when there is none of that id in force.
        """

    # Reading

    @abstractmethod
    def known_articles(self, version: str | None = None) -> set[str]:
        """Return ids of articles stored (by extractor `version`, if given): a run can skip them."""

    @abstractmethod
    def articles(self, ids: Iterable[str] | None = None) -> list[Article]:
        """Return all articles, or those of `ids` that are stored, in the order they were added."""

    @abstractmethod
    def documents(self, ids: Iterable[str] | None = None) -> list[Document]:
        """Return articles with the language they were parsed in, in the order they were added."""

    @abstractmethod
    def mentions(
        self,
        ids: Iterable[str] | None = None,
        *,
        actor: str | None = None,
        resolved: bool | None = None,
    ) -> dict[str, tuple[Mention, ...]]:
        """Return mentions by article id, in text order as found; articles without any are absent.

        `ids` keeps some articles, `actor` mentions that stand for it, `resolved` those that stand
        for somebody (True) or nobody (False).
        """

    @abstractmethod
    def unresolved(self, ids: Iterable[str] | None = None) -> dict[str, tuple[Unresolved, ...]]:
        """Return names that stand for nobody known, by article id, as found; others are absent."""

    @abstractmethod
    def relations(
        self,
        source: str | Collection[str] | None = None,
        target: str | Collection[str] | None = None,
        types: str | Collection[str] | None = None,
        since: date | None = None,
        until: date | None = None,
        min_confidence: float | None = None,
        modality: Modality | Collection[Modality] | None = None,
        limit: int | None = None,
        *,
        articles: Iterable[str] | None = None,
    ) -> list[Relation]:
        """Return relations that pass every filter given, in the order they were added.

        `source` and `target` match rolled-up and fine actors. `since` and `until` (days, both
        included) keep relations whose dates overlap them; one without a date counts from the day
        its article was published, and is left out when that is unknown too. `limit` is a number
        of relations, `articles` ids of the articles to look in.
        """

    @abstractmethod
    def failures(self) -> list[Failure]:
        """Return what failed and was not stored since."""

    @abstractmethod
    def judgements(self, *, undone: bool = False) -> list[Judgement]:
        """Return judgements in force, and with `undone` the withdrawn ones too."""

    @abstractmethod
    def sql(self, query: str, parameters: Mapping[str, Any] | None = None) -> list[dict[str, Any]]:
        """Run one SELECT and return its rows, ready for ``pandas.DataFrame``.

        Tables are `articles`, `mentions`, `unresolved`, `relations`, `failures`, `judgements`
        (docs/store.md lists their columns). `parameters` fill ``$name`` in the query. Raises
        StoreError for any other statement and for one that DuckDB refuses.
        """

    @abstractmethod
    def counts(self) -> dict[str, int]:
        """Return the number of rows of each table, as reading shows them."""

    @abstractmethod
    def refresh(self) -> None:
        """Show what other processes wrote since the store was opened."""

    @abstractmethod
    def close(self) -> None:
        """Let go of files and of the writer's lock; closing twice does nothing."""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()
