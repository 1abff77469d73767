"""``kg check``."""

from __future__ import annotations

from typing import Annotated

import typer

from kg.cli.output import ERROR, say

__all__ = ["check"]


def check(
    lang: Annotated[str | None, typer.Argument(help="One pack instead of all.")] = None,
) -> None:
    """Check the language packs.

    Names the relation types a pack has no trigger for. Exit code 1 when a pack breaks its
    schema or lacks a type.

    \b
    Examples:
      kg check
      kg check fr
    """
    from kg import api

    missing = api.check(lang)
    for code, types in missing.items():
        say(f"{code}: {'no trigger for ' + ', '.join(types) if types else 'complete'}")
    if any(missing.values()):
        raise typer.Exit(ERROR)
