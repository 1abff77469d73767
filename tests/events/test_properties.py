"""What holds for any claims: each in one event, whatever the order, in linear time."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kg.evaluation.events import read_event_gold
from kg.events import cluster, events_of
from kg.events.candidates import SMALL, Scale, pairs
from kg.events.telling import tell
from kg.ontology import load_ontology
from kg.records import Article, Event, EventDate, Evidence, Relation, event_id, relation_id

GOLD = read_event_gold(sorted((Path(__file__).parents[2] / "data/gold/events").glob("*.jsonl")))
CLAIMS = list(GOLD.relations)
quick = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
some_claims = st.lists(st.sampled_from(CLAIMS), max_size=30)


def put_together(claims: list[Relation]) -> list[Event]:
    return cluster(claims, GOLD.articles, copies={})


@quick
@given(some_claims, st.randoms())
def test_the_order_of_claims_and_repeats_make_no_difference(claims, random):
    shuffled = [*claims, *claims[:3]]
    random.shuffle(shuffled)
    assert put_together(shuffled) == put_together(claims)


@quick
@given(some_claims)
def test_each_claim_is_in_exactly_one_event(claims):
    found = put_together(claims)
    members = Counter(id_ for event in found for id_ in event.members)
    assert members == Counter({claim.id: 1 for claim in claims})
    assert set(events_of(found)) == set(members)


@quick
@given(some_claims)
def test_an_event_keeps_what_all_its_claims_share(claims):
    by_id = {claim.id: claim for claim in claims}
    for event in put_together(claims):
        members = [by_id[id_] for id_ in event.members]
        assert {frozenset((c.source, c.target)) for c in members} == {
            frozenset((event.source, event.target))
        }
        directed = {(c.source, c.target) for c in members if not c.reciprocal}
        assert len(directed) <= 1 or event.aspect == "state"
        assert {c.aspect for c in members} == {event.aspect}
        assert event.type in {c.type for c in members}
        assert event.id == event_id(c.id for c in members)
        assert all(by_id[id_].modality == "negated" for id_ in event.against)
        assert event.claims == len(event.relations) == sum(event.modalities.values())
        assert event.outlets <= event.articles <= event.claims
        assert len(event.printed_by) >= event.outlets


def test_what_two_actors_do_depends_on_no_others():
    everything = events_of(put_together(CLAIMS))
    for pair in {frozenset((claim.source, claim.target)) for claim in CLAIMS}:
        own = [claim for claim in CLAIMS if {claim.source, claim.target} == pair]
        assert all(everything[id_] == event for id_, event in events_of(put_together(own)).items())


def many(number: int, days: int) -> tuple[list[Relation], dict[str, Article]]:
    """Make claims of one pair, all in much the same words."""
    claims, articles = [], {}
    for n in range(number):
        day = date(2024, 1, 1) + timedelta(days=n % days)
        text = f"Moscou a frappé la ville {n % 7} de Kharkiv avec {n % 40} drones et des missiles."
        articles[f"a{n}"] = Article(id=f"a{n}", uri=f"{n}", text=text, published=day)
        evidence = Evidence(
            article=f"a{n}",
            sentence=(0, len(text)),
            trigger=(9, 15),
            source=(0, 6),
            target=(29, 36),
        )
        claims.append(
            Relation(
                id=relation_id(evidence, "ASSAULT", "RUS", "UKR"),
                source="RUS",
                target="UKR",
                source_actor="RUS",
                target_actor="UKR",
                type="ASSAULT",
                date=EventDate(start=day, end=day, precision="publication"),
                evidence=evidence,
                rule="test",
                confidence=0.9,
            )
        )
    return claims, articles


@pytest.mark.parametrize("number", [SMALL, 4 * SMALL, 40 * SMALL])
def test_a_block_of_any_size_is_compared_in_linear_time(number):
    claims, articles = many(number, days=1)
    block = [tell(claim, articles, {}, load_ontology()) for claim in claims]
    compared = list(pairs(block, Scale(block)))
    assert len(set(compared)) == len(compared) <= 45 * number
    assert all(one < other for one, other in compared)


def test_a_chain_of_days_is_no_single_event():
    claims, articles = many(90, days=90)
    found = cluster(claims, articles, copies={})
    by_id = {claim.id: claim for claim in claims}
    for event in found:
        days = [by_id[id_].date.start for id_ in event.members]
        assert (max(days) - min(days)).days <= 5
    assert len(found) >= 15
