"""What a crowded sentence costs beside short ones: relations must not grow with its square.

    python bench/sentence.py [--rounds 5]

One sentence of some 300 words and 40 actors against ten of a tenth each, which say the same.
Printed are, in milliseconds of processor time and the best of the rounds, parsing, mentions and
relations for both, and how many times as much the one sentence takes.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable
from itertools import pairwise

from spacy.tokens import Doc

from kg.gazetteer import load_gazetteer
from kg.lang import load_pack
from kg.mentions import MentionFinder
from kg.nlp import load_pipeline, parse
from kg.ontology import load_ontology
from kg.records import Article, Document
from kg.relations import RelationExtractor

__all__ = ["main"]

NAMES = """
Paris Berlin Rome Madrid Lisbonne Vienne Prague Varsovie Budapest Athènes Ankara Moscou
Kiev Minsk Téhéran Bagdad Damas Beyrouth Amman Riyad Doha Tripoli Tunis Alger Rabat Dakar
Abuja Nairobi Pretoria Pékin Tokyo Séoul Pyongyang Hanoï Manille Jakarta Canberra Ottawa
Lima Quito
"""
CAPITALS = NAMES.split()
ACTS = ("a condamné", "accuse", "soutient", "menace", "a rencontré")


def clauses() -> list[str]:
    """One clause for each actor and the next, with a noun that names an act as well."""
    return [
        f"{first} {ACTS[i % len(ACTS)]} {second} après les sanctions"
        for i, (first, second) in enumerate(pairwise(CAPITALS))
    ]


def best(rounds: int, task: Callable[[], object]) -> float:
    """Milliseconds of processor time, the least of `rounds`."""
    spent = []
    for _ in range(rounds):
        start = time.process_time()
        task()
        spent.append(time.process_time() - start)
    return 1000 * min(spent)


def main() -> None:
    """Run the measure from the command line and print it."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--rounds", type=int, default=5)
    rounds = parser.parse_args().rounds

    pack, gazetteer, nlp = load_pack("fr"), load_gazetteer(), load_pipeline("fr")
    finder = MentionFinder(pack, gazetteer)
    extractor = RelationExtractor(pack, gazetteer, load_ontology())
    parts = clauses()
    tenths = [parts[i : i + 4] for i in range(0, len(parts), 4)]
    texts = {
        "one sentence": ", et ".join(parts) + ".",
        "ten": " ".join(", et ".join(group) + "." for group in tenths),
    }
    rows: dict[str, tuple[float, float, float]] = {}
    for name, text in texts.items():
        document = Document(article=Article(id="a", uri="a", text=text), lang="fr")
        doc: Doc = parse(nlp, text)
        finder.find(doc, None)
        rows[name] = (
            best(rounds, lambda text=text: parse(nlp, text)),  # type: ignore[misc]
            best(rounds, lambda doc=doc: finder.find(doc, None)),  # type: ignore[misc]
            best(rounds, lambda doc=doc, document=document: extractor.extract(doc, document)),  # type: ignore[misc]
        )
        counts = len(list(doc.sents)), len(doc), len(doc._.mentions), len(doc._.relations)
        print(
            f"{name}: sentences {counts[0]}, tokens {counts[1]}, mentions {counts[2]}, "
            f"relations {counts[3]}"
        )
    for stage, one, ten in zip(("parse", "mentions", "relations"), *rows.values(), strict=True):
        print(f"{stage:9} {one:8.1f} ms against {ten:8.1f} ms: {one / ten:.2f} times")


if __name__ == "__main__":
    main()
