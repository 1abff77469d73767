"""Agent, place or neither: what a name does in its sentence.

"Pékin a déclaré" acts, "à Pékin" only says where, "une entreprise chinoise" is nobody who acts for
China. Decided by the preposition and what governs it, by the noun a demonym qualifies, and by lists
of the pack; the parse sharpens it where there is one.
"""

from __future__ import annotations

from collections.abc import Iterable

from spacy.tokens import Token

from kg.lang.words import Words
from kg.mentions.found import Found
from kg.mentions.nationals import Nationals
from kg.mentions.parties import Parties
from kg.mentions.sport import Sport
from kg.mentions.struck import Strikes
from kg.mentions.text import Text, Trie, WordSet, fold, key_of, words_of
from kg.records.mention import MentionUse

__all__ = ["UseJudge"]

_ATTRIBUTIVE = ("amod", "nmod", "compound", "acl", "flat")
_LONG = 7  # letters: shorter words with an ending of a profession are mostly something else
_REACH = 9  # words to look back for a governor without a parse


class UseJudge:
    """Sets `use` on what the finder found; `deeds` are lemmas of verbs that relate actors."""

    def __init__(self, words: Words, deeds: frozenset[str] = frozenset()) -> None:
        self.words = words
        self.locative = WordSet(words.locative)
        self.locative_bare = WordSet(words.locative_bare)
        self.toward_words = WordSet(words.toward)
        self.toward = {"".join(key_of(w)): use for w, use in words.toward.items()}
        self.arguments = {key_of(phrase) for phrase in words.argument_articles}
        self.phrases: Trie[bool] = Trie()  # backward: the word next to the name comes first
        for phrase in words.locative_phrases:
            self.phrases.add(key_of(phrase)[::-1], True)
        self.toward_stems = tuple(fold(stem) for stem in words.toward_stems)
        self.motion_stems = tuple(fold(stem) for stem in words.motion_stems)
        self.visited_stems = tuple(fold(stem) for stem in words.visited_stems)
        self.toured_stems = tuple(fold(stem) for stem in words.toured_stems)
        self.place_nouns = words_of(words.place_nouns)
        self.land_nouns = words_of(words.land_nouns)
        self.not_actors = words_of(words.not_actors)
        self.endings = tuple(fold(ending) for ending in words.not_actor_endings) or ("\0",)
        self.genitive = {key_of(phrase) for phrase in words.genitive}
        self.determiners = WordSet(words.determiners)
        self.indefinite = WordSet(words.indefinite)
        self.conjunctions = WordSet(words.conjunctions)
        self.possessive = words_of(words.possessive_marks)
        self.suffixes = words_of(words.other_suffixes)
        self.before_noun = words.attributive_before
        self.strikes, self.sport = Strikes(words), Sport(words)
        self.nationals, self.parties = Nationals(words), Parties(words, deeds)

    def judge(self, text: Text, hits: list[Found]) -> None:
        """Set `use` and, on demonyms, `adjective`."""
        for number, hit in enumerate(hits):
            if hit.fixed:
                continue
            if hit.being == "person":
                hit.use = "other" if self._owned(text, hit) == "other" else hit.use
                continue
            previous = hits[number - 1] if number else None
            if hit.is_adjectival:
                hit.use = self._demonym(text, hit)
            else:
                hit.use = self._name(text, hit, previous)
        self.sport.settle(text, hits)

    # demonyms

    def _demonym(self, text: Text, hit: Found) -> MentionUse:
        if self._predicate(text, hit) or self._in_other_word(text, hit):
            hit.adjective = True
            return "other"
        nouns = list(self._qualified(text, hit))
        hit.adjective = bool(nouns)
        if nouns:
            if any(self._nobody(noun) for noun in nouns):
                return "agent" if self.strikes.seized(text, hit) else "other"
            land = nouns[0].replace("-", " ").split()[-1]  # "le nord-est syrien"
            return "place" if land in self.land_nouns else "agent"
        return "agent" if self.parties.helping(text, hit) else self.nationals.use(text, hit)

    def _qualified(self, text: Text, hit: Found) -> Iterable[str]:
        """Folded forms of the noun a demonym qualifies, nearest first; none when it is the noun."""
        token = text.head(hit.first, hit.end - 1)
        noun = token.head.pos_ in ("NOUN", "PROPN", "ADJ", "")
        people = self.before_noun and hit.number == "pl"
        people = people or any(child.dep_ == "case" for child in token.children)
        people = people or self._written_as_noun(text, hit)
        if text.parsed and noun and token.dep_ in _ATTRIBUTIVE and not people:
            yield from _forms(token.head)
            if self.before_noun:
                yield from self._nouns_after(text, hit)
            return
        if self.before_noun:
            if not (hit.number == "pl" or (text.tagged and token.pos_ == "NOUN")):
                yield from self._nouns_after(text, hit)
            return
        if self._written_as_noun(text, hit):
            return
        yield from self._nouns_before(text, hit.first)

    def _predicate(self, text: Text, hit: Found) -> bool:
        """ "The crew is Greek", "naturalisé suisse": what somebody is, not who acts."""
        token = text.head(hit.first, hit.end - 1)
        if not text.parsed or token.pos_ != "ADJ" or self._written_as_noun(text, hit):
            return False
        return token.dep_ in ("xcomp", "ROOT") or any(c.dep_ == "cop" for c in token.children)

    def _written_as_noun(self, text: Text, hit: Found) -> bool:
        """ "Les Russes" against "les chars russes", where adjectives stand after and in small."""
        atom = text.atoms[hit.first]
        return not self.before_noun and atom.text[:1].isupper() and not atom.first

    def _nouns_before(self, text: Text, at: int) -> Iterable[str]:
        for step in range(3):
            word = text.before(at)
            if word is None or self.determiners.has(word.text) or self.indefinite.has(word.text):
                return
            if (
                self.locative.has(word.text)
                or self.toward_words.has(word.text)
                or (word.key,) in self.genitive
            ):
                return
            at -= 1
            if not self.conjunctions.has(word.text):
                yield word.key
                if step == 0 and text.tagged and text.doc[word.token].pos_ in ("NOUN", "PROPN"):
                    return

    def _nouns_after(self, text: Text, hit: Found) -> Iterable[str]:
        at = hit.end - 1
        for _ in range(3):
            word = text.after(at)
            if word is None:
                return
            pos = text.doc[word.token].pos_
            if (
                self.determiners.has(word.text)
                or self.locative.has(word.text)
                or self.toward_words.has(word.text)
            ):
                return
            if (word.key,) in self.genitive or pos in (
                "VERB",
                "AUX",
                "ADP",
                "SCONJ",
                "DET",
                "PRON",
            ):
                return
            at += 1
            if pos not in ("ADV", "CCONJ") and not self.conjunctions.has(word.text):
                yield word.key

    def _nobody(self, noun: str) -> bool:
        """Whether bearers of a noun act for no government: "touriste", "physicien"."""
        return noun in self.not_actors or (len(noun) > _LONG and noun.endswith(self.endings))

    # names

    def _name(self, text: Text, hit: Found, previous: Found | None) -> MentionUse:
        if self._in_other_word(text, hit):
            return "other"
        if hit.kind == "city":
            return "agent" if self.strikes.hit(text, hit) else "place"
        if (use := self._owned(text, hit)) is not None:
            return use
        if self._counted(text, hit):
            return "other"
        if self.parties.turned_to(text, hit):
            return "agent"
        if self._dateline(text, hit) or self._ranging(text, hit):
            return "place"
        if self._listed_after_place(text, hit, previous):
            return "place"
        return self._by_preposition(text, hit)

    def _counted(self, text: Text, hit: Found) -> bool:
        """ "6 Tibétains": people, not their government."""
        before = text.before(hit.first)
        if before is None or hit.being == "organisation" or self._modifies(text, hit):
            return False
        if before.text.isdigit():  # not in "In 1979 China sent …"
            return not text.parsed or text.doc[before.token].dep_ == "nummod"
        return self.indefinite.has(before.text) and not self.determiners.has(before.text)

    def _in_other_word(self, text: Text, hit: Found) -> bool:
        after = text.atoms[hit.end] if hit.end < len(text.atoms) else None
        return after is not None and after.gap in "-‐‑" and after.key in self.suffixes

    def _owned(self, text: Text, hit: Found) -> MentionUse | None:
        """What the noun it belongs to says: "équipe de France", "gare de Lyon", "US companies"."""
        if hit.kind == "role":
            return None
        at = self._noun_with_genitive(text, hit.first)
        if at is not None and (use := self._by_noun(text, hit, at)) is not None:
            return use
        if self.before_noun and self._modifies(text, hit):
            at = hit.end
            if (
                at < len(text.atoms)
                and text.keys[at] in self.possessive
                and text.atoms[at].gap in "'’"
            ):
                at += 1
            tail = Found(hit.first, at, hit.kind)
            words = list(self._nouns_after(text, tail))[:2]
            if any(self._nobody(w) and not self.parties.staffed(hit, w) for w in words):
                return "other"
            return None if hit.kind == "capital" else "agent"
        return None

    def _by_noun(self, text: Text, hit: Found, at: int) -> MentionUse | None:
        """What a noun makes of the name that follows it: "citoyens de", "côtes de", "Arts de"."""
        noun = text.atoms[at]
        if self.parties.staffed(hit, noun.key) or self.parties.deed(text, at):
            return None
        if hit.being != "group" and self._nobody(noun.key):
            return "other"
        if noun.key in self.land_nouns:
            struck = hit.kind == "capital" and self.strikes.hit(text, hit)
            return "agent" if struck else "place"
        if hit.kind != "capital":
            return None
        named_for = noun.capital and not noun.first and noun.text.istitle()
        return "place" if named_for or noun.key in self.place_nouns else None

    def _modifies(self, text: Text, hit: Found) -> bool:
        """Whether a name stands before the noun it qualifies: "the US motion", "Iraq's border"."""
        if text.parsed:
            return text.head(hit.first, hit.end - 1).dep_ in ("compound", "nmod:poss", "amod")
        after = text.atoms[hit.end] if hit.end < len(text.atoms) else None
        return after is not None and after.key in self.possessive and after.gap in "'’"

    def _noun_with_genitive(self, text: Text, first: int) -> int | None:
        """The atom of the noun in "noun of name", if there is one."""
        for size in (2, 1):
            start = first - size
            glued = start > 0 and all(text.atoms[i].glued for i in range(start, first + 1))
            if glued and tuple(text.keys[start:first]) in self.genitive:
                at = start - 1
                while at > 0 and text.atoms[at].glued and _qualifies(text.token(at)):
                    at -= 1
                return at
        return None

    def _dateline(self, text: Text, hit: Found) -> bool:
        """ "MOSCOU (AFP) –", "BEIJING, Jan 3 -": where an agency writes from."""
        opens = hit.first == 0 or "\n" in text.atoms[hit.first].gap
        if not opens or hit.kind != "capital":
            return False
        tail = text.string[text.atoms[hit.end - 1].end :][:40].split("\n")[0]
        return tail.lstrip().startswith("(") or any(
            dash in tail[:24] for dash in (" - ", " – ", " — ")
        )

    def _ranging(self, text: Text, hit: Found) -> bool:
        """ "Du Mexique au Paraguay,": the ends of a range that no noun owns."""
        start = self._phrase_start(text, hit.first)
        after = text.after(hit.end - 1)
        if start is None or hit.being != "state" or after is None:
            return False
        opens = start == 0 or not text.atoms[start].glued
        return opens and self.toward_words.has(after.text)

    def _phrase_start(self, text: Text, first: int) -> int | None:
        """Where the genitive words before atom `first` begin, if there are any."""
        for size in (2, 1):
            start = first - size
            if start >= 0 and tuple(text.keys[start:first]) in self.genitive:
                return start
        return None

    def _listed_after_place(self, text: Text, hit: Found, previous: Found | None) -> bool:
        """ "à Paris, Londres et Berlin": the later ones are where the first one is."""
        if previous is None or previous.use != "place" or previous.is_adjectival:
            return False
        if hit.being != "state" or (text.parsed and not self._conjunct(text, hit)):
            return False
        if self.parties.unlisted(text, previous, hit):
            return False
        start = self._phrase_start(text, hit.first)  # "viennent de l'Inde, du Népal"
        stop = hit.first if start is None else max(start, previous.end)
        while stop - previous.end > 1 and self.determiners.has(text.atoms[stop - 1].text):
            stop -= 1
        between = range(previous.end, stop)
        if len(between) > 1 or not all(self.conjunctions.has(text.atoms[i].text) for i in between):
            return False
        return text.atoms[stop].gap.strip() in ("", ",")

    def _conjunct(self, text: Text, hit: Found) -> bool:
        return text.head(hit.first, hit.end - 1).dep_ in ("conj", "appos", "flat", "nmod", "list")

    def _by_preposition(self, text: Text, hit: Found) -> MentionUse:
        at = hit.first
        if at == 0 or not text.atoms[at].glued:
            return "agent"
        near = text.atoms[at - 1].text
        article = self.determiners.has(near) and not (
            self.locative.has(near) or self.toward_words.has(near)
        )
        slot = at - 2 if article and at > 1 and text.atoms[at - 1].glued else at - 1
        word = text.atoms[slot].text
        where = self.locative.has(word) and not (article and self.locative_bare.has(word))
        if where or (hit.being == "state" and self._after_phrase(text, at, article)):
            return "place"
        if self.toward_words.has(word):
            return self._toward(text, hit, slot, article)
        verbs = (self.visited_stems if hit.kind == "capital" else self.toured_stems) or ("\0",)
        if hit.being == "state" and text.atoms[slot].key.startswith(verbs):
            return "place"
        return "agent"

    def _after_phrase(self, text: Text, at: int, article: bool) -> bool:
        """ "au nord de X", "the outskirts of the X": X only says where."""
        ends = (at, at - 1) if article else (at,)
        return any(self.phrases.walk(text.keys[max(0, e - 6) : e][::-1], 0) for e in ends)

    def _toward(self, text: Text, hit: Found, slot: int, article: bool) -> MentionUse:
        """After "à" or "to": a party if its governor speaks to, gives to, or opposes somebody."""
        if (
            article
            and hit.being != "place"
            and tuple(text.keys[slot : hit.first]) in self.arguments
        ):
            return "agent"
        if hit.being == "group":
            return "agent"
        default = self.toward[text.keys[slot]]
        opens = text.atoms[slot].first and text.string[text.atoms[hit.end - 1].end :][:1] == ","
        if default != "party" and (opens or self._fronted(text, hit)):
            return "place"
        if self._event(text, hit):
            return "place"
        for word in self._governors(text, hit, slot):
            if self._nobody(word):
                continue
            if word.startswith(self.toward_stems):
                return "agent"
            if word.startswith(self.motion_stems):
                return "place"
        if hit.being == "organisation":
            return "place" if default == "target" else "agent"
        if default == "party":
            return "agent"
        return "place" if hit.kind == "capital" or default == "place" else "agent"

    def _fronted(self, text: Text, hit: Found) -> bool:
        """ "Au Mali comme au Niger, les soldats …": what stands before its verb says where."""
        token = text.head(hit.first, hit.end - 1)
        while token.dep_ == "conj" and token.head.i != token.i:
            token = token.head
        verb = token.head.pos_ in ("VERB", "AUX") and token.head.i > token.i
        return text.parsed and verb and token.dep_.startswith("obl")

    def _event(self, text: Text, hit: Found) -> bool:
        """ "Donner un concert à Téhéran": what is done there outweighs the verb."""
        verb = text.head(hit.first, hit.end - 1).head
        objects = (child for child in verb.children if child.dep_ == "obj")
        return any(form in self.place_nouns for child in objects for form in _forms(child))

    def _governors(self, text: Text, hit: Found, slot: int) -> Iterable[str]:
        if text.parsed:
            head = text.head(hit.first, hit.end - 1)
            while head.dep_ == "conj" and head.head.i != head.i:
                head = head.head
            if any(child.dep_ == "cop" for child in head.children):
                return
            yield from _forms(head.head)
            if head.head.dep_ == "obj":
                yield from _forms(head.head.head)
            if slot and text.atoms[slot].glued:
                yield text.keys[slot - 1]
            return
        number = text.sentence(slot)
        for at in range(slot - 1, max(-1, slot - _REACH), -1):
            if text.sentence(at) != number:
                return
            yield text.keys[at]


def _qualifies(token: Token) -> bool:
    return token.pos_ == "ADJ" or token.dep_ == "amod"


def _forms(token: Token) -> Iterable[str]:
    yield fold(token.text)
    if token.lemma_:
        yield fold(token.lemma_)
