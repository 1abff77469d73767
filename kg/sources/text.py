"""Plain text and Markdown: one article per file, optionally with front matter.

Front matter is a block of ``key: value`` lines between two lines of three dashes at the very
beginning; ``title``, ``date`` (or ``published``), ``source`` (or ``outlet``), ``url``, ``lang`` and
``id`` count, other keys are passed over. Without it the text is the whole file: its headline is its
first line, read once, as part of the text. A date at the beginning of the file's name
(``2025-09-28-sommet.txt``) is the date of publication when nothing else says it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from kg.errors import InputError
from kg.records import Article, Failure, article_id
from kg.sources.base import (
    Notice,
    ReadOptions,
    check_text,
    failure,
    own_title,
    parse_date,
    parse_lang,
)
from kg.sources.encoding import FALLBACK, decode

__all__ = ["date_in_name", "read_text", "split_front_matter"]

_KEY = re.compile(r"([A-Za-z][\w-]*)\s*:\s*(.*)")
_DATE_IN_NAME = re.compile(r"(\d{4})[-_.]?(\d{2})[-_.]?(\d{2})(?!\d)")


def split_front_matter(text: str) -> tuple[dict[str, str], str]:
    """Return the fields of the front matter and the text after it.

    A text whose first line is not three dashes, or whose block never closes, has none.

    >>> split_front_matter("---\\ntitle: Sommet\\n---\\nXi rencontre Kim.")
    ({'title': 'Sommet'}, 'Xi rencontre Kim.')
    """
    lines = text.split("\n")
    if lines[0].rstrip() != "---":
        return {}, text
    for number, line in enumerate(lines[1:], start=1):
        if line.rstrip() in ("---", "..."):
            return fields_of(lines[1:number]), "\n".join(lines[number + 1 :]).lstrip("\n")
    return {}, text


def fields_of(lines: list[str]) -> dict[str, str]:
    """Return the ``key: value`` lines as a mapping with lower-case keys and unquoted values."""
    fields = {}
    for line in lines:
        match = _KEY.fullmatch(line.strip())
        if match:
            value = match[2].strip()
            if len(value) > 1 and value[0] == value[-1] and value[0] in "\"'":
                value = value[1:-1]
            fields[match[1].lower()] = value
    return fields


def date_in_name(name: str) -> date | None:
    """Return the day a file's name begins with, if any.

    >>> date_in_name("2025-09-28-sommet.txt").isoformat(), date_in_name("000_187.txt")
    ('2025-09-28', None)
    """
    match = _DATE_IN_NAME.match(name)
    try:
        found = date(int(match[1]), int(match[2]), int(match[3])) if match else None
    except ValueError:
        return None
    return found if found and 1800 <= found.year <= 2200 else None


def read_text(path: Path, options: ReadOptions) -> Iterator[Article | Failure]:
    """Yield the one article, or the one failure, of a text file."""
    uri = str(path)
    try:
        size = path.stat().st_size
        if size > options.limits.max_file_bytes:
            raise InputError(
                f"the file has {size:,} bytes, more than {options.limits.max_file_bytes:,}",
                where=uri,
                hint="split it into articles or raise KG_MAX_FILE_BYTES",
            )
        content, codec = decode(path.read_bytes(), uri)
        fields, text = split_front_matter(content)
        check_text(text, uri, options.limits)
        article = _article(path, fields, text)
    except InputError as error:
        yield failure(error)
        return
    if codec == FALLBACK:
        options.notice(Notice(uri=uri, what="read as Windows-1252", hint="save it as UTF-8"))
    yield article


def _article(path: Path, fields: dict[str, str], text: str) -> Article:
    uri = str(path)
    stated = fields.get("date") or fields.get("published")
    return Article(
        id=fields.get("id") or article_id(uri, text),
        uri=uri,
        text=text,
        title=own_title(fields.get("title", ""), text),
        outlet=fields.get("source") or fields.get("outlet", ""),
        url=fields.get("url", ""),
        lang=parse_lang(fields.get("lang")),
        published=parse_date(stated, uri) or date_in_name(path.name),
    )
