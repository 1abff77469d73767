"""The page's data: claims in order, edges by source, target and sign, nothing that JSON lacks."""

from __future__ import annotations

import random

from kg.ontology import load_ontology
from kg.records import Relation
from kg.views.data import BACKBONE_ACTORS, BACKBONE_EDGES, PageData, build
from tests.views.sample import large, world


def built(relations: list[Relation] | None = None) -> PageData:
    given, articles, gazetteer = world()
    return build(
        relations if relations is not None else given, articles, gazetteer, load_ontology()
    )


def test_each_claim_belongs_to_exactly_one_edge() -> None:
    data = built()
    held = sorted(index for edge in data.edges for index in edge.events)
    assert held == list(range(len(data.events)))


def test_an_edge_holds_claims_of_its_own_ends_and_sign() -> None:
    data = built()
    for edge in data.edges:
        for index in edge.events:
            event = data.events[index]
            assert event["sign"] == edge.sign
            assert {event["s"], event["t"]} == {edge.source, edge.target}
            assert edge.both or (event["s"], event["t"]) == (edge.source, edge.target)


def test_claims_that_go_both_ways_share_an_edge_whoever_is_named_first() -> None:
    talks = next(r for r in world()[0] if r.type == "CONSULT" and r.reciprocal)
    turned = talks.model_copy(
        update={"id": "f" * 16, "source": talks.target, "target": talks.source}
    )
    (edge,) = built([talks, turned]).edges
    assert edge.both
    assert len(edge.events) == 2


def test_the_order_of_relations_and_repetitions_change_nothing() -> None:
    relations = world()[0]
    mixed = [*relations, relations[3]]
    random.Random(1).shuffle(mixed)
    one, other = built(), built(mixed)
    strip = [{key: value for key, value in event.items() if key != "doc"} for event in one.events]
    assert strip == [{k: v for k, v in event.items() if k != "doc"} for event in other.events]
    assert one.edges == other.edges


def test_edge_ids_survive_more_claims() -> None:
    relations = world()[0]
    few = {edge.id for edge in built(relations[:10]).edges}
    assert few <= {edge.id for edge in built().edges}


def test_a_claim_without_date_takes_that_of_publication() -> None:
    undated = world()[0][0].model_copy(update={"date": None})
    (event,) = built([undated]).events
    assert (event["from"], event["prec"]) == ("2025-09-28", "publication")


def test_unknown_actors_types_and_articles_are_shown_by_their_ids() -> None:
    known = world()[0][0]
    evidence = known.evidence.model_copy(update={"article": "lost"})
    odd = known.model_copy(
        update={
            "source": "XXX",
            "source_actor": "XXX",
            "type": "HUG",
            "date": None,
            "evidence": evidence,
        }
    )
    data = built([odd])
    assert data.actors["XXX"] == {"label": {}, "kind": "", "aliases": ["XXX"]}
    assert data.types["HUG"]["sign"] == "neutral"
    assert data.events[0]["parts"] == []
    assert data.events[0]["from"] == ""


def test_an_actor_is_found_by_the_names_of_those_who_act_for_it() -> None:
    assert "Xi Jinping" in built().actors["CHN"]["aliases"]


def test_a_confidence_that_is_no_number_is_none_at_all() -> None:
    (event,) = built([world()[0][0].model_copy(update={"confidence": float("nan")})]).events
    assert event["conf"] == 0.0


def test_the_backbone_is_small_and_holds_the_most_claimed_edges() -> None:
    relations, articles = large(200, 1000)
    data = build(relations, articles, world()[2], load_ontology())
    backbone = data.backbone()
    actors = {end for edge in backbone for end in (edge.source, edge.target)}
    assert len(backbone) <= BACKBONE_EDGES
    assert len(actors) <= BACKBONE_ACTORS
    heaviest = max(data.edges, key=lambda edge: edge.weight)
    assert heaviest.weight == max(edge.weight for edge in backbone)


def test_denied_claims_weigh_nothing() -> None:
    denied = next(r for r in world()[0] if r.modality == "negated")
    (edge,) = built([denied]).edges
    assert edge.weight == 0
