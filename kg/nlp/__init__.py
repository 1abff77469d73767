"""Parsing: from text to a spaCy Doc with Universal Dependencies labels, whichever pipeline made it.

spaCy itself is imported only when a pipeline is loaded.
"""

from __future__ import annotations

from kg.nlp.inspect import PipelineReport, describe
from kg.nlp.load import load_pipeline
from kg.nlp.normalize import normalize
from kg.nlp.parser import parse, parse_many

__all__ = ["PipelineReport", "describe", "load_pipeline", "normalize", "parse", "parse_many"]
