"""What the formats share: clean text, quoted evidence, the graph with plain values only."""

from __future__ import annotations

import os
import re
from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import networkx as nx

from kg.errors import ExportError
from kg.events import cluster, events_of
from kg.records import Article, Event, Relation

__all__ = ["SIGN_COLOURS", "Export", "Scalar", "clean", "write_atomically"]

Scalar = str | int | float | bool

#: Blue and vermilion of Okabe and Ito (2008), which colour-blind readers tell apart, and grey.
SIGN_COLOURS: Mapping[str, tuple[int, int, int]] = {
    "positive": (0, 114, 178),
    "negative": (213, 94, 0),
    "neutral": (128, 128, 128),
}

#: Everything XML 1.0 has no way to write.
_ILLEGAL = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
#: Lists and repeated facts on edges; the nodes an edge joins say the latter.
_LEFT_OUT = frozenset(("relations", "source", "target"))


def clean(text: str) -> str:
    r"""Return `text` without what XML cannot hold; line ends become ``\n``.

    >>> clean("a\x00b\r\nc")
    'ab\nc'
    """
    return _ILLEGAL.sub("", text).replace("\r\n", "\n").replace("\r", "\n")


@dataclass(frozen=True)
class Export:
    """What a format writes from."""

    graph: nx.MultiDiGraph[str]
    relations: tuple[Relation, ...]
    articles: Mapping[str, Article]
    events: Mapping[str, Event] | None = None

    def quoted(self, relation: Relation, part: str = "sentence") -> str:
        """Return the words of a span of the evidence on one line, ``""`` without the article."""
        article = self.articles.get(relation.evidence.article)
        if article is None:
            return ""
        start, end = getattr(relation.evidence, part)
        field: str = getattr(article, relation.evidence.field)
        return " ".join(field[start:end].split())

    def label(self, actor: str) -> str:
        """Return an actor's label in the graph, its id when it is not drawn."""
        return str(self.graph.nodes[actor]["label"]) if actor in self.graph else actor

    @cached_property
    def event_of(self) -> Mapping[str, Event]:
        """The event of each claim, by the claim's id."""
        if self.events is not None:
            return self.events
        return events_of(cluster(self.relations, self.articles))

    @cached_property
    def types(self) -> dict[str, tuple[str, str]]:
        """Label and sign of each relation type in the graph."""
        found = self.graph.edges(keys=True, data=True)
        return {kind: (edge["label"], edge["sign"]) for _, _, kind, edge in found}

    @cached_property
    def flat(self) -> nx.MultiDiGraph[str]:
        """The graph with cleaned text, plain values, and edge keys that are unique in the graph.

        Attributes without a value are left out. An edge's `relations` are ids, one space apart;
        its `evidence` are sentences, one a line, each with outlet and day.
        """
        flat: nx.MultiDiGraph[str] = nx.MultiDiGraph()
        names: dict[str, str] = {}
        by_id = {relation.id: relation for relation in self.relations}
        for node, attributes in self.graph.nodes(data=True):
            names[node] = _unused(clean(node) or "_", flat)
            plain = _plain(attributes)
            flat.add_node(names[node], **{**plain, "label": plain.get("label", names[node])})
        keys: set[str] = set()
        for source, target, kind, attributes in self.graph.edges(keys=True, data=True):
            plain = _plain(attributes)
            plain["type"] = clean(kind) or "_"
            plain.setdefault("label", plain["type"])
            plain["relations"] = clean(" ".join(attributes["relations"]))
            claims = (by_id[id_] for id_ in attributes["relations"] if id_ in by_id)
            plain["evidence"] = "\n".join(dict.fromkeys(filter(None, map(self._cited, claims))))
            key = _unused(clean(f"{source}|{kind}|{target}"), keys)
            keys.add(key)
            flat.add_edge(
                names[source], names[target], key, **{k: v for k, v in plain.items() if v != ""}
            )
        return flat

    def _cited(self, relation: Relation) -> str:
        sentence = self.quoted(relation)
        if not sentence:
            return ""
        article = self.articles[relation.evidence.article]
        day = relation.date.start if relation.date else article.published
        where = ", ".join(filter(None, (article.outlet, day.isoformat() if day else "")))
        return clean(f"{sentence} ({where})" if where else sentence)


def _unused(name: str, taken: Container[str]) -> str:
    """Return `name`, or with a number after it when cleaning has made two names one."""
    candidate, number = name, 2
    while candidate in taken:
        candidate, number = f"{name}~{number}", number + 1
    return candidate


def _plain(attributes: Mapping[str, object]) -> dict[str, Scalar]:
    plain: dict[str, Scalar] = {}
    for name, value in attributes.items():
        if name in _LEFT_OUT or not isinstance(value, str | int | float):
            continue
        plain[name] = clean(value) if isinstance(value, str) else value
    return {name: value for name, value in plain.items() if value != ""}


def write_atomically(path: Path, content: Iterable[str]) -> Path:
    """Write pieces of text as UTF-8, in full or not at all. Raises ExportError."""
    temporary = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    try:
        try:
            with temporary.open("w", encoding="utf-8", newline="") as stream:
                stream.writelines(content)
                stream.flush()
                os.fsync(stream.fileno())
            os.replace(temporary, path)
        finally:
            temporary.unlink(missing_ok=True)
    except OSError as error:
        raise ExportError(
            f"cannot be written: {error.strerror}",
            where=str(path),
            hint="check that its folder exists, has room, and may be written",
        ) from error
    return path
