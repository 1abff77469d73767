"""Prepositions of several words, which parsers take to pieces."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from spacy.tokens import Doc

__all__ = ["complex_prepositions"]


def complex_prepositions(doc: Doc, table: Mapping[str, str]) -> dict[int, str]:
    """Token that each complex preposition introduces → the slot name it stands for."""
    by_first: dict[str, list[tuple[list[str], str]]] = {}
    for text, slot in table.items():
        words = text.replace("'", "' ").split()
        by_first.setdefault(words[0], []).append((words, slot))
    lower = [t.lower_.replace("’", "'") for t in doc]
    found: dict[int, str] = {}
    for i, word in enumerate(lower):
        for words, slot in by_first.get(word, ()):
            end = i + len(words)
            if lower[i:end] != words or end >= len(doc):
                continue
            inside = {doc[k] for k in range(i, end)}
            for token in doc[end : min(end + 8, doc[i].sent.end)]:
                if token.head in inside or inside & set(token.children) or token.head.i < i:
                    found[token.i] = slot
                    break
    return found
