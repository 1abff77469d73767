"""Names that mean the same in every language: *Pékin* and *Beijing*, *Otan* and *NATO*."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Protocol

from kg.records import Actor

__all__ = ["TOKEN", "ActorSource", "NameTable", "fold"]

#: A word or a number with its separators ("1 500", "2,5", "1.000.000").
TOKEN = re.compile(r"\d+(?:[.,\u00a0\u202f ]\d{3})*(?:[.,]\d+)?|[^\W\d_]+")
_LETTERS = str.maketrans({"œ": "oe", "æ": "ae", "ß": "ss", "ø": "o", "đ": "d", "ł": "l"})
#: Parts of compounds, and cities that only stand for their country, are left to their letters.
_LEFT_OUT = ("combining", "city")


class ActorSource(Protocol):
    """What is needed of a gazetteer."""

    @property
    def actors(self) -> Mapping[str, Actor]: ...


@lru_cache(maxsize=1 << 16)
def fold(text: str) -> str:
    """Return `text` in small letters and without accents.

    >>> fold("Œuvre à Pékin")
    'oeuvre a pekin'
    """
    lower = text.casefold().translate(_LETTERS)
    if lower.isascii():
        return lower
    return "".join(c for c in unicodedata.normalize("NFD", lower) if not unicodedata.combining(c))


class NameTable:
    """The names of actors, and of their capitals as places (``@CHN``), by their words.

    A name that several bear is left out.
    """

    def __init__(self, gazetteer: ActorSource) -> None:
        self._actors = gazetteer.actors
        self._ids: dict[tuple[str, ...], str] = {}
        self._small: set[tuple[str, ...]] = set()
        self._longest: dict[str, int] = {}
        for key, meant, small in self._names():
            if self._ids.setdefault(key, meant) != meant:
                self._ids[key] = ""
            if small:
                self._small.add(key)
            self._longest[key[0]] = max(len(key), self._longest.get(key[0], 0))

    def _names(self) -> Iterator[tuple[tuple[str, ...], str, bool]]:
        for id_, actor in self._actors.items():
            for name in actor.names:
                key = tuple(fold(word) for word in TOKEN.findall(name.text))
                if key and name.kind not in _LEFT_OUT:
                    meant = f"@{id_}" if name.kind == "capital" else id_
                    yield key, meant, name.kind == "demonym"

    def at(self, place: int, words: Sequence[str], folded: Sequence[str]) -> tuple[str, int]:
        """Return whom the longest name at `place` means, ``""`` for nobody, and its words.

        Only demonyms may stand in small letters, and two letters only in capitals: "un", "us".
        """
        for length in range(self._longest.get(folded[place], 0), 0, -1):
            key = tuple(folded[place : place + length])
            meant = self._ids.get(key, "")
            first = words[place]
            if not meant or not (first[0].isupper() or key in self._small):
                continue
            if length > 1 or len(first) > 2 or first.isupper():
                return meant, length
        return "", 1

    def belongs(self, name: str, actors: frozenset[str]) -> bool:
        """Whether a name is one of these actors, or of a body of theirs; persons are themselves."""
        if name in actors:
            return True
        actor = self._actors.get(name)
        return actor is not None and actor.type != "person" and actor.affiliation in actors
