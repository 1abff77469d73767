"""When: the date expression nearest to a trigger, read against the date of publication."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from kg.lang.calendar import Calendar, DatePattern, Unit
from kg.records import EventDate
from kg.records.relation import Precision

if TYPE_CHECKING:
    from spacy.tokens import Token

    from kg.lang import Pack

__all__ = ["DateFinder", "DateSpan", "find_dates"]

#: Characters beyond which an expression is taken to date another act of the sentence.
MAX_DISTANCE = 160

#: How far ahead of publication a date without a year may lie.
AHEAD = timedelta(days=120)

_DAYS = {"day": 1, "week": 7, "month": 30, "year": 365, "decade": 3652}


@dataclass(frozen=True)
class DateSpan:
    """A date expression of a text: where it stands and the first and last day it means."""

    start: int
    end: int
    first: date
    last: date
    precision: Precision


class DateFinder:
    """Dates acts in one language."""

    def __init__(self, pack: Pack) -> None:
        self._calendar = pack.calendar
        self._last: tuple[tuple[str, date | None], list[DateSpan]] = (("", None), [])

    def date_of(self, head: Token, published: date | None, shift: int = 0) -> EventDate | None:
        """Date of the act that `head` names.

        The nearest expression of its sentence, else the publication date; None when neither is
        known. `shift` is subtracted from the expression's offsets.
        """
        sentence = head.sent
        key = (sentence.text, published)
        if self._last[0] != key:  # a sentence often holds several acts
            self._last = (key, find_dates(self._calendar, *key))
        found = self._last[1]
        at = head.idx - sentence.start_char
        found = [d for d in found if abs(d.start - at) <= MAX_DISTANCE]
        if found:
            best = min(found, key=lambda d: min(abs(d.start - at), abs(d.end - at)))
            offset = sentence.start_char - shift
            span = (best.start + offset, best.end + offset)
            return EventDate(
                start=best.first, end=best.last, precision=best.precision, expression=span
            )
        if published is None:
            return None
        return EventDate(start=published, end=published, precision="publication")


def find_dates(words: Calendar, text: str, published: date | None) -> list[DateSpan]:
    """All date expressions of `text` that can be valued, in reading order, without overlap.

    Relative ones need `published`; without it only those with a year of their own count.

    >>> from kg.lang import load_pack
    >>> fr = load_pack("fr").calendar
    >>> [str(d.first) for d in find_dates(fr, "réunis samedi 27 janvier", date(2024, 1, 29))]
    ['2024-01-27']
    """
    plain = text.replace("’", "'").replace("\u00a0", " ").replace("\n", " ")
    taken: list[DateSpan] = []
    for regex, pattern in words.compiled:
        for match in regex.finditer(plain):
            if any(match.start() < d.end and d.start < match.end() for d in taken):
                continue
            valued = _value(words, pattern, match, published)
            if valued is not None:
                taken.append(DateSpan(match.start(), match.end(), *valued))
    return sorted(taken, key=lambda d: d.start)


Valued = tuple[date, date, Precision]


def _value(
    words: Calendar, pattern: DatePattern, match: re.Match[str], published: date | None
) -> Valued | None:
    groups = {name: value.lower() for name, value in match.groupdict().items() if value}
    if pattern.kind in {"date", "since"}:
        dated = _absolute(words, groups, published, past=pattern.kind == "since")
        if dated is None or pattern.kind == "date":
            return dated
        last = max(published, dated[0]) if published else dated[1]
        return dated[0], last, "period"
    if published is None:
        return None
    if pattern.kind == "weekday":
        return _weekday(words.weekdays[groups["weekday"]], published, pattern.direction)
    unit = pattern.unit or words.units[groups["unit"]]
    if pattern.kind == "unit":
        return _unit(unit, pattern.direction, published)
    number = _number(words, groups.get("number", "3"))
    if pattern.kind == "span":
        return _shift(published, unit, -number), published, "period"
    first = _shift(published, unit, pattern.direction * number)
    precision: Precision = "day" if unit == "day" else "week" if unit == "week" else "month"
    return first, first, "year" if unit in {"year", "decade"} else precision


def _number(words: Calendar, text: str) -> int:
    return int(text) if text.isdigit() else words.numbers[text]


def _absolute(
    words: Calendar, groups: dict[str, str], published: date | None, *, past: bool
) -> Valued | None:
    if "decade" in groups:
        decade = int(groups["decade"])
        first = decade if decade > 100 else 1900 + decade
        return date(first, 1, 1), date(first + 9, 12, 31), "decade"
    month = words.months.get(groups.get("month", "")) or int(groups.get("month_number", 0))
    year = int(groups["year"]) if "year" in groups else None
    if year is None:
        if published is None or not month:
            return None
        weekday = words.weekdays.get(groups.get("weekday", ""))
        year = _likely_year(month, int(groups.get("day", 1)), weekday, published, past=past)
    try:
        if not month:
            return date(year, 1, 1), date(year, 12, 31), "year"
        if "day" in groups:
            day = date(year, month, int(groups["day"]))
            return day, day, "day"
        return date(year, month, 1), date(year, month, _days_in(year, month)), "month"
    except ValueError:
        return None


def _likely_year(month: int, day: int, weekday: int | None, published: date, *, past: bool) -> int:
    """Year a date without one belongs to: that of its weekday, else the last before publication.

    News announces what is near: a date up to `AHEAD` after publication is taken to lie ahead.
    """
    limit = published if past else published + AHEAD
    years = [y for y in range(published.year + 1, published.year - 4, -1) if 1 <= y <= 9999]
    dated = [date(y, month, min(day, _days_in(y, month))) for y in years]
    earlier = [d for d in dated if d <= limit] or dated[-1:]
    matching = [d for d in earlier if weekday is None or d.weekday() == weekday]
    return (matching or earlier)[0].year


def _weekday(weekday: int, published: date, direction: int) -> Valued:
    step = (published.weekday() - weekday) % 7
    day = published - timedelta(days=step)
    if direction > 0:
        day = published + timedelta(days=(weekday - published.weekday()) % 7 or 7)
    return day, day, "day"


def _unit(unit: Unit, direction: int, published: date) -> Valued:
    day = _shift(published, unit, direction)
    if unit == "day":
        return day, day, "day"
    if unit == "week":
        monday = day - timedelta(days=day.weekday())
        return monday, monday + timedelta(days=6), "week"
    if unit == "month":
        return day.replace(day=1), day.replace(day=_days_in(day.year, day.month)), "month"
    if unit == "year":
        return date(day.year, 1, 1), date(day.year, 12, 31), "year"
    first = day.year - day.year % 10
    return date(first, 1, 1), date(first + 9, 12, 31), "decade"


def _shift(day: date, unit: Unit, number: int) -> date:
    """`day` moved by `number` units, kept inside the calendar of the standard library."""
    if unit in {"day", "week"}:
        return day + timedelta(days=_DAYS[unit] * number)
    months = number * {"month": 1, "year": 12, "decade": 120}[unit]
    total = day.year * 12 + day.month - 1 + months
    year, month = min(max(total // 12, 1), 9999), total % 12 + 1
    return date(year, month, min(day.day, _days_in(year, month)))


def _days_in(year: int, month: int) -> int:
    return calendar.monthrange(year, month)[1]
