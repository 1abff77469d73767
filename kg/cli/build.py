"""``kg build``."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kg.cli.options import ActorFiles, HtmlOption, LangOption, MinConfidence, Paths, Workers
from kg.cli.output import ERROR, SOME_FAILED, open_page, say, tell

if TYPE_CHECKING:
    from kg.api import BuildReport
    from kg.api.extraction import Progress

__all__ = ["build"]

#: Failures listed after a run; `kg failures` lists all.
SHOWN = 20


def build(
    paths: Paths,
    store: Annotated[
        Path, typer.Option("--output", "-o", help="Folder that holds the store.")
    ] = Path("world.kg"),
    html: HtmlOption = None,
    graphml: Annotated[
        Path | None, typer.Option("--graphml", help="Also write the graph as GraphML.")
    ] = None,
    lang: LangOption = None,
    workers: Workers = None,
    min_confidence: MinConfidence = None,
    actors: ActorFiles = None,
    again: Annotated[
        bool, typer.Option("--again", help="Read anew what is stored, with the actors of now.")
    ] = False,
    show: Annotated[
        bool, typer.Option("--open", help="Show the page in the browser when it is done.")
    ] = False,
) -> None:
    """Read articles into a store.

    Finds who does what to whom and keeps it with its sentences. Running it again adds only what is
    new. Ctrl-C keeps what is done; the same command goes on
    from there. Exit code 3 says that some articles failed and that the others are in.

    \b
    Examples:
      kg build articles/
      kg build articles/ more.jsonl -o asia.kg --html explorer.html --open
      kg build articles/ --graphml graph.graphml --workers 4
      kg build articles/ --actors mine.toml --again
    """
    from kg import api

    if show and html is None:
        html = Path("explorer.html")
    with _progress() as progress:
        try:
            report = api.build(
                paths,
                store,
                html=html,
                graphml=graphml,
                lang=lang,
                workers=workers,
                min_confidence=min_confidence,
                again=again,
                actors=actors or (),
                progress=progress,
            )
        except KeyboardInterrupt:
            tell(f"what was done is in {store}, the same command goes on from there")
            raise
    _print(report, lang, actors or [])
    if show and html is not None:
        open_page(html)
    if report.failed:
        raise typer.Exit(SOME_FAILED if report.added or report.known else ERROR)


@contextmanager
def _progress() -> Iterator[Progress]:
    """A live counter on a terminal, a line every thousand articles elsewhere."""
    import sys

    if not sys.stderr.isatty():

        def lines(done: int, failed: int) -> None:
            if done % 1_000 == 0:
                tell(f"{done} articles, {failed} failed")

        yield lines
        return
    from rich.console import Console
    from rich.progress import Progress as Bar
    from rich.progress import SpinnerColumn, TextColumn, TimeElapsedColumn

    columns = (SpinnerColumn(), TextColumn("{task.description}"), TimeElapsedColumn())
    with Bar(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("loading the language model …", total=None)

        def live(done: int, failed: int) -> None:
            text = f"{done} articles" + (f", {failed} failed" if failed else "")
            bar.update(task, description=text)

        yield live


def _print(report: BuildReport, lang: str | None, actors: list[Path]) -> None:
    from kg import api

    for notice in report.notices[:SHOWN]:
        tell(f"{notice.uri}: {notice.what} ({notice.hint})")
    for failure in report.failures[:SHOWN]:
        tell(f"failed: {failure.uri}: {failure.reason} ({failure.hint})")
    if report.failed > SHOWN:
        tell(f"… and {report.failed - SHOWN} more: kg failures {report.store}")
    say(
        f"{report.store}: {report.read} articles read, {report.added} added, "
        f"{report.known} known already, {report.failed} failed, "
        f"{report.new_relations} new relations"
    )
    if report.unresolved:
        say(f"names of nobody known: {report.unresolved} times (kg actors unknown {report.store})")
    if actors and report.known:
        tell(f"{report.known} articles were read before and not again; --again does that")
    say(f"{report.actors} actors, {report.relations} relations in the graph")
    if report.ties:
        say("strongest ties:")
    for tie in api.describe_ties(report.ties, lang, actors=actors):
        say(f"  {tie}")
    for file in report.files:
        say(f"written: {file}")
