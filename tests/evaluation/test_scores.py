"""Scores of small gold sets, worked out by hand."""

from __future__ import annotations

import pytest

from kg.errors import SettingsError
from kg.evaluation import Claim, Counts, GoldText, build_report, evaluate


def claim(source: str, target: str, kind: str, **given: object) -> Claim:
    return Claim(frozenset({source}), frozenset({target}), frozenset({kind}), primary=kind, **given)


def text(id: str, *relations: Claim, split: str = "open") -> GoldText:
    return GoldText(id, f"text {id}", "fr", relations, split=split)


AID = claim("FRA", "MLI", "AID", date="2013")
MEET = claim("FRA", "DEU", "CONSULT", speaker="DEU", modality="planned")
DENIED = claim("USA", "IRN", "ASSAULT", modality="negated")
GOLD = [text("a", AID, MEET), text("b", DENIED, split="blind"), text("c"), text("d", AID)]
FOUND = {
    "a": [
        claim("FRA", "MLI", "AID", date="2013", rule="verb"),
        claim("FRA", "DEU", "CONSULT", speaker="France", rule="noun"),
    ],
    "b": [claim("USA", "IRN", "ASSAULT", rule="noun")],
}


def test_precision_recall_and_f1() -> None:
    # Right: two of a. Wrong: the act b denies. Owed: two in a, one in d.
    counts = build_report(GOLD, FOUND).levels["type"].counts
    assert counts == Counts(right=2, wrong=1, owed=3, missed=1)
    assert counts.precision == pytest.approx(2 / 3)
    assert counts.recall == pytest.approx(2 / 3)
    assert counts.f1 == pytest.approx(2 / 3)


def test_nothing_found_and_nothing_owed_score_zero() -> None:
    assert (Counts().precision, Counts().recall, Counts().f1) == (0, 0, 0)


def test_texts_that_owe_nothing_and_texts_that_stay_silent() -> None:
    report = build_report(GOLD, FOUND)
    assert report.quiet == (2, 1)
    assert report.silent == (2, 1)


def test_modality_speaker_and_date_of_what_was_found() -> None:
    # Modality: right for AID, wrong for the meeting and the denied act.
    report = build_report(GOLD, FOUND)
    assert report.details == {"modality": (1, 3), "speaker": (0, 1), "date": (1, 1)}


def test_groups_of_texts_and_of_claims() -> None:
    assert build_report(GOLD, FOUND, by="split").groups == {
        "blind": Counts(wrong=1),
        "open": Counts(right=2, owed=3, missed=1),
    }
    assert build_report(GOLD, FOUND, by="rule").groups["noun"] == Counts(right=1, wrong=1)
    assert build_report(GOLD, FOUND, by="type").groups["AID"] == Counts(right=1, owed=2, missed=1)


def test_mistakes_name_text_and_claims() -> None:
    wrong, missed = build_report(GOLD, FOUND, level="type").mistakes
    assert (wrong.id, wrong.wrong, wrong.missed) == ("b", ("USA > IRN ASSAULT",), ())
    assert (missed.id, missed.wrong, missed.missed) == ("d", (), ("FRA > MLI AID",))


def test_intervals_enclose_the_score_and_do_not_change() -> None:
    first, second = (build_report(GOLD * 10, FOUND).levels["type"] for _ in range(2))
    assert first == second
    assert first.precision[0] < first.counts.precision < first.precision[1]


@pytest.mark.parametrize("given", [{"level": "triple"}, {"by": "outlet"}])
def test_unknown_levels_and_groups_are_refused(given: dict[str, str]) -> None:
    with pytest.raises(SettingsError, match="one of: "):
        evaluate([], **given)
