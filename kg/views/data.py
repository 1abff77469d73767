"""What the page knows: claims, the edges they add up to, actors, articles.

Claims (`events`) are the truth; the page recomputes edges, widths and counts from them whenever a
filter changes. An edge here is only (source, target, sign) and the claims it could ever hold.
"""

from __future__ import annotations

import hashlib
import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol

from kg.errors import KGError
from kg.events import cluster, events_of
from kg.ontology import Ontology
from kg.records import Actor, Article, Event, Relation
from kg.views.sentences import sentence_parts
from kg.views.text import clean, safe_url, ui_languages

__all__ = ["BACKBONE_ACTORS", "BACKBONE_EDGES", "ActorSource", "PageData", "PageEdge", "build"]

#: What a page opens with: more than this and any drawing of nodes and lines is a hairball.
BACKBONE_ACTORS, BACKBONE_EDGES = 60, 150
#: Names by which an actor can be searched; inflected forms would only repeat them.
_SEARCHABLE = ("short", "official", "alias", "acronym", "former", "capital", "full", "surname")
_MOST_ALIASES = 30


class ActorSource(Protocol):
    """Whoever knows actors by id; a gazetteer does. `get` raises a KGError for an unknown id."""

    def get(self, actor_id: str, /) -> Actor:
        """Return the actor called `actor_id`."""


@dataclass(frozen=True)
class PageEdge:
    """All claims of one sign from one actor to another; `both` when they go both ways."""

    id: str
    source: str
    target: str
    sign: str
    both: bool
    events: tuple[int, ...]
    weight: int


@dataclass
class PageData:
    """The records of a page, ready for JSON.

    `events` are claims: `events[i]["doc"]` indexes `docs`, `["g"]` indexes `acts`, the events that
    claims tell of (`kg.events`), whose ``best`` indexes `events`.
    """

    docs: list[dict[str, str]] = field(default_factory=list)
    events: list[dict[str, Any]] = field(default_factory=list)
    actors: dict[str, dict[str, Any]] = field(default_factory=dict)
    people: dict[str, dict[str, str]] = field(default_factory=dict)
    types: dict[str, dict[str, Any]] = field(default_factory=dict)
    edges: list[PageEdge] = field(default_factory=list)
    acts: list[dict[str, Any]] = field(default_factory=list)

    def mentions(self) -> Counter[str]:
        """Return how many claims each actor has a part in, denials left out."""
        count: Counter[str] = Counter(dict.fromkeys(self.actors, 0))
        for edge in self.edges:
            for end in {edge.source, edge.target}:
                count[end] += edge.weight
        return count

    def backbone(self) -> list[PageEdge]:
        """Return the edges to open with: the most claimed ones among few enough actors."""
        chosen: list[PageEdge] = []
        actors: set[str] = set()
        for edge in sorted(self.edges, key=lambda edge: (-edge.weight, edge.id)):
            ends = actors | {edge.source, edge.target}
            if len(ends) <= BACKBONE_ACTORS:
                chosen, actors = [*chosen, edge], ends
            if len(chosen) == BACKBONE_EDGES:
                break
        return chosen


def build(
    relations: Iterable[Relation],
    articles: Mapping[str, Article],
    gazetteer: ActorSource,
    ontology: Ontology,
    events: Mapping[str, Event] | None = None,
) -> PageData:
    """Return the page's data; actors, types and articles that are not known are shown by their id.

    Events are in order of date, then of id, whatever the order of `relations`; a relation
    given twice counts once. `acts` come from `events`, by the claim's id (by default found by
    `kg.events`).
    """
    data = PageData()
    doc_of: dict[str, int] = {}
    unique = {relation.id: relation for relation in relations}
    for relation in unique.values():
        if relation.evidence.article not in doc_of:
            doc_of[relation.evidence.article] = len(data.docs)
            data.docs.append(_doc(articles.get(relation.evidence.article)))
        article = articles.get(relation.evidence.article)
        data.events.append(_event(relation, article, doc_of[relation.evidence.article], ontology))
    data.events.sort(key=lambda event: (event["from"], event["id"]))
    if events is None:
        events = events_of(cluster(unique.values(), articles, ontology=ontology))
    _add_acts(data, events)
    _add_types(data, ontology)
    _add_actors(data, gazetteer)
    data.edges = _edges(data.events)
    return data


def _doc(article: Article | None) -> dict[str, str]:
    if article is None:
        return {"title": "", "url": "", "outlet": "", "date": "", "lang": ""}
    return {
        "title": clean(article.title)[:300],
        "url": safe_url(article.url),
        "outlet": clean(article.outlet)[:120],
        "date": article.published.isoformat() if article.published else "",
        "lang": clean(article.lang or ""),
    }


def _event(
    relation: Relation, article: Article | None, doc: int, ontology: Ontology
) -> dict[str, Any]:
    """Return a claim; what is empty or as usual is left out, which halves the page."""
    kind = ontology.types.get(relation.type)
    event: dict[str, Any] = {
        "id": relation.id,
        "s": relation.source,
        "t": relation.target,
        "type": relation.type,
        "sign": kind.sign if kind else "neutral",
        "conf": round(relation.confidence, 3) if math.isfinite(relation.confidence) else 0.0,
        "mod": relation.modality,
        "doc": doc,
        "parts": sentence_parts(article, relation.evidence),
        **_when(relation, article),
    }
    extra = {
        "sa": relation.source_actor if relation.source_actor != relation.source else "",
        "ta": relation.target_actor if relation.target_actor != relation.target else "",
        "both": relation.reciprocal,
        "state": relation.aspect == "state",
        "title": relation.evidence.field == "title",
        "speaker": relation.speaker,
        "mode": relation.mode,
        "ctx": relation.context,
    }
    event.update((key, value) for key, value in extra.items() if value)
    return {key: clean(value) if isinstance(value, str) else value for key, value in event.items()}


def _when(relation: Relation, article: Article | None) -> dict[str, str]:
    """Return the claim's first and last day and precision; else the day of publication."""
    if relation.date is not None:
        first, last = relation.date.start.isoformat(), relation.date.end.isoformat()
        return {"from": first, "to": last, "prec": relation.date.precision}
    published = article.published.isoformat() if article and article.published else ""
    return {"from": published, "to": published, "prec": "publication" if published else ""}


def _add_acts(data: PageData, events: Mapping[str, Event]) -> None:
    """Fill in the events of the claims, in order of their first claim, and mark copies."""
    index = {claim["id"]: at for at, claim in enumerate(data.events)}
    number: dict[str, int] = {}
    for claim in data.events:
        event = events[claim["id"]]
        if event.id not in number:
            number[event.id] = len(data.acts)
            data.acts.append(_act(event, index))
        claim["g"] = number[event.id]
        if claim["id"] in event.copies:
            claim["copy"] = True


def _act(event: Event, index: Mapping[str, int]) -> dict[str, Any]:
    act: dict[str, Any] = {
        "id": event.id,
        "type": clean(event.type),
        "from": event.start.isoformat() if event.start else "",
        "to": event.end.isoformat() if event.end else "",
        "prec": event.precision or "",
        "best": index.get(event.best, -1),
    }
    return act | {"state": True} if event.aspect == "state" else act


def _add_types(data: PageData, ontology: Ontology) -> None:
    """Fill in the types that occur, in the ontology's order, unknown ones last."""
    present = {event["type"] for event in data.events}
    ordered = [id for id in ontology.types if id in present]
    for id in [*ordered, *sorted(present - {*ordered})]:
        kind = ontology.types.get(id)
        if kind is None:
            data.types[id] = {"label": {}, "about": {}, "sign": "neutral", "score": 0}
            continue
        label = {lang: kind.label.get(lang, kind.label.get("en", id)) for lang in ui_languages()}
        about = {lang: kind.description.get(lang, "") for lang in ui_languages()}
        data.types[id] = {"label": label, "about": about, "sign": kind.sign, "score": kind.score}


def _add_actors(data: PageData, gazetteer: ActorSource) -> None:
    """Fill in the actors, and the persons and bodies that act or speak for them."""
    acting: dict[str, set[str]] = defaultdict(set)
    for event in data.events:
        for end, fine in (("s", "sa"), ("t", "ta")):
            acting[event[end]] |= {event[fine]} if fine in event else set()
    speakers = {event["speaker"] for event in data.events if "speaker" in event}
    known = {id: _known(gazetteer, id) for id in {*acting, *speakers}.union(*acting.values())}
    for id, actor in sorted(known.items()):
        if actor is not None and id not in acting:
            data.people[id] = _labels(actor)
    for id in sorted(acting):
        actor = known[id]
        aliases = {clean(id): None}
        for who in [actor, *(known[fine] for fine in sorted(acting[id]))]:
            if who is not None:
                names = [name.text for name in who.names if name.kind in _SEARCHABLE]
                aliases |= dict.fromkeys(clean(name)[:80] for name in (*who.label.values(), *names))
        data.actors[id] = {
            "label": _labels(actor) if actor else {},
            "kind": actor.type if actor else "",
            "aliases": list(aliases)[:_MOST_ALIASES],
        }


def _known(gazetteer: ActorSource, id: str) -> Actor | None:
    """Return an actor, or None: a store may hold actors that the gazetteer no longer has."""
    try:
        return gazetteer.get(id)
    except (KGError, KeyError):
        return None


def _labels(actor: Actor) -> dict[str, str]:
    return {lang: clean(actor.name_in(lang))[:80] for lang in ui_languages()}


def _edges(events: list[dict[str, Any]]) -> list[PageEdge]:
    """Return one edge per (source, target, sign), and one more for claims that go both ways."""
    groups: dict[tuple[str, str, str, bool], list[int]] = defaultdict(list)
    for index, event in enumerate(events):
        source, target, both = event["s"], event["t"], "both" in event
        if both:
            source, target = sorted((source, target))
        groups[source, target, event["sign"], both].append(index)
    edges = []
    for key, members in sorted(groups.items()):
        # A hash, not a number: a link to an edge must outlive the next rebuild of the page.
        digest = hashlib.sha256(repr(key).encode("utf-8", "surrogatepass")).hexdigest()[:12]
        weight = sum(events[index]["mod"] != "negated" for index in members)
        edges.append(PageEdge(digest, *key, tuple(members), weight))
    return edges
