"""Cuts the sentence behind a claim into pieces that say what each of them is."""

from __future__ import annotations

from itertools import pairwise

from kg.records import Article, Evidence, Span
from kg.views.text import clean

__all__ = ["PLAIN", "SOURCE", "TARGET", "TRIGGER", "Part", "sentence_parts"]

PLAIN, SOURCE, TARGET, TRIGGER = 0, 1, 2, 4
#: A piece of text and the sum of the marks above that hold for it.
Part = tuple[str, int]

#: Characters of one sentence that the page shows: ten lines of a newspaper column; a "sentence" of
#: megabytes (a table, a broken page) is cut around its marks.
LIMIT = 1200


def sentence_parts(article: Article | None, evidence: Evidence) -> list[Part]:
    """Return the evidence's sentence in pieces; empty when the article is not at hand.

    Spans that lie outside the sentence are ignored, overlapping ones add up their marks.

    >>> article = Article(id="a", uri="a.txt", text="Pékin soutient Moscou.")
    >>> evidence = Evidence(
    ...     article="a", sentence=(0, 22), trigger=(6, 14), source=(0, 5), target=(15, 21)
    ... )
    >>> sentence_parts(article, evidence)
    [('Pékin', 1), (' ', 0), ('soutient', 4), (' ', 0), ('Moscou', 2), ('.', 0)]
    """
    if article is None:
        return []
    text = article.title if evidence.field == "title" else article.text
    start, end = _within(evidence.sentence, (0, len(text)))
    marks = [
        (_within(span, (start, end)), mark)
        for span, mark in (
            (evidence.source, SOURCE),
            (evidence.target, TARGET),
            (evidence.trigger, TRIGGER),
        )
    ]
    marks = [(span, mark) for span, mark in marks if span[0] < span[1]]
    first, last = _window((start, end), [span for span, _ in marks])
    cuts = sorted({first, last, *(_clamp(cut, first, last) for span, _ in marks for cut in span)})
    parts: list[Part] = [("… ", PLAIN)] if first > start else []
    for left, right in pairwise(cuts):
        mark = sum(mark for span, mark in marks if span[0] <= left and right <= span[1])
        parts.append((clean(text[left:right]), mark))
    return [*parts, (" …", PLAIN)] if last < end else parts


def _clamp(cut: int, first: int, last: int) -> int:
    return max(first, min(cut, last))


def _within(span: Span, outer: Span) -> Span:
    """Return what `span` has in common with `outer`; an empty span at its border when nothing."""
    start = _clamp(span[0], *outer)
    return start, max(start, _clamp(span[1], *outer))


def _window(sentence: Span, marks: list[Span]) -> Span:
    """Return the stretch of at most `LIMIT` characters that shows the marks."""
    start, end = sentence
    if end - start <= LIMIT:
        return sentence
    if not marks:
        return start, start + LIMIT
    low, high = min(span[0] for span in marks), max(span[1] for span in marks)
    spare = max(0, LIMIT - (high - low))
    first = max(start, min(low - spare // 2, end - LIMIT))
    return first, first + LIMIT
