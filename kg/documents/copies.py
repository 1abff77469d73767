"""Articles that are the same words at another place: agency copy, reprints, crawls of one page.

Each outlet's copy stays an article of its own, since who printed a claim matters; a reader of the
graph may want to know that ten articles are one text. Two texts are copies when their words share
most of their five-word shingles (Broder 1997, resemblance of 0.8), estimated by MinHash.
"""

from __future__ import annotations

import hashlib
import re
from collections import defaultdict
from collections.abc import Iterable

from kg.records import Article

__all__ = ["copies", "signature"]

_WORD = re.compile(r"\w+")
SHINGLE = 5
#: 20 bands of 4 rows: a pair of resemblance 0.8 shares a band with probability 0.9999, one of 0.3
#: with 0.15.
BANDS, ROWS = 20, 4
RESEMBLANCE = 0.8
_PRIME = (1 << 61) - 1
_FACTORS = tuple(
    (
        int.from_bytes(hashlib.sha256(f"{i}a".encode()).digest()[:7]) | 1,
        int.from_bytes(hashlib.sha256(f"{i}b".encode()).digest()[:7]),
    )
    for i in range(BANDS * ROWS)
)


def signature(text: str) -> tuple[int, ...]:
    """Return the MinHash of a text's shingles, empty for a text without words.

    >>> signature("Pékin soutient  Pyongyang") == signature("PÉKIN soutient Pyongyang !")
    True
    """
    words = [word.casefold() for word in _WORD.findall(text)]
    last = max(1, len(words) - SHINGLE + 1)
    shingles = {" ".join(words[i : i + SHINGLE]) for i in range(last)} if words else set()
    hashes = [
        int.from_bytes(hashlib.blake2b(s.encode("utf-8", "replace"), digest_size=7).digest())
        for s in shingles
    ]
    if not hashes:
        return ()
    return tuple(min((a * h + b) % _PRIME for h in hashes) for a, b in _FACTORS)


def copies(articles: Iterable[Article]) -> dict[str, str]:
    """Return, for each article that repeats an earlier one, the id of the first such article.

    >>> a = Article(id="1", uri="lemonde/1", text="Pékin soutient Pyongyang.")
    >>> copies([a, a.model_copy(update={"id": "2", "uri": "figaro/9"})])
    {'2': '1'}
    """
    found: dict[str, str] = {}
    seen: dict[str, tuple[int, ...]] = {}
    buckets: dict[tuple[int, tuple[int, ...]], list[str]] = defaultdict(list)
    for article in articles:
        own = signature(article.text)
        keys = (
            [(band, own[band * ROWS : (band + 1) * ROWS]) for band in range(BANDS)] if own else []
        )
        near = {other for key in keys for other in buckets[key]}
        original = next((other for other in sorted(near) if _alike(seen[other], own)), None)
        if original is not None:
            found[article.id] = original
            continue
        seen[article.id] = own
        for key in keys:
            buckets[key].append(article.id)
    return found


def _alike(one: tuple[int, ...], other: tuple[int, ...]) -> bool:
    same = sum(a == b for a, b in zip(one, other, strict=True))
    return same >= RESEMBLANCE * len(one)
