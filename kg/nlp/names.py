"""What the recogniser of names sees of a word, as a layer for spaCy.

Corpora with names are small, so a word is more than its letters: the class of words that stand in
the same company in much raw text (its cluster), how often that text writes it with a capital, and
what lists say of it (given name, family name, place, word of an institution). All three are looked
up in a table, words.tsv, that lies beside the weights.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from spacy.language import Language
from spacy.strings import hash_string  # type: ignore[attr-defined]
from spacy.tokens import Span
from spacy.util import registry
from thinc.api import HashEmbed, LayerNorm, Maxout, Model, chain, concatenate
from thinc.layers import list2ragged, ragged2list, with_array

from kg.lang.pack import load_pack

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

__all__ = ["COMPONENT", "FEATURES", "Titles", "WordTable", "add_names", "fold", "name_embedding"]

#: The component's name in a pipeline.
COMPONENT = "kg_names"
_FEATURES_LAYER = "kg_name_features"
_LONGEST = 4  # words of a name that only its title gives away
_REMEMBERED = 50_000  # words whose vectors are kept, 20 MB at most

#: What is looked at, with the rows of its table of vectors.
FEATURES = {
    "word": 3000,
    "suffix": 1500,
    "prefix": 1000,
    "shape": 500,
    "cluster": 800,
    "coarse": 100,
    "case": 20,
    "lists": 60,
}


def add_names(nlp: Language, folder: Path, lang: str | None = None) -> None:
    """Put the recogniser of names that lies in `folder` at the end of `nlp`, with the titles of the
    pack `lang`, the one it lies in by default.

    Raises OSError or ValueError where its files are incomplete.
    """
    from spacy.util import load_config

    config = dict(load_config(folder / "config.cfg")["ner"])
    config["model"]["tok2vec"]["embed"]["table"] = str(folder / "words.tsv")
    component = nlp.add_pipe(config.pop("factory"), name=COMPONENT, config=config)
    component.from_disk(folder, exclude=["vocab"])  # type: ignore[attr-defined]
    _remember(component.model)  # type: ignore[attr-defined]
    nlp.add_pipe("kg_titles", config={"lang": lang or folder.parent.name})


class Titles:
    """Mends names by the titles around them: they are no part of a name, and persons bear them."""

    def __init__(self, lang: str) -> None:
        words = load_pack(lang).words
        self.persons = {_plain(title) for title in words.titles}
        self.titles = self.persons | {_plain(word) for word in words.beside}

    def __call__(self, doc: Doc) -> Doc:
        found = [self._mended(doc, span) for span in doc.ents]
        taken = {i for span in found for i in range(span.start, span.end)}
        found += [span for token in doc if (span := self._named_after(doc, token, taken))]
        doc.ents = tuple(found)
        return doc

    def _named_after(self, doc: Doc, title: Token, taken: set[int]) -> Span | None:
        """The name right after a title that was not recognised: "Mr Tlass"."""
        if not title.text[0].isupper() or _plain(title.text) not in self.persons:
            return None
        start = end = title.i + 1
        while end < len(doc) and end - start < _LONGEST and doc[end].text.istitle():
            if end in taken or doc[end].is_sent_start or _plain(doc[end].text) in self.titles:
                break
            end += 1
        return Span(doc, start, end, "PER") if end > start and end not in taken else None

    def _mended(self, doc: Doc, span: Span) -> Span:
        start, label = span.start, span.label_
        while label == "PER" and start + 1 < span.end and _plain(doc[start].text) in self.titles:
            start += 1
        before = doc[start - 1] if start else None
        if before is not None and before.text[0].isupper() and _plain(before.text) in self.persons:
            label = "PER"
        changed = (start, label) != (span.start, span.label_)
        return Span(doc, start, span.end, label) if changed else span


def _plain(word: str) -> str:
    return fold(word).strip(".")


@Language.factory("kg_titles", requires=["doc.ents"], assigns=["doc.ents"])
def _titles(nlp: Language, name: str, lang: str) -> Titles:
    return Titles(lang)


def _remember(model: Model[Any, Any]) -> None:
    """Compute the vector of a word once: it does not depend on the words around it."""
    layer = next(node for node in model.walk() if _reads_features(node))
    extract: Any = layer.layers[0]._func
    layer._func = _Remembered(extract.words, layer.layers[2].layers[0])


class _Remembered:
    """The vectors of words, for use alone: what `dense` makes of the features of `words`."""

    def __init__(self, words: WordTable, dense: Model[Any, Any]) -> None:
        self.words, self.dense = words, dense
        self.known: dict[str, int] = {}
        self.vectors: Any = None

    def __call__(
        self, model: Model[Any, Any], docs: list[Doc], is_train: bool
    ) -> tuple[list[Any], Callable[[Any], list[Any]]]:
        texts = [[token.text for token in doc] for doc in docs]
        if len(self.known) > _REMEMBERED:
            self.known, self.vectors = {}, None
        new = list(dict.fromkeys(text for doc in texts for text in doc if text not in self.known))
        if new or self.vectors is None:
            fresh = self.dense.predict(self.words.rows(new))
            old = [] if self.vectors is None else [self.vectors]
            self.known |= {text: len(self.known) + at for at, text in enumerate(new)}
            self.vectors = np.concatenate([*old, fresh])
        places = [np.array([self.known[text] for text in doc], dtype=int) for doc in texts]
        return [self.vectors[place] for place in places], lambda _: []


def _reads_features(node: Model[Any, Any]) -> bool:
    return bool(node.layers) and node.layers[0].name == _FEATURES_LAYER


def fold(word: str) -> str:
    """Return `word` in lower case and without accents.

    >>> fold("Şahin"), fold("Gáspár")
    ('sahin', 'gaspar')
    """
    plain = unicodedata.normalize("NFKD", word.lower())
    return "".join(char for char in plain if not unicodedata.combining(char))


class WordTable:
    """Reads words.tsv: word, cluster, case, lists; `-` where nothing is known.

    Clusters are of the word as written, the other two of its folded form.
    """

    def __init__(self, path: str | Path) -> None:
        self.clusters: dict[str, str] = {}
        self.cases: dict[str, str] = {}
        self.lists: dict[str, str] = {}
        for line in Path(path).read_text(encoding="utf-8").splitlines():
            word, cluster, case, lists = line.split("\t")
            for table, value in ((self.clusters, cluster), (self.cases, case), (self.lists, lists)):
                if value != "-":
                    table[word] = value
        self.features = lru_cache(maxsize=200_000)(self._features)

    def _features(self, text: str) -> tuple[int, ...]:
        """One number for each of FEATURES."""
        lower, plain = text.lower(), fold(text)
        cluster = self.clusters.get(text) or self.clusters.get(lower) or "?"
        case = self.cases.get(plain, "?")
        values = (
            lower if case[-1:] == "+" else "?",
            lower[-3:],
            lower[:3],
            _shape(text),
            cluster,
            cluster[:1],
            case[:1],
            self.lists.get(plain, "-"),
        )
        return tuple(hash_string(value) for value in values)

    def rows(self, texts: list[str]) -> Any:
        """The features of words, words by features."""
        found = [self.features(text) for text in texts]
        return np.asarray(found, dtype=np.uint64).reshape(len(found), len(FEATURES))


def _shape(text: str) -> str:
    """Kinds of letters, runs cut to three: "Xxx-xxx", "XXX", "dd"."""
    out: list[str] = []
    for char in text[:40]:
        kind = "X" if char.isupper() else "x" if char.isalpha() else "d" if char.isdigit() else char
        if out[-3:] != [kind] * 3:
            out.append(kind)
    return "".join(out)


@registry.architectures("kg.NameEmbed.v1")  # type: ignore[untyped-decorator]
def name_embedding(width: int, inner: int, table: str) -> Model[list[Doc], list[Any]]:
    """Vectors of `width` for every word of a list of Docs; each feature has `inner` numbers."""
    embeds: list[Model[Any, Any]] = [
        HashEmbed(inner, rows, column=column, seed=column + 7, dropout=0.0)
        for column, rows in enumerate(FEATURES.values())
    ]
    mixed: Model[Any, Any] = chain(
        _extract(table),
        list2ragged(),
        with_array(
            chain(
                concatenate(*embeds),
                Maxout(width, inner * len(embeds), nP=3, normalize=False),
                LayerNorm(width),
            )
        ),
        ragged2list(),
    )
    return mixed


def _extract(table: str) -> Model[Any, Any]:
    return Model(_FEATURES_LAYER, _Extract(WordTable(table)))


class _Extract:
    """The layer that reads features."""

    def __init__(self, words: WordTable) -> None:
        self.words = words

    def __call__(
        self, model: Model[Any, Any], docs: list[Doc], is_train: bool
    ) -> tuple[list[Any], Callable[[Any], list[Any]]]:
        rows = [self.words.rows([token.text for token in doc]) for doc in docs]
        return [model.ops.asarray(array) for array in rows], lambda _: []
