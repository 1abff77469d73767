"""The part of a language pack that says when: names of months and days, patterns of dates."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cached_property
from typing import Literal

from kg.lang.needed import needed
from kg.records.base import Record

__all__ = ["Calendar", "DateJoin", "DateModifier", "DatePattern", "Unit"]

Unit = Literal["hour", "day", "weekend", "week", "month", "quarter", "year", "decade"]


class DatePattern(Record):
    """A regular expression and what its match means.

    ``{day} {month} {month_number} {year} {short_year} {weekday} {season} {quarter} {half}
    {century} {decade} {number} {unit}`` stand for groups of these names. `kind`: ``date`` (what of
    these is given), ``weekday`` (the nearest one before publication, with `direction` 1 after, with
    0 on either side), ``offset`` (publication plus `direction` times number units), ``unit`` (the
    whole unit `direction` units away: "last month"), ``since`` (from then to publication), ``span``
    (the last number units, with `direction` 1 the next).

    `number` and `unit` stand in for groups the expression lacks ("a fortnight ago"). With `anchor`
    ``text`` it counts from the last date told, as "the day before" does, else from publication. A
    `weak` expression (a bare number) is a date only with a modifier or in a join.
    """

    regex: str
    kind: Literal["date", "weekday", "offset", "unit", "since", "span"]
    direction: int = 0
    unit: Unit | None = None
    number: int | None = None
    anchor: Literal["publication", "text"] = "publication"
    weak: bool = False


class DateModifier(Record):
    """Words right before a date that change it.

    ``early``, ``mid`` and ``late`` narrow it to a third, ``since`` means from then to publication,
    ``until`` from publication to then; ``plain`` only tells that a weak expression is a date.
    """

    regex: str
    effect: Literal["early", "mid", "late", "since", "until", "plain"]


class DateJoin(Record):
    """What makes one period of two dates: words before the first, and between the two."""

    before: str = ""
    between: str


class Calendar(Record):
    """Date words of a language, lower case; a name with a capital is read only with it ("May").

    `seasons` gives the month a season begins in, `ordinals` what counts quarters and centuries.
    """

    months: dict[str, int]
    weekdays: dict[str, int]
    units: dict[str, Unit]
    numbers: dict[str, int]
    seasons: dict[str, int] = {}
    ordinals: dict[str, int] = {}
    patterns: tuple[DatePattern, ...]
    modifiers: tuple[DateModifier, ...] = ()
    joins: tuple[DateJoin, ...] = ()

    model_config = {**Record.model_config, "ignored_types": (cached_property,)}

    @cached_property
    def time_words(self) -> frozenset[str]:
        """Names of months, weekdays and units, lower case."""
        names = {*self.months, *self.weekdays, *self.units}
        return frozenset(name.lower() for name in names)

    @cached_property
    def values(self) -> dict[str, dict[str, int]]:
        """What the words of a group mean, by group and word, lower case."""
        ordinals = self.ordinals
        tables = {
            "month": self.months,
            "weekday": self.weekdays,
            "season": self.seasons,
            "number": self.numbers,
            "quarter": ordinals,
            "half": ordinals,
            "century": ordinals,
        }
        return {n: {w.lower(): v for w, v in table.items()} for n, table in tables.items()}

    @cached_property
    def compiled(self) -> tuple[tuple[re.Pattern[str], DatePattern], ...]:
        """The patterns ready to search with, in the order given: longer expressions first."""
        groups = {
            "month": _any(self.months),
            "month_number": r"[01]?\d",
            "weekday": _any(self.weekdays),
            "season": _any(self.seasons),
            "unit": _any(self.units),
            "number": rf"\d{{1,3}}|{_any(self.numbers)}",
            "quarter": rf"[1-4]|{_any(self.ordinals)}",
            "half": rf"[12]|{_any(self.ordinals)}",
            "century": rf"[ivx]+|\d\d?|{_any(self.ordinals)}",
            "decade": r"(?:1[6-9]|20)?\d0",
            "day": r"[0-3]?\d",
            "year": r"(?:1[6-9]|20)\d\d",
            "short_year": r"\d\d",
        }
        found = []
        for pattern in self.patterns:
            text = pattern.regex
            for name, group in groups.items():
                text = text.replace("{" + name + "}", f"(?P<{name}>{group})")
            found.append((re.compile(rf"(?<!\w)(?:{text})(?!\w)", re.IGNORECASE), pattern))
        return tuple(found)

    def possible(self, text: str) -> list[tuple[re.Pattern[str], DatePattern]]:
        """Those of the compiled patterns whose words `text` holds; the others match nowhere."""
        lower = text.lower()
        held = {group for group, words in self._telling.items() if any(w in lower for w in words)}
        there = {literal for literal in self._literals if literal in lower}
        places = {
            n
            for rarest, groups, n in self._needed
            if groups <= held and not (rarest and rarest.isdisjoint(there))
        }
        return [self.compiled[n] for n in sorted(places)]

    @cached_property
    def _literals(self) -> frozenset[str]:
        """All literals that patterns need."""
        return frozenset().union(*(rarest for rarest, _, _ in self._needed))

    @cached_property
    def _needed(self) -> tuple[tuple[frozenset[str], frozenset[str], int], ...]:
        """Literals, groups, place of a pattern: a text must hold one of those, all of these."""
        ways = (needed(pattern.regex, self._telling) for pattern in self.patterns)
        return tuple(
            (frozenset(need.rarest), need.groups, n) for n, some in enumerate(ways) for need in some
        )

    @cached_property
    def _telling(self) -> dict[str, tuple[str, ...]]:
        """The words of those groups that few words fill, lower case."""
        named = {"month": self.months, "weekday": self.weekdays, "season": self.seasons}
        words = {name: tuple(map(str.lower, table)) for name, table in named.items()}
        words["unit"] = tuple(map(str.lower, self.units))
        figures = ("day", "month_number", "year", "short_year", "decade")
        return words | dict.fromkeys(figures, tuple("0123456789"))

    @cached_property
    def compiled_modifiers(self) -> tuple[tuple[re.Pattern[str], DateModifier], ...]:
        """The modifiers, to be searched in the text before a date."""
        return tuple((_before(m.regex), m) for m in self.modifiers)

    @cached_property
    def compiled_joins(self) -> tuple[tuple[re.Pattern[str], re.Pattern[str]], ...]:
        """The joins: what ends before the first date, and what fills the gap to the second."""
        between = (re.compile(rf"\s*(?:{j.between})\s*", re.IGNORECASE) for j in self.joins)
        return tuple(zip((_before(j.before) for j in self.joins), between, strict=True))


def _before(regex: str) -> re.Pattern[str]:
    """`regex` at the end of a text, as words; an elided or hyphenated end needs no space."""
    return re.compile(rf"(?<!\w)(?:{regex})(?:(?<=['(-])|\s)$" if regex else "$", re.IGNORECASE)


def _any(words: Mapping[str, object]) -> str:
    """Any of `words`, the longest first; nothing at all when there are none."""
    texts = (
        re.escape(word) if word == word.lower() else f"(?-i:{re.escape(word)})"
        for word in sorted(words, key=len, reverse=True)
    )
    return "|".join(texts) or "(?!)"
