"""words.tsv, the table behind the recogniser of names: clusters of words, their case, lists.

Clusters come from raw text: words with like neighbours (positive mutual information with the words
one and two places away, reduced to 100 dimensions) are put together by k-means.
"""

from __future__ import annotations

import gzip
import json
import random
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
from scipy.sparse import coo_matrix
from scipy.sparse.linalg import svds
from spacy.language import Language

from data.training.made import Maker
from kg.gazetteer import load_gazetteer
from kg.nlp.names import fold
from kg.nlp.normalize import normalize

__all__ = ["lists_of", "raw_texts", "write_table"]

Array = np.ndarray[Any, Any]

RARE = 5  # rarer words have no cluster
KNOWN = 30  # rarer words are not known by their letters
NEIGHBOURS = 3000  # words that count as company
DIMENSIONS = 100
CLUSTERS, COARSE = 500, 40
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"


def raw_texts(folder: Path, lang: str) -> Iterator[str]:
    """The texts of `lang`_*.jsonl.gz, normalised."""
    for path in sorted(folder.glob(f"{lang}_*.jsonl.gz")):
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            for line in lines:
                row = json.loads(line)
                yield normalize((row.get("title") or "") + "\n" + row["text"])


def lists_of(lang: str, held: frozenset[str] = frozenset()) -> dict[str, str]:
    """What lists say of folded words: G given name, S family name, P place, O of an organisation.

    The lists are those of made sentences and the gazetteer's names, save the full names of `held`.
    """
    maker, found = Maker(lang, random.Random(0)), defaultdict(set)

    def note(letter: str, names: Iterable[str]) -> None:
        for name in names:
            for word in re.findall(r"[^\W\d_]+(?:-[^\W\d_]+)*", name):
                if word[0].isupper():
                    found[fold(word)].add(letter)

    for given, family, _ in maker.people:
        note("G", given)
        note("S", family)
    gazetteer = load_gazetteer()
    for name, actor in gazetteer.names(lang):
        kind = gazetteer.get(actor).type
        if name.text in held:
            continue
        if name.kind == "full":
            first, _, rest = name.text.partition(" ")
            note("G" if rest else "S", [first])
            note("S", [rest])
        elif name.kind == "surname":
            note("S", [name.text])
        elif name.kind == "demonym":
            found[fold(name.text)].add("D")
        elif name.kind == "capital" or kind in ("state", "territory", "de_facto_state"):
            note("P", [name.text])
        elif kind in ("organisation", "organ", "group", "bloc"):
            note("O", [name.text])
    note("P", maker.lists["places"])
    note("O", maker.lists["orgs"])
    return {word: "".join(sorted(letters)) for word, letters in found.items()}


def write_table(out: Path, texts: Iterable[str], nlp: Language, lists: dict[str, str]) -> None:
    """Write words.tsv; `lists` gives the letters of the lists a folded word is in."""
    streams = [[token.text for token in nlp.make_doc(text)] for text in texts]
    counts = Counter(word for stream in streams for word in stream)
    vocabulary = [
        word
        for word, count in counts.most_common()
        if count >= RARE and word.strip() and len(word) < 40
    ]
    clusters = _clusters(streams, vocabulary)
    cases = _cases(counts)
    rows = []
    for word in sorted({*vocabulary, *cases, *lists}):
        row = (word, clusters.get(word, "-"), cases.get(word, "-"), lists.get(word, "-"))
        if row[1:] != ("-", "-", "-"):
            rows.append("\t".join(row))
    out.write_text("\n".join(rows) + "\n", encoding="utf-8")


def _cases(counts: Counter[str]) -> dict[str, str]:
    """A digit for the share of capitals, and "+" for words known by their letters."""
    capital: Counter[str] = Counter()
    total: Counter[str] = Counter()
    for word, count in counts.items():
        if word[:1].isalpha():
            total[fold(word)] += count
            capital[fold(word)] += count * word[0].isupper()
    cases = {}
    for word, count in total.items():
        if count >= 3 and len(word) < 40:
            share = capital[word] / count
            cases[word] = str(round(share * 8)) + ("+" if count >= KNOWN else "")
    for word, count in counts.items():
        if count >= KNOWN and not word[:1].isalpha() and word.strip() and len(word) < 8:
            cases[word] = "p+"
    return cases


def _clusters(streams: list[list[str]], vocabulary: list[str]) -> dict[str, str]:
    vectors = _vectors(streams, vocabulary)
    fine, centres = _k_means(vectors, CLUSTERS)
    coarse, _ = _k_means(centres, COARSE)
    names: dict[int, str] = {}
    members: dict[int, int] = defaultdict(int)
    for cluster, group in enumerate(coarse):
        members[int(group)] += 1
        names[cluster] = f"{LETTERS[group]}{members[int(group)]}"
    return {word: names[int(cluster)] for word, cluster in zip(vocabulary, fine, strict=True)}


def _vectors(streams: list[list[str]], vocabulary: list[str]) -> Array:
    index = {word: number for number, word in enumerate(vocabulary)}
    size = min(NEIGHBOURS, len(vocabulary))
    ids = np.concatenate(
        [np.array([index.get(w, -1) for w in stream] + [-1] * 2) for stream in streams]
    )
    rows, columns = [], []
    for number, shift in enumerate((-2, -1, 1, 2)):
        near = np.roll(ids, -shift)
        good = (ids >= 0) & (near >= 0) & (near < size)
        rows.append(ids[good])
        columns.append(near[good] + number * size)
    row, column = np.concatenate(rows), np.concatenate(columns)
    shape = (len(vocabulary), 4 * size)
    table = coo_matrix((np.ones(len(row), dtype=np.float32), (row, column)), shape=shape).tocsr()
    table.sum_duplicates()
    seen = np.asarray(table.sum(axis=1)).ravel() + 1.0
    company = np.asarray(table.sum(axis=0)).ravel() ** 0.75 + 1.0
    found = table.tocoo()
    share = company / company.sum()
    weight = np.log(found.data / (seen[found.row] * share[found.col]))
    table = coo_matrix((np.maximum(weight, 0), (found.row, found.col)), shape=shape).tocsr()
    start = np.random.default_rng(1).standard_normal(min(shape))
    left, strength, _ = svds(table.astype(np.float32), k=DIMENSIONS, v0=start.astype(np.float32))
    vectors = left * np.sqrt(strength)
    return np.asarray(vectors / (np.linalg.norm(vectors, axis=1, keepdims=True) + 1e-9))


def _k_means(vectors: Array, number: int, rounds: int = 12) -> tuple[Array, Array]:
    """Index of each vector's cluster, and the clusters' centres."""
    rng = random.Random(1)
    centres = vectors[sorted(rng.sample(range(min(len(vectors), 20 * number)), number))].copy()
    nearest = np.zeros(len(vectors), dtype=int)
    for _ in range(rounds):
        for at in range(0, len(vectors), 4096):
            nearest[at : at + 4096] = np.argmax(vectors[at : at + 4096] @ centres.T, axis=1)
        for cluster in range(number):
            own = vectors[nearest == cluster]
            if len(own):
                centre = own.mean(axis=0)
                centres[cluster] = centre / (np.linalg.norm(centre) + 1e-9)
    return nearest, centres
