"""An analyst's word on actors: these two are one, these two are not; applied when reading."""

from __future__ import annotations

import getpass
import uuid
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal

from kg.api.choices import Files, chosen
from kg.errors import InputError, StoreError, UnknownActorError
from kg.gazetteer import Gazetteer, load_gazetteer
from kg.records import Judgement
from kg.settings import Settings
from kg.store import Store, open_store
from kg.store.judging import rule

__all__ = ["different_actors", "judgements", "same_actors"]

_IN_STORE = """
SELECT 1 FROM (
    SELECT source AS id FROM extracted_relations UNION ALL SELECT target FROM extracted_relations
    UNION ALL SELECT source_actor FROM relations UNION ALL SELECT target_actor FROM relations
    UNION ALL SELECT unnest(actors) FROM extracted_mentions
    UNION ALL SELECT about FROM judgements UNION ALL SELECT other FROM judgements)
WHERE id = $id LIMIT 1
"""
_SPELLINGS = """
SELECT surface, count(*) AS n FROM extracted_mentions WHERE list_contains(actors, $id)
GROUP BY surface ORDER BY n DESC, surface
"""


def same_actors(
    store: str | Path,
    a: str,
    b: str,
    *,
    undo: bool = False,
    author: str | None = None,
    actors: Files = (),
    settings: Settings | None = None,
) -> Judgement:
    """Say that two actors are one: all that `a` does is read as done by `b`.

    Both are ids or names; where the gazetteer knows only `a`, it is `b` that is read as `a`. The
    judgement, with `author` (KG_AUTHOR) and time, is kept in the store and returned; `undo`
    withdraws the one in force. Raises UnknownActorError, InputError for actors that are one
    already, StoreError when the store is being written, when the two were said to be different by
    way of others, or when there is nothing to undo.
    """
    settings = chosen(settings, actors, author=author)
    gazetteer = load_gazetteer(settings.actors)
    with open_store(store, "w", roll_up=gazetteer.roll_up) as opened:
        first, last = (_who(name, gazetteer, opened) for name in (a, b))
        if undo:
            return _withdraw(opened, "same", first, last, settings)
        if first in gazetteer.actors and last not in gazetteer.actors:
            first, last = last, first
        judgement = _said("same", first, last, settings)
        _check_join(opened, judgement)
        opened.add_judgement(judgement)
        return judgement


def different_actors(
    store: str | Path,
    a: str,
    b: str,
    *,
    undo: bool = False,
    author: str | None = None,
    actors: Files = (),
    settings: Settings | None = None,
) -> Judgement:
    """Say that two actors are not one, or that the spelling `b` does not mean the actor `a`.

    Ends a `same_actors` of the two and keeps others from joining them. A spelling, as it stands in
    the texts, that was linked to `a` is read as an actor of its own from then on, whose id
    `kg.store.judging.apart_id` tells and a file of actors can describe. Parameters and errors as
    for `same_actors`; InputError for a spelling that no text gives `a`.
    """
    settings = chosen(settings, actors, author=author)
    gazetteer = load_gazetteer(settings.actors)
    with open_store(store, "w", roll_up=gazetteer.roll_up) as opened:
        about = _who(a, gazetteer, opened)
        other, spelling = _other(about, b, gazetteer, opened)
        if undo:
            return _withdraw(opened, "different", about, other, settings)
        judgement = _said("different", about, other, settings, spelling=spelling)
        opened.add_judgement(judgement)
        return judgement


def judgements(store: str | Path, *, undone: bool = False) -> list[Judgement]:
    """Return a store's judgements in force, and with `undone` those withdrawn, oldest first.

    Raises StoreError.
    """
    with open_store(store) as opened:
        return sorted(opened.judgements(undone=undone), key=lambda judgement: judgement.time)


def _said(
    verdict: Literal["same", "different"],
    about: str,
    other: str,
    settings: Settings,
    *,
    spelling: bool = False,
) -> Judgement:
    return Judgement(
        id=uuid.uuid4().hex[:12],
        verdict=verdict,
        about=about,
        other=other,
        author=_author(settings),
        time=_now(),
        spelling=spelling,
    )


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="microseconds")


def _author(settings: Settings) -> str:
    if settings.author:
        return settings.author
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):  # a user id without a name, as in containers
        return "unknown"


def _who(name: str, gazetteer: Gazetteer, store: Store) -> str:
    """The id that `name` means: a known actor's, or one that only the store has."""
    if name in gazetteer.actors or store.sql(_IN_STORE, {"id": name}):
        return name
    return gazetteer.resolve(name).id


def _other(about: str, name: str, gazetteer: Gazetteer, store: Store) -> tuple[str, bool]:
    """The second actor, or a spelling of the first, and whether it is one."""
    known = [row["surface"] for row in store.sql(_SPELLINGS, {"id": about})]
    if name != about and name in gazetteer.actors:
        return name, False
    if name in known:
        return name, True
    try:
        id = _who(name, gazetteer, store)
    except UnknownActorError as error:
        if not known:
            raise
        raise InputError(
            f"no actor is called {name!r}, and no text gives {about} that name",
            hint=f"{about} is written {', '.join(map(repr, known[:5]))}",
        ) from error
    if id == about:
        spelt = f"it is written {', '.join(map(repr, known[:5]))}" if known else "no text names it"
        raise InputError(f"{name!r} and {about} are one actor", hint=spelt)
    return id, False


def _check_join(store: Store, judgement: Judgement) -> None:
    """Raise where a ``same`` would change nothing or contradict what was said."""
    about, other = judgement.about, str(judgement.other)
    said = store.judgements()
    if about == other or _joined(said, about, other):
        raise InputError(f"{about} and {other} are read as one actor already")
    if not _joined([*said, judgement], about, other):
        apart = [j for j in said if j.verdict == "different" and not j.spelling]
        for j in apart:
            others = [k for k in said if k is not j]
            if _joined([*others, judgement], about, other):
                apart = [j]
                break
        first = apart[0]
        raise StoreError(
            f"{about} and {other} cannot be one: {first.author} said on {first.time[:10]} that "
            f"{first.about} and {first.other} are different",
            hint=f"kg actors different {first.about} {first.other} --undo takes that back",
        )


def _joined(said: list[Judgement], a: str, b: str) -> bool:
    merged = rule(said).merged
    return merged.get(a, a) == merged.get(b, b)


def _withdraw(store: Store, verdict: str, a: str, b: str, settings: Settings) -> Judgement:
    found = [j for j in store.judgements() if j.verdict == verdict and {j.about, j.other} == {a, b}]
    if not found:
        raise StoreError(
            f"nobody said that {a} and {b} are {verdict}",
            hint="kg actors judgements lists what was said",
        )
    return store.undo_judgement(found[-1].id, author=_author(settings), time=_now())
