"""Who does what to whom: triggers, arguments, modality, speaker, date, confidence."""

from __future__ import annotations

from kg.relations.candidates import Candidate, Decision
from kg.relations.component import make_relations
from kg.relations.explain import Explanation, TokenRow, TriggerRow, explain
from kg.relations.extractor import RelationExtractor

__all__ = [
    "Candidate",
    "Decision",
    "Explanation",
    "RelationExtractor",
    "TokenRow",
    "TriggerRow",
    "explain",
    "make_relations",
]
