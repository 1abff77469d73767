"""Lines all in capitals, brought to the case of prose before parsing, one code point for one.

Parsers, lexicons and name lists tell "Washington sanctionne Téhéran" by its case. Which words keep
a capital, and where French accents belong that capitals lost, the gazetteer says.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from importlib import resources
from itertools import pairwise

from kg.gazetteer import Gazetteer, load_gazetteer
from kg.lang import load_pack
from kg.nlp.labels import read_labels

__all__ = ["true_case"]

_WORD = re.compile(r"[^\W\d_]+")
_LETTERS = re.compile(r"[^\W\d_]{2,}")
_ROMAN = re.compile(r"(?=..)X{0,3}(?:IX|IV|V?I{0,3})")
_STOP = re.compile(r"(?:\A|[.!?…]\s|\n(?=\s*[-*])[\s*-]*)[\s\"'(\[]*")
_VOWEL = re.compile("[AEIOUYÀÂÄÉÈÊËÎÏÔÖÙÛÜŸŒÆ]")
#: Lines speak in capitals if they have three words of two letters; fewer are signs or datelines.
_WORDS = 3
#: Words of the longest names worth a look.
_LONGEST = 7

#: From the folded words of a name to the words as it has them.
Names = dict[tuple[str, ...], tuple[str, ...]]


def true_case(text: str, lang: str, gazetteer: Gazetteer | None = None) -> str:
    """Return `text` with its lines that have no small letter in the case of prose.

    Length and everything but the case and the accents of letters stay. `lang` is a language pack's
    code; `gazetteer` knows the names, by default the one that ships.

    >>> true_case("WASHINGTON SANCTIONNE TEHERAN\\nL'accord tient.", "fr")
    "Washington sanctionne Téhéran\\nL'accord tient."
    >>> true_case("ONU, OTAN", "fr")
    'ONU, OTAN'
    """
    blocks = list(_blocks(text))
    if not blocks:
        return text
    parts = list(text)
    names = _names(lang, gazetteer or load_gazetteer())
    for start, end in blocks:
        parts[start:end] = _cased(text[start:end], names)
    return "".join(parts)


def _blocks(text: str) -> Iterator[tuple[int, int]]:
    """Spans of neighbouring lines in capitals, of enough words; names may run over a line's end."""
    start = at = 0
    for line in [*text.split("\n"), ""]:
        if not line.isupper():
            if at > start and len(_LETTERS.findall(text, start, at)) >= _WORDS:
                yield start, at - 1
            start = at + len(line) + 1
        at += len(line) + 1


def _cased(text: str, names: Names) -> str:
    words = [match.span() for match in _WORD.finditer(text)]
    folded = [_fold(text[start:end]) for start, end in words]
    joined = [text[a[1] : b[0]] in _JOINTS for a, b in pairwise(words)] + [False]
    letters, i = list(text), 0
    while i < len(words):
        most = i + 1
        while most < len(words) and joined[most - 1] and most - i < _LONGEST:
            most += 1
        ends = (end for end in range(most, i, -1) if tuple(folded[i:end]) in names)
        found = next(ends, i)
        given = names.get(tuple(folded[i:found]), ())
        for k in range(i, max(found, i + 1)):
            start, end = words[k]
            new = _like(text[start:end], given[k - i]) if given else _small(text, start, end)
            letters[start:end] = new
        i = max(found, i + 1)
    for match in _STOP.finditer(text):
        first = match.end()
        if first < len(text):
            letters[first] = text[first]
    return "".join(letters)


#: What may stand between two words of one name.
_JOINTS = frozenset({" ", "-", "'", ". ", "\n"})


def _fold(word: str) -> str:
    plain = unicodedata.normalize("NFKD", word.casefold())
    return "".join(char for char in plain if not unicodedata.combining(char))


def _like(word: str, model: str) -> list[str]:
    """The letters of `word` in the case, and where they are as many the spelling, of `model`."""
    if len(model) == len(word):
        return list(model)
    first = word[0] if model[:1].isupper() else _lower(word[0])
    return [first, *map(_lower, word[1:])]


def _small(text: str, start: int, end: int) -> list[str]:
    """The letters of a word that is no name; initials, numerals and "I" stay."""
    word = text[start:end]
    initial = len(word) == 1 and (text[end : end + 1] == "." or word == "I")
    sign = len(word) > 1 and (
        _ROMAN.fullmatch(word) or (word.isascii() and not _VOWEL.search(word))
    )
    return list(word) if initial or sign else [_lower(char) for char in word]


def _lower(char: str) -> str:
    small = char.lower()
    return small if len(small) == 1 else char


@lru_cache(maxsize=8)
def _names(lang: str, gazetteer: Gazetteer) -> Names:
    """Names of the gazetteer, without those that are common words in `lang` ("Un", "Who"), save
    those that the pack's labels.toml says are names in a headline ("US").
    """
    pack = resources.files("kg.lang") / lang / "labels.toml"
    kept = {_fold(word) for word in read_labels(str(pack)).capitals}
    common = {_fold(word) for word in load_pack(lang).words.common} - kept
    found: Names = {}
    for name, _ in gazetteer.names(lang):
        words = tuple(_WORD.findall(name.text))
        key = tuple(map(_fold, words))
        if words and not (len(key) == 1 and key[0] in common) and len(key) <= _LONGEST:
            found.setdefault(key, words)
    return found
