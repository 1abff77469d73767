"""How likely two claims about the same two actors tell of the same act: a sum of named reasons.

The weights were set by hand on the open half of ``data/gold/events`` and checked on the other; a
sum above nothing speaks for one act. ``docs/quality.md`` has the figures.
"""

from __future__ import annotations

from collections.abc import Mapping

from kg.events.candidates import Scale
from kg.events.telling import BEHIND, Telling
from kg.ontology import Ontology

__all__ = ["NEVER", "REASONS", "fits", "likeness", "reasons"]

#: What no other reason makes up for.
NEVER = -9.0

REASONS: Mapping[str, float] = {
    "claims are different until shown otherwise": -1.7,
    "same type": 0.8,
    "plan and what came of it": 0.6,
    "same class of types": -0.4,
    "same day named": 1.5,
    "one day apart": 0.2,
    "printed the day it is said to have happened, or the next": 0.9,
    "printed days after it is said to have happened": 0.2,
    "printed on the same day": 0.9,
    "printed one day apart": 0.6,
    "printed days apart": 0.0,
    "date known to the month at best": -0.6,
    "words shared": 2.6,
    "in two languages, or without words": 0.5,
    "no word shared": -0.5,
    "a name shared": 0.9,
    "names, none shared": -1.3,
    "a number shared": 0.8,
    "numbers, none shared": -0.5,
    "same person": 0.5,
    "another person": -2.5,
    "another mode": -0.4,
    "same article": 0.3,
    "headline and text of one article": 0.6,
    "same sentence, word for word": 3.0,
}
#: A sentence this short may be written twice without having been copied.
_COPIED = 6
#: Words to share, of full weight, for their share to count whole in spite of other names.
_OFTEN = 3.0


def fits(one: Telling, other: Telling, ontology: Ontology) -> bool:
    """Whether direction, days and types let both be the same act at all."""
    if one.low > other.high or other.low > one.high:
        return False
    if one.forward is not None and other.forward is not None and one.forward != other.forward:
        return False
    if one.relation.type == other.relation.type:
        return True
    same_class = one.quad != "" and one.quad == other.quad
    return (same_class or _came_true(one, other, ontology)) and not _one_sentence(one, other)


def likeness(one: Telling, other: Telling, scale: Scale, ontology: Ontology) -> float:
    """Return the sum of the reasons for and against; `scale` weighs the words of their block."""
    if not fits(one, other, ontology):
        return NEVER
    return sum(reasons(one, other, scale, ontology).values())


def reasons(one: Telling, other: Telling, scale: Scale, ontology: Ontology) -> dict[str, float]:
    """Return each reason that holds for two claims that fit, with what it adds."""
    found = ["claims are different until shown otherwise"]
    if one.relation.type == other.relation.type:
        found.append("same type")
    elif _came_true(one, other, ontology):
        found.append("plan and what came of it")
    else:
        found.append("same class of types")
    found.append(_day(one, other))
    found += _persons(one, other)
    if one.relation.mode and other.relation.mode and one.relation.mode != other.relation.mode:
        found.append("another mode")
    if one.relation.evidence.article == other.relation.evidence.article:
        fields = {one.relation.evidence.field, other.relation.evidence.field}
        found.append("same article" if len(fields) == 1 else "headline and text of one article")
    given = {name: REASONS[name] * found.count(name) for name in found}
    if len(one.words.same) >= _COPIED and one.words.same == other.words.same:
        return {**given, "same sentence, word for word": REASONS["same sentence, word for word"]}
    return given | _words(one, other, scale)


def _came_true(one: Telling, other: Telling, ontology: Ontology) -> bool:
    """Whether one is the type that acts of the other's type are given while they are planned."""
    for plan, act in ((one, other), (other, one)):
        kind = ontology.types.get(act.relation.type)
        if plan.planned and not act.planned and kind and kind.shift.planned == plan.relation.type:
            return True
    return False


def _one_sentence(one: Telling, other: Telling) -> bool:
    """One sentence that says two kinds of things tells of two things."""
    a, b = one.relation.evidence, other.relation.evidence
    same_place = (a.article, a.field, a.sentence) == (b.article, b.field, b.sentence)
    return same_place or (one.words.same != () and one.words.same == other.words.same)


def _day(one: Telling, other: Telling) -> str:
    if one.vague or other.vague:
        return "date known to the month at best"
    apart = abs(one.day - other.day)
    if one.exact and other.exact:
        return "one day apart" if apart else "same day named"
    if one.exact or other.exact:
        named, printed = (one, other) if one.exact else (other, one)
        if printed.planned or not 0 <= printed.day - named.day <= 1:
            return "printed days after it is said to have happened"
        return "printed the day it is said to have happened, or the next"
    if apart > 1:
        return "printed days apart" if apart <= BEHIND else "date known to the month at best"
    return "printed one day apart" if apart else "printed on the same day"


def _persons(one: Telling, other: Telling) -> list[str]:
    found = []
    for mine, theirs in zip(one.persons, other.persons, strict=True):
        if mine and theirs:
            found.append("same person" if mine == theirs else "another person")
    return found


def _words(one: Telling, other: Telling, scale: Scale) -> dict[str, float]:
    found: dict[str, float] = {}
    a, b = one.words, other.words
    abroad = bool(a.lang and b.lang and a.lang != b.lang)
    shared = a.stems & b.stems
    mass = min(scale.mass(one), scale.mass(other))
    if shared and mass:
        weight = scale.sum(shared)
        # What happens often is told in the same words: then names say which it was.
        apart = a.names and b.names and not a.names & b.names
        part = min(1.0, weight / _OFTEN) if apart else 1.0
        found["words shared"] = REASONS["words shared"] * weight / mass * part
    if abroad or not mass:
        found["in two languages, or without words"] = REASONS["in two languages, or without words"]
    elif not shared:
        found["no word shared"] = REASONS["no word shared"]
    for name, mine, theirs in (("name", a.names, b.names), ("number", a.numbers, b.numbers)):
        if not mine or not theirs:
            continue
        same = mine & theirs
        if same:
            more = 1.5 if len(same) > 1 else 1.0
            weight = max(map(scale.weight, same)) * more
            found[f"a {name} shared"] = REASONS[f"a {name} shared"] * weight
        else:
            # Names are spelt, and numbers rounded, in other ways abroad.
            reason = f"{name}s, none shared"
            found[reason] = REASONS[reason] * (0.5 if abroad else 1.0)
    return found
