"""Who holds a role: the person named beside it, the holder at that date, else the state."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from kg.lang.words import Role, Words
from kg.mentions.found import Found
from kg.mentions.link import Linker
from kg.mentions.roles import RoleHead
from kg.mentions.text import Text, key_of, words_of

__all__ = ["People"]


class People:
    """Makes mentions of role phrases, and of persons only the text introduces."""

    def __init__(self, words: Words, linker: Linker) -> None:
        self.words, self.linker = words, linker
        self.beside = words_of(words.beside)
        self.family_first = frozenset(words.family_first)
        self.women = words_of(words.female_names)
        self.determiners = words_of(words.determiners)
        self.particles = words_of(words.particles)
        self.titles = {key_of(t)[-1]: g for t, g in words.titles.items()}

    def settle(
        self, text: Text, hits: list[Found], heads: list[RoleHead], on: date | None
    ) -> tuple[list[Found], list[RoleHead]]:
        """Return the mentions with roles put in, and the roles that stand alone."""
        by_start = {hit.first: hit for hit in hits}
        by_end = {hit.end: hit for hit in hits}
        made: list[Found] = []
        bare: list[RoleHead] = []
        known: dict[str, Found] = {}
        for head in heads:
            role = self.words.roles[head.role]
            if not role.actor or head.nobody:
                _spoil(head.owners)
                continue
            person = None if head.plural else self._named_beside(text, head, by_start, by_end, made)
            if not head.owners and not role.unique and person is None:
                bare.append(head)
                continue
            if role.sort != "person" and not head.owners and not role.unique:
                bare.append(head)
                continue
            found = self._role(head, role, person, on)
            if person is not None:
                self._join(text, found, person, known, made)
            made.append(found)
        kept = _replace(hits, made)
        kept += self._again(text, kept, known)
        for hit in kept:
            self._gender(text, hit)
        kept.sort(key=lambda hit: hit.first)
        return kept, bare

    def _named_beside(
        self,
        text: Text,
        head: RoleHead,
        by_start: dict[int, Found],
        by_end: dict[int, Found],
        made: list[Found],
    ) -> Found | None:
        """The person named after the phrase (joined or after a comma) or before it and a comma."""
        role = self.words.roles[head.role]
        if role.sort != "person":
            return None
        at = head.stop
        if at < len(text.atoms):
            direct, comma = text.atoms[at].glued, text.atoms[at].gap.strip() == ","
            titled = at + 1 if text.keys[at] in self.titles and text.atoms[at].capital else at
            hit = by_start.get(titled)
            if hit is not None and hit.being == "person" and (direct or comma):
                return hit
            if hit is None and (head.owners or role.unique) and (direct or comma):
                run = self._run(text, titled, by_start)
                known = by_start.get(run)
                if run > titled and known and known.being == "person" and text.atoms[run].glued:
                    known.first = titled
                    return known
                if run - titled >= (1 if direct else 2):
                    return self._stranger(text, titled, run, head)
        return self._before(text, head, by_end, made)

    def _before(
        self, text: Text, head: RoleHead, by_end: dict[int, Found], made: list[Found]
    ) -> Found | None:
        at = head.start
        if at > 0 and text.keys[at - 1] in self.determiners and text.atoms[at].glued:
            at -= 1
        if at <= 0 or text.atoms[at].gap.strip() not in (",", "("):
            return None
        hit = by_end.get(at)
        if hit is not None:
            return hit if hit.being == "person" else None
        if not head.owners or (made and made[-1].end == at):
            return None
        first = at
        while first > 0 and at - first < 4 and text.atoms[first - 1].capital:
            first -= 1
            if not text.atoms[first].glued:
                break
        if first < at and text.atoms[first].first and text.keys[first] in self.beside:
            first += 1
        if not 2 <= at - first <= 4 or any(end in by_end for end in range(first + 1, at + 1)):
            return None
        return self._stranger(text, first, at, head)

    def _run(self, text: Text, at: int, by_start: dict[int, Found]) -> int:
        """End of the capitalised words that begin at `at`: maybe a name no list has."""
        end = at
        while end < len(text.atoms) and end - at < 5 and end not in by_start:
            atom = text.atoms[end]
            if end > at and not atom.glued:
                break
            particle = end > at and atom.key in self.particles and self._capital_after(text, end)
            hyphenated = end > at and atom.gap in "-‐‑'’"
            if not (atom.capital or particle or hyphenated):
                break
            if atom.key in self.beside and not (end > at and atom.key in self.particles):
                break
            if atom.text.isdigit():
                break
            end += 1
        return end

    def _capital_after(self, text: Text, at: int) -> bool:
        after = text.after(at)
        return after is not None and after.capital

    def _stranger(self, text: Text, first: int, end: int, head: RoleHead) -> Found:
        found = Found(first, end, "person", being="person", method="introduced", number="sg")
        found.actors = _actors(head.owners) or _unique(self.words.roles[head.role])
        words = [text.keys[i] for i in range(first, end)]
        found.candidates = ("per:" + "_".join(words).upper(),)
        return found

    def _role(self, head: RoleHead, role: Role, person: Found | None, on: date | None) -> Found:
        found = Found(head.start, head.stop, "role", role=head.role, method="role")
        found.noun = head.noun
        found.number = "pl" if head.plural else "sg"
        found.gender = head.traits[0] if head.traits[:1] in ("m", "f") else None
        found.being = "person" if role.sort == "person" else "organisation"
        owners = _actors(head.owners) or _unique(role)
        found.actors, found.score = owners, 0.95
        found.several = head.plural and len(owners) > 1
        if not owners:
            found.candidates = tuple(c for owner in head.owners for c in owner.candidates)
        if head.former or (head.owners and all(o.use == "other" and o.fixed for o in head.owners)):
            found.use, found.fixed = "other", True
        if person is not None:
            self._identify(person, found, role, on)
            if person.actors:
                found.actors = person.actors
        elif role.sort == "person" and not head.deputy and on is not None:
            offices = (head.office,) if head.office else role.offices
            found.actors = tuple(self._holder(offices, owner, on) for owner in owners)
        return found

    def _identify(self, person: Found, found: Found, role: Role, on: date | None) -> None:
        """Settle a person's name by the country or the post that the role gives."""
        if person.surname and person.candidates and (found.actors or role.offices):
            whole = {self.linker.rolled(id_, on) for id_ in found.actors}
            fit = [c for c in person.candidates if not whole or self.linker.rolled(c, on) in whole]
            if len(fit) > 1:
                held = [c for c in fit if self._has_office(c, role.offices)]
                fit = held if len(held) == 1 or not whole else fit
            if len(fit) == 1 and (whole or self._has_office(fit[0], role.offices)):
                person.actors, person.candidates = (fit[0],), ()
                person.method, person.score = "role", 0.95
            elif whole:
                person.actors = tuple(found.actors)
        if found.use == "other":
            person.use, person.fixed = "other", True
        elif person.use == "other" and person.method != "former":
            person.use, person.fixed = "agent", False

    def _has_office(self, id_: str, offices: Iterable[str]) -> bool:
        actor = self.linker.actor(id_)
        return actor is not None and any(o.office in offices for o in actor.offices)

    def _holder(self, offices: Iterable[str], owner: str, on: date) -> str:
        """The only holder of the first of `offices` that `owner` has at that date, else `owner`."""
        whole = self.linker.rolled(owner, on)
        for office in offices:
            holders = {p.id for p in self.linker.gazetteer.holders(office, of=whole, on=on)}
            # A king of fifteen states speaks for one.
            if len(holders) == 1 and self.linker.rolled(min(holders), on) == whole:
                return holders.pop()
        return owner

    def _join(
        self, text: Text, found: Found, person: Found, known: dict[str, Found], made: list[Found]
    ) -> None:
        """Make one mention of a role and the name right after it; remember who has no entry."""
        if person.kind == "person":
            last = text.keys[person.end - 1]
            known.setdefault(last, person)
            if {self.linker.rolled(a, None) for a in person.actors} & self.family_first:
                known.setdefault(text.keys[person.first], person)
        adjacent = found.end == person.first and text.atoms[person.first].glued
        titled = found.end + 1 == person.first and text.atoms[person.first].glued
        if adjacent or titled:
            found.end = person.end
            found.candidates = person.candidates if person.kind == "person" else ()
        elif person.kind == "person":
            person.use, person.fixed = found.use, found.fixed
            made.append(person)

    def _again(self, text: Text, hits: list[Found], known: dict[str, Found]) -> list[Found]:
        """Later bare surnames of persons the text introduced."""
        if not known:
            return []
        taken = {i for hit in hits for i in range(hit.first, hit.end)}
        again = []
        for at, atom in enumerate(text.atoms):
            person = known.get(atom.key)
            if person is None or at < person.end or at in taken or not atom.capital:
                continue
            after = text.after(at)
            if after and after.capital and after.key not in self.beside:
                continue
            again.append(
                Found(
                    at, at + 1, "person", actors=person.actors, candidates=person.candidates,
                    being="person", method="introduced", number="sg", gender=person.gender,
                    use=person.use, fixed=person.fixed, score=0.9,
                )
            )  # fmt: skip
        return again

    def _gender(self, text: Text, hit: Found) -> None:
        """What a first name, a title or an article says of gender and number."""
        if hit.being == "person" and hit.gender is None:
            words = {text.keys[i] for i in range(hit.first, hit.end)}
            if words & self.women:
                hit.gender = "f"
            elif hit.first and (known := self.titles.get(text.keys[hit.first - 1])) in ("m", "f"):
                hit.gender = known
            hit.number = hit.number or "sg"
        elif hit.kind in ("name", "residence") and hit.first and text.atoms[hit.first].glued:
            traits = self.words.article_traits.get(text.keys[hit.first - 1], "")
            if traits in ("mp", "fp", "pl"):
                hit.number = "pl"
            elif traits:
                hit.number, hit.gender = "sg", hit.gender or traits[:1]


def _actors(owners: list[Found]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(actor for owner in owners for actor in owner.actors))


def _unique(role: Role) -> tuple[str, ...]:
    return (role.unique,) if role.unique else ()


def _spoil(owners: list[Found]) -> None:
    for owner in owners:
        if owner.being == "state":
            owner.use, owner.fixed, owner.method = "other", True, "no actor"


def _replace(hits: list[Found], made: list[Found]) -> list[Found]:
    """Put the made mentions in place of the names they have taken in."""
    made = sorted(made, key=lambda f: (f.first, -f.end))
    outer: list[Found] = []
    for found in made:
        if not outer or found.first >= outer[-1].end:
            outer.append(found)
    taken = {i for found in outer for i in range(found.first, found.end)}
    kept = [hit for hit in hits if not taken.intersection(range(hit.first, hit.end))]
    return sorted([*kept, *outer], key=lambda f: f.first)
