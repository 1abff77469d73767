"""Inflected forms and their lemmas, from a pack's verbs.tsv and nouns.tsv.

Such a file has three blocks, parted by blank lines; the later two may be missing. First paradigms,
one a line (`-` stands for the empty string):

    ending of the lemma <TAB> endings of the forms, spaced <TAB> stems, spaced

then the lemma to prefer for a form that several share, `form <TAB> lemma`; then, for verbs, a
regular expression of endings that finite verbs alone have, and under it the words with such an
ending that are something else too.
"""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path

from kg.errors import PackError

__all__ = ["FormTable", "Paradigm", "read_forms"]

#: Ending of the lemma, endings of the forms, stems.
Paradigm = tuple[str, tuple[str, ...], tuple[str, ...]]


class FormTable:
    """A table from forms to lemmas, kept as paradigms (French has half a million forms).

    >>> verbs = FormTable([("enir", ("ient", "enu"), ("conv",)), ("ier", ("ient",), ("conv",))])
    >>> verbs.lemmas("convient"), verbs.lemmas("blogue")
    (('convenir', 'convier'), ())
    >>> verbs.lemma("convient", "convier"), verbs.lemma("Convenu", "convenuer")
    ('convier', 'convenir')
    """

    def __init__(
        self,
        paradigms: list[Paradigm],
        preferred: dict[str, str] | None = None,
        finite: str = "",
        homographs: frozenset[str] = frozenset(),
    ) -> None:
        self._preferred = preferred or {}
        self._finite = re.compile(f"{finite}$") if finite else None
        self._homographs = homographs
        self._by_ending: dict[str, list[tuple[frozenset[str], str]]] = {}
        for base, endings, stems in paradigms:
            members = frozenset(stems)
            for ending in {*endings, base}:
                self._by_ending.setdefault(ending, []).append((members, base))
        self._longest = max(map(len, self._by_ending), default=0)
        #: The lemmas of a form in lower case, the likeliest first.
        self.lemmas = lru_cache(maxsize=20_000)(self._lemmas)

    def _lemmas(self, form: str) -> tuple[str, ...]:
        first = self._preferred.get(form)
        found = [first] if first else []
        for cut in range(len(form), max(-1, len(form) - self._longest - 1), -1):
            for stems, ending in self._by_ending.get(form[cut:], ()):
                if form[:cut] in stems and form[:cut] + ending not in found:
                    found.append(form[:cut] + ending)
        return tuple(found)

    def lemma(self, form: str, guess: str) -> str:
        """Return the lemma of `form`.

        It is `guess` if the table allows that or does not know the form, else the table's first.
        """
        known = self.lemmas(form.lower())
        return guess if not known or guess in known else known[0]

    def is_finite(self, form: str) -> bool:
        """Whether `form` can be nothing but a finite verb; False where the table cannot tell.

        >>> verbs = FormTable([("er", ("ent", "e"), ("refus",))], finite="ent")
        >>> verbs.is_finite("refusent"), verbs.is_finite("refuse"), verbs.is_finite("content")
        (True, False, False)
        """
        if not self._finite or form in self._homographs or not self._finite.search(form):
            return False
        known = self.lemmas(form)
        return bool(known) and form not in known


@lru_cache(maxsize=8)
def read_forms(path: Path) -> FormTable:
    """Return the table in a file; PackError if a line has the wrong number of columns."""
    lines = path.read_text(encoding="utf-8").split("\n")
    blocks: list[list[list[str]]] = [[]]
    for number, line in enumerate(lines, 1):
        if not line:
            blocks.append([])
        elif not line.startswith("#"):
            cells = line.split("\t")
            if len(cells) != 4 - len(blocks):
                what = f"line {number} has {len(cells)} columns where {4 - len(blocks)} belong"
                raise PackError(what, where=str(path), hint="see kg/nlp/lemmas.py for the format")
            blocks[-1].append(cells)
    paradigms = [_paradigm(*cells) for cells in blocks[0]]
    preferred = dict(blocks[1]) if len(blocks) > 1 else {}
    finite = [cells[0] for cells in blocks[2]] if len(blocks) > 2 else []
    return FormTable(paradigms, preferred, finite[0] if finite else "", frozenset(finite[1:]))


def _paradigm(ending: str, endings: str, stems: str) -> Paradigm:
    parts = [["" if part == "-" else part for part in cell.split(" ")] for cell in (endings, stems)]
    return "" if ending == "-" else ending, tuple(parts[0]), tuple(parts[1])
