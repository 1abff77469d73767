"""Claims as a table for spreadsheets: a row per claim, with its sentence.

A cell of text that a spreadsheet would take for a formula gets an apostrophe before it. The file
begins with a byte order mark, without which Excel misreads accents.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

from kg.exports.claims import claims
from kg.exports.common import Export, Scalar, clean

__all__ = ["cell", "pieces"]

#: First characters of a formula; the wide ones count as formulas in some East Asian settings.
_FORMULA = ("=", "+", "-", "@", "\t", "\n", "＝", "＋", "－", "＠")


def pieces(export: Export) -> Iterator[str]:
    """Yield the file's content, a header and then row by row."""
    yield "\ufeff"
    header = True
    for claim in claims(export):
        if header:
            yield _line(list(claim))
            header = False
        yield _line([cell(value) for value in claim.values()])


def cell(value: Scalar | None) -> str:
    """Return a value as a cell that no spreadsheet runs.

    >>> cell("=1+1"), cell(-3.5), cell(None), cell(True)
    ("'=1+1", '-3.5', '', 'true')
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if not isinstance(value, str):
        return repr(value)
    text = clean(value)
    return f"'{text}" if text.startswith(_FORMULA) else text


def _line(cells: list[str]) -> str:
    line = io.StringIO()
    csv.writer(line).writerow(cells)
    return line.getvalue()
