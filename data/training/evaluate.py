"""Accuracy, speed and size of a pack's pipeline.

    python -m data.training.evaluate fr --treebanks DIR [--pipeline PATH]

The pipeline is measured as it is used: framed by kg's components, on documents of eight sentences.
"""

from __future__ import annotations

import argparse
import time
import tomllib
from collections import Counter
from pathlib import Path
from typing import Any

import spacy
from spacy.language import Language
from spacy.scorer import Scorer
from spacy.tokens import Doc
from spacy.training import Example

from data.training.corpus import Sentence, examples, read
from kg.nlp import load_pipeline, parse_many

__all__ = ["scores", "shared_task", "table"]

PARSES = Path(__file__).parent.parent / "gold" / "parses"

COLUMNS = ("pos_acc", "dep_uas", "dep_las", "lemma_acc", "verb_lemma_acc", "sents_f")
#: Labels of arcs that relations follow from name to name.
OF_NAMES = ("nsubj", "obj", "obl", "nmod", "appos", "conj")
LABELS = ("nsubj", "nsubj:pass", "obj", "obl", "obl:agent", "nmod", "appos", "conj", "xcomp")


def scores(nlp: Language, gold: list[Example]) -> dict[str, Any]:
    """Return accuracies between 0 and 1.

    Keys: pos_acc, morph_acc, lemma_acc, verb_lemma_acc, dep_uas, dep_las, sents_f,
    dep_las_per_type, and dep_f_of_names, F by label of the arcs that attach a name. Whole documents
    are parsed, so a wrong sentence boundary costs arcs too; punctuation does not count.
    """
    docs = list(nlp.pipe([nlp.make_doc(example.reference.text) for example in gold]))
    pairs = [Example(doc, example.reference) for doc, example in zip(docs, gold, strict=True)]
    found: dict[str, Any] = {}
    found |= Scorer.score_token_attr(pairs, "pos")
    found |= Scorer.score_token_attr(pairs, "lemma")
    found |= Scorer.score_token_attr(pairs, "morph", getter=_morph)
    found |= Scorer.score_deps(pairs, "dep", getter=_dep, ignore_labels=("punct",))
    found |= Scorer.score_spans(pairs, "sents", getter=_sents)
    found["verb_lemma_acc"] = _verb_lemmas(pairs)
    found["dep_f_of_names"] = _arcs_of_names(pairs)
    return found


def _morph(token: Any, _attr: str) -> int:
    return int(token.morph.key)


def _dep(token: Any, _attr: str) -> str:
    return str(token.dep_)


def _sents(doc: Doc, _attr: str) -> list[Any]:
    return list(doc.sents)


def _verb_lemmas(pairs: list[Example]) -> float:
    right = total = 0
    for pair in pairs:
        aligned = pair.get_aligned("LEMMA", as_string=True)
        tags = pair.get_aligned("POS", as_string=True)
        for token, lemma, tag in zip(pair.predicted, aligned, tags, strict=True):
            if tag == "VERB" and lemma:
                total += 1
                right += token.lemma_ == lemma
    return right / max(1, total)


def _arcs_of_names(pairs: list[Example]) -> dict[str, float]:
    """F by label, without subtypes, of arcs whose dependent the corpus tags as a name."""
    right, said, owed = Counter[str](), Counter[str](), Counter[str]()
    pair: Any
    for pair in pairs:
        heads, labels = pair.get_aligned_parse(projectivize=False)
        tags = pair.get_aligned("POS", as_string=True)
        for token, tag, head, label in zip(pair.predicted, tags, heads, labels, strict=True):
            if tag == "PROPN" and label is not None:
                found, wanted = _main(token.dep_), _main(label)
                said[found] += 1
                owed[wanted] += 1
                right[wanted] += found == wanted and token.head.i == head
    return {label: 2 * right[label] / (said[label] + owed[label]) for label in owed}


def shared_task(nlp: Language, sentences: list[Sentence]) -> float:
    """Return the labelled score as the CoNLL shared task of 2018 has it, between 0 and 1.

    Sentence boundaries given, labels without their subtypes, punctuation counted. A sentence's
    tokens are ours, in which "du" is one word.
    """
    right = total = 0
    gold = list(examples(sentences, nlp, size=1))
    given = []
    for example in gold:
        doc = nlp.make_doc(example.reference.text)
        for token in doc:
            token.is_sent_start = token.i == 0
        given.append(doc)
    for doc, example in zip(nlp.pipe(given), gold, strict=True):
        pair: Any = Example(doc, example.reference)
        heads, labels = pair.get_aligned_parse(projectivize=False)
        total += sum(not token.is_space for token in example.reference)
        for token, head, label in zip(doc, heads, labels, strict=True):
            if label is not None and not token.is_space:
                right += token.head.i == head and _main(token.dep_) == _main(label)
    return right / max(1, total)


def _main(label: str) -> str:
    return label.partition(":")[0]


def table(lang: str, treebanks: Path, pipeline: Path | None = None) -> str:
    """Return the scores on the test sets and our own held-out parses, speed and size, as text."""
    nlp = load_pipeline(lang, pipeline=pipeline)
    plain = spacy.blank(lang)
    plain.tokenizer = nlp.tokenizer
    recipe = tomllib.loads((Path(__file__).parent / "corpora.toml").read_text(encoding="utf-8"))
    paths = [treebanks / name for name in recipe[lang]["test"]]
    own = PARSES / f"{lang}-test.conllu"
    rows = ["| corpus | " + " | ".join(COLUMNS) + " | conll_las |"]
    texts: list[str] = []
    for path in [*paths, *([own] if own.exists() else [])]:
        gold = list(examples(read(path, plain), plain))
        texts += [example.reference.text for example in gold if path != own]
        got = scores(nlp, gold)
        cells = [
            *(got[key] for key in COLUMNS),
            shared_task(nlp, read(path, plain, published=True)),
        ]
        rows.append(f"| {path.stem} | " + " | ".join(f"{100 * x:.1f}" for x in cells) + " |")
        by_label = got["dep_las_per_type"]
        shares = [f"{x} {100 * by_label[x]['f']:.0f}" for x in LABELS if x in by_label]
        rows.append(f"  F: {', '.join(shares)}")
        named = [f"{x} {100 * got['dep_f_of_names'].get(x, 0):.0f}" for x in OF_NAMES]
        rows.append(f"  F of arcs that attach a name: {', '.join(named)}")
    started = time.process_time()
    tokens = sum(len(doc) for doc in parse_many(nlp, texts))
    rows.append(f"{tokens / (time.process_time() - started):.0f} tokens per CPU second")
    files = [path for path in Path(str(nlp.path)).rglob("*") if path.is_file()]
    rows.append(f"{sum(path.stat().st_size for path in files) / 1e6:.1f} MB")
    return "\n".join(rows)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("lang")
    parser.add_argument("--treebanks", type=Path, required=True)
    parser.add_argument("--pipeline", type=Path, help="default: the pack's own")
    args = parser.parse_args()
    print(table(args.lang, args.treebanks, args.pipeline))


if __name__ == "__main__":
    main()
