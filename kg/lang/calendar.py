"""The part of a language pack that says when: names of months and days, patterns of dates."""

from __future__ import annotations

import re
from functools import cached_property
from typing import Literal

from kg.records.base import Record

__all__ = ["Calendar", "DatePattern"]

Unit = Literal["day", "week", "month", "year", "decade"]


class DatePattern(Record):
    """A regular expression and what its match means.

    ``{month} {weekday} {unit} {number} {day} {year}`` stand for groups of these names. `kind`:
    ``date`` (day, month, year as far as given), ``weekday`` (the nearest one before publication, or
    after with `direction` 1), ``offset`` (publication plus `direction` times number units),
    ``unit`` (the whole unit `direction` units away: "last month"), ``since`` (from then to
    publication) and ``span`` (the last number units).
    """

    regex: str
    kind: Literal["date", "weekday", "offset", "unit", "since", "span"]
    direction: int = 0
    unit: Unit | None = None


class Calendar(Record):
    """Date words of a language, lower case."""

    months: dict[str, int]
    weekdays: dict[str, int]
    units: dict[str, Unit]
    numbers: dict[str, int]
    patterns: tuple[DatePattern, ...]

    model_config = {**Record.model_config, "ignored_types": (cached_property,)}

    @cached_property
    def time_words(self) -> frozenset[str]:
        """Names of months, weekdays and units."""
        return frozenset({*self.months, *self.weekdays, *self.units})

    @cached_property
    def compiled(self) -> tuple[tuple[re.Pattern[str], DatePattern], ...]:
        """The patterns ready to search with, in the order given: longer expressions first."""
        groups = {
            "month": _group("month", self.months),
            "weekday": _group("weekday", self.weekdays),
            "unit": _group("unit", self.units),
            "number": rf"(?P<number>\d{{1,3}}|{_any(self.numbers)})",
            "day": r"(?P<day>[0-3]?\d)",
            "year": r"(?P<year>(?:1[6-9]|20)\d\d)",
        }
        found = []
        for pattern in self.patterns:
            text = pattern.regex
            for name, group in groups.items():
                text = text.replace("{" + name + "}", group)
            found.append((re.compile(rf"(?<!\w)(?:{text})(?!\w)", re.IGNORECASE), pattern))
        return tuple(found)


def _any(words: dict[str, int] | dict[str, Unit]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


def _group(name: str, words: dict[str, int] | dict[str, Unit]) -> str:
    return f"(?P<{name}>{_any(words)})"
