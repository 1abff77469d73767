"""What a group of claims comes to: counts, dates, and the sentence that tells it best."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from typing import NamedTuple
from urllib.parse import urlsplit

from kg.events.telling import Telling
from kg.ontology import Ontology
from kg.records import Article, Event, Modality, event_id
from kg.records.relation import Precision

__all__ = ["outlet_of", "summarise"]

#: From the best knowledge of a day to the worst: the first that any claim has dates the event.
_BEST: tuple[Precision, ...] = (
    *("day", "week", "publication", "month", "season", "year", "decade", "period"),
)
#: A title is neither a fragment nor a paragraph.
_SHORT, _LONG = 40, 220
#: Of a "sentence" longer than that, a table or a broken page, so many characters are shown.
_CUT = 1200
#: A sentence of fewer words of its own shares them all too easily.
_TELLING = 6
#: A sentence of so many words is not written twice by chance.
_COPIED = 8
_HOW: Mapping[Modality, float] = {
    "asserted": 0.0, "reported": -0.1, "planned": -0.2, "conditional": -0.3, "negated": -1.0,
}  # fmt: skip


def summarise(
    group: Sequence[Telling], articles: Mapping[str, Article], ontology: Ontology
) -> Event:
    """Return the event that claims tell of together."""
    kept, copies = _without_copies([told for told in group if not told.denied], articles)
    against = [told for told in group if told.denied]
    telling = kept or against
    types = Counter(told.relation.type for told in telling).most_common()
    ordered = sorted(types, key=lambda item: (-item[1], item[0]))
    main = ordered[0][0]
    kind = ontology.types.get(main)
    span = _span(telling, articles)
    best = min(telling, key=lambda told: (-_worth(told, telling, articles), told.id))
    end = next((told for told in telling if told.forward is not None), telling[0]).relation
    mutual = all(told.forward is None for told in telling)
    if _is_state(telling) and any(told.forward is None for told in telling):
        mutual = True
    pair = sorted((end.source, end.target)) if mutual else [end.source, end.target]
    # An article that repeats another, with a sentence of its own, is still the other's.
    ids = {told.root for told in kept}
    everywhere = {told.relation.evidence.article for told in group if not told.denied}
    return Event(
        id=event_id(told.id for told in group),
        source=pair[0],
        target=pair[1],
        reciprocal=mutual,
        type=main,
        types=tuple(name for name, _ in ordered),
        quad=kind.quad if kind else "",
        aspect="state" if _is_state(telling) else "act",
        start=span.start,
        end=span.end,
        precision=span.precision,
        claims=len(kept),
        articles=len(ids),
        outlets=len(_outlets(ids, articles)),
        modalities=dict(sorted(Counter(told.relation.modality for told in kept).items())),
        relations=tuple(told.id for told in kept),
        copies=tuple(told.id for told in copies),
        against=tuple(sorted(told.id for told in against)),
        article_ids=tuple(sorted(everywhere)),
        printed_by=tuple(sorted(_outlets(everywhere, articles))),
        title=_sentence(best, articles),
        best=best.id,
    )


def outlet_of(article: Article) -> str:
    """Name an article's outlet, by the host it was read from if nothing better is known."""
    try:
        return article.outlet or (urlsplit(article.url).hostname or "")
    except ValueError:
        return article.outlet


def _outlets(ids: set[str], articles: Mapping[str, Article]) -> set[str]:
    return {outlet_of(articles[id_]) for id_ in ids if id_ in articles} - {""}


def _is_state(group: Sequence[Telling]) -> bool:
    return group[0].relation.aspect == "state"


def _without_copies(
    group: Sequence[Telling], articles: Mapping[str, Article]
) -> tuple[list[Telling], list[Telling]]:
    """Part claims from copies: the same sentence in a copied article, or a long one in any."""

    def first(told: Telling) -> tuple[bool, int, str]:
        article = articles.get(told.relation.evidence.article)
        printed = article.published if article and article.published else date.max
        # The original before its copies, whatever their days.
        return (told.root != told.relation.evidence.article, printed.toordinal(), told.id)

    kept: list[Telling] = []
    copies: list[Telling] = []
    original: dict[tuple[object, ...], str] = {}
    for told in sorted(group, key=first):
        own = told.relation.evidence.article
        place = told.root if len(told.words.same) < _COPIED else ""
        copied = original.setdefault((*told.text, place), own) != own
        (copies if copied else kept).append(told)
    return sorted(kept, key=lambda t: (t.day, t.id)), sorted(copies, key=lambda t: (t.day, t.id))


class _Span(NamedTuple):
    start: date | None
    end: date | None
    precision: Precision | None


def _span(group: Sequence[Telling], articles: Mapping[str, Article]) -> _Span:
    done = [told for told in group if not told.planned] or list(group)
    found: dict[Precision, list[tuple[date, date]]] = {}
    for told in done:
        when = told.relation.date
        if when is not None and when.precision != "publication":
            found.setdefault(when.precision, []).append((when.start, when.end))
        elif (published := _published(told, articles)) is not None:
            found.setdefault("publication", []).append((published, published))
    if not found:
        return _Span(None, None, None)
    best = next(precision for precision in _BEST if precision in found)
    if _is_state(group):
        days = [day for spans in found.values() for span in spans for day in span]
        start, end = min(days), max(days)
        one = len(found) == 1 and len(set(found[best])) == 1
        return _Span(start, end, best if one else "period")
    if best == "publication":
        # It had happened when it was first printed.
        first = min(start for start, _ in found[best])
        return _Span(first, first, best)
    counted = Counter(found[best])
    (start, end), _ = min(counted.items(), key=lambda item: (-item[1], item[0]))
    return _Span(start, end, best)


def _published(told: Telling, articles: Mapping[str, Article]) -> date | None:
    article = articles.get(told.root) or articles.get(told.relation.evidence.article)
    if article is not None and article.published is not None:
        return article.published
    return told.relation.date.start if told.relation.date else None


def _sentence(told: Telling, articles: Mapping[str, Article]) -> str:
    evidence = told.relation.evidence
    article = articles.get(evidence.article)
    if article is None:
        return ""
    text = article.title if evidence.field == "title" else article.text
    start, end = evidence.sentence
    words = " ".join(text[start : min(end, start + _CUT)].split())
    return f"{words} …" if end - start > _CUT else words


def _worth(told: Telling, group: Sequence[Telling], articles: Mapping[str, Article]) -> float:
    """Say how well a sentence tells the event: sure, whole, dated, early, in the others' words."""
    length = len(_sentence(told, articles))
    fit = 0.0 if _SHORT <= length <= _LONG else -0.4
    own = told.words.stems | told.words.names
    # Compared with a few claims alone, lest a large event take quadratic time.
    others = [other.words.stems | other.words.names for other in group[:12] if other is not told]
    size = max(_TELLING, len(own)) * max(1, len(others))
    shared = sum(len(own & words) for words in others) / size
    evidence = told.relation.evidence
    # What a report is about stands at its head.
    late = 0.0 if evidence.field == "title" else min(0.4, evidence.sentence[0] / 2500)
    dated = 0.15 if told.exact else 0.0
    told_how = _HOW.get(told.relation.modality, 0.0)
    return told.relation.confidence + told_how + fit + dated + 0.5 * shared - late
