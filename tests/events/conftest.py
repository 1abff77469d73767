"""Claims written as sentences, ready to be put together."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest

from kg.evaluation.events import EventGold, read_event_gold
from kg.events import cluster
from kg.records import Event

Told = dict[str, Any]
Tell = Callable[..., list[Event]]


@pytest.fixture
def gold(tmp_path: Path) -> Callable[..., EventGold]:
    """Return a function that makes claims of articles; each is a list of claims.

    A claim is a sentence with [s:who], [v:does what], [t:to whom], and what else the gold knows.
    """

    def make(*articles: Sequence[Told], **shared: Any) -> EventGold:
        rows = []
        for number, claims in enumerate(articles):
            head = {"id": f"a{number}", "lang": "fr", "outlet": f"Journal {number}"}
            about = claims[0].get("article", {})
            told = [{"event": "?", **shared, **claim} for claim in claims]
            rows.append({**head, "published": "2024-03-05", **about, "claims": told})
        file = tmp_path / "claims.jsonl"
        file.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
        return read_event_gold([file])

    return make


@pytest.fixture
def events(gold: Callable[..., EventGold]) -> Tell:
    """Return a function that puts the claims of articles together."""

    def make(*articles: Sequence[Told], **shared: Any) -> list[Event]:
        made = gold(*articles, **shared)
        return cluster(made.relations, made.articles)

    return make
