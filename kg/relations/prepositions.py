"""Prepositions of several words, which parsers take to pieces."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Doc

    from kg.lang import Syntax

__all__ = ["complex_prepositions"]


def complex_prepositions(doc: Doc, syntax: Syntax) -> dict[int, str]:
    """Token that each complex preposition introduces → the slot name it stands for.

    The last word may take any form of its preposition: "à l'encontre de" is also "du", "des".
    The words of the preposition themselves stand for the slot "", which is none.
    """
    table, forms = syntax.complex_prepositions, syntax.prepositions
    by_first: dict[str, list[tuple[list[str], str]]] = {}
    for text, slot in table.items():
        words = text.replace("'", "' ").split()
        by_first.setdefault(words[0], []).append((words, slot))
    lower = [t.lower_.replace("’", "'") for t in doc]
    found: dict[int, str] = {}
    for i, word in enumerate(lower):
        for words, slot in by_first.get(word, ()):
            end = i + len(words)
            if end >= len(doc) or lower[i : end - 1] != words[:-1]:
                continue
            if forms.get(lower[end - 1], lower[end - 1]) != forms.get(words[-1], words[-1]):
                continue
            inside = {doc[k] for k in range(i, end)}
            found |= dict.fromkeys(range(i, end), "")
            for token in doc[end : min(end + 8, doc[i].sent.end)]:
                if token.head in inside or inside & set(token.children) or token.head.i < i:
                    found[token.i] = slot
                    break
    return found
