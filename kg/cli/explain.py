"""``kg explain``."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kg.cli.options import ActorFiles
from kg.cli.output import console, is_terminal, plain, say, write_lines

if TYPE_CHECKING:
    from kg.relations import Explanation

__all__ = ["explain"]


def explain(
    text: Annotated[str, typer.Argument(help="A sentence or a few.")],
    lang: Annotated[
        str | None, typer.Option("--lang", help="Language of the text; guessed without it.")
    ] = None,
    on: Annotated[
        datetime | None,
        typer.Option("--date", formats=["%Y-%m-%d"], help="Day from which the text is read."),
    ] = None,
    html: Annotated[
        Path | None, typer.Option("--html", help="Also draw the parse, as a page.")
    ] = None,
    actors: ActorFiles = None,
) -> None:
    """Show why a sentence says what it says.

    Mentions, parse, triggers considered, rule, and the relations or the reason there is none.

    \b
    Examples:
      kg explain "Pékin soutient Pyongyang."
      kg explain "Beijing and Moscow signed a pact." --html parse.html
    """
    from kg import api

    found = api.explain(text, lang, published=on.date() if on else None, actors=actors or ())
    reasons = found.reasons
    _mentions(reasons)
    for name in found.unresolved:
        acts = f", for {', '.join(name.actors)}" if name.actors else ""
        say(f"nobody known: {name.surface}  ({name.kind}{acts}; docs/actors.md says how to teach)")
    _parse(reasons)
    _triggers(reasons)
    say(f"result: {reasons.verdict}")
    for relation in reasons.relations:
        sign = "↔" if relation.reciprocal else "→"
        say(
            f"  {relation.source} {sign} {relation.target}  {relation.type}  {relation.modality}  "
            f"{relation.confidence:.2f}  rule: {relation.rule}"
        )
    if html is not None:
        write_lines([found.html()], html)
        say(f"written: {html}")


def _mentions(reasons: Explanation) -> None:
    say(f"language: {reasons.lang}")
    say("mentions:")
    for m in reasons.mentions:
        who = ", ".join(m.actors) or f"? {', '.join(m.candidates)}"
        how = f"  ({m.method})" if m.method else ""
        say(f"  {m.start}-{m.end}  {m.surface}  {m.kind}, {m.use}  {who}{how}")
    if not reasons.mentions:
        say("  none")


def _parse(reasons: Explanation) -> None:
    head = ("#", "word", "lemma", "part", "relation", "head")
    words = {row.index: row.text for row in reasons.tokens}
    rows = [
        (
            str(t.index),
            t.text,
            t.lemma,
            t.pos,
            t.dep,
            words.get(t.head, "") if t.head != t.index else "–",
        )
        for t in reasons.tokens
    ]
    say("parse:")
    if is_terminal():
        from rich.table import Table
        from rich.text import Text

        table = Table(*head)
        for row in rows:
            table.add_row(*(Text(plain(cell)) for cell in row))
        console().print(table)
        return
    for row in (head, *rows):
        say("  " + "\t".join(row))


def _triggers(reasons: Explanation) -> None:
    say("triggers considered:")
    for row in reasons.triggers:
        say(f"  {row.words}  {row.type}  frames: {', '.join(row.frames)}")
        for line in (*row.effects, *row.relations):
            say(f"    {line}")
        if row.reason:
            say(f"    nothing: {row.reason}")
    if not reasons.triggers:
        say("  none")
