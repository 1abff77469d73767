"""What is read, and what is left of it once cleaned."""

from __future__ import annotations

import hashlib
import unicodedata
from datetime import date, datetime

from kg.records.base import Record

__all__ = ["Article", "Document", "Failure", "article_id"]


def article_id(uri: str, text: str) -> str:
    """Return a stable id of 16 hexadecimal digits for an article.

    The same words at the same place give the same id whatever their Unicode normal form or
    white space, so that a second run over an archive adds nothing.

    >>> spaced, plain = "Pékin  soutient\\nMoscou", "Pékin soutient Moscou"
    >>> article_id("a.txt", spaced) == article_id("a.txt", plain)
    True
    """
    folded = " ".join(unicodedata.normalize("NFC", text).split())
    digest = hashlib.sha256(f"{uri}\x1f{folded}".encode("utf-8", "surrogatepass"))
    return digest.hexdigest()[:16]


class Article(Record):
    """One news article as it was read; evidence spans slice its `text` and `title`."""

    id: str
    uri: str
    text: str
    title: str = ""
    outlet: str = ""
    url: str = ""
    lang: str | None = None
    published: date | None = None
    retrieved: datetime | None = None


class Document(Record):
    """An article made ready for parsing: its language is known, its title stands before its text.

    `full_text` is what the parser sees; a position in it before `body_start` is in the title, any
    other in the text.
    """

    article: Article
    lang: str

    @property
    def body_start(self) -> int:
        """Offset in `full_text` at which the article's text begins."""
        return len(self.article.title) + 2 if self.article.title else 0

    @property
    def full_text(self) -> str:
        """Title, blank line, text; the text alone when there is no title."""
        title, text = self.article.title, self.article.text
        return f"{title}\n\n{text}" if title else text


class Failure(Record):
    """An article or file that could not be used, kept so that the run can be repeated for it."""

    uri: str
    reason: str
    hint: str = ""
    stage: str = "read"
    article: str | None = None
