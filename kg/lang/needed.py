"""What a text must hold for a regular expression to match in it, told from the expression.

Looking for a few words in a text is much cheaper than trying some sixty expressions on it.
"""

from __future__ import annotations

import re
from collections.abc import Collection

__all__ = ["needed"]

#: A group by name, an escape, a class, a repetition by number, or any single character.
_PIECE = re.compile(r"\{[a-z_]+\}|\\.|\[\^?\]?[^\]]*\]|\{[\d,]+\}|.", re.DOTALL)

_SPECIAL = frozenset("?*+.^$")


def needed(regex: str, groups: Collection[str]) -> list[tuple[str, frozenset[str]]]:
    """What each alternative of `regex` cannot match without, as far as it stands in no brackets.

    That is a literal in lower case, "" for none, and those of `groups` that it names as ``{name}``.

    >>> needed("(?:le )?{day} janvier|hier(?: soir)?", ("day", "month"))
    [(' janvier', frozenset({'day'})), ('hier', frozenset())]
    """
    found: list[tuple[str, frozenset[str]]] = []
    runs, names, depth = [""], set[str](), 0
    for piece in (*_PIECE.findall(regex), "|"):
        if piece == "|" and depth == 0:
            literal = max(runs, key=len).lower()
            found.append((literal, frozenset(names)))
            runs, names = [""], set()
        elif piece in {"(", ")"}:
            depth += 1 if piece == "(" else -1
            runs.append("")
        elif depth:
            continue
        elif piece in {"?", "*"} or piece.startswith("{"):
            if piece[1:-1] in groups:
                names.add(piece[1:-1])
            else:
                runs[-1] = runs[-1][:-1]
            runs.append("")
        elif len(piece) == 1 and piece not in _SPECIAL:
            runs[-1] += piece
        else:
            runs.append("")
    return found
