"""``kg query``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from kg.cli.options import ActorFiles, FineFlag, JsonFlag, LangOption, MinConfidence, StoreArgument
from kg.cli.output import console, is_terminal, json_line, plain, put, say, tell

if TYPE_CHECKING:
    from kg.api import Claim, QueryResult

__all__ = ["query"]


def query(
    store: StoreArgument,
    source: Annotated[
        str | None, typer.Option("--source", "-s", help="Who acts: id or name.")
    ] = None,
    target: Annotated[
        str | None, typer.Option("--target", "-t", help="On whom: id or name.")
    ] = None,
    types: Annotated[
        list[str] | None, typer.Option("--type", help="Relation type; may be repeated.")
    ] = None,
    since: Annotated[
        str | None, typer.Option("--since", help="First day: 2025-01-31, 2025-01, 2025.")
    ] = None,
    until: Annotated[str | None, typer.Option("--until", help="Last day.")] = None,
    min_confidence: MinConfidence = None,
    limit: Annotated[
        int | None, typer.Option("--limit", "-n", min=1, help="At most so many.")
    ] = None,
    copies: Annotated[
        bool, typer.Option("--copies/--no-copies", help="Count reprints of an article too.")
    ] = True,
    fine: FineFlag = False,
    lang: LangOption = None,
    actors: ActorFiles = None,
    as_json: JsonFlag = False,
) -> None:
    """List who does what to whom.

    Newest first, each with its sentence; "↔" marks what both do to each other.

    \b
    Examples:
      kg query world.kg --source PRK --target CHN
      kg query world.kg --source "Corée du Nord" --type SUPPORT --since 2025-01-01
      kg query world.kg --min-confidence 0.8 --json
    """
    from kg import api

    found = api.query(
        store,
        source,
        target,
        types,
        since=since,
        until=until,
        min_confidence=min_confidence,
        limit=limit,
        copies=copies,
        fine=fine,
        lang=lang,
        actors=actors or (),
    )
    if as_json:
        for row in found.rows():
            put(json_line(row))
    elif not found.claims:
        tell("no relation passes these filters")
    elif is_terminal():
        _table(found)
    else:
        for claim in found:
            say(_line(claim))


def _sign(claim: Claim) -> str:
    return "↔" if claim.relation.reciprocal else "→"


def _what(claim: Claim) -> str:
    modality = claim.relation.modality
    return claim.type if modality == "asserted" else f"{claim.type} ({modality})"


def _line(claim: Claim) -> str:
    who = f"{claim.source} {_sign(claim)} {claim.target}"
    cells = (claim.date or "", who, _what(claim), f"{claim.relation.confidence:.2f}")
    where = claim.outlet or claim.title
    return "\t".join(str(cell).replace("\t", " ") for cell in (*cells, claim.sentence, where))


def _table(found: QueryResult) -> None:
    from rich.table import Table
    from rich.text import Text

    table = Table(show_lines=True)
    for name in ("Date", "Actors", "Relation", "Conf.", "Sentence", "Source"):
        table.add_column(name, ratio=4 if name == "Sentence" else None)
    for claim in found:
        cells = _line(claim).split("\t")
        table.add_row(*(Text(plain(cell)) for cell in cells))
    console().print(table)
