"""Writes XML element by element, so that a large graph needs no second copy in memory."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from xml.sax.saxutils import escape, quoteattr

__all__ = ["close", "element", "opening"]

#: Strict readers take a bare carriage return for a line feed.
_ENTITIES = {"\r": "&#13;"}


def opening(name: str, attributes: Mapping[str, object], *, empty: bool = False) -> str:
    """Return a start tag, or an empty element's only tag.

    >>> opening("node", {"id": "a<b"}, empty=True)
    '<node id="a&lt;b"/>'
    """
    pairs = "".join(f" {key}={quoteattr(_written(value))}" for key, value in attributes.items())
    return f"<{name}{pairs}{'/' if empty else ''}>"


def close(name: str) -> str:
    """Return an end tag."""
    return f"</{name}>"


def element(
    name: str, attributes: Mapping[str, object], content: object | Iterable[str] = ""
) -> str:
    """Return an element: `content` is a value to be escaped, or an iterator of ready elements."""
    inner = (
        "".join(content) if isinstance(content, Iterator) else escape(_written(content), _ENTITIES)
    )
    return opening(name, attributes) + inner + close(name)


def _written(value: object) -> str:
    """Write a value as XML Schema has it: ``true`` and ``false`` in small letters."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return repr(value) if isinstance(value, float) else str(value)
