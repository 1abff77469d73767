"""The explorer: a graph of relations as one page that works without a network."""

from __future__ import annotations

from kg.views.data import ActorSource
from kg.views.explorer import render_explorer, write_explorer
from kg.views.notebook import NotebookView, view_ego, view_explorer
from kg.views.text import ui_languages

__all__ = [
    "ActorSource",
    "NotebookView",
    "render_explorer",
    "ui_languages",
    "view_ego",
    "view_explorer",
    "write_explorer",
]
