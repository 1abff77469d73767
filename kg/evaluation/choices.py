"""What may be asked of an evaluation: a level, a grouping, a split."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol, TypeVar

from kg.errors import InputError, SettingsError

__all__ = ["check_group", "of_split", "pick_level"]


class _Split(Protocol):
    @property
    def split(self) -> str: ...


LevelT = TypeVar("LevelT", bound=str)
TextT = TypeVar("TextT", bound=_Split)


def pick_level(name: str, levels: Sequence[LevelT]) -> LevelT:
    """Return the level called `name`; raises SettingsError naming those there are.

    >>> pick_level("pair", ("pair", "type"))
    'pair'
    """
    for level in levels:
        if level == name:
            return level
    raise SettingsError(f"no level {name!r}", hint=f"one of: {', '.join(levels)}")


def check_group(by: str | None, groups: Sequence[str]) -> None:
    """Raise SettingsError when `by` is none of `groups`; None asks for no groups."""
    if by is not None and by not in groups:
        raise SettingsError(f"cannot group by {by!r}", hint=f"one of: {', '.join(groups)}")


def of_split(texts: Sequence[TextT], split: str | None) -> list[TextT]:
    """Return the texts of one split, all for None; raises InputError when it has none."""
    if split is None:
        return list(texts)
    kept = [text for text in texts if text.split == split]
    if not kept:
        splits = sorted({text.split for text in texts})
        raise InputError(f"no text in split {split!r}", hint=f"there are: {', '.join(splits)}")
    return kept
