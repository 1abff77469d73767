"""A small world to draw: a dozen actors, forty claims, sentences written for these tests."""

from __future__ import annotations

import random
import re
import tomllib
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any

from kg.errors import UnknownActorError
from kg.records import Actor, Article, EventDate, Evidence, Name, Relation, relation_id

_MARK = re.compile(r"\[([stv]):([^\]]*)\]")


class FakeGazetteer:
    """Actors by id, as the gazetteer gives them."""

    def __init__(self, actors: Iterable[Actor]) -> None:
        self.actors = {actor.id: actor for actor in actors}

    def get(self, actor_id: str, /) -> Actor:
        if actor_id not in self.actors:
            raise UnknownActorError(f"no actor {actor_id!r}")
        return self.actors[actor_id]


def actor(id: str, fr: str, en: str, *aliases: str, type: Any = "state") -> Actor:
    names = tuple(Name(text=text, lang="fr", kind="alias") for text in aliases)
    return Actor(id=id, type=type, label={"fr": fr, "en": en}, names=names)


ACTORS = [
    actor("CHN", "Chine", "China", "Pékin", "République populaire de Chine"),
    actor("PRK", "Corée du Nord", "North Korea", "Pyongyang", "RPDC"),
    actor("KOR", "Corée du Sud", "South Korea", "Séoul"),
    actor("USA", "États-Unis", "United States", "Washington", "Maison-Blanche"),
    actor("RUS", "Russie", "Russia", "Moscou", "Kremlin"),
    actor("JPN", "Japon", "Japan", "Tokyo"),
    actor("UKR", "Ukraine", "Ukraine", "Kiev", "Kyïv"),
    actor("FRA", "France", "France", "Paris", "Élysée"),
    actor("IRN", "Iran", "Iran", "Téhéran"),
    actor("TWN", "Taïwan", "Taiwan", "Taipei"),
    actor("org:NATO", "OTAN", "NATO", "Alliance atlantique", type="organisation"),
    actor("org:UN", "ONU", "UN", "Nations unies", type="organisation"),
    actor("org:EU", "Union européenne", "European Union", "Bruxelles", type="organisation"),
    actor("per:XI_JINPING", "Xi Jinping", "Xi Jinping", type="person"),
    actor("per:KIM_JONG_UN", "Kim Jong-un", "Kim Jong-un", type="person"),
]


def marked(sentence: str) -> tuple[str, dict[str, tuple[int, int]]]:
    """Return a sentence without its marks, and where they were."""
    text, spans, at = "", {}, 0
    for found in _MARK.finditer(sentence):
        text += sentence[at : found.start()]
        spans[found[1]] = (len(text), len(text) + len(found[2]))
        text, at = text + found[2], found.end()
    return text + sentence[at:], spans


def _relation(article: Article, claim: dict[str, Any], offset: int) -> Relation:
    source, target = claim["who"]
    text, spans = marked(claim["text"])
    moved = {key: (start + offset, end + offset) for key, (start, end) in spans.items()}
    evidence = Evidence(
        article=article.id,
        field="title" if claim.get("title") else "text",
        sentence=(offset, offset + len(text)),
        trigger=moved["v"],
        source=moved["s"],
        target=moved["t"],
    )
    return Relation(
        id=relation_id(evidence, claim["type"], source, target),
        source=source,
        target=target,
        source_actor=claim.get("sa", source),
        target_actor=claim.get("ta", target),
        type=claim["type"],
        reciprocal=claim.get("both", False),
        aspect="state" if claim.get("state") else "act",
        modality=claim.get("mod", "asserted"),
        speaker=claim.get("speaker"),
        date=EventDate(
            start=claim.get("from", article.published),
            end=claim.get("to", article.published),
            precision=claim.get("prec", "publication"),
        ),
        evidence=evidence,
        rule="test",
        confidence=claim["conf"],
    )


def world() -> tuple[list[Relation], dict[str, Article], FakeGazetteer]:
    """Return the relations, the articles by id and a gazetteer of the sample world."""
    relations: list[Relation] = []
    articles: dict[str, Article] = {}
    file = Path(__file__).with_name("world.toml")
    for number, told in enumerate(tomllib.loads(file.read_text("utf-8"))["articles"]):
        claims = told.pop("claims")
        heads = [marked(claim["text"])[0] for claim in claims if claim.get("title")]
        body = [marked(claim["text"])[0] for claim in claims if not claim.get("title")]
        article = Article(
            id=f"a{number:015d}",
            uri=f"{number}.txt",
            text=" ".join(body),
            url=f"https://news.example/{number}",
            **{**told, "title": heads[0] if heads else told["title"]},
        )
        articles[article.id] = article
        offset = 0
        for claim in claims:
            relations.append(_relation(article, claim, 0 if claim.get("title") else offset))
            offset += 0 if claim.get("title") else len(marked(claim["text"])[0]) + 1
    return relations, articles, FakeGazetteer(ACTORS)


def large(actors: int, pairs: int, seed: int = 3) -> tuple[list[Relation], dict[str, Article]]:
    """Return relations between many actors, a few of which are in most of them."""
    rng = random.Random(seed)
    base = world()[0]
    relations = []
    for number in range(pairs):
        a = int(actors * rng.random() ** 2.2)
        b = int(actors * rng.random() ** 1.5)
        if a == b:
            b = (b + 1) % actors
        model = base[rng.randrange(len(base))]
        day = date.fromordinal(date(2021, 1, 1).toordinal() + rng.randrange(1700))
        values = {
            "id": f"{number:016x}",
            "source": f"A{a:04d}",
            "target": f"A{b:04d}",
            "source_actor": f"A{a:04d}",
            "target_actor": f"A{b:04d}",
            "date": EventDate(start=day, end=day, precision="day"),
        }
        relations.append(model.model_copy(update=values))
    return relations, world()[1]
