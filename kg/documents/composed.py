"""A document as the parser reads it: letters composed, marks inside words left out.

Some texts write "é" as two code points, or break words by soft hyphens. Names, lexicons and the
pipelines know whole letters and words; evidence must slice the text as it is stored. So the parser
gets a copy, and what is found in the copy is carried back.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass

from kg.records import Document, EventDate, Mention, Relation, Unresolved, relation_id
from kg.records.base import Span

__all__ = ["Composed", "compose"]

#: Soft hyphens and joiners, which no reader sees.
_UNSEEN = "\u00ad\u2060\ufeff"
#: A character with the accents and unseen marks that follow it; unseen marks that follow nothing.
_APART = re.compile(f"[^\u0300-\u036f{_UNSEEN}][\u0300-\u036f{_UNSEEN}]+|[{_UNSEEN}]+")
_DROP = dict.fromkeys(map(ord, _UNSEEN))

#: Turns a span of the copy into one of the original.
_Carry = Callable[[Span], Span]


@dataclass(frozen=True)
class Composed:
    """`document` to be parsed, in the place of `original`; the same one where nothing differs."""

    original: Document
    document: Document
    _title: _Carry
    _text: _Carry

    def mention(self, found: Mention) -> Mention:
        """Return a mention found in `document` as one in `original`."""
        if self.document is self.original:
            return found
        start, end = self._whole((found.start, found.end))
        surface = self.original.full_text[start:end]
        return found.model_copy(update={"start": start, "end": end, "surface": surface})

    def unresolved(self, found: Unresolved) -> Unresolved:
        """Return an unresolved name found in `document` as one in `original`."""
        if self.document is self.original:
            return found
        start, end = self._whole((found.start, found.end))
        places = {"start": start, "end": end, "sentence": self._whole(found.sentence)}
        return found.model_copy(update=places | {"surface": self.original.full_text[start:end]})

    def _whole(self, span: Span) -> Span:
        """Carry a span of the full text."""
        body = self.document.body_start
        if span[0] < body:
            return self._title(span)
        start, end = self._text((span[0] - body, span[1] - body))
        return start + self.original.body_start, end + self.original.body_start

    def relation(self, found: Relation) -> Relation:
        """Return a relation with evidence in `document` as one with evidence in `original`."""
        if self.document is self.original:
            return found
        evidence = found.evidence
        carry = self._title if evidence.field == "title" else self._text
        names = ("sentence", "trigger", "source", "target")
        evidence = evidence.model_copy(update={n: carry(getattr(evidence, n)) for n in names})
        key = relation_id(evidence, found.type, found.source_actor, found.target_actor)
        when = _carried(found.date, carry)
        return found.model_copy(update={"id": key, "evidence": evidence, "date": when})


def _carried(when: EventDate | None, carry: _Carry) -> EventDate | None:
    if when is None or when.expression is None:
        return when
    return when.model_copy(update={"expression": carry(when.expression)})


def compose(document: Document) -> Composed:
    """Return `document` with a copy to be parsed, whose letters are whole.

    >>> from kg.records import Article
    >>> stored = Document(article=Article(id="1", uri="a", text="Pe\u0301kin se tait."), lang="fr")
    >>> found = compose(stored)
    >>> found.document.full_text
    'Pékin se tait.'
    >>> mention = Mention(start=0, end=5, surface="Pékin", kind="capital")
    >>> (found.mention(mention).start, found.mention(mention).end)
    (0, 6)
    """
    article = document.article
    (title, of_title), (text, of_text) = _composed(article.title), _composed(article.text)
    copy = document
    if (title, text) != (article.title, article.text):
        plain = article.model_copy(update={"title": title, "text": text})
        copy = document.model_copy(update={"article": plain})
    return Composed(document, copy, of_title, of_text)


def _composed(text: str) -> tuple[str, _Carry]:
    if not _APART.search(text):
        return text, _same
    pieces: list[str] = []
    #: Where each character of the copy begins and ends in the original.
    places: list[Span] = []
    done = 0
    for found in _APART.finditer(text):
        begin = found.start()
        whole = unicodedata.normalize("NFC", found[0].translate(_DROP))
        pieces += [text[done:begin], whole]
        places += [(at, at + 1) for at in range(done, begin)]
        places += [(begin, begin + len(found[0].rstrip(_UNSEEN)))] * len(whole)
        done = found.end()
    pieces.append(text[done:])
    places += [(at, at + 1) for at in range(done, len(text))]

    def carry(span: Span) -> Span:
        start, end = span
        if start >= end:
            at = places[start][0] if start < len(places) else len(text)
            return at, at
        return places[start][0], places[end - 1][1]

    return "".join(pieces), carry


def _same(span: Span) -> Span:
    return span
