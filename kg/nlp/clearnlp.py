"""From the ClearNLP scheme of spaCy's English pipelines to Universal Dependencies.

There a preposition governs its noun and the copula its predicate, and conjuncts form a chain; here
the noun governs its preposition (`case`), the predicate its copula (`cop`), and all conjuncts hang
on the first.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.nlp.labels import ClearNLP
from kg.nlp.trees import set_tree

if TYPE_CHECKING:
    from spacy.tokens import Doc

__all__ = ["to_universal"]

_VERBAL = frozenset({"VERB", "AUX", "ADJ", "ADV"})


class _Tree:
    """Heads and labels of a Doc as plain lists, to be written back once all is turned."""

    def __init__(self, doc: Doc, scheme: ClearNLP) -> None:
        self.doc, self.scheme = doc, scheme
        self.heads = [token.head.i for token in doc]
        self.deps = [token.dep_ for token in doc]

    def children(self, i: int) -> list[int]:
        return [child for child in self._near(i) if self.heads[child] == i and child != i]

    def _near(self, i: int) -> range:
        sent = self.doc[i].sent
        return range(sent.start, sent.end)

    def promote(self, child: int, head: int, dep_of_head: str, dep: str | None = None) -> None:
        """Put `child` in the place of `head`, which then hangs on it as `dep_of_head`."""
        above = self.heads[head]
        for sibling in self.children(head):
            if sibling != child:
                self.heads[sibling] = child
        self.heads[child] = child if above == head else above
        self.deps[child] = dep if dep is not None else self.deps[head]
        self.heads[head], self.deps[head] = child, dep_of_head


def to_universal(doc: Doc, scheme: ClearNLP) -> Doc:
    """Rewrite heads and labels of `doc` in place and return it; sentences stay as they are."""
    if not len(doc):
        return doc
    tree = _Tree(doc, scheme)
    _prepositions(tree)
    _copulas(tree)
    _coordination(tree)
    for i, dep in enumerate(tree.deps):
        if dep == "aux" and doc[i].text.lower() in scheme.infinitive:
            tree.deps[i] = "mark"
        else:
            tree.deps[i] = scheme.labels.get(dep, dep)
    return set_tree(doc, tree.heads, tree.deps)


def _prepositions(tree: _Tree) -> None:
    # Inner prepositions first: "out of the house" is prep > prep > pobj.
    preps = [i for i, dep in enumerate(tree.deps) if dep in ("prep", "agent", "dative")]
    for prep in sorted(preps, key=lambda i: -_depth(tree, i)):
        kids = tree.children(prep)
        noun = next((kid for kid in kids if tree.deps[kid] == "pobj"), None)
        clause = next((kid for kid in kids if tree.deps[kid] == "pcomp"), None)
        inner = next((kid for kid in kids if tree.deps[kid] in ("obl", "nmod")), None)
        target = noun if noun is not None else inner if inner is not None else clause
        if target is None:
            continue
        verbal = tree.doc[tree.heads[prep]].pos_ in _VERBAL
        if target == clause:
            tree.promote(target, prep, "mark", "advcl" if verbal else "acl")
        elif tree.deps[prep] == "agent":
            tree.promote(target, prep, "case", "obl:agent")
        else:
            tree.promote(target, prep, "case", "obl" if verbal else "nmod")


def _depth(tree: _Tree, i: int) -> int:
    depth = 0
    while tree.heads[i] != i:
        i, depth = tree.heads[i], depth + 1
    return depth


def _copulas(tree: _Tree) -> None:
    for be in range(len(tree.doc)):
        if tree.doc[be].lemma_.lower() not in tree.scheme.copula or tree.deps[be] in (
            "aux",
            "auxpass",
        ):
            continue
        kids = tree.children(be)
        predicate = next((kid for kid in kids if tree.deps[kid] in ("attr", "acomp")), None)
        if predicate is None:
            continue
        there = any(
            tree.deps[kid] == "expl" and tree.doc[kid].text.lower() in tree.scheme.existential
            for kid in kids
        )
        if there:
            tree.deps[predicate] = "nsubj"
        else:
            tree.promote(predicate, be, "cop")


def _coordination(tree: _Tree) -> None:
    for i, dep in enumerate(tree.deps):
        head = tree.heads[i]
        if dep == "cc":
            later = [kid for kid in tree.children(head) if kid > i and tree.deps[kid] == "conj"]
            if later:
                tree.heads[i] = later[0]
    for i, dep in enumerate(tree.deps):
        if dep == "conj":
            while tree.deps[tree.heads[i]] == "conj":
                tree.heads[i] = tree.heads[tree.heads[i]]
