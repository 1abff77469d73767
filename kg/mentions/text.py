"""A text as the mention finder reads it: words without accents and case, and tries over them.

Names are matched on *atoms*, the runs of letters and digits of the text, so that "Kim Jong-un",
"Kim Jong Un", "l'Iran", "U.S." and "sino-russe" are found whatever the tokenizer made of them.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Generic, TypeVar

from spacy.tokens import Doc, Token

__all__ = [
    "Atom", "Text", "Trie", "WordSet", "begins", "fold", "key_of", "stems_of", "words_of",
]  # fmt: skip

T = TypeVar("T")

_LETTER = r"([^\W\d_])\{}?"  # or two alike, as plurals are abbreviated: "EE.UU."
_ATOM = re.compile(rf"(?:{_LETTER.format(1)}\.-?)+{_LETTER.format(2)}(?:\.|(?![^\W_]))|[^\W_]+")
# What may stand between two words of one name.
_GLUE = re.compile(r"[^\S\n]*(?:\n[^\S\n]*)?|['’]\s?|\s?[-‐‑]\s?|\.[^\S\n]+|[-‐‑–]|\s?&\s?")
_ABBREVIATION = 3  # letters of the longest word whose full stop ends no sentence: "St.", "Mme."
_SENTENCE_END = re.compile(r"[.!?…][\"»”')\]]*\s+(?=[\"«“('\[]*\s*[^\W\da-zß-ÿ_])|\n\s*\n|\n")
_LIGATURES = str.maketrans({"œ": "oe", "æ": "ae", "ø": "o", "ł": "l", "đ": "d", "ı": "i", "ð": "d"})


@lru_cache(maxsize=65536)
def fold(word: str) -> str:
    """Return `word` in lower case, without accents or full stops.

    >>> fold("Yalçınkaya"), fold("U.S."), fold("Œuvre")
    ('yalcinkaya', 'us', 'oeuvre')
    """
    if word.isascii():
        return word.lower().replace(".", "").replace("-", "")
    plain = unicodedata.normalize("NFKD", word.casefold().translate(_LIGATURES))
    return "".join(c for c in plain if not unicodedata.combining(c) and c not in ".-")


def key_of(phrase: str) -> tuple[str, ...]:
    """Return the folded words of a phrase, the form under which tries keep it.

    >>> key_of("Côte d’Ivoire"), key_of("Kim Jong-un")
    (('cote', 'd', 'ivoire'), ('kim', 'jong', 'un'))
    """
    return tuple(fold(match.group()) for match in _ATOM.finditer(phrase))


def stems_of(words: Iterable[str]) -> tuple[str, ...]:
    """Return the folded stems for `begins`; without any, one that nothing begins with.

    >>> stems_of(["Refus", "délég"])
    ('refus', 'deleg')
    """
    return tuple(map(fold, words)) or ("\0",)


def begins(token: Token, stems: tuple[str, ...]) -> bool:
    """Whether the form or the lemma of a word begins with one of `stems`."""
    return fold(token.text).startswith(stems) or fold(token.lemma_).startswith(stems)


def words_of(phrases: Iterable[str]) -> frozenset[str]:
    """Return the single words of a list as atoms write them: "l'" as "l".

    >>> sorted(words_of(["l'", "Dès"]))
    ['des', 'l']
    """
    return frozenset("".join(key_of(phrase)) for phrase in phrases)


class WordSet:
    """Function words: in lower case their accents count ("où" is not "ou"), after a capital not.

    >>> "À Paris", WordSet(["à"]).has("À"), WordSet(["à"]).has("A"), WordSet(["à"]).has("a")
    ('À Paris', True, True, False)
    """

    __slots__ = ("exact", "plain")

    def __init__(self, words: Iterable[str]) -> None:
        stripped = [word.strip("'’ ").casefold() for word in words]
        self.exact = frozenset(stripped)
        self.plain = frozenset(fold(word) for word in stripped)

    def has(self, word: str) -> bool:
        """Whether `word`, as the text writes it, is one of them."""
        return word.casefold() in self.exact or (word[:1].isupper() and fold(word) in self.plain)


@dataclass(slots=True)
class Atom:
    """A word of the text: offsets in code points, folded form, and the index of its token."""

    start: int
    end: int
    text: str
    key: str
    token: int
    gap: str  # what stands between this atom and the one before
    glued: bool  # whether that may be inside one name
    first: bool = False  # opens a sentence

    @property
    def capital(self) -> bool:
        """Whether it begins with a capital letter."""
        return self.text[:1].isupper()


class Trie(Generic[T]):
    """Phrases by their words; looking up tries the lengths that phrases with this first word have.

    >>> trie = Trie(); trie.add(("corée", "du", "nord"), "PRK"); trie.add(("corée",), "?")
    >>> [values for _, values in trie.walk(["la", "corée", "du", "nord"], 1)]
    [['PRK'], ['?']]
    """

    __slots__ = ("_lengths", "_values")

    def __init__(self) -> None:
        # Flat rather than nested: a fifth of the memory, and quick to fill with many names.
        self._values: dict[tuple[str, ...], list[T]] = {}
        # What lengths phrases with a first word have: bit n for n words.
        self._lengths: dict[str, int] = {}

    def add(self, key: tuple[str, ...], value: T) -> None:
        """Keep `value` under `key`; values of one key add up."""
        if not key:
            return
        if key in self._values:
            self._values[key].append(value)
            return
        self._values[key] = [value]
        self._lengths[key[0]] = self._lengths.get(key[0], 0) | 1 << len(key)

    def walk(self, words: list[str], at: int, stop: int | None = None) -> list[tuple[int, list[T]]]:
        """Return (end, values) of every phrase that begins at `at`, longest first."""
        lengths = self._lengths.get(words[at], 0) if at < len(words) else 0
        if not lengths:
            return []
        end = len(words) if stop is None else min(stop, len(words))
        found: list[tuple[int, list[T]]] = []
        for length in range(min(lengths.bit_length() - 1, end - at), 0, -1):
            if lengths >> length & 1:
                values = self._values.get(tuple(words[at : at + length]))
                if values is not None:
                    found.append((at + length, values))
        return found


class Text:
    """A Doc with its atoms, sentences and what the finder asks of its parse."""

    def __init__(self, doc: Doc) -> None:
        self.doc = doc
        self.string = doc.text
        self.parsed = doc.has_annotation("DEP")
        self.tagged = doc.has_annotation("POS")
        self.atoms: list[Atom] = list(self._atoms())
        self.keys: list[str] = [atom.key for atom in self.atoms]
        self.sentence_of_token = self._sentences()
        self._first_words()
        self.limits = self._limits()

    def _atoms(self) -> Iterator[Atom]:
        starts = [token.idx for token in self.doc]
        token, last, last_end, previous = 0, len(starts) - 1, 0, ""
        for match in _ATOM.finditer(self.string):
            start, end = match.span()
            while token < last and starts[token + 1] <= start:
                token += 1
            gap = self.string[last_end:start]
            glued = bool(last_end) and _GLUE.fullmatch(gap) is not None
            if gap.startswith(".") and len(previous) > _ABBREVIATION:
                glued = False
            previous = match.group()
            yield Atom(start, end, previous, fold(previous), token, gap, glued)
            last_end = end

    def _sentences(self) -> list[int]:
        """Sentence number of every token: the pipeline's, else by punctuation."""
        if self.doc.has_annotation("SENT_START"):
            numbers, number = [], -1
            for token in self.doc:
                number += bool(token.is_sent_start) or token.i == 0
                numbers.append(number)
            return numbers
        cuts = [match.end() for match in _SENTENCE_END.finditer(self.string)]
        numbers, number = [], 0
        for token in self.doc:
            while number < len(cuts) and token.idx >= cuts[number]:
                number += 1
            numbers.append(number)
        return numbers

    def _first_words(self) -> None:
        seen = -1
        for atom in self.atoms:
            number = self.sentence_of_token[atom.token]
            opens = re.search(r"[.!?:\n«\"“]\s*$", atom.gap) is not None
            atom.first = number != seen or opens
            seen = number

    def _limits(self) -> list[int]:
        """For every atom, where a phrase that begins there has to stop at the latest."""
        limits = [0] * len(self.atoms)
        stop = len(self.atoms)
        for i in range(len(self.atoms) - 1, -1, -1):
            limits[i] = stop
            if not self.atoms[i].glued:
                stop = i
        return limits

    def sentence(self, atom: int) -> int:
        """Number of the sentence an atom stands in."""
        return self.sentence_of_token[self.atoms[atom].token]

    def token(self, atom: int) -> Token:
        """The token an atom belongs to."""
        return self.doc[self.atoms[atom].token]

    def head(self, first: int, last: int) -> Token:
        """The token among those of atoms `first` to `last` (included) whose head lies outside."""
        low, high = self.atoms[first].token, self.atoms[last].token
        if self.parsed:
            for i in range(low, high + 1):
                governor = self.doc[i].head.i
                if (governor < low or governor > high or governor == i) and not self.doc[
                    i
                ].is_punct:
                    return self.doc[i]
        return self.doc[low]

    def before(self, atom: int, glued: bool = True) -> Atom | None:
        """The atom just before, or None at the start or across punctuation."""
        if atom <= 0 or (glued and not self.atoms[atom].glued):
            return None
        return self.atoms[atom - 1]

    def after(self, atom: int, glued: bool = True) -> Atom | None:
        """The atom just after, or None at the end or across punctuation."""
        if atom + 1 >= len(self.atoms) or (glued and not self.atoms[atom + 1].glued):
            return None
        return self.atoms[atom + 1]
