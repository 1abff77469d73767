"""``kg actors``: who is known (`find`, `show`); see also `kg.cli.knowledge`."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated, Any

import typer

from kg.cli import knowledge
from kg.cli.options import ActorFiles, JsonFlag, LangOption
from kg.cli.output import json_line, put, say

if TYPE_CHECKING:
    from kg.records import Actor, Membership, Office

__all__ = ["app"]

app = typer.Typer(
    no_args_is_help=True,
    rich_markup_mode=None,
    help="Actors: look them up, list who is not known, say who is the same.",
)
for _command in knowledge.COMMANDS:
    app.command()(_command)

Name = Annotated[str, typer.Argument(help="Id or name, in any language.")]


@app.command()
def find(
    name: Name, lang: LangOption = None, actors: ActorFiles = None, as_json: JsonFlag = False
) -> None:
    """List the actors that a name may mean, likeliest first.

    \b
    Examples:
      kg actors find Corée
      kg actors find "Xi" --json
    """
    from kg import api
    from kg.settings import load_settings

    files = actors or ()
    # What nobody is called raises in show_actor, which suggests names like it.
    found = api.find_actors(name, actors=files) or [api.show_actor(name, actors=files)]
    code = load_settings(lang=lang).lang
    for actor in found:
        if as_json:
            put(json_line(_row(actor, api.origin(actor, actors=files))))
        else:
            say(f"{actor.id}\t{actor.type}\t{actor.name_in(code)}")


@app.command()
def show(name: Name, actors: ActorFiles = None, as_json: JsonFlag = False) -> None:
    """Show what is known of one actor.

    Names, whom they act for, offices and memberships with their dates, and where that comes from;
    fields are parted by tabs.

    \b
    Examples:
      kg actors show PRK
      kg actors show "Conseil de sécurité"
    """
    from kg import api

    files = actors or ()
    actor = api.show_actor(name, actors=files)
    origin = api.origin(actor, actors=files)
    if as_json:
        put(json_line(_row(actor, origin)))
        return
    say(f"{actor.id}\t{actor.type}")
    for line in _lines(actor):
        say("\t".join(line))
    say(f"from\t{origin}")


def _row(actor: Actor, origin: str) -> dict[str, Any]:
    return {**actor.model_dump(), "from": origin}


def _lines(actor: Actor) -> Iterator[tuple[str, ...]]:
    for code, label in actor.label.items():
        yield "label", code, label
    if actor.affiliation:
        yield "acts for", actor.affiliation
    if actor.start or actor.end:
        yield "existed", _span(actor)
    if actor.successor:
        yield "followed by", actor.successor
    names: dict[tuple[str, str], list[str]] = defaultdict(list)
    for each in actor.names:
        names[each.kind, each.lang].append(each.text)
    for (kind, code), texts in names.items():
        yield "name", kind, code, ", ".join(dict.fromkeys(texts))
    for office in actor.offices:
        yield "office", office.office, office.of, _span(office), office.title
    for membership in actor.memberships:
        yield "membership", membership.status, membership.org, _span(membership)
    for name, value in actor.external.items():
        yield "known as", name, value


def _span(period: Actor | Office | Membership) -> str:
    """First and last day, cut to what is known; what had not ended is known as of a day."""
    seen = getattr(period, "as_of", None)
    if seen and not period.end:
        return f"{period.start or '…'} – … (as of {seen})"
    return f"{period.start or '…'} – {period.end or '…'}"
