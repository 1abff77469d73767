"""Measures the store: 10,000 articles, 50,000 relations, 100,000 mentions.

Run from the project's root: ``python bench/store.py``. Besides seconds it prints ratios to a task
of the same machine (the same articles as JSON lines), which can be compared between machines.
"""

from __future__ import annotations

import json
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from kg.gazetteer import load_gazetteer
from kg.records import (
    Article,
    Document,
    EventDate,
    Evidence,
    Judgement,
    Mention,
    Relation,
    Unresolved,
    relation_id,
)
from kg.store import open_store

ARTICLES, PER_ARTICLE = 10_000, 5
ACTORS = ("CHN", "PRK", "USA", "RUS", "UKR", "FRA")
TEXT = "Pékin a apporté son soutien à Pyongyang, que Washington accuse de préparer un essai. " * 30


@dataclass(frozen=True)
class Extraction:
    """One article's results."""

    document: Document
    mentions: tuple[Mention, ...]
    relations: tuple[Relation, ...]
    unresolved: tuple[Unresolved, ...] = ()


def _extraction(number: int) -> Extraction:
    name = f"{number:016x}"
    day = date.fromordinal(738_000 + number % 1000)
    article = Article(id=name, uri=f"{name}.txt", text=TEXT, published=day, outlet="Le Fil")
    relations, mentions = [], []
    for n in range(PER_ARTICLE):
        source, target = ACTORS[(number + n) % 6], ACTORS[(number + n + 1) % 6]
        evidence = Evidence(
            article=name,
            sentence=(n * 85, n * 85 + 84),
            trigger=(8, 15),
            source=(0, 5),
            target=(20, 30),
        )
        relations.append(
            Relation(
                id=relation_id(evidence, "SUPPORT", source, target),
                source=source,
                target=target,
                source_actor=source,
                target_actor=target,
                type="SUPPORT",
                evidence=evidence,
                date=EventDate(start=day, end=day, precision="publication"),
                rule="verb",
                confidence=0.8,
            )
        )
        for at in (0, 20):
            mentions.append(
                Mention(start=at, end=at + 5, surface="Pékin", kind="capital", actors=(source,))
            )
    return Extraction(Document(article=article, lang="fr"), tuple(mentions), tuple(relations))


def _timed(what: str, task: Callable[[], object], unit: float = 0.0) -> float:
    start = time.perf_counter()
    task()
    seconds = time.perf_counter() - start
    print(f"{what:34} {seconds:7.2f} s" + (f" {seconds / unit:7.1f} times" if unit else ""))
    return seconds


def _json_lines(items: list[Extraction]) -> Iterator[str]:
    for item in items:
        yield json.dumps(item.document.model_dump(mode="json"))
        for record in (*item.mentions, *item.relations):
            yield json.dumps(record.model_dump(mode="json"))


def main() -> None:
    """Print one line per task: seconds, and how many times the JSON lines took."""
    items = [_extraction(number) for number in range(ARTICLES)]
    with tempfile.TemporaryDirectory() as folder:
        lines = Path(folder) / "all.jsonl"
        unit = _timed(
            "write as JSON lines", lambda: lines.write_text("\n".join(_json_lines(items)))
        )
        path = Path(folder) / "world.kg"
        with open_store(path, "w", version="1") as store:
            _timed("add", lambda: store.add(items), unit)
            _timed("add again (nothing new)", lambda: store.add(items), unit)
        with open_store(path) as store:
            _timed("open, check, first query", lambda: store.relations(source="CHN", limit=1), unit)
            _timed("read all relations", store.relations, unit)
            _timed("read all articles", store.articles, unit)
            query = "SELECT source, target, count(*) FROM relations GROUP BY ALL"
            _timed("aggregate in SQL", lambda: store.sql(query), unit)
        roll_up = load_gazetteer().roll_up
        with open_store(path, "w", roll_up=roll_up) as store:
            _timed("first query, rolled up anew", lambda: store.relations(limit=1), unit)
            same = Judgement(id="1", verdict="same", about="FRA", other="USA", author="", time="")
            store.add_judgement(same)
            _timed("first query after a judgement", lambda: store.relations(limit=1), unit)
            _timed("read all relations, judged", store.relations, unit)
        size = sum(f.stat().st_size for f in path.rglob("*") if f.is_file())
        print(f"{'size':34} {size / 2**20:7.1f} MiB, JSON {lines.stat().st_size / 2**20:.1f} MiB")


if __name__ == "__main__":
    main()
