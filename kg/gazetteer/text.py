"""What counts as the same spelling of a name."""

from __future__ import annotations

import re
import unicodedata

__all__ = ["cased", "normalise"]

_LETTERS = str.maketrans(
    {"ı": "i", "ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "đ": "d", "Đ": "D", "ð": "d", "Ð": "D"}
    | {"œ": "oe", "Œ": "Oe", "æ": "ae", "Æ": "Ae", "ß": "ss", "þ": "th", "Þ": "Th"}
    | dict.fromkeys("’‘ʼʻʿʾ`´", "'")
)
_GAPS = re.compile(r"[\s\-‐‑‒–—_]+")


def cased(text: str) -> str:
    """`text` without accents, with straight apostrophes, hyphens and blanks made one blank.

    >>> cased("Côte d’Ivoire"), cased("Tel-Aviv")
    ("Cote d'Ivoire", 'Tel Aviv')
    """
    if not text.isascii():
        decomposed = unicodedata.normalize("NFKD", text.translate(_LETTERS))
        text = "".join(char for char in decomposed if not unicodedata.combining(char))
        text = text.translate(_LETTERS)
    return _GAPS.sub(" ", text).strip()


def normalise(text: str) -> str:
    """`cased`, in lower case: equal for all spellings of a name that differ in signs only.

    >>> normalise("Elysée") == normalise("élysée"), normalise("Kim Jong-Un")
    (True, 'kim jong un')
    """
    return cased(cased(text).casefold())
