"""Accuracy, speed and size of a pack's pipeline.

    python -m data.training.evaluate fr --treebanks DIR [--pipeline PATH]

The pipeline is measured as it is used: framed by kg's components, on documents of eight sentences.
"""

from __future__ import annotations

import argparse
import time
import tomllib
from pathlib import Path
from typing import Any

import spacy
from spacy.language import Language
from spacy.scorer import Scorer
from spacy.tokens import Doc
from spacy.training import Example

from data.training.corpus import examples, read
from kg.nlp import load_pipeline

__all__ = ["scores"]

COLUMNS = ("pos_acc", "dep_uas", "dep_las", "lemma_acc", "verb_lemma_acc", "sents_f")
LABELS = ("nsubj", "nsubj:pass", "obj", "obl", "obl:agent", "nmod", "appos", "conj", "xcomp")


def scores(nlp: Language, gold: list[Example]) -> dict[str, Any]:
    """Return accuracies between 0 and 1.

    Keys: pos_acc, morph_acc, lemma_acc, verb_lemma_acc, dep_uas, dep_las, sents_f, and
    dep_las_per_type. Whole documents are parsed, so a wrong sentence boundary costs arcs too;
    punctuation does not count.
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


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("lang")
    parser.add_argument("--treebanks", type=Path, required=True)
    parser.add_argument("--pipeline", type=Path, help="default: the pack's own")
    args = parser.parse_args()

    nlp = load_pipeline(args.lang, pipeline=args.pipeline)
    plain = spacy.blank(args.lang)
    plain.tokenizer = nlp.tokenizer
    recipe = tomllib.loads((Path(__file__).parent / "corpora.toml").read_text(encoding="utf-8"))
    print("| corpus | " + " | ".join(COLUMNS) + " |")
    for name in recipe[args.lang]["test"]:
        gold = list(examples(read(args.treebanks / name, plain), plain))
        got = scores(nlp, gold)
        print(
            f"| {Path(name).stem} | "
            + " | ".join(f"{100 * got[key]:.1f}" for key in COLUMNS)
            + " |"
        )
        by_label = got["dep_las_per_type"]
        print(
            "  F: "
            + ", ".join(f"{x} {100 * by_label[x]['f']:.0f}" for x in LABELS if x in by_label)
        )
    texts = [example.reference.text for example in gold]
    started = time.process_time()
    tokens = sum(len(doc) for doc in nlp.pipe(texts))
    print(f"{tokens / (time.process_time() - started):.0f} tokens per CPU second")
    folder = Path(str(nlp.path))
    size = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
    print(f"{size / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
