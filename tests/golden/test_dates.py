"""Golden tables of dates: what is said of time in each language, and which act it dates."""

from __future__ import annotations

import tomllib
from calendar import monthrange
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from kg.gazetteer import load_gazetteer
from kg.lang import available_languages, load_pack
from kg.mentions import MentionFinder
from kg.nlp import load_pipeline, parse
from kg.ontology import load_ontology
from kg.records import Article, Document, EventDate
from kg.relations import RelationExtractor
from kg.relations.datespans import find_dates

TABLES = {
    path.stem.removeprefix("dates_"): tomllib.loads(path.read_text("utf-8"))
    for path in sorted(Path(__file__).parent.glob("dates_*.toml"))
}

#: Expressions a table has at least, sentences without any, and sentences of several acts; those of
#: an experimental pack have a third.
LEAST, LEAST_NONE, LEAST_ACTS = 130, 15, 12


def days(value: str) -> tuple[date, date]:
    """First and last day of an ISO date cut to what is known, or of two with a stroke between."""
    first, _, last = value.partition("/")
    if last:
        return date.fromisoformat(first), date.fromisoformat(last)
    year, month, day = (*map(int, value.split("-")), 0, 0)[:3]
    if day:
        return date(year, month, day), date(year, month, day)
    end = month or 12
    return date(year, month or 1, 1), date(year, end, monthrange(year, end)[1])


def rows(kind: str) -> list[Any]:
    """Language, publication day and row of every group, named after the sentence."""
    return [
        pytest.param(lang, group["published"], row, id=row if kind == "none" else row[0])
        for lang, table in TABLES.items()
        for group in table["group"]
        for row in group.get(kind, ())
    ]


@pytest.mark.parametrize(("lang", "published", "row"), rows("cases"))
def test_every_expression_is_found_with_its_days(lang: str, published: date, row: Any) -> None:
    text, *expected = row
    found = find_dates(load_pack(lang).calendar, text, published)
    given = [(text[d.start : d.end], d.first, d.last, d.precision) for d in found]
    assert given == [(words, *days(value), precision) for words, value, precision in expected]


@pytest.mark.parametrize(("lang", "published", "text"), rows("none"))
def test_what_only_looks_like_a_date_is_none(lang: str, published: date, text: str) -> None:
    assert find_dates(load_pack(lang).calendar, text, published) == []


@cache
def reader(lang: str) -> tuple[MentionFinder, RelationExtractor]:
    pack, gazetteer = load_pack(lang), load_gazetteer()
    return MentionFinder(pack, gazetteer), RelationExtractor(pack, gazetteer, load_ontology())


def dated(lang: str, text: str, published: date) -> dict[str, EventDate | None]:
    """Date of each relation of `text`, by sides and type."""
    finder, extractor = reader(lang)
    doc = parse(load_pipeline(lang), text)
    finder.find(doc, published)
    article = Article(id="a", uri="a", text=text, published=published)
    relations = extractor.extract(doc, Document(article=article, lang=lang))
    return {f"{r.source} {r.target} {r.type}": r.date for r in relations}


@pytest.mark.parametrize(("lang", "published", "row"), rows("acts"))
def test_a_date_dates_the_act_it_is_said_of(lang: str, published: date, row: Any) -> None:
    text, *expected = row
    found = dated(lang, text, published)
    for relation, value in expected:
        assert relation in found, found.keys()
        when = found[relation]
        assert when is not None
        if value:
            assert (when.start, when.end) == days(value)
        else:
            assert (when.start, when.precision) == (published, "publication")


@pytest.mark.parametrize("lang", available_languages())
def test_a_table_is_wide_enough(lang: str) -> None:
    groups = TABLES[lang]["group"]
    expressions = {e[0] for g in groups for row in g.get("cases", ()) for e in row[1:]}
    share = 3 if load_pack(lang).experimental else 1
    assert len(expressions) * share >= LEAST
    assert sum(len(g.get("none", ())) for g in groups) * share >= LEAST_NONE
    assert sum(len(g.get("acts", ())) for g in groups) * share >= LEAST_ACTS
