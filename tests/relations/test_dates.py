"""Date expressions against a publication date: a Monday, 29 September 2025."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.lang import load_pack
from kg.relations.dates import find_dates

PUBLISHED = date(2025, 9, 29)

FRENCH = [
    ("samedi 27 janvier", "2024-01-27", "2024-01-27", "day"),
    ("le 28 septembre 2025", "2025-09-28", "2025-09-28", "day"),
    ("le 1er octobre", "2025-10-01", "2025-10-01", "day"),
    ("le 15 novembre", "2025-11-15", "2025-11-15", "day"),
    ("le 15 mai", "2025-05-15", "2025-05-15", "day"),
    ("12/03/2019", "2019-03-12", "2019-03-12", "day"),
    ("en mars 2014", "2014-03-01", "2014-03-31", "month"),
    ("en août", "2025-08-01", "2025-08-31", "month"),
    ("en 2017", "2017-01-01", "2017-12-31", "year"),
    ("depuis 2017", "2017-01-01", "2025-09-29", "period"),
    ("depuis le 24 février 2022", "2022-02-24", "2025-09-29", "period"),
    ("depuis mars", "2025-03-01", "2025-09-29", "period"),
    ("depuis trois ans", "2022-09-29", "2025-09-29", "period"),
    ("en 14 ans de règne", "2011-09-29", "2025-09-29", "period"),
    ("ces dernières années", "2022-09-29", "2025-09-29", "period"),
    ("trois semaines auparavant", "2025-09-08", "2025-09-08", "week"),
    ("il y a deux jours", "2025-09-27", "2025-09-27", "day"),
    ("dans dix jours", "2025-10-09", "2025-10-09", "day"),
    ("hier", "2025-09-28", "2025-09-28", "day"),
    ("avant-hier", "2025-09-27", "2025-09-27", "day"),
    ("aujourd'hui", "2025-09-29", "2025-09-29", "day"),
    ("demain", "2025-09-30", "2025-09-30", "day"),
    ("vendredi", "2025-09-26", "2025-09-26", "day"),
    ("vendredi dernier", "2025-09-26", "2025-09-26", "day"),
    ("lundi", "2025-09-29", "2025-09-29", "day"),
    ("mardi prochain", "2025-09-30", "2025-09-30", "day"),
    ("le mois prochain", "2025-10-01", "2025-10-31", "month"),
    ("le mois dernier", "2025-08-01", "2025-08-31", "month"),
    ("la semaine dernière", "2025-09-22", "2025-09-28", "week"),
    ("cette semaine", "2025-09-29", "2025-10-05", "week"),
    ("l'année dernière", "2024-01-01", "2024-12-31", "year"),
    ("cette année", "2025-01-01", "2025-12-31", "year"),
    ("dans les années 1990", "1990-01-01", "1999-12-31", "decade"),
    ("les années 80", "1980-01-01", "1989-12-31", "decade"),
]

ENGLISH = [
    ("on 28 September 2025", "2025-09-28", "2025-09-28", "day"),
    ("on September 28, 2025", "2025-09-28", "2025-09-28", "day"),
    ("on Feb 3", "2025-02-03", "2025-02-03", "day"),
    ("in March 2014", "2014-03-01", "2014-03-31", "month"),
    ("in August", "2025-08-01", "2025-08-31", "month"),
    ("in 2017", "2017-01-01", "2017-12-31", "year"),
    ("since 2017", "2017-01-01", "2025-09-29", "period"),
    ("since February 24, 2022", "2022-02-24", "2025-09-29", "period"),
    ("for three years", "2022-09-29", "2025-09-29", "period"),
    ("three weeks earlier", "2025-09-08", "2025-09-08", "week"),
    ("two days ago", "2025-09-27", "2025-09-27", "day"),
    ("in ten days", "2025-10-09", "2025-10-09", "day"),
    ("yesterday", "2025-09-28", "2025-09-28", "day"),
    ("today", "2025-09-29", "2025-09-29", "day"),
    ("tomorrow", "2025-09-30", "2025-09-30", "day"),
    ("on Friday", "2025-09-26", "2025-09-26", "day"),
    ("last Friday", "2025-09-26", "2025-09-26", "day"),
    ("next Tuesday", "2025-09-30", "2025-09-30", "day"),
    ("next month", "2025-10-01", "2025-10-31", "month"),
    ("last month", "2025-08-01", "2025-08-31", "month"),
    ("last week", "2025-09-22", "2025-09-28", "week"),
    ("this week", "2025-09-29", "2025-10-05", "week"),
    ("last year", "2024-01-01", "2024-12-31", "year"),
    ("in the 1990s", "1990-01-01", "1999-12-31", "decade"),
]

NO_DATE = [
    ("fr", "sa mère mars"),
    ("fr", "deux pays, trois hommes"),
    ("fr", "la résolution 2231"),
    ("en", "the second round may fail"),
    ("en", "Resolution 2231"),
]

ROWS = [("fr", *row) for row in FRENCH] + [("en", *row) for row in ENGLISH]


@pytest.mark.parametrize(("lang", "text", "first", "last", "precision"), ROWS)
def test_an_expression_has_its_first_and_last_day(
    lang: str, text: str, first: str, last: str, precision: str
) -> None:
    (found,) = find_dates(load_pack(lang).calendar, text, PUBLISHED)
    assert (str(found.first), str(found.last), found.precision) == (first, last, precision)


@pytest.mark.parametrize(("lang", "text"), NO_DATE)
def test_what_only_looks_like_a_date_is_none(lang: str, text: str) -> None:
    assert find_dates(load_pack(lang).calendar, text, PUBLISHED) == []


def test_relative_expressions_mean_nothing_without_a_publication_date() -> None:
    french = load_pack("fr").calendar
    assert find_dates(french, "hier, la semaine dernière, en mars", None) == []
    assert len(find_dates(french, "le 3 mars 2020", None)) == 1


@given(st.text(max_size=80), st.dates(min_value=date(1900, 1, 1)))
def test_any_text_and_date_give_ordered_days_and_spans_inside_the_text(
    text: str, published: date
) -> None:
    for found in find_dates(load_pack("fr").calendar, text, published):
        assert 0 <= found.start < found.end <= len(text)
        assert found.first <= found.last
