"""Who may act, as data: states, organisations, groups, organs, persons, and how they are called.

`actors.jsonl` holds what is true in any language; `names/xx.jsonl` holds the names in language xx,
one line per actor, the first name being the label. A language is added by adding one such file.
"""

from __future__ import annotations

from kg.gazetteer.index import Candidate, Gazetteer
from kg.gazetteer.load import load_gazetteer
from kg.gazetteer.text import normalise

__all__ = ["Candidate", "Gazetteer", "load_gazetteer", "normalise"]
