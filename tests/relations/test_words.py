"""A parse in plain objects says what spaCy's says."""

from __future__ import annotations

import gc
import weakref

from hypothesis import given
from hypothesis import strategies as st
from spacy.tokens import Doc

from kg.lang import Syntax
from kg.relations.words import Text, Word
from tests.relations.parses import VOCAB, parse

SYNTAX = Syntax(
    prepositions={"à": "à", "aux": "à", "d'": "de"},
    complex_prepositions={"face à": "devant"},
    locative=(),
    genitive=(),
    among=(),
    agent=(),
)

COMPOUND = """
Moscou  Moscou   PROPN nsubj 4
dit     dire     VERB  root 0
l'      le       PRON  obj 5
avoir   avoir    AUX   aux:tense 5 VerbForm=Inf
dit     dire     VERB  ccomp 2 VerbForm=Part|Tense=Past,Imp
"""


@st.composite
def docs(draw: st.DrawFn) -> Doc:
    """Texts of a few sentences with any trees."""
    heads: list[int] = []
    for length in draw(st.lists(st.integers(1, 6), min_size=1, max_size=4)):
        start, order = len(heads), draw(st.permutations(range(length)))
        # Each word hangs on one before it in a drawn order, so that there is one root.
        above = {order[0]: order[0]}
        for n, word in enumerate(order[1:], 1):
            above[word] = order[draw(st.integers(0, n - 1))]
        heads += [start + above[word] for word in range(length)]
    deps = ["ROOT" if head == i else "dep" for i, head in enumerate(heads)]
    words = [draw(st.sampled_from(["Kiev", "l'", ",", "É"])) for _ in heads]
    spaces = [draw(st.booleans()) for _ in heads]
    return Doc(VOCAB, words=words, spaces=spaces, heads=heads, deps=deps, pos=["X"] * len(heads))


def only(table: str) -> list[Word]:
    """The words of the only sentence of a parse."""
    (sentence,) = Text(parse(table), SYNTAX).sentences
    return sentence.words


@given(docs())
def test_sentences_and_their_texts_are_those_of_the_parse(doc: Doc) -> None:
    found = Text(doc, SYNTAX).sentences
    expected = [(s.start, s.end, s.start_char, s.text, s.root.i) for s in doc.sents]
    assert [(s.start, s.end, s.start_char, s.text, s.root.i) for s in found] == expected
    assert [s.before for s in found] == [None, *found[:-1]]


@given(docs())
def test_the_tree_is_that_of_the_parse(doc: Doc) -> None:
    text = Text(doc, SYNTAX)
    for token in doc:
        word = text[token.i]
        assert (word.text, word.idx, word.head.i) == (token.text, token.idx, token.head.i)
        assert [child.i for child in word.children] == [child.i for child in token.children]
        assert [above.i for above in word.ancestors] == [above.i for above in token.ancestors]
        below = {token, *(t for t in doc if token.is_ancestor(t))}
        assert {w.i for w in word.subtree} == {t.i for t in below}
        assert (word.first, word.last) == (min(t.i for t in below), max(t.i for t in below))


@given(docs(), st.data())
def test_places_of_a_stretch_are_all_words_it_touches(doc: Doc, data: st.DataObject) -> None:
    one, other = data.draw(st.tuples(st.sampled_from(list(doc)), st.sampled_from(list(doc))))
    first, last = sorted((one.i, other.i))
    start = data.draw(st.integers(0, len(doc[first]) - 1)) + doc[first].idx
    end = data.draw(st.integers(1, len(doc[last]))) + doc[last].idx
    if start < end:
        assert Text(doc, SYNTAX).places(start, end) == range(first, last + 1)


def test_a_text_without_words_has_no_sentences() -> None:
    assert Text(Doc(VOCAB), SYNTAX).sentences == []


def test_a_cut_ends_with_its_sentence_save_that_of_the_text() -> None:
    doc = Doc(VOCAB, words=["a", "b", "c"], heads=[0, 0, 2], deps=["ROOT", "dep", "ROOT"])
    text = Text(doc, SYNTAX)
    first = text.sentences[0]
    assert [w.text for w in first.cut(-3, 9)] == ["a", "b"]
    assert [w.text for w in text.cut(1, 9)] == ["b", "c"]
    assert first.text_of(first.cut(1, 2)) == "b"
    assert first.text_of([]) == ""


def test_labels_and_features_are_taken_apart() -> None:
    _, said, _, auxiliary, verb = only(COMPOUND)
    assert (auxiliary.label, auxiliary.dep) == ("aux:tense", "aux")
    assert verb.morph == {"VerbForm=Part", "Tense=Past", "Tense=Imp"}
    assert (verb.tenses, said.tenses) == ({"Past", "Imp"}, set())


def test_an_auxiliary_makes_a_clause_and_an_infinitive_of_its_word() -> None:
    _, _, pronoun, _, verb = only(COMPOUND.replace("dire     VERB  ccomp", "dire     NOUN  ccomp"))
    assert verb.verbal
    assert verb.infinitive
    assert not pronoun.verbal


def test_a_preposition_is_known_by_its_canonical_form() -> None:
    table = """
    parle parler VERB root 0
    D’    de     ADP case 3
    Rome  Rome   PROPN obl 1
    à     à      ADP case 7
    partir partir VERB fixed 4
    de    de     ADP fixed 4
    là    là     ADV advmod 1
    """
    found = only(table)
    assert [found[i].case for i in (0, 2, 6)] == ["", "de", "à partir de"]
    assert [word.complex for word in found] == [None] * 7


def test_a_complex_preposition_gives_its_slot_to_the_word_it_introduces() -> None:
    table = """
    parle parler VERB root 0
    face  face   NOUN obl 1
    aux   à      ADP case 4
    Turcs Turc   NOUN nmod 2
    """
    assert [word.complex for word in only(table)] == [None, "", "", "devant"]


def test_marks_are_told_from_words() -> None:
    assert [word.punct for word in only("«. « PUNCT root 0\nl' le DET det 1")] == [True, False]


def test_a_released_text_leaves_no_garbage() -> None:
    text = Text(parse(COMPOUND), SYNTAX)
    sentence = weakref.ref(text.sentences[0])
    assert text[4].head is text[1]
    gc.collect()
    gc.disable()
    try:
        text.release()
        assert sentence() is None
    finally:
        gc.enable()
