"""The part of a language pack that says how surely a thing is said: cues of modality and source."""

from __future__ import annotations

from kg.records.base import Record

__all__ = ["Scope", "Syntax"]


class Scope(Record):
    """Cues, as lemmas or lower-case forms.

    `negation` are adverbs and determiners that deny the verb they depend on, unless a word of
    `negation_ignored` follows ("pas seulement"); `hypothetical` conjunctions that open a condition;
    `conditional_modals` "pouvoir", "might"; `planned_modals` "devoir" in the conditional, "will",
    "to be set to"; `attribution` prepositions that name a source ("selon", "according to");
    `hearsay` adverbs and adjectives of doubt ("prétendument", "alleged"), `possible` those of
    possibility ("éventuel", "potential"). The two flags say what mood and tense mean.
    """

    negation: tuple[str, ...]
    negation_ignored: tuple[str, ...] = ()
    hypothetical: tuple[str, ...]
    conditional_modals: tuple[str, ...]
    planned_modals: tuple[str, ...]
    attribution: tuple[str, ...]
    hearsay: tuple[str, ...]
    possible: tuple[str, ...] = ()
    conditional_mood_is_hearsay: bool = False
    future_is_planned: bool = True


class Syntax(Record):
    """What the argument finder must know of a language's function words.

    `prepositions` maps a form to its canonical slot name ("aux" → "à"); `complex_prepositions` a
    sequence of lower-case words to one ("à l'encontre de" → "contre"); `locative` prepositions
    that open a place, of one word or several; `genitive` those of belonging; `among` those that
    take all parties ("entre"); `agent` those of the agent of a passive; `governed` weak ones that
    verbs require ("à", "to"); `senses` what prepositions say of two actors, by names that all
    languages share (against, with, toward, for, about, inside, before, from, says); `lacking` those
    that deny their noun ("sans"); `measures` nouns that only count, group or phase what follows
    ("série de", "wave of"); `reflexive` and `reciprocal` pronouns; `object_control` verbs whose
    object is the subject of their infinitive ("exhorter B à partir"); `backing` verbs whose agent
    helps what they qualify and does not own it ("rebels backed by B"); `facets` nouns that stand
    for whom they belong to even as a subject ("troupes", "decision"); `opaque` nouns that never do
    ("fils", "actress").
    """

    prepositions: dict[str, str]
    complex_prepositions: dict[str, str] = {}
    locative: tuple[str, ...]
    genitive: tuple[str, ...]
    among: tuple[str, ...]
    agent: tuple[str, ...]
    senses: dict[str, tuple[str, ...]] = {}
    measures: tuple[str, ...] = ()
    governed: tuple[str, ...] = ()
    lacking: tuple[str, ...] = ()
    reflexive: tuple[str, ...] = ()
    reciprocal: tuple[str, ...] = ()
    object_control: tuple[str, ...] = ()
    backing: tuple[str, ...] = ()
    facets: tuple[str, ...] = ()
    opaque: tuple[str, ...] = ()
