"""Which claims of a block are worth comparing, so that a block of any size takes linear time."""

from __future__ import annotations

import math
from collections import Counter, defaultdict, deque
from collections.abc import Collection, Iterator, Sequence
from itertools import combinations

from kg.events.telling import Telling

__all__ = ["SMALL", "Scale", "pairs"]

#: Up to here all pairs of a block are compared.
SMALL = 40
#: In larger blocks each claim meets, of those before it, this many of the nearest days, and this
#: many of those that share each of its rarest words.
_NEAREST, _SHARING, _RAREST = 8, 4, 8
#: A word's weight falls with its frequency in the block as if so many claims without it were there.
_PRIOR = 8
#: What a word of `light` weighs, as part of what it would.
_LIGHT = 0.5


class Scale:
    """How much each word of a block weighs, 1 or less: one that all its claims use says little.

    >>> Scale([]).weight("drone")
    1.0
    """

    def __init__(self, block: Sequence[Telling], light: Collection[str] = ()) -> None:
        seen = Counter(word for told in block for word in _features(told))
        most = math.log(1 + len(block) + _PRIOR)
        self._weights = {
            word: math.log(1 + (len(block) + _PRIOR) / n) / most for word, n in seen.items()
        }
        for name in self._weights.keys() & set(light):
            self._weights[name] *= _LIGHT
        self._mass = {told.id: self.sum(told.words.stems) for told in block}

    def weight(self, word: str) -> float:
        """Return the weight of a word, a name or a number."""
        return self._weights.get(word, 1.0)

    def sum(self, words: Collection[str]) -> float:
        """Return the weight of several together."""
        weights = self._weights
        # In order of the words: sums of floats depend on it.
        return sum([weights.get(word, 1.0) for word in sorted(words)])

    def mass(self, told: Telling) -> float:
        """Return the weight of all common words of a claim."""
        found = self._mass.get(told.id)
        return self.sum(told.words.stems) if found is None else found


def pairs(block: Sequence[Telling], scale: Scale) -> Iterator[tuple[int, int]]:
    """Yield places of claims to compare, lower first, each pair once; `block` is in order of days.

    At most `_NEAREST` + `_SHARING` × (`_RAREST` + 1) pairs for each claim.
    """
    if len(block) <= SMALL:
        yield from combinations(range(len(block)), 2)
        return
    holders: defaultdict[object, deque[int]] = defaultdict(lambda: deque(maxlen=_SHARING))
    for place, told in enumerate(block):
        found = set(range(max(0, place - _NEAREST), place))
        words = sorted(_features(told), key=lambda word: (-scale.weight(word), word))
        # A sentence printed again may have only words that everybody uses.
        for key in (*words[:_RAREST], told.words.same):
            found.update(holders[key])
            holders[key].append(place)
        yield from ((other, place) for other in sorted(found))


def _features(told: Telling) -> frozenset[str]:
    return told.words.stems | told.words.names | told.words.numbers
