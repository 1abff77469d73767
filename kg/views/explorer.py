"""Renders relations as one HTML file that an analyst can open, search, filter and pass on."""

from __future__ import annotations

import os
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg.errors import ExportError
from kg.ontology import Ontology
from kg.records import Article, Event, Relation
from kg.views.data import ActorSource, PageData, PageEdge, build
from kg.views.layout import Tie, place
from kg.views.text import clean, interface, strings_for

if TYPE_CHECKING:
    from kg.views.network import ExplorerNetwork

__all__ = ["render_explorer", "write_explorer"]

#: How strongly one claim draws two actors together, by sign: opponents stand apart, yet near enough
#: for their edge to be followed.
_PULL = {"positive": 1.0, "neutral": 0.5, "negative": 0.22}
_SHAPES = {
    "organisation": "square",
    "bloc": "hexagon",
    "organ": "diamond",
    "group": "triangle",
    "person": "star",
}
#: Edges between the same two actors, bent by this much each so that they part.
_BENDS = (0.14, 0.3, 0.46)
_BENDS_BOTH = (0.0, 0.08, 0.22)


def render_explorer(
    relations: Iterable[Relation],
    articles: Mapping[str, Article],
    gazetteer: ActorSource,
    ontology: Ontology,
    *,
    lang: str = "fr",
    title: str = "",
    start: Mapping[str, str] | None = None,
    events: Mapping[str, Event] | None = None,
) -> str:
    """Return the explorer page: one HTML document that needs no network and no other file.

    `articles` holds the articles by id, at least those the relations' evidence lies in; without its
    article a claim is shown without its sentence. `lang` is the language the page opens in. `start`
    is a state to open with, as in the page's address: ``{"scope": "ego", "focus": "CHN"}``.
    `events` are those of the claims, by the claim's id (by default found by `kg.events`).
    Raises LanguageError when the page has no interface in `lang`.

    >>> from kg.ontology import load_ontology
    >>> page = render_explorer([], {}, {}, load_ontology(), lang="en", title="Asia & Pacific")
    >>> page[:15], "<title>Asia &amp; Pacific</title>" in page
    ('<!DOCTYPE html>', True)
    """
    # Here, because pyvis brings IPython with it, and few commands draw a page.
    from kg.views.network import ExplorerNetwork

    strings = strings_for(lang)
    title = clean(title).strip() or strings["untitled"]
    data = build(relations, articles, gazetteer, ontology, events)
    backbone = data.backbone()
    payload = {
        "v": 1,
        "lang": lang,
        "title": title,
        "i18n": interface(),
        "docs": data.docs,
        "actors": data.actors,
        "people": data.people,
        "types": data.types,
        "events": data.events,
        "acts": data.acts,
        "backbone": None if len(backbone) == len(data.edges) else _backbone(data, backbone, lang),
        "start": dict(start or {}),
    }
    network = ExplorerNetwork(payload, lang=lang, title=title)
    _fill(network, data, lang)
    return network.generate_html()


def write_explorer(path: str | os.PathLike[str], html: str) -> Path:
    """Write a page and return where; a file already there is replaced whole or not at all.

    Raises ExportError when the folder does not exist or cannot be written to.
    """
    target = Path(path)
    try:
        handle, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.", suffix=".tmp")
    except OSError as error:
        raise _unwritable(target, error) from error
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as file:
            file.write(html)
            file.flush()
            os.fsync(file.fileno())
        # mkstemp lets nobody else read the file; a page is made to be passed on.
        umask = os.umask(0)
        os.umask(umask)
        os.chmod(name, 0o666 & ~umask)
        os.replace(name, target)
    except OSError as error:
        raise _unwritable(target, error) from error
    finally:
        Path(name).unlink(missing_ok=True)
    return target


def _unwritable(path: Path, error: OSError) -> ExportError:
    reason = error.strerror or str(error)
    return ExportError(f"cannot write the page: {reason}", where=str(path))


def _label(data: PageData, actor: str, lang: str) -> str:
    return str(data.actors[actor]["label"].get(lang) or clean(actor))


def _width(label: str) -> float:
    """Return about how many pixels a label takes at the size the page writes it in."""
    return max(34.0, 7.2 * len(label))


def _positions(
    data: PageData, edges: Iterable[PageEdge], actors: Iterable[str], lang: str
) -> dict[str, tuple[int, int]]:
    ties: list[Tie] = [
        (edge.source, edge.target, _PULL[edge.sign] * max(1, edge.weight) ** 0.5) for edge in edges
    ]
    return place({actor: _width(_label(data, actor, lang)) for actor in actors}, ties)


def _backbone(data: PageData, edges: list[PageEdge], lang: str) -> dict[str, Any]:
    actors = {end for edge in edges for end in (edge.source, edge.target)}
    return {
        "edges": [edge.id for edge in edges],
        "at": _positions(data, edges, actors, lang),
    }


def _fill(network: ExplorerNetwork, data: PageData, lang: str) -> None:
    """Hand actors and edges to pyvis, with positions and bends."""
    at = _positions(data, data.edges, data.actors, lang)
    mentions = data.mentions()
    for actor, record in data.actors.items():
        x, y = at[actor]
        network.add_node(
            actor,
            label=_label(data, actor, lang),
            shape=_SHAPES.get(record["kind"], "dot"),
            size=round(min(30.0, 9 + 2.6 * mentions[actor] ** 0.5), 1),
            x=x,
            y=y,
        )
    bends: dict[tuple[str, str, bool], int] = Counter()
    straight = _pairs_with_other_edges(data.edges)
    for edge in data.edges:
        pair = (edge.source, edge.target, edge.both)
        steps = _BENDS_BOTH if edge.both else _BENDS
        bend = steps[min(bends[pair], len(steps) - 1)]
        bends[pair] += 1
        alone = straight[frozenset((edge.source, edge.target))] == 1
        network.add_edge(
            edge.source,
            edge.target,
            id=edge.id,
            sign=edge.sign,
            both=edge.both,
            ev=edge.events,
            bend=0.0 if alone and edge.both else bend,
        )


def _pairs_with_other_edges(edges: Iterable[PageEdge]) -> dict[frozenset[str], int]:
    """Return how many edges join each pair of actors, in whatever direction."""
    count: dict[frozenset[str], int] = defaultdict(int)
    for edge in edges:
        count[frozenset((edge.source, edge.target))] += 1
    return count
