"""Longest match of the gazetteer's names: plain, joined by hyphens, with stance prefixes."""

from __future__ import annotations

from collections.abc import Iterable

from kg.lang.words import Words
from kg.mentions.found import Entry, Found
from kg.mentions.text import Atom, Text, Trie, fold, key_of, words_of
from kg.records import Name, NameKind
from kg.records.mention import MentionKind

__all__ = ["Matcher"]

_SOLID = 6  # letters: shorter words that begin with "pro" or "anti" are no demonyms
_HYPHENS = frozenset("-‐‑–/")
_KINDS: dict[str, MentionKind] = {
    "demonym": "demonym",
    "capital": "capital",
    "residence": "residence",
    "city": "city",
    "surname": "name",
}
# When one spelling has several readings, the first of these kinds that fits is meant.
_RANK = {
    "short": 0,
    "acronym": 0,
    "official": 0,
    "alias": 0,
    "residence": 1,
    "full": 1,
    "former": 2,
}
_RANK |= {"capital": 3, "demonym": 4, "city": 5, "surname": 6}


class Matcher:
    """Finds names of `names` in a text; `words` gives blockers, prefixes and common words."""

    def __init__(self, words: Words, names: Iterable[tuple[Name, str]]) -> None:
        self.names: Trie[Entry] = Trie()
        self.combining: Trie[Entry] = Trie()
        self.blockers: Trie[bool] = Trie()
        self.single_demonyms: dict[str, list[Entry]] = {}
        self.common = words_of(words.common)
        self.never_surnames = self.common | words_of(words.beside)
        self.particles = words_of(words.particles)
        self.first_names = words_of(words.first_names)
        self.prefixes = {fold(p): "anti" for p in words.anti} | {fold(p): "pro" for p in words.pro}
        self.prefixes |= {fold(p): "other" for p in words.neutral_prefixes}
        self.solid = tuple(p for p, stance in self.prefixes.items() if stance != "other")
        for name, actor in names:
            self._add(name, actor)
        for text, actor in words.extra.items():
            kind: NameKind = "demonym" if text.islower() else "alias"
            self._add(Name(text=text, lang="any", kind=kind), actor)
        for phrase in words.blockers:
            self.blockers.add(key_of(phrase), True)

    def _add(self, name: Name, actor: str) -> None:
        key, entry = key_of(name.text), Entry(actor, name)
        if str(name.kind) == "combining":
            self.combining.add(key, entry)
            return
        self.names.add(key, entry)
        if name.kind == "demonym" and len(key) == 1:
            self.single_demonyms.setdefault(key[0], []).append(entry)

    def match(self, text: Text) -> list[Found]:
        """Names in order of appearance, not overlapping, with all their readings."""
        found: list[Found] = []
        at = 0
        while at < len(text.atoms):
            hit = self._at(text, at)
            blocked = self.blockers.walk(text.keys, at, text.limits[at])
            if blocked and (hit is None or blocked[0][0] >= hit.end):
                at = blocked[0][0]
                continue
            if hit is None:
                at += 1
                continue
            if not self._somebody_else(text, hit):
                self._join(text, found, hit)
            at = hit.end
        return found

    def _at(self, text: Text, at: int) -> Found | None:
        return self._prefixed(text, at) or self._compound(text, at) or self._name(text, at)

    def _name(self, text: Text, at: int, only: str = "") -> Found | None:
        for end, entries in self.names.walk(text.keys, at, text.limits[at]):
            fit = [e for e in entries if self._case_fits(e.name, text.atoms[at:end])]
            if only:
                fit = [e for e in fit if e.name.kind == only]
            if fit and not self._shouted(text, at, end):
                return _found(at, end, fit)
        return None

    def _compound(self, text: Text, at: int) -> Found | None:
        """ "sino-russe", "nord-coréano-chinois": actors in order."""
        for end, entries in self.combining.walk(text.keys, at, text.limits[at]):
            if end >= len(text.atoms) or text.atoms[end].gap not in _HYPHENS:
                continue
            rest = self._compound(text, end) or self._name(text, end, only="demonym")
            if rest is not None and rest.entries:
                actors = (entries[0].actor, *(rest.actors or (rest.entries[0].actor,)))
                joined = _found(at, rest.end, rest.entries)
                joined.kind, joined.several, joined.method = "demonym", True, "compound"
                joined.actors = tuple(dict.fromkeys(actors))
                return joined
        return None

    def _prefixed(self, text: Text, at: int) -> Found | None:
        """ "anti-américain", "prorusse": a stance toward, not a deed of."""
        key = text.keys[at]
        stance = self.prefixes.get(key)
        nearby = at + 1 < len(text.atoms) and text.atoms[at + 1].gap in _HYPHENS
        if stance and nearby:
            rest = self._compound(text, at + 1) or self._name(text, at + 1)
            if rest is None:
                return None
            rest.first = at
            return _with_stance(rest, stance)
        if len(key) > _SOLID and key.startswith(self.solid) and key not in self.single_demonyms:
            for prefix in self.solid:
                entries = self.single_demonyms.get(key.removeprefix(prefix))
                if key.startswith(prefix) and entries:
                    return _with_stance(_found(at, at + 1, entries), self.prefixes[prefix])
        return None

    def _join(self, text: Text, found: list[Found], hit: Found) -> None:
        """Append `hit`, or make one of it and the name it hangs on: "Kim-Xi", "Iran-Iraq"."""
        last = found[-1] if found else None
        touching = (
            last is not None and last.end == hit.first and "city" not in (last.kind, hit.kind)
        )
        if touching and last and text.atoms[hit.first].gap in _HYPHENS and not last.is_stance:
            whole = Found(last.first, hit.end, hit.kind, several=True, method="compound")
            whole.parts = [*(last.parts or [last]), *(hit.parts or [hit])]
            found[-1] = whole
            return
        found.append(hit)

    def _case_fits(self, name: Name, atoms: list[Atom]) -> bool:
        person = name.kind in ("full", "surname")
        if name.kind == "acronym" or (name.case_sensitive and not person):
            return self._acronym_fits(name.text, atoms)
        words = _parts(name.text)
        if not words[0][:1].isupper():
            return True
        if not atoms[0].capital and not (
            atoms[0].key in self.particles and atoms[1:2] and atoms[1].capital
        ):
            return False
        if person:
            if name.kind == "surname" and (
                atoms[0].key in self.never_surnames or len(atoms[0].key) < 2
            ):
                return False
            pairs = zip(words, atoms, strict=False)
            return all(not w[:1].isupper() or a.capital or a.gap in _HYPHENS for w, a in pairs)
        return not (len(atoms) == 1 and atoms[0].first and atoms[0].key in self.common)

    def _acronym_fits(self, wanted: str, atoms: list[Atom]) -> bool:
        surface = "".join(atom.text for atom in atoms).replace(".", "").replace("-", "")
        wanted = "".join(_parts(wanted)).replace(".", "").replace("-", "")
        if surface == wanted:
            return True
        title = wanted[:1] + wanted[1:].lower()
        return len(wanted) >= 3 and surface == title and atoms[0].key not in self.common

    def _shouted(self, text: Text, at: int, end: int) -> bool:
        """Whether a common word ("us", "is") is in capitals because its neighbours are."""
        if end - at > 1 or text.keys[at] not in self.common:
            return False
        near = [a.text for a in (text.before(at), text.after(end - 1)) if a and len(a.text) > 2]
        return bool(near) and all(word.isupper() for word in near)

    def _somebody_else(self, text: Text, hit: Found) -> bool:
        """Whether a one-word name is part of a person's name no list knows: "Michael Jordan"."""
        if hit.end - hit.first != 1 or hit.kind == "demonym":
            return False
        atom, before, after = text.atoms[hit.first], text.before(hit.first), text.after(hit.first)
        spaced = " \u00a0\u202f"
        if before and before.capital and before.key in self.first_names and atom.gap in spaced:
            return True
        given = atom.key in self.first_names
        return bool(
            given and after and after.capital and after.gap in spaced and after.text.istitle()
        )


def _parts(text: str) -> list[str]:
    return text.replace("'", " ").replace("’", " ").replace("-", " ").split() or [text]


def _found(first: int, end: int, entries: list[Entry]) -> Found:
    """A Found of the best kind among `entries`, keeping all readings of that rank."""
    best = min(_RANK.get(e.name.kind, 2) for e in entries)
    kept = [e for e in entries if _RANK.get(e.name.kind, 2) == best]
    kind = _KINDS.get(kept[0].name.kind, "name")
    gender = {e.name.gender for e in kept}
    number = {e.name.number for e in kept}
    found = Found(first, end, kind, kept)
    found.gender = gender.pop() if len(gender) == 1 else None
    found.number = number.pop() if len(number) == 1 else None
    found.surname = kept[0].name.kind == "surname"
    return found


def _with_stance(found: Found, stance: str) -> Found:
    found.kind, found.method, found.adjective, found.fixed = "demonym", stance, True, True
    found.use = "other" if stance == "other" else "agent"
    return found
