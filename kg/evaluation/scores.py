"""Precision, recall and F1 with intervals, in all and by group."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from kg.evaluation.gold import Claim, GoldText
from kg.evaluation.matching import LEVELS, Level, Outcome, compare, matches

__all__ = ["Counts", "Mistakes", "Report", "Score", "build_report", "score", "total"]

#: Resamples and seed of the intervals: a second run gives the same ones.
RESAMPLES, SEED = 1000, 0

Interval = tuple[float, float]


@dataclass(frozen=True)
class Counts:
    """Predictions that are right and wrong; gold relations owed and missed."""

    right: int = 0
    wrong: int = 0
    owed: int = 0
    missed: int = 0

    @property
    def precision(self) -> float:
        """Share of the predictions that is right; 0 without any."""
        return _ratio(self.right, self.right + self.wrong)

    @property
    def recall(self) -> float:
        """Share of the owed relations that is found; 0 without any."""
        return _ratio(self.owed - self.missed, self.owed)

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall."""
        return _ratio(2 * self.precision * self.recall, self.precision + self.recall)


@dataclass(frozen=True)
class Score:
    """Counts at one level with percentile intervals (95 %) from resampled texts."""

    counts: Counts
    precision: Interval
    recall: Interval
    f1: Interval


@dataclass(frozen=True)
class Mistakes:
    """One text with what was wrongly found in it and what was missed."""

    id: str
    text: str
    wrong: tuple[str, ...]
    missed: tuple[str, ...]


@dataclass(frozen=True)
class Report:
    """What `evaluate` found out.

    `quiet` says how many texts that owe nothing there are and of how many nothing wrong was said;
    `silent` how many that owe something and from how many nothing was taken. `details` are right
    and seen cases of modality, speaker and date, on relations of the right type.
    """

    texts: int
    failed: int
    levels: Mapping[Level, Score]
    quiet: tuple[int, int]
    silent: tuple[int, int]
    details: Mapping[str, tuple[int, int]]
    groups: Mapping[str, Counts] = field(default_factory=dict)
    mistakes: tuple[Mistakes, ...] = ()


def build_report(
    texts: Sequence[GoldText],
    found: Mapping[str, Sequence[Claim]],
    *,
    level: Level = "ordered",
    by: str | None = None,
    failed: int = 0,
) -> Report:
    """Compare the claims `found` in each text, by its id, with the gold.

    `level` is that of groups and mistakes; `by` is split, construction or lang of the texts, or
    type, modality or rule of the claims.
    """
    outcomes = {
        name: [compare(text.relations, found.get(text.id, ()), name) for text in texts]
        for name in LEVELS
    }
    nothing = [o for t, o in zip(texts, outcomes["pair"], strict=True) if not t.owes]
    something = [t for t in texts if t.owes]
    chosen = list(zip(texts, outcomes[level], strict=True))
    return Report(
        texts=len(texts),
        failed=failed,
        levels={name: score(_rows(outcomes[name])) for name in LEVELS},
        quiet=(len(nothing), sum(not o.wrong for o in nothing)),
        silent=(len(something), sum(not found.get(t.id) for t in something)),
        details=_details(texts, found),
        groups=_groups(chosen, by) if by else {},
        mistakes=tuple(
            Mistakes(t.id, t.text, tuple(map(str, o.wrong)), tuple(map(str, o.missed)))
            for t, o in chosen
            if o.wrong or o.missed
        ),
    )


def _ratio(part: float, whole: float) -> float:
    return part / whole if whole else 0.0


def score(rows: Sequence[tuple[int, int, int, int]]) -> Score:
    """Return counts with their intervals from one row a text: right, wrong, owed, missed."""
    table = np.array(rows, dtype=int).reshape(-1, 4)
    draws = np.random.default_rng(SEED).integers(0, len(table), (RESAMPLES, len(table)))
    samples = [Counts(*map(int, table[draw].sum(axis=0))) for draw in draws]

    def interval(measure: Callable[[Counts], float]) -> Interval:
        low, high = np.percentile([measure(sample) for sample in samples], (2.5, 97.5))
        return float(low), float(high)

    return Score(
        total(rows),
        interval(lambda c: c.precision),
        interval(lambda c: c.recall),
        interval(lambda c: c.f1),
    )


def total(rows: Iterable[tuple[int, int, int, int]]) -> Counts:
    """Return the sum of rows: right, wrong, owed, missed."""
    return Counts(*map(sum, zip((0, 0, 0, 0), *rows, strict=True)))


def _rows(outcomes: Iterable[Outcome]) -> list[tuple[int, int, int, int]]:
    return [(len(o.right), len(o.wrong), len(o.owed), len(o.missed)) for o in outcomes]


def _details(
    texts: Iterable[GoldText], found: Mapping[str, Sequence[Claim]]
) -> dict[str, tuple[int, int]]:
    """Modality, speaker and date of the surest prediction for each gold relation found.

    Denied relations take part here: calling one negated is right.
    """
    seen, right = Counter[str](), Counter[str]()
    for text in texts:
        for gold in text.relations:
            same = [f for f in found.get(text.id, ()) if matches(f, gold, "type")]
            if gold.optional or not same:
                continue
            best = max(same, key=lambda claim: claim.confidence)
            checks = [("modality", best.modality == gold.modality)]
            if gold.speaker:
                checks.append(("speaker", _same_speaker(gold.speaker, best.speaker)))
            if gold.date:
                checks.append(("date", best.date == gold.date))
            for name, good in checks:
                seen[name] += 1
                right[name] += good
    return {name: (right[name], seen[name]) for name in ("modality", "speaker", "date")}


def _same_speaker(gold: str, found: str | None) -> bool:
    return found is not None and (gold == found or gold.casefold() in found.casefold())


def _groups(chosen: Sequence[tuple[GoldText, Outcome]], by: str) -> dict[str, Counts]:
    if by in {"split", "construction", "lang"}:
        sets: dict[str, list[Outcome]] = {}
        for text, outcome in chosen:
            sets.setdefault(str(getattr(text, by) or "-"), []).append(outcome)
        return {name: total(_rows(sets[name])) for name in sorted(sets)}
    tallies = {name: Counter[str]() for name in ("right", "wrong", "owed", "missed")}
    for _, outcome in chosen:
        for name, tally in tallies.items():
            tally.update(_label(claim, by) for claim in getattr(outcome, name))
    names = sorted({label for tally in tallies.values() for label in tally})
    return {label: Counts(**{n: t[label] for n, t in tallies.items()}) for label in names}


def _label(claim: Claim, by: str) -> str:
    return str(claim.primary if by == "type" else getattr(claim, by)) or "-"
