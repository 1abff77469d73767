"""Reading of the input tables: tab-separated text with a header, no quoting."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from data.gazetteer.notation import TableError

__all__ = ["Actors", "period", "rows"]

Actors = dict[str, dict[str, object]]

_DATE = re.compile(r"\d{4}(-\d\d(-\d\d)?)?")


def rows(path: Path) -> Iterator[tuple[str, dict[str, str]]]:
    """Each row as a dictionary, with ``file:line`` to name it by in messages."""
    lines = path.read_text(encoding="utf-8").split("\n")
    header = lines[0].split("\t")
    for number, line in enumerate(lines[1:], start=2):
        if not line:
            continue
        where, cells = f"{path.name}:{number}", line.split("\t")
        if len(cells) != len(header):
            raise TableError(f"{where}: {len(cells)} cells where the header has {len(header)}")
        yield where, dict(zip(header, cells, strict=True))


def period(dates: str, where: str) -> dict[str, str]:
    """``1993-11-01..2020-02-01``, either side empty, as `start` and `end`.

    >>> period("2004..", "x"), period("", "x")
    ({'start': '2004'}, {})
    """
    start, _, end = dates.strip().partition("..")
    for date in (start, end):
        if date and not _DATE.fullmatch(date):
            raise TableError(f"{where}: {date!r} is no date")
    return {key: date for key, date in (("start", start), ("end", end)) if date}
