"""What of a sentence can be compared with another sentence, be it in another language.

Words are cut to their first letters, which takes off most endings and makes neighbours of
*diplomates* and *diplomats*; names and numbers are kept apart, since they survive translation.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache
from typing import NamedTuple

from kg.events.names import TOKEN, NameTable, fold
from kg.lang import available_languages
from kg.lang.common import Common, load_common
from kg.records import Span

__all__ = ["NOTHING", "Words", "read_words", "stems_of"]

_SEPARATOR = re.compile(r"[.,\u00a0\u202f ](?=\d{3}(?!\d))")
#: Letters kept of a word and of a name: *frappé* and *frappes*, *Odessa* and *Odesa*, meet.
STEM, NAME = 5, 4
#: Above this share of capitalised words a line is a headline in capitals, which marks no names.
_TITLE_CASE = 0.6
#: Beyond this a "sentence" is a table; what it shares with another means nothing.
_LONGEST = 1200


class Words(NamedTuple):
    """The words of one sentence: `lang` is ``""`` when it cannot be told, `same` tells copies."""

    lang: str
    stems: frozenset[str]
    names: frozenset[str]
    numbers: frozenset[str]
    same: tuple[str, ...]


NOTHING = Words("", frozenset(), frozenset(), frozenset(), ())


def stems_of(text: str) -> frozenset[str]:
    """Return the stems of all words."""
    return frozenset(fold(word)[:STEM] for word in TOKEN.findall(text[:_LONGEST]))


def read_words(
    text: str,
    leave_out: Iterable[Span] = (),
    names: NameTable | None = None,
    *,
    actors: Iterable[Span] = (),
    lang: str = "",
) -> Words:
    """Return what can be compared of a sentence; the spans of `leave_out`, in it, are passed over.

    Actors that `names` knows are given by their ids, other names by their first letters. Of spans
    that name the `actors` only what nobody knows is kept: a city that stands for its country, a
    minister new in office. Without `lang` the language is guessed by its common words.

    >>> words = read_words("Moscou a livré 40 000 tonnes de blé à Bamako.", [(0, 6)], lang="fr")
    >>> words.lang, sorted(words.stems), sorted(words.names), sorted(words.numbers)
    ('fr', ['ble', 'livre', 'tonne'], ['bama'], ['40000'])
    """
    out, ends = list(leave_out), list(actors)
    tokens = [(m.start(), m.group()) for m in TOKEN.finditer(text[:_LONGEST])]
    words = [word for _, word in tokens]
    folded = [fold(word) for word in words]
    lang = lang if lang in _packs() else _language(folded)
    common, numbers = _known(lang)
    headline = _in_capitals(words)
    stems, named, figures = set[str](), set[str](), set[str]()
    place = 0
    while place < len(tokens):
        (at, word), plain, step = tokens[place], folded[place], 1
        who = any(start <= at < end for start, end in ends)
        if any(start <= at < end for start, end in out):
            pass
        elif word[0].isdigit():
            figures.add(_figure(word))
        elif plain in numbers:
            figures.add(str(numbers[plain]))
        elif plain not in common or word.isupper():
            actor, step = names.at(place, words, folded) if names else ("", 1)
            proper = place > 0 and word[0].isupper() and not headline
            if actor:
                named |= set() if who else {actor}
            elif len(plain) > 2 and plain not in common and (proper or not who):
                (named if proper else stems).add(plain[: NAME if proper else STEM])
        place += step
    return Words(lang, frozenset(stems), frozenset(named), frozenset(figures), tuple(folded))


def _in_capitals(words: list[str]) -> bool:
    """Whether a line is a headline in capitals, whose capitals tell no names."""
    letters = [word for word in words if word[0].isalpha() and len(word) > 2]
    return len(letters) > 3 and sum(w[0].isupper() for w in letters) > _TITLE_CASE * len(letters)


def _figure(word: str) -> str:
    """Write a number one way: without separators of thousands, with a decimal point."""
    return _SEPARATOR.sub("", word).replace(",", ".")


@cache
def _packs() -> Mapping[str, Common]:
    return {lang: load_common(lang) for lang in available_languages()}


@cache
def _known(lang: str) -> tuple[frozenset[str], Mapping[str, int]]:
    """Return common words and number words of a language, or those of all that none disputes."""
    packs = [_packs()[lang]] if lang else [*_packs().values()]
    words = frozenset(word for pack in packs for word in pack.words)
    numbers = {word: number for pack in packs for word, number in pack.numbers.items()}
    return words, {word: number for word, number in numbers.items() if word not in words}


def _language(folded: list[str]) -> str:
    """Tell the language by its common words; ``""`` when two are as likely."""
    counts = {
        lang: sum(word in pack.words or word in pack.numbers for word in folded)
        for lang, pack in _packs().items()
    }
    best = max(counts.values(), default=0)
    langs = [lang for lang, count in counts.items() if count == best]
    return langs[0] if best and len(langs) == 1 else ""
