"""Positions do not depend on chance or order, and leave labels legible."""

from __future__ import annotations

import random
import subprocess
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.views.layout import FORCE_LIMIT, SPRING_LIMIT, place

names = st.integers(0, 12).map(lambda number: f"n{number}")
ties = st.lists(st.tuples(names, names, st.sampled_from([0.22, 0.5, 1.0, 2.5])), max_size=20)


@settings(max_examples=30, deadline=None)
@given(ties, st.randoms(use_true_random=False))
def test_the_order_of_the_input_changes_nothing(
    given_ties: list[tuple[str, str, float]], rng: random.Random
) -> None:
    widths = {f"n{number}": 60.0 for number in range(13)}
    shuffled = list(widths.items())
    rng.shuffle(shuffled)
    mixed = list(given_ties)
    rng.shuffle(mixed)
    assert place(widths, given_ties) == place(dict(shuffled), mixed)


def test_every_process_places_actors_alike() -> None:
    code = (
        "from kg.views.layout import place;"
        "print(place({c: 40.0 for c in 'abcdefgh'}, [(a, b, 1.0) for a in 'abc' for b in 'defgh']))"
    )
    runs = {
        subprocess.run(
            [sys.executable, "-c", code],
            env={"PYTHONHASHSEED": seed, "PYTHONPATH": ":".join(sys.path)},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(runs) == 1


@pytest.mark.parametrize("size", [1, 2, 12, 60])
def test_labels_of_a_graph_that_fits_the_screen_do_not_overlap(size: int) -> None:
    rng = random.Random(size)
    actors = [f"n{number:02d}" for number in range(size)]
    given_ties = [(rng.choice(actors), rng.choice(actors), 1.0) for _ in range(3 * size)]
    at = list(place(dict.fromkeys(actors, 90.0), given_ties).values())
    crowded = [
        (a, b)
        for index, a in enumerate(at)
        for b in at[:index]
        if abs(a[0] - b[0]) < 88 and abs(a[1] - b[1]) < 40
    ]
    assert crowded == []


def test_friends_stand_nearer_than_opponents() -> None:
    given_ties = [
        ("A", "B", 3.0),
        ("A", "X", 0.22),
        ("B", "X", 0.22),
        ("X", "Y", 3.0),
        ("A", "Y", 0.22),
    ]
    at = place(dict.fromkeys("ABXY", 30.0), given_ties)

    def far(one: str, other: str) -> float:
        return ((at[one][0] - at[other][0]) ** 2 + (at[one][1] - at[other][1]) ** 2) ** 0.5

    assert far("A", "B") < far("A", "X")
    assert far("X", "Y") < far("A", "Y")


@pytest.mark.parametrize("size", [SPRING_LIMIT + 1, FORCE_LIMIT + 1])
def test_large_graphs_are_placed_too(size: int) -> None:
    actors = [f"n{number}" for number in range(size)]
    at = place(dict.fromkeys(actors, 40.0), [(actors[0], actor, 1.0) for actor in actors[1:]])
    assert len(set(at.values())) > 0.95 * size


def test_nobody_needs_no_place() -> None:
    assert place({}, []) == {}
