"""``kg actors unknown``, ``same``, ``different``, ``judgements``: what an analyst adds."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kg.cli.options import ActorFiles, JsonFlag, StoreArgument
from kg.cli.output import json_line, put, say, tell

if TYPE_CHECKING:
    from kg.records import Judgement

__all__ = ["COMMANDS"]

First = Annotated[str, typer.Argument(help="Id or name.", metavar="A")]
Second = Annotated[str, typer.Argument(help="Id or name.", metavar="B")]
Spelling = Annotated[
    str, typer.Argument(help="Id or name, or a spelling of A in the texts.", metavar="B")
]
StoreOption = Annotated[
    Path, typer.Option("--store", help="Folder that `kg build` made.", metavar="STORE")
]
Author = Annotated[str | None, typer.Option("--author", help="Who says so (KG_AUTHOR).")]
Undo = Annotated[bool, typer.Option("--undo", help="Take the judgement back; it stays logged.")]

_WORLD = Path("world.kg")


def unknown(
    store: StoreArgument,
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", help="Also write a file to fill in, for --actors."),
    ] = None,
    limit: Annotated[int, typer.Option("--limit", "-n", min=1, help="At most so many.")] = 50,
    least: Annotated[int, typer.Option("--min-count", min=1, help="Only names met so often.")] = 1,
    actors: ActorFiles = None,
    as_json: JsonFlag = False,
) -> None:
    """List who the texts name that the program does not know.

    The most frequent first: how often, in how many articles, the name, what it is, for whom it
    seems to act, and a sentence. The file that -o writes has an entry for each; filled in, it is
    read with --actors.

    \b
    Examples:
      kg actors unknown world.kg
      kg actors unknown world.kg -n 20 -o mine.toml
    """
    from kg import api

    found = api.unknown_actors(store, limit=limit, min_count=least, actors=actors or ())
    for name in found:
        if as_json:
            put(json_line(name.model_dump()))
            continue
        meant = " or ".join(name.candidates) or ", ".join(name.acts_for)
        cells = (name.count, name.articles, name.name, name.kind, meant, name.sentence)
        say("\t".join(str(cell).replace("\t", " ") for cell in cells))
    if not found:
        tell("everybody is known")
    if output is not None:
        tell(f"written: {api.write_unknown(found, output)}")


def same(
    a: First,
    b: Second,
    store: StoreOption = _WORLD,
    undo: Undo = False,
    author: Author = None,
    actors: ActorFiles = None,
) -> None:
    """Say that two actors are one.

    All that A does, or suffers, is read as B's, in graph, page, exports and answers; nothing
    stored is changed. Where only A is known, B is read as A.

    \b
    Examples:
      kg actors same per:LI_WEIMING per:LI_WEI --store world.kg
      kg actors same per:LI_WEIMING per:LI_WEI --undo
    """
    from kg import api

    _say(
        api.same_actors(store, a, b, undo=undo, author=author, actors=actors or ()),
        "{j.about} is read as {j.other}",
    )


def different(
    a: First,
    b: Spelling,
    store: StoreOption = _WORLD,
    undo: Undo = False,
    author: Author = None,
    actors: ActorFiles = None,
) -> None:
    """Say that two actors are not one.

    Parts two that `same` has joined, and keeps them apart. Or parts a spelling from the actor it
    was taken for: the id it gets is printed, and a line of your file of actors can say who it is.

    \b
    Examples:
      kg actors different per:LI_WEIMING per:LI_WEI
      kg actors different per:KIM_JONG_UN Kim --store world.kg
    """
    from kg import api
    from kg.store.judging import apart_id

    found = api.different_actors(store, a, b, undo=undo, author=author, actors=actors or ())
    said = "{j.about} and {j.other} are kept apart"
    if found.spelling:
        said = "{j.other!r} is not {j.about}; it is read as " + apart_id(found.about, b)
    _say(found, said)


def judgements(
    store: StoreArgument,
    every: Annotated[bool, typer.Option("--all", help="Also those that were taken back.")] = False,
    as_json: JsonFlag = False,
) -> None:
    """List what analysts said, oldest first.

    When, who, what, of whom; for those taken back also when and by whom.

    \b
    Examples:
      kg actors judgements world.kg
      kg actors judgements world.kg --all --json
    """
    from kg import api

    for judgement in api.judgements(store, undone=every):
        if as_json:
            put(judgement.model_dump_json())
            continue
        cells = [judgement.time, judgement.author, judgement.verdict, judgement.about]
        cells += [judgement.other or ""]
        if judgement.undone:
            cells.append(f"undone {judgement.undone_at or ''} {judgement.undone_by or ''}".strip())
        say("\t".join(cells))


def _say(judgement: Judgement, said: str) -> None:
    if judgement.undone:
        say(f"taken back: {judgement.verdict} {judgement.about} {judgement.other}")
        return
    say(f"{said.format(j=judgement)} ({judgement.author}, {judgement.time[:19]})")


#: In the order of the help.
COMMANDS = (unknown, same, different, judgements)
