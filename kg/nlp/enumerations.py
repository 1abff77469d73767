"""Enumerations of names, "Paris, Berlin et Rome", which small parsers often take for appositions.

Three names or more, parted by commas and by a conjunction before the last, are one co-ordination
whatever the parser made of them: the later hang on the first as `conj`, and the first stands where
the whole does.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from spacy.tokens import Doc

__all__ = ["join_names"]

_INSIDE = frozenset({"flat", "compound", "amod", "nmod", "fixed", "det", "nmod:poss"})
_BEFORE = frozenset({"DET", "ADJ"})


class _Name(NamedTuple):
    """A name's tokens, `start` to `end`, and the one that governs them."""

    start: int
    end: int
    head: int


def join_names(doc: Doc, heads: list[int], deps: list[str]) -> None:
    """Co-ordinate the enumerations of names of `doc` in `heads` and `deps`, in place."""
    names = {name.start: name for name in _names(doc, heads, deps)}
    ending = {name.end: name for name in names.values()}
    for token in doc:
        last = names.get(token.i + 1)
        if token.pos_ != "CCONJ" or last is None:
            continue
        chain = [last]
        end = token.i - 1 if doc[token.i - 1].text == "," else token.i
        while end in ending:
            chain.insert(0, ending[end])
            comma = chain[0].start - 1
            end = comma if comma > 0 and doc[comma].text == "," else -1
        if len(chain) > 2 and _mistaken(chain, heads, deps):
            _join(chain, token.i, heads, deps)


def _names(doc: Doc, heads: list[int], deps: list[str]) -> list[_Name]:
    found, i = [], 0
    while i < len(doc):
        if doc[i].pos_ != "PROPN":
            i += 1
            continue
        first = i
        while i < len(doc) and doc[i].pos_ == "PROPN":
            i += 1
        tops = [j for j in range(first, i) if not first <= heads[j] < i or heads[j] == j]
        end = i
        while end < len(doc) and deps[end] in _INSIDE | {"case"} and _within(end, first, heads):
            end += 1
        start = first
        while start and doc[start - 1].pos_ in _BEFORE and first <= heads[start - 1] < i:
            start -= 1
        if len(tops) == 1:
            found.append(_Name(start, end, tops[0]))
        i = max(i, end)
    return found


def _within(i: int, first: int, heads: list[int]) -> bool:
    """Whether token `i` hangs, maybe through its next, on the name that starts at `first`."""
    above = heads[heads[i]] if heads[i] > i else heads[i]
    return first <= above < i


def _mistaken(chain: list[_Name], heads: list[int], deps: list[str]) -> bool:
    """Whether names are apposed to each other, or stand beside each other as two subjects.

    A preposition before the first name alone ("En France, Paris, Lyon et Nice") parts it from the
    others, and so does a conjunct of a word outside.
    """
    first, members = chain[0].head, {name.head for name in chain}
    if any(deps[i] == "case" and heads[i] == first for i in _near(chain[0].start)):
        return False
    wrong = [
        name.head for name in chain[1:] if (heads[name.head], deps[name.head]) != (first, "conj")
    ]
    places = {(heads[first], deps[first])}
    if heads[first] in members:
        places = {(heads[i], deps[i]) for i in wrong if heads[i] not in members}
    outside = [(heads[i], deps[i]) for i in wrong if heads[i] not in members]
    return bool(wrong) and len(places) == 1 and places.issuperset(outside)


def _join(chain: list[_Name], conjunction: int, heads: list[int], deps: list[str]) -> None:
    first, members = chain[0].head, {name.head for name in chain}
    old = [(i, heads[i], deps[i]) for i in (*sorted(members), conjunction)]
    outward = [(heads[i], deps[i]) for i in sorted(members) if heads[i] not in members - {i}]
    if heads[first] in members - {first} and outward:
        # The first hangs on a later one: it takes over the place that the other has.
        heads[first], deps[first] = outward[0]
        if heads[first] in members:
            heads[first] = first
    for name in chain[1:]:
        heads[name.head], deps[name.head] = first, "conj"
    heads[conjunction], deps[conjunction] = chain[-1].head, "cc"
    if _circular(first, heads):
        for i, head, dep in old:
            heads[i], deps[i] = head, dep


def _near(start: int) -> range:
    return range(max(0, start - 4), start)


def _circular(i: int, heads: list[int]) -> bool:
    seen: set[int] = set()
    while heads[i] != i:
        if i in seen:
            return True
        seen.add(i)
        i = heads[i]
    return False
