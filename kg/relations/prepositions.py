"""Prepositions of several words, which parsers take to pieces."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kg.lang import Syntax
    from kg.relations.words import Word

__all__ = ["complex_prepositions"]

#: Words after the preposition among which its noun is looked for.
REACH = 8

Entries = dict[str, tuple[tuple[tuple[str, ...], str], ...]]


def complex_prepositions(words: Sequence[Word], syntax: Syntax) -> dict[int, str]:
    """Word of a sentence, counted from 0, that each introduces → the slot name it stands for.

    The last word may take any form of its preposition: "à l'encontre de" is also "du", "des".
    The words of the preposition themselves stand for the slot "", which is none.
    """
    entries = _entries(tuple(syntax.complex_prepositions.items()))
    forms = syntax.prepositions
    lower = [word.lower.replace("’", "'") for word in words]
    found: dict[int, str] = {}
    for i, word in enumerate(lower):
        for rest, slot in entries.get(word, ()):
            end = i + 1 + len(rest)
            if end >= len(words) or (len(rest) > 1 and lower[i + 1] != rest[0]):
                continue
            last = lower[end - 1]
            if tuple(lower[i + 1 : end - 1]) != rest[:-1]:
                continue
            if rest and forms.get(last, last) != forms.get(rest[-1], rest[-1]):
                continue
            found |= dict.fromkeys(range(i, end), "")
            noun = _introduced(words, i, end)
            if noun is not None:
                found[noun] = slot
    return found


def _introduced(words: Sequence[Word], start: int, end: int) -> int | None:
    """The first word after the preposition that the parse attaches to it or to what precedes."""
    inside = words[start:end]
    for place, word in enumerate(words[end : end + REACH], end):
        if word.head.i < words[end].i or any(child in inside for child in word.children):
            return place
    return None


@lru_cache(maxsize=16)
def _entries(table: tuple[tuple[str, str], ...]) -> Entries:
    """The table by first word, the rest split as the tokenizer splits it."""
    by_first: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for text, slot in table:
        first, *rest = text.replace("'", "' ").split()
        by_first.setdefault(first, []).append((tuple(rest), slot))
    return {first: tuple(entries) for first, entries in by_first.items()}
