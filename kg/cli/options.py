"""Arguments and options that several commands share, so that they read the same everywhere."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

__all__ = [
    "ActorFiles",
    "FineFlag",
    "HtmlOption",
    "JsonFlag",
    "LangOption",
    "MinConfidence",
    "Paths",
    "StoreArgument",
    "Workers",
]

Paths = Annotated[
    list[Path],
    typer.Argument(help="Files (.txt, .md, .jsonl) or folders of them.", metavar="PATH..."),
]
StoreArgument = Annotated[
    Path, typer.Argument(help="Folder that `kg build` made.", metavar="STORE")
]
ActorFiles = Annotated[
    list[Path] | None,
    typer.Option(
        "--actors",
        help="Your own actors: a TOML or CSV file that adds to the known ones or corrects them; "
        "may be repeated (docs/actors.md).",
        metavar="FILE",
    ),
]
FineFlag = Annotated[
    bool,
    typer.Option(
        "--fine", help="Show the persons and bodies that sentences name, not whom they act for."
    ),
]
HtmlOption = Annotated[
    Path | None, typer.Option("--html", help="Also write the explorer, one offline HTML file.")
]
LangOption = Annotated[
    str | None, typer.Option("--lang", help="Language of labels: fr, en … (KG_LANG).")
]
Workers = Annotated[
    int | None, typer.Option("--workers", "-w", help="Processes side by side (KG_WORKERS).")
]
MinConfidence = Annotated[
    float | None,
    typer.Option(
        "--min-confidence", help="Leave out relations below it, 0 to 1 (KG_MIN_CONFIDENCE)."
    ),
]
JsonFlag = Annotated[bool, typer.Option("--json", help="One line of JSON per result.")]
