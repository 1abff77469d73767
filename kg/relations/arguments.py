"""From a place in the tree to the actors that stand there."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING, Literal

from kg.records import Mention
from kg.relations.tree import Tree, dep

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from spacy.tokens import Doc, Span, Token

    from kg.lang import Syntax

__all__ = ["Argument", "ArgumentFinder", "Role"]

Role = Literal["source", "target"]

#: Nouns between a slot and the actor that owns them: "le programme nucléaire de Pyongyang".
MAX_NOUNS = 2

_APPOSED = frozenset({"appos", "flat", "flat:name", "flat:foreign"})
_MODIFIERS = frozenset({"compound", "nmod", "flat", "appos", "amod"})
_ATTACHED = frozenset({"amod", "nmod", "nmod:poss", "det", "det:poss", "compound", "poss"})


@dataclass(frozen=True)
class Argument:
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
        return replace(self, via=(*self.via, step))


class ArgumentFinder:
    """The mentions of one text, addressed by token, with the tree between them."""

    def __init__(
        self,
        doc: Doc,
        mentions: Iterable[Mention],
        syntax: Syntax,
        roll_up: Callable[[str], str],
    ) -> None:
        self.doc, self.syntax, self.tree = doc, syntax, Tree(syntax)
        self._roll_up = cache(roll_up)
        self._facets, self._opaque = frozenset(syntax.facets), frozenset(syntax.opaque)
        self._by_token: dict[int, list[Mention]] = {}
        self._head: dict[int, int] = {}
        ordered: list[Mention] = []
        for mention in mentions:
            span = doc.char_span(mention.start, mention.end, alignment_mode="expand")
            if span is None or not len(span):
                continue
            ordered.append(mention)
            self._head[id(mention)] = span.root.i
            for token in span:
                self._by_token.setdefault(token.i, []).append(mention)
        self.mentions = tuple(ordered)
        self._groups = self._co_ordinated()

    def has_pair(self, sentence: Span) -> bool:
        """Whether the mentions in a sentence stand for two actors at least."""
        found = {
            self._roll_up(actor)
            for i in range(sentence.start, sentence.end)
            for mention in self._by_token.get(i, ())
            for actor in mention.actors
        }
        return len(found) > 1

    # -- mentions by token ------------------------------------------------------------------

    def head_of(self, mention: Mention) -> Token:
        """Token through which a mention is attached to the rest of its sentence."""
        return self.doc[self._head[id(mention)]]

    def mention_at(self, token: Token, use: str = "agent") -> Mention | None:
        """The mention that covers `token` in the given use, the longest if there are several."""
        here = [m for m in self._by_token.get(token.i, ()) if m.use == use and m.actors]
        return max(here, key=lambda m: m.end - m.start, default=None)

    def names(self, token: Token) -> bool:
        """Whether `token` belongs to the name of an actor: "l'Alliance atlantique"."""
        return any(m.kind in {"name", "residence"} for m in self._by_token.get(token.i, ()))

    def arguments_of(self, mention: Mention, via: str) -> list[Argument]:
        """One argument for each actor the mention stands for."""
        token = self._head[id(mention)]
        return [Argument(a, self._roll_up(a), mention, token, (via,)) for a in mention.actors]

    # -- filling ----------------------------------------------------------------------------

    def fill(self, head: Token, role: Role, via: str, *, loose: bool = False) -> list[Argument]:
        """Actors that the phrase headed by `head` stands for, co-ordination included."""
        found: list[Argument] = []
        for token in self.tree.conjuncts(head):
            found += self._fill_one(token, role, via, loose, MAX_NOUNS)
        return _unique(found)

    def _fill_one(
        self, token: Token, role: Role, via: str, loose: bool, nouns: int
    ) -> list[Argument]:
        mention = self.mention_at(token)
        if mention is not None:
            return self._with_group(mention, via)
        if self._by_token.get(token.i):
            return []
        apposed = self.apposed(token, via) or self._set_off(token, via)
        if apposed:
            return apposed
        if nouns and self._stands_for_owner(token, role, loose):
            nearest = self.adjectives(token, via) or self.owners(token, via, nouns - 1)
            nearest = nearest or self._conducted(token, via)
            return [a.through(token.lemma_) for a in nearest]
        return []

    def _stands_for_owner(self, token: Token, role: Role, loose: bool) -> bool:
        lemma = token.lemma_.lower()
        if token.pos_ not in {"NOUN", "PROPN", "ADJ", "NUM", "PRON"} or lemma in self._opaque:
            return False
        return role == "target" or loose or lemma in self._facets

    def apposed(self, token: Token, via: str) -> list[Argument]:
        """Actors named in apposition: "son principal allié, la Chine"."""
        found: list[Argument] = []
        for child in token.children:
            bare = dep(child) == "nmod" and not self.tree.case(child) and child.pos_ == "PROPN"
            if child.dep_ in _APPOSED or bare:
                mention = self.mention_at(child)
                if mention is not None and self._head[id(mention)] == child.i:
                    found += self._with_group(mention, via)
        return found

    def _set_off(self, noun: Token, via: str) -> list[Argument]:
        """ "son prédécesseur, Jean Dupont,": a person between commas right after a noun."""
        end = noun.sent.end
        for i in range(noun.i + 1, min(noun.i + 4, end - 1)):
            if self.doc[i].text != ",":
                continue
            mention = self.mention_at(self.doc[i + 1])
            if mention is None or not mention.actors[0].startswith("per:"):
                return []
            after = self.doc.char_span(mention.start, mention.end, alignment_mode="expand")
            closed = after is None or after.end >= end or self.doc[after.end].pos_ == "PUNCT"
            return self.arguments_of(mention, via) if closed else []
        return []

    def owners(self, noun: Token, via: str, nouns: int = MAX_NOUNS) -> list[Argument]:
        """Whom a noun belongs to: adjective of nationality, possessive, "de X", "X's"."""
        found = [*self.adjectives(noun, via), *self.possessors(noun, via)]
        for child in noun.children:
            if self.tree.case(child) in self.syntax.genitive and dep(child) in {"nmod", "obl"}:
                for token in self.tree.conjuncts(child):
                    found += self._fill_one(token, "target", via, True, nouns)
        return _unique(found or self.compounds(noun, via))

    def _conducted(self, noun: Token, via: str) -> list[Argument]:
        """ "les efforts menés par Paris": the agent of a participle on the noun."""
        clauses = (child for child in noun.children if dep(child) == "acl")
        agents = (agent for clause in clauses for agent in self.tree.agents(clause))
        return [a for agent in agents for a in self._fill_one(agent, "target", via, True, 1)]

    def adjectives(self, noun: Token, via: str) -> list[Argument]:
        """Demonym adjectives of a noun ("frappes russes", "Russian strikes")."""
        found: list[Argument] = []
        for mention in self._attached(noun, {"demonym"}):
            if mention.method not in {"anti", "pro"}:
                found += self.arguments_of(mention, via)
        return found

    def possessors(self, noun: Token, via: str) -> list[Argument]:
        """Possessive determiners and genitives that precede the noun."""
        found: list[Argument] = []
        for mention in self._attached(noun, {"pronoun"}):
            found += self.arguments_of(mention, via)
        for child in noun.children:
            if child.dep_ in {"nmod:poss", "poss"} and not found:
                found += self._fill_one(child, "target", via, True, 1)
        return found

    def compounds(self, noun: Token, via: str) -> list[Argument]:
        """Names used as modifiers: "US sanctions", "sommet Kim-Xi", "US arms sales"."""
        found: list[Argument] = []
        for child in noun.children:
            case = self.tree.case(child)
            plain = dep(child) in _MODIFIERS and (not case or case.startswith("'"))
            if plain and abs(child.i - noun.i) <= 3:
                mention = self.mention_at(child)
                if mention is not None and mention.kind != "demonym":
                    found += self.arguments_of(mention, via)
        if found:
            return found
        for child in noun.children:
            if child.dep_ == "compound" and child.pos_ == "NOUN" and not self.mention_at(child):
                found += self.adjectives(child, via) or self.compounds(child, via)
        return found

    def _attached(self, noun: Token, kinds: set[str]) -> list[Mention]:
        """Mentions of the given kinds that modify `noun`, in the tree or by standing beside it."""
        found: list[Mention] = []
        sentence = noun.sent
        for i in range(max(sentence.start, noun.i - 4), min(sentence.end, noun.i + 5)):
            mention = self.mention_at(self.doc[i]) if i in self._by_token else None
            if mention is None or mention.kind not in kinds or mention in found or i == noun.i:
                continue
            head = self.doc[self._head[id(mention)]]
            modifies = head.head == noun and dep(head) in _ATTACHED | {"conj", "appos", "dep"}
            chained = dep(head) == "conj" and head.head.head == noun
            beside = head.i == noun.i + 1 and head.pos_ == "ADJ" and head.head.i >= noun.i
            if modifies or chained or beside:
                found.append(mention)
        return found

    # -- co-ordination by the surface -------------------------------------------------------

    def _with_group(self, mention: Mention, via: str) -> list[Argument]:
        members = self._groups.get(id(mention), (mention,))
        found = self.arguments_of(mention, via)
        for member in members:
            if member is not mention:
                found += [a.through("and") for a in self.arguments_of(member, via)]
        return found

    def _co_ordinated(self) -> dict[int, tuple[Mention, ...]]:
        """Runs of agents joined by commas and a conjunction; parsers lose their members."""
        agents = [m for m in self.mentions if m.use == "agent" and m.actors and m.kind != "pronoun"]
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
        between = self.doc.char_span(left.end, right.start, alignment_mode="contract")
        gap = [t for t in between or () if not t.is_space]
        one_adjective = (left.kind == "demonym") != (right.kind == "demonym")
        if not gap or len(gap) > 4 or one_adjective:
            return ""
        words = {t.pos_ for t in gap}
        if not words <= {"CCONJ", "DET", "ADP", "PUNCT"} or any(
            t.pos_ == "PUNCT" and t.text != "," for t in gap
        ):
            return ""
        head_left, head_right = self.head_of(left), self.head_of(right)
        among = self.tree.case(head_left) in self.syntax.among
        if dep(head_right) == "nsubj" and head_right.head != head_left.head and not among:
            return ""
        if self._preposition_lost(head_left, gap):
            return ""
        return "and" if "CCONJ" in words else "," if gap[0].text == "," else ""

    def _preposition_lost(self, left: Token, gap: list[Token]) -> bool:
        """ "de A et B": without a second "de", B need not belong where A does."""
        before = self.tree.case(left)
        inside = {self.syntax.prepositions.get(t.lower_, t.lower_) for t in gap if t.pos_ == "ADP"}
        if inside:
            return before not in inside
        bare = not any(t.pos_ == "DET" for t in gap)  # "de Kim, Xi et Poutine"
        joined = bare or any(dep(t) == "conj" for t in left.children)
        return before in self.syntax.genitive and not joined


def _unique(arguments: list[Argument]) -> list[Argument]:
    seen: set[tuple[str, int]] = set()
    kept: list[Argument] = []
    for argument in arguments:
        key = (argument.actor, argument.mention.start)
        if key not in seen:
            seen.add(key)
            kept.append(argument)
    return kept
