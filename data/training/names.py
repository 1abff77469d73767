"""How well names are recognised: exact span and label.

python -m data.training.names fr --treebanks DIR [--errors]
"""

from __future__ import annotations

import argparse
from collections import Counter
from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc

from data.training.entities import LABELS, Passage
from kg.nlp import load_pipeline
from kg.nlp.names import add_names

__all__ = ["report", "scores"]

Result = dict[str, tuple[float, float, float]]


def scores(nlp: Language, passages: list[Passage]) -> Result:
    """Precision, recall and F (0 to 1) of each label and, as "all", of all together."""
    right: Counter[str] = Counter()
    found: Counter[str] = Counter()
    wanted: Counter[str] = Counter()
    for doc, passage in zip(nlp.pipe(p.text for p in passages), passages, strict=True):
        gold = set(passage.spans)
        got = _found(doc, passage)
        for counter, names in ((right, gold & got), (found, got), (wanted, gold)):
            for _, _, label in names:
                counter[label] += 1
                counter["all"] += 1
    return {label: _f(right[label], found[label], wanted[label]) for label in ("all", *LABELS)}


def _found(doc: Doc, passage: Passage) -> set[tuple[int, int, str]]:
    """The names of `doc`, save those in places of which the corpus says nothing."""
    names = {(e.start_char, e.end_char, e.label_) for e in doc.ents if e.label_ in LABELS}
    return {n for n in names if not any(n[0] < end and start < n[1] for start, end in passage.open)}


def _f(right: int, found: int, wanted: int) -> tuple[float, float, float]:
    precision, recall = right / max(1, found), right / max(1, wanted)
    return precision, recall, 2 * right / max(1, found + wanted)


def report(results: dict[str, Result]) -> str:
    """One line: F of all and of each label."""
    parts = []
    for name, result in results.items():
        each = " ".join(f"{label} {100 * result[label][2]:.0f}" for label in LABELS)
        parts.append(f"{name[:12]} {100 * result['all'][2]:.1f} ({each})")
    return "; ".join(parts)


def main() -> None:
    from data.training.ner import develop, read_recipe, test_sets

    parser = argparse.ArgumentParser(description=__doc__)
    add = parser.add_argument
    add("lang")
    add("--treebanks", type=Path, required=True)
    add("--ner", type=Path, help="default: the pack's own")
    add("--dev", action="store_true", help="the development sets instead of the test sets")
    add("--errors", action="store_true", help="list what is wrong")
    args = parser.parse_args()

    nlp = load_pipeline(args.lang, names=args.ner is None)
    if args.ner:
        nlp = load_pipeline(args.lang, names=False)
        add_names(nlp, args.ner, args.lang)
    recipe = read_recipe(args.lang)
    sets = develop(args, recipe) if args.dev else test_sets(args, recipe)
    print("| set | names | all P / R / F | " + " | ".join(f"{x} P / R / F" for x in LABELS) + " |")
    for name, passages in sets.items():
        result = scores(nlp, passages)
        cells = [" / ".join(f"{100 * x:.0f}" for x in result[key]) for key in ("all", *LABELS)]
        print(f"| {name} | {sum(len(p.spans) for p in passages)} | " + " | ".join(cells) + " |")
        if args.errors:
            _errors(nlp, passages)


def _errors(nlp: Language, passages: list[Passage]) -> None:
    for passage in passages:
        gold = set(passage.spans)
        got = _found(nlp(passage.text), passage)
        if gold != got:
            print(passage.text)
            for sign, names in (("-", gold - got), ("+", got - gold)):
                print(f"   {sign}", *(f"{x} [{passage.text[s:e]}]" for s, e, x in sorted(names)))


if __name__ == "__main__":
    main()
