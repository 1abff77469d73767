"""Articles that are the same words at another place: agency copy, reprints, crawls of one page.

Each outlet's copy stays an article of its own, since who printed a claim matters; a reader of the
graph may want to know that ten articles are one text. Two texts are copies when their words share
most of their five-word shingles (Broder 1997, resemblance of 0.8), estimated by MinHash.
"""

from __future__ import annotations

import hashlib
import re
import zlib
from collections import defaultdict
from collections.abc import Iterable

import numpy as np

from kg.records import Article

__all__ = ["copies", "signature"]

_WORD = re.compile(r"\w+")
SHINGLE = 5
#: 20 bands of 4 rows: a pair of resemblance 0.8 shares a band with probability 0.9999, one of 0.3
#: with 0.15.
BANDS, ROWS = 20, 4
RESEMBLANCE = 0.8
#: Odd multipliers and addends of multiply-shift hashing (Dietzfelbinger et al. 1997).
_FACTORS, _ADDENDS = (
    np.array(
        [
            int.from_bytes(hashlib.blake2b(f"{i}{name}".encode(), digest_size=8).digest()) | odd
            for i in range(BANDS * ROWS)
        ],
        dtype=np.uint64,
    )[:, None]
    for name, odd in (("a", 1), ("b", 0))
)
#: Shingles hashed at a time: a book takes no more memory than a page.
_CHUNK = 4096
_POWERS = np.array([pow(0x9E3779B97F4A7C15, k, 1 << 64) for k in range(SHINGLE)], dtype=np.uint64)


def signature(text: str) -> tuple[int, ...]:
    """Return the MinHash of a text's shingles, empty for a text without words.

    >>> signature("Pékin soutient  Pyongyang") == signature("PÉKIN soutient Pyongyang !")
    True
    """
    words = [zlib.crc32(w.casefold().encode("utf-8", "replace")) for w in _WORD.findall(text)]
    if not words:
        return ()
    size = min(SHINGLE, len(words))
    each = np.array(words, dtype=np.uint64) + np.uint64(1)
    windows = np.lib.stride_tricks.sliding_window_view(each, size)
    shingles = np.unique((windows * _POWERS[:size]).sum(axis=1, dtype=np.uint64))
    lowest = np.full(BANDS * ROWS, np.iinfo(np.uint64).max, dtype=np.uint64)
    for start in range(0, len(shingles), _CHUNK):
        hashed = (_FACTORS * shingles[start : start + _CHUNK] + _ADDENDS) >> np.uint64(32)
        lowest = np.minimum(lowest, hashed.min(axis=1))
    return tuple(map(int, lowest))


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
