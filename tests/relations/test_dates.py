"""What holds for dates whatever the language says; the golden tables hold its expressions."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.lang import available_languages, load_pack
from kg.lang.calendar import Calendar
from kg.relations.datespans import DateSpan, find_dates
from kg.relations.datevalues import Tense

PUBLISHED = date(2025, 9, 29)  # a Monday

#: Pieces that expressions of both languages are made of.
WORDS = st.sampled_from(
    (Path(__file__).parents[1] / "golden" / "dates_fr.toml").read_text("utf-8").split()
    + (Path(__file__).parents[1] / "golden" / "dates_en.toml").read_text("utf-8").split()
)


def test_relative_expressions_mean_nothing_without_a_publication_date() -> None:
    french = load_pack("fr").calendar
    assert find_dates(french, "hier, la semaine dernière, en mars", None) == []
    assert len(find_dates(french, "le 3 mars 2020", None)) == 1


@pytest.mark.parametrize(
    ("tense", "text", "day"),
    [
        ("past", "vendredi", "2025-09-26"),
        ("future", "vendredi", "2025-10-03"),
        ("", "vendredi", "2025-09-26"),
        ("past", "le 15 novembre", "2024-11-15"),
        ("future", "le 15 mai", "2026-05-15"),
        ("", "le 15 novembre", "2025-11-15"),
        ("future", "vendredi dernier", "2025-09-26"),
    ],
)
def test_the_tense_of_the_clause_tells_on_which_side_of_publication_a_date_lies(
    tense: Tense, text: str, day: str
) -> None:
    (found,) = find_dates(load_pack("fr").calendar, text, PUBLISHED, tense=tense)
    assert str(found.first) == day


def test_in_three_days_said_of_the_past_is_how_long_it_took() -> None:
    calendar = load_pack("fr").calendar
    assert find_dates(calendar, "dans dix jours", PUBLISHED, tense="past") == []
    assert len(find_dates(calendar, "dans dix jours", PUBLISHED, tense="future")) == 1


def test_later_than_what_nobody_told_is_not_after_publication_when_said_of_the_past() -> None:
    calendar = load_pack("fr").calendar
    assert find_dates(calendar, "deux ans plus tard", PUBLISHED, tense="past") == []
    assert len(find_dates(calendar, "deux ans plus tard", PUBLISHED, tense="future")) == 1


def test_the_date_told_before_the_text_is_asked_for_only_when_it_counts() -> None:
    calendar, asked = load_pack("fr").calendar, []

    def told() -> DateSpan:
        asked.append(1)
        return DateSpan(0, 9, date(2020, 3, 3), date(2020, 3, 3), "day")

    find_dates(calendar, "Hier et mardi, rien.", PUBLISHED, told=told)
    assert asked == []
    (found,) = find_dates(calendar, "La veille, rien.", PUBLISHED, told=told)
    assert (found.first, asked) == (date(2020, 3, 2), [1])


def test_a_calendar_of_four_tables_and_patterns_is_enough() -> None:
    small = Calendar.model_validate(
        {
            "months": {"marzo": 3},
            "weekdays": {"lunes": 0},
            "units": {"días": "day"},
            "numbers": {"dos": 2},
            "patterns": [
                {"regex": "{day} de {month}(?: de {year})?", "kind": "date"},
                {"regex": "hace {number} {unit}", "kind": "offset", "direction": -1},
            ],
        }
    )
    found = find_dates(small, "El 3 de marzo de 2020 y hace dos días.", PUBLISHED)
    assert [str(f.first) for f in found] == ["2020-03-03", "2025-09-27"]


def test_a_name_with_a_capital_in_the_table_is_read_only_with_it() -> None:
    english = load_pack("en").calendar
    assert find_dates(english, "they march 2014 miles; may 3 nations agree", PUBLISHED) == []
    assert len(find_dates(english, "in March 2014 and on May 3", PUBLISHED)) == 2


@pytest.mark.parametrize("lang", available_languages())
@given(
    text=st.one_of(st.text(max_size=80), st.lists(WORDS, max_size=12).map(" ".join)),
    published=st.dates(min_value=date(1000, 1, 1)),
)
def test_any_text_and_date_give_ordered_days_and_spans_inside_the_text(
    lang: str, text: str, published: date
) -> None:
    for found in find_dates(load_pack(lang).calendar, text, published):
        assert 0 <= found.start < found.end <= len(text)
        assert found.first <= found.last
