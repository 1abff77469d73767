"""Language packs: everything that is known of a language, as data."""

from __future__ import annotations

from kg.lang.lexicon import CORE_SLOTS, Frame, Lexicon, LightVerbs, Operator, Trigger
from kg.lang.pack import Example, Pack, available_languages, load_pack
from kg.lang.scope import Scope, Syntax
from kg.lang.words import Words

__all__ = [
    "CORE_SLOTS",
    "Example",
    "Frame",
    "Lexicon",
    "LightVerbs",
    "Operator",
    "Pack",
    "Scope",
    "Syntax",
    "Trigger",
    "Words",
    "available_languages",
    "load_pack",
]
