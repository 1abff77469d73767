"""Claims put together into events: one act, told by several sentences of several articles."""

from __future__ import annotations

from kg.events.grouping import cluster, events_of

__all__ = ["cluster", "events_of"]
