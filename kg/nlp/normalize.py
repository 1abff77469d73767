"""Typography made plain before parsing, one code point for one.

The treebanks the pipelines learnt from write `'`, `"` and `-`; newspapers write ’, « » and –. Every
replacement keeps the length of the text, so that an offset into the parsed text is an offset into
the article.
"""

from __future__ import annotations

import re

__all__ = ["normalize"]

_GROUPS = {
    "'": "‘’‚‛ʼʹ′´＇",
    '"': "«»“”„‟″〝〞＂‹›",
    " ": "\t\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a"
    "\u202f\u205f\u3000",
    "\n": "\r\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029",
    "-": "‐‑⁃−﹣－",
}
_TABLE = {ord(char): plain for plain, chars in _GROUPS.items() for char in chars}
# Control characters mean nothing in prose; a lone surrogate cannot be encoded, and spaCy encodes.
_TABLE |= {code: " " for code in range(0x20) if code != 0x0A and code not in _TABLE}
_TABLE |= {code: " " for code in range(0x7F, 0xA0) if code not in _TABLE}
_TABLE |= dict.fromkeys(range(55296, 57344), "�")

# A dash between two letters parts words ("Paris–Moscou"), and a hyphen there would join them.
_DASH = re.compile(r"(?<![^\W\d_])[‒–—―]|[‒–—―](?![^\W\d_])")
# A bullet, or a dash that opens a line, parts items as a line break does and is no word.
_SIGNS = "•▪■●◦‣►▶"
_BULLET = re.compile(
    rf"(?:^[^\S\n]*[-*·{_SIGNS}]|(?<!\S)[{_SIGNS}])(?!\S)(?:[^\S\n]+[-*·{_SIGNS}](?!\S))*",
    re.MULTILINE,
)
_SIGN = re.compile(rf"[-*·{_SIGNS}]")
# Marks of no width next to a space or at an end; inside a word no replacement of equal length is
# right.
_INVISIBLE = "\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff\u202a\u202b\u202c\u202d\u202e"
_LOOSE = re.compile(rf"(?<!\S)[{_INVISIBLE}]+|[{_INVISIBLE}]+(?!\S)")


def normalize(text: str) -> str:
    """Return `text` with plain quotes, apostrophes, spaces and dashes, of the same length.

    Lone surrogates become U+FFFD and control characters spaces; carriage returns, line separators
    and bullets become line feeds. Letters are left alone, whatever their composition.

    >>> normalize("« l’hégémonisme » – dit-il")
    '" l\\'hégémonisme " - dit-il'
    >>> len(normalize("a\\u2028b\\ud800"))
    4
    """
    plain = text.translate(_TABLE)
    plain = _DASH.sub("-", plain)
    plain = _LOOSE.sub(lambda match: " " * len(match.group()), plain)
    return _BULLET.sub(lambda match: _SIGN.sub("\n", match.group()), plain)
