from __future__ import annotations

from datetime import date

import pytest

from kg.errors import UnknownActorError
from kg.graph import between, edges, ego, strongest_ties


@pytest.fixture
def chain(graph):
    return graph("CHN SUPPORT PRK", "USA ACCUSE CHN", "FRA AID USA", "UKR REQUEST FRA")


def test_edges_are_records(build, claim):
    (edge,) = edges(build([claim("CHN SUPPORT PRK", date(2024, 5, 1))]))
    assert (edge.source, edge.type, edge.first) == ("CHN", "SUPPORT", date(2024, 5, 1))


@pytest.mark.parametrize(
    ("hops", "expected"),
    [(0, "CHN"), (1, "CHN PRK USA"), (2, "CHN FRA PRK USA"), (9, "CHN FRA PRK UKR USA")],
)
def test_ego_reaches_along_and_against_the_arrows(chain, hops, expected):
    assert sorted(ego(chain, "CHN", hops)) == expected.split()


def test_ego_is_a_copy(chain):
    ego(chain, "CHN").clear()
    assert len(chain) == 5


def test_the_strongest_ties_come_first(build, claim):
    graph = build([claim("CHN SUPPORT PRK"), claim("CHN SUPPORT PRK"), claim("USA AID UKR")])
    assert [(e.source, e.weight) for e in strongest_ties(graph)] == [("CHN", 1.0), ("USA", 0.5)]
    assert len(strongest_ties(graph, 1)) == 1


def test_between_looks_both_ways(graph):
    found = between(graph("CHN SUPPORT PRK", "PRK REJECT CHN", "CHN AID USA"), "CHN", "PRK")
    assert [(e.source, e.type) for e in found] == [("CHN", "SUPPORT"), ("PRK", "REJECT")]


def test_between_strangers_there_is_nothing(chain):
    assert between(chain, "CHN", "UKR") == []


@pytest.mark.parametrize(
    ("name", "meant"), [("CHM", "CHN"), ("Chin", "CHN"), ("Corée du Norde", "PRK")]
)
def test_a_mistyped_actor_is_suggested(chain, name, meant):
    with pytest.raises(UnknownActorError, match=f"did you mean {meant}"):
        ego(chain, name)
