"""The page inside a notebook: in a frame of its own that can reach neither notebook nor network."""

from __future__ import annotations

import html
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import networkx as nx

from kg.errors import SettingsError, UnknownActorError
from kg.ontology import Ontology
from kg.records import Article, Event, Relation
from kg.views.data import ActorSource
from kg.views.explorer import render_explorer

__all__ = ["NotebookView", "view_ego", "view_explorer"]


@dataclass(frozen=True)
class NotebookView:
    """A page that shows itself as the result of a notebook cell, `height` pixels high.

    >>> NotebookView("<p>", height=300)._repr_html_()[:47]
    '<iframe sandbox="allow-scripts allow-downloads '
    """

    page: str
    height: int = 720

    def _repr_html_(self) -> str:
        # Without allow-same-origin the frame has an origin of its own: no cookies, no notebook.
        return (
            '<iframe sandbox="allow-scripts allow-downloads allow-popups '
            'allow-popups-to-escape-sandbox" title="kg" loading="lazy" '
            f'style="width:100%;height:{self.height:d}px;border:1px solid #8884;border-radius:6px" '
            f'srcdoc="{html.escape(self.page, quote=True)}"></iframe>'
        )


def view_explorer(
    relations: Iterable[Relation],
    articles: Mapping[str, Article],
    gazetteer: ActorSource,
    ontology: Ontology,
    *,
    lang: str = "fr",
    title: str = "",
    height: int = 720,
    events: Mapping[str, Event] | None = None,
) -> NotebookView:
    """Return the explorer of `relations` for a notebook; parameters as in `render_explorer`."""
    page = render_explorer(
        relations, articles, gazetteer, ontology, lang=lang, title=title, events=events
    )
    return NotebookView(page, height)


def view_ego(
    actor: str,
    relations: Iterable[Relation],
    articles: Mapping[str, Article],
    gazetteer: ActorSource,
    ontology: Ontology,
    *,
    hops: int = 1,
    lang: str = "fr",
    title: str = "",
    height: int = 620,
    events: Mapping[str, Event] | None = None,
) -> NotebookView:
    """Return the explorer of what lies within `hops` relations (1 to 3) of `actor`.

    Other parameters as in `render_explorer`; `events` may be of more claims than are shown. Raises
    UnknownActorError when no relation names the actor, SettingsError for other `hops`.
    """
    if hops not in (1, 2, 3):
        raise SettingsError(f"hops is {hops}", hint="1, 2 or 3")
    given = list(relations)
    graph: Any = nx.Graph((relation.source, relation.target) for relation in given)
    if actor not in graph:
        raise UnknownActorError(
            f"no relation names {actor!r}", hint="pass the id of a state or organisation: CHN"
        )
    near = set(nx.ego_graph(graph, actor, radius=hops))
    kept = [relation for relation in given if {relation.source, relation.target} <= near]
    start = {"scope": "ego", "focus": actor, "hops": str(hops), "sel": "actor", "a": actor}
    page = render_explorer(
        kept, articles, gazetteer, ontology, lang=lang, title=title, start=start, events=events
    )
    return NotebookView(page, height)
