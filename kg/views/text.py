"""What the page says, and how data is put into it so that it stays data."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from functools import cache
from importlib import resources
from urllib.parse import urlsplit

from kg.errors import LanguageError, PackError

__all__ = ["clean", "interface", "safe_url", "script_json", "ui_languages"]

_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
_SURROGATE = re.compile("[\ud800-\udfff]")
_IN_SCRIPT = {
    "<": "\\u003c",
    ">": "\\u003e",
    "&": "\\u0026",
    "\u2028": "\\u2028",
    "\u2029": "\\u2029",
}


@cache
def interface() -> Mapping[str, Mapping[str, str]]:
    """Return every interface string by language, then by key; each file of ``i18n/`` is a language.

    Raises PackError when a language lacks a key that another one has.

    >>> interface()["fr"]["name"], interface()["en"]["name"]
    ('Français', 'English')
    """
    folder = resources.files("kg.views").joinpath("i18n")
    found: dict[str, dict[str, str]] = {}
    for file in sorted(folder.iterdir(), key=lambda entry: entry.name):
        if file.name.endswith(".json"):
            found[file.name.removesuffix(".json")] = json.loads(file.read_text("utf-8"))
    keys = set().union(*found.values())
    for lang, strings in found.items():
        if missing := sorted(keys - strings.keys()):
            raise PackError(
                f"interface strings missing: {', '.join(missing)}",
                where=f"kg/views/i18n/{lang}.json",
                hint="copy them from another language and translate",
            )
    return found


def ui_languages() -> tuple[str, ...]:
    """Return the codes of the languages the page can be shown in.

    >>> {"fr", "en"} <= set(ui_languages())
    True
    """
    return tuple(interface())


def strings_for(lang: str) -> Mapping[str, str]:
    """Return the interface strings of `lang`; raises LanguageError for one there is none for."""
    try:
        return interface()[lang]
    except KeyError:
        raise LanguageError(
            f"the page has no interface in {lang!r}", hint=f"one of {', '.join(ui_languages())}"
        ) from None


def clean(text: str) -> str:
    r"""Return `text` without what no file or reader can take: control characters, half surrogates.

    The length stays the same, so that spans keep their meaning.

    >>> clean("a\x00b\ud800")
    'a b�'
    """
    return _SURROGATE.sub("\ufffd", _UNPRINTABLE.sub(" ", text))


def safe_url(url: str) -> str:
    """Return `url` if it leads to a web page, else nothing.

    >>> safe_url("https://example.org/a"), safe_url("javascript:alert(1)")
    ('https://example.org/a', '')
    """
    url = clean(url).strip()
    try:
        parts = urlsplit(url)
    except ValueError:
        return ""
    return url if parts.scheme in ("http", "https") and parts.netloc else ""


def script_json(value: object) -> str:
    r"""Return `value` as JSON that may stand inside a ``<script>`` element.

    Raises ValueError for NaN and infinities, which JSON does not have.

    >>> script_json({"title": "</script>"})
    '{"title":"\\u003c/script\\u003e"}'
    """
    raw = json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    return re.sub("[<>&\u2028\u2029]", lambda found: _IN_SCRIPT[found[0]], raw)
