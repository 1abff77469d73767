"""``kg doctor``."""

from __future__ import annotations

import typer

from kg.cli.options import ActorFiles
from kg.cli.output import ERROR, say

__all__ = ["doctor"]


def doctor(actors: ActorFiles = None) -> None:
    """Look at the installation.

    Settings, data, files of actors, language packs, spaCy pipelines. Exit code 1 when something is
    missing; each line says what to do.

    \b
    Example:
      kg doctor
    """
    from kg import api

    checks = api.doctor(actors=actors or ())
    for check in checks:
        hint = f" ({check.hint})" if check.hint else ""
        say(f"{'ok ' if check.ok else 'BAD'}  {check.name}: {check.detail}{hint}")
    if not all(check.ok for check in checks):
        raise typer.Exit(ERROR)
