"""Keeps articles, mentions, relations, failures and an analyst's judgements in a folder."""

from __future__ import annotations

from kg.store.base import Added, Extracted, Mode, RollUp, Store
from kg.store.dataset import DatasetStore, open_store

__all__ = ["Added", "DatasetStore", "Extracted", "Mode", "RollUp", "Store", "open_store"]
