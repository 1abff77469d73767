"""Makes any Python string storable, and back.

UTF-8 has no lone surrogates, and a NUL ends a string for many readers of Parquet. Such a character
is written as U+FDD0, a code point Unicode sets aside for a program's own use, and its four
hexadecimal digits; U+FDD0 itself likewise. All other text is stored as it is.
"""

from __future__ import annotations

import re

__all__ = ["decode", "encode"]

_MARK = "\ufdd0"
_UNSTORABLE = re.compile("[\x00\ud800-\udfff\ufdd0]")
_ESCAPED = re.compile(_MARK + "([0-9a-f]{4})")


def encode(text: str) -> str:
    r"""Return `text` as it is stored.

    >>> encode("Pékin"), encode("a\x00") == "a\ufdd00000"
    ('Pékin', True)
    """
    return _UNSTORABLE.sub(lambda found: f"{_MARK}{ord(found[0]):04x}", text)


def decode(text: str) -> str:
    r"""Return what `encode` was given.

    >>> decode(encode("\ud83d \x00")) == "\ud83d \x00"
    True
    """
    if _MARK not in text:
        return text
    return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text)
