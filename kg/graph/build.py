"""Adds claims up to the edges of a graph."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from typing import Any, Protocol

import networkx as nx

from kg.events import cluster, events_of, outlet_of
from kg.ontology import Ontology, RelationType
from kg.records import Actor, Article, Edge, Event, Modality, Relation

__all__ = ["DEFAULT_MODALITIES", "ActorSource", "build_graph"]

#: A negated claim says that something did not happen, which no edge should show.
DEFAULT_MODALITIES: frozenset[Modality] = frozenset(
    ("asserted", "planned", "conditional", "reported")
)

#: What an id's namespace says about an actor that the gazetteer does not have.
_NAMESPACES = {"per": "person", "org": "organisation", "grp": "group", "gov": "organ"}

_Key = tuple[str, str, str]


class ActorSource(Protocol):
    """What is needed of a gazetteer."""

    @property
    def actors(self) -> Mapping[str, Actor]: ...


def build_graph(
    relations: Iterable[Relation],
    gazetteer: ActorSource,
    ontology: Ontology,
    lang: str = "fr",
    *,
    articles: Mapping[str, Article] | None = None,
    events: Mapping[str, Event] | None = None,
    min_confidence: float = 0.0,
    modalities: Collection[Modality] = DEFAULT_MODALITIES,
    fine: bool = False,
) -> nx.MultiDiGraph[str]:
    """Return a graph with an edge, keyed by relation type, for each (source, target, type) claimed.

    Nodes have `label` (in `lang`), `type` (`kg.records.ActorType`, ``unknown`` for an actor nobody
    knows), `affiliation` (an id or ``""``) and `claims`, the number of claims they stand in.

    Edges have the fields of `kg.records.Edge`: `source`, `target`, `type`, `count` (claims),
    `events` (acts they tell of), `articles`, `outlets`, `first` and `last` (ISO days, ``""`` when
    unknown), `score` (mean PLOVER score, -10 to 10), `weight` (sum of confidences) and `relations`
    (list of ids, oldest first); and `label`, `sign`, `quad`, `reciprocal` (whether a claim behind
    it holds both ways).

    Only claims with a modality among `modalities` and a confidence of `min_confidence` or more
    count. A reciprocal claim counts in both directions. A claim from an actor to itself, as between
    two ministers of one state, is no edge. `fine` draws the actors that sentences name rather than
    the states they act for. `articles`, by id, give outlets and the dates of claims without one.
    `events` are those of the claims, by the claim's id (by default found by `kg.events`).
    """
    articles = articles or {}
    groups: dict[_Key, dict[str, Relation]] = defaultdict(dict)
    for relation in relations:
        if relation.confidence < min_confidence or relation.modality not in modalities:
            continue
        source = relation.source_actor if fine else relation.source
        target = relation.target_actor if fine else relation.target
        if source == target:
            continue
        groups[source, target, relation.type][relation.id] = relation
        if relation.reciprocal:
            groups[target, source, relation.type][relation.id] = relation
    if events is None:
        kept = [claim for found in groups.values() for claim in found.values()]
        events = events_of(cluster(kept, articles, ontology=ontology, gazetteer=gazetteer))
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for id_, claims in _claims(groups).items():
        graph.add_node(id_, **_node(id_, gazetteer, lang), claims=claims)
    for (source, target, kind), found in groups.items():
        edge = _edge((source, target, kind), list(found.values()), articles, ontology, events)
        more = _described(kind, ontology, lang)
        both = any(relation.reciprocal for relation in found.values())
        attributes: dict[str, Any] = {**edge.model_dump(), **more, "reciprocal": both}
        for name in ("first", "last"):
            attributes[name] = attributes[name].isoformat() if attributes[name] else ""
        attributes["relations"] = list(edge.relations)
        graph.add_edge(source, target, kind, **attributes)
    return graph


def _claims(groups: Mapping[_Key, Mapping[str, Relation]]) -> dict[str, int]:
    """Count each actor's claims, a reciprocal one once; actors in the order they come."""
    ids: dict[str, set[str]] = {}
    for (source, target, _), found in groups.items():
        for actor in (source, target):
            ids.setdefault(actor, set()).update(found)
    return {actor: len(found) for actor, found in ids.items()}


def _node(id_: str, gazetteer: ActorSource, lang: str) -> dict[str, str]:
    actor = gazetteer.actors.get(id_)
    if actor is None:
        space, _, slug = id_.rpartition(":")
        label = slug.replace("_", " ").title() if space else id_
        return {"label": label, "type": _NAMESPACES.get(space, "unknown"), "affiliation": ""}
    return {
        "label": actor.name_in(lang),
        "type": actor.type,
        "affiliation": actor.affiliation or "",
    }


def _described(kind: str, ontology: Ontology, lang: str) -> dict[str, str]:
    known = ontology.types.get(kind)
    if known is None:
        return {"label": kind, "sign": "neutral", "quad": ""}
    label = known.label.get(lang) or known.label.get("en") or kind
    return {"label": label, "sign": known.sign, "quad": known.quad}


def _edge(
    key: _Key,
    claims: Sequence[Relation],
    articles: Mapping[str, Article],
    ontology: Ontology,
    events: Mapping[str, Event],
) -> Edge:
    """Add up the claims behind one edge."""
    spans = {claim.id: _days(claim, articles) for claim in claims}
    known = [span for span in spans.values() if span]
    ids = {claim.evidence.article for claim in claims}
    outlets = {outlet_of(articles[id_]) for id_ in ids if id_ in articles}
    told = [events[claim.id] for claim in claims if claim.id in events]
    kind = ontology.types.get(key[2])
    ordered = sorted(claims, key=lambda claim: (spans[claim.id] or (date.max,), claim.id))
    return Edge(
        source=key[0],
        target=key[1],
        type=key[2],
        count=len(claims),
        events=len({event.id for event in told if event.aspect == "act"}),
        articles=len(ids),
        outlets=len(outlets - {""}),
        first=min((first for first, _ in known), default=None),
        last=max((last for _, last in known), default=None),
        score=sum(_score(claim, kind) for claim in claims) / len(claims),
        weight=sum(claim.confidence for claim in claims),
        relations=tuple(claim.id for claim in ordered),
    )


def _days(claim: Relation, articles: Mapping[str, Article]) -> tuple[date, date] | None:
    if claim.date is not None:
        return claim.date.start, claim.date.end
    article = articles.get(claim.evidence.article)
    if article is None or article.published is None:
        return None
    return article.published, article.published


def _score(claim: Relation, kind: RelationType | None) -> float:
    if kind is None:
        return 0.0
    return next((mode.score for mode in kind.modes if mode.id == claim.mode), kind.score)
