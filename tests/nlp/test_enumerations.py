"""Enumerations of names that a parser took for something else, on Docs built by hand."""

from __future__ import annotations

import pytest
from spacy.tokens import Doc
from spacy.vocab import Vocab

from kg.nlp.repairs import repair

VOCAB = Vocab()
POS = {"P": "PROPN", "V": "VERB", "D": "DET", "C": "CCONJ", "A": "ADP", "N": "NOUN", ",": "PUNCT"}


def repaired(rows: str) -> list[str]:
    """Each row is word/part of speech/head, counted from 1/label; comes back as label>head."""
    cells = [row.split("/") for row in rows.split()]
    words, pos, heads, deps = zip(*cells, strict=True)
    doc = Doc(
        VOCAB,
        words=words,
        pos=[POS[key] for key in pos],
        heads=[int(head) - 1 for head in heads],
        deps=deps,
    )
    repair(doc)
    return [f"{token.dep_}>{token.head.text}" for token in doc if token.pos_ in ("PROPN", "CCONJ")]


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        pytest.param(
            "Paris/P/7/nsubj ,/,/3/punct Berlin/P/7/nsubj ,/,/5/punct Rome/P/3/conj et/C/5/cc "
            "refusent/V/7/ROOT",
            ["nsubj>refusent", "nsubj>refusent", "conj>Berlin", "cc>Rome"],
            id="no name after the conjunction",
        ),
        pytest.param(
            "Paris/P/8/nsubj ,/,/3/punct Berlin/P/8/nsubj ,/,/5/punct Rome/P/3/conj et/C/7/cc "
            "Madrid/P/3/conj refusent/V/8/ROOT",
            ["nsubj>refusent", "conj>Paris", "conj>Paris", "cc>Madrid", "conj>Paris"],
            id="two subjects",
        ),
        pytest.param(
            "le/D/2/det Mali/P/9/nsubj ,/,/5/punct le/D/5/det Tchad/P/2/appos et/C/8/cc le/D/8/det "
            "Niger/P/5/conj cèdent/V/9/ROOT",
            ["nsubj>cèdent", "conj>Mali", "cc>Niger", "conj>Mali"],
            id="apposition",
        ),
        pytest.param(
            "En/A/2/case France/P/9/obl ,/,/2/punct Paris/P/9/nsubj ,/,/6/punct Lyon/P/4/appos "
            "et/C/8/cc Nice/P/4/conj rient/V/9/ROOT",
            ["obl>rient", "nsubj>rient", "appos>Paris", "cc>Nice", "conj>Paris"],
            id="a preposition before the first alone",
        ),
        pytest.param(
            "Paris/P/5/nsubj ,/,/3/punct Berlin/P/1/appos ,/,/3/punct refuse/V/5/ROOT et/C/7/cc "
            "Rome/P/5/conj",
            ["nsubj>refuse", "appos>Paris", "cc>Rome", "conj>refuse"],
            id="no enumeration",
        ),
        pytest.param(
            "Joe/P/3/nsubj Biden/P/1/flat vise/V/3/ROOT Xi/P/3/obj ,/,/6/punct Kim/P/4/appos "
            "Jong-un/P/6/flat et/C/9/cc Vladimir/P/6/conj Poutine/P/9/flat",
            ["nsubj>vise", "flat>Joe", "obj>vise", "conj>Xi", "flat>Kim", "cc>Vladimir", "conj>Xi",
             "flat>Vladimir"],
            id="names of two words",
        ),
    ],
)  # fmt: skip
def test_enumerations(rows: str, expected: list[str]) -> None:
    assert repaired(rows) == expected


def test_first_that_hung_on_a_later_one_takes_its_place() -> None:
    rows = "Paris/P/3/nmod ,/,/3/punct Berlin/P/6/nsubj et/C/5/cc Rome/P/3/conj refusent/V/6/ROOT"
    assert repaired(rows)[0] == "nsubj>refusent"
