"""``kg events``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from kg.cli.options import ActorFiles, FineFlag, JsonFlag, LangOption, MinConfidence, StoreArgument
from kg.cli.output import console, is_terminal, json_line, plain, put, say, tell

if TYPE_CHECKING:
    from kg.api import EventResult, Happening

__all__ = ["events"]


def events(
    store: StoreArgument,
    between: Annotated[
        tuple[str, str] | None,
        typer.Option("--between", help="Two actors, ids or names, whichever acts.", metavar="A B"),
    ] = None,
    types: Annotated[
        list[str] | None, typer.Option("--type", help="Relation type; may be repeated.")
    ] = None,
    since: Annotated[
        str | None, typer.Option("--since", help="First day: 2025-01-31, 2025-01, 2025.")
    ] = None,
    until: Annotated[str | None, typer.Option("--until", help="Last day.")] = None,
    states: Annotated[
        bool, typer.Option("--states", help="List standing relations (alliances, wars) too.")
    ] = False,
    min_confidence: MinConfidence = None,
    limit: Annotated[
        int | None, typer.Option("--limit", "-n", min=1, help="At most so many.")
    ] = None,
    fine: FineFlag = False,
    lang: LangOption = None,
    actors: ActorFiles = None,
    as_json: JsonFlag = False,
) -> None:
    """List what happened: one event for all the claims that tell of it.

    Newest first, with the numbers of claims, articles and outlets (copies of a text count once) and
    the sentence that tells it best.

    \b
    Examples:
      kg events world.kg --between PRK CHN
      kg events world.kg --type SANCTION --since 2024-01 --until 2024-06
      kg events world.kg --json
    """
    from kg import api

    found = api.find_events(
        store,
        between,
        types,
        since=since,
        until=until,
        states=states,
        min_confidence=min_confidence,
        limit=limit,
        fine=fine,
        lang=lang,
        actors=actors or (),
    )
    if as_json:
        for row in found.rows():
            put(json_line(row))
    elif not found:
        tell("no event passes these filters")
    elif is_terminal():
        _table(found)
    else:
        for one in found:
            say("\t".join(_cells(one)))


def _cells(one: Happening) -> list[str]:
    event = one.event
    sign = "↔" if event.reciprocal else "→"
    notes: list[str] = [how for how in event.modalities if how != "asserted"]
    notes += ["standing"] if event.aspect == "state" else []
    notes += ["denied"] if event.against else []
    what = f"{one.type} ({', '.join(notes)})" if notes else one.type
    cells = (
        _days(one),
        f"{one.source} {sign} {one.target}",
        what,
        _number(event.claims, "claim"),
        _number(event.articles, "article"),
        _number(event.outlets, "outlet"),
        event.title,
    )
    return [cell.replace("\t", " ") for cell in cells]


def _days(one: Happening) -> str:
    """Write when it was, as exactly as it is known: a day, a month, a year, two days."""
    event = one.event
    if event.start is None or event.end is None:
        return ""
    if event.precision in {"month", "year"}:
        return event.start.isoformat()[: 7 if event.precision == "month" else 4]
    first, last = event.start.isoformat(), event.end.isoformat()
    return first if first == last else f"{first}/{last}"


def _number(n: int, noun: str) -> str:
    return f"{n} {noun}" if n == 1 else f"{n} {noun}s"


def _table(found: EventResult) -> None:
    from rich.table import Table
    from rich.text import Text

    table = Table(show_lines=True)
    for name in ("Date", "Actors", "What", "Claims", "Articles", "Outlets", "Told best"):
        count = name in {"Claims", "Articles", "Outlets"}
        table.add_column(
            name, ratio=4 if name == "Told best" else None, justify="right" if count else "left"
        )
    for one in found:
        cells = _cells(one)
        cells[3:6] = (cell.split()[0] for cell in cells[3:6])
        table.add_row(*(Text(plain(cell)) for cell in cells))
    console().print(table)
