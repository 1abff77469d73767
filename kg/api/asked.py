"""What all questions to a store share: whom a name means, which days, labels, articles."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from pathlib import Path

from kg.errors import InputError
from kg.gazetteer import Gazetteer
from kg.ontology import Ontology
from kg.records import Article, Relation
from kg.sources import headline
from kg.store import Store

__all__ = ["actor_id", "articles_of", "finely", "label", "period", "titled", "type_label"]


def articles_of(store: Store, relations: Iterable[Relation]) -> dict[str, Article]:
    """Return the articles that relations were found in, by id."""
    ids = dict.fromkeys(relation.evidence.article for relation in relations)
    return {article.id: article for article in store.articles(ids)}


def titled(article: Article) -> Article:
    """Give an article without a title apart the first line of its text to be shown by."""
    title = article.title or headline(article.text) or Path(article.uri).name
    return article.model_copy(update={"title": title})


def actor_id(name: str | None, gazetteer: Gazetteer) -> str | None:
    """Return the id that a name means, None for none given. Raises UnknownActorError."""
    return None if name is None else gazetteer.resolve(name).id


def period(since: str | date | None, until: str | date | None) -> dict[str, date | None]:
    """Return first and last day as filters. Raises InputError for no date, or the wrong order."""
    first, last = _day(since, first=True), _day(until, first=False)
    if first is not None and last is not None and first > last:
        raise InputError(f"no day is since {first} and until {last}", hint="swap the two")
    return {"since": first, "until": last}


def _day(value: str | date | None, *, first: bool) -> date | None:
    """Read a day; a year or month alone is its first or last day.

    >>> _day("2025-02", first=False).isoformat(), _day("2025", first=True).isoformat()
    ('2025-02-28', '2025-01-01')
    """
    if value is None or isinstance(value, date):
        return value
    parts = value.strip().split("-")
    try:
        year, *rest = (int(part) for part in parts)
        if len(rest) == 2:
            return date(year, rest[0], rest[1])
        month = rest[0] if rest else (1 if first else 12)
        start = date(year, month, 1)
        if len(rest) > 2:
            raise ValueError
        return start if first else _month_end(start)
    except ValueError:
        hint = "write 2025-09-28, 2025-09 or 2025"
        raise InputError(f"{value!r} is no date", hint=hint) from None


def _month_end(start: date) -> date:
    following = date(start.year + start.month // 12, start.month % 12 + 1, 1)
    return date.fromordinal(following.toordinal() - 1)


def finely(relations: Iterable[Relation]) -> list[Relation]:
    """Put the actors that sentences name in the place of those they act for."""
    return [
        r.model_copy(update={"source": r.source_actor, "target": r.target_actor}) for r in relations
    ]


def label(actor: str, gazetteer: Gazetteer, lang: str) -> str:
    """Return what an actor is called in `lang`, its id when nobody knows it."""
    found = gazetteer.actors.get(actor)
    return found.name_in(lang) if found else actor


def type_label(kind: str, ontology: Ontology, lang: str) -> str:
    """Return what a relation type is called in `lang`, its id when nothing better is known."""
    found = ontology.types.get(kind)
    return found.label.get(lang, kind) if found else kind
