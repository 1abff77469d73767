"""GraphML for yEd, Gephi, Cytoscape and NetworkX.

Labels are there twice: as data named ``label``, which Gephi shows, and as yFiles graphics, the only
ones yEd shows. The graphics' keys are ``d3`` and ``d7``, names by which Gephi knows yEd labels; by
any other it would show them as columns of their own. Edge ids are unique in the file, which readers
rely on and NetworkX's own writer does not give.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from kg.exports.common import SIGN_COLOURS, Export, Scalar
from kg.exports.xml import close, element, opening

__all__ = ["pieces"]

_HEAD = {
    "xmlns": "http://graphml.graphdrawing.org/xmlns",
    "xmlns:xsi": "http://www.w3.org/2001/XMLSchema-instance",
    "xmlns:y": "http://www.yworks.com/xml/graphml",
    "xsi:schemaLocation": "http://graphml.graphdrawing.org/xmlns "
    "http://www.yworks.com/xml/schema/graphml/1.1/ygraphml.xsd",
}
_TYPES = {bool: "boolean", int: "long", float: "double", str: "string"}
_GRAPHICS = {"node": "d3", "edge": "d7"}


def pieces(export: Export) -> Iterator[str]:
    """Yield the file's content."""
    flat = export.flat
    nodes, edges = flat.nodes(data=True), flat.edges(keys=True, data=True)
    yield '<?xml version="1.0" encoding="UTF-8"?>\n'
    yield opening("graphml", _HEAD) + "\n"
    keys: dict[tuple[str, str], str] = {}
    for domain, found in (("node", nodes), ("edge", edges)):
        types = {name: type(value) for *_, data in found for name, value in data.items()}
        for name, kind in types.items():
            keys[domain, name] = f"{domain}_{name}"
            what = {"attr.name": name, "attr.type": _TYPES[kind]}
            yield opening("key", {"id": f"{domain}_{name}", "for": domain, **what}, empty=True)
            yield "\n"
        graphics = {"for": domain, "yfiles.type": f"{domain}graphics"}
        yield opening("key", {"id": _GRAPHICS[domain], **graphics}, empty=True) + "\n"
    yield opening("graph", {"id": "G", "edgedefault": "directed"}) + "\n"
    for node, data in nodes:
        label = element("y:NodeLabel", {}, data["label"])
        shape = element("y:ShapeNode", {}, iter([label]))
        drawn = element("data", {"key": _GRAPHICS["node"]}, iter([shape]))
        yield element("node", {"id": node}, _data("node", data, keys, drawn)) + "\n"
    for source, target, key, data in edges:
        drawn = element("data", {"key": _GRAPHICS["edge"]}, iter([_line(data)]))
        ends = {"id": key, "source": source, "target": target}
        yield element("edge", ends, _data("edge", data, keys, drawn)) + "\n"
    yield close("graph") + close("graphml") + "\n"


def _data(
    domain: str, data: Mapping[str, Scalar], keys: Mapping[tuple[str, str], str], drawn: str
) -> Iterator[str]:
    for name, value in data.items():
        yield element("data", {"key": keys[domain, name]}, value)
    yield drawn


def _line(data: Mapping[str, Scalar]) -> str:
    sign = str(data.get("sign", "neutral"))
    red, green, blue = SIGN_COLOURS.get(sign, SIGN_COLOURS["neutral"])
    kind = "dashed" if sign == "negative" else "line"
    style = {"color": f"#{red:02X}{green:02X}{blue:02X}", "type": kind, "width": 1.0}
    inside = (
        opening("y:LineStyle", style, empty=True),
        opening("y:Arrows", {"source": "none", "target": "standard"}, empty=True),
        element("y:EdgeLabel", {}, data["label"]),
    )
    return element("y:PolyLineEdge", {}, iter(inside))
