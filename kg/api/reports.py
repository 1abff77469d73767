"""What the interface's functions return: records an interactive session can look into."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, overload

from kg.errors import KGError
from kg.records import Failure, Relation
from kg.records.base import Record
from kg.sources import Notice

if TYPE_CHECKING:
    import pandas

__all__ = ["BuildReport", "Check", "Claim", "QueryResult", "Tie"]


class Tie(Record):
    """How often one actor does one type of thing to another; `weight` adds up confidences."""

    source: str
    target: str
    type: str
    reciprocal: bool
    count: int
    weight: float


class BuildReport(Record):
    """What a build did, and what the store holds after it.

    `read` counts articles found, `added` those new to the store, `known` those it had already.
    `unresolved` is how often the new articles name somebody nobody is known by.
    `actors`, `relations` and `ties` describe the whole store at the confidence asked for; names in
    `ties` are ids. `seconds` is the time the build took, `files` are the pages and graphs written.
    """

    store: Path
    read: int
    added: int
    known: int
    failures: tuple[Failure, ...]
    notices: tuple[Notice, ...]
    new_relations: int
    unresolved: int = 0
    actors: int
    relations: int
    ties: tuple[Tie, ...]
    files: tuple[Path, ...]
    seconds: float

    @property
    def failed(self) -> int:
        """Number of files and articles that could not be used."""
        return len(self.failures)


#: Columns of a data frame of claims, in order.
COLUMNS = (
    *("date", "source", "source_label", "type", "type_label", "target", "target_label"),
    *("reciprocal", "aspect", "modality", "speaker", "confidence", "sentence"),
    *("title", "outlet", "url", "article", "source_actor", "target_actor", "rule", "id"),
)


class Claim(Record):
    """A relation with what a reader wants beside it: labels, its sentence, where it was printed."""

    relation: Relation
    source: str
    target: str
    type: str
    speaker: str
    date: date | None
    sentence: str
    title: str
    outlet: str
    url: str

    def row(self) -> dict[str, Any]:
        """Return the claim as one flat row: ids, labels, sentence, source, confidence."""
        found = self.relation.model_dump(exclude={"evidence", "date"})
        labels = {"source_label": self.source, "type_label": self.type, "target_label": self.target}
        own = self.model_dump(include={"date", "speaker", "sentence", "title", "outlet", "url"})
        cells = found | labels | own | {"article": self.relation.evidence.article}
        return {name: cells[name] for name in COLUMNS}


@dataclass(frozen=True)
class QueryResult(Sequence[Claim]):
    """Claims that answer a query, newest first; a sequence of them."""

    claims: tuple[Claim, ...]

    def __len__(self) -> int:
        return len(self.claims)

    @overload
    def __getitem__(self, place: int) -> Claim: ...
    @overload
    def __getitem__(self, place: slice) -> Sequence[Claim]: ...
    def __getitem__(self, place: int | slice) -> Claim | Sequence[Claim]:
        return self.claims[place]

    @property
    def relations(self) -> tuple[Relation, ...]:
        """The bare relations."""
        return tuple(claim.relation for claim in self.claims)

    def rows(self) -> list[dict[str, Any]]:
        """Return one flat mapping per claim (`Claim.row`)."""
        return [claim.row() for claim in self.claims]

    def to_frame(self) -> pandas.DataFrame:
        """Return a data frame with one row per claim. Raises KGError when pandas is missing."""
        try:
            import pandas
        except ImportError:
            raise KGError("pandas is not installed", hint="pip install pandas") from None
        return pandas.DataFrame(self.rows(), columns=list(COLUMNS))


class Check(Record):
    """One thing the doctor looked at."""

    name: str
    ok: bool
    detail: str
    hint: str = ""
