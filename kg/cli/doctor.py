"""``kg doctor``."""

from __future__ import annotations

import typer

from kg.cli.output import ERROR, say

__all__ = ["doctor"]


def doctor() -> None:
    """Look at the installation.

    Settings, data, language packs, spaCy pipelines. Exit code 1 when something is missing; each
    line says what to do.

    \b
    Example:
      kg doctor
    """
    from kg import api

    checks = api.doctor()
    for check in checks:
        hint = f" ({check.hint})" if check.hint else ""
        say(f"{'ok ' if check.ok else 'BAD'}  {check.name}: {check.detail}{hint}")
    if not all(check.ok for check in checks):
        raise typer.Exit(ERROR)
