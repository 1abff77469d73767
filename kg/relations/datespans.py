"""Where a text speaks of dates: expressions, what narrows them, and two that make a period."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from kg.lang.calendar import Calendar, DatePattern
from kg.records.relation import Precision
from kg.relations.datevalues import Reference, Tense, Value, narrowed, value_of

__all__ = ["DateSpan", "Hit", "find_dates", "find_hits"]

#: Modifiers that one date may have before it ("depuis le début de").
MAX_MODIFIERS = 3

#: Characters before a date in which a modifier is looked for.
_BEFORE = 40

_LOOKS = str.maketrans({"’": "'", "\u00a0": " ", "\u202f": " ", "\n": " ", "‑": "-"})

#: From the finest precision to the coarsest; what counts in days cannot count from a year.
_FINENESS = ("day", "week", "month", "season", "period", "year", "decade")


#: Where a pattern matches a text.
Hit = tuple[DatePattern, re.Match[str]]


@dataclass(frozen=True)
class DateSpan:
    """A date expression of a text: where it stands and the first and last day it means."""

    start: int
    end: int
    first: date
    last: date
    precision: Precision


@dataclass(frozen=True)
class _Found:
    """A match on its way to a span: what it says, and what that means as far as it is known."""

    start: int
    end: int
    pattern: DatePattern
    groups: dict[str, str]
    value: Value | None
    weak: bool


def find_dates(
    words: Calendar,
    text: str,
    published: date | None,
    *,
    tense: Tense = "",
    told: Callable[[], DateSpan | None] | None = None,
    hits: Sequence[Hit] | None = None,
) -> list[DateSpan]:
    """All date expressions of `text` that can be valued, in reading order, without overlap.

    Relative ones need `published`; without it only those with a year of their own count. `tense` of
    the clause decides on which side of publication a date without a year lies. `told` gives the
    last date before `text`, which "the day before" counts from; it is asked only when needed.
    `hits` are those of the text where it is read several times.

    >>> from kg.lang import load_pack
    >>> fr = load_pack("fr").calendar
    >>> [str(d.first) for d in find_dates(fr, "réunis samedi 27 janvier", date(2024, 1, 29))]
    ['2024-01-27']
    """
    hits = find_hits(words, text) if hits is None else hits
    if not hits:
        return []
    plain = text.translate(_LOOKS)
    reference = Reference(published, tense)
    found = _matches(words, hits, reference)
    found = [_modified(words, plain, f, published, parts=True) for f in found]
    found = _joined(words, plain, found, reference)
    found = [_modified(words, plain, f, published, parts=False) for f in found]
    found = _anchored(words, found, reference, told)
    found = [_modified(words, plain, f, published, parts=False) for f in found]
    spans: list[DateSpan] = []
    for f in found:
        if f.value is None or f.weak:
            continue
        if spans and f.start < spans[-1].end:  # its modifier held what looked like a date
            spans.pop()
        spans.append(DateSpan(f.start, f.end, f.value.first, f.value.last, f.value.precision))
    return spans


def find_hits(words: Calendar, text: str) -> list[Hit]:
    """Where the patterns match, in the order of the patterns; most hits come to nothing.

    The same pattern hits each place once, so that what it means can be told again and again.
    """
    plain = text.translate(_LOOKS)
    return [
        (pattern, match)
        for regex, pattern in words.possible(plain)
        for match in regex.finditer(plain)
    ]


def _matches(words: Calendar, hits: Sequence[Hit], reference: Reference) -> list[_Found]:
    """What the hits mean; the first pattern that gives a place a meaning has it."""
    found: list[_Found] = []
    for pattern, match in hits:
        start, end = match.span()
        if any(start < f.end and f.start < end for f in found):
            continue
        groups = {name: value.lower() for name, value in match.groupdict().items() if value}
        value = None
        if pattern.anchor == "publication":
            value = value_of(words, pattern, groups, reference)
        if value is None and pattern.anchor == "publication" and not pattern.weak:
            continue
        found.append(_Found(start, end, pattern, groups, value, pattern.weak))
    return sorted(found, key=lambda f: f.start)


def _anchored(
    words: Calendar,
    found: list[_Found],
    reference: Reference,
    told: Callable[[], DateSpan | None] | None,
) -> list[_Found]:
    """Value what counts from the last date told, or from publication when none was."""
    last: Value | None = None
    asked = told is None
    kept: list[_Found] = []
    for f in found:
        if f.pattern.anchor == "text":
            if last is None and not asked and told is not None:
                before = told()
                last = Value(before.first, before.last, before.precision) if before else None
                asked = True
            base = _base(words, f, last)
            # "Two years later", said of the past, is not two years after publication.
            unknown = f.pattern.direction > 0 and reference.tense == "past"
            base = base or (None if unknown else reference.published)
            f = replace(f, value=value_of(words, f.pattern, f.groups, Reference(base)))
        if f.value is not None and not f.weak:
            last = f.value
        kept.append(f)
    return kept


def _base(words: Calendar, found: _Found, told: Value | None) -> date | None:
    """The day to count from: an end of the date told, if that is as fine as what is counted."""
    unit = found.pattern.unit or words.units.get(found.groups.get("unit", ""), "day")
    coarse = {"hour": "day", "weekend": "week", "quarter": "season"}.get(unit, unit)
    if told is None or _FINENESS.index(told.precision) > _FINENESS.index(coarse):
        return None
    return told.last if found.pattern.direction > 0 else told.first


def _modified(
    words: Calendar, text: str, found: _Found, published: date | None, *, parts: bool
) -> _Found:
    """`found` with the modifiers before it: those that narrow it, or those that say since when."""
    for _ in range(MAX_MODIFIERS):
        if found.value is None:
            return found
        before = text[max(0, found.start - _BEFORE) : found.start]
        for regex, modifier in words.compiled_modifiers:
            if (modifier.effect in {"early", "mid", "late"}) is not parts:
                continue
            match = regex.search(before)
            alone = found.weak and found.pattern.kind != "date" and not parts
            if match and not alone and (modifier.effect != "plain" or found.weak):
                start = found.start - len(before) + match.start()
                value = found.value
                if modifier.effect == "since" and published and value.first > published:
                    value = _a_year_earlier(found, value) or value
                value = narrowed(value, modifier.effect, published)
                found = replace(found, start=start, value=value, weak=False)
                break
        else:
            return found
    return found


def _joined(words: Calendar, text: str, found: list[_Found], reference: Reference) -> list[_Found]:
    """Neighbours that a join makes one period, as one."""
    joined: list[_Found] = []
    for f in found:
        last = joined[-1] if joined else None
        period = _period(words, text, last, f, reference) if last else None
        if period is not None:
            joined.pop()
        joined.append(period or f)
    return joined


def _period(
    words: Calendar, text: str, one: _Found, two: _Found, reference: Reference
) -> _Found | None:
    gap, before = text[one.end : two.start], text[max(0, one.start - _BEFORE) : one.start]
    for opening, between in words.compiled_joins:
        if not between.fullmatch(gap) or not (match := opening.search(before)):
            continue
        if one.weak and "day" in one.groups.keys() - two.groups.keys():  # "le 11-Septembre"
            return None
        first = _completed(words, one, two, reference)
        last = _completed(words, two, one, reference)
        if first is None or last is None:
            return None
        first = _before(first, last, one)
        if first is None or first.first >= last.last:
            return None
        days = (last.last - first.first).days
        value = Value(first.first, last.last, "day" if days == 1 else "period")
        start = one.start - len(before) + match.start()
        return _Found(start, two.end, two.pattern, two.groups, value, weak=False)
    return None


def _completed(words: Calendar, one: _Found, other: _Found, reference: Reference) -> Value | None:
    """Value of `one` with the month and the year that only `other` names."""
    if one.pattern.kind != "date" or not _lacks(one, other):
        return one.value
    missing = {n: v for n, v in other.groups.items() if n in _lacks(one, other)}
    return value_of(words, one.pattern, {**missing, **one.groups}, reference)


def _lacks(one: _Found, other: _Found) -> set[str]:
    if other.pattern.kind != "date":
        return set()
    names = {"year"} if one.groups.keys() & {"month", "season", "quarter", "half"} else set()
    if one.groups.keys() <= {"day", "weekday", "year"} and "day" in one.groups:
        names = {"year", "month", "month_number"}
    return (names - one.groups.keys()) & other.groups.keys()


def _before(first: Value, last: Value, one: _Found) -> Value | None:
    """`first`, a week or a year earlier when that alone puts it before `last`."""
    if first.first <= last.first:
        return first
    if one.pattern.kind == "weekday":
        week = timedelta(days=7)
        return Value(first.first - week, first.last - week, "day")
    return _a_year_earlier(one, first)


def _a_year_earlier(found: _Found, value: Value) -> Value | None:
    """`value` a year before, if it is one of a date that names no year."""
    if found.pattern.kind != "date" or "year" in found.groups:
        return None
    try:
        first, last = (d.replace(year=d.year - 1) for d in (value.first, value.last))
    except ValueError:
        return None
    return Value(first, last, value.precision)
