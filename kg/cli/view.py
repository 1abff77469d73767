"""``kg view``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from kg.cli.options import ActorFiles, FineFlag, LangOption, MinConfidence, StoreArgument
from kg.cli.output import open_page, say

__all__ = ["view"]


def view(
    store: StoreArgument,
    output: Annotated[Path, typer.Option("--output", "-o", help="The page to write.")] = Path(
        "explorer.html"
    ),
    title: Annotated[str, typer.Option("--title", help="Title of the page.")] = "",
    lang: LangOption = None,
    min_confidence: MinConfidence = None,
    fine: FineFlag = False,
    actors: ActorFiles = None,
    show: Annotated[bool, typer.Option("--open", help="Show it in the browser.")] = False,
) -> None:
    """Write the explorer page.

    One HTML file to search, filter and read, which needs no network.

    \b
    Examples:
      kg view world.kg --open
      kg view world.kg -o asia.html --title "Asie orientale" --lang fr
    """
    from kg import api

    page = api.view(
        store,
        output,
        min_confidence=min_confidence,
        fine=fine,
        lang=lang,
        title=title,
        actors=actors or (),
    )
    say(f"written: {page}")
    if show:
        open_page(page)
