"""Writing dependency trees into a Doc."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Doc

__all__ = ["cut_sentences", "set_tree"]


def set_tree(doc: Doc, heads: Sequence[int], deps: Sequence[str]) -> Doc:
    """Give the tokens of `doc` their heads and labels, in place.

    A head is an index into the document, a root's its own; sentences follow from the roots.

    >>> import spacy
    >>> doc = spacy.blank("en").make_doc("Paris helps Kyiv")
    >>> doc = set_tree(doc, [1, 1, 1], ["nsubj", "ROOT", "obj"])
    >>> [(token.dep_, token.head.text) for token in doc]
    [('nsubj', 'helps'), ('ROOT', 'helps'), ('obj', 'helps')]
    """
    import numpy
    from spacy.attrs import DEP, HEAD

    rows = numpy.zeros((len(doc), 2), dtype="uint64")
    for i, (head, dep) in enumerate(zip(heads, deps, strict=True)):
        rows[i] = (head - i) % 2**64, doc.vocab.strings.add(dep)
    return doc.from_array([HEAD, DEP], rows)  # type: ignore[arg-type]


def cut_sentences(doc: Doc, limit: int) -> Doc:
    """Cut the sentences of `doc` that have more than `limit` tokens into pieces, in place.

    Arcs over a cut go; the token they lifted furthest left in a piece becomes its root, the others
    hang on it as `parataxis`.
    """
    heads, deps = [token.head.i for token in doc], [token.dep_ for token in doc]
    for sent in doc.sents:
        for start in range(sent.start, sent.end, limit) if sent.end - sent.start > limit else ():
            end = min(start + limit, sent.end)
            loose = [i for i in range(start, end) if heads[i] == i or not start <= heads[i] < end]
            for i in loose:
                heads[i], deps[i] = (i, "ROOT") if i == loose[0] else (loose[0], "parataxis")
    return set_tree(doc, heads, deps)
