"""From a place in the tree to the actors that stand there."""

from __future__ import annotations

from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING, Literal, NamedTuple

from kg.records import Mention
from kg.relations.tree import Tree
from kg.relations.words import Sentence, Text, Word

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from kg.lang import Syntax

__all__ = ["Argument", "ArgumentFinder", "Role"]

Role = Literal["source", "target"]

#: Nouns between a slot and the actor that owns them: "le programme nucléaire de Pyongyang".
MAX_NOUNS = 2

_APPOSED = frozenset({"appos", "flat", "flat:name", "flat:foreign"})
_MODIFIERS = frozenset({"compound", "nmod", "flat", "appos", "amod"})
_ATTACHED = frozenset({"amod", "nmod", "nmod:poss", "det", "det:poss", "compound", "poss"})


class Argument(NamedTuple):
    """An actor in a slot: `actor` is the fine id, `rolled` the state or organisation it acts for.

    `via` tells how it was reached (slot, noun owner, co-ordination), for explanations and scoring.
    """

    actor: str
    rolled: str
    mention: Mention
    token: int
    via: tuple[str, ...] = ()

    def through(self, step: str) -> Argument:
        """The same argument, reached through one step more."""
        return self._replace(via=(*self.via, step))


class ArgumentFinder:
    """The mentions of one text, addressed by token, with the tree between them."""

    def __init__(
        self,
        text: Text,
        mentions: Iterable[Mention],
        syntax: Syntax,
        roll_up: Callable[[str], str],
    ) -> None:
        self.text, self.syntax, self.tree = text, syntax, Tree(syntax)
        self._roll_up = cache(roll_up)
        self._facets, self._backing = frozenset(syntax.facets), frozenset(syntax.backing)
        self._by_word: dict[int, list[Mention]] = {}
        self._longest: dict[tuple[int, str], Mention] = {}
        self._places: dict[int, range] = {}
        self._heads: dict[int, Word] = {}
        self._groups: dict[Sentence, dict[int, tuple[Mention, ...]]] = {}
        self._modifiers: dict[tuple[Word, str], list[Mention]] = {}
        self._arguments: dict[tuple[int, str], list[Argument]] = {}
        self._filled: dict[tuple[Word, Role, str, bool], list[Argument]] = {}
        self._by_sentence: dict[Sentence, list[Mention]] = {}
        for mention in mentions:
            places = text.places(mention.start, mention.end)
            if not places:
                continue
            self._places[id(mention)] = places
            for sentence in {text.sentence_at(places[0]), text.sentence_at(places[-1])}:
                self._by_sentence.setdefault(sentence, []).append(mention)
            for place in places:
                self._by_word.setdefault(place, []).append(mention)
                self._prefer(mention, place)

    def _prefer(self, mention: Mention, place: int) -> None:
        """Note the mention for a word and its use, if it is the longest."""
        known = self._longest.get((place, mention.use))
        longer = known is None or known.end - known.start < mention.end - mention.start
        if mention.actors and longer:
            self._longest[place, mention.use] = mention

    def has_pair(self, sentence: Sentence) -> bool:
        """Whether the mentions in a sentence stand for two actors at least."""
        mentions = self.mentions_in(sentence)
        return len({self._roll_up(actor) for m in mentions for actor in m.actors}) > 1

    # -- mentions by word -------------------------------------------------------------------

    def head_of(self, mention: Mention) -> Word:
        """Word through which a mention is attached to the rest of its sentence."""
        key = id(mention)
        if key not in self._heads:
            words = [self.text[place] for place in self._places[key]]
            self._heads[key] = words[0] if len(words) == 1 else min(words, key=_height)
        return self._heads[key]

    def mentions_in(self, sentence: Sentence) -> Sequence[Mention]:
        """The mentions that have a word in a sentence, in reading order."""
        return self._by_sentence.get(sentence, ())

    def mention_at(self, word: Word, use: str = "agent") -> Mention | None:
        """The mention that covers `word` in the given use, the longest if there are several."""
        return self._longest.get((word.i, use))

    def names(self, word: Word) -> bool:
        """Whether `word` belongs to the name of an actor: "l'Alliance atlantique"."""
        return any(m.kind in {"name", "residence"} for m in self._by_word.get(word.i, ()))

    def arguments_of(self, mention: Mention, via: str) -> list[Argument]:
        """One argument for each actor the mention stands for."""
        key = (id(mention), via)
        if key not in self._arguments:
            place, roll_up = self.head_of(mention).i, self._roll_up
            self._arguments[key] = [
                Argument(actor, roll_up(actor), mention, place, (via,)) for actor in mention.actors
            ]
        return self._arguments[key]

    # -- filling ----------------------------------------------------------------------------

    def fill(self, head: Word, role: Role, via: str, *, loose: bool = False) -> list[Argument]:
        """Actors that the phrase headed by `head` stands for, co-ordination included."""
        key = (head, role, via, loose)
        if key not in self._filled:
            found: list[Argument] = []
            for token in self.tree.conjuncts(head):
                found += self._fill_one(token, role, via, loose, MAX_NOUNS)
            self._filled[key] = _unique(found)
        return self._filled[key]

    def _fill_one(
        self, token: Word, role: Role, via: str, loose: bool, nouns: int
    ) -> list[Argument]:
        mention = self.mention_at(token)
        if mention is not None:
            return self._with_group(mention, via)
        if self._by_word.get(token.i):
            return []
        apposed = self.apposed(token, via) or self._set_off(token, via)
        if apposed:
            return apposed
        if nouns and self._stands_for_owner(token, role, loose):
            nearest = self.adjectives(token, via) or self.owners(token, via, nouns - 1)
            nearest = nearest or self._conducted(token, via)
            return [a.through(token.lemma) for a in nearest]
        return []

    def _stands_for_owner(self, token: Word, role: Role, loose: bool) -> bool:
        lemma = token.key
        if token.pos not in {"NOUN", "PROPN", "ADJ", "NUM", "PRON"} or lemma in self.tree.opaque:
            return False
        return role == "target" or loose or lemma in self._facets

    def apposed(self, token: Word, via: str) -> list[Argument]:
        """Actors named in apposition: "son principal allié, la Chine"."""
        found: list[Argument] = []
        for child in token.children:
            bare = child.dep == "nmod" and not child.case and child.pos == "PROPN"
            if child.label in _APPOSED or bare:
                mention = self.mention_at(child)
                if mention is not None and self.head_of(mention) is child:
                    found += self._with_group(mention, via)
        return found

    def _set_off(self, noun: Word, via: str) -> list[Argument]:
        """ "son prédécesseur, Jean Dupont,": a person between commas right after a noun."""
        sentence = noun.sentence
        for comma in sentence.cut(noun.i + 1, min(noun.i + 4, sentence.end - 1)):
            if comma.text != ",":
                continue
            mention = self.mention_at(self.text[comma.i + 1])
            if mention is None or not mention.actors[0].startswith("per:"):
                return []
            end = self._places[id(mention)].stop
            after = sentence.cut(end, end + 1)
            closed = not after or after[0].pos == "PUNCT"
            return self.arguments_of(mention, via) if closed else []
        return []

    def owners(self, noun: Word, via: str, nouns: int = MAX_NOUNS) -> list[Argument]:
        """Whom a noun belongs to: adjective of nationality, possessive, "de X", "X's"."""
        found = [*self.adjectives(noun, via), *self.possessors(noun, via)]
        for child in noun.children:
            if child.case in self.syntax.genitive and child.dep in {"nmod", "obl"}:
                for token in self.tree.conjuncts(child):
                    found += self._fill_one(token, "target", via, True, nouns)
        return _unique(found or self.compounds(noun, via))

    def _conducted(self, noun: Word, via: str) -> list[Argument]:
        """ "les efforts menés par Paris": who does what a participle says of the noun.

        Not who merely helps it: "les rebelles soutenus par Paris" are their own masters.
        """
        clauses = (c for c in noun.children if c.dep == "acl" and c.key not in self._backing)
        agents = (agent for clause in clauses for agent in self.tree.agents(clause))
        return [a for agent in agents for a in self._fill_one(agent, "target", via, True, 1)]

    def adjectives(self, noun: Word, via: str) -> list[Argument]:
        """Demonym adjectives of a noun ("frappes russes", "Russian strikes")."""
        found: list[Argument] = []
        for mention in self._attached(noun, "demonym"):
            if mention.method not in {"anti", "pro"}:
                found += self.arguments_of(mention, via)
        return found

    def possessors(self, noun: Word, via: str) -> list[Argument]:
        """Possessive determiners and genitives that precede the noun."""
        found: list[Argument] = []
        for mention in self._attached(noun, "pronoun"):
            found += self.arguments_of(mention, via)
        for child in noun.children:
            if child.label in {"nmod:poss", "poss"} and not found:
                found += self._fill_one(child, "target", via, True, 1)
        return found

    def compounds(self, noun: Word, via: str) -> list[Argument]:
        """Names used as modifiers: "US sanctions", "sommet Kim-Xi", "US arms sales"."""
        found: list[Argument] = []
        for child in noun.children:
            case = child.case
            plain = child.dep in _MODIFIERS and (not case or case.startswith("'"))
            if plain and abs(child.i - noun.i) <= 3:
                mention = self.mention_at(child)
                if mention is not None and mention.kind != "demonym":
                    found += self.arguments_of(mention, via)
        if found:
            return found
        for child in noun.children:
            if child.label == "compound" and child.pos == "NOUN" and not self.mention_at(child):
                found += self.adjectives(child, via) or self.compounds(child, via)
        return found

    def _attached(self, noun: Word, kind: str) -> list[Mention]:
        """Mentions of the given kind that modify `noun`, in the tree or by standing beside it."""
        if (noun, kind) not in self._modifiers:
            self._modifiers[noun, kind] = self._find_attached(noun, kind)
        return self._modifiers[noun, kind]

    def _find_attached(self, noun: Word, kind: str) -> list[Mention]:
        found: list[Mention] = []
        for word in noun.sentence.cut(noun.i - 4, noun.i + 5):
            mention = self.mention_at(word)
            if mention is None or mention.kind != kind or mention in found or word is noun:
                continue
            head = self.head_of(mention)
            modifies = head.head == noun and head.dep in _ATTACHED | {"conj", "appos", "dep"}
            chained = head.dep == "conj" and head.head.head == noun
            beside = head.i == noun.i + 1 and head.pos == "ADJ" and head.head.i >= noun.i
            if modifies or chained or beside:
                found.append(mention)
        return found

    # -- co-ordination by the surface -------------------------------------------------------

    def _with_group(self, mention: Mention, via: str) -> list[Argument]:
        sentence = self.head_of(mention).sentence
        if sentence not in self._groups:
            self._groups[sentence] = self._co_ordinated(sentence)
        members = self._groups[sentence].get(id(mention), (mention,))
        found = [*self.arguments_of(mention, via)]
        for member in members:
            if member is not mention:
                found += [a.through("and") for a in self.arguments_of(member, via)]
        return found

    def _co_ordinated(self, sentence: Sentence) -> dict[int, tuple[Mention, ...]]:
        """Runs of agents joined by commas and a conjunction; parsers lose their members."""
        mentions = self.mentions_in(sentence)
        agents = [m for m in mentions if m.use == "agent" and m.actors and m.kind != "pronoun"]
        groups: dict[int, tuple[Mention, ...]] = {}
        run: list[Mention] = []
        closed = False
        for left, right in pairwise(agents):
            link = self._link(left, right)
            if link and not run:
                run = [left]
            if link:
                run.append(right)
                closed = closed or link == "and"
            if (not link or right is agents[-1]) and run:
                if closed:
                    groups |= dict.fromkeys(map(id, run), tuple(run))
                run, closed = [], False
        return groups

    def _link(self, left: Mention, right: Mention) -> str:
        """ "and", "," or "" as the words between two mentions say."""
        sentence = self.head_of(left).sentence
        between = sentence.cut(self._places[id(left)].stop, self._places[id(right)].start)
        gap = [word for word in between if not word.text.isspace()]
        one_adjective = (left.kind == "demonym") != (right.kind == "demonym")
        if not gap or len(gap) > 4 or one_adjective:
            return ""
        words = {t.pos for t in gap}
        if not words <= {"CCONJ", "DET", "ADP", "PUNCT"} or any(
            t.pos == "PUNCT" and t.text != "," for t in gap
        ):
            return ""
        head_left, head_right = self.head_of(left), self.head_of(right)
        among = head_left.case in self.syntax.among
        if head_right.dep == "nsubj" and head_right.head != head_left.head and not among:
            return ""
        if self._preposition_lost(head_left, gap):
            return ""
        return "and" if "CCONJ" in words else "," if gap[0].text == "," else ""

    def _preposition_lost(self, left: Word, gap: list[Word]) -> bool:
        """ "de A et B": without a second "de", B need not belong where A does."""
        before = left.case
        inside = {self.syntax.prepositions.get(t.lower, t.lower) for t in gap if t.pos == "ADP"}
        if inside:
            return before not in inside
        bare = not any(t.pos == "DET" for t in gap)  # "de Kim, Xi et Poutine"
        joined = bare or any(t.dep == "conj" for t in left.children)
        return before in self.syntax.genitive and not joined


def _height(word: Word) -> tuple[bool, int]:
    """How near the root a word stands; a mark of punctuation heads no phrase."""
    mark = not word.children and (word.punct or word.text.isspace())
    return mark, sum(1 for _ in word.ancestors)


def _unique(arguments: list[Argument]) -> list[Argument]:
    seen: set[tuple[str, int]] = set()
    kept: list[Argument] = []
    for argument in arguments:
        key = (argument.actor, argument.mention.start)
        if key not in seen:
            seen.add(key)
            kept.append(argument)
    return kept
