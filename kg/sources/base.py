"""What every reader shares: its protocol, limits, dates, and the checks a text must pass."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import Protocol

from kg.errors import InputError
from kg.records import Article, Failure
from kg.records.base import Record

__all__ = [
    "HALF_PAIR",
    "Limits",
    "Notice",
    "ReadOptions",
    "Reader",
    "check_text",
    "failure",
    "headline",
    "own_title",
    "parse_date",
    "parse_lang",
]

#: A code point that only half of a UTF-16 pair stands for; JSON can smuggle it in.
HALF_PAIR = re.compile("[\ud800-\udfff]")
_CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f]")


class Limits(Record):
    """How large input may be: characters of an article and of a line in it, bytes of a file."""

    max_article_chars: int = 300_000
    max_line_chars: int = 100_000
    max_file_bytes: int = 16_000_000


class Notice(Record):
    """Something worth telling about input that was used all the same."""

    uri: str
    what: str
    hint: str = ""


def _silent(notice: Notice) -> None:
    """Drops notices."""


@dataclass(frozen=True)
class ReadOptions:
    """What a reader is told: the limits, and where to send notices."""

    limits: Limits = field(default_factory=Limits)
    notice: Callable[[Notice], None] = _silent


class Reader(Protocol):
    """Reads one file: an article or a failure for each thing in it, in the file's order.

    A reader raises nothing for bad content; `OSError` may pass, the caller turns it into a failure.
    """

    def __call__(self, path: Path, options: ReadOptions) -> Iterator[Article | Failure]: ...


def failure(error: InputError, article: str | None = None) -> Failure:
    """Return the failure that says what `error` says."""
    return Failure(uri=error.where, reason=error.what, hint=error.hint, article=article)


def check_text(text: str, where: str, limits: Limits) -> None:
    """Raise InputError for a text that is empty, too long, or no prose."""
    if not text.strip():
        raise InputError("the text is empty", where=where, hint="give it words or remove it")
    if len(text) > limits.max_article_chars:
        raise InputError(
            f"the text has {len(text):,} characters, more than {limits.max_article_chars:,}",
            where=where,
            hint="split it into articles or raise KG_MAX_ARTICLE_CHARS",
        )
    longest = max(len(line) for line in text.split("\n"))
    if longest > limits.max_line_chars:
        raise InputError(
            f"a line has {longest:,} characters, more than {limits.max_line_chars:,}",
            where=where,
            hint="break it into paragraphs or raise KG_MAX_LINE_CHARS",
        )
    if HALF_PAIR.search(text):
        raise InputError(
            "the text holds half a surrogate pair, which no encoding can store",
            where=where,
            hint="export the text again as UTF-8",
        )
    if "\x00" in text or len(_CONTROL.findall(text)) * 20 > len(text):
        raise InputError(
            "the text is full of control characters, it looks like binary data",
            where=where,
            hint="pass plain text",
        )


def headline(text: str) -> str:
    """Return the first line with words, if it can be a headline; else an empty string.

    For display only: a plain text file keeps its headline inside its text.

    >>> headline("Pékin soutient Pyongyang\\n\\nLa Chine a …")
    'Pékin soutient Pyongyang'
    """
    first = next((line.strip() for line in text.split("\n") if line.strip()), "")
    first = re.sub(r"^#+\s*", "", first)
    return first if len(first) <= 200 else ""


def own_title(title: str, text: str) -> str:
    """Return `title`, or nothing when the text itself begins with it: it must not be read twice.

    >>> own_title("Sommet à Pékin", "# Sommet à  Pékin\\n\\nXi …"), own_title("Sommet", "Xi …")
    ('', 'Sommet')
    """
    title = " ".join(title.split())
    first = " ".join(headline(text).split())
    return "" if first.casefold() == title.casefold() else title


_ISO = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[T ].*)?")


def parse_date(value: object, where: str) -> date | None:
    """Return the day a field says: ISO 8601 (with or without time), or an RFC 2822 mail date.

    Nothing, an empty string and None give None. Raises InputError for anything else.

    >>> parse_date("2025-09-28T10:00:00Z", "a.md").isoformat()
    '2025-09-28'
    """
    if value is None or value == "":
        return None
    text = str(value).strip().strip("\"'")
    try:
        match = _ISO.fullmatch(text)
        if match:
            return date(int(match[1]), int(match[2]), int(match[3]))
        if re.fullmatch(r"\d{8}", text):
            return datetime.strptime(text, "%Y%m%d").date()
        return parsedate_to_datetime(text).date()
    except (ValueError, IndexError, OverflowError):
        raise InputError(
            f"{text[:40]!r} is no date",
            where=where,
            hint="write the date of publication as 2025-09-28, or leave it out",
        ) from None


def parse_lang(value: object) -> str | None:
    """Return the language code of a stated language, without country: ``fr-CA`` gives ``fr``.

    >>> parse_lang("FR_be"), parse_lang("")
    ('fr', None)
    """
    code = re.split(r"[-_]", str(value or "").strip().strip("\"'").lower())[0]
    return code or None
