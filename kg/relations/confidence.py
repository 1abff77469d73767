"""How sure a relation is: a logistic model over features that a reader can name."""

from __future__ import annotations

import json
import math
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING

from kg.lang import CORE_SLOTS

if TYPE_CHECKING:
    from kg.lang import Frame
    from kg.relations.arguments import Argument
    from kg.relations.reading import Reading
    from kg.relations.triggers import TriggerMatch

__all__ = ["features", "score"]


def features(
    match: TriggerMatch, frame: Frame, source: Argument, target: Argument, reading: Reading
) -> dict[str, float]:
    """Named features of a candidate; absent ones are 0.

    Categorical ones are written ``name=value`` and are 1; ``distance`` is in tens of words.
    """
    trigger = match.trigger
    tokens = (source.token, target.token, match.head.i)
    found = {
        "bias": 1.0,
        f"pos={trigger.pos}": 1.0,
        f"type={trigger.type}": 1.0,
        f"source={source.via[0]}": 1.0,
        f"target={_slot(target.via[0])}": 1.0,
        f"source kind={source.mention.kind}": 1.0,
        f"target kind={target.mention.kind}": 1.0,
        "distance": min((max(tokens) - min(tokens)) / 10, 4.0),
        "source inside noun": float(len([v for v in source.via[1:] if v != "and"])),
        "target inside noun": float(len([v for v in target.via[1:] if v != "and"])),
        "co-ordinated": float("and" in source.via or "and" in target.via),
        "words of trigger": float(len(match.tokens) > 1),
        "sentence length": min(len(match.head.sent) / 40, 3.0),
        f"modality={reading.modality}": 1.0,
    }
    if frame.reciprocal:
        found["reciprocal"] = 1.0
    for effect, _ in reading.effects:
        found[f"effect={effect}"] = 1.0
    return found


def _slot(via: str) -> str:
    """Prepositions share one feature, so that the model is the same for all languages."""
    return via if via in CORE_SLOTS or via in {"near", "far", "suffers"} else "preposition"


@cache
def _weights() -> dict[str, float]:
    text = resources.files("kg.relations").joinpath("weights.json").read_text("utf-8")
    weights: dict[str, float] = json.loads(text)["weights"]
    return weights


def score(
    match: TriggerMatch, frame: Frame, source: Argument, target: Argument, reading: Reading
) -> float:
    """Probability, between 0 and 1, that a careful reader would accept the relation."""
    weights = _weights()
    found = features(match, frame, source, target, reading)
    logit = sum(weights.get(name, 0.0) * value for name, value in found.items())
    return round(1 / (1 + math.exp(-logit)), 3)
