"""Role nouns and the actor they act for: "le président américain", "Israel's defence minister".

A role takes up, after it ("ministre chinois des Affaires étrangères", "president of Peru") or
before it ("US Secretary of State"), the demonym or name it belongs to, and becomes one mention
with it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from kg.lang.words import Role, Words
from kg.mentions.found import Found
from kg.mentions.parties import Parties
from kg.mentions.text import Text, Trie, WordSet, key_of, words_of

__all__ = ["RoleFinder", "RoleHead"]


@dataclass(slots=True)
class RoleHead:
    """A role noun in the text, what it belongs to, and how far its phrase goes."""

    first: int
    end: int
    role: int
    traits: str
    owners: list[Found] = field(default_factory=list)
    start: int = 0  # of the whole phrase
    stop: int = 0
    office: str | None = None
    former: bool = False
    deputy: bool = False
    noun: str = ""
    closed: bool = False  # its owners ended with "and"
    nobody: bool = False  # belongs to one that acts for no state: "porte-parole du parti"

    @property
    def plural(self) -> bool:
        """Whether the noun is plural."""
        return self.traits in ("mp", "fp", "pl")


class RoleFinder:
    """Finds role phrases among the names already found."""

    def __init__(self, words: Words) -> None:
        self.words = words
        self.roles: tuple[Role, ...] = words.roles
        self.heads: Trie[tuple[int, str]] = Trie()
        for number, role in enumerate(words.roles):
            for form in role.forms:
                text, _, traits = form.rpartition(":")
                self.heads.add(key_of(text), (number, traits))
        self.fields: Trie[str] = Trie()
        for office, phrases in words.fields.items():
            for phrase in phrases:
                self.fields.add(key_of(phrase), office)
        self.genitive = _trie(words.genitive)
        self.modifiers = _trie(words.modifiers)
        self.former, self.determiners = words_of(words.former), words_of(words.determiners)
        self.deputies = words_of(words.role_prefixes)
        self.conjunctions = WordSet(words.conjunctions)
        self.parties = Parties(words)
        self.seat_words = WordSet(words.seat_words)
        self.seated = frozenset(" ".join(key_of(noun)) for noun in words.seated_nouns)
        self.possessive = words_of(words.possessive_marks)
        self.before = words.affiliation_before

    def find(self, text: Text, hits: list[Found]) -> list[RoleHead]:
        """Every role noun outside names, with what it belongs to (nothing for a bare one)."""
        covered = {i for hit in hits for i in range(hit.first, hit.end)}
        heads = list(self._heads(text, covered))
        by_start: dict[int, Found | RoleHead] = {hit.first: hit for hit in hits}
        for head in reversed(heads):
            self._look_after(text, head, by_start)
            if head.owners:
                by_start[head.start] = head
        if self.before:
            by_end: dict[int, Found | RoleHead] = {hit.end: hit for hit in hits}
            for head in heads:
                if not head.owners:
                    self._look_before(text, head, by_end)
                if head.owners:
                    by_end[head.stop] = head
        for head in heads:
            head.owners.sort(key=lambda owner: owner.first)
            self._rank(text, head)
        return _outermost(heads)

    def _heads(self, text: Text, covered: set[int]) -> Iterator[RoleHead]:
        at = 0
        while at < len(text.atoms):
            for end, values in self.heads.walk(text.keys, at, text.limits[at]):
                adjective = text.doc[text.atoms[at].token].pos_ == "ADJ"
                deed = end - at == 1 and (adjective or self.parties.deed(text, at))
                if not (covered.intersection(range(at, end)) or deed):
                    number, traits = values[0]
                    noun = " ".join(text.keys[at:end])
                    yield RoleHead(at, end, number, traits, start=at, stop=end, noun=noun)
                    at = end - 1
                    break
            at += 1

    def _look_after(
        self, text: Text, head: RoleHead, by_start: dict[int, Found | RoleHead]
    ) -> None:
        at = head.end
        while at < len(text.atoms):
            if not text.atoms[at].glued and not (head.plural and head.owners):
                break
            step = self.fields.walk(text.keys, at, text.limits[at])
            if step:
                head.office = step[0][1][0]
            owner = self._owner(by_start, at, demonym=True)
            owner = owner or self._after_genitive(text, at, by_start)
            owner = owner or self._seat(text, head, at, by_start)
            if owner and step and _end(owner) < step[0][0]:
                owner = None  # "ministre de l'Europe et des Affaires étrangères"
            if owner:
                at = self._take(head, owner)
            elif step:
                at = head.stop = step[0][0]
            elif head.plural and head.owners and (owner := self._joined(text, head, at, by_start)):
                at = self._take(head, owner)
            elif text.atoms[at].glued and (
                step2 := self.modifiers.walk(text.keys, at, text.limits[at])
            ):
                at = step2[0][0]
            else:
                break

    def _owner(
        self, by_start: dict[int, Found | RoleHead], at: int, demonym: bool
    ) -> Found | RoleHead | None:
        hit = by_start.get(at)
        if isinstance(hit, RoleHead):
            return None if demonym else hit
        if hit is None or not _bears(hit):
            return None
        return hit if hit.is_adjectival or not demonym else None

    def _after_genitive(
        self, text: Text, at: int, by_start: dict[int, Found | RoleHead]
    ) -> Found | RoleHead | None:
        for end, _ in self.genitive.walk(text.keys, at, text.limits[at]):
            if owner := self._owner(by_start, end, demonym=False):
                if (
                    isinstance(owner, Found)
                    and owner.is_adjectival
                    and text.atoms[end].text.islower()
                ):
                    return None
                return owner
        return None

    def _seat(
        self, text: Text, head: RoleHead, at: int, by_start: dict[int, Found | RoleHead]
    ) -> Found | None:
        """The capital in "the government in Warsaw"; an embassy there is somebody else's."""
        if head.owners or head.noun not in self.seated or not text.atoms[at].glued:
            return None
        hit = by_start.get(at + 1)
        if not isinstance(hit, Found) or hit.kind != "capital" or not text.atoms[at + 1].glued:
            return None
        return hit if self.seat_words.has(text.atoms[at].text) else None

    def _joined(
        self, text: Text, head: RoleHead, at: int, by_start: dict[int, Found | RoleHead]
    ) -> Found | RoleHead | None:
        """The second owner of a plural: "présidents russe et chinois", "leaders of A and B"."""
        if not text.atoms[at].glued:
            if text.atoms[at].gap.strip() != ",":
                return None
            if (after := self._skip_name(text, at, by_start)) is not None:
                at = after
        if self.conjunctions.has(text.atoms[at].text):
            at, head.closed = at + 1, True
        elif head.closed:
            return None  # "of Peru and Chile, the Netherlands said"
        if at >= len(text.atoms):
            return None
        direct = self._owner(by_start, at, demonym=False)
        if direct is None and self.before and text.keys[at] in self.determiners:
            state = by_start.get(at + 1)  # "of Peru, the Netherlands and Chile"
            direct = state if isinstance(state, Found) and state.kind == "name" else None
            direct = direct if direct and direct.being == "state" else None
        return direct or self._after_genitive(text, at, by_start)

    def _skip_name(self, text: Text, at: int, by_start: dict[int, Found | RoleHead]) -> int | None:
        """Past a name between commas: "du Pérou, Ollanta Humala, et du Chili"."""
        hit = by_start.get(at)
        if isinstance(hit, Found) and hit.being != "person":
            return None  # "des armées de l'URSS, de Pologne": an owner itself
        end = hit.end if isinstance(hit, Found) else at
        while end < len(text.atoms) and end - at < 4 and text.atoms[end].capital:
            if end > at and not text.atoms[end].glued:
                break
            end += 1
        closed = end < len(text.atoms) and text.atoms[end].gap.strip() == ","
        return end if end > at and closed else None

    def _take(self, head: RoleHead, owner: Found | RoleHead) -> int:
        if isinstance(owner, RoleHead):
            head.owners += owner.owners
            head.nobody = owner.nobody or not self.roles[owner.role].actor
            head.start, head.stop = min(head.start, owner.start), max(head.stop, owner.stop)
            return owner.stop
        head.owners.append(owner)
        head.start, head.stop = min(head.start, owner.first), max(head.stop, owner.end)
        return owner.end

    def _look_before(self, text: Text, head: RoleHead, by_end: dict[int, Found | RoleHead]) -> None:
        at = head.first
        for _ in range(6):
            if at <= 0:
                break
            previous = text.atoms[at - 1]
            if not text.atoms[at].glued and not self._plural_possessive(text, at, by_end):
                break
            own_end = at - 1 if previous.key in self.possessive and previous.gap in "'’" else at
            hit = by_end.get(own_end)
            if hit is not None and self._may_own(hit):
                self._take(head, hit)
                at = hit.start if isinstance(hit, RoleHead) else hit.first
                if not (head.plural and self._conjoined(text, at)):
                    break
                at -= 1
            elif previous.key in self.former:
                head.former = True
                at -= 1
            elif previous.key in self.deputies or self.modifiers.walk([previous.key], 0):
                head.deputy = head.deputy or previous.key in self.deputies
                at -= 1
            else:
                break

    def _may_own(self, hit: Found | RoleHead) -> bool:
        return isinstance(hit, RoleHead) or _bears(hit)

    def _plural_possessive(self, text: Text, at: int, by_end: dict[int, Found | RoleHead]) -> bool:
        return bool(self.possessive) and text.atoms[at].gap in ("' ", "’ ") and at in by_end

    def _conjoined(self, text: Text, at: int) -> bool:
        return at > 1 and self.conjunctions.has(text.atoms[at - 1].text) and text.atoms[at].glued

    def _rank(self, text: Text, head: RoleHead) -> None:
        """Note "vice-", "ex-", "ancien" before the phrase, and take the prefix into it."""
        at = head.start
        for _ in range(3):
            if at <= 0 or not text.atoms[at].glued:
                return
            key, hyphen = text.keys[at - 1], text.atoms[at].gap in "-‐‑"
            if key in self.deputies and (hyphen or self.before):
                head.deputy = True
                head.start = at - 1
            elif key in self.former:
                head.former = True
            elif not self.modifiers.walk([key], 0):
                return
            at -= 1


def _bears(hit: Found) -> bool:
    """Whether a role may belong to it; mayors and bishops of a city act for no state."""
    return not (hit.is_stance or hit.being == "person" or hit.kind == "city")


def _end(owner: Found | RoleHead) -> int:
    return owner.stop if isinstance(owner, RoleHead) else owner.end


def _outermost(heads: list[RoleHead]) -> list[RoleHead]:
    """Leave out a role inside the phrase of another: "porte-parole du ministère russe"."""
    kept: list[RoleHead] = []
    for head in sorted(heads, key=lambda h: (h.start, -h.stop)):
        if kept and head.start < kept[-1].stop:
            if head.owners and not kept[-1].owners:
                kept[-1] = head
            continue
        kept.append(head)
    return kept


def _trie(phrases: tuple[str, ...]) -> Trie[bool]:
    trie: Trie[bool] = Trie()
    for phrase in phrases:
        trie.add(key_of(phrase), True)
    return trie
