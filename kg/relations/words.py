"""The parse in plain objects: a word knows its labels, its head, its children and its preposition.

Rules ask each word for the same few things many times over; spaCy makes an object and looks a
string up for each answer. Here both is done once, for the sentences that are asked about.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING
from unicodedata import category

import numpy as np
from spacy.attrs import DEP, HEAD, IDX, LEMMA, LOWER, MORPH, ORTH, POS, SENT_START

from kg.relations.prepositions import complex_prepositions

if TYPE_CHECKING:
    from spacy.tokens import Doc

    from kg.lang import Syntax

__all__ = ["Sentence", "Text", "Word"]

_STRINGS = [ORTH, LOWER, LEMMA, POS, DEP, MORPH]
_NUMBERS = [IDX, HEAD, SENT_START]


@dataclass(slots=True, eq=False, repr=False)
class Word:
    """A word of a sentence, at place `i` of its text and from code point `idx` on.

    `lower` and `key` are form and lemma in lower case. `label` is the dependency label, `dep` the
    label without its subtype: ``nsubj`` for ``nsubj:pass``. `morph` holds features as
    ``Tense=Past``. The root is its own `head`; `children` stand in reading order.
    """

    sentence: Sentence
    i: int
    idx: int
    text: str
    lower: str
    lemma: str
    key: str
    pos: str
    label: str
    dep: str
    morph: frozenset[str]
    #: Whether it heads a clause: a verb, or a word of any class that has an auxiliary.
    verbal: bool
    #: Whether it is an infinitive, simple or compound ("avoir bombardé", "to have bombed").
    infinitive: bool
    #: Whether it is a predicate: "est l'allié de".
    predicate: bool = False
    #: Its preposition ("aux" → "à"), several words if they are fixed together; "" without one.
    case: str = ""
    #: The slot of a complex preposition before it, "" for words of one; None apart from that.
    complex: str | None = None
    head: Word = field(init=False)
    children: Sequence[Word] = ()

    @property
    def ancestors(self) -> Iterator[Word]:
        """The words above it, the nearest first."""
        word = self
        while word.head is not word:
            word = word.head
            yield word

    @property
    def subtree(self) -> Iterator[Word]:
        """It and all words below it, in no particular order."""
        stack = [self]
        while stack:
            word = stack.pop()
            yield word
            stack += word.children

    @property
    def first(self) -> int:
        """Place of the first word of its subtree."""
        return min(word.i for word in self.subtree)

    @property
    def last(self) -> int:
        """Place of the last word of its subtree."""
        return max(word.i for word in self.subtree)

    @property
    def punct(self) -> bool:
        """Whether it is nothing but punctuation."""
        return all(category(char)[0] == "P" for char in self.text)

    @property
    def tenses(self) -> set[str]:
        """Values of ``Tense``: none for a word without a tense."""
        return {feature[6:] for feature in self.morph if feature.startswith("Tense=")}


class Sentence:
    """The words from place `start` up to `end`; its text begins at code point `start_char`."""

    def __init__(self, whole: Text, number: int, start: int, end: int) -> None:
        self._whole, self._number = whole, number
        self.start, self.end = start, end
        self.start_char = whole.starts[start]

    @cached_property
    def text(self) -> str:
        """Its text, white space after it left out."""
        return self.text_of(self.words)

    @cached_property
    def words(self) -> list[Word]:
        """Its words, made when they are first asked for."""
        return self._whole.words_of(self)

    @cached_property
    def root(self) -> Word:
        """The word that all others depend on, the first if the parse left several."""
        return next(word for word in self.words if word.head is word)

    @property
    def before(self) -> Sentence | None:
        """The sentence before it."""
        return self._whole.sentences[self._number - 1] if self._number else None

    def __len__(self) -> int:
        return self.end - self.start

    def __iter__(self) -> Iterator[Word]:
        return iter(self.words)

    def cut(self, start: int, end: int) -> list[Word]:
        """The words of the sentence between two places of the text."""
        return self.words[max(start - self.start, 0) : max(end - self.start, 0)]

    def text_of(self, words: Sequence[Word]) -> str:
        """The text of some of its words that follow one another."""
        parts, end = list[str](), words[0].idx if words else 0
        for word in words:
            if word.idx > end:
                parts.append(" ")
            parts.append(word.text)
            end = word.idx + len(word.text)
        return "".join(parts)


class Text:
    """A parsed text: its sentences, and its words by place."""

    def __init__(self, doc: Doc, syntax: Syntax) -> None:
        self._syntax, self._strings = syntax, doc.vocab.strings
        self._ids = doc.to_array(_STRINGS).reshape(len(doc), len(_STRINGS))
        numbers = doc.to_array(_NUMBERS).view(np.int64).reshape(len(doc), len(_NUMBERS))
        self.starts: list[int] = numbers[:, 0].tolist()
        self._heads: list[int] = numbers[:, 1].tolist()
        opened = [i for i in np.flatnonzero(numbers[:, 2] == 1).tolist() if i] if len(doc) else []
        bounds = pairwise([0, *opened, len(doc)]) if len(doc) else ()
        self.sentences = [Sentence(self, n, start, end) for n, (start, end) in enumerate(bounds)]
        self._made: list[list[Word]] = []
        self._firsts = [sentence.start for sentence in self.sentences]

    def __getitem__(self, place: int) -> Word:
        sentence = self.sentence_at(place)
        return sentence.words[place - sentence.start]

    def cut(self, start: int, end: int) -> list[Word]:
        """The words between two places, whatever sentences they stand in."""
        return [self[place] for place in range(start, min(end, len(self.starts)))]

    def sentence_at(self, place: int) -> Sentence:
        """The sentence that the word at `place` stands in."""
        return self.sentences[bisect_right(self._firsts, place) - 1]

    def places(self, start: int, end: int) -> range:
        """The words that the code points from `start` to `end` touch."""
        return range(max(bisect_right(self.starts, start) - 1, 0), bisect_left(self.starts, end))

    def release(self) -> None:
        """Part the words again, so that they are gone when the text is; no rule may follow.

        A word and its head know one another: only a full collection of garbage would find them.
        """
        for words in self._made:
            for word in words:
                if word.children:
                    word.children = ()
                if word.head is word:
                    del word.head
        for sentence in self.sentences:
            vars(sentence).clear()
        self.sentences.clear()
        self._made.clear()

    def words_of(self, sentence: Sentence) -> list[Word]:
        """New words for a sentence."""
        start, end = sentence.start, sentence.end
        lookup: Callable[[int], str] = self._strings.__getitem__
        words: list[Word] = []
        for i, ids in enumerate(self._ids[start:end].tolist(), start):
            text, lower, lemma, pos, label, morph = map(lookup, ids)
            features = _features(morph)
            verbal, infinitive = pos in {"VERB", "AUX"}, "VerbForm=Inf" in features
            made = (text, lower, lemma, lemma.lower(), pos, label, _plain(label), features)
            words.append(Word(sentence, i, self.starts[i], *made, verbal, infinitive))
        below: dict[int, list[Word]] = {}
        heads = [n + step for n, step in enumerate(self._heads[start:end])]
        for word, place in zip(words, heads, strict=True):
            word.head = words[place]
            if word.head is not word:
                below.setdefault(place, []).append(word)
        for place, children in below.items():
            words[place].children = children
        for word in words:
            if word.head is not word:
                self._pass_on(word)
        forms = [word.lower.replace("’", "'") for word in words]
        for place, slot in complex_prepositions(forms, heads, self._syntax).items():
            words[place].complex = slot
        self._made.append(words)
        return words

    def _pass_on(self, word: Word) -> None:
        """What a function word tells of the word it belongs to."""
        head = word.head
        if word.dep == "aux":
            head.verbal = True
            head.infinitive = head.infinitive or "VerbForm=Inf" in word.morph
        elif word.dep == "cop":
            head.predicate = True
        elif not head.case and (word.dep in {"case", "mark"} or word.label == "prep"):
            form = word.lower.replace("’", "'")
            fixed = [child.lower for child in word.children if child.dep == "fixed"]
            known = self._syntax.prepositions.get(form, form)
            head.case = " ".join([form, *fixed]) if fixed else known


@lru_cache(maxsize=1024)
def _plain(label: str) -> str:
    return label.partition(":")[0]


@lru_cache(maxsize=8192)
def _features(morph: str) -> frozenset[str]:
    """Features as pairs, one for each value of those with several: ``Case=Acc,Dat``."""
    pairs = (feature.partition("=")[::2] for feature in morph.split("|") if "=" in feature)
    return frozenset(f"{name}={value}" for name, values in pairs for value in values.split(","))
