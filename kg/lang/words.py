"""The part of a language pack that helps to recognise actors: titles, roles, pronouns, blockers.

Words are compared without accents and case unless a field says otherwise; "-", "'" and spaces are
the same separator, so "vice-ministre" also finds "vice ministre". Fields whose name ends in
``_stems`` hold beginnings of words ("fourni" finds "fournir", "fournissent", "fourniture"), those
in ``_endings`` their ends.
"""

from __future__ import annotations

from typing import Literal

from pydantic import field_validator

from kg.records.base import Record

__all__ = ["Aggregate", "Pronoun", "Role", "Words"]

_TRAITS = {"", "m", "f", "mp", "fp", "sg", "pl"}


class Role(Record):
    """Nouns that name who acts for a state or organisation.

    `forms` are "word:traits" with traits m, f, mp, fp, sg or pl; `offices` the posts of
    `kg.records.Office` to look the holder up by, in order; `sort` says what it is: one person, an
    organ (ministry, army, embassy), or several people (troops, officials); `unique` is the one
    actor it stands for when nothing else is said (la chancelière: DEU); `alone` whether the bare
    noun may take up somebody named before; `actor` is False for those who never act for a state
    (opposition, candidates).
    """

    forms: tuple[str, ...]
    offices: tuple[str, ...] = ()
    sort: Literal["person", "organ", "people"] = "person"
    unique: str | None = None
    alone: bool = False
    actor: bool = True

    @field_validator("forms")
    @classmethod
    def _known_traits(cls, forms: tuple[str, ...]) -> tuple[str, ...]:
        for form in forms:
            if form.rpartition(":")[2] not in _TRAITS or ":" not in form:
                raise ValueError(f"{form!r} should end in one of :m :f :mp :fp :sg :pl")
        return forms


class Pronoun(Record):
    """Pronouns and possessives that take up an actor named before."""

    forms: tuple[str, ...]
    use: Literal["subject", "object", "possessive", "latter", "former"]
    gender: Literal["m", "f"] | None = None
    number: Literal["sg", "pl"] | None = None
    being: Literal["person", "body", "any"] = "any"
    needs_verb: bool = False


class Aggregate(Record):
    """Phrases for several actors, or for one taken up by what it is.

    `count` actors of `sort` are meant ("les deux pays": 2; "le pays": 1); with `joined_only` they
    must have been named together ("between A and B … the countries"); `actor` is a fixed meaning,
    where `beside` is not empty only in texts that speak of one of these actors ("the North" beside
    Korea), and with `unqualified` only where nothing says which one, here or before ("the
    Commission"). `actors` is a fixed meaning of several ("the two Koreas"). `among` are the only
    actors that may be meant ("the emirate"); with `homes`, groups by their state, the group that is
    in the text or else that of its state ("the rebels").
    """

    forms: tuple[str, ...]
    count: int = 2
    joined_only: bool = False
    sort: Literal["state", "organisation", "person", "any"] = "any"
    actor: str | None = None
    beside: tuple[str, ...] = ()
    among: tuple[str, ...] = ()
    actors: tuple[str, ...] = ()
    homes: dict[str, str] = {}
    unqualified: bool = False


class Words(Record):
    """Word lists of the mention finder; the comments in fr/words.toml show each one at work."""

    # names
    blockers: tuple[str, ...] = ()
    defaults: dict[str, str] = {}
    extra: dict[str, str] = {}
    well_known: dict[str, str] = {}
    particles: tuple[str, ...] = ()
    first_names: tuple[str, ...] = ()
    female_names: tuple[str, ...] = ()
    family_first: tuple[str, ...] = ()
    common: tuple[str, ...] = ()
    titles: dict[str, Literal["m", "f", "any"]] = {}
    beside: tuple[str, ...] = ()
    anti: tuple[str, ...] = ()
    pro: tuple[str, ...] = ()
    neutral_prefixes: tuple[str, ...] = ()
    other_suffixes: tuple[str, ...] = ()
    # roles
    roles: tuple[Role, ...] = ()
    fields: dict[str, tuple[str, ...]] = {}
    modifiers: tuple[str, ...] = ()
    role_prefixes: tuple[str, ...] = ()
    former: tuple[str, ...] = ()
    affiliation_before: bool = False
    genitive: tuple[str, ...] = ()
    determiners: tuple[str, ...] = ()
    article_traits: dict[str, str] = {}
    possessive_marks: tuple[str, ...] = ()
    seat_words: tuple[str, ...] = ()
    seated_nouns: tuple[str, ...] = ()
    conjunctions: tuple[str, ...] = ()
    # place, government, or neither
    locative: tuple[str, ...] = ()
    locative_bare: tuple[str, ...] = ()
    toward: dict[str, Literal["place", "city", "party", "target"]] = {}
    argument_articles: tuple[str, ...] = ()
    toward_stems: tuple[str, ...] = ()
    motion_stems: tuple[str, ...] = ()
    turn_words: tuple[str, ...] = ()
    turn_stems: tuple[str, ...] = ()
    give_stems: tuple[str, ...] = ()
    join_stems: tuple[str, ...] = ()
    stake_nouns: tuple[str, ...] = ()
    staff_nouns: tuple[str, ...] = ()
    help_nouns: tuple[str, ...] = ()
    despite: tuple[str, ...] = ()
    place_nouns: tuple[str, ...] = ()
    land_nouns: tuple[str, ...] = ()
    crowd_stems: tuple[str, ...] = ()
    victim_stems: tuple[str, ...] = ()
    sport: tuple[str, ...] = ()
    strike_stems: tuple[str, ...] = ()
    strike_marks: tuple[str, ...] = ()
    craft: tuple[str, ...] = ()
    locative_phrases: tuple[str, ...] = ()
    not_actors: tuple[str, ...] = ()
    not_actor_endings: tuple[str, ...] = ()
    visited_stems: tuple[str, ...] = ()
    toured_stems: tuple[str, ...] = ()
    indefinite: tuple[str, ...] = ()
    singular_articles: tuple[str, ...] = ()
    attributive_before: bool = False
    # anaphora
    order_stems: tuple[str, ...] = ()
    help_stems: tuple[str, ...] = ()
    own_stems: tuple[str, ...] = ()
    reproach_stems: tuple[str, ...] = ()
    purpose: tuple[str, ...] = ()
    partner_nouns: tuple[str, ...] = ()
    pronouns: tuple[Pronoun, ...] = ()
    aggregates: tuple[Aggregate, ...] = ()
    impersonal: tuple[str, ...] = ()
