"""A spaCy tokenizer made from a pack's tokens.toml.

The file says how text is cut; keys, all optional:

    base      "spacy" to start from spaCy's rules of the language, "none" (default) from nothing
    prefixes, suffixes, infixes
              regular expressions cut off before, after, inside a chunk; one of no width (a
              look-around alone) cuts without taking anything
    keep      regular expressions of chunks never cut
    whole     words never cut, such as abbreviations with a full stop
    [split]   chunk = ["pie", "ces"]
"""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg.errors import PackError

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokenizer import Tokenizer

__all__ = ["make_tokenizer", "read_token_settings"]

_KEYS = {
    "base": str,
    "prefixes": list,
    "suffixes": list,
    "infixes": list,
    "keep": list,
    "whole": list,
    "split": dict,
}


def read_token_settings(path: str | Path) -> dict[str, Any]:
    """Return the checked content of a tokens.toml; PackError if a key is unknown or a pattern
    broken.
    """
    try:
        settings = tomllib.loads(Path(path).read_text(encoding="utf-8"))
    except (OSError, tomllib.TOMLDecodeError) as error:
        raise PackError(
            str(error), where=str(path), hint="see kg/nlp/tokens.py for the format"
        ) from error
    for key, value in settings.items():
        if not isinstance(value, _KEYS.get(key, ())):
            raise PackError(
                f"key {key!r} is unknown or of the wrong type",
                where=str(path),
                hint=f"keys: {', '.join(_KEYS)}",
            )
    for key in ("prefixes", "suffixes", "infixes", "keep"):
        for pattern in settings.get(key, []):
            try:
                re.compile(pattern)
            except re.error as error:
                raise PackError(
                    f"{key}: {pattern!r}: {error}", where=str(path), hint="mend the pattern"
                ) from error
    return settings


def make_tokenizer(nlp: Language, settings: dict[str, Any]) -> Tokenizer:
    """Return a tokenizer for `nlp` as `settings` (see `read_token_settings`) say.

    >>> import spacy
    >>> nlp = spacy.blank("fr")
    >>> nlp.tokenizer = make_tokenizer(nlp, {"prefixes": ["l'"], "whole": ["M."]})
    >>> [token.text for token in nlp("l'ami M. Dupont")]
    ["l'", 'ami', 'M.', 'Dupont']
    """
    from spacy.symbols import ORTH
    from spacy.tokenizer import Tokenizer
    from spacy.util import compile_infix_regex, compile_prefix_regex, compile_suffix_regex

    defaults = nlp.Defaults if settings.get("base", "none") == "spacy" else None
    prefixes, suffixes, infixes = (
        [
            *(f"(?:{pattern})" for pattern in settings.get(kind, [])),
            *(getattr(defaults, kind, None) or []),
        ]
        for kind in ("prefixes", "suffixes", "infixes")
    )
    rules: dict[str, Any] = dict((defaults and defaults.tokenizer_exceptions) or {})
    rules |= {word: [{ORTH: word}] for word in settings.get("whole", [])}
    rules |= {
        chunk: [{ORTH: piece} for piece in pieces]
        for chunk, pieces in settings.get("split", {}).items()
    }
    keep = "|".join(f"(?:{pattern})" for pattern in settings.get("keep", []))
    return Tokenizer(
        nlp.vocab,
        rules=rules,
        prefix_search=compile_prefix_regex(prefixes).search if prefixes else None,
        suffix_search=compile_suffix_regex(suffixes).search if suffixes else None,
        infix_finditer=compile_infix_regex(infixes).finditer if infixes else None,
        token_match=re.compile(f"(?:{keep})\\Z").match if keep else None,
        url_match=nlp.Defaults.url_match,
    )
