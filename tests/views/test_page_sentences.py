"""Sentences are cut into marked pieces without losing or inventing a character."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from kg.records import Article, Evidence
from kg.views.sentences import LIMIT, SOURCE, TARGET, TRIGGER, sentence_parts
from kg.views.text import clean


@st.composite
def evidences(draw: st.DrawFn) -> tuple[Article, Evidence]:
    text = draw(st.text(min_size=1, max_size=80))
    spans = st.tuples(st.integers(0, len(text)), st.integers(0, len(text))).map(
        lambda pair: (min(pair), max(pair))
    )
    evidence = Evidence(
        article="a",
        sentence=draw(spans),
        trigger=draw(spans),
        source=draw(spans),
        target=draw(spans),
    )
    return Article(id="a", uri="a.txt", text=text), evidence


@given(evidences())
def test_the_pieces_are_the_sentence(case: tuple[Article, Evidence]) -> None:
    article, evidence = case
    start, end = evidence.sentence
    whole = "".join(text for text, _ in sentence_parts(article, evidence))
    assert whole == clean(article.text[start:end])


@given(evidences())
def test_marked_pieces_are_what_the_spans_slice(case: tuple[Article, Evidence]) -> None:
    article, evidence = case
    start, end = evidence.sentence
    parts = sentence_parts(article, evidence)
    for span, mark in (
        (evidence.source, SOURCE),
        (evidence.target, TARGET),
        (evidence.trigger, TRIGGER),
    ):
        inside = article.text[max(span[0], start) : max(min(span[1], end), max(span[0], start))]
        assert "".join(text for text, bits in parts if bits & mark) == clean(inside)


def evidence(text: str, **spans: str) -> Evidence:
    found = {name: (text.index(word), text.index(word) + len(word)) for name, word in spans.items()}
    return Evidence(article="a", sentence=(0, len(text)), **found)


def test_words_that_are_source_and_target_at_once_carry_both_marks() -> None:
    text = "L'entente sino-russe se renforce."
    found = evidence(text, source="sino-russe", target="sino-russe", trigger="renforce")
    parts = dict(sentence_parts(Article(id="a", uri="", text=text), found))
    assert parts["sino-russe"] == SOURCE + TARGET


def test_characters_beyond_the_basic_plane_do_not_shift_the_marks() -> None:
    text = "𝕏 🇫🇷 Pékin soutient Moscou."
    found = evidence(text, source="Pékin", target="Moscou", trigger="soutient")
    assert ("soutient", TRIGGER) in sentence_parts(Article(id="a", uri="", text=text), found)


def test_a_sentence_of_megabytes_is_cut_around_its_marks() -> None:
    text = "mot " * 250_000 + "Pékin soutient Moscou" + " mot" * 250_000
    found = evidence(text, source="Pékin", target="Moscou", trigger="soutient")
    parts = sentence_parts(Article(id="a", uri="", text=text), found)
    assert sum(len(text) for text, _ in parts) <= LIMIT + 4
    assert parts[0][0] == "… "
    assert parts[-1][0] == " …"
    assert ("Moscou", TARGET) in parts


def test_a_claim_whose_article_is_missing_has_no_sentence() -> None:
    spans = {"sentence": (0, 1), "trigger": (0, 1), "source": (0, 1), "target": (0, 1)}
    assert sentence_parts(None, Evidence(article="gone", **spans)) == []


def test_evidence_in_the_title_slices_the_title() -> None:
    found = evidence("Pékin soutient Moscou", source="Pékin", target="Moscou", trigger="soutient")
    article = Article(id="a", uri="", text="Autre chose.", title="Pékin soutient Moscou")
    parts = sentence_parts(article, found.model_copy(update={"field": "title"}))
    assert parts[0] == ("Pékin", SOURCE)
