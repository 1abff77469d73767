"""Questions to a store: claims, graph, page, exports, actors."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import networkx as nx

from kg.api.choices import Files, chosen
from kg.api.reports import Claim, QueryResult, Tie
from kg.documents import copies as find_copies
from kg.errors import InputError
from kg.gazetteer import Gazetteer, load_gazetteer
from kg.ontology import Ontology, load_ontology
from kg.records import Actor, Article, Failure, Modality, Relation
from kg.settings import Settings
from kg.sources import headline
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
    ends = (_id(source, gazetteer), _id(target, gazetteer))
    named = [type] if isinstance(type, str) else list(type or ())
    types = [ontology.get(name).id for name in named] or None
    filters: dict[str, Any] = {
        "types": types,
        **_period(since, until),
        "min_confidence": settings.min_confidence,
        "modality": modality,
    }
    with open_store(store, roll_up=gazetteer.roll_up) as opened:
        found = opened.relations(ends[0], ends[1], **filters)
        if ends != (None, None):
            turned = opened.relations(ends[1], ends[0], **filters)
            found = [*found, *(relation for relation in turned if relation.reciprocal)]
        unique = {relation.id: relation for relation in found}
        articles = _articles(opened, unique.values())
    if not copies:
        unique = _without_copies(unique, articles)
    if fine:
        unique = {relation.id: relation for relation in _finely(unique.values())}
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
        articles = {key: _titled(found) for key, found in _articles(opened, relations).items()}
    shared: dict[str, Any] = {"lang": settings.lang, "title": title, "height": height}
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
        source, target = (_label(end, gazetteer, settings.lang) for end in (tie.source, tie.target))
        kind = ontology.types.get(tie.type)
        label = kind.label.get(settings.lang, tie.type) if kind else tie.type
        sign = "↔" if tie.reciprocal else "→"
        claims = "1 claim" if tie.count == 1 else f"{tie.count} claims"
        lines.append(f"{source} {sign} {target}: {label}, {claims}")
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
    articles = _articles(store, relations)
    page = render_explorer(
        relations,
        {key: _titled(article) for key, article in articles.items()},
        gazetteer,
        load_ontology(),
        lang=settings.lang,
        title=title,
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

    graph, relations, articles = _graph(store, gazetteer, settings, fine)
    return write(format, graph, relations, articles, path)


def _graph(
    store: Store, gazetteer: Gazetteer, settings: Settings, fine: bool
) -> tuple[nx.MultiDiGraph[str], list[Relation], dict[str, Article]]:
    from kg.graph import build_graph

    relations = _shown(store, settings, fine)
    articles = _articles(store, relations)
    graph = build_graph(relations, gazetteer, load_ontology(), settings.lang, articles=articles)
    return graph, relations, articles


def _shown(store: Store, settings: Settings, fine: bool) -> list[Relation]:
    relations = store.relations(min_confidence=settings.min_confidence)
    return _finely(relations) if fine else relations


def _finely(relations: Iterable[Relation]) -> list[Relation]:
    """Put the actors that sentences name in the place of those they act for."""
    return [
        r.model_copy(update={"source": r.source_actor, "target": r.target_actor}) for r in relations
    ]


def _articles(store: Store, relations: Iterable[Relation]) -> dict[str, Article]:
    ids = dict.fromkeys(relation.evidence.article for relation in relations)
    return {article.id: article for article in store.articles(ids)}


def _without_copies(
    relations: dict[str, Relation], articles: dict[str, Article]
) -> dict[str, Relation]:
    ordered = sorted(articles.values(), key=lambda article: article.published or date.max)
    repeated = find_copies(ordered)
    return {key: r for key, r in relations.items() if r.evidence.article not in repeated}


def _titled(article: Article) -> Article:
    """Give an article without a title apart the first line of its text to be shown by."""
    title = article.title or headline(article.text) or Path(article.uri).name
    return article.model_copy(update={"title": title})


def _id(name: str | None, gazetteer: Gazetteer) -> str | None:
    return None if name is None else gazetteer.resolve(name).id


def _period(since: str | date | None, until: str | date | None) -> dict[str, date | None]:
    first, last = _day(since, first=True), _day(until, first=False)
    if first is not None and last is not None and first > last:
        raise InputError(f"no day is since {first} and until {last}", hint="swap the two")
    return {"since": first, "until": last}


def _day(value: str | date | None, *, first: bool) -> date | None:
    """Read a day; a year or month alone is its first or last day.

    >>> _day("2025-02", first=False).isoformat(), _day("2025", first=True).isoformat()
    ('2025-02-28', '2025-01-01')
    """
    if value is None or isinstance(value, date):
        return value
    parts = value.strip().split("-")
    try:
        year, *rest = (int(part) for part in parts)
        if len(rest) == 2:
            return date(year, rest[0], rest[1])
        month = rest[0] if rest else (1 if first else 12)
        start = date(year, month, 1)
        if len(rest) > 2:
            raise ValueError
        return start if first else _month_end(start)
    except ValueError:
        hint = "write 2025-09-28, 2025-09 or 2025"
        raise InputError(f"{value!r} is no date", hint=hint) from None


def _month_end(start: date) -> date:
    following = date(start.year + start.month // 12, start.month % 12 + 1, 1)
    return date.fromordinal(following.toordinal() - 1)


def _claim(
    relation: Relation,
    article: Article | None,
    gazetteer: Gazetteer,
    ontology: Ontology,
    settings: Settings,
) -> Claim:
    lang = settings.lang
    kind = ontology.types.get(relation.type)
    speaker = _label(relation.speaker, gazetteer, lang) if relation.speaker else ""
    when = relation.date.start if relation.date else (article.published if article else None)
    field = getattr(article, relation.evidence.field) if article else ""
    start, end = relation.evidence.sentence
    shown = _titled(article) if article else None
    return Claim(
        relation=relation,
        source=_label(relation.source, gazetteer, lang),
        target=_label(relation.target, gazetteer, lang),
        type=kind.label.get(lang, relation.type) if kind else relation.type,
        speaker=speaker,
        date=when,
        sentence=" ".join(field[start:end].split()),
        title=shown.title if shown else "",
        outlet=article.outlet if article else "",
        url=article.url if article else "",
    )


def _label(actor: str, gazetteer: Gazetteer, lang: str) -> str:
    found = gazetteer.actors.get(actor)
    return found.name_in(lang) if found else actor
