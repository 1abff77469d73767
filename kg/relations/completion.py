"""Frames the tree fills on one side only: the other is looked for where actors stand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.lang import CORE_SLOTS, Frame
from kg.relations.slots import FilledFrame, SlotResolver

if TYPE_CHECKING:
    from kg.relations.arguments import Argument
    from kg.relations.triggers import TriggerMatch

__all__ = ["complete"]

#: Slots that as well name who does an act as who undergoes it ("les frappes israéliennes").
_OWNING = frozenset({"gen", "adj", "poss", "compound", "self"})


def complete(resolver: SlotResolver, match: TriggerMatch) -> FilledFrame | None:
    """The first frame of `match` that can be completed, by its clause or else around it."""
    if _somebody_else(resolver, match):
        return None
    return _by_clause(resolver, match) or _by_nearness(resolver, match)


def _by_clause(resolver: SlotResolver, match: TriggerMatch) -> FilledFrame | None:
    """An object right after the verb, or the subject of a clause above, for the missing side."""
    guesses = resolver.guesses
    for frame in match.frames:
        if not frame.target:
            continue
        source = resolver.side(match, frame.source, "source")
        if source and "obj" in frame.target and _lacks_object(resolver, match):
            target = guesses.object_of(match, _rolled(source))
            if target:
                return frame, source, target
        target = [] if source else resolver.side(match, frame.target, "target")
        if target and ("self" in frame.source or not _ambiguous(resolver, target)):
            source = guesses.subject_above(match, _rolled(target))
            if source:
                return frame, source, target
    return None


def _by_nearness(resolver: SlotResolver, match: TriggerMatch) -> FilledFrame | None:
    """The nearest actor that the sentence leaves over, for the missing side."""
    if _has_clause(resolver, match):
        return None
    for frame in match.frames:
        if not _open_to_any(frame):
            continue
        source = resolver.side(match, frame.source, "source")
        target = [] if source else resolver.side(match, frame.target, "target")
        if source:
            target = resolver.guesses.next_right(match, _rolled(source), frame.target)
        elif target and not _ambiguous(resolver, target):
            source = resolver.guesses.next_left(match, _rolled(target))
        if source and target:
            return frame, source, target
    return None


def _open_to_any(frame: Frame) -> bool:
    """Whether whom a frame concerns may stand anywhere: an object, or after a preposition.

    What only a clause, a place or an adjective names does not.
    """
    return any(slot in {"obj", "iobj"} or slot not in CORE_SLOTS for slot in frame.target)


def _rolled(arguments: list[Argument]) -> set[str]:
    return {argument.rolled for argument in arguments}


def _ambiguous(resolver: SlotResolver, target: list[Argument]) -> bool:
    """Whether a target stands in a slot that could as well name the source."""
    return target[0].via[0] in {*_OWNING, *resolver.tree.syntax.genitive}


def _somebody_else(resolver: SlotResolver, match: TriggerMatch) -> bool:
    """Whether a verb's subject or object is there, but is no actor: "des touristes", "le fils"."""
    if match.trigger.pos != "verb":
        return False
    tree = resolver.tree
    arguments = (*tree.subjects(match.head), *tree.patients(match.head))
    return any(token.key in tree.opaque for token in arguments)


def _lacks_object(resolver: SlotResolver, match: TriggerMatch) -> bool:
    """Whether a verb may still have an object: a clause takes its place, save after "accuser"."""
    controls = match.head.key in resolver.tree.syntax.object_control
    return controls or not _has_clause(resolver, match)


def _has_clause(resolver: SlotResolver, match: TriggerMatch) -> bool:
    return next(resolver.tree.complements(match.head), None) is not None
