"""What a text must hold for a regular expression to match in it, told from the expression.

Looking for a few words in a text is much cheaper than trying some sixty expressions on it.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import NamedTuple

__all__ = ["Need", "needed"]

#: A group by name, an escape, a class, a repetition by number, or any single character.
_PIECE = re.compile(r"\{[a-z_]+\}|\\.|\[\^?\]?[^\]]*\]|\{[\d,]+\}|.", re.DOTALL)

_SPECIAL = frozenset("+.^$")
_OPTIONAL = frozenset({"?", "*"})


class Need(NamedTuple):
    """What one way to match cannot do without.

    A text holds one of each set of literals, which are in lower case, and words of each group.
    """

    literals: tuple[tuple[str, ...], ...]
    groups: frozenset[str]

    @property
    def rarest(self) -> tuple[str, ...]:
        """The literals that least texts hold: those that are long."""
        return max(self.literals, key=lambda found: len(min(found, key=len)), default=())


def needed(regex: str, groups: Collection[str]) -> list[Need]:
    """What each alternative of `regex` cannot match without, whatever else it may hold.

    `groups` are the names that ``{name}`` may stand for.

    >>> for need in needed("(?:le )?{day} (?:mai|juin)|hier(?: soir)?", ("day", "month")):
    ...     print(need.literals, *need.groups)
    ((' ',), ('mai', 'juin')) day
    (('hier',),)
    """
    return [_need(pieces, groups) for pieces in _alternatives(_PIECE.findall(regex))]


def _alternatives(pieces: list[str]) -> list[list[str]]:
    """The pieces between the strokes that stand in no brackets."""
    found: list[list[str]] = [[]]
    depth = 0
    for piece in pieces:
        depth += (piece == "(") - (piece == ")")
        if piece == "|" and not depth:
            found.append([])
        else:
            found[-1].append(piece)
    return found


def _need(pieces: list[str], groups: Collection[str]) -> Need:
    runs, names, sets, place = [""], set[str](), list[tuple[str, ...]](), 0
    while place < len(pieces):
        piece, place = pieces[place], place + 1
        if piece == "(":
            start, place = place, _closed(pieces, place)
            after = pieces[place] if place < len(pieces) else ""
            if after not in _OPTIONAL and not after.startswith("{0"):
                sets += _bracket(pieces[start : place - 1], groups)
            runs.append("")
        elif piece in _OPTIONAL or (piece.startswith("{") and piece[1:-1] not in groups):
            runs[-1] = runs[-1][:-1]
            runs.append("")
        elif piece.startswith("{"):
            after = pieces[place] if place < len(pieces) else ""
            if after not in _OPTIONAL and not after.startswith("{0"):
                names.add(piece[1:-1])
            runs.append("")
        elif len(piece) == 1 and piece not in _SPECIAL:
            runs[-1] += piece.lower()
        else:
            runs.append("")
    longest = max(runs, key=len)
    return Need(((longest,), *sets) if longest else tuple(sets), frozenset(names))


def _closed(pieces: list[str], place: int) -> int:
    """The place after the bracket that closes the one before `place`."""
    depth = 1
    while depth:
        depth += (pieces[place] == "(") - (pieces[place] == ")")
        place += 1
    return place


def _bracket(inside: list[str], groups: Collection[str]) -> list[tuple[str, ...]]:
    """One literal of each alternative in brackets; nothing for those that look ahead or back."""
    if inside[:2] != ["?", ":"]:
        return []
    ways = [_need(pieces, groups).rarest for pieces in _alternatives(inside[2:])]
    return [tuple(literal for way in ways for literal in way)] if all(ways) else []
