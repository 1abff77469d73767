"""``kg extract``."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import typer

from kg.cli.options import ActorFiles, Paths, Workers
from kg.cli.output import SOME_FAILED, json_line, tell, write_lines

__all__ = ["extract"]


def extract(
    paths: Paths,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help="File to write; stdout without it.")
    ] = None,
    workers: Workers = None,
    actors: ActorFiles = None,
) -> None:
    """Write relations as lines of JSON.

    One line per article, in input order; nothing is stored. An article that fails gives a line
    with "id" and "error", and exit code 3 at the end.

    \b
    Examples:
      kg extract articles.jsonl -o relations.jsonl
      kg extract articles/ | jq -c .relations[]
    """
    from kg import api
    from kg.records import Failure

    failed = 0

    def lines() -> Iterator[str]:
        nonlocal failed
        results = api.extract(
            paths,
            workers=workers,
            actors=actors or (),
            notice=lambda n: tell(f"{n.uri}: {n.what} ({n.hint})"),
            skip=[output] if output else [],
        )
        for result in results:
            failed += isinstance(result, Failure)
            yield json_line(api.to_row(result))

    write_lines(lines(), output)
    if failed:
        tell(f"{failed} failed")
        raise typer.Exit(SOME_FAILED)
