"""From an article to a document: its text is checked for words and its language settled."""

from __future__ import annotations

from collections.abc import Collection

from kg.documents.language import identify, language_name
from kg.errors import InputError, LanguageError
from kg.records import Article, Document

__all__ = ["prepare"]


def prepare(article: Article, languages: Collection[str]) -> Document:
    """Return `article` with its language; its text is left exactly as it is.

    A language the article states is believed; otherwise the likeliest of `languages`, the codes of
    the installed packs, is taken. Raises InputError for a text without a word and LanguageError
    for one in a language without a pack.

    >>> prepare(Article(id="1", uri="a", text="Pékin soutient Pyongyang."), ["en", "fr"]).lang
    'fr'
    """
    if not any(char.isalpha() for char in article.text):
        raise InputError(
            "no word in the text", where=article.uri, hint="give it words or remove it"
        )
    if article.lang is not None:
        lang, ours = article.lang, article.lang in languages
    else:
        lang, ours = identify(f"{article.title}\n{article.text}", languages)
    if not ours:
        stated = "it says it is" if article.lang else "the text is"
        raise LanguageError(
            f"{stated} in {language_name(lang)}, for which no language pack is installed",
            where=article.uri,
            hint=f"installed: {', '.join(map(language_name, sorted(languages)))}",
        )
    return Document(article=article, lang=lang)
