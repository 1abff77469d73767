"""Questions to a store: claims, graph, page, exports, actors."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import networkx as nx

from kg.api.asked import actor_id, articles_of, finely, label, period, titled, type_label
from kg.api.choices import Files, chosen
from kg.api.reports import Claim, QueryResult, Tie
from kg.documents import copies as find_copies
from kg.events import cluster, events_of
from kg.gazetteer import Gazetteer, load_gazetteer
from kg.ontology import Ontology, load_ontology
from kg.records import Actor, Article, Event, Failure, Modality, Relation
from kg.settings import Settings
from kg.store import Store, open_store

if TYPE_CHECKING:
    from kg.views import NotebookView

__all__ = [
    "describe_ties",
    "export",
    "failures",
    "find_actors",
    "origin",
    "query",
    "show",
    "show_actor",
    "to_networkx",
    "view",
    "write_graph",
    "write_page",
]


def query(
    store: str | Path,
    source: str | None = None,
    target: str | None = None,
    type: str | Collection[str] | None = None,
    *,
    since: str | date | None = None,
    until: str | date | None = None,
    min_confidence: float | None = None,
    modality: Modality | Collection[Modality] | None = None,
    limit: int | None = None,
    copies: bool = True,
    fine: bool = False,
    lang: str | None = None,
    actors: Files = (),
    settings: Settings | None = None,
) -> QueryResult:
    """Return the claims in a store that pass every filter, newest first.

    `source` and `target` are ids or names in any language ("PRK", "Corée du Nord", "Pyongyang"); a
    reciprocal relation is found from either end. `since` and `until` are days (both included); a
    year or month stands for its first or last day. Without `copies`, articles that repeat an
    earlier one word for word or nearly (`kg.documents.copies`) do not count. `fine` names the
    persons and bodies of the sentences rather than the states they act for. `actors` are files of
    one's own actors (docs/actors.md). Raises GazetteerError for these, UnknownActorError,
    UnknownTypeError, InputError for a date that is none or days the wrong way round, and
    StoreError.
    """
    settings = chosen(settings, actors, lang=lang, min_confidence=min_confidence)
    gazetteer, ontology = load_gazetteer(settings.actors), load_ontology()
    ends = (actor_id(source, gazetteer), actor_id(target, gazetteer))
    named = [type] if isinstance(type, str) else list(type or ())
    types = [ontology.get(name).id for name in named] or None
    filters: dict[str, Any] = {
        "types": types,
        **period(since, until),
        "min_confidence": settings.min_confidence,
        "modality": modality,
    }
    with open_store(store, roll_up=gazetteer.roll_up) as opened:
        found = opened.relations(ends[0], ends[1], **filters)
        if ends != (None, None):
            turned = opened.relations(ends[1], ends[0], **filters)
            found = [*found, *(relation for relation in turned if relation.reciprocal)]
        unique = {relation.id: relation for relation in found}
        articles = articles_of(opened, unique.values())
    if not copies:
        unique = _without_copies(unique, articles)
    if fine:
        unique = {relation.id: relation for relation in finely(unique.values())}
    claims = [
        _claim(relation, articles.get(relation.evidence.article), gazetteer, ontology, settings)
        for relation in unique.values()
    ]
    claims.sort(key=lambda claim: (claim.date or date.min, claim.relation.confidence), reverse=True)
    return QueryResult(claims=tuple(claims[:limit]))


def to_networkx(
    store: str | Path,
    *,
    min_confidence: float | None = None,
    fine: bool = False,
    lang: str | None = None,
    actors: Files = (),
    settings: Settings | None = None,
) -> nx.MultiDiGraph[str]:
    """Return a store's graph: actors as nodes, one edge per pair and relation type.

    Node and edge attributes are described in `kg.graph.build_graph`; `fine` and `actors` as in
    `query`. Raises StoreError.
    """
    settings = chosen(settings, actors, lang=lang, min_confidence=min_confidence)
    gazetteer = load_gazetteer(settings.actors)
    with open_store(store, roll_up=gazetteer.roll_up) as opened:
        return _graph(opened, gazetteer, settings, fine)[0]


def view(
    store: str | Path,
    html: str | Path,
    *,
    min_confidence: float | None = None,
    fine: bool = False,
    lang: str | None = None,
    title: str = "",
    actors: Files = (),
    settings: Settings | None = None,
) -> Path:
    """Write a store's explorer page, which needs no network, and return where it is.

    `fine` and `actors` as in `query`. Raises StoreError and ExportError.
    """
    settings = chosen(settings, actors, lang=lang, min_confidence=min_confidence)
    gazetteer = load_gazetteer(settings.actors)
    with open_store(store, roll_up=gazetteer.roll_up) as opened:
        return write_page(opened, Path(html), gazetteer, settings, title, fine=fine)


def show(
    store: str | Path,
    actor: str | None = None,
    *,
    hops: int = 1,
    min_confidence: float | None = None,
    fine: bool = False,
    lang: str | None = None,
    title: str = "",
    actors: Files = (),
    height: int = 640,
    settings: Settings | None = None,
) -> NotebookView:
    """Return a store's explorer page as the result of a notebook cell, `height` pixels high.

    With an `actor` (id or name) it holds what lies within `hops` relations (1 to 3) of that actor;
    `fine` and `actors` as in `query`. Raises UnknownActorError for an actor that is unknown or in
    no relation, SettingsError for other `hops`, StoreError.
    """
    from kg.views import view_ego, view_explorer

    settings = chosen(settings, actors, lang=lang, min_confidence=min_confidence)
    gazetteer, ontology = load_gazetteer(settings.actors), load_ontology()
    with open_store(store, roll_up=gazetteer.roll_up) as opened:
        relations = _shown(opened, settings, fine)
        stored = articles_of(opened, relations)
    events = events_of(cluster(relations, stored, gazetteer=gazetteer))
    articles = {key: titled(article) for key, article in stored.items()}
    shared: dict[str, Any] = {"lang": settings.lang, "title": title, "height": height}
    shared["events"] = events
    if actor is None:
        return view_explorer(relations, articles, gazetteer, ontology, **shared)
    center = gazetteer.resolve(actor).id
    return view_ego(center, relations, articles, gazetteer, ontology, hops=hops, **shared)


def export(
    store: str | Path,
    format: str,
    path: str | Path,
    *,
    min_confidence: float | None = None,
    fine: bool = False,
    lang: str | None = None,
    actors: Files = (),
    settings: Settings | None = None,
) -> Path:
    """Write a store's graph to `path` in one of the formats of `kg.exports`, and return the path.

    `fine` and `actors` as in `query`. Raises ExportError for an unknown format or a file that
    cannot be written, and StoreError.
    """
    settings = chosen(settings, actors, lang=lang, min_confidence=min_confidence)
    gazetteer = load_gazetteer(settings.actors)
    with open_store(store, roll_up=gazetteer.roll_up) as opened:
        return write_graph(opened, format, Path(path), gazetteer, settings, fine=fine)


def find_actors(name: str, *, actors: Files = (), settings: Settings | None = None) -> list[Actor]:
    """Return the actors that `name`, in any language, may mean, likeliest first; maybe none."""
    settings = chosen(settings, actors)
    return list(load_gazetteer(settings.actors).find(name))


def show_actor(name: str, *, actors: Files = (), settings: Settings | None = None) -> Actor:
    """Return the one actor that an id or a name means. Raises UnknownActorError."""
    settings = chosen(settings, actors)
    return load_gazetteer(settings.actors).resolve(name)


def origin(actor: Actor, *, actors: Files = (), settings: Settings | None = None) -> str:
    """Return where an actor is known from: the file and line that told of it, or the gazetteer.

    >>> origin(show_actor("PRK"))
    'the gazetteer of kg'
    """
    known = load_gazetteer(chosen(settings, actors).actors)
    return known.origins.get(actor.id, "the gazetteer of kg")


def failures(store: str | Path) -> list[Failure]:
    """Return the files and articles that failed and were not stored since. Raises StoreError."""
    with open_store(store) as opened:
        return opened.failures()


def describe_ties(
    ties: Sequence[Tie],
    lang: str | None = None,
    *,
    actors: Files = (),
    settings: Settings | None = None,
) -> list[str]:
    """Return a readable line for each tie: actors, type and number of claims."""
    settings = chosen(settings, actors, lang=lang)
    gazetteer, ontology = load_gazetteer(settings.actors), load_ontology()
    lines = []
    for tie in ties:
        source, target = (label(end, gazetteer, settings.lang) for end in (tie.source, tie.target))
        kind = type_label(tie.type, ontology, settings.lang)
        sign = "↔" if tie.reciprocal else "→"
        claims = "1 claim" if tie.count == 1 else f"{tie.count} claims"
        lines.append(f"{source} {sign} {target}: {kind}, {claims}")
    return lines


def write_page(
    store: Store,
    path: Path,
    gazetteer: Gazetteer,
    settings: Settings,
    title: str = "",
    *,
    fine: bool = False,
) -> Path:
    """Write the explorer page of an open store."""
    from kg.views import render_explorer, write_explorer

    relations = _shown(store, settings, fine)
    articles = articles_of(store, relations)
    events = events_of(cluster(relations, articles, gazetteer=gazetteer))
    page = render_explorer(
        relations,
        {key: titled(article) for key, article in articles.items()},
        gazetteer,
        load_ontology(),
        lang=settings.lang,
        title=title,
        events=events,
    )
    return write_explorer(path, page)


def write_graph(
    store: Store,
    format: str,
    path: Path,
    gazetteer: Gazetteer,
    settings: Settings,
    *,
    fine: bool = False,
) -> Path:
    """Write the graph of an open store in one of the formats of `kg.exports`."""
    from kg.exports import export as write

    graph, relations, articles, events = _graph(store, gazetteer, settings, fine)
    return write(format, graph, relations, articles, path, events=events)


def _graph(
    store: Store, gazetteer: Gazetteer, settings: Settings, fine: bool
) -> tuple[nx.MultiDiGraph[str], list[Relation], dict[str, Article], dict[str, Event]]:
    from kg.graph import build_graph

    relations = _shown(store, settings, fine)
    articles = articles_of(store, relations)
    events = events_of(cluster(relations, articles, gazetteer=gazetteer))
    graph = build_graph(
        relations, gazetteer, load_ontology(), settings.lang, articles=articles, events=events
    )
    return graph, relations, articles, events


def _shown(store: Store, settings: Settings, fine: bool) -> list[Relation]:
    relations = store.relations(min_confidence=settings.min_confidence)
    return finely(relations) if fine else relations


def _without_copies(
    relations: dict[str, Relation], articles: dict[str, Article]
) -> dict[str, Relation]:
    ordered = sorted(articles.values(), key=lambda article: article.published or date.max)
    repeated = find_copies(ordered)
    return {key: r for key, r in relations.items() if r.evidence.article not in repeated}


def _claim(
    relation: Relation,
    article: Article | None,
    gazetteer: Gazetteer,
    ontology: Ontology,
    settings: Settings,
) -> Claim:
    lang = settings.lang
    speaker = label(relation.speaker, gazetteer, lang) if relation.speaker else ""
    when = relation.date.start if relation.date else (article.published if article else None)
    field = getattr(article, relation.evidence.field) if article else ""
    start, end = relation.evidence.sentence
    shown = titled(article) if article else None
    return Claim(
        relation=relation,
        source=label(relation.source, gazetteer, lang),
        target=label(relation.target, gazetteer, lang),
        type=type_label(relation.type, ontology, lang),
        speaker=speaker,
        date=when,
        sentence=" ".join(field[start:end].split()),
        title=shown.title if shown else "",
        outlet=article.outlet if article else "",
        url=article.url if article else "",
    )
