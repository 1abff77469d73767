"""Relation types as data: PLOVER's sixteen, their quad classes, scores and modes."""

from __future__ import annotations

from kg.ontology.load import Mode, Ontology, RelationType, Shift, Sign, load_ontology

__all__ = ["Mode", "Ontology", "RelationType", "Shift", "Sign", "load_ontology"]
