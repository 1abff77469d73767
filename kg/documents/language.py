"""Which language a text is in.

Two questions, one model (py3langid): among the languages with an installed pack, which is
likeliest? And are the other languages of the press so much likelier that the text is in none of
ours? The second has a high bar, because a headline of three names looks like many languages.
"""

from __future__ import annotations

import tomllib
from collections.abc import Collection
from functools import cache
from importlib import import_module, resources
from typing import Protocol

__all__ = ["identify", "language_name"]

#: A text is refused as foreign when all installed languages together are at most this likely among
#: those of the press. Of 2,813 French and 2,657 English sentences of news, none and 5 (which quote
#: Arabic) fell below it; German, Russian and Spanish ones of five words did.
OURS_AT_MOST = 0.025
#: Characters looked at; more changes no answer and costs time.
SAMPLE = 4_000


class _Ranker(Protocol):
    def rank(self, text: str) -> list[tuple[str, float]]: ...


@cache
def _names() -> dict[str, str]:
    file = resources.files("kg.documents").joinpath("languages.toml")
    return tomllib.loads(file.read_text("utf-8"))


def language_name(code: str) -> str:
    """Return a language's English name with its code, for messages.

    >>> language_name("de"), language_name("xx")
    ('German (de)', 'xx')
    """
    name = _names().get(code)
    return f"{name} ({code})" if name else code


@cache
def _identifier() -> _Ranker:
    langid = import_module("py3langid.langid")  # here because slow to import and to load
    ranker: _Ranker = langid.LanguageIdentifier.from_model_file(langid.MODEL_FILE, norm_probs=True)
    return ranker


def identify(text: str, languages: Collection[str]) -> tuple[str, bool]:
    """Return the language of `text` and whether it is one of `languages`.

    The answer is the likeliest of `languages` unless a language of the press outside them is far
    likelier; then it is that one, and False.

    >>> identify("Le Kremlin dément avoir menacé Kiev.", ["en", "fr"])
    ('fr', True)
    >>> identify("Die Regierung hat neue Sanktionen gegen Russland beschlossen.", ["en", "fr"])
    ('de', False)
    """
    scores = dict(_identifier().rank(text[:SAMPLE]))
    press = {code: scores.get(code, 0.0) for code in sorted({*_names(), *languages})}
    ours = {code: score for code, score in press.items() if code in languages}
    if sum(ours.values()) <= OURS_AT_MOST * sum(press.values()):
        return max(press, key=lambda code: press[code]), False
    return max(ours, key=lambda code: ours[code]), True
