"""How long putting claims together takes: ``python bench/events.py [CLAIMS] [--one-pair]``.

Claims are made up: sentences of a dozen words from a vocabulary of some thousand, over three years,
between sixteen actors of which a few are in most of them. With ``--one-pair`` they are all of one
pair of actors and of thirty days, which is the worst that can happen. One thread.
"""

from __future__ import annotations

import argparse
import os
import random
import sys
import time
from datetime import date, timedelta
from pathlib import Path

os.environ["OMP_NUM_THREADS"] = "1"
sys.path.insert(0, str(Path(__file__).parents[1]))

from kg.documents import copies
from kg.events import cluster
from kg.records import Article, EventDate, Evidence, Relation, relation_id

ACTORS = (
    *("RUS", "UKR", "USA", "CHN", "FRA", "DEU", "IRN", "ISR"),
    *("TUR", "JPN", "KOR", "IND", "PAK", "GBR", "POL", "PRK"),
)
TYPES = ("ASSAULT", "ACCUSE", "SANCTION", "CONSULT", "AID", "SUPPORT")
PLACES = ("Kharkiv", "Odessa", "Kherson", "Lviv", "Poltava", "Soumy", "Dnipro", "Izioum")
#: Claims an article makes; one article in ten repeats another.
CLAIMS_PER_ARTICLE = 5


def _word(rng: random.Random) -> str:
    return "".join(rng.choice(("ba", "co", "di", "fe", "gu", "lo", "mi")) for _ in range(4))


def made(number: int, one_pair: bool, seed: int = 1) -> tuple[list[Relation], dict[str, Article]]:
    """Return `number` claims and the articles they stand in."""
    rng = random.Random(seed)
    vocabulary = [_word(rng) for _ in range(2000)]
    articles: dict[str, Article] = {}
    relations: list[Relation] = []
    texts: list[tuple[date, list[str]]] = []
    for n in range(number // CLAIMS_PER_ARTICLE):
        day = date(2022, 1, 1) + timedelta(days=rng.randrange(30 if one_pair else 1000))
        if texts and n % 10 == 9:
            day, sentences = texts[-1]
        else:
            sentences = [_sentence(rng, vocabulary) for _ in range(CLAIMS_PER_ARTICLE)]
            texts = [(day, sentences)]
        id_ = f"a{n}"
        articles[id_] = Article(
            id=id_, uri=id_, text=" ".join(sentences), outlet=f"o{n % 40}", published=day
        )
        at = 0
        for sentence in sentences:
            relations.append(
                _relation(random.Random(sentence), id_, at, len(sentence), day, one_pair)
            )
            at += len(sentence) + 1
    return relations, articles


def _sentence(rng: random.Random, vocabulary: list[str]) -> str:
    words = " ".join(rng.choices(vocabulary, k=12))
    return f"Moscou a {words} à {rng.choice(PLACES)} avec {rng.randrange(60)} drones contre Kiev."


def _relation(
    rng: random.Random, article: str, at: int, length: int, day: date, one_pair: bool
) -> Relation:
    one, other = (int(len(ACTORS) * rng.random() ** 2.5) for _ in range(2))
    source, target = ACTORS[one], ACTORS[other if other != one else (other + 1) % len(ACTORS)]
    if one_pair:
        source, target = ACTORS[:2]
    kind = "ASSAULT" if one_pair else rng.choice(TYPES)
    evidence = Evidence(
        article=article,
        sentence=(at, at + length),
        trigger=(at + 9, at + 17),
        source=(at, at + 6),
        target=(at + length - 5, at + length - 1),
    )
    return Relation(
        id=relation_id(evidence, kind, source, target),
        source=source,
        target=target,
        source_actor=source,
        target_actor=target,
        type=kind,
        date=EventDate(start=day, end=day, precision="publication"),
        evidence=evidence,
        rule="bench",
        confidence=0.9,
    )


def main() -> None:
    """Print seconds of processor time for finding copies and for putting claims together."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("claims", type=int, nargs="?", default=100_000)
    parser.add_argument("--one-pair", action="store_true", help="all of one pair, in a month")
    given = parser.parse_args()
    relations, articles = made(given.claims, given.one_pair)
    begun = time.process_time()
    found = copies(articles.values())
    middle = time.process_time()
    events = cluster(relations, articles, copies=found)
    end = time.process_time()
    print(f"{len(articles)} articles, {len(found)} copies found in {middle - begun:.1f} s")
    print(f"{len(relations)} claims put together to {len(events)} events in {end - middle:.1f} s")


if __name__ == "__main__":
    main()
