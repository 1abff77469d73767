"""Claims as JSON lines: an object per claim, with its sentence and all spans."""

from __future__ import annotations

import json
from collections.abc import Iterator

from kg.exports.claims import claims
from kg.exports.common import Export

__all__ = ["pieces"]


def pieces(export: Export) -> Iterator[str]:
    """Yield the file's content line by line.

    `spans` hold offsets in the article's `field` (code points, end excluded). Text is lossless:
    lone surrogates, which UTF-8 cannot hold, are written as escapes.
    """
    for claim, relation in zip(claims(export), export.relations, strict=True):
        evidence = relation.evidence
        spans = {name: getattr(evidence, name) for name in ("sentence", "trigger")}
        ends = {"source": evidence.source, "target": evidence.target}
        record = {**claim, "field": evidence.field, "spans": {**spans, **ends}}
        line = json.dumps(record, ensure_ascii=False)
        if not line.isascii() and any("\ud800" <= c <= "\udfff" for c in line):
            line = json.dumps(record)
        yield line + "\n"
