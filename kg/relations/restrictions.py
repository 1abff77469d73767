"""Senses of a trigger that carry no relation: "frapper à la porte", "soutenir que"."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from kg.relations.tree import Tree

if TYPE_CHECKING:
    from kg.relations.triggers import TriggerMatch
    from kg.relations.words import Word

__all__ = ["excluded_by"]


def excluded_by(match: TriggerMatch, tree: Tree) -> str:
    """Why this occurrence is not the trigger's sense, "" when it is."""
    trigger, head = match.trigger, match.head
    if trigger.reflexive != "any":
        reflexive = tree.is_reflexive(head)
        if trigger.reflexive == "required" and not reflexive:
            return "needs a reflexive pronoun"
        if trigger.reflexive == "forbidden" and reflexive:
            return "has a reflexive pronoun"
    if trigger.clause != "any":
        clause = next(tree.complements(head), None) is not None
        if trigger.clause == "required" and not clause:
            return "needs a complement clause"
        if trigger.clause == "forbidden" and any(c.dep == "ccomp" for c in head.children):
            return "has a complement clause"
    if trigger.unless:
        blocked = _dependents(head, 1) & _lower(trigger.unless)
        if blocked:
            return f"other sense: with {', '.join(sorted(blocked))}"
    if trigger.only and _dependents(head, 2).isdisjoint(_lower(trigger.only)):
        return f"needs one of: {', '.join(trigger.only[:6])}"
    return ""


def _dependents(head: Word, depth: int) -> set[str]:
    """Lemmas and forms of what depends on `head`, and of what `head` depends on if a noun."""
    words: set[str] = set()
    for child in head.children:
        words.add(child.key)
        words.add(child.lower)
        if depth > 1:
            words |= _dependents(child, depth - 1)
    if head.pos == "NOUN" and head.head is not head:
        words |= {head.head.key, head.head.lower}
    return words


@lru_cache(maxsize=4096)
def _lower(words: tuple[str, ...]) -> frozenset[str]:
    return frozenset(word.lower() for word in words)
