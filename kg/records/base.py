"""What all records share: frozen, strict about unknown fields, compared by value."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict

__all__ = ["Record", "Span"]

#: Half-open range of code points: ``text[start:end]``.
Span = tuple[int, int]


class Record(BaseModel):
    """An immutable value that stages hand to one another."""

    model_config = ConfigDict(frozen=True, extra="forbid")
