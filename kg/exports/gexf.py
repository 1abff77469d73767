"""GEXF 1.3, Gephi's own format.

Edges bear their relation type as ``kind``: Gephi adds parallel edges up unless their kinds differ.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from kg.exports.common import SIGN_COLOURS, Export, Scalar
from kg.exports.xml import close, element, opening

__all__ = ["pieces"]

_HEAD = {
    "xmlns": "http://gexf.net/1.3",
    "xmlns:viz": "http://gexf.net/1.3/viz",
    "xmlns:xsi": "http://www.w3.org/2001/XMLSchema-instance",
    "xsi:schemaLocation": "http://gexf.net/1.3 http://gexf.net/1.3/gexf.xsd",
    "version": "1.3",
}
_TYPES = {bool: "boolean", int: "long", float: "double", str: "string"}
#: What elements have as attributes of their own.
_OWN = {"node": ("label",), "edge": ("label", "weight")}


def pieces(export: Export) -> Iterator[str]:
    """Yield the file's content."""
    flat = export.flat
    nodes, edges = flat.nodes(data=True), flat.edges(keys=True, data=True)
    yield '<?xml version="1.0" encoding="UTF-8"?>\n'
    yield opening("gexf", _HEAD) + "\n"
    yield opening("graph", {"defaultedgetype": "directed", "mode": "static"}) + "\n"
    for domain, found in (("node", nodes), ("edge", edges)):
        types = {
            name: type(value)
            for *_, data in found
            for name, value in data.items()
            if name not in _OWN[domain]
        }
        titles = (
            opening("attribute", {"id": name, "title": name, "type": _TYPES[kind]}, empty=True)
            for name, kind in types.items()
        )
        yield element("attributes", {"class": domain, "mode": "static"}, titles) + "\n"
    yield opening("nodes", {}) + "\n"
    for node, data in nodes:
        yield element("node", {"id": node, "label": data["label"]}, _values("node", data)) + "\n"
    yield close("nodes") + "\n" + opening("edges", {}) + "\n"
    for source, target, key, data in edges:
        what = {"id": key, "source": source, "target": target, "kind": data["type"]}
        own = {"label": data["label"], "weight": data["weight"]}
        yield element("edge", {**what, **own}, _edge(data)) + "\n"
    yield close("edges") + close("graph") + close("gexf") + "\n"


def _edge(data: Mapping[str, Scalar]) -> Iterator[str]:
    yield from _values("edge", data)
    colour = SIGN_COLOURS.get(str(data.get("sign")), SIGN_COLOURS["neutral"])
    yield opening("viz:color", dict(zip("rgb", colour, strict=True)), empty=True)


def _values(domain: str, data: Mapping[str, Scalar]) -> Iterator[str]:
    values = (
        opening("attvalue", {"for": name, "value": value}, empty=True)
        for name, value in data.items()
        if name not in _OWN[domain]
    )
    yield element("attvalues", {}, values)
