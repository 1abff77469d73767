"""One claim made ready for comparison: when it may have happened, who acts, in which words."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date

from kg.events.names import NameTable
from kg.events.words import NOTHING, Words, read_words
from kg.ontology import Ontology
from kg.records import Article, Relation, Span

__all__ = ["AHEAD", "BEHIND", "Pair", "Telling", "pair_of", "tell"]

#: A report without a date of its own tells of the days before it: daily papers of the last two,
#: weeklies of the last five; a plan without a date, of the next ten.
BEHIND, AHEAD = 4, 10
#: A day told may be off by one: midnight, time zones, "overnight".
_SLACK = 1
_FOREVER = (date.min.toordinal(), date.max.toordinal())

#: Two actors in order of their ids.
Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Telling:
    """A claim with what is compared.

    `forward` is whether it goes from the first to the second of its pair, None both ways.
    `low` and `high` bound the days (ordinals) it may be of, `day` is the one it names or was
    printed on, `exact` whether it names it, `vague` whether it knows no better than a month.
    `persons` are those that act for either of the pair, ``""`` where no person is named.
    `root` is the article it stands in, or the one that article repeats.
    """

    relation: Relation
    forward: bool | None
    quad: str
    low: int
    high: int
    day: int
    exact: bool
    vague: bool
    root: str
    words: Words
    persons: tuple[str, str]

    @property
    def id(self) -> str:
        """Id of the claim."""
        return self.relation.id

    @property
    def denied(self) -> bool:
        """Whether it says that this did not happen."""
        return self.relation.modality == "negated"

    @property
    def planned(self) -> bool:
        """Whether it tells of something to come."""
        return self.relation.modality == "planned"

    @property
    def text(self) -> tuple[object, ...]:
        """What two copies of one claim have in common: words, place of the act, actors."""
        said, evidence = self.relation, self.relation.evidence
        at = evidence.trigger[0] - evidence.sentence[0]
        return (said.type, said.source_actor, said.target_actor, at, self.words.same)

    def without(self, stems: Collection[str], names: Collection[str]) -> Telling:
        """Return it with these words and names taken out of what is compared."""
        words = self.words
        kept = words.stems - frozenset(stems), words.names - frozenset(names)
        return replace(self, words=words._replace(stems=kept[0], names=kept[1]))


def pair_of(relation: Relation) -> Pair:
    """Return source and target in order of their ids."""
    one, other = relation.source, relation.target
    return (one, other) if one <= other else (other, one)


def tell(
    relation: Relation,
    articles: Mapping[str, Article],
    roots: Mapping[str, str],
    ontology: Ontology,
    names: NameTable | None = None,
) -> Telling:
    """Make a claim ready; `roots` are the articles that articles repeat."""
    own = relation.evidence.article
    root = roots.get(own, own)
    article = articles.get(own)
    first = articles.get(root, article)
    published = first.published if first else None
    low, high, day, exact, vague = _days(relation, published)
    kind = ontology.types.get(relation.type)
    words = _words(relation, article, names)
    turned = relation.source > relation.target
    return Telling(
        relation=relation,
        forward=None if relation.reciprocal else not turned,
        quad=kind.quad if kind else "",
        low=low,
        high=high,
        day=day,
        exact=exact,
        vague=vague,
        root=root,
        words=words,
        persons=_persons(relation, turned),
    )


def _persons(relation: Relation, turned: bool) -> tuple[str, str]:
    one, other = (
        actor if actor.startswith("per:") else ""
        for actor in (relation.source_actor, relation.target_actor)
    )
    return (other, one) if turned else (one, other)


def _days(relation: Relation, published: date | None) -> tuple[int, int, int, bool, bool]:
    when = relation.date
    if when is not None and when.precision != "publication":
        low, high = when.start.toordinal(), when.end.toordinal()
        if when.precision == "day":
            return low - _SLACK, high + _SLACK, low, True, False
        return low, high, high, False, when.precision != "week"
    # The day an article was first printed, not the one of a copy.
    day = published or (when.start if when else None)
    if day is None:
        return *_FOREVER, _FOREVER[0], False, True
    at = day.toordinal()
    if relation.modality == "planned":
        return at - 1, at + AHEAD, at, False, False
    return at - BEHIND, at + _SLACK, at, False, False


def _words(relation: Relation, article: Article | None, names: NameTable | None) -> Words:
    """Return the words of the sentence but for actors and date."""
    if article is None:
        return NOTHING
    evidence = relation.evidence
    text = article.title if evidence.field == "title" else article.text
    start, end = evidence.sentence
    when = relation.date.expression if relation.date else None

    def inside(spans: Collection[Span]) -> list[Span]:
        return [(first - start, last - start) for first, last in spans]

    ends = inside([evidence.source, evidence.target])
    dates = inside([when] if when else [])
    return read_words(text[start:end], dates, names, actors=ends, lang=article.lang or "")
