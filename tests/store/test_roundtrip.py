"""Whatever text and numbers a record holds, the store gives back the same."""

from __future__ import annotations

import tempfile
from datetime import UTC, date, timedelta, timezone

from hypothesis import given, settings
from hypothesis import strategies as st

from kg.records import (
    Article,
    Document,
    EventDate,
    Evidence,
    Failure,
    Judgement,
    Mention,
    Relation,
    Unresolved,
)
from kg.store import Added, open_store
from kg.store.text import decode, encode

# All code points: NUL, lone surrogates and noncharacters too.
TEXT = st.text(st.characters(codec=None, categories=None), max_size=20)
COUNT = st.integers(0, 2**31 - 1)
SPAN = st.tuples(COUNT, COUNT)
SCORE = st.floats(allow_nan=False, allow_infinity=False)
ZONE = st.sampled_from([None, UTC, timezone(timedelta(hours=5, minutes=30))])


def maybe(strategy):
    return st.none() | strategy


ARTICLE = st.builds(
    Article,
    id=TEXT,
    uri=TEXT,
    text=TEXT,
    title=TEXT,
    outlet=TEXT,
    url=TEXT,
    lang=maybe(TEXT),
    published=maybe(st.dates()),
    retrieved=maybe(st.datetimes(timezones=ZONE)),
)
MENTION = st.builds(
    Mention,
    start=COUNT,
    end=COUNT,
    surface=TEXT,
    actors=st.lists(TEXT, max_size=3).map(tuple),
    candidates=st.lists(TEXT, max_size=3).map(tuple),
    method=TEXT,
    score=SCORE,
)
UNKNOWN = st.builds(
    Unresolved,
    start=COUNT,
    end=COUNT,
    surface=TEXT,
    sentence=SPAN,
    actors=st.lists(TEXT, max_size=3).map(tuple),
    candidates=st.lists(TEXT, max_size=3).map(tuple),
)
DATE = st.builds(EventDate, expression=maybe(SPAN))
FAILURE = st.builds(Failure, uri=TEXT, reason=TEXT, hint=TEXT, stage=TEXT, article=maybe(TEXT))
JUDGEMENT = st.builds(
    Judgement,
    id=TEXT,
    about=TEXT,
    other=maybe(TEXT),
    author=TEXT,
    time=TEXT,
    undone=st.just(False),
    spelling=st.booleans(),
    undone_by=maybe(TEXT),
    undone_at=maybe(TEXT),
)


def relation(article: str) -> st.SearchStrategy[Relation]:
    evidence = st.builds(
        Evidence,
        article=st.just(article),
        sentence=SPAN,
        trigger=SPAN,
        source=SPAN,
        target=SPAN,
    )
    texts = dict.fromkeys(
        (
            *("id", "source", "target", "source_actor", "target_actor", "type"),
            *("rule", "version", "run"),
        ),
        TEXT,
    )
    optional = {name: maybe(TEXT) for name in ("mode", "context", "speaker")}
    return st.builds(
        Relation, **texts, **optional, date=maybe(DATE), evidence=evidence, confidence=SCORE
    )


class Extraction:
    def __init__(self, document, mentions, relations, unresolved):
        self.document, self.mentions, self.relations = document, mentions, relations
        self.unresolved = unresolved


@st.composite
def extractions(draw):
    article = draw(ARTICLE)
    relations = draw(st.lists(relation(article.id), max_size=3, unique_by=lambda r: r.id))
    document = Document(article=article, lang=draw(TEXT))
    mentions, unresolved = (tuple(draw(st.lists(kind, max_size=3))) for kind in (MENTION, UNKNOWN))
    return Extraction(document, mentions, tuple(relations), unresolved)


@given(TEXT)
def test_encoded_text_is_utf8_without_nul_and_decodes_to_itself(text):
    stored = encode(text)
    assert b"\x00" not in stored.encode("utf-8")
    assert decode(stored) == text


@given(st.text(st.characters(codec="utf-8", exclude_characters="\x00\ufdd0")))
def test_ordinary_text_is_stored_as_it_is(text):
    assert encode(text) == text


@settings(max_examples=40, deadline=None)
@given(st.lists(extractions(), max_size=3, unique_by=lambda e: e.document.article.id))
def test_extractions(items):
    with tempfile.TemporaryDirectory() as folder:
        with open_store(folder, "w") as store:
            store.add(items)
            assert store.add(items) == Added()
        with open_store(folder) as store:
            assert store.documents() == [item.document for item in items]
            assert store.articles() == [item.document.article for item in items]
            assert store.relations() == [r for item in items for r in item.relations]
            expected = {item.document.article.id: item.mentions for item in items if item.mentions}
            assert store.mentions() == expected
            named = {i.document.article.id: i.unresolved for i in items if i.unresolved}
            assert store.unresolved() == named


@settings(max_examples=20, deadline=None)
@given(
    st.lists(FAILURE, max_size=3, unique=True),
    st.lists(JUDGEMENT, max_size=3, unique_by=lambda j: j.id),
)
def test_failures_and_judgements(failures, judgements):
    with tempfile.TemporaryDirectory() as folder, open_store(folder, "w") as store:
        store.add([], failures)
        for judgement in judgements:
            store.add_judgement(judgement)
        assert store.failures() == failures
        assert store.judgements() == judgements


def test_dates_at_the_ends_of_the_calendar(dataset, extract):
    for n, day in enumerate((date.min, date.max)):
        dataset.add([extract("CHN SUPPORT PRK", uri=str(n), day=day)])
    assert [a.published for a in dataset.articles()] == [date.min, date.max]
