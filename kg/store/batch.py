"""What is written at one go: decides which of its articles and failures are new."""

from __future__ import annotations

from collections.abc import Mapping, Set
from typing import Any

from kg.errors import StoreError
from kg.records import Failure
from kg.store.base import Extracted
from kg.store.columns import (
    article_row,
    failure_row,
    mention_row,
    relation_row,
    unresolved_row,
)

__all__ = ["Batch"]


class Batch:
    """Extractions and failures that wait to be written, without their doubles."""

    def __init__(self, version: str) -> None:
        self._version = version
        self._extractions: dict[str, Extracted] = {}
        self._failures: dict[Failure, None] = {}

    def __len__(self) -> int:
        return len(self._extractions) + len(self._failures)

    def take(self, item: Extracted | Failure, *, where: str) -> None:
        """Hold `item`; the first of two extractions of an article stands.

        Raises StoreError, naming the store `where`, for evidence out of another article.
        """
        if isinstance(item, Failure):
            self._failures.setdefault(item)
            return
        article = item.document.article
        for relation in item.relations:
            if relation.evidence.article != article.id:
                raise StoreError(
                    f"relation {relation.id} of article {article.id} has its evidence in "
                    f"{relation.evidence.article}",
                    where=where,
                    hint="an extractor must quote the article it reads",
                )
        self._extractions.setdefault(article.id, item)

    @property
    def article_ids(self) -> list[str]:
        """Ids of the articles held."""
        return list(self._extractions)

    @property
    def failed_uris(self) -> list[str]:
        """Where the failures held come from."""
        return [failure.uri for failure in self._failures]

    def new_rows(
        self, known: Mapping[str, str], failed: Set[Failure], *, replace: bool
    ) -> tuple[dict[str, list[tuple[Any, ...]]], int]:
        """Return rows by table of all that is new, and how many articles they supersede.

        `known` maps ids of stored articles to the version that extracted them, `failed` are the
        failures listed already.
        """
        rows: dict[str, list[tuple[Any, ...]]] = {
            table: [] for table in ("articles", "mentions", "unresolved", "relations", "failures")
        }
        replaced = 0
        for article, item in self._extractions.items():
            version = self._version_of(item)
            if article in known:
                if not replace and version in ("", known[article]):
                    continue
                replaced += 1
            rows["articles"].append(article_row(item.document, version))
            rows["mentions"] += [mention_row(article, mention) for mention in item.mentions]
            rows["unresolved"] += [unresolved_row(article, name) for name in item.unresolved]
            relations = {relation.id: relation for relation in reversed(item.relations)}
            rows["relations"] += [relation_row(r) for r in reversed(relations.values())]
        rows["failures"] = [failure_row(f) for f in self._failures if f not in failed]
        return rows, replaced

    def _version_of(self, item: Extracted) -> str:
        return self._version or next((r.version for r in item.relations if r.version), "")
