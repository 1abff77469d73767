"""Trees of the ClearNLP scheme turned into Universal Dependencies, on Docs built by hand."""

from __future__ import annotations

from pathlib import Path

import pytest
import spacy
from spacy.tokens import Doc
from spacy.vocab import Vocab

from kg.errors import PackError
from kg.nlp.clearnlp import to_universal
from kg.nlp.components import Labels
from kg.nlp.labels import LabelMap, read_labels

LABELS = Path(__file__).parents[2] / "kg" / "lang" / "en" / "labels.toml"
VOCAB = Vocab()


def turned(rows: list[tuple[str, str, int, str]]) -> list[tuple[str, str, str]]:
    """Rows are (word, part of speech, index of the head, label); be has its lemma from the word."""
    words, pos, heads, deps = (list(column) for column in zip(*rows, strict=True))
    lemmas = [
        "be" if word in ("is", "was", "are", "been", "were") else word.lower() for word in words
    ]
    scheme = read_labels(LABELS).clearnlp
    assert scheme
    doc = to_universal(
        Doc(VOCAB, words=words, pos=pos, heads=heads, deps=deps, lemmas=lemmas), scheme
    )
    return [(token.text, token.dep_, token.head.text) for token in doc]


def test_object_of_a_verb() -> None:
    assert turned(
        [
            ("Beijing", "PROPN", 1, "nsubj"),
            ("supports", "VERB", 1, "ROOT"),
            ("Pyongyang", "PROPN", 1, "dobj"),
        ]
    ) == [
        ("Beijing", "nsubj", "supports"),
        ("supports", "ROOT", "supports"),
        ("Pyongyang", "obj", "supports"),
    ]


def test_noun_governs_its_preposition() -> None:
    assert turned(
        [
            ("Moscow", "PROPN", 1, "nsubj"),
            ("relies", "VERB", 1, "ROOT"),
            ("on", "ADP", 1, "prep"),
            ("help", "NOUN", 2, "pobj"),
            ("from", "ADP", 3, "prep"),
            ("Tehran", "PROPN", 4, "pobj"),
        ]
    )[2:] == [
        ("on", "case", "help"),
        ("help", "obl", "relies"),
        ("from", "case", "Tehran"),
        ("Tehran", "nmod", "help"),
    ]


def test_nested_prepositions() -> None:
    assert turned(
        [
            ("They", "PRON", 1, "nsubj"),
            ("came", "VERB", 1, "ROOT"),
            ("out", "ADP", 1, "prep"),
            ("of", "ADP", 2, "prep"),
            ("Syria", "PROPN", 3, "pobj"),
        ]
    )[2:] == [("out", "case", "Syria"), ("of", "case", "Syria"), ("Syria", "obl", "came")]


def test_passive_with_agent() -> None:
    assert turned(
        [
            ("Sanctions", "NOUN", 2, "nsubjpass"),
            ("were", "AUX", 2, "auxpass"),
            ("imposed", "VERB", 2, "ROOT"),
            ("by", "ADP", 2, "agent"),
            ("Washington", "PROPN", 3, "pobj"),
        ]
    ) == [
        ("Sanctions", "nsubj:pass", "imposed"),
        ("were", "aux:pass", "imposed"),
        ("imposed", "ROOT", "imposed"),
        ("by", "case", "Washington"),
        ("Washington", "obl:agent", "imposed"),
    ]


def test_predicate_governs_its_copula() -> None:
    assert turned(
        [
            ("China", "PROPN", 1, "nsubj"),
            ("is", "AUX", 1, "ROOT"),
            ("an", "DET", 3, "det"),
            ("ally", "NOUN", 1, "attr"),
            ("of", "ADP", 3, "prep"),
            ("Pakistan", "PROPN", 4, "pobj"),
            (".", "PUNCT", 1, "punct"),
        ]
    ) == [
        ("China", "nsubj", "ally"),
        ("is", "cop", "ally"),
        ("an", "det", "ally"),
        ("ally", "ROOT", "ally"),
        ("of", "case", "Pakistan"),
        ("Pakistan", "nmod", "ally"),
        (".", "punct", "ally"),
    ]


def test_there_is_keeps_its_verb() -> None:
    assert turned(
        [("There", "PRON", 1, "expl"), ("is", "VERB", 1, "ROOT"), ("tension", "NOUN", 1, "attr")]
    ) == [("There", "expl", "is"), ("is", "ROOT", "is"), ("tension", "nsubj", "is")]


def test_conjuncts_hang_on_the_first() -> None:
    assert turned(
        [
            ("Iran", "PROPN", 5, "nsubj"),
            (",", "PUNCT", 0, "punct"),
            ("Iraq", "PROPN", 0, "conj"),
            ("and", "CCONJ", 2, "cc"),
            ("Syria", "PROPN", 2, "conj"),
            ("agreed", "VERB", 5, "ROOT"),
        ]
    )[2:5] == [("Iraq", "conj", "Iran"), ("and", "cc", "Syria"), ("Syria", "conj", "Iran")]


def test_clause_after_a_preposition() -> None:
    assert turned(
        [
            ("Seoul", "PROPN", 1, "nsubj"),
            ("warned", "VERB", 1, "ROOT"),
            ("against", "ADP", 1, "prep"),
            ("selling", "VERB", 2, "pcomp"),
            ("arms", "NOUN", 3, "dobj"),
        ]
    )[2:] == [
        ("against", "mark", "selling"),
        ("selling", "advcl", "warned"),
        ("arms", "obj", "selling"),
    ]


def test_infinitive_and_possessor() -> None:
    assert turned(
        [
            ("Iran", "PROPN", 2, "poss"),
            ("'s", "PART", 0, "case"),
            ("vow", "NOUN", 2, "ROOT"),
            ("to", "PART", 4, "aux"),
            ("retaliate", "VERB", 2, "acl"),
        ]
    ) == [
        ("Iran", "nmod:poss", "vow"),
        ("'s", "case", "Iran"),
        ("vow", "ROOT", "vow"),
        ("to", "mark", "retaliate"),
        ("retaliate", "acl", "vow"),
    ]


def test_labels_of_other_universal_pipelines_are_renamed() -> None:
    nlp = spacy.blank("fr")
    doc = Doc(
        nlp.vocab,
        words=["Il", "va", "à", "Kiev"],
        heads=[1, 1, 3, 1],
        deps=["nsubj", "ROOT", "case", "obl:arg"],
    )
    component = Labels(nlp, str(LABELS.parents[1] / "fr" / "labels.toml"))
    assert [token.dep_ for token in component(doc)] == ["nsubj", "ROOT", "case", "obl"]


def test_missing_labels_are_those_no_renaming_gives() -> None:
    labels = LabelMap(needed=("obl", "obj", "nsubj"), labels={"obl:mod": "obl"})
    assert labels.missing({"obl:mod", "nsubj"}) == ("obj",)


def test_unknown_key_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "labels.toml"
    path.write_text("label = {}\n", encoding="utf-8")
    with pytest.raises(PackError, match="label"):
        read_labels(path)
