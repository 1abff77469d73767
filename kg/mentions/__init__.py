"""Mentions: who is spoken of where in a text, and which actor that is."""

from __future__ import annotations

from kg.mentions.finder import MentionFinder
from kg.mentions.unresolved import UnresolvedFinder

__all__ = ["MentionFinder", "UnresolvedFinder"]
