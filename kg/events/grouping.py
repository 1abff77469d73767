"""Claims in, events out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from kg.documents import copies as find_copies
from kg.events.candidates import Scale, pairs
from kg.events.likeness import NEVER, likeness
from kg.events.merge import Link, merge
from kg.events.names import ActorSource, NameTable
from kg.events.summary import summarise
from kg.events.telling import Pair, Telling, pair_of, tell
from kg.events.words import stems_of
from kg.gazetteer import load_gazetteer
from kg.ontology import Ontology, load_ontology
from kg.records import Article, Event, Relation

__all__ = ["cluster", "events_of"]

#: A denial need not be as like what it denies as two reports of it are like each other.
_DENIAL = -0.6


def cluster(
    relations: Iterable[Relation],
    articles: Mapping[str, Article],
    *,
    copies: Mapping[str, str] | None = None,
    ontology: Ontology | None = None,
    gazetteer: ActorSource | None = None,
) -> list[Event]:
    """Return the events that claims tell of, newest first, undated ones last.

    Each claim is in exactly one event, whatever the order of `relations`; a claim given twice is
    one. What two actors do depends on the claims about these two alone. Claims of one act join when
    direction, type and days agree and their sentences share words, names, numbers, persons; claims
    of a standing relation, one for each direction and type. Denials join what they deny and do not
    count. `articles`, by id, give words, days of publication and outlets; `copies` says which
    article repeats which (by default found by `kg.documents.copies`): what is one text counts once.
    `gazetteer` tells that *Pékin* and *Beijing* are one (by default, the one that ships).

    Takes linear time in the number of claims, but for sorting.
    """
    ontology = ontology or load_ontology()
    names = NameTable(gazetteer or load_gazetteer())
    unique = {relation.id: relation for relation in relations}
    roots = _roots(unique.values(), articles) if copies is None else copies
    blocks: dict[Pair, list[Telling]] = defaultdict(list)
    for relation in unique.values():
        blocks[pair_of(relation)].append(tell(relation, articles, roots, ontology, names))
    found: list[Event] = []
    for pair in sorted(blocks):
        block = sorted(blocks[pair], key=lambda told: (told.low, told.high, told.id))
        standing = [told for told in block if told.relation.aspect == "state"]
        acts = [told for told in block if told.relation.aspect != "state"]
        for group in [*_standing(standing), *_acts(acts, articles, ontology, names)]:
            found.append(summarise(group, articles, ontology))
    return sorted(found, key=lambda event: (-(event.start or date.min).toordinal(), event.id))


def events_of(events: Iterable[Event]) -> dict[str, Event]:
    """Return the event of each claim, by the claim's id."""
    return {id_: event for event in events for id_ in event.members}


def _roots(relations: Iterable[Relation], articles: Mapping[str, Article]) -> dict[str, str]:
    """Find copies among the articles that claims stand in; the first printed is the original."""
    ids = {relation.evidence.article for relation in relations}
    used = [articles[id_] for id_ in ids if id_ in articles]
    return find_copies(sorted(used, key=lambda a: (a.published or date.max, a.id)))


def _standing(block: Sequence[Telling]) -> list[list[Telling]]:
    """Put standing relations together by type and direction; one that holds both ways takes all."""
    mutual = {told.relation.type for told in block if told.forward is None}
    groups: dict[tuple[str, bool | None, bool], list[Telling]] = defaultdict(list)
    for told in block:
        kind = told.relation.type
        groups[kind, None if kind in mutual else told.forward, False].append(told)
    return list(groups.values())


def _acts(
    block: Sequence[Telling],
    articles: Mapping[str, Article],
    ontology: Ontology,
    names: NameTable,
) -> list[list[Telling]]:
    """Put claims of acts together; `block` is in order of days."""
    block = _without_actors(block, articles, names)
    # The capital of one of the two is as often its government as the place where it happened.
    scale = Scale(block, light=[f"@{end}" for told in block[:1] for end in pair_of(told.relation)])

    known: dict[tuple[int, int], float] = {}

    def liken(one: int, other: int) -> float:
        pair = (one, other) if one < other else (other, one)
        found = known.get(pair)
        if found is None:
            found = known[pair] = likeness(block[pair[0]], block[pair[1]], scale, ontology)
        return found

    links: list[Link] = []
    denials: list[Link] = []
    for one, other in pairs(block, scale):
        strength = liken(one, other)
        if strength <= NEVER:
            continue
        crossed = block[one].denied != block[other].denied
        (denials if crossed else links).append((strength, one, other))
    groups = merge(block, links, liken)
    return [[block[place] for place in group] for group in _denied(groups, denials, block)]


def _denied(
    groups: list[list[int]], denials: list[Link], block: Sequence[Telling]
) -> list[list[int]]:
    """Add denials to what they deny: each group of them to the group it is most like."""
    home = {place: number for number, group in enumerate(groups) for place in group}
    best: dict[int, int] = {}
    for strength, one, other in sorted(denials, key=lambda link: (-link[0], link[1], link[2])):
        if strength > _DENIAL:
            denial, act = (one, other) if block[one].denied else (other, one)
            best.setdefault(home[denial], home[act])
    joined = {number: list(group) for number, group in enumerate(groups) if number not in best}
    for number, act in best.items():
        joined[act] += groups[number]
    return list(joined.values())


def _without_actors(
    block: Sequence[Telling], articles: Mapping[str, Article], names: NameTable
) -> list[Telling]:
    """Take the two actors' own names out of all sentences: they are in each of them anyway."""
    surfaces = set[str]()
    actors = set[str]()
    for told in block:
        evidence = told.relation.evidence
        actors |= {told.relation.source, told.relation.target}
        article = articles.get(evidence.article)
        if article is not None:
            text = article.title if evidence.field == "title" else article.text
            for start, end in (evidence.source, evidence.target):
                surfaces |= stems_of(text[start:end])
    called = {name for told in block for name in told.words.names}
    own = {name for name in called if names.belongs(name, frozenset(actors))}
    return [told.without(surfaces, own) for told in block]
