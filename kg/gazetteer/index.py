"""The gazetteer in memory: look names up, find holders of offices, roll persons up to states."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import date
from typing import NamedTuple

from rapidfuzz import fuzz, process

from kg.errors import UnknownActorError
from kg.gazetteer.text import cased, normalise
from kg.records import Actor, Membership, Name, Office

__all__ = ["Candidate", "Gazetteer", "in_force"]

#: How well a kind of name identifies its actor; the best known name of an actor comes first.
_STRENGTH = {
    "short": 0,
    "official": 0,
    "full": 0,
    "acronym": 1,
    "alias": 1,
    "former": 2,
    "residence": 3,
    "capital": 4,
    "demonym": 5,
    "surname": 6,
    "combining": 7,
    "city": 8,
}
#: Weakest kind of name that goes before an ISO code of two letters.
_STRONG = 2
#: Least likeness, of 100, at which a name is offered as what may have been meant.
_LIKENESS = 72
_SUGGESTIONS = 3


class Candidate(NamedTuple):
    """An actor that a text may mean, with the name by which it does."""

    actor_id: str
    name: Name


class Gazetteer:
    """All actors, by id in `actors`; `origins` says which files of a user told of whom, and where.

    >>> from kg.gazetteer import load_gazetteer
    >>> gazetteer = load_gazetteer()
    >>> gazetteer.resolve("Pékin").id, gazetteer.roll_up("gov:RUS.PRES")
    ('CHN', 'RUS')
    """

    def __init__(
        self, actors: Mapping[str, Actor], origins: Mapping[str, str] | None = None
    ) -> None:
        self.actors = actors
        self.origins: Mapping[str, str] = origins or {}
        self._by_key: dict[str, list[Candidate]] = defaultdict(list)
        self._by_slug: dict[str, list[str]] = defaultdict(list)
        self._by_iso2: dict[str, str] = {}
        self._offices: dict[tuple[str, str], list[tuple[Office, str]]] = defaultdict(list)
        for id, actor in actors.items():
            self._by_slug[id.rpartition(":")[2]].append(id)
            if "iso2" in actor.external:
                self._by_iso2[actor.external["iso2"]] = id
            for office in actor.offices:
                self._offices[office.office, office.of].append((office, id))

    def get(self, id: str) -> Actor:
        """The actor of that id. Raises UnknownActorError, with suggestions, if there is none."""
        try:
            return self.actors[id]
        except KeyError:
            raise self._unknown(id) from None

    def names(self, lang: str | None = None) -> Iterator[tuple[Name, str]]:
        """Every name with its actor's id: those in `lang` and those in no one language."""
        for id, actor in self.actors.items():
            for name in actor.names:
                if lang is None or name.lang in (lang, "any"):
                    yield name, id

    def lookup(self, text: str, lang: str | None = None) -> list[Candidate]:
        """Actors called exactly `text`, save for accents, case, hyphens and apostrophes.

        Each actor comes once, by its strongest name; strongest first, then by id. Acronyms,
        surnames and other case-sensitive names need their own case. Combining forms ("sino-") are
        found with their hyphen. Without `lang`, names in all languages count.

        >>> from kg.gazetteer import load_gazetteer
        >>> [found.actor_id for found in load_gazetteer().lookup("Corée", "fr")]
        ['KOR', 'PRK']
        """
        return self._lookup(text, lang, any_case=False)

    def _lookup(self, text: str, lang: str | None, *, any_case: bool) -> list[Candidate]:
        combining, plain = text.endswith("-"), cased(text)
        best: dict[str, Candidate] = {}
        for found in self._index().get(normalise(text), ()):
            name = found.name
            if lang is not None and name.lang not in (lang, "any"):
                continue
            if name.case_sensitive and not any_case and cased(name.text) != plain:
                continue
            if (name.kind == "combining") is not combining:
                continue
            known = best.get(found.actor_id)
            if known is None or _STRENGTH[name.kind] < _STRENGTH[known.name.kind]:
                best[found.actor_id] = found
        return sorted(best.values(), key=lambda c: (_STRENGTH[c.name.kind], c.actor_id))

    def _named(self, query: str) -> list[Candidate]:
        """Actors by name as a user types it: in the case it has, else in any."""
        return self.lookup(query) or self._lookup(query, None, any_case=True)

    def find(self, query: str) -> list[Actor]:
        """Actors that `query` may mean to a user: id, id without namespace, ISO code or name.

        Where there is none, those with a name in which every word of `query` begins a word. Best
        first.

        >>> from kg.gazetteer import load_gazetteer
        >>> [actor.id for actor in load_gazetteer().find("fr")]
        ['FRA']
        """
        query = query.strip()
        named = self._named(query)
        strong = [c.actor_id for c in named if _STRENGTH[c.name.kind] <= _STRONG]
        ids = [*self._by_code(query), *strong, *self._by_iso(query), *(c.actor_id for c in named)]
        return [self.actors[id] for id in dict.fromkeys(ids or self._beginning(query))]

    def resolve(self, query: str) -> Actor:
        """The one actor `query` means to a user.

        Raises UnknownActorError if there is none, suggesting names like it, or if several bear the
        name equally, listing them.
        """
        query = query.strip()
        codes = self._by_code(query)
        named = self._named(query)
        least = min((_STRENGTH[c.name.kind] for c in named), default=0)
        best = [c.actor_id for c in named if _STRENGTH[c.name.kind] == least]
        for ids in (codes, best if least <= _STRONG else [], self._by_iso(query), best):
            if len(ids) == 1:
                return self.actors[ids[0]]
            if ids:
                listed = ", ".join(f"{id} ({self.actors[id].name_in('en')})" for id in ids[:8])
                raise UnknownActorError(f"{query!r} may mean {listed}", hint="give the id")
        raise self._unknown(query)

    def roll_up(self, id: str, on: date | None = None) -> str:
        """The state, organisation, bloc or group that `id` counts for.

        A person counts for whom they held an office of on that day, else for their affiliation; an
        organ for its body, a territory for its state if it has one, what has ceased to exist for
        its successor. Raises UnknownActorError for an unknown id.

        >>> from datetime import date
        >>> from kg.gazetteer import load_gazetteer
        >>> gazetteer = load_gazetteer()
        >>> gazetteer.roll_up("per:URSULA_VON_DER_LEYEN", date(2016, 5, 1))
        'DEU'
        >>> gazetteer.roll_up("per:URSULA_VON_DER_LEYEN", date(2022, 5, 1))
        'org:EU'
        """
        seen: set[str] = set()
        while id not in seen:
            seen.add(id)
            id = self._above(self.get(id), on) or id
        return id

    def holders(self, office: str, of: str, on: date) -> list[Actor]:
        """Persons who held `office` of `of` that day, the most recent first.

        >>> from datetime import date
        >>> from kg.gazetteer import load_gazetteer
        >>> [p.id for p in load_gazetteer().holders("head_of_state", "USA", date(2019, 5, 1))]
        ['per:DONALD_TRUMP']
        """
        held = [(o.start or "", id) for o, id in self._offices[office, of] if in_force(o, on)]
        ids = dict.fromkeys(id for _, id in sorted(held, reverse=True))
        return [self.actors[id] for id in ids]

    def members(self, org: str, on: date | None = None, *, status: str = "member") -> list[Actor]:
        """Actors that belonged to `org` that day, or ever if no day is given, by id."""
        return [
            self.actors[id]
            for id in sorted(self.actors)
            if any(
                m.org == org and m.status == status and (on is None or in_force(m, on))
                for m in self.actors[id].memberships
            )
        ]

    def _above(self, actor: Actor, on: date | None) -> str | None:
        """One step of `roll_up`; None where `actor` counts for itself."""
        if actor.type == "person":
            current = [o for o in actor.offices if on is not None and in_force(o, on)]
            if not current or actor.affiliation in {o.of for o in current}:
                return actor.affiliation
            own = actor.affiliation and self.roll_up(actor.affiliation)
            # Of posts taken on one day the first: a president before the co-prince he is as such.
            latest = max(current, key=lambda o: o.start or "").of
            return next((o.of for o in current if self.roll_up(o.of) == own), latest)
        if actor.type in ("organ", "territory"):
            return actor.affiliation
        return actor.successor if actor.type in ("former_state", "organisation") else None

    def _index(self) -> dict[str, list[Candidate]]:
        """Names by their normal form, made when first asked for: most runs have a matcher."""
        if not self._by_key:
            for name, id in self.names():
                self._by_key[normalise(name.text)].append(Candidate(id, name))
        return self._by_key

    def _beginning(self, query: str) -> Iterator[str]:
        words = [f" {word}" for word in normalise(query).split()]
        for key, found in self._index().items():
            if words and all(word in f" {key}" for word in words):
                yield from (id for id, _ in found)

    def _by_code(self, query: str) -> list[str]:
        if query in self.actors:
            return [query]
        return self._by_slug.get(query, [])

    def _by_iso(self, query: str) -> list[str]:
        upper = query.upper()
        if len(query) == 3 and upper in self.actors:
            return [upper]
        return [self._by_iso2[upper]] if upper in self._by_iso2 else []

    def _unknown(self, query: str) -> UnknownActorError:
        hints = self.suggest(query)
        hint = "look it up with kg actors find, by a part of its name"
        if hints:
            hint = f"did you mean {' or '.join(hints)}?"
        return UnknownActorError(f"no actor is called {query!r}", hint=hint)

    def suggest(self, query: str) -> list[str]:
        """Up to three names like `query`, each with its id, of different actors, the likest first.

        >>> from kg.gazetteer import load_gazetteer
        >>> load_gazetteer().suggest("Allemange")[0]
        'Allemagne (DEU)'
        """
        found: dict[str, str] = {}
        alike = process.extract(
            normalise(query),
            list(self._index()),
            scorer=fuzz.ratio,
            score_cutoff=_LIKENESS,
            limit=12,
        )
        for near, _, _ in alike:
            for id, name in self._index()[near]:
                found.setdefault(id, f"{name.text} ({id})")
        return list(found.values())[:_SUGGESTIONS]


def in_force(period: Office | Membership, on: date) -> bool:
    """Whether `on` lies in a period with a `start` and an `end`, ISO dates cut to what is known.

    A full end date is the first day after; a year or month counts to its end.

    >>> from kg.records import Membership
    >>> brexit = Membership(org="org:EU", end="2020-02-01")
    >>> in_force(brexit, date(2020, 1, 31)), in_force(brexit, date(2020, 2, 1))
    (True, False)
    """
    start, end, day = period.start, period.end, on.isoformat()
    if start is not None and day[: len(start)] < start:
        return False
    if end is None:
        return True
    return day[: len(end)] <= end if len(end) < len(day) else day < end
