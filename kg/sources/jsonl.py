"""JSON lines: one article per line, ``{"id", "text"}`` and what else is known of it.

Optional keys: ``title``, ``published``, ``outlet``, ``url``, ``lang``; other keys are passed over.
Ids are kept as they are (numbers become strings); an article without one gets the hash of its
place and text. A bad line is a failure that names the line; the lines after it are read.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

from kg.errors import InputError
from kg.records import Article, Failure, article_id
from kg.sources.base import (
    HALF_PAIR,
    Notice,
    ReadOptions,
    check_text,
    failure,
    own_title,
    parse_date,
    parse_lang,
)
from kg.sources.encoding import FALLBACK, detect

__all__ = ["read_jsonl"]

_HEAD = 65_536
#: A character takes up to 12 characters as a JSON escape (a surrogate pair); keys need some room.
_ESCAPED = 12


def read_jsonl(path: Path, options: ReadOptions) -> Iterator[Article | Failure]:
    """Yield an article or a failure for every line that is not blank, in the file's order."""
    with path.open("rb") as raw:
        head = raw.read(_HEAD)
    if not head.strip():
        yield failure(InputError("the file is empty", where=str(path), hint="remove it"))
        return
    try:
        codec = detect(head, str(path))
    except InputError as error:
        yield failure(error)
        return
    told = False
    for number, line in _lines(path, codec, options.limits.max_article_chars * _ESCAPED + 4_096):
        where = f"{path}:{number}"
        if isinstance(line, InputError):
            yield failure(line)
            continue
        if not line.strip():
            continue
        text, fallback = _mend(line, codec)
        if fallback and not told:
            told = True
            options.notice(Notice(uri=where, what="read as Windows-1252", hint="save it as UTF-8"))
        yield _one(text, path, where, options)


def _lines(path: Path, codec: str, limit: int) -> Iterator[tuple[int, str | InputError]]:
    """Yield numbered lines, never holding more than `limit` characters of one."""
    with path.open(encoding=codec, errors="surrogateescape", newline="\n") as stream:
        number = 0
        while line := stream.readline(limit):
            number += 1
            if len(line) < limit or line.endswith("\n"):
                yield number, line
                continue
            length = len(line)
            while (more := stream.readline(limit)) and not more.endswith("\n"):
                length += len(more)
            yield (
                number,
                InputError(
                    f"the line has more than {length:,} characters",
                    where=f"{path}:{number}",
                    hint="one line is one article: split it",
                ),
            )


def _mend(line: str, codec: str) -> tuple[str, bool]:
    """Read bytes that are no UTF-8 as Windows-1252; also say whether there were any."""
    if codec == FALLBACK:
        return line, True
    if not any("\udc80" <= char <= "\udcff" for char in line):
        return line, False
    raw = line.encode("utf-8", "surrogateescape")
    return raw.decode(FALLBACK, "replace"), True


def _one(line: str, path: Path, where: str, options: ReadOptions) -> Article | Failure:
    known: str | None = None
    try:
        raw = _parse(line, where)
        given = raw.get("id")
        known = str(given) if type(given) in (str, int) and given != "" else None
        text = raw.get("text")
        if not isinstance(text, str):
            what = "no text" if text is None else "the text is no string"
            raise InputError(what, where=where, hint='each line needs "id" and "text"')
        check_text(text, where, options.limits)
        uri = f"{path}#{known}" if known else where
        return Article(
            id=known or article_id(uri, text),
            uri=uri,
            text=text,
            title=own_title(_string(raw, "title", where), text),
            outlet=_string(raw, "outlet", where),
            url=_string(raw, "url", where),
            lang=parse_lang(_string(raw, "lang", where)),
            published=parse_date(raw.get("published"), where),
        )
    except InputError as error:
        return failure(error, known)


def _parse(line: str, where: str) -> dict[str, object]:
    try:
        raw = json.loads(line)
    except json.JSONDecodeError as error:
        what = f"no JSON at column {error.colno}: {error.msg}"
        raise InputError(what, where=where, hint="mend or remove the line") from None
    except (ValueError, RecursionError) as error:
        what = f"JSON that cannot be read: {type(error).__name__}"
        raise InputError(what, where=where, hint="mend or remove the line") from None
    if not isinstance(raw, dict):
        what = f"a JSON {type(raw).__name__}, not an object"
        raise InputError(what, where=where, hint='write {"id": …, "text": …}')
    return raw


def _string(raw: dict[str, object], key: str, where: str) -> str:
    value = raw.get(key)
    if value is None:
        return ""
    if not isinstance(value, str):
        raise InputError(
            f'"{key}" is no string', where=where, hint=f'quote "{key}" or leave it out'
        )
    if HALF_PAIR.search(value):
        what = f'"{key}" holds half a surrogate pair'
        raise InputError(what, where=where, hint="export the line again as UTF-8")
    return value
