"""Makes articles ready for parsing: language, whole letters, copies of one another."""

from __future__ import annotations

from kg.documents.composed import Composed, compose
from kg.documents.copies import copies
from kg.documents.language import identify, language_name
from kg.documents.prepare import prepare

__all__ = ["Composed", "compose", "copies", "identify", "language_name", "prepare"]
