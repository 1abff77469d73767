"""Faults of parsers that the guidelines of Universal Dependencies rule out, mended.

Only what is general to the scheme and pays on the test corpora (docs/models.md has the counts).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.nlp.enumerations import join_names
from kg.nlp.trees import set_tree

if TYPE_CHECKING:
    from spacy.tokens import Doc

__all__ = ["repair"]

_SUBJECTS = frozenset({"nsubj", "nsubj:pass"})
_AUXILIARY = frozenset({"aux", "aux:pass", "cop"})
#: What shows that a subject is passive: an auxiliary, a reflexive, an agent.
_PASSIVE = frozenset({"aux:pass", "expl:pass", "obl:agent"})
_WITHOUT_AUXILIARY = frozenset({"acl", "amod"})


def repair(doc: Doc) -> Doc:
    """Mend the trees of `doc` in place and return it; sentences stay as they are.

    >>> import spacy
    >>> from kg.nlp.trees import set_tree
    >>> doc = spacy.blank("fr").make_doc("Kiev a hier riposté")
    >>> doc = repair(set_tree(doc, [1, 3, 3, 3], ["nsubj", "aux", "advmod", "ROOT"]))
    >>> doc[0].head.text
    'riposté'
    """
    heads, deps = [token.head.i for token in doc], [token.dep_ for token in doc]
    before = list(heads), list(deps)
    for sent in doc.sents:
        spaces = [token.i for token in sent if token.is_space]
        if spaces and len(spaces) < len(sent):
            words = [token.i for token in sent if not token.is_space]
            _demote(spaces, words, heads, deps)
    _lift_subjects(heads, deps)
    _agree_in_voice(heads, deps)
    _part_years(doc, heads, deps)
    join_names(doc, heads, deps)
    return doc if (heads, deps) == before else set_tree(doc, heads, deps)


def _demote(spaces: list[int], words: list[int], heads: list[int], deps: list[str]) -> None:
    """Line breaks have no part in the tree: they hang on a neighbour, and nothing on them."""
    for i in spaces:
        orphans = [j for j in words if heads[j] == i]
        heir = heads[i]
        if heir == i:
            heir = orphans[0] if orphans else words[0]
            heads[heir], deps[heir] = heir, "ROOT"
        for j in orphans:
            heads[j] = heir
        for j in spaces:
            heads[j] = heir if heads[j] == i else heads[j]
    for i in spaces:
        heads[i], deps[i] = max((j for j in words if j < i), default=words[0]), "dep"


def _lift_subjects(heads: list[int], deps: list[str]) -> None:
    """A subject hangs on the verb, never on its auxiliary or copula ("Kiev a, hier, riposté")."""
    taken = {heads[i] for i, dep in enumerate(deps) if dep in _SUBJECTS}
    for i, dep in enumerate(deps):
        if dep not in _SUBJECTS:
            continue
        auxiliary, verb = heads[i], heads[heads[i]]
        if deps[auxiliary] in _AUXILIARY and auxiliary < verb and verb not in taken:
            heads[i] = verb


def _agree_in_voice(heads: list[int], deps: list[str]) -> None:
    """A subject is passive only where something says so."""
    passive = {heads[i] for i, dep in enumerate(deps) if dep in _PASSIVE}
    for i, dep in enumerate(deps):
        if (
            dep == "nsubj:pass"
            and heads[i] not in passive
            and deps[heads[i]] not in _WITHOUT_AUXILIARY
        ):
            deps[i] = "nsubj"


def _part_years(doc: Doc, heads: list[int], deps: list[str]) -> None:
    """A year is a time of its own before a subject ("In 1956 Soviet tanks crushed the rising")."""
    subjects = {heads[i] for i, dep in enumerate(deps) if dep in _SUBJECTS}
    for i in range(1, len(doc)):
        noun, before = heads[i], i - 1
        if deps[i] != "nummod" or not _is_year(doc[i].text) or heads[before] not in (noun, i):
            continue
        verb = heads[noun]
        if deps[before] != "case" or not i < noun < verb:
            continue
        if deps[noun] == "obl" and verb not in subjects:
            heads[before], heads[i], deps[i], deps[noun] = i, verb, "obl", "nsubj"
        elif deps[noun] in _SUBJECTS and heads[before] == i:
            heads[i], deps[i] = verb, "obl"


def _is_year(word: str) -> bool:
    return len(word) == 4 and word.isdecimal() and "1000" <= word < "2200"
