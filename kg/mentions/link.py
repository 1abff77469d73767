"""Which actor a name means: by date, by the rest of the article, by full names elsewhere in it."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING

from kg.lang.words import Words
from kg.mentions.found import Entry, Found
from kg.mentions.text import Atom, Text, key_of, words_of
from kg.records import Actor, Office

if TYPE_CHECKING:
    from kg.gazetteer import Gazetteer

__all__ = ["Linker"]

# A bare surname is believed of those who speak for a state or organisation, best first.
_OFFICES = {
    "head_of_state": 0,
    "head_of_government": 0,
    "secretary_general": 1,
    "president": 1,
    "leader": 1,
    "foreign_minister": 2,
    "defence_minister": 3,
}
#: So long after the end of a post its holder is still spoken of for what it did there.
_JUST_LEFT = timedelta(days=30)
#: Years after which a post belongs to history, and words from a name to a year of it.
_HISTORY, _ASIDE = 20, 25


class Linker:
    """Resolves names with the help of a gazetteer and a pack's defaults."""

    def __init__(self, words: Words, gazetteer: Gazetteer) -> None:
        self.gazetteer = gazetteer
        self.defaults = {key_of(text): actor for text, actor in words.defaults.items()}
        self.well_known = {key_of(text): actor for text, actor in words.well_known.items()}
        self.titles = {key_of(text)[-1] for text in words.titles}
        self.beside = words_of(words.beside)
        self.first_names = words_of(words.first_names)
        self.actor = lru_cache(maxsize=None)(self._actor)

    def _actor(self, id_: str) -> Actor | None:
        try:
            return self.gazetteer.get(id_)
        except Exception:  # an id a pack invented: resolved by nobody, harmful to nobody
            return None

    def rolled(self, id_: str, on: date | None) -> str:
        """The state or organisation `id_` counts for; itself where the gazetteer knows no other."""
        if self.actor(id_) is None:
            return id_
        return self.gazetteer.roll_up(id_, on) or id_

    def link(self, text: Text, hits: list[Found], on: date | None) -> None:
        """Set `actors`, or `candidates` where doubt remains, on every hit."""
        singles = [part for hit in hits for part in (hit.parts or [hit])]
        open_: list[Found] = []
        for hit in singles:
            if hit.actors:
                continue
            ids = _ids(hit.entries)
            default = self.defaults.get(tuple(text.keys[hit.first : hit.end]))
            if default and default not in ids and not hit.surname:
                ids = (*ids, default)
            if len(ids) > 1:
                ids = self._of_that_time(hit.entries, ids, on)
            if len(ids) == 1 and not hit.surname:
                hit.actors = (ids[0],)
            else:
                hit.candidates = ids
                open_.append(hit)
            hit.being = self.being(ids[0])
        context = self._context(singles, on)
        for hit in open_:
            if not hit.surname:
                self._choose(text, hit, context, on)
        context = self._context(singles, on)
        for hit in open_:
            if hit.surname:
                self._surname(text, hit, singles, context, on)
        for hit in hits:
            if hit.parts:
                hit.actors = tuple(dict.fromkeys(a for part in hit.parts for a in part.actors))
                hit.being = hit.parts[0].being
            self._former(text, hit, on)

    def being(self, id_: str) -> str:
        """What `id_` is to a pronoun: state, organisation, group or person."""
        actor = self.actor(id_)
        kind = actor.type if actor else "state"
        if kind in ("organisation", "organ", "bloc"):
            return "organisation"
        return kind if kind in ("person", "group") else "state"

    def _context(self, hits: list[Found], on: date | None) -> Counter[str]:
        seen: Counter[str] = Counter()
        for hit in hits:
            for id_ in hit.actors:
                seen[id_] += 1
                if (whole := self.rolled(id_, on)) != id_:
                    seen[whole] += 1
        return seen

    def _choose(self, text: Text, hit: Found, context: Counter[str], on: date | None) -> None:
        """One of several bearers of a name: the one the article speaks of, else the default."""
        whole = {self.rolled(id_, on) for id_ in hit.candidates}
        counts = {id_: context[id_] + context[self.rolled(id_, on)] for id_ in hit.candidates}
        ranked = sorted(counts, key=lambda id_: -counts[id_])
        default = self.defaults.get(tuple(text.keys[hit.first : hit.end]))
        best = None
        if len(whole) == 1:
            best = min(hit.candidates, key=lambda id_: (":" in id_, hit.candidates.index(id_)))
        elif counts[ranked[0]] > counts[ranked[1]]:
            best = ranked[0]
        elif default:
            best = default
        elif hit.being == "person":
            best = self._officeholder(hit.candidates, context, on)
        if best:
            hit.actors, hit.score, hit.candidates = (best,), 0.8, ()
            hit.method = hit.method or "context"

    def _of_that_time(
        self, entries: list[Entry], ids: tuple[str, ...], on: date | None
    ) -> tuple[str, ...]:
        if on is None:
            return ids
        day = on.isoformat()
        past = {e.actor for e in entries if not _covers(e.name.start, e.name.end, day)}
        return tuple(id_ for id_ in ids if id_ not in past) or ids

    # surnames

    def _surname(
        self, text: Text, hit: Found, others: list[Found], context: Counter[str], on: date | None
    ) -> None:
        if self._inside_longer_name(text, hit):
            hit.candidates, hit.use, hit.fixed = (), "other", True
            return
        named = [o for o in others if o.actors and not o.surname and o.actors[0] in hit.candidates]
        if named:
            before = [o for o in named if o.first < hit.first]
            hit.actors = ((before or named)[-1 if before else 0].actors[0],)
            hit.method, hit.candidates = "full name", ()
            return
        best = self._officeholder(hit.candidates, context, on)
        known = self.well_known.get(tuple(text.keys[hit.first : hit.end]))
        spoken_of = best is not None and context[self.rolled(best, on)] > 0
        if known in hit.candidates and not spoken_of and (on is None or best is None):
            best = known
        if best:
            hit.actors, hit.method, hit.score, hit.candidates = (best,), "surname", 0.7, ()
            return
        whole = {self.rolled(id_, on) for id_ in hit.candidates}
        if len(hit.candidates) == 1:
            rare = len(text.keys[hit.end - 1]) > 4 or self.title_before(text, hit.first)
            if rare and self._speaks_for(hit.candidates[0], on):
                hit.actors, hit.candidates = hit.candidates, ()
        elif len(whole) == 1 and any(self.office_rank(i, None) is not None for i in hit.candidates):
            hit.actors = (whole.pop(),)
        if hit.actors:
            hit.method, hit.score = "surname", 0.5

    def _officeholder(
        self, ids: tuple[str, ...], context: Counter[str], on: date | None
    ) -> str | None:
        ranks = {id_: rank for id_ in ids if (rank := self.office_rank(id_, on)) is not None}
        if on is not None and not ranks:
            ranks = {id_: rank for id_ in ids if (rank := self.office_rank(id_, None)) is not None}
        if len(ranks) == 1:
            return next(iter(ranks))
        spoken_of = [id_ for id_ in ranks if context[self.rolled(id_, on)]]
        if len(spoken_of) == 1:
            return spoken_of[0]
        pool = spoken_of or list(ranks)
        if on is not None and pool:
            top = min(ranks[id_] for id_ in pool)
            best = [id_ for id_ in pool if ranks[id_] == top]
            return best[0] if len(best) == 1 else None
        return None

    def office_rank(self, id_: str, on: date | None) -> int | None:
        """How high a post `id_` held that day, or ever where no day is given; None for no post."""
        actor = self.actor(id_)
        offices = actor.offices if actor else ()
        ranks = [_OFFICES[o.office] for o in offices if o.office in _OFFICES and _held(o, on)]
        return min(ranks, default=None)

    def _speaks_for(self, id_: str, on: date | None) -> bool:
        actor = self.actor(id_)
        return actor is not None and any(_held(o, on) for o in actor.offices)

    def _former(self, text: Text, hit: Found, on: date | None) -> None:
        """Somebody out of office is named, but acts for nobody; long past, as in their days."""
        if on is None or hit.being != "person" or len(hit.actors) != 1:
            return
        actor = self.actor(hit.actors[0])
        day = (on - _JUST_LEFT).isoformat()
        if (
            actor
            and actor.offices
            and all(o.end and o.end < day[: len(o.end)] for o in actor.offices)
            and not any(_in_those_days(text, hit, o, on) for o in actor.offices)
        ):
            hit.use, hit.fixed = "other", True
            hit.method = hit.method or "former"

    def title_before(self, text: Text, first: int) -> bool:
        """Whether "M.", "Mr" or the like stands before atom `first`."""
        atom = text.atoms[first - 1] if first else None
        return atom is not None and atom.key in self.titles and atom.capital

    def _inside_longer_name(self, text: Text, hit: Found) -> bool:
        """ "Sadiq Khan", "Kim Dae-jung", "Trump Tower": part of the name of somebody else."""
        before, after = text.before(hit.first), text.after(hit.end - 1)
        if self.title_before(text, hit.first) or _mostly_capitals(text, hit):
            return False
        if before and before.capital and text.atoms[hit.first].gap.isspace():
            if before.key in self.first_names:
                return True
            if not before.first and text.doc[before.token].pos_ in ("PROPN", ""):
                return before.key not in self.beside and len(before.key) > 1
            if len(before.key) == 1 and not before.first:
                return True
        return bool(after and self._continues(after))

    def _continues(self, after: Atom) -> bool:
        return after.capital and after.gap.isspace() and after.key not in self.beside


def _in_those_days(text: Text, hit: Found, office: Office, on: date) -> bool:
    """ "En 1945, Staline …": a year beside the name in which a post long since left was held."""
    if not (office.start and office.end) or int(office.end[:4]) > on.year - _HISTORY:
        return False
    number, held = text.sentence(hit.first), range(int(office.start[:4]), int(office.end[:4]) + 1)
    near = range(max(0, hit.first - _ASIDE), min(len(text.atoms), hit.end + _ASIDE))
    years = (text.keys[i] for i in near if text.sentence(i) == number)
    return any(year.isdecimal() and len(year) == 4 and int(year) in held for year in years)


def _mostly_capitals(text: Text, hit: Found) -> bool:
    """A headline in capitals, or with a capital to every word, says nothing by them."""
    number = text.sentence(hit.first)
    near = [a for a in text.atoms[max(0, hit.first - 25) : hit.end + 25] if len(a.key) > 3]
    near = [a for a in near if text.sentence_of_token[a.token] == number]
    return len(near) > 4 and sum(a.capital for a in near) > 0.8 * len(near)


def _ids(entries: list[Entry]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(entry.actor for entry in entries))


def _covers(start: str | None, end: str | None, day: str) -> bool:
    return (not start or start <= day[: len(start)]) and (not end or end >= day[: len(end)])


def _held(office: Office, on: date | None) -> bool:
    return on is None or _covers(office.start, office.end, on.isoformat())
