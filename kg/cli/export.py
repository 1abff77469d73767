"""``kg export``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from kg.cli.options import ActorFiles, FineFlag, LangOption, MinConfidence, StoreArgument
from kg.cli.output import say

__all__ = ["export"]


def export(
    store: StoreArgument,
    output: Annotated[Path, typer.Option("--output", "-o", help="File to write.")],
    format: Annotated[
        str | None,
        typer.Option("--format", "-f", help="Format; without it the file's suffix says it."),
    ] = None,
    lang: LangOption = None,
    min_confidence: MinConfidence = None,
    fine: FineFlag = False,
    actors: ActorFiles = None,
) -> None:
    """Write the graph in another format.

    For Gephi, yEd, Cytoscape, a spreadsheet or a program.

    \b
    Examples:
      kg export world.kg -o graph.graphml
      kg export world.kg -o graph.gexf --lang en
    """
    from kg import api

    name = format or output.suffix.lstrip(".")
    path = api.export(
        store,
        name,
        output,
        min_confidence=min_confidence,
        fine=fine,
        lang=lang,
        actors=actors or (),
    )
    say(f"written: {path}")
