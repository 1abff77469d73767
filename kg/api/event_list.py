"""What happened: the events that a store's claims tell of."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, overload

from kg.api.asked import actor_id, articles_of, finely, label, period, type_label
from kg.api.choices import Files, chosen
from kg.errors import KGError
from kg.events import cluster
from kg.gazetteer import load_gazetteer
from kg.ontology import load_ontology
from kg.records import Event, Relation
from kg.records.base import Record
from kg.settings import Settings
from kg.store import Store, open_store

if TYPE_CHECKING:
    import pandas

__all__ = ["EventResult", "Happening", "find_events"]

#: Columns of a data frame of events, in order.
COLUMNS = (
    *("start", "end", "precision", "source", "source_label", "type", "type_label"),
    *("target", "target_label", "reciprocal", "aspect", "types", "quad", "claims", "articles"),
    *("outlets", "printed_by", "modalities", "against", "copies", "title", "relations", "id"),
)


class Happening(Record):
    """An event with the labels a reader wants beside it."""

    event: Event
    source: str
    target: str
    type: str

    def row(self) -> dict[str, Any]:
        """Return it as one flat row: days, actors, type, counts, the best sentence, claim ids.

        `claims`, `articles`, `outlets`, `copies` and `against` are numbers, `relations` the ids of
        all claims.
        """
        event = self.event
        cells = event.model_dump(include=set(COLUMNS))
        labels = {"source_label": self.source, "type_label": self.type, "target_label": self.target}
        numbers = {"copies": len(event.copies), "against": len(event.against)}
        all_ids = {"relations": event.members, "types": event.types}
        cells |= labels | numbers | all_ids
        return {name: cells[name] for name in COLUMNS}


@dataclass(frozen=True)
class EventResult(Sequence[Happening]):
    """Events that answer a question, newest first; a sequence of them."""

    found: tuple[Happening, ...]

    def __len__(self) -> int:
        return len(self.found)

    @overload
    def __getitem__(self, place: int) -> Happening: ...
    @overload
    def __getitem__(self, place: slice) -> Sequence[Happening]: ...
    def __getitem__(self, place: int | slice) -> Happening | Sequence[Happening]:
        return self.found[place]

    @property
    def events(self) -> tuple[Event, ...]:
        """The bare events."""
        return tuple(one.event for one in self.found)

    def rows(self) -> list[dict[str, Any]]:
        """Return one flat mapping per event (`Happening.row`)."""
        return [one.row() for one in self.found]

    def to_frame(self) -> pandas.DataFrame:
        """Return a data frame with one row per event. Raises KGError when pandas is missing."""
        try:
            import pandas
        except ImportError:
            raise KGError("pandas is not installed", hint="pip install pandas") from None
        return pandas.DataFrame(self.rows(), columns=list(COLUMNS))


def find_events(
    store: str | Path,
    between: tuple[str, str] | None = None,
    type: str | Collection[str] | None = None,
    *,
    since: str | date | None = None,
    until: str | date | None = None,
    states: bool = False,
    min_confidence: float | None = None,
    limit: int | None = None,
    fine: bool = False,
    lang: str | None = None,
    actors: Files = (),
    settings: Settings | None = None,
) -> EventResult:
    """Return the events that a store's claims tell of, newest first, undated ones last.

    `between` are two actors, ids or names, whichever acts; `type` one or several relation types, of
    any claim of the event; `since` and `until` days (a year or month is meant whole) that the event
    must touch. With `states`, standing relations are listed too. What is only denied is left out.
    `fine` names the persons and bodies of the sentences. Which claims are one event does not depend
    on `between`, `type` or days. Raises UnknownActorError, UnknownTypeError, InputError for a date
    that is none or days the wrong way round, GazetteerError and StoreError.
    """
    settings = chosen(settings, actors, lang=lang, min_confidence=min_confidence)
    gazetteer, ontology = load_gazetteer(settings.actors), load_ontology()
    ends = [actor_id(name, gazetteer) for name in between or ()]
    named = [type] if isinstance(type, str) else list(type or ())
    types = {ontology.get(name).id for name in named}
    days = period(since, until)
    with open_store(store, roll_up=gazetteer.roll_up) as opened:
        relations = _told(opened, ends, settings.min_confidence)
        articles = articles_of(opened, relations)
    if fine:
        relations = finely(relations)
    found = [
        Happening(
            event=event,
            source=label(event.source, gazetteer, settings.lang),
            target=label(event.target, gazetteer, settings.lang),
            type=type_label(event.type, ontology, settings.lang),
        )
        for event in cluster(relations, articles, ontology=ontology, gazetteer=gazetteer)
        if event.claims
        and (states or event.aspect == "act")
        and (not types or types & {*event.types})
        and _touches(event, **days)
    ]
    return EventResult(tuple(found[:limit]))


def _told(store: Store, ends: Sequence[str | None], least: float) -> list[Relation]:
    if not ends:
        return store.relations(min_confidence=least)
    one, other = ends
    there = store.relations(one, other, min_confidence=least)
    return there if one == other else [*there, *store.relations(other, one, min_confidence=least)]


def _touches(event: Event, since: date | None, until: date | None) -> bool:
    if since is None and until is None:
        return True
    if event.start is None or event.end is None:
        return False
    return (since is None or event.end >= since) and (until is None or event.start <= until)
