"""CoNLL-U treebanks as spaCy training examples, cut as the runtime tokenizer cuts.

A gold word that is only part of a token (de + le in "du") gives way to the group's syntactic root;
labels are reduced to those of `LABELS`.
"""

from __future__ import annotations

import random
import tomllib
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc
from spacy.training import Example

from kg.nlp.normalize import normalize

__all__ = ["Sentence", "Word", "blocks_of", "examples", "read"]

# Distinctions that no rule needs and that corpora draw differently.
LABELS = {
    "obl:arg": "obl",
    "obl:mod": "obl",
    "obl:tmod": "obl:unmarked",
    "obl:npmod": "obl:unmarked",
    "nmod:tmod": "nmod:unmarked",
    "nmod:npmod": "nmod:unmarked",
    "flat:name": "flat",
    "flat:foreign": "flat",
    "aux:tense": "aux",
    "obj:lvc": "obj",
    "iobj:agent": "obj:agent",
    "dep:comp": "dep",
    "parataxis:insert": "parataxis",
    "parataxis:obj": "parataxis",
    "parataxis:parenth": "parataxis",
    "nsubj:outer": "nsubj",
    "csubj:outer": "csubj",
    "expl:pv": "expl:comp",
}


# French forms of address, which are the head of the name that follows.
TITLES = frozenset({"M.", "MM.", "Mme", "Mmes", "Mlle", "Mlles", "Me", "Dr", "Pr", "Mgr"})


@dataclass
class Word:
    """One gold token: character span in its sentence's text, head as an index there (itself for the
    root).
    """

    start: int
    end: int
    lemma: str
    pos: str
    morph: str
    head: int
    dep: str


@dataclass
class Sentence:
    """Normalised text and its tokens."""

    text: str
    words: list[Word] = field(default_factory=list)


def read(path: Path, nlp: Language, *, published: bool = False) -> list[Sentence]:
    """Return the sentences of a CoNLL-U file, words merged as `nlp`'s tokenizer has them.

    With `published`, names after nouns keep the analysis that the corpus gives them.

    A path that ends in "@1330:" or "@:1330" stands for the sentences from there or up to there.
    Sentences whose text and words disagree, and those no longer a tree, are left out.
    """
    labels = {**LABELS, **_labels_of(str(nlp.lang))}
    found = (_sentence(block, labels) for block in blocks_of(path))
    merged = (_merge(sentence, nlp) for sentence in found if sentence and sentence.words)
    trees = [sentence for sentence in merged if _is_tree(sentence)]
    for sentence in () if published else trees:
        _join_names(sentence)
    return trees


def _join_names(sentence: Sentence) -> None:
    """Give names after a noun one analysis, in place.

    In "le ministre Jean Dupont" Sequoia and FQB make the name `nmod`, GSD and PUD `appos`; in "M.
    Jean Dupont" the former make it `nmod`, the latter `flat`. The latter is taken for all.
    """
    words = sentence.words
    governing = {word.head for word in words if word.dep in ("case", "det")}
    for i, word in enumerate(words):
        noun = words[word.head]
        between = {other.pos for other in words[word.head + 1 : i]}
        near = word.head < i <= word.head + 3 and not between & {"PUNCT", "ADP", "DET"}
        if word.dep == "nmod" and word.pos == "PROPN" and near and i not in governing:
            if sentence.text[noun.start : noun.end] in TITLES:
                word.dep = "flat"
                for other in words:
                    if other.head == i and other.dep == "flat":
                        other.head = word.head
            elif noun.pos == "NOUN":
                word.dep = "appos"


def blocks_of(path: Path) -> list[str]:
    """The sentences of a CoNLL-U file as text, or those of the part that "@1330:" names."""
    name, _, part = path.name.partition("@")
    start, _, end = part.partition(":")
    blocks = path.with_name(name).read_text(encoding="utf-8").strip().split("\n\n")
    return blocks[int(start or 0) : int(end or len(blocks))]


@cache
def _labels_of(lang: str) -> dict[str, str]:
    """Labels that corpora.toml renames in one language."""
    recipes = tomllib.loads(Path(__file__).with_name("corpora.toml").read_text(encoding="utf-8"))
    return dict(recipes.get(lang, {}).get("labels", {}))


def _is_tree(sentence: Sentence) -> bool:
    """Merging words across a token of several phrases ("corner\"(See") can close a circle."""
    for start in range(len(sentence.words)):
        at, steps = start, 0
        while sentence.words[at].head != at:
            at, steps = sentence.words[at].head, steps + 1
            if steps > len(sentence.words):
                return False
    return True


def _sentence(block: str, labels: Mapping[str, str]) -> Sentence | None:
    text, rows, ranges = "", [], {}
    for line in block.splitlines():
        if line.startswith("# text ="):
            text = line.partition("=")[2].strip()
        if not line or line.startswith("#"):
            continue
        cells = line.split("\t")
        if "-" in cells[0]:
            first, last = map(int, cells[0].split("-"))
            ranges[first] = (last, cells[1])
        elif "." not in cells[0]:
            rows.append(cells)
    spans = _spans(text, rows, ranges)
    if spans is None:
        return None
    words = []
    for number, (cells, (start, end)) in enumerate(zip(rows, spans, strict=True)):
        head = int(cells[6]) - 1
        morph = cells[5] if cells[5] != "_" else ""
        dep = "ROOT" if head < 0 else labels.get(cells[7], cells[7])
        lemma = cells[2] if cells[2] != "_" or cells[1] == "_" else cells[1]
        words.append(Word(start, end, lemma, cells[3], morph, number if head < 0 else head, dep))
    return _without_bullets(Sentence(normalize(text), words))


def _without_bullets(sentence: Sentence) -> Sentence | None:
    """Leave out the words that normalisation makes a line break of."""
    words = sentence.words
    kept = [i for i, word in enumerate(words) if not sentence.text[word.start : word.end].isspace()]
    new_index = {old: new for new, old in enumerate(kept)}
    if any(words[i].head not in new_index for i in kept):
        return None
    moved = [replace(words[i], head=new_index[words[i].head]) for i in kept]
    return Sentence(sentence.text, moved)


def _spans(
    text: str, rows: list[list[str]], ranges: dict[int, tuple[int, str]]
) -> list[tuple[int, int]] | None:
    """Character spans of the words; words of a contraction that cannot be told apart share its
    span. An accent that only the contraction has ("reuniéndose" for "reuniendo" and "se") is no
    difference.
    """
    spans: list[tuple[int, int]] = []
    at, number = 0, 1
    while number <= len(rows):
        last, form = ranges.get(number, (number, rows[number - 1][1]))
        at = text.find(form, at)
        if at < 0:
            return None
        parts = [row[1] for row in rows[number - 1 : last]]
        if _bare("".join(parts)) == _bare(form):
            for part in parts:
                spans.append((at, at + len(part)))
                at += len(part)
        else:
            spans.extend([(at, at + len(form))] * len(parts))
            at += len(form)
        number = last + 1
    return spans


def _bare(text: str) -> str:
    parts = unicodedata.normalize("NFD", text.lower())
    return "".join(char for char in parts if not unicodedata.combining(char))


def _merge(sentence: Sentence, nlp: Language) -> Sentence:
    """Join gold words that lie in one token of the runtime tokenizer."""
    words, tokens = sentence.words, nlp.make_doc(sentence.text)
    group = list(range(len(words)))
    bounds = [(token.idx, token.idx + len(token)) for token in tokens if not token.is_space]
    for start, end in bounds:
        inside = [i for i, word in enumerate(words) if word.start >= start and word.end <= end]
        if len(inside) > 1:
            for i in inside:
                group[i] = inside[0]
    for i in range(1, len(words)):
        if words[i].start < words[i - 1].end:
            group[i] = group[i - 1]
    members: dict[int, list[int]] = {}
    for i, leader in enumerate(group):
        members.setdefault(leader, []).append(i)
    new_index = {leader: i for i, leader in enumerate(members)}
    merged = []
    for leader, inside in members.items():
        outer = [i for i in inside if words[i].head == i or group[words[i].head] != leader]
        root = words[outer[0]] if outer else words[leader]
        head = new_index[group[root.head]] if root.dep != "ROOT" else new_index[leader]
        lemma = (
            root.lemma
            if len(inside) == 1 or words[inside[0]].start == words[inside[-1]].start
            else _joined(sentence, inside)
        )
        merged.append(
            Word(
                words[inside[0]].start,
                max(words[i].end for i in inside),
                lemma,
                root.pos,
                root.morph,
                head,
                root.dep,
            )
        )
    return Sentence(sentence.text, merged)


def _joined(sentence: Sentence, inside: list[int]) -> str:
    words = sentence.words
    return sentence.text[words[inside[0]].start : words[inside[-1]].end]


@dataclass
class _Builder:
    """The columns of a Doc in the making."""

    words: list[str] = field(default_factory=list)
    spaces: list[bool] = field(default_factory=list)
    heads: list[int] = field(default_factory=list)
    deps: list[str] = field(default_factory=list)
    pos: list[str] = field(default_factory=list)
    morphs: list[str] = field(default_factory=list)
    lemmas: list[str] = field(default_factory=list)
    sent_starts: list[bool] = field(default_factory=list)

    def add(self, text: str, word: Word, *, space: bool, start: bool) -> None:
        self.words.append(text)
        self.spaces.append(space)
        self.heads.append(word.head)
        self.deps.append(word.dep)
        self.pos.append(word.pos)
        self.morphs.append(word.morph)
        self.lemmas.append(word.lemma)
        self.sent_starts.append(start)

    def line_break(self, count: int) -> None:
        breaks = "\n" * count
        self.add(
            breaks,
            Word(0, 0, breaks, "SPACE", "", len(self.words) - 1, "dep"),
            space=False,
            start=False,
        )

    def doc(self, nlp: Language) -> Doc:
        return Doc(nlp.vocab, **vars(self))


def _document(sentences: list[Sentence], nlp: Language, rng: random.Random | None) -> Example:
    """One example of several sentences.

    A heading, that is a sentence without final punctuation, stands on a line of its own, as in
    articles; with `rng`, other sentences are put on lines of their own too, some of these lose
    their full stop, and some lines are wrapped.
    """
    built = _Builder()
    for number, sentence in enumerate(sentences):
        breaks = sentence.text[-1] not in "\".!?…:;)'" or (rng is not None and rng.random() < 0.15)
        words = _unstopped(sentence) if breaks and rng and rng.random() < 0.4 else sentence.words
        _append(built, sentence.text, words, _wrap(words, rng))
        if number < len(sentences) - 1 and breaks:
            built.line_break(rng.choice((1, 2)) if rng else 1)
        elif number < len(sentences) - 1:
            built.spaces[-1] = True
    reference = built.doc(nlp)
    return Example(nlp.make_doc(reference.text), reference)


def _append(built: _Builder, text: str, words: list[Word], wrap: int) -> None:
    """Append a sentence, with a line break instead of the space after word `wrap`."""
    at = [len(built.words) + i + (0 <= wrap < i) for i in range(len(words))]
    for i, word in enumerate(words):
        space = i + 1 < len(words) and words[i + 1].start > word.end and i != wrap
        placed = Word(
            word.start, word.end, word.lemma, word.pos, word.morph, at[word.head], word.dep
        )
        built.add(text[word.start : word.end], placed, space=space, start=i == 0)
        if i == wrap:
            built.line_break(1)


def _unstopped(sentence: Sentence) -> list[Word]:
    words = sentence.words
    last = len(words) - 1
    final = sentence.text[words[last].start : words[last].end] == "." and last > 2
    return words[:last] if final and all(word.head != last for word in words) else words


def _wrap(words: list[Word], rng: random.Random | None) -> int:
    gaps = [i for i in range(len(words) - 1) if words[i + 1].start > words[i].end]
    return rng.choice(gaps) if rng and gaps and rng.random() < 0.05 else -1


def examples(
    sentences: list[Sentence], nlp: Language, *, size: int = 8, rng: random.Random | None = None
) -> Iterator[Example]:
    """Yield examples of up to `size` neighbouring sentences; with `rng` of random size and with
    line breaks put in.
    """
    at = 0
    while at < len(sentences):
        count = rng.choice((1, 2, 3, 4, 6)) if rng else size
        yield _document(sentences[at : at + count], nlp, rng)
        at += count
