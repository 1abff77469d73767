"""Parses written by hand, so that rules are tested and not parsers.

One word a line: form, lemma, part of speech, label, position of its head (from 1; 0 for the root),
features. Positions are those of the CoNLL-U format.
"""

from __future__ import annotations

import spacy
from spacy.tokens import Doc

__all__ = ["parse"]

VOCAB = spacy.blank("xx").vocab


def parse(table: str, *, last_space: bool = True) -> Doc:
    """Build the Doc that `table` describes; words are one space apart."""
    rows = [line.split() for line in table.strip().splitlines() if line.strip()]
    heads = [int(row[4]) for row in rows]
    return Doc(
        VOCAB,
        words=[row[0] for row in rows],
        spaces=[True] * (len(rows) - 1) + [last_space],
        lemmas=[row[1] for row in rows],
        pos=[row[2] for row in rows],
        deps=["ROOT" if row[3] == "root" else row[3] for row in rows],
        heads=[i if head == 0 else head - 1 for i, head in enumerate(heads)],
        morphs=[row[5] if len(row) > 5 else "" for row in rows],
    )
