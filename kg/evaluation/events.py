"""How well claims are put together into events: gold clusters against those of `kg.events`."""

from __future__ import annotations

import calendar
import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from kg.errors import InputError
from kg.evaluation.scores import Counts
from kg.events import cluster, events_of
from kg.pipeline import Extraction, Pipeline
from kg.records import Article, EventDate, Evidence, Relation, relation_id
from kg.records.relation import Precision
from kg.settings import Settings

__all__ = ["EventGold", "EventReport", "evaluate_events", "holds_events", "read_event_gold"]

#: Who does ([s:…]), what is done ([v:…]), to whom ([t:…]).
_MARK = re.compile(r"\[([stv]):([^\]]*)\]")


@dataclass(frozen=True)
class EventGold:
    """Claims given as the program would extract them, and the event each of them tells of."""

    relations: tuple[Relation, ...]
    articles: Mapping[str, Article]
    events: Mapping[str, str]


@dataclass(frozen=True)
class EventReport:
    """Clusters found against clusters owed.

    `pairs` counts pairs of claims: right ones are in one event in both. `precision` and `recall`
    are B-cubed (Bagga and Baldwin 1998): for each claim, the share of its found event that belongs
    there, and the share of its gold event that is there, on average. `found` and `owed` count
    clusters; `wrong` lists sentences that were put together or apart by mistake.
    """

    claims: int
    articles: int
    found: int
    owed: int
    pairs: Counts
    precision: float
    recall: float
    joined: tuple[tuple[str, str], ...]
    parted: tuple[tuple[str, str], ...]

    @property
    def f1(self) -> float:
        """Harmonic mean of B-cubed precision and recall."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


def holds_events(path: Path) -> bool:
    """Whether a file's first line is an article with claims of events."""
    try:
        with path.open(encoding="utf-8") as file:
            first = json.loads(file.readline())
    except (OSError, ValueError):
        return False
    return isinstance(first, dict) and "claims" in first


def evaluate_events(
    paths: Sequence[Path | str], *, extract: bool = False, settings: Settings | None = None
) -> EventReport:
    """Return how well the claims of gold files are put together, all files at once.

    With `extract` the claims are not those given but those the program finds in the articles: of
    the given ones, those that it finds (the same two actors in the same sentence) are scored.
    Raises InputError for a file that is no such gold.
    """
    gold = read_event_gold([Path(path) for path in paths])
    if not extract:
        found = events_of(cluster(gold.relations, gold.articles))
        return compare(gold, {id_: event.id for id_, event in found.items()})
    pipeline = Pipeline(settings)
    results = pipeline.process(list(gold.articles.values()))
    said = [r for result in results if isinstance(result, Extraction) for r in result.relations]
    same = _matched(gold.relations, said)
    clusters = cluster(said, gold.articles, gazetteer=pipeline.gazetteer)
    event = {id_: event.id for id_, event in events_of(clusters).items()}
    kept = tuple(relation for relation in gold.relations if relation.id in same)
    found_events = {relation.id: event[same[relation.id]] for relation in kept}
    return compare(EventGold(kept, gold.articles, gold.events), found_events)


def _matched(owed: Iterable[Relation], said: Iterable[Relation]) -> dict[str, str]:
    """Return the id of the claim found for each given one: same sentence, actors, best the type."""
    places: dict[tuple[str, str, frozenset[str]], list[Relation]] = defaultdict(list)
    for found in said:
        places[_place(found)].append(found)
    matched: dict[str, str] = {}
    for gold in owed:
        start, end = gold.evidence.sentence
        near = [
            found
            for found in places[_place(gold)]
            if found.evidence.sentence[0] < end and start < found.evidence.sentence[1]
        ]
        if near:
            at = gold.evidence.trigger[0]
            matched[gold.id] = min(
                (found.type != gold.type, abs(found.evidence.trigger[0] - at), found.id)
                for found in near
            )[2]
    return matched


def _place(relation: Relation) -> tuple[str, str, frozenset[str]]:
    evidence = relation.evidence
    return evidence.article, evidence.field, frozenset((relation.source, relation.target))


def read_event_gold(paths: Iterable[Path]) -> EventGold:
    """Read files with an article a line: ``{"id", "lang", "outlet", "published", "claims"}``.

    A claim has ``event``, ``text`` (with ``[s:…]``, ``[v:…]``, ``[t:…]`` around who, what, whom),
    ``who`` (two actors), ``type``, and, where they differ from the usual: ``date`` (a day, month or
    year), ``modality``, ``aspect``, ``reciprocal``, ``mode``, ``sa`` and ``ta`` (fine actors),
    ``title``. Raises InputError, naming file and line.
    """
    relations: list[Relation] = []
    articles: dict[str, Article] = {}
    events: dict[str, str] = {}
    for path in paths:
        try:
            lines = path.read_text("utf-8").splitlines()
        except OSError as error:
            raise InputError(f"cannot be read: {error.strerror}", where=str(path)) from error
        for number, line in enumerate(lines, 1):
            try:
                article, told = _article(json.loads(line), path.name)
            except (ValueError, KeyError, TypeError) as error:
                where = f"{path}, line {number}"
                hint = "see kg.evaluation.events.read_event_gold"
                raise InputError(f"no claims of events: {error}", where=where, hint=hint) from None
            articles[article.id] = article
            for relation, event in told:
                relations.append(relation)
                events[relation.id] = event
    return EventGold(tuple(relations), articles, events)


def _article(row: dict[str, Any], file: str) -> tuple[Article, list[tuple[Relation, str]]]:
    claims = row["claims"]
    heads = [_plain(claim["text"]) for claim in claims if claim.get("title")]
    body = [_plain(claim["text"]) for claim in claims if not claim.get("title")]
    article = Article(
        id=row["id"],
        uri=row["id"],
        title=" ".join(heads),
        text=" ".join(body),
        lang=row["lang"],
        outlet=row["outlet"],
        published=date.fromisoformat(row["published"]),
    )
    told: list[tuple[Relation, str]] = []
    at = {True: 0, False: 0}
    for claim in claims:
        head = bool(claim.get("title"))
        told.append((_relation(article, claim, at[head]), f"{file}:{claim['event']}"))
        at[head] += len(_plain(claim["text"])) + 1
    return article, told


def _plain(text: str) -> str:
    return _MARK.sub(r"\2", text)


def _relation(article: Article, claim: dict[str, Any], offset: int) -> Relation:
    source, target = claim["who"]
    spans: dict[str, tuple[int, int]] = {}
    shift = 0
    for found in _MARK.finditer(claim["text"]):
        start = offset + found.start() - shift
        spans[found[1]] = (start, start + len(found[2]))
        shift += len(found[0]) - len(found[2])
    evidence = Evidence(
        article=article.id,
        field="title" if claim.get("title") else "text",
        sentence=(offset, offset + len(_plain(claim["text"]))),
        trigger=spans["v"],
        source=spans["s"],
        target=spans["t"],
    )
    return Relation(
        id=relation_id(evidence, claim["type"], source, target),
        source=source,
        target=target,
        source_actor=claim.get("sa", source),
        target_actor=claim.get("ta", target),
        type=claim["type"],
        mode=claim.get("mode"),
        reciprocal=claim.get("reciprocal", False),
        aspect=claim.get("aspect", "act"),
        modality=claim.get("modality", "asserted"),
        date=_when(claim.get("date")),
        evidence=evidence,
        rule="gold",
        confidence=1.0,
    )


def _when(text: str | None) -> EventDate | None:
    """Read a day, month or year; none is the day of publication."""
    if text is None:
        return None
    year, *rest = map(int, text.split("-"))
    if len(rest) == 2:
        start = end = date(year, *rest)
    else:
        first, last = (rest[0], rest[0]) if rest else (1, 12)
        start = date(year, first, 1)
        end = date(year, last, calendar.monthrange(year, last)[1])
    precisions: tuple[Precision, ...] = ("year", "month", "day")
    return EventDate(start=start, end=end, precision=precisions[len(rest)])


def compare(gold: EventGold, found: Mapping[str, str]) -> EventReport:
    """Score clusters: `found` names the one of each claim."""
    texts = {relation.id: _quoted(relation, gold.articles) for relation in gold.relations}
    ids = [relation.id for relation in gold.relations]
    owed, said, both = Counter[str](), Counter[str](), Counter[tuple[str, str]]()
    for id_ in ids:
        owed[gold.events[id_]] += 1
        said[found[id_]] += 1
        both[gold.events[id_], found[id_]] += 1
    right = sum(map(_choose, both.values()))
    pairs_owed, pairs_said = (sum(map(_choose, c.values())) for c in (owed, said))
    counts = Counts(right, pairs_said - right, pairs_owed, pairs_owed - right)
    precision = sum(n * n / said[f] for (_, f), n in both.items()) / max(1, len(ids))
    recall = sum(n * n / owed[g] for (g, _), n in both.items()) / max(1, len(ids))
    return EventReport(
        claims=len(ids),
        articles=len(gold.articles),
        found=len(said),
        owed=len(owed),
        pairs=counts,
        precision=precision,
        recall=recall,
        joined=tuple(_mixed(ids, found, gold.events, texts)),
        parted=tuple(_mixed(ids, gold.events, found, texts)),
    )


def _choose(n: int) -> int:
    return n * (n - 1) // 2


def _quoted(relation: Relation, articles: Mapping[str, Article]) -> str:
    article = articles[relation.evidence.article]
    field: str = getattr(article, relation.evidence.field)
    return field[slice(*relation.evidence.sentence)]


def _mixed(
    ids: Iterable[str], one: Mapping[str, str], other: Mapping[str, str], texts: Mapping[str, str]
) -> Iterable[tuple[str, str]]:
    """Yield a pair of sentences for each two clusters of `other` that one of `one` holds."""
    inside: dict[str, dict[str, str]] = defaultdict(dict)
    for id_ in ids:
        inside[one[id_]].setdefault(other[id_], id_)
    for firsts in inside.values():
        head, *rest = firsts.values()
        yield from ((texts[head], texts[id_]) for id_ in rest)
