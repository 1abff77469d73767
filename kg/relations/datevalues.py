"""What a date expression means: first and last day and precision, counted in the calendar."""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from kg.lang.calendar import Calendar, DatePattern, Unit
from kg.records.relation import Precision

__all__ = ["Reference", "Tense", "Value", "narrowed", "number_of", "value_of"]

Tense = Literal["past", "future", ""]

#: How far ahead of publication a date without a year may lie where the tense does not tell.
AHEAD = timedelta(days=120)

#: Two figures of a year mean this century up to so many years after publication.
NEXT_YEARS = 10

_ROMAN = {"i": 1, "v": 5, "x": 10}
_MONTHS = {"month": 1, "quarter": 3, "year": 12, "decade": 120}


@dataclass(frozen=True)
class Value:
    """First and last day of an expression, and how precisely it is meant."""

    first: date
    last: date
    precision: Precision


@dataclass(frozen=True)
class Reference:
    """What an expression is read against: the publication date and the tense of its clause."""

    published: date | None
    tense: Tense = ""


def value_of(
    words: Calendar, pattern: DatePattern, groups: dict[str, str], reference: Reference
) -> Value | None:
    """What `groups` of a match of `pattern` mean; None when they mean no day.

    Relative expressions need a publication date.
    """
    published = reference.published
    try:
        if pattern.kind in {"date", "since"}:
            ahead: Tense = "past" if pattern.kind == "since" or pattern.direction < 0 else ""
            ahead = "future" if pattern.direction > 0 else ahead or reference.tense
            dated = _absolute(words, groups, Reference(published, ahead))
            return since(dated, published) if dated and pattern.kind == "since" else dated
        if published is None or (reference.tense == "past" and _lies_ahead(pattern)):
            return None
        return _relative(words, pattern, groups, reference)
    except (ValueError, OverflowError):
        return None


def _lies_ahead(pattern: DatePattern) -> bool:
    """Whether it is so far ahead of publication: "in three days", said of the past, is how long."""
    return pattern.kind == "offset" and pattern.direction > 0 and pattern.anchor == "publication"


def since(value: Value, published: date | None) -> Value:
    """From the beginning of `value` to publication; `value` itself when that lies ahead."""
    if published is None:
        return Value(value.first, value.last, "period")
    return Value(value.first, published, "period") if value.first <= published else value


def until(value: Value, published: date | None) -> Value:
    """From publication to the end of `value`; `value` itself when that is over."""
    if published is None or value.last < published:
        return value
    return Value(published, value.last, "period")


def narrowed(value: Value, part: str, published: date | None) -> Value:
    """The first, middle or last third of `value`, or what follows of a ``since`` or ``until``.

    Months are cut into ten days, years into four months, decades into three years; weeks and days
    stay whole.

    >>> march = Value(date(2024, 3, 1), date(2024, 3, 31), "month")
    >>> narrowed(march, "late", None).first
    datetime.date(2024, 3, 22)
    """
    if part in {"since", "until"}:
        return (since if part == "since" else until)(value, published)
    days = (value.last - value.first).days + 1
    if days < 28 or part == "plain":
        return value
    months = (value.last.year - value.first.year) * 12 + value.last.month - value.first.month + 1
    if months == 1:
        early = value.first + timedelta(days=days // 3)
        late = value.last - timedelta(days=days // 3 - 1)
    else:
        third = months // 36 * 12 or months // 3 or 1
        early = _shift(value.first, "month", third)
        late = _shift(value.first, "month", months - third)
    one = timedelta(days=1)
    first, last = {
        "early": (value.first, early - one),
        "mid": (early, max(early, late - one)),
        "late": (late, value.last),
    }[part]
    return Value(first, last, value.precision)


def number_of(words: Calendar, group: str, text: str) -> int:
    """A number in figures, Roman numerals or words; raises ValueError when it is none."""
    if text.isdigit():
        return int(text)
    known = words.values[group]
    if text in known:
        return known[text]
    figures = [_ROMAN[letter] for letter in text if letter in _ROMAN]
    if len(figures) != len(text):
        raise ValueError(text)
    pairs = zip(figures, [*figures[1:], 0], strict=True)
    return sum(-a if a < b else a for a, b in pairs)


# -- dates that name their year, month or day ---------------------------------------------------


def _absolute(words: Calendar, groups: dict[str, str], reference: Reference) -> Value | None:
    if "decade" in groups:
        decade = int(groups["decade"])
        return _years(decade if decade > 100 else 1900 + decade, 10, "decade")
    if "century" in groups:
        return _years(number_of(words, "century", groups["century"]) * 100 - 99, 100, "period")
    year = _year(groups, reference)
    for name, length in (("season", 3), ("quarter", 3), ("half", 6)):
        if name in groups:
            number = number_of(words, name, groups[name])
            if name != "season" and not 1 <= number <= 12 // length:
                return None
            month = number if name == "season" else (number - 1) * length + 1
            precision: Precision = "season" if name == "season" else "period"
            return _stretch(month, length, year, reference, precision)
    month = number_of(words, "month", groups.get("month", groups.get("month_number", "0")))
    day = int(groups.get("day", 0))
    if not month:
        if day and "weekday" in groups and reference.published:
            return _day_of_month(day, words.values["weekday"][groups["weekday"]], reference)
        return _years(year, 1, "year") if year and not day else None
    if year is None:
        if reference.published is None:
            return None
        weekday = words.values["weekday"].get(groups.get("weekday", ""))
        year = _likely_year(month, day or 1, weekday, reference.published, reference.tense)
    if day:
        found = date(year, month, day)
        return Value(found, found, "day")
    return Value(date(year, month, 1), _end(year, month), "month")


def _year(groups: dict[str, str], reference: Reference) -> int | None:
    if "year" in groups:
        return int(groups["year"])
    if "short_year" not in groups:
        return None
    year = 2000 + int(groups["short_year"])
    limit = (reference.published.year if reference.published else 2025) + NEXT_YEARS
    return year if year <= limit else year - 100


def _years(first: int | None, number: int, precision: Precision) -> Value | None:
    if first is None:
        return None
    return Value(date(first, 1, 1), date(first + number - 1, 12, 31), precision)


def _stretch(
    month: int, length: int, year: int | None, reference: Reference, precision: Precision
) -> Value | None:
    """So many months from `month` on, in a given year or in the one news is likely to mean."""
    if year is None:
        if reference.published is None:
            return None
        year = _likely_year(month, 1, None, reference.published, reference.tense or "past")
    last = _shift(date(year, month, 1), "month", length - 1)
    return Value(date(year, month, 1), _end(last.year, last.month), precision)


def _likely_year(month: int, day: int, weekday: int | None, published: date, tense: Tense) -> int:
    """Year a date without one belongs to: that of its weekday, else the one tense suggests.

    Without a tense it is the last before publication, or one at most `AHEAD` of it: news announces
    what is near.
    """
    years = [y for y in range(published.year + 1, published.year - 4, -1) if 1 <= y <= 9999]
    dated = [date(y, month, min(day, _end(y, month).day)) for y in years]
    limit = published + (timedelta() if tense == "past" else AHEAD)
    likely = [d for d in dated if d <= limit] or dated[-1:]
    if tense == "future":
        likely = [d for d in reversed(dated) if _end(d.year, d.month) >= published] or likely
    matching = [d for d in likely if weekday is None or d.weekday() == weekday]
    return (matching or likely)[0].year


def _day_of_month(day: int, weekday: int, reference: Reference) -> Value | None:
    """The nearest day of that number and name ("mardi 12"), at most a month away."""
    assert reference.published is not None
    for step in sorted(range(-31, 32), key=abs):
        found = reference.published + timedelta(days=step)
        if (found.day, found.weekday()) == (day, weekday):
            return Value(found, found, "day")
    return None


# -- dates that count from another one ----------------------------------------------------------


def _relative(
    words: Calendar, pattern: DatePattern, groups: dict[str, str], reference: Reference
) -> Value:
    published = reference.published
    assert published is not None
    if pattern.kind == "weekday":
        weekday = words.values["weekday"][groups["weekday"]]
        return _weekday(weekday, published, pattern.direction, reference.tense)
    if "month" in groups:
        year, month = published.year + pattern.direction, words.values["month"][groups["month"]]
        return Value(date(year, month, 1), _end(year, month), "month")
    if "season" in groups:
        month = words.values["season"][groups["season"]]
        return _season(month, published, pattern.direction)
    unit = pattern.unit or words.units[groups["unit"]]
    if pattern.kind == "unit":
        return _unit(unit, pattern.direction, published)
    number = number_of(words, "number", groups.get("number", str(pattern.number or 3)))
    if pattern.kind == "span":
        ends = sorted((published, _shift(published, unit, number * (pattern.direction or -1))))
        return Value(ends[0], ends[1], "period")
    day = _shift(published, unit, pattern.direction * number)
    if unit == "hour":
        return Value(day, day, "day")
    return _unit("year" if unit == "decade" else unit, 0, day)


def _weekday(weekday: int, published: date, direction: int, tense: Tense) -> Value:
    back = (published.weekday() - weekday) % 7
    step = -back
    if direction > 0:
        step = 7 - back
    elif direction < -1:
        step = -(back or 7)
    elif tense == "future":
        step = -back % 7
    elif direction == 0 and tense != "past":
        step = -back if back <= 3 else 7 - back
    day = published + timedelta(days=step)
    return Value(day, day, "day")


def _season(month: int, published: date, direction: int) -> Value:
    """The last season of that name that is over, the next to come, or the one of this year."""
    years = range(published.year - 2, published.year + 3)
    found = [s for y in years if (s := _stretch(month, 3, y, Reference(None), "season"))]
    if direction < 0:
        return [s for s in found if s.last < published][-1]
    if direction > 0:
        return next(s for s in found if s.first > published)
    running = (s for s in found if s.first <= published <= s.last)
    return next(running, next(s for s in found if s.first.year == published.year))


def _unit(unit: Unit, direction: int, published: date) -> Value:
    """The whole unit that lies `direction` units from the one `published` is in."""
    day = _shift(published, unit, direction)
    if unit in {"day", "hour"}:
        return Value(day, day, "day")
    monday = day - timedelta(days=day.weekday())
    if unit == "weekend":
        return Value(monday + timedelta(days=5), monday + timedelta(days=6), "day")
    if unit == "week":
        return Value(monday, monday + timedelta(days=6), "week")
    if unit == "month":
        return Value(day.replace(day=1), _end(day.year, day.month), "month")
    if unit == "quarter":
        month = (day.month - 1) // 3 * 3 + 1
        return Value(date(day.year, month, 1), _end(day.year, month + 2), "period")
    if unit == "year":
        return Value(date(day.year, 1, 1), date(day.year, 12, 31), "year")
    first = day.year - day.year % 10
    return Value(date(first, 1, 1), date(first + 9, 12, 31), "decade")


def _shift(day: date, unit: Unit, number: int) -> date:
    """`day` moved by `number` units, kept inside the calendar of the standard library."""
    if unit == "hour":
        return day + timedelta(days=round(number / 24))
    if unit in {"day", "weekend", "week"}:
        return day + timedelta(days=number * (1 if unit == "day" else 7))
    total = day.year * 12 + day.month - 1 + number * _MONTHS[unit]
    year, month = min(max(total // 12, 1), 9999), total % 12 + 1
    return date(year, month, min(day.day, _end(year, month).day))


def _end(year: int, month: int) -> date:
    return date(year, month, calendar.monthrange(year, month)[1])
