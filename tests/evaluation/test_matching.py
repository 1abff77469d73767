"""What counts as right, wrong and missed: small cases worked out by hand."""

from __future__ import annotations

import pytest

from kg.evaluation import Claim, Level, compare, matches


def claim(words: str, **given: object) -> Claim:
    """ "FRA > DEU AID/SUPPORT" or, reciprocal, "FRA = DEU CONSULT"."""
    source, sign, target, types = words.split()
    return Claim(
        sources=frozenset(source.split("|")),
        targets=frozenset(target.split("|")),
        types=frozenset(types.split("/")),
        reciprocal=sign == "=",
        **given,
    )


def counts(gold: list[Claim], found: list[Claim], level: Level) -> tuple[int, int, int, int]:
    outcome = compare(gold, found, level)
    return len(outcome.right), len(outcome.wrong), len(outcome.owed), len(outcome.missed)


@pytest.mark.parametrize(
    ("found", "gold", "levels"),
    [
        ("FRA > DEU AID", "FRA > DEU AID", "pair ordered quad type"),
        ("FRA > DEU COOPERATE", "FRA > DEU AID", "pair ordered quad"),
        ("FRA > DEU SUPPORT", "FRA > DEU AID", "pair ordered"),
        ("DEU > FRA AID", "FRA > DEU AID", "pair"),
        ("DEU = FRA AID", "FRA > DEU AID", "pair ordered quad type"),
        ("DEU > FRA CONSULT", "FRA = DEU CONSULT", "pair ordered quad type"),
        ("FRA > ITA AID", "FRA > DEU AID", ""),
        ("FRA > DEU SUPPORT", "FRA > DEU AID/SUPPORT", "pair ordered quad type"),
        ("RUS > MLI AID", "WAGNER|RUS > MLI AID", "pair ordered quad type"),
    ],
)
def test_each_level_asks_for_more(found: str, gold: str, levels: str) -> None:
    passed = [
        level
        for level in ("pair", "ordered", "quad", "type")
        if matches(claim(found), claim(gold), level)
    ]
    assert passed == levels.split()


def test_right_wrong_and_missed() -> None:
    gold = [claim("FRA > DEU AID"), claim("USA > IRN SANCTION")]
    found = [claim("FRA > DEU AID"), claim("FRA > ITA AID")]
    assert counts(gold, found, "type") == (1, 1, 2, 1)


def test_claims_a_level_cannot_tell_apart_count_once() -> None:
    gold = [claim("FRA > DEU ACCUSE"), claim("FRA > DEU REQUEST")]
    found = [claim("FRA > DEU ACCUSE"), claim("FRA > DEU THREATEN"), claim("DEU > FRA ACCUSE")]
    assert counts(gold, found, "pair") == (1, 0, 1, 0)
    assert counts(gold, found, "ordered") == (1, 1, 1, 0)
    assert counts(gold, found, "type") == (1, 2, 2, 1)


def test_optional_relations_are_neither_owed_nor_punished() -> None:
    gold = [claim("FRA > DEU AID", optional=True)]
    assert counts(gold, [], "type") == (0, 0, 0, 0)
    assert counts(gold, [claim("FRA > DEU AID")], "type") == (0, 0, 0, 0)
    assert counts(gold, [claim("FRA > DEU ASSAULT")], "type") == (0, 0, 0, 0)
    assert counts(gold, [claim("DEU > FRA AID")], "type") == (0, 1, 0, 0)


def test_an_optional_relation_excuses_no_other_type_beside_an_owed_one() -> None:
    gold = [claim("FRA > DEU AID"), claim("FRA > DEU SUPPORT", optional=True)]
    assert counts(gold, [claim("FRA > DEU SUPPORT")], "type") == (0, 0, 1, 1)
    assert counts(gold, [claim("FRA > DEU ASSAULT")], "type") == (0, 1, 1, 1)


def test_what_is_denied_is_neither_owed_nor_counted() -> None:
    gold = [claim("FRA > DEU AID", modality="negated")]
    assert counts(gold, [claim("FRA > DEU AID", modality="negated")], "type") == (0, 0, 0, 0)
    assert counts(gold, [claim("FRA > DEU AID")], "type") == (0, 1, 0, 0)


def test_an_actor_has_no_relation_with_itself() -> None:
    assert counts([], [claim("FRA > FRA AID")], "pair") == (0, 0, 0, 0)
