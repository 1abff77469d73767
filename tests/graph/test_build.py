from __future__ import annotations

from datetime import date

import pytest

from kg.records import Edge, EventDate


def test_claims_of_one_type_between_two_actors_are_one_edge(build, claim, article):
    claims = [
        claim("CHN SUPPORT PRK", date(2024, 5, 2), article="a", confidence=0.5),
        claim("CHN SUPPORT PRK", date(2019, 1, 1), article="b", confidence=0.75),
        claim("CHN SUPPORT PRK", date(2024, 6, 1), article="b", confidence=0.25),
    ]
    articles = {"a": article("a", outlet="Le Fil"), "b": article("b", outlet="Le Jour")}
    graph = build(claims, articles=articles)
    assert graph["CHN"]["PRK"]["SUPPORT"] == {
        "source": "CHN",
        "target": "PRK",
        "type": "SUPPORT",
        "count": 3,
        "events": 3,
        "articles": 2,
        "outlets": 2,
        "first": "2019-01-01",
        "last": "2024-06-01",
        "score": 5.0,
        "weight": 1.5,
        "relations": [claims[1].id, claims[0].id, claims[2].id],
        "label": "soutient",
        "sign": "positive",
        "quad": "verbal_cooperation",
        "reciprocal": False,
    }


def test_edges_have_every_field_of_the_record(graph):
    (attributes,) = [data for *_, data in graph("CHN SUPPORT PRK").edges(data=True)]
    assert set(Edge.model_fields) <= set(attributes)


def test_edges_count_events_beside_claims(build, claim, article):
    text = "Pékin a promis cent camions de riz à Pyongyang."
    day = date(2024, 5, 2)
    span = {"article": "a", "sentence": (0, len(text)), "trigger": (8, 14), "source": (0, 5)}
    again = [
        claim("CHN AID PRK", day, evidence={**span, "article": name, "target": (37, 46)}, id=name)
        for name in "ab"
    ]
    articles = {name: article(name, text=f"{text} {name * 90}") for name in "ab"}
    later = claim("CHN AID PRK", date(2024, 9, 1))
    standing = claim("CHN AID PRK", date(2020, 1, 1), aspect="state")
    edge = build([*again, later, standing], articles=articles)["CHN"]["PRK"]["AID"]
    assert (edge["count"], edge["events"]) == (4, 2)


def test_an_event_both_ways_counts_on_both_edges(build, claim):
    graph = build([claim("CHN CONSULT PRK", date(2024, 5, 2), reciprocal=True)])
    assert graph["CHN"]["PRK"]["CONSULT"]["events"] == 1
    assert graph["PRK"]["CHN"]["CONSULT"]["events"] == 1


def test_types_and_directions_are_edges_of_their_own(graph):
    found = graph("CHN SUPPORT PRK", "CHN AID PRK", "PRK SUPPORT CHN")
    assert sorted(found.edges(keys=True)) == [
        ("CHN", "PRK", "AID"),
        ("CHN", "PRK", "SUPPORT"),
        ("PRK", "CHN", "SUPPORT"),
    ]


def test_a_reciprocal_claim_holds_both_ways_and_is_one_claim(build, claim):
    met = claim("CHN CONSULT PRK", reciprocal=True)
    graph = build([met, claim("PRK CONSULT CHN")])
    assert graph["CHN"]["PRK"]["CONSULT"]["relations"] == [met.id]
    assert graph["CHN"]["PRK"]["CONSULT"]["reciprocal"]
    assert graph["PRK"]["CHN"]["CONSULT"]["count"] == 2
    assert graph.nodes["CHN"]["claims"] == 2


def test_nodes_bear_labels_in_the_language_asked_for(graph):
    assert graph("CHN SUPPORT PRK").nodes["PRK"]["label"] == "Corée du Nord"
    english = graph("CHN SUPPORT PRK", lang="en")
    assert english.nodes["PRK"] == {
        "label": "North Korea", "type": "state", "affiliation": "", "claims": 1,
    }  # fmt: skip
    assert english["CHN"]["PRK"]["SUPPORT"]["label"] == "supports"


@pytest.mark.parametrize(
    ("actor", "label", "kind"),
    [
        ("per:SUN_WEIDONG", "Sun Weidong", "person"),
        ("grp:NEW_FRONT", "New Front", "group"),
        ("ATL", "ATL", "unknown"),
    ],
)
def test_an_actor_the_gazetteer_lacks_is_drawn_all_the_same(graph, actor, label, kind):
    node = graph(f"{actor} CONSULT CHN").nodes[actor]
    assert (node["label"], node["type"]) == (label, kind)


def test_a_type_the_ontology_lacks_is_neutral(graph):
    edge = graph("CHN TICKLE PRK")["CHN"]["PRK"]["TICKLE"]
    assert (edge["label"], edge["sign"], edge["score"]) == ("TICKLE", "neutral", 0.0)


def test_negated_claims_are_left_out_unless_asked_for(build, claim):
    claims = [claim("CHN SUPPORT PRK", modality="negated"), claim("CHN AID PRK")]
    assert list(build(claims)["CHN"]["PRK"]) == ["AID"]
    assert list(build(claims, modalities=["negated"])["CHN"]["PRK"]) == ["SUPPORT"]


def test_doubtful_claims_can_be_left_out(build, claim):
    claims = [claim("CHN SUPPORT PRK", confidence=0.2), claim("CHN AID PRK", confidence=0.6)]
    assert list(build(claims, min_confidence=0.6)["CHN"]["PRK"]) == ["AID"]


def test_fine_actors_can_be_drawn(build, claim):
    said = claim("CHN SUPPORT PRK", source_actor="per:XI_JINPING")
    assert set(build([said])) == {"CHN", "PRK"}
    graph = build([said], fine=True)
    assert graph.nodes["per:XI_JINPING"]["affiliation"] == "CHN"


def test_what_a_state_does_to_itself_is_no_edge(build, claim):
    inner = claim("CHN CONSULT CHN", source_actor="per:XI_JINPING")
    assert len(build([inner])) == 0
    assert build([inner], fine=True).number_of_edges() == 1


def test_a_claim_without_date_counts_from_publication(build, claim, article):
    articles = {"a": article("a", published=date(2024, 5, 1))}
    edge = build([claim("CHN SUPPORT PRK")], articles=articles)["CHN"]["PRK"]["SUPPORT"]
    assert (edge["first"], edge["last"]) == ("2024-05-01", "2024-05-01")
    edge = build([claim("CHN SUPPORT PRK")])["CHN"]["PRK"]["SUPPORT"]
    assert (edge["first"], edge["last"], edge["outlets"]) == ("", "", 0)


def test_periods_count_from_their_first_to_their_last_day(build, claim):
    year = EventDate(start=date(2020, 1, 1), end=date(2020, 12, 31), precision="year")
    edge = build([claim("CHN SUPPORT PRK", date=year)])["CHN"]["PRK"]["SUPPORT"]
    assert (edge["first"], edge["last"]) == ("2020-01-01", "2020-12-31")


def test_an_outlet_without_a_name_is_known_by_its_host(build, claim, article):
    articles = {
        "a": article("a", url="https://lefil.example/1"),
        "b": article("b", url="https://lefil.example/2"),
        "c": article("c", url="http://[broken"),
    }
    claims = [claim("CHN SUPPORT PRK", article=id_) for id_ in articles]
    assert build(claims, articles=articles)["CHN"]["PRK"]["SUPPORT"]["outlets"] == 1


def test_the_score_is_that_of_the_mode(build, claim):
    from kg.ontology import load_ontology

    kind = next(
        t for t in load_ontology().types.values() if any(m.score != t.score for m in t.modes)
    )
    mode = next(m for m in kind.modes if m.score != kind.score)
    edge = build([claim(f"CHN {kind.id} PRK", mode=mode.id), claim(f"CHN {kind.id} PRK")])
    assert edge["CHN"]["PRK"][kind.id]["score"] == pytest.approx((mode.score + kind.score) / 2)


def test_nothing_makes_an_empty_graph(build):
    assert len(build([])) == 0
