from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.graph import balance, blocs, build_graph, summarise
from kg.ontology import load_ontology
from kg.records import Evidence, Relation


def test_a_summary_counts_claims_once(build, claim):
    graph = build(
        [
            claim("CHN CONSULT PRK", date(2024, 5, 1), reciprocal=True),
            claim("USA ACCUSE CHN", date(2020, 1, 1)),
            claim("USA ACCUSE CHN"),
        ]
    )
    found = summarise(graph, most=1)
    assert (found.actors, found.edges, found.claims) == (3, 3, 3)
    assert found.types == {"ACCUSE": 2, "CONSULT": 1}
    assert found.signs == {"negative": 2, "positive": 1}
    assert (found.first, found.last) == ("2020-01-01", "2024-05-01")
    assert found.most_named == (("CHN", 3),)


def test_an_empty_graph_has_a_summary(build):
    found = summarise(build([]))
    assert (found.actors, found.first, found.most_named) == (0, "", ())


@pytest.mark.parametrize(
    ("claims", "balanced", "unbalanced"),
    [
        ("A AID B, B AID C, C AID A", 1, 0),
        ("A AID B, B ASSAULT C, A ASSAULT C", 1, 0),
        ("A AID B, B AID C, C ASSAULT A", 0, 1),
        ("A ASSAULT B, B ASSAULT C, C ASSAULT A", 0, 1),
        ("A AID B, B AID C", 0, 0),
        ("A AID B, B AID C, C REQUEST A", 0, 0),  # a request is no tie
    ],
)
def test_triangles_are_balanced_by_the_product_of_signs(graph, claims, balanced, unbalanced):
    found = balance(graph(*claims.split(", ")))
    assert (found.balanced, found.unbalanced) == (balanced, unbalanced)


def test_the_share_of_no_triangles_is_unknown(graph):
    assert balance(graph("A AID B")).share is None
    assert balance(graph("A AID B", "B AID C", "C AID A")).share == 1.0


def test_blocs_are_friends_with_common_foes(graph):
    found = blocs(
        graph(
            "CHN AID PRK", "RUS SUPPORT CHN", "USA AID KOR", "JPN COOPERATE USA",
            "USA SANCTION PRK", "CHN ACCUSE USA", "KOR ACCUSE PRK", "CHE REQUEST USA",
        )
    )  # fmt: skip
    assert found == (
        frozenset({"CHN", "PRK", "RUS"}),
        frozenset({"JPN", "KOR", "USA"}),
        frozenset({"CHE"}),
    )


def test_a_foe_between_friends_is_left_with_the_better_friend(graph):
    found = blocs(graph("A AID B", "B CONSULT C", "A ASSAULT C"))
    assert found == (frozenset({"A", "B"}), frozenset({"C"}))


class Nobody:
    actors: dict = {}


NAMES = st.sampled_from("ABCDEF")
TYPES = st.sampled_from(["AID", "SUPPORT", "ACCUSE", "ASSAULT", "REQUEST"])


def cost(ties, groups):
    place = {actor: n for n, group in enumerate(groups) for actor in group}
    return sum(
        abs(tie) for (a, b), tie in ties.items() if (place[a] == place[b]) != (tie > 0) and tie
    )


@given(st.lists(st.tuples(NAMES, TYPES, NAMES), min_size=1, max_size=12))
def test_blocs_cost_no_more_than_any_single_move_away(claims):
    relations = [
        Relation(
            id=str(n), source=s, target=t, source_actor=s, target_actor=t, type=kind, rule="",
            confidence=1.0,
            evidence=Evidence(
                article="a", sentence=(0, 1), trigger=(0, 1), source=(0, 1), target=(0, 1)
            ),
        )
        for n, (s, kind, t) in enumerate(claims)
    ]  # fmt: skip
    graph = build_graph(relations, Nobody(), load_ontology())
    ties: dict = {}
    for s, kind, t in claims:
        if s != t:
            pair = (min(s, t), max(s, t))
            ties[pair] = ties.get(pair, 0) + load_ontology().types[kind].score
    found = blocs(graph)
    assert sorted(a for group in found for a in group) == sorted(graph)
    best = cost(ties, found)
    for actor in graph:
        rest = [group - {actor} for group in found]
        assert cost(ties, [*rest, {actor}]) >= best - 1e-6
        for n in range(len(rest)):
            moved = [group | {actor} if i == n else group for i, group in enumerate(rest)]
            assert cost(ties, moved) >= best - 1e-6
