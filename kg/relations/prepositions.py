"""Prepositions of several words, which parsers take to pieces."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kg.lang import Syntax

__all__ = ["complex_prepositions"]

#: Words after the preposition among which its noun is looked for.
REACH = 8

Entries = dict[str, tuple[tuple[tuple[str, ...], str], ...]]


def complex_prepositions(
    forms: Sequence[str], heads: Sequence[int], syntax: Syntax
) -> dict[int, str]:
    """Word of a sentence that each complex preposition introduces → the slot name it stands for.

    Words are given by lower-case form and place of their head, counted from 0. The last word of a
    preposition may take any form: "à l'encontre de" is also "du", "des". The words of the
    preposition themselves stand for the slot "", which is none.
    """
    entries = _entries(tuple(syntax.complex_prepositions.items()))
    canonical = syntax.prepositions
    found: dict[int, str] = {}
    for i, word in enumerate(forms):
        for rest, slot in entries.get(word, ()):
            end = i + 1 + len(rest)
            if end >= len(forms) or (len(rest) > 1 and forms[i + 1] != rest[0]):
                continue
            last = forms[end - 1]
            if tuple(forms[i + 1 : end - 1]) != rest[:-1]:
                continue
            if rest and canonical.get(last, last) != canonical.get(rest[-1], rest[-1]):
                continue
            found |= dict.fromkeys(range(i, end), "")
            noun = _introduced(heads, i, end)
            if noun is not None:
                found[noun] = slot
    return found


def _introduced(heads: Sequence[int], start: int, end: int) -> int | None:
    """The first word after the preposition that the parse attaches to it or to what precedes."""
    for place in range(end, min(end + REACH, len(heads))):
        if heads[place] < end or place in heads[start:end]:
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
