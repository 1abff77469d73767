"""Claims put together into events: one act, told by several sentences of several articles."""

from __future__ import annotations

from kg.events.grouping import cluster, events_of
from kg.events.summary import outlet_of

__all__ = ["cluster", "events_of", "outlet_of"]
