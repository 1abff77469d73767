"""The words of a language that say nothing about what happened, and its words for numbers."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib import resources

from pydantic import ValidationError

from kg.errors import PackError
from kg.records.base import Record

__all__ = ["Common", "load_common"]


class Common(Record):
    """`words` stand in any report, whatever it tells; `numbers` are words and their figures.

    Both are written without accents and in small letters, as texts are compared.
    """

    words: frozenset[str]
    numbers: dict[str, int] = {}


@cache
def load_common(lang: str) -> Common:
    """Read ``common.toml`` of a pack alone, which is far quicker than the whole pack.

    Raises PackError when the file is missing or no such table.

    >>> "avec" in load_common("fr").words, load_common("en").numbers["three"]
    (True, 3)
    """
    where = f"kg/lang/{lang}/common.toml"
    file = resources.files("kg.lang").joinpath(lang, "common.toml")
    if not file.is_file():
        raise PackError("file is missing", where=where)
    try:
        return Common.model_validate(tomllib.loads(file.read_text("utf-8")))
    except tomllib.TOMLDecodeError as error:
        raise PackError(f"not TOML: {error}", where=where) from error
    except ValidationError as error:
        raise PackError(str(error.errors()[0]["msg"]), where=where) from error
